package evidence

import (
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
	"time"

	"unbasic/inventory"

	"github.com/klauspost/compress/zstd"
)

// Schema is the value of the field "schema" in manifest.json.
const Schema = "unbasic/evidence/1"

const (
	manifestName = "manifest.json"
	// folderName is the folder of all snapshots in a workspace.
	folderName = "evidence"
	// partialPrefix marks a snapshot that is being written; listing passes over it.
	partialPrefix = ".partial-"
)

// Manifest says what a snapshot holds and how it was made. Times are UTC.
type Manifest struct {
	Schema string         `json:"schema"`
	Tool   inventory.Tool `json:"tool"`
	// Kind is "collect" or "import".
	Kind   string           `json:"kind"`
	AsOf   time.Time        `json:"asOf"`
	Tenant inventory.Tenant `json:"tenant"`
	// Window is the span of sign-in time that was asked for, or that an import's files hold; null where no sign-in was read.
	Window   *inventory.Window    `json:"window"`
	Coverage []inventory.Coverage `json:"coverage"`
	Files    []File               `json:"files"`
}

// File is one file of a snapshot.
type File struct {
	// Name is the file's name in the snapshot's folder. This package chose it; nothing from outside is in it.
	Name string `json:"name"`
	// Format says how to read the records; see inventory/files.
	Format string `json:"format"`
	// Source and Part are those of the coverage entry that speaks of the records.
	Source string `json:"source"`
	Part   string `json:"part"`
	// Origin is where the records came from: a Graph path, or the name of an imported file.
	Origin string `json:"origin"`
	// SHA256 and Bytes are of the file as it is on disk, compressed.
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	// Records is how many records were written.
	Records int `json:"records"`
	// RequestIDs are the server's names for the requests behind the records, for Microsoft's support.
	RequestIDs []string `json:"requestIds,omitempty"`
}

// Writer writes one snapshot. Commit or Abort ends it.
type Writer struct {
	root    string // the workspace's evidence folder
	partial string
	created []string
	files   []*FileWriter
}

// Create begins a snapshot in a workspace that the caller has locked, and sweeps away what a killed run left half-written there.
func Create(workspace string) (*Writer, error) {
	root := filepath.Join(workspace, folderName)
	created, err := makeFolder(root)
	if err != nil {
		return nil, fmt.Errorf("creating snapshot: %w", err)
	}
	entries, err := os.ReadDir(root)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), partialPrefix) {
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

// FileWriter writes the records of one file, compressed.
type FileWriter struct {
	meta File
	file *os.File
	sum  hash.Hash
	size int64
	zstd *zstd.Encoder
	// closed and err are the state after close; a file that failed stays failed.
	closed bool
	err    error
}

// File begins a file; name gets the ending ".zst".
func (w *Writer) File(name, format, origin string) (*FileWriter, error) {
	name += ".zst"
	f, err := os.OpenFile(filepath.Join(w.partial, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("creating evidence file: %w", err)
	}
	fw := &FileWriter{meta: File{Name: name, Format: format, Origin: origin}, file: f, sum: sha256.New()}
	// One goroutine and a fixed level: the same records give the same bytes.
	fw.zstd, err = zstd.NewWriter(writerFunc(fw.keep), zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("creating evidence file: %w", err), f.Close())
	}
	w.files = append(w.files, fw)
	return fw, nil
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
	if _, err := f.zstd.Write([]byte{'\n'}); err != nil {
		return fmt.Errorf("writing evidence %s: %w", f.meta.Name, err)
	}
	return nil
}

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
	f.meta.SHA256 = hex.EncodeToString(f.sum.Sum(nil))
	f.meta.Bytes = f.size
	return f.err
}

// Commit closes the files, writes the manifest and gives the snapshot its name, which it returns. m.Files is filled in here.
func (w *Writer) Commit(m Manifest) (string, error) {
	m.Schema = Schema
	m.Files = []File{}
	for _, f := range w.files {
		if err := f.close(); err != nil {
			return "", fmt.Errorf("closing evidence %s: %w", f.meta.Name, err)
		}
		m.Files = append(m.Files, f.meta)
	}
	sort.Slice(m.Files, func(i, j int) bool { return m.Files[i].Name < m.Files[j].Name })
	err := WriteFile(filepath.Join(w.partial, manifestName), func(out io.Writer) error {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(m)
	})
	if err != nil {
		return "", err
	}
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
		return name, nil
	}
	return "", fmt.Errorf("naming snapshot: 10000 snapshots %s in %s already: use another --as-of", base, w.root)
}

