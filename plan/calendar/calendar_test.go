package calendar

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(t *testing.T, text string) Day {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustNew(t *testing.T, rules Rules) Calendar {
	t.Helper()
	c, err := New(rules)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The 2026 and 2027 days below are those announced by the Cabinet Office of Japan.
var japan = []string{
	"2026-01-01", "2026-01-12", "2026-02-11", "2026-02-23", "2026-03-20", "2026-04-29", "2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06",
	"2026-07-20", "2026-08-11", "2026-09-21", "2026-09-22", "2026-09-23", "2026-10-12", "2026-11-03", "2026-11-23",
	"2027-01-01", "2027-01-11", "2027-02-11", "2027-02-23", "2027-03-21", "2027-03-22", "2027-04-29", "2027-05-03", "2027-05-04", "2027-05-05",
	"2027-07-19", "2027-08-11", "2027-09-20", "2027-09-23", "2027-10-11", "2027-11-03", "2027-11-23",
}

func TestJapaneseHolidaysAreExactlyTheAnnouncedOnes(t *testing.T) {
	everyDay := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	c := mustNew(t, Rules{Workdays: everyDay, Countries: []string{"JP"}})
	var got []string
	for d := On(2026, time.January, 1); d.Year < 2028; d = d.AddDays(1) {
		if !c.Working(d) {
			got = append(got, d.String())
		}
	}
	if diff := cmp.Diff(japan, got); diff != "" {
		t.Errorf("days without work in 2026 and 2027 (-want +got):\n%s", diff)
	}
	if year, limited := SureThrough("JP"); year != 2027 || !limited {
		t.Errorf("SureThrough(JP) = %d, %v, want 2027, true", year, limited)
	}
}

func TestWorking(t *testing.T) {
	christmas := Freeze{From: Day{2026, 12, 24}, To: Day{2027, 1, 4}, Reason: "year end"}
	for _, tc := range []struct {
		name  string
		rules Rules
		works []string
		rests []string
	}{
		{"the zero rules work Monday to Friday", Rules{}, []string{"2026-11-23", "2026-11-27", "2026-12-25"}, []string{"2026-11-28", "2026-11-29"}},
		{"other weekdays can be worked", Rules{Workdays: []time.Weekday{time.Sunday}}, []string{"2026-11-29"}, []string{"2026-11-30"}},
		{"a holiday of either country rests", Rules{Countries: []string{"US", "GB"}}, []string{"2026-11-27"}, []string{"2026-11-26", "2026-12-25", "2026-12-28"}},
		{"a Saturday holiday is observed in the year before", Rules{Countries: []string{"US"}}, nil, []string{"2027-12-31"}},
		{"an added day rests", Rules{Add: []Day{{2026, 12, 1}}}, []string{"2026-12-02"}, []string{"2026-12-01"}},
		{"a removed holiday works", Rules{Countries: []string{"JP"}, Remove: []Day{{2026, 11, 23}}}, []string{"2026-11-23"}, nil},
		{"removing a weekend day does not make it work", Rules{Remove: []Day{{2026, 11, 28}}}, nil, []string{"2026-11-28"}},
		{"both ends of a freeze rest", Rules{Freezes: []Freeze{christmas}}, []string{"2026-12-23", "2027-01-05"}, []string{"2026-12-24", "2026-12-30", "2027-01-04"}},
		{"an exception works in a freeze", Rules{Freezes: []Freeze{{From: christmas.From, To: christmas.To, Except: []Day{{2026, 12, 28}, {2026, 12, 26}}}}},
			[]string{"2026-12-28"}, []string{"2026-12-26", "2026-12-29"}}, // the 26th is a Saturday
		{"an exception of one freeze does not open another", Rules{Freezes: []Freeze{christmas, {From: christmas.From, To: christmas.To, Except: []Day{{2026, 12, 28}}}}},
			nil, []string{"2026-12-28"}},
		{"a freeze beats a removed holiday", Rules{Remove: []Day{{2026, 12, 25}}, Freezes: []Freeze{christmas}}, nil, []string{"2026-12-25"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := mustNew(t, tc.rules)
			for _, text := range tc.works {
				if !c.Working(day(t, text)) {
					t.Errorf("Working(%s) = false, want true", text)
				}
			}
			for _, text := range tc.rests {
				if c.Working(day(t, text)) {
					t.Errorf("Working(%s) = true, want false", text)
				}
			}
		})
	}
}

func TestEveryCountryHasWorkAndHolidays(t *testing.T) {
	for _, country := range Countries() {
		c, plain := mustNew(t, Rules{Countries: []string{country}}), Calendar{}
		holidays := 0
		for d := On(2026, time.January, 1); d.Year < 2028; d = d.AddDays(1) {
			if plain.Working(d) && !c.Working(d) {
				holidays++
			}
		}
		// Two years; the fewest are those of Switzerland, whose cantons have the rest.
		if holidays < 5 || holidays > 40 {
			t.Errorf("%s: %d weekdays without work in two years", country, holidays)
		}
		if c.Working(On(2027, time.January, 1)) {
			t.Errorf("%s works on New Year's Day", country)
		}
	}
}

func TestNewRefusesWhatMakesNoCalendar(t *testing.T) {
	for _, tc := range []struct {
		name  string
		rules Rules
		want  string
	}{
		{"unknown country", Rules{Countries: []string{"XX"}}, `unknown country "XX": known are AR, AT, AU`},
		{"lower case is not a code", Rules{Countries: []string{"jp"}}, `unknown country "jp"`},
		{"weekday", Rules{Workdays: []time.Weekday{7}}, "unknown weekday 7"},
		{"reversed freeze", Rules{Freezes: []Freeze{{From: Day{2026, 12, 2}, To: Day{2026, 12, 1}}}}, "ends on 2026-12-01, before it begins on 2026-12-02"},
		{"exception outside", Rules{Freezes: []Freeze{{From: Day{2026, 12, 2}, To: Day{2026, 12, 4}, Except: []Day{{2026, 12, 5}}}}},
			"2026-12-05 is an exception from the freeze of 2026-12-02 to 2026-12-04, and not in it"},
		{"open freeze", Rules{Freezes: []Freeze{{From: Day{2026, 12, 2}, Reason: "x"}}}, "lacks"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := New(tc.rules)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("New(%+v) = %v, want an error with %q", tc.rules, err, tc.want)
			}
		})
	}
}

