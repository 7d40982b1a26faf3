package files

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

// oneRow reads a file that Recognise must take for a format, and which holds one sign-in.
func oneRow(t *testing.T, name string, format Format, content string) inventory.SignIn {
	t.Helper()
	if got, err := Recognise(strings.NewReader(content)); got != format || err != nil {
		t.Fatalf("%s: recognised as %q, %v, want %q", name, got, err, format)
	}
	rows, left, end := collect(format, strings.NewReader(content))
	if len(rows) != 1 || left != nil || end != nil {
		t.Fatalf("%s: %d rows, left aside %v, %v", name, len(rows), left, end)
	}
	return rows[0]
}

// tableOf writes a table of one row. Cells are given as name and text, one after the other.
func tableOf(cells ...string) string {
	var names, texts []string
	for i := 0; i < len(cells); i += 2 {
		names, texts = append(names, quotedCell(cells[i])), append(texts, quotedCell(cells[i+1]))
	}
	return strings.Join(names, ",") + "\r\n" + strings.Join(texts, ",") + "\r\n"
}

// japaneseColumns are the portal's columns in every spelling that is read. No public file shows them, so all are tried beside each other.
var japaneseColumns = map[signInField][]string{
	fieldTime: {"日付 (UTC)", "日付(UTC)", "日付"}, fieldID: {"要求 ID", "要求ID", "リクエスト ID"}, fieldUserID: {"ユーザー ID", "ユーザーID"},
	fieldUPN: {"ユーザー名"}, fieldName: {"ユーザー"}, fieldApp: {"アプリケーション"},
	fieldClientApp: {"クライアント アプリ", "クライアントアプリ", "クライアント アプリケーション"}, fieldAgent: {"ユーザー エージェント", "ユーザーエージェント"},
	fieldProtocol: {"認証プロトコル", "認証 プロトコル"}, fieldIP: {"IP アドレス", "IPアドレス"},
	fieldCode:   {"サインイン エラー コード", "サインインエラーコード", "サインインのエラー コード"},
	fieldReason: {"失敗の理由", "エラーの理由", "失敗理由"}, fieldPlace: {"場所"}, fieldStatus: {"状態", "ステータス"},
	fieldASN: {"自律システム番号", "自律システム 番号", "自律システムの番号"},
}

var japaneseCells = map[signInField]string{
	fieldTime: "2026/11/20 8:00:00", fieldID: "a", fieldUserID: "u", fieldUPN: "scan@contoso.com", fieldName: "複合機 3F", fieldApp: "Office 365 Exchange Online",
	fieldClientApp: "Authenticated SMTP", fieldAgent: "BAV2ROPC", fieldProtocol: "ROPC", fieldIP: "203.0.113.7", fieldCode: "50126",
	fieldReason: "ユーザー名またはパスワードが無効です。", fieldPlace: "千代田区, 東京, JP", fieldStatus: "失敗", fieldASN: "64500",
}

func TestThePortalsJapaneseColumns(t *testing.T) {
	want := inventory.SignIn{
		ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), UserID: "u", UPN: "scan@contoso.com", DisplayName: "複合機 3F", App: "Office 365 Exchange Online",
		ClientApp: "Authenticated SMTP", UserAgent: "BAV2ROPC", AuthProtocol: "ROPC", IP: "203.0.113.7", Country: "JP", ASN: 64500, ErrorCode: 50126, FailureReason: "ユーザー名またはパスワードが無効です。",
	}
	tried := map[string]bool{}
	for field, spellings := range japaneseColumns {
		for _, spelling := range spellings {
			var cells []string
			for other := range signInFields {
				switch {
				case other == field:
					cells = append(cells, spelling, japaneseCells[other])
				case len(japaneseColumns[other]) > 0:
					cells = append(cells, japaneseColumns[other][0], japaneseCells[other])
				}
			}
			tried[nameOf(spelling)] = true
			if diff := cmp.Diff(want, oneRow(t, spelling, PortalCSV, tableOf(cells...))); diff != "" {
				t.Errorf("%s:\n%s", spelling, diff)
			}
			if i := slices.Index(cells, spelling); !strings.Contains(spelling, "(") { // blanks as an input method writes them
				cells[i] = "  " + strings.ReplaceAll(spelling, " ", "\u3000") + " "
				if diff := cmp.Diff(want, oneRow(t, cells[i], PortalCSV, tableOf(cells...))); diff != "" {
					t.Errorf("%q:\n%s", cells[i], diff)
				}
			}
		}
	}
	for name := range columnFields {
		if strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 }) && !tried[name] {
			t.Errorf("%s is not tested", name)
		}
	}
}

