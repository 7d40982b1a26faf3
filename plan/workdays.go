package plan

import (
	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// workdays looks up working days around the days of a plan. It remembers what it was told: a day on which something is planned is a working day, and holidays
// cost too much to compute them for each wave again.
type workdays struct {
	calendar calendar.Calendar
	seen     map[calendar.Day]bool
	// first is the first working day after AsOf's; zero where the calendar has none.
	first calendar.Day
}

func workdaysOf(p *Plan, policy Policy) *workdays {
	w := &workdays{calendar: policy.Calendar, seen: make(map[calendar.Day]bool, 8*len(p.Waves))}
	for i := range p.Waves {
		wave := &p.Waves[i]
		w.seen[wave.Start], w.seen[wave.End], w.seen[wave.GoNoGo] = true, true, true
	}
	for i := range p.Items {
		w.seen[p.Items[i].Start], w.seen[p.Items[i].End] = true, true
	}
	w.first, _ = policy.Calendar.Next(policy.today().AddDays(1))
	return w
}

func (w *workdays) working(day calendar.Day) bool {
	is, known := w.seen[day]
	if !known {
		is = w.calendar.Working(day)
		w.seen[day] = is
	}
	return is
}

// before gives the nth working day before a day, and the plan's first where that comes later.
func (w *workdays) before(day calendar.Day, n int) calendar.Day {
	best := w.first
	for range calendar.MaxGap {
		if day = day.AddDays(-1); n <= 0 || day.Before(w.first) {
			break
		}
		if w.working(day) {
			best = day
			n--
		}
	}
	return best
}

// after gives the nth working day after a day; where the calendar ends before that, the last one that it has, which can be the day itself.
func (w *workdays) after(day calendar.Day, n int) calendar.Day {
	best := day
	for gap := 0; n > 0 && gap < calendar.MaxGap; gap++ {
		if day = day.AddDays(1); w.working(day) {
			best, gap = day, 0
			n--
		}
	}
	return best
}

// between counts the working days after one day, to another and with it.
func (w *workdays) between(from, to calendar.Day) int {
	n := 0
	for from.Before(to) {
		if from = from.AddDays(1); w.working(from) {
			n++
		}
	}
	return n
}

// daysOff lists the days without work that a picture of the plan has to mark: from today to the last item's end, the deadline, or the last milestone within a
// year of today, whichever comes last.
func daysOff(p *Plan, c calendar.Calendar, today calendar.Day) []DayOff {
	last := today
	for i := range p.Items {
		last = later(last, p.Items[i].End)
	}
	last = later(last, p.Deadline)
	for i := range p.Milestones {
		if day := p.Milestones[i].Date; day.DaysSince(today) <= 366 {
			last = later(last, day)
		}
	}
	off := []DayOff{}
	for day := today; !day.After(last); day = day.AddDays(1) {
		if why, reason := c.Off(day); why != "" {
			off = append(off, DayOff{Date: day, Why: why, Name: inventory.Optional(reason)})
		}
	}
	return off
}

func later(a, b calendar.Day) calendar.Day {
	if b.After(a) {
		return b
	}
	return a
}
