package files

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"unbasic/inventory"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// logRow is a sign-in as beta serves it.
type logRow map[string]any

func (r logRow) text(name string) string {
	s, _ := r[name].(string)
	return s
}

func (r logRow) inner(name string) map[string]any {
	m, _ := r[name].(map[string]any)
	return m
}

func (r logRow) code() string { return fmt.Sprint(r.inner("status")["errorCode"]) }

func (r logRow) interactive() bool { return r["isInteractive"] == true }

func (r logRow) at() time.Time {
	at, _ := time.Parse(time.RFC3339Nano, r.text("createdDateTime"))
	return at
}

// logOf gives the sample tenant's log.
func logOf(t testing.TB, tenant *samples.Tenant) []logRow {
	var b bytes.Buffer
	if err := tenant.WriteSignIns(&b, samples.FormLines); err != nil {
		t.Fatal(err)
	}
	var rows []logRow
	for line := range strings.Lines(b.String()) {
		d := json.NewDecoder(strings.NewReader(line))
		d.UseNumber()
		var r logRow
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func asJSON(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // decoded from JSON
	return strings.TrimSpace(b.String())
}

// lines writes one JSON object a row.
func lines(rows []logRow, one func(logRow) any) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(asJSON(one(r)) + "\n")
	}
	return b.String()
}

func list(rows []logRow, one func(logRow) any) string {
	var all []any
	for _, r := range rows {
		all = append(all, one(r))
	}
	return asJSON(all)
}

// tableOf writes rows under a header.
func tableOf(comma rune, header []string, rows []logRow, cells func(logRow) []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	_ = w.Write(header)
	for _, r := range rows {
		_ = w.Write(cells(r))
	}
	w.Flush()
	return b.String()
}

// diagnostic is a record of diagnostic settings.
func diagnostic(r logRow) any {
	category := "SignInLogs"
	if !r.interactive() {
		category = "NonInteractiveUserSignInLogs"
	}
	return map[string]any{
		"time": r["createdDateTime"], "resourceId": "/tenants/x/providers/Microsoft.aadiam", "operationName": "Sign-in activity", "category": category,
		"resultType": r.code(), "callerIpAddress": r["ipAddress"], "location": r.inner("location")["countryOrRegion"], "properties": map[string]any(r),
	}
}

// pascal spells Graph's names as Log Analytics does.
func pascal(name string) string {
	if name == "ipAddress" {
		return "IPAddress"
	}
	return string(unicode.ToUpper(rune(name[0]))) + name[1:]
}

// logAnalytics is a row of one of its two tables: of interactive sign-ins objects are objects, of the others texts.
func logAnalytics(r logRow) any {
	out := map[string]any{"TimeGenerated": r.at().Add(3 * time.Minute).Format(time.RFC3339), "ResultType": r.code(), "LocationDetails": r["location"], "Location": r.inner("location")["countryOrRegion"]}
	for name, value := range r {
		if name != "location" {
			out[pascal(name)] = value
		}
	}
	if !r.interactive() {
		for name, value := range out {
			if _, object := value.(map[string]any); object {
				out[name] = asJSON(value)
			}
		}
	}
	return out
}

// pairs is a row of both tables in one query, where columns of two types come as pairs.
func pairs(r logRow) any {
	out := logAnalytics(r).(map[string]any)
	for _, name := range []string{"Status", "LocationDetails"} {
		kind, other := "_dynamic", "_string"
		if !r.interactive() {
			kind, other = other, kind
		}
		out[name+kind], out[name+other] = out[name], nil
		delete(out, name)
	}
	delete(out, "ResultType")
	return out
}

// local is a time as a browser in the United States shows it.
func local(at time.Time) string { return at.Format("1/2/2006, 3:04:05.000 PM") }

func hunted(r logRow) map[string]any {
	grant := ""
	if r.text("authenticationProtocol") == "ropc" {
		grant = `["Resource Owner Password Credentials Grant"]`
	}
	return map[string]any{
		"Timestamp": r["createdDateTime"], "RequestId": r["id"], "AccountObjectId": r["userId"], "AccountUpn": r["userPrincipalName"], "AccountDisplayName": r["userDisplayName"],
		"Application": r["appDisplayName"], "ClientAppUsed": r["clientAppUsed"], "UserAgent": r["userAgent"], "LogonType": grant, "IPAddress": r["ipAddress"],
		"ErrorCode": r.inner("status")["errorCode"], "Country": r.inner("location")["countryOrRegion"],
	}
}

