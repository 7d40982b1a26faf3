package inventory

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

const scanner = "scan@contoso.com"

// weekdays takes the rows of Saturdays and Sundays away.
func weekdays(rows []SignIn) []SignIn {
	return slices.DeleteFunc(rows, func(s SignIn) bool { return s.Time.Weekday() == time.Saturday || s.Time.Weekday() == time.Sunday })
}

// often repeats a row every few minutes of so many hours from an hour on, on one day counted back.
func often(s SignIn, daysAgo, hour, hours, every int) []SignIn {
	var rows []SignIn
	for minute := 0; minute < hours*60; minute += every {
		row := s
		row.Time = until.AddDate(0, 0, -daysAgo).Add(time.Duration(hour)*time.Hour + minutes(minute))
		row.ID = fmt.Sprint(s.UPN, s.IP, row.Time)
		rows = append(rows, row)
	}
	return rows
}

// irregular gives some rows a day, at hours that change from day to day.
func irregular(s SignIn, from, to int, hours ...int) []SignIn {
	var rows []SignIn
	for day := from; day >= to; day-- {
		for i := range 1 + (day*7)%5 {
			rows = append(rows, at(s, day, hours[(day*3+i*5)%len(hours)])...)
		}
	}
	slices.SortFunc(rows, func(a, b SignIn) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(rows, func(a, b SignIn) bool { return a.ID == b.ID })
}

func allDay() []int {
	var hours []int
	for hour := range 24 {
		hours = append(hours, hour)
	}
	return hours
}

// TestEveryVerdictRuleHasAScene: no rule is dead, and each gives the verdict that it says.
func TestEveryVerdictRuleHasAScene(t *testing.T) {
	here := try(scanner, office, 0)
	code := func(n int) SignIn { return try(scanner, office, n) }
	mail := func(app, agent string) SignIn {
		return with(here, func(s *SignIn) { s.ClientApp, s.UserAgent, s.AuthProtocol = app, agent, "" })
	}
	scenes := map[string][]SignIn{
		"guessing-success":        all(spray(attacker, 8, 3), at(try(scanner, attacker, 0), 2, 4)),
		"guessing-password-known": all(spray(attacker, 8, 3), at(try(scanner, attacker, 53003), 2, 4)),
		"certificate":             all(daily(here, 9, 1, 1), daily(with(mail("Exchange ActiveSync", "Phone/1.0"), func(s *SignIn) { s.Certificate = true }), 9, 1, 2)),
		"oauth-only":              daily(with(here, asOAuth), 9, 1, 1),
		"oauth-fails":             daily(with(code(50076), asOAuth), 9, 1, 1),
		"closed-protocol":         all(daily(here, 9, 1, 1), daily(mail("IMAP4", "Reader/2.0"), 9, 1, 2)),
		"fails-since":             all(daily(here, 20, 10, 1), daily(code(50126), 9, 1, 1)),
		"basic-success":           daily(here, 9, 1, 1),
		"blocked":                 daily(code(53003), 9, 1, 1),
		"expired":                 daily(code(50055), 9, 1, 1),
		"account-disabled":        daily(code(50057), 9, 1, 1),
		"account-gone":            all(daily(try("other@contoso.com", office, 0), 9, 1, 1), daily(code(50034), 9, 1, 1)),
		"old-password":            daily(code(50126), 9, 1, 1),
		"unclassified":            daily(code(90072), 9, 1, 1),
	}
	for _, rule := range placeRules {
		rows, ok := scenes[rule.id]
		if !ok {
			t.Errorf("%s has no scene", rule.id)
			continue
		}
		clients := senderOf(t, analyzeRows(rows), scanner).Clients
		i := slices.IndexFunc(clients, func(c Client) bool { return c.Rule == rule.id })
		if i < 0 || clients[i].Verdict != rule.verdict {
			t.Errorf("%s: clients are %+v", rule.id, clients)
		}
	}
}

// TestEveryRuleThatPutsAsideHasAScene does the same for guessing.
func TestEveryRuleThatPutsAsideHasAScene(t *testing.T) {
	abroad := func(s SignIn) SignIn { return with(s, func(s *SignIn) { s.Country, s.ASN = "US", 64500 }) }
	works := daily(try("other@contoso.com", office, 0), 20, 1, 1)
	var network, provider []SignIn
	for i := range 12 {
		victim := fmt.Sprintf("victim%d@contoso.com", i)
		network = append(network, at(abroad(try(victim, fmt.Sprintf("2001:db8:0:9::%x", i+1), 50126)), 3, i)...)
		provider = append(provider, at(abroad(try(victim, fmt.Sprintf("2001:db8:0:%x::1", 0x700+i), 50126)), 3, i)...)
	}
	scenes := map[string][]SignIn{
		"guess-many-accounts": all(spray(attacker, 8, 3), at(try(scanner, attacker, 50126), 2, 4)),
		"guess-network":       all(network, at(abroad(try(scanner, "2001:db8:0:9::ff", 50126)), 2, 4)),
		"guess-provider": all(works, provider, at(abroad(try(scanner, "2001:db8:0:777::1", 50126)), 3, 6), at(abroad(try(scanner, "2001:db8:0:778::1", 50126)), 2, 5),
			at(abroad(try(scanner, "2001:db8:0:778::1", 0)), 2, 6)),
		"guess-dictionary":      all(works, often(abroad(try(scanner, attacker, 50126)), 3, 1, 20, 10), at(abroad(try(scanner, attacker, 0)), 2, 6)),
		"guess-nonexistent":     all(at(abroad(try("nobody@contoso.com", attacker, 50034)), 3, 1), at(abroad(try(scanner, attacker, 50034)), 3, 2)),
		"guess-blocked-address": at(with(try(scanner, attacker, 50053), func(s *SignIn) { s.FailureReason = "an IP address with malicious activity" }), 3, 1),
		"guess-no-account":      all(works, daily(abroad(try(scanner, attacker, 50034)), 9, 1, 1)),
		"guess-stray":           all(works, at(abroad(try(scanner, attacker, 50126)), 3, 1)),
		"guess-far":             all(works, daily(abroad(try(scanner, attacker, 50126)), 20, 1, 1)),
		"guess-few":             all(works, at(abroad(try(scanner, attacker, 50057)), 3, 1)),
	}
	for rule := range asideRules {
		rows, ok := scenes[rule]
		if !ok {
			t.Errorf("%s has no scene", rule)
			continue
		}
		aside := senderOf(t, analyzeRows(rows), scanner).Excluded
		if !slices.ContainsFunc(aside.Origins, func(o ExcludedOrigin) bool { return o.Rule == rule }) {
			t.Errorf("%s: put aside are %+v", rule, aside)
		}
	}
}

// TestEveryRuleOfKindsHasAScene does the same for kinds.
func TestEveryRuleOfKindsHasAScene(t *testing.T) {
	here := try(scanner, office, 0)
	plain := try("x@contoso.com", office, 0)
	there := func(n int) SignIn { return try("x@contoso.com", fmt.Sprintf("2001:db8:%x::1", n), 0) }
	workday := []int{0, 1, 2, 3, 4, 5, 6, 7, 8}
	type scene struct {
		rows []SignIn
		user User
		also func(*Input)
	}
	scenes := map[string]scene{
		"kind-clockwork":           {rows: daily(plain, 20, 1, allDay()...)},
		"kind-steady":              {rows: daily(plain, 20, 1, workday...)},
		"kind-round-the-clock":     {rows: all(often(plain, 9, 0, 24, 15), often(plain, 8, 0, 24, 40), often(plain, 7, 0, 24, 7), often(plain, 2, 0, 24, 90), often(plain, 1, 0, 24, 20), often(plain, 3, 0, 24, 10))},
		"kind-alarms":              {rows: irregular(plain, 28, 1, 1, 4, 8, 11, 14, 17, 20, 23)},
		"kind-all-week":            {rows: irregular(plain, 28, 1, workday...)},
		"kind-fixed-hours":         {rows: daily(plain, 20, 1, 3)},
		"kind-fixed-hour-workdays": {rows: weekdays(daily(plain, 20, 1, 3))},
		"kind-month-end":           {rows: all(at(plain, 23, 3, 5), at(plain, 21, 3))}, // 31 October and 2 November
		"kind-bursts":              {rows: all(often(plain, 12, 3, 2, 1), often(plain, 5, 3, 2, 1))},
		"kind-office-place":        {rows: weekdays(irregular(plain, 20, 1, workday...))},
		"kind-office-places":       {rows: weekdays(all(irregular(there(1), 20, 1, workday...), irregular(there(2), 20, 1, workday...), irregular(there(3), 20, 1, workday...)))},
		"kind-rare":                {rows: all(at(plain, 20, 3), at(plain, 13, 8), at(plain, 12, 21))},
		"kind-personal-data":       {rows: at(plain, 5, 1), user: User{GivenName: "Ima", Surname: "Ginary"}},
		"kind-second-factor": {rows: at(plain, 5, 1), also: func(in *Input) {
			yes := true
			in.Registrations = []Registration{{UserID: idOf("x@contoso.com"), MFA: &yes}}
		}},
		"kind-modern":           {rows: all(at(plain, 5, 1), daily(with(plain, func(s *SignIn) { s.ClientApp = "Browser" }), 9, 5, 2))},
		"kind-several-places":   {rows: all(at(there(1), 5, 1), at(there(2), 4, 1))},
		"kind-reads-mail":       {rows: all(at(plain, 5, 1), at(with(plain, asIMAP), 5, 2))},
		"kind-shared-mailbox":   {rows: at(plain, 5, 1), also: func(in *Input) { in.Mailboxes = map[string]Mailbox{idOf("x@contoso.com"): MailboxShared} }},
		"kind-room":             {rows: at(plain, 5, 1), also: func(in *Input) { in.Mailboxes = map[string]Mailbox{idOf("x@contoso.com"): MailboxRoom} }},
		"kind-name-device":      {rows: at(here, 5, 1)},
		"kind-name-application": {rows: at(try("payroll@contoso.com", office, 0), 5, 1)},
	}
	for _, rule := range kindRules {
		s, ok := scenes[rule.id]
		if !ok {
			t.Errorf("%s has no scene", rule.id)
			continue
		}
		in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(s.rows)}
		if s.user.GivenName != "" {
			s.user.ID, s.user.UPN = idOf(s.rows[0].UPN), s.rows[0].UPN
			in.Users, in.UsersRead = []User{s.user}, true
		}
		if s.also != nil {
			s.also(&in)
		}
		sender := senderOf(t, Analyze(in), s.rows[0].UPN)
		if !slices.Contains(rulesOf(sender), rule.id) {
			t.Errorf("%s: reasons are %v", rule.id, sender.Reasons)
		}
	}
}
