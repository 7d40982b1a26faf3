package export

import (
	"slices"
	"strconv"

	"unbasic/export/words"
	"unbasic/inventory"
)

// licences is the tenant's subscriptions: those that carry a mailbox plan first.
func (b *book) licences() Sheet {
	s := Sheet{
		Key: "licences", Name: b.say(words.SheetLicences), Reader: ReaderAuditor, Purpose: b.say(words.PurposeLicences),
		Columns: []Column{
			b.column("name", words.ColumnSKU, TypeText, WidthWide),
			b.column("skuPartNumber", words.ColumnSKUPart, TypeText, WidthWide),
			b.column("mailboxPlan", words.ColumnMailboxPlan, TypeText, WidthWide),
			b.column("status", words.ColumnStatus, TypeText, WidthMedium),
			b.column("enabled", words.ColumnSeats, TypeNumber, WidthNarrow),
			b.column("consumed", words.ColumnUsed, TypeNumber, WidthNarrow),
			b.column("free", words.ColumnFree, TypeNumber, WidthNarrow),
			b.column("skuId", words.ColumnSKUID, TypeText, WidthWide, codeColumn),
		},
	}
	list := sortedBy(b.inv.Licenses, func(x, y *inventory.License) bool {
		if (x.MailboxPlan == "") != (y.MailboxPlan == "") {
			return x.MailboxPlan != ""
		}
		if x.SKUPartNumber != y.SKUPartNumber {
			return x.SKUPartNumber < y.SKUPartNumber
		}
		return x.SKUID < y.SKUID
	})
	s.Rows = lazily(list, func(at **inventory.License) []Cell {
		l := *at
		name := b.optional(l.Name)
		if l.Name == "" {
			name = b.outside(l.SKUPartNumber)
		}
		mailboxPlan := b.optional(l.MailboxPlan)
		if l.MailboxPlan == "" {
			mailboxPlan = textCell(b.say(words.NoMailboxPlan)).with(ToneMuted)
		}
		free := intCell(int64(l.Enabled) - int64(l.Consumed))
		if l.Consumed > l.Enabled {
			free = free.with(ToneBad)
		}
		return []Cell{
			name, b.outside(l.SKUPartNumber), mailboxPlan, b.coded(words.SubscriptionStatuses, string(l.Status)),
			intCell(int64(l.Enabled)), intCell(int64(l.Consumed)), free, b.outside(l.SKUID),
		}
	})
	return b.finish(s, words.EmptyLicences)
}

// licenceFindings is the auditor's list: every sender whose finding is not OK, violations first.
func (b *book) licenceFindings() Sheet {
	s := Sheet{
		Key: "licence-findings", Name: b.say(words.SheetLicenceFindings), Reader: ReaderAuditor, Purpose: b.say(words.PurposeLicenceFindings), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("department", words.ColumnDepartment, TypeText, WidthMedium),
			b.column("finding", words.ColumnFinding, TypeText, WidthNarrow),
			b.column("licenceState", words.ColumnLicenceState, TypeText, WidthMedium),
			b.column("rule", words.ColumnRule, TypeText, WidthText),
			b.column("skus", words.ColumnSKUs, TypeText, WidthWide),
			b.column("evidence", words.ColumnLicenceEvid, TypeText, WidthWide),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow),
			b.column("lastSuccess", words.ColumnLastSuccess, TypeDateTime, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("mailbox", words.ColumnMailbox, TypeText, WidthNarrow),
			b.column("accountEnabled", words.ColumnEnabled, TypeText, WidthNarrow),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	list := sortedBy(b.inv.Senders, func(x, y *inventory.Sender) bool {
		if rx, ry := words.Findings.Rank(string(x.License.Finding)), words.Findings.Rank(string(y.License.Finding)); rx != ry {
			return rx < ry
		}
		if x.UPN != y.UPN {
			return x.UPN < y.UPN
		}
		return x.ID < y.ID
	})
	list = slices.DeleteFunc(list, func(s *inventory.Sender) bool { return s.License.Finding == inventory.FindingOK })
	s.Rows = lazily(list, func(at **inventory.Sender) []Cell {
		sender := *at
		return []Cell{
			b.outside(sender.UPN), b.optional(sender.DisplayName), b.optional(sender.Department), b.coded(words.Findings, string(sender.License.Finding)),
			b.coded(words.LicenseStates, string(sender.License.State)),
			textCell(b.sentence(sender.License.Rule, sender.License.Text, sender.License.Args)), textCell(b.list(sender.License.SKUs)),
			textCell(b.useEvidence(sender)), intCell(int64(sender.Successes)), timeCell(sender.LastSuccess),
			b.coded(words.Verdicts, string(sender.Verdict)), b.coded(words.Mailboxes, string(sender.Mailbox)), b.yesNo(sender.AccountEnabled), b.outside(sender.ID),
		}
	})
	if len(b.inv.Senders) == 0 {
		return b.finish(s, words.EmptyLicenceFindingsNoSenders)
	}
	return b.finish(s, words.EmptyLicenceFindings)
}

// useEvidence says in one line what shows that a sender sends.
func (b *book) useEvidence(s *inventory.Sender) string {
	switch {
	case s.Successes > 0 && s.LastSuccess != nil:
		return b.say(words.LicenceEvidence, "successes", strconv.Itoa(s.Successes), "last", b.stamp(*s.LastSuccess))
	case s.Successes == 0 && s.Failures == 0:
		return b.say(words.LicenceEvidenceNot)
	}
	return b.say(words.LicenceEvidenceNo)
}
