package xlsx

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// class is what of a cell's value, apart from its tone, its style depends on.
type class uint8

const (
	classValue class = iota
	classText
	classFormulaLike // text that would act as a formula once edited
	classLink
	classFormulaLikeLink
	classEmpty
	classes
)

// lane is what the cells of one column have in common.
type lane struct {
	column export.Column
	letter string
	// ids are the styles by class and tone.
	ids  [classes][toneCount]int
	wrap bool
	// usable is how many digits fit a line.
	width float64
	// live are the formulas of the column: one, or one for each kind of row, which stands in the column at by.
	live []live
	by   int
	link *link
}

// live is the formula of a value, with what it looks for and the kind of rows that it is for.
type live struct {
	key     string
	formula string
	asks    asks
}

// liveOf gives the formula for a row, nil for none.
func (l *lane) liveOf(row []export.Cell) *live {
	if l.by < 0 {
		if len(l.live) == 0 {
			return nil
		}
		return &l.live[0]
	}
	for i := range l.live {
		if l.live[i].key == row[l.by].Text() {
			return &l.live[i]
		}
	}
	return nil
}

// lanes are the columns of a sheet with all styles that their cells can have: styles are written before rows are made.
func (b *book) lanes(t *tab) ([]lane, error) {
	list := make([]lane, len(t.Columns))
	for i, column := range t.Columns {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, fmt.Errorf("counting columns: %w", err)
		}
		l := lane{column: column, letter: letter, width: t.widths[i], by: -1}
		for kind := range classes {
			for tone := range toneCount {
				if l.ids[kind][tone], err = b.styles.id(faceOf(kind, toneList[tone], column, b.look)); err != nil {
					return nil, err
				}
			}
		}
		l.wrap = wraps(column)
		if column.LiveBy != "" {
			l.by = t.Column(column.LiveBy)
		}
		for _, of := range livesOf(column) {
			if formula, some := b.columnFormula(t, of.Live); some {
				l.live = append(l.live, live{of.Key, formula, asksOf(of.Live, t.Columns)})
			}
		}
		if column.Link != "" {
			l.link = b.linkTo(column)
		}
		list[i] = l
	}
	return list, nil
}

// grid are the cells of a sheet that are laid out one by one. They wait here until all is laid out, because a stream takes rows in their order.
type grid struct {
	rows   []gridRow
	merged [][2]string
}

// gridRow is one row of a grid: its cells as a stream takes them, and its height, 0 for that of all rows.
type gridRow struct {
	cells  []any
	height float64
}

// row gives a row, counted from 1.
func (g *grid) row(number int) *gridRow {
	for len(g.rows) < number {
		g.rows = append(g.rows, gridRow{})
	}
	return &g.rows[number-1]
}

func (g *grid) set(column, row int, c excelize.Cell) {
	r := g.row(row)
	for len(r.cells) < column {
		r.cells = append(r.cells, nil)
	}
	r.cells[column-1] = &c
}

func (g *grid) height(row int, height float64) {
	g.row(row).height = min(height, excelize.MaxRowHeight)
}

func (g *grid) merge(row, from, to int) error {
	first, err := excelize.CoordinatesToCellName(from, row)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(to, row)
	if err != nil {
		return err
	}
	g.merged = append(g.merged, [2]string{first, last})
	return nil
}

// begin opens the stream of a sheet, of which all but the cells has been laid out, and writes a grid to it.
func (b *book) begin(sheet string, g *grid) (*excelize.StreamWriter, error) {
	stream, err := b.file.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	for i, row := range g.rows {
		if err := stream.SetRow("A"+strconv.Itoa(i+1), row.cells, excelize.RowOpts{Height: row.height}); err != nil {
			return nil, err
		}
	}
	for _, cells := range g.merged {
		if err := stream.MergeCell(cells[0], cells[1]); err != nil {
			return nil, err
		}
	}
	return stream, nil
}

