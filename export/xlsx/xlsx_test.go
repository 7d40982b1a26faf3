package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

var update = flag.Bool("update", false, "write the golden files again")

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

func build(t testing.TB, r export.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// partText reads one file of the workbook.
func partText(t testing.TB, book []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// describe writes a workbook as text: a line a cell, then what a person would notice of a sheet.
func describe(t testing.TB, book []byte) []byte {
	t.Helper()
	f := open(t, book)
	var b bytes.Buffer
	props, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "title %q creator %q created %s language %s\n", props.Title, props.Creator, props.Created, props.Language)
	for _, name := range f.GetDefinedName() {
		fmt.Fprintf(&b, "name %s %s = %s\n", name.Name, name.Scope, name.RefersTo)
	}
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "\nsheet %q\n", sheet)
		describeSheet(t, &b, f, sheet)
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, value := range row {
				ref, _ := excelize.CoordinatesToCellName(j+1, i+1)
				kind, err := f.GetCellType(sheet, ref)
				if err != nil {
					t.Fatal(err)
				}
				id, err := f.GetCellStyle(sheet, ref)
				if err != nil {
					t.Fatal(err)
				}
				style, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				marks := ""
				if kind == excelize.CellTypeFormula {
					marks += " formula"
				}
				if style.CustomNumFmt != nil {
					marks += " [" + *style.CustomNumFmt + "]"
				}
				if style.NumFmt != 0 {
					marks += fmt.Sprintf(" [#%d]", style.NumFmt)
				}
				if style.Font != nil && style.Font.Bold {
					marks += " bold"
				}
				if len(style.Fill.Color) > 0 {
					marks += " on " + style.Fill.Color[0]
				}
				if value == "" && marks == "" {
					continue
				}
				if kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
					value = fmt.Sprintf("%q", value)
				}
				fmt.Fprintf(&b, "%s %s%s\n", ref, value, marks)
			}
		}
	}
	return b.Bytes()
}

func describeSheet(t testing.TB, b *bytes.Buffer, f *excelize.File, sheet string) {
	t.Helper()
	panes, err := f.GetPanes(sheet)
	if err != nil {
		t.Fatal(err)
	}
	layout, err := f.GetPageLayout(sheet)
	if err != nil {
		t.Fatal(err)
	}
	footer, err := f.GetHeaderFooter(sheet)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(b, "panes %v %d %d %s\n", panes.Freeze, panes.XSplit, panes.YSplit, panes.TopLeftCell)
	fmt.Fprintf(b, "page %s size %d wide %d high %d footer %q\n", *layout.Orientation, *layout.Size, *layout.FitToWidth, *layout.FitToHeight, footer.OddFooter)
	size, err := f.GetSheetDimension(sheet)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(b, "size %s\n", size)
	tables, err := f.GetTables(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		fmt.Fprintf(b, "table %s %s\n", table.Name, table.Range)
	}
	lists, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range lists {
		fmt.Fprintf(b, "list %s %s\n", list.Sqref, list.Formula1)
	}
	formats, err := f.GetConditionalFormats(sheet)
	if err != nil {
		t.Fatal(err)
	}
	where := make([]string, 0, len(formats))
	for at := range formats {
		where = append(where, at)
	}
	sort.Strings(where)
	for _, at := range where {
		for _, format := range formats[at] {
			fmt.Fprintf(b, "colour %s %s %s\n", at, format.Criteria, format.Value)
		}
	}
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range merged {
		fmt.Fprintf(b, "merged %s:%s\n", m.GetStartAxis(), m.GetEndAxis())
	}
	for column := 1; column <= 26; column++ {
		letter, _ := excelize.ColumnNumberToName(column)
		width, err := f.GetColWidth(sheet, letter)
		if err != nil {
			t.Fatal(err)
		}
		visible, err := f.GetColVisible(sheet, letter)
		if err != nil {
			t.Fatal(err)
		}
		if width != 9.140625 || !visible {
			fmt.Fprintf(b, "width %s %g", letter, width)
			if !visible {
				fmt.Fprint(b, " hidden")
			}
			fmt.Fprintln(b)
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run the test with -update:\n%s", path, diff)
	}
}

func TestWorkbookOfTheTenantIsTheGoldenOne(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		golden(t, "book."+string(lang)+".txt", describe(t, build(t, export.NewReport(inv, p, export.Options{Language: lang}))))
	}
}

