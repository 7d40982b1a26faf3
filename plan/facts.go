package plan

import (
	"net/netip"
	"strings"

	"unbasic/inventory"
)

// truth is a fact that may not be known, and in a condition the set of answers that it takes; none in a condition takes every one.
type truth uint8

const (
	yes truth = 1 << iota
	no
	// unknown is also what a fact without a value is.
	unknown

	notYes = no | unknown
	notNo  = yes | unknown
)

// takes reports whether a condition fits a fact.
func (want truth) takes(fact truth) bool {
	if fact == 0 {
		fact = unknown
	}
	return want == 0 || want&fact != 0
}

// truthOf is a fact that is always known.
func truthOf(fact bool) truth {
	if fact {
		return yes
	}
	return no
}

// truthIf is a fact that is known where somebody gave it.
func truthIf(fact *bool) truth {
	if fact == nil {
		return unknown
	}
	return truthOf(*fact)
}

// facts are all that the decision table looks at. They hold nothing that only one sender has, so what follows from them is worked out once for all
// senders that are alike.
type facts struct {
	verdict inventory.Verdict
	kind    inventory.Kind
	state   inventory.LicenseState
	// connector trusts the sender's sole public address already; nil for none.
	connector *connector
	// mailbox: the account may sign in to a mailbox to send. A licence that could not be read counts as one, and is asked about.
	mailbox bool
	// address: everything came from one public address, on two days at least.
	address bool
	// disabled: it only ever failed, and always because the account is disabled.
	disabled bool
	// gone: the directory does not hold the account any more.
	gone bool
	// global: the tenant is known to be in the global cloud, the only one with HVE and ACS; sovereign: it is known to be in another one.
	global, sovereign bool
	// licenseUnknown and licenseDoubtful only matter for what is asked.
	licenseUnknown  bool
	licenseDoubtful bool
	// legacyTLS: some of its mail came over TLS 1.0 or 1.1.
	legacyTLS bool
	// relay, service, smtpApp and graphApp: there is a relay of one's own, a service that the policy allows, an application that may send by SMTP, or by Graph.
	relay, service, smtpApp, graphApp bool
	// volume and peak: messages a day, and in the busiest hour, are known.
	volume, peak bool
	// What the owner answers: can it do OAuth, does it write to outsiders, is port 25 open, is the address fixed and one's own, can its code be changed.
	oauth, external, port25, fixed, code truth
	// own: it can go on as its own mailbox with OAuth over SMTP. No is for want of OAuth or of a mailbox, or because the policy avoids that route.
	own truth
	// directSend: the organisation takes mail without a sign-in (RejectDirectSend is off).
	directSend truth
	// azure and billing: there is a subscription for ACS, and a billing policy for HVE. hveBlocked: the tenant's policies stop HVE with a password.
	azure, billing, hveBlocked truth
	// The volume is more than a mailbox, ACS or the policy's service takes.
	overMailbox, overACS, overService truth
}

// factsOf gathers the facts of a sender, with what the policy knows better.
func factsOf(s *inventory.Sender, around *surroundings, override Override) facts {
	f := around.base
	sole := soleAddress(s)
	f.verdict, f.kind, f.state = s.Verdict, kindOf(s, override), s.License.State
	f.disabled, f.address = onlyDisabled(s), s.ActiveDays >= 2 && isPublic(sole)
	switch s.License.State {
	case inventory.LicenseLicensed, inventory.LicenseGrace:
		f.mailbox = true
	case inventory.LicenseAssignmentError:
		f.mailbox, f.licenseDoubtful = true, true
	case inventory.LicenseSuspended, inventory.LicensePlanOff, inventory.LicenseNoMailboxPlan, inventory.LicenseUnlicensed, inventory.LicenseGuest:
	case inventory.LicenseDeleted, inventory.LicenseNotFound:
		f.gone = true
	default:
		f.mailbox, f.licenseUnknown = true, true
	}
	if s.Mailbox == inventory.MailboxNone {
		f.mailbox = false
	}
	if isPublic(sole) {
		f.connector = around.trusts(sole, s.UPN)
	}
	f.legacyTLS = usesLegacyTLS(s)
	f.oauth, f.external, f.port25 = oauthOf(s, override), truthIf(override.External), truthIf(override.Port25)
	f.fixed, f.code = truthIf(override.FixedAddress), truthIf(override.CodeChange)
	v := volumeOf(s, override)
	f.volume, f.peak = v.perDay > 0, v.peak > 0
	f.overMailbox, f.overACS, f.overService = v.overDay(mailboxPerDay), v.overHour(around.acsPerHour), v.overService(around.routes.Service)
	f.own = f.ownWith(around.avoid)
	return f
}

