package progress

import "unbasic/inventory"

const (
	// workdaysPeriod spans a weekend.
	workdaysPeriod = 3
	// monthPeriod is the longest month. It is taken as well for what was seen too seldom to tell, as a job that runs every month is seen in the weeks of a log.
	monthPeriod = 31
	// mostPeriod is ten years: nobody waits for longer, and no file can ask for it.
	mostPeriod = 3660
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

// needs is for how many days a sender of some period must be silent.
func (m *measure) needs(period int) int {
	return max(m.rules.SilentPeriods*period, m.rules.QuietDays)
}
