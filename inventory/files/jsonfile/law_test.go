package jsonfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// lawPaths are wanted as the readers of sign-ins want theirs: some names lead on and are wanted by themselves, some only lead on, and some lists are records.
var lawPaths = []string{
	"id", "createdDateTime", "userPrincipalName", "status.errorCode", "status.failureReason", "status", "location.countryOrRegion", "location", "userAgent",
	"properties.id", "properties.status.errorCode", "autonomousSystemNumber", "authenticationDetails", "properties.authenticationDetails", "absent",
}

func newLawSpec() *Spec { return NewSpec([]string{"value", "records"}, lawPaths...) }

// standard gives the wanted values as encoding/json finds them, names without regard to case, of two fields the last. What is in an object and what is beside it do
// not take each other's place. paged is true where the object holds a list of records.
func standard(content []byte) (values []string, paged bool) {
	values = make([]string, len(lawPaths))
	var walk func(content []byte, names []string)
	walk = func(content []byte, names []string) {
		d := json.NewDecoder(bytes.NewReader(content))
		_, _ = d.Token()
		for d.More() {
			token, _ := d.Token()
			name, _ := token.(string)
			var value json.RawMessage
			_ = d.Decode(&value)
			name = strings.ToLower(name)
			if len(names) == 0 && value[0] == '[' && (name == "value" || name == "records") {
				paged = true
			}
			if strings.Contains(name, ".") {
				continue // between names, where a path has dots
			}
			path := strings.Join(append(slices.Clip(names), name), ".")
			leads := false
			for slot, wanted := range lawPaths {
				wanted = strings.ToLower(wanted)
				leads = leads || strings.HasPrefix(wanted, path+".")
				if wanted == path && !(value[0] == '{' && slices.ContainsFunc(lawPaths, func(p string) bool { return strings.HasPrefix(strings.ToLower(p), path+".") })) {
					values[slot] = string(value)
				}
			}
			if leads && value[0] == '{' {
				walk(value, append(slices.Clip(names), name))
			}
		}
	}
	walk(content, nil)
	return values, paged
}

// outcome is what a parser makes of a record.
func outcome(p *parser, b []byte) string {
	end, err := p.record(b, 0)
	switch {
	case err != nil:
		return "error"
	case p.listed:
		return fmt.Sprintf("%d a page", end)
	}
	return fmt.Sprintf("%d %q", end, p.values)
}

// lawRow is what the tests of laws decode.
func lawRow() func([][]byte) ([]string, error) {
	return func(values [][]byte) ([]string, error) {
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = string(v)
		}
		return row, nil
	}
}

func lawRows(r io.Reader) (rows [][]string, left []string, end error) {
	for batch, err := range Records(r, newLawSpec(), lawRow) {
		var one *RowError
		switch {
		case end != nil:
			return rows, left, fmt.Errorf("it went on after %w", end)
		case errors.As(err, &one):
			left = append(left, fmt.Sprint(one.Row))
		case err != nil:
			end = err
		}
		rows = append(rows, batch...)
	}
	return rows, left, end
}

// wrappings are the ways in which a file holds records.
var wrappings = map[string]func(records []string) string{
	"lines":       func(r []string) string { return strings.Join(r, "\n") + "\n" },
	"CRLF":        func(r []string) string { return strings.Join(r, "\r\n") },
	"a list":      func(r []string) string { return "[" + strings.Join(r, ",") + "]" },
	"an indented": func(r []string) string { return "[\n  " + strings.Join(r, ",\n  ") + "\n]\n" },
	"a page":      func(r []string) string { return `{"@odata.context":"x","value":[` + strings.Join(r, ",") + `],"n":1}` },
	"pages":       func(r []string) string { return `{"records":[` + strings.Join(r, "]}\n{\"records\":[") + "]}" },
	"no lines":    func(r []string) string { return strings.Join(r, "") },
}

// checkWrapped reads records in every wrapping, and how the bytes arrive changes nothing. Records that are pages themselves are not for it.
func checkWrapped(t *testing.T, records []string) {
	t.Helper()
	var want [][]string
	for _, r := range records {
		values, _ := standard([]byte(r))
		want = append(want, values)
	}
	for name, wrap := range wrappings {
		content := wrap(records)
		for arrival, r := range map[string]io.Reader{"at once": strings.NewReader(content), "in bytes": iotest.OneByteReader(strings.NewReader(content))} {
			rows, left, end := lawRows(r)
			if end != nil || left != nil || !reflect.DeepEqual(rows, want) {
				t.Fatalf("%s, %s: left aside %v, %v, and\n%q, want\n%q\nof %s", name, arrival, left, end, rows, want, content)
			}
		}
	}
}

// oddValues are what may stand where a record of a log has something else.
var oddValues = []string{
	`"x"`, `"y\"z"`, `""`, "null", "true", "0", "-1.5e3", "{}", "[]", `{"errorCode":9,"id":"q","countryOrRegion":"FR","status":{"errorCode":8}}`, `{"ERRORCODE":7,"errorCode":null}`,
	`[{"id":"z"}]`, `["]"]`, `"{}"`, `{"value":[1]}`,
}

