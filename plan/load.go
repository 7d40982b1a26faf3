package plan

import (
	"cmp"
	"maps"
	"slices"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// load sums up the work of each week, in total and by owner.
func (m *maker) load() []Load {
	type cell struct {
		week  calendar.Day
		owner string
	}
	total, byOwner := map[calendar.Day]int{}, map[cell]int{}
	add := func(day calendar.Day, owner string, minutes int) {
		week := monday(day)
		total[week] += minutes
		if owner != "" {
			byOwner[cell{week, owner}] += minutes
		}
	}
	limited := func(owner string) bool {
		_, is := m.policy.Capacity.ofOwner(owner)
		return is
	}
	for _, w := range m.arranged.work {
		day, ok := m.timeline.at(w.day)
		switch {
		case !ok || m.leftOut[w.unit]: // it may have had some days of those that it needs
		case w.owner >= 0:
			add(day, m.arranged.names[w.owner], w.minutes)
		case len(w.unit.tasks) == 1:
			add(day, w.unit.tasks[0].owner, w.minutes)
		default:
			shareOut(w.unit, w.minutes, limited, func(owner string, minutes int) { add(day, owner, minutes) })
		}
	}
	for _, item := range m.begun {
		var on []calendar.Day
		for day := item.Start; !day.After(item.End) && len(on) < calendar.MaxGap; day = day.AddDays(1) {
			if m.policy.Calendar.Working(day) {
				on = append(on, day)
			}
		}
		minutes := int(item.EffortHours * 60)
		for i, day := range on {
			add(day, string(item.Owner), minutes*(i+1)/len(on)-minutes*i/len(on))
		}
	}
	days := map[calendar.Day]int{}
	for week := range total {
		for n := range 7 {
			if m.policy.Calendar.Working(week.AddDays(n)) {
				days[week]++
			}
		}
	}
	loads := make([]Load, 0, len(total)+len(byOwner))
	for _, week := range slices.SortedFunc(maps.Keys(total), calendar.Day.Compare) {
		room := m.roomIn(days[week], m.policy.Capacity.HoursPerWeek)
		loads = append(loads, Load{Week: week, Hours: round2(float64(total[week]) / 60), Room: &room})
	}
	for c, minutes := range byOwner {
		l := Load{Week: c.week, Owner: inventory.Optional(c.owner), Hours: round2(float64(minutes) / 60)}
		if hours, is := m.policy.Capacity.ofOwner(c.owner); is {
			room := m.roomIn(days[c.week], hours)
			l.Room = &room
		}
		loads = append(loads, l)
	}
	slices.SortFunc(loads, func(a, b Load) int { return cmp.Or(a.Week.Compare(b.Week), cmp.Compare(a.Owner, b.Owner)) })
	return loads
}

// roomIn gives the hours that some working days hold of what a week holds.
func (m *maker) roomIn(days int, hoursPerWeek float64) float64 {
	return round2(float64(days*m.policy.minutesPerDay(hoursPerWeek)) / 60)
}

// shareOut gives minutes of a unit to its owners without a limit, by how much of the work is theirs.
func shareOut(u *unit, minutes int, limited func(string) bool, add func(owner string, minutes int)) {
	all := 0
	for _, t := range u.tasks {
		if !limited(t.owner) {
			all += t.minutes()
		}
	}
	before, given := 0, 0
	for _, t := range u.tasks {
		if limited(t.owner) {
			continue
		}
		before += t.minutes()
		upTo := minutes * before / max(1, all)
		add(t.owner, upTo-given)
		given = upTo
	}
}

// monday gives the first day of a day's week.
func monday(day calendar.Day) calendar.Day { return day.AddDays(-(int(day.Weekday()) + 6) % 7) }

// moveGroups lists the units of more than one sender, by id, with those of their members that work has begun on.
func (m *maker) moveGroups() []MoveGroup {
	groups := []MoveGroup{}
	begun := map[string][]string{}
	for _, item := range m.begun {
		begun[item.MoveGroup] = append(begun[item.MoveGroup], item.Sender)
	}
	for _, u := range m.units {
		if len(u.tasks) < 2 {
			continue
		}
		why := u.shares[0]
		g := MoveGroup{ID: u.id, Name: inventory.Optional(why.name), Reason: sentenceOf(why.reason, map[string]string{"value": why.value})}
		for _, t := range u.tasks {
			g.Senders = append(g.Senders, t.key)
		}
		g.Senders = append(g.Senders, begun[u.id]...)
		delete(begun, u.id)
		slices.Sort(g.Senders)
		groups = append(groups, g)
	}
	if m.earlier != nil {
		for _, g := range m.earlier.MoveGroups {
			if g.Senders = begun[g.ID]; len(g.Senders) > 1 {
				slices.Sort(g.Senders)
				groups = append(groups, g)
			}
		}
	}
	slices.SortFunc(groups, func(a, b MoveGroup) int { return cmp.Compare(a.ID, b.ID) })
	return groups
}
