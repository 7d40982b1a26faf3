package main

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"unbasic/inventory"
)

// A tableColumn is one column on a terminal.
type tableColumn struct {
	head inventory.Phrase
	// least is the width to which it may be cut, good the one from which it reads well; 0 where it has to stay whole.
	least, good int
	// given: where not all columns fit, those with the highest go first; 0 stays.
	given int
}

// widthUnknown is the width of a table where the terminal does not tell its own.
const widthUnknown = 120

// table shows rows on a terminal, in as many columns as it has; nothing is the text of a cell that tells nobody anything.
func (u ui) table(columns []tableColumn, rows [][]string, nothing string) error {
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = u.word(c.head)
	}
	return u.rows(fit(columns, heads, rows, nothing, cmp.Or(u.env.width, widthUnknown)))
}

// notedTable is a table whose rows each have a sentence below them, whole: what a column would cut is what people have to read. An empty one takes no line.
func (u ui) notedTable(columns []tableColumn, rows [][]string, notes []string) error {
	var drawn bytes.Buffer
	env := *u.env
	env.stdout = &drawn
	inner := u
	inner.env = &env
	if err := inner.table(columns, rows, ""); err != nil {
		return err
	}
	const (
		indent = "     "
		head   = 2 // the names of the columns, and the rule below them
	)
	var b strings.Builder
	for i, line := range strings.SplitAfter(drawn.String(), "\n") {
		b.WriteString(line)
		if at := i - head; at >= 0 && at < len(notes) {
			for _, part := range wrap(visible(notes[at]), cmp.Or(u.env.width, widthUnknown)-len(indent)-1) {
				b.WriteString(indent + part + "\n")
			}
		}
	}
	_, err := io.WriteString(u.env.stdout, b.String())
	return err
}

// fit gives a table that a terminal can hold: cells are cut, with a mark at the end, and where that is not enough columns are left out.
// The first to go, as soon as anything would be cut, is a column whose cells all are nothing.
func fit(columns []tableColumn, heads []string, rows [][]string, nothing string, width int) ([]string, [][]string) {
	const gap = 2 // the table's padding of a cell
	kept := make([]int, len(columns))
	natural := make([]int, len(columns))
	says := make([]bool, len(columns))
	for i := range columns {
		kept[i] = i
		natural[i] = text.StringWidthWithoutEscSequences(heads[i])
		for _, row := range rows {
			natural[i] = max(natural[i], text.StringWidthWithoutEscSequences(visible(row[i])))
			says[i] = says[i] || row[i] != nothing
		}
	}
	// upTo is a column's width if it is cut to a limit.
	upTo := func(limit, i int) int {
		if limit == 0 {
			return natural[i]
		}
		return min(natural[i], limit)
	}
	least := func(i int) int { return upTo(columns[i].least, i) }
	good := func(i int) int { return upTo(columns[i].good, i) }
	whole := func(i int) int { return natural[i] }
	left := func(widthOf func(int) int) int {
		room := width - 1
		for _, i := range kept {
			room -= widthOf(i) + gap
		}
		return room
	}
	if left(whole) < 0 {
		kept = slices.DeleteFunc(kept, func(i int) bool { return !says[i] })
	}
	for left(least) < 0 {
		most := slices.MaxFunc(kept, func(a, b int) int { return cmp.Compare(columns[a].given, columns[b].given) })
		if columns[most].given == 0 {
			break
		}
		kept = slices.DeleteFunc(kept, func(i int) bool { return i == most })
	}
	widths := map[int]int{}
	for _, i := range kept {
		widths[i] = least(i)
	}
	// A terminal that is narrower still takes from the widest; what does not fit even then is cut at the edge.
	const narrowest = 6
	for missing := -left(least); missing > 0; missing-- {
		widest := slices.MaxFunc(kept, func(a, b int) int { return cmp.Compare(widths[a], widths[b]) })
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	// What is left over goes, a place at a time, to the column that lacks most: until all read well, and then until all are whole.
	room := left(least)
	for _, enough := range []func(int) int{good, whole} {
		lacks := func(i int) int { return enough(i) - widths[i] }
		for ; room > 0; room-- {
			needy := slices.MaxFunc(kept, func(a, b int) int { return cmp.Compare(lacks(a), lacks(b)) })
			if lacks(needy) <= 0 {
				break
			}
			widths[needy]++
		}
	}
	cut := func(row []string) []string {
		out := make([]string, len(kept))
		for at, i := range kept {
			out[at] = text.Snip(visible(row[i]), widths[i], cutMark)
		}
		return out
	}
	cutRows := make([][]string, len(rows))
	for i, row := range rows {
		cutRows[i] = cut(row)
	}
	return cut(heads), cutRows
}
