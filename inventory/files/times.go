package files

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// dateOrder is the order of day and month in dates such as 11/04/2025. ISO 8601 needs none.
type dateOrder int

const (
	// dateUnknown refuses such dates.
	dateUnknown dateOrder = iota
	monthFirst
	dayFirst
)

func (o dateOrder) String() string {
	switch o {
	case monthFirst:
		return "month/day/year"
	case dayFirst:
		return "day/month/year"
	}
	return "unknown"
}

// moment reads a time and takes it to UTC. A time without a zone is UTC, as the portals write it.
func (d *signInDecoder) moment(text []byte) (time.Time, error) { return momentOf(text, d.order) }

func momentOf(text []byte, order dateOrder) (time.Time, error) {
	if t, ok := isoTime(text); ok {
		return moment(t)
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return time.Time{}, errNoTime
	}
	for _, layout := range isoLayouts {
		if t, err := time.Parse(layout, string(text)); err == nil {
			return moment(t)
		}
	}
	if m := slashDate.FindSubmatch(text); m != nil {
		return slashTime(m, order)
	}
	if m := yearDate.FindSubmatch(text); m != nil {
		return yearTime(m)
	}
	return time.Time{}, fmt.Errorf("the time %s is in no form that is known", brief(text))
}

var errNoTime = fmt.Errorf("the time is missing")

// moment takes a time to UTC, and refuses the one that programs write for "none", and those that no RFC 3339 text can hold in UTC.
func moment(t time.Time) (time.Time, error) {
	t = t.UTC()
	if t.Year() < 1900 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("the time %s is none", t.Format(time.RFC3339))
	}
	return t, nil
}

// isoLayouts are ISO 8601 as it is met besides Graph's own form.
var isoLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00",
	"2006-01-02 15:04", "2006-01-02",
}

// isoTime reads the form that nearly all times have, 2006-01-02T15:04:05Z with up to nine digits of a second.
func isoTime(b []byte) (time.Time, bool) {
	if len(b) < 20 || b[4] != '-' || b[7] != '-' || b[10] != 'T' || b[13] != ':' || b[16] != ':' || b[len(b)-1] != 'Z' {
		return time.Time{}, false
	}
	year, month, day, hour, minute, second := digits(b[0:4]), digits(b[5:7]), digits(b[8:10]), digits(b[11:13]), digits(b[14:16]), digits(b[17:19])
	if year < 1 || month < 1 || month > 12 || day < 1 || day > 28 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return time.Time{}, false // the 29th and later are left to who knows the calendar
	}
	nano := 0
	if rest := b[19 : len(b)-1]; len(rest) > 0 {
		n := digits(rest[1:])
		if rest[0] != '.' || n < 0 || len(rest) < 2 || len(rest) > 10 {
			return time.Time{}, false
		}
		for range 10 - len(rest) {
			n *= 10
		}
		nano = n
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC), true
}

// digits reads a number; -1 for anything else.
func digits(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

var (
	// slashDate is 11/14/2025 1:48:53 AM, 14.11.2025 01:48:53 and their like, as a browser or a spreadsheet writes them. Browsers may write a narrow blank
	// before AM.
	slashDate = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?[\s\x{a0}\x{202f}]*([AaPp]\.?[Mm]\.?)?)?(?: *(?:Z|UTC))?$`)
	// yearDate is 2025/11/14 1:48:53, as Japanese programs write it; it leaves nothing to guess.
	yearDate = regexp.MustCompile(`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?[\s\x{a0}\x{202f}]*([AaPp]\.?[Mm]\.?)?)?(?: *(?:Z|UTC))?$`)
)

func slashTime(m [][]byte, order dateOrder) (time.Time, error) {
	month, day := m[1], m[2]
	switch order {
	case dateUnknown:
		return time.Time{}, fmt.Errorf("the time %s leaves open which number is the month", brief(m[0]))
	case dayFirst:
		month, day = day, month
	}
	return dateTime(m[0], m[3], month, day, m[4:], order.String())
}

func yearTime(m [][]byte) (time.Time, error) {
	return dateTime(m[0], m[1], m[2], m[3], m[4:], "year/month/day")
}

// dateTime puts a time together; clock is hour, minute, second, fraction and AM or PM.
func dateTime(text, year, month, day []byte, clock [][]byte, order string) (time.Time, error) {
	number := func(b []byte) int {
		n, _ := strconv.Atoi(string(b)) // digits, or empty for 0
		return n
	}
	hour, nano := number(clock[0]), 0
	if fraction := clock[3]; len(fraction) > 0 {
		nano = number(append(bytes.Clone(fraction), "000000000"[len(fraction):]...))
	}
	if half := clock[4]; len(half) > 0 {
		if hour < 1 || hour > 12 {
			return time.Time{}, fmt.Errorf("the time %s has no such hour", brief(text))
		}
		hour %= 12
		if half[0] == 'P' || half[0] == 'p' {
			hour += 12
		}
	}
	t := time.Date(number(year), time.Month(number(month)), number(day), hour, number(clock[1]), number(clock[2]), nano, time.UTC)
	if t.Day() != number(day) || int(t.Month()) != number(month) || t.Hour() != hour || t.Minute() != number(clock[1]) {
		return time.Time{}, fmt.Errorf("the time %s is none in the order %s", brief(text), order)
	}
	return moment(t)
}

// orderSeen gathers what dates say of the order of day and month.
type orderSeen struct {
	slashes int
	first   bool // a first number is over 12
	second  bool // a second one is
	// Of the month first and of the day first: the last date, whether dates rise (1) or fall (-1) so far, and whether they did both.
	last   [2]time.Time
	way    [2]int
	broken [2]bool
}

// look takes one date.
func (o *orderSeen) look(text []byte) {
	m := slashDate.FindSubmatch(bytes.TrimSpace(text))
	if m == nil {
		return
	}
	o.slashes++
	a, _ := strconv.Atoi(string(m[1]))
	b, _ := strconv.Atoi(string(m[2]))
	o.first, o.second = o.first || a > 12, o.second || b > 12
	for i, order := range []dateOrder{monthFirst, dayFirst} {
		t, err := slashTime(m, order)
		if err != nil {
			continue
		}
		if last := o.last[i]; !last.IsZero() && !t.Equal(last) {
			way := t.Compare(last)
			o.broken[i] = o.broken[i] || o.way[i] == -way
			o.way[i] = way
		}
		o.last[i] = t
	}
}

// order gives the order and what is to be said of it. A number over 12 decides; else the order in which the file is sorted by time; else month first is
// assumed, as the English portal writes it.
func (o *orderSeen) order() (dateOrder, string) {
	switch {
	case o.slashes == 0:
		return dateUnknown, ""
	case o.first && o.second:
		return monthFirst, "dates are written in two orders: they are read as month/day/year, and those that are none in this order are left aside"
	case o.first:
		return dayFirst, "dates are in the order day/month/year, as numbers over 12 show"
	case o.second:
		return monthFirst, "dates are in the order month/day/year, as numbers over 12 show"
	case o.broken[0] && !o.broken[1]:
		return dayFirst, "the order day/month/year is assumed for dates, in which the rows are sorted by time; no number over 12 shows it"
	case o.broken[1] && !o.broken[0]:
		return monthFirst, "the order month/day/year is assumed for dates, in which the rows are sorted by time; no number over 12 shows it"
	}
	return monthFirst, "the order month/day/year is assumed for dates: nothing in the file shows it. Export them in ISO 8601 if it is wrong"
}
