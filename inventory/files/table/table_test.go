package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// all reads a table into one line of text per row or error, which is how the cases below say what they want.
func all(r io.Reader) (header []string, said []string) {
	reader, err := NewReader(r)
	if err != nil {
		return nil, []string{"header: " + err.Error()}
	}
	for {
		row, err := reader.Next()
		if _, aside := errors.AsType[*RowError](err); aside {
			said = append(said, err.Error())
			continue
		}
		if err != nil {
			if again, same := reader.Next(); same != err || again.Cells != nil {
				said = append(said, "the last error does not stay")
			}
			if err != io.EOF {
				said = append(said, "end: "+err.Error())
			}
			return reader.Header(), said
		}
		said = append(said, fmt.Sprintf("%d: %s", row.Line, bytes.Join(row.Cells, []byte("|"))))
	}
}

func TestNext(t *testing.T) {
	lines := func(n int, s string) string { return strings.Repeat(s, n) }
	cases := map[string]struct {
		text string
		want []string
	}{
		"plain":                     {"a,b\n1,2\n3,4\n", []string{"2: 1|2", "3: 3|4"}},
		"CRLF":                      {"a,b\r\n1,2\r\n3,\"4\"\r\n", []string{"2: 1|2", "3: 3|4"}},
		"no line end":               {"a,b\n1,2", []string{"2: 1|2"}},
		"no line end, quoted":       {"a,b\n1,\"2\"", []string{"2: 1|2"}},
		"CR at the end":             {"a,b\n1,2\r", []string{"2: 1|2"}},
		"CR at the end, quoted":     {"a,b\n1,\"2\"\r", []string{"2: 1|2"}},
		"CR alone ends no line":     {"a,b\n1,2\r3\n", []string{"2: 1|2\r3"}},
		"two CR":                    {"a,b\n1,2\r\r\n", []string{"2: 1|2\r"}},
		"semicolons":                {"a;b\n1,5;2\n", []string{"2: 1,5|2"}},
		"tabs":                      {"a\tb\n1,5\t2\n", []string{"2: 1,5|2"}},
		"blank lines":               {"\n \r\na,b\n\n1,2\n\r\n  \n3,4\n\n", []string{"5: 1|2", "8: 3|4"}},
		"blank last line":           {"a,b\n1,2\n  ", []string{"2: 1|2"}},
		"blank CR":                  {"a,b\n1,2\n\r", []string{"2: 1|2"}},
		"blank cell of one column":  {"a\n \n\"\"\n", []string{"2:  ", "3: "}},
		"#TYPE":                     {"#TYPE Selected.System.String\r\n\"a\",\"b\"\r\n\"1\",\"2\"\r\n", []string{"3: 1|2"}},
		"sep":                       {"sep=;\r\na,b,c;d\r\n1;2\r\n", []string{"3: 1|2"}},
		"sep, quoted":               {"\"sep=,\"\na;b;c,d\n1,2\n", []string{"3: 1|2"}},
		"sep of bars":               {"sep=|\na|d\n1|2\n", []string{"3: 1|2"}},
		"sep and #TYPE":             {"SEP=\t\n#TYPE x\n\na\tb\n1\t2\n", []string{"5: 1|2"}},
		"doubled quotes":            {"a,b\n\"\"\"1\"\"\",\"say \"\"hi\"\" you\"\n\"\"\"\",\"\"\n", []string{`2: "1"|say "hi" you`, `3: "|`}},
		"quoted delimiters":         {"a,b\n\"1,\",\"2;\t\"\n", []string{"2: 1,|2;\t"}},
		"quoted line ends":          {"a,b\n\"1\n\n2\",\"3\r\n4\"\n5,6\n", []string{"2: 1\n\n2|3\r\n4", "6: 5|6"}},
		"bare quotes":               {"a,b\n5\",6 \"x\"\n \"7,8\"\n", []string{`2: 5"|6 "x"`, `3:  "7|8"`}},
		"trailing column":           {"a,b,\n1,2,\n", []string{"2: 1|2|"}},
		"NUL and wrong UTF-8":       {"a,b\n1\x00,\xff\xfe\n", []string{"2: 1\x00|\xff\xfe"}},
		"too few cells":             {"a,b,c\n1,2\n3,4,5\n", []string{"row 2: has 2 cells where the header has 3", "3: 3|4|5"}},
		"too many cells":            {"a,b\n1,2,3,\"4\"\"\"\n3,4\n", []string{"row 2: has 4 cells where the header has 2", "3: 3|4"}},
		"too many cells at the end": {"a,b\n1,2,3", []string{"row 2: has 3 cells where the header has 2"}},
		"cut in a row":              {"a,b,c\n1,2,3\n4,5", []string{"2: 1|2|3", "end: line 3: the table ends in the middle of a row: export it again"}},
		"cut behind a delimiter":    {"a,b,c\n4,", []string{"end: line 2: the table ends in the middle of a row: export it again"}},
		"cut behind a quoted cell":  {"a,b,c\n4,\"5\"", []string{"end: line 2: the table ends in the middle of a row: export it again"}},
		"cut in quotes":             {"a,b\n1,2\n3,\"4", []string{"2: 1|2", "end: line 3: the table ends in the middle of a row: export it again"}},
		"cut in quotes, line end":   {"a,b\n1,2\n3,\"4\r\n", []string{"2: 1|2", "end: line 3: the table ends in the middle of a row: export it again"}},
		"cut in a quoted line": {"a,b\n1,\"2\n3", []string{
			`row 2: a quote in cell 2 (column "b") is not doubled or not closed`,
			"end: line 3: the table ends in the middle of a row: export it again",
		}},
		"quote not doubled": {"a,b\n1,\"say \"hi\" you\"\n\"x\" ,2\n3,4\n", []string{
			`row 2: a quote in cell 2 (column "b") is not doubled or not closed`,
			`row 3: a quote in cell 1 (column "a") is not doubled or not closed`, "4: 3|4",
		}},
		"quote not doubled behind the columns": {"a,b\n1,2,\"3\"3\n4,5\n", []string{"row 2: a quote in cell 3 is not doubled or not closed", "3: 4|5"}},
		"quote not doubled in the last line":   {"a,b\n1,\"2\"2", []string{`row 2: a quote in cell 2 (column "b") is not doubled or not closed`}},
		"stray quote, closed by another": {"a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n", []string{
			`row 2: a quote in cell 2 (column "b") is not doubled or not closed`, "3: 3|4", "4: 5|6", "5: 7|8",
		}},
		"stray quote to the end": {"a,b\n1,\"2\n3,4\n5,6\n", []string{
			`row 2: a quote in cell 2 (column "b") is not doubled or not closed`, "3: 3|4", "4: 5|6",
		}},
		"stray quote behind a doubled one": {"a,b\n\"1\"\"\",\"2\n\"\"\"3\"\"\",4\n", []string{
			`row 2: a quote in cell 2 (column "b") is not doubled or not closed`, `3: "3"|4`,
		}},
		"stray quote for too many lines": {"a,b\n1,\"" + lines(1001, "\n") + "2\"\n3,4\n", []string{
			`row 2: a quote in cell 2 (column "b") is not doubled or not closed`,
			"row 1003: has 1 cells where the header has 2", "1004: 3|4",
		}},
		"many quoted lines": {"a,b\n1,\"" + lines(1000, "\n") + "2\"\n3,4\n", []string{"2: 1|" + lines(1000, "\n") + "2", "1003: 3|4"}},
		"large cell": {"a,b\n1," + lines(maxCell+1, "x") + "\n2," + lines(maxCell, "x") + "\n3,4\n", []string{
			`row 2: cell 2 (column "b") is larger than 1 MB`, "3: 2|" + lines(maxCell, "x"), "4: 3|4",
		}},
		"huge quoted cell": {"a,b\n1,\"\"\"" + lines(9<<20, "x") + "\",5\n3,4\n", []string{`row 2: cell 2 (column "b") is larger than 1 MB`, "3: 3|4"}},
		"huge quoted cell of few lines": {"a,b\n\"" + lines(900, lines(10<<10, "x")+"\"\",\n") + "\",5\n3,4\n", []string{
			`row 2: cell 1 (column "a") is larger than 1 MB`, "903: 3|4",
		}},
		"large quoted cell of few lines": {"a,b\n\"" + lines(900, lines(2<<10, "x")+"\n") + "\",5\n3,4\n", []string{
			`row 2: cell 1 (column "a") is larger than 1 MB`, "903: 3|4",
		}},
		"stray quote before long lines": {"a,b\n\"\n" + lines(2, lines(1<<10, "x")+",5\n") + lines(1500, "y,"+lines(2<<10, "z")+"\n") + "3,4", slicesOf(
			`row 2: a quote in cell 1 (column "a") is not doubled or not closed`, "3: "+lines(1<<10, "x")+"|5", "4: "+lines(1<<10, "x")+"|5",
			1500, func(i int) string { return fmt.Sprintf("%d: y|%s", i+5, lines(2<<10, "z")) }, "1505: 3|4")},
		"stray quote before very long lines": {"a,b\n\"\n" + lines(1500, "y,"+lines(8<<10, "z")+"\n") + "3,4", slicesOf(
			`row 2: cell 1 (column "a") is larger than 1 MB; the lines up to 1002 were left aside with it`,
			500, func(i int) string { return fmt.Sprintf("%d: y|%s", i+1003, lines(8<<10, "z")) }, "1503: 3|4")},
		"large row":                   {"a,b\n1" + lines(5<<20, ",") + "\n3,4\n", []string{"row 2: is larger than 4 MB", "3: 3|4"}},
		"large cell without line end": {"a,b\n1," + lines(3<<20, "x"), []string{`row 2: cell 2 (column "b") is larger than 1 MB`}},
		"large cell, cut":             {"a,b,c\n1," + lines(3<<20, "x"), []string{"end: line 2: the table ends in the middle of a row: export it again"}},
		"large cell, cut in quotes":   {"a,b\n1,\"" + lines(3<<20, "x"), []string{"end: line 2: the table ends in the middle of a row: export it again"}},
		"large cell with a stray quote": {"a,b\n1,\"" + lines(3<<20, "x") + "\"x\n3,4\n", []string{
			`row 2: cell 2 (column "b") is larger than 1 MB`, "3: 3|4",
		}},

		"empty":             {"", []string{"header: the table has no header line: EOF"}},
		"blank":             {"\r\n\n \n", []string{"header: the table has no header line: EOF"}},
		"#TYPE only":        {"#TYPE x", []string{"header: the table has no header line: EOF"}},
		"header, cut":       {"a,\"b", []string{"header: reading header line: line 1: the table ends in the middle of a row: export it again"}},
		"header, bad quote": {"\na,\"b\"x\n", []string{"header: header line 2: a quote in cell 2 is not doubled or not closed"}},
		"header, too wide":  {lines(maxColumns, ",") + "\n", []string{"header: header line 1: has 16385 columns, more than any export: is it a table?"}},
		"header, too large": {lines(5<<20, "x") + "\n", []string{"header: header line 1: cell 1 is larger than 1 MB"}},
		"header only":       {"a,b", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, got := all(strings.NewReader(c.text))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%.2000s", diff)
			}
			if len(c.text) < 1<<10 {
				if _, again := all(iotest.OneByteReader(strings.NewReader(c.text))); !cmp.Equal(got, again) {
					t.Errorf("read byte by byte: %q", again)
				}
				if _, again := all(iotest.DataErrReader(strings.NewReader(c.text))); !cmp.Equal(got, again) {
					t.Errorf("read with the end at once: %q", again)
				}
			}
		})
	}
}

