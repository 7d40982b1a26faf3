package files

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"unbasic/inventory"
)

// These are tables of Exchange, of the admin centres and of the usage reports, as CSV, JSON or CLIXML. Their records are decoded here; what a record
// lacks stays unknown.
const (
	TransportConfigTable    Format = "exchange-transport-config"
	MailboxTable            Format = "exchange-mailboxes"
	AuthPolicyTable         Format = "exchange-authentication-policies"
	OrganizationConfigTable Format = "exchange-organization-config"
	ConnectorTable          Format = "exchange-inbound-connectors"
	SMTPReportTable         Format = "smtp-auth-report"
	MessageTraceTable       Format = "message-trace"
	AdminUserTable          Format = "admin-centre-users"
	LicenceTable            Format = "licence-table"
	ActiveUserTable         Format = "active-user-detail"
)

// signInMarks are columns that only sign-ins have. A table with one of them is none of the tables here, whatever else it holds.
var signInMarks = []string{"client app", "clientappused", "createddatetime", "date (utc)"}

// tableFormat tells from the names of its columns or fields, as nameOf spells them, which of the tables here a file is. It goes by names that no
// other table has; the report on SMTP AUTH, whose header was never published, is told loosely and last. Graph's own JSON of subscriptions has the
// names of a licence table too, so ask for Graph's formats first.
func tableFormat(names []string) (Format, bool) {
	has := func(oneOf ...string) bool {
		return slices.ContainsFunc(oneOf, func(name string) bool { return slices.Contains(names, name) })
	}
	named := has("externaldirectoryobjectid", "primarysmtpaddress", "windowsemailaddress", "userprincipalname", "emailaddresses")
	report := has("report refresh date", "reportrefreshdate")
	smtpSwitch := has("smtpclientauthenticationdisabled")
	person := has("user principal name", "ユーザー プリンシパル名", "ユーザープリンシパル名")
	switch {
	case has(signInMarks...):
		return "", false
	case has("allowlegacytlsclients", "externalpostmasteraddress", "journalingreportndrto") && !named,
		smtpSwitch && !named && !has("identity", "name", "displayname"):
		return TransportConfigTable, true
	case smtpSwitch, named && has("recipienttypedetails", "authenticationpolicy"), named && has("popenabled") && has("imapenabled"):
		return MailboxTable, true
	case has("allowbasicauthsmtp", "allowbasicauthimap", "allowbasicauthpop"):
		return AuthPolicyTable, true
	case has("defaultauthenticationpolicy", "rejectdirectsend"):
		return OrganizationConfigTable, true
	case has("connectortype") && has("senderipaddresses", "senderdomains", "tlssendercertificatename"):
		return ConnectorTable, true
	case report && has("smtp app", "smtpapp"):
		return EmailAppUsageCSV, true
	case report && has("storage used (byte)", "storageusedinbytes"):
		return MailboxUsageCSV, true
	case report && has("send count", "sendcount") && has("receive count", "receivecount"):
		return EmailActivityCSV, true
	case report && has("has exchange license", "hasexchangelicense"):
		return ActiveUserTable, true
	case report:
		return "", false
	case has("skupartnumber") && has("skuid", "consumedunits"), has(productNames...) && has(slices.Concat(totalNames, assignedNames)...):
		return LicenceTable, true
	case person && has(slices.Concat(licenceNames, blockedNames)...):
		return AdminUserTable, true
	case has("senderaddress") && has("received", "receiveddatetime", "messagetraceid"),
		has("sender_address") && has("origin_timestamp", "origin_timestamp_utc", "event_id"),
		has("sender") && has("recipient") && has("subject") && has("date") && has("status"):
		return MessageTraceTable, true
	}
	if _, ok := smtpColumnsOf(names); ok {
		return SMTPReportTable, true
	}
	return "", false
}

