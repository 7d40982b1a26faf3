package files

import (
	"bytes"
	"encoding/csv"
	"encoding/json"

	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/files/table"

	"github.com/google/go-cmp/cmp"
)

// portalCells are the cells of a row by the portal's header; of two columns with one name both get them.
var portalCells = map[string]string{
	"Date (UTC)": "2026-11-20T08:00:00Z", "User agent": "BAV2ROPC", "User ID": "11111111-0000-0000-0000-00000000000a",
	"User": `見本 "太郎", 総務`, "Username": "scan@contoso.com", "Authentication Protocol": "ROPC", "Application": "Office 365 Exchange Online",
	"Application ID ": "00000002-0000-0ff1-ce00-000000000000", "IP address": "203.0.113.7", "IP address (seen by resource)": "192.0.2.99",
	"Location": "Chiyoda-ku, Tokyo, JP", "Status": "Failure", "Sign-in error code": "50126", "Failure reason": "Invalid\nusername or password.",
	"Client app": "Authenticated SMTP", "Autonomous system  number": "64500", "Incoming token type": "None",
}

// portalRowOf writes a row under one of the portal's header lines.
func portalRowOf(t testing.TB, header, id string) string {
	t.Helper()
	heads, err := csv.NewReader(strings.NewReader(testdata(t, header))).Read()
	if err != nil {
		t.Fatal(err)
	}
	for i, head := range heads {
		if heads[i] = portalCells[head]; head == "Request ID" {
			heads[i] = id
		}
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(heads) // a strings.Builder never fails
	w.Flush()
	return b.String()
}

func TestThePortalsTablesAreRead(t *testing.T) {
	want := inventory.SignIn{
		ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), UserID: "11111111-0000-0000-0000-00000000000a",
		UPN: "scan@contoso.com", DisplayName: `見本 "太郎", 総務`, App: "Office 365 Exchange Online", ClientApp: "Authenticated SMTP",
		UserAgent: "BAV2ROPC", AuthProtocol: "ROPC", IP: "203.0.113.7", Country: "JP", ASN: 64500, ErrorCode: 50126, FailureReason: "Invalid\nusername or password.",
	}
	for header, columns := range map[string]int{"header-2026.csv": 57, "header-2024.csv": 55} {
		t.Run(header, func(t *testing.T) {
			content := testdata(t, header) + portalRowOf(t, header, "a")
			if heads, err := csv.NewReader(strings.NewReader(content)).Read(); len(heads) != columns || err != nil {
				t.Fatalf("the header has %d columns, %v, want %d", len(heads), err, columns)
			}
			for name, content := range map[string]string{
				"as it is": content, "byte order mark and CRLF": "\ufeff" + strings.ReplaceAll(content, "\n", "\r\n"),
			} {
				rows, left, end := collect(PortalCSV, strings.NewReader(content))
				if left != nil || end != nil {
					t.Fatalf("%s: left aside %v, %v", name, left, end)
				}
				if diff := cmp.Diff([]inventory.SignIn{want}, rows); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

func TestColumnsAreFoundWhereverTheyAre(t *testing.T) {
	const row = "2026-11-20T08:00:00Z,a,scan@contoso.com,Authenticated SMTP,203.0.113.7,Success"
	for name, content := range map[string]string{
		"blanks around headers":          " Date (UTC) ,Request ID  , Username,Client  app,IP address ,Status \n" + row + "\n",
		"other case":                     "DATE (UTC),request id,USERNAME,client APP,ip ADDRESS,STATUS\n" + row + "\n",
		"the first of two columns":       "Date (UTC),Request ID,Username,Client app,IP address,Status,Username,Status ,Other\n" + row + ",no,Failure,x\n",
		"columns that nobody knows":      "New,Date (UTC),Request ID,Username,Client app,IP address,Status,Newer\nx," + row + ",\"y\nz\"\n",
		"quoted":                         `"Date (UTC)","Request ID","Username","Client app","IP address","Status"` + "\n\"" + strings.ReplaceAll(row, ",", `","`) + "\"\n",
		"blank lines between and behind": "Date (UTC),Request ID,Username,Client app,IP address,Status\n\n" + row + "\n\r\n\n",
		"blanks around cells":            "Date (UTC),Request ID,Username,Client app,IP address,Status\n " + strings.ReplaceAll(row, ",", " , ") + " \n",
	} {
		rows, left, end := collect(PortalCSV, strings.NewReader(content))
		want := []inventory.SignIn{{ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), UPN: "scan@contoso.com", ClientApp: "Authenticated SMTP", IP: "203.0.113.7"}}
		if diff := cmp.Diff(want, rows); diff != "" || left != nil || end != nil {
			t.Errorf("%s: left aside %v, %v\n%s", name, left, end, diff)
		}
	}
}

func TestARowThatCannotBeReadIsLeftAsideWithItsLine(t *testing.T) {
	good := func(id string) string { return strings.Replace(minimalRow, ",a,", ","+id+",", 1) }
	for name, test := range map[string]struct{ row, want string }{
		"too short":             {"2026-11-20T08:00:00Z,x,scan@contoso.com\n", "has 3 cells where the header has 7"},
		"too long":              {strings.TrimSpace(good("x")) + ",more\n", "has 8 cells where the header has 7"},
		"a date of a locale":    {strings.Replace(good("x"), "2026-11-20T08:00:00Z", "11/20/2026 8:00:00 AM", 1), "leaves open which number is the month"},
		"no date":               {strings.Replace(good("x"), "2026-11-20T08:00:00Z", "", 1), "the time is missing"},
		"a date before any log": {strings.Replace(good("x"), "2026-11-20T08:00:00Z", "0001-01-01T00:00:00Z", 1), "the time 0001-01-01T00:00:00Z is none"},
		"nobody":                {strings.Replace(good("x"), "scan@contoso.com", "", 1), "neither the user's id nor the user's name is filled in"},
	} {
		t.Run(name, func(t *testing.T) {
			// The row before it goes over two lines, so that rows and lines differ.
			content := minimalHeader + strings.Replace(good("1"), "Tokyo,", "To\nkyo,", 1) + test.row + good("3")
			rows, left, end := collect(PortalCSV, strings.NewReader(content))
			if ids(rows) != "1 3" || end != nil {
				t.Errorf("rows = %s, %v, want the two others", ids(rows), end)
			}
			if len(left) != 1 || left[0].Row != 4 || !strings.Contains(left[0].Error(), test.want) {
				t.Errorf("left aside = %v, want line 4 and %q", left, test.want)
			}
		})
	}
}

func TestCodesOfThePortal(t *testing.T) {
	for _, test := range []struct {
		code, status string
		want         int
		bad          bool
	}{
		{"", "Success", 0, false},
		{"0", "Success", 0, false},
		{"None", "success", 0, false},
		{"50126", "Failure", 50126, false},
		{" 50076 ", "Interrupted", 50076, false},
		{"", "Failure", unknownCode, false},
		{"", "", 0, true},
		{"0", "Failure", unknownCode, false},
		{"None", "Interrupted", unknownCode, false},
		{"0", "成功", 0, false},
		{"", "失敗", unknownCode, false},
		{"AADSTS50126", "Failure", 0, true},
		{"5e4", "Failure", 0, true},
		{"５０１２６", "Failure", 0, true},
		{"99999999999999999999", "Failure", 0, true},
	} {
		content := "Date (UTC),Request ID,Username,Client app,IP address,Status,Sign-in error code\n" +
			"2026-11-20T08:00:00Z,a,scan@contoso.com,SMTP,192.0.2.1," + test.status + "," + test.code + "\n"
		rows, left, end := collect(PortalCSV, strings.NewReader(content))
		switch {
		case end != nil || (len(left) == 1) != test.bad || len(rows)+len(left) != 1:
			t.Errorf("%q with %q: %v, left aside %v, %v", test.code, test.status, rows, left, end)
		case !test.bad && rows[0].ErrorCode != test.want:
			t.Errorf("%q with %q = %d, want %d", test.code, test.status, rows[0].ErrorCode, test.want)
		}
	}
}

func TestCountriesOfThePortal(t *testing.T) {
	for location, want := range map[string]string{
		"Chiyoda-ku, Tokyo, JP": "JP", "JP": "JP", ", , de": "DE", "Tokyo, Tokyo, Japan": "", "": "", ", , ": "", "Tokyo": "",
		"x, =1": "", "x, é": "", "x, \x1b[": "", "x, J1": "",
	} {
		if got := countryOf(location); got != want {
			t.Errorf("countryOf(%q) = %q, want %q", location, got, want)
		}
	}
}

// TestAWrongQuoteCostsItsRow: it is located, and what follows is read.
func TestAWrongQuoteCostsItsRow(t *testing.T) {
	other := strings.Replace(minimalRow, ",a,", ",b,", 1)
	for name, test := range map[string]struct{ row, want string }{
		"a quote inside a cell": {strings.Replace(minimalRow, "scan", `sc"an`, 1), ""}, // as spreadsheets take it: one letter more
		"a quote behind a cell": {strings.Replace(minimalRow, `JP"`, `JP"x`, 1), `row 2: a quote in cell 7 (column "Location") is not doubled or not closed`},
		"a quote that is open":  {strings.Replace(minimalRow, `JP"`, `JP`, 1), `row 2: a quote in cell 7 (column "Location") is not doubled or not closed`},
	} {
		rows, left, end := collect(PortalCSV, strings.NewReader(minimalHeader+test.row+other))
		if end != nil || len(rows) == 0 || rows[len(rows)-1].ID != "b" {
			t.Errorf("%s: %v, %v", name, rows, end)
		}
		if test.want == "" && left != nil || test.want != "" && (len(left) == 0 || left[0].Error() != test.want) {
			t.Errorf("%s: left aside %v, want %q", name, left, test.want)
		}
	}
}

func TestTheLastRowNeedsALineEndOnlyWhereItsLastCellIsRead(t *testing.T) {
	for name, test := range map[string]struct {
		content string
		rows    int
		end     error
	}{
		// Nobody knows whether more of the client app's name would follow.
		"a column that is read": {"Date (UTC),Request ID,Username,IP address,Status,Client app\n2026-11-20T08:00:00Z,a,b@contoso.com,192.0.2.1,Success,SMTP", 0, errEndless},
		"any other column":      {"Date (UTC),Request ID,Username,IP address,Status,Client app,Latency\n2026-11-20T08:00:00Z,a,b@contoso.com,192.0.2.1,Success,SMTP,12", 1, nil},
	} {
		rows, left, end := collect(PortalCSV, strings.NewReader(test.content))
		if len(rows) != test.rows || left != nil || !errors.Is(end, test.end) {
			t.Errorf("%s: %d rows, left aside %v, %v, want %d and %v", name, len(rows), left, end, test.rows, test.end)
		}
		if rows, _, end := collect(PortalCSV, strings.NewReader(test.content+"\n")); len(rows) != 1 || end != nil {
			t.Errorf("%s, with a line end: %d rows, %v", name, len(rows), end)
		}
	}
}

// FuzzSignInsCSV: never a panic, how the bytes arrive changes nothing, and no row is lost: the standard library's reader counts them.
func FuzzSignInsCSV(f *testing.F) {
	for _, seed := range []string{
		"", minimalHeader, minimalHeader + minimalRow, minimalHeader + minimalRow + "x\n" + minimalRow, minimalHeader + "\"", "\ufeff" + minimalHeader + minimalRow[:30],
		testdata(f, "header-2024.csv") + portalRowOf(f, "header-2024.csv", "a"), strings.ReplaceAll(minimalHeader+minimalRow, "\n", "\r\n"), "\n \n" + minimalHeader,
		"Date (UTC),Request ID,Username,IP address,Status,Client app\n2026-11-20T08:00:00Z,a,b,c,d,e",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, left, end := collect(PortalCSV, bytes.NewReader(content))
		slow, slowLeft, slowEnd := collect(PortalCSV, iotest.OneByteReader(bytes.NewReader(content)))
		if (end == nil) != (slowEnd == nil) {
			t.Fatalf("at once %v, in bytes %v", end, slowEnd)
		}
		if end != nil || bytes.ContainsAny(content, "\"\r") {
			return // about quotes and lone carriage returns the two readers may differ
		}
		if diff := cmp.Diff(rows, slow); diff != "" || len(left) != len(slowLeft) {
			t.Fatalf("at once %d and %d, in bytes %d and %d:\n%s", len(rows), len(left), len(slow), len(slowLeft), diff)
		}
		if format, err := Recognise(bytes.NewReader(content)); err != nil || format != PortalCSV {
			return
		}
		text, err := readUTF8(content)
		if err != nil {
			t.Fatal(err)
		}
		reader := csv.NewReader(bytes.NewReader(text))
		reader.FieldsPerRecord = -1
		all, err := reader.ReadAll()
		if err != nil {
			return
		}
		all = slices.DeleteFunc(all, func(row []string) bool { return len(row) == 1 && strings.Trim(row[0], " \t") == "" }) // lines of blanks are none
		if want := len(all) - 1; want > 0 && comma(text) && len(rows)+len(left) != want {
			t.Fatalf("%d rows and %d left aside of %d", len(rows), len(left), want)
		}
		for _, r := range rows {
			if _, err := json.Marshal(r); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// comma reports whether the cells of a table are between commas, by its reader.
func comma(text []byte) bool {
	r, err := table.NewReader(bytes.NewReader(text))
	return err == nil && r.Delimiter() == ','
}
