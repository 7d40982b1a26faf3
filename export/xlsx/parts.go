package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"sort"

	"github.com/klauspost/compress/flate"
)

// parts are the files of the zip that a workbook is. They are written in the order of their names and without times, so that equal parts give an equal file
// whatever the order in which they come; and not before all are there, so that nothing is written of a workbook that fails.
type parts struct {
	list []*part
	// room is the folder for what is too large for memory.
	room string
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

func (p *parts) has(name string) bool {
	return slices.ContainsFunc(p.list, func(part *part) bool { return part.name == name })
}

// add begins a part.
func (p *parts) add(name string) (*part, error) {
	added := &part{name: name, compressed: pile{most: mostKept, room: p.room}}
	// BestSpeed: a sheet's XML shrinks to a few percent at any level.
	deflate, err := flate.NewWriter(&added.compressed, flate.BestSpeed)
	if err != nil {
		return nil, fmt.Errorf("compressing %s: %w", name, err)
	}
	added.deflate = deflate
	p.list = append(p.list, added)
	return added, nil
}

// finish ends a part.
func (p *part) finish() error {
	err := p.deflate.Close()
	p.deflate = nil
	if err == nil && p.compressed.file != nil {
		err = p.compressed.spill()
		p.compressed.kept = bytes.Buffer{} // its room is not needed any more
	}
	if err != nil {
		return fmt.Errorf("compressing %s: %w", p.name, err)
	}
	return nil
}

// writeTo writes the zip.
func (p *parts) writeTo(w io.Writer) error {
	out := zip.NewWriter(w)
	sort.Slice(p.list, func(i, j int) bool { return p.list[i].name < p.list[j].name })
	for _, part := range p.list {
		w, err := out.CreateRaw(&zip.FileHeader{
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
	return out.Close()
}

// close closes the temporary files.
func (p *parts) close() error {
	var errs []error
	for _, part := range p.list {
		errs = append(errs, part.compressed.close())
	}
	return errors.Join(errs...)
}

// pass is what excelize takes for a zip: one pass over all that it has of a workbook, of which some parts are kept.
type pass struct {
	*parts
	wanted func(name string) bool
	// current is the part that is being kept, nil for none, and types the list of content types while it is: it is changed as a whole.
	current *part
	types   *bytes.Buffer
}

// Create begins a part; as with zip.Writer, the one before it is then complete.
func (p *pass) Create(name string) (io.Writer, error) {
	if err := p.Close(); err != nil {
		return nil, err
	}
	if !p.wanted(name) {
		return io.Discard, nil
	}
	var err error
	if p.current, err = p.add(name); err != nil {
		return nil, err
	}
	if name == contentTypes {
		p.types = &bytes.Buffer{}
		return p.types, nil
	}
	return p.current, nil
}

// AddFS is asked for by excelize's interface; a workbook never comes from a file system.
func (p *pass) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close ends the last part.
func (p *pass) Close() error {
	if p.current == nil {
		return nil
	}
	current, types := p.current, p.types
	p.current, p.types = nil, nil
	if types != nil {
		if _, err := current.Write(sortTypes(types.Bytes())); err != nil {
			return err
		}
	}
	return current.finish()
}

// pile is a buffer for a part. It keeps what is small in memory; what grows beyond that goes to a temporary file, because the
// parts of a large tenant have hundreds of megabytes even when they are compressed.
type pile struct {
	most int    // what is kept in memory
	room string // the folder of the temporary file
	kept bytes.Buffer
	file *os.File
	size int64
}

// mostKept is how much of a part is kept in memory, in bytes.
const mostKept = 1 << 20

func (p *pile) Write(data []byte) (int, error) {
	p.size += int64(len(data))
	p.kept.Write(data)
	if p.kept.Len() > p.most {
		if err := p.spill(); err != nil {
			return 0, err
		}
	}
	return len(data), nil
}

func (p *pile) spill() error {
	if p.file == nil {
		file, err := os.CreateTemp(p.room, "*.part")
		if err != nil {
			return fmt.Errorf("making a temporary file for the workbook: %w", err)
		}
		p.file = file
	}
	if _, err := p.kept.WriteTo(p.file); err != nil {
		return fmt.Errorf("writing a temporary file of the workbook: %w", err)
	}
	return nil
}

func (p *pile) writeTo(w io.Writer) error {
	if p.file == nil {
		_, err := p.kept.WriteTo(w)
		return err
	}
	if err := p.spill(); err != nil {
		return err
	}
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, p.file)
	return err
}

// close closes the temporary file, if there is one; who made the folder removes it.
func (p *pile) close() error {
	if p.file == nil {
		return nil
	}
	err := p.file.Close()
	p.file = nil
	return err
}