// decodeMailboxSetting decodes what Get-CASMailbox, Get-Mailbox, Get-User and their EXO namesakes say of one mailbox, each in the columns that it has.
func decodeMailboxSetting(r record) (inventory.MailboxSetting, error) {
	m := inventory.MailboxSetting{
		UserID:  strings.ToLower(textIn(r, "externaldirectoryobjectid")),
		Address: addressIn(r), DisplayName: textIn(r, "displayname"),
		SMTP: inventory.SwitchUnknown, Type: mailboxType(textIn(r, "recipienttypedetails")),
	}
	if m.UserID == "" && m.Address == "" {
		return inventory.MailboxSetting{}, errors.New("neither ExternalDirectoryObjectId nor an address is filled in")
	}
	if _, exported := r["smtpclientauthenticationdisabled"]; exported {
		disabled, err := optionalBool(r, "smtpclientauthenticationdisabled")
		switch {
		case err != nil:
			return inventory.MailboxSetting{}, err
		case disabled == nil:
			m.SMTP = inventory.SwitchInherit
		case *disabled:
			m.SMTP = inventory.SwitchDisabled
		default:
			m.SMTP = inventory.SwitchEnabled
		}
	}
	if _, m.PolicyRead = r["authenticationpolicy"]; m.PolicyRead {
		m.AuthPolicy = policyName(textIn(r, "authenticationpolicy"))
	}
	return m, nil
}

// addressIn gives the primary address of a mailbox in lower case. Identity is an address in few tenants, and the last to ask.
func addressIn(r record) string {
	for _, name := range []string{"primarysmtpaddress", "windowsemailaddress", "userprincipalname"} {
		if address := textIn(r, name); strings.Contains(address, "@") {
			return strings.ToLower(address)
		}
	}
	for _, proxy := range listIn(r, "emailaddresses") {
		if address, primary := strings.CutPrefix(proxy, "SMTP:"); primary { // in small letters it is a secondary one
			return strings.ToLower(address)
		}
	}
	if address := textIn(r, "identity"); strings.Contains(address, "@") && !strings.ContainsAny(address, "/\\ ") {
		return strings.ToLower(address)
	}
	return ""
}

// mailboxType reads RecipientTypeDetails, by name or by the number that ConvertTo-Json writes for it, and the usage report's Recipient Type. Kinds of
// accounts without a mailbox in Exchange Online are told too, since Get-User lists them.
func mailboxType(details string) inventory.Mailbox {
	switch strings.ToLower(strings.ReplaceAll(details, " ", "")) {
	case "usermailbox", "linkedmailbox", "legacymailbox", "remoteusermailbox", "1", "2", "8", "2147483648":
		return inventory.MailboxUser
	case "sharedmailbox", "remotesharedmailbox", "shared", "4", "34359738368":
		return inventory.MailboxShared
	case "roommailbox", "linkedroommailbox", "remoteroommailbox", "room", "16", "8589934592":
		return inventory.MailboxRoom
	case "equipmentmailbox", "remoteequipmentmailbox", "equipment", "32", "17179869184":
		return inventory.MailboxEquipment
	case "user", "disableduser", "linkeduser", "mailuser", "guestmailuser", "mailcontact", "64", "128", "65536":
		return inventory.MailboxNone
	}
	return inventory.MailboxUnknown
}

// policyName takes the name of an authentication policy from the ways in which it is referred to: a distinguished name, tenant\name, or the name.
func policyName(reference string) string {
	if len(reference) > 3 && strings.EqualFold(reference[:3], "CN=") {
		var name strings.Builder
		escaped := false
		for _, c := range reference[3:] {
			switch {
			case !escaped && c == '\\':
				escaped = true
				continue
			case !escaped && c == ',':
				return name.String()
			}
			name.WriteRune(c)
			escaped = false
		}
		return name.String()
	}
	return reference[strings.LastIndexByte(reference, '\\')+1:]
}

// decodeTransport decodes Get-TransportConfig. Newer exports are read first, and what they said stands.
func decodeTransport(r record, s *inventory.ExchangeSettings) error {
	disabled, err := optionalBool(r, "smtpclientauthenticationdisabled")
	if err != nil {
		return err
	}
	legacy, err := optionalBool(r, "allowlegacytlsclients")
	if err != nil {
		return err
	}
	if disabled == nil && legacy == nil {
		return errors.New("neither SmtpClientAuthenticationDisabled nor AllowLegacyTLSClients is filled in")
	}
	s.SMTPDisabled, s.LegacyTLS = cmp.Or(s.SMTPDisabled, disabled), cmp.Or(s.LegacyTLS, legacy)
	return nil
}

