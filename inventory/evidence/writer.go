package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Writer writes one snapshot. Commit, Abort or, for a collection, Suspend ends it. Its files may be written side by side.
type Writer struct {
	root    string // the workspace's evidence folder
	partial string
	created []string
	// journal is there for a collection that can be gone on with; see Begin.
	journal *journal

	mu    sync.Mutex
	files []*FileWriter // open, or closed without being sealed
	kept  []File        // sealed
	ended bool
}

// Create begins a snapshot that is written in one go, in a workspace that the caller has locked, and sweeps away what a killed run left half-written
// there. A collection that can be gone on with stays where it is.
func Create(workspace string) (*Writer, error) {
	root := filepath.Join(workspace, folderName)
	created, err := makeFolder(root)
	if err != nil {
		return nil, fmt.Errorf("creating snapshot: %w", err)
	}
	entries, err := os.ReadDir(root)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), partialPrefix) && entry.Name() != collectionName {
			err = errors.Join(err, os.RemoveAll(filepath.Join(root, entry.Name())))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("creating snapshot: %w", err)
	}
	partial, err := os.MkdirTemp(root, partialPrefix) // mode 0700
	if err != nil {
		removeEmpty(created)
		return nil, fmt.Errorf("creating snapshot: %w", err)
	}
	return &Writer{root: root, partial: partial, created: created}, nil
}

// FileWriter writes the records of one file, compressed. It is for one goroutine.
type FileWriter struct {
	writer *Writer
	meta   File
	final  string // the name that it will have; empty where that is the one it has
	file   *os.File
	sum    hash.Hash
	size   int64
	zstd   *zstd.Encoder
	// closed and err are the state after close; a file that failed stays failed.
	closed bool
	err    error
}

// openEnding marks a file that is not sealed yet.
const openEnding = ".open"

// compressors are used again: each holds some megabytes, and a collection writes hundreds of files. It is a list and no sync.Pool, which would let them
// go at every garbage collection.
var compressors = make(chan *zstd.Encoder, 16)

func takeCompressor(w io.Writer) (*zstd.Encoder, error) {
	select {
	case encoder := <-compressors:
		encoder.Reset(w)
		return encoder, nil
	default:
	}
	// One goroutine, a fixed level and a fixed window: the same records give the same bytes. Sign-in records repeat within a few
	// kilobytes, so that a window of 512 KiB costs nothing and many files can be open at once.
	return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(512<<10), zstd.WithLowerEncoderMem(true))
}

func giveCompressor(encoder *zstd.Encoder) {
	encoder.Reset(nil)
	select {
	case compressors <- encoder:
	default:
	}
}

// File begins a file; name gets the ending ".zst".
func (w *Writer) File(name, format, origin string) (*FileWriter, error) {
	name += ".zst"
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.has(name) {
		return nil, fmt.Errorf("creating evidence file: %w", &os.PathError{Op: "open", Path: name, Err: os.ErrExist})
	}
	f, err := os.OpenFile(filepath.Join(w.partial, name+openEnding), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("creating evidence file: %w", err)
	}
	fw := &FileWriter{writer: w, meta: File{Name: name, Format: format, Origin: origin}, file: f, sum: sha256.New()}
	if fw.zstd, err = takeCompressor(writerFunc(fw.keep)); err != nil {
		return nil, errors.Join(fmt.Errorf("creating evidence file: %w", err), f.Close())
	}
	w.files = append(w.files, fw)
	return fw, nil
}

func (w *Writer) has(name string) bool {
	for _, f := range w.kept {
		if f.Name == name {
			return true
		}
	}
	return false
}