// counted is the log as an engine counts it.
func counted(rows []logRow) []map[string]any {
	type key struct{ day, user, name, display, app, client, agent, protocol, ip, country, code, reason string }
	groups := map[key]map[string]any{}
	var order []map[string]any
	for _, r := range rows {
		k := key{
			r.at().UTC().Format(time.DateOnly), r.text("userId"), r.text("userPrincipalName"), r.text("userDisplayName"), r.text("appDisplayName"), r.text("clientAppUsed"),
			r.text("userAgent"), r.text("authenticationProtocol"), r.text("ipAddress"), fmt.Sprint(r.inner("location")["countryOrRegion"]), r.code(), "",
		}
		if k.code == "50053" {
			k.reason = fmt.Sprint(r.inner("status")["failureReason"])
		}
		g := groups[k]
		if g == nil {
			g = map[string]any{
				"Day": k.day + "T00:00:00Z", "UserId": k.user, "UserPrincipalName": k.name, "UserDisplayName": k.display, "AppDisplayName": k.app, "ClientAppUsed": k.client,
				"UserAgent": k.agent, "AuthenticationProtocol": k.protocol, "IPAddress": k.ip, "Country": k.country, "ErrorCode": k.code, "FailureReason": k.reason,
				"Rows": 0, "First": r["createdDateTime"], "Last": r["createdDateTime"], "Hours": map[string]int{},
			}
			groups[k] = g
			order = append(order, g)
		}
		g["Rows"] = g["Rows"].(int) + 1
		g["First"] = r["createdDateTime"] // the newest row comes first
		g["Hours"].(map[string]int)[strconv.Itoa(r.at().UTC().Hour())]++
	}
	return order
}

// portal is one of the portal's files, with its header and the words of its status changed.
func portal(t testing.TB, tenant *samples.Tenant, form samples.Form, comma rune, change func(header bool, column string, cell string) string) string {
	var b bytes.Buffer
	if err := tenant.WriteSignIns(&b, form); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := slices.Clone(all[0])
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.Comma = comma
	for i, row := range all {
		for j := range row {
			row[j] = change(i == 0, strings.TrimSpace(header[j]), row[j])
		}
		_ = w.Write(row)
	}
	w.Flush()
	return out.String()
}

// japanese are the headers of the portal in Japanese, and its words for how a sign-in ended.
var japanese = map[string]string{
	"Date (UTC)": "日付 (UTC)", "Request ID": "要求 ID", "User agent": "ユーザー エージェント", "User ID": "ユーザー ID", "User": "ユーザー", "Username": "ユーザー名",
	"Authentication Protocol": "認証プロトコル", "Application": "アプリケーション", "IP address": "IP アドレス", "Location": "場所", "Status": "状態",
	"Sign-in error code": "サインイン エラー コード", "Failure reason": "失敗の理由", "Client app": "クライアント アプリ", "Resource": "リソース",
	"Success": "成功", "Failure": "失敗", "Interrupted": "中断",
}

func inJapanese(header bool, column, cell string) string {
	if word, ok := japanese[strings.TrimSpace(cell)]; ok && (header || column == "Status") {
		return word
	}
	return cell
}

// bySpreadsheet is how a German spreadsheet program saves what it opened.
func bySpreadsheet(header bool, column, cell string) string {
	if at, err := time.Parse(time.RFC3339, cell); err == nil && !header && column == "Date (UTC)" {
		return at.Format("02.01.2006 15:04:05")
	}
	return cell
}

