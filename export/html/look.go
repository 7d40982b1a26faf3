package html

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"unbasic/export"
)

// look is what differs between languages in the shape of values.
type look struct {
	date, moment string
}

// lookOf knows Japanese; every other language is set like English.
func lookOf[L ~string](language L) look {
	if language == "ja" {
		return look{date: "2006/01/02", moment: "2006/01/02 15:04"}
	}
	return look{date: "2006-01-02", moment: "2006-01-02 15:04"}
}

// measure writes a number with one digit after the point.
func (l look) measure(x float64) string { return l.decimal(x, 1) }

// decimal writes a number with so many digits after the point.
func (l look) decimal(x float64, digits int) string {
	text := strconv.FormatFloat(x, 'f', digits, 64)
	whole, part, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return text // larger than any count: as it is
	}
	if n == 0 && strings.HasPrefix(whole, "-") {
		return "-0." + part
	}
	return export.Grouped(n) + "." + part
}

// value writes a cell as the type of its column wants it; page.js does the same for rows.
func (l look) value(c export.Cell, t export.Type) string {
	switch c.Kind() {
	case export.Text:
		return c.Text()
	case export.Int:
		if t == export.TypePercent {
			return strconv.FormatInt(c.Int()*100, 10) + "%"
		}
		return export.Grouped(c.Int())
	case export.Float:
		if t == export.TypePercent {
			return strconv.FormatFloat(math.Floor(c.Float()*100+0.5), 'f', 0, 64) + "%" // as page.js rounds
		}
		if t == export.TypeAmount {
			return l.decimal(c.Float(), 2)
		}
		return l.measure(c.Float())
	case export.Day:
		return c.Day().In(time.UTC).Format(l.date)
	case export.Time:
		return c.Time().Format(l.moment)
	}
	return ""
}

// isNumber tells columns whose values stand right.
func isNumber(t export.Type) bool {
	return t == export.TypeNumber || t == export.TypeHours || t == export.TypeAmount || t == export.TypePercent
}

// em is about how wide a text is in a proportional face, in widths of a full letter.
func em(text string) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case r >= 0x1100 && (r < 0x2000 || r >= 0x2e80 && r < 0xff61 || r >= 0xffe0):
			width++
		case strings.ContainsRune("ilI.,:;|!'j()[] ", r):
			width += 0.32
		case strings.ContainsRune("mwMW@%", r):
			width += 0.86
		default:
			width += 0.58
		}
	}
	return width
}

// shorten cuts a text that is wider than so many full letters, with an ellipsis.
func shorten(text string, width float64) string {
	used, fits := 0.0, 0
	for i, r := range text {
		used += em(string(r))
		if used > width {
			return strings.TrimRight(text[:fits], " ") + "…"
		}
		if used+0.8 <= width || i == 0 {
			fits = i + utf8.RuneLen(r) // with room for the ellipsis
		}
	}
	return text
}

// wrap breaks a text into lines that are not wider than so many full letters, between words or, in scripts without blanks, between letters. What does not
// fit the last line is cut.
func wrap(text string, width float64, lines int) []string {
	// No more than could be seen is looked at: a name can have 40,000 letters.
	if most := int(width*float64(lines)*4) + 8; utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most])
	}
	var done []string
	line := ""
	for _, word := range breakable(text) {
		if line == "" {
			line = strings.TrimLeft(word, " ")
			continue
		}
		if em(strings.TrimRight(line+word, " ")) <= width {
			line += word
			continue
		}
		if len(done) == lines-1 {
			line += word // the rest is cut below
			continue
		}
		done, line = append(done, strings.TrimRight(line, " ")), strings.TrimLeft(word, " ")
	}
	done = append(done, strings.TrimRight(line, " "))
	for i := range done {
		if em(done[i]) > width {
			done[i] = shorten(done[i], width-0.6) // cut names of neighbours should not touch
		}
	}
	return done
}

// breakable cuts a text where a line may end: after blanks, and around wide letters.
func breakable(text string) []string {
	var parts []string
	start := 0
	wide := func(r rune) bool { return r >= 0x2e80 && r < 0xff61 }
	var before rune
	for i, r := range text {
		// Marks that close or continue stay with what they follow.
		if i > start && (before == ' ' && r != ' ' || (wide(r) || wide(before)) && !strings.ContainsRune("、。」)ー)ゃゅょっャュョッ", r)) {
			parts, start = append(parts, text[start:i]), i
		}
		before = r
	}
	return append(parts, text[start:])
}
