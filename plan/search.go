package plan

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// fewJobs is up to how many jobs everything is tried that could fit into a wave.
const fewJobs = 200

// What cool does: how much worse an order may be, of the least exposure, that it still goes to now and then, at the begin of each round; how much at the end of
// all of them; and how many steps a round has at most.
var heats = []float64{0.1, 0.1, 0.1, 0.03, 0.01}

const (
	coldest      = 0.00005
	coolingSteps = 20_000
)

// effort is how many jobs are laid out at most while a better order is searched for: about a quarter of a second.
const effort = 4_000_000

// solve finds a schedule. Equal problems give equal schedules.
//
// It begins with jobs by weight for what they take of a wave (Smith's rule, which is best where waves have no ends), for several measures of what they take,
// and goes on from the best of these by moving and swapping jobs while that makes the exposure less. With very many jobs, where holes in waves hardly matter, the
// first part is all. steps are those of a round of [search.cool]. The result depends on nothing but the problem: effort is counted, not timed.
func solve(p *problem, steps int) schedule {
	if len(p.jobs) == 0 {
		return schedule{}
	}
	s := newSearch(p)
	s.begin()
	if n := len(p.jobs); n <= fewJobs {
		for round, hottest := range heats {
			s.cool(uint64(round), hottest, min(steps, effort/4/(n+8)))
		}
	}
	s.improve()
	return s.gather()
}

// solveQuickly is solve for jobs that stand in the order of weight for hours, without any search: for trying many policies.
func solveQuickly(p *problem) schedule {
	if len(p.jobs) == 0 {
		return schedule{}
	}
	s := newSearch(p)
	if len(p.jobs) <= fewJobs {
		s.begin()
	} else {
		for i := range s.order.jobs {
			s.order.jobs[i] = i
		}
	}
	s.layout.try(s.order)
	return s.layout.result()
}

// final lays out an order for good.
func (l *layout) final(o order) schedule {
	l.keep = true
	l.work = make([]shift, 0, len(o.jobs)+len(o.jobs)/4) // some take two days
	l.try(o)
	return l.result()
}

// solveInOrder makes waves of jobs in the order in which they stand.
func solveInOrder(p *problem) schedule {
	l := newLayout(p)
	o := order{jobs: make([]int, len(p.jobs))}
	for i := range o.jobs {
		o.jobs[i] = i
	}
	return l.final(o)
}

// search is an order on its way to a better one.
type search struct {
	p      *problem
	layout *layout
	order  order
	best   score
	left   int // effort
	// trial is where orders are made.
	trial order
	// for counting splits
	groups int
	seen   []bool
	has    []bool
}

// score compares solutions: exposure first, then the last day.
type score struct {
	exposure float64
	end      int
}

// better leaves out differences that come from adding in another order.
func (s score) better(than score) bool {
	if margin := 1e-9 * (1 + than.exposure); s.exposure < than.exposure-margin {
		return true
	} else if s.exposure > than.exposure+margin {
		return false
	}
	return s.end < than.end
}

func newSearch(p *problem) *search {
	n := len(p.jobs)
	s := &search{p: p, layout: newLayout(p), left: effort}
	s.order, s.trial = order{make([]int, n), make([]cut, n)}, order{make([]int, n), make([]cut, n)}
	return s
}

// score lays out an order. A job that is left out is counted as done after everything else.
func (s *search) score(o order) score {
	s.left -= len(o.jobs) + 8
	exposure := s.layout.try(o)
	end := s.p.start
	if n := len(s.layout.waves); n > 0 {
		end = s.layout.waves[n-1].end
	}
	for _, i := range s.layout.left {
		exposure += s.p.jobs[i].weight * float64(s.p.cost(end+s.p.gap+1))
	}
	return score{exposure, end}
}