func TestACalendarDoesNotChangeWithItsRules(t *testing.T) {
	third, fourth := Day{2026, 12, 3}, Day{2026, 12, 4}
	rules := Rules{Add: []Day{{2026, 12, 1}}, Freezes: []Freeze{{From: third, To: fourth, Except: []Day{fourth}}}}
	c := mustNew(t, rules)
	rules.Freezes[0].Except[0] = third
	rules.Freezes[0] = Freeze{}
	c.Rules().Freezes[0].Except[0] = third
	c.Rules().Freezes[0] = Freeze{}
	if c.Working(third) || !c.Working(fourth) {
		t.Error("changing the rules afterwards changed the calendar")
	}
}

// Every country at once, asked by several at once: what is kept of a year is what the library's rules say of its days.
func TestHolidaysOfAYearAreThoseOfItsDays(t *testing.T) {
	everyDay := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	for _, country := range Countries() {
		c := mustNew(t, Rules{Workdays: everyDay, Countries: []string{country}})
		lists, err := holidaysOf(country)
		if err != nil {
			t.Fatal(err)
		}
		holiday := func(day Day) bool {
			for _, rule := range lists {
				for year := day.Year - 1; year <= day.Year+1; year++ {
					rule := rule
					actual, observed := rule.Calc(year)
					if dayOfHoliday(actual) == day || dayOfHoliday(observed) == day {
						return true
					}
				}
			}
			return false
		}
		var all sync.WaitGroup
		for start := range 3 {
			all.Go(func() {
				for d := On(2026, time.January, 1+start); d.Year < 2030; d = d.AddDays(3) {
					if c.Working(d) == holiday(d) {
						t.Errorf("%s on %v: working is %v", country, d, c.Working(d))
					}
				}
			})
		}
		all.Wait()
	}
}

func BenchmarkAddWorking(b *testing.B) {
	for b.Loop() {
		c, err := New(Rules{Countries: []string{"JP", "US", "DE"}})
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := c.AddWorking(Day{2026, 11, 23}, 20_000); !ok {
			b.Fatal("no room")
		}
	}
}

