package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote makes a PowerShell literal of any text: in single quotes nothing is expanded, and only a quote can end it. PowerShell takes the typographic
// single quotes U+2018, U+2019, U+201A and U+201B for quotes too, so each of them is doubled like the plain one.
//
// Line breaks, control and format characters (which can hide what a line says) and broken UTF-8 become U+FFFD: no account is named with them, so
// the command finds nothing instead of something else.
func quote(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2)
	b.WriteByte('\'')
	for _, r := range text {
		switch {
		case r == '\'' || r >= '\u2018' && r <= '\u201B':
			b.WriteRune(r)
			b.WriteRune(r)
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r) // broken UTF-8 arrives as U+FFFD
		}
	}
	b.WriteByte('\'')
	return b.String()
}
