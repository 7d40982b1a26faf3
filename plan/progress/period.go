package progress

import (
	"slices"

	"unbasic/inventory"
)

const (
	// workdaysPeriod spans a weekend.
	workdaysPeriod = 3
	// monthPeriod is the longest month. It is taken as well for what was seen too seldom to tell, as a job that runs every month is seen in the weeks of a log.
	monthPeriod = 31
	// mostPeriod is ten years: nobody waits for longer, and no file can ask for it.
	mostPeriod = 3660
	// longestRest is the longest silence of one that works on working days that holidays or a repair explain. After a longer one it came back all the same.
	longestRest = 14
)

// periodOf is a client's own period in days. See the package comment.
func periodOf(r inventory.Rhythm) int {
	every, longest := 0, 0
	if r.EveryDays != nil {
		every = *r.EveryDays
	}
	if r.LongestDays != nil {
		longest = *r.LongestDays
	}
	period := 0
	switch r.Period {
	case "continuous", "daily":
		period = 1
	case "workdays":
		period = workdaysPeriod
		if longest > longestRest {
			period = longest
		}
	case "monthly":
		period = max(monthPeriod, longest)
	case "weekly":
		period = max(every, longest)
	case "irregular": // a regular distance that has no name is there too
		period = max(every, longest)
	default:
		period = max(monthPeriod, longest)
	}
	if period < 1 {
		period = monthPeriod // a rhythm without its figures
	}
	return min(period, mostPeriod)
}

// rested adds to a number of days from one on the public holidays among them, where a sender's period is not that of one that works every day: offices rest then, so
// that such a sender is silent says nothing.
func (m *measure) rested(period, from, days int) int {
	if period < workdaysPeriod {
		return days
	}
	i, _ := slices.BinarySearch(m.holidays, from)
	for ; i < len(m.holidays) && m.holidays[i] < from+days; i++ {
		days++
	}
	return days
}

// needs is for how many days a sender of some period must be silent.
func (m *measure) needs(period int) int {
	return max(m.rules.SilentPeriods*period, m.rules.QuietDays)
}
