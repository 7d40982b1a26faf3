package flat

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unbasic/export"
	"unbasic/export/ics"
	"unbasic/inventory"
)

// hostileTexts are names that try to be something else: formulas, control sequences, ends of what they stand in, names that Windows keeps for itself.
var hostileTexts = []string{
	"=HYPERLINK(\"http://example.com/x\",\"a\")", "+1+1", "-2+3", "@SUM(A1)", "\tTab", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "\uff1d1+1", " =1", "a;=1;\"b\"", "a,b\",=1",
	"\x00\x01\x1b[31mred\x7f", "lone \xed\xa0\x80 surrogate \xff", "a\u202eb\u200fc\u2066d", "\u2028\u2029\ufeff", "]]>", "</script><script>alert(1)</script>", "<!--",
	"\"", "\"\"", "'", "\\", "\\n", "\\u003c", "CON", "NUL.csv", "..\\..\\aux", "../../etc/passwd", "END:VEVENT\r\nBEGIN:VALARM", "a;b,c:d\\", "DTSTART:20260101",
	"東京本社 複合機", "e\u0301", "🖨️", strings.Repeat("長い名前", 10000), strings.Repeat("=1;", 13334),
}

// hostile is the tenant with such texts wherever text comes from outside.
func hostile(t *testing.T, lang inventory.Language) export.Report {
	t.Helper()
	inv, p := readTenant(t)
	n := 0
	next := func() string { n++; return hostileTexts[n%len(hostileTexts)] }
	inv.Tenant.Name = "</script>=1+1"
	senders, items := inv.Senders, p.Items
	inv.Senders, p.Items = nil, nil
	for i, text := range hostileTexts {
		s, item := senders[i%len(senders)], items[i%len(items)]
		s.ID, s.UPN, s.DisplayName, s.Department = fmt.Sprintf("%d%s", i, text), text, inventory.Optional(next()), inventory.Optional(next())
		s.Clients = slices.Clone(s.Clients)
		for j := range s.Clients {
			s.Clients[j].ID = fmt.Sprint(i, j)
			s.Clients[j].UserAgent, s.Clients[j].App = inventory.Optional(next()), inventory.Optional(next())
		}
		item.ID, item.Sender, item.UPN, item.DisplayName, item.Department, item.Owner = fmt.Sprint("item-", i), s.ID, s.UPN, s.DisplayName, s.Department, inventory.Optional(next())
		inv.Senders, p.Items = append(inv.Senders, s), append(p.Items, item)
	}
	wave := p.Waves[0]
	p.Waves = nil
	for i, text := range hostileTexts {
		wave.Number, wave.Name = i, text
		p.Waves = append(p.Waves, wave)
	}
	return export.NewReport(inv, p, export.Options{Language: lang})
}

// Python reads what was written, cell by cell and event by event: a reader of another hand, which has the last word on what a CSV file and a calendar mean.
// UNBASIC_PYTHON names one with the module icalendar; without it the test looks for one.
func TestPythonReadsWhatHostileTextsLeave(t *testing.T) {
	python := os.Getenv("UNBASIC_PYTHON")
	if python == "" {
		for _, name := range []string{"/usr/bin/python3", "python3", "python"} {
			if exec.Command(name, "-c", "import icalendar").Run() == nil {
				python = name
				break
			}
		}
		if python == "" {
			t.Skip("no Python with icalendar is installed, and UNBASIC_PYTHON names none")
		}
	}
	for _, lang := range languages {
		r := hostile(t, lang)
		dir := t.TempDir()
		write := func(name string, write func(io.Writer) error) {
			t.Helper()
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := write(file); err != nil {
				t.Fatal(err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		}
		meant := struct {
			CSV    map[string][][]string `json:"csv"`
			Events [][4]string           `json:"events"`
		}{CSV: map[string][][]string{}}
		texts := 0
		for _, table := range Tables(r) {
			write(filepath.Join("csv", table.Name()), func(w io.Writer) error { return CSV(w, table) })
			header := make([]string, len(table.Columns))
			for i, c := range table.Columns {
				header[i] = inert(c.Header)
			}
			rows := [][]string{header}
			for _, row := range table.Rows {
				line := make([]string, len(row))
				for i, cell := range row {
					line[i] = value(cell)
					texts += strings.Count(line[i], "'=")
				}
				rows = append(rows, line)
			}
			meant.CSV[table.Name()] = rows
		}
		if texts == 0 {
			t.Error("no text of the tenant tries to be a formula")
		}
		for _, e := range r.Events {
			meant.Events = append(meant.Events, [4]string{e.Title, e.Start.String(), e.End.String(), e.Text})
		}
		write("plan.json", func(w io.Writer) error { return JSON(w, r) })
		write("plan.ics", func(w io.Writer) error { return ics.Write(w, r) })
		expected := filepath.Join(t.TempDir(), "expected.json")
		data, err := json.Marshal(meant)
		if err == nil {
			err = os.WriteFile(expected, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(python, filepath.Join("..", "..", ".ci", "read-exports.py"), dir, expected).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", lang, err, out[max(0, len(out)-2000):])
		}
		t.Logf("%s", out)
	}
}
