package inventory

import (
	"net/netip"
	"slices"
	"strings"
	"time"
)

// SignIn is one record of the Entra sign-in log, narrowed to what a verdict needs. Text is as served: it is
// written by whoever tried to sign in, and is hostile.
type SignIn struct {
	// ID is the request id, the same in Graph and in the portal's file; rows are told apart by it.
	ID   string
	Time time.Time
	// UserID is empty or all zeros where the log could not name the account.
	UserID      string
	UPN         string
	DisplayName string
	App         string
	ClientApp   string
	UserAgent   string
	// AuthProtocol is beta's authenticationProtocol ("ropc", "oAuth2", …); empty in v1.0 rows.
	AuthProtocol string
	IP           string
	Country      string
	// ASN is the number of the autonomous system that the address belongs to; 0 where the record does not say (v1.0, older portal files).
	ASN       int
	ErrorCode int
	// Certificate says that a certificate and no password was handed over.
	Certificate bool
	// Alike is nil, or a mark that rows share which are alike in all but ID, Time, ErrorCode and FailureReason. Who reads rows looks at their texts anyhow, and
	// spares the tally doing so again.
	Alike *Alike
	// FailureReason is the log's sentence. Code 50053 needs it: it means a locked account or a blocked address.
	FailureReason string
}

// Alike is shared by rows that are alike. A tally writes down in it where they belong, so it must not be used by two at once.
type Alike struct {
	tally *Tally
	place knownPlace
}

// User is one account of the directory with its licences (Graph's user).
type User struct {
	ID             string
	UPN            string
	DisplayName    string
	GivenName      string
	Surname        string
	JobTitle       string
	Department     string
	AccountEnabled *bool
	// UserType is "Member" or "Guest".
	UserType string
	// PlansRead is false where the record does not hold assigned plans at all, which is not the same as none.
	PlansRead   bool
	Plans       []AssignedPlan
	Assignments []LicenseAssignment
	// LicenseNames are products by their names, as the admin centre's list has them; nil where it was not read or does not say.
	LicenseNames []string
	// HasExchange is what the active user report says of a licence with Exchange; nil where it was not read.
	HasExchange *bool
	// Created and PasswordChanged are zero where they were not read.
	Created, PasswordChanged time.Time
	// PasswordNeverExpires and Synchronised (from an on-premises directory) are nil where they were not read.
	PasswordNeverExpires, Synchronised *bool
	// Mail is the account's address; empty where it has none or it was not read.
	Mail string
}

// AssignedPlan is a service plan of a user (Graph's assignedPlan).
type AssignedPlan struct {
	ServicePlanID string
	// CapabilityStatus is Enabled, Warning, Suspended, Deleted or LockedOut. Enabled and Warning work.
	CapabilityStatus string
}

// LicenseAssignment is one way in which a subscription reached a user (Graph's licenseAssignmentState, or
// assignedLicense where the former was not read).
type LicenseAssignment struct {
	SKUID         string
	DisabledPlans []string
	// GroupID is empty for a direct assignment.
	GroupID string
	// State is Active, ActiveWithError, Disabled or Error; empty where only assignedLicenses were read.
	State string
	// Error is Graph's word, such as CountViolation; empty or "None" when there is none.
	Error string
	// Changed is when Graph last worked on it; zero where it was not read.
	Changed time.Time
}

// SKU is one subscription of the tenant (Graph's subscribedSku). Enabled and Consumed are seats.
type SKU struct {
	ID               string
	PartNumber       string
	CapabilityStatus string
	Enabled          int
	Consumed         int
	// Warning, Suspended and LockedOut are seats of subscriptions that ran out.
	Warning, Suspended, LockedOut int
	ServicePlanIDs                []string
}

// Subscription is one purchase of a SKU, of which there may be several (Graph's companySubscription).
type Subscription struct {
	SKUID string
	// Status is Enabled, Warning, Suspended, Deleted or LockedOut, as a SKU's.
	Status string
	// NextChange is when it goes over to its next status unless it is renewed; zero where Graph gives none.
	NextChange time.Time
}

// clientApps maps the values of clientAppUsed to protocols, lower-cased: today's and older spellings that are still met.
// Source: Microsoft's "customize and filter activity logs" page; old spellings from public detection rules.
var clientApps = map[string]Protocol{
	"authenticated smtp":                  ProtocolSMTP,
	"smtp":                                ProtocolSMTP,
	"other clients; smtp":                 ProtocolSMTP,
	"imap4":                               ProtocolIMAP,
	"imap":                                ProtocolIMAP,
	"other clients; imap":                 ProtocolIMAP,
	"pop3":                                ProtocolPOP,
	"pop":                                 ProtocolPOP,
	"other clients; pop":                  ProtocolPOP,
	"other clients; pop3":                 ProtocolPOP,
	"exchange activesync":                 ProtocolActiveSync,
	"exchange active sync":                ProtocolActiveSync,
	"exchange activesync (supported)":     ProtocolActiveSync,
	"exchange activesync (unsupported)":   ProtocolActiveSync,
	"exchange web services":               ProtocolEWS,
	"autodiscover":                        ProtocolAutodiscover,
	"mapi over http":                      ProtocolMAPI,
	"mapi":                                ProtocolMAPI,
	"outlook anywhere (rpc over http)":    ProtocolMAPI,
	"other clients; mapi":                 ProtocolMAPI,
	"offline address book":                ProtocolOAB,
	"exchange online powershell":          ProtocolPowerShell,
	"reporting web services":              ProtocolReporting,
	"outlook service":                     ProtocolOther,
	"universal outlook":                   ProtocolOther,
	"other clients":                       ProtocolOther,
	"other clients; older office clients": ProtocolOther,
	"unknown":                             ProtocolOther,
	"":                                    ProtocolOther,
	"browser":                             "",
	"mobile apps and desktop clients":     "",
	"modern clients":                      "",
	"ブラウザー":                               "",
	"ブラウザ":                                "",
	"モバイル アプリとデスクトップ クライアント":               "",
	"その他のクライアント":                           ProtocolOther,
	"不明":                                   ProtocolOther,
	"mobile apps and desktop applications": "",
}

