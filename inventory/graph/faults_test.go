package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// lists is a small Graph of its own: it serves the same entries to every request for a path, in pages, and knows no filter. It shares no
// code and no data with the sample tenant.
type lists struct {
	pageSize int
	entries  map[string][]string // by the end of the path
}

func (l lists) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for path, entries := range l.entries {
		if !strings.HasSuffix(r.URL.Path, path) {
			continue
		}
		var start int
		_, _ = fmt.Sscanf(r.URL.Query().Get("$skiptoken"), "from-%d", &start)
		end := min(start+l.pageSize, len(entries))
		next := ""
		if end < len(entries) {
			next = fmt.Sprintf(`"@odata.nextLink":"http://%s%s?$skiptoken=from-%d",`, r.Host, r.URL.Path, end)
		}
		w.Header().Set("request-id", fmt.Sprintf("page-%s-%d", path, start))
		_, _ = fmt.Fprintf(w, `{"@odata.context":"somewhere",%s"value":[%s],"somethingNew":{"a":[1]}}`, next, strings.Join(entries[start:end], ","))
		return
	}
	http.Error(w, `{"error":{"code":"ResourceNotFound","message":"Resource not found."}}`, http.StatusNotFound)
}

func otherTenant(rows int) lists {
	l := lists{pageSize: 7, entries: map[string][]string{
		"/organization":   {`{"id":"0aaaaaaa-0000-4000-8000-000000000001","displayName":"Example","newThing":true}`},
		"/subscribedSkus": {`{"skuId":"1aaaaaaa-0000-4000-8000-000000000001","skuPartNumber":"NEW_SKU"}`},
		"/users":          {`{"id":"2aaaaaaa-0000-4000-8000-000000000001","userPrincipalName":"a@example.com"}`},
		"/signIns":        {},
	}}
	for i := range rows {
		at := asOf.Add(-time.Duration(i) * time.Hour).Format(time.RFC3339Nano)
		l.entries["/signIns"] = append(l.entries["/signIns"], fmt.Sprintf(
			"{\n\"id\":\"row-%d\",\"createdDateTime\":%q,\"userId\":\"2aaaaaaa-0000-4000-8000-000000000001\",\"clientAppUsed\":\"Authenticated SMTP\",\"brandNew\":{\"x\":[null,%d]},\"status\":{\"errorCode\":0}}", i, at, i))
	}
	return l
}

// smallSources are the sources of the small Graph.
var smallSources = []graph.Source{graph.Organization, graph.SubscribedSKUs, graph.Users, graph.InteractiveSignIns, graph.NonInteractiveSignIns}

// TestEachRecordIsKeptOnceAndAsServed reads a server that ignores every filter, so that each slice and each part gives all rows again.
func TestEachRecordIsKeptOnceAndAsServed(t *testing.T) {
	for _, rows := range []int{0, 1, 7, 8, 100} {
		for _, pageSize := range []int{1, 7, 1000} {
			tenant := otherTenant(rows)
			tenant.pageSize = pageSize
			store := &memory{}
			coverage := collect(t, serve(t, tenant), store, lastThirtyDays(asOf))
			for _, s := range smallSources {
				if c := coverageOf(t, coverage, s); c.Status != inventory.CoverageComplete {
					t.Errorf("%d rows: %s %s is %s: %s", rows, c.Source, c.Part, c.Status, c.Reason)
				}
			}
			if got := store.rows(graph.InteractiveSignIns); got != rows {
				t.Errorf("%d rows in pages of %d: %d are kept", rows, pageSize, got)
			}
			if rows > 0 {
				var want, got any
				first, _, _ := strings.Cut(store.text(graph.InteractiveSignIns), "\n")
				if err := errors.Join(json.Unmarshal([]byte(tenant.entries["/signIns"][0]), &want), json.Unmarshal([]byte(first), &got)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("the record is not as it was served (-want +got):\n%s", diff)
				}
			}
		}
	}
}