// decodeOrganization decodes Get-OrganizationConfig, the newest first too.
func decodeOrganization(r record, s *inventory.ExchangeSettings) error {
	reject, err := optionalBool(r, "rejectdirectsend")
	if err != nil {
		return err
	}
	s.RejectDirectSend = cmp.Or(s.RejectDirectSend, reject)
	if _, exported := r["defaultauthenticationpolicy"]; exported && s.DefaultPolicy == nil {
		name := policyName(textIn(r, "defaultauthenticationpolicy"))
		s.DefaultPolicy = &name
	}
	return nil
}

// decodeAuthPolicy decodes Get-AuthenticationPolicy.
func decodeAuthPolicy(r record) (inventory.AuthPolicy, error) {
	name := policyName(textIn(r, "name", "identity", "id", "distinguishedname"))
	if name == "" {
		return inventory.AuthPolicy{}, errors.New("Name is empty")
	}
	allow, err := optionalBool(r, "allowbasicauthsmtp")
	return inventory.AuthPolicy{Name: name, AllowBasicSMTP: allow}, err
}

// decodeConnector decodes Get-InboundConnector.
func decodeConnector(r record) (inventory.Connector, error) {
	c := inventory.Connector{
		Name: textIn(r, "name", "identity"), Certificate: inventory.Optional(textIn(r, "tlssendercertificatename")),
		SenderIPs: listIn(r, "senderipaddresses"), SenderDomains: domainsOf(listIn(r, "senderdomains")),
	}
	if c.Name == "" {
		return inventory.Connector{}, errors.New("Name is empty")
	}
	switch kind := textIn(r, "connectortype"); {
	case strings.EqualFold(kind, "OnPremises"):
		c.Type = "OnPremises"
	case strings.EqualFold(kind, "Partner"):
		c.Type = "Partner"
	case kind != "" && strings.Trim(kind, "0123456789") != "": // which number means which was not found: it stays unknown
		return inventory.Connector{}, fmt.Errorf("ConnectorType %q is neither OnPremises nor Partner", kind)
	}
	var err error
	if c.Enabled, err = optionalBool(r, "enabled"); err != nil {
		return inventory.Connector{}, err
	}
	c.RequireTLS, err = optionalBool(r, "requiretls")
	return c, err
}

// domainsOf takes the domains out of address spaces, which have a prefix and a cost: smtp:contoso.com;1, which was split at the semicolon.
func domainsOf(spaces []string) []string {
	for i, space := range spaces {
		if prefix, domain, ok := strings.Cut(space, ":"); ok && strings.EqualFold(prefix, "smtp") {
			spaces[i] = domain
		}
	}
	return slices.DeleteFunc(spaces, func(space string) bool { return strings.Trim(space, "0123456789") == "" })
}

// smtpColumns are the names of the columns of a report on SMTP AUTH; empty where it has none of that kind.
type smtpColumns struct {
	address, domain, auth, messages, ip, version string
	legacy, tls                                  []string // tls holds the legacy ones too
	day, since, until                            string
}

// widestReport bounds the tables that are taken for a report on SMTP AUTH: those seen have up to ten columns, a translated sign-in log dozens.
const widestReport = 20

