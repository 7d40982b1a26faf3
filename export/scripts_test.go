package export

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan"
)

func TestCommandsAreToldByTheirVerbs(t *testing.T) {
	for _, c := range []struct {
		name, command string
		changes, runs bool
		needs         string
	}{
		{"read", "Get-CASMailbox -Identity 'scan@contoso.com' | Format-List SmtpClientAuthenticationDisabled", false, true, "ExchangeOnlineManagement"},
		{"read of Graph", "Get-MgUser -UserId 'scan@contoso.com' -Property AccountEnabled | Format-List AccountEnabled", false, true, "Microsoft.Graph"},
		{"read with dates", "Get-MessageTraceV2 -SenderAddress 'a' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)", false, true, "ExchangeOnlineManagement"},
		{"read of DNS", "Resolve-DnsName -Name 'contoso.com' -Type MX", false, true, ""},
		{"read with a hole", "Test-NetConnection -ComputerName <MX host> -Port 25", false, false, ""},
		{"test", "Test-ServicePrincipalAuthorization -Identity 'x' -Resource 'y'", false, true, "ExchangeOnlineManagement"},
		{"set", "Set-CASMailbox -Identity 'a' -SmtpClientAuthenticationDisabled $false", true, true, "ExchangeOnlineManagement"},
		{"set, then read", "Set-CASMailbox -Identity 'a' -SmtpClientAuthenticationDisabled $false\nGet-CASMailbox -Identity 'a'", true, true, "ExchangeOnlineManagement"},
		{"start", "Start-HistoricalSearch -ReportTitle 'x'", true, true, "ExchangeOnlineManagement"},
		{"update", "Update-MgUser -UserId 'a' -AccountEnabled:$false", true, true, "Microsoft.Graph"},
		{"both modules", "Update-MgUser -UserId 'a' -AccountEnabled:$false\nSet-CASMailbox -Identity 'a'", true, true, "ExchangeOnlineManagement Microsoft.Graph"},
		{"condition", "if (-not (Get-AuthenticationPolicy | Where-Object Name -eq 'x')) { New-AuthenticationPolicy -Name 'x' }", true, true, "ExchangeOnlineManagement"},
		{"date of tokens", "Set-User -Identity 'a' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)", true, true, "ExchangeOnlineManagement"},
		{"unknown verb", "Frob-Mailbox -Identity 'a'", true, true, "ExchangeOnlineManagement"},
		{"no cmdlet", "ping contoso.com", true, true, ""},
		{"alias in a pipe", "Get-Mailbox | % { $_ }", true, false, "ExchangeOnlineManagement"},
		{"foreach", "Get-Mailbox | ForEach-Object { $_ }", true, true, "ExchangeOnlineManagement"},
		{"pipe into a change", "Get-Mailbox | Remove-Mailbox", true, true, "ExchangeOnlineManagement"},
		{"change in brackets", "Get-Mailbox -Identity (New-Mailbox -Name 'x')", true, true, "ExchangeOnlineManagement"},
		{"subexpression", "Get-Mailbox -Identity $(Remove-Mailbox x)", true, true, "ExchangeOnlineManagement"},
		{"method", "(Get-Mailbox).Delete()", true, true, "ExchangeOnlineManagement"},
		{"method of what is read", "Get-Mailbox (Get-Item).Delete()", true, true, "ExchangeOnlineManagement"},
		{"second command", "Get-Mailbox; reboot", true, true, "ExchangeOnlineManagement"},
		{"assignment", "$x = Get-Mailbox", true, true, "ExchangeOnlineManagement"},
		{"redirection", "Get-Mailbox > x", true, false, "ExchangeOnlineManagement"},
		{"verb in a name", "Get-CASMailbox -Identity 'Remove-Mailbox; x'", false, true, "ExchangeOnlineManagement"},
		{"typographic quotes", "Get-CASMailbox -Identity \u2018a; Remove-Mailbox\u2019", false, true, "ExchangeOnlineManagement"},
		{"doubled quotes", "Get-CASMailbox -Identity 'o''hara \u2019\u2019; x'", false, true, "ExchangeOnlineManagement"},
		{"open literal", "Get-CASMailbox -Identity 'a", true, false, "ExchangeOnlineManagement"},
		{"open literal that ends in a pair", "Get-CASMailbox -Identity 'a''", true, false, "ExchangeOnlineManagement"},
		{"quote alone", "Get-CASMailbox '", true, false, "ExchangeOnlineManagement"},
		{"bracket that closes the frame", "Get-CASMailbox }", true, false, "ExchangeOnlineManagement"},
		{"brackets crossed", "Get-CASMailbox ({)}", true, false, "ExchangeOnlineManagement"},
		{"end of a comment", "Get-CASMailbox #> x", true, false, "ExchangeOnlineManagement"},
		{"double quotes", `Get-CASMailbox "$x"`, false, false, "ExchangeOnlineManagement"},
		{"here-string", "Get-CASMailbox @'\nx\n'@", true, false, "ExchangeOnlineManagement"},
		{"typographic double quotes", "Get-CASMailbox \u201cx\u201d", false, false, "ExchangeOnlineManagement"},
		{"continuation", "Get-CASMailbox `", true, false, "ExchangeOnlineManagement"},
		{"verbatim", "Get-CASMailbox --% x", false, false, "ExchangeOnlineManagement"},
		{"azure", "az role assignment create --assignee <id>", true, false, ""},
		{"azure list", "az role assignment list --assignee x", false, false, ""},
		{"azure show", "az communication show", false, true, ""},
		{"azure list in a name", "az role list delete --x", true, false, ""},
		{"comment", "# then by hand: x", false, false, ""},
		{"nothing", "", false, false, ""},
	} {
		if got := changes(c.command); got != c.changes {
			t.Errorf("%s: changes(%q) = %v", c.name, c.command, got)
		}
		if got := runs(c.command); got != c.runs {
			t.Errorf("%s: runs(%q) = %v", c.name, c.command, got)
		}
		if got := strings.Join(needs(c.command), " "); got != c.needs {
			t.Errorf("%s: needs(%q) = %q, want %q", c.name, c.command, got, c.needs)
		}
	}
}

