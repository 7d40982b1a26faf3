package files

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
)

// BenchmarkInventory goes from evidence on disk to inventory.json, and beside it lets DuckDB group the same rows from the JSON lines that the evidence holds,
// where UNBASIC_DUCKDB names a folder in which npm has put @duckdb/node-api. UNBASIC_ROWS sets another number of rows than half a million; there is one
// sender to a hundred rows.
func BenchmarkInventory(b *testing.B) {
	rows, err := strconv.Atoi(cmp.Or(os.Getenv("UNBASIC_ROWS"), "500000"))
	if err != nil {
		b.Fatal(err)
	}
	lines, size := bigFile(b, newBigLog(b, false), rows, rows/100)
	workspace := b.TempDir()
	keep(b, workspace, lines, rows)
	out := filepath.Join(workspace, "inventory.json")
	senders := 0
	defer debug.SetGCPercent(debug.SetGCPercent(300)) // as the program does
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(900 << 20))
	for b.Loop() {
		senders = evidenceToInventory(b, workspace, out)
	}
	speed := float64(rows) * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(speed, "rows/s")
	b.ReportMetric(float64(size)/float64(rows), "B/row")
	b.ReportMetric(float64(senders), "senders")
	if runtime.GOOS == "linux" {
		b.ReportMetric(float64(peakMemory())/(1<<20), "MB-peak")
	}
	if folder := os.Getenv("UNBASIC_DUCKDB"); folder != "" {
		b.ReportMetric(speed/duckSpeed(b, folder, lines, rows), "x-DuckDB")
	}
}

// keep puts sign-ins into evidence, as a collection does.
func keep(b *testing.B, workspace, path string, rows int) {
	w, err := evidence.Create(workspace)
	if err != nil {
		b.Fatal(err)
	}
	f, err := w.File("signins", string(GraphSignIns), "/beta/auditLogs/signIns")
	if err != nil {
		b.Fatal(err)
	}
	f.About(inventory.SourceSignIns, "interactiveUser")
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(f, in); err != nil {
		b.Fatal(err)
	}
	f.CountRecords(rows)
	if err := f.Seal(nil); err != nil {
		b.Fatal(err)
	}
	_ = in.Close()
	window := inventory.Window{Since: *day(-30), Until: asOf}
	if _, err := w.Commit(evidence.Manifest{Kind: "collect", AsOf: asOf, Window: &window, Coverage: []inventory.Coverage{
		{Source: inventory.SourceSignIns, Part: "interactiveUser", Since: &window.Since, Until: &window.Until, Status: inventory.CoverageComplete, Records: rows},
	}}); err != nil {
		b.Fatal(err)
	}
}

// evidenceToInventory is what the command does, and gives the number of senders.
func evidenceToInventory(b *testing.B, workspace, out string) int {
	snapshots, err := evidence.List(workspace)
	if err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	in, err := Load(snapshots, nil)
	if err != nil {
		b.Fatal(err)
	}
	read := time.Since(begin)
	in.AsOf = asOf
	inv := inventory.Analyze(in)
	if err := evidence.WriteFile(out, func(w io.Writer) error { return inventory.Write(w, inv) }); err != nil {
		b.Fatal(err)
	}
	b.Logf("%v to read, %v to analyse and write", read.Round(time.Millisecond), (time.Since(begin) - read).Round(time.Millisecond))
	return len(inv.Senders)
}
