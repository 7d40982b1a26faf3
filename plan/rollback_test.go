package plan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// TestARollbackPutsBackExactlyWhatWasThere goes through every route and everything that can be captured or not.
func TestARollbackPutsBackExactlyWhatWasThere(t *testing.T) {
	eachScene(t, func(t *testing.T, name string, sc *scene) {
		back := rollbackOf(sc, cutOver)
		all := strings.Join(back.Commands, "\n")
		for setting, read := range map[string]string{
			priorSwitch:                   "Get-CASMailbox -Identity 'scan@contoso.com' | Format-List SmtpClientAuthenticationDisabled",
			"AuthenticationPolicy":        "Get-User -Identity 'scan@contoso.com' | Format-List AuthenticationPolicy",
			"DefaultAuthenticationPolicy": "Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy",
			"RejectDirectSend":            "Get-OrganizationConfig | Format-List RejectDirectSend",
			"accountEnabled":              "Get-MgUser -UserId 'scan@contoso.com' -Property AccountEnabled | Format-List AccountEnabled",
			"Organization" + priorSwitch:  "Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled",
			"InboundConnectorEnabled":     "",
		} {
			_, held := back.Prior[setting]
			missing := slices.Contains(back.NotCaptured, setting)
			at := slices.Index(back.Commands, read)
			if held && missing || missing != (at >= 0) || at >= len(back.NotCaptured) {
				t.Errorf("%s: %s is held %v, missing %v and read at %d: %v", name, setting, held, missing, at, back.Commands)
			}
		}
		for i, command := range back.Commands {
			if reads := !changesSomething(command) && !strings.HasPrefix(command, "#"); reads != (i < len(back.NotCaptured)) {
				t.Errorf("%s: %s is command %d, with %d to read", name, command, i, len(back.NotCaptured))
			}
		}
		want := func(command string) {
			if !slices.Contains(back.Commands, command) {
				t.Errorf("%s: %s is not among\n%s", name, command, all)
			}
		}
		literal := func(value any, held bool) string {
			switch {
			case !held:
				return "<captured value>"
			case value == nil:
				return "$null"
			case value == true:
				return "$true"
			}
			return "$false"
		}
		value, held := back.Prior[priorSwitch]
		want("Set-CASMailbox -Identity 'scan@contoso.com' -SmtpClientAuthenticationDisabled " + literal(value, held))
		s := sc.sender
		if held != (s.SMTPAuth.Mailbox != inventory.SwitchUnknown) || held && (value == true) != (s.SMTPAuth.Mailbox == inventory.SwitchDisabled) ||
			held && (value == nil) != (s.SMTPAuth.Mailbox == inventory.SwitchInherit) {
			t.Errorf("%s: the switch was %s, and prior has %v", name, s.SMTPAuth.Mailbox, back.Prior)
		}
		if closesBasic(sc.route) {
			prior := "<captured policy, or $null>"
			if s.AuthPolicy != nil {
				prior = "$null"
				if *s.AuthPolicy != "" {
					prior = "'Old ''policy'''"
				}
			}
			want("Set-User -Identity 'scan@contoso.com' -AuthenticationPolicy " + prior)
			want("Set-User -Identity 'scan@contoso.com' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)")
			// Basic first, then the sender, then what was set up.
			hand := slices.IndexFunc(back.Commands, func(c string) bool { return strings.HasPrefix(c, "# then by hand: the ") })
			for i, command := range back.Commands {
				basic := strings.HasPrefix(command, "Set-User") || strings.HasPrefix(command, "Set-CASMailbox") || strings.HasPrefix(command, "Update-MgUser")
				takesBack := strings.HasPrefix(command, "Remove-") || strings.HasPrefix(command, "Set-Inbound") || strings.HasPrefix(command, "az ")
				if hand < 0 || basic && i > hand || takesBack && i < hand {
					t.Errorf("%s: out of order:\n%s", name, all)
				}
			}
		}
		opens := strings.Contains(all, "-AccountEnabled:"+literal(back.Prior["accountEnabled"], back.Prior["accountEnabled"] != nil))
		if blocks := strings.Contains(everyStep(sc), "-AccountEnabled:$false"); opens != blocks {
			t.Errorf("%s: the steps block the account: %v, and the way back opens it: %v\n%s", name, blocks, opens, all)
		}
		if sc.route == RouteRelayConnector {
			if sc.exchange != nil && len(s.Clients) == 1 {
				want("Set-InboundConnector -Identity 'MFP' -Enabled $false")
				if back.Prior["InboundConnectorEnabled"] != false {
					t.Errorf("%s: prior is %v", name, back.Prior)
				}
			} else if strings.Contains(all, "MFP") {
				t.Errorf("%s: %s", name, all)
			}
		}
		if sc.route == RouteDirectSend {
			value, held := back.Prior["RejectDirectSend"]
			want("Set-OrganizationConfig -RejectDirectSend " + literal(value, held))
		}
		if back.Minutes == 0 || back.Decides == "" || back.Trigger == "" || strings.ContainsAny(back.Trigger, "{}") || back.TestedOn != sc.override.RollbackTested {
			t.Errorf("%s: not whole: %+v", name, back)
		}
		if !isPhrase(back.TriggerID, back.Trigger, back.TriggerArgs) || !isPhrase(back.DecidesID, back.Decides, nil) ||
			!isPhrase(back.PossibleID, back.PossibleWhy, back.PossibleArgs) {
			t.Errorf("%s: a sentence is not its phrase: %+v", name, back)
		}
		silent := back.SilenceHours != nil
		if silent != strings.HasSuffix(back.TriggerID, afterSilence) || silent && (*back.SilenceHours != 96 || !strings.Contains(back.Trigger, "96 hours")) {
			t.Errorf("%s: silence of %v hours, and %s", name, back.SilenceHours, back.Trigger)
		}
	})
}

func everyStep(sc *scene) string {
	var all strings.Builder
	for _, s := range stepsOf(sc, onTime) {
		all.WriteString(s.Command + "\n")
	}
	return all.String()
}

func TestARollbackOfAnIncidentOpensWhatWasClosed(t *testing.T) {
	yes := true
	s := sender("hit")
	s.Verdict, s.AccountEnabled = inventory.VerdictSuspicious, &yes
	back := made(inventoryOf(s), DefaultPolicy(asOf), Digests{}, nil).Items[0].Rollback
	want := []string{
		"Update-MgUser -UserId 'hit@contoso.com' -AccountEnabled:$true",
		"Set-CASMailbox -Identity 'hit@contoso.com' -SmtpClientAuthenticationDisabled $null",
	}
	if diff := cmp.Diff(want, back.Commands); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{priorSwitch: nil, "accountEnabled": true}, back.Prior); diff != "" {
		t.Errorf("prior (-want +got):\n%s", diff)
	}
	if back.DecidesID != "decides.security" {
		t.Errorf("%s decides", back.DecidesID)
	}
}

func TestHowLongARollbackIsPossible(t *testing.T) {
	flip := Milestone{ID: milestoneDefaultOff, Date: calendar.On(2026, time.December, 31)}
	announced := Milestone{ID: milestoneRemovalAnnounced, Date: calendar.On(2027, time.July, 1)}
	removal := Milestone{ID: milestoneRemoval, Date: calendar.On(2028, time.March, 1)}
	known, all := []Milestone{flip, announced}, []Milestone{flip, announced, removal}
	for _, tc := range []struct {
		name, end, until, admin, id string
		milestones                  []Milestone
	}{
		{"before the default changes", "2026-12-30", "2026-12-30", "2026-12-31", "possible.before-default-last", known},
		{"on the day it changes", "2026-12-31", "2027-06-30", "2026-12-31", "possible.while-admins", known},
		{"the day before the announcement", "2027-06-30", "2027-06-30", "2026-12-31", "possible.while-admins", known},
		{"after the announcement", "2027-07-01", "", "2026-12-31", "possible.unknown", known},
		{"before all, with a removal", "2026-12-01", "2026-12-30", "2026-12-31", "possible.before-default-last", all},
		{"before a removal with a date", "2027-08-01", "2028-02-29", "2026-12-31", "possible.before-removal", all},
		{"on the day of removal", "2028-03-01", "", "", "possible.never", all},
		{"the change alone", "2026-12-01", "2026-12-30", "2026-12-31", "possible.before-default", []Milestone{flip}},
		{"after the change alone", "2027-01-01", "", "2026-12-31", "possible.unknown", []Milestone{flip}},
		{"an announcement alone", "2026-12-01", "2027-06-30", "", "possible.while-admins-only", []Milestone{announced}},
		{"a removal alone", "2026-12-01", "2028-02-29", "", "possible.before-removal-only", []Milestone{removal}},
		{"a removal before the change", "2026-11-01", "2026-11-30", "", "possible.before-removal-only",
			[]Milestone{flip, {ID: milestoneRemoval, Date: calendar.On(2026, time.December, 1)}}},
		{"without milestones", "2026-12-01", "", "", "possible.unknown", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			end, _ := calendar.ParseDay(tc.end)
			policy := DefaultPolicy(asOf)
			policy.Milestones = tc.milestones
			r := regimesOf(&policy)
			got := r.of(end)
			if got.until.String() != tc.until || got.adminFrom.String() != tc.admin || got.id != tc.id {
				t.Errorf("%s, admin from %s, %s; want %s, %s, %s", got.until, got.adminFrom, got.id, tc.until, tc.admin, tc.id)
			}
			if got.text == "" || strings.ContainsAny(got.text, "{}") || strings.Contains(got.text, "  ") {
				t.Errorf("it says %q", got.text)
			}
			if got.closedID != "" && !strings.HasPrefix(got.closedText, got.text+". But") || (got.closedID == "") != got.until.IsZero() {
				t.Errorf("closed already, it says %q", got.closedText)
			}
			for name, value := range got.args {
				if value == "" {
					t.Errorf("%s has no value for %s", got.id, name)
				}
			}
		})
	}
}

func TestGoingBackToBasicThatIsClosedBringsNothing(t *testing.T) {
	s := sender("scan")
	s.SMTPAuth.Basic = inventory.SwitchDisabled
	for route, want := range map[Route]string{RouteOAuthSMTP: "possible.before-default-last.closed", RouteRetire: "possible.before-default-last"} {
		inv, policy := inventoryOf(s), DefaultPolicy(asOf)
		sc := newScene(newGround(&inv, &policy), &s, route, facts{}, Override{})
		if back := rollbackOf(&sc, cutOver); back.PossibleID != want || back.PossibleUntil != calendar.On(2026, time.December, 30) {
			t.Errorf("%s: %s until %s, want %s", route, back.PossibleID, back.PossibleUntil, want)
		}
	}
}

func TestNoWayBackAfterTheRemoval(t *testing.T) {
	s := sender("scan")
	inv, policy := inventoryOf(s), DefaultPolicy(asOf)
	policy.Milestones = append(policy.Milestones, Milestone{ID: milestoneRemoval, Date: calendar.On(2028, time.March, 1)})
	g := newGround(&inv, &policy)
	for _, route := range overrideRoutes {
		sc := newScene(g, &s, route, facts{}, Override{})
		back := rollbackOf(&sc, calendar.On(2028, time.March, 1))
		if possible := len(back.Commands) > 0; possible == closesBasic(route) || back.PossibleID != "possible.never" {
			t.Errorf("%s: %s, with %v", route, back.PossibleID, back.Commands)
		}
	}
}
