package progress

import (
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// A plan that is made anew gives what is overdue a new day. That does not bring it back in time; a day that people agreed to does.
func TestWhatIsOverdueStaysLateWhenItIsPlannedAnew(t *testing.T) {
	measured := func(asOf time.Time, end calendar.Day, earlier *Progress, decided ...string) Progress {
		p := plan.Plan{TimeZone: "UTC", Items: []plan.Item{{ID: "item", Sender: "a", UPN: "a@contoso.com", Status: plan.StatusNotStarted, End: end, Kept: &plan.Kept{Decided: decided}}}}
		inv := inventory.Inventory{
			AsOf: asOf, Coverage: read(asOf.AddDate(0, 0, -30), asOf),
			Senders: []inventory.Sender{{ID: "a", UPN: "a@contoso.com", Verdict: inventory.VerdictActive, Clients: []inventory.Client{basic("203.0.113.7", "daily", asOf.Add(-time.Hour))}}},
		}
		return Measure(p, inv, Options{Earlier: earlier})
	}
	first := measured(at(time.December, 3, 12), dec(10), nil)
	overdue := measured(at(time.December, 14, 12), dec(10), &first)
	again := measured(at(time.December, 15, 12), dec(18), &overdue)
	for _, test := range []struct {
		name string
		got  Progress
		late bool
		due  calendar.Day
	}{
		{"before its day", first, false, dec(10)},
		{"after its day", overdue, true, dec(10)},
		{"planned anew after its day", again, true, dec(10)},
		{"planned anew after its day, of which nobody had looked", measured(at(time.December, 14, 12), dec(18), &first), true, dec(10)},
		{"and once more", measured(at(time.December, 20, 12), dec(22), &again), true, dec(10)},
		{"given a new day by people", measured(at(time.December, 15, 12), dec(18), &overdue, plan.DecidedEnd), false, dec(18)},
		{"planned anew before its day came", measured(at(time.December, 5, 12), dec(18), &first), false, dec(18)},
	} {
		if in := test.got.Items[0]; in.Late != test.late || in.Due != test.due {
			t.Errorf("%s: late %v and due %v, want %v and %v", test.name, in.Late, in.Due, test.late, test.due)
		}
	}
}
