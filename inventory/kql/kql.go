// Package kql asks the engines in which a tenant's sign-ins already live: the queries, how a window is cut so that each answer is whole,
// and the lines that are kept of it. It sends nothing; inventory/loganalytics and inventory/graph do. It has the queries, too, that go on watching a plan's senders there.
//
//	SignInGroups(engine, window) -> the query
//	Cutting.Read(window, ask, keep) -> spans, newest first; Result: rows, gaps, request ids
//	Detection.Query() -> a rule, by the same lists and limits as the inventory's own
//
// A tenant of some size has a billion rows of sign-ins, and Graph gives a thousand a page. An engine counts them where they are: a group is
// what one account did from one address with one program with one result on one day, and a day of it fits into one answer.
package kql

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
)

// Engine is where sign-ins are kept and counted.
type Engine string

// The engines.
const (
	// LogAnalytics is an Azure Monitor workspace that diagnostic settings send sign-ins to.
	LogAnalytics Engine = "log-analytics"
	// Hunting is Defender's advanced hunting.
	Hunting Engine = "hunting"
)

// Keeps is how far back an engine is asked where nobody says how far: a Log Analytics workspace keeps 90 days where Microsoft Sentinel is on it, and
// advanced hunting keeps 30.
func (e Engine) Keeps() time.Duration {
	if e == Hunting {
		return 30 * 24 * time.Hour
	}
	return 90 * 24 * time.Hour
}

// Tables are the tables of an engine that hold sign-ins of people and devices.
func (e Engine) Tables() []string {
	if e == Hunting {
		return []string{"EntraIdSignInEvents"}
	}
	return []string{"SigninLogs", "AADNonInteractiveUserSignInLogs"}
}

// Column is one column of the result.
type Column struct {
	Name string
	// Type is the engine's word.
	Type string
}

// The columns that a group has figures in; the others it has one value of each in.
var (
	systemColumn      = Column{"AutonomousSystemNumber", "long"}
	certificateColumn = Column{"CertificateRows", "long"}
	rowsColumn        = Column{"Rows", "long"}
	firstColumn       = Column{"First", "datetime"}
	lastColumn        = Column{"Last", "datetime"}
	hoursColumn       = Column{"Hours", "dynamic"}
)

var columns = []Column{
	{"Day", "datetime"}, {"UserId", "string"}, {"UserPrincipalName", "string"}, {"UserDisplayName", "string"}, {"AppDisplayName", "string"},
	{"ClientAppUsed", "string"}, {"UserAgent", "string"}, {"AuthenticationProtocol", "string"}, {"IPAddress", "string"}, {"Country", "string"},
	{"ErrorCode", "int"}, {"FailureReason", "string"}, systemColumn, certificateColumn, rowsColumn, firstColumn, lastColumn, hoursColumn,
}

// Columns are those of the result, in their order; the same for every engine.
func Columns() []Column { return slices.Clone(columns) }

// isKey reports whether groups differ in a column. The autonomous system is none: an address is of one, and were it a key, groups that were counted before the
// query had it would be taken for other rows than the same counted since.
func (c Column) isKey() bool {
	return c != systemColumn && c != certificateColumn && c != rowsColumn && c != firstColumn && c != lastColumn && c != hoursColumn
}

// names are columns as the text of a query has them.
func names(of func(Column) bool) string {
	var list []string
	for _, c := range columns {
		if of(c) {
			list = append(list, c.Name)
		}
	}
	return strings.Join(list, ", ")
}

// modernApps are the client apps that do not use Basic authentication, and unnamedApps those that count only with a mark of it, as inventory sorts
// rows. The comparison is without case and with all blanks: a value that differs in a blank comes along and is sorted out later.
var (
	modernApps  = []string{"Browser", "Mobile Apps and Desktop clients", "Modern clients", "Mobile Apps and Desktop applications"}
	unnamedApps = []string{"", "Unknown"}
	basicMarks  = []string{"BAV2ROPC", "CBAinPROD", "CBAinTAR"}
)

