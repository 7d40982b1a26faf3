package xlsx

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// The columns of the summary: label, value, hint; charts stand over the fourth. The small tables use all four.
var summaryWidths = [4]float64{31, 14, 60, 82}

// behindFrom is the first column of the tables behind the charts, and behindWidth how wide theirs are: to the right of what is printed, below all that is read.
const (
	behindFrom  = 6
	behindWidth = 15
)

// page is the summary in the making: row is the next free one.
type page struct {
	*book
	sheet string
	grid  grid
	row   int
	// pad is what a row of the figures has besides its lines, and least the least height of one.
	pad, least float64
	// places are where the rows of the small tables stand, by key.
	places map[string]place
}

// place is the first column of a table, and the first and the last row of its body.
type place struct {
	table               *export.Table
	column, first, last int
}

// summary lays out the first sheet: title, figures on the left with charts on the right, then the small tables, the legend and the signatures.
func (b *book) summary(s export.Summary) error {
	if err := b.page(s.Name, colorNavy, 1); err != nil {
		return err
	}
	p := &page{book: b, sheet: s.Name, places: map[string]place{}}
	p.pad, p.least = b.figureRoom(s)
	for i, width := range summaryWidths {
		letter := string(rune('A' + i))
		if err := b.file.SetColWidth(s.Name, letter, letter, width); err != nil {
			return fmt.Errorf("setting the width of column %s: %w", letter, err)
		}
	}
	if err := p.title(s); err != nil {
		return err
	}
	top := p.row
	for _, group := range s.Groups {
		if err := p.group(group); err != nil {
			return err
		}
	}
	bottom := p.row - 1
	charts := drawn(s)
	beside, below := charts[:min(len(charts), chartsBeside)], charts[min(len(charts), chartsBeside):]
	// The first page on paper is figures and charts; what follows begins on the next.
	if err := p.file.InsertPageBreak(s.Name, fmt.Sprintf("A%d", p.row)); err != nil {
		return fmt.Errorf("breaking the page: %w", err)
	}
	gallery := p.row
	for range (len(below) + 1) / 2 * chartRows {
		if err := p.next(chartRowHeight); err != nil {
			return err
		}
	}
	var behind []export.Table
	for _, table := range s.Tables {
		if table.Behind {
			behind = append(behind, table)
		} else if err := p.table(table); err != nil {
			return err
		}
	}
	if err := p.legend(s.Legend); err != nil {
		return err
	}
	if err := p.signOff(s.SignOff); err != nil {
		return err
	}
	area := fmt.Sprintf("%s!$A$1:$D$%d", quoted(p.sheet), p.row-1)
	if err := b.printName("_xlnm.Print_Area", p.sheet, area); err != nil {
		return err
	}
	last, bottomRow := 4, p.row-1
	for _, table := range behind {
		column := max(behindFrom, last+2)
		end, err := p.behind(table, column)
		if err != nil {
			return err
		}
		last, bottomRow = column+len(table.Columns)-1, max(bottomRow, end)
	}
	corner, err := excelize.CoordinatesToCellName(last, bottomRow)
	if err != nil {
		return err
	}
	if err := b.file.SetSheetDimension(s.Name, "A1:"+corner); err != nil {
		return fmt.Errorf("setting the sheet's size: %w", err)
	}
	if err := p.chartsBeside(beside, top, bottom); err != nil {
		return err
	}
	if err := p.chartsBelow(below, gallery); err != nil {
		return err
	}
	return b.stream(s.Name, &p.grid)
}

func (p *page) put(column int, value any, f face) error {
	return p.book.put(&p.grid, column, p.row, value, f)
}

func (p *page) text(column int, text string, f face) error {
	if export.ActsLikeFormula(text) {
		f.format = "@"
	}
	return p.put(column, fit(text, p.report.Meta.Cut), f)
}

// cell writes a value, with the formula that keeps it true where there is one.
func (p *page) cell(column int, c export.Cell, formula string, f face) error {
	if formula == "" {
		return p.put(column, p.value(c), f)
	}
	id, err := p.styles.id(f)
	if err != nil {
		return err
	}
	content := p.read(&lane{live: []live{{formula: formula}}, by: -1}, []export.Cell{c}, 0)
	p.grid.set(column, p.row, content.cell(id))
	return nil
}

