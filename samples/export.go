package samples

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

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
	// Reported is how the report on SMTP AUTH says that the account signs in; empty where the report does not list it. Messages are its messages over
	// 90 days, LegacyTLS the percentage of them over old TLS.
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

// On purpose, exports contradict the sign-ins of these two: the first one's switch was turned off after its last sign-in, and the report says of the
// second one that it uses OAuth.
const (
	switchedOff = "mfp-sin-reception@contoso.com"
	saidOAuth   = "alerts@contoso.com"
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
	if u.who.upn == saidOAuth {
		r.auth = inventory.AuthOAuth
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

// A field is one property of an object of PowerShell's: nil, a string, a bool, an int, a list, a time or an enumeration.
type field struct {
	name  string
	value any
}

// An enumeration is a value that is a number with a name.
type enumeration struct {
	class, name string
	number      int64
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

// writeShellCSV writes objects as Export-Csv does: every cell in quotes, nothing for null, and the name of its class for a list.
func writeShellCSV(w *bufio.Writer, rows [][]field, windows bool) {
	end := "\n"
	if windows {
		end = "\r\n"
		w.WriteString("\ufeff#TYPE System.Management.Automation.PSCustomObject\r\n")
	}
	quote := func(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
	for i, row := range rows {
		if i == 0 {
			for j, f := range row {
				if j > 0 {
					w.WriteByte(',')
				}
				w.WriteString(quote(f.name))
			}
			w.WriteString(end)
		}
		for j, f := range row {
			if j > 0 {
				w.WriteByte(',')
			}
			if f.value != nil {
				w.WriteString(quote(shellText(f.value)))
			}
		}
		w.WriteString(end)
	}
}

// shellText is a value as PowerShell turns it to text.
func shellText(value any) string {
	switch v := value.(type) {
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int:
		return strconv.Itoa(v)
	case time.Time:
		return v.Format("1/2/2006 3:04:05 PM")
	case enumeration:
		return v.name
	case []string:
		return "System.Collections.ArrayList"
	}
	return fmt.Sprint(value)
}

// writeShellJSON writes objects as ConvertTo-Json does, with the numbers of enumerations.
func writeShellJSON(w *bufio.Writer, rows [][]field) {
	if len(rows) != 1 {
		w.WriteString("[\n")
	}
	for i, row := range rows {
		if i > 0 {
			w.WriteString(",\n")
		}
		w.WriteString("  {\n")
		for j, f := range row {
			if j > 0 {
				w.WriteString(",\n")
			}
			w.WriteString("    ")
			w.Write(putString(nil, f.name))
			w.WriteString(": ")
			switch v := f.value.(type) {
			case enumeration:
				w.WriteString(strconv.FormatInt(v.number, 10))
			case time.Time:
				w.Write(putString(nil, v.Format(time.RFC3339)))
			case string:
				w.Write(putString(nil, v))
			default:
				w.Write(mustMarshal(v))
			}
		}
		w.WriteString("\n  }")
	}
	if len(rows) != 1 {
		w.WriteString("\n]")
	}
	w.WriteString("\n")
}

// writeCLIXML writes objects as Export-Clixml does those that came over the wire.
func writeCLIXML(w *bufio.Writer, class string, rows [][]field) {
	var b bytes.Buffer
	b.WriteString(`<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">` + "\r\n")
	id, types := 0, map[string]int{}
	next := func() int { id++; return id - 1 }
	// typesOf names a class where it comes up first, and refers to it from then on.
	typesOf := func(names ...string) {
		if n, ok := types[names[0]]; ok {
			fmt.Fprintf(&b, `<TNRef RefId="%d" />`, n)
			return
		}
		types[names[0]] = len(types)
		fmt.Fprintf(&b, `<TN RefId="%d">`, types[names[0]])
		for _, name := range append(names, "System.Object") {
			b.WriteString("<T>Deserialized." + name + "</T>")
		}
		b.WriteString("</TN>")
	}
	for _, row := range rows {
		fmt.Fprintf(&b, `  <Obj RefId="%d">`, next())
		typesOf("Microsoft.Exchange.Data.Directory.Management." + class)
		b.WriteString("<ToString>" + class + "</ToString>\r\n    <Props>\r\n")
		for _, f := range row {
			switch v := f.value.(type) {
			case nil:
				fmt.Fprintf(&b, `      <Nil N="%s" />`, f.name)
			case bool:
				fmt.Fprintf(&b, `      <B N="%s">%t</B>`, f.name, v)
			case int:
				fmt.Fprintf(&b, `      <I32 N="%s">%d</I32>`, f.name, v)
			case time.Time:
				fmt.Fprintf(&b, `      <DT N="%s">%s</DT>`, f.name, v.Format(time.RFC3339))
			case string:
				fmt.Fprintf(&b, `      <S N="%s">%s</S>`, f.name, clixmlText(v))
			case enumeration:
				fmt.Fprintf(&b, `      <Obj N="%s" RefId="%d">`, f.name, next())
				typesOf("Microsoft.Exchange.Data.Directory.Recipient."+v.class, "System.Enum", "System.ValueType")
				fmt.Fprintf(&b, "<ToString>%s</ToString><I32>%d</I32></Obj>", v.name, v.number)
			case []string:
				fmt.Fprintf(&b, `      <Obj N="%s" RefId="%d">`, f.name, next())
				typesOf("System.Collections.ArrayList")
				b.WriteString("<LST>")
				for _, text := range v {
					b.WriteString("<S>" + clixmlText(text) + "</S>")
				}
				b.WriteString("</LST></Obj>")
			}
			b.WriteString("\r\n")
		}
		b.WriteString("    </Props>\r\n    <MS><S N=\"PSComputerName\">outlook.office365.com</S></MS>\r\n  </Obj>\r\n")
	}
	b.WriteString("</Objs>")
	writeUTF16(w, "\ufeff"+b.String())
}

// clixmlText writes text for CLIXML, which has its own escapes for what XML can't hold.
func clixmlText(text string) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c < 0x20:
			fmt.Fprintf(&b, "_x%04X_", c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// writeUTF16 writes text in little-endian UTF-16, as Windows does.
func writeUTF16(w *bufio.Writer, text string) {
	var two [2]byte
	for _, unit := range utf16.Encode([]rune(text)) {
		binary.LittleEndian.PutUint16(two[:], unit)
		w.Write(two[:])
	}
}

// protocolWords are the report's words.
var protocolWords = map[inventory.Auth]string{inventory.AuthBasic: "Basic", inventory.AuthOAuth: "OAuth"}

func (t *Tenant) writeSMTPReport(w *bufio.Writer) {
	w.WriteString("\ufeff")
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	table.row([]string{"Sender address", "Domain", "TLS 1.0", "TLS 1.1", "TLS 1.2", "Messages sent", "Authentication Protocol"})
	percent := func(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }
	sent := t.sentBy()
	for _, u := range t.everybody() {
		if r, ok := t.reported(u, sent[u.who]); ok {
			_, domain, _ := strings.Cut(u.who.upn, "@")
			table.row([]string{u.who.upn, domain, percent(r.older), percent(r.old), percent(100 - r.older - r.old), strconv.Itoa(r.messages),
				protocolWords[r.auth]})
		}
	}
}

func (t *Tenant) writeSMTPDetails(w *bufio.Writer) {
	table := tableWriter{w: w, separator: ",", end: "\r\n", quoteAll: true}
	table.row([]string{"date", "senderName", "senderDomain", "authMethod", "original_client_ip", "tls_version", "tls_cipher", "message_count", "message_id"})
	type place struct{ day, upn, address string }
	counts, example := map[place]int{}, map[place]string{}
	for _, m := range t.messages() {
		p := place{m.at.Format(time.DateOnly), m.from.who.upn, m.from.address}
		counts[p]++
		example[p] = m.messageID
	}
	for _, p := range slices.SortedFunc(maps.Keys(counts), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.upn, b.upn), cmp.Compare(a.address, b.address))
	}) {
		name, domain, _ := strings.Cut(p.upn, "@")
		auth := "Basic"
		if p.upn == saidOAuth {
			auth = "OAuth"
		}
		table.row([]string{p.day, name, domain, auth, p.address, "TLS1_2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", strconv.Itoa(counts[p]), example[p]})
	}
}

// writeTraceSummary writes what the tenant sent, and some mail that it received. A row is a message with all of its recipients.
func (t *Tenant) writeTraceSummary(w *bufio.Writer) {
	var b bytes.Buffer
	inner := bufio.NewWriter(&b)
	table := tableWriter{w: inner, separator: ",", end: "\r\n"}
	table.row([]string{"origin_timestamp_utc", "sender_address", "recipient_status", "message_subject", "total_bytes", "message_id", "network_message_id",
		"original_client_ip", "directionality", "connector_id", "delivery_priority"})
	const form = "2006-01-02T15:04:05.0000000Z"
	for i, m := range t.messages() {
		status, address := "##Receive, Deliver", ""
		if m.failed {
			status = "##Receive, Fail"
		}
		recipients := m.to + status
		if second := secondRecipient(&m); second != "" {
			recipients += ";" + second + status
		}
		if t.isTraced(&m) {
			address = m.from.address
		}
		table.row([]string{m.at.Format(form), m.from.who.upn, recipients, m.subject, strconv.Itoa(m.size), m.messageID, m.id, address, "2", "", "Normal"})
		if i%10 == 0 {
			table.row([]string{m.at.Format(form), "customer-01@example.com", m.from.who.upn + "##Receive, Deliver", "Re: " + m.subject, "5000",
				"<reply-" + m.messageID[1:], "reply-" + m.id, "", "1", "", "Normal"})
		}
	}
	_ = inner.Flush() // a bytes.Buffer takes everything
	writeUTF16(w, b.String())
}

// productTitles are how the admin centre calls subscriptions.
var productTitles = map[*subscription]string{
	microsoft365E3: "Microsoft 365 E3", microsoft365F3: "Microsoft 365 F3", office365E1: "Office 365 E1", exchangePlan1: "Exchange Online (Plan 1)",
	businessBasic: "Microsoft 365 Business Basic", exchangeKiosk: "Exchange Online Kiosk", powerAutomateFree: "Microsoft Power Automate Free",
}

// writeAdminUsers writes the list with the columns that it had in files of 2025 (assumed). It names products and neither plans nor errors, and so can
// tell less of licences than Graph does.
func (t *Tenant) writeAdminUsers(w *bufio.Writer) {
	w.WriteString("\ufeff")
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	table.row([]string{"Block credential", "City", "Department", "DirSyncEnabled", "Display name", "First name", "Last name", "Licenses", "Object Id",
		"Office", "Password never expires", "Proxy addresses", "Soft deletion time stamp", "Title", "Usage location", "User principal name", "When created"})
	text := func(u *user, name string) string {
		value := string(u.properties[name])
		if value == "null" || value == "" {
			return ""
		}
		if unquoted, err := strconv.Unquote(value); err == nil {
			return unquoted
		}
		return value
	}
	put := func(u *user) {
		var products []string
		for _, s := range u.subscriptions {
			products = append(products, productTitles[s])
		}
		licences := strings.Join(products, "+")
		if licences == "" {
			licences = "Unlicensed"
		}
		synced := ""
		if text(u, "onPremisesSyncEnabled") == "true" {
			synced = "True"
		}
		table.row([]string{shellText(u.account.disabled), text(u, "officeLocation"), u.account.department, synced, u.account.name, text(u, "givenName"),
			text(u, "surname"), licences, u.id, "", shellText(text(u, "passwordPolicies") != ""), "SMTP:" + u.who.upn, text(u, "deletedDateTime"),
			u.account.title, text(u, "usageLocation"), u.upn, u.created.Format(stamp)})
	}
	for _, u := range slices.Concat(t.users, t.deleted) {
		put(u)
	}
}

func (t *Tenant) writeAdminLicenses(w *bufio.Writer) {
	w.WriteString("\ufeff")
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	table.row([]string{"Product Title", "Total Licenses", "Expired Licenses", "Assigned Licenses", "Status Message"})
	for _, s := range subscriptions {
		used := 0
		for _, u := range t.users {
			if slices.Contains(u.subscriptions, s) {
				used++
			}
		}
		total, expired, message := used+s.spare, 0, ""
		if s.status != "Enabled" {
			expired, message = used+s.spare, "Expired"
		}
		table.row([]string{productTitles[s], strconv.Itoa(total), strconv.Itoa(expired), strconv.Itoa(used), message})
	}
}

// usageForm writes a usage report over 180 days, as Graph serves it and the admin centre saves it.
func usageForm(which int) func(*Tenant, *bufio.Writer) {
	return func(t *Tenant, w *bufio.Writer) {
		w.Write(t.reportTable(usageReports[which], reportPeriod{periods["D180"], t.asOf.Add(-reportDelay)}, false))
	}
}
