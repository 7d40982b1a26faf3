package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"

	"github.com/jedib0t/go-pretty/v6/text"
)

func TestWhatIsAskedFor(t *testing.T) {
	type want struct {
		sender, sure bool
		code         int
	}
	for what, want := range map[string]want{
		"scan@contoso.com":                     {true, false, -1},
		"upn:scan@contoso.com":                 {true, false, -1},
		"f563d900-77be-41ba-bcc0-279d8720b009": {true, false, -1},
		"F563D900-77BE-41BA-BCC0-279D8720B009": {true, false, -1},
		"53003":                                {false, true, 53003},
		"0":                                    {false, true, 0},
		"５３００３":                                {false, true, 53003},
		"'53003'":                              {false, true, 53003},
		"AADSTS53003":                          {false, true, 53003},
		"aadsts53003: Access has been blocked by Conditional Access policies.": {false, true, 53003},
		"AADSTS7000222: The provided client secret keys are expired.":          {false, true, 7000222},
		"error code 53003":                               {false, false, 53003},
		"Sign-in error code: 50126.":                     {false, false, 50126},
		`"errorCode": 53003, "failureReason": ""`:        {false, false, 53003},
		`{"status":{"errorCode":0}}`:                     {false, false, 0},
		"エラー コード 53003":                                  {false, false, 53003},
		"エラー：50076":                                      {false, false, 50076},
		"535":                                            {false, false, -1},
		"5.7.139":                                        {false, false, -1},
		"535 5.7.139 from scan@contoso.com":              {false, false, -1},
		"Error: 535 5.7.139 Authentication unsuccessful": {false, false, -1},
		"99999999999999999999":                           {false, false, -1},
		"hello":                                          {false, false, -1},
	} {
		if got := namesSender(what); got != want.sender {
			t.Errorf("namesSender(%q) = %v", what, got)
		}
		if code, sure := entraCode(what); !want.sender && (code != want.code || sure != want.sure) {
			t.Errorf("entraCode(%q) = %d, %v, want %d, %v", what, code, sure, want.code, want.sure)
		}
	}
}

func TestASenderIsFoundOrSuggested(t *testing.T) {
	senders := []inventory.Sender{
		{ID: "f563d900-77be-41ba-bcc0-279d8720b009", UPN: "scan-3f@contoso.com"},
		{ID: "a563d900-77be-41ba-bcc0-279d8720b009", UPN: "twin@contoso.com"},
		{ID: "b563d900-77be-41ba-bcc0-279d8720b009", UPN: "twin@contoso.com"},
		{ID: "upn:payroll@example.jp", UPN: "payroll@example.jp"},
	}
	for what, want := range map[string]string{
		"SCAN-3F@contoso.com":                  "scan-3f@contoso.com",
		"F563d900-77be-41ba-bcc0-279d8720b009": "scan-3f@contoso.com",
		"b563d900-77be-41ba-bcc0-279d8720b009": "twin@contoso.com",
		"scan-3f@":                             "scan-3f@contoso.com",
		"upn:pay":                              "payroll@example.jp",
		"twin@contoso.com":                     "2 senders of inventory.json go by twin@contoso.com: ask for one by its name or id: twin@contoso.com (a563d900-77be-41ba-bcc0-279d8720b009), twin@contoso.com (b563d900-77be-41ba-bcc0-279d8720b009)",
		"scan-3f@example.jp":                   "scan-3f@example.jp is no sender in inventory.json: did you mean scan-3f@contoso.com?",
		"pyaroll@example.jp":                   "pyaroll@example.jp is no sender in inventory.json: did you mean payroll@example.jp?",
		"nobody.at.all@elsewhere.example":      "nobody.at.all@elsewhere.example is no sender in inventory.json: nothing that was read shows it sending or set up to send; unbasic inventory lists those that are",
	} {
		got, err := findSender(senders, what, "inventory.json")
		if text := got.UPN; err == nil && text != want || err != nil && err.Error() != want {
			t.Errorf("%s: %q, %v; want %q", what, text, err, want)
		}
	}
}

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

// fullStory is a sender of which everything is known.
func fullStory() (inventory.Inventory, inventory.Sender, planned) {
	first, last := scriptClock.AddDate(0, 0, -30), scriptClock.AddDate(0, 0, -1)
	minutes, days, sends := 15, 400, 7
	price, tls := 4.0, 12.5
	reason := inventory.Reason{Rule: "basic-success", Text: "x", Args: map[string]string{"successes": "9", "days": "3", "first": "2026-10-24", "last": "2026-11-22", "places": "1"}}
	client := inventory.Client{
		ID: "c", Protocol: inventory.ProtocolSMTP, IP: "203.0.113.7", Network: "203.0.113.0/24", Addresses: 3, UserAgent: "BAV2ROPC", App: "Office 365 Exchange Online",
		Countries: []string{"JP"}, ASNs: []int{64500}, Probable: true, Successes: 9, Failures: 5, FirstSeen: &first, LastSeen: &last, ActiveDays: 3,
		Rhythm:  inventory.Rhythm{Period: "continuous", EveryMinutes: &minutes, Hours: []int{1, 2, 3, 9, 12, 13}},
		Stopped: true, Verdict: inventory.VerdictActive, Errors: []inventory.ClientError{{Code: 53003, Class: inventory.ClassBlocked, Count: 5}},
	}
	x := inventory.Sender{
		ID: "f563d900-77be-41ba-bcc0-279d8720b009", UPN: "scan-3f@contoso.com", DisplayName: "大阪支店 複合機3F", Department: "総務部", AccountEnabled: yes(), Mailbox: inventory.MailboxShared,
		Kind: inventory.KindDevice, KindConfidence: 0.9, Verdict: inventory.VerdictActive, Auth: inventory.AuthBasic, Successes: 9, Failures: 5, FirstSeen: &first, LastSeen: &last,
		ActiveDays: 3, LastSuccess: &last, Stopped: true,
		SMTPAuth: inventory.SMTPAuth{
			Organization: inventory.SwitchDisabled, Mailbox: inventory.SwitchEnabled, Effective: inventory.SwitchEnabled, Policy: "Block Basic", PolicyFrom: "account",
			PolicyBasic: inventory.SwitchDisabled, Basic: inventory.SwitchDisabled, Now: reason, Milestone: reason,
			Blocks: []inventory.Block{{Kind: "conditional-access", Name: "Block legacy", Applies: "yes"}},
		},
		Messages: &inventory.Messages{Source: inventory.SourceSMTPReport, Count: 120, Since: &first, Until: &last, LegacyTLSPercent: &tls},
		License: inventory.SenderLicense{
			State: inventory.LicensePlanOff, Finding: inventory.FindingViolation, Rule: "license-plan-off", Args: map[string]string{"sku": "SPE_E3"}, SKUs: []string{"SPE_E3"}, Ends: &last,
			Paths: []inventory.LicensePath{{SKU: "SPE_E3", MailboxPlan: true, PlanOff: true, GroupName: "全社員", State: "Error", Error: "CountViolation"}},
			Cure:  &inventory.Cure{Action: inventory.CureEnablePlan, SKU: "SPE_E3", FreeSeat: true, Price: &price},
		},
		Governance: inventory.Governance{
			MFARegistered: no(), Admin: yes(), ModernSignIns: &sends, LastModern: &last, PasswordChanged: &first, PasswordDays: &days, PasswordNeverExpires: yes(), Created: &first,
			Synchronised: yes(), Stale: yes(), Findings: []inventory.Reason{reason},
		},
		Clients: []inventory.Client{client, client, client, client, client, client, client},
		Excluded: inventory.Excluded{Records: 50, Reason: "guessing", Networks: 9, Rules: []inventory.Reason{reason}, Origins: []inventory.ExcludedOrigin{
			{Network: "198.51.100.0/24", Countries: []string{"RU", "US"}, Records: 30, FirstSeen: &first, LastSeen: &last, Accounts: 41, Errors: client.Errors},
			{Network: "192.0.2.0/24", Records: 10}, {Network: "192.0.2.0/24", Records: 9}, {Network: "192.0.2.0/24", Records: 1},
		}},
		Reasons: []inventory.Reason{reason, {Rule: "of-tomorrow", Text: "a rule of a newer version"}},
	}
	inv := inventory.Inventory{
		Coverage: []inventory.Coverage{
			{Source: inventory.SourceSignIns, Part: "interactiveUser", Since: &first, Until: &last, Status: inventory.CoveragePartial, Gaps: []inventory.Window{{Since: first, Until: last}}},
			{Source: inventory.SourceUsers, Status: inventory.CoverageNotPermitted, Reason: "x"},
		},
		NotRead: []inventory.NotRead{{Source: inventory.SourceSMTPReport}},
	}
	item := plan.Item{
		Route: plan.RouteHVE, Wave: 3, Start: calendar.On(2026, time.December, 1), End: calendar.On(2026, time.December, 4), Owner: "総務部", Risk: plan.RiskLow, Status: plan.StatusReady,
		Rule: "route.application", Alternatives: []plan.Alternative{{Route: plan.RouteOAuthSMTP}}, Site: "大阪支店", Project: "複合機更新", SlackDays: &sends,
		Questions: []plan.Sentence{{Text: "a"}, {Text: "b"}, {Text: "c"}, {Text: "d"}}, Limits: []plan.Sentence{{Text: "near the limit of 2,000 recipients an hour"}},
		Cost:  plan.Cost{Yearly: &price, Currency: "JPY"},
		Steps: []plan.Step{{T: "T-7", Date: calendar.On(2026, time.November, 20), What: "over", StepText: &plan.StepText{}}, {T: "T0", Date: calendar.On(2026, time.December, 1), What: "switch over", StepText: &plan.StepText{Who: "device owner"}}},
		Rollback: plan.Rollback{
			Trigger: "535 5.7.139 again", SilenceHours: &minutes, Prior: map[string]any{"SmtpClientAuthenticationDisabled": nil}, NotCaptured: []string{"host", "port"},
			PossibleUntil: calendar.On(2027, time.June, 30), AdminFrom: calendar.On(2026, time.December, 31),
		},
	}
	group := plan.MoveGroup{Name: "3F", Reason: plan.Sentence{Text: "one device"}}
	return inv, x, planned{state: planCurrent, item: &item, group: &group, mates: []string{"a@b.c", "b@b.c", "c@b.c", "d@b.c", "e@b.c"}, today: "2026-11-23"}
}

func told(t *testing.T, env environment, lang inventory.Language, inv inventory.Inventory, x inventory.Sender, p planned) string {
	t.Helper()
	var out bytes.Buffer
	env.stdout = &out
	s := ui{env: &env, lang: lang}.story()
	s.sender(inv, x, p)
	if err := s.tell(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAStoryFitsAScreen(t *testing.T) {
	inv, x, p := fullStory()
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		for _, width := range []int{0, 80, 101, 300} {
			limit := min(widest, max(width-1, 79))
			if width == 0 {
				limit = widest
			}
			story := told(t, environment{stdoutTerminal: true, width: width}, lang, inv, x, p)
			lines := strings.Split(strings.TrimSuffix(story, "\n"), "\n")
			column := -1
			for _, line := range lines {
				if w := text.StringWidth(line); w > limit {
					t.Errorf("%s in %d columns: %d wide: %s", lang, width, w, line)
				}
				if strings.HasPrefix(line, "  ") { // further lines begin in one column
					at := len(line) - len(strings.TrimLeft(line, " "))
					if column >= 0 && at != column {
						t.Errorf("%s: begins in %d and not in %d: %s", lang, at, column, line)
					}
					column = at
				}
			}
			if width == 101 && len(lines) > 66 {
				t.Errorf("%s: %d lines are no screen:\n%s", lang, len(lines), story)
			}
			if strings.Contains(story, "{") || strings.Contains(story, "· ·") {
				t.Errorf("%s: a value is missing:\n%s", lang, story)
			}
		}
	}
	for _, part := range []string{
		"wave 3 · High Volume Email (hve) · 2026-12-01 – 2026-12-04", "site: 大阪支店 · project: 複合機更新 · 7 days before the deadline · costs 4 JPY a year", "a@b.c, b@b.c, c@b.c, 2 more · 3F · one device",
		"Limits\tnear the limit", "Questions\tb · and 2 more, in plan.json", "Next step\t2026-12-01 · switch over · device owner", "Rollback\t535 5.7.139 again · silence of 15 hours counts as failure",
		"to restore: SmtpClientAuthenticationDisabled = null · not captured yet: host, port", "can be rolled back until 2027-06-30 · from 2026-12-31, only after an administrator",
	} {
		if pipe := told(t, environment{}, inventory.English, inv, x, p); !strings.Contains(pipe, part) {
			t.Errorf("%q is not told:\n%s", part, pipe)
		}
	}
	if pipe := told(t, environment{}, inventory.English, inv, x, p); strings.Count(pipe, "\n") != strings.Count(pipe, "\t") {
		t.Errorf("in a pipe a line is a label, a tab and text:\n%s", pipe)
	}
}

// TestNothingKnownIsSaid tells of a sender that an older version wrote: fields of this one are empty, and no value is made up.
func TestNothingKnownIsSaid(t *testing.T) {
	x := inventory.Sender{ID: "upn:a@b.c", UPN: "a@b.c", SMTPAuth: inventory.SMTPAuth{Organization: inventory.SwitchUnknown, Mailbox: inventory.SwitchUnknown}}
	for _, p := range []planned{{state: planNone}, {state: planOfAnother}, {state: planUnreadable, err: errors.New("reading plan.json")}, {state: planCurrent}, {state: planCurrent, without: &plan.Unplanned{}}} {
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			story := told(t, environment{}, lang, inventory.Inventory{}, x, p)
			if strings.Contains(story, "{") || strings.Contains(story, "\t\n") || strings.Contains(story, "()") || strings.Contains(story, "0001-01-01") {
				t.Errorf("%s, %s:\n%s", p.state, lang, story)
			}
		}
	}
	if story := told(t, environment{}, inventory.English, inventory.Inventory{}, x, planned{state: planNone}); !strings.Contains(story, "not read") || !strings.Contains(story, "does not prove") {
		t.Errorf("what was not read is not said:\n%s", story)
	}
}

// TestHostileSenderIsInert puts what steers a terminal into every text of a sender, of its plan and of the coverage.
func TestHostileSenderIsInert(t *testing.T) {
	const hostile = "x\x1b[31m\u202e\u009b2J\r\n\tlabel\u2028\x00\xff"
	inv, x, p := fullStory()
	fill(reflect.ValueOf(&inv).Elem(), hostile)
	fill(reflect.ValueOf(&x).Elem(), hostile)
	fill(reflect.ValueOf(p.item).Elem(), hostile)
	for _, terminal := range []bool{true, false} {
		story := told(t, environment{stdoutTerminal: terminal, width: 100}, inventory.Japanese, inv, x, p)
		for _, r := range story {
			if r != '\n' && (terminal || r != '\t') && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r == 0x2028) {
				t.Fatalf("%U reaches the output (terminal: %v):\n%q", r, terminal, story)
			}
		}
	}
	if _, err := json.Marshal(x); err != nil {
		t.Fatal(err)
	}
}

// fill sets every string below a value.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*time.Time]() {
			fill(v.Elem(), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type() != reflect.TypeFor[time.Time]() && v.Field(i).CanSet() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	}
}

func TestWrapKeepsTheText(t *testing.T) {
	const long = "1. メール アプリの利用状況レポートによれば、(2026-05-26 ～ 2026-11-21) に SMTP が「利用」された。 https://learn.microsoft.com/entra/identity-platform/reference-error-codes の説明を参照すること。"
	for width := range 60 {
		width += 10
		lines := wrap(long, width)
		all := ""
		for i, line := range lines {
			if w := text.StringWidth(line); w > width {
				t.Errorf("width %d: %d wide: %q", width, w, line)
			}
			line = strings.TrimSpace(line)
			if i > 0 && strings.ContainsAny(line[:len("、")], "、。」") && width > 20 {
				t.Errorf("width %d: a line begins with %q", width, line)
			}
			all += line
		}
		if squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }; squeeze(all) != squeeze(long) {
			t.Errorf("width %d: the text is %q", width, all)
		}
	}
	if got := wrap("", 10); len(got) != 0 {
		t.Errorf("nothing is wrapped to %q", got)
	}
}

func FuzzExplain(f *testing.F) {
	for _, what := range []string{"53003", "AADSTS53003: x", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled", "\x1b[31m535\u202e", "error code 99999", "x y"} {
		f.Add(what)
	}
	f.Fuzz(func(t *testing.T, what string) {
		if namesSender(what) {
			return
		}
		var out, errs bytes.Buffer
		env := environment{stdout: &out, stderr: &errs, stdoutTerminal: true, width: 90, getenv: func(string) string { return "" }}
		err := runExplain(&env, what, explainOptions{})
		if err == nil && out.Len() == 0 {
			t.Errorf("%q is explained by nothing", what)
		}
		if err != nil {
			newUI(&env, globalOptions{}).failed(err)
		}
		for _, r := range out.String() + errs.String() {
			if r != '\n' && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e) && !strings.HasPrefix(out.String(), "\x1b[1m") {
				t.Fatalf("%q lets %U through", what, r)
			}
		}
	})
}
