package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// records reads all: records without themselves as a whole, what was left aside, and what ended it.
func records(r io.Reader) (list []record, left []string, end error) {
	all, err := recordsOf(r)
	if err != nil {
		return nil, nil, err
	}
	for r, err := range all {
		row := (*rowError)(nil)
		switch {
		case end != nil:
			return list, left, fmt.Errorf("it went on after %w", end)
		case errors.As(err, &row):
			left = append(left, row.Error())
		case err != nil:
			end = err
		default:
			delete(r, wholeRecord)
			list = append(list, r)
		}
	}
	return list, left, end
}

var allowCells = cmp.AllowUnexported(cell{})

func TestRecordsOfJSON(t *testing.T) {
	for content, want := range map[string]record{
		`{}`: {},
		`{"Name":"x","N":5,"B":true,"F":-1.50,"Z":null,"E":""}`: {"name": {text: "x"}, "n": {text: "5"}, "b": {text: "true"}, "f": {text: "-1.50"}, "z": {null: true}, "e": {}},
		`{"  User  Principal\tNAME ":"x"}`:                      {"user principal name": {text: "x"}},
		`{"a":[]}`:                                              {"a": {list: []string{}}},
		`{"a":["x","y;z",""]}`:                                  {"a": {list: []string{"x", "y;z", ""}}},
		`{"a":[1,4294967296,1.50,true]}`:                        {"a": {list: []string{"1", "4294967296", "1.50", "true"}}},
		`{"a":[null,"x",null]}`:                                 {"a": {list: []string{"x"}}},
		`{"a":[null]}`:                                          {"a": {list: []string{}}},
		`{"a":[{"value":4,"Value":"SharedMailbox"},{"b":1}]}`:   {"a": {list: []string{"SharedMailbox", `{"b":1}`}}},
		`{"a":[["x"]]}`:                                         {"a": {list: []string{`["x"]`}}},
		`{"a":{"value":4,"Value":"SharedMailbox"}}`:             {"a": {text: "SharedMailbox"}},
		`{"a":{"value":4}}`:                                     {"a": {text: "4"}},
		`{"a":{"value":true}}`:                                  {"a": {text: `{"value":true}`}},
		`{"a":{"b":{"Value":"x"}}}`:                             {"a": {text: `{"b":{"Value":"x"}}`}},
		`{"a":"\u0000\u001b[31m"}`:                              {"a": {text: "\x00\x1b[31m"}},
		`{"\u0000":"x"}`:                                        {},
	} {
		got, err := recordOfJSON([]byte(content))
		if got[wholeRecord].text != content {
			t.Errorf("%s: the whole is %q", content, got[wholeRecord].text)
		}
		delete(got, wholeRecord)
		if diff := cmp.Diff(want, got, allowCells); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", content, err, diff)
		}
	}
	for _, content := range []string{"", "null!", "[]", "5", `"x"`, `{"a":`, `{"a":1}x`} {
		if got, err := recordOfJSON([]byte(content)); err == nil {
			t.Errorf("%s: %v", content, got)
		}
	}
}

// TestTwoNamesThatAreOne: of fields whose names differ in case or blanks alone the same one counts every time.
func TestTwoNamesThatAreOne(t *testing.T) {
	const names = 8
	var fields, columns, cells, objects []string
	for i := range names {
		name := strings.Replace("primarysmtpaddress", "primarysmt", strings.ToUpper("primarysmt"[:i+1])+"primarysmt"[i+1:], 1)
		fields = append(fields, fmt.Sprintf(`%q:"%d@contoso.com"`, name, i))
		columns, cells = append(columns, name), append(cells, fmt.Sprintf("%d@contoso.com", i))
		objects = append(objects, fmt.Sprintf(`<S N=%q>%d@contoso.com</S>`, name, i))
	}
	for name, content := range map[string]string{
		"JSON":    "[{" + strings.Join(fields, ",") + "}]",
		"a table": strings.Join(columns, ",") + "\n" + strings.Join(cells, ",") + "\n",
		"CLIXML":  `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS>` + strings.Join(objects, "") + "</MS></Obj></Objs>",
	} {
		first, left, end := records(strings.NewReader(content))
		if len(first) != 1 || left != nil || end != nil {
			t.Fatalf("%s: %v, left aside %v, %v", name, first, left, end)
		}
		for range 50 {
			if again, _, _ := records(strings.NewReader(content)); !reflect.DeepEqual(first, again) {
				t.Fatalf("%s: %v, and again %v", name, first, again)
			}
		}
	}
}

