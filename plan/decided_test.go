package plan

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
)

// decidedBy is a value for Decided that knows the decisions of a journal about Plan.
func decidedBy(s *journal.State) (value func(item, column string) (string, bool), wrote func(item, column, value string) bool) {
	value = func(item, column string) (string, bool) {
		return s.Value(journal.Field{Sheet: "plan", Row: item, Column: column})
	}
	return value, func(item, column, value string) bool {
		return s.Wrote(journal.Field{Sheet: "plan", Row: item, Column: column}, value)
	}
}

func nobodyWrote(_, _, _ string) bool { return false }

// randomEdits are what people could write into Plan.
func randomEdits(rng *rand.Rand, p Plan) []journal.Entry {
	var entries []journal.Entry
	edit := func(item *Item, column, value string) {
		entries = append(entries, journal.Entry{
			Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: item.ID, Column: column}, To: value, Rule: journal.RuleEdited,
		})
	}
	for i := range p.Items {
		item := &p.Items[i]
		switch rng.IntN(10) {
		case 0:
			edit(item, DecidedStatus, string(pick(rng, statuses...)))
		case 1:
			edit(item, DecidedOwner, pick(rng, "", "desk@contoso.com", "plant@contoso.com"))
		case 2:
			edit(item, DecidedRoute, string(pick(rng, overrideRoutes...)))
		case 3:
			edit(item, DecidedWave, fmt.Sprint(rng.IntN(6)))
		case 4:
			edit(item, DecidedStart, item.Start.AddDays(rng.IntN(30)-5).String())
		case 5:
			edit(item, DecidedEnd, item.End.AddDays(rng.IntN(30)-5).String())
		case 6:
			edit(item, DecidedStatus, string(pick(rng, statuses...)))
			edit(item, DecidedStart, item.Start.AddDays(rng.IntN(30)).String())
			edit(item, DecidedEnd, item.End.AddDays(rng.IntN(30)).String())
		case 7:
			edit(item, DecidedRoute, string(pick(rng, overrideRoutes...)))
			edit(item, DecidedStatus, string(pick(rng, StatusInProgress, StatusValidating, StatusDone)))
		}
	}
	return entries
}

