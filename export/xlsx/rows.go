package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/inventory"
)

// rowsAtOnce is how many rows are made while those before them are compressed.
const rowsAtOnce = 256

// class is what of a cell's value, apart from its tone, its style depends on.
type class uint8

const (
	classValue class = iota
	classText
	classFormulaLike // text that would act as a formula once edited
	classLink
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

// live is the formula of a value, ready for XML, with what it looks for and the kind of rows that it is for.
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
				l.live = append(l.live, live{of.Key, escaped(formula), asksOf(of.Live, t.Columns)})
			}
		}
		if column.Link != "" {
			l.link = b.linkTo(t, column)
		}
		list[i] = l
	}
	return list, nil
}

// fill writes a sheet: what excelize has of it, with the rows at the end of its data.
func (b *book) fill(out io.Writer, name string, frame []byte) error {
	frame = b.putLive(name, frame)
	t := b.streams[name]
	if t == nil {
		_, err := out.Write(frame)
		return err
	}
	end := bytes.Index(frame, []byte("</sheetData>"))
	if end < 0 {
		return fmt.Errorf("laying out sheet %q: %s has no rows", t.Name, name)
	}
	if _, err := out.Write(frame[:end]); err != nil {
		return err
	}
	if err := b.stream(out, t); err != nil {
		return fmt.Errorf("laying out sheet %q: %w", t.Name, err)
	}
	_, err := out.Write(frame[end:])
	return err
}

// stream writes the body; a sheet without rows gets one blank row, because an Excel table must have one. excelize's own stream takes four times as
// long a cell, most of it for values in interfaces, references and texts that it makes anew: with it, rows would be the larger part of all work.
func (b *book) stream(out io.Writer, t *tab) error {
	if t.count == 0 {
		row, err := b.row(nil, t, make([]export.Cell, len(t.Columns)), rowFirst)
		if err != nil {
			return err
		}
		_, err = out.Write(row)
		return err
	}
	var made, ready []byte
	for from := 0; from < t.count || len(ready) > 0; from += rowsAtOnce {
		var makeErr, writeErr error
		inventory.InParallel(2, func(task int) {
			if task == 1 {
				if len(ready) > 0 {
					_, writeErr = out.Write(ready)
				}
				return
			}
			made = made[:0]
			for i := from; i < min(from+rowsAtOnce, t.count); i++ {
				if made, makeErr = b.row(made, t, t.Rows.At(t.first+i), rowFirst+i); makeErr != nil {
					return
				}
			}
		})
		if writeErr != nil {
			return writeErr
		}
		if makeErr != nil {
			return makeErr
		}
		made, ready = ready, made
	}
	return nil
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

// row appends one row as XML.
func (b *book) row(x []byte, t *tab, row []export.Cell, number int) ([]byte, error) {
	if len(row) != len(t.lanes) {
		return x, fmt.Errorf("row %d has %d cells for %d columns", number-rowFirst+t.first+1, len(row), len(t.lanes))
	}
	var digits [8]byte
	at := strconv.AppendInt(digits[:0], int64(number), 10)
	x = append(x, `<row r="`...)
	x = append(x, at...)
	x = append(x, '"')
	// Rows of one line keep the height that the reader gives them, so they grow when somebody writes a note. The others have theirs
	// set, because not every reader fits rows to wrapped text when it opens a file.
	if tall := t.tall(row); tall > 1 {
		x = append(x, ` ht="`...)
		x = strconv.AppendFloat(x, b.look.tallRow(tall), 'f', -1, 64)
		x = append(x, `" customHeight="1"`...)
	}
	x = append(x, '>')
	for j := range row {
		c := b.read(&t.lanes[j], row, j)
		x = append(x, `<c r="`...)
		x = append(x, t.lanes[j].letter...)
		x = append(x, at...)
		x = append(x, `" s="`...)
		x = strconv.AppendInt(x, int64(t.lanes[j].ids[c.kind][toneIndex(row[j].Tone())]), 10)
		x = append(x, '"')
		x = c.append(x)
	}
	return append(x, "</row>"...), nil
}

// content is what a cell of the workbook holds. The formula, where there is one, is ready for XML.
type content struct {
	kind    class
	serial  float64
	text    string
	formula string
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
	if c.kind == classText && export.ActsLikeFormula(c.text) {
		// It is never part of a formula, either: as the value of one it could not be marked as text.
		c.kind, c.formula = classFormulaLike, ""
		return c
	}
	if c.formula != "" && (!follows.asks.answered(row) || hasNumbered(c.text)) {
		c.formula = ""
	}
	if c.kind == classText && l.link != nil {
		if linked, some := l.link.formula(*cell, c.text, c.formula); some {
			c.formula, c.kind = linked, classLink
		}
	}
	return c
}

// append appends the type, the formula and the value of a cell, and its end. A formula stands with its value, so that nothing need be computed to
// show it.
func (c *content) append(x []byte) []byte {
	switch {
	case c.formula != "":
		if c.kind != classValue {
			x = append(x, ` t="str"`...)
		}
		x = append(x, `><f>`...)
		x = append(x, c.formula...)
		x = append(x, `</f><v>`...)
		if c.kind == classValue {
			x = appendNumber(x, c.serial)
		} else {
			x = appendText(x, c.text)
		}
		return append(x, `</v></c>`...)
	case c.kind == classValue:
		x = append(x, `><v>`...)
		x = appendNumber(x, c.serial)
		return append(x, `</v></c>`...)
	case c.kind == classEmpty:
		return append(x, `/>`...)
	}
	x = append(x, ` t="inlineStr"><is><t`...)
	if text := c.text; text != "" && (text[0] <= ' ' || text[len(text)-1] <= ' ' || strings.IndexByte(text, '\n') >= 0) {
		x = append(x, ` xml:space="preserve"`...)
	}
	x = append(x, '>')
	x = appendText(x, c.text)
	return append(x, `</t></is></c>`...)
}

func appendNumber(x []byte, n float64) []byte {
	if whole := int64(n); float64(whole) == n {
		return strconv.AppendInt(x, whole, 10)
	}
	return strconv.AppendFloat(x, n, 'g', -1, 64)
}

// special are the ASCII characters that appendText has to look at.
var special = func() (table [utf8.RuneSelf]bool) {
	for c := range table {
		table[c] = c < ' ' && c != '\n' && c != '\t' || strings.ContainsRune(`&<>"_`, rune(c)) || c == 0x7f
	}
	return table
}()

// appendText appends text as XML. What XML has no place for becomes U+FFFD: a report has none of it, because its text has been made visible.
func appendText(x []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if !special[c] {
				i++
				continue
			}
			with := ""
			switch c {
			case '&':
				with = "&amp;"
			case '<':
				with = "&lt;"
			case '>':
				with = "&gt;"
			case '"':
				with = "&quot;"
			case '_':
				// "_x0041_" is how the format writes characters by their number; its underscore is then written so itself.
				if !numbered(text[i:]) {
					i++
					continue
				}
				with = "_x005F_"
			case 0x7f:
				i++
				continue
			default:
				with = "\ufffd"
			}
			x = append(append(x, text[from:i]...), with...)
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 || r&0xfffe == 0xfffe {
			x = append(append(x, text[from:i]...), "\ufffd"...)
			from = i + size
		}
		i += size
	}
	return append(x, text[from:]...)
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

// escaped is a text as XML.
func escaped(text string) string { return string(appendText(nil, text)) }
