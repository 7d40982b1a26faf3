package plan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// scenery is a sender of whom evidence and policy say everything with one and the same text.
func scenery(name string, route Route) scene {
	no, yes := false, true
	s := sender("x")
	s.UPN, s.AuthPolicy, s.Mailbox = name, &name, inventory.MailboxShared
	s.SMTPAuth.Policy, s.SMTPAuth.PolicyFrom = inventory.Optional(name), "account"
	s.SMTPAuth.Blocks = []inventory.Block{{Kind: "conditional-access", Name: inventory.Optional(name), Applies: "yes"}}
	s.Clients = append(s.Clients, client("203.0.113.7"))
	inv := inventoryOf(s)
	inv.Tenant.ID = inventory.Optional(name)
	inv.Exchange = &inventory.ExchangeSettings{
		DefaultPolicy: &name, Policies: []inventory.AuthPolicy{{Name: name, AllowBasicSMTP: &no}},
		Connectors: []inventory.Connector{{Name: name, Enabled: &yes, Type: "OnPremises", SenderIPs: []string{"203.0.113.0/24", name}}},
	}
	policy := DefaultPolicy(asOf)
	policy.TimeZone, policy.CutOverAt = name, name
	policy.Routes.Service = Service{Name: name, Host: name, SPF: name, DKIM: name}
	policy.Routes.Relay = name
	return newScene(newGround(&inv, &policy), &s, route, factsOf(&s, surroundingsOf(&inv, policy), Override{}), Override{})
}

// cutOver is the day of the item in these tests; onTime is a calendar without holidays in which nothing is pulled.
var cutOver = calendar.On(2026, time.December, 15)

func onTime(offset int) (int, calendar.Day) { return offset, cutOver.AddDays(offset) }

// everyCommand are the commands of a scene in order.
func everyCommand(sc *scene) []string {
	all := rollbackOf(sc, cutOver).Commands
	for _, step := range stepsOf(sc, onTime) {
		all = append(all, step.Command)
	}
	return all
}

// TestNoNameChangesACommand compares the commands of a hostile name, be it the account's, a policy's, a connector's or one in policy.yaml, with those of a
// plain one: outside the literals they must be the same.
func TestNoNameChangesACommand(t *testing.T) {
	for _, route := range overrideRoutes {
		usual := scenery("scan@contoso.com", route)
		plain := everyCommand(&usual)
		for _, name := range hostile {
			if name == "" {
				continue // an empty policy is none, so other steps apply
			}
			sc := scenery(name, route)
			got := everyCommand(&sc)
			if len(got) != len(plain) {
				t.Fatalf("%s: the name %q makes %d commands of %d", route, name, len(got), len(plain))
			}
			for i, command := range got {
				_, want, _ := literals(plain[i])
				if _, outside, ended := literals(command); outside != want || !ended {
					t.Errorf("%s: the name %q makes\n%s\nof\n%s", route, name, command, plain[i])
				}
			}
		}
	}
}

// TestCommandsTakeWordsOfCommandsAlone keeps text as it was found out of commands, whatever a table says.
func TestCommandsTakeWordsOfCommandsAlone(t *testing.T) {
	check := func(route Route, command string, set wordSet) {
		if set&^quotedWords != 0 {
			t.Errorf("%s: a word that is not quoted is in %s", route, command)
		}
		if strings.Contains(command, "\"") {
			t.Errorf("%s: double quotes expand what is in them: %s", route, command)
		}
		for line := range strings.SplitSeq(command, "\n") {
			if strings.HasPrefix(line, "az ") && set&^setOf(wordTenant) != 0 {
				t.Errorf("%s: nobody knows which shell runs az: %s", route, command)
			}
		}
	}
	for route, list := range rows {
		for _, r := range list {
			check(route, r.stepRow.command, r.command.set)
		}
		for _, b := range backRows[route] {
			check(route, b.backRow.command, b.command.set)
		}
	}
}

// TestSentencesKnowTheirWords finds a {name} in a sentence of a step that nothing takes the place of.
func TestSentencesKnowTheirWords(t *testing.T) {
	known := map[string]bool{}
	for i, name := range wordNames {
		if name == "" || known[name] {
			t.Errorf("word %d is called %q", i, name)
		}
		known[name] = true
	}
	used := map[string]bool{}
	for _, list := range rows {
		for _, r := range list {
			used[r.id] = true
		}
	}
	for _, r := range rowsGone {
		used[r.id] = true
	}
	for id, p := range stepPhrases {
		if base, _ := strings.CutSuffix(id, atTime); !used[base] {
			t.Errorf("no route has %s", id)
		}
		for _, name := range placeholders(p.En + p.Ja) {
			if !known[name] {
				t.Errorf("%s: nothing fills {%s}", id, name)
			}
		}
	}
}

