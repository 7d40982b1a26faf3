package plan

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"time"
)

// relaxation is the problem without the rule that every job is done exactly once. Instead doing a job earns its prize, and all prizes are
// paid at the end. So for any prizes its optimum is a lower bound of the exposure (Lagrangian relaxation), and the best prizes are searched for.
// It is solved by dynamic programming over the first day of a wave, the work that is in it already, and its items. A job is never done twice
// running, which makes the bound tighter.
//
// Without limits of owners and notBefore the relaxation knows all other rules. With them it knows the days that a job takes for itself, and one
// resource: the whole day, an owner's part of it, or a mix of these. Then forward search, with the relaxation as its bound, knows the rest.
type relaxation struct {
	p       *problem
	size    []int // of a job, in units
	days    []int // days that so many units take
	items   int   // most items of a wave, 0 if any set of jobs that fits into its days has few enough
	large   []bool
	own     []int // days that a job takes for itself
	exact   bool
	horizon int // no wave of some optimal schedule starts later
	prize   []float64
	// tracked are jobs that are done exactly once also in the relaxation. That makes it tighter, and each doubles the states: what is left of
	// them is a set, and bit is a job's place in it, 0 for others.
	tracked int
	often   []float64 // how often a job was not done once of late
	bit     []int

	reach []bool
	after [][]branching // by what is left of the tracked jobs, and the first free day
	how   [][][2]int    // what both choices of it are: the last day of a job that is larger than a wave, or a negative number
	work  [][]branching // by what is left of the tracked jobs, and units and items in a wave
	kept  [][][]branching
	costs []float64
}

const (
	choiceStops = -1
	choiceWaits = -2
	choiceWorks = -3
)

// branching is the best way to go on, and the best one whose first job is another.
type branching struct {
	best, other       float64
	bestJob, otherJob int8
}

var nothing = branching{math.Inf(1), math.Inf(1), -1, -1}

func (c *branching) offer(v float64, j int8) {
	switch {
	case j == c.bestJob && j >= 0:
		c.best = min(c.best, v)
	case v < c.best:
		c.other, c.otherJob = c.best, c.bestJob
		c.best, c.bestJob = v, j
	case v < c.other:
		c.other, c.otherJob = v, j
	}
}

func (c *branching) without(j int8) float64 {
	if c.bestJob == j && j >= 0 {
		return c.other
	}
	return c.best
}

