package plan

import "unbasic/plan/calendar"

// timeline counts in working days: index 0 is the day of the first go/no-go. It grows as it is asked, so a calendar is looked at once for
// each day however many waves there are.
//
// Waves are laid on indices alone. So a day that stops being a working day moves what follows it later and nothing earlier.
type timeline struct {
	calendar calendar.Calendar
	days     []calendar.Day
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
	t := &timeline{calendar: p.Calendar, first: 1}
	first, ok := p.Calendar.Next(decide)
	if !ok {
		t.ended = true
		return t
	}
	t.days = append(t.days, first)
	for {
		day, ok := t.at(t.first)
		if !ok || !day.Before(start) {
			return t
		}
		t.first++
	}
}

// at gives the working day of an index; false where the calendar has no room left (see [calendar.MaxGap]).
func (t *timeline) at(index int) (calendar.Day, bool) {
	for len(t.days) <= index {
		if t.ended {
			return calendar.Day{}, false
		}
		next, ok := t.calendar.AddWorking(t.days[len(t.days)-1], 1)
		if !ok {
			t.ended = true
			return calendar.Day{}, false
		}
		t.days = append(t.days, next)
	}
	return t.days[index], true
}

// last gives the last working day that is known, zero where there is none at all.
func (t *timeline) last() calendar.Day {
	if len(t.days) == 0 {
		return calendar.Day{}
	}
	return t.days[len(t.days)-1]
}
