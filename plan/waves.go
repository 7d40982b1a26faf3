package plan

import (
	"cmp"
	"container/heap"
	"maps"
	"math"
	"slices"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// arrangement is every unit in a wave.
type arrangement struct {
	waves []planned
	// overflow are senders to be switched off that the prepare wave has no room for.
	overflow []*unit
	// work is what is done on each day.
	work []unitWork
	// names are the owners with a limit, by the numbers that work has them by.
	names []string
	// moved says why a unit is not where an earlier plan had it, by a phrase.
	moved map[*unit]string
}

// planned is a wave. Days are indices of the timeline; a wave of an earlier plan has its own days instead, some of which may be over.
type planned struct {
	number             int
	typ                WaveType
	start, end, decide int
	// days is how many working days it may have.
	days  int
	units []placedUnit
	// oversize is a unit that is larger than a wave and has this one for itself.
	oversize *unit
	// kept are the days of an earlier plan, zero where there is none.
	kept struct{ start, end, decide calendar.Day }
	// started are items of an earlier plan that work has begun on.
	started []*Item
}

type placedUnit struct {
	unit        *unit
	first, last int
	// kept is an item of an earlier plan with its days; nil where there is none.
	kept *Item
}

// unitWork is minutes of one owner's work, or of all owners without a limit (-1).
type unitWork struct {
	unit                *unit
	day, owner, minutes int
}

// arranger makes an arrangement. It changes no unit, so that policies can be tried on the same ones.
type arranger struct {
	policy Policy
	line   *timeline
	index  map[string]int
	problem
	arrangement
	// next is the first day on which another wave can start.
	next int
	// steps are how many the search for a better order takes.
	steps int
}

func newArranger(p Policy, line *timeline, units []*unit) *arranger {
	a := &arranger{policy: p, line: line, index: map[string]int{}, next: line.first}
	a.moved = map[*unit]string{}
	a.problem = problem{
		cost: line.cost, perDay: p.minutesPerDay(p.Capacity.HoursPerWeek), items: p.Capacity.ItemsPerWave, length: max(1, p.Waves.RegularDays),
		gap: max(0, p.Waves.SoakDays) + 1, together: p.Waves.TogetherPercent,
	}
	for _, u := range units {
		for _, t := range u.tasks {
			if _, known := a.index[t.owner]; known {
				continue
			}
			if hours, limited := p.Capacity.ofOwner(t.owner); limited {
				a.index[t.owner] = len(a.names)
				a.names = append(a.names, t.owner)
				a.owners = append(a.owners, p.minutesPerDay(hours))
			}
		}
	}
	return a
}

// minutesPerDay is the work that a working day holds of what a week holds, at least one minute.
func (p Policy) minutesPerDay(hoursPerWeek float64) int {
	return max(1, int(math.Floor(hoursPerWeek*60/float64(p.Calendar.Workdays())+1e-6)))
}

// withoutSearch lays jobs out in their first order, for trying many policies.
const withoutSearch = 0

// arrange makes the waves: prepare, then pilot, then regular ones, then last ones.
func arrange(units []*unit, p Policy, line *timeline, steps int) arrangement {
	a := newArranger(p, line, units)
	a.steps = steps
	prepare, move := split(units, (*unit).prepares)
	later := a.prepare(prepare)
	move = a.pilot(move)
	a.rest(move, later)
	return a.arrangement
}

// split gives the units that fit a condition and the others, each in order, in no more memory than they take.
func split(units []*unit, fits func(*unit) bool) (in, out []*unit) {
	n := 0
	for _, u := range units {
		if fits(u) {
			n++
		}
	}
	in, out = make([]*unit, 0, n), make([]*unit, 0, len(units)-n)
	for _, u := range units {
		if fits(u) {
			in = append(in, u)
		} else {
			out = append(out, u)
		}
	}
	return in, out
}

// job gives a unit to the scheduler.
func (a *arranger) job(u *unit) job {
	j := job{minutes: u.minutes, items: len(u.tasks), weight: u.weight, group: u.cluster}
	if !u.notBefore.IsZero() {
		j.notBefore = a.line.index(u.notBefore)
	}
	if len(a.names) > 0 {
		for _, t := range u.tasks {
			owner, limited := a.index[t.owner]
			if !limited {
				continue
			}
			if at := slices.IndexFunc(j.shares, func(s share) bool { return s.owner == owner }); at >= 0 {
				j.shares[at].minutes += t.minutes()
			} else {
				j.shares = append(j.shares, share{owner, t.minutes()})
			}
		}
		// Who has least room is placed first.
		slices.SortStableFunc(j.shares, func(x, y share) int { return cmp.Compare(y.minutes*a.owners[x.owner], x.minutes*a.owners[y.owner]) })
	}
	return j
}

func (a *arranger) number(typ WaveType) int {
	switch {
	case len(a.waves) > 0:
		return a.waves[len(a.waves)-1].number + 1
	case typ == WavePrepare:
		return 0
	}
	return 1
}

// add takes a wave in.
func (a *arranger) add(w planned) {
	w.number, w.decide = a.number(w.typ), w.start-1
	a.waves = append(a.waves, w)
	a.next = w.end + a.gap + 1
}

// fixed fills one wave that keeps all its days, in the order given, and gives back what does not fit, in the memory of units. most is how many items it may hold.
func (a *arranger) fixed(typ WaveType, length, most int, units []*unit) (rest []*unit) {
	p := a.problem
	p.length = max(1, length)
	w := planned{typ: typ, start: a.next, days: p.length, end: a.next + p.length - 1}
	d := newDays(&p)
	d.open(a.next, p.length)
	tries := passedOver
	if len(units) <= fewJobs {
		tries = len(units)
	}
	rest = units[:0]
	for i, u := range units {
		if d.items >= most || w.oversize != nil || len(rest) > tries {
			// Those passed over stand before those not looked at.
			passed := len(rest)
			copy(units[i-passed:i], rest)
			return a.filled(w, units[i-passed:])
		}
		j := a.job(u)
		alone := p.oversize(&j)
		if alone && len(w.units) == 0 {
			d.open(max(a.next, j.notBefore), noLimit)
			w.start, w.oversize = d.start, u
		} else if alone || d.items+j.items > most {
			rest = append(rest, u)
			continue
		}
		first, last, ok := d.place(&j, 0)
		if !ok {
			rest = append(rest, u)
			continue
		}
		w.end = max(w.end, last)
		w.units = append(w.units, placedUnit{unit: u, first: first, last: last})
		for _, t := range d.taken {
			a.work = append(a.work, unitWork{u, d.start + t.day, t.owner, t.minutes})
		}
	}
	return a.filled(w, rest)
}

// filled takes a wave in if it has anything.
func (a *arranger) filled(w planned, rest []*unit) []*unit {
	if len(w.units) > 0 {
		a.add(w)
	}
	return rest
}

// prepare makes wave 0: incidents, then accounts whose passwords somebody guesses at, then what nobody uses. Incidents that do not fit get a further prepare wave,
// because no migration may go before them; the rest that does not fit can wait to the end. What the policy pins to a later wave is given back too.
func (a *arranger) prepare(units []*unit) (later []*unit) {
	queue, elsewhere := split(units, func(u *unit) bool { return u.pin == nil || *u.pin == 0 || u.incident() })
	pinned := map[int][]*unit{}
	for _, u := range elsewhere {
		pinned[*u.pin] = append(pinned[*u.pin], u)
	}
	slices.SortFunc(queue, func(x, y *unit) int {
		return cmp.Or(cmp.Compare(x.urgent, y.urgent), byWeight(x, y))
	})
	for len(queue) > 0 && (len(a.waves) == 0 || queue[0].incident()) {
		number, waves := a.number(WavePrepare), len(a.waves)
		incidents := 0
		for incidents < len(queue) && queue[incidents].incident() {
			incidents++
		}
		slices.SortFunc(pinned[number], byWeight)
		queue = a.fixed(WavePrepare, a.policy.Waves.PrepareDays, a.items, slices.Insert(queue, incidents, pinned[number]...))
		if delete(pinned, number); len(a.waves) == waves {
			break // nothing of it may be done in these days yet
		}
	}
	a.overflow = queue
	for _, number := range slices.Sorted(maps.Keys(pinned)) {
		later = append(later, pinned[number]...)
	}
	return append(later, queue...)
}

// pilot picks a small and varied part of what is not hard: of each kind and route in turn, the one with the least risk and weight. It gives back the others.
func (a *arranger) pilot(units []*unit) (rest []*unit) {
	if a.policy.Waves.PilotItems <= 0 || len(units) == 0 {
		return units
	}
	number := a.number(WavePilot)
	items := 0
	var chosen []*unit
	for _, u := range units {
		items += len(u.tasks)
		if u.pin != nil && *u.pin == number {
			chosen = append(chosen, u)
		}
	}
	slices.SortFunc(chosen, byWeight)
	// A third of everything is enough to learn from, and leaves the larger part untouched should the pilot go wrong.
	left := min(a.policy.Waves.PilotItems, (items+2)/3)
	for _, u := range chosen {
		left -= len(u.tasks)
	}
	p := a.problem
	p.length = max(1, a.policy.Waves.PilotDays)
	d := newDays(&p)
	d.open(a.next, p.length)
	for _, u := range chosen {
		j := a.job(u)
		d.place(&j, 0)
	}
	for queues := classify(units); len(queues) > 0 && left > 0; {
		var again []easiest
		for _, queue := range queues {
			for len(queue) > 0 {
				u := heap.Pop(&queue).(*unit)
				j := a.job(u)
				if len(u.tasks) > left || d.items+len(u.tasks) > a.items || p.oversize(&j) {
					continue
				}
				if _, _, ok := d.place(&j, 0); ok {
					left -= len(u.tasks)
					chosen = append(chosen, u)
					break
				}
			}
			if len(queue) > 0 {
				again = append(again, queue)
			}
		}
		queues = again
	}
	if len(chosen) == 0 {
		return units
	}
	// Pins go first, so that they find room; within that, what costs most a day for its hours.
	slices.SortStableFunc(chosen, func(x, y *unit) int {
		return cmp.Or(boolCompare(x.pin == nil, y.pin == nil), byRatio(x, y))
	})
	refused := a.fixed(WavePilot, a.policy.Waves.PilotDays, a.items, slices.Clone(chosen))
	taken := map[*unit]bool{}
	for _, u := range chosen {
		taken[u] = !slices.Contains(refused, u)
	}
	return slices.DeleteFunc(slices.Clone(units), func(u *unit) bool { return taken[u] })
}

// easiest is a heap (see [heap.Interface]) of units, of which the pilot takes the first few: the easiest of them.
type easiest []*unit

func (e easiest) Len() int           { return len(e) }
func (e easiest) Less(i, j int) bool { return byEase(e[i], e[j]) < 0 }
func (e easiest) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *easiest) Push(u any)        { *e = append(*e, u.(*unit)) }

