package files

import "strings"

// record is one row of a table, one object of a JSON list or one object of a CLIXML file: its cells by name. Names are in lower case, with single
// blanks inside and none at the ends, see nameOf.
type record map[string]cell

// cell is one value of a record. A record that lacks a name was exported without it, which is not the same as null: ask with the second result of a
// map look-up.
type cell struct {
	// text is the value as text: True, False and numbers as they were written; empty for null and for a list.
	text string
	// null is an explicit null of JSON or CLIXML. A table has none: an empty cell is text "".
	null bool
	// list holds the members of a list; nil for anything else.
	list []string
}

// nameOf gives a column's or field's name in the spelling of a record.
func nameOf(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}