func TestRecordsOfTables(t *testing.T) {
	for name, test := range map[string]struct {
		content string
		want    []record
		left    string
	}{
		"rows":                     {"A,B c\n1,x\n2,\n", []record{{"a": {text: "1"}, "b c": {text: "x"}}, {"a": {text: "2"}, "b c": {}}}, ""},
		"the zone behind a name":   {"Received [UTC],Other [Local Time]\nx,y\n", []record{{"received": {text: "x"}, "other": {text: "y"}}}, ""},
		"PowerShell's type":        {"#TYPE Selected.System.Object\n\"A\",\"B\"\n\"1\",\"x\"\n", []record{{"a": {text: "1"}, "b": {text: "x"}}}, ""},
		"the first of two columns": {"A,a ,B\n1,2,3\n", []record{{"a": {text: "1"}, "b": {text: "3"}}}, ""},
		"no UTF-8":                 {"A,B\nx\xff,é\n", []record{{"a": {text: "x\ufffd"}, "b": {text: "é"}}}, ""},
		"a row that is short":      {"A,B\nx\n1,2\n", []record{{"a": {text: "1"}, "b": {text: "2"}}}, "row 2: has 1 cells where the header has 2"},
		"a quote that is wrong":    {"A,B\n\"x\"y,1\n1,2\n", []record{{"a": {text: "1"}, "b": {text: "2"}}}, `row 2: a quote in cell 1 (column "A") is not doubled or not closed`},
	} {
		got, left, end := records(strings.NewReader(test.content))
		if diff := cmp.Diff(test.want, got, allowCells); diff != "" && name != "no UTF-8" || end != nil || strings.Join(left, "\n") != test.left {
			t.Errorf("%s: left aside %v, %v\n%s", name, left, end, diff)
		}
	}
}

// TestALastRowWithoutALineEnd may be cut in its last cell: it is not used where that cell is read, it is counted, and it is said what to do.
func TestALastRowWithoutALineEnd(t *testing.T) {
	const said = "the last row has no line end, so it may be cut: add one if the file is whole"
	for name, test := range map[string]struct {
		format  Format
		content string
		line    int // 0 where the row is used
	}{
		"mailboxes":                         {MailboxTable, "PrimarySmtpAddress,SmtpClientAuthenticationDisabled\na@contoso.com,True\nb@contoso.com,True", 3},
		"mailboxes, a cell over two lines":  {MailboxTable, "PrimarySmtpAddress,DisplayName,SmtpClientAuthenticationDisabled\na@contoso.com,\"x\ny\",True\nb@contoso.com,z,True", 4},
		"mailboxes, the last cell is empty": {MailboxTable, "PrimarySmtpAddress,SmtpClientAuthenticationDisabled\na@contoso.com,True\nb@contoso.com,", 3},
		"mailboxes, any last column":        {MailboxTable, "PrimarySmtpAddress,SmtpClientAuthenticationDisabled,Nothing\na@contoso.com,True,\nb@contoso.com,True,x", 3},
		"mailboxes, quoted":                 {MailboxTable, "PrimarySmtpAddress,SmtpClientAuthenticationDisabled\na@contoso.com,True\nb@contoso.com,\"True\"", 3},
		"sign-ins, a column that is read":   {PortalCSV, minimalHeader + minimalRow + strings.TrimSuffix(strings.Replace(minimalRow, ",a,", ",b,", 1), "\n"), 3},
		"sign-ins, any last column":         {PortalCSV, strings.ReplaceAll(minimalHeader+minimalRow+strings.Replace(minimalRow, ",a,", ",b,", 1), "\n", ",x\n")[:len(minimalHeader)+2*len(minimalRow)+5], 0},
		"groups":                            {SignInGroups, strings.TrimSuffix(groupsTable, "\n"), 3},
	} {
		got := scanned(t, test.format, []byte(test.content))
		n, first := got.Unreadable()
		want := fmt.Sprintf("rows are missing from there on: line %d: %s", test.line, said)
		switch {
		case test.line == 0 && (got.Rows != 2 || got.Used != 2 || got.Ends != ""):
			t.Errorf("%s: %+v, want two rows that are used", name, got)
		case test.line != 0 && (n != 1 || first != want || got.Ends != want || got.Used < 1):
			t.Errorf("%s: %+v, want %q", name, got, want)
		}
		whole := scanned(t, test.format, []byte(test.content+"\n"))
		if n, _ := whole.Unreadable(); n != 0 || whole.Ends != "" || whole.Used <= got.Used && test.line != 0 {
			t.Errorf("%s, with a line end: %+v", name, whole)
		}
	}
}