// measures are what a job takes of a wave: its hours, its place, what it takes of its owner, and sums and maxima of these.
var measures = []func(hours, items, owner float64) float64{
	func(hours, items, _ float64) float64 { return hours + items },
	func(hours, _, _ float64) float64 { return hours },
	func(_, items, _ float64) float64 { return items },
	func(hours, items, _ float64) float64 { return max(hours, items) },
	func(hours, items, owner float64) float64 { return hours + items + owner },
	func(hours, items, owner float64) float64 { return max(hours, items, owner) },
}

// begin finds an order to begin from.
func (s *search) begin() {
	p := s.p
	s.best = score{exposure: math.MaxFloat64 / 2}
	ratio := make([]float64, len(p.jobs))
	for _, measure := range measures {
		o := s.trial
		clear(o.cuts)
		for i := range p.jobs {
			j := &p.jobs[i]
			owner := 0.0
			for _, share := range j.shares {
				if limit := p.owners[share.owner]; limit != noLimit {
					owner = max(owner, float64(share.minutes)/float64(limit*p.length))
				}
			}
			ratio[i] = j.weight / measure(float64(j.minutes)/float64(p.perDay*p.length), float64(j.items)/float64(p.items), owner+1e-12)
			o.jobs[i] = i
		}
		slices.SortFunc(o.jobs, func(a, b int) int { return cmp.Or(cmp.Compare(ratio[b], ratio[a]), cmp.Compare(a, b)) })
		s.take(s.score(o))
		s.inWaves()
		if s.left < effort*9/10 {
			return // so many jobs that one measure must do
		}
	}
}

// take keeps the trial if it is better than the best so far.
func (s *search) take(sc score) bool {
	if !sc.better(s.best) {
		return false
	}
	s.best = sc
	s.order, s.trial = s.trial, s.order
	return true
}

// retry makes the trial a copy of an order.
func (s *search) retry(o order) {
	copy(s.trial.jobs, o.jobs)
	copy(s.trial.cuts, o.cuts)
}

// inWaves puts the jobs of each wave of the best order so far in the order of weight for hours, since there are no limits of items within a wave.
func (s *search) inWaves() {
	s.layout.try(s.order)
	where, p := s.layout.where, s.p
	s.retry(s.order)
	// Jobs are dealt to their waves first, in order, as sorting within each is much less work. One that is left out is dealt to the wave of an order before.
	var ends []int
	for _, in := range where {
		for len(ends) <= in.wave {
			ends = append(ends, 0)
		}
		ends[in.wave]++
	}
	from := 0
	for wave, members := range ends {
		ends[wave] = from
		from += members
	}
	for _, i := range s.order.jobs {
		at := &ends[where[i].wave]
		s.trial.jobs[*at] = i
		*at++
	}
	from = 0
	for _, end := range ends {
		slices.SortStableFunc(s.trial.jobs[from:end], func(a, b int) int {
			return cmp.Compare(p.jobs[b].weight*float64(p.jobs[a].minutes), p.jobs[a].weight*float64(p.jobs[b].minutes))
		})
		from = end
	}
	s.take(s.score(s.trial))
}

// improve moves one job to another place, swaps two, or makes or takes away a cut, as long as that helps. Places that are near come first, since they change least and
// help most often.
func (s *search) improve() {
	n := len(s.order.jobs)
	if s.left < n*n {
		return // not even once for each
	}
	for again := true; again && s.left > 0; {
		again = s.cutBetter()
		for far := 1; far < n; far++ {
			for i := 0; i+far < n && s.left > 0; i++ {
				j := i + far
				swap := func(o order) { o.jobs[i], o.jobs[j] = o.jobs[j], o.jobs[i] }
				down := func(o order) { moveTo(o.jobs, i, j) }
				up := func(o order) { moveTo(o.jobs, j, i) }
				if s.attempt(swap) || far > 1 && (s.attempt(down) || s.attempt(up)) {
					again = true
				}
			}
		}
	}
}

