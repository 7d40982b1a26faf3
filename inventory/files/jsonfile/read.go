package jsonfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
)

// Errors that end the records of a file. What came before them is whole, what comes after is not known.
var (
	// ErrCut is wrapped where a file ends in the middle of a record.
	ErrCut = errors.New("the file ends in the middle of a record")
	// ErrBroken is wrapped where what follows can't be told into records any more.
	ErrBroken = errors.New("the file is broken from there on")
	// ErrMore is given last for a page of Graph whose nextLink nobody followed: every record was read, and more exist.
	ErrMore = errors.New("the file holds a page of Graph with a nextLink: the pages after it are not in the file")
)

// RowError is a record that was left aside. Reading goes on after it.
type RowError struct {
	Row int // from 1
	Err error
}

func (e *RowError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, e.Err) }
func (e *RowError) Unwrap() error { return e.Err }

const (
	// chunkSize is what is read at once, and the work that is handed to one processor where records are lines.
	chunkSize = 2 << 20
	// firstRead holds most files that are no log as a whole: four megabytes of memory for each of them take longer to clear than they take to read.
	firstRead = 64 << 10
	// maxRecord is the largest record that is held; a larger one is passed over.
	maxRecord = 16 << 20
	// maxWasted is how much of a chunk is read in vain behind lines that are no records, in search of the ends of such that go over several lines. A file of
	// lines that never end would otherwise be read from each of them to its end.
	maxWasted = 8 << 20
	// batchSize is how many records are handed on together.
	batchSize = 512
)

// Records reads a file's records and gives what decode makes of them, in their order, in batches that are valid until the next one. decode gets the wanted values as
// they are written, nil where a record lacks one; they are valid during the call. newDecode is called for every goroutine that decodes. An error that is
// no *RowError is the last.
func Records[T any](r io.Reader, spec *Spec, newDecode func() func(values [][]byte) (T, error)) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		s := &stream[T]{window: window{r: r}, parser: newParser(spec), decode: newDecode(), yield: yield}
		err := s.run()
		if err == nil && s.lines {
			err = s.readLines(newDecode)
		}
		if !s.flush() {
			return
		}
		switch {
		case errors.Is(err, errStop):
		case err != nil:
			yield(nil, err)
		case s.more:
			yield(nil, ErrMore)
		}
	}
}

// errStop says that the reader of an iteration wants no more.
var errStop = errors.New("stop")

// window is the part of a file that is held.
type window struct {
	r    io.Reader
	b    []byte
	at   int   // what was used of b
	base int64 // bytes of the file before b
	eof  bool
	// failed is an error that came with bytes, for when those are used.
	failed error
}

// fill reads more behind what is left: of a large value the more, the more of it is held, so that a reader that gives little at a time does not make it be looked
// through again and again. It reports false at the end of the file.
func (w *window) fill() (bool, error) {
	if w.eof || w.failed != nil {
		return false, w.failed
	}
	if w.at > 0 {
		w.base += int64(w.at)
		w.b = w.b[:copy(w.b, w.b[w.at:])]
		w.at = 0
	}
	switch {
	case w.b == nil:
		w.b = make([]byte, 0, firstRead)
	case cap(w.b)-len(w.b) < min(cap(w.b), chunkSize)/2:
		w.b = append(make([]byte, 0, 2*len(w.b)+2*chunkSize), w.b...)
	}
	for held, n := len(w.b), 0; n <= held/4 && len(w.b) < cap(w.b); {
		m, err := w.r.Read(w.b[len(w.b):min(cap(w.b), len(w.b)+chunkSize)])
		w.b = w.b[:len(w.b)+m]
		n += m
		switch {
		case errors.Is(err, io.EOF):
			w.eof = true
			return n > 0, nil
		case err != nil:
			w.failed = err
			if n == 0 {
				return false, err
			}
			return true, nil
		}
	}
	return true, nil
}

// stream reads the values of a file one after the other.
type stream[T any] struct {
	window
	parser *parser
	decode func([][]byte) (T, error)
	yield  func([]T, error) bool
	batch  []T
	row    int
	more   bool // the last page had a next link
	depth  int  // of pages in pages
	paged  bool // a page was seen
	lines  bool // the rest is one record a line
}

