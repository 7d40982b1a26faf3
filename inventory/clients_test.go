package inventory

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lined puts a row on a line of a provider.
func lined(s SignIn, asn int, country string) SignIn {
	s.ASN, s.Country = asn, country
	return s
}

// TestClientsAreLinesThatMoveOrStay: an address that moves inside one provider and country is one client, lines that are in use at once are several.
func TestClientsAreLinesThatMoveOrStay(t *testing.T) {
	const home, other = 64496, 64497
	on := func(network int, asn int, country string) SignIn {
		return lined(try(scanner, fmt.Sprintf("2001:db8:0:%x::1", network), 0), asn, country)
	}
	var daily1, pool []SignIn
	for day := 28; day >= 1; day-- {
		daily1 = append(daily1, at(on(0x100+day, home, "JP"), day, 1, 5)...) // another network every day
		for i := range 4 {
			pool = append(pool, at(on(0x200+(day*4+i)%40, home, "JP"), day, 2+i)...) // and with every call
		}
	}
	for name, test := range map[string]struct {
		rows []SignIn
		want []int // successes of each client, most first
	}{
		"a fixed line":                                 {daily(on(1, home, "JP"), 28, 1, 1), []int{28}},
		"a line whose network changes daily":           {daily1, []int{56}},
		"a line that moved once":                       {all(daily(on(1, home, "JP"), 28, 15, 1), daily(on(2, home, "JP"), 14, 1, 1)), []int{28}},
		"a telephone whose network changes every time": {pool, []int{112}},
		"two sites at once":                            {all(daily(on(1, home, "JP"), 28, 1, 1, 2), daily(on(2, home, "JP"), 28, 1, 3)), []int{56, 28}},
		"an office, and a line at home that moves":     {all(daily(on(1, home, "JP"), 28, 1, 1), daily1), []int{56, 28}},
		"another provider":                             {all(daily(on(1, home, "JP"), 28, 15, 1), daily(on(2, other, "JP"), 14, 1, 1)), []int{14, 14}},
		"another country of one provider":              {all(daily(on(1, home, "JP"), 28, 15, 1), daily(on(2, home, "US"), 14, 1, 1)), []int{14, 14}},
		"providers that nobody knows":                  {all(daily(on(1, 0, "JP"), 28, 15, 1), daily(on(2, 0, "JP"), 14, 1, 1)), []int{14, 14}},
		"another program on a line that moves": {all(daily(on(1, home, "JP"), 28, 15, 1),
			daily(with(on(2, home, "JP"), func(s *SignIn) { s.UserAgent = "Other/1.0" }), 14, 1, 1)), []int{14, 14}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := analyzeRows(test.rows)
			var got []int
			for _, c := range senderOf(t, inv, scanner).Clients {
				got = append(got, c.Successes)
			}
			slices.SortFunc(got, func(a, b int) int { return b - a })
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkLaws(t, test.rows, inv)
		})
	}
}

func TestADeviceBehindTheOfficesAddressIsOneClient(t *testing.T) {
	var rows []SignIn
	for i := range 6 {
		rows = append(rows, daily(try(fmt.Sprintf("device%d@contoso.com", i), office, 0), 20, 1, i)...)
	}
	for _, s := range analyzeRows(rows).Senders {
		if len(s.Clients) != 1 || s.Clients[0].Successes != 20 {
			t.Errorf("%s: %+v", s.UPN, s.Clients)
		}
	}
}

// TestAClientKeepsItsID between two windows, be it at one line or on the move.
func TestAClientKeepsItsID(t *testing.T) {
	var moving []SignIn
	for day := 28; day >= 1; day-- {
		moving = append(moving, at(lined(try(scanner, fmt.Sprintf("2001:db8:0:%x::1", day), 0), 64496, "JP"), day, 1)...)
	}
	for name, rows := range map[string][]SignIn{"fixed": daily(try(scanner, office, 0), 28, 1, 1), "moving": moving} {
		early, late := senderOf(t, analyzeRows(rows[:14]), scanner).Clients, senderOf(t, analyzeRows(rows[14:]), scanner).Clients
		if len(early) != 1 || len(late) != 1 || early[0].ID != late[0].ID {
			t.Errorf("%s: %+v, then %+v", name, early, late)
		}
	}
}

func TestRhythmsAndSilence(t *testing.T) {
	s := try(scanner, office, 0)
	weekly := all(at(s, 28, 3), at(s, 21, 3), at(s, 14, 3), at(s, 7, 3))
	for name, test := range map[string]struct {
		rows    []SignIn
		period  string
		days    int // 0 for not regular
		minutes int // 0 for not told
		stopped bool
	}{
		"every half hour":               {often(s, 20, 0, 24*19, 30), "continuous", 1, 30, false},
		"once a night":                  {daily(s, 28, 1, 3), "daily", 1, 0, false},
		"on workdays":                   {weekdays(daily(s, 28, 1, 3, 5)), "workdays", 1, 0, false},
		"once a week":                   {weekly, "weekly", 7, 0, false},
		"now and then":                  {all(at(s, 28, 3), at(s, 25, 3), at(s, 12, 3), at(s, 11, 3), at(s, 2, 3)), "irregular", 0, 0, false},
		"too seldom to say":             {all(at(s, 20, 3), at(s, 3, 3)), "unknown", 0, 0, false},
		"silent for ten days":           {daily(s, 28, 11, 3), "daily", 1, 0, true},
		"silent over a weekend":         {weekdays(daily(s, 28, 3, 3, 5)), "workdays", 1, 0, false},
		"weekly, and one week left out": {weekly[:3], "weekly", 7, 0, false},
		"a month's end alone":           {all(daily(s, 25, 21, 3)), "unknown", 0, 0, false}, // 29 October to 2 November
	} {
		t.Run(name, func(t *testing.T) {
			c := senderOf(t, analyzeRows(test.rows), scanner)
			if len(c.Clients) != 1 {
				t.Fatalf("%d clients", len(c.Clients))
			}
			r := c.Clients[0].Rhythm
			got := fmt.Sprint(r.Period, " ", valueOf(r.EveryDays), " ", valueOf(r.EveryMinutes), " ", c.Clients[0].Stopped)
			if want := fmt.Sprint(test.period, " ", test.days, " ", test.minutes, " ", test.stopped); got != want {
				t.Errorf("%s, want %s: %+v", got, want, r)
			}
			if c.Stopped != c.Clients[0].Stopped {
				t.Error("the only client and its sender do not agree")
			}
		})
	}
}

// TestAClosingIsMonthly: days in a row at the ends of months are no working days, however many of them there are.
func TestAClosingIsMonthly(t *testing.T) {
	for name, test := range map[string]struct {
		r    rhythm
		want string
	}{
		"two closings of some days":            {rhythm{rows: 23, days: 8, gap: 1, maxGap: 27, regular: true, monthEdge: 1}, "monthly 0"},
		"two closings, and days are irregular": {rhythm{rows: 23, days: 6, gap: 2, maxGap: 27, monthEdge: 1}, "monthly 0"},
		"a day each month":                     {rhythm{rows: 4, days: 4, gap: 30, maxGap: 31, regular: true, monthEdge: 1}, "monthly 30"},
		"one closing alone":                    {rhythm{rows: 9, days: 5, gap: 1, maxGap: 1, regular: true, monthEdge: 1}, "unknown 0"},
		"working days, and a long break":       {rhythm{rows: 90, days: 25, gap: 1, maxGap: 21, regular: true, monthEdge: 0.2}, "workdays 1"},
	} {
		told := test.r.told()
		if got := fmt.Sprint(told.Period, " ", valueOf(told.EveryDays)); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestNobodyIsSilentWhereNobodyListened: where the last days were not read, a client did not stop.
func TestNobodyIsSilentWhereNobodyListened(t *testing.T) {
	rows := daily(try(scanner, office, 0), 28, 11, 3)
	since, unread := thirtyDays.Since, until.AddDate(0, 0, -10)
	in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(rows), Coverage: []Coverage{{
		Source: SourceSignIns, Part: "interactiveUser", Since: &since, Until: &until, Status: CoveragePartial, Gaps: []Window{{Since: unread, Until: until}},
	}}}
	if s := senderOf(t, Analyze(in), scanner); s.Stopped || s.Clients[0].Stopped {
		t.Error("a client is called stopped in days that were not read")
	}
	in.Coverage[0].Status, in.Coverage[0].Gaps, in.Rows = CoverageComplete, nil, tallyOf(rows)
	if s := senderOf(t, Analyze(in), scanner); !s.Stopped {
		t.Error("a client that went silent is not called stopped")
	}
}
