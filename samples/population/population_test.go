package population

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

var asOf = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

func TestEqualArgumentsGiveEqualBytes(t *testing.T) {
	write := func(seed uint64, asOf time.Time) (string, string) {
		p := New(seed, 80, asOf)
		var rows bytes.Buffer
		if err := p.WriteSignIns(&rows, 0); err != nil {
			t.Fatal(err)
		}
		rest, err := json.Marshal([]any{p.Input(), p.Truth()})
		if err != nil {
			t.Fatal(err)
		}
		return rows.String(), string(rest)
	}
	rows, rest := write(1, asOf)
	again, restAgain := write(1, asOf.In(time.FixedZone("", 3600)))
	if rows != again || rest != restAgain {
		t.Error("one seed gives two tenants")
	}
	if other, restOther := write(2, asOf); other == rows || restOther == rest {
		t.Error("two seeds give one tenant")
	}
	// Only the clock of an organisation in another place may tell, so the number of accounts stays.
	if later, _ := write(1, asOf.AddDate(0, 0, 1)); later == rows {
		t.Error("two moments give one log")
	}
}

// TestTruthIsTheSumOfRows counts what can be counted of rows alone.
func TestTruthIsTheSumOfRows(t *testing.T) {
	for seed := range uint64(3) {
		p := New(seed, 300, asOf)
		type count struct{ ok, failed int }
		counts, ids := map[string]count{}, map[string]bool{}
		for s := range p.SignIns() {
			if ids[s.ID] {
				t.Fatalf("two rows have the id %s", s.ID)
			}
			ids[s.ID] = true
			if s.Time.Before(p.since) || !s.Time.Before(p.asOf) || s.Time.Nanosecond() != 0 {
				t.Errorf("a row of %v is not in the log", s.Time)
			}
			if !isSMTP(s) {
				continue
			}
			key := s.UserID
			if key == "" || strings.HasPrefix(key, "00000000-0000-") {
				key = "upn:" + s.UPN
			}
			c := counts[key]
			if s.ErrorCode == 0 {
				c.ok++
			} else {
				c.failed++
			}
			counts[key] = c
		}
		if len(ids) != p.rows() {
			t.Errorf("%d rows, and %d are said to be", len(ids), p.rows())
		}
		for _, truth := range p.Truth() {
			c := counts[truth.Key]
			delete(counts, truth.Key)
			if c.ok != truth.Successes || c.failed != truth.Failures+truth.ExcludedRows {
				t.Errorf("%s %s: rows are %+v, truth is %+v", truth.Archetype, truth.UPN, c, truth)
			}
		}
		if len(counts) > 0 {
			t.Errorf("accounts with SMTP rows are not in the truth: %v", counts)
		}
	}
}

func isSMTP(s inventory.SignIn) bool {
	return strings.Contains(s.ClientApp, "SMTP") || s.ClientApp == "Other clients" && strings.Contains(s.UserAgent, "BAV2ROPC")
}

