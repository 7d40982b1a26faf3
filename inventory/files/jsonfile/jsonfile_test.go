package jsonfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
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

func TestValuesAreThoseOfTheStandardLibrary(t *testing.T) {
	for _, content := range []string{
		record, `{"ID":"b","Status":{"ErrorCode":1},"UserAgent":null}`, `{"id":"a","id":"b"}`, `{"i\u0064":"c"}`, `{"status":"text","location":[]}`, `{}`, `{"status":{}}`,
		" {\n \"id\" : \"a\" ,\r\n\t\"status\" : { \"errorCode\" : 5 } } ", `{"id":null}`, `{"id":"a","ID":null}`, `{"id":null,"Id":"a"}`, `{"id":{"id":"a"}}`, `{"a":{"id":"a"}}`,
		`{"status":{"errorCode":1},"status":{"failureReason":"x"}}`, `{"status":{"errorCode":1,"ERRORCODE":2}}`, `{"status":{"errorCode":1},"status":"x"}`, `{"status":{"errorCode":1},"status":null}`,
		`{"status":{"status":{"errorCode":1}}}`, `{"status":[{"errorCode":1}]}`, `{"status.errorCode":1}`, `{"":1,"id":"a"}`, `{"\u0069\u0044":"a"}`, `{"id\u0000":"a"}`, `{"i\\d":"a"}`,
		`{"Properties":{"ID":5,"status":{"errorCode":"1"}}}`, `{"properties":"{\"id\":1}"}`,
	} {
		rows, left, end := lawRows(strings.NewReader(content))
		if len(rows) != 1 || left != nil || end != nil {
			t.Fatalf("%s: %v, %v, %v", content, rows, left, end)
		}
		if want, _ := standard([]byte(content)); !slices.Equal(rows[0], want) {
			t.Errorf("%s: %q, want %q", content, rows[0], want)
		}
	}
}

