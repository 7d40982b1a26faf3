package flat

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

var languages = []inventory.Language{inventory.English, inventory.Japanese}

func readTenant(t testing.TB) (inventory.Inventory, plan.Plan) {
	t.Helper()
	var inv inventory.Inventory
	var p plan.Plan
	for name, into := range map[string]any{"inventory.json": &inv, "plan.json": &p} {
		data, err := os.ReadFile(filepath.Join("..", "testdata", "tenant", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatalf("reading %s: %v", name, err)
		}
	}
	return inv, p
}

func csvOf(t testing.TB, table Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := CSV(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// records reads a file back, as programs do.
func records(t testing.TB, file []byte) [][]string {
	t.Helper()
	text, marked := bytes.CutPrefix(file, []byte("\xef\xbb\xbf"))
	if !marked {
		t.Fatalf("the file begins with %q, without the byte order mark", file[:min(8, len(file))])
	}
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryTableIsAFileAndEveryCellIsInIt(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		r := export.NewReport(inv, p, export.Options{Language: lang})
		tables, keys := Tables(r), map[string]bool{}
		for _, table := range tables {
			if keys[table.Key] || strings.Trim(table.Key, "abcdefghijklmnopqrstuvwxyz-") != "" {
				t.Errorf("%q is there twice, or is no plain name for a file", table.Key)
			}
			keys[table.Key] = true
			got := records(t, csvOf(t, table))
			if len(got[0]) != len(table.Columns) || strings.TrimPrefix(got[0][0], "'") != table.Columns[0].Header {
				t.Errorf("%s: %s begins with %q", lang, table.Key, got[0])
			}
			n := 0
			for i, row := range table.Rows {
				n++
				for j, cell := range row {
					want := value(cell)
					if cell.Kind() == export.Text {
						want = strings.ReplaceAll(want, "\r\n", "\n")
					}
					if got[i+1][j] != want {
						t.Errorf("%s: %s row %d column %d is %q, want %q", lang, table.Key, i, j, got[i+1][j], want)
					}
				}
			}
			if n != len(got)-1 {
				t.Errorf("%s: %s has %d lines for %d rows", lang, table.Key, len(got)-1, n)
			}
		}
		for _, s := range r.Sheets {
			if !keys[s.Key] {
				t.Errorf("the sheet %s has no file", s.Key)
			}
		}
		if want := len(r.Sheets) + len(r.Summary.Tables) + 2; len(tables) != want {
			t.Errorf("%d tables, want %d", len(tables), want)
		}
	}
}

// What a sheet says beside its rows is in the list of the files: nothing of it is lost in CSV.
func TestListOfFilesSaysWhatRowsDoNot(t *testing.T) {
	inv, p := readTenant(t)
	inv.Tenant.Name = "=1+1"
	for name, of := range map[string]struct {
		inv inventory.Inventory
		p   plan.Plan
	}{"tenant": {inv, p}, "empty": {inventory.Inventory{}, plan.Plan{}}} {
		for _, lang := range languages {
			r := export.NewReport(of.inv, of.p, export.Options{Language: lang})
			tables := Tables(r)
			list := records(t, csvOf(t, tables[0]))
			if tables[0].Name() != "sheets.csv" || len(list) != len(tables) {
				t.Fatalf("%s %s: %s has %d lines for %d files", name, lang, tables[0].Name(), len(list), len(tables))
			}
			says := map[string][]string{}
			for i, line := range list[1:] {
				if line[1] != tables[i+1].Name() {
					t.Errorf("%s %s: line %d is of %s, want %s", name, lang, i, line[1], tables[i+1].Name())
				}
				rows := len(records(t, csvOf(t, tables[i+1]))) - 1
				if line[2] != strconv.Itoa(rows) {
					t.Errorf("%s %s: %s has %s rows, want %d", name, lang, line[1], line[2], rows)
				}
				if rows == 0 && line[4] == "" {
					t.Errorf("%s %s: %s has no rows, and nothing says why", name, lang, line[1])
				}
				says[line[1]] = line
			}
			for _, s := range r.Sheets {
				if got := says[s.Key+".csv"]; got[3] != s.Purpose || got[4] != s.Empty || got[5] != strings.Join(s.Notes, "\n") {
					t.Errorf("%s %s: the list says %q of %s", name, lang, got[3:], s.Key)
				}
			}
			if first := list[1][5]; !strings.Contains(first, r.Summary.Banner.Text) || !strings.Contains(first, r.Summary.Subtitle) {
				t.Errorf("%s %s: the summary's lines are %q", name, lang, first)
			}
		}
	}
}

// A program that follows a link gets to the row that the cell names.
func TestLinksInJSONLeadToTheirRow(t *testing.T) {
	inv, p := readTenant(t)
	var file struct {
		Sheets []struct {
			Key     string
			Columns []struct{ Link string }
			Rows    [][]any
		}
	}
	if err := json.Unmarshal(jsonOf(t, export.NewReport(inv, p, export.Options{Language: inventory.English})), &file); err != nil {
		t.Fatal(err)
	}
	rows := map[string][][]any{}
	for _, s := range file.Sheets {
		rows[s.Key] = s.Rows
	}
	plainOf := func(cell any) any {
		if more, is := cell.(map[string]any); is {
			return more["value"]
		}
		return cell
	}
	links := 0
	for _, s := range file.Sheets {
		for i, row := range s.Rows {
			for j, cell := range row {
				more, _ := cell.(map[string]any)
				to, leads := more["row"].(float64)
				if !leads {
					continue
				}
				links++
				there := rows[s.Columns[j].Link]
				if int(to) >= len(there) {
					t.Fatalf("%s: row %d leads to row %v of %q, which has %d", s.Key, i, to, s.Columns[j].Link, len(there))
				}
				// Some links are called "Steps" or "Way back"; what both rows have is the name of what they are about.
				about := func(c any) bool {
					text, _ := plainOf(c).(string)
					return text != "" && slices.ContainsFunc(row, func(own any) bool { return plainOf(own) == text })
				}
				if !slices.ContainsFunc(there[int(to)][:1], about) && !slices.ContainsFunc(there[int(to)], func(c any) bool {
					text, _ := plainOf(c).(string)
					return about(c) && (strings.Contains(text, "@") || strings.HasPrefix(text, "item-"))
				}) {
					t.Errorf("%s: row %d of %v leads from %v to %v", s.Key, i, row[:2], more["value"], there[int(to)][:4])
				}
			}
		}
	}
	if links == 0 {
		t.Error("nothing leads anywhere")
	}
}

func TestLinesEndAsExcelWantsThem(t *testing.T) {
	inv, p := readTenant(t)
	for _, table := range Tables(export.NewReport(inv, p, export.Options{Language: inventory.English})) {
		file := csvOf(t, table)
		if bytes.Count(file, []byte("\n")) != bytes.Count(file, []byte("\r\n")) || !bytes.HasSuffix(file, []byte("\r\n")) {
			t.Errorf("%s has a line that does not end with CR LF", table.Key)
		}
	}
}

func TestValuesArePlain(t *testing.T) {
	inv, p := readTenant(t)
	seen := map[string]string{}
	for _, table := range Tables(export.NewReport(inv, p, export.Options{Language: inventory.Japanese})) {
		rows := records(t, csvOf(t, table))
		for j, c := range table.Columns {
			for _, row := range rows[1:] {
				if row[j] != "" {
					seen[table.Key+"/"+c.Key] = row[j]
				}
			}
		}
	}
	if day := seen["plan/start"]; len(day) != len("2026-11-24") {
		t.Errorf("a day is %q", day)
	} else if _, err := calendar.ParseDay(day); err != nil {
		t.Error(err)
	}
	if _, err := time.Parse(time.RFC3339, seen["coverage/since"]); err != nil {
		t.Error(err)
	}
	if share, err := strconv.ParseFloat(seen["senders/kindConfidence"], 64); err != nil || share < 0 || share > 1 {
		t.Errorf("a share is %q", seen["senders/kindConfidence"])
	}
	if seen["plan/item"] == "" {
		t.Error("the hidden id is not in the file")
	}
}

func TestNoTextIsAFormula(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "scan@contoso.com", "scan@contoso.com"},
		{"equals", "=1+1", "'=1+1"},
		{"plus", "+81", "'+81"},
		{"minus", "-1", "'-1"},
		{"at", "@SUM(A1)", "'@SUM(A1)"},
		{"tab", "\t=1", "'\t'=1"},
		{"full width", "\uff1d1", "'\uff1d1"},
		{"blanks", " \u3000=1", "' \u3000=1"},
		{"behind a semicolon", "a; =1", "a;' =1"},
		{"at the start of a line", "a\n=1", "a\n'=1"},
		{"semicolons without signs", "a; b;c", "a; b;c"},
		{"empty", "", ""},
	} {
		if got := inert(c.in); got != c.want {
			t.Errorf("%s: inert(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

// FuzzNoCellIsAFormula looks at a text as Excel would with a comma and with a semicolon between cells.
func FuzzNoCellIsAFormula(f *testing.F) {
	for _, s := range []string{"=1", ";=1", "a\r\n@x", ";;\n -1", "\uff0b", "'=", "\";=1\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		safe := inert(text)
		if export.ActsLikeFormula(safe) {
			t.Errorf("inert(%q) = %q acts", text, safe)
		}
		for _, cell := range strings.FieldsFunc(safe, func(r rune) bool { return strings.ContainsRune(starts, r) }) {
			if export.ActsLikeFormula(strings.TrimLeft(cell, " \u00a0\u3000")) {
				t.Errorf("inert(%q) = %q has a cell that acts", text, safe)
			}
		}
		if strings.ReplaceAll(safe, "'", "") != strings.ReplaceAll(text, "'", "") {
			t.Errorf("inert(%q) = %q lost something", text, safe)
		}
	})
}

func jsonOf(t testing.TB, r export.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJSONIsTheReportBehindItsSchema(t *testing.T) {
	inv, p := readTenant(t)
	inv.Senders[0].UPN = `"rows":[]"sheets":[]"scripts":[],"blocks":[]` // what the writer looks for
	for _, lang := range languages {
		for name, r := range map[string]export.Report{
			"tenant": export.NewReport(inv, p, export.Options{Language: lang}), "empty": export.NewReport(inventory.Inventory{}, plan.Plan{}, export.Options{Language: lang}),
		} {
			want, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			want = slices.Concat([]byte(`{"schema":"unbasic/report/1",`), want[1:], []byte("\n"))
			got := jsonOf(t, r)
			if !json.Valid(got) {
				t.Fatalf("%s %s is no JSON", lang, name)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s %s differs from encoding/json's:\n%s", lang, name, cmp.Diff(string(want), string(got)))
			}
		}
	}
}

func TestSameReportGivesTheSameBytes(t *testing.T) {
	inv, p := readTenant(t)
	all := func() []byte {
		r := export.NewReport(inv, p, export.Options{Language: inventory.Japanese})
		b := bytes.NewBuffer(jsonOf(t, r))
		for _, table := range Tables(r) {
			b.Write(csvOf(t, table))
		}
		return b.Bytes()
	}
	want := all()
	random := rand.New(rand.NewSource(1))
	for range 10 {
		random.Shuffle(len(inv.Senders), func(i, j int) { inv.Senders[i], inv.Senders[j] = inv.Senders[j], inv.Senders[i] })
		if got := all(); !bytes.Equal(got, want) {
			t.Fatal("the files differ from one run to the next")
		}
	}
}

func TestAWriterThatFailsIsAnError(t *testing.T) {
	inv, p := readTenant(t)
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	full := errors.New("no space left")
	size := len(jsonOf(t, r))
	for _, room := range []int{0, 1, size / 2, size - 1} {
		if err := JSON(&failing{room, full}, r); !errors.Is(err, full) {
			t.Errorf("JSON with room for %d of %d bytes: %v, want %v", room, size, err, full)
		}
	}
	for _, table := range Tables(r) {
		size := len(csvOf(t, table))
		for _, room := range []int{0, size / 2, size - 1} {
			if err := CSV(&failing{room, full}, table); !errors.Is(err, full) {
				t.Errorf("%s with room for %d of %d bytes: %v, want %v", table.Key, room, size, err, full)
			}
		}
	}
}

type failing struct {
	room int
	err  error
}

func (f *failing) Write(data []byte) (int, error) {
	if len(data) > f.room {
		return f.room, f.err
	}
	f.room -= len(data)
	return len(data), nil
}

// A large tenant's rows are never in memory together.
func TestLargeReportTakesLittleRoom(t *testing.T) {
	inv, p := readTenant(t)
	const items = 4_000
	one := p.Items[0]
	p.Items = make([]plan.Item, items)
	for i := range p.Items {
		p.Items[i] = one
		p.Items[i].ID = strconv.Itoa(i)
	}
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	counted := &peak{}
	if err := JSON(counted, r); err != nil {
		t.Fatal(err)
	}
	const limit = 12 << 20
	if counted.written < items*1000 || counted.grown() > limit {
		t.Errorf("%d bytes were written with %d bytes of memory more, want at most %d", counted.written, counted.grown(), limit)
	}
}

// peak looks at the heap while something is written.
type peak struct {
	written, first, most uint64
	calls                int
}

func (p *peak) grown() uint64 { return p.most - p.first }

func (p *peak) Write(data []byte) (int, error) {
	p.written += uint64(len(data))
	if p.calls%100 == 0 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if p.calls == 0 {
			p.first = m.HeapAlloc
		}
		p.most = max(p.most, m.HeapAlloc)
	}
	p.calls++
	return len(data), nil
}

var _ io.Writer = (*peak)(nil)
