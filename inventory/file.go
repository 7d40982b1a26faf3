package inventory

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Write writes inventory.json: two blanks of indent but one line a sender, a line feed at the end, equal bytes for equal inventories. A line a sender makes two
// inventories comparable with common tools, and a big one is written in half the time.
func Write(w io.Writer, inv Inventory) error {
	senders := inv.Senders
	inv.Senders = nil
	var head bytes.Buffer
	encoder := json.NewEncoder(&head)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(inv); err != nil {
		return err
	}
	const end = "null\n}\n" // of the senders, which are the last field
	out := bufio.NewWriterSize(w, 1<<20)
	_, _ = out.Write(head.Bytes()[:head.Len()-len(end)]) // a bufio.Writer keeps its error for the end
	if len(senders) == 0 {
		_, _ = out.WriteString("[]\n}\n")
		return out.Flush()
	}
	_, _ = out.WriteString("[\n    ")
	// A block of senders is encoded on all processors and then written in order.
	const block = 1024
	lines, errs := make([]bytes.Buffer, block), make([]error, block)
	for at := 0; at < len(senders); at += block {
		part := senders[at:min(at+block, len(senders))]
		InParallel(len(part), func(i int) {
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
				_, _ = out.WriteString(",\n    ")
			}
			_, _ = out.Write(bytes.TrimSuffix(lines[i].Bytes(), []byte("\n")))
		}
	}
	_, _ = out.WriteString("\n  ]\n}\n")
	return out.Flush()
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
