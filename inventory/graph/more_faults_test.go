package graph_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph"
	"unbasic/samples"
)

func mustURL(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil {
		panic(err)
	}
	return u
}

// span is a small Graph that keeps to the time of a filter, as otherTenant does not. Rows are an hour apart.
type span struct {
	rows     int
	pageSize int
	asked    atomic.Int64
}

func (s *span) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/signIns") {
		otherTenant(0).ServeHTTP(w, r)
		return
	}
	s.asked.Add(1)
	window := filterWindow(r)
	var rows []string
	for i := range s.rows {
		if at := asOf.Add(-time.Duration(i) * time.Hour); !at.Before(window.Since) && !at.After(window.Until) {
			rows = append(rows, fmt.Sprintf(`{"id":"row-%d","createdDateTime":%q,"userId":"2aaaaaaa-0000-4000-8000-000000000001","clientAppUsed":"Authenticated SMTP","status":{"errorCode":0}}`, i, at.Format(time.RFC3339)))
		}
	}
	var start int
	_, _ = fmt.Sscanf(r.URL.Query().Get("$skiptoken"), "from-%d", &start)
	end := min(start+s.pageSize, len(rows))
	next := ""
	if end < len(rows) {
		query := url.Values{"$filter": {r.URL.Query().Get("$filter")}, "$skiptoken": {fmt.Sprintf("from-%d", end)}}
		next = fmt.Sprintf(`"@odata.nextLink":"http://%s%s?%s",`, r.Host, r.URL.Path, query.Encode())
	}
	_, _ = fmt.Fprintf(w, `{%s"value":[%s]}`, next, strings.Join(rows[start:end], ","))
}

// TestSlicesShrinkAndTheFilterGoesLast: a server that times out on wide windows is asked for narrower ones; where even those time out with the filter, the
// filter goes, and the coverage says so.
func TestSlicesShrinkAndTheFilterGoesLast(t *testing.T) {
	timeout := func(w http.ResponseWriter) { errorAnswer(w, http.StatusGatewayTimeout, "Timeout") }
	for name, tc := range map[string]struct {
		times func(inventory.Window, bool) bool // out
		notes string
	}{
		"wide windows time out": {func(w inventory.Window, _ bool) bool { return w.Until.Sub(w.Since) > 20*time.Hour }, ""},
		"one hour times out with the filter": {func(w inventory.Window, filtered bool) bool {
			hour := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
			return filtered && w.Since.Before(hour.Add(time.Hour)) && w.Until.After(hour)
		}, "the filter on client apps timed out for 2026-11-20T0"},
	} {
		t.Run(name, func(t *testing.T) {
			store := &memory{}
			coverage := collect(t, serve(t, signInFault(&span{rows: 700, pageSize: 50}, func(_ int64, w http.ResponseWriter, r *http.Request) bool {
				if !tc.times(filterWindow(r), strings.Contains(r.URL.Query().Get("$filter"), "clientAppUsed")) {
					return false
				}
				timeout(w)
				return true
			})), store, lastThirtyDays(asOf))
			got := coverageOf(t, coverage, graph.InteractiveSignIns)
			if got.Status != inventory.CoverageComplete || store.rows(graph.InteractiveSignIns) != 700 || !strings.Contains(got.Note, tc.notes) || (got.Note == "") != (tc.notes == "") {
				t.Errorf("%d rows, coverage %+v", store.rows(graph.InteractiveSignIns), got)
			}
		})
	}
}

