package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// none stands for a value that does not exist, in every language.
	none = "-"
	// Words from elsewhere are cut after so many runes.
	longestName   = 80
	longestReason = 300
)

// withMore adds how much more there is to a list that was cut.
func withMore(list string, more int) string {
	if more <= 0 {
		return list
	}
	return list + " (+" + itoa(more) + ")"
}

// clean makes one line of any text: line breaks, control and format characters (which can turn or hide what a line says) and broken UTF-8 become U+FFFD, and
// what is longer than so many runes is cut.
func clean(text string, longest int) string {
	plain := len(text) <= longest
	for i := 0; plain && i < len(text); i++ {
		plain = text[i] >= ' ' && text[i] < 0x7f
	}
	if plain {
		return text
	}
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > longest {
			b.WriteRune('…')
			break
		}
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}
