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
	Schema string `json:"schema"`
	Tool   Tool   `json:"tool"`
	// Policy is the policy.yaml, or its defaults, whose kinds and prices are in here.
	Policy PolicyDigest `json:"policy"`
	Tenant Tenant       `json:"tenant"`
	AsOf   time.Time    `json:"asOf"`
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
	// Protection is what of Entra's policies would stop Basic.
	Protection Protection `json:"protection"`
	Licenses   []License  `json:"licenses"`
	Seats      Seats      `json:"seats"`
	// Guessing are the origins whose rows were put aside, those that tried most accounts first.
	Guessing Guessing `json:"guessing"`
	// Applications are those that may send mail with a token already; null where their permissions were not read.
	Applications []Application `json:"applications"`
	Senders      []Sender      `json:"senders"`
}

// Tool is the program that made a file.
type Tool struct {
	Version string `json:"version"`
}

// PolicyDigest names a policy.yaml by its sum; null where no policy was asked.
type PolicyDigest struct {
	SHA256 Optional `json:"sha256"`
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
	SourceSubscriptions     = "graph.subscriptions"
	SourceEmailAppUsage     = "graph.emailAppUsage"
	SourceMailboxUsage      = "graph.mailboxUsage"
	SourceEmailActivity     = "graph.emailActivity"
	SourceMailboxPurpose    = "graph.mailboxPurpose"
	SourceConditionalAccess = "graph.conditionalAccess"
	SourcePolicyMembers     = "graph.policyMembers"
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
	// Flawed says that something else is missing from it than Gaps, and nobody knows from when: a table of the engine, or records that could not be decoded.
	Flawed bool `json:"flawed,omitempty"`
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
	// Enabled and Consumed are seats. Free are those that can be assigned now: Enabled without Consumed, none where the subscription is not in force.
	Enabled  int `json:"enabled"`
	Consumed int `json:"consumed"`
	Free     int `json:"free"`
	// Warning, Suspended and LockedOut are seats of subscriptions that ran out, in that order of time.
	Warning   int `json:"warning"`
	Suspended int `json:"suspended"`
	LockedOut int `json:"lockedOut"`
	// NextChange is when the first purchase in this status changes it by itself (the end of its term or of its grace period); null where that was not read.
	NextChange *time.Time `json:"nextChange"`
	// Price is what one seat costs a month by policy.yaml, in the policy's own currency; null where it gives none.
	Price *float64 `json:"price"`
}

// Seats counts what it takes to cure the violations among the senders.
type Seats struct {
	// Violations are senders whose finding is a violation. Each of them has one cure.
	Violations int `json:"violations"`
	// Cures counts the violations by what cures them.
	Cures map[CureAction]int `json:"cures"`
	// Needed are the seats that these cures take: those of CureAssign, and of CureRepair where an assignment failed for want of a seat. Free are the seats
	// that an account can be given a mailbox by, before any cure; Missing are those of Needed for which none is left. Null where the subscriptions were not read.
	Needed  int  `json:"needed"`
	Free    *int `json:"free"`
	Missing *int `json:"missing"`
	// Cost is a month's price of the missing seats, each of the owned subscription that costs least by policy.yaml; null where a price of them is not
	// known, or nothing is missing.
	Cost *float64 `json:"cost"`
}

// CureAction is what repairs a licence finding.
type CureAction string

// What repairs a licence finding.
const (
	// CureAssign: give the account a licence with a mailbox plan.
	CureAssign CureAction = "assign-licence"
	// CureEnablePlan: switch the mailbox plan on in a licence that the account has.
	CureEnablePlan CureAction = "enable-plan"
	// CureRepair: clear the error of the assignment.
	CureRepair CureAction = "repair-assignment"
	// CureRenew: renew the subscription, or give a licence of another.
	CureRenew CureAction = "renew-subscription"
	// CureLeave: a machine or a shared mailbox that sends needs no mailbox of its own: let it send in another way (relay, HVE, a third-party service).
	CureLeave CureAction = "leave-mailbox"
	// CureInvestigate: nobody can say yet what the account is.
	CureInvestigate CureAction = "investigate"
)

