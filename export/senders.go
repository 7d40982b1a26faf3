package export

import (
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
)

// sendersInOrder sorts by urgency of the verdict, then by name.
func (b *book) sendersInOrder() []*inventory.Sender {
	return sortedBy(b.inv.Senders, func(x, y *inventory.Sender) bool {
		if rx, ry := words.Verdicts.Rank(string(x.Verdict)), words.Verdicts.Rank(string(y.Verdict)); rx != ry {
			return rx < ry
		}
		if x.UPN != y.UPN {
			return x.UPN < y.UPN
		}
		return x.ID < y.ID
	})
}

// senders is every account with the evidence behind its verdict.
func (b *book) senders() Sheet {
	s := Sheet{
		Key: "senders", Name: b.say(words.SheetSenders), Reader: ReaderAdmin, Purpose: b.say(words.PurposeSenders), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("department", words.ColumnDepartment, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("reasons", words.ColumnReasons, TypeText, WidthText),
			b.column("kind", words.ColumnKind, TypeText, WidthMedium),
			b.column("kindConfidence", words.ColumnConfidence, TypePercent, WidthNarrow),
			b.column("auth", words.ColumnAuth, TypeText, WidthNarrow),
			b.column("protocols", words.ColumnProtocols, TypeText, WidthMedium),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow),
			b.column("failures", words.ColumnFailures, TypeNumber, WidthNarrow),
			b.column("firstSeen", words.ColumnFirstSeen, TypeDateTime, WidthMedium),
			b.column("lastSeen", words.ColumnLastSeen, TypeDateTime, WidthMedium),
			b.column("activeDays", words.ColumnActiveDays, TypeNumber, WidthNarrow),
			b.column("lastSuccess", words.ColumnLastSuccess, TypeDateTime, WidthMedium),
			b.column("clients", words.ColumnClients, TypeNumber, WidthNarrow),
			b.column("accountEnabled", words.ColumnEnabled, TypeText, WidthNarrow),
			b.column("mailbox", words.ColumnMailbox, TypeText, WidthNarrow),
			b.column("switchOrganization", words.ColumnSwitchOrg, TypeText, WidthNarrow),
			b.column("switchMailbox", words.ColumnSwitchMailbox, TypeText, WidthNarrow),
			b.column("switchEffective", words.ColumnSwitch, TypeText, WidthNarrow),
			b.column("licenceState", words.ColumnLicenceState, TypeText, WidthMedium),
			b.column("finding", words.ColumnFinding, TypeText, WidthNarrow),
			b.column("skus", words.ColumnSKUs, TypeText, WidthWide),
			b.column("excluded", words.ColumnExcluded, TypeNumber, WidthNarrow),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.sendersInOrder(), func(at **inventory.Sender) []Cell {
		sender := *at
		return []Cell{
			b.outside(sender.UPN), b.optional(sender.DisplayName), b.optional(sender.Department), b.coded(words.Verdicts, string(sender.Verdict)),
			textCell(b.reasons(sender)), b.coded(words.Kinds, string(sender.Kind)), floatCell(sender.KindConfidence),
			b.coded(words.Auths, string(sender.Auth)), textCell(b.protocols(sender.Protocols)),
			intCell(int64(sender.Successes)), intCell(int64(sender.Failures)), timeCell(sender.FirstSeen), timeCell(sender.LastSeen),
			intCell(int64(sender.ActiveDays)), timeCell(sender.LastSuccess), intCell(int64(len(sender.Clients))),
			b.yesNo(sender.AccountEnabled), b.coded(words.Mailboxes, string(sender.Mailbox)),
			b.switchState(sender.SMTPAuth.Organization), b.switchState(sender.SMTPAuth.Mailbox), b.switchState(sender.SMTPAuth.Effective),
			b.coded(words.LicenseStates, string(sender.License.State)), b.coded(words.Findings, string(sender.License.Finding)),
			textCell(b.list(sender.License.SKUs)), intCell(int64(sender.Excluded.Records)), b.outside(sender.ID),
		}
	})
	return b.finish(s, words.EmptySenders)
}

// switchState words one layer of the SMTP AUTH switch. Open or closed is a fact, not a fault, so only unknown has a tone.
func (b *book) switchState(state inventory.SwitchState) Cell {
	return b.coded(words.Switches, string(state))
}

func (b *book) reasons(sender *inventory.Sender) string {
	lines := make([]string, len(sender.Reasons))
	for i, r := range sender.Reasons {
		lines[i] = b.sentence(r.Rule, r.Text, r.Args)
	}
	return strings.Join(lines, "\n")
}

