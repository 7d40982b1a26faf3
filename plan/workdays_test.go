package plan

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

func TestDaysOffReachToTheLastDayThatThePlanSpeaksOf(t *testing.T) {
	november := func(d int) calendar.Day { return calendar.On(2026, time.November, d) }
	c, err := calendar.New(calendar.Rules{
		Countries: []string{"JP"},
		Freezes:   []calendar.Freeze{{From: november(26), To: november(28), Reason: "month end", Except: []calendar.Day{november(27)}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	off := func(date int, why calendar.Why, name string) DayOff {
		return DayOff{Date: november(date), Why: why, Name: inventory.Optional(name)}
	}
	p := Plan{
		Items: []Item{{End: november(24)}}, Deadline: november(29),
		Milestones: []Milestone{{Date: november(25)}, {Date: calendar.DayOf(time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC))}},
	}
	want := []DayOff{
		off(22, calendar.WhyWeekend, ""), off(23, calendar.WhyHoliday, ""), // Labour Thanksgiving Day
		off(26, calendar.WhyFreeze, "month end"), off(28, calendar.WhyFreeze, "month end"), off(29, calendar.WhyWeekend, ""),
	}
	if diff := cmp.Diff(want, daysOff(&p, c, november(22))); diff != "" {
		t.Errorf("days off differ (-want +got):\n%s", diff)
	}
	if got := daysOff(&Plan{}, c, november(24)); len(got) != 0 {
		t.Errorf("a plan that speaks of today alone, a working day, has the days off %v", got)
	}
}
