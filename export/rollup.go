package export

import (
	"slices"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/progress"
)

// NewRollUp says how several tenants compare. It is a report of its own, with a summary and sheets of its own; whoever writes reports writes it too. Equal input
// gives an equal report.
func NewRollUp(r progress.RollUp, lang inventory.Language) Report {
	b := rollUpBook{newBook(inventory.Inventory{Tool: r.Tool, AsOf: r.AsOf}, plan.Plan{AsOf: r.AsOf}, Options{Language: lang}), r}
	sheets := []Sheet{b.tenants(), b.attention(), b.gapSheet(), b.aboutTenants()}
	meta := b.meta()
	meta.Title, meta.Subject = b.say(words.RollUpTitle, "count", strconv.Itoa(len(r.Tenants))), b.say(words.RollUpSubject)
	report := Report{
		Meta: meta, Sheets: sheets, Events: []Event{}, Scripts: []Script{}, Alerts: func() []Alert { return nil },
		Interface: b.words(), subjects: b.subjects(),
	}
	report.Summary = b.overview(meta.Title, sheets)
	b.bound(&report)
	return report
}

// rollUpBook is a book about several tenants: its inventory and plan are empty but for how and when they were made.
type rollUpBook struct {
	*book
	of progress.RollUp
}

// mostCharted is how many tenants a chart can tell apart.
const mostCharted = 24

// overview is the page that is read first.
func (b rollUpBook) overview(title string, sheets []Sheet) Summary {
	s := Summary{
		Key: "summary", Name: b.say(words.SheetSummary), Title: title, Banner: b.banner(),
		Subtitle: b.say(words.RollUpSubtitle, "asOf", b.stamp(b.of.AsOf), "version", b.visible(b.of.Tool.Version)),
		Notes:    []string{b.say(words.RollUpNotesOfOwn)},
		Groups:   []FigureGroup{b.runs(), b.sums(), b.verdictFigures()},
	}
	var stale []string
	for i := range b.of.Tenants {
		if t := &b.of.Tenants[i]; t.Stale() && t.State != progress.TenantFailed {
			stale = append(stale, b.visible(t.Name))
		}
	}
	if len(stale) > 0 {
		s.Notes = append(s.Notes, b.say(words.RollUpNoteStale, "names", strings.Join(stale, b.say(words.ListSeparator))))
	}
	for _, pair := range b.of.TwiceIn() {
		s.Notes = append(s.Notes, b.say(words.RollUpNoteTwice, "first", b.visible(pair[0]), "second", b.visible(pair[1])))
	}
	charted := b.chartedTable()
	if n := len(b.tracked()); n > mostCharted {
		s.Notes = append(s.Notes, b.say(words.RollUpNoteCharted, "shown", strconv.Itoa(mostCharted), "count", strconv.Itoa(n)))
	}
	s.Charts = []Chart{b.chart(charted, Chart{Key: "tenants", Shape: ShapeStacked, Series: []string{"verified", "unverified", "regressions", "open"},
		Tones: []Tone{ToneGood, ToneInfo, ToneBad, ToneMuted}}, words.ChartTenants, words.ChartItemsAxis)}
	s.Tables = []Table{b.failureTable(), b.sheetTable(sheets), charted}
	for _, entry := range b.legend() {
		if !entry.Editable { // nobody writes in it
			s.Legend = append(s.Legend, entry)
		}
	}
	s.SignOff = Sheet{Notes: []string{}, Columns: []Column{}}
	return s
}

// banner says what failed, and whose evidence is incomplete.
func (b rollUpBook) banner() Line {
	named := func(keep func(*progress.Tenant) bool) string {
		var names []string
		for i := range b.of.Tenants {
			if keep(&b.of.Tenants[i]) {
				names = append(names, b.visible(b.of.Tenants[i].Name))
			}
		}
		if more := len(names) - whoShown; more > 0 {
			return b.say(words.WhoMore, "names", strings.Join(names[:whoShown], b.say(words.ListSeparator)), "more", strconv.Itoa(more))
		}
		return strings.Join(names, b.say(words.ListSeparator))
	}
	count, failed, incomplete := strconv.Itoa(len(b.of.Tenants)), strconv.Itoa(b.of.Failed), strconv.Itoa(b.of.Incomplete)
	hasFailed := func(t *progress.Tenant) bool { return t.State == progress.TenantFailed }
	switch {
	case b.of.Failed > 0 && b.of.Incomplete > 0:
		return Line{b.say(words.RollUpFailedToo, "count", count, "failed", failed, "names", named(hasFailed), "incomplete", incomplete), ToneBad}
	case b.of.Failed > 0:
		return Line{b.say(words.RollUpFailed, "count", count, "failed", failed, "names", named(hasFailed)), ToneBad}
	case b.of.Incomplete > 0:
		names := named(func(t *progress.Tenant) bool { return t.State == progress.TenantIncomplete })
		return Line{b.say(words.RollUpIncomplete, "count", count, "incomplete", incomplete, "names", names), ToneWarn}
	}
	return Line{b.say(words.RollUpAllWell, "count", count), ToneGood}
}

