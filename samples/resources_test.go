package samples

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

// objects follows a list to its end and gives its entries by the property that names them.
func objects(t testing.TB, tenant *Tenant, target, key string) map[string]map[string]any {
	t.Helper()
	entries, _ := all(t, tenant.Handler(HandlerOptions{}), target)
	found := map[string]map[string]any{}
	for _, e := range entries {
		var entry map[string]any
		if err := json.Unmarshal(e, &entry); err != nil {
			t.Fatal(err)
		}
		found[entry[key].(string)] = entry
	}
	if len(found) != len(entries) {
		t.Errorf("%s: %d entries have %d values of %s", target, len(entries), len(found), key)
	}
	return found
}

// entity gives one object that is served, without its context.
func entity(t testing.TB, tenant *Tenant, target string) map[string]any {
	t.Helper()
	got := get(t, tenant, target)
	var body map[string]any
	if err := json.Unmarshal(got.body, &body); err != nil || got.status != 200 || body["@odata.context"] == nil {
		t.Fatalf("%s: %d %s (%v)", target, got.status, got.body, err)
	}
	delete(body, "@odata.context")
	return body
}

func TestDomainsAreTheVerifiedOnes(t *testing.T) {
	tenant := sample()
	var organization struct {
		Value []struct {
			VerifiedDomains []struct {
				Name                 string
				IsDefault, IsInitial bool
			}
		}
	}
	if err := json.Unmarshal(get(t, tenant, "/v1.0/organization").body, &organization); err != nil {
		t.Fatal(err)
	}
	domains := objects(t, tenant, "/v1.0/domains", "id")
	for _, d := range organization.Value[0].VerifiedDomains {
		got := domains[d.Name]
		if got["isDefault"] != d.IsDefault || got["isInitial"] != d.IsInitial || got["isVerified"] != true || got["authenticationType"] != "Managed" {
			t.Errorf("%s: %v", d.Name, got)
		}
		delete(domains, d.Name)
	}
	if len(domains) > 0 {
		t.Errorf("domains that are not verified: %v", domains)
	}
	chosen := objects(t, tenant, "/beta/domains?$select=id,isRoot", "id")
	if diff := cmp.Diff(map[string]any{"id": "example.jp", "isRoot": true}, chosen["example.jp"]); diff != "" {
		t.Errorf("selected (-want +got):\n%s", diff)
	}
}

