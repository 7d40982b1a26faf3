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

// hasItem reports whether a sender becomes an item of the plan.
func (d destiny) hasItem() bool { return d == moves || d == prepares }

// condition holds where every part fits; a part that is left out fits everything.
type condition struct {
	verdicts                                     []inventory.Verdict
	kinds                                        []inventory.Kind
	mailbox, address, disabled, gone             truth
	global, sovereign                            truth
	licenseUnknown, licenseDoubtful              truth
	legacyTLS, trusted, relay, service, graphApp truth
	volume, peak                                 truth
	oauth, external, port25, fixed, code, own    truth
	directSend, azure, billing, hveBlocked       truth
	overMailbox, overACS, overService            truth
}

func (c *condition) holds(f *facts) bool {
	return (c.verdicts == nil || slices.Contains(c.verdicts, f.verdict)) &&
		(c.kinds == nil || slices.Contains(c.kinds, f.kind)) &&
		c.own.takes(f.own) && c.oauth.takes(f.oauth) && c.external.takes(f.external) &&
		c.port25.takes(f.port25) && c.fixed.takes(f.fixed) && c.code.takes(f.code) &&
		c.directSend.takes(f.directSend) && c.azure.takes(f.azure) && c.billing.takes(f.billing) && c.hveBlocked.takes(f.hveBlocked) &&
		c.overMailbox.takes(f.overMailbox) && c.overACS.takes(f.overACS) && c.overService.takes(f.overService) &&
		c.mailbox.takes(truthOf(f.mailbox)) && c.address.takes(truthOf(f.address)) && c.disabled.takes(truthOf(f.disabled)) &&
		c.gone.takes(truthOf(f.gone)) && c.global.takes(truthOf(f.global)) && c.sovereign.takes(truthOf(f.sovereign)) &&
		c.licenseUnknown.takes(truthOf(f.licenseUnknown)) && c.licenseDoubtful.takes(truthOf(f.licenseDoubtful)) &&
		c.legacyTLS.takes(truthOf(f.legacyTLS)) && c.trusted.takes(truthOf(f.connector != nil)) &&
		c.relay.takes(truthOf(f.relay)) && c.service.takes(truthOf(f.service)) &&
		c.graphApp.takes(truthOf(f.graphApp)) &&
		c.volume.takes(truthOf(f.volume)) && c.peak.takes(truthOf(f.peak))
}

// rule is one row of the decision table. Its id is its sentence.
type rule struct {
	id      string
	when    condition
	route   Route
	destiny destiny
	// settled rows follow from the evidence alone: nobody chose their route, so none is avoided, and there is no other one.
	settled bool
	// instead are the routes that could be thought of too; nil for all that could be for this kind of sender.
	instead []Route
	// questions go to the owner, as far as they are not answered.
	questions []question
}

// question is asked where its row's condition holds and nobody has answered it yet (see asked).
type question struct {
	id   string
	when condition
}

// avoided are routes that the table never chooses.
type avoided map[Route]bool

// overrideRoutes are the routes that a policy may choose. secure-account is not among them: it follows from the evidence.
var overrideRoutes = []Route{
	RouteOAuthSMTP, RouteGraphAPI, RouteHVE, RouteACS, RouteThirdParty, RouteRelayConnector, RouteDirectSend,
	RouteOnPremisesRelay, RouteModernClient, RouteRetire, RouteInvestigate,
}

// policyRule is the row that stands for a route chosen in policy.yaml.
const policyRule = "route.policy"

// Kinds of senders that conditions ask for.
var (
	machines = []inventory.Kind{inventory.KindDevice, inventory.KindApplication, inventory.KindUnknown}
	software = []inventory.Kind{inventory.KindApplication, inventory.KindUnknown}
	persons  = []inventory.Kind{inventory.KindPerson}
	programs = []inventory.Kind{inventory.KindApplication}
	devices  = []inventory.Kind{inventory.KindDevice}
	nameless = []inventory.Kind{inventory.KindUnknown}
)

