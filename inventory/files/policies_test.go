package files

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

// A policy as Graph serves it, which blocks legacy clients for everybody but one group.
const accessPolicy = `{"id":"P1","templateId":null,"displayName":"Block =legacy","createdDateTime":"2024-01-01T00:00:00Z","state":"enabled","sessionControls":null,` +
	`"conditions":{"clientAppTypes":["exchangeActiveSync","other"],"applications":{"includeApplications":["All"],"excludeApplications":[],"includeUserActions":[],"applicationFilter":null},` +
	`"users":{"includeUsers":["All"],"excludeUsers":["AAAA"],"includeGroups":[],"excludeGroups":["BBBB"],"includeRoles":[],"excludeRoles":[],` +
	`"includeGuestsOrExternalUsers":null,"excludeGuestsOrExternalUsers":null},"userRiskLevels":[],"signInRiskLevels":[],"servicePrincipalRiskLevels":[],"insiderRiskLevels":null,` +
	`"platforms":null,"locations":null,"devices":null,"clientApplications":null,"authenticationFlows":null},` +
	`"grantControls":{"operator":"OR","builtInControls":["block"],"customAuthenticationFactors":[],"termsOfUse":[],"authenticationStrength":null}}`

// policyWith is the policy with one text in place of another.
func policyWith(t testing.TB, pairs ...string) string {
	t.Helper()
	text := accessPolicy
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the policy has no %s", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

func TestAccessPoliciesAreDecoded(t *testing.T) {
	plain := inventory.ConditionalPolicy{
		ID: "p1", Name: "Block =legacy", State: "enabled", ClientAppTypes: []string{"exchangeActiveSync", "other"},
		IncludeApplications: []string{"All"}, ExcludeApplications: []string{}, IncludeUsers: []string{"All"}, ExcludeUsers: []string{"aaaa"},
		IncludeGroups: []string{}, ExcludeGroups: []string{"bbbb"}, IncludeRoles: []string{}, ExcludeRoles: []string{}, Controls: []string{"block"},
	}
	limited := func(p *inventory.ConditionalPolicy) { p.Limited = true }
	for name, test := range map[string]struct {
		text string
		want func(*inventory.ConditionalPolicy)
	}{
		"as it is": {accessPolicy, func(*inventory.ConditionalPolicy) {}},
		"PowerShell's names, and objects for null": {
			policyWith(t, `"id"`, `"Id"`, `"state":"enabled"`, `"State":"Enabled"`, `"conditions"`, `"Conditions"`, `"includeUsers":["All"]`, `"IncludeUsers":["all"]`,
				`"locations":null`, `"Locations":{"IncludeLocations":null,"ExcludeLocations":[]}`, `"platforms":null`, `"Platforms":{}`,
				`"devices":null`, `"Devices":{"DeviceFilter":{"Mode":null,"Rule":null}}`, `"authenticationFlows":null`, `"AuthenticationFlows":{"TransferMethods":null}`,
				`"applicationFilter":null`, `"ApplicationFilter":{"Mode":null,"Rule":null}`, `"authenticationStrength":null`, `"AuthenticationStrength":{"Id":null,"AllowedCombinations":null}`,
				`"includeGuestsOrExternalUsers":null`, `"IncludeGuestsOrExternalUsers":{"GuestOrExternalUserTypes":null}`), func(*inventory.ConditionalPolicy) {}},
		"a place":                         {policyWith(t, `"locations":null`, `"locations":{"includeLocations":["All"],"excludeLocations":["AllTrusted"]}`), limited},
		"all places":                      {policyWith(t, `"locations":null`, `"locations":{"includeLocations":["All"],"excludeLocations":[]}`), func(*inventory.ConditionalPolicy) {}},
		"a platform":                      {policyWith(t, `"platforms":null`, `"platforms":{"includePlatforms":["iOS"],"excludePlatforms":[]}`), limited},
		"a device":                        {policyWith(t, `"devices":null`, `"devices":{"deviceFilter":{"mode":"exclude","rule":"device.isCompliant -eq True"}}`), limited},
		"a risk":                          {policyWith(t, `"signInRiskLevels":[]`, `"signInRiskLevels":["high"]`), limited},
		"an insider's risk":               {policyWith(t, `"insiderRiskLevels":null`, `"insiderRiskLevels":"moderate, elevated"`), limited},
		"device codes":                    {policyWith(t, `"authenticationFlows":null`, `"authenticationFlows":{"transferMethods":"deviceCodeFlow,authenticationTransfer"}`), func(p *inventory.ConditionalPolicy) { p.Flows = true }},
		"a strength":                      {policyWith(t, `"authenticationStrength":null`, `"authenticationStrength":{"id":"1"}`, `["block"]`, `[]`), func(p *inventory.ConditionalPolicy) { p.Strength, p.Controls = true, []string{} }},
		"terms of use":                    {policyWith(t, `"termsOfUse":[]`, `"termsOfUse":["1"]`, `["block"]`, `["mfa"]`), func(p *inventory.ConditionalPolicy) { p.Controls = []string{"mfa", "termsOfUse"} }},
		"another's factor":                {policyWith(t, `"customAuthenticationFactors":[]`, `"customAuthenticationFactors":["1"]`), func(p *inventory.ConditionalPolicy) { p.Controls = []string{"block", "customAuthenticationFactor"} }},
		"guests":                          {policyWith(t, `"includeGuestsOrExternalUsers":null`, `"includeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"internalGuest,serviceProvider","externalTenants":null}`), func(p *inventory.ConditionalPolicy) { p.IncludeGuests = true }},
		"all but guests":                  {policyWith(t, `"excludeGuestsOrExternalUsers":null`, `"excludeGuestsOrExternalUsers":{"guestOrExternalUserTypes":"internalGuest"}`), func(p *inventory.ConditionalPolicy) { p.ExcludeGuests = true }},
		"applications by their attribute": {policyWith(t, `"applicationFilter":null`, `"applicationFilter":{"mode":"include","rule":"x"}`, `"includeApplications":["All"]`, `"includeApplications":[]`), limited},
		"no controls":                     {policyWith(t, `{"operator":"OR","builtInControls":["block"],"customAuthenticationFactors":[],"termsOfUse":[],"authenticationStrength":null}`, `null`), func(p *inventory.ConditionalPolicy) { p.Controls = []string{} }},
	} {
		got, err := decodeAccessPolicy([]byte(test.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := plain
		test.want(&want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for text, want := range map[string]string{
		policyWith(t, `"id":"P1",`, ``):                                 "id is missing",
		policyWith(t, `"state":"enabled",`, ``):                         "state is missing",
		`{"id":"a","state":"enabled","conditions":null}`:                "conditions are missing",
		policyWith(t, `"includeUsers":["All"]`, `"includeUsers":"All"`): "export it with ConvertTo-Json -Depth 10",
		`[]`: "cannot unmarshal",
	} {
		if _, err := decodeAccessPolicy([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestSecurityDefaultsRegistrationsAndGroupsAreDecoded(t *testing.T) {
	for text, want := range map[string]string{
		`{"id":"00000000-0000-0000-0000-000000000005","displayName":"Sicherheitsstandards","isEnabled":true}`: "true <nil>",
		`{"Id":"1","DisplayName":"Security Defaults","IsEnabled":false}`:                                      "false <nil>",
		`{"id":"1","displayName":"Something","isEnabled":true}`:                                               `false it is "Something", and not the policy of security defaults`,
		`{"id":"00000000-0000-0000-0000-000000000005"}`:                                                       "false isEnabled is missing",
	} {
		on, err := decodeSecurityDefaults([]byte(text))
		if got := fmt.Sprint(on, " ", err); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	yes, no := true, false
	for text, want := range map[string]inventory.Registration{
		`{"id":"ABC","userPrincipalName":"a@contoso.com","isAdmin":false,"isMfaRegistered":true}`: {UserID: "abc", MFA: &yes, Admin: &no},
		`{"Id":"abc","IsMfaRegistered":null}`:                                                     {UserID: "abc"},
	} {
		got, err := decodeRegistration([]byte(text))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", text, err, diff)
		}
	}
	if _, err := decodeRegistration([]byte(`{"isMfaRegistered":true}`)); err == nil {
		t.Error("a registration without an account was read")
	}
	for text, want := range map[string]groupName{
		`{"id":"G","status":200,"headers":{},"body":{"@odata.context":"x","id":"g","displayName":"Licences"}}`: {"g", "Licences"},
		`{"id":"G","status":404,"body":{"error":{"code":"Request_ResourceNotFound"}}}`:                         {"g", ""},
		`{"id":"G","displayName":"Readers"}`:                                                                   {"g", "Readers"},
	} {
		got, err := decodeGroupName([]byte(text))
		if got != want || err != nil {
			t.Errorf("%s: %v %v, want %v", text, got, err, want)
		}
	}
}

func TestUsersAreDecodedWithTheirAgeAndPassword(t *testing.T) {
	yes, no := true, false
	at := time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
	for text, want := range map[string]inventory.User{
		`{"id":"a"}`: {ID: "a"},
		`{"id":"a","createdDateTime":"2024-05-06T07:08:09Z","lastPasswordChangeDateTime":"2024-05-06T07:08:09Z","passwordPolicies":"DisableStrongPassword, DisablePasswordExpiration","onPremisesSyncEnabled":true,"mail":"a@contoso.com"}`: {
			ID: "a", Created: at, PasswordChanged: at, PasswordNeverExpires: &yes, Synchronised: &yes, Mail: "a@contoso.com"},
		`{"id":"a","createdDateTime":null,"lastPasswordChangeDateTime":null,"passwordPolicies":null,"onPremisesSyncEnabled":null,"mail":null}`:                 {ID: "a", PasswordNeverExpires: &no, Synchronised: &no},
		`{"Id":"a","CreatedDateTime":"/Date(1)/","LastPasswordChangeDateTime":"1601-01-01T00:00:00Z","PasswordPolicies":"None","OnPremisesSyncEnabled":false}`: {ID: "a", PasswordNeverExpires: &no, Synchronised: &no},
	} {
		got, err := decodeUser([]byte(text))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", text, err, diff)
		}
	}
}

// TestEntraListsAreRecognised: as pages, arrays and single objects, in Graph's names and PowerShell's.
func TestEntraListsAreRecognised(t *testing.T) {
	defaults := `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#policies/identitySecurityDefaultsEnforcementPolicy/$entity","id":"00000000-0000-0000-0000-000000000005","displayName":"Security Defaults","description":"x","isEnabled":true}`
	registration := `{"id":"a","userPrincipalName":"a@contoso.com","userType":"member","isAdmin":false,"isMfaRegistered":true}`
	for text, want := range map[string]Format{
		accessPolicy: GraphConditionalAccess, "[" + accessPolicy + "]": GraphConditionalAccess, `{"@odata.context":"x","value":[` + accessPolicy + `]}`: GraphConditionalAccess,
		strings.NewReplacer(`"state"`, `"State"`, `"conditions"`, `"Conditions"`, `"grantControls"`, `"GrantControls"`).Replace(accessPolicy): GraphConditionalAccess,
		defaults: GraphSecurityDefaults, registration: GraphMFARegistration, `{"value":[` + registration + `]}`: GraphMFARegistration,
		`{"value":[{"id":"a","userPrincipalName":"a@contoso.com","userType":"Member","state":"Osaka"}]}`: GraphUsers,
	} {
		if got, err := Recognise(strings.NewReader(text)); got != want || err != nil {
			t.Errorf("%s: %q %v, want %q", text, got, err, want)
		}
	}
}

// TestOfPoliciesTheNewestStand: a collection's whole list, an import of several, and single policies beside them.
func TestOfPoliciesTheNewestStand(t *testing.T) {
	policies := func(name string, texts ...string) part {
		return part{name, GraphConditionalAccess, strings.Join(texts, "\n") + "\n"}
	}
	named := func(id, name string) string { return policyWith(t, `"P1"`, `"`+id+`"`, "Block =legacy", name) }
	read := []inventory.Coverage{covered(inventory.SourceConditionalAccess, inventory.CoverageComplete)}
	cut := []inventory.Coverage{covered(inventory.SourceConditionalAccess, inventory.CoveragePartial)}
	collected := func(day int, coverage []inventory.Coverage, p ...part) func(*testing.T, string) {
		return func(t *testing.T, ws string) { snapshot(t, ws, day, "t", coverage, p...) }
	}
	imported := func(p ...part) func(*testing.T, string) { // of the day asOf
		return func(t *testing.T, ws string) { importSnapshot(t, ws, p...) }
	}
	for name, test := range map[string]struct {
		snapshots []func(*testing.T, string)
		want      string
		whole     bool
	}{
		"nothing":                      {nil, "", false},
		"a collection":                 {[]func(*testing.T, string){collected(0, read, policies("p.jsonl", named("a", "A"), named("b", "B")))}, "A B", true},
		"a tenant without policies":    {[]func(*testing.T, string){collected(0, read)}, "", true},
		"the newer of two":             {[]func(*testing.T, string){collected(-2, read, policies("p.jsonl", named("a", "old"), named("b", "B"))), collected(-1, read, policies("p.jsonl", named("a", "A")))}, "A", true},
		"a newer one that was cut":     {[]func(*testing.T, string){collected(-2, read, policies("p.jsonl", named("a", "A"))), collected(-1, cut, policies("p.jsonl", named("b", "B")))}, "A", true},
		"only one that was cut":        {[]func(*testing.T, string){collected(-1, cut, policies("p.jsonl", named("b", "B")))}, "B", false},
		"a record that makes no sense": {[]func(*testing.T, string){collected(-1, read, policies("p.jsonl", named("b", "B"), `{"id":"x"}`))}, "B", false},
		"an import of several":         {[]func(*testing.T, string){collected(-1, read, policies("p.jsonl", named("c", "C"))), imported(policies("p.json", "["+named("a", "A")+",", named("b", "B")+"]"))}, "A B", true},
		"an import of one":             {[]func(*testing.T, string){imported(policies("p.json", named("a", "A")))}, "A", false},
		"imports of one each":          {[]func(*testing.T, string){imported(policies("p.json", named("a", "A")), policies("q.json", named("b", "B")))}, "A B", false},
		"one, newer than a collection": {[]func(*testing.T, string){collected(-1, read, policies("p.jsonl", named("a", "old"), named("b", "B"))), imported(policies("p.json", named("a", "A")))}, "A B", true},
		"older than a collection":      {[]func(*testing.T, string){imported(policies("p.json", named("a", "old"), named("c", "C"))), collected(1, read, policies("p.jsonl", named("a", "A")))}, "A", true},
	} {
		t.Run(name, func(t *testing.T) {
			ws := t.TempDir()
			for _, make := range test.snapshots {
				make(t, ws)
			}
			in := mustLoad(t, ws)
			var names []string
			for _, p := range in.AccessPolicies {
				names = append(names, p.Name)
			}
			if got := strings.Join(names, " "); got != test.want || in.AccessPoliciesRead != test.whole || (in.AccessPolicies == nil) != (test.snapshots == nil) {
				t.Errorf("%q, whole %v, null %v; want %q, %v", got, in.AccessPoliciesRead, in.AccessPolicies == nil, test.want, test.whole)
			}
		})
	}
}

// TestOfEntraListsTheNewestStand: security defaults, registrations and names of groups.
func TestOfEntraListsTheNewestStand(t *testing.T) {
	defaults := func(on bool) part {
		return part{"d.jsonl", GraphSecurityDefaults, fmt.Sprintf(`{"id":"00000000-0000-0000-0000-000000000005","displayName":"Security Defaults","description":"","isEnabled":%v}`+"\n", on)}
	}
	registered := func(mfa bool) part {
		return part{"r.jsonl", GraphMFARegistration, fmt.Sprintf(`{"id":"a","userPrincipalName":"a@contoso.com","isMfaRegistered":%v}`+"\n", mfa)}
	}
	groups := func(name string) part {
		return part{"g.jsonl", GraphGroups, `{"id":"G","status":200,"body":{"displayName":"` + name + `"}}` + "\n"}
	}
	coverage := []inventory.Coverage{covered(inventory.SourceSecurityDefaults, inventory.CoverageComplete), covered(inventory.SourceMFARegistration, inventory.CoverageComplete)}
	said := func(in inventory.Input) string {
		text := "unknown"
		if in.SecurityDefaults != nil {
			text = fmt.Sprint(*in.SecurityDefaults)
		}
		if i := slices.IndexFunc(in.Registrations, func(r inventory.Registration) bool { return r.UserID == "a" }); i >= 0 {
			text += fmt.Sprint(" ", *in.Registrations[i].MFA)
		}
		return fmt.Sprint(text, " ", in.GroupNames["g"])
	}
	ws := t.TempDir()
	if got := said(mustLoad(t, ws)); got != "unknown " {
		t.Errorf("nothing: %s", got)
	}
	snapshot(t, ws, -2, "t", coverage, defaults(true), registered(false), groups("old"))
	if got := said(mustLoad(t, ws)); got != "true false old" {
		t.Errorf("one: %s", got)
	}
	snapshot(t, ws, -1, "t", coverage, defaults(false), registered(true), groups("new"))
	if got := said(mustLoad(t, ws)); got != "false true new" {
		t.Errorf("a newer one: %s", got)
	}
	importSnapshot(t, ws, defaults(true), registered(false))
	if got := said(mustLoad(t, ws)); got != "true false new" {
		t.Errorf("a newer import: %s", got)
	}
}

func TestMembersOfGroupsAreRead(t *testing.T) {
	ws := t.TempDir()
	members := func(text string) part { return part{"m.jsonl", GraphPolicyMembers, text} }
	coverage := []inventory.Coverage{covered(inventory.SourcePolicyMembers, inventory.CoverageComplete)}
	snapshot(t, ws, -2, "t", coverage, members(`{"group":"G","members":["old"]}`+"\n"))
	snapshot(t, ws, -1, "t", coverage, members(`{"group":"G","members":["a","b"]}`+"\n"+`{"group":"empty","members":[]}`+"\n"+`{"group":"cut"}`+"\n"+`{"members":["a"]}`+"\n"))
	if diff := cmp.Diff(map[string][]string{"g": {"a", "b"}, "empty": {}}, mustLoad(t, ws).Members); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
