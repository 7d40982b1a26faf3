package graph_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"unbasic/inventory/evidence"
	"unbasic/inventory/graph"
	"unbasic/samples"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoft/kiota-abstractions-go/serialization"
	kiotajson "github.com/microsoft/kiota-serialization-json-go"
	msgraphcore "github.com/microsoftgraph/msgraph-sdk-go-core"
	"github.com/microsoftgraph/msgraph-sdk-go/auditlogs"
	"github.com/microsoftgraph/msgraph-sdk-go/models"
)

var quietLog = slog.New(slog.NewTextHandler(io.Discard, nil))

var long = flag.Bool("long", false, "also run the tests that take minutes")

// tenantOf makes the tenant of a seed once for all tests: they wrap what it serves and leave it as it is.
func tenantOf(seed uint64) *samples.Tenant {
	tenant, ok := tenants.Load(seed)
	if !ok {
		tenant, _ = tenants.LoadOrStore(seed, samples.New(seed, asOf))
	}
	return tenant.(*samples.Tenant)
}

var tenants sync.Map

// TestMain lets the test binary be the server of a benchmark, or a collection whose memory is measured, so that processor time and memory are those of
// one side alone.
func TestMain(m *testing.M) {
	switch os.Getenv("UNBASIC_BENCH") {
	case "serve":
		benchServe()
	case "collect":
		benchCollect()
	default:
		os.Exit(m.Run())
	}
}

// bigLog is a sign-in log of any length: rows of 2.8 KB, evenly spread over thirty days, newest first, a hundred or more of each
// account.
type bigLog struct {
	rows    int
	latency time.Duration
	begin   []byte // a row, with places for what differs
	ids     []int  // where ids are in it
	times   []int
	users   int // where the account is
}

const (
	bigPage  = 1000
	idMark   = "11111111-2222-4333-8444-555555555555"
	timeMark = "2000-01-01T00:00:00Z"
	userMark = "99999999-2222-4333-8444-555555555555"
)

