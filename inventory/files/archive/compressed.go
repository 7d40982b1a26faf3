package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

const (
	// readAhead is how much of a compressed file is read at once.
	readAhead = 256 << 10
	// maxWindow is how far back zstd may refer, which is held in memory. "zstd --long" asks for twice as much.
	maxWindow = 64 << 20
)

// decompressed is the file inside of a gzip or zstd file. It keeps the name: there is only one.
func decompressed(n node, kind kind) node {
	m := &meter{budget: n.budget}
	inner := node{name: n.name, size: -1, depth: n.depth + 1, budget: n.budget}
	inner.open = func() (*flow, error) {
		f, err := n.open()
		if err != nil {
			return nil, err
		}
		reader, closer, err := decompressor(kind, bufio.NewReaderSize(f, readAhead))
		if err != nil {
			return nil, errors.Join(midway(err), f.close())
		}
		return m.guard(&flow{Reader: reader, taken: f.taken, close: func() error {
			closer()
			return f.close()
		}}), nil
	}
	inner.random = inner.held
	return inner
}

// decompressor gives a reader, and what frees it. What closing it would say, reading has said already.
func decompressor(kind kind, r io.Reader) (io.Reader, func(), error) {
	if kind == gzipped {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, func() {}, nil
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, nil, err
	}
	return windowed{z}, z.Close, nil
}

// windowed says what to do about a file that asks for too much memory.
type windowed struct{ io.Reader }

func (w windowed) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if errors.Is(err, zstd.ErrWindowSizeExceeded) {
		err = fmt.Errorf("%w: it was compressed with a window of more than 64 MB: %s", err, unpack)
	}
	return n, err
}

// midway turns the end of a file inside of its first bytes into an unexpected one.
func midway(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// held reads a file into memory, where it is for as long as somebody holds it; later on it is read again.
func (n node) held() (*shared, error) {
	content, taken, err := n.content()
	if err != nil {
		return nil, err
	}
	return &shared{size: int64(len(content)), taken: taken, load: func() (io.ReaderAt, func() error, error) {
		first := content
		content = nil
		if first == nil {
			again, _, err := n.content()
			if err != nil {
				return nil, nil, err
			}
			first = again
		}
		return bytes.NewReader(first), func() error { return nil }, nil
	}}, nil
}

func (n node) content() (content []byte, taken int64, err error) {
	f, err := n.open()
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	content, err = io.ReadAll(io.LimitReader(f, maxNested+1))
	if err == nil && len(content) > maxNested {
		err = fmt.Errorf("is a zip of more than 256 MB inside of another archive: %s", unpack)
	}
	return content, f.taken(), err
}
