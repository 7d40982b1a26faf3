package progress

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// lawSeeds is how many random tenants the laws are tried on. Each is measured four times, a week apart.
const lawSeeds = 200

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// moments of the four weeks before a Monday, none of them to come.
func randomTime(r *rand.Rand, asOf time.Time, most int) time.Time {
	return asOf.Add(-time.Duration(1+r.IntN(24*most)) * time.Hour).Truncate(time.Second)
}

func randomCoverage(r *rand.Rand, asOf time.Time) []inventory.Coverage {
	since, until := asOf.AddDate(0, 0, -20-r.IntN(60)), asOf
	if r.IntN(8) == 0 {
		until = asOf.Add(-time.Duration(r.IntN(96)) * time.Hour)
	}
	var gaps []inventory.Window
	for range r.IntN(3) * r.IntN(2) {
		from := randomTime(r, asOf, 40)
		if from.After(since) && from.Before(until) {
			gaps = append(gaps, inventory.Window{Since: from, Until: from.Add(time.Duration(1+r.IntN(50)) * time.Hour)})
		}
	}
	return read(since, until, inventory.United(gaps)...)
}

func randomAccount(r *rand.Rand, name string, asOf time.Time) inventory.Sender {
	var clients []inventory.Client
	for c := range r.IntN(4) {
		ip := fmt.Sprintf("203.0.%d.%d", r.IntN(3), 1+c)
		last, period := randomTime(r, asOf, 70), pick(r, "continuous", "daily", "workdays", "weekly", "monthly", "irregular", "unknown")
		switch r.IntN(8) {
		case 0:
			clients = append(clients, refused(ip, period, last.AddDate(0, 0, -r.IntN(20)-1), last))
		case 1:
			clients = append(clients, refused(ip, period, time.Time{}, last))
		case 2, 3:
			clients = append(clients, oauth(ip, last))
		case 4:
			clients = append(clients, suspicious(ip, last))
		default:
			clients = append(clients, basic(ip, period, last))
		}
		clients[len(clients)-1].ID += fmt.Sprint(c)
	}
	s := account(name, clients...)
	s.License.State, s.License.Finding = pick(r, inventory.LicenseLicensed, inventory.LicenseUnlicensed, inventory.LicenseUnknown, inventory.LicenseDeleted, inventory.LicenseGrace), pick(r, inventory.FindingOK, inventory.FindingReview, inventory.FindingViolation)
	if r.IntN(9) == 0 {
		s.Verdict, s.Clients = inventory.VerdictSuspected, nil
	}
	return s
}

type randomTenant struct {
	plan plan.Plan
	inv  inventory.Inventory
	o    Options
}

// next is a tenant one week later, with the same plan; most senders are as they were.
func (t randomTenant) next(r *rand.Rand) randomTenant {
	asOf := t.inv.AsOf.AddDate(0, 0, 7)
	senders := slices.Clone(t.inv.Senders)
	for i := range senders {
		if r.IntN(3) == 0 {
			senders[i] = randomAccount(r, strings.TrimPrefix(senders[i].ID, "id-"), asOf)
		}
	}
	senders = slices.DeleteFunc(senders, func(inventory.Sender) bool { return r.IntN(12) == 0 })
	got := Measure(t.plan, t.inv, t.o)
	t.o.Earlier = &got
	t.plan.Items = slices.Clone(t.plan.Items)
	for i := range t.plan.Items {
		if r.IntN(4) == 0 {
			t.plan.Items[i].Status = plan.StatusDone
		}
	}
	t.inv = inventoryOf(asOf, randomCoverage(r, asOf), senders...)
	return t
}

func randomTenantOf(r *rand.Rand) randomTenant {
	var items []plan.Item
	var senders []inventory.Sender
	for n := range r.IntN(12) {
		it := itemOf(fmt.Sprint("s", n), pick(r, plan.StatusNotStarted, plan.StatusDone, plan.StatusDone, plan.StatusBlocked, plan.StatusInProgress), calendar.DayOf(now).AddDays(r.IntN(50)-40))
		it.Route = pick(r, plan.RouteOAuthSMTP, plan.RouteRelayConnector, plan.RouteRetire, plan.RouteModernClient)
		it.Verdict = pick(r, inventory.VerdictActive, inventory.VerdictActive, inventory.VerdictSuspected, inventory.VerdictIdle, inventory.VerdictBroken)
		it.Owner = pick(r, inventory.Optional(""), "it@contoso.com", "facilities@contoso.com")
		if r.IntN(5) > 0 {
			items = append(items, it)
		}
		if r.IntN(6) > 0 {
			senders = append(senders, randomAccount(r, fmt.Sprint("s", n), now))
		}
	}
	p := planOf(items...)
	p.TimeZone = pick(r, "UTC", "Asia/Tokyo", "America/New_York", "Nowhere/Else")
	for range r.IntN(12) {
		p.DaysOff = append(p.DaysOff, plan.DayOff{Date: calendar.DayOf(now).AddDays(r.IntN(60) - 30), Why: pick(r, calendar.WhyHoliday, calendar.WhyWeekend, calendar.WhyFreeze)})
	}
	written := map[string]calendar.Day{}
	for _, it := range items {
		if r.IntN(3) == 0 {
			written[it.ID] = calendar.DayOf(now).AddDays(r.IntN(40) - 35)
		}
	}
	return randomTenant{p, inventoryOf(now, randomCoverage(r, now), senders...), Options{
		DoneOn: func(id string) calendar.Day { return written[id] }, Rules: Rules{SilentPeriods: r.IntN(4), QuietDays: r.IntN(12)},
	}}
}

func forTenants(t *testing.T, law func(t *testing.T, r *rand.Rand, at randomTenant, got Progress)) {
	t.Helper()
	for seed := range uint64(lawSeeds) {
		r := rand.New(rand.NewPCG(seed, 7))
		tenant := randomTenantOf(r)
		for week := range 4 {
			if week > 0 {
				tenant = tenant.next(r)
			}
			law(t, r, tenant, Measure(tenant.plan, tenant.inv, tenant.o))
			if t.Failed() {
				t.Fatalf("seed %d, week %d", seed, week)
			}
		}
	}
}

func TestFiguresAddUp(t *testing.T) {
	seen := map[State]int{}
	forTenants(t, func(t *testing.T, _ *rand.Rand, tenant randomTenant, got Progress) {
		f := got.Figures
		if len(got.Items) != len(tenant.plan.Items) || f.Items != len(got.Items) || f.Verified+f.Unverified+f.Regressions+f.Open != f.Items {
			t.Errorf("figures do not add up: %+v of %d items", f, len(tenant.plan.Items))
		}
		var o Owner
		for _, owner := range got.Owners {
			if owner.Items != owner.Verified+owner.Unverified+owner.Regressions+owner.Open {
				t.Errorf("owner %+v does not add up", owner)
			}
			o.Items, o.Verified, o.Unverified, o.Regressions, o.Open, o.Late = o.Items+owner.Items, o.Verified+owner.Verified, o.Unverified+owner.Unverified,
				o.Regressions+owner.Regressions, o.Open+owner.Open, o.Late+owner.Late
		}
		if want := (Owner{Items: f.Items, Verified: f.Verified, Unverified: f.Unverified, Regressions: f.Regressions, Open: f.Open, Late: f.Late}); o != want {
			t.Errorf("owners are %+v in all, want %+v", o, want)
		}
		verified := 0
		for i, it := range got.Items {
			seen[it.State]++
			if it.State == StateVerified {
				verified++
			}
			if err := figuresOf(it); err != nil && !(it.State.contradicts() && len(it.Clients) == 0) { // one that only the earlier progress knew
				t.Errorf("item %d: %v", i, err)
			}
			if it.ID != tenant.plan.Items[i].ID {
				t.Errorf("item %d is %s", i, it.ID)
			}
			if phrase, ok := PhraseOf(it.Why.ID); !ok || phrase.In(inventory.English, it.Why.Args) != it.Why.Text {
				t.Errorf("item %d says %q by %s", i, it.Why.Text, it.Why.ID)
			}
		}
		if verified != f.Verified || f.New != len(got.New) || f.Vanished != len(got.Vanished) || f.ExposureLeft < 0 || f.ExposurePlanned < 0 {
			t.Errorf("figures %+v do not fit the lists", f)
		}
		planned, said := len(got.Items), len(got.Items)
		for _, left := range got.BurnDown {
			past := !left.Day.After(calendar.DayOf(got.AsOf.In(zoneOf(got.TimeZone))))
			if left.Planned > planned || past != (left.Said != nil) || left.Verified != nil && !past || past && *left.Said > said {
				t.Errorf("burn-down %+v after %d planned, %d said", left, planned, said)
			}
			planned = left.Planned
			if past {
				said = *left.Said
			}
		}
		if want := f.Open; said != want && f.Open+f.Verified+f.Unverified+f.Regressions == f.Items {
			t.Errorf("%d items are left by people, and %d are open", said, want)
		}
	})
	for _, state := range []State{StateReturned, StateRegression, StateFailing, StateWaiting, StateUnknown, StateVerified, StateUnsaid, StateBasic, StateQuiet, StateVanished} {
		if seen[state] < 10 {
			t.Errorf("%s is found in %d items only: the laws are not tried on it", state, seen[state])
		}
	}
}

