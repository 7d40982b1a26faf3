package archive

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

// rereadable is how much of a file in a tar can be read again at no cost, so that a caller may look at its beginning first.
const rereadable = 512 << 10

// tar walks a tar's files as they lie in it, since a tar can't be read in any other order. depth is that of its files.
func (w *walk) tar(n node, depth int) error {
	t := &tape{node: n}
	defer t.end()
	some := false
	for i := 0; ; i++ {
		c, err := t.at(i)
		if err == io.EOF {
			break
		}
		if err != nil {
			return w.refuse(n.name, err)
		}
		h := c.head
		t.put(c)
		name, skip, err := n.inside(h.Name)
		sparse := isSparse(h)
		if err == nil && (skip || h.Typeflag != tar.TypeReg && !sparse) {
			continue
		}
		some = true
		if err == nil && sparse {
			err = fmt.Errorf("is a sparse file: %s", unpack)
		}
		if err != nil {
			err = w.refuse(name, err)
		} else {
			inner := node{name: name, size: h.Size, depth: depth, budget: n.budget, open: func() (*flow, error) { return t.open(i) }}
			inner.random = inner.held
			err = w.node(inner)
		}
		if err != nil {
			return err
		}
	}
	if !some {
		return w.refuse(n.name, errors.New("the archive holds no files"))
	}
	return nil
}

// isSparse tells files with holes, which come to any size without a byte in the archive.
func isSparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return h.Typeflag == tar.TypeGNUSparse
}

// tape is a tar that is read from its beginning to its end. Between two reads it keeps the place, so that files that are read one after the
// other cost one pass. After the walk it keeps none, since nobody would close it.
type tape struct {
	node node
	mu   sync.Mutex
	idle *cursor
	over bool
}

// cursor is a place in a tar. One reader has it at a time.
type cursor struct {
	flow  *flow
	tar   *tar.Reader
	index int
	head  *tar.Header
	read  int64  // of the present file
	kept  []byte // its beginning, as far as it was read and is rereadable
}

// at gives a place at the beginning of a file; io.EOF where the tar has no more.
func (t *tape) at(i int) (*cursor, error) {
	t.mu.Lock()
	c := t.idle
	if c != nil && (c.index < i || c.index == i && c.read == int64(len(c.kept))) {
		t.idle = nil
	} else {
		c = nil
	}
	t.mu.Unlock()
	if c == nil {
		f, err := t.node.open()
		if err != nil {
			return nil, err
		}
		c = &cursor{flow: f, tar: tar.NewReader(f), index: -1}
	}
	for c.index < i {
		head, err := c.tar.Next()
		if err == io.EOF { // of the tar: what it is compressed with may go on, and say behind it that it was cut
			if _, behind := io.Copy(io.Discard, c.flow); behind != nil {
				err = behind
			}
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			_ = c.flow.Close()
			return nil, err
		}
		c.index, c.head, c.read, c.kept = c.index+1, head, 0, c.kept[:0]
	}
	return c, nil
}

// put keeps a place for the next reader.
func (t *tape) put(c *cursor) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over || t.idle != nil {
		return c.flow.Close()
	}
	t.idle = c
	return nil
}

// end closes the tape, apart from what is being read.
func (t *tape) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	if t.idle != nil {
		_ = t.idle.flow.Close()
		t.idle = nil
	}
}

func (t *tape) open(i int) (*flow, error) {
	c, err := t.at(i)
	if err != nil {
		return nil, midway(err)
	}
	r := &replayed{cursor: c}
	return &flow{Reader: r, taken: c.flow.taken, close: func() error {
		r.cursor = nil // another reader has it from now on
		return t.put(c)
	}}, nil
}

// replayed reads the present file of a cursor from its beginning.
type replayed struct {
	cursor *cursor
	at     int
}

func (r *replayed) Read(p []byte) (int, error) {
	c := r.cursor
	if c == nil {
		return 0, fs.ErrClosed
	}
	if r.at < len(c.kept) {
		n := copy(p, c.kept[r.at:])
		r.at += n
		return n, nil
	}
	n, err := c.tar.Read(p)
	if c.read == int64(len(c.kept)) && len(c.kept)+n <= rereadable {
		c.kept = append(c.kept, p[:n]...)
	}
	c.read += int64(n)
	r.at += n
	return n, err
}
