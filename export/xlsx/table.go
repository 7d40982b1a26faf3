package xlsx

import (
	"fmt"
	"math"
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

// tallest is how many lines of text a row shows; the rest is in the cell, and seen when it is selected.
const tallest = 16

// pageWidth is how many digits fit a landscape A4 page before letters become too small to read; wider sheets print on two or three
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
		widths[i] = float64(need)
	}
	for n, row := range s.Rows.All() {
		if n == measured {
			break
		}
		for i, column := range s.Columns {
			if _, high := bounds(column); widths[i] < float64(high) {
				widths[i] = max(widths[i], float64(min(high, widest(b.shown(row[i], column.Type))+3)))
			}
		}
	}
	return widths
}

// table lays out one sheet. The order of calls is excelize's: what stands in front of the rows first, then the rows, then the rest.
func (b *book) table(s export.Sheet) error {
	if len(s.Columns) == 0 {
		return fmt.Errorf("the sheet has no columns")
	}
	last, err := excelize.ColumnNumberToName(len(s.Columns))
	if err != nil {
		return fmt.Errorf("counting columns: %w", err)
	}
	bottom := rowFirst + max(1, s.Rows.Len()) - 1
	if bottom > excelize.TotalRows {
		return fmt.Errorf("%d rows do not fit a sheet of %d: write the report as csv instead", s.Rows.Len(), excelize.TotalRows)
	}
	widths := b.widths(s)
	if err := b.page(s.Name, tabColor(s.Reader), pages(s.Columns, widths)); err != nil {
		return err
	}
	if err := b.choices(s, bottom); err != nil {
		return err
	}
	// A streamed sheet says "A1" otherwise, and readers that believe it see one cell.
	if err := b.file.SetSheetDimension(s.Name, fmt.Sprintf("A1:%s%d", last, bottom)); err != nil {
		return fmt.Errorf("setting the sheet's size: %w", err)
	}
	w, err := b.file.NewStreamWriter(s.Name)
	if err != nil {
		return fmt.Errorf("beginning the rows: %w", err)
	}
	if err := w.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: rowHeader, TopLeftCell: fmt.Sprintf("B%d", rowFirst), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: fmt.Sprintf("B%d", rowFirst), ActiveCell: fmt.Sprintf("B%d", rowFirst), Pane: "bottomRight"}},
	}); err != nil {
		return fmt.Errorf("freezing the header: %w", err)
	}
	for i, width := range widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("setting the width of column %q: %w", s.Columns[i].Header, err)
		}
		if s.Columns[i].Hidden {
			if err := w.SetColVisible(i+1, i+1, false); err != nil {
				return fmt.Errorf("hiding column %q: %w", s.Columns[i].Header, err)
			}
		}
	}
	if err := b.head(w, s, widths); err != nil {
		return err
	}
	if err := b.rows(w, s, widths); err != nil {
		return err
	}
	stripes := false
	if err := w.AddTable(&excelize.Table{
		Range: fmt.Sprintf("A%d:%s%d", rowHeader, last, bottom), Name: tableName(s.Key), ShowRowStripes: &stripes,
	}); err != nil {
		return fmt.Errorf("making the table: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing the rows: %w", err)
	}
	return b.printTitles(s.Name, fmt.Sprintf("%s!$A:$A,%s!$%d:$%d", quoted(s.Name), quoted(s.Name), rowHeader, rowHeader))
}

// head writes the rows above the table, and its header.
func (b *book) head(w *excelize.StreamWriter, s export.Sheet, widths []float64) error {
	line := func(row int, text string, f face, height float64) error {
		id, err := b.styles.id(f)
		if err != nil {
			return err
		}
		cell := excelize.Cell{StyleID: id, Value: fit(text, b.report.Meta.Cut)}
		if err := w.SetRow(fmt.Sprintf("A%d", row), []any{cell}, excelize.RowOpts{Height: height}); err != nil {
			return fmt.Errorf("writing row %d: %w", row, err)
		}
		return nil
	}
	if err := line(rowTitle, s.Name, face{part: partTitle}, 26); err != nil {
		return err
	}
	if err := line(rowPurpose, s.Purpose, face{part: partPurpose}, b.look.defaultHeight); err != nil {
		return err
	}
	notes, part := strings.Join(s.Notes, "  "), partNote
	if s.Empty != "" {
		notes, part = strings.TrimSpace(s.Empty+"  "+notes), partEmpty
	}
	if err := line(rowNotes, notes, face{part: part}, b.look.defaultHeight); err != nil {
		return err
	}
	header, tall := make([]any, len(s.Columns)), 1
	for i, column := range s.Columns {
		id, err := b.styles.id(face{part: partHeader, editable: column.Editable, align: headerAlign(column.Type)})
		if err != nil {
			return err
		}
		header[i] = excelize.Cell{StyleID: id, Value: column.Header}
		if !column.Hidden {
			tall = max(tall, lines(column.Header, widths[i]-2.5))
		}
	}
	if err := w.SetRow(fmt.Sprintf("A%d", rowHeader), header, excelize.RowOpts{Height: 8 + b.look.lineHeight*float64(min(tall, 4))}); err != nil {
		return fmt.Errorf("writing the header: %w", err)
	}
	return nil
}

