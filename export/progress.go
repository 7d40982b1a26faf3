package export

import (
	"slices"
	"strconv"

	"unbasic/export/words"
	"unbasic/plan"
	"unbasic/plan/calendar"
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
func (b *book) burnDownTable() Table {
	last := b.lastEnd()
	if b.plan.Deadline.After(last) {
		last = b.plan.Deadline
	}
	rows := [][]Cell{}
	if len(b.plan.Items) > 0 {
		ends, done := map[calendar.Day]int{}, b.total().done
		for i := range b.plan.Items {
			ends[b.plan.Items[i].End]++
		}
		for _, day := range b.burnDownDays(last) {
			left := 0
			for end, n := range ends {
				if end.After(day) {
					left += n
				}
			}
			mark := Cell{}
			if b.marked(day) {
				mark = intCell(int64(len(b.plan.Items)))
			}
			label := textCell(b.say(words.DayShort, "month", strconv.Itoa(int(day.Month)), "day", strconv.Itoa(day.Day)))
			rows = append(rows, []Cell{label, dayCell(day), intCell(int64(left)), intCell(int64(len(b.plan.Items) - done)), mark})
		}
	}
	isDone := b.labelled("status", words.Statuses, string(plan.StatusDone))
	t := b.table("burn-down", words.HeadingBurnDown, words.EmptyPlan, []Column{
		b.column("label", words.ColumnDayLabel, TypeText, WidthNarrow), // spreadsheets draw each day between two dates
		b.column("day", words.ColumnDay, TypeDate, WidthMedium),
		b.column("plannedLeft", words.ColumnPlannedLeft, TypeNumber, WidthNarrow, live(counting("plan", Condition{Column: "end", Is: ">", Same: "day"}))),
		b.column("left", words.ColumnLeft, TypeNumber, WidthNarrow,
			live(&Live{Of: LiveLeft, Sheet: "plan", Where: []Condition{filledIn("item")}, Also: []Condition{isDone}, But: []Condition{{Column: "doneOn", Is: ">", Same: "day"}}})),
		b.column("milestone", words.ColumnMilestone, TypeNumber, WidthNarrow),
	}, rows)
	t.Behind = true
	return t
}

// burnDownDays are today and each week from then on to the last day of the plan, or each second week and so on where that would be too many; and the days that
// have a mark.
func (b *book) burnDownDays(last calendar.Day) []calendar.Day {
	step := 7
	for last.DaysSince(b.today)/step >= mostPoints {
		step += 7
	}
	days := []calendar.Day{b.today}
	for day := b.today; day.Before(last); {
		day = day.AddDays(step)
		days = append(days, day)
	}
	end := days[len(days)-1]
	add := func(day calendar.Day) {
		if !day.Before(b.today) && !day.After(end) {
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
