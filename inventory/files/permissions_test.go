package files

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"

	"github.com/google/go-cmp/cmp"
)

// mailPermissions are the parts of a collection's permissions to send.
var mailPermissions = map[string]string{
	partResources: `{"id":"R1","appId":"00000002-0000-0ff1-ce00-000000000000","displayName":"Exchange","appRoles":[{"id":"1","value":"SMTP.SendAsApp"},{"id":"2","value":"IMAP.AccessAsApp"}]}
{"id":"R2","displayName":"Graph","appRoles":[{"id":"3","value":"Mail.Send"}]}
`,
	partAssignments: `{"id":"x","appRoleId":"1","principalId":"MAILER","principalDisplayName":"Mailer","principalType":"ServicePrincipal","resourceId":"R1"}
{"id":"y","appRoleId":"2","principalId":"READER","principalType":"ServicePrincipal","resourceId":"R1"}
{"id":"z","appRoleId":"3","principalId":"gone","principalDisplayName":"Gone","principalType":"ServicePrincipal","resourceId":"R2"}
{"id":"w","appRoleId":"3","principalId":"somebody","principalType":"User","resourceId":"R2"}
`,
	partGrants: `{"clientId":"MAILER","consentType":"Principal","principalId":"p","resourceId":"R2","scope":"openid Mail.Send Mail.Send.Shared"}
{"clientId":"mailer","consentType":"AllPrincipals","principalId":null,"resourceId":"R2","scope":"Mail.Send"}
{"clientId":"READER","consentType":"AllPrincipals","resourceId":"R2","scope":"User.Read"}
`,
	partHolders: `{"id":"MAILER","status":200,"headers":{},"body":{"id":"MAILER","appId":"APP","displayName":"Invoice mailer","accountEnabled":true,"appOwnerOrganizationId":"T","passwordCredentials":[],"keyCredentials":[{"keyId":"k","displayName":"CN=x","endDateTime":"2027-01-01T00:00:00Z"}]}}
{"id":"gone","status":404,"headers":{},"body":{"error":{"code":"Request_ResourceNotFound"}}}
`,
	partApplications: `{"id":"APP","status":200,"body":{"value":[{"id":"o","appId":"APP","displayName":"Invoice mailer","passwordCredentials":[{"keyId":"s","displayName":"first","endDateTime":"2026-12-01T00:00:00.5Z"},{"keyId":"n","endDateTime":null}],"keyCredentials":[{"keyId":"k","endDateTime":"2027-01-01T00:00:00Z"}]}]}}
`,
}

// permissionSnapshot keeps a snapshot of the parts; those in missing were not read.
func permissionSnapshot(t *testing.T, ws string, dayNumber int, missing ...string) {
	t.Helper()
	w, err := evidence.Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	var coverage []inventory.Coverage
	for name, content := range mailPermissions {
		status := inventory.CoverageComplete
		if strings.Contains(strings.Join(missing, " "), name) {
			status, content = inventory.CoverageNotPermitted, ""
		}
		coverage = append(coverage, inventory.Coverage{Source: inventory.SourceMailPermissions, Part: name, Status: status})
		if content == "" {
			continue
		}
		f, err := w.File("mail-permissions-"+name+".jsonl", string(GraphMailPermissions), "/x")
		if err != nil {
			t.Fatal(err)
		}
		f.About(inventory.SourceMailPermissions, name)
		f.CountRecords(strings.Count(content, "\n"))
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(evidence.Manifest{Kind: "collect", AsOf: *day(dayNumber), Tenant: inventory.Tenant{ID: "t"}, Coverage: coverage}); err != nil {
		t.Fatal(err)
	}
}

func TestApplicationsAreJoinedFromTheirParts(t *testing.T) {
	ws := t.TempDir()
	if got := mustLoad(t, ws).Applications; got != nil {
		t.Errorf("nothing was read: %+v", got)
	}
	permissionSnapshot(t, ws, 0)
	yes := true
	end, last := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	want := []inventory.Application{
		{ID: "gone", Name: "Gone", Permissions: []inventory.AppPermission{{Value: "Mail.Send", Resource: "Graph", Type: "application"}}},
		{ID: "mailer", AppID: "APP", Name: "Invoice mailer", Enabled: &yes, Own: &yes,
			Permissions: []inventory.AppPermission{{Value: "SMTP.SendAsApp", Resource: "Exchange", Type: "application"},
				{Value: "Mail.Send", Resource: "Graph", Type: "delegated", Everybody: true}, {Value: "Mail.Send.Shared", Resource: "Graph", Type: "delegated"}},
			Secrets: []inventory.AppSecret{{Type: "secret", Name: "first", Expires: &end}, {Type: "secret"}, {Type: "certificate", Expires: &last}}},
	}
	if diff := cmp.Diff(want, mustLoad(t, ws).Applications); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestApplicationsOfOtherTenantsAreTold: an application that is registered elsewhere is not the tenant's own.
func TestApplicationsOfOtherTenantsAreTold(t *testing.T) {
	var p permissions
	for part, text := range map[string]string{
		partResources: `{"id":"R","displayName":"Graph"}`, partGrants: `{"clientId":"A","consentType":"AllPrincipals","resourceId":"R","scope":"Mail.Send"}`,
		partHolders: `{"id":"A","status":200,"body":{"id":"A","appId":"APP","displayName":"Program","appOwnerOrganizationId":"other"}}`, partApplications: `{"id":"APP","status":200,"body":{"value":[]}}`,
	} {
		if err := p.take(part, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for tenant, want := range map[inventory.Optional]string{"T": "false", "": "unknown", "OTHER": "true"} {
		got := "unknown"
		if own := p.applications(tenant)[0].Own; own != nil {
			got = fmt.Sprint(*own)
		}
		if got != want {
			t.Errorf("tenant %q: its own is %s, want %s", tenant, got, want)
		}
	}
}

func TestPermissionsThatMakeNoSenseAreCounted(t *testing.T) {
	var p permissions
	for _, part := range []string{partResources, partAssignments, partGrants, partHolders, partApplications, "another"} {
		for _, text := range []string{`{}`, `[]`, `"x"`, `{"id":1}`} {
			if err := p.take(part, []byte(text)); err == nil {
				t.Errorf("%s: %s was taken", part, text)
			}
		}
	}
	if got := p.applications("t"); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

// TestOfPermissionsTheNewestWholeOnesStand: where a part was refused, an older whole reading stands, and silence proves nothing.
func TestOfPermissionsTheNewestWholeOnesStand(t *testing.T) {
	ws := t.TempDir()
	permissionSnapshot(t, ws, -1, partAssignments)
	if got := mustLoad(t, ws).Applications; len(got) != 1 || got[0].ID != "mailer" || len(got[0].Permissions) != 2 {
		t.Errorf("without assignments: %+v", got)
	}
	permissionSnapshot(t, ws, -2)
	if got := mustLoad(t, ws).Applications; len(got) != 2 {
		t.Errorf("with an older whole reading: %+v", got)
	}
	other := t.TempDir()
	permissionSnapshot(t, other, 0, partAssignments, partGrants)
	if got := mustLoad(t, other).Applications; got != nil {
		t.Errorf("without assignments and grants: %+v", got)
	}
}
