package xlsx

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// maxLines is how many line ends Excel keeps in a cell (253); the rest are written as a mark.
const maxLines = 250

// fit gives the text that a cell can hold, and with a mark the number of characters that it can't: Excel counts UTF-16 units.
func fit(text, mark string) string {
	if len(text) <= maxLines {
		return text
	}
	if strings.Count(text, "\n") > maxLines {
		lines := strings.SplitAfterN(text, "\n", maxLines+1)
		lines[maxLines] = strings.ReplaceAll(lines[maxLines], "\n", " ¶ ")
		text = strings.Join(lines, "")
	}
	return shortened(text, mark, excelize.TotalCellChars)
}

// shortened is fit for places that hold less than a cell: limit is in UTF-16 units.
func shortened(text, mark string, limit int) string {
	if len(text) <= limit || units(text) <= limit {
		return text
	}
	// The mark is at its longest with the count of all characters in it.
	total := utf8.RuneCountInString(text)
	room := limit - units(strings.ReplaceAll(mark, "{left}", strconv.Itoa(total)))
	kept, used := 0, 0
	for i, r := range text {
		need := 1
		if r > 0xffff {
			need = 2
		}
		if used+need > room {
			return text[:i] + strings.ReplaceAll(mark, "{left}", strconv.Itoa(total-kept))
		}
		used += need
		kept++
	}
	return text
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

// displayWidth is the room that one line takes, in digits: East Asian wide characters take two, combining marks none.
func displayWidth(line string) int {
	n := 0
	for i := 0; i < len(line); {
		if c := line[i]; c < utf8.RuneSelf {
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		i += size
		switch {
		case unicode.Is(unicode.Mn, r):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide are the ranges of East Asian Wide and Fullwidth (Unicode Standard Annex 11), without its small gaps.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, r >= 0x2e80 && r <= 0x303e, r >= 0x3041 && r <= 0xa4cf, r >= 0xa960 && r <= 0xa97c, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6,
		r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return true
	}
	return false
}

// widest is the width of the widest line of a text, and lines how many lines it takes in a column of a width.
func widest(text string) int {
	if !strings.Contains(text, "\n") {
		return displayWidth(text)
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n = max(n, displayWidth(line))
	}
	return n
}

func lines(text string, width float64) int {
	if text == "" {
		return 1
	}
	// A column's width is in digits of the default font (11 points). Body text is smaller and its letters are narrower, which makes
	// up for words that do not break and for the indent.
	usable := math.Max(1, width*1.12-2)
	if float64(len(text)) <= usable && strings.IndexByte(text, '\n') < 0 {
		return 1 // a character takes no more room than it has bytes
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n += int(math.Max(1, math.Ceil(float64(displayWidth(line))/usable)))
	}
	return n
}

// longestWord is the widest part of a header that has to stay on one line. Text of wide characters breaks anywhere, and is read
// well in three lines at most.
func longestWord(header string) int {
	n := 0
	for word := range strings.FieldsSeq(header) {
		w := displayWidth(word)
		if utf8.RuneCountInString(word) < w {
			w = max(8, (w+1)/2)
		}
		n = max(n, w)
	}
	return n
}

// tableName is the name of the Excel table of a part of a sheet: "plan" gives "tblPlan", and "tblPlan2" for the second part.
func tableName(key string, part int) string {
	if part == 1 {
		return named("tbl", key)
	}
	return named("tbl", key) + strconv.Itoa(part)
}

// quoted is a sheet's name within a reference.
func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }
