package plan

import (
	"cmp"
	"math"
	"slices"
)

// problem is what the scheduler solves: jobs are put into waves one after the other, so that the sum of weight times the day on which a job ends
// is least. Times are minutes of work, days are indices of working days.
//
// A wave lasts from the first day of its work to the last. The next one begins gap days without work later. Work on a job may be spread over the days of
// its wave and go on beside other jobs, as long as no day holds more than it can, in total and of any one owner. Only a job that is larger than a
// whole wave exceeds a wave's items or length; it is alone in its wave, which lasts as long as its work takes.
type problem struct {
	// cost gives the calendar days from today to a working day, by its index. It grows with the index.
	cost func(day int) int
	// perDay is what a day holds in total, owners what it holds of each owner; noLimit for an owner without a limit.
	perDay int
	owners []int
	// items is the most senders in a wave, length the most days of one, gap the days without work between two.
	items, length, gap int
	// start is the first day of the first wave.
	start int
	jobs  []job
	// together is how much exposure may be given up to keep groups together, in percent of the least.
	together float64
}

// job is what moves at once.
type job struct {
	// minutes of work, at least 1; shares are those of owners, and the rest is of nobody.
	minutes int
	shares  []share
	// items is how many senders it is, at least 1.
	items  int
	weight float64
	// notBefore is the first day on which work on it may be done; 0 for any.
	notBefore int
	// pin is 1 + the number of the wave, from 0, that it has to be in; 0 for any.
	pin int
	// group is what it should stay together with: jobs of one group in as few waves as possible; 0 for no group.
	group int
}

// share is the work of one owner.
type share struct{ owner, minutes int }

const noLimit = math.MaxInt

// schedule is a solution: for each wave its jobs in the order in which they are worked on.
type schedule struct {
	waves []slot
	// left are jobs pinned to waves that do not come about.
	left []int
	// exposure is the sum of weight times cost of the last day.
	exposure float64
	// work is what is done on each day.
	work []shift
}

// shift is what is done of a job on one day: the minutes of an owner with a limit, or of all others (-1).
type shift struct{ job, day, owner, minutes int }

// slot is one wave. Its days are both included.
type slot struct {
	start, end int
	jobs       []placed
}

// placed is a job with the first and the last day of its work.
type placed struct{ job, first, last int }

// oversize reports whether a job is larger than a whole wave.
func (p *problem) oversize(j *job) bool {
	if j.items > p.items || j.minutes > p.perDay*p.length {
		return true
	}
	for _, s := range j.shares {
		if limit := p.owners[s.owner]; limit != noLimit && s.minutes > limit*p.length {
			return true
		}
	}
	if len(j.shares) < 2 {
		return false
	}
	// Several owners can be in each other's way, so only trying tells.
	d, alone := newDays(p), *j
	alone.notBefore = 0
	d.open(0, p.length)
	_, _, fits := d.place(&alone, 0)
	return !fits
}

// days is a stretch of working days that is filled with work.
type days struct {
	p     *problem
	start int
	// length is the most days from start; noLimit while an oversize job has the wave for itself.
	length int
	// used are minutes by day from start, in total and by owner (where the owner has a limit).
	used   []int
	owners [][]int
	// touched are the owners with anything used.
	touched []int
	// free is what is left of all days; items and count what is in them; end the last day with work.
	free, items int
	end         int
	taken       []taken
	// forward lays work on the first days that have room, also where later ones would end it on the same day.
	forward bool
}

// taken is work put on a day.
type taken struct{ day, owner, minutes int }

func newDays(p *problem) *days { return &days{p: p, owners: make([][]int, len(p.owners))} }

// open begins an empty stretch.
func (d *days) open(start, length int) {
	d.start, d.length, d.items, d.end = start, length, 0, start-1
	d.used = d.used[:0]
	for _, owner := range d.touched {
		d.owners[owner] = d.owners[owner][:0]
	}
	d.touched = d.touched[:0]
	d.free = noLimit
	if length != noLimit {
		d.free = length * d.p.perDay
	}
}

