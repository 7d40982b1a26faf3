package inventory

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestEveryHintOfANameIsFound(t *testing.T) {
	for kind, hints := range nameHints {
		for _, hint := range hints {
			for _, name := range []string{hint, strings.ToUpper(hint), hint + "01", "osaka-" + hint, hint + "_3f"} {
				if nameHint(kind, name+"@contoso.com", "") == "" {
					t.Errorf("%s: %q is not found in %q", kind, hint, name)
				}
			}
		}
	}
	for _, name := range []string{"no-reply", "no_reply", "No.Reply", "noreply"} {
		if got := nameHint(KindApplication, name+"@contoso.com", ""); got == "" {
			t.Errorf("%q is not the name of an application", name)
		}
	}
}

func TestAHintIsAWholeWordAndNeverTheDomain(t *testing.T) {
	for _, name := range []string{"scandinavia@contoso.com", "taro.scanlon@contoso.com", "webb@contoso.com", "jobson@contoso.com", "a@scan.example.com", "nore-ply@contoso.com", "@scan.example.com", ""} {
		for kind := range nameHints {
			if got := nameHint(kind, name, ""); got != "" {
				t.Errorf("%q is taken for %s by %q", name, kind, got)
			}
		}
	}
	if got := nameHint(KindDevice, "x1@contoso.com", "本社3F 複合機"); got != "複合機" {
		t.Errorf("a Japanese display name gives %q", got)
	}
}

func TestKinds(t *testing.T) {
	var hours []int
	for hour := range 24 {
		hours = append(hours, hour)
	}
	workdays := func(s SignIn) []SignIn {
		// The window's last day is a Monday's beginning: days 2 and 1 before it are Saturday and Sunday.
		return all(daily(s, 20, 17, 1, 3, 5), daily(s, 13, 10, 2, 7), daily(s, 6, 3, 1, 2, 4, 5, 6, 8, 9))
	}
	for name, test := range map[string]struct {
		rows []SignIn
		user User
		want Kind
	}{
		"around the clock, weekends too, is an application": {rows: daily(try("x@contoso.com", office, 0), 20, 1, hours...), want: KindApplication},
		"at fixed hours, weekends too, is an application":   {rows: daily(try("x@contoso.com", office, 0), 20, 1, 3), want: KindApplication},
		"one office at working hours is a device":           {rows: workdays(try("x@contoso.com", office, 0)), want: KindDevice},
		"a name alone is enough where nothing else speaks":  {rows: at(try("mfp-3f@contoso.com", office, 0), 5, 1), want: KindDevice},
		"a person of the directory is a person":             {rows: at(try("x@contoso.com", office, 0), 5, 1), user: User{GivenName: "A", Surname: "B"}, want: KindPerson},
		"who reads mail from two places is a person": {rows: all(at(try("x@contoso.com", office, 0), 5, 1), at(try("x@contoso.com", "192.0.2.1", 0), 5, 2),
			at(with(try("x@contoso.com", office, 50126), asIMAP), 5, 3)), want: KindPerson},
		"nothing to go by is unknown":   {rows: at(try("x@contoso.com", office, 0), 5, 1), want: KindUnknown},
		"two equal answers are none":    {rows: at(try("scan-app@contoso.com", office, 0), 5, 1), want: KindUnknown},
		"guesses say nothing of a kind": {rows: spray(attacker, 12, 3)[:1], want: KindUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			upn := test.rows[0].UPN
			test.user.ID, test.user.UPN = idOf(upn), upn
			s := senderOf(t, Analyze(Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(test.rows), UsersRead: true, Users: []User{test.user}}), upn)
			if s.Kind != test.want || (s.Kind == KindUnknown) != (s.KindConfidence == 0) {
				t.Errorf("%s (%v), want %s; %v", s.Kind, s.KindConfidence, test.want, fmt.Sprint(s.Reasons))
			}
		})
	}
}

// kindsOf is a policy that says the kinds of some senders, by name or id.
func kindsOf(kinds map[string]Kind) func(upn, id string) (Kind, bool) {
	return func(upn, id string) (Kind, bool) {
		for _, name := range []string{upn, id} {
			if kind, ok := kinds[name]; ok {
				return kind, true
			}
		}
		return "", false
	}
}

func TestThePolicyHasTheLastWordOfAKind(t *testing.T) {
	rows := all(daily(try("scan@contoso.com", office, 0), 5, 1, 9), daily(try("app@contoso.com", office, 0), 5, 1, 9), daily(try("mfp@contoso.com", office, 0), 5, 1, 9))
	in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(rows)}
	in.KindOf = kindsOf(map[string]Kind{"scan@contoso.com": KindPerson, "nobody@contoso.com": KindDevice, idOf("mfp@contoso.com"): KindUnknown})
	inv := Analyze(in)
	for _, test := range []struct {
		upn        string
		kind       Kind
		confidence float64
		reason     string
	}{
		{"scan@contoso.com", KindPerson, 1, "kind: policy.yaml says person"},
		{"mfp@contoso.com", KindUnknown, 0, "kind: policy.yaml says unknown"},
	} {
		s := senderOf(t, inv, test.upn)
		var of []string
		for _, r := range s.Reasons {
			if strings.HasPrefix(r.Rule, "kind-") {
				of = append(of, r.Text)
			}
		}
		if s.Kind != test.kind || s.KindConfidence != test.confidence || len(of) != 1 || of[0] != test.reason {
			t.Errorf("%s is %s (%v) by %q, want %s (%v) by %q alone", test.upn, s.Kind, s.KindConfidence, of, test.kind, test.confidence, test.reason)
		}
	}
	if s := senderOf(t, inv, "app@contoso.com"); s.Kind != KindApplication || s.KindConfidence == 1 {
		t.Errorf("a sender that the policy does not name is %s (%v)", s.Kind, s.KindConfidence)
	}
	if len(inv.Senders) != 3 {
		t.Errorf("%d senders: the policy made one", len(inv.Senders))
	}
}

// TestRestDays: whatever the hour at which days begin, office hours never rest on a weekend and a machine does not rest at all.
func TestRestDays(t *testing.T) {
	office := func(zone int) *cell {
		var rows []SignIn
		for day := 1; day < 29; day++ {
			for hour := 8; hour < 18; hour++ {
				at := time.Date(2026, 11, day, hour, 0, 0, 0, time.FixedZone("", zone*3600))
				if at.Weekday() != time.Saturday && at.Weekday() != time.Sunday {
					rows = append(rows, SignIn{Time: at, UPN: "x@contoso.com", ClientApp: "SMTP", ID: at.String()})
				}
			}
		}
		return cellOf(rows)
	}
	for zone := -11; zone <= 13; zone++ {
		if got := rhythmOf(office(zone), nil).restShare; got != 0 {
			t.Errorf("an office at UTC%+d works at weekends: %v", zone, got)
		}
	}
	var rows []SignIn
	for hour := range 24 * 28 {
		at := time.Date(2026, 11, 1, hour, 0, 0, 0, time.UTC)
		rows = append(rows, SignIn{Time: at, UPN: "x@contoso.com", ClientApp: "SMTP", ID: at.String()})
	}
	r := rhythmOf(cellOf(rows), nil)
	if told := r.told(); r.restShare < 0.25 || told.Period != "continuous" || told.EveryMinutes == nil || *told.EveryMinutes != 60 {
		t.Errorf("a machine that signs in every hour: %+v, %+v", r, told)
	}
}

// cellOf gives the only cell of rows that share one.
func cellOf(rows []SignIn) *cell {
	for _, c := range tallyOf(rows).cells {
		return c
	}
	return nil
}
