package plan

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// searcher looks for a good schedule without regard to time, so that there is one to compare with. An order of all jobs is cut into waves in the
// best way, by dynamic programming over the number of jobs that are done and the day on which the next wave may start; and orders are changed
// by moving and swapping jobs.
type searcher struct {
	p     *problem
	plain bool // no limits of owners and no notBefore, so a wave's days follow from its minutes
	at    [][]cutting
	large []bool
}

type cutting struct {
	start int
	cost  float64
	from  int // number of jobs that were done before the last wave
	index int // and which cutting of these it goes on from
	begin int // first day of the last wave
}

func newSearcher(p *problem) *searcher {
	s := &searcher{p: p, plain: true, at: make([][]cutting, len(p.jobs)+1)}
	for _, j := range p.jobs {
		s.plain = s.plain && len(j.shares) == 0 && j.notBefore <= p.start
		s.large = append(s.large, large(p, j))
	}
	return s
}

// put keeps what is not both later and dearer than another.
func (s *searcher) put(k int, c cutting) {
	for _, old := range s.at[k] {
		if old.start <= c.start && old.cost <= c.cost {
			return
		}
	}
	s.at[k] = slices.DeleteFunc(s.at[k], func(old cutting) bool { return c.start <= old.start && c.cost <= old.cost })
	s.at[k] = append(s.at[k], c)
}

// cut returns the exposure of an order.
func (s *searcher) cut(order []int) float64 {
	p := s.p
	for k := range s.at {
		s.at[k] = s.at[k][:0]
	}
	s.at[0] = append(s.at[0], cutting{start: p.start})
	for k := range order {
		for index := 0; index < len(s.at[k]); index++ {
			c := s.at[k][index]
			if !s.plain {
				s.grow(order, k, index, c.start)
				if late := p.jobs[order[k]].notBefore; late > c.start {
					s.grow(order, k, index, late)
				}
				continue
			}
			minutes, items, cost := 0, 0, c.cost
			for m := k; m < len(order); m++ {
				j := p.jobs[order[m]]
				minutes += j.minutes
				items += j.items
				alone := s.large[order[m]]
				if alone && m > k || !alone && (items > p.items || minutes > p.length*p.perDay) {
					break
				}
				end := c.start + (minutes+p.perDay-1)/p.perDay - 1
				cost += j.weight * float64(p.cost(end))
				s.put(m+1, cutting{end + 1 + p.gap, cost, k, index, c.start})
				if alone {
					break
				}
			}
		}
	}
	best := math.Inf(1)
	for _, c := range s.at[len(order)] {
		best = min(best, c.cost)
	}
	return best
}

func (s *searcher) grow(order []int, k, index, start int) {
	w := filling{p: s.p, start: start}
	for m := k; m < len(order) && w.add(order[m]); m++ {
		s.put(m+1, cutting{w.end + 1 + s.p.gap, s.at[k][index].cost + w.cost, k, index, start})
	}
}

// build is the schedule of an order.
func (s *searcher) build(order []int) schedule {
	s.cut(order)
	k, index := len(order), 0
	for i, c := range s.at[k] {
		if c.cost < s.at[k][index].cost {
			index = i
		}
	}
	var result schedule
	for k > 0 {
		c := s.at[k][index]
		w := filling{p: s.p, start: c.begin}
		for _, j := range order[c.from:k] {
			w.add(j)
		}
		result.waves = append(result.waves, slot{c.begin, w.end, w.jobs})
		k, index = c.from, c.index
	}
	slices.Reverse(result.waves)
	result.exposure = exposureOf(s.p, result)
	return result
}