// run reads up to the end, or up to where it is certain that records are lines.
func (s *stream[T]) run() error {
	for n := 0; ; n++ {
		c, err := s.next()
		if err != nil {
			return err
		}
		before := s.row
		switch c {
		case 0:
			return nil
		case '[':
			s.at++
			err = s.list()
		case '{':
			err = s.top()
		default:
			err = s.odd("it is no object")
		}
		if err != nil {
			return err
		}
		if c == '{' && !s.paged && s.row == before+1 && n == 0 && s.endsLine() {
			s.lines = true
			return nil
		}
	}
}

// endsLine reports whether the record that was just read is a line, and the next line looks like one too.
func (s *stream[T]) endsLine() bool {
	for len(s.b)-s.at < 8 && !s.eof {
		if more, err := s.fill(); !more || err != nil {
			break
		}
	}
	rest := bytes.TrimLeft(s.b[s.at:], " \r")
	if len(rest) < 3 || rest[0] != '\n' {
		return false
	}
	indented := rest[1] == '{' && (rest[2] == '\n' || rest[2] == '\r' || rest[2] == ' ')
	return rest[1] > ' ' && rest[1] != '[' && !indented
}

// next gives the next byte that is no white space, and 0 at the end of the file. It is not used up.
func (s *stream[T]) next() (byte, error) {
	for {
		if s.at = blanks(s.b, s.at); s.at < len(s.b) {
			if s.b[s.at] == 0 {
				return 0, s.broken(&syntaxError{s.at, "a zero byte was found"})
			}
			return s.b[s.at], nil
		}
		if more, err := s.fill(); err != nil {
			return 0, err
		} else if !more {
			return 0, nil
		}
	}
}

// read calls scan with what is held from here on until that is enough, and uses up what it read.
func (s *stream[T]) read(scan func(b []byte, i int) (int, error)) error {
	for {
		end, err := scan(s.b, s.at)
		if err == nil {
			s.at = end
			return nil
		}
		if !errors.Is(err, errEnd) {
			return s.broken(err)
		}
		if len(s.b)-s.at > maxRecord {
			return errTooLarge
		}
		more, err := s.fill()
		if err != nil {
			return err
		}
		if !more {
			if end, err := scan(s.b, s.at); err == nil { // the end of the file may be that of a number
				s.at = end
				return nil
			}
			return fmt.Errorf("after row %d: %w: download it again", s.row, ErrCut)
		}
	}
}

var errTooLarge = fmt.Errorf("it is larger than %d MB", maxRecord>>20)

// broken says where in the file a syntax error is.
func (s *stream[T]) broken(err error) error {
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("after row %d, byte %d of the file: %s: %w: download it again", s.row, s.base+int64(syntax.at), syntax.what, ErrBroken)
	}
	return err
}

// list reads the records of a list, behind its bracket.
func (s *stream[T]) list() error {
	for first := true; ; first = false {
		c, err := s.next()
		switch {
		case err != nil:
			return err
		case c == 0:
			return fmt.Errorf("after row %d: %w: download it again", s.row, ErrCut)
		case c == ']':
			s.at++
			return nil
		case !first && c != ',':
			return s.broken(&syntaxError{s.at, "a comma was expected"})
		case !first:
			s.at++
			if c, err = s.next(); err != nil {
				return err
			}
		}
		if c == '{' {
			err = s.top() // in a list of pages, each is one
		} else {
			err = s.odd("it is no object")
		}
		if err != nil {
			return err
		}
	}
}

// record reads an object that is a record.
func (s *stream[T]) record() error {
	err := s.read(s.parser.record)
	if errors.Is(err, errTooLarge) {
		return s.tooLarge()
	}
	if err != nil {
		return err
	}
	s.row++
	v, err := s.decode(s.parser.values)
	return s.give(v, err)
}

// give hands on what became of a record.
func (s *stream[T]) give(v T, err error) error {
	if err != nil {
		if !s.flush() || !s.yield(nil, &RowError{Row: s.row, Err: err}) {
			return errStop
		}
		return nil
	}
	if s.batch = append(s.batch, v); len(s.batch) == batchSize && !s.flush() {
		return errStop
	}
	return nil
}

// flush hands on the records that are held. It reports false if no more are wanted.
func (s *stream[T]) flush() bool {
	if len(s.batch) == 0 {
		return true
	}
	batch := s.batch
	s.batch = s.batch[:0]
	return s.yield(batch, nil)
}

// odd leaves a value aside that stands where a record should.
func (s *stream[T]) odd(what string) error {
	err := s.read(func(b []byte, i int) (int, error) {
		end, err := value(b, i)
		if errors.Is(err, errEnd) && s.eof && isLiteral(b[i:]) {
			return end, nil
		}
		return end, err
	})
	if errors.Is(err, errTooLarge) {
		return s.tooLarge()
	}
	if err != nil {
		return err
	}
	s.row++
	var none T
	return s.give(none, errors.New(what))
}