// ownWith says whether the sender can go on as its own mailbox, where some routes are avoided.
func (f facts) ownWith(avoid avoided) truth {
	if !f.mailbox || f.oauth == no || avoid[RouteOAuthSMTP] {
		return no
	}
	return f.oauth
}

// usesLegacyTLS reports whether a client of the sender speaks TLS 1.0 or 1.1.
func usesLegacyTLS(s *inventory.Sender) bool {
	return s.Messages != nil && s.Messages.LegacyTLSPercent != nil && *s.Messages.LegacyTLSPercent > 0
}

// oauthOf says whether all that sends as this sender can do OAuth: the owner's answer first. A client without TLS 1.2 is older than OAuth for SMTP, and
// where one client signs in with OAuth already, the way is known.
func oauthOf(s *inventory.Sender, override Override) truth {
	switch {
	case override.OAuth != nil:
		return truthOf(*override.OAuth)
	case usesLegacyTLS(s):
		return no
	case s.Auth == inventory.AuthMixed || modernClient(s) != nil:
		return yes
	}
	return unknown
}

// modernClient gives a client that sends with OAuth already, or nil.
func modernClient(s *inventory.Sender) *inventory.Client {
	for i := range s.Clients {
		if c := &s.Clients[i]; c.Protocol == inventory.ProtocolSMTP && c.Verdict == inventory.VerdictModern {
			return c
		}
	}
	return nil
}

// volume is how much a sender sends, as far as it is known.
type volume struct {
	// perDay are messages a day on the average, peak those of the busiest hour; 0 is not known.
	perDay float64
	peak   int
	// signIns are successful ones on a day with use. They are token requests: a day may have more messages, so they only say what may be.
	signIns float64
	// count messages in so many days are what perDay was computed from; 0 where the policy gives it.
	count, days int
}

// volumeOf takes the policy's figure first, then what the best source counts.
func volumeOf(s *inventory.Sender, override Override) volume {
	v := volume{peak: override.PeakPerHour}
	if s.ActiveDays > 0 {
		v.signIns = float64(max(0, s.Successes)) / float64(s.ActiveDays)
	}
	switch m := s.Messages; {
	case override.MessagesPerDay > 0:
		v.perDay = float64(override.MessagesPerDay)
	case m != nil && m.Count > 0 && m.Since != nil && m.Until != nil:
		v.count, v.days = m.Count, max(1, int(m.Until.Sub(*m.Since).Hours()/24+0.5))
		v.perDay = float64(v.count) / float64(v.days)
	}
	return v
}

// overDay reports whether it is more than so many a day.
func (v volume) overDay(most float64) truth {
	if v.perDay == 0 {
		return unknown
	}
	return truthOf(v.perDay > most)
}

// overHour reports whether the busiest hour has more than so many: a day of more than 24 times that surely has such an hour, and a day of less as a whole has none.
func (v volume) overHour(most float64) truth {
	switch {
	case v.peak > 0:
		return truthOf(float64(v.peak) > most)
	case v.perDay > hoursPerDay*most:
		return yes
	case v.perDay > 0 && v.perDay <= most:
		return no
	}
	return unknown
}

const (
	hoursPerDay  = 24
	daysPerMonth = 30
	daysPerYear  = 365
)

// overService asks the limits that the policy gives of its service; one that is not given takes everything.
func (v volume) overService(s Service) truth {
	over := no
	if s.MessagesPerHour > 0 {
		over = v.overHour(float64(s.MessagesPerHour))
	}
	if s.MessagesPerMonth > 0 && over != yes {
		if month := v.overDay(float64(s.MessagesPerMonth) / daysPerMonth); month != no {
			return month
		}
	}
	return over
}

