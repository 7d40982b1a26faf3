package samples

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// huntingQuery is the resource of advanced hunting, which is asked with POST.
const huntingQuery = "security/runHuntingQuery"

// mostHuntedRows is the limit of the API: what is beyond it is left out without a word.
const mostHuntedRows = 100_000

// hunting answers the program's own queries as advanced hunting would.
func (a *answer) hunting() *refusal {
	if _, refused := readQuery(a.request); refused != nil {
		return refused
	}
	var asked struct{ Query, Timespan string }
	body, err := io.ReadAll(io.LimitReader(a.request.Body, mostOfABatch))
	if err != nil || json.Unmarshal(body, &asked) != nil || asked.Query == "" {
		return badRequest("The request has no Query.")
	}
	opts := a.opts.Hunting
	q, err := readEngineQuery(asked.Query, []string{"EntraIdSignInEvents"}, opts.Lacks)
	if err != nil {
		return badRequest("%v", err)
	}
	columns := groupColumns
	var rows [][]any
	if q.reach {
		columns = [][2]string{{"Table", "string"}, {"Oldest", "datetime"}, {"Newest", "datetime"}}
		rows = a.tenant.reach(q, opts.Keeps)
	} else {
		most := mostHuntedRows
		if opts.MostGroups > 0 {
			most = opts.MostGroups
		}
		list := a.tenant.countGroups(q, opts.Keeps, true)
		if len(list) > most && opts.MostGroups > 0 {
			return badRequest("Query execution has exceeded the allowed result size (%d rows). Optimize your query by limiting the amount of results.", most)
		}
		for _, g := range list[:min(most, len(list))] {
			rows = append(rows, g.values())
		}
	}
	a.write(http.StatusOK, huntingAnswer(columns, rows))
	return nil
}

// huntingAnswer writes rows as objects. A dynamic value is an object here.
func huntingAnswer(columns [][2]string, rows [][]any) []byte {
	names := map[string]string{"datetime": "DateTime", "string": "String", "int": "Int32", "long": "Int64", "dynamic": "Object"}
	schema := []any{}
	for _, c := range columns {
		schema = append(schema, map[string]string{"name": c[0], "type": names[c[1]]})
	}
	results := []any{}
	for _, row := range rows {
		object := map[string]any{}
		for i, c := range columns {
			if object[c[0]] = row[i]; c[1] == "dynamic" {
				object[c[0]] = json.RawMessage(fmt.Sprint(row[i]))
			}
		}
		results = append(results, object)
	}
	return mustMarshal(map[string]any{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults",
		"schema": schema, "results": results})
}
