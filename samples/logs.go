package samples

import (
	"bufio"
	"strconv"
	"strings"
	"time"
)

// diagnosticCategory is the category under which diagnostic settings send a row.
func diagnosticCategory(r *signIn) string {
	if r.event == interactive {
		return "SignInLogs"
	}
	return "NonInteractiveUserSignInLogs"
}

// putDiagnostic writes a row as a record of diagnostic settings: Graph's properties in an envelope, in which the error code is text.
func (t *Tenant) putDiagnostic(b []byte, r *signIn, chosen []*property) []byte {
	for i, field := range [][2]string{
		{"time", stampOf(r.at)}, {"resourceId", "/tenants/" + t.id + "/providers/Microsoft.aadiam"}, {"operationName", "Sign-in activity"},
		{"operationVersion", "1.0"}, {"category", diagnosticCategory(r)}, {"tenantId", t.id}, {"resultType", strconv.Itoa(r.code)},
		{"resultSignature", "None"}, {"resultDescription", failedText[r.code]}, {"callerIpAddress", r.address}, {"correlationId", r.correlation},
		{"identity", r.who.name}, {"location", r.place.country},
	} {
		if i == 0 {
			b = append(b, '{')
		} else {
			b = append(b, ',')
		}
		b = append(append(putString(b, field[0]), ':'), putString(nil, field[1])...)
	}
	b = append(b, `,"durationMs":`...)
	b = strconv.AppendInt(b, int64(r.latency), 10)
	b = append(b, `,"Level":4,"properties":`...)
	return append(t.putRow(b, r, chosen), '}')
}

func (t *Tenant) writeDiagnostics(w *bufio.Writer) error {
	chosen := signInProperties(true)
	var b []byte
	for i := range t.rows {
		b = append(t.putDiagnostic(b[:0], &t.rows[i], chosen), '\n')
		w.Write(b)
	}
	return nil
}

// hubBatch is how many records an event hub hands on at once.
const hubBatch = 50

func (t *Tenant) writeEventHub(w *bufio.Writer) error {
	chosen := signInProperties(true)
	for i := 0; i < len(t.rows); i += hubBatch {
		b := []byte(`{"records":[`)
		for j := i; j < min(i+hubBatch, len(t.rows)); j++ {
			if j > i {
				b = append(b, ',')
			}
			b = t.putDiagnostic(b, &t.rows[j], chosen)
		}
		w.Write(append(b, "]}\n"...))
	}
	return nil
}

// cellKind is how a value of a log's table is written.
type cellKind int

const (
	textCell cellKind = iota
	timeCell          // the value is RFC 3339
	rawCell           // a number or boolean
	// objectCell is JSON: an object in the interactive table, text that holds one in the other.
	objectCell
)

// A logColumn is one column of an engine's table.
type logColumn struct {
	name string
	kind cellKind
	of   func(t *Tenant, r *signIn) string
	// only is the event whose rows have a value here; empty for both.
	only string
}

// logTable is the tenant's rows in an engine's columns.
type logTable struct {
	tenant  *Tenant
	columns []logColumn
}

func logForm(columns []logColumn, write func(*logTable, *bufio.Writer) error) func(*Tenant, *bufio.Writer) error {
	return func(t *Tenant, w *bufio.Writer) error { return write(&logTable{t, columns}, w) }
}

// taken is when the workspace took a row in, some minutes after it happened.
func taken(r *signIn) time.Time {
	return r.at.Add(2*time.Minute + time.Duration(r.latency)*time.Second)
}

// jsonOf gives a property of Graph's as text.
func jsonOf(put func([]byte, *Tenant, *signIn) []byte) func(*Tenant, *signIn) string {
	return func(t *Tenant, r *signIn) string { return string(put(nil, t, r)) }
}

func sameText(text string) func(*Tenant, *signIn) string {
	return func(*Tenant, *signIn) string { return text }
}

