package inventory

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestGovernanceFindings: each finding where it holds, and not where what it rests on is otherwise or was not read.
func TestGovernanceFindings(t *testing.T) {
	yes, no := true, false
	const upn = "a.person@contoso.com"
	succeeds, fails := daily(try(upn, office, 0), 20, 1, 9), daily(try(upn, office, 50076), 20, 1, 9)
	token := daily(with(try(upn, office, 0), asOAuth), 20, 1, 9)
	user := func(change func(*User)) []User {
		u := User{ID: idOf(upn), UPN: upn, AccountEnabled: &yes, UserType: "Member"}
		change(&u)
		return []User{u}
	}
	registered := func(mfa, admin *bool) []Registration {
		return []Registration{{UserID: idOf("other"), MFA: &yes, Admin: &yes}, {UserID: idOf(upn), MFA: mfa, Admin: admin}}
	}
	mailbox := func(kind Mailbox) map[string]Mailbox { return map[string]Mailbox{idOf(upn): kind} }
	nothing := func(*Input) {}
	for name, test := range map[string]struct {
		rows []SignIn
		say  func(*Input)
		want []string
	}{
		"nothing was read":                {succeeds, nothing, nil},
		"an administrator sends":          {succeeds, func(in *Input) { in.Registrations = registered(&yes, &yes) }, []string{"governance-admin-sends", "governance-mfa-bypassed"}},
		"an administrator sends by token": {token, func(in *Input) { in.Registrations = registered(&yes, &yes) }, nil},
		"an administrator is stopped":     {fails, func(in *Input) { in.Registrations = registered(&yes, &yes) }, nil},
		"no second factor":                {succeeds, func(in *Input) { in.Registrations = registered(&no, &no) }, []string{"governance-no-mfa"}},
		"no second factor, disabled": {fails, func(in *Input) {
			in.Registrations, in.Users = registered(&no, &no), user(func(u *User) { u.AccountEnabled = &no })
		}, nil},
		"it is not in the list":      {succeeds, func(in *Input) { in.Registrations = registered(&no, &no)[:1] }, nil},
		"the password never expires": {succeeds, func(in *Input) { in.Users = user(func(u *User) { u.PasswordNeverExpires = &yes }) }, []string{"governance-password-never-expires"}},
		"the password of a synchronised": {succeeds, func(in *Input) {
			in.Users = user(func(u *User) { u.PasswordNeverExpires, u.Synchronised = &yes, &yes })
		}, nil},
		"the password expires":              {succeeds, func(in *Input) { in.Users = user(func(u *User) { u.PasswordNeverExpires = &no }) }, nil},
		"an old password":                   {succeeds, func(in *Input) { in.Users = user(func(u *User) { u.PasswordChanged = until.AddDate(0, 0, -366) }) }, []string{"governance-old-password"}},
		"a password of a year":              {succeeds, func(in *Input) { in.Users = user(func(u *User) { u.PasswordChanged = until.AddDate(0, 0, -365) }) }, nil},
		"a shared mailbox that can sign in": {succeeds, func(in *Input) { in.Users, in.Mailboxes = user(func(*User) {}), mailbox(MailboxShared) }, []string{"governance-shared-enabled"}},
		"a room that can":                   {fails, func(in *Input) { in.Users, in.Mailboxes = user(func(*User) {}), mailbox(MailboxRoom) }, []string{"governance-shared-enabled"}},
		"a shared mailbox that can't": {fails, func(in *Input) {
			in.Users, in.Mailboxes = user(func(u *User) { u.AccountEnabled = &no }), mailbox(MailboxShared)
		}, nil},
		"a shared mailbox, not read":   {fails, func(in *Input) { in.Mailboxes = mailbox(MailboxShared) }, nil},
		"a user's mailbox":             {succeeds, func(in *Input) { in.Users, in.Mailboxes = user(func(*User) {}), mailbox(MailboxUser) }, nil},
		"only failures, modern unread": {fails, func(in *Input) { in.Users = user(func(*User) {}) }, nil},
		"everything, the worst first": {succeeds, func(in *Input) {
			in.Registrations, in.Mailboxes = registered(&no, &yes), mailbox(MailboxEquipment)
			in.Users = user(func(u *User) { u.PasswordNeverExpires, u.PasswordChanged = &yes, until.AddDate(-3, 0, 0) })
		}, []string{"governance-admin-sends", "governance-shared-enabled", "governance-no-mfa", "governance-old-password", "governance-password-never-expires"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := senderOf(t, analyzeAll(test.rows, test.say), upn)
			var got []string
			for _, f := range s.Governance.Findings {
				checkSaid(t, f.Rule, f.Text, f.Args)
				got = append(got, f.Rule)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestGovernanceSaysWhatWasReadAndNullOtherwise(t *testing.T) {
	yes, no := true, false
	const upn = "scan@contoso.com"
	rows := daily(try(upn, office, 0), 20, 1, 9)
	if diff := cmp.Diff(Governance{Findings: []Reason{}}, senderOf(t, analyzeAll(rows, func(*Input) {}), upn).Governance); diff != "" {
		t.Errorf("nothing was read (-want +got):\n%s", diff)
	}
	created, changed := until.AddDate(-2, 0, 0), until.AddDate(0, 0, -10).Add(time.Hour)
	got := senderOf(t, analyzeAll(rows, func(in *Input) {
		in.Users = []User{{ID: idOf(upn), UPN: upn, AccountEnabled: &yes, Created: created}}
		// What Graph did not say, an exported list may.
		in.FileUsers = []User{{UPN: upn, Created: until, PasswordChanged: changed, PasswordNeverExpires: &no, Synchronised: &yes}}
		in.Registrations = []Registration{{UserID: idOf(upn), MFA: &no}, {UserID: idOf(upn), MFA: &yes}}
	}), upn).Governance
	days := 9
	got.Findings = nil
	want := Governance{MFARegistered: &no, PasswordChanged: &changed, PasswordDays: &days, PasswordNeverExpires: &no, Created: &created, Synchronised: &yes, Stale: &no}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestModernUseTellsStaleFromQuiet: that an account is not used takes the rows of modern programs.
func TestModernUseTellsStaleFromQuiet(t *testing.T) {
	yes, no := true, false
	success := []Client{{Protocol: ProtocolIMAP, Successes: 1}}
	for name, test := range map[string]struct {
		s      Sender
		modern *modernUse
		stale  *bool
		rules  []string
	}{
		"no success, modern rows read":   {Sender{AccountEnabled: &yes}, &modernUse{signIns: 2}, &yes, []string{"governance-stale"}},
		"no success, modern rows unread": {Sender{AccountEnabled: &yes}, nil, nil, nil},
		"a modern success":               {Sender{AccountEnabled: &yes}, &modernUse{1, until}, &no, nil},
		"a success with IMAP":            {Sender{AccountEnabled: &yes, Clients: success}, nil, &no, nil},
		"disabled":                       {Sender{AccountEnabled: &no}, nil, &no, nil},
		"whether enabled was not read":   {Sender{}, &modernUse{}, nil, nil},
		"a device with modern use":       {Sender{AccountEnabled: &yes, Kind: KindDevice, Clients: success}, &modernUse{3, until}, &no, []string{"governance-interactive-use"}},
		"a device with modern failures":  {Sender{AccountEnabled: &yes, Kind: KindDevice, Clients: success}, &modernUse{signIns: 3}, &no, nil},
		"a person with modern use":       {Sender{AccountEnabled: &yes, Kind: KindPerson, Clients: success}, &modernUse{3, until}, &no, nil},
	} {
		g := reports{asOf: until}.governance(test.s, User{}, true, test.modern, thirtyDays)
		if diff := cmp.Diff(test.stale, g.Stale); diff != "" {
			t.Errorf("%s: stale (-want +got):\n%s", name, diff)
		}
		var rules []string
		for _, f := range g.Findings {
			checkSaid(t, f.Rule, f.Text, f.Args)
			rules = append(rules, f.Rule)
		}
		if !slices.Equal(rules, test.rules) {
			t.Errorf("%s: %v, want %v", name, rules, test.rules)
		}
		if (g.ModernSignIns != nil) != (test.modern != nil) {
			t.Errorf("%s: modern sign-ins are %v", name, g.ModernSignIns)
		}
	}
}
