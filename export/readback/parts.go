package readback

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"unbasic/export/words"
)

const (
	// mostUnpacked is how many bytes of a workbook are unpacked at most: some ten times a plan of 100,000 items.
	mostUnpacked = 4 << 30
	// mostStrings is how many bytes of texts that sheets share are held, and mostSmall how large any of the small parts may be.
	mostStrings = 1 << 30
	mostSmall   = 64 << 20
	// mostSheets is some twenty times what an export has.
	mostSheets = 500
	// longestToken is more than a cell holds (32,767 characters), each written as "&#x10FFFF;".
	longestToken = 1 << 20
)

// sizeError says that something is larger than it may be.
type sizeError struct{ limit int64 }

func (e *sizeError) Error() string        { return "too large" }
func (e *sizeError) Is(target error) bool { return target == errTooLarge }

var (
	errTooLarge  = errors.New("too large")
	errLongToken = errors.New("a text is longer than a cell can hold")
)

// source is a workbook's parts.
type source struct {
	parts map[string]*zip.File
	// left is how many bytes may still be unpacked.
	left    int64
	strings texts
	// looks are what the formats of cells, by their numbers, make of a number.
	looks []look
	// base is the day with the number 0.
	date1904 bool
	sheets   []sheetPart
	// people are the writers of threaded comments by their ids.
	people map[string]string
}

// sheetPart is a sheet as the workbook lists it.
type sheetPart struct {
	name, path string
}

// open reads what a workbook has besides its sheets.
func open(r io.ReaderAt, size int64, name string, limit int64) (*source, error) {
	if err := recognised(r, size, name); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, broken(name, err)
	}
	s := &source{parts: make(map[string]*zip.File, len(archive.File)), left: limit, people: map[string]string{}}
	for _, f := range archive.File {
		s.parts[partName(f.Name)] = f
	}
	main := "xl/workbook.xml"
	for _, rel := range s.related("") {
		if rel.is("/officeDocument") {
			main = rel.target
		}
	}
	switch {
	case s.parts[main] != nil && !strings.HasSuffix(main, ".bin"):
	case strings.HasSuffix(main, ".bin") || s.parts["xl/workbook.bin"] != nil:
		return nil, refused(CodeFormat, words.ReadbackSaveAs, "file", shown(name), "format", markXLSB)
	case s.parts["content.xml"] != nil && s.parts["mimetype"] != nil:
		return nil, refused(CodeFormat, words.ReadbackSaveAs, "file", shown(name), "format", markODS)
	default:
		return nil, refused(CodeFormat, words.ReadbackOtherFormat, "file", shown(name), "format", markZip)
	}
	if err := s.workbook(main); err != nil {
		if errors.Is(err, errTooLarge) {
			return nil, tooLarge(name, err, limit)
		}
		return nil, broken(name, err)
	}
	return s, nil
}

func broken(name string, err error) error {
	return refused(CodeBroken, words.ReadbackBroken, "file", shown(name), "detail", shown(err.Error()))
}

// tooLarge refuses a workbook of which more than limit, or than the error says of a part, would have to be unpacked.
func tooLarge(name string, err error, limit int64) error {
	if part := (*sizeError)(nil); errors.As(err, &part) {
		limit = part.limit
	}
	size := fmt.Sprintf("%d MiB", limit>>20)
	if limit >= 1<<30 {
		size = fmt.Sprintf("%d GiB", limit>>30)
	}
	return refused(CodeTooLarge, words.ReadbackTooLarge, "file", shown(name), "limit", size)
}

