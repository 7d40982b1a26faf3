package loganalytics_test

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
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/kql"
	"unbasic/inventory/loganalytics"
	"unbasic/samples"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

var (
	asOf   = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	tenant = samples.New(1, asOf)
)

const secret = "sekrit-token"

type token string

func (t token) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: string(t), ExpiresOn: time.Now().Add(time.Hour)}, nil
}

func lastDays(n int) inventory.Window {
	return inventory.Window{Since: asOf.Add(-time.Duration(n) * 24 * time.Hour), Until: asOf}
}

// collect reads from a handler and gives what was kept, and all that was logged.
func collect(t *testing.T, h http.Handler, w inventory.Window) (kql.Result, []string, string, error) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	var lines []string
	var log bytes.Buffer
	result, err := loganalytics.Collect(t.Context(), loganalytics.Request{
		WorkspaceID: samples.WorkspaceID, Window: w, Credential: token(secret), Endpoint: server.URL, Backoff: time.Millisecond,
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}, func(line []byte) error {
		lines = append(lines, string(line))
		return nil
	})
	if err != nil && strings.Contains(err.Error(), secret) || strings.Contains(log.String(), secret) {
		t.Errorf("the token is told: %v\n%s", err, log.String())
	}
	return result, lines, log.String(), err
}

// rowsOf adds up the lines and makes sure that no group has two.
func rowsOf(t *testing.T, lines []string) (rows int, groups []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, line := range lines {
		var g struct {
			Day, First, Last time.Time
			Rows             int
			Hours            map[string]int
		}
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		sum := 0
		for _, n := range g.Hours {
			sum += n
		}
		if sum != g.Rows || g.First.Before(g.Day) || g.Last.Before(g.First) || !g.Last.Before(g.Day.Add(24*time.Hour)) {
			t.Errorf("%s does not add up", line)
		}
		key, _, _ := strings.Cut(line, `,"Rows":`)
		if seen[key] {
			t.Errorf("a group has two lines: %s", key)
		}
		seen[key] = true
		rows += g.Rows
		groups = append(groups, fmt.Sprintf("%s %d %v", key, g.Rows, g.Hours))
	}
	slices.Sort(groups)
	return rows, groups
}

// TestEveryRowIsCountedOnce: however small the answers have to be, the groups are the same.
func TestEveryRowIsCountedOnce(t *testing.T) {
	var want []string
	for _, most := range []int{0, 400, 150} {
		result, lines, _, err := collect(t, tenant.LogAnalytics(samples.EngineOptions{MostGroups: most}), lastDays(30))
		if err != nil {
			t.Fatal(err)
		}
		rows, groups := rowsOf(t, lines)
		if rows != result.Rows || len(lines) != result.Groups || len(result.Gaps) > 0 || len(result.RequestIDs) < 2 {
			t.Errorf("%d at most: %d rows, %d lines, %+v", most, rows, len(lines), result)
		}
		if want == nil {
			want = groups
		}
		if !slices.Equal(want, groups) {
			t.Errorf("%d at most: %d groups, want %d", most, len(groups), len(want))
		}
	}
	if len(want) < 1000 {
		t.Errorf("%d groups", len(want))
	}
}

// TestAPartialAnswerIsAGap: an hour that never fits is named, with the reason and the request.
func TestAPartialAnswerIsAGap(t *testing.T) {
	result, lines, log, err := collect(t, tenant.LogAnalytics(samples.EngineOptions{MostGroups: 10}), lastDays(7))
	if err != nil || len(result.Gaps) == 0 || len(lines) != result.Groups {
		t.Fatalf("%+v, %v", result, err)
	}
	for _, gap := range result.Gaps {
		if length := gap.Until.Sub(gap.Since); length != time.Hour || !strings.Contains(gap.Reason, "E_QUERY_RESULT_SET_TOO_LARGE") ||
			!strings.Contains(gap.Reason, "(request id 0000") {
			t.Errorf("gap of %s: %s", length, gap.Reason)
		}
	}
	if !strings.Contains(log, "not answered whole") {
		t.Errorf("log: %s", log)
	}
	rowsOf(t, lines)
}

