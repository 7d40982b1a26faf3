package plan

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const rounds = 300

// eachRandom runs a claim over random inventories and policies; a failure names its seed.
func eachRandom(t *testing.T, claim func(t *testing.T, rng *rand.Rand, inv inventory.Inventory, p Policy)) {
	t.Helper()
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 6))
		inv := randomInventory(rng, 60)
		p := randomPolicy(rng)
		claim(t, rng, inv, p)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestEverySenderIsInExactlyOneList(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got := made(inv, p, Digests{}, nil)
		seen := map[string]int{}
		for _, item := range got.Items {
			seen[item.Sender]++
		}
		for _, u := range slices.Concat(got.Unplanned, got.NeverPlanned) {
			seen[u.Sender]++
			if u.Why == "" {
				t.Errorf("%s has no reason", u.UPN)
			}
		}
		for _, s := range inv.Senders {
			if seen[s.ID] != 1 {
				t.Errorf("%s is in %d places", s.UPN, seen[s.ID])
			}
		}
		if len(seen) != len(inv.Senders) {
			t.Errorf("%d senders became %d", len(inv.Senders), len(seen))
		}
	})
}

func TestWavesKeepTheRules(t *testing.T) {
	var planned, dated int
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got := made(inv, p, Digests{}, nil)
		today := p.today()
		rank := map[WaveType]int{WavePrepare: 0, WavePilot: 1, WaveRegular: 2, WaveLast: 3}
		oversize := map[string]bool{}
		for _, w := range got.Warnings {
			if w.Code == "move-group-too-big" {
				oversize[w.Args["wave"]] = true
			}
		}
		for i, w := range got.Waves {
			days := map[WaveType]int{WavePrepare: p.Waves.PrepareDays, WavePilot: p.Waves.PilotDays}[w.Type]
			if days == 0 {
				days = p.Waves.RegularDays
			}
			for _, day := range []calendar.Day{w.Start, w.End, w.GoNoGo} {
				if !p.Calendar.Working(day) {
					t.Errorf("wave %d: %v is no working day", w.Number, day)
				}
			}
			switch end, _ := p.Calendar.AddWorking(w.Start, days-1); {
			case w.Type == WavePrepare || w.Type == WavePilot:
				if w.End != end && !oversize[itoa(w.Number)] {
					t.Errorf("wave %d: %v to %v is not %d working days", w.Number, w.Start, w.End, days)
				}
			case w.End.After(end) && !oversize[itoa(w.Number)]:
				t.Errorf("wave %d: %v to %v is more than %d working days", w.Number, w.Start, w.End, days)
			case lastDone(got, w.Number) != w.End:
				t.Errorf("wave %d goes on to %v, and its last item ends on %v", w.Number, w.End, lastDone(got, w.Number))
			}
			if !w.GoNoGo.Before(w.Start) || w.GoNoGo.Before(today) || !w.Start.After(today) || w.Start.Before(p.Start) {
				t.Errorf("wave %d: go/no-go %v, start %v, today %v, policy start %v", w.Number, w.GoNoGo, w.Start, today, p.Start)
			}
			if i > 0 {
				before := got.Waves[i-1]
				if soaked, _ := p.Calendar.AddWorking(before.End, p.Waves.SoakDays); !w.GoNoGo.After(soaked) {
					t.Errorf("wave %d is decided on %v, before the soak of the former ends on %v", w.Number, w.GoNoGo, soaked)
				}
				if rank[w.Type] < rank[before.Type] || w.Number != before.Number+1 {
					t.Errorf("wave %d (%s) follows wave %d (%s)", w.Number, w.Type, before.Number, before.Type)
				}
			} else if (w.Type == WavePrepare) != (w.Number == 0) || w.Number > 1 {
				t.Errorf("the first wave is %d (%s)", w.Number, w.Type)
			}
			if w.Items == 0 || w.Risk == "" || w.Name == "" {
				t.Errorf("wave %d is empty: %+v", w.Number, w)
			}
			if over := w.Items > p.Capacity.ItemsPerWave || w.EffortHours > p.hoursFor(days)+1e-9; over != oversize[itoa(w.Number)] {
				t.Errorf("wave %d holds %d items and %v hours of %d and %v, and the warning says %v",
					w.Number, w.Items, w.EffortHours, p.Capacity.ItemsPerWave, p.hoursFor(days), oversize[itoa(w.Number)])
			}
			if w.Type == WavePilot && w.Items > p.Waves.PilotItems && len(p.Senders) == 0 {
				t.Errorf("the pilot holds %d items of %d", w.Items, p.Waves.PilotItems)
			}
			dated++
		}
		byNumber := map[int]Wave{}
		for _, w := range got.Waves {
			byNumber[w.Number] = w
		}
		counts, hours, exposure := map[int]int{}, map[int]float64{}, 0.0
		for _, item := range got.Items {
			w := byNumber[item.Wave]
			counts[item.Wave]++
			hours[item.Wave] += item.EffortHours
			exposure += item.Weight * float64(item.End.DaysSince(today))
			if !p.Calendar.Working(item.Start) || !p.Calendar.Working(item.End) || item.End.Before(item.Start) ||
				item.Start.Before(w.Start) || item.End.After(w.End) {
				t.Errorf("%s works from %v to %v in wave %d, %v to %v", item.UPN, item.Start, item.End, w.Number, w.Start, w.End)
			}
			if item.Verdict == inventory.VerdictSuspicious && (w.Type != WavePrepare || item.Route != RouteInvestigate) {
				t.Errorf("%s is an incident on route %s in a %s wave", item.UPN, item.Route, w.Type)
			}
			planned++
		}
		for _, w := range got.Waves {
			if counts[w.Number] != w.Items || hours[w.Number] != w.EffortHours {
				t.Errorf("wave %d says %d items and %v hours, and has %d and %v", w.Number, w.Items, w.EffortHours, counts[w.Number], hours[w.Number])
			}
		}
		if d := got.Exposure - exposure; d > 1 || d < -1 {
			t.Errorf("exposure is %v, and the items give %v", got.Exposure, exposure)
		}
	})
	if planned < 1000 || dated < 500 {
		t.Errorf("only %d items in %d waves were looked at", planned, dated)
	}
}

