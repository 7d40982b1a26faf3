// Package scan cuts a page of a list, as Graph serves it, into its records. It is apart from what asks for pages so that it can be tested and fuzzed without
// compiling the SDK.
package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"unbasic/inventory/files/jsonfile"
)

// Record is one entry of a list, as it was served, and the few of its fields by which a collector finds its way. Field values are JSON, quotes
// included; nil where the entry does not have the field or is no object. All of it lies in the page's body.
type Record struct {
	Raw                                         []byte
	ID, Created, UserID, ClientApp, Status, UPN []byte
}

// Page splits a body into its entries and gives the next link; found is false where the body holds no list called "value".
//
// It is a scanner of its own because this is where nine tenths of a collection's processor time go: encoding/json reads 50,000 sign-ins a
// second and this many times as many (see BenchmarkPage). It checks the shape (nesting, strings, commas) and not every literal, so that it takes
// all that encoding/json takes, in the same way (see FuzzPage), and leaves it to the inventory to say of a record that it makes no sense.
func Page(body []byte, into []Record) (records []Record, next string, found bool, err error) {
	records = into[:0]
	s := scanner{body: body}
	s.blanks()
	if !s.take('{') {
		return records, "", false, s.fail("an object was expected")
	}
	for first := true; ; first = false {
		s.blanks()
		if first && s.take('}') {
			break
		}
		key, err := s.key()
		if err != nil {
			return records, next, found, err
		}
		switch {
		case is(key, "value"):
			records = records[:0]
			if found = s.peek() == '['; found {
				records, err = s.list(records)
			} else {
				err = s.value()
			}
		case is(key, "@odata.nextLink"):
			start := s.at
			if err = s.value(); err == nil {
				next = ""
				if json.Unmarshal(s.body[start:s.at], &next) != nil {
					err = s.fail("the next link is no text")
				}
			}
		default:
			err = s.value()
		}
		if err != nil {
			return records, next, found, err
		}
		s.blanks()
		if s.take('}') {
			break
		}
		if !s.take(',') {
			return records, next, found, s.fail("a comma was expected")
		}
	}
	s.blanks()
	if s.at < len(s.body) {
		return records, next, found, s.fail("something follows the list")
	}
	return records, next, found, nil
}

// One notes the fields of one record; nil where it is none.
func One(raw []byte) *Record {
	var row Record
	s := scanner{body: raw}
	if s.peek() != '{' || s.entry(&row) != nil {
		return nil
	}
	row.Raw = raw
	return &row
}

// ErrShape is wrapped by the errors of [Page]: the body is cut or damaged.
var ErrShape = errors.New("the answer is cut or damaged")

type scanner struct {
	body []byte
	at   int
}

func (s *scanner) fail(what string) error {
	return fmt.Errorf("%w: at byte %d %s", ErrShape, s.at, what)
}

func (s *scanner) peek() byte {
	if s.at < len(s.body) {
		return s.body[s.at]
	}
	return 0
}

func (s *scanner) take(c byte) bool {
	if s.at < len(s.body) && s.body[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) blanks() {
	for s.at < len(s.body) {
		switch s.body[s.at] {
		case ' ', '\n', '\r', '\t':
			s.at++
		default:
			return
		}
	}
}

// key reads a field's name with its quotes, the colon, and the blanks before the value.
func (s *scanner) key() ([]byte, error) {
	start := s.at
	if s.peek() != '"' {
		return nil, s.fail("a name was expected")
	}
	if err := s.value(); err != nil {
		return nil, err
	}
	key := s.body[start:s.at]
	s.blanks()
	if !s.take(':') {
		return nil, s.fail("a colon was expected")
	}
	s.blanks()
	return key, nil
}

// is compares a quoted name with a word as encoding/json does for a field: escapes are told apart only where there are any.
func is(key []byte, word string) bool {
	inner := key[1 : len(key)-1]
	if string(inner) == word {
		return true
	}
	if bytes.IndexByte(inner, '\\') < 0 && isASCII(inner) {
		return len(inner) == len(word) && bytes.EqualFold(inner, []byte(word))
	}
	var name string
	return json.Unmarshal(key, &name) == nil && bytes.EqualFold([]byte(name), []byte(word))
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// list reads the entries of a list, at its bracket.
func (s *scanner) list(records []Record) ([]Record, error) {
	s.at++
	s.blanks()
	if s.take(']') {
		return records, nil
	}
	for {
		s.blanks()
		start := s.at
		var r Record
		var err error
		if s.peek() == '{' {
			err = s.entry(&r)
		} else {
			err = s.value()
		}
		if err != nil {
			return records, err
		}
		r.Raw = s.body[start:s.at]
		records = append(records, r)
		s.blanks()
		if s.take(']') {
			return records, nil
		}
		if !s.take(',') {
			return records, s.fail("a comma was expected")
		}
	}
}

// entry reads an object of the list, at its brace, and notes the fields that are wanted.
func (s *scanner) entry(r *Record) error {
	s.at++
	s.blanks()
	if s.take('}') {
		return nil
	}
	for {
		s.blanks()
		key, err := s.key()
		if err != nil {
			return err
		}
		start := s.at
		if err := s.value(); err != nil {
			return err
		}
		if field := r.field(key); field != nil {
			*field = s.body[start:s.at]
		}
		s.blanks()
		if s.take('}') {
			return nil
		}
		if !s.take(',') {
			return s.fail("a comma was expected")
		}
	}
}

// field gives the place of a field that is wanted. Graph spells its names in one way; the last of two fields counts.
func (r *Record) field(key []byte) *[]byte {
	switch string(key) {
	case `"id"`:
		return &r.ID
	case `"createdDateTime"`:
		return &r.Created
	case `"userId"`:
		return &r.UserID
	case `"clientAppUsed"`:
		return &r.ClientApp
	case `"status"`:
		return &r.Status
	case `"userPrincipalName"`:
		return &r.UPN
	}
	return nil
}

// value passes over any value.
func (s *scanner) value() error {
	end, err := jsonfile.Skip(s.body, s.at)
	if err != nil {
		s.at = end
		return fmt.Errorf("%w: at byte %d %w", ErrShape, end, err)
	}
	s.at = end
	return nil
}