// Abort removes everything that was written since Create. It does nothing after Commit.
func (w *Writer) Abort() {
	for _, f := range w.files {
		_ = f.close()
	}
	_ = os.RemoveAll(w.partial)
	removeEmpty(w.created)
}

// Snapshot is a finished snapshot.
type Snapshot struct {
	Name     string
	Manifest Manifest
	dir      string
}

// List gives the snapshots of a workspace, newest first. A folder without a readable manifest is an error: evidence that can't be read must not
// look like evidence that is not there.
func List(workspace string) ([]Snapshot, error) {
	root := filepath.Join(workspace, folderName)
	entries, err := os.ReadDir(root)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing evidence: %w", err)
	}
	var list []Snapshot
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		s := Snapshot{Name: entry.Name(), dir: filepath.Join(root, entry.Name())}
		// Followed where it is a link: a snapshot that was moved to another disk still counts.
		if info, err := os.Stat(s.dir); err != nil {
			return nil, fmt.Errorf("reading snapshot %s: %w", s.Name, err)
		} else if !info.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.dir, manifestName))
		if err != nil {
			return nil, fmt.Errorf("reading snapshot %s: %w (move the folder away if it is no snapshot)", s.Name, err)
		}
		if err := json.Unmarshal(data, &s.Manifest); err != nil {
			return nil, fmt.Errorf("reading snapshot %s: manifest: %w", s.Name, err)
		}
		if s.Manifest.Schema != Schema {
			return nil, fmt.Errorf("reading snapshot %s: schema is %q and this version reads %q", s.Name, s.Manifest.Schema, Schema)
		}
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if !a.Manifest.AsOf.Equal(b.Manifest.AsOf) {
			return a.Manifest.AsOf.After(b.Manifest.AsOf)
		}
		return a.Name > b.Name
	})
	return list, nil
}

// ErrChanged is wrapped by the error of a read when a file is not what its manifest says.
var ErrChanged = errors.New("file is not what the manifest says")

// Open gives a file's records, decompressed. Reading to the end checks the file against the manifest: where they differ, the error at
// the end wraps ErrChanged.
func (s Snapshot) Open(f File) (io.ReadCloser, error) {
	if f.Name != filepath.Base(f.Name) || f.Name == "." || !filepath.IsLocal(f.Name) {
		return nil, fmt.Errorf("reading snapshot %s: manifest names a file outside of it", s.Name)
	}
	file, err := os.Open(filepath.Join(s.dir, f.Name))
	if err != nil {
		return nil, fmt.Errorf("reading snapshot %s: %w", s.Name, err)
	}
	r := &checkedReader{name: s.Name + "/" + f.Name, want: f, file: file, sum: sha256.New()}
	r.zstd, err = zstd.NewReader(io.TeeReader(file, r.sum), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("reading %s: %w", r.name, err), file.Close())
	}
	return r, nil
}

// maxWindow is the memory in bytes that a compressed file may ask for; files written here ask for at most 8 MiB.
const maxWindow = 64 << 20

// checkedReader reads a compressed file and compares its sum at the end.
type checkedReader struct {
	name string
	want File
	file *os.File
	sum  hash.Hash
	zstd *zstd.Decoder
}

func (r *checkedReader) Read(p []byte) (int, error) {
	n, err := r.zstd.Read(p)
	switch {
	case err == nil:
		return n, nil
	case errors.As(err, new(*os.PathError)): // the disk's fault, not the file's
		return n, fmt.Errorf("reading %s: %w", r.name, err)
	case !errors.Is(err, io.EOF):
		// The decoder's error is told but not wrapped: its io.ErrUnexpectedEOF would look like a cut record to whoever reads on.
		return n, fmt.Errorf("reading %s: %w: %v", r.name, ErrChanged, err)
	}
	if _, err := io.Copy(r.sum, r.file); err != nil { // bytes behind the last frame count too
		return n, fmt.Errorf("reading %s: %w", r.name, err)
	}
	if got := hex.EncodeToString(r.sum.Sum(nil)); got != r.want.SHA256 {
		return n, fmt.Errorf("reading %s: %w: SHA-256 is %s and should be %s", r.name, ErrChanged, got, r.want.SHA256)
	}
	return n, io.EOF
}

func (r *checkedReader) Close() error {
	r.zstd.Close()
	return r.file.Close()
}
