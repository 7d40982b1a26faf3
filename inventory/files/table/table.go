package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
)

const (
	// maxCell is meant to be more than any cell of an export; the longest hold a record of the audit log as JSON.
	maxCell = 1 << 20
	// maxRow bounds what is held of a row whose cells are all within their limit, and of a quoted cell that may turn out never to end.
	maxRow = 4 << 20
	// maxQuotedLines is how far a quoted cell may run on before its opening quote is taken for a stray one.
	maxQuotedLines = 1000
	// maxColumns is Excel's own limit; a header that has more is no header.
	maxColumns = 16384
	// firstBuffer holds some hundred rows, which makes the part of a row that is read twice at its end not matter.
	firstBuffer = 256 << 10
	// maxIdle is how often a source may give nothing in a row.
	maxIdle = 100
)

// ErrCut is wrapped by the error for a table that ends in the middle of a row.
var ErrCut = errors.New("the table ends in the middle of a row")

// RowError is a row that was left aside. Reading goes on after it.
type RowError struct {
	// Line counts from 1 and is the line on which the row begins.
	Line int
	Err  error
}

func (e *RowError) Error() string { return fmt.Sprintf("row %d: %v", e.Line, e.Err) }
func (e *RowError) Unwrap() error { return e.Err }

// Row is one row of a table. It is valid until the next call of Next: the cells lie in the reader's buffer.
type Row struct {
	// Line counts from 1 and is the line on which the row begins.
	Line  int
	Cells [][]byte
	// Unended is true for a last row without a line end: nobody knows whether more of its last cell would follow.
	Unended bool
}

// Reader reads a table row by row.
type Reader struct {
	source io.Reader
	ended  error // what source ended with
	final  bool  // it ended as it should: a wrapped io.EOF is somebody else's end
	failed error // what Next gives from now on

	buf      []byte
	pos, end int // what is not read yet
	line     int // lines before pos

	header []string
	delim  byte

	// Of the row that was scanned last.
	cells   [][]byte
	count   int   // cells, including those beyond the header's, which are not kept
	doubled []int // the cells that have doubled quotes
	open    bool  // the row ran out of data inside of quotes
	at      int   // where the cell began that ran out of data
}

// NewReader reads the header of a table in UTF-8. What Windows PowerShell ("#TYPE …") and Excel ("sep=;") write before it is passed over, as
// are blank lines. The error wraps io.EOF where there is no header.
func NewReader(r io.Reader) (*Reader, error) {
	t := &Reader{source: r, buf: make([]byte, firstBuffer)}
	t.fill()
	if err := t.preamble(); err != nil {
		return nil, err
	}
	if t.delim == 0 {
		t.delim = delimiter(t.buf[t.pos:t.end])
	}
	row, err := t.Next()
	if bad, ok := errors.AsType[*RowError](err); ok {
		return nil, fmt.Errorf("header line %d: %w", bad.Line, bad.Err)
	}
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("the table has no header line: %w", err)
	case err != nil:
		return nil, fmt.Errorf("reading header line: %w", err)
	case t.count > maxColumns:
		return nil, fmt.Errorf("header line %d: has %d columns, more than any export: is it a table?", row.Line, t.count)
	}
	t.header = make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		t.header[i] = string(cell)
	}
	return t, nil
}

// Header gives the names of the columns as they are written, without their quotes.
func (r *Reader) Header() []string { return r.header }

// Delimiter gives the byte between the cells.
func (r *Reader) Delimiter() byte { return r.delim }

// Lines says how many lines were read so far.
func (r *Reader) Lines() int { return r.line }

// preamble passes over what comes before the header. A "sep=" line says the delimiter.
func (r *Reader) preamble() error {
	for r.pos < r.end {
		data := r.buf[r.pos:r.end]
		line, _, whole := bytes.Cut(data, []byte{'\n'})
		whole = whole || r.ended != nil
		said := bytes.Trim(bytes.TrimSuffix(line, []byte{'\r'}), `"`)
		switch {
		case bytes.HasPrefix(line, []byte("#TYPE")) || whole && len(bytes.TrimSpace(line)) == 0:
		case len(said) == 5 && bytes.EqualFold(said[:4], []byte("sep=")) && bytes.IndexByte([]byte(",;\t|"), said[4]) >= 0:
			r.delim = said[4]
		default:
			return nil
		}
		r.nextLine()
		if r.pos == r.end {
			r.fill()
		}
	}
	return nil
}

