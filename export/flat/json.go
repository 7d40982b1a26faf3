package flat

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"

	"unbasic/export"
)

// Schema is the first field of the JSON file.
const Schema = "unbasic/report/1"

// JSON writes a report as encoding/json does, with the schema before it.
func JSON(w io.Writer, r export.Report) error {
	out := &stream{w: bufio.NewWriterSize(w, 1<<16)}
	out.text(`{"schema":`)
	out.value(Schema)
	sheets, scripts := r.Sheets, r.Scripts
	r.Sheets, r.Scripts = []export.Sheet{}, []export.Script{}
	// The report without its lists is small: they are written where it has empty ones.
	head, rest := out.split(r, `"sheets":[]`)
	middle, tail := split(rest, `"scripts":[]`)
	if len(head) > 0 {
		out.text("," + string(head[1:]))
	}
	out.text(`"sheets":`)
	list(out, slices.Values(sheets), func(s export.Sheet) {
		rows := s.Rows
		s.Rows = export.Rows{}
		before, after := out.split(s, `"rows":[]`)
		out.text(string(before) + `"rows":`)
		list(out, values(rows.All()), func(row []export.Cell) { out.value(row) })
		out.text(string(after))
	})
	out.text(string(middle) + `"scripts":`)
	list(out, slices.Values(scripts), func(s export.Script) {
		blocks := s.Blocks
		s.Blocks = nil
		before, after := out.split(s, `"blocks":[]`)
		out.text(string(before) + `"blocks":`)
		list(out, iter.Seq[export.ScriptBlock](blocks), func(block export.ScriptBlock) { out.value(block) })
		out.text(string(after))
	})
	out.text(string(tail) + "\n")
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

// stream writes until something fails, and then nothing more.
type stream struct {
	w   *bufio.Writer
	err error
}

func (s *stream) text(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

func (s *stream) value(v any) {
	if s.err != nil {
		return
	}
	var data []byte
	if data, s.err = json.Marshal(v); s.err == nil {
		_, s.err = s.w.Write(data)
	}
}

// split gives what stands before and behind an empty list in a value's JSON.
func (s *stream) split(v any, empty string) (before, after []byte) {
	if s.err != nil {
		return nil, nil
	}
	var data []byte
	if data, s.err = json.Marshal(v); s.err != nil {
		return nil, nil
	}
	before, after = split(data, empty)
	if after == nil {
		s.err = fmt.Errorf("writing JSON: %T has no %s", v, empty) // a field was renamed
	}
	return before, after
}

// split cuts JSON at the last place of a name with an empty list. A text can't be taken for it, because quotes within texts are escaped.
func split(data []byte, empty string) (before, after []byte) {
	at := bytes.LastIndex(data, []byte(empty))
	if at < 0 {
		return data, nil
	}
	return data[:at], data[at+len(empty):]
}

// list writes an array, an element at a time.
func list[T any](out *stream, elements iter.Seq[T], write func(T)) {
	out.text("[")
	first := true
	if elements != nil {
		for element := range elements {
			if out.err != nil {
				return
			}
			if !first {
				out.text(",")
			}
			first = false
			write(element)
		}
	}
	out.text("]")
}

func values[T any](pairs iter.Seq2[int, T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, value := range pairs {
			if !yield(value) {
				return
			}
		}
	}
}
