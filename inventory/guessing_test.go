package inventory

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGuessingApartFromUse holds scenes with those who guess in many ways, and those who only look like them.
func TestGuessingApartFromUse(t *testing.T) {
	const scan = "scan@contoso.com"
	abroad := func(s SignIn) SignIn {
		return with(s, func(s *SignIn) { s.Country, s.ASN = "US", 64500 })
	}
	athome := func(s SignIn) SignIn { return with(s, func(s *SignIn) { s.ASN = 64496 }) }
	var works, network, provider, words, mended, moving, botnet []SignIn
	for i := range 10 {
		works = append(works, daily(athome(try(fmt.Sprintf("device%d@contoso.com", i), office, 0)), 20, 1, 3, 4)...)
	}
	for i := range 12 {
		victim := fmt.Sprintf("victim%02d@contoso.com", i)
		network = append(network, at(abroad(try(victim, fmt.Sprintf("2001:db8:0:9::%x", i+1), 50126)), 3, i)...)
		provider = append(provider, at(abroad(try(victim, fmt.Sprintf("2001:db8:0:%x::1", 0x700+i), 50126)), 3, i)...)
		botnet = append(botnet, at(with(try(scan, fmt.Sprintf("2001:db8:0:%x::1", 0x800+i), 50126), func(s *SignIn) { s.Country, s.ASN = "BR", 65536+i }), 1+i, 7)...)
	}
	var crowded, again []SignIn
	for i := range 30 {
		crowded = append(crowded, at(abroad(try(fmt.Sprintf("victim%02d@contoso.com", i), fmt.Sprintf("2001:db8:0:a::%x", i+1), 50126)), 3, i%24)...)
	}
	for i := range 10 {
		again = append(again, at(abroad(try("entered@contoso.com", fmt.Sprintf("2001:db8:0:a::1%02x", i), 0)), 10-i, 4)...)
	}
	for n := range 240 {
		minute := func(s SignIn) SignIn {
			s.Time, s.ID = until.AddDate(0, 0, -3).Add(minutes(5*n)), fmt.Sprint(s.UPN, n)
			return s
		}
		words = append(words, minute(abroad(try(scan, attacker, 50126))))
		mended = append(mended, minute(athome(try("nas@contoso.com", "203.0.113.99", 50126))))
	}
	for i := range 20 {
		moving = append(moving, at(athome(try(scan, fmt.Sprintf("198.51.100.%d", i+1), 50126)), 1+i, 5)...)
	}
	for name, test := range map[string]struct {
		rows []SignIn
		want map[string]string
	}{
		"a spray that changes its address within one network is one guesser": {
			all(network, at(abroad(try(scan, "2001:db8:0:9::ff", 0)), 2, 6)),
			map[string]string{scan: "suspicious basic 1+0-0 guessing-success", "victim00@contoso.com": "noise unknown 0+0-1 only-guessing"}},
		"a spray through many networks of one provider is one guesser, where it tried the account before": {
			all(works, provider, at(abroad(try(scan, "2001:db8:0:777::1", 50126)), 3, 6), at(abroad(try(scan, "2001:db8:0:778::1", 0)), 2, 6)),
			map[string]string{scan: "suspicious basic 1+0-1 guessing-success,excluded-guessing"}},
		"who travels to where a botnet has a host is no incident": {
			all(works, provider, at(abroad(try(scan, "2001:db8:0:778::1", 0)), 2, 6)), map[string]string{scan: "active basic 1+0-0 basic-success,rare"}},
		"who gets in from changing addresses and comes again is no neighbour of the others": {
			all(works, crowded, again, at(abroad(try(scan, "2001:db8:0:a::ff", 0)), 2, 6)),
			map[string]string{scan: "suspicious basic 1+0-0 guessing-success", "entered@contoso.com": "suspicious basic 10+0-0 guessing-success"}},
		"a dictionary that finds its word far from everybody is an incident": {
			all(works, words, at(abroad(try(scan, attacker, 0)), 2, 6)), map[string]string{scan: "suspicious basic 1+0-240 guessing-success,excluded-guessing"}},
		"a device that is mended after many failures is no dictionary": {
			all(works, mended, at(athome(try("nas@contoso.com", "203.0.113.99", 0)), 2, 6)), map[string]string{"nas@contoso.com": "active basic 1+240-0 basic-success,rare"}},
		"a patient guesser far from everybody is no device": {
			all(works, daily(abroad(try(scan, attacker, 50126)), 20, 1, 5)), map[string]string{scan: "noise unknown 0+0-20 only-guessing"}},
		"one network after the other guesses at one account": {
			all(works, botnet), map[string]string{scan: "noise unknown 0+0-12 only-guessing"}},
		"guesses at a sender are not its failures": {
			all(works, botnet, daily(athome(try(scan, office, 0)), 20, 1, 5), at(athome(try(scan, office, 50126)), 4, 6)),
			map[string]string{scan: "active basic 20+1-12 basic-success,excluded-guessing"}},
		"a wrong password tried once a week is a device's": {
			all(at(try(scan, office, 50126), 28, 1), at(try(scan, office, 50126), 21, 1), at(try(scan, office, 50126), 14, 1), at(try(scan, office, 50126), 7, 1)),
			map[string]string{scan: "broken basic 0+4-0 old-password"}},
		"a wrong password on a line whose address changes daily is a device's": {
			all(works, moving), map[string]string{scan: "broken basic 0+20-0 old-password"}},
		"a weekly job beside a device with an old password still works": {
			all(works, at(athome(try(scan, office, 0)), 25, 1), at(athome(try(scan, office, 0)), 18, 1), at(athome(try(scan, office, 0)), 11, 1), at(athome(try(scan, office, 0)), 4, 1),
				daily(athome(try(scan, "198.51.100.9", 50126)), 20, 1, 1)),
			map[string]string{scan: "active basic 4+20-0 basic-success,old-password"}},
		"a device that moved house with its old password fails now": {
			all(daily(try(scan, office, 0), 28, 15, 1), daily(try(scan, "192.0.2.9", 50126), 14, 1, 1)),
			map[string]string{scan: "broken basic 14+14-0 account-fails-since,basic-success,old-password,stopped-some"}},
		"a wrong password at the office, now and then, is a device's": {
			all(works, at(athome(try(scan, office, 50126)), 9, 1), at(athome(try(scan, office, 50126)), 2, 5)), map[string]string{scan: "broken basic 0+2-0 old-password"}},
		"a disabled account tried from everywhere is guessed at": {
			all(works, at(abroad(try(scan, "2001:db8:1::1", 50057)), 9, 1, 2), at(abroad(try(scan, "2001:db8:2::1", 50057)), 8, 1, 2), at(abroad(try(scan, "2001:db8:3::1", 50057)), 7, 1)),
			map[string]string{scan: "noise unknown 0+0-5 only-guessing"}},
		"an application of one's own in a cloud where others guess is none": {
			all(daily(abroad(try(scan, "2001:db8:0:9::ff", 0)), 20, 1, 6), network), map[string]string{scan: "active basic 20+0-0 basic-success"}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := analyzeRows(test.rows)
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

// TestEveryRowPutAsideHasARule: whatever is put aside stays reviewable, by network and by rule.
func TestEveryRowPutAsideHasARule(t *testing.T) {
	for seed := range uint64(20) {
		inv := analyzeRows(randomLog(newRand(seed), 500))
		for _, s := range inv.Senders {
			rows := 0
			for _, o := range s.Excluded.Origins {
				rows += o.Records
				if asideRules[o.Rule] == "" || o.Accounts < 1 {
					t.Errorf("%s: %+v", s.UPN, o)
				}
			}
			if s.Excluded.Networks <= maxExcluded && len(s.Excluded.Origins) < maxExcluded && rows != s.Excluded.Records {
				t.Errorf("%s: origins hold %d of %d rows", s.UPN, rows, s.Excluded.Records)
			}
			if (s.Excluded.Records > 0) != (len(s.Excluded.Rules) > 0) {
				t.Errorf("%s: %d rows by %v", s.UPN, s.Excluded.Records, s.Excluded.Rules)
			}
		}
	}
}

func TestWhoGuessesIsListed(t *testing.T) {
	inv := analyzeRows(all(spray(attacker, 12, 3), at(try("scan@contoso.com", attacker, 0), 2, 6), at(try("nobody@contoso.com", attacker, 50034), 2, 6)))
	if inv.Guessing.Origins != 1 || len(inv.Guessing.List) != 1 {
		t.Fatalf("%+v", inv.Guessing)
	}
	got := inv.Guessing.List[0]
	if got.Network != "198.51.100.0/24" || got.Accounts != 14 || got.Entered != 1 || got.Nonexistent != 1 || got.Failures != 13 || got.Successes != 1 || got.Rule != "guess-many-accounts" {
		t.Errorf("%+v", got)
	}
}