// partName is a part's name as it is compared: some programs write backslashes or a slash at the begin, and case does not matter.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// workbook reads the list of sheets, and what their cells refer to.
func (s *source) workbook(main string) error {
	rels := s.related(main)
	paths := map[string]string{}
	for _, rel := range rels {
		if rel.is("/worksheet") {
			paths[rel.id] = rel.target
		}
	}
	err := s.walk(main, mostSmall, func(e xml.StartElement, _ *tokens) error {
		switch e.Name.Local {
		case "workbookPr":
			s.date1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			if at := paths[id]; at != "" {
				s.sheets = append(s.sheets, sheetPart{attribute(e, "name"), at})
			}
			if len(s.sheets) > mostSheets {
				return fmt.Errorf("it lists more than %d sheets", mostSheets)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, rel := range rels {
		switch {
		case rel.is("/sharedStrings"):
			err = s.strings.read(s, rel.target)
		case rel.is("/styles"):
			err = s.readLooks(rel.target)
		case rel.is("/person"):
			// Without it comments are read all the same, and nobody is named.
			_ = s.walk(rel.target, mostSmall, func(e xml.StartElement, _ *tokens) error {
				if e.Name.Local == "person" {
					s.people[attribute(e, "id")] = attribute(e, "displayName")
				}
				return nil
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// related is a part that another one refers to.
type related struct{ id, kind, target string }

func (r *related) is(kind string) bool { return strings.HasSuffix(r.kind, kind) }

// related gives what a part refers to; the empty name asks for what the file does. A list that is missing or damaged gives nothing, and what should
// have been in it is then missed by whoever needs it.
func (s *source) related(part string) []related {
	folder := path.Dir(part)
	var list []related
	_ = s.walk(path.Join(folder, "_rels", path.Base("/"+part)+".rels"), mostSmall, func(e xml.StartElement, _ *tokens) error {
		if e.Name.Local != "Relationship" || strings.EqualFold(attribute(e, "TargetMode"), "External") {
			return nil
		}
		target := strings.ReplaceAll(attribute(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		list = append(list, related{attribute(e, "Id"), attribute(e, "Type"), partName(path.Clean("/" + target))})
		return nil
	})
	return list
}

// part opens a part.
func (s *source) part(name string) (io.ReadCloser, error) {
	f := s.parts[partName(name)]
	if f == nil {
		return nil, fmt.Errorf("there is no %s in it", name)
	}
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return in, nil
}

// counted counts what is unpacked, and ends a token that is longer than any may be.
type counted struct {
	in    io.Reader
	left  *int64
	token int64
}

func (c *counted) Read(p []byte) (int, error) {
	if c.token <= 0 {
		return 0, errLongToken
	}
	if *c.left <= 0 {
		return 0, errTooLarge
	}
	n, err := c.in.Read(p[:min(int64(len(p)), 64<<10)])
	c.token -= int64(n)
	*c.left -= int64(n)
	return n, err
}

// tokens are those of a part.
type tokens struct {
	xml *xml.Decoder
	in  *counted
	// level is how many elements are open: one that ends while others are open is cut off.
	level int
}

func newTokens(in io.Reader, left *int64) *tokens {
	c := &counted{in: in, left: left}
	t := &tokens{xml: xml.NewDecoder(c), in: c}
	return t
}

// next gives the next token, whose bytes are only good until the one after it; io.EOF after the last.
func (t *tokens) next() (xml.Token, error) {
	t.in.token = longestToken
	token, err := t.xml.RawToken()
	switch token.(type) {
	case xml.StartElement:
		t.level++
	case xml.EndElement:
		t.level--
	}
	if errors.Is(err, io.EOF) && t.level > 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return token, err
}

// skip passes over an element that has begun.
func (t *tokens) skip() error {
	for end := t.level - 1; t.level > end; {
		if _, err := t.next(); err != nil {
			return err
		}
	}
	return nil
}

// text gives the text within an element that has begun, that of elements within it included, but for those named in without.
func (t *tokens) text(without ...string) (string, error) {
	var b strings.Builder
	for end := t.level - 1; t.level > end; {
		token, err := t.next()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			if b.Len()+len(token) > longestToken {
				return "", errLongToken
			}
			b.Write(token)
		case xml.StartElement:
			for _, name := range without {
				if token.Name.Local == name {
					if err := t.skip(); err != nil {
						return "", err
					}
					break
				}
			}
		}
	}
	return b.String(), nil
}

// walk calls do for each element of a part as it begins.
func (s *source) walk(name string, most int64, do func(xml.StartElement, *tokens) error) error {
	in, err := s.part(name)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	left := min(most, s.left)
	before := left
	defer func() { s.left -= before - left }()
	t := newTokens(in, &left)
	for {
		token, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if errors.Is(err, errTooLarge) && before == most {
			err = &sizeError{most}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if e, begins := token.(xml.StartElement); begins {
			if err := do(e, t); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func isTrue(value string) bool { return value == "1" || strings.EqualFold(value, "true") }

// texts are those that cells share, one after the other.
type texts struct {
	all  []byte
	ends []int
}

func (t *texts) read(s *source, name string) error {
	err := s.walk(name, mostUnpacked, func(e xml.StartElement, in *tokens) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := in.text("rPh") // how it is pronounced
		if err != nil {
			return err
		}
		if len(t.all)+len(text) > mostStrings {
			return &sizeError{mostStrings}
		}
		t.all = append(t.all, text...)
		t.ends = append(t.ends, len(t.all))
		return nil
	})
	if err != nil && s.parts[partName(name)] == nil {
		return nil // some programs list the part and have no texts to put into it
	}
	return err
}

// at gives a text by its number.
func (t *texts) at(n int) (string, bool) {
	if n < 0 || n >= len(t.ends) {
		return "", false
	}
	from := 0
	if n > 0 {
		from = t.ends[n-1]
	}
	return string(t.all[from:t.ends[n]]), true
}

// look is what a format makes of a number.
type look uint8

const (
	lookPlain look = iota
	lookDay
	lookMoment // a day with a time, or a time
	lookPercent
)

// readLooks reads the formats of cells.
func (s *source) readLooks(name string) error {
	custom := map[string]look{}
	within := false
	err := s.walk(name, mostSmall, func(e xml.StartElement, _ *tokens) error {
		switch e.Name.Local {
		case "numFmt":
			custom[attribute(e, "numFmtId")] = lookOf(attribute(e, "formatCode"))
		case "cellXfs":
			within = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			within = false
		case "xf":
			if within {
				id := attribute(e, "numFmtId")
				l, some := custom[id]
				if !some {
					l = builtInLooks[id]
				}
				s.looks = append(s.looks, l)
			}
		}
		return nil
	})
	if err != nil && s.parts[partName(name)] == nil {
		return nil
	}
	return err
}

// builtInLooks are the formats that have a number and no code, those of East Asia included.
var builtInLooks = map[string]look{
	"9": lookPercent, "10": lookPercent, "14": lookDay, "15": lookDay, "16": lookDay, "17": lookDay, "18": lookMoment, "19": lookMoment, "20": lookMoment,
	"21": lookMoment, "22": lookMoment, "27": lookDay, "28": lookDay, "29": lookDay, "30": lookDay, "31": lookDay, "32": lookMoment, "33": lookMoment,
	"34": lookMoment, "35": lookMoment, "36": lookDay, "45": lookMoment, "46": lookMoment, "47": lookMoment, "50": lookDay, "51": lookDay, "52": lookDay,
	"53": lookDay, "54": lookDay, "55": lookDay, "56": lookDay, "57": lookDay, "58": lookDay,
}

// lookOf reads a format's code as far as it tells days from numbers.
func lookOf(code string) look {
	var plain strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"': // a text
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			i += end + 1
		case '[': // a colour, a language or a condition, or hours beyond a day
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i - 1
			}
			if inside := strings.ToLower(code[i+1 : min(len(code), i+max(end, 1))]); inside != "" && strings.Trim(inside, "hms") == "" {
				return lookMoment
			}
			i += end
		case '\\', '_', '*':
			i++
		case ';':
			i = len(code)
		default:
			plain.WriteByte(code[i])
		}
	}
	letters := strings.ToLower(plain.String())
	day := strings.ContainsAny(letters, "yd") || strings.Contains(letters, "ge") || strings.Contains(letters, "mmm")
	switch {
	case strings.ContainsAny(letters, "hs") && !strings.Contains(letters, "general"):
		return lookMoment
	case day && !strings.Contains(letters, "general"):
		return lookDay
	case strings.Contains(letters, "%"):
		return lookPercent
	}
	return lookPlain
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
