package inventory

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func december(day, hour int) time.Time {
	return time.Date(2026, time.December, day, hour, 0, 0, 0, time.UTC)
}

func TestCoveredIsWhatCanHideNoSignInWithBasic(t *testing.T) {
	span := func(from, to int) Window { // days of December
		return Window{Since: december(from, 0), Until: december(to, 0)}
	}
	entry := func(source, part string, from, to int, gaps ...Window) Coverage {
		w := span(from, to)
		c := Coverage{Source: source, Part: part, Since: &w.Since, Until: &w.Until, Status: CoverageComplete, Gaps: gaps}
		if len(gaps) > 0 {
			c.Status = CoveragePartial
		}
		return c
	}
	flawed := func(c Coverage) Coverage {
		c.Status = CoveragePartial
		return c
	}
	graph, analytics, hunting, file := SourceSignIns, SourceLogAnalytics, SourceHunting, SourceFileSignIns
	for name, test := range map[string]struct {
		coverage []Coverage
		want     []Window
	}{
		"nothing":                     {nil, nil},
		"both logs of Graph":          {[]Coverage{entry(graph, "interactiveUser", 1, 9), entry(graph, "nonInteractiveUser", 1, 9)}, []Window{span(1, 9)}},
		"only what both logs reach":   {[]Coverage{entry(graph, "interactiveUser", 1, 9), entry(graph, "nonInteractiveUser", 3, 12)}, []Window{span(3, 9)}},
		"one log alone is not enough": {[]Coverage{entry(graph, "interactiveUser", 1, 9), entry(graph, "modern", 1, 9), entry(graph, "servicePrincipal", 1, 9)}, nil},
		"a gap of either log": {[]Coverage{
			entry(graph, "interactiveUser", 1, 20, span(4, 5)), entry(graph, "nonInteractiveUser", 1, 20, span(9, 12)),
		}, []Window{span(1, 4), span(5, 9), span(12, 20)}},
		"spans of one log that touch are one": {[]Coverage{
			entry(graph, "interactiveUser", 1, 5), entry(graph, "interactiveUser", 5, 9), entry(graph, "nonInteractiveUser", 1, 9),
		}, []Window{span(1, 9)}},
		"partial without a span":                   {[]Coverage{flawed(entry(graph, "interactiveUser", 1, 9)), entry(graph, "nonInteractiveUser", 1, 9)}, nil},
		"an engine has both logs":                  {[]Coverage{entry(analytics, "", 1, 9)}, []Window{span(1, 9)}},
		"an engine without a table":                {[]Coverage{flawed(entry(analytics, "", 1, 9))}, nil},
		"an engine with a gap and without a table": {[]Coverage{lacking(entry(hunting, "", 1, 9, span(3, 4)))}, nil},
		"an engine with a gap":                     {[]Coverage{entry(hunting, "", 1, 9, span(3, 4))}, []Window{span(1, 3), span(4, 9)}},
		"one source fills another's":               {[]Coverage{entry(hunting, "", 1, 9, span(3, 4)), entry(analytics, "", 2, 6)}, []Window{span(1, 9)}},
		"files with a night between":               {[]Coverage{entry(file, "a.csv", 1, 5), shifted(entry(file, "b.csv", 5, 9), 23*time.Hour)}, []Window{{Since: december(1, 0), Until: december(9, 23)}}},
		"files with a day between":                 {[]Coverage{entry(file, "a.csv", 1, 5), entry(file, "b.csv", 6, 9)}, []Window{span(1, 5), span(6, 9)}},
		"an import that was cut short":             {[]Coverage{flawed(entry(file, "a.csv", 1, 5))}, nil},
		"what has no time":                         {[]Coverage{{Source: file, Status: CoverageComplete}, {Source: analytics, Status: CoverageComplete}}, nil},
		"a span turned around":                     {[]Coverage{entry(analytics, "", 9, 1)}, nil},
		"what was refused":                         {[]Coverage{{Source: analytics, Since: new(span(1, 9).Since), Until: new(span(1, 9).Until), Status: CoverageNotPermitted}}, nil},
		"a report of usage covers none":            {[]Coverage{entry(SourceEmailAppUsage, "", 1, 9), entry(SourceMessageTraces, "", 1, 9)}, nil},
	} {
		if diff := cmp.Diff(test.want, ReadWhole(test.coverage)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func lacking(c Coverage) Coverage {
	c.Flawed = true
	return c
}

func shifted(c Coverage, by time.Duration) Coverage {
	c.Since, c.Until = new(c.Since.Add(by)), new(c.Until.Add(by))
	return c
}

// A silence of days that nobody read is none.
func TestTheLongestSilenceIsOfDaysThatWereRead(t *testing.T) {
	rows := all(daily(try(scanner, office, 0), 28, 25, 9), daily(try(scanner, office, 0), 6, 1, 9))
	ago := func(days int) time.Time { return until.AddDate(0, 0, -days) }
	whole := Coverage{Source: SourceLogAnalytics, Since: new(ago(30)), Until: new(until), Status: CoverageComplete}
	holed := whole
	holed.Status, holed.Gaps = CoveragePartial, []Window{{Since: ago(24), Until: ago(7).Add(12 * time.Hour)}}
	for name, test := range map[string]struct {
		coverage Coverage
		longest  int
	}{
		"all was read": {whole, 19}, "nobody read most of them": {holed, 2},
	} {
		s := senderOf(t, Analyze(Input{Rows: tallyOf(rows), Window: thirtyDays, AsOf: until, Coverage: []Coverage{test.coverage}}), scanner)
		if got := s.Clients[0].Rhythm.LongestDays; got == nil || *got != test.longest {
			t.Errorf("%s: the longest silence is %v days, want %d", name, valueOf(got), test.longest)
		}
	}
	december := []Window{{Since: december(6, 0), Until: december(23, 12)}}
	for _, test := range []struct{ from, to, want int }{{5, 24, 17}, {5, 10, 4}, {9, 12, 2}, {1, 2, 0}, {23, 24, 0}, {22, 30, 0}} {
		day := func(d int) int { return dayNumber(time.Date(2026, time.December, d, 0, 0, 0, 0, time.UTC)) }
		if got := daysIn(december, day(test.from), day(test.to)); got != test.want {
			t.Errorf("%d days between the %dth and the %dth were not read, want %d", got, test.from, test.to, test.want)
		}
	}
}
