package plan

import (
	"bytes"
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"unbasic/inventory"
)

// surroundings are what a tenant and its policy give to every sender alike, worked out once. What follows from facts is kept too, since many senders share theirs; so
// one value is for one goroutine (see apart). Slices that it gives are shared and must not be changed.
type surroundings struct {
	cloud  inventory.Optional
	routes RouteRules
	avoid  avoided
	// base are the facts that are the same for every sender.
	base facts
	// byAddress and spans are the addresses that connectors trust; a span holds more than one address.
	byAddress map[netip.Addr][]*connector
	spans     []addressSpan
	// relay is the host of a relay, or the connector that speaks of one; hybrid tells the second.
	relay  string
	hybrid bool
	// smtpApps and graphApps are the applications that may send, by name; blocker is the policy that stops HVE with a password.
	smtpApps, graphApps, blocker string
	acsPerHour                   float64
	// seats are the mailbox licences of the tenant, 0 where none were read.
	seats     int
	licences  Licenses
	overrides []Override
	// serviceAnswers are what the policy knows of its SMTP service; bounded are the routes that have a boundary.
	serviceAnswers []Sentence
	bounded        map[Route]bool

	alikes        map[choice]*alike
	unknownLimits map[string]Sentence
}

// choice is a row for some facts; nil is the one of the decision table.
type choice struct {
	rule  *rule
	facts facts
}

// alike is what senders with the same facts and the same row have in common, once for all of them.
type alike struct {
	facts facts
	rule  *rule
	// given is the rule where the policy gives it, and nil where the decision table does.
	given *rule
	// alternatives, questions and why are only there for senders that get an item (see share). why is empty where it holds something of one sender.
	alternatives []Alternative
	questions    []Sentence
	why          Sentence
}

// connector is an inbound connector that trusts addresses.
type connector struct {
	name    string
	domains []string
}

// addressSpan is a range of addresses, both ends included.
type addressSpan struct {
	from, to  netip.Addr
	connector *connector
}

// acsDefaultPerHour is what ACS takes an hour for a domain of one's own until Azure grants more (facts 10.1; Microsoft's page of 2023).
const acsDefaultPerHour = 100

// surroundingsOf looks at a tenant and its policy.
func surroundingsOf(inv *inventory.Inventory, p Policy) *surroundings {
	x := &surroundings{
		cloud: inv.Tenant.Cloud, routes: p.Routes, avoid: avoided{}, byAddress: map[netip.Addr][]*connector{},
		relay: p.Routes.Relay, licences: p.Licenses, overrides: p.Senders,
		acsPerHour: float64(cmp.Or(max(0, p.Routes.ACSPerHour), acsDefaultPerHour)),
		bounded:    map[Route]bool{}, unknownLimits: map[string]Sentence{}, alikes: map[choice]*alike{},
	}
	if p.Routes.Service.Name != "" {
		x.serviceAnswers = serviceAnswersOf(p.Routes.Service)
	}
	for _, b := range boundaries {
		x.bounded[b.route] = true
	}
	for _, route := range p.Routes.Avoid {
		x.avoid[route] = true
	}
	for _, l := range inv.Licenses {
		if l.MailboxPlan != "" && l.Status != "Suspended" && l.Status != "Deleted" && l.Status != "LockedOut" {
			x.seats += max(0, l.Enabled)
		}
	}
	x.readExchange(inv.Exchange)
	x.smtpApps = appsWith(inv.Applications, "SMTP.SendAsApp", "SMTP.Send")
	x.graphApps = appsWith(inv.Applications, "Mail.Send")
	x.base = facts{
		global: x.cloud == "global", sovereign: x.cloud != "" && x.cloud != "global",
		relay: x.relay != "", service: p.Routes.Service.Name != "", smtpApp: x.smtpApps != "", graphApp: x.graphApps != "",
		azure: truthIf(p.Routes.Azure), billing: truthIf(p.Routes.BillingPolicy), directSend: unknown, hveBlocked: x.hveBlocked(inv.Protection),
	}
	if inv.Exchange != nil && inv.Exchange.RejectDirectSend != nil {
		x.base.directSend = truthOf(!*inv.Exchange.RejectDirectSend)
	}
	return x
}

// apart gives the same surroundings without what they remember, for another goroutine.
func (x *surroundings) apart() *surroundings {
	other := *x
	other.alikes, other.unknownLimits = map[choice]*alike{}, map[string]Sentence{}
	return &other
}

// readExchange keeps the connectors that are on and trust somebody of one's own. One with a certificate is how a server of one's own (a hybrid Exchange, as a
// rule) is known; one with addresses alone can as well be that of a single device.
func (x *surroundings) readExchange(settings *inventory.ExchangeSettings) {
	if settings == nil {
		return
	}
	for _, c := range settings.Connectors {
		if c.Enabled == nil || !*c.Enabled || !strings.EqualFold(string(c.Type), "OnPremises") {
			continue
		}
		if c.Certificate != "" && x.relay == "" {
			x.relay, x.hybrid = c.Name, true
		}
		known := &connector{name: c.Name, domains: c.SenderDomains}
		for _, text := range c.SenderIPs {
			s, ok := readSpan(text)
			switch {
			case !ok:
			case s.from == s.to:
				x.byAddress[s.from] = append(x.byAddress[s.from], known)
			default:
				s.connector = known
				x.spans = append(x.spans, s)
			}
		}
	}
}

