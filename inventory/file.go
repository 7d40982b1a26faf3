package inventory

import (
	"fmt"
	"io"
)

// Write writes inventory.json: two blanks of indent but one line a sender, a line feed at the end, equal bytes for equal inventories. See
// [WriteStream].
func Write(w io.Writer, inv Inventory) error {
	senders := inv.Senders
	inv.Senders = nil
	return WriteStream(w, "senders", inv, senders)
}

// Read reads inventory.json. It refuses another schema, and ignores fields that it does not know.
func Read(r io.Reader) (Inventory, error) {
	var inv Inventory
	senders, err := Stream[Sender](r, "senders", &inv)
	if err != nil {
		return Inventory{}, fmt.Errorf("decoding inventory: %w", err)
	}
	inv.Senders = senders
	if inv.Schema != Schema {
		return Inventory{}, fmt.Errorf("schema is %q and this version reads %q: run unbasic inventory again", inv.Schema, Schema)
	}
	return inv, nil
}
