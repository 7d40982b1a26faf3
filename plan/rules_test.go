package plan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

// allFacts is every combination of facts that the table could meet.
func allFacts() []facts {
	var all []facts
	for _, v := range []inventory.Verdict{
		inventory.VerdictActive, inventory.VerdictBroken, inventory.VerdictSuspected, inventory.VerdictSuspicious, inventory.VerdictNoise,
		inventory.VerdictIdle, inventory.VerdictModern, "a later verdict",
	} {
		for _, k := range []inventory.Kind{inventory.KindPerson, inventory.KindDevice, inventory.KindApplication, inventory.KindUnknown} {
			for bits := range 1 << 7 {
				on := func(i int) bool { return bits>>i&1 == 1 }
				all = append(all, facts{
					verdict: v, kind: k, mailbox: on(0), address: on(1), disabled: on(2), gone: on(3), global: on(4),
					licenseUnknown: on(5), licenseDoubtful: on(6),
				})
			}
		}
	}
	return all
}

func TestEachRowOfTheDecisionTable(t *testing.T) {
	static := func(s *inventory.Sender) {}
	roaming := func(s *inventory.Sender) {
		s.Clients = append(s.Clients, client("198.51.100.1"))
	}
	license := func(state inventory.LicenseState) func(*inventory.Sender) {
		return func(s *inventory.Sender) { s.License.State = state }
	}
	kind := func(k inventory.Kind) func(*inventory.Sender) {
		return func(s *inventory.Sender) { s.Kind = k }
	}
	verdict := func(v inventory.Verdict) func(*inventory.Sender) {
		return func(s *inventory.Sender) { s.Verdict = v }
	}
	disabled := func(s *inventory.Sender) {
		s.Verdict, s.Successes, s.Failures = inventory.VerdictBroken, 0, 7
		s.Clients[0].Failures, s.Clients[0].Successes = 7, 0
		s.Clients[0].Errors = []inventory.ClientError{{Code: 50057, Count: 7}}
	}
	type change = func(*inventory.Sender)
	for _, tc := range []struct {
		name         string
		cloud        inventory.Optional
		changes      []change
		rule         string
		route        Route
		destiny      destiny
		alternatives []Route
	}{
		{"an incident", "global", []change{verdict(inventory.VerdictSuspicious)}, "route.incident", RouteInvestigate, prepares, nil},
		{"an incident of an account that is gone", "global", []change{verdict(inventory.VerdictSuspicious), license(inventory.LicenseDeleted)},
			"route.incident", RouteInvestigate, prepares, nil},
		{"guessing", "global", []change{verdict(inventory.VerdictNoise)}, "route.guessing", RouteSecureAccount, neverPlanned, nil},
		{"OAuth already", "global", []change{verdict(inventory.VerdictModern)}, "route.already-oauth", RouteOAuthSMTP, neverPlanned, nil},
		{"gone but sending", "global", []change{license(inventory.LicenseNotFound)}, "route.gone-in-use", RouteRetire, unplanned, nil},
		{"gone", "global", []change{license(inventory.LicenseDeleted), verdict(inventory.VerdictBroken)}, "route.gone", RouteRetire, prepares, nil},
		{"unused", "global", []change{verdict(inventory.VerdictIdle)}, "route.unused", RouteRetire, prepares, []Route{RouteOAuthSMTP}},
		{"a disabled account", "global", []change{disabled}, "route.disabled", RouteRetire, prepares, []Route{RouteOAuthSMTP}},
		{"a disabled account that worked once", "global", []change{disabled, func(s *inventory.Sender) { s.Successes = 1 }},
			"route.device", RouteOAuthSMTP, moves, []Route{RouteRelayConnector, RouteHVE, RouteThirdParty, RouteOnPremisesRelay}},
		{"a person", "global", []change{kind(inventory.KindPerson)}, "route.person", RouteModernClient, moves, []Route{RouteOAuthSMTP}},
		{"an application", "global", []change{kind(inventory.KindApplication)}, "route.application", RouteOAuthSMTP, moves,
			[]Route{RouteGraphAPI, RouteRelayConnector, RouteHVE, RouteACS, RouteThirdParty}},
		{"an application in a sovereign cloud", "gcc-high", []change{kind(inventory.KindApplication), roaming}, "route.application", RouteOAuthSMTP, moves,
			[]Route{RouteGraphAPI, RouteThirdParty}},
		{"a device", "global", []change{static}, "route.device", RouteOAuthSMTP, moves,
			[]Route{RouteRelayConnector, RouteHVE, RouteThirdParty, RouteOnPremisesRelay}},
		{"a device that roams, cloud not known", "", []change{roaming}, "route.device", RouteOAuthSMTP, moves,
			[]Route{RouteThirdParty, RouteOnPremisesRelay}},
		{"a suspected device", "global", []change{verdict(inventory.VerdictSuspected)}, "route.device", RouteOAuthSMTP, moves,
			[]Route{RouteRelayConnector, RouteHVE, RouteThirdParty, RouteOnPremisesRelay}},
		{"an unknown kind", "global", []change{kind(inventory.KindUnknown), roaming}, "route.unknown-kind", RouteOAuthSMTP, moves,
			[]Route{RouteModernClient, RouteGraphAPI, RouteHVE, RouteThirdParty}},
		{"no mailbox, one address", "global", []change{license(inventory.LicenseUnlicensed)}, "route.no-mailbox-address", RouteRelayConnector, moves,
			[]Route{RouteOAuthSMTP, RouteHVE, RouteACS, RouteThirdParty, RouteDirectSend}},
		{"no mailbox, one address, sovereign cloud", "dod", []change{license(inventory.LicensePlanOff)}, "route.no-mailbox-address",
			RouteRelayConnector, moves, []Route{RouteOAuthSMTP, RouteThirdParty, RouteDirectSend}},
		{"no mailbox, no address", "global", []change{license(inventory.LicenseSuspended), roaming}, "route.no-mailbox-global", RouteACS, moves,
			[]Route{RouteOAuthSMTP, RouteRelayConnector, RouteHVE, RouteThirdParty}},
		{"no mailbox, no address, sovereign cloud", "china", []change{license(inventory.LicenseNoMailboxPlan), roaming}, "route.no-mailbox",
			RouteThirdParty, moves, []Route{RouteOAuthSMTP, RouteRelayConnector, RouteOnPremisesRelay}},
		{"a licence without a mailbox", "global", []change{func(s *inventory.Sender) { s.Mailbox = inventory.MailboxNone }}, "route.no-mailbox-address",
			RouteRelayConnector, moves, []Route{RouteOAuthSMTP, RouteHVE, RouteACS, RouteThirdParty, RouteDirectSend}},
		{"a private address is no address", "global", []change{license(inventory.LicenseUnlicensed),
			func(s *inventory.Sender) { s.Clients[0].IP = "10.0.0.5" }}, "route.no-mailbox-global", RouteACS, moves,
			[]Route{RouteOAuthSMTP, RouteRelayConnector, RouteHVE, RouteThirdParty}},
		{"one day does not make an address fixed", "global", []change{license(inventory.LicenseUnlicensed),
			func(s *inventory.Sender) { s.ActiveDays = 1 }}, "route.no-mailbox-global", RouteACS, moves,
			[]Route{RouteOAuthSMTP, RouteRelayConnector, RouteHVE, RouteThirdParty}},
		{"guessing from elsewhere does not hide the one address", "global", []change{license(inventory.LicenseUnlicensed), func(s *inventory.Sender) {
			guess := client("198.51.100.66")
			guess.Verdict = inventory.VerdictNoise
			s.Clients = append(s.Clients, guess)
		}}, "route.no-mailbox-address", RouteRelayConnector, moves, []Route{RouteOAuthSMTP, RouteHVE, RouteACS, RouteThirdParty, RouteDirectSend}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := sender("scan")
			for _, change := range tc.changes {
				change(&s)
			}
			f := factsOf(&s, tc.cloud, Override{})
			row := decide(f)
			if row.id != tc.rule || row.route != tc.route || row.destiny != tc.destiny {
				t.Errorf("row %s, route %s, destiny %d, want %s, %s, %d", row.id, row.route, row.destiny, tc.rule, tc.route, tc.destiny)
			}
			var alternatives []Route
			for _, option := range row.alternatives {
				if option.when.holds(f) {
					alternatives = append(alternatives, option.route)
				}
			}
			if diff := cmp.Diff(tc.alternatives, alternatives); diff != "" {
				t.Errorf("alternatives (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryRowCanBeReachedAndTheTableAnswersEverything(t *testing.T) {
	reached := map[string]bool{}
	for _, f := range allFacts() {
		row := decide(f)
		reached[row.id] = true
		if !row.when.holds(f) {
			t.Errorf("%+v got %s by default", f, row.id)
		}
		for _, route := range slices.Concat([]Route{row.route}, routesOf(row, f)) {
			if !allowed(route, f) {
				t.Errorf("%+v is offered %s", f, route)
			}
		}
	}
	for _, row := range decisions {
		if !reached[row.id] {
			t.Errorf("no facts reach %s", row.id)
		}
	}
}

func routesOf(row *rule, f facts) []Route {
	var routes []Route
	for _, option := range row.alternatives {
		if option.when.holds(f) {
			routes = append(routes, option.route)
		}
	}
	return routes
}

func TestAnAlternativeIsNeverTheChosenRouteAndNeverTwice(t *testing.T) {
	for _, row := range decisions {
		seen := map[Route]bool{row.route: true}
		for _, option := range row.alternatives {
			if seen[option.route] {
				t.Errorf("%s offers %s twice", row.id, option.route)
			}
			seen[option.route] = true
		}
	}
}

func TestThePolicyChoosesARouteWhereTheEvidenceLeavesAChoice(t *testing.T) {
	for _, tc := range []struct {
		name    string
		facts   facts
		route   Route
		want    Route
		refused bool
	}{
		{"another route", facts{kind: inventory.KindDevice, mailbox: true}, RouteRelayConnector, RouteRelayConnector, false},
		{"HVE in the global cloud", facts{kind: inventory.KindDevice, mailbox: true, global: true}, RouteHVE, RouteHVE, false},
		{"HVE elsewhere", facts{kind: inventory.KindDevice, mailbox: true}, RouteHVE, RouteOAuthSMTP, true},
		{"an incident", facts{verdict: inventory.VerdictSuspicious}, RouteOAuthSMTP, RouteInvestigate, true},
		{"an incident, investigated", facts{verdict: inventory.VerdictSuspicious}, RouteInvestigate, RouteInvestigate, false},
		{"guessing", facts{verdict: inventory.VerdictNoise}, RouteOAuthSMTP, RouteSecureAccount, true},
		{"gone but sending", facts{verdict: inventory.VerdictActive, gone: true}, RouteThirdParty, RouteThirdParty, false},
		{"a route that no policy may choose", facts{kind: inventory.KindDevice, mailbox: true}, RouteSecureAccount, RouteOAuthSMTP, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, refused := decideWith(tc.facts, Override{Route: tc.route})
			if got.route != tc.want || refused != tc.refused {
				t.Errorf("%s, %v, want %s, %v", got.route, refused, tc.want, tc.refused)
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

func TestQuestionsAskWhatTheEvidenceCantAnswer(t *testing.T) {
	for _, tc := range []struct {
		name  string
		state inventory.LicenseState
		owner string
		want  []string
	}{
		{"a licensed device with an owner", inventory.LicenseLicensed, "it@contoso.com", []string{"ask.firmware-oauth", "ask.recipients", "ask.port-25"}},
		{"nobody owns it", inventory.LicenseLicensed, "", []string{"ask.owner", "ask.firmware-oauth", "ask.recipients", "ask.port-25"}},
		{"its licence was not read", inventory.LicenseUnknown, "it@contoso.com",
			[]string{"ask.firmware-oauth", "ask.recipients", "ask.port-25", "ask.license-unknown"}},
		{"it has no licence", inventory.LicenseUnlicensed, "it@contoso.com",
			[]string{"ask.fixed-address", "ask.port-25", "ask.recipients", "ask.license"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := sender("scan")
			s.License.State = tc.state
			policy := DefaultPolicy(asOf)
			policy.Owners.Default = tc.owner
			var got []string
			for _, q := range Make(inventoryOf(s), policy, Digests{}, nil).Items[0].Questions {
				got = append(got, q.ID)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("questions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWeightGrowsWithUseAndImportance(t *testing.T) {
	w := inventoryOf().Window
	weigh := func(k inventory.Kind, v inventory.Verdict, successes int) float64 {
		s := sender("x")
		s.Verdict, s.Successes = v, successes
		return weightOf(&s, k, w)
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
}