// stream writes the cells of a sheet that is no table.
func (b *book) stream(sheet string, g *grid) error {
	stream, err := b.begin(sheet, g)
	if err != nil {
		return err
	}
	return b.end(sheet, stream)
}

// end ends a stream, and puts the sheet where the parts of the file wait. excelize would keep the last 16 to 32 megabytes of every stream in memory, and all
// the others on disk and not compressed, until the workbook is written. So it writes it after each sheet, of which this one is kept, and closes it, which
// removes what it has of the stream and nothing else.
func (b *book) end(sheet string, stream *excelize.StreamWriter) error {
	if err := stream.Flush(); err != nil {
		return err
	}
	name := fmt.Sprintf("xl/worksheets/sheet%d.xml", stream.SheetID)
	if err := b.keep(func(part string) bool { return part == name }); err != nil {
		return err
	}
	if !b.parts.has(name) {
		return fmt.Errorf("the workbook has no part %s for sheet %q", name, sheet)
	}
	return b.file.Close()
}

// rest puts all parts but the sheets where these are.
func (b *book) rest() error {
	return b.keep(func(part string) bool { return !b.parts.has(part) })
}

// keep writes the workbook and keeps some of its parts.
func (b *book) keep(wanted func(part string) bool) error {
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &pass{parts: b.parts, wanted: wanted} })
	return b.file.Write(io.Discard)
}

// mostPlaced is how many cells of a sheet lead somewhere without a formula: excelize looks through all of them for each.
const mostPlaced = 5000

// streamTable writes the cells of a table sheet: those above the table, its header, and its rows as they are made.
func (b *book) streamTable(t *tab) error {
	stream, err := b.begin(t.Name, &t.grid)
	if err != nil {
		return err
	}
	// A stream reads the names of a table's columns from what has been written, so this comes before the rows.
	last, stripes := t.lanes[len(t.lanes)-1].letter, false
	if err := stream.AddTable(&excelize.Table{
		Range: fmt.Sprintf("A%d:%s%d", rowHeader, last, t.bottom()), Name: t.table, ShowRowStripes: &stripes,
	}); err != nil {
		return fmt.Errorf("making the table: %w", err)
	}
	placed := 0
	cells, values := make([]excelize.Cell, len(t.lanes)), make([]any, len(t.lanes))
	for i := range cells {
		values[i] = &cells[i]
	}
	write := func(row []export.Cell, number int) error {
		if len(row) != len(t.lanes) {
			return fmt.Errorf("row %d has %d cells for %d columns", number-rowFirst+t.first+1, len(row), len(t.lanes))
		}
		for j := range row {
			c := b.read(&t.lanes[j], row, j)
			cells[j] = c.cell(t.lanes[j].ids[c.kind][toneIndex(row[j].Tone())])
			if c.place != "" && placed < mostPlaced {
				placed++
				if err := b.file.SetCellHyperLink(t.Name, t.lanes[j].letter+strconv.Itoa(number), c.place, "Location"); err != nil {
					return err
				}
			}
		}
		// Rows of one line keep the height that the reader gives them, so they grow when somebody writes a note. The others have theirs
		// set, because not every reader fits rows to wrapped text when it opens a file.
		options := excelize.RowOpts{}
		if tall := t.tall(row); tall > 1 {
			options.Height = b.look.tallRow(tall)
		}
		return stream.SetRow("A"+strconv.Itoa(number), values, options)
	}
	for i := range t.count {
		if err := write(t.Rows.At(t.first+i), rowFirst+i); err != nil {
			return err
		}
	}
	if t.count == 0 {
		// An Excel table must have a row.
		if err := write(make([]export.Cell, len(t.Columns)), rowFirst); err != nil {
			return err
		}
	}
	return b.end(t.Name, stream)
}

// tall is how many lines a row takes.
func (t *tab) tall(row []export.Cell) int {
	tall := 1
	for j := range row {
		if t.lanes[j].wrap && row[j].Kind() == export.Text {
			tall = max(tall, lines(row[j].Text(), t.lanes[j].width))
		}
	}
	return tall
}

