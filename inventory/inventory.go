package inventory

import (
	"encoding/json"
	"time"
)

// Schema is the value of the field "schema" in inventory.json. Fields are only ever added under one schema.
const Schema = "unbasic/inventory/1"

// Inventory is inventory.json: what a tenant's evidence says at one moment. Times are UTC and written in
// RFC 3339 with whole seconds. Lists are sorted, so equal evidence gives equal bytes. What is not known is
// null or the word "unknown".
type Inventory struct {
	Schema string    `json:"schema"`
	Tool   Tool      `json:"tool"`
	Tenant Tenant    `json:"tenant"`
	AsOf   time.Time `json:"asOf"`
	// Window is the span of sign-in time that was asked for; Coverage says what of it was read.
	Window   Window     `json:"window"`
	Coverage []Coverage `json:"coverage"`
	// NotRead names sources that this inventory did not ask for, and what stays unknown without them.
	NotRead []NotRead `json:"notRead"`
	// Records accounts for every sign-in row that was read.
	Records Records `json:"records"`
	// Evidence lists the files that this inventory was made from.
	Evidence []EvidenceFile `json:"evidence"`
	// Exchange is null where no settings of Exchange were read.
	Exchange *ExchangeSettings `json:"exchange"`
	Licenses []License         `json:"licenses"`
	Senders  []Sender          `json:"senders"`
}

// Tool is the program that made a file.
type Tool struct {
	Version string `json:"version"`
}

// Tenant is one Microsoft 365 organisation. Fields are empty where only exported files were read.
type Tenant struct {
	ID            Optional `json:"id"`
	Name          Optional `json:"name"`
	DefaultDomain Optional `json:"defaultDomain"`
	Cloud         Optional `json:"cloud"`
}

// Optional is a string that is null in JSON when it is empty: not known is not the same as blank.
type Optional string

// MarshalJSON writes null for an empty value.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(o))
}

// Window is a span of time, both ends included.
type Window struct {
	Since time.Time `json:"since"`
	Until time.Time `json:"until"`
}

// CoverageStatus says how much of a source was read.
type CoverageStatus string

// The statuses of the contract. Only CoverageComplete means that nothing is missing.
const (
	CoverageComplete     CoverageStatus = "complete"
	CoveragePartial      CoverageStatus = "partial"
	CoverageMissing      CoverageStatus = "missing"
	CoverageNotLicensed  CoverageStatus = "not-licensed"
	CoverageNotPermitted CoverageStatus = "not-permitted"
	CoverageNotAvailable CoverageStatus = "not-available"
)

// The sources that this version reads, as they are named in Coverage.
const (
	SourceSignIns      = "graph.signIns"
	SourceUsers        = "graph.users"
	SourceSKUs         = "graph.subscribedSkus"
	SourceOrganization = "graph.organization"
	SourceFileSignIns  = "file.signIns"

	SourceDomains           = "graph.domains"
	SourceDeletedUsers      = "graph.deletedUsers"
	SourceGroups            = "graph.groups"
	SourceEmailAppUsage     = "graph.emailAppUsage"
	SourceMailboxUsage      = "graph.mailboxUsage"
	SourceEmailActivity     = "graph.emailActivity"
	SourceMailboxPurpose    = "graph.mailboxPurpose"
	SourceConditionalAccess = "graph.conditionalAccess"
	SourceSecurityDefaults  = "graph.securityDefaults"
	SourceMFARegistration   = "graph.mfaRegistration"
	SourceMailPermissions   = "graph.mailPermissions"
	SourceMessageTraces     = "graph.messageTraces"

	// Sign-ins that were counted where the logs lie.
	SourceLogAnalytics = "logAnalytics.signIns"
	SourceHunting      = "hunting.signIns"

	// Exported files, by what they tell of.
	SourceSMTPReport     = "exchange.smtpAuthReport"
	SourceTransport      = "exchange.transportConfig"
	SourceMailboxes      = "exchange.mailboxes"
	SourceAuthPolicies   = "exchange.authenticationPolicies"
	SourceExchangeConfig = "exchange.organizationConfig"
	SourceConnectors     = "exchange.inboundConnectors"
	SourceMessageTrace   = "exchange.messageTrace"
	SourceExchangeExport = "exchange.export"
	SourceAuditLog       = "file.auditLog"
	SourceFileUsers      = "file.users"
	SourceFileLicenses   = "file.licenses"
	SourceFileUsage      = "file.usageReports"
	SourceFileUnread     = "file.unread"
)

