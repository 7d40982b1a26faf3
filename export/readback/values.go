package readback

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"unbasic/export"
	"unbasic/export/words"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
)

// answer is what a cell says.
type answer struct {
	value string
	// same reports whether it is what was exported.
	same bool
	// code, word and args are those of a problem for which the cell says nothing; code is empty for none.
	code Code
	word words.Word
	args []string
}

func problem(code Code, w words.Word, namesAndValues ...string) answer {
	return answer{code: code, word: w, args: namesAndValues}
}

// is says that a cell has a value, which may be what was exported.
func is(value, was string) answer { return answer{value: value, same: journal.Digest(value) == was} }

// answer reads a cell of a column, nil for one that people added. c is nil for an empty cell, and was is what was exported, as in [export.Exported].
func (g *reading) answer(c *cell, column *columnLayout, was string) answer {
	if c == nil {
		return is("", was)
	}
	if c.kind == doubtful && c.text != "" {
		switch {
		case is(clean(c.text), was).same:
			return answer{same: true}
		case column == nil || column.Type != export.TypeDate:
			c.settle()
		}
	}
	typed := c.said()
	switch {
	case c.kind == nothing && typed == "" && (c.formula == "" || c.empty && was == ""):
		return is("", was)
	case c.kind == nothing && typed == "":
		return problem(CodeNoResult, words.ReadbackNoResult)
	case c.kind == failure:
		if is(typed, was).same {
			return answer{same: true}
		}
		return problem(CodeErrorValue, words.ReadbackErrorValue, "value", shown(typed))
	}
	if typed == "" {
		return is("", was)
	}
	if column != nil {
		switch {
		case len(column.Choices) > 0:
			return g.choice(typed, column, was)
		case column.Type == export.TypeDate:
			return g.date(c, typed, was)
		case column.Type == export.TypeNumber:
			return g.number(c, typed, was)
		}
	}
	return g.text(c, typed, was)
}

// said is the text of a cell, in one form for all programs: line ends, no blanks around it.
func (c *cell) said() string {
	if c.kind == doubtful && c.text == "" {
		c.settle()
	}
	if c.kind == nothing {
		return clean(linked(c.formula))
	}
	return clean(c.text)
}

func clean(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(text)
}

// linked is the text that a link shows, for programs that keep a formula without what it gives: its last argument, where that is a plain text.
func linked(formula string) string {
	formula = strings.TrimSpace(formula)
	if len(formula) < len("HYPERLINK()") || !strings.EqualFold(formula[:len("HYPERLINK(")], "HYPERLINK(") || !strings.HasSuffix(formula, `")`) {
		return ""
	}
	end := len(formula) - len(`")`)
	for i := end - 1; i >= 0; i-- {
		if formula[i] != '"' {
			continue
		}
		if i > 0 && formula[i-1] == '"' {
			i-- // a quote within the text
			continue
		}
		return strings.ReplaceAll(formula[i+1:end], `""`, `"`)
	}
	return ""
}

func (g *reading) choice(typed string, column *columnLayout, was string) answer {
	if code, some := column.choices[folded(typed)]; some {
		return is(code, was)
	}
	if is(typed, was).same { // a code of a newer version
		return answer{same: true}
	}
	if nearest := nearest(folded(typed), column); nearest != "" {
		return problem(CodeNotAChoice, words.ReadbackNearest, "value", shown(typed), "nearest", nearest)
	}
	labels := make([]string, len(column.Choices))
	for i, choice := range column.Choices {
		labels[i] = g.label(column, choice.Code)
	}
	return problem(CodeNotAChoice, words.ReadbackNoChoice, "value", shown(typed), "choices", listOf(labels))
}

// label is a choice in the language of the workbook.
func (g *reading) label(column *columnLayout, code string) string {
	for i, choice := range column.Choices {
		if choice.Code == code {
			return column.labels[g.language][i]
		}
	}
	return code
}

// nearest is the label that a slip of the pen may have meant; empty where none is near, or several are as near.
func nearest(typed string, column *columnLayout) string {
	best, label, code, tie := utf8.RuneCountInString(typed)/2+1, "", "", false
	for _, labels := range column.labels {
		for i, l := range labels {
			switch d := distance(typed, folded(l)); {
			case d < best:
				best, label, code, tie = d, l, column.Choices[i].Code, false
			case d == best && label != "" && column.Choices[i].Code != code:
				tie = true
			}
		}
	}
	if tie {
		return ""
	}
	return label
}

// distance counts the slips between two words: a letter too many, too few or wrong, or two that changed places.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 || max(len(x), len(y)) > 3*min(len(x), len(y))+3 {
		return 64
	}
	var before, last []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before, last, row = last, row, make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(y)]
}

