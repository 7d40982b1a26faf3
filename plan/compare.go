package plan

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// ComparisonSchema is the value of the field "schema" of a [Comparison] as JSON. Fields and rows are only ever added under one schema.
const ComparisonSchema = "unbasic/plan-comparison/1"

// Comparison is two plans of one inventory side by side, so that two policies can be chosen between. As JSON it is what
// `unbasic plan --compare FILE --format json` writes:
//
//	{"schema": "unbasic/plan-comparison/1", "tenant": {…}, "asOf": "…", "inventory": {"sha256": "…"},
//	 "a": {"name": "policy.yaml", "policy": {"sha256": "…"}}, "b": {"name": "faster.yaml", "policy": {"sha256": "…"}},
//	 "rows": [{"id": "last-end", "of": "", "unit": "day", "a": "2026-12-18", "b": "2026-12-11", "difference": -7},
//	          {"id": "route", "of": "hve", "unit": "count", "a": 4, "b": 0, "difference": -4}],
//	 "senders": [{"sender": "…", "upn": "…", "a": {"wave": 2, "start": "…", "end": "…", "route": "hve"}, "b": null,
//	              "lateA": false, "lateB": false}]}
//
// What differs is b less a everywhere. Unknown is null, and so is a difference to it.
type Comparison struct {
	Schema    string           `json:"schema"`
	Tenant    inventory.Tenant `json:"tenant"`
	AsOf      time.Time        `json:"asOf"`
	Inventory Digest           `json:"inventory"`
	A         ComparedPlan     `json:"a"`
	B         ComparedPlan     `json:"b"`
	// Rows are in a fixed order: dates, exposure, amounts of work, what does not fit, money, questions. Those of routes are last, and only there where
	// the plans differ.
	Rows []ComparedRow `json:"rows"`
	// Senders are those whose wave, days or route differ, or that are late in one plan and not in the other; by name.
	Senders []ComparedSender `json:"senders"`
}

// ComparedPlan names one of two plans. Name is what people call its policy; a plan does not know that, so it is the caller's to fill.
type ComparedPlan struct {
	Name   string `json:"name"`
	Policy Digest `json:"policy"`
}

// ComparedRow is one figure of two plans. ID says of what, and Of of which currency ("cost") or route ("route"); empty for all others:
//
//   - last-end, deadline: the day on which the last item ends, and by which it should
//   - slack: calendar days from the one to the other, negative where the last end is later
//   - exposure: see the package comment
//   - waves, items, hours: how much there is to do; busiest-week and mean-week: hours of the fullest week, and of all with work on average
//   - late, unplanned: items that end after the deadline, senders that should move and have no wave
//   - splits: waves more than one each that departments (sites, projects) take; fallbacks: how often Basic is kept on after a milestone
//   - cost: what routes cost a year in one currency, as far as it is known; cost-unknown: items of whose route it is not
//   - questions: how many the owners are asked
//   - route: items that go by it
type ComparedRow struct {
	ID         string   `json:"id"`
	Of         string   `json:"of"`
	Unit       Unit     `json:"unit"`
	A          Figure   `json:"a"`
	B          Figure   `json:"b"`
	Difference *float64 `json:"difference"`
}

// Unit says what a figure counts. The difference of two days is in days.
type Unit string

// The units of figures.
const (
	UnitDay      Unit = "day"
	UnitDays     Unit = "days"
	UnitCount    Unit = "count"
	UnitHours    Unit = "hours"
	UnitExposure Unit = "exposure"
	UnitMoney    Unit = "money"
)

// Figure is a day or a number. As JSON it is "2026-12-18", 12.5, or null where there is neither.
type Figure struct {
	Day    calendar.Day
	Number *float64
}

// MarshalJSON writes the day, the number or null.
func (f Figure) MarshalJSON() ([]byte, error) {
	if f.Number != nil {
		return json.Marshal(*f.Number)
	}
	return json.Marshal(f.Day)
}

// ComparedSender is a sender that two plans treat differently. A place is null where the sender has no wave.
type ComparedSender struct {
	Sender string `json:"sender"`
	UPN    string `json:"upn"`
	A      *Place `json:"a"`
	B      *Place `json:"b"`
	// LateA and LateB say whether it ends after the deadline of either plan.
	LateA bool `json:"lateA"`
	LateB bool `json:"lateB"`
}

// IsLate reports whether an item ends after the plan's deadline.
func (p Plan) IsLate(item Item) bool { return !p.Deadline.IsZero() && item.End.After(p.Deadline) }

// Compare lays two plans side by side. It is a function of its arguments alone; that they are of one inventory is the caller's to see to.
func Compare(a, b Plan) Comparison {
	c := Comparison{
		Schema: ComparisonSchema, Tenant: a.Tenant, AsOf: a.AsOf, Inventory: a.Inventory,
		A: ComparedPlan{Policy: a.Policy}, B: ComparedPlan{Policy: b.Policy}, Rows: []ComparedRow{}, Senders: []ComparedSender{},
	}
	x, y := comparedFigures(a), comparedFigures(b)
	for i, f := range x.fixed {
		c.Rows = append(c.Rows, rowOf(f.id, "", f.unit, f.Figure, y.fixed[i].Figure))
		if f.id == "fallbacks" { // money stands before the items of which it is not known
			for _, currency := range keysOfBoth(x.cost, y.cost) {
				c.Rows = append(c.Rows, rowOf("cost", currency, UnitMoney, costFigure(x.cost, currency), costFigure(y.cost, currency)))
			}
		}
	}
	for _, route := range keysOfBoth(x.routes, y.routes) {
		if x.routes[route] != y.routes[route] {
			c.Rows = append(c.Rows, rowOf("route", string(route), UnitCount, numberFigure(x.routes[route]), numberFigure(y.routes[route])))
		}
	}
	c.Senders = append(c.Senders, compareSenders(a, b)...)
	return c
}