// cutBetter tries every cut at every place.
func (s *search) cutBetter() (better bool) {
	if len(s.order.jobs) > fewJobs {
		return false // a wave that is not full hardly matters among so many
	}
	for i := range s.order.cuts {
		for kind := range cutKinds {
			if s.layout.free && kind > cutHere {
				break // nothing has to be waited for
			}
			if kind != s.order.cuts[i] && s.attempt(func(o order) { o.cuts[i] = kind }) {
				better = true
			}
		}
	}
	return better
}

// attempt keeps a change of the order if it is better.
func (s *search) attempt(change func(order)) bool {
	s.retry(s.order)
	change(s.trial)
	return s.take(s.score(s.trial))
}

// moveTo takes the entry at from and puts it at to.
func moveTo(jobs []int, from, to int) {
	i := jobs[from]
	if from < to {
		copy(jobs[from:to], jobs[from+1:to+1])
	} else {
		copy(jobs[to+1:from+1], jobs[to:from])
	}
	jobs[to] = i
}

// cool goes on from the best order by random changes, of which it keeps worse ones too, ever less of them (simulated annealing): a way out of orders that no
// single change makes better. The numbers are random and always the same.
func (s *search) cool(round uint64, hottest float64, steps int) {
	n := len(s.order.jobs)
	if n < 2 {
		return
	}
	kinds := int(cutKinds)
	if s.layout.free {
		kinds = int(cutHere) + 1
	}
	rng := rand.New(rand.NewPCG(uint64(n), round))
	now := order{slices.Clone(s.order.jobs), slices.Clone(s.order.cuts)}
	exposure := s.best.exposure
	hot, cold := s.best.exposure*hottest, s.best.exposure*coldest
	for step := range steps {
		heat := hot * math.Pow(cold/hot, float64(step)/float64(steps))
		s.retry(now)
		i, j := rng.IntN(n), rng.IntN(n)
		switch rng.IntN(5) {
		case 0, 1:
			moveTo(s.trial.jobs, i, j)
		case 2, 3:
			s.trial.jobs[i], s.trial.jobs[j] = s.trial.jobs[j], s.trial.jobs[i]
		default:
			if s.trial.cuts[i] != noCut {
				s.trial.cuts[i] = noCut
			} else {
				s.trial.cuts[i] = cut(rng.IntN(kinds))
			}
		}
		sc := s.score(s.trial)
		if sc.exposure <= exposure || rng.Float64() < math.Exp((exposure-sc.exposure)/heat) {
			copy(now.jobs, s.trial.jobs)
			copy(now.cuts, s.trial.cuts)
			exposure = sc.exposure
			s.take(sc)
		}
	}
}

// gather puts jobs of one group into as few waves as possible, for as much more exposure as the problem allows. With few jobs they are moved one by one; with
// many, those of about the same ratio are put in the order of their groups, which costs little, as it hardly matters which of them goes first.
func (s *search) gather() schedule {
	most := s.best.exposure * (1 + s.p.together/100)
	s.layout.try(s.order)
	splits := s.splits()
	if s.p.together > 0 && splits > 0 {
		if len(s.p.jobs) > fewJobs {
			s.gatherByRatio(most, splits)
		} else {
			s.gatherOneByOne(most, splits)
		}
	}
	return s.layout.final(s.order)
}

// splits counts for each group the waves that it takes, without its first one, in the order that was laid out last.
func (s *search) splits() int {
	waves := len(s.layout.waves)
	if s.groups == 0 {
		for i := range s.p.jobs {
			s.groups = max(s.groups, s.p.jobs[i].group)
		}
	}
	if need := (s.groups + 1) * waves; cap(s.seen) < need {
		s.seen = make([]bool, need)
	} else {
		s.seen = s.seen[:need]
		clear(s.seen)
	}
	if s.has == nil {
		s.has = make([]bool, s.groups+1)
	}
	clear(s.has)
	n := 0
	for i := range s.p.jobs {
		g, w := s.p.jobs[i].group, s.layout.where[i].wave
		if g == 0 || w >= waves || s.seen[g*waves+w] {
			continue
		}
		s.seen[g*waves+w] = true
		if s.has[g] {
			n++
		}
		s.has[g] = true
	}
	return n
}

