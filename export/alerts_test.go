package export

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/inventory/kql"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

func alertsOf(t testing.TB, inv inventory.Inventory, p plan.Plan, o Options) map[string]Alert {
	t.Helper()
	alerts := map[string]Alert{}
	for _, a := range NewReport(inv, p, o).Alerts() {
		alerts[a.Key] = a
	}
	if len(alerts) != len(kql.Detections()) {
		t.Fatalf("%d alerts, want %d", len(alerts), len(kql.Detections()))
	}
	return alerts
}

func TestEverySenderOfThePlanIsWatchedFromTheEndOfItsDay(t *testing.T) {
	inv, p := readTenant(t)
	alerts := alertsOf(t, inv, p, Options{Language: inventory.English})
	// The plan's days are those of Tokyo, which end at 15:00 UTC. One item was rolled back.
	var want []AlertSender
	for _, s := range []struct {
		account string
		day     calendar.Day
	}{
		{"11111111-0000-4000-8000-000000000006", calendar.On(2026, 11, 25)},
		{"11111111-0000-4000-8000-000000000003", calendar.On(2026, 12, 3)},
		{"11111111-0000-4000-8000-000000000009", calendar.On(2026, 12, 4)},
		{"11111111-0000-4000-8000-000000000010", calendar.On(2026, 12, 5)},
		{"11111111-0000-4000-8000-000000000011", calendar.On(2026, 12, 6)},
		{"11111111-0000-4000-8000-000000000012", calendar.On(2026, 12, 7)},
		{"11111111-0000-4000-8000-000000000001", calendar.On(2026, 12, 9)},
		{"11111111-0000-4000-8000-000000000005", calendar.On(2026, 12, 10)},
		{"11111111-0000-4000-8000-000000000002", calendar.On(2027, 1, 8)},
	} {
		want = append(want, AlertSender{s.account, time.Date(s.day.Year, s.day.Month, s.day.Day, 15, 0, 0, 0, time.UTC)})
	}
	for _, key := range []kql.Detection{kql.UsedAgain, kql.StillTries} {
		if diff := cmp.Diff(want, alerts[string(key)].Senders); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
		if notes := strings.Join(alerts[string(key)].Notes, "\n"); !strings.Contains(notes, "rolled back: 1.") || !strings.Contains(notes, "Asia/Tokyo") {
			t.Errorf("%s says %q", key, notes)
		}
	}
	for _, key := range []kql.Detection{kql.GuessedAt, kql.GotIn} {
		for _, s := range alerts[string(key)].Senders {
			if !s.Silent.IsZero() {
				t.Errorf("%s: %s is to be silent, whereas the rule does not ask", key, s.Account)
			}
		}
	}
}

// TestWhoIsWatchedIsWhoIsInThePlan holds the lists against random plans: every sender of the plan is in the lists where it belongs, once, and nobody else is.
func TestWhoIsWatchedIsWhoIsInThePlan(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 2))
		inv := inventory.Inventory{Senders: []inventory.Sender{}}
		p := plan.Plan{TimeZone: []string{"Asia/Tokyo", "America/New_York", "Pacific/Chatham", "UTC", "nowhere"}[rng.IntN(5)]}
		zone, err := time.LoadLocation(p.TimeZone)
		if err != nil {
			zone = time.UTC
		}
		dated, all := map[string]time.Time{}, map[string]bool{}
		for n := range 60 {
			s := inventory.Sender{ID: fmt.Sprintf("upn:s%d@contoso.com", n), UPN: fmt.Sprintf("S%d@contoso.com", n)}
			account := "upn:" + strings.ToLower(s.UPN)
			if rng.IntN(4) > 0 {
				s.ID = fmt.Sprintf("11111111-0000-4000-8000-%012d", n)
				s.UserID = inventory.Optional(strings.ToUpper(s.ID))
				account = s.ID
			}
			if rng.IntN(8) > 0 {
				inv.Senders = append(inv.Senders, s)
			} // else the plan alone remembers it
			day := calendar.On(2026, 10, 20).AddDays(rng.IntN(400))
			switch rng.IntN(6) {
			case 0: // never planned
				p.NeverPlanned = append(p.NeverPlanned, plan.Unplanned{Sender: s.ID, UPN: s.UPN})
			case 1:
				p.Unplanned = append(p.Unplanned, plan.Unplanned{Sender: s.ID, UPN: s.UPN})
				all[account] = true
			default:
				item := plan.Item{ID: "item-" + s.ID, Sender: s.ID, UPN: s.UPN, Wave: rng.IntN(4), Route: plan.RouteOAuthSMTP, End: day, Status: plan.StatusNotStarted}
				all[account] = true
				switch rng.IntN(8) {
				case 0:
					item.Status = plan.StatusRolledBack
				case 1:
					item.Route = plan.RouteInvestigate
				case 2:
					item.End = calendar.Day{}
				default:
					next := day.AddDays(1)
					dated[account] = time.Date(next.Year, next.Month, next.Day, 0, 0, 0, 0, zone)
				}
				p.Items = append(p.Items, item)
			}
		}
		for _, a := range alertsOf(t, inv, p, Options{Language: inventory.English}) {
			seen := map[string]bool{}
			for _, s := range a.Senders {
				if seen[s.Account] {
					t.Errorf("seed %d: %s has %s twice", seed, a.Key, s.Account)
				}
				seen[s.Account] = true
				if !all[s.Account] {
					t.Errorf("seed %d: %s has %s, who is not in the plan", seed, a.Key, s.Account)
				}
				if at, known := dated[s.Account]; a.Dated && (!known || !at.Equal(s.Silent)) {
					t.Errorf("seed %d: %s wants %s silent from %v, want %v (%v)", seed, a.Key, s.Account, s.Silent, at, known)
				}
			}
			want := len(all)
			if a.Dated {
				want = len(dated)
			}
			if len(seen) != want {
				t.Errorf("seed %d: %s has %d senders, want %d", seed, a.Key, len(seen), want)
			}
			if !slices.IsSortedFunc(a.Senders, func(x, y AlertSender) int {
				if c := x.Silent.Compare(y.Silent); c != 0 {
					return c
				}
				return strings.Compare(x.Account, y.Account)
			}) {
				t.Errorf("seed %d: %s is not in order", seed, a.Key)
			}
		}
	}
}

