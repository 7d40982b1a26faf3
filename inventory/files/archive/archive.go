package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// Entry is one file, wherever it lies.
type Entry struct {
	// Name is for people: the path as given, and behind it where the file lies in a folder or an archive, with slashes.
	Name string
	// Size is in bytes, uncompressed; -1 where it is not known before reading.
	Size int64
	// Open may be called more than once, also after Walk, and each reads from the beginning. In a tar it is fast while Walk stands at the
	// entry, and reads the archive again up to the entry later on.
	Open func() (io.ReadCloser, error)
}

// Limits bound what an archive may make of itself.
type Limits struct {
	// Files is how many entries Walk gives in all.
	Files int
	// Bytes is how much comes out of one archive, with what is nested in it. What is read twice counts once.
	Bytes int64
	// Ratio is how many times its compressed size an entry may come to, when it is larger than 100 MB.
	Ratio int64
	// Depth is how many archives may lie in one another, with the outermost: 3 is a zip in a zip in a zip. A compressed tar is one.
	Depth int
}

// Default is meant to be more than any export holds. Ratio is one that logs never reach, which compress some 20 to 100 times: deflate can't
// do more than 1032 to 1, and comes near only where a file is one byte over and over.
var Default = Limits{Files: 200_000, Bytes: 200 << 30, Ratio: 1000, Depth: 3}

// ratioFrom is how much must have come out before Ratio counts: an empty table compresses well, and does no harm. Tests lower it.
var ratioFrom int64 = 100 << 20

// maxNested is how large a zip inside of an archive may be, which must be held: its list of files is at its end.
const maxNested = 256 << 20

var (
	// ErrBomb is wrapped by the error for an archive that holds more than the limits allow, or the same bytes for several files.
	ErrBomb = errors.New("unpacks to more than an export holds")
	// ErrUnsafeName is wrapped by the error for a file in an archive whose name leads out of the folder that it would be unpacked to.
	ErrUnsafeName = errors.New("its name leads out of the archive")
)

// errStop ends a walk: the caller wants no more, or a limit was reached and said.
var errStop = errors.New("stop")

// unpack is the next step for what is not read in place.
const unpack = "unpack it first"

// Walk gives the files of a file, folder or archive: a folder's and a zip's by name, a tar's as they lie in it. Files that systems and Office
// keep for themselves (names that begin with "." or "~$") are passed over, as are links.
//
// An error says where it belongs behind the path that was given, but not that path; the Entry beside it has the whole name. The walk goes on
// after it for as long as the caller wants, with the next file. Errors of compressed data come when they are read; a file that was cut
// gives one that wraps io.ErrUnexpectedEOF.
func Walk(path string, limits Limits) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		w := &walk{root: shown(filepath.ToSlash(path)), limits: limits, yield: yield}
		if err := w.path(path, w.root); err != nil && !errors.Is(err, errStop) {
			_ = w.refuse(w.root, err)
		}
	}
}

// walk is one run of Walk. Its methods give errStop where the walk is to end, and other errors for their caller to name.
type walk struct {
	root   string
	limits Limits
	yield  func(Entry, error) bool
	files  int
}

// give hands an entry to the caller.
func (w *walk) give(e Entry) error {
	if w.files++; w.files > w.limits.Files {
		_ = w.refuse(w.root, fmt.Errorf("holds more than %d files: %w", w.limits.Files, ErrBomb))
		return errStop
	}
	if !w.yield(e, nil) {
		return errStop
	}
	return nil
}

// refuse hands an error to the caller.
func (w *walk) refuse(name string, err error) error {
	if errors.Is(err, errStop) {
		return err
	}
	if inner := strings.Trim(strings.TrimPrefix(name, w.root), "/"); inner != "" {
		err = fmt.Errorf("%s: %w", inner, err)
	}
	if !w.yield(Entry{Name: name, Size: -1}, err) {
		return errStop
	}
	return nil
}

// path walks a file or folder. A link that was given is followed.
func (w *walk) path(path, name string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return bare(err)
	case info.IsDir():
		some := false
		if err := w.folder(path, name, &some); err != nil {
			return err
		}
		if !some {
			return errors.New("the folder holds no files")
		}
		return nil
	case !info.Mode().IsRegular():
		return errors.New("is neither a file nor a folder")
	}
	return w.file(path, name, info.Size())
}

