package export

import (
	"slices"
	"strings"

	"unbasic/export/words"
)

// A workbook looks through all rows of a sheet from the top for each live value and for each link, so a very large plan would take minutes to open. These
// bound, for one column, the rows that have one times the rows that each of them searches. What is beyond stays as it is on the day of the report, and both
// the sheet and the summary say so.
const (
	// mostCounted is for values, which are computed again after each change.
	mostCounted = 25_000_000
	// mostFound is for links, which are found when the workbook is opened, and mostIDs how many rows a sheet has at most whose rows are found by their ids.
	mostFound = 100_000_000
	mostIDs   = 10_000
)

// bound leaves out the live values and the links by id that would look through too many rows.
func (b *book) bound(r *Report) {
	rows := map[string]int{}
	for _, s := range r.Sheets {
		rows[s.Key] = s.Rows.Len()
	}
	var still []string
	for i := range r.Sheets {
		s := &r.Sheets[i]
		var fixed []string
		for j := range s.Columns {
			if c := &s.Columns[j]; c.Link != "" && (s.Rows.Len()*rows[c.Link] > mostFound || rows[c.Link] > mostIDs) {
				c.Fixed = true
				fixed = append(fixed, c.Header)
			}
		}
		values := leaveOut(s.Columns, s.Rows.Len(), rows)
		if len(values) > 0 {
			still = append(still, s.Name)
			s.Notes = append(s.Notes, b.say(words.StillValues, "columns", strings.Join(values, b.say(words.ListSeparator))))
		}
		if len(fixed) > 0 {
			s.Notes = append(s.Notes, b.say(words.StillLinks, "columns", strings.Join(fixed, b.say(words.ListSeparator))))
		}
	}
	for i := range r.Summary.Tables {
		if t := &r.Summary.Tables[i]; len(leaveOut(t.Columns, len(t.Rows), rows)) > 0 {
			still = append(still, t.Heading)
		}
	}
	if len(still) > 0 {
		r.Summary.Notes = append(r.Summary.Notes, b.say(words.StillValues, "columns", strings.Join(still, b.say(words.ListSeparator))))
	}
}

// leaveOut takes from columns of so many rows the live values that would look through too many of a sheet's rows, and gives their names.
func leaveOut(columns []Column, count int, rows map[string]int) (headers []string) {
	for i := range columns {
		c := &columns[i]
		tooMany := func(l *Live) bool { return l != nil && count*rows[l.Sheet] > mostCounted }
		if tooMany(c.Live) {
			c.Live = nil
			headers = append(headers, c.Header)
		}
		if left := slices.DeleteFunc(slices.Clone(c.Lives), func(of LiveFor) bool { return tooMany(&of.Live) }); len(left) < len(c.Lives) {
			c.Lives = left
			headers = append(headers, c.Header)
		}
	}
	return headers
}

// alike is a condition that a column holds what the column of the same key holds in the row itself.
func alike(column string) Condition { return Condition{Column: column, Is: "=", Same: column} }

// is compares a column with a constant; that of an empty cell is a row in which nothing ("=") or something ("<>") stands.
func is(column, how string, value Cell) Condition {
	return Condition{Column: column, Is: how, Value: value}
}

// labelled compares a column with the label of a code, and filledIn keeps rows in which something stands in a column: for an id, all of them.
func (b *book) labelled(column string, codes words.Codes, code string) Condition {
	return is(column, "=", textCell(b.label(codes, code)))
}

func filledIn(column string) Condition { return is(column, "<>", Cell{}) }

// counting is a live count of the rows of a sheet.
func counting(sheet string, where ...Condition) *Live {
	return &Live{Of: LiveCount, Sheet: sheet, Where: where}
}

// live makes a column one that is computed.
func live(l *Live) func(*Column) {
	return func(c *Column) { c.Live = l }
}

// until counts the days from the day on which the workbook is read to that in a column of the row.
func until(column string) func(*Column) { return live(&Live{Of: LiveUntil, Column: column}) }

// take takes a column from the row of Plan with the same item.
func take(column string) func(*Column) {
	return live(&Live{Of: LiveTake, Sheet: "plan", Column: column, Where: []Condition{alike("item")}})
}
