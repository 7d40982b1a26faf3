package main

import (
	"net/http"
	"net/http/httptest"
	"time"

	"unbasic/samples"

	"github.com/rogpeppe/go-internal/testscript"
)

// engineFaults are ways in which an engine that counts sign-ins can disappoint, by name.
var engineFaults = map[string]struct {
	opts samples.EngineOptions
	wrap func(http.Handler) http.Handler
}{
	"":          {},
	"narrow":    {opts: samples.EngineOptions{MostGroups: 150}},
	"truncated": {opts: samples.EngineOptions{MostGroups: 10}},
	"short":     {opts: samples.EngineOptions{Keeps: 12 * 24 * time.Hour}},
	"half":      {opts: samples.EngineOptions{Lacks: []string{"AADNonInteractiveUserSignInLogs"}}},
	"empty":     {opts: samples.EngineOptions{Lacks: []string{"AADNonInteractiveUserSignInLogs", "SigninLogs", "EntraIdSignInEvents"}}},
	"no-access": {wrap: answer("", http.StatusForbidden, "application/json",
		`{"error":{"code":"InsufficientAccessError","message":"The provided credentials have insufficient access to perform the requested operation"}}`)},
}

// cmdEngine serves the sample tenant's sign-ins as the engines count them, with a fault if one is named: engine [FAULT].
func cmdEngine(ts *testscript.TestScript, neg bool, args []string) {
	var name string
	if len(args) == 1 {
		name = args[0]
	}
	fault, ok := engineFaults[name]
	if neg || !ok || len(args) > 1 {
		ts.Fatalf("usage: engine [FAULT]")
	}
	if fault.wrap == nil {
		fault.wrap = faults[""]
	}
	tenant := scriptTenant()
	for variable, handler := range map[string]http.Handler{
		"UNBASIC_LOG_ANALYTICS_URL": tenant.LogAnalytics(fault.opts), "UNBASIC_GRAPH_URL": tenant.Handler(samples.HandlerOptions{Hunting: fault.opts}),
	} {
		server := httptest.NewServer(fault.wrap(handler))
		ts.Defer(func() {
			server.CloseClientConnections()
			server.Close()
		})
		ts.Setenv(variable, server.URL)
	}
	ts.Setenv("UNBASIC_ACCESS_TOKEN", "sekrit-token-of-the-test")
	ts.Setenv("WORKSPACE", samples.WorkspaceID)
}