func (s *search) gatherOneByOne(most float64, splits int) {
	n := len(s.order.jobs)
	exposure := s.best.exposure
	s.left = max(s.left, effort/4)
	accept := func(change func(order)) bool {
		s.retry(s.order)
		change(s.trial)
		sc := s.score(s.trial)
		if sc.exposure > most {
			return false
		}
		if now := s.splits(); now > splits || now == splits && sc.exposure >= exposure-1e-9*(1+exposure) {
			return false
		} else {
			splits, exposure = now, sc.exposure
		}
		s.order, s.trial = s.trial, s.order
		return true
	}
	for again := true; again && splits > 0 && s.left > 0; {
		again = false
		for far := 1; far < n; far++ {
			for i := 0; i+far < n && s.left > 0; i++ {
				j := i + far
				if s.p.jobs[s.order.jobs[i]].group == s.p.jobs[s.order.jobs[j]].group {
					continue
				}
				if accept(func(o order) { o.jobs[i], o.jobs[j] = o.jobs[j], o.jobs[i] }) ||
					accept(func(o order) { moveTo(o.jobs, i, j) }) || accept(func(o order) { moveTo(o.jobs, j, i) }) {
					again = true
				}
			}
		}
	}
}

// classes are how much jobs of one class may differ in their ratio, the most first.
var classes = []float64{math.Inf(1), 4, 2, 1.5, 1.2, 1.1}

func (s *search) gatherByRatio(most float64, splits int) {
	p := s.p
	ratio := make([]float64, len(p.jobs))
	for i := range p.jobs {
		j := &p.jobs[i]
		ratio[i] = math.Log(max(1e-12, j.weight) / (float64(j.minutes)/float64(p.perDay*p.length) + float64(j.items)/float64(p.items)))
	}
	type sum struct{ weight, load float64 }
	sums := make([]sum, s.groups+1)
	for i := range p.jobs {
		of := &sums[p.jobs[i].group]
		of.weight += p.jobs[i].weight
		of.load += p.jobs[i].weight / math.Exp(ratio[i])
	}
	groups := make([]int, len(sums))
	for g := range groups {
		groups[g] = g
	}
	slices.SortFunc(groups, func(a, b int) int {
		return cmp.Or(cmp.Compare(sums[b].weight*sums[a].load, sums[a].weight*sums[b].load), cmp.Compare(a, b))
	})
	place := make([]int, len(groups))
	for at, g := range groups {
		place[g] = at
	}
	classOf := make([]float64, len(p.jobs))
	differences := classes
	if len(p.jobs) > effort/200 {
		differences = classes[len(classes)-2:] // the wide ones hardly ever do with so many jobs, and sorting takes time
	}
	for _, differ := range differences {
		if s.left < len(p.jobs) {
			return
		}
		for i := range classOf {
			if classOf[i] = 0; !math.IsInf(differ, 1) {
				classOf[i] = math.Floor(ratio[i] / math.Log(differ))
			}
		}
		s.retry(s.order)
		slices.SortFunc(s.trial.jobs, func(a, b int) int {
			if c := cmp.Compare(classOf[b], classOf[a]); c != 0 {
				return c
			}
			return cmp.Or(cmp.Compare(place[p.jobs[a].group], place[p.jobs[b].group]), cmp.Compare(ratio[b], ratio[a]), cmp.Compare(a, b))
		})
		if sc := s.score(s.trial); sc.exposure <= most && s.splits() < splits {
			s.order, s.trial = s.trial, s.order
			return
		}
	}
}