// place puts a job on the earliest days that have room from a day on, or changes nothing where they have not enough of it.
func (d *days) place(j *job, from int) (first, last int, ok bool) {
	if j.minutes > d.free {
		return 0, 0, false
	}
	from = max(from, j.notBefore, d.start)
	if first, last, ok = d.early(j, from); !ok {
		return 0, 0, false
	}
	if len(j.shares) > 0 && last > first && !d.forward {
		d.takeBack()
		begin := first
		if first, ok = d.late(j, begin, last); !ok {
			d.takeBack()
			first, last, _ = d.early(j, from)
		}
	}
	if d.free != noLimit {
		d.free -= j.minutes
	}
	d.items += j.items
	d.end = max(d.end, last)
	return first, last, true
}

// put lays the minutes of one owner (-1 for nobody) on days.
func (d *days) put(owner, minutes, from int, first, last *int) bool {
	limit := noLimit
	if owner >= 0 {
		limit = d.p.owners[owner]
	}
	var of []int
	if limit != noLimit {
		if len(d.owners[owner]) == 0 {
			d.touched = append(d.touched, owner)
		}
		of = d.owners[owner]
	}
	for day := from - d.start; minutes > 0; day++ {
		if d.length != noLimit && day >= d.length {
			return false
		}
		for len(d.used) <= day {
			d.used = append(d.used, 0)
		}
		room := d.p.perDay - d.used[day]
		if limit != noLimit {
			for len(of) <= day {
				of = append(of, 0)
			}
			d.owners[owner] = of
			room = min(room, limit-of[day])
		}
		if room <= 0 {
			continue
		}
		room = min(room, minutes)
		minutes -= room
		d.used[day] += room
		if limit != noLimit {
			of[day] += room
		}
		d.taken = append(d.taken, taken{day, owner, room})
		*first, *last = min(*first, d.start+day), max(*last, d.start+day)
	}
	return true
}

// early lays a job on the first days from a day on that have room.
func (d *days) early(j *job, from int) (first, last int, ok bool) {
	d.taken = d.taken[:0]
	first, last = math.MaxInt, -1
	rest := j.minutes
	for _, s := range j.shares {
		rest -= s.minutes
		if !d.put(s.owner, s.minutes, from, &first, &last) {
			d.takeBack()
			return 0, 0, false
		}
	}
	if rest > 0 && !d.put(-1, rest, from, &first, &last) {
		d.takeBack()
		return 0, 0, false
	}
	return first, last, true
}

// late lays a job on the last days up to a day that have room, none before from: an owner's hours of earlier days are then left for those who can end on them. It
// can fail where several owners are in each other's way, and leaves what it has put.
func (d *days) late(j *job, from, last int) (first int, ok bool) {
	first = last
	rest := j.minutes
	for _, s := range j.shares {
		rest -= s.minutes
		if !d.putBack(s.owner, s.minutes, from, last, &first) {
			return first, false
		}
	}
	return first, d.putBack(-1, rest, from, last, &first)
}

// putBack is put from the last day to the first.
func (d *days) putBack(owner, minutes, from, last int, first *int) bool {
	limit := noLimit
	var of []int
	if owner >= 0 && d.p.owners[owner] != noLimit {
		limit = d.p.owners[owner]
		for len(d.owners[owner]) <= last-d.start {
			d.owners[owner] = append(d.owners[owner], 0)
		}
		of = d.owners[owner]
	}
	for day := last - d.start; minutes > 0; day-- {
		if day < from-d.start {
			return false
		}
		room := d.p.perDay - d.used[day]
		if limit != noLimit {
			room = min(room, limit-of[day])
		}
		if room = min(room, minutes); room <= 0 {
			continue
		}
		minutes -= room
		d.used[day] += room
		if limit != noLimit {
			of[day] += room
		}
		d.taken = append(d.taken, taken{day, owner, room})
		*first = min(*first, d.start+day)
	}
	return true
}