func (p *page) next(height float64) error {
	p.grid.height(p.row, height)
	p.row++
	return nil
}

func (p *page) merge(from, to int) error {
	return p.grid.merge(p.row, from, to)
}

func (p *page) title(s export.Summary) error {
	p.row = 1
	if err := p.text(1, s.Title, face{part: partTitle}); err != nil {
		return err
	}
	if err := p.next(30); err != nil {
		return err
	}
	if err := p.text(1, s.Subtitle, face{part: partPurpose}); err != nil {
		return err
	}
	if err := p.next(p.look.defaultHeight); err != nil {
		return err
	}
	for column := 1; column <= 4; column++ {
		text := ""
		if column == 1 {
			text = s.Banner.Text
		}
		if err := p.text(column, text, face{part: partBanner, tone: s.Banner.Tone}); err != nil {
			return err
		}
	}
	if err := p.next(p.look.defaultHeight + 6); err != nil {
		return err
	}
	for _, note := range p.notesOf(s) {
		if err := p.text(1, note, face{part: partNote}); err != nil {
			return err
		}
		if err := p.next(p.look.defaultHeight); err != nil {
			return err
		}
	}
	return p.next(10)
}

// notesOf are the report's, and what the small tables that follow the calendar have to say.
func (p *page) notesOf(s export.Summary) []string {
	var today []string
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			if c.Live != nil && c.Live.Of == export.LiveUntil && len(t.Rows) > 0 {
				today = append(today, c.Header)
			}
		}
	}
	return append(p.fromToday(today), s.Notes...)
}

func (p *page) group(g export.FigureGroup) error {
	for column := 1; column <= 3; column++ {
		text := ""
		if column == 1 {
			text = g.Heading
		}
		if err := p.text(column, text, face{part: partGroup}); err != nil {
			return err
		}
	}
	if err := p.next(22); err != nil {
		return err
	}
	for _, figure := range g.Figures {
		if err := p.text(1, figure.Label, face{part: partLabel, wrap: true}); err != nil {
			return err
		}
		formula := ""
		if figure.Live != nil {
			var some bool
			if formula, some = (formulas{p.book, nil}).live(*figure.Live); some && figure.LiveHint != "" {
				figure.Hint = figure.LiveHint
			}
		}
		if err := p.figure(figure, formula); err != nil {
			return fmt.Errorf("writing figure %q: %w", figure.Label, err)
		}
		if err := p.text(3, figure.Hint, face{part: partHint, wrap: true}); err != nil {
			return err
		}
		if err := p.next(math.Max(p.least, p.look.lineHeight*tall(figure)+p.pad)); err != nil {
			return err
		}
	}
	return p.next(8)
}

// tall is how many lines a figure has.
func tall(f export.Figure) float64 {
	return float64(max(lines(f.Label, summaryWidths[0]), lines(f.Hint, summaryWidths[2])))
}

// onFirstPage is the height of the rows that a sheet of paper holds at the scale at which the columns go across it, in points.
const onFirstPage = 895

// figureRoom gives the room of the figures' rows: as much as is pleasant, and less where the figures would not all be on the first page, which breaks below them.
func (b *book) figureRoom(s export.Summary) (pad, least float64) {
	pad, least = 6, 21
	height, n := 30+2*b.look.defaultHeight+6+float64(len(s.Notes)+1)*b.look.defaultHeight+10, 0.0
	for _, group := range s.Groups {
		height += 22 + 8
		for _, figure := range group.Figures {
			height += math.Max(least, b.look.lineHeight*tall(figure)+pad)
			n++
		}
	}
	if over := height - onFirstPage; over > 0 {
		pad, least = math.Max(1, pad-over/n), math.Max(b.look.lineHeight+1, least-over/n)
	}
	return pad, least
}

