package progress

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

func TestNewSendersUseBasicAndAreKnownToNobody(t *testing.T) {
	yesterday := at(time.December, 20, 8)
	uses := func(name string) inventory.Sender { return account(name, basic("203.0.113.7", "daily", yesterday)) }
	nameless := func(name string) inventory.Sender {
		s := uses(name)
		s.ID = "upn:" + s.UPN
		return s
	}
	namesake := uses("planned") // another account, which has the name of one in the plan
	namesake.ID = "id-namesake"
	guessed := account("guessed")
	guessed.Verdict, guessed.Excluded = inventory.VerdictNoise, inventory.Excluded{Records: 40, Reason: "guessing"}
	p := planOf(itemOf("planned", plan.StatusNotStarted, dec(10)), itemOf("loose", plan.StatusNotStarted, dec(10)))
	p.Items[1].Sender = "upn:loose@contoso.com" // its id was not known then
	p.Unplanned = []plan.Unplanned{{Sender: "id-unplanned", UPN: "unplanned@contoso.com"}}
	p.NeverPlanned = []plan.Unplanned{{Sender: "id-never", UPN: "never@contoso.com"}}
	inv := inventoryOf(now, read(begin, now), uses("planned"), namesake, uses("unplanned"), uses("never"), uses("loose"), nameless("planned"), uses("old"), nameless("older"), uses("fresh"),
		account("entered", suspicious("192.0.2.6", yesterday)), account("token", oauth("203.0.113.7", yesterday)), account("refused", refused("203.0.113.7", "daily", time.Time{}, yesterday)),
		account("idle"), guessed)
	earlier := &Progress{AsOf: now.AddDate(0, 0, -7), Known: []string{"id-old", "upn:older@contoso.com"}}
	got := Measure(p, inv, Options{Earlier: earlier})
	var names []string
	for _, s := range got.New {
		names = append(names, s.Sender+" "+string(s.Verdict))
	}
	if diff := cmp.Diff([]string{"id-namesake active", "id-fresh active", "id-entered active"}, names); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if got.Figures.New != 3 {
		t.Errorf("%d are counted", got.Figures.New)
	}
	if diff := cmp.Diff([]string{
		"id-entered", "id-fresh", "id-namesake", "id-never", "id-old", "id-planned", "id-unplanned", "upn:loose@contoso.com", "upn:older@contoso.com",
	}, got.Known); diff != "" {
		t.Errorf("known (-want +got):\n%s", diff)
	}
	inv.AsOf = now.AddDate(0, 0, 7)
	if again := Measure(p, inv, Options{Earlier: &got}); len(again.New) != 0 {
		t.Errorf("new again: %+v", again.New)
	}
	if first := Measure(p, inv, Options{}); len(first.New) != 5 || first.Earlier != nil {
		t.Errorf("without an earlier progress %d are new", len(first.New))
	}
}

