package progress

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"unbasic/inventory"
)

// Write writes progress.json: two blanks of indent but one line an item, a line feed at the end, equal bytes for equal progress, as plan.json is written.
func Write(w io.Writer, p Progress) error {
	items := p.Items
	p.Items = nil
	var around bytes.Buffer
	encoder := json.NewEncoder(&around)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(p); err != nil {
		return err
	}
	// No text can hold this: line breaks in texts are escaped.
	const place = "\n  \"items\": "
	head, tail, found := bytes.Cut(around.Bytes(), []byte(place+"null"))
	if !found {
		return errors.New("progress: no place for items")
	}
	out := bufio.NewWriterSize(w, 1<<20)
	_, _ = out.Write(head) // a bufio.Writer keeps its error for the end
	_, _ = out.WriteString(place + "[")
	var line bytes.Buffer
	for i := range items {
		line.Reset()
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(&items[i]); err != nil {
			return err
		}
		if i > 0 {
			_, _ = out.WriteString(",")
		}
		_, _ = out.WriteString("\n    ")
		_, _ = out.Write(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
	}
	if len(items) > 0 {
		_, _ = out.WriteString("\n  ")
	}
	_, _ = out.WriteString("]")
	_, _ = out.Write(tail)
	return out.Flush()
}

// Read reads progress.json. It refuses another schema, and ignores fields that it does not know.
func Read(r io.Reader) (Progress, error) {
	var p Progress
	items, err := inventory.Stream[Item](r, "items", &p)
	if err != nil {
		return Progress{}, fmt.Errorf("decoding progress: %w", err)
	}
	p.Items = items
	if p.Schema != Schema {
		return Progress{}, fmt.Errorf("schema is %q and this version reads %q: run unbasic track again", p.Schema, Schema)
	}
	return p, nil
}