func TestWhereAccountsComeFrom(t *testing.T) {
	users := objects(t, sample(), "/v1.0/users?$top=999&$select=userPrincipalName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,onPremisesDomainName,"+
		"onPremisesSamAccountName,onPremisesUserPrincipalName,onPremisesDistinguishedName,passwordPolicies,creationType,externalUserState", "userPrincipalName")
	cases := []struct {
		name, upn string
		want      map[string]any
	}{
		{"synced person", "taro.mihon@example.jp", map[string]any{"onPremisesSyncEnabled": true, "onPremisesLastSyncDateTime": "2026-11-22T23:43:00Z",
			"onPremisesDomainName": "corp.example.jp", "onPremisesSamAccountName": "taro.mihon", "onPremisesUserPrincipalName": "taro.mihon@example.jp",
			"onPremisesDistinguishedName": "CN=見本 太郎,OU=Users,DC=corp,DC=example,DC=jp"}},
		{"person in the cloud", "dem.oname@contoso.com", map[string]any{}},
		{"device", "mfp-osaka-3f@example.jp", map[string]any{"passwordPolicies": "DisablePasswordExpiration"}},
		{"application", "ERP-Notify@contoso.com", map[string]any{"passwordPolicies": "DisablePasswordExpiration"}},
		{"guest", "consultant_example.com#EXT#@contoso.com", map[string]any{"creationType": "Invitation", "externalUserState": "Accepted"}},
		{"room", "room-phx-1@contoso.com", map[string]any{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := map[string]any{}
			for name, value := range users[c.upn] {
				if value != nil && name != "userPrincipalName" {
					got[name] = value
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("what is not null (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheDeletedAccount(t *testing.T) {
	for _, asOf := range moments()[:4] {
		tenant := New(testSeed, asOf)
		truths := tenant.Truth()
		truth := truths[slices.IndexFunc(truths, func(x Truth) bool { return x.Archetype == string(deletedAccount) })]
		if truth.LicenseState != inventory.LicenseDeleted || truth.Finding != inventory.FindingReview || truth.UserID == "" {
			t.Errorf("truth: %+v", truth)
		}
		deleted := objects(t, tenant, "/v1.0/directory/deletedItems/microsoft.graph.user?$top=1&$select=id,displayName,userPrincipalName,deletedDateTime", "id")
		got := deleted[truth.UserID]
		if len(deleted) != 1 || got["displayName"] != "Scanner, Osaka annex" || !strings.HasSuffix(got["userPrincipalName"].(string), truth.UPN) {
			t.Fatalf("deleted: %v", deleted)
		}
		at, err := time.Parse(time.RFC3339, got["deletedDateTime"].(string))
		if err != nil || !at.Before(asOf) || at.Before(asOf.AddDate(0, 0, -7)) {
			t.Errorf("deleted at %v (%v), as of %v", at, err, asOf)
		}
		for i := range tenant.rows {
			if r := &tenant.rows[i]; r.who.userID == truth.UserID && !r.at.Before(at) {
				t.Errorf("a sign-in at %v after it was deleted at %v", r.at, at)
			}
		}
	}
	for _, truth := range sample().Truth() {
		if (truth.Archetype == string(neverExisted)) != (truth.LicenseState == inventory.LicenseNotFound) {
			t.Errorf("%+v: only invented names are not found", truth)
		}
	}
}

func TestTheGroupThatGivesLicences(t *testing.T) {
	tenant := sample()
	named := map[string]bool{}
	for _, u := range objects(t, tenant, "/v1.0/users?$top=999&$select=id,licenseAssignmentStates", "id") {
		for _, state := range u["licenseAssignmentStates"].([]any) {
			if group, ok := state.(map[string]any)["assignedByGroup"].(string); ok {
				named[group] = true
			}
		}
	}
	if len(named) != 1 || !named[tenant.group] {
		t.Fatalf("users name the groups %v, the tenant has %s", named, tenant.group)
	}
	got := entity(t, tenant, "/v1.0/groups/"+tenant.group)
	given := len(got["assignedLicenses"].([]any))
	delete(got, "assignedLicenses")
	delete(got, "description")
	want := map[string]any{"id": tenant.group, "displayName": "Licences: Exchange Plan 1 (devices)", "mail": nil, "securityEnabled": true, "groupTypes": []any{}}
	if diff := cmp.Diff(want, got); diff != "" || given == 0 {
		t.Errorf("%d licences (-want +got):\n%s", given, diff)
	}
	if got := entity(t, tenant, "/beta/groups/"+tenant.group+"?$select=displayName"); len(got) != 1 {
		t.Errorf("selected: %v", got)
	}
	listed := objects(t, tenant, "/v1.0/groups?$top=1&$select=id,displayName", "id")
	if listed[tenant.group]["displayName"] != want["displayName"] {
		t.Errorf("listed: %v", listed)
	}
}

func TestPoliciesAreThoseThatRowsName(t *testing.T) {
	tenant := sample()
	policies := objects(t, tenant, "/v1.0/identity/conditionalAccess/policies", "id")
	entries, _ := all(t, tenant.Handler(HandlerOptions{}), "/v1.0/auditLogs/signIns?$select=userId,appliedConditionalAccessPolicies")
	seen := map[string]bool{}
	for _, e := range entries {
		var r struct {
			UserID                           string
			AppliedConditionalAccessPolicies []struct{ ID, DisplayName, Result string }
		}
		if err := json.Unmarshal(e, &r); err != nil {
			t.Fatal(err)
		}
		for _, applied := range r.AppliedConditionalAccessPolicies {
			seen[applied.ID] = true
			policy := policies[applied.ID]
			if policy["displayName"] != applied.DisplayName {
				t.Fatalf("a row names %+v, the policy is %v", applied, policy)
			}
			users := policy["conditions"].(map[string]any)["users"].(map[string]any)
			if included := users["includeUsers"].([]any); len(users["includeGroups"].([]any)) == 0 && !slices.Contains(included, any("All")) &&
				!slices.Contains(included, any(r.UserID)) {
				t.Fatalf("a row of %s names %s, which is for %v", r.UserID, applied.DisplayName, included)
			}
		}
	}
	if len(seen) != len(policies) || len(policies) != 4 {
		t.Errorf("rows name %d policies of %d", len(seen), len(policies))
	}
	cases := []struct {
		name, id, state, control string
		clients                  []any
	}{
		{"Block legacy authentication", tenant.blockPolicy, "enabled", "block", []any{"exchangeActiveSync", "other"}},
		{"Block IMAP and POP", tenant.mailPolicy, "enabled", "block", []any{"other"}},
		{"Block legacy authentication (applications, report-only)", tenant.reportPolicy, "enabledForReportingButNotEnforced", "block",
			[]any{"exchangeActiveSync", "other"}},
		{"Require multifactor authentication", tenant.factorPolicy, "enabled", "mfa", []any{"browser", "mobileAppsAndDesktopClients"}},
	}
	for _, c := range cases {
		p := policies[c.id]
		controls := p["grantControls"].(map[string]any)
		got := []any{p["displayName"], p["state"], controls["operator"], controls["builtInControls"], p["conditions"].(map[string]any)["clientAppTypes"]}
		if diff := cmp.Diff([]any{c.name, c.state, "OR", []any{c.control}, c.clients}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestWhoeverSendsIsInNoGroupOfReaders: a policy blocks the readers, and can't tell SMTP from what they read with.
func TestWhoeverSendsIsInNoGroupOfReaders(t *testing.T) {
	tenant := sample()
	members := func(group string) map[string]map[string]any {
		return objects(t, tenant, "/v1.0/groups/"+group+"/transitiveMembers?$select=id&$top=2", "id")
	}
	readers := members(tenant.registry.readers)
	if len(readers) < 2 || len(members(tenant.group)) < 5 {
		t.Errorf("%d readers, %d with licences by a group", len(readers), len(members(tenant.group)))
	}
	for _, truth := range tenant.Truth() {
		if truth.Successes > 0 && readers[truth.UserID] != nil {
			t.Errorf("%s sends", truth.UPN)
		}
	}
}

func TestSecurityDefaultsAreOff(t *testing.T) {
	for _, version := range []string{"v1.0", "beta"} {
		if got := entity(t, sample(), "/"+version+"/policies/identitySecurityDefaultsEnforcementPolicy?$select=isEnabled"); got["isEnabled"] != false || len(got) != 1 {
			t.Errorf("%s: %v", version, got)
		}
	}
}

func TestWhoIsRegisteredForMultifactorAuthentication(t *testing.T) {
	tenant := sample()
	got := objects(t, tenant, "/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=7", "userPrincipalName")
	for _, u := range tenant.users {
		if _, ok := got[u.upn]; ok == u.account.disabled {
			t.Errorf("%s is in the report: %t", u.upn, ok)
		}
	}
	cases := []struct {
		name, upn         string
		registered, admin bool
		userType          string
		methods           int
	}{
		{"modern person", "rei.tesuto@example.jp", true, false, "member", 2},
		{"administrator", "Fic.Tional@contoso.com", true, true, "member", 2},
		{"device", "Scan-Osaka-3F@contoso.com", false, false, "member", 0},
		{"application", "alerts@contoso.com", false, false, "member", 0},
		{"person with an old program only", "dem.oname@contoso.com", false, false, "member", 0},
		{"guest", "consultant_example.com#EXT#@contoso.com", false, false, "guest", 0},
	}
	for _, c := range cases {
		x := got[c.upn]
		if x["isMfaRegistered"] != c.registered || x["isMfaCapable"] != c.registered || x["isAdmin"] != c.admin || x["userType"] != c.userType ||
			len(x["methodsRegistered"].([]any)) != c.methods {
			t.Errorf("%s: %v", c.name, x)
		}
	}
}

// valueOf gives the id of a permission by its name.
func valueOf(t testing.TB, resource map[string]any, list, value string) string {
	t.Helper()
	for _, entry := range resource[list].([]any) {
		if p := entry.(map[string]any); p["value"] == value {
			return p["id"].(string)
		}
	}
	t.Fatalf("%s has no %s in %s", resource["displayName"], value, list)
	return ""
}

func TestApplicationsAndTheirPermissions(t *testing.T) {
	tenant := sample()
	principals := objects(t, tenant, "/v1.0/servicePrincipals?$top=2", "displayName")
	exchange, graph := principals[exchangeOnlineName], principals["Microsoft Graph"]
	if len(principals) != 5 || exchange["appId"] != exchangeOnline || graph["appId"] != microsoftGraph || principals["Mozilla Thunderbird"]["appId"] != thunderbird.id {
		t.Fatalf("principals: %v", principals)
	}
	for list, values := range map[string][]string{"appRoles": {"SMTP.SendAsApp", "Mail.Send"}, "oauth2PermissionScopes": {"SMTP.Send", "Mail.Send"}} {
		for _, value := range values {
			valueOf(t, exchange, list, value)
		}
	}
	valueOf(t, graph, "oauth2PermissionScopes", "Mail.Send")
	valueOf(t, graph, "oauth2PermissionScopes", "SMTP.Send")
	assignments := func(resource map[string]any) map[string]string {
		held := map[string]string{}
		for _, x := range objects(t, tenant, "/v1.0/servicePrincipals/"+resource["id"].(string)+"/appRoleAssignedTo?$top=1", "id") {
			holder := principals[x["principalDisplayName"].(string)]
			if x["resourceId"] != resource["id"] || x["principalId"] != holder["id"] || x["principalType"] != "ServicePrincipal" || len(x) != 9 {
				t.Errorf("assignment: %v", x)
			}
			held[x["appRoleId"].(string)] = x["principalDisplayName"].(string)
		}
		return held
	}
	if diff := cmp.Diff(map[string]string{valueOf(t, exchange, "appRoles", "SMTP.SendAsApp"): "Invoice mailer"}, assignments(exchange)); diff != "" {
		t.Errorf("Exchange (-want +got):\n%s", diff)
	}
	want := map[string]string{valueOf(t, graph, "appRoles", "Mail.Send"): "Ticket system", valueOf(t, graph, "appRoles", "User.Read.All"): "Invoice mailer"}
	if diff := cmp.Diff(want, assignments(graph)); diff != "" {
		t.Errorf("Graph (-want +got):\n%s", diff)
	}
	if held := assignments(principals["Ticket system"]); len(held) != 0 {
		t.Errorf("permissions of an application that offers none: %v", held)
	}
	id := principals["Invoice mailer"]["id"].(string)
	if got := entity(t, tenant, "/v1.0/servicePrincipals/"+id+"?$select=id,appId"); len(got) != 2 || got["id"] != id {
		t.Errorf("one principal: %v", got)
	}
}

func TestPrincipalsAndGrantsAreFoundByTheirIds(t *testing.T) {
	tenant := sample()
	x := tenant.registry
	cases := []struct {
		name, target, key string
		want              []string
	}{
		{"Exchange", "/v1.0/servicePrincipals?$select=displayName&$filter=appId eq '" + exchangeOnline + "'", "displayName", []string{exchangeOnlineName}},
		{"Graph in capitals", "/beta/servicePrincipals?$filter=appId eq '" + strings.ToUpper(microsoftGraph) + "'", "displayName", []string{"Microsoft Graph"}},
		{"no principal", "/v1.0/servicePrincipals?$filter=appId eq 'x'", "displayName", nil},
		{"grants of Exchange", "/v1.0/oauth2PermissionGrants?$filter=resourceId eq '" + x.exchange.id + "'", "scope", []string{"SMTP.Send IMAP.AccessAsUser.All offline_access"}},
		{"grants of Graph", "/v1.0/oauth2PermissionGrants?$filter=resourceId eq '" + x.graph.id + "'", "scope", []string{"openid profile User.Read"}},
		{"all grants", "/v1.0/oauth2PermissionGrants?$top=1", "scope", []string{"SMTP.Send IMAP.AccessAsUser.All offline_access", "openid profile User.Read"}},
		{"an application", "/v1.0/applications?$filter=appId eq '" + x.mailer.appID + "'&$select=displayName,appId", "displayName", []string{"Invoice mailer"}},
		{"an application of somebody else", "/v1.0/applications?$filter=appId eq '" + thunderbird.id + "'", "displayName", nil},
		{"all applications", "/v1.0/applications", "displayName", []string{"Invoice mailer", "Ticket system"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for name := range objects(t, tenant, c.target, c.key) {
				got = append(got, name)
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	grants := objects(t, tenant, "/v1.0/oauth2PermissionGrants", "consentType")
	if got := grants["AllPrincipals"]; got["clientId"] != x.thunderbird.id || got["principalId"] != nil {
		t.Errorf("for everybody: %v", got)
	}
	if got := grants["Principal"]; got["clientId"] != x.tickets.id || got["principalId"] == nil {
		t.Errorf("for one: %v", got)
	}
	for name, days := range map[string]int{"Invoice mailer": 20, "Ticket system": 300} {
		got := objects(t, tenant, "/v1.0/applications", "displayName")[name]
		secrets := got["passwordCredentials"].([]any)
		secret := secrets[0].(map[string]any)
		if len(secrets) != 1 || secret["hint"] != nil || secret["secretText"] != nil || secret["keyId"] == nil || len(got["keyCredentials"].([]any)) != 0 ||
			secret["endDateTime"] != testAsOf.AddDate(0, 0, days).Format(time.RFC3339) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
