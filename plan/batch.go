package plan

import (
	"cmp"
	"maps"
	"slices"

	"unbasic/inventory"
)

// batch is a wave without dates.
type batch struct {
	number int
	typ    WaveType
	days   int
	units  []*unit
	// room is what the wave may hold, and oversize the unit that is larger than that and has the wave for itself.
	room     room
	oversize *unit
}

// room is space for items and hours of work.
type room struct {
	items int
	hours float64
}

func (r room) fits(u *unit) bool { return len(u.tasks) <= r.items && u.hours <= r.hours }

func (r *room) take(u *unit) {
	r.items -= len(u.tasks)
	r.hours -= u.hours
}

func (w *batch) hours() float64 {
	hours := 0.0
	for _, u := range w.units {
		hours += u.hours
	}
	return hours
}

// pace is how many hours of work a day of the wave takes.
func (w *batch) pace() float64 {
	return max(w.room.hours, w.hours()) / float64(max(1, w.days))
}

// length is how many working days the wave lasts: until its work is done, so that no wave waits for an idle one. Prepare waves and the pilot keep
// all their days, since clearing an incident and watching a pilot take time that is no work.
func (w *batch) length() int {
	days := max(1, w.days)
	if w.typ == WavePrepare || w.typ == WavePilot {
		return days
	}
	// A hair is taken off, as where items are laid out, so that work that fills a day exactly needs no further one.
	return dayOfWork(w.hours()/w.pace()-1e-9, days) + 1
}

// batches sorts units into waves. It looks at no date, so the calendar has no say in who moves with whom.
type batches struct {
	policy Policy
	list   []batch
	// overflow are senders to be switched off that the prepare wave has no room for.
	overflow []*unit
}

// arrange makes the waves: prepare, then pilot, then regular ones, then last ones.
func arrange(units []*unit, p Policy) *batches {
	b := &batches{policy: p}
	var prepare, move []*unit
	for _, u := range units {
		if u.tasks[0].rule.destiny == prepares {
			prepare = append(prepare, u)
		} else {
			move = append(move, u)
		}
	}
	later := b.addPrepare(prepare)
	move = b.addPilot(move)
	b.addRest(move, later)
	return b
}

func (b *batches) open(typ WaveType, days int) batch {
	number := 1
	switch {
	case len(b.list) > 0:
		number = b.list[len(b.list)-1].number + 1
	case typ == WavePrepare:
		number = 0
	}
	return batch{
		number: number, typ: typ, days: days,
		room: room{items: b.policy.Capacity.ItemsPerWave, hours: b.policy.hoursFor(days)},
	}
}

// fill takes units from the head of a queue while they fit, in order. A unit that would not fit even an empty wave gets this one for itself.
func (w *batch) fill(queue []*unit) (rest []*unit) {
	left := w.left()
	for len(queue) > 0 && w.oversize == nil {
		u := queue[0]
		switch {
		case left.fits(u):
			left.take(u)
		case len(w.units) == 0:
			w.oversize = u
		default:
			return queue
		}
		w.units = append(w.units, u)
		queue = queue[1:]
	}
	return queue
}

func (w *batch) left() room {
	left := w.room
	for _, u := range w.units {
		left.take(u)
	}
	return left
}

// addPrepare makes wave 0, with incidents before what is switched off. Incidents that do not fit get a further prepare wave, because no
// migration may go before them; the rest that does not fit can wait to the end. What the policy pins to a later wave is given back too.
func (b *batches) addPrepare(units []*unit) (later []*unit) {
	var queue []*unit
	for _, u := range units {
		switch {
		case u.pin == nil || *u.pin == 0 || isIncident(u):
			queue = append(queue, u)
		default:
			later = append(later, u)
		}
	}
	slices.SortFunc(queue, func(x, y *unit) int {
		if isIncident(x) != isIncident(y) {
			if isIncident(x) {
				return -1
			}
			return 1
		}
		return byWeight(x, y)
	})
	for len(queue) > 0 && (len(b.list) == 0 || isIncident(queue[0])) {
		w := b.open(WavePrepare, b.policy.Waves.PrepareDays)
		queue = w.fill(queue)
		b.list = append(b.list, w)
	}
	b.overflow = queue
	for _, u := range queue {
		u.pin = nil
	}
	return append(later, queue...)
}

func isIncident(u *unit) bool { return u.tasks[0].rule.route == RouteInvestigate }

