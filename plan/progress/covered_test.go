package progress

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

func TestCoveredIsWhatCanHideNoSignInWithBasic(t *testing.T) {
	span := func(from, to int) inventory.Window { // days of December
		return inventory.Window{Since: at(time.December, from, 0), Until: at(time.December, to, 0)}
	}
	entry := func(source, part string, from, to int, gaps ...inventory.Window) inventory.Coverage {
		w := span(from, to)
		c := inventory.Coverage{Source: source, Part: part, Since: &w.Since, Until: &w.Until, Status: inventory.CoverageComplete, Gaps: gaps}
		if len(gaps) > 0 {
			c.Status = inventory.CoveragePartial
		}
		return c
	}
	flawed := func(c inventory.Coverage) inventory.Coverage {
		c.Status = inventory.CoveragePartial
		return c
	}
	graph, analytics, hunting, file := inventory.SourceSignIns, inventory.SourceLogAnalytics, inventory.SourceHunting, inventory.SourceFileSignIns
	for name, test := range map[string]struct {
		coverage []inventory.Coverage
		want     []inventory.Window
	}{
		"nothing":                     {nil, nil},
		"both logs of Graph":          {[]inventory.Coverage{entry(graph, "interactiveUser", 1, 9), entry(graph, "nonInteractiveUser", 1, 9)}, []inventory.Window{span(1, 9)}},
		"only what both logs reach":   {[]inventory.Coverage{entry(graph, "interactiveUser", 1, 9), entry(graph, "nonInteractiveUser", 3, 12)}, []inventory.Window{span(3, 9)}},
		"one log alone is not enough": {[]inventory.Coverage{entry(graph, "interactiveUser", 1, 9), entry(graph, "modern", 1, 9), entry(graph, "servicePrincipal", 1, 9)}, nil},
		"a gap of either log": {[]inventory.Coverage{
			entry(graph, "interactiveUser", 1, 20, span(4, 5)), entry(graph, "nonInteractiveUser", 1, 20, span(9, 12)),
		}, []inventory.Window{span(1, 4), span(5, 9), span(12, 20)}},
		"spans of one log that touch are one": {[]inventory.Coverage{
			entry(graph, "interactiveUser", 1, 5), entry(graph, "interactiveUser", 5, 9), entry(graph, "nonInteractiveUser", 1, 9),
		}, []inventory.Window{span(1, 9)}},
		"partial without a span":                   {[]inventory.Coverage{flawed(entry(graph, "interactiveUser", 1, 9)), entry(graph, "nonInteractiveUser", 1, 9)}, nil},
		"an engine has both logs":                  {[]inventory.Coverage{entry(analytics, "", 1, 9)}, []inventory.Window{span(1, 9)}},
		"an engine without a table":                {[]inventory.Coverage{flawed(entry(analytics, "", 1, 9))}, nil},
		"an engine with a gap and without a table": {[]inventory.Coverage{lacking(entry(hunting, "", 1, 9, span(3, 4)))}, nil},
		"an engine with a gap":                     {[]inventory.Coverage{entry(hunting, "", 1, 9, span(3, 4))}, []inventory.Window{span(1, 3), span(4, 9)}},
		"one source fills another's":               {[]inventory.Coverage{entry(hunting, "", 1, 9, span(3, 4)), entry(analytics, "", 2, 6)}, []inventory.Window{span(1, 9)}},
		"files with a night between":               {[]inventory.Coverage{entry(file, "a.csv", 1, 5), shifted(entry(file, "b.csv", 5, 9), 23*time.Hour)}, []inventory.Window{{Since: at(time.December, 1, 0), Until: at(time.December, 9, 23)}}},
		"files with a day between":                 {[]inventory.Coverage{entry(file, "a.csv", 1, 5), entry(file, "b.csv", 6, 9)}, []inventory.Window{span(1, 5), span(6, 9)}},
		"an import that was cut short":             {[]inventory.Coverage{flawed(entry(file, "a.csv", 1, 5))}, nil},
		"what has no time":                         {[]inventory.Coverage{{Source: file, Status: inventory.CoverageComplete}, {Source: analytics, Status: inventory.CoverageComplete}}, nil},
		"a span turned around":                     {[]inventory.Coverage{entry(analytics, "", 9, 1)}, nil},
		"what was refused":                         {[]inventory.Coverage{{Source: analytics, Since: new(span(1, 9).Since), Until: new(span(1, 9).Until), Status: inventory.CoverageNotPermitted}}, nil},
		"a report of usage covers none":            {[]inventory.Coverage{entry(inventory.SourceEmailAppUsage, "", 1, 9), entry(inventory.SourceMessageTraces, "", 1, 9)}, nil},
	} {
		if diff := cmp.Diff(test.want, readWhole(test.coverage)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func lacking(c inventory.Coverage) inventory.Coverage {
	c.Flawed = true
	return c
}

func shifted(c inventory.Coverage, by time.Duration) inventory.Coverage {
	c.Since, c.Until = new(c.Since.Add(by)), new(c.Until.Add(by))
	return c
}

func TestADayCountsWhenItWasReadWhole(t *testing.T) {
	tokyo := zoneOf("Asia/Tokyo")
	day := func(d int) int { return numberOf(dec(d)) }
	for name, test := range map[string]struct {
		zone   *time.Location
		spans  []inventory.Window
		today  int
		want   []dayRun
		unread string // of 1 to 10 December
	}{
		"from midnight to midnight":  {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 5, 0)}}, 20, []dayRun{{day(2), day(4)}}, "1..1 of 7"},
		"the last second belongs to": {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 5, 0).Add(-time.Second)}}, 20, []dayRun{{day(2), day(4)}}, "1..1 of 7"},
		"a second too few":           {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0).Add(time.Second), Until: at(time.December, 5, 0).Add(-2 * time.Second)}}, 20, []dayRun{{day(3), day(3)}}, "1..2 of 9"},
		"days of Japan":              {tokyo, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 5, 15)}}, 20, []dayRun{{day(3), day(5)}}, "1..2 of 7"},
		"today is not over":          {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 6, 0)}}, 5, []dayRun{{day(2), day(4)}}, "1..1 of 7"},
		"two spans that meet at midnight": {time.UTC, []inventory.Window{
			{Since: at(time.December, 1, 0), Until: at(time.December, 3, 0).Add(-time.Second)}, {Since: at(time.December, 3, 0), Until: at(time.December, 11, 0)},
		}, 20, []dayRun{{day(1), day(10)}}, "0..0 of 0"},
		"two gaps": {time.UTC, []inventory.Window{
			{Since: at(time.December, 1, 0), Until: at(time.December, 3, 12)}, {Since: at(time.December, 4, 12), Until: at(time.December, 7, 0)}, {Since: at(time.December, 9, 0), Until: at(time.December, 12, 0)},
		}, 20, []dayRun{{day(1), day(2)}, {day(5), day(6)}, {day(9), day(11)}}, "3..4 of 4"},
		"an hour": {time.UTC, []inventory.Window{{Since: at(time.December, 1, 3), Until: at(time.December, 1, 4)}}, 20, nil, "1..10 of 10"},
	} {
		r := readDaysOf(test.spans, test.zone, day(test.today))
		if diff := cmp.Diff(test.want, r.runs, cmp.AllowUnexported(dayRun{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		first, days := r.unread(day(1), day(10))
		got := "0..0 of 0"
		if days > 0 {
			got = dayText(first.from) + ".." + dayText(first.to) + " of " + strconv.Itoa(days)
		}
		if got != test.unread {
			t.Errorf("%s: unread %s, want %s", name, got, test.unread)
		}
		// Counted one by one.
		for from := day(1); from <= day(12); from++ {
			n, row, longest := 0, 0, 0
			for d := from; d <= day(12); d++ {
				if slices.ContainsFunc(r.runs, func(run dayRun) bool { return run.from <= d && d <= run.to }) {
					n, row = n+1, row+1
				} else {
					row = 0
				}
				longest = max(longest, row)
			}
			if n != r.from(from) || longest != r.longest(from) {
				t.Errorf("%s: %d days from %d on, %d in a row; counted %d and %d", name, r.from(from), from, r.longest(from), n, longest)
			}
		}
	}
}

func dayText(number int) string { return strconv.Itoa(dayOf(number).Day) }

func TestDaysHaveNumbers(t *testing.T) {
	for _, d := range []calendar.Day{{Year: 1, Month: 1, Day: 1}, {Year: 1969, Month: 12, Day: 31}, {Year: 1970, Month: 1, Day: 1}, {Year: 2028, Month: 2, Day: 29}, {Year: 9999, Month: 12, Day: 31}} {
		if got := dayOf(numberOf(d)); got != d {
			t.Errorf("%s is day %d, which is %s", d, numberOf(d), got)
		}
	}
}
