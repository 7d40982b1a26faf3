package kql

import (
	"context"
	"fmt"
	"strings"
	"time"

	"unbasic/inventory"
)

// Cutting says how a window is cut into spans that an engine can answer whole.
type Cutting struct {
	// First is the length of the first span. Where few groups came, the next span is twice as long, up to Most; where an answer is not whole, half as
	// long, down to Least.
	First, Least, Most time.Duration
	// Few is how many groups an answer may have for the next one to be of a longer span: a fraction of what the engine gives at most.
	Few int
}

// Answer is what came of asking for one span.
type Answer struct {
	Groups    []Group
	RequestID string
	// Cut says why the answer is not whole, and names the request; nil where it is.
	Cut error
	// Stop: nothing else would be answered either, so the rest is not asked for, and is a gap for the reason of Cut.
	Stop bool
}

// Ask asks an engine for one span. An error ends the reading.
type Ask func(context.Context, inventory.Window) (Answer, error)

// Gap is a span that was not read, or not all of it, and why.
type Gap struct {
	inventory.Window
	Reason string
}

// Result is what was read of a window.
type Result struct {
	// Held is the part of the window that the engine holds data of at all. Tables are the spans of each table.
	Held   inventory.Window
	Tables []Held
	// Rows are sign-ins, Groups are lines.
	Rows, Groups int
	Gaps         []Gap
	RequestIDs   []string
}

// Held is a span of which a table holds rows.
type Held struct {
	Table string
	inventory.Window
}

// Read asks for a window span by span, newest first, and hands each line on. Where the shortest span is not answered whole either, what came of it is
// handed on and the span is a gap; where an answer stops, all that is left is one. An error is one that ask or keep gave.
func (c Cutting) Read(ctx context.Context, w inventory.Window, ask Ask, keep func([]byte) error) (Result, error) {
	result := Result{Held: w}
	whole := func(g *Group) error {
		line, err := g.line()
		if err != nil {
			return err
		}
		result.Rows += g.rows
		result.Groups++
		return keep(line)
	}
	var pieces open
	for left, length := w, c.First; left.Since.Before(left.Until); {
		if err := ctx.Err(); err != nil {
			return result, err
		}
		span := inventory.Window{Since: c.begin(left, length), Until: left.Until}
		answer, err := ask(ctx, span)
		if err != nil {
			return result, err
		}
		if answer.RequestID != "" {
			result.RequestIDs = append(result.RequestIDs, answer.RequestID)
		}
		if answer.Stop {
			result.Gaps = append(result.Gaps, Gap{left, answer.Cut.Error()})
			break
		}
		if answer.Cut != nil && c.Shortens(span) {
			length = max(c.Least, (span.Until.Sub(span.Since) / 2).Truncate(time.Hour))
			continue
		}
		if answer.Cut != nil {
			result.Gaps = append(result.Gaps, Gap{span, answer.Cut.Error()})
		} else if len(answer.Groups) <= c.Few {
			length = min(c.Most, 2*length)
		}
		left.Until = span.Since
		// Days that began before the span did are read on with the next one.
		for i := range answer.Groups {
			g := &answer.Groups[i]
			if len(pieces.order) > 0 || g.day.Before(span.Since) && w.Since.Before(span.Since) {
				pieces.add(*g)
			} else if err := whole(g); err != nil {
				return result, err
			}
		}
		if err := pieces.since(span.Since, whole); err != nil {
			return result, err
		}
	}
	return result, pieces.since(time.Time{}, whole)
}

// Shortens reports whether a span whose answer is not whole is asked for again in shorter ones, so that nothing of that answer is needed.
func (c Cutting) Shortens(span inventory.Window) bool { return span.Until.Sub(span.Since) > c.Least }

// begin gives the start of a window's last span: a whole hour, and a whole UTC day where the span is that long, since a group is of one day and is one line
// only where its day is asked for in one piece.
func (c Cutting) begin(w inventory.Window, length time.Duration) time.Time {
	unit := time.Hour
	if length >= 24*time.Hour {
		unit = 24 * time.Hour
	}
	at := w.Until.Add(-length).UTC()
	if cut := at.Truncate(unit); cut.Before(at) {
		at = cut.Add(unit) // no longer than what was wanted
	}
	if !at.Before(w.Until) {
		at = w.Until.Add(-length)
	}
	if at.Before(w.Since) {
		return w.Since
	}
	return at
}

// Beyond are the parts of a window that an engine holds nothing of, as gaps that say so. A day of grace: a small tenant has quiet nights.
func (r Result) Beyond(w inventory.Window) []Gap {
	const grace = 24 * time.Hour
	var gaps []Gap
	if r.Held.Since.Sub(w.Since) > grace {
		gaps = append(gaps, Gap{inventory.Window{Since: w.Since, Until: r.Held.Since}, "no sign-in of any kind is held before " + stamp(r.Held.Since) +
			": that is no sign of quiet; the log is kept for so long, or sent there since then"})
	}
	if w.Until.Sub(r.Held.Until) > grace {
		gaps = append(gaps, Gap{inventory.Window{Since: r.Held.Until, Until: w.Until}, "no sign-in of any kind is held after " + stamp(r.Held.Until) +
			": that is no sign of quiet; look whether the log is still sent there"})
	}
	return gaps
}

// Hold notes which spans the tables hold, and cuts the window to them.
func (r *Result) Hold(w inventory.Window, tables []Held) {
	r.Held, r.Tables = inventory.Window{}, tables
	for _, t := range tables {
		if r.Held.Since.IsZero() || t.Since.Before(r.Held.Since) {
			r.Held.Since = t.Since
		}
		if t.Until.After(r.Held.Until) {
			r.Held.Until = t.Until
		}
	}
	const grace = 24 * time.Hour
	if r.Held.Since.Sub(w.Since) <= grace {
		r.Held.Since = w.Since
	}
	if w.Until.Sub(r.Held.Until) <= grace {
		r.Held.Until = w.Until
	}
}

// Lacking says which tables of an engine hold nothing, or begin or end at another time than the rest; empty where all is as it should be.
func (r Result) Lacking(e Engine) string {
	const grace = 24 * time.Hour
	var list []string
	for _, name := range e.Tables() {
		found := false
		for _, t := range r.Tables {
			if t.Table != name {
				continue
			}
			found = true
			if t.Since.Sub(r.Held.Since) > grace {
				list = append(list, name+" begins at "+stamp(t.Since))
			}
			if r.Held.Until.Sub(t.Until) > grace {
				list = append(list, name+" ends at "+stamp(t.Until))
			}
		}
		if !found {
			list = append(list, name+" holds nothing")
		}
	}
	return strings.Join(list, ", ")
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04Z") }

// Spell names gaps and why they are, each reason once.
func Spell(gaps []Gap) string {
	var list []string
	for i := 0; i < len(gaps); {
		j := i + 1
		for j < len(gaps) && gaps[j].Reason == gaps[i].Reason {
			j++
		}
		list = append(list, fmt.Sprintf("missing %s to %s: %s", stamp(gaps[j-1].Since), stamp(gaps[i].Until), gaps[i].Reason))
		i = j
	}
	const most = 5 // gaps can be many; all of their spans are in the coverage
	if len(list) > most {
		list = append(list[:most], fmt.Sprintf("and %d more", len(list)-most))
	}
	return strings.Join(list, "; ")
}
