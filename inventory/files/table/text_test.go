package table

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func TestText(t *testing.T) {
	const japaneseText = "ユーザー,氏名,表示名\r\n1,田中 髙橋①,ソフト表\r\n"
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()
	shift := japanese.ShiftJIS.NewEncoder()
	western := charmap.Windows1252.NewEncoder()
	in := func(e interface{ String(string) (string, error) }, s string) string {
		t.Helper()
		encoded, err := e.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	long := strings.Repeat("a,b\n", peekText/4-1)
	cases := map[string]struct{ text, want, charset string }{
		"empty":                    {"", "", "UTF-8"},
		"UTF-8":                    {japaneseText, japaneseText, "UTF-8"},
		"UTF-8 with a mark":        {"\xef\xbb\xbf" + japaneseText, japaneseText, "UTF-8"},
		"only a mark":              {"\xef\xbb\xbf", "", "UTF-8"},
		"JSON":                     {`{"name":"é"}`, `{"name":"é"}`, "UTF-8"},
		"UTF-8 with a NUL":         {"a,\x00,b\n1,2,3\n", "a,\x00,b\n1,2,3\n", "UTF-8"},
		"UTF-8, cut":               {"名\xe5", "名\xe5", "UTF-8"},
		"UTF-8 with a wrong byte":  {japaneseText + "\xff", japaneseText + "\xff", "UTF-8"},
		"UTF-8, cut by the peek":   {long + "xx名前,", long + "xx名前,", "UTF-8"},
		"UTF-16LE with a mark":     {"\xff\xfe" + in(little, japaneseText), japaneseText, "UTF-16LE"},
		"UTF-16BE with a mark":     {"\xfe\xff" + in(big, japaneseText), japaneseText, "UTF-16BE"},
		"UTF-16LE":                 {in(little, "a,b\n1,2\n"), "a,b\n1,2\n", "UTF-16LE"},
		"UTF-16BE":                 {in(big, "a,b\n1,2\n"), "a,b\n1,2\n", "UTF-16BE"},
		"UTF-16LE in Japanese":     {in(little, japaneseText), japaneseText, "UTF-16LE"},
		"UTF-16BE in Japanese":     {in(big, japaneseText), japaneseText, "UTF-16BE"},
		"UTF-16LE, cut":            {in(little, "a,b\n") + "x", "a,b\n\ufffd", "UTF-16LE"},
		"Shift_JIS":                {in(shift, japaneseText), japaneseText, "Shift_JIS"},
		"Shift_JIS, one character": {in(shift, "あ,b\n"), "あ,b\n", "Shift_JIS"},
		"Shift_JIS, half-width":    {in(shift, "ﾔﾏﾀﾞ,b\n"), "ﾔﾏﾀﾞ,b\n", "Shift_JIS"},
		"Shift_JIS, late":          {in(shift, long[:60<<10]+japaneseText), long[:60<<10] + japaneseText, "Shift_JIS"},
		"Shift_JIS, cut":           {in(shift, "名前") + "\x95", "名前\ufffd", "Shift_JIS"},
		"Shift_JIS, cut by peek":   {in(shift, long+"あx名前,"), long + "あx名前,", "Shift_JIS"},
		"French":                   {in(western, "téléphone,général\ncréée,l’été\n"), in(western, "téléphone,général\ncréée,l’été\n"), "UTF-8"},
		"English with quotes":      {in(western, "it’s,“that”\n"), in(western, "it’s,“that”\n"), "UTF-8"},
		"wrong for Shift_JIS":      {"\x82\xa0\x82\x20", "\x82\xa0\x82\x20", "UTF-8"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for _, source := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
				r, charset, err := Text(source)
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(r)
				if err != nil || charset != c.charset || string(got) != c.want {
					t.Errorf("got %s %.80q %v, want %s %.80q", charset, got, err, c.charset, c.want)
				}
			}
		})
	}
}

// TestTextError wants what a file gave before its error, then the error, as from a compressed file that was cut.
func TestTextError(t *testing.T) {
	r, _, err := Text(io.MultiReader(strings.NewReader("a,b\n"), iotest.ErrReader(io.ErrUnexpectedEOF)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); string(got) != "a,b\n" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %q, %v", got, err)
	}
	if _, _, err := Text(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
	if _, _, err := Text(stuck{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("got %v", err)
	}
}

// FuzzText holds the laws: nothing panics, valid UTF-8 without a mark or a NUL comes as it is, and what was decoded is valid.
func FuzzText(f *testing.F) {
	for _, s := range []string{"a,b\n", "\xff\xfea\x00", "\xfe\xff\x00a", "a\x00,\x00", "\x82\xa0,\x95\x5c", "\xef\xbb\xbfx", "\xd8\x00\xd8"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, charset, err := Text(iotest.HalfReader(bytes.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if utf8.Valid(text) && bytes.IndexByte(text, 0) < 0 && !bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) && !bytes.Equal(got, text) {
			t.Fatalf("%q became %q", text, got)
		}
		if charset != charsetUTF8 && !utf8.Valid(got) {
			t.Fatalf("%q is no UTF-8", got)
		}
	})
}

func BenchmarkText(b *testing.B) {
	text := bytes.Repeat([]byte("0123456789,abcdefghij\r\n"), 1<<20)
	buf := make([]byte, firstBuffer)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r, _, err := Text(bytes.NewReader(text))
		for err == nil {
			_, err = r.Read(buf)
		}
	}
}