// variants goes through what steps and the way back hang on, in every combination that could matter.
func variants(yield func(name string, s *inventory.Sender, exchange *inventory.ExchangeSettings, p *Policy, o Override)) {
	yes, no, none, old, every := true, false, "", "Old 'policy'", 1
	switches := []inventory.SwitchState{inventory.SwitchEnabled, inventory.SwitchDisabled, inventory.SwitchInherit, inventory.SwitchUnknown}
	for _, state := range switches {
		for _, organization := range []inventory.SwitchState{inventory.SwitchEnabled, inventory.SwitchDisabled, inventory.SwitchUnknown} {
			for own, assigned := range []*string{nil, &none, &old} {
				for bits := range 1 << 5 {
					on := func(i int) bool { return bits>>i&1 == 1 }
					s, p, o := sender("scan"), DefaultPolicy(asOf), Override{}
					var exchange *inventory.ExchangeSettings
					a := &s.SMTPAuth
					a.Mailbox, a.Organization, a.Effective, s.AuthPolicy = state, organization, state, assigned
					if state == inventory.SwitchInherit {
						a.Effective = organization
					}
					if on(0) {
						exchange = &inventory.ExchangeSettings{
							DefaultPolicy: &none, RejectDirectSend: &yes, Policies: []inventory.AuthPolicy{{Name: "No Basic", AllowBasicSMTP: &no}},
							Connectors: []inventory.Connector{{Name: "MFP", Type: "OnPremises", Enabled: &no, SenderIPs: []string{"203.0.113.7"}}},
						}
					}
					if on(1) {
						s.Mailbox = inventory.MailboxShared
						s.Clients = append(s.Clients, client("203.0.113.9"))
					}
					if on(2) {
						s.AccountEnabled = &yes
						s.Clients[0].Rhythm = inventory.Rhythm{Period: "workdays", EveryDays: &every, Weekdays: []int{1, 2, 3, 4, 5}}
						a.Blocks = []inventory.Block{{Kind: "security-defaults", Applies: "yes"}}
					}
					if on(3) {
						o = Override{OAuth: &yes, External: &no, FixedAddress: &yes, Port25: &yes, RollbackTested: calendar.On(2026, time.November, 20)}
						p.CutOverAt = "22:00"
						p.Routes.Service = Service{Name: "Post", Host: "smtp.example", SPF: "include:example"}
						p.Routes.Relay = "relay.contoso.com"
						s.Kind = inventory.KindApplication
					}
					if on(4) {
						a.PolicyBasic, a.Policy = inventory.SwitchDisabled, "No Basic"
					}
					yield(fmt.Sprintf("%s/%s/%d/%05b", state, organization, own, bits), &s, exchange, &p, o)
				}
			}
		}
	}
}

// eachScene runs a claim over every route and variant, and stops at the first that fails.
func eachScene(t *testing.T, claim func(t *testing.T, name string, sc *scene)) {
	t.Helper()
	variants(func(name string, s *inventory.Sender, exchange *inventory.ExchangeSettings, p *Policy, o Override) {
		inv := inventoryOf(*s)
		inv.Exchange = exchange
		g, around := newGround(&inv, p), surroundingsOf(&inv, *p)
		for _, route := range overrideRoutes {
			if t.Failed() {
				return
			}
			sc := newScene(g, s, route, factsOf(s, around, o), o)
			claim(t, string(route)+"/"+name, &sc)
		}
	})
}