func (b rollUpBook) runs() FigureGroup {
	return FigureGroup{b.say(words.GroupTenants), []Figure{
		b.count("tenants", words.FigureTenants, len(b.of.Tenants), ToneNone, b.say(words.FigureTenantsHint)),
		b.count("failedTenants", words.FigureFailed, b.of.Failed, ToneBad, b.say(words.FigureFailedHint)),
		b.count("earlierTenants", words.FigureEarlier, b.of.Earlier, ToneWarn, b.say(words.FigureEarlierHint)),
		b.count("incompleteTenants", words.FigureGappy, b.of.Incomplete, ToneWarn, b.say(words.FigureGappyHint)),
	}}
}

func (b rollUpBook) sums() FigureGroup {
	f := b.of.Figures
	end := Figure{Key: "forecastEnd", Label: b.say(words.FigureAllEnd), Type: TypeDate, Value: dayCell(b.of.Forecast), Hint: b.say(words.FigureAllEndHint)}
	if b.of.Forecast.IsZero() {
		end.Hint = b.say(words.FigureAllEndNone)
	}
	return FigureGroup{b.say(words.GroupRollUp), []Figure{
		b.count("items", words.FigureAllItems, f.Items, ToneNone, b.say(words.FigureAllItemsHint)),
		b.count("verified", words.FigureVerified, f.Verified, ToneGood, b.say(words.FigureVerifiedHint)),
		b.count("unverified", words.FigureUnverified, f.Unverified, ToneInfo, b.say(words.FigureUnverifiedHint)),
		b.count("regressions", words.FigureRegressions, f.Regressions, ToneBad, b.say(words.FigureRegressionsHint)),
		b.count("open", words.FigureNotDone, f.Open, ToneNone, b.say(words.FigureNotDoneHint)),
		b.count("late", words.FigureOverdue, f.Late, ToneBad, b.say(words.FigureOverdueHint)),
		b.count("blocked", words.FigureBlocked, f.Blocked, ToneBad, b.say(words.FigureHeldUpHint)),
		b.count("newSenders", words.FigureNewSenders, f.New, ToneWarn, b.say(words.FigureNewSendersHint)),
		end,
		{Key: "exposureLeft", Label: b.say(words.FigureExposureLeft), Type: TypeHours, Value: floatCell(f.ExposureLeft),
			Hint: b.say(words.FigureExposureLeftHint, "planned", hours(float64(int64(f.ExposurePlanned*10))/10))},
	}}
}

func (b rollUpBook) verdictFigures() FigureGroup {
	group := FigureGroup{Heading: b.say(words.GroupBreaks)}
	for _, v := range words.Verdicts {
		tone := toneOf(v.Code)
		group.Figures = append(group.Figures, b.count("senders"+v.Code, v.Label, b.of.Verdicts[inventory.Verdict(v.Code)], tone, b.say(words.FigureAllSendersHint)))
	}
	return FigureGroup{group.Heading, append(group.Figures,
		b.count("violations", words.FigureViolations, b.of.Violations, ToneBad, b.say(words.FigureViolationsHint)))}
}

// tracked are the tenants of which figures are known.
func (b rollUpBook) tracked() []progress.Tenant {
	return slices.DeleteFunc(slices.Clone(b.of.Tenants), func(t progress.Tenant) bool { return t.Figures == nil })
}

func (b rollUpBook) chartedTable() Table {
	rows := [][]Cell{}
	for _, t := range b.tracked() {
		if len(rows) == mostCharted {
			break
		}
		f := t.Figures
		rows = append(rows, []Cell{b.outside(t.Name), intCell(int64(f.Verified)), intCell(int64(f.Unverified)), intCell(int64(f.Regressions)), intCell(int64(f.Open))})
	}
	t := b.table("tenants", words.HeadingTenants, words.EmptyTenants, []Column{
		b.column("tenant", words.ColumnTenant, TypeText, WidthWide),
		b.column("verified", words.ColumnVerified, TypeNumber, WidthNarrow),
		b.column("unverified", words.ColumnUnverified, TypeNumber, WidthNarrow),
		b.column("regressions", words.ColumnRegressions, TypeNumber, WidthNarrow),
		b.column("open", words.ColumnNotDone, TypeNumber, WidthNarrow),
	}, rows)
	t.Behind = true
	return t
}

