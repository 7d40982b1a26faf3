package plan

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

// plot is a sender in a tenant, under a policy. Cases change what they are about.
type plot struct {
	sender   inventory.Sender
	inv      inventory.Inventory
	policy   Policy
	override Override
}

type change = func(*plot)

// staged gives the plot that some changes make, with all that is decided about it.
func staged(changes ...change) (plot, *surroundings, facts, *rule) {
	sc := plot{sender: sender("scan"), inv: inventoryOf(), policy: DefaultPolicy(asOf)}
	for _, c := range changes {
		c(&sc)
	}
	around := surroundingsOf(&sc.inv, sc.policy)
	f := factsOf(&sc.sender, around, sc.override)
	chosen, _ := decideWith(&f, around, &sc.override)
	return sc, around, f, chosen.rule
}

// about is what sentences on the sender speak of.
func (sc *plot) about(around *surroundings, f *facts) *about {
	a := aboutOf(&sc.sender, f, around, &sc.override)
	return &a
}

func of(k inventory.Kind) change { return func(sc *plot) { sc.sender.Kind = k } }

func is(v inventory.Verdict) change { return func(sc *plot) { sc.sender.Verdict = v } }

func licensed(state inventory.LicenseState) change {
	return func(sc *plot) { sc.sender.License.State = state }
}

func in(cloud inventory.Optional) change { return func(sc *plot) { sc.inv.Tenant.Cloud = cloud } }

func roams(sc *plot) { sc.sender.Clients = append(sc.sender.Clients, client("198.51.100.1")) }

func broken(sc *plot) {
	s := &sc.sender
	s.Verdict, s.Successes, s.Failures = inventory.VerdictBroken, 0, 7
	s.Clients[0].Failures, s.Clients[0].Successes = 7, 0
	s.Clients[0].Errors = []inventory.ClientError{{Code: 50057, Count: 7}}
}

// says sets an answer of the owner.
func says(field string, answer bool) change {
	return func(sc *plot) {
		o := &sc.override
		*map[string]**bool{"oauth": &o.OAuth, "external": &o.External, "port25": &o.Port25, "fixed": &o.FixedAddress, "code": &o.CodeChange}[field] = &answer
	}
}

func sendsADay(n int) change { return func(sc *plot) { sc.override.MessagesPerDay = n } }
func peaksAt(n int) change   { return func(sc *plot) { sc.override.PeakPerHour = n } }
func avoids(r ...Route) change {
	return func(sc *plot) { sc.policy.Routes.Avoid = append(sc.policy.Routes.Avoid, r...) }
}

func hasService(sc *plot) {
	sc.policy.Routes.Service = Service{Name: "SMTPget", Host: "smtp.example.net", Port: 587}
}

func azure(there bool) change   { return func(sc *plot) { sc.policy.Routes.Azure = &there } }
func billing(there bool) change { return func(sc *plot) { sc.policy.Routes.BillingPolicy = &there } }
func hasRelay(sc *plot)         { sc.policy.Routes.Relay = "relay.contoso.local" }

func exchange(sc *plot) *inventory.ExchangeSettings {
	if sc.inv.Exchange == nil {
		sc.inv.Exchange = &inventory.ExchangeSettings{}
	}
	return sc.inv.Exchange
}

func rejects(direct bool) change { return func(sc *plot) { exchange(sc).RejectDirectSend = &direct } }

// trustsAt adds an inbound connector for some addresses.
func trustsAt(addresses ...string) change {
	return func(sc *plot) {
		on := true
		exchange(sc).Connectors = append(exchange(sc).Connectors,
			inventory.Connector{Name: "From the plant", Enabled: &on, Type: "OnPremises", SenderIPs: addresses, SenderDomains: []string{"smtp:*;1"}})
	}
}

func hybrid(sc *plot) {
	trustsAt()(sc)
	exchange(sc).Connectors[len(exchange(sc).Connectors)-1].Certificate = "mail.contoso.com"
}

func oldTLS(percent float64) change {
	return func(sc *plot) {
		sc.sender.Messages = &inventory.Messages{Source: inventory.SourceSMTPReport, Count: 90, LegacyTLSPercent: &percent}
	}
}

func defaults(on bool) change { return func(sc *plot) { sc.inv.Protection.SecurityDefaults = &on } }

var noOAuth = says("oauth", false)

