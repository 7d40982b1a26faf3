package export

import (
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

const (
	// dayEach is how many days are drawn one by one; more are drawn by the week.
	dayEach = 200
	// daysBehind are drawn after the last day that counts, so that it does not stand at the edge.
	daysBehind = 3
	// mostPlaces is how far a drawing goes at most: a plan with a day in a far century must not fill a sheet.
	mostPlaces = 1000
)

// gantt draws the plan over time: each wave, and the items in it.
func (b *book) gantt() Sheet {
	s := Sheet{
		Key: "gantt", Name: b.say(words.SheetGantt), Reader: ReaderManager, Purpose: b.say(words.PurposeGantt), Notes: b.planNotes(),
		Columns: []Column{
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("what", words.ColumnWaveOrSender, TypeText, WidthWide, linkColumn("plan")),
			b.column("owner", words.ColumnOwner, TypeText, WidthMedium, take("owner")),
			b.column("status", words.ColumnStatus, TypeText, WidthMedium, take("status")),
			b.column("start", words.ColumnStart, TypeDate, WidthMedium, take("start")),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium, take("end")),
			b.column("item", words.ColumnItemID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	rows := b.ganttRows()
	s.Rows = lazily(rows, func(r *ganttRow) []Cell {
		if r.wave != nil {
			w := r.wave
			return []Cell{
				intCell(int64(w.Number)), textCell(b.waveName(w)).with(ToneInfo), {}, {}, dayCell(w.Start), dayCell(w.End), {},
			}
		}
		item := b.itemsInOrder()[r.item]
		return []Cell{
			intCell(int64(item.Wave)), b.outside(item.UPN).to(r.item), b.outside(string(item.Owner)),
			textCell(b.label(words.Statuses, string(item.Status))), dayCell(item.Start), dayCell(item.End), b.outside(item.ID),
		}
	})
	if len(rows) > 0 {
		s.Timeline = b.timeline()
	}
	return b.finish(s, words.EmptyPlan)
}

// ganttRow is a wave, or the item at a row of Plan.
type ganttRow struct {
	wave *plan.Wave
	item int
}

// ganttRows puts each wave before its items; items of a wave that the plan does not describe stand alone.
func (b *book) ganttRows() []ganttRow {
	rows := make([]ganttRow, 0, len(b.plan.Waves)+len(b.itemsInOrder()))
	next := 0
	upTo := func(last int) {
		for ; next < len(b.itemsInOrder()) && b.itemsInOrder()[next].Wave <= last; next++ {
			rows = append(rows, ganttRow{item: next})
		}
	}
	for _, w := range b.wavesInOrder() {
		upTo(w.Number - 1)
		rows = append(rows, ganttRow{wave: w})
		upTo(w.Number)
	}
	for ; next < len(b.itemsInOrder()); next++ {
		rows = append(rows, ganttRow{item: next})
	}
	return rows
}

// timeline goes from the day of the plan to the last end or the deadline, whichever is later, and a little on.
func (b *book) timeline() *Timeline {
	first, last := b.today, b.plan.Deadline
	begins := calendar.Day{}
	see := func(start, end calendar.Day) {
		if end.After(last) {
			last = end
		}
		if !start.IsZero() && (begins.IsZero() || start.Before(begins)) {
			begins = start
		}
	}
	for i := range b.plan.Waves {
		see(b.plan.Waves[i].Start, b.plan.Waves[i].End)
	}
	for _, item := range b.itemsInOrder() {
		see(item.Start, item.End)
	}
	if b.plan.AsOf.IsZero() && b.inv.AsOf.IsZero() {
		first = begins // nothing says when the plan was made
	}
	t := &Timeline{
		Start: "start", End: "end", Status: "status", Done: b.label(words.Statuses, string(plan.StatusDone)),
		Days: []TimelineDay{}, Span: 1, Legend: []TimelineLabel{},
	}
	if first.IsZero() || last.Before(first) {
		return t
	}
	count := last.DaysSince(first) + 1 + daysBehind
	if count > dayEach {
		t.Span = 7
		count = (count + 6) / 7
	}
	marks, off := b.markedDays(), b.offDays()
	there := map[DayKind]bool{}
	for place := range min(count, mostPlaces) {
		day := b.timelineDay(first.AddDays(place*t.Span), t.Span, marks, off)
		there[day.Kind] = true
		t.Days = append(t.Days, day)
	}
	for _, known := range dayKinds {
		if there[known.kind] {
			t.Legend = append(t.Legend, TimelineLabel{known.kind, b.say(known.word)})
		}
	}
	return t
}

// namedDay is what a day is called, and why it looks different.
type namedDay struct {
	kind DayKind
	name string
}

// dayKinds are the kinds of days in the order of the constants: of several, the last one shows.
var dayKinds = []struct {
	kind DayKind
	word words.Word
}{
	{DayWork, words.DayWork}, {DayWeekend, words.DayWeekend}, {DayHoliday, words.DayHoliday}, {DayFreeze, words.DayFreeze},
	{DayAsOf, words.DayAsOf}, {DayGoNoGo, words.DayGoNoGo}, {DayMilestone, words.DayMilestone},
}

// rank is the place of a kind in that order.
func (k DayKind) rank() int {
	for i, known := range dayKinds {
		if k == known.kind {
			return i
		}
	}
	return 0
}

// markedDays are the days on which something is decided or happens.
func (b *book) markedDays() map[calendar.Day][]namedDay {
	marks := map[calendar.Day][]namedDay{b.today: {{DayAsOf, b.say(words.DayAsOf)}}}
	for _, w := range b.wavesInOrder() {
		marks[w.GoNoGo] = append(marks[w.GoNoGo], namedDay{DayGoNoGo, b.say(words.DecisionOf, "wave", b.waveShort(w))})
	}
	for _, m := range b.milestones() {
		marks[m.Date] = append(marks[m.Date], namedDay{DayMilestone, b.milestoneName(m)})
	}
	if d := b.plan.Deadline; !d.IsZero() {
		marks[d] = append(marks[d], namedDay{DayMilestone, b.say(words.DeadlineOfPolicy)})
	}
	return marks
}

// offDays are the days on which nothing is changed.
func (b *book) offDays() map[calendar.Day]namedDay {
	off := make(map[calendar.Day]namedDay, len(b.plan.DaysOff))
	for _, d := range b.plan.DaysOff {
		switch d.Why {
		case calendar.WhyWeekend:
			off[d.Date] = namedDay{DayWeekend, ""}
		case calendar.WhyHoliday:
			off[d.Date] = namedDay{DayHoliday, b.named(d.Name, words.DayHoliday)}
		default:
			off[d.Date] = namedDay{DayFreeze, b.named(d.Name, words.DayFreeze)}
		}
	}
	return off
}

// named is a name of the tenant, or a word where there is none.
func (b *book) named(name inventory.Optional, otherwise words.Word) string {
	if name == "" {
		return b.say(otherwise)
	}
	return b.visible(string(name))
}

// timelineDay is a day, or several of them from one on. Those on which nothing is changed show only if all of them are such days.
func (b *book) timelineDay(first calendar.Day, span int, marks map[calendar.Day][]namedDay, off map[calendar.Day]namedDay) TimelineDay {
	made := TimelineDay{Day: first, Kind: DayWork}
	var names []string
	see := func(d namedDay) {
		if d.kind.rank() > made.Kind.rank() {
			made.Kind = d.kind
		}
		if d.name != "" && (len(names) == 0 || names[len(names)-1] != d.name) {
			names = append(names, d.name)
		}
	}
	allOff := true
	for n := range span {
		_, is := off[first.AddDays(n)]
		allOff = allOff && is
	}
	for n := range span {
		day := first.AddDays(n)
		if allOff {
			see(off[day])
		}
		for _, mark := range marks[day] {
			if span > 1 && mark.kind == DayGoNoGo {
				mark.kind = DayWork // there is one in nearly every week: it is named and has no colour
			}
			see(mark)
		}
	}
	made.Name = strings.Join(names, b.say(words.ListSeparator))
	return made
}
