package journal

import (
	"slices"
	"strings"
	"time"
)

// State is what holds by a journal. The zero State holds nothing.
type State struct {
	held map[Field]*held
	own  map[string][]string
	read map[string]bool
	// entries is how many there are.
	entries int
}

// held is what holds in a field.
type held struct {
	value string
	// line is which entry of the journal it comes from, counted from 1.
	line int
	// saved is when the workbook that it came from was saved, or when it was accepted where that is not known; file and cell are where it stood.
	saved      time.Time
	file, cell string
	// before are values that people had written and that hold no more, or never did.
	before map[string]bool
}

// Replay reads a journal from its begin.
func Replay(entries []Entry) *State {
	s := &State{held: map[Field]*held{}, own: map[string][]string{}, read: map[string]bool{}}
	for i := range entries {
		s.add(&entries[i])
	}
	return s
}

func (s *State) add(e *Entry) {
	s.entries++
	if e.Kind == KindRead {
		s.read[e.SHA256] = true
		return
	}
	h := s.held[e.Field]
	known := h != nil
	if h == nil {
		h = &held{before: map[string]bool{}}
		s.held[e.Field] = h
		if header, own := e.OwnHeader(); own && !slices.Contains(s.own[e.Sheet], header) {
			s.own[e.Sheet] = append(s.own[e.Sheet], header)
		}
	} else {
		h.before[h.value] = true
	}
	for _, other := range e.Others {
		if other.Origin != OriginPlan {
			h.before[other.Value] = true
		}
	}
	delete(h.before, e.To)
	if known && e.From == e.To {
		h.line = s.entries
		return // it holds since before, and was decided again
	}
	h.value, h.line, h.saved, h.file, h.cell = e.To, s.entries, e.At, e.File, e.Cell
	if e.Saved != nil {
		h.saved = *e.Saved
	}
}

// Value gives what people wrote into a field; written is false where nobody did. An empty text is a cell that somebody emptied.
func (s *State) Value(f Field) (value string, written bool) {
	if s == nil || s.held[f] == nil {
		return "", false
	}
	return s.held[f].value, true
}

// Wrote reports whether people ever wrote a value into a field, whether it held or not.
func (s *State) Wrote(f Field, value string) bool {
	return s != nil && s.held[f] != nil && (s.held[f].value == value || s.held[f].before[value])
}

// OwnHeaders are the headers of the columns that people added to a sheet, in the order in which they were first read.
func (s *State) OwnHeaders(sheet string) []string {
	if s == nil {
		return nil
	}
	return s.own[sheet]
}

// Entries is how many entries the journal has.
func (s *State) Entries() int {
	if s == nil {
		return 0
	}
	return s.entries
}

// WasRead reports whether a workbook with this sum was read before.
func (s *State) WasRead(sha256 string) bool { return s != nil && s.read[sha256] }

func (f Field) compare(other Field) int {
	if c := strings.Compare(f.Sheet, other.Sheet); c != 0 {
		return c
	}
	if c := strings.Compare(f.Row, other.Row); c != 0 {
		return c
	}
	return strings.Compare(f.Column, other.Column)
}
