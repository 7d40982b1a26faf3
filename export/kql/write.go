// Package kql writes the rules of a report that go on watching when the project is over: a query a rule for a Log Analytics workspace, and a template that deploys
// them all to Microsoft Sentinel. Nothing in it runs by itself: the rules of the template are disabled.
//
// A file is a comment, the list of senders and the query. The names of files are the same in every language and hold nothing of the tenant.
//
// # Many senders
//
// A rule of Microsoft Sentinel holds 10,000 characters, its comment included (Microsoft, "create scheduled analytics rules"); a rule of Azure Monitor holds 64 KB with
// all that belongs to it. So a list that is too long for one rule is cut into parts, each a rule and a file of its own; a sender is in one part of each rule. More
// than some parts are too many rules, of which a workspace runs 512: then the senders are in files of their own, for watchlists, which take 3.8 MB each, and every
// rule has one part again. A template holds 4 MB and 800 rules; the parts are far from that.
//
// # Text from the tenant
//
// Names stand in string literals, where only a quote, a backslash and a line end act, and some in the comment, which a line end would end; Kusto has more line ends
// than one. In the template everything is a JSON string, and none is taken for an expression of Azure Resource Manager, which begins and ends with a bracket. The
// files for watchlists are CSV in which no cell begins as a formula does: a key is an id, or a name behind "upn:".
package kql

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"unbasic/export"
)

const (
	// mostText is how many characters a query has at most. Sentinel counts in UTF-16.
	mostText = 10_000
	// mostParts is how many parts a rule has at most: with four rules, some forty of the 512.
	mostParts = 10
	// mostFile is how many bytes a file for a watchlist has at most.
	mostFile = 3_700_000
)

const (
	ending       = ".kql"
	templateName = "sentinel-rules.json"
	listPrefix   = "unbasic-senders-"
	listEnding   = ".csv"
)

// File is one file of the folder.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// Replaces reports whether a file of this name is of an earlier export. Others in the folder are somebody else's: parameters of the template, for example.
func Replaces(name string) bool {
	return strings.HasSuffix(name, ending) || name == templateName || strings.HasPrefix(name, listPrefix) && strings.HasSuffix(name, listEnding)
}

// Files are the queries, then the template, then the lists of senders where there are some.
func Files(alerts []export.Alert) []File {
	rules, lists := layOut(alerts)
	var files []File
	for _, r := range rules {
		files = append(files, File{r.file(), func(w io.Writer) error {
			_, err := io.WriteString(w, r.text)
			return err
		}})
	}
	files = append(files, File{templateName, func(w io.Writer) error { return template(w, alerts, rules) }})
	for i, list := range lists {
		files = append(files, File{listName(i) + listEnding, func(w io.Writer) error { return writeList(w, list) }})
	}
	return files
}

// rule is one part of an alert.
type rule struct {
	*export.Alert
	part, parts int
	text        string
}

// file is the name of the rule's file: the first part has that of the alert.
func (r rule) file() string {
	if r.part == 1 {
		return r.Key + ending
	}
	return fmt.Sprintf("%s-%02d%s", r.Key, r.part, ending)
}

// name is the rule's name for people.
func (r rule) name() string {
	pattern := r.Words.Name
	if r.parts > 1 {
		pattern = r.Words.PartName
	}
	return fill(pattern, "title", r.Title, "part", strconv.Itoa(r.part), "parts", strconv.Itoa(r.parts))
}

// layOut gives the rules with their texts, and the lists of senders where those are not in the texts.
func layOut(alerts []export.Alert) ([]rule, [][]export.AlertSender) {
	var rules []rule
	for i := range alerts {
		parts := divide(&alerts[i])
		if len(parts) > mostParts {
			return withLists(alerts)
		}
		for n, senders := range parts {
			a := &alerts[i]
			rules = append(rules, rule{a, n + 1, len(parts), head(a, partNote(a, n+1, len(parts))) + literals(a, senders) + a.Query})
		}
	}
	return rules, nil
}

// divide cuts the senders of an alert so that each part fits into a rule; there is one at least.
func divide(a *export.Alert) [][]export.AlertSender {
	whole := head(a, "") + literals(a, a.Senders) + a.Query
	if length(whole) <= mostText {
		return [][]export.AlertSender{a.Senders}
	}
	const digits = 1_000_000 // the note of a part is no longer than this one's
	room := mostText - length(head(a, partNote(a, digits, digits))+literals(a, nil)+a.Query)
	var parts [][]export.AlertSender
	from, used := 0, 0
	for i := range a.Senders {
		cost := length(literal(a.Senders[i].Account)) + len(",\n")
		day := length(dayHead+dayTail) + len(moment(a.Senders[i].Silent))
		if i > from && a.Senders[i].Silent.Equal(a.Senders[i-1].Silent) {
			day = 0
		}
		if used+cost+day > room && i > from {
			parts = append(parts, a.Senders[from:i])
			from, used, day = i, 0, length(dayHead+dayTail)+len(moment(a.Senders[i].Silent))
		}
		used += cost + day
	}
	return append(parts, a.Senders[from:])
}

