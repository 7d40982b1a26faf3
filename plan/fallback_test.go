package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

func TestAFallbackExistsExactlyWhereSomethingIsLateForTheChange(t *testing.T) {
	with, without := 0, 0
	eachRandom(t, func(t *testing.T, rng *rand.Rand, inv inventory.Inventory, p Policy) {
		if rng.IntN(3) == 0 {
			p.Milestones = append(p.Milestones, Milestone{ID: milestoneRemoval, Date: calendar.On(2027, time.January, 1+rng.IntN(200))})
		}
		p.FallbackOwner = pick(rng, "", "cio@contoso.com")
		got := made(inv, p, Digests{}, nil)
		list := fallbacksOf(&got, &inv, p)
		off, _ := p.milestone(milestoneDefaultOff)
		want := []string{}
		var last calendar.Day
		for _, item := range got.Items {
			if !item.End.Before(off.Date) && item.Route != RouteRetire && item.Route != RouteInvestigate && item.Verdict != inventory.VerdictIdle &&
				item.Verdict != inventory.VerdictSuspicious {
				want = append(want, item.Sender)
				if item.End.After(last) {
					last = item.End
				}
			}
		}
		slices.Sort(want)
		known := calendar.On(2027, time.June, 30)
		if removal, ok := p.milestone(milestoneRemoval); ok {
			known = removal.Date.AddDays(-1)
		}
		first, _ := p.Calendar.Next(p.today().AddDays(1))
		if known.Before(first) {
			return // Basic is gone before anything could be done
		}
		if len(want) == 0 {
			without++
			if len(list) != 0 {
				t.Errorf("nothing is late for the change, and there is %+v", list)
			}
			return
		}
		if with++; len(list) != 1 {
			t.Fatalf("%d senders are late for the change, and there are %d fallbacks", len(want), len(list))
		}
		f := list[0]
		if diff := cmp.Diff(want, f.Senders); diff != "" || f.ID != "fallback.default-off" || f.Milestone != off.ID {
			t.Errorf("%s of %s: senders (-want +got):\n%s", f.ID, f.Milestone, diff)
		}
		if string(f.Owner) != cmpOr(p.FallbackOwner, p.Owners.Default) {
			t.Errorf("its owner is %q", f.Owner)
		}
		if !p.Calendar.Working(f.On) || !f.On.After(p.today()) || !f.On.Before(off.Date) && f.On != first {
			t.Errorf("it is done on %v; today is %v", f.On, p.today())
		}
		if f.Expires.After(known) || f.Expires.Before(f.On) || f.Check.Before(f.On) || f.Check.After(f.Expires) {
			t.Errorf("on %v, checked on %v, expires on %v; Basic is known until %v", f.On, f.Check, f.Expires, known)
		}
		if soaked, _ := p.Calendar.AddWorking(last, p.Waves.SoakDays); !soaked.After(known) && f.Expires != soaked {
			t.Errorf("expires on %v, and the last sender is watched until %v", f.Expires, soaked)
		}
		for _, s := range append([]Sentence{f.What, f.Why}, steps2sentences(f.Steps)...) {
			phrase, ok := PhraseOf(s.ID)
			if !ok || phrase.In(inventory.English, s.Args) != s.Text || strings.ContainsAny(phrase.In(inventory.Japanese, s.Args), "{}") {
				t.Errorf("%s says %q", s.ID, s.Text)
			}
		}
	})
	if with < 50 || without < 20 {
		t.Errorf("%d plans with a fallback, %d without", with, without)
	}
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func steps2sentences(steps []Step) []Sentence {
	var list []Sentence
	for _, s := range steps {
		list = append(list, Sentence{s.ID, s.What, s.Args}, Sentence{s.WhoID, s.Who, nil}, Sentence{s.VerifyID, s.Verify, nil})
	}
	return list
}

// lateFor is a plan of senders that end on a day, without waves.
func lateFor(end calendar.Day, senders ...inventory.Sender) (Plan, inventory.Inventory) {
	inv := inventoryOf(senders...)
	p := Plan{}
	for i := range inv.Senders {
		s := &inv.Senders[i]
		p.Items = append(p.Items, Item{Sender: senderKey(s), UPN: s.UPN, Verdict: s.Verdict, Kind: s.Kind, Route: RouteRelayConnector, Start: end, End: end})
	}
	return p, inv
}

func TestDaysOfAFallback(t *testing.T) {
	announced, removal := milestoneRemovalAnnounced, milestoneRemoval
	for _, tc := range []struct {
		name, asOf, end       string
		milestone, date       string
		on, check, until, why string
	}{
		{"in time", "2026-11-23", "2027-01-15", "", "", "2026-12-30", "2027-01-01", "2027-01-18", "fallback.why-moved"},
		{"on the very day", "2026-11-23", "2026-12-31", "", "", "2026-12-30", "2027-01-01", "2027-01-01", "fallback.why-moved"},
		{"the change is over", "2027-01-11", "2027-01-29", "", "", "2027-01-12", "2027-01-13", "2027-02-01", "fallback.why-moved"},
		{"later than Basic is known to be there", "2026-11-23", "2027-09-01", "", "", "2026-12-30", "2027-01-01", "2027-06-30", "fallback.why-announced"},
		{"the removal has a date", "2026-11-23", "2028-02-01", removal, "2028-01-10", "2026-12-30", "2027-01-01", "2028-01-07", "fallback.why-removal"},
		{"the removal is later than all", "2026-11-23", "2027-09-01", removal, "2028-01-10", "2026-12-30", "2027-01-01", "2027-09-02", "fallback.why-moved"},
		{"the removal is over", "2028-02-01", "2028-03-01", removal, "2028-01-10", "", "", "", ""},
		{"the announcement is over and not in the table", "2027-08-02", "2027-09-01", "", "", "2027-08-03", "2027-08-04", "", "fallback.why-unknown"},
		{"no later milestone is known", "2026-11-23", "2029-09-03", announced, "", "2026-12-30", "2027-01-01", "2029-09-04", "fallback.why-moved"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at, _ := time.Parse(time.DateOnly, tc.asOf)
			end, _ := calendar.ParseDay(tc.end)
			policy := DefaultPolicy(at)
			if tc.milestone != "" {
				policy.Milestones = slices.DeleteFunc(policy.Milestones, func(m Milestone) bool { return m.ID == tc.milestone })
				if day, err := calendar.ParseDay(tc.date); err == nil {
					policy.Milestones = append(policy.Milestones, Milestone{ID: tc.milestone, Date: day})
				}
			}
			p, inv := lateFor(end, sender("scan"))
			list := fallbacksOf(&p, &inv, policy)
			if len(list) == 0 {
				list = []Fallback{{}}
			}
			f := list[0]
			got := []string{f.On.String(), f.Check.String(), f.Expires.String(), f.Why.ID}
			if diff := cmp.Diff([]string{tc.on, tc.check, tc.until, tc.why}, got); diff != "" {
				t.Errorf("on, check, expires, why (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStepsOfAFallback(t *testing.T) {
	own, open := "Allow 'all'", ""
	known, unknown, oauth := sender("known"), sender("o'hara\nRemove-Mailbox x"), sender("oauth")
	known.SMTPAuth.Mailbox, known.AuthPolicy = inventory.SwitchDisabled, &own
	oauth.AuthPolicy = &open
	unknown.SMTPAuth.Mailbox = inventory.SwitchUnknown
	p, inv := lateFor(calendar.On(2027, 1, 15), known, unknown, oauth)
	p.Items[2].Route = RouteOAuthSMTP
	f := fallbacksOf(&p, &inv, DefaultPolicy(asOf))[0]
	commands := map[string]string{}
	for _, s := range f.Steps {
		commands[s.ID] = s.Command
	}
	for _, tc := range []struct {
		step       string
		has, lacks []string
	}{
		{"fallback.read", []string{"Get-TransportConfig", "DefaultAuthenticationPolicy", "Get-AuthenticationPolicy", "Get-CASMailbox -Identity 'known@contoso.com'"}, []string{"Set-"}},
		{"fallback.open", []string{"Set-CASMailbox -Identity 'o''hara\uFFFDRemove-Mailbox x@contoso.com' -SmtpClientAuthenticationDisabled $false", "'oauth@contoso.com'"}, []string{"\nRemove"}},
		{"fallback.restore", []string{"'known@contoso.com' -SmtpClientAuthenticationDisabled $true", "Disabled <captured value>"}, []string{"oauth@"}},
		{"fallback.disallow", []string{"-AuthenticationPolicy 'Allow ''all'''", "-AuthenticationPolicy $null", "-AuthenticationPolicy <captured policy, or $null>"}, nil},
	} {
		for _, words := range tc.has {
			if !strings.Contains(commands[tc.step], words) {
				t.Errorf("%s lacks %q:\n%s", tc.step, words, commands[tc.step])
			}
		}
		for _, words := range tc.lacks {
			if strings.Contains(commands[tc.step], words) {
				t.Errorf("%s has %q:\n%s", tc.step, words, commands[tc.step])
			}
		}
	}
	var when []string
	for _, s := range f.Steps {
		when = append(when, s.T+" "+s.Date.String())
	}
	want := []string{"T0 2026-12-30", "T0 2026-12-30", "T0 2026-12-30", "T0 2026-12-30", "T+2 2027-01-01", "T+13 2027-01-18", "T+13 2027-01-18", "T+13 2027-01-18"}
	if diff := cmp.Diff(want, when); diff != "" {
		t.Errorf("when (-want +got):\n%s", diff)
	}
}

func TestCommandsOfAFallbackNameSoManySenders(t *testing.T) {
	var senders []inventory.Sender
	for i := range 250 {
		senders = append(senders, sender(fmt.Sprintf("s%03d", 249-i)))
	}
	p, inv := lateFor(calendar.On(2027, 1, 15), senders...)
	f := fallbacksOf(&p, &inv, DefaultPolicy(asOf))[0]
	if len(f.Senders) != 250 || f.Owner != "" {
		t.Errorf("%d senders, owner %q", len(f.Senders), f.Owner)
	}
	for _, s := range f.Steps {
		if s.ID != "fallback.open" {
			continue
		}
		lines := strings.Split(s.Command, "\n")
		if len(lines) != 200 || !strings.Contains(lines[0], "'s000@") || !strings.Contains(lines[199], "'s199@") || !strings.Contains(s.What, "200 of 250") {
			t.Errorf("%d lines, from %s to %s: %s", len(lines), lines[0], lines[len(lines)-1], s.What)
		}
	}
}

func TestWarningsOfFallbacks(t *testing.T) {
	policy := DefaultPolicy(asOf)
	policy.Capacity.ItemsPerWave = 1
	policy.Milestones = append(policy.Milestones, Milestone{ID: milestoneRemoval, Date: calendar.On(2027, 1, 20)})
	m := &maker{policy: policy}
	inv := inventoryOf(people(40)...)
	m.plan = made(inv, policy, Digests{}, nil)
	m.plan.Warnings = nil
	m.plan.Fallbacks = fallbacksOf(&m.plan, &inv, policy)
	m.warnFallback()
	if diff := cmp.Diff([]string{"fallback-no-owner", "after-removal"}, codes(m.plan)); diff != "" {
		t.Fatalf("codes (-want +got):\n%s", diff)
	}
	after, _ := warning(m.plan, "after-removal")
	for _, item := range m.plan.Items {
		if late := !item.End.Before(calendar.On(2027, 1, 20)); late != slices.Contains(after.Senders, item.Sender) {
			t.Errorf("%s ends on %v", item.Sender, item.End)
		}
	}
}
