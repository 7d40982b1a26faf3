package export

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// here is the row that a live value is computed for.
type here struct {
	columns []Column
	row     []Cell
}

// at gives the value of a column of the row.
func (h here) at(key string) (Cell, error) {
	for i, c := range h.columns {
		if c.Key == key {
			return h.row[i], nil
		}
	}
	return Cell{}, fmt.Errorf("the row has no column %q", key)
}

// evaluate computes a live value over the sheets as a spreadsheet would. The second result is false where the row keeps the value that it has.
func evaluate(r Report, live Live, from here) (Cell, bool, error) {
	if live.Of == LiveLess {
		return difference(r, live)
	}
	if live.Of == LiveUntil {
		return untilDay(r, live, from)
	}
	sheet, err := sheetCalled(r, live.Sheet)
	if err != nil {
		return Cell{}, false, err
	}
	value := -1
	if live.Of == LiveLast || live.Of == LiveTake {
		if value = sheet.Column(live.Column); value < 0 {
			return Cell{}, false, fmt.Errorf("sheet %s has no column %q", live.Sheet, live.Column)
		}
	}
	if live.Of == LiveTake && len(live.Where) != 1 || live.Of == LiveLast && len(live.Where) > 0 {
		return Cell{}, false, fmt.Errorf("%s with %d conditions", live.Of, len(live.Where))
	}
	where, kept, err := conditions(sheet, live.Where, from)
	if err != nil || kept {
		return Cell{}, false, err
	}
	but, _, err := conditions(sheet, live.But, from)
	if err != nil {
		return Cell{}, false, err
	}
	also, kept, err := conditions(sheet, live.Also, from)
	if err != nil || kept {
		return Cell{}, false, err
	}
	count, both, last := 0, 0, Cell{}
	var taken []Cell
	for _, row := range sheet.Rows.All() {
		if !where(row) {
			continue
		}
		count++
		if also(row) {
			both++
			if len(live.But) > 0 && but(row) {
				both--
			}
		}
		if value < 0 {
			continue
		}
		c := row[value]
		taken = append(taken, c)
		if c.kind != Empty && (last.kind == Empty || c.number > last.number) {
			last = c
		}
	}
	switch live.Of {
	case LiveCount:
		return intCell(int64(count)), true, nil
	case LiveLast:
		return last, true, nil
	case LiveShare:
		return share(float64(both), float64(count)), true, nil
	case LiveLeft:
		return intCell(int64(count - both)), true, nil
	case LiveTake:
		if len(taken) != 1 {
			return Cell{}, false, fmt.Errorf("%d rows to take from, want one", len(taken))
		}
		return taken[0], true, nil
	}
	return Cell{}, false, fmt.Errorf("unknown way %q", live.Of)
}

func sheetCalled(r Report, key string) (*Sheet, error) {
	for i := range r.Sheets {
		if r.Sheets[i].Key == key {
			return &r.Sheets[i], nil
		}
	}
	return nil, fmt.Errorf("no sheet %q", key)
}

// untilDay counts the days from that of the report to a day.
func untilDay(r Report, live Live, from here) (Cell, bool, error) {
	day, err := Cell{}, error(nil)
	if len(live.Figures) == 0 {
		day, err = from.at(live.Column)
	}
	for _, g := range r.Summary.Groups {
		for _, f := range g.Figures {
			if len(live.Figures) == 1 && f.Key == live.Figures[0] {
				day = f.Value
			}
		}
	}
	if err != nil || day.kind == Empty {
		return Cell{}, true, err
	}
	if day.kind != Day {
		return Cell{}, false, fmt.Errorf("%v is no day", day)
	}
	return intCell(int64(day.Day().DaysSince(calendar.DayOf(r.Meta.AsOf)))), true, nil
}

