package inventory

import (
	"slices"
	"strconv"
	"testing"
	"time"
)

// analyzeAll makes an inventory of rows and what other sources say.
func analyzeAll(rows []SignIn, say func(*Input)) Inventory {
	in := Input{Rows: tallyOf(rows), AsOf: until, Window: thirtyDays}
	say(&in)
	return Analyze(in)
}

// rulesOf lists the rules of a sender's reasons.
func rulesOf(s Sender) []string {
	var rules []string
	for _, r := range s.Reasons {
		rules = append(rules, r.Rule)
	}
	return rules
}

// TestReportsMakeSuspectedAndNoMore: what a report alone knows is suspected, it lifts an account out of the noise, and it takes none out of use.
func TestReportsMakeSuspectedAndNoMore(t *testing.T) {
	const upn = "scan@contoso.com"
	active := daily(try(upn, office, 0), 29, 1, 9, 17)
	guessed := at(try(upn, attacker, 50126), 3, 1, 2)
	for i, other := range []string{"a@contoso.com", "b@contoso.com", "c@contoso.com", "d@contoso.com", "e@contoso.com"} {
		guessed = append(guessed, at(try(other, attacker, 50126), 3, i)...)
	}
	token := try(upn, office, 0)
	token.AuthProtocol, token.UserAgent = "oAuth2", "Mailer/2.0"
	modern := daily(token, 29, 1, 9)
	report := func(auth Auth, messages int) Use {
		return Use{Source: SourceSMTPReport, Address: upn, Auth: auth, Messages: messages, LegacyTLS: -1, Denied: messages == 0, Since: until.AddDate(0, 0, -90), Until: until}
	}
	usage := Use{Source: SourceFileUsage, Address: upn, Auth: AuthUnknown, Messages: -1, LegacyTLS: -1, Since: until.AddDate(0, 0, -180), Until: until}
	notUsed := usage
	notUsed.Denied = true
	audit := Use{Source: SourceAuditLog, Address: upn, Auth: AuthBasic, Messages: -1, LegacyTLS: -1, Since: until, Until: until, Last: until}
	for name, test := range map[string]struct {
		rows    []SignIn
		uses    []Use
		verdict Verdict // empty: no such sender
		auth    Auth
		rules   []string
	}{
		"a report alone":                        {nil, []Use{report(AuthBasic, 412)}, VerdictSuspected, AuthBasic, []string{"use-smtp-report"}},
		"a report without a protocol":           {nil, []Use{report(AuthUnknown, 412)}, VerdictSuspected, AuthUnknown, []string{"use-smtp-report-either"}},
		"a report of OAuth alone":               {nil, []Use{report(AuthOAuth, 412)}, VerdictModern, AuthOAuth, []string{"use-smtp-report"}},
		"a report of both":                      {nil, []Use{report(AuthOAuth, 1), report(AuthBasic, 1)}, VerdictSuspected, AuthMixed, []string{"use-smtp-report"}},
		"a usage report alone":                  {nil, []Use{usage}, VerdictSuspected, AuthUnknown, []string{"use-app-report"}},
		"the audit log alone":                   {nil, []Use{audit}, VerdictSuspected, AuthBasic, []string{"use-audit-log"}},
		"no messages":                           {nil, []Use{report(AuthBasic, 0)}, "", "", nil},
		"a usage report that denies":            {nil, []Use{notUsed}, "", "", nil},
		"guesses, and a report":                 {guessed, []Use{report(AuthBasic, 5)}, VerdictSuspected, AuthBasic, []string{"only-guessing", "use-smtp-report"}},
		"guesses, and no use":                   {guessed, []Use{notUsed}, VerdictNoise, AuthUnknown, []string{"only-guessing"}},
		"sign-ins and a report agree":           {active, []Use{report(AuthBasic, 5), usage}, VerdictActive, AuthBasic, []string{"use-smtp-report", "use-app-report"}},
		"sign-ins say Basic, a report OAuth":    {active, []Use{report(AuthOAuth, 5)}, VerdictActive, AuthBasic, []string{"disagree-auth"}},
		"sign-ins say Basic, a report both":     {active, []Use{report(AuthOAuth, 5), report(AuthBasic, 5)}, VerdictActive, AuthMixed, []string{"disagree-auth-both"}},
		"sign-ins succeed, a usage report none": {active, []Use{notUsed}, VerdictActive, AuthBasic, []string{"disagree-usage"}},
		"sign-ins say OAuth, a report Basic":    {modern, []Use{report(AuthBasic, 5)}, VerdictSuspected, AuthMixed, []string{"disagree-auth-both"}},
		"sign-ins and a report say OAuth":       {modern, []Use{report(AuthOAuth, 5)}, VerdictModern, AuthOAuth, []string{"use-smtp-report"}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := analyzeAll(test.rows, func(in *Input) { in.Uses = test.uses })
			i := slices.IndexFunc(inv.Senders, func(s Sender) bool { return s.UPN == upn })
			if i < 0 {
				if test.verdict != "" {
					t.Fatalf("%s is no sender", upn)
				}
				return
			}
			s := inv.Senders[i]
			if s.Verdict != test.verdict || s.Auth != test.auth {
				t.Errorf("%s with %s, want %s with %s", s.Verdict, s.Auth, test.verdict, test.auth)
			}
			for _, rule := range test.rules {
				if !slices.Contains(rulesOf(s), rule) {
					t.Errorf("no reason %s in %v", rule, rulesOf(s))
				}
			}
			for _, rule := range rulesOf(s) {
				if len(rule) > 8 && rule[:8] == "disagree" && !slices.Contains(test.rules, rule) {
					t.Errorf("reason %s", rule)
				}
			}
		})
	}
}

// TestSwitchIsResolved: the mailbox's word, or the organisation's where it inherits; what was not exported stays unknown.
func TestSwitchIsResolved(t *testing.T) {
	const upn = "scan@contoso.com"
	yes, no := true, false
	for name, test := range map[string]struct {
		organization *bool // SmtpClientAuthenticationDisabled
		mailbox      SwitchState
		want         [3]SwitchState // organisation, mailbox, effective
	}{
		"nothing was read":      {nil, "", [3]SwitchState{SwitchUnknown, SwitchUnknown, SwitchUnknown}},
		"no such column":        {&no, SwitchUnknown, [3]SwitchState{SwitchEnabled, SwitchUnknown, SwitchUnknown}},
		"inherits on":           {&no, SwitchInherit, [3]SwitchState{SwitchEnabled, SwitchInherit, SwitchEnabled}},
		"inherits off":          {&yes, SwitchInherit, [3]SwitchState{SwitchDisabled, SwitchInherit, SwitchDisabled}},
		"inherits what unknown": {nil, SwitchInherit, [3]SwitchState{SwitchUnknown, SwitchInherit, SwitchUnknown}},
		"on in spite":           {&yes, SwitchEnabled, [3]SwitchState{SwitchDisabled, SwitchEnabled, SwitchEnabled}},
		"off in spite":          {&no, SwitchDisabled, [3]SwitchState{SwitchEnabled, SwitchDisabled, SwitchDisabled}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := analyzeAll(daily(try(upn, office, 0), 29, 1, 9), func(in *Input) {
				in.ExchangeSettings().SMTPDisabled = test.organization
				if test.mailbox != "" {
					// Exchange knows the account by another address than its name.
					in.MailboxSettings = []MailboxSetting{{UserID: idOf(upn), Address: "scanner@contoso.com", SMTP: test.mailbox, Type: MailboxUnknown}}
				}
			})
			s := senderOf(t, inv, upn)
			if got := [3]SwitchState{s.SMTPAuth.Organization, s.SMTPAuth.Mailbox, s.SMTPAuth.Effective}; got != test.want {
				t.Errorf("%+v, want %+v", s.SMTPAuth, test.want)
			}
			if off := slices.Contains(rulesOf(s), "disagree-switch"); off != (test.want[2] == SwitchDisabled) {
				t.Errorf("disagrees: %v", off)
			}
		})
	}
}

// TestAnAddressFindsItsAccount: a report names an address, Exchange knows whose it is, and the account is one sender.
func TestAnAddressFindsItsAccount(t *testing.T) {
	const upn = "scan@contoso.com"
	inv := analyzeAll(daily(try(upn, office, 0), 29, 1, 9), func(in *Input) {
		in.MailboxSettings = []MailboxSetting{{UserID: idOf(upn), Address: "scanner@contoso.com", SMTP: SwitchUnknown, Type: MailboxShared}}
		in.Uses = []Use{{Source: SourceSMTPReport, Address: "Scanner@contoso.com ", Auth: AuthBasic, Messages: 7, LegacyTLS: 12.5}}
		in.Messages = []MessageCount{{Address: "scanner@contoso.com", IP: office, Messages: 9, First: until.Add(-time.Hour), Last: until}}
	})
	if len(inv.Senders) != 1 {
		t.Fatalf("%d senders", len(inv.Senders))
	}
	s := inv.Senders[0]
	if s.Mailbox != MailboxShared || s.Messages == nil || s.Messages.Count != 7 || s.Messages.Source != SourceSMTPReport || *s.Messages.LegacyTLSPercent != 12.5 {
		t.Errorf("sender = %+v, messages %+v", s, s.Messages)
	}
	traced := analyzeAll(daily(try(upn, office, 0), 29, 1, 9), func(in *Input) {
		in.Messages = []MessageCount{{Address: upn, IP: office, Messages: 9}, {Address: upn, IP: attacker, Messages: 2}, {Address: "nobody@contoso.com", Messages: 5}}
	})
	if len(traced.Senders) != 1 || traced.Senders[0].Messages.Count != 11 || traced.Senders[0].Messages.Source != SourceMessageTrace {
		t.Errorf("a trace gives %+v: it makes no sender by itself", traced.Senders)
	}
}

// TestOneFileTwiceCountsOnce: of two files of one source, which may hold the same messages, the one that counts most stands.
func TestOneFileTwiceCountsOnce(t *testing.T) {
	const upn = "scan@contoso.com"
	report := func(part string, messages int) Use {
		return Use{Source: SourceSMTPReport, Part: part, Address: upn, Auth: AuthBasic, Messages: messages, LegacyTLS: -1}
	}
	for name, test := range map[string]struct {
		say  func(*Input)
		want int
	}{
		"a report twice":            {func(in *Input) { in.Uses = []Use{report("1", 5), report("2", 5)} }, 5},
		"a report of several rows":  {func(in *Input) { in.Uses = []Use{report("1", 5), report("1", 6)} }, 11},
		"a report and a longer one": {func(in *Input) { in.Uses = []Use{report("1", 5), report("2", 9)} }, 9},
		"a trace twice": {func(in *Input) {
			in.Messages = []MessageCount{{Part: "1", Address: upn, Messages: 4}, {Part: "2", Address: upn, Messages: 4}}
		}, 4},
		"a report and a trace": {func(in *Input) {
			in.Uses, in.Messages = []Use{report("1", 5)}, []MessageCount{{Part: "2", Address: upn, Messages: 40}}
		}, 5},
	} {
		s := senderOf(t, analyzeAll(daily(try(upn, office, 0), 29, 1, 9), test.say), upn)
		if s.Messages == nil || s.Messages.Count != test.want {
			t.Errorf("%s: %+v, want %d", name, s.Messages, test.want)
		}
		for _, r := range s.Reasons {
			if r.Rule == "use-smtp-report-undated" && r.Args["messages"] != strconv.Itoa(test.want) {
				t.Errorf("%s: the reason says %s", name, r.Text)
			}
		}
	}
}

// TestLicencesOfLists: an exported list says more of accounts that Graph knows, and adds others; it proves nothing by what it leaves out.
func TestLicencesOfLists(t *testing.T) {
	const upn = "scan@contoso.com"
	yes := true
	listed := func(u User) func(*Input) {
		u.UPN = "Scan@contoso.com"
		return func(in *Input) { in.FileUsers = []User{u} }
	}
	for name, test := range map[string]struct {
		say   func(*Input)
		state LicenseState
		rule  string
	}{
		"a product with a mailbox":    {listed(User{LicenseNames: []string{"Power BI Pro", "Exchange Online (Plan 1)"}}), LicenseLicensed, "license-by-name"},
		"products that are not known": {listed(User{LicenseNames: []string{"Some Product"}}), LicenseUnknown, "license-names-unknown"},
		"unlicensed":                  {listed(User{PlansRead: true, LicenseNames: []string{}}), LicenseUnlicensed, "license-none"},
		"not said":                    {listed(User{}), LicenseUnknown, "license-plans-not-read"},
		"a usage report":              {listed(User{HasExchange: &yes}), LicenseLicensed, "license-by-report"},
		"another account's list":      {func(in *Input) { in.FileUsers = []User{{UPN: "other@contoso.com", PlansRead: true}} }, LicenseUnknown, "license-not-read"},
		"another account of that name": {func(in *Input) {
			in.FileUsers = []User{{ID: idOf("somebody else"), UPN: upn, PlansRead: true}}
		}, LicenseUnknown, "license-not-read"},
		"Graph knows better": {func(in *Input) {
			in.UsersRead = true
			in.Users = []User{{ID: idOf(upn), UPN: upn, PlansRead: true, Plans: []AssignedPlan{{ServicePlanID: "9aaf7827-d63c-4b61-89c3-182f06f82e5c", CapabilityStatus: "Enabled"}}}}
			in.FileUsers = []User{{UPN: upn, PlansRead: true, Department: "Facilities"}}
		}, LicenseLicensed, "license-plan-works"},
	} {
		t.Run(name, func(t *testing.T) {
			s := senderOf(t, analyzeAll(daily(try(upn, office, 0), 29, 1, 9), test.say), upn)
			if s.License.State != test.state || s.License.Rule != test.rule {
				t.Errorf("%s by %s, want %s by %s", s.License.State, s.License.Rule, test.state, test.rule)
			}
			if name == "Graph knows better" && (s.Department != "Facilities" || !slices.Contains(rulesOf(s), "disagree-list")) {
				t.Errorf("department %q, reasons %v", s.Department, rulesOf(s))
			}
		})
	}
}

// TestBiggestGap: what to bring next is the worst that is missing.
func TestBiggestGap(t *testing.T) {
	span := func(source string, days int) Coverage {
		since := until.AddDate(0, 0, -days)
		return Coverage{Source: source, Status: CoverageComplete, Since: &since, Until: &until}
	}
	read := func(sources ...string) []Coverage {
		list := []Coverage{span(SourceFileSignIns, 30)}
		for _, s := range sources {
			list = append(list, Coverage{Source: s, Status: CoveragePartial})
		}
		return list
	}
	for rule, coverage := range map[string][]Coverage{
		"bring-sign-ins":    {{Source: SourceSMTPReport, Status: CoverageComplete}, {Source: SourceSignIns, Status: CoverageNotLicensed}},
		"bring-longer":      {span(SourceFileSignIns, 7)},
		"bring-smtp-report": read(),
		"bring-exchange":    read(SourceSMTPReport, SourceTransport),
		"bring-users":       read(SourceSMTPReport, SourceTransport, SourceMailboxes),
		"bring-usage":       read(SourceSMTPReport, SourceTransport, SourceMailboxes, SourceFileUsers),
		"":                  read(SourceSMTPReport, SourceTransport, SourceMailboxes, SourceUsers, SourceEmailAppUsage),
	} {
		if got := BiggestGap(coverage); got != phrases[rule] {
			t.Errorf("%q: %s", rule, got.En)
		}
	}
}