// logAnalyticsColumns are those of SigninLogs and AADNonInteractiveUserSignInLogs that an export of both has.
var logAnalyticsColumns = []logColumn{
	{name: "TenantId", of: sameText(WorkspaceID)},
	{name: "TimeGenerated", kind: timeCell, of: func(_ *Tenant, r *signIn) string { return stampOf(taken(r)) }},
	{name: "OperationName", of: sameText("Sign-in activity")},
	{name: "Category", of: func(_ *Tenant, r *signIn) string { return diagnosticCategory(r) }},
	{name: "ResultType", of: func(_ *Tenant, r *signIn) string { return strconv.Itoa(r.code) }},
	{name: "ResultDescription", of: func(_ *Tenant, r *signIn) string { return failedText[r.code] }},
	{name: "CorrelationId", of: func(_ *Tenant, r *signIn) string { return r.correlation }},
	{name: "Location", of: func(_ *Tenant, r *signIn) string { return r.place.country }},
	{name: "AppDisplayName", of: func(_ *Tenant, r *signIn) string { return r.app.name }},
	{name: "AppId", of: func(_ *Tenant, r *signIn) string { return r.app.id }},
	{name: "AuthenticationDetails", of: jsonOf(putAuthentication)},
	{name: "AuthenticationProcessingDetails", of: jsonOf(putProcessing)},
	{name: "AuthenticationProtocol", of: func(_ *Tenant, r *signIn) string { return r.app.protocol }},
	{name: "AuthenticationRequirement", of: func(_ *Tenant, r *signIn) string { return r.requirement() }},
	{name: "AutonomousSystemNumber", of: func(_ *Tenant, r *signIn) string { return strconv.Itoa(r.place.system) }},
	{name: "ClientAppUsed", of: func(_ *Tenant, r *signIn) string { return r.client }},
	{name: "ConditionalAccessPolicies", kind: objectCell, of: jsonOf(putPolicies)},
	{name: "ConditionalAccessStatus", of: func(_ *Tenant, r *signIn) string { return r.caStatus() }},
	{name: "CreatedDateTime", kind: timeCell, of: func(_ *Tenant, r *signIn) string { return stampOf(r.at) }},
	{name: "DeviceDetail", kind: objectCell, of: jsonOf(putDevice)},
	{name: "IsInteractive", kind: rawCell, of: func(_ *Tenant, r *signIn) string { return strconv.FormatBool(r.event == interactive) }},
	{name: "Id", of: func(_ *Tenant, r *signIn) string { return r.id }},
	{name: "IPAddress", of: func(_ *Tenant, r *signIn) string { return r.address }},
	{name: "LocationDetails", kind: objectCell, of: jsonOf(putLocation)},
	{name: "MfaDetail", kind: objectCell, of: sameText("{}")},
	{name: "NetworkLocationDetails", of: sameText("[]")},
	{name: "ResourceDisplayName", of: func(_ *Tenant, r *signIn) string { return r.app.resourceName }},
	{name: "ResourceIdentity", of: func(_ *Tenant, r *signIn) string { return r.app.resourceID }},
	{name: "SignInIdentifier", of: func(_ *Tenant, r *signIn) string { return r.who.upn }},
	{name: "Status", kind: objectCell, of: jsonOf(putStatus)},
	{name: "UniqueTokenIdentifier", of: func(_ *Tenant, r *signIn) string { return strings.ReplaceAll(r.id, "-", "")[:22] }},
	{name: "UserAgent", of: func(_ *Tenant, r *signIn) string { return r.agent }},
	{name: "UserDisplayName", of: func(_ *Tenant, r *signIn) string { return r.who.name }},
	{name: "UserId", of: func(_ *Tenant, r *signIn) string { return r.who.userID }},
	{name: "UserPrincipalName", of: func(_ *Tenant, r *signIn) string { return r.who.upn }},
	{name: "UserType", of: func(_ *Tenant, r *signIn) string { return r.userType() }},
	{name: "Type", of: func(_ *Tenant, r *signIn) string {
		if r.event == interactive {
			return "SigninLogs"
		}
		return "AADNonInteractiveUserSignInLogs"
	}},
}

// unionColumns are the same of a query that unites the tables without a word on types: a column of which they differ becomes two.
func unionColumns() []logColumn {
	var list []logColumn
	for _, c := range logAnalyticsColumns {
		if c.kind != objectCell {
			list = append(list, c)
			continue
		}
		list = append(list, logColumn{c.name + "_dynamic", objectCell, c.of, interactive}, logColumn{c.name + "_string", textCell, c.of, nonInteractive})
	}
	return list
}

