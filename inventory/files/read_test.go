package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"unbasic/inventory"

	"golang.org/x/text/encoding/japanese"
)

// scanned scans a content and holds the result to the law of every file: rows read are rows used and rows left aside, and how the bytes arrive changes
// nothing.
func scanned(t testing.TB, format Format, content []byte) Result {
	t.Helper()
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	var kept bytes.Buffer
	got, err := Scan(format, open, &kept)
	slow, slowErr := Scan(format, func() (io.ReadCloser, error) {
		return io.NopCloser(iotest.OneByteReader(bytes.NewReader(content))), nil
	}, nil)
	if (err == nil) != (slowErr == nil) {
		t.Fatalf("at once %v, in bytes %v", err, slowErr)
	}
	if err != nil {
		return got
	}
	sum := got.Used
	for _, a := range got.Aside {
		if a.Rows < 1 {
			t.Fatalf("%d rows are left aside as %s", a.Rows, a.Reason)
		}
		sum += a.Rows
	}
	if got.Rows != sum || got.Used < 0 {
		t.Fatalf("%d rows read, %d used, %d accounted for: %+v", got.Rows, got.Used, sum, got)
	}
	if got.First.After(got.Last) {
		t.Fatalf("from %v to %v", got.First, got.Last)
	}
	if !reflect.DeepEqual(got, slow) {
		t.Fatalf("at once %+v, in bytes %+v", got, slow)
	}
	if !bytes.Equal(kept.Bytes(), content) {
		t.Fatalf("%d of %d bytes were kept", kept.Len(), len(content))
	}
	return got
}

const auditOfBasic = `{"CreationTime":"2026-11-20T08:00:00","Operation":"UserLoggedIn","UserId":"scan@contoso.com","ClientIP":"203.0.113.7",` +
	`"ExtendedProperties":[{"Name":"UserAgent","Value":"BAV2ROPC"}],"Workload":"AzureActiveDirectory"}`

