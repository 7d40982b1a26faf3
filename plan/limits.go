package plan

import (
	"math"
	"slices"
	"strconv"

	"unbasic/inventory"
)

// Limits of an Exchange Online mailbox (facts 10.1; Microsoft's page on outbound spam sending limits): recipients in 24 hours, and messages a minute.
const (
	mailboxPerDay    = 10_000
	mailboxPerMinute = 30
)

// nearLimit is the share of a limit from which it is told.
const nearLimit = 0.8

// measure gives a sender's volume in a limit's own unit, 0 where it is not known. least is the least that it is, or seems to be, where that is all there is to know.
type measure func(a *about) (known, least float64)

func dayVolume(a *about) (known, least float64) { return a.volume.perDay, a.volume.signIns }

func minuteVolume(a *about) (known, least float64) { return float64(a.volume.peak) / 60, 0 }

// hourVolume knows a day that as a whole fits into an hour's limit only by its peak: what is spread over the day can come at once.
func hourVolume(a *about) (known, least float64) {
	return float64(a.volume.peak), a.volume.perDay / hoursPerDay
}

func monthVolume(a *about) (known, least float64) {
	return a.volume.perDay * daysPerMonth, 0
}

// clientCount counts the clients, each of which can have a connection.
func clientCount(a *about) (known, least float64) { return float64(origins(a.sender)), 0 }

// routeLimit is one limit of some routes. Its sentences are phrases: near from nearLimit on, over above it, least where what is known least of the volume comes near,
// unknown where the volume is not known; "" says nothing.
type routeLimit struct {
	routes []Route
	of     measure
	// most gives the limit, 0 for none.
	most                       func(x *surroundings) float64
	near, over, least, unknown string
}

func fixedLimit(most float64) func(*surroundings) float64 {
	return func(*surroundings) float64 { return most }
}

var mailboxRoutes = []Route{RouteOAuthSMTP, RouteGraphAPI, RouteModernClient}

// routeLimits is the table of limits that a volume can break.
var routeLimits = []routeLimit{
	{
		routes: mailboxRoutes, of: dayVolume, most: fixedLimit(mailboxPerDay),
		near: "limit.mailbox-day-near", over: "limit.mailbox-day-over", least: "limit.mailbox-day-least",
	},
	{
		routes: []Route{RouteOAuthSMTP, RouteModernClient}, of: minuteVolume, most: fixedLimit(mailboxPerMinute),
		near: "limit.mailbox-minute-near", over: "limit.mailbox-minute-over",
	},
	{
		// 3 submissions at once for a mailbox are reported only, from the reply 432 4.3.2 (facts 2), so nothing is said before they are more.
		routes: []Route{RouteOAuthSMTP, RouteModernClient}, of: clientCount, most: fixedLimit(3), over: "limit.mailbox-places",
	},
	{
		// 4 requests at once for an application and a mailbox (facts 8.2, limits of Outlook in Graph).
		routes: []Route{RouteGraphAPI}, of: clientCount, most: fixedLimit(4), over: "limit.graph-places",
	},
	{
		routes: []Route{RouteACS}, of: hourVolume, most: func(x *surroundings) float64 { return x.acsPerHour },
		near: "limit.acs-near", over: "limit.acs-over", least: "limit.acs-least", unknown: "limit.acs-unknown",
	},
	{
		routes: []Route{RouteThirdParty}, of: hourVolume, most: func(x *surroundings) float64 { return float64(x.routes.Service.MessagesPerHour) },
		near: "limit.service-hour-near", over: "limit.service-hour-over", least: "limit.service-hour-least", unknown: "limit.service-hour-unknown",
	},
	{
		routes: []Route{RouteThirdParty}, of: monthVolume, most: func(x *surroundings) float64 { return float64(x.routes.Service.MessagesPerMonth) },
		near: "limit.service-month-near", over: "limit.service-month-over", unknown: "limit.service-month-unknown",
	},
}

// boundary is a limit of a route that is not of its volume: it is told where the condition holds.
type boundary struct {
	route Route
	id    string
	when  condition
}

