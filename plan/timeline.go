package plan

import (
	"sort"

	"unbasic/plan/calendar"
)

// timeline counts in working days: index 0 is the day of the first go/no-go. It grows as it is asked, so a calendar is looked at once for
// each day however many waves there are. It ends on the policy's last day, or where the calendar has no working day for a year.
type timeline struct {
	calendar calendar.Calendar
	today    calendar.Day
	end      calendar.Day
	days     []calendar.Day
	// costs are calendar days from today.
	costs []int
	// first is the index of the first day on which work may be done.
	first int
	ended bool
}

// newTimeline begins at today at the earliest, and otherwise on the last working weekday before the policy's start. Holidays do not pull that
// day forward: with a holiday on it the go/no-go and the first wave come later.
func newTimeline(p Policy) *timeline {
	today := p.today()
	start := today.AddDays(1)
	if p.Start.After(start) {
		start = p.Start
	}
	decide := start.AddDays(-1)
	for decide.After(today) && !p.Calendar.WorksOn(decide.Weekday()) {
		decide = decide.AddDays(-1)
	}
	t := &timeline{calendar: p.Calendar, today: today, end: p.End, first: 1}
	first, ok := p.Calendar.Next(decide)
	if !ok {
		t.ended = true
		return t
	}
	t.add(first)
	for {
		day, ok := t.at(t.first)
		if !ok || !day.Before(start) {
			return t
		}
		t.first++
	}
}

func (t *timeline) add(day calendar.Day) {
	t.days = append(t.days, day)
	t.costs = append(t.costs, day.DaysSince(t.today))
}

// at gives the working day of an index; false where there is none (see [calendar.MaxGap]).
func (t *timeline) at(index int) (calendar.Day, bool) {
	for len(t.days) <= index {
		if t.ended {
			return calendar.Day{}, false
		}
		next, ok := t.calendar.AddWorking(t.days[len(t.days)-1], 1)
		if !ok || !t.end.IsZero() && next.After(t.end) {
			t.ended = true
			return calendar.Day{}, false
		}
		t.add(next)
	}
	return t.days[index], true
}

// beyond is at for what comes after the work, which may be later than the policy's last day: where the timeline has ended, the calendar goes on, and
// where that ends too, it is the last day of all. It changes nothing.
func (t *timeline) beyond(index int) calendar.Day {
	if index < len(t.days) {
		return t.days[index]
	}
	day := t.last()
	for range index - len(t.days) + 1 {
		next, ok := t.calendar.AddWorking(day, 1)
		if !ok {
			break
		}
		day = next
	}
	return day
}

// cost gives the calendar days from today to a working day. One that there is none of is a year after the last, and so far from everything else.
func (t *timeline) cost(index int) int {
	if index < len(t.costs) {
		return t.costs[index]
	}
	if _, ok := t.at(index); ok {
		return t.costs[index]
	}
	if len(t.costs) == 0 {
		return calendar.MaxGap + index
	}
	return t.costs[len(t.costs)-1] + calendar.MaxGap + index - len(t.costs)
}

// index gives the first working day that is not before a day; a number after all days where there is none.
func (t *timeline) index(day calendar.Day) int {
	for !t.ended && (len(t.days) == 0 || t.days[len(t.days)-1].Before(day)) {
		if _, ok := t.at(len(t.days)); !ok {
			break
		}
	}
	return sort.Search(len(t.days), func(i int) bool { return !t.days[i].Before(day) })
}

// last gives the last working day that is known, zero where there is none at all.
func (t *timeline) last() calendar.Day {
	if len(t.days) == 0 {
		return calendar.Day{}
	}
	return t.days[len(t.days)-1]
}
