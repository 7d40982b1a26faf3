package plan

import (
	"fmt"
	"io"

	"unbasic/inventory"
)

// Write writes plan.json: two blanks of indent but one line an item, a line feed at the end, equal bytes for equal plans.
// See [inventory.WriteStream].
func Write(w io.Writer, p Plan) error {
	items := p.Items
	p.Items = nil
	return inventory.WriteStream(w, "items", p, items)
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
