package export

import (
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
)

// sendersInOrder sorts by urgency of the verdict, then by name. The list is shared: nobody changes it.
func (b *book) sendersInOrder() []*inventory.Sender { return b.placed().senders }

// senders is every account with the evidence behind its verdict.
func (b *book) senders() Sheet {
	s := Sheet{
		Key: "senders", Name: b.say(words.SheetSenders), Reader: ReaderAdmin, Purpose: b.say(words.PurposeSenders), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("department", words.ColumnDepartment, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium, linkColumn("incidents")),
			b.column("planned", words.ColumnPlanned, TypeText, WidthMedium, linkColumn("plan")),
			b.column("reasons", words.ColumnReasons, TypeText, WidthText),
			b.column("kind", words.ColumnKind, TypeText, WidthMedium),
			b.column("kindConfidence", words.ColumnConfidence, TypePercent, WidthNarrow),
			b.column("auth", words.ColumnAuth, TypeText, WidthNarrow),
			b.column("protocols", words.ColumnProtocols, TypeText, WidthMedium),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow, barColumn),
			b.column("failures", words.ColumnFailures, TypeNumber, WidthNarrow),
			b.column("firstSeen", words.ColumnFirstSeen, TypeDateTime, WidthMedium),
			b.column("lastSeen", words.ColumnLastSeen, TypeDateTime, WidthMedium),
			b.column("activeDays", words.ColumnActiveDays, TypeNumber, WidthNarrow),
			b.column("lastSuccess", words.ColumnLastSuccess, TypeDateTime, WidthMedium),
			b.column("stoppedSince", words.ColumnStoppedSince, TypeDateTime, WidthMedium),
			b.column("rhythm", words.ColumnRhythm, TypeText, WidthMedium, linkColumn("clients")),
			b.column("messages", words.ColumnMessages, TypeNumber, WidthNarrow),
			b.column("messagesFrom", words.ColumnMessagesFrom, TypeText, WidthMedium),
			b.column("legacyTLS", words.ColumnLegacyTLS, TypePercent, WidthNarrow),
			b.column("clients", words.ColumnClients, TypeNumber, WidthNarrow),
			b.column("accountEnabled", words.ColumnEnabled, TypeText, WidthNarrow),
			b.column("mailbox", words.ColumnMailbox, TypeText, WidthNarrow),
			b.column("switchOrganization", words.ColumnSwitchOrg, TypeText, WidthNarrow),
			b.column("switchMailbox", words.ColumnSwitchMailbox, TypeText, WidthNarrow),
			b.column("switchEffective", words.ColumnSwitch, TypeText, WidthNarrow),
			b.column("basic", words.ColumnBasic, TypeText, WidthNarrow),
			b.column("basicWhy", words.ColumnBasicWhy, TypeText, WidthText),
			b.column("basicLater", words.ColumnBasicLater, TypeText, WidthText),
			b.column("blocks", words.ColumnBlocks, TypeText, WidthText),
			b.column("authPolicy", words.ColumnAuthPolicy, TypeText, WidthMedium),
			b.column("policyBasic", words.ColumnPolicyBasic, TypeText, WidthNarrow),
			b.column("licenceState", words.ColumnLicenceState, TypeText, WidthMedium),
			b.column("finding", words.ColumnFinding, TypeText, WidthNarrow, linkColumn("licence-findings")),
			b.column("skus", words.ColumnSKUs, TypeText, WidthWide),
			b.column("governance", words.ColumnGovernFindings, TypeText, WidthMedium, linkColumn("governance")),
			b.column("excluded", words.ColumnExcluded, TypeNumber, WidthNarrow),
			b.column("excludedWhy", words.ColumnReason, TypeText, WidthMedium, linkColumn("excluded")),
			b.column("unplanned", words.ColumnWithoutWave, TypeText, WidthMedium, linkColumn("unplanned")),
			b.column("change", words.ColumnChange, TypeText, WidthNarrow, linkColumn("changes")),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	more := b.findMore()
	s.Rows = lazily(b.sendersInOrder(), func(at **inventory.Sender) []Cell { return b.senderCells(*at, &more) })
	return b.finish(s, b.unlessUnread(words.EmptySenders, words.EmptySendersUnread))
}