// LegacyClientApps are the values of clientAppUsed that a collector asks the server for: every current legacy value, and the older
// ones that mean SMTP. Few and exact, because the server compares with eq and long filters are refused.
func LegacyClientApps() []string {
	return []string{
		"Authenticated SMTP", "SMTP", "Other clients", "IMAP4", "POP3", "Exchange ActiveSync", "Exchange Web Services", "AutoDiscover",
		"MAPI Over HTTP", "Outlook Anywhere (RPC over HTTP)", "Offline Address Book", "Exchange Online PowerShell",
		"Reporting Web Services", "Outlook Service",
	}
}

// ClientAppsBesideSMTP are the values of clientAppUsed, lower-cased and sorted, that name another protocol than SMTP or a program that does not use Basic. A
// row with any other value may be a submission, if it carries the mark of Basic.
func ClientAppsBesideSMTP() []string {
	var apps []string
	for app, protocol := range clientApps {
		if protocol != ProtocolSMTP && protocol != ProtocolOther {
			apps = append(apps, app)
		}
	}
	slices.Sort(apps)
	return apps
}

// channel is what a row's client app, user agent and protocol say together.
type channel struct {
	protocol Protocol
	// smtp rows make a sender; probable ones carry the mark of Basic and no protocol, and SMTP is the only protocol left open to Basic.
	smtp, probable bool
	// oauth rows signed in with a token although the client app is a legacy one.
	oauth bool
	// modern rows do not concern Basic at all.
	modern bool
}

// channelOf sorts one row. Bare "Other clients", "Unknown" and empty values carry a Basic mark or nothing to go by; a value that is
// not in the table is kept as a legacy row rather than dropped as a modern one.
func channelOf(s SignIn) channel {
	app := strings.ToLower(strings.TrimSpace(s.ClientApp))
	basic := hasBasicMark(s)
	probable := basic && !marksMailReader(s)
	oauth := !basic && (isOAuth(s.AuthProtocol) || s.Certificate)
	if strings.Contains(app, "smtp") {
		return channel{protocol: ProtocolSMTP, smtp: true, oauth: oauth}
	}
	protocol, known := clientApps[app]
	switch {
	case known && protocol == "":
		return channel{modern: true}
	case !known:
		return channel{protocol: ProtocolOther, smtp: probable, probable: probable, oauth: oauth}
	case protocol == ProtocolOther && probable:
		return channel{protocol: ProtocolOther, smtp: true, probable: true}
	case (app == "" || app == "unknown") && !basic:
		return channel{modern: true}
	}
	return channel{protocol: protocol, oauth: oauth}
}

// hasBasicMark reports whether a row carries a sign that a password was handed over: the user agent's, or ropc, the protocol that Graph's beta gives.
func hasBasicMark(s SignIn) bool {
	return HasBasicMark(s.UserAgent) || strings.EqualFold(s.AuthProtocol, "ropc")
}

// HasBasicMark reports whether a user agent is one under which Exchange hands a password over. "BAV2ROPC" is its own mark for a password grant
// (reported by third parties).
func HasBasicMark(userAgent string) bool {
	ua := strings.ToLower(userAgent)
	return strings.Contains(ua, "bav2ropc") || strings.Contains(ua, "cbainprod") || strings.Contains(ua, "cbaintar")
}

// marksMailReader reports whether the mark of Basic is the one of POP and IMAP (Microsoft, KB 4487380), which speaks against SMTP where
// no protocol is named.
func marksMailReader(s SignIn) bool {
	ua := strings.ToLower(s.UserAgent)
	return strings.Contains(ua, "cbainprod") || strings.Contains(ua, "cbaintar")
}

func isOAuth(protocol string) bool {
	return strings.EqualFold(protocol, "oAuth2") || strings.EqualFold(protocol, "deviceCode")
}

// addressOf gives an address in one spelling, so that one place is not taken for two: without port, zone and the IPv6 form of an IPv4
// address. Text that is no address stays as it is.
func addressOf(ip string) string {
	ip = strings.TrimSpace(ip)
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		withPort, err := netip.ParseAddrPort(ip)
		if err != nil {
			return ip
		}
		addr = withPort.Addr()
	}
	return addr.Unmap().WithZone("").String()
}

// networkOf gives the /24 of an IPv4 and the /64 of an IPv6 address: what an access line or an office usually keeps when an address
// moves. Empty for text that is no address.
func networkOf(ip string) string {
	addr, err := netip.ParseAddr(addressOf(ip))
	if err != nil {
		return ""
	}
	bits := 64
	if addr.Is4() {
		bits = 24
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}

// noAccount is how the log writes an account that it could not find.
const noAccount = "00000000-0000-0000-0000-000000000000"

// accountKey names the account of a row: its Graph id, which survives a rename, or else its name in lower case.
func accountKey(userID, upn string) string {
	id := strings.ToLower(strings.TrimSpace(userID))
	if isGUID(id) && id != noAccount {
		return id
	}
	return "upn:" + strings.ToLower(strings.TrimSpace(upn))
}

// isGUID keeps text that only claims to be an id out of the place where ids go.
func isGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}