// top reads an object on the top level: a page, if it has a list under one of the names for that, else a record.
func (s *stream[T]) top() error {
	for _, t := range s.parser.templates { // most are records like the last
		if end, ok := s.parser.match(t, s.b, s.at); ok {
			s.at = end
			s.row++
			v, err := s.decode(s.parser.values)
			return s.give(v, err)
		}
	}
	for {
		offset, list, err := s.page()
		switch {
		case errors.Is(err, errEnd) && len(s.b)-s.at > maxRecord:
			return s.tooLarge()
		case errors.Is(err, errEnd):
			more, err := s.fill()
			if err != nil {
				return err
			}
			if !more {
				return fmt.Errorf("after row %d: %w: download it again", s.row, ErrCut)
			}
			continue
		case err != nil:
			return s.broken(err)
		case list:
			s.at = offset
			return s.pageFrom()
		}
		return s.record()
	}
}

// page looks for the list of a page. offset is behind its bracket.
func (s *stream[T]) page() (offset int, list bool, err error) {
	i := blanks(s.b, s.at+1)
	if i < len(s.b) && s.b[i] == '}' {
		return i + 1, false, nil
	}
	next := false
	for {
		name, at, err := key(s.b, i)
		if err != nil {
			return at, false, err
		}
		inner := string(name[1 : len(name)-1])
		if s.parser.spec.lists[strings.ToLower(inner)] && at < len(s.b) && s.b[at] == '[' {
			s.more = next
			return at + 1, true, nil
		}
		end, err := value(s.b, at)
		if err != nil {
			return end, false, err
		}
		if inner == nextLink {
			next = isLink(s.b[at:end])
		}
		if i = blanks(s.b, end); i >= len(s.b) {
			return i, false, errEnd
		}
		if s.b[i] == '}' {
			return i + 1, false, nil
		}
		if s.b[i] != ',' {
			return i, false, &syntaxError{i, "a comma was expected"}
		}
		i = blanks(s.b, i+1)
	}
}

const (
	nextLink = "@odata.nextLink"
	// maxPages is how deep pages may be in one another.
	maxPages = 20
)

func isLink(value []byte) bool { return string(value) != "null" && string(value) != `""` }

// pageFrom reads a page from its list on, and what comes after the list.
func (s *stream[T]) pageFrom() error {
	s.paged = true
	if s.depth++; s.depth > maxPages {
		return s.broken(&syntaxError{s.at, "a page is in a page, too often"})
	}
	defer func() { s.depth-- }()
	if err := s.list(); err != nil {
		return err
	}
	for {
		c, err := s.next()
		switch {
		case err != nil:
			return err
		case c == '}':
			s.at++
			return nil
		case c == 0:
			return fmt.Errorf("after row %d: %w: download it again", s.row, ErrCut)
		case c != ',':
			return s.broken(&syntaxError{s.at, "a comma was expected"})
		}
		list := false
		err = s.read(func(b []byte, i int) (int, error) {
			n, at, err := key(b, blanks(b, i+1))
			if err != nil {
				return at, err
			}
			if list = s.parser.spec.lists[strings.ToLower(string(n[1:len(n)-1]))] && at < len(b) && b[at] == '['; list {
				return at + 1, nil
			}
			end, err := value(b, at)
			if err == nil && end == len(b) {
				return end, errEnd // a number may go on
			}
			if err == nil && string(n[1:len(n)-1]) == nextLink {
				s.more = isLink(b[at:end])
			}
			return end, err
		})
		if errors.Is(err, errTooLarge) {
			return fmt.Errorf("after row %d: %w", s.row, err)
		}
		if err != nil {
			return err
		}
		if list {
			if err := s.list(); err != nil {
				return err
			}
		}
	}
}

// tooLarge passes over a value that is too large to be held, and leaves it aside.
func (s *stream[T]) tooLarge() error {
	depth, inText, escaped := 0, false, false
	for {
		for ; s.at < len(s.b); s.at++ {
			c := s.b[s.at]
			switch {
			case escaped:
				escaped = false
			case inText:
				escaped = c == '\\'
				inText = c != '"'
			case c == '"':
				inText = true
			case c == '{' || c == '[':
				depth++
			case c == '}' || c == ']':
				if depth--; depth > 0 {
					continue
				}
				s.at++
				s.row++
				var none T
				return s.give(none, errTooLarge)
			}
		}
		more, err := s.fill()
		if err != nil {
			return err
		}
		if !more {
			return fmt.Errorf("after row %d: %w: download it again", s.row, ErrCut)
		}
	}
}