// TestOddPageSizesGiveTheSameInventory reads the sample tenant in pages of several sizes.
func TestOddPageSizesGiveTheSameInventory(t *testing.T) {
	tenant := tenantOf(7)
	var want []byte
	for _, size := range []int{0, 37, 999} {
		inv := analyze(t, tenant, asOf, samples.HandlerOptions{PageSize: size})
		inv.Evidence = nil // other slices, other files
		got, err := json.Marshal(inv)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		} else if !bytes.Equal(want, got) {
			t.Errorf("pages of %d give another inventory", size)
		}
	}
}

// signInFault wraps the sample tenant: fault answers the nth request for sign-ins (counted from 1) and says whether it did.
func signInFault(next http.Handler, fault func(n int64, w http.ResponseWriter, r *http.Request) bool) http.Handler {
	var n atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/signIns") && fault(n.Add(1), w, r) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

func errorAnswer(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("request-id", "the-request-id")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"error":{"code":%q,"message":"injected","innerError":{"client-request-id":"c"}}}`, code)
}

// cutBody promises more than it sends.
func cutBody(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "100000")
	_, _ = io.WriteString(w, `{"value":[{"id":"half`)
}

// reset closes the connection in the middle of an answer.
func reset(w http.ResponseWriter) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		_ = conn.Close()
	}
}

// poisoned answers every query whose time touches the first hour of 10 November.
func poisoned(answer func(http.ResponseWriter, *http.Request)) func(int64, http.ResponseWriter, *http.Request) bool {
	hour := inventory.Window{Since: time.Date(2026, 11, 10, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 10, 1, 0, 0, 0, time.UTC)}
	return func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		asked := filterWindow(r)
		if !asked.Since.Before(hour.Until) || !asked.Until.After(hour.Since) {
			return false
		}
		answer(w, r)
		return true
	}
}

// filterWindow is the span that a query for sign-ins asks for.
func filterWindow(r *http.Request) (w inventory.Window) {
	words := strings.Fields(r.URL.Query().Get("$filter"))
	for i, word := range words {
		if i == 0 {
			continue
		}
		at, err := time.Parse(time.RFC3339, word)
		switch {
		case err != nil:
		case words[i-1] == "ge":
			w.Since = at
		case words[i-1] == "le":
			w.Until = at
		}
	}
	return w
}

