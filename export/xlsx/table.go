package xlsx

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// The rows of every table sheet.
const (
	rowTitle   = 1
	rowPurpose = 2
	rowNotes   = 3
	rowHeader  = 4
	rowFirst   = 5
)

// tallest is how many lines of text a row shows: about as many as Excel's tallest row has room for (409 points). The rest is in the cell, and seen when it is
// selected.
const tallest = 26

// pageWidth is how many digits fit a landscape A4 page before letters become too small to read; wider sheets print on several
// pages side by side, with the first column on each.
const pageWidth = 260

// bounds are the narrowest and the widest that a column gets, in digits.
func bounds(c export.Column) (low, high int) {
	switch c.Type {
	case export.TypeDate:
		return 12, 12
	case export.TypeDateTime:
		return 17, 17
	}
	if c.Editable && len(c.Choices) == 0 {
		return 28, 42 // room to write, even where nothing is written yet
	}
	switch c.Width {
	case export.WidthNarrow:
		return 8, 14
	case export.WidthMedium:
		return 10, 24
	case export.WidthWide:
		return 16, 42
	}
	return 26, 64
}

// measured is how many rows tell the widths of columns: rows are made anew each time they are asked for.
const measured = 2000

// roomForCounts is the width of 99,999,999 and the filter's arrow.
const roomForCounts = 13

// tab is a part of a sheet: the whole of it, if its rows fit one sheet of Excel.
type tab struct {
	// Sheet has the name and the notes of this part.
	export.Sheet
	table string
	// first is the place of the first row that stands here, and count how many do.
	first, count int
	widths       []float64
	lanes        []lane
	// grid is what stands above the rows.
	grid grid
}

func (t *tab) bottom() int { return rowFirst + max(1, t.count) - 1 }

// divide cuts every sheet into the parts that fit.
func (b *book) divide() []*tab {
	taken := map[string]bool{strings.ToLower(b.report.Summary.Name): true, strings.ToLower(b.report.Meta.Lists): true}
	for _, s := range b.report.Sheets {
		taken[strings.ToLower(s.Name)] = true
	}
	var all []*tab
	for _, s := range b.report.Sheets {
		rows := s.Rows.Len()
		parts := []*tab{}
		for first := 0; first == 0 || first < rows; first += b.mostRows {
			t := &tab{Sheet: s, table: tableName(s.Key, len(parts)+1), first: first, count: min(b.mostRows, rows-first)}
			if first > 0 {
				t.Name = b.continued(s.Name, len(parts)+1, taken)
			}
			parts = append(parts, t)
		}
		widths := b.widths(s)
		for i, t := range parts {
			t.widths = widths
			meta := b.report.Meta
			if i > 0 {
				t.Notes = slices.Insert(slices.Clone(t.Notes), 0, strings.ReplaceAll(meta.Continuing, "{sheet}", s.Name))
			}
			if i+1 < len(parts) {
				t.Notes = slices.Insert(slices.Clone(t.Notes), 0, strings.ReplaceAll(meta.Continues, "{sheet}", parts[i+1].Name))
			}
		}
		b.tabs[s.Key] = parts
		all = append(all, parts...)
	}
	return all
}

// continued is the name of a part, cut to what Excel allows and unlike all others.
func (b *book) continued(name string, part int, taken map[string]bool) string {
	for left := name; ; left = cutTo(left, units(left)-1) {
		next := strings.NewReplacer("{name}", left, "{part}", strconv.Itoa(part)).Replace(b.report.Meta.Continued)
		if folded := strings.ToLower(next); (units(next) <= excelize.MaxSheetNameLength && !taken[folded]) || left == "" {
			taken[folded] = true
			return next
		}
	}
}

// widths gives the width of every column from its header and its content.
func (b *book) widths(s export.Sheet) []float64 {
	widths := make([]float64, len(s.Columns))
	for i, column := range s.Columns {
		low, high := bounds(column)
		// Three more for the filter's arrow.
		need := max(low, min(high, longestWord(column.Header)+4))
		for _, choice := range column.Choices {
			need = max(need, min(high, displayWidth(choice.Label)+5))
		}
		if s.Rows.Len() > measured && headerAlign(column.Type) != "left" {
			need = max(need, roomForCounts) // a number that is too long is not cut but shown as ####
		}
		widths[i] = float64(need)
	}
	for n, row := range s.Rows.All() {
		if n == measured {
			break
		}
		for i, column := range s.Columns {
			if _, high := bounds(column); i < len(row) && widths[i] < float64(high) {
				widths[i] = max(widths[i], float64(min(high, widest(b.shown(row[i], column.Type))+3)))
			}
		}
	}
	return widths
}

