package loganalytics_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/inventory/graph"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// analyze makes the inventory of one file of evidence.
func analyze(t *testing.T, format files.Format, source string, text []byte) inventory.Inventory {
	t.Helper()
	dir := t.TempDir()
	writer, err := evidence.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := writer.File("rows.jsonl", string(format), "")
	if err != nil {
		t.Fatal(err)
	}
	f.About(source, "")
	if _, err := f.Write(text); err != nil {
		t.Fatal(err)
	}
	window := lastDays(30)
	if _, err := writer.Commit(evidence.Manifest{Kind: "collect", AsOf: asOf, Window: &window}); err != nil {
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
	input.AsOf = asOf
	return inventory.Analyze(input)
}

// TestGroupsGiveTheInventoryOfTheRows: counted in a workspace, in one piece or in many, or by advanced hunting, the sample tenant has the senders that its rows
// have.
func TestGroupsGiveTheInventoryOfTheRows(t *testing.T) {
	var rows bytes.Buffer
	if err := tenant.WriteSignIns(&rows, samples.FormLines); err != nil {
		t.Fatal(err)
	}
	// The query leaves rows of modern programs where they are, so the groups are compared with rows without these.
	legacy := regexp.MustCompile(`(?m)^.*"clientAppUsed":"(Browser|Mobile Apps and Desktop clients)".*\n`).ReplaceAll(rows.Bytes(), nil)
	want := analyze(t, files.GraphSignIns, inventory.SourceSignIns, legacy).Senders
	if len(want) < 40 {
		t.Fatalf("%d senders", len(want))
	}
	// Advanced hunting knows neither the autonomous system nor certificates, so it is compared with rows that don't either.
	untold := regexp.MustCompile(`"autonomousSystemNumber":[0-9]+|"authenticationMethod":"X.509 Certificate"`).ReplaceAll(legacy, []byte(`"unknown":null`))
	less := analyze(t, files.GraphSignIns, inventory.SourceSignIns, untold).Senders
	compare := func(name, source string, want []inventory.Sender, lines []string) {
		var text bytes.Buffer
		for _, line := range lines {
			text.WriteString(line + "\n")
		}
		if diff := cmp.Diff(want, analyze(t, files.SignInGroups, source, text.Bytes()).Senders); diff != "" {
			t.Errorf("%s (-rows +groups):\n%s", name, diff)
		}
	}
	for _, most := range []int{0, 150} {
		_, lines, _, err := collect(t, tenant.LogAnalytics(samples.EngineOptions{MostGroups: most}), lastDays(30))
		if err != nil {
			t.Fatal(err)
		}
		compare("log-analytics", inventory.SourceLogAnalytics, want, lines)
	}
	server := httptest.NewServer(tenant.Handler(samples.HandlerOptions{}))
	defer server.Close()
	client, err := graph.Connect(t.Context(), graph.Options{GraphURL: server.URL, AccessToken: secret, Environment: func(string) string { return "" },
		Prompt: io.Discard, Log: slog.New(slog.DiscardHandler), UserAgent: "unbasic/test", Backoff: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	if _, err := client.Hunt(t.Context(), graph.HuntRequest{Window: lastDays(30)}, func(line []byte) error {
		lines = append(lines, string(line))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	compare("hunting", inventory.SourceHunting, less, lines)
}
