package readback

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The most rows and columns that a sheet has, and the most bytes of a row that are held.
const (
	mostRows    = 1 << 20
	mostColumns = 1 << 14
	mostRow     = 64 << 20
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
)

// cell is one that holds something.
type cell struct {
	column int // from 1
	kind   kind
	// text is the value, of a number its digits.
	text string
	look look
	// formula is that of a cell which is computed.
	formula string
}

// rows are those of a sheet, one at a time.
type rows struct {
	from *source
	in   io.ReadCloser
	t    *tokens
	row  int
	row0 []cell
}

// rows opens a sheet.
func (s *source) rows(path string) (*rows, error) {
	in, err := s.part(path)
	if err != nil {
		return nil, err
	}
	r := &rows{from: s, in: in, t: newTokens(in, &s.left)}
	for {
		token, err := r.t.next()
		if err != nil {
			_ = in.Close() // it was only read
			return nil, fmt.Errorf("it has no rows: %w", err)
		}
		if e, begins := token.(xml.StartElement); begins && e.Name.Local == "sheetData" {
			return r, nil
		}
	}
}

func (r *rows) close() { _ = r.in.Close() } // it was only read

// next gives the number of the next row and its cells, which are only good until the one after it; io.EOF after the last row.
func (r *rows) next() (int, []cell, error) {
	for {
		token, err := r.t.next()
		if errors.Is(err, io.EOF) {
			return 0, nil, io.ErrUnexpectedEOF // the rows did not end
		}
		if err != nil {
			return 0, nil, err
		}
		switch token := token.(type) {
		case xml.EndElement:
			if token.Name.Local == "sheetData" {
				return 0, nil, io.EOF
			}
		case xml.StartElement:
			if token.Name.Local != "row" {
				if err := r.t.skip(); err != nil {
					return 0, nil, err
				}
				continue
			}
			r.row++
			if n, err := strconv.Atoi(attribute(token, "r")); err == nil {
				r.row = n
			}
			if r.row < 1 || r.row > mostRows {
				return 0, nil, fmt.Errorf("it has a row %d", r.row)
			}
			cells, err := r.cells()
			return r.row, cells, err
		}
	}
}

// area is a block of cells that are shown as one.
type area struct{ fromRow, fromColumn, toRow, toColumn int }

// merged gives the areas that are listed behind the rows. It reads the sheet to its end, where it shows whether the file is as it was written.
func (r *rows) merged() ([]area, error) {
	var areas []area
	for {
		token, err := r.t.next()
		if errors.Is(err, io.EOF) {
			return areas, nil
		}
		if err != nil {
			return areas, err
		}
		if e, begins := token.(xml.StartElement); begins && e.Name.Local == "mergeCell" && len(areas) < mostAreas {
			first, last, _ := strings.Cut(attribute(e, "ref"), ":")
			from, to := placed(first), placed(last)
			areas = append(areas, area{from.row, from.column, to.row, to.column})
		}
	}
}

// cells reads a row that has begun.
func (r *rows) cells() ([]cell, error) {
	r.row0 = r.row0[:0]
	column, size, sorted := 0, 0, true
	for end := r.t.level - 1; r.t.level > end; {
		token, err := r.t.next()
		if err != nil {
			return nil, err
		}
		e, begins := token.(xml.StartElement)
		if !begins {
			continue
		}
		if e.Name.Local != "c" {
			if err := r.t.skip(); err != nil {
				return nil, err
			}
			continue
		}
		column++
		kind, style := "", 0
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				if at := columnOf(a.Value); at > 0 {
					column = at
				}
			case "t":
				kind = a.Value
			case "s":
				style, _ = strconv.Atoi(a.Value) // one that is no number is none that the workbook has
			}
		}
		if column > mostColumns {
			return nil, fmt.Errorf("row %d has a column %d", r.row, column)
		}
		c, err := r.cell(kind, style)
		if err != nil {
			return nil, err
		}
		if c.kind == nothing && c.formula == "" {
			continue
		}
		c.column = column
		if size += len(c.text) + len(c.formula); size > mostRow {
			return nil, errTooLarge
		}
		sorted = sorted && (len(r.row0) == 0 || r.row0[len(r.row0)-1].column < column)
		r.row0 = append(r.row0, c)
	}
	if !sorted {
		slices.SortStableFunc(r.row0, func(a, b cell) int { return cmp.Compare(a.column, b.column) })
		r.row0 = slices.CompactFunc(r.row0, func(a, b cell) bool { return a.column == b.column })
	}
	return r.row0, nil
}

// cell reads a cell that has begun.
func (r *rows) cell(kind string, style int) (cell, error) {
	var c cell
	value, inline, result := "", "", false
	for end := r.t.level - 1; r.t.level > end; {
		token, err := r.t.next()
		if err != nil {
			return c, err
		}
		e, begins := token.(xml.StartElement)
		if !begins {
			continue
		}
		switch e.Name.Local {
		case "v":
			value, err = r.t.text()
			result = true
		case "is":
			inline, err = r.t.text("rPh")
		case "f":
			if c.formula, err = r.t.text(); c.formula == "" {
				c.formula = "=" // shared with another cell
			}
		default:
			err = r.t.skip()
		}
		if err != nil {
			return c, err
		}
	}
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		shared, some := r.from.strings.at(n)
		if err != nil || !some {
			return c, fmt.Errorf("row %d refers to a text %q that is not there", r.row, value)
		}
		c.kind, c.text = text, shared
	case "inlineStr":
		c.kind, c.text = text, inline
	case "str":
		c.kind, c.text = text, value
		if result && value == "" {
			c.formula = "" // it gives an empty text
		}
	case "b":
		c.kind, c.text = yesNo, "FALSE"
		if isTrue(strings.TrimSpace(value)) {
			c.kind, c.text = yesNo, "TRUE"
		}
	case "e":
		c.kind, c.text = failure, value
	case "d":
		c.kind, c.text = moment, strings.TrimSpace(value)
	default:
		c.kind, c.text = number, strings.TrimSpace(value)
		if style >= 0 && style < len(r.from.looks) {
			c.look = r.from.looks[style]
		}
	}
	if c.text == "" {
		c.kind = nothing
	}
	return c, nil
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

func unitAt(text string, at []int) rune {
	n, _ := strconv.ParseUint(text[at[0]+2:at[1]-1], 16, 16) // the expression lets only such digits through
	return rune(n)
}
