package export

import (
	"sort"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// remedyTable is what would bring late items before the deadline, as the plan tried it: what helps most comes first.
func (b *book) remedyTable() Table {
	rows := [][]Cell{}
	for _, r := range sortedBy(b.plan.Remedies, func(x, y *plan.Remedy) bool {
		switch {
		case x.Late != y.Late:
			return x.Late < y.Late
		case x.End != y.End:
			return x.End.Before(y.End)
		}
		return x.ID < y.ID
	}) {
		late := intCell(int64(r.Late)).with(ToneGood)
		if r.Late > 0 {
			late = late.with(ToneWarn)
		}
		rows = append(rows, []Cell{late, dayCell(r.End), textCell(b.sentence(r.ID, r.Text, r.Args))})
	}
	why := words.EmptyRemedies
	if b.plan.Quality.Late > 0 {
		why = words.EmptyRemediesLate
	}
	return b.table("remedies", words.HeadingRemedies, why, []Column{
		b.column("late", words.RemedyLate, TypeNumber, WidthNarrow),
		b.column("end", words.RemedyEnd, TypeDate, WidthMedium),
		b.column("what", words.RemedyWhat, TypeText, WidthText),
	}, rows)
}

// fallbackTable is how Basic is kept on for what has not moved when a milestone comes. Its steps are in Runbook.
func (b *book) fallbackTable() Table {
	rows := [][]Cell{}
	for i := range b.plan.Fallbacks {
		f := &b.plan.Fallbacks[i]
		owner, expires := b.visible(string(f.Owner)), dayCell(f.Expires)
		if owner == "" {
			owner = b.say(words.NobodyYet)
		}
		rows = append(rows, []Cell{
			dayCell(f.On), expires, textCell(b.sentence(f.What.ID, f.What.Text, f.What.Args)),
			textCell(b.say(words.FallbackDetail, "owner", owner, "check", b.dayOrUnknown(f.Check), "why", b.sentence(f.Why.ID, f.Why.Text, f.Why.Args))),
		})
	}
	return b.table("fallbacks", words.HeadingFallbacks, words.EmptyFallbacks, []Column{
		b.column("on", words.FallbackOn, TypeDate, WidthMedium),
		b.column("expires", words.FallbackExpires, TypeDate, WidthMedium),
		b.column("what", words.FallbackWhat, TypeText, WidthText),
		b.column("detail", words.FallbackMore, TypeText, WidthText),
	}, rows)
}

// dayOrUnknown is a day within a sentence.
func (b *book) dayOrUnknown(day calendar.Day) string {
	if day.IsZero() {
		return b.say(words.NotRead)
	}
	return day.String()
}

// loadTable is the work of each week beside what the policy allows, in total and by owner: those with the fullest week first.
func (b *book) loadTable() Table {
	rows := [][]Cell{}
	weeks := map[calendar.Day][]*plan.Load{}
	loads := sortedBy(b.plan.Load, func(x, y *plan.Load) bool {
		if x.Week != y.Week {
			return x.Week.Before(y.Week)
		}
		return x.Owner < y.Owner
	})
	for _, l := range loads {
		if l.Owner != "" {
			weeks[l.Week] = append(weeks[l.Week], l)
		}
	}
	for _, l := range loads {
		if l.Owner != "" {
			continue
		}
		work := floatCell(l.Hours)
		if l.Room != nil && l.Hours > *l.Room {
			work = work.with(ToneBad)
		}
		rows = append(rows, []Cell{dayCell(l.Week), work, textCell(b.roomOf(l)), textCell(b.loadByOwner(weeks[l.Week]))})
	}
	return b.table("load", words.HeadingLoad, words.EmptyLoad, []Column{
		b.column("week", words.LoadWeek, TypeDate, WidthMedium),
		b.column("hours", words.LoadHours, TypeHours, WidthNarrow),
		b.column("room", words.LoadRoom, TypeText, WidthMedium),
		b.column("owners", words.LoadByOwner, TypeText, WidthText),
	}, rows)
}

// roomOf says what the policy allows in a week, and how much of it is taken.
func (b *book) roomOf(l *plan.Load) string {
	switch {
	case l.Room == nil:
		return b.say(words.NoLimit)
	case *l.Room <= 0:
		return b.say(words.RoomHours, "room", hours(*l.Room))
	}
	return b.say(words.RoomTaken, "room", hours(*l.Room), "percent", strconv.FormatFloat(100*l.Hours/(*l.Room), 'f', 0, 64))
}

// loadByOwner names the owners of a week's work, those that are nearest to their limit first and then those with most hours.
func (b *book) loadByOwner(loads []*plan.Load) string {
	taken := func(l *plan.Load) float64 {
		if l.Room == nil || *l.Room <= 0 {
			return 0
		}
		return l.Hours / *l.Room
	}
	sort.SliceStable(loads, func(i, j int) bool {
		if x, y := taken(loads[i]), taken(loads[j]); x != y {
			return x > y
		}
		return loads[i].Hours > loads[j].Hours
	})
	var parts []string
	for _, l := range loads[:min(whoShown, len(loads))] {
		if l.Room == nil {
			parts = append(parts, b.say(words.OwnerHours, "owner", b.visible(string(l.Owner)), "hours", hours(l.Hours)))
		} else {
			parts = append(parts, b.say(words.OwnerHoursOf, "owner", b.visible(string(l.Owner)), "hours", hours(l.Hours), "room", hours(*l.Room)))
		}
	}
	names := strings.Join(parts, b.say(words.ListSeparator))
	if more := len(loads) - len(parts); more > 0 {
		return b.say(words.WhoMore, "names", names, "more", strconv.Itoa(more))
	}
	return names
}