func (b *book) senderCells(sender *inventory.Sender, more *morePlaces) []Cell {
	at, auth := b.placeOf(sender.ID), &sender.SMTPAuth
	var stopped, messages, source, legacy, rhythm Cell
	if sender.Stopped {
		stopped = timeCell(sender.LastSeen).with(ToneWarn)
	}
	if m := sender.Messages; m != nil {
		messages, source = intCell(int64(m.Count)), textCell(b.messagesSource(m))
		if m.LegacyTLSPercent != nil {
			legacy = floatCell(*m.LegacyTLSPercent / 100)
			if *m.LegacyTLSPercent > 0 {
				legacy = legacy.with(ToneWarn)
			}
		}
	}
	if busiest, above := busiestOf(sender.Clients); busiest != nil {
		rhythm = textCell(b.rhythm(&busiest.Rhythm)).to(int(at.client) + above)
	}
	return []Cell{
		b.outside(sender.UPN), b.optional(sender.DisplayName), b.optional(sender.Department),
		b.coded(words.Verdicts, string(sender.Verdict)).to(int(at.incident)), b.plannedCell(sender.ID),
		textCell(b.reasons(sender)), b.coded(words.Kinds, string(sender.Kind)), floatCell(sender.KindConfidence),
		b.coded(words.Auths, string(sender.Auth)), textCell(b.protocols(sender.Protocols)),
		intCell(int64(sender.Successes)), intCell(int64(sender.Failures)), timeCell(sender.FirstSeen), timeCell(sender.LastSeen),
		intCell(int64(sender.ActiveDays)), timeCell(sender.LastSuccess), stopped, rhythm, messages, source, legacy, intCell(int64(len(sender.Clients))),
		b.yesNo(sender.AccountEnabled), b.coded(words.Mailboxes, string(sender.Mailbox)),
		b.switchState(auth.Organization), b.switchState(auth.Mailbox), b.switchState(auth.Effective),
		b.switchState(auth.Basic), textCell(b.sentence(auth.Now.Rule, auth.Now.Text, auth.Now.Args)),
		textCell(b.sentence(auth.Milestone.Rule, auth.Milestone.Text, auth.Milestone.Args)), b.blocks(auth.Blocks), b.authPolicy(auth), b.switchState(auth.PolicyBasic),
		b.coded(words.LicenseStates, string(sender.License.State)), b.coded(words.Findings, string(sender.License.Finding)).to(int(at.finding)),
		textCell(b.list(sender.License.SKUs)), b.governanceLabels(sender.Governance.Findings).to(int(at.governed)),
		intCell(int64(sender.Excluded.Records)), more.excluded[sender.ID], more.unplanned[sender.ID], more.changes[sender.ID], b.outside(sender.ID),
	}
}

