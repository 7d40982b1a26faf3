package progress

import (
	"fmt"
	"io"

	"unbasic/inventory"
)

// Write writes progress.json: two blanks of indent but one line an item, a line feed at the end, equal bytes for equal progress, as plan.json is written.
func Write(w io.Writer, p Progress) error {
	items := p.Items
	p.Items = nil
	return inventory.WriteStream(w, "items", p, items)
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