func partNote(a *export.Alert, part, parts int) string {
	if parts == 1 {
		return ""
	}
	return fill(a.Words.Part, "part", strconv.Itoa(part), "parts", strconv.Itoa(parts))
}

// head is the comment before a query.
func head(a *export.Alert, note string) string {
	var b strings.Builder
	for _, line := range append([]string{a.Title, a.Finds, a.Do}, append(slices.Clone(a.Notes), note)...) {
		if line != "" {
			b.WriteString("// " + comment(line) + "\n")
		}
	}
	return b.String()
}

// What stands around the senders of a day.
const (
	dayHead = "(datatable(Account:string)[\n"
	dayTail = "] | extend Silent = ),\n"
)

// literals declares the senders of a part.
func literals(a *export.Alert, senders []export.AlertSender) string {
	var b strings.Builder
	b.WriteString("let planned = ")
	table := func(senders []export.AlertSender) {
		b.WriteString("datatable(Account:string)[\n")
		for i, s := range senders {
			if i > 0 {
				b.WriteString(",\n")
			}
			b.WriteString(literal(s.Account))
		}
		b.WriteString("]")
	}
	switch {
	case !a.Dated:
		table(senders)
	case len(senders) == 0:
		b.WriteString("datatable(Account:string, Silent:datetime)[]")
	default:
		b.WriteString("union\n")
		for from := 0; from < len(senders); {
			to := from + 1
			for to < len(senders) && senders[to].Silent.Equal(senders[from].Silent) {
				to++
			}
			if from > 0 {
				b.WriteString(",\n")
			}
			b.WriteString("(")
			table(senders[from:to])
			b.WriteString(" | extend Silent = " + moment(senders[from].Silent) + ")")
			from = to
		}
	}
	b.WriteString(";\n")
	return b.String()
}

// withLists gives rules that take their senders from watchlists.
func withLists(alerts []export.Alert) ([]rule, [][]export.AlertSender) {
	silent := map[string]time.Time{}
	for i := range alerts {
		for _, s := range alerts[i].Senders {
			if have, known := silent[s.Account]; !known || have.IsZero() {
				silent[s.Account] = s.Silent
			}
		}
	}
	all := make([]export.AlertSender, 0, len(silent))
	for account, at := range silent {
		all = append(all, export.AlertSender{Account: account, Silent: at})
	}
	slices.SortFunc(all, func(x, y export.AlertSender) int { return strings.Compare(x.Account, y.Account) })
	var lists [][]export.AlertSender
	from, size := 0, 0
	for i, s := range all {
		// A cell is in quotes at the most, with each quote in it twice.
		cell := harmless(s.Account)
		row := len(cell) + strings.Count(cell, `"`) + len(`"",`+time.RFC3339+"\n")
		if size+row > mostFile {
			lists, from, size = append(lists, all[from:i]), i, 0
		}
		size += row
	}
	lists = append(lists, all[from:])
	var files, names, calls []string
	for i := range lists {
		files, names = append(files, listName(i)+listEnding), append(names, listName(i))
		calls = append(calls, "(_GetWatchlist("+literal(listName(i))+"))")
	}
	var rules []rule
	for i := range alerts {
		a := &alerts[i]
		planned := "let planned = union isfuzzy=true " + strings.Join(calls, ", ") + "\n| project Account = tostring(SearchKey)"
		if a.Dated {
			planned += ", Silent = todatetime(column_ifexists(\"Silent\", \"\"))\n| where isnotnull(Silent)"
		}
		note := fill(a.Words.Watchlist, "files", strings.Join(files, ", "), "lists", strings.Join(names, ", "))
		rules = append(rules, rule{a, 1, 1, head(a, note) + planned + ";\n" + a.Query})
	}
	return rules, lists
}

func listName(i int) string { return fmt.Sprintf("%s%02d", listPrefix, i+1) }

// writeList writes a file for a watchlist.
func writeList(w io.Writer, senders []export.AlertSender) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"Account", "Silent"}); err != nil {
		return err
	}
	for _, s := range senders {
		silent := ""
		if !s.Silent.IsZero() {
			silent = s.Silent.UTC().Format(time.RFC3339)
		}
		if err := out.Write([]string{harmless(s.Account), silent}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func moment(t time.Time) string { return "datetime(" + t.UTC().Format(time.RFC3339) + ")" }

// literal makes a string literal of any text.
func literal(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(harmless(text)) + `"`
}

// comment keeps a text on one line of a comment.
func comment(text string) string { return harmless(text) }

// harmless puts U+FFFD in the place of what can't be seen: control characters, line ends of every kind and direction marks.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return utf8.RuneError
		}
		return r
	}, text)
}

// length is how many characters Sentinel counts.
func length(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// fill puts values in the place of {names}.
func fill(pattern string, namesAndValues ...string) string {
	for i := 0; i < len(namesAndValues); i += 2 {
		namesAndValues[i] = "{" + namesAndValues[i] + "}"
	}
	return strings.NewReplacer(namesAndValues...).Replace(pattern)
}

// The template, as Azure Resource Manager reads it.
type (
	document struct {
		Schema         string               `json:"$schema"`
		ContentVersion string               `json:"contentVersion"`
		Metadata       description          `json:"metadata"`
		Parameters     map[string]parameter `json:"parameters"`
		Resources      []resource           `json:"resources"`
	}
	description struct {
		Description string `json:"description"`
	}
	parameter struct {
		Type     string      `json:"type"`
		Metadata description `json:"metadata"`
	}
	resource struct {
		Type       string     `json:"type"`
		APIVersion string     `json:"apiVersion"`
		Scope      string     `json:"scope"`
		Name       string     `json:"name"`
		Kind       string     `json:"kind"`
		Properties properties `json:"properties"`
	}
	properties struct {
		DisplayName         string          `json:"displayName"`
		Description         string          `json:"description"`
		Enabled             bool            `json:"enabled"`
		Severity            export.Severity `json:"severity"`
		Query               string          `json:"query"`
		QueryFrequency      string          `json:"queryFrequency"`
		QueryPeriod         string          `json:"queryPeriod"`
		TriggerOperator     string          `json:"triggerOperator"`
		TriggerThreshold    int             `json:"triggerThreshold"`
		SuppressionEnabled  bool            `json:"suppressionEnabled"`
		SuppressionDuration string          `json:"suppressionDuration"`
		Tactics             []string        `json:"tactics"`
		Techniques          []string        `json:"techniques"`
		EntityMappings      []entity        `json:"entityMappings"`
		EventGrouping       eventGrouping   `json:"eventGroupingSettings"`
		Incident            incident        `json:"incidentConfiguration"`
	}
	entity struct {
		EntityType    string  `json:"entityType"`
		FieldMappings []field `json:"fieldMappings"`
	}
	field struct {
		Identifier string `json:"identifier"`
		ColumnName string `json:"columnName"`
	}
	eventGrouping struct {
		AggregationKind string `json:"aggregationKind"`
	}
	incident struct {
		CreateIncident bool     `json:"createIncident"`
		Grouping       grouping `json:"groupingConfiguration"`
	}
	grouping struct {
		Enabled              bool   `json:"enabled"`
		ReopenClosedIncident bool   `json:"reopenClosedIncident"`
		LookbackDuration     string `json:"lookbackDuration"`
		MatchingMethod       string `json:"matchingMethod"`
	}
)

// apiVersion is the first that is no preview and has all of these properties.
const apiVersion = "2023-02-01"

// template writes the rules for Azure Resource Manager. Alerts of one account and address within a day are one incident.
func template(w io.Writer, alerts []export.Alert, rules []rule) error {
	d := document{
		Schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ContentVersion: "1.0.0.0",
		Parameters: map[string]parameter{}, Resources: []resource{},
	}
	if len(alerts) > 0 {
		d.Metadata.Description = plain(alerts[0].Words.Template)
		d.Parameters["workspace"] = parameter{"string", description{plain(alerts[0].Words.Workspace)}}
	}
	for _, r := range rules {
		d.Resources = append(d.Resources, resource{
			Type: "Microsoft.SecurityInsights/alertRules", APIVersion: apiVersion,
			Scope: "[format('Microsoft.OperationalInsights/workspaces/{0}', parameters('workspace'))]",
			Name:  r.id(), Kind: "Scheduled",
			Properties: properties{
				DisplayName: plain(r.name()), Description: plain(r.Finds + " " + r.Do), Severity: r.Severity, Query: plain(r.text),
				QueryFrequency: duration(r.Every), QueryPeriod: duration(r.Reads), TriggerOperator: "GreaterThan", SuppressionDuration: duration(r.Every),
				Tactics: listed(r.Tactics), Techniques: listed(r.Techniques),
				EntityMappings: []entity{
					{"Account", []field{{"AadUserId", "UserId"}, {"FullName", "UserPrincipalName"}}},
					{"IP", []field{{"Address", "IPAddress"}}},
				},
				EventGrouping: eventGrouping{"AlertPerResult"},
				Incident:      incident{true, grouping{Enabled: true, LookbackDuration: "P1D", MatchingMethod: "AllEntities"}},
			},
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}

func listed(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// plain keeps a text from being taken for an expression.
func plain(text string) string {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		return "[" + text
	}
	return text
}

// id is the rule's name for Sentinel, a GUID. The same rule of a later plan has the same one, and so takes its place.
func (r rule) id() string {
	sum := sha256.Sum256([]byte(r.Tenant + "\n" + r.Key + "\n" + strconv.Itoa(r.part)))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // version 8 is the one for an algorithm of one's own (RFC 9562)
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// duration is a span in ISO 8601.
func duration(d time.Duration) string {
	if d%(24*time.Hour) == 0 {
		return fmt.Sprintf("P%dD", d/(24*time.Hour))
	}
	return fmt.Sprintf("PT%dH", d/time.Hour)
}
