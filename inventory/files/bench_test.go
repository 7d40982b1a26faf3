package files

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/samples"
)

// bigRow makes rows of a log of any length: 2.8 KB each, as beta serves them, of so many senders, evenly spread over thirty days, newest first.
type bigRow struct {
	row                  []byte
	ids, times, accounts []int
	latency              int
}

const (
	idMark      = "11111111-2222-4333-8444-555555555555"
	timeMark    = "2000-01-01T00:00:00Z"
	accountMark = "99999999-2222-4333-8444-555555555555"
	latencyMark = `"processingTimeInMilliseconds":`
)

func newBigRow(tb testing.TB) *bigRow {
	var b bytes.Buffer
	if err := samples.New(1, asOf).WriteSignIns(&b, samples.FormLines); err != nil {
		tb.Fatal(err)
	}
	var row string
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, `"Authenticated SMTP"`) && strings.Contains(line, `"errorCode":0`) {
			row = strings.TrimSpace(line)
			break
		}
	}
	field := func(name string) string {
		_, rest, _ := strings.Cut(row, `"`+name+`":"`)
		value, _, _ := strings.Cut(rest, `"`)
		return value
	}
	row = strings.NewReplacer(field("id"), idMark, field("correlationId"), idMark, field("createdDateTime"), timeMark, field("userId"), accountMark).Replace(row)
	r := &bigRow{row: []byte(row)}
	for mark, list := range map[string]*[]int{idMark: &r.ids, timeMark: &r.times, accountMark: &r.accounts} {
		for at := 0; ; at++ {
			i := strings.Index(row[at:], mark)
			if i < 0 {
				break
			}
			at += i
			*list = append(*list, at)
		}
	}
	return r
}

// write puts a log into a file.
func (r *bigRow) write(w io.Writer, rows, senders int) error {
	out := bufio.NewWriterSize(w, 1<<20)
	begin := asOf
	for i := range rows {
		at := begin.Add(-time.Duration(i) * (30*24*time.Hour - time.Second) / time.Duration(rows))
		id, when := fmt.Sprintf("%08x", i), at.Format(time.RFC3339)
		account := fmt.Sprintf("%08x", i*7919%senders)
		for _, p := range r.ids {
			copy(r.row[p:], id)
		}
		for _, p := range r.times {
			copy(r.row[p:], when)
		}
		for _, p := range r.accounts {
			copy(r.row[p:], account)
		}
		_, _ = out.Write(r.row) // a bufio.Writer keeps its error
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}

// bigFile writes a log for one benchmark.
func bigFile(tb testing.TB, rows, senders int) (path string, size int64) {
	path = filepath.Join(tb.TempDir(), "signins.jsonl")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	if err := newBigRow(tb).write(f, rows, senders); err != nil {
		tb.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return path, info.Size()
}

// BenchmarkSignIns reads JSON lines into a tally, as the inventory does, and beside it lets the standard decoder read the same file, and DuckDB group it, where
// UNBASIC_DUCKDB names a folder in which npm has put @duckdb/node-api.
func BenchmarkSignIns(b *testing.B) {
	const rows, senders = 200_000, 2000
	path, size := bigFile(b, rows, senders)
	b.SetBytes(size)
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		space := &scratch{}
		in := inventory.Input{Rows: inventory.NewTally(nil, space)}
		result, err := readFile(&in, GraphSignIns, "", "", f, dateUnknown)
		if err != nil || result.Used != rows {
			b.Fatal(result, err)
		}
		if err := in.Rows.Settle(); err != nil {
			b.Fatal(err)
		}
		_ = space.close()
		_ = f.Close()
	}
	speed := float64(rows) * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(speed, "rows/s")
	b.ReportMetric(float64(size)/rows, "B/row")
	b.ReportMetric(speed/standardSpeed(b, path), "x-encoding/json")
	if folder := os.Getenv("UNBASIC_DUCKDB"); folder != "" {
		b.ReportMetric(speed/duckSpeed(b, folder, path, rows), "x-DuckDB")
	}
}

// standardSpeed is how many rows a second encoding/json decodes on one processor.
func standardSpeed(b *testing.B, path string) float64 {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	const most = 20_000
	d := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	begin := time.Now()
	for range most {
		var row struct {
			ID, UserID, UserPrincipalName, UserDisplayName, AppDisplayName, ClientAppUsed, UserAgent, AuthenticationProtocol, IPAddress string
			CreatedDateTime                                                                                                             time.Time
			Status                                                                                                                      struct{ ErrorCode int }
			Location                                                                                                                    struct{ CountryOrRegion string }
		}
		if err := d.Decode(&row); err != nil {
			b.Fatal(err)
		}
	}
	return most / time.Since(begin).Seconds()
}

// duckSpeed is how many rows a second DuckDB groups in the same way, on two processors.
func duckSpeed(b *testing.B, folder, path string, rows int) float64 {
	script, err := filepath.Abs(filepath.Join("testdata", "duckdb.cjs"))
	if err != nil {
		b.Fatal(err)
	}
	out, err := exec.Command("node", script, folder, path).Output()
	if err != nil {
		b.Fatalf("DuckDB: %v %s", err, out)
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		b.Fatal(err)
	}
	return float64(rows) / seconds
}
