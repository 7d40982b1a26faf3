package inventory

import "slices"

// United joins spans that touch, oldest first.
func United(list []Window) []Window {
	sorted := slices.SortedFunc(slices.Values(list), func(a, b Window) int { return a.Since.Compare(b.Since) })
	var out []Window
	for _, w := range sorted {
		if n := len(out); n > 0 && !w.Since.After(out[n-1].Until) {
			if w.Until.After(out[n-1].Until) {
				out[n-1].Until = w.Until
			}
			continue
		}
		out = append(out, w)
	}
	return out
}

// Without is what is left of spans when others are taken out of them.
func Without(from, take []Window) []Window {
	left := from
	for _, t := range take {
		var next []Window
		for _, w := range left {
			if !t.Since.Before(w.Until) || !t.Until.After(w.Since) {
				next = append(next, w)
				continue
			}
			if t.Since.After(w.Since) {
				next = append(next, Window{Since: w.Since, Until: t.Since})
			}
			if t.Until.Before(w.Until) {
				next = append(next, Window{Since: t.Until, Until: w.Until})
			}
		}
		left = next
	}
	return left
}