// newBigLog makes its row of one of the sample tenant's, so that it has all of beta's properties.
func newBigLog(rows int, latency time.Duration) *bigLog {
	var b bytes.Buffer
	if err := tenantOf(1).WriteSignIns(&b, samples.FormLines); err != nil {
		panic(err)
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
	row = strings.NewReplacer(field("id"), idMark, field("correlationId"), idMark, field("createdDateTime"), timeMark, field("userId"), userMark).Replace(row)
	// Real rows say more of policies than these do; they come to 2.8 KB with that.
	row = strings.Replace(row, `"appliedConditionalAccessPolicies":[`, `"appliedConditionalAccessPolicies":[{"id":"`+idMark+`","displayName":"Require multifactor authentication for administrators","enforcedGrantControls":["Mfa"],"enforcedSessionControls":[],"result":"notApplied"},`, 1)
	row = strings.Replace(row, "},]", "}]", 1)
	for len(row) < 2750 {
		row = row[:len(row)-1] + `,"p` + strconv.Itoa(len(row)) + `":{"name":"value","detail":null}}`
	}
	l := &bigLog{rows: rows, latency: latency, begin: []byte(row), users: strings.Index(row, userMark)}
	for at := 0; ; at++ {
		i := strings.Index(row[at:], idMark)
		if i < 0 {
			break
		}
		at += i
		l.ids = append(l.ids, at)
	}
	for at := 0; ; at++ {
		i := strings.Index(row[at:], timeMark)
		if i < 0 {
			break
		}
		at += i
		l.times = append(l.times, at)
	}
	return l
}

// at is the moment of a row, by its number from the newest.
func (l *bigLog) at(i int) time.Time {
	return asOf.Add(-time.Duration(float64(i) * float64(30*24*time.Hour-time.Second) / float64(l.rows)))
}

// first is the number of the newest row at or before a moment.
func (l *bigLog) first(t time.Time) int {
	low, high := 0, l.rows
	for low < high {
		if mid := (low + high) / 2; l.at(mid).Truncate(time.Second).After(t) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func (l *bigLog) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(l.latency)
	filter := r.URL.Query().Get("$filter")
	switch {
	case strings.HasSuffix(r.URL.Path, "/organization"):
		_, _ = io.WriteString(w, `{"value":[{"id":"0aaaaaaa-0000-4000-8000-000000000001"}]}`)
		return
	case !strings.HasSuffix(r.URL.Path, "/signIns"):
		http.Error(w, `{"error":{"code":"ResourceNotFound"}}`, http.StatusNotFound)
		return
	case strings.Contains(filter, "resourceId") || strings.Contains(filter, "'nonInteractiveUser'"):
		_, _ = io.WriteString(w, `{"value":[]}`)
		return
	}
	window := filterWindow(r)
	from, to := l.first(window.Until), l.rows
	if !window.Since.IsZero() {
		to = l.first(window.Since.Add(-time.Second))
	}
	if token := r.URL.Query().Get("$skiptoken"); token != "" {
		from, _ = strconv.Atoi(token)
	}
	end := min(from+bigPage, to)
	var b bytes.Buffer
	b.Grow(bigPage * (len(l.begin) + 2))
	b.WriteString(`{"@odata.context":"https://graph.example.com/beta/$metadata#auditLogs/signIns",`)
	if end < to {
		fmt.Fprintf(&b, `"@odata.nextLink":"http://%s%s?$filter=%s&$skiptoken=%d",`, r.Host, r.URL.Path, strings.ReplaceAll(filter, " ", "%20"), end)
	}
	b.WriteString(`"value":[`)
	for i := from; i < end; i++ {
		if i > from {
			b.WriteByte(',')
		}
		start := b.Len()
		b.Write(l.begin)
		row := b.Bytes()[start:]
		for n, at := range l.ids {
			var id [8]byte
			binary.BigEndian.PutUint64(id[:], (uint64(i)*8+uint64(min(n, 2)))*0x9e3779b97f4a7c15)
			hex.Encode(row[at:at+8], id[:4])
			hex.Encode(row[at+24:at+32], id[4:])
			copy(row[at+32:at+36], "beef")
		}
		for _, at := range l.times {
			copy(row[at:], l.at(i).Format(time.RFC3339))
		}
		copy(row[l.users:], fmt.Sprintf("%08x", i%min(max(l.rows/100, 1), 5000)))
	}
	b.WriteString("]}")
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = w.Write(b.Bytes())
}

// benchServe serves on a port of its own choice, tells it, and ends with its input.
func benchServe() {
	rows, _ := strconv.Atoi(os.Getenv("UNBASIC_BENCH_ROWS"))
	latency, _ := time.ParseDuration(os.Getenv("UNBASIC_BENCH_LATENCY"))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	_ = http.Serve(listener, newBigLog(rows, latency))
}

// otherProcess starts the test binary in another role and gives the first line that it prints.
func otherProcess(t testing.TB, environment ...string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), environment...)
	cmd.Stderr = os.Stderr
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func serverOf(t testing.TB, rows int, latency time.Duration) string {
	return "http://" + otherProcess(t, "UNBASIC_BENCH=serve", "UNBASIC_BENCH_ROWS="+strconv.Itoa(rows), "UNBASIC_BENCH_LATENCY="+latency.String())
}

// diskStore keeps pieces as the program does: compressed, hashed and synced.
type diskStore struct{ writer *evidence.Writer }

func (s diskStore) Kept() []graph.Piece {
	var list []graph.Piece
	for _, f := range s.writer.Kept() {
		list = append(list, graph.Piece{Source: graph.Source{Name: f.Source, Part: f.Part}, Window: f.Window, Scope: f.Scope, Records: f.Records})
	}
	return list
}

func (s diskStore) Records(graph.Piece) iter.Seq2[[]byte, error] {
	return func(func([]byte, error) bool) {}
}

func (s diskStore) Draft(p graph.Piece) (graph.Draft, error) {
	name := p.Source.Name + p.Source.Part
	if p.Window != nil {
		name += p.Window.Since.Format("20060102T150405") + p.Window.Until.Format("20060102T150405") + p.Scope
	}
	f, err := s.writer.File(name, "x", p.Origin)
	return diskDraft{f}, err
}

func (s diskStore) Remember(name string, value any) error      { return s.writer.Remember(name, value) }
func (s diskStore) Recall(name string, into any) (bool, error) { return s.writer.Recall(name, into) }

type diskDraft struct{ *evidence.FileWriter }

func (d diskDraft) Whole(file []byte, _ int) error { _, err := d.Write(file); return err }
func (d diskDraft) Keep(p graph.Piece) error {
	return d.Seal(func(f *evidence.File) {
		f.Source, f.Part, f.Window, f.Scope = p.Source.Name, p.Source.Part, p.Window, p.Scope
	})
}

// collectBig reads a server into a folder and gives the rows.
func collectBig(t testing.TB, address, dir string) int {
	t.Helper()
	writer, err := evidence.Begin(dir, evidence.Asked{})
	if err != nil {
		t.Fatal(err)
	}
	client, err := graph.Connect(context.Background(), benchOptions(address))
	if err != nil {
		t.Fatal(err)
	}
	result, err := client.Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, diskStore{writer})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Commit(evidence.Manifest{Kind: "collect", AsOf: asOf, Coverage: result.Coverage}); err != nil {
		t.Fatal(err)
	}
	return coverageOf(t, result.Coverage, graph.InteractiveSignIns).Records
}

func benchOptions(address string) graph.Options {
	return graph.Options{GraphURL: address, AccessToken: "x", Environment: func(string) string { return "" }, Log: quietLog, UserAgent: "unbasic/test"}
}

