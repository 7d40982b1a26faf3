package plan

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMiniZincAgrees asks another solver. UNBASIC_MINIZINC is the program, UNBASIC_MINIZINC_JOBS how many jobs instances may have, and
// UNBASIC_MINIZINC_SECONDS how long it may look at each.
func TestMiniZincAgrees(t *testing.T) {
	program := os.Getenv("UNBASIC_MINIZINC")
	if program == "" {
		t.Skip("UNBASIC_MINIZINC is not set")
	}
	most, seconds := numberFrom("UNBASIC_MINIZINC_JOBS", 6), numberFrom("UNBASIC_MINIZINC_SECONDS", 20)
	references := readReferences(t)
	asked, solved, bounds := 0, 0, 0
	sum, worst := 0.0, 0.0
	for i := range instances {
		p := randomProblem(i)
		if len(p.jobs) > most || references[i].Fingerprint != fingerprint(p) {
			continue
		}
		asked++
		s := solve(p, coolingSteps)
		begin := time.Now()
		v, ok := askMiniZinc(t, program, p, min(s.exposure, references[i].Best), seconds)
		t.Logf("instance %d (%s, %d jobs): %v, solved: %v, %v", i, instanceClass(i), len(p.jobs), v, ok, time.Since(begin).Round(time.Millisecond))
		if !ok {
			continue
		}
		r := references[i]
		if v > r.Best+1e-6 {
			t.Errorf("instance %d: MiniZinc says %v, and a schedule has %v", i, v, r.Best)
		}
		owned := false
		for _, j := range p.jobs {
			owned = owned || len(j.shares) > 0
		}
		if owned && v < r.Best-1e-6 {
			// Its model spreads the work of each owner for itself, so this is no contradiction.
			bounds++
			continue
		}
		if v < r.Bound-1e-6 {
			t.Errorf("instance %d: MiniZinc says %v, and the file says that nothing is below %v", i, v, r.Bound)
		}
		solved++
		gap := s.exposure/v - 1
		sum, worst = sum+gap, max(worst, gap)
		if gap > nearOptimum {
			t.Errorf("instance %d: exposure %v is %.2f %% above MiniZinc's optimum %v", i, s.exposure, 100*gap, v)
		}
	}
	t.Logf("MiniZinc solved %d of %d instances, and %d more as a bound; the scheduler is above it by %.3f %% in the mean, %.3f %% at worst",
		solved, asked, bounds, 100*sum/float64(max(1, solved)), 100*worst)
}

func numberFrom(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

var miniZincExposure = regexp.MustCompile(`exposure=(\d+)`)

func askMiniZinc(t *testing.T, program string, p *problem, most float64, seconds int) (float64, bool) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "instance.dzn")
	if err := os.WriteFile(data, []byte(dataOf(p, most)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(seconds+10)*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "--time-limit", strconv.Itoa(1000*seconds), filepath.Join("..", ".ci", "minizinc", "schedule.mzn"), data)
	out, err := cmd.CombinedOutput()
	if err != nil && ctx.Err() == nil {
		t.Fatalf("%v: %s", err, out)
	}
	if strings.Contains(string(out), "UNSATISFIABLE") {
		t.Errorf("MiniZinc knows no schedule as good as %v", most)
	}
	all := miniZincExposure.FindAllSubmatch(out, -1)
	if len(all) == 0 {
		return 0, false
	}
	n, err := strconv.Atoi(string(all[len(all)-1][1]))
	if err != nil {
		t.Fatal(err)
	}
	return float64(n) / 100, strings.Contains(string(out), "==========")
}

// dataOf is an instance as MiniZinc reads it.
func dataOf(p *problem, most float64) string {
	var b strings.Builder
	list := func(name string, f func(j job) any) {
		var values []string
		for _, j := range p.jobs {
			values = append(values, fmt.Sprint(f(j)))
		}
		fmt.Fprintf(&b, "%s = [%s];\n", name, strings.Join(values, ", "))
	}
	// A job that ends after this day makes an exposure above the known one, even if all others end as early as they can.
	days := 0
	lowest := 0.0
	own := func(j job) int {
		d := (j.minutes + p.perDay - 1) / p.perDay
		for _, s := range j.shares {
			d = max(d, (s.minutes+p.owners[s.owner]-1)/p.owners[s.owner])
		}
		return max(p.start, j.notBefore) + d - 1
	}
	sum := 0
	for _, j := range p.jobs {
		lowest += j.weight * float64(p.cost(own(j)))
		sum += own(j) - max(p.start, j.notBefore) + 1 + p.gap
		days = max(days, j.notBefore)
	}
	// One wave for every job would end here, and no optimal schedule ends later.
	most100 := int(math.Round(100 * most))
	latest := max(p.start, days) + sum
	days = 0
	for _, j := range p.jobs {
		d := own(j)
		for d < latest && lowest+j.weight*float64(p.cost(d+1)-p.cost(own(j))) <= most+1e-6 {
			d++
		}
		days = max(days, d)
	}
	fmt.Fprintf(&b, "n = %d;\ndays = %d;\nstart = %d;\nperDay = %d;\nitems = %d;\nlength = %d;\ngap = %d;\nmost = %d;\n",
		len(p.jobs), days, p.start, p.perDay, p.items, p.length, p.gap, most100)
	var costs []string
	for d := range days + 1 {
		costs = append(costs, strconv.Itoa(p.cost(d)))
	}
	fmt.Fprintf(&b, "cost = array1d(0..days, [%s]);\n", strings.Join(costs, ", "))
	list("minutes", func(j job) any { return j.minutes })
	list("size", func(j job) any { return min(j.items, p.items) })
	list("weight", func(j job) any { return int(math.Round(100 * j.weight)) })
	list("notBefore", func(j job) any { return j.notBefore })
	list("large", func(j job) any { return large(p, j) })
	var limits []string
	parts := "["
	for o, limit := range p.owners {
		if limit == noLimit {
			continue
		}
		limits = append(limits, strconv.Itoa(limit))
		parts += "|"
		for _, j := range p.jobs {
			minutes := 0
			for _, s := range j.shares {
				if s.owner == o {
					minutes += s.minutes
				}
			}
			parts += fmt.Sprintf("%d,", minutes)
		}
	}
	fmt.Fprintf(&b, "owners = %d;\nlimit = [%s];\n", len(limits), strings.Join(limits, ", "))
	if len(limits) == 0 {
		fmt.Fprintf(&b, "part = array2d(1..0, 1..n, []);\n")
	} else {
		fmt.Fprintf(&b, "part = %s|];\n", parts)
	}
	return b.String()
}
