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

// Phrase is a sentence in every language of the program. A value in it is written as {name}. {name|one|many} and {name|one|many|none} are words that fit
// the number of the value, which stands in them as #: "{count|1 sender has|# senders have} no owner". In a text of several lines, such as a letter, a line
// with a value that is empty is left out.
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
	if strings.Contains(text, "\n") {
		text = withoutEmptyLines(text, args)
	}
	// One pass, so a value that itself contains {name} is not filled in again.
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inside, after, closed := strings.Cut(rest, "}")
		value, known := args[ValueName(inside)]
		if !closed || !known {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(Fitting(inside, value))
		text = after
	}
}

// ValueName is the name of the value that is asked for by what stands between braces.
func ValueName(inside string) string {
	name, _, _ := strings.Cut(inside, "|")
	return name
}

// Fitting is what stands in the place of braces once the value is known: the value itself, or the words that fit its number.
func Fitting(inside, value string) string {
	_, forms, choice := strings.Cut(inside, "|")
	if !choice {
		return value
	}
	one, rest, _ := strings.Cut(forms, "|")
	many, none, hasNone := strings.Cut(rest, "|")
	fits := many
	switch {
	case value == "1":
		fits = one
	case value == "0" && hasNone:
		fits = none
	}
	return strings.ReplaceAll(fits, "#", value)
}

// withoutEmptyLines leaves out the lines that would say nothing, and what is then one empty line too many.
func withoutEmptyLines(text string, args map[string]string) string {
	lines := strings.SplitAfter(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		again := line == "\n" && len(kept) > 0 && kept[len(kept)-1] == "\n"
		if !again && !hasEmptyValue(line, args) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func hasEmptyValue(text string, args map[string]string) bool {
	for {
		_, rest, found := strings.Cut(text, "{")
		if !found {
			return false
		}
		inside, after, closed := strings.Cut(rest, "}")
		if value, known := args[ValueName(inside)]; closed && known && value == "" {
			return true
		}
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
			if inside, _, closed := strings.Cut(rest, "}"); closed && ValueName(inside) == name {
				return true
			}
			text = rest
		}
	}
	return in(p.En) || in(p.Ja)
}