// Coverage is one source, or one part of it: what was asked for, what was read, what is missing and why.
type Coverage struct {
	Source string `json:"source"`
	// Part is the event type of sign-ins, the file's name of an import, or empty.
	Part string `json:"part"`
	// Since and Until are the span that was asked for (imports: the span found in the file); null where time means nothing.
	Since   *time.Time     `json:"since"`
	Until   *time.Time     `json:"until"`
	Status  CoverageStatus `json:"status"`
	Records int            `json:"records"`
	// Reason says why a source is not complete and what to do about it; empty when it is.
	Reason string `json:"reason"`
	// Gaps are the spans between Since and Until that were not read, oldest first.
	Gaps []Window `json:"gaps,omitempty"`
	// Note says in what way a source was read that was not read as usual, be it complete or not.
	Note string `json:"note,omitempty"`
}

// NotRead is a source that was not asked for.
type NotRead struct {
	Source string `json:"source"`
	// Effect is what the inventory can't say without it; Text is its sentence in English.
	Effect string `json:"effect"`
	Text   string `json:"text"`
}

// Records accounts for sign-in rows: Read = Duplicates + OutsideWindow + Modern + OtherProtocols + Counted + Excluded. Rows that
// could not be decoded are Unreadable and not part of Read.
type Records struct {
	Read int `json:"read"`
	// Duplicates were served more than once (same id).
	Duplicates    int `json:"duplicates"`
	OutsideWindow int `json:"outsideWindow"`
	// Modern rows are of client apps that do not use Basic authentication.
	Modern int `json:"modern"`
	// OtherProtocols rows are legacy rows (IMAP, POP, …) of accounts that show no SMTP at all.
	OtherProtocols int `json:"otherProtocols"`
	// Counted rows are behind the senders' figures, Excluded rows were put aside as guessing.
	Counted    int `json:"counted"`
	Excluded   int `json:"excluded"`
	Unreadable int `json:"unreadable"`
}

// EvidenceFile is one file that the inventory was made from.
type EvidenceFile struct {
	Snapshot string `json:"snapshot"`
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Bytes    int64  `json:"bytes"`
	Records  int    `json:"records"`
}

// License is one subscription of the tenant (Graph's subscribedSku).
type License struct {
	SKUID         string   `json:"skuId"`
	SKUPartNumber string   `json:"skuPartNumber"`
	Name          Optional `json:"name"`
	// MailboxPlan is the Exchange Online mailbox plan that the subscription carries; null if it carries none.
	MailboxPlan Optional `json:"mailboxPlan"`
	// Status is Graph's capabilityStatus: Enabled, Warning, Suspended, Deleted, LockedOut.
	Status Optional `json:"status"`
	// Enabled and Consumed are seats.
	Enabled  int `json:"enabled"`
	Consumed int `json:"consumed"`
}

// Verdict is what the evidence says of a sender or of one of its clients.
type Verdict string

// The verdicts of the contract.
const (
	VerdictActive     Verdict = "active"
	VerdictBroken     Verdict = "broken"
	VerdictSuspected  Verdict = "suspected"
	VerdictSuspicious Verdict = "suspicious"
	VerdictNoise      Verdict = "noise"
	VerdictIdle       Verdict = "idle"
	VerdictModern     Verdict = "modern"
)

// Kind is what a sender probably is.
type Kind string

// The kinds of the contract.
const (
	KindPerson      Kind = "person"
	KindDevice      Kind = "device"
	KindApplication Kind = "application"
	KindUnknown     Kind = "unknown"
)

