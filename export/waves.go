package export

import (
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// waves is the calendar of the migration.
func (b *book) waves() Sheet {
	done := []Condition{b.labelled("status", words.Statuses, string(plan.StatusDone))}
	s := Sheet{
		Key: "waves", Name: b.say(words.SheetWaves), Reader: ReaderManager, Purpose: b.say(words.PurposeWaves), Notes: b.planNotes(),
		Columns: []Column{
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("name", words.ColumnName, TypeText, WidthWide),
			b.column("type", words.ColumnType, TypeText, WidthMedium),
			b.column("goNoGo", words.ColumnGoNoGo, TypeDate, WidthMedium),
			b.column("daysToDecide", words.ColumnDaysToDecide, TypeNumber, WidthNarrow, until("goNoGo")),
			b.column("start", words.ColumnStart, TypeDate, WidthMedium),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium),
			b.column("slack", words.ColumnSlack, TypeNumber, WidthNarrow),
			b.column("items", words.ColumnItems, TypeNumber, WidthNarrow),
			b.column("done", words.ColumnDone, TypeNumber, WidthNarrow,
				live(counting("plan", append([]Condition{alike("wave")}, done...)...))),
			b.column("progress", words.ColumnProgress, TypePercent, WidthMedium, barColumn,
				live(&Live{Of: LiveShare, Sheet: "plan", Where: []Condition{alike("wave")}, Also: done})),
			b.column("effort", words.ColumnEffort, TypeHours, WidthNarrow),
			b.column("risk", words.ColumnRisk, TypeText, WidthNarrow),
			b.column("roomItems", words.ColumnRoomItems, TypeNumber, WidthNarrow),
			b.column("fullItems", words.ColumnFullItems, TypePercent, WidthMedium, barColumn),
			b.column("roomHours", words.ColumnRoomHours, TypeHours, WidthNarrow),
			b.column("fullHours", words.ColumnFullHours, TypePercent, WidthMedium, barColumn),
			b.column("questions", words.ColumnOpenQuestions, TypeNumber, WidthNarrow),
			b.column("gaps", words.ColumnWaveGaps, TypeText, WidthText),
		},
	}
	s.Rows = lazily(b.wavesInOrder(), func(at **plan.Wave) []Cell {
		w := *at
		counted := b.counted(w.Number)
		return []Cell{
			intCell(int64(w.Number)), textCell(b.waveTitle(w)), b.coded(words.WaveTypes, string(w.Type)), dayCell(w.GoNoGo), b.daysFrom(b.today, w.GoNoGo),
			dayCell(w.Start), dayCell(w.End), slackCell(b.daysFrom(w.End, b.plan.Deadline)),
			intCell(int64(w.Items)), intCell(int64(counted.done)), share(float64(counted.done), float64(counted.items)),
			floatCell(w.EffortHours), b.coded(words.Risks, string(w.Risk)),
			room(float64(w.RoomItems), intCell(int64(w.RoomItems))), full(float64(w.Items), float64(w.RoomItems)),
			room(w.RoomHours, floatCell(w.RoomHours)), full(w.EffortHours, w.RoomHours),
			count(counted.questions, ToneWarn), warning(b.waveGaps(w)),
		}
	})
	return b.finish(s, words.EmptyWaves)
}

// daysFrom counts days from one day to another; it is empty where one of them is not known.
func (b *book) daysFrom(from, to calendar.Day) Cell {
	if from.IsZero() || to.IsZero() {
		return Cell{}
	}
	return intCell(int64(to.DaysSince(from)))
}

// slackCell marks days that are missing.
func slackCell(days Cell) Cell {
	if days.kind == Int && days.number < 0 {
		return days.with(ToneBad)
	}
	return days
}

// count is a number that calls for a tone when it is not zero.
func count(n int, tone Tone) Cell {
	if n == 0 {
		return intCell(0)
	}
	return intCell(int64(n)).with(tone)
}

// warning is a text that calls for attention wherever there is one.
func warning(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return textCell(text).with(ToneWarn)
}

