package plan

import (
	"slices"

	"unbasic/inventory"
)

// destiny is what becomes of a sender that a rule speaks of.
type destiny int

const (
	moves        destiny = iota // a pilot, regular or last wave
	prepares                    // a prepare wave: nothing migrates
	neverPlanned                // no wave, for good
	unplanned                   // should move, and can't be planned
)

// answer is what a condition wants of a yes-or-no fact.
type answer int

const (
	either answer = iota
	yes
	no
)

func (a answer) fits(fact bool) bool { return a == either || (a == yes) == fact }

// condition holds where every part fits; a part that is left out fits everything.
type condition struct {
	verdicts                        []inventory.Verdict
	kinds                           []inventory.Kind
	mailbox, address, disabled      answer
	gone, global                    answer
	licenseUnknown, licenseDoubtful answer
}

func (c condition) holds(f facts) bool {
	return (c.verdicts == nil || slices.Contains(c.verdicts, f.verdict)) &&
		(c.kinds == nil || slices.Contains(c.kinds, f.kind)) &&
		c.mailbox.fits(f.mailbox) && c.address.fits(f.address) && c.disabled.fits(f.disabled) &&
		c.gone.fits(f.gone) && c.global.fits(f.global) &&
		c.licenseUnknown.fits(f.licenseUnknown) && c.licenseDoubtful.fits(f.licenseDoubtful)
}

// rule is one row of the decision table. Its id is its sentence.
type rule struct {
	id      string
	when    condition
	route   Route
	destiny destiny
	// alternatives are other routes and the sentence that says why they were not chosen.
	alternatives []option
	// questions go to the owner.
	questions []question
}

type option struct {
	route Route
	why   string
	when  condition
}

type question struct {
	id   string
	when condition
}

// overrideRoutes are the routes that a policy may choose. secure-account is not among them: it follows from the evidence.
var overrideRoutes = []Route{
	RouteOAuthSMTP, RouteGraphAPI, RouteHVE, RouteACS, RouteThirdParty, RouteRelayConnector, RouteDirectSend,
	RouteOnPremisesRelay, RouteModernClient, RouteRetire, RouteInvestigate,
}

// policyRule is the row that stands for a route chosen in policy.yaml.
const policyRule = "route.policy"

// decisions is the decision table: the first row whose condition holds chooses the route. Rows of verdicts come first, then accounts that
// can't move, then kinds with a mailbox, then those without one. The last row holds for everything.
//
// An application keeps SMTP and changes only how it signs in (oauth-smtp) rather than going over to Graph: no message is built anew, and the
// permission is given on one mailbox, whereas Mail.Send reaches every mailbox until it is scoped.
var decisions = []rule{
	{
		id: "route.incident", when: condition{verdicts: []inventory.Verdict{inventory.VerdictSuspicious}},
		route: RouteInvestigate, destiny: prepares,
		questions: []question{{id: "ask.incident"}},
	},
	{
		id: "route.guessing", when: condition{verdicts: []inventory.Verdict{inventory.VerdictNoise}},
		route: RouteSecureAccount, destiny: neverPlanned,
	},
	{
		id: "route.already-oauth", when: condition{verdicts: []inventory.Verdict{inventory.VerdictModern}},
		route: RouteOAuthSMTP, destiny: neverPlanned,
	},
	{
		id: "route.gone-in-use", when: condition{gone: yes, verdicts: []inventory.Verdict{inventory.VerdictActive}},
		route: RouteRetire, destiny: unplanned,
	},
	{
		id: "route.gone", when: condition{gone: yes},
		route: RouteRetire, destiny: prepares,
		questions: []question{{id: "ask.still-configured"}},
	},
	{
		id: "route.unused", when: condition{verdicts: []inventory.Verdict{inventory.VerdictIdle}},
		route: RouteRetire, destiny: prepares,
		alternatives: []option{{route: RouteOAuthSMTP, why: "not.unused-oauth", when: condition{mailbox: yes}}},
		questions:    []question{{id: "ask.rare-use"}},
	},
	{
		id: "route.disabled", when: condition{disabled: yes, verdicts: []inventory.Verdict{inventory.VerdictBroken}},
		route: RouteRetire, destiny: prepares,
		alternatives: []option{{route: RouteOAuthSMTP, why: "not.disabled-oauth"}},
		questions:    []question{{id: "ask.still-needed"}, {id: "ask.still-configured"}},
	},
	{
		id: "route.person", when: condition{kinds: []inventory.Kind{inventory.KindPerson}},
		route: RouteModernClient, destiny: moves,
		alternatives: []option{{route: RouteOAuthSMTP, why: "not.person-script"}},
		questions: []question{
			{id: "ask.mail-program"},
			{id: "ask.license", when: condition{mailbox: no}},
			{id: "ask.license-unknown", when: condition{licenseUnknown: yes}},
			{id: "ask.license-error", when: condition{licenseDoubtful: yes}},
		},
	},
	{
		id: "route.application", when: condition{kinds: []inventory.Kind{inventory.KindApplication}, mailbox: yes},
		route: RouteOAuthSMTP, destiny: moves,
		alternatives: []option{
			{route: RouteGraphAPI, why: "not.graph"},
			{route: RouteRelayConnector, why: "not.relay", when: condition{address: yes}},
			{route: RouteHVE, why: "not.hve", when: condition{global: yes}},
			{route: RouteACS, why: "not.acs", when: condition{global: yes}},
			{route: RouteThirdParty, why: "not.third-party"},
		},
		questions: withMailbox("ask.software-oauth"),
	},
	{
		id: "route.device", when: condition{kinds: []inventory.Kind{inventory.KindDevice}, mailbox: yes},
		route: RouteOAuthSMTP, destiny: moves,
		alternatives: []option{
			{route: RouteRelayConnector, why: "not.relay", when: condition{address: yes}},
			{route: RouteHVE, why: "not.hve", when: condition{global: yes}},
			{route: RouteThirdParty, why: "not.third-party"},
			{route: RouteOnPremisesRelay, why: "not.on-premises"},
		},
		questions: withMailbox("ask.firmware-oauth"),
	},
	{
		id: "route.unknown-kind", when: condition{mailbox: yes},
		route: RouteOAuthSMTP, destiny: moves,
		alternatives: []option{
			{route: RouteModernClient, why: "not.maybe-person"},
			{route: RouteGraphAPI, why: "not.graph"},
			{route: RouteRelayConnector, why: "not.relay", when: condition{address: yes}},
			{route: RouteHVE, why: "not.hve", when: condition{global: yes}},
			{route: RouteThirdParty, why: "not.third-party"},
		},
		questions: append([]question{{id: "ask.kind"}}, withMailbox("ask.software-oauth")...),
	},
	{
		id: "route.no-mailbox-address", when: condition{address: yes},
		route: RouteRelayConnector, destiny: moves,
		alternatives: []option{
			{route: RouteOAuthSMTP, why: "not.no-mailbox"},
			{route: RouteHVE, why: "not.hve", when: condition{global: yes}},
			{route: RouteACS, why: "not.acs", when: condition{global: yes}},
			{route: RouteThirdParty, why: "not.third-party"},
			{route: RouteDirectSend, why: "not.direct-send"},
		},
		questions: []question{{id: "ask.fixed-address"}, {id: "ask.port-25"}, {id: "ask.recipients"}, {id: "ask.license"}},
	},
	{
		id: "route.no-mailbox-global", when: condition{global: yes},
		route: RouteACS, destiny: moves,
		alternatives: []option{
			{route: RouteOAuthSMTP, why: "not.no-mailbox"},
			{route: RouteRelayConnector, why: "not.no-address"},
			{route: RouteHVE, why: "not.hve"},
			{route: RouteThirdParty, why: "not.third-party"},
		},
		questions: []question{{id: "ask.recipients"}, {id: "ask.azure"}, {id: "ask.fixed-address"}, {id: "ask.license"}},
	},
	{
		id: "route.no-mailbox", when: condition{},
		route: RouteThirdParty, destiny: moves,
		alternatives: []option{
			{route: RouteOAuthSMTP, why: "not.no-mailbox"},
			{route: RouteRelayConnector, why: "not.no-address"},
			{route: RouteOnPremisesRelay, why: "not.on-premises"},
		},
		questions: []question{{id: "ask.recipients"}, {id: "ask.service"}, {id: "ask.fixed-address"}, {id: "ask.license"}},
	},
}

// withMailbox are the questions about a sender that should go on sending as its mailbox; the first is about what it runs.
func withMailbox(first string) []question {
	return []question{
		{id: first}, {id: "ask.recipients"},
		{id: "ask.port-25", when: condition{address: yes}},
		{id: "ask.license-unknown", when: condition{licenseUnknown: yes}},
		{id: "ask.license-error", when: condition{licenseDoubtful: yes}},
	}
}

// decide gives the row of the table for some facts.
func decide(f facts) *rule {
	for i := range decisions {
		if decisions[i].when.holds(f) {
			return &decisions[i]
		}
	}
	return &decisions[len(decisions)-1] // the last row's condition is empty, so this is it
}

// policyQuestions are what is asked about a route that the policy chose.
var policyQuestions = map[Route][]question{
	RouteOAuthSMTP:       withMailbox("ask.software-oauth"),
	RouteGraphAPI:        {{id: "ask.software-graph"}, {id: "ask.license-unknown", when: condition{licenseUnknown: yes}}},
	RouteHVE:             {{id: "ask.recipients"}, {id: "ask.billing"}},
	RouteACS:             {{id: "ask.recipients"}, {id: "ask.azure"}},
	RouteThirdParty:      {{id: "ask.recipients"}, {id: "ask.service"}},
	RouteRelayConnector:  {{id: "ask.fixed-address"}, {id: "ask.port-25"}},
	RouteDirectSend:      {{id: "ask.recipients"}, {id: "ask.port-25"}},
	RouteOnPremisesRelay: {{id: "ask.server"}},
	RouteModernClient:    {{id: "ask.mail-program"}},
	RouteRetire:          {{id: "ask.still-needed"}},
	RouteInvestigate:     {{id: "ask.incident"}},
}

// allowed reports whether a route can be chosen for these facts at all.
func allowed(route Route, f facts) bool {
	switch route {
	case RouteHVE, RouteACS:
		return f.global
	}
	return true
}

// decideWith lets the policy's route go before the table's where the evidence leaves a choice. refused is true where the policy
// names a route that the sender can't have.
func decideWith(f facts, override Override) (chosen rule, refused bool) {
	row := decide(f)
	if override.Route == "" {
		return *row, false
	}
	settled := row.destiny == neverPlanned || f.verdict == inventory.VerdictSuspicious
	if settled || !allowed(override.Route, f) || !slices.Contains(overrideRoutes, override.Route) {
		return *row, override.Route != row.route
	}
	chosen = rule{id: policyRule, route: override.Route, destiny: moves, questions: policyQuestions[override.Route]}
	if override.Route == RouteRetire || override.Route == RouteInvestigate {
		chosen.destiny = prepares
	}
	if override.Route != row.route {
		chosen.alternatives = []option{{route: row.route, why: "not.policy"}}
	}
	return chosen, false
}
