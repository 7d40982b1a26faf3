package graph_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"unbasic/inventory"
	"unbasic/inventory/graph"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// TestMembersOfPoliciesGroups: of every group that a policy names which looks at passwords, all members are read, page by page.
func TestMembersOfPoliciesGroups(t *testing.T) {
	const first, second, gone, modern = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002", "11111111-0000-4000-8000-000000000003", "11111111-0000-4000-8000-000000000004"
	policy := func(id, state, clients, include, exclude string) string {
		return fmt.Sprintf(`{"id":%q,"state":%q,"conditions":{"clientAppTypes":[%s],"users":{"includeUsers":[],"includeGroups":[%s],"excludeGroups":[%s]}}}`, id, state, clients, include, exclude)
	}
	quoted := func(ids ...string) string { return `"` + strings.Join(ids, `","`) + `"` }
	policies := `{"value":[` + strings.Join([]string{
		policy("a", "enabled", `"other"`, quoted(first, "../users"), quoted(gone)), policy("b", "enabledForReportingButNotEnforced", `"all"`, "", quoted(second, first)),
		policy("c", "disabled", `"all"`, quoted(modern), ""), policy("d", "enabled", `"browser"`, quoted(modern), ""),
	}, ",") + `]}`
	member := func(n int) string {
		return fmt.Sprintf(`{"@odata.type":"#microsoft.graph.user","id":"AAAAAAAA-0000-4000-8000-%012d"}`, n)
	}
	asked := map[string]int{}
	tenant := tenantOf(1).Handler(samples.HandlerOptions{})
	var server *httptest.Server
	refused := false
	server = serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ok := strings.CutPrefix(r.URL.Path, "/v1.0/groups/")
		id, _, members := strings.Cut(path, "/transitiveMembers")
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/v1.0/identity/conditionalAccess/policies":
			_, _ = w.Write([]byte(policies))
		case !ok || !members:
			tenant.ServeHTTP(w, r)
		case id == gone:
			asked[id]++
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"error":{"code":"Request_ResourceNotFound","message":"gone"}}`))
		case id == second && refused:
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(`{"error":{"code":"Authorization_RequestDenied","message":"no"}}`))
		case id == first && r.URL.Query().Get("$skiptoken") == "":
			asked[id]++
			_, _ = fmt.Fprintf(w, `{"@odata.nextLink":%q,"value":[%s,%s]}`, server.URL+r.URL.Path+"?$skiptoken=2", member(2), member(1))
		case id == first:
			_, _ = fmt.Fprintf(w, `{"value":[%s,{"id":null},%s]}`, member(3), member(1))
		default:
			asked[id]++
			_, _ = w.Write([]byte(`{"value":[]}`))
		}
	}))
	store := &memory{}
	coverage := coverageOf(t, collect(t, server, store, lastThirtyDays(asOf)), graph.PolicyMembers)
	if coverage.Status != inventory.CoverageComplete || coverage.Records != 3 {
		t.Errorf("coverage = %+v", coverage)
	}
	want := `{"group":"` + first + `","members":["aaaaaaaa-0000-4000-8000-000000000001","aaaaaaaa-0000-4000-8000-000000000002","aaaaaaaa-0000-4000-8000-000000000003"]}` + "\n" +
		`{"group":"` + second + `","members":[]}` + "\n" + `{"group":"` + gone + `","members":[]}` + "\n"
	if diff := cmp.Diff(want, store.text(graph.PolicyMembers)); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{first: 1, second: 1, gone: 1}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}

	// Of a group that is refused nothing is kept, and those before it stand.
	refused = true
	store = &memory{}
	coverage = coverageOf(t, collect(t, server, store, lastThirtyDays(asOf)), graph.PolicyMembers)
	if coverage.Status != inventory.CoveragePartial || coverage.Records != 1 || strings.Contains(store.text(graph.PolicyMembers), second) {
		t.Errorf("coverage = %+v, kept %s", coverage, store.text(graph.PolicyMembers))
	}
}
