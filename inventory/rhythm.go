package inventory

import (
	"slices"
	"time"
)

// rhythm is when an account or a client signs in. All of it is UTC, and made so that the hour at which a country's days begin does not matter.
type rhythm struct {
	rows  int
	days  int // with rows
	hours []int
	// restShare is the share of rows on the days on which an office rests, 0 to 1. See restShare.
	restShare float64
	weekdays  []int
	// gap is the usual distance of its days, maxGap the greatest, without days that nobody read; 0 for fewer than two days.
	gap, maxGap int
	regular     bool // most gaps are the usual one, or that of a weekend
	// monthEdge is the share of its days that are among the last or first three of a month.
	monthEdge float64
	// perDay are the usual rows of a day; steady says that days hardly differ.
	perDay int
	steady bool
}

// rhythmOf measures when rows came. Hours with less than a fiftieth of the rows do not count.
func rhythmOf(c *cell, unread []Window) rhythm {
	r := rhythm{rows: c.rows(), hours: []int{}, weekdays: []int{}}
	for hour, n := range c.hours {
		if n > 0 && 50*int(n) >= r.rows {
			r.hours = append(r.hours, hour)
		}
	}
	days := c.days()
	r.days = len(days)
	edges := 0
	for _, day := range days {
		if at := time.Unix(int64(day.number)*86400, 0).UTC(); at.Day() <= 3 || at.AddDate(0, 0, 3).Month() != at.Month() {
			edges++
		}
	}
	if len(days) > 0 {
		r.monthEdge = float64(edges) / float64(len(days))
	}
	var byWeekday [7]int
	perDay := make([]int, 0, len(days))
	var gaps []int
	for i, day := range days {
		byWeekday[weekdayOf(day.number)] += day.rows()
		perDay = append(perDay, day.rows())
		if i > 0 {
			gaps = append(gaps, day.number-days[i-1].number)
			r.maxGap = max(r.maxGap, gaps[i-1]-daysIn(unread, days[i-1].number, day.number))
		}
	}
	for weekday, n := range byWeekday {
		if n > 0 {
			r.weekdays = append(r.weekdays, weekday)
		}
	}
	if r.rows > 0 {
		// Where days begin before or after those of UTC, one of the two days of a weekend in UTC holds some hours of a working day; the other holds none.
		r.restShare = 2 * float64(min(byWeekday[0], byWeekday[6])) / float64(r.rows)
		if byWeekday[0]+byWeekday[6] == r.rows {
			r.restShare = 1
		}
	}
	if len(gaps) > 0 {
		r.gap = median(gaps)
		usual := 0
		for _, gap := range gaps {
			if gap == r.gap || r.gap == 1 && gap <= 4 || r.gap > 1 && gap >= r.gap-1 && gap <= r.gap+1 || r.gap >= 28 && gap >= 27 && gap <= 32 {
				usual++
			}
		}
		r.regular = 5*usual >= 4*len(gaps)
	}
	if len(perDay) > 2 {
		perDay = perDay[1 : len(perDay)-1] // the window cuts the first and the last
	}
	if len(perDay) > 0 {
		r.perDay = median(perDay)
		near := 0
		for _, n := range perDay {
			if 4*n >= 3*r.perDay && 4*n <= 5*r.perDay+3 {
				near++
			}
		}
		r.steady = 4*near >= 3*len(perDay)
	}
	return r
}

// weekdayOf gives 0 for Sunday to 6 for Saturday; day 0 was a Thursday.
func weekdayOf(day int) int { return ((day+4)%7 + 7) % 7 }

// told writes a rhythm in words.
func (r rhythm) told() Rhythm {
	t := Rhythm{Period: "irregular", Hours: r.hours, Weekdays: r.weekdays}
	if r.days > 1 {
		longest := r.maxGap
		t.LongestDays = &longest
	}
	if r.days < 3 || r.monthEdge >= 0.99 && r.maxGap <= 4 {
		t.Period = "unknown" // a few days, or the end of one month: a closing that comes every month looks so too
		return t
	}
	if r.monthEdge >= 0.99 && r.maxGap >= 20 && r.gap < 20 {
		t.Period = "monthly" // a closing that takes some days in a row: most distances are a day, and the one that counts is from month to month
		return t
	}
	if r.regular {
		gap := r.gap
		t.EveryDays = &gap
		switch {
		case gap == 1 && r.maxGap <= 2 && r.restShare > 0.05:
			t.Period = "daily"
		case gap == 1:
			t.Period = "workdays"
		case gap >= 6 && gap <= 8:
			t.Period = "weekly"
		case gap >= 27 && gap <= 32:
			t.Period = "monthly"
		}
	}
	if t.Period == "daily" && len(r.hours) >= 18 {
		t.Period = "continuous"
		if r.steady && r.perDay >= 4 {
			minutes := (1440 + r.perDay/2) / r.perDay
			t.EveryMinutes = &minutes
		}
	}
	return t
}

// stopped reports whether a client has been silent for longer than its rhythm explains when the rows that were read end. Few days, or days at the
// end of a month alone, say nothing of a rhythm.
func (r rhythm) stopped(first, last, end time.Time) bool {
	silent, span := dayNumber(end)-dayNumber(last), dayNumber(last)-dayNumber(first)
	if r.days < 4 || span < 4 || r.monthEdge >= 0.99 {
		return false
	}
	return silent > 2*r.gap+3 && 2*silent > 3*r.maxGap
}

func median(list []int) int {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