// smtpColumnsOf looks for the columns of a report on SMTP AUTH by the words in their names, in English and Japanese. The admin centre's report has
// Sender address, Domain, TLS 1.0, TLS 1.1, TLS 1.2, Messages sent and, since October 2024, Authentication Protocol (Microsoft, "SMTP AUTH clients
// report", MC786329); the one that it mails, SmtpCSReport, has date, senderName, senderDomain, authMethod, original_client_ip, tls_version,
// message_count and message_id (seen in public scripts). Other spellings are guesses.
func smtpColumnsOf(names []string) (smtpColumns, bool) {
	var c smtpColumns
	rank := map[*string]int{}
	take := func(column *string, name string, points int) {
		if points > rank[column] {
			*column, rank[column] = name, points
		}
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		key := lettersAndDigits(name)
		says := func(words ...string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(key, w) })
		}
		switch {
		case strings.HasSuffix(key, "id"), says("cipher", "agent", "subject", "件名", "recipient", "受信者"):
		case says("tls10", "tls11"):
			c.legacy, c.tls = append(c.legacy, name), append(c.tls, name)
		case says("tls12", "tls13"):
			c.tls = append(c.tls, name)
		case says("tlsversion", "tlsバージョン"):
			take(&c.version, name, 1)
		case says("message", "メッセージ", "送信数"):
			take(&c.messages, name, 1+points(says("sent", "count", "送信", "数")))
		case says("auth", "認証"):
			take(&c.auth, name, points(says("protocol", "method", "type", "mechanism", "プロトコル", "方法", "方式", "種類", "メカニズム"))+
				points(key == "auth" || key == "authentication" || key == "認証"))
		case says("domain", "ドメイン"):
			take(&c.domain, name, 1)
		case says("clientip", "ipaddress", "ipアドレス") || key == "ip":
			take(&c.ip, name, 1)
		case says("start", "開始"):
			take(&c.since, name, 1)
		case says("end", "終了") && says("date", "time", "日"):
			take(&c.until, name, 2)
		case says("reportdate", "refreshdate", "レポート日"):
			take(&c.until, name, 1)
		case says("date", "日付", "日時"):
			take(&c.day, name, 1+points(says("last", "最終")))
		case says("display", "表示", "type", "種類"):
		case says("sender", "user", "mailbox", "送信者", "差出人", "ユーザー", "メールボックス"):
			take(&c.address, name, 1+2*points(says("sender", "送信者", "差出人"))+points(says("address", "principal", "アドレス", "プリンシパル")))
		}
	}
	proof := c.auth != "" || c.version != "" || len(c.tls) > 0
	return c, len(names) <= widestReport && c.address != "" && proof && (c.messages != "" || c.domain != "")
}

func points(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// lettersAndDigits drops blanks, underscores, dots and brackets from a column's name, which vary.
func lettersAndDigits(name string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, name)
}

// decodeSMTPReport decodes a row of a report on SMTP AUTH. Source and Part are the caller's to fill in.
func decodeSMTPReport(r record) (inventory.Use, error) {
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	c, ok := smtpColumnsOf(names)
	if !ok {
		return inventory.Use{}, errors.New("the columns of a report on SMTP AUTH are missing: a sender, and a protocol or TLS versions")
	}
	u := inventory.Use{Address: strings.ToLower(textIn(r, c.address)), Auth: inventory.AuthUnknown, Messages: -1, LegacyTLS: -1, IP: textIn(r, c.ip)}
	if domain := strings.ToLower(textIn(r, c.domain)); u.Address != "" && !strings.Contains(u.Address, "@") && strings.Contains(domain, ".") {
		u.Address += "@" + domain // the mailed report has the two parts of an address in two columns
	}
	if !strings.Contains(u.Address, "@") {
		return inventory.Use{}, fmt.Errorf("%s %q is no address", c.address, textIn(r, c.address))
	}
	if c.auth != "" {
		u.Auth = authOf(r[c.auth])
	}
	var err error
	if text := textIn(r, c.messages); text != "" {
		if u.Messages, err = countOf(text); err != nil {
			return inventory.Use{}, fmt.Errorf("%s %w", c.messages, err)
		}
		u.Denied = u.Messages == 0
	}
	if u.LegacyTLS, err = legacyShare(r, c); err != nil {
		return inventory.Use{}, err
	}
	for _, date := range []struct {
		column string
		to     *time.Time
	}{{c.day, &u.Last}, {c.since, &u.Since}, {c.until, &u.Until}} {
		if *date.to, err = dateOf(textIn(r, date.column)); err != nil {
			return inventory.Use{}, fmt.Errorf("%s %w", date.column, err)
		}
	}
	return u, nil
}

// authOf reads the protocol of a report. A word that is not known leaves it open rather than the row out: that SMTP AUTH was used is said all the same.
func authOf(c cell) inventory.Auth {
	text := strings.ToLower(strings.Join(append(slices.Clone(c.list), c.text), " "))
	says := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	}
	basic, modern := says("basic", "login", "plain", "基本"), says("oauth", "modern", "先進", "最新")
	switch {
	case basic && modern, says("mixed", "混在"):
		return inventory.AuthMixed
	case basic:
		return inventory.AuthBasic
	case modern:
		return inventory.AuthOAuth
	}
	return inventory.AuthUnknown
}

// legacyTLS are the versions before 1.2, as a column of versions names them: TLS 1.0, TLS1_0, SP_PROT_TLS1_SERVER.
var legacyTLS = regexp.MustCompile(`(?i)(?:ssl|tls\s*v?1(?:[._]?[01])?(?:[^0-9._]|[._][^0-9]|$))`)