// TestReach: what the workspace does not hold is not taken for quiet.
func TestReach(t *testing.T) {
	opts := samples.EngineOptions{Keeps: 12 * 24 * time.Hour, Lacks: []string{"AADNonInteractiveUserSignInLogs"}}
	result, _, _, err := collect(t, tenant.LogAnalytics(opts), lastDays(30))
	if err != nil {
		t.Fatal(err)
	}
	gaps := result.Beyond(lastDays(30))
	if len(gaps) != 1 || !gaps[0].Since.Equal(lastDays(30).Since) || gaps[0].Until.Before(lastDays(12).Since) || gaps[0].Until.After(lastDays(11).Since) {
		t.Errorf("%+v", gaps)
	}
	if got := result.Lacking(kql.LogAnalytics); got != "AADNonInteractiveUserSignInLogs holds nothing" {
		t.Errorf("lacking %q", got)
	}
	for name, opts := range map[string]samples.EngineOptions{
		"it has neither table of sign-ins: 400 BadArgumentError": {Lacks: []string{"SigninLogs", "AADNonInteractiveUserSignInLogs"}},
		"it holds no sign-in of any kind from 2026-10-24":        {Keeps: time.Second},
	} {
		_, _, _, err := collect(t, tenant.LogAnalytics(opts), lastDays(30))
		if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "Diagnostic settings") {
			t.Errorf("want %q, got %v", name, err)
		}
	}
}

// nth answers one request by itself, counted from 1.
func nth(n int64, next http.Handler, fault func(http.ResponseWriter)) http.Handler {
	var count atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := count.Add(1); got == n || n < 0 && got >= -n {
			w.Header().Set("x-ms-request-id", "the-request")
			fault(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func refuse(status int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// TestPassingFaultsLoseNothing: what azcore asks again, and what a shorter span cures.
func TestPassingFaultsLoseNothing(t *testing.T) {
	_, lines, _, err := collect(t, tenant.LogAnalytics(samples.EngineOptions{}), lastDays(30))
	if err != nil {
		t.Fatal(err)
	}
	_, want := rowsOf(t, lines)
	for name, fault := range map[string]func(http.ResponseWriter){
		"429": refuse(429, `{"error":{"code":"ThrottledError"}}`), "503": refuse(503, ""), "502 HTML": refuse(502, "<html>"), "504": refuse(504, ""),
		"memory": refuse(400, `{"error":{"code":"BadArgumentError","innererror":{"message":"Query execution lacks memory (E_LOW_MEMORY_CONDITION)"}}}`),
		"reset": func(w http.ResponseWriter) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_ = conn.Close()
			}
		},
		"cut body": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "10000")
			_, _ = io.WriteString(w, `{"tables":[`)
		},
	} {
		result, lines, _, err := collect(t, nth(3, tenant.LogAnalytics(samples.EngineOptions{}), fault), lastDays(30))
		if err != nil || len(result.Gaps) > 0 {
			t.Errorf("%s: %+v, %v", name, result.Gaps, err)
			continue
		}
		if _, got := rowsOf(t, lines); !slices.Equal(want, got) {
			t.Errorf("%s: %d groups, want %d", name, len(got), len(want))
		}
	}
	// One that goes on leaves a gap of all that was not read.
	broken := nth(-3, tenant.LogAnalytics(samples.EngineOptions{}), refuse(500, `{"error":{"code":"InternalError"}}`))
	result, lines, _, err := collect(t, broken, lastDays(30))
	if err != nil || len(lines) == 0 || len(result.Gaps) != 1 || !result.Gaps[0].Since.Equal(lastDays(30).Since) ||
		!strings.Contains(result.Gaps[0].Reason, "500 InternalError (request id the-request)") {
		t.Errorf("%+v, %v", result.Gaps, err)
	}
}