// newRelaxation takes a share of each resource, the whole day first, into the one that it knows; they add up to 1.
func newRelaxation(p *problem, shares []float64) *relaxation {
	n := len(p.jobs)
	r := &relaxation{p: p, size: make([]int, n), large: make([]bool, n), own: make([]int, n), prize: make([]float64, n), exact: true}
	unit, last, work, items, alone := 0, 0, 0.0, 0, 0
	for i, j := range p.jobs {
		r.large[i] = large(p, j)
		r.own[i] = (j.minutes + p.perDay - 1) / p.perDay
		unit = gcd(unit, j.minutes)
		last = max(last, j.notBefore)
		work += float64(j.minutes) / float64(p.perDay)
		items += j.items
		if r.large[i] {
			alone++
		}
		for _, s := range j.shares {
			limit := p.owners[s.owner]
			r.own[i] = max(r.own[i], (s.minutes+limit-1)/limit)
			work += float64(s.minutes) / float64(limit)
		}
		r.exact = r.exact && len(j.shares) == 0 && j.notBefore <= p.start
	}
	perDay := 0.0 // units in a day
	if len(shares) == 0 || shares[0] == 1 {
		for i, j := range p.jobs {
			r.size[i] = j.minutes / unit
		}
		perDay = float64(p.perDay) / float64(unit)
	} else {
		// Sizes are rounded down, so the bound stays one.
		perDay = 48
		for i, j := range p.jobs {
			size := shares[0] * float64(j.minutes) / float64(p.perDay)
			for _, s := range j.shares {
				size += shares[1+s.owner] * float64(s.minutes) / float64(p.owners[s.owner])
			}
			r.size[i] = int(perDay*size + 1e-9)
		}
	}
	units := int(perDay*float64(p.length) + 1e-9)
	r.days = make([]int, units+1)
	for u := range r.days {
		r.days[u] = max(1, int(math.Ceil(float64(u)/perDay-1e-9)))
	}

	// Two waves running don't fit into one, or they would be one: so their days are too many, or their items. A day that is not the last of its
	// wave is full, in total or for an owner. This limits how many waves there are and how many days they take.
	waves := float64(n)
	if p.length > 1 {
		waves = min(waves, (2*work/float64(p.length+1)+2*float64(items)/float64(p.items)+2*float64(alone)+2)/(1-2/float64(p.length+1)))
	}
	if r.exact {
		waves = min(waves, 2*work/float64(p.length)+2*float64(items)/float64(p.items)+2*float64(alone)+1)
	}
	if last > p.start {
		last += p.length + p.gap
	}
	r.horizon = max(p.start, last) + int(math.Ceil(work+waves*float64(1+p.gap))) + 1
	longest := slices.Max(r.own) + p.length + p.gap + 2

	if items > p.items {
		// The least units of jobs whose items are too many; if these don't fit anyway, nobody needs to count.
		least := make([]int, p.items+2)
		for i := range least {
			least[i] = math.MaxInt / 2
		}
		least[0] = 0
		for i, j := range p.jobs {
			if r.large[i] {
				continue
			}
			for k := p.items + 1; k >= 0; k-- {
				to := min(p.items+1, k+j.items)
				least[to] = min(least[to], least[k]+r.size[i])
			}
		}
		if least[p.items+1] <= units || slices.Contains(r.size, 0) {
			r.items = p.items
		}
	} else if slices.Contains(r.size, 0) {
		r.items = items
	}
	r.reach = make([]bool, (units+1)*(r.items+1))
	r.reach[0] = true
	for u := range units + 1 {
		for k := range r.items + 1 {
			if !r.reach[u*(r.items+1)+k] {
				continue
			}
			for i := range p.jobs {
				if to, ok := r.add(u, k, i); ok {
					r.reach[to] = true
				}
			}
		}
	}
	r.costs = make([]float64, r.horizon+longest)
	for d := range r.costs {
		r.costs[d] = float64(p.cost(d))
	}
	r.track(nil)
	return r
}