func TestEachRowOfTheDecisionTable(t *testing.T) {
	unlicensed := licensed(inventory.LicenseUnlicensed)
	person, program, nothing := of(inventory.KindPerson), of(inventory.KindApplication), of(inventory.KindUnknown)
	reached := map[string]bool{policyRule: true}
	for _, tc := range []struct {
		name    string
		changes []change
		rule    string
		route   Route
		destiny destiny
	}{
		{"an incident", []change{is(inventory.VerdictSuspicious)}, "route.incident", RouteInvestigate, prepares},
		{"an incident of an account that is gone", []change{is(inventory.VerdictSuspicious), licensed(inventory.LicenseDeleted)}, "route.incident", RouteInvestigate, prepares},
		{"an incident is not avoided", []change{is(inventory.VerdictSuspicious), avoids(RouteInvestigate)}, "route.incident", RouteInvestigate, prepares},
		{"guessing", []change{is(inventory.VerdictNoise)}, "route.guessing", RouteSecureAccount, neverPlanned},
		{"OAuth already", []change{is(inventory.VerdictModern)}, "route.already-oauth", RouteOAuthSMTP, neverPlanned},
		{"gone but sending", []change{licensed(inventory.LicenseNotFound)}, "route.gone-in-use", RouteRetire, unplanned},
		{"gone", []change{licensed(inventory.LicenseDeleted), is(inventory.VerdictBroken)}, "route.gone", RouteRetire, prepares},
		{"unused", []change{is(inventory.VerdictIdle)}, "route.unused", RouteRetire, prepares},
		{"unused, and nothing is to be retired", []change{is(inventory.VerdictIdle), avoids(RouteRetire)}, "route.device", RouteOAuthSMTP, moves},
		{"a disabled account", []change{broken}, "route.disabled", RouteRetire, prepares},
		{"a disabled account that worked once", []change{broken, func(sc *plot) { sc.sender.Successes = 1 }}, "route.device", RouteOAuthSMTP, moves},

		{"a person", []change{person}, "route.person", RouteModernClient, moves},
		{"a person whose mail program stays", []change{person, avoids(RouteModernClient)}, "route.person-oauth", RouteOAuthSMTP, moves},
		{"a person with no way left", []change{person, avoids(RouteModernClient, RouteOAuthSMTP)}, "route.none-left", RouteInvestigate, unplanned},

		{"an application", []change{program}, "route.application", RouteOAuthSMTP, moves},
		{"an application in a sovereign cloud", []change{program, in("gcc-high"), roams}, "route.application", RouteOAuthSMTP, moves},
		{"a device", nil, "route.device", RouteOAuthSMTP, moves},
		{"a device that roams, cloud not known", []change{in(""), roams}, "route.device", RouteOAuthSMTP, moves},
		{"a suspected device", []change{is(inventory.VerdictSuspected)}, "route.device", RouteOAuthSMTP, moves},
		{"an unknown kind", []change{nothing, roams}, "route.unknown-kind", RouteOAuthSMTP, moves},
		{"its firmware can", []change{says("oauth", true)}, "route.oauth", RouteOAuthSMTP, moves},
		{"a client of it does already", []change{func(sc *plot) {
			modern := client("198.51.100.1")
			modern.Verdict = inventory.VerdictModern
			sc.sender.Clients = append(sc.sender.Clients, modern)
		}}, "route.oauth", RouteOAuthSMTP, moves},
		{"mixed sign-ins", []change{func(sc *plot) { sc.sender.Auth = inventory.AuthMixed }}, "route.oauth", RouteOAuthSMTP, moves},
		{"the owner knows better than the report", []change{oldTLS(40), says("oauth", true)}, "route.oauth", RouteOAuthSMTP, moves},
		{"answers that leave OAuth open", []change{says("external", false), says("port25", true), says("fixed", true), hasService, hasRelay, azure(true)},
			"route.device", RouteOAuthSMTP, moves},

		{"too many, inside", []change{sendsADay(20_000), says("external", false)}, "route.bulk-inside", RouteHVE, moves},
		{"too many, and Azure takes them", []change{sendsADay(20_000), peaksAt(3000), azure(true), func(sc *plot) { sc.policy.Routes.ACSPerHour = 5000 }},
			"route.bulk-azure", RouteACS, moves},
		{"too many, and Azure takes few", []change{sendsADay(20_000), azure(true), hasService}, "route.bulk-service", RouteThirdParty, moves},
		{"too many from a fixed address", []change{sendsADay(20_000), says("fixed", true), says("port25", true)}, "route.bulk-address", RouteRelayConnector, moves},
		{"too many, and a connector is there", []change{sendsADay(20_000), says("oauth", true), says("external", false), trustsAt("203.0.113.7")},
			"route.bulk-trusted", RouteRelayConnector, moves},
		{"too many, and a relay", []change{sendsADay(20_000), hasRelay}, "route.bulk-relay", RouteOnPremisesRelay, moves},
		{"too many, and nothing else", []change{sendsADay(20_000), says("oauth", true)}, "route.oauth", RouteOAuthSMTP, moves},
		{"too many for the service too", []change{sendsADay(20_000), hasService, func(sc *plot) { sc.policy.Routes.Service.MessagesPerMonth = 1000 }},
			"route.device", RouteOAuthSMTP, moves},

		{"code that can be changed", []change{program, noOAuth, says("code", true)}, "route.code", RouteGraphAPI, moves},
		{"code that can't", []change{program, noOAuth, says("code", false), says("external", false)}, "route.inside", RouteHVE, moves},
		{"a device has no code", []change{noOAuth, says("code", true), roams, in("dod")}, "route.no-oauth", RouteThirdParty, moves},
		{"a connector is there", []change{noOAuth, trustsAt("203.0.113.7")}, "route.trusted", RouteRelayConnector, moves},
		{"a connector's network", []change{noOAuth, trustsAt("203.0.113.0/24")}, "route.trusted", RouteRelayConnector, moves},
		{"a connector is there and no mailbox", []change{unlicensed, trustsAt("203.0.113.1-203.0.113.9")}, "route.trusted", RouteRelayConnector, moves},
		{"a connector goes before HVE", []change{noOAuth, says("external", false), trustsAt("203.0.113.7")}, "route.trusted", RouteRelayConnector, moves},
		{"a connector for another address", []change{noOAuth, says("external", false), trustsAt("203.0.113.8")}, "route.inside", RouteHVE, moves},
		{"a connector that port 25 does not reach", []change{noOAuth, says("port25", false), says("external", false), trustsAt("203.0.113.7")}, "route.inside", RouteHVE, moves},
		{"a connector for other domains", []change{noOAuth, says("external", false), trustsAt("203.0.113.7"),
			func(sc *plot) { sc.inv.Exchange.Connectors[0].SenderDomains = []string{"smtp:fabrikam.com;1"} }}, "route.inside", RouteHVE, moves},
		{"a connector that is off", []change{noOAuth, says("external", false), trustsAt("203.0.113.7"),
			func(sc *plot) { *sc.inv.Exchange.Connectors[0].Enabled = false }}, "route.inside", RouteHVE, moves},
		{"a partner's connector", []change{noOAuth, says("external", false), trustsAt("203.0.113.7"),
			func(sc *plot) { sc.inv.Exchange.Connectors[0].Type = "Partner" }}, "route.inside", RouteHVE, moves},
		{"old TLS and a relay", []change{oldTLS(12), hasRelay, says("external", false)}, "route.old-tls", RouteOnPremisesRelay, moves},
		{"old TLS inside", []change{oldTLS(12), says("external", false)}, "route.inside", RouteHVE, moves},
		{"old TLS, and Azure does not take it", []change{oldTLS(12), roams, azure(true)}, "route.no-oauth", RouteThirdParty, moves},
		{"a device that writes inside", []change{noOAuth, says("external", false)}, "route.inside", RouteHVE, moves},
		{"no mailbox, writes inside", []change{unlicensed, says("external", false)}, "route.inside", RouteHVE, moves},
		{"HVE without a billing policy", []change{noOAuth, says("external", false), billing(false), roams}, "route.no-oauth-global", RouteACS, moves},
		{"HVE under security defaults", []change{noOAuth, says("external", false), defaults(true), roams}, "route.no-oauth-global", RouteACS, moves},
		{"HVE avoided", []change{noOAuth, says("external", false), avoids(RouteHVE)}, "route.address", RouteRelayConnector, moves},
		{"HVE in a sovereign cloud", []change{noOAuth, says("external", false), in("gcc-high"), roams}, "route.no-oauth", RouteThirdParty, moves},
		{"a fixed address and port 25", []change{noOAuth, says("fixed", true), says("port25", true)}, "route.fixed-address", RouteRelayConnector, moves},
		{"a relay", []change{noOAuth, hasRelay}, "route.relay", RouteOnPremisesRelay, moves},
		{"a hybrid Exchange", []change{noOAuth, hybrid}, "route.relay", RouteOnPremisesRelay, moves},
		{"outside by a service", []change{noOAuth, says("external", true), hasService}, "route.outside-service", RouteThirdParty, moves},
		{"outside, and the service takes fewer", []change{noOAuth, says("external", true), hasService, roams, sendsADay(500),
			func(sc *plot) { sc.policy.Routes.Service.MessagesPerMonth = 1000 }}, "route.no-oauth-global", RouteACS, moves},

		{"no mailbox, one address", []change{unlicensed}, "route.no-mailbox-address", RouteRelayConnector, moves},
		{"no mailbox, one address, sovereign cloud", []change{licensed(inventory.LicensePlanOff), in("dod")}, "route.no-mailbox-address", RouteRelayConnector, moves},
		{"no mailbox, an address that is not fixed", []change{unlicensed, says("fixed", false)}, "route.no-mailbox-global", RouteACS, moves},
		{"no OAuth, one address", []change{noOAuth}, "route.address", RouteRelayConnector, moves},
		{"OAuth over SMTP avoided", []change{avoids(RouteOAuthSMTP)}, "route.address", RouteRelayConnector, moves},
		{"Azure", []change{noOAuth, roams, azure(true), hasService}, "route.azure", RouteACS, moves},
		{"Azure, and more than it takes", []change{noOAuth, roams, azure(true), peaksAt(101), hasService}, "route.service", RouteThirdParty, moves},
		{"a service", []change{noOAuth, roams, hasService}, "route.service", RouteThirdParty, moves},
		{"no mailbox, no address", []change{licensed(inventory.LicenseSuspended), roams}, "route.no-mailbox-global", RouteACS, moves},
		{"no mailbox, no address, no Azure", []change{unlicensed, roams, azure(false)}, "route.no-mailbox", RouteThirdParty, moves},
		{"no OAuth, no address", []change{noOAuth, roams}, "route.no-oauth-global", RouteACS, moves},
		{"no OAuth, no address, no Azure", []change{noOAuth, roams, azure(false)}, "route.no-oauth", RouteThirdParty, moves},
		{"Direct Send", []change{noOAuth, says("external", false), says("port25", true), rejects(false), in("dod"), roams}, "route.last-resort", RouteDirectSend, moves},
		{"Direct Send is refused", []change{noOAuth, says("external", false), says("port25", true), rejects(true), in("dod"), roams}, "route.no-oauth", RouteThirdParty, moves},
		{"whether Direct Send is refused is not known", []change{noOAuth, says("external", false), says("port25", true), in("dod"), roams}, "route.no-oauth", RouteThirdParty, moves},
		{"Direct Send outside", []change{noOAuth, says("external", true), says("port25", true), rejects(false), in("dod"), roams}, "route.no-oauth", RouteThirdParty, moves},
		{"no mailbox, no address, sovereign cloud", []change{licensed(inventory.LicenseNoMailboxPlan), in("china"), roams}, "route.no-mailbox", RouteThirdParty, moves},
		{"everything avoided", []change{avoids(overrideRoutes...)}, "route.none-left", RouteInvestigate, unplanned},

		{"a licence without a mailbox", []change{func(sc *plot) { sc.sender.Mailbox = inventory.MailboxNone }}, "route.no-mailbox-address", RouteRelayConnector, moves},
		{"a private address is no address", []change{unlicensed, func(sc *plot) { sc.sender.Clients[0].IP = "10.0.0.5" }}, "route.no-mailbox-global", RouteACS, moves},
		{"one day does not make an address fixed", []change{unlicensed, func(sc *plot) { sc.sender.ActiveDays = 1 }}, "route.no-mailbox-global", RouteACS, moves},
		{"guessing from elsewhere does not hide the one address", []change{unlicensed, func(sc *plot) {
			guess := client("198.51.100.66")
			guess.Verdict = inventory.VerdictNoise
			sc.sender.Clients = append(sc.sender.Clients, guess)
		}}, "route.no-mailbox-address", RouteRelayConnector, moves},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, _, f, row := staged(tc.changes...)
			reached[row.id] = true
			if row.id != tc.rule || row.route != tc.route || row.destiny != tc.destiny {
				t.Errorf("row %s, route %s, destiny %d, want %s, %s, %d\n%+v", row.id, row.route, row.destiny, tc.rule, tc.route, tc.destiny, f)
			}
		})
	}
	for _, row := range decisions {
		if !reached[row.id] {
			t.Errorf("no case reaches %s", row.id)
		}
	}
}