// readSpan reads "203.0.113.7", "203.0.113.0/24" or "203.0.113.7-203.0.113.9".
func readSpan(text string) (addressSpan, bool) {
	text = strings.TrimSpace(text)
	if prefix, err := netip.ParsePrefix(text); err == nil {
		prefix = prefix.Masked()
		return addressSpan{from: prefix.Addr(), to: lastOf(prefix)}, true
	}
	first, last, ranged := strings.Cut(text, "-")
	from, err := netip.ParseAddr(strings.TrimSpace(first))
	to := from
	if ranged && err == nil {
		to, err = netip.ParseAddr(strings.TrimSpace(last))
	}
	return addressSpan{from: from.Unmap(), to: to.Unmap()}, err == nil
}

// lastOf gives the last address of a network.
func lastOf(p netip.Prefix) netip.Addr {
	b := bytes.Clone(p.Addr().AsSlice())
	for bit := p.Bits(); bit < 8*len(b); bit++ {
		b[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(b)
	return last
}

// trusts gives the first connector that takes mail of a sender from an address, or nil.
func (x *surroundings) trusts(address netip.Addr, upn string) *connector {
	for _, c := range x.byAddress[address] {
		if c.takes(upn) {
			return c
		}
	}
	for _, s := range x.spans {
		if s.from.Compare(address) <= 0 && address.Compare(s.to) <= 0 && s.connector.takes(upn) {
			return s.connector
		}
	}
	return nil
}

// takes reports whether a connector is for the domain of a sender. Exchange writes its domains as "smtp:*;1"; none were exported where there are none.
func (c *connector) takes(upn string) bool {
	domain := strings.ToLower(upn[strings.LastIndexByte(upn, '@')+1:])
	return len(c.domains) == 0 || slices.ContainsFunc(c.domains, func(pattern string) bool {
		pattern, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(pattern)), "smtp:"), ";")
		return glob(pattern, domain)
	})
}

// appsWith names the applications that may send for any mailbox by one of some permissions.
func appsWith(applications []inventory.Application, permissions ...string) string {
	var names []string
	for _, a := range applications {
		if a.Enabled != nil && !*a.Enabled {
			continue
		}
		if slices.ContainsFunc(a.Permissions, func(p inventory.AppPermission) bool {
			return p.Type == inventory.PermissionApplication && slices.Contains(permissions, p.Value)
		}) {
			names = append(names, string(cmp.Or(a.Name, a.AppID, inventory.Optional(a.ID))))
		}
	}
	const most = 3
	if len(names) > most {
		names = append(names[:most], "…")
	}
	return strings.Join(names, ", ")
}

// hveBlocked says whether the tenant's policies stop HVE with a password: security defaults do, and so does a policy for everybody
// without exceptions. The SMTP AUTH switch of the organisation does not (facts 8.1, reported).
func (x *surroundings) hveBlocked(p inventory.Protection) truth {
	if p.SecurityDefaults != nil && *p.SecurityDefaults {
		x.blocker = "security defaults"
		return yes
	}
	maybe := p.SecurityDefaults == nil || p.Policies == nil
	for _, policy := range p.Policies {
		switch {
		case policy.State != "enabled":
		case policy.Everybody && !policy.Exceptions:
			x.blocker = policy.Name
			return yes
		default:
			maybe = true
		}
	}
	if maybe {
		return unknown
	}
	return no
}

// alike gives what senders with some facts have in common under a row, nil for the one that the decision table gives them.
func (x *surroundings) alike(f *facts, row *rule) *alike {
	key := choice{row, *f}
	a := x.alikes[key]
	if a == nil {
		a = &alike{facts: *f, rule: row, given: row}
		if row == nil {
			a.rule = decide(f, x.avoid)
		}
		x.alikes[key] = a
	}
	return a
}

// share works out what items of senders that are alike share.
func (x *surroundings) share(a *alike) {
	a.alternatives, a.questions = x.alternativesOf(a.rule, &a.facts), x.questionsOf(a.rule, &a.facts)
	if !slices.ContainsFunc(phrases[a.rule.id].values, func(word string) bool { return !slices.Contains(sharedWords, word) }) {
		a.why = x.sentence(a.rule.id, &a.facts)
	}
}

// alternativesOf says of every other route that could be thought of for such a sender why it was not chosen.
func (x *surroundings) alternativesOf(row *rule, f *facts) []Alternative {
	list := []Alternative{}
	own := Route("")
	if row.id == policyRule {
		own = x.alike(f, nil).rule.route
	}
	add := func(route Route, why string) {
		s := x.sentence(why, f)
		list = append(list, Alternative{Route: route, Rule: why, Why: s.Text, Args: s.Args})
	}
	if own != "" && own != row.route {
		add(own, "not.policy")
	}
	for _, o := range objections {
		if row.settled || o.route == row.route || o.route == own || row.instead != nil && !slices.Contains(row.instead, o.route) {
			continue
		}
		why := objection(o.reasons, f)
		if why != "" && x.avoid[o.route] {
			why = "not.avoided"
		}
		if why != "" {
			add(o.route, why)
		}
	}
	return slices.Clip(list)
}

// questionsOf is what the owner is asked about a row: what matters to it and nobody has answered.
func (x *surroundings) questionsOf(row *rule, f *facts) []Sentence {
	list := []Sentence{}
	for _, q := range row.questions {
		open := asked[q.id]
		if q.when.holds(f) && open.holds(f) {
			list = append(list, x.sentence(q.id, f))
		}
	}
	if row.route == RouteThirdParty {
		for _, point := range serviceAudit {
			if point.known(x.routes.Service) == "" {
				list = append(list, x.sentence(point.ask, f))
			}
		}
	}
	return slices.Clip(list)
}

// sentence says a phrase that holds nothing of one sender alone.
func (x *surroundings) sentence(id string, f *facts) Sentence {
	return sayAbout(id, &about{around: x, facts: f})
}
