package words

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"unbasic/inventory"
)

// A valueKind is how a value of a sentence is worded that a file holds as a code.
type valueKind struct {
	codes []Codes
	// plain words stand within a sentence: their English labels begin with a small letter there.
	plain bool
	// list is for several codes with commas between them.
	list bool
}

// valueKinds are by the name of the value, which means the same in every sentence of the plan and the inventory. A value that is no such code stays as it is.
var valueKinds = map[string]valueKind{
	"status":    {codes: []Codes{CoverageStatuses}, plain: true},
	"state":     {codes: []Codes{LicenseStates, Switches}, plain: true},
	"risk":      {codes: []Codes{Risks}, plain: true},
	"blocker":   {codes: []Codes{protections}, plain: true},
	"route":     {codes: []Codes{Routes}},
	"from":      {codes: []Codes{Routes}},
	"to":        {codes: []Codes{Routes}},
	"cloud":     {codes: []Codes{Clouds}},
	"source":    {codes: []Codes{Sources}},
	"routes":    {codes: []Codes{Routes}, list: true},
	"gaps":      {codes: []Codes{Sources}, list: true},
	"protocols": {codes: []Codes{Protocols}, list: true},
}

// protections are what stops passwords for everybody, as sentences name it.
var protections = Codes{
	{Code: "security defaults", Label: word("Security defaults", "セキュリティの既定値群")},
}

// Worded gives the values of a sentence with labels in the place of codes; values without any are given back as they are.
func Worded(args map[string]string, lang inventory.Language) map[string]string {
	made, changed := args, false
	for name, value := range args {
		kind, known := valueKinds[name]
		said := value
		switch {
		case name == "list":
			said = worded(value, lang)
		case known && kind.list:
			parts := strings.Split(value, ", ")
			for i, part := range parts {
				parts[i] = kind.word(part, lang)
			}
			said = strings.Join(parts, ListSeparator.In(lang))
		case known:
			said = kind.word(value, lang)
		}
		if said == value {
			continue
		}
		if !changed {
			made, changed = maps.Clone(args), true
		}
		made[name] = said
	}
	return made
}

// word words one code. Behind it, a source can have its part, and a member of a list its count or its status in brackets.
func (k valueKind) word(value string, lang inventory.Language) string {
	code, rest, bracketed := strings.Cut(value, " (")
	code, part, parted := strings.Cut(code, " ")
	if k.plain {
		code, part, parted = value, "", false
		rest, bracketed = "", false
	}
	for _, codes := range k.codes {
		if codes.Rank(code) == len(codes) {
			continue
		}
		said := codes.Label(code, lang)
		if k.plain && lang == inventory.English {
			said = small(said)
		}
		if parted {
			said = SourceName(code, part, lang)
		}
		if bracketed {
			status, more, _ := strings.Cut(rest, ")")
			said += " (" + CoverageStatuses.Within(status, lang) + ")" + more
		}
		return said
	}
	return value
}

// Within is the label inside a sentence, or in a table that is read as one.
func (c Codes) Within(code string, lang inventory.Language) string {
	if lang == inventory.English && c.Rank(code) < len(c) {
		return small(c.Label(code, lang))
	}
	return c.Label(code, lang)
}

// worded words the lines of a letter about senders: "day | route | … | sender". An owner that is not known yet is a dash in it.
func worded(list string, lang inventory.Language) string {
	lines := strings.Split(list, "\n")
	for i, line := range lines {
		fields := strings.Split(line, " | ")
		for j := 1; j < len(fields)-1; j++ {
			switch {
			case fields[j] == "-":
				fields[j] = NobodyYet.In(lang)
			case j == 1 && len(fields) > 3:
				fields[j] = Routes.Label(fields[j], lang)
			}
		}
		lines[i] = strings.Join(fields, " | ")
	}
	return strings.Join(lines, "\n")
}

// small begins with a small letter, unless it is an abbreviation or a name, which has capitals further on too.
func small(label string) string {
	first, size := utf8.DecodeRuneInString(label)
	if strings.ContainsFunc(label[size:], unicode.IsUpper) {
		return label
	}
	return string(unicode.ToLower(first)) + label[size:]
}

// SourceName is a source with its part, if it has any, within a sentence.
func SourceName(source, part string, lang inventory.Language) string {
	name := Sources.Label(source, lang)
	if part == "" {
		return name
	}
	return SourcePart.In(lang, "source", name, "part", SignInParts.Within(part, lang))
}