// takeBack undoes what was put last.
func (d *days) takeBack() {
	for _, t := range d.taken {
		d.used[t.day] -= t.minutes
		if t.owner >= 0 && d.p.owners[t.owner] != noLimit {
			d.owners[t.owner][t.day] -= t.minutes
		}
	}
	d.taken = d.taken[:0]
}

// remove takes the job out that was placed last. The end stays: it is the caller's to put the job elsewhere.
func (d *days) remove(j *job) {
	d.takeBack()
	if d.free != noLimit {
		d.free += j.minutes
	}
	d.items -= j.items
}

// order is what a layout is made from: jobs as they should go, and where waves are cut off that would have had room for more.
type order struct {
	jobs []int
	// cuts say for each place in jobs whether a new wave begins there although the one before is not full.
	cuts []cut
}

// cut is a way to begin a wave.
type cut uint8

const (
	noCut cut = iota
	// cutHere: what is before it goes into waves of its own.
	cutHere
	// cutAndWait: besides, the wave begins on the first day on which the job at this place may be worked on; cutToEnd: it begins so that the job is on its last day.
	cutAndWait
	cutToEnd
	cutKinds
)

// layout turns an order of jobs into waves. It is kept between orders, so that trying many costs no memory.
type layout struct {
	p    *problem
	days *days
	// queues hold the jobs that fare alike when a wave is full for them: those of one owner with a limit and one first day. Each is in the order asked for.
	queueOf []int
	queues  []queue
	heap    []int
	pins    [][]int
	// small is the least work of any job; big are those that are larger than a wave.
	small int
	big   []bool
	// limit is the place of the next cut: what stands from there on is not looked at yet.
	limit int
	// free: no job has to wait for a day.
	free bool

	// what the last order came to
	waves    []slot
	where    []placedIn
	exposure float64
	left     []int
	// keep asks for work.
	keep bool
	work []shift
}

type placedIn struct{ wave, first, last int }

type queue struct {
	notBefore int
	limited   bool
	jobs      []int // in order
	// head is the first that is not in a wave, tries how many from there were passed over in this one.
	head, tries int
	// rank is the place in the order of each of jobs.
	rank []int
}

// How many jobs that do not fit are passed over before a wave counts as full: in total, and of one queue. With few jobs all are tried.
const (
	passedOver        = 64
	passedOverOfQueue = 16
)

func newLayout(p *problem) *layout {
	l := &layout{p: p, days: newDays(p), queueOf: make([]int, len(p.jobs)), big: make([]bool, len(p.jobs)), where: make([]placedIn, len(p.jobs)), small: noLimit}
	l.free = true
	type kind struct{ owner, notBefore int }
	known := map[kind]int{}
	var members []int // of each queue
	for i := range p.jobs {
		j := &p.jobs[i]
		l.small = min(l.small, j.minutes)
		l.big[i] = p.oversize(j)
		k := kind{-1, max(0, j.notBefore)}
		if k.notBefore <= p.start {
			k.notBefore = 0
		} else {
			l.free = false
		}
		for _, s := range j.shares {
			if p.owners[s.owner] != noLimit {
				k.owner = s.owner
				break
			}
		}
		n, ok := known[k]
		if !ok {
			n = len(l.queues)
			known[k] = n
			l.queues = append(l.queues, queue{notBefore: k.notBefore, limited: k.owner >= 0})
			members = append(members, 0)
		}
		l.queueOf[i] = n
		members[n]++
		if j.pin > 0 {
			for len(l.pins) < j.pin {
				l.pins = append(l.pins, nil)
			}
		}
	}
	for n, most := range members {
		l.queues[n].jobs, l.queues[n].rank = make([]int, 0, most), make([]int, 0, most)
	}
	return l
}

