package inventory

import "time"

// Use is what a report says of one account's use of SMTP AUTH. A report knows no sign-in, so it can make an account suspected and no more.
// Times are UTC.
type Use struct {
	// Source is SourceSMTPReport, SourceEmailAppUsage or SourceAuditLog; Part the file that said it.
	Source, Part string
	// UserID is empty where the report names its accounts by Address alone. An Exchange report's address is the sender's, which may be another one
	// than the name of the account that signed in (where SendAs is used).
	UserID, Address, DisplayName string
	// Auth is AuthUnknown where the report does not tell Basic from OAuth.
	Auth Auth
	// Messages is how many the report counted; -1 where it does not count.
	Messages int
	// LegacyTLS is the share of messages that came over TLS 1.0 or 1.1, in percent; -1 where the report does not say.
	LegacyTLS float64
	// Denied: the report speaks of this account and says that it did not use SMTP.
	Denied bool
	// Last is the last day or moment of use that the report names; zero where it names none.
	Last time.Time
	// Since and Until are the days that the report speaks of; zero where it does not say.
	Since, Until time.Time
	// IP and UserAgent are those of an audit record; empty in reports.
	IP, UserAgent string
}

// MailboxSetting is one mailbox as Exchange tells of it (Get-CASMailbox, Get-Mailbox, Get-User). What an export does not hold is unknown, which is
// not the same as empty.
type MailboxSetting struct {
	// UserID is ExternalDirectoryObjectId; Address the primary SMTP address or the UPN.
	UserID, Address, DisplayName string
	// SMTP is SwitchInherit where the cell is empty and SwitchUnknown where there is no such column.
	SMTP SwitchState
	// Type is MailboxUnknown where the export does not say.
	Type Mailbox
	// AuthPolicy is the authentication policy assigned to the account. PolicyRead tells "none assigned" from "not exported".
	AuthPolicy string
	PolicyRead bool
}

// AuthPolicy is one Get-AuthenticationPolicy.
type AuthPolicy struct {
	Name string `json:"name"`
	// AllowBasicSMTP is AllowBasicAuthSmtp; null where the export lacks the column.
	AllowBasicSMTP *bool `json:"allowBasicSmtp"`
}

// Connector is one Get-InboundConnector.
type Connector struct {
	Name    string `json:"name"`
	Enabled *bool  `json:"enabled"`
	// Type is OnPremises or Partner.
	Type Optional `json:"type"`
	// SenderIPs and SenderDomains are lists; an export that wrote System.Object[] in their place has null.
	SenderIPs     []string `json:"senderIPAddresses"`
	SenderDomains []string `json:"senderDomains"`
	Certificate   Optional `json:"tlsSenderCertificateName"`
	RequireTLS    *bool    `json:"requireTls"`
}

// ExchangeSettings are the organisation's settings in Exchange that decide about SMTP AUTH. Null is not exported.
type ExchangeSettings struct {
	// SMTPDisabled is Get-TransportConfig's SmtpClientAuthenticationDisabled: the switch that mailboxes inherit.
	SMTPDisabled *bool `json:"smtpClientAuthenticationDisabled"`
	// LegacyTLS is AllowLegacyTLSClients.
	LegacyTLS *bool `json:"allowLegacyTLSClients"`
	// DefaultPolicy is Get-OrganizationConfig's DefaultAuthenticationPolicy: null not exported, empty none.
	DefaultPolicy    *string      `json:"defaultAuthenticationPolicy"`
	RejectDirectSend *bool        `json:"rejectDirectSend"`
	Policies         []AuthPolicy `json:"authenticationPolicies"`
	Connectors       []Connector  `json:"inboundConnectors"`
}

// MessageCount is how many messages a message trace shows of one sender from one address. A trace can't tell Basic from OAuth.
type MessageCount struct {
	Address, IP string
	Messages    int
	First, Last time.Time
}