// iteratePages is the plain loop of the SDK's PageIterator, which keeps nothing.
func iteratePages(t testing.TB, address string) int {
	t.Helper()
	client, err := graph.Connect(context.Background(), benchOptions(address))
	if err != nil {
		t.Fatal(err)
	}
	abstractions.RegisterDefaultDeserializer(func() serialization.ParseNodeFactory { return kiotajson.NewJsonParseNodeFactory() })
	adapter := client.SDK()
	adapter.SetBaseUrl(address + "/v1.0")
	filter, top := "createdDateTime ge 2026-10-24T00:00:00Z and createdDateTime le 2026-11-23T00:00:00Z", int32(bigPage)
	first, err := auditlogs.NewSignInsRequestBuilderInternal(nil, adapter).Get(context.Background(), &auditlogs.SignInsRequestBuilderGetRequestConfiguration{
		QueryParameters: &auditlogs.SignInsRequestBuilderGetQueryParameters{Filter: &filter, Top: &top}})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := msgraphcore.NewPageIterator[models.SignInable](first, adapter, models.CreateSignInCollectionResponseFromDiscriminatorValue)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := pages.Iterate(context.Background(), func(models.SignInable) bool { n++; return true }); err != nil {
		t.Fatal(err)
	}
	return n
}

// spent measures processor time, clock time and allocation of one side.
func spent(t testing.TB, work func() int) (rows int, cpu, clock time.Duration, allocated float64) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun, used := time.Now(), processorTime()
	rows = work()
	cpu, clock = processorTime()-used, time.Since(begun)
	runtime.ReadMemStats(&after)
	return rows, cpu, clock, float64(after.TotalAlloc - before.TotalAlloc)
}

// BenchmarkCollect collects, with evidence compressed, hashed and synced, beside a loop of the SDK's PageIterator that keeps nothing. The server is
// another process. x-PageIterator is rows a second of processor time, as a ratio.
func BenchmarkCollect(b *testing.B) {
	const rows, few = 200_000, 20_000
	big, small := serverOf(b, rows, 0), serverOf(b, few, 0)
	var ours, theirs, allocated float64
	for b.Loop() {
		n, cpu, _, bytes := spent(b, func() int { return collectBig(b, big, b.TempDir()) })
		if n != rows {
			b.Fatalf("%d rows", n)
		}
		ours, allocated = float64(n)/cpu.Seconds(), bytes/float64(n)
		n, cpu, _, _ = spent(b, func() int { return iteratePages(b, small) })
		if n != few {
			b.Fatalf("%d rows by the PageIterator", n)
		}
		theirs = float64(n) / cpu.Seconds()
	}
	b.ReportMetric(ours, "rows/cpu-s")
	b.ReportMetric(theirs, "PageIterator-rows/cpu-s")
	b.ReportMetric(ours/theirs, "x-PageIterator")
	b.ReportMetric(allocated, "B/row")
}

// BenchmarkCollectFromAfar does so at 300 ms a page without throttling, by the clock.
func BenchmarkCollectFromAfar(b *testing.B) {
	const rows = 100_000
	address := serverOf(b, rows, 300*time.Millisecond)
	var ours, theirs time.Duration
	for b.Loop() {
		_, _, ours, _ = spent(b, func() int { return collectBig(b, address, b.TempDir()) })
		_, _, theirs, _ = spent(b, func() int { return iteratePages(b, address) })
	}
	b.ReportMetric(ours.Seconds(), "s")
	b.ReportMetric(theirs.Seconds(), "PageIterator-s")
	b.ReportMetric(float64(theirs)/float64(ours), "x-PageIterator")
}

// benchCollect collects and prints the most memory that it had, in bytes.
func benchCollect() {
	dir, err := os.MkdirTemp("", "unbasic-bench")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	var t processTest
	rows := collectBig(&t, os.Getenv("UNBASIC_BENCH_ADDRESS"), dir)
	fmt.Println(rows, peakMemory())
}

// processTest is what of testing.TB a process needs that is no test.
type processTest struct{ testing.TB }

func (*processTest) Helper() {}
func (*processTest) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(1)
}
func (p *processTest) Fatalf(format string, args ...any) { p.Fatal(fmt.Sprintf(format, args...)) }

// TestMemoryIsFlat collects half a million and five million rows: under 200 MB, and no more for ten times the rows.
func TestMemoryIsFlat(t *testing.T) {
	sizes := []int{100_000}
	if *long {
		sizes = []int{500_000, 5_000_000}
	}
	if peakMemory() == 0 {
		t.Skip("this system does not tell how much memory a process had")
	}
	var peaks []int
	for _, rows := range sizes {
		address := serverOf(t, rows, 0)
		begun := time.Now()
		var got, peak int
		if _, err := fmt.Sscan(otherProcess(t, "UNBASIC_BENCH=collect", "UNBASIC_BENCH_ADDRESS="+address), &got, &peak); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d rows in %s with at most %d MB", got, time.Since(begun).Round(time.Second), peak>>20)
		if got != rows || peak > 200<<20 {
			t.Errorf("%d of %d rows, %d MB", got, rows, peak>>20)
		}
		peaks = append(peaks, peak)
	}
	if slices.Max(peaks) > slices.Min(peaks)*3/2 {
		t.Errorf("memory grows with rows: %v", peaks)
	}
}
