package inventory

import (
	"slices"
	"strings"
	"time"
)

// Use is what a report says of one account's use of SMTP AUTH. A report knows no sign-in, so it can make an account suspected and no more.
// Times are UTC.
type Use struct {
	// Source is SourceSMTPReport, SourceEmailAppUsage or SourceAuditLog; Part tells its files apart, of which several may speak of the same messages.
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
	// IP and UserAgent are those of an audit record, and IP of a report that has one; empty elsewhere.
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
	// Part tells the files of traces apart, of which several may hold the same messages.
	Part        string
	Address, IP string
	Messages    int
	First, Last time.Time
}

// And adds what another count of the same sender and address says.
func (c MessageCount) And(o MessageCount) MessageCount {
	o.Messages += c.Messages
	o.First, o.Last = earlier(c.First, o.First), later(c.Last, o.Last)
	return o
}

// And adds what another row of the same report says of the same account.
func (u Use) And(o Use) Use {
	switch {
	case u.Messages < 0:
		u.Messages = o.Messages
	case o.Messages > 0:
		u.Messages += o.Messages
	}
	u.LegacyTLS = max(u.LegacyTLS, o.LegacyTLS)
	u.Since, u.Until, u.Last = earlier(u.Since, o.Since), later(u.Until, o.Until), later(u.Last, o.Last)
	return u
}

// earlier gives the earlier of two times, of which a zero one is not known.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// sorted gives the settings with their lists in order, each entry once.
func (e *ExchangeSettings) sorted() *ExchangeSettings {
	if e == nil {
		return nil
	}
	c := *e
	c.Policies, c.Connectors = slices.Clone(e.Policies), slices.Clone(e.Connectors)
	slices.SortStableFunc(c.Policies, func(a, b AuthPolicy) int { return strings.Compare(a.Name, b.Name) })
	c.Policies = slices.CompactFunc(c.Policies, func(a, b AuthPolicy) bool { return a.Name == b.Name })
	slices.SortStableFunc(c.Connectors, func(a, b Connector) int { return strings.Compare(a.Name, b.Name) })
	c.Connectors = slices.CompactFunc(c.Connectors, func(a, b Connector) bool { return a.Name == b.Name })
	return &c
}
