package kql_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/inventory/kql"
)

// logged is a row of the log with what most rows have.
type logged struct {
	id, upn, app, agent, protocol, ip string
	code                              int
	at, arrived                       time.Time
}

func (l logged) row() row {
	if l.arrived.IsZero() {
		l.arrived = l.at.Add(5 * time.Minute)
	}
	return row{
		"TimeGenerated": l.arrived, "CreatedDateTime": l.at, "UserId": l.id, "UserPrincipalName": l.upn, "ClientAppUsed": l.app, "UserAgent": l.agent,
		"AuthenticationProtocol": l.protocol, "IPAddress": l.ip, "ResultType": strconv.Itoa(l.code), "AppDisplayName": "Office 365 Exchange Online", "_ingested": l.arrived,
	}
}

// workspace puts rows into both tables in turn.
func workspace(list []logged) map[string]table {
	tables := map[string]table{}
	for i, l := range list {
		name := kql.LogAnalytics.Tables()[i%2]
		t := tables[name]
		t.rows = append(t.rows, l.row())
		tables[name] = t
	}
	for _, name := range kql.LogAnalytics.Tables() {
		tables[name] = table{columns: []string{"TimeGenerated", "CreatedDateTime", "UserId"}, rows: tables[name].rows}
	}
	return tables
}

func detect(t *testing.T, d kql.Detection, planned string, list []logged) (table, map[string]table) {
	t.Helper()
	return runQuery(t, until, workspace(list), "let planned = "+planned+";\n"+d.Query())
}