// Cure is how one sender's licence finding is repaired.
type Cure struct {
	Action CureAction `json:"action"`
	// SKU is the part number of the subscription to act on: the one of the licence that is to be repaired, or the one that gives a seat at least cost, with
	// a free seat before one to be bought. Null where no licence is the cure, or none of the tenant's subscriptions has one to give.
	SKU Optional `json:"sku"`
	// FreeSeat says that SKU has a free seat left for this sender, after those that come before it.
	FreeSeat bool `json:"freeSeat"`
	// Price is that of the seat that the cure takes, by policy.yaml; null where it takes none or no price is given.
	Price *float64 `json:"price"`
	// Rule is the id of the sentence (see [PhraseOf]), Text the sentence in English.
	Rule string            `json:"rule"`
	Text string            `json:"text"`
	Args map[string]string `json:"args,omitempty"`
}

// Protection is what in Entra would stop sign-ins with a password over SMTP.
type Protection struct {
	// SecurityDefaults is null where they were not read.
	SecurityDefaults *bool `json:"securityDefaults"`
	// Policies are the Conditional Access policies that would stop Basic for somebody, by name; null where policies were not read.
	Policies []AccessPolicy `json:"policies"`
}

// AccessPolicy is a Conditional Access policy that Basic can't satisfy.
type AccessPolicy struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// State is Graph's: enabled, or enabledForReportingButNotEnforced, which stops nobody yet.
	State string `json:"state"`
	// Controls are what it asks for that Basic can't give: block, mfa, compliantDevice, …
	Controls []string `json:"controls"`
	// Everybody says that it includes all users; Exceptions that it excludes somebody, or is limited to places, platforms or risks.
	Everybody  bool `json:"everybody"`
	Exceptions bool `json:"exceptions"`
}

// Block is something that stops, or would stop, Basic for one sender.
type Block struct {
	// Kind is "conditional-access", "security-defaults" or "authentication-policy".
	Kind string   `json:"kind"`
	ID   Optional `json:"id"`
	Name Optional `json:"name"`
	// InForce is false for a policy in report-only mode: it blocks on the day it is switched on.
	InForce bool `json:"inForce"`
	// Applies is "yes", or "maybe" where that hangs on what was not read (a group's members, a place).
	Applies string            `json:"applies"`
	Rule    string            `json:"rule"`
	Text    string            `json:"text"`
	Args    map[string]string `json:"args,omitempty"`
}

// Guessing is who guesses passwords, over all accounts and protocols.
type Guessing struct {
	// Origins counts all of them; List holds the first ones only, as there may be very many.
	Origins int              `json:"origins"`
	List    []GuessingOrigin `json:"list"`
}

// GuessingOrigin is a network from which somebody guesses passwords.
type GuessingOrigin struct {
	// Network is the address's /24 or /64; Addresses how many of it were seen.
	Network   string   `json:"network"`
	Addresses int      `json:"addresses"`
	Countries []string `json:"countries"`
	ASNs      []int    `json:"asns"`
	// Accounts were tried from there, of which Nonexistent do not exist and Entered were entered, or had their password known.
	Accounts    int        `json:"accounts"`
	Nonexistent int        `json:"nonexistent"`
	Entered     int        `json:"entered"`
	Failures    int        `json:"failures"`
	Successes   int        `json:"successes"`
	FirstSeen   *time.Time `json:"firstSeen"`
	LastSeen    *time.Time `json:"lastSeen"`
	// Rule is the rule by which it is guessing (see [PhraseOf]).
	Rule string            `json:"rule"`
	Text string            `json:"text"`
	Args map[string]string `json:"args,omitempty"`
}

// Application is an application that holds a permission to send mail with a token.
type Application struct {
	// ID is the object id of the enterprise application (service principal), which is what Exchange asks for; AppID is the application's.
	ID    string   `json:"id"`
	AppID Optional `json:"appId"`
	Name  Optional `json:"name"`
	// Enabled is null where it was not read.
	Enabled *bool `json:"enabled"`
	// Own says that it is registered in this tenant; null where that was not read.
	Own *bool `json:"own"`
	// Permissions are such as "SMTP.SendAsApp" or "Mail.Send".
	Permissions []AppPermission `json:"permissions"`
	// Secrets are its passwords and certificates, the first to expire first; empty where it has none or they were not read.
	Secrets []AppSecret `json:"secrets"`
	// NextExpiry is the end of the last secret that still works: after it the application can't sign in. Null without one.
	NextExpiry *time.Time `json:"nextExpiry"`
	// Findings are the rules that spoke, what needs doing first.
	Findings []Reason `json:"findings"`
}

