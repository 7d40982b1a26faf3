package samples

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"unbasic/inventory"
)

// An Export is a file about Exchange or the directory that an administrator saves from PowerShell or from one of the admin centres.
type Export string

// The exports that WriteExport writes. Those with the name of a cmdlet are PowerShell's, the others are downloads.
const (
	ExportTransportConfig    Export = "Get-TransportConfig"
	ExportCASMailbox         Export = "Get-CASMailbox"
	ExportMailbox            Export = "Get-Mailbox"
	ExportAuthPolicies       Export = "Get-AuthenticationPolicy"
	ExportUser               Export = "Get-User"
	ExportOrganizationConfig Export = "Get-OrganizationConfig"
	ExportInboundConnector   Export = "Get-InboundConnector"
	// ExportMessageTrace is Get-MessageTraceV2 over the last ten days, which is the most that it answers at once.
	ExportMessageTrace Export = "Get-MessageTraceV2"
	// ExportSMTPReport is the Exchange admin centre's report on SMTP AUTH clients over 90 days.
	ExportSMTPReport Export = "smtp-auth-clients"
	// ExportSMTPDetails is SmtpCSReport, which the admin centre mails: a row a day, sender and address, over 30 days.
	ExportSMTPDetails Export = "smtp-cs-report"
	// ExportTraceSummary is the admin centre's enhanced summary of all messages in the log, as UTF-16LE without a byte order mark.
	ExportTraceSummary Export = "message-trace-summary"
	// ExportUsers is the Microsoft 365 admin centre's list of users, active and deleted; ExportLicenses its list of licences.
	ExportUsers    Export = "admin-centre-users"
	ExportLicenses Export = "admin-centre-licenses"
	// ExportAppUsage, ExportMailboxUsage and ExportActivity are usage reports over 180 days.
	ExportAppUsage     Export = "email-app-usage"
	ExportMailboxUsage Export = "mailbox-usage"
	ExportActivity     Export = "email-activity"
	// ExportAccessPolicies, ExportDefaults and ExportRegistrations are Graph's own answers on Conditional Access, security defaults and who registered for
	// multifactor authentication, which somebody saved.
	ExportAccessPolicies Export = "conditional-access-policies"
	ExportDefaults       Export = "security-defaults"
	ExportRegistrations  Export = "mfa-registration"
)

// A Container is what an export is written in.
type Container string

// The containers.
const (
	// ContainerWindowsCSV is Export-Csv -Encoding UTF8 of Windows PowerShell 5.1: a #TYPE line, a byte order mark, lines that end in CRLF.
	ContainerWindowsCSV Container = "windows-powershell-csv"
	// ContainerCSV is Export-Csv of PowerShell 7 elsewhere than on Windows: no mark, lines that end in LF.
	ContainerCSV Container = "powershell-7-csv"
	// ContainerJSON is ConvertTo-Json: an array, or an object where there is one record.
	ContainerJSON Container = "json"
	// ContainerCLIXML is Export-Clixml of Windows PowerShell, as UTF-16LE with a byte order mark.
	ContainerCLIXML Container = "clixml"
	// ContainerDownload is what an admin centre saves.
	ContainerDownload Container = "download"
)

// cmdlets are the exports of PowerShell with the class of their records.
var cmdlets = map[Export]string{
	ExportTransportConfig: "TransportConfigContainer", ExportCASMailbox: "CASMailbox", ExportMailbox: "Mailbox", ExportAuthPolicies: "AuthenticationPolicy",
	ExportUser: "User", ExportOrganizationConfig: "OrganizationConfig", ExportInboundConnector: "TenantInboundConnector", ExportMessageTrace: "MessageTrace",
}

