package table

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// The names of the charsets that Text tells apart.
const (
	charsetUTF8     = "UTF-8"
	charsetUTF16LE  = "UTF-16LE"
	charsetUTF16BE  = "UTF-16BE"
	charsetShiftJIS = "Shift_JIS"
)

const (
	// peekText is how much of a file tells its charset: enough for a table whose first rows happen to be in English.
	peekText = 64 << 10
	// peekUnits is how much of it is looked at for the NUL bytes of UTF-16 without a byte order mark.
	peekUnits = 4 << 10
)

// Text gives any text file as UTF-8 without a byte order mark, and the name of the charset that it is in. UTF-8 is passed through as it is,
// also where single bytes are wrong: the error for such a file belongs to whoever reads a cell or a value of it.
//
// An error of r comes when what was read before it has been given out, so a compressed file that was cut gives what it holds.
func Text(r io.Reader) (io.Reader, string, error) {
	head, err := peek(r)
	if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	charset, mark := tell(head)
	whole := &resumed{head: head[mark:], err: err, rest: r}
	var decoder *encoding.Decoder
	switch charset {
	case charsetUTF16LE:
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case charsetUTF16BE:
		decoder = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	case charsetShiftJIS:
		decoder = japanese.ShiftJIS.NewDecoder()
	default:
		return whole, charset, nil
	}
	return decoder.Reader(whole), charset, nil
}

// peek reads the beginning of r. Unlike io.ReadFull it gives r's own error, so a cut file can be told from a short one.
func peek(r io.Reader) ([]byte, error) {
	head := make([]byte, peekText)
	n, idle := 0, 0
	for n < len(head) {
		m, err := r.Read(head[n:])
		n += m
		if err != nil {
			return head[:n], err
		}
		if idle++; m > 0 {
			idle = 0
		} else if idle == maxIdle {
			return head[:n], io.ErrNoProgress
		}
	}
	return head, nil
}

// resumed gives what was peeked at, then the error that ended the peek, if any, else the rest.
type resumed struct {
	head []byte
	err  error
	rest io.Reader
}

func (r *resumed) Read(p []byte) (int, error) {
	if len(r.head) > 0 {
		n := copy(p, r.head)
		r.head = r.head[n:]
		return n, nil
	}
	r.head = nil
	if r.err != nil {
		return 0, r.err
	}
	return r.rest.Read(p)
}

// tell gives the charset of a file by its beginning, and the length of its byte order mark.
func tell(head []byte) (charset string, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return charsetUTF8, 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return charsetUTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return charsetUTF16BE, 2
	}
	if charset := unmarkedUTF16(head[:min(len(head), peekUnits)]); charset != "" {
		return charset, 0
	}
	if isShiftJIS(head) {
		return charsetShiftJIS, 0
	}
	return charsetUTF8, 0
}

// unmarkedUTF16 tells UTF-16 without a byte order mark by its NUL bytes: every ASCII character has one, always on the same side. Text that is
// valid as UTF-8 must have it in most characters, since a cell of UTF-8 may hold a NUL; text that is not, in one of sixteen, which the
// delimiters of a Japanese table come to.
func unmarkedUTF16(head []byte) string {
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i&1]++
		}
	}
	enough := len(head) / 2 / 16
	if validUTF8(head) {
		enough = len(head) / 2 / 2
	}
	switch {
	case nuls[1] > enough && nuls[0] <= nuls[1]/16:
		return charsetUTF16LE
	case nuls[0] > enough && nuls[1] <= nuls[0]/16:
		return charsetUTF16BE
	}
	return ""
}

// validUTF8 passes over a character that the end of the peek cut.
func validUTF8(head []byte) bool {
	for i := 1; i < utf8.UTFMax && i <= len(head); i++ {
		if tail := head[len(head)-i:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				head = head[:len(head)-i]
			}
			break
		}
	}
	return utf8.Valid(head)
}

// isShiftJIS tells Shift_JIS (CP932) from UTF-8 with wrong bytes and from the charsets of Western Europe, in which an accented letter and the
// letter after it would pass for one kanji. Japanese is written mostly with the characters whose first byte is 0x9F or less, and at least
// once with one whose second byte is no ASCII, or with two of them side by side, or with half-width katakana in a row.
func isShiftJIS(head []byte) bool {
	if validUTF8(head) || mostlyUTF8(head) {
		return false
	}
	common, rare, katakana := 0, 0, 0 // characters by first byte; katakana is the length of the present run
	before, sure := false, false
	for i := 0; i < len(head); i++ {
		b := head[i]
		switch {
		case b < 0x80:
			before, katakana = false, 0
			continue
		case b >= 0xa1 && b <= 0xdf:
			before = false
			if katakana++; katakana == 3 {
				sure = true
			}
			continue
		case b == 0x80 || b == 0xa0 || b > 0xfc:
			return false
		}
		katakana = 0
		if i++; i == len(head) {
			break // cut by the end of the peek
		}
		second := head[i]
		if second < 0x40 || second == 0x7f || second > 0xfc {
			return false
		}
		if b > 0x9f {
			rare++
			before = false
			continue
		}
		common++
		sure = sure || before || second >= 0x80
		before = true
	}
	return sure && common >= rare
}

// mostlyUTF8 tells a UTF-8 file with a few wrong bytes: it has more characters that are right.
func mostlyUTF8(head []byte) bool {
	right, wrong := 0, 0
	for len(head) > 0 {
		c, size := utf8.DecodeRune(head)
		switch {
		case c == utf8.RuneError && size == 1:
			wrong++
		case size > 1:
			right++
		}
		head = head[size:]
	}
	return right > wrong
}
