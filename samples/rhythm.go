package samples

import (
	"math/rand/v2"
	"slices"
	"time"
)

// A span is the time that the log covers: since is included, until is not. Both are UTC.
type span struct {
	since, until time.Time
	random       *rand.Rand
}

func (s span) contains(t time.Time) bool { return !t.Before(s.since) && t.Before(s.until) }

// day is the number of whole days between the start of the span and a moment in it.
func (s span) day(t time.Time) int { return int(t.Sub(s.since) / (24 * time.Hour)) }

// A rhythm gives the moments of a span at which something signs in, earliest first.
type rhythm func(span) []time.Time

// days gives the start of every calendar day of a zone that touches the span.
func (s span) days(zone *time.Location) []time.Time {
	y, m, d := s.since.In(zone).Date()
	var days []time.Time
	for day := time.Date(y, m, d, 0, 0, 0, 0, zone); day.Before(s.until); day = day.AddDate(0, 0, 1) {
		days = append(days, day)
	}
	return days
}

func workday(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// keep drops what lies outside the span and gives some moments the fractions of a second that the log has in places.
func (s span) keep(times []time.Time) []time.Time {
	kept := times[:0]
	for _, t := range times {
		t = t.UTC().Truncate(time.Second)
		if s.random.IntN(3) == 0 {
			t = t.Add(time.Duration(s.random.IntN(10_000_000)) * 100 * time.Nanosecond)
		}
		if s.contains(t) {
			kept = append(kept, t)
		}
	}
	slices.SortFunc(kept, time.Time.Compare)
	return kept
}

// inOfficeHours is irregular use on workdays: between least and most times a day, never outside the hours.
func inOfficeHours(zone *time.Location, from, to, least, most int) rhythm {
	return func(s span) []time.Time {
		var times []time.Time
		for _, day := range s.days(zone) {
			if !workday(day) {
				continue
			}
			for range least + s.random.IntN(most-least+1) {
				second := from*3600 + s.random.IntN((to-from)*3600)
				times = append(times, day.Add(time.Duration(second)*time.Second))
			}
		}
		return s.keep(times)
	}
}

// every is a clockwork with a few seconds of play, all week.
func every(interval time.Duration) rhythm {
	return func(s span) []time.Time {
		var times []time.Time
		for t := s.since.Truncate(interval); t.Before(s.until); t = t.Add(interval) {
			times = append(times, t.Add(time.Duration(5+s.random.IntN(20))*time.Second))
		}
		return s.keep(times)
	}
}

// nightly is once a night at an hour of a zone, all week.
func nightly(zone *time.Location, hour, minute int) rhythm {
	return func(s span) []time.Time {
		var times []time.Time
		for _, day := range s.days(zone) {
			at := day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
			times = append(times, at.Add(time.Duration(s.random.IntN(90))*time.Second))
		}
		return s.keep(times)
	}
}

// atMonthEnd is several times on the last and on the first workday of a month, and never else.
func atMonthEnd(zone *time.Location) rhythm {
	return func(s span) []time.Time {
		var times []time.Time
		for _, day := range s.days(zone) {
			if !isMonthEdge(day) {
				continue
			}
			// Spread over the day, so that a span of 30 days that ends or begins in the middle of one still sees some.
			for _, hour := range []int{1, 7, 12, 18, 23} {
				times = append(times, day.Add(time.Duration(hour)*time.Hour+time.Duration(s.random.IntN(1200))*time.Second))
			}
		}
		return s.keep(times)
	}
}

// isMonthEdge reports whether a day is the first or the last workday of its month.
func isMonthEdge(day time.Time) bool {
	if !workday(day) {
		return false
	}
	first, last := true, true
	for d := day.AddDate(0, 0, -1); d.Month() == day.Month(); d = d.AddDate(0, 0, -1) {
		first = first && !workday(d)
	}
	for d := day.AddDate(0, 0, 1); d.Month() == day.Month(); d = d.AddDate(0, 0, 1) {
		last = last && !workday(d)
	}
	return first || last
}

// until cuts a rhythm off after a number of days.
func until(days int, r rhythm) rhythm {
	return func(s span) []time.Time {
		end := s.since.AddDate(0, 0, days)
		return slices.DeleteFunc(r(s), func(t time.Time) bool { return !t.Before(end) })
	}
}