func (g *reading) date(c *cell, typed, was string) answer {
	var days []calendar.Day
	plain := norm.NFKC.String(typed)
	serial, err := strconv.ParseFloat(plain, 64)
	switch {
	case err == nil && c.kind != moment && !inCompact.MatchString(plain):
		day, some := daySerial(serial, g.book.date1904)
		if !some {
			return problem(CodeNotADate, words.ReadbackNoDate, "value", shown(typed))
		}
		days = []calendar.Day{day}
	default:
		days = readings(typed, g.o.Location)
	}
	for _, day := range days {
		if is(day.String(), was).same {
			return answer{same: true}
		}
	}
	switch {
	case is(typed, was).same:
		return answer{same: true}
	case len(days) == 0:
		return problem(CodeNotADate, words.ReadbackNoDate, "value", shown(typed))
	case len(days) > 1:
		slices.SortFunc(days, calendar.Day.Compare)
		texts := make([]string, len(days))
		for i, day := range days {
			texts[i] = day.String()
		}
		return problem(CodeAmbiguous, words.ReadbackDateReadings, "value", shown(typed), "readings", listOf(texts))
	case days[0].Before(firstDay) || days[0].After(lastDay):
		return problem(CodeFarDate, words.ReadbackFarDate, "value", shown(typed), "date", days[0].String(), "first", firstDay.String(), "last", lastDay.String())
	}
	return is(days[0].String(), was)
}

// waveWords stand around the number of a wave.
var waveWords = strings.NewReplacer("wave", "", "ウェーブ", "", "ウエーブ", "", "第", "", "#", "", " ", "")

func (g *reading) number(c *cell, typed, was string) answer {
	plain := waveWords.Replace(strings.ToLower(norm.NFKC.String(typed)))
	n, err := strconv.ParseFloat(plain, 64)
	if err == nil && n == math.Trunc(n) && math.Abs(n) < 1e9 && (c.kind == number || c.kind == text) {
		return is(strconv.FormatFloat(n, 'f', -1, 64), was)
	}
	if is(typed, was).same {
		return answer{same: true}
	}
	return problem(CodeNotANumber, words.ReadbackNoNumber, "value", shown(typed))
}

func (g *reading) text(c *cell, typed, was string) answer {
	switch c.kind {
	case number:
		typed = g.numberText(c, was)
	case yesNo:
		if strings.EqualFold(typed, was) {
			return answer{value: typed, same: true}
		}
	case text:
		if a := is(typed, was); a.same {
			return a
		}
		if clean(decoded(was)) == typed {
			return answer{value: typed, same: true} // a program that reads characters by their number and does not write them so again
		}
		if whole, cut := uncut(typed); cut && strings.HasPrefix(was, "#") {
			if whole {
				return answer{value: typed, same: true}
			}
			return problem(CodeCut, words.ReadbackCutText)
		}
		if lines := unjoined(typed); lines != typed {
			return is(lines, was)
		}
	}
	return is(typed, was)
}

// numberText is a number as people see it. A program that turned a text into a number has changed nothing: it is what it was.
func (g *reading) numberText(c *cell, was string) string {
	n, err := strconv.ParseFloat(c.text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return clean(c.text)
	}
	if before, err := strconv.ParseFloat(was, 64); err == nil && before == n {
		return was
	}
	switch c.look {
	case lookDay, lookMoment:
		if day, some := daySerial(n, g.book.date1904); some && slices.Contains(readings(was, g.o.Location), day) {
			return was
		}
		if text, some := momentSerial(n, g.book.date1904); some {
			return text
		}
	case lookPercent:
		return plainNumber(n*100) + "%"
	}
	return plainNumber(n)
}

// plainNumber writes a number in the digits that a spreadsheet has, which are 15.
func plainNumber(n float64) string {
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64) // what FormatFloat wrote
	if size := math.Abs(n); size != 0 && (size < 1e-9 || size >= 1e21) {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// What a workbook does to a text that a cell can't hold: see the writer's fit.
const (
	mostUnits = 32_767
	mostLines = 250
)

// uncut reports whether a text ends with the mark of one that was cut when it was exported, and whether it is as long as the writer makes it, so that nobody
// has written in it.
func uncut(text string) (whole, cut bool) {
	for _, mark := range layouts().marks {
		rest, some := strings.CutSuffix(text, mark[1])
		at := strings.LastIndex(rest, mark[0])
		if !some || at < 0 {
			continue
		}
		left, err := strconv.Atoi(rest[at+len(mark[0]):])
		if err != nil {
			continue
		}
		total := utf8.RuneCountInString(text[:at]) + left
		room := mostUnits - units(mark[0]) - units(mark[1]) - len(strconv.Itoa(total))
		used := units(text[:at])
		return used == room || used == room-1, true
	}
	return false, false
}

// units counts UTF-16 code units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// unjoined puts the line ends back that a cell has no room for.
func unjoined(text string) string {
	if strings.Count(text, "\n") != mostLines {
		return text
	}
	at := strings.LastIndexByte(text, '\n')
	return text[:at] + strings.ReplaceAll(text[at:], " ¶ ", "\n")
}