func TestValuesThatWereNotReadComeFromTheCapture(t *testing.T) {
	for _, c := range []struct{ name, in, want, kept string }{
		{"value", "Set-CASMailbox -Identity 'a' -SmtpClientAuthenticationDisabled <captured value>",
			"Set-CASMailbox -Identity 'a' -SmtpClientAuthenticationDisabled ($Kept['CASMailbox.SmtpClientAuthenticationDisabled'])", "CASMailbox.SmtpClientAuthenticationDisabled"},
		{"colon", "Update-MgUser -UserId 'a' -AccountEnabled:<captured value>", "Update-MgUser -UserId 'a' -AccountEnabled:($Kept['MgUser.AccountEnabled'])", "MgUser.AccountEnabled"},
		{"policy", "Set-User -Identity 'a' -AuthenticationPolicy <captured policy, or $null>", "Set-User -Identity 'a' -AuthenticationPolicy ($Kept['User.AuthenticationPolicy'])", "User.AuthenticationPolicy"},
		{"known", "Set-User -Identity 'a' -AuthenticationPolicy $null", "Set-User -Identity 'a' -AuthenticationPolicy $null", ""},
		{"in a name", "Set-User -Identity ' -X <captured value>' -Y $null", "Set-User -Identity ' -X <captured value>' -Y $null", ""},
		{"other hole", "Remove-MailUser -Identity <HVE address>", "Remove-MailUser -Identity <HVE address>", ""},
	} {
		got, kept, _ := takeValues(c.in, nil)
		if got != c.want || strings.Join(kept, " ") != c.kept {
			t.Errorf("%s: takeValues(%q) = %q, %q", c.name, c.in, got, kept)
		}
	}
}

