package export

import (
	"fmt"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
)

// codeLate is the code of the plan's warning that names the items which end after the policy's deadline.
const codeLate = "past-deadline"

// whoShown is how many senders a warning names on the summary; the others are a number.
const whoShown = 5

// summary is the page that is read first.
func (b *book) summary(sheets []Sheet) Summary {
	s := Summary{Key: "summary", Name: b.say(words.SheetSummary), Title: b.meta().Title, Banner: b.banner()}
	s.Subtitle = b.say(words.ReportSubtitle,
		"asOf", b.stamp(b.inv.AsOf), "since", b.stamp(b.inv.Window.Since), "until", b.stamp(b.inv.Window.Until), "version", b.visible(b.inv.Tool.Version))
	s.Groups = []FigureGroup{b.breaks(), b.schedule(), b.proof()}
	s.Tables = []Table{b.verdictTable(), b.waveTable(), b.milestoneTable(), b.warningTable(), b.gapTable(), b.sheetTable(sheets)}
	s.Charts = []Chart{
		b.chart("verdicts", s.Tables[0], words.ChartVerdicts, words.ChartSendersAxis),
		b.chart("waves", s.Tables[1], words.ChartWaves, words.ChartItemsAxis),
	}
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
func (b *book) count(key string, label words.Word, n int, tone Tone, hint string) Figure {
	value := intCell(int64(n))
	if n > 0 {
		value = value.with(tone)
	}
	return Figure{Key: key, Label: b.say(label), Type: TypeNumber, Value: value, Hint: hint}
}

func (b *book) verdicts() map[inventory.Verdict]int {
	counts := map[inventory.Verdict]int{}
	for i := range b.inv.Senders {
		counts[b.inv.Senders[i].Verdict]++
	}
	return counts
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
		b.count("active", words.FigureActive, counts[inventory.VerdictActive], ToneWarn, b.say(words.FigureActiveHint, "successes", grouped(successes))),
		b.count("broken", words.FigureBroken, counts[inventory.VerdictBroken], ToneBad, b.say(words.FigureBrokenHint)),
		b.count("suspicious", words.FigureIncidents, counts[inventory.VerdictSuspicious], ToneBad, b.say(words.FigureIncidentsHint)),
		b.count("suspected", words.FigureSuspected, counts[inventory.VerdictSuspected], ToneInfo, b.say(words.FigureSuspectedHint)),
		b.count("clients", words.FigureClients, clients, ToneNone, b.say(words.FigureClientsHint)),
	}}
}

// schedule is what the project manager looks for.
func (b *book) schedule() FigureGroup {
	effort, ownerless := 0.0, 0
	for _, item := range b.plan.Items {
		effort += item.EffortHours
		if item.Owner == "" {
			ownerless++
		}
	}
	planned := b.say(words.FigurePlannedHint, "waves", strconv.Itoa(len(b.plan.Waves)), "hours", fmt.Sprintf("%.1f", effort))
	figures := []Figure{
		b.count("planned", words.FigurePlanned, len(b.plan.Items), ToneNone, planned),
		b.count("unplanned", words.FigureUnplanned, len(b.plan.Unplanned), ToneWarn, b.say(words.FigureUnplannedHint)),
	}
	deadline := b.plan.Deadline
	left := Figure{Key: "deadline", Label: b.say(words.FigureDeadline), Type: TypeNumber, Hint: b.say(words.FigureDeadlineNone)}
	if !deadline.IsZero() {
		left.Value = intCell(int64(deadline.DaysSince(b.today)))
		left.Hint = b.say(words.FigureDeadlineHint, "date", deadline.String())
	}
	end := Figure{Key: "lastEnd", Label: b.say(words.FigureLastEnd), Type: TypeDate, Hint: b.say(words.FigureLastEndNone)}
	slack := Figure{Key: "slack", Label: b.say(words.FigureSlack), Type: TypeNumber, Hint: b.say(words.FigureSlackHint)}
	if last, some := b.lastWave(); some {
		end.Value, end.Hint = dayCell(last.End), b.waveName(last)
		if !deadline.IsZero() {
			days := deadline.DaysSince(last.End)
			slack.Value = intCell(int64(days)).with(ToneGood)
			if days < 0 {
				slack.Value, slack.Hint = slack.Value.with(ToneBad), b.say(words.FigureSlackLate)
			}
		}
	}
	late := 0
	for _, w := range b.plan.Warnings {
		if w.Code == codeLate {
			late += len(w.Senders)
		}
	}
	return FigureGroup{b.say(words.GroupPlan), append(figures, left, end, slack,
		b.count("late", words.FigureLate, late, ToneBad, b.say(words.FigureLateHint)),
		b.count("ownerless", words.FigureOwnerless, ownerless, ToneWarn, b.say(words.FigureOwnerlessHint)),
		Figure{Key: "exposure", Label: b.say(words.FigureExposure), Type: TypeHours, Value: floatCell(b.plan.Exposure), Hint: b.say(words.FigureExposureHint)},
	)}
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
		b.count("violations", words.FigureViolations, findings[inventory.FindingViolation], ToneBad, b.say(words.FigureViolationsHint)),
		b.count("reviews", words.FigureReviews, findings[inventory.FindingReview], ToneWarn, b.say(words.FigureReviewsHint)),
		b.count("licenceUnknown", words.FigureUnknown, unknown, ToneWarn, b.say(words.FigureUnknownHint)),
		covered,
		b.count("rowsRead", words.FigureRead, r.Read, ToneNone, b.say(words.FigureReadHint, "counted", grouped(r.Counted), "excluded", grouped(r.Excluded))),
		b.count("unreadable", words.FigureUnreadable, r.Unreadable, ToneBad, b.say(words.FigureUnreadableHint)),
		b.count("evidenceFiles", words.FigureEvidence, len(b.inv.Evidence), ToneNone, b.say(words.FigureEvidenceHint)),
	}}
}

// grouped is a count within a sentence: 12,345 in English and Japanese alike.
func grouped(n int) string {
	digits := strconv.Itoa(n)
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
func (b *book) chart(key string, t Table, title, axis words.Word) Chart {
	values := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		values[i] = b.say(words.ChartAltValue, "label", row[0].Text(), "value", strconv.FormatInt(row[1].Int(), 10))
	}
	return Chart{
		Key: key, Shape: ShapeColumns, Table: t.Key, Series: []string{t.Columns[1].Key}, Title: b.say(title), Axis: b.say(axis),
		Alt: b.say(words.ChartAlt, "title", b.say(title), "values", strings.Join(values, b.say(words.ListSeparator))),
	}
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
		b.column("senders", words.ChartSendersAxis, TypeNumber, WidthNarrow),
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
		b.column("daysLeft", words.MilestoneDays, TypeNumber, WidthNarrow),
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
	return b.table("gaps", words.HeadingGaps, words.EmptyGaps, []Column{
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