// chunk is a part of a file whose records are lines, from one line's beginning to another's end.
type chunk[T any] struct {
	b     []byte
	last  bool // the file ends with it
	done  chan struct{}
	out   []T
	left  []RowError // rows count within the chunk
	rows  int
	cut   bool
	paged bool // a line was a page
	more  bool // and the last such has a next link
}

// readLines reads the rest of a file whose records are lines, several parts at once: this is the one place of this package with
// goroutines. A line that is no record is left aside, since the next one begins anew.
func (s *stream[T]) readLines(newDecode func() func([][]byte) (T, error)) error {
	if !s.flush() {
		return errStop
	}
	workers := runtime.GOMAXPROCS(0)
	jobs, order, stop := make(chan *chunk[T], 2*workers), make(chan *chunk[T], 2*workers), make(chan struct{})
	free := make(chan *chunk[T], 4*workers)
	var readErr error
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		defer close(order)
		defer close(jobs)
		readErr = s.chunks(free, func(c *chunk[T]) bool {
			select {
			case order <- c:
			case <-stop:
				return false
			}
			select {
			case jobs <- c:
			case <-stop:
				close(c.done)
				return false
			}
			return true
		})
	}()
	for range workers {
		go func() {
			p, decode := newParser(s.parser.spec), newDecode()
			for c := range jobs {
				c.decode(p, decode)
				close(c.done)
			}
		}()
	}
	defer func() {
		close(stop)
		for range order { // nobody waits for these
		}
		<-finished
	}()
	for c := range order {
		<-c.done
		if len(c.out) > 0 && !s.yield(c.out, nil) {
			return errStop
		}
		for i := range c.left {
			if !s.yield(nil, &RowError{Row: s.row + c.left[i].Row, Err: c.left[i].Err}) {
				return errStop
			}
		}
		s.row += c.rows
		if c.paged {
			s.more = c.more
		}
		if c.cut {
			return fmt.Errorf("after row %d: %w: download it again", s.row, ErrCut)
		}
		select {
		case free <- c:
		default:
		}
	}
	<-finished
	return readErr
}

// chunks cuts the file behind line ends.
func (s *stream[T]) chunks(free chan *chunk[T], hand func(*chunk[T]) bool) error {
	rest := s.b[s.at:]
	for end := s.eof; !end; {
		c := &chunk[T]{}
		select {
		case c = <-free:
		default:
		}
		b := c.b[:0]
		if cap(b) < len(rest)+chunkSize {
			b = make([]byte, 0, len(rest)+chunkSize+chunkSize/4)
		}
		b = append(b, rest...)
		n, err := 0, s.failed
		if err == nil {
			n, err = readFull(s.r, b[len(b):len(b)+chunkSize])
		}
		b = b[:len(b)+n]
		switch {
		case errors.Is(err, io.EOF):
			end = true
		case err != nil: // the lines before it stand
			if whole := bytes.LastIndexByte(b, '\n') + 1; whole > 0 {
				hand(&chunk[T]{b: b[:whole], done: make(chan struct{})})
			}
			return err
		}
		whole := len(b)
		if !end { // better before a record's beginning, since it may go over several lines
			if whole = bytes.LastIndex(b, []byte("\n{")) + 1; whole == 0 {
				whole = bytes.LastIndexByte(b, '\n') + 1
			}
		}
		rest = b[whole:]
		if whole == 0 {
			if len(rest) > maxRecord {
				return s.longLine(hand, free)
			}
			continue
		}
		rest = bytes.Clone(rest)
		*c = chunk[T]{b: b[:whole], last: end, done: make(chan struct{}), out: c.out[:0], left: c.left[:0]}
		if !hand(c) {
			return nil
		}
	}
	if s.eof && len(rest) > 0 {
		hand(&chunk[T]{b: rest, last: true, done: make(chan struct{})})
	}
	return nil
}

// readFull reads until b is full. Unlike io.ReadFull it gives io.EOF at any end, since io.ErrUnexpectedEOF is a decompressor's word for a file that
// was cut.
func readFull(r io.Reader, b []byte) (int, error) {
	n := 0
	for n < len(b) {
		m, err := r.Read(b[n:])
		if n += m; err != nil {
			return n, err
		}
	}
	return n, nil
}

