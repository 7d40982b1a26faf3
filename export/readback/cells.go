package readback

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// The most rows and columns that a sheet has, and the most areas of joined cells that are looked at.
const (
	mostRows    = 1 << 20
	mostColumns = 1 << 14
	mostAreas   = 10_000
)

// kind is what a cell holds.
type kind uint8

const (
	nothing kind = iota
	text
	number
	yesNo // true or false
	failure
	moment // a day or a time in words (ISO 8601), which few programs write
	// doubtful is a cell of which only the digits are known, or that nothing stands in it: see [cell.settle].
	doubtful
)

// cell is one that holds something.
type cell struct {
	column int // from 1
	kind   kind
	// text is the value, of a number its digits.
	text string
	look look
	// formula is that of a cell which is computed and shows nothing, and empty reports that this may be what it gives: an empty text.
	formula string
	empty   bool

	of  *rows
	row int
}

// rows are those of a sheet, one at a time.
type rows struct {
	of    *book
	sheet string
	extent
	in   *excelize.Rows
	row  int
	held []cell
}

var errCutOff = errors.New("its end is missing")

// rows opens a sheet; it fails where the sheet has no end.
func (b *book) rows(sheet string) (*rows, error) {
	in, err := b.Rows(sheet)
	if err != nil {
		return nil, err
	}
	measured, some := b.extents[strings.ToLower(b.parts[sheet])]
	if !some { // in a place of which nobody looked: anything may be in it
		measured = extent{whole: true, joined: true, hollow: true}
	}
	r := &rows{of: b, sheet: sheet, extent: measured, in: in}
	if !r.whole {
		r.close()
		return nil, errCutOff
	}
	return r, nil
}

func (r *rows) close() { _ = r.in.Close() } // it was only read

// next gives the number of the next row in which something stands and its cells, which are only good until the one after it; io.EOF after the last row.
func (r *rows) next() (int, []cell, error) {
	for r.in.Next() {
		r.row++
		values, err := r.in.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return 0, nil, err
		}
		r.held = r.held[:0]
		for i, value := range values {
			c := cell{column: i + 1, kind: text, text: value, of: r, row: r.row}
			switch {
			case value == "" && !r.hollow:
				continue
			case value == "", value[0] == '#', isNumber(value):
				c.kind = doubtful
			}
			r.held = append(r.held, c)
		}
		if len(r.held) > 0 {
			return r.row, r.held, nil
		}
	}
	if err := r.in.Error(); err != nil {
		return 0, nil, err
	}
	if r.row < r.last {
		return 0, nil, errCutOff // excelize ends like this where it can't read on
	}
	return 0, nil, io.EOF
}

func isNumber(value string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return err == nil
}

// settle finds out what kind of cell it is. excelize tells that only after it has read the whole sheet into memory, so it is asked for no cell where that makes
// no difference.
func (c *cell) settle() {
	if c.kind != doubtful {
		return
	}
	c.kind = nothing
	if c.text != "" {
		c.kind = text
	}
	b, at, value := c.of.of, reference(c.column, c.row), strings.TrimSpace(c.text)
	kind, err := b.GetCellType(c.of.sheet, at)
	switch {
	case err != nil: // a sheet that excelize reads row by row and not as a whole: what stands there is taken as it stands
	case c.text == "":
		// excelize does not tell a result that is an empty text from none, but the cell then says that it holds a text.
		c.formula, _ = b.GetCellFormula(c.of.sheet, at) // the sheet was read
		c.empty = kind == excelize.CellTypeFormula
	case kind == excelize.CellTypeBool:
		c.kind = yesNo
		if c.text = "TRUE"; value == "0" {
			c.text = "FALSE"
		}
	case kind == excelize.CellTypeError:
		c.kind = failure
	case kind == excelize.CellTypeDate:
		c.kind = moment
	case kind == excelize.CellTypeNumber, kind == excelize.CellTypeUnset:
		c.kind, c.text = number, value
		if style, err := b.GetCellStyle(c.of.sheet, at); err == nil {
			c.look = b.look(style)
		}
	}
}

// done lets go of a sheet that was read as a whole.
func (b *book) done(sheet string) {
	b.Sheet.Clear()
	b.Pkg.Delete(b.parts[sheet])
}

// area is a block of cells that are shown as one.
type area struct{ fromRow, fromColumn, toRow, toColumn int }

// joined gives the areas of a sheet that was read as a whole.
func (b *book) joined(sheet string) ([]area, error) {
	list, err := b.GetMergeCells(sheet, true)
	if err != nil {
		return nil, err
	}
	var areas []area
	for _, merged := range list[:min(len(list), mostAreas)] {
		from, to := placed(merged.GetStartAxis()), placed(merged.GetEndAxis())
		areas = append(areas, area{from.row, from.column, to.row, to.column})
	}
	return areas, nil
}

// columnOf is the column of a reference, 0 for none.
func columnOf(reference string) int {
	n := 0
	for i := 0; i < len(reference); i++ {
		c := reference[i] | 0x20
		if c < 'a' || c > 'z' || n > mostColumns {
			break
		}
		n = n*26 + int(c-'a') + 1
	}
	return n
}

// letters is a column as a reference has it.
func letters(column int) string {
	var b []byte
	for ; column > 0; column = (column - 1) / 26 {
		b = append(b, byte('A'+(column-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

var numbered = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decoded is a text with the characters that the format writes by their number.
func decoded(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	at := numbered.FindAllStringIndex(text, -1)
	var b strings.Builder
	from := 0
	for i := 0; i < len(at); i++ {
		unit := unitAt(text, at[i])
		b.WriteString(text[from:at[i][0]])
		from = at[i][1]
		if utf16.IsSurrogate(unit) && i+1 < len(at) && at[i+1][0] == at[i][1] {
			if pair := utf16.DecodeRune(unit, unitAt(text, at[i+1])); pair != '\ufffd' {
				b.WriteRune(pair)
				i++
				from = at[i][1]
				continue
			}
		}
		b.WriteRune(unit)
	}
	b.WriteString(text[from:])
	return b.String()
}

// numberedAgain is a text in which control characters are written by their number.
func numberedAgain(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < ' ' {
			fmt.Fprintf(&b, "_x%04X_", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unitAt(text string, at []int) rune {
	n, _ := strconv.ParseUint(text[at[0]+2:at[1]-1], 16, 16) // the expression lets only such digits through
	return rune(n)
}
