package samples

import (
	stdcmp "cmp"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A condition is a random filter, as text and as what it should mean for a row that was read back.
type condition struct {
	text  string
	holds func(row) bool
}

// randomCondition makes a filter of a depth out of values that occur, and some that do not.
func randomCondition(r *rand.Rand, rows []row, depth int) condition {
	if depth > 0 && r.IntN(5) > 0 {
		a, b := randomCondition(r, rows, depth-1), randomCondition(r, rows, depth-1)
		if r.IntN(2) == 0 {
			return condition{"(" + a.text + " and " + b.text + ")", func(x row) bool { return a.holds(x) && b.holds(x) }}
		}
		return condition{"(" + a.text + "  or " + b.text + ")", func(x row) bool { return a.holds(x) || b.holds(x) }}
	}
	some := rows[r.IntN(len(rows))]
	switch r.IntN(8) {
	case 0:
		value := some.ClientAppUsed
		if r.IntN(2) == 0 {
			value = strings.ToUpper(value)
		}
		return condition{"clientAppUsed eq '" + value + "'", func(x row) bool { return strings.EqualFold(x.ClientAppUsed, value) }}
	case 1:
		return condition{"userId eq '" + some.UserID + "'", func(x row) bool { return x.UserID == some.UserID }}
	case 2:
		code := some.Status.ErrorCode
		if r.IntN(6) == 0 {
			code = 99
		}
		return condition{fmt.Sprintf("status/errorCode eq %d", code), func(x row) bool { return x.Status.ErrorCode == code }}
	case 3:
		at := some.CreatedDateTime
		return condition{"createdDateTime ge " + at.Format(time.RFC3339Nano), func(x row) bool { return !x.CreatedDateTime.Before(at) }}
	case 4:
		at := some.CreatedDateTime.In(time.FixedZone("", -7*3600))
		return condition{"createdDateTime le " + at.Format(time.RFC3339Nano), func(x row) bool { return !x.CreatedDateTime.After(at) }}
	case 5:
		at := some.CreatedDateTime
		return condition{"createdDateTime eq " + at.Format(time.RFC3339Nano), func(x row) bool { return x.CreatedDateTime.Equal(at) }}
	case 6:
		return condition{"resourceId eq '" + some.ResourceID + "'", func(x row) bool { return x.ResourceID == some.ResourceID }}
	default:
		a, b := some.SignInEventTypes[0], "servicePrincipal"
		if r.IntN(2) == 0 {
			return condition{"signInEventTypes/any(t: t eq '" + a + "')", func(x row) bool { return slices.Contains(x.SignInEventTypes, a) }}
		}
		return condition{"signInEventTypes/any(type:type eq '" + b + "' or (type eq '" + a + "'))", func(x row) bool {
			return slices.Contains(x.SignInEventTypes, a) || slices.Contains(x.SignInEventTypes, b)
		}}
	}
}

func TestFiltersServeWhatTheyMean(t *testing.T) {
	tenant := sample()
	h := tenant.Handler(HandlerOptions{})
	rows, applications := rowsOfSample(t), served(t, h, "/beta/auditLogs/signIns?$filter="+onlyPrincipals)
	merged := mergedRows(rows, applications)
	r := rand.New(rand.NewPCG(1, 2))
	empty := 0
	const rounds = 80
	for range rounds {
		c := randomCondition(r, rows, 3)
		saysTypes := strings.Contains(c.text, "signInEventTypes")
		var want []string
		looked := rows
		if strings.Contains(c.text, "servicePrincipal") {
			looked = merged
		}
		for _, x := range looked {
			if c.holds(x) && (saysTypes || x.IsInteractive) {
				want = append(want, x.ID)
			}
		}
		if len(want) == 0 {
			empty++
		}
		entries, _ := all(t, h, "/beta/auditLogs/signIns?$select=id&$filter="+url.QueryEscape(c.text))
		if diff := cmp.Diff(want, idsOf(t, entries)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
	if empty > rounds/2 {
		t.Errorf("%d of %d filters let nothing through, so this test says little", empty, rounds)
	}
}

// mergedRows gives two lists of rows as one, newest first.
func mergedRows(a, b []row) []row {
	merged := slices.Concat(a, b)
	slices.SortFunc(merged, func(x, y row) int {
		return stdcmp.Or(y.CreatedDateTime.Compare(x.CreatedDateTime), strings.Compare(x.ID, y.ID))
	})
	return merged
}

func TestAndBindsTighterThanOr(t *testing.T) {
	tenant := sample()
	rows := rowsOfSample(t)
	text := "status/errorCode eq 0 and clientAppUsed eq 'SMTP' or status/errorCode eq 50055"
	var want []string
	for _, x := range rows {
		if x.IsInteractive && (x.Status.ErrorCode == 0 && x.ClientAppUsed == "SMTP" || x.Status.ErrorCode == 50055) {
			want = append(want, x.ID)
		}
	}
	entries, _ := all(t, tenant.Handler(HandlerOptions{}), "/v1.0/auditLogs/signIns?$select=id&$filter="+text)
	if diff := cmp.Diff(want, idsOf(t, entries)); diff != "" || len(want) == 0 {
		t.Errorf("%d rows (-want +got):\n%s", len(want), diff)
	}
}

func TestFilterLiterals(t *testing.T) {
	at := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	some := &signIn{at: at, client: "it's", who: &identity{userID: "A"}, code: -1, event: interactive, app: basicMail}
	for text, want := range map[string]bool{
		"clientAppUsed eq 'it''s'":                             true,
		"clientAppUsed eq 'its'":                               false,
		"userId eq 'a'":                                        true,
		"status/errorCode eq -1":                               true,
		"resourceId eq '" + exchangeOnline + "'":               true,
		"resourceId eq '" + microsoftGraph + "'":               false,
		"servicePrincipalId eq ''":                             true,
		"servicePrincipalId eq 'a'":                            false,
		"createdDateTime eq 2026-11-02":                        true,
		"createdDateTime le 2026-11-01":                        false,
		"createdDateTime eq 2026-11-02T09:00:00+09:00":         true,
		"createdDateTime ge 2026-11-02T00:00:00.0000001Z":      false,
		"signInEventTypes/any(t:t ne 'interactiveUser')":       false,
		"signInEventTypes/any( t : t ne 'nonInteractiveUser')": true,
	} {
		f, err := parseFilter(text, true)
		if err != nil {
			t.Errorf("parseFilter(%q): %v", text, err)
			continue
		}
		if got := f.matches(some); got != want {
			t.Errorf("%q matches = %t, want %t", text, got, want)
		}
	}
}

func TestDeepFiltersAreRefusedAndDoNotExhaustTheStack(t *testing.T) {
	text := strings.Repeat("(", 200_000) + "status/errorCode eq 0" + strings.Repeat(")", 200_000)
	if _, err := parseFilter(text, true); err == nil || !strings.Contains(err.Error(), "node count limit") {
		t.Errorf("err = %v", err)
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, text := range []string{
		"", "(", ")", "'", "a eq 'b'", everyType, "createdDateTime ge 2026-11-01T00:00:00Z and createdDateTime le 2026-11-04T00:00:00Z",
		"(clientAppUsed eq 'Authenticated SMTP' or clientAppUsed eq 'SMTP') and status/errorCode eq 0", "signInEventTypes/any(t",
		"signInEventTypes/any(or: or eq 'or') or userId eq ''''", "status/errorCode eq 99999999999",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	rows := sample().rows
	f.Fuzz(func(t *testing.T, text string, beta bool) {
		parsed, err := parseFilter(text, beta)
		if (err == nil) != (parsed.matches != nil) {
			t.Fatalf("parseFilter(%q) = %v, %v", text, parsed.matches != nil, err)
		}
		if err != nil {
			return
		}
		if parsed.saysEventTypes && !beta {
			t.Errorf("%q says event types in v1.0", text)
		}
		// Parentheses around a whole filter never change what it means.
		again, err := parseFilter("("+text+")", beta)
		if err != nil {
			if strings.Contains(err.Error(), "node count limit") {
				return
			}
			t.Fatalf("parseFilter(%q): %v", "("+text+")", err)
		}
		for i := 0; i < len(rows); i += 997 {
			if parsed.matches(&rows[i]) != again.matches(&rows[i]) {
				t.Fatalf("%q means something else in parentheses", text)
			}
		}
	})
}