// legacyShare is the share of messages over TLS 1.0 and 1.1; -1 where the report does not say.
func legacyShare(r record, c smtpColumns) (float64, error) {
	if version := textIn(r, c.version); version != "" {
		if legacyTLS.MatchString(version) {
			return 100, nil
		}
		if strings.Contains(strings.ToLower(version), "tls") {
			return 0, nil
		}
	}
	share, said := 0.0, false
	for _, column := range c.legacy {
		text := textIn(r, column)
		if text == "" {
			continue
		}
		percent, err := percentOf(text)
		if err != nil {
			return -1, fmt.Errorf("%s %w", column, err)
		}
		share, said = share+percent, true
	}
	switch {
	case !said:
		return -1, nil
	case share > 101: // the shares are rounded one by one
		return -1, fmt.Errorf("%s make up %g percent", strings.Join(c.legacy, " and "), share)
	}
	return min(share, 100), nil
}

// errConcealed is wrapped by the errors for a usage report's rows whose names are hashes, which belong to nobody.
var errConcealed = errors.New("the report's names are concealed: show them in the Microsoft 365 admin center (Settings, Org settings, Services, " +
	"Reports, clear \"Display concealed user, group, and site names in all reports\"), and make the report again")

// reportAddress gives the account that a row of a usage report speaks of.
func reportAddress(r record) (string, error) {
	address := strings.ToLower(textIn(r, "user principal name", "userprincipalname"))
	switch {
	case address == "":
		return "", errors.New("User Principal Name is empty")
	case !strings.Contains(address, "@"):
		return "", fmt.Errorf("User Principal Name %q: %w", address, errConcealed)
	}
	return address, nil
}

// decodeEmailAppUsage decodes a row of the email app usage report. Source and Part are the caller's to fill in. What the SMTP column means beyond "used"
// is not documented: No, False, 0 and an empty cell or list are not used, anything else is.
func decodeEmailAppUsage(r record) (inventory.Use, error) {
	address, err := reportAddress(r)
	if err != nil {
		return inventory.Use{}, err
	}
	u := inventory.Use{
		Address: address, DisplayName: textIn(r, "display name", "displayname"), Auth: inventory.AuthUnknown, Messages: -1, LegacyTLS: -1,
	}
	name := "smtp app"
	if _, ok := r[name]; !ok {
		name = "smtpapp"
	}
	app, ok := r[name]
	if !ok {
		return inventory.Use{}, errors.New("SMTP App is missing")
	}
	switch strings.ToLower(strings.TrimSpace(app.text)) {
	case "", "no", "false", "0", "[]", "いいえ":
		u.Denied = len(app.list) == 0
	}
	if u.Until, err = reportDate(r, "report refresh date", "reportrefreshdate"); err != nil {
		return inventory.Use{}, err
	}
	if text := textIn(r, "report period", "reportperiod"); text != "" && !u.Until.IsZero() {
		days, err := countOf(strings.TrimPrefix(strings.ToUpper(text), "D"))
		if err != nil || days > 1000 {
			return inventory.Use{}, fmt.Errorf("Report Period %q is no number of days", text)
		}
		u.Since = u.Until.AddDate(0, 0, 1-max(days, 1))
	}
	if !u.Denied {
		// The account's last activity in any mail program: SMTP was last used on that day or before.
		u.Last, err = reportDate(r, "last activity date", "lastactivitydate")
	}
	return u, err
}

func reportDate(r record, names ...string) (time.Time, error) {
	at, err := dateOf(textIn(r, names...))
	if err != nil {
		return time.Time{}, fmt.Errorf("%s %w", names[0], err)
	}
	return at, nil
}

// decodeMailboxUsage decodes a row of the mailbox usage report, for the type of mailbox that newer ones give.
func decodeMailboxUsage(r record) (inventory.MailboxSetting, error) {
	address, err := reportAddress(r)
	if err != nil {
		return inventory.MailboxSetting{}, err
	}
	m := inventory.MailboxSetting{
		Address: address, DisplayName: textIn(r, "display name", "displayname"), SMTP: inventory.SwitchUnknown, Type: inventory.MailboxUnknown,
	}
	if kind := textIn(r, "recipient type", "recipienttype"); strings.EqualFold(kind, "User") {
		m.Type = inventory.MailboxUser // in Get-User the word means that there is none
	} else if found := mailboxType(kind); found != inventory.MailboxNone {
		m.Type = found
	}
	return m, nil
}

