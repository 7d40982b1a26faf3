package progress

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// mixed is a plan of five items: one verified, one waiting, one contradicted, one open and blocked, one open without an end or an owner.
func mixed() (plan.Plan, inventory.Inventory) {
	verified, waiting, contradicted := itemOf("a", plan.StatusDone, dec(10)), itemOf("b", plan.StatusDone, dec(18)), itemOf("c", plan.StatusDone, dec(10))
	blocked, endless := itemOf("d", plan.StatusBlocked, dec(31)), itemOf("e", plan.StatusNotStarted, calendar.Day{})
	waiting.Owner, endless.Owner, contradicted.Owner = "facilities@contoso.com", "", "facilities@contoso.com"
	endless.Weight, blocked.EffortHours = 0.5, 1.25
	daily := func(name string, last time.Time) inventory.Sender {
		return account(name, basic("203.0.113.7", "daily", last))
	}
	yesterday := at(time.December, 20, 8)
	return planOf(verified, waiting, contradicted, blocked, endless),
		inventoryOf(now, read(begin, now), daily("a", at(time.December, 9, 8)), daily("b", at(time.December, 9, 8)), daily("c", yesterday), daily("d", yesterday), daily("e", yesterday))
}

func TestFiguresCountItems(t *testing.T) {
	p, inv := mixed()
	got := Measure(p, inv, Options{})
	want := Figures{
		Items: 5, Verified: 1, Unverified: 1, Regressions: 1, Open: 2, Late: 1, Blocked: 1,
		// What is over counts for one day, and so does what has no end; "d" has ten left. The plan would have "d" alone left.
		ExposureLeft: 2*1 + 2*1 + 2*10 + 0.5*1, ExposurePlanned: 2 * 10,
	}
	if diff := cmp.Diff(want, got.Figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Owner{
		{Owner: "facilities@contoso.com", Items: 2, Unverified: 1, Regressions: 1, Late: 1, HoursLeft: 3},
		{Owner: "it@contoso.com", Items: 2, Verified: 1, Open: 1, HoursLeft: 1.25},
		{Owner: "", Items: 1, Open: 1, HoursLeft: 3},
	}, got.Owners); diff != "" {
		t.Errorf("owners (-want +got):\n%s", diff)
	}
}

func TestTheBurnDownHasWhatWasPlannedSaidAndProven(t *testing.T) {
	p, inv := mixed()
	earlier := &Progress{AsOf: at(time.December, 14, 9), History: []Point{{AsOf: at(time.December, 14, 9), Figures: Figures{Items: 5}}}}
	got := Measure(p, inv, Options{Earlier: earlier, DoneOn: func(id string) calendar.Day {
		if id == "item-b" {
			return dec(16)
		}
		return calendar.Day{}
	}})
	number := func(n *int) string {
		if n == nil {
			return "-"
		}
		return fmt.Sprint(*n)
	}
	var lines []string
	last := ""
	for _, left := range got.BurnDown {
		line := fmt.Sprintf("%d planned, %s said, %s proven", left.Planned, number(left.Said), number(left.Verified))
		if line != last {
			lines = append(lines, left.Day.String()+": "+line)
		}
		last = line
	}
	if diff := cmp.Diff([]string{
		"2026-11-20: 5 planned, 5 said, - proven",
		"2026-12-10: 3 planned, 3 said, - proven",
		"2026-12-14: 3 planned, 3 said, 5 proven", // nothing was, on that day
		"2026-12-16: 3 planned, 2 said, 5 proven",
		"2026-12-18: 2 planned, 2 said, 5 proven",
		"2026-12-21: 2 planned, 2 said, 4 proven",
		"2026-12-22: 2 planned, - said, - proven",
		"2026-12-31: 1 planned, - said, - proven", // what has no end is never over
	}, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(got.BurnDown); n != 42 || got.BurnDown[0].Day != calendar.DayOf(p.AsOf) {
		t.Errorf("%d days from %s", n, got.BurnDown[0].Day)
	}
}

// A plan that is made anew has the past of those before it, and what nobody read in that past is said.
func TestTheBurnDownReachesBackToTheFirstLook(t *testing.T) {
	for name, test := range map[string]struct {
		looked time.Time // at first; zero for now
		gap    []inventory.Window

		first  calendar.Day
		days   int // to the end of the plan, on 31 December
		unread string
	}{
		"the first time":             {first: dec(14), days: 18},
		"a look before the plan":     {looked: at(time.December, 2, 9), first: dec(2), days: 30},
		"a look at a plan of before": {looked: at(time.December, 18, 9), first: dec(14), days: 18},
		"a look in the year 1":       {looked: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), first: dec(14), days: 18},
		"days that nobody read": {looked: at(time.December, 2, 9), gap: []inventory.Window{
			{Since: at(time.December, 4, 12), Until: at(time.December, 6, 12)}, {Since: at(time.December, 15, 0), Until: at(time.December, 15, 1)},
		}, first: dec(2), days: 30, unread: "2026-12-04 2026-12-05 2026-12-06 2026-12-15"},
		"yesterday is not over yet": {gap: []inventory.Window{{Since: at(time.December, 20, 0), Until: now}}, first: dec(14), days: 18},
		"the day before is":         {gap: []inventory.Window{{Since: at(time.December, 19, 23), Until: now}}, first: dec(14), days: 18, unread: "2026-12-19"},
	} {
		p, inv := mixed()
		p.AsOf = at(time.December, 14, 6)
		inv.Coverage = read(begin, now, test.gap...)
		o := Options{}
		if !test.looked.IsZero() {
			o.Earlier = &Progress{AsOf: test.looked, History: []Point{{AsOf: test.looked, Figures: Figures{Items: 5}}}}
		}
		got := Measure(p, inv, o)
		var unread []string
		for _, day := range got.Unread() {
			unread = append(unread, day.String())
		}
		if got.BurnDown[0].Day != test.first || len(got.BurnDown) != test.days || strings.Join(unread, " ") != test.unread {
			t.Errorf("%s: %d days from %s, not read %v", name, len(got.BurnDown), got.BurnDown[0].Day, unread)
		}
	}
}