// table makes one sheet.
func (b *book) table(t *tab) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("the sheet has no columns")
	}
	last, err := excelize.ColumnNumberToName(len(t.Columns))
	if err != nil {
		return fmt.Errorf("counting columns: %w", err)
	}
	if t.lanes, err = b.lanes(t); err != nil {
		return err
	}
	days := 0
	if t.Timeline != nil {
		days = len(t.Timeline.Days)
	}
	if err := b.page(t.Name, tabColor(t.Reader), pages(t.Columns, t.widths, days)); err != nil {
		return err
	}
	for i, column := range t.Columns {
		letter := t.lanes[i].letter
		if err := b.file.SetColWidth(t.Name, letter, letter, t.widths[i]); err != nil {
			return fmt.Errorf("setting the width of column %q: %w", column.Header, err)
		}
		if column.Hidden {
			if err := b.file.SetColVisible(t.Name, letter, false); err != nil {
				return fmt.Errorf("hiding column %q: %w", column.Header, err)
			}
		}
		if err := b.inputs(t, i); err != nil {
			return fmt.Errorf("laying out column %q: %w", column.Header, err)
		}
	}
	if err := b.head(t); err != nil {
		return err
	}
	frozen, titles := 1, fmt.Sprintf("$%d:$%d", rowHeader, rowHeader)
	if days > 0 {
		if frozen, last, err = b.timeline(t); err != nil {
			return fmt.Errorf("drawing the timeline: %w", err)
		}
		titles = fmt.Sprintf("$%d:$%d", rowPurpose, rowHeader)
		area := fmt.Sprintf("%s!$A$1:$%s$%d", quoted(t.Name), last, t.bottom())
		if err := b.printName("_xlnm.Print_Area", t.Name, area); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(frozen+1, rowFirst)
	if err != nil {
		return fmt.Errorf("freezing the header: %w", err)
	}
	if err := b.file.SetPanes(t.Name, &excelize.Panes{
		Freeze: true, XSplit: frozen, YSplit: rowHeader, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}},
	}); err != nil {
		return fmt.Errorf("freezing the header: %w", err)
	}
	// A stream does not count its cells; readers that believe it would see one.
	if err := b.file.SetSheetDimension(t.Name, fmt.Sprintf("A1:%s%d", last, t.bottom())); err != nil {
		return fmt.Errorf("setting the sheet's size: %w", err)
	}
	if id := idColumn(t.Columns); id >= 0 && t.first == 0 {
		letter := t.lanes[id].letter
		if err := b.name(named("key", t.Key), t.Name, fmt.Sprintf("$%s$%d", letter, rowFirst), fmt.Sprintf("$%s$%d", letter, t.bottom())); err != nil {
			return err
		}
	}
	if err := b.printName("_xlnm.Print_Titles", t.Name, fmt.Sprintf("%s!$A:$A,%s!%s", quoted(t.Name), quoted(t.Name), titles)); err != nil {
		return err
	}
	return b.streamTable(t)
}

// columnFormula is the live value of a column; false where it can't or may not be computed.
func (b *book) columnFormula(t *tab, of export.Live) (string, bool) {
	return formulas{b, func(key string) (string, *export.Column) {
		at := t.Column(key)
		if at < 0 {
			return "", nil
		}
		return inThisRow(t.table, t.Columns[at].Header), &t.Columns[at]
	}}.live(of)
}

// livesOf are the ways in which the values of a column follow from other sheets.
func livesOf(c export.Column) []export.LiveFor {
	if c.Live != nil {
		return []export.LiveFor{{Live: *c.Live}}
	}
	return c.Lives
}

