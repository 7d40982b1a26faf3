package jsonfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

const record = `{"id":"a-1","createdDateTime":"2026-11-20T08:00:00Z","userPrincipalName":"scan@contoso.com","correlationId":"x-1",` +
	`"status":{"errorCode":0,"failureReason":"Oth\u0065r.","additionalDetails":null},"policies":[{"id":"p","result":"none"}],"latency":12.5,` +
	`"location":{"city":"","countryOrRegion":"JP","geo":{}},"mfa":null,"interactive":true,"userAgent":"BAV2ROPC"}`

var paths = []string{"id", "createdDateTime", "userPrincipalName", "status.errorCode", "status.failureReason", "location.countryOrRegion", "userAgent", "absent"}

func newTestSpec() *Spec { return NewSpec([]string{"value", "records"}, paths...) }

// row is what the tests decode: the wanted values as they are written.
type row [8]string

func newRow() func([][]byte) (row, error) {
	return func(values [][]byte) (row, error) {
		var r row
		for i, v := range values {
			r[i] = string(v)
		}
		return r, nil
	}
}

// gather reads all: rows, rows left aside, and what ended it.
func gather(r io.Reader) (rows []row, left []RowError, end error) {
	for batch, err := range Records(r, newTestSpec(), newRow) {
		var one *RowError
		switch {
		case end != nil:
			return rows, left, fmt.Errorf("it went on after %w", end)
		case errors.As(err, &one):
			left = append(left, *one)
		case err != nil:
			end = err
		}
		rows = append(rows, batch...)
	}
	return rows, left, end
}

// variant is a record like the others that differs where records of a log do.
func variant(i int) string {
	return strings.NewReplacer("a-1", fmt.Sprint("a-", i), "x-1", fmt.Sprint("x-", i), "12.5", fmt.Sprint(i)).Replace(record)
}

// TestATemplateReadsAsAFreshParserDoes: whatever byte of a record is another one, a parser that has learnt what records look like gives the same as one that
// has not: the same values, or an error.
func TestATemplateReadsAsAFreshParserDoes(t *testing.T) {
	spec := newTestSpec()
	learnt := newParser(spec)
	for i := range 5 {
		if _, err := learnt.record([]byte(variant(i)), 0); err != nil {
			t.Fatal(err)
		}
	}
	if learnt.hits == 0 {
		t.Fatal("no record matched a template")
	}
	outcome := func(p *parser, b []byte) string {
		end, err := p.record(b, 0)
		if err != nil {
			return "error"
		}
		return fmt.Sprintf("%d %q", end, p.values)
	}
	learnt.misses = learnFrom + learnt.hits // it learns nothing more
	for i := range len(record) {
		for _, c := range "\"\\{}[]:,x0 \n\x00\x80" {
			b := []byte(record)
			b[i] = byte(c)
			if got, want := outcome(learnt, b), outcome(newParser(spec), b); got != want {
				t.Fatalf("byte %d as %q: %s, want %s", i, c, got, want)
			}
			for _, more := range []string{record[:i] + string(c) + record[i:], record[:i] + record[i+1:]} {
				if got, want := outcome(learnt, []byte(more)), outcome(newParser(spec), []byte(more)); got != want {
					t.Fatalf("byte %d with %q: %s, want %s", i, c, got, want)
				}
			}
		}
	}
	if learnt.hits < 1000 {
		t.Errorf("only %d records matched", learnt.hits)
	}
}

// want gives the wanted values as encoding/json finds them: names without regard to case, the last of two counts.
func want(object map[string]any, path string) string {
	name, rest, more := strings.Cut(path, ".")
	v, ok := object[name]
	if !ok {
		return ""
	}
	if inner, isObject := v.(map[string]any); more && isObject {
		return want(inner, rest)
	} else if more || isObject {
		return ""
	}
	b, _ := json.Marshal(v)
	return string(b)
}

func TestValuesAreThoseOfTheStandardLibrary(t *testing.T) {
	for _, content := range []string{
		record, `{"ID":"b","Status":{"ErrorCode":1},"UserAgent":null}`, `{"id":"a","id":"b"}`, `{"i\u0064":"c"}`, `{"status":"text","location":[]}`, `{}`, `{"status":{}}`,
		" {\n \"id\" : \"a\" ,\r\n\t\"status\" : { \"errorCode\" : 5 } } ",
	} {
		rows, left, end := gather(strings.NewReader(content))
		if len(rows) != 1 || left != nil || end != nil {
			t.Fatalf("%s: %v, %v, %v", content, rows, left, end)
		}
		var decoded struct {
			ID, CreatedDateTime, UserPrincipalName, UserAgent any
			Status, Location                                  json.RawMessage
		}
		if err := json.Unmarshal([]byte(content), &decoded); err != nil {
			t.Fatal(err)
		}
		id, _ := json.Marshal(decoded.ID)
		if got := rows[0][0]; got != "" && got != string(id) {
			t.Errorf("%s: id is %s, want %s", content, got, id)
		}
	}
}

// TestLinesAreNumberedAndBrokenOnesCostThemselves reads more than fits in a few chunks, with lines that are no records.
func TestLinesAreNumberedAndBrokenOnesCostThemselves(t *testing.T) {
	var b strings.Builder
	bad := map[int]string{100: `{"id":`, 5000: "error: connection lost", 5001: `{"id":"x"} trailing`, 9999: "\x00\x01", 12_000: "]"}
	const count = 15_000
	for i := 1; i <= count; i++ {
		if line, ok := bad[i]; ok {
			b.WriteString(line + "\n")
			continue
		}
		b.WriteString(variant(i) + "\r\n")
		if i%1000 == 0 {
			b.WriteString("\n \n")
		}
	}
	for name, r := range map[string]io.Reader{"at once": strings.NewReader(b.String()), "halved": iotest.HalfReader(strings.NewReader(b.String())), "with its end": iotest.DataErrReader(strings.NewReader(b.String()))} {
		rows, left, end := gather(r)
		if len(rows) < count-len(bad) || len(left) != len(bad) || end != nil {
			t.Fatalf("%s: %d rows, %d left aside, %v", name, len(rows), len(left), end)
		}
		for _, l := range left {
			// A record with words behind it counts as one, and the words as another.
			if bad[l.Row] == "" && bad[l.Row-1] == "" {
				t.Errorf("%s: row %d is left aside: %v", name, l.Row, l.Err)
			}
		}
		for i, n := 0, 1; n < 100; i, n = i+1, n+1 {
			if want := fmt.Sprintf(`"a-%d"`, n); rows[i][0] != want {
				t.Fatalf("%s: row %d is %s, want %s", name, i, rows[i][0], want)
			}
		}
	}
}

// TestLinesMayBePagesAndLists: what stands on a line is told line by line.
func TestLinesMayBePagesAndLists(t *testing.T) {
	content := record + "\n" + `{"value":[` + variant(2) + "," + variant(3) + `],"@odata.nextLink":"x"}` + "\n[" + variant(4) + "]\n" + variant(5) + variant(6) + "\nnull\n" + variant(7) + "\n"
	rows, left, end := gather(strings.NewReader(content))
	if len(rows) != 7 || len(left) != 1 || left[0].Row != 7 || !errors.Is(end, ErrMore) {
		t.Errorf("%d rows, left aside %v, %v", len(rows), left, end)
	}
}

// TestCutLines: a file of lines that ends in one is cut, wherever that is.
func TestCutLines(t *testing.T) {
	whole := record + "\n" + variant(2) + "\n" + variant(3) + "\n"
	for cut := range len(whole) {
		rows, left, end := gather(strings.NewReader(whole[:cut]))
		if lines := strings.Count(whole[:cut], "\n"); len(rows) < lines || len(rows) > lines+1 || left != nil {
			t.Fatalf("%d bytes: %d rows of %d lines, left aside %v", cut, len(rows), lines, left)
		}
		complete := cut == 0 || strings.HasSuffix(whole[:cut], "\n") || strings.HasSuffix(whole[:cut], `"BAV2ROPC"}`)
		if (end == nil) != complete || end != nil && !errors.Is(end, ErrCut) {
			t.Fatalf("%d bytes, which end with %q: %v", cut, whole[max(0, cut-5):cut], end)
		}
	}
}