// Mailbox is the type of mailbox behind a sender.
type Mailbox string

// The mailbox types of the contract.
const (
	MailboxUser      Mailbox = "user"
	MailboxShared    Mailbox = "shared"
	MailboxRoom      Mailbox = "room"
	MailboxEquipment Mailbox = "equipment"
	MailboxNone      Mailbox = "none"
	MailboxUnknown   Mailbox = "unknown"
)

// Auth is how a sender authenticates.
type Auth string

// The ways to authenticate of the contract.
const (
	AuthBasic   Auth = "basic"
	AuthOAuth   Auth = "oauth"
	AuthMixed   Auth = "mixed"
	AuthUnknown Auth = "unknown"
)

// Protocol is the mail protocol of a sign-in, in the contract's words.
type Protocol string

// The protocols of the contract.
const (
	ProtocolSMTP         Protocol = "smtp"
	ProtocolIMAP         Protocol = "imap"
	ProtocolPOP          Protocol = "pop"
	ProtocolActiveSync   Protocol = "activesync"
	ProtocolEWS          Protocol = "ews"
	ProtocolAutodiscover Protocol = "autodiscover"
	ProtocolMAPI         Protocol = "mapi"
	ProtocolOAB          Protocol = "oab"
	ProtocolPowerShell   Protocol = "powershell"
	ProtocolReporting    Protocol = "reporting"
	ProtocolOther        Protocol = "other"
)

// SwitchState is one layer of the SMTP AUTH switch. Inherit occurs for a mailbox only.
type SwitchState string

// The switch states of the contract.
const (
	SwitchEnabled  SwitchState = "enabled"
	SwitchDisabled SwitchState = "disabled"
	SwitchInherit  SwitchState = "inherit"
	SwitchUnknown  SwitchState = "unknown"
)

// SMTPAuth is the SMTP AUTH switch of a sender, layer by layer. It closes Basic and OAuth alike.
type SMTPAuth struct {
	Organization SwitchState `json:"organization"`
	Mailbox      SwitchState `json:"mailbox"`
	Effective    SwitchState `json:"effective"`
}

// LicenseState says whether the account behind a sender may have an Exchange Online mailbox.
type LicenseState string

// The licence states of the contract.
const (
	LicenseLicensed        LicenseState = "licensed"
	LicenseGrace           LicenseState = "grace"
	LicenseSuspended       LicenseState = "suspended"
	LicensePlanOff         LicenseState = "plan-off"
	LicenseNoMailboxPlan   LicenseState = "no-mailbox-plan"
	LicenseAssignmentError LicenseState = "assignment-error"
	LicenseUnlicensed      LicenseState = "unlicensed"
	LicenseGuest           LicenseState = "guest"
	LicenseDeleted         LicenseState = "deleted"
	LicenseNotFound        LicenseState = "not-found"
	LicenseUnknown         LicenseState = "unknown"
)

// Finding is what an auditor makes of a licence state.
type Finding string

// The findings of the contract.
const (
	FindingOK        Finding = "ok"
	FindingReview    Finding = "review"
	FindingViolation Finding = "violation"
)

// SenderLicense is the licence state of a sender. Rule is the id of the rule that said so (see [PhraseOf]) and
// Text its sentence in English. SKUs are part numbers, or ids where the tenant's subscriptions were not read.
type SenderLicense struct {
	State   LicenseState      `json:"state"`
	Finding Finding           `json:"finding"`
	Rule    string            `json:"rule"`
	Text    string            `json:"text"`
	Args    map[string]string `json:"args,omitempty"`
	SKUs    []string          `json:"skus"`
}

// Reason is one rule that spoke, in English, with the values in its sentence, so that another language can be
// written from Rule and Args (see [PhraseOf]).
type Reason struct {
	Rule string            `json:"rule"`
	Text string            `json:"text"`
	Args map[string]string `json:"args,omitempty"`
}