// slicesOf makes a list of strings, and of n strings made by a function.
func slicesOf(parts ...any) (list []string) {
	for i, part := range parts {
		switch part := part.(type) {
		case string:
			list = append(list, part)
		case int:
			for k := range part {
				list = append(list, parts[i+1].(func(int) string)(k))
			}
		}
	}
	return list
}

func TestHeader(t *testing.T) {
	cases := map[string]struct {
		text  string
		want  []string
		delim byte
	}{
		"plain":                  {"Date (UTC) ,b\n", []string{"Date (UTC) ", "b"}, ','},
		"one column":             {"a\n", []string{"a"}, ','},
		"quoted":                 {"\"a;;;\",\"b\"\"\"\"\"\r\n", []string{"a;;;", `b""`}, ','},
		"quoted with semicolons": {"\"a,,,\"\"\";\"b\"\n1;2,,,,\n", []string{`a,,,"`, "b"}, ';'},
		"quoted line end":        {"\"a\n,,\";b\n", []string{"a\n,,", "b"}, ';'},
		"quote in a name":        {"5\" a,x;b;c\n", []string{`5" a,x`, "b", "c"}, ';'},
		"as many":                {"a,b;c\n", []string{"a", "b;c"}, ','},
		"tabs":                   {"a\tb\tc,d\n", []string{"a", "b", "c,d"}, '\t'},
		"trailing column":        {"a,b,\n", []string{"a", "b", ""}, ','},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := NewReader(strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, r.Header()); diff != "" || r.Delimiter() != c.delim {
				t.Errorf("delimiter %q (-want +got)\n%s", r.Delimiter(), diff)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	r, err := NewReader(strings.NewReader("a,b\n1\n2"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Next()
	if bad, ok := errors.AsType[*RowError](err); !ok || bad.Line != 2 || errors.Unwrap(bad) != bad.Err {
		t.Errorf("got %v", err)
	}
	if _, err = r.Next(); !errors.Is(err, ErrCut) {
		t.Errorf("got %v, want ErrCut", err)
	}
	if _, err := NewReader(strings.NewReader("\n")); !errors.Is(err, io.EOF) {
		t.Errorf("got %v, want io.EOF inside", err)
	}
}

// TestSourceError wants the rows that came before the error of a file, then that error and the line, and nothing that was not whole.
func TestSourceError(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("a,b\n1,2\n3,4"), iotest.ErrReader(io.ErrUnexpectedEOF))
	r, err := NewReader(broken)
	if err != nil {
		t.Fatal(err)
	}
	if row, err := r.Next(); err != nil || row.Line != 2 || r.Lines() != 2 {
		t.Errorf("got %v, %v after %d lines", row, err, r.Lines())
	}
	if _, err := r.Next(); !errors.Is(err, io.ErrUnexpectedEOF) || err.Error() != "line 3: unexpected EOF" {
		t.Errorf("got %v", err)
	}
	if _, err := NewReader(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
	huge := io.MultiReader(strings.NewReader("a,b\n1,"), io.LimitReader(endless{}, 3<<20), iotest.ErrReader(io.ErrClosedPipe))
	if _, said := all(huge); len(said) != 1 || !strings.HasSuffix(said[0], "io: read/write on closed pipe") {
		t.Errorf("got %q", said)
	}
	if _, said := all(stuck{}); len(said) != 1 || !strings.Contains(said[0], io.ErrNoProgress.Error()) {
		t.Errorf("got %q", said)
	}
}

// endless gives x for ever, stuck gives nothing.
type (
	endless struct{}
	stuck   struct{}
)

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// TestMemory wants a cell of 100 MB to be passed over without being held, quoted or not, with a line end behind it or none.
func TestMemory(t *testing.T) {
	const size = 100 << 20
	x := func(n int64) io.Reader { return io.LimitReader(endless{}, n) }
	cases := map[string]struct {
		cell io.Reader
		want []string
	}{
		"plain":    {io.MultiReader(x(size), strings.NewReader("\n3,4\n")), []string{`row 2: cell 2 (column "b") is larger than 1 MB`, "3: 3|4"}},
		"quoted":   {io.MultiReader(strings.NewReader(`"`), x(size), strings.NewReader("\n\"\n3,4\n")), []string{`row 2: cell 2 (column "b") is larger than 1 MB`, "4: 3|4"}},
		"no end":   {x(size), []string{`row 2: cell 2 (column "b") is larger than 1 MB`}},
		"open":     {io.MultiReader(strings.NewReader(`"`), x(size)), []string{"end: line 2: the table ends in the middle of a row: export it again"}},
		"in lines": {io.MultiReader(strings.NewReader("\"\n"), x(size), strings.NewReader("\"\n3,4\n")), []string{`row 2: cell 2 (column "b") is larger than 1 MB`, "4: 3|4"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, got := all(io.MultiReader(strings.NewReader("a,b\n1,"), c.cell))
			runtime.ReadMemStats(&after)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 {
				t.Errorf("took %d MB in all", took>>20)
			}
		})
	}
}

// TestAllocations wants none for a row.
func TestAllocations(t *testing.T) {
	r, err := NewReader(strings.NewReader("a,b\n" + strings.Repeat("\"1\"\"2\",3\n", 5000)))
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(1000, func() {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("%v allocations for a row", n)
	}
}

// FuzzReader holds the laws: nothing panics, every line belongs to at most one row, the lines add up, and where encoding/csv reads a whole
// table, the cells are its cells.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "a,b\r\n\"1\r\n2\",\"\"\"\"\r\n\r\n", "sep=;\na;b\n\"1", "#TYPE x\n\"a\"\t\"b\"\n1\t2", "a,b\n1,\"2\n3,\"4\"x\n5,6\n7", "a\n\"\"\n\r\r\n \r",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := NewReader(iotest.HalfReader(bytes.NewReader(text)))
		if err != nil {
			return
		}
		var rows [][]string
		aside, line := 0, r.Lines()
		for {
			row, err := r.Next()
			bad, isRow := errors.AsType[*RowError](err)
			if err != nil && !isRow {
				if !errors.Is(err, ErrCut) && err != io.EOF {
					t.Fatal(err)
				}
				if want := bytes.Count(append(text, '\n'), []byte{'\n'}); err == io.EOF && text[len(text)-1] != '\n' && r.Lines() != want {
					t.Fatalf("%d lines, want %d", r.Lines(), want)
				}
				break
			}
			at := row.Line
			if isRow {
				at, aside = bad.Line, aside+1
			} else if len(row.Cells) != len(r.Header()) {
				t.Fatalf("line %d has %d cells, the header %d", at, len(row.Cells), len(r.Header()))
			} else {
				rows = append(rows, normal(row.Cells))
			}
			if at <= line || at > r.Lines() {
				t.Fatalf("a row on line %d comes after line %d and ends on line %d", at, line, r.Lines())
			}
			line = r.Lines()
		}
		if len(rows)+aside > r.Lines() {
			t.Fatalf("%d rows and %d left aside in %d lines", len(rows), aside, r.Lines())
		}

		peer := csv.NewReader(bytes.NewReader(text))
		want, err := peer.ReadAll()
		if err != nil || len(want) == 0 || r.Delimiter() != ',' || len(text) > maxQuotedLines {
			return
		}
		if first := strings.ToLower(strings.TrimSpace(strings.Join(want[0], ","))); first == "" || strings.HasPrefix(first, "#type") ||
			strings.HasPrefix(strings.Trim(first, `"`), "sep=") {
			return // no header, or none to encoding/csv
		}
		got := append([][]string{normal(bytesOf(r.Header()))}, rows...)
		if diff := cmp.Diff(want, got); diff != "" || aside > 0 {
			t.Fatalf("%d left aside (-encoding/csv +got)\n%s", aside, diff)
		}
	})
}

// normal gives cells as encoding/csv does, which has no CRLF in quotes.
func normal(cells [][]byte) []string {
	var list []string
	for _, cell := range cells {
		list = append(list, strings.ReplaceAll(string(cell), "\r\n", "\n"))
	}
	return list
}

func bytesOf(list []string) (cells [][]byte) {
	for _, s := range list {
		cells = append(cells, []byte(s))
	}
	return cells
}

// exportOf makes a table of rows of 1 KB with 57 cells, as the portal's sign-in export has.
func exportOf(rows int, cell func(row, column int) string) []byte {
	var b bytes.Buffer
	for row := range rows + 1 {
		for column := range 57 {
			if column > 0 {
				b.WriteByte(',')
			}
			b.WriteString(cell(row, column))
		}
		b.WriteString("\r\n")
	}
	return b.Bytes()
}

func BenchmarkReader(b *testing.B) {
	word := func(row, column int) string { return fmt.Sprintf("%0*d", 5+(column*7+row)%24, row*column) }
	json := strings.Repeat(`""Name"":""ClientIP"",""Value"":""192.0.2.17"",`, 17)
	shapes := []struct {
		name string
		text []byte
	}{
		{"unquoted", exportOf(20000, func(row, column int) string {
			if column%19 == 7 {
				return `"` + word(row, column) + `, x"`
			}
			return word(row, column)
		})},
		{"quoted", exportOf(20000, func(row, column int) string { return `"` + word(row, column) + `"` })},
		{"json", exportOf(20000, func(row, column int) string {
			switch column {
			case 3:
				return `"{` + json + `}"`
			case 4, 5, 6:
				return word(row, column)
			}
			return ""
		})},
	}
	for _, shape := range shapes {
		b.Run(shape.name, func(b *testing.B) {
			b.SetBytes(int64(len(shape.text)))
			b.ReportAllocs()
			for b.Loop() {
				r, err := NewReader(bytes.NewReader(shape.text))
				if err != nil {
					b.Fatal(err)
				}
				for err == nil {
					_, err = r.Next()
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			const passes = 3
			began := time.Now()
			for range passes {
				peer := csv.NewReader(bytes.NewReader(shape.text))
				peer.ReuseRecord = true
				var err error
				for err == nil {
					_, err = peer.Read()
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
			ratio := time.Since(began).Seconds() / passes / (b.Elapsed().Seconds() / float64(b.N))
			b.ReportMetric(ratio, "x-encoding/csv")
		})
	}
}
