package graph_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// queries records what sign-ins were asked for: part and span.
type queries struct {
	next http.Handler
	mu   sync.Mutex
	seen map[string]int
}

func (q *queries) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/signIns") && !r.URL.Query().Has("$skiptoken") {
		q.mu.Lock()
		if q.seen == nil {
			q.seen = map[string]int{}
		}
		q.seen[r.URL.Query().Get("$filter")]++
		q.mu.Unlock()
	}
	q.next.ServeHTTP(w, r)
}

// filters are the queries so far. Requests that were broken off may still arrive.
func (q *queries) filters() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Collect(maps.Keys(q.seen))
}

// piecesOf are the pieces of a store as text, in order.
func piecesOf(m *memory) []string {
	var list []string
	for _, p := range m.pieces {
		window := ""
		if p.Window != nil {
			window = p.Window.Since.Format(time.RFC3339) + " to " + p.Window.Until.Format(time.RFC3339)
		}
		list = append(list, fmt.Sprintf("%v %s %s %d\n%s", p.Source, p.Scope, window, p.Records, p.text))
	}
	slices.Sort(list)
	return list
}

// TestAKilledRunGoesOn ends runs at many points, by a full disk and by an interrupt, until one comes through. What is kept then is what an undisturbed
// run keeps, to the byte, and no slice that was done was asked for again.
func TestAKilledRunGoesOn(t *testing.T) {
	server := serve(t, tenantOf(3).Handler(samples.HandlerOptions{PageSize: 100}))
	request := graph.Request{Window: lastThirtyDays(asOf), Now: asOf}
	undisturbed := &memory{}
	want, err := connect(t, server).Collect(context.Background(), request, undisturbed)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 2))
	for _, way := range []string{"full disk", "interrupt"} {
		t.Run(way, func(t *testing.T) {
			for range 3 {
				store, runs := &memory{}, 0
				for ; ; runs++ {
					ctx, cancel := context.WithCancel(context.Background())
					left := 1 + random.IntN(3000)
					var mu sync.Mutex
					store.refuse = func() error {
						mu.Lock()
						defer mu.Unlock()
						if left--; left > 0 || runs > 40 {
							return nil
						}
						if way == "interrupt" {
							cancel()
							return nil
						}
						return errFull
					}
					var done []string // what queries for them would begin with
					for _, p := range store.Kept() {
						if p.Scope == graph.ScopeLegacy {
							done = append(done, fmt.Sprintf("createdDateTime ge %s and createdDateTime le %s and signInEventTypes/any(t: t eq '%s') and (clientAppUsed",
								p.Window.Since.Format(time.RFC3339), p.Window.Until.Format(time.RFC3339), p.Source.Part))
						}
					}
					log := &queries{next: server.Config.Handler}
					got, err := connect(t, serve(t, log)).Collect(ctx, request, store)
					cancel()
					for _, filter := range log.filters() {
						for _, query := range done {
							if strings.HasPrefix(filter, query) {
								t.Errorf("%s… was done and is asked for again", query)
							}
						}
					}
					if err == nil {
						if diff := cmp.Diff(want.Coverage, got.Coverage); diff != "" {
							t.Errorf("coverage (-undisturbed +resumed):\n%s", diff)
						}
						break
					}
					if !errors.Is(err, errFull) && !errors.Is(err, context.Canceled) {
						t.Fatal(err)
					}
					if store.open != 0 {
						t.Errorf("%d drafts are neither kept nor dropped", store.open)
					}
				}
				if runs < 2 {
					t.Errorf("it came through after %d runs: the test ends none in the middle", runs)
				}
				if diff := cmp.Diff(piecesOf(undisturbed), piecesOf(store)); diff != "" {
					t.Errorf("after %d runs the pieces differ (-undisturbed +resumed):\n%.2000s", runs, diff)
				}
			}
		})
	}
}

// TestAnotherTenantDoesNotGoOn: an interrupted run of one tenant is not filled up with another's records.
func TestAnotherTenantDoesNotGoOn(t *testing.T) {
	store := &memory{}
	request := graph.Request{Window: lastThirtyDays(asOf), Now: asOf}
	var n atomic.Int64
	store.refuse = func() error {
		if n.Add(1) > 300 {
			return errFull
		}
		return nil
	}
	if _, err := connect(t, serve(t, tenantOf(1).Handler(samples.HandlerOptions{}))).Collect(context.Background(), request, store); !errors.Is(err, errFull) {
		t.Fatalf("error is %v", err)
	}
	store.refuse = nil
	_, err := connect(t, serve(t, tenantOf(2).Handler(samples.HandlerOptions{}))).Collect(context.Background(), request, store)
	if !errors.Is(err, graph.ErrOtherTenant) {
		t.Errorf("error is %v, want %v", err, graph.ErrOtherTenant)
	}
	request.TenantID = "0aaaaaaa-0000-4000-8000-000000000009"
	if _, err := connect(t, serve(t, otherTenant(1))).Collect(context.Background(), request, &memory{}); !errors.Is(err, graph.ErrOtherTenant) {
		t.Errorf("error is %v, want %v", err, graph.ErrOtherTenant)
	}
}

// TestOnlyWhatIsNewIsRead: what earlier snapshots hold is not asked for, and a row that came late is found in the day that is read again.
func TestOnlyWhatIsNewIsRead(t *testing.T) {
	tenant := tenantOf(1)
	held := []inventory.Window{{Since: asOf.AddDate(0, 0, -20), Until: asOf.AddDate(0, 0, -10)}, {Since: asOf.AddDate(0, 0, -8), Until: asOf.AddDate(0, 0, -1)}}
	store, log := &memory{}, &queries{next: tenant.Handler(samples.HandlerOptions{})}
	result, err := connect(t, serve(t, log)).Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf,
		Covered: func(s graph.Source, _ string) []inventory.Window {
			if s == graph.InteractiveSignIns {
				return held
			}
			return nil
		}}, store)
	if err != nil {
		t.Fatal(err)
	}
	var spans []string
	for _, c := range result.Coverage {
		if c.Part == "interactiveUser" {
			spans = append(spans, c.Since.Format(time.DateOnly)+" "+c.Until.Format(time.DateOnly)+" "+string(c.Status))
		}
	}
	if diff := cmp.Diff([]string{"2026-10-24 2026-11-03 complete", "2026-11-13 2026-11-15 complete", "2026-11-22 2026-11-23 complete"}, spans); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
	for _, filter := range log.filters() {
		w := filterWindow(&http.Request{URL: mustURL("?$filter=" + strings.ReplaceAll(filter, " ", "%20"))})
		for _, h := range held {
			if strings.Contains(filter, "'interactiveUser')") && w.Since.Before(h.Until) && w.Until.After(h.Since) {
				t.Errorf("%s is held and asked for again", filter)
			}
		}
	}
}