// difference is the first figure less the second; empty where one of them is.
func difference(r Report, live Live) (Cell, bool, error) {
	var values []Cell
	for _, key := range live.Figures {
		for _, g := range r.Summary.Groups {
			for _, f := range g.Figures {
				if f.Key == key {
					values = append(values, f.Value)
				}
			}
		}
	}
	if len(values) != 2 || len(live.Figures) != 2 {
		return Cell{}, false, fmt.Errorf("figures %v: found %d of 2", live.Figures, len(values))
	}
	if values[0].kind == Empty || values[1].kind == Empty {
		return Cell{}, true, nil
	}
	return intCell(int64(values[0].number - values[1].number)), true, nil
}

// conditions makes one test of several; kept says that the row has nothing to compare with.
func conditions(s *Sheet, list []Condition, from here) (test func([]Cell) bool, kept bool, err error) {
	var tests []func([]Cell) bool
	for _, c := range list {
		column := s.Column(c.Column)
		if column < 0 {
			return nil, false, fmt.Errorf("sheet %s has no column %q", s.Key, c.Column)
		}
		with := c.Value
		if c.Same != "" {
			if with, err = from.at(c.Same); err != nil {
				return nil, false, err
			}
			if with.kind == Empty {
				return nil, true, nil
			}
		}
		tests = append(tests, func(row []Cell) bool { return compares(row[column], c.Is, with) })
	}
	return func(row []Cell) bool {
		for _, test := range tests {
			if !test(row) {
				return false
			}
		}
		return true
	}, false, nil
}

// compares as a spreadsheet does: numbers with numbers only, text without regard to case, and an empty cell is less than nothing.
func compares(a Cell, is string, b Cell) bool {
	equal := false
	switch {
	case a.kind == Text && b.kind == Text:
		equal = strings.EqualFold(a.text, b.text)
	case a.kind == Text || b.kind == Text:
	case a.kind == Empty || b.kind == Empty:
		equal = a.kind == b.kind
	default:
		equal = a.number == b.number
	}
	switch is {
	case "=":
		return equal
	case "<>":
		return !equal
	}
	if a.kind == Empty || b.kind == Empty || a.kind == Text || b.kind == Text {
		return false
	}
	switch is {
	case "<":
		return a.number < b.number
	case "<=":
		return a.number <= b.number
	case ">":
		return a.number > b.number
	case ">=":
		return a.number >= b.number
	}
	return false
}

// same reports whether two cells hold the same value, whatever its tone and where it leads.
func same(a, b Cell) bool {
	if a.kind == Text || b.kind == Text {
		return a.kind == b.kind && a.text == b.text
	}
	return (a.kind == Empty) == (b.kind == Empty) && a.number == b.number
}

// Until somebody writes, what a workbook computes is what every other format shows.
func TestLiveValuesAreThoseThatStandBesideThem(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		checkLive(t, NewReport(inv, p, Options{Language: lang}), 100)
		checkLive(t, NewReport(inventory.Inventory{}, plan.Plan{}, Options{Language: lang}), 0)
	}
}

// checkLive evaluates every live value of a report; there must be a number of them at least.
func checkLive(t *testing.T, r Report, least int) {
	t.Helper()
	seen := 0
	check := func(what string, live Live, from here, stands Cell) {
		got, changes, err := evaluate(r, live, from)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			return
		}
		seen++
		if changes && !same(got, stands) {
			t.Errorf("%s is %v when it is computed, and %v stands there", what, got, stands)
		}
	}
	columns := func(where string, columns []Column, row []Cell) {
		for i, c := range columns {
			what := fmt.Sprintf("%s column %s of %v", where, c.Key, row[0])
			if c.Live != nil {
				check(what, *c.Live, here{columns, row}, row[i])
			}
			for _, by := range c.Lives {
				if kind, err := (here{columns, row}).at(c.LiveBy); err != nil {
					t.Errorf("%s: %v", what, err)
				} else if kind.Text() == by.Key {
					check(what+" "+by.Key, by.Live, here{columns, row}, row[i])
				}
			}
		}
	}
	for _, s := range r.Sheets {
		for _, row := range s.Rows.All() {
			columns("sheet "+s.Key, s.Columns, row)
		}
	}
	for _, table := range r.Summary.Tables {
		for _, row := range table.Rows[table.Past:] {
			columns("table "+table.Key, table.Columns, row)
		}
	}
	for _, g := range r.Summary.Groups {
		for _, f := range g.Figures {
			if f.Live != nil {
				check("figure "+f.Key, *f.Live, here{}, f.Value)
			}
		}
	}
	if seen < least {
		t.Errorf("found %d live values, want %d at least: the test looks in the wrong place", seen, least)
	}
}