// huntingColumns are those of EntraIdSignInEvents. The table has no reason for a failure, and of the protocols only the word for that of a password.
var huntingColumns = []logColumn{
	{name: "Timestamp", kind: timeCell, of: func(_ *Tenant, r *signIn) string { return stampOf(r.at) }},
	{name: "Application", of: func(_ *Tenant, r *signIn) string { return r.app.name }},
	{name: "ApplicationId", of: func(_ *Tenant, r *signIn) string { return r.app.id }},
	{name: "LogonType", of: func(_ *Tenant, r *signIn) string {
		if r.app.protocol == "ropc" {
			return "Resource Owner Password Credentials"
		}
		return ""
	}},
	{name: "ErrorCode", kind: rawCell, of: func(_ *Tenant, r *signIn) string { return strconv.Itoa(r.code) }},
	{name: "CorrelationId", of: func(_ *Tenant, r *signIn) string { return r.correlation }},
	{name: "SessionId", of: sameText("")},
	{name: "AccountDisplayName", of: func(_ *Tenant, r *signIn) string { return r.who.name }},
	{name: "AccountObjectId", of: func(_ *Tenant, r *signIn) string {
		if r.who.userID == nobody {
			return ""
		}
		return r.who.userID
	}},
	{name: "AccountUpn", of: func(_ *Tenant, r *signIn) string { return r.who.upn }},
	{name: "IsExternalUser", kind: rawCell, of: func(_ *Tenant, r *signIn) string { return zeroOrOne(r.who.guest) }},
	{name: "IsGuestUser", kind: rawCell, of: func(_ *Tenant, r *signIn) string { return strconv.FormatBool(r.who.guest) }},
	{name: "AlternateSignInName", of: sameText("")},
	{name: "ResourceDisplayName", of: func(_ *Tenant, r *signIn) string { return r.app.resourceName }},
	{name: "ResourceId", of: func(_ *Tenant, r *signIn) string { return r.app.resourceID }},
	{name: "ResourceTenantId", of: func(t *Tenant, _ *signIn) string { return t.id }},
	{name: "DeviceName", of: func(_ *Tenant, r *signIn) string { return r.device.name }},
	{name: "EntraIdDeviceId", of: func(_ *Tenant, r *signIn) string { return r.device.id }},
	{name: "OSPlatform", of: func(_ *Tenant, r *signIn) string { return r.device.system }},
	{name: "IsManaged", kind: rawCell, of: func(_ *Tenant, r *signIn) string { return zeroOrOne(r.device.managed) }},
	{name: "IsCompliant", kind: rawCell, of: func(_ *Tenant, r *signIn) string { return zeroOrOne(r.device.managed) }},
	{name: "AuthenticationProcessingDetails", of: jsonOf(putProcessing)},
	{name: "AuthenticationRequirement", of: func(_ *Tenant, r *signIn) string { return r.requirement() }},
	{name: "TokenIssuerType", kind: rawCell, of: sameText("0")},
	{name: "RiskLevelAggregated", kind: rawCell, of: sameText("0")},
	{name: "RiskState", kind: rawCell, of: sameText("0")},
	{name: "UserAgent", of: func(_ *Tenant, r *signIn) string { return r.agent }},
	{name: "ClientAppUsed", of: func(_ *Tenant, r *signIn) string { return r.client }},
	{name: "Browser", of: func(_ *Tenant, r *signIn) string { return r.device.browser }},
	{name: "ConditionalAccessPolicies", of: jsonOf(putPolicies)},
	{name: "ConditionalAccessStatus", kind: rawCell, of: func(_ *Tenant, r *signIn) string {
		return map[string]string{"success": "0", "failure": "1", "notApplied": "2"}[r.caStatus()]
	}},
	{name: "IPAddress", of: func(_ *Tenant, r *signIn) string { return r.address }},
	{name: "Country", of: func(_ *Tenant, r *signIn) string { return r.place.country }},
	{name: "State", of: func(_ *Tenant, r *signIn) string { return r.place.state }},
	{name: "City", of: func(_ *Tenant, r *signIn) string { return r.place.city }},
	{name: "NetworkLocationDetails", of: sameText("[]")},
	{name: "RequestId", of: func(_ *Tenant, r *signIn) string { return r.id }},
	{name: "ReportId", of: func(_ *Tenant, r *signIn) string { return r.id }},
	{name: "EndpointCall", of: sameText("")},
	{name: "UniqueTokenId", of: func(_ *Tenant, r *signIn) string { return strings.ReplaceAll(r.id, "-", "")[:22] }},
}

