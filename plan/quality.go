package plan

import (
	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// qualityOf measures a plan whose waves, items and load are filled.
func qualityOf(p *Plan, policy Policy) Quality {
	q := Quality{}
	var last calendar.Day
	takes := map[inventory.Optional]map[int]bool{}
	types := make(map[int]WaveType, len(p.Waves))
	for i := range p.Waves {
		types[p.Waves[i].Number] = p.Waves[i].Type
	}
	for i := range p.Items {
		item := &p.Items[i]
		if item.End.After(last) {
			last = item.End
		}
		if isLate(item.End, policy.Deadline) {
			q.Late++
		}
		if name := groupName(item, policy.Waves.GroupBy); name != "" && types[item.Wave] == WaveRegular {
			if takes[name] == nil {
				takes[name] = map[int]bool{}
			}
			takes[name][item.Wave] = true
		}
	}
	q.Groups = len(takes)
	for _, waves := range takes {
		q.Splits += len(waves) - 1
	}
	if !last.IsZero() {
		q.SpanDays = last.DaysSince(policy.today())
		q.SlackDays = slack(policy.Deadline, last)
	}
	q.BusiestWeek, q.MeanWeek = weeksOf(p.Load)
	return q
}

// weeksOf gives the hours of the busiest week, and the mean of the weeks in which anybody works.
func weeksOf(load []Load) (busiest, mean float64) {
	weeks, total := 0, 0.0
	for _, l := range load {
		if l.Owner != "" || l.Hours <= 0 {
			continue
		}
		weeks++
		total += l.Hours
		busiest = max(busiest, l.Hours)
	}
	if weeks > 0 {
		mean = round2(total / float64(weeks))
	}
	return busiest, mean
}

// groupName gives what regular waves keep together an item by; empty where it belongs to nothing of that kind.
func groupName(item *Item, by GroupBy) inventory.Optional {
	switch by {
	case GroupByDepartment:
		return item.Department
	case GroupBySite:
		return item.Site
	case GroupByProject:
		return item.Project
	}
	return ""
}

// isLate reports whether a day is after a deadline; nothing is late without one.
func isLate(end, deadline calendar.Day) bool { return !deadline.IsZero() && end.After(deadline) }

// slack gives the calendar days from a day to the deadline; nil without a deadline.
func slack(deadline, end calendar.Day) *int {
	if deadline.IsZero() {
		return nil
	}
	days := deadline.DaysSince(end)
	return &days
}