// kindOf gives the kind that the plan goes by; a word that this version does not know is unknown.
func kindOf(s *inventory.Sender, override Override) inventory.Kind {
	kind := s.Kind
	if override.Kind != "" {
		kind = override.Kind
	}
	switch kind {
	case inventory.KindPerson, inventory.KindDevice, inventory.KindApplication:
		return kind
	}
	return inventory.KindUnknown
}

// sends reports whether a client is one that has to move: it speaks SMTP (or hides which protocol it speaks) with a password.
func sends(c *inventory.Client) bool {
	if c.Protocol != inventory.ProtocolSMTP && c.Protocol != inventory.ProtocolOther {
		return false
	}
	switch c.Verdict {
	case inventory.VerdictNoise, inventory.VerdictModern, inventory.VerdictIdle:
		return false
	}
	return true
}

// soleAddress gives the one address that all clients of a sender came from, and the zero Addr where there is none or more than one.
func soleAddress(s *inventory.Sender) netip.Addr {
	var sole netip.Addr
	for i := range s.Clients {
		c := &s.Clients[i]
		if !sends(c) {
			continue
		}
		address, err := netip.ParseAddr(string(c.IP))
		if err != nil || c.Addresses > 1 {
			return netip.Addr{}
		}
		address = address.Unmap().WithZone("")
		if sole.IsValid() && sole != address {
			return netip.Addr{}
		}
		sole = address
	}
	return sole
}

// isPublic reports whether Exchange Online could see mail come from the address.
func isPublic(address netip.Addr) bool {
	return address.IsValid() && address.IsGlobalUnicast() && !address.IsPrivate()
}

// codeAccountDisabled is Entra's UserDisabled.
const codeAccountDisabled = 50057

func onlyDisabled(s *inventory.Sender) bool {
	if s.Successes > 0 || s.Failures == 0 {
		return false
	}
	seen := false
	for i := range s.Clients {
		c := &s.Clients[i]
		if !sends(c) {
			continue
		}
		counted := 0
		for _, e := range c.Errors {
			if e.Code != codeAccountDisabled {
				return false
			}
			counted += e.Count
		}
		if counted < c.Failures {
			return false // some failures have no code to go by
		}
		seen = seen || counted > 0
	}
	return seen
}

// host is where a cloud takes mail and for what its tokens are.
type host struct{ submission, scope string }

// hosts are the national clouds' own names; scopes of dod and china follow the pattern of the others and are to be checked at set-up.
var hosts = map[inventory.Optional]host{
	"global":   {"smtp.office365.com:587", "https://outlook.office365.com/.default"},
	"gcc-high": {"smtp.office365.us:587", "https://outlook.office365.us/.default"},
	"dod":      {"outlook-dod.office365.us:587", "https://outlook-dod.office365.us/.default"},
	"china":    {"smtp.partner.outlook.cn:587", "https://partner.outlook.cn/.default"},
}

// hostOf marks the names of the global cloud as such where the tenant's cloud is not known.
func hostOf(cloud inventory.Optional) host {
	if h, ok := hosts[cloud]; ok {
		return h
	}
	return host{hosts["global"].submission + " (global)", hosts["global"].scope + " (global)"}
}

// isRare reports whether a job runs weekly or more seldom, as far as the window shows: seen on one day in seven at most, of four weeks or more.
// People are left out: they choose when to send.
func isRare(s *inventory.Sender, kind inventory.Kind, w inventory.Window) bool {
	return kind != inventory.KindPerson && s.ActiveDays >= 1 && 7*s.ActiveDays <= windowDays(w) && windowDays(w) >= 28
}

// windowDays is the length of the window in whole days, at least 1.
func windowDays(w inventory.Window) int {
	return max(1, int(w.Until.Sub(w.Since).Hours()/24+0.5))
}

// origins counts the clients that have to move.
func origins(s *inventory.Sender) int {
	n := 0
	for i := range s.Clients {
		if sends(&s.Clients[i]) {
			n++
		}
	}
	return n
}

// senderKey is what a sender goes by: its id, or its name where a hand-made inventory has none.
func senderKey(s *inventory.Sender) string {
	if s.ID != "" {
		return s.ID
	}
	return "upn:" + strings.ToLower(s.UPN)
}