// randomScene has a sender, a tenant and a policy of any kind.
func randomScene(rng *rand.Rand) plot {
	maybe := func(set ...change) change {
		if n := rng.IntN(2 * len(set)); n < len(set) {
			return set[n]
		}
		return func(*plot) {}
	}
	answer := func(field string) change { return maybe(says(field, true), says(field, false)) }
	sc := plot{inv: randomInventory(rng, 1), policy: DefaultPolicy(asOf), sender: sender("scan")}
	if len(sc.inv.Senders) == 1 {
		sc.sender = sc.inv.Senders[0]
	}
	for _, c := range []change{
		answer("oauth"), answer("external"), answer("port25"), answer("fixed"), answer("code"),
		maybe(hasService), maybe(azure(true), azure(false)), maybe(billing(true), billing(false)), maybe(hasRelay, hybrid), maybe(rejects(true), rejects(false)),
		maybe(trustsAt("203.0.113.0/29")), maybe(oldTLS(1), oldTLS(0)), maybe(defaults(true)), maybe(broken), maybe(roams),
		maybe(sendsADay(9_000), sendsADay(20_000), sendsADay(10)), maybe(peaksAt(10), peaksAt(95), peaksAt(2000)),
		maybe(func(sc *plot) { sc.policy.Routes.ACSPerHour = 10_000 }), maybe(func(sc *plot) {
			sc.policy.Routes.Service.MessagesPerMonth, sc.policy.Routes.Service.MessagesPerHour = 300_000, 100
		}),
		maybe(func(sc *plot) { sc.override.Kind = pick(rng, inventory.KindApplication, inventory.KindPerson) }),
		maybe(func(sc *plot) {
			sc.inv.Applications = []inventory.Application{{Name: "ERP", Permissions: []inventory.AppPermission{
				{Value: pick(rng, "Mail.Send", "SMTP.SendAsApp"), Type: inventory.PermissionApplication}}}}
		}),
		maybe(func(sc *plot) { sc.override.Route = pick(rng, overrideRoutes...) }),
	} {
		c(&sc)
	}
	for _, route := range overrideRoutes {
		if rng.IntN(5) == 0 {
			avoids(route)(&sc)
		}
	}
	return sc
}