func TestAMoveGroupIsWholeAndOfOneAddress(t *testing.T) {
	groups := 0
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got := made(inv, p, Digests{}, nil)
		bySender := map[string]*inventory.Sender{}
		for i := range inv.Senders {
			bySender[inv.Senders[i].ID] = &inv.Senders[i]
		}
		first := map[string]Item{}
		for _, item := range got.Items {
			other, ok := first[item.MoveGroup]
			if !ok {
				first[item.MoveGroup] = item
				continue
			}
			groups++
			if other.Wave != item.Wave || other.End != item.End {
				t.Errorf("group %s is in waves %d and %d", item.MoveGroup, other.Wave, item.Wave)
			}
			if a, b := soleAddress(bySender[item.Sender]), soleAddress(bySender[other.Sender]); a != b || !a.IsValid() {
				t.Errorf("group %s has %v and %v", item.MoveGroup, a, b)
			}
		}
	})
	if groups < 50 {
		t.Errorf("only %d groups were looked at", groups)
	}
}

func TestSameInputGivesSameBytes(t *testing.T) {
	eachRandom(t, func(t *testing.T, rng *rand.Rand, inv inventory.Inventory, p Policy) {
		var a, b bytes.Buffer
		if err := Write(&a, made(inv, p, Digests{"1", "2"}, nil)); err != nil {
			t.Fatal(err)
		}
		shuffled := inv
		shuffled.Senders = slices.Clone(inv.Senders)
		rng.Shuffle(len(shuffled.Senders), func(i, j int) {
			shuffled.Senders[i], shuffled.Senders[j] = shuffled.Senders[j], shuffled.Senders[i]
		})
		if err := Write(&b, made(shuffled, p, Digests{"1", "2"}, nil)); err != nil {
			t.Fatal(err)
		}
		if a.String() != b.String() {
			t.Errorf("another order of senders gives another plan:\n%s", cmp.Diff(a.String(), b.String()))
		}
	})
}

