package inventory

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said is a sender in one line: verdict, way to authenticate, successes, failures, rows put aside, and the rules that spoke for a verdict.
func said(s Sender) string {
	var rules []string
	for _, r := range s.Reasons {
		if !strings.HasPrefix(r.Rule, "kind-") {
			rules = append(rules, r.Rule)
		}
	}
	return fmt.Sprintf("%s %s %d+%d-%d %s", s.Verdict, s.Auth, s.Successes, s.Failures, s.Excluded.Records, strings.Join(rules, ","))
}

// with changes a copy of a row.
func with(s SignIn, change func(*SignIn)) SignIn {
	change(&s)
	return s
}

func asIMAP(s *SignIn)  { s.ClientApp = "IMAP4" }
func asOAuth(s *SignIn) { s.AuthProtocol, s.UserAgent = "oAuth2", "Mailer/2.0" }

// spray is one wrong password for each of n accounts from one address.
func spray(ip string, n, daysAgo int) []SignIn {
	var rows []SignIn
	for i := range n {
		rows = append(rows, at(with(try(fmt.Sprintf("victim%02d@contoso.com", i), ip, 50126), func(s *SignIn) { s.Country = "US" }), daysAgo, i%24)...)
	}
	return rows
}

func TestVerdicts(t *testing.T) {
	const scan = "scan@contoso.com"
	from := func(upn, ip, country string, code int) SignIn {
		return with(try(upn, ip, code), func(s *SignIn) { s.Country = country })
	}
	// An office behind one address: ten devices that work.
	var works []SignIn
	for i := range 10 {
		works = append(works, daily(try(fmt.Sprintf("device%d@contoso.com", i), office, 0), 20, 1, 3, 4)...)
	}
	var lowAndSlow, blockedOffice []SignIn
	for i := range 25 {
		lowAndSlow = append(lowAndSlow, at(from(scan, fmt.Sprintf("198.51.100.%d", i+1), "US", 50126), 1+i, 5)...)
	}
	for i := range 10 {
		blockedOffice = append(blockedOffice, daily(try(fmt.Sprintf("device%d@contoso.com", i), office, 53003), 20, 1, 3)...)
	}
	for name, test := range map[string]struct {
		rows []SignIn
		want map[string]string
	}{
		// active
		"a scanner in daily use is active": {
			daily(try(scan, office, 0), 28, 1, 1, 2), map[string]string{scan: "active basic 56+0-0 basic-success"}},
		"a month-end job with three rows is active and rare": {
			all(at(try(scan, office, 0), 23, 15), at(try(scan, office, 0), 22, 15, 16)), map[string]string{scan: "active basic 3+0-0 basic-success,rare"}},
		"a job seen twice is active and rare": {
			at(try(scan, office, 0), 23, 15, 16), map[string]string{scan: "active basic 2+0-0 basic-success,rare"}},
		"failures between successes do not break a sender": {
			all(daily(try(scan, office, 0), 20, 1, 1), at(try(scan, office, 50126), 9, 3, 4)), map[string]string{scan: "active basic 20+2-0 basic-success"}},
		"one bad evening is not a break": {
			all(daily(try(scan, office, 0), 20, 2, 1), at(try(scan, office, 50126), 1, 3, 4, 5, 6)), map[string]string{scan: "active basic 19+4-0 basic-success"}},
		"failures that stopped long before the end are no break": {
			all(daily(try(scan, office, 0), 28, 20, 1), daily(try(scan, office, 50126), 19, 15, 1)), map[string]string{scan: "active basic 9+5-0 basic-success,stopped"}},
		"the mark of Basic without a protocol is active and said to be probable": {
			daily(with(try(scan, office, 0), func(s *SignIn) { s.ClientApp = "Other clients" }), 9, 1, 1), map[string]string{scan: "active basic 9+0-0 basic-success,probably-smtp"}},
		"one device that works outweighs one that fails": {
			all(daily(try(scan, office, 0), 20, 1, 1), daily(try(scan, "192.0.2.9", 53003), 20, 1, 1)), map[string]string{scan: "active basic 20+20-0 basic-success,blocked"}},

		// broken
		"a password changed in mid-window breaks a scanner": {
			all(daily(try(scan, office, 0), 28, 12, 1), daily(try(scan, office, 50126), 11, 1, 1)), map[string]string{scan: "broken basic 17+11-0 fails-since"}},
		"a Friday's failures are still current on Monday": {
			all(daily(try(scan, office, 0), 28, 12, 1), daily(try(scan, office, 50126), 11, 3, 1)), map[string]string{scan: "broken basic 17+9-0 fails-since"}},
		"a weekly job that fails is broken by its own rhythm": {
			all(at(try(scan, office, 0), 28, 1), at(try(scan, office, 0), 21, 1), at(try(scan, office, 50126), 14, 1, 2), at(try(scan, office, 50126), 7, 1, 2)),
			map[string]string{scan: "broken basic 2+4-0 fails-since"}},
		"a right password behind a policy is broken": {
			daily(try(scan, office, 53003), 20, 1, 1), map[string]string{scan: "broken basic 0+20-0 blocked"}},
		"security defaults block": {
			at(try(scan, office, 530035), 2, 1), map[string]string{scan: "broken basic 0+1-0 blocked"}},
		"an expired password is broken": {
			daily(try(scan, office, 50055), 20, 1, 1), map[string]string{scan: "broken basic 0+20-0 expired"}},
		"a disabled account that is still tried is broken": {
			daily(try(scan, office, 50057), 20, 1, 1), map[string]string{scan: "broken basic 0+20-0 account-disabled"}},
		"a scanner with a wrong password all along is broken, never a guesser": {
			daily(try(scan, office, 50126), 28, 1, 1, 9), map[string]string{scan: "broken basic 0+56-0 old-password"}},
		"a scanner that locks its account is broken, never a guesser": {
			all(daily(try(scan, office, 50126), 28, 1, 1), daily(try(scan, office, 50053), 28, 1, 2, 3)), map[string]string{scan: "broken basic 0+84-0 old-password"}},
		"a scanner that works on working days only is one too": {
			all(daily(try(scan, office, 50126), 20, 16, 1), daily(try(scan, office, 50126), 13, 9, 1), daily(try(scan, office, 50126), 6, 2, 1)), map[string]string{scan: "broken basic 0+15-0 old-password"}},
		"failures that say nothing of the password are a broken client": {
			daily(try(scan, office, 50105), 3, 1, 1), map[string]string{scan: "broken basic 0+3-0 unclassified"}},
		"a broken neighbour in the office's network is the office's": {
			all(daily(try(scan, office, 0), 20, 1, 1), at(try(scan, "203.0.113.99", 50126), 2, 3, 4)), map[string]string{scan: "active basic 20+2-0 basic-success"}},

		// noise
		"a spray over many accounts is noise and never a broken scanner": {
			spray(attacker, 12, 3), map[string]string{"victim00@contoso.com": "noise unknown 0+0-1 only-guessing", "victim11@contoso.com": "noise unknown 0+0-1 only-guessing"}},
		"a spray with a daily rhythm is noise and never a broken scanner": {
			all(spray(attacker, 6, 9), spray(attacker, 6, 8), spray(attacker, 6, 7), spray(attacker, 6, 6), spray(attacker, 6, 5), spray(attacker, 6, 4)),
			map[string]string{"victim00@contoso.com": "noise unknown 0+0-6 only-guessing"}},
		"low and slow guessing from many addresses is noise": {
			lowAndSlow, map[string]string{scan: "noise unknown 0+0-25 only-guessing"}},
		"names that do not exist are noise": {
			all(at(with(try("ghost1@contoso.com", attacker, 50034), func(s *SignIn) { s.UserID = noAccount }), 2, 1), at(with(try("ghost2@contoso.com", attacker, 50034), func(s *SignIn) { s.UserID = "" }), 2, 1)),
			map[string]string{"ghost1@contoso.com": "noise unknown 0+0-1 only-guessing", "ghost2@contoso.com": "noise unknown 0+0-1 only-guessing"}},
		"a disabled account tried once is noise": {
			at(try(scan, attacker, 50057), 2, 1), map[string]string{scan: "noise unknown 0+0-1 only-guessing"}},
		"guesses at a working sender are put aside and in no figure": {
			all(daily(try(scan, office, 0), 20, 1, 1), lowAndSlow), map[string]string{scan: "active basic 20+0-25 basic-success,excluded-guessing"}},
		"an attacker in the office's /24 but of another country is not the office": {
			all(daily(try(scan, office, 0), 20, 1, 1), at(from(scan, "203.0.113.200", "US", 50126), 2, 3, 4, 5)), map[string]string{scan: "active basic 20+0-3 basic-success,excluded-guessing"}},
		"one try by an address that Microsoft blocks is noise even every day": {
			daily(with(try(scan, attacker, 50053), func(s *SignIn) {
				s.FailureReason = "Sign-in was blocked because it came from an IP address with malicious activity."
			}), 20, 1, 1), map[string]string{scan: "noise unknown 0+0-20 only-guessing"}},

		// suspicious
		"a success of a guessing address is suspicious": {
			all(spray(attacker, 12, 3), at(from("victim03@contoso.com", attacker, "US", 0), 2, 6)),
			map[string]string{"victim03@contoso.com": "suspicious basic 1+0-1 guessing-success,excluded-guessing", "victim04@contoso.com": "noise unknown 0+0-1 only-guessing"}},
		"a right password of a guessing address is suspicious though MFA stopped it": {
			all(spray(attacker, 12, 3), at(from(scan, attacker, "US", 50076), 2, 6)), map[string]string{scan: "suspicious basic 0+1-0 guessing-password-known"}},
		"a working sender that the guesser got into is an incident first": {
			all(spray(attacker, 12, 3), daily(try(scan, office, 0), 20, 1, 1), at(from(scan, attacker, "US", 0), 2, 6)),
			map[string]string{scan: "suspicious basic 21+0-0 guessing-success,basic-success"}},
		"an incident over IMAP is one of the sender too": {
			all(spray(attacker, 12, 3), daily(try(scan, office, 0), 20, 1, 1), at(with(from(scan, attacker, "US", 0), asIMAP), 2, 6)),
			map[string]string{scan: "suspicious basic 20+0-0 guessing-success,basic-success,other-protocols"}},
		"a spray and a success from rows without an address are no incident": {
			all(spray("", 12, 3), daily(try(scan, "", 0), 20, 1, 1)), map[string]string{scan: "active basic 20+0-0 basic-success"}},
		"one address in two spellings is one guesser": {
			all(spray(attacker, 12, 3), at(from(scan, "::ffff:"+attacker, "US", 0), 2, 6)), map[string]string{scan: "suspicious basic 1+0-0 guessing-success"}},

		// an office is no guesser
		"a small office with more broken devices than good ones is not guessing": {
			all(daily(try("good0@contoso.com", office, 0), 20, 1, 1), daily(try("good1@contoso.com", office, 0), 20, 1, 2),
				daily(try("bad0@contoso.com", office, 50126), 20, 1, 3), daily(try("bad1@contoso.com", office, 50126), 20, 1, 4), daily(try("bad2@contoso.com", office, 50126), 20, 1, 5),
				daily(try("bad3@contoso.com", office, 50126), 20, 1, 6), daily(try("bad4@contoso.com", office, 50126), 20, 1, 7), daily(try("bad5@contoso.com", office, 50126), 20, 1, 8)),
			map[string]string{"good0@contoso.com": "active basic 20+0-0 basic-success", "bad5@contoso.com": "broken basic 0+20-0 old-password"}},
		"an office with many good and a few broken devices is not guessing": {
			all(works, daily(try("broken0@contoso.com", office, 50126), 20, 1, 1), daily(try("broken1@contoso.com", office, 50126), 20, 1, 2), at(try("typo@contoso.com", office, 50126), 2, 1)),
			map[string]string{
				"device0@contoso.com": "active basic 40+0-0 basic-success", "broken0@contoso.com": "broken basic 0+20-0 old-password",
				"broken1@contoso.com": "broken basic 0+20-0 old-password", "typo@contoso.com": "noise unknown 0+0-1 only-guessing"}},
		"an office where a policy blocks everybody is not guessing for two old accounts": {
			all(blockedOffice, daily(try("gone0@contoso.com", office, 50034), 20, 1, 1), daily(try("gone1@contoso.com", office, 50034), 20, 1, 1)),
			map[string]string{"device0@contoso.com": "broken basic 0+20-0 blocked", "gone0@contoso.com": "broken basic 0+20-0 account-gone"}},

		// modern
		"OAuth only is modern": {
			daily(with(try(scan, office, 0), asOAuth), 20, 1, 1), map[string]string{scan: "modern oauth 20+0-0 oauth-only"}},
		"OAuth with a failure among its rows is modern still": {
			all(daily(with(try(scan, office, 0), asOAuth), 20, 1, 1), at(with(try(scan, office, 70008), asOAuth), 9, 3), daily(with(try(scan, office, 50076), asOAuth), 8, 7, 3)),
			map[string]string{scan: "modern oauth 20+3-0 oauth-only"}},
		"OAuth that never worked is no Basic": {
			daily(with(try(scan, office, 50076), asOAuth), 20, 1, 1), map[string]string{scan: "modern oauth 0+20-0 oauth-fails"}},
		"Basic beside OAuth is active and mixed": {
			all(daily(with(try(scan, office, 0), asOAuth), 20, 1, 1), daily(try(scan, office, 0), 20, 1, 2)), map[string]string{scan: "active mixed 40+0-0 basic-success,oauth-only"}},
		"Basic and OAuth by one program are two clients": {
			all(daily(try(scan, office, 0), 20, 11, 1), daily(with(try(scan, office, 0), func(s *SignIn) { s.UserAgent, s.AuthProtocol = "Mailer/2.0", "oAuth2" }), 10, 1, 1),
				daily(with(try(scan, office, 50126), func(s *SignIn) { s.UserAgent = "Mailer/2.0" }), 10, 1, 1)),
			map[string]string{scan: "broken mixed 20+10-0 account-fails-since,basic-success,old-password,oauth-only,stopped-some"}},

		// no senders
		"an account of other protocols alone is no sender": {daily(with(try(scan, office, 0), asIMAP), 20, 1, 1), map[string]string{}},
		"a browser is no sender":                           {daily(with(try(scan, office, 0), func(s *SignIn) { s.ClientApp = "Browser" }), 20, 1, 1), map[string]string{}},
		"a sender's other protocols are told, not counted": {
			all(daily(try(scan, office, 0), 20, 1, 1), daily(with(try(scan, office, 50126), asIMAP), 20, 1, 1)), map[string]string{scan: "active basic 20+0-0 basic-success,other-protocols"}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := analyzeRows(test.rows)
			if len(test.want) == 0 && len(inv.Senders) > 0 {
				t.Errorf("%d senders, want none", len(inv.Senders))
			}
			got := map[string]string{}
			for upn := range test.want {
				got[upn] = said(senderOf(t, inv, upn))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkLaws(t, test.rows, inv)
		})
	}
}

