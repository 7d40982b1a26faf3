package files

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"unbasic/inventory"
	"unbasic/inventory/files/clixml"
	"unbasic/inventory/files/table"
)

// Format says what a file's records are. It is kept in the manifest of the evidence. How they are written (JSON, a table, CLIXML) is told anew from
// their beginning when they are read.
type Format string

// The formats. Those of Exchange, the admin centres and the usage reports are in exchange.go.
const (
	// GraphSignIns is sign-ins in the names of Graph or the portal's JSON.
	GraphSignIns Format = "graph-sign-ins"
	// PortalCSV is the Entra portal's sign-in file, interactive or non-interactive.
	PortalCSV Format = "portal-sign-ins-csv"
	// DiagnosticSignIns is what diagnostic settings write to a storage account or an event hub.
	DiagnosticSignIns Format = "diagnostic-sign-ins"
	// LogAnalyticsSignIns is rows of the tables SigninLogs and AADNonInteractiveUserSignInLogs.
	LogAnalyticsSignIns Format = "log-analytics-sign-ins"
	// HuntingSignIns is rows of advanced hunting's EntraIdSignInEvents.
	HuntingSignIns Format = "hunting-sign-ins"
	// SignInGroups is rows that Log Analytics or advanced hunting counted with a query of inventory/kql.
	SignInGroups Format = "sign-in-groups"
	// AuditLog is Microsoft Purview's unified audit log.
	AuditLog Format = "unified-audit-log"
	// GraphUsers, GraphSKUs and GraphOrganization are Graph's JSON.
	GraphUsers        Format = "graph-users"
	GraphSKUs         Format = "graph-subscribed-skus"
	GraphOrganization Format = "graph-organization"
	// GraphDeletedUsers is as GraphUsers. GraphMailboxPurposes is the answers of a batch, one a line, each with the account's id.
	GraphDeletedUsers    Format = "graph-deleted-users"
	GraphMailboxPurposes Format = "graph-mailbox-purposes"
	// GraphGroups is the answers of a batch too. GraphSubscriptions is Graph's companySubscriptions.
	GraphGroups        Format = "graph-groups"
	GraphSubscriptions Format = "graph-subscriptions"
	// ExchangeSummary is what the script of ExchangeScript says of its own run.
	ExchangeSummary Format = "exchange-export-summary"
	// EmailAppUsageCSV, MailboxUsageCSV and EmailActivityCSV are usage reports.
	EmailAppUsageCSV Format = "email-app-usage-csv"
	MailboxUsageCSV  Format = "mailbox-usage-csv"
	EmailActivityCSV Format = "email-activity-csv"

	// MessageTraceCounts is messages by sender and address, one a line, which a collection counts: traces name recipients and subjects.
	MessageTraceCounts Format = "message-trace-counts"

	// GraphConditionalAccess, GraphSecurityDefaults and GraphMFARegistration are Graph's JSON. Two parts of GraphMailPermissions are answers of a batch; its parts are lists of five kinds.
	GraphConditionalAccess Format = "graph-conditional-access-policies"
	GraphSecurityDefaults  Format = "graph-security-defaults"
	GraphMFARegistration   Format = "graph-mfa-registration"
	GraphMailPermissions   Format = "graph-mail-permissions"
	// GraphPolicyMembers is a group a line, with the ids of all who are in it, which a collection joins from pages.
	GraphPolicyMembers Format = "graph-policy-members"

	// These are kept for the auditor and for later use; no verdict rests on them yet. They hold one record a line as served.
	GraphDomains    Format = "graph-domains"
	GraphAppSignIns Format = "graph-service-principal-sign-ins"
)

// keptOnly are the formats that Load passes over.
var keptOnly = []Format{GraphDomains, GraphAppSignIns}

