package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/progress"
)

// whoShown is how many senders a warning names on the summary; the others are a number.
const whoShown = 5

// summary is the page that is read first.
func (b *book) summary(sheets []Sheet) Summary {
	s := Summary{Key: "summary", Name: b.say(words.SheetSummary), Title: b.meta().Title, Banner: b.banner()}
	s.Subtitle = b.say(words.ReportSubtitle,
		"asOf", b.stamp(b.inv.AsOf), "since", b.stamp(b.inv.Window.Since), "until", b.stamp(b.inv.Window.Until), "version", b.visible(b.inv.Tool.Version))
	if b.hide != nil {
		s.Subtitle = b.say(words.RedactedSubtitle, "subtitle", s.Subtitle)
	}
	s.Groups = []FigureGroup{b.breaks(), b.schedule(), b.proof()}
	verdicts, routes, progress, burnDown := b.verdictTable(), b.routeTable(), b.progressTable(), b.burnDownTable()
	s.Charts = []Chart{
		b.chart(verdicts, Chart{Key: "verdicts", Shape: ShapeColumns, Series: []string{"senders"}}, words.ChartVerdicts, words.ChartSendersAxis),
		b.chart(routes, Chart{Key: "routes", Shape: ShapeBars, Series: []string{"items"}}, words.ChartRoutes, words.ChartItemsAxis),
		b.chart(progress, Chart{Key: "waves", Shape: ShapeStacked, Series: []string{"done", "open"}, Tones: []Tone{ToneGood, ToneInfo}}, words.ChartWaves, words.ChartItemsAxis),
		b.burnDownChart(burnDown),
	}
	s.Tables = []Table{verdicts, b.waveTable(), b.milestoneTable(), b.warningTable(), b.remedyTable(), b.fallbackTable(), b.loadTable(), b.gapTable(), b.sheetTable(sheets), routes, progress, burnDown}
	if b.progress != nil {
		s.Groups = append(s.Groups, b.trackedFigures())
		history := b.historyTable()
		s.Charts = append(s.Charts, b.chart(history, Chart{Key: "history", Shape: ShapeStacked, Series: []string{"verified", "unverified", "regressions", "open"},
			Tones: []Tone{ToneGood, ToneInfo, ToneBad, ToneMuted}}, words.ChartHistory, words.ChartItemsAxis))
		s.Tables = append(s.Tables, history)
	}
	s.Legend, s.SignOff = b.legend(), b.signOff()
	return s
}

func (b *book) banner() Line {
	sources := strconv.Itoa(len(b.inv.Coverage))
	switch {
	case len(b.inv.Coverage) == 0:
		return Line{b.say(words.BannerNone), ToneBad}
	case len(b.gaps) > 0:
		return Line{b.say(words.BannerIncomplete, "gaps", strconv.Itoa(len(b.gaps)), "sources", sources), ToneWarn}
	}
	return Line{b.say(words.BannerComplete, "sources", sources, "notRead", strconv.Itoa(len(b.inv.NotRead))), ToneGood}
}

// count makes a figure of a number; a number above zero calls for the tone.
func (b *book) count(key string, label words.Word, n int, tone Tone, hint string, live ...*Live) Figure {
	value := intCell(int64(n))
	f := Figure{Key: key, Label: b.say(label), Type: TypeNumber, Hint: hint}
	if tone != ToneNone {
		f.Tones = []ToneRule{{">", 0, tone}}
	}
	f.Value = toned(value, f.Tones)
	if len(live) > 0 {
		f.Live = live[0]
	}
	return f
}

// toned gives a number the tone of the first rule that holds.
func toned(c Cell, rules []ToneRule) Cell {
	x := c.Float()
	for _, rule := range rules {
		if holds := map[string]bool{"<": x < rule.Limit, "<=": x <= rule.Limit, "=": x == rule.Limit, ">=": x >= rule.Limit, ">": x > rule.Limit}; holds[rule.Is] {
			return c.with(rule.Tone)
		}
	}
	return c
}

func (b *book) verdicts() map[inventory.Verdict]int {
	counts := map[inventory.Verdict]int{}
	for i := range b.inv.Senders {
		counts[b.inv.Senders[i].Verdict]++
	}
	return counts
}

// sendersWith is a live count of the senders with a verdict.
func (b *book) sendersWith(v inventory.Verdict) *Live {
	return counting("senders", b.labelled("verdict", words.Verdicts, string(v)))
}