// downloads are the exports of admin centres.
var downloads = map[Export]func(*Tenant, *bufio.Writer){
	ExportSMTPReport: (*Tenant).writeSMTPReport, ExportSMTPDetails: (*Tenant).writeSMTPDetails, ExportTraceSummary: (*Tenant).writeTraceSummary,
	ExportUsers: (*Tenant).writeAdminUsers, ExportLicenses: (*Tenant).writeAdminLicenses,
	ExportAppUsage: usageForm(0), ExportMailboxUsage: usageForm(1), ExportActivity: usageForm(2),
	ExportAccessPolicies: graphAnswer("identity/conditionalAccess/policies", (*Tenant).conditionalAccess),
	ExportRegistrations:  graphAnswer("reports/authenticationMethods/userRegistrationDetails", (*Tenant).registrations),
	ExportDefaults: func(t *Tenant, w *bufio.Writer) {
		e := t.securityDefaults()
		w.Write(e.put(nil, e.names)) // a bufio.Writer keeps its error for the end
	},
}

// graphAnswer writes a list as Graph answers it.
func graphAnswer(name string, list func(*Tenant) []*record) func(*Tenant, *bufio.Writer) {
	return func(t *Tenant, w *bufio.Writer) {
		fmt.Fprintf(w, `{"@odata.context":"https://graph.example.com/v1.0/$metadata#%s","value":[`, name)
		for i, e := range list(t) {
			if i > 0 {
				w.WriteByte(',')
			}
			w.Write(e.put(nil, e.names))
		}
		w.WriteString("]}")
	}
}

// Exports are all exports, sorted.
func Exports() []Export {
	return slices.Sorted(func(yield func(Export) bool) {
		for e := range maps.Keys(cmdlets) {
			if !yield(e) {
				return
			}
		}
		for e := range maps.Keys(downloads) {
			if !yield(e) {
				return
			}
		}
	})
}

// Containers are those that an export is written in; none for one that does not exist.
func (e Export) Containers() []Container {
	switch {
	case cmdlets[e] != "":
		return []Container{ContainerWindowsCSV, ContainerCSV, ContainerJSON, ContainerCLIXML}
	case downloads[e] != nil:
		return []Container{ContainerDownload}
	}
	return nil
}