// sourceOf are the words of coverage for what an imported file tells of.
var sourceOf = map[Format]string{
	GraphSignIns: inventory.SourceFileSignIns, PortalCSV: inventory.SourceFileSignIns, DiagnosticSignIns: inventory.SourceFileSignIns,
	LogAnalyticsSignIns: inventory.SourceFileSignIns, HuntingSignIns: inventory.SourceFileSignIns, SignInGroups: inventory.SourceFileSignIns,
	AuditLog: inventory.SourceAuditLog, GraphUsers: inventory.SourceFileUsers, AdminUserTable: inventory.SourceFileUsers,
	ActiveUserTable: inventory.SourceFileUsage, GraphSKUs: inventory.SourceFileLicenses, LicenceTable: inventory.SourceFileLicenses,
	EmailAppUsageCSV: inventory.SourceFileUsage, MailboxUsageCSV: inventory.SourceFileUsage, EmailActivityCSV: inventory.SourceFileUsage,
	TransportConfigTable: inventory.SourceTransport, MailboxTable: inventory.SourceMailboxes, AuthPolicyTable: inventory.SourceAuthPolicies,
	OrganizationConfigTable: inventory.SourceExchangeConfig, ConnectorTable: inventory.SourceConnectors,
	SMTPReportTable: inventory.SourceSMTPReport, MessageTraceTable: inventory.SourceMessageTrace, ExchangeSummary: inventory.SourceExchangeExport,
	GraphConditionalAccess: inventory.SourceConditionalAccess, GraphSecurityDefaults: inventory.SourceSecurityDefaults,
	GraphMFARegistration: inventory.SourceMFARegistration,
}

// Source is the word of coverage for what an imported file of this format tells of.
func (f Format) Source() string { return sourceOf[f] }

// known reports whether this version reads a format.
func (f Format) known() bool {
	return sourceOf[f] != "" || f == GraphOrganization || f == GraphDeletedUsers || f == GraphMailboxPurposes || f == MessageTraceCounts ||
		f == GraphGroups || f == GraphSubscriptions || f == GraphMailPermissions || f == GraphPolicyMembers
}

// holdsSignIns reports whether a format's rows are sign-ins, one by one or counted.
func (f Format) holdsSignIns() bool { return sourceOf[f] == inventory.SourceFileSignIns }

var (
	// ErrUnknown is wrapped by the error for a file that is none of the formats. The error says what it seems to be.
	ErrUnknown = errors.New("not a file that this version reads")
	// ErrNotWanted is wrapped by the error for a file that was recognised and holds nothing of use here. The error says what to bring in its place.
	ErrNotWanted = errors.New("left aside")
)

// nextStep is said for every file that is not known.
const nextStep = "bring the sign-in log as JSON or CSV from the Entra portal (Monitoring, Sign-in logs, Download), or one of the other files that unbasic import --help lists"

// peekSize is how much of a file is looked at: more than any header line or first record seen.
const peekSize = 256 << 10

// textOf gives a file as UTF-8, and whether it is JSON, as an empty one is: a list of nothing.
func textOf(r io.Reader) (text io.Reader, isJSON bool, err error) {
	utf8, _, err := table.Text(r)
	if err != nil {
		return nil, false, err
	}
	head, rest, err := peekAt(utf8, 4096)
	if err != nil {
		return nil, false, err
	}
	if answerBegins.Match(head) {
		return newAnswer(rest), true, nil
	}
	head = bytes.TrimSpace(head)
	return rest, len(head) == 0 || head[0] == '{' || head[0] == '[', nil
}

// peekAt gives the beginning of a text, and the text with it.
func peekAt(r io.Reader, n int) ([]byte, io.Reader, error) {
	b := bufio.NewReaderSize(r, max(n, 64<<10))
	head, err := b.Peek(n)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, err
	}
	return head, b, nil
}

// Recognise tells the format of a file from its beginning. The error wraps ErrUnknown or ErrNotWanted, or is the reader's.
func Recognise(r io.Reader) (Format, error) {
	utf8, _, err := table.Text(r)
	if err != nil {
		return "", err
	}
	head := make([]byte, peekSize)
	n, err := io.ReadFull(utf8, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	head = head[:n]
	text := bytes.TrimSpace(head)
	lower := bytes.ToLower(text[:min(len(text), 512)])
	switch {
	case len(text) == 0:
		return unknown("the file is empty")
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return unknown("the file is an Office document: save its sheet as CSV UTF-8")
	case bytes.HasPrefix(text, []byte("%PDF")):
		return unknown("the file is a PDF document")
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		return unknown("the file is a web page")
	case bytes.HasPrefix(text, []byte(summaryBegins)):
		return ExchangeSummary, nil
	case clixml.Is(text):
		return recogniseCLIXML(text)
	case bytes.HasPrefix(lower, []byte("<?xml")), text[0] == '<':
		return unknown("the file is XML and none of PowerShell's Export-Clixml")
	case bytes.IndexByte(text[:min(len(text), 4096)], 0) >= 0:
		return unknown("the file is binary")
	case text[0] == '{' || text[0] == '[':
		return recogniseJSON(text)
	}
	return recogniseTable(text)
}

func unknown(what string) (Format, error) {
	return "", fmt.Errorf("%s: %w: %s", what, ErrUnknown, nextStep)
}

func notWanted(what, bring string) (Format, error) {
	return "", fmt.Errorf("%s: %w: bring %s", what, ErrNotWanted, bring)
}

// names are the columns or fields of a file, as nameOf spells them.
type names []string

func (n names) has(all ...string) bool {
	for _, name := range all {
		if !slices.Contains(n, name) {
			return false
		}
	}
	return true
}

func (n names) any(some ...string) bool {
	return slices.ContainsFunc(some, func(name string) bool { return slices.Contains(n, name) })
}

// known tells a format by names, wherever they stand.
func (n names) known() (Format, error) {
	switch {
	case n.has("rows", "first", "last", "hours", "clientappused"):
		return SignInGroups, nil
	case n.has("operationname", "properties"):
		return DiagnosticSignIns, nil
	case n.any("accountupn", "accountobjectid") && n.has("clientappused", "errorcode"):
		return HuntingSignIns, nil
	case n.any("timegenerated", "createddatetime") && n.has("clientappused") && n.any("resulttype", "status_string", "status_dynamic"):
		return LogAnalyticsSignIns, nil
	case n.has("auditdata") && n.any("creationdate", "creationtime"), n.has("creationtime", "workload", "operation"):
		return AuditLog, nil
	case n.any("serviceprincipalid", "service principal id") && n.any("serviceprincipalname", "service principal name") &&
		!n.any("username", "userprincipalname", "user id", "userid"):
		return notWanted("the file holds sign-ins of applications, not of users", "the file of user sign-ins, interactive and non-interactive")
	case n.any("request id", "requestid") && n.any("authentication method", "authentication methods", "認証方法"):
		return notWanted("the file is the AuthDetails companion of a sign-in file", "the file beside it without AuthDetails in its name")
	case n.has("activitydatetime"), n.has("activity", "category") && n.any("target1displayname", "initiatedbyuserprincipalname", "actor type"):
		return notWanted("the file is the directory's audit log", "the sign-in log")
	}
	return "", nil
}

// recogniseJSON looks at the names in the first record, as far as it was peeked at. Names are compared without case, as they are when a
// record is decoded: PowerShell writes them in capitals.
func recogniseJSON(text []byte) (Format, error) {
	if answerBegins.Match(text) {
		first, err := bufio.NewReader(newAnswer(bytes.NewReader(text))).ReadBytes('\n')
		if err != nil {
			return unknown("the file is an answer of Log Analytics without rows")
		}
		text = first
	}
	found, err := firstRecord(json.NewDecoder(bytes.NewReader(text)))
	var n names
	for name := range found {
		n = append(n, name)
	}
	switch {
	case errors.Is(err, io.EOF):
		return GraphSignIns, nil // lists of nothing, which a quiet tenant's export is
	case err != nil && len(n) == 0:
		return unknown("the file begins like JSON and is none")
	}
	if format, err := n.known(); format != "" || err != nil {
		return format, err
	}
	if format, ok := entraFormat(n); ok {
		return format, nil
	}
	switch {
	case n.has("createddatetime") && n.any("clientappused", "appdisplayname", "ipaddress") && n.any("status", "clientappused"):
		return GraphSignIns, nil
	case n.has("skupartnumber", "skuid"):
		if n.any("serviceplans") {
			return GraphSKUs, nil
		}
	case n.has("userprincipalname") && n.any("assignedlicenses", "assignedplans", "accountenabled", "mailnickname", "usertype") && n.has("id"):
		return GraphUsers, nil
	}
	if format, ok := tableFormat(n); ok {
		return format, nil
	}
	return unknown("the JSON holds no records that are known (no createdDateTime beside clientAppUsed, as sign-ins have)")
}

func recogniseCLIXML(text []byte) (Format, error) {
	for object, err := range clixml.Objects(bytes.NewReader(text)) {
		if err != nil {
			break
		}
		var n names
		for name := range object.Fields {
			n = append(n, nameOf(name))
		}
		if format, ok := tableFormat(n); ok {
			return format, nil
		}
		return unknown("the CLIXML holds objects that are not known (" + strings.Join(object.Types[:min(len(object.Types), 1)], "") + ")")
	}
	return unknown("the CLIXML holds no object")
}

// neededColumns are the portal's columns without which no verdict is possible, by the fields that hold them.
var neededColumns = []struct {
	field signInField
	name  string
}{
	{fieldTime, "Date (UTC)"}, {fieldID, "Request ID"}, {fieldUPN, "Username"}, {fieldClientApp, "Client app"}, {fieldIP, "IP address"}, {fieldStatus, "Status"},
}

func recogniseTable(text []byte) (Format, error) {
	reader, err := table.NewReader(bytes.NewReader(text))
	if err != nil {
		return unknown("the file is neither JSON nor a table")
	}
	header := reader.Header()
	var n names
	for _, name := range header {
		n = append(n, columnName(name))
	}
	if format, err := n.known(); format != "" || err != nil {
		return format, err
	}
	have := map[signInField]bool{}
	for _, field := range columnsOf(header) {
		have[field] = true
	}
	var missing []string
	for _, column := range neededColumns {
		if !have[column.field] {
			missing = append(missing, strconv.Quote(column.name))
		}
	}
	lacks := func() (Format, error) {
		return unknown("the table lacks the columns " + strings.Join(missing, ", ") + englishOnly)
	}
	switch {
	case len(missing) == 0:
		return PortalCSV, nil
	case n.has("createddatetime", "userprincipalname") && !n.has("clientappused"):
		return notWanted("the table holds sign-ins without the column of the client app, which older portals and scripts leave out: nothing in it tells SMTP from a browser",
			"the sign-in log as the Entra portal downloads it now, or as JSON")
	case have[fieldClientApp] && len(missing) <= 3:
		return lacks()
	}
	if format, ok := tableFormat(n); ok {
		return format, nil
	}
	switch {
	case len(header) < 3:
		return unknown("the file is neither JSON nor a table")
	case len(missing) < len(neededColumns)-1, foreign(header):
		return lacks()
	}
	return unknown("the table has none of the columns of a sign-in file (" + strings.Join(missing, ", ") + ") and is none of the others that are known")
}

// foreign reports whether a header is wide and in no language that is known here, as the portal's is in one of its other languages.
func foreign(header []string) bool {
	other := 0
	for _, name := range header {
		if strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 }) {
			other++
		}
	}
	return len(header) >= 20 || other >= 3
}

