package inventory

import (
	"encoding/json"
	"fmt"
	"io"
)

// Write writes inventory.json: two blanks of indent, a line feed at the end, equal bytes for equal inventories.
func Write(w io.Writer, inv Inventory) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(inv)
}

// Read reads inventory.json. It refuses another schema, and ignores fields that it does not know.
func Read(r io.Reader) (Inventory, error) {
	var inv Inventory
	if err := json.NewDecoder(r).Decode(&inv); err != nil {
		return Inventory{}, fmt.Errorf("decoding inventory: %w", err)
	}
	if inv.Schema != Schema {
		return Inventory{}, fmt.Errorf("schema is %q and this version reads %q: run unbasic inventory again", inv.Schema, Schema)
	}
	return inv, nil
}
