package readback

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/export/xlsx"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/journal"
)

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

// workspace is the tenant's, with the journal that it has by now.
type workspace struct {
	inv     inventory.Inventory
	plan    plan.Plan
	journal []journal.Entry
	lang    inventory.Language
}

func sample(t testing.TB, lang inventory.Language) *workspace {
	inv, p := readTenant(t)
	return &workspace{inv: inv, plan: p, lang: lang}
}

func (w *workspace) report() export.Report {
	return export.NewReport(w.inv, w.plan, export.Options{Language: w.lang, Written: journal.Replay(w.journal)})
}

func (w *workspace) export(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, w.report(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// options are those of the workspace.
func (w *workspace) options() Options {
	known := map[string]bool{}
	tenant := ""
	r := w.report()
	for _, s := range append(r.Sheets, r.Summary.SignOff) {
		if s.Exported == nil {
			continue
		}
		for i, row := range s.Rows.All() {
			e := s.Exported(i, row)
			known[s.Key+" "+e.ID], tenant = true, e.Tenant
		}
	}
	items := map[string]string{}
	for _, item := range w.plan.Items {
		items[strings.ToLower(item.UPN)] = item.ID
	}
	return Options{
		Tenant: tenant, Seen: len(w.journal), Location: time.FixedZone("JST", 9*60*60),
		Known: func(sheet, id string) bool { return known[sheet+" "+id] },
		IDOf:  func(account string) (string, bool) { id, some := items[strings.ToLower(account)]; return id, some },
	}
}

func (w *workspace) read(t testing.TB, book []byte) Result {
	t.Helper()
	result, err := Read(bytes.NewReader(book), int64(len(book)), "plan.xlsx", w.options())
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// file is a workbook that is being edited.
type file struct {
	*excelize.File
	t testing.TB
	r export.Report
}

func edit(t testing.TB, w *workspace, book []byte) *file {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return &file{f, t, w.report()}
}

func (f *file) save() []byte {
	f.t.Helper()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		f.t.Fatal(err)
	}
	return out.Bytes()
}

func (f *file) sheet(key string) *export.Sheet {
	f.t.Helper()
	for i := range f.r.Sheets {
		if f.r.Sheets[i].Key == key {
			return &f.r.Sheets[i]
		}
	}
	if key == export.SignOffKey {
		return &f.r.Summary.SignOff
	}
	f.t.Fatalf("there is no sheet %q", key)
	return nil
}

// at is the reference of a column in a row, which are counted from 0, and letter the letters of a column.
func (f *file) at(sheet, column string, row int) string {
	return reference(f.place(sheet, column), row+5)
}

func (f *file) place(sheet, column string) int {
	f.t.Helper()
	s := f.sheet(sheet).WithExported("as exported")
	at := s.Column(column)
	if at < 0 {
		f.t.Fatalf("%s has no column %q", sheet, column)
	}
	return at + 1
}

func (f *file) id(sheet string, row int) string {
	s := f.sheet(sheet)
	return s.Exported(row, s.Rows.At(row)).ID
}

func (f *file) set(sheet, ref string, value any) {
	f.t.Helper()
	if err := f.SetCellValue(sheet, ref, value); err != nil {
		f.t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// said is what a result says, by sheet, row and column.
func said(result Result) map[journal.Field]string {
	m := map[journal.Field]string{}
	for _, s := range result.Workbook.Said {
		m[s.Field] = s.Value
	}
	return m
}

func codes(result Result) string {
	var list []string
	for _, p := range result.Problems {
		list = append(list, string(p.Code))
	}
	return strings.Join(list, " ")
}

func show(t testing.TB, result Result) {
	t.Helper()
	for _, s := range result.Workbook.Said {
		base := "nil"
		if s.Base != nil {
			base = *s.Base
		}
		t.Logf("%s: %s %s %s: %.80q, was %.80q", s.Cell, s.Sheet, s.Row, s.Column, s.Value, base)
	}
	for _, p := range result.Problems {
		t.Logf("%s %s: %s", p.Code, p.At(), p.In(inventory.English))
	}
}

// highest measures the largest heap while something is done, above what was there before.
func highest(do func()) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, m.HeapAlloc
	done, watch := make(chan struct{}), sync.WaitGroup{}
	watch.Go(func() {
		var m runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	})
	do()
	close(done)
	watch.Wait()
	return most - before
}
