package plan

import (
	"cmp"
	"slices"
	"strings"

	"unbasic/plan/calendar"
)

// started reports whether work on an item has begun, so that a later plan leaves it as it is.
func (s Status) started() bool {
	return s == StatusInProgress || s == StatusValidating || s == StatusDone
}

// keeper keeps to an earlier plan: what has begun stays as it is, what has not stays in its wave as long as there is room, and waves stay on their days as long as
// these can be worked on. Only what is new, overdue or without room is put elsewhere.
type keeper struct {
	*arranger
	items map[string]*Item
	// ahead are the waves that are not over, by their place in waves, with what is taken of their days.
	ahead []ahead
	free  []*unit
}

type ahead struct {
	wave int
	days *days
}

// rearrange is arrange with an earlier plan.
func rearrange(units []*unit, begun []*Item, p Policy, line *timeline, earlier *Plan, steps int) arrangement {
	k := &keeper{arranger: newArranger(p, line, units), items: itemsBySender(earlier)}
	k.steps = steps
	in := map[int][]*unit{}
	exists := map[int]bool{}
	for i := range earlier.Waves {
		exists[earlier.Waves[i].Number] = true
	}
	for _, u := range units {
		switch wave, known := k.waveOf(u); {
		case exists[wave] && known:
			in[wave] = append(in[wave], u)
		case known: // people decided on a wave that there is not
			k.release(u, "move.pin")
		default:
			k.release(u, "move.new")
		}
	}
	begunIn := map[int][]*Item{}
	for _, item := range begun {
		begunIn[item.Wave] = append(begunIn[item.Wave], item)
	}
	waves := slices.Clone(earlier.Waves)
	slices.SortStableFunc(waves, func(a, b Wave) int { return cmp.Compare(a.Number, b.Number) })
	for i := range waves {
		k.keep(&waves[i], in[waves[i].Number], begunIn[waves[i].Number])
	}
	k.repin()
	k.placeFree()
	return k.arrangement
}

func itemsBySender(p *Plan) map[string]*Item {
	items := make(map[string]*Item, len(p.Items))
	for i := range p.Items {
		items[p.Items[i].Sender] = &p.Items[i]
	}
	return items
}

// waveOf gives the wave that most of a unit's members were in, the first of equals.
func (k *keeper) waveOf(u *unit) (wave int, known bool) {
	counts := map[int]int{}
	for _, t := range u.tasks {
		if item := k.items[t.key]; item != nil {
			counts[item.Wave]++
		}
	}
	for number, n := range counts {
		if best := counts[wave]; !known || n > best || n == best && number < wave {
			wave, known = number, true
		}
	}
	return wave, known
}

