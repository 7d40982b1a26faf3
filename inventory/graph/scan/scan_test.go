package scan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// scanned is what the standard library makes of a page.
type scanned struct {
	Value    *[]json.RawMessage `json:"value"`
	NextLink string             `json:"@odata.nextLink"`
}

func TestPage(t *testing.T) {
	for name, tc := range map[string]struct {
		body  string
		raw   []string
		next  string
		found bool
		fails bool
	}{
		"empty list":             {`{"value":[]}`, nil, "", true, false},
		"no list":                {`{"id":"x"}`, nil, "", false, false},
		"list is null":           {`{"value":null}`, nil, "", false, false},
		"two and a link":         {`{"@odata.nextLink":"a","value":[{"id":"1"},{"id":"2","x":[{},"}"]}]}`, []string{`{"id":"1"}`, `{"id":"2","x":[{},"}"]}`}, "a", true, false},
		"link behind the list":   {` { "value" : [ 1 , "a]" , null ] , "@odata.nextLink" : "b\/c" } `, []string{`1`, `"a]"`, `null`}, "b/c", true, false},
		"quotes and backslashes": {`{"value":[{"a":"\"\\","b":"\\\""}]}`, []string{`{"a":"\"\\","b":"\\\""}`}, "", true, false},
		"cut in a record":        {`{"value":[{"id":"1`, nil, "", false, true},
		"cut behind a record":    {`{"value":[{"id":"1"}`, nil, "", false, true},
		"cut behind the list":    {`{"value":[{"id":"1"}]`, nil, "", false, true},
		"wrong bracket":          {`{"value":[{"id":[1}]}]}`, nil, "", false, true},
		"two objects":            {`{"value":[]}{"value":[]}`, nil, "", false, true},
		"nothing":                {``, nil, "", false, true},
		"html":                   {`<html>`, nil, "", false, true},
		"link is a number":       {`{"value":[],"@odata.nextLink":5}`, nil, "", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			records, next, found, err := Page([]byte(tc.body), nil)
			if (err != nil) != tc.fails {
				t.Fatalf("error is %v", err)
			}
			if err != nil {
				return
			}
			var raw []string
			for _, r := range records {
				raw = append(raw, string(r.Raw))
			}
			if diff := cmp.Diff(tc.raw, raw); diff != "" || next != tc.next || found != tc.found {
				t.Errorf("next %q, found %v, records (-want +got):\n%s", next, found, diff)
			}
		})
	}
}

// TestEveryCutOfAPageIsFound cuts a page at every byte.
func TestEveryCutOfAPageIsFound(t *testing.T) {
	page := `{"@odata.context":"x","value":[{"id":"a","n":{"x":[1,2,"\"}"]}},{"id":"b"}],"@odata.nextLink":"https://example.com/?$skiptoken=1"}`
	for cut := range len(page) {
		if _, _, _, err := Page([]byte(page[:cut]), nil); err == nil {
			t.Errorf("%q is taken for a page", page[:cut])
		}
	}
}

// FuzzPage holds the scanner against encoding/json: what that takes, this takes in the same way.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{`{"value":[]}`, `{"value":[{"id":"1","createdDateTime":"2026-11-20T08:00:00Z","status":{"errorCode":0}}],"@odata.nextLink":"x"}`,
		`{"VALUE":[1],"value":[2]}`, `{"v\u0061lue":[{}]}`, `{"value":[{"id":1,"id":2}]}`, "{\"value\":[\n]}", `{"value":{}}`, `[]`, `{"value":[`, `{"ſ":1}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		records, next, found, err := Page(body, nil)
		var want scanned
		if json.Unmarshal(body, &want) != nil {
			return // damaged records are kept as served; here it is enough that nothing breaks
		}
		trimmed := bytes.TrimSpace(body)
		if bytes.Equal(trimmed, []byte("null")) {
			return // no page: refused here
		}
		if err != nil {
			t.Fatalf("encoding/json takes it and this does not: %v", err)
		}
		if next != want.NextLink || found != (want.Value != nil) {
			t.Fatalf("next link %q and list %v, want %q and %v", next, found, want.NextLink, want.Value != nil)
		}
		if want.Value == nil {
			return
		}
		if len(records) != len(*want.Value) {
			t.Fatalf("%d records, want %d", len(records), len(*want.Value))
		}
		for i, r := range records {
			if !bytes.Equal(r.Raw, (*want.Value)[i]) {
				t.Fatalf("record %d is %q, want %q", i, r.Raw, (*want.Value)[i])
			}
		}
	})
}

// signInPage is a page as Graph serves it: a thousand records of 2.8 KB.
func signInPage(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(`{"@odata.context":"https://graph.microsoft.com/beta/$metadata#auditLogs/signIns","value":[`)
	for i := range 1000 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%08d-0000-4000-8000-000000000001","createdDateTime":"2026-11-20T08:01:%02dZ","userId":"0aaaaaaa-0000-4000-8000-%012d",`, i, i%60, i%50)
		b.WriteString(`"userPrincipalName":"scan@contoso.com","clientAppUsed":"Authenticated SMTP","status":{"errorCode":0,"failureReason":"Other."}`)
		for j := range 60 {
			fmt.Fprintf(&b, `,"propertyNumber%d":{"name":"value","list":[%d,null]}`, j, i)
		}
		b.WriteByte('}')
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// BenchmarkPage reads the same page with encoding/json and with the scanner, and reports how many times as fast the scanner is.
func BenchmarkPage(b *testing.B) {
	page := signInPage(b)
	if !strings.Contains(string(page), "propertyNumber59") {
		b.Fatal("the page is not what it should be")
	}
	b.SetBytes(int64(len(page)))
	var records []Record
	for b.Loop() {
		var err error
		if records, _, _, err = Page(page, records); err != nil {
			b.Fatal(err)
		}
	}
	own := float64(b.Elapsed()) / float64(b.N)
	const rounds = 20
	begun := time.Now()
	for range rounds {
		var list scanned
		if err := json.Unmarshal(page, &list); err != nil {
			b.Fatal(err)
		}
	}
	standard := float64(time.Since(begun)) / rounds
	b.ReportMetric(float64(len(records))/own*1e9, "records/s")
	b.ReportMetric(standard/own, "x-encoding/json")
}
