package plan

import (
	"net/netip"
	"strconv"
	"strings"

	"unbasic/inventory"
)

// facts are all that the decision table looks at.
type facts struct {
	verdict inventory.Verdict
	kind    inventory.Kind
	// mailbox: the account may sign in to a mailbox to send. A licence that could not be read counts as one, and is asked about.
	mailbox bool
	// address: everything came from one public address, on two days at least.
	address bool
	// disabled: it only ever failed, and always because the account is disabled.
	disabled bool
	// gone: the directory does not hold the account any more.
	gone bool
	// global: the tenant is known to be in the global cloud, the only one with HVE and ACS.
	global bool
	// licenseUnknown and licenseDoubtful only matter for what is asked.
	licenseUnknown  bool
	licenseDoubtful bool
}

// factsOf gathers the facts of a sender, with what the policy knows better.
func factsOf(s *inventory.Sender, cloud inventory.Optional, override Override) facts {
	f := facts{
		verdict: s.Verdict, kind: kindOf(s, override), global: cloud == "global",
		disabled: onlyDisabled(s), address: s.ActiveDays >= 2 && isPublic(soleAddress(s)),
	}
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
	return f
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

// valuesOf are the values that sentences about a sender can hold.
func valuesOf(s *inventory.Sender, inv *inventory.Inventory) map[string]string {
	address := ""
	if sole := soleAddress(s); sole.IsValid() {
		address = sole.String()
	}
	return map[string]string{
		"sender":    s.UPN,
		"state":     string(s.License.State),
		"days":      strconv.Itoa(s.ActiveDays),
		"successes": strconv.Itoa(s.Successes),
		"failures":  strconv.Itoa(s.Failures),
		"address":   address,
		"host":      hostOf(inv.Tenant.Cloud).submission,
		"scope":     hostOf(inv.Tenant.Cloud).scope,
	}
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
