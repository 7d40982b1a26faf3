package export

import (
	"unbasic/export/words"
	"unbasic/plan"
)

// comms is what people are told, in the order in which it is sent.
func (b *book) comms() Sheet {
	s := Sheet{
		Key: "comms", Name: b.say(words.SheetComms), Reader: ReaderManager, Purpose: b.say(words.PurposeComms), Notes: b.planNotes(),
		Columns: []Column{
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("send", words.ColumnSendOn, TypeDate, WidthMedium),
			b.column("audience", words.ColumnAudience, TypeText, WidthMedium),
			b.column("sentOn", words.ColumnSentOn, TypeDate, WidthMedium, editableColumn),
			b.column("to", words.ColumnTo, TypeText, WidthWide),
			b.column("subject", words.ColumnSubject, TypeText, WidthText),
			b.column("text", words.ColumnMessage, TypeText, WidthText),
			b.column("message", words.ColumnMessageID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	messages := sortedBy(b.plan.Messages, func(x, y *plan.Message) bool {
		switch {
		case x.Wave != y.Wave && (x.Wave < 0 || y.Wave < 0):
			return y.Wave < 0 // what belongs to no wave comes last
		case x.Wave != y.Wave:
			return x.Wave < y.Wave
		case x.Send != y.Send:
			return x.Send.Before(y.Send)
		}
		return x.ID < y.ID
	})
	s.Rows = lazily(messages, func(at **plan.Message) []Cell {
		m := *at
		wave := Cell{}
		if m.Wave >= 0 { // a fallback of senders that are in no wave
			wave = intCell(int64(m.Wave))
		}
		to := textCell(b.list(m.To))
		if len(m.To) == 0 {
			to = textCell(b.say(words.NoAddress)).with(ToneMuted)
		}
		return []Cell{
			wave, dayCell(m.Send), textCell(b.label(words.Audiences, string(m.Audience))), {}, to,
			textCell(b.sentence(m.SubjectID, m.Subject, m.Args)), textCell(b.letter(m.TextID, m.Text, m.Args)), b.outside(m.ID),
		}
	})
	return b.returns(b.finish(s, words.EmptyComms), func(i int) string { return messages[i].ID })
}

// letter is sentence for texts of several lines.
func (b *book) letter(rule, text string, args map[string]string) string {
	return b.rendered(rule, text, args, b.visibleLines)
}