// keep takes one wave of the earlier plan over.
func (k *keeper) keep(w *Wave, members []*unit, begun []*Item) {
	p := planned{number: w.Number, typ: w.Type, started: begun}
	p.kept.start, p.kept.end, p.kept.decide = w.Start, w.End, w.GoNoGo
	open := k.open(w)
	firstDay, ok := k.line.at(open)
	if !ok || w.End.Before(firstDay) { // over
		for _, u := range members {
			k.release(u, "move.overdue")
		}
		if len(begun) > 0 {
			k.waves = append(k.waves, p)
			k.soak(w.End)
		}
		return
	}
	start, end, exact := k.window(w, open)
	if !exact {
		p.kept.start, p.kept.end = calendar.Day{}, calendar.Day{}
		if start >= k.line.first {
			p.kept.decide = calendar.Day{}
		}
	}
	p.start, p.end, p.decide, p.days = start, end, max(0, start-1), end-start+1
	d := newDays(&k.problem)
	d.open(start, p.days)
	d.forward = true
	// What ends first is laid first, and on its first days: then everything finds the days that it had.
	type work struct {
		unit *unit
		item *Item // of a unit, that of a member; nil where all are new
	}
	var laid []work
	for _, item := range begun {
		if item.Status != StatusDone && !item.End.Before(firstDay) {
			laid = append(laid, work{nil, item})
		} else {
			d.items++
		}
	}
	for _, u := range members {
		if w.Type == WavePrepare && !u.prepares() {
			k.release(u, "move.no-room") // it was to be switched off, and now it migrates
			continue
		}
		laid = append(laid, work{u, k.itemOf(u)})
	}
	slices.SortStableFunc(laid, func(x, y work) int {
		if x.item == nil || y.item == nil {
			return boolCompare(x.item == nil, y.item == nil)
		}
		c := cmp.Or(x.item.End.Compare(y.item.End), x.item.Start.Compare(y.item.Start), boolCompare(x.unit != nil, y.unit != nil))
		if c == 0 && x.unit != nil {
			c = byRatio(x.unit, y.unit)
		}
		return c
	})
	for _, in := range laid {
		if in.unit != nil {
			k.stay(&p, d, in.unit, in.item, exact)
			continue
		}
		j := job{minutes: max(1, int(in.item.EffortHours*60)), items: 1}
		if owner, limited := k.index[string(in.item.Owner)]; limited {
			j.shares = []share{{owner, j.minutes}}
		}
		if _, _, ok := d.place(&j, k.line.index(in.item.Start)); !ok {
			d.items++
		}
	}
	if len(p.units)+len(begun) == 0 {
		return // nobody is left in it
	}
	k.ahead = append(k.ahead, ahead{len(k.waves), d})
	k.waves = append(k.waves, p)
	k.next = p.end + k.gap + 1
}

// open gives the first day on which work on a wave can be done. The first day of the timeline is one where the wave was decided before it: it needs no other
// go/no-go on that day, as new waves do.
func (k *keeper) open(w *Wave) int {
	day, ok := k.line.at(0)
	if ok && day.After(k.line.today) && !day.Before(k.policy.Start) && w.GoNoGo.Before(day) {
		return 0
	}
	return k.line.first
}

// window gives the days of a wave that is not over, and whether they are those that it had; none is before open. A wave moves when its first or last day can't be
// worked on any more or comes too soon after the wave before; then it has as many days as it had, or would have had without what is new in the calendar.
func (k *keeper) window(w *Wave, open int) (start, end int, exact bool) {
	firstDay, _ := k.line.at(open)
	start, end = k.line.index(w.Start), k.line.index(w.End)
	if last, ok := k.line.at(end); !ok || last != w.End {
		end-- // the last working day of what is left of it
	} else {
		exact = true
	}
	if w.Start.Before(firstDay) { // it goes on
		return open, max(open, end), exact
	}
	first, ok := k.line.at(start)
	exact = exact && ok && first == w.Start
	length := max(1, end-start+1)
	if earliest := max(k.line.first, k.next); len(k.ahead) > 0 && start < earliest || start < open {
		start, exact = earliest, false
	}
	return start, start + length - 1, exact
}

// soak has new waves wait until the soak days after a wave that is over.
func (k *keeper) soak(end calendar.Day) {
	firstDay, ok := k.line.at(k.line.first)
	if !ok {
		return
	}
	next := k.line.first + k.gap
	for day := end.AddDays(1); next > k.line.first && day.Before(firstDay); day = day.AddDays(1) {
		if k.line.calendar.Working(day) {
			next--
		}
	}
	k.next = max(k.next, next)
}

// itemOf gives the item that the first member of a unit with one had.
func (k *keeper) itemOf(u *unit) *Item {
	for _, t := range u.tasks {
		if item := k.items[t.key]; item != nil {
			return item
		}
	}
	return nil
}

