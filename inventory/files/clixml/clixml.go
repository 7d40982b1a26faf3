// Package clixml reads what PowerShell's Export-Clixml writes: objects with named properties, as Exchange's cmdlets give them.
//
// It is a reader for exports that somebody else made. It keeps one object in memory at a time, takes limits for everything that a hostile file could
// make long or deep, and knows no type of .NET: a value is text, a list of texts, or null. encoding/xml expands no entities of a file's own.
package clixml

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Value is one property. Text is empty where it is null, a list, a dictionary or an object that has no text of its own.
type Value struct {
	// Text of booleans is True or False, of enums and objects what their ToString gave, of anything else as it was written.
	Text string
	Null bool
	// List is nil for anything but a list; an empty list is not nil.
	List []string
}

// Object is one exported object.
type Object struct {
	// Types are the names of its class and that one's ancestors, the closest first.
	Types []string
	// Fields are its properties by name, as written. Where an object has a property of its own and an added one of that name, the added one is meant,
	// as in PowerShell.
	Fields map[string]Value
}

// ErrCut is wrapped by the error for a file that ends in the middle.
var ErrCut = errors.New("the file ends in the middle of its XML")

// The limits are far above what an export holds; without them one file could fill the memory.
const (
	maxDepth  = 100      // elements inside one another
	maxText   = 1 << 20  // bytes of one value
	maxToken  = 8 << 20  // bytes of one piece of XML as written, where a character may be an escape of several
	maxObject = 64 << 20 // bytes of one object's names and values
	maxTypes  = 16 << 20 // bytes of the lists of type names, which are kept for those that refer to them
)

// Is reports whether the beginning of a file, in UTF-8, is that of CLIXML.
func Is(head []byte) bool {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	for _, skip := range []struct{ open, end string }{{"<?", "?>"}, {"<!--", "-->"}} {
		for bytes.HasPrefix(head, []byte(skip.open)) {
			_, after, ok := bytes.Cut(head, []byte(skip.end))
			if !ok {
				return false
			}
			head = bytes.TrimSpace(after)
		}
	}
	after, ok := bytes.CutPrefix(head, []byte("<Objs"))
	return ok && (len(after) == 0 || bytes.ContainsAny(after[:1], " \t\r\n>/"))
}

// Objects gives the objects of a file in their order. An object that is a list stands for its members, since that is what exporting a list writes; what
// is no object is passed over. r is UTF-8, whatever the XML declares. An error names the line and ends the iteration: what came before it must not be
// used as if it were all.
func Objects(r io.Reader) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		source := &limitedReader{r: bufio.NewReaderSize(r, 64<<10)}
		d := &reader{xml: xml.NewDecoder(source), source: source, yield: yield}
		d.xml.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
		if err := d.file(); err != nil && !errors.Is(err, errStop) {
			yield(Object{}, d.located(err))
		}
	}
}

// errStop says that the reader of an iteration wants no more.
var errStop = errors.New("stop")

// limitedReader keeps one token from growing without end, and remembers that the file ended.
type limitedReader struct {
	r     *bufio.Reader
	token int // bytes since the last token
	ended bool
}

func (l *limitedReader) ReadByte() (byte, error) {
	if l.token++; l.token > maxToken {
		return 0, fmt.Errorf("a piece of XML is longer than %d bytes", maxToken)
	}
	b, err := l.r.ReadByte()
	l.ended = l.ended || errors.Is(err, io.EOF)
	return b, err
}