// TestPassingFaultsLoseNothing injects each fault into one in seven requests for sign-ins, so that it meets first pages, later pages and slices at work
// side by side.
func TestPassingFaultsLoseNothing(t *testing.T) {
	body := func(status int, header, value, text string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			if header != "" {
				w.Header().Set(header, value)
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
		}
	}
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request){
		"429 with Retry-After":       body(429, "Retry-After", "0.01", `{"error":{"code":"TooManyRequests","message":"x"}}`),
		"429 without":                body(429, "", "", ""),
		"500 JSON":                   body(500, "", "", `{"error":{"code":"InternalServerError"}}`),
		"502 HTML":                   body(502, "Content-Type", "text/html", "<html>"),
		"503 empty with Retry-After": body(503, "Retry-After", "0", ""),
		"503 empty":                  body(503, "", "", ""),
		"504 HTML":                   body(504, "Content-Type", "text/html", "<html>"),
		"cut body":                   func(w http.ResponseWriter, _ *http.Request) { cutBody(w) },
		"connection reset":           func(w http.ResponseWriter, _ *http.Request) { reset(w) },
		"empty skiptoken":            body(400, "", "", `{"error":{"code":"BadRequest","message":"Invalid Skip Token, skip token is null"}}`),
		"slow body": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"value":[`)
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
		},
		"unknown fields and words": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"value":[],"new":{"a":["unknownFutureValue"]},"@odata.nextLink":"http://`+r.Host+r.URL.Path+`?`+r.URL.RawQuery+`&again=1"}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			store := &memory{}
			faulty := signInFault(&span{rows: 700, pageSize: 20}, func(n int64, w http.ResponseWriter, r *http.Request) bool {
				if n%7 != 3 || r.URL.Query().Has("again") || name == "empty skiptoken" && !r.URL.Query().Has("$skiptoken") {
					return false
				}
				fault(w, r)
				return true
			})
			server := serve(t, faulty)
			client, err := graph.Connect(context.Background(), graph.Options{GraphURL: server.URL, AccessToken: "secret-token", Environment: func(string) string { return "" },
				Log: slog.New(slog.NewTextHandler(io.Discard, nil)), UserAgent: "unbasic/test", Backoff: time.Millisecond, Stall: 300 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			result, err := client.Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, store)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []graph.Source{graph.InteractiveSignIns, graph.NonInteractiveSignIns} {
				got := coverageOf(t, result.Coverage, s)
				if distinct := distinctRows(store, s); got.Status != inventory.CoverageComplete || distinct != 700 {
					t.Errorf("%d rows, coverage %+v", distinct, got)
				}
			}
		})
	}
}

func distinctRows(m *memory, s graph.Source) int {
	seen := map[string]bool{}
	for line := range strings.Lines(m.text(s)) {
		seen[line] = true
	}
	return len(seen)
}

// TestAPageThatRepeatsIsReadAgainSmaller: a server whose paging goes wrong where there are more than two pages is read in smaller slices.
func TestAPageThatRepeatsIsReadAgainSmaller(t *testing.T) {
	store := &memory{}
	coverage := collect(t, serve(t, signInFault(&span{rows: 400, pageSize: 20}, func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		token := r.URL.Query().Get("$skiptoken")
		if token != "from-40" {
			return false
		}
		// The second page once more, with another link.
		again := r.Clone(r.Context())
		query := again.URL.Query()
		query.Set("$skiptoken", "from-20")
		again.URL.RawQuery = query.Encode()
		recorder := httptest.NewRecorder()
		(&span{rows: 400, pageSize: 20}).ServeHTTP(recorder, again)
		_, _ = w.Write(bytes.ReplaceAll(recorder.Body.Bytes(), []byte("from-40"), []byte("from-60")))
		return true
	})), store, lastThirtyDays(asOf))
	got := coverageOf(t, coverage, graph.InteractiveSignIns)
	if got.Status != inventory.CoverageComplete || store.rows(graph.InteractiveSignIns) != 400 {
		t.Errorf("%d rows, coverage %+v", store.rows(graph.InteractiveSignIns), got)
	}
}

// TestARecordWithoutATimeIsNotLostWithItsSlice: the slice that has it fails behind it and is read again.
func TestARecordWithoutATimeIsNotLostWithItsSlice(t *testing.T) {
	var n atomic.Int64
	store := &memory{}
	collect(t, serve(t, signInFault(&span{rows: 40, pageSize: 20}, func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		filter := r.URL.Query().Get("$filter")
		if !strings.Contains(filter, "'interactiveUser')") || filterWindow(r).Until != asOf {
			return false
		}
		if r.URL.Query().Has("odd") {
			if n.Add(1) < 2 {
				errorAnswer(w, http.StatusBadRequest, "DirectoryPageTokenNotFoundException")
				return true
			}
			_, _ = io.WriteString(w, `{"value":[]}`)
			return true
		}
		_, _ = fmt.Fprintf(w, `{"value":[{"id":"odd"}],"@odata.nextLink":"http://%s%s?%s&odd=1"}`, r.Host, r.URL.Path, r.URL.RawQuery)
		return true
	})), store, lastThirtyDays(asOf))
	if n.Load() < 2 || strings.Count(store.text(graph.InteractiveSignIns), `"odd"`) != 1 {
		t.Errorf("%d tries, kept is %q", n.Load(), store.text(graph.InteractiveSignIns))
	}
}

// TestV1WhereBetaIsRefused: interactive sign-ins come from v1.0 then, and what that can't see is said.
func TestV1WhereBetaIsRefused(t *testing.T) {
	tenant := tenantOf(1)
	store := &memory{}
	coverage := collect(t, serve(t, signInFault(tenant.Handler(samples.HandlerOptions{}), func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/beta/") {
			return false
		}
		errorAnswer(w, http.StatusNotFound, "ResourceNotFound")
		return true
	})), store, lastThirtyDays(asOf))
	got := coverageOf(t, coverage, graph.InteractiveSignIns)
	if got.Status != inventory.CoverageComplete || got.Records < 1000 || !strings.Contains(got.Note, "this is v1.0") {
		t.Errorf("coverage is %+v", got)
	}
	for _, s := range []graph.Source{graph.NonInteractiveSignIns, graph.ServicePrincipalSignIns} {
		if got := coverageOf(t, coverage, s); got.Status != inventory.CoverageNotAvailable || !strings.Contains(got.Reason, "only /beta") {
			t.Errorf("coverage is %+v", got)
		}
	}
	for _, piece := range store.pieces {
		if piece.Source == graph.InteractiveSignIns && (piece.Scope == graph.ScopeLegacy || !strings.HasPrefix(piece.Origin, "/v1.0/")) {
			t.Errorf("a piece is of %s, %s", piece.Origin, piece.Scope)
		}
	}
	if strings.Contains(store.text(graph.InteractiveSignIns), "authenticationProtocol") {
		t.Error("the rows are beta's")
	}
}

// TestEverySourceFailsOnItsOwn refuses one source after the other; the others are read.
func TestEverySourceFailsOnItsOwn(t *testing.T) {
	tenant := tenantOf(1)
	for path, source := range map[string]graph.Source{
		"/v1.0/domains": graph.Domains, "/v1.0/subscribedSkus": graph.SubscribedSKUs, "/v1.0/directory/subscriptions": graph.Subscriptions, "/v1.0/users": graph.Users,
		"/v1.0/directory/deletedItems/microsoft.graph.user": graph.DeletedUsers, "/v1.0/groups/" + groupOfLicences(t, tenant): graph.LicenseGroups, "/transitiveMembers": graph.PolicyMembers,
		"/v1.0/reports/getEmailAppUsageUserDetail": graph.EmailAppUsage, "/v1.0/reports/getMailboxUsageDetail": graph.MailboxUsage,
		"/v1.0/reports/getEmailActivityUserDetail": graph.EmailActivity, "/userPurpose": graph.MailboxPurpose,
		"/v1.0/identity/conditionalAccess/policies": graph.ConditionalAccess, "/v1.0/policies/": graph.SecurityDefaults,
		"/v1.0/reports/authenticationMethods": graph.MFARegistration, "/appRoleAssignedTo": graph.MailAssignments,
		"/v1.0/oauth2PermissionGrants": graph.MailGrants, "/v1.0/applications": graph.MailApplications, "/v1.0/admin/exchange": graph.MessageTraces,
	} {
		t.Run(source.Name+source.Part, func(t *testing.T) {
			server := serve(t, tenant.Handler(samples.HandlerOptions{Fault: func(r *http.Request) (int, string, string, http.Header) {
				if strings.HasPrefix(r.URL.Path, path) || !strings.HasPrefix(path, "/v1.0") && strings.HasSuffix(r.URL.Path, path) {
					return http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", nil
				}
				return 0, "", "", nil
			}}))
			coverage := collect(t, server, &memory{}, lastThirtyDays(asOf))
			for _, c := range coverage {
				refused := c.Source == source.Name && c.Part == source.Part
				switch {
				case refused && (c.Status != inventory.CoverageNotPermitted || !strings.Contains(c.Reason, "request id") || !strings.Contains(c.Reason, "grant the application")):
					t.Errorf("%s %s is %s: %s", c.Source, c.Part, c.Status, c.Reason)
				case !refused && c.Status != inventory.CoverageComplete && source != graph.Users && !strings.Contains(c.Source, "mailPermissions") &&
					(source != graph.ConditionalAccess || c.Source != graph.PolicyMembers.Name):
					t.Errorf("%s %s is %s too: %s", c.Source, c.Part, c.Status, c.Reason)
				}
			}
		})
	}
}

// TestSampleTenantIsReadWhole: with nothing in the way every source is complete and has records.
func TestSampleTenantIsReadWhole(t *testing.T) {
	store := &memory{}
	coverage := collect(t, serve(t, tenantOf(1).Handler(samples.HandlerOptions{})), store, lastThirtyDays(asOf))
	for _, c := range coverage {
		if c.Status != inventory.CoverageComplete || c.Records == 0 || c.Reason != "" {
			t.Errorf("%s %s is %s with %d records: %s %s", c.Source, c.Part, c.Status, c.Records, c.Reason, c.Note)
		}
	}
	if len(coverage) != 25 {
		t.Errorf("%d sources are told of", len(coverage))
	}
	if strings.Contains(store.text(graph.MessageTraces), "subject") {
		t.Error("the subjects of messages are kept")
	}
}

// TestReportsGoWithoutTheToken serves reports from another host, which must see no token, and conceals names.
func TestReportsGoWithoutTheToken(t *testing.T) {
	tenant := tenantOf(1)
	var visits, tokens atomic.Int64
	handler := tenant.Handler(samples.HandlerOptions{})
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visits.Add(1)
		if r.Header.Get("Authorization") != "" {
			tokens.Add(1)
		}
		handler.ServeHTTP(w, r)
	}))
	coverage := collect(t, serve(t, tenant.Handler(samples.HandlerOptions{ReportsURL: other.URL})), &memory{}, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.EmailAppUsage); got.Status != inventory.CoverageComplete || visits.Load() != 3 || tokens.Load() != 0 {
		t.Errorf("%d visits, %d with a token, coverage %+v", visits.Load(), tokens.Load(), got)
	}
	coverage = collect(t, serve(t, tenant.Handler(samples.HandlerOptions{ConcealNames: true})), &memory{}, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.EmailAppUsage); got.Status != inventory.CoveragePartial || !strings.Contains(got.Reason, "names are concealed") || !strings.Contains(got.Reason, "displayConcealedNames is on") {
		t.Errorf("coverage of concealed names is %+v", got)
	}
	// A report host in plain http that is not this machine gets nothing.
	coverage = collect(t, serve(t, tenant.Handler(samples.HandlerOptions{ReportsURL: "http://reports.example.com"})), &memory{}, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.EmailAppUsage); got.Status != inventory.CoverageMissing || strings.Contains(got.Reason, "signature") {
		t.Errorf("coverage is %+v", got)
	}
}

// TestPartsOfABatchAreAskedForAgain throttles every second part of a batch once.
func TestPartsOfABatchAreAskedForAgain(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]int{}
	store := &memory{}
	coverage := collect(t, serve(t, tenantOf(1).Handler(samples.HandlerOptions{Fault: func(r *http.Request) (int, string, string, http.Header) {
		if !strings.HasSuffix(r.URL.Path, "/userPurpose") {
			return 0, "", "", nil
		}
		mu.Lock()
		defer mu.Unlock()
		if seen[r.URL.Path]++; seen[r.URL.Path] == 1 && len(seen)%2 == 0 {
			return http.StatusTooManyRequests, "TooManyRequests", "wait", http.Header{"Retry-After": {"0"}}
		}
		return 0, "", "", nil
	}})), store, lastThirtyDays(asOf))
	got := coverageOf(t, coverage, graph.MailboxPurpose)
	if got.Status != inventory.CoverageComplete || got.Records != len(seen) || store.rows(graph.MailboxPurpose) != len(seen) || len(seen) < 21 {
		t.Errorf("%d accounts, coverage %+v", len(seen), got)
	}
}

// TestRevocationEndsTheRunAndTheNextOneGoesOn: 401 in the middle is no gap but the end, with what was read kept.
func TestRevocationEndsTheRunAndTheNextOneGoesOn(t *testing.T) {
	var n atomic.Int64
	var revoked atomic.Bool
	revoked.Store(true)
	inner := &span{rows: 700, pageSize: 20}
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/signIns") && revoked.Load() && n.Add(1) > 40 {
			errorAnswer(w, http.StatusUnauthorized, "InvalidAuthenticationToken")
			return
		}
		inner.ServeHTTP(w, r)
	}))
	store := &memory{}
	_, err := connect(t, server).Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, store)
	if !errors.Is(err, graph.ErrSignIn) || !strings.Contains(err.Error(), "request id") || len(store.pieces) < 2 {
		t.Fatalf("%d pieces, error is %v", len(store.pieces), err)
	}
	revoked.Store(false)
	coverage := collect(t, server, store, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.InteractiveSignIns); got.Status != inventory.CoverageComplete || store.rows(graph.InteractiveSignIns) != 700 {
		t.Errorf("%d rows, coverage %+v", store.rows(graph.InteractiveSignIns), got)
	}
}

// TestATokenThatExpiresOnceIsTriedAgain: the credential is asked before each request, so that a new token is used when there is one.
func TestATokenThatExpiresOnceIsTriedAgain(t *testing.T) {
	var n atomic.Int64
	inner := &span{rows: 100, pageSize: 20}
	coverage := collect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/signIns") && n.Add(1)%7 == 0 {
			errorAnswer(w, http.StatusUnauthorized, "InvalidAuthenticationToken")
			return
		}
		inner.ServeHTTP(w, r)
	})), &memory{}, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.InteractiveSignIns); got.Status != inventory.CoverageComplete || got.Records != 100 {
		t.Errorf("coverage is %+v", got)
	}
}

// TestClockSkewIsSaidAndFollowed: the window ends by the server's clock, whichever way this machine's is wrong.
func TestClockSkewIsSaidAndFollowed(t *testing.T) {
	for _, ahead := range []time.Duration{-3 * time.Hour, 2 * time.Hour} {
		inner := &span{rows: 10, pageSize: 20}
		server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", time.Now().Add(ahead).UTC().Format(http.TimeFormat))
			inner.ServeHTTP(w, r)
		}))
		now := time.Now().UTC().Truncate(time.Second)
		result, err := connect(t, server).Collect(context.Background(), graph.Request{Window: lastThirtyDays(now), Now: now, FollowServer: true}, &memory{})
		if err != nil {
			t.Fatal(err)
		}
		if off := result.Window.Until.Sub(now.Add(ahead)); off < -5*time.Second || off > 5*time.Second || result.Skew.Round(time.Minute) != ahead {
			t.Errorf("server is %s ahead: skew %s, window ends %s after", ahead, result.Skew, off)
		}
		if got := coverageOf(t, result.Coverage, graph.InteractiveSignIns); !got.Until.Equal(result.Window.Until) {
			t.Errorf("coverage is %+v", got)
		}
	}
}

// TestBeyondTheLogIsSaid: what lies further back than Entra keeps is no silence.
func TestBeyondTheLogIsSaid(t *testing.T) {
	coverage := collect(t, serve(t, &span{rows: 700, pageSize: 50}), &memory{}, inventory.Window{Since: asOf.AddDate(0, 0, -90), Until: asOf})
	got := coverageOf(t, coverage, graph.InteractiveSignIns)
	if got.Status != inventory.CoveragePartial || len(got.Gaps) != 1 || !got.Gaps[0].Until.Equal(asOf.AddDate(0, 0, -30)) || !strings.Contains(got.Reason, "no sign of quiet") {
		t.Errorf("coverage is %+v", got)
	}
	// A log that goes further back is believed.
	coverage = collect(t, serve(t, &span{rows: 24 * 60, pageSize: 50}), &memory{}, inventory.Window{Since: asOf.AddDate(0, 0, -90), Until: asOf})
	if got := coverageOf(t, coverage, graph.InteractiveSignIns); got.Records != 24*60 || !got.Gaps[0].Until.Equal(asOf.Add(-time.Hour*(24*60-1))) {
		t.Errorf("coverage is %+v", got)
	}
}

// TestARowThatComesLateIsFoundNextTime: a row of an hour ago is not there at first; the day that is read again has it.
func TestARowThatComesLateIsFoundNextTime(t *testing.T) {
	late := &span{rows: 30, pageSize: 50}
	var hide atomic.Bool
	hide.Store(true)
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		late.ServeHTTP(recorder, r)
		body := recorder.Body.String()
		if hide.Load() {
			body = strings.Replace(body, `{"id":"row-1",`, `{"id":"row-0",`, 1)
		}
		_, _ = io.WriteString(w, body)
	}))
	request := graph.Request{Window: lastThirtyDays(asOf), Now: asOf}
	first := &memory{}
	collect(t, server, first, request.Window)
	hide.Store(false)
	request.Covered = func(s graph.Source, _ string) []inventory.Window {
		return []inventory.Window{{Since: request.Window.Since, Until: asOf.AddDate(0, 0, -1)}}
	}
	request.Earlier = func(s graph.Source) iter.Seq2[[]byte, error] {
		return func(yield func([]byte, error) bool) {
			for line := range strings.Lines(first.text(s)) {
				if !yield([]byte(line), nil) {
					return
				}
			}
		}
	}
	second := &memory{}
	if _, err := connect(t, server).Collect(context.Background(), request, second); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(first.text(graph.InteractiveSignIns), `"row-1"`) || !strings.Contains(second.text(graph.InteractiveSignIns), `"row-1"`) || second.rows(graph.InteractiveSignIns) != 25 {
		t.Errorf("the second run has %d rows", second.rows(graph.InteractiveSignIns))
	}
}

// TestAllSignIns asks without a filter on client apps.
func TestAllSignIns(t *testing.T) {
	tenant := tenantOf(1)
	legacy, all := &memory{}, &memory{}
	server := serve(t, tenant.Handler(samples.HandlerOptions{}))
	collect(t, server, legacy, lastThirtyDays(asOf))
	if _, err := connect(t, server).Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf, AllSignIns: true}, all); err != nil {
		t.Fatal(err)
	}
	if few, many := legacy.rows(graph.InteractiveSignIns), all.rows(graph.InteractiveSignIns); few >= many || strings.Contains(legacy.text(graph.InteractiveSignIns), `"Browser"`) {
		t.Errorf("%d rows of legacy apps, %d of all", few, many)
	}
}

// TestCheck says of each source whether it can be read, what the token has, and what to do.
func TestCheck(t *testing.T) {
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"appid":"00000000-0000-0000-0000-000000000001","tid":"t","idtyp":"app","roles":["AuditLog.Read.All","User.Read.All"],"exp":2000000000}`))
	server := serve(t, tenantOf(1).Handler(samples.HandlerOptions{Fault: func(r *http.Request) (int, string, string, http.Header) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/signIns"):
			return http.StatusForbidden, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "Neither tenant is B2C or tenant doesn't have premium license", nil
		case strings.Contains(r.URL.Path, "/admin/exchange"):
			return http.StatusNotFound, "ResourceNotFound", "Resource not found for the segment 'exchange'.", nil
		case strings.Contains(r.URL.Path, "/identity/"):
			return http.StatusForbidden, "AccessDenied", "You cannot perform the requested operation, required scopes are missing in the token.", nil
		}
		return 0, "", "", nil
	}}))
	client, err := graph.Connect(context.Background(), graph.Options{GraphURL: server.URL, AccessToken: "h." + claims + ".s", Environment: func(string) string { return "" },
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), UserAgent: "unbasic/test", Backoff: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if a := client.Access(); a == nil || !a.Application || strings.Join(a.Permissions, " ") != "AuditLog.Read.All User.Read.All" {
		t.Errorf("access is %+v", a)
	}
	readings, err := client.Check(context.Background(), asOf)
	if err != nil {
		t.Fatal(err)
	}
	want := map[graph.Source]inventory.CoverageStatus{
		graph.InteractiveSignIns: inventory.CoverageNotLicensed, graph.NonInteractiveSignIns: inventory.CoverageNotLicensed,
		graph.ServicePrincipalSignIns: inventory.CoverageNotLicensed, graph.ModernSignIns: inventory.CoverageNotLicensed,
		graph.MessageTraces: inventory.CoverageNotAvailable, graph.ConditionalAccess: inventory.CoverageNotPermitted,
	}
	for _, r := range readings {
		status, fails := want[r.Source]
		if !fails {
			status = inventory.CoverageComplete
		}
		if r.Status != status || fails != (r.Next != "") || r.Gives.En == "" || r.Gives.Ja == "" || len(r.Permissions) == 0 || r.Granted == nil {
			t.Errorf("%+v, want %s", r, status)
		}
		if r.Source == graph.Users && !*r.Granted || r.Source == graph.Domains && *r.Granted {
			t.Errorf("%s: granted is %v", r.Source.Name, *r.Granted)
		}
	}
	if len(readings) != 25 {
		t.Errorf("%d sources", len(readings))
	}
}

// groupOfLicences gives the id of the group that gives licences.
func groupOfLicences(t *testing.T, tenant *samples.Tenant) string {
	t.Helper()
	store := &memory{}
	collect(t, serve(t, tenant.Handler(samples.HandlerOptions{})), store, lastThirtyDays(asOf))
	var group struct{ ID string }
	if err := json.Unmarshal([]byte(store.text(graph.LicenseGroups)), &group); err != nil {
		t.Fatal(err)
	}
	return group.ID
}
