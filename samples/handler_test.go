package samples

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type response struct {
	status int
	header http.Header
	body   []byte
}

func get(t testing.TB, tenant *Tenant, target string) response {
	t.Helper()
	return ask(t, tenant.Handler(HandlerOptions{}), http.MethodGet, target, "Bearer token")
}

func ask(t testing.TB, h http.Handler, method, target, authorization string) response {
	t.Helper()
	// Blanks and quotes are easier to read unescaped in a test.
	target = strings.NewReplacer(" ", "%20", "'", "%27").Replace(target)
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set("Authorization", authorization)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return response{w.Code, w.Header(), w.Body.Bytes()}
}

// all follows a list to its end and gives the entries, and the number of pages.
func all(t testing.TB, h http.Handler, target string) (entries []json.RawMessage, pages int) {
	t.Helper()
	for target != "" {
		got := ask(t, h, http.MethodGet, target, "Bearer token")
		if got.status != http.StatusOK {
			t.Fatalf("%s: %d %s", target, got.status, got.body)
		}
		var page struct {
			NextLink string            `json:"@odata.nextLink"`
			Value    []json.RawMessage `json:"value"`
		}
		if err := json.Unmarshal(got.body, &page); err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		entries = append(entries, page.Value...)
		target = page.NextLink
		pages++
	}
	return entries, pages
}

func idsOf(t testing.TB, entries []json.RawMessage) []string {
	t.Helper()
	var ids []string
	for _, e := range entries {
		var entry struct{ ID string }
		if err := json.Unmarshal(e, &entry); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, entry.ID)
	}
	return ids
}

const everyType = "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')"

func TestPagingServesEveryRowOnceInOrder(t *testing.T) {
	tenant := sample()
	var everything, interactiveOnly, onePerson []string
	for i := range tenant.rows {
		r := &tenant.rows[i]
		everything = append(everything, r.id)
		if r.event == interactive {
			interactiveOnly = append(interactiveOnly, r.id)
		}
		if r.who.upn == "taro.mihon@example.jp" && r.event == interactive {
			onePerson = append(onePerson, r.id)
		}
	}
	person := tenant.users[slices.IndexFunc(tenant.users, func(u *user) bool { return u.upn == "taro.mihon@example.jp" })].id
	var users []string
	for _, u := range tenant.users {
		users = append(users, u.id)
	}
	cases := []struct {
		name, target string
		limit        int
		want         []string
		pages        int
	}{
		{"all rows in Graph's own pages", "/beta/auditLogs/signIns?$select=id&$filter=" + everyType, 0, everything, (len(everything) + 999) / 1000},
		{"all rows in odd pages", "/beta/auditLogs/signIns?$select=id&$top=997&$filter=" + everyType, 0, everything, (len(everything) + 996) / 997},
		{"no filter is interactive rows", "/beta/auditLogs/signIns?$select=id", 333, interactiveOnly, (len(interactiveOnly) + 332) / 333},
		{"v1.0 is interactive rows", "/v1.0/auditLogs/signIns?$select=id", 0, interactiveOnly, (len(interactiveOnly) + 999) / 1000},
		{"one by one", "/v1.0/auditLogs/signIns?$select=id&$top=1&$filter=userId eq '" + person + "'", 0, onePerson, len(onePerson)},
		{"seven by seven", "/v1.0/auditLogs/signIns?$filter=userId eq '" + person + "'", 7, onePerson, (len(onePerson) + 6) / 7},
		{"nothing", "/v1.0/auditLogs/signIns?$filter=userId eq 'x'", 0, nil, 1},
		{"users", "/v1.0/users", 0, users, 1},
		{"users one by one", "/v1.0/users?$select=id&$top=1", 0, users, len(users)},
		{"users in odd pages", "/beta/users?$select=id,displayName", 11, users, (len(users) + 10) / 11},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			entries, pages := all(t, tenant.Handler(HandlerOptions{PageSize: c.limit}), c.target)
			if diff := cmp.Diff(c.want, idsOf(t, entries)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if pages != c.pages {
				t.Errorf("%d pages, want %d", pages, c.pages)
			}
		})
	}
}

