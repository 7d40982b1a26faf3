package plan

import (
	"cmp"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// closeTo is how many times the exposure of a proof the best schedule has at most that is known to be within 2 %.
const closeTo = 1.0199

// makeReference finds out as much as it can about an instance: a good schedule, and a proof that no schedule is better, or not by much.
func makeReference(t testing.TB, i int, patience time.Duration) reference {
	p := randomProblem(i)
	begin := time.Now()
	search := newSearcher(p)
	s := search.search(1, patience)
	checkSchedule(t, p, s)
	if other := solve(p, coolingSteps); other.exposure < s.exposure-1e-9 {
		checkSchedule(t, p, other)
		s = other
	}
	r, bound := bestRelaxation(p, s)
	relaxed := bound
	ref := reference{Instance: i, Fingerprint: fingerprint(p), Best: s.exposure, By: "relaxation"}
	// A proof that nothing is below a limit is the easier the lower the limit is, so the limit is raised until a schedule is found or the proof is
	// too much to remember. Where owners have limits, that is done without a care for how their work spreads over days before it is done with it.
	prove := func(spread bool) {
		low := bound
		for _, part := range []float64{0.2, 0.4, 0.6, 0.8, 0.9, 1} {
			limit := low + part*(s.exposure+1e-5-low)
			if bound >= limit || bound >= s.exposure-1e-6 {
				continue
			}
			v, ok := r.complete(limit, 1500000, patience, spread)
			if !ok {
				return
			}
			ref.By = "search"
			if bound = max(bound, min(limit, v)); !math.IsInf(v, 1) {
				if spread {
					ref.Best, s.exposure = v, v
				}
				return
			}
		}
	}
	if hasShares(p) {
		prove(false)
	}
	prove(true)
	if bound < s.exposure-1e-5 && !hasShares(p) {
		// The relaxation is made tighter for the jobs that it most often gets wrong.
		jobs := make([]int, len(p.jobs))
		for i := range jobs {
			jobs[i] = i
		}
		slices.SortFunc(jobs, func(a, b int) int { return cmp.Compare(r.often[b], r.often[a]) })
		r.track(jobs[:min(6, len(jobs))])
		bound = max(bound, r.ascend(s, 120, 2*patience))
		prove(true)
	}
	// Where the optimum is too far, it is still worth knowing that nothing is better by a fiftieth: fewer ways are open for that.
	if limit := s.exposure / closeTo; bound < limit {
		for _, spread := range []bool{false, true} {
			if !spread && !hasShares(p) {
				continue
			}
			if v, ok := r.complete(limit, 15_000_000, 15*patience, spread); ok {
				if bound, ref.By = max(bound, min(limit, v)), "search"; bound >= limit {
					break
				}
			}
		}
	}
	ref.Bound = min(bound, ref.Best)
	t.Logf("%3d %-11s %2d jobs: relaxed %.2f, bound %.2f, best %.2f, gap %.3f %%, %v",
		i, instanceClass(i), len(p.jobs), relaxed, ref.Bound, ref.Best, 100*(ref.Best/ref.Bound-1), time.Since(begin).Round(time.Millisecond))
	return ref
}

// bestRelaxation tries which resource gives the best bound.
func bestRelaxation(p *problem, s schedule) (*relaxation, float64) {
	mixes := [][]float64{nil}
	for o, limit := range p.owners {
		if limit == noLimit {
			continue
		}
		for _, part := range []float64{1, 0.5} {
			mix := make([]float64, 1+len(p.owners))
			mix[0], mix[1+o] = 1-part, part
			mixes = append(mixes, mix)
		}
	}
	var best *relaxation
	bound := math.Inf(-1)
	for _, mix := range mixes {
		r := newRelaxation(p, mix)
		r.begin(s)
		steps := 200
		if len(mixes) > 1 {
			steps = 25
		}
		if v := r.ascend(s, steps, time.Hour); v > bound {
			best, bound = r, v
		}
	}
	if len(mixes) > 1 {
		bound = max(bound, best.ascend(s, 100, time.Hour))
	}
	return best, bound
}

// TestMakeReferences improves testdata/optima.json where it knows no optimum, or checks some instances of it: UNBASIC_OPTIMA is "all", or
// numbers of instances. UNBASIC_OPTIMA_SECONDS is how long one attempt at a proof may take.
func TestMakeReferences(t *testing.T) {
	which := os.Getenv("UNBASIC_OPTIMA")
	if which == "" {
		t.Skip("UNBASIC_OPTIMA is not set; all take an hour")
	}
	patience := time.Duration(numberFrom("UNBASIC_OPTIMA_SECONDS", 20)) * time.Second
	list, numbers := readReferences(t), rand.New(rand.NewPCG(1, 1)).Perm(instances)
	if which != "all" {
		numbers = nil
		for part := range strings.SplitSeq(which, ",") {
			n, err := strconv.Atoi(part)
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, n)
		}
	}
	// Those first about which nothing is known.
	slices.SortStableFunc(numbers, func(a, b int) int {
		return cmp.Compare(min(1, len(list[a].Fingerprint)), min(1, len(list[b].Fingerprint)))
	})
	work := make(chan int)
	var group sync.WaitGroup
	var lock sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range work {
				lock.Lock()
				b := list[i]
				lock.Unlock()
				known := b.Fingerprint == fingerprint(randomProblem(i))
				if which == "all" && known && b.proven() {
					continue
				}
				a := makeReference(t, i, patience)
				lock.Lock()
				if known && (a.Bound > b.Best*(1+1e-6) || b.Bound > a.Best*(1+1e-6)) || !known && which != "all" {
					t.Errorf("instance %d: the file says %+v, and now it is %+v", i, b, a)
				} else if which == "all" {
					// The better of both figures is kept. It is saved each time, since the whole takes long.
					if known && b.Best < a.Best {
						a.Best = b.Best
					}
					if known && b.Bound > a.Bound {
						a.Bound, a.By = b.Bound, b.By
					}
					list[i] = a
					writeReferences(t, list)
				}
				lock.Unlock()
			}
		})
	}
	for _, i := range numbers {
		work <- i
	}
	close(work)
	group.Wait()
}

func writeReferences(t *testing.T, list []reference) {
	var lines []string
	for _, r := range list {
		line, err := json.Marshal(r)
		if err != nil {
			t.Error(err)
		}
		lines = append(lines, "  "+string(line))
	}
	if err := os.WriteFile(filepath.Join("testdata", referenceFile), []byte("[\n"+strings.Join(lines, ",\n")+"\n]\n"), 0o644); err != nil {
		t.Error(err)
	}
}
