package inventory

import (
	"strings"
)

// Language is a language that the program writes.
type Language string

// The languages of the program.
const (
	English  Language = "en"
	Japanese Language = "ja"
)

// Phrase is a sentence in every language of the program. A value in it is written as {name}.
type Phrase struct {
	En, Ja string
}

// In gives the sentence in a language with its values filled in; a value that is missing stays visible as {name}.
func (p Phrase) In(lang Language, args map[string]string) string {
	text := p.En
	if lang == Japanese {
		text = p.Ja
	}
	if len(args) == 0 {
		return text
	}
	// One pass, so a value that itself contains {name} is not filled in again.
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := args[name]
		if !closed || !known {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(value)
		text = after
	}
}

// names reports whether a value of this name is in the sentence.
func (p Phrase) names(name string) bool {
	in := func(text string) bool {
		for {
			_, rest, found := strings.Cut(text, "{")
			if !found {
				return false
			}
			if strings.HasPrefix(rest, name) && strings.HasPrefix(rest[len(name):], "}") {
				return true
			}
			text = rest
		}
	}
	return in(p.En) || in(p.Ja)
}
