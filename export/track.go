package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan/journal"
	"unbasic/plan/progress"
)

// stateNewSender and stateLicence are the states of rows that are about no item.
const (
	stateNewSender = "new-sender"
	stateLicence   = "licence-"
)

// trackedRow is a row of Progress: an item, or a sender that is none.
type trackedRow struct {
	state string
	item  *progress.Item
	// sender is that of a row without an item; seen is when it was first seen.
	sender, upn string
	seen        *time.Time
	late        bool
}

// tracked are the rows of Progress, what needs looking at first.
func (b *book) tracked() []trackedRow {
	p := b.progress
	rows := make([]trackedRow, 0, len(p.Items)+len(p.New)+len(p.Licences))
	for i := range p.Items {
		rows = append(rows, trackedRow{state: string(p.Items[i].State), item: &p.Items[i], sender: p.Items[i].Sender, upn: p.Items[i].UPN, late: p.Items[i].Late})
	}
	for i := range p.New {
		rows = append(rows, trackedRow{state: stateNewSender, sender: p.New[i].Sender, upn: p.New[i].UPN, seen: p.New[i].FirstSeen})
	}
	for i := range p.Licences {
		rows = append(rows, trackedRow{state: stateLicence + string(p.Licences[i].Change), sender: p.Licences[i].Sender, upn: p.Licences[i].UPN})
	}
	slices.SortStableFunc(rows, func(x, y trackedRow) int {
		late := func(r trackedRow) int {
			if r.late {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(words.ProgressStates.Rank(x.state), words.ProgressStates.Rank(y.state)), cmp.Compare(late(x), late(y)))
	})
	return rows
}

// progressSheet says how far each item is by the evidence.
func (b *book) progressSheet() Sheet {
	s := Sheet{
		Key: "progress", Name: b.say(words.SheetProgress), Reader: ReaderManager, Purpose: b.say(words.PurposeProgress), Notes: b.coveredNote(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("plan")),
			b.column("state", words.ColumnState, TypeText, WidthMedium),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("clients", words.ColumnCulprits, TypeText, WidthWide),
			b.column("status", words.ColumnStatus, TypeText, WidthMedium),
			b.column("owner", words.ColumnOwner, TypeText, WidthMedium),
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium),
			b.column("due", words.ColumnDue, TypeDate, WidthMedium),
			b.column("late", words.ColumnLate, TypeText, WidthNarrow),
			b.column("doneOn", words.ColumnDoneOn, TypeDate, WidthMedium),
			b.column("since", words.ColumnStateSince, TypeDate, WidthMedium),
			b.column("lastBasic", words.ColumnLastBasic, TypeDateTime, WidthMedium),
			b.column("lastOAuth", words.ColumnLastOAuth, TypeDateTime, WidthMedium),
			b.column("silentDays", words.ColumnSilentDays, TypeNumber, WidthNarrow),
			b.column("needsDays", words.ColumnNeedsDays, TypeNumber, WidthNarrow),
			b.column("verifiableOn", words.ColumnVerifiable, TypeDate, WidthMedium),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	rows := b.tracked()
	s.Rows = lazily(rows, func(r *trackedRow) []Cell {
		state := textCell(b.label(words.ProgressStates, r.state)).with(trackedTone(r.state))
		sender := b.outside(r.upn).to(b.planRow(r.sender))
		if r.item == nil {
			row := make([]Cell, len(s.Columns))
			row[0], row[1], row[2], row[len(row)-1] = sender, state, textCell(b.say(meaningOf(words.ProgressStates, r.state))), b.outside(r.sender)
			row[s.Column("lastBasic")] = timeCell(r.seen)
			return row
		}
		in := r.item
		late := Cell{}
		if in.Late {
			late = textCell(b.say(words.Yes)).with(ToneBad)
		}
		return []Cell{
			sender, state, textCell(b.sentence(in.Why.ID, in.Why.Text, in.Why.Args)), textCell(b.culprits(in.Clients)),
			b.coded(words.Statuses, string(in.Status)), b.optional(in.Owner), intCell(int64(in.Wave)), dayCell(in.End), dayCell(in.Due), late, dayCell(in.DoneOn), dayCell(in.Since),
			timeCell(in.LastBasic), timeCell(in.LastOAuth), optionalInt(in.SilentDays), optionalInt(in.NeedsDays), dayCell(in.VerifiableOn), b.outside(in.Sender),
		}
	})
	return b.finish(s, words.EmptyProgress)
}

func optionalInt(n *int) Cell {
	if n == nil {
		return Cell{}
	}
	return intCell(int64(*n))
}

// trackedTone is what a state calls for.
func trackedTone(state string) Tone {
	switch progress.State(state) {
	case progress.StateReturned, progress.StateRegression, progress.StateFailing:
		return ToneBad
	case progress.StateUnknown, progress.StateVanished:
		return ToneMuted
	case progress.StateVerified:
		return ToneGood
	case progress.StateWaiting, progress.StateUnsaid, progress.StateQuiet:
		return ToneInfo
	}
	switch state {
	case stateNewSender, stateLicence + string(progress.ChangeNew), stateLicence + string(progress.ChangeBack):
		return ToneWarn
	case stateLicence + string(progress.ChangeCured), stateLicence + string(progress.ChangeEased):
		return ToneGood
	}
	return ToneNone
}

// culprits names clients, one a line.
func (b *book) culprits(list []progress.Client) string {
	lines := make([]string, len(list))
	for i, c := range list {
		var place []string
		for _, part := range []string{string(c.IP), string(c.UserAgent), string(c.App)} {
			if part != "" {
				place = append(place, b.visible(part))
			}
		}
		lines[i] = b.say(words.ClientSeen, "place", strings.Join(place, " "), "last", b.stamp(c.Last))
	}
	return strings.Join(lines, "\n")
}

// mostSpans is how many spans a note names: with more of them there are so many gaps that their number says more.
const mostSpans = 6

// coveredNote says which days the evidence covers, and which of the plan's it does not.
func (b *book) coveredNote() []string {
	notes := []string{b.say(words.NoteCoveredNone)}
	if len(b.progress.Covered) > 0 {
		var spans []string
		for _, w := range b.progress.Covered {
			spans = append(spans, b.say(words.SpanDays, "since", b.stamp(w.Since), "until", b.stamp(w.Until)))
		}
		notes = []string{b.say(words.NoteCovered, "spans", b.someOf(spans))}
	}
	if unread := b.progress.Unread(); len(unread) > 0 {
		var spans []string
		for from, i := 0, 1; i <= len(unread); i++ {
			if i < len(unread) && unread[i] == unread[i-1].AddDays(1) {
				continue
			}
			first, last := unread[from].String(), unread[i-1].String()
			if from = i; first != last {
				first = b.say(words.SpanDays, "since", first, "until", last)
			}
			spans = append(spans, first)
		}
		notes = append(notes, b.say(words.NoteUnread, "days", strconv.Itoa(len(unread)), "spans", b.someOf(spans)))
	}
	return notes
}

// someOf joins as many spans as a note names.
func (b *book) someOf(spans []string) string {
	if len(spans) > mostSpans {
		spans = append(spans[:mostSpans], "…")
	}
	return strings.Join(spans, b.say(words.ListSeparator))
}

// columnsOf finds what a field of the journal is called by now.
type columnsOf struct {
	book   *book
	sheets map[string]*Sheet
}

func (b *book) columnsOf(sheets []Sheet) columnsOf {
	c := columnsOf{b, make(map[string]*Sheet, len(sheets))}
	for i := range sheets {
		c.sheets[sheets[i].Key] = &sheets[i]
	}
	return c
}

func (c columnsOf) sheet(f journal.Field) string {
	if s := c.sheets[f.Sheet]; s != nil {
		return s.Name
	}
	return c.book.visible(f.Sheet)
}

func (c columnsOf) column(f journal.Field) string {
	if s := c.sheets[f.Sheet]; s != nil {
		if i := s.Column(f.Column); i >= 0 {
			return s.Columns[i].Header
		}
	}
	if header, own := f.OwnHeader(); own {
		return c.book.visible(header)
	}
	return c.book.visible(f.Column)
}

// FieldWords gives what a report in a language calls the column of a field, and a value of it: as its sheet Conflicts does.
func FieldWords(r Report, lang inventory.Language) (column func(journal.Field) string, value func(journal.Field, string) string) {
	c := (&book{lang: lang}).columnsOf(r.Sheets)
	return c.column, c.value
}

// value words a value of a field.
func (c columnsOf) value(f journal.Field, value string) string {
	if value == "" {
		return c.book.say(words.ValueEmpty)
	}
	if s := c.sheets[f.Sheet]; s != nil {
		if i := s.Column(f.Column); i >= 0 && s.Columns[i].codes.Rank(value) < len(s.Columns[i].codes) {
			return c.book.label(s.Columns[i].codes, value)
		}
	}
	return c.book.visibleLines(value)
}

// changesRead are the changes of the journal, the newest first.
func (b *book) changesRead(keep func(*journal.Entry) bool) []*journal.Entry {
	var list []*journal.Entry
	for i := range b.journal {
		if e := &b.journal[len(b.journal)-1-i]; e.Kind == journal.KindChange && keep(e) {
			list = append(list, e)
		}
	}
	return list
}

// conflicts are cells about which people, or people and the plan, did not agree.
func (b *book) conflicts(columns columnsOf) Sheet {
	s := Sheet{
		Key: "conflicts", Name: b.say(words.SheetConflicts), Reader: ReaderManager, Purpose: b.say(words.PurposeConflicts),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("sheet", words.ColumnSheet, TypeText, WidthMedium),
			b.column("column", words.ColumnField, TypeText, WidthMedium),
			b.column("holds", words.ColumnHolds, TypeText, WidthWide),
			b.column("rule", words.ColumnMergeRule, TypeText, WidthMedium),
			b.column("others", words.ColumnOthers, TypeText, WidthText),
			b.column("read", words.ColumnRead, TypeDateTime, WidthMedium),
			b.column("file", words.ColumnBookFile, TypeText, WidthMedium),
			b.column("cell", words.ColumnBookCell, TypeText, WidthNarrow),
			b.column("row", words.ColumnRowID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.changesRead(func(e *journal.Entry) bool { return len(e.Others) > 0 }), func(at **journal.Entry) []Cell {
		e := *at
		others := make([]string, len(e.Others))
		for i, o := range e.Others {
			value := columns.value(e.Field, o.Value)
			if others[i] = b.say(words.OtherFromBook, "value", value, "file", b.visible(o.File), "cell", b.visible(o.Cell)); o.Origin == journal.OriginPlan {
				others[i] = b.say(words.OtherFromPlan, "value", value)
			}
		}
		return []Cell{
			b.outside(e.Subject), textCell(columns.sheet(e.Field)), textCell(columns.column(e.Field)), textCell(columns.value(e.Field, e.To)).with(ToneWarn),
			textCell(b.label(words.MergeRules, string(e.Rule))), textCell(strings.Join(others, "\n")), timeCell(&e.At), b.outside(e.File), b.outside(e.Cell), b.outside(e.Row),
		}
	})
	return b.finish(s, words.EmptyConflicts)
}

// journalSheet is every change that was read from a workbook.
func (b *book) journalSheet(columns columnsOf) Sheet {
	s := Sheet{
		Key: "journal", Name: b.say(words.SheetJournal), Reader: ReaderAuditor, Purpose: b.say(words.PurposeJournal),
		Columns: []Column{
			b.column("read", words.ColumnRead, TypeDateTime, WidthMedium),
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("sheet", words.ColumnSheet, TypeText, WidthMedium),
			b.column("column", words.ColumnField, TypeText, WidthMedium),
			b.column("from", words.ColumnBefore, TypeText, WidthWide),
			b.column("to", words.ColumnAfter, TypeText, WidthWide),
			b.column("rule", words.ColumnMergeRule, TypeText, WidthMedium),
			b.column("file", words.ColumnBookFile, TypeText, WidthMedium),
			b.column("cell", words.ColumnBookCell, TypeText, WidthNarrow),
			b.column("sum", words.ColumnBookSum, TypeText, WidthMedium, codeColumn, detailColumn),
			b.column("row", words.ColumnRowID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.changesRead(func(e *journal.Entry) bool { return e.From != e.To }), func(at **journal.Entry) []Cell {
		e := *at
		return []Cell{
			timeCell(&e.At), b.outside(e.Subject), textCell(columns.sheet(e.Field)), textCell(columns.column(e.Field)),
			textCell(columns.value(e.Field, e.From)), textCell(columns.value(e.Field, e.To)), textCell(b.label(words.MergeRules, string(e.Rule))),
			b.outside(e.File), b.outside(e.Cell), b.outside(e.SHA256), b.outside(e.Row),
		}
	})
	return b.finish(s, words.EmptyJournal)
}

// trackedFigures are the headline figures of what the evidence shows.
func (b *book) trackedFigures() FigureGroup {
	f := &b.progress.Figures
	forecast := Figure{Key: "forecast", Label: b.say(words.FigureForecast), Type: TypeDate, Value: dayCell(b.progress.Forecast.End),
		Hint: b.sentence(b.progress.Forecast.Why.ID, b.progress.Forecast.Why.Text, b.progress.Forecast.Why.Args)}
	if days := b.progress.Forecast.SlackDays; days != nil && *days < 0 {
		forecast.Value = forecast.Value.with(ToneBad)
	}
	exposure := Figure{Key: "exposureLeft", Label: b.say(words.FigureExposureLeft), Type: TypeHours, Value: floatCell(f.ExposureLeft),
		Hint: b.say(words.FigureExposureLeftHint, "planned", hours(f.ExposurePlanned))}
	return FigureGroup{Heading: b.say(words.HeadingTracked), Figures: []Figure{
		b.count("verified", words.FigureVerified, f.Verified, ToneNone, b.say(words.FigureVerifiedHint)),
		b.count("unverified", words.FigureUnverified, f.Unverified, ToneNone, b.say(words.FigureUnverifiedHint)),
		b.count("regressions", words.FigureRegressions, f.Regressions, ToneBad, b.say(words.FigureRegressionsHint)),
		b.count("overdue", words.FigureOverdue, f.Late, ToneBad, b.say(words.FigureOverdueHint)),
		b.count("unsaid", words.FigureUnsaid, f.Unsaid, ToneInfo, b.say(words.FigureUnsaidHint)),
		b.count("newSenders", words.FigureNewSenders, f.New, ToneWarn, b.say(words.FigureNewSendersHint)),
		b.count("unreadDays", words.FigureUnread, len(b.progress.Unread()), ToneWarn, b.say(words.FigureUnreadHint)),
		forecast, exposure,
	}}
}

// historyTable is how far the plan was each time that it was looked at, behind its chart.
func (b *book) historyTable() Table {
	rows := [][]Cell{}
	for _, point := range b.progress.History {
		f := point.Figures
		rows = append(rows, []Cell{
			textCell(b.stamp(point.AsOf)), intCell(int64(f.Verified)), intCell(int64(f.Unverified)), intCell(int64(f.Regressions)), intCell(int64(f.Open)),
		})
	}
	t := b.table("history", words.HeadingHistory, words.EmptyHistory, []Column{
		b.column("asOf", words.ColumnDay, TypeText, WidthMedium),
		b.column("verified", words.ColumnVerified, TypeNumber, WidthNarrow),
		b.column("unverified", words.ColumnUnverified, TypeNumber, WidthNarrow),
		b.column("regressions", words.ColumnRegressions, TypeNumber, WidthNarrow),
		b.column("open", words.ColumnNotDone, TypeNumber, WidthNarrow),
	}, rows)
	t.Behind = true
	return t
}