// share is a part of a whole, empty where there is none.
func share(part, whole float64) Cell {
	if whole <= 0 {
		return Cell{}
	}
	return floatCell(part / whole)
}

// full is a share of a limit, marked where it is more than all of it; a plan without the limit has none.
func full(part, whole float64) Cell {
	c := share(part, whole)
	if part > whole && c.kind == Float {
		return c.with(ToneBad)
	}
	return c
}

// room is empty where a plan names no limit.
func room(limit float64, c Cell) Cell {
	if limit <= 0 {
		return Cell{}
	}
	return c
}

// waveGaps are the sources that could hide senders of a wave, one a line.
func (b *book) waveGaps(w *plan.Wave) string {
	lines := make([]string, len(w.Gaps))
	for i, g := range w.Gaps {
		lines[i] = b.sentence(g.ID, g.Text, g.Args)
	}
	return strings.Join(lines, "\n")
}

func (b *book) wavesInOrder() []*plan.Wave {
	return sortedBy(b.plan.Waves, func(x, y *plan.Wave) bool { return x.Number < y.Number })
}

// unplanned are the senders without a wave.
func (b *book) unplanned() Sheet {
	s := Sheet{
		Key: "unplanned", Name: b.say(words.SheetUnplanned), Reader: ReaderManager, Purpose: b.say(words.PurposeUnplanned), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("category", words.ColumnCategory, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("route", words.ColumnRoute, TypeText, WidthMedium),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.withoutWave(), func(u *unplannedRow) []Cell {
		name := Cell{}
		if sender := b.accounts[u.Sender]; sender != nil {
			name = b.optional(sender.DisplayName)
		}
		return []Cell{
			b.outside(u.UPN).to(b.senderRow(u.Sender)), name, u.category, b.coded(words.Verdicts, string(u.Verdict)),
			textCell(b.label(words.Routes, string(u.Route))), textCell(b.sentence(u.Rule, u.Why, u.Args)), b.outside(u.Sender),
		}
	})
	return b.finish(s, words.EmptyUnplanned)
}

// unplannedRow is a sender without a wave, and whether it should have one.
type unplannedRow struct {
	*plan.Unplanned
	category Cell
}

// withoutWave are the rows of Unplanned: those that should move first.
func (b *book) withoutWave() []unplannedRow {
	var rows []unplannedRow
	add := func(list []plan.Unplanned, category Cell) {
		for _, u := range sortedBy(list, func(x, y *plan.Unplanned) bool {
			if rx, ry := words.Verdicts.Rank(string(x.Verdict)), words.Verdicts.Rank(string(y.Verdict)); rx != ry {
				return rx < ry
			}
			if x.UPN != y.UPN {
				return x.UPN < y.UPN
			}
			return x.Sender < y.Sender
		}) {
			rows = append(rows, unplannedRow{u, category})
		}
	}
	add(b.plan.Unplanned, textCell(b.say(words.UnplannedShould)).with(ToneWarn))
	add(b.plan.NeverPlanned, textCell(b.say(words.UnplannedNever)).with(ToneMuted))
	return rows
}

// upn names a sender by its id.
func (b *book) upn(id string) string {
	if sender := b.accounts[id]; sender != nil {
		return b.visible(sender.UPN)
	}
	return b.visible(id)
}

// waveTitle is a wave's name: its phrase in the report's language, with the tenant's department names as they are.
func (b *book) waveTitle(w *plan.Wave) string {
	if phrase, known := plan.PhraseOf(w.NameID); known {
		return phrase.In(b.lang, safeArgs(w.NameArgs, b.visible))
	}
	return b.visible(w.Name)
}

// waveName is how a wave is called on the summary.
func (b *book) waveName(w *plan.Wave) string {
	number, name := strconv.Itoa(w.Number), b.waveTitle(w)
	if name == "" {
		return b.say(words.WaveLabel, "number", number)
	}
	return b.say(words.WaveNamed, "number", number, "name", name)
}

// waveShort is how a wave is called after the word "wave".
func (b *book) waveShort(w *plan.Wave) string {
	if b.waveTitle(w) == "" {
		return strconv.Itoa(w.Number)
	}
	return b.waveName(w)
}