func rowOf(id, of string, unit Unit, a, b Figure) ComparedRow {
	row := ComparedRow{ID: id, Of: of, Unit: unit, A: a, B: b}
	difference := 0.0
	switch {
	case a.Number != nil && b.Number != nil:
		difference = round2(*b.Number - *a.Number)
	case !a.Day.IsZero() && !b.Day.IsZero():
		difference = float64(b.Day.DaysSince(a.Day))
	default:
		return row
	}
	row.Difference = &difference
	return row
}

// comparedFigure is one of those that every plan has.
type comparedFigure struct {
	id   string
	unit Unit
	Figure
}

// planFigures are all of a plan. The fixed ones are in the same order for every plan.
type planFigures struct {
	fixed  []comparedFigure
	cost   map[string]float64
	routes map[Route]float64
}

func comparedFigures(p Plan) planFigures {
	f := planFigures{cost: map[string]float64{}, routes: map[Route]float64{}}
	var last calendar.Day
	work, late, unknown, questions := 0.0, 0, 0, 0
	for i := range p.Items {
		item := &p.Items[i]
		if item.End.After(last) {
			last = item.End
		}
		if p.IsLate(*item) {
			late++
		}
		work += item.EffortHours
		questions += len(item.Questions)
		f.routes[item.Route]++
		if item.Cost.Yearly == nil {
			unknown++
		} else {
			f.cost[string(item.Cost.Currency)] += *item.Cost.Yearly
		}
	}
	slack := Figure{}
	if !last.IsZero() && !p.Deadline.IsZero() {
		slack = numberFigure(float64(p.Deadline.DaysSince(last)))
	}
	count := func(n int) Figure { return numberFigure(float64(n)) }
	f.fixed = []comparedFigure{
		{"last-end", UnitDay, Figure{Day: last}},
		{"deadline", UnitDay, Figure{Day: p.Deadline}},
		{"slack", UnitDays, slack},
		{"exposure", UnitExposure, numberFigure(p.Exposure)},
		{"waves", UnitCount, count(len(p.Waves))},
		{"items", UnitCount, count(len(p.Items))},
		{"hours", UnitHours, numberFigure(work)},
		{"busiest-week", UnitHours, numberFigure(p.Quality.BusiestWeek)},
		{"mean-week", UnitHours, numberFigure(p.Quality.MeanWeek)},
		{"late", UnitCount, count(late)},
		{"unplanned", UnitCount, count(len(p.Unplanned))},
		{"splits", UnitCount, count(p.Quality.Splits)},
		{"fallbacks", UnitCount, count(len(p.Fallbacks))},
		{"cost-unknown", UnitCount, count(unknown)},
		{"questions", UnitCount, count(questions)},
	}
	return f
}

func numberFigure(x float64) Figure {
	x = round2(x)
	return Figure{Number: &x}
}

func costFigure(costs map[string]float64, currency string) Figure {
	if cost, ok := costs[currency]; ok {
		return numberFigure(cost)
	}
	return Figure{}
}

// keysOfBoth gives the keys of two maps, sorted.
func keysOfBoth[K cmp.Ordered, V any](a, b map[K]V) []K {
	return slices.Compact(slices.Sorted(func(yield func(K) bool) {
		for _, m := range []map[K]V{a, b} {
			for key := range maps.Keys(m) {
				if !yield(key) {
					return
				}
			}
		}
	}))
}

// compareSenders finds the senders that two plans treat differently.
func compareSenders(a, b Plan) []ComparedSender {
	all := map[string]*ComparedSender{}
	of := func(item *Item) *ComparedSender {
		s := all[item.Sender]
		if s == nil {
			s = &ComparedSender{Sender: item.Sender, UPN: item.UPN}
			all[item.Sender] = s
		}
		return s
	}
	place := func(item *Item) *Place {
		return &Place{Wave: item.Wave, Start: item.Start, End: item.End, Route: item.Route}
	}
	for i := range a.Items {
		s := of(&a.Items[i])
		s.A, s.LateA = place(&a.Items[i]), a.IsLate(a.Items[i])
	}
	for i := range b.Items {
		s := of(&b.Items[i])
		s.B, s.LateB = place(&b.Items[i]), b.IsLate(b.Items[i])
	}
	var differ []ComparedSender
	for _, s := range all {
		if s.A == nil || s.B == nil || *s.A != *s.B || s.LateA != s.LateB {
			differ = append(differ, *s)
		}
	}
	slices.SortFunc(differ, func(x, y ComparedSender) int {
		return cmp.Or(strings.Compare(x.UPN, y.UPN), strings.Compare(x.Sender, y.Sender))
	})
	return differ
}