const groupsTable = "UserPrincipalName,ClientAppUsed,ErrorCode,Rows,First,Last,Hours\nscan@contoso.com,SMTP,0,3,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z,\"{\"\"8\"\":2,\"\"9\"\":1}\"\n" +
	"scan@contoso.com,SMTP,50126,2,2026-11-20T08:00:00Z,2026-11-20T08:00:00Z,\"{\"\"8\"\":2}\"\n"

// TestCutCLIXML cuts objects of PowerShell at every byte: those before the cut stand, and the cut is told.
func TestCutCLIXML(t *testing.T) {
	object := func(address string) string {
		return `<Obj RefId="0"><TN RefId="0"><T>Deserialized.Microsoft.Exchange.Management.ObjectModel.CASMailbox</T></TN><Props><S N="PrimarySmtpAddress">` + address +
			`</S><B N="SmtpClientAuthenticationDisabled">true</B><Nil N="Nothing" /></Props></Obj>`
	}
	const begin = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">`
	content := begin + object("a@contoso.com") + object("b@contoso.com") + "</Objs>"
	whole, left, end := records(strings.NewReader(content))
	if len(whole) != 2 || left != nil || end != nil || whole[1]["primarysmtpaddress"].text != "b@contoso.com" || !whole[0]["nothing"].null {
		t.Fatalf("%v, left aside %v, %v", whole, left, end)
	}
	for cut := len(begin); cut < len(content); cut++ {
		got, left, end := records(strings.NewReader(content[:cut]))
		want := strings.Count(content[:cut], "</Obj>")
		if !reflect.DeepEqual(got, whole[:want]) && len(got)+want > 0 || left != nil || !errors.Is(end, errEndless) {
			t.Fatalf("%d bytes: %v, left aside %v, %v, want %d records", cut, got, left, end, want)
		}
		if said := fmt.Sprintf("after row %d: ", want); !strings.Contains(end.Error(), said) || !strings.Contains(end.Error(), "export it again") {
			t.Fatalf("%d bytes: %q, want %q", cut, end, said)
		}
	}
}

// TestBrokenCLIXML: the objects before the place where it breaks stand, the rest is one row that can't be read, and an error of the disk is none of the file.
func TestBrokenCLIXML(t *testing.T) {
	const begin = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">`
	const object = `<Obj RefId="0"><MS><S N="PrimarySmtpAddress">a@contoso.com</S><B N="SmtpClientAuthenticationDisabled">true</B></MS></Obj>`
	for _, broken := range []string{"<Obj><MS><S N=5></S></MS></Obj>", "</Obj>", "<<", "\x00", `<Obj><MS><S N="x">&bogus;</S></MS></Obj>`, strings.Repeat("<Obj>", 5000)} {
		got := scanned(t, MailboxTable, []byte(begin+object+broken+object+"</Objs>"))
		n, first := got.Unreadable()
		if got.Rows != 2 || got.Used != 1 || n != 1 || !strings.HasPrefix(first, "after row 1: rows are missing from there on: line 1: ") || got.Ends != first {
			t.Errorf("%.40q: %+v", broken, got)
		}
	}
	disk := errors.New("the disk is broken")
	for cut := range len(begin) + len(object) {
		_, err := Scan(MailboxTable, func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader((begin + object)[:cut]), iotest.ErrReader(disk))), nil
		}, nil)
		if !errors.Is(err, disk) || errors.Is(err, errEndless) {
			t.Fatalf("%d bytes: %v, want %v", cut, err, disk)
		}
	}
}

// FuzzRecordsOf: never a panic, the same every time, however the bytes arrive, and nothing after an end.
func FuzzRecordsOf(f *testing.F) {
	for _, test := range formats {
		f.Add([]byte(test.content))
	}
	f.Add([]byte(`<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS><S N="a">x</S><Nil N="A" /></MS></Obj></Objs>`))
	f.Add([]byte(`[{"a":[null,{"value":1}],"A":{"Value":"x"}}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, left, end := records(bytes.NewReader(content))
		slow, slowLeft, slowEnd := records(iotest.OneByteReader(bytes.NewReader(content)))
		if !reflect.DeepEqual(list, slow) || !reflect.DeepEqual(left, slowLeft) || (end == nil) != (slowEnd == nil) {
			t.Fatalf("at once %v, %v, %v, in bytes %v, %v, %v", list, left, end, slow, slowLeft, slowEnd)
		}
	})
}