// delimiter counts the candidates in the header outside of quotes. A quote opens only where a cell may begin: others are part of a name.
func delimiter(data []byte) byte {
	var commas, semicolons, tabs int
	quoted, begins := false, true
scan:
	for i, b := range data {
		switch {
		case b == '"' && (quoted || begins):
			quoted = !quoted
			begins = !quoted && i+1 < len(data) && data[i+1] == '"' // a doubled quote opens again
			continue
		case quoted:
			continue
		case b == '\n':
			break scan
		case b == ',':
			commas++
		case b == ';':
			semicolons++
		case b == '\t':
			tabs++
		default:
			begins = false
			continue
		}
		begins = true
	}
	switch {
	case semicolons > commas && semicolons >= tabs:
		return ';'
	case tabs > commas:
		return '\t'
	}
	return ','
}

// Next gives the next row. A *RowError is a row that was left aside; any other error is the end, and io.EOF the regular one.
func (r *Reader) Next() (Row, error) {
	for r.failed == nil {
		data := r.buf[r.pos:r.end]
		switch {
		case len(data) == 0 && r.ended == nil:
			r.fill()
			continue
		case len(data) == 0:
			r.fail(r.ended)
			continue
		case data[0] == '\n':
			r.pos++
			r.line++
			continue
		case data[0] == '\r' && (len(data) > 1 && data[1] == '\n' || len(data) == 1 && r.final):
			r.pos += min(len(data), 2)
			r.line++
			continue
		}
		line := r.line + 1
		used, found := r.scan(data)
		switch found {
		case whole:
			unended := data[used-1] != '\n'
			if r.overran(data[:used]) {
				return Row{}, r.leave(line, r.quoteError())
			}
			r.pos += used
			r.line += bytes.Count(data[:used], []byte{'\n'})
			if unended {
				r.line++
			}
			if r.count == 1 && len(r.header) > 1 && len(bytes.Trim(data[:used], " \t\r\n")) == 0 {
				continue
			}
			if err := r.check(line, used, unended); err != nil {
				return Row{}, err
			}
			for _, i := range r.doubled {
				r.cells[i] = undouble(r.cells[i])
			}
			return Row{Line: line, Cells: r.cells, Unended: unended}, nil
		case broken:
			return Row{}, r.leave(line, r.quoteError())
		}
		if err := r.goOn(line, data); err != nil {
			return Row{}, err
		}
	}
	return Row{}, r.failed
}

// What scan found.
type finding int

const (
	whole  finding = iota // a row
	broken                // a cell with a wrong quote
	short                 // more data is needed
)

// scan finds the cells of the row at the beginning of data, and gives the row's length with its line end. Cells with doubled
// quotes are left as they are: where a later cell is wrong, the row is read again from its second line.
func (r *Reader) scan(data []byte) (int, finding) {
	keep := len(r.header)
	if keep == 0 {
		keep = maxColumns
	}
	cells, delim := r.cells[:0], r.delim
	r.doubled, r.open = r.doubled[:0], false
	n, i, eol := 0, 0, -1
	found := short
	for {
		var cell []byte
		if i < len(data) && data[i] == '"' {
			begin, twice := i+1, false
			i++
			for {
				k := quoteIn(data[i:])
				if k < 0 {
					r.cells, r.count, r.at, r.open = cells, n, begin, true
					return 0, short
				}
				i += k + 1
				if i == len(data) || data[i] != '"' {
					break
				}
				twice = true
				i++
			}
			cell = data[begin : i-1 : i-1]
			if twice && n < keep {
				r.doubled = append(r.doubled, n)
			}
			switch {
			case !r.final && (i == len(data) || i+1 == len(data) && data[i] == '\r'):
				r.cells, r.count, r.at = cells, n, begin
				return 0, short
			case i == len(data):
				found = whole
			case data[i] == delim:
				i++
			case data[i] == '\n':
				i++
				found = whole
			case data[i] == '\r' && (i+1 == len(data) || data[i+1] == '\n'):
				i = min(i+2, len(data))
				found = whole
			default:
				r.cells, r.count = cells, n
				return 0, broken
			}
		} else {
			if eol < i {
				if k := bytes.IndexByte(data[i:], '\n'); k >= 0 {
					eol = i + k
				} else {
					eol = len(data)
				}
			}
			if k := bytes.IndexByte(data[i:eol], delim); k >= 0 {
				cell = data[i : i+k : i+k]
				i += k + 1
			} else if eol == len(data) && !r.final {
				r.cells, r.count, r.at = cells, n, i
				return 0, short
			} else {
				last := eol
				if last > i && data[last-1] == '\r' {
					last--
				}
				cell = data[i:last:last]
				i = min(eol+1, len(data))
				found = whole
			}
		}
		if n < keep {
			cells = append(cells, cell)
		}
		n++
		if found == whole {
			r.cells, r.count = cells, n
			return i, whole
		}
	}
}

