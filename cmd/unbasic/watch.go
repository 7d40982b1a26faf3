package main

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/inventory/graph"
)

// watch tells a person how a collection goes: on a terminal in a line that is written over, in a pipe in a plain line now and then.
type watch struct {
	ui  ui
	now func() time.Time

	mu            sync.Mutex
	begun, shown  time.Time
	records       int
	source        graph.Source
	slice         *inventory.Window
	planned, done time.Duration
	waiting       time.Time
	why           string
}

// How often a person is told: a terminal's line, and a line in a pipe.
const (
	showEvery = 200 * time.Millisecond
	sayEvery  = 30 * time.Second
)

func newWatch(u ui, now func() time.Time) *watch {
	at := now()
	return &watch{ui: u, now: now, begun: at, shown: at}
}

// step takes one step of the collection.
func (w *watch) step(p graph.Progress) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	w.planned += p.Planned
	w.done += p.Done
	if p.Ended != nil {
		w.ui.progress("")
		w.ui.say(sayRead, "what", words.SourceName(p.Ended.Source, p.Ended.Part, w.ui.lang), "records", strconv.Itoa(p.Ended.Records), "status", w.ui.code(words.CoverageStatuses, string(p.Ended.Status)))
		return
	}
	if p.Source == (graph.Source{}) {
		if w.waiting, w.why = now.Add(p.Wait), p.Why; p.Wait <= 0 {
			w.waiting = time.Time{}
		}
	} else if p.Records > 0 || p.Slice != nil {
		w.records += p.Records
		w.source, w.slice = p.Source, p.Slice
	}
	every := sayEvery
	if w.ui.env.stderrTerminal {
		every = showEvery
	}
	if now.Sub(w.shown) < every {
		return
	}
	w.shown = now
	if w.ui.env.stderrTerminal {
		w.ui.progress("%s", w.line(now))
	} else if !w.ui.quiet {
		w.ui.line("", "%s", w.line(now))
	}
}

// line is what is going on: source, slice, records, rate, what is waited for, and how much is left as far as that can be told.
func (w *watch) line(now time.Time) string {
	var parts []string
	what := words.SourceName(w.source.Name, w.source.Part, w.ui.lang)
	if w.slice != nil {
		what += " " + w.slice.Since.Format("2006-01-02 15:04") + " - " + w.slice.Until.Format("01-02 15:04")
	}
	passed := now.Sub(w.begun)
	parts = append(parts, w.ui.word(sayReading, "what", what, "records", strconv.Itoa(w.records), "rate", fmt.Sprintf("%.0f", float64(w.records)/max(passed.Seconds(), 1))))
	if wait := w.waiting.Sub(now); wait > 0 {
		parts = append(parts, w.ui.word(sayWaiting, "seconds", fmt.Sprintf("%.0f", wait.Seconds()), "why", w.why))
	}
	// Time left is told once enough was read to judge by; sign-ins are nearly all of the work.
	if share := float64(w.done) / float64(max(w.planned, 1)); share > 0.02 && w.done < w.planned {
		left := time.Duration(float64(passed) * (1 - share) / share).Round(time.Second)
		parts = append(parts, w.ui.word(sayLeft, "percent", strconv.Itoa(int(100*share)), "left", left.String()))
	}
	return strings.Join(parts, w.ui.word(wordSemicolon))
}

// end takes the line off the terminal.
func (w *watch) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ui.progress("")
}