// answerOf tells by which fact a question is answered.
func answerOf(id string, f facts) truth {
	return map[string]truth{
		"ask.software-oauth": f.oauth, "ask.firmware-oauth": f.oauth, "ask.recipients": f.external, "ask.port-25": f.port25, "ask.fixed-address": f.fixed,
		"ask.software-graph": f.code, "ask.azure": f.azure, "ask.billing": f.billing, "ask.direct-send": f.directSend, "ask.hve-blocked": f.hveBlocked,
	}[id]
}

func TestTheTableAnswersEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	rows, used := map[string]bool{}, map[string]bool{}
	for range 20_000 {
		sc := randomScene(rng)
		around := surroundingsOf(&sc.inv, sc.policy)
		f := factsOf(&sc.sender, around, sc.override)
		chosen, refused := decideWith(&f, around, &sc.override)
		row, a := chosen.rule, sc.about(around, &f)
		rows[row.id] = true
		own := sc.override.Route != "" && !refused && row.route == sc.override.Route
		switch {
		case row.id != policyRule && !row.when.holds(&f):
			t.Fatalf("%+v got %s by default", f, row.id)
		case around.avoid[row.route] && !row.settled && !own:
			t.Fatalf("%+v got %s, which is avoided", f, row.route)
		case !allowed(row.route, &f):
			t.Fatalf("%+v got %s", f, row.route)
		case row.id != policyRule && f.sovereign && (row.route == RouteHVE || row.route == RouteACS):
			t.Fatalf("%s in a sovereign cloud", row.route)
		case row.id != policyRule && row.route == RouteDirectSend && (f.external != no || f.directSend != yes):
			t.Fatalf("%+v got Direct Send", f)
		case row.id != policyRule && row.route == RouteOAuthSMTP && row.destiny == moves && (f.oauth == no || !f.mailbox):
			t.Fatalf("%+v got OAuth", f)
		}
		if s := whyOf(row, a); strings.Contains(s.Text, "{") {
			t.Fatalf("%s: %s", s.ID, s.Text)
		}
		seen := map[Route]bool{row.route: true}
		alternatives := around.alternativesOf(row, &f)
		for _, a := range alternatives {
			used[a.Rule] = true
			if seen[a.Route] || strings.Contains(a.Why, "{") || a.Why == "" {
				t.Fatalf("%s has the alternative %+v", row.route, a)
			}
			seen[a.Route] = true
		}
		if row.destiny == moves && (row.id != policyRule || row.route != RouteSecureAccount) && f.kind != inventory.KindPerson {
			for _, route := range []Route{
				RouteOAuthSMTP, RouteHVE, RouteACS, RouteThirdParty, RouteRelayConnector, RouteDirectSend, RouteOnPremisesRelay, RouteRetire,
			} {
				if !seen[route] {
					t.Fatalf("%+v: nothing is said of %s", f, route)
				}
			}
		}
		for _, q := range around.questionsOf(row, &f) {
			used[q.ID] = true
			if answer := answerOf(q.ID, f); answer == yes || answer == no || strings.Contains(q.Text, "{") {
				t.Fatalf("%s is asked, and the answer is %d: %s", q.ID, answer, q.Text)
			}
		}
		for _, list := range [][]Sentence{
			answersOf(row, a), limitsOf(row.route, a), {costOf(row.route, a).Why},
		} {
			for _, s := range list {
				used[s.ID] = true
				if p, ok := PhraseOf(s.ID); !ok || s.Text == "" || s.Text != p.In(inventory.English, s.Args) || strings.Contains(s.Text, "{") {
					t.Fatalf("%s says %q", s.ID, s.Text)
				}
			}
		}
	}
	for _, row := range decisions {
		if !rows[row.id] {
			t.Errorf("no plot reaches %s", row.id)
		}
	}
	for id := range alternativePhrases {
		if !used[id] {
			t.Errorf("no plot is told %s", id)
		}
	}
}

// TestEveryPhraseOfARouteIsUsedByATable finds phrases without a table and ids without a phrase.
func TestEveryPhraseOfARouteIsUsedByATable(t *testing.T) {
	uses := map[string]bool{policyRule: true, "wave.no-room": true, "wave.after-end": true, "not.policy": true, "not.avoided": true, "ask.owner": true, "tenant-limit-near": true, "tenant-limit-over": true}
	for _, row := range decisions {
		uses[row.id] = true
		for _, q := range row.questions {
			uses[q.id] = true
		}
	}
	for _, list := range policyQuestions {
		for _, q := range list {
			uses[q.id] = true
		}
	}
	for id := range asked {
		if !uses[id] {
			t.Errorf("%s is never asked", id)
		}
	}
	for _, o := range objections {
		for _, reason := range o.reasons {
			uses[reason.why] = true
		}
	}
	for _, point := range serviceAudit {
		uses[point.ask], uses[point.answer] = true, true
	}
	for _, l := range routeLimits {
		for _, id := range []string{l.near, l.over, l.least, l.unknown} {
			uses[id] = true
		}
	}
	for _, b := range boundaries {
		uses[b.id] = true
	}
	for _, k := range knownFacts {
		uses[k.id] = true
	}
	delete(uses, "")
	for _, table := range []map[string]inventory.Phrase{rulePhrases, alternativePhrases, questionPhrases, limitPhrases, answerPhrases} {
		for id, p := range table {
			if !uses[id] {
				t.Errorf("nothing says %s", id)
			}
			delete(uses, id)
			for _, name := range placeholders(p.En) {
				local := []string{"day", "licences", "value"}
				if routeWords[name] == nil && !slices.Contains(local, name) {
					t.Errorf("%s: nothing gives {%s}", id, name)
				}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(uses)) {
		t.Errorf("%s has no phrase", id)
	}
}

// TestSharedSentencesNameNoSender keeps words of a single sender out of what all senders with the same facts are told.
func TestSharedSentencesNameNoSender(t *testing.T) {
	shared := []string{"state", "connector", "cloud", "relay", "service", "blocker", "smtpApps", "graphApps", "acsLimit", "mailboxLimit"}
	for _, table := range []map[string]inventory.Phrase{alternativePhrases, questionPhrases} {
		for id, p := range table {
			for _, name := range placeholders(p.En) {
				if id != "ask.owner" && !slices.Contains(shared, name) {
					t.Errorf("%s says {%s}", id, name)
				}
			}
		}
	}
	for _, b := range boundaries {
		for _, name := range placeholders(limitPhrases[b.id].En) {
			if !slices.Contains(shared, name) {
				t.Errorf("%s says {%s}", b.id, name)
			}
		}
	}
}

func TestAlternativesSayWhyNot(t *testing.T) {
	for _, tc := range []struct {
		name    string
		changes []change
		want    map[Route]string
	}{
		{"a device of which nothing is known", nil, map[Route]string{
			RouteHVE: "not.hve", RouteACS: "not.acs", RouteThirdParty: "not.third-party", RouteRelayConnector: "not.relay",
			RouteDirectSend: "not.direct-send", RouteOnPremisesRelay: "not.on-premises", RouteRetire: "not.retire",
		}},
		{"an application in a sovereign cloud", []change{of(inventory.KindApplication), in("gcc-high"), roams}, map[Route]string{
			RouteGraphAPI: "not.graph", RouteHVE: "not.hve-cloud", RouteACS: "not.acs-cloud", RouteThirdParty: "not.third-party", RouteRelayConnector: "not.no-address",
			RouteDirectSend: "not.direct-send", RouteOnPremisesRelay: "not.on-premises", RouteRetire: "not.retire",
		}},
		{"a person", []change{of(inventory.KindPerson)}, map[Route]string{RouteOAuthSMTP: "not.person-script", RouteRetire: "not.retire"}},
		{"unused", []change{is(inventory.VerdictIdle)}, map[Route]string{RouteOAuthSMTP: "not.unused-oauth"}},
		{"unused without a mailbox", []change{is(inventory.VerdictIdle), licensed(inventory.LicenseUnlicensed)}, map[Route]string{RouteOAuthSMTP: "not.no-mailbox"}},
		{"disabled", []change{broken}, map[Route]string{RouteOAuthSMTP: "not.disabled-oauth"}},
		{"an incident", []change{is(inventory.VerdictSuspicious)}, map[Route]string{}},
		{"a device with all answers", []change{noOAuth, says("external", true), says("port25", false), says("fixed", false), azure(false), rejects(true), hasService, hasRelay,
			avoids(RouteOnPremisesRelay)}, map[Route]string{
			RouteOAuthSMTP: "not.no-oauth", RouteHVE: "not.hve-outside", RouteACS: "not.acs-azure", RouteRelayConnector: "not.port-25",
			RouteDirectSend: "not.direct-outside", RouteOnPremisesRelay: "not.avoided", RouteRetire: "not.retire",
		}},
		{"what is there", []change{says("oauth", true), trustsAt("203.0.113.7"), azure(true), hasService, hasRelay, says("external", false), rejects(true)}, map[Route]string{
			RouteHVE: "not.hve-inside", RouteACS: "not.acs-there", RouteThirdParty: "not.service", RouteRelayConnector: "not.relay-there",
			RouteDirectSend: "not.direct-refused", RouteOnPremisesRelay: "not.relay-server", RouteRetire: "not.retire",
		}},
		{"policy.yaml names another route", []change{of(inventory.KindPerson), func(sc *plot) { sc.override.Route = RouteOAuthSMTP }}, map[Route]string{
			RouteModernClient: "not.policy", RouteRetire: "not.retire",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, around, f, row := staged(tc.changes...)
			got := map[Route]string{}
			for _, a := range around.alternativesOf(row, &f) {
				got[a.Route] = a.Rule
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s: alternatives (-want +got):\n%s", row.id, diff)
			}
		})
	}
	_, around, f, row := staged(says("oauth", true), trustsAt("203.0.113.7"))
	for _, a := range around.alternativesOf(row, &f) {
		if a.Route == RouteRelayConnector && a.Args["connector"] != "From the plant" {
			t.Errorf("the connector is not named: %+v", a)
		}
	}
}

func TestThePolicyChoosesARouteWhereTheEvidenceLeavesAChoice(t *testing.T) {
	for _, tc := range []struct {
		name    string
		changes []change
		route   Route
		want    Route
		refused bool
	}{
		{"another route", nil, RouteRelayConnector, RouteRelayConnector, false},
		{"one that all others avoid", []change{avoids(RouteRelayConnector)}, RouteRelayConnector, RouteRelayConnector, false},
		{"the only one", []change{avoids(overrideRoutes...)}, RouteACS, RouteACS, false},
		{"HVE in the global cloud", nil, RouteHVE, RouteHVE, false},
		{"HVE elsewhere", []change{in("dod")}, RouteHVE, RouteOAuthSMTP, true},
		{"an incident", []change{is(inventory.VerdictSuspicious)}, RouteOAuthSMTP, RouteInvestigate, true},
		{"an incident, investigated", []change{is(inventory.VerdictSuspicious)}, RouteInvestigate, RouteInvestigate, false},
		{"guessing", []change{is(inventory.VerdictNoise)}, RouteOAuthSMTP, RouteSecureAccount, true},
		{"gone but sending", []change{licensed(inventory.LicenseDeleted)}, RouteThirdParty, RouteThirdParty, false},
		{"a route that no policy may choose", nil, RouteSecureAccount, RouteOAuthSMTP, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, around, f, _ := staged(tc.changes...)
			got, refused := decideWith(&f, around, &Override{Route: tc.route})
			if got.rule.route != tc.want || refused != tc.refused {
				t.Errorf("%s, %v, want %s, %v", got.rule.route, refused, tc.want, tc.refused)
			}
		})
	}
}

func TestEveryRouteOfAPolicyHasAllItNeeds(t *testing.T) {
	for _, route := range overrideRoutes {
		if len(steps[route]) == 0 || triggers[route] == "" || works[route].hours == 0 || len(policyQuestions[route]) == 0 {
			t.Errorf("%s lacks steps, trigger, work or questions", route)
		}
		if works[route].hours*4 != float64(int(works[route].hours*4)) {
			t.Errorf("%s: %v is not in quarter hours", route, works[route].hours)
		}
	}
}

func TestQuestionsAskWhatIsNotAnswered(t *testing.T) {
	unlicensed := licensed(inventory.LicenseUnlicensed)
	audit := []string{"ask.service-host", "ask.service-tls", "ask.service-keys", "ask.service-logs", "ask.service-spf", "ask.service-dkim", "ask.service-dmarc",
		"ask.service-data", "ask.service-limits", "ask.service-hour", "ask.service-support"}
	for _, tc := range []struct {
		name    string
		changes []change
		want    []string
	}{
		{"a licensed device", nil, []string{"ask.firmware-oauth", "ask.recipients", "ask.port-25"}},
		{"an unknown kind", []change{of(inventory.KindUnknown), roams}, []string{"ask.kind", "ask.software-oauth", "ask.recipients"}},
		{"its licence was not read", []change{licensed(inventory.LicenseUnknown)}, []string{"ask.firmware-oauth", "ask.recipients", "ask.port-25", "ask.license-unknown"}},
		{"its licence has an error", []change{licensed(inventory.LicenseAssignmentError), says("oauth", true), says("external", true), says("port25", true)},
			[]string{"ask.license-error"}},
		{"it has no licence", []change{unlicensed}, []string{"ask.fixed-address", "ask.port-25", "ask.recipients", "ask.license"}},
		{"it has no licence, and one would not help", []change{unlicensed, noOAuth, says("external", true)}, []string{"ask.fixed-address", "ask.port-25"}},
		{"everything is answered", []change{says("oauth", true), says("external", false), says("port25", true)}, nil},
		{"a fixed address", []change{noOAuth, says("fixed", true), says("port25", true)}, []string{"ask.recipients"}},
		{"Azure and the volume are known", []change{noOAuth, roams, azure(true), peaksAt(10), says("external", true)}, nil},
		{"HVE", []change{noOAuth, says("external", false)}, []string{"ask.billing", "ask.hve-blocked", "ask.volume"}},
		{"HVE, all answered", []change{noOAuth, says("external", false), billing(true), sendsADay(5), defaults(false), func(sc *plot) {
			sc.inv.Protection.Policies = []inventory.AccessPolicy{}
		}}, nil},
		{"no service is known", []change{noOAuth, roams, azure(false), says("external", true), says("fixed", false), sendsADay(5)}, append([]string{"ask.service"}, audit...)},
		{"a service of which some is known", []change{noOAuth, says("external", true), hasService, sendsADay(5), func(sc *plot) {
			s := &sc.policy.Routes.Service
			s.OldestTLS, s.Keys, s.SPF, s.DKIM, s.DMARC, s.MessagesPerMonth, s.MessagesPerHour = "1.2", "one each", "include:x", "s1", "aligned", 9000, 900
		}}, []string{"ask.service-logs", "ask.service-data", "ask.service-support"}},
		{"the way of a relay", []change{noOAuth, hasRelay, says("external", true)}, []string{"ask.relay-open"}},
		{"code that can be changed", []change{of(inventory.KindApplication), noOAuth, says("code", true)}, []string{"ask.software-ready"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, around, f, row := staged(tc.changes...)
			var got []string
			for _, q := range around.questionsOf(row, &f) {
				got = append(got, q.ID)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s: questions (-want +got):\n%s", row.id, diff)
			}
		})
	}
}

func TestAnswersNameTheirSource(t *testing.T) {
	since, until := asOf.AddDate(0, 0, -30), asOf
	for _, tc := range []struct {
		name    string
		changes []change
		want    []string
	}{
		{"nothing is known", nil, nil},
		{"the owner's word", []change{says("oauth", true), func(sc *plot) { sc.override.Line = 12 }},
			[]string{"it supports OAuth for SMTP (policy.yaml:12)"}},
		{"an entry without a line", []change{says("external", false)}, []string{"it sends inside the organisation only (policy.yaml)"}},
		{"a report", []change{func(sc *plot) {
			sc.sender.Messages = &inventory.Messages{Source: inventory.SourceSMTPReport, Count: 600, Since: &since, Until: &until}
		}}, []string{"20 messages a day: 600 in 30 days (exchange.smtpAuthReport)"}},
		{"a report on TLS", []change{oldTLS(2.5), hasRelay}, []string{
			"2.5% of its messages came over TLS 1.0 or 1.1: a client as old as that does not support OAuth (SMTP AUTH report)", "the relay is relay.contoso.local (policy.yaml)"}},
		{"a client", []change{func(sc *plot) {
			modern := client("198.51.100.1")
			modern.Verdict, modern.App = inventory.VerdictModern, "Mailer"
			sc.sender.Clients = append(sc.sender.Clients, modern)
		}}, []string{"a client already signs in to SMTP with OAuth: Mailer (sign-in log)"}},
		{"a connector", []change{noOAuth, trustsAt("203.0.113.7")}, []string{
			"it does not support OAuth for SMTP (policy.yaml)", "the connector From the plant already trusts its address 203.0.113.7 (inbound connectors)"}},
		{"a service", []change{noOAuth, says("external", true), hasService}, []string{
			"it does not support OAuth for SMTP (policy.yaml)", "it sends to people outside the organisation (policy.yaml)", "SMTPget is at smtp.example.net:587 (policy.yaml)"}},
		{"nothing moves", []change{is(inventory.VerdictIdle), says("oauth", true)}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sc, around, f, row := staged(tc.changes...)
			var got []string
			for _, s := range answersOf(row, sc.about(around, &f)) {
				got = append(got, s.Text)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s: answers (-want +got):\n%s", row.id, diff)
			}
		})
	}
}

