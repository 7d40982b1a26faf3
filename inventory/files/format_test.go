package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

const (
	oneSignIn = `{"id":"a","createdDateTime":"2026-11-20T08:00:00.1234567Z","userId":"11111111-0000-0000-0000-00000000000a",` +
		`"userPrincipalName":"scan@contoso.com","userDisplayName":"複合機 3F","appDisplayName":"Office 365 Exchange Online",` +
		`"clientAppUsed":"Authenticated SMTP","userAgent":"BAV2ROPC","authenticationProtocol":"ropc","ipAddress":"203.0.113.7",` +
		`"status":{"errorCode":0,"failureReason":"Other.","additionalDetails":null},` +
		`"location":{"city":"Tokyo","state":"Tokyo","countryOrRegion":"JP","geoCoordinates":{}}}`
	minimalHeader = "Date (UTC),Request ID,Username,Client app,IP address,Status,Location\n"
	minimalRow    = `2026-11-20T08:00:00Z,a,scan@contoso.com,Authenticated SMTP,203.0.113.7,Success,"Tokyo, Tokyo, JP"` + "\n"
)

// asUTF16 encodes with a byte order mark.
func asUTF16(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + s)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

func testdata(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRecogniseTellsAFileFromItsContent(t *testing.T) {
	long := strings.Repeat("x", 2*peekSize)
	json := func(s string) string { return strings.ReplaceAll(s, "SIGNIN", oneSignIn) }
	tests := []struct {
		name, content string
		want          Format
		refused       string // how the refusal begins
	}{
		{"array", json(`[SIGNIN]`), GraphSignIns, ""},
		{"one record", json(`SIGNIN`), GraphSignIns, ""},
		{"lines", json("SIGNIN\nSIGNIN\n"), GraphSignIns, ""},
		{"answer", json(`{"value":[SIGNIN]}`), GraphSignIns, ""},
		{"answer with other fields first", json(`{"@odata.context":"x","@odata.nextLink":"y","value":[SIGNIN]}`), GraphSignIns, ""},
		{"one record asked for alone", `{"@odata.context":"x",` + oneSignIn[1:], GraphSignIns, ""},
		{"indented", json("[\n  {\n    \"id\" : \"a\",\n    \"createdDateTime\" : \"2026-11-20T08:00:00Z\",\n    \"clientAppUsed\" : \"SMTP\"\n  }\n]"), GraphSignIns, ""},
		{"PowerShell's capitals", `[{"AppDisplayName":"x","ClientAppUsed":"SMTP","CreatedDateTime":"2026-11-20T08:00:00Z"}]`, GraphSignIns, ""},
		{"byte order mark", json("\ufeff[SIGNIN]"), GraphSignIns, ""},
		{"UTF-16 little endian", asUTF16(json(`[SIGNIN]`), binary.LittleEndian), GraphSignIns, ""},
		{"UTF-16 big endian", asUTF16(json(`[SIGNIN]`), binary.BigEndian), GraphSignIns, ""},
		{"CRLF", json("[\r\nSIGNIN,\r\nSIGNIN\r\n]\r\n"), GraphSignIns, ""},
		{"leading white space", json(" \t\r\n\n [SIGNIN]"), GraphSignIns, ""},
		{"a first record longer than what is looked at", `[{"createdDateTime":"2026-11-20T08:00:00Z","clientAppUsed":"x","appliedConditionalAccessPolicies":["` + long + `"]}]`, GraphSignIns, ""},
		{"cut", `[{"createdDateTime":"2026-11-20T08:00:00Z","clientAppUsed":"x","user`, GraphSignIns, ""},
		{"list of nothing", "[ ]\n", GraphSignIns, ""},
		{"answer of nothing", `{"@odata.context":"x", "value" : [ ] }`, GraphSignIns, ""},
		{"answer of nothing with fields after", `{"value":[],"@odata.count":0}`, GraphSignIns, ""},
		{"answer of nothing, then one with rows", json(`{"value":[]}{"value":[SIGNIN]}`), GraphSignIns, ""},
		{"hostile user agent", `[{"id":"a","userAgent":"\"skuPartNumber\":\"operationName\" properties","createdDateTime":"2026-11-20T08:00:00Z","clientAppUsed":"x"}]`, GraphSignIns, ""},

		{"portal 2026", testdata(t, "header-2026.csv"), PortalCSV, ""},
		{"portal 2024", testdata(t, "header-2024.csv"), PortalCSV, ""},
		{"portal with byte order mark", "\ufeff" + testdata(t, "header-2024.csv"), PortalCSV, ""},
		{"portal with CRLF", strings.ReplaceAll(testdata(t, "header-2026.csv"), "\n", "\r\n"), PortalCSV, ""},
		{"portal in UTF-16", asUTF16(testdata(t, "header-2026.csv"), binary.LittleEndian), PortalCSV, ""},
		{"portal behind blank lines", "\n \n" + minimalHeader, PortalCSV, ""},
		{"portal without a line end", strings.TrimSpace(minimalHeader), PortalCSV, ""},
		{"columns in another order and case", "STATUS,ip  address , Client App,username,Request id,date (utc)\n", PortalCSV, ""},

		{"empty", "", "", "the file is empty"},
		{"only blanks", " \r\n\t\n", "", "the file is empty"},
		{"only a byte order mark", "\ufeff", "", "the file is empty"},
		{"web page", "<!DOCTYPE html>\n<html></html>", "", "the file is a web page"},
		{"web page in capitals behind blanks", "\n <HTML lang=en>", "", "the file is a web page"},
		{"zip", "PK\x03\x04\x14\x00\x06\x00", "", "the file is an Office document"},
		{"gzip", "\x1f\x8b\x08\x00\x00", "", "the file is binary"},
		{"zstd", "\x28\xb5\x2f\xfd\x04\x00", "", "the file is neither JSON nor a table"},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00", "", "the file is binary"},
		{"UTF-16 without a mark", asUTF16("[1]", binary.LittleEndian)[2:], "", "the JSON holds no records that are known"},
		{"prose", "Dear administrator,\nplease find attached", "", "the file is neither JSON nor a table"},
		{"XML", `<?xml version="1.0"?><a/>`, "", "the file is XML and none of PowerShell's Export-Clixml"},
		{"users", `{"@odata.context":"x","value":[{"id":"1","userPrincipalName":"a@contoso.com","createdDateTime":"2020-01-01T00:00:00Z"}]}`, "", "the JSON holds no records that are known"},
		{"diagnostic settings", `{"time":"2026-11-20T08:00:00Z","operationName":"Sign-in activity","category":"SignInLogs","properties":` + oneSignIn + "}\n", DiagnosticSignIns, ""},
		{"diagnostic settings in a list", `{"records":[{"time":"x","operationName":"Sign-in activity","properties":` + oneSignIn + "}]}", DiagnosticSignIns, ""},
		{"audit", `{"value":[{"id":"1","category":"UserManagement","activityDateTime":"2026-11-20T08:00:00Z"}]}`, "", "the file is the directory's audit log: left aside: bring the sign-in log"},
		{"licences", `{"value":[{"skuId":"1","skuPartNumber":"SPE_E3"}]}`, LicenceTable, ""},
		{"an error of Graph", `{"error":{"code":"Authentication_Expired","message":"x"}}`, "", "the JSON holds no records that are known"},
		{"an array of pages", json(`[{"@odata.context":"x","value":[SIGNIN]}]`), GraphSignIns, ""},
		{"an array of words", `["createdDateTime","clientAppUsed"]`, "", "the JSON holds no records that are known"},
		{"an empty object", `{}`, "", "the JSON holds no records that are known"},
		{"settings file", "[Portal]\nkey=value\n", "", "the file begins like JSON and is none"},
		{"applications", testdata(t, "header-applications.csv"), "", "the file holds sign-ins of applications, not of users: left aside: bring the file of user sign-ins"},
		{"AuthDetails", "Request ID,Correlation ID,Authentication Method,Succeeded,Result Detail\n", "", "the file is the AuthDetails companion of a sign-in file: left aside: bring the file beside it"},
		{"flattened by a script", testdata(t, "header-flattened.csv"), "", "the table holds sign-ins without the column of the client app"},
		{"one column missing", strings.Replace(minimalHeader, "Client app", "Client", 1), "", "the table lacks the columns \"Client app\" (English and Japanese headers are read"},
		{"headers in Japanese", "日付 (UTC),要求 ID,ユーザー エージェント,ユーザー名,クライアント アプリ,IP アドレス,状態\n", PortalCSV, ""},
		{"headers in German", "Datum (UTC),Anforderungs-ID,Benutzername,Anwendung,IP-Adresse,Zustand,Client-App,Geräte-ID,Betriebssystem,Gerät,Fähigkeit\n", "",
			`the table lacks the columns "Date (UTC)", "Request ID", "Username", "Client app", "IP address", "Status" (English and Japanese headers are read: set the portal to English`},
		{"another table", "Name,Street,Town\nA,B,C\n", "", "the table has none of the columns of a sign-in file"},
		{"semicolons", strings.ReplaceAll(minimalHeader, ",", ";"), PortalCSV, ""},
		{"tabs in UTF-16", asUTF16(strings.ReplaceAll(minimalHeader, ",", "\t"), binary.LittleEndian), PortalCSV, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for portions, r := range map[string]io.Reader{
				"at once": strings.NewReader(test.content), "in bytes": iotest.OneByteReader(strings.NewReader(test.content)),
				"data with the end": iotest.DataErrReader(strings.NewReader(test.content)),
			} {
				if portions == "in bytes" && len(test.content) > peekSize {
					continue
				}
				got, err := Recognise(r)
				if got != test.want || (err != nil) != (test.want == "") {
					t.Fatalf("%s: Recognise = %q, %v, want %q", portions, got, err, test.want)
				}
				if err == nil {
					continue
				}
				known := errors.Is(err, ErrNotWanted) && strings.Contains(err.Error(), ": bring ")
				if !strings.HasPrefix(err.Error(), test.refused) || !known && !(errors.Is(err, ErrUnknown) && strings.HasSuffix(err.Error(), nextStep)) {
					t.Errorf("%s: error = %q, want it to begin with %q and to end with the next step", portions, err, test.refused)
				}
				if strings.Contains(err.Error(), "\n") {
					t.Errorf("error = %q, want one line", err)
				}
			}
		})
	}
}