// try lays out an order of all jobs, and gives the exposure.
func (l *layout) try(o order) float64 {
	p := l.p
	for i := range l.queues {
		q := &l.queues[i]
		q.jobs, q.rank, q.head = q.jobs[:0], q.rank[:0], 0
	}
	for i := range l.pins {
		l.pins[i] = l.pins[i][:0]
	}
	for rank, i := range o.jobs {
		if pin := p.jobs[i].pin; pin > 0 {
			l.pins[pin-1] = append(l.pins[pin-1], i)
			continue
		}
		q := &l.queues[l.queueOf[i]]
		q.jobs, q.rank = append(q.jobs, i), append(q.rank, rank)
	}
	l.waves, l.left, l.work, l.exposure = l.waves[:0], l.left[:0], l.work[:0], 0
	start := p.start
	wait := l.nextCut(o, 0)
	for wave := 0; ; wave++ {
		var pinned []int
		if wave < len(l.pins) {
			pinned = l.pins[wave]
		}
		begin, any := l.begin(max(start, wait), pinned)
		for !any && l.limit < len(o.jobs) {
			wait = l.nextCut(o, l.limit)
			begin, any = l.begin(max(start, wait), pinned)
		}
		if !any {
			break
		}
		wait = 0
		l.fill(wave, begin, pinned)
		start = l.waves[wave].end + p.gap + 1
	}
	for wave := len(l.waves); wave < len(l.pins); wave++ {
		l.left = append(l.left, l.pins[wave]...)
	}
	return l.exposure
}

// nextCut opens the stretch of the order that begins at a place, up to the cut after it, and gives the day that its first wave waits for.
func (l *layout) nextCut(o order, from int) (wait int) {
	l.limit = len(o.jobs)
	for i := from + 1; i < len(o.cuts); i++ {
		if o.cuts[i] != noCut {
			l.limit = i
			break
		}
	}
	if from >= len(o.cuts) || o.cuts[from] <= cutHere {
		return 0
	}
	switch j := &l.p.jobs[o.jobs[from]]; o.cuts[from] {
	case cutAndWait:
		return j.notBefore
	case cutToEnd:
		return j.notBefore + (j.minutes-1)/l.p.perDay - l.p.length + 1
	}
	return 0
}

// waiting reports whether a queue has a job before the next cut.
func (l *layout) waiting(q *queue) bool {
	at := q.head + q.tries
	return at < len(q.jobs) && q.rank[at] < l.limit
}

// begin gives the first day from start on which there is something to do, and whether there is anything.
func (l *layout) begin(start int, pinned []int) (int, bool) {
	first := noLimit
	for _, i := range pinned {
		first = min(first, max(start, l.p.jobs[i].notBefore))
	}
	for i := range l.queues {
		q := &l.queues[i]
		if q.tries = 0; l.waiting(q) {
			first = min(first, max(start, q.notBefore))
		}
	}
	return first, first != noLimit
}

// fill makes one wave. A pinned job that does not fit goes on with the others, as if it had no pin.
func (l *layout) fill(wave, start int, pinned []int) {
	p := l.p
	l.days.open(start, p.length)
	l.waves = append(l.waves, slot{start: start})
	for _, i := range pinned {
		if !l.put(wave, i) {
			l.unpin(i)
		}
	}
	if l.days.length == noLimit {
		l.close(wave)
		return
	}
	l.heap = l.heap[:0]
	for i := range l.queues {
		q := &l.queues[i]
		q.tries = 0
		if l.waiting(q) && q.notBefore < start+p.length {
			l.push(i)
		}
	}
	passed, most := 0, passedOver
	if len(p.jobs) <= fewJobs {
		most = noLimit
	}
	for len(l.heap) > 0 && passed < most && (l.days.items == 0 || l.days.items < p.items && l.days.free >= l.small) {
		n := l.pop()
		q := &l.queues[n]
		at := q.head + q.tries
		i := q.jobs[at]
		if l.put(wave, i) {
			// Those passed over stay in front of the hole.
			copy(q.jobs[q.head+1:at+1], q.jobs[q.head:at])
			copy(q.rank[q.head+1:at+1], q.rank[q.head:at])
			q.head++
			if l.days.length == noLimit {
				break
			}
		} else {
			q.tries++
			passed++
			if q.limited && q.tries >= passedOverOfQueue && most != noLimit {
				continue
			}
		}
		if l.waiting(q) {
			l.push(n)
		}
	}
	l.close(wave)
}