// stay leaves a unit in its wave, on its days if possible; item is that of a member in the earlier plan.
func (k *keeper) stay(p *planned, d *days, u *unit, item *Item, exact bool) {
	j := k.job(u)
	like := k.problem
	like.length = k.policy.Waves.days(p.typ)
	alone := like.oversize(&j)
	// What is left of a move group stays with those of it that have begun, or that it was too big with.
	together := item != nil && slices.ContainsFunc(p.started, func(other *Item) bool { return other.MoveGroup == item.MoveGroup })
	if alone && len(p.units) == 0 {
		d.length, d.free = noLimit, noLimit
		p.oversize = u
	} else if !together && (p.oversize != nil || d.items+j.items > k.problem.items) {
		k.release(u, "move.no-room")
		return
	}
	from := 0
	if item != nil {
		from = k.line.index(item.Start)
	}
	first, last, ok := d.place(&j, from)
	if ok && item != nil && last > k.line.index(item.End) && len(j.shares) > 1 {
		// Owners can be in each other's way, and fit the other way round.
		d.remove(&j)
		slices.Reverse(j.shares)
		first, last, ok = d.place(&j, from)
	}
	if !ok {
		first, last, ok = d.place(&j, 0)
	}
	if !ok {
		k.release(u, "move.no-room")
		return
	}
	in := placedUnit{unit: u, first: first, last: last}
	if firstDay, _ := k.line.at(p.start); exact && item != nil && first >= k.line.index(item.Start) && last <= k.line.index(item.End) &&
		!item.Start.Before(firstDay) && k.workable(item) && j.notBefore <= k.line.index(item.Start) {
		in.kept = item
	}
	p.end = max(p.end, last)
	if p.end > d.start+p.days-1 {
		p.kept.end = calendar.Day{}
	}
	p.units = append(p.units, in)
	k.done(u, d)
}

// workable reports whether the days of an item can still be worked on.
func (k *keeper) workable(item *Item) bool {
	return k.line.calendar.Working(item.Start) && k.line.calendar.Working(item.End)
}

func (k *keeper) done(u *unit, d *days) {
	for _, t := range d.taken {
		k.work = append(k.work, unitWork{u, d.start + t.day, t.owner, t.minutes})
	}
}

func (k *keeper) release(u *unit, why string) {
	k.free = append(k.free, u)
	k.moved[u] = why
}

// repin moves what the policy pins to another wave ahead, if that one has room.
func (k *keeper) repin() {
	for _, from := range k.ahead {
		w := &k.waves[from.wave]
		w.units = slices.DeleteFunc(w.units, func(in placedUnit) bool {
			u := in.unit
			if u.pin == nil || *u.pin == w.number || u.incident() {
				return false
			}
			for _, to := range k.ahead {
				pinned := &k.waves[to.wave]
				j := k.job(u)
				if pinned.number != *u.pin || pinned.typ == WavePrepare && !u.prepares() || pinned.typ == WavePilot && u.prepares() || pinned.oversize != nil || to.days.items+j.items > k.problem.items {
					continue
				}
				if first, last, ok := to.days.place(&j, 0); ok {
					k.work = slices.DeleteFunc(k.work, func(done unitWork) bool { return done.unit == u })
					k.done(u, to.days)
					pinned.units = append(pinned.units, placedUnit{unit: u, first: first, last: last})
					pinned.end = max(pinned.end, last)
					k.moved[u] = "move.pin"
					return true
				}
			}
			return false
		})
	}
}

// placeFree puts what has no wave into the first one ahead that is of its sort and has room, and makes new waves at the end for the rest. An incident goes into
// whichever comes first.
func (k *keeper) placeFree() {
	slices.SortFunc(k.free, func(x, y *unit) int {
		return cmp.Or(cmp.Compare(x.urgent, y.urgent), boolCompare(x.pin == nil, y.pin == nil), byRatio(x, y))
	})
	if len(k.waves) == 0 {
		moved := k.moved
		k.arrangement = arrange(k.free, k.policy, k.line, k.steps)
		k.arrangement.moved = moved
		return
	}
	var rest []*unit
	for _, u := range k.free {
		if !k.join(u) {
			rest = append(rest, u)
		}
	}
	typ := k.waves[len(k.waves)-1].typ
	if typ == WaveLast {
		k.solve(WaveLast, k.solve(WaveLast, rest, true), false)
		return
	}
	var regular, last []*unit
	for _, u := range rest {
		if u.hard || u.prepares() {
			last = append(last, u)
		} else {
			regular = append(regular, u)
		}
	}
	left := k.solve(WaveRegular, regular, true)
	k.solve(WaveLast, k.solve(WaveLast, append(last, left...), true), false)
}

