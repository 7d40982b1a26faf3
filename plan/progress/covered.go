package progress

import (
	"slices"
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// upTo cuts spans off at a moment: what is to come was not read.
func upTo(list []inventory.Window, end time.Time) []inventory.Window {
	var out []inventory.Window
	for _, w := range list {
		if w.Until.After(end) {
			w.Until = end
		}
		if w.Since.Before(w.Until) {
			out = append(out, w)
		}
	}
	return out
}

// numberOf counts days from 1970, so that they can be reckoned with.
func numberOf(d calendar.Day) int {
	return d.DaysSince(calendar.Day{Year: 1970, Month: time.January, Day: 1})
}

func dayOf(number int) calendar.Day {
	return calendar.On(1970, time.January, 1+min(number, lastNumber))
}

// lastNumber is the last day that can be written, 31 December 9999.
const lastNumber = 2_932_896

// readDays are the days that were read whole, up to yesterday.
type readDays struct {
	// runs are days without a break, oldest first.
	runs []dayRun
	// due is the last day that must have been read: the one before yesterday.
	due int
}

// dayRun is from one day to another, both included.
type dayRun struct{ from, to int }

func readDaysOf(covered []inventory.Window, loc *time.Location, today int) readDays {
	r := readDays{due: today - 2}
	for _, w := range covered {
		first, last := calendar.DayOf(w.Since.In(loc)), calendar.DayOf(w.Until.Add(time.Second).In(loc)).AddDays(-1) // times are whole seconds, and both ends are included
		from, to := numberOf(first), min(numberOf(last), today-1)
		if first.In(loc).Before(w.Since) {
			from++
		}
		switch n := len(r.runs); {
		case to < from:
		case n > 0 && from <= r.runs[n-1].to+1:
			r.runs[n-1].to = max(r.runs[n-1].to, to)
		default:
			r.runs = append(r.runs, dayRun{from, to})
		}
	}
	return r
}

// last is the last day that was read, and false where none was.
func (r readDays) last() (int, bool) {
	if len(r.runs) == 0 {
		return 0, false
	}
	return r.runs[len(r.runs)-1].to, true
}

// from counts the days from one on that were read.
func (r readDays) from(day int) int {
	n := 0
	for _, run := range slices.Backward(r.runs) {
		if run.to < day {
			break
		}
		n += run.to - max(run.from, day) + 1
	}
	return n
}

// longest counts the days of the longest run from a day on.
func (r readDays) longest(day int) int {
	n := 0
	for _, run := range slices.Backward(r.runs) {
		if run.to < day {
			break
		}
		n = max(n, run.to-max(run.from, day)+1)
	}
	return n
}

// unread gives the first span of days between two, both included, that were not read, and how many of them were not in all.
func (r readDays) unread(from, to int) (first dayRun, days int) {
	at := from
	note := func(until int) {
		if at > until {
			return
		}
		if days == 0 {
			first = dayRun{at, until}
		}
		days += until - at + 1
	}
	for _, run := range r.runs {
		if run.to < at {
			continue
		}
		if run.from > to {
			break
		}
		note(min(run.from-1, to))
		at = run.to + 1
	}
	note(to)
	return first, days
}

// silence is the run of read days that goes on until now and begins on a day at the earliest: how many there are. It is 0 where newer days must have been read.
func (r readDays) silence(earliest int) int {
	last, ok := r.last()
	if !ok || last < r.due {
		return 0
	}
	return max(0, last-max(earliest, r.runs[len(r.runs)-1].from)+1)
}