func (e *easiest) Pop() any {
	last := len(*e) - 1
	u := (*e)[last]
	*e = (*e)[:last]
	return u
}

// byEase puts first what has the least risk and weight.
func byEase(x, y *unit) int {
	return cmp.Or(cmp.Compare(x.risk.rank(), y.risk.rank()), cmp.Compare(x.weight, y.weight), cmp.Compare(y.rank, x.rank))
}

// classify gives the units that a pilot may have, by kind and route, the class with the easiest unit first.
func classify(units []*unit) []easiest {
	type class struct {
		kind  inventory.Kind
		route Route
	}
	numbers := map[class]int{}
	var counts []int // of each class
	in := make([]int, len(units))
	for i, u := range units {
		if in[i] = -1; u.pin != nil || u.hard {
			continue
		}
		c := class{u.tasks[0].facts.kind, u.tasks[0].rule.route}
		n, known := numbers[c]
		if !known {
			n = len(counts)
			numbers[c], counts = n, append(counts, 0)
		}
		in[i] = n
		counts[n]++
	}
	classes := make([]easiest, len(counts))
	for n, members := range counts {
		classes[n] = make(easiest, 0, members)
	}
	for i, u := range units {
		if n := in[i]; n >= 0 {
			classes[n] = append(classes[n], u)
		}
	}
	for i := range classes {
		heap.Init(&classes[i])
	}
	slices.SortFunc(classes, func(x, y easiest) int { return byEase(x[0], y[0]) })
	return classes
}

