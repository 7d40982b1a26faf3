package files

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestTimesInEveryForm: what is read in which order of day and month; a time that is none in an order is refused there, and never taken for another day.
func TestTimesInEveryForm(t *testing.T) {
	at := func(year, month, day, hour, minute, second, nano int) string {
		return time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC).Format(time.RFC3339Nano)
	}
	same := func(s string) [3]string { return [3]string{s, s, s} }
	eleventh, fourth := at(2025, 11, 4, 1, 48, 53, 0), at(2025, 4, 11, 1, 48, 53, 0)
	for text, want := range map[string][3]string{ // unknown, month first, day first
		// ISO 8601 leaves nothing open.
		"2025-11-04T01:48:53Z":           same(eleventh),
		"2025-11-04T01:48:53":            same(eleventh),
		"2025-11-04 01:48:53":            same(eleventh),
		"2025-11-04 01:48:53Z":           same(eleventh),
		"2025-11-04 01:48:53+00:00":      same(eleventh),
		"2025-11-04T10:48:53+09:00":      same(eleventh),
		"2025-11-03T20:48:53-05:00":      same(eleventh),
		" 2025-11-04T01:48:53Z\r\n":      same(eleventh),
		"2025-11-04T01:48:53.0000000Z":   same(eleventh),
		"2025-11-04T01:48:53.1Z":         same(at(2025, 11, 4, 1, 48, 53, 100_000_000)),
		"2025-11-04T01:48:53.123456789Z": same(at(2025, 11, 4, 1, 48, 53, 123_456_789)),
		"2025-11-04T01:48:53.1234567":    same(at(2025, 11, 4, 1, 48, 53, 123_456_700)),
		"2025-11-04 01:48:53.123":        same(at(2025, 11, 4, 1, 48, 53, 123_000_000)),
		"2025-11-04T01:48Z":              same(at(2025, 11, 4, 1, 48, 0, 0)),
		"2025-11-04 01:48":               same(at(2025, 11, 4, 1, 48, 0, 0)),
		"2025-11-04":                     same(at(2025, 11, 4, 0, 0, 0, 0)),
		"2024-02-29T23:59:59Z":           same(at(2024, 2, 29, 23, 59, 59, 0)),
		"2025-12-31T23:59:59.9999999Z":   same(at(2025, 12, 31, 23, 59, 59, 999_999_900)),
		"2025-01-01T08:59:59+09:00":      same(at(2024, 12, 31, 23, 59, 59, 0)),
		"2025-02-29T00:00:00Z":           {},
		"2025-13-01T00:00:00Z":           {},
		"2025-00-01T00:00:00Z":           {},
		"2025-11-31T00:00:00Z":           {},
		"2025-11-04T24:00:00Z":           {},
		"2025-11-04T01:60:00Z":           {},
		"2025-11-04T01:48:60Z":           {},
		"2025-11-04T01:48:53.Z":          {},
		"2025-1-4T01:48:53Z":             {},
		"2025-11-04T01:48:53X":           {},
		"20251104T014853Z":               {},
		"0001-01-01T00:00:00Z":           {},
		"1899-12-31T00:00:00Z":           {},
		"1900-01-01T00:00:00Z":           same(at(1900, 1, 1, 0, 0, 0, 0)),
		"9999-12-31T23:59:59-01:00":      {},
		"２０２５-11-04T01:48:53Z":           {},
		// The year first leaves nothing open either.
		"2025/11/04 01:48:53":     same(eleventh),
		"2025/11/4 1:48:53":       same(eleventh),
		"2025/11/04, 1:48:53 AM":  same(eleventh),
		"2025.11.04 01:48:53":     same(eleventh),
		"2025/11/04 01:48:53 UTC": same(eleventh),
		"2025/11/04 1:48:53 PM":   same(at(2025, 11, 4, 13, 48, 53, 0)),
		"2025/11/04 01:48:53.123": same(at(2025, 11, 4, 1, 48, 53, 123_000_000)),
		"2025/11/04":              same(at(2025, 11, 4, 0, 0, 0, 0)),
		"2025/13/04 01:48:53":     {},
		"2025/02/30":              {},
		// Two orders.
		"11/04/2025 01:48:53":         {"", eleventh, fourth},
		"11/4/2025 1:48:53 AM":        {"", eleventh, fourth},
		"11/4/2025, 1:48:53 AM":       {"", eleventh, fourth},
		"11/4/2025, 1:48:53\u202fAM":  {"", eleventh, fourth}, // as browsers write it
		"11/4/2025, 1:48:53\u00a0AM":  {"", eleventh, fourth},
		"2025/11/04, 1:48:53\u202fAM": same(eleventh),
		"11/4/2025, 1:48:53\u3000AM":  {},
		"11/4/2025 1:48:53 a.m.":      {"", eleventh, fourth},
		"11/4/2025 1:48:53am":         {"", eleventh, fourth},
		"11.04.2025 01:48:53":         {"", eleventh, fourth},
		"11.4.2025, 1:48:53":          {"", eleventh, fourth},
		"11-04-2025 01:48:53":         {"", eleventh, fourth},
		"11/04/2025 01:48:53Z":        {"", eleventh, fourth},
		"11/04/2025 01:48:53 UTC":     {"", eleventh, fourth},
		"11/4/2025, 1:48:53.120 AM":   {"", at(2025, 11, 4, 1, 48, 53, 120_000_000), at(2025, 4, 11, 1, 48, 53, 120_000_000)},
		"11.04.2025 01:48:53,5":       {"", at(2025, 11, 4, 1, 48, 53, 500_000_000), at(2025, 4, 11, 1, 48, 53, 500_000_000)},
		"11/04/2025 01:48":            {"", at(2025, 11, 4, 1, 48, 0, 0), at(2025, 4, 11, 1, 48, 0, 0)},
		"11/04/2025":                  {"", at(2025, 11, 4, 0, 0, 0, 0), at(2025, 4, 11, 0, 0, 0, 0)},
		"11/14/2025 1:48:53 PM":       {"", at(2025, 11, 14, 13, 48, 53, 0), ""},
		"14/11/2025 13:48:53":         {"", "", at(2025, 11, 14, 13, 48, 53, 0)},
		"14.11.2025 13:48:53":         {"", "", at(2025, 11, 14, 13, 48, 53, 0)},
		"11/4/2025 12:00:00 AM":       {"", at(2025, 11, 4, 0, 0, 0, 0), at(2025, 4, 11, 0, 0, 0, 0)},
		"11/4/2025 12:00:00 PM":       {"", at(2025, 11, 4, 12, 0, 0, 0), at(2025, 4, 11, 12, 0, 0, 0)},
		"11/4/2025 12:59:59 AM":       {"", at(2025, 11, 4, 0, 59, 59, 0), at(2025, 4, 11, 0, 59, 59, 0)},
		"2/29/2024 00:00:00":          {"", at(2024, 2, 29, 0, 0, 0, 0), ""},
		"2/29/2025 00:00:00":          {},
		"2/30/2024":                   {},
		"13/13/2025 01:48:53":         {},
		"0/4/2025":                    {},
		"11/0/2025":                   {},
		"11/4/2025 13:00:00 AM":       {},
		"11/4/2025 0:00:00 AM":        {},
		"11/4/2025 24:00:00":          {},
		"11/4/2025 01:60:00":          {},
		"11/4/2025 01:48:60":          {},
		"11/4/25 01:48:53":            {},
		"11/4/0001":                   {},
		"11/4/2025 01:48:53 CET":      {},
		"11/4/2025 at 1":              {},
		// None at all.
		"":                              {},
		" \t":                           {},
		"then":                          {},
		"1795161600":                    {},
		"/Date(1795161600000)/":         {},
		"Fri, 14 Nov 2025 01:48:53 GMT": {},
		"45975.075":                     {},
		"'2025-11-04T01:48:53Z":         {},
	} {
		for i, order := range []dateOrder{dateUnknown, monthFirst, dayFirst} {
			got, err := momentOf([]byte(text), order)
			switch {
			case err != nil && (want[i] != "" || !got.IsZero() || strings.Contains(err.Error(), "\n")):
				t.Errorf("%q, %s: %v, %v, want %s", text, order, got, err, want[i])
			case err == nil && (got.Format(time.RFC3339Nano) != want[i] || got.Location() != time.UTC):
				t.Errorf("%q, %s: %v, want %q", text, order, got, want[i])
			}
		}
	}
}