// Messages is how many messages a sender submitted by the best source that counts them. Since and Until are null where it does not say of which days.
type Messages struct {
	// Source is SourceSMTPReport, or SourceMessageTrace, which counts mail that was submitted in other ways too.
	Source string     `json:"source"`
	Count  int        `json:"count"`
	Since  *time.Time `json:"since"`
	Until  *time.Time `json:"until"`
	// LegacyTLSPercent is the share of messages over TLS 1.0 or 1.1; null where it was not told.
	LegacyTLSPercent *float64 `json:"legacyTlsPercent"`
}

// Excluded counts SMTP rows that were put aside and are in no other figure of the sender: Successes, Failures and these are all of them.
type Excluded struct {
	Records int    `json:"records"`
	Reason  string `json:"reason"`
}

// Sender is one account that submits mail with a password, tries to, or is set up so that it could. Its figures count
// SMTP rows only, without those in Excluded; other legacy protocols appear under Clients.
type Sender struct {
	// ID is the account's Graph id, or "upn:" and the name where the log gives none. It survives a rename.
	ID          string   `json:"id"`
	UserID      Optional `json:"userId"`
	UPN         string   `json:"upn"`
	DisplayName Optional `json:"displayName"`
	Department  Optional `json:"department"`
	// AccountEnabled is null where the directory was not read or does not know the account.
	AccountEnabled *bool      `json:"accountEnabled"`
	Mailbox        Mailbox    `json:"mailbox"`
	Kind           Kind       `json:"kind"`
	KindConfidence float64    `json:"kindConfidence"`
	Verdict        Verdict    `json:"verdict"`
	Auth           Auth       `json:"auth"`
	Protocols      []Protocol `json:"protocols"`
	Successes      int        `json:"successes"`
	Failures       int        `json:"failures"`
	// FirstSeen, LastSeen and ActiveDays (UTC days with at least one row) count successes and failures alike.
	FirstSeen  *time.Time `json:"firstSeen"`
	LastSeen   *time.Time `json:"lastSeen"`
	ActiveDays int        `json:"activeDays"`
	// LastSuccess is null when no sign-in succeeded in the window.
	LastSuccess *time.Time `json:"lastSuccess"`
	SMTPAuth    SMTPAuth   `json:"smtpAuth"`
	// AuthPolicy is the authentication policy assigned to the account: null where that was not read, empty for none.
	AuthPolicy *string `json:"authenticationPolicy"`
	// Messages is null where no source counts messages: a sign-in is none.
	Messages *Messages     `json:"messages"`
	License  SenderLicense `json:"license"`
	Clients  []Client      `json:"clients"`
	Excluded Excluded      `json:"excluded"`
	Reasons  []Reason      `json:"reasons"`
}

// Client is one place a sender sends from: protocol, network, user agent and application. A place that signs in with passwords and with tokens
// is two clients, as each has a verdict of its own.
type Client struct {
	// ID is made from the sender and what tells its clients apart, so it does not change between snapshots.
	ID       string   `json:"id"`
	Protocol Protocol `json:"protocol"`
	// IP is the address seen most often, Network its /24 (IPv4) or /64 (IPv6), Addresses how many there were.
	IP        Optional `json:"ip"`
	Network   Optional `json:"network"`
	Addresses int      `json:"addresses"`
	UserAgent Optional `json:"userAgent"`
	App       Optional `json:"app"`
	// Countries are the two-letter codes that the log gave, sorted.
	Countries  []string   `json:"countries"`
	Successes  int        `json:"successes"`
	Failures   int        `json:"failures"`
	FirstSeen  *time.Time `json:"firstSeen"`
	LastSeen   *time.Time `json:"lastSeen"`
	ActiveDays int        `json:"activeDays"`
	Verdict    Verdict    `json:"verdict"`
	// Errors are the Entra error codes of the failures, most frequent first.
	Errors []ClientError `json:"errors"`
}

// ClientError counts one Entra error code at a client.
type ClientError struct {
	Code  int        `json:"code"`
	Class ErrorClass `json:"class"`
	Count int        `json:"count"`
}