// notMoved counts the senders with a verdict but for those that are verified as done: a verdict is about all days that were read, and so about how they were before.
func (b *book) notMoved(key string, label words.Word, v inventory.Verdict, counts map[inventory.Verdict]int, tone Tone, hint string) Figure {
	moved := 0
	if b.progress != nil {
		for i := range b.progress.Items {
			in := &b.progress.Items[i]
			if s := b.accounts[in.Sender]; in.State == progress.StateVerified && s != nil && s.Verdict == v {
				moved++
			}
		}
	}
	if moved == 0 {
		return b.count(key, label, counts[v], tone, hint, b.sendersWith(v))
	}
	return b.count(key, label, counts[v]-moved, tone, b.say(words.FigureMovedHint, "hint", hint, "moved", strconv.Itoa(moved)))
}

// breaks is what the IT administrator looks for.
func (b *book) breaks() FigureGroup {
	counts := b.verdicts()
	successes, clients := 0, 0
	for i := range b.inv.Senders {
		sender := &b.inv.Senders[i]
		if sender.Verdict == inventory.VerdictActive {
			successes += sender.Successes
		}
		for j := range sender.Clients {
			c := &sender.Clients[j]
			if c.Protocol == inventory.ProtocolSMTP && (c.Verdict == inventory.VerdictActive || c.Verdict == inventory.VerdictBroken) {
				clients++
			}
		}
	}
	return FigureGroup{b.say(words.GroupBreaks), []Figure{
		b.notMoved("active", words.FigureActive, inventory.VerdictActive, counts, ToneWarn, b.say(words.FigureActiveHint, "successes", grouped(successes))),
		b.notMoved("broken", words.FigureBroken, inventory.VerdictBroken, counts, ToneBad, b.say(words.FigureBrokenHint)),
		b.count("suspicious", words.FigureIncidents, counts[inventory.VerdictSuspicious], ToneBad, b.say(words.FigureIncidentsHint), b.sendersWith(inventory.VerdictSuspicious)),
		b.count("suspected", words.FigureSuspected, counts[inventory.VerdictSuspected], ToneInfo, b.say(words.FigureSuspectedHint), b.sendersWith(inventory.VerdictSuspected)),
		b.count("clients", words.FigureClients, clients, ToneNone, b.say(words.FigureClientsHint)),
	}}
}

// schedule is what the project manager looks for.
func (b *book) schedule() FigureGroup {
	effort, total := 0.0, b.total()
	for i := range b.plan.Items {
		effort += b.plan.Items[i].EffortHours
	}
	done := b.labelled("status", words.Statuses, string(plan.StatusDone))
	figures := []Figure{
		b.count("planned", words.FigurePlanned, len(b.plan.Items), ToneNone,
			b.say(words.FigurePlannedHint, "waves", strconv.Itoa(len(b.plan.Waves)), "hours", fmt.Sprintf("%.1f", effort)), counting("plan", filledIn("item"))),
		b.count("done", words.FigureDone, total.done, ToneGood, b.say(words.FigureDoneHint), counting("plan", done)),
		{Key: "doneShare", Label: b.say(words.FigureDoneShare), Type: TypePercent, Hint: b.say(words.FigureDoneShareHint), Value: share(float64(total.done), float64(len(b.plan.Items))),
			Live: &Live{Of: LiveShare, Sheet: "plan", Where: []Condition{filledIn("item")}, Also: []Condition{done}}},
		b.count("blocked", words.FigureBlocked, total.blocked, ToneBad, b.say(words.FigureBlockedHint), counting("plan", b.labelled("status", words.Statuses, string(plan.StatusBlocked)))),
		b.count("unplanned", words.FigureUnplanned, len(b.plan.Unplanned), ToneWarn, b.say(words.FigureUnplannedHint),
			counting("unplanned", is("category", "=", textCell(b.say(words.UnplannedShould))))),
	}
	figures = append(figures, b.slackFigures()...)
	lateItems := b.count("late", words.FigureLate, total.late, ToneBad, b.say(words.FigureLateHint))
	if !b.plan.Deadline.IsZero() {
		lateItems.Live = counting("plan", is("end", ">", dayCell(b.plan.Deadline)))
	}
	return FigureGroup{b.say(words.GroupPlan), append(figures, lateItems,
		b.count("ownerless", words.FigureOwnerless, total.ownerless, ToneWarn, b.say(words.FigureOwnerlessHint), counting("plan", filledIn("item"), is("owner", "=", Cell{}))),
		Figure{Key: "exposure", Label: b.say(words.FigureExposure), Type: TypeHours, Value: floatCell(b.plan.Exposure), Hint: b.say(words.FigureExposureHint)},
	)}
}