// TestLimitsOfTheVerdictRules holds scenes in which the rules are wrong, or can't know. Whoever makes one of them right moves it to TestVerdicts.
func TestLimitsOfTheVerdictRules(t *testing.T) {
	const scan = "scan@contoso.com"
	var staleOffice, rotating []SignIn
	for i := range 5 {
		staleOffice = append(staleOffice, daily(try(fmt.Sprintf("scan%d@contoso.com", i), office, 50126), 20, 1, 3)...)
	}
	for i := range 20 {
		rotating = append(rotating, at(with(try(scan, fmt.Sprintf("2001:db8:0:%x::1", i+1), 50126), func(s *SignIn) { s.Country = "US" }), 1+i, 5)...)
	}
	for name, test := range map[string]struct {
		rows []SignIn
		upn  string
		want string
	}{
		"a guesser of four accounts that uses the fifth a lot looks at home": {
			all(spray(attacker, 4, 3), daily(try(scan, attacker, 0), 2, 1, 6, 7)), scan, "active basic 4+0-0 basic-success,rare"},
		"five scanners of one office, all with a wrong password all along, look like a spray": {
			staleOffice, "scan0@contoso.com", "noise unknown 0+0-20 only-guessing"},
		"a success after guesses from ever new addresses looks like a new client": {
			all(rotating, at(with(try(scan, "198.51.100.77", 0), func(s *SignIn) { s.Country = "US" }), 1, 9)), scan, "active basic 1+0-20 basic-success,excluded-guessing,rare"},
		"a guesser at one account alone that gets in looks like a client": {
			all(at(try(scan, attacker, 50126), 3, 1, 2, 3, 4, 5, 6, 7, 8), at(try(scan, attacker, 0), 2, 6)), scan, "active basic 1+8-0 basic-success,rare"},
		"a month-end job whose password is wrong looks like guessing": {
			at(try(scan, office, 50126), 23, 1, 2), scan, "noise unknown 0+0-2 only-guessing"},
		"one patient guesser at one account looks like a device with a wrong password": {
			daily(with(try(scan, attacker, 50126), func(s *SignIn) { s.Country = "US" }), 20, 1, 5), scan, "broken basic 0+20-0 old-password"},
		"a block of long ago still counts as broken": {
			at(try(scan, office, 53003), 29, 1), scan, "broken basic 0+1-0 blocked"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(senderOf(t, analyzeRows(test.rows), test.upn)); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestADeviceThatTriesEveryFiveMinutesLooksLikeADictionary(t *testing.T) {
	var rows []SignIn
	for minute := 0; minute < 7*24*60; minute += 5 {
		s := try("nas@contoso.com", office, 50126)
		s.Time = until.AddDate(0, 0, -8).Add(minutes(minute))
		s.ID = fmt.Sprint("row", minute)
		rows = append(rows, s)
	}
	// A limit: 288 tries a day are more than a device is thought to make.
	if got, want := said(senderOf(t, analyzeRows(rows), "nas@contoso.com")), "noise unknown 0+0-2016 only-guessing"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// Once it has worked from there, its failures are its own.
	rows = append(rows, at(try("nas@contoso.com", office, 0), 20, 1)...)
	if got, want := said(senderOf(t, analyzeRows(rows), "nas@contoso.com")), "broken basic 1+2016-0 fails-since"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTheReasonOfABreakSpeaksOfTheTimeSinceThen(t *testing.T) {
	rows := all(daily(try("scan@contoso.com", office, 0), 28, 12, 1), at(try("scan@contoso.com", office, 50126), 20, 2), daily(try("scan@contoso.com", office, 50126), 11, 2, 1, 2))
	for _, r := range senderOf(t, analyzeRows(rows), "scan@contoso.com").Reasons {
		if r.Rule == "fails-since" {
			want := map[string]string{"last": "2026-11-11", "failures": "20", "days": "10", "codes": "50126 ×21"}
			if diff := cmp.Diff(want, r.Args); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			return
		}
	}
	t.Error("fails-since is not among the reasons")
}

func TestASenderIsDescribedByTheDirectoryAndAGuestByTheLog(t *testing.T) {
	yes, no := true, false
	rows := all(daily(try("old@contoso.com", office, 0), 9, 1, 1), daily(try("guest@example.com", office, 0), 9, 1, 1), daily(try("gone@contoso.com", office, 0), 9, 1, 1))
	in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(rows), UsersRead: true, Users: []User{
		{ID: idOf("old@contoso.com"), UPN: "New@contoso.com", DisplayName: "New name", Department: "Sales", AccountEnabled: &yes},
		{ID: idOf("guest@example.com"), UPN: "guest_example.com#EXT#@contoso.com", UserType: "Guest", AccountEnabled: &no},
		{ID: idOf("someone"), UPN: "gone@contoso.com", DisplayName: "Another bearer of the name"},
	}}
	got := map[string]string{}
	for _, s := range Analyze(in).Senders {
		enabled := "unknown"
		if s.AccountEnabled != nil {
			enabled = fmt.Sprint(*s.AccountEnabled)
		}
		got[s.UPN] = fmt.Sprintf("%s|%s|%s|%s|%s", s.ID, s.DisplayName, s.Department, enabled, s.License.State)
	}
	want := map[string]string{
		"new@contoso.com":   idOf("old@contoso.com") + "|New name|Sales|true|unknown",
		"guest@example.com": idOf("guest@example.com") + "|Name of guest@example.com||false|guest",
		"gone@contoso.com":  idOf("gone@contoso.com") + "|Name of gone@contoso.com||unknown|not-found",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