func (b rollUpBook) failureTable() Table {
	rows := [][]Cell{}
	for i := range b.of.Tenants {
		t := &b.of.Tenants[i]
		if t.State != progress.TenantFailed {
			continue
		}
		figures := b.say(words.FailedNoFigures)
		if t.AsOf != nil {
			figures = b.say(words.FailedLast, "asOf", b.stamp(*t.AsOf))
		}
		rows = append(rows, []Cell{b.outside(t.Name), b.coded(words.TenantStates, string(t.State)).with(ToneBad), b.outside(t.Reason), textCell(figures)})
	}
	return b.table("failures", words.HeadingFailures, words.EmptyFailures, []Column{
		b.column("tenant", words.ColumnTenant, TypeText, WidthMedium),
		b.column("state", words.ColumnTenantState, TypeText, WidthNarrow),
		b.column("reason", words.ColumnFailure, TypeText, WidthText),
		b.column("figures", words.ColumnFiguresAsOf, TypeText, WidthText),
	}, rows)
}

// tenantTone is what the end of a run calls for.
func tenantTone(s progress.TenantState) Tone {
	switch s {
	case progress.TenantFailed:
		return ToneBad
	case progress.TenantIncomplete:
		return ToneWarn
	}
	return ToneGood
}

// tenants compares them, one row each.
func (b rollUpBook) tenants() Sheet {
	s := Sheet{Key: "tenants", Name: b.say(words.SheetTenants), Reader: ReaderManager, Purpose: b.say(words.PurposeTenants), Notes: []string{b.say(words.RollUpNoteOrder)}}
	if b.of.Failed > 0 {
		s.Notes = append(s.Notes, b.say(words.RollUpNoteEarlier))
	}
	s.Columns = []Column{
		b.column("tenant", words.ColumnTenant, TypeText, WidthWide),
		b.column("state", words.ColumnTenantState, TypeText, WidthMedium),
		b.column("reason", words.ColumnFailure, TypeText, WidthText),
		b.column("domain", words.ColumnDomain, TypeText, WidthWide),
		b.column("asOf", words.ColumnFiguresAsOf, TypeDateTime, WidthMedium),
		b.column("readUntil", words.ColumnReadUntil, TypeDateTime, WidthMedium),
		b.column("items", words.ColumnTracked, TypeNumber, WidthNarrow),
		b.column("verified", words.ColumnVerified, TypeNumber, WidthNarrow),
		b.column("unverified", words.ColumnUnverified, TypeNumber, WidthNarrow),
		b.column("regressions", words.FigureRegressions, TypeNumber, WidthMedium),
		b.column("open", words.ColumnNotDone, TypeNumber, WidthNarrow),
		b.column("late", words.ColumnLate, TypeNumber, WidthNarrow),
		b.column("blocked", words.ColumnBlockedItems, TypeNumber, WidthNarrow),
		b.column("newSenders", words.ColumnNewSenders, TypeNumber, WidthNarrow),
		b.column("violations", words.ColumnViolations, TypeNumber, WidthNarrow),
		b.column("exposureLeft", words.ColumnExposure, TypeHours, WidthMedium, barColumn),
		b.column("forecastEnd", words.ColumnForecast, TypeDate, WidthMedium),
		b.column("deadline", words.ColumnDeadlineDay, TypeDate, WidthMedium),
		b.column("slackDays", words.ColumnSlackDays, TypeNumber, WidthNarrow),
		b.column("gaps", words.ColumnGapCount, TypeNumber, WidthNarrow),
	}
	for _, v := range words.Verdicts {
		c := b.column("senders-"+v.Code, words.ColumnOfTenant, TypeNumber, WidthNarrow)
		c.Header = b.say(words.ColumnOfTenant, "verdict", v.Label.In(b.lang))
		s.Columns = append(s.Columns, c)
	}
	s.Columns = append(s.Columns, b.column("workspace", words.ColumnWorkspace, TypeText, WidthWide, detailColumn))
	s.Rows = lazily(b.of.Tenants, b.tenantRow)
	return b.finish(s, words.EmptyTenants)
}