func TestEmptyWorkbookIsTheGoldenOne(t *testing.T) {
	for _, lang := range languages {
		golden(t, "empty."+string(lang)+".txt", describe(t, build(t, export.NewReport(inventory.Inventory{}, plan.Plan{}, export.Options{Language: lang}))))
	}
}

func TestSameReportGivesTheSameBytes(t *testing.T) {
	want := build(t, furnished(t, inventory.Japanese))
	for i := range 19 {
		if got := build(t, furnished(t, inventory.Japanese)); !bytes.Equal(got, want) {
			t.Fatalf("build %d differs from the first", i+2)
		}
	}
}

func TestPartsAreInOrderAndWithoutTimes(t *testing.T) {
	inv, p := readTenant(t)
	book := build(t, export.NewReport(inv, p, export.Options{Language: inventory.English}))
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		if f.ModifiedDate != 0 || f.ModifiedTime != 0 || len(f.Extra) != 0 {
			t.Errorf("%s has a time", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if err := wellFormed(in); err != nil {
			t.Errorf("%s is not well-formed XML: %v", f.Name, err)
		}
		in.Close()
	}
	if !slices.IsSorted(names) || names[0] != "[Content_Types].xml" {
		t.Errorf("parts are %v, want them sorted", names)
	}
}

// wellFormed reads XML to its end; the reader checks sums too, so a damaged zip is an error here.
func wellFormed(r io.Reader) error {
	decoder := xml.NewDecoder(r)
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

var hostile = []string{
	`=HYPERLINK("http://example.com/","click")`, "+1", "-2+3", "@SUM(1+1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "=1+1",
	"]]>", "</script><script>alert(1)</script>", "_x0041_", "a\x00b", "\x1b[31m", "a\u202eb", "a\xed\xa0\x80b", "&amp;", " blank ", "'quoted",
}

// ownFormula is what a formula of the writer looks like: functions, tables, columns, texts in quotes, numbers, and names of figures. Outside of its quotes
// there is no sheet, no file and no address.
var (
	formulaText = regexp.MustCompile(`<f[^>]*>([^<]*)</f>`)
	ownFormula  = regexp.MustCompile(`^(?:"(?:[^"]|"")*"|(?:HYPERLINK|ROW|ROWS|MATCH|INDEX|IF|IFERROR|ISNUMBER|OR|AND|COUNT|COUNTA|COUNTIFS|MAX|DATE|SUBSTITUTE|TODAY|CHAR)\(|` +
		`(?:tbl|fig)[A-Za-z0-9]+|\[(?:\[#(?:This Row|Headers)\],)?(?:\[?(?:[^\[\]'#]|'.)+\]?)\]|\$[A-Z]+[0-9]+|[0-9.]+|[-+*/=&,()<>])+$`)
)

func TestHostileTextIsInert(t *testing.T) {
	inv, p := readTenant(t)
	for i := range inv.Senders {
		s, text := &inv.Senders[i], hostile[i%len(hostile)]
		s.UPN, s.DisplayName, s.Department = text, inventory.Optional(text), inventory.Optional(hostile[(i+5)%len(hostile)])
		for j := range s.Clients {
			s.Clients[j].UserAgent, s.Clients[j].App = inventory.Optional(hostile[(i+9)%len(hostile)]), inventory.Optional(hostile[(i+13)%len(hostile)])
		}
	}
	for i := range p.Items {
		p.Items[i].UPN, p.Items[i].Owner, p.Items[i].Department = hostile[i], inventory.Optional(hostile[i+1]), inventory.Optional(hostile[i+8])
	}
	for i := range p.Waves {
		p.Waves[i].Name = hostile[i]
	}
	inv.Tenant.Name, inv.Tool.Version = `=1+1 &D "x" </a>`, "&A&P=1"
	for _, lang := range languages {
		report := export.NewReport(inv, p, export.Options{Language: lang})
		book := build(t, report)
		r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			text := partText(t, book, f.Name)
			if strings.HasPrefix(f.Name, "xl/worksheets/") {
				for _, formula := range formulaText.FindAllStringSubmatch(text, -1) {
					if !ownFormula.MatchString(html.UnescapeString(formula[1])) {
						t.Errorf("%s: %s has the formula %s", lang, f.Name, formula[1])
					}
				}
				if strings.Contains(text, "r:id") && strings.Contains(text, "<hyperlink ") && strings.Contains(text, "TargetMode") {
					t.Errorf("%s: %s has an outside link", lang, f.Name)
				}
			}
			if strings.HasSuffix(f.Name, ".rels") && strings.Contains(text, `TargetMode="External"`) {
				t.Errorf("%s: %s leads outside", lang, f.Name)
			}
		}
		// What is read back is what the report says, to the last character.
		f := open(t, book)
		for _, sheet := range report.Sheets {
			for i, row := range sheet.Rows.All() {
				for j, cell := range row {
					if cell.Kind() != export.Text {
						continue
					}
					ref, _ := excelize.CoordinatesToCellName(j+1, rowFirst+i)
					got, err := f.GetCellValue(sheet.Name, ref)
					if err != nil {
						t.Fatal(err)
					}
					if got != cell.Text() {
						t.Fatalf("%s %s!%s reads %q, want %q", lang, sheet.Name, ref, got, cell.Text())
					}
					kind, err := f.GetCellType(sheet.Name, ref)
					if err != nil {
						t.Fatal(err)
					}
					column := sheet.Columns[j]
					if mayCompute := column.Link != "" || column.Live != nil; kind != excelize.CellTypeInlineString && !mayCompute {
						t.Errorf("%s %s!%s is of type %v, want an inline string", lang, sheet.Name, ref, kind)
					}
					if export.ActsLikeFormula(cell.Text()) && numberFormat(t, f, sheet.Name, ref) != 49 {
						t.Errorf("%s %s!%s would act as a formula once edited", lang, sheet.Name, ref)
					}
				}
			}
		}
	}
}

func numberFormat(t *testing.T, f *excelize.File, sheet, ref string) int {
	t.Helper()
	id, err := f.GetCellStyle(sheet, ref)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if style.CustomNumFmt != nil && *style.CustomNumFmt == "@" {
		return 49
	}
	return style.NumFmt
}

func TestLongTextIsCutWithAMark(t *testing.T) {
	inv, p := readTenant(t)
	long := strings.Repeat("長", 40000)
	inv.Senders[0].DisplayName = inventory.Optional(long)
	r := export.NewReport(inv, p, export.Options{Language: inventory.Japanese})
	f := open(t, build(t, r))
	found := false
	for _, sheet := range r.Sheets {
		for i, row := range sheet.Rows.All() {
			for j, cell := range row {
				if cell.Text() != long {
					continue
				}
				found = true
				ref, _ := excelize.CoordinatesToCellName(j+1, rowFirst+i)
				got, err := f.GetCellValue(sheet.Name, ref)
				if err != nil {
					t.Fatal(err)
				}
				kept := strings.Count(got, "長")
				if n := units(got); n > excelize.TotalCellChars || n < excelize.TotalCellChars-10 {
					t.Errorf("%s!%s has %d units, want nearly %d", sheet.Name, ref, n, excelize.TotalCellChars)
				}
				if want := fmt.Sprintf("%d", 40000-kept); !strings.Contains(got, want) {
					t.Errorf("%s!%s ends with %q, which does not say that %s characters are missing", sheet.Name, ref, got[len(got)-80:], want)
				}
			}
		}
	}
	if !found {
		t.Fatal("the long text is in no cell")
	}
}

func TestDatesAreNumbersAndNeverTooEarly(t *testing.T) {
	for _, text := range []string{"2026-10-25T07:00:00Z", "2026-11-22T18:40:00Z", "1999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "1960-02-29T04:00:00Z"} {
		want, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		serial := serialOf(want)
		days := int64(serial)
		seconds := int64((serial - float64(days)) * 86400) // cut, as some readers do
		if got := time.Unix((days-epochSerial)*86400+seconds, 0).UTC(); !got.Equal(want) {
			t.Errorf("serialOf(%s) = %v, which a reader that cuts shows as %s", text, serial, got.Format(time.RFC3339))
		}
	}
	inv, p := readTenant(t)
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	f := open(t, build(t, r))
	raw, err := f.GetCellValue("Plan", "F5", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	start := calendar.On(2026, time.November, 24)
	if want := fmt.Sprint(start.In(time.UTC).Unix()/86400 + epochSerial); raw != want {
		t.Errorf("Plan!F5 is %s, want the number of %s, %s", raw, start, want)
	}
}

func TestFit(t *testing.T) {
	mark := "…[{left}]"
	for _, c := range []struct{ name, in, want string }{
		{"short", "abc", "abc"},
		{"exactly full", strings.Repeat("x", 32767), strings.Repeat("x", 32767)},
		{"one too many", strings.Repeat("x", 32768), strings.Repeat("x", 32759) + "…[9]"},
		{"surrogate pairs count twice", strings.Repeat("𠮷", 16384), strings.Repeat("𠮷", 16379) + "…[5]"},
	} {
		if got := fit(c.in, mark); got != c.want {
			t.Errorf("%s: fit gives %d units ending in %q, want %q", c.name, units(got), got[max(0, len(got)-20):], c.want[max(0, len(c.want)-20):])
		}
	}
	many := strings.Repeat("x\n", 300)
	if got := fit(many, mark); strings.Count(got, "\n") != maxLines || strings.Count(got, "x") != 300 {
		t.Errorf("300 lines give %d line ends and %d lines of text, want %d and 300", strings.Count(got, "\n"), strings.Count(got, "x"), maxLines)
	}
}

func FuzzFitNeverPassesTheLimitAndCutsWholeCharacters(f *testing.F) {
	f.Add("長い𠮷", 20000)
	f.Add("=1\n", 9)
	f.Fuzz(func(t *testing.T, text string, times int) {
		if times < 0 || times > 40000 || len(text) > 64 || !utf8.ValidString(text) {
			t.Skip()
		}
		in := strings.Repeat(text, times)
		out := fit(in, "…[{left}]")
		if units(out) > excelize.TotalCellChars || !utf8.ValidString(out) {
			t.Errorf("fit gives %d units, valid %v", units(out), utf8.ValidString(out))
		}
		if units(in) <= excelize.TotalCellChars && strings.Count(in, "\n") <= maxLines && out != in {
			t.Error("a text that fits is changed")
		}
	})
}

func TestDisplayWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "複合機": 6, "プリンタ3F": 10, "\uff8c\uff9f\uff98": 3, "e\u0301": 1, "한글": 4, "𠮷": 2, "…": 1} {
		if got := displayWidth(text); got != want {
			t.Errorf("displayWidth(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestTableNames(t *testing.T) {
	for key, want := range map[string]string{"plan": "tblPlan", "licence-findings": "tblLicenceFindings"} {
		if got := tableName(key, 1); got != want {
			t.Errorf("tableName(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestWriterThatFailsIsAnError(t *testing.T) {
	inv, p := readTenant(t)
	full := errors.New("no space left")
	if err := Write(failing{full}, export.NewReport(inv, p, export.Options{Language: inventory.English}), t.TempDir()); !errors.Is(err, full) {
		t.Errorf("Write to a full disk = %v, want %v", err, full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// large is the tenant with its senders and items repeated.
func large(t testing.TB, n int) export.Report {
	t.Helper()
	inv, p := readTenant(t)
	senders, items := inv.Senders, p.Items
	inv.Senders, p.Items = nil, nil
	for i := range n {
		s := senders[i%len(senders)]
		s.ID = fmt.Sprintf("%s-%d", s.ID, i)
		inv.Senders = append(inv.Senders, s)
		item := items[i%len(items)]
		item.ID, item.Sender = fmt.Sprintf("item-%06d", i), s.ID
		p.Items = append(p.Items, item)
	}
	return export.NewReport(inv, p, export.Options{Language: inventory.English})
}

func TestLargeReportHasAllItsRows(t *testing.T) {
	const n = 3000
	f := open(t, build(t, large(t, n)))
	rows, err := f.Rows("Plan")
	if err != nil {
		t.Fatal(err)
	}
	got := 0
	for rows.Next() {
		got++
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if want := n + rowHeader; got != want {
		t.Errorf("the sheet Plan has %d rows, want %d", got, want)
	}
}

// TestEveryTextThatLeadsSomewhereHasItsLink has texts that are too long for a formula, that have line ends and quotes, and some that act like a formula.
func TestEveryTextThatLeadsSomewhereHasItsLink(t *testing.T) {
	inv, p := readTenant(t)
	texts := []string{
		strings.Repeat("x", 255), strings.Repeat("x", 256), strings.Repeat("\U00020bb7", 130), strings.Repeat("y", 254) + `""""` + strings.Repeat("z", 9000),
		`=HYPERLINK("http://example.com/","click")`, `=HYPERLINK("http://example.com/","click")` + strings.Repeat("x", 300), "_x0041_", "+1",
	}
	for i, text := range texts {
		p.Items[i].UPN = text
	}
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	f := open(t, build(t, r))
	seen := map[string]bool{}
	for i, row := range sheetOf(t, r, "plan").Rows.All() {
		text, ref := row[0].Text(), fmt.Sprintf("A%d", rowFirst+i)
		if !slices.Contains(texts, text) {
			continue
		}
		seen[text] = true
		formula, value := formulaAt(t, f, "Plan", ref)
		if value != text {
			t.Errorf("%s reads %q, want %q", ref, value, text)
		}
		links, place, err := f.GetCellHyperLink("Plan", ref)
		if err != nil {
			t.Fatal(err)
		}
		to, _ := row[0].Leads()
		switch _, fits := inLines(text); {
		case fits && (links || !strings.HasPrefix(formula, `HYPERLINK("#'Senders'!A"`) || !ownFormula.MatchString(formula)):
			t.Errorf("%s, %.40q, is =%s", ref, text, formula)
		case !fits && (formula != "" || place != fmt.Sprintf("'Senders'!A%d", rowFirst+to)):
			t.Errorf("%s, %.40q, leads to %q and is =%s", ref, text, place, formula)
		}
		if export.ActsLikeFormula(text) && numberFormat(t, f, "Plan", ref) != 49 {
			t.Errorf("%s, %.40q, would act as a formula once its value is put in its place", ref, text)
		}
	}
	if len(seen) != len(texts) {
		t.Errorf("found %d of %d texts", len(seen), len(texts))
	}
	if got, some := inLines("a\n\nb\"c"); got != `"a"&CHAR(10)&""&CHAR(10)&"b""c"` || !some {
		t.Errorf("lines are joined to %s, %v", got, some)
	}
	for _, text := range []string{"a\tb", strings.Repeat("x", 256), "_x0041_"} {
		if got, some := inLines(text); some {
			t.Errorf("%q stands in a formula as %s", text, got)
		}
	}
}

func TestBarsOfSharesEndAtTheWhole(t *testing.T) {
	book := build(t, furnished(t, inventory.English))
	for name, want := range map[string]string{"xl/worksheets/sheet2.xml": `<cfvo type="num" val="1"></cfvo>`, "xl/worksheets/sheet3.xml": `<cfvo type="max"`} {
		if sheet := partText(t, book, name); !strings.Contains(sheet, want) {
			t.Errorf("%s has no %s among its data bars", name, want)
		}
	}
}
