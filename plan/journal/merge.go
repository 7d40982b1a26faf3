package journal

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Merged is what a merge decided.
type Merged struct {
	// Entries are new lines for the journal: one for each workbook that was read for the first time, and one for each change and each conflict.
	Entries []Entry
	// Again are the names of workbooks that had been read before; nothing of them counted.
	Again []string
	// Stale counts values that had been read before and that somebody has changed since: an old workbook that comes once more.
	Stale int
}

// claim is what one workbook wants of a field.
type claim struct {
	*Said
	book *Workbook
}

// Merge decides what holds after workbooks were read. generated gives what the plan, as it is by now, has in a field of its own, without what people
// wrote; joins reports the columns for text of several lines, of which nothing is ever dropped (a column that people added always is one). at is when it
// is decided. The order of the workbooks makes no difference.
//
// For each field, those workbooks count in which it differs from what was exported and from what holds:
//
//   - what they have was held before and was changed since: they are old, and nothing happens;
//   - they agree, and what they were exported with still holds: [RuleEdited];
//   - they agree, and the plan was made anew with another value meanwhile: [RulePerson];
//   - several people wrote different things, in these workbooks or before: text is [RuleJoined], of other values that of the workbook which was saved
//     last holds, [RuleLastSaved]. Equal times are decided by name and sum, so that the same files always give the same.
func Merge(s *State, generated func(Field) string, joins func(Field) bool, at time.Time, books ...Workbook) Merged {
	var m Merged
	claims := map[Field][]claim{}
	sorted := slices.Clone(books)
	slices.SortFunc(sorted, func(a, b Workbook) int {
		return cmp.Or(a.Saved.Compare(b.Saved), strings.Compare(a.Name, b.Name), strings.Compare(a.SHA256, b.SHA256))
	})
	seen := map[string]int{} // place among the entries, by sum
	for i := range sorted {
		book := &sorted[i]
		if _, twice := seen[book.SHA256]; twice || s.WasRead(book.SHA256) {
			m.Again = append(m.Again, book.Name)
			continue
		}
		seen[book.SHA256] = len(m.Entries)
		m.Entries = append(m.Entries, Entry{Kind: KindRead, At: at, File: book.Name, SHA256: book.SHA256, Saved: saved(book)})
		for k := range book.Said {
			said := &book.Said[k]
			claims[said.Field] = append(claims[said.Field], claim{said, book})
		}
	}
	fields := make([]Field, 0, len(claims))
	for f := range claims {
		fields = append(fields, f)
	}
	slices.SortFunc(fields, Field.compare)
	for _, f := range fields {
		_, own := f.OwnHeader()
		e, stale := s.decide(f, claims[f], generated(f), own || joins(f))
		m.Stale += stale
		if e == nil {
			continue
		}
		e.At = at
		if e.From != e.To {
			m.Entries[seen[e.SHA256]].Changes++
		}
		m.Entries = append(m.Entries, *e)
	}
	return m
}

func saved(b *Workbook) *time.Time {
	if b.Saved.IsZero() {
		return nil
	}
	t := b.Saved.UTC()
	return &t
}

// decide gives the entry of one field, nil for none, and how many claims were old. Claims are in the order in which their workbooks were saved.
func (s *State) decide(f Field, claims []claim, generated string, joins bool) (e *Entry, stale int) {
	current, h := generated, (*held)(nil)
	if s != nil {
		h = s.held[f]
	}
	if h != nil {
		current = h.value
	}
	// A workbook that does not tell what it was exported with is taken to have had what is generated.
	had := func(c claim, value string) bool {
		if c.Base == nil {
			return value == generated
		}
		return *c.Base == Digest(value)
	}
	// Who wrote with the last decision on the field before them has answered it.
	fresh := func(c claim) bool {
		if h == nil {
			return had(c, current)
		}
		return c.Base != nil && c.Seen >= h.line
	}
	var open []claim
	differs := false
	for _, c := range claims {
		switch {
		case had(c, c.Value): // nobody changed it
		case c.Value != current && h != nil && !fresh(c) && h.before[c.Value]:
			stale++
		case f.Column == Comment && !fresh(c) && AddComments(current, c.Value) == current:
			stale++ // the comments are still on the cells of a workbook that was read before
		default:
			// Who wrote what holds already is heard too, where others want something else.
			open = append(open, c)
			differs = differs || c.Value != current
		}
	}
	if !differs {
		return nil, stale
	}
	last := open[len(open)-1]
	e = &Entry{
		Kind: KindChange, File: last.book.Name, SHA256: last.book.SHA256, Saved: saved(last.book), Field: f, Subject: last.Subject, Cell: last.Cell,
		From: current, To: last.Value, Rule: RuleEdited,
	}
	agree := !slices.ContainsFunc(open, func(c claim) bool { return c.Value != last.Value })
	switch {
	case agree && slices.ContainsFunc(open, fresh):
		return e, stale
	case agree && h == nil:
		e.Rule, e.Others = RulePerson, []Other{{Value: current, Origin: OriginPlan}}
		return e, stale
	}
	// What holds takes part where a person wrote it, unless everybody had it before them when they wrote.
	contested := h != nil && slices.ContainsFunc(open, func(c claim) bool { return !fresh(c) })
	if joins {
		e.Rule, e.To = RuleJoined, ""
		if contested {
			e.To = current
		}
		for _, c := range open {
			if f.Column == Comment {
				e.To = AddComments(e.To, c.Value)
			} else {
				e.To = joined(e.To, c.Value)
			}
		}
	} else {
		e.Rule = RuleLastSaved
		if contested && h.after(last.book) {
			e.To = current
		}
	}
	if h == nil && current != "" && !slices.ContainsFunc(open, fresh) {
		e.Others = append(e.Others, Other{Value: current, Origin: OriginPlan})
	}
	if contested && e.To != current {
		e.Others = append(e.Others, Other{Value: current, Origin: OriginJournal, File: h.file, Cell: h.cell})
	}
	for _, c := range open {
		if c.Value != e.To && !slices.ContainsFunc(e.Others, func(o Other) bool { return o.Value == c.Value && o.Origin == OriginWorkbook }) {
			e.Others = append(e.Others, Other{Value: c.Value, Origin: OriginWorkbook, File: c.book.Name, Cell: c.Cell})
		}
	}
	return e, stale
}

// after reports whether what holds was saved after a workbook. One that does not say when is taken for the later one: it has just come.
func (h *held) after(b *Workbook) bool {
	return !b.Saved.IsZero() && cmp.Or(h.saved.Compare(b.Saved), strings.Compare(h.file, b.Name)) > 0
}

// joined adds the lines of a text that another one does not have yet.
func joined(text, more string) string {
	if text == "" {
		return more
	}
	lines := strings.Split(text, "\n")
	for line := range strings.SplitSeq(more, "\n") {
		if line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