// switchState words one layer of the SMTP AUTH switch. Open or closed is a fact, not a fault, so only unknown has a tone.
func (b *book) switchState(state inventory.SwitchState) Cell {
	if state == "" {
		state = inventory.SwitchUnknown // a file of an older version does not say it
	}
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
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("rule", words.ColumnRule, TypeText, WidthMedium),
			b.column("protocol", words.ColumnProtocol, TypeText, WidthNarrow),
			b.column("ip", words.ColumnIP, TypeText, WidthMedium, codeColumn),
			b.column("network", words.ColumnNetwork, TypeText, WidthMedium, codeColumn),
			b.column("addresses", words.ColumnAddresses, TypeNumber, WidthNarrow),
			b.column("countries", words.ColumnCountries, TypeText, WidthNarrow),
			b.column("systems", words.ColumnSystems, TypeText, WidthNarrow),
			b.column("userAgent", words.ColumnUserAgent, TypeText, WidthWide),
			b.column("app", words.ColumnApp, TypeText, WidthWide),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow, barColumn),
			b.column("failures", words.ColumnFailures, TypeNumber, WidthNarrow),
			b.column("errors", words.ColumnErrors, TypeText, WidthWide),
			b.column("firstSeen", words.ColumnFirstSeen, TypeDateTime, WidthMedium),
			b.column("lastSeen", words.ColumnLastSeen, TypeDateTime, WidthMedium),
			b.column("activeDays", words.ColumnActiveDays, TypeNumber, WidthNarrow),
			b.column("period", words.ColumnPeriod, TypeText, WidthMedium),
			b.column("every", words.ColumnEvery, TypeText, WidthNarrow),
			b.column("hours", words.ColumnHours, TypeText, WidthNarrow),
			b.column("weekdays", words.ColumnWeekdays, TypeText, WidthNarrow),
			b.column("stoppedSince", words.ColumnStoppedSince, TypeDateTime, WidthMedium),
			b.column("probable", words.ColumnProbable, TypeText, WidthNarrow),
			b.column("clientId", words.ColumnClientID, TypeText, WidthMedium, hiddenColumn, codeColumn),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	type row struct {
		sender *inventory.Sender
		client *inventory.Client
	}
	var rows []row
	for _, sender := range b.sendersInOrder() {
		for _, c := range busiestFirst(sender.Clients) {
			rows = append(rows, row{sender, c})
		}
	}
	s.Rows = lazily(rows, func(r *row) []Cell { return b.clientCells(r.sender, r.client) })
	return b.finish(s, b.unlessUnread(words.EmptyClients, words.EmptyClientsUnread))
}

func (b *book) clientCells(sender *inventory.Sender, c *inventory.Client) []Cell {
	var stopped, probable Cell
	if c.Stopped {
		stopped = timeCell(c.LastSeen).with(ToneWarn)
	}
	if c.Probable {
		probable = textCell(b.say(words.ProbableYes)).with(ToneInfo)
	}
	return []Cell{
		b.senderCell(sender), b.coded(words.Verdicts, string(c.Verdict)), textCell(b.label(words.ClientRules, c.Rule)), textCell(b.label(words.Protocols, string(c.Protocol))),
		b.optional(c.IP), b.optional(c.Network), intCell(int64(c.Addresses)), textCell(b.list(c.Countries)), textCell(b.systems(c.ASNs)),
		b.outside(string(c.UserAgent)), b.outside(string(c.App)), intCell(int64(c.Successes)), intCell(int64(c.Failures)), textCell(b.errors(c.Errors)),
		timeCell(c.FirstSeen), timeCell(c.LastSeen), intCell(int64(c.ActiveDays)),
		b.period(&c.Rhythm), textCell(b.every(&c.Rhythm)), textCell(b.hoursOfDay(c.Rhythm.Hours)), textCell(b.weekdays(c.Rhythm.Weekdays)), stopped, probable,
		b.outside(c.ID), b.outside(sender.ID),
	}
}

// busiestOf gives the client that sends most, and how many of its sender's stand above it in their sheet. Others speak for a sender that shows no SMTP.
func busiestOf(clients []inventory.Client) (busiest *inventory.Client, above int) {
	list := busiestFirst(clients)
	for i, c := range list {
		if c.Protocol == inventory.ProtocolSMTP {
			return c, i
		}
	}
	if len(list) == 0 {
		return nil, 0
	}
	return list[0], 0
}

// busiestFirst are clients in the order of their sheet.
func busiestFirst(clients []inventory.Client) []*inventory.Client {
	return sortedBy(clients, func(x, y *inventory.Client) bool {
		if rx, ry := x.Successes+x.Failures, y.Successes+y.Failures; rx != ry {
			return rx > ry
		}
		return x.ID < y.ID
	})
}

func (b *book) errors(list []inventory.ClientError) string {
	lines := make([]string, len(list))
	for i, e := range list {
		lines[i] = b.say(words.ErrorCount, "code", strconv.Itoa(e.Code), "count", strconv.Itoa(e.Count), "class", b.label(words.ErrorClasses, string(e.Class)))
	}
	return strings.Join(lines, "\n")
}