// Read is never called where ReadByte is there; the decoder asks for an io.Reader all the same.
func (l *limitedReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := l.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

type reader struct {
	xml    *xml.Decoder
	source *limitedReader
	yield  func(Object, error) bool
	types  map[string][]string // by RefId
	depth  int
	size   int // bytes of the object that is being read, and of those around it
	named  int // bytes in types
}

// located says where in the file an error came up, and calls the end of a file in its middle by its name.
func (d *reader) located(err error) error {
	line, _ := d.xml.InputPos()
	syntax := new(xml.SyntaxError)
	switch {
	case errors.As(err, &syntax) && d.source.ended, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("line %d: %w", line, ErrCut)
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %s", syntax.Line, syntax.Msg)
	}
	return fmt.Errorf("line %d: %w", line, err)
}

// token gives the next start, end or text.
func (d *reader) token() (xml.Token, error) {
	for {
		d.source.token = 0
		token, err := d.xml.Token()
		if err != nil {
			return nil, err
		}
		switch token.(type) {
		case xml.StartElement:
			if d.depth++; d.depth > maxDepth {
				return nil, fmt.Errorf("elements are nested more than %d deep", maxDepth)
			}
			return token, nil
		case xml.EndElement:
			d.depth--
			return token, nil
		case xml.CharData:
			return token, nil
		}
	}
}

// children calls each for every element inside the current one; each must read its element to the end.
func (d *reader) children(each func(xml.StartElement) error) error {
	for {
		token, err := d.token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := each(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads the current element to its end.
func (d *reader) skip(xml.StartElement) error { return d.children(d.skip) }

// file reads every root, of which a file that was appended to has several.
func (d *reader) file() error {
	roots := 0
	for {
		token, err := d.token()
		if errors.Is(err, io.EOF) && roots > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			if text := bytes.TrimSpace(bytes.TrimPrefix(token, []byte("\ufeff"))); len(text) > 0 {
				return fmt.Errorf("text %.20q outside of the XML", text)
			}
		case xml.StartElement:
			if token.Name.Local != "Objs" {
				return fmt.Errorf("the file is no CLIXML: it begins with <%.40s> where <Objs> is expected", token.Name.Local)
			}
			roots++
			d.types, d.named = map[string][]string{}, 0
			if err := d.children(d.member); err != nil {
				return err
			}
		}
	}
}

// member reads an element of the file or of a list at its top. What is no object is passed over.
func (d *reader) member(start xml.StartElement) error {
	if start.Name.Local != "Obj" {
		return d.skip(start)
	}
	defer func(around int) { d.size = around }(d.size)
	o := Object{Fields: map[string]Value{}}
	added := map[string]bool{}
	object := true
	err := d.children(func(start xml.StartElement) error {
		switch name := start.Name.Local; name {
		case "TN", "TNRef":
			types, err := d.typeNames(start)
			o.Types = types
			return err
		case "Props", "MS":
			return d.children(func(start xml.StartElement) error {
				v, err := d.value(start)
				field := unescape(attribute(start, "N"))
				if field == "" || err != nil || added[field] && name == "Props" {
					return err
				}
				o.Fields[field] = v
				added[field] = added[field] || name == "MS"
				return d.grow(len(field))
			})
		case "LST", "IE", "STK", "QUE":
			object = false
			return d.children(d.member)
		case "ToString":
		default: // a dictionary, or a value with notes
			object = false
		}
		return d.skip(start)
	})
	if err != nil {
		return err
	}
	if object && !d.yield(o, nil) {
		return errStop
	}
	return nil
}

// typeNames reads a list of type names, or looks one up that was read before.
func (d *reader) typeNames(start xml.StartElement) ([]string, error) {
	id := attribute(start, "RefId")
	if start.Name.Local == "TNRef" {
		return d.types[id], d.skip(start)
	}
	var names []string
	err := d.children(func(start xml.StartElement) error {
		name, err := d.text(start)
		names = append(names, name)
		if d.named += len(name) + 64; d.named > maxTypes {
			return fmt.Errorf("the names of types take more than %d bytes", maxTypes)
		}
		return err
	})
	d.types[id] = names
	return names, err
}

// value reads one property, or one member of a list in a property.
func (d *reader) value(start xml.StartElement) (Value, error) {
	switch start.Name.Local {
	case "Obj":
		return d.nested()
	case "Nil":
		return Value{Null: true}, d.skip(start)
	case "Ref":
		return Value{}, d.skip(start)
	}
	text, err := d.text(start)
	return Value{Text: text}, err
}

// nested reads an object in a property: a list, an enum (a number with its name as ToString), a value with notes, or an object that is known by its
// ToString alone.
func (d *reader) nested() (Value, error) {
	var v Value
	var own, named string
	hasName, dictionary := false, false
	err := d.children(func(start xml.StartElement) (err error) {
		switch start.Name.Local {
		case "TN", "TNRef":
			_, err = d.typeNames(start)
		case "ToString":
			hasName = true
			named, err = d.text(start)
		case "LST", "IE", "STK", "QUE":
			v.List = []string{}
			err = d.children(func(start xml.StartElement) error {
				member, err := d.value(start)
				v.List = append(v.List, member.Text)
				return err
			})
		case "DCT":
			dictionary = true
			err = d.skip(start)
		case "Props", "MS":
			err = d.skip(start)
		default:
			own, err = d.text(start)
		}
		return err
	})
	switch {
	case v.List != nil || dictionary:
	case hasName:
		v.Text = named
	default:
		v.Text = own
	}
	return v, err
}

// text reads an element that holds text. Elements inside it, as a progress record has them, are passed over.
func (d *reader) text(start xml.StartElement) (string, error) {
	var text strings.Builder
	for {
		token, err := d.token()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := d.skip(token); err != nil {
				return "", err
			}
		case xml.CharData:
			if text.Len()+len(token) > maxText {
				return "", fmt.Errorf("a value is longer than %d bytes", maxText)
			}
			text.Write(token)
		case xml.EndElement:
			return spelled(start.Name.Local, unescape(text.String())), d.grow(text.Len())
		}
	}
}

// grow counts what an object holds. Every value counts for some bytes more than its text, since it takes them.
func (d *reader) grow(n int) error {
	if d.size += n + 64; d.size > maxObject {
		return fmt.Errorf("an object is longer than %d bytes", maxObject)
	}
	return nil
}

// spelled gives a value as PowerShell shows it, where the file writes it in another way.
func spelled(kind, text string) string {
	switch kind {
	case "B":
		switch text {
		case "true":
			return "True"
		case "false":
			return "False"
		}
	case "C":
		if code, err := strconv.ParseUint(text, 10, 16); err == nil {
			return string(utf16.Decode([]uint16{uint16(code)}))
		}
	}
	return text
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// unescape undoes _xHHHH_, in which PowerShell writes a UTF-16 unit that XML can't hold, and the underscore before what looks like one.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for s != "" {
		i := strings.Index(s, "_x")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		unit, ok := escapedUnit(s)
		if !ok {
			b.WriteString(s[:2])
			s = s[2:]
			continue
		}
		s = s[escapeLength:]
		char := rune(unit)
		if utf16.IsSurrogate(char) {
			low, _ := escapedUnit(s)
			if char = utf16.DecodeRune(char, rune(low)); char != utf8.RuneError {
				s = s[escapeLength:]
			}
		}
		b.WriteRune(char)
	}
	b.WriteString(s)
	return b.String()
}

const escapeLength = len("_x0000_")

// escapedUnit reads the escape at the beginning of a text.
func escapedUnit(s string) (uint16, bool) {
	if len(s) < escapeLength || s[:2] != "_x" || s[escapeLength-1] != '_' {
		return 0, false
	}
	unit, err := strconv.ParseUint(s[2:escapeLength-1], 16, 16)
	return uint16(unit), err == nil
}