func TestConnectorsAreFoundByWhatTheyTrust(t *testing.T) {
	yes, no := true, false
	inv, policy := inventoryOf(), DefaultPolicy(asOf)
	inv.Exchange = &inventory.ExchangeSettings{Connectors: []inventory.Connector{
		{Name: "Not told", Type: "OnPremises", SenderIPs: []string{"198.51.100.1"}},
		{Name: "Off", Type: "OnPremises", Enabled: &no, SenderIPs: []string{"203.0.113.7", "203.0.113.200"}},
		{Name: "Partner", Type: "Partner", Enabled: &yes, SenderIPs: []string{"203.0.113.7"}},
		{Name: "Office", Type: "OnPremises", Enabled: &yes, SenderIPs: []string{"nonsense", "203.0.113.0/28", "::ffff:192.0.2.1"}},
		{Name: "No list", Type: "OnPremises", Enabled: &yes},
	}}
	g := newGround(&inv, &policy)
	for address, want := range map[string]string{
		"203.0.113.7": "Office", "203.0.113.200": "Off", "203.0.113.99": "", "198.51.100.1": "", "192.0.2.1": "Office",
	} {
		s := sender("scan")
		s.Clients = []inventory.Client{client(address)}
		got := ""
		if c := g.connectorOf(soleAddress(&s)); c != nil {
			got = c.Name
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestIsGUID(t *testing.T) {
	for text, want := range map[string]bool{
		"11111111-2222-3333-4444-555555abcDEF": true, "": false, "t": false, "11111111-2222-3333-4444-55555555555;": false,
		"111111112222-3333-4444-555555555555-": false, "11111111-2222-3333-4444-5555555555 5": false,
	} {
		if got := isGUID(text); got != want {
			t.Errorf("isGUID(%q) = %v", text, got)
		}
	}
}

func TestLongNamesBecomeAnID(t *testing.T) {
	s := sender(strings.Repeat("a", 60))
	inv, p := inventoryOf(s), DefaultPolicy(asOf)
	sc := newScene(newGround(&inv, &p), &s, RouteGraphAPI, facts{}, Override{})
	if want := "'unbasic " + itemID(s.ID) + "'"; sc.words[wordObject] != want {
		t.Errorf("the scope is called %s, want %s", sc.words[wordObject], want)
	}
}

func TestSilenceFollowsTheRhythm(t *testing.T) {
	rhythm := func(period string, minutes, days int, weekdays ...int) inventory.Rhythm {
		r := inventory.Rhythm{Period: period, Weekdays: weekdays}
		if minutes != 0 {
			r.EveryMinutes = &minutes
		}
		if days != 0 {
			r.EveryDays = &days
		}
		return r
	}
	for _, tc := range []struct {
		name   string
		rhythm inventory.Rhythm
		want   int
	}{
		{"every five minutes", rhythm("continuous", 5, 1, 0, 1, 2, 3, 4, 5, 6), 1},
		{"every 31 minutes", rhythm("continuous", 31, 1), 2},
		{"every six hours", rhythm("continuous", 360, 1), 12},
		{"every day", rhythm("daily", 0, 1, 0, 1, 2, 3, 4, 5, 6), 48},
		{"Monday to Friday", rhythm("workdays", 0, 1, 1, 2, 3, 4, 5), 96},
		{"Monday to Friday, and a Saturday once", rhythm("workdays", 0, 1, 1, 2, 3, 4, 5, 6), 96},
		{"Tuesday and Thursday", rhythm("irregular", 0, 2, 2, 4), 168},
		{"every Monday", rhythm("weekly", 0, 7, 1), 336},
		{"every 30 days", rhythm("monthly", 0, 30, 0, 1, 2, 3, 4, 5, 6), 1440},
		{"irregular", rhythm("irregular", 0, 0, 1, 3), 0},
		{"unknown", rhythm("unknown", 0, 0), 0},
		{"nonsense", rhythm("daily", -5, -1, -1, 9), 0},
	} {
		if got := silenceOf(&tc.rhythm); got != tc.want {
			t.Errorf("%s: %d hours, want %d", tc.name, got, tc.want)
		}
	}
	quiet, busy := client("203.0.113.7"), client("203.0.113.9")
	quiet.Successes, quiet.Rhythm = 3, rhythm("monthly", 0, 30)
	busy.Rhythm = rhythm("continuous", 60, 1)
	s := sender("scan")
	s.Clients = []inventory.Client{quiet, busy}
	back := made(inventoryOf(s), DefaultPolicy(asOf), Digests{}, nil).Items[0].Rollback
	if back.SilenceHours == nil || *back.SilenceHours != 2 || back.TriggerArgs["hours"] != "2" {
		t.Errorf("the busiest client sends every hour, and the trigger is %s", back.Trigger)
	}
	s.Kind = inventory.KindPerson
	if back := made(inventoryOf(s), DefaultPolicy(asOf), Digests{}, nil).Items[0].Rollback; back.SilenceHours != nil {
		t.Errorf("a person's silence means nothing: %+v", back)
	}
}

// BenchmarkStepsAndRollback is what an item costs here; 100,000 of them must be planned in two seconds in all.
func BenchmarkStepsAndRollback(b *testing.B) {
	for _, route := range []Route{RouteOAuthSMTP, RouteRelayConnector, RouteModernClient, RouteRetire} {
		b.Run(string(route), func(b *testing.B) {
			s := sender("scan")
			inv, policy := inventoryOf(s), DefaultPolicy(asOf)
			g, f := newGround(&inv, &policy), factsOf(&s, surroundingsOf(&inv, policy), Override{})
			b.ReportAllocs()
			for b.Loop() {
				sc := newScene(g, &s, route, f, Override{})
				stepsOf(&sc, onTime)
				rollbackOf(&sc, cutOver)
			}
		})
	}
}