// TestAHeaderInAnotherLanguageSaysWhatIsMissing: and names the English export.
func TestAHeaderInAnotherLanguageSaysWhatIsMissing(t *testing.T) {
	for name, test := range map[string]struct{ header, missing string }{
		"German, some names are English": {"Datum (UTC),Request ID,Benutzername,Client app,IP-Adresse,Status\n", `"Date (UTC)", "Username", "IP address"`},
		"Chinese":                        {"日期 (UTC),请求 ID,用户名,客户端应用,IP 地址,状态\n", `"Date (UTC)", "Request ID", "Username", "Client app", "IP address", "Status"`},
		"Russian":                        {"Дата (UTC),Идентификатор запроса,Имя пользователя,Клиентское приложение,IP-адрес,Состояние\n", `"Date (UTC)", "Request ID", "Username", "Client app", "IP address", "Status"`},
		"French, in a spreadsheet's way": {"Date (UTC);ID de la requête;Nom d’utilisateur;Application cliente;Adresse IP;État\n", `"Request ID", "Username", "Client app", "IP address", "Status"`},
		"Japanese without the client":    {"日付 (UTC),要求 ID,ユーザー名,IP アドレス,状態,場所\n", `"Client app"`},
	} {
		_, err := Recognise(strings.NewReader(test.header))
		if want := "the table lacks the columns " + test.missing + " (English and Japanese headers are read: set the portal to English and download the file again)"; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

// logRow is a row of Log Analytics as all its forms should give it.
var logRow = inventory.SignIn{
	ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 123000000, time.UTC), UserID: "u", UPN: "scan@contoso.com", DisplayName: "複合機", App: "Office 365 Exchange Online",
	ClientApp: "Authenticated SMTP", UserAgent: "BAV2ROPC", AuthProtocol: "ropc", IP: "203.0.113.7", Country: "JP", ErrorCode: 50126, FailureReason: "Invalid username.",
}

const (
	statusText  = `{"errorCode":50126,"failureReason":"Invalid username.","additionalDetails":""}`
	detailsText = `{"city":"","state":"Tokyo","countryOrRegion":"JP","geoCoordinates":{"latitude":1.5}}`
)

// logCells are the columns that both tables of Log Analytics have in common, with what is behind their names.
func logCells(zone, at string, more ...string) []string {
	return append([]string{
		"TenantId", "t", "TimeGenerated" + zone, at, "OperationName", "Sign-in activity", "Category", "NonInteractiveUserSignInLogs", "Id", "a",
		"CreatedDateTime" + zone, at, "UserId", "u", "UserPrincipalName", "scan@contoso.com", "UserDisplayName", "複合機",
		"AppDisplayName", "Office 365 Exchange Online", "ClientAppUsed", "Authenticated SMTP", "UserAgent", "BAV2ROPC",
		"AuthenticationProtocol", "ropc", "IPAddress", "203.0.113.7",
	}, more...)
}

// TestLogAnalyticsAsTables: of SigninLogs and of AADNonInteractiveUserSignInLogs, whose objects are texts, and of both united, where each of them has a column for either
// kind.
func TestLogAnalyticsAsTables(t *testing.T) {
	const iso = "2026-11-20T08:00:00.123Z"
	usual := logCells("", iso, "ResultType", "50126", "Status", statusText, "LocationDetails", detailsText)
	i := slices.Index(usual, "CreatedDateTime")
	timeless, empty := slices.Delete(slices.Clone(usual), i, i+2), slices.Clone(usual)
	empty[i+1] = ""
	for name, cells := range map[string][]string{
		"objects as texts":          logCells("", iso, "ResultType", "50126", "ResultDescription", "Invalid username.", "Status", statusText, "LocationDetails", detailsText),
		"in the portal's zone":      logCells(" [UTC]", "11/20/2026, 8:00:00.123 AM", "ResultType", "50126", "ResultDescription", "Invalid username.", "LocationDetails", detailsText),
		"the status alone":          logCells("", iso, "ResultType", "", "ResultDescription", "", "Status", statusText, "LocationDetails", detailsText),
		"the country alone":         logCells("", iso, "ResultType", "50126", "ResultDescription", "Invalid username.", "Location", "JP", "LocationDetails", "{}"),
		"pairs, text":               logCells("", iso, "ResultType", "50126", "Status_dynamic", "", "Status_string", statusText, "LocationDetails_dynamic", "", "LocationDetails_string", detailsText),
		"pairs, object":             logCells("", iso, "ResultType", "", "Status_dynamic", statusText, "Status_string", "", "LocationDetails_dynamic", detailsText, "LocationDetails_string", ""),
		"the fields in capitals":    logCells("", iso, "ResultType", "", "Status", strings.Replace(statusText, "errorCode", "ErrorCode", 1), "LocationDetails", strings.Replace(detailsText, "countryOrRegion", "CountryOrRegion", 1)),
		"the code as a text":        logCells("", iso, "ResultType", "", "Status", strings.Replace(statusText, "50126", `"50126"`, 1), "LocationDetails", detailsText),
		"a status that is indented": logCells("", iso, "ResultType", "", "Status", strings.ReplaceAll(statusText, ",", ",\n  "), "LocationDetails", "\n "+detailsText),
		"no time but when it came":  timeless,
		"the time's cell is empty":  empty,
	} {
		content := tableOf(cells...)
		if format, err := Recognise(strings.NewReader(content)); format != LogAnalyticsSignIns {
			t.Fatalf("%s: recognised as %q, %v", name, format, err)
		}
		order, _, err := orderOf(LogAnalyticsSignIns, opener(content))
		if err != nil {
			t.Fatal(err)
		}
		rows, left, end := collectIn(LogAnalyticsSignIns, strings.NewReader(content), order)
		if len(rows) != 1 || left != nil || end != nil {
			t.Errorf("%s: %d rows, left aside %v, %v", name, len(rows), left, end)
			continue
		}
		if diff := cmp.Diff(logRow, rows[0]); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestLogAnalyticsAsJSON: of a query of the command line, of either table, and of both united.
func TestLogAnalyticsAsJSON(t *testing.T) {
	object := func(more string) string {
		var b strings.Builder
		cells := logCells("", "2026-11-20T08:00:00.123Z")
		for i := 0; i < len(cells); i += 2 {
			fmt.Fprintf(&b, "%q:%q,", cells[i], cells[i+1])
		}
		return "[\n {" + b.String() + more + "}\n]\n"
	}
	for name, content := range map[string]string{
		"objects":              object(`"ResultType":"50126","ResultDescription":"Invalid username.","Status":` + statusText + `,"LocationDetails":` + detailsText),
		"objects as texts":     object(`"ResultType":"50126","ResultDescription":"Invalid username.","Status":` + strconv.Quote(statusText) + `,"LocationDetails":` + strconv.Quote(detailsText)),
		"the code, a number":   object(`"ResultType":50126,"ResultDescription":"Invalid username.","Location":"JP"`),
		"the status alone":     object(`"ResultType":"","ResultDescription":null,"Status":` + strconv.Quote(statusText) + `,"LocationDetails":` + strconv.Quote(detailsText)),
		"pairs, object":        object(`"ResultType":"","Status_dynamic":` + statusText + `,"Status_string":"","LocationDetails_dynamic":` + detailsText + `,"LocationDetails_string":""`),
		"pairs, text":          object(`"ResultType":"50126","Status_dynamic":null,"Status_string":` + strconv.Quote(statusText) + `,"LocationDetails_dynamic":null,"LocationDetails_string":` + strconv.Quote(detailsText)),
		"pairs, objects twice": object(`"Status_dynamic":` + strconv.Quote(statusText) + `,"Status_string":"","LocationDetails_dynamic":` + strconv.Quote(detailsText) + `,"LocationDetails_string":""`),
	} {
		if diff := cmp.Diff(logRow, oneRow(t, name, LogAnalyticsSignIns, content)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestObjectsInCellsThatAreNone: what is cut or of another kind is left aside or unknown, and is never taken for a success.
func TestObjectsInCellsThatAreNone(t *testing.T) {
	for status, want := range map[string]string{
		`{`: "the error code is missing", `{"errorCode":`: "the error code is missing", `{"errorCode":0`: "the error code is missing", `{"errorCode":5012`: "the error code is missing",
		`{}`: "the error code is missing", `{"errorCode":null}`: "the error code is missing", `{"errorCode":{}}`: `the error code "{}" is no number`,
		`{"errorCode":[0]}`: `the error code "[0]" is no number`, `{"errorCode":true}`: `the error code "true" is no number`, `{"errorCode":0.0}`: `the error code "0.0" is no number`,
		`{"errorCode":"zero"}`: `the error code "zero" is no number`, `{"other":{"errorCode":0}}`: "the error code is missing", `[{"errorCode":0}]`: "",
	} {
		content := tableOf(logCells("", "2026-11-20T08:00:00Z", "ResultType", "", "Status", status, "LocationDetails", "{")...)
		rows, left, end := collect(LogAnalyticsSignIns, strings.NewReader(content))
		if want == "" && len(rows) == 1 && rows[0].ErrorCode == unknownCode {
			continue // a word that is no success, as it were
		}
		if len(rows) != 0 || len(left) != 1 || end != nil || !strings.Contains(left[0].Error(), want) {
			t.Errorf("%s: %v, left aside %v, %v, want %q", status, rows, left, end, want)
		}
	}
}

// TestHunting: advanced hunting's table and its JSON, of today's table and of its forerunner.
func TestHunting(t *testing.T) {
	want := inventory.SignIn{
		ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 123456700, time.UTC), UserID: "u", UPN: "scan@contoso.com", DisplayName: "複合機", App: "Office 365 Exchange Online",
		ClientApp: "Authenticated SMTP", UserAgent: "BAV2ROPC", AuthProtocol: "ropc", IP: "203.0.113.7", Country: "JP",
	}
	cells := func(logonType, code string) []string {
		return []string{
			"Timestamp", "2026-11-20T08:00:00.1234567Z", "Application", "Office 365 Exchange Online", "ApplicationId", "x", "LogonType", logonType, "ErrorCode", code,
			"CorrelationId", "c", "SessionId", "", "AccountDisplayName", "複合機", "AccountObjectId", "u", "AccountUpn", "scan@contoso.com", "IsExternalUser", "0",
			"ClientAppUsed", "Authenticated SMTP", "UserAgent", "BAV2ROPC", "IPAddress", "203.0.113.7", "Country", "JP", "State", "Tokyo", "RequestId", "a", "ReportId", "r",
		}
	}
	object := func(logonType, code string) string {
		var fields []string
		all := cells(logonType, code)
		for i := 0; i < len(all); i += 2 {
			value := strconv.Quote(all[i+1])
			if all[i] == "ErrorCode" || all[i] == "LogonType" {
				value = all[i+1]
			}
			fields = append(fields, strconv.Quote(all[i])+":"+value)
		}
		return "{" + strings.Join(fields, ",") + "}"
	}
	const ropc = `["Resource Owner Password Credentials"]`
	for name, test := range map[string]struct{ content, protocol string }{
		"a table":                     {tableOf(cells(ropc, "0")...), "ropc"},
		"a table, as the portal":      {tableOf(append([]string{"Timestamp [UTC]"}, cells(ropc, "0")[1:]...)...), "ropc"},
		"a table, the word":           {tableOf(cells("Resource owner password credential", "0")...), "ropc"},
		"a table, no type":            {tableOf(cells("", "0")...), ""},
		"a table, another type":       {tableOf(cells(`["interactiveUser"]`, "0")...), `["interactiveUser"]`},
		"a list":                      {"[" + object(strconv.Quote(ropc), "0") + "]", "ropc"},
		"a list, the code a text":     {"[" + object(strconv.Quote(ropc), `"0"`) + "]", "ropc"},
		"a list, null":                {"[" + object("null", "0") + "]", ""},
		"an answer of Graph":          {`{"schema":[{"name":"Timestamp","type":"DateTime"}],"results":[` + object(strconv.Quote(ropc), "0") + "]}", "ropc"},
		"an answer of the older kind": {`{"Stats":{"x":1},"Schema":[{"Name":"Timestamp","Type":"DateTime"}],"Results":[` + object(strconv.Quote(ropc), "0") + "]}", "ropc"},
	} {
		want.AuthProtocol = test.protocol
		if diff := cmp.Diff(want, oneRow(t, name, HuntingSignIns, test.content)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestDiagnosticSettings: PT1H.json of a storage account, one record a line, and what an event hub gathers of the same.
func TestDiagnosticSettings(t *testing.T) {
	want := inventory.SignIn{
		ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 123456700, time.UTC), UserID: "11111111-0000-0000-0000-00000000000a", UPN: "scan@contoso.com", DisplayName: "複合機 3F",
		App: "Office 365 Exchange Online", ClientApp: "Authenticated SMTP", UserAgent: "BAV2ROPC", AuthProtocol: "ropc", IP: "203.0.113.7", Country: "JP",
	}
	record := func(top, properties string) string {
		return `{"time":"2026-11-20T08:01:00.0000000Z","resourceId":"/tenants/t/providers/Microsoft.aadiam","operationName":"Sign-in activity","operationVersion":"1.0",` +
			`"category":"NonInteractiveUserSignInLogs","tenantId":"t","durationMs":0,"callerIpAddress":"203.0.113.7","correlationId":"c","identity":"複合機 3F","Level":4,"location":"JP",` +
			top + `"properties":` + properties + "}"
	}
	noStatus := strings.Replace(oneSignIn, `"status":{"errorCode":0,"failureReason":"Other.","additionalDetails":null},`, "", 1)
	failed := func(s inventory.SignIn) inventory.SignIn {
		s.ErrorCode, s.FailureReason = 50126, "Invalid username."
		return s
	}
	dated := want
	dated.Time = time.Date(2026, 11, 20, 8, 1, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		content string
		want    inventory.SignIn
	}{
		"a line":                     {record(`"resultType":"0",`, oneSignIn) + "\r\n", want},
		"a line without its end":     {record(`"resultType":"0",`, oneSignIn), want},
		"an event hub's records":     {`{"records":[` + record(`"resultType":"0",`, oneSignIn) + "]}", want},
		"an event hub's, in lines":   {`{"records":[]}` + "\n" + `{"records":[` + record("", oneSignIn) + "]}\n", want},
		"a list":                     {"[" + record(`"resultType":0,`, oneSignIn) + "]", want},
		"the code is a text":         {record(`"resultType":"50126","resultDescription":"Invalid username.",`, noStatus) + "\n", failed(want)},
		"the code is a number":       {record(`"resultType":50126,"resultDescription":"Invalid username.",`, noStatus) + "\n", failed(want)},
		"the record's status counts": {record(`"resultType":"50074",`, strings.Replace(oneSignIn, `{"errorCode":0,"failureReason":"Other."`, `{"errorCode":50126,"failureReason":"Invalid username."`, 1)) + "\n", failed(want)},
		"the time that it was taken": {record(`"resultType":"0",`, strings.Replace(oneSignIn, `"createdDateTime":"2026-11-20T08:00:00.1234567Z",`, "", 1)) + "\n", dated},
		"the address is outside":     {record(`"resultType":"0",`, strings.Replace(oneSignIn, `"ipAddress":"203.0.113.7",`, "", 1)) + "\n", want},
		"the country is outside":     {record(`"resultType":"0",`, strings.Replace(oneSignIn, `"countryOrRegion":"JP",`, "", 1)) + "\n", want},
	} {
		if diff := cmp.Diff(test.want, oneRow(t, name, DiagnosticSignIns, test.content)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	for name, test := range map[string]struct{ record, want string }{
		"no code anywhere":           {record("", noStatus), "the error code is missing"},
		"a code that is a word":      {record(`"resultType":"Success",`, noStatus), `the error code "Success" is no number`},
		"nobody":                     {record(`"resultType":"0",`, `{"id":"b","clientAppUsed":"SMTP"}`), "neither the user's id nor the user's name"},
		"properties that are text":   {record(`"resultType":"0",`, strconv.Quote(oneSignIn)), "neither the user's id nor the user's name"},
		"properties that are null":   {record(`"resultType":"0",`, "null"), "neither the user's id nor the user's name"},
		"an application's":           {strings.Replace(record(`"resultType":"0",`, oneSignIn), "NonInteractiveUserSignInLogs", "ManagedIdentitySignInLogs", 1), "it is the sign-in of an application"},
		"a record of another log":    {strings.Replace(record(`"resultType":"0",`, oneSignIn), "NonInteractiveUserSignInLogs", "RiskyUsers", 1), `it is a record of another log: "RiskyUsers"`},
		"a category that is no word": {strings.Replace(record(`"resultType":"0",`, oneSignIn), `"NonInteractiveUserSignInLogs"`, "5", 1), `the category is "5", where a text belongs`},
	} {
		content := record("", oneSignIn) + "\n" + test.record + "\n" + record("", oneSignIn) + "\n"
		rows, left, end := collect(DiagnosticSignIns, strings.NewReader(content))
		if len(rows) != 2 || len(left) != 1 || left[0].Row != 2 || end != nil || !strings.Contains(left[0].Error(), test.want) {
			t.Errorf("%s: %d rows, left aside %v, %v, want %q", name, len(rows), left, end, test.want)
		}
	}
}

// TestGroups: rows that an engine counted, as a table and as JSON, with numbers as texts too.
func TestGroups(t *testing.T) {
	want := inventory.Group{
		SignIn: inventory.SignIn{
			Time: time.Date(2026, 11, 20, 8, 1, 0, 0, time.UTC), UserID: "u", UPN: "scan@contoso.com", DisplayName: "複合機", App: "Office 365 Exchange Online",
			ClientApp: "Authenticated SMTP", UserAgent: "BAV2ROPC", AuthProtocol: "ropc", IP: "203.0.113.7", Country: "JP", ASN: 64500, ErrorCode: 50053, Certificate: true, FailureReason: "locked",
		},
		Last: time.Date(2026, 11, 20, 23, 59, 59, 999000000, time.UTC), Rows: 5, Source: "s",
	}
	want.Hours[8], want.Hours[23] = 3, 2
	cells := func(zone, first, last, rows, hours string) []string {
		return []string{
			"Day" + zone, first, "UserId", "u", "UserPrincipalName", "scan@contoso.com", "UserDisplayName", "複合機", "AppDisplayName", "Office 365 Exchange Online",
			"ClientAppUsed", "Authenticated SMTP", "UserAgent", "BAV2ROPC", "AuthenticationProtocol", "ropc", "IPAddress", "203.0.113.7", "Country", "JP", "ErrorCode", "50053",
			"FailureReason", "locked", "AutonomousSystemNumber", "64500", "CertificateRows", "5", "Rows", rows, "First" + zone, first, "Last" + zone, last, "Hours", hours,
		}
	}
	const first, last, hours = "2026-11-20T08:01:00Z", "2026-11-20T23:59:59.999Z", `{"8":3,"23":2}`
	object := func(code, rows, hours string) string {
		var fields []string
		all := cells("", first, last, rows, hours)
		for i := 0; i < len(all); i += 2 {
			switch value := strconv.Quote(all[i+1]); all[i] {
			case "Rows", "Hours", "CertificateRows":
				fields = append(fields, strconv.Quote(all[i])+":"+all[i+1])
			case "ErrorCode":
				fields = append(fields, strconv.Quote(all[i])+":"+code)
			default:
				fields = append(fields, strconv.Quote(all[i])+":"+value)
			}
		}
		return "[{" + strings.Join(fields, ",") + "}]"
	}
	read := func(content string) (groups []inventory.Group, left []string, end error) {
		order, _, err := orderOf(SignInGroups, opener(content))
		if err != nil {
			return nil, nil, err
		}
		batches, err := groupsOf("s", strings.NewReader(content), order)
		if err != nil {
			return nil, nil, err
		}
		for batch, err := range batches {
			switch row := (*rowError)(nil); {
			case errors.As(err, &row):
				left = append(left, row.Error())
			case err != nil:
				end = err
			}
			groups = append(groups, batch...)
		}
		return groups, left, end
	}
	for name, content := range map[string]string{
		"a table":                    tableOf(cells("", first, last, "5", hours)...),
		"a table in the portal's":    tableOf(cells(" [UTC]", "11/20/2026, 8:01:00.000 AM", "11/20/2026, 11:59:59.999 PM", "5", hours)...),
		"hours that are indented":    tableOf(cells("", first, last, " 5 ", "{\n  \"8\": 3,\n  \"23\": 2\n}")...),
		"JSON":                       object("50053", "5", hours),
		"JSON, numbers as texts":     object(`"50053"`, `"5"`, strconv.Quote(hours)),
		"JSON, hours as an object":   object("50053", `"5"`, hours),
		"JSON, hours as a text":      object("50053", "5", strconv.Quote(hours)),
		"JSON, hours that have none": object("50053", "5", `{"8":3,"9":0,"23":2}`),
		"hunting's answer":           `{"schema":[],"results":` + object("50053", "5", hours) + "}",
		"an hour in two spellings":   object("50053", "5", `{"8":1,"08":2,"23":2}`),
		"the system, a number":       strings.Replace(object("50053", "5", hours), `"64500"`, "64500", 1),
		"certificates as a text":     strings.Replace(object("50053", "5", hours), `"CertificateRows":5`, `"CertificateRows":"5"`, 1),
	} {
		if got, err := Recognise(strings.NewReader(content)); got != SignInGroups || err != nil {
			t.Errorf("%s: recognised as %q, %v", name, got, err)
		}
		groups, left, end := read(content)
		if diff := cmp.Diff([]inventory.Group{want}, groups); diff != "" || left != nil || end != nil {
			t.Errorf("%s: left aside %v, %v\n%s", name, left, end, diff)
		}
	}
	// Groups that were counted before the query had these columns, or by an engine that does not know.
	const system, certificates = `"AutonomousSystemNumber":"64500"`, `"CertificateRows":5`
	want.ASN, want.Certificate = 0, false
	for name, replaced := range map[string][]string{
		"none":           {system + ",", "", certificates + ",", ""},
		"null":           {system, `"AutonomousSystemNumber":null`, certificates, `"CertificateRows":null`},
		"nothing":        {system, `"AutonomousSystemNumber":""`, certificates, `"CertificateRows":""`},
		"words":          {system, `"AutonomousSystemNumber":"AS64500"`, certificates, `"CertificateRows":"all"`},
		"no certificate": {system + ",", "", certificates, `"CertificateRows":0`},
		"one password":   {system + ",", "", certificates, `"CertificateRows":4`}, // so the group is Basic
	} {
		groups, left, end := read(strings.NewReplacer(replaced...).Replace(object("50053", "5", hours)))
		if diff := cmp.Diff([]inventory.Group{want}, groups); diff != "" || left != nil || end != nil {
			t.Errorf("%s: left aside %v, %v\n%s", name, left, end, diff)
		}
	}
	for name, test := range map[string]struct{ content, want string }{
		"a sum that is less":          {object("0", "6", hours), "the rows by hour add up to 5, and the group has 6 rows"},
		"a sum that is more":          {object("0", "4", hours), "the group has 4 rows"},
		"no hours":                    {object("0", "5", "{}"), "add up to 0"},
		"hours that are null":         {object("0", "5", "null"), "the rows by hour"},
		"hours that are a list":       {object("0", "5", "[5]"), `the rows by hour is "[5]", where a text belongs`},
		"hours that are a word":       {object("0", "5", `"many"`), `the rows by hour "many" are no JSON object`},
		"an hour that is none":        {object("0", "5", `{"24":5}`), "name no hour of a day, or too many rows of one"},
		"an hour before the day":      {object("0", "5", `{"-1":5}`), "name no hour of a day, or too many rows of one"},
		"fewer than none":             {object("0", "5", `{"8":-1,"9":6}`), "name no hour of a day, or too many rows of one"},
		"a number that is a fraction": {object("0", "5", `{"8":2.5,"9":2.5}`), "are no JSON object"},
		"numbers that run over":       {object("0", "5", `{"8":9223372036854775807,"9":9223372036854775807,"10":7}`), "the rows by hour"},
		"rows that run over":          {object("0", "9223372036854775807", `{"8":9223372036854775807}`), "the number of rows"},
		"no rows":                     {object("0", "0", "{}"), `the number of rows "0" is none`},
		"fewer rows than none":        {object("0", "-5", `{"8":-5}`), `the number of rows "-5" is none`},
		"rows that are a fraction":    {object("0", "5.0", hours), `the number of rows "5.0" is none`},
		"rows that are null":          {object("0", "null", hours), `the number of rows "" is none`},
		"no code":                     {object("null", "5", hours), "the error code is missing"},
		"no last":                     {tableOf(cells("", first, "", "5", hours)...), "the time is missing"},
		"the last before the first":   {tableOf(cells("", last, first, "5", hours)...), "the first and the last row are not of one day"},
		"the last on another day":     {tableOf(cells("", first, "2026-11-21T00:00:00Z", "5", hours)...), "the first and the last row are not of one day"},
		"another day in another zone": {tableOf(cells("", first, "2026-11-20T23:59:59-01:00", "5", hours)...), "the first and the last row are not of one day"},
		"nobody":                      {strings.NewReplacer(`"UserId":"u"`, `"UserId":""`, "scan@contoso.com", "").Replace(object("0", "5", hours)), "neither the user's id nor the user's name"},
	} {
		groups, left, end := read(test.content)
		if len(groups) != 0 || len(left) != 1 || end != nil || !strings.Contains(left[0], test.want) {
			t.Errorf("%s: %v, left aside %v, %v, want %q", name, groups, left, end, test.want)
		}
	}
}
