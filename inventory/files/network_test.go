package files

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"unbasic/inventory"
)

const (
	// certificateSteps are the authenticationDetails of a sign-in with a certificate, passwordSteps those of one with a password.
	certificateSteps = `[{"authenticationStepDateTime":"2026-11-20T08:00:00Z","authenticationMethod":"X.509 Certificate","authenticationMethodDetail":"","succeeded":true}]`
	passwordSteps    = `[{"authenticationMethod":"Password","authenticationMethodDetail":"Password in the cloud","succeeded":true,"authenticationStepResultDetail":"no certificate"}]`
)

// byCertificate is a sign-in of Exchange ActiveSync.
var byCertificate = activeSync(`"autonomousSystemNumber":64500,"authenticationDetails":` + certificateSteps)

// activeSync is a sign-in of Exchange ActiveSync with more fields.
func activeSync(more string) string {
	return strings.Replace(strings.TrimSuffix(oneSignIn, "}"), "Authenticated SMTP", "Exchange ActiveSync", 1) + "," + more + "}"
}

// TestTheAutonomousSystemIsReadAsServed: Graph has a number, Log Analytics a text. What is neither is no reason to lose the row.
func TestTheAutonomousSystemIsReadAsServed(t *testing.T) {
	for value, want := range map[string]int{
		"64500": 64500, `"64500"`: 64500, `" 64500 "`: 64500, "0": 0, "4294967295": 4294967295, `"0064500"`: 64500,
		"null": 0, `""`: 0, "4294967296": 0, "99999999999999999999": 0, "-1": 0, "64500.0": 0, "6.45e4": 0, `"AS64500"`: 0, `"64 500"`: 0, `"６４５００"`: 0, `"1.10"`: 0,
		"true": 0, "{}": 0, `{"value":64500}`: 0, "[64500]": 0, `"\ud800"`: 0, `"\u0036"`: 6,
	} {
		for name, record := range map[string]struct {
			format  Format
			content string
		}{
			"Graph":               {GraphSignIns, strings.TrimSuffix(oneSignIn, "}") + `,"autonomousSystemNumber":` + value + "}"},
			"Graph, in capitals":  {GraphSignIns, strings.TrimSuffix(oneSignIn, "}") + `,"AutonomousSystemNumber":` + value + "}"},
			"diagnostic settings": {DiagnosticSignIns, `{"time":"x","category":"SignInLogs","operationName":"Sign-in activity","resultType":"0","properties":` + strings.TrimSuffix(oneSignIn, "}") + `,"autonomousSystemNumber":` + value + "}}\n"},
		} {
			if got := oneRow(t, name, record.format, record.content); got.ASN != want || got.UPN != "scan@contoso.com" || got.Certificate {
				t.Errorf("%s: %s is %d, want %d", name, value, got.ASN, want)
			}
		}
		var text string
		if json.Unmarshal([]byte(value), &text) != nil {
			text = value
		}
		cells := logCells("", "2026-11-20T08:00:00Z", "ResultType", "0", "AutonomousSystemNumber", text)
		if got := oneRow(t, "a table", LogAnalyticsSignIns, tableOf(cells...)); got.ASN != want {
			t.Errorf("a table: %s is %d, want %d", value, got.ASN, want)
		}
	}
}

// TestTheAutonomousSystemInThePortalsTables: under the portal's name, which holds two blanks, and as others would write it; a cell that is empty or a word is unknown.
func TestTheAutonomousSystemInThePortalsTables(t *testing.T) {
	for _, head := range []string{"Autonomous system  number", "Autonomous system number", "AUTONOMOUS SYSTEM NUMBER ", "自律システム番号"} {
		for cell, want := range map[string]int{"64500": 64500, "": 0, "None": 0, "-": 0, "64500.5": 0} {
			for format, content := range map[string]string{
				"comma":     strings.TrimSuffix(minimalHeader, "\n") + "," + head + ",Flagged\n" + strings.TrimSuffix(minimalRow, "\n") + "," + cell + ",No\n",
				"semicolon": "Date (UTC);Request ID;" + head + ";Username;Client app;IP address;Status\n2026-11-20T08:00:00Z;a;" + cell + ";scan@contoso.com;SMTP;203.0.113.7;Success\n",
			} {
				if got := oneRow(t, head, PortalCSV, content); got.ASN != want || got.UPN != "scan@contoso.com" {
					t.Errorf("%s, %s: %q is %+v, want %d", head, format, cell, got, want)
				}
			}
		}
	}
}