// slackFigures say how the end of the plan and the deadline compare.
func (b *book) slackFigures() []Figure {
	deadline := b.plan.Deadline
	day := Figure{Key: "deadlineDay", Label: b.say(words.FigureDeadlineDay), Type: TypeDate, Value: dayCell(deadline), Hint: b.say(words.FigureDeadlineNone)}
	left := Figure{Key: "deadline", Label: b.say(words.FigureDeadline), Type: TypeNumber, Hint: b.say(words.FigureDeadlineNone)}
	end := Figure{Key: "lastEnd", Label: b.say(words.FigureLastEnd), Type: TypeDate, Hint: b.say(words.FigureLastEndNone)}
	slack := Figure{Key: "slack", Label: b.say(words.FigureSlack), Type: TypeNumber, Hint: b.say(words.FigureSlackHint)}
	if !deadline.IsZero() {
		day.Hint = b.say(words.FigureDeadlineDayHint)
		days := deadline.DaysSince(b.today)
		left.Value, left.Hint = intCell(int64(days)), b.say(words.FigureDeadlineHint, "date", b.today.String())
		left.Live = &Live{Of: LiveUntil, Figures: []string{"deadlineDay"}}
		left.LiveHint = b.say(words.FigureDeadlineLive, "date", b.today.String(), "days", grouped(days))
	}
	last := b.lastEnd()
	if wave, some := b.lastWave(); some && !last.IsZero() {
		end.Value, end.Hint = dayCell(last), b.waveName(wave)
		end.Live = &Live{Of: LiveLast, Sheet: "plan", Column: "end"}
		if !deadline.IsZero() {
			slack.Tones = []ToneRule{{"<", 0, ToneBad}, {">=", 0, ToneGood}}
			slack.Value = toned(intCell(int64(deadline.DaysSince(last))), slack.Tones)
			slack.Live = &Live{Of: LiveLess, Figures: []string{"deadlineDay", "lastEnd"}}
		}
	}
	return []Figure{day, left, end, slack}
}

// lastEnd is the day on which the last item ends, zero without items.
func (b *book) lastEnd() calendar.Day {
	last := calendar.Day{}
	for i := range b.plan.Items {
		if end := b.plan.Items[i].End; end.After(last) {
			last = end
		}
	}
	return last
}

// lastWave is the wave that ends last.
func (b *book) lastWave() (*plan.Wave, bool) {
	var last *plan.Wave
	for _, w := range b.wavesInOrder() {
		if last == nil || !w.End.Before(last.End) {
			last = w
		}
	}
	return last, last != nil
}

// proof is what the auditor looks for.
func (b *book) proof() FigureGroup {
	findings, unknown := map[inventory.Finding]int{}, 0
	for i := range b.inv.Senders {
		findings[b.inv.Senders[i].License.Finding]++
		if b.inv.Senders[i].License.State == inventory.LicenseUnknown {
			unknown++
		}
	}
	r := b.inv.Records
	sources := strconv.Itoa(len(b.inv.Coverage))
	covered := Figure{Key: "coverage", Label: b.say(words.FigureCoverage), Type: TypeText,
		Value: textCell(b.say(words.FigureCoverageYes)).with(ToneGood), Hint: b.say(words.FigureCoverageAll, "sources", sources)}
	switch {
	case len(b.inv.Coverage) == 0:
		covered.Value, covered.Hint = textCell(b.say(words.FigureCoverageNo)).with(ToneBad), b.say(words.FigureCoverageNoneYet)
	case len(b.gaps) > 0:
		covered.Value = textCell(b.say(words.FigureCoverageNo)).with(ToneWarn)
		covered.Hint = b.say(words.FigureCoverageHint, "gaps", strconv.Itoa(len(b.gaps)), "sources", sources)
	}
	return FigureGroup{b.say(words.GroupLicence), []Figure{
		b.count("violations", words.FigureViolations, findings[inventory.FindingViolation], ToneBad, b.say(words.FigureViolationsHint), counting("senders", b.labelled("finding", words.Findings, string(inventory.FindingViolation)))),
		b.count("reviews", words.FigureReviews, findings[inventory.FindingReview], ToneWarn, b.say(words.FigureReviewsHint), counting("senders", b.labelled("finding", words.Findings, string(inventory.FindingReview)))),
		b.count("licenceUnknown", words.FigureUnknown, unknown, ToneWarn, b.say(words.FigureUnknownHint), counting("senders", b.labelled("licenceState", words.LicenseStates, string(inventory.LicenseUnknown)))),
		b.seats("seatsNeeded", words.FigureSeatsNeeded, &b.inv.Seats.Needed, ToneNone, words.FigureSeatsNeededHint),
		b.seats("seatsMissing", words.FigureSeatsMissing, b.inv.Seats.Missing, ToneBad, words.FigureSeatsMissingHint),
		covered,
		b.count("rowsRead", words.FigureRead, r.Read, ToneNone, b.say(words.FigureReadHint, "counted", grouped(r.Counted), "excluded", grouped(r.Excluded))),
		b.count("unreadable", words.FigureUnreadable, r.Unreadable, ToneBad, b.say(words.FigureUnreadableHint)),
		b.count("evidenceFiles", words.FigureEvidence, len(b.inv.Evidence), ToneNone, b.say(words.FigureEvidenceHint)),
	}}
}