func TestWhatEndedBeforeThePlanIsOverFromItsFirstDayOn(t *testing.T) {
	p, inv := mixed()
	p.Items[0].End, p.Items[2].End = calendar.On(2026, time.November, 2), calendar.On(2026, time.November, 20) // before it, and on its day
	got := Measure(p, inv, Options{}).BurnDown[0]
	if got.Planned != 3 || *got.Said != 3 {
		t.Errorf("on the first day %d are planned and %d said", got.Planned, *got.Said)
	}
}

// TestOwnPeriods: a client's rhythm, and its own period in days.
func TestOwnPeriods(t *testing.T) {
	for _, test := range []struct {
		period         string
		every, longest int // 0 for null
		want           int
	}{
		{"continuous", 1, 1, 1}, {"daily", 1, 2, 1}, {"workdays", 1, 4, 3}, {"workdays", 1, 14, 3}, {"workdays", 1, 15, 15}, {"weekly", 7, 7, 7}, {"weekly", 7, 14, 14}, {"monthly", 30, 30, 31}, {"monthly", 31, 62, 62},
		{"irregular", 0, 12, 12}, {"irregular", 2, 3, 3}, {"irregular", 14, 0, 14}, {"unknown", 0, 0, 31}, {"unknown", 0, 5, 31}, {"unknown", 0, 40, 40}, {"irregular", 0, 0, 31}, {"", 0, 0, 31},
		{"yearly", 0, 365, 365}, {"irregular", -1, -1, 31}, {"irregular", 0, 1 << 40, mostPeriod},
	} {
		r := inventory.Rhythm{Period: test.period}
		if test.every != 0 {
			r.EveryDays = &test.every
		}
		if test.longest != 0 {
			r.LongestDays = &test.longest
		}
		if got := periodOf(r); got != test.want {
			t.Errorf("%s, every %d, longest %d: %d days, want %d", test.period, test.every, test.longest, got, test.want)
		}
	}
}

func TestABurnDownEnds(t *testing.T) {
	p, inv := mixed()
	p.Items[0].End, p.Deadline, p.AsOf = calendar.Day{Year: 9999, Month: 12, Day: 31}, calendar.Day{Year: 9000, Month: 1, Day: 1}, time.Time{}
	if n := len(Measure(p, inv, Options{}).BurnDown); n != mostDays {
		t.Errorf("%d days", n)
	}
}

