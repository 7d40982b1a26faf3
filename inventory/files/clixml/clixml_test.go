package clixml

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// all gives the objects of a file, and the error that ended it.
func all(r io.Reader) ([]Object, error) {
	var list []Object
	for o, err := range Objects(r) {
		if err != nil {
			return list, err
		}
		list = append(list, o)
	}
	return list, nil
}

func open(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestCASMailboxes(t *testing.T) {
	list, err := all(open(t, "cas-mailboxes.xml"))
	if err != nil || len(list) != 3 {
		t.Fatalf("%d objects, %v", len(list), err)
	}
	class := []string{
		"Deserialized.Microsoft.Exchange.Data.Directory.Management.CASMailbox",
		"Deserialized.Microsoft.Exchange.Data.Directory.ADPresentationObject", "Deserialized.System.Object",
	}
	for i, want := range []map[string]Value{
		{
			"SmtpClientAuthenticationDisabled": {Null: true}, "PrimarySmtpAddress": {Text: "scan@contoso.com"}, "DisplayName": {Text: "複合機 & <2F>"},
			"ExternalDirectoryObjectId": {Text: "0b1c2d3e-0000-4000-8000-000000000001"}, "PopEnabled": {Text: "True"},
			"EmailAddresses": {List: []string{"SMTP:scan@contoso.com", "smtp:scan@contoso.onmicrosoft.com"}},
		},
		{
			"SmtpClientAuthenticationDisabled": {Text: "False"}, "PrimarySmtpAddress": {Text: "erp@contoso.com"}, "DisplayName": {Text: "ERP\r\nbatch"},
			"ExternalDirectoryObjectId": {Text: "0b1c2d3e-0000-4000-8000-000000000002"}, "PopEnabled": {Text: "True"}, "EmailAddresses": {List: []string{}},
		},
		{
			"SmtpClientAuthenticationDisabled": {Text: "True"}, "PrimarySmtpAddress": {Text: "old@contoso.com"}, "DisplayName": {Text: "_x_ old 😀"},
			"ExternalDirectoryObjectId": {Text: ""}, "PopEnabled": {Text: "False"}, "EmailAddresses": {Null: true},
		},
	} {
		got := map[string]Value{}
		for name := range want {
			if v, ok := list[i].Fields[name]; ok {
				got[name] = v
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("object %d:\n%s", i, diff)
		}
		if diff := cmp.Diff(class, list[i].Types); diff != "" {
			t.Errorf("types of object %d:\n%s", i, diff)
		}
	}
	if v := list[0].Fields["PSComputerName"]; v.Text != "outlook.office365.com" {
		t.Errorf("the added properties are missing: %+v", list[0].Fields)
	}
}

func TestTransportConfig(t *testing.T) {
	list, err := all(open(t, "transport-config.xml"))
	if err != nil || len(list) != 1 {
		t.Fatalf("%d objects, %v", len(list), err)
	}
	want := Object{
		Types: []string{"Selected.Microsoft.Exchange.Data.Directory.TransportConfigContainer", "System.Management.Automation.PSCustomObject", "System.Object"},
		Fields: map[string]Value{
			"SmtpClientAuthenticationDisabled": {Text: "False"}, "AllowLegacyTLSClients": {Text: "True"}, "MaxSendSize": {Text: "35 MB (36,700,160 bytes)"},
			"WhenChanged": {Text: "2026-11-25T10:41:43.0000000+09:00"}, "HeaderPromotionModeSetting": {Text: "NoCreate"}, "Settings": {}, "Again": {},
			"InternalSMTPServers": {List: []string{"10.0.0.1", "", "Deserialized"}},
		},
	}
	if diff := cmp.Diff(want, list[0]); diff != "" {
		t.Error(diff)
	}
}

// file puts elements into the frame that Export-Clixml writes.
func file(elements string) string {
	return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">` + elements + `</Objs>`
}

func props(elements string) string {
	return file(`<Obj RefId="0"><Props>` + elements + `</Props></Obj>`)
}

func TestValues(t *testing.T) {
	for name, test := range map[string]struct {
		element string
		want    Value
	}{
		"text":                          {`<S N="V">a b</S>`, Value{Text: "a b"}},
		"entities":                      {`<S N="V">&lt;a&gt; &amp; &#x41;</S>`, Value{Text: "<a> & A"}},
		"empty text is not null":        {`<S N="V"></S>`, Value{}},
		"null":                          {`<Nil N="V" />`, Value{Null: true}},
		"true":                          {`<B N="V">true</B>`, Value{Text: "True"}},
		"false":                         {`<B N="V">false</B>`, Value{Text: "False"}},
		"the word true":                 {`<S N="V">true</S>`, Value{Text: "true"}},
		"a number":                      {`<I64 N="V">-12</I64>`, Value{Text: "-12"}},
		"a character":                   {`<C N="V">97</C>`, Value{Text: "a"}},
		"a date":                        {`<DT N="V">2026-11-25T01:02:03Z</DT>`, Value{Text: "2026-11-25T01:02:03Z"}},
		"an enum":                       {`<Obj N="V" RefId="1"><TN RefId="1"><T>X</T></TN><ToString>UserMailbox</ToString><I32>1</I32></Obj>`, Value{Text: "UserMailbox"}},
		"an enum without a name":        {`<Obj N="V" RefId="1"><I32>1</I32></Obj>`, Value{Text: "1"}},
		"an object with a name":         {`<Obj N="V" RefId="1"><ToString>tenant\Block</ToString><Props><S N="W">x</S></Props></Obj>`, Value{Text: `tenant\Block`}},
		"an object without one":         {`<Obj N="V" RefId="1"><MS><S N="W">x</S></MS></Obj>`, Value{}},
		"a dictionary":                  {`<Obj N="V" RefId="1"><ToString>H</ToString><DCT><En><S N="Key">a</S><S N="Value">b</S></En></DCT></Obj>`, Value{}},
		"a reference":                   {`<Ref N="V" RefId="3"/>`, Value{}},
		"a list":                        {`<Obj N="V" RefId="1"><LST><S>a</S><I32>2</I32><B>true</B></LST></Obj>`, Value{List: []string{"a", "2", "True"}}},
		"an enumeration":                {`<Obj N="V" RefId="1"><IE><S>a</S></IE></Obj>`, Value{List: []string{"a"}}},
		"a list with a name":            {`<Obj N="V" RefId="1"><ToString>a b</ToString><LST><S>a</S></LST></Obj>`, Value{List: []string{"a"}}},
		"a list of objects":             {`<Obj N="V" RefId="1"><LST><Obj RefId="2"><ToString>a</ToString></Obj></LST></Obj>`, Value{List: []string{"a"}}},
		"a progress record":             {`<PR N="V"><AV>x</AV></PR>`, Value{}},
		"a line break":                  {`<S N="V">a_x000D__x000A_b</S>`, Value{Text: "a\r\nb"}},
		"an escaped underscore":         {`<S N="V">_x005F_x0041_</S>`, Value{Text: "_x0041_"}},
		"a surrogate pair":              {`<S N="V">_xD83D__xDE00_!</S>`, Value{Text: "😀!"}},
		"half a surrogate pair":         {`<S N="V">_xD83D_!</S>`, Value{Text: "\ufffd!"}},
		"half a pair before an escape":  {`<S N="V">_xD83D__x0041_</S>`, Value{Text: "\ufffdA"}},
		"no escapes":                    {`<S N="V">_x41_ _xzzzz_ _x004 a_xb_</S>`, Value{Text: "_x41_ _xzzzz_ _x004 a_xb_"}},
		"of two with one name the last": {`<S N="V">a</S><S N="V">b</S>`, Value{Text: "b"}},
		"comments":                      {`<S N="V">a<!-- b -->c</S>`, Value{Text: "ac"}},
		"cdata":                         {`<S N="V"><![CDATA[<a>]]></S>`, Value{Text: "<a>"}},
	} {
		list, err := all(strings.NewReader(props(test.element)))
		if err != nil || len(list) != 1 {
			t.Errorf("%s: %d objects, %v", name, len(list), err)
			continue
		}
		if diff := cmp.Diff(map[string]Value{"V": test.want}, list[0].Fields); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestObjectsInAFile(t *testing.T) {
	one := func(v string) string { return `<Obj RefId="0"><MS><S N="V">` + v + `</S></MS></Obj>` }
	for name, test := range map[string]struct {
		file string
		want string // the values of V
	}{
		"none":                                {file(""), ""},
		"an empty root":                       {`<Objs/>`, ""},
		"one":                                 {file(one("a")), "a"},
		"several":                             {file(one("a") + one("b")), "ab"},
		"an array":                            {file(`<Obj RefId="9"><TN RefId="0"><T>System.Object[]</T></TN><LST>` + one("a") + one("b") + `</LST></Obj>` + one("c")), "abc"},
		"an array of arrays":                  {file(`<Obj><LST><Obj><LST>` + one("a") + `</LST></Obj><S>x</S>` + one("b") + `</LST><MS><I32 N="Count">2</I32></MS></Obj>`), "ab"},
		"an empty array":                      {file(`<Obj><LST/></Obj>`), ""},
		"what is no object":                   {file(`<S>x</S><Nil/><Ref RefId="0"/><Obj><S>x</S><MS><S N="V">x</S></MS></Obj><Obj><DCT/></Obj>` + one("a")), "a"},
		"two roots":                           {file(one("a")) + "\r\n" + file(one("b")), "ab"},
		"an added property hides":             {file(`<Obj><MS><S N="V">a</S></MS><Props><S N="V">b</S></Props></Obj><Obj><Props><S N="V">c</S></Props><MS><S N="V">d</S></MS></Obj>`), "ad"},
		"a mark, a declaration, blanks":       {"\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + file("\r\n "+one("a")) + "\r\n", "a"},
		"UTF-16 that was converted":           {`<?xml version="1.0" encoding="utf-16"?>` + file(one("あ")), "あ"},
		"another encoding that was converted": {`<?xml version="1.0" encoding="shift_jis"?>` + file(one("あ")), "あ"},
	} {
		list, err := all(strings.NewReader(test.file))
		var got strings.Builder
		for _, o := range list {
			got.WriteString(o.Fields["V"].Text)
		}
		if err != nil || got.String() != test.want {
			t.Errorf("%s: got %q, want %q; %v", name, got.String(), test.want, err)
		}
	}
}

func TestTypesThatAreReferredTo(t *testing.T) {
	list, err := all(strings.NewReader(file(`<Obj><TN RefId="0"><T>A</T><T>B</T></TN><MS><Obj N="V"><TN RefId="1"><T>C</T></TN></Obj></MS></Obj>` +
		`<Obj><TNRef RefId="1"/></Obj><Obj><TNRef RefId="0"/></Obj><Obj><TNRef RefId="7"/></Obj><Obj/>`)))
	var got [][]string
	for _, o := range list {
		got = append(got, o.Types)
	}
	if diff := cmp.Diff([][]string{{"A", "B"}, {"C"}, {"A", "B"}, nil, nil}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestABrokenFileIsAnErrorWithItsLine(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"crossed tags":       {"<Objs>\n<Obj>\n</Objs>", "line 3: "},
		"another root":       {"\n<html></html>", "line 2: the file is no CLIXML: it begins with <html> where <Objs> is expected"},
		"text before":        {"Name  Value\n" + file(""), `text "Name  Value" outside`},
		"an unknown entity":  {"<!DOCTYPE x [<!ENTITY a \"b\">]>" + props(`<S N="V">&a;</S>`), "invalid character entity &a;"},
		"too deep":           {file(strings.Repeat("<Obj><LST>", 60)), "nested more than 100 deep"},
		"too deep elsewhere": {props(strings.Repeat("<X>", 200)), "nested more than 100 deep"},
		"a long value":       {props(`<S N="V">` + strings.Repeat("x", maxText+1) + `</S>`), "a value is longer than"},
		"a long value in pieces": {props(`<S N="V">` + strings.Repeat(strings.Repeat("x", 1000)+"<!-- -->", maxText/1000+1) + `</S>`),
			"a value is longer than"},
		"a long name":  {props(`<S N="` + strings.Repeat("x", maxToken) + `"/>`), "a piece of XML is longer"},
		"a big object": {props(strings.Repeat(`<S N="V">`+strings.Repeat("x", maxText)+`</S>`, maxObject/maxText)), "an object is longer than"},
	} {
		_, err := all(strings.NewReader(test.file))
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "line ") || errors.Is(err, ErrCut) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}

func TestAFileThatIsCutAnywhereIsSaidToBe(t *testing.T) {
	for _, name := range []string{"cas-mailboxes.xml", "transport-config.xml"} {
		whole, err := io.ReadAll(open(t, name))
		if err != nil {
			t.Fatal(err)
		}
		end := strings.LastIndex(string(whole), ">") + 1
		for i := range end {
			if _, err := all(strings.NewReader(string(whole[:i]))); !errors.Is(err, ErrCut) {
				t.Fatalf("%s cut at %d: %v", name, i, err)
			}
		}
	}
}

func TestAReadErrorStaysReachable(t *testing.T) {
	broken := errors.New("broken")
	if _, err := all(io.MultiReader(strings.NewReader("<Objs>"), failing{broken})); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestReadingStopsWhenTheCallerDoes(t *testing.T) {
	n := 0
	for range Objects(strings.NewReader(file(`<Obj/><Obj><LST><Obj/><Obj/></LST></Obj><Obj/>`))) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d objects", n)
	}
}

func TestIs(t *testing.T) {
	for head, want := range map[string]bool{
		`<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">`: true,
		"\ufeff\r\n<?xml version=\"1.0\"?>\r\n<!-- a -->\n<Objs>":                          true,
		"<Objs":              true,
		"":                   false,
		"<Objects>":          false,
		"<Objsx>":            false,
		"<?xml version":      false,
		"<!-- <Objs":         false,
		"<!DOCTYPE html>":    false,
		"Name,Enabled\r\na,": false,
	} {
		if got := Is([]byte(head)); got != want {
			t.Errorf("%q: %v", head, got)
		}
	}
}

// FuzzObjects: no file makes the reader panic or hang, and what it gives obeys its limits.
func FuzzObjects(f *testing.F) {
	for _, name := range []string{"cas-mailboxes.xml", "transport-config.xml"} {
		whole, err := io.ReadAll(open(f, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(whole))
	}
	f.Add(props(`<S N="_x0041_">_xD83D__xDE00_</S><Nil N="a"/>`))
	f.Add(file(`<Obj><LST><Obj/></LST></Obj>`))
	f.Fuzz(func(t *testing.T, text string) {
		objects, err := all(strings.NewReader(text))
		for i, o := range objects {
			for name, v := range o.Fields {
				if name == "" || v.Null && v.Text != "" || v.List != nil && v.Text != "" || len(v.Text) > maxText {
					t.Errorf("object %d: %q is %+v", i, name, v)
				}
			}
		}
		if err != nil && !strings.HasPrefix(err.Error(), "line ") {
			t.Errorf("the error names no line: %v", err)
		}
	})
}