// longLine passes over a line that is too large to be held.
func (s *stream[T]) longLine(hand func(*chunk[T]) bool, free chan *chunk[T]) error {
	b := make([]byte, chunkSize)
	for {
		n, err := readFull(s.r, b)
		if i := bytes.IndexByte(b[:n], '\n'); i >= 0 {
			if !hand(&chunk[T]{b: []byte(tooLargeLine), done: make(chan struct{})}) {
				return nil
			}
			s.b, s.at = bytes.Clone(b[i+1:n]), 0
			if s.eof = errors.Is(err, io.EOF); !s.eof {
				s.failed = err
			}
			return s.chunks(free, hand)
		}
		switch {
		case errors.Is(err, io.EOF):
			hand(&chunk[T]{cut: true, done: make(chan struct{})})
			return nil
		case err != nil:
			return err
		}
	}
}

// tooLargeLine stands for a line that was passed over.
const tooLargeLine = "\x00\n"

// decode reads the lines of a chunk.
func (c *chunk[T]) decode(p *parser, decode func([][]byte) (T, error)) {
	leave := func(err error) { c.left = append(c.left, RowError{Row: c.rows, Err: err}) }
	wasted := 0
	for b := c.b; len(b) > 0; {
		if b[0] == '\n' || b[0] == '\r' || b[0] == ' ' || b[0] == '\t' {
			b = b[1:]
			continue
		}
		line := b
		eol := bytes.IndexByte(b, '\n')
		if eol >= 0 {
			line = b[:eol]
		}
		if b[0] == '{' {
			text := b // a record may go over several lines
			if wasted > maxWasted {
				text = line[:min(len(line)+1, len(b))]
			}
			end, err := p.record(text, 0)
			if err == nil && !p.listed && endOfLine(b, end) {
				c.rows++
				if v, err := decode(p.values); err != nil {
					leave(err)
				} else {
					c.out = append(c.out, v)
				}
				b = b[end:]
				continue
			}
			wasted += max(0, end-len(line))
		}
		b = b[min(len(line)+1, len(b)):]
		switch {
		case string(line) == tooLargeLine[:1]:
			c.rows++
			leave(errTooLarge)
		case c.last && eol < 0 && isCut(line):
			c.cut = true
		case isCut(line):
			c.rows++
			leave(errors.New("the line ends in the middle of a record"))
		default:
			c.odd(line, p, decode)
		}
	}
}

// odd reads a line that is more than a record, or less: a page, a list, several values, or none.
func (c *chunk[T]) odd(line []byte, p *parser, decode func([][]byte) (T, error)) {
	before := c.rows
	s := &stream[T]{window: window{b: line, eof: true}, parser: p, decode: decode}
	s.yield = func(batch []T, err error) bool {
		var row *RowError
		if errors.As(err, &row) {
			c.left = append(c.left, RowError{Row: before + row.Row, Err: row.Err})
		}
		c.out = append(c.out, batch...)
		return true
	}
	err := s.run()
	s.flush()
	c.rows += s.row
	if err != nil {
		c.rows++
		c.left = append(c.left, RowError{Row: c.rows, Err: errors.New(lineProblem(line))})
	}
	if s.paged {
		c.paged, c.more = true, s.more
	}
}

// isCut reports whether a last line is the beginning of a record.
func isCut(line []byte) bool {
	_, err := value(line, 0)
	return errors.Is(err, errEnd) && !isLiteral(bytes.TrimSpace(line))
}

func endOfLine(b []byte, i int) bool {
	for i < len(b) && (b[i] == ' ' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i == len(b) || b[i] == '\n'
}

// lineProblem says why a line is no record.
func lineProblem(line []byte) string {
	if len(line) > 0 && line[0] != '{' {
		return "the line is no object"
	}
	end, err := value(line, 0)
	var syntax *syntaxError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("at byte %d %s", syntax.at, syntax.what)
	case errors.Is(err, errEnd):
		return "the line ends in the middle of a record"
	}
	if !endOfLine(line, end) {
		return fmt.Sprintf("at byte %d something follows the record", end)
	}
	return "the line is no record"
}

// Text gives a value that is a text, or "" for null and for a field that is missing. ok is false for a value of another kind.
func Text(value []byte) (text []byte, ok bool) {
	switch {
	case len(value) == 0 || string(value) == "null":
		return nil, true
	case value[0] != '"':
		return nil, false
	}
	inner := value[1 : len(value)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner, true
	}
	var s string
	if json.Unmarshal(value, &s) != nil {
		return nil, false
	}
	return []byte(s), true
}
