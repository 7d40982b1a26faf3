package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/progress"
)

// TestTrackOnATerminal: whatever the width, each reason is there whole, what is late says by which day it should have been done, and what is left out is counted.
func TestTrackOnATerminal(t *testing.T) {
	const most = mostItems + 3
	seen := time.Date(2026, time.December, 14, 4, 0, 0, 0, time.UTC)
	p := progress.Progress{Figures: progress.Figures{Items: most, Regressions: most, Late: most}}
	for i := range most {
		phrase, _ := progress.PhraseOf("item.returned")
		args := map[string]string{"client": fmt.Sprintf("2001:db8:10:1::%d", 100+i), "time": "2026-12-14 04:00"}
		p.Items = append(p.Items, progress.Item{
			UPN: fmt.Sprintf("order-%d@example.jp", i), State: progress.StateReturned, Status: plan.StatusDone, Owner: "受注センター", Wave: 1, Late: true, LastBasic: &seen,
			Due: calendar.On(2026, time.December, 1), End: calendar.On(2027, time.January, 20),
			Why: plan.Sentence{ID: "item.returned", Args: args, Text: phrase.In(inventory.English, args)},
		})
	}
	p.New = []progress.Sender{{UPN: "newcomer@example.jp", FirstSeen: &seen}}
	p.Items[most-1].UPN, p.Items[most-1].Due = "longest@example.jp", calendar.On(2026, time.November, 30)
	for i := range p.Items[:4] {
		p.Items[i].State, p.Items[i].UPN = progress.StateBasic, fmt.Sprintf("basic-%d@example.jp", i)
	}
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		for _, width := range []int{60, 80, 100, 160} {
			var out bytes.Buffer
			u := ui{env: &environment{stdout: &out, stdoutTerminal: true, width: width}, lang: lang}
			if err := u.tracked(p, trackOptions{}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				if w := text.StringWidthWithoutEscSequences(strings.TrimSuffix(line, "\n")); w >= width {
					t.Errorf("%d columns in a terminal of %d: %q", w, width, line)
				}
			}
			got := strings.Join(strings.Fields(out.String()), "") // wherever lines end
			want := []string{"longest@example.jp", "newcomer@example.jp", "2001:db8:10:1::122 signed in with Basic again, last on 2026-12-14 04:00: it came back", "2026-12-01 late", "4 more items: --all shows them"}
			if lang == inventory.Japanese {
				want = []string{"newcomer@example.jp", "元に戻っている", "2026-12-01 遅延", "ほか 4 項目"}
			}
			if width < 80 {
				want[2] = "2026-12-01"
			}
			for _, part := range want {
				if !strings.Contains(got, strings.ReplaceAll(part, " ", "")) {
					t.Errorf("%s in %d columns lacks %q:\n%s", lang, width, part, out.String())
				}
			}
			if strings.Contains(got, "basic-0") || strings.Index(got, "longest") > strings.Index(got, "order-4") {
				t.Errorf("what matters most is not first:\n%s", out.String())
			}
			if strings.Contains(got, "2027-01-20") {
				t.Errorf("what is late has a day to come:\n%s", out.String())
			}
		}
	}
}

// TestTrackStopsBeforeItWrites: an interrupt leaves the workspace as it was, and one that comes after the last file does not say that it did.
func TestTrackStopsBeforeItWrites(t *testing.T) {
	ws := filepath.Join(t.TempDir(), "ws")
	terminal(t, 0, 0, "demo", ws, "-q")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	var out, talk bytes.Buffer
	env := &environment{stdout: &out, stderr: &talk, getenv: func(string) string { return "" }, now: func() time.Time { return scriptClock }, retryPause: time.Millisecond}
	for _, args := range [][]string{{"track", "-w", ws}, {"track", "-w", ws, filepath.Join(ws, "reports", workbookName)}} {
		if code := execute(stopped, env, args); code != exitInterrupted || !strings.Contains(talk.String(), "the workspace is as it was") {
			t.Errorf("%v ends with %d: %s", args, code, talk.String())
		}
	}
	for _, name := range []string{"journal.jsonl", "progress.json", asideName} {
		if exists(filepath.Join(ws, name)) {
			t.Errorf("%s is there after an interrupt", name)
		}
	}
	for err, want := range map[error]string{errIncomplete: "had been written", context.Canceled: "as it was"} {
		if got := interruptedText(err); !strings.Contains(got, want) {
			t.Errorf("interrupted with %v, it says %q", err, got)
		}
	}
}