// join puts a unit into a wave ahead.
func (k *keeper) join(u *unit) bool {
	j := k.job(u)
	if k.oversize(&j) {
		return false
	}
	for _, in := range k.ahead {
		w := &k.waves[in.wave]
		switch {
		case w.oversize != nil || in.days.items+j.items > k.problem.items:
			continue
		case u.pin != nil && !u.incident() && k.pinAhead(*u.pin, u):
			if w.number != *u.pin {
				continue
			}
		case u.prepares():
		case u.hard && w.typ != WaveLast, !u.hard && w.typ != WaveRegular:
			continue
		}
		first, last, ok := in.days.place(&j, 0)
		if !ok {
			continue
		}
		w.units = append(w.units, placedUnit{unit: u, first: first, last: last})
		w.end = max(w.end, last)
		k.done(u, in.days)
		return true
	}
	return false
}

// pinAhead reports whether a wave is ahead that can hold a unit.
func (k *keeper) pinAhead(number int, u *unit) bool {
	return slices.ContainsFunc(k.ahead, func(a ahead) bool {
		w := &k.waves[a.wave]
		return w.number == number && (w.typ != WavePrepare || u.prepares()) && (w.typ != WavePilot || !u.prepares())
	})
}

// begun gives the items of an earlier plan that work has begun on, in its order.
func begun(earlier *Plan) []*Item {
	var items []*Item
	if earlier != nil {
		for i := range earlier.Items {
			if earlier.Items[i].Status.started() {
				items = append(items, &earlier.Items[i])
			}
		}
	}
	return items
}

// compare lists the differences to the earlier plan, in the order of names.
func (m *maker) compare(earlier *Plan) {
	before := itemsBySender(earlier)
	now := make(map[string]bool, len(m.plan.Items))
	why := map[string]string{}
	for u, reason := range m.arranged.moved {
		for _, t := range u.tasks {
			why[t.key] = reason
		}
	}
	add := func(upn, sender string, from, to *Place, id string, values map[string]string) {
		m.plan.Moves = append(m.plan.Moves, Move{Sender: sender, UPN: upn, From: from, To: to, Why: sentenceOf(id, values)})
	}
	for i := range m.plan.Items {
		item := &m.plan.Items[i]
		now[item.Sender] = true
		to, old := placeOf(item), before[item.Sender]
		if old == nil {
			add(item.UPN, item.Sender, nil, to, "move.new", nil)
			continue
		}
		from := placeOf(old)
		switch {
		case *from == *to:
		case from.Route != to.Route:
			add(item.UPN, item.Sender, from, to, "move.route", map[string]string{"from": string(from.Route), "to": string(to.Route)})
		default:
			id := cmp.Or(why[item.Sender], "move.calendar")
			if id == "move.new" {
				id = "move.calendar"
			}
			add(item.UPN, item.Sender, from, to, id, nil)
		}
	}
	reasons := map[string]Unplanned{}
	for _, u := range slices.Concat(m.plan.Unplanned, m.plan.NeverPlanned) {
		reasons[u.Sender] = u
	}
	for i := range earlier.Items {
		item := &earlier.Items[i]
		if now[item.Sender] {
			continue
		}
		if u, known := reasons[item.Sender]; known {
			m.plan.Moves = append(m.plan.Moves, Move{Sender: item.Sender, UPN: item.UPN, From: placeOf(item), Why: Sentence{ID: u.Rule, Text: u.Why, Args: u.Args}})
		} else {
			add(item.UPN, item.Sender, placeOf(item), nil, "move.gone", nil)
		}
	}
	slices.SortStableFunc(m.plan.Moves, func(a, b Move) int {
		return cmp.Or(strings.Compare(a.UPN, b.UPN), strings.Compare(a.Sender, b.Sender))
	})
}

func placeOf(item *Item) *Place {
	return &Place{Wave: item.Wave, Start: item.Start, End: item.End, Route: item.Route}
}
