package plan

import (
	"unicode"
	"unicode/utf8"
)

// quote makes a PowerShell literal of any text: in single quotes nothing is expanded, and only a quote can end it. PowerShell takes the typographic
// single quotes U+2018, U+2019, U+201A and U+201B for quotes too, so each of them is doubled like the plain one.
//
// Line breaks, control and format characters (which can hide what a line says) and broken UTF-8 become U+FFFD: no account is named with them, so
// the command finds nothing instead of something else.
func quote(text string) string {
	var buffer [128]byte // enough for nearly every name
	return string(appendQuoted(buffer[:0], text))
}

func appendQuoted(b []byte, text string) []byte {
	b = append(b, '\'')
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c == '\'' || c >= 0x7f {
			return append(appendEscaped(append(b, text[:i]...), text[i:]), '\'')
		}
	}
	return append(append(b, text...), '\'')
}

func appendEscaped(b []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r == '\'' || r >= '\u2018' && r <= '\u201B':
			b = utf8.AppendRune(utf8.AppendRune(b, r), r)
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			b = utf8.AppendRune(b, utf8.RuneError)
		default:
			b = utf8.AppendRune(b, r) // broken UTF-8 arrives as U+FFFD
		}
	}
	return b
}