func quotedCell(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// formats are a good file of every format that is imported, with rows that can't be read or are of no use.
var formats = []struct {
	name, content string
	format        Format
	rows, used    int
	aside         string
}{
	{"Graph's sign-ins", oneSignIn + "\n" + strings.Replace(oneSignIn, "Authenticated SMTP", "Browser", 1) + "\n{}\n", GraphSignIns, 3, 1, "unreadable 1, modern-client-app 0, twice-in-the-file 1"},
	{"sign-ins of an application among users'", "[" + oneSignIn + `,{"id":"b","createdDateTime":"2026-11-20T08:00:00Z","userId":"","userPrincipalName":null,"servicePrincipalId":"x","clientAppUsed":"","status":{"errorCode":0}}]`,
		GraphSignIns, 2, 1, "application-sign-in 1"},
	{"the portal's table", minimalHeader + minimalRow + strings.Replace(strings.Replace(minimalRow, ",a,", ",b,", 1), "Authenticated SMTP", "Browser", 1) + "x,y\n", PortalCSV, 3, 1, "unreadable 1, modern-client-app 1"},
	{"the portal's table in Japanese", "日付 (UTC),要求 ID,ユーザー名,クライアント アプリ,IP アドレス,状態,サインイン エラー コード\n2026-11-20T08:00:00Z,a,scan@contoso.com,Authenticated SMTP,203.0.113.7,成功,0\n" +
		"2026-11-20T08:00:00Z,b,scan@contoso.com,ブラウザー,203.0.113.7,失敗,50126\n", PortalCSV, 2, 1, "modern-client-app 1"},
	{"a spreadsheet's copy of it", "Date (UTC);Request ID;Username;Client app;IP address;Status;x\n23.11.2026 08:00:00;a;scan@contoso.com;SMTP;203.0.113.7;Success;\n31.12.2026 08:00:00;b;scan@contoso.com;SMTP;203.0.113.7;Success;\n" +
		"12.31.2026 08:00:00;c;scan@contoso.com;SMTP;203.0.113.7;Success;\n", PortalCSV, 3, 1, "unreadable 2"},
	{"diagnostic settings", `{"time":"2026-11-20T08:00:00Z","operationName":"Sign-in activity","category":"SignInLogs","resultType":"0","properties":` + oneSignIn + "}\n" +
		`{"time":"2026-11-20T08:00:00Z","operationName":"Sign-in activity","category":"NonInteractiveUserSignInLogs","resultType":50126,"callerIpAddress":"203.0.113.7","properties":{"id":"b","userPrincipalName":"scan@contoso.com","clientAppUsed":"SMTP"}}` + "\n" +
		`{"time":"2026-11-20T08:00:00Z","operationName":"Sign-in activity","category":"ServicePrincipalSignInLogs","resultType":0,"properties":{"id":"c"}}` + "\n" +
		`{"time":"2026-11-20T08:00:00Z","operationName":"Update user","category":"AuditLogs","properties":{"id":"d"}}` + "\n", DiagnosticSignIns, 4, 2, "application-sign-in 1, another-log 1"},
	{"an event hub", `{"records":[{"time":"2026-11-20T08:00:00Z","operationName":"Sign-in activity","category":"SignInLogs","properties":` + oneSignIn + "}]}\n" +
		`{"records":[{"time":"2026-11-20T08:00:00Z","operationName":"Sign-in activity","category":"SignInLogs","properties":` + signIn("b") + "}]}\n", DiagnosticSignIns, 2, 2, ""},
	{"Log Analytics as a table", "TimeGenerated [UTC],CreatedDateTime [UTC],Id,UserPrincipalName,ClientAppUsed,ResultType,Status,LocationDetails\n" +
		`"11/14/2025, 1:50:00.000 AM","11/14/2025, 1:48:53.123 AM",a,scan@contoso.com,Authenticated SMTP,0,"{""errorCode"":0}","{""countryOrRegion"":""JP""}"` + "\n", LogAnalyticsSignIns, 1, 1, ""},
	{"Log Analytics with pairs of columns", `[{"TimeGenerated":"2026-11-20T08:00:00Z","Id":"a","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"SMTP","Status_string":"{\"errorCode\":50126,\"failureReason\":\"x\"}","Status_dynamic":"","LocationDetails_string":"{\"countryOrRegion\":\"JP\"}"},` +
		`{"TimeGenerated":"2026-11-20T08:00:00Z","Id":"b","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"SMTP","Status_string":"","Status_dynamic":{"errorCode":"0"}},` +
		`{"TimeGenerated":"2026-11-20T08:00:00Z","Id":"c","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"SMTP","Status_string":5}]`, LogAnalyticsSignIns, 3, 2, "unreadable 1"},
	{"Log Analytics' own answer", `{"tables":[{"name":"PrimaryResult","columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"Id","type":"string"},{"name":"UserPrincipalName","type":"string"},` +
		`{"name":"ClientAppUsed","type":"string"},{"name":"ResultType","type":"string"}],"rows":[["2026-11-20T08:00:00Z","a","scan@contoso.com","SMTP","0"],` +
		`["2026-11-20T08:00:00Z","b","scan@contoso.com","SMTP",null],5]}],"statistics":{}}`, LogAnalyticsSignIns, 3, 1, "unreadable 2"},
	{"hunting", "Timestamp,RequestId,AccountUpn,AccountObjectId,ClientAppUsed,LogonType,ErrorCode,IPAddress,Country\n2026-11-20T08:00:00Z,a,scan@contoso.com,,Other clients,\"[\"\"Resource Owner Password Credentials\"\"]\",0,203.0.113.7,JP\n" +
		"2026-11-20T08:00:00Z,b,scan@contoso.com,,SMTP,,zero,203.0.113.7,JP\n", HuntingSignIns, 2, 1, "unreadable 1"},
	{"hunting's answer", `{"schema":[{"name":"Timestamp","type":"DateTime"}],"results":[{"Timestamp":"2026-11-20T08:00:00Z","RequestId":"a","AccountUpn":"scan@contoso.com","ClientAppUsed":"SMTP","ErrorCode":0}]}`, HuntingSignIns, 1, 1, ""},
	{"groups", "Day,UserPrincipalName,ClientAppUsed,ErrorCode,Rows,First,Last,Hours\n2026-11-20T00:00:00Z,scan@contoso.com,SMTP,0,3,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z,\"{\"\"8\"\":2,\"\"9\"\":1}\"\n" +
		"2026-11-20T00:00:00Z,scan@contoso.com,SMTP,0,5,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z,\"{\"\"8\"\":2}\"\n", SignInGroups, 4, 3, "unreadable 1"},
	{"groups as texts", `[{"Day":"2026-11-20T00:00:00Z","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"SMTP","ErrorCode":"50126","Rows":"2","First":"2026-11-20T08:00:00Z","Last":"2026-11-20T08:00:00Z","Hours":"{\"8\":2}"},` +
		`{"Day":"2026-11-20T00:00:00Z","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"SMTP","ErrorCode":0,"Rows":2,"First":"2026-11-20T08:00:00Z","Last":"2026-11-21T08:00:00Z","Hours":{"8":2}}]`, SignInGroups, 3, 2, "unreadable 1"},
	{"the audit log", "CreationDate,UserIds,Operations,AuditData\n2026-11-20T08:00:00Z,scan@contoso.com,UserLoggedIn," + quotedCell(auditOfBasic) + "\n" +
		"2026-11-20T08:00:00Z,scan@contoso.com,UserLoginFailed," + quotedCell(strings.Replace(auditOfBasic, "UserLoggedIn", "UserLoginFailed", 1)) + "\n" +
		"2026-11-20T08:00:00Z,scan@contoso.com,UserLoggedIn," + quotedCell(strings.Replace(auditOfBasic, "BAV2ROPC", "Edge", 1)) + "\n2026-11-20T08:00:00Z,x,y,{\n", AuditLog, 4, 1, "no-smtp-use 2, unreadable 1"},
	{"the audit log's own records", "[" + auditOfBasic + "]", AuditLog, 1, 1, ""},
	{"Graph's users", `{"value":[{"id":"1","userPrincipalName":"a@contoso.com","accountEnabled":true,"assignedPlans":[]},{"userPrincipalName":"b@contoso.com","accountEnabled":true}]}`, GraphUsers, 2, 1, "unreadable 1"},
	{"Graph's subscriptions", `[{"skuId":"1","skuPartNumber":"SPE_E3","servicePlans":[]},{"skuId":""}]`, GraphSKUs, 2, 1, "unreadable 1"},
	{"Conditional Access policies", `{"value":[` + accessPolicy + `,{"id":"x","state":"enabled"}]}`, GraphConditionalAccess, 2, 1, "unreadable 1"},
	{"security defaults", `{"@odata.context":"x","id":"00000000-0000-0000-0000-000000000005","displayName":"Security Defaults","description":"x","isEnabled":false}`, GraphSecurityDefaults, 1, 1, ""},
	{"MFA registrations", `{"value":[{"id":"a","userPrincipalName":"a@contoso.com","isAdmin":false,"isMfaRegistered":true},{"userPrincipalName":"b@contoso.com","isMfaRegistered":true}]}`, GraphMFARegistration, 2, 1, "unreadable 1"},
	{"the admin centre's users", "Block credential,Display name,Licenses,Object Id,User principal name\nFalse,A,Unlicensed,,a@contoso.com\nFalse,A,Unlicensed,,\n", AdminUserTable, 2, 1, "unreadable 1"},
	{"the admin centre's licences", "Product Title,Total Licenses,Expired Licenses,Assigned Licenses,Status message\nMicrosoft 365 E3,25,0,24,\nMicrosoft 365 E3,many,0,24,\n", LicenceTable, 2, 1, "unreadable 1"},
	{"active users", "Report Refresh Date,User Principal Name,Has Exchange License,Report Period\n2026-11-21,a@contoso.com,True,180\n2026-11-21,0123456789abcdef0123456789abcdef,True,180\n", ActiveUserTable, 2, 1, "concealed-name 1"},
	{"email apps", "Report Refresh Date,User Principal Name,SMTP App,Report Period\n2026-11-21,a@contoso.com,Yes,180\n2026-11-21,b@contoso.com,No,180\n2026-11-21,0123456789abcdef0123456789abcdef,Yes,180\n", EmailAppUsageCSV, 3, 1, "no-smtp-use 1, concealed-name 1"},
	{"mailbox usage", "Report Refresh Date,User Principal Name,Storage Used (Byte),Recipient Type,Report Period\n2026-11-21,a@contoso.com,1,Shared,180\n2026-11-21,,1,Shared,180\n", MailboxUsageCSV, 2, 1, "unreadable 1"},
	{"email activity", "Report Refresh Date,User Principal Name,Send Count,Receive Count,Report Period\n2026-11-21,a@contoso.com,1,1,180\n2026-11-21,a@contoso.com,x,1,180\n", EmailActivityCSV, 2, 1, "unreadable 1"},
	{"the organisation's switch", "#TYPE x\nSmtpClientAuthenticationDisabled,AllowLegacyTLSClients\nTrue,False\nperhaps,False\n", TransportConfigTable, 2, 1, "unreadable 1"},
	{"mailboxes", `[{"PrimarySmtpAddress":"a@contoso.com","SmtpClientAuthenticationDisabled":null},{"PrimarySmtpAddress":"b@contoso.com","SmtpClientAuthenticationDisabled":"perhaps"}]`, MailboxTable, 2, 1, "unreadable 1"},
	{"mailboxes with enumerations", `[{"PrimarySmtpAddress":"a@contoso.com","RecipientTypeDetails":{"value":4,"Value":"SharedMailbox"}},{"PrimarySmtpAddress":"b@contoso.com","RecipientTypeDetails":{"value":4}}]`, MailboxTable, 2, 2, ""},
	{"mailboxes of Export-Clixml", `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS><S N="PrimarySmtpAddress">a@contoso.com</S><B N="SmtpClientAuthenticationDisabled">true</B></MS></Obj>` + "\n" +
		`<Obj RefId="1"><MS><S N="PrimarySmtpAddress">b@contoso.com</S><S N="SmtpClientAuthenticationDisabled">perhaps</S></MS></Obj></Objs>`, MailboxTable, 2, 1, "unreadable 1"},
	{"policies", "Name,AllowBasicAuthSmtp\nBlock,False\nBlock,perhaps\n", AuthPolicyTable, 2, 1, "unreadable 1"},
	{"the organisation", "DefaultAuthenticationPolicy,RejectDirectSend\nBlock,True\nBlock,perhaps\n", OrganizationConfigTable, 2, 1, "unreadable 1"},
	{"connectors", "Name,Enabled,ConnectorType,SenderIPAddresses\nOffice,True,OnPremises,203.0.113.7\nOffice,True,perhaps,203.0.113.7\n", ConnectorTable, 2, 1, "unreadable 1"},
	{"the SMTP AUTH report", "Sender address,Domain,TLS 1.0,TLS 1.1,TLS 1.2,Messages sent,Authentication Protocol\na@contoso.com,contoso.com,0,0,100,5,Basic\nb@contoso.com,contoso.com,0,0,100,0,Basic\nnobody,,0,0,100,5,Basic\n", SMTPReportTable, 3, 1, "no-smtp-use 1, unreadable 1"},
	{"a message trace", "SenderAddress,RecipientAddress,FromIP,Received,Status,MessageTraceId\na@contoso.com,x@contoso.com,203.0.113.7,2026-11-20T08:00:00Z,Delivered,1\na@contoso.com,y@contoso.com,203.0.113.7,2026-11-20T08:00:00Z,Delivered,1\na@contoso.com,y@contoso.com,203.0.113.7,then,Delivered,2\n", MessageTraceTable, 3, 1, "counted-or-other-mail 1, unreadable 1"},
	{"the script's summary", "unbasic exchange export, 2026-11-23T00:00:00Z\ncas-mailboxes.csv: 3 rows\nx.csv: NOT READ: no right\n", ExchangeSummary, 2, 1, "unreadable 1"},
}

// TestEveryFormatAccountsForItsRows: every format is told from its content, and of its rows each is used or left aside for a reason.
func TestEveryFormatAccountsForItsRows(t *testing.T) {
	tested := map[Format]bool{}
	for _, test := range formats {
		tested[test.format] = true
		t.Run(test.name, func(t *testing.T) {
			for written, content := range map[string]string{
				"as it is": test.content, "UTF-8 with a mark": "\ufeff" + test.content, "UTF-16": asUTF16(test.content, binary.LittleEndian),
				"UTF-16 without a mark": string(unmarked(test.content)), "CRLF": strings.ReplaceAll(test.content, "\n", "\r\n"),
			} {
				format, err := Recognise(strings.NewReader(content))
				if err != nil || format != test.format {
					t.Fatalf("%s: recognised as %q, %v", written, format, err)
				}
				got := scanned(t, format, []byte(content))
				aside := map[string]int{}
				for _, a := range got.Aside {
					aside[string(a.Reason)] = a.Rows
				}
				if got.Rows != test.rows || got.Used != test.used || got.Ends != "" {
					t.Errorf("%s: %d rows, %d used, ends %q, left aside %v; want %d and %d", written, got.Rows, got.Used, got.Ends, aside, test.rows, test.used)
				}
				for _, want := range strings.Split(test.aside, ", ") {
					if reason, n, ok := strings.Cut(want, " "); ok && fmt.Sprint(aside[reason]) != n {
						t.Errorf("%s: left aside %v, want %s", written, aside, want)
					}
				}
			}
		})
	}
	for format := range sourceOf {
		if !tested[format] {
			t.Errorf("%s is not tested", format)
		}
	}
}

// unmarked is UTF-16 without a byte order mark, as message traces are written.
func unmarked(s string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// TestCutFilesAreNeverTakenForWholeOnes cuts every format at every byte: nothing is made up, and rows add up.
func TestCutFilesAreNeverTakenForWholeOnes(t *testing.T) {
	for _, test := range formats {
		whole := scanned(t, test.format, []byte(test.content))
		for cut := range len(test.content) {
			got, err := Scan(test.format, opener(test.content[:cut]), nil)
			if err != nil {
				continue // no header
			}
			if got.Used > whole.Used && !strings.Contains(test.name, "spreadsheet") { // whose dates read otherwise as long as no number over 12 shows their order
				t.Fatalf("%s, %d bytes: %d rows used of %d", test.name, cut, got.Used, whole.Used)
			}
		}
	}
}

// TestReadersErrorsComeThrough: an error of the disk is none of the file.
func TestReadersErrorsComeThrough(t *testing.T) {
	broken := errors.New("the disk is broken")
	for _, test := range formats {
		_, err := Scan(test.format, func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(test.content[:len(test.content)/2]), iotest.ErrReader(broken))), nil
		}, nil)
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestTheSameRowsInTwoFilesCountOnce: in one form or in two, with an id or without.
func TestTheSameRowsInTwoFilesCountOnce(t *testing.T) {
	portal := minimalHeader + minimalRow
	graph := strings.Replace(oneSignIn, ".1234567Z", "Z", 1) + "\n"
	object := func(id, ip string) string {
		return `{` + id + `"TimeGenerated":"2026-11-20T08:00:00Z","UserPrincipalName":"Scan@contoso.com","ClientAppUsed":"SMTP","ResultType":"0","IPAddress":"` + ip + `"}`
	}
	same := object("", "203.0.113.7")
	nameless := "TimeGenerated,UserPrincipalName,ClientAppUsed,ResultType,IPAddress\n" + strings.Repeat("2026-11-20T08:00:00Z,scan@contoso.com,SMTP,0,203.0.113.7\n", 3)
	for name, test := range map[string]struct {
		files []part
		want  int
	}{
		"portal and Graph":                 {[]part{{"1", PortalCSV, portal}, {"2", GraphSignIns, graph}}, 1},
		"one without ids":                  {[]part{{"1", LogAnalyticsSignIns, nameless}}, 3},
		"one without ids, twice":           {[]part{{"1", LogAnalyticsSignIns, nameless}, {"2", LogAnalyticsSignIns, nameless}}, 3},
		"a table and JSON without ids":     {[]part{{"1", LogAnalyticsSignIns, nameless}, {"2", LogAnalyticsSignIns, "[" + same + "," + same + "," + same + "]"}}, 3},
		"JSON without ids, one is another": {[]part{{"1", LogAnalyticsSignIns, nameless}, {"2", LogAnalyticsSignIns, "[" + same + "," + object("", "203.0.113.8") + "]"}}, 4},
		"an id that is empty is none":      {[]part{{"1", LogAnalyticsSignIns, nameless}, {"2", LogAnalyticsSignIns, "[" + object(`"Id":"",`, "203.0.113.7") + "," + object(`"Id":null,`, "203.0.113.7") + "]"}}, 3},
		"ids that differ are two":          {[]part{{"1", LogAnalyticsSignIns, "[" + object(`"Id":"a",`, "203.0.113.7") + "," + object(`"Id":"b",`, "203.0.113.7") + "]"}}, 2},
		"one without ids, longer":          {[]part{{"1", LogAnalyticsSignIns, nameless}, {"2", LogAnalyticsSignIns, nameless + strings.Split(nameless, "\n")[1] + "\n"}}, 4},
	} {
		ws := t.TempDir()
		importSnapshot(t, ws, test.files...)
		in := mustLoad(t, ws)
		if r := in.Rows.Records(); r.Read-r.Duplicates != test.want {
			t.Errorf("%s: %+v, want %d rows", name, r, test.want)
		}
	}
}

// TestEnumerationsOfPowerShell: whichever way ConvertTo-Json writes the type of a mailbox, it is known.
func TestEnumerationsOfPowerShell(t *testing.T) {
	for written, want := range map[string]inventory.Mailbox{
		`"SharedMailbox"`: inventory.MailboxShared, `4`: inventory.MailboxShared, `{"value":4,"Value":"SharedMailbox"}`: inventory.MailboxShared,
		`{"Value":"RoomMailbox","value":16}`: inventory.MailboxRoom, `{"value":32}`: inventory.MailboxEquipment, `{}`: inventory.MailboxUnknown, `null`: inventory.MailboxUnknown,
	} {
		r, err := recordOfJSON([]byte(`{"PrimarySmtpAddress":"a@contoso.com","RecipientTypeDetails":` + written + "}"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decodeMailboxSetting(r); err != nil || got.Type != want {
			t.Errorf("%s is %s, %v, want %s", written, got.Type, err, want)
		}
	}
}

// TestAPartialAnswerIsNotWhole: an engine that gives rows and an error beside them has not given all.
func TestAPartialAnswerIsNotWhole(t *testing.T) {
	content := `{"tables":[{"name":"PrimaryResult","columns":[{"name":"TimeGenerated"},{"name":"Id"},{"name":"UserPrincipalName"},{"name":"ClientAppUsed"},{"name":"ResultType"}],` +
		`"rows":[["2026-11-20T08:00:00Z","a","scan@contoso.com","SMTP","0"]]}],"error":{"code":"PartialError"}}`
	got := scanned(t, LogAnalyticsSignIns, []byte(content))
	if got.Used != 1 || !strings.Contains(got.Ends, "not whole") {
		t.Errorf("%+v", got)
	}
}

// TestAGuessedCharsetIsSaid: a table that a Japanese spreadsheet program saved is read, and what was assumed is said.
func TestAGuessedCharsetIsSaid(t *testing.T) {
	content, err := japanese.ShiftJIS.NewEncoder().String("日付 (UTC),要求 ID,ユーザー名,ユーザー,クライアント アプリ,IP アドレス,状態,待機時間\n2026-11-20T08:00:00Z,a,scan@contoso.com,複合機,SMTP,203.0.113.7,成功,1\n")
	if err != nil {
		t.Fatal(err)
	}
	format, err := Recognise(strings.NewReader(content))
	if format != PortalCSV || err != nil {
		t.Fatalf("recognised as %q, %v", format, err)
	}
	got := scanned(t, format, []byte(content))
	if got.Used != 1 || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "Shift_JIS") {
		t.Errorf("%+v", got)
	}
}

// TestDatesAreLoadedInTheOrderThatWasSaid: which number of a date is the month is said when a file is imported, and is the same when it is loaded. Times that are
// equal, as many of a log are, say nothing of how rows are sorted.
func TestDatesAreLoadedInTheOrderThatWasSaid(t *testing.T) {
	for name, test := range map[string]struct {
		dates       []string
		first, last string
		unreadable  int
		said        string
	}{
		"nothing shows it":                 {[]string{"11/4/2026 1:00"}, "2026-11-04", "2026-11-04", 0, "the order month/day/year is assumed for dates: nothing in the file shows it"},
		"one step behind equal times":      {[]string{"1/2/2026", "1/2/2026", "2/1/2026"}, "2026-01-02", "2026-02-01", 0, "the order month/day/year is assumed for dates: nothing in the file shows it"},
		"one step down behind equal times": {[]string{"2/1/2026", "2/1/2026", "1/2/2026"}, "2026-01-02", "2026-02-01", 0, "the order month/day/year is assumed for dates: nothing in the file shows it"},
		"sorted, the first ones are equal": {[]string{"1/4/2026", "1/4/2026", "2/3/2026", "3/2/2026", "1/1/2026"}, "2026-01-01", "2026-04-01", 0, "the order day/month/year is assumed for dates, in which the rows are sorted by time"},
		"a number over 12":                 {[]string{"4/11/2026", "14/11/2026"}, "2026-11-04", "2026-11-14", 0, "dates are in the order day/month/year, as numbers over 12 show"},
		"they contradict one another":      {[]string{"11/14/2026", "14/11/2026", "11/4/2026"}, "2026-11-04", "2026-11-14", 1, "dates are written in two orders: they are read as month/day/year"},
	} {
		content := minimalHeader
		for i, date := range test.dates {
			content += strings.NewReplacer(",a,", fmt.Sprintf(",%d,", i), "2026-11-20T08:00:00Z", date).Replace(minimalRow)
		}
		got := scanned(t, PortalCSV, []byte(content))
		n, _ := got.Unreadable()
		if n != test.unreadable || got.Rows != len(test.dates) || got.First.Format(time.DateOnly) != test.first || got.Last.Format(time.DateOnly) != test.last {
			t.Errorf("%s: %+v, want %d unreadable, from %s to %s", name, got, test.unreadable, test.first, test.last)
		}
		if len(got.Notes) != 1 || !strings.HasPrefix(got.Notes[0], test.said) {
			t.Errorf("%s: said %q, want %q", name, got.Notes, test.said)
		}
		ws := t.TempDir()
		importSnapshot(t, ws, part{"a.csv", PortalCSV, content})
		in := mustLoad(t, ws)
		if r := in.Rows.Records(); r.Read != got.Used || in.Unreadable != n {
			t.Errorf("%s: %d rows are loaded and %d unreadable, and %d and %d were scanned", name, r.Read, in.Unreadable, got.Used, n)
		}
		senders := inventory.Analyze(in).Senders
		if len(senders) != 1 || senders[0].FirstSeen.Format(time.DateOnly) != test.first || senders[0].LastSeen.Format(time.DateOnly) != test.last {
			t.Errorf("%s: senders are %+v, want one from %s to %s", name, senders, test.first, test.last)
		}
	}
}

func FuzzScan(f *testing.F) {
	for i, test := range formats {
		f.Add(i, []byte(test.content))
		f.Add(i+1, []byte(test.content))
	}
	f.Fuzz(func(t *testing.T, n int, content []byte) {
		scanned(t, formats[uint(n)%uint(len(formats))].format, content)
	})
}