// oddNames are fields of all kinds: wanted, leading on, both, neither, and those of wrappers.
var oddNames = []string{"id", "status", "STATUS", "location", "properties", "value", "Records", "other", `st\u0061tus`, "absent"}

// TestWhatWasLearntOfOddRecordsIsNoTrap: two records that differ in one field, so that a template has a hole there, and then a third one with something else in it:
// it reads as the first record of a file does, and as the standard library reads it.
func TestWhatWasLearntOfOddRecordsIsNoTrap(t *testing.T) {
	spec := newLawSpec()
	matched := 0
	for _, name := range oddNames {
		put := func(value string) []byte {
			return []byte(`{"createdDateTime":"c","` + name + `":` + value + `,"userAgent":"u"}`)
		}
		for _, one := range oddValues {
			for _, two := range oddValues {
				learnt := newParser(spec)
				for range 2 {
					for _, value := range []string{one, two} {
						outcome(learnt, put(value))
					}
				}
				learnt.misses = learnFrom + learnt.hits + 1000 // it learns nothing more
				for _, three := range oddValues {
					content := put(three)
					got, want := outcome(learnt, content), outcome(newParser(spec), content)
					values, paged := standard(content)
					if s := fmt.Sprintf("%d %q", len(content), values); !paged && want != s || paged != strings.HasSuffix(want, "a page") {
						t.Fatalf("%s: %s, and by the standard library %s", content, want, s)
					}
					if got != want {
						t.Fatalf("behind %s and %s, %s is %s, want %s", put(one), put(two), content, got, want)
					}
				}
				matched += learnt.hits
			}
		}
	}
	if matched < 1000 {
		t.Errorf("only %d records matched a template", matched)
	}
}

// TestRecordsReadAlikeInEveryWrapping: odd records between ordinary ones, in files.
func TestRecordsReadAlikeInEveryWrapping(t *testing.T) {
	for _, name := range oddNames {
		var records []string
		for i, value := range slices.Concat(oddValues, oddValues) {
			r := strings.Replace(variant(i), `"mfa":null`, `"`+name+`":`+value, 1)
			if _, paged := standard([]byte(r)); !paged {
				records = append(records, r)
			}
		}
		checkWrapped(t, records)
	}
}

// TestAPageBehindLearntRecordsIsAPage: a name of wrappers that held words in the records before it, so often that it was learnt, still opens a page where it holds
// a list: no record of it is lost.
func TestAPageBehindLearntRecordsIsAPage(t *testing.T) {
	before := `{"id":"1","value":"a"}` + "\n" + `{"id":"2","value":"b"}` + "\n" + `{"id":"3","value":"c"}` + "\n"
	for name, content := range map[string]string{
		"lines": before + `{"id":"4","value":[{"id":"5"},{"id":"6"}]}` + "\n" + before,
		"list":  "[" + strings.ReplaceAll(strings.TrimSpace(before), "\n", ",") + `,{"id":"4","value":[{"id":"5"},{"id":"6"}]},` + strings.ReplaceAll(strings.TrimSpace(before), "\n", ",") + "]",
	} {
		rows, left, end := lawRows(strings.NewReader(content))
		got := ""
		for _, r := range rows {
			got += r[0]
		}
		if got != `"1""2""3""5""6""1""2""3"` || left != nil || end != nil {
			t.Errorf("%s: %s, left aside %v, %v", name, got, left, end)
		}
	}
}

// TestLinesThatAreNoRecordsCostLittleTime: what is begun on every line and never ended is not read again from each line on.
func TestLinesThatAreNoRecordsCostLittleTime(t *testing.T) {
	for _, line := range []string{`{"a":`, `{"a":[`, `{"a":[1,`, record[:strings.Index(record, `"result"`)], record[:len(record)-30], "connection lost", "[5]", `{}}`} {
		count := 1 << 20 / (len(line) + 1)
		begin := time.Now()
		rows, left, end := gather(strings.NewReader(record + "\n" + strings.Repeat(line+"\n", count) + record + "\n"))
		more := 0
		if line == "{}}" { // what stands behind a record on its line counts as one more
			more = 1
		}
		if len(rows) != 2+more*count || len(left) != count || end != nil || left[0].Row != 2+more {
			t.Errorf("%s: %d rows, %d of %d left aside, the first is %v, %v", line, len(rows), len(left), count, left[0], end)
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: 1 MB of it took %v", line, took)
		}
	}
}

// TestRecordsOverSeveralLinesBehindOthers: where the first records are lines, later ones may still go over several, more of them than fit in a chunk.
func TestRecordsOverSeveralLinesBehindOthers(t *testing.T) {
	var b strings.Builder
	b.WriteString(record + "\n" + record + "\n")
	count := 2
	for ; b.Len() < 4*chunkSize; count++ {
		b.WriteString(strings.ReplaceAll(variant(count), ",", ",\r\n  ") + "\r\n")
	}
	rows, left, end := gather(strings.NewReader(b.String()))
	if len(rows) != count || left != nil || end != nil || rows[count-1][0] != fmt.Sprintf(`"a-%d"`, count-1) {
		t.Errorf("%d rows of %d, %d left aside, %v", len(rows), count, len(left), end)
	}
}