// TestRefusedTimesSayWhy: the time and, where it matters, the order that was taken.
func TestRefusedTimesSayWhy(t *testing.T) {
	for _, test := range []struct {
		text  string
		order dateOrder
		want  string
	}{
		{"11/4/2025", dateUnknown, `the time "11/4/2025" leaves open which number is the month`},
		{"14/11/2025 01:00", monthFirst, `the time "14/11/2025 01:00" is none in the order month/day/year`},
		{"11/14/2025 01:00", dayFirst, `the time "11/14/2025 01:00" is none in the order day/month/year`},
		{"2025/13/01", monthFirst, `the time "2025/13/01" is none in the order year/month/day`},
		{"11/4/2025 13:00 PM", monthFirst, `the time "11/4/2025 13:00 PM" has no such hour`},
		{"yesterday", monthFirst, `the time "yesterday" is in no form that is known`},
		{strings.Repeat("x", 100), monthFirst, `the time "` + strings.Repeat("x", 40) + `"… is in no form that is known`},
		{"", monthFirst, "the time is missing"},
		{"0001-01-01T00:00:00Z", monthFirst, "the time 0001-01-01T00:00:00Z is none"},
	} {
		if _, err := momentOf([]byte(test.text), test.order); err == nil || err.Error() != test.want {
			t.Errorf("%q: %v, want %s", test.text, err, test.want)
		}
	}
}

