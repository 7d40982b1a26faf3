package readback

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"unbasic/inventory"
	"unbasic/plan/journal"
)

// python is the one that Debian's packages are for.
const python = "/usr/bin/python3"

// step is an edit that testdata/edit.py takes.
type step map[string]any

// openpyxl edits a workbook and saves it with openpyxl; the test is skipped where that is not installed.
func openpyxl(t testing.TB, book []byte, edits ...step) []byte {
	t.Helper()
	if err := exec.Command(python, "-c", "import openpyxl").Run(); err != nil {
		t.Skipf("%s has no openpyxl: %v", python, err)
	}
	folder := t.TempDir()
	from, to := filepath.Join(folder, "from.xlsx"), filepath.Join(folder, "to.xlsx")
	must(t, os.WriteFile(from, book, 0o600))
	if edits == nil {
		edits = []step{}
	}
	input, err := json.Marshal(edits)
	must(t, err)
	command := exec.Command(python, filepath.Join("testdata", "edit.py"), from, to)
	command.Stdin = bytes.NewReader(input)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("openpyxl: %v\n%s", err, out)
	}
	saved, err := os.ReadFile(to)
	must(t, err)
	return saved
}

// office saves a workbook with LibreOffice, where UNBASIC_SOFFICE says that it may: it takes a while.
func office(t testing.TB, book []byte) []byte {
	t.Helper()
	program := os.Getenv("UNBASIC_SOFFICE")
	if program == "" {
		t.Skip("UNBASIC_SOFFICE is not set")
	}
	folder := t.TempDir()
	from := filepath.Join(folder, "from.xlsx")
	must(t, os.WriteFile(from, book, 0o600))
	out, err := exec.Command(program, "--headless", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--convert-to", "xlsx:Calc MS Excel 2007 XML",
		"--outdir", filepath.Join(folder, "out"), from).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, out)
	}
	saved, err := os.ReadFile(filepath.Join(folder, "out", "from.xlsx"))
	if err != nil {
		t.Fatalf("LibreOffice wrote nothing: %v\n%s", err, out)
	}
	return saved
}

// written is a workspace in which people have written all that is easily damaged: text that looks like a formula, a number, a day or an escaped character, of
// several lines and of more than a cell holds, with signs that can't be seen.
func written(t testing.TB, lang inventory.Language) *workspace {
	w := sample(t, lang)
	f := &file{t: t, r: w.report()}
	w.journal = []journal.Entry{{Kind: journal.KindRead, SHA256: "0"}}
	write := func(sheet string, row int, column, value string) {
		w.journal = append(w.journal, journal.Entry{Kind: journal.KindChange, Field: journal.Field{Sheet: sheet, Row: f.id(sheet, row), Column: column}, To: value})
	}
	for i, text := range hostile {
		write("plan", i%10, "notes", text)
		write("runbook", i, "by", text)
		write("plan", i%10, journal.Own+"Ticket", text)
		write("go-no-go", i%4, "remarks", text)
	}
	write("plan", 1, journal.Own+"owner", "a second owner")
	write("plan", 2, journal.Own+"状態", "青")
	write("plan", 3, journal.Comment, "Iris: ask them first")
	write("plan", 4, "doneOn", "2026-12-01")
	write("comms", 0, "sentOn", "2026-11-24")
	write("runbook", 3, "check", "done")
	return w
}

var hostile = []string{
	"=1+1", "+49 30 1234", "-5", "@name", "007", "1.50", "1e5", "2026-12-01", "12/1/2026", "TRUE", "a\nb\n\nc", "_x0041_ and _x000D_", "<b>&amp;</b> \"x\" 'y'", "#REF!",
	"tab\there", "\u202egnp.exe", "長い備考。" + longText, "  blanks at both ends  ", "50%", "#a number sign", "👨‍👩‍👧 と 髙﨑", "https://contoso.com/?a=1&b=2",
}

var longText = func() string {
	var b bytes.Buffer
	for i := range 300 {
		b.WriteString(string(rune('a'+i%26)) + " line\n")
	}
	return b.String() + "end"
}()

// TestOtherProgramsChangeNothing has other programs save workbooks that nobody edited: nothing is said of them.
func TestOtherProgramsChangeNothing(t *testing.T) {
	for name, save := range map[string]func(t testing.TB, book []byte) []byte{
		"nobody":      func(_ testing.TB, book []byte) []byte { return book },
		"openpyxl":    func(t testing.TB, book []byte) []byte { return openpyxl(t, book) },
		"LibreOffice": office,
		"both":        func(t testing.TB, book []byte) []byte { return openpyxl(t, office(t, book)) },
		"excelize":    func(t testing.TB, book []byte) []byte { return edit(t, sample(t, inventory.English), book).save() },
	} {
		t.Run(name, func(t *testing.T) {
			for _, lang := range languages {
				w := written(t, lang)
				result := w.read(t, save(t, w.export(t)))
				if len(result.Workbook.Said) > 0 || len(result.Problems) > 0 || len(result.Missing) > 0 || result.Rows < 20 {
					t.Errorf("%s: %d rows, missing %v", lang, result.Rows, result.Missing)
					show(t, result)
				}
			}
		})
	}
}