// seats is a number of seats that may not be known.
func (b *book) seats(key string, label words.Word, n *int, tone Tone, hint words.Word) Figure {
	if n == nil {
		return Figure{Key: key, Label: b.say(label), Type: TypeText, Value: textCell(b.say(words.AboutUnknown)).with(ToneWarn), Hint: b.say(hint)}
	}
	return b.count(key, label, *n, tone, b.say(hint))
}

// grouped is a count within a sentence.
func grouped(n int) string { return Grouped(int64(n)) }

// Grouped writes a count as people read it: 12,345 in English and Japanese alike.
func Grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// chart draws a table.
func (b *book) chart(t Table, c Chart, title, axis words.Word) Chart {
	c.Table, c.Title, c.Axis = t.Key, b.say(title), b.say(axis)
	if c.Tones == nil {
		c.Tones = []Tone{}
	}
	values := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		label := row[0].Text()
		if row[0].Kind() == Day {
			label = row[0].Day().String()
		}
		counts := []string{}
		for j, column := range t.Columns {
			if !slices.Contains(c.Series, column.Key) || row[j].Kind() != Int {
				continue
			}
			count := strconv.FormatInt(row[j].Int(), 10)
			switch {
			case column.Key == c.Marks, column.Key == c.Unread:
				count = column.Header // its height counts nothing
			case len(c.Series) > 1:
				count = b.say(words.ChartAltValue, "label", column.Header, "value", count)
			}
			counts = append(counts, count)
		}
		values[i] = b.say(words.ChartAltValue, "label", label, "value", strings.Join(counts, b.say(words.ListSeparator)))
	}
	c.Alt = b.say(words.ChartAlt, "title", c.Title, "values", strings.Join(values, b.say(words.ChartAltSeparator)))
	return c
}

// table makes one of the summary's small tables.
func (b *book) table(key string, heading words.Word, why words.Word, columns []Column, rows [][]Cell) Table {
	t := Table{Key: key, Heading: b.say(heading), Columns: columns, Rows: rows}
	if len(rows) == 0 {
		t.Rows, t.Empty = [][]Cell{}, b.say(why)
	}
	return t
}

// verdictTable counts senders by verdict; a verdict without a sender is there, because zero is an answer.
func (b *book) verdictTable() Table {
	counts := b.verdicts()
	rows := [][]Cell{}
	for _, v := range words.Verdicts {
		rows = append(rows, []Cell{
			b.coded(words.Verdicts, v.Code), intCell(int64(counts[inventory.Verdict(v.Code)])), textCell(b.say(v.Meaning, b.windowDays()...)),
		})
	}
	return b.table("verdicts", words.HeadingVerdicts, words.EmptySenders, []Column{
		b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
		b.column("senders", words.ChartSendersAxis, TypeNumber, WidthNarrow, live(counting("senders", alike("verdict")))),
		b.column("meaning", words.VerdictMeaning, TypeText, WidthText),
	}, rows)
}

func (b *book) waveTable() Table {
	rows := [][]Cell{}
	for _, w := range b.wavesInOrder() {
		rows = append(rows, []Cell{
			textCell(b.waveName(w)), intCell(int64(w.Items)),
			textCell(b.say(words.WaveDaysValue, "start", w.Start.String(), "end", w.End.String(), "goNoGo", w.GoNoGo.String())),
			textCell(b.say(words.WaveWorkValue, "type", b.label(words.WaveTypes, string(w.Type)), "hours", hours(w.EffortHours), "risk", b.label(words.Risks, string(w.Risk)))),
		})
	}
	return b.table("waves", words.HeadingWaves, words.EmptyWaves, []Column{
		b.column("wave", words.ColumnWave, TypeText, WidthMedium),
		b.column("items", words.ColumnItems, TypeNumber, WidthNarrow),
		b.column("days", words.WaveDays, TypeText, WidthText),
		b.column("work", words.WaveWork, TypeText, WidthText),
	}, rows)
}