// TestFaults injects what Graph and the way to it have been seen to do. Passing faults lose nothing; lasting ones are in the coverage.
func TestFaults(t *testing.T) {
	tenant := otherTenant(40)
	always := func(f func(http.ResponseWriter, *http.Request)) func(int64, http.ResponseWriter, *http.Request) bool {
		return func(_ int64, w http.ResponseWriter, r *http.Request) bool { f(w, r); return true }
	}
	at := func(when int64, f func(http.ResponseWriter, *http.Request)) func(int64, http.ResponseWriter, *http.Request) bool {
		return func(n int64, w http.ResponseWriter, r *http.Request) bool {
			if n != when {
				return false
			}
			f(w, r)
			return true
		}
	}
	answer := func(status int, code string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { errorAnswer(w, status, code) }
	}
	text := func(status int, contentType, body string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for name, tc := range map[string]struct {
		fault  func(int64, http.ResponseWriter, *http.Request) bool
		status inventory.CoverageStatus
		rows   int
		says   string
	}{
		"500 once":              {at(1, answer(500, "InternalServerError")), inventory.CoverageComplete, 40, ""},
		"502 with HTML once":    {at(3, text(502, "text/html", "<html>Bad gateway</html>")), inventory.CoverageComplete, 40, ""},
		"500 empty once":        {at(2, text(500, "", "")), inventory.CoverageComplete, 40, ""},
		"cut body once":         {at(2, func(w http.ResponseWriter, _ *http.Request) { cutBody(w) }), inventory.CoverageComplete, 40, ""},
		"connection reset":      {at(4, func(w http.ResponseWriter, _ *http.Request) { reset(w) }), inventory.CoverageComplete, 40, ""},
		"half a JSON once":      {at(2, text(200, "application/json", `{"value":[{"id":"row-0"`)), inventory.CoverageComplete, 40, ""},
		"empty answer once":     {at(2, text(200, "application/json", "")), inventory.CoverageComplete, 40, ""},
		"no premium by mistake": {at(1, answer(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant")), inventory.CoverageComplete, 40, ""},
		"throttled once": {at(2, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "0")
			errorAnswer(w, 429, "TooManyRequests")
		}), inventory.CoverageComplete, 40, ""},
		"stale page token": {at(2, answer(400, "DirectoryPageTokenNotFoundException")), inventory.CoverageComplete, 40, ""},

		"500 for ever":      {always(answer(500, "InternalServerError")), inventory.CoverageMissing, 0, "500 InternalServerError: injected (request id the-request-id)"},
		"no premium":        {always(answer(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant")), inventory.CoverageNotLicensed, 0, "unbasic import"},
		"not permitted":     {always(answer(403, "Authorization_RequestDenied")), inventory.CoverageNotPermitted, 0, "grant the application"},
		"not in this cloud": {always(answer(404, "ResourceNotFound")), inventory.CoverageNotAvailable, 0, "import an exported file"},
		"HTML":              {always(text(200, "text/html", "<!DOCTYPE html>")), inventory.CoverageMissing, 0, "text/html and not JSON"},
		"no list":           {always(text(200, "application/json", `{"id":"x"}`)), inventory.CoverageMissing, 0, "holds no list"},
		"records that are none are kept, once each": {always(text(200, "application/json", `{"value":["x",null,{"id":5},{"id":null,"a":1},"x",{"id":5}]}`)), inventory.CoverageComplete, 4, ""},
		"redirect": {always(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		}), inventory.CoverageMissing, 0, "leads to another address"},
		"relative next link": {func(_ int64, w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Query().Get("$skiptoken") != "" {
				return false
			}
			_, _ = io.WriteString(w, `{"value":[],"@odata.nextLink":"/beta/auditLogs/signIns?$skiptoken=from-0"}`)
			return true
		}, inventory.CoverageComplete, 40, ""},
		"byte order mark": {func(_ int64, w http.ResponseWriter, _ *http.Request) bool {
			_, _ = io.WriteString(w, "\xef\xbb\xbf{\"value\":[{\"id\":\"one\"}]}")
			return true
		}, inventory.CoverageComplete, 1, ""},
		"one hour fails for ever, the others are read": {poisoned(answer(500, "InternalServerError")), inventory.CoveragePartial, 40, "missing 2026-11-10T00:00:00Z to 2026-11-10T"},
		"the page after two fails for ever": {func(n int64, w http.ResponseWriter, r *http.Request) bool {
			if !strings.Contains(r.URL.RawQuery, "from-14") {
				return false
			}
			errorAnswer(w, 500, "InternalServerError")
			return true
		}, inventory.CoveragePartial, 14, "missing 2026-10-24T00:00:00Z to 2026-11-22T11:00:01Z: 500"},
		"list that never ends": {always(func(w http.ResponseWriter, r *http.Request) {
			_, _ = fmt.Fprintf(w, `{"value":[],"@odata.nextLink":"http://%s/beta/auditLogs/signIns?$skiptoken=again"}`, r.Host)
		}), inventory.CoverageMissing, 0, "next link was given twice"},
		"empty page with a next link": {func(n int64, w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Query().Get("$skiptoken") != "" {
				return false
			}
			_, _ = fmt.Fprintf(w, `{"value":[],"@odata.nextLink":"http://%s/beta/auditLogs/signIns?$skiptoken=from-0"}`, r.Host)
			return true
		}, inventory.CoverageComplete, 40, ""},
	} {
		t.Run(name, func(t *testing.T) {
			store := &memory{}
			coverage := collect(t, serve(t, signInFault(tenant, tc.fault)), store, lastThirtyDays(asOf))
			got := coverageOf(t, coverage, graph.InteractiveSignIns)
			for _, s := range smallSources[:3] {
				if c := coverageOf(t, coverage, s); c.Status != inventory.CoverageComplete {
					t.Errorf("%s is %s: %s", c.Source, c.Status, c.Reason)
				}
			}
			if got.Status != tc.status || got.Records != tc.rows || store.rows(graph.InteractiveSignIns) != tc.rows || !strings.Contains(got.Reason, tc.says) {
				t.Errorf("coverage is %s with %d rows (%d kept): %q; want %s with %d rows and %q",
					got.Status, got.Records, store.rows(graph.InteractiveSignIns), got.Reason, tc.status, tc.rows, tc.says)
			}
			if store.open != 0 {
				t.Errorf("%d drafts are neither kept nor dropped", store.open)
			}
			if (got.Reason == "") != (got.Status == inventory.CoverageComplete) || strings.ContainsAny(got.Reason, "\r\n") {
				t.Errorf("status %s has the reason %q", got.Status, got.Reason)
			}
		})
	}
}

// TestQuietDaysAroundAGapArePartial: that nothing was found on the days that were read is no reason to call all of them missing.
func TestQuietDaysAroundAGapArePartial(t *testing.T) {
	server := serve(t, signInFault(otherTenant(0), poisoned(func(w http.ResponseWriter, _ *http.Request) { errorAnswer(w, 500, "InternalServerError") })))
	coverage := collect(t, server, &memory{}, lastThirtyDays(asOf))
	got := coverageOf(t, coverage, graph.InteractiveSignIns)
	if got.Status != inventory.CoveragePartial || len(got.Gaps) != 1 || got.Gaps[0].Until.Sub(got.Gaps[0].Since) > 12*time.Hour {
		t.Errorf("coverage is %+v", got)
	}
}

// TestAStaleTokenKeepsTheFilter tells a refused page token, which is a 400 too, from a refused filter.
func TestAStaleTokenKeepsTheFilter(t *testing.T) {
	var unfiltered, stale atomic.Int64
	server := serve(t, signInFault(otherTenant(40), func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		filter := r.URL.Query().Get("$filter")
		if strings.Contains(filter, "'interactiveUser'") && !strings.Contains(filter, "clientAppUsed") {
			unfiltered.Add(1)
		}
		if !r.URL.Query().Has("$skiptoken") || stale.Add(1) != 2 {
			return false
		}
		errorAnswer(w, 400, "DirectoryPageTokenNotFoundException")
		return true
	}))
	store := &memory{}
	coverage := collect(t, server, store, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.InteractiveSignIns); got.Status != inventory.CoverageComplete || store.rows(graph.InteractiveSignIns) != 40 {
		t.Errorf("%d rows, coverage %+v", store.rows(graph.InteractiveSignIns), got)
	}
	if unfiltered.Load() > 0 {
		t.Errorf("%d requests were made without the filter on client apps", unfiltered.Load())
	}
}

// TestRefusedFilterReadsMoreNotLess gives 400 to the filter on client apps, as some clouds might.
func TestRefusedFilterReadsMoreNotLess(t *testing.T) {
	server := serve(t, signInFault(otherTenant(12), func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		if !strings.Contains(r.URL.Query().Get("$filter"), "clientAppUsed") {
			return false
		}
		errorAnswer(w, 400, "BadRequest")
		return true
	}))
	coverage := collect(t, server, &memory{}, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.InteractiveSignIns); got.Status != inventory.CoverageComplete || got.Records != 12 {
		t.Errorf("coverage is %+v", got)
	}
}

// TestTheTokenStaysAtHome offers a next link to another host, which must get neither a token nor a request.
func TestTheTokenStaysAtHome(t *testing.T) {
	var visits atomic.Int64
	thief := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits.Add(1) }))
	server := serve(t, signInFault(otherTenant(5), func(_ int64, w http.ResponseWriter, _ *http.Request) bool {
		_, _ = fmt.Fprintf(w, `{"value":[],"@odata.nextLink":"%s/beta/auditLogs/signIns?$skiptoken=x"}`, thief.URL)
		return true
	}))
	coverage := collect(t, server, &memory{}, lastThirtyDays(asOf))
	if got := coverageOf(t, coverage, graph.InteractiveSignIns); got.Status != inventory.CoverageMissing || !strings.Contains(got.Reason, "another host") {
		t.Errorf("coverage is %+v", got)
	}
	if visits.Load() != 0 {
		t.Errorf("the other host was asked %d times", visits.Load())
	}
}