// TestTruthIsWhatTheContractSays holds every sender to the definition of its verdict, on what its rows and settings show.
func TestTruthIsWhatTheContractSays(t *testing.T) {
	for seed := range uint64(6) {
		p := New(seed, 400, asOf.AddDate(0, 0, -int(seed)*11))
		facts := map[string][]inventory.SignIn{}
		for s := range p.SignIns() {
			key := s.UserID
			if key == "" || strings.HasPrefix(key, "00000000-0000-") {
				key = "upn:" + s.UPN
			}
			if isSMTP(s) {
				facts[key] = append(facts[key], s)
			}
		}
		in := p.Input()
		settings, reported := map[string]inventory.SwitchState{}, map[string]bool{}
		for _, m := range in.MailboxSettings {
			settings[strings.ToLower(m.Address)] = m.SMTP
		}
		for _, u := range in.Uses {
			reported[u.Address] = true
		}
		seen := map[string]int{}
		for _, truth := range p.Truth() {
			seen[truth.Archetype]++
			rows := facts[truth.Key]
			slices.SortFunc(rows, func(a, b inventory.SignIn) int { return a.Time.Compare(b.Time) })
			basic, right := 0, 0
			for _, r := range rows {
				if r.ErrorCode == 0 && r.AuthProtocol != "oAuth2" {
					basic++
				}
				if r.ErrorCode != 0 && r.ErrorCode != 50126 && r.ErrorCode != 50053 && r.ErrorCode != 50034 {
					right++
				}
			}
			open := settings[truth.UPN] == inventory.SwitchEnabled || settings[truth.UPN] == inventory.SwitchInherit && !*in.Exchange.SMTPDisabled
			wrong := ""
			switch truth.Verdict {
			case inventory.VerdictActive:
				if basic == 0 {
					wrong = "nothing succeeds"
				}
			case inventory.VerdictBroken:
				if truth.Failures == 0 || right == 0 && truth.Successes == 0 {
					wrong = "nothing shows that the password was ever right"
				}
			case inventory.VerdictModern:
				if truth.Successes == 0 || basic > 0 || truth.Failures > 0 {
					wrong = "it is not OAuth alone"
				}
			case inventory.VerdictSuspicious:
				if basic == 0 || truth.ExcludedRows == 0 {
					wrong = "nobody guessed and came in"
				}
			case inventory.VerdictNoise:
				if truth.Successes+truth.Failures+right > 0 || truth.ExcludedRows == 0 {
					wrong = "there is more than guesses, or less"
				}
				if open {
					wrong = "the mailbox is open"
				}
			case inventory.VerdictIdle:
				if len(rows) > 0 || settings[truth.UPN] != inventory.SwitchEnabled || reported[truth.UPN] {
					wrong = "it is used, or not open"
				}
			case inventory.VerdictSuspected:
				if len(rows) > 0 || !reported[truth.UPN] {
					wrong = "there are rows, or no report"
				}
			}
			if wrong != "" {
				t.Errorf("seed %d: %s is %s, but %s: %+v", seed, truth.Archetype, truth.Verdict, wrong, truth)
			}
		}
		for _, a := range senders {
			if seen[a.name] == 0 {
				t.Errorf("seed %d: there is no %s", seed, a.name)
			}
		}
	}
}

func TestNobodyIsMoreThanWasAskedFor(t *testing.T) {
	for _, n := range []int{1, 20, 51, 700} {
		p := New(9, n, asOf)
		if got := len(p.Truth()); got != n {
			t.Errorf("%d senders instead of %d", got, n)
		}
		names := map[string]bool{}
		for _, truth := range p.Truth() {
			if names[truth.UPN] {
				t.Errorf("two accounts are called %s", truth.UPN)
			}
			names[truth.UPN] = true
		}
	}
}

// TestEverythingIsReserved keeps the sample from naming anything that exists.
func TestEverythingIsReserved(t *testing.T) {
	var networks []netip.Prefix
	for _, n := range []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"} {
		networks = append(networks, netip.MustParsePrefix(n))
	}
	for seed := range uint64(4) {
		p := New(seed, 250, asOf)
		for s := range p.SignIns() {
			addr, err := netip.ParseAddr(s.IP)
			if err != nil || addr.String() != s.IP || !slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(addr) }) {
				t.Fatalf("address %q", s.IP)
			}
			if s.ASN != 0 && s.ASN < 64496 || s.ASN > 65551 || s.ASN == 65535 || s.ASN > 64511 && s.ASN < 64512 {
				t.Fatalf("autonomous system %d", s.ASN)
			}
			_, domain, _ := strings.Cut(s.UPN, "@")
			if domain != "contoso.com" && domain != "example.jp" && domain != "partner.example" {
				t.Fatalf("name %q", s.UPN)
			}
			if s.UPN != strings.ToLower(s.UPN) || s.FailureReason == "" || len(s.Country) != 2 {
				t.Fatalf("row %+v", s)
			}
		}
		for _, u := range p.Input().Users {
			if !strings.Contains(u.UPN, "@contoso.com") && !strings.Contains(u.UPN, "@example.jp") {
				t.Fatalf("account %q", u.UPN)
			}
		}
	}
}