// WriteExport writes an export in a container. What it says is what ExchangeTruth and Truth say. The error is the writer's, or about an export and a
// container that do not go together.
func (t *Tenant) WriteExport(w io.Writer, export Export, container Container) error {
	if !slices.Contains(export.Containers(), container) {
		return fmt.Errorf("writing export: no %q is written as %q", export, container)
	}
	out := bufio.NewWriter(w)
	if container == ContainerDownload {
		downloads[export](t, out)
	} else {
		rows := t.answers(export)
		switch container {
		case ContainerWindowsCSV, ContainerCSV:
			writeShellCSV(out, rows, container == ContainerWindowsCSV)
		case ContainerJSON:
			writeShellJSON(out, rows)
		case ContainerCLIXML:
			writeCLIXML(out, cmdlets[export], rows)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing export %s as %s: %w", export, container, err)
	}
	return nil
}

// ExchangeTruth is what the exports of Exchange say of one account, and what an inventory should take from them.
type ExchangeTruth struct {
	UPN, UserID string
	Mailbox     inventory.Mailbox
	Switch      inventory.SMTPAuth
	// Policy is the authentication policy that is assigned; empty for none.
	Policy string
	// Reported is how the reports on SMTP AUTH say that the account signs in; empty where they do not list it. Messages are its messages over 90 days,
	// LegacyTLS the percentage of them over old TLS.
	Reported  inventory.Auth
	Messages  int
	LegacyTLS float64
	// Detailed are the messages of SmtpCSReport, and Traced those of the last ten days, which Get-MessageTraceV2 gives.
	Detailed, Traced int
	// UsedSMTP says what the email app usage report over 180 days does.
	UsedSMTP bool
	// SwitchedOff and SaidOAuth are where an export contradicts the sign-ins on purpose.
	SwitchedOff, SaidOAuth bool
}

// On purpose, exports contradict the sign-ins of the first two: its switch was turned off after its last sign-in, and the reports say that it uses OAuth.
// Of the third they say that it uses both: it also has a program that is modern, whose sign-ins do not say that they are for SMTP.
const (
	switchedOff = "mfp-sin-reception@contoso.com"
	saidOAuth   = "alerts@contoso.com"
	saidBoth    = "karina.namae@example.jp"
)

// The authentication policies. The second one is the organisation's default.
const (
	blockingPolicy = "Block Basic authentication"
	allowingPolicy = "Basic authentication for SMTP, old"
)

// ExchangeTruth says what is true of every account of the directory, and of the deleted ones, sorted by name. Of a deleted one the exports know no
// mailbox.
func (t *Tenant) ExchangeTruth() []ExchangeTruth {
	sent, traced := t.sentBy(), map[*identity]int{}
	for _, m := range t.messages() {
		if t.isTraced(&m) {
			traced[m.from.who]++
		}
	}
	period := reportPeriod{periods["D180"], t.asOf.Add(-reportDelay)}
	var all []ExchangeTruth
	for _, u := range t.everybody() {
		truth := ExchangeTruth{
			UPN: u.who.upn, UserID: u.id, Mailbox: u.mailbox, Switch: switchOf(u), Policy: policyOf(u), Detailed: sent[u.who], Traced: traced[u.who],
			UsedSMTP: u.mailbox != inventory.MailboxNone && t.usedSMTP(u, period), SwitchedOff: u.who.upn == switchedOff, SaidOAuth: u.who.upn == saidOAuth,
		}
		if u.account.absent {
			truth.Mailbox = inventory.MailboxUnknown
		}
		if r, ok := t.reported(u, truth.Detailed); ok {
			truth.Reported, truth.Messages, truth.LegacyTLS = r.auth, r.messages, r.old+r.older
		}
		all = append(all, truth)
	}
	return all
}

// everybody is every account of the directory, and those that were deleted from it, by name.
func (t *Tenant) everybody() []*user {
	return slices.SortedFunc(slices.Values(slices.Concat(t.users, t.deleted)), func(a, b *user) int { return cmp.Compare(a.who.upn, b.who.upn) })
}

// sentBy counts the messages in the 30 days of the log.
func (t *Tenant) sentBy() map[*identity]int {
	sent := map[*identity]int{}
	for _, m := range t.messages() {
		sent[m.from.who]++
	}
	return sent
}

// switchOf is the SMTP AUTH switch of an account. The organisation's is on. Devices inherit it, servers and mail programs were let in by name, and of
// those who do not send some are switched off.
func switchOf(u *user) inventory.SMTPAuth {
	s := inventory.SMTPAuth{Organization: inventory.SwitchEnabled, Mailbox: inventory.SwitchInherit, Effective: inventory.SwitchEnabled}
	switch {
	case u.mailbox == inventory.MailboxNone:
		s.Mailbox, s.Effective = inventory.SwitchUnknown, inventory.SwitchUnknown
	case u.who.upn == switchedOff, u.account.archetype == room, u.account.archetype == modernUser && u.account.beforeTheLog == 0 && len(u.who.upn)%3 == 0:
		s.Mailbox, s.Effective = inventory.SwitchDisabled, inventory.SwitchDisabled
	case u.account.archetype == applicationServer, u.account.archetype == oldMailProgram, u.account.archetype == sharedMailbox:
		s.Mailbox = inventory.SwitchEnabled
	}
	return s
}

// policyOf is the authentication policy of an account: people who only use modern programs are kept from Basic.
func policyOf(u *user) string {
	switch {
	case u.account.archetype == modernUser && u.account.beforeTheLog == 0:
		return blockingPolicy
	case u.account.archetype == officeScanner:
		return allowingPolicy
	}
	return ""
}

// A smtpReport is a row of the report on SMTP AUTH; old and older are percentages of TLS 1.1 and 1.0.
type smtpReport struct {
	auth       inventory.Auth
	messages   int
	old, older float64
}

// reported is what the report says of an account over 90 days, from its messages in the 30 days of the log.
func (t *Tenant) reported(u *user, messages int) (smtpReport, bool) {
	r := smtpReport{auth: inventory.AuthBasic, messages: 3 * messages}
	if n := u.account.beforeTheLog; n > 0 && n < 90 {
		r.messages = 12
	}
	switch u.who.upn {
	case saidOAuth:
		r.auth = inventory.AuthOAuth
	case saidBoth:
		r.auth = inventory.AuthMixed
	}
	if u.account.archetype == officeScanner {
		random := t.usage(u)
		r.older, r.old = float64(random.IntN(60)), float64(random.IntN(60))/4
	}
	return r, r.messages > 0
}

// tracedDays is how far back a message trace is asked at once, and how long addresses of clients are kept.
const tracedDays = 10

func (t *Tenant) isTraced(m *message) bool { return !m.at.Before(t.asOf.AddDate(0, 0, -tracedDays)) }

// secondRecipient is another recipient of some messages: a trace has a row for each.
func secondRecipient(m *message) string {
	if m.size%5 == 0 {
		return "archive@example.com"
	}
	return ""
}

// answers are the objects that a cmdlet gives.
func (t *Tenant) answers(export Export) [][]field {
	switch export {
	case ExportTransportConfig:
		return [][]field{{
			{"Name", "Transport Settings"}, {"Identity", "Transport Settings"}, {"AllowLegacyTLSClients", true}, {"ExternalPostmasterAddress", nil},
			{"MaxReceiveSize", "Unlimited"}, {"SmtpClientAuthenticationDisabled", false}, {"GenerateCopyOfDSNFor", []string{}},
		}}
	case ExportOrganizationConfig:
		return [][]field{{
			{"Name", "contoso.com"}, {"Identity", "contoso.com"}, {"DefaultAuthenticationPolicy", t.reference(allowingPolicy)}, {"RejectDirectSend", true},
			{"EwsEnabled", nil}, {"EwsAllowedAppIDs", nil}, {"OAuth2ClientProfileEnabled", true},
		}}
	case ExportAuthPolicies:
		var list [][]field
		for _, p := range []struct {
			name string
			smtp bool
		}{{blockingPolicy, false}, {allowingPolicy, true}} {
			list = append(list, []field{
				{"AllowBasicAuthActiveSync", false}, {"AllowBasicAuthImap", false}, {"AllowBasicAuthPop", false}, {"AllowBasicAuthSmtp", p.smtp},
				{"AllowBasicAuthPowershell", false}, {"Name", p.name}, {"Identity", p.name}, {"DistinguishedName", t.reference(p.name)},
			})
		}
		return list
	case ExportInboundConnector:
		kind := func(name string, number int64) enumeration { return enumeration{"TenantConnectorType", name, number} }
		return [][]field{
			{{"Name", "Offices: scanners & printers"}, {"Enabled", true}, {"ConnectorType", kind("OnPremises", 1)},
				{"SenderIPAddresses", []string{osakaNAT, tokyoNAT}}, {"SenderDomains", []string{"smtp:*;1"}}, {"TlsSenderCertificateName", nil},
				{"RequireTls", false}, {"RestrictDomainsToIPAddresses", false}, {"Comment", ""}},
			{{"Name", "Partner"}, {"Enabled", false}, {"ConnectorType", kind("Partner", 2)}, {"SenderIPAddresses", []string{}},
				{"SenderDomains", []string{"smtp:example.com;1", "smtp:example.net;1"}}, {"TlsSenderCertificateName", "mail.example.com"},
				{"RequireTls", true}, {"RestrictDomainsToIPAddresses", false}, {"Comment", "二段目の\r\n<コメント>"}},
		}
	case ExportMessageTrace:
		return t.traceAnswers()
	}
	var list [][]field
	for _, u := range t.users {
		if answer := t.accountAnswer(export, u); answer != nil {
			list = append(list, answer)
		}
	}
	return list
}

// reference names an authentication policy as other objects do.
func (t *Tenant) reference(policy string) any {
	if policy == "" {
		return nil
	}
	return "CN=" + strings.ReplaceAll(policy, ",", `\,`) + ",CN=Auth Policies,CN=Configuration,CN=contoso.com,CN=ConfigurationUnits,DC=example,DC=com"
}

// recipientTypes are RecipientTypeDetails by the kind of a mailbox.
var recipientTypes = map[inventory.Mailbox]enumeration{
	inventory.MailboxUser: {"RecipientTypeDetails", "UserMailbox", 1}, inventory.MailboxShared: {"RecipientTypeDetails", "SharedMailbox", 4},
	inventory.MailboxRoom: {"RecipientTypeDetails", "RoomMailbox", 16}, inventory.MailboxEquipment: {"RecipientTypeDetails", "EquipmentMailbox", 32},
	inventory.MailboxNone: {"RecipientTypeDetails", "User", 65536},
}

// accountAnswer is what a cmdlet says of one account; nil where it does not list it.
func (t *Tenant) accountAnswer(export Export, u *user) []field {
	address := u.who.upn
	details := recipientTypes[u.mailbox]
	if u.account.guest {
		details = enumeration{"RecipientTypeDetails", "GuestMailUser", 128}
	}
	if export == ExportUser {
		return []field{
			{"Identity", u.account.name}, {"ExternalDirectoryObjectId", u.id}, {"UserPrincipalName", u.upn}, {"DisplayName", u.account.name},
			{"WindowsEmailAddress", blankIsNull(address)}, {"RecipientTypeDetails", details}, {"AuthenticationPolicy", t.reference(policyOf(u))},
			{"AccountDisabled", u.account.disabled}, {"Department", u.account.department},
		}
	}
	if u.mailbox == inventory.MailboxNone {
		return nil
	}
	alias, _, _ := strings.Cut(address, "@")
	addresses := []string{"smtp:" + alias + "@contoso.onmicrosoft.example", "SMTP:" + address}
	if export == ExportMailbox {
		return []field{
			{"ExternalDirectoryObjectId", u.id}, {"UserPrincipalName", u.upn}, {"Alias", alias}, {"DisplayName", u.account.name},
			{"EmailAddresses", addresses}, {"PrimarySmtpAddress", address}, {"RecipientType", enumeration{"RecipientType", "UserMailbox", 1}},
			{"RecipientTypeDetails", details}, {"WhenCreated", u.created},
		}
	}
	var off any // null, where the mailbox inherits
	switch switchOf(u).Mailbox {
	case inventory.SwitchEnabled:
		off = false
	case inventory.SwitchDisabled:
		off = true
	}
	return []field{
		{"EmailAddresses", addresses}, {"PrimarySmtpAddress", address}, {"DisplayName", u.account.name}, {"ExternalDirectoryObjectId", u.id},
		{"SmtpClientAuthenticationDisabled", off}, {"PopEnabled", true}, {"ImapEnabled", u.account.archetype != room}, {"MAPIEnabled", true},
		{"OWAEnabled", true}, {"ActiveSyncEnabled", true}, {"EwsEnabled", nil}, {"Name", alias}, {"Identity", alias},
	}
}

// traceAnswers are the messages of the last ten days, a row a recipient.
func (t *Tenant) traceAnswers() [][]field {
	var list [][]field
	for _, m := range t.messages() {
		if !t.isTraced(&m) {
			break
		}
		status := "Delivered"
		if m.failed {
			status = "Failed"
		}
		for _, to := range []string{m.to, secondRecipient(&m)} {
			if to == "" {
				continue
			}
			list = append(list, []field{
				{"MessageId", m.messageID}, {"Received", m.at}, {"SenderAddress", m.from.who.upn}, {"RecipientAddress", to}, {"Subject", m.subject},
				{"Status", status}, {"ToIP", nil}, {"FromIP", m.from.address}, {"Size", m.size}, {"MessageTraceId", m.id},
			})
		}
	}
	return list
}