// TestFailuresSayWhatToDo: each names the workspace, the next step and the request.
func TestFailuresSayWhatToDo(t *testing.T) {
	for name, tc := range map[string]struct {
		fault  func(http.ResponseWriter)
		access bool
		want   []string
	}{
		"401": {refuse(401, `{"error":{"code":"InvalidTokenError","message":"The provided authentication is not valid for this resource"}}`), true,
			[]string{"sign in again with a token for https://api.loganalytics.io", "(request id the-request)"}},
		"403": {refuse(403, `{"error":{"code":"InsufficientAccessError","message":"The provided credentials have insufficient access"}}`), true,
			[]string{"role Log Analytics Reader", "(request id the-request)"}},
		"404":  {refuse(404, `{"error":{"code":"PathNotFoundError","message":"no"}}`), false, []string{"check --workspace-id", "(request id the-request)"}},
		"400":  {refuse(400, `{"error":{"code":"BadArgumentError","message":"no"}}`), false, []string{"support", "(request id the-request)"}},
		"html": {refuse(403, `<html>`), true, []string{"no JSON: is a proxy", "(request id the-request)"}},
		"echo": {refuse(403, `{"error":{"code":"Echo","message":"you sent Bearer `+secret+`\u001b[2J\nand `+secret+`"}}`), true, []string{"(withheld)"}},
		"nonsense": {refuse(200, `{"tables":[{"name":"PrimaryResult","columns":[{"name":"Table","type":"string"}],"rows":[["x"]]}]}`), false,
			[]string{"not what was asked for", "(request id the-request)"}},
	} {
		_, lines, _, err := collect(t, nth(1, tenant.LogAnalytics(samples.EngineOptions{}), tc.fault), lastDays(30))
		if err == nil || len(lines) > 0 || errors.Is(err, loganalytics.ErrAccess) != tc.access {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range append(tc.want, samples.WorkspaceID) {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in: %v", name, want, err)
			}
		}
		if strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%s: %q is not one line", name, err)
		}
	}
}

type noToken struct{}

func (noToken) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{}, errSignIn
}

var errSignIn = errors.New("nobody is signed in: sign in")

// TestNobodyIsSignedIn: the credential's own words come through, and nobody is asked.
func TestNobodyIsSignedIn(t *testing.T) {
	_, err := loganalytics.Collect(t.Context(), loganalytics.Request{WorkspaceID: samples.WorkspaceID, Window: lastDays(1), Credential: noToken{}}, nil)
	if err != errSignIn {
		t.Error(err)
	}
}

// TestUsage: what can be no workspace, and no API, is refused before anybody is asked.
func TestUsage(t *testing.T) {
	for _, r := range []loganalytics.Request{
		{}, {WorkspaceID: "my-workspace"}, {WorkspaceID: "/subscriptions/x"}, {WorkspaceID: samples.WorkspaceID, Cloud: "moon"},
		{WorkspaceID: samples.WorkspaceID, Endpoint: "http://example.com"}, {WorkspaceID: samples.WorkspaceID, Endpoint: "https://example.com"},
	} {
		r.Window = lastDays(1)
		if _, err := loganalytics.Collect(t.Context(), r, nil); !errors.Is(err, loganalytics.ErrUsage) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

// TestKeepAndContextEndIt: an error of the store is given back as it is, and so is the context's.
func TestKeepAndContextEndIt(t *testing.T) {
	server := httptest.NewServer(tenant.LogAnalytics(samples.EngineOptions{}))
	defer server.Close()
	full := errors.New("the disk is full")
	r := loganalytics.Request{WorkspaceID: samples.WorkspaceID, Window: lastDays(30), Credential: token(secret), Endpoint: server.URL, Backoff: time.Millisecond}
	if _, err := loganalytics.Collect(t.Context(), r, func([]byte) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := loganalytics.Collect(ctx, r, func([]byte) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
