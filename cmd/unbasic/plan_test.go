package main

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"

	"github.com/jedib0t/go-pretty/v6/text"
)

// TestPlanOnATerminal goes the whole way, from the command line to the last column.
func TestPlanOnATerminal(t *testing.T) {
	ws := filepath.Join(t.TempDir(), "ws")
	terminal(t, 0, 0, "demo", ws, "-q")
	for _, lang := range []string{"en", "ja"} {
		for _, width := range []int{60, 80, 100, 160} {
			stdout, stderr := terminal(t, width, 0, "plan", "-w", ws, "--lang", lang)
			whole, _ := terminal(t, width, 0, "plan", "-w", ws, "--lang", lang, "--all", "-q")
			compared, _ := terminal(t, width, 0, "plan", "-w", ws, "--lang", lang, "--compare", "testdata/slow.yaml")
			for line := range strings.Lines(stdout + whole + compared) {
				if w := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); w >= width {
					t.Errorf("%d columns in a terminal of %d: %q", w, width, line)
				}
			}
			if !strings.Contains(stdout, "--all") || strings.Contains(whole, "--all") || strings.Count(whole, "\n") <= strings.Count(stdout, "\n") {
				t.Errorf("%s in %d columns: --all shows no more:\n%s", lang, width, whole)
			}
			if !strings.Contains(compared, "slow.yaml") || !strings.Contains(compared, "--all") {
				t.Errorf("%s in %d columns: the comparison is\n%s", lang, width, compared)
			}
			if !strings.Contains(stderr, "78.75") {
				t.Errorf("the summary is %q", stderr)
			}
		}
	}
}

// TestPlanTalksInShortLines holds what is said of a plan that does not fit.
func TestPlanTalksInShortLines(t *testing.T) {
	day := calendar.On(2026, time.December, 30)
	p := plan.Plan{
		Warnings: []plan.Warning{{Code: "coverage-gap", ID: "of-tomorrow", Text: "a source was not read"}},
		Remedies: []plan.Remedy{{ID: "of-tomorrow", Text: "60 hours a week", Late: 2, End: day}},
		Fallbacks: []plan.Fallback{
			{What: plan.Sentence{Text: "turn SMTP AUTH on for these mailboxes"}, On: day, Expires: calendar.On(2027, time.March, 31), Senders: []string{"a", "b"}},
		},
		Earlier: &plan.Earlier{},
	}
	place := plan.Place{Wave: 1, Start: day, End: day, Route: plan.RouteHVE}
	for i := range 12 {
		p.Moves = append(p.Moves, plan.Move{UPN: "m" + strconv.Itoa(i) + "@x", From: &place, Why: plan.Sentence{Text: "it is gone"}})
		p.Unplanned = append(p.Unplanned, plan.Unplanned{UPN: "u" + strconv.Itoa(i) + "@x", Why: "no day"})
	}
	var talk bytes.Buffer
	u := ui{env: &environment{stderr: &talk}, lang: inventory.English}
	u.planTalk(p, planOptions{})
	for _, line := range []string{
		"warning: a source was not read\n", "warning: u9@x: no day\n", "warning: 2 more senders have no wave: see unplanned in plan.json\n",
		"unbasic: what would help: 60 hours a week\n",
		"unbasic: fallback for 2 senders from 2026-12-30 to 2027-03-31: turn SMTP AUTH on for these mailboxes\n",
		"unbasic: 12 senders differ from the earlier plan\n", "unbasic: m9@x: wave 1, 2026-12-30 to 2026-12-30, High Volume Email -> not in the plan: it is gone\n",
		"unbasic: and 2 more: see moves in plan.json\n",
	} {
		if !strings.Contains(talk.String(), line) {
			t.Errorf("%q is not said:\n%s", line, talk.String())
		}
	}
	if strings.Contains(talk.String(), "m10@x") || strings.Contains(talk.String(), "u10@x") {
		t.Errorf("too much is said:\n%s", talk.String())
	}
	talk.Reset()
	if u.planTalk(p, planOptions{partOfRun: true}); strings.Contains(talk.String(), "a source was not read") {
		t.Errorf("the gap is told twice in a run:\n%s", talk.String())
	}
}

// TestHostilePlanIsInert puts what acts elsewhere into every text of an item.
func TestHostilePlanIsInert(t *testing.T) {
	item := plan.Item{Wave: 1, Start: calendar.On(2026, time.December, 1), End: calendar.On(2026, time.December, 1)}
	fill(reflect.ValueOf(&item).Elem(), hostile)
	// These are the program's own words.
	item.ID, item.Verdict, item.Route, item.Risk, item.Status, item.Kind = "id", inventory.VerdictActive, plan.RouteHVE, plan.RiskLow, plan.StatusReady, inventory.KindDevice
	wave := plan.Wave{Number: 1}
	fill(reflect.ValueOf(&wave).Elem(), hostile)
	p := plan.Plan{Items: []plan.Item{item}, Waves: []plan.Wave{wave}}
	var out bytes.Buffer
	for width := 40; width < 200; width++ {
		out.Reset()
		if err := (ui{env: &environment{stdout: &out, stdoutTerminal: true, width: width}}).plan(p, planOptions{}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(out.String(), "\x1b\r\t\u202e\u009b") || strings.Count(out.String(), "\n") != 7 || !utf8.ValidString(out.String()) {
			t.Fatalf("in %d columns: %q", width, out.String())
		}
		for line := range strings.Lines(out.String()) {
			if w := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); w >= width {
				t.Errorf("%d columns in a terminal of %d: %q", w, width, line)
			}
		}
	}
	out.Reset()
	if err := (ui{env: &environment{stdout: &out}}).csv(planRecords(p)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows (%v): %q", len(rows), err, out.String())
	}
	for i, name := range rows[0] {
		if value := rows[1][i]; value != "" && strings.ContainsRune("=+-@", []rune(strings.TrimSpace(value))[0]) {
			t.Errorf("%s acts as a formula: %q", name, value)
		}
	}
}

// TestColumnsOfAPlanOnlyGrow holds the names that somebody may have built on.
func TestColumnsOfAPlanOnlyGrow(t *testing.T) {
	want := "wave start end sender verdict route owner risk status effortHours slackDays weight moveGroup costYearly currency questions limits possibleUntil kind displayName " +
		"department site project senderId itemId"
	if got := strings.Join(planRecords(plan.Plan{}).names, " "); !strings.HasPrefix(got+" ", want+" ") {
		t.Errorf("columns are\n%s, want\n%s", got, want)
	}
}
