package progress

import (
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

func TestTenantOfTakesWhatSomebodyHasToLookAt(t *testing.T) {
	seen := at(time.December, 20, 8)
	inv := inventory.Inventory{
		Tenant:  inventory.Tenant{ID: "t", DefaultDomain: "contoso.com"},
		Senders: []inventory.Sender{{Verdict: inventory.VerdictActive}, {Verdict: inventory.VerdictActive}, {Verdict: inventory.VerdictNoise}},
		Coverage: []inventory.Coverage{
			{Source: "a", Status: inventory.CoverageComplete}, {Source: "b", Status: inventory.CoveragePartial}, {Source: "c", Status: inventory.CoverageMissing},
		},
	}
	inv.Senders[1].License.Finding = inventory.FindingViolation
	measured := Progress{
		AsOf: now, Figures: Figures{Items: 8, Verified: 1},
		Items: []Item{
			{UPN: "basic@", State: StateBasic, End: dec(30)}, {UPN: "late@", State: StateBasic, Late: true, End: dec(1)}, {UPN: "failing@", State: StateFailing},
			{UPN: "verified@", State: StateVerified}, {UPN: "regression@", State: StateRegression, Late: true}, {UPN: "waiting@", State: StateWaiting},
			{UPN: "returned@", State: StateReturned}, {UPN: "later@", State: StateQuiet, Late: true, End: dec(3)},
		},
		New: []Sender{{UPN: "new@", FirstSeen: &seen}},
	}
	got := TenantOf("Contoso", "contoso", &inv, &plan.Plan{Deadline: dec(31)}, &measured)
	var order []string
	for _, a := range got.Attention {
		order = append(order, a.UPN)
	}
	if want := "returned@ regression@ failing@ new@ late@ later@"; strings.Join(order, " ") != want {
		t.Errorf("attention = %v, want %s", order, want)
	}
	if got.Verdicts[inventory.VerdictActive] != 2 || got.Violations != 1 || got.Sources != 3 || len(got.Gaps) != 2 || got.State != TenantIncomplete || got.Deadline != dec(31) {
		t.Errorf("TenantOf = %+v", got)
	}
	if got.AsOf == nil || *got.AsOf != now || got.Figures.Items != 8 {
		t.Errorf("figures = %v of %v", got.Figures, got.AsOf)
	}
	measured.Tenant.ID = "t"
	if got := TenantOf("Contoso", "contoso", nil, nil, &measured); got.Tenant.ID != "t" || got.Verdicts != nil {
		t.Errorf("without an inventory, the tenant is %v and the verdicts are %v", got.Tenant, got.Verdicts)
	}
	if nothing := TenantOf("x", "x", nil, nil, nil); nothing.Verdicts != nil || nothing.Figures != nil || nothing.AsOf != nil {
		t.Errorf("of nothing something is known: %+v", nothing)
	}
}

// tenantWith is a tenant of which these figures are known.
func tenantWith(name string, f Figures, slack int) Tenant {
	asOf := now
	return Tenant{Name: name, State: TenantDone, AsOf: &asOf, Figures: &f, Forecast: &Forecast{End: dec(20), SlackDays: &slack}, Verdicts: map[inventory.Verdict]int{inventory.VerdictActive: 2}, Violations: 1}
}

func TestTogetherPutsWhatNeedsAttentionFirst(t *testing.T) {
	failed := tenantWith("failed", Figures{Items: 1, Open: 1}, 0)
	failed.State = TenantFailed
	gaps := tenantWith("gaps", Figures{Items: 1}, 5)
	gaps.Gaps, gaps.State = []inventory.Coverage{{}}, TenantIncomplete
	r := Together([]Tenant{
		tenantWith("well", Figures{Items: 3, Verified: 3}, 30), gaps, tenantWith("b: well too", Figures{}, 2), tenantWith("new", Figures{New: 2}, 30), tenantWith("will be late", Figures{Items: 1}, -3),
		tenantWith("late", Figures{Items: 9, Late: 1}, -1), tenantWith("regressions", Figures{Items: 5, Regressions: 2, ExposureLeft: 1.5}, 0), failed, {Name: "a: failed, never tracked", State: TenantFailed},
	}, now, inventory.Tool{})
	var order []string
	for _, tenant := range r.Tenants {
		order = append(order, tenant.Name)
	}
	if want := "a: failed, never tracked|failed|regressions|late|will be late|new|gaps|b: well too|well"; strings.Join(order, "|") != want {
		t.Errorf("order = %v, want %s", order, want)
	}
	if r.Figures.Items != 20 || r.Figures.Regressions != 2 || r.Figures.New != 2 || r.Figures.ExposureLeft != 1.5 || r.Failed != 2 || r.Earlier != 1 || r.Incomplete != 1 ||
		r.Verdicts[inventory.VerdictActive] != 16 || r.Violations != 8 {
		t.Errorf("sums are wrong: %+v", r)
	}
	if !r.Forecast.IsZero() {
		t.Errorf("forecast = %v, and one tenant was never tracked", r.Forecast)
	}
	later := tenantWith("later", Figures{Items: 2}, 1)
	later.Forecast.End = dec(24)
	if got := Together([]Tenant{later, tenantWith("sooner", Figures{Items: 2}, 1)}, now, inventory.Tool{}).Forecast; got != dec(24) {
		t.Errorf("forecast = %v, want the last of all", got)
	}
	later.Forecast.End = calendar.Day{}
	if got := Together([]Tenant{later, tenantWith("sooner", Figures{Items: 2}, 1)}, now, inventory.Tool{}).Forecast; !got.IsZero() {
		t.Errorf("forecast = %v, and one tenant has none", got)
	}
}

// TestTenantOfSaysWhereItsSignInsEnd: figures of a day to which nobody has read are old, whenever they were made.
func TestTenantOfSaysWhereItsSignInsEnd(t *testing.T) {
	for name, test := range map[string]struct {
		covered []inventory.Window
		stale   bool
	}{
		"to this morning": {[]inventory.Window{{Since: begin, Until: now}}, false},
		"to two days ago": {[]inventory.Window{{Since: begin, Until: now.Add(-FreshEnough)}}, false},
		"to last week":    {[]inventory.Window{{Since: begin, Until: at(time.December, 1, 0)}, {Since: at(time.December, 3, 0), Until: at(time.December, 14, 0)}}, true},
		"nothing":         {nil, false}, // what was not read at all is among the gaps
	} {
		got := TenantOf("Contoso", "contoso", nil, nil, &Progress{AsOf: now, Covered: test.covered})
		if got.Stale() != test.stale || (got.ReadUntil == nil) != (test.covered == nil) {
			t.Errorf("%s: read until %v, stale: %v", name, got.ReadUntil, got.Stale())
		}
	}
	if never := TenantOf("x", "x", nil, nil, nil); never.Stale() || never.ReadUntil != nil {
		t.Error("of nothing the end is known")
	}
}

func TestTwiceInFindsOneTenantUnderTwoNames(t *testing.T) {
	a, b, c := tenantWith("a", Figures{}, 0), tenantWith("b", Figures{}, 0), tenantWith("c", Figures{}, 0)
	a.Tenant.ID, b.Tenant.ID = "1", "1"
	pairs := Together([]Tenant{a, b, c, {Name: "d"}}, now, inventory.Tool{}).TwiceIn()
	if len(pairs) != 1 || pairs[0] != [2]string{"a", "b"} {
		t.Errorf("TwiceIn = %v, want a and b", pairs)
	}
}