func TestEveryEnglishSentenceIsItsPhrase(t *testing.T) {
	check := func(t *testing.T, where, id, text string, args map[string]string) {
		t.Helper()
		p, ok := PhraseOf(id)
		switch {
		case !ok:
			t.Errorf("%s: no phrase %q", where, id)
		case p.Ja == "" || p.En == "":
			t.Errorf("%s: %q lacks a language", where, id)
		case p.In(inventory.English, args) != text:
			t.Errorf("%s: %q says %q, and the plan %q", where, id, p.In(inventory.English, args), text)
		}
		for _, name := range placeholders(p.En + p.Ja) {
			if _, ok := args[name]; !ok {
				t.Errorf("%s: %q lacks a value for {%s}", where, id, name)
			}
		}
		if len(args) != len(placeholders(p.En+p.Ja)) {
			t.Errorf("%s: %q has values that it does not say: %v", where, id, args)
		}
	}
	used := map[string]bool{}
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got := made(inv, p, Digests{}, nil)
		see := func(where, id, text string, args map[string]string) {
			used[id] = true
			check(t, where, id, text, args)
		}
		for _, m := range got.Milestones {
			see("milestone", m.ID, m.What, nil)
		}
		for _, w := range got.Waves {
			see("wave", w.NameID, w.Name, w.NameArgs)
		}
		for _, w := range got.Warnings {
			see("warning", w.ID, w.Text, w.Args)
			if _, ok := PhraseOf(w.Code); !ok {
				t.Errorf("no phrase for the code %q", w.Code)
			}
		}
		for _, u := range slices.Concat(got.Unplanned, got.NeverPlanned) {
			see("unplanned", u.Rule, u.Why, u.Args)
		}
		for _, item := range got.Items {
			see("item", item.Rule, item.Why, item.Args)
			for _, a := range item.Alternatives {
				see("alternative", a.Rule, a.Why, a.Args)
			}
			for _, q := range item.Questions {
				see("question", q.ID, q.Text, q.Args)
			}
			for _, s := range item.Steps {
				see("step", s.ID, s.What, s.Args)
				see("who", s.WhoID, s.Who, nil)
				see("verify", s.VerifyID, s.Verify, nil)
			}
			r := item.Rollback
			see("trigger", r.TriggerID, r.Trigger, r.TriggerArgs)
			see("decides", r.DecidesID, r.Decides, nil)
			see("possible", r.PossibleID, r.PossibleWhy, r.PossibleArgs)
			if len(item.Steps) == 0 || r.Minutes == 0 {
				t.Errorf("%s has %d steps and %d minutes to go back", item.UPN, len(item.Steps), r.Minutes)
			}
		}
	})
	if len(used) < 80 {
		t.Errorf("only %d phrases were used", len(used))
	}
}

func TestPhrasesAreWholeAndOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range phraseTables {
		for id, p := range table {
			if seen[id] {
				t.Errorf("%q is there twice", id)
			}
			seen[id] = true
			if p.En == "" || p.Ja == "" {
				t.Errorf("%q lacks a language", id)
			}
			if diff := cmp.Diff(placeholders(p.En), placeholders(p.Ja)); diff != "" {
				t.Errorf("%q has other values in Japanese:\n%s", id, diff)
			}
		}
	}
	if _, ok := PhraseOf("no such id"); ok {
		t.Error("PhraseOf knows an id that does not exist")
	}
}

