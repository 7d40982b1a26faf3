package inventory

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// checkLaws holds an inventory to what must be true of every one, given the rows that it was made from (ids distinct).
func checkLaws(t testing.TB, rows []SignIn, inv Inventory) {
	t.Helper()
	r := inv.Records
	if sum := r.Duplicates + r.OutsideWindow + r.Modern + r.OtherProtocols + r.Counted + r.Excluded; r.Read != len(rows) || r.Read != sum {
		t.Errorf("read %d of %d rows, and they add up to %d: %+v", r.Read, len(rows), sum, r)
	}
	smtpRows := 0
	ids, clients := map[string]bool{}, map[string]bool{}
	for _, s := range inv.Senders {
		smtpRows += s.Successes + s.Failures + s.Excluded.Records
		successes, failures := 0, 0
		if ids[s.ID] {
			t.Errorf("two senders have the id %q", s.ID)
		}
		ids[s.ID] = true
		for _, c := range s.Clients {
			if clients[c.ID] {
				t.Errorf("two clients have the id %s: %+v", c.ID, c)
			}
			clients[c.ID] = true
			successes, failures = successes+c.Successes, failures+c.Failures
			sum := 0
			for _, e := range c.Errors {
				sum += e.Count
			}
			if sum != c.Failures || c.Successes+c.Failures == 0 || c.Addresses == 0 {
				t.Errorf("client %+v does not add up", c)
			}
		}
		if s.Successes > successes || s.Failures > failures {
			t.Errorf("%s counts more than its clients", s.UPN)
		}
		if (s.Excluded.Records > 0) != (s.Excluded.Reason != "") || (s.LastSuccess != nil) != (s.Successes > 0) ||
			(s.FirstSeen != nil) != (s.Successes+s.Failures > 0) || len(s.Reasons) == 0 || len(s.Protocols) == 0 {
			t.Errorf("sender is not consistent: %+v", s)
		}
		if s.FirstSeen != nil && (s.FirstSeen.After(*s.LastSeen) || s.ActiveDays < 1) {
			t.Errorf("%s is seen from %v to %v on %d days", s.UPN, s.FirstSeen, s.LastSeen, s.ActiveDays)
		}
		if s.KindConfidence < 0 || s.KindConfidence >= 1 {
			t.Errorf("%s has the kind %s with confidence %v", s.UPN, s.Kind, s.KindConfidence)
		}
	}
	if want := smtpRowsOf(rows, inv.Window); smtpRows != want {
		t.Errorf("senders have %d SMTP rows, the log has %d", smtpRows, want)
	}
}

// smtpRowsOf counts SMTP rows of a window, each id once.
func smtpRowsOf(rows []SignIn, w Window) int {
	n, seen := 0, map[string]bool{}
	for _, row := range rows {
		if row.ID != "" && seen[row.ID] {
			continue
		}
		seen[row.ID] = true
		if !row.Time.IsZero() && !row.Time.Before(w.Since) && !row.Time.After(w.Until) && channelOf(row).smtp {
			n++
		}
	}
	return n
}