// TestVerifiedRestsOnDaysThatWereRead looks from outside: day by day at the spans, and client by client at the evidence.
func TestVerifiedRestsOnDaysThatWereRead(t *testing.T) {
	forTenants(t, func(t *testing.T, _ *rand.Rand, tenant randomTenant, got Progress) {
		loc := zoneOf(tenant.plan.TimeZone)
		today := calendar.DayOf(tenant.inv.AsOf.In(loc))
		covered := func(day calendar.Day) bool {
			return slices.ContainsFunc(got.Covered, func(w inventory.Window) bool {
				return !day.In(loc).Before(w.Since) && !day.AddDays(1).In(loc).Add(-time.Second).After(w.Until)
			})
		}
		for _, left := range got.BurnDown {
			if due := left.Day.Before(today.AddDays(-1)); left.Unread != (due && !covered(left.Day)) {
				t.Errorf("%s was read: %v, says the burn-down %+v", left.Day, covered(left.Day), left)
			}
		}
		for i, it := range got.Items {
			if it.State != StateVerified {
				continue
			}
			if tenant.plan.Items[i].Status != plan.StatusDone {
				t.Errorf("%s is verified and %s", it.ID, it.Status)
			}
			for day := it.DoneOn.AddDays(1); day.Before(today.AddDays(-1)); day = day.AddDays(1) {
				if !covered(day) {
					t.Errorf("%s was done on %s and is verified, and %s was not read", it.ID, it.DoneOn, day)
				}
			}
			for _, s := range tenant.inv.Senders {
				if s.ID != it.Sender {
					continue
				}
				for _, c := range s.Clients {
					if c.Auth != inventory.AuthOAuth && c.LastSuccess != nil && calendar.DayOf(c.LastSuccess.In(loc)).AddDays(*it.NeedsDays).After(today.AddDays(-1)) {
						t.Errorf("%s is verified after %d days, and %s succeeded on %s", it.ID, *it.NeedsDays, c.ID, c.LastSuccess)
					}
				}
			}
		}
	})
}

// TestMoreBasicIsNeverMoreDone adds one success with Basic, from a new place or from a known one, after everything that speaks for an item.
func TestMoreBasicIsNeverMoreDone(t *testing.T) {
	good := func(s State) bool { return s == StateVerified || s == StateUnsaid || s == StateQuiet }
	changed := 0
	forTenants(t, func(t *testing.T, r *rand.Rand, tenant randomTenant, got Progress) {
		if len(tenant.inv.Senders) == 0 {
			return
		}
		more := tenant.inv
		more.Senders = slices.Clone(more.Senders)
		s := &more.Senders[r.IntN(len(more.Senders))]
		s.Clients = slices.Clone(s.Clients)
		when := tenant.inv.AsOf.Add(-time.Duration(r.IntN(24*20)) * time.Hour)
		for _, it := range got.Items {
			if it.Sender == s.ID {
				if !it.DoneOn.IsZero() && when.Before(it.DoneOn.AddDays(1).In(zoneOf(got.TimeZone))) || it.LastOAuth != nil && !it.LastOAuth.Before(when) {
					when = tenant.inv.AsOf
				}
			}
		}
		known := slices.IndexFunc(s.Clients, func(c inventory.Client) bool {
			return usesBasic(&c) && c.LastSuccess != nil && c.LastSuccess.Before(when)
		})
		if known >= 0 && r.IntN(2) == 0 {
			s.Clients[known] = basic(string(s.Clients[known].IP), s.Clients[known].Rhythm.Period, when)
		} else {
			s.Clients = append(s.Clients, basic("198.51.100.9", "unknown", when))
		}
		again := Measure(tenant.plan, more, tenant.o)
		for i, it := range again.Items {
			was := got.Items[i]
			if it.Sender != s.ID {
				if diff := cmp.Diff(was, it); diff != "" {
					t.Errorf("%s changed although another sender did:\n%s", it.ID, diff)
				}
				continue
			}
			if good(it.State) && !good(was.State) || it.State == StateVerified && was.State != StateVerified {
				t.Errorf("%s was %s, and is %s with one more success on %s: %s", it.ID, was.State, it.State, when, it.Why.Text)
			}
			if it.State != was.State {
				changed++
			}
		}
		if again.Figures.Verified > got.Figures.Verified {
			t.Errorf("%d verified, and %d with more Basic", got.Figures.Verified, again.Figures.Verified)
		}
	})
	if changed < 100 {
		t.Errorf("only %d items changed", changed)
	}
}

func TestMeasuringAgainChangesNothing(t *testing.T) {
	forTenants(t, func(t *testing.T, r *rand.Rand, tenant randomTenant, got Progress) {
		first := written(t, got)
		if diff := cmp.Diff(first, written(t, Measure(tenant.plan, tenant.inv, tenant.o))); diff != "" {
			t.Errorf("equal input gives other bytes (-first +second):\n%s", diff)
		}
		o := tenant.o
		o.Earlier = &got
		if diff := cmp.Diff(first, written(t, Measure(tenant.plan, tenant.inv, o))); diff != "" {
			t.Errorf("a second run of the same moment differs (-first +second):\n%s", diff)
		}
		shuffled := tenant.inv
		shuffled.Senders = slices.Clone(shuffled.Senders)
		r.Shuffle(len(shuffled.Senders), func(i, j int) { shuffled.Senders[i], shuffled.Senders[j] = shuffled.Senders[j], shuffled.Senders[i] })
		other := Measure(tenant.plan, shuffled, tenant.o)
		if diff := cmp.Diff(got.Items, other.Items); diff != "" {
			t.Errorf("the order of senders matters:\n%s", diff)
		}
	})
}