// rows writes the body; a sheet without rows gets one blank row, because an Excel table must have one.
func (b *book) rows(w *excelize.StreamWriter, s export.Sheet, widths []float64) error {
	blank := make([]export.Cell, len(s.Columns))
	values := make([]any, len(s.Columns))
	cells := make([]excelize.Cell, len(s.Columns))
	for i := range max(1, s.Rows.Len()) {
		row := blank
		if s.Rows.Len() > 0 {
			row = s.Rows.At(i)
		}
		if len(row) != len(s.Columns) {
			return fmt.Errorf("row %d has %d cells for %d columns", i+1, len(row), len(s.Columns))
		}
		tall := 1
		for j, cell := range row {
			column := s.Columns[j]
			f := b.faceOf(cell, column)
			id, err := b.styles.id(f)
			if err != nil {
				return err
			}
			cells[j] = excelize.Cell{StyleID: id, Value: b.value(cell)}
			values[j] = &cells[j]
			if f.wrap && cell.Kind() == export.Text {
				tall = max(tall, lines(cell.Text(), widths[j]))
			}
		}
		// Rows of one line keep the height that the reader gives them, so they grow when somebody writes a note. The others have theirs
		// set, because not every reader fits rows to wrapped text when it opens a file.
		var height []excelize.RowOpts
		if tall > 1 {
			height = []excelize.RowOpts{{Height: b.look.lineHeight*float64(min(tall, tallest)) + 3}}
		}
		ref, err := excelize.CoordinatesToCellName(1, rowFirst+i)
		if err != nil {
			return fmt.Errorf("writing row %d: %w", rowFirst+i, err)
		}
		if err := w.SetRow(ref, values, height...); err != nil {
			return fmt.Errorf("writing row %d: %w", rowFirst+i, err)
		}
	}
	return nil
}

// choices gives every column with choices a drop-down list, and colours that follow what people choose.
func (b *book) choices(s export.Sheet, bottom int) error {
	for i, column := range s.Columns {
		if len(column.Choices) == 0 {
			continue
		}
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return fmt.Errorf("counting columns: %w", err)
		}
		where := fmt.Sprintf("%s%d:%s%d", letter, rowFirst, letter, bottom)
		labels := make([]string, len(column.Choices))
		formats := []excelize.ConditionalFormatOptions{}
		for j, choice := range column.Choices {
			labels[j] = choice.Label
			if choice.Tone == export.ToneNone {
				continue
			}
			shade := shadeOf(choice.Tone)
			id, err := b.file.NewConditionalStyle(&excelize.Style{
				Font: &excelize.Font{Color: shade.ink}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{shade.back}},
			})
			if err != nil {
				return fmt.Errorf("making a colour for %q: %w", choice.Label, err)
			}
			formats = append(formats, excelize.ConditionalFormatOptions{
				Type: "cell", Criteria: "==", Value: `"` + strings.ReplaceAll(choice.Label, `"`, `""`) + `"`, Format: &id,
			})
		}
		list := excelize.NewDataValidation(true)
		list.SetSqref(where)
		if err := list.SetDropList(labels); err != nil {
			return fmt.Errorf("making the list of column %q: %w", column.Header, err)
		}
		list.ShowErrorMessage = true
		if err := b.file.AddDataValidation(s.Name, list); err != nil {
			return fmt.Errorf("making the list of column %q: %w", column.Header, err)
		}
		if len(formats) > 0 {
			if err := b.file.SetConditionalFormat(s.Name, where, formats); err != nil {
				return fmt.Errorf("colouring column %q: %w", column.Header, err)
			}
		}
	}
	return nil
}

// pages is how many pages side by side a sheet prints on.
func pages(columns []export.Column, widths []float64) int {
	total := 0.0
	for i, width := range widths {
		if !columns[i].Hidden {
			total += width
		}
	}
	return int(math.Min(3, math.Ceil(total/pageWidth)))
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

func (b *book) printTitles(sheet, refers string) error {
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: refers, Scope: sheet}); err != nil {
		return fmt.Errorf("repeating the header in print: %w", err)
	}
	return nil
}