// The evaluator is the measure of others, so it must tell right from wrong itself.
func TestEvaluateComputesAsASpreadsheetDoes(t *testing.T) {
	sheet := Sheet{
		Key: "s", Columns: []Column{{Key: "wave"}, {Key: "status"}, {Key: "end"}},
		Rows: ready([][]Cell{
			{intCell(1), textCell("Done"), intCell(10)},
			{intCell(1), textCell("Open"), intCell(30)},
			{intCell(2), {}, {}},
		}),
	}
	r := Report{Sheets: []Sheet{sheet}, Summary: Summary{Groups: []FigureGroup{{Figures: []Figure{{Key: "a", Value: intCell(7)}, {Key: "b", Value: intCell(9)}}}}}}
	row := here{[]Column{{Key: "wave"}, {Key: "id"}, {Key: "none"}, {Key: "day"}}, []Cell{intCell(1), intCell(2), {}, dayCell(calendar.On(2026, 12, 1))}}
	r.Meta.AsOf = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	done := []Condition{is("status", "=", textCell("done"))}
	for _, c := range []struct {
		name string
		live Live
		want Cell
		kept bool
	}{
		{"count of all", Live{Of: LiveCount, Sheet: "s"}, intCell(3), false},
		{"count of the row's wave", Live{Of: LiveCount, Sheet: "s", Where: []Condition{alike("wave")}}, intCell(2), false},
		{"differs counts empty cells", Live{Of: LiveCount, Sheet: "s", Where: []Condition{is("status", "<>", textCell("Done"))}}, intCell(2), false},
		{"empty", Live{Of: LiveCount, Sheet: "s", Where: []Condition{is("status", "=", Cell{})}}, intCell(1), false},
		{"not empty", Live{Of: LiveCount, Sheet: "s", Where: []Condition{is("status", "<>", Cell{})}}, intCell(2), false},
		{"nothing is less than a number", Live{Of: LiveCount, Sheet: "s", Where: []Condition{is("end", "<", intCell(30))}}, intCell(1), false},
		{"until", Live{Of: LiveUntil, Column: "day"}, intCell(8), false},
		{"until nothing", Live{Of: LiveUntil, Column: "none"}, Cell{}, false},
		{"last", Live{Of: LiveLast, Sheet: "s", Column: "end"}, intCell(30), false},
		{"share", Live{Of: LiveShare, Sheet: "s", Where: []Condition{alike("wave")}, Also: done}, floatCell(0.5), false},
		{"share of nothing", Live{Of: LiveShare, Sheet: "s", Where: []Condition{is("wave", "=", intCell(9))}, Also: done}, Cell{}, false},
		{"left", Live{Of: LiveLeft, Sheet: "s", Also: done}, intCell(2), false},
		{"take", Live{Of: LiveTake, Sheet: "s", Column: "status", Where: []Condition{{Column: "wave", Is: "=", Same: "id"}}}, Cell{}, false},
		{"less", Live{Of: LiveLess, Figures: []string{"a", "b"}}, intCell(-2), false},
		{"a row with nothing to compare", Live{Of: LiveTake, Sheet: "s", Column: "status", Where: []Condition{{Column: "wave", Is: "=", Same: "none"}}}, Cell{}, true},
	} {
		got, changes, err := evaluate(r, c.live, row)
		if err != nil || changes == c.kept || !same(got, c.want) {
			t.Errorf("%s: %v, %v, %v, want %v", c.name, got, changes, err, c.want)
		}
	}
	if _, _, err := evaluate(r, Live{Of: LiveCount, Sheet: "nowhere"}, row); err == nil {
		t.Error("a sheet that does not exist is no error")
	}
}
