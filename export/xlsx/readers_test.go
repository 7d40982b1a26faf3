package xlsx

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
)

// mean is the sample tenant with text that means harm in every place that a tenant can write.
func mean(t testing.TB) (inventory.Inventory, plan.Plan) {
	t.Helper()
	inv, p := readTenant(t)
	text := func(i int) inventory.Optional { return inventory.Optional(hostile[i%len(hostile)]) }
	for i := range inv.Senders {
		s := &inv.Senders[i]
		s.UPN, s.DisplayName, s.Department = hostile[i%len(hostile)]+"@contoso.com", text(i), text(i+5)
		for j := range s.Clients {
			s.Clients[j].UserAgent, s.Clients[j].App = text(i+9), text(i+13)
		}
	}
	for i := range p.Items {
		item := &p.Items[i]
		item.Owner, item.Department = text(i+1), text(i+8)
		for _, s := range inv.Senders {
			if s.ID == item.Sender {
				item.UPN = s.UPN
			}
		}
	}
	for i := range p.Waves {
		p.Waves[i].Name, p.Waves[i].NameID = hostile[i], ""
	}
	inv.Tenant.Name = `=1+1 &D "x" </a>`
	return inv, p
}

// TestSecondReaderSeesTheSameText opens a workbook full of hostile text with openpyxl: every text is there, to the last character, and only the writer's own
// formulas are formulas.
func TestSecondReaderSeesTheSameText(t *testing.T) {
	if err := exec.Command(debianPython, "-c", "import openpyxl").Run(); err != nil {
		t.Skipf("%s has no openpyxl: %v", debianPython, err)
	}
	inv, p := mean(t)
	inv.Senders[0].Department = inventory.Optional(strings.Repeat("長", 40_000)) // not for LibreOffice, which takes minutes to set it
	for _, lang := range languages[1:] {                                        // one is enough: openpyxl is slow
		r := furnish(t, inv, p, lang)
		path := filepath.Join(t.TempDir(), "book.xlsx")
		if err := os.WriteFile(path, build(t, r), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(debianPython, filepath.Join("testdata", "read-cells.py"), path).Output()
		if err != nil {
			t.Fatalf("openpyxl can't read the workbook: %v", err)
		}
		type cell struct {
			kind  string
			value any
		}
		read := map[string]cell{}
		lines := bufio.NewScanner(bytes.NewReader(out))
		lines.Buffer(nil, 1<<22)
		for lines.Scan() {
			var fields [4]any
			if err := json.Unmarshal(lines.Bytes(), &fields); err != nil {
				t.Fatal(err)
			}
			at := fmt.Sprintf("%s!%s", fields[0], fields[1])
			read[at] = cell{fields[2].(string), fields[3]}
			if fields[2] == "error" {
				t.Errorf("%s: %s is the error %v", lang, at, fields[3])
			}
		}
		texts, cut := 0, 0
		for _, s := range r.Sheets {
			for i, row := range s.Rows.All() {
				for j, c := range row {
					if c.Kind() != export.Text {
						continue
					}
					ref, _ := excelize.CoordinatesToCellName(j+1, rowFirst+i)
					at := s.Name + "!" + ref
					want := fit(c.Text(), r.Meta.Cut)
					if want != c.Text() {
						cut++
					}
					texts++
					got := read[at]
					if got.value != want {
						t.Fatalf("%s: %s reads %.80q, want %.80q", lang, at, got.value, want)
					}
					mayCompute := s.Columns[j].Live != nil || s.Columns[j].Link != ""
					if got.kind != "text" && !mayCompute {
						t.Errorf("%s: %s, %.80q, is a %s", lang, at, want, got.kind)
					}
				}
			}
		}
		if texts < 500 || cut == 0 {
			t.Errorf("%s: compared %d texts, of which %d were cut: the test looks in the wrong place", lang, texts, cut)
		}
	}
}

// TestLibreOfficeComputesTheSame has LibreOffice compute the sample's workbook and one full of hostile text: where UNBASIC_SOFFICE is set, because it takes half a minute.
func TestLibreOfficeComputesTheSame(t *testing.T) {
	if os.Getenv("UNBASIC_SOFFICE") == "" {
		t.Skip("UNBASIC_SOFFICE is not set")
	}
	folder := t.TempDir()
	var paths []string
	write := func(name string, r export.Report, rows int) {
		var out bytes.Buffer
		if err := write(&out, r, t.TempDir(), rows); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, filepath.Join(folder, name+".xlsx"))
		if err := os.WriteFile(paths[len(paths)-1], out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	inv, p := mean(t)
	write("mean", furnish(t, inv, p, inventory.English), 1000)
	write("parts", furnished(t, inventory.Japanese), 9)
	out, err := exec.Command(filepath.Join("..", "..", ".ci", "recalculate"), paths...).CombinedOutput()
	if err != nil {
		t.Errorf("LibreOffice disagrees: %v\n%s", err, out)
	}
	if strings.Contains(string(out), ": 0 formulas") {
		t.Errorf("a workbook has no formulas:\n%s", out)
	}
}

// TestNumbersOfCharactersStayText has texts that look like characters written by their numbers, some of which share an underscore. A reader that takes each
// piece of a text by itself, as the format says, sees them as they are.
func TestNumbersOfCharactersStayText(t *testing.T) {
	cell := regexp.MustCompile(`<c r="[A-Z]+[0-9]+" s="[0-9]+" t="inlineStr">(.*?)</c>`)
	piece := regexp.MustCompile(`<t[^>]*>([^<]*)</t>`)
	character := regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)
	for _, text := range []string{"_x0041_", "a_x0041_x0042_x0043_b", "_xD83D_", "_x005F_x0041_", "_x005f_x0041_", "_x0041_x005F_", "_x0041_ _x0041_", "_x_x0041_", "_x004_"} {
		inv, p := readTenant(t)
		inv.Senders[0].DisplayName = inventory.Optional(text)
		r := export.NewReport(inv, p, export.Options{Language: inventory.English})
		place := slices.IndexFunc(r.Sheets, func(s export.Sheet) bool { return s.Key == "senders" })
		found := false
		for _, c := range cell.FindAllStringSubmatch(partText(t, build(t, r), fmt.Sprintf("xl/worksheets/sheet%d.xml", place+2)), -1) {
			got := ""
			for _, p := range piece.FindAllStringSubmatch(c[1], -1) {
				got += character.ReplaceAllStringFunc(p[1], func(c string) string {
					n, err := strconv.ParseUint(c[2:6], 16, 16)
					if err != nil {
						t.Fatal(err)
					}
					return string(rune(n))
				})
			}
			found = found || got == text
		}
		if !found {
			t.Errorf("no cell reads %s", text)
		}
	}
}
