package files

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/files/jsonfile"
	"unbasic/inventory/files/table"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// collect reads all: rows, the rows that were left aside, and the error that ended the reading.
func collect(format Format, r io.Reader) (rows []inventory.SignIn, left []rowError, end error) {
	return collectIn(format, r, dateUnknown)
}

// collectIn does so with an order of day and month.
func collectIn(format Format, r io.Reader, order dateOrder) (rows []inventory.SignIn, left []rowError, end error) {
	batches, err := signInsOf(format, r, order)
	if err != nil {
		return nil, nil, err
	}
	for batch, err := range batches {
		var row *rowError
		switch {
		case end != nil:
			return rows, left, fmt.Errorf("the iteration went on after %w", end)
		case errors.As(err, &row):
			left = append(left, *row)
		case err != nil:
			end = err
		default:
			for _, row := range batch {
				row.Alike = nil
				rows = append(rows, row)
			}
		}
	}
	return rows, left, end
}

// signIn is a record with an id, for lists.
func signIn(id string) string { return strings.Replace(oneSignIn, `"id":"a"`, `"id":"`+id+`"`, 1) }

func ids(rows []inventory.SignIn) string {
	var list []string
	for _, r := range rows {
		list = append(list, r.ID)
	}
	return strings.Join(list, " ")
}

// decodeSignIn decodes one record.
func decodeSignIn(record []byte) (inventory.SignIn, error) {
	rows, left, end := collect(GraphSignIns, bytes.NewReader(record))
	switch {
	case end != nil:
		return inventory.SignIn{}, end
	case len(left) > 0:
		return inventory.SignIn{}, &left[0]
	case len(rows) != 1:
		return inventory.SignIn{}, fmt.Errorf("%d rows", len(rows))
	}
	return rows[0], nil
}

