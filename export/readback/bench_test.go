package readback

import (
	"bytes"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/export/xlsx"
	"unbasic/inventory"
	"unbasic/plan"
)

// large is the workbook of the sample with so many items, each of them one of the sample's under another name. Its steps are left out: it is Plan that is measured.
func large(t testing.TB, items int) (book []byte, o Options) {
	t.Helper()
	w := sample(t, inventory.English)
	sampled := w.plan.Items
	w.plan.Items = nil
	for copy := 0; len(w.plan.Items) < items; copy++ {
		for _, item := range sampled {
			mark := "." + strconv.Itoa(copy)
			item.ID, item.Sender, item.UPN, item.Steps = item.ID+mark, item.Sender+mark, item.UPN+mark, []plan.Step(nil)
			w.plan.Items = append(w.plan.Items, item)
		}
	}
	r := export.NewReport(w.inv, w.plan, export.Options{Language: inventory.English, For: export.ReaderManager})
	var out bytes.Buffer
	if err := xlsx.Write(&out, r, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]string, items)
	for i := range w.plan.Items {
		ids[w.plan.Items[i].UPN] = w.plan.Items[i].ID
	}
	return out.Bytes(), Options{
		Tenant: string(w.inv.Tenant.ID), Known: func(string, string) bool { return true }, IDOf: func(account string) (string, bool) { id, some := ids[account]; return id, some },
	}
}

// BenchmarkRead reads the workbook of a plan of 10,000 items, and without -short of 100,000: one in which nobody wrote, and one with a number in a column of people's
// own, for which excelize has to hold all of Plan. Beside it, excelize opens the same file and streams the texts of the rows of Plan.
func BenchmarkRead(b *testing.B) {
	sizes := []int{10_000}
	if !testing.Short() {
		sizes = append(sizes, 100_000)
	}
	for _, items := range sizes {
		reads := func(b *testing.B, edit func([]byte) []byte, problems int) {
			book, o := large(b, items)
			book = edit(book)
			runtime.GC()
			read := 0
			var peak uint64
			b.ResetTimer()
			for b.Loop() {
				peak = max(peak, highest(func() {
					result, err := Read(bytes.NewReader(book), int64(len(book)), "plan.xlsx", o)
					if err != nil || result.Rows < items || len(result.Problems) != problems {
						b.Fatalf("%d rows, %d problems: %v", result.Rows, len(result.Problems), err)
					}
					read += result.Rows
				}))
			}
			b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
			b.ReportMetric(float64(len(book))/(1<<20), "file-MiB")
		}
		b.Run(strconv.Itoa(items), func(b *testing.B) { reads(b, func(book []byte) []byte { return book }, 0) })
		b.Run(strconv.Itoa(items)+"/number", func(b *testing.B) {
			reads(b, func(book []byte) []byte {
				return rezipped(b, book, func(name string, data []byte) ([]byte, bool) {
					if at := bytes.Index(data, []byte(`<row r="5"`)); name == "xl/worksheets/sheet3.xml" {
						at += bytes.Index(data[at:], []byte("</row>"))
						data = append(append(data[:at:at], `<c r="AZ5"><v>4711</v></c>`...), data[at:]...)
					}
					return data, true
				})
			}, 1) // that the column has no header
		})
		b.Run(strconv.Itoa(items)+"/excelize", func(b *testing.B) {
			book, _ := large(b, items)
			read := 0
			var peak uint64
			b.ResetTimer()
			for b.Loop() {
				peak = max(peak, highest(func() {
					f, err := excelize.OpenReader(bytes.NewReader(book))
					must(b, err)
					rows, err := f.Rows("Plan")
					must(b, err)
					for rows.Next() {
						_, err := rows.Columns(excelize.Options{RawCellValue: true})
						must(b, err)
						read++
					}
					must(b, rows.Close())
					must(b, f.Close())
				}))
			}
			b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
		})
	}
}

// TestMemoryDoesNotGrowWithRows reads plans of 500 and of 8,000 items in which nobody wrote.
func TestMemoryDoesNotGrowWithRows(t *testing.T) {
	for _, items := range []int{500, 8_000} {
		book, o := large(t, items)
		began := time.Now()
		peak := highest(func() {
			result, err := Read(bytes.NewReader(book), int64(len(book)), "plan.xlsx", o)
			if err != nil || result.Rows < items || len(result.Workbook.Said) > 0 {
				t.Fatalf("%d rows, %d changes: %v", result.Rows, len(result.Workbook.Said), err)
			}
		})
		t.Logf("%d items: %d MiB, %v", items, peak>>20, time.Since(began))
		if peak > 48<<20 {
			t.Errorf("%d items take %d MiB", items, peak>>20)
		}
	}
}