// TestTheOrderOfDates: what shows it, and what is said of it.
func TestTheOrderOfDates(t *testing.T) {
	days := func(format string, from, count, step int) (dates []string) {
		for i := range count {
			dates = append(dates, time.Date(2025, 1, from, 8, 0, 0, 0, time.UTC).AddDate(0, 0, i*step).Format(format))
		}
		return dates
	}
	reversed := func(dates []string) []string {
		var list []string
		for i := range dates {
			list = append(list, dates[len(dates)-1-i])
		}
		return list
	}
	const month, day = "1/2/2006 15:04:05", "2/1/2006 15:04:05"
	for name, test := range map[string]struct {
		dates []string
		want  dateOrder
		says  string
	}{
		"no dates":                                {nil, dateUnknown, ""},
		"ISO 8601":                                {[]string{"2025-11-04T01:00:00Z", "2025-11-14"}, dateUnknown, ""},
		"the year first":                          {[]string{"2025/11/04 01:00:00", "2025/11/14"}, dateUnknown, ""},
		"a second number over 12":                 {[]string{"11/4/2025", "11/14/2025", "then", ""}, monthFirst, "month/day/year, as numbers over 12 show"},
		"a first number over 12":                  {[]string{"4.11.2025", " 14.11.2025 "}, dayFirst, "day/month/year, as numbers over 12 show"},
		"12 and 12 show nothing":                  {[]string{"12/12/2025"}, monthFirst, "assumed"},
		"13 shows it":                             {[]string{"13/12/2025"}, dayFirst, "as numbers over 12 show"},
		"two orders":                              {[]string{"14/11/2025", "11/14/2025"}, monthFirst, "two orders"},
		"one that is no date in either, as well":  {[]string{"14/14/2025"}, monthFirst, "two orders"},
		"numbers over 12 count more than sorting": {[]string{"1/2/2025", "2/1/2025", "3/1/2025", "4/1/2025", "1/13/2025"}, monthFirst, "as numbers over 12 show"},
		"sorted by month first":                   {[]string{"1/5/2025", "1/9/2025", "2/2/2025", "2/8/2025", "3/1/2025"}, monthFirst, "month/day/year is assumed for dates, in which the rows are sorted"},
		"sorted by day first":                     {[]string{"5/1/2025", "9/1/2025", "2/2/2025", "8/2/2025", "1/3/2025"}, dayFirst, "day/month/year is assumed for dates, in which the rows are sorted"},
		"newest first by month first":             {reversed([]string{"1/5/2025", "1/9/2025", "2/2/2025", "2/8/2025", "3/1/2025"}), monthFirst, "in which the rows are sorted"},
		"newest first by day first":               {reversed([]string{"5/1/2025", "9/1/2025", "2/2/2025", "8/2/2025", "1/3/2025"}), dayFirst, "in which the rows are sorted"},
		"one day":                                 {[]string{"11/4/2025 01:00", "11/4/2025 02:00", "11/4/2025 02:00", "11/4/2025 03:00"}, monthFirst, "nothing in the file shows it"},
		"equal times within what is sorted":       {[]string{"5/1/2025", "5/1/2025", "9/1/2025", "9/1/2025", "2/2/2025", "2/2/2025"}, dayFirst, "in which the rows are sorted"},
		"three rows show it already":              {[]string{"5/1/2025", "9/1/2025", "2/2/2025"}, dayFirst, "in which the rows are sorted"},
		"a turn behind equal times":               {[]string{"5/1/2025", "9/1/2025", "9/1/2025", "2/2/2025"}, dayFirst, "in which the rows are sorted"},
		"sorted by neither":                       {[]string{"1/2/2025", "5/1/2025", "2/9/2025", "9/3/2025", "3/1/2025"}, monthFirst, "nothing in the file shows it"},
		"few days of one month, month first":      {days(month, 1, 12, 1), monthFirst, "nothing in the file shows it"},
		"few days over the end of a month":        {days(day, 28, 10, 1), dayFirst, "as numbers over 12 show"},
		"a year, month first":                     {days(month, 1, 300, 1), monthFirst, "as numbers over 12 show"},
		"a year, day first, newest first":         {reversed(days(day, 1, 300, 1)), dayFirst, "as numbers over 12 show"},
	} {
		var seen orderSeen
		for _, d := range test.dates {
			seen.look([]byte(d))
		}
		got, note := seen.order()
		if got != test.want || !strings.Contains(note, test.says) || (note == "") != (test.says == "") {
			t.Errorf("%s: %s, %q, want %s, %q", name, got, note, test.want, test.says)
		}
		if got != dateUnknown && !strings.Contains(note, got.String()) {
			t.Errorf("%s: the note does not name the order: %q", name, note)
		}
		if assumed := strings.Contains(note, "assumed"); assumed == strings.Contains(note, "over 12 show") && note != "" && !strings.Contains(note, "two orders") && !strings.Contains(note, "no number over 12") {
			t.Errorf("%s: is it shown or assumed? %q", name, note)
		}
	}
}