func zeroOrOne(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// put writes a row as a JSON object.
func (l *logTable) put(b []byte, r *signIn) []byte {
	for i, c := range l.columns {
		if i == 0 {
			b = append(b, '{')
		} else {
			b = append(b, ',')
		}
		b = append(putString(b, c.name), ':')
		switch {
		case c.only != "" && c.only != r.event:
			b = append(b, "null"...)
		case c.kind == rawCell, c.kind == objectCell && r.event == interactive:
			b = append(b, c.of(l.tenant, r)...)
		default:
			b = putString(b, c.of(l.tenant, r))
		}
	}
	return append(b, '}')
}

func (l *logTable) writeRows(w *bufio.Writer) {
	var b []byte
	for i := range l.tenant.rows {
		if b = b[:0]; i > 0 {
			b = append(b, ",\n"...)
		}
		w.Write(l.put(b, &l.tenant.rows[i]))
	}
}

func (l *logTable) writeJSON(w *bufio.Writer) error {
	w.WriteString("[\n")
	l.writeRows(w)
	w.WriteString("\n]\n")
	return nil
}

// writeResults writes rows as Graph answers a hunting query.
func (l *logTable) writeResults(w *bufio.Writer) error {
	schema := []any{}
	types := map[cellKind]string{textCell: "String", timeCell: "DateTime", rawCell: "Int32", objectCell: "Object"}
	for _, c := range l.columns {
		schema = append(schema, map[string]string{"name": c.name, "type": types[c.kind]})
	}
	w.WriteString(`{"schema":`)
	w.Write(mustMarshal(schema))
	w.WriteString(",\"results\":[\n")
	l.writeRows(w)
	w.WriteString("\n]}\n")
	return nil
}

// writeCSV writes a table as a page of logs exports it. That of Log Analytics says of times that they are UTC and writes them for readers in America.
func (l *logTable) writeCSV(w *bufio.Writer) error {
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	w.WriteString("\ufeff")
	cells := make([]string, len(l.columns))
	american := false
	for i, c := range l.columns {
		american = american || c.name == "TimeGenerated"
		if cells[i] = c.name; american && c.kind == timeCell {
			cells[i] += " [UTC]"
		}
	}
	table.row(cells)
	for i := range l.tenant.rows {
		r := &l.tenant.rows[i]
		for j, c := range l.columns {
			if cells[j] = ""; c.only != "" && c.only != r.event {
				continue
			}
			if cells[j] = c.of(l.tenant, r); american && c.kind == timeCell {
				cells[j] = americanTime(cells[j])
			}
		}
		table.row(cells)
	}
	return nil
}

// americanTime is a time as the page of logs exports it: to the millisecond.
func americanTime(stamp string) string {
	at, err := time.Parse(time.RFC3339Nano, stamp)
	if err != nil {
		panic("samples: " + err.Error()) // stampOf wrote it
	}
	return at.Format("1/2/2006, 3:04:05.000 PM")
}

// everyGroup counts the whole log as the query of Log Analytics does.
func (t *Tenant) everyGroup() []*group {
	q := engineQuery{since: t.asOf.AddDate(0, 0, -days), until: t.asOf, tables: []string{"SigninLogs", "AADNonInteractiveUserSignInLogs"}}
	return t.countGroups(q, 0, false)
}

// texts are a group's values, all as text.
func (g *group) texts() []string {
	var list []string
	for _, v := range g.values() {
		switch v := v.(type) {
		case nil:
			list = append(list, "")
		case int:
			list = append(list, strconv.Itoa(v))
		case string:
			list = append(list, v)
		case interface{ String() string }: // json.Number
			list = append(list, v.String())
		}
	}
	return list
}

func (t *Tenant) writeGroupsCSV(w *bufio.Writer) error {
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	w.WriteString("\ufeff")
	var heads []string
	for _, c := range groupColumns {
		if c[1] == "datetime" {
			heads = append(heads, c[0]+" [UTC]")
		} else {
			heads = append(heads, c[0])
		}
	}
	table.row(heads)
	for _, g := range t.everyGroup() {
		cells := g.texts()
		for i, c := range groupColumns {
			if c[1] == "datetime" {
				cells[i] = americanTime(cells[i])
			}
		}
		table.row(cells)
	}
	return nil
}

func (t *Tenant) writeGroupsJSON(w *bufio.Writer) error {
	w.WriteString("[\n")
	for i, g := range t.everyGroup() {
		if i > 0 {
			w.WriteString(",\n")
		}
		b := []byte(`  {"TableName": "PrimaryResult"`)
		for i, text := range g.texts() {
			b = append(append(b, ", "...), putString(nil, groupColumns[i][0])...)
			b = append(append(b, ": "...), putString(nil, text)...)
		}
		w.Write(append(b, '}'))
	}
	w.WriteString("\n]\n")
	return nil
}

// putAudit writes a row as a record of the unified audit log, which knows no protocol and has the error code as text beside a word.
func (t *Tenant) putAudit(r *signIn) []byte {
	operation, status := "UserLoggedIn", "Success"
	if r.code != 0 {
		operation, status = "UserLoginFailed", "Failed"
	}
	request := "OAuth2:Authorize"
	if r.app.protocol == "ropc" {
		request = "OAuth2:Token"
	}
	pair := func(name, value string) object { return object{"Name": name, "Value": value} }
	return mustMarshal(object{
		"CreationTime": r.at.Format("2006-01-02T15:04:05"), "Id": r.id, "Operation": operation, "OrganizationId": t.id, "RecordType": 15,
		"ResultStatus": status, "UserKey": r.who.userID, "UserType": 0, "Version": 1, "Workload": "AzureActiveDirectory", "ClientIP": r.address,
		"ObjectId": r.app.resourceID, "UserId": r.who.upn, "AzureActiveDirectoryEventType": 1, "ErrorNumber": strconv.Itoa(r.code),
		"ExtendedProperties": []object{pair("ResultStatusDetail", "Success"), pair("UserAgent", r.agent), pair("RequestType", request)},
		"ModifiedProperties": []object{}, "Actor": []object{{"ID": r.who.userID, "Type": 0}, {"ID": r.who.upn, "Type": 5}}, "ActorContextId": t.id,
		"ActorIpAddress": r.address, "InterSystemsId": r.correlation, "IntraSystemId": r.id, "SupportTicketId": "",
		"Target": []object{{"ID": r.app.resourceID, "Type": 0}}, "TargetContextId": t.id, "ApplicationId": r.app.id,
		"DeviceProperties": []object{pair("OS", r.device.system), pair("BrowserType", "Other")},
	})
}

func (t *Tenant) writeAuditCSV(w *bufio.Writer) error {
	table := tableWriter{w: w, separator: ",", end: "\r\n", quoteAll: true}
	w.WriteString("\ufeff")
	table.row([]string{"CreationDate", "UserIds", "Operations", "AuditData"})
	for i := range t.rows {
		r := &t.rows[i]
		operation := "UserLoggedIn"
		if r.code != 0 {
			operation = "UserLoginFailed"
		}
		table.row([]string{r.at.Format("1/2/2006 3:04:05 PM"), r.who.upn, operation, string(t.putAudit(r))})
	}
	return nil
}

func (t *Tenant) writeAuditJSON(w *bufio.Writer) error {
	w.WriteString("[\n")
	for i := range t.rows {
		if i > 0 {
			w.WriteString(",\n")
		}
		w.Write(t.putAudit(&t.rows[i]))
	}
	w.WriteString("\n]\n")
	return nil
}