// randomLog makes a log in which everything meets: few accounts, few addresses, every client app, code and mark, rows with and without
// ids of accounts, rows outside the window.
func randomLog(r *rand.Rand, n int) []SignIn {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	codes := []int{0, 0, 0, 50126, 50126, 50053, 50034, 50055, 50057, 50076, 53003, 530035, 530034, 50105, 7}
	rows := make([]SignIn, n)
	for i := range rows {
		upn := fmt.Sprintf("%s%d@contoso.com", pick("scan", "app", "a.person"), r.IntN(6))
		s := SignIn{
			ID: fmt.Sprint("row-", i), Time: thirtyDays.Since.Add(minutes(r.IntN(31*24*60) - 12*60)), UserID: idOf(upn), UPN: upn,
			DisplayName: pick("", "One", "Two", "複合機"), App: pick("Office 365 Exchange Online", "Office 365 Exchange Online", ""),
			ClientApp: pick("Authenticated SMTP", "Authenticated SMTP", "Authenticated SMTP", "IMAP4", "Other clients", "", "Browser", "New"),
			UserAgent: pick("", basicUA, basicUA, "CBAInPROD", "Mailer/2.0"), AuthProtocol: pick("", "ropc", "oAuth2", "none"),
			IP:      pick(office, office, "203.0.113.9", attacker, "192.0.2.4", "2001:db8::1", "2001:db8::2", "", "no address"),
			Country: pick("", "JP", "jp", "US"), ErrorCode: codes[r.IntN(len(codes))],
			FailureReason: pick("", "an IP address with malicious activity"),
		}
		switch r.IntN(8) {
		case 0:
			s.UserID = pick("", noAccount)
		case 1:
			s.UPN = pick("", "Old."+upn, "SCAN0@contoso.com")
		case 2:
			s.UserID, s.UPN = pick("", noAccount), pick("", " ", "ghost@contoso.com")
		}
		rows[i] = s
	}
	return rows
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// forSeeds runs a law against logs of many shapes and sizes.
func forSeeds(t *testing.T, law func(t *testing.T, r *rand.Rand, rows []SignIn)) {
	t.Helper()
	for seed := range uint64(40) {
		r := newRand(seed)
		rows := randomLog(r, 1+r.IntN(600))
		law(t, r, rows)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestEveryRowIsAccountedFor(t *testing.T) {
	forSeeds(t, func(t *testing.T, _ *rand.Rand, rows []SignIn) { checkLaws(t, rows, analyzeRows(rows)) })
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	forSeeds(t, func(t *testing.T, r *rand.Rand, rows []SignIn) {
		want := written(t, analyzeRows(rows))
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if diff := cmp.Diff(string(want), string(written(t, analyzeRows(rows)))); diff != "" {
			t.Errorf("(-in order +shuffled):\n%s", diff)
		}
	})
}

func TestRowsServedTwiceChangeNothingButTheCountOfDuplicates(t *testing.T) {
	forSeeds(t, func(t *testing.T, r *rand.Rand, rows []SignIn) {
		once := analyzeRows(rows)
		again := slices.Clone(rows)
		r.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		twice := analyzeRows(append(slices.Clone(rows), again...))
		once.Records.Read += len(rows)
		once.Records.Duplicates += len(rows)
		if diff := cmp.Diff(once, twice); diff != "" {
			t.Errorf("(-once +twice):\n%s", diff)
		}
	})
}

func TestAnalyzeIsPure(t *testing.T) {
	forSeeds(t, func(t *testing.T, _ *rand.Rand, rows []SignIn) {
		in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(rows), UsersRead: true, Users: []User{{ID: idOf("scan1@contoso.com"), UPN: "scan1@contoso.com"}, {ID: idOf("new"), UPN: "Ghost@contoso.com"}, {}}}
		names := len(in.Rows.names)
		first, second := written(t, Analyze(in)), written(t, Analyze(in))
		if !bytes.Equal(first, second) {
			t.Errorf("two inventories of one input differ:\n%s", cmp.Diff(string(first), string(second)))
		}
		if len(in.Rows.names) != names {
			t.Errorf("the tally knew %d names and knows %d after Analyze", names, len(in.Rows.names))
		}
	})
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	forSeeds(t, func(t *testing.T, _ *rand.Rand, rows []SignIn) {
		inv := analyzeRows(rows)
		first := written(t, inv)
		read, err := Read(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(inv, read); diff != "" {
			t.Errorf("(-written +read):\n%s", diff)
		}
		if second := written(t, read); !bytes.Equal(first, second) {
			t.Error("written again, the bytes differ")
		}
	})
}

func TestReadRefusesWhatIsNoInventory(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "a cut file": `{"schema":"unbasic/inventory/1","senders":[`, "another schema": `{"schema":"unbasic/inventory/2"}`,
		"no schema": `{}`, "a plan": `{"schema":"unbasic/plan/1"}`, "another type": `{"schema":"unbasic/inventory/1","senders":{}}`,
	} {
		if _, err := Read(bytes.NewReader([]byte(text))); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if _, err := Read(bytes.NewReader([]byte(`{"schema":"unbasic/inventory/1","later":[1]}`))); err != nil {
		t.Errorf("a field of a later version was refused: %v", err)
	}
}

func TestARenamedAccountKeepsItsID(t *testing.T) {
	renamed := with(try("before@contoso.com", office, 0), func(s *SignIn) { s.UPN, s.DisplayName = "After@contoso.com", "After" })
	nameless := func(s SignIn) SignIn { return with(s, func(s *SignIn) { s.UserID = "" }) }
	for name, test := range map[string]struct {
		rows  []SignIn
		users []User
		want  map[string]int // successes by id and name
	}{
		"rows of both names":                        {rows: all(daily(renamed, 9, 1, 1), daily(try("before@contoso.com", office, 0), 20, 10, 1)), want: map[string]int{idOf("before@contoso.com") + " after@contoso.com": 20}},
		"rows without ids under the new name":       {rows: all(daily(renamed, 9, 1, 1), daily(nameless(renamed), 20, 10, 1)), want: map[string]int{idOf("before@contoso.com") + " after@contoso.com": 20}},
		"rows without ids under the old name":       {rows: all(daily(renamed, 9, 1, 1), daily(try("before@contoso.com", office, 0), 20, 10, 1), daily(nameless(try("before@contoso.com", office, 0)), 20, 10, 2)), want: map[string]int{idOf("before@contoso.com") + " after@contoso.com": 31}},
		"rows without ids that the directory knows": {rows: daily(nameless(renamed), 20, 10, 1), users: []User{{ID: idOf("before@contoso.com"), UPN: "After@contoso.com"}}, want: map[string]int{idOf("before@contoso.com") + " after@contoso.com": 11}},
		"rows without ids that nobody knows":        {rows: daily(nameless(renamed), 20, 10, 1), want: map[string]int{"upn:after@contoso.com after@contoso.com": 11}},
		"the old name given to another account": {
			rows: all(daily(renamed, 9, 1, 1), daily(try("before@contoso.com", office, 0), 20, 10, 1),
				daily(with(try("second", office, 0), func(s *SignIn) { s.UPN = "before@contoso.com" }), 3, 1, 5), daily(nameless(try("before@contoso.com", office, 0)), 3, 1, 6)),
			want: map[string]int{idOf("before@contoso.com") + " after@contoso.com": 20, idOf("second") + " before@contoso.com": 6}},
		"rows without any name are nobody's": {
			rows: all(daily(with(try("third", office, 0), func(s *SignIn) { s.UPN = "" }), 3, 1, 1), daily(with(try("", office, 0), func(s *SignIn) { s.UserID, s.UPN = noAccount, " " }), 3, 1, 1)),
			want: map[string]int{idOf("third") + " ": 3, "upn: ": 3}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := Analyze(Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(test.rows), Users: test.users, UsersRead: test.users != nil})
			got := map[string]int{}
			for _, s := range inv.Senders {
				got[s.ID+" "+s.UPN] = s.Successes
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkLaws(t, test.rows, inv)
		})
	}
}

func TestTheWindowHasBothItsEndsAndNoRowWithoutATime(t *testing.T) {
	s := try("scan@contoso.com", office, 0)
	for name, test := range map[string]struct {
		at      time.Time
		outside bool
	}{
		"first instant":       {at: thirtyDays.Since},
		"last instant":        {at: thirtyDays.Until},
		"in another zone":     {at: thirtyDays.Until.In(time.FixedZone("JST", 9*3600))},
		"before":              {at: thirtyDays.Since.Add(-1), outside: true},
		"after":               {at: thirtyDays.Until.Add(1), outside: true},
		"no time, and no day": {outside: true},
	} {
		s.Time = test.at
		if got := analyzeRows([]SignIn{s}).Records.OutsideWindow == 1; got != test.outside {
			t.Errorf("%s: outside is %v", name, got)
		}
	}
	tally := NewTally(nil, nil)
	tally.Add(SignIn{})
	s.Time = thirtyDays.Since.AddDate(-3, 0, 0)
	tally.Add(s)
	s.Time = until
	tally.Add(s)
	if got := (Records{Read: 3, OutsideWindow: 1}); tally.records != got {
		t.Errorf("without a window: %+v, want %+v", tally.records, got)
	}
}

func FuzzTallyKeepsEveryRow(f *testing.F) {
	f.Add("id", "scan@contoso.com", idOf("scan@contoso.com"), "Authenticated SMTP", "BAV2ROPC", "ropc", "203.0.113.7", "JP", "", 0, int64(1795392000))
	f.Add("", "=cmd|' /C calc'!A0", noAccount, "Other clients", "\x00\xff\x1b[2J", "oAuth2", "::ffff:203.0.113.7%x", "日本", "malicious", 50053, int64(-62135596800))
	f.Add("a", "", "", "", "", "", "", "", "", -1, int64(1<<40))
	f.Add("b", "\xff", "", "SMTP", "\xfe", "", "\xc3", "\x80", "", 0, until.Unix())
	f.Fuzz(func(t *testing.T, id, upn, userID, client, agent, protocol, ip, country, why string, code int, unix int64) {
		s := SignIn{
			ID: id, Time: time.Unix(unix%(1<<37), 0), UserID: userID, UPN: upn, DisplayName: upn + agent, App: client, ClientApp: client, UserAgent: agent,
			AuthProtocol: protocol, IP: ip, Country: country, ErrorCode: code, FailureReason: why,
		}
		rows := []SignIn{s, s}
		for i, change := range []func(*SignIn){
			func(s *SignIn) { s.UserID = "" }, func(s *SignIn) { s.UserID, s.ClientApp = idOf(upn), "SMTP" }, func(s *SignIn) { s.ClientApp = "Authenticated SMTP" },
			func(s *SignIn) { s.ErrorCode, s.ClientApp = 0, "smtp" }, func(s *SignIn) { s.IP, s.ClientApp = office, "IMAP4" }, func(s *SignIn) { s.Time = until },
		} {
			row := with(s, change)
			row.ID = fmt.Sprint(id, "/", i)
			rows = append(rows, row)
		}
		inv := analyzeRows(rows)
		checkLaws(t, rows, inv)
		first := written(t, inv)
		read, err := Read(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		if second := written(t, read); !bytes.Equal(first, second) {
			t.Errorf("written again, the bytes differ:\n%s", cmp.Diff(string(first), string(second)))
		}
		slices.Reverse(rows)
		if third := written(t, analyzeRows(rows)); !bytes.Equal(first, third) {
			t.Errorf("in reverse, the bytes differ:\n%s", cmp.Diff(string(first), string(third)))
		}
	})
}

func BenchmarkTallyAndAnalyze(b *testing.B) {
	const rowCount, senders = 200_000, 2_000
	r := newRand(1)
	rows := make([]SignIn, rowCount)
	for i := range rows {
		upn := fmt.Sprintf("sender%d@contoso.com", r.IntN(senders))
		s := try(upn, fmt.Sprintf("203.0.113.%d", r.IntN(3)+len(upn)), 0)
		if r.IntN(5) == 0 {
			s.ErrorCode, s.IP = 50126, fmt.Sprintf("198.51.100.%d", r.IntN(200))
		}
		s.ID, s.Time = fmt.Sprintf("%036d", i), thirtyDays.Since.Add(minutes(r.IntN(30*24*60)))
		rows[i] = s
	}
	b.ReportAllocs()
	for b.Loop() {
		if inv := analyzeRows(rows); len(inv.Senders) != senders {
			b.Fatalf("%d senders", len(inv.Senders))
		}
	}
	b.ReportMetric(float64(rowCount)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