// englishOnly is said with missing columns, since the portal translates its headers.
const englishOnly = " (English and Japanese headers are read: set the portal to English and download the file again)"

// firstRecord gives the names of the first record's fields in lower case: of an object, or of the first one in an array or in a list that
// is called "value" or "records". The error is io.EOF where the text ends behind empty lists; with any other, names are what could
// be read.
func firstRecord(d *json.Decoder) (map[string]bool, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		page := token == json.Delim('{')
		if page {
			if names, isPage, err := fieldNames(d); !isPage {
				return names, err
			}
		} else if token != json.Delim('[') {
			return nil, fmt.Errorf("%v is no record", token)
		}
		for d.More() {
			if token, err = d.Token(); err != nil || token != json.Delim('{') {
				return nil, midway(err)
			}
			names, inPage, err := fieldNames(d)
			if !inPage || err != nil || !d.More() {
				return names, err
			}
		}
		_, err = d.Token() // the bracket
		for page && err == nil && d.More() {
			var value json.RawMessage
			if _, err = d.Token(); err == nil {
				err = d.Decode(&value)
			}
		}
		if page && err == nil {
			_, err = d.Token()
		}
		if err != nil {
			return nil, midway(err)
		}
	}
}

// fieldNames reads an object, whose brace was read, up to a list of records in it, if there is one.
func fieldNames(d *json.Decoder) (names map[string]bool, isPage bool, err error) {
	names = map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return names, false, midway(err)
		}
		name := token.(string)
		names[strings.ToLower(name)] = true
		if slices.Contains(listNames, strings.ToLower(name)) {
			if token, err := d.Token(); err != nil || token == json.Delim('[') {
				return names, err == nil, midway(err)
			} else if _, nested := token.(json.Delim); nested {
				return names, false, nil
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return names, false, midway(err)
		}
	}
	_, err = d.Token()
	return names, false, midway(err)
}

// midway turns the end of a file inside a value into an unexpected one.
func midway(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
