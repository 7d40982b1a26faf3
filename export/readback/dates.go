package readback

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"unbasic/plan/calendar"
)

// The days that a plan of this decade can have. A number that a person types into a date cell by mistake is a day in 1900, and a slip in the year is
// seldom within these.
var (
	firstDay = calendar.On(2000, time.January, 1)
	lastDay  = calendar.On(2199, time.December, 31)
)

// lastSerial is 9999-12-31, the last day that a spreadsheet knows.
const lastSerial = 2958465

// daySerial gives the day with a number. What is behind the point is the time of the day; half a second before midnight is the next day, because some programs
// compute so far and no further.
func daySerial(serial float64, date1904 bool) (calendar.Day, bool) {
	if date1904 {
		serial += 1462
	}
	whole := math.Floor(serial + 0.5/86400)
	if !(whole >= 0 && whole <= lastSerial) {
		return calendar.Day{}, false
	}
	if whole < 61 { // spreadsheets believe in 1900-02-29
		whole++
	}
	return calendar.On(1899, time.December, 30).AddDays(int(whole)), true
}

// momentSerial is a day with its time, as text.
func momentSerial(serial float64, date1904 bool) (string, bool) {
	day, some := daySerial(serial, date1904)
	if !some {
		return "", false
	}
	seconds := int(math.Round((serial - math.Floor(serial)) * 86400))
	if seconds == 86400 {
		seconds = 0 // daySerial has counted it as the next day
	}
	clock := time.Unix(int64(seconds), 0).UTC().Format("15:04:05")
	clock = strings.TrimSuffix(clock, ":00")
	switch {
	case math.Floor(serial) == 0:
		return clock, true // a time and no day
	case seconds == 0:
		return day.String(), true
	}
	return day.String() + " " + clock, true
}

var (
	months = map[string]time.Month{
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
		"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	}
	// eras are the year before the first one of each.
	eras = map[string]int{"令和": 2018, "令": 2018, "r": 2018, "平成": 1988, "平": 1988, "h": 1988, "昭和": 1925, "昭": 1925, "s": 1925}

	inISOTime  = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(z|utc|gmt|jst|[+-]\d{2}:?\d{2})$`)
	inTime     = regexp.MustCompile(`[t ,]+(?:午前|午後|am |pm )?\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?|時(?:\d{1,2}分(?:\d{1,2}秒)?)?)$`)
	inWeekday  = regexp.MustCompile(`[ ,]*\(?(?:[日月火水木金土]曜日?|\([日月火水木金土]\)|\b(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\b\.?)\)?[ ,]*`)
	inYear     = regexp.MustCompile(`^(\d{4})[-/. ] ?(\d{1,2})[-/. ] ?(\d{1,2})\.?$`)
	inCompact  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	inDotted   = regexp.MustCompile(`^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$`)
	inSlashed  = regexp.MustCompile(`^(\d{1,2})[-/ ](\d{1,2})[-/ ](\d{4})$`)
	inShort    = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})$`)
	inKanji    = regexp.MustCompile(`^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日?$`)
	inEra      = regexp.MustCompile(`^(令和|平成|昭和|令|平|昭|r|h|s)[. ]?(\d{1,2}|元) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2}) ?日?$`)
	inMonthDay = regexp.MustCompile(`^([a-z]{3,9})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4})$`)
	inDayMonth = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?\.?[ -]?(?:of )?([a-z]{3,9})\.?[ ,-]*(\d{4}|\d{2})$`)
	inYearName = regexp.MustCompile(`^(\d{4})[ -]([a-z]{3,9})\.?[ -](\d{1,2})$`)
)

// readings gives the days that a text can stand for: one where it is clear, none where it is no date. A moment with its zone is a day in loc.
func readings(typed string, loc *time.Location) []calendar.Day {
	text := strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(typed)), " "))
	if len(text) > 64 {
		return nil
	}
	if m := inISOTime.FindStringSubmatch(text); m != nil {
		zone := m[3]
		switch zone {
		case "z", "utc", "gmt":
			zone = "+00:00"
		case "jst":
			zone = "+09:00"
		}
		if len(zone) == 5 {
			zone = zone[:3] + ":" + zone[3:]
		}
		clock := m[2]
		if len(clock) == 5 {
			clock += ":00"
		}
		t, err := time.Parse(time.RFC3339Nano, m[1]+"T"+clock+zone)
		if err != nil {
			return nil
		}
		return []calendar.Day{calendar.DayOf(t.In(loc))}
	}
	text = inTime.ReplaceAllString(text, "")
	text = strings.Trim(inWeekday.ReplaceAllString(text, " "), " ,")
	text = strings.ReplaceAll(text, " ,", ",")
	var days []calendar.Day
	add := func(year, month, day string, century int) {
		y, _ := strconv.Atoi(year) // the expressions let digits through only
		m, _ := strconv.Atoi(month)
		d, _ := strconv.Atoi(day)
		y += century
		made := calendar.On(y, time.Month(m), d)
		if made.Year == y && int(made.Month) == m && made.Day == d && y > 0 && !slices.Contains(days, made) {
			days = append(days, made)
		}
	}
	named := func(year, month, day string, century int) {
		if m, some := months[month]; some {
			add(year, strconv.Itoa(int(m)), day, century)
		}
	}
	for _, form := range []*regexp.Regexp{inYear, inCompact, inKanji} {
		if m := form.FindStringSubmatch(text); m != nil {
			add(m[1], m[2], m[3], 0)
			return days
		}
	}
	if m := inDotted.FindStringSubmatch(text); m != nil {
		if add(m[3], m[2], m[1], 0); days == nil {
			add(m[3], m[1], m[2], 0)
		}
		return days
	}
	if m := inSlashed.FindStringSubmatch(text); m != nil {
		add(m[3], m[1], m[2], 0)
		add(m[3], m[2], m[1], 0)
		return days
	}
	if m := inShort.FindStringSubmatch(text); m != nil {
		add(m[1], m[2], m[3], 2000)
		add(m[3], m[1], m[2], 2000)
		add(m[3], m[2], m[1], 2000)
		return days
	}
	if m := inEra.FindStringSubmatch(text); m != nil {
		if m[2] == "元" {
			m[2] = "1"
		}
		add(m[2], m[3], m[4], eras[m[1]])
		return days
	}
	if m := inMonthDay.FindStringSubmatch(text); m != nil {
		named(m[3], m[1], m[2], 0)
		return days
	}
	if m := inDayMonth.FindStringSubmatch(text); m != nil {
		century := 0
		if len(m[3]) == 2 {
			century = 2000
		}
		named(m[3], m[2], m[1], century)
		return days
	}
	if m := inYearName.FindStringSubmatch(text); m != nil {
		named(m[1], m[2], m[3], 0)
	}
	return days
}
