package inventory

import (
	"slices"
	"time"
)

// ReadWhole gives the spans of sign-in time of which a sign-in with Basic could not have been missed, oldest first. Sources are united; within one source all must
// have been read that can hold such a sign-in:
//
//   - Graph: the interactive and the non-interactive log, each of which holds some of them. The parts of service principals and of modern programs hold none.
//   - Log Analytics, advanced hunting: one entry, which is both logs. Where a table was missing, its coverage is flawed, and nothing of it counts.
//   - exported files: the span from the first row to the last. Two spans that are less than a day apart are one, since a small tenant has quiet nights.
//
// Of a span its gaps are left out. One that is flawed, or partial without a gap, has something else missing from it, nobody knows from when: it does not count.
func ReadWhole(coverage []Coverage) []Window {
	var interactive, nonInteractive, engines, files []Window
	for _, c := range coverage {
		switch {
		case c.Source == SourceSignIns && c.Part == "interactiveUser":
			interactive = append(interactive, whole(c)...)
		case c.Source == SourceSignIns && c.Part == "nonInteractiveUser":
			nonInteractive = append(nonInteractive, whole(c)...)
		case c.Source == SourceLogAnalytics, c.Source == SourceHunting:
			engines = append(engines, whole(c)...)
		case c.Source == SourceFileSignIns:
			files = append(files, whole(c)...)
		}
	}
	graph := common(United(interactive), United(nonInteractive))
	return United(slices.Concat(graph, engines, bridged(files)))
}

// whole is what of one entry was read whole.
func whole(c Coverage) []Window {
	if c.Since == nil || c.Until == nil || c.Until.Before(*c.Since) {
		return nil
	}
	switch {
	case c.Status == CoverageComplete:
	case c.Status == CoveragePartial && len(c.Gaps) > 0 && !c.Flawed:
	default:
		return nil
	}
	return Without([]Window{{Since: c.Since.UTC(), Until: c.Until.UTC()}}, c.Gaps)
}

// common is what two lists of spans, each oldest first and without overlaps, both hold.
func common(a, b []Window) []Window {
	var both []Window
	for len(a) > 0 && len(b) > 0 {
		since, until := a[0].Since, a[0].Until
		if b[0].Since.After(since) {
			since = b[0].Since
		}
		if b[0].Until.Before(until) {
			until = b[0].Until
		}
		if since.Before(until) {
			both = append(both, Window{Since: since, Until: until})
		}
		if a[0].Until.Before(b[0].Until) {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// quietNight is how far the rows of two files may be apart and nothing is missing between them.
const quietNight = 24 * time.Hour

// bridged joins spans between which there is only a quiet night.
func bridged(list []Window) []Window {
	var out []Window
	for _, w := range United(list) {
		if n := len(out); n > 0 && w.Since.Sub(out[n-1].Until) < quietNight {
			out[n-1].Until = w.Until
			continue
		}
		out = append(out, w)
	}
	return out
}

// holes are the spans between those that were read: nobody knows who was silent then.
func holes(read []Window) []Window {
	var list []Window
	for i := 1; i < len(read); i++ {
		list = append(list, Window{Since: read[i-1].Until, Until: read[i].Since})
	}
	return list
}

// daysIn counts the whole days of spans, in UTC, that lie between two days.
func daysIn(spans []Window, from, to int) int {
	n := 0
	for _, w := range spans {
		first, behind := dayNumber(w.Since.Add(24*time.Hour-time.Second)), dayNumber(w.Until)
		n += max(0, min(behind, to)-max(first, from+1))
	}
	return n
}
