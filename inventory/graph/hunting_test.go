package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"unbasic/inventory"
	"unbasic/inventory/graph"
	"unbasic/inventory/kql"
	"unbasic/samples"
)

// hunt reads a window from a handler and gives what was kept.
func hunt(t *testing.T, h http.Handler, w inventory.Window) (kql.Result, []string, error) {
	t.Helper()
	var lines []string
	result, err := connect(t, serve(t, h)).Hunt(t.Context(), graph.HuntRequest{Window: w}, func(line []byte) error {
		lines = append(lines, string(line))
		return nil
	})
	slices.Sort(lines)
	return result, lines, err
}

// TestHuntCountsEveryRowOnce: however small the answers have to be, the lines are the same.
func TestHuntCountsEveryRowOnce(t *testing.T) {
	tenant := tenantOf(7)
	var want []string
	for _, most := range []int{0, 400, 150} {
		result, lines, err := hunt(t, tenant.Handler(samples.HandlerOptions{Hunting: samples.EngineOptions{MostGroups: most}}), lastThirtyDays(asOf))
		if err != nil || len(result.Gaps) > 0 || len(lines) != result.Groups {
			t.Fatalf("%d at most: %+v, %v", most, result, err)
		}
		rows, keys := 0, map[string]bool{}
		for _, line := range lines {
			var g struct {
				Rows  int
				Hours map[string]int
			}
			key, _, _ := strings.Cut(line, `,"Rows":`)
			if err := json.Unmarshal([]byte(line), &g); err != nil || keys[key] {
				t.Fatalf("%s: %v", line, err)
			}
			keys[key] = true
			rows += g.Rows
		}
		if want == nil {
			want = lines
		}
		if rows != result.Rows || !slices.Equal(sortedHours(want), sortedHours(lines)) {
			t.Errorf("%d at most: %d rows of %d, %d lines, want %d", most, rows, result.Rows, len(lines), len(want))
		}
	}
}

// sortedHours writes lines anew, so that the order of hours does not matter.
func sortedHours(lines []string) []string {
	var list []string
	for _, line := range lines {
		var g map[string]any
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			panic(err)
		}
		list = append(list, fmt.Sprint(g)) // maps are printed in the order of their keys
	}
	slices.Sort(list)
	return list
}

// huntFault answers one query by itself, counted from 1, or all from there on where n is negative.
func huntFault(n int64, next http.Handler, fault func(http.ResponseWriter)) http.Handler {
	var count atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := count.Add(1); got == n || n < 0 && got >= -n {
			w.Header().Set("request-id", "the-request")
			fault(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func huntAnswer(status int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// TestHuntFaults: passing ones lose nothing, a span that is too much is halved, and what goes on leaves a gap with the request's id.
func TestHuntFaults(t *testing.T) {
	tenant := tenantOf(7).Handler(samples.HandlerOptions{})
	whole, _, err := hunt(t, tenant, lastThirtyDays(asOf))
	if err != nil {
		t.Fatal(err)
	}
	for name, fault := range map[string]func(http.ResponseWriter){
		"429": huntAnswer(429, `{"error":{"code":"TooManyRequests"}}`), "503": huntAnswer(503, ""), "504": huntAnswer(504, ""), "cut": cutBody, "reset": reset,
		"too much": huntAnswer(400, `{"error":{"code":"BadRequest","message":"Query execution has exceeded the allowed limits."}}`),
	} {
		result, _, err := hunt(t, huntFault(3, tenant, fault), lastThirtyDays(asOf))
		if err != nil || result.Rows != whole.Rows || len(result.Gaps) > 0 {
			t.Errorf("%s: %d rows, want %d; %+v, %v", name, result.Rows, whole.Rows, result.Gaps, err)
		}
	}
	result, lines, err := hunt(t, huntFault(-3, tenant, huntAnswer(500, `{"error":{"code":"InternalServerError"}}`)), lastThirtyDays(asOf))
	if err != nil || len(lines) == 0 || len(result.Gaps) != 1 || !strings.Contains(result.Gaps[0].Reason, "500 InternalServerError (request id the-request)") {
		t.Errorf("%+v, %v", result.Gaps, err)
	}
	for name, tc := range map[string]struct {
		fault  func(http.ResponseWriter)
		signIn bool
		want   string
	}{
		"401":      {huntAnswer(401, `{"error":{"code":"InvalidAuthenticationToken"}}`), true, "sign in again"},
		"403":      {huntAnswer(403, `{"error":{"code":"Forbidden"}}`), true, "ThreatHunting.Read.All"},
		"404":      {huntAnswer(404, `{"error":{"code":"NotFound"}}`), false, "does not offer it"},
		"400":      {huntAnswer(400, `{"error":{"code":"BadRequest","message":"'where' operator: Failed to resolve table"}}`), false, "Entra ID P2"},
		"html":     {huntAnswer(200, `<html>`), false, "not JSON"},
		"nonsense": {huntAnswer(200, `{"results":[{"Table":"x"}]}`), false, "Oldest is not what was asked for|Newest is not what was asked for"},
		"no list":  {huntAnswer(200, `{"error":null}`), false, "holds no results"},
		"empty":    {huntAnswer(200, `{"schema":[],"results":[]}`), false, "holds no sign-in of any kind"},
	} {
		_, lines, err := hunt(t, huntFault(-1, tenant, tc.fault), lastThirtyDays(asOf))
		if err == nil || len(lines) > 0 || errors.Is(err, graph.ErrSignIn) != tc.signIn || !strings.Contains(err.Error(), "the-request") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.ContainsFunc(strings.Split(tc.want, "|"), func(want string) bool { return strings.Contains(err.Error(), want) }) {
			t.Errorf("%s: no %q in: %v", name, tc.want, err)
		}
	}
}

// TestHuntIsEndedByKeepAndContext: an error of the store is given back as it is, and so is the context's.
func TestHuntIsEndedByKeepAndContext(t *testing.T) {
	client := connect(t, serve(t, tenantOf(7).Handler(samples.HandlerOptions{})))
	full := errors.New("the disk is full")
	if _, err := client.Hunt(t.Context(), graph.HuntRequest{Window: lastThirtyDays(asOf)}, func([]byte) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := client.Hunt(ctx, graph.HuntRequest{Window: lastThirtyDays(asOf)}, func([]byte) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