func TestNextAndAddWorking(t *testing.T) {
	c := mustNew(t, Rules{Countries: []string{"JP"}})
	if got, ok := c.Next(day(t, "2026-11-21")); got != day(t, "2026-11-24") || !ok {
		t.Errorf("Next over a long weekend = %v, %v", got, ok)
	}
	if got, ok := c.AddWorking(day(t, "2026-11-20"), 2); got != day(t, "2026-11-25") || !ok {
		t.Errorf("AddWorking(20 Nov, 2) = %v, %v, want 25 Nov", got, ok)
	}
	frozen := mustNew(t, Rules{Freezes: []Freeze{{From: day(t, "2026-01-01"), To: day(t, "2028-12-31")}}})
	if got, ok := frozen.Next(day(t, "2026-11-24")); ok {
		t.Errorf("Next in a freeze of years = %v, want none", got)
	}
	if _, ok := (Calendar{}).Next(Day{9999, 12, 31}.AddDays(1)); ok {
		t.Error("Next found a day that can't be written")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		from, n := On(2026, time.January, rng.IntN(700)), 1+rng.IntN(40)
		to, _ := c.AddWorking(from, n)
		count := 0
		for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
			if c.Working(d) {
				count++
			}
		}
		if count != n || !c.Working(to) {
			t.Fatalf("AddWorking(%v, %d) = %v, which is %d working days later", from, n, to, count)
		}
	}
}

func TestDay(t *testing.T) {
	for _, bad := range []string{"", "2026-02-29", "2026-13-01", "2026-1-1", "24.11.2026", "2026-11-24T00:00:00Z", "0000-01-01"} {
		if d, err := ParseDay(bad); err == nil {
			t.Errorf("ParseDay(%q) = %v, want an error", bad, d)
		}
	}
	d := day(t, "2026-11-24")
	if d.Weekday() != time.Tuesday || d.AddDays(-24) != day(t, "2026-10-31") || d.DaysSince(day(t, "2025-11-24")) != 365 {
		t.Errorf("%v: %v, %v, %d", d, d.Weekday(), d.AddDays(-24), d.DaysSince(day(t, "2025-11-24")))
	}
	tokyo := time.FixedZone("Tokyo", 9*60*60)
	if got := DayOf(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC).In(tokyo)); got != d {
		t.Errorf("DayOf in Tokyo = %v, want %v", got, d)
	}
	if got := d.In(tokyo); !got.Equal(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("In(Tokyo) = %v", got)
	}
}

func TestADayBeginsOnItselfEvenWhereMidnightIsSkipped(t *testing.T) {
	loc, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Skip("no time zone data on this computer")
	}
	skipped := Day{2017, 10, 15} // clocks went from 24:00 to 01:00
	if got := skipped.In(loc); DayOf(got) != skipped {
		t.Errorf("In = %v, which is another day", got)
	}
}

func TestDaysAreOrderedLikeTheirText(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		a, b := On(2026, 1, rng.IntN(800)), On(2026, 1, rng.IntN(800))
		if got, want := a.Compare(b), strings.Compare(a.String(), b.String()); got != want {
			t.Fatalf("%v.Compare(%v) = %d, want %d", a, b, got, want)
		}
		if a.Before(b) != b.After(a) || a.AddDays(b.DaysSince(a)) != b {
			t.Fatalf("%v and %v disagree", a, b)
		}
	}
}

func TestDayJSON(t *testing.T) {
	type pair struct{ A, B Day }
	want := pair{A: Day{2026, 11, 24}}
	data, err := json.Marshal(want)
	if err != nil || string(data) != `{"A":"2026-11-24","B":null}` {
		t.Fatalf("Marshal = %s, %v", data, err)
	}
	got := pair{B: Day{1, 1, 1}}
	if err := json.Unmarshal(data, &got); err != nil || got != want {
		t.Errorf("Unmarshal(%s) = %v, %v", data, got, err)
	}
	for _, bad := range []string{`{"A":5}`, `{"A":"tomorrow"}`, `{"A":{}}`} {
		if err := json.Unmarshal([]byte(bad), &got); err == nil {
			t.Errorf("Unmarshal(%s) gave no error", bad)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	f.Add("2026-11-24")
	f.Add("0001-01-01")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDay(text)
		if err == nil && d.String() != text {
			t.Errorf("ParseDay(%q).String() = %q", text, d)
		}
	})
}
