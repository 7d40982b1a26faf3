package progress

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// bucket is which of the four counts of [Figures] an item is in: whether it is said to be done decides before the state does.
func (it Item) bucket(today calendar.Day) State {
	switch {
	case it.State == StateVerified, it.State.contradicts():
		return it.State
	case it.saidDone(today):
		return StateWaiting
	}
	return StateBasic
}

// saidDone reports whether an item is said to be done by a day.
func (it Item) saidDone(day calendar.Day) bool { return !it.DoneOn.IsZero() && !it.DoneOn.After(day) }

func (m *measure) figures(items []Item, newcomers int) Figures {
	today := dayOf(m.today)
	f := Figures{Items: len(items), New: newcomers}
	for i := range items {
		it, planned := &items[i], &m.plan.Items[i]
		switch bucket := it.bucket(today); {
		case bucket == StateVerified:
			f.Verified++
		case bucket.contradicts():
			f.Regressions++
		case bucket == StateWaiting:
			f.Unverified++
		default:
			f.Open++
		}
		count(&f.Late, it.Late)
		count(&f.Blocked, it.Blocked)
		count(&f.Unsaid, it.State == StateUnsaid)
		count(&f.Vanished, it.State == StateVanished)
		left := 0
		if !it.End.IsZero() {
			left = it.End.DaysSince(today)
		}
		if it.State != StateVerified {
			f.ExposureLeft += planned.Weight * float64(max(1, left))
		}
		f.ExposurePlanned += planned.Weight * float64(max(0, left))
	}
	f.ExposureLeft, f.ExposurePlanned = round2(f.ExposureLeft), round2(f.ExposurePlanned)
	return f
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// owners are the load by name, nobody last.
func (m *measure) owners(items []Item) []Owner {
	today := dayOf(m.today)
	byName := map[inventory.Optional]*Owner{}
	for i := range items {
		it := &items[i]
		o := byName[it.Owner]
		if o == nil {
			o = &Owner{Owner: it.Owner}
			byName[it.Owner] = o
		}
		o.Items++
		count(&o.Late, it.Late)
		bucket := it.bucket(today)
		switch {
		case bucket == StateVerified:
			o.Verified++
		case bucket.contradicts():
			o.Regressions++
		case bucket == StateWaiting:
			o.Unverified++
		default:
			o.Open++
		}
		if bucket.contradicts() || bucket == StateBasic {
			o.HoursLeft += m.plan.Items[i].EffortHours
		}
	}
	list := []Owner{}
	for _, o := range slices.SortedFunc(maps.Values(byName), func(a, b *Owner) int {
		if (a.Owner == "") != (b.Owner == "") {
			return cmp.Compare(len(b.Owner), len(a.Owner)) // nobody is the empty name
		}
		return strings.Compare(string(a.Owner), string(b.Owner))
	}) {
		o.HoursLeft = round2(o.HoursLeft)
		list = append(list, *o)
	}
	return list
}

// mostDays is how many days a burn-down has at most: ten years, so that no date in a file can make it endless.
const mostDays = 3660

// burnDown is what is left on each day from the one on which the plan was made, or somebody first looked, to its last end, its deadline or today, whichever is the
// latest. A plan that is made anew each week would have no past otherwise.
func (m *measure) burnDown(items []Item, history []Point) []Left {
	first := numberOf(calendar.DayOf(m.plan.AsOf.In(m.loc)))
	if looked := numberOf(calendar.DayOf(history[0].AsOf.In(m.loc))); looked > first-mostDays/2 { // and not the year 1, which a file can hold
		first = min(first, looked)
	}
	last := max(m.today, first)
	if !m.plan.Deadline.IsZero() {
		last = max(last, numberOf(m.plan.Deadline))
	}
	ends, said := map[int]int{}, map[int]int{}
	for i := range items {
		it := &items[i]
		if !it.End.IsZero() { // without an end it is never over
			end := numberOf(it.End)
			last = max(last, end)
			ends[max(end, first)]++
		}
		if it.saidDone(dayOf(m.today)) {
			said[max(numberOf(it.DoneOn), first)]++
		}
	}
	last = min(last, first+mostDays-1)
	list := make([]Left, 0, last-first+1)
	planned, people, point := len(items), len(items), 0
	for day := first; day <= last; day++ {
		planned -= ends[day]
		people -= said[day]
		left := Left{Day: dayOf(day), Planned: planned}
		if _, unread := m.read.unread(day, min(day, m.read.due)); unread > 0 {
			left.Unread = true
		}
		if day <= m.today {
			left.Said = new(people)
			for point < len(history) && numberOf(calendar.DayOf(history[point].AsOf.In(m.loc))) <= day {
				point++
			}
			if point > 0 {
				f := history[point-1].Figures
				left.Verified = new(f.Items - f.Verified)
			}
		}
		list = append(list, left)
	}
	return list
}

// Unread are the days of the burn-down of which nothing is proven, as they were not read.
func (p *Progress) Unread() []calendar.Day {
	var days []calendar.Day
	for _, left := range p.BurnDown {
		if left.Unread {
			days = append(days, left.Day)
		}
	}
	return days
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }
