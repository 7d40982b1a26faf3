package plan

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

// literals reads a line as PowerShell does and gives its single-quoted strings. Any of five characters opens and closes one, and two in a
// row inside are one of them. It is false where a string does not end.
func literals(line string) (found []string, outside string, ended bool) {
	isQuote := func(r rune) bool { return r == '\'' || r >= '\u2018' && r <= '\u201B' }
	runes := []rune(line)
	var rest strings.Builder
	for i := 0; i < len(runes); i++ {
		if !isQuote(runes[i]) {
			rest.WriteRune(runes[i])
			continue
		}
		var text strings.Builder
		closed := false
		for i++; i < len(runes); i++ {
			if isQuote(runes[i]) {
				if i+1 < len(runes) && isQuote(runes[i+1]) {
					text.WriteRune(runes[i])
					i++
					continue
				}
				closed = true
				break
			}
			text.WriteRune(runes[i])
		}
		if !closed {
			return found, rest.String(), false
		}
		found = append(found, text.String())
	}
	return found, rest.String(), true
}

var hostile = []string{
	"scan@contoso.com", "o'hara@contoso.com", "'; Remove-Mailbox x; '", "$(Remove-Mailbox x)", "a\nRemove-Mailbox x", "a\r\nb", "`n`'",
	"\u2018; Remove-Mailbox x; \u2019", "\u201A\u201B\u2019'\u2018", "\"; x; \"", "a\u2028b\u2029c", "\x00\x1b[31m", "\u202Egnp.exe", "\xff\xfe'",
	"{mailbox}{filter}{address}", "", "'", "\u2019", "名前＇", "a#b", "| x & y > z", "--% x", "-Confirm:$false", "@(x)", "%{x}", "x; az login",
	"\u200b'\u200d", "a' -or Name -like '*", "\u2028'\u2029", strings.Repeat("long", 40) + "'", "\u2066'\u2069", "\ufeff'",
}

func TestNoNameBreaksOutOfAQuote(t *testing.T) {
	for _, name := range hostile {
		quoted := quote(name)
		found, outside, ended := literals(quoted)
		if !ended || len(found) != 1 || outside != "" {
			t.Errorf("quote(%q) = %s is %d literals and %q", name, quoted, len(found), outside)
			continue
		}
		hidden := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }
		if strings.ContainsFunc(quoted, hidden) {
			t.Errorf("quote(%q) = %q lets a control character through", name, quoted)
		}
		if clean := strings.ToValidUTF8(name, ""); clean == name && !strings.ContainsFunc(name, hidden) && found[0] != name {
			t.Errorf("quote(%q) means %q", name, found[0])
		}
	}
}

func FuzzQuote(f *testing.F) {
	for _, name := range hostile {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		found, outside, ended := literals(quote(name))
		if !ended || len(found) != 1 || outside != "" {
			t.Errorf("quote(%q) = %q", name, quote(name))
		}
	})
}

// TestNoNameChangesACommand compares the commands of a hostile name with those of a plain one: outside the literals they must be the same.
// changesSomething reports whether a command does more than read; comments do nothing.
func changesSomething(command string) bool {
	for line := range strings.SplitSeq(command, "\n") {
		reads := line == ""
		for _, verb := range []string{"Get-", "Test-", "Resolve-", "#"} {
			reads = reads || strings.HasPrefix(line, verb)
		}
		if !reads {
			return true
		}
	}
	return false
}

// isPhrase reports whether a sentence is what its phrase says with exactly these values.
func isPhrase(id, text string, args map[string]string) bool {
	p, ok := PhraseOf(id)
	names := placeholders(p.En + p.Ja)
	for _, name := range names {
		if args[name] == "" {
			return false
		}
	}
	return ok && len(names) == len(args) && fill(p.En, args) == text
}

func TestStepsOfEveryRoute(t *testing.T) {
	eachScene(t, func(t *testing.T, name string, sc *scene) {
		list := stepsOf(sc, onTime)
		seen, all := map[string]int{}, ""
		last, changed := -1000, len(list)
		cut, watch, closes := -1, -1, -1
		for i, s := range list {
			if s.Who == "" || s.Verify == "" || s.What == "" || s.Command == "" && s.Portal == "" || strings.ContainsAny(s.What, "{}") {
				t.Errorf("%s: a step is not whole: %+v", name, s)
			}
			if !isPhrase(s.ID, s.What, s.Args) || !isPhrase(s.WhoID, s.Who, nil) || !isPhrase(s.VerifyID, s.Verify, nil) {
				t.Errorf("%s: a step does not say its phrase: %+v", name, s)
			}
			if _, twice := seen[s.ID]; twice {
				t.Errorf("%s: %s is there twice", name, s.ID)
			}
			seen[s.ID] = i
			day := s.Date.DaysSince(cutOver)
			if day < last || offset(day) != s.T {
				t.Errorf("%s: %s is on %s, %s, after %d", name, s.ID, s.T, s.Date, last)
			}
			last = day
			if changed == len(list) && changesSomething(s.Command) {
				changed = i
			}
			switch {
			case strings.HasPrefix(s.ID, "step.cut-over-"):
				if cut >= 0 || s.T != "T0" || strings.Contains(s.What, "22:00") != (sc.words[wordTime] != "") && sc.route != RouteRetire {
					t.Errorf("%s: the cut-over is %+v", name, s)
				}
				cut = i
			case strings.HasPrefix(s.ID, "step.watch"):
				watch = i
			case strings.HasPrefix(s.ID, "step.close"):
				closes = i
			}
			all += s.Command + "\n"
		}
		capture, captures := seen["step.capture"]
		if captures != (sc.missing != 0) || captures && capture > changed {
			t.Errorf("%s: captures %v before the first change %d, with %v missing", name, captures, changed, settingNames[sc.missing].list)
		}
		if !closesBasic(sc.route) {
			return
		}
		if strings.Contains(all, "SmtpClientAuthenticationDisabled $true") || strings.Contains(all, "Set-TransportConfig") {
			t.Errorf("%s: SMTP AUTH is closed, which stops OAuth too:\n%s", name, all)
		}
		if strings.Contains(all, "-AllowBasicAuthSmtp") {
			t.Errorf("%s: a policy is made that lets Basic through:\n%s", name, all)
		}
		if cut < 0 || watch < cut || closes < 0 {
			t.Errorf("%s: cut-over %d, watch %d, close %d", name, cut, watch, closes)
			return
		}
		already := sc.sender.SMTPAuth.PolicyBasic == inventory.SwitchDisabled
		if assigns := strings.Contains(list[closes].Command, "Set-User -Identity 'scan@contoso.com' -AuthenticationPolicy '"); assigns == already {
			t.Errorf("%s: Basic is closed already (%v), and the step is %s", name, already, list[closes].Command)
		}
		closedNow := sc.sender.SMTPAuth.Effective == inventory.SwitchDisabled
		if first := sc.route == RouteOAuthSMTP && closedNow && !already; (closes < watch) != first {
			t.Errorf("%s: closing is step %d, watching %d", name, closes, watch)
		} else if open := seen["step.open-smtp"] + seen["step.open-smtp-organization"]; first && open < closes {
			t.Errorf("%s: opening SMTP AUTH opens Basic, as it is not closed yet", name)
		}
		if opens := strings.Contains(all, "SmtpClientAuthenticationDisabled $false"); opens != (sc.route == RouteOAuthSMTP && sc.sender.SMTPAuth.Mailbox != inventory.SwitchEnabled) {
			t.Errorf("%s: opens SMTP AUTH: %v", name, opens)
		}
		switch sc.route {
		case RouteOAuthSMTP, RouteModernClient, RouteGraphAPI:
			if strings.Contains(all, "STSRefreshTokensValidFrom") {
				t.Errorf("%s: who signed in with a token must do it again:\n%s", name, all)
			}
		}
	})
}

// TestStepsSayWhatTheEvidenceAndThePolicySay looks for what an administrator needs in the steps.
func TestStepsSayWhatTheEvidenceAndThePolicySay(t *testing.T) {
	yes, no, own, guid, every := true, false, "Printers", inventory.Optional("11111111-2222-3333-4444-555555555555"), 30
	type sights struct {
		*inventory.Sender
		inv    *inventory.Inventory
		policy *Policy
		answer *Override
	}
	connector := func(name, kind string, enabled *bool) inventory.Connector {
		return inventory.Connector{Name: name, Type: inventory.Optional(kind), Enabled: enabled, SenderIPs: []string{"203.0.113.0/28"}}
	}
	for _, tc := range []struct {
		name      string
		route     Route
		change    func(s sights)
		want, not []string
	}{
		{"the global cloud", RouteOAuthSMTP, func(sights) {}, []string{
			"smtp.office365.com:587", "https://outlook.office365.com/.default", "https://login.microsoftonline.com", "https://outlook.office.com/SMTP.Send",
			"New-AuthenticationPolicy -Name 'Block Basic SMTP'", "step.ask-oauth", "step.keep-smtp-open",
		}, []string{"step.under-policy"}},
		{"GCC High", RouteOAuthSMTP, func(s sights) { s.inv.Tenant.Cloud = "gcc-high" },
			[]string{"smtp.office365.us:587", "https://login.microsoftonline.us", "https://outlook.office365.us/.default"}, []string{"office365.com"}},
		{"China", RouteGraphAPI, func(s sights) { s.inv.Tenant.Cloud = "china" },
			[]string{"https://microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn"}, []string{"graph.microsoft.com"}},
		{"a cloud that is not known", RouteOAuthSMTP, func(s sights) { s.inv.Tenant.Cloud = "" }, []string{"https://login.microsoftonline.com (global)"}, nil},
		{"a policy that exists", RouteHVE, func(s sights) {
			s.inv.Exchange.Policies = []inventory.AuthPolicy{{Name: "Modern", AllowBasicSMTP: &yes}, {Name: "No Basic", AllowBasicSMTP: &no}}
		}, []string{"-AuthenticationPolicy 'No Basic'", "the tenant's own authentication policy No Basic"}, []string{"New-AuthenticationPolicy"}},
		{"the default policy before others", RouteHVE, func(s sights) {
			s.inv.Exchange.Policies = []inventory.AuthPolicy{{Name: "A", AllowBasicSMTP: &no}, {Name: "printers", AllowBasicSMTP: &no}, {Name: "Block Basic SMTP", AllowBasicSMTP: &no}}
			s.inv.Exchange.DefaultPolicy = &own
		}, []string{"-AuthenticationPolicy 'printers'"}, nil},
		{"the plan's own name before others", RouteHVE, func(s sights) {
			s.inv.Exchange.Policies = []inventory.AuthPolicy{{Name: "A", AllowBasicSMTP: &no}, {Name: "Block Basic SMTP", AllowBasicSMTP: &no}}
		}, []string{"-AuthenticationPolicy 'Block Basic SMTP'"}, []string{"New-AuthenticationPolicy"}},
		{"a policy in the way of the name", RouteHVE, func(s sights) {
			s.inv.Exchange.Policies = []inventory.AuthPolicy{{Name: "block basic smtp", AllowBasicSMTP: &yes}}
		}, []string{"New-AuthenticationPolicy -Name 'Block Basic SMTP (unbasic)'"}, nil},
		{"under a policy of its own", RouteOAuthSMTP, func(s sights) { s.AuthPolicy = &own }, []string{"the account has its own authentication policy Printers"}, nil},
		{"under a policy that closes Basic", RouteOAuthSMTP, func(s sights) { s.AuthPolicy, s.SMTPAuth.PolicyBasic = &own, inventory.SwitchDisabled },
			[]string{"policy Printers already closes Basic for scan@contoso.com"}, []string{"Set-User", "step.under-policy"}},
		{"several places", RouteThirdParty, func(s sights) { s.Clients = append(s.Clients, client("198.51.100.1")) },
			[]string{"2 places that send as this account (203.0.113.7, 198.51.100.1)", "wait for the last one"}, nil},
		{"Conditional Access", RouteOAuthSMTP, func(s sights) {
			s.SMTPAuth.Blocks = []inventory.Block{
				{Kind: "conditional-access", Name: "MFA for all", Applies: "yes"}, {Kind: "conditional-access", Name: "Maybe", Applies: "maybe"},
				{Kind: "security-defaults", Applies: "yes"}, {Kind: "authentication-policy", Name: "Printers", Applies: "yes"},
			}
		}, []string{"(MFA for all, security-defaults)"}, []string{"Maybe", "Printers"}},
		{"closed for the mailbox", RouteOAuthSMTP, func(s sights) {
			s.SMTPAuth.Mailbox, s.SMTPAuth.Effective = inventory.SwitchDisabled, inventory.SwitchDisabled
		},
			[]string{"SMTP AUTH is off for the mailbox"}, []string{"step.keep-smtp-open"}},
		{"closed for the organisation", RouteOAuthSMTP, func(s sights) {
			s.SMTPAuth.Organization, s.SMTPAuth.Effective = inventory.SwitchDisabled, inventory.SwitchDisabled
		},
			[]string{"SMTP AUTH is off for the organisation"}, []string{"step.keep-smtp-open"}},
		{"open by its own switch", RouteOAuthSMTP, func(s sights) { s.SMTPAuth.Mailbox = inventory.SwitchEnabled }, nil, []string{"step.keep-smtp-open", "step.open-smtp"}},
		{"a new connector", RouteRelayConnector, func(sights) {},
			[]string{"New-InboundConnector -Name 'unbasic 203.0.113.7'", "-SenderIPAddresses '203.0.113.7'", "Resolve-DnsName -Name 'contoso.com' -Type MX"}, nil},
		{"no address", RouteRelayConnector, func(s sights) { s.Clients = append(s.Clients, client("198.51.100.1")) },
			[]string{"New-InboundConnector -Name 'unbasic scan@contoso.com'", "-SenderIPAddresses <public ip>"}, nil},
		{"a connector that exists", RouteRelayConnector, func(s sights) {
			s.inv.Exchange.Connectors = []inventory.Connector{connector("Off", "OnPremises", &no), connector("Other", "Partner", &yes), connector("Office", "OnPremises", &yes)}
		}, []string{"the connector Office already trusts this address", "Get-InboundConnector -Identity 'Office'"}, []string{"New-InboundConnector", "Set-InboundConnector"}},
		{"a connector that is off", RouteRelayConnector, func(s sights) { s.inv.Exchange.Connectors = []inventory.Connector{connector("Off", "OnPremises", &no)} },
			[]string{"Set-InboundConnector -Identity 'Off' -Enabled $true"}, []string{"New-InboundConnector"}},
		{"Direct Send that is refused", RouteDirectSend, func(s sights) { s.inv.Exchange.RejectDirectSend = &yes },
			[]string{"step.direct-send-refused"}, []string{"step.look-direct-send"}},
		{"a service by name", RouteThirdParty, func(s sights) {
			s.policy.Routes.Service = Service{Name: "Post", Host: "smtp.post.example", Port: 465, DKIM: "s1"}
		},
			[]string{"Post (smtp.post.example:465)", "DKIM selector s1", "<include:…>"}, []string{"step.choose-service"}},
		{"a service without a name", RouteThirdParty, func(sights) {}, []string{"step.choose-service"}, []string{"step.open-service"}},
		{"a relay by name", RouteOnPremisesRelay, func(s sights) { s.policy.Routes.Relay, s.policy.Routes.RelayPort = "relay.contoso.com", 2525 },
			[]string{"set the sender to relay.contoso.com:2525"}, []string{"step.make-relay"}},
		{"answers", RouteRelayConnector, func(s sights) { s.answer.FixedAddress, s.answer.Port25 = &yes, &yes }, nil, []string{"step.ask-address"}},
		{"a password for High Volume Email", RouteHVE, func(sights) {}, []string{"accepts passwords only until 2028-09-30", "step.hve-basic "}, []string{"Add-HVEAppAccess"}},
		{"OAuth for High Volume Email", RouteHVE, func(s sights) { s.answer.OAuth = &yes }, []string{"Add-HVEAppAccess", "step.settings-hve-oauth"}, []string{"step.hve-basic"}},
		{"High Volume Email without a milestone", RouteHVE, func(s sights) { s.policy.Milestones = nil }, nil, []string{"step.hve-basic-ends"}},
		{"a shared mailbox", RouteGraphAPI, func(s sights) { s.Mailbox = inventory.MailboxShared },
			[]string{"Update-MgUser -UserId 'scan@contoso.com' -AccountEnabled:$false", "step.capture-account"}, nil},
		{"a shared mailbox that is blocked", RouteGraphAPI, func(s sights) { s.Mailbox, s.AccountEnabled = inventory.MailboxShared, &no }, nil, []string{"Update-MgUser"}},
		{"the tenant's id for Azure", RouteACS, func(s sights) { s.inv.Tenant.ID = guid }, []string{"--tenant-id " + string(guid)}, nil},
		{"an id that is none", RouteACS, func(s sights) { s.inv.Tenant.ID = guid[1:] + ";" }, []string{"--tenant-id <tenant id>", "az --help"}, nil},
		{"a synchronised account", RouteInvestigate, func(s sights) { s.Governance.Synchronised = &yes }, []string{"step.contain-directory"}, nil},
		{"a job that runs seldom", RouteOAuthSMTP, func(s sights) { s.Clients[0].Rhythm = inventory.Rhythm{Period: "monthly", EveryDays: &every} },
			[]string{"it usually sends every 30 days"}, []string{"step.watch "}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, policy, answer := sender("scan"), DefaultPolicy(asOf), Override{}
			inv := inventoryOf()
			inv.Exchange = &inventory.ExchangeSettings{}
			tc.change(sights{&s, &inv, &policy, &answer})
			sc := newScene(newGround(&inv, &policy), &s, tc.route, factsOf(&s, surroundingsOf(&inv, policy), answer), answer)
			var all strings.Builder
			for _, step := range stepsOf(&sc, onTime) {
				fmt.Fprintf(&all, "%s %s\n%s\n%s\n", step.ID, step.What, step.Command, step.Portal)
			}
			for _, want := range tc.want {
				if !strings.Contains(all.String(), want) {
					t.Errorf("%q is not said:\n%s", want, all.String())
				}
			}
			for _, not := range tc.not {
				if strings.Contains(all.String(), not) {
					t.Errorf("%q is said:\n%s", not, all.String())
				}
			}
		})
	}
}

func TestStepsDoNotComeBeforeThePlan(t *testing.T) {
	policy := DefaultPolicy(asOf)
	policy.Waves.PilotItems = 1
	item := made(inventoryOf(sender("scan")), policy, Digests{}, nil).Items[0]
	var offsets []string
	for _, step := range item.Steps {
		offsets = append(offsets, step.T+" "+step.Date.String())
	}
	// The pilot is the first wave, so work of the days before falls on its first day.
	first := "T0 2026-11-24"
	want := []string{first, first, first, first, first, first, first, first, "T+1 2026-11-25", "T+3 2026-11-27"}
	if diff := cmp.Diff(want, offsets); diff != "" {
		t.Errorf("offsets (-want +got):\n%s", diff)
	}
	if got := offset(-7) + offset(0) + offset(3) + offset(-100) + offset(100); got != "T-7T0T+3T-100T+100" {
		t.Errorf("offsets are %s", got)
	}
}

func TestAnAccountThatIsGoneGetsNoCommands(t *testing.T) {
	s := sender("gone")
	s.License.State, s.Verdict = inventory.LicenseDeleted, inventory.VerdictBroken
	item := made(inventoryOf(s), DefaultPolicy(asOf), Digests{}, nil).Items[0]
	for _, step := range item.Steps {
		if step.Command != "" || step.Portal == "" {
			t.Errorf("%s: %s, %s", step.ID, step.Command, step.Portal)
		}
	}
	back := item.Rollback
	if len(back.Commands) != 0 || back.PossibleID != "possible.gone" || !back.PossibleUntil.IsZero() || !back.AdminFrom.IsZero() || len(back.NotCaptured) != 0 {
		t.Errorf("rollback is %+v", back)
	}
}