// folder walks a folder. some becomes true with the first file in it.
func (w *walk) folder(folder, name string, some *bool) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		*some = true // at least nobody knows
		return w.refuse(name, bare(err))
	}
	for _, e := range entries {
		if hidden(e.Name()) {
			continue
		}
		inner, innerName := filepath.Join(folder, e.Name()), join(name, shown(e.Name()))
		switch {
		case e.IsDir():
			err = w.folder(inner, innerName, some)
		case e.Type().IsRegular():
			*some = true
			var info fs.FileInfo
			if info, err = e.Info(); err == nil {
				err = w.file(inner, innerName, info.Size())
			}
			if err != nil {
				err = w.refuse(innerName, bare(err))
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// file walks a file on disk.
func (w *walk) file(path, name string, size int64) error {
	n := node{name: name, size: size, budget: &budget{limits: w.limits}}
	n.open = func() (*flow, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, bare(err)
		}
		counted := &counter{r: f}
		return &flow{Reader: counted, close: f.Close, taken: counted.count}, nil
	}
	n.random = func() (*shared, error) {
		return &shared{size: size, taken: size, load: func() (io.ReaderAt, func() error, error) {
			f, err := os.Open(path)
			if err != nil {
				return nil, nil, bare(err)
			}
			return f, f.Close, nil
		}}, nil
	}
	f, err := n.open()
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return bare(err)
	}
	return w.node(n)
}

// node is a file that may be an archive.
type node struct {
	name   string
	size   int64
	depth  int // archives around it
	budget *budget
	open   func() (*flow, error)
	// random gives the file for reading anywhere in it.
	random func() (*shared, error)
}

func (n node) entry() Entry {
	return Entry{Name: n.name, Size: n.size, Open: func() (io.ReadCloser, error) {
		f, err := n.open()
		if err != nil {
			return nil, err
		}
		return f, nil
	}}
}

// node gives a plain file, or walks an archive.
func (w *walk) node(n node) error {
	kind := n.kind()
	if kind != plain && n.depth >= w.limits.Depth {
		return w.refuse(n.name, fmt.Errorf("is an archive inside of %d others: %s", n.depth, unpack))
	}
	switch kind {
	case zipped:
		return w.zip(n)
	case tarred:
		return w.tar(n, n.depth+1)
	case gzipped, zstandard:
		inner := decompressed(n, kind)
		if inner.kind() == tarred {
			return w.tar(inner, inner.depth)
		}
		return w.node(inner)
	}
	return w.give(n.entry())
}

// kind is what a file's content is.
type kind int

const (
	plain kind = iota
	zipped
	tarred
	gzipped
	zstandard
)

// kind tells what a node is. Where its beginning can't be read, it is plain, and whoever reads it meets the error.
func (n node) kind() kind {
	f, err := n.open()
	if err != nil {
		return plain
	}
	defer f.Close()
	var head [512]byte
	size, _ := io.ReadFull(f, head[:])
	begins := func(magic string) bool { return strings.HasPrefix(string(head[:size]), magic) }
	switch {
	case begins("PK\x03\x04"), begins("PK\x05\x06"), begins("PK\x07\x08"):
		return zipped
	case begins("\x1f\x8b"):
		return gzipped
	case begins("\x28\xb5\x2f\xfd"), size >= 4 && head[0]&0xf0 == 0x50 && string(head[1:4]) == "\x2a\x4d\x18":
		return zstandard
	case size >= 262 && string(head[257:262]) == "ustar":
		return tarred
	}
	return plain
}

// inside names a file in an archive and says whether it is to be passed over. Windows PowerShell writes backslashes for slashes.
func (n node) inside(name string) (full string, skip bool, err error) {
	slashed := strings.ReplaceAll(name, `\`, "/")
	parts := strings.Split(slashed, "/")
	if parts[0] == "" || len(parts[0]) > 1 && parts[0][1] == ':' || slices.Contains(parts, "..") {
		return n.name, false, fmt.Errorf("%q: %w: %s", name, ErrUnsafeName, unpack)
	}
	for _, part := range parts {
		skip = skip || part != "." && hidden(part)
	}
	skip = skip || parts[0] == "__MACOSX" || parts[len(parts)-1] == ""
	return join(n.name, shown(path.Clean(slashed))), skip, nil
}

func join(outer, inner string) string { return strings.TrimSuffix(outer, "/") + "/" + inner }

// hidden tells the names that systems and Office keep for themselves.
func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }

// shown makes a name fit to be shown: an archive's names are its maker's.
func shown(name string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) {
			return unicode.ReplacementChar
		}
		return c
	}, strings.ToValidUTF8(name, string(unicode.ReplacementChar)))
}

// bare takes the path out of an error, which the caller names.
func bare(err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		return inner.Err
	}
	return err
}