// TestOwnRowsAndGuessesComeFromDifferentNetworks: nobody guesses from an office, and nobody of the organisation is where somebody guesses.
func TestOwnRowsAndGuessesComeFromDifferentNetworks(t *testing.T) {
	for seed := range uint64(4) {
		p := New(seed, 600, asOf)
		own, guesses := map[string]string{}, map[string]string{}
		for a := range p.accounts() {
			for _, c := range append(a.clients, p.guesses(a)...) {
				p.play(&account{seed: a.seed, clients: []client{c}, exposure: unexposed}, func(s inventory.SignIn, _ *line) bool {
					if c.guess {
						guesses[s.IP] = a.archetype
					} else {
						own[s.IP] = a.archetype
					}
					return true
				})
			}
		}
		for ip, who := range guesses {
			if owner := own[ip]; owner != "" {
				t.Errorf("seed %d: %s is guessed at from %s, which is where %s is", seed, who, ip, owner)
			}
		}
	}
}

func TestSeedsVary(t *testing.T) {
	type shape struct {
		home               string
		offices, campaigns int
		disabled           bool
	}
	shapes, verdicts := map[shape]bool{}, map[string]bool{}
	for seed := range uint64(12) {
		p := New(seed, 200, asOf)
		shapes[shape{p.world.home.code, len(p.world.offices), len(p.campaigns), p.smtpDisabled}] = true
		count := map[inventory.Verdict]int{}
		for _, truth := range p.Truth() {
			count[truth.Verdict]++
		}
		verdicts[fmt.Sprint(count)] = true
	}
	if len(shapes) < 9 || len(verdicts) < 10 {
		t.Errorf("12 seeds give %d shapes and %d mixtures of verdicts", len(shapes), len(verdicts))
	}
}

// TestWrittenRowsAreTheRows reads back what was written, and asks for fewer and more.
func TestWrittenRowsAreTheRows(t *testing.T) {
	p := New(3, 60, asOf)
	var all []inventory.SignIn
	for s := range p.SignIns() {
		all = append(all, s)
	}
	for _, n := range []int{0, 100, len(all) - 1, 2*len(all) + 7} {
		var out bytes.Buffer
		if err := p.WriteSignIns(&out, n); err != nil {
			t.Fatal(err)
		}
		want := n
		if n == 0 {
			want = len(all)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if len(lines) != want {
			t.Fatalf("%d rows instead of %d", len(lines), want)
		}
		ids := map[string]bool{}
		for i, text := range lines {
			var row struct {
				ID, UserID, UserPrincipalName, UserDisplayName, ClientAppUsed, UserAgent, AuthenticationProtocol, IPAddress, AppDisplayName string
				CreatedDateTime                                                                                                             time.Time
				AutonomousSystemNumber                                                                                                      int
				Status                                                                                                                      struct {
					ErrorCode     int
					FailureReason string
				}
				Location struct{ CountryOrRegion string }
			}
			if err := json.Unmarshal([]byte(text), &row); err != nil {
				t.Fatalf("%v in %s", err, text)
			}
			ids[row.ID] = true
			if n > 0 {
				continue
			}
			got := inventory.SignIn{
				ID: row.ID, Time: row.CreatedDateTime, UserID: row.UserID, UPN: row.UserPrincipalName, DisplayName: row.UserDisplayName, App: row.AppDisplayName,
				ClientApp: row.ClientAppUsed, UserAgent: row.UserAgent, AuthProtocol: row.AuthenticationProtocol, IP: row.IPAddress, Country: row.Location.CountryOrRegion,
				ASN: row.AutonomousSystemNumber, ErrorCode: row.Status.ErrorCode, FailureReason: row.Status.FailureReason, Certificate: all[i].Certificate,
			}
			if diff := cmp.Diff(all[i], got); diff != "" {
				t.Fatalf("row %d (-made +written):\n%s", i, diff)
			}
		}
		if len(ids) != want {
			t.Errorf("%d rows have %d ids", want, len(ids))
		}
	}
}

// BenchmarkWriteSignIns writes the log of the project's promise about speed: 50,000 senders.
func BenchmarkWriteSignIns(b *testing.B) {
	p := New(1, 5_000, asOf)
	n := p.rows()
	for b.Loop() {
		var size counter
		if err := p.WriteSignIns(&size, n); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(size))
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
