package plan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
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
	"{mailbox}{filter}{address}", "", "'", "\u2019", "名前＇", "a#b", "| x & y > z",
}

func TestNoNameBreaksOutOfAQuote(t *testing.T) {
	for _, name := range hostile {
		quoted := quote(name)
		found, outside, ended := literals(quoted)
		if !ended || len(found) != 1 || outside != "" {
			t.Errorf("quote(%q) = %s is %d literals and %q", name, quoted, len(found), outside)
			continue
		}
		if strings.ContainsAny(quoted, "\n\r\x00\x1b\u2028\u2029\u202e\u0085") {
			t.Errorf("quote(%q) = %q lets a control character through", name, quoted)
		}
		if clean := strings.ToValidUTF8(name, ""); clean == name && !strings.ContainsAny(name, "\n\r\x00\x1b\u2028\u2029\u202e") && found[0] != name {
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
func TestNoNameChangesACommand(t *testing.T) {
	commands := func(name string, route Route) []string {
		s := sender("x")
		s.UPN, s.ID = name, "id"
		policy := DefaultPolicy(asOf)
		policy.Senders = []Override{{Pattern: "id", Route: route}}
		item := Make(inventoryOf(s), policy, Digests{}, nil).Items[0]
		if item.Route != route {
			t.Fatalf("route is %s, want %s", item.Route, route)
		}
		all := append([]string{}, item.Rollback.Commands...)
		for _, step := range item.Steps {
			all = append(all, step.Command)
		}
		return all
	}
	for _, route := range overrideRoutes {
		plain := commands("scan@contoso.com", route)
		for _, name := range hostile {
			for i, command := range commands(name, route) {
				_, want, _ := literals(plain[i])
				_, got, ended := literals(command)
				if got != want || !ended {
					t.Errorf("%s: the name %q makes\n%s\nof\n%s", route, name, command, plain[i])
				}
			}
		}
	}
}

func TestASenderThatMovesToOAuthKeepsSMTPOpen(t *testing.T) {
	item := Make(inventoryOf(sender("scan")), DefaultPolicy(asOf), Digests{}, nil).Items[0]
	closes := false
	for _, step := range item.Steps {
		if strings.Contains(step.Command, "SmtpClientAuthenticationDisabled $true") {
			t.Errorf("%s stops OAuth too: %s", step.T, step.Command)
		}
		closes = closes || strings.Contains(step.Command, "Set-User -Identity 'scan@contoso.com' -AuthenticationPolicy 'Block Basic SMTP'")
	}
	if !closes {
		t.Errorf("no step closes Basic: %+v", item.Steps)
	}
}

func TestStepsRunInOrderAndNotBeforeThePlan(t *testing.T) {
	for route, rows := range steps {
		last, cutOver := -1000, false
		for _, row := range rows {
			if row.day < last {
				t.Errorf("%s: %s is out of order", route, row.id)
			}
			last = row.day
			cutOver = cutOver || row.day == 0
		}
		if !cutOver {
			t.Errorf("%s has no step on the day itself", route)
		}
	}
	policy := DefaultPolicy(asOf)
	policy.Waves.PilotItems = 1
	item := Make(inventoryOf(sender("scan")), policy, Digests{}, nil).Items[0]
	var offsets []string
	for _, step := range item.Steps {
		offsets = append(offsets, step.T)
	}
	// The pilot is the first wave, so work of the days before falls on its first day.
	if diff := cmp.Diff([]string{"T0", "T0", "T0", "T0", "T0", "T0", "T+1", "T+3"}, offsets); diff != "" {
		t.Errorf("offsets (-want +got):\n%s", diff)
	}
	if got := offset(-7) + offset(0) + offset(3); got != "T-7T0T+3" {
		t.Errorf("offsets are %s", got)
	}
}

func TestARollbackPutsThePriorValueBack(t *testing.T) {
	for _, tc := range []struct {
		state   inventory.SwitchState
		prior   map[string]any
		command string
		capture bool
	}{
		{inventory.SwitchEnabled, map[string]any{priorSwitch: false}, "$false", false},
		{inventory.SwitchDisabled, map[string]any{priorSwitch: true}, "$true", false},
		{inventory.SwitchInherit, map[string]any{priorSwitch: nil}, "$null", false},
		{inventory.SwitchUnknown, map[string]any{}, "<captured value>", true},
	} {
		t.Run(string(tc.state), func(t *testing.T) {
			s := sender("scan")
			s.SMTPAuth.Mailbox = tc.state
			back := Make(inventoryOf(s), DefaultPolicy(asOf), Digests{}, nil).Items[0].Rollback
			if diff := cmp.Diff(tc.prior, back.Prior); diff != "" {
				t.Errorf("prior (-want +got):\n%s", diff)
			}
			want := "Set-CASMailbox -Identity 'scan@contoso.com' -SmtpClientAuthenticationDisabled " + tc.command
			if !strings.Contains(strings.Join(back.Commands, "\n"), want) {
				t.Errorf("commands are %v, want %s", back.Commands, want)
			}
			if first := strings.HasPrefix(back.Commands[0], "Get-CASMailbox"); first != tc.capture {
				t.Errorf("the first command is %s", back.Commands[0])
			}
		})
	}
}

func TestHowLongARollbackIsPossible(t *testing.T) {
	withRemoval := DefaultPolicy(asOf)
	withRemoval.Milestones = append(withRemoval.Milestones, Milestone{ID: milestoneRemoval, Date: calendar.On(2028, 3, 1)})
	none := DefaultPolicy(asOf)
	none.Milestones = nil
	for _, tc := range []struct {
		name, end, until, id string
		policy               Policy
	}{
		{"before the default changes", "2026-12-30", "2026-12-30", "possible.before-default", DefaultPolicy(asOf)},
		{"on the day it changes", "2026-12-31", "2027-06-30", "possible.while-admins", DefaultPolicy(asOf)},
		{"the day before the announcement", "2027-06-30", "2027-06-30", "possible.while-admins", DefaultPolicy(asOf)},
		{"after the announcement", "2027-07-01", "", "possible.unknown", DefaultPolicy(asOf)},
		{"before a removal with a date", "2027-08-01", "2028-02-29", "possible.before-removal", withRemoval},
		{"on the day of removal", "2028-03-01", "", "possible.never", withRemoval},
		{"without milestones", "2026-12-01", "", "possible.unknown", none},
	} {
		t.Run(tc.name, func(t *testing.T) {
			end, _ := calendar.ParseDay(tc.end)
			until, id := possibleUntil(end, tc.policy)
			if until.String() != tc.until || id != tc.id {
				t.Errorf("%s, %s, want %s, %s", until, id, tc.until, tc.id)
			}
		})
	}
}

func TestAnAccountThatIsGoneGetsNoCommands(t *testing.T) {
	s := sender("gone")
	s.License.State, s.Verdict = inventory.LicenseDeleted, inventory.VerdictBroken
	item := Make(inventoryOf(s), DefaultPolicy(asOf), Digests{}, nil).Items[0]
	for _, step := range item.Steps {
		if step.Command != "" {
			t.Errorf("%s: %s", step.ID, step.Command)
		}
	}
	if len(item.Rollback.Commands) != 0 || item.Rollback.PossibleID != "possible.gone" || !item.Rollback.PossibleUntil.IsZero() {
		t.Errorf("rollback is %+v", item.Rollback)
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