var boundaries = []boundary{
	{RouteHVE, "limit.hve-outside", condition{external: yes}},
	// 50 recipients are from Microsoft's table, 10 MB are reported (facts 10.1).
	{RouteHVE, "limit.hve-message", condition{}},
	// Reported, quoting the Exchange blog (facts 1.2).
	{RouteHVE, "limit.hve-basic", condition{oauth: notYes}},
	{RouteHVE, "limit.hve-blocked", condition{oauth: notYes, hveBlocked: yes}},
	{RouteHVE, "limit.old-tls", condition{legacyTLS: yes}},
	{RouteOAuthSMTP, "limit.old-tls", condition{legacyTLS: yes}},
	{RouteACS, "limit.old-tls", condition{legacyTLS: yes}},
	{RouteDirectSend, "limit.direct-outside", condition{external: yes}},
	{RouteDirectSend, "limit.direct-refused", condition{directSend: no}},
	{RouteRelayConnector, "limit.port-25", condition{port25: no}},
	{RouteDirectSend, "limit.port-25", condition{port25: no}},
}

// noSentences is what a sender has that comes near no limit.
var noSentences = []Sentence{}

// limitsOf are the limits of a route that a sender breaks or comes near to, or may where its volume is not known. The slice may be shared.
func limitsOf(route Route, a *about) []Sentence {
	around, list := a.around, noSentences
	for i := range routeLimits {
		l := &routeLimits[i]
		if !slices.Contains(l.routes, route) {
			continue
		}
		a.limit = l.most(around)
		a.known, a.least = l.of(a)
		switch id := l.say(a); id {
		case "":
		case l.unknown:
			list = append(list, around.unknownLimit(id, a))
		default:
			list = append(list, sayAbout(id, a))
		}
	}
	if around.bounded[route] {
		for i := range boundaries {
			if b := &boundaries[i]; b.route == route && b.when.holds(a.facts) {
				list = append(list, around.sentence(b.id, a.facts))
			}
		}
	}
	return list
}

// unknownLimit is the sentence on a limit of which the sender's share is not known: the same for all.
func (x *surroundings) unknownLimit(id string, a *about) Sentence {
	s, ok := x.unknownLimits[id]
	if !ok {
		s = sayAbout(id, a)
		x.unknownLimits[id] = s
	}
	return s
}

// say gives the phrase of a limit for a volume, "" for none.
func (l *routeLimit) say(a *about) string {
	switch {
	case a.limit <= 0:
		return ""
	case a.known > a.limit:
		return l.over
	case a.known >= nearLimit*a.limit:
		return l.near
	case a.known > 0:
		return ""
	case a.least >= nearLimit*a.limit:
		return l.least
	case a.volume.perDay > 0 && a.volume.perDay <= a.limit:
		return "" // what is sent in a whole day fits into it
	}
	return l.unknown
}

// tenantLimitOf is the tenant's limit of recipients outside in 24 hours for so many mailbox licences that are not trials (TERRL; facts 10.1, defender-docs). What
// HVE and ACS send is reported not to count.
func tenantLimitOf(licences int) float64 { return 500*math.Pow(float64(licences), 0.7) + 9500 }

// outsideTenant are the routes whose mail does not leave by the tenant's own servers, and does not count.
var outsideTenant = []Route{RouteHVE, RouteACS, RouteThirdParty, RouteRetire, RouteSecureAccount, RouteInvestigate, RouteDirectSend}

// tenantLimit gives the sentence on the tenant's limit where what is known to go outside comes near to it or breaks it. A message counts as one recipient, as
// how many it has is not known.
func tenantLimit(inv *inventory.Inventory, around *surroundings, items []Item) (Sentence, bool) {
	if around.seats == 0 || !around.someOutside() {
		return Sentence{}, false
	}
	routes := make(map[string]Route, len(items))
	for i := range items {
		routes[items[i].Sender] = items[i].Route
	}
	entries, total, count := newOverrides(around.overrides), 0.0, 0
	for i := range inv.Senders {
		s := &inv.Senders[i]
		route, planned := routes[senderKey(s)]
		if !planned || slices.Contains(outsideTenant, route) {
			continue
		}
		override, _ := entries.of(s)
		if v := volumeOf(s, *override); truthIf(override.External) == yes && v.perDay > 0 {
			total, count = total+v.perDay, count+1
		}
	}
	most, id := tenantLimitOf(around.seats), ""
	switch {
	case total > most:
		id = "tenant-limit-over"
	case total >= nearLimit*most:
		id = "tenant-limit-near"
	default:
		return Sentence{}, false
	}
	return sayAbout(id, &about{known: total, limit: most, more: map[string]string{
		"licences": strconv.Itoa(around.seats), "count": strconv.Itoa(count),
	}}), true
}

// someOutside reports whether the policy says of any sender that it writes outside: nothing else does.
func (x *surroundings) someOutside() bool {
	for i := range x.overrides {
		if truthIf(x.overrides[i].External) == yes {
			return true
		}
	}
	return false
}