// number gives a policy that pins senders to waves.
func pinned(p Policy, pins map[string]int) Policy {
	p.Senders = nil
	for _, name := range slices.Sorted(maps.Keys(pins)) {
		wave := pins[name]
		p.Senders = append(p.Senders, Override{Pattern: Pattern(name + "@contoso.com"), Wave: &wave})
	}
	return p
}

// people are senders that have nothing to do with each other.
func people(n int) []inventory.Sender {
	var senders []inventory.Sender
	for i := range n {
		s := sender(fmt.Sprintf("p%03d", i))
		s.Kind = inventory.KindPerson
		senders = append(senders, s)
	}
	return senders
}

func waveOf(p Plan, name string) int {
	for _, item := range p.Items {
		if item.UPN == name+"@contoso.com" {
			return item.Wave
		}
	}
	return -1
}

func codes(p Plan) []string {
	var codes []string
	for _, w := range p.Warnings {
		codes = append(codes, w.Code)
	}
	return codes
}

func warning(p Plan, code string) (Warning, bool) {
	for _, w := range p.Warnings {
		if w.Code == code {
			return w, true
		}
	}
	return Warning{}, false
}

func TestPinsAreHonouredOrRefused(t *testing.T) {
	policy := DefaultPolicy(asOf)
	policy.Capacity.ItemsPerWave = 5
	for _, tc := range []struct {
		name    string
		pins    map[string]int
		want    map[string]int
		refused []string
	}{
		{"to the pilot and to later waves", map[string]int{"p000": 1, "p001": 3, "p002": 4}, map[string]int{"p000": 1, "p001": 3, "p002": 4}, nil},
		{"to a wave that does not exist", map[string]int{"p000": 99}, nil, []string{"id-p000"}},
		{"to the prepare wave, which migrates nothing", map[string]int{"p000": 0}, nil, []string{"id-p000"}},
		{"more than a wave holds", map[string]int{"p000": 3, "p001": 3, "p002": 3, "p003": 3, "p004": 3, "p005": 3},
			map[string]int{"p000": 3, "p004": 3, "p005": 4}, []string{"id-p005"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := made(inventoryOf(people(20)...), pinned(policy, tc.pins), Digests{}, nil)
			for name, want := range tc.want {
				if wave := waveOf(got, name); wave != want {
					t.Errorf("%s is in wave %d, want %d", name, wave, want)
				}
			}
			w, _ := warning(got, "pin-refused")
			if diff := cmp.Diff(tc.refused, w.Senders); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
			if len(got.Items) != 20 {
				t.Errorf("%d of 20 have an item", len(got.Items))
			}
		})
	}
}

func TestAPinTakesItsWholeMoveGroup(t *testing.T) {
	senders := people(12)
	senders = append(senders, sender("mfp1"), sender("mfp2"))
	policy := DefaultPolicy(asOf)
	policy.Capacity.ItemsPerWave = 4
	got := made(inventoryOf(senders...), pinned(policy, map[string]int{"mfp2": 3}), Digests{}, nil)
	if a, b := waveOf(got, "mfp1"), waveOf(got, "mfp2"); a != 3 || b != 3 {
		t.Errorf("the group is in waves %d and %d, want 3", a, b)
	}
}

func TestAGroupLargerThanAWaveHasOneForItself(t *testing.T) {
	var senders []inventory.Sender
	for i := range 8 {
		senders = append(senders, sender(fmt.Sprintf("mfp%d", i)))
	}
	senders = append(senders, people(6)...)
	policy := DefaultPolicy(asOf)
	policy.Capacity.ItemsPerWave = 5
	got := made(inventoryOf(senders...), policy, Digests{}, nil)
	w, ok := warning(got, "move-group-too-big")
	if !ok || len(w.Senders) != 8 {
		t.Fatalf("warning is %+v", w)
	}
	for _, item := range got.Items {
		if in := item.Wave == waveOf(got, "mfp0"); in != strings.HasPrefix(item.UPN, "mfp") {
			t.Errorf("%s is in wave %d", item.UPN, item.Wave)
		}
	}
}