// TestLicenceFindingsOverTime tells one licence through readings a week apart; the first one has nothing to be compared with.
func TestLicenceFindingsOverTime(t *testing.T) {
	const gone, unread, ok, review, violation = "", FindingUnread, inventory.FindingOK, inventory.FindingReview, inventory.FindingViolation
	for name, test := range map[string]struct {
		readings []inventory.Finding // gone: the inventory does not know the sender
		want     string              // changes after the first reading
	}{
		"ok all along":               {[]inventory.Finding{ok, ok}, ""},
		"a violation all along":      {[]inventory.Finding{violation, violation}, ""},
		"new":                        {[]inventory.Finding{ok, violation, violation}, "new ok>violation; "},
		"new with the sender":        {[]inventory.Finding{gone, review}, "new ok>review"},
		"cured, and back":            {[]inventory.Finding{violation, ok, ok, violation}, "cured violation>ok; ; back ok>violation"},
		"cured, and back as another": {[]inventory.Finding{violation, ok, review}, "cured violation>ok; back ok>review"},
		"worse":                      {[]inventory.Finding{review, violation}, "new review>violation"},
		"eased":                      {[]inventory.Finding{violation, review, violation}, "eased violation>review; new review>violation"},
		"unread is no cure":          {[]inventory.Finding{violation, unread, unread, violation}, "unknown violation>unknown; ; "},
		"unread, then cured":         {[]inventory.Finding{violation, unread, ok}, "unknown violation>unknown; cured violation>ok"},
		"unread, then worse":         {[]inventory.Finding{review, unread, violation}, "unknown review>unknown; new review>violation"},
		"gone is no cure":            {[]inventory.Finding{violation, gone, violation}, "unknown violation>unknown; "},
		"cured, and gone":            {[]inventory.Finding{violation, ok, gone, violation}, "cured violation>ok; ; back ok>violation"},
		"never read":                 {[]inventory.Finding{unread, unread, violation}, "; new ok>violation"},
	} {
		var earlier *Progress
		var changes []string
		for week, reading := range test.readings {
			asOf := now.AddDate(0, 0, 7*week)
			inv := inventoryOf(asOf, read(begin, asOf))
			if reading != gone {
				s := account("a", basic("203.0.113.7", "daily", asOf.Add(-time.Hour)))
				s.License = inventory.SenderLicense{State: inventory.LicenseUnlicensed, Finding: reading}
				if reading == unread {
					s.License = inventory.SenderLicense{State: inventory.LicenseUnknown, Finding: review}
				}
				inv.Senders = []inventory.Sender{s}
			}
			got := Measure(planOf(itemOf("a", plan.StatusNotStarted, dec(10))), inv, Options{Earlier: earlier})
			var said []string
			for _, c := range got.Licences {
				if c.UPN != "a@contoso.com" {
					t.Errorf("%s: the change is of %q", name, c.UPN)
				}
				said = append(said, string(c.Change)+" "+string(c.From)+">"+string(c.To))
			}
			if week > 0 {
				changes = append(changes, strings.Join(said, ", "))
			} else if len(said) > 0 {
				t.Errorf("%s: the first time has changes: %v", name, said)
			}
			if again := Measure(planOf(itemOf("a", plan.StatusNotStarted, dec(10))), inv, Options{Earlier: &got}); written(t, again) != written(t, got) {
				t.Errorf("%s: measured again in week %d:\n%s", name, week, cmp.Diff(written(t, got), written(t, again)))
			}
			earlier = &got
		}
		if diff := cmp.Diff(test.want, strings.Join(changes, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAProgressRemembersWhatTheLogForgets(t *testing.T) {
	p := planOf(itemOf("a", plan.StatusDone, dec(10)))
	// A weekly job, of which the log of last time held eight runs.
	known := Measure(p, inventoryOf(at(time.December, 14, 9), read(begin, at(time.December, 14, 9)), account("a", basic("203.0.113.7", "weekly", at(time.December, 7, 8)))), Options{})
	if state := known.Items[0].State; state != StateWaiting || *known.Items[0].NeedsDays != 14 {
		t.Fatalf("%s, needs %d", state, *known.Items[0].NeedsDays)
	}
	// Two weeks later the log begins in December, and holds a single run.
	later := at(time.December, 28, 9)
	inv := inventoryOf(later, read(at(time.December, 5, 0), later), account("a", basic("203.0.113.7", "unknown", at(time.December, 7, 8))))
	if got := Measure(p, inv, Options{Earlier: &known}).Items[0]; got.State != StateVerified || *got.PeriodDays != 7 {
		t.Errorf("%s by a period of %d: %s", got.State, *got.PeriodDays, got.Why.Text)
	}
	if got := Measure(p, inv, Options{}).Items[0]; got.State != StateWaiting || *got.NeedsDays != 62 {
		t.Errorf("without a memory: %s, needs %d", got.State, *got.NeedsDays)
	}
	// What came back since then and looks busier does not make it faster.
	busy := inventoryOf(later, read(at(time.December, 15, 0), later), account("a", basic("203.0.113.7", "daily", at(time.December, 20, 8))))
	if got := Measure(p, busy, Options{Earlier: &known}).Items[0]; got.State != StateRegression || *got.PeriodDays != 7 || *got.NeedsDays != 14 {
		t.Errorf("%s by a period of %d: %s", got.State, *got.PeriodDays, got.Why.Text)
	}
	slow := inventoryOf(later, read(at(time.December, 15, 0), later), account("a", basic("203.0.113.7", "irregular", at(time.December, 20, 8))))
	if got := Measure(p, slow, Options{Earlier: &known}).Items[0]; *got.PeriodDays != 12 {
		t.Errorf("one that is slower now has a period of %d", *got.PeriodDays)
	}
	// A place that the log forgot may not have moved, as long as it has not been silent for as long as would verify it.
	moved := planOf(itemOf("a", plan.StatusDone, dec(14)))
	moved.Items[0].Route = plan.RouteOAuthSMTP
	two := []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 9, 8)), basic("198.51.100.7", "weekly", at(time.December, 7, 8))}
	knew := Measure(moved, inventoryOf(at(time.December, 14, 9), read(begin, at(time.December, 14, 9)), account("a", two...)), Options{})
	one := inventoryOf(now, read(at(time.December, 13, 0), now), account("a", basic("203.0.113.7", "workdays", at(time.December, 14, 8)), oauth("203.0.113.7", at(time.December, 20, 8))))
	if got := Measure(moved, one, Options{Earlier: &knew}).Items[0]; got.State != StateWaiting || *got.NeedsDays != 14 {
		t.Errorf("%s, needs %d: %s", got.State, *got.NeedsDays, got.Why.Text)
	}
	if got := Measure(moved, one, Options{}).Items[0]; got.State != StateVerified || *got.NeedsDays != 3 {
		t.Errorf("without a memory: %s, needs %d: %s", got.State, *got.NeedsDays, got.Why.Text)
	}
	// Days that were read then are read, though the log holds them no more: it was done on 1 December here.
	p.Items[0].End = dec(1)
	inv = inventoryOf(later, read(at(time.December, 5, 0), later), account("a", basic("203.0.113.7", "weekly", at(time.November, 30, 8))))
	if got := Measure(p, inv, Options{Earlier: &known}); got.Items[0].State != StateVerified || len(got.Covered) != 1 {
		t.Errorf("%s: %s; covered %v", got.Items[0].State, got.Items[0].Why.Text, got.Covered)
	}
	if got := Measure(p, inv, Options{}).Items[0]; got.State != StateUnknown || got.Why.ID != "item.unknown.gap" {
		t.Errorf("without a memory: %s: %s", got.State, got.Why.Text)
	}
	// A success that only the earlier progress saw still contradicts.
	regressed := Measure(p, inventoryOf(at(time.December, 21, 9), read(begin, at(time.December, 21, 9)), account("a", basic("203.0.113.7", "monthly", at(time.December, 12, 8)))), Options{})
	inv = inventoryOf(later, read(at(time.December, 20, 0), later))
	got := Measure(p, inv, Options{Earlier: &regressed}).Items[0]
	if got.State != StateRegression || len(got.Clients) != 1 || got.Why.ID != "item.regression" || !got.LastBasic.Equal(at(time.December, 12, 8)) {
		t.Errorf("%s by %s, last %v: %s", got.State, got.Why.ID, got.LastBasic, got.Why.Text)
	}
	regressed.Items[0].Clients[0].Last = at(time.November, 30, 8) // before it was done
	if got := Measure(p, inv, Options{Earlier: &regressed}).Items[0]; got.Why.ID != "item.regression-earlier" || !strings.Contains(got.Why.Text, "2026-12-12 08:00") {
		t.Errorf("%s: %s", got.Why.ID, got.Why.Text)
	}
}

func TestWhatWasDoneBeforeItsDayStaysDoneOnTheDayOnWhichThatWasSeen(t *testing.T) {
	p, first := planOf(itemOf("a", plan.StatusDone, dec(20))), at(time.December, 8, 9)
	s := account("a", basic("203.0.113.7", "daily", at(time.December, 7, 8)))
	got := Measure(p, inventoryOf(first, read(begin, first), s), Options{})
	later := at(time.December, 16, 9)
	again := Measure(p, inventoryOf(later, read(begin, later), s), Options{Earlier: &got}).Items[0]
	if got.Items[0].DoneOn != dec(8) || again.DoneOn != dec(8) || again.State != StateVerified {
		t.Errorf("done on %s, then on %s, %s", got.Items[0].DoneOn, again.DoneOn, again.State)
	}
}

func TestHolidaysOutliveThePlanThatKnewThem(t *testing.T) {
	p := planOf(itemOf("a", plan.StatusDone, dec(10)))
	p.DaysOff = []plan.DayOff{{Date: dec(14), Why: calendar.WhyHoliday}, {Date: dec(15), Why: calendar.WhyHoliday}}
	week := at(time.December, 14, 9)
	s := account("a", basic("203.0.113.7", "workdays", at(time.December, 9, 8)))
	first := Measure(p, inventoryOf(week, read(begin, week), s), Options{})
	p.DaysOff = []plan.DayOff{{Date: dec(23), Why: calendar.WhyHoliday}, {Date: dec(15), Why: calendar.WhyHoliday}} // it was made again since then
	later := at(time.December, 19, 9)
	inv := inventoryOf(later, read(begin, later), s)
	if got := Measure(p, inv, Options{Earlier: &first}); got.Items[0].State != StateWaiting || got.Items[0].VerifiableOn != dec(20) || len(got.Holidays) != 3 {
		t.Errorf("%s until %s, holidays %v", got.Items[0].State, got.Items[0].VerifiableOn, got.Holidays)
	}
	if got := Measure(p, inv, Options{}); got.Items[0].State != StateVerified {
		t.Errorf("without a memory: %s until %s", got.Items[0].State, got.Items[0].VerifiableOn)
	}
}

func TestAStateKeepsTheDayOnWhichItWasFirstFound(t *testing.T) {
	p := planOf(itemOf("a", plan.StatusNotStarted, dec(30)))
	var earlier *Progress
	for _, step := range []struct {
		asOf  time.Time
		last  time.Time
		since string
	}{
		{at(time.December, 7, 9), at(time.December, 6, 8), "2026-12-07"}, {at(time.December, 14, 9), at(time.December, 13, 8), "2026-12-07"},
		{at(time.December, 21, 9), at(time.December, 13, 8), "2026-12-21"}, {at(time.December, 28, 9), at(time.December, 27, 8), "2026-12-28"},
	} {
		got := Measure(p, inventoryOf(step.asOf, read(begin, step.asOf), account("a", basic("203.0.113.7", "daily", step.last))), Options{Earlier: earlier})
		if got.Items[0].Since.String() != step.since {
			t.Errorf("on %s: %s since %s, want %s", step.asOf, got.Items[0].State, got.Items[0].Since, step.since)
		}
		earlier = &got
	}
}

func TestAProgressOfALaterMomentIsNotLookedAt(t *testing.T) {
	p, inv := mixed()
	later := Measure(p, inv, Options{})
	inv.AsOf = now.AddDate(0, 0, -1)
	if diff := cmp.Diff(Measure(p, inv, Options{}), Measure(p, inv, Options{Earlier: &later})); diff != "" {
		t.Errorf("it was:\n%s", diff)
	}
}
