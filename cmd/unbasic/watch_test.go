package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph"

	"github.com/google/go-cmp/cmp"
)

// TestWatch tells a collection to a terminal, to a pipe, and to nobody.
func TestWatch(t *testing.T) {
	slice := &inventory.Window{Since: scriptClock.AddDate(0, 0, -2), Until: scriptClock}
	day := 24 * time.Hour
	steps := []struct {
		after time.Duration
		graph.Progress
	}{
		{0, graph.Progress{Source: graph.InteractiveSignIns, Planned: 30 * day}},
		{time.Second, graph.Progress{Source: graph.InteractiveSignIns, Slice: slice, Records: 1000}},
		{50 * time.Millisecond, graph.Progress{Source: graph.InteractiveSignIns, Slice: slice, Records: 1000}},
		{time.Second, graph.Progress{Wait: 8 * time.Second, Why: "Graph allows 5 requests in 10s"}},
		{30 * time.Second, graph.Progress{Source: graph.InteractiveSignIns, Slice: slice, Done: 3 * day}},
		{time.Second, graph.Progress{Wait: 0}},
		{30 * time.Second, graph.Progress{Ended: &inventory.Coverage{Source: "graph.users", Status: inventory.CoverageComplete, Records: 7}}},
	}
	for name, tc := range map[string]struct {
		terminal, quiet bool
		lang            language
		want            []string
	}{
		"terminal": {true, false, "en", []string{
			"reading Entra sign-in log (interactive) 2026-11-21 00:00 - 11-23 00:00: 1000 records, 1000 a second",
			"reading Entra sign-in log (interactive) 2026-11-21 00:00 - 11-23 00:00: 2000 records, 976 a second; waiting 8 s: Graph allows 5 requests in 10s",
			"reading Entra sign-in log (interactive) 2026-11-21 00:00 - 11-23 00:00: 2000 records, 62 a second; 10% of the window, about 4m48s left",
			"reading Entra sign-in log (interactive) 2026-11-21 00:00 - 11-23 00:00: 2000 records, 61 a second; 10% of the window, about 4m57s left",
			"unbasic: read Users: 7 records, complete",
		}},
		"pipe": {false, false, "en", []string{
			"unbasic: reading Entra sign-in log (interactive) 2026-11-21 00:00 - 11-23 00:00: 2000 records, 62 a second; 10% of the window, about 4m48s left",
			"unbasic: read Users: 7 records, complete",
		}},
		"Japanese pipe": {false, false, "ja", []string{
			"unbasic: Entra サインイン ログ (対話型) 2026-11-21 00:00 - 11-23 00:00 を読み取り中: 2000 件、毎秒 62 件、期間の 10%、残り約 4m48s",
			"unbasic: ユーザー を読み取り: 7 件、完全",
		}},
		"quiet": {true, true, "en", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			now := scriptClock
			env := &environment{stderr: &out, stderrTerminal: tc.terminal, getenv: func(string) string { return "" }}
			w := newWatch(newUI(env, globalOptions{lang: tc.lang, quiet: tc.quiet}), func() time.Time { return now })
			for _, s := range steps {
				now = now.Add(s.after)
				w.step(s.Progress)
			}
			w.end()
			var got []string
			for _, line := range strings.FieldsFunc(strings.ReplaceAll(out.String(), "\x1b[K", ""), func(r rune) bool { return r == '\r' || r == '\n' }) {
				got = append(got, line)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
