package calendar

import (
	"encoding/json"
	"fmt"
	"time"
)

// Day is a date in the proleptic Gregorian calendar, without time or zone. The zero Day means "no day" and is null in JSON; every
// other Day is written as "2026-11-24". Days are comparable with ==.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// On gives the day of a year, month and day of the month; values outside their range roll over as in [time.Date].
func On(year int, month time.Month, day int) Day {
	return DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf gives the day that a time falls on, in the time's own location.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	return Day{Year: year, Month: month, Day: day}
}

// ParseDay reads "2026-11-24". Any other form, or a date that does not exist, is an error.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Day{}, fmt.Errorf("%q is not a day of the form 2026-11-24", text)
	}
	if t.Year() < 1 {
		return Day{}, fmt.Errorf("%q is not a day: years begin at 0001", text)
	}
	return DayOf(t), nil
}

// IsZero reports whether d is "no day".
func (d Day) IsZero() bool { return d == Day{} }

// String gives "2026-11-24", and "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalJSON writes "2026-11-24", and null for the zero Day.
func (d Day) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what [Day.MarshalJSON] writes.
func (d *Day) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*d = Day{}
		return nil
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("%s is not a day of the form \"2026-11-24\"", data)
	}
	parsed, err := ParseDay(text)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// In gives the first moment of the day in a location, at midnight or, where the clocks skip midnight, the next time that exists.
func (d Day) In(loc *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
	if DayOf(t) != d {
		// The day begins at 01:00 where daylight time starts at midnight, and time.Date may answer from the evening before.
		t = time.Date(d.Year, d.Month, d.Day, 1, 0, 0, 0, loc)
	}
	return t
}

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// AddDays gives the day n calendar days later, or earlier where n is negative.
func (d Day) AddDays(n int) Day { return On(d.Year, d.Month, d.Day+n) }

// DaysSince gives the calendar days from earlier to d; negative where d comes first.
func (d Day) DaysSince(earlier Day) int {
	return int((d.In(time.UTC).Unix() - earlier.In(time.UTC).Unix()) / (24 * 60 * 60))
}

// Compare is -1 where d comes before e, +1 where it comes after, else 0.
func (d Day) Compare(e Day) int {
	switch {
	case d == e:
		return 0
	case d.Year != e.Year:
		return sign(d.Year - e.Year)
	case d.Month != e.Month:
		return sign(int(d.Month) - int(e.Month))
	}
	return sign(d.Day - e.Day)
}

// Before reports whether d comes before e.
func (d Day) Before(e Day) bool { return d.Compare(e) < 0 }

// After reports whether d comes after e.
func (d Day) After(e Day) bool { return d.Compare(e) > 0 }

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}