// The types of permissions: for every mailbox with nobody signed in, or for whoever is signed in.
const (
	PermissionApplication = "application"
	PermissionDelegated   = "delegated"
)

// AppPermission is one permission to send.
type AppPermission struct {
	// Value is its name; Resource the API that grants it.
	Value    string `json:"value"`
	Resource string `json:"resource"`
	// Type is PermissionApplication or PermissionDelegated.
	Type string `json:"type"`
	// Everybody says that a delegated permission was consented to for all users.
	Everybody bool `json:"everybody"`
}

// AppSecret is a password or certificate of an application. Its value is nowhere.
type AppSecret struct {
	// Type is "secret" or "certificate".
	Type    string     `json:"type"`
	Name    Optional   `json:"name"`
	Expires *time.Time `json:"expires"`
	// Expired is true before AsOf.
	Expired bool `json:"expired"`
}

// Governance is what an auditor asks of an account that sends. Null is not read.
type Governance struct {
	// MFARegistered is whether a second factor is registered; Admin whether the account holds an administrator's role.
	MFARegistered *bool `json:"mfaRegistered"`
	Admin         *bool `json:"admin"`
	// ModernSignIns are sign-ins of the account with modern programs, besides what it sends; LastModern is the last successful one. Null where such
	// rows were not read.
	ModernSignIns *int       `json:"modernSignIns"`
	LastModern    *time.Time `json:"lastModern"`
	// PasswordChanged is when the password was last set; PasswordDays its age in whole days at AsOf.
	PasswordChanged *time.Time `json:"passwordChanged"`
	PasswordDays    *int       `json:"passwordDays"`
	// PasswordNeverExpires is true where the account is exempt from its domain's password age.
	PasswordNeverExpires *bool      `json:"passwordNeverExpires"`
	Created              *time.Time `json:"created"`
	// Synchronised is whether the account comes from an on-premises directory.
	Synchronised *bool `json:"synchronised"`
	// Stale is true where the account shows no successful sign-in of any kind in the window although it is enabled.
	Stale *bool `json:"stale"`
	// Findings are the rules that spoke, what needs doing first.
	Findings []Reason `json:"findings"`
}

// Rhythm is when a client signs in. Hours and weekdays are UTC.
type Rhythm struct {
	// Period is "continuous" (around the clock), "daily", "workdays", "weekly", "monthly", "irregular", or "unknown" for too few rows to say.
	Period string `json:"period"`
	// EveryMinutes is the usual distance of sign-ins of a client that works around the clock; EveryDays that of its days. Null where neither is regular.
	EveryMinutes *int `json:"everyMinutes"`
	EveryDays    *int `json:"everyDays"`
	// LongestDays is the greatest distance of two of its days in a row, without days that nobody read: how long it was silent and came back. Null where it was seen on
	// one day only.
	LongestDays *int `json:"longestDays"`
	// Hours are those with at least a fiftieth of the rows.
	Hours []int `json:"hours"`
	// Weekdays are 0 for Sunday to 6 for Saturday.
	Weekdays []int `json:"weekdays"`
}