func TestThePilotIsSmallVariedAndEasy(t *testing.T) {
	senders := people(10)
	for i := range 10 {
		device := sender(fmt.Sprintf("d%d", i))
		device.Clients = []inventory.Client{client(fmt.Sprintf("198.51.100.%d", i))}
		app := device
		app.ID, app.UPN, app.Kind = "id-a"+itoa(i), fmt.Sprintf("a%d@contoso.com", i), inventory.KindApplication
		app.Clients = []inventory.Client{client(fmt.Sprintf("198.51.100.%d", 100+i))}
		monthly := app
		monthly.ID, monthly.UPN, monthly.ActiveDays = "id-m"+itoa(i), fmt.Sprintf("m%d@contoso.com", i), 2
		monthly.Clients = []inventory.Client{client(fmt.Sprintf("198.51.100.%d", 200+i))}
		senders = append(senders, device, app, monthly)
	}
	got := made(inventoryOf(senders...), DefaultPolicy(asOf), Digests{}, nil)
	kinds := map[inventory.Kind]int{}
	for _, item := range got.Items {
		w := got.Waves[slices.IndexFunc(got.Waves, func(w Wave) bool { return w.Number == item.Wave })]
		if w.Type == WavePilot {
			kinds[item.Kind]++
		}
		if monthly := strings.HasPrefix(item.UPN, "m"); monthly != (w.Type == WaveLast) {
			t.Errorf("%s is in a %s wave", item.UPN, w.Type)
		}
	}
	want := map[inventory.Kind]int{inventory.KindPerson: 2, inventory.KindDevice: 2, inventory.KindApplication: 1}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("the pilot (-want +got):\n%s", diff)
	}
}

func TestIncidentsGoBeforeEveryMigrationHoweverMany(t *testing.T) {
	senders := people(5)
	for i := range 40 {
		s := sender(fmt.Sprintf("hit%02d", i))
		s.Verdict = inventory.VerdictSuspicious
		unused := sender(fmt.Sprintf("idle%02d", i))
		unused.Verdict = inventory.VerdictIdle
		senders = append(senders, s, unused)
	}
	got := made(inventoryOf(senders...), DefaultPolicy(asOf), Digests{}, nil)
	var types []WaveType
	for _, w := range got.Waves {
		types = append(types, w.Type)
	}
	want := []WaveType{WavePrepare, WavePrepare, WavePrepare, WavePrepare, WavePilot, WaveRegular, WaveLast}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("waves (-want +got):\n%s", diff)
	}
	for _, item := range got.Items {
		if w := got.Waves[item.Wave]; item.Route == RouteInvestigate && w.Type != WavePrepare {
			t.Errorf("%s is in a %s wave", item.UPN, w.Type)
		}
	}
	if w, ok := warning(got, "prepare-overflow"); !ok || len(w.Senders) == 0 {
		t.Errorf("no warning of what the prepare wave has no room for: %v", codes(got))
	}
}

func TestRegularWavesKeepDepartmentsTogetherAndNameThem(t *testing.T) {
	var senders []inventory.Sender
	for i, department := range []inventory.Optional{"Sales", "Finance", "Sales", "", "Finance", "Sales", "Finance", ""} {
		s := people(8)[i]
		s.Department = department
		s.Successes = 100
		if department == "Finance" {
			s.Successes = 5000
		}
		senders = append(senders, s)
	}
	policy := DefaultPolicy(asOf)
	policy.Waves.PilotItems, policy.Capacity.ItemsPerWave = 0, 4
	got := made(inventoryOf(senders...), policy, Digests{}, nil)
	var names []string
	for _, w := range got.Waves {
		names = append(names, fmt.Sprint(w.Number, " ", w.Name))
	}
	want := []string{"1 Finance, and senders without a department", "2 Sales, and senders without a department"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("waves (-want +got):\n%s", diff)
	}
}