// search changes the order until it has tried often or for long.
func (s *searcher) search(seed uint64, patience time.Duration) schedule {
	deadline := time.Now().Add(patience)
	rng := rand.New(rand.NewPCG(seed, 1))
	order := s.orderByRatio()
	n := len(order)
	best := slices.Clone(order)
	bestCost := s.cut(order)
	if n == 1 {
		return s.build(order)
	}
	now, cost := slices.Clone(order), bestCost
	stale := 0
	for range 100000 {
		if time.Now().After(deadline) {
			break
		}
		next := slices.Clone(now)
		s.change(rng, next)
		if v := s.cut(next); v <= cost {
			if v < cost-1e-9 {
				stale = 0
			}
			now, cost = next, v
		}
		if cost < bestCost-1e-9 {
			bestCost = cost
			copy(best, now)
		}
		if stale++; stale > 60*n {
			stale = 0
			copy(now, best)
			for range 2 + rng.IntN(5) {
				s.change(rng, now)
			}
			cost = s.cut(now)
		}
	}
	return s.build(best)
}

func (s *searcher) orderByRatio() []int {
	order := make([]int, len(s.p.jobs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := s.p.jobs[a], s.p.jobs[b]
		if d := y.weight*float64(x.minutes) - x.weight*float64(y.minutes); d != 0 {
			return int(math.Copysign(1, d))
		}
		return 0
	})
	return order
}

func (s *searcher) change(rng *rand.Rand, order []int) {
	n := len(order)
	a, b := rng.IntN(n), rng.IntN(n)
	switch rng.IntN(3) {
	case 0:
		order[a], order[b] = order[b], order[a]
	case 1:
		j := order[a]
		if a < b {
			copy(order[a:b], order[a+1:b+1])
		} else {
			copy(order[b+1:a+1], order[b:a])
		}
		order[b] = j
	case 2:
		// A run of jobs moves together.
		length := 2 + rng.IntN(3)
		if a+length > n {
			return
		}
		run := slices.Clone(order[a : a+length])
		rest := slices.Delete(slices.Clone(order), a, a+length)
		copy(order, slices.Insert(rest, min(b, len(rest)), run...))
	}
}

// filling is a wave that is filled day by day: each job takes what is free, as early as it can.
type filling struct {
	p          *problem
	start, end int
	items      int
	alone      bool
	total      []int
	owner      [][]int
	jobs       []placed
	cost       float64
}

func (w *filling) add(i int) bool {
	p, j := w.p, w.p.jobs[i]
	large := large(p, j)
	if w.alone || large && len(w.jobs) > 0 || !large && w.items+j.items > p.items {
		return false
	}
	limit := w.start + p.length - 1
	if large {
		limit = noLimit
	}
	if w.owner == nil {
		w.owner = make([][]int, len(p.owners))
	}
	total := slices.Clone(w.total)
	owner := make([][]int, len(w.owner))
	for o := range owner {
		owner[o] = slices.Clone(w.owner[o])
	}
	shares := slices.Clone(j.shares)
	rest := j.minutes
	for _, s := range shares {
		rest -= s.minutes
	}
	first, last := -1, -1
	for day := max(w.start, j.notBefore); ; day++ {
		if day > limit {
			return false
		}
		d := day - w.start
		for len(total) <= d {
			total = append(total, 0)
		}
		open := rest > 0
		take := func(minutes *int, room int) {
			n := min(*minutes, room, p.perDay-total[d])
			if n > 0 {
				*minutes -= n
				total[d] += n
				if first < 0 {
					first = day
				}
				last = day
			}
		}
		for k := range shares {
			o := shares[k].owner
			for len(owner[o]) <= d {
				owner[o] = append(owner[o], 0)
			}
			before := shares[k].minutes
			take(&shares[k].minutes, p.owners[o]-owner[o][d])
			owner[o][d] += before - shares[k].minutes
		}
		take(&rest, noLimit)
		open = rest > 0
		for _, s := range shares {
			open = open || s.minutes > 0
		}
		if !open {
			break
		}
	}
	w.total, w.owner, w.alone = total, owner, large
	w.items += j.items
	w.end = max(w.end, last)
	w.jobs = append(w.jobs, placed{i, first, last})
	w.cost += j.weight * float64(p.cost(last))
	return true
}
