package calendar

import (
	"fmt"
	"slices"
	"time"

	"github.com/rickar/cal/v2"
)

// Freeze is a span of days, both ends included, on which nothing may be changed.
type Freeze struct {
	From, To Day
	Reason   string
	// Except are days in it on which work is allowed all the same, as far as they are working days.
	Except []Day
}

// holds reports whether the freeze forbids work on a day.
func (f Freeze) holds(day Day) bool {
	return !day.Before(f.From) && !day.After(f.To) && !slices.Contains(f.Except, day)
}

// Rules say which days are working days. The zero Rules mean Monday to Friday without holidays.
type Rules struct {
	// Workdays are the days of the week on which work is done; none means Monday to Friday.
	Workdays []time.Weekday
	// Countries are codes known to [Countries], whose public holidays are not worked.
	Countries []string
	// Add are further holidays; Remove are days that are worked although a country's list or Add names them.
	Add, Remove []Day
	Freezes     []Freeze
}

// Calendar tells working days from others. The zero Calendar is Monday to Friday without holidays. It is a value: copies are
// independent and it is safe for concurrent use.
type Calendar struct {
	rules Rules
	// holidays is shared by copies, which can't tell: what it answers for a year never changes. Nil for none.
	holidays *holidays
	add      map[Day]bool
	remove   map[Day]bool
}

// MaxGap is how many days [Calendar.Next] looks ahead for a working day before it gives up: a calendar with a longer
// gap has no room for a plan.
const MaxGap = 366

// lastYear is the last year that a Day can be written in.
const lastYear = 9999

// New makes a calendar. An unknown country, a weekday that does not exist, a freeze that ends before it begins and an exception outside its freeze are errors.
func New(rules Rules) (Calendar, error) {
	rules = rules.clone()
	c := Calendar{rules: rules, add: daySet(rules.Add), remove: daySet(rules.Remove)}
	for _, weekday := range rules.Workdays {
		if weekday < time.Sunday || weekday > time.Saturday {
			return Calendar{}, fmt.Errorf("unknown weekday %d", int(weekday))
		}
	}
	var lists []cal.Holiday
	for _, country := range rules.Countries {
		list, err := holidaysOf(country)
		if err != nil {
			return Calendar{}, err
		}
		lists = append(lists, list...)
	}
	if len(lists) > 0 {
		c.holidays = &holidays{rules: lists}
	}
	for _, freeze := range rules.Freezes {
		if freeze.From.IsZero() || freeze.To.IsZero() {
			return Calendar{}, fmt.Errorf("freeze %q lacks its first or its last day", freeze.Reason)
		}
		if freeze.To.Before(freeze.From) {
			return Calendar{}, fmt.Errorf("freeze ends on %s, before it begins on %s", freeze.To, freeze.From)
		}
		for _, day := range freeze.Except {
			if day.Before(freeze.From) || day.After(freeze.To) {
				return Calendar{}, fmt.Errorf("%s is an exception from the freeze of %s to %s, and not in it", day, freeze.From, freeze.To)
			}
		}
	}
	return c, nil
}

// Rules gives a copy of what the calendar was made from.
func (c Calendar) Rules() Rules { return c.rules.clone() }

// Workdays gives the number of working days in a week without holidays, 1 to 7.
func (c Calendar) Workdays() int {
	n := 0
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		if c.WorksOn(weekday) {
			n++
		}
	}
	return n
}

// WorksOn reports whether a weekday is worked in a week without holidays.
func (c Calendar) WorksOn(weekday time.Weekday) bool {
	if len(c.rules.Workdays) == 0 {
		return weekday != time.Saturday && weekday != time.Sunday
	}
	return slices.Contains(c.rules.Workdays, weekday)
}

// Working reports whether things may be changed on a day: it is a working weekday, no holiday, and in no freeze.
func (c Calendar) Working(day Day) bool {
	why, _ := c.Off(day)
	return why == ""
}

// Why says why a day is not worked.
type Why string

// The reasons. Of several that a day has, Off gives the one that comes first here.
const (
	WhyFreeze  Why = "freeze"
	WhyWeekend Why = "weekend" // a day of the week that is not worked
	WhyHoliday Why = "holiday"
)

// Off gives the reason for which a day is not worked, and the words of the freeze where it is one; it is empty for a working day.
func (c Calendar) Off(day Day) (why Why, reason string) {
	for _, freeze := range c.rules.Freezes {
		if freeze.holds(day) {
			return WhyFreeze, freeze.Reason
		}
	}
	if !c.WorksOn(day.Weekday()) {
		return WhyWeekend, ""
	}
	if !c.remove[day] && (c.add[day] || c.holidays.on(day)) {
		return WhyHoliday, ""
	}
	return "", ""
}

// Next gives the first working day on or after day. It is false where there is none within [MaxGap] days.
func (c Calendar) Next(day Day) (Day, bool) {
	for range MaxGap {
		if day.Year > lastYear {
			return Day{}, false
		}
		if c.Working(day) {
			return day, true
		}
		day = day.AddDays(1)
	}
	return Day{}, false
}

// AddWorking gives the nth working day after day, n at least 1: from a Friday, 1 is Monday. It is false where the way there has a
// gap without work longer than [MaxGap] days.
func (c Calendar) AddWorking(day Day, n int) (Day, bool) {
	for range n {
		next, ok := c.Next(day.AddDays(1))
		if !ok {
			return Day{}, false
		}
		day = next
	}
	return day, true
}

func (r Rules) clone() Rules {
	freezes := slices.Clone(r.Freezes)
	for i := range freezes {
		freezes[i].Except = slices.Clone(freezes[i].Except)
	}
	return Rules{
		Workdays:  slices.Clone(r.Workdays),
		Countries: slices.Clone(r.Countries),
		Add:       slices.Clone(r.Add),
		Remove:    slices.Clone(r.Remove),
		Freezes:   freezes,
	}
}

func daySet(days []Day) map[Day]bool {
	set := make(map[Day]bool, len(days))
	for _, day := range days {
		set[day] = true
	}
	return set
}
