package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// What people can decide about an item, by the names of the columns of Plan.
const (
	DecidedStatus = "status"
	DecidedOwner  = "owner"
	DecidedRoute  = "route"
	DecidedWave   = "wave"
	DecidedStart  = "start"
	DecidedEnd    = "end"
)

// choices are the columns in the order in which they stand in [Kept].Decided, each with what a value does to an item.
var choices = []struct {
	column string
	set    func(item *Item, value string) error
}{
	{DecidedEnd, func(item *Item, value string) (err error) { item.End, err = calendar.ParseDay(value); return err }},
	{DecidedOwner, func(item *Item, value string) error { item.Owner = inventory.Optional(value); return nil }},
	{DecidedRoute, func(item *Item, value string) error {
		if !slices.Contains(overrideRoutes, Route(value)) && Route(value) != RouteSecureAccount {
			return fmt.Errorf("%q is no route", value)
		}
		item.Route = Route(value)
		return nil
	}},
	{DecidedStart, func(item *Item, value string) (err error) { item.Start, err = calendar.ParseDay(value); return err }},
	{DecidedStatus, func(item *Item, value string) error {
		if !slices.Contains(statuses, Status(value)) {
			return fmt.Errorf("%q is no status", value)
		}
		item.Status = Status(value)
		return nil
	}},
	{DecidedWave, func(item *Item, value string) (err error) { item.Wave, err = strconv.Atoi(value); return err }},
}

// statuses are those of the contract.
var statuses = []Status{StatusNotStarted, StatusReady, StatusInProgress, StatusValidating, StatusDone, StatusBlocked, StatusRolledBack}

// Decided is the plan with what people decided about its items, to be kept to as an earlier plan by [Make]: value gives it by the item's id and a column, and whether
// anybody decided; wrote reports whether anybody ever wrote a value there. An emptied cell takes a decision back, and the next plan decides again. Steps and exposure
// are those from before: Make writes them anew. An error names the item and the column of a value that can't be understood.
func (p Plan) Decided(value func(item, column string) (text string, decided bool), wrote func(item, column, value string) bool) (Plan, error) {
	p.Items = slices.Clone(p.Items)
	for i := range p.Items {
		item := &p.Items[i]
		wave, steps := item.Wave, cmp.Or(item.StepsRoute(), item.Route)
		var columns []string
		for _, d := range choices {
			text, decided := value(item.ID, d.column)
			if !decided || text == "" && d.column != DecidedOwner {
				continue
			}
			if err := d.set(item, text); err != nil {
				return p, fmt.Errorf("deciding %s of %s: %w", d.column, item.UPN, err)
			}
			columns = append(columns, d.column)
		}
		if item.Status.started() && !slices.ContainsFunc(p.Waves, func(w Wave) bool { return w.Number == item.Wave }) {
			// Work has begun on it, so it stays in a wave that there is; what has not begun is warned of where there is no such wave.
			item.Wave, columns = wave, slices.DeleteFunc(columns, func(c string) bool { return c == DecidedWave })
		}
		if item.Route == steps {
			steps = ""
		}
		begun := item.begun() || slices.ContainsFunc(statuses, func(s Status) bool {
			return s.started() && (s == item.Status || wrote(item.ID, DecidedStatus, string(s)))
		})
		item.keep(Kept{columns, begun, item.LeftRoutes(), steps})
		item.Start, item.End = item.days(item.Start, item.End)
	}
	return p, nil
}

// keep has an item keep something, nil where that is nothing.
func (item *Item) keep(k Kept) {
	if item.Kept = nil; len(k.Decided) > 0 || k.Begun || len(k.Left) > 0 || k.Steps != "" {
		item.Kept = &k
	}
}

// decided reports whether people decided about a column.
func (item *Item) decided(column string) bool { return slices.Contains(item.DecidedFields(), column) }

// override is what people decided about an item, as an entry of the policy.
func (item *Item) override() Override {
	var o Override
	if item.decided(DecidedRoute) {
		o.Route = item.Route
	}
	if item.decided(DecidedWave) {
		wave := item.Wave
		o.Wave = &wave
	}
	if item.decided(DecidedStart) {
		o.NotBefore = item.Start
	}
	if item.decided(DecidedOwner) {
		o.Owner = string(item.Owner)
	}
	return o
}

// days are the days of an item whose place in the schedule is from start to end: those that people decided stand, whatever the schedule says.
func (item *Item) days(start, end calendar.Day) (first, last calendar.Day) {
	if item == nil {
		return start, end
	}
	if item.decided(DecidedStart) {
		start = item.Start
	}
	if item.decided(DecidedEnd) {
		end = item.End
	}
	if start.After(end) { // one of them was decided, and the other follows
		if item.decided(DecidedEnd) {
			start = end
		} else {
			end = start
		}
	}
	return start, end
}

// withDecided is what the policy says of a sender, under what people decided about its item.
func withDecided(policy *Override, item *Item) *Override {
	if item == nil || len(item.DecidedFields()) == 0 {
		return policy
	}
	both := item.override().over(*policy)
	return &both
}
