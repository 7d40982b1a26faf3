package plan

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"unbasic/inventory"
)

var long = flag.Bool("long", false, "also run the tests that take minutes")

// The instances that the claim about the scheduler is measured on: five classes of 40, each with 1 to 40 jobs.
const (
	instances     = 200
	instanceJobs  = 40
	nearOptimum   = 0.02
	exactJobs     = 12 // up to so many jobs the plain test searches itself
	exactOwned    = 8  // and so many where owners have limits
	referenceFile = "optima.json"
)

var instanceClasses = [...]string{"plain", "move groups", "not before", "owners", "everything"}

func instanceClass(i int) string { return instanceClasses[i/instanceJobs%len(instanceClasses)] }

// randomProblem is instance i. Whoever changes it makes testdata/optima.json anew.
func randomProblem(i int) *problem {
	rng := rand.New(rand.NewPCG(uint64(i), 20260915))
	class := i / instanceJobs % len(instanceClasses)
	groups, late, owned := class == 1 || class == 4, class == 2 || class == 4, class >= 3
	p := &problem{
		cost:   randomDays(rng),
		perDay: pick(rng, 480, 480, 480, 960, 360, 462, 240, 150, 96),
		items:  2 + rng.IntN(24),
		length: 1 + rng.IntN(10),
		gap:    1 + rng.IntN(4),
		start:  rng.IntN(6),
		jobs:   make([]job, 1+i%instanceJobs),
	}
	if owned {
		p.owners = make([]int, 2+rng.IntN(3))
		for o := range p.owners {
			p.owners[o] = noLimit
			if o == 0 || rng.IntN(2) == 0 {
				p.owners[o] = max(15, p.perDay*(2+rng.IntN(6))/10)
			}
		}
	}
	// In one organisation work is of much the same size, in another it is not.
	longest := pick(rng, 8, 16, 32, 48)
	for n := range p.jobs {
		j := job{minutes: 15 * (1 + rng.IntN(longest)), items: 1, weight: math.Round(100*0.05*math.Pow(300, rng.Float64())) / 100}
		if groups && rng.IntN(4) == 0 {
			j.items += 1 + rng.IntN(5)
		}
		if late && rng.IntN(4) == 0 {
			j.notBefore = p.start + rng.IntN(30)
		}
		if owned {
			rest := j.minutes
			for o, limit := range p.owners {
				if part := 15 * rng.IntN(rest/15+1); limit != noLimit && part > 0 && rng.IntN(3) == 0 {
					j.shares = append(j.shares, share{o, part})
					rest -= part
				}
			}
		}
		p.jobs[n] = j
	}
	return p
}

// randomDays is a calendar with weekends, holidays and up to two freezes.
func randomDays(rng *rand.Rand) func(int) int {
	weekday := rng.IntN(7)
	frozen := map[int]bool{}
	for range rng.IntN(3) {
		from, days := rng.IntN(90), 3+rng.IntN(15)
		for d := range days {
			frozen[from+d] = true
		}
	}
	for range rng.IntN(6) {
		frozen[rng.IntN(120)] = true
	}
	var days []int
	for d := 1; len(days) < 4000; d++ {
		if (weekday+d)%7 < 5 && !frozen[d] {
			days = append(days, d)
		}
	}
	return func(i int) int { return days[i] }
}

