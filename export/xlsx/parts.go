package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"sort"

	"github.com/xuri/excelize/v2"
)

// parts is a zip writer that writes its files in the order of their names and without times, so that equal parts give an
// equal file whatever the order in which they come. It keeps them compressed until Close.
type parts struct {
	out     *zip.Writer
	list    []*part
	current *part
	// types is the list of content types while it is being written.
	types *bytes.Buffer
}

// contentTypes names the part that lists the types of all others. excelize adds the types of pictures to it, as soon as there is a chart,
// in the order of a map.
const contentTypes = "[Content_Types].xml"

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

func newParts(w io.Writer) excelize.ZipWriter { return &parts{out: zip.NewWriter(w)} }

// part is one file of the zip while it is being written.
type part struct {
	name       string
	compressed bytes.Buffer
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
	if name == contentTypes {
		p.types = &bytes.Buffer{}
		return p.types, nil
	}
	return created, nil
}

func (p *parts) finish() error {
	if p.current == nil {
		return nil
	}
	if p.types != nil {
		if _, err := p.current.Write(sortTypes(p.types.Bytes())); err != nil {
			return fmt.Errorf("compressing %s: %w", p.current.name, err)
		}
		p.types = nil
	}
	if err := p.current.deflate.Close(); err != nil {
		return fmt.Errorf("compressing %s: %w", p.current.name, err)
	}
	p.current.deflate = nil
	p.current = nil
	return nil
}

// AddFS is asked for by excelize's interface; a workbook never comes from a file system.
func (p *parts) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes all parts.
func (p *parts) Close() error {
	if err := p.finish(); err != nil {
		return err
	}
	sort.Slice(p.list, func(i, j int) bool { return p.list[i].name < p.list[j].name })
	for _, part := range p.list {
		w, err := p.out.CreateRaw(&zip.FileHeader{
			Name: part.name, Method: zip.Deflate, CRC32: part.crc,
			CompressedSize64: uint64(part.compressed.Len()), UncompressedSize64: part.size,
		})
		if err != nil {
			return fmt.Errorf("writing %s: %w", part.name, err)
		}
		if _, err := part.compressed.WriteTo(w); err != nil {
			return fmt.Errorf("writing %s: %w", part.name, err)
		}
	}
	return p.out.Close()
}
