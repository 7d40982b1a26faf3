package kql_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/kql"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite expected files")

var until = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

func lastDays(n int) inventory.Window {
	return inventory.Window{Since: until.Add(-time.Duration(n) * 24 * time.Hour), Until: until}
}

// TestQueries compares the queries with expected files, which .ci/kql binds to the engines' tables.
func TestQueries(t *testing.T) {
	for _, engine := range []kql.Engine{kql.LogAnalytics, kql.Hunting} {
		for kind, got := range map[string]string{
			"groups": kql.SignInGroups(engine, lastDays(1)), "printed": kql.Printed(engine), "reach": kql.Reach(engine, lastDays(1)),
		} {
			path := filepath.Join("testdata", string(engine)+"-"+kind+".kql")
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
}

// TestWindowsAreUTC: whatever the zone and the fraction, the query names the moment.
func TestWindowsAreUTC(t *testing.T) {
	zone := time.FixedZone("", 9*3600)
	w := inventory.Window{Since: time.Date(2026, 11, 22, 9, 0, 0, 0, zone), Until: time.Date(2026, 11, 23, 0, 0, 0, 1500, zone)}
	for _, text := range []string{kql.SignInGroups(kql.LogAnalytics, w), kql.SignInGroups(kql.Hunting, w), kql.Reach(kql.Hunting, w)} {
		if want := "let since = datetime(2026-11-22T00:00:00Z);\nlet until = datetime(2026-11-22T15:00:00.0000015Z);\n"; !strings.HasPrefix(text, want) {
			t.Errorf("the query begins %.120q", text)
		}
	}
}

// TestTheFilterDropsNothingThatCounts holds the filter's words against the inventory's sorting: what the query drops, the inventory calls modern. The filter is
// read from the query's text, so that a word added there without thought is seen here.
func TestTheFilterDropsNothingThatCounts(t *testing.T) {
	apps := append(inventory.LegacyClientApps(), "", "Unknown", "unknown", "Browser", "browser", "Mobile Apps and Desktop clients", "Modern clients",
		"Mobile Apps and Desktop applications", "Other clients; SMTP", "SMTP", "something new", " Browser", "Universal Outlook")
	agents := []string{"", "Mozilla", "BAV2ROPC", "Unknown(bav2ropc)", "CBAInPROD", "CBAinTAR", "BAV2"}
	dropped := 0
	for _, engine := range []kql.Engine{kql.LogAnalytics, kql.Hunting} {
		keeps := filterOf(t, kql.SignInGroups(engine, lastDays(1)))
		for _, app := range apps {
			for _, agent := range agents {
				for _, protocol := range []string{"", "ropc", "ROPC", "oAuth2", "none"} {
					tally := inventory.NewTally(nil, nil)
					tally.Add(inventory.SignIn{ID: "a", Time: until, UPN: "a@example.com", ClientApp: app, UserAgent: agent, AuthProtocol: protocol})
					modern := inventory.Analyze(inventory.Input{Rows: tally, AsOf: until, Window: lastDays(1)}).Records.Modern == 1
					if kept := keeps(app, agent, protocol); !kept && !modern {
						t.Errorf("%s drops client app %q, user agent %q, protocol %q, which the inventory counts", engine, app, agent, protocol)
					} else if !kept {
						dropped++
					} else if modern && strings.TrimSpace(app) == app {
						t.Errorf("%s keeps client app %q, user agent %q, protocol %q, which the inventory calls modern", engine, app, agent, protocol)
					}
				}
			}
		}
	}
	if dropped == 0 {
		t.Error("nothing is dropped")
	}
}

// filterOf reads the filter out of a query: two lists of client apps, the marks in user agents and the protocol.
func filterOf(t *testing.T, query string) func(app, agent, protocol string) bool {
	t.Helper()
	_, rest, found := strings.Cut(query, "| where ClientAppUsed ")
	line, _, _ := strings.Cut(rest, "\n")
	parts := strings.Split(line, "!in~ (")
	if !found || len(parts) != 3 {
		t.Fatalf("the filter is %q", line)
	}
	list := func(text string) []string {
		text, _, _ = strings.Cut(text, ")")
		var words []string
		if err := json.Unmarshal([]byte("["+text+"]"), &words); err != nil {
			t.Fatal(err)
		}
		return words
	}
	modern, unnamed := list(parts[1]), list(parts[2])
	var marks []string
	for _, piece := range strings.Split(line, "UserAgent contains \"")[1:] {
		mark, _, _ := strings.Cut(piece, `"`)
		marks = append(marks, strings.ToLower(mark))
	}
	if !strings.HasSuffix(line, ` or AuthenticationProtocol =~ "ropc")`) || len(marks) != 3 {
		t.Fatalf("the filter is %q", line)
	}
	in := func(words []string, word string) bool {
		for _, w := range words {
			if strings.EqualFold(w, word) {
				return true
			}
		}
		return false
	}
	return func(app, agent, protocol string) bool {
		basic := strings.EqualFold(protocol, "ropc")
		for _, mark := range marks {
			basic = basic || strings.Contains(strings.ToLower(agent), mark)
		}
		return !in(modern, app) && (!in(unnamed, app) || basic)
	}
}

// asks is an engine that holds one group with rows in every hour and gives so many hours in one answer.
type asks struct {
	t     *testing.T
	most  int
	spans []inventory.Window
}

func (a *asks) ask(_ context.Context, w inventory.Window) (kql.Answer, error) {
	a.spans = append(a.spans, w)
	answer := kql.Answer{RequestID: fmt.Sprintf("request-%d", len(a.spans))}
	hours := 0
	for day := w.Until.Add(-time.Nanosecond).Truncate(24 * time.Hour); day.Add(24 * time.Hour).After(w.Since); day = day.Add(-24 * time.Hour) {
		var list []time.Time
		for at := day; at.Before(day.Add(24 * time.Hour)); at = at.Add(time.Hour) {
			if !at.Before(w.Since) && at.Before(w.Until) && hours < a.most {
				hours++
				list = append(list, at)
			}
		}
		if len(list) > 0 {
			answer.Groups = append(answer.Groups, groupOf(a.t, list))
		}
	}
	if hours == a.most && w.Until.Sub(w.Since) > time.Duration(a.most)*time.Hour {
		answer.Cut = errors.New("too much (request id " + answer.RequestID + ")")
	}
	return answer, nil
}

// groupOf has two rows an hour, all by certificate. The engine knows the autonomous system in some hours only.
func groupOf(t *testing.T, at []time.Time) kql.Group {
	t.Helper()
	const stamp = `"2006-01-02T15:04:05Z"`
	hours, system := map[string]int{}, "null"
	for _, hour := range at {
		hours[fmt.Sprint(hour.Hour())] = 2
		if hour.Hour() == 3 || hour.Hour() == 12 {
			system = "64500"
		}
	}
	object, err := json.Marshal(hours)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(string(object))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"Day": at[0].Truncate(24 * time.Hour).Format(stamp), "First": at[0].Format(stamp), "Last": at[len(at)-1].Format(stamp),
		"ErrorCode": "0", "AutonomousSystemNumber": system, "CertificateRows": fmt.Sprint(2 * len(at)), "Rows": fmt.Sprint(2 * len(at)), "Hours": string(text)}
	g, err := kql.NewGroup(func(column string) (json.RawMessage, bool) {
		if v, ok := values[column]; ok {
			return json.RawMessage(v), true
		}
		return json.RawMessage(`""`), true
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestEveryHourComesOnce reads windows of several lengths with engines of several patience: each hour is kept once, spans touch and do not overlap.
func TestEveryHourComesOnce(t *testing.T) {
	cutting := kql.Cutting{First: 24 * time.Hour, Least: time.Hour, Most: 16 * 24 * time.Hour, Few: 30}
	for _, days := range []int{1, 2, 30, 90} {
		for _, most := range []int{1, 5, 24, 100, 1_000_000} {
			engine := &asks{t: t, most: most}
			w := inventory.Window{Since: lastDays(days).Since.Truncate(time.Hour), Until: until.Truncate(time.Hour)}
			seen := map[string]int{}
			lines := map[string]int{}
			result, err := cutting.Read(t.Context(), w, engine.ask, func(line []byte) error {
				var g struct {
					Day, First, Last                              time.Time
					AutonomousSystemNumber, CertificateRows, Rows int
					Hours                                         map[string]int
				}
				if err := json.Unmarshal(line, &g); err != nil || g.AutonomousSystemNumber != 64500 || g.CertificateRows != g.Rows || g.Rows != 2*len(g.Hours) || g.Last.Sub(g.First) != time.Duration(len(g.Hours)-1)*time.Hour {
					return fmt.Errorf("%s: %w", line, err)
				}
				for hour, rows := range g.Hours {
					seen[g.Day.Format(time.DateOnly)+" "+hour] += rows
				}
				lines[g.Day.Format(time.DateOnly)]++
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(seen) != 24*days || result.Rows != 48*days || len(result.Gaps) > 0 {
				t.Errorf("%d days, %d at most: %d hours, %+v", days, most, len(seen), result)
			}
			for day, n := range lines {
				if n != 1 {
					t.Errorf("%d days, %d at most: %s has %d lines of one group", days, most, day, n)
				}
			}
			if len(result.RequestIDs) != len(engine.spans) {
				t.Errorf("%d request ids of %d requests", len(result.RequestIDs), len(engine.spans))
			}
			if most == 1_000_000 && days == 90 && len(engine.spans) > 12 {
				t.Errorf("%d requests for 90 quiet days", len(engine.spans))
			}
		}
	}
}

// TestGapsAreNamed: an hour that is never answered whole is a gap, with what came of it; where an engine stops, all that is left is one.
func TestGapsAreNamed(t *testing.T) {
	cutting := kql.Cutting{First: 24 * time.Hour, Least: time.Hour, Most: 16 * 24 * time.Hour, Few: 1000}
	bad := inventory.Window{Since: until.Add(-50*time.Hour - 30*time.Minute), Until: until.Add(-49*time.Hour - 30*time.Minute)}
	engine := &asks{t: t, most: 1000}
	result, err := cutting.Read(t.Context(), lastDays(7), func(ctx context.Context, w inventory.Window) (kql.Answer, error) {
		answer, err := engine.ask(ctx, w)
		if w.Since.Before(bad.Until) && w.Until.After(bad.Since) {
			answer.Cut = errors.New("it is poisoned (request id " + answer.RequestID + ")")
		}
		return answer, err
	}, func([]byte) error { return nil })
	if err != nil || len(result.Gaps) != 1 || result.Gaps[0].Window != bad || !strings.Contains(kql.Spell(result.Gaps), "poisoned (request id request-") {
		t.Errorf("%+v, %v", result.Gaps, err)
	}
	if result.Rows < 2*(7*24-1) {
		t.Errorf("%d rows", result.Rows)
	}

	engine = &asks{t: t, most: 1000}
	result, err = cutting.Read(t.Context(), lastDays(7), func(ctx context.Context, w inventory.Window) (kql.Answer, error) {
		if len(engine.spans) == 2 {
			return kql.Answer{Cut: errors.New("nobody answers"), Stop: true}, nil
		}
		return engine.ask(ctx, w)
	}, func([]byte) error { return nil })
	if err != nil || len(result.Gaps) != 1 || !result.Gaps[0].Since.Equal(lastDays(7).Since) || !result.Gaps[0].Until.Equal(engine.spans[1].Since) {
		t.Errorf("%+v, %v", result.Gaps, err)
	}
}

// TestReachIsNoQuiet: what an engine does not hold is a gap that says so, and a quiet night is none.
func TestReachIsNoQuiet(t *testing.T) {
	w := lastDays(90)
	var r kql.Result
	r.Hold(w, []kql.Held{{Table: "SigninLogs", Window: inventory.Window{Since: until.Add(-30 * 24 * time.Hour), Until: until.Add(-3 * 24 * time.Hour)}}})
	gaps := r.Beyond(w)
	if len(gaps) != 2 || !gaps[0].Since.Equal(w.Since) || !gaps[0].Until.Equal(r.Held.Since) || !gaps[1].Until.Equal(until) {
		t.Errorf("%+v", gaps)
	}
	if got := r.Lacking(kql.LogAnalytics); got != "AADNonInteractiveUserSignInLogs holds nothing" {
		t.Errorf("lacking %q", got)
	}
	r.Hold(w, []kql.Held{{Table: "EntraIdSignInEvents", Window: inventory.Window{Since: w.Since.Add(20 * time.Hour), Until: until.Add(-time.Hour)}}})
	if gaps := r.Beyond(w); len(gaps) > 0 || r.Held != w || r.Lacking(kql.Hunting) != "" {
		t.Errorf("%+v, held %+v, lacking %q", gaps, r.Held, r.Lacking(kql.Hunting))
	}
}

// TestAGroupThatCantBeCountedIsRefused: a line whose figures do not add up is an error and not a smaller figure.
func TestAGroupThatCantBeCountedIsRefused(t *testing.T) {
	good := map[string]string{"CertificateRows": "0", "Day": `"2026-11-20T00:00:00Z"`, "First": `"2026-11-20T08:00:00Z"`, "Last": `"2026-11-20T09:00:00Z"`, "ErrorCode": "50126",
		"Rows": "8", "Hours": `"{\"8\":3,\"9\":5}"`, "UserAgent": "\"a\\nb \\u003c\""}
	make := func(name, value string) (kql.Group, error) {
		return kql.NewGroup(func(column string) (json.RawMessage, bool) {
			if column == name {
				return json.RawMessage(value), value != ""
			}
			if v, ok := good[column]; ok {
				return json.RawMessage(v), true
			}
			return json.RawMessage(`""`), true
		})
	}
	for _, good := range [][2]string{{"", ""}, {"Hours", `{"8":3, "9":5}`}, {"Rows", `"8"`}, {"CertificateRows", `"8"`},
		// The autonomous system is counted by nobody, so none is as good as any.
		{"AutonomousSystemNumber", "64500"}, {"AutonomousSystemNumber", `"64500"`}, {"AutonomousSystemNumber", "null"}, {"AutonomousSystemNumber", `"AS64500"`}} {
		if _, err := make(good[0], good[1]); err != nil {
			t.Errorf("%s %s: %v", good[0], good[1], err)
		}
	}
	for name, bad := range map[string][]string{
		"Rows": {"", "null", "7", "8.5", `"many"`, "0"}, "ErrorCode": {"", "null", `""`}, "Hours": {"", "null", `"x"`, `{"8":8.5}`, `{"24":8}`, `{"8":9,"9":-1}`},
		"Day": {"", "null", "5"}, "UserId": {""}, "AutonomousSystemNumber": {""}, "CertificateRows": {"", "null", "0.5", `"many"`},
	} {
		for _, value := range bad {
			if _, err := make(name, value); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s %q: %v", name, value, err)
			}
		}
	}
}
