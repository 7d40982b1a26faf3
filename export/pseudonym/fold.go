package pseudonym

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text without differences that make no other name: case, width, composition, invisible characters, % and \u escapes.
type folded struct {
	text []byte
	// at is for each byte of text, and its end, where in the original it comes from; nil where both have the same bytes in the same places.
	at []int32
}

// origin gives the part of the original that a part of the folded text comes from. Parts that come from the middle of a character take all of it.
func (f *folded) origin(start, end int) (int, int) {
	if f.at == nil {
		return start, end
	}
	for end < len(f.text) && end > start && f.at[end] == f.at[end-1] {
		end++
	}
	return int(f.at[start]), int(f.at[end])
}

// fold folds a text into the buffers of an earlier one.
func (f *folded) fold(text string, escapes bool) {
	f.text, f.at = f.text[:0], f.at[:0]
	plain := true
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf || escapes && (c == '%' || c == '\\') {
			plain = false
			break
		}
	}
	if plain {
		f.at = nil
		f.text = append(f.text, text...)
		for i, c := range f.text {
			if c >= 'A' && c <= 'Z' {
				f.text[i] = c + 'a' - 'A'
			}
		}
		return
	}
	if f.at == nil {
		f.at = make([]int32, 0, len(text)+16)
	}
	source, places := prepare(text, escapes)
	origin := func(i int) int32 {
		if places == nil {
			return int32(i)
		}
		return places[i]
	}
	var segments norm.Iter
	segments.InitString(norm.NFKC, source)
	for !segments.Done() {
		start := origin(segments.Pos())
		for segment := segments.Next(); len(segment) > 0; {
			r, size := utf8.DecodeRune(segment)
			before := len(f.text)
			switch {
			case r == utf8.RuneError && size <= 1:
				f.text = append(f.text, segment[0])
			case r < utf8.RuneSelf:
				f.text = append(f.text, byte(unicode.ToLower(r)))
			default:
				f.text = utf8.AppendRune(f.text, unicode.ToLower(unicode.ToUpper(r)))
			}
			for range len(f.text) - before {
				f.at = append(f.at, start)
			}
			segment = segment[size:]
		}
	}
	f.at = append(f.at, int32(len(text)))
}

// foldWhole folds a text that is an identifier as a whole, without blanks around it.
func foldWhole(text string) string {
	already := true
	for i := 0; already && i < len(text); i++ {
		already = text[i] < utf8.RuneSelf && (text[i] < 'A' || text[i] > 'Z')
	}
	if already {
		return strings.TrimSpace(text)
	}
	var f folded
	f.fold(text, false)
	return strings.TrimSpace(string(f.text))
}

// invisible characters make no other name. They go before characters are composed, because they can stand between the parts of one.
func invisible(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Variation_Selector) }

// prepare resolves %40 and \u0040 where that is asked for, leaves invisible characters out, and says for each byte where it comes from; nil where nothing
// changed. What is no escape, or gives broken UTF-8, stays.
func prepare(text string, escapes bool) (string, []int32) {
	escapes = escapes && (strings.Contains(text, "%") || strings.Contains(text, `\u`))
	if !escapes && strings.IndexFunc(text, invisible) < 0 {
		return text, nil
	}
	plain, places := make([]byte, 0, len(text)), make([]int32, 0, len(text)+1)
	put := func(at int, character string) {
		if r, _ := utf8.DecodeRuneInString(character); invisible(r) {
			return
		}
		plain = append(plain, character...)
		for range len(character) {
			places = append(places, int32(at))
		}
	}
	for i := 0; i < len(text); {
		if escapes {
			if character, size := escaped(text[i:]); size > 0 {
				put(i, character)
				i += size
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		put(i, text[i:i+size])
		i += size
	}
	return string(plain), append(places, int32(len(text)))
}

// escaped is the character of the escape that a text begins with, and the length of that; 0 for none.
func escaped(text string) (string, int) {
	if strings.HasPrefix(text, `\u`) && len(text) >= 6 {
		if r, ok := hexadecimal(text[2:6]); ok && utf8.ValidRune(rune(r)) {
			return string(rune(r)), 6
		}
	}
	var character []byte
	for end := 0; end+3 <= len(text) && text[end] == '%' && len(character) < utf8.UTFMax; end += 3 {
		c, ok := hexadecimal(text[end+1 : end+3])
		if !ok {
			break
		}
		if character = append(character, byte(c)); utf8.Valid(character) {
			return string(character), end + 3
		}
	}
	return "", 0
}

func hexadecimal(digits string) (int, bool) {
	value := 0
	for i := 0; i < len(digits); i++ {
		c := digits[i] | 0x20
		switch {
		case c >= '0' && c <= '9':
			value = value<<4 | int(c-'0')
		case c >= 'a' && c <= 'f':
			value = value<<4 | int(c-'a'+10)
		default:
			return 0, false
		}
	}
	return value, true
}

// class is how a character takes part in words.
type class uint8

const (
	sign     class = iota // between words
	letter                // letters and digits make words together
	katakana              // so do these, among themselves
	single                // a word of its own
	mark                  // belongs to what it follows
)

func classOf(r rune) class {
	switch {
	case r >= 0 && r < utf8.RuneSelf:
		return plainClasses[r]
	case unicode.Is(unicode.Katakana, r) || r == 'ー':
		return katakana
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) || r == '々':
		return single
	case unicode.IsMark(r):
		return mark
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return letter
	}
	return sign
}

// plainClasses are the classes of ASCII characters.
var plainClasses = func() (classes [utf8.RuneSelf]class) {
	for c := range classes {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' {
			classes[c] = letter
		}
	}
	return classes
}()

// word is one word of a folded text.
type word struct{ start, end int32 }

// wordsOf appends the words of a folded text.
func wordsOf[T string | []byte](words []word, text T) []word {
	current := sign
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r < utf8.RuneSelf {
			if c := plainClasses[r]; c == sign {
				current = sign
			} else if current == letter {
				words[len(words)-1].end = int32(i + 1)
			} else {
				words, current = append(words, word{int32(i), int32(i + 1)}), letter
			}
			i++
			continue
		}
		r, size = utf8.DecodeRuneInString(string(text[i:min(len(text), i+utf8.UTFMax)]))
		c := classOf(r)
		switch {
		case c == mark && current != sign, c == current && (c == letter || c == katakana):
			words[len(words)-1].end = int32(i + size)
		case c == mark || c == sign:
			current = sign
		default:
			words, current = append(words, word{int32(i), int32(i + size)}), c
		}
		i += size
	}
	return words
}

// minWeight is the weight that a name needs to be replaced within other text.
const minWeight = 4

// weight tells how much there is to a name, and whether it has a letter.
func weight(name string) (points int, letters bool) {
	for _, r := range name {
		switch {
		case r < utf8.RuneSelf:
			if plainClasses[r] == letter {
				points++
				letters = letters || r > '9'
			}
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			points += 2
			letters = true
		case unicode.IsLetter(r):
			points++
			letters = true
		case unicode.IsNumber(r):
			points++
		}
	}
	return points, letters
}

// figure reports whether a name can't be told from a figure: signs, and fewer than six digits.
func figure(name string) bool {
	digits := 0
	for _, r := range name {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= utf8.RuneSelf || classOf(r) != sign:
			return false
		}
	}
	return digits < 6
}