func TestAscendingOrderIsTheReverse(t *testing.T) {
	tenant := sample()
	h := tenant.Handler(HandlerOptions{})
	down, _ := all(t, h, "/beta/auditLogs/signIns?$select=id&$orderby=createdDateTime desc")
	up, _ := all(t, h, "/beta/auditLogs/signIns?$select=id&$orderby=createdDateTime asc")
	usual, _ := all(t, h, "/beta/auditLogs/signIns?$select=id")
	ids := idsOf(t, down)
	if !slices.Equal(ids, idsOf(t, usual)) {
		t.Error("the usual order is not newest first")
	}
	slices.Reverse(ids)
	if !slices.Equal(ids, idsOf(t, up)) {
		t.Error("ascending is not the reverse of descending")
	}
}

func TestPagesFollowTheRequestsHost(t *testing.T) {
	server := httptest.NewServer(sample().Handler(HandlerOptions{}))
	defer server.Close()
	request, err := http.NewRequest(http.MethodGet, server.URL+"/beta/auditLogs/signIns?$top=5", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer token")
	got, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	var page map[string]any
	if err := json.NewDecoder(got.Body).Decode(&page); err != nil {
		t.Fatal(err)
	}
	next, _ := page["@odata.nextLink"].(string)
	u, err := url.Parse(next)
	if err != nil || !strings.HasPrefix(next, server.URL+"/beta/auditLogs/signIns?") || u.Query().Get("$skiptoken") == "" || u.Query().Get("$top") != "5" {
		t.Errorf("nextLink = %q (%v)", next, err)
	}
	if got := got.Header.Get("Content-Type"); got != jsonWithMeta {
		t.Errorf("Content-Type = %q", got)
	}
}

func TestSkipTokensAreGoodForTheirQueryOnly(t *testing.T) {
	tenant := sample()
	var page map[string]any
	if err := json.Unmarshal(get(t, tenant, "/v1.0/auditLogs/signIns?$top=5").body, &page); err != nil {
		t.Fatal(err)
	}
	next := page["@odata.nextLink"].(string)
	cases := map[string]string{
		"another page size": strings.Replace(next, "$top=5", "$top=6", 1),
		"another version":   strings.Replace(next, "/v1.0/", "/beta/", 1),
		"another filter":    next + "&$filter=status/errorCode eq 0",
		"a changed token":   next[:len(next)-2] + "AA",
		"no token at all":   "/v1.0/auditLogs/signIns?$skiptoken=",
	}
	if got := get(t, tenant, next); got.status != http.StatusOK {
		t.Fatalf("the link itself: %d %s", got.status, got.body)
	}
	for name, target := range cases {
		if got := get(t, tenant, target); got.status != http.StatusBadRequest || !strings.Contains(string(got.body), "Invalid Skip Token") {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestV1ServesTheDocumentedPropertiesAndNoOthers(t *testing.T) {
	want := strings.Fields(`appDisplayName appId appliedConditionalAccessPolicies authenticationAppDeviceDetails clientAppUsed
		conditionalAccessStatus correlationId createdDateTime deviceDetail homeTenantId id ipAddress isInteractive location
		resourceDisplayName resourceId resourceTenantId riskDetail riskEventTypes riskEventTypes_v2 riskLevelAggregated
		riskLevelDuringSignIn riskState servicePrincipalId servicePrincipalName status userAgent userDisplayName userId userPrincipalName`)
	tenant := sample()
	names := func(target string) []string {
		var page struct{ Value []map[string]json.RawMessage }
		if err := json.Unmarshal(get(t, tenant, target).body, &page); err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range page.Value[0] {
			names = append(names, name)
		}
		slices.Sort(names)
		return names
	}
	if diff := cmp.Diff(want, names("/v1.0/auditLogs/signIns?$top=1")); diff != "" {
		t.Errorf("v1.0 (-want +got):\n%s", diff)
	}
	beta := names("/beta/auditLogs/signIns?$top=1")
	for _, name := range append(want, "signInEventTypes", "authenticationProtocol", "authenticationDetails", "authenticationProcessingDetails",
		"authenticationRequirement", "uniqueTokenIdentifier", "userType", "ipAddressFromResourceProvider") {
		if !slices.Contains(beta, name) {
			t.Errorf("beta has no %s", name)
		}
	}
	if diff := cmp.Diff([]string{"id", "signInEventTypes"}, names("/beta/auditLogs/signIns?$top=1&$select=signInEventTypes,id")); diff != "" {
		t.Errorf("selected (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	tenant := sample()
	cases := []struct {
		name, target string
		status       int
		code, text   string
	}{
		{"unknown path", "/v1.0/auditLogs/directoryAudits", 404, "ResourceNotFound", "directoryAudits"},
		{"unknown version", "/v2.0/users", 404, "ResourceNotFound", "Invalid version"},
		{"root", "/", 404, "ResourceNotFound", ""},
		{"unknown user", "/v1.0/users/nobody@contoso.com", 404, "Request_ResourceNotFound", "nobody@contoso.com"},
		{"$skip", "/v1.0/auditLogs/signIns?$skip=10", 400, "BadRequest", "Query option 'Skip' is not allowed"},
		{"unknown option", "/v1.0/auditLogs/signIns?$expand=x", 400, "BadRequest", "$expand"},
		{"option twice", "/v1.0/auditLogs/signIns?$top=1&$top=2", 400, "BadRequest", "more than once"},
		{"page too large", "/v1.0/auditLogs/signIns?$top=1001", 400, "BadRequest", "between 1 and 1000"},
		{"page of users too large", "/v1.0/users?$top=1000", 400, "BadRequest", "between 1 and 999"},
		{"page of nothing", "/v1.0/users?$top=0", 400, "BadRequest", "between 1 and 999"},
		{"page that is no number", "/v1.0/users?$top=ten", 400, "BadRequest", "'ten'"},
		{"order by another property", "/v1.0/auditLogs/signIns?$orderby=userId", 400, "BadRequest", "createdDateTime only"},
		{"select of a property that is not there", "/v1.0/auditLogs/signIns?$select=id,nothing", 400, "BadRequest", "'nothing'"},
		{"select of a beta property in v1.0", "/v1.0/auditLogs/signIns?$select=signInEventTypes", 400, "BadRequest", "'signInEventTypes'"},
		{"select of a user's property that is not there", "/v1.0/users?$select=shoeSize", 400, "BadRequest", "microsoft.graph.user"},
		{"select of a subscription's property that is not there", "/v1.0/subscribedSkus?$select=x", 400, "BadRequest", "microsoft.graph.subscribedSku"},
		{"$top of subscriptions", "/v1.0/subscribedSkus?$top=1", 400, "BadRequest", "$top"},
		{"filter of users", "/v1.0/users?$filter=id eq 'x'", 400, "BadRequest", "$filter"},
		{"event types in v1.0", "/v1.0/auditLogs/signIns?$filter=" + everyType, 400, "BadRequest", "signInEventTypes"},
		{"gt", "/beta/auditLogs/signIns?$filter=createdDateTime gt 2026-11-01T00:00:00Z", 400, "BadRequest", "'gt'"},
		{"ne", "/beta/auditLogs/signIns?$filter=clientAppUsed ne 'Browser'", 400, "BadRequest", "'ne'"},
		{"property that can't be filtered", "/beta/auditLogs/signIns?$filter=isInteractive eq true", 400, "BadRequest", "isInteractive"},
		{"application in v1.0", "/v1.0/auditLogs/signIns?$filter=servicePrincipalId eq 'x'", 400, "BadRequest", "servicePrincipalId"},
		{"other than an application", "/beta/auditLogs/signIns?$filter=servicePrincipalId ne 'x'", 400, "BadRequest", "'ne'"},
		{"property that is not there", "/beta/auditLogs/signIns?$filter=nothing eq 'x'", 400, "BadRequest", "Could not find"},
		{"time in quotes", "/beta/auditLogs/signIns?$filter=createdDateTime ge '2026-11-01T00:00:00Z'", 400, "BadRequest", "not of the type"},
		{"text without quotes", "/beta/auditLogs/signIns?$filter=clientAppUsed eq Browser", 400, "BadRequest", "not of the type"},
		{"code in quotes", "/beta/auditLogs/signIns?$filter=status/errorCode eq '0'", 400, "BadRequest", "not of the type"},
		{"open parenthesis", "/beta/auditLogs/signIns?$filter=(status/errorCode eq 0", 400, "BadRequest", "')'"},
		{"open string", "/beta/auditLogs/signIns?$filter=clientAppUsed eq 'x", 400, "BadRequest", "unterminated"},
		{"two conditions without a word between", "/beta/auditLogs/signIns?$filter=status/errorCode eq 0 status/errorCode eq 0", 400, "BadRequest", "not expected"},
		{"empty filter", "/beta/auditLogs/signIns?$filter=", 400, "BadRequest", "position 0"},
		{"another variable", "/beta/auditLogs/signIns?$filter=signInEventTypes/any(t: x eq 'y')", 400, "BadRequest", "'t eq'"},
		{"resources but one", "/beta/auditLogs/signIns?$filter=resourceId ne 'x'", 400, "BadRequest", "'ne'"},
		{"deleted user among users", "/v1.0/users/scan-osaka-annex@contoso.com", 404, "Request_ResourceNotFound", "annex"},
		{"deleted items without their kind", "/v1.0/directory/deletedItems", 404, "ResourceNotFound", "deletedItems"},
		{"time of deletion of a user who is there", "/v1.0/users?$select=deletedDateTime", 400, "BadRequest", "'deletedDateTime'"},
		{"$top of domains", "/v1.0/domains?$top=1", 400, "BadRequest", "$top"},
		{"select of a domain's property that is not there", "/v1.0/domains?$select=name", 400, "BadRequest", "microsoft.graph.domain"},
		{"unknown group", "/v1.0/groups/00000000-0000-0000-0000-000000000001", 404, "Request_ResourceNotFound", "-000000000001"},
		{"members of an unknown group", "/v1.0/groups/00000000-0000-0000-0000-000000000001/transitiveMembers", 404, "Request_ResourceNotFound", "-000000000001"},
		{"filter of groups", "/v1.0/groups?$filter=id eq 'x'", 400, "BadRequest", "$filter"},
		{"page of groups too large", "/v1.0/groups?$top=1000", 400, "BadRequest", "between 1 and 999"},
		{"select of a group's property that is not there", "/v1.0/groups?$select=x", 400, "BadRequest", "microsoft.graph.group"},
		{"report of another period", "/v1.0/reports/getMailboxUsageDetail(period='D60')", 400, "BadRequest", "D60"},
		{"report of a day", "/v1.0/reports/getEmailAppUsageUserDetail(date=2026-11-01)", 400, "BadRequest", "date=2026-11-01"},
		{"report without quotes", "/v1.0/reports/getMailboxUsageDetail(period=D7)", 400, "BadRequest", "period=D7"},
		{"report without a period", "/v1.0/reports/getMailboxUsageDetail()", 400, "BadRequest", "period"},
		{"report with an option", "/beta/reports/getMailboxUsageDetail(period='D7')?$format=application/json", 400, "BadRequest", "$format"},
		{"another report", "/v1.0/reports/getTeamsUserActivityUserDetail(period='D7')", 404, "ResourceNotFound", "getTeams"},
		{"report settings with an option", "/v1.0/admin/reportSettings?$top=1", 400, "BadRequest", "$top"},
		{"filter of policies", "/v1.0/identity/conditionalAccess/policies?$filter=state eq 'enabled'", 400, "BadRequest", "$filter"},
		{"security defaults in pages", "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy?$top=1", 400, "BadRequest", "$top"},
		{"filter of registrations", "/v1.0/reports/authenticationMethods/userRegistrationDetails?$filter=isAdmin eq true", 400, "BadRequest", "$filter"},
		{"principals by name", "/v1.0/servicePrincipals?$filter=displayName eq 'x'", 400, "BadRequest", "displayName"},
		{"principals but one", "/v1.0/servicePrincipals?$filter=appId ne 'x'", 400, "BadRequest", "'ne'"},
		{"principals by number", "/v1.0/servicePrincipals?$filter=appId eq 1", 400, "BadRequest", "not of the type"},
		{"principals by two ids", "/v1.0/servicePrincipals?$filter=appId eq 'x' or appId eq 'y'", 400, "BadRequest", "'or' was not expected"},
		{"principals by half a filter", "/v1.0/servicePrincipals?$filter=appId eq", 400, "BadRequest", "position"},
		{"principals by nothing", "/v1.0/servicePrincipals?$filter=", 400, "BadRequest", "position 0"},
		{"unknown principal", "/v1.0/servicePrincipals/x", 404, "Request_ResourceNotFound", "'x'"},
		{"unknown principal's assignments", "/v1.0/servicePrincipals/x/appRoleAssignedTo", 404, "Request_ResourceNotFound", "'x'"},
		{"grants by client", "/v1.0/oauth2PermissionGrants?$filter=clientId eq 'x'", 400, "BadRequest", "clientId"},
		{"applications by name", "/v1.0/applications?$filter=displayName eq 'x'", 400, "BadRequest", "displayName"},
		{"traces after a moment", "/v1.0/admin/exchange/tracing/messageTraces?$filter=receivedDateTime gt 2026-11-01T00:00:00Z", 400, "BadRequest", "'gt'"},
		{"traces or", "/v1.0/admin/exchange/tracing/messageTraces?$filter=senderAddress eq 'x' or senderAddress eq 'y'", 400, "BadRequest", "'or'"},
		{"traces but one", "/v1.0/admin/exchange/tracing/messageTraces?$filter=senderAddress ne 'x'", 400, "BadRequest", "'ne'"},
		{"traces of a number", "/v1.0/admin/exchange/tracing/messageTraces?$filter=senderAddress eq 1", 400, "BadRequest", "not of the type"},
		{"traces of a quoted time", "/v1.0/admin/exchange/tracing/messageTraces?$filter=receivedDateTime ge '2026-11-01'", 400, "BadRequest", "not of the type"},
		{"traces by size", "/v1.0/admin/exchange/tracing/messageTraces?$filter=size eq 1", 400, "BadRequest", "not supported"},
		{"traces by what is not there", "/v1.0/admin/exchange/tracing/messageTraces?$filter=x eq 1", 400, "BadRequest", "Could not find"},
		{"page of traces too large", "/v1.0/admin/exchange/tracing/messageTraces?$top=5001", 400, "BadRequest", "between 1 and 5000"},
		{"no mailbox", "/v1.0/users/ups-tokyo@example.jp/mailboxSettings/userPurpose", 404, "MailboxNotEnabledForRESTAPI", "mailbox"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := get(t, tenant, c.target)
			if got.status != c.status {
				t.Fatalf("status %d, want %d: %s", got.status, c.status, got.body)
			}
			checkError(t, got, c.code, c.text)
		})
	}
}

// checkError holds an answer against the shape of Graph's errors.
func checkError(t *testing.T, got response, code, text string) {
	t.Helper()
	var body struct {
		Error struct {
			Code, Message string
			InnerError    map[string]string
		}
	}
	if err := json.Unmarshal(got.body, &body); err != nil {
		t.Fatalf("%s: %v", got.body, err)
	}
	if body.Error.Code != code || !strings.Contains(body.Error.Message, text) {
		t.Errorf("error %q %q, want %q with %q", body.Error.Code, body.Error.Message, code, text)
	}
	id := got.header.Get("request-id")
	if id == "" || body.Error.InnerError["request-id"] != id || body.Error.InnerError["client-request-id"] == "" || body.Error.InnerError["date"] == "" {
		t.Errorf("header request-id %q, inner error %v", id, body.Error.InnerError)
	}
}

func TestOnlyGetWithATokenIsServed(t *testing.T) {
	h := sample().Handler(HandlerOptions{})
	for _, method := range []string{"POST", "PATCH", "DELETE", "PUT", "HEAD"} {
		if got := ask(t, h, method, "/v1.0/users", "Bearer token"); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "GET" {
			t.Errorf("%s: %d", method, got.status)
		}
	}
	for _, authorization := range []string{"", "Bearer", "Bearer ", "Basic abc"} {
		got := ask(t, h, "GET", "/v1.0/users", authorization)
		if got.status != http.StatusUnauthorized {
			t.Errorf("%q: %d", authorization, got.status)
		}
		checkError(t, got, "InvalidAuthenticationToken", "")
	}
}

func TestFaultsAreServedInGraphsShape(t *testing.T) {
	calls := 0
	h := sample().Handler(HandlerOptions{Fault: func(r *http.Request) (int, string, string, http.Header) {
		calls++
		if strings.HasSuffix(r.URL.Path, "/signIns") && calls == 1 {
			return http.StatusTooManyRequests, "TooManyRequests", "Please retry again later.", http.Header{"retry-after": {"7"}}
		}
		return 0, "", "", nil
	}})
	got := ask(t, h, "GET", "/v1.0/auditLogs/signIns", "Bearer token")
	if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") != "7" {
		t.Errorf("first: %d %v", got.status, got.header)
	}
	checkError(t, got, "TooManyRequests", "retry")
	if got := ask(t, h, "GET", "/v1.0/auditLogs/signIns", "Bearer token"); got.status != http.StatusOK {
		t.Errorf("second: %d", got.status)
	}
}

func TestUserPurposeNamesTheMailbox(t *testing.T) {
	tenant := sample()
	for upn, want := range map[string]string{
		"scan-osaka-3f@contoso.com":   "user",
		"support@contoso.com":         "shared",
		"room-tokyo-a@example.jp":     "room",
		"car-osaka@example.jp":        "equipment",
		"label-osaka@example.jp":      "user",
		"toiawase-old@example.jp":     "shared",
		"nemo.exampleton@contoso.com": "user",
	} {
		for _, version := range []string{"v1.0", "beta"} {
			var body struct{ Value string }
			got := get(t, tenant, fmt.Sprintf("/%s/users/%s/mailboxSettings/userPurpose", version, upn))
			if err := json.Unmarshal(got.body, &body); err != nil || body.Value != want {
				t.Errorf("%s: %s (%v), want %s", upn, got.body, err, want)
			}
		}
	}
}

func TestOneUserIsFoundByIdAndByName(t *testing.T) {
	tenant := sample()
	for _, key := range []string{tenant.users[0].id, "SCAN-osaka-3f@contoso.com"} {
		var body map[string]any
		if err := json.Unmarshal(get(t, tenant, "/v1.0/users/"+key+"?$select=id,department").body, &body); err != nil {
			t.Fatal(err)
		}
		delete(body, "@odata.context")
		if diff := cmp.Diff(map[string]any{"id": tenant.users[0].id, "department": "General Affairs"}, body); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(testSeed, testAsOf)
	}
}

// BenchmarkWholeTenant serves every row with every property, without reading what is served.
func BenchmarkWholeTenant(b *testing.B) {
	h := sample().Handler(HandlerOptions{})
	for b.Loop() {
		for target := "/beta/auditLogs/signIns?$filter=" + everyType; target != ""; {
			body := ask(b, h, http.MethodGet, target, "Bearer token").body
			_, rest, _ := strings.Cut(string(body[:min(len(body), 4096)]), `"@odata.nextLink":"`)
			target, _, _ = strings.Cut(rest, `"`)
		}
	}
}
