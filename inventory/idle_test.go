package inventory

import "testing"

// TestWhoCouldSendIsIdle: the setting lets it, nothing was seen, and nothing else closes it for sure.
func TestWhoCouldSendIsIdle(t *testing.T) {
	yes, no := true, false
	setting := func(state SwitchState) MailboxSetting {
		return MailboxSetting{UserID: idOf(scanner), Address: scanner, SMTP: state, Type: MailboxUser}
	}
	for name, test := range map[string]struct {
		setting MailboxSetting
		org     *bool // SmtpClientAuthenticationDisabled
		rows    []SignIn
		also    func(*Input)
		want    Verdict // empty: no sender
	}{
		"set on":                           {setting: setting(SwitchEnabled), want: VerdictIdle},
		"set on, the organisation off":     {setting: setting(SwitchEnabled), org: &yes, want: VerdictIdle},
		"inherits on":                      {setting: setting(SwitchInherit), org: &no, want: VerdictIdle},
		"inherits off":                     {setting: setting(SwitchInherit), org: &yes},
		"inherits what was not exported":   {setting: setting(SwitchInherit)},
		"set off":                          {setting: setting(SwitchDisabled), org: &no},
		"not exported":                     {setting: setting(SwitchUnknown), org: &no},
		"used":                             {setting: setting(SwitchEnabled), rows: daily(try(scanner, office, 0), 9, 1, 1), want: VerdictActive},
		"guessed at":                       {setting: setting(SwitchEnabled), rows: at(try(scanner, attacker, 50126), 3, 1), want: VerdictNoise},
		"used with another protocol alone": {setting: setting(SwitchEnabled), rows: daily(with(try(scanner, office, 50126), asIMAP), 9, 1, 1), want: VerdictIdle},
		"reported": {setting: setting(SwitchEnabled), also: func(in *Input) {
			in.Uses = []Use{{Source: SourceEmailAppUsage, Address: scanner, Messages: -1, LegacyTLS: -1}}
		}, want: VerdictSuspected},
		"nobody can sign in":                   {setting: setting(SwitchEnabled), also: func(in *Input) { in.Users = []User{{ID: idOf(scanner), UPN: scanner, AccountEnabled: &no}} }},
		"its authentication policy blocks":     {setting: MailboxSetting{UserID: idOf(scanner), Address: scanner, SMTP: SwitchEnabled, PolicyRead: true, AuthPolicy: "Block"}, also: func(in *Input) { in.ExchangeSettings().Policies = []AuthPolicy{{Name: "Block", AllowBasicSMTP: &no}} }},
		"its authentication policy lets it by": {setting: MailboxSetting{UserID: idOf(scanner), Address: scanner, SMTP: SwitchEnabled, PolicyRead: true, AuthPolicy: "Allow"}, also: func(in *Input) { in.ExchangeSettings().Policies = []AuthPolicy{{Name: "Allow", AllowBasicSMTP: &yes}} }, want: VerdictIdle},
	} {
		t.Run(name, func(t *testing.T) {
			in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(test.rows), MailboxSettings: []MailboxSetting{test.setting}}
			if test.org != nil {
				in.ExchangeSettings().SMTPDisabled = test.org
			}
			if test.also != nil {
				test.also(&in)
			}
			senders := Analyze(in).Senders
			switch {
			case test.want == "" && len(senders) > 0:
				t.Errorf("%d senders, want none: %s", len(senders), senders[0].Verdict)
			case test.want != "" && (len(senders) != 1 || senders[0].Verdict != test.want || senders[0].UPN != scanner):
				t.Errorf("%+v, want one that is %s", senders, test.want)
			}
		})
	}
}