// What was captured is newer than the evidence, and is what a rollback puts back.
func TestValuesThatWereCapturedGoBeforeThoseOfTheEvidence(t *testing.T) {
	captured := map[string]bool{"CASMailbox.SmtpClientAuthenticationDisabled": true, "User.AuthenticationPolicy": true, "MgUser.AccountEnabled": true}
	for _, c := range []struct {
		name, in, want string
		stood          []ScriptValue
	}{
		{"switch", "Set-CASMailbox -Identity 'a' -SmtpClientAuthenticationDisabled $true",
			"Set-CASMailbox -Identity 'a' -SmtpClientAuthenticationDisabled ($Kept['CASMailbox.SmtpClientAuthenticationDisabled'])",
			[]ScriptValue{{Name: "CASMailbox.SmtpClientAuthenticationDisabled", Value: true}}},
		{"none", "Set-User -Identity 'a' -AuthenticationPolicy $null", "Set-User -Identity 'a' -AuthenticationPolicy ($Kept['User.AuthenticationPolicy'])",
			[]ScriptValue{{Name: "User.AuthenticationPolicy"}}},
		{"name", "Set-User -Identity 'a' -AuthenticationPolicy 'it''s \u2018\u2019'", "Set-User -Identity 'a' -AuthenticationPolicy ($Kept['User.AuthenticationPolicy'])",
			[]ScriptValue{{Name: "User.AuthenticationPolicy", Value: "it's \u2018"}}},
		{"colon, and another behind it", "Update-MgUser -UserId 'a' -AccountEnabled:$false -Confirm:$false",
			"Update-MgUser -UserId 'a' -AccountEnabled:($Kept['MgUser.AccountEnabled']) -Confirm:$false", []ScriptValue{{Name: "MgUser.AccountEnabled", Value: false}}},
		{"another object", "Set-Mailbox -Identity 'a' -SmtpClientAuthenticationDisabled $true", "Set-Mailbox -Identity 'a' -SmtpClientAuthenticationDisabled $true", nil},
		{"in a name", "Set-User -Identity ' -AuthenticationPolicy $null' -X $true", "Set-User -Identity ' -AuthenticationPolicy $null' -X $true", nil},
		{"a reading command", "Get-User -Identity 'a' -AuthenticationPolicy 'b'", "Get-User -Identity 'a' -AuthenticationPolicy 'b'", nil},
		{"a longer word", "Set-User -Identity 'a' -AuthenticationPolicy $nullable", "Set-User -Identity 'a' -AuthenticationPolicy $nullable", nil},
	} {
		got, kept, stood := takeValues(c.in, captured)
		if got != c.want || len(kept) != len(c.stood) {
			t.Errorf("%s: takeValues(%q) = %q, %q", c.name, c.in, got, kept)
		}
		if diff := cmp.Diff(c.stood, stood); diff != "" {
			t.Errorf("%s: values differ (-want +got):\n%s", c.name, diff)
		}
	}
}

// Nothing is changed before what brings it back is kept; what was kept goes back; and what was kept is compared with what is there, and with what the plan sets.
func TestScriptsOfAnItemHangTogether(t *testing.T) {
	inv, plans := plansOfEveryRoute(t, nil)
	literal := regexp.MustCompile(`-[A-Za-z]+[ :](?:\$(?:true|false|null)|')`)
	applied, compared, expected := 0, 0, 0
	for route, p := range plans {
		captured, kept, needed, compares := map[string]bool{}, map[string][]string{}, map[string][]string{}, map[string]int{}
		captures := map[string]int{}
		for _, s := range NewReport(inv, p, Options{Language: inventory.English}).Scripts {
			for block := range s.Blocks {
				switch s.Stage {
				case StageCapture:
					if block.Keeps != "" {
						captures[block.Item]++
						for _, property := range strings.Split(block.Command[strings.LastIndex(block.Command, " ")+1:], ",") {
							captured[block.Item+block.Keeps+"."+property] = true
						}
					}
				case StageApply:
					if block.Changes && !block.Shown {
						applied++
						needed[block.Item] = block.Kept
					} else if len(block.Kept) > 0 {
						t.Errorf("%s: %q changes nothing and needs %v", route, block.What, block.Kept)
					}
				case StageVerify:
					if block.Compares == "" {
						continue
					}
					compared++
					compares[block.Item]++
					for _, value := range block.Expected {
						expected++
						if !captured[block.Item+value.Name] || value.Date.IsZero() {
							t.Errorf("%s: %+v is expected, and was not captured or has no day", route, value)
						}
					}
				case StageRollback:
					kept[block.Item] = append(kept[block.Item], block.Kept...)
					noun := cmdlet.FindStringSubmatch(block.Command)
					if noun == nil || !block.Changes {
						continue
					}
					for _, found := range literal.FindAllString(block.Command, -1) {
						if name := noun[1] + "." + strings.TrimLeft(strings.TrimRight(found, "$truefalsn'"), "-"); captured[block.Item+strings.TrimRight(name, " :")] {
							t.Errorf("%s: %s puts back a value of the evidence, and a captured one is there", route, block.Command)
						}
					}
				}
			}
		}
		for item, names := range needed {
			want := slices.Compact(slices.Sorted(slices.Values(kept[item])))
			if diff := cmp.Diff(want, slices.Compact(slices.Sorted(slices.Values(names)))); diff != "" {
				t.Errorf("%s: a change of %s needs other values than its way back takes (-back +change):\n%s", route, item, diff)
			}
		}
		if diff := cmp.Diff(captures, compares); diff != "" {
			t.Errorf("%s: objects captured and compared differ (-captured +compared):\n%s", route, diff)
		}
	}
	if applied == 0 || compared == 0 || expected == 0 {
		t.Errorf("%d changes, %d comparisons, %d expected values", applied, compared, expected)
	}
}

// plansOfEveryRoute are plans of the tenant with all senders on one route each.
func plansOfEveryRoute(t *testing.T, rename func(*inventory.Sender)) (inventory.Inventory, map[plan.Route]plan.Plan) {
	t.Helper()
	inv, _ := readTenant(t)
	// Enough for every kind of step, and no more: a plan takes a while.
	inv.Senders = inv.Senders[:min(11, len(inv.Senders))]
	// Nothing is known of the tenant's settings, so that each route has all of its steps.
	inv.Exchange = nil
	for i := range inv.Senders {
		auth := &inv.Senders[i].SMTPAuth
		auth.Policy, auth.PolicyFrom, auth.PolicyBasic, auth.Basic, auth.Blocks = "", "", inventory.SwitchUnknown, inventory.SwitchUnknown, nil
		inv.Senders[i].AuthPolicy = nil
		if rename != nil {
			rename(&inv.Senders[i])
		}
	}
	plans := map[plan.Route]plan.Plan{}
	for _, route := range []plan.Route{
		"", plan.RouteOAuthSMTP, plan.RouteGraphAPI, plan.RouteHVE, plan.RouteACS, plan.RouteThirdParty, plan.RouteRelayConnector, plan.RouteDirectSend,
		plan.RouteOnPremisesRelay, plan.RouteModernClient, plan.RouteRetire,
	} {
		policy := plan.DefaultPolicy(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
		if route != "" {
			read, err := plan.ReadPolicy([]byte(fmt.Sprintf("senders:\n  '*':\n    route: %s\n", route)), policy)
			if err != nil {
				t.Fatal(err)
			}
			policy = read
		}
		plans[route] = plan.Make(inv, policy, plan.Digests{}, nil)
	}
	return inv, plans
}

// Every step with its command is in the scripts of its wave once, and so is every command of the way back.
func TestNoStepIsLostAndNoStageChangesWhatItMayNot(t *testing.T) {
	inv, plans := plansOfEveryRoute(t, nil)
	stagesOfAnItem(t, plans)
	for route, p := range plans {
		if len(p.Items) == 0 {
			t.Fatalf("%q has no items", route)
		}
		steps, back := 0, 0
		for _, item := range p.Items {
			back += 1 + len(item.Rollback.Commands)
			for _, at := range stagesOf(&item) {
				if at != StageCapture {
					steps++
				}
			}
			for i := range item.Steps {
				if at := stagesOf(&item)[i]; at == StageCapture {
					steps += 1 + strings.Count(item.Steps[i].Command, "\n")
					if !runs(item.Steps[i].Command) {
						steps -= strings.Count(item.Steps[i].Command, "\n")
					}
				}
			}
		}
		gotSteps, gotBack, kept := 0, 0, map[string]bool{}
		for _, s := range NewReport(inv, p, Options{Language: inventory.English}).Scripts {
			for block := range s.Blocks {
				switch {
				case s.Stage == StageRollback:
					gotBack++
				case block.Compares == "": // a comparison is no step of the plan
					gotSteps++
				}
				if block.Changes && s.Stage != StageApply && s.Stage != StageRollback {
					t.Errorf("%s: the stage %s changes: %s", route, s.Stage, block.Command)
				}
				if block.Keeps != "" {
					if s.Stage != StageCapture {
						t.Errorf("%s: the stage %s keeps %s", route, s.Stage, block.Command)
					}
					for _, property := range strings.Split(block.Command[strings.LastIndex(block.Command, " ")+1:], ",") {
						kept[block.Item+block.Keeps+"."+property] = true
					}
				}
				if strings.Contains(block.Command, "captured") {
					t.Errorf("%s: %s is left to be filled in", route, block.Command)
				}
				for _, name := range block.Kept {
					if !kept[block.Item+name] {
						t.Errorf("%s: the way back or a change needs %s, which the capture of %s does not keep", route, name, block.Sender)
					}
				}
				if strings.ContainsAny(block.What+block.Sender+block.Item, "\r\n") || block.What == "" {
					t.Errorf("%s: %q is not one line", route, block.What)
				}
				if (block.Shown || block.Changes || len(block.Needs) > 0) && block.Command == "" {
					t.Errorf("%s: %q has no command", route, block.What)
				}
			}
		}
		if gotSteps != steps || gotBack != back {
			t.Errorf("%s: %d steps and %d commands of ways back, want %d and %d", route, gotSteps, gotBack, steps, back)
		}
	}
}

// stagesOfAnItem looks at steps whose stage is known.
func stagesOfAnItem(t *testing.T, plans map[plan.Route]plan.Plan) {
	t.Helper()
	for _, c := range []struct {
		route plan.Route
		want  map[string]ScriptStage
	}{
		{plan.RouteThirdParty, map[string]ScriptStage{
			"step.capture": StageCapture, "step.cut-over-service": StageApply, "step.watch": StageApply, "step.close-basic": StageApply, // it is watched by hand
		}},
		{plan.RouteRelayConnector, map[string]ScriptStage{
			"step.capture": StageCapture, "step.make-connector": StageApply, "step.try-port-25": StageVerify, "step.watch": StageVerify, "step.close-basic": StageApply,
		}},
		{plan.RouteRetire, map[string]ScriptStage{"step.capture": StageCapture, "step.close-smtp": StageApply, "step.listen": StageVerify}},
	} {
		seen := map[string]bool{}
		for _, item := range plans[c.route].Items {
			if item.Route != c.route {
				continue
			}
			for i, stage := range stagesOf(&item) {
				id := strings.TrimSuffix(item.Steps[i].ID, ".at")
				if want, some := c.want[id]; some && !(id == "step.listen" && stage == StageApply) {
					seen[id] = true
					if stage != want {
						t.Errorf("%s: %s is %s, want %s", c.route, id, stage, want)
					}
				}
			}
		}
		for id := range c.want {
			if !seen[id] {
				t.Errorf("%s: no item has %s", c.route, id)
			}
		}
	}
}

// Outside its literals no command depends on a name, and no name makes a command one that is not run.
func TestNoNameChangesAScript(t *testing.T) {
	skeleton := func(block ScriptBlock) string {
		outside, closed := withoutLiterals(block.Command)
		return fmt.Sprint(outside, closed, block.Changes, block.Shown, block.Needs, block.Keeps, block.Kept)
	}
	// The domain stays, so that it can be told; it is part of some commands.
	names := []string{
		"'; Remove-Mailbox x; '", "\u2019; Remove-Mailbox x #", "a' | Format-List x", "-X <captured value>", "#> x <#", "$(x)", "`n", "a\nRemove-Mailbox x", "{mailbox}}", "\u201bx\u2018\u201a",
	}
	renamed := 0
	inv, plain := plansOfEveryRoute(t, func(s *inventory.Sender) { s.UPN = s.ID + "@contoso.com" })
	hostile, plans := plansOfEveryRoute(t, func(s *inventory.Sender) {
		s.UPN = s.ID + names[renamed%len(names)] + "@contoso.com"
		renamed++
	})
	if renamed < len(names) {
		t.Fatalf("only %d of %d names are in use", renamed, len(names))
	}
	collect := func(inv inventory.Inventory, p plan.Plan) map[string][]string {
		all := map[string][]string{}
		for _, s := range NewReport(inv, p, Options{Language: inventory.English}).Scripts {
			for block := range s.Blocks {
				key := string(s.Stage) + block.Item
				all[key] = append(all[key], skeleton(block))
			}
		}
		return all
	}
	for route, p := range plans {
		if diff := cmp.Diff(collect(inv, plain[route]), collect(hostile, p)); diff != "" {
			t.Errorf("%s: names change commands (-want +got):\n%s", route, diff)
		}
	}
}

func TestNothingThatActsUnseenGetsIntoAScript(t *testing.T) {
	inv, p := readTenant(t)
	text := "a\x00b\tc\rd\ne\u202ef\u200b\xed\xa0\x80"
	for i := range p.Items {
		item := &p.Items[i]
		item.UPN, item.ID, item.Rollback.Commands = text, text, append(item.Rollback.Commands, text, "# "+text)
		item.Rollback.Decides, item.Rollback.DecidesID = text, text
		for j := range item.Steps {
			item.Steps[j].What, item.Steps[j].ID, item.Steps[j].Command = text, text, "Get-X '"+text+"' | Format-List Y"
		}
	}
	n := 0
	for _, s := range NewReport(inv, p, Options{Language: inventory.Japanese}).Scripts {
		for block := range s.Blocks {
			for _, got := range []string{block.Item, block.Sender, block.What, block.Command, block.Keeps, strings.Join(block.Kept, "")} {
				n++
				if i := strings.IndexFunc(got, func(r rune) bool { return r != '\n' && hidden(r) }); i >= 0 || strings.ToValidUTF8(got, "") != got {
					t.Fatalf("%q lets something through", got)
				}
			}
		}
	}
	if n == 0 {
		t.Fatal("there are no blocks")
	}
}

// The code that splits literals is the code that judges commands: every text is put together again.
func FuzzLiteralsAreWholeAndRunsIsClosed(f *testing.F) {
	for _, s := range []string{"Get-X 'a''b' c", "'", "''", "'a\u2019", "x\u2018y", "a 'b' 'c", "{'}'}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var all []string
		for part := range literals(text) {
			all = append(all, part)
		}
		if strings.Join(all, "") != text || slices.Contains(all, "") {
			t.Errorf("literals(%q) = %q", text, all)
		}
		// What runs on its own runs within a block, and ends there.
		if runs(text) && !runs("if ($x) { \n"+text+"\n }") {
			t.Errorf("%q runs alone and not in a block", text)
		}
	})
}

// An item on which work had begun when its route changed shows what was done before, and never does it again.
func TestStepsOfARouteThatWasLeft(t *testing.T) {
	inv, p := readTenant(t)
	item := &p.Items[0]
	text := func(id string) *plan.StepText { return &plan.StepText{ID: id} }
	gone := func(id string) *plan.StepText { return &plan.StepText{ID: id, Route: plan.RouteHVE} }
	behind := []plan.Step{
		{T: "T-5", Date: item.Start.AddDays(-9), StepText: gone("step.capture"), What: "Read it", Command: "Get-CASMailbox -Identity 'x' | Format-List SmtpClientAuthenticationDisabled"},
		{T: "T-4", Date: item.Start.AddDays(-8), StepText: gone("step.close-basic"), What: "Close it", Command: "Set-CASMailbox -Identity 'x' -SmtpClientAuthenticationDisabled $true"},
		{T: "T-3", Date: item.Start.AddDays(-7), StepText: gone("step.watch"), What: "Watch it", Command: ""},
	}
	item.Steps = []plan.Step{
		{T: "T-1", Date: item.End, StepText: text("step.capture"), What: "Read more", Command: "Get-OrganizationConfig | Format-List RejectDirectSend"},
		{T: "T0", Date: item.End, StepText: text("step.close-basic"), What: "Close it anew", Command: "Set-CASMailbox -Identity 'y' -SmtpClientAuthenticationDisabled $true"},
	}
	next := "Read more"
	item.Steps, item.Kept, item.Status = append(behind, item.Steps...), &plan.Kept{Begun: true, Left: []plan.Route{plan.RouteHVE}}, plan.StatusInProgress
	r := NewReport(inv, p, Options{Language: inventory.English})
	checkLive(t, r, 100)
	runbook := sheetOf(t, r, "runbook")
	left, seen := 0, map[string]bool{}
	for i, row := range runbook.Rows.All() {
		id := runbook.Exported(i, nil).ID
		if seen[id] {
			t.Errorf("row %d is %s, as another one is", i, id)
		}
		seen[id] = true
		if what := row[runbook.Column("what")]; strings.Contains(what.Text(), "(of High Volume Email, the route until then)") {
			left++
			if check := row[runbook.Column("check")]; what.Tone() != ToneMuted || check.Kind() != Empty {
				t.Errorf("%s is %q, in the tone %q", what.Text(), check.Text(), what.Tone())
			}
		}
	}
	if left != len(behind) {
		t.Errorf("%d steps are of the route that was left, want %d", left, len(behind))
	}
	for _, script := range r.Scripts {
		for block := range script.Blocks {
			if script.Stage == StageApply && strings.Contains(block.Command, "'x'") {
				t.Errorf("%s is done again", block.Command)
			}
		}
	}
	if stages := stagesOf(item); !slices.Equal(stages, []ScriptStage{StageCapture, "", "", StageCapture, StageApply}) {
		t.Errorf("the stages are %q", stages)
	}
	items, rollback := sheetOf(t, r, "plan"), sheetOf(t, r, "rollback")
	for i, row := range items.Rows.All() {
		if row[0].Text() != item.UPN {
			continue
		}
		if got := row[items.Column("nextStep")].Text(); !strings.Contains(got, next) {
			t.Errorf("what is next is %q, want %q", got, next)
		}
		if got := rollback.Rows.At(i)[rollback.Column("route")].Text(); !strings.HasSuffix(got, " (before: High Volume Email)") {
			t.Errorf("the rollback is from %q", got)
		}
	}
}
