package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/files/jsonfile"
	"unbasic/inventory/files/table"
)

// rowError is a row that was left aside. Reading goes on after it.
type rowError struct {
	Row int // from 1; for a table it is the line on which the row begins
	Err error
}

func (e *rowError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, e.Err) }
func (e *rowError) Unwrap() error { return e.Err }

// errEndless is wrapped by the error of a file whose end could not be reached: it is cut or broken, or pages of it are missing. The rows before stand.
var errEndless = errors.New("rows are missing from there on")

var (
	graphFields   = newJSONFields(jsonPaths)
	huntingFields = newJSONFields(huntingPaths)
	groupFields   = newJSONFields(groupPaths)
)

// signInsOf gives the sign-ins of a file in batches. Of the errors, a *rowError is a row left aside; the last one may wrap errEndless.
func signInsOf(format Format, r io.Reader, order dateOrder) (iter.Seq2[[]inventory.SignIn, error], error) {
	fields := graphFields
	if format == HuntingSignIns {
		fields = huntingFields
	}
	return rowsOf(r, fields, order, func(d *signInDecoder) (inventory.SignIn, error) { return d.signIn() })
}

// groupsOf gives the groups of a file that an engine counted.
func groupsOf(source string, r io.Reader, order dateOrder) (iter.Seq2[[]inventory.Group, error], error) {
	return rowsOf(r, groupFields, order, func(d *signInDecoder) (inventory.Group, error) { return d.group(source) })
}

// rowsOf reads JSON or a table, whichever the text is.
func rowsOf[T any](r io.Reader, fields jsonFields, order dateOrder, take func(*signInDecoder) (T, error)) (iter.Seq2[[]T, error], error) {
	text, isJSON, err := textOf(r)
	if err != nil {
		return nil, err
	}
	if isJSON {
		return jsonRows(jsonfile.Records(text, fields.spec, func() func([][]byte) (T, error) {
			d := newSignInDecoder(order)
			return func(values [][]byte) (T, error) {
				if err := d.json(fields.fields, values); err != nil {
					var none T
					return none, err
				}
				return take(d)
			}
		})), nil
	}
	return tableRows(text, order, take)
}

// jsonRows turns the errors of JSON into this package's.
func jsonRows[T any](rows iter.Seq2[[]T, error]) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		for batch, err := range rows {
			if !yield(batch, rowProblem(err)) {
				return
			}
		}
	}
}

// rowProblem puts an error of one of the readers in this package's words.
func rowProblem(err error) error {
	var inJSON *jsonfile.RowError
	var inTable *table.RowError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &inJSON):
		return &rowError{inJSON.Row, inJSON.Err}
	case errors.As(err, &inTable):
		return &rowError{inTable.Line, inTable.Err}
	case errors.Is(err, jsonfile.ErrCut), errors.Is(err, jsonfile.ErrBroken), errors.Is(err, jsonfile.ErrMore), errors.Is(err, table.ErrCut):
		return fmt.Errorf("%w: %w", errEndless, err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: the file ends in the middle: download it again", errEndless)
	}
	return err
}

// tableRows reads a table whose columns have names that are known.
func tableRows[T any](text io.Reader, order dateOrder, take func(*signInDecoder) (T, error)) (iter.Seq2[[]T, error], error) {
	reader, err := table.NewReader(text)
	if err != nil {
		return nil, rowProblem(err)
	}
	columns := columnsOf(reader.Header())
	return func(yield func([]T, error) bool) {
		d := newSignInDecoder(order)
		for {
			batch := make([]T, 0, 512)
			var problem error
			for len(batch) < cap(batch) && problem == nil {
				row, err := reader.Next()
				if errors.Is(err, io.EOF) {
					if len(batch) > 0 {
						yield(batch, nil)
					}
					return
				}
				if problem = rowProblem(err); problem != nil {
					break
				}
				if row.Unended && columns[len(columns)-1] >= 0 {
					problem = unended(row.Line)
					break
				}
				d.cells(columns, row.Cells)
				v, err := take(d)
				if err != nil {
					problem = &rowError{row.Line, err}
					break
				}
				batch = append(batch, v)
			}
			if len(batch) > 0 && !yield(batch, nil) {
				return
			}
			if problem != nil && (!yield(nil, problem) || !errors.As(problem, new(*rowError))) {
				return
			}
		}
	}, nil
}

// unended is the error for a last row that may have been cut in its last cell.
func unended(line int) error {
	return fmt.Errorf("%w: line %d: the last row has no line end, so it may be cut: add one if the file is whole", errEndless, line)
}

// json takes the values of a JSON record. Of a field with several values the first in the order of its paths counts.
func (d *signInDecoder) json(fields []signInField, values [][]byte) error {
	clear(d.texts[:])
	for slot, value := range values {
		if value == nil {
			continue
		}
		field := fields[slot]
		if len(d.texts[field]) > 0 {
			continue
		}
		if field == fieldSteps {
			d.texts[field] = value // few rows are asked for them, so nothing is done with them before
			continue
		}
		text, ok := jsonfile.Text(value)
		switch {
		case ok:
		case value[0] == '{' && (field == fieldStatus || field == fieldDetails || field == fieldHours || field == fieldPlace):
			text = value
		case field == fieldCode || field == fieldRows || field == fieldASN || field == fieldCertificates:
			text = value // a number
		default:
			return fmt.Errorf("%s is %s, where a text belongs", fieldWords[field], brief(value))
		}
		d.texts[field] = trimmed(text)
	}
	return nil
}

// cells takes the cells of a row.
func (d *signInDecoder) cells(columns []signInField, cells [][]byte) {
	clear(d.texts[:])
	for i, field := range columns {
		if field < 0 || i >= len(cells) || len(d.texts[field]) > 0 {
			continue
		}
		if field == fieldSteps {
			d.texts[field] = cells[i]
			continue
		}
		d.texts[field] = trimmed(cells[i])
	}
}

// trimmed takes blanks off the ends of a text, and gives its line ends as every other program has them: a table with CRLF has it in its cells too. So a text is
// the same in every form.
func trimmed(b []byte) []byte {
	if bytes.IndexByte(b, '\r') >= 0 {
		b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	}
	for len(b) > 0 && b[0] <= ' ' && isBlank(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// nameless gives rows that have no id of their own one that another copy of the same file, or the same rows in another file, would get too. Rows that are
// alike in one file are told apart by their number.
type nameless struct {
	seen map[uint64]int
}

func (n *nameless) name(s *inventory.SignIn) {
	if s.ID != "" {
		return
	}
	h := fnv.New64a()
	var number [8]byte
	binary.LittleEndian.PutUint64(number[:], uint64(s.Time.UnixNano()))
	_, _ = h.Write(number[:])
	for _, text := range []string{s.UserID, s.UPN, s.App, s.ClientApp, s.UserAgent, s.IP, strconv.Itoa(s.ErrorCode)} {
		_, _ = io.WriteString(h, strings.ToLower(text))
		_, _ = h.Write([]byte{0})
	}
	sum := h.Sum64()
	if n.seen == nil {
		n.seen = map[uint64]int{}
	}
	n.seen[sum]++
	s.ID = fmt.Sprintf("nameless:%x:%d", sum, n.seen[sum])
}

// span is the time that rows cover.
type span struct{ first, last time.Time }

func (s *span) take(t time.Time) {
	if t.IsZero() {
		return
	}
	if s.first.IsZero() || t.Before(s.first) {
		s.first = t
	}
	if t.After(s.last) {
		s.last = t
	}
}