// milestone says what happens, in the words of the plan: a milestone can be the user's own.
func (b *book) milestone(m *plan.Milestone) string {
	if b.lang == inventory.Japanese && m.WhatJa != "" {
		return b.visible(m.WhatJa)
	}
	if phrase, known := plan.PhraseOf(m.ID); known && phrase.En == m.What {
		return b.sentence(m.ID, m.What, nil)
	}
	return b.visible(m.What)
}

func (b *book) milestoneTable() Table {
	rows := [][]Cell{}
	for _, m := range sortedBy(b.plan.Milestones, func(x, y *plan.Milestone) bool { return x.Date.Before(y.Date) }) {
		rows = append(rows, []Cell{
			dayCell(m.Date), intCell(int64(m.Date.DaysSince(b.today))), textCell(b.milestone(m)),
			textCell(b.say(words.MilestoneChecked, "source", b.visible(m.Source), "checked", m.Checked.String())),
		})
	}
	return b.table("milestones", words.HeadingMilestones, words.EmptyMilestones, []Column{
		b.column("date", words.MilestoneDate, TypeDate, WidthMedium),
		b.column("daysLeft", words.MilestoneDays, TypeNumber, WidthNarrow, until("date")),
		b.column("what", words.MilestoneWhat, TypeText, WidthText),
		b.column("source", words.MilestoneSource, TypeText, WidthText),
	}, rows)
}

func (b *book) warningTable() Table {
	rows := [][]Cell{}
	for _, w := range b.plan.Warnings {
		names := make([]string, 0, whoShown)
		for _, id := range w.Senders[:min(whoShown, len(w.Senders))] {
			names = append(names, b.upn(id))
		}
		who := strings.Join(names, b.say(words.ListSeparator))
		if more := len(w.Senders) - len(names); more > 0 {
			who = b.say(words.WhoMore, "names", who, "more", strconv.Itoa(more))
		}
		rows = append(rows, []Cell{
			textCell(b.label(words.WarningCodes, w.Code)).with(ToneWarn), intCell(int64(len(w.Senders))), textCell(b.sentence(w.ID, w.Text, w.Args)), textCell(who),
		})
	}
	return b.table("warnings", words.HeadingWarnings, words.EmptyWarnings, []Column{
		b.column("kind", words.WarningKind, TypeText, WidthMedium),
		b.column("senders", words.WarningSenders, TypeNumber, WidthNarrow),
		b.column("text", words.WarningText, TypeText, WidthText),
		b.column("who", words.WarningWho, TypeText, WidthText),
	}, rows)
}

// gapTable is every source that was not read completely, then every one that was not asked for.
func (b *book) gapTable() Table {
	rows := [][]Cell{}
	for _, c := range b.gaps {
		rows = append(rows, []Cell{
			textCell(b.label(words.Sources, c.Source)), b.coded(words.CoverageStatuses, string(c.Status)),
			textCell(b.label(words.SignInParts, c.Part)), b.outside(c.Reason),
		})
	}
	for _, n := range b.inv.NotRead {
		rows = append(rows, []Cell{
			textCell(b.label(words.Sources, n.Source)), textCell(b.say(words.NotAsked)).with(ToneMuted), {}, textCell(b.sentence(n.Effect, n.Text, nil)),
		})
	}
	why := words.EmptyGaps
	if len(b.inv.Coverage) == 0 {
		why = words.EmptyCoverage
	}
	return b.table("gaps", words.HeadingGaps, why, []Column{
		b.column("source", words.ColumnSource, TypeText, WidthMedium),
		b.column("status", words.ColumnCoverage, TypeText, WidthNarrow),
		b.column("part", words.ColumnPart, TypeText, WidthText),
		b.column("missing", words.ColumnMissing, TypeText, WidthText),
	}, rows)
}

// sheetTable is the table of contents.
func (b *book) sheetTable(sheets []Sheet) Table {
	readers := map[Reader]words.Word{
		ReaderAll: words.ReadersAll, ReaderAdmin: words.ReadersAdmin, ReaderManager: words.ReadersManager, ReaderAuditor: words.ReadersAuditor,
	}
	rows := [][]Cell{}
	for _, s := range sheets {
		rows = append(rows, []Cell{textCell(s.Name), intCell(int64(s.Rows.Len())), textCell(b.say(readers[s.Reader])), textCell(s.Purpose)})
	}
	return b.table("sheets", words.HeadingSheets, words.EmptyWarnings, []Column{
		b.column("sheet", words.SheetHeader, TypeText, WidthMedium),
		b.column("rows", words.SheetRows, TypeNumber, WidthNarrow),
		b.column("readers", words.SheetReaders, TypeText, WidthText),
		b.column("purpose", words.SheetPurpose, TypeText, WidthText),
	}, rows)
}
