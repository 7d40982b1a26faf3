package export

import (
	"slices"
	"strconv"

	"unbasic/export/words"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
	"unbasic/plan/progress"
)

// routeTable counts items by route: every route that can be chosen, because a choice can give one its first item.
func (b *book) routeTable() Table {
	counts := map[plan.Route]int{}
	for i := range b.plan.Items {
		counts[b.plan.Items[i].Route]++
	}
	rows := [][]Cell{}
	for _, code := range words.Routes {
		rows = append(rows, []Cell{textCell(b.label(words.Routes, code.Code)), intCell(int64(counts[plan.Route(code.Code)])), textCell(b.say(code.Meaning))})
	}
	return b.table("routes", words.HeadingRoutes, words.EmptyPlan, []Column{
		b.column("route", words.ColumnRoute, TypeText, WidthMedium),
		b.column("items", words.ColumnItems, TypeNumber, WidthNarrow, live(counting("plan", alike("route")))),
		b.column("meaning", words.VerdictMeaning, TypeText, WidthText),
	}, rows)
}

// mostNamed is how many waves have their names below a chart: those of more would take its room.
const mostNamed = 8

// progressTable is how many items of each wave are done and how many are not, behind its chart.
func (b *book) progressTable() Table {
	rows := [][]Cell{}
	for _, w := range b.wavesInOrder() {
		counted := b.counted(w.Number)
		name := strconv.Itoa(w.Number)
		if len(b.plan.Waves) <= mostNamed {
			name = b.say(words.WaveFrom, "wave", b.waveName(w), "start", w.Start.String())
		}
		rows = append(rows, []Cell{
			textCell(name), intCell(int64(w.Number)),
			intCell(int64(counted.done)), intCell(int64(counted.items - counted.done)),
		})
	}
	same, isDone := Condition{Column: "wave", Is: "=", Same: "number"}, b.labelled("status", words.Statuses, string(plan.StatusDone))
	t := b.table("progress", words.HeadingProgress, words.EmptyWaves, []Column{
		b.column("wave", words.ColumnWave, TypeText, WidthWide),
		b.column("number", words.ColumnNumber, TypeNumber, WidthNarrow),
		b.column("done", words.FigureDone, TypeNumber, WidthNarrow, live(counting("plan", same, isDone))),
		b.column("open", words.ColumnOpen, TypeNumber, WidthNarrow, live(&Live{Of: LiveLeft, Sheet: "plan", Where: []Condition{same}, Also: []Condition{isDone}})),
	}, rows)
	t.Behind = true
	return t
}

// mostPoints is how many days the burn-down has at most: more can't be told apart in a picture.
const mostPoints = 60

// burnDownTable is how many items are left day by day, as planned and as people write it down, with a mark at the milestones. An item that is
// done is left until the day on which it was, where that is written down; for days to come the line stays at what is left.
//
// Once somebody has looked, it begins with the first day that the progress knows, and shows what is left by the evidence too, up to the day of the last look. Days
// before that one stand as they were found: what people write by now changes nothing about them. Where days were not read, there is a mark of its own.
func (b *book) burnDownTable() Table {
	tracked := b.trackedDays()
	last := b.lastEnd()
	if b.plan.Deadline.After(last) {
		last = b.plan.Deadline
	}
	columns := []Column{
		b.column("label", words.ColumnDayLabel, TypeText, WidthNarrow), // spreadsheets draw each day between two dates
		b.column("day", words.ColumnDay, TypeDate, WidthMedium),
		b.column("plannedLeft", words.ColumnPlannedLeft, TypeNumber, WidthNarrow, live(counting("plan", Condition{Column: "end", Is: ">", Same: "day"}))),
		b.column("left", words.ColumnLeft, TypeNumber, WidthNarrow,
			live(&Live{Of: LiveLeft, Sheet: "plan", Where: []Condition{filledIn("item")}, Also: []Condition{b.labelled("status", words.Statuses, string(plan.StatusDone))},
				But: []Condition{{Column: "doneOn", Is: ">", Same: "day"}}})),
	}
	if tracked.known != nil {
		columns = append(columns, b.column("verifiedLeft", words.ColumnLeftVerified, TypeNumber, WidthNarrow))
	}
	columns = append(columns, b.column("milestone", words.ColumnMilestone, TypeNumber, WidthNarrow))
	if tracked.unread > 0 {
		columns = append(columns, b.column("unread", words.ColumnUnread, TypeNumber, WidthNarrow))
	}
	rows, past := [][]Cell{}, 0
	if len(b.plan.Items) > 0 {
		before := tracked.first.AddDays(-1)
		for _, day := range b.burnDownDays(tracked, last) {
			planned, left := b.leftOn(day)
			at := tracked.known[day]
			if at != nil && at.Said != nil && day.Before(tracked.now) {
				planned, left = at.Planned, *at.Said
				past++
			}
			label := textCell(b.say(words.DayShort, "month", strconv.Itoa(int(day.Month)), "day", strconv.Itoa(day.Day)))
			row := []Cell{label, dayCell(day), intCell(int64(planned)), intCell(int64(left))}
			if tracked.known != nil {
				verified := Cell{}
				if at != nil && at.Verified != nil {
					verified = intCell(int64(*at.Verified))
				}
				row = append(row, verified)
			}
			mark := func(some bool) Cell {
				if !some {
					return Cell{}
				}
				return intCell(int64(len(b.plan.Items)))
			}
			row = append(row, mark(b.marked(day)))
			if tracked.unread > 0 {
				row = append(row, mark(tracked.unreadAfter(before, day)))
			}
			rows, before = append(rows, row), day
		}
	}
	t := b.table("burn-down", words.HeadingBurnDown, words.EmptyPlan, columns, rows)
	t.Behind, t.Past = true, past
	return t
}