func TestFillSaysTheSameAsPhraseIn(t *testing.T) {
	values := map[string]string{"a": "{b}", "b": "B", "date": "2026-12-31"}
	for _, text := range []string{"", "{a}", "{a}{b}", "{{a}}", "{x} {date", "}{", "{a} is {unknown} and {b}.", "{}", "{ {b}"} {
		want := inventory.Phrase{En: text}.In(inventory.English, values)
		if got := fill(text, values); got != want {
			t.Errorf("fill(%q) = %q, want %q", text, got, want)
		}
	}
	for id, entry := range phrases {
		args := map[string]string{}
		for _, name := range entry.values {
			args[name] = "{" + id + "}"
		}
		if got, want := fill(entry.phrase.En, args), entry.phrase.In(inventory.English, args); got != want {
			t.Errorf("%s: fill = %q, In = %q", id, got, want)
		}
	}
}

func TestMilestonesHaveASourceAndADayChecked(t *testing.T) {
	table := Milestones()
	for i, m := range table {
		if m.ID == "" || m.What == "" || m.Source == "" || m.Checked.IsZero() || m.Date.IsZero() {
			t.Errorf("milestone %d is not whole: %+v", i, m)
		}
		if i > 0 && m.Date.Before(table[i-1].Date) {
			t.Errorf("%s comes before %s", m.ID, table[i-1].ID)
		}
	}
	table[0].What = "changed"
	if Milestones()[0].What == "changed" {
		t.Error("changing the result changed the table")
	}
}
