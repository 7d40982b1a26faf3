package files

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// answerBegins is how the Log Analytics API answers a query: tables, each with its columns and then its rows as lists.
var answerBegins = regexp.MustCompile(`^\s*\{\s*"tables"\s*:\s*\[`)

// answer gives such an answer as one object a line, row by row.
type answer struct {
	d       *json.Decoder
	columns [][]byte // names, as JSON
	inRows  bool
	partial bool // the engine said that something went wrong
	line    bytes.Buffer
	err     error
}

func newAnswer(text io.Reader) *answer {
	a := &answer{d: json.NewDecoder(text)}
	a.d.UseNumber()
	return a
}

func (a *answer) Read(p []byte) (int, error) {
	for a.line.Len() == 0 {
		if a.err != nil {
			return 0, a.err
		}
		if a.err = a.next(); a.err != nil && !errors.Is(a.err, io.EOF) {
			var syntax *json.SyntaxError
			if errors.As(a.err, &syntax) {
				a.err = fmt.Errorf("%w: byte %d: %w: run the query again", errEndless, syntax.Offset, a.err)
			}
		}
	}
	return a.line.Read(p)
}

// next reads one row, or what stands between rows. io.EOF is the end of the last table.
func (a *answer) next() error {
	if a.inRows {
		if !a.d.More() {
			a.inRows = false
			_, err := a.d.Token()
			return midway(err)
		}
		var cells []json.RawMessage
		if err := a.d.Decode(&cells); err != nil {
			var kind *json.UnmarshalTypeError
			if !errors.As(err, &kind) {
				return midway(err)
			}
			a.line.WriteString("null\n") // a row that is no list is left aside by who reads on
			return nil
		}
		a.line.WriteByte('{')
		for i, cell := range cells {
			if i >= len(a.columns) {
				break
			}
			if i > 0 {
				a.line.WriteByte(',')
			}
			a.line.Write(a.columns[i])
			a.line.WriteByte(':')
			a.line.Write(cell)
		}
		a.line.WriteString("}\n")
		return nil
	}
	token, err := a.d.Token()
	if errors.Is(err, io.EOF) && a.partial {
		return fmt.Errorf("%w: the answer holds an error beside its rows, so it is not whole: run the query again for shorter spans", errEndless)
	}
	if err != nil {
		return err
	}
	switch token {
	case "error":
		a.partial = true
	case "columns":
		var columns []struct{ Name string }
		if err := a.d.Decode(&columns); err != nil {
			return midway(err)
		}
		a.columns = a.columns[:0]
		for _, c := range columns {
			name, _ := json.Marshal(c.Name) // a string always marshals
			a.columns = append(a.columns, name)
		}
	case "rows":
		token, err := a.d.Token()
		if err != nil {
			return midway(err)
		}
		a.inRows = token == json.Delim('[')
	}
	return nil
}