// decodeEmailActivity decodes a row of the email activity report: how much a mailbox sent, by whatever program. It has no addresses and no times.
func decodeEmailActivity(r record) (inventory.MessageCount, error) {
	address, err := reportAddress(r)
	if err != nil {
		return inventory.MessageCount{}, err
	}
	text := textIn(r, "send count", "sendcount")
	if text == "" {
		return inventory.MessageCount{Address: address}, nil
	}
	sent, err := countOf(text)
	if err != nil {
		return inventory.MessageCount{}, fmt.Errorf("Send Count %w", err)
	}
	return inventory.MessageCount{Address: address, Messages: sent}, nil
}

// activeUser is a row of the active user detail.
type activeUser struct {
	address, displayName string
	// exchange says whether the account has a licence with Exchange; nil where the report does not.
	exchange *bool
	deleted  bool
}

func decodeActiveUsers(r record) (activeUser, error) {
	address, err := reportAddress(r)
	if err != nil {
		return activeUser{}, err
	}
	u := activeUser{address: address, displayName: textIn(r, "display name", "displayname")}
	if u.exchange, err = optionalBool(r, "has exchange license", "hasexchangelicense"); err != nil {
		return activeUser{}, err
	}
	deleted, err := optionalBool(r, "is deleted", "isdeleted")
	u.deleted = deleted != nil && *deleted
	return u, err
}

// The names of the admin centre's columns. The Japanese ones are guesses.
var (
	productNames  = []string{"product title", "product name", "製品タイトル", "製品名", "製品のタイトル"}
	totalNames    = []string{"total licenses", "total licences", "ライセンスの合計", "ライセンス合計", "合計ライセンス", "合計ライセンス数", "ライセンスの総数"}
	assignedNames = []string{"assigned licenses", "assigned licences", "割り当て済みライセンス", "割り当て済みのライセンス", "割り当てられたライセンス"}
	licenceNames  = []string{"licenses", "licences", "ライセンス"}
	blockedNames  = []string{"block credential", "資格情報のブロック", "資格情報をブロックする", "サインインのブロック"}
)

// decodeAdminUser decodes a row of the admin centre's list of users. licences are product names: nil where the list does not say, empty where it says
// that there are none, in which case the account's plans are read, and none.
func decodeAdminUser(r record) (u inventory.User, licences []string, err error) {
	u = inventory.User{
		ID:  strings.ToLower(textIn(r, "object id", "objectid", "オブジェクト id")),
		UPN: textIn(r, "user principal name", "ユーザー プリンシパル名", "ユーザープリンシパル名"), DisplayName: textIn(r, "display name", "表示名"),
		GivenName: textIn(r, "first name", "名"), Surname: textIn(r, "last name", "姓"), JobTitle: textIn(r, "title", "役職"),
		Department: textIn(r, "department", "部署"),
	}
	if u.ID == "" && u.UPN == "" {
		return inventory.User{}, nil, errors.New("neither Object Id nor User principal name is filled in")
	}
	if strings.Contains(strings.ToUpper(u.UPN), "#EXT#") {
		u.UserType = "Guest"
	}
	blocked, err := optionalBool(r, blockedNames...)
	if err != nil {
		return inventory.User{}, nil, err
	}
	if blocked != nil {
		enabled := !*blocked
		u.AccountEnabled = &enabled
	}
	switch text := textIn(r, slices.Concat(licenceNames, []string{"license assignment details"})...); strings.ToLower(text) {
	case "":
	case "unlicensed", "ライセンスなし", "ライセンスがありません", "ライセンス未割り当て":
		u.PlansRead, licences = true, []string{}
	default:
		for _, name := range strings.Split(text, "+") {
			if name = strings.TrimSpace(name); name != "" {
				licences = append(licences, name)
			}
		}
	}
	return u, licences, nil
}

// softDeleted reports whether a row of the admin centre's list is of a deleted user, which is in the same columns as the others.
func softDeleted(r record) bool {
	return textIn(r, "soft deletion time stamp", "論理的な削除のタイムスタンプ") != ""
}