// unpin puts a job that found no room in the wave of its pin at the head of its queue.
func (l *layout) unpin(i int) {
	q := &l.queues[l.queueOf[i]]
	q.jobs = slices.Insert(q.jobs, q.head, i)
	q.rank = slices.Insert(q.rank, q.head, -1)
}

// put tries a job in the wave that is open.
func (l *layout) put(wave, i int) bool {
	d, j := l.days, &l.p.jobs[i]
	if l.big[i] {
		if d.items > 0 {
			return false
		}
		d.open(max(d.start, j.notBefore), noLimit)
		l.waves[wave].start = d.start
	} else if d.length == noLimit || d.items+j.items > l.p.items {
		return false // full, or for another that is larger than a wave
	}
	first, last, ok := d.place(j, 0)
	if !ok {
		return false
	}
	if l.keep {
		for _, t := range d.taken {
			l.work = append(l.work, shift{i, d.start + t.day, t.owner, t.minutes})
		}
	}
	l.where[i] = placedIn{wave, first, last}
	l.exposure += j.weight * float64(l.p.cost(last))
	return true
}

func (l *layout) close(wave int) {
	l.waves[wave].end = max(l.days.end, l.waves[wave].start)
}

// push and pop keep queues by the rank of the job that is tried next.
func (l *layout) push(n int) {
	l.heap = append(l.heap, n)
	for i := len(l.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if l.next(l.heap[up]) <= l.next(l.heap[i]) {
			return
		}
		l.heap[up], l.heap[i] = l.heap[i], l.heap[up]
		i = up
	}
}

func (l *layout) pop() int {
	top, last := l.heap[0], len(l.heap)-1
	l.heap[0] = l.heap[last]
	l.heap = l.heap[:last]
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			return top
		}
		if down+1 < last && l.next(l.heap[down+1]) < l.next(l.heap[down]) {
			down++
		}
		if l.next(l.heap[i]) <= l.next(l.heap[down]) {
			return top
		}
		l.heap[i], l.heap[down] = l.heap[down], l.heap[i]
		i = down
	}
}

func (l *layout) next(n int) int {
	q := &l.queues[n]
	return q.rank[q.head+q.tries]
}

// result gives the last order as a schedule.
func (l *layout) result() schedule {
	s := schedule{waves: slices.Clone(l.waves), left: slices.Clone(l.left), exposure: l.exposure, work: slices.Clone(l.work)}
	missing, members := make([]bool, len(l.where)), make([]int, len(s.waves))
	for _, i := range s.left {
		missing[i] = true
	}
	for i, in := range l.where {
		if !missing[i] {
			members[in.wave]++
		}
	}
	for i, n := range members {
		s.waves[i].jobs = make([]placed, 0, n)
	}
	for i, in := range l.where {
		if !missing[i] {
			w := &s.waves[in.wave]
			w.jobs = append(w.jobs, placed{i, in.first, in.last})
		}
	}
	for i := range s.waves {
		slices.SortFunc(s.waves[i].jobs, func(a, b placed) int {
			return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(l.p.jobs[b.job].weight, l.p.jobs[a.job].weight), cmp.Compare(a.job, b.job))
		})
	}
	return s
}
