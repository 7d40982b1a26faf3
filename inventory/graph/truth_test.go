package graph_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/inventory/graph"
	"unbasic/samples"
)

// memory keeps what a collector hands on, as files of a snapshot do.
type memory struct {
	lists    map[graph.Source]*bytes.Buffer
	current  *bytes.Buffer
	requests []string
}

func (m *memory) Begin(s graph.Source) error {
	if m.lists == nil {
		m.lists = map[graph.Source]*bytes.Buffer{}
	}
	m.current = &bytes.Buffer{}
	m.lists[s] = m.current
	return nil
}

func (m *memory) Record(record []byte) error {
	m.current.Write(record)
	m.current.WriteByte('\n')
	return nil
}

func (m *memory) Request(id string)               { m.requests = append(m.requests, id) }
func (m *memory) Progress(int, *inventory.Window) {}
func (m *memory) End(inventory.Coverage)          {}

func (m *memory) rows(s graph.Source) int { return bytes.Count(m.lists[s].Bytes(), []byte{'\n'}) }

// connect makes a client of a server.
func connect(t testing.TB, server *httptest.Server) *graph.Client {
	t.Helper()
	client, err := graph.Connect(context.Background(), graph.Options{
		GraphURL: server.URL, AccessToken: "secret-token", Environment: func(string) string { return "" },
		Prompt: io.Discard, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), UserAgent: "unbasic/test", Backoff: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

var asOf = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func lastThirtyDays(until time.Time) inventory.Window {
	return inventory.Window{Since: until.AddDate(0, 0, -30), Until: until}
}

// serve starts a handler for the length of a test.
func serve(t testing.TB, h http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// analyze goes the whole way: tenant, Graph, evidence on disk, inventory.
func analyze(t testing.TB, tenant *samples.Tenant, until time.Time, opts samples.HandlerOptions) inventory.Inventory {
	t.Helper()
	sink := &memory{}
	coverage, err := connect(t, serve(t, tenant.Handler(opts))).Collect(context.Background(), lastThirtyDays(until), sink)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	writer, err := evidence.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	window := lastThirtyDays(until)
	formats := map[graph.Source]files.Format{
		graph.Organization: files.GraphOrganization, graph.SubscribedSKUs: files.GraphSKUs, graph.Users: files.GraphUsers,
		graph.InteractiveSignIns: files.GraphSignIns, graph.NonInteractiveSignIns: files.GraphSignIns,
	}
	n := 0
	for source, list := range sink.lists {
		n++
		f, err := writer.File(fmt.Sprintf("%d.jsonl", n), string(formats[source]), source.Origin)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(list.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := writer.Commit(evidence.Manifest{Kind: "collect", AsOf: until, Window: &window, Coverage: coverage}); err != nil {
		t.Fatal(err)
	}
	snapshots, err := evidence.List(dir)
	if err != nil {
		t.Fatal(err)
	}
	input, err := files.Load(snapshots, nil)
	if err != nil {
		t.Fatal(err)
	}
	input.AsOf = until
	return inventory.Analyze(input)
}

// TestInventorySaysWhatIsTrueOfTheSampleTenant compares every sender with what its maker says of it, for several seeds and dates.
func TestInventorySaysWhatIsTrueOfTheSampleTenant(t *testing.T) {
	senders, right := 0, map[string]int{}
	for _, until := range []time.Time{asOf, time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC)} {
		for seed := uint64(1); seed <= 2; seed++ {
			tenant := samples.New(seed, until)
			inv := analyze(t, tenant, until, samples.HandlerOptions{})
			found := map[string]inventory.Sender{}
			for _, s := range inv.Senders {
				found[s.UPN] = s
			}
			for _, want := range tenant.Truth() {
				got, ok := found[want.UPN]
				if !ok {
					t.Errorf("seed %d: %s (%s) is not among the senders", seed, want.UPN, want.Archetype)
					continue
				}
				delete(found, want.UPN)
				senders++
				check := func(what string, got, want any) {
					if got == want {
						right[what]++
					} else if what != "kind" {
						t.Errorf("seed %d: %v: %s is %v, want %v", seed, want, what, got, want)
					}
				}
				name := fmt.Sprintf("%s (%s) ", want.UPN, want.Archetype)
				check("verdict", name+string(got.Verdict), name+string(want.Verdict))
				check("kind", got.Kind, want.Kind)
				check("licence", name+string(got.License.State), name+string(want.LicenseState))
				check("finding", name+string(got.License.Finding), name+string(want.Finding))
				check("successes", name+fmt.Sprint(got.Successes), name+fmt.Sprint(want.Successes))
				check("failures", name+fmt.Sprint(got.Failures), name+fmt.Sprint(want.Failures))
				check("excluded", name+fmt.Sprint(got.Excluded.Records), name+fmt.Sprint(want.ExcludedRows))
			}
			for upn := range found {
				t.Errorf("seed %d: %s is a sender and should not be", seed, upn)
			}
		}
	}
	t.Logf("%d senders; right: %v", senders, right)
	if right["kind"]*10 < senders*9 {
		t.Errorf("kind is right for %d of %d senders, want 90 %%", right["kind"], senders)
	}
}