// TestNoTokenInAnyLog reads through every kind of trouble with the log at its most talkative.
func TestNoTokenInAnyLog(t *testing.T) {
	var log bytes.Buffer
	for _, status := range []int{200, 401, 403, 429, 500} {
		server := serve(t, signInFault(otherTenant(5), func(_ int64, w http.ResponseWriter, r *http.Request) bool {
			if status == 200 {
				return false
			}
			w.Header().Set("Retry-After", "0")
			w.Header().Set("Set-Cookie", "session=secret-cookie")
			errorAnswer(w, status, "Echo")
			return true
		}))
		client, err := graph.Connect(context.Background(), graph.Options{
			GraphURL: server.URL, AccessToken: "secret-token", Environment: func(string) string { return "" }, Prompt: &log,
			Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), UserAgent: "unbasic/test", Backoff: time.Millisecond,
		})
		if err != nil {
			t.Fatal(err)
		}
		coverage, err := client.Collect(context.Background(), graph.Request{Window: inventory.Window{Since: asOf.AddDate(0, 0, -1), Until: asOf}, Now: asOf}, &memory{})
		_, _ = fmt.Fprintln(&log, coverage, err)
	}
	for _, secret := range []string{"secret-token", "secret-cookie"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, log.String())
		}
	}
}

var errFull = errors.New("no space left on device")