// check says what is wrong with a row whose quotes are right.
func (r *Reader) check(line, size int, unended bool) error {
	switch {
	case len(r.header) == 0: // this is the header
	case r.count < len(r.header) && unended:
		return r.fail(cut(line))
	case r.count != len(r.header):
		return &RowError{Line: line, Err: fmt.Errorf("has %d cells where the header has %d", r.count, len(r.header))}
	}
	if size > maxCell {
		if i := r.oversize(); i >= 0 {
			return &RowError{Line: line, Err: r.sizeError(i)}
		}
	}
	return nil
}

// goOn gets more data for a row that ran out of it, or says why the row is left aside.
func (r *Reader) goOn(line int, data []byte) error {
	if r.open {
		_, after, more := bytes.Cut(data[r.at:], []byte{'\n'})
		switch {
		case r.final && (!more || len(bytes.TrimSpace(after)) == 0):
			return r.fail(cut(line))
		case r.final || bytes.Count(data[r.at:], []byte{'\n'}) > maxQuotedLines:
			return r.leave(line, r.quoteError())
		}
	}
	if r.ended != nil {
		r.pos = r.end
		return r.fail(r.ended)
	}
	if len(data) < len(r.buf) {
		r.fill()
		return nil
	}
	// A large cell of several lines is held for longer than another: its quote may be a stray one, and then the lines are rows.
	inLines := r.open && bytes.IndexByte(data[r.at:], '\n') >= 0
	if len(r.buf) >= maxRow || len(data)-r.at > maxCell && !inLines {
		return r.skip(line)
	}
	r.buf = append(make([]byte, 0, 2*len(r.buf)), data...)[:2*len(r.buf)]
	r.pos, r.end = 0, len(data)
	r.fill()
	return nil
}

// skip passes over a row that is too large to be held, and gives the error for it. A quote that stays open for too many lines ends the row
// there, since what was passed over can't be read again.
func (r *Reader) skip(line int) error {
	why := errors.New("is larger than 4 MB")
	if i := r.oversize(); i >= 0 {
		why = r.sizeError(i)
	} else if r.end-r.pos-r.at > maxCell {
		why = r.sizeError(r.count)
	}
	const begins, plain, quoted, closed = 0, 1, 2, 3
	state, cells, lines := begins, 1, 0
	for {
		for i, b := range r.buf[r.pos:r.end] {
			switch {
			case state == quoted && b == '"':
				state = closed
			case state == quoted && b == '\n':
				r.line++
				if lines++; lines > maxQuotedLines {
					r.pos += i + 1
					return &RowError{Line: line, Err: fmt.Errorf("%w; the lines up to %d were left aside with it", why, r.line)}
				}
			case state == quoted:
			case (state == closed || state == begins) && b == '"':
				if state == begins {
					lines = 0
				}
				state = quoted
			case b == '\n':
				r.pos += i + 1
				r.line++
				return &RowError{Line: line, Err: why}
			case b == r.delim:
				cells++
				state = begins
			default:
				state = plain
			}
		}
		r.pos = r.end
		if r.ended != nil {
			r.line++
			switch {
			case !r.final:
				return r.fail(r.ended)
			case state == quoted || cells < len(r.header):
				return r.fail(cut(line))
			}
			return &RowError{Line: line, Err: why}
		}
		r.fill()
	}
}