// TestForecasts: the plan's deadline is 31 December 2026, and now is the 21st.
func TestForecasts(t *testing.T) {
	point := func(daysAgo, verified int) Point {
		return Point{AsOf: now.AddDate(0, 0, -daysAgo), Figures: Figures{Items: 20, Verified: verified}}
	}
	for name, test := range map[string]struct {
		verified, open int // now
		monthly        bool
		earlier        []Point
		deadline       calendar.Day

		pace  float64 // -1 for none
		end   calendar.Day
		slack int // 999 for none
		rule  string
	}{
		"nothing is planned":                                   {pace: -1, slack: 999, rule: "forecast.nothing"},
		"all is verified":                                      {verified: 3, earlier: []Point{point(21, 0)}, pace: -1, slack: 999, rule: "forecast.done"},
		"the first time":                                       {verified: 9, open: 3, pace: -1, slack: 999, rule: "forecast.early"},
		"a week is not enough":                                 {verified: 9, open: 3, earlier: []Point{point(7, 0)}, pace: -1, slack: 999, rule: "forecast.early"},
		"two items are not enough":                             {verified: 2, open: 3, earlier: []Point{point(28, 0)}, pace: -1, slack: 999, rule: "forecast.early"},
		"nothing in two weeks":                                 {open: 3, earlier: []Point{point(14, 0)}, pace: -1, slack: 999, rule: "forecast.none"},
		"nothing since a good start":                           {verified: 5, open: 3, earlier: []Point{point(28, 6), point(14, 5)}, pace: 0, slack: 999, rule: "forecast.stands"},
		"four weeks, eight items":                              {verified: 8, open: 4, earlier: []Point{point(28, 0)}, deadline: calendar.On(2027, 1, 31), pace: 2, end: calendar.On(2027, 1, 4), slack: 27, rule: "forecast.pace"},
		"after the deadline":                                   {verified: 8, open: 4, earlier: []Point{point(28, 0)}, deadline: dec(31), pace: 2, end: calendar.On(2027, 1, 4), slack: -4, rule: "forecast.pace"},
		"without a deadline":                                   {verified: 8, open: 4, earlier: []Point{point(28, 0)}, pace: 2, end: calendar.On(2027, 1, 4), slack: 999, rule: "forecast.pace"},
		"what was before the first does not count":             {verified: 8, open: 4, earlier: []Point{point(60, 0), point(40, 0), point(28, 0), point(14, 4)}, pace: 2, end: calendar.On(2027, 1, 4), slack: 999, rule: "forecast.pace"},
		"measured late":                                        {verified: 8, open: 4, earlier: []Point{point(28, 4)}, pace: 1, end: calendar.On(2027, 1, 18), slack: 999, rule: "forecast.pace"},
		"the pace would end before the silence that is needed": {verified: 8, open: 1, earlier: []Point{point(14, 0)}, pace: 4, end: dec(29), slack: 999, rule: "forecast.silence"},
		"a monthly one is waited for":                          {verified: 8, open: 3, monthly: true, earlier: []Point{point(28, 0)}, pace: 2, end: calendar.On(2027, 2, 22), slack: 999, rule: "forecast.silence"},
	} {
		var items []plan.Item
		var senders []inventory.Sender
		for i := range test.verified + test.open {
			name, status, last := fmt.Sprint("s", i), plan.StatusDone, at(time.December, 9, 8)
			period := "daily"
			if i >= test.verified {
				status, last = plan.StatusNotStarted, at(time.December, 20, 8)
				if test.monthly {
					period = "monthly"
				}
			}
			items, senders = append(items, itemOf(name, status, dec(10))), append(senders, account(name, basic("203.0.113.7", period, last)))
		}
		p := planOf(items...)
		p.Deadline = test.deadline
		o := Options{}
		if len(test.earlier) > 0 {
			o.Earlier = &Progress{AsOf: test.earlier[len(test.earlier)-1].AsOf, History: test.earlier}
		}
		got := Measure(p, inventoryOf(now, read(begin, now), senders...), o).Forecast
		pace, slack := -1.0, 999
		if got.PerWeek != nil {
			pace = *got.PerWeek
		}
		if got.SlackDays != nil {
			slack = *got.SlackDays
		}
		if pace != test.pace || got.End != test.end || slack != test.slack || got.Why.ID != test.rule {
			t.Errorf("%s: %v a week, end %s, slack %d by %s; want %v, %s, %d by %s\n%s", name, pace, got.End, slack, got.Why.ID, test.pace, test.end, test.slack, test.rule, got.Why.Text)
		}
		if strings.Contains(got.Why.Text, "{") {
			t.Errorf("%s: %s", name, got.Why.Text)
		}
	}
}