// track sets which jobs are done exactly once.
func (r *relaxation) track(jobs []int) {
	r.tracked = len(jobs)
	r.bit = make([]int, len(r.size))
	for i, j := range jobs {
		r.bit[j] = 1 << i
	}
	sets := 1 << len(jobs)
	r.after, r.how, r.work = make([][]branching, sets), make([][][2]int, sets), make([][]branching, sets)
	for left := range sets {
		r.after[left] = make([]branching, r.horizon+1)
		r.how[left] = make([][2]int, r.horizon+1)
		r.work[left] = make([]branching, len(r.reach))
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// add is the state of a wave with one job more.
func (r *relaxation) add(units, items, job int) (int, bool) {
	u, k := units+r.size[job], items
	if r.items > 0 {
		k += r.p.jobs[job].items
	}
	if r.large[job] || u >= len(r.days) || k > r.items {
		return 0, false
	}
	return u*(r.items+1) + k, true
}

func (r *relaxation) next(left, day int) *branching { return &r.after[left][min(day, r.horizon)] }

// first is the day on which a job ends at the earliest if its wave starts on a day.
func (r *relaxation) first(job, start int) int {
	return max(start, r.p.jobs[job].notBefore) + r.own[job] - 1
}

// wave looks at all waves that start on a day. A wave ends when its work in the one resource does.
func (r *relaxation) wave(start int) {
	row, top := r.items+1, len(r.days)-1
	type candidate struct {
		job                     int8
		size, items, first, bit int
		weight, prize           float64
		rest                    []branching
	}
	var all, jobs []candidate
	for i, j := range r.p.jobs {
		if f := r.first(i, start); !r.large[i] && f < start+r.p.length {
			c := candidate{int8(i), r.size[i], 0, f, r.bit[i], j.weight, r.prize[i], nil}
			if r.items > 0 {
				c.items = j.items
			}
			all = append(all, c)
		}
	}
	for left, work := range r.work {
		jobs = jobs[:0]
		for _, c := range all {
			if c.bit&^left == 0 {
				c.rest = r.work[left&^c.bit]
				jobs = append(jobs, c)
			}
		}
		for u := top; u >= 0; u-- {
			closed := r.next(left, start+r.days[u]+r.p.gap)
			for k := r.items; k >= 0; k-- {
				at := u*row + k
				if !r.reach[at] {
					continue
				}
				c := *closed
				if at == 0 {
					c = nothing
				}
				for n := range jobs {
					j := &jobs[n]
					v := u + j.size
					if v > top || k+j.items > r.items {
						continue
					}
					day := max(start+r.days[v]-1, j.first)
					if value := j.weight*r.costs[day] - j.prize + j.rest[v*row+k+j.items].without(j.job); value < c.other {
						c.offer(value, j.job)
					}
				}
				work[at] = c
			}
		}
	}
}

// solve returns the least exposure with prizes, prizes paid.
func (r *relaxation) solve(keep bool) float64 {
	p := r.p
	if keep {
		r.kept = make([][][]branching, r.horizon+1)
	}
	for left := range r.after {
		stop := nothing
		if left == 0 {
			stop.offer(0, -1)
		}
		r.after[left][r.horizon], r.how[left][r.horizon] = stop, [2]int{choiceStops, choiceStops}
	}
	offer := func(c *branching, how *[2]int, v float64, j int8, end int) {
		switch {
		case j == c.bestJob && j >= 0:
			if v < c.best {
				c.best, how[0] = v, end
			}
		case v < c.best:
			c.other, c.otherJob, how[1] = c.best, c.bestJob, how[0]
			c.best, c.bestJob, how[0] = v, j, end
		case v < c.other:
			c.other, c.otherJob, how[1] = v, j, end
		}
	}
	for s := r.horizon - 1; s >= p.start; s-- {
		for left := range r.after {
			c, how := r.after[left][s+1], [2]int{choiceWaits, choiceWaits}
			for i, j := range p.jobs {
				if r.large[i] && r.bit[i]&^left == 0 {
					end := r.first(i, s)
					offer(&c, &how, j.weight*float64(p.cost(end))-r.prize[i]+r.next(left&^r.bit[i], end+1+p.gap).without(int8(i)), int8(i), end)
				}
			}
			r.after[left][s], r.how[left][s] = c, how
		}
		r.wave(s)
		for left, w := range r.work {
			offer(&r.after[left][s], &r.how[left][s], w[0].best, w[0].bestJob, choiceWorks)
			offer(&r.after[left][s], &r.how[left][s], w[0].other, w[0].otherJob, choiceWorks)
		}
		if keep {
			r.kept[s] = make([][]branching, len(r.work))
			for left := range r.work {
				r.kept[s][left] = slices.Clone(r.work[left])
			}
		}
	}
	sum := r.after[len(r.after)-1][p.start].best
	for _, v := range r.prize {
		sum += v
	}
	return sum
}

// counts are how often the solution does each job.
func (r *relaxation) counts() []int {
	p, row := r.p, r.items+1
	n := make([]int, len(p.jobs))
	last, left := int8(-1), len(r.after)-1
	for s := p.start; s < r.horizon; {
		c, end := r.after[left][s], r.how[left][s][0]
		job := c.bestJob
		if job == last && job >= 0 {
			job, end = c.otherJob, r.how[left][s][1]
		}
		if end == choiceStops || end == choiceWaits {
			s++
			continue
		}
		if r.large[job] {
			n[job]++
			last, s = job, end+1+p.gap
			left &^= r.bit[job]
			continue
		}
		r.wave(s)
		at := 0
		for {
			u, k := at/row, at%row
			c := r.work[left][at]
			next := c.bestJob
			if next == last && next >= 0 {
				next = c.otherJob
			}
			if at > 0 {
				day := s + r.days[u] + p.gap
				if r.next(left, day).without(last) <= c.without(last)+1e-12 {
					s = day
					break
				}
			}
			n[next]++
			last = next
			left &^= r.bit[next]
			at, _ = r.add(u, k, int(next))
		}
	}
	return n
}

// begin sets prizes to what the jobs cost in a schedule.
func (r *relaxation) begin(s schedule) {
	for _, w := range s.waves {
		for _, j := range w.jobs {
			r.prize[j.job] = r.p.jobs[j.job].weight * float64(r.p.cost(j.last))
		}
	}
}

// ascend searches for prizes with a high bound by steps along the subgradient.
func (r *relaxation) ascend(s schedule, steps int, patience time.Duration) float64 {
	deadline := time.Now().Add(patience)
	best, kept := math.Inf(-1), slices.Clone(r.prize)
	r.often = make([]float64, len(r.prize))
	step, stale := 1.0, 0
	direction := make([]float64, len(r.prize))
	for range steps {
		if time.Now().After(deadline) {
			break
		}
		v := r.solve(false)
		if v > best+1e-9 {
			best = v
			copy(kept, r.prize)
			stale = 0
		} else if stale++; stale >= 8 {
			step /= 2
			stale = 0
			copy(r.prize, kept)
			clear(direction)
			if step < 0.004 {
				break
			}
			continue
		}
		if s.exposure <= best*(1+1e-9) {
			break
		}
		norm := 0.0
		for i, n := range r.counts() {
			r.often[i] = 0.97*r.often[i] + math.Abs(float64(n-1))
			direction[i] = float64(1-n) + 0.5*direction[i]
			norm += direction[i] * direction[i]
		}
		if norm < 1e-9 {
			break
		}
		for i := range r.prize {
			r.prize[i] += step * (s.exposure*1.0005 - v) / norm * direction[i]
		}
	}
	copy(r.prize, kept)
	return best
}

// label is a part of a schedule, from its beginning to a job, as far as the rest of the schedule depends on it: the jobs that are done, and the
// state of the wave. What is in the wave matters by its sum; with notBefore, job by job; and with limits of owners also by the jobs' last days,
// of which there is a hash. Between waves it is empty, and start is the first free day.
type label struct {
	done, wave          uint64
	start, units, items int16
}

// partial is the best way to get to a label. Of equally cheap ones it is that with fewer pairs of jobs out of rank, and then earlier waves.
type partial struct {
	cost          float64
	pairs, starts int32 // starts is the sum of the first days of all waves
	last          int8
	waited        bool // the wave begins later than it may
	inWave        uint64
	ends          [instanceJobs]int8 // with limits of owners, the last days of the wave's jobs, counted from its first
}

func (a partial) better(b partial) bool {
	const hair = 1e-7
	if a.cost < b.cost-hair || a.cost > b.cost+hair {
		return a.cost < b.cost
	}
	return a.pairs < b.pairs || a.pairs == b.pairs && a.starts < b.starts
}

// end is the first day on which the work of a wave can be done.
func (r *relaxation) end(wave uint64, start, units int) int {
	if r.exact {
		return start + r.days[units] - 1
	}
	p, end := r.p, start
	for late := uint64(1)<<63 | wave; late > 0; late &= late - 1 {
		from := start
		if k := bits.TrailingZeros64(late); k < 63 {
			if from = p.jobs[k].notBefore; from <= start {
				continue
			}
		}
		minutes := 0
		var owners [8]int
		for rest := wave; rest > 0; rest &= rest - 1 {
			if j := &p.jobs[bits.TrailingZeros64(rest)]; from == start || j.notBefore >= from {
				minutes += j.minutes
				for _, s := range j.shares {
					owners[s.owner] += s.minutes
				}
			}
		}
		days := (minutes + p.perDay - 1) / p.perDay
		for o, limit := range p.owners {
			if owners[o] > 0 {
				days = max(days, (owners[o]+limit-1)/limit)
			}
		}
		end = max(end, from+days-1)
	}
	return end
}

// complete finds the optimum if it is below a limit: it does job after job, and drops what can't end below the limit according to the
// relaxation. The result is infinite if nothing is below the limit. It gives up if there is too much to remember. With limits of owners the
// first day on which a wave's jobs can be done doesn't follow from their sum, so every last day is tried, and a flow says whether that fits.
// Without spread this is left out, and the result is only a bound.
//
// Of all optimal schedules it looks only for one with the fewest pairs of jobs out of rank, where rank is by weight per minute. In that
//   - no two neighbours in a wave are better the other way round, and none that are as good are out of rank (with limits of owners only those
//     that end on the same day);
//   - of two jobs in a wave, one that is no longer for anybody, no later and weighs no less comes first;
//   - so it does in all waves if they are of the same size;
//   - no wave ends while a job that comes later fits into what is left of its last day;
//   - no wave begins later than it may, unless it lasts as long as it may.
//
// Else the jobs could change places, or the job could move, which gives a better schedule or as good a one with fewer such pairs.
func (r *relaxation) complete(limit float64, most int, patience time.Duration, spread bool) (exposure float64, ok bool) {
	p, n, row := r.p, len(r.p.jobs), r.items+1
	r.solve(true)
	defer func() { r.kept = nil }()
	rank := make([]int, n)
	for at, i := range newSearcher(p).orderByRatio() {
		rank[i] = at
	}
	earlier, first, behind := make([]uint64, n), make([]uint64, n), make([]uint64, n)
	for i, a := range p.jobs {
		for k, b := range p.jobs {
			if rank[k] > rank[i] {
				behind[i] |= 1 << k
			}
			if rank[k] <= rank[i] || r.large[i] || r.large[k] || !noMore(p, a, b) || a.weight < b.weight {
				continue
			}
			first[i] |= 1 << k
			if noMore(p, job{minutes: b.minutes, shares: b.shares}, a) && (r.items == 0 || a.items == b.items) {
				earlier[k] |= 1 << i
			}
		}
	}
	prizes := 0.0
	for _, v := range r.prize {
		prizes += v
	}
	owned := spread && hasShares(p)
	rng := rand.New(rand.NewPCG(1, 2))
	hashes := make([]uint64, n*p.length)
	for i := range hashes {
		hashes[i] = rng.Uint64()
	}
	// fits is about a wave with one job more.
	fits := func(way *partial, begin, i, day int) bool {
		windows := []window{{i, max(begin, p.jobs[i].notBefore), day}}
		shared := len(p.jobs[i].shares) > 0
		for rest := way.inWave; rest > 0; rest &= rest - 1 {
			k := bits.TrailingZeros64(rest)
			shared = shared || len(p.jobs[k].shares) > 0
			windows = append(windows, window{k, max(begin, p.jobs[k].notBefore), begin + int(way.ends[k])})
		}
		return !shared || fitsDays(p, windows)
	}
	deadline := time.Now().Add(patience)
	layer := map[label]partial{{start: int16(p.start)}: {last: -1}}
	for range n {
		next := make(map[label]partial)
		for l, way := range layer {
			begin, free, closes, late := int(l.start), int(l.start), true, 0
			unpaid, all := prizes, len(r.after)-1
			wave, items := way.inWave, 0
			for rest := wave; rest > 0; rest &= rest - 1 {
				items += p.jobs[bits.TrailingZeros64(rest)].items
			}
			last := begin - 1
			if wave != 0 {
				if last = r.end(wave, begin, int(l.units)); owned {
					last = begin + int(way.ends[way.last])
				}
				free = last + 1 + p.gap
				closes = !way.waited || last == begin+p.length-1
			}
			for i, j := range p.jobs {
				if l.done>>i&1 == 1 {
					unpaid -= r.prize[i]
					all &^= r.bit[i]
					continue
				}
				late = max(late, j.notBefore)
				if at, ok := r.add(int(l.units), int(l.items), i); closes && ok && wave != 0 && items+j.items <= p.items {
					closes = r.end(wave|1<<i, begin, at/row) > last || owned && !fits(&way, begin, i, last)
				}
			}
			put := func(i, start, at, day int, inWave uint64, rest float64) {
				w := way
				w.cost += p.jobs[i].weight * r.costs[day]
				if w.cost+unpaid-r.prize[i]+rest >= limit {
					return
				}
				w.pairs += int32(bits.OnesCount64(l.done & behind[i]))
				if inWave&(inWave-1) == 0 {
					w.starts += int32(start)
					w.waited = inWave != 0 && start > free
				}
				w.last, w.inWave = int8(i), inWave
				to := label{done: l.done | 1<<i, start: int16(start), units: int16(at / row), items: int16(at % row)}
				if owned && inWave != 0 {
					w.ends[i] = int8(day - start)
					if to.wave = hashes[i*p.length+day-start]; inWave&(inWave-1) != 0 {
						to.wave ^= l.wave
					}
				} else if !r.exact {
					to.wave = inWave
				}
				if old, ok := next[to]; !ok || w.better(old) {
					next[to] = w
				}
			}
			for i, j := range p.jobs {
				if l.done>>i&1 == 1 || earlier[i]&^l.done != 0 {
					continue
				}
				left := all &^ r.bit[i]
				for start := free; closes && (start == free || start <= late) && start < r.horizon; start++ {
					end := r.first(i, start)
					if r.large[i] {
						if to := end + 1 + p.gap; start == free && to < len(r.costs) {
							put(i, to, 0, end, 0, r.next(left, to).without(int8(i)))
						}
					} else if at, ok := r.add(0, 0, i); ok && end < start+p.length {
						for day := end; day == end || owned && day < start+p.length; day++ {
							put(i, start, at, day, 1<<i, r.kept[start][left][at].without(int8(i)))
						}
					}
				}
				if wave == 0 || wave&first[i] != 0 || items+j.items > p.items {
					continue
				}
				at, ok := r.add(int(l.units), int(l.items), i)
				if !ok {
					continue
				}
				a := p.jobs[way.last]
				after := r.end(wave|1<<i, begin, at/row)
				if after >= begin+p.length {
					continue
				}
				if owned {
					rest := r.kept[begin][left][at].without(int8(i))
					for day := max(after, last); day < begin+p.length && way.cost+j.weight*r.costs[day]+unpaid-r.prize[i]+rest < limit; day++ {
						if (day > last || rank[i] > rank[way.last]) && fits(&way, begin, i, day) {
							put(i, begin, at, day, wave|1<<i, rest)
						}
					}
					continue
				}
				swapped := r.end(wave&^(1<<way.last)|1<<i, begin, at/row-r.size[way.last])
				gain := a.weight*r.costs[last] + j.weight*r.costs[after] - j.weight*r.costs[swapped] - a.weight*r.costs[after]
				if gain > 1e-7 || gain > -1e-7 && rank[i] < rank[way.last] {
					continue
				}
				put(i, begin, at, after, wave|1<<i, r.kept[begin][left][at].without(int8(i)))
			}
			if len(next) > most || time.Now().After(deadline) {
				return 0, false
			}
		}
		layer = next
	}
	exposure = math.Inf(1)
	for _, way := range layer {
		exposure = min(exposure, way.cost)
	}
	return exposure, true
}

// noMore reports whether a job takes no more of anything than another, and may begin no later.
func noMore(p *problem, a, b job) bool {
	if a.minutes > b.minutes || a.notBefore > b.notBefore {
		return false
	}
	for _, s := range a.shares {
		if !slices.ContainsFunc(b.shares, func(o share) bool { return o.owner == s.owner && o.minutes >= s.minutes }) {
			return false
		}
	}
	return true
}
