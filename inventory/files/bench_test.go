package files

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
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

// bigLog makes a log of any length of rows as beta serves them. Each of its accounts signs in at two of the places at which one of the sample tenant's does,
// evenly over thirty days, newest first; every row has an id of its own.
type bigLog struct {
	rows   [][]byte
	at     [][3]int // in each row, where its id, time and account begin
	byUser [][]int  // the rows of each account
}

// newBigLog takes rows of SMTP alone, or all.
func newBigLog(tb testing.TB, all bool) *bigLog {
	var b bytes.Buffer
	if err := samples.New(1, asOf).WriteSignIns(&b, samples.FormLines); err != nil {
		tb.Fatal(err)
	}
	l := &bigLog{}
	numbers := map[string]int{}
	for line := range strings.Lines(b.String()) {
		if !all && !strings.Contains(line, `"Authenticated SMTP"`) {
			continue
		}
		where := func(name string) int { return strings.Index(line, `"`+name+`":"`) + len(name) + 4 }
		name, _, _ := strings.Cut(line[where("userPrincipalName"):], `"`)
		if _, ok := numbers[name]; !ok {
			numbers[name] = len(numbers)
			l.byUser = append(l.byUser, nil)
		}
		l.byUser[numbers[name]] = append(l.byUser[numbers[name]], len(l.rows))
		l.rows = append(l.rows, []byte(line))
		l.at = append(l.at, [3]int{where("id"), where("createdDateTime"), where("userId")})
	}
	return l
}

// write puts a log into a file.
func (l *bigLog) write(w io.Writer, rows, senders int) error {
	out := bufio.NewWriterSize(w, 1<<20)
	for i := range rows {
		sender, round := i%senders, i/senders
		mine := l.byUser[sender%len(l.byUser)]
		n := mine[(sender/len(l.byUser)*2+round%2)%len(mine)]
		row, at := l.rows[n], l.at[n]
		copy(row[at[0]:], fmt.Sprintf("%08x", i))
		copy(row[at[1]:], asOf.Add(-time.Duration(i)*(30*24*time.Hour-time.Second)/time.Duration(rows)).Format("2006-01-02T15:04:05"))
		copy(row[at[2]:], fmt.Sprintf("%08x", sender))
		_, _ = out.Write(row) // a bufio.Writer keeps its error
	}
	return out.Flush()
}

// bigFile writes a log for one benchmark.
func bigFile(tb testing.TB, log *bigLog, rows, senders int) (path string, size int64) {
	path = filepath.Join(tb.TempDir(), "signins.jsonl")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	if err := log.write(f, rows, senders); err != nil {
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
// UNBASIC_DUCKDB names a folder in which npm has put @duckdb/node-api. Rows of one protocol are more alike than those of a whole log.
func BenchmarkSignIns(b *testing.B) {
	for _, all := range []bool{false, true} {
		name := "smtp"
		if all {
			name = "whole-log"
		}
		b.Run(name, func(b *testing.B) {
			const rows, senders = 200_000, 2000
			path, size := bigFile(b, newBigLog(b, all), rows, senders)
			b.SetBytes(size)
			for b.Loop() {
				tallyFile(b, GraphSignIns, path, rows, dateUnknown)
			}
			speed := float64(rows) * float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(speed, "rows/s")
			b.ReportMetric(float64(size)/rows, "B/row")
			b.ReportMetric(speed/standardSpeed(b, path), "x-encoding/json")
			if folder := os.Getenv("UNBASIC_DUCKDB"); folder != "" {
				b.ReportMetric(speed/duckSpeed(b, folder, path, rows), "x-DuckDB")
			}
		})
	}
}

// BenchmarkTables reads the portal's CSV and Log Analytics', whose cells hold JSON, into a tally, and beside it lets encoding/csv split the same file.
func BenchmarkTables(b *testing.B) {
	b.Run("portal", func(b *testing.B) { benchTable(b, samples.FormPortalCSV, PortalCSV, dateUnknown) })
	b.Run("log-analytics", func(b *testing.B) { benchTable(b, samples.FormLogAnalyticsCSV, LogAnalyticsSignIns, monthFirst) })
}

func benchTable(b *testing.B, form samples.Form, format Format, order dateOrder) {
	var one bytes.Buffer
	if err := samples.New(1, asOf).WriteSignIns(&one, form); err != nil {
		b.Fatal(err)
	}
	header, body, _ := strings.Cut(one.String(), "\n")
	rows := 0
	var content strings.Builder
	content.WriteString(header + "\n")
	counted, err := Scan(format, opener(one.String()), nil)
	if err != nil {
		b.Fatal(err)
	}
	for range 10 {
		content.WriteString(body)
		rows += counted.Rows
	}
	path := filepath.Join(b.TempDir(), "signins.csv")
	if err := os.WriteFile(path, []byte(content.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(content.Len()))
	for b.Loop() {
		tallyFile(b, format, path, rows, order)
	}
	speed := float64(rows) * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(speed, "rows/s")
	b.ReportMetric(float64(content.Len())/float64(rows), "B/row")
	begin := time.Now()
	reader := csv.NewReader(bufio.NewReaderSize(strings.NewReader(content.String()), 1<<20))
	reader.ReuseRecord = true
	for {
		if _, err := reader.Read(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(speed*time.Since(begin).Seconds()/float64(rows), "x-encoding/csv")
}

// tallyFile reads a file from disk into a tally.
func tallyFile(b *testing.B, format Format, path string, rows int, order dateOrder) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	space := &scratch{}
	defer func() { _ = space.close() }()
	in := inventory.Input{Rows: inventory.NewTally(nil, space)}
	result, err := readFile(&in, format, "", "", f, order)
	if err != nil || result.Rows != rows || result.Ends != "" {
		b.Fatal(result, err)
	}
	if err := in.Rows.Settle(); err != nil {
		b.Fatal(err)
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
