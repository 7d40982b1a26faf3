package export

import (
	"cmp"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan/calendar"
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
			b.column("needed", words.ColumnNeeded, TypeNumber, WidthNarrow),
			b.column("missing", words.ColumnSeatsMissing, TypeNumber, WidthNarrow, barColumn),
			b.column("warning", words.ColumnInWarning, TypeNumber, WidthNarrow),
			b.column("suspended", words.ColumnInSuspended, TypeNumber, WidthNarrow),
			b.column("lockedOut", words.ColumnInLockedOut, TypeNumber, WidthNarrow),
			b.column("nextChange", words.ColumnNextChange, TypeDate, WidthMedium),
			b.column("price", words.ColumnPrice, TypeAmount, WidthNarrow),
			b.column("cost", words.ColumnCost, TypeAmount, WidthNarrow),
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
	demand, rest := b.seatsBySubscription(list)
	s.Notes = b.seatNotes(len(list), rest)
	s.Rows = lazily(list, func(at **inventory.License) []Cell { return b.licenceCells(*at, demand) })
	return b.finish(s, words.EmptyLicences)
}

func (b *book) licenceCells(l *inventory.License, demand map[*inventory.License]seats) []Cell {
	name := b.optional(l.Name)
	if l.Name == "" {
		name = b.outside(l.SKUPartNumber)
	}
	mailboxPlan := b.optional(l.MailboxPlan)
	if l.MailboxPlan == "" {
		mailboxPlan = textCell(b.say(words.NoMailboxPlan)).with(ToneMuted)
	}
	used := intCell(int64(l.Consumed))
	if l.Consumed > l.Enabled {
		used = used.with(ToneBad)
	}
	var needed, missing, cost, nextChange Cell
	if b.seatsCounted() {
		needed = intCell(int64(demand[l].needed))
	}
	if b.inv.Seats.Missing != nil {
		n := demand[l].missing
		missing = intCell(int64(n))
		if n > 0 {
			missing = missing.with(ToneBad)
			if l.Price != nil {
				cost = floatCell(*l.Price * float64(n))
			}
		}
	}
	if l.NextChange != nil {
		nextChange = dayCell(calendar.DayOf(l.NextChange.UTC()))
	}
	return []Cell{
		name, b.outside(l.SKUPartNumber), mailboxPlan, b.coded(words.SubscriptionStatuses, string(l.Status)),
		intCell(int64(l.Enabled)), used, intCell(int64(l.Free)), needed, missing,
		count(l.Warning, ToneWarn), count(l.Suspended, ToneBad), count(l.LockedOut, ToneBad), nextChange, priceCell(l.Price), cost, b.outside(l.SKUID),
	}
}

// seats are those that cures of violations take: needed in all, and missing of these.
type seats struct{ needed, missing int }

func (s *seats) add(cure *inventory.Cure) {
	s.needed++
	if !cure.FreeSeat {
		s.missing++
	}
}

// seatDemand is what is left when seats have been counted by subscription.
type seatDemand struct {
	// nowhere are of no subscription in the list; reviews of findings that are no violations.
	nowhere, reviews seats
}

// seatsBySubscription counts the seats that the cures of violations take, each once: by the subscription that the cure names, as inventory.Seats counts them
// in total.
func (b *book) seatsBySubscription(list []*inventory.License) (map[*inventory.License]seats, seatDemand) {
	byName := make(map[string]*inventory.License, len(list))
	for _, l := range list {
		if byName[l.SKUPartNumber] == nil {
			byName[l.SKUPartNumber] = l
		}
	}
	demand, rest := map[*inventory.License]seats{}, seatDemand{}
	for _, s := range b.placed().findings {
		cure := s.License.Cure
		if cure == nil || !cure.TakesSeat() {
			continue
		}
		l := byName[string(cure.SKU)]
		switch {
		case s.License.Finding != inventory.FindingViolation:
			rest.reviews.add(cure)
		case l == nil || cure.SKU == "":
			rest.nowhere.add(cure)
		default:
			of := demand[l]
			of.add(cure)
			demand[l] = of
		}
	}
	return demand, rest
}

// seatsCounted reports whether the inventory says how many seats its violations take: one of an older version does not.
func (b *book) seatsCounted() bool { return b.inv.Seats.Cures != nil }

// seatNotes are the totals.
func (b *book) seatNotes(subscriptions int, rest seatDemand) []string {
	notes := []string{}
	if subscriptions > 0 {
		notes = append(notes, b.say(words.NotePrices))
	}
	if !b.seatsCounted() {
		if len(b.inv.Senders) > 0 {
			notes = append(notes, b.say(words.NoteSeatsUncounted))
		}
		return notes
	}
	if n := rest.nowhere; n.needed > 0 {
		missing := b.say(words.AboutUnknown)
		if b.inv.Seats.Missing != nil {
			missing = grouped(n.missing)
		}
		notes = append(notes, b.say(words.NoteSeatsNowhere, "needed", grouped(n.needed), "missing", missing))
	}
	if n := rest.reviews.needed; n > 0 {
		notes = append(notes, b.say(words.NoteSeatsReview, "seats", grouped(n)))
	}
	known := func(n *int) string {
		if n == nil {
			return b.say(words.AboutUnknown)
		}
		return grouped(*n)
	}
	total := b.inv.Seats
	cost := b.say(words.AboutUnknown)
	switch {
	case total.Cost != nil:
		cost = hours(*total.Cost)
	case total.Missing != nil && *total.Missing == 0:
		cost = "0"
	}
	return append(notes, b.say(words.NoteSeats,
		"violations", grouped(total.Violations), "needed", grouped(total.Needed), "free", known(total.Free), "missing", known(total.Missing), "cost", cost))
}