// figure writes a figure's value, names its cell, and has its colour follow it.
func (p *page) figure(figure export.Figure, formula string) error {
	f := face{part: partValue, tone: figure.Value.Tone(), format: p.look.format(figure.Type)}
	if len(figure.Tones) > 0 {
		f.tone = export.ToneNone
	}
	if figure.Value.Kind() == export.Text {
		f.wrap = true
		if export.ActsLikeFormula(figure.Value.Text()) {
			f.format = "@"
		}
	}
	if err := p.cell(2, figure.Value, formula, f); err != nil {
		return err
	}
	if err := p.name(figureName(figure.Key), p.sheet, fmt.Sprintf("$B$%d", p.row), ""); err != nil {
		return err
	}
	ref := fmt.Sprintf("B%d", p.row)
	formats := []excelize.ConditionalFormatOptions{}
	for _, rule := range figure.Tones {
		if !comparisons[rule.Is] {
			continue
		}
		// A text is greater than any number, and a blank is zero.
		s := shadeOf(rule.Tone)
		if rule.Tone == export.ToneNone {
			s.back = colorWhite
		}
		id, err := p.color(s)
		if err != nil {
			return err
		}
		formats = append(formats, excelize.ConditionalFormatOptions{
			Type: "formula", Criteria: fmt.Sprintf("AND(ISNUMBER(%[1]s),%[1]s%[2]s%[3]v)", ref, rule.Is, rule.Limit), Format: &id, StopIfTrue: true,
		})
	}
	if len(formats) == 0 {
		return nil
	}
	return p.file.SetConditionalFormat(p.sheet, ref, formats)
}

// table lays out a small table. Where it has three columns, the last one takes two.
func (p *page) table(t export.Table) error {
	for column := 1; column <= 4; column++ {
		text := ""
		if column == 1 {
			text = t.Heading
		}
		if err := p.text(column, text, face{part: partGroup}); err != nil {
			return err
		}
	}
	if err := p.next(24); err != nil {
		return err
	}
	if t.Empty != "" {
		if err := p.text(1, t.Empty, face{part: partNote}); err != nil {
			return err
		}
		if err := p.next(p.look.defaultHeight + 2); err != nil {
			return err
		}
		return p.next(8)
	}
	for i, column := range t.Columns {
		if err := p.text(i+1, column.Header, face{part: partHeader, align: headerAlign(column.Type)}); err != nil {
			return err
		}
	}
	if len(t.Columns) == 3 {
		if err := p.put(4, nil, face{part: partHeader}); err != nil {
			return err
		}
		if err := p.merge(3, 4); err != nil {
			return err
		}
	}
	if err := p.next(p.look.defaultHeight + 4); err != nil {
		return err
	}
	first := p.row
	for n := range t.Rows {
		if err := p.tableRow(t, n); err != nil {
			return err
		}
	}
	p.places[t.Key] = place{&t, 1, first, p.row - 1}
	return p.next(8)
}

func (p *page) tableRow(t export.Table, n int) error {
	tall := 1
	for i, cell := range t.Rows[n] {
		column := t.Columns[i]
		f := faceOf(classOf(cell), cell.Tone(), column, p.look)
		if t.Key == "sheets" && i == 0 {
			f = face{part: partLink}
			if err := p.link(cell.Text()); err != nil {
				return err
			}
		}
		if err := p.cell(i+1, cell, p.small(&t, i, n, 1), f); err != nil {
			return err
		}
		width := summaryWidths[i]
		if i == 2 && len(t.Columns) == 3 {
			width += summaryWidths[3]
		}
		tall = max(tall, lines(p.shown(cell, column.Type), width))
	}
	if len(t.Columns) == 3 {
		if err := p.put(4, nil, face{}); err != nil {
			return err
		}
		if err := p.merge(3, 4); err != nil {
			return err
		}
	}
	return p.next(p.look.lineHeight*float64(min(tall, tallest)) + 4)
}

// link makes the cell of a sheet's name lead there: the names are the program's own.
func (p *page) link(sheet string) error {
	ref, err := excelize.CoordinatesToCellName(1, p.row)
	if err != nil {
		return err
	}
	if err := p.file.SetCellHyperLink(p.sheet, ref, quoted(sheet)+"!A1", "Location"); err != nil {
		return fmt.Errorf("linking to %q: %w", sheet, err)
	}
	return nil
}