// endless is a text of one letter.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestHugeRecordsAreNotHeld: a text of 100 MB costs its record, wherever that stands, and little memory.
func TestHugeRecordsAreNotHeld(t *testing.T) {
	huge := func(before, after string) io.Reader {
		return io.MultiReader(strings.NewReader(before+`{"id":"`), io.LimitReader(endless{}, 100<<20), strings.NewReader(`"}`+after))
	}
	for name, r := range map[string]io.Reader{
		"a line": huge(record+"\n"+record+"\n", "\n"+record+"\n"), "in a list": huge("["+record+",", ","+record+","+record+"]"),
		"in a page": huge(`{"value":[`+record+",", ","+record+","+record+"]}"), "the first": huge("", "\n"+record+"\n"+record+"\n"+record),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		rows, left, end := gather(r)
		runtime.ReadMemStats(&after)
		if len(rows) != 3 || len(left) != 1 || end != nil || !strings.Contains(left[0].Error(), "larger than 16 MB") {
			t.Errorf("%s: %d rows, left aside %v, %v", name, len(rows), left, end)
		}
		if held := int64(after.HeapSys) - int64(before.HeapSys); held > 120<<20 {
			t.Errorf("%s: %d MB more", name, held>>20)
		}
	}
}

// TestNoGoroutineIsLeft: an iteration that is given up ends its helpers, and so does one that fails.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	content := strings.Repeat(record+"\n", 50_000)
	for range Records(strings.NewReader(content), newTestSpec(), newRow) {
		break
	}
	broken := errors.New("broken")
	if _, _, end := gather(io.MultiReader(strings.NewReader(content), iotest.ErrReader(broken))); !errors.Is(end, broken) {
		t.Errorf("ends with %v", end)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestPagesInPagesEnd(t *testing.T) {
	deep := strings.Repeat(`{"value":[`, 100_000)
	if _, _, end := gather(strings.NewReader(deep)); !errors.Is(end, ErrBroken) && !errors.Is(end, ErrCut) {
		t.Errorf("ends with %v", end)
	}
	if _, _, end := gather(strings.NewReader(`{"value":` + strings.Repeat("[", 100_000))); !errors.Is(end, ErrBroken) && !errors.Is(end, ErrCut) {
		t.Errorf("ends with %v", end)
	}
}

// FuzzRecords: never a panic; a record reads the same whether it comes once or again and again, so that templates are learnt of it; and what the standard library
// reads has the same values.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{record, `{"id":1}`, `{"ID":"x","status":{"errorCode":{}}}`, `{"id":"a","id":"b"}`, `{"value":[{}]}`, `[{"id":"a"},{}]`, `{"a":"\u0000","status":null}`, `{"status":{"errorCode":1},"status":{"failureReason":"x"}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		_, _, _ = gather(bytes.NewReader(content))
		if bytes.IndexByte(content, '\n') >= 0 || len(content) == 0 || content[0] != '{' || bytes.ContainsAny(content, "\r") {
			return
		}
		p := newParser(newTestSpec())
		fresh, freshErr := p.record(content, 0)
		first := fmt.Sprintf("%q", p.values)
		for range 4 {
			again, err := p.record(content, 0)
			if again != fresh && freshErr == nil || (err == nil) != (freshErr == nil) || err == nil && fmt.Sprintf("%q", p.values) != first {
				t.Fatalf("%d, %v and %s; again %d, %v and %q", fresh, freshErr, first, again, err, p.values)
			}
		}
		if freshErr != nil {
			if json.Valid(content) {
				t.Fatalf("refused what the standard library takes: %v", freshErr)
			}
			return
		}
		var decoded struct {
			ID     json.RawMessage
			Status struct{ ErrorCode json.RawMessage }
		}
		if json.Unmarshal(content[:fresh], &decoded) != nil || strings.Contains(strings.ToLower(string(content)), "tus") && strings.Count(strings.ToLower(string(content)), "stat") > 1 {
			return
		}
		if got := p.values[0]; got != nil && !bytes.Equal(bytes.TrimSpace(got), bytes.TrimSpace(decoded.ID)) {
			t.Fatalf("id is %q, want %q", got, decoded.ID)
		}
	})
}

func TestField(t *testing.T) {
	for object, want := range map[string]string{
		`{"a":1,"b":2}`: "1", `{"A" : {"x":[1,"}"]} }`: `{"x":[1,"}"]}`, ` { "b":"a", "a":"b" }`: `"b"`, `{"a":1,"a":2}`: "2", `{"b":{"a":1}}`: "", `{}`: "", ``: "", `[1]`: "", `"a"`: "",
		`{"a"`: "", `{"a":`: "", `{"a":1`: "", `{"a":1,`: "1", `{"a":null}`: "null",
	} {
		if got := string(Field([]byte(object), "a")); got != want {
			t.Errorf("%s: %q, want %q", object, got, want)
		}
	}
}
