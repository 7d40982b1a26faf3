package export

import (
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
)

// period names how often a client signs in. An inventory of an older version does not say.
func (b *book) period(r *inventory.Rhythm) Cell {
	period := r.Period
	if period == "" {
		period = "unknown"
	}
	cell := textCell(b.label(words.Periods, period))
	if period == "unknown" {
		cell = cell.with(ToneMuted)
	}
	return cell
}

// every is the usual distance of sign-ins, or of the days on which there are some; empty where neither is regular.
func (b *book) every(r *inventory.Rhythm) string {
	switch {
	case r.EveryMinutes != nil:
		return b.say(words.EveryMinutes, "minutes", grouped(*r.EveryMinutes))
	case r.EveryDays != nil:
		return b.say(words.EveryDays, "days", grouped(*r.EveryDays))
	}
	return ""
}

// rhythm says in one line when a client signs in.
func (b *book) rhythm(r *inventory.Rhythm) string {
	period := b.period(r).Text()
	parts := []string{period}
	if every := b.every(r); every != "" && (r.EveryMinutes != nil || *r.EveryDays > 1) {
		parts = append(parts, b.say(words.RhythmEvery, "every", every))
	}
	if len(r.Hours) > 0 && len(r.Hours) < hoursADay {
		parts = append(parts, b.say(words.RhythmHours, "hours", b.hoursOfDay(r.Hours)))
	}
	if len(r.Weekdays) > 0 && len(r.Weekdays) < daysAWeek {
		parts = append(parts, b.weekdays(r.Weekdays))
	}
	return strings.Join(parts, "; ")
}

const (
	hoursADay = 24
	daysAWeek = 7
)

// hoursOfDay lists hours, those in a row as one: "7–9, 13".
func (b *book) hoursOfDay(hours []int) string {
	if len(hours) >= hoursADay {
		return b.say(words.AllHours)
	}
	return b.ranges(hours, strconv.Itoa)
}

// weekdays lists days of the week, from Monday.
func (b *book) weekdays(days []int) string {
	if len(days) >= daysAWeek {
		return b.say(words.AllWeek)
	}
	fromMonday := make([]int, 0, len(days))
	for place, day := range words.Weekdays {
		for _, n := range days {
			if strconv.Itoa(n) == day.Code {
				fromMonday = append(fromMonday, place)
			}
		}
	}
	return b.ranges(fromMonday, func(place int) string { return words.Weekdays[place].Label.In(b.lang) })
}

// ranges lists numbers that rise, three or more in a row as one.
func (b *book) ranges(numbers []int, label func(int) string) string {
	var parts []string
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		if last-i >= 2 {
			parts = append(parts, b.say(words.RangeOf, "first", label(numbers[i]), "last", label(numbers[last])))
			i = last + 1
			continue
		}
		parts = append(parts, label(numbers[i]))
		i++
	}
	return strings.Join(parts, b.say(words.ListSeparator))
}
