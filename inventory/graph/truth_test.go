package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/inventory/graph"
	"unbasic/samples"
)

// memory is a store in memory. A run that is killed leaves in it what was kept, as a snapshot on a disk does.
type memory struct {
	mu         sync.Mutex
	pieces     []keptPiece
	open       int
	remembered map[string][]byte
	requests   []string
	// refuse is asked before each record; its error is what a disk says.
	refuse func() error
}

type keptPiece struct {
	graph.Piece
	text []byte
}

func (m *memory) Kept() []graph.Piece {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []graph.Piece
	for _, p := range m.pieces {
		list = append(list, p.Piece)
	}
	return list
}

func (m *memory) Records(p graph.Piece) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		m.mu.Lock()
		pieces := slices.Clone(m.pieces)
		m.mu.Unlock()
		for _, k := range pieces {
			if k.Source != p.Source || k.Scope != p.Scope || (k.Window == nil) != (p.Window == nil) || k.Window != nil && *k.Window != *p.Window {
				continue
			}
			for line := range bytes.Lines(k.text) {
				if !yield(bytes.TrimSuffix(line, []byte{'\n'}), nil) {
					return
				}
			}
		}
	}
}

func (m *memory) Draft(graph.Piece) (graph.Draft, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open++
	return &memoryDraft{memory: m}, nil
}

func (m *memory) Remember(name string, value any) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.remembered == nil {
		m.remembered = map[string][]byte{}
	}
	data, err := json.Marshal(value)
	m.remembered[name] = data
	return err
}

func (m *memory) Recall(name string, into any) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.remembered[name]
	if !ok {
		return false, nil
	}
	return true, json.Unmarshal(data, into)
}

type memoryDraft struct {
	memory *memory
	text   []byte
}

func (d *memoryDraft) Record(record []byte) error {
	if d.memory.refuse != nil {
		if err := d.memory.refuse(); err != nil {
			return err
		}
	}
	d.text = append(append(d.text, record...), '\n')
	return nil
}

func (d *memoryDraft) Whole(file []byte, _ int) error {
	d.text = append(d.text, file...)
	return nil
}

func (d *memoryDraft) Request(id string) {
	d.memory.mu.Lock()
	defer d.memory.mu.Unlock()
	d.memory.requests = append(d.memory.requests, id)
}

func (d *memoryDraft) Keep(p graph.Piece) error {
	d.memory.mu.Lock()
	defer d.memory.mu.Unlock()
	d.memory.open--
	d.memory.pieces = append(d.memory.pieces, keptPiece{p, d.text})
	return nil
}

func (d *memoryDraft) Drop() {
	d.memory.mu.Lock()
	defer d.memory.mu.Unlock()
	d.memory.open--
}

// rows counts the records of a source; text gives them in one order.
func (m *memory) rows(s graph.Source) int { return strings.Count(m.text(s), "\n") }

func (m *memory) text(s graph.Source) string {
	var lines []string
	for _, p := range m.pieces {
		if p.Source == s {
			lines = append(lines, slices.Collect(strings.Lines(string(p.text)))...)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// collect reads a server into a store.
func collect(t testing.TB, server *httptest.Server, store graph.Store, window inventory.Window) []inventory.Coverage {
	t.Helper()
	result, err := connect(t, server).Collect(context.Background(), graph.Request{Window: window, Now: window.Until}, store)
	if err != nil {
		t.Fatal(err)
	}
	return result.Coverage
}

// coverageOf gives the entry of a source.
func coverageOf(t testing.TB, coverage []inventory.Coverage, s graph.Source) inventory.Coverage {
	t.Helper()
	for _, c := range coverage {
		if c.Source == s.Name && c.Part == s.Part {
			return c
		}
	}
	t.Fatalf("nothing is said of %s %s", s.Name, s.Part)
	return inventory.Coverage{}
}

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

// analyze goes the whole way: tenant, Graph, evidence on disk, inventory. Exports are imported besides.
func analyze(t testing.TB, tenant *samples.Tenant, until time.Time, opts samples.HandlerOptions, exports ...samples.Export) inventory.Inventory {
	t.Helper()
	store := &memory{}
	window := lastThirtyDays(until)
	coverage := collect(t, serve(t, tenant.Handler(opts)), store, window)
	dir := t.TempDir()
	writer, err := evidence.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	formats := map[graph.Source]files.Format{
		graph.Organization: files.GraphOrganization, graph.SubscribedSKUs: files.GraphSKUs, graph.Users: files.GraphUsers,
		graph.Subscriptions: files.GraphSubscriptions, graph.LicenseGroups: files.GraphGroups,
		graph.DeletedUsers: files.GraphDeletedUsers, graph.MailboxPurpose: files.GraphMailboxPurposes, graph.EmailAppUsage: files.EmailAppUsageCSV,
		graph.InteractiveSignIns: files.GraphSignIns, graph.NonInteractiveSignIns: files.GraphSignIns, graph.ModernSignIns: files.GraphSignIns,
		graph.LicenseGroups: files.GraphGroups, graph.ConditionalAccess: files.GraphConditionalAccess, graph.SecurityDefaults: files.GraphSecurityDefaults,
		graph.PolicyMembers:   files.GraphPolicyMembers,
		graph.MFARegistration: files.GraphMFARegistration, graph.MailResources: files.GraphMailPermissions, graph.MailAssignments: files.GraphMailPermissions,
		graph.MailGrants: files.GraphMailPermissions, graph.MailHolders: files.GraphMailPermissions, graph.MailApplications: files.GraphMailPermissions,
	}
	for n, piece := range store.pieces {
		format, read := formats[piece.Source]
		if !read {
			continue
		}
		f, err := writer.File(fmt.Sprintf("%d.jsonl", n), string(format), piece.Origin)
		if err != nil {
			t.Fatal(err)
		}
		f.About(piece.Source.Name, piece.Source.Part)
		f.CountRecords(piece.Records)
		if _, err := f.Write(piece.text); err != nil {
			t.Fatal(err)
		}
	}
	organization, err := files.DecodeTenant([]byte(store.text(graph.Organization)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Commit(evidence.Manifest{Kind: "collect", AsOf: until, Tenant: organization, Window: &window, Coverage: coverage}); err != nil {
		t.Fatal(err)
	}
	if len(exports) > 0 {
		importExports(t, tenant, dir, until, exports)
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

// importExports keeps exports as a snapshot of imported files.
func importExports(t testing.TB, tenant *samples.Tenant, dir string, at time.Time, exports []samples.Export) {
	t.Helper()
	writer, err := evidence.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	var coverage []inventory.Coverage
	for _, export := range exports {
		var content bytes.Buffer
		if err := tenant.WriteExport(&content, export, export.Containers()[0]); err != nil {
			t.Fatal(err)
		}
		format, err := files.Recognise(bytes.NewReader(content.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		f, err := writer.File(string(export), string(format), string(export))
		if err != nil {
			t.Fatal(err)
		}
		f.About(format.Source(), string(export))
		if _, err := f.Write(content.Bytes()); err != nil {
			t.Fatal(err)
		}
		coverage = append(coverage, inventory.Coverage{Source: format.Source(), Part: string(export), Status: inventory.CoverageComplete})
	}
	if _, err := writer.Commit(evidence.Manifest{Kind: "import", AsOf: at, Coverage: coverage}); err != nil {
		t.Fatal(err)
	}
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
				ends := time.Time{}
				if got.License.Ends != nil {
					ends = *got.License.Ends
				}
				check("licence's end", name+ends.String(), name+want.LicenseEnds.String())
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
