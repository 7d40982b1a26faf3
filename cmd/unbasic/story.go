package main

import (
	"io"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"

	"unbasic/inventory"
)

// story is text under labels, for one thing that a table has too few columns for. On a terminal the labels stand in a column of their own and text is
// wrapped beside them; in a pipe each line is a label, a tab and the text, so that it can be searched.
type story struct {
	ui
	lines []storyLine
}

type storyLine struct {
	label, text string
	// whole lines are never wrapped: a command is there to be copied.
	whole bool
}

func (u ui) story() *story { return &story{ui: u} }

// say adds text under a label; empty text is left out.
func (s *story) say(label inventory.Phrase, text string) {
	if text != "" {
		s.lines = append(s.lines, storyLine{s.word(label), visible(text), false})
	}
}

// verbatim adds a line that must stay in one piece.
func (s *story) verbatim(label inventory.Phrase, text string) {
	s.lines = append(s.lines, storyLine{s.word(label), visible(text), true})
}

// The width of stories on a terminal. Lines longer than widest are hard to read, however wide the terminal is.
const (
	widest    = 100
	narrowest = 40
)

// tell writes the story to stdout.
func (s *story) tell() error {
	var b strings.Builder
	if !s.env.stdoutTerminal {
		for _, line := range s.lines {
			b.WriteString(line.label + "\t" + strings.TrimSpace(line.text) + "\n")
		}
		_, err := io.WriteString(s.env.stdout, b.String())
		return err
	}
	width, column := widest, 0
	if s.env.width > 0 {
		width = min(width, s.env.width-1)
	}
	for _, line := range s.lines {
		column = max(column, text.StringWidth(line.label)+2)
	}
	last := ""
	for _, line := range s.lines {
		label := line.label
		if label == last {
			label = ""
		}
		last = line.label
		parts := []string{line.text}
		if !line.whole {
			parts = wrap(line.text, max(width-column, narrowest))
		}
		for _, part := range parts {
			head := label + strings.Repeat(" ", column-text.StringWidth(label))
			if s.color && label != "" {
				head = text.Bold.Sprint(label) + strings.Repeat(" ", column-text.StringWidth(label))
			}
			b.WriteString(strings.TrimRight(head+part, " ") + "\n")
			label = ""
		}
	}
	_, err := io.WriteString(s.env.stdout, b.String())
	return err
}

// wrap breaks text into lines of a display width: at blanks, and between Japanese letters, but not before a mark that closes nor behind one that
// opens. What has no such place is cut.
func wrap(line string, width int) []string {
	var lines []string
	runes := []rune(line)
	indent := ""
	if number, _, found := strings.Cut(line, ". "); found && len(number) < 3 && strings.Trim(number, "0123456789") == "" {
		indent = strings.Repeat(" ", len(number)+2) // the further lines of a numbered step
	}
	for start := 0; start < len(runes); {
		lead := ""
		if len(lines) > 0 {
			lead = indent
		}
		used, end, breakAt := len(lead), start, -1
		for end < len(runes) && used+text.RuneWidth(runes[end]) <= width {
			used += text.RuneWidth(runes[end])
			end++
			if end < len(runes) && mayBreak(runes[end-1], runes[end]) {
				breakAt = end
			}
		}
		switch {
		case end == len(runes):
		case breakAt > start:
			end = breakAt
		case end == start:
			end++ // wider than the line
		}
		lines = append(lines, lead+strings.TrimRight(string(runes[start:end]), " "))
		for start = end; start < len(runes) && runes[start] == ' '; start++ {
		}
	}
	return lines
}

// mayBreak reports whether a line may end between two letters.
func mayBreak(before, after rune) bool {
	switch {
	case before == ' ':
		return after != ' '
	case after == ' ':
		return true
	case strings.ContainsRune("、。，．）」』】］・：；？！ー～%)],.;:?!…ゃゅょっャュョッ", after), strings.ContainsRune("（「『【［([", before):
		return false
	case unicode.Is(unicode.Katakana, before) && unicode.Is(unicode.Katakana, after), before == 'ー' && unicode.Is(unicode.Katakana, after):
		return false // within a word
	}
	return japanese(before) || japanese(after)
}

func japanese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f
}
