package readback

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"unbasic/export/words"
)

// kindOf says of an archive that is no workbook what it is; empty for a workbook.
func kindOf(archive *zip.Reader) (mark string, saveAs bool) {
	main, binary, content, mimetype := false, false, false, false
	for _, f := range archive.File {
		switch name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); {
		case strings.HasSuffix(name, "workbook.xml"):
			main = true
		case strings.HasSuffix(name, "workbook.bin"):
			binary = true
		case name == "content.xml":
			content = true
		case name == "mimetype":
			mimetype = true
		}
	}
	switch {
	case main:
		return "", false
	case binary:
		return markXLSB, true
	case content && mimetype:
		return markODS, true
	}
	return markZip, false
}

// recognised says of a file that is no archive what it is.
func recognised(r io.ReaderAt, size int64, name string) error {
	if size == 0 {
		return refused(CodeEmptyFile, words.ReadbackEmptyFile, "file", shown(name))
	}
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return broken(name, err)
	}
	format := markOther
	trimmed := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	starts := func(with string) bool { return bytes.HasPrefix(trimmed, []byte(with)) }
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")): // a compound file: what Excel wraps around an encrypted workbook, and its old format
		if names(r, size, "EncryptedPackage") {
			return refused(CodeEncrypted, words.ReadbackEncrypted, "file", shown(name))
		}
		return refused(CodeFormat, words.ReadbackSaveAs, "file", shown(name), "format", markXLS)
	case bytes.Count(head, []byte{0}) == len(head):
		return broken(name, errors.New("it holds nothing but zeros"))
	case starts("%pdf"):
		format = markPDF
	case starts("<!doctype html"), starts("<html"), starts("<table"):
		format = markHTML
	case starts("<"):
		format = markXML
	case starts("{"), starts("["):
		format = markJSON
	case isText(head):
		format = markText
		line, _, _ := bytes.Cut(head, []byte("\n"))
		if bytes.ContainsAny(line, ",;\t") {
			format = markCSV
		}
	}
	return refused(CodeFormat, words.ReadbackOtherFormat, "file", shown(name), "format", format)
}

// isText reports whether a file begins like text, in UTF-8, UTF-16 or one of the older encodings of a byte or two a character.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != 0x1b {
			return false
		}
	}
	return utf8.Valid(head) || bytes.ContainsAny(head, "\r\n")
}

// names reports whether a compound file has an entry of a name, which stands there in two bytes a character.
func names(r io.ReaderAt, size int64, name string) bool {
	wide := make([]byte, 0, 2*len(name))
	for _, c := range []byte(name) {
		wide = append(wide, c, 0)
	}
	buffer := make([]byte, 1<<20)
	for at := int64(0); at < size; at += int64(len(buffer) - len(wide)) {
		n, err := r.ReadAt(buffer[:min(int64(len(buffer)), size-at)], at)
		if bytes.Contains(buffer[:n], wide) {
			return true
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return false
		}
	}
	return false
}

// Marks stand for the names of formats in the arguments of a problem, because they are words of a language.
const (
	markCSV   = "\x01csv"
	markText  = "\x01text"
	markHTML  = "\x01html"
	markXML   = "\x01xml"
	markJSON  = "\x01json"
	markPDF   = "\x01pdf"
	markZip   = "\x01zip"
	markOther = "\x01other"
	markXLS   = "\x01xls"
	markXLSB  = "\x01xlsb"
	markODS   = "\x01ods"
)

var formats = []struct {
	mark string
	word words.Word
}{
	{markCSV, words.FormatCSV}, {markText, words.FormatText}, {markHTML, words.FormatHTML}, {markXML, words.FormatXML}, {markJSON, words.FormatJSON},
	{markPDF, words.FormatPDF}, {markZip, words.FormatZip}, {markOther, words.FormatOther}, {markXLS, words.FormatXLS}, {markXLSB, words.FormatXLSB},
	{markODS, words.FormatODS},
}