// notes are the sheet's, with what the workbook adds to them.
func (b *book) notes(t *tab) string {
	meta := b.report.Meta
	notes := slices.Clone(t.Notes)
	add := func(note string, columns []string, sheet string) {
		if len(columns) > 0 {
			notes = append(notes, strings.NewReplacer("{columns}", strings.Join(columns, meta.Separator), "{sheet}", sheet).Replace(note))
		}
	}
	var today, suggested []string
	for _, c := range t.Columns {
		if c.Live != nil && c.Live.Of == export.LiveUntil && t.count > 0 {
			today = append(today, c.Header)
		}
		if len(c.Suggestions) > 0 {
			suggested = append(suggested, c.Header)
		}
	}
	notes = append(notes, b.fromToday(today)...)
	add(meta.Suggested, suggested, meta.Lists)
	return strings.Join(notes, "  ")
}

// fromToday is the note, if one is needed, that columns count from the day on which the workbook is read.
func (b *book) fromToday(columns []string) []string {
	if len(columns) == 0 {
		return nil
	}
	return []string{strings.ReplaceAll(b.report.Meta.FromToday, "{columns}", strings.Join(columns, b.report.Meta.Separator))}
}

// head writes the rows above the table, and its header.
func (b *book) head(t *tab) error {
	t.grid.height(rowTitle, 26)
	if err := b.put(&t.grid, 1, rowTitle, t.Name, face{part: partTitle}); err != nil {
		return err
	}
	if err := b.line(t, rowPurpose, t.Purpose, partPurpose); err != nil {
		return err
	}
	notes, part := b.notes(t), partNote
	if t.Empty != "" {
		notes, part = strings.TrimSpace(t.Empty+"  "+notes), partEmpty
	}
	if err := b.line(t, rowNotes, notes, part); err != nil {
		return err
	}
	tall := 1
	for i, column := range t.Columns {
		if err := b.put(&t.grid, i+1, rowHeader, column.Header, face{part: partHeader, editable: column.Editable, align: headerAlign(column.Type)}); err != nil {
			return err
		}
		if !column.Hidden {
			tall = max(tall, lines(column.Header, t.widths[i]-2.5))
		}
	}
	t.grid.height(rowHeader, 8+b.look.lineHeight*float64(min(tall, 4)))
	return nil
}

// seen is how many digits fit a window, about: a line that is longer is read more easily as two.
const seen = 150

// line writes a text above the table over as many of its columns as a window and the first page show, in as many lines as that takes: beyond the last column
// it would be cut on paper, and there the days of a timeline stand.
func (b *book) line(t *tab, row int, text string, part facePart) error {
	most := float64(seen)
	if across := pages(t.Columns, t.widths, 0); across > 1 {
		most = min(most, 0.85*visibleWidth(t.Columns, t.widths)/float64(across))
	}
	width, last := 0.0, 1
	for i, column := range t.Columns {
		if width > 0 && width+t.widths[i] > most {
			break
		}
		if !column.Hidden {
			width, last = width+t.widths[i], i+1
		}
	}
	text = fit(text, b.report.Meta.Cut)
	f := face{part: part}
	tall := lines(text, width)
	if tall > 1 {
		f.wrap = true
	}
	if err := b.put(&t.grid, 1, row, text, f); err != nil {
		return err
	}
	if tall == 1 {
		t.grid.height(row, b.look.defaultHeight)
		return nil
	}
	t.grid.height(row, math.Max(b.look.defaultHeight, b.look.tallRow(tall)))
	return t.grid.merge(row, 1, last)
}

// put lays out one cell. A text is never anything but text.
func (b *book) put(g *grid, column, row int, value any, f face) error {
	id, err := b.styles.id(f)
	if err != nil {
		return err
	}
	if text, isText := value.(string); isText {
		value = inline(text)
	}
	g.set(column, row, excelize.Cell{StyleID: id, Value: value})
	return nil
}