func TestAStoreThatFailsEndsTheRun(t *testing.T) {
	store := &memory{refuse: func() error { return errFull }}
	_, err := connect(t, serve(t, otherTenant(5))).Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, store)
	if !errors.Is(err, errFull) {
		t.Errorf("error is %v, want %v", err, errFull)
	}
}

// TestCancelEndsEveryWait cancels while the server throttles for an hour and while it says nothing.
func TestCancelEndsEveryWait(t *testing.T) {
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request){
		"throttled": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			errorAnswer(w, 429, "TooManyRequests")
		},
		"silent": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, http.HandlerFunc(fault))
			ctx, cancel := context.WithCancel(context.Background())
			done := make(chan error, 1)
			client := connect(t, server)
			go func() {
				_, err := client.Collect(ctx, graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, &memory{})
				done <- err
			}()
			time.Sleep(50 * time.Millisecond)
			cancel()
			select {
			case err := <-done:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("error is %v, want %v", err, context.Canceled)
				}
			case <-time.After(10 * time.Second):
				t.Error("still waiting ten seconds after it was cancelled")
			}
		})
	}
}

func TestNothingReadIsAnError(t *testing.T) {
	for name, tc := range map[string]struct {
		handler http.HandlerFunc
		signIn  bool
		says    string
	}{
		"consent refused": {func(w http.ResponseWriter, _ *http.Request) { errorAnswer(w, 403, "Authorization_RequestDenied") }, true, "request id the-request-id"},
		"token refused":   {func(w http.ResponseWriter, _ *http.Request) { errorAnswer(w, 401, "InvalidAuthenticationToken") }, true, "sign in again"},
		"a web page":      {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html></html>") }, false, "not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := connect(t, serve(t, tc.handler)).Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, &memory{})
			if err == nil || errors.Is(err, graph.ErrSignIn) != tc.signIn || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error is %v", err)
			}
		})
	}
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	if _, err := connect(t, server).Collect(context.Background(), graph.Request{Window: lastThirtyDays(asOf), Now: asOf}, &memory{}); err == nil || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("error is %v, want a refused connection", err)
	}
}