// addPilot picks a small and varied part of what is not hard: of each kind and route in turn, the one with the least risk and weight. It gives
// back the others.
func (b *batches) addPilot(units []*unit) (rest []*unit) {
	if b.policy.Waves.PilotItems <= 0 {
		return units
	}
	w := b.open(WavePilot, b.policy.Waves.PilotDays)
	items := 0
	var pinned, candidates []*unit
	for _, u := range units {
		items += len(u.tasks)
		switch {
		case u.pin != nil && *u.pin == w.number:
			pinned = append(pinned, u)
		case u.pin == nil && !u.hard:
			candidates = append(candidates, u)
		}
	}
	taken := map[*unit]bool{}
	left := w.room
	take := func(u *unit) {
		left.take(u)
		w.units = append(w.units, u)
		taken[u] = true
	}
	slices.SortFunc(pinned, byWeight)
	for _, u := range pinned {
		if left.fits(u) {
			take(u)
		} else {
			u.pin = nil
		}
	}
	// A third of everything is enough to learn from, and leaves the larger part untouched should the pilot go wrong.
	left.items = min(left.items, min(b.policy.Waves.PilotItems, (items+2)/3)-(w.room.items-left.items))
	for classes := classify(candidates); len(classes) > 0 && left.items > 0; {
		var again [][]*unit
		for _, class := range classes {
			for len(class) > 0 {
				u := class[0]
				class = class[1:]
				if left.fits(u) {
					take(u)
					break
				}
			}
			if len(class) > 0 {
				again = append(again, class)
			}
		}
		classes = again
	}
	if len(w.units) == 0 {
		return units
	}
	b.list = append(b.list, w)
	return slices.DeleteFunc(slices.Clone(units), func(u *unit) bool { return taken[u] })
}

// classify sorts units by kind and route, the easiest class and the easiest unit first.
func classify(units []*unit) [][]*unit {
	easiest := func(x, y *unit) int {
		return cmp.Or(
			cmp.Compare(riskRank[x.risk], riskRank[y.risk]), cmp.Compare(x.weight, y.weight), cmp.Compare(x.key(), y.key()))
	}
	type class struct {
		kind  inventory.Kind
		route Route
	}
	byClass := map[class][]*unit{}
	for _, u := range units {
		c := class{u.tasks[0].kind, u.tasks[0].rule.route}
		byClass[c] = append(byClass[c], u)
	}
	classes := slices.Collect(maps.Values(byClass))
	for _, c := range classes {
		slices.SortFunc(c, easiest)
	}
	slices.SortFunc(classes, func(x, y []*unit) int { return easiest(x[0], y[0]) })
	return classes
}

// addRest makes regular waves, then last ones: hard units, then what the prepare wave had no room for. Pinned units come
// first in the wave of their number.
func (b *batches) addRest(units, later []*unit) {
	pins := map[int][]*unit{}
	var regular, hard, spare []*unit
	next := b.open(WaveRegular, 0).number
	for _, u := range slices.Concat(units, later) {
		switch {
		case u.pin != nil && *u.pin >= next:
			pins[*u.pin] = append(pins[*u.pin], u)
		case u.tasks[0].rule.destiny == prepares:
			spare = append(spare, u)
		case u.hard:
			hard = append(hard, u)
		default:
			regular = append(regular, u)
		}
	}
	b.order(regular)
	slices.SortFunc(hard, byWeight)
	slices.SortFunc(spare, byWeight)
	last := slices.Concat(hard, spare)
	lastBegun := false
	for len(regular)+len(last)+len(pins) > 0 {
		number := b.open(WaveRegular, 0).number
		pinned := pins[number]
		delete(pins, number)
		if len(pinned)+len(regular)+len(last) == 0 {
			// Only pins to later numbers are left, and there is nothing to put between.
			for _, waiting := range pins {
				last = append(last, waiting...)
			}
			clear(pins)
			slices.SortFunc(last, byWeight)
			continue
		}
		typ, queue := WaveLast, &last
		if len(regular) > 0 || !lastBegun && slices.ContainsFunc(pinned, func(u *unit) bool { return !u.hard }) {
			typ, queue = WaveRegular, &regular
		}
		lastBegun = typ == WaveLast
		w := b.open(typ, b.policy.Waves.RegularDays)
		slices.SortFunc(pinned, byWeight)
		*queue = slices.Concat(w.fill(pinned), *queue) // a pin that does not fit gives way to the next wave
		*queue = w.fill(*queue)
		b.list = append(b.list, w)
	}
}

// order puts regular units into the order in which they move. By department, the department with most weight for its hours goes first
// (which makes the sum of weight times waiting least for blocks that stay together), and within it the heaviest unit.
func (b *batches) order(units []*unit) {
	if b.policy.Waves.GroupBy != GroupByDepartment {
		slices.SortFunc(units, byWeight)
		return
	}
	slices.SortFunc(units, byWeight) // so that sums do not depend on the order of the inventory
	weight, hours := map[string]float64{}, map[string]float64{}
	for _, u := range units {
		weight[u.department] += u.weight
		hours[u.department] += u.hours
	}
	for department := range weight {
		weight[department] /= hours[department]
	}
	slices.SortStableFunc(units, func(x, y *unit) int {
		if x.department == y.department {
			return 0
		}
		// Without a department comes last among equals.
		return cmp.Or(
			cmp.Compare(weight[y.department], weight[x.department]),
			boolCompare(x.department == "", y.department == ""), cmp.Compare(x.department, y.department))
	})
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