func (b rollUpBook) tenantRow(t *progress.Tenant) []Cell {
	old := t.State == progress.TenantFailed
	// show greys what is of an earlier run, so that nobody takes it for today's.
	show := func(c Cell) Cell {
		if old && c.Kind() != Empty {
			return c.with(ToneMuted)
		}
		return c
	}
	known := t.Figures != nil
	figure := func(n int, tone Tone) Cell {
		switch {
		case !known:
			return Cell{}
		case n == 0 || old:
			tone = ToneNone
		}
		return show(intCell(int64(n)).with(tone))
	}
	f, forecast := progress.Figures{}, progress.Forecast{}
	if known {
		f, forecast = *t.Figures, *t.Forecast
	}
	exposure, slack := Cell{}, Cell{}
	if known {
		exposure = show(floatCell(f.ExposureLeft))
	}
	if forecast.SlackDays != nil {
		slack = toned(intCell(int64(*forecast.SlackDays)), []ToneRule{{"<", 0, ToneBad}, {">=", 0, ToneGood}})
	}
	// Without an inventory nothing is known of senders either, and zero would say that it is.
	read := t.Verdicts != nil
	counted := func(n int, tone Tone) Cell {
		switch {
		case !read:
			return Cell{}
		case n == 0 || old:
			tone = ToneNone
		}
		return show(intCell(int64(n)).with(tone))
	}
	row := []Cell{
		b.outside(t.Name), textCell(b.label(words.TenantStates, string(t.State))).with(tenantTone(t.State)), b.outside(t.Reason), b.optional(t.Tenant.DefaultDomain), show(timeCell(t.AsOf)), show(b.readUntil(t)),
		figure(f.Items, ToneNone), figure(f.Verified, ToneGood), figure(f.Unverified, ToneInfo), figure(f.Regressions, ToneBad), figure(f.Open, ToneNone),
		figure(f.Late, ToneBad), figure(f.Blocked, ToneBad), figure(f.New, ToneWarn), counted(t.Violations, ToneBad),
		exposure, show(dayCell(forecast.End)), show(dayCell(t.Deadline)), show(slack), counted(len(t.Gaps), ToneWarn),
	}
	for _, v := range words.Verdicts {
		row = append(row, counted(t.Verdicts[inventory.Verdict(v.Code)], toneOf(v.Code)))
	}
	return append(row, b.outside(t.Workspace))
}

// readUntil is when the sign-ins of a tenant end that were read. Without newer ones its figures are of that day, whatever day it is.
func (b rollUpBook) readUntil(t *progress.Tenant) Cell {
	c := timeCell(t.ReadUntil)
	if t.Stale() {
		return c.with(ToneWarn)
	}
	return c
}

// ofTenant is something of a tenant, with the tenant's place in the sheet Tenants.
type ofTenant[T any] struct {
	tenant *progress.Tenant
	row    int
	what   T
}

// gathered are things of all tenants, in the tenants' order.
func gathered[T any](tenants []progress.Tenant, of func(*progress.Tenant) []T) []ofTenant[T] {
	var list []ofTenant[T]
	for i := range tenants {
		for _, what := range of(&tenants[i]) {
			list = append(list, ofTenant[T]{&tenants[i], i, what})
		}
	}
	return list
}

// fixedLink leads to where rows stood when the report was made: tenants have no id of their own before they are read.
func fixedLink(sheet string) func(*Column) {
	return func(c *Column) { c.Link, c.Fixed = sheet, true }
}