// TestLinesAreNumberedAndBrokenOnesCostThemselves reads more than fits in a few chunks, with lines that are no records.
func TestLinesAreNumberedAndBrokenOnesCostThemselves(t *testing.T) {
	var b strings.Builder
	bad := map[int]string{100: `{"id":`, 5000: "error: connection lost", 5001: `{"id":"x"} trailing`, 9999: "\x00\x01", 12_000: "]", 14_000: `{"id":"a`, 14_001: `{"id":[`, 15_000: "null"}
	const count = 15_000
	var ids []string
	for i := 1; i <= count; i++ {
		if line, ok := bad[i]; ok {
			b.WriteString(line + "\n")
			if i == 5001 {
				ids = append(ids, `"x"`)
			}
			continue
		}
		b.WriteString(variant(i) + "\r\n")
		ids = append(ids, fmt.Sprintf(`"a-%d"`, i))
		if i%1000 == 0 {
			b.WriteString("\n \n")
		}
		if i%10 == 0 {
			b.WriteString(strings.Repeat(" ", 1000) + "\n") // lines without a record make the file long enough for several chunks
		}
	}
	if b.Len() < 3*chunkSize {
		t.Fatalf("%d bytes are too few", b.Len())
	}
	// A record with words behind it counts as one, and the words as another, which moves what comes after.
	want := []int{100, 5000, 5002, 10_000, 12_001, 14_001, 14_002, 15_001}
	for name, r := range map[string]io.Reader{
		"at once": strings.NewReader(b.String()), "halved": iotest.HalfReader(strings.NewReader(b.String())),
		"with its end": iotest.DataErrReader(strings.NewReader(b.String())), "in bytes": iotest.OneByteReader(strings.NewReader(b.String())),
	} {
		rows, left, end := gather(r)
		if end != nil {
			t.Fatalf("%s: %v", name, end)
		}
		var got []int
		for _, l := range left {
			got = append(got, l.Row)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: left aside are the rows %v, want %v: %v", name, got, want, left)
		}
		if len(rows) != len(ids) {
			t.Fatalf("%s: %d rows, want %d", name, len(rows), len(ids))
		}
		for i, id := range ids {
			if rows[i][0] != id {
				t.Fatalf("%s: row %d is %s, want %s", name, i, rows[i][0], id)
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

// endless is a text of one letter. It looks now and then at how much is held.
type endless struct {
	read, peak uint64
}

func (e *endless) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		n += copy(p[n:], letters)
	}
	if before := e.read; before>>22 != (before+uint64(len(p)))>>22 {
		var held runtime.MemStats
		runtime.ReadMemStats(&held)
		e.peak = max(e.peak, held.HeapAlloc)
	}
	e.read += uint64(len(p))
	return len(p), nil
}

var letters = bytes.Repeat([]byte{'x'}, 64<<10)

// TestHugeRecordsAreNotHeld: a text of 100 MB costs its record, wherever that stands, and little memory.
func TestHugeRecordsAreNotHeld(t *testing.T) {
	for name, around := range map[string][2]string{
		"a line": {record + "\n" + record + "\n", "\n" + record + "\n"}, "the last line": {record + "\n" + record + "\n" + record + "\n", "\n"},
		"in a list": {"[" + record + ",", "," + record + "," + record + "]"}, "in an indented list": {"[\n" + record + ",\n", ",\n" + record + ",\n" + record + "\n]\n"},
		"in a page": {`{"value":[` + record + ",", "," + record + "," + record + "]}"}, "the first": {"", "\n" + record + "\n" + record + "\n" + record},
		"all in a row": {record + record, record},
	} {
		for kind, object := range map[string][2]string{
			"a wanted text": {`{"id":"`, `"}`}, "a text": {`{"id":"a","x":{"y":["`, `"]}}`},
		} {
			if kind == "a text" && name != "a line" && name != "in a list" {
				continue
			}
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			e := &endless{}
			rows, left, end := gather(io.MultiReader(strings.NewReader(around[0]+object[0]), io.LimitReader(e, 100<<20), strings.NewReader(object[1]+around[1])))
			if len(rows) != 3 || len(left) != 1 || end != nil || !strings.Contains(left[0].Error(), "larger than 16 MB") {
				t.Errorf("%s, %s: %d rows, left aside %v, %v", name, kind, len(rows), left, end)
			}
			if wantRow := strings.Count(around[0], record) + 1; len(left) == 1 && left[0].Row != wantRow {
				t.Errorf("%s, %s: row %d is left aside, want %d", name, kind, left[0].Row, wantRow)
			}
			if held := int64(e.peak) - int64(before.HeapAlloc); held > 80<<20 || e.peak == 0 {
				t.Errorf("%s, %s: %d MB are held", name, kind, held>>20)
			}
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

// FuzzRecords: never a panic, and how the bytes arrive changes nothing; every line of it reads the same whether it comes first or behind others, of which templates
// were learnt; and what the standard library reads has the same values, in every wrapping.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{
		record, `{"id":1}`, `{"ID":"x","status":{"errorCode":{}}}`, `{"id":"a","id":"b"}`, `{"value":[{}]}`, `[{"id":"a"},{}]`, `{"a":"\u0000","status":null}`,
		`{"status":{"errorCode":1},"status":{"failureReason":"x"}}`, variant(1) + "\n" + variant(2) + "\n" + strings.Replace(variant(3), `{"errorCode":0`, `"{`, 1),
		`{"status":"a"}` + "\n" + `{"status":"b"}` + "\n" + `{"status":{"errorCode":5}}`, `{"records":1}` + "\n" + `{"records":2}` + "\n" + `{"records":[{"id":5}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, left, end := lawRows(bytes.NewReader(content))
		slow, slowLeft, slowEnd := lawRows(iotest.OneByteReader(bytes.NewReader(content)))
		if !reflect.DeepEqual(rows, slow) || !slices.Equal(left, slowLeft) || fmt.Sprint(end) != fmt.Sprint(slowEnd) {
			t.Fatalf("at once %q, left aside %v, %v; in bytes %q, %v, %v", rows, left, end, slow, slowLeft, slowEnd)
		}
		learnt := newParser(newLawSpec())
		var records []string
		lines := bytes.Split(content, []byte{'\n'})
		for round := range 3 {
			for _, line := range lines {
				if line = bytes.TrimLeft(line, " \t\r"); len(line) == 0 || line[0] != '{' {
					continue
				}
				fresh := outcome(newParser(newLawSpec()), line)
				if got := outcome(learnt, line); got != fresh {
					t.Fatalf("%q is %s, want %s", line, got, fresh)
				}
				if round > 0 || !json.Valid(line) {
					continue
				}
				line = bytes.TrimRight(line, " \t\r")
				switch want, paged := standard(line); {
				case paged && fresh != fmt.Sprintf("%d a page", len(line)):
					t.Fatalf("%q is %s, and a page", line, fresh)
				case !paged && fresh != fmt.Sprintf("%d %q", len(line), want):
					t.Fatalf("%q is %s, want %q", line, fresh, want)
				case !paged:
					records = append(records, string(line))
				}
			}
		}
		if len(records) > 0 {
			checkWrapped(t, append(records, records...))
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