func TestWhatEndsAfterTheDeadlineIsPlannedAndNamed(t *testing.T) {
	policy := DefaultPolicy(asOf)
	policy.Capacity.ItemsPerWave = 1
	got := made(inventoryOf(people(30)...), policy, Digests{}, nil)
	w, ok := warning(got, "past-deadline")
	if !ok || len(got.Items) != 30 {
		t.Fatalf("%d items, warnings %v", len(got.Items), codes(got))
	}
	var late []string
	for _, item := range got.Items {
		if item.End.After(policy.Deadline) {
			late = append(late, item.Sender)
		}
	}
	slices.Sort(late)
	if diff := cmp.Diff(late, w.Senders); diff != "" || len(late) == 0 {
		t.Errorf("late senders (-want +got):\n%s", diff)
	}
	policy.AsOf = asOf.AddDate(0, 3, 0)
	if got := codes(made(inventoryOf(people(1)...), policy, Digests{}, nil)); !slices.Contains(got, "deadline-passed") {
		t.Errorf("after the deadline, warnings are %v", got)
	}
}

func TestWithoutWorkingDaysTheRestIsUnplannedWithAReason(t *testing.T) {
	for _, tc := range []struct {
		name  string
		from  string
		items bool
	}{
		{"nothing fits", "2026-11-01", false},
		{"some fit", "2026-12-10", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			from, _ := calendar.ParseDay(tc.from)
			policy := DefaultPolicy(asOf)
			policy.Capacity.ItemsPerWave = 5
			policy.Calendar, _ = calendar.New(calendar.Rules{
				Freezes: []calendar.Freeze{{From: from, To: from.AddDays(2 * 365), Reason: "merger"}},
			})
			got := made(inventoryOf(people(30)...), policy, Digests{}, nil)
			if len(got.Items)+len(got.Unplanned) != 30 || (len(got.Items) > 0) != tc.items || len(got.Unplanned) == 0 {
				t.Errorf("%d items, %d unplanned", len(got.Items), len(got.Unplanned))
			}
			if u := got.Unplanned[0]; u.Rule != "wave.no-room" || !strings.Contains(u.Why, "freeze") {
				t.Errorf("the reason is %+v", u)
			}
			if !slices.Contains(codes(got), "no-room") {
				t.Errorf("warnings are %v", codes(got))
			}
		})
	}
}

func TestNothingToPlanIsAnEmptyPlan(t *testing.T) {
	got := made(inventoryOf(), DefaultPolicy(asOf), Digests{}, nil)
	var b bytes.Buffer
	if err := Write(&b, got); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"waves", "items", "unplanned", "neverPlanned", "warnings"} {
		if !strings.Contains(b.String(), `"`+list+`": []`) {
			t.Errorf("%s is not an empty list:\n%s", list, b.String())
		}
	}
}

func TestWarningsNameWhatDoesNotFit(t *testing.T) {
	s := sender("hit")
	s.Verdict = inventory.VerdictSuspicious
	s.License.Finding = inventory.FindingViolation
	inv := inventoryOf(append(people(2), s)...)
	inv.Coverage = []inventory.Coverage{
		{Source: "graph.signIns", Part: "nonInteractiveUser", Status: inventory.CoverageNotLicensed, Reason: "needs P1"},
		{Source: "graph.users", Status: inventory.CoverageComplete},
		{Source: "file.other", Part: "a.csv", Status: inventory.CoveragePartial, Reason: "2 rows unreadable"},
	}
	policy := DefaultPolicy(asOf)
	policy.Calendar, _ = calendar.New(calendar.Rules{Countries: []string{"JP"}})
	policy.Start = calendar.On(2028, time.March, 1)
	policy.Senders = []Override{
		{Pattern: "nobody@contoso.com", Route: RouteHVE}, {Pattern: "hit@contoso.com", Route: RouteHVE}, {Pattern: "id-p000", Route: RouteRelayConnector},
	}
	got := made(inv, policy, Digests{}, nil)
	want := []string{"past-deadline", "mechanism-not-announced", "fallback-no-owner", "incident", "licence-violation", "no-owner", "coverage-gap", "coverage-gap",
		"holidays-not-sure", "route-refused", "policy-unmatched"}
	if diff := cmp.Diff(want, codes(got)); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
	if w, _ := warning(got, "coverage-gap"); w.ID != "coverage-gap.signIns" || !strings.Contains(w.Text, "graph.signIns nonInteractiveUser") {
		t.Errorf("the gap says %+v", w)
	}
	for _, item := range got.Items {
		if item.Sender == "id-p000" && (item.Route != RouteRelayConnector || item.Rule != policyRule) {
			t.Errorf("the policy's route became %s by %s", item.Route, item.Rule)
		}
	}
}