// TestCertificatesAreToldFromPasswords: in every form that has the steps of an authentication, and of Exchange ActiveSync alone.
func TestCertificatesAreToldFromPasswords(t *testing.T) {
	check := func(name string, want bool, got inventory.SignIn) {
		t.Helper()
		if got.Certificate != want || got.UPN != "scan@contoso.com" {
			t.Errorf("%s: by certificate is %t, want %t", name, got.Certificate, want)
		}
	}
	for steps, want := range map[string]bool{
		certificateSteps: true, passwordSteps: false, "null": false, "[]": false, `""`: false, "{}": false, "5": false, `[5]`: false, `[null]`: false, "[[]]": false,
		`[{"authenticationMethod":null}]`: false, `[{"authenticationMethod":5}]`: false,
		`[{"authenticationMethod":"Previously satisfied"},{"authenticationMethod":"X.509 CERTIFICATE"}]`: true,
		`[5,{"authenticationMethod":{}},{"AuthenticationMethod":"certificate"}]`:                         true,
		` [ {"authenticationMethod" : "x.509 \u0063ertificate" } ] `:                                     true,
		`[{"authenticationMethodDetail":"X.509 Certificate"}]`:                                           false,
	} {
		quoted := strconv.Quote(strings.ReplaceAll(steps, `\u0063`, "c"))
		check("Graph: "+steps, want, oneRow(t, "Graph", GraphSignIns, activeSync(`"authenticationDetails":`+steps)))
		check("Graph, a text: "+steps, want, oneRow(t, "Graph", GraphSignIns, activeSync(`"AuthenticationDetails":`+quoted)))
		check("diagnostic settings: "+steps, want, oneRow(t, "diagnostic settings", DiagnosticSignIns,
			`{"time":"x","category":"SignInLogs","operationName":"Sign-in activity","resultType":"0","properties":`+activeSync(`"authenticationDetails":`+steps)+"}\n"))
		cells := logCells("", "2026-11-20T08:00:00Z", "ResultType", "0", "AuthenticationDetails", steps)
		for i, cell := range cells {
			if cell == "Authenticated SMTP" {
				cells[i] = "Exchange ActiveSync"
			}
		}
		check("a table: "+steps, want, oneRow(t, "a table", LogAnalyticsSignIns, tableOf(cells...)))
		for _, text := range []string{steps, quoted} { // SigninLogs may hold an object, the other table holds text
			if text == steps && !strings.HasPrefix(strings.TrimSpace(steps), "[") {
				continue
			}
			object := fmt.Sprintf(`[{"TimeGenerated":"2026-11-20T08:00:00Z","CreatedDateTime":"2026-11-20T08:00:00Z","OperationName":"Sign-in activity","Category":"SignInLogs",`+
				`"Type":"SigninLogs","Id":"a","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"Exchange ActiveSync","ResultType":"0","AuthenticationDetails":%s}]`, text)
			check("Log Analytics: "+text, want, oneRow(t, "Log Analytics", LogAnalyticsSignIns, object))
		}
	}
	for _, cell := range []string{`"`, `"[`, "[", "\\", `[{"authenticationMethod":"X.509 Certificate"`} { // cut: what is no JSON says nothing
		cells := logCells("", "2026-11-20T08:00:00Z", "ResultType", "0", "AuthenticationDetails", cell, "Comment", "x")
		for i, c := range cells {
			if c == "Authenticated SMTP" {
				cells[i] = "Exchange ActiveSync"
			}
		}
		check("a table: "+cell, false, oneRow(t, "a table", LogAnalyticsSignIns, tableOf(cells...)))
	}
	for app, want := range map[string]bool{
		"Exchange ActiveSync": true, "exchange active sync": true, "Exchange ActiveSync (supported)": true, " Exchange ActiveSync ": true,
		"Authenticated SMTP": false, "Browser": false, "Mobile Apps and Desktop clients": false, "": false, "Exchange": false, "Exchange Web Services": false,
	} {
		record := strings.Replace(byCertificate, `"clientAppUsed":"Exchange ActiveSync"`, `"clientAppUsed":`+strconv.Quote(app), 1)
		check(app, want, oneRow(t, app, GraphSignIns, record))
	}
}