// burnDownChart draws the burn-down with the series that its table has.
func (b *book) burnDownChart(t Table) Chart {
	c := Chart{Key: "burn-down", Shape: ShapeLines, Marks: "milestone"}
	tones := map[string]Tone{"plannedLeft": ToneMuted, "left": ToneInfo, "verifiedLeft": ToneGood, "milestone": ToneBad, "unread": ToneWarn}
	for _, column := range t.Columns {
		if tone, drawn := tones[column.Key]; drawn {
			c.Series, c.Tones = append(c.Series, column.Key), append(c.Tones, tone)
		}
		if column.Key == "unread" {
			c.Unread = column.Key
		}
	}
	return b.chart(t, c, words.ChartBurnDown, words.ChartItemsAxis)
}

// trackedDays are the days of the burn-down that the progress knows.
type trackedDays struct {
	known map[calendar.Day]*progress.Left // nil before anybody has looked
	// first is the first of them, and now the day of the last look; both are the plan's day before anybody has looked.
	first, now calendar.Day
	unread     int
}

func (b *book) trackedDays() trackedDays {
	t := trackedDays{first: b.today, now: b.today}
	if b.progress == nil || len(b.progress.BurnDown) == 0 {
		return t
	}
	t.known = make(map[calendar.Day]*progress.Left, len(b.progress.BurnDown))
	t.first, t.unread = b.progress.BurnDown[0].Day, len(b.progress.Unread())
	t.now = t.first
	for i := range b.progress.BurnDown {
		left := &b.progress.BurnDown[i]
		t.known[left.Day] = left
		if left.Said != nil {
			t.now = left.Day
		}
	}
	return t
}

// unreadAfter reports whether a day after one and up to another was not read.
func (t trackedDays) unreadAfter(after, upTo calendar.Day) bool {
	for day := upTo; day.After(after); day = day.AddDays(-1) {
		if left := t.known[day]; left != nil && left.Unread {
			return true
		}
	}
	return false
}

// leftOn counts the items that end after a day, and those that people do not say to be done by then.
func (b *book) leftOn(day calendar.Day) (planned, left int) {
	for i := range b.plan.Items {
		item := &b.plan.Items[i]
		if item.End.After(day) {
			planned++
		}
		on := calendar.Day{}
		if text, some := b.written.Value(journal.Field{Sheet: "plan", Row: item.ID, Column: "doneOn"}); some {
			on, _ = calendar.ParseDay(text) // zero for what is no day, as for nothing
		}
		if item.Status != plan.StatusDone || on.After(day) {
			left++
		}
	}
	return planned, left
}

// burnDownDays are the day of the last look and each week from then on to the last day of the plan and back to the first that is known, or each second week and so on
// where that would be too many; that first day; and the days that have a mark.
func (b *book) burnDownDays(tracked trackedDays, last calendar.Day) []calendar.Day {
	step := 7
	for last.DaysSince(tracked.first)/step >= mostPoints {
		step += 7
	}
	days := []calendar.Day{tracked.now}
	for day := tracked.now; day.After(tracked.first); {
		if day = day.AddDays(-step); day.Before(tracked.first) {
			day = tracked.first
		}
		days = append(days, day)
	}
	end := tracked.now
	for end.Before(last) {
		end = end.AddDays(step)
		days = append(days, end)
	}
	add := func(day calendar.Day) {
		if !day.Before(tracked.first) && !day.After(end) {
			days = append(days, day)
		}
	}
	add(b.plan.Deadline)
	for i := range b.plan.Milestones {
		add(b.plan.Milestones[i].Date)
	}
	slices.SortFunc(days, calendar.Day.Compare)
	return slices.Compact(days)
}

// marked reports whether the deadline or a milestone is on a day.
func (b *book) marked(day calendar.Day) bool {
	return b.plan.Deadline == day || slices.ContainsFunc(b.plan.Milestones, func(m plan.Milestone) bool { return m.Date == day })
}

// legend explains what the colours mean.
func (b *book) legend() []LegendEntry {
	return []LegendEntry{
		{ToneBad, false, b.say(words.LegendBad)}, {ToneWarn, false, b.say(words.LegendWarn)}, {ToneInfo, false, b.say(words.LegendInfo)},
		{ToneGood, false, b.say(words.LegendGood)}, {ToneMuted, false, b.say(words.LegendMuted)}, {ToneNone, true, b.say(words.LegendEditable)},
	}
}

// signers are those who agree to the plan, by what their lines are called for good.
var signers = []struct {
	id   string
	role words.Word
}{{"it-admin", words.SignAdmin}, {"project-manager", words.SignManager}, {"auditor", words.SignAuditor}}

// signOff has a line for each of those who agree to the plan.
func (b *book) signOff() Sheet {
	s := Sheet{
		Key: SignOffKey, Name: b.say(words.HeadingSignOff), Notes: []string{},
		Columns: []Column{
			b.column("role", words.SignRole, TypeText, WidthMedium),
			b.column("name", words.SignName, TypeText, WidthMedium),
			b.column("signedOn", words.SignDate, TypeDate, WidthMedium),
			b.column("remarks", words.SignRemarks, TypeText, WidthWide),
		},
	}
	for i := range s.Columns[1:] {
		editableColumn(&s.Columns[i+1])
	}
	var rows [][]Cell
	for _, signer := range signers {
		rows = append(rows, []Cell{textCell(b.say(signer.role)), {}, {}, {}})
	}
	s.Rows = Rows{len(rows), func(i int) []Cell { return slices.Clone(rows[i]) }}
	return b.returns(s, func(i int) string { return signers[i].id })
}