func TestWhatIsRecognisedCanBeRead(t *testing.T) {
	for name, content := range map[string]string{
		"array behind blanks":     " \r\n[" + oneSignIn + "]",
		"portal behind blanks":    "\r\n \t \n" + minimalHeader + minimalRow,
		"UTF-16":                  asUTF16(minimalHeader+minimalRow, binary.LittleEndian),
		"UTF-16 big endian":       asUTF16(oneSignIn+"\n", binary.BigEndian),
		"byte order mark, quoted": "\ufeff\"Date (UTC)\",\"Request ID\",\"Username\",\"Client app\",\"IP address\",\"Status\",\"Location\"\r\n" + minimalRow,
		"PowerShell's capitals":   `[{"Id":"a","CreatedDateTime":"2026-11-20T08:00:00Z","UserPrincipalName":"scan@contoso.com","ClientAppUsed":"Authenticated SMTP","Status":{"ErrorCode":0}}]`,
		"one record alone":        `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns/$entity",` + oneSignIn[1:],
		"record with its type":    `{"@odata.type":"#microsoft.graph.signIn",` + oneSignIn[1:] + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			format, err := Recognise(strings.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			rows, left, err := collect(format, strings.NewReader(content))
			if len(rows) != 1 || left != nil || err != nil {
				t.Fatalf("%d rows, %v, %v, want one row", len(rows), left, err)
			}
			if r := rows[0]; r.ID != "a" || r.UPN != "scan@contoso.com" || r.ClientApp != "Authenticated SMTP" || r.Time.IsZero() {
				t.Errorf("row = %+v", r)
			}
		})
	}
}

func TestRecogniseGivesTheReadersError(t *testing.T) {
	broken := errors.New("the disk is broken")
	if _, err := Recognise(io.MultiReader(strings.NewReader("["), iotest.ErrReader(broken))); !errors.Is(err, broken) || errors.Is(err, ErrUnknown) {
		t.Errorf("Recognise = %v, want %v", err, broken)
	}
}

// FuzzRecognise: whatever comes, it is named or refused, and what is named can be read to its end or to an error.
func FuzzRecognise(f *testing.F) {
	for _, seed := range []string{
		"", "[]", `{"value":[]}`, "[" + oneSignIn + "]", minimalHeader + minimalRow, asUTF16(minimalHeader, binary.BigEndian), "\xef\xbb", `{"value":[],"x"`,
		`{"records":[{"a":1}]}`, "\"a\nb\",c,d", "a;b;c",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		format, err := Recognise(bytes.NewReader(content))
		switch {
		case err != nil && (format != "" || !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrNotWanted)):
			t.Fatalf("Recognise = %q, %v", format, err)
		case err == nil && !format.known():
			t.Fatalf("Recognise = %q", format)
		case err == nil:
			scanned(t, format, content)
		}
	})
}
