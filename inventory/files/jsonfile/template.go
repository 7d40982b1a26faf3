package jsonfile

import (
	"bytes"
	"hash/maphash"
	"strings"
)

// parser finds the wanted values of records. It is for one goroutine.
type parser struct {
	spec      *Spec
	values    [][]byte
	templates []*template
	parts     []part
	// last is what fields that are not wanted held, by path; volatile are those that were seen to change.
	last     map[string]uint64
	volatile map[string]bool
	path     []byte
	seed     maphash.Seed
	hits     int
	misses   int
	// listed is true where the record that was read last has a list under one of the names of wrappers.
	listed bool
}

// template is the bytes that records of one log have in common, between the values that differ. Where a record has the same bytes in the same places,
// and a whole value in each place between them, it has the same fields: nothing else of it needs to be looked at.
type template struct {
	shape uint64 // of the names in their order
	parts []part
	tail  []byte
}

// part is one value of a record and what comes before it.
type part struct {
	before []byte
	start  int
	end    int
	slot   int // -1 for a value that differs and is not wanted
	// Where an object would lead on to wanted values, or a list hold records, one of that kind is no match.
	leads, lists bool
}

const (
	// maxTemplates is how many kinds of records a log may mix.
	maxTemplates = 8
	// learnFrom: where after so many records most match no template, none are made any more.
	learnFrom = 2000
)

func newParser(spec *Spec) *parser {
	return &parser{
		spec: spec, values: make([][]byte, len(spec.paths)), last: map[string]uint64{}, volatile: map[string]bool{}, seed: maphash.MakeSeed(),
	}
}

// record reads an object at i and gives its end. The values are in p.values, nil for fields that it does not have; all of it lies in b.
func (p *parser) record(b []byte, i int) (int, error) {
	p.listed = false
	if p.spec.whole {
		return p.whole(b, i)
	}
	for n, t := range p.templates {
		if end, ok := p.match(t, b, i); ok {
			p.hits++
			if n > 0 {
				p.templates[0], p.templates[n] = t, p.templates[0]
			}
			return end, nil
		}
	}
	p.misses++
	clear(p.values)
	p.parts, p.path = p.parts[:0], p.path[:0]
	learn := p.misses < learnFrom || p.hits > p.misses
	var shape maphash.Hash
	shape.SetSeed(p.seed)
	end, err := p.object(b, i, p.spec.root, learn, &shape)
	if err == nil && learn && !p.listed {
		p.keep(b, i, end, shape.Sum64())
	}
	return end, err
}

// whole reads a record as one value. Its names are looked at for those of lists.
func (p *parser) whole(b []byte, i int) (int, error) {
	var shape maphash.Hash
	end, err := p.object(b, i, p.spec.root, false, &shape)
	p.values[0] = b[i:end]
	return end, err
}

// match reads a record by a template.
func (p *parser) match(t *template, b []byte, i int) (int, bool) {
	clear(p.values)
	for n := range t.parts {
		part := &t.parts[n]
		size := len(part.before)
		if len(b)-i < size || !bytes.Equal(b[i:i+size], part.before) {
			return 0, false
		}
		start := i + size
		if start < len(b) && (part.leads && b[start] == '{' || part.lists && b[start] == '[') {
			return 0, false
		}
		end, err := value(b, start)
		if err != nil {
			return 0, false
		}
		if part.slot >= 0 {
			p.values[part.slot] = b[start:end]
		}
		i = end
	}
	if size := len(t.tail); len(b)-i < size || !bytes.Equal(b[i:i+size], t.tail) {
		return 0, false
	}
	return i + len(t.tail), true
}

// object reads an object at i field by field, and notes its values for a template.
func (p *parser) object(b []byte, i int, o *object, learn bool, shape *maphash.Hash) (int, error) {
	if i >= len(b) {
		return i, errEnd
	}
	if b[i] != '{' {
		return i, &syntaxError{i, "an object was expected"}
	}
	i = blanks(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1, nil
	}
	for {
		name, next, err := key(b, i)
		if err != nil {
			return next, err
		}
		inner := name[1 : len(name)-1]
		if o == p.spec.root && next < len(b) && b[next] == '[' && p.spec.lists[strings.ToLower(string(inner))] {
			p.listed = true
		}
		f := o.named(inner)
		var end int
		depth := len(p.path)
		if learn {
			p.path = append(append(p.path, name...), '.')
			_, _ = shape.Write(name)
		}
		inside := f != nil && f.in != nil && next < len(b) && b[next] == '{'
		if inside {
			end, err = p.object(b, next, f.in, learn, shape)
			_ = shape.WriteByte('}')
		} else {
			end, err = value(b, next)
		}
		if err != nil {
			return end, err
		}
		part := part{start: next, end: end, slot: -1, leads: f != nil && f.in != nil}
		switch {
		case inside:
		case f != nil && f.slot >= 0:
			p.values[f.slot] = b[next:end]
			part.slot = f.slot
			p.parts = append(p.parts, part)
		case learn && p.differs(b[next:end]):
			part.lists = o == p.spec.root && p.spec.lists[strings.ToLower(string(inner))]
			p.parts = append(p.parts, part)
		}
		p.path = p.path[:depth]
		if i = blanks(b, end); i >= len(b) {
			return i, errEnd
		}
		if b[i] == '}' {
			return i + 1, nil
		}
		if b[i] != ',' {
			return i, &syntaxError{i, "a comma was expected"}
		}
		i = blanks(b, i+1)
	}
}

// differs reports whether the field at the path was seen to change.
func (p *parser) differs(value []byte) bool {
	if p.volatile[string(p.path)] {
		return true
	}
	sum := maphash.Bytes(p.seed, value)
	last, ok := p.last[string(p.path)]
	if ok && last != sum {
		p.volatile[string(p.path)] = true
		delete(p.last, string(p.path))
		return true
	}
	if !ok && len(p.last) < maxPaths {
		p.last[string(p.path)] = sum
	}
	return false
}

// maxPaths bounds what is remembered of a file that names its fields at random.
const maxPaths = 10000

// keep makes a template of a record that was read field by field. A wanted value that comes twice in a record makes none: which of the two counts is decided
// by their order.
func (p *parser) keep(b []byte, start, end int, shape uint64) {
	used := make([]bool, len(p.values))
	t := &template{shape: shape, parts: make([]part, len(p.parts))}
	at := start
	for i, q := range p.parts {
		if q.slot >= 0 {
			if used[q.slot] {
				return
			}
			used[q.slot] = true
		}
		t.parts[i] = part{before: bytes.Clone(b[at:q.start]), slot: q.slot, leads: q.leads, lists: q.lists}
		at = q.end
	}
	t.tail = bytes.Clone(b[at:end])
	for i, old := range p.templates {
		if old.shape == shape {
			p.templates[i] = t
			return
		}
	}
	if len(p.templates) < maxTemplates {
		p.templates = append(p.templates, t)
		return
	}
	p.templates[len(p.templates)-1] = t
}
