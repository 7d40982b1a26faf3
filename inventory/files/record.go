package files

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"unbasic/inventory/files/clixml"
	"unbasic/inventory/files/jsonfile"
	"unbasic/inventory/files/table"
)

// record is one row of a table, one object of a JSON list or one object of a CLIXML file: its cells by name. Names are in lower case, with single
// blanks inside and none at the ends, see nameOf.
type record map[string]cell

// cell is one value of a record. A record that lacks a name was exported without it, which is not the same as null: ask with the second result of a
// map look-up.
type cell struct {
	// text is the value as text: True, False and numbers as they were written; empty for null and for a list.
	text string
	// null is an explicit null of JSON or CLIXML. A table has none: an empty cell is text "".
	null bool
	// list holds the members of a list; nil for anything else.
	list []string
}

// nameOf gives a column's or field's name in the spelling of a record.
func nameOf(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// wholeRecord is the name under which a record of JSON holds itself.
const wholeRecord = "\x00"

// recordsOf gives the records of a table, a JSON file or a CLIXML file. Of the errors, a *rowError is a row left aside; the last one may wrap errEndless.
func recordsOf(r io.Reader) (iter.Seq2[record, error], error) {
	text, isJSON, err := textOf(r)
	if err != nil {
		return nil, err
	}
	if isJSON {
		return jsonRecords(text), nil
	}
	head, text, err := peekAt(text, 4096)
	if err != nil {
		return nil, err
	}
	if clixml.Is(bytes.TrimSpace(head)) {
		return clixmlRecords(text), nil
	}
	return tableRecords(text)
}

func jsonRecords(text io.Reader) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		rows := jsonfile.Records(text, wholeSpec, func() func([][]byte) (record, error) {
			return func(values [][]byte) (record, error) { return recordOfJSON(values[0]) }
		})
		for batch, err := range rows {
			if err != nil && !yield(nil, rowProblem(err)) {
				return
			}
			for _, r := range batch {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

var wholeSpec = jsonfile.NewWhole(listNames)

// recordOfJSON takes an object's values as texts. A value that is an object itself is the name in it, or text as it is
// written.
func recordOfJSON(raw []byte) (record, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, err
	}
	r := make(record, len(fields)+1)
	for _, name := range slices.Sorted(maps.Keys(fields)) { // in an order, since two names may be one
		value := fields[name]
		var c cell
		switch value[0] {
		case 'n':
			c.null = true
		case '"':
			if err := json.Unmarshal(value, &c.text); err != nil {
				return nil, err
			}
		case '[':
			var members []json.RawMessage
			if err := json.Unmarshal(value, &members); err != nil {
				return nil, err
			}
			c.list = make([]string, 0, len(members))
			for _, m := range members {
				switch m[0] {
				case 'n':
				case '"':
					var text string
					if err := json.Unmarshal(m, &text); err != nil {
						return nil, err
					}
					c.list = append(c.list, text)
				case '{':
					c.list = append(c.list, nameIn(m))
				default:
					c.list = append(c.list, string(m))
				}
			}
		case '{':
			c.text = nameIn(value)
		default:
			c.text = string(value)
		}
		r[nameOf(name)] = c
	}
	r[wholeRecord] = cell{text: string(raw)}
	return r, nil
}

// nameIn gives the text of a value that PowerShell wrote as an object, {"value":4,"Value":"SharedMailbox"}: its name, or what it is the name of, or else the
// object as it is written.
func nameIn(object []byte) string {
	var fields map[string]json.RawMessage // names as they are: encoding/json takes value for Value
	if json.Unmarshal(object, &fields) == nil {
		for _, name := range []string{"Value", "value"} {
			var text string
			if json.Unmarshal(fields[name], &text) == nil {
				return text
			}
			if number := fields[name]; name == "value" && len(number) > 0 && number[0] >= '0' && number[0] <= '9' {
				return string(number)
			}
		}
	}
	return string(object)
}

// watched remembers an error of a reader that is not the end of its file.
type watched struct {
	r      io.Reader
	failed error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		w.failed = err
	}
	return n, err
}

func clixmlRecords(text io.Reader) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		row := 0
		source := &watched{r: text}
		for object, err := range clixml.Objects(source) {
			if err != nil {
				if source.failed == nil { // then the file is cut or broken
					err = fmt.Errorf("after row %d: %w: %w: export it again", row, errEndless, err)
				}
				yield(nil, err)
				return
			}
			row++
			r := make(record, len(object.Fields))
			for _, name := range slices.Sorted(maps.Keys(object.Fields)) {
				v := object.Fields[name]
				r[nameOf(name)] = cell{text: v.Text, null: v.Null, list: v.List}
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func tableRecords(text io.Reader) (iter.Seq2[record, error], error) {
	reader, err := table.NewReader(text)
	if err != nil {
		return nil, rowProblem(err)
	}
	var columns []string
	for _, name := range reader.Header() {
		columns = append(columns, columnName(name))
	}
	return func(yield func(record, error) bool) {
		for {
			row, err := reader.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				if problem := rowProblem(err); !yield(nil, problem) || !errors.As(problem, new(*rowError)) {
					return
				}
				continue
			}
			if row.Unended {
				yield(nil, unended(row.Line))
				return
			}
			r := make(record, len(columns))
			for i, name := range columns {
				if _, twice := r[name]; !twice {
					r[name] = cell{text: strings.ToValidUTF8(string(trimmed(row.Cells[i])), "\ufffd")}
				}
			}
			if !yield(r, nil) {
				return
			}
		}
	}, nil
}