func TestDecodeSignInReadsEveryFieldThatAVerdictNeeds(t *testing.T) {
	got, err := decodeSignIn([]byte(oneSignIn))
	if err != nil {
		t.Fatal(err)
	}
	want := inventory.SignIn{
		ID: "a", Time: time.Date(2026, 11, 20, 8, 0, 0, 123456700, time.UTC), UserID: "11111111-0000-0000-0000-00000000000a",
		UPN: "scan@contoso.com", DisplayName: "複合機 3F", App: "Office 365 Exchange Online", ClientApp: "Authenticated SMTP",
		UserAgent: "BAV2ROPC", AuthProtocol: "ropc", IP: "203.0.113.7", Country: "JP", ErrorCode: 0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeSignInTakesWhatIsNullOrAbsent(t *testing.T) {
	const least = `{"createdDateTime":"2026-11-20T08:00:00Z","userPrincipalName":"a@contoso.com","status":{"errorCode":50126}}`
	want := inventory.SignIn{Time: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), UPN: "a@contoso.com", ErrorCode: 50126}
	for name, record := range map[string]string{
		"absent":             least,
		"null":               `{"id":null,"userId":null,"userDisplayName":null,"clientAppUsed":null,"userAgent":null,"ipAddress":null,"location":null,` + least[1:],
		"empty location":     `{"location":{},` + least[1:],
		"empty coordinates":  `{"location":{"city":null,"countryOrRegion":null,"geoCoordinates":{}},` + least[1:],
		"null coordinates":   `{"location":{"geoCoordinates":{"altitude":null,"latitude":1.5}},` + least[1:],
		"fields of a future": `{"another":{"deep":[1,{"x":null}]},"isInteractive":"yes",` + least[1:],
		"white space":        " \r\n" + strings.ReplaceAll(least, ",", " ,\n\t"),
	} {
		got, err := decodeSignIn([]byte(record))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestDecodeSignInReadsTimesAsServed(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2026-11-20T08:00:00Z":              time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
		"2026-11-20T08:00:00.1Z":            time.Date(2026, 11, 20, 8, 0, 0, 100_000_000, time.UTC),
		"2026-11-20T08:00:00.12Z":           time.Date(2026, 11, 20, 8, 0, 0, 120_000_000, time.UTC),
		"2026-11-20T08:00:00.123Z":          time.Date(2026, 11, 20, 8, 0, 0, 123_000_000, time.UTC),
		"2026-11-20T08:00:00.1234Z":         time.Date(2026, 11, 20, 8, 0, 0, 123_400_000, time.UTC),
		"2026-11-20T08:00:00.12345Z":        time.Date(2026, 11, 20, 8, 0, 0, 123_450_000, time.UTC),
		"2026-11-20T08:00:00.123456Z":       time.Date(2026, 11, 20, 8, 0, 0, 123_456_000, time.UTC),
		"2026-11-20T08:00:00.1234567Z":      time.Date(2026, 11, 20, 8, 0, 0, 123_456_700, time.UTC),
		"2026-11-20T17:00:00.1234567+09:00": time.Date(2026, 11, 20, 8, 0, 0, 123_456_700, time.UTC),
		"2026-11-20T08:00:00":               time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
		"2026-11-20":                        time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		"2026/11/20 17:01:02":               time.Date(2026, 11, 20, 17, 1, 2, 0, time.UTC),
		"2026-11-30T08:00:00.5Z":            time.Date(2026, 11, 30, 8, 0, 0, 500_000_000, time.UTC),
		"11/20/2026 8:00:00 AM":             {},
		"/Date(1795161600000)/":             {},
		"":                                  {},
		"0001-01-01T00:00:00Z":              {}, // what .NET writes for none
		"0000-01-01T00:00:00+23:00":         {}, // in UTC before the year 0
		"9999-12-31T23:59:59-01:00":         {}, // in UTC after the year 9999
		"2026-02-30T08:00:00Z":              {},
		"2026-11-20T24:00:00Z":              {},
		"2026-11-20T08:00:00.1234567891Z ":  time.Date(2026, 11, 20, 8, 0, 0, 123_456_789, time.UTC),
	} {
		quoted, _ := json.Marshal(text)
		got, err := decodeSignIn([]byte(`{"createdDateTime":` + string(quoted) + `,"userId":"u","status":{"errorCode":0}}`))
		switch {
		case want.IsZero() != (err != nil):
			t.Errorf("%s: %v, %v", text, got.Time, err)
		case !got.Time.Equal(want), err == nil && got.Time.Location() != time.UTC:
			t.Errorf("%s = %v, want %v", text, got.Time, want)
		}
	}
}

func TestARecordThatSaysTooLittleIsLeftAside(t *testing.T) {
	for name, test := range map[string]struct{ record, want string }{
		"no time":                 {`{"userId":"u","status":{"errorCode":0}}`, "the time is missing"},
		"time is null":            {`{"createdDateTime":null,"userId":"u","status":{"errorCode":0}}`, "the time is missing"},
		"nobody":                  {`{"createdDateTime":"2026-11-20T08:00:00Z","status":{"errorCode":0}}`, "neither the user's id nor the user's name"},
		"no status":               {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u"}`, "the error code is missing"},
		"status is null":          {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u","status":null}`, "the error code is missing"},
		"status without code":     {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u","status":{"failureReason":"x"}}`, "the error code is missing"},
		"code is null":            {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u","status":{"errorCode":null}}`, "the error code is missing"},
		"code is a word":          {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u","status":{"errorCode":"none at all"}}`, `the error code "none at all" is no number`},
		"code is a fraction":      {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u","status":{"errorCode":0.5}}`, `the error code "0.5" is no number`},
		"code is too large":       {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":"u","status":{"errorCode":99999999999999999999}}`, "is no number"},
		"time is a number":        {`{"createdDateTime":1795161600,"userId":"u","status":{"errorCode":0}}`, `the time is "1795161600", where a text belongs`},
		"name is a number":        {`{"createdDateTime":"2026-11-20T08:00:00Z","userId":5,"status":{"errorCode":0}}`, `the user's id is "5", where a text belongs`},
		"it is null":              {`null`, "it is no object"},
		"it is a word":            {`"sign-in"`, "it is no object"},
		"it is a list":            {`[]`, "it is no object"},
		"it is a number":          {`5`, "it is no object"},
		"it is an error of Graph": {`{"error":{"code":"x"}}`, "the time is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, left, end := collect(GraphSignIns, strings.NewReader("["+signIn("1")+","+test.record+","+signIn("3")+"]"))
			if ids(rows) != "1 3" || end != nil {
				t.Errorf("rows = %s, %v, want the two others", ids(rows), end)
			}
			if len(left) != 1 || left[0].Row != 2 || !strings.Contains(left[0].Error(), test.want) {
				t.Errorf("left aside = %v, want row 2 and %q", left, test.want)
			}
		})
	}
}

func TestSignInsReadsEveryWrapping(t *testing.T) {
	a, b, c, d := signIn("a"), signIn("b"), signIn("c"), signIn("d")
	for name, test := range map[string]struct {
		content, want string
		end           error
	}{
		"array":                          {"[" + a + "," + b + "]", "a b", nil},
		"array, indented":                {"[\n  " + a + ",\n  " + b + "\n]\n", "a b", nil},
		"value":                          {`{"value":[` + a + "," + b + "]}", "a b", nil},
		"value, indented":                {"{\n  \"value\" : [\n    " + a + ",\n    " + b + "\n  ]\n}", "a b", nil},
		"value after other fields":       {`{"@odata.context":"x","@odata.count":2,"nested":{"value":[1]},"value":[` + a + "," + b + "]}", "a b", nil},
		"value after unmarked fields":    {`{"count":2,"value":[` + a + "," + b + "]}", "a b", nil},
		"value far behind":               {`{"@odata.context":"` + strings.Repeat("x", 100_000) + `","value":[` + a + "]}", "a", nil},
		"value with fields after":        {`{"value":[` + a + `],"@odata.count":1}`, "a", nil},
		"lines":                          {a + "\n" + b + "\n", "a b", nil},
		"lines with CRLF and blank ones": {"\r\n" + a + "\r\n\r\n" + b, "a b", nil},
		"records without any lines":      {a + b, "a b", nil},
		"records over several lines":     {strings.ReplaceAll(a, ",", ",\n ") + "\n" + b, "a b", nil},
		"pages, one after the other":     {`{"value":[` + a + "," + b + `],"@odata.nextLink":"x"}` + "\n" + `{"value":[` + c + "]}", "a b c", nil},
		"all in one file":                {"[" + a + "]\n" + b + `{"value":[` + c + "]}" + d, "a b c d", nil},
		"a list of pages":                {`[{"@odata.context":"x","value":[` + a + `]},{"value":[` + b + "]}]", "a b", nil},
		"an event hub's records":         {`{"records":[` + a + "]}\n" + `{"records":[` + b + "]}", "a b", nil},
		"nothing":                        {"", "", nil},
		"lists of nothing":               {`[]{"value":[]}[ ]`, "", nil},
		"nextLink on the last page":      {`{"@odata.nextLink":"x","value":[` + a + "]}", "a", jsonfile.ErrMore},
		"nextLink behind the value":      {`{"value":[` + a + `],"@odata.nextLink":"x"}`, "a", jsonfile.ErrMore},
		"nextLink without a mark":        {`{"count":1,"@odata.nextLink":"x","value":[` + a + "]}", "a", jsonfile.ErrMore},
		"nextLink on an empty page":      {`{"value":[],"@odata.nextLink":"x"}`, "", jsonfile.ErrMore},
		"nextLink is null":               {`{"value":[` + a + `],"@odata.nextLink":null}`, "a", nil},
		"nextLink is empty":              {`{"count":1,"value":[` + a + `],"@odata.nextLink":""}`, "a", nil},
		"a record that begins as a page": {`{"@odata.type":"#microsoft.graph.signIn",` + a[1:] + "\n" + `{"@odata.context":"x",` + b[1:], "a b", nil},
		"a list in a record":             {`{"id":"a","details":{"value":["x"]},` + strings.TrimPrefix(a, `{"id":"a",`), "a", nil},
		"UTF-16":                         {asUTF16("["+a+","+b+"]", binary.LittleEndian), "a b", nil},
	} {
		t.Run(name, func(t *testing.T) {
			for portions, r := range map[string]io.Reader{
				"at once": strings.NewReader(test.content), "in bytes": iotest.OneByteReader(strings.NewReader(test.content)),
				"halved": iotest.HalfReader(strings.NewReader(test.content)), "data with the end": iotest.DataErrReader(strings.NewReader(test.content)),
			} {
				rows, left, end := collect(GraphSignIns, r)
				if ids(rows) != test.want || left != nil || !errors.Is(end, test.end) {
					t.Errorf("%s: rows = %q, left aside %v, %v, want %q and %v", portions, ids(rows), left, end, test.want, test.end)
				}
				for _, r := range rows {
					if r.DisplayName != "複合機 3F" || r.Country != "JP" {
						t.Errorf("%s: row = %+v", portions, r)
					}
				}
			}
		})
	}
}

func TestOneHugePageIsReadRowByRow(t *testing.T) {
	const count = 20_000
	r, w := io.Pipe()
	go func() {
		_, _ = io.WriteString(w, `{"@odata.context":"x","value":[`)
		for i := range count {
			if i > 0 {
				_, _ = io.WriteString(w, ",")
			}
			if _, err := io.WriteString(w, signIn(fmt.Sprint(i))); err != nil {
				return // the reader went away after the first row
			}
		}
		_, _ = io.WriteString(w, "]}")
		_ = w.Close()
	}()
	seen := 0
	batches, err := signInsOf(GraphSignIns, r, dateUnknown)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range batches {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; seen == 3 {
			break
		}
	}
	// The pipe has no buffer: had the page been read as a whole, all of it would be gone by now.
	rest, err := io.ReadAll(r)
	if err != nil || len(rest) < count*len(oneSignIn)/2 {
		t.Errorf("%d bytes were left of a page of which three batches were taken (%v)", len(rest), err)
	}
}

func TestAnIterationStopsWhenNoMoreIsWanted(t *testing.T) {
	for name, content := range map[string]string{
		"array": "[" + signIn("a") + "," + signIn("b") + "]", "lines": signIn("a") + signIn("b"),
		"page": `{"value":[` + signIn("a") + "," + signIn("b") + "]}", "bad rows": `[{},{},{}]`,
		"table": minimalHeader + minimalRow + "x\n" + minimalRow, "many lines": strings.Repeat(signIn("a")+"\n", 20_000),
	} {
		format := GraphSignIns
		if name == "table" {
			format = PortalCSV
		}
		batches, err := signInsOf(format, strings.NewReader(content), dateUnknown)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range batches {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: %d batches", name, n)
		}
	}
}

func TestWhatIsNoJSONEndsTheReading(t *testing.T) {
	for name, content := range map[string]string{
		"a stray bracket":       "[" + signIn("a") + "]]",
		"a missing comma":       "[" + signIn("a") + signIn("b") + "]",
		"a comma too many":      "[" + signIn("a") + ",]",
		"words behind":          signIn("a") + " error: connection lost\n",
		"a page that is broken": `{"value":[` + signIn("a") + `],]}`,
		"a name that is none":   `{"@odata.context":"x",5:[]}`,
		"NUL bytes":             signIn("a") + "\x00\x00\x00",
	} {
		_, _, end := collect(GraphSignIns, strings.NewReader(content))
		if end == nil || errors.Is(end, jsonfile.ErrMore) {
			t.Errorf("%s: no error", name)
			continue
		}
		if !strings.Contains(end.Error(), "after row ") || strings.Contains(end.Error(), "\n") {
			t.Errorf("%s: error = %q, want one line that says where", name, end)
		}
	}
}

func TestTheReadersErrorComesThroughAsItIs(t *testing.T) {
	broken := errors.New("the disk is broken")
	for format, content := range map[Format]string{GraphSignIns: "[" + oneSignIn + ",", PortalCSV: minimalHeader + minimalRow} {
		for cut := range len(content) + 1 {
			_, _, end := collect(format, io.MultiReader(strings.NewReader(content[:cut]), iotest.ErrReader(broken)))
			if !errors.Is(end, broken) || errors.Is(end, errEndless) {
				t.Errorf("%s, %d bytes: %v, want %v", format, cut, end, broken)
			}
		}
	}
}

// TestACutFileIsNeverTakenForAWholeOne cuts small files at every byte: what is read before the cut is right, and the cut is told unless it is
// between two rows.
func TestACutFileIsNeverTakenForAWholeOne(t *testing.T) {
	csv := minimalHeader + strings.Replace(minimalRow, ",a,", ",\"a\",", 1) + strings.Replace(minimalRow, ",a,", ",b,", 1)
	usedLast := "Date (UTC),Request ID,Username,IP address,Status,Client app,Sign-in error code\n" +
		"2026-11-20T08:00:00Z,a,scan@contoso.com,203.0.113.7,Failure,Authenticated SMTP,50126\n" +
		"2026-11-20T08:00:00Z,b,\"sc\"\"an@contoso.com\",203.0.113.7,Failure,Authenticated SMTP,\"50126\"\n"
	portal := testdata(t, "header-2026.csv") + portalRowOf(t, "header-2026.csv", "a") + portalRowOf(t, "header-2026.csv", "b")
	for name, test := range map[string]struct {
		format  Format
		content string
	}{
		"array":                     {GraphSignIns, "[" + signIn("a") + "," + signIn("b") + "]\n"},
		"answer":                    {GraphSignIns, `{"@odata.context":"x","value":[` + signIn("a") + "," + signIn("b") + "]}"},
		"answer with fields after":  {GraphSignIns, `{"value":[` + signIn("a") + "," + signIn("b") + `],"count":1}`},
		"two pages":                 {GraphSignIns, `{"value":[` + signIn("a") + "]}\n" + `{"value":[` + signIn("b") + "]}"},
		"lines":                     {GraphSignIns, signIn("a") + "\n" + signIn("b") + "\n"},
		"UTF-16":                    {GraphSignIns, "[" + signIn("a") + "," + signIn("b") + "]"},
		"table":                     {PortalCSV, csv},
		"table with CRLF":           {PortalCSV, "\ufeff" + strings.ReplaceAll(csv, "\n", "\r\n")},
		"table that ends in a code": {PortalCSV, usedLast},
		"portal's table":            {PortalCSV, portal},
	} {
		t.Run(name, func(t *testing.T) {
			encode := func(s string) string { return s }
			if name == "UTF-16" {
				encode = func(s string) string { return asUTF16(s, binary.LittleEndian) }
			}
			content := encode(test.content)
			whole, left, end := collect(test.format, strings.NewReader(content))
			if len(whole) != 2 || left != nil || end != nil {
				t.Fatalf("the whole file gives %d rows, %v, %v", len(whole), left, end)
			}
			failed, fewer := 0, 0
			for cut := range len(content) {
				rows, left, end := collect(test.format, strings.NewReader(content[:cut]))
				if left != nil && (test.format == GraphSignIns || name != "portal's table") {
					// In the portal's table a cell goes over two lines: cut in the second one, its open quote looks like a wrong one.
					t.Errorf("%d bytes: %v: a cut row passes for a bad one", cut, left)
				}
				if left != nil {
					end = errAside
				}
				if len(rows) > len(whole) {
					t.Fatalf("%d bytes: %d rows", cut, len(rows))
				}
				for i := range rows {
					if diff := cmp.Diff(whole[i], rows[i]); diff != "" {
						t.Fatalf("%d bytes: row %d is wrong:\n%s", cut, i, diff)
					}
				}
				if end != nil {
					failed++
					continue
				}
				// No error: then every row that has begun in the text is there.
				fewer++
				if begun := strings.Count(content[:cut], `"id":`); test.format == GraphSignIns && name != "UTF-16" && begun != len(rows) {
					t.Errorf("%d bytes: %d rows have begun, %d came, and no error", cut, begun, len(rows))
				}
				if begun := strings.Count(content[:cut], "2026-"); test.format == PortalCSV && begun != len(rows) {
					t.Errorf("%d bytes: %d rows have begun, %d came, and no error", cut, begun, len(rows))
				}
			}
			if failed < len(content)/4 {
				t.Errorf("%d cuts failed and %d did not", failed, fewer)
			}
		})
	}
}

var errAside = errors.New("a row was left aside")

// TestEveryFormOfATenantGivesTheSameRows reads one sample tenant in every form.
func TestEveryFormOfATenantGivesTheSameRows(t *testing.T) {
	tenant := samples.New(7, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	readForm := func(form samples.Form, format Format) []inventory.SignIn {
		var b bytes.Buffer
		if err := tenant.WriteSignIns(&b, form); err != nil {
			t.Fatal(err)
		}
		if got, err := Recognise(bytes.NewReader(b.Bytes())); got != format || err != nil {
			t.Fatalf("%s is recognised as %q, %v", form, got, err)
		}
		rows, left, end := collect(format, &b)
		if left != nil || end != nil || len(rows) == 0 {
			t.Fatalf("%s: %d rows, left aside %v, %v", form, len(rows), left, end)
		}
		return rows
	}
	clean := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	sorted := func(rows []inventory.SignIn) []inventory.SignIn {
		sort.Slice(rows, func(i, j int) bool { return rows[i].ID < rows[j].ID })
		return rows
	}
	want := sorted(readForm(samples.FormArray, GraphSignIns))
	systems, certificates := map[int]int{}, 0
	for _, r := range want {
		if systems[r.ASN]++; r.Certificate {
			certificates++
		}
	}
	if len(systems) < 10 || systems[0] > 0 || systems[65536] == 0 || certificates < 50 || certificates > 400 {
		t.Errorf("%d sign-ins by certificate, and by autonomous system %v", certificates, systems)
	}
	for _, form := range []samples.Form{samples.FormValue, samples.FormLines} {
		equalRows(t, string(form), want, sorted(readForm(form, GraphSignIns)))
	}
	table := append(readForm(samples.FormPortalCSV, PortalCSV), readForm(samples.FormPortalNonInteractiveCSV, PortalCSV)...)
	inTable := append([]inventory.SignIn{}, want...)
	for i := range inTable {
		r := &inTable[i]
		// The portal's table has whole seconds, words of its own for the protocol, and cells are read without blanks around them.
		r.Time = r.Time.Truncate(time.Second)
		r.AuthProtocol = map[string]string{"ropc": "ROPC"}[r.AuthProtocol]
		r.Certificate = false // which the table does not tell
		// Go's reader of CSV takes \r\n in a quoted cell for \n.
		r.UserAgent, r.DisplayName = clean(r.UserAgent), clean(r.DisplayName)
	}
	for i := range table {
		table[i].AuthProtocol = strings.TrimPrefix(table[i].AuthProtocol, "None")
	}
	equalRows(t, "portal", inTable, sorted(table))
}

func equalRows(t *testing.T, form string, want, got []inventory.SignIn) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", form, len(got), len(want))
	}
	for i := range want {
		if want[i] != got[i] {
			t.Fatalf("%s: row %d (-want +got):\n%s", form, i, cmp.Diff(want[i], got[i]))
		}
	}
}

// FuzzSignInsJSON: never a panic, and how the bytes arrive changes nothing. A decoder of the standard library that reads the text as a
// whole counts the records.
func FuzzSignInsJSON(f *testing.F) {
	for _, seed := range []string{
		"", "[" + oneSignIn + "]", oneSignIn + "\n" + oneSignIn, `{"value":[` + oneSignIn + `,{}],"@odata.nextLink":"x"}`, `{"@odata.context":"x",` + oneSignIn[1:],
		`{"value":5}`, `{"value":null}`, `{"@":1}`, `{"value":[],"value":[{}]}`, `{"a":{"value":[1]}}`, `[[{}]]`, `[] 5 "x" null`, "{", `{"value":[{}`, `{"value" : [{}]}`,
		`{"VALUE":[{}]}`, `{"x":"é\u0000","value":[]}`, oneSignIn + "\n" + `{"value":[` + oneSignIn + "]}\n", oneSignIn + "\n{}{}\n[{}]\n5 6\n",
		`[{"records":[{}, {"results":[{}]}]}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, left, end := collect(GraphSignIns, bytes.NewReader(content))
		slow, slowLeft, slowEnd := collect(GraphSignIns, iotest.OneByteReader(bytes.NewReader(content)))
		if (end == nil) != (slowEnd == nil) || errors.Is(end, jsonfile.ErrMore) != errors.Is(slowEnd, jsonfile.ErrMore) {
			t.Fatalf("at once %v, in bytes %v", end, slowEnd)
		}
		if diff := cmp.Diff(rows, slow); diff != "" || len(left) != len(slowLeft) {
			t.Fatalf("at once %d and %d, in bytes %d and %d:\n%s", len(rows), len(left), len(slow), len(slowLeft), diff)
		}
		for _, l := range left {
			if strings.Contains(l.Error(), ": the line ") || strings.Contains(l.Error(), ": at byte ") {
				return // a value that goes over several lines behind others that do not
			}
		}
		if _, isJSON, err := textOf(bytes.NewReader(content)); err != nil || !isJSON {
			return
		}
		want, ok := countRecords(t, content)
		if ok && (end == nil || errors.Is(end, jsonfile.ErrMore)) && len(rows)+len(left) != want {
			t.Fatalf("%d rows and %d left aside of %d records", len(rows), len(left), want)
		}
		for _, r := range rows {
			if _, err := json.Marshal(r); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// readUTF8 gives the whole of a text file.
func readUTF8(content []byte) ([]byte, error) {
	text, _, err := table.Text(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(text)
}

// countRecords counts in another way than the reader: by whole values. ok is false for what the standard library refuses.
func countRecords(t *testing.T, content []byte) (count int, ok bool) {
	text, err := readUTF8(content)
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var raw json.RawMessage
		if err := d.Decode(&raw); errors.Is(err, io.EOF) {
			return count, true
		} else if err != nil {
			return 0, false
		}
		count += recordsIn(raw, true)
	}
}

// recordsIn counts the records of a value: a list of records or pages, a page, or a record.
func recordsIn(raw json.RawMessage, top bool) int {
	var list []json.RawMessage
	if raw[0] == '[' && top {
		_ = json.Unmarshal(raw, &list)
		count := 0
		for _, element := range list {
			count += recordsIn(element, false)
		}
		return count
	}
	if raw[0] != '{' {
		return 1
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	_, _ = d.Token()
	count, page := 0, false
	for d.More() {
		name, _ := d.Token()
		var value json.RawMessage
		_ = d.Decode(&value)
		if word, _ := name.(string); slices.Contains(listNames, strings.ToLower(word)) && len(value) > 0 && value[0] == '[' {
			page = true
			count += recordsIn(value, true)
		}
	}
	if page {
		return count
	}
	return 1
}

// FuzzDecodeSignIn: what is decoded has a time that can be written again, and somebody who signed in.
func FuzzDecodeSignIn(f *testing.F) {
	f.Add([]byte(oneSignIn))
	f.Add([]byte(byCertificate))
	f.Add([]byte(`{"createdDateTime":"0000-01-01T00:00:00+23:59","userId":"u","status":{"errorCode":0}}`))
	f.Fuzz(func(t *testing.T, record []byte) {
		s, err := decodeSignIn(record)
		if err != nil {
			if s != (inventory.SignIn{}) {
				t.Fatalf("an error and a row: %+v", s)
			}
			return
		}
		if _, err := s.Time.MarshalJSON(); err != nil || s.Time.IsZero() || s.Time.Location() != time.UTC {
			t.Fatalf("time %v: %v", s.Time, err)
		}
		if s.UserID == "" && s.UPN == "" {
			t.Fatal("nobody signed in")
		}
		if s.ASN < 0 || s.ASN > 1<<32-1 || s.Certificate && !strings.Contains(strings.ToLower(s.ClientApp), "activ") {
			t.Fatalf("autonomous system %d, %q by certificate: %t", s.ASN, s.ClientApp, s.Certificate)
		}
	})
}
