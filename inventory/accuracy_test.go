package inventory_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/samples/population"
)

var long = flag.Bool("long", false, "also run the tests that take minutes")

// measured is how an inventory compares with the truth.
type measured struct {
	senders, verdicts        int
	kinds, kindsRight        int
	licences, counts         int
	stopped, marked          int
	guessedActive, realNoise int
	missing, extra           int
	verdictsBy, kindsBy      map[[3]string]int // archetype, true, said
	licencesBy               map[[3]string]int
	countsBy                 map[string]int
	examples                 []string
}

func (m *measured) note(format string, args ...any) {
	if len(m.examples) < 40 {
		m.examples = append(m.examples, fmt.Sprintf(format, args...))
	}
}

func measure(inv inventory.Inventory, truth []population.Truth) *measured {
	m := &measured{verdictsBy: map[[3]string]int{}, kindsBy: map[[3]string]int{}, licencesBy: map[[3]string]int{}, countsBy: map[string]int{}}
	said := map[string]inventory.Sender{}
	for _, s := range inv.Senders {
		said[s.ID] = s
	}
	for _, t := range truth {
		m.senders++
		s, ok := said[t.Key]
		delete(said, t.Key)
		if !ok {
			m.missing++
			m.verdictsBy[[3]string{t.Archetype, string(t.Verdict), "missing"}]++
			m.note("%s %s is not listed", t.Archetype, t.UPN)
			continue
		}
		m.verdictsBy[[3]string{t.Archetype, string(t.Verdict), string(s.Verdict)}]++
		if s.Verdict == t.Verdict {
			m.verdicts++
		} else {
			m.note("%s %s is %s and called %s: %s", t.Archetype, t.UPN, t.Verdict, s.Verdict, rules(s))
		}
		switch {
		case (t.Verdict == inventory.VerdictNoise || t.Verdict == inventory.VerdictSuspicious) && s.Verdict == inventory.VerdictActive:
			m.guessedActive++
		case t.Verdict != inventory.VerdictNoise && s.Verdict == inventory.VerdictNoise:
			m.realNoise++
		}
		if t.Kind != inventory.KindUnknown {
			m.kinds++
			m.kindsBy[[3]string{t.Archetype, string(t.Kind), string(s.Kind)}]++
			if s.Kind == t.Kind {
				m.kindsRight++
			}
		}
		if s.License.State == t.LicenseState && s.License.Finding == t.Finding {
			m.licences++
		} else {
			m.licencesBy[[3]string{t.Archetype, fmt.Sprint(t.LicenseState, "/", t.Finding), fmt.Sprint(s.License.State, "/", s.License.Finding)}]++
		}
		if s.Successes == t.Successes && s.Failures == t.Failures && s.Excluded.Records == t.ExcludedRows {
			m.counts++
		} else {
			m.countsBy[t.Archetype]++
			m.note("%s %s has %d+%d and %d put aside, and is said to have %d+%d and %d", t.Archetype, t.UPN, t.Successes, t.Failures, t.ExcludedRows, s.Successes, s.Failures, s.Excluded.Records)
		}
		if t.Stopped {
			m.stopped++
			if s.Stopped {
				m.marked++
			}
		}
	}
	m.extra = len(said)
	for _, s := range said {
		m.note("%s is listed as %s and does not send", s.UPN, s.Verdict)
	}
	return m
}

func rules(s inventory.Sender) string {
	var all []string
	for _, r := range s.Reasons {
		all = append(all, r.Rule)
	}
	return strings.Join(all, ",")
}

// confusion is a table of what was said of what, without what is right.
func confusion(by map[[3]string]int) string {
	total := map[[2]string]int{}
	for k, n := range by {
		total[[2]string{k[0], k[1]}] += n
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b [3]string) int { return cmp.Compare(strings.Join(a[:], " "), strings.Join(b[:], " ")) })
	var b strings.Builder
	for _, k := range keys {
		if k[1] != k[2] {
			fmt.Fprintf(&b, "  %-32s %-12s called %-12s %d of %d\n", k[0], k[1], k[2], by[k], total[[2]string{k[0], k[1]}])
		}
	}
	return b.String()
}

func perArchetype(by map[string]int) string {
	var b strings.Builder
	for _, archetype := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(&b, "  %-32s %d\n", archetype, by[archetype])
	}
	return b.String()
}

// TestAccuracyOnTenantsThatNoRuleWasMadeFor measures verdicts, kinds, licences and counts on invented tenants of known truth, and holds them to what the
// project promises. A tenant takes seconds, so without -long it is the first two of six.
func TestAccuracyOnTenantsThatNoRuleWasMadeFor(t *testing.T) {
	seeds, senders := 2, 3000
	switch {
	case *long:
		seeds = 6
	case testing.Short():
		seeds, senders = 1, 1000
	}
	asOf := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint("seed ", seed+1), func(t *testing.T) {
			p := population.New(seed+1, senders, asOf.AddDate(0, 0, -int(seed)*17))
			in := p.Input()
			in.Rows = inventory.NewTally(&in.Window, nil)
			for row := range p.SignIns() {
				in.Rows.Add(row)
			}
			inv := inventory.Analyze(in)
			m := measure(inv, p.Truth())
			percent := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
			t.Logf("%d senders, %d rows: verdict %.2f %%, guessed-at called active %d, real called noise %d, licence and finding %.2f %%, counts %.2f %%, kind %.2f %% of %d, stopped %d of %d; %d not listed, %d listed that do not send",
				m.senders, inv.Records.Read, percent(m.verdicts, m.senders), m.guessedActive, m.realNoise, percent(m.licences, m.senders), percent(m.counts, m.senders),
				percent(m.kindsRight, m.kinds), m.kinds, m.marked, m.stopped, m.missing, m.extra)
			for _, table := range []struct {
				what, text string
			}{
				{"verdicts", confusion(m.verdictsBy)}, {"kinds", confusion(m.kindsBy)}, {"licences", confusion(m.licencesBy)}, {"counts", perArchetype(m.countsBy)},
				{"examples: those", strings.Join(m.examples, "\n")},
			} {
				if table.text != "" {
					t.Logf("%s that are wrong:\n%s", table.what, table.text)
				}
			}
			if percent(m.verdicts, m.senders) < 99 {
				t.Errorf("verdicts: %d of %d are right, want 99 %%", m.verdicts, m.senders)
			}
			if m.guessedActive > 0 || m.realNoise > 0 || m.missing > 0 || m.extra > 0 {
				t.Errorf("%d guessed-at accounts are active, %d real senders are noise, %d are not listed and %d do not send: want none of each", m.guessedActive, m.realNoise, m.missing, m.extra)
			}
			if m.licences < m.senders {
				t.Errorf("licences: %d of %d are right, want all", m.licences, m.senders)
			}
			if m.counts < m.senders {
				t.Errorf("counts: %d of %d are exact, want all", m.counts, m.senders)
			}
			if percent(m.kindsRight, m.kinds) < 90 {
				t.Errorf("kinds: %d of %d are right, want 90 %%", m.kindsRight, m.kinds)
			}
		})
	}
}
