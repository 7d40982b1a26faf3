package samples

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// onlyPrincipals asks for applications that sign in by themselves.
const onlyPrincipals = "signInEventTypes/any(t: t eq 'servicePrincipal')"

// served follows a list of sign-ins to its end and reads them back.
func served(t testing.TB, h http.Handler, target string) []row {
	t.Helper()
	entries, _ := all(t, h, target)
	var rows []row
	for _, e := range entries {
		var r row
		if err := json.Unmarshal(e, &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func TestApplicationsSignInsAreServedOnlyIfTheyAreNamed(t *testing.T) {
	tenant := sample()
	h := tenant.Handler(HandlerOptions{})
	mailer := "servicePrincipalId eq '" + tenant.registry.mailer.id + "'"
	exchange := "resourceId eq '" + exchangeOnline + "'"
	whole := len(served(t, h, "/beta/auditLogs/signIns?$filter="+onlyPrincipals))
	cases := []struct {
		name, filter string
		want         int
	}{
		{"named", onlyPrincipals, whole},
		{"named with people", "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'servicePrincipal')", whole},
		{"named, at Exchange", "(" + onlyPrincipals + ") and " + exchange, whole},
		{"named, at Graph", onlyPrincipals + " and resourceId eq '" + microsoftGraph + "'", 0},
		{"named, of no account", onlyPrincipals + " and userId eq ''", whole},
		{"named, with no client", onlyPrincipals + " and clientAppUsed eq ''", whole},
		{"named, with SMTP", onlyPrincipals + " and clientAppUsed eq 'Authenticated SMTP'", 0},
		{"named, in the last half day", onlyPrincipals + " and createdDateTime ge 2026-11-22T12:00:00Z and createdDateTime le 2026-11-22T23:59:59Z", 12},
		{"named, by its id", onlyPrincipals + " and " + mailer, whole},
		{"named, by its id in capitals", onlyPrincipals + " and " + strings.Replace(mailer, tenant.registry.mailer.id, strings.ToUpper(tenant.registry.mailer.id), 1), whole},
		{"named, by the id of another", onlyPrincipals + " and servicePrincipalId eq '" + tenant.registry.tickets.id + "'", 0},
		{"by its id without its type", mailer, 0},
		{"only excluded types", "signInEventTypes/any(t: t ne 'interactiveUser')", 0},
		{"people only", everyType, 0},
		{"no word about types", exchange, 0},
		{"another type", "signInEventTypes/any(t: t eq 'managedIdentity')", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found := 0
			for _, r := range served(t, h, "/beta/auditLogs/signIns?$filter="+c.filter) {
				if r.SignInEventTypes[0] == byPrincipal {
					found++
				}
			}
			if found != c.want {
				t.Errorf("%d rows of applications, want %d", found, c.want)
			}
		})
	}
	if whole < 700 || whole > 730 {
		t.Errorf("%d rows in 30 days, want about one an hour", whole)
	}
	if got := get(t, tenant, "/v1.0/auditLogs/signIns?$filter="+onlyPrincipals); got.status != http.StatusBadRequest {
		t.Errorf("v1.0: %d", got.status)
	}
}

func TestApplicationsSignInsAreInNoFile(t *testing.T) {
	tenant := sample()
	for _, form := range []Form{FormArray, FormValue, FormLines, FormPortalCSV, FormPortalNonInteractiveCSV} {
		if b := string(written(t, tenant, form)); strings.Contains(b, "Invoice mailer") || strings.Contains(b, `["servicePrincipal"]`) {
			t.Errorf("%s holds sign-ins of an application", form)
		}
	}
}

func TestApplicationsSignInsNameTheApplication(t *testing.T) {
	tenant := sample()
	entries, _ := all(t, tenant.Handler(HandlerOptions{}), "/beta/auditLogs/signIns?$filter="+onlyPrincipals)
	mailer := tenant.registry.mailer
	want := map[string]any{
		"userId": "", "userPrincipalName": "", "userDisplayName": "", "servicePrincipalId": mailer.id, "servicePrincipalName": "Invoice mailer",
		"appId": mailer.appID, "appDisplayName": "Invoice mailer", "resourceId": exchangeOnline, "resourceDisplayName": exchangeOnlineName,
		"clientAppUsed": "", "isInteractive": false, "clientCredentialType": "clientSecret", "ipAddress": "203.0.113.210", "userType": nil,
		"appOwnerTenantId": tenant.id, "servicePrincipalCredentialKeyId": mailer.secret.keyID,
	}
	last := testAsOf
	for _, e := range entries {
		var r map[string]any
		if err := json.Unmarshal(e, &r); err != nil {
			t.Fatal(err)
		}
		got := map[string]any{}
		for name := range want {
			got[name] = r[name]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		at, err := time.Parse(time.RFC3339Nano, r["createdDateTime"].(string))
		if err != nil || !at.Before(last) || last.Sub(at) > 2*time.Hour {
			t.Fatalf("a row at %v after one at %v (%v)", at, last, err)
		}
		last = at
	}
}