// TestFormsGiveTheSameInventory: one log in every form in which an administrator can have it gives the same senders, alone and all at once.
func TestFormsGiveTheSameInventory(t *testing.T) {
	tenant := samples.New(3, asOf)
	rows := logOf(t, tenant)
	eventHub := func() string {
		var b strings.Builder
		for chunk := range slices.Chunk(rows, 50) {
			var records []any
			for _, r := range chunk {
				records = append(records, diagnostic(r))
			}
			b.WriteString(asJSON(map[string]any{"records": records}) + "\n")
		}
		return b.String()
	}
	huntingColumns := []string{"Timestamp", "RequestId", "AccountObjectId", "AccountUpn", "AccountDisplayName", "Application", "ClientAppUsed", "UserAgent", "LogonType", "IPAddress", "ErrorCode", "Country"}
	groupColumns := []string{"Day", "UserId", "UserPrincipalName", "UserDisplayName", "AppDisplayName", "ClientAppUsed", "UserAgent", "AuthenticationProtocol", "IPAddress", "Country", "ErrorCode", "FailureReason", "Rows", "First", "Last", "Hours"}
	groups := counted(rows)
	var groupRows []logRow
	for _, g := range groups {
		groupRows = append(groupRows, g)
	}
	forms := []struct {
		name   string
		format Format
		parts  []string
	}{
		{"Graph, one a line", GraphSignIns, []string{lines(rows, func(r logRow) any { return map[string]any(r) })}},
		{"Graph, in PowerShell's names", GraphSignIns, []string{list(rows, func(r logRow) any {
			out := map[string]any{}
			for name, value := range r {
				out[pascal(name)] = value
			}
			return out
		})}},
		{"storage account", DiagnosticSignIns, []string{lines(rows, diagnostic)}},
		{"event hub", DiagnosticSignIns, []string{eventHub()}},
		{"Log Analytics, JSON", LogAnalyticsSignIns, []string{list(rows, logAnalytics)}},
		{"Log Analytics, both tables in one", LogAnalyticsSignIns, []string{list(rows, pairs)}},
		{"Log Analytics, CSV", LogAnalyticsSignIns, []string{tableOf(',',
			[]string{"TimeGenerated [UTC]", "CreatedDateTime [UTC]", "Id", "UserId", "UserPrincipalName", "UserDisplayName", "AppDisplayName", "ClientAppUsed", "UserAgent",
				"AuthenticationProtocol", "IPAddress", "ResultType", "ResultDescription", "Status", "LocationDetails"}, rows, func(r logRow) []string {
				return []string{local(r.at().Add(time.Minute)), local(r.at()), r.text("id"), r.text("userId"), r.text("userPrincipalName"), r.text("userDisplayName"), r.text("appDisplayName"),
					r.text("clientAppUsed"), r.text("userAgent"), r.text("authenticationProtocol"), r.text("ipAddress"), r.code(), fmt.Sprint(r.inner("status")["failureReason"]),
					asJSON(r["status"]), asJSON(r["location"])}
			})}},
		{"hunting, CSV", HuntingSignIns, []string{tableOf(',', huntingColumns, rows, func(r logRow) []string { return cellsOf(hunted(r), huntingColumns) })}},
		{"hunting, JSON", HuntingSignIns, []string{asJSON(map[string]any{"schema": []any{map[string]any{"name": "Timestamp"}}, "results": json.RawMessage(list(rows, func(r logRow) any { return hunted(r) }))})}},
		{"counted, CSV", SignInGroups, []string{tableOf('\t', groupColumns, groupRows, func(r logRow) []string { return cellsOf(r, groupColumns) })}},
		{"counted, JSON", SignInGroups, []string{list(groupRows, func(r logRow) any { return map[string]any(r) })}},
		{"portal in Japanese", PortalCSV, []string{portal(t, tenant, samples.FormPortalCSV, ',', inJapanese), portal(t, tenant, samples.FormPortalNonInteractiveCSV, ',', inJapanese)}},
		{"portal by way of a spreadsheet", PortalCSV, []string{portal(t, tenant, samples.FormPortalCSV, ';', bySpreadsheet), portal(t, tenant, samples.FormPortalNonInteractiveCSV, ';', bySpreadsheet)}},
	}
	analyze := func(t *testing.T, parts ...part) inventory.Inventory {
		ws := t.TempDir()
		importSnapshot(t, ws, parts...)
		in := mustLoad(t, ws)
		in.AsOf, in.Window = asOf, inventory.Window{Since: *day(-30), Until: asOf}
		return inventory.Analyze(in)
	}
	want := analyze(t, part{"1", GraphSignIns, list(rows, func(r logRow) any { return map[string]any(r) })})
	if len(want.Senders) < 50 {
		t.Fatalf("%d senders", len(want.Senders))
	}
	same := func(t *testing.T, got inventory.Inventory) {
		t.Helper()
		if diff := cmp.Diff(want.Senders, got.Senders); diff != "" {
			t.Errorf("senders (-Graph, +this form):\n%.3000s", diff)
		}
		if got.Records.Unreadable > 0 {
			t.Errorf("%d rows are unreadable", got.Records.Unreadable)
		}
	}
	var all []part
	for _, form := range forms {
		var parts []part
		for i, content := range form.parts {
			format, err := Recognise(strings.NewReader(content))
			if err != nil || format != form.format {
				t.Errorf("%s is recognised as %q, %v", form.name, format, err)
				continue
			}
			parts = append(parts, part{fmt.Sprint(form.name, i), format, content})
		}
		all = append(all, parts...)
		t.Run(form.name, func(t *testing.T) { same(t, analyze(t, parts...)) })
	}
	t.Run("all at once", func(t *testing.T) { same(t, analyze(t, all...)) })
}

// cellsOf gives the cells of a row by its columns, as a portal writes them.
func cellsOf(r map[string]any, columns []string) []string {
	cells := make([]string, len(columns))
	for i, name := range columns {
		switch v := r[name].(type) {
		case nil:
		case string:
			cells[i] = v
		case map[string]int:
			cells[i] = asJSON(v)
		default:
			cells[i] = fmt.Sprint(v)
		}
	}
	return cells
}