// enabledUnits finds the seats in the ways in which PowerShell writes an object as text, such as @{Enabled=25; Suspended=0}.
var enabledUnits = regexp.MustCompile(`(?i)\benabled"?\s*[=:]\s*(\d+)`)

// decodeLicenceTable decodes a row of the admin centre's licences or of Get-MgSubscribedSku. The admin centre knows products by name alone: the name is
// the part number then and the id is empty.
func decodeLicenceTable(r record) (inventory.SKU, error) {
	s := inventory.SKU{ID: strings.ToLower(textIn(r, "skuid")), PartNumber: textIn(r, "skupartnumber"), CapabilityStatus: textIn(r, "capabilitystatus")}
	if s.PartNumber == "" {
		s.PartNumber = textIn(r, productNames...)
	}
	if s.ID == "" && s.PartNumber == "" {
		return inventory.SKU{}, errors.New("neither an id nor a name of a product is filled in")
	}
	if units := enabledUnits.FindStringSubmatch(textIn(r, "prepaidunits")); units != nil {
		s.Enabled, _ = strconv.Atoi(units[1]) // digits; what is too long for a number stays 0
	}
	for _, seats := range []struct {
		what  string
		names []string
		to    *int
	}{
		{"total licences", slices.Concat([]string{"enabled", "prepaidunits.enabled"}, totalNames), &s.Enabled},
		{"assigned licences", slices.Concat([]string{"consumedunits"}, assignedNames), &s.Consumed},
	} {
		text := textIn(r, seats.names...)
		if text == "" {
			continue
		}
		n, err := countOf(text)
		if err != nil {
			return inventory.SKU{}, fmt.Errorf("%s of %q: %w", seats.what, s.PartNumber, err)
		}
		*seats.to = n
	}
	return s, nil
}

// traceRow is what a row of a message trace adds to a sender's count. A message has a row a recipient, and in extended traces one an event: messageID,
// the same in every kind of trace that holds one, lets it count once. Messages is 0 for a row that stands for no message of a sender here.
type traceRow struct {
	messageID string
	inventory.MessageCount
}

// decodeMessageTrace decodes a row of a message trace: of Get-MessageTrace and its V2, of Graph, of the enhanced and extended files and of the admin
// centre's summary. Mail from outside counts nothing. Of an extended trace only the row counts in which a message came in by SMTP, since it is the one
// that has the client's address, and mail that Outlook or Graph sent is none of ours. First and Last are zero where the date does not tell day from month.
func decodeMessageTrace(r record) (traceRow, error) {
	id := textIn(r, "network_message_id", "messagetraceid", "message trace id", "networkmessageid", "message_id", "messageid", "message id")
	t := traceRow{messageID: strings.ToLower(strings.Trim(id, "<>"))}
	t.Address = strings.ToLower(textIn(r, "senderaddress", "sender_address", "sender address", "sender"))
	t.IP = textIn(r, "fromip", "from ip", "original_client_ip", "client_ip")
	name := ""
	for _, candidate := range []string{"received", "receiveddatetime", "origin_timestamp_utc", "origin_timestamp", "date_time_utc", "date_time", "date"} {
		if _, ok := r[candidate]; ok {
			name = candidate
			break
		}
	}
	at, err := dateOf(textIn(r, name))
	if err != nil {
		return traceRow{}, fmt.Errorf("%s %w", name, err)
	}
	t.First, t.Last = at, at
	switch strings.ToLower(textIn(r, "directionality")) {
	case "1", "inbound", "incoming":
		return t, nil
	}
	if event := textIn(r, "event_id"); event != "" {
		if !strings.EqualFold(event, "RECEIVE") || !strings.EqualFold(textIn(r, "source"), "SMTP") {
			return t, nil
		}
	}
	if strings.Contains(t.Address, "@") { // a bounce has no sender
		t.Messages = 1
	}
	return t, nil
}

// textIn gives the first of some cells that holds a text.
func textIn(r record, names ...string) string {
	for _, name := range names {
		if text := strings.TrimSpace(r[name].text); text != "" && name != "" { // a table may have a column without a name
			return text
		}
	}
	return ""
}