// filter is the condition for rows that may concern Basic. It drops nothing that an inventory would count; what it lets through besides is counted as
// modern there.
func filter() string {
	var marks []string
	for _, mark := range basicMarks {
		marks = append(marks, fmt.Sprintf("UserAgent contains %q", mark))
	}
	return fmt.Sprintf("ClientAppUsed !in~ (%s) and (ClientAppUsed !in~ (%s) or %s or AuthenticationProtocol =~ \"ropc\")",
		quoted(modernApps), quoted(unnamedApps), strings.Join(marks, " or "))
}

func quoted(words []string) string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = fmt.Sprintf("%q", word) // none has a character that the two languages write differently
	}
	return strings.Join(list, ", ")
}

// SignInGroups is the query for the sign-ins of a window that may concern Basic, in groups. An event of the window's very end is not in it, so that two
// windows which touch give no row twice.
func SignInGroups(engine Engine, w inventory.Window) string {
	return between(w) + groups(engine)
}

// Printed is the query for a person to run, who exports the result and imports it.
func Printed(engine Engine) string {
	days := int(engine.Keeps() / (24 * time.Hour))
	return "// " + strings.ReplaceAll(strings.TrimSpace(printed[engine]), "\n", "\n// ") +
		fmt.Sprintf("\nlet since = startofday(ago(%dd));\nlet until = now();\n", days) + groups(engine)
}

// printed says what the query is and what to do with it.
var printed = map[Engine]string{
	LogAnalytics: `
Sign-ins that may use Basic authentication, counted by day, account, program, address and result. It only reads.
Paste it into the Logs page of the Log Analytics workspace (or Microsoft Sentinel) that your Entra diagnostic settings send
SigninLogs and NonInteractiveUserSignInLogs to, with the display time zone set to UTC, and export: Share, Export to CSV (all columns).
The page shows 30,000 rows at most: where it says so, export one file a span, each from the beginning of one day to the beginning of
another, because of two files that hold parts of a day only the greater part counts. Without that limit:
  az monitor log-analytics query --workspace <workspace id> --analytics-query @this-file.kql --output json > groups.json
Then run: unbasic import FILE...`,
	Hunting: `
Sign-ins that may use Basic authentication, counted by day, account, program, address and result. It only reads.
Paste it into Advanced hunting in the Microsoft Defender portal (security.microsoft.com, Hunting), with the time zone of the portal set to
UTC, run it, and export the result as CSV. The page gives 100,000 rows at most: where it says so, export one file a
span, each from the beginning of one day to the beginning of another. It holds 30 days. Then run: unbasic import FILE...`,
}

func between(w inventory.Window) string {
	return fmt.Sprintf("let since = %s;\nlet until = %s;\n", literal(w.Since), literal(w.Until))
}

// literal is a time in the engine's language.
func literal(t time.Time) string { return "datetime(" + t.UTC().Format(time.RFC3339Nano) + ")" }

// late is how long a row may be on its way. A workspace is cut by when a row came in, so that is asked for with some room, and the event's own time decides.
const late = "7d"

func groups(engine Engine) string {
	var b strings.Builder
	if engine == Hunting {
		b.WriteString(hunted())
	} else {
		b.WriteString("union isfuzzy=true\n")
		for i, table := range engine.Tables() {
			if i > 0 {
				b.WriteString(",\n")
			}
			b.WriteString(leg(table))
		}
		b.WriteString("\n")
	}
	// Hours are counted first, so that a group is one line with all of its hours. Rows are not told apart by Id, which would hold every Id in memory: a
	// workspace holds a row twice only where two diagnostic settings send the same category to it, and Entra refuses to make such a pair.
	fmt.Fprintf(&b, `| summarize HourRows = count(), HourCertificates = countif(Certificate), AutonomousSystemNumber = max(AutonomousSystemNumber),
    First = min(At), Last = max(At)
    by %[1]s, Hour = hourofday(At)
| summarize Rows = sum(HourRows), CertificateRows = sum(HourCertificates), AutonomousSystemNumber = max(AutonomousSystemNumber),
    First = min(First), Last = max(Last), Hours = make_bag(bag_pack(tostring(Hour), HourRows))
    by %[1]s
| project %[2]s
`, names(Column.isKey), names(func(Column) bool { return true }))
	return b.String()
}