// LicensePath is one way in which a licence reached an account.
type LicensePath struct {
	SKU string `json:"sku"`
	// MailboxPlan says that the subscription carries a mailbox plan, and PlanOff that this assignment switches it off.
	MailboxPlan bool `json:"mailboxPlan"`
	PlanOff     bool `json:"planOff"`
	// Direct is false for a licence that comes through a group, whose id and name follow; the name is null where it was not read.
	Direct    bool     `json:"direct"`
	GroupID   Optional `json:"groupId"`
	GroupName Optional `json:"groupName"`
	// State and Error are Graph's words; null where only the list of assigned licences was read.
	State Optional `json:"state"`
	Error Optional `json:"error"`
	// Changed is when Graph last worked on the assignment.
	Changed *time.Time `json:"changed"`
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
	// Policy is the authentication policy that is in force for the account, its own or the organisation's default; null where none is, or not read.
	Policy Optional `json:"policy"`
	// PolicyFrom is "account", "organization", "none" or "unknown".
	PolicyFrom string `json:"policyFrom"`
	// PolicyBasic is whether that policy lets Basic through over SMTP: enabled where no policy is in force.
	PolicyBasic SwitchState `json:"policyBasic"`
	// Basic is what all layers say together: whether Basic over SMTP works for this account now.
	Basic SwitchState `json:"basic"`
	// Blocks are what besides the switch stops Basic, or would.
	Blocks []Block `json:"blocks"`
	// Now is the rule that says why Basic is on or off now; Milestone what the change of default at the end of December 2026 does here.
	Now       Reason `json:"now"`
	Milestone Reason `json:"milestone"`
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
	// Paths are the ways in which licences reached the account, and what is wrong with each.
	Paths []LicensePath `json:"paths"`
	// Ends is when the state ends by itself: the end of the grace period, or of the time for which data are kept; null where it does not or was not read.
	Ends *time.Time `json:"ends"`
	// Cure is null where the finding is ok.
	Cure *Cure `json:"cure"`
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
	// Networks counts where they came from; Origins are the first of these, most rows first.
	Networks int              `json:"networks"`
	Origins  []ExcludedOrigin `json:"origins"`
	// Rules says by which rules they were put aside, and how many by each.
	Rules []Reason `json:"rules"`
}

// ExcludedOrigin is one network whose rows were put aside from a sender.
type ExcludedOrigin struct {
	Network   string        `json:"network"`
	Countries []string      `json:"countries"`
	Records   int           `json:"records"`
	FirstSeen *time.Time    `json:"firstSeen"`
	LastSeen  *time.Time    `json:"lastSeen"`
	Errors    []ClientError `json:"errors"`
	// Accounts are how many the network tried in all.
	Accounts int    `json:"accounts"`
	Rule     string `json:"rule"`
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
	// Stopped says that it used to sign in and was silent for longer than its rhythm explains when the window ended.
	Stopped  bool     `json:"stopped"`
	SMTPAuth SMTPAuth `json:"smtpAuth"`
	// AuthPolicy is the authentication policy assigned to the account: null where that was not read, empty for none.
	AuthPolicy *string `json:"authenticationPolicy"`
	// Messages is null where no source counts messages: a sign-in is none.
	Messages   *Messages     `json:"messages"`
	License    SenderLicense `json:"license"`
	Governance Governance    `json:"governance"`
	Clients    []Client      `json:"clients"`
	Excluded   Excluded      `json:"excluded"`
	Reasons    []Reason      `json:"reasons"`
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
	// Countries are the two-letter codes that the log gave, sorted; ASNs the numbers of the providers' autonomous systems.
	Countries []string `json:"countries"`
	ASNs      []int    `json:"asns"`
	// Probable says that the rows name no protocol and that it is probably SMTP.
	Probable bool `json:"probable"`
	// Auth is AuthOAuth for sign-ins with a token, else AuthBasic.
	Auth       Auth       `json:"auth"`
	Successes  int        `json:"successes"`
	Failures   int        `json:"failures"`
	FirstSeen  *time.Time `json:"firstSeen"`
	LastSeen   *time.Time `json:"lastSeen"`
	ActiveDays int        `json:"activeDays"`
	// LastSuccess is null when no sign-in succeeded in the window.
	LastSuccess *time.Time `json:"lastSuccess"`
	Rhythm      Rhythm     `json:"rhythm"`
	// Stopped says that the client was silent for longer than its rhythm explains when the window ended.
	Stopped bool    `json:"stopped"`
	Verdict Verdict `json:"verdict"`
	// Rule is the rule behind the verdict (see [PhraseOf]).
	Rule string `json:"rule"`
	// Errors are the Entra error codes of the failures, most frequent first.
	Errors []ClientError `json:"errors"`
}

// ClientError counts one Entra error code at a client.
type ClientError struct {
	Code  int        `json:"code"`
	Class ErrorClass `json:"class"`
	Count int        `json:"count"`
}
