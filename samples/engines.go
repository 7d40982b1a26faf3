package samples

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// EngineOptions change how an engine that counts sign-ins serves the tenant; the zero value serves it without faults.
type EngineOptions struct {
	// MostGroups is the most groups that an answer has, if it is positive; 0 is the engine's own limit.
	MostGroups int
	// Keeps is how far back the engine holds rows, if it is positive.
	Keeps time.Duration
	// Lacks are tables that the engine does not have.
	Lacks []string
}

// An engineQuery is what was asked of an engine, as far as it matters here: the sample counts as the query says, and does not read it.
type engineQuery struct {
	since, until time.Time
	reach        bool
	tables       []string
}

var engineLiteral = regexp.MustCompile(`let (since|until) = datetime\(([^)]*)\);`)

// readEngineQuery takes the window and the tables out of a query that is one of the program's.
func readEngineQuery(text string, tables []string, lacks []string) (engineQuery, error) {
	var q engineQuery
	for _, found := range engineLiteral.FindAllStringSubmatch(text, -1) {
		at, err := time.Parse(time.RFC3339Nano, found[2])
		if err != nil {
			return q, fmt.Errorf("'datetime' literal %s", found[2])
		}
		if found[1] == "since" {
			q.since = at
		} else {
			q.until = at
		}
	}
	if q.since.IsZero() || q.until.IsZero() {
		return q, fmt.Errorf("'where' operator: Failed to resolve scalar expression named 'since'")
	}
	for _, table := range tables {
		if strings.Contains(text, table) && !slices.Contains(lacks, table) {
			q.tables = append(q.tables, table)
		}
	}
	if len(q.tables) == 0 {
		return q, fmt.Errorf("'union' operator: Failed to resolve table expression named '%s'", tables[0])
	}
	q.reach = strings.Contains(text, "Oldest = min(")
	if !q.reach && (!strings.Contains(text, "Hours = make_bag(") || !strings.Contains(text, `ClientAppUsed !in~ ("Browser"`)) {
		return q, fmt.Errorf("the sample answers the program's own queries only")
	}
	return q, nil
}

// rowsOf gives the rows that a table holds.
func (t *Tenant) rowsOf(table string, keeps time.Duration) []*signIn {
	var rows []*signIn
	for i := range t.rows {
		r := &t.rows[i]
		if table == "SigninLogs" && r.event != interactive || table == "AADNonInteractiveUserSignInLogs" && r.event != nonInteractive {
			continue
		}
		if keeps <= 0 || !r.at.Before(t.asOf.Add(-keeps)) {
			rows = append(rows, r)
		}
	}
	return rows
}

// A group is one line of an engine's answer.
type group struct {
	key         [12]string // in the order of groupColumns, before the figures; times and numbers as text
	system      int        // 0 where the engine does not know it
	rows        int
	certificate int // of the rows
	first, last time.Time
	hours       map[string]int
}

// groupColumns are those of the answer with their types.
var groupColumns = [][2]string{
	{"Day", "datetime"}, {"UserId", "string"}, {"UserPrincipalName", "string"}, {"UserDisplayName", "string"}, {"AppDisplayName", "string"},
	{"ClientAppUsed", "string"}, {"UserAgent", "string"}, {"AuthenticationProtocol", "string"}, {"IPAddress", "string"}, {"Country", "string"},
	{"ErrorCode", "int"}, {"FailureReason", "string"}, {"AutonomousSystemNumber", "long"}, {"CertificateRows", "long"}, {"Rows", "long"}, {"First", "datetime"}, {"Last", "datetime"}, {"Hours", "dynamic"},
}

// countedByEngines reports whether the queries count a row: any but those of modern client apps, and of unnamed ones without a mark of Basic.
func countedByEngines(r *signIn) bool {
	switch strings.ToLower(r.client) {
	case "browser", "mobile apps and desktop clients", "modern clients", "mobile apps and desktop applications":
		return false
	case "", "unknown":
		agent := strings.ToLower(r.agent)
		return strings.Contains(agent, "bav2ropc") || strings.Contains(agent, "cbainprod") || strings.Contains(agent, "cbaintar") || r.app.protocol == "ropc"
	}
	return true
}

// countGroups counts the rows of a query. hunting: the engine gives no reason for a failure, of the protocols only that of a password, no autonomous system and
// not that a certificate was used.
func (t *Tenant) countGroups(q engineQuery, keeps time.Duration, hunting bool) []*group {
	found := map[[12]string]*group{}
	for _, table := range q.tables {
		for _, r := range t.rowsOf(table, keeps) {
			if r.at.Before(q.since) || !r.at.Before(q.until) || !countedByEngines(r) {
				continue
			}
			protocol, reason := r.app.protocol, ""
			if r.code == 50053 {
				reason = failedText[r.code]
			}
			if hunting {
				reason = ""
				if protocol != "ropc" {
					protocol = ""
				}
			}
			key := [12]string{r.at.UTC().Truncate(24 * time.Hour).Format(time.RFC3339), r.who.userID, r.who.upn, r.who.name, r.app.name, r.client, r.agent,
				protocol, r.address, r.place.country, strconv.Itoa(r.code), reason}
			g := found[key]
			if g == nil {
				g = &group{key: key, first: r.at, last: r.at, hours: map[string]int{}}
				found[key] = g
			}
			g.rows++
			if !hunting {
				g.system = max(g.system, r.place.system)
				if r.certificate {
					g.certificate++
				}
			}
			g.hours[strconv.Itoa(r.at.UTC().Hour())]++
			if r.at.Before(g.first) {
				g.first = r.at
			}
			if r.at.After(g.last) {
				g.last = r.at
			}
		}
	}
	list := make([]*group, 0, len(found))
	for _, g := range found {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int { return slices.CompareFunc(a.key[:], b.key[:], cmp.Compare[string]) })
	return list
}

// values are a group's in the order of groupColumns. Hours are text, as Log Analytics writes a dynamic value.
func (g *group) values() []any {
	var list []any
	for i, text := range g.key {
		if groupColumns[i][1] == "int" {
			list = append(list, json.Number(text))
		} else {
			list = append(list, text)
		}
	}
	var system any
	if g.system > 0 {
		system = g.system
	}
	return append(list, system, g.certificate, g.rows, stampOf(g.first), stampOf(g.last), string(mustMarshal(g.hours)))
}

func stampOf(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.9999999Z") }

// reach gives the oldest and the newest row of each table that has any.
func (t *Tenant) reach(q engineQuery, keeps time.Duration) [][]any {
	var list [][]any
	for _, table := range q.tables {
		var oldest, newest time.Time
		for _, r := range t.rowsOf(table, keeps) {
			if r.at.Before(q.since) || !r.at.Before(q.until) {
				continue
			}
			if oldest.IsZero() || r.at.Before(oldest) {
				oldest = r.at
			}
			if r.at.After(newest) {
				newest = r.at
			}
		}
		if !oldest.IsZero() {
			list = append(list, []any{table, stampOf(oldest), stampOf(newest)})
		}
	}
	return list
}