// tallRow is the height of a row of several lines.
func (l *look) tallRow(tall int) float64 {
	return min(l.lineHeight*float64(min(tall, tallest))+3, excelize.MaxRowHeight)
}

// content is what a cell of the workbook holds.
type content struct {
	kind    class
	serial  float64
	text    string
	formula string
	// place is where the cell leads without a formula.
	place string
}

// read turns a cell of the report into one of the workbook.
func (b *book) read(l *lane, row []export.Cell, j int) content {
	cell := &row[j]
	c, follows := content{}, l.liveOf(row)
	if follows != nil {
		c.formula = follows.formula
	}
	switch cell.Kind() {
	case export.Empty:
		c.kind = classEmpty
	case export.Text:
		c.kind, c.text = classText, fit(cell.Text(), b.report.Meta.Cut)
	case export.Int, export.Float:
		c.serial = cell.Float()
	case export.Day:
		var some bool
		if c.serial, some = daySerial(*cell); !some {
			c.kind, c.text = classText, cell.Day().String()
		}
	case export.Time:
		var some bool
		if c.serial, some = timeSerial(*cell); !some {
			c.kind, c.text = classText, asText(*cell)
		}
	}
	if c.formula != "" && (!follows.asks.answered(row) || hasNumbered(c.text)) {
		c.formula = ""
	}
	if c.kind == classText && l.link != nil {
		if linked, some := l.link.formula(*cell, c.text, c.formula); some {
			c.formula, c.kind = linked, classLink
		} else if c.formula == "" {
			if c.place = l.link.place(*cell); c.place != "" {
				c.kind = classLink
			}
		}
	}
	// As the value of a formula it is inert, and stays so where a person puts values in the place of formulas.
	switch acts := export.ActsLikeFormula(c.text); {
	case acts && c.kind == classText:
		c.kind = classFormulaLike
	case acts && c.kind == classLink:
		c.kind = classFormulaLikeLink
	}
	return c
}

// cell is a content as a stream takes it. A formula stands with its value, so that nothing need be computed to show it.
func (c *content) cell(style int) excelize.Cell {
	cell := excelize.Cell{StyleID: style, Formula: c.formula}
	switch {
	case c.kind == classEmpty:
	case c.kind != classValue:
		cell.Value = inline(c.text)
	case c.serial == math.Trunc(c.serial):
		cell.Value = int64(c.serial)
	default:
		cell.Value = c.serial
	}
	return cell
}

// inline is a text as a stream takes it. "_x0041_" is how the format writes characters by their number, and excelize sees to it that such a text stays what
// it is; but not where two of them share an underscore, or one names half a character. Cut within, in pieces that are none of it, they stay as well.
func inline(text string) any {
	if !tangled(text) {
		return text
	}
	var pieces []excelize.RichTextRun
	from := 0
	for i := range text {
		if numbered(text[i:]) {
			pieces = append(pieces, excelize.RichTextRun{Text: text[from : i+2]})
			from = i + 2
		}
	}
	return append(pieces, excelize.RichTextRun{Text: text[from:]})
}

// tangled tells a text that excelize would not write as it is: see inline.
func tangled(text string) bool {
	for i := strings.Index(text, "_x"); i >= 0 && i < len(text); i++ {
		if numbered(text[i:]) && (numbered(text[i+6:]) || text[i+2]|0x20 == 'd' && text[i+3] >= '8') {
			return true
		}
	}
	return false
}

// numbered tells text that begins with something like "_x0041_".
func numbered(text string) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	for _, c := range []byte(text[2:6]) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

// hasNumbered tells a text with something like "_x0041_" in it: readers differ in whether that stands for a character in a formula or in its value.
func hasNumbered(text string) bool {
	for i := strings.Index(text, "_x"); i >= 0 && i < len(text); i++ {
		if numbered(text[i:]) {
			return true
		}
	}
	return false
}
