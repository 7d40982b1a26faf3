package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// FileState is what became of a file since its snapshot was made.
type FileState string

// The states of a file.
const (
	FileAsKept  FileState = "as kept"
	FileChanged FileState = "changed"
	FileMissing FileState = "missing"
	FileAdded   FileState = "added"
)

// Verification is one file of the evidence, held against its manifest.
type Verification struct {
	Snapshot string    `json:"snapshot"`
	File     string    `json:"file"`
	State    FileState `json:"state"`
	// SHA256 is of the file as it is now; empty where it can't be read.
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	// Detail says more where the state is not "as kept".
	Detail string `json:"detail"`
}

// Verify holds every file under evidence/ against the manifest of its snapshot, and every manifest against its own sum, and gives all of them, in
// order. A collection that is not finished is passed over: its manifest does not exist yet. The error is one of reading the folder itself.
func Verify(workspace string) ([]Verification, error) {
	root := filepath.Join(workspace, folderName)
	entries, err := os.ReadDir(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing evidence: %w", err)
	}
	var all []Verification
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), partialPrefix) {
			continue
		}
		info, err := os.Stat(filepath.Join(root, e.Name())) // a link to a snapshot on another disk is one
		switch {
		case err == nil && info.IsDir():
			list, err := verifySnapshot(root, e.Name())
			if err != nil {
				return nil, err
			}
			all = append(all, list...)
		default:
			all = append(all, Verification{File: e.Name(), State: FileAdded, Detail: "it belongs to no snapshot"})
		}
	}
	return all, nil
}

func verifySnapshot(root, name string) ([]Verification, error) {
	dir := filepath.Join(root, name)
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("reading snapshot %s: %w", name, err)
	}
	v := verifier{dir: dir, snapshot: name, said: map[string]bool{}}
	manifest, text := v.manifest()
	v.seal(text)
	for _, f := range manifest.Files {
		if !isPlainName(f.Name) || v.said[f.Name] {
			v.add(Verification{File: f.Name, State: FileChanged, Detail: "the manifest names a file twice, or one outside of its folder"})
			continue
		}
		v.file(f)
	}
	if err := v.added(); err != nil {
		return nil, fmt.Errorf("reading snapshot %s: %w", name, err)
	}
	sort.SliceStable(v.list, func(i, j int) bool { return v.list[i].File < v.list[j].File })
	return v.list, nil
}

// verifier looks at one snapshot.
type verifier struct {
	dir, snapshot string
	said          map[string]bool
	list          []Verification
}

func (v *verifier) add(one Verification) {
	one.Snapshot = v.snapshot
	v.said[one.File] = true
	v.list = append(v.list, one)
}

// manifest reads the manifest; without one that can be read, every file is one too many.
func (v *verifier) manifest() (Manifest, []byte) {
	var m Manifest
	text, err := os.ReadFile(filepath.Join(v.dir, manifestName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.add(Verification{File: manifestName, State: FileMissing, Detail: "without it nothing can be said of the other files"})
	case err != nil:
		v.add(Verification{File: manifestName, State: FileChanged, Detail: reason(err).Error()})
	case json.Unmarshal(text, &m) != nil || m.Schema != Schema:
		v.add(Verification{File: manifestName, State: FileChanged, Detail: "it is no manifest that this version reads"})
		return Manifest{}, text
	}
	return m, text
}

// seal holds the manifest against its own sum.
func (v *verifier) seal(manifest []byte) {
	text, err := os.ReadFile(filepath.Join(v.dir, sealName))
	sum := sha256.Sum256(manifest)
	want := hex.EncodeToString(sum[:])
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.add(Verification{File: sealName, State: FileMissing, Detail: "the manifest can't be held against its sum"})
	case err != nil:
		v.add(Verification{File: sealName, State: FileChanged, Detail: reason(err).Error()})
	case string(text) != want+"  "+manifestName+"\n":
		v.add(Verification{File: sealName, State: FileChanged, Detail: "it and " + manifestName + " do not go together: one of them was changed"})
	default:
		v.add(Verification{File: sealName, State: FileAsKept, Bytes: int64(len(text))})
	}
	if !v.said[manifestName] {
		state, detail := FileAsKept, ""
		if err != nil || string(text) != want+"  "+manifestName+"\n" {
			state, detail = FileChanged, "it does not go with "+sealName
		}
		v.add(Verification{File: manifestName, State: state, SHA256: want, Bytes: int64(len(manifest)), Detail: detail})
	}
}

// file holds one file against what the manifest says of it.
func (v *verifier) file(f File) {
	one := Verification{File: f.Name, State: FileAsKept}
	info, err := os.Lstat(filepath.Join(v.dir, f.Name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		one.State = FileMissing
	case err != nil:
		one.State, one.Detail = FileChanged, reason(err).Error()
	case !info.Mode().IsRegular():
		one.State, one.Detail = FileChanged, "it is no file any more"
	default:
		one.SHA256, one.Bytes, err = SumOf(filepath.Join(v.dir, f.Name))
		switch {
		case err != nil:
			one.State, one.Detail = FileChanged, reason(err).Error()
		case one.SHA256 != f.SHA256:
			one.State, one.Detail = FileChanged, "SHA-256 should be "+f.SHA256
		case one.Bytes != f.Bytes:
			one.State, one.Detail = FileChanged, fmt.Sprintf("the manifest says %d bytes", f.Bytes)
		}
	}
	v.add(one)
}

// SumOf gives the SHA-256 of a file in hexadecimal digits, and its size in bytes.
func SumOf(path string) (sum string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	h := sha256.New()
	size, err = io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// added finds what no manifest names, folders and what is in them included.
func (v *verifier) added() error {
	return filepath.WalkDir(v.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(v.dir, path)
		if err != nil {
			return err
		}
		if name = filepath.ToSlash(name); name != "." && !v.said[name] {
			v.add(Verification{File: name, State: FileAdded, Detail: "the manifest does not name it"})
		}
		return nil
	})
}
