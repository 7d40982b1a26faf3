package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/klauspost/compress/flate"
)

// parts is a zip writer that writes its files in the order of their names and without times, so that equal parts give an
// equal file whatever the order in which they come. It keeps them compressed until Close, so that nothing is written of a workbook that fails.
type parts struct {
	out     *zip.Writer
	list    []*part
	current *part
	// sheet writes a sheet from the XML that excelize has of it, which lacks the rows.
	sheet func(out io.Writer, name string, frame []byte) error
	// whole is what excelize writes of a part that is changed as a whole: a sheet, or the list of content types.
	whole *bytes.Buffer
	err   error
}

// contentTypes names the part that lists the types of all others. excelize adds the types of pictures to it, as soon as there is a chart,
// in the order of a map.
const contentTypes = "[Content_Types].xml"

// sheetFolder is where sheets are.
const sheetFolder = "xl/worksheets/sheet"

var defaultType = regexp.MustCompile(`<Default [^>]*></Default>`)

// sortTypes puts the default types in order, which means nothing to a reader.
func sortTypes(list []byte) []byte {
	sorted := defaultType.FindAll(list, -1)
	for i := range sorted {
		sorted[i] = bytes.Clone(sorted[i])
	}
	slices.SortFunc(sorted, bytes.Compare)
	next := 0
	return defaultType.ReplaceAllFunc(list, func([]byte) []byte {
		next++
		return sorted[next-1]
	})
}

func newParts(w io.Writer, sheet func(io.Writer, string, []byte) error) *parts {
	return &parts{out: zip.NewWriter(w), sheet: sheet}
}

// part is one file of the zip while it is being written.
type part struct {
	name       string
	compressed pile
	deflate    *flate.Writer
	crc        uint32
	size       uint64
}

func (p *part) Write(data []byte) (int, error) {
	p.crc = crc32.Update(p.crc, crc32.IEEETable, data)
	p.size += uint64(len(data))
	return p.deflate.Write(data)
}

// Create begins a part; as with zip.Writer, the one before it is then complete.
func (p *parts) Create(name string) (io.Writer, error) {
	if err := p.finish(); err != nil {
		return nil, err
	}
	created := &part{name: name}
	// BestSpeed: a sheet's XML shrinks to a few percent at any level, and compressing is most of the time that writing takes.
	deflate, err := flate.NewWriter(&created.compressed, flate.BestSpeed)
	if err != nil {
		return nil, fmt.Errorf("compressing %s: %w", name, err)
	}
	created.deflate = deflate
	p.current = created
	p.list = append(p.list, created)
	if name == contentTypes || strings.HasPrefix(name, sheetFolder) {
		p.whole = &bytes.Buffer{}
		return p.whole, nil
	}
	return created, nil
}

func (p *parts) finish() error {
	if p.err != nil || p.current == nil {
		return p.err
	}
	current := p.current
	p.current = nil
	if p.whole != nil {
		whole := p.whole.Bytes()
		p.whole = nil
		if current.name == contentTypes {
			_, p.err = current.Write(sortTypes(whole))
		} else {
			p.err = p.sheet(current, current.name, whole)
		}
		if p.err != nil {
			return p.err
		}
	}
	if err := current.deflate.Close(); err != nil {
		p.err = fmt.Errorf("compressing %s: %w", current.name, err)
	}
	current.deflate = nil
	return p.err
}

// AddFS is asked for by excelize's interface; a workbook never comes from a file system.
func (p *parts) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes all parts, or nothing if one of them failed: excelize closes then, too.
func (p *parts) Close() error {
	if err := p.finish(); err != nil {
		return err
	}
	sort.Slice(p.list, func(i, j int) bool { return p.list[i].name < p.list[j].name })
	for _, part := range p.list {
		w, err := p.out.CreateRaw(&zip.FileHeader{
			Name: part.name, Method: zip.Deflate, CRC32: part.crc,
			CompressedSize64: uint64(part.compressed.size), UncompressedSize64: part.size,
		})
		if err != nil {
			return fmt.Errorf("writing %s: %w", part.name, err)
		}
		if err := part.compressed.writeTo(w); err != nil {
			return fmt.Errorf("writing %s: %w", part.name, err)
		}
	}
	return p.out.Close()
}

// pile is a buffer that grows without being copied: a part can have a hundred megabytes.
type pile struct {
	blocks [][]byte
	size   int
}

const pileBlock = 256 << 10

func (p *pile) Write(data []byte) (int, error) {
	written := len(data)
	p.size += written
	for len(data) > 0 {
		last := len(p.blocks) - 1
		if last < 0 || len(p.blocks[last]) == cap(p.blocks[last]) {
			// The first blocks are small, because most parts are.
			p.blocks = append(p.blocks, make([]byte, 0, min(pileBlock, 4<<10<<min(len(p.blocks), 10))))
			last++
		}
		block := p.blocks[last]
		n := min(len(data), cap(block)-len(block))
		p.blocks[last] = append(block, data[:n]...)
		data = data[n:]
	}
	return written, nil
}

func (p *pile) writeTo(w io.Writer) error {
	for i, block := range p.blocks {
		if _, err := w.Write(block); err != nil {
			return err
		}
		p.blocks[i] = nil
	}
	return nil
}