func TestTheFirstGoNoGoIsNeverInThePast(t *testing.T) {
	for _, tc := range []struct{ name, zone, asOf, start, decide, begin string }{
		{"a working day", "UTC", "2026-11-23T08:00:00Z", "", "2026-11-23", "2026-11-24"},
		{"a Sunday", "UTC", "2026-11-22T08:00:00Z", "", "2026-11-23", "2026-11-24"},
		{"already Tuesday in Tokyo", "Asia/Tokyo", "2026-11-23T15:00:00Z", "", "2026-11-24", "2026-11-25"},
		{"a start on a Monday is decided on Friday", "UTC", "2026-11-23T08:00:00Z", "2026-12-14", "2026-12-11", "2026-12-14"},
		{"a start in the past", "UTC", "2026-11-23T08:00:00Z", "2026-11-02", "2026-11-23", "2026-11-24"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tc.asOf)
			if err != nil {
				t.Fatal(err)
			}
			policy := DefaultPolicy(at)
			policy.TimeZone = tc.zone
			policy.Start, _ = calendar.ParseDay(tc.start)
			w := made(inventoryOf(people(1)...), policy, Digests{}, nil).Waves[0]
			if w.GoNoGo.String() != tc.decide || w.Start.String() != tc.begin {
				t.Errorf("go/no-go %v, start %v, want %s, %s", w.GoNoGo, w.Start, tc.decide, tc.begin)
			}
		})
	}
}

// small is one sender of each fate.
func small() inventory.Inventory {
	scan := sender("scan")
	scan.SMTPAuth.Mailbox = inventory.SwitchEnabled
	erp := sender("erp")
	erp.Kind, erp.Department, erp.License.State, erp.License.Finding = inventory.KindApplication, "経理部", inventory.LicenseUnlicensed, inventory.FindingViolation
	erp.SMTPAuth.Mailbox = inventory.SwitchUnknown
	erp.Clients = []inventory.Client{client("198.51.100.9")}
	person := people(1)[0]
	person.UPN = "o'hara@contoso.com"
	hit := sender("hit")
	hit.Verdict = inventory.VerdictSuspicious
	unused := sender("unused")
	unused.Verdict = inventory.VerdictIdle
	guessed := sender("guessed")
	guessed.Verdict = inventory.VerdictNoise
	gone := sender("gone")
	gone.License.State = inventory.LicenseNotFound
	inv := inventoryOf(scan, erp, person, hit, unused, guessed, gone)
	inv.Coverage = []inventory.Coverage{{Source: "graph.signIns", Part: "nonInteractiveUser", Status: inventory.CoveragePartial, Reason: "3 days missing"}}
	return inv
}

