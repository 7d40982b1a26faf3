package inventory

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestApplicationsAreNullWhereTheyWereNotRead(t *testing.T) {
	if got := analyzeAll(nil, func(*Input) {}).Applications; got != nil {
		t.Errorf("%+v", got)
	}
	if got := analyzeAll(nil, func(in *Input) { in.Applications = []Application{} }).Applications; got == nil || len(got) > 0 {
		t.Errorf("%+v, want none and not null", got)
	}
}

func TestApplicationsAreToldWithTheEndOfTheirSecrets(t *testing.T) {
	yes, no := true, false
	in := func(days int) *time.Time { at := until.AddDate(0, 0, days); return &at }
	sends, delegated := AppPermission{Value: "SMTP.SendAsApp", Resource: "Exchange", Type: PermissionApplication}, AppPermission{Value: "SMTP.Send", Resource: "Exchange", Type: PermissionDelegated, Everybody: true}
	anybody, one := AppPermission{Value: "Mail.Send", Resource: "Graph", Type: PermissionApplication}, AppPermission{Value: "Mail.Send", Resource: "Graph", Type: PermissionDelegated}
	given := []Application{
		{ID: "5", Name: "A mail program", Permissions: []AppPermission{delegated}, Enabled: &yes},
		{ID: "4", Name: "Switched off", Permissions: []AppPermission{anybody}, Enabled: &no},
		{ID: "3", Name: "Ended", Permissions: []AppPermission{one, anybody}, Secrets: []AppSecret{{Type: "secret", Expires: in(-1)}, {Type: "certificate", Expires: in(-9)}}},
		{ID: "2", Name: "Ends", Permissions: []AppPermission{sends}, Secrets: []AppSecret{{Type: "secret"}, {Type: "secret", Name: "new", Expires: in(60)}, {Type: "secret", Expires: in(-3)}}},
		{ID: "1", Name: "Lasts", Permissions: []AppPermission{sends}, Secrets: []AppSecret{{Type: "secret", Expires: in(61)}, {Type: "secret", Expires: in(2)}}},
		{ID: "0", Name: "Odd", Permissions: []AppPermission{one}, Secrets: []AppSecret{{Type: "secret", Expires: in(-2)}, {Type: "secret"}}},
	}
	kept := slices.Clone(given[2].Secrets)
	got := analyzeAll(nil, func(in *Input) { in.Applications = given }).Applications
	var lines []string
	for _, a := range got {
		line := string(a.Name) + ":"
		for _, p := range a.Permissions {
			line += " " + p.Value
		}
		for _, s := range a.Secrets {
			switch {
			case s.Expired:
				line += " ended"
			case s.Expires == nil:
				line += " ?"
			default:
				line += " " + date(*s.Expires)
			}
		}
		line += ", " + dateIf(a.NextExpiry)
		for _, f := range a.Findings {
			checkSaid(t, f.Rule, f.Text, f.Args)
			line += " " + strings.TrimPrefix(f.Rule, "application-")
		}
		lines = append(lines, line)
	}
	want := []string{
		"Ended: Mail.Send Mail.Send ended ended, ? sends-as-anybody secret-expired",
		"Ends: SMTP.SendAsApp ended 2027-01-22 ?, 2027-01-22 sends-smtp secret-expires",
		"Lasts: SMTP.SendAsApp 2026-11-25 2027-01-23, 2027-01-23 sends-smtp",
		"Switched off: Mail.Send, ?",
		"A mail program: SMTP.Send, ? sends-for-everybody",
		"Odd: Mail.Send ended ?, ?",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(kept, given[2].Secrets); diff != "" {
		t.Errorf("the input was changed:\n%s", diff)
	}
}
