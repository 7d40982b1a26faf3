package export

import (
	"cmp"

	"unbasic/export/words"
	"unbasic/inventory"
)

// putAside is one row of Excluded: a network that guesses; rows of a sender from one network; the rest of a sender's; or, with neither, what no
// sender's figures hold.
type putAside struct {
	guessing *inventory.GuessingOrigin
	sender   *inventory.Sender
	origin   *inventory.ExcludedOrigin
	// rows are those of the inventory that are counted here and nowhere else in the sheet; networks how many they came from, where that is known.
	rows, networks int
}

// putAsideRows lists what was put aside so that every row is counted once.
func (b *book) putAsideRows() (list []putAside, ofSenders int) {
	for i := range b.inv.Guessing.List {
		list = append(list, putAside{guessing: &b.inv.Guessing.List[i]})
	}
	for _, s := range b.sendersInOrder() {
		e := &s.Excluded
		if s.Verdict != inventory.VerdictNoise && e.Records == 0 {
			continue
		}
		ofSenders += e.Records
		named, networks := 0, map[string]bool{}
		for i := range e.Origins {
			o := &e.Origins[i]
			named += o.Records
			networks[o.Network] = true
			list = append(list, putAside{sender: s, origin: o, rows: o.Records})
		}
		if rest := e.Records - named; rest != 0 || len(e.Origins) == 0 {
			list = append(list, putAside{sender: s, rows: rest, networks: max(0, e.Networks-len(networks))})
		}
	}
	if others := b.inv.Records.Excluded - ofSenders; others > 0 {
		list = append(list, putAside{rows: others})
	}
	return list, ofSenders
}

// excluded is what was put aside: who guesses, at whom, and by which rule.
func (b *book) excluded() Sheet {
	s := Sheet{
		Key: "excluded", Name: b.say(words.SheetExcluded), Reader: ReaderAuditor, Purpose: b.say(words.PurposeExcluded), Notes: b.caution(),
		Columns: []Column{
			b.column("category", words.ColumnCategory, TypeText, WidthMedium),
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("rows", words.ColumnExcludedRows, TypeNumber, WidthNarrow, barColumn),
			b.column("network", words.ColumnNetwork, TypeText, WidthMedium, codeColumn),
			b.column("countries", words.ColumnCountries, TypeText, WidthNarrow),
			b.column("systems", words.ColumnSystems, TypeText, WidthNarrow),
			b.column("addresses", words.ColumnAddresses, TypeNumber, WidthNarrow),
			b.column("reason", words.ColumnReason, TypeText, WidthMedium),
			b.column("why", words.ColumnReasons, TypeText, WidthText),
			b.column("accounts", words.ColumnAccountsTried, TypeNumber, WidthNarrow),
			b.column("nonexistent", words.ColumnNonexistent, TypeNumber, WidthNarrow),
			b.column("entered", words.ColumnEntered, TypeNumber, WidthNarrow),
			b.column("failures", words.ColumnFailures, TypeNumber, WidthNarrow),
			b.column("successes", words.ColumnSuccesses, TypeNumber, WidthNarrow),
			b.column("errors", words.ColumnErrors, TypeText, WidthWide),
			b.column("firstSeen", words.ColumnFirstSeen, TypeDateTime, WidthMedium),
			b.column("lastSeen", words.ColumnLastSeen, TypeDateTime, WidthMedium),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	list, ofSenders := b.putAsideRows()
	records := b.inv.Records.Excluded
	switch {
	case ofSenders > records:
		s.Notes = append(s.Notes, b.say(words.NoteExcludedDiffers, "records", grouped(records), "senders", grouped(ofSenders)))
	case records > 0:
		s.Notes = append(s.Notes, b.say(words.NoteExcludedSum, "records", grouped(records)))
	}
	if shown := len(b.inv.Guessing.List); b.inv.Guessing.Origins > shown {
		s.Notes = append(s.Notes, b.say(words.NoteOriginsFirst, "shown", grouped(shown), "origins", grouped(b.inv.Guessing.Origins)))
	}
	s.Rows = lazily(list, b.putAsideCells)
	return b.finish(s, b.unlessUnread(words.EmptyExcluded, words.EmptyExcludedUnread))
}

func (b *book) putAsideCells(p *putAside) []Cell {
	rows := intCell(int64(p.rows))
	switch {
	case p.guessing != nil:
		o := p.guessing
		entered := intCell(int64(o.Entered))
		if o.Entered > 0 {
			entered = entered.with(ToneBad)
		}
		return []Cell{
			textCell(b.say(words.ExcludedOriginRow)), {}, {}, {}, {}, b.outside(o.Network), textCell(b.list(o.Countries)), textCell(b.systems(o.ASNs)),
			intCell(int64(o.Addresses)), textCell(b.label(words.GuessRules, o.Rule)), textCell(b.sentence(o.Rule, o.Text, o.Args)),
			intCell(int64(o.Accounts)), intCell(int64(o.Nonexistent)), entered, intCell(int64(o.Failures)), intCell(int64(o.Successes)), {},
			timeCell(o.FirstSeen), timeCell(o.LastSeen), {},
		}
	case p.sender == nil:
		return []Cell{
			textCell(b.say(words.ExcludedOther)), {}, {}, {}, rows, {}, {}, {}, {}, {}, textCell(b.say(words.ExcludedOtherWhy)),
			{}, {}, {}, {}, {}, {}, {}, {}, {},
		}
	}
	sender, category := p.sender, words.ExcludedPutAside
	if sender.Verdict == inventory.VerdictNoise {
		category = words.ExcludedSender
	}
	who := []Cell{textCell(b.say(category)), b.senderCell(sender), b.optional(sender.DisplayName), b.coded(words.Verdicts, string(sender.Verdict)), rows}
	if o := p.origin; o != nil {
		return append(who,
			b.outside(o.Network), textCell(b.list(o.Countries)), Cell{}, Cell{}, textCell(b.label(words.GuessRules, o.Rule)), Cell{},
			intCell(int64(o.Accounts)), Cell{}, Cell{}, Cell{}, Cell{}, textCell(b.errors(o.Errors)), timeCell(o.FirstSeen), timeCell(o.LastSeen), b.outside(sender.ID))
	}
	var network Cell
	if p.networks > 0 {
		network = textCell(b.say(words.ExcludedMore, "networks", grouped(p.networks)))
	}
	return append(who,
		network, Cell{}, Cell{}, Cell{}, textCell(b.label(words.ExcludedReasons, sender.Excluded.Reason)),
		textCell(cmp.Or(b.reasonsOf(sender.Excluded.Rules, ""), b.reasons(sender))),
		Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, b.outside(sender.ID))
}