func (b *book) protocols(protocols []inventory.Protocol) string {
	labels := make([]string, len(protocols))
	for i, p := range protocols {
		labels[i] = b.label(words.Protocols, string(p))
	}
	return strings.Join(labels, b.say(words.ListSeparator))
}

// clients is where each sender connects from, in the order of the senders, the busiest first.
func (b *book) clients() Sheet {
	s := Sheet{
		Key: "clients", Name: b.say(words.SheetClients), Reader: ReaderAdmin, Purpose: b.say(words.PurposeClients), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("protocol", words.ColumnProtocol, TypeText, WidthNarrow),
			b.column("ip", words.ColumnIP, TypeText, WidthMedium, codeColumn),
			b.column("network", words.ColumnNetwork, TypeText, WidthMedium, codeColumn),
			b.column("addresses", words.ColumnAddresses, TypeNumber, WidthNarrow),
			b.column("countries", words.ColumnCountries, TypeText, WidthNarrow),
			b.column("userAgent", words.ColumnUserAgent, TypeText, WidthWide),
			b.column("app", words.ColumnApp, TypeText, WidthWide),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow),
			b.column("failures", words.ColumnFailures, TypeNumber, WidthNarrow),
			b.column("errors", words.ColumnErrors, TypeText, WidthWide),
			b.column("firstSeen", words.ColumnFirstSeen, TypeDateTime, WidthMedium),
			b.column("lastSeen", words.ColumnLastSeen, TypeDateTime, WidthMedium),
			b.column("activeDays", words.ColumnActiveDays, TypeNumber, WidthNarrow),
			b.column("clientId", words.ColumnClientID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	type row struct {
		sender *inventory.Sender
		client *inventory.Client
	}
	var rows []row
	for _, sender := range b.sendersInOrder() {
		for _, c := range sortedBy(sender.Clients, func(x, y *inventory.Client) bool {
			if rx, ry := x.Successes+x.Failures, y.Successes+y.Failures; rx != ry {
				return rx > ry
			}
			return x.ID < y.ID
		}) {
			rows = append(rows, row{sender, c})
		}
	}
	s.Rows = lazily(rows, func(r *row) []Cell {
		c := r.client
		return []Cell{
			b.outside(r.sender.UPN), b.coded(words.Verdicts, string(c.Verdict)), textCell(b.label(words.Protocols, string(c.Protocol))),
			b.optional(c.IP), b.optional(c.Network), intCell(int64(c.Addresses)), textCell(b.list(c.Countries)),
			b.outside(string(c.UserAgent)), b.outside(string(c.App)), intCell(int64(c.Successes)), intCell(int64(c.Failures)), textCell(b.errors(c.Errors)),
			timeCell(c.FirstSeen), timeCell(c.LastSeen), intCell(int64(c.ActiveDays)), b.outside(c.ID),
		}
	})
	return b.finish(s, words.EmptyClients)
}

func (b *book) errors(list []inventory.ClientError) string {
	lines := make([]string, len(list))
	for i, e := range list {
		lines[i] = b.say(words.ErrorCount, "code", strconv.Itoa(e.Code), "count", strconv.Itoa(e.Count), "class", b.label(words.ErrorClasses, string(e.Class)))
	}
	return strings.Join(lines, "\n")
}

// excluded is what was put aside, and the senders of whom nothing else is left.
func (b *book) excluded() Sheet {
	s := Sheet{
		Key: "excluded", Name: b.say(words.SheetExcluded), Reader: ReaderAuditor, Purpose: b.say(words.PurposeExcluded), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("category", words.ColumnCategory, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("rows", words.ColumnExcludedRows, TypeNumber, WidthNarrow),
			b.column("reason", words.ColumnReason, TypeText, WidthWide),
			b.column("why", words.ColumnReasons, TypeText, WidthText),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	var rows []*inventory.Sender
	for _, sender := range b.sendersInOrder() {
		if sender.Verdict == inventory.VerdictNoise || sender.Excluded.Records > 0 {
			rows = append(rows, sender)
		}
	}
	s.Rows = lazily(rows, func(at **inventory.Sender) []Cell {
		sender, category := *at, words.ExcludedPutAside
		if sender.Verdict == inventory.VerdictNoise {
			category = words.ExcludedSender
		}
		return []Cell{
			b.outside(sender.UPN), b.optional(sender.DisplayName), textCell(b.say(category)), b.coded(words.Verdicts, string(sender.Verdict)),
			intCell(int64(sender.Excluded.Records)), textCell(b.label(words.ExcludedReasons, sender.Excluded.Reason)),
			textCell(b.reasons(sender)), b.outside(sender.ID),
		}
	})
	return b.finish(s, words.EmptyExcluded)
}
