package pseudonym

import (
	"testing"
	"unicode/utf8"
)

func TestFoldTakesAwayWhatMakesNoOtherName(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"case", "Taro.TANAKA@Contoso.com", "taro.tanaka@contoso.com"},
		{"full-width", "ｔａｒｏ＠ｃｏｎｔｏｓｏ．ｃｏｍ", "taro@contoso.com"},
		{"half-width kana", "ｽｷｬﾅ", "スキャナ"},
		{"composition", "Ju\u0308rgen", "J\u00fcrgen"},
		{"kana composition", "フ\u309aリンタ", "プリンタ"},
		{"invisible", "ta\u200bna\u00adka", "tanaka"},
		{"variation selector", "葛\U000e0100飾", "葛飾"},
		{"final sigma", "ΝΙΚΟΣ", "νικος"},
		{"blanks around", " tanaka\t", "tanaka"},
	} {
		if a, b := foldWhole(c.a), foldWhole(c.b); a != b {
			t.Errorf("%s: foldWhole(%q) = %q, foldWhole(%q) = %q", c.name, c.a, a, c.b, b)
		}
	}
	if foldWhole("tanaka") == foldWhole("tanaka2") {
		t.Error("two names fold to one")
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Taro%40contoso.com", `R\u0026D`, "ﬁx㍿ﾊﾟ", "\xed\xa0\x80", "%e7%94", "\u0345\u03a3", "a\u200b\u0308"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, escapes := range []bool{false, true} {
			var s folded
			s.fold(text, escapes)
			if s.at != nil && len(s.at) != len(s.text)+1 {
				t.Fatalf("fold(%q) has %d places for %d bytes", text, len(s.at), len(s.text))
			}
			last := 0
			for i := 0; i < len(s.text); i++ {
				_, size := utf8.DecodeRune(s.text[i:])
				from, to := s.origin(i, i+size)
				if from < last || to < from || to > len(text) {
					t.Fatalf("fold(%q): bytes %d to %d come from %d to %d, after %d", text, i, i+size, from, to, last)
				}
				last, i = from, i+size-1
			}
		}
		if once := foldWhole(text); foldWhole(once) != once {
			t.Errorf("foldWhole(%q) = %q, and again %q", text, once, foldWhole(once))
		}
	})
}
