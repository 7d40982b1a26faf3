package export

import (
	"unbasic/export/words"
	"unbasic/plan"
)

// changes are the differences to the plan that this one keeps to.
func (b *book) changes() Sheet {
	s := Sheet{
		Key: "changes", Name: b.say(words.SheetChanges), Reader: ReaderManager, Purpose: b.say(words.PurposeChanges), Notes: b.planNotes(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("change", words.ColumnChange, TypeText, WidthNarrow),
			b.column("days", words.ColumnDaysLater, TypeNumber, WidthNarrow),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("fromWave", words.ColumnFromWave, TypeNumber, WidthNarrow),
			b.column("fromStart", words.ColumnFromStart, TypeDate, WidthMedium),
			b.column("fromEnd", words.ColumnFromEnd, TypeDate, WidthMedium),
			b.column("fromRoute", words.ColumnFromRoute, TypeText, WidthMedium),
			b.column("toWave", words.ColumnToWave, TypeNumber, WidthNarrow),
			b.column("toStart", words.ColumnToStart, TypeDate, WidthMedium),
			b.column("toEnd", words.ColumnToEnd, TypeDate, WidthMedium),
			b.column("toRoute", words.ColumnToRoute, TypeText, WidthMedium, linkColumn("plan")),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	empty := words.EmptyChangesFirst
	if b.plan.Earlier != nil {
		empty = words.EmptyChanges
		s.Notes = append(s.Notes, b.say(words.NoteEarlier, "asOf", b.stamp(b.plan.Earlier.AsOf)))
	}
	s.Rows = lazily(b.movesInOrder(), func(at **plan.Move) []Cell {
		m := *at
		days := Cell{}
		if m.From != nil && m.To != nil {
			days = b.daysFrom(m.From.End, m.To.End)
			if days.number > 0 {
				days = days.with(ToneWarn)
			}
		}
		why := b.sentence(m.Why.ID, m.Why.Text, m.Why.Args)
		row := []Cell{b.outside(m.UPN).to(b.senderRow(m.Sender)), b.changeCell(m), days, textCell(why)}
		row = append(append(row, b.placeCells(m.From)...), b.placeCells(m.To)...)
		row[len(row)-1] = row[len(row)-1].to(b.planRow(m.Sender))
		return append(row, b.outside(m.Sender))
	})
	return b.finish(s, empty)
}

func (b *book) movesInOrder() []*plan.Move {
	return sortedBy(b.plan.Moves, func(x, y *plan.Move) bool {
		if x.UPN != y.UPN {
			return x.UPN < y.UPN
		}
		return x.Sender < y.Sender
	})
}

// changeCell says what has become of an item since the earlier plan.
func (b *book) changeCell(m *plan.Move) Cell {
	switch {
	case m.From == nil:
		return textCell(b.say(words.ChangeNew)).with(ToneInfo)
	case m.To == nil:
		return textCell(b.say(words.ChangeGone)).with(ToneMuted)
	}
	return textCell(b.say(words.ChangeMoved))
}

// placeCells are where an item stands in a plan, empty where it is not in it.
func (b *book) placeCells(p *plan.Place) []Cell {
	if p == nil {
		return make([]Cell, 4)
	}
	return []Cell{intCell(int64(p.Wave)), dayCell(p.Start), dayCell(p.End), textCell(b.label(words.Routes, string(p.Route)))}
}
