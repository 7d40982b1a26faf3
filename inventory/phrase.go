package inventory

import (
	"sort"
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
	names := make([]string, 0, len(args))
	for name := range args {
		names = append(names, name)
	}
	sort.Strings(names)
	pairs := make([]string, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, "{"+name+"}", args[name])
	}
	// One pass, so a value that itself contains {name} is not filled in again.
	return strings.NewReplacer(pairs...).Replace(text)
}