// TestConnectChecksItsOptions covers every kind of sign-in and every cloud as far as that goes without Entra.
func TestConnectChecksItsOptions(t *testing.T) {
	for name, tc := range map[string]struct {
		options     graph.Options
		environment map[string]string
		want        error
		says        string
	}{
		"unknown cloud":           {graph.Options{Cloud: "mars", AccessToken: "x"}, nil, graph.ErrUsage, "global, gcc-high, dod, china"},
		"unknown auth":            {graph.Options{Auth: "magic"}, nil, graph.ErrUsage, "device-code"},
		"address without a host":  {graph.Options{GraphURL: "graph", AccessToken: "x"}, nil, graph.ErrUsage, "no address"},
		"plain http":              {graph.Options{GraphURL: "http://graph.example.com", AccessToken: "x"}, nil, graph.ErrUsage, "in the clear"},
		"password in the address": {graph.Options{GraphURL: "https://u:p@graph.example.com", AccessToken: "x"}, nil, graph.ErrUsage, "no address"},
		"plain http on loopback":  {graph.Options{GraphURL: "http://[::1]:1/", AccessToken: "x"}, nil, nil, ""},
		"device code, no tenant":  {graph.Options{Auth: "device-code", ClientID: "c"}, nil, graph.ErrUsage, "--tenant"},
		"device code, no client":  {graph.Options{Auth: "device-code", Tenant: "contoso.com"}, nil, graph.ErrUsage, "--client-id"},
		"browser, no client":      {graph.Options{Auth: "browser", Tenant: "contoso.com"}, nil, graph.ErrUsage, "--client-id"},
		"secret is not set":       {graph.Options{Auth: "client-secret", Tenant: "contoso.com", ClientID: "c"}, nil, graph.ErrUsage, "UNBASIC_CLIENT_SECRET"},
		"secret file is missing": {graph.Options{Auth: "client-secret", Tenant: "contoso.com", ClientID: "c"},
			map[string]string{"UNBASIC_CLIENT_SECRET_FILE": "/nonexistent/secret"}, graph.ErrSignIn, "no such file"},
		"certificate is not set": {graph.Options{Auth: "certificate", Tenant: "contoso.com", ClientID: "c"}, nil, graph.ErrUsage, "UNBASIC_CLIENT_CERTIFICATE_FILE"},
		"certificate is missing": {graph.Options{Auth: "certificate", Tenant: "contoso.com", ClientID: "c"},
			map[string]string{"UNBASIC_CLIENT_CERTIFICATE_FILE": "/nonexistent/cert.pem"}, graph.ErrSignIn, "reading certificate"},
		"workload identity outside of one": {graph.Options{Auth: "workload-identity", Tenant: "contoso.com", ClientID: "c"}, nil, graph.ErrSignIn, ""},
	} {
		t.Run(name, func(t *testing.T) {
			tc.options.Environment = func(name string) string { return tc.environment[name] }
			tc.options.Log, tc.options.Prompt = slog.New(slog.NewTextHandler(io.Discard, nil)), io.Discard
			_, err := graph.Connect(context.Background(), tc.options)
			if !errors.Is(err, tc.want) {
				t.Fatalf("error is %v, want %v", err, tc.want)
			}
			if err != nil && (!strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n")) {
				t.Errorf("error %q does not say %q on one line", err, tc.says)
			}
		})
	}
	for _, name := range graph.Clouds() {
		client, err := graph.Connect(context.Background(), graph.Options{Cloud: name, AccessToken: "x", Environment: func(string) string { return "" },
			Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil || client.Cloud() != name {
			t.Errorf("cloud %s: %v", name, err)
		}
	}
}
