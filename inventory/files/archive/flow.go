package archive

import (
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// flow is an open file. taken says how much of the outermost compressed file it came from.
type flow struct {
	io.Reader
	close func() error
	taken func() int64
}

// Close does nothing the second time.
func (f *flow) Close() error {
	if f.close == nil {
		return nil
	}
	closer := f.close
	f.close = nil
	return closer()
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, bare(err)
}

func (c *counter) count() int64 { return c.n }

// budget is what may still come out of one archive on disk. Entries may be read at the same time.
type budget struct {
	limits Limits
	mu     sync.Mutex
	out    int64
}

// meter counts what comes out of one compressed file; what is read twice counts once.
type meter struct {
	*budget
	most int64
}

// passed says whether a compressed file may come to out bytes.
func (m *meter) passed(out, taken int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if out > m.most {
		m.out += out - m.most
		m.most = out
	}
	switch {
	case m.out > m.limits.Bytes:
		return fmt.Errorf("%w: the archive holds more than %d bytes: %s", ErrBomb, m.limits.Bytes, unpack)
	case out > ratioFrom && out/max(taken, 1) > m.limits.Ratio:
		return fmt.Errorf("%w: it is more than %d times as large as its compressed form: %s", ErrBomb, m.limits.Ratio, unpack)
	}
	return nil
}

// guard puts a meter on a flow.
func (m *meter) guard(f *flow) *flow {
	return &flow{Reader: &guarded{flow: f, meter: m}, close: f.close, taken: f.taken}
}

type guarded struct {
	flow   *flow
	meter  *meter
	out    int64
	failed error
}

func (g *guarded) Read(p []byte) (int, error) {
	if g.failed != nil {
		return 0, g.failed
	}
	n, err := g.flow.Read(p)
	g.out += int64(n)
	if bomb := g.meter.passed(g.out, g.flow.taken()); bomb != nil {
		n, err = 0, bomb
	}
	g.failed = err
	return n, err
}

// shared is a file that several readers read anywhere in. It is open for as long as one of them holds it, so that entries that were kept cost
// nothing, and those that are read do not open it again and again.
type shared struct {
	load func() (io.ReaderAt, func() error, error)
	size int64
	// taken is how much of the outermost compressed file it came from.
	taken int64

	mu    sync.Mutex
	users int
	r     io.ReaderAt
	close func() error
}

func (s *shared) hold() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users == 0 {
		r, closer, err := s.load()
		if err != nil {
			return err
		}
		s.r, s.close = r, closer
	}
	s.users++
	return nil
}

func (s *shared) release() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users--; s.users > 0 {
		return nil
	}
	closer := s.close
	s.r, s.close = nil, nil
	return closer()
}

func (s *shared) ReadAt(p []byte, at int64) (int, error) {
	s.mu.Lock()
	r := s.r
	s.mu.Unlock()
	if r == nil {
		return 0, fs.ErrClosed
	}
	n, err := r.ReadAt(p, at)
	return n, bare(err)
}
