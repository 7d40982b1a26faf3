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
	"slices"
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
	// sealName holds the manifest's own SHA-256, in the form that sha256sum reads.
	sealName = "manifest.sha256"
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
	// Access is what the sign-in was allowed to read, as its token says; null where the token does not say, and for imports.
	Access *Access `json:"access,omitempty"`
	Files  []File  `json:"files"`
}

// Access is what a token says of itself. The token is not kept.
type Access struct {
	// As is "application" or "person".
	As string `json:"as"`
	// ApplicationID is the app registration's client id.
	ApplicationID string `json:"applicationId,omitempty"`
	// Permissions are the Graph permissions in the token; Roles are the directory roles of the person, by name where the program knows it.
	Permissions []string `json:"permissions"`
	Roles       []string `json:"roles,omitempty"`
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
	// Window is the span of time that the records are all of; null where time means nothing. Both ends are included, but that a record of
	// the very end may be in the file of the next span.
	Window *inventory.Window `json:"window,omitempty"`
	// Scope says which records of that span were asked for: the collector's word, empty where there is no choice.
	Scope string `json:"scope,omitempty"`
	// RequestIDs are the server's names for the requests behind the records, for Microsoft's support.
	RequestIDs []string `json:"requestIds,omitempty"`
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
	if !isPlainName(f.Name) {
		return nil, fmt.Errorf("reading snapshot %s: manifest names a file outside of it", s.Name)
	}
	return openChecked(s.dir, s.Name, f)
}

// isPlainName reports whether a name stays in its folder.
func isPlainName(name string) bool {
	return name == filepath.Base(name) && name != "." && filepath.IsLocal(name)
}

// openChecked opens a file of the snapshot that is in dir and is called snapshot.
func openChecked(dir, snapshot string, f File) (io.ReadCloser, error) {
	file, err := os.Open(filepath.Join(dir, f.Name))
	if err != nil {
		return nil, fmt.Errorf("reading snapshot %s: %w", snapshot, err)
	}
	r := &checkedReader{name: snapshot + "/" + f.Name, want: f, file: file, sum: sha256.New()}
	// The frames' own check would say less than the sum of the whole file, which is compared at the end, and takes a tenth of the time.
	r.zstd, err = zstd.NewReader(io.TeeReader(file, r.sum), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.IgnoreChecksum(true))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("reading %s: %w", r.name, err), file.Close())
	}
	return r, nil
}

// maxWindow is the memory in bytes that a compressed file may ask for; files written here ask for less.
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

// lateRows is how long rows of the sign-in log may come late or change: what was read of the last day is read again. Source: Microsoft Entra, "sign-in
// log activity details", which says that details are incomplete at first.
const lateRows = 24 * time.Hour

// Covered are the spans of time of which collections hold all records of a source, part and scope, up to a day before they were made. A file whose
// scope is in scopes counts.
func Covered(snapshots []Snapshot, source, part string, scopes ...string) []inventory.Window {
	var list []inventory.Window
	for _, s := range snapshots {
		final := s.Manifest.AsOf.Add(-lateRows)
		if w := s.Manifest.Window; w != nil && w.Until.Add(-lateRows).Before(final) {
			final = w.Until.Add(-lateRows) // the clock that the snapshot is named by may be ahead
		}
		for _, f := range s.Manifest.Files {
			if f.Window == nil || f.Source != source || f.Part != part || !slices.Contains(scopes, f.Scope) || s.Manifest.Kind != "collect" {
				continue
			}
			w := *f.Window
			if final.Before(w.Until) {
				w.Until = final
			}
			if w.Since.Before(w.Until) {
				list = append(list, w)
			}
		}
	}
	return list
}