// leg is one table of a workspace, with the columns of both brought to one type before they meet: Status and LocationDetails are objects in one table and
// text in the other. An error code that can't be read is -1 and not nothing, since nothing would be taken for 0, which is success.
// A certificate is looked for where it can be instead of a password, as inventory/files does in rows.
func leg(table string) string {
	return fmt.Sprintf(`    (%s
    | where TimeGenerated >= since - 1h and TimeGenerated < until + %s
    | where CreatedDateTime >= since and CreatedDateTime < until
    | extend AuthenticationProtocol = tostring(column_ifexists("AuthenticationProtocol", "")),
        AutonomousSystemNumber = tolong(column_ifexists("AutonomousSystemNumber", ""))
    | where %s
    | extend State = parse_json(tostring(Status)), Place = parse_json(tostring(LocationDetails))
    | extend ErrorCode = coalesce(toint(ResultType), toint(State.errorCode), int(-1))
    | project At = CreatedDateTime, Day = startofday(CreatedDateTime), UserId = tostring(UserId), UserPrincipalName = tostring(UserPrincipalName),
        UserDisplayName = tostring(UserDisplayName), AppDisplayName = tostring(AppDisplayName), ClientAppUsed = tostring(ClientAppUsed),
        UserAgent = tostring(UserAgent), AuthenticationProtocol, IPAddress = tostring(IPAddress),
        Country = coalesce(tostring(Location), tostring(Place.countryOrRegion)), ErrorCode,
        FailureReason = iff(ErrorCode == 50053, coalesce(tostring(State.failureReason), tostring(ResultDescription)), ""), AutonomousSystemNumber,
        Certificate = ClientAppUsed contains "Exchange Active"
            and tostring(AuthenticationDetails) matches regex @'(?i)"authenticationMethod"\s*:\s*"[^"]*certificate')`, table, late, filter())
}

// hunted is the table of advanced hunting. It has no reason for a failure, so code 50053 stays what the code alone says; no autonomous system; and no steps of an
// authentication, so a certificate passes for a password.
func hunted() string {
	return fmt.Sprintf(`EntraIdSignInEvents
| where Timestamp >= since and Timestamp < until
| extend AuthenticationProtocol = iff(LogonType contains "Resource Owner Password" or EndpointCall contains "Resource Owner Password", "ropc", "")
| where %s
| project At = Timestamp, Day = startofday(Timestamp), UserId = tostring(AccountObjectId), UserPrincipalName = tostring(AccountUpn),
    UserDisplayName = tostring(AccountDisplayName), AppDisplayName = tostring(Application), ClientAppUsed = tostring(ClientAppUsed),
    UserAgent = tostring(UserAgent), AuthenticationProtocol, IPAddress = tostring(IPAddress), Country = tostring(Country),
    ErrorCode = coalesce(toint(ErrorCode), int(-1)), FailureReason = "", AutonomousSystemNumber = long(null), Certificate = false
`, filter())
}

// Reach is the query for the span that each table really holds within a window, whatever the sign-ins in it: a workspace that keeps 30 days looks quiet
// before that, and so does one that logs are no longer sent to. Its columns are Table, Oldest and Newest.
func Reach(engine Engine, w inventory.Window) string {
	at, least, most := "TimeGenerated", "since - 1h", "until + "+late
	if engine == Hunting {
		at, least, most = "Timestamp", "since", "until"
	}
	var legs []string
	for _, table := range engine.Tables() {
		legs = append(legs, fmt.Sprintf("    (%s | where %s >= %s and %s < %s | summarize Oldest = min(%s), Newest = max(%s) | extend Table = %q)",
			table, at, least, at, most, at, at, table))
	}
	return between(w) + "union isfuzzy=true\n" + strings.Join(legs, ",\n") + "\n| where isnotnull(Oldest)\n| project Table, Oldest, Newest\n"
}
