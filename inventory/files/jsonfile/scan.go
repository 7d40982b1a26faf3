package jsonfile

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/bits"
	"strings"
)

// errEnd says that the bytes end inside of a value: more of them may complete it.
var errEnd = errors.New("it ends in the middle")

// syntaxError is a place where the bytes are no JSON.
type syntaxError struct {
	at   int // bytes from the beginning of the value
	what string
}

func (e *syntaxError) Error() string { return e.what }

// blanks gives the index of the first byte at or after i that is no white space.
func blanks(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// text passes over a string, whose quote is at i, eight bytes at a time.
func text(b []byte, i int) (int, error) {
	for i++; i < len(b); {
		if i+8 <= len(b) {
			mark := special(binary.LittleEndian.Uint64(b[i:]))
			if mark == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(mark) / 8
		}
		switch c := b[i]; {
		case c == '"':
			return i + 1, nil
		case c == '\\':
			i += 2
		case c < ' ':
			return i, &syntaxError{i, "a control character is in a text"}
		default:
			i++
		}
	}
	return len(b), errEnd
}

// special marks, in the highest bit of each of eight bytes, quotes, backslashes and control characters. The lowest mark is exact; those above it may be
// an echo of it.
func special(word uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quotes, backslashes := word^ones*'"', word^ones*'\\'
	return ((quotes-ones)&^quotes | (backslashes-ones)&^backslashes | (word-ones*' ')&^word) & highs
}

// maxNesting is what encoding/json takes too.
const maxNesting = 10000

// Skip passes over the value that begins at i, and gives the index behind it. With an error it gives where in b that is. The shape is checked (nesting, strings,
// literals), and not what texts hold.
func Skip(b []byte, i int) (end int, err error) { return value(b, i) }

// Field gives the value of an object's field as it is written, of two with one name the last; nil where there is none, or no object. Names are told apart without regard
// to case.
func Field(object []byte, name string) []byte {
	i := blanks(object, 0)
	if i >= len(object) || object[i] != '{' {
		return nil
	}
	var found []byte
	for i = blanks(object, i+1); ; i = blanks(object, i+1) {
		quoted, at, err := key(object, i)
		if err != nil {
			return found
		}
		end, err := value(object, at)
		if err != nil {
			return found
		}
		if inner := quoted[1 : len(quoted)-1]; len(inner) == len(name) && bytes.EqualFold(inner, []byte(name)) {
			found = object[at:end]
		}
		if i = blanks(object, end); i >= len(object) || object[i] != ',' {
			return found
		}
	}
}

// value passes over any value that begins at i.
func value(b []byte, i int) (int, error) {
	if i >= len(b) {
		return i, errEnd
	}
	switch b[i] {
	case '"':
		return text(b, i)
	case '{', '[':
		return nested(b, i)
	}
	return literal(b, i)
}

// literal passes over a number, true, false or null.
func literal(b []byte, i int) (int, error) {
	start := i
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c == ',' || c == ']' || c == '}' || c <= ' ':
			if !isLiteral(b[start:i]) {
				return i, &syntaxError{start, "a value was expected"}
			}
			return i, nil
		case c == '"' || c == '{' || c == '[' || c == ':':
			return i, &syntaxError{start, "a value was expected"}
		}
	}
	return i, errEnd
}

func isLiteral(b []byte) bool {
	switch string(b) {
	case "true", "false", "null":
		return true
	}
	return len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9') && json.Valid(b)
}

// nested passes over an object or a list with all that is in it. Brackets are kept by kind on a small stack, so that one that closes another's
// list is found.
func nested(b []byte, start int) (int, error) {
	var small [32]byte
	stack := small[:0]
	for i := start; i < len(b); i++ {
		switch c := b[i]; c {
		case '"':
			end, err := text(b, i)
			if err != nil {
				return end, err
			}
			i = end - 1
		case '{', '[':
			if len(stack) == maxNesting {
				return i, &syntaxError{i, "it is nested too deeply"}
			}
			stack = append(stack, c)
		case '}', ']':
			if stack[len(stack)-1] != c-2 { // in ASCII each bracket is two before its fellow
				return i, &syntaxError{i, "a bracket closes what it did not open"}
			}
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return i + 1, nil
			}
		}
	}
	return len(b), errEnd
}

// key reads a field's name at i, its colon, and the blanks before the value.
func key(b []byte, i int) (name []byte, next int, err error) {
	if i >= len(b) {
		return nil, i, errEnd
	}
	if b[i] != '"' {
		return nil, i, &syntaxError{i, "a name was expected"}
	}
	end, err := text(b, i)
	if err != nil {
		return nil, end, err
	}
	name = b[i:end]
	if i = blanks(b, end); i >= len(b) {
		return nil, i, errEnd
	}
	if b[i] != ':' {
		return nil, i, &syntaxError{i, "a colon was expected"}
	}
	return name, blanks(b, i+1), nil
}

// Spec is the fields that are wanted of a record.
type Spec struct {
	paths []string
	root  *object
	lists map[string]bool
	whole bool
}

// NewWhole wants every record as a whole, as the first and only value.
func NewWhole(lists []string) *Spec {
	s := NewSpec(lists)
	s.whole, s.paths = true, []string{""}
	return s
}

// object is the fields of one object that are wanted, or that lead to wanted ones.
type object struct {
	fields []field
	sizes  uint64 // bit n: a field has a name of n bytes
}

type field struct {
	name string // as the first writer spells it
	slot int    // -1 for one that only leads on
	in   *object
}

// NewSpec wants the fields with these paths, such as "status.errorCode". Names are told apart without regard to case, as
// encoding/json does, because PowerShell writes them in capitals. lists are the names, in lower case,
// under which a wrapping object holds its records.
func NewSpec(lists []string, paths ...string) *Spec {
	s := &Spec{paths: paths, root: &object{}, lists: map[string]bool{}}
	for _, name := range lists {
		s.lists[name] = true
	}
	for slot, path := range paths {
		o := s.root
		names := strings.Split(path, ".")
		for i, name := range names {
			f := o.named([]byte(name))
			if f == nil {
				o.fields = append(o.fields, field{name: name, slot: -1})
				o.sizes |= 1 << min(len(name), 63)
				f = &o.fields[len(o.fields)-1]
			}
			if i == len(names)-1 {
				f.slot = slot
				break
			}
			if f.in == nil {
				f.in = &object{}
			}
			o = f.in
		}
	}
	return s
}

// named gives the field of a name without its quotes; nil for one that is not wanted.
func (o *object) named(name []byte) *field {
	if o.sizes>>min(len(name), 63)&1 == 0 && bytes.IndexByte(name, '\\') < 0 {
		return nil
	}
	for i := range o.fields {
		if o.fields[i].name == string(name) {
			return &o.fields[i]
		}
	}
	if bytes.IndexByte(name, '\\') >= 0 {
		var plain string
		if json.Unmarshal(append(append([]byte{'"'}, name...), '"'), &plain) != nil {
			return nil
		}
		name = []byte(plain)
	}
	for i := range o.fields {
		if len(o.fields[i].name) == len(name) && bytes.EqualFold([]byte(o.fields[i].name), name) {
			return &o.fields[i]
		}
	}
	return nil
}
