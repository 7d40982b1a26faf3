package export

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible makes text from outside safe to show: every character that can't be seen or that changes how its neighbours are seen
// is written as "[U+202E]", broken UTF-8 (a lone surrogate, for example) as "[0xED]" a byte. Line ends and tabs count as such
// characters, because a name has none. Nothing is lost.
func visible(s string) string {
	return makeVisible(s, false)
}

// Visible makes text from outside safe to show on one line, as texts of a report are.
func Visible(s string) string { return visible(s) }

// visibleLines is visible for text that may have several lines (commands); carriage returns before a line end are dropped.
func visibleLines(s string) string {
	return makeVisible(strings.ReplaceAll(s, "\r\n", "\n"), true)
}

func makeVisible(s string, lines bool) string {
	var b strings.Builder
	from := 0 // what has not been copied yet
	for i := 0; i < len(s); {
		if c := s[i]; c >= ' ' && c < 0x7f || c == '\n' && lines {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		broken := r == utf8.RuneError && size <= 1
		if broken || hidden(r) {
			if b.Len() == 0 {
				b.Grow(len(s) + 16)
			}
			b.WriteString(s[from:i])
			if broken {
				fmt.Fprintf(&b, "[0x%02X]", s[i])
			} else {
				fmt.Fprintf(&b, "[U+%04X]", r)
			}
			from = i + size
		}
		i += size
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// The characters of East Asian scripts between these two can all be seen.
const (
	firstEastAsian = 0x2e80
	lastEastAsian  = 0xd7ff
)

// hidden tells characters that act without being seen: controls (Cc), format characters such as direction marks and zero-width
// joiners (Cf), line and paragraph separators (Zl, Zp), private use (Co) and the noncharacters, which XML forbids. Variation selectors,
// which only choose a glyph and are common in Japanese names, stay.
func hidden(r rune) bool {
	if r >= firstEastAsian && r <= lastEastAsian {
		return false // the tables are slow, and Japanese reports ask for each character
	}
	if r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe {
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}