// behind lays out a table that is there for its chart, and gives its last row.
func (p *page) behind(t export.Table, column int) (int, error) {
	if t.Empty != "" {
		return 0, nil
	}
	start := p.row
	defer func() { p.row = start }()
	from, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return 0, err
	}
	to, err := excelize.ColumnNumberToName(column + len(t.Columns) - 1)
	if err != nil {
		return 0, err
	}
	if err := p.file.SetColWidth(p.sheet, from, to, behindWidth); err != nil {
		return 0, err
	}
	p.row++
	if err := p.text(column, t.Heading, face{part: partGroup}); err != nil {
		return 0, err
	}
	p.row++
	for i, c := range t.Columns {
		if err := p.text(column+i, c.Header, face{part: partHeader, align: headerAlign(c.Type)}); err != nil {
			return 0, err
		}
	}
	p.row++
	first := p.row
	for n, row := range t.Rows {
		for i, cell := range row {
			c := t.Columns[i]
			f := faceOf(classOf(cell), cell.Tone(), c, p.look)
			f.wrap = false
			if err := p.cell(column+i, cell, p.small(&t, i, n, column), f); err != nil {
				return 0, err
			}
		}
		p.row++
	}
	p.places[t.Key] = place{&t, column, first, p.row - 1}
	return p.row - 1, nil
}

// small gives the formula of a cell in row n of a small table that begins in a column.
func (p *page) small(t *export.Table, at, n, from int) string {
	live := t.Columns[at].Live
	if live == nil || n < t.Past {
		return ""
	}
	if !asksOf(*live, t.Columns).answered(t.Rows[n]) {
		return ""
	}
	formula, some := formulas{p.book, func(key string) (string, *export.Column) {
		for i := range t.Columns {
			if t.Columns[i].Key == key {
				letter, err := excelize.ColumnNumberToName(from + i)
				if err != nil {
					return "", nil
				}
				return fmt.Sprintf("$%s%d", letter, p.row), &t.Columns[i]
			}
		}
		return "", nil
	}}.live(*live)
	if !some {
		return ""
	}
	return formula
}

// legend explains colours.
func (p *page) legend(entries []export.LegendEntry) error {
	for _, entry := range entries {
		f := face{tone: entry.Tone, editable: entry.Editable, wrap: true, align: "left"}
		if err := p.put(1, nil, f); err != nil {
			return err
		}
		if err := p.text(2, entry.Text, face{part: partPurpose, align: "left"}); err != nil {
			return err
		}
		if err := p.next(p.look.defaultHeight + 3); err != nil {
			return err
		}
	}
	if len(entries) == 0 {
		return nil
	}
	return p.next(8)
}

// signOff is a line a role. What each was exported as stands in the column between what is printed and the tables behind the charts, which is hidden.
func (p *page) signOff(s export.Sheet) error {
	if s.Rows.Len() == 0 {
		return nil
	}
	s = s.WithExported(p.report.Meta.AsExported)
	people := len(s.Columns) - 1
	for column := 1; column <= people; column++ {
		text := ""
		if column == 1 {
			text = s.Name
		}
		if err := p.text(column, text, face{part: partGroup}); err != nil {
			return err
		}
	}
	if err := p.next(24); err != nil {
		return err
	}
	for i, column := range s.Columns {
		if err := p.text(i+1, column.Header, face{part: partHeader, align: "left"}); err != nil {
			return err
		}
	}
	if err := p.next(p.look.defaultHeight + 4); err != nil {
		return err
	}
	for _, row := range s.Rows.All() {
		tall := 1
		for i, cell := range row {
			f := face{part: partLabel, wrap: true}
			switch {
			case i == people:
				f = face{}
			case i > 0:
				f = faceOf(classOf(cell), cell.Tone(), s.Columns[i], p.look)
				f.part, f.wrap, f.align = partSign, true, "left"
			}
			if err := p.cell(i+1, cell, "", f); err != nil {
				return err
			}
			if i < people {
				tall = max(tall, lines(p.shown(cell, s.Columns[i].Type), summaryWidths[i]))
			}
		}
		if err := p.next(max(30, p.look.lineHeight*float64(min(tall, tallest))+4)); err != nil {
			return err
		}
	}
	letter, err := excelize.ColumnNumberToName(people + 1)
	if err != nil {
		return err
	}
	if err := p.file.SetColVisible(p.sheet, letter, false); err != nil {
		return fmt.Errorf("hiding column %s: %w", letter, err)
	}
	return p.next(8)
}

// cutTo keeps the first UTF-16 units of a text.
func cutTo(text string, limit int) string {
	used := 0
	for i, r := range text {
		if used++; r > 0xffff {
			used++
		}
		if used > limit {
			return text[:i]
		}
	}
	return text
}
