package samples

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"strings"
)

// WorkspaceID is the Log Analytics workspace that the tenant's sign-ins are sent to.
const WorkspaceID = "77777777-0000-4000-8000-000000000007"

// mostWorkspaceRows is the limit of the query API.
const mostWorkspaceRows = 500_000

// LogAnalytics serves the tenant's sign-ins as a Log Analytics workspace would count them, under /v1/workspaces/{id}/query. It knows the program's own
// queries and no other. Any bearer token is accepted; requests without one are refused. An answer that would be longer than the limit is cut, and says so.
func (t *Tenant) LogAnalytics(opts EngineOptions) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
		h := fnv.New64a()
		h.Write(body)
		w.Header().Set("x-ms-request-id", fmt.Sprintf("00000000-0000-4000-8000-%012x", h.Sum64()>>16))
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		answer := func(status int, value any) {
			w.WriteHeader(status)
			_, _ = w.Write(mustMarshal(value)) // the reader has gone if this fails
		}
		refuse := func(status int, code, message string, inner any) {
			e := map[string]any{"code": code, "message": message}
			if inner != nil {
				e["innererror"] = inner
			}
			answer(status, map[string]any{"error": e})
		}
		var asked struct {
			Query string `json:"query"`
		}
		_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		switch {
		case strings.TrimSpace(token) == "":
			refuse(http.StatusUnauthorized, "AuthorizationRequiredError", "Valid authentication was not provided", nil)
			return
		case r.Method != http.MethodPost || r.URL.Path != "/v1/workspaces/"+WorkspaceID+"/query":
			refuse(http.StatusNotFound, "PathNotFoundError", "The requested path does not exist", nil)
			return
		case err != nil || json.Unmarshal(body, &asked) != nil:
			refuse(http.StatusBadRequest, "BadArgumentError", "The request had some invalid properties", nil)
			return
		}
		q, err := readEngineQuery(asked.Query, []string{"SigninLogs", "AADNonInteractiveUserSignInLogs"}, opts.Lacks)
		if err != nil {
			refuse(http.StatusBadRequest, "BadArgumentError", "The request had some invalid properties",
				map[string]any{"code": "SemanticError", "message": "A semantic error occurred.", "innererror": map[string]any{"code": "SEM0100", "message": err.Error()}})
			return
		}
		answer(http.StatusOK, t.workspaceAnswer(q, opts))
	})
}

// workspaceAnswer is the body of an answer: one table, and an error beside it where rows were left out.
func (t *Tenant) workspaceAnswer(q engineQuery, opts EngineOptions) map[string]any {
	columns := [][2]string{{"Table", "string"}, {"Oldest", "datetime"}, {"Newest", "datetime"}}
	rows := [][]any{}
	body := map[string]any{}
	if q.reach {
		rows = append(rows, t.reach(q, opts.Keeps)...)
	} else {
		columns = groupColumns
		most := mostWorkspaceRows
		if opts.MostGroups > 0 {
			most = opts.MostGroups
		}
		for _, g := range t.countGroups(q, opts.Keeps, false) {
			if len(rows) == most {
				body["error"] = map[string]any{"code": "PartialError", "message": "There were some errors when processing your query.", "details": []any{
					map[string]any{"code": "EngineError", "message": "Something went wrong processing your query on the server.", "innererror": map[string]any{
						"code": "-2133196797", "severity": 2, "severityName": "Error",
						"message": fmt.Sprintf("Query result set has exceeded the internal record count limit %d (E_QUERY_RESULT_SET_TOO_LARGE)", most)}}}}
				break
			}
			rows = append(rows, g.values())
		}
	}
	var heads []any
	for _, c := range columns {
		heads = append(heads, map[string]string{"name": c[0], "type": c[1]})
	}
	body["tables"] = []any{map[string]any{"name": "PrimaryResult", "columns": heads, "rows": rows}}
	return body
}
