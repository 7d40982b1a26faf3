package export

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// planned says in which order the items, senders and steps stand in their sheets, so that rows can lead to each other, and hold what is counted of a wave. All of
// it is made once: rows are made later, perhaps by several writers at a time.
type planned struct {
	items []*plan.Item
	// steps are the rows of Runbook, and firstSteps the first of them of each row of Plan, -1 where it has none.
	steps      []stepPlace
	firstSteps []int32
	tallies    map[int]*waveTally
	// fallbacks are those that keep Basic on for a sender, by its id.
	fallbacks map[string]*plan.Fallback
	// groups are those of two senders or more, by id.
	groups map[string]*plan.MoveGroup
}

// stepPlace names a step: the step of the item at a place in order, or of a fallback after all items.
type stepPlace struct{ item, step int32 }

// waveTally is what is counted of the items of one wave.
type waveTally struct {
	items, done, rolledBack, notStarted, blocked int
	ownerless, questions, asked, untested        int
	undecided, late, incidents                   int
	openSteps, messages                          int
}

// findPlanned fills planned in. Items are there first, for whoever looks them up from where senders are put in order.
func (b *book) findPlanned() {
	p := &b.planned
	p.items = sortedItems(b.plan.Items)
	p.fallbacks = map[string]*plan.Fallback{}
	for i := range b.plan.Fallbacks {
		for _, id := range b.plan.Fallbacks[i].Senders {
			p.fallbacks[id] = &b.plan.Fallbacks[i]
		}
	}
	p.groups = make(map[string]*plan.MoveGroup, len(b.plan.MoveGroups))
	for i := range b.plan.MoveGroups {
		p.groups[b.plan.MoveGroups[i].ID] = &b.plan.MoveGroups[i]
	}
	p.placeSteps(b.plan.Fallbacks)
	p.count(&b.plan)
}

// itemsInOrder are the rows of Plan.
func (b *book) itemsInOrder() []*plan.Item { return b.planned.items }

// sortedItems sorts by wave, then by the day on which work begins; those who move together stay together.
func sortedItems(items []plan.Item) []*plan.Item {
	return sortedBy(items, func(x, y *plan.Item) bool {
		switch {
		case x.Wave != y.Wave:
			return x.Wave < y.Wave
		case x.Start != y.Start:
			return x.Start.Before(y.Start)
		case x.MoveGroup != y.MoveGroup:
			return x.MoveGroup < y.MoveGroup
		case x.UPN != y.UPN:
			return x.UPN < y.UPN
		}
		return x.ID < y.ID
	})
}

// placeSteps sorts the steps by wave, date and T, and then as the items are sorted; those of fallbacks, which have no wave, come last.
func (p *planned) placeSteps(fallbacks []plan.Fallback) {
	type keyed struct {
		wave, day, t int32
		stepPlace
	}
	count := 0
	for _, item := range p.items {
		count += len(item.Steps)
	}
	all := make([]keyed, 0, count)
	add := func(wave, item int, steps []plan.Step) {
		for i := range steps {
			all = append(all, keyed{int32(wave), dayOrder(steps[i].Date), offsetOf(steps[i].T), stepPlace{int32(item), int32(i)}})
		}
	}
	for i, item := range p.items {
		add(min(item.Wave, math.MaxInt32-1), i, item.Steps)
	}
	for i := range fallbacks {
		add(math.MaxInt32, len(p.items)+i, fallbacks[i].Steps)
	}
	slices.SortFunc(all, func(x, y keyed) int {
		return cmp.Or(cmp.Compare(x.wave, y.wave), cmp.Compare(x.day, y.day), cmp.Compare(x.t, y.t), cmp.Compare(x.item, y.item), cmp.Compare(x.step, y.step))
	})
	p.steps = make([]stepPlace, len(all))
	p.firstSteps = make([]int32, len(p.items))
	for i := range p.firstSteps {
		p.firstSteps[i] = -1
	}
	for row, k := range all {
		p.steps[row] = k.stepPlace
		if i := int(k.item); i < len(p.items) && p.firstSteps[i] < 0 {
			p.firstSteps[i] = int32(row)
		}
	}
}

// dayOrder is a number by which days sort; no day comes last.
func dayOrder(day calendar.Day) int32 {
	if day.IsZero() {
		return math.MaxInt32
	}
	return int32(day.Year<<9 | int(day.Month)<<5 | day.Day)
}

// offsetOf reads the working days of "T-7"; what is written in another way counts as the day itself.
func offsetOf(t string) int32 {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimPrefix(t, "T"), "+"), 10, 32)
	if err != nil {
		return 0
	}
	return int32(n)
}

// count counts the items of each wave, and what is due before the wave is decided.
func (p *planned) count(made *plan.Plan) {
	p.tallies = map[int]*waveTally{}
	decided := map[int]calendar.Day{}
	for i := range made.Waves {
		decided[made.Waves[i].Number] = made.Waves[i].GoNoGo
	}
	for _, item := range p.items {
		t := p.tally(item.Wave)
		t.items++
		switch item.Status {
		case plan.StatusDone:
			t.done++
		case plan.StatusRolledBack:
			t.rolledBack++
		case plan.StatusNotStarted:
			t.notStarted++
		case plan.StatusBlocked:
			t.blocked++
		}
		if item.Owner == "" {
			t.ownerless++
		}
		if t.questions += len(item.Questions); len(item.Questions) > 0 {
			t.asked++
		}
		if item.Rollback.TestedOn.IsZero() {
			t.untested++
		}
		if !begun(item) {
			t.undecided++
		}
		if made.IsLate(*item) {
			t.late++
		}
		if item.Verdict == inventory.VerdictSuspicious && item.Status != plan.StatusDone {
			t.incidents++
		}
		if item.Status == plan.StatusDone {
			continue // its steps are checked off
		}
		for i := range item.Steps {
			if day := item.Steps[i].Date; item.Steps[i].Route == "" && !day.IsZero() && !day.After(decided[item.Wave]) {
				t.openSteps++
			}
		}
	}
	for i := range made.Messages {
		m := &made.Messages[i]
		if day, known := decided[m.Wave]; known && !m.Send.IsZero() && !m.Send.After(day) {
			p.tally(m.Wave).messages++
		}
	}
}

func (p *planned) tally(wave int) *waveTally {
	t := p.tallies[wave]
	if t == nil {
		t = &waveTally{}
		p.tallies[wave] = t
	}
	return t
}

// total gives the counts of all waves.
func (p *planned) total() waveTally {
	var all waveTally
	for _, t := range p.tallies {
		all.done += t.done
		all.blocked += t.blocked
		all.ownerless += t.ownerless
		all.late += t.late
	}
	return all
}

// counted gives the counts of a wave; those of one without items are zero.
func (p *planned) counted(wave int) waveTally {
	if t := p.tallies[wave]; t != nil {
		return *t
	}
	return waveTally{}
}

// begun reports whether work on an item has begun, so that nobody decides about it any more.
func begun(item *plan.Item) bool {
	switch item.Status {
	case plan.StatusInProgress, plan.StatusValidating, plan.StatusDone, plan.StatusRolledBack:
		return true
	}
	return false
}