func TestWeightGrowsWithUseAndImportance(t *testing.T) {
	w := inventoryOf().Window
	weigh := func(k inventory.Kind, v inventory.Verdict, successes int) float64 {
		s := sender("x")
		s.Verdict, s.Successes = v, successes
		return weightOf(&s, k, Override{}, w)
	}
	if got := weigh(inventory.KindDevice, inventory.VerdictActive, 270); got != 3 {
		t.Errorf("9 successes a day weigh %v, want 3", got)
	}
	order := []float64{
		weigh(inventory.KindPerson, inventory.VerdictIdle, 0), weigh(inventory.KindPerson, inventory.VerdictBroken, 0),
		weigh(inventory.KindPerson, inventory.VerdictActive, 0), weigh(inventory.KindPerson, inventory.VerdictActive, 100),
		weigh(inventory.KindApplication, inventory.VerdictActive, 100), weigh(inventory.KindApplication, inventory.VerdictActive, 100_000),
	}
	if !slices.IsSorted(order) || order[0] == order[len(order)-1] {
		t.Errorf("weights are not in order: %v", order)
	}
	device := sender("x")
	device.Successes = 270
	for _, tc := range []struct {
		name     string
		override Override
		want     float64
	}{
		{"more messages than sign-ins", Override{MessagesPerDay: 99}, 4.5},
		{"fewer messages than sign-ins", Override{MessagesPerDay: 2}, 3},
		{"important", Override{Importance: 2.5}, 7.5},
		{"of little importance", Override{Importance: 0.5, MessagesPerDay: 99}, 2.25},
	} {
		if got := weightOf(&device, inventory.KindDevice, tc.override, w); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}