// fingerprint says whether a stored figure is about this instance.
func fingerprint(p *problem) string {
	h := fnv.New64a()
	type figures struct {
		minutes, items int
		weight         float64
		shares         []share
		notBefore      int
	}
	jobs := make([]figures, len(p.jobs))
	for i, j := range p.jobs {
		jobs[i] = figures{j.minutes, j.items, j.weight, j.shares, j.notBefore}
	}
	fmt.Fprintln(h, p.perDay, p.owners, p.items, p.length, p.gap, p.start, jobs)
	for d := range 400 {
		fmt.Fprintln(h, p.cost(d))
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

func exposureOf(p *problem, s schedule) float64 {
	sum := 0.0
	for _, w := range s.waves {
		for _, j := range w.jobs {
			sum += p.jobs[j.job].weight * float64(p.cost(j.last))
		}
	}
	return sum
}

// large reports whether a job is larger than a whole wave.
func large(p *problem, j job) bool {
	if j.items > p.items || j.minutes > p.length*p.perDay {
		return true
	}
	return slices.ContainsFunc(j.shares, func(s share) bool { return p.owners[s.owner] != noLimit && s.minutes > p.length*p.owners[s.owner] })
}

// hasShares reports whether limits of owners matter.
func hasShares(p *problem) bool {
	return slices.ContainsFunc(p.jobs, func(j job) bool { return len(j.shares) > 0 })
}

// checkSchedule verifies every rule of a solution. It shares no code with the solver.
func checkSchedule(t testing.TB, p *problem, s schedule) {
	t.Helper()
	seen := make([]int, len(p.jobs))
	free := p.start
	for k, w := range s.waves {
		if w.start < free {
			t.Errorf("wave %d starts on day %d, and the first free day is %d", k, w.start, free)
		}
		if len(w.jobs) == 0 {
			t.Errorf("wave %d is empty", k)
		}
		last, items, alone := -1, 0, false
		var windows []window
		for _, at := range w.jobs {
			j := p.jobs[at.job]
			seen[at.job]++
			items += j.items
			last = max(last, at.last)
			alone = alone || large(p, j)
			if at.first < max(w.start, j.notBefore) || at.last < at.first {
				t.Errorf("job %d is worked on from day %d to %d, its wave starts on day %d and it is not before %d", at.job, at.first, at.last, w.start, j.notBefore)
				return
			}
			windows = append(windows, window{at.job, at.first, at.last})
		}
		if last != w.end {
			t.Errorf("wave %d ends on day %d, and its last work is on day %d", k, w.end, last)
		}
		switch {
		case alone && len(w.jobs) > 1:
			t.Errorf("wave %d has a job that is larger than a wave, and %d others", k, len(w.jobs)-1)
		case !alone && items > p.items:
			t.Errorf("wave %d has %d items of at most %d", k, items, p.items)
		case !alone && w.end-w.start+1 > p.length:
			t.Errorf("wave %d lasts %d days of at most %d", k, w.end-w.start+1, p.length)
		}
		if !fitsDays(p, windows) {
			t.Errorf("the work of wave %d doesn't fit into its days: %v", k, w.jobs)
		}
		free = w.end + p.gap + 1
	}
	for i, n := range seen {
		if n != 1 {
			t.Errorf("job %d is in %d waves", i, n)
		}
	}
	if want := exposureOf(p, s); math.Abs(s.exposure-want) > 1e-6*max(1, want) {
		t.Errorf("exposure is %v and should be %v", s.exposure, want)
	}
}

// window is a job with the days on which its work is done.
type window struct{ job, first, last int }

// fitsDays reports whether the work of all jobs can be spread over their days, so that no day holds more than it may, in total and of each
// owner. It is a maximum flow: from jobs through owners' days to days. So it is exact, also where both limits bind at once.
func fitsDays(p *problem, windows []window) bool {
	if len(windows) == 0 {
		return true
	}
	from, to := windows[0].first, windows[0].last
	for _, w := range windows {
		from, to = min(from, w.first), max(to, w.last)
	}
	days := to - from + 1
	// Nodes: source, sink, days, then days of each owner, then a node for every part of a job.
	day := func(d int) int { return 2 + d - from }
	ownerDay := func(o, d int) int { return 2 + days*(1+o) + d - from }
	f := newFlow(2 + days*(1+len(p.owners)))
	need := 0
	for d := from; d <= to; d++ {
		f.edge(day(d), 1, p.perDay)
		for o, limit := range p.owners {
			f.edge(ownerDay(o, d), day(d), min(limit, p.perDay))
		}
	}
	for _, w := range windows {
		j := p.jobs[w.job]
		need += j.minutes
		rest := j.minutes
		for _, s := range j.shares {
			rest -= s.minutes
			part := f.node()
			f.edge(0, part, s.minutes)
			for d := w.first; d <= w.last; d++ {
				f.edge(part, ownerDay(s.owner, d), s.minutes)
			}
		}
		part := f.node()
		f.edge(0, part, rest)
		for d := w.first; d <= w.last; d++ {
			f.edge(part, day(d), rest)
		}
	}
	return f.max() == need
}

// flow is a network whose source is node 0 and whose sink is node 1.
type flow struct {
	edges []flowEdge
	out   [][]int
	level []int
	next  []int
}

type flowEdge struct{ to, room int }

func newFlow(nodes int) *flow { return &flow{out: make([][]int, nodes)} }

func (f *flow) node() int {
	f.out = append(f.out, nil)
	return len(f.out) - 1
}

func (f *flow) edge(from, to, room int) {
	f.out[from] = append(f.out[from], len(f.edges))
	f.out[to] = append(f.out[to], len(f.edges)+1)
	f.edges = append(f.edges, flowEdge{to, room}, flowEdge{from, 0})
}

func (f *flow) max() int {
	sum := 0
	for {
		f.level = make([]int, len(f.out))
		f.level[0] = 1
		for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
			for _, e := range f.out[queue[0]] {
				if to := f.edges[e].to; f.edges[e].room > 0 && f.level[to] == 0 {
					f.level[to] = f.level[queue[0]] + 1
					queue = append(queue, to)
				}
			}
		}
		if f.level[1] == 0 {
			return sum
		}
		f.next = make([]int, len(f.out))
		for {
			n := f.push(0, math.MaxInt)
			if n == 0 {
				break
			}
			sum += n
		}
	}
}

func (f *flow) push(at, most int) int {
	if at == 1 {
		return most
	}
	for ; f.next[at] < len(f.out[at]); f.next[at]++ {
		e := f.out[at][f.next[at]]
		to := f.edges[e].to
		if f.edges[e].room == 0 || f.level[to] != f.level[at]+1 {
			continue
		}
		if n := f.push(to, min(most, f.edges[e].room)); n > 0 {
			f.edges[e].room -= n
			f.edges[e^1].room += n
			return n
		}
	}
	return 0
}

// optimum is the least exposure of any schedule, by exact search: a recursion over the set of jobs that are left and the day on which the next
// wave may start, which tries every set of jobs as that wave. It is for small instances; proven is false for others.
func optimum(p *problem) (exposure float64, proven bool) {
	most := exactJobs
	if hasShares(p) {
		most = exactOwned
	}
	if len(p.jobs) > most {
		return 0, false
	}
	return newExact(p).from(1<<len(p.jobs)-1, p.start), true
}

type exact struct {
	p      *problem
	owned  bool
	starts map[int]*exactStart
	known  map[[2]int]float64
	inWave map[[2]int][]exactWave
}

// exactStart is what every set of jobs costs as a wave that starts on one day, at least; infinite if it is no wave.
type exactStart struct {
	cost []float64
	end  []int // the first day on which all its work can be done
	last []int // the job that ends last in the cheapest order
}

// exactWave is a way of doing a wave: nothing else is both cheaper and sooner done.
type exactWave struct {
	end  int
	cost float64
}

func newExact(p *problem) *exact {
	x := &exact{p: p, starts: map[int]*exactStart{}, known: map[[2]int]float64{}, inWave: map[[2]int][]exactWave{}}
	x.owned = hasShares(p)
	return x
}

// from is the least exposure of a set of jobs whose first wave may start on a day.
func (x *exact) from(set, start int) float64 {
	if set == 0 {
		return 0
	}
	key := [2]int{set, start}
	if v, ok := x.known[key]; ok {
		return v
	}
	best := math.Inf(1)
	waves := x.start(start)
	for wave := set; wave > 0; wave = (wave - 1) & set {
		if waves.cost[wave] >= best {
			continue
		}
		// With limits of owners this is a bound, and the wave is looked at only where the bound is good.
		bound := waves.cost[wave] + x.from(set&^wave, waves.end[wave]+x.p.gap+1)
		if bound >= best {
			continue
		}
		if !x.owned {
			best = bound
			continue
		}
		for _, w := range x.ways(wave, start) {
			best = min(best, w.cost+x.from(set&^wave, w.end+x.p.gap+1))
		}
	}
	// Waiting helps only for a job that may not begin yet.
	for i, j := range x.p.jobs {
		if set>>i&1 == 1 && j.notBefore > start {
			best = min(best, x.from(set, start+1))
			break
		}
	}
	x.known[key] = best
	return best
}

// done is the first day on which a set's work can be done, if it begins on a day: for no day after that may work which can't begin before it be
// more than fits from it to the end. Without limits of owners these conditions are also enough for every set of a chain of growing sets at
// once, since each is about one set only. With them they are enough for one set alone, and a bound for a chain.
func (x *exact) done(set, start int) int {
	end := start
	for k := -1; k < len(x.p.jobs); k++ {
		from := start
		if k >= 0 {
			if from = x.p.jobs[k].notBefore; set>>k&1 == 0 || from <= start {
				continue
			}
		}
		minutes := 0
		owners := make([]int, len(x.p.owners))
		for i, j := range x.p.jobs {
			if set>>i&1 == 1 && max(start, j.notBefore) >= from {
				minutes += j.minutes
				for _, s := range j.shares {
					owners[s.owner] += s.minutes
				}
			}
		}
		days := (minutes + x.p.perDay - 1) / x.p.perDay
		for o, m := range owners {
			if limit := x.p.owners[o]; m > 0 && limit != noLimit {
				days = max(days, (m+limit-1)/limit)
			}
		}
		end = max(end, from+days-1)
	}
	return end
}

func (x *exact) start(start int) *exactStart {
	if s, ok := x.starts[start]; ok {
		return s
	}
	p, sets := x.p, 1<<len(x.p.jobs)
	s := &exactStart{cost: make([]float64, sets), end: make([]int, sets), last: make([]int, sets)}
	for set := 1; set < sets; set++ {
		s.cost[set] = math.Inf(1)
		items, alone, parts := 0, false, true
		for rest := set; rest > 0; rest &= rest - 1 {
			i := bits.TrailingZeros(uint(rest))
			items += p.jobs[i].items
			alone = alone || large(p, p.jobs[i])
			// A part of a wave is a wave.
			parts = parts && (set == 1<<i || !math.IsInf(s.cost[set&^(1<<i)], 1))
		}
		if !parts || alone && set&(set-1) != 0 || !alone && items > p.items {
			continue
		}
		s.end[set] = x.done(set, start)
		if !alone && s.end[set]-start+1 > p.length {
			continue
		}
		cost := float64(p.cost(s.end[set]))
		for rest := set; rest > 0; rest &= rest - 1 {
			i := bits.TrailingZeros(uint(rest))
			if c := s.cost[set&^(1<<i)] + p.jobs[i].weight*cost; c < s.cost[set] {
				s.cost[set], s.last[set] = c, i
			}
		}
	}
	x.starts[start] = s
	return s
}

// ways are all ways of doing a wave that are worth a look.
func (x *exact) ways(set, start int) []exactWave {
	key := [2]int{set, start}
	if w, ok := x.inWave[key]; ok {
		return w
	}
	s := x.start(start)
	var chain []window
	for rest := set; rest > 0; rest &^= 1 << s.last[rest] {
		i := s.last[rest]
		chain = append(chain, window{i, max(start, x.p.jobs[i].notBefore), s.end[rest]})
	}
	var ways []exactWave
	if fitsDays(x.p, chain) {
		ways = []exactWave{{s.end[set], s.cost[set]}}
	} else {
		// A cheaper order may need a day more, so every last day is tried.
		for limit := start + x.p.length - 1; limit >= s.end[set]; {
			end, cost := x.cheapest(set, start, limit)
			if math.IsInf(cost, 1) {
				break
			}
			ways = append(ways, exactWave{end, cost})
			limit = end - 1
		}
	}
	x.inWave[key] = ways
	return ways
}

// cheapest is the cheapest way of doing a wave until a day: every job gets each of the days as its last one, and a flow says whether that fits.
func (x *exact) cheapest(set, start, limit int) (end int, cost float64) {
	var windows []window
	rest := 0.0
	for i, j := range x.p.jobs {
		if set>>i&1 == 1 {
			windows = append(windows, window{i, max(start, j.notBefore), limit})
			rest += j.weight * float64(x.p.cost(x.done(1<<i, start)))
		}
	}
	slices.SortFunc(windows, func(a, b window) int { return cmp.Compare(x.p.jobs[b.job].weight, x.p.jobs[a.job].weight) })
	cost = math.Inf(1)
	var try func(k int, bound float64)
	try = func(k int, bound float64) {
		if bound >= cost || !fitsDays(x.p, windows) {
			return
		}
		if k == len(windows) {
			cost, end = bound, 0
			for _, w := range windows {
				end = max(end, w.last)
			}
			return
		}
		i := windows[k].job
		first := x.done(1<<i, start)
		for day := first; day <= limit; day++ {
			windows[k].last = day
			try(k+1, bound+x.p.jobs[i].weight*float64(x.p.cost(day)-x.p.cost(first)))
		}
		windows[k].last = limit
	}
	try(0, rest)
	return end, cost
}

// reference is what is known about an instance from long runs.
type reference struct {
	Instance    int     `json:"instance"`
	Fingerprint string  `json:"fingerprint"`
	Bound       float64 `json:"bound"` // no schedule has less exposure
	Best        float64 `json:"best"`  // a schedule has this; it is the optimum if it equals the bound
	By          string  `json:"by"`
}

func (r reference) proven() bool { return r.Best <= r.Bound*(1+1e-9)+1e-6 }

func readReferences(t testing.TB) []reference {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", referenceFile))
	if err != nil {
		t.Fatal(err)
	}
	var list []reference
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != instances {
		t.Fatalf("%s is about %d instances of %d", referenceFile, len(list), instances)
	}
	return list
}

// gaps collects how far the scheduler is from the optimum, or from a bound where no optimum is known.
type gaps struct {
	name                  string
	all, proven, bounded  int
	sum, worst, boundSum  float64
	boundWorst            float64
	worstAt, boundWorstAt int
	boundNear             int // as near to the bound as to an optimum
}

func (g *gaps) add(i int, gap float64, proven bool) {
	g.all++
	if proven {
		g.proven++
		g.sum += gap
		if gap >= g.worst {
			g.worst, g.worstAt = gap, i
		}
		return
	}
	g.bounded++
	if gap <= nearOptimum {
		g.boundNear++
	}
	g.boundSum += gap
	if gap >= g.boundWorst {
		g.boundWorst, g.boundWorstAt = gap, i
	}
}

func (g *gaps) String() string {
	s := fmt.Sprintf("%-12s %3d instances, %3d with the optimum: mean %.3f %%, worst %.3f %% (instance %d)",
		g.name, g.all, g.proven, 100*g.sum/float64(max(1, g.proven)), 100*g.worst, g.worstAt)
	if g.bounded > 0 {
		s += fmt.Sprintf("; %d with a bound: mean %.3f %%, worst %.3f %% (instance %d)",
			g.bounded, 100*g.boundSum/float64(g.bounded), 100*g.boundWorst, g.boundWorstAt)
	}
	return s
}

// TestExposureIsNearTheOptimum compares the scheduler with optima and bounds that are known. All instances take a minute of two processors, so without -long it is every
// third of them: every class, and over the classes every size.
func TestExposureIsNearTheOptimum(t *testing.T) {
	references := readReferences(t)
	var chosen []int
	for i := range instances {
		if *long || i%3 == 0 {
			chosen = append(chosen, i)
		}
	}
	total := &gaps{name: "all"}
	var classes []*gaps
	for _, name := range instanceClasses {
		classes = append(classes, &gaps{name: name})
	}
	var solving, searching time.Duration
	searched := 0
	begin := time.Now()
	schedules := make([]schedule, instances)
	inventory.InParallel(len(chosen), func(n int) { schedules[chosen[n]] = solve(randomProblem(chosen[n]), coolingSteps) })
	solving = time.Since(begin)
	for _, i := range chosen {
		p, s := randomProblem(i), schedules[i]
		checkSchedule(t, p, s)
		r := references[i]
		if f := fingerprint(p); r.Fingerprint != f || r.Instance != i {
			t.Fatalf("%s is about other instances: %d is %s and was %s", referenceFile, i, f, r.Fingerprint)
		}
		begin = time.Now()
		best, proven := optimum(p)
		searching += time.Since(begin)
		if proven {
			searched++
			if r.Bound > best*(1+1e-9) || r.Best < best*(1-1e-9) {
				t.Errorf("instance %d: its optimum is %v, and the file says between %v and %v", i, best, r.Bound, r.Best)
			}
		} else {
			best, proven = r.Bound, r.proven()
		}
		if s.exposure < best*(1-1e-9) {
			t.Errorf("instance %d: %v is less than no schedule should have, %v", i, s.exposure, best)
		}
		gap := max(0, s.exposure/best-1)
		// Where the optimum isn't known, a bound may be too low to say anything, so the best schedule that is known has to do.
		if gap > nearOptimum && (proven || s.exposure > r.Best*(1+nearOptimum)) {
			t.Errorf("instance %d (%s, %d jobs): exposure %.2f is %.2f %% above %.2f (optimum: %v)", i, instanceClass(i), len(p.jobs), s.exposure, 100*gap, best, proven)
		}
		total.add(i, gap, proven)
		classes[i/instanceJobs].add(i, gap, proven)
	}
	for _, g := range append(classes, total) {
		t.Log(g)
	}
	if within := total.proven + total.boundNear; within < len(chosen) {
		t.Logf("%d of %d instances are proven to be near the optimum; of the others only the best known schedule is known", within, len(chosen))
	}
	t.Logf("%d optima were searched here in %v and the rest were read; the scheduler took %v for all, on all processors",
		searched, searching.Round(time.Millisecond), solving.Round(time.Millisecond))
}