// little gives little at a time.
type little struct{ r io.Reader }

func (l little) Read(p []byte) (int, error) { return l.r.Read(p[:min(4<<10, len(p))]) }

// TestALargeRecordMayComeInPieces: it is not read again from its beginning with every piece.
func TestALargeRecordMayComeInPieces(t *testing.T) {
	large := `{"id":"large","x":[` + strings.Repeat(`{"a":1},`, 14<<17) + "0]}"
	for name, content := range map[string]string{"in a list": "[" + large + "," + record + "]", "the first": large + record, "a line": record + "\n" + record + "\n" + large + "\n"} {
		begin := time.Now()
		rows, left, end := gather(little{strings.NewReader(content)})
		if len(rows) < 2 || left != nil || end != nil {
			t.Errorf("%s: %d rows, left aside %v, %v", name, len(rows), left, end)
		}
		if took := time.Since(begin); took > 15*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
	}
}

// TestRowsBeforeAReadersErrorStand: as where a compressed file is cut. The error comes through as it is, also behind what is passed over.
func TestRowsBeforeAReadersErrorStand(t *testing.T) {
	broken := errors.New("the disk is broken")
	once := func() io.Reader { // an error that is given once
		given := false
		return readerFunc(func([]byte) (int, error) {
			if given {
				return 0, io.EOF
			}
			given = true
			return 0, broken
		})
	}
	for _, count := range []int{1, 2, 1000, 10_000} {
		for name, wrap := range wrappings {
			if name == "pages" && count > 1000 {
				continue
			}
			records := make([]string, count)
			for i := range records {
				records[i] = variant(i)
			}
			whole := wrap(records)
			whole = whole[:strings.LastIndex(whole, `BAV2ROPC"}`)]
			for arrival, r := range map[string]io.Reader{
				"behind": io.MultiReader(strings.NewReader(whole), once()), "beside": withError{strings.NewReader(whole), broken},
			} {
				rows, left, end := lawRows(r)
				if len(rows) != count-1 || left != nil || !errors.Is(end, broken) {
					t.Errorf("%s, %s: %d rows before the error of %d, left aside %v, %v", name, arrival, len(rows), count, left, end)
				}
			}
		}
	}
	for name, last := range map[string]string{"in the line": "", "behind it": "\"}\n" + record + "\n"} {
		huge := io.MultiReader(strings.NewReader(record+"\n"+record+"\n"+`{"id":"`), io.LimitReader(&endless{}, 20<<20), strings.NewReader(last), once())
		if rows, _, end := gather(huge); len(rows) != 2+strings.Count(last, record) || !errors.Is(end, broken) {
			t.Errorf("a huge line, an error %s: %d rows, %v", name, len(rows), end)
		}
	}
	huge := io.MultiReader(strings.NewReader(record+"\n"+record+"\n"+`{"id":"`), io.LimitReader(&endless{}, 20<<20))
	if rows, left, end := gather(huge); len(rows) != 2 || left != nil || !errors.Is(end, ErrCut) || !strings.HasPrefix(end.Error(), "after row 2: ") {
		t.Errorf("a huge line that is cut: %d rows, left aside %v, %v", len(rows), left, end)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// withError gives its error together with the last bytes.
type withError struct {
	r   *strings.Reader
	err error
}

func (w withError) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if w.r.Len() == 0 || err != nil {
		err = w.err
	}
	return n, err
}

// TestANumberMayEndAFile: what is no record is left aside, and how its bytes arrive changes nothing.
func TestANumberMayEndAFile(t *testing.T) {
	for content, want := range map[string]string{
		"5": "1", "null": "1", `"{" 7`: "1 2", record + " 7": "2", record + "\n7": "2", "[]true": "1", record + "\n" + record + "\n7": "3", "5 tru": "1 cut", record + "\n" + record + "\ntru": "cut",
	} {
		for arrival, r := range map[string]io.Reader{
			"at once": strings.NewReader(content), "in bytes": iotest.OneByteReader(strings.NewReader(content)), "with its end": iotest.DataErrReader(strings.NewReader(content)),
			"in bytes, with its end": iotest.DataErrReader(iotest.OneByteReader(strings.NewReader(content))), "halved": iotest.HalfReader(strings.NewReader(content)),
		} {
			_, left, end := lawRows(r)
			if errors.Is(end, ErrCut) {
				left = append(left, "cut")
			} else if end != nil {
				t.Errorf("%q, %s: %v", content, arrival, end)
			}
			if got := strings.Join(left, " "); got != want {
				t.Errorf("%q, %s: left aside %s, want %s", content, arrival, got, want)
			}
		}
	}
}