// TestTheOrderOfAFileIsSaid: a portal's file in the dates of a locale is read in the order that it shows, and what was taken is in the result.
func TestTheOrderOfAFileIsSaid(t *testing.T) {
	file := func(dates ...string) []byte {
		s := minimalHeader
		for i, d := range dates {
			s += fmt.Sprintf("%s,%d,scan@contoso.com,Authenticated SMTP,203.0.113.7,Success,x\n", d, i)
		}
		return []byte(s)
	}
	for name, test := range map[string]struct {
		content     []byte
		used        int
		first, last string
		says        string
	}{
		"shown":      {file("11/4/2025 1:48:53 AM", "11/14/2025 1:48:53 AM"), 2, "2025-11-04", "2025-11-14", "in the order month/day/year, as"},
		"day first":  {file("4/11/2025 01:48:53", "14/11/2025 01:48:53"), 2, "2025-11-04", "2025-11-14", "in the order day/month/year, as"},
		"assumed":    {file("11/4/2025 1:48:53 AM"), 1, "2025-11-04", "2025-11-04", "the order month/day/year is assumed"},
		"two orders": {file("11/14/2025 01:48:53", "14/11/2025 01:48:53"), 1, "2025-11-14", "2025-11-14", "in two orders"},
		// What shows the order may come long after what leaves it open.
		"at the end": {file(append(slices.Repeat([]string{"4/11/2025 01:48:53"}, 500), "14/11/2025 01:48:53")...), 501, "2025-11-04", "2025-11-14", "day/month/year, as"},
		"ISO 8601":   {file("2025-11-04T01:48:53Z"), 1, "2025-11-04", "2025-11-04", ""},
	} {
		got := scanned(t, PortalCSV, test.content)
		notes := strings.Join(got.Notes, "; ")
		if got.Used != test.used || got.First.Format(time.DateOnly) != test.first || got.Last.Format(time.DateOnly) != test.last ||
			!strings.Contains(notes, test.says) || (notes == "") != (test.says == "") {
			t.Errorf("%s: %+v, want %d used from %s to %s, and %q", name, got, test.used, test.first, test.last, test.says)
		}
	}
}

// FuzzTimes: never a panic, a time in UTC that can be written or an error, and the same whatever blanks are around it.
func FuzzTimes(f *testing.F) {
	for _, seed := range []string{"2025-11-04T01:48:53.1234567Z", "11/14/2025, 1:48:53.12 PM", "14.11.2025", "2025/11/4 1:48", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00Z"} {
		f.Add([]byte(seed), 0)
		f.Add([]byte(seed), 2)
	}
	f.Fuzz(func(t *testing.T, text []byte, n int) {
		order := dateOrder(uint(n) % 3)
		at, err := momentOf(text, order)
		if (err == nil) == at.IsZero() {
			t.Fatalf("%q: %v, %v", text, at, err)
		}
		if again, _ := momentOf(append(append([]byte("  "), text...), " \n"...), order); !again.Equal(at) {
			t.Fatalf("%q: %v, between blanks %v", text, at, again)
		}
		var seen orderSeen
		seen.look(text)
		seen.look(text)
		_, _ = seen.order()
		if err != nil {
			return
		}
		if _, err := at.MarshalJSON(); err != nil || at.Location() != time.UTC {
			t.Fatalf("%q: %v, %v", text, at, err)
		}
		if back, err := momentOf([]byte(at.Format(time.RFC3339Nano)), dateUnknown); err != nil || !back.Equal(at) {
			t.Fatalf("%q is %v, which is read as %v, %v", text, at, back, err)
		}
	})
}