// optionalBool reads the first of some cells that a record has; nil where it has none or is empty.
func optionalBool(r record, names ...string) (*bool, error) {
	for _, name := range names {
		c, ok := r[name]
		if !ok {
			continue
		}
		yes := false
		switch text := strings.TrimSpace(c.text); strings.ToLower(text) {
		case "":
			if len(c.list) > 0 {
				return nil, fmt.Errorf("%s is a list where True or False is expected", name)
			}
			return nil, nil
		case "true", "1", "yes", "はい":
			yes = true
		case "false", "0", "no", "いいえ":
		default:
			return nil, fmt.Errorf("%s %q is neither True nor False", name, text)
		}
		return &yes, nil
	}
	return nil, nil
}

// listIn reads a list, or the text that one was joined to. It is nil where the record has none and where PowerShell wrote the name of the list's type in
// its place.
func listIn(r record, name string) []string {
	c, ok := r[name]
	if !ok {
		return nil
	}
	parts := c.list
	if parts == nil {
		parts = []string{c.text}
	}
	list := []string{}
	for _, part := range parts {
		if strings.HasPrefix(part, "System.") || strings.HasPrefix(part, "Microsoft.Exchange.") || strings.HasPrefix(part, "Deserialized.") {
			return nil
		}
		list = append(list, strings.FieldsFunc(part, func(c rune) bool { return strings.ContainsRune(";,{}", c) || unicode.IsSpace(c) })...)
	}
	return list
}

// thousands are numbers whose digits stand in groups of three.
var thousands = regexp.MustCompile(`^\d{1,3}(?:[,. '\x{a0}\x{202f}]\d{3})+$`)

// countOf reads a whole number, with or without marks between its thousands.
func countOf(text string) (int, error) {
	digits := text
	if thousands.MatchString(text) {
		digits = strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c
			}
			return -1
		}, text)
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is no count", text)
	}
	return n, nil
}

// percentOf reads a share in percent. Behind its sign the older report gives the count of messages, which is not read.
func percentOf(text string) (float64, error) {
	number, _, _ := strings.Cut(strings.ReplaceAll(text, "％", "%"), "%")
	percent, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(number), ",", ".", 1), 64)
	if err != nil || !(percent >= 0 && percent <= 100) {
		return 0, fmt.Errorf("%q is no share in percent", text)
	}
	return percent, nil
}

// A date's parts: the year first, or last behind day and month in an order that the text may not tell.
var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)$`)
	yearLast  = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(.*)$`)
	dotNet    = regexp.MustCompile(`^\\?/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?/$`) // ConvertTo-Json of Windows PowerShell, in milliseconds
)

// dateOf reads a date or a moment in the forms that exports write, to UTC; one without a zone is taken for UTC, which the reports are in. It is zero for
// an empty text, and for one that can be read with the day or the month first: those are never swapped in silence.
func dateOf(text string) (time.Time, error) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return time.Time{}, nil
	}
	if m := dotNet.FindStringSubmatch(text); m != nil {
		if ms, err := strconv.ParseInt(m[1], 10, 64); err == nil {
			return moment(time.UnixMilli(ms))
		}
	}
	date, clock := "", ""
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		date, clock = m[1]+"-"+m[2]+"-"+m[3], m[4]
	} else if m := yearLast.FindStringSubmatch(text); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[3])
		clock = m[5]
		switch {
		case m[2] == "." || first > 12 || first == second: // with dots the day is first everywhere
			date = m[4] + "-" + m[3] + "-" + m[1]
		case second > 12:
			date = m[4] + "-" + m[1] + "-" + m[3]
		default:
			return time.Time{}, nil
		}
	}
	clock = strings.TrimLeft(clock, " ,T")
	if date != "" {
		for _, layout := range []string{"", "15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "15:04:05Z07:00", "15:04:05 Z07:00", "15:04:05 -07:00", "15:04Z07:00"} {
			if at, err := time.Parse(strings.TrimSpace("2006-1-2 "+layout), strings.TrimSpace(date+" "+clock)); err == nil {
				return moment(at)
			}
		}
	}
	for _, layout := range []string{"Jan 2, 2006", "Jan 2, 2006 3:04 PM", "Jan 2, 2006 3:04:05 PM", "January 2, 2006", "Mon, 02 Jan 2006 15:04:05 MST"} {
		if at, err := time.Parse(layout, text); err == nil {
			return moment(at)
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date", text)
}
