package plan

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// comparedBy gives the rows of a comparison by id, with what they are of behind a colon.
func comparedBy(c Comparison) map[string]ComparedRow {
	rows := map[string]ComparedRow{}
	for _, r := range c.Rows {
		rows[strings.TrimSuffix(r.ID+":"+r.Of, ":")] = r
	}
	return rows
}

func TestCompareCountsEveryFigure(t *testing.T) {
	day := func(d int) calendar.Day { return calendar.On(2026, time.December, d) }
	money := func(x float64) *float64 { return &x }
	a := Plan{
		Deadline: day(20), Exposure: 100.5, Waves: make([]Wave, 3), Quality: Quality{BusiestWeek: 30, MeanWeek: 12.5, Splits: 1}, Policy: Digest{"aa"},
		Unplanned: []Unplanned{{UPN: "u"}}, Fallbacks: make([]Fallback, 1),
		Items: []Item{
			{Sender: "1", UPN: "late@x", Wave: 2, Start: day(21), End: day(22), Route: RouteHVE, EffortHours: 1.1, Questions: make([]Sentence, 2), Cost: Cost{Yearly: money(10.1), Currency: "EUR"}},
			{Sender: "2", UPN: "same@x", Wave: 1, Start: day(1), End: day(2), Route: RouteHVE, EffortHours: 2.2, Cost: Cost{Yearly: money(0.2), Currency: "EUR"}},
			{Sender: "3", UPN: "gone@x", Wave: 1, Start: day(1), End: day(2), Route: RouteRetire, EffortHours: 3},
		},
	}
	b := Plan{
		Deadline: day(25), Exposure: 90.2, Waves: make([]Wave, 2), Quality: Quality{BusiestWeek: 40, MeanWeek: 20}, Policy: Digest{"bb"},
		Items: []Item{
			{Sender: "1", UPN: "late@x", Wave: 2, Start: day(21), End: day(22), Route: RouteHVE, EffortHours: 1.1, Cost: Cost{Yearly: money(7), Currency: "JPY"}},
			{Sender: "2", UPN: "same@x", Wave: 1, Start: day(1), End: day(2), Route: RouteHVE, EffortHours: 2.2},
			{Sender: "4", UPN: "new@x", Wave: 1, Start: day(1), End: day(2), Route: RouteRetire, EffortHours: 3},
		},
	}
	c := Compare(a, b)
	var got []string
	for _, r := range c.Rows {
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(line))
	}
	want := []string{
		`{"id":"last-end","of":"","unit":"day","a":"2026-12-22","b":"2026-12-22","difference":0}`,
		`{"id":"deadline","of":"","unit":"day","a":"2026-12-20","b":"2026-12-25","difference":5}`,
		`{"id":"slack","of":"","unit":"days","a":-2,"b":3,"difference":5}`,
		`{"id":"exposure","of":"","unit":"exposure","a":100.5,"b":90.2,"difference":-10.3}`,
		`{"id":"waves","of":"","unit":"count","a":3,"b":2,"difference":-1}`,
		`{"id":"items","of":"","unit":"count","a":3,"b":3,"difference":0}`,
		`{"id":"hours","of":"","unit":"hours","a":6.3,"b":6.3,"difference":0}`,
		`{"id":"busiest-week","of":"","unit":"hours","a":30,"b":40,"difference":10}`,
		`{"id":"mean-week","of":"","unit":"hours","a":12.5,"b":20,"difference":7.5}`,
		`{"id":"late","of":"","unit":"count","a":1,"b":0,"difference":-1}`,
		`{"id":"unplanned","of":"","unit":"count","a":1,"b":0,"difference":-1}`,
		`{"id":"splits","of":"","unit":"count","a":1,"b":0,"difference":-1}`,
		`{"id":"fallbacks","of":"","unit":"count","a":1,"b":0,"difference":-1}`,
		`{"id":"cost","of":"EUR","unit":"money","a":10.3,"b":null,"difference":null}`,
		`{"id":"cost","of":"JPY","unit":"money","a":null,"b":7,"difference":null}`,
		`{"id":"cost-unknown","of":"","unit":"count","a":1,"b":2,"difference":1}`,
		`{"id":"questions","of":"","unit":"count","a":2,"b":0,"difference":-2}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	here := &Place{Wave: 1, Start: day(1), End: day(2), Route: RouteRetire}
	late := &Place{Wave: 2, Start: day(21), End: day(22), Route: RouteHVE}
	if diff := cmp.Diff([]ComparedSender{
		{Sender: "3", UPN: "gone@x", A: here}, {Sender: "1", UPN: "late@x", A: late, B: late, LateA: true}, {Sender: "4", UPN: "new@x", B: here},
	}, c.Senders); diff != "" {
		t.Error(diff)
	}
	if c.A.Policy.SHA256 != "aa" || c.B.Policy.SHA256 != "bb" {
		t.Errorf("the policies are %v and %v", c.A, c.B)
	}
}

func TestCompareOfNothingHasNoDates(t *testing.T) {
	rows := comparedBy(Compare(Plan{}, Plan{Deadline: calendar.On(2026, time.December, 31)}))
	for _, id := range []string{"last-end", "slack", "deadline"} {
		if rows[id].Difference != nil || rows[id].A != (Figure{}) {
			t.Errorf("%s is %v", id, rows[id])
		}
	}
	text, err := json.Marshal(rows["slack"])
	if err != nil || string(text) != `{"id":"slack","of":"","unit":"days","a":null,"b":null,"difference":null}` {
		t.Errorf("%s, %v", text, err)
	}
}

// TestCompareIsTheSameBothWays: a plan is like itself, and the other way around only signs change.
func TestCompareIsTheSameBothWays(t *testing.T) {
	eachRandom(t, func(t *testing.T, rng *rand.Rand, inv inventory.Inventory, p Policy) {
		a, b := made(inv, p, Digests{}, nil), made(inv, randomPolicy(rng), Digests{}, nil)
		same := Compare(a, a)
		for _, r := range same.Rows {
			if r.Difference != nil && *r.Difference != 0 {
				t.Errorf("%s of a plan with itself is %v", r.ID, *r.Difference)
			}
		}
		if len(same.Senders) > 0 {
			t.Errorf("a plan differs from itself in %v", same.Senders)
		}
		there, back := Compare(a, b), comparedBy(Compare(b, a))
		for id, r := range comparedBy(there) {
			if r.Difference != nil && *r.Difference != -*back[id].Difference || r.Difference == nil && back[id].Difference != nil {
				t.Errorf("%s is %v there and %v back", id, r, back[id])
			}
		}
		late := 0.0
		for _, s := range there.Senders {
			if s.LateA != s.LateB {
				late += map[bool]float64{true: 1, false: -1}[s.LateB]
			}
		}
		if got := *comparedBy(there)["late"].Difference; got != late {
			t.Errorf("%v more items are late, and by senders %v", got, late)
		}
	})
}
