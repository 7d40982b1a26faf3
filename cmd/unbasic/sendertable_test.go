package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/jedib0t/go-pretty/v6/text"

	"unbasic/inventory"
	"unbasic/plan"
)

// terminal runs a command line as if a person watched it, in columns of a width, and gives what went to stdout and stderr.
func terminal(t *testing.T, width, wantCode int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, talk bytes.Buffer
	code := execute(context.Background(), &environment{
		stdout: &out, stderr: &talk, stdoutTerminal: true, stderrTerminal: true, width: width,
		getenv: func(name string) string { return map[string]string{"NO_COLOR": "1"}[name] },
		now:    func() time.Time { return scriptClock }, retryPause: time.Millisecond,
	}, args)
	if code != wantCode {
		t.Fatalf("unbasic %s ends with %d, want %d:\n%s%s", strings.Join(args, " "), code, wantCode, out.String(), talk.String())
	}
	return out.String(), talk.String()
}

// TestInventoryOnATerminal goes the whole way, from the command line to the last column.
func TestInventoryOnATerminal(t *testing.T) {
	ws := filepath.Join(t.TempDir(), "ws")
	terminal(t, 0, 0, "demo", ws, "-q")
	for _, lang := range []string{"en", "ja"} {
		for _, width := range []int{60, 80, 100, 120, 160} {
			stdout, stderr := terminal(t, width, 0, "inventory", "-w", ws, "--lang", lang)
			for line := range strings.Lines(stdout) {
				if w := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); w >= width {
					t.Errorf("%d columns in a terminal of %d: %q", w, width, line)
				}
			}
			whole, _ := terminal(t, width, 0, "inventory", "-w", ws, "--lang", lang, "--all", "-q")
			if !strings.Contains(stdout, "--all") || strings.Contains(whole, "--all") || strings.Count(whole, "\n") <= strings.Count(stdout, "\n") {
				t.Errorf("%s in %d columns: --all shows no more:\n%s", lang, width, whole)
			}
			if strings.Count(stderr, "\n") < 3 || !strings.Contains(stderr, "2026-10-24") {
				t.Errorf("the summary is %q", stderr)
			}
		}
	}
	// What holds is told after the table and the summary.
	stdout, stderr := terminal(t, 120, 5, "inventory", "-w", ws, "--fail-on", "active")
	if !strings.HasSuffix(strings.TrimRight(stderr, "\n"), "senders") || !strings.Contains(stdout, "monitor@example.jp") {
		t.Errorf("stdout is\n%s, stderr is\n%s", stdout, stderr)
	}
}

// TestTableLooksAsDrawn holds the look: in English and Japanese, with room and without, with switches that are known and that are not.
func TestTableLooksAsDrawn(t *testing.T) {
	seen, stopped, old := scriptClock.AddDate(0, 0, -1), scriptClock.AddDate(0, 0, -20), scriptClock.AddDate(-1, 0, 0)
	senders := sampleSenders()
	for i := range senders {
		s := &senders[i]
		s.LastSeen, s.UPN = &seen, strings.Replace(s.UPN, "@", ".名古屋工場@", i%5/4)
		s.Clients = []inventory.Client{{Protocol: inventory.ProtocolSMTP, IP: "203.0.113.7", Network: "203.0.113.0/24", Addresses: 1 + i%2}, {Protocol: inventory.ProtocolIMAP}}
		switch s.Verdict {
		case inventory.VerdictBroken:
			s.Kind = inventory.KindApplication
			s.Clients[0].Verdict, s.Clients[0].Errors = inventory.VerdictBroken, []inventory.ClientError{{Code: 53003, Class: inventory.ClassBlocked}}
		case inventory.VerdictSuspected:
			s.Clients, s.LastSeen, s.Kind = nil, nil, inventory.KindPerson
		case inventory.VerdictModern:
			s.LastSeen = &old
			s.Clients = append(s.Clients, inventory.Client{Protocol: inventory.ProtocolSMTP}, inventory.Client{Probable: true})
		}
	}
	senders[8].Stopped, senders[8].LastSeen = true, &stopped
	known := slices.Clone(senders)
	known[7].SMTPAuth.Basic, known[9].SMTPAuth.Basic = inventory.SwitchEnabled, inventory.SwitchDisabled
	for _, tc := range []struct {
		name    string
		senders []inventory.Sender
		width   int
		lang    inventory.Language
		all     bool
	}{
		{"en-100", known, 100, inventory.English, false}, {"en-120", known, 120, inventory.English, false}, {"en-200", known, 200, inventory.English, true},
		{"en-80", known, 80, inventory.English, false}, {"en-120-unknown", senders, 120, inventory.English, false},
		{"ja-100", known, 100, inventory.Japanese, false}, {"ja-120", known, 120, inventory.Japanese, false}, {"ja-200", known, 200, inventory.Japanese, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var out bytes.Buffer
			u := ui{env: &environment{stdout: &out, stdoutTerminal: true, width: tc.width}, lang: tc.lang}
			if err := u.senders(tc.senders, todayOf(u, plan.DefaultPolicy(scriptClock), scriptClock), tc.all); err != nil {
				t.Fatal(err)
			}
			golden(t, "table-"+tc.name+".txt", out.String())
			// Every line begins its second column where the header does.
			lines := strings.Split(out.String(), "\n")
			second := u.word(headSender)
			at := text.StringWidthWithoutEscSequences(lines[0][:strings.Index(lines[0], second)])
			for _, line := range lines[2 : len(lines)-2] {
				name := strings.IndexFunc(line, func(r rune) bool { return r >= 'a' && r <= 'z' })
				if tc.lang == inventory.Japanese && text.StringWidthWithoutEscSequences(line[:name]) != at {
					t.Errorf("the second column is not at %d: %q", at, line)
				}
			}
		})
	}
}

// golden compares with a file of testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs:\n%s", path, got)
	}
}

// sampleSenders are one of each sort, what needs doing first at the beginning. Ties are last of all broken by name.
func sampleSenders() []inventory.Sender {
	licensed := inventory.SenderLicense{State: inventory.LicenseLicensed, Finding: inventory.FindingOK}
	violation := inventory.SenderLicense{State: inventory.LicenseUnlicensed, Finding: inventory.FindingViolation}
	of := func(name string, v inventory.Verdict, successes, failures, days int, l inventory.SenderLicense) inventory.Sender {
		return inventory.Sender{
			ID: "id-" + name, UPN: name + "@contoso.com", Verdict: v, Kind: inventory.KindDevice, Successes: successes, Failures: failures, ActiveDays: days, License: l,
			SMTPAuth: inventory.SMTPAuth{Organization: inventory.SwitchUnknown, Mailbox: inventory.SwitchUnknown, Effective: inventory.SwitchUnknown, Basic: inventory.SwitchUnknown},
		}
	}
	own := of("active-own-switch", inventory.VerdictActive, 9000, 0, 1, licensed)
	own.SMTPAuth.Mailbox = inventory.SwitchEnabled
	reported := of("violation-of-a-report", inventory.VerdictSuspected, 0, 0, 0, violation)
	return []inventory.Sender{
		of("suspicious", inventory.VerdictSuspicious, 1, 0, 1, licensed),
		of("violation-busy", inventory.VerdictActive, 100, 0, 10, violation),
		of("violation-modern", inventory.VerdictModern, 10, 0, 10, violation),
		reported,
		of("broken-once-worked", inventory.VerdictBroken, 5, 1, 10, licensed),
		of("broken-often", inventory.VerdictBroken, 0, 50, 10, violation), // it sends nothing, so nobody is outside a licence
		of("broken-seldom", inventory.VerdictBroken, 0, 5, 10, licensed),
		of("active-busy", inventory.VerdictActive, 30, 0, 3, licensed),
		of("active-a", inventory.VerdictActive, 30, 0, 30, licensed),
		of("active-b", inventory.VerdictActive, 30, 0, 30, licensed),
		own,
		of("suspected", inventory.VerdictSuspected, 0, 0, 0, licensed),
		of("idle-violation", inventory.VerdictIdle, 0, 0, 0, violation),
		of("idle", inventory.VerdictIdle, 0, 0, 0, licensed),
		of("modern", inventory.VerdictModern, 900, 0, 1, licensed),
		of("noise", inventory.VerdictNoise, 0, 0, 0, violation),
	}
}

func TestOrderIsByWhatNeedsDoingFirst(t *testing.T) {
	want := sampleSenders()
	shuffled := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		senders := slices.Clone(want)
		shuffled.Shuffle(len(senders), func(i, j int) { senders[i], senders[j] = senders[j], senders[i] })
		before := slices.Clone(senders)
		got := inOrder(senders)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("order (-want +got):\n%s", diff)
		}
		if cmp.Diff(before, senders) != "" {
			t.Fatal("the senders themselves were put in another order")
		}
	}
}

func TestATerminalSumsUpWhatNeedsNoWork(t *testing.T) {
	var out bytes.Buffer
	u := ui{env: &environment{stdout: &out, stdoutTerminal: true, width: 200}, lang: inventory.English}
	today := today{scriptClock, "by 2026-12-31"}
	if err := u.senders(sampleSenders(), today, false); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(out.String(), "\n1 idle, 1 noise: --all shows them\n") || strings.Contains(out.String(), "noise@") || strings.Contains(out.String(), " idle@") ||
		!strings.Contains(out.String(), "idle-violation@contoso.com") {
		t.Errorf("the table is\n%s", out.String())
	}
	out.Reset()
	if err := u.senders(sampleSenders(), today, true); err != nil {
		t.Fatal(err)
	}
	for _, s := range sampleSenders() {
		if !strings.Contains(out.String(), s.UPN) {
			t.Errorf("%s is not in the whole table", s.UPN)
		}
	}
	out.Reset()
	only := []inventory.Sender{{UPN: "a@contoso.com", Verdict: inventory.VerdictNoise}}
	if err := u.senders(only, today, false); err != nil || out.String() != "1 noise: --all shows them\n" {
		t.Errorf("noise alone gives %q (%v)", out.String(), err)
	}
	out.Reset()
	if err := u.senders(nil, today, false); err != nil || out.String() != "" {
		t.Errorf("nobody gives %q (%v)", out.String(), err)
	}
}

// hostile is a name that tries to be a formula, to steer a terminal, to break a line, and to be cut in the middle of a character.
const hostile = "=cmd|'/c calc'!A1\x1b[31m\r\n\t\u202e\u009b2J複合機複合機複合機複合機複合機複合機複合機複合機複合機複合機複合機"

func TestHostileTextActsNowhere(t *testing.T) {
	senders := []inventory.Sender{{
		ID: "+id", UPN: hostile, DisplayName: hostile, Department: " @SUM(A1)", Verdict: inventory.VerdictActive,
		License: inventory.SenderLicense{State: inventory.LicenseUnlicensed, Finding: inventory.FindingViolation, SKUs: []string{"-2+3"}, Cure: &inventory.Cure{Action: inventory.CureAssign, SKU: hostile}},
		Clients: []inventory.Client{{Protocol: inventory.ProtocolSMTP, Network: "\t=1+1", Addresses: 2}}, Successes: 1,
	}}
	today := today{scriptClock, "by 2026-12-31"}
	var out bytes.Buffer
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		for width := 40; width < 200; width++ {
			out.Reset()
			u := ui{env: &environment{stdout: &out, stdoutTerminal: true, width: width}, lang: lang}
			if err := u.senders(senders, today, true); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(out.String(), "\x1b\r\t\u202e\u009b") || strings.Count(out.String(), "\n") != 3 || !utf8.ValidString(out.String()) {
				t.Fatalf("in %d columns: %q", width, out.String())
			}
			for line := range strings.Lines(out.String()) {
				if w := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); w >= width {
					t.Errorf("%d columns in a terminal of %d: %q", w, width, line)
				}
			}
		}
	}

	out.Reset()
	u := ui{env: &environment{stdout: &out}, lang: inventory.English}
	if err := u.csv(senderRecords(u, senders, today)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows (%v): %q", len(rows), err, out.String())
	}
	cells := map[string]string{}
	for i, name := range rows[0] {
		cells[name] = rows[1][i]
		if value := rows[1][i]; value != "" && strings.ContainsRune("=+-@", []rune(strings.TrimSpace(value))[0]) {
			t.Errorf("%s acts as a formula: %q", name, value)
		}
	}
	inert := "'=cmd|'/c calc'!A1\ufffd[31m   \ufffd\ufffd2J複合機複合機複合機複合機複合機複合機複合機複合機複合機複合機複合機"
	want := map[string]string{"sender": inert, "displayName": inert, "department": "' @SUM(A1)", "senderId": "'+id", "skus": "'-2+3", "network": "' =1+1", "successes": "1"}
	for name, value := range want {
		if cells[name] != value {
			t.Errorf("%s is %q, want %q", name, cells[name], value)
		}
	}
	if lines := strings.Count(out.String(), "\r\n"); lines != 2 || strings.Count(out.String(), "\n") != 2 {
		t.Errorf("lines do not end as RFC 4180 wants them: %q", out.String())
	}
}

// TestColumnsOfAPipeOnlyGrow holds the names that somebody may have built on.
func TestColumnsOfAPipeOnlyGrow(t *testing.T) {
	want := "sender verdict kind successes failures lastSeen licenceState finding displayName firstStep firstStepText basic switchOrganization switchMailbox " +
		"switchEffective clients network firstSeen lastSuccess activeDays stopped excluded auth protocols kindConfidence mailbox accountEnabled department skus senderId"
	if got := strings.Join(senderRecords(ui{}, nil, today{}).names, " "); !strings.HasPrefix(got+" ", want+" ") {
		t.Errorf("columns are\n%s, want\n%s", got, want)
	}
}

func TestTheSummarySaysWhatIsMissing(t *testing.T) {
	two, cost := 2, 8.4
	inv := inventory.Inventory{
		Window:  inventory.Window{Since: scriptClock.AddDate(0, 0, -30), Until: scriptClock},
		Senders: sampleSenders(), Seats: inventory.Seats{Missing: &two, Cost: &cost},
		Coverage: []inventory.Coverage{
			{Source: "graph.users", Status: inventory.CoverageComplete}, {Source: "graph.signIns", Part: "a", Status: inventory.CoveragePartial},
			{Source: "graph.signIns", Part: "b", Status: inventory.CoverageMissing},
		},
		NotRead: []inventory.NotRead{{Source: "exchange.smtpAuthReport"}},
	}
	var talk bytes.Buffer
	u := ui{env: &environment{stderr: &talk, stderrTerminal: true}, lang: inventory.English}
	u.summary(inv, "EUR")
	want := `unbasic: 16 senders from 2026-10-24 to 2026-11-23 (UTC): 1 suspicious, 3 broken, 5 active, 2 suspected, 2 idle, 2 modern, 1 noise
unbasic: licences: 6 violation, 10 OK; violations that send: 3
unbasic: seats missing to resolve the violations: 2, at 8.40 EUR a month
unbasic: not read, or not completely: Entra sign-in log, SMTP AUTH report
`
	if diff := cmp.Diff(want, talk.String()); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	for name, quiet := range map[string]ui{
		"--quiet": {env: &environment{stderr: &talk, stderrTerminal: true}, quiet: true}, "a pipe": {env: &environment{stderr: &talk}},
	} {
		talk.Reset()
		if quiet.summary(inv, ""); talk.Len() > 0 {
			t.Errorf("%s gets %q", name, talk.String())
		}
	}
}