func TestALaterPlanKeepsWhatPeopleDecided(t *testing.T) {
	rerouted, kept := 0, 0
	for seed := range uint64(300) {
		rng, inv, policy := lawTenant(seed)
		before := made(inv, policy, Digests{}, nil)
		entries := randomEdits(rng, before)
		state := journal.Replay(entries)
		decided, err := before.Decided(decidedBy(state))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		policy.AsOf = policy.AsOf.AddDate(0, 0, pick(rng, 0, 0, 7))
		after := made(inv, policy, Digests{}, &decided)
		refused := map[string]bool{}
		for _, w := range after.Warnings {
			if strings.HasPrefix(w.Code, "pin-refused") || strings.HasPrefix(w.Code, "route-refused") {
				for _, sender := range w.Senders {
					refused[sender] = true
				}
			}
		}
		without := map[string]bool{}
		for _, u := range slices.Concat(after.Unplanned, after.NeverPlanned) {
			without[u.Sender] = true
		}
		items := itemsBySender(&after)
		for i := range decided.Items {
			want := &decided.Items[i]
			got := items[want.Sender]
			if got == nil {
				if !without[want.Sender] {
					t.Fatalf("seed %d: %s is in no plan any more (%v %s)", seed, want.UPN, want.DecidedFields(), want.Route)
				}
				continue
			}
			bad := func(what string, got, want any) {
				t.Errorf("seed %d: %s of %s is %v, and people decided %v (%v)", seed, what, decided.Items[i].UPN, got, want, decided.Items[i].DecidedFields())
			}
			if !slices.Equal(got.DecidedFields(), want.DecidedFields()) {
				bad("decided", got.DecidedFields(), want.DecidedFields())
			}
			if got.Status != want.Status {
				bad("status", got.Status, want.Status)
			}
			if want.decided(DecidedOwner) && got.Owner != want.Owner {
				bad("owner", got.Owner, want.Owner)
			}
			if want.decided(DecidedStart) && got.Start != want.Start && !(want.decided(DecidedEnd) && got.Start == got.End) {
				bad("start", got.Start, want.Start)
			}
			if want.decided(DecidedEnd) && got.End != want.End {
				bad("end", got.End, want.End)
			}
			if want.decided(DecidedRoute) && got.Route != want.Route && !refused[want.Sender] {
				bad("route", got.Route, want.Route)
			}
			if want.decided(DecidedWave) && got.Wave != want.Wave && !refused[want.Sender] {
				bad("wave", got.Wave, want.Wave)
			}
			if got.End.Before(got.Start) {
				bad("days", got.Start, got.End)
			}
			if want.Status.started() && want.StepsRoute() != "" {
				rerouted++
				if got.StepsRoute() != "" {
					kept++
				}
				for _, problem := range reroutedBadly(want, got, policy.today()) {
					bad("another route", problem, want.Route)
				}
			}
		}
		// The journal, replayed in one go or entry by entry, leads to the same plan.
		steps := before
		for n := range entries {
			if steps, err = steps.Decided(decidedBy(journal.Replay(entries[:n+1]))); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(planBytes(t, made(inv, policy, Digests{}, &steps)), planBytes(t, after)) {
			t.Fatalf("seed %d: replayed one by one it is another plan", seed)
		}
		// Whoever plans again finds nothing left to change.
		again := made(inv, policy, Digests{}, &after)
		next := itemsBySender(&again)
		for i := range after.Items {
			if item := &after.Items[i]; item.Status.started() {
				if !reflect.DeepEqual(item, next[item.Sender]) {
					t.Errorf("seed %d: %s has begun, and is something else in the next plan", seed, item.UPN)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
	if rerouted < 400 || kept < 50 || rerouted-kept < 250 {
		t.Errorf("%d items have another route after work on them began, of which %d have no steps of it: too few to be sure", rerouted, kept)
	}
}

// Work on a sender began, which closed its mailbox to Basic, and then stopped: it is planned anew, and comes back to where it was before all that, whatever the
// evidence holds by now, however often it is planned.
func TestTheWayBackIsFromBeforeAnyWork(t *testing.T) {
	yes, open, closed := true, "", "unbasic - no Basic SMTP"
	mfp := sender("mfp")
	mfp.AccountEnabled, mfp.AuthPolicy, mfp.SMTPAuth.Mailbox, mfp.SMTPAuth.Basic = &yes, &open, inventory.SwitchInherit, inventory.SwitchEnabled
	policy := DefaultPolicy(asOf)
	policy.Senders = []Override{{Pattern: "mfp@contoso.com", Route: RouteHVE}}
	before := made(inventoryOf(mfp), policy, Digests{}, nil)
	mfp.AuthPolicy, mfp.SMTPAuth.Mailbox = &closed, inventory.SwitchDisabled
	policy.AsOf = before.Items[0].End.AddDays(2).In(time.UTC)
	for _, test := range []struct {
		name     string
		statuses []Status // said one after the other
		route    Route
		kept     bool
		left     []Route
	}{
		{"blocked before any work", []Status{StatusBlocked}, "", false, nil},
		{"in progress and then blocked", []Status{StatusInProgress, StatusBlocked}, "", true, nil},
		{"done and then rolled back", []Status{StatusDone, StatusRolledBack}, "", true, nil},
		{"back to the begin", []Status{StatusValidating, StatusNotStarted}, "", true, nil},
		{"blocked, and on another route", []Status{StatusInProgress, StatusBlocked}, RouteRelayConnector, true, []Route{RouteHVE}},
	} {
		t.Run(test.name, func(t *testing.T) {
			entries := []journal.Entry{{Kind: journal.KindRead, SHA256: "0"}}
			say := func(column, value string) {
				entries = append(entries, journal.Entry{Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: before.Items[0].ID, Column: column}, To: value})
			}
			for _, status := range test.statuses {
				say(DecidedStatus, string(status))
			}
			if test.route != "" {
				say(DecidedRoute, string(test.route))
			}
			p := before
			for range 3 {
				decided, err := p.Decided(decidedBy(journal.Replay(entries)))
				if err != nil {
					t.Fatal(err)
				}
				p = made(inventoryOf(mfp), policy, Digests{}, &decided)
				item := p.Items[0]
				want := any(closed)
				if test.kept {
					want = before.Items[0].Rollback.Prior["AuthenticationPolicy"]
				}
				if got := item.Rollback.Prior["AuthenticationPolicy"]; got != want || item.begun() != test.kept || !slices.Equal(item.LeftRoutes(), test.left) {
					t.Errorf("it comes back to %v, want %v; past %+v", got, want, item.Kept)
				}
				if commands := slices.Sorted(slices.Values(item.Rollback.Commands)); len(slices.Compact(slices.Clone(commands))) != len(item.Rollback.Commands) {
					t.Errorf("a command stands twice: %q", commands)
				}
				if reopened := slices.Contains(item.Rollback.Commands, "Set-CASMailbox -Identity 'mfp@contoso.com' -SmtpClientAuthenticationDisabled $null"); reopened != test.kept {
					t.Errorf("the way back is %q", item.Rollback.Commands)
				}
			}
		})
	}
}

// A printer was on its way to High Volume Email for a week when it turned out that it has to send to customers, and people chose a connector. Its mailbox has been closed to
// Basic meanwhile, which is not what it comes back to.
func TestAnotherRouteAfterWorkHasBegun(t *testing.T) {
	yes, no, open, closed := true, false, "", "unbasic - no Basic SMTP"
	mfp := sender("mfp")
	mfp.AccountEnabled, mfp.AuthPolicy, mfp.SMTPAuth.Mailbox, mfp.SMTPAuth.Basic = &yes, &open, inventory.SwitchInherit, inventory.SwitchEnabled
	policy := DefaultPolicy(asOf)
	policy.Senders = []Override{{Pattern: "mfp@contoso.com", Route: RouteHVE, OAuth: &no, NotBefore: calendar.On(2026, time.December, 14)}}
	before := made(inventoryOf(mfp), policy, Digests{}, nil)
	if len(before.Items) != 1 || before.Items[0].Route != RouteHVE {
		t.Fatalf("before: %+v", before.Items)
	}
	decide := func(p Plan, decisions map[string]string) Plan {
		decided, err := p.Decided(func(_, column string) (string, bool) { text, some := decisions[column]; return text, some }, nobodyWrote)
		if err != nil {
			t.Fatal(err)
		}
		return decided
	}
	end := before.Items[0].End
	later := policy
	later.AsOf = end.AddDays(-3).In(time.UTC).Add(12 * time.Hour)
	mfp.AuthPolicy, mfp.SMTPAuth.Mailbox = &closed, inventory.SwitchDisabled
	describe := func(p Plan) []string {
		item := p.Items[0]
		lines := []string{fmt.Sprintf("%s after %v, %s, wave %d, %v", item.Route, item.LeftRoutes(), item.Rule, item.Wave, item.End == end)}
		for _, step := range item.Steps {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", step.Date, step.ID, step.Route)))
		}
		lines = append(lines, item.Rollback.Commands...)
		lines = append(lines, fmt.Sprint(item.Rollback.Prior, item.Rollback.NotCaptured))
		for _, w := range p.Warnings {
			if w.Code == "route-changed" {
				lines = append(lines, w.ID)
			}
		}
		return lines
	}
	changed := made(inventoryOf(mfp), later, Digests{}, new(decide(before, map[string]string{DecidedStatus: "in-progress", DecidedRoute: "relay-connector"})))
	if diff := cmp.Diff([]string{
		"relay-connector after [hve], route.policy, wave 1, true",
		"2026-12-03 step.ask-internal hve",
		"2026-12-07 step.capture hve", // and not once more, when it is closed
		"2026-12-07 step.make-hve hve",
		"2026-12-09 step.hve-basic hve",
		"2026-12-11 step.settings-hve hve",
		"2026-12-11 step.test hve",
		"2026-12-14 step.ask-address",
		"2026-12-14 step.make-connector",
		"2026-12-14 step.spf-address",
		"2026-12-14 step.try-port-25",
		"2026-12-14 step.settings-relay",
		"2026-12-14 step.test", // of other settings
		"2026-12-14 step.cut-over-relay",
		"2026-12-15 step.watch",
		"2026-12-17 step.under-policy",
		"2026-12-17 step.close-basic",
		"Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy",
		"Set-User -Identity 'mfp@contoso.com' -AuthenticationPolicy $null",
		"Set-User -Identity 'mfp@contoso.com' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)",
		"Set-CASMailbox -Identity 'mfp@contoso.com' -SmtpClientAuthenticationDisabled $null",
		"# then by hand: the old host, port, TLS, account and password of the sender, as noted before the cut-over",
		"Set-InboundConnector -Identity 'unbasic 203.0.113.7' -Enabled $false",
		"# then by hand: the old SPF record",
		"Set-HVEAccountBillingPolicy -Identity <HVE address> -BillingPolicyId ''",
		"Remove-MailUser -Identity <HVE address>",
		"map[AuthenticationPolicy:<nil> OrganizationSmtpClientAuthenticationDisabled:false SmtpClientAuthenticationDisabled:<nil>] [DefaultAuthenticationPolicy]",
		"route-changed",
	}, describe(changed)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// What only the new route changes is read before it does.
	direct := made(inventoryOf(mfp), later, Digests{}, new(decide(before, map[string]string{DecidedStatus: "in-progress", DecidedRoute: "direct-send"}))).Items[0]
	if at := slices.IndexFunc(direct.Steps, func(s Step) bool { return s.ID == "step.capture" && s.Route == "" }); at < 0 || direct.Steps[at].Args["missing"] != "RejectDirectSend" ||
		!strings.Contains(direct.Steps[at].Command, "RejectDirectSend") || !slices.Contains(direct.Rollback.Commands, "Set-OrganizationConfig -RejectDirectSend <captured value>") {
		t.Errorf("on direct-send the steps are %+v and the way back %q", direct.Steps, direct.Rollback.Commands)
	}
	// When it is done and the route was another one in the end, nothing lies ahead.
	done := made(inventoryOf(mfp), later, Digests{}, new(decide(before, map[string]string{DecidedStatus: "done", DecidedRoute: "relay-connector"})))
	for _, step := range done.Items[0].Steps {
		if step.Route != RouteHVE {
			t.Errorf("it is done, and %s lies ahead", step.ID)
		}
	}
	// And back again: what was done on either route stays, once.
	back := made(inventoryOf(mfp), later, Digests{}, new(decide(changed, map[string]string{DecidedStatus: "in-progress", DecidedRoute: "hve"})))
	if item := back.Items[0]; item.Route != RouteHVE || !slices.Equal(item.LeftRoutes(), []Route{RouteHVE, RouteRelayConnector}) ||
		!slices.Equal(slices.Sorted(slices.Values(item.Rollback.Commands)), slices.Sorted(slices.Values(changed.Items[0].Rollback.Commands))) {
		t.Errorf("back on %s after %v:\n%s", item.Route, item.LeftRoutes(), strings.Join(item.Rollback.Commands, "\n"))
	}
	// Where the sender is not in the evidence any more, or can't have the route, nothing is made up.
	gone := made(inventoryOf(sender("other")), later, Digests{}, new(decide(before, map[string]string{DecidedStatus: "in-progress", DecidedRoute: "relay-connector"})))
	at := slices.IndexFunc(gone.Items, func(item Item) bool { return item.UPN == "mfp@contoso.com" })
	if item := gone.Items[at]; item.Route != RouteRelayConnector || item.StepsRoute() != RouteHVE || len(item.LeftRoutes()) > 0 ||
		!slices.ContainsFunc(gone.Warnings, func(w Warning) bool {
			return w.ID == "route-changed.kept" && slices.Equal(w.Senders, []string{item.Sender})
		}) {
		t.Errorf("without evidence it is on %s, with the steps of %q and %v", item.Route, item.StepsRoute(), gone.Warnings)
	}
	found := made(inventoryOf(mfp), later, Digests{}, &gone)
	if at := slices.IndexFunc(found.Items, func(item Item) bool { return item.UPN == "mfp@contoso.com" }); !reflect.DeepEqual(found.Items[at].Rollback, changed.Items[0].Rollback) {
		t.Errorf("when the evidence holds it again, its way back is %v", found.Items[at].Rollback)
	}
}

func TestFilledFrom(t *testing.T) {
	for _, test := range []struct {
		template, command string
		want              bool
	}{
		{backPolicy, "Set-User -Identity 'a' -AuthenticationPolicy 'b c'", true},
		{backPolicy, "Set-User -Identity 'renamed' -AuthenticationPolicy $null", true},
		{backPolicy, "Set-User -Identity 'a' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)", false},
		{forgetTokens, "Set-User -Identity 'a' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)", true},
		{forgetTokens, "Set-User -Identity 'a' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow) -Confirm", false},
		{backAccount, "Update-MgUser -UserId 'a' -AccountEnabled:$true", true},
		{backAccount, "# Update-MgUser -UserId 'a' -AccountEnabled:$true", false},
		{byHand, byHand, true},
		{byHand, byHand + ".", false},
		{byHandPerson, byHand, false},
		{backConnector, "Set-InboundConnector -Identity 'a' -Enabled $false", true},
		{backConnector, "", false},
	} {
		if got := filledFrom(test.template, test.command); got != test.want {
			t.Errorf("%q is %q filled in: %v", test.command, test.template, got)
		}
	}
}

// reroutedBadly says what is wrong with an item on which work had begun when people chose another route: before is as they left it, after as it was planned.
func reroutedBadly(before, after *Item, today calendar.Day) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if after.StepsRoute() != "" {
		if after.StepsRoute() != before.StepsRoute() || !reflect.DeepEqual(after.Steps, before.Steps) || !reflect.DeepEqual(after.Rollback, before.Rollback) {
			bad("has no steps of it and is not as it was")
		}
		return problems
	}
	if len(after.LeftRoutes()) == 0 || after.LeftRoutes()[len(after.LeftRoutes())-1] != before.StepsRoute() {
		bad("left %v, and not %s", after.LeftRoutes(), before.StepsRoute())
	}
	ids := map[string]bool{}
	for _, r := range steps[after.Route] {
		ids[r.id], ids[r.id+atTime] = true, true
	}
	for _, r := range stepsGone {
		ids[r.id] = true
	}
	ahead := false
	for _, step := range after.Steps {
		switch {
		case step.Route != "":
			if ahead || step.Date.After(today) && after.Status != StatusDone {
				bad("%s of %s is not behind it", step.ID, step.Route)
			}
			if !slices.ContainsFunc(before.Steps, func(old Step) bool { return old.ID == step.ID && old.Date == step.Date }) {
				bad("%s was no step of %s", step.ID, step.Route)
			}
		case !ids[step.ID] || !step.Date.After(today) || after.Status == StatusDone:
			bad("%s on %s does not lie ahead on %s", step.ID, step.Date, after.Route)
		default:
			ahead = true
		}
	}
	for _, old := range before.Steps {
		if behind := !old.Date.After(today) || after.Status == StatusDone; behind && !slices.ContainsFunc(after.Steps, func(step Step) bool { return step.ID == old.ID && step.Route != "" }) {
			bad("%s was done and is gone", old.ID)
		}
	}
	for _, command := range before.Rollback.Commands {
		if !slices.Contains(after.Rollback.Commands, command) {
			bad("%q does not lead back any more", command)
		}
	}
	for i, command := range after.Rollback.Commands {
		if slices.Contains(after.Rollback.Commands[:i], command) && !strings.HasPrefix(command, "#") {
			bad("%q is there twice", command)
		}
	}
	for name, value := range before.Rollback.Prior {
		if now, held := after.Rollback.Prior[name]; !held || now != value {
			bad("%s was %v before any work, and now it is said to have been %v", name, value, now)
		}
	}
	for _, name := range before.Rollback.NotCaptured {
		if _, held := after.Rollback.Prior[name]; held || !slices.Contains(after.Rollback.NotCaptured, name) {
			bad("%s was not known before any work", name)
		}
	}
	return problems
}

func TestDecidedRefusesWhatItCanNotRead(t *testing.T) {
	p := Plan{Items: []Item{{ID: "item-1", UPN: "scan@contoso.com"}}}
	for column, value := range map[string]string{
		DecidedStatus: "finished", DecidedRoute: "carrier-pigeon", DecidedWave: "three", DecidedStart: "soon", DecidedEnd: "2026-02-30",
	} {
		_, err := p.Decided(func(_, c string) (string, bool) { return value, c == column }, nobodyWrote)
		if err == nil || !strings.Contains(err.Error(), "scan@contoso.com") || !strings.Contains(err.Error(), column) {
			t.Errorf("%s %q: %v", column, value, err)
		}
	}
}

func planBytes(t *testing.T, p Plan) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