// licenceFindings is the auditor's list: every sender whose finding is not OK, violations first.
func (b *book) licenceFindings() Sheet {
	s := Sheet{
		Key: "licence-findings", Name: b.say(words.SheetLicenceFindings), Reader: ReaderAuditor, Purpose: b.say(words.PurposeLicenceFindings), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("department", words.ColumnDepartment, TypeText, WidthMedium),
			b.column("finding", words.ColumnFinding, TypeText, WidthNarrow),
			b.column("licenceState", words.ColumnLicenceState, TypeText, WidthMedium),
			b.column("rule", words.ColumnRule, TypeText, WidthText),
			b.column("cure", words.ColumnCure, TypeText, WidthMedium),
			b.column("cureHow", words.ColumnCureHow, TypeText, WidthText),
			b.column("cureSku", words.ColumnCureSKU, TypeText, WidthMedium),
			b.column("cureSeat", words.ColumnCureSeat, TypeText, WidthNarrow),
			b.column("curePrice", words.ColumnCurePrice, TypeAmount, WidthNarrow),
			b.column("ends", words.ColumnEnds, TypeDate, WidthMedium),
			b.column("planned", words.ColumnPlanned, TypeText, WidthMedium, linkColumn("plan")),
			b.column("skus", words.ColumnSKUs, TypeText, WidthWide),
			b.column("paths", words.ColumnPaths, TypeText, WidthText),
			b.column("evidence", words.ColumnLicenceEvid, TypeText, WidthWide),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow),
			b.column("lastSuccess", words.ColumnLastSuccess, TypeDateTime, WidthMedium),
			b.column("messages", words.ColumnMessageUse, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("mailbox", words.ColumnMailbox, TypeText, WidthNarrow),
			b.column("accountEnabled", words.ColumnEnabled, TypeText, WidthNarrow),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.placed().findings, func(at **inventory.Sender) []Cell { return b.findingCells(*at) })
	if len(b.inv.Senders) == 0 {
		return b.finish(s, words.EmptyLicenceFindingsNoSenders)
	}
	return b.finish(s, words.EmptyLicenceFindings)
}

func (b *book) findingCells(sender *inventory.Sender) []Cell {
	l := &sender.License
	action, how := Cell{}, textCell(b.say(words.CureNotTold)).with(ToneMuted)
	var sku, seat, price, ends, messages Cell
	if cure := l.Cure; cure != nil {
		action, how = textCell(b.label(words.CureActions, string(cure.Action))), textCell(b.sentence(cure.Rule, cure.Text, cure.Args))
		sku, price = b.optional(cure.SKU), priceCell(cure.Price)
		switch {
		case !cure.TakesSeat():
		case cure.FreeSeat:
			seat = textCell(b.say(words.Yes)).with(ToneGood)
		case b.inv.Seats.Missing == nil:
			seat = textCell(b.say(words.NotRead)).with(ToneMuted)
		default:
			seat = textCell(b.say(words.No)).with(ToneBad)
		}
	}
	if l.Ends != nil {
		ends = dayCell(calendar.DayOf(l.Ends.UTC()))
	}
	if m := sender.Messages; m != nil {
		messages = textCell(b.say(words.MessagesEvidence, "messages", grouped(m.Count), "source", b.messagesSource(m)))
	}
	return []Cell{
		b.senderCell(sender), b.optional(sender.DisplayName), b.optional(sender.Department), b.coded(words.Findings, string(l.Finding)),
		b.coded(words.LicenseStates, string(l.State)), textCell(b.sentence(l.Rule, l.Text, l.Args)),
		action, how, sku, seat, price, ends, b.plannedCell(sender.ID), textCell(b.list(l.SKUs)), textCell(b.paths(l.Paths)),
		textCell(b.useEvidence(sender)), intCell(int64(sender.Successes)), timeCell(sender.LastSuccess), messages,
		b.coded(words.Verdicts, string(sender.Verdict)), b.coded(words.Mailboxes, string(sender.Mailbox)), b.yesNo(sender.AccountEnabled), b.outside(sender.ID),
	}
}

// paths are the ways in which licences reached an account, one a line, with what is wrong with each.
func (b *book) paths(list []inventory.LicensePath) string {
	lines := make([]string, len(list))
	for i, p := range list {
		line := b.say(words.PathDirect, "sku", b.visible(p.SKU))
		if !p.Direct {
			line = b.say(words.PathGroup, "sku", b.visible(p.SKU), "group", b.visible(string(cmp.Or(p.GroupName, p.GroupID))))
		}
		parts := []string{line}
		switch {
		case !p.MailboxPlan:
			parts = append(parts, b.say(words.PathNoPlan))
		case p.PlanOff:
			parts = append(parts, b.say(words.PathPlanOff))
		}
		switch state, problem := b.visible(string(p.State)), b.visible(string(p.Error)); {
		case problem != "" && problem != "None":
			parts = append(parts, b.say(words.PathError, "state", state, "error", problem))
		case state != "":
			parts = append(parts, state)
		}
		if p.Changed != nil {
			parts = append(parts, b.say(words.PathChanged, "date", dateOf(p.Changed)))
		}
		lines[i] = strings.Join(parts, b.say(words.ListSeparator))
	}
	return strings.Join(lines, "\n")
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