func TestMakeGolden(t *testing.T) {
	policy := DefaultPolicy(asOf)
	policy.TimeZone = "Asia/Tokyo"
	policy.Calendar, _ = calendar.New(calendar.Rules{Countries: []string{"JP"}})
	policy.Owners.Default = "it@contoso.com"
	var got bytes.Buffer
	if err := Write(&got, Make(small(), policy, Digests{"aa", "bb"}, nil)); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("testdata", "small.plan.json")
	if *update {
		if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	read, err := Read(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := Write(&again, read); err != nil || again.String() != string(want) {
		t.Errorf("reading and writing changed the plan (%v)", err)
	}
}

func TestReadRefusesWhatIsNoPlan(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`{"schema": "unbasic/inventory/1"}`, `schema is "unbasic/inventory/1"`},
		{`{}`, `schema is ""`},
		{`{"schema": "unbasic/plan/1", "waves": [{"start": "soon"}]}`, `"soon" is not a day`},
		{``, "EOF"},
	} {
		if _, err := Read(strings.NewReader(tc.text)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("Read(%s) = %v, want %q", tc.text, err, tc.want)
		}
	}
	if _, err := Read(strings.NewReader(`{"schema": "unbasic/plan/1", "later": true}`)); err != nil {
		t.Errorf("a field of a later version is refused: %v", err)
	}
}

func TestHTMLCharactersStayThemselves(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, Plan{TimeZone: "<&>"}); err != nil || !strings.Contains(b.String(), `"<&>"`) || !json.Valid(b.Bytes()) {
		t.Errorf("Write = %s, %v", b.String(), err)
	}
}

// BenchmarkMake plans tenants of two sizes. The second says how much longer a sender takes in the large one than in the small one of the same run: 1 is linear.
func BenchmarkMake(b *testing.B) {
	perSender := map[int]float64{}
	for _, n := range []int{14_130, 141_300} { // of which 10,000 and 100,000 become items
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			inv := largeInventory(n)
			policy := DefaultPolicy(asOf)
			policy.Capacity = Capacity{ItemsPerWave: 500, HoursPerWeek: 800}
			policy.Calendar, _ = calendar.New(calendar.Rules{Countries: []string{"JP"}})
			b.ReportAllocs()
			var got Plan
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for b.Loop() {
				got = Make(inv, policy, Digests{}, nil)
			}
			perSender[n] = float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(n)
			b.ReportMetric(perSender[n], "ns/sender")
			b.ReportMetric(float64(len(got.Items)), "items")
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-plan")
			runtime.KeepAlive(got)
			got = Plan{}
			b.ReportMetric(float64(peakOf(func() { got = Make(inv, policy, Digests{}, nil) }))/(1<<20), "MB-peak")
			runtime.KeepAlive(got)
			runtime.KeepAlive(inv)
			if small := perSender[14_130]; n > 14_130 && small > 0 {
				b.ReportMetric(perSender[n]/small, "x-of-a-tenth")
			}
		})
	}
}

// peakOf is how much more memory is in use at once while something is made than before: what the collector finds alive, which it is made to look for
// after every few per cent of growth.
func peakOf(work func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(3))
	runtime.GC()
	alive := func() uint64 {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	before, peak := alive(), uint64(0)
	done, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		for {
			peak = max(peak, alive())
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	work()
	close(done)
	<-looked
	return peak - min(before, peak)
}

// largeInventory has n senders, each with addresses of its own or shared with a few.
func largeInventory(n int) inventory.Inventory {
	rng := rand.New(rand.NewPCG(1, 1))
	var senders []inventory.Sender
	for len(senders) < n {
		for _, s := range randomInventory(rng, 1000).Senders {
			s.ID = fmt.Sprint("id", len(senders))
			s.UPN = fmt.Sprint("s", len(senders), "@contoso.com")
			for i := range s.Clients {
				s.Clients[i].IP = inventory.Optional(fmt.Sprintf("203.%d.%d.%d", len(senders)/65536%256, len(senders)/256%256, len(senders)%256))
			}
			senders = append(senders, s)
		}
	}
	return inventoryOf(senders[:n]...)
}

// lastDone is the last day of a wave's items.
func lastDone(p Plan, wave int) calendar.Day {
	var last calendar.Day
	for _, item := range p.Items {
		if item.Wave == wave && (last.IsZero() || item.End.After(last)) {
			last = item.End
		}
	}
	return last
}
