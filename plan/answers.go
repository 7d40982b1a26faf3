package plan

import (
	"slices"
	"strconv"

	"unbasic/inventory"
)

// auditPoint is one thing that an auditor asks of an SMTP service: asked of the owner where the policy does not know it, told from the policy where it does.
type auditPoint struct {
	ask, answer string
	known       func(s Service) string
}

// serviceAudit is what an auditor asks of an SMTP service of another company (facts 10.9).
var serviceAudit = []auditPoint{
	{"ask.service-host", "known.service-host", func(s Service) string {
		if s.Host == "" || s.Port == 0 {
			return s.Host
		}
		return s.Host + ":" + strconv.Itoa(s.Port)
	}},
	{"ask.service-tls", "known.service-tls", func(s Service) string { return s.OldestTLS }},
	{"ask.service-keys", "known.service-keys", func(s Service) string { return s.Keys }},
	{"ask.service-logs", "known.service-logs", func(s Service) string { return s.Logs }},
	{"ask.service-spf", "known.service-spf", func(s Service) string { return s.SPF }},
	{"ask.service-dkim", "known.service-dkim", func(s Service) string { return s.DKIM }},
	{"ask.service-dmarc", "known.service-dmarc", func(s Service) string { return s.DMARC }},
	{"ask.service-data", "known.service-data", func(s Service) string { return s.Data }},
	{"ask.service-limits", "known.service-month", func(s Service) string { return countText(s.MessagesPerMonth) }},
	{"ask.service-hour", "known.service-hour", func(s Service) string { return countText(s.MessagesPerHour) }},
	{"ask.service-support", "known.service-support", func(s Service) string { return s.Support }},
}

// countText writes a figure, "" for one that is not known.
func countText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// knownFact is a precondition that is known: its sentence says from where. Routes are those that it matters to; nil is every one on which a sender moves.
type knownFact struct {
	id     string
	routes []Route
	holds  func(a *about) bool
}

// Routes by what they hang on.
var (
	byAddress = []Route{RouteRelayConnector, RouteDirectSend}
	withApp   = []Route{RouteOAuthSMTP}
)

func answeredWith(a *bool, want bool) bool { return a != nil && *a == want }

// knownFacts are the preconditions that somebody or something has answered, in the order in which they are told.
var knownFacts = []knownFact{
	{"known.oauth-yes", nil, func(a *about) bool { return answeredWith(a.override.OAuth, true) }},
	{"known.oauth-no", nil, func(a *about) bool { return answeredWith(a.override.OAuth, false) }},
	{"known.oauth-tls", nil, func(a *about) bool { return a.override.OAuth == nil && a.facts.legacyTLS }},
	{"known.oauth-client", nil, func(a *about) bool {
		return a.override.OAuth == nil && !a.facts.legacyTLS && modernClient(a.sender) != nil
	}},
	{"known.oauth-mixed", nil, func(a *about) bool {
		return a.override.OAuth == nil && !a.facts.legacyTLS && a.sender.Auth == inventory.AuthMixed && modernClient(a.sender) == nil
	}},
	{"known.outside-yes", nil, func(a *about) bool { return answeredWith(a.override.External, true) }},
	{"known.outside-no", nil, func(a *about) bool { return answeredWith(a.override.External, false) }},
	{"known.port-25-yes", byAddress, func(a *about) bool { return answeredWith(a.override.Port25, true) }},
	{"known.port-25-no", byAddress, func(a *about) bool { return answeredWith(a.override.Port25, false) }},
	{"known.fixed-yes", byAddress, func(a *about) bool { return answeredWith(a.override.FixedAddress, true) }},
	{"known.fixed-no", byAddress, func(a *about) bool { return answeredWith(a.override.FixedAddress, false) }},
	{"known.code-yes", []Route{RouteGraphAPI}, func(a *about) bool { return answeredWith(a.override.CodeChange, true) }},
	{"known.code-no", []Route{RouteGraphAPI}, func(a *about) bool { return answeredWith(a.override.CodeChange, false) }},
	{"known.volume-policy", nil, func(a *about) bool { return a.override.MessagesPerDay > 0 }},
	{"known.volume", nil, func(a *about) bool { return a.volume.count > 0 }},
	{"known.peak", nil, func(a *about) bool { return a.volume.peak > 0 }},
	{"known.connector", byAddress, func(a *about) bool { return a.facts.connector != nil }},
	{"known.direct-yes", []Route{RouteDirectSend}, func(a *about) bool { return a.facts.directSend == yes }},
	{"known.direct-no", []Route{RouteDirectSend}, func(a *about) bool { return a.facts.directSend == no }},
	{"known.relay", []Route{RouteOnPremisesRelay}, func(a *about) bool { return a.around.relay != "" && !a.around.hybrid }},
	{"known.hybrid", []Route{RouteOnPremisesRelay}, func(a *about) bool { return a.around.hybrid }},
	{"known.smtp-apps", withApp, func(a *about) bool { return a.facts.smtpApp }},
	{"known.graph-apps", []Route{RouteGraphAPI}, func(a *about) bool { return a.facts.graphApp }},
	{"known.azure-yes", []Route{RouteACS}, func(a *about) bool { return a.facts.azure == yes }},
	{"known.azure-no", []Route{RouteACS}, func(a *about) bool { return a.facts.azure == no }},
	{"known.acs-granted", []Route{RouteACS}, func(a *about) bool { return a.around.routes.ACSPerHour > 0 }},
	{"known.billing-yes", []Route{RouteHVE}, func(a *about) bool { return a.facts.billing == yes }},
	{"known.billing-no", []Route{RouteHVE}, func(a *about) bool { return a.facts.billing == no }},
}

// answersOf are the preconditions of a row that are known for a sender, and from where. The slice may be shared.
func answersOf(row *rule, a *about) []Sentence {
	if row.destiny != moves {
		return noSentences
	}
	list := noSentences
	for i := range knownFacts {
		if k := &knownFacts[i]; (k.routes == nil || slices.Contains(k.routes, row.route)) && k.holds(a) {
			list = append(list, sayAbout(k.id, a))
		}
	}
	if row.route == RouteThirdParty && a.facts.service {
		list = append(list, a.around.serviceAnswers...)
	}
	return list
}

// serviceAnswersOf are what the policy knows of its service of what an auditor asks.
func serviceAnswersOf(s Service) []Sentence {
	var list []Sentence
	for _, point := range serviceAudit {
		if value := point.known(s); value != "" {
			list = append(list, sayAbout(point.answer, &about{more: map[string]string{"service": s.Name, "value": value}}))
		}
	}
	return list
}