// attention is what somebody has to look at, in any tenant.
func (b rollUpBook) attention() Sheet {
	s := Sheet{
		Key: "attention", Name: b.say(words.SheetAttention), Reader: ReaderManager, Purpose: b.say(words.PurposeAttention), Notes: []string{b.say(words.RollUpNoteOrder)},
		Columns: []Column{
			b.column("tenant", words.ColumnTenant, TypeText, WidthWide, fixedLink("tenants")),
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("state", words.ColumnState, TypeText, WidthMedium),
			b.column("late", words.ColumnLate, TypeText, WidthNarrow),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("owner", words.ColumnOwner, TypeText, WidthMedium),
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium),
			b.column("due", words.ColumnDue, TypeDate, WidthMedium),
			b.column("seen", words.ColumnBasicOrFirst, TypeDateTime, WidthMedium),
			b.column("asOf", words.ColumnFiguresAsOf, TypeDateTime, WidthMedium),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	rows := gathered(b.of.Tenants, func(t *progress.Tenant) []progress.Attention { return t.Attention })
	s.Rows = lazily(rows, func(r *ofTenant[progress.Attention]) []Cell {
		a := &r.what
		late, wave, why := Cell{}, Cell{}, b.sentence(a.Why.ID, a.Why.Text, a.Why.Args)
		if a.Late {
			late = textCell(b.say(words.Yes)).with(ToneBad)
		}
		if a.State == progress.StateNewSender {
			why = b.say(meaningOf(words.ProgressStates, string(a.State)))
		} else {
			wave = intCell(int64(a.Wave))
		}
		return []Cell{
			b.outside(r.tenant.Name).to(r.row), b.outside(a.UPN), textCell(b.label(words.ProgressStates, string(a.State))).with(trackedTone(string(a.State))), late, textCell(why),
			b.optional(a.Owner), wave, dayCell(a.End), dayCell(a.Due), timeCell(a.Seen), timeCell(r.tenant.AsOf), b.outside(a.Sender),
		}
	})
	return b.finish(s, words.EmptyAttention)
}

// gapSheet is what was not read whole, by tenant.
func (b rollUpBook) gapSheet() Sheet {
	s := Sheet{
		Key: "coverage", Name: b.say(words.SheetCoverage), Reader: ReaderAll, Purpose: b.say(words.PurposeGaps),
		Columns: []Column{
			b.column("tenant", words.ColumnTenant, TypeText, WidthWide, fixedLink("tenants")),
			b.column("source", words.ColumnSource, TypeText, WidthWide),
			b.column("part", words.ColumnPart, TypeText, WidthWide),
			b.column("status", words.ColumnCoverage, TypeText, WidthMedium),
			b.column("since", words.ColumnSince, TypeDateTime, WidthMedium),
			b.column("until", words.ColumnUntil, TypeDateTime, WidthMedium),
			b.column("gaps", words.ColumnGaps, TypeText, WidthMedium),
			b.column("missing", words.ColumnMissing, TypeText, WidthText),
		},
	}
	rows := gathered(b.of.Tenants, func(t *progress.Tenant) []inventory.Coverage { return t.Gaps })
	s.Rows = lazily(rows, func(r *ofTenant[inventory.Coverage]) []Cell {
		c := r.what
		return []Cell{
			b.outside(r.tenant.Name).to(r.row), textCell(b.label(words.Sources, c.Source)), textCell(b.label(words.SignInParts, c.Part)),
			b.coded(words.CoverageStatuses, string(c.Status)), timeCell(c.Since), timeCell(c.Until), textCell(b.windows(c.Gaps)), b.outside(missingOf(c)),
		}
	})
	return b.finish(s, words.EmptyGapsRollUp)
}

// aboutTenants says how the roll-up was made, and explains its words.
func (b rollUpBook) aboutTenants() Sheet {
	s := Sheet{
		Key: "about", Name: b.say(words.SheetAbout), Reader: ReaderAll, Purpose: b.say(words.PurposeAboutRollUp),
		Columns: []Column{
			b.column("topic", words.ColumnTopic, TypeText, WidthWide),
			b.column("entry", words.ColumnEntry, TypeText, WidthWide),
			b.column("value", words.ColumnValue, TypeText, WidthText),
			b.column("detail", words.ColumnDetail, TypeText, WidthText),
		},
	}
	rows := [][]Cell{
		{textCell(b.say(words.TopicMade)), textCell(b.say(words.AboutTool)), textCell(b.meta().Tool), {}},
		{textCell(b.say(words.TopicMade)), textCell(b.say(words.AboutAsOf)), textCell(b.stamp(b.of.AsOf)), textCell(b.say(words.AboutTimesValue))},
	}
	for i := range b.of.Tenants {
		t := &b.of.Tenants[i]
		rows = append(rows, []Cell{textCell(b.say(words.GroupTenants)), b.outside(t.Name), b.optional(t.Tenant.ID), b.optional(t.Tenant.DefaultDomain)})
	}
	for _, g := range []struct {
		topic words.Word
		codes words.Codes
	}{{words.TopicTenants, words.TenantStates}, {words.TopicProgress, words.ProgressStates}, {words.TopicVerdicts, words.Verdicts}, {words.TopicCoverage, words.CoverageStatuses}} {
		for _, code := range g.codes {
			rows = append(rows, []Cell{textCell(b.say(g.topic)), textCell(code.Label.In(b.lang)), textCell(b.say(code.Meaning, b.windowDays()...)), textCell(code.Code)})
		}
	}
	s.Rows = ready(rows)
	return b.finish(s, words.EmptyCoverage)
}
