package progress

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

func TestADayCountsWhenItWasReadWhole(t *testing.T) {
	tokyo := zoneOf("Asia/Tokyo")
	day := func(d int) int { return numberOf(dec(d)) }
	for name, test := range map[string]struct {
		zone   *time.Location
		spans  []inventory.Window
		today  int
		want   []dayRun
		unread string // of 1 to 10 December
	}{
		"from midnight to midnight":  {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 5, 0)}}, 20, []dayRun{{day(2), day(4)}}, "1..1 of 7"},
		"the last second belongs to": {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 5, 0).Add(-time.Second)}}, 20, []dayRun{{day(2), day(4)}}, "1..1 of 7"},
		"a second too few":           {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0).Add(time.Second), Until: at(time.December, 5, 0).Add(-2 * time.Second)}}, 20, []dayRun{{day(3), day(3)}}, "1..2 of 9"},
		"days of Japan":              {tokyo, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 5, 15)}}, 20, []dayRun{{day(3), day(5)}}, "1..2 of 7"},
		"today is not over":          {time.UTC, []inventory.Window{{Since: at(time.December, 2, 0), Until: at(time.December, 6, 0)}}, 5, []dayRun{{day(2), day(4)}}, "1..1 of 7"},
		"two spans that meet at midnight": {time.UTC, []inventory.Window{
			{Since: at(time.December, 1, 0), Until: at(time.December, 3, 0).Add(-time.Second)}, {Since: at(time.December, 3, 0), Until: at(time.December, 11, 0)},
		}, 20, []dayRun{{day(1), day(10)}}, "0..0 of 0"},
		"two gaps": {time.UTC, []inventory.Window{
			{Since: at(time.December, 1, 0), Until: at(time.December, 3, 12)}, {Since: at(time.December, 4, 12), Until: at(time.December, 7, 0)}, {Since: at(time.December, 9, 0), Until: at(time.December, 12, 0)},
		}, 20, []dayRun{{day(1), day(2)}, {day(5), day(6)}, {day(9), day(11)}}, "3..4 of 4"},
		"an hour": {time.UTC, []inventory.Window{{Since: at(time.December, 1, 3), Until: at(time.December, 1, 4)}}, 20, nil, "1..10 of 10"},
	} {
		r := readDaysOf(test.spans, test.zone, day(test.today))
		if diff := cmp.Diff(test.want, r.runs, cmp.AllowUnexported(dayRun{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		first, days := r.unread(day(1), day(10))
		got := "0..0 of 0"
		if days > 0 {
			got = dayText(first.from) + ".." + dayText(first.to) + " of " + strconv.Itoa(days)
		}
		if got != test.unread {
			t.Errorf("%s: unread %s, want %s", name, got, test.unread)
		}
		// Counted one by one.
		for from := day(1); from <= day(12); from++ {
			n, row, longest := 0, 0, 0
			for d := from; d <= day(12); d++ {
				if slices.ContainsFunc(r.runs, func(run dayRun) bool { return run.from <= d && d <= run.to }) {
					n, row = n+1, row+1
				} else {
					row = 0
				}
				longest = max(longest, row)
			}
			if n != r.from(from) || longest != r.longest(from) {
				t.Errorf("%s: %d days from %d on, %d in a row; counted %d and %d", name, r.from(from), from, r.longest(from), n, longest)
			}
		}
	}
}

func dayText(number int) string { return strconv.Itoa(dayOf(number).Day) }

func TestDaysHaveNumbers(t *testing.T) {
	for _, d := range []calendar.Day{{Year: 1, Month: 1, Day: 1}, {Year: 1969, Month: 12, Day: 31}, {Year: 1970, Month: 1, Day: 1}, {Year: 2028, Month: 2, Day: 29}, {Year: 9999, Month: 12, Day: 31}} {
		if got := dayOf(numberOf(d)); got != d {
			t.Errorf("%s is day %d, which is %s", d, numberOf(d), got)
		}
	}
}