func accountID(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

func watched(accounts ...string) string {
	return `datatable(Account:string)["` + strings.Join(accounts, `", "`) + `"]`
}

func silentSince(at time.Time, accounts ...string) string {
	return "union (" + watched(accounts...) + " | extend Silent = datetime(" + at.Format(time.RFC3339) + "))"
}

func hits(result table) []string {
	var list []string
	for _, r := range result.rows {
		list = append(list, fmt.Sprint(r["UserPrincipalName"]))
	}
	slices.Sort(list)
	return list
}

// TestDetectionsAreTheGoldenOnes: .ci/kql binds these files to the tables.
func TestDetectionsAreTheGoldenOnes(t *testing.T) {
	for _, d := range kql.Detections() {
		planned := watched("a")
		if d.Dated() {
			planned = silentSince(until, "a")
		}
		got := "let planned = " + planned + ";\n" + d.Query()
		path := filepath.Join("testdata", "detect-"+string(d)+".kql")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// TestWhatSubmitsIsWhatTheInventoryCounts runs the query over rows of every client app, user agent and protocol, and asks the inventory of each whether it is somebody
// who sends with Basic.
func TestWhatSubmitsIsWhatTheInventoryCounts(t *testing.T) {
	apps := append(inventory.LegacyClientApps(), inventory.ClientAppsBesideSMTP()...)
	apps = append(apps, "", "Unknown", " Browser ", " IMAP4", "Authenticated SMTP ", "Other clients; SMTP", "Other clients; Older Office clients", "something new", "その他のクライアント", "不明")
	var list []logged
	want := []string{}
	for _, app := range apps {
		for _, agent := range []string{"", "Mozilla", "BAV2ROPC", "Unknown(bav2ropc)", "CBAInPROD", "cbaintar", "BAV2ROPC CBAinPROD"} {
			for _, protocol := range []string{"", "ropc", "ROPC", "oAuth2", "deviceCode", "none"} {
				l := logged{id: accountID(len(list)), upn: fmt.Sprintf("%q %q %q", app, agent, protocol), app: app, agent: agent, protocol: protocol, ip: "192.0.2.1", at: until.Add(-30 * time.Minute)}
				list = append(list, l)
				tally := inventory.NewTally(nil, nil)
				tally.Add(inventory.SignIn{ID: "a", Time: l.at, UserID: l.id, UPN: l.upn, ClientApp: app, UserAgent: agent, AuthProtocol: protocol, IP: l.ip})
				for _, s := range inventory.Analyze(inventory.Input{Rows: tally, AsOf: until, Window: lastDays(1)}).Senders {
					if s.Auth == inventory.AuthBasic {
						want = append(want, strings.ToLower(l.upn))
					}
				}
			}
		}
	}
	var ids []string
	for i := range list {
		ids = append(ids, accountID(i))
	}
	result, _ := detect(t, kql.UsedAgain, silentSince(until.Add(-time.Hour), ids...), list)
	slices.Sort(want)
	if diff := cmp.Diff(want, hits(result)); diff != "" || len(want) < 50 {
		t.Errorf("%d rows, the inventory knows %d (-inventory +query):\n%s", len(list), len(want), diff)
	}
}

func TestOnlyASuccessAfterTheCutOverIsAHit(t *testing.T) {
	silent := until.Add(-20 * time.Hour)
	smtp := logged{id: accountID(1), upn: "a@contoso.com", app: "Authenticated SMTP", agent: "BAV2ROPC", ip: "192.0.2.1", at: until.Add(-40 * time.Minute)}
	for _, c := range []struct {
		name    string
		account string
		change  func(*logged)
		hit     bool
	}{
		{"after it", accountID(1), func(*logged) {}, true},
		{"before it, and late", accountID(1), func(l *logged) { l.at, l.arrived = silent.Add(-time.Minute), until.Add(-time.Minute) }, false},
		{"at its very moment", accountID(1), func(l *logged) { l.at, l.arrived = silent, until.Add(-time.Minute) }, true},
		{"told before", accountID(1), func(l *logged) { l.at = until.Add(-90 * time.Minute) }, false},
		{"hours on its way", accountID(1), func(l *logged) { l.at, l.arrived = until.Add(-9*time.Hour), until.Add(-time.Minute) }, true},
		{"a failure", accountID(1), func(l *logged) { l.code = 50126 }, false},
		{"stopped by a policy", accountID(1), func(l *logged) { l.code = 53003 }, false},
		{"somebody else", accountID(2), func(*logged) {}, false},
		{"an id in capitals", "0000000a-0000-4000-8000-000000000001", func(l *logged) { l.id = "0000000A-0000-4000-8000-000000000001" }, true},
		{"by its name", "upn:a@contoso.com", func(l *logged) { l.id, l.upn = "", "A@contoso.com" }, true},
		{"by its name, with an id of which the plan knew nothing", "upn:a@contoso.com", func(l *logged) { l.upn = "A@Contoso.com" }, true},
		{"a token", accountID(1), func(l *logged) { l.agent, l.protocol = "", "oAuth2" }, false},
		{"another protocol", accountID(1), func(l *logged) { l.app = "IMAP4" }, false},
		{"a browser", accountID(1), func(l *logged) { l.app = "Browser" }, false},
	} {
		l := smtp
		c.change(&l)
		result, _ := detect(t, kql.UsedAgain, silentSince(silent, c.account), []logged{l})
		if hit := len(result.rows) == 1; hit != c.hit || len(result.rows) > 1 {
			t.Errorf("%s: %d hits, want %v", c.name, len(result.rows), c.hit)
		}
	}
}

// failing are rows of one account at a network, some each of the last days.
func failing(n int, ip string, days, aDay, code int) []logged {
	var list []logged
	for day := range days {
		for i := range aDay {
			list = append(list, logged{
				id: accountID(n), upn: fmt.Sprintf("s%d@contoso.com", n), app: "Authenticated SMTP", agent: "BAV2ROPC", ip: ip, code: code,
				at: until.Add(-30*time.Minute - time.Duration(day)*24*time.Hour - time.Duration(i)*time.Minute),
			})
		}
	}
	return list
}

func TestWhatStillTriesIsADeviceAndNoGuess(t *testing.T) {
	spray := []logged{}
	for n := range 6 {
		spray = append(spray, failing(10+n, fmt.Sprintf("198.51.100.%d", n+1), 1, 1, 50126)...)
	}
	for _, c := range []struct {
		name string
		rows []logged
		want []string
	}{
		{"every day", failing(1, "192.0.2.1", 3, 2, 50126), []string{"s1@contoso.com"}},
		{"stopped by a policy", failing(1, "192.0.2.1", 3, 2, 53003), []string{"s1@contoso.com"}},
		{"of an account that is disabled", failing(1, "192.0.2.1", 3, 2, 50057), []string{"s1@contoso.com"}},
		{"from an address that can't be read", failing(1, "", 3, 2, 50126), []string{"s1@contoso.com"}},
		{"once", failing(1, "192.0.2.1", 1, 1, 50126), nil},
		{"on one day", failing(1, "192.0.2.1", 1, 9, 50126), nil},
		{"twice", failing(1, "192.0.2.1", 2, 1, 50126), nil},
		{"as often as a dictionary", failing(1, "192.0.2.1", 2, 201, 50126), nil},
		{"it succeeds", failing(1, "192.0.2.1", 3, 2, 0), nil},
		{"from where passwords are guessed", append(failing(1, "198.51.100.200", 3, 2, 50126), spray...), nil},
		{"beside where passwords are guessed", append(failing(1, "198.51.101.200", 3, 2, 50126), spray...), []string{"s1@contoso.com"}},
		{"not since yesterday", slices.DeleteFunc(failing(1, "192.0.2.1", 5, 2, 50126), func(l logged) bool { return l.at.After(until.Add(-25 * time.Hour)) }), nil},
		{"before its cut-over", failing(2, "192.0.2.1", 3, 2, 50126), nil},
	} {
		planned := silentSince(until.Add(-10*24*time.Hour), accountID(1)) + ", (" + watched(accountID(2)) + " | extend Silent = datetime(" + until.Format(time.RFC3339) + "))"
		result, _ := detect(t, kql.StillTries, planned, c.rows)
		if diff := cmp.Diff(c.want, hits(result)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestNetworksThatGuessAreThoseOfTheInventory: on random rows the query and the inventory's rule take the same networks for guessing. Every account has an
// address of its own in a network, since rules for one address come before the one for its network.
func TestNetworksThatGuessAreThoseOfTheInventory(t *testing.T) {
	guessing, quiet := 0, 0
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var list []logged
		tally := inventory.NewTally(nil, nil)
		account := 0
		for network := range 4 {
			add := func(code, days, aDay int) {
				account++
				ip := fmt.Sprintf("10.%d.%d.%d", seed, network, account%250+1)
				if network == 3 {
					ip = fmt.Sprintf("2001:db8:%x:1::%x", seed, account)
				}
				for day := range days {
					for i := range aDay {
						l := logged{
							id: accountID(account), upn: fmt.Sprintf("s%d@contoso.com", account), app: "Authenticated SMTP", agent: "BAV2ROPC", ip: ip, code: code,
							at: until.Add(-time.Duration(day)*24*time.Hour - time.Duration(i+1)*time.Minute),
						}
						list = append(list, l)
						tally.Add(inventory.SignIn{
							ID: strconv.Itoa(len(list)), Time: l.at, UserID: l.id, UPN: l.upn, ClientApp: l.app, UserAgent: l.agent, IP: l.ip, ErrorCode: code,
						})
					}
				}
			}
			for range []int{rng.IntN(9), rng.IntN(9), 19, 20, 31}[rng.IntN(5)] {
				add([]int{50126, 50053, 50064}[rng.IntN(3)], 1+rng.IntN(2), 1)
			}
			for range rng.IntN(4) {
				add([]int{0, 53003, 50055}[rng.IntN(3)], 1+rng.IntN(3), 1+rng.IntN(3))
			}
			for range rng.IntN(3) {
				add([]int{50057, 700016}[rng.IntN(2)], 1, 1) // says nothing of a password
			}
		}
		want := map[string]bool{}
		for _, origin := range inventory.Analyze(inventory.Input{Rows: tally, AsOf: until, Window: lastDays(7)}).Guessing.List {
			want[origin.Network] = true
		}
		_, lets := detect(t, kql.GuessedAt, watched("upn:nobody"), list)
		got := map[string]bool{}
		for _, r := range lets["guessing"].rows {
			name := r["Network"].(string)
			if strings.HasPrefix(name, "2001:") {
				name = fmt.Sprintf("2001:db8:%x:1::/64", seed)
			}
			got[name] = true
		}
		delete(want, "")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d (-inventory +query):\n%s", seed, diff)
		}
		guessing, quiet = guessing+len(want), quiet+4-len(want)
	}
	if guessing < 20 || quiet < 20 {
		t.Errorf("%d networks guess and %d do not: the rows show nothing", guessing, quiet)
	}
}

func TestGuessingIsAHitWhereASenderOfThePlanIsTried(t *testing.T) {
	spray := func(code int) []logged {
		var list []logged
		for n := range 6 {
			list = append(list, failing(n, fmt.Sprintf("198.51.100.%d:5%03d", n+1, n), 1, 2, code)...)
		}
		return list
	}
	var crowd []logged
	for n := range 20 {
		crowd = append(crowd, failing(20+n, fmt.Sprintf("198.51.100.%d", n+1), 1, 2, 50126)...)
	}
	right := func(n int, ip string, aDay int, before time.Duration) []logged {
		list := failing(n, ip, 1, aDay, 0)
		for i := range list {
			list[i].at = list[i].at.Add(-before)
		}
		return list
	}
	for _, c := range []struct {
		name           string
		rows           []logged
		guessed, gotIn []string
	}{
		{"nobody's accounts", nil, nil, nil},
		{"many accounts", spray(50126), []string{"s1@contoso.com guess-network"}, nil},
		{"many accounts that are disabled", spray(50057), nil, nil},
		{"too often for a device", failing(1, "192.0.2.1", 1, 201, 50126), []string{"s1@contoso.com guess-stray"}, nil},
		{"as often as a device may", failing(1, "192.0.2.1", 1, 200, 50126), nil, nil},
		{"one account of somebody else", failing(9, "192.0.2.1", 1, 201, 50126), nil, nil},
		{"the right password from there", append(spray(50126), right(1, "198.51.100.77", 1, 0)...), nil, []string{"s1@contoso.com guess-network"}},
		{"as IPv4 in IPv6", append(spray(50126), right(1, "::ffff:198.51.100.77", 1, 0)...), nil, []string{"s1@contoso.com guess-network"}},
		{"stopped by a policy", append(spray(50126), failing(1, "198.51.100.77", 1, 1, 53003)...), nil, []string{"s1@contoso.com guess-network"}},
		{"the right password from elsewhere", append(spray(50126), right(1, "192.0.2.77", 1, 0)...), []string{"s1@contoso.com guess-network"}, nil},
		{"before anybody guessed there", append(spray(50126), right(1, "198.51.100.77", 1, 15*time.Minute)...), nil, nil},
		{"somebody at home where a crowd guesses", slices.Concat(crowd, right(1, "198.51.100.77", 4, 0)), nil, nil},
		{"somebody who is not, where a crowd guesses", slices.Concat(crowd, right(1, "198.51.100.77", 3, 0)), nil, []string{"s1@contoso.com guess-network"}},
		{"of somebody else", append(spray(50126), right(9, "198.51.100.77", 1, 0)...), []string{"s1@contoso.com guess-network"}, nil},
		{"a password that was found", append(failing(1, "192.0.2.1", 1, 120, 50126), right(1, "192.0.2.1", 1, 0)...), nil, []string{"s1@contoso.com guess-dictionary"}},
		{"somebody at home who often mistypes", append(failing(1, "192.0.2.1", 1, 120, 50126), right(1, "192.0.2.1", 4, 0)...), nil, nil},
		{"right first", append(failing(1, "192.0.2.1", 1, 120, 50126), right(1, "192.0.2.1", 1, 150*time.Minute)...), nil, nil},
	} {
		named := func(result table) []string {
			var list []string
			for _, r := range result.rows {
				list = append(list, fmt.Sprint(r["UserPrincipalName"], " ", r["Rule"]))
			}
			return list
		}
		guessed, _ := detect(t, kql.GuessedAt, watched(accountID(1)), c.rows)
		gotIn, _ := detect(t, kql.GotIn, watched(accountID(1)), c.rows)
		for _, r := range gotIn.rows {
			if !slices.ContainsFunc(c.rows, func(l logged) bool {
				return l.id == accountID(1) && l.ip == r["IPAddress"] && (l.code == 0 || l.code == 53003)
			}) {
				t.Errorf("%s: the right password came from %v", c.name, r["IPAddress"])
			}
		}
		if diff := cmp.Diff([][]string{c.guessed, c.gotIn}, [][]string{named(guessed), named(gotIn)}); diff != "" {
			t.Errorf("%s: guessed at and got in (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestAccountsAreKnownByTheirIdsWhereTheyHaveOne(t *testing.T) {
	for _, c := range []struct{ id, upn, want string }{
		{"0000000A-0000-4000-8000-000000000001", "a@contoso.com", "0000000a-0000-4000-8000-000000000001"},
		{"", " A@Contoso.com", "upn:a@contoso.com"},
		{"00000000-0000-0000-0000-000000000000", "a@contoso.com", "upn:a@contoso.com"},
		{"upn:a@contoso.com", "a@contoso.com", "upn:a@contoso.com"},
		{"0000000a-0000-4000-8000-000000000001\"]", "a@contoso.com", "upn:a@contoso.com"},
		{"", "00000000-0000-4000-8000-000000000001", "upn:00000000-0000-4000-8000-000000000001"},
	} {
		if got := kql.Account(c.id, c.upn); got != c.want {
			t.Errorf("Account(%q, %q) = %q, want %q", c.id, c.upn, got, c.want)
		}
	}
}

// Sentinel looks back 14 days at most, runs a rule over two days or more once an hour at most, and wants no gap between two runs.
func TestDetectionsKeepToTheLimitsOfSentinel(t *testing.T) {
	for _, d := range kql.Detections() {
		if d.Reads() > 14*24*time.Hour || d.Every() > d.Reads() || d.Reads() >= 2*24*time.Hour && d.Every() < time.Hour {
			t.Errorf("%s: every %v over %v", d, d.Every(), d.Reads())
		}
		for _, never := range []string{"search *", "union *", "{", "}"} {
			if strings.Contains(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(d.Query(), "{4}", ""), "{1,3}", ""), "{3}", ""), never) {
				t.Errorf("%s has %q in it", d, never)
			}
		}
	}
}