// keep writes compressed bytes and takes their sum on the way.
func (f *FileWriter) keep(p []byte) (int, error) {
	n, err := f.file.Write(p)
	f.sum.Write(p[:n])
	f.size += int64(n)
	if err != nil {
		err = reason(err)
	}
	return n, err
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// Record writes one record and a line feed.
func (f *FileWriter) Record(record []byte) error {
	f.meta.Records++
	if _, err := f.zstd.Write(record); err != nil {
		return fmt.Errorf("writing evidence %s: %w", f.meta.Name, err)
	}
	if _, err := f.zstd.Write(lineFeed); err != nil {
		return fmt.Errorf("writing evidence %s: %w", f.meta.Name, err)
	}
	return nil
}

var lineFeed = []byte{'\n'}

// Write writes bytes as they are, for a file that is kept whole; CountRecords says how many records they hold.
func (f *FileWriter) Write(p []byte) (int, error) {
	n, err := f.zstd.Write(p)
	if err != nil {
		err = fmt.Errorf("writing evidence %s: %w", f.meta.Name, err)
	}
	return n, err
}

// CountRecords adds to the number of records that the manifest tells.
func (f *FileWriter) CountRecords(n int) { f.meta.Records += n }

// About says which coverage entry speaks of the records.
func (f *FileWriter) About(source, part string) { f.meta.Source, f.meta.Part = source, part }

// Request notes the server's id of a request behind the records.
func (f *FileWriter) Request(id string) {
	if id != "" {
		f.meta.RequestIDs = append(f.meta.RequestIDs, id)
	}
}

// Rename gives a file another name before it is sealed; it gets the ending ".zst".
func (f *FileWriter) Rename(name string) { f.final = name + ".zst" }

// Seal ends a file: its name and sum are fixed, and of a collection it stays though the run be killed in the next moment. about may add to what the
// manifest tells of it; the sum, the size and the number of records are this package's.
func (f *FileWriter) Seal(about func(*File)) error {
	if err := f.close(); err != nil {
		return fmt.Errorf("closing evidence %s: %w", f.meta.Name, err)
	}
	if about != nil {
		fixed := f.meta
		about(&f.meta)
		f.meta.Name, f.meta.SHA256, f.meta.Bytes, f.meta.Records = fixed.Name, fixed.SHA256, fixed.Bytes, fixed.Records
	}
	w := f.writer
	path := filepath.Join(w.partial, f.meta.Name) + openEnding
	w.mu.Lock()
	defer w.mu.Unlock()
	if f.final != "" {
		f.meta.Name = f.final
	}
	if w.has(f.meta.Name) {
		return fmt.Errorf("naming evidence %s: %w", f.meta.Name, os.ErrExist)
	}
	if err := os.Rename(path, filepath.Join(w.partial, f.meta.Name)); err != nil {
		return fmt.Errorf("naming evidence %s: %w", f.meta.Name, reason(err))
	}
	if w.journal != nil {
		syncFolder(w.partial)
		if err := w.journal.add(entry{File: &f.meta}); err != nil {
			return fmt.Errorf("noting evidence %s: %w", f.meta.Name, err)
		}
	}
	w.forget(f)
	w.kept = append(w.kept, f.meta)
	return nil
}

// Drop takes a file back that is not sealed.
func (f *FileWriter) Drop() {
	_ = f.close() // whatever it says, the file goes
	_ = os.Remove(filepath.Join(f.writer.partial, f.meta.Name+openEnding))
	f.writer.mu.Lock()
	defer f.writer.mu.Unlock()
	f.writer.forget(f)
}

func (w *Writer) forget(f *FileWriter) {
	for i, open := range w.files {
		if open == f {
			w.files = append(w.files[:i], w.files[i+1:]...)
			return
		}
	}
}

func (f *FileWriter) close() error {
	if f.closed {
		return f.err
	}
	f.closed = true
	for _, end := range []func() error{f.zstd.Close, f.file.Sync, f.file.Close} {
		if err := end(); err != nil && f.err == nil {
			f.err = reason(err) // the first one says what happened
		}
	}
	giveCompressor(f.zstd)
	f.zstd = nil
	f.meta.SHA256 = hex.EncodeToString(f.sum.Sum(nil))
	f.meta.Bytes = f.size
	return f.err
}

// Commit seals what is open, writes the manifest and gives the snapshot its name, which it returns. m.Files is filled in here.
func (w *Writer) Commit(m Manifest) (string, error) {
	for len(w.files) > 0 {
		if err := w.files[0].Seal(nil); err != nil {
			return "", err
		}
	}
	m.Schema = Schema
	m.Files = append([]File{}, w.kept...)
	sort.Slice(m.Files, func(i, j int) bool { return m.Files[i].Name < m.Files[j].Name })
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(m); err != nil {
		return "", fmt.Errorf("writing manifest: %w", err)
	}
	sum := sha256.Sum256(text.Bytes())
	for _, part := range []struct{ name, text string }{
		{manifestName, text.String()},
		{sealName, hex.EncodeToString(sum[:]) + "  " + manifestName + "\n"},
	} {
		err := WriteFile(filepath.Join(w.partial, part.name), func(out io.Writer) error {
			_, err := io.WriteString(out, part.text)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	if w.journal != nil {
		if err := w.journal.remove(); err != nil {
			return "", fmt.Errorf("ending collection: %w", err)
		}
	}
	return w.name(m)
}

// name renames the finished folder.
func (w *Writer) name(m Manifest) (string, error) {
	base := m.AsOf.UTC().Format("20060102T150405Z") + "-" + m.Kind
	for n := 1; n < 10000; n++ {
		name := base
		if n > 1 {
			name = fmt.Sprintf("%s-%04d", base, n)
		}
		path := filepath.Join(w.root, name)
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		if err := os.Rename(w.partial, path); err != nil {
			return "", fmt.Errorf("naming snapshot: %w", err)
		}
		syncFolder(w.root)
		w.ended = true
		return name, nil
	}
	return "", fmt.Errorf("naming snapshot: 10000 snapshots %s in %s already: use another --as-of", base, w.root)
}

// Abort removes everything that was written. It does nothing after Commit and Suspend.
func (w *Writer) Abort() {
	if w.ended {
		return
	}
	w.ended = true
	for _, f := range w.files {
		_ = f.close()
	}
	if w.journal != nil {
		_ = w.journal.file.Close()
	}
	_ = os.RemoveAll(w.partial)
	removeEmpty(w.created)
}