// leave leaves a row aside and goes on at the line after the one where it began, so that a stray quote costs no other row.
func (r *Reader) leave(line int, err error) error {
	r.nextLine()
	return &RowError{Line: line, Err: err}
}

// nextLine passes over the rest of a line, whether it is held or not.
func (r *Reader) nextLine() {
	r.line++
	for {
		if k := bytes.IndexByte(r.buf[r.pos:r.end], '\n'); k >= 0 {
			r.pos += k + 1
			return
		}
		r.pos = r.end
		if r.ended != nil {
			return
		}
		r.fill()
	}
}

// fail makes an error the last one. The reader's own errors say the line already.
func (r *Reader) fail(err error) error {
	if !r.final {
		err = fmt.Errorf("line %d: %w", r.line+1, err)
	}
	r.failed = err
	return err
}

func cut(line int) error { return fmt.Errorf("line %d: %w: export it again", line, ErrCut) }

// overran reports whether a quoted cell of a row closed, but too late.
func (r *Reader) overran(row []byte) bool {
	if len(row) <= maxQuotedLines || bytes.Count(row, []byte{'\n'}) <= maxQuotedLines {
		return false
	}
	for i, cell := range r.cells {
		if bytes.Count(cell, []byte{'\n'}) > maxQuotedLines {
			r.count = i
			return true
		}
	}
	return false
}

// oversize gives the index of the first cell that is too large, else -1.
func (r *Reader) oversize() int {
	for i, cell := range r.cells {
		if len(cell) > maxCell {
			return i
		}
	}
	return -1
}

func (r *Reader) quoteError() error {
	return fmt.Errorf("a quote in %s is not doubled or not closed", r.cellName(r.count))
}

func (r *Reader) sizeError(i int) error { return fmt.Errorf("%s is larger than 1 MB", r.cellName(i)) }

// cellName names a cell for people, who count from 1.
func (r *Reader) cellName(i int) string {
	if i < len(r.header) {
		return fmt.Sprintf("cell %d (column %q)", i+1, r.header[i])
	}
	return fmt.Sprintf("cell %d", i+1)
}

// quoteIn is bytes.IndexByte for a quote, and faster where it is near, as in JSON in a cell, whose every name is in doubled quotes.
func quoteIn(data []byte) int {
	const ones, tops, quotes = 0x0101010101010101, 0x8080808080808080, 0x2222222222222222
	i := 0
	for ; i < 32 && i+8 <= len(data); i += 8 {
		x := binary.LittleEndian.Uint64(data[i:]) ^ quotes
		if found := (x - ones) &^ x & tops; found != 0 { // the lowest bit is of the first byte that is zero
			return i + bits.TrailingZeros64(found)>>3
		}
	}
	if k := bytes.IndexByte(data[i:], '"'); k >= 0 {
		return i + k
	}
	return -1
}

// undouble takes the second of every two quotes out of a cell, in place.
func undouble(cell []byte) []byte {
	w := bytes.IndexByte(cell, '"')
	for i := w; i < len(cell); i++ {
		b := cell[i]
		cell[w] = b
		w++
		if b == '"' {
			i++
		}
	}
	return cell[:w]
}

// fill moves what is not read yet to the front of the buffer and reads until it is full, so that a source that gives little at a time does not
// make the same row be scanned again and again.
func (r *Reader) fill() {
	if r.pos > 0 {
		r.end = copy(r.buf, r.buf[r.pos:r.end])
		r.pos = 0
	}
	for idle := 0; r.end < len(r.buf) && r.ended == nil; {
		n, err := r.source.Read(r.buf[r.end:])
		r.end += n
		r.ended, r.final = err, err == io.EOF
		if idle++; n > 0 {
			idle = 0
		} else if idle == maxIdle && err == nil {
			r.ended = io.ErrNoProgress
		}
	}
}
