package export

import "strings"

// ActsLikeFormula tells text that Excel would take for a formula if a person typed it, or a file without types held it. What keeps it inert
// differs: a workbook marks the cell as text, a CSV puts an apostrophe before it.
func ActsLikeFormula(text string) bool {
	if text == "" {
		return false
	}
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return true
	}
	// Full-width forms are taken for their ASCII twins by Japanese input and by some readers.
	for _, sign := range []string{"\uff1d", "\uff0b", "\uff0d", "\uff20"} {
		if strings.HasPrefix(text, sign) {
			return true
		}
	}
	return false
}
