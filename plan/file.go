package plan

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"unbasic/inventory"
)

// Write writes plan.json: two blanks of indent but one line an item, a line feed at the end, equal bytes for equal plans. A line an item makes two plans comparable
// with common tools, and a very large plan is never in memory as a whole.
func Write(w io.Writer, p Plan) error {
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
		return errors.New("plan: no place for items")
	}
	out := bufio.NewWriterSize(w, 1<<20)
	_, _ = out.Write(head) // a bufio.Writer keeps its error for the end
	_, _ = out.WriteString(place + "[")
	// A block of items is encoded on all processors and then written in order.
	const block = 1024
	lines, errs := make([]bytes.Buffer, block), make([]error, block)
	for at := 0; at < len(items); at += block {
		part := items[at:min(at+block, len(items))]
		inventory.InParallel(len(part), func(i int) {
			lines[i].Reset()
			encoder := json.NewEncoder(&lines[i])
			encoder.SetEscapeHTML(false)
			errs[i] = encoder.Encode(&part[i])
		})
		for i := range part {
			if errs[i] != nil {
				return errs[i]
			}
			if at+i > 0 {
				_, _ = out.WriteString(",")
			}
			_, _ = out.WriteString("\n    ")
			_, _ = out.Write(bytes.TrimSuffix(lines[i].Bytes(), []byte("\n")))
		}
	}
	if len(items) > 0 {
		_, _ = out.WriteString("\n  ")
	}
	_, _ = out.WriteString("]")
	_, _ = out.Write(tail)
	return out.Flush()
}

// Read reads plan.json. It refuses another schema, and ignores fields that it does not know.
func Read(r io.Reader) (Plan, error) {
	var p Plan
	items, err := inventory.Stream[Item](r, "items", &p)
	if err != nil {
		return Plan{}, fmt.Errorf("decoding plan: %w", err)
	}
	p.Items = items
	for i := range p.Items {
		fillSteps(p.Items[i].Steps)
	}
	for i := range p.Fallbacks {
		fillSteps(p.Fallbacks[i].Steps)
	}
	if p.Schema != Schema {
		return Plan{}, fmt.Errorf("schema is %q and this version reads %q: run unbasic plan again", p.Schema, Schema)
	}
	return p, nil
}

// fillSteps gives steps that say nothing of what they have in common with others an empty text of it.
func fillSteps(steps []Step) {
	for i := range steps {
		if steps[i].StepText == nil {
			steps[i].StepText = &StepText{}
		}
	}
}
