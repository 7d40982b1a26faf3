package xlsx

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/samples/population"
)

// organisation is the report of an invented tenant of so many items: one with a hundredth of the senders or 2,000, planned, and then repeated under other names.
func organisation(t testing.TB, items int) export.Report {
	t.Helper()
	asOf := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	people := population.New(1, min(2000, max(400, items/100)), asOf)
	in := people.Input()
	in.Rows = inventory.NewTally(&in.Window, nil)
	for row := range people.SignIns() {
		in.Rows.Add(row)
	}
	inv := inventory.Analyze(in)
	policy := plan.DefaultPolicy(asOf)
	policy.Capacity = plan.Capacity{ItemsPerWave: 100, HoursPerWeek: 400}
	var err error
	if policy.Calendar, err = calendar.New(calendar.Rules{Countries: []string{"JP"}}); err != nil {
		t.Fatal(err)
	}
	p := plan.Make(inv, policy, plan.Digests{}, nil)
	senders, planned, unplanned, never := inv.Senders, p.Items, p.Unplanned, p.NeverPlanned
	inv.Senders, p.Items, p.Unplanned, p.NeverPlanned = nil, nil, nil, nil
	for copy := 0; len(p.Items) < items; copy++ {
		mark := "." + strconv.Itoa(copy)
		for _, s := range senders {
			s.ID, s.UPN = s.ID+mark, s.UPN+mark
			inv.Senders = append(inv.Senders, s)
		}
		for _, item := range planned {
			item.ID, item.Sender, item.UPN = item.ID+mark, item.Sender+mark, item.UPN+mark
			p.Items = append(p.Items, item)
		}
		for i, list := range [][]plan.Unplanned{unplanned, never} {
			for _, u := range list {
				u.Sender, u.UPN = u.Sender+mark, u.UPN+mark
				if i == 0 {
					p.Unplanned = append(p.Unplanned, u)
				} else {
					p.NeverPlanned = append(p.NeverPlanned, u)
				}
			}
		}
	}
	return export.NewReport(inv, p, export.Options{Language: inventory.English})
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
			case <-time.After(20 * time.Millisecond):
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

var long = flag.Bool("long", false, "compare with XlsxWriter at 100,000 items too, which takes minutes")

// BenchmarkWrite writes the workbook of 10,000 items, and in the same run the same cells with XlsxWriter, where Debian's Python has it; and without -short, that
// of 100,000 items, for which XlsxWriter takes minutes and is asked with -long. Rows are made by the report while they are written; rows-share is how much of the time
// that takes.
func BenchmarkWrite(b *testing.B) {
	b.Run("10000", func(b *testing.B) { benchmarkWrite(b, 10_000, true) })
	if !testing.Short() {
		b.Run("100000", func(b *testing.B) { benchmarkWrite(b, 100_000, *long) })
	}
}

func benchmarkWrite(b *testing.B, items int, compare bool) {
	r := organisation(b, items)
	cells, begin := 0, time.Now()
	for i := range r.Sheets {
		for _, row := range r.Sheets[i].WithExported("").Rows.All() {
			cells += len(row)
		}
	}
	making := time.Since(begin)
	var size int64
	peak := highest(func() {
		var out counter
		if err := Write(&out, r, b.TempDir()); err != nil {
			b.Fatal(err)
		}
		size = int64(out)
	})
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, r, b.TempDir()); err != nil {
			b.Fatal(err)
		}
	}
	took := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(cells), "cells")
	b.ReportMetric(float64(cells)/took, "cells/s")
	b.ReportMetric(float64(size)/(1<<20), "MB-file")
	b.ReportMetric(float64(peak)/(1<<20), "MB-peak")
	b.ReportMetric(making.Seconds()/took, "rows-share")
	if !compare {
		return
	}
	if theirs, some := xlsxWriter(b, r, cells); some {
		b.ReportMetric(theirs/took, "x-XlsxWriter")
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// debianPython has the Debian packages; another python3 may come first in the path.
const debianPython = "/usr/bin/python3"

// xlsxWriter gives the seconds that XlsxWriter takes for the same cells.
func xlsxWriter(b *testing.B, r export.Report, want int) (float64, bool) {
	b.Helper()
	if err := exec.Command(debianPython, "-c", "import xlsxwriter").Run(); err != nil {
		b.Logf("%s has no xlsxwriter, so there is nothing to compare with: %v", debianPython, err)
		return 0, false
	}
	folder := b.TempDir()
	source := filepath.Join(folder, "rows.jsonl")
	writeRows(b, source, r)
	out, err := exec.Command(debianPython, filepath.Join("testdata", "write-rows.py"), source, filepath.Join(folder, "book.xlsx")).Output()
	if err != nil {
		b.Fatalf("running XlsxWriter: %v", err)
	}
	var result struct {
		Seconds float64
		Cells   int
		Version string
	}
	if err := json.Unmarshal(out, &result); err != nil {
		b.Fatal(err)
	}
	if result.Cells != want {
		b.Fatalf("XlsxWriter wrote %d cells, want %d", result.Cells, want)
	}
	b.Logf("XlsxWriter %s: %d cells in %.1f s", result.Version, result.Cells, result.Seconds)
	return result.Seconds, true
}

// writeRows writes the cells of all tables for write-rows.py, by the same rules as Write.
func writeRows(b *testing.B, path string, r export.Report) {
	b.Helper()
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	book := newBook(r, b.TempDir(), excelize.TotalRows-rowHeader)
	defer book.file.Close()
	for _, t := range book.divide() {
		if t.lanes, err = book.lanes(t); err != nil {
			b.Fatal(err)
		}
		fmt.Fprintf(out, "{\"sheet\": %q, \"columns\": %d}\n", t.Name, len(t.Columns))
		for i := range t.count {
			row := t.Rows.At(t.first + i)
			height := 0.0
			if tall := t.tall(row); tall > 1 {
				height = book.look.tallRow(tall)
			}
			line := []any{height}
			for j := range row {
				c := book.read(&t.lanes[j], row, j)
				var v any
				switch {
				case c.formula != "" && c.kind == classValue:
					v = []any{c.formula, c.serial}
				case c.formula != "":
					v = []any{c.formula, c.text}
				case c.kind == classValue:
					v = c.serial
				case c.kind != classEmpty:
					v = c.text
				}
				line = append(line, t.lanes[j].ids[c.kind][toneIndex(row[j].Tone())], v)
			}
			data, err := json.Marshal(line)
			if err != nil {
				b.Fatal(err)
			}
			out.Write(data)
			out.WriteByte('\n')
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
}