// inputs gives a column what helps people to fill it in: a list of choices with colours that follow what they choose, suggestions, a check that a date is one. A column
// with bars gets them here, too.
func (b *book) inputs(t *tab, place int) error {
	column, letter := t.Columns[place], t.lanes[place].letter
	where := fmt.Sprintf("%s%d:%s%d", letter, rowFirst, letter, t.bottom())
	check := excelize.NewDataValidation(true)
	check.SetSqref(where)
	formats := []excelize.ConditionalFormatOptions{}
	switch {
	case len(column.Choices) > 0:
		labels := make([]string, len(column.Choices))
		for j, choice := range column.Choices {
			labels[j] = choice.Label
			if choice.Tone == export.ToneNone {
				continue
			}
			id, err := b.color(shadeOf(choice.Tone))
			if err != nil {
				return err
			}
			formats = append(formats, excelize.ConditionalFormatOptions{
				Type: "cell", Criteria: "==", Value: `"` + strings.ReplaceAll(choice.Label, `"`, `""`) + `"`, Format: &id,
			})
		}
		if err := check.SetDropList(labels); err != nil {
			return fmt.Errorf("making the list of choices: %w", err)
		}
		check.ShowErrorMessage = true
	case len(column.Suggestions) > 0:
		check.SetSqrefDropList(named(named("lst", t.Key), column.Key)) // no error message: other values are as good
	case column.Editable && column.Type == export.TypeDate:
		if err := check.SetRange(firstSerial, lastSerial, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween); err != nil {
			return fmt.Errorf("asking for dates: %w", err)
		}
		check.ShowErrorMessage = true
	default:
		check = nil
	}
	if check != nil {
		if err := b.file.AddDataValidation(t.Name, check); err != nil {
			return fmt.Errorf("checking what is filled in: %w", err)
		}
	}
	if column.Bar {
		most, whole := "max", ""
		if column.Type == export.TypePercent {
			most, whole = "num", "1" // else the fullest wave looks full
		}
		formats = append(formats, excelize.ConditionalFormatOptions{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: most, MaxValue: whole, BarColor: "#" + colorBar, BarSolid: true,
		})
	}
	if len(formats) > 0 {
		if err := b.file.SetConditionalFormat(t.Name, where, formats); err != nil {
			return fmt.Errorf("colouring: %w", err)
		}
	}
	return nil
}

// color is the style of a conditional format.
func (b *book) color(s shade) (int, error) {
	if id, known := b.colors[s]; known {
		return id, nil
	}
	style := &excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.back}}}
	if s.ink != "" {
		style.Font = &excelize.Font{Color: s.ink}
	}
	id, err := b.file.NewConditionalStyle(style)
	if err != nil {
		return 0, fmt.Errorf("making the colour %s: %w", s.back, err)
	}
	b.colors[s] = id
	return id, nil
}

// pages is how many pages side by side a sheet prints on, with the days of its timeline.
func pages(columns []export.Column, widths []float64, days int) int {
	return int(math.Min(6, math.Ceil((dayWidth*float64(days)+visibleWidth(columns, widths))/pageWidth)))
}

func visibleWidth(columns []export.Column, widths []float64) float64 {
	total := 0.0
	for i, width := range widths {
		if !columns[i].Hidden {
			total += width
		}
	}
	return total
}

// headerAlign is left over text and centred over all else, where the arrow of the filter leaves room.
func headerAlign(t export.Type) string {
	if t == export.TypeText {
		return "left"
	}
	return "center"
}

// page sets how a sheet looks from outside and on paper: A4 landscape, fitted to its width, page numbers below.
func (b *book) page(sheet, tab string, across int) error {
	yes, landscape, a4, down := true, "landscape", 9, 0
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{TabColorRGB: &tab, FitToPage: &yes}); err != nil {
		return fmt.Errorf("setting sheet properties: %w", err)
	}
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &landscape, FitToWidth: &across, FitToHeight: &down,
	}); err != nil {
		return fmt.Errorf("setting up pages: %w", err)
	}
	narrow, low := 0.4, 0.6
	if err := b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Left: &narrow, Right: &narrow, Top: &narrow, Bottom: &low, Header: &narrow, Footer: &narrow,
	}); err != nil {
		return fmt.Errorf("setting page margins: %w", err)
	}
	// & begins a code in a footer; the only texts here are the program's own, and the sheet's name comes by its code.
	page := strings.NewReplacer("&", "&&", "{page}", "&P", "{pages}", "&N").Replace(b.report.Meta.Page)
	tool := strings.ReplaceAll(b.report.Meta.Tool, "&", "&&")
	if err := b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L" + tool + "&C&A&R" + page}); err != nil {
		return fmt.Errorf("setting the footer: %w", err)
	}
	hide := false
	if err := b.file.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &hide}); err != nil {
		return fmt.Errorf("hiding grid lines: %w", err)
	}
	return nil
}

// printName sets what a sheet prints, or repeats, by one of the names that Excel has for that.
func (b *book) printName(name, sheet, refers string) error {
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refers, Scope: sheet}); err != nil {
		return fmt.Errorf("setting %s of %q: %w", name, sheet, err)
	}
	return nil
}
