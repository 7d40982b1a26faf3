package plan

import (
	"encoding/json"
	"fmt"
	"io"
)

// Write writes plan.json: two blanks of indent, a line feed at the end, equal bytes for equal plans.
func Write(w io.Writer, p Plan) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(p)
}

// Read reads plan.json. It refuses another schema, and ignores fields that it does not know.
func Read(r io.Reader) (Plan, error) {
	var p Plan
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return Plan{}, fmt.Errorf("decoding plan: %w", err)
	}
	if p.Schema != Schema {
		return Plan{}, fmt.Errorf("schema is %q and this version reads %q: run unbasic plan again", p.Schema, Schema)
	}
	return p, nil
}