func TestANameBesideItsIDIsNoSecondSender(t *testing.T) {
	id := "11111111-0000-4000-8000-000000000001"
	p := plan.Plan{Items: []plan.Item{
		{ID: "1", Sender: "upn:a@contoso.com", UPN: "A@contoso.com", End: calendar.On(2026, 12, 1)},
		{ID: "2", Sender: id, UPN: "a@contoso.com", End: calendar.On(2026, 12, 2)},
	}}
	for key, a := range alertsOf(t, inventory.Inventory{}, p, Options{Language: inventory.English}) {
		if len(a.Senders) != 1 || a.Senders[0].Account != id {
			t.Errorf("%s watches %v", key, a.Senders)
		}
	}
}

func TestWhoHasNoAddressIsCounted(t *testing.T) {
	p := plan.Plan{Items: []plan.Item{
		{ID: "1", Sender: "x", End: calendar.On(2026, 12, 1)},
		{ID: "2", Sender: "y", UPN: strings.Repeat("あ", 400) + "@contoso.com", End: calendar.On(2026, 12, 1)},
	}}
	for key, a := range alertsOf(t, inventory.Inventory{}, p, Options{Language: inventory.English}) {
		if len(a.Senders) != 0 || !strings.Contains(strings.Join(a.Notes, "\n"), "neither an id nor an address is known: 2.") {
			t.Errorf("%s watches %v and says %q", key, a.Senders, a.Notes)
		}
	}
}

func TestAlertsAreForThoseWhoRunThem(t *testing.T) {
	inv, p := readTenant(t)
	for _, o := range []Options{{For: ReaderManager}, {For: ReaderAuditor}, {Hide: strings.ToUpper}, {For: ReaderAdmin, Hide: strings.ToUpper}} {
		if got := NewReport(inv, p, o).Alerts(); len(got) != 0 {
			t.Errorf("for %q with hide %v: %d alerts", o.For, o.Hide != nil, len(got))
		}
	}
	for _, reader := range []Reader{"", ReaderAll, ReaderAdmin} {
		alertsOf(t, inv, p, Options{For: reader})
	}
}

func TestAlertsSayWhatTheyAreInBothLanguages(t *testing.T) {
	inv, p := readTenant(t)
	// A hostile tenant's names are short, and their marks can be seen.
	inv.Tenant.Name = inventory.Optional("\u202e*/ // \n" + strings.Repeat("x", 9000))
	p.TimeZone = "UTC"
	en, ja := alertsOf(t, inv, p, Options{Language: inventory.English}), alertsOf(t, inv, p, Options{Language: inventory.Japanese})
	severities := map[Severity]bool{}
	for key, a := range en {
		b := ja[key]
		if a.Title == b.Title || a.Finds == b.Finds || a.Do == b.Do || a.Query != b.Query || cmp.Diff(a.Senders, b.Senders) != "" {
			t.Errorf("%s: words are the same in both languages, or what is run is not", key)
		}
		severities[a.Severity] = true
		for _, text := range append(append([]string{a.Title, a.Finds, a.Do, b.Title, b.Finds, b.Do}, a.Notes...), b.Notes...) {
			if text == "" || strings.ContainsAny(text, "{}\n\u202e") || len(text) > 2000 {
				t.Errorf("%s says %q", key, text)
			}
		}
	}
	if len(severities) != 3 {
		t.Errorf("severities are %v", severities)
	}
}
