package export

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What is known of a command is read from its text, as the plan writes them: cmdlets with names in single quotes, one a line. Whatever else is in it
// counts as a change, and is shown rather than run.

// readingVerbs are the verbs of cmdlets that change nothing.
var readingVerbs = []string{"Get", "Test", "Resolve", "Format", "Select", "Where", "Sort", "Measure"}

var (
	verbNoun  = regexp.MustCompile(`[A-Za-z]+-([A-Za-z][A-Za-z0-9]*)`)
	azureRead = regexp.MustCompile(`^az(?: [a-z][a-z-]*)+ (?:show|list)(?: -|$)`)
	// acts is what can change something without a cmdlet of its own: assignments, several commands on a line, blocks, subexpressions, static members, redirections.
	acts = regexp.MustCompile("[;={}&>]|\\$\\(|::|`")
	// calls are methods; those of dates that reading commands are given change nothing.
	calls     = regexp.MustCompile(`\.[A-Za-z]+\(`)
	dateCalls = regexp.MustCompile(`\(Get-Date\)\.AddDays\(`)
	// holes are the names in <…> that only the administrator knows.
	holes = regexp.MustCompile(`<[^<>]*>`)
	// parameter names are no cmdlets.
	parameter = regexp.MustCompile(`(?:^|[\s(])-[A-Za-z]+`)
)

// changes reports whether a command does more than read, on any of its lines. Unknown verbs do.
func changes(command string) bool {
	for line := range strings.SplitSeq(command, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !reads(line) {
			return true
		}
	}
	return false
}

func reads(line string) bool {
	outside, closed := withoutLiterals(line)
	if !closed {
		return false
	}
	outside = holes.ReplaceAllString(outside, "x")
	if strings.HasPrefix(outside, "az ") {
		return azureRead.MatchString(outside) && !acts.MatchString(outside) && !strings.Contains(outside, "|")
	}
	outside = dateCalls.ReplaceAllString(outside, "(")
	outside = parameter.ReplaceAllString(outside, " ")
	if acts.MatchString(outside) || calls.MatchString(outside) {
		return false
	}
	for part := range strings.SplitSeq(outside, "|") {
		first, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		if verbNoun.FindString(first) != first || first == "" {
			return false // no cmdlet: an alias, a variable, a program
		}
	}
	for _, word := range verbNoun.FindAllString(outside, -1) {
		verb, _, _ := strings.Cut(word, "-")
		if !slices.Contains(readingVerbs, verb) {
			return false
		}
	}
	return true
}

// runs reports whether a command can stand in a script: nothing to fill in, every literal and bracket closed, and nothing in it that a plan does not write.
func runs(command string) bool {
	outside, closed := withoutLiterals(command)
	if !closed {
		return false
	}
	var open []byte
	for i := 0; i < len(outside); i++ {
		switch c := outside[i]; c {
		case '(', '{', '[':
			open = append(open, c)
		case ')', '}', ']':
			want := map[byte]byte{')': '(', '}': '{', ']': '['}[c]
			if len(open) == 0 || open[len(open)-1] != want {
				return false
			}
			open = open[:len(open)-1]
		case '<', '>', '"', '`', '#', '@', '&', '%':
			return false
		default:
			if c >= utf8.RuneSelf || c < ' ' && c != '\n' {
				return false
			}
		}
	}
	return len(open) == 0 && !strings.Contains(outside, "--") && strings.TrimSpace(command) != ""
}

// needs are the modules whose cmdlets a command has.
func needs(command string) []string {
	modules := []string{}
	outside, _ := withoutLiterals(command)
	outside = parameter.ReplaceAllString(outside, " ")
	exchange, graph := false, false
	for line := range strings.SplitSeq(outside, "\n") {
		if strings.HasPrefix(line, "az ") || strings.HasPrefix(line, "#") {
			continue
		}
		for _, word := range verbNoun.FindAllStringSubmatch(line, -1) {
			switch noun := word[1]; {
			case strings.HasPrefix(noun, "Mg"):
				graph = true
			case !slices.Contains(everywhere, noun):
				exchange = true
			}
		}
	}
	if exchange {
		modules = append(modules, "ExchangeOnlineManagement")
	}
	if graph {
		modules = append(modules, "Microsoft.Graph")
	}
	return modules
}

// everywhere are the nouns of cmdlets that come with Windows.
var everywhere = []string{"Object", "List", "Table", "Date", "Host", "DnsName", "NetConnection"}

// withoutLiterals empties the single-quoted strings of a command; it is false where one does not end.
func withoutLiterals(command string) (string, bool) {
	var b strings.Builder
	closed := true
	for text, literal := range literals(command) {
		if !literal {
			b.WriteString(text)
			continue
		}
		b.WriteString("''")
		_, size := utf8.DecodeLastRuneInString(text)
		closed = len(text) > size && isQuote(lastRune(text)) && quotesEven(text)
	}
	return b.String(), closed
}

// literals takes a command apart into single-quoted strings, with their quotes, and what is between them. As in PowerShell any of five characters opens and
// closes one, and two in a row inside are one of them.
func literals(command string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for command != "" {
			start := strings.IndexFunc(command, isQuote)
			if start != 0 {
				if start < 0 {
					start = len(command)
				}
				if !yield(command[:start], false) {
					return
				}
				command = command[start:]
				continue
			}
			end := endOfLiteral(command)
			if !yield(command[:end], true) {
				return
			}
			command = command[end:]
		}
	}
}

// endOfLiteral is the place behind the quote that closes the literal with which a text begins, or the text's end.
func endOfLiteral(text string) int {
	_, size := utf8.DecodeRuneInString(text)
	for i := size; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !isQuote(r) {
			continue
		}
		next, size := utf8.DecodeRuneInString(text[i:])
		if !isQuote(next) {
			return i
		}
		i += size
	}
	return len(text)
}

// quotesEven tells a literal that ends from one whose last quote is half of a doubled one: it has an even number of them.
func quotesEven(literal string) bool {
	n := 0
	for _, r := range literal {
		if isQuote(r) {
			n++
		}
	}
	return n%2 == 0
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

func isQuote(r rune) bool { return r == '\'' || r >= '\u2018' && r <= '\u201b' }
