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
	created := &part{name: name, compressed: pile{most: mostKept}}
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
	if p.err == nil && current.compressed.file != nil {
		p.err = current.compressed.spill()
		current.compressed.kept = bytes.Buffer{} // its room is not needed any more
	}
	return p.err
}

// AddFS is asked for by excelize's interface; a workbook never comes from a file system.
func (p *parts) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close writes all parts, or nothing if one of them failed: excelize closes then, too.
func (p *parts) Close() (err error) {
	defer func() {
		for _, part := range p.list {
			if closeErr := part.compressed.close(); err == nil && closeErr != nil {
				err = fmt.Errorf("removing a temporary file of the workbook: %w", closeErr)
			}
		}
	}()
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

// pile is a buffer for a part. It keeps what is small in memory; what grows beyond that goes to a temporary file, because the
// parts of a large tenant have hundreds of megabytes even when they are compressed.
type pile struct {
	most int // what is kept in memory
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
		file, err := os.CreateTemp("", "unbasic-*.part")
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

// close removes the temporary file, if there is one.
func (p *pile) close() error {
	if p.file == nil {
		return nil
	}
	name := p.file.Name()
	err := p.file.Close()
	p.file = nil
	return errors.Join(err, os.Remove(name))
}