// decisions is the decision table: the first row whose condition holds, and whose route the policy does not avoid, chooses the route. Rows of verdicts come
// first, then accounts that can't move, then people. For the rest these come in order: more volume than a mailbox takes; OAuth where nothing is known
// against it; then, for what can't go on as its own mailbox (own: no), ways that are known to work, those that use what is there before
// new ones; then ways that hang on an answer; last, what anybody can forge and what nothing is known of. The last row holds for everything.
//
// An application keeps SMTP and changes only how it signs in (oauth-smtp) rather than going over to Graph: no message is built anew, and the
// permission is given on one mailbox, whereas Mail.Send reaches every mailbox until it is scoped.
var decisions = []rule{
	{
		id: "route.incident", when: condition{verdicts: []inventory.Verdict{inventory.VerdictSuspicious}},
		route: RouteInvestigate, destiny: prepares, settled: true,
		questions: []question{{id: "ask.incident"}},
	},
	{
		id: "route.guessing", when: condition{verdicts: []inventory.Verdict{inventory.VerdictNoise}},
		route: RouteSecureAccount, destiny: neverPlanned, settled: true,
	},
	{
		id: "route.already-oauth", when: condition{verdicts: []inventory.Verdict{inventory.VerdictModern}},
		route: RouteOAuthSMTP, destiny: neverPlanned, settled: true,
	},
	{
		id: "route.gone-in-use", when: condition{gone: yes, verdicts: []inventory.Verdict{inventory.VerdictActive}},
		route: RouteRetire, destiny: unplanned, settled: true,
	},
	{
		id: "route.gone", when: condition{gone: yes},
		route: RouteRetire, destiny: prepares, settled: true,
		questions: []question{{id: "ask.still-configured"}},
	},
	{
		id: "route.unused", when: condition{verdicts: []inventory.Verdict{inventory.VerdictIdle}},
		route: RouteRetire, destiny: prepares, instead: []Route{RouteOAuthSMTP},
		questions: []question{{id: "ask.rare-use"}},
	},
	{
		id: "route.disabled", when: condition{disabled: yes, verdicts: []inventory.Verdict{inventory.VerdictBroken}},
		route: RouteRetire, destiny: prepares, instead: []Route{RouteOAuthSMTP},
		questions: []question{{id: "ask.still-needed"}, {id: "ask.still-configured"}},
	},

	// People.
	{
		id: "route.person", when: condition{kinds: persons},
		route: RouteModernClient, destiny: moves,
		questions: []question{
			{id: "ask.mail-program"},
			{id: "ask.license", when: condition{mailbox: no}},
			{id: "ask.license-unknown", when: condition{licenseUnknown: yes}},
			{id: "ask.license-error", when: condition{licenseDoubtful: yes}},
		},
	},
	{
		id: "route.person-oauth", when: condition{kinds: persons, own: notNo},
		route: RouteOAuthSMTP, destiny: moves,
		questions: withMailbox("ask.software-oauth"),
	},

	// More than a mailbox takes in a day.
	{
		id: "route.bulk-trusted", when: condition{kinds: machines, overMailbox: yes, trusted: yes, fixed: notNo, port25: notNo},
		route: RouteRelayConnector, destiny: moves,
		questions: []question{{id: "ask.fixed-address"}, {id: "ask.port-25"}},
	},
	{
		id: "route.bulk-inside", when: condition{kinds: machines, overMailbox: yes, external: no, global: yes, billing: notNo, hveBlocked: notYes},
		route: RouteHVE, destiny: moves,
		questions: []question{{id: "ask.billing"}, {id: "ask.hve-blocked"}},
	},
	{
		id: "route.bulk-azure", when: condition{kinds: machines, overMailbox: yes, azure: yes, global: yes, overACS: no, legacyTLS: no},
		route: RouteACS, destiny: moves,
	},
	{
		id: "route.bulk-service", when: condition{kinds: machines, overMailbox: yes, service: yes, overService: notYes},
		route: RouteThirdParty, destiny: moves,
		questions: []question{{id: "ask.peak"}},
	},
	{
		id: "route.bulk-address", when: condition{kinds: machines, overMailbox: yes, fixed: yes, port25: yes},
		route: RouteRelayConnector, destiny: moves,
		questions: []question{{id: "ask.recipients"}},
	},
	{
		id: "route.bulk-relay", when: condition{kinds: machines, overMailbox: yes, relay: yes},
		route: RouteOnPremisesRelay, destiny: moves,
		questions: []question{{id: "ask.relay-open"}, {id: "ask.recipients"}},
	},

	// As its own mailbox, with OAuth.
	{
		id: "route.oauth", when: condition{kinds: machines, own: yes},
		route: RouteOAuthSMTP, destiny: moves,
		questions: withMailbox("ask.software-oauth"),
	},
	{
		id: "route.application", when: condition{kinds: programs, own: unknown},
		route: RouteOAuthSMTP, destiny: moves,
		questions: withMailbox("ask.software-oauth"),
	},
	{
		id: "route.device", when: condition{kinds: devices, own: unknown},
		route: RouteOAuthSMTP, destiny: moves,
		questions: withMailbox("ask.firmware-oauth"),
	},
	{
		id: "route.unknown-kind", when: condition{kinds: nameless, own: unknown},
		route: RouteOAuthSMTP, destiny: moves,
		questions: append([]question{{id: "ask.kind"}}, withMailbox("ask.software-oauth")...),
	},

	// Known to work without OAuth or a mailbox.
	{
		id: "route.code", when: condition{kinds: software, own: no, mailbox: yes, code: yes},
		route: RouteGraphAPI, destiny: moves,
		questions: []question{
			{id: "ask.software-ready"},
			{id: "ask.license-unknown", when: condition{licenseUnknown: yes}},
			{id: "ask.license-error", when: condition{licenseDoubtful: yes}},
		},
	},
	{
		id: "route.trusted", when: condition{kinds: machines, own: no, trusted: yes, fixed: notNo, port25: notNo},
		route: RouteRelayConnector, destiny: moves,
		questions: []question{{id: "ask.fixed-address"}, {id: "ask.port-25"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.old-tls", when: condition{kinds: machines, own: no, legacyTLS: yes, relay: yes},
		route: RouteOnPremisesRelay, destiny: moves,
		questions: []question{{id: "ask.relay-open"}},
	},
	{
		id: "route.inside", when: condition{kinds: machines, own: no, external: no, global: yes, billing: notNo, hveBlocked: notYes},
		route: RouteHVE, destiny: moves,
		questions: []question{{id: "ask.billing"}, {id: "ask.hve-blocked"}, {id: "ask.volume"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.fixed-address", when: condition{kinds: machines, own: no, fixed: yes, port25: yes},
		route: RouteRelayConnector, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.relay", when: condition{kinds: machines, own: no, relay: yes},
		route: RouteOnPremisesRelay, destiny: moves,
		questions: []question{{id: "ask.relay-open"}, {id: "ask.recipients"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.outside-service", when: condition{kinds: machines, own: no, external: yes, service: yes, overService: notYes},
		route: RouteThirdParty, destiny: moves,
		questions: []question{{id: "ask.volume"}, {id: "ask.license", when: wouldHelp}},
	},

	// Hanging on an answer.
	{
		id: "route.no-mailbox-address", when: condition{kinds: machines, mailbox: no, address: yes, fixed: notNo, port25: notNo},
		route: RouteRelayConnector, destiny: moves,
		questions: []question{{id: "ask.fixed-address"}, {id: "ask.port-25"}, {id: "ask.recipients"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.address", when: condition{kinds: machines, own: no, address: yes, fixed: notNo, port25: notNo},
		route: RouteRelayConnector, destiny: moves,
		questions: []question{{id: "ask.fixed-address"}, {id: "ask.port-25"}, {id: "ask.recipients"}},
	},
	{
		id: "route.azure", when: condition{kinds: machines, own: no, azure: yes, global: yes, overACS: notYes, legacyTLS: no},
		route: RouteACS, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.peak"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.service", when: condition{kinds: machines, own: no, service: yes, overService: notYes},
		route: RouteThirdParty, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.volume"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.no-mailbox-global", when: condition{kinds: machines, mailbox: no, global: yes, azure: notNo, overACS: notYes, legacyTLS: no},
		route: RouteACS, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.azure"}, {id: "ask.peak"}, {id: "ask.fixed-address"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.no-oauth-global", when: condition{kinds: machines, own: no, global: yes, azure: notNo, overACS: notYes, legacyTLS: no},
		route: RouteACS, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.azure"}, {id: "ask.peak"}, {id: "ask.fixed-address"}},
	},

	// The last choices.
	{
		id: "route.last-resort", when: condition{kinds: machines, own: no, external: no, directSend: yes, port25: yes},
		route: RouteDirectSend, destiny: moves,
		questions: []question{{id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.no-mailbox", when: condition{kinds: machines, mailbox: no, overService: notYes},
		route: RouteThirdParty, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.service"}, {id: "ask.volume"}, {id: "ask.fixed-address"}, {id: "ask.license", when: wouldHelp}},
	},
	{
		id: "route.no-oauth", when: condition{kinds: machines, own: no, overService: notYes},
		route: RouteThirdParty, destiny: moves,
		questions: []question{{id: "ask.recipients"}, {id: "ask.service"}, {id: "ask.volume"}, {id: "ask.fixed-address"}},
	},
	{
		id: "route.none-left", when: condition{},
		route: RouteInvestigate, destiny: unplanned, settled: true,
	},
}

// wouldHelp: a mailbox of its own would let the sender go on with OAuth, as far as is known.
var wouldHelp = condition{mailbox: no, oauth: notNo}

// withMailbox are the questions about a sender that should go on sending as its mailbox; the first is about what it runs.
func withMailbox(first string) []question {
	return []question{
		{id: first}, {id: "ask.recipients"},
		{id: "ask.port-25", when: condition{address: yes}},
		{id: "ask.license-unknown", when: condition{licenseUnknown: yes}},
		{id: "ask.license-error", when: condition{licenseDoubtful: yes}},
	}
}

// asked says of questions that somebody can have answered when they still are open. A question that is not in it is always one.
var asked = map[string]condition{
	"ask.software-oauth": {oauth: unknown},
	"ask.firmware-oauth": {oauth: unknown},
	"ask.software-graph": {code: unknown},
	"ask.recipients":     {external: unknown},
	"ask.port-25":        {port25: unknown},
	"ask.fixed-address":  {fixed: unknown},
	"ask.azure":          {azure: unknown},
	"ask.billing":        {billing: unknown},
	"ask.hve-blocked":    {hveBlocked: unknown, oauth: notYes},
	"ask.service":        {service: no},
	"ask.server":         {relay: no},
	"ask.relay-open":     {relay: yes},
	"ask.volume":         {volume: no},
	"ask.peak":           {peak: no},
	"ask.direct-send":    {directSend: unknown},
	"ask.kind":           {kinds: nameless},
}

// decide gives the row of the table for some facts.
func decide(f *facts, avoid avoided) *rule {
	for i := range decisions {
		if row := &decisions[i]; (row.settled || !avoid[row.route]) && row.when.holds(f) {
			return row
		}
	}
	return &decisions[len(decisions)-1] // the last row's condition is empty, so this is it
}

// policyQuestions are what is asked about a route that the policy chose.
var policyQuestions = map[Route][]question{
	RouteOAuthSMTP: withMailbox("ask.software-oauth"),
	RouteGraphAPI: {
		{id: "ask.software-graph"}, {id: "ask.software-ready", when: condition{code: yes}}, {id: "ask.license-unknown", when: condition{licenseUnknown: yes}},
	},
	RouteHVE:             {{id: "ask.recipients"}, {id: "ask.billing"}, {id: "ask.hve-blocked"}, {id: "ask.volume"}},
	RouteACS:             {{id: "ask.recipients"}, {id: "ask.azure"}, {id: "ask.peak"}},
	RouteThirdParty:      {{id: "ask.recipients"}, {id: "ask.service"}, {id: "ask.volume"}},
	RouteRelayConnector:  {{id: "ask.fixed-address"}, {id: "ask.port-25"}},
	RouteDirectSend:      {{id: "ask.recipients"}, {id: "ask.port-25"}, {id: "ask.direct-send"}},
	RouteOnPremisesRelay: {{id: "ask.server"}, {id: "ask.relay-open"}},
	RouteModernClient:    {{id: "ask.mail-program"}},
	RouteRetire:          {{id: "ask.still-needed"}},
	RouteInvestigate:     {{id: "ask.incident"}},
}

// allowed reports whether a route can be chosen for these facts at all.
func allowed(route Route, f *facts) bool {
	switch route {
	case RouteHVE, RouteACS:
		return f.global
	}
	return true
}

// decideWith lets the policy's route go before the table's where the evidence leaves a choice. refused is true where the policy
// names a route that the sender can't have.
func decideWith(f *facts, around *surroundings, override *Override) (chosen *alike, refused bool) {
	own := around.alike(f, nil)
	row := own.rule
	if override.Route == "" {
		return own, false
	}
	fixed := row.destiny == neverPlanned || f.verdict == inventory.VerdictSuspicious
	if fixed || !allowed(override.Route, f) || !slices.Contains(overrideRoutes, override.Route) {
		return own, override.Route != row.route
	}
	return around.alike(f, policyRules[override.Route]), false
}

// policyRules are the rows that stand for each route that the policy may choose.
var policyRules = func() map[Route]*rule {
	rows := map[Route]*rule{}
	for _, route := range overrideRoutes {
		row := &rule{id: policyRule, route: route, destiny: moves, questions: policyQuestions[route]}
		if route == RouteRetire || route == RouteInvestigate {
			row.destiny = prepares
		}
		rows[route] = row
	}
	return rows
}()

// option is a reason why a route was not chosen.
type option struct {
	why  string
	when condition
}

// objections say of each route why it was not chosen: the first reason that holds. A route of which none holds could not be thought of for such a
// sender. Their sentences hold nothing that only one sender has.
var objections = []struct {
	route   Route
	reasons []option
}{
	{RouteOAuthSMTP, []option{
		{"not.unused-oauth", condition{verdicts: []inventory.Verdict{inventory.VerdictIdle}, mailbox: yes}},
		{"not.disabled-oauth", condition{disabled: yes, verdicts: []inventory.Verdict{inventory.VerdictBroken}}},
		{"not.person-script", condition{kinds: persons}},
		{"not.license", condition{mailbox: no, oauth: yes}},
		{"not.no-mailbox", condition{mailbox: no}},
		{"not.old-oauth", condition{oauth: no, legacyTLS: yes}},
		{"not.no-oauth", condition{oauth: no}},
		{"not.mailbox-limit", condition{overMailbox: yes}},
		{"not.avoided", condition{}}, // nothing else keeps it from being chosen
	}},
	{RouteGraphAPI, []option{
		{"not.no-mailbox", condition{kinds: software, mailbox: no}},
		{"not.no-code", condition{kinds: software, code: no}},
		{"not.mailbox-limit", condition{kinds: software, overMailbox: yes}},
		{"not.graph-there", condition{kinds: software, graphApp: yes}},
		{"not.graph", condition{kinds: software}},
	}},
	{RouteModernClient, []option{
		{"not.mail-program", condition{kinds: persons}},
		{"not.maybe-person", condition{kinds: nameless}},
	}},
	{RouteHVE, []option{
		{"not.hve-cloud", condition{kinds: machines, sovereign: yes}},
		{"not.cloud-unknown", condition{kinds: machines, global: no}},
		{"not.hve-outside", condition{kinds: machines, external: yes}},
		{"not.hve-billing", condition{kinds: machines, billing: no}},
		{"not.hve-blocked", condition{kinds: machines, hveBlocked: yes, oauth: notYes}},
		{"not.hve-inside", condition{kinds: machines, external: no}},
		{"not.hve", condition{kinds: machines}},
	}},
	{RouteACS, []option{
		{"not.acs-cloud", condition{kinds: machines, sovereign: yes}},
		{"not.cloud-unknown", condition{kinds: machines, global: no}},
		{"not.acs-azure", condition{kinds: machines, azure: no}},
		{"not.acs-tls", condition{kinds: machines, legacyTLS: yes}},
		{"not.acs-limit", condition{kinds: machines, overACS: yes}},
		{"not.acs-there", condition{kinds: machines, azure: yes}},
		{"not.acs", condition{kinds: machines}},
	}},
	{RouteThirdParty, []option{
		{"not.service-limit", condition{kinds: machines, service: yes, overService: yes}},
		{"not.service", condition{kinds: machines, service: yes}},
		{"not.third-party", condition{kinds: machines}},
	}},
	{RouteRelayConnector, []option{
		{"not.port-25", condition{kinds: machines, port25: no}},
		{"not.shared-address", condition{kinds: machines, fixed: no}},
		{"not.relay-there", condition{kinds: machines, trusted: yes}},
		{"not.relay", condition{kinds: machines, address: yes, own: notNo}},
		{"not.relay-trust", condition{kinds: machines, address: yes}},
		{"not.relay-trust", condition{kinds: machines, fixed: yes}},
		{"not.no-address", condition{kinds: machines}},
	}},
	{RouteDirectSend, []option{
		{"not.direct-outside", condition{kinds: machines, external: yes}},
		{"not.direct-refused", condition{kinds: machines, directSend: no}},
		{"not.port-25", condition{kinds: machines, port25: no}},
		{"not.direct-send", condition{kinds: machines}},
	}},
	{RouteOnPremisesRelay, []option{
		{"not.relay-server", condition{kinds: machines, relay: yes}},
		{"not.on-premises", condition{kinds: machines}},
	}},
	{RouteRetire, []option{
		{"not.retire-broken", condition{verdicts: []inventory.Verdict{inventory.VerdictBroken, inventory.VerdictSuspected}}},
		{"not.retire", condition{}},
	}},
}

// objection gives the id of the sentence why a route was not chosen, or "" where it could not be thought of.
func objection(reasons []option, f *facts) string {
	for i := range reasons {
		if reasons[i].when.holds(f) {
			return reasons[i].why
		}
	}
	return ""
}