// rest makes regular waves, then last ones: hard units, and what the prepare wave had no room for. A pinned unit goes into the wave of its number,
// whatever sort of unit it is.
func (a *arranger) rest(units, later []*unit) {
	next := a.number(WaveRegular)
	pinned := len(later) - len(a.overflow) // the pin of what comes after them was to the prepare wave
	units = slices.Concat(units, later[:pinned])
	regular, last := split(units, func(u *unit) bool { return u.pin != nil && *u.pin >= next || !u.hard && !u.prepares() })
	last = append(last, a.overflow...)
	free := func(u *unit) bool { return u.pin == nil || *u.pin < next }
	if !slices.ContainsFunc(regular, func(u *unit) bool { return free(u) || !u.hard && !u.prepares() }) {
		last, regular = append(last, regular...), nil
	}
	left := a.solve(WaveRegular, regular, true)
	left = a.solve(WaveLast, append(last, left...), true)
	// Only pins to later numbers are left, and there is nothing to put between.
	a.solve(WaveLast, left, false)
}

// solve lays units out in waves of one type, and gives back those that are pinned to waves after the last of these.
func (a *arranger) solve(typ WaveType, units []*unit, pins bool) (left []*unit) {
	if len(units) == 0 {
		return nil
	}
	units = slices.Clone(units)
	slices.SortFunc(units, a.before)
	next := a.number(typ)
	p := a.problem
	p.start = a.next
	p.jobs = make([]job, len(units))
	for i, u := range units {
		p.jobs[i] = a.job(u)
		if pins && u.pin != nil && *u.pin >= next {
			p.jobs[i].pin = *u.pin - next + 1
		}
	}
	var s schedule
	switch {
	case a.policy.Waves.Order != OrderExposure && a.policy.Waves.Order != "":
		s = solveInOrder(&p)
	case a.steps == withoutSearch:
		s = solveQuickly(&p)
	default:
		s = solve(&p, a.steps)
	}
	for _, slot := range s.waves {
		w := planned{typ: typ, start: slot.start, end: slot.end, days: p.length, units: make([]placedUnit, 0, len(slot.jobs))}
		for _, in := range slot.jobs {
			w.units = append(w.units, placedUnit{unit: units[in.job], first: in.first, last: in.last})
			if p.oversize(&p.jobs[in.job]) {
				w.oversize = units[in.job]
			}
		}
		a.add(w)
	}
	a.work = slices.Grow(a.work, len(s.work))
	for _, done := range s.work {
		a.work = append(a.work, unitWork{units[done.job], done.day, done.owner, done.minutes})
	}
	for _, i := range s.left {
		left = append(left, units[i])
	}
	return left
}

// before is the order that the policy asks for; what costs most for its hours decides among equals, and is all that counts for OrderExposure.
func (a *arranger) before(x, y *unit) int {
	first := 0
	switch w := &a.policy.Waves; w.Order {
	case OrderRisk:
		first = cmp.Compare(y.risk.rank(), x.risk.rank())
	case OrderVolume:
		first = cmp.Compare(y.volume, x.volume)
	case OrderGroup:
		place := func(u *unit) int {
			name := u.groupName(w.GroupBy)
			at := slices.Index(w.Groups, name)
			switch {
			case at >= 0:
				return at
			case name == "":
				return len(w.Groups) + 1
			}
			return len(w.Groups)
		}
		first = cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x.groupName(w.GroupBy), y.groupName(w.GroupBy)))
	}
	return cmp.Or(first, byRatio(x, y))
}

func boolCompare(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}
