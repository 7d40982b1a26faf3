package population

import (
	"math"
	"math/rand/v2"
	"time"
)

// days is how long the log is: what Entra keeps for a tenant with P1.
const days = 30

// A calendar turns days of the log into moments by the clock of a place.
type calendar struct {
	since  time.Time
	zone   *time.Location
	closed map[int]bool
	r      *rand.Rand
}

// at gives a moment of a day of the log, by the local clock and with seconds of its own.
func (c calendar) at(day int, minute float64) time.Time {
	y, m, d := c.since.In(c.zone).AddDate(0, 0, day).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, c.zone).Add(time.Duration(minute * float64(time.Minute))).UTC().Truncate(time.Second)
}

func (c calendar) works(day int) bool {
	switch c.at(day, 720).In(c.zone).Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	return !c.closed[day]
}

// workMinute gives a minute of a working day: most before and after noon, few at lunch and in the evening.
func (c calendar) workMinute() float64 {
	for {
		m := 450 + c.r.Float64()*680
		keep := 1.0
		switch {
		case m < 510 || m > 1080:
			keep = 0.25
		case m > 720 && m < 780:
			keep = 0.4
		}
		if c.r.Float64() < keep {
			return m
		}
	}
}

// poisson gives how often something happens that happens mean times on average.
func poisson(r *rand.Rand, mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	limit, p, n := math.Exp(-mean), 1.0, 0
	for p *= r.Float64(); p > limit; p *= r.Float64() {
		n++
	}
	return n
}

// office gives moments of working days, perDay on average.
func (c calendar) office(perDay float64) []time.Time {
	var all []time.Time
	for day := range days + 1 {
		if !c.works(day) {
			continue
		}
		for n := poisson(c.r, perDay); n > 0; n-- {
			all = append(all, c.at(day, c.workMinute()))
		}
	}
	return all
}

// evenings gives moments of any day, outside of work.
func (c calendar) evenings(perDay float64) []time.Time {
	var all []time.Time
	for day := range days + 1 {
		for n := poisson(c.r, perDay); n > 0; n-- {
			m := 1120 + c.r.Float64()*240
			if !c.works(day) {
				m = 540 + c.r.Float64()*820
			}
			all = append(all, c.at(day, m))
		}
	}
	return all
}

// every gives moments around the clock, with the jitter of a timer and the gap of an outage.
func (c calendar) every(minutes int) []time.Time {
	var all []time.Time
	step := time.Duration(minutes) * time.Minute
	jitter := 2 + c.r.IntN(40)
	down, back := time.Time{}, time.Time{}
	if c.r.IntN(3) == 0 {
		down = c.since.Add(time.Duration(c.r.IntN(days*24)) * time.Hour)
		back = down.Add(time.Duration(1+c.r.IntN(30)) * time.Hour)
	}
	for at := c.since.Add(time.Duration(c.r.IntN(minutes*60)) * time.Second); at.Before(c.since.AddDate(0, 0, days)); at = at.Add(step) {
		if at.After(down) && at.Before(back) {
			continue
		}
		all = append(all, at.Add(time.Duration(c.r.IntN(jitter))*time.Second))
	}
	return all
}

// daily gives moments at one or a few fixed times of the day.
func (c calendar) daily(workdaysOnly bool) []time.Time {
	var all []time.Time
	runs := 1
	if c.r.IntN(4) == 0 {
		runs = 2 + c.r.IntN(2)
	}
	burst := 1 + c.r.IntN(3)
	start := c.r.IntN(1440)
	if c.r.IntN(3) > 0 {
		start = c.r.IntN(360) // mostly at night
	}
	jitter := 0.2 + c.r.Float64()*6
	for day := range days + 1 {
		if workdaysOnly && !c.works(day) || c.r.IntN(60) == 0 {
			continue
		}
		for run := range runs {
			minute := float64((start + run*1440/runs) % 1440)
			for range burst {
				minute += c.r.Float64() * jitter
				all = append(all, c.at(day, minute))
			}
		}
	}
	return all
}

// weekly gives moments on one day of the week.
func (c calendar) weekly() []time.Time {
	var all []time.Time
	start, burst := float64(c.r.IntN(1400)), 1+c.r.IntN(3)
	jitter := 0.2 + c.r.Float64()*10
	for day := c.r.IntN(7); day <= days; day += 7 {
		minute := start
		for range burst {
			minute += c.r.Float64() * jitter
			all = append(all, c.at(day, minute))
		}
	}
	return all
}

// monthEnd gives moments around the turns of months that the log has seen.
func (c calendar) monthEnd() []time.Time {
	var all []time.Time
	shift, span := c.r.IntN(3)-1, 1+c.r.IntN(2) // from the day before the first to the second
	start, burst := 60+float64(c.r.IntN(1200)), 3+c.r.IntN(25)
	for day := range days + 1 {
		if c.at(day, 720).In(c.zone).Day() != 1 {
			continue
		}
		for d := range span {
			for range burst {
				all = append(all, c.at(day+shift+d, start+c.r.Float64()*90))
			}
		}
	}
	return all
}

// now and then: moments at any time.
func (c calendar) rarely(times int) []time.Time {
	var all []time.Time
	for range times {
		all = append(all, c.at(c.r.IntN(days), c.r.Float64()*1440))
	}
	return all
}
