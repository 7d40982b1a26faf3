package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"unbasic/inventory"
)

// collectionName is the folder of the one collection of a workspace that is not finished. It holds, beside the sealed files:
//
//	asked.json     what was asked for
//	journal.jsonl  a line for each sealed file and each thing remembered; a line that is cut is the last one and counts for nothing
//
// A file is written under another name, synced, renamed, and then noted. So a run can be killed at any point, and what the journal names is whole.
const (
	collectionName = partialPrefix + "collect"
	askedName      = "asked.json"
	journalName    = "journal.jsonl"
)

// IsUnfinished reports whether an entry of evidence/ is the collection that is not finished, which is no snapshot yet.
func IsUnfinished(name string) bool { return name == collectionName }

// Asked is what a collection was asked for. Times are UTC.
type Asked struct {
	Kind   string           `json:"kind"`
	AsOf   time.Time        `json:"asOf"`
	Window inventory.Window `json:"window"`
	// Options are what was typed that changes what is read, by flag.
	Options map[string]string `json:"options"`
}

// Interrupted gives what the unfinished collection of a workspace was asked for; nil where there is none. One that was killed before it had kept
// anything counts as none.
func Interrupted(workspace string) (*Asked, error) {
	root := filepath.Join(workspace, folderName)
	dir := filepath.Join(root, collectionName)
	if err := nameFinished(root); err != nil {
		return nil, fmt.Errorf("ending the interrupted collection: %w", err)
	}
	data, err := os.ReadFile(filepath.Join(dir, askedName))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the interrupted collection: %w", err)
	}
	var asked Asked
	if err := json.Unmarshal(data, &asked); err != nil {
		return nil, fmt.Errorf("reading the interrupted collection %s: %w: remove the folder to begin anew", filepath.Join(dir, askedName), err)
	}
	entries, err := readJournal(filepath.Join(dir, journalName))
	if err != nil {
		return nil, fmt.Errorf("reading the interrupted collection: %w", err)
	}
	if len(entries) == 0 {
		return nil, nil
	}
	return &asked, nil
}

// nameFinished gives a collection its name that was killed when only that was missing: the manifest is there, and the journal is gone.
func nameFinished(root string) error {
	dir := filepath.Join(root, collectionName)
	if _, err := os.Stat(filepath.Join(dir, journalName)); !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	var m Manifest
	if err != nil || json.Unmarshal(data, &m) != nil || m.Schema != Schema {
		return nil
	}
	if err := os.Remove(filepath.Join(dir, askedName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	_, err = (&Writer{root: root, partial: dir}).name(m)
	return err
}

// Begin begins a collection that can be gone on with, in a workspace that the caller has locked. What an earlier one left is removed.
func Begin(workspace string, asked Asked) (*Writer, error) {
	w, err := Create(workspace)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(w.root, collectionName)
	err = errors.Join(os.RemoveAll(path), os.Rename(w.partial, path))
	if err != nil {
		w.Abort()
		return nil, fmt.Errorf("creating snapshot: %w", err)
	}
	w.partial = path
	err = WriteFile(filepath.Join(path, askedName), func(out io.Writer) error { return json.NewEncoder(out).Encode(asked) })
	if err == nil {
		w.journal, err = openJournal(filepath.Join(path, journalName))
	}
	if err != nil {
		w.Abort()
		return nil, fmt.Errorf("creating snapshot: %w", err)
	}
	return w, nil
}

// Resume goes on with the unfinished collection of a workspace that the caller has locked. Files that the journal does not name are removed, and files
// that are not what it says of them are forgotten, so that they are read again.
func Resume(workspace string) (*Writer, error) {
	root := filepath.Join(workspace, folderName)
	w := &Writer{root: root, partial: filepath.Join(root, collectionName)}
	entries, err := readJournal(filepath.Join(w.partial, journalName))
	if err != nil {
		return nil, fmt.Errorf("going on with the interrupted collection: %w", err)
	}
	remembered := map[string]json.RawMessage{}
	for _, e := range entries {
		switch {
		case e.File != nil && isPlainName(e.File.Name) && !w.has(e.File.Name) && w.isWhole(*e.File):
			w.kept = append(w.kept, *e.File)
		case e.Name != "":
			remembered[e.Name] = e.Value
		}
	}
	names, err := os.ReadDir(w.partial)
	for _, entry := range names {
		if name := entry.Name(); name != askedName && name != journalName && !w.has(name) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(w.partial, name)))
		}
	}
	if err == nil {
		w.journal, err = openJournal(filepath.Join(w.partial, journalName))
	}
	if err != nil {
		return nil, fmt.Errorf("going on with the interrupted collection: %w", err)
	}
	w.journal.remembered = remembered
	return w, nil
}

func (w *Writer) isWhole(f File) bool {
	r, err := openChecked(w.partial, collectionName, f)
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, r)
	return errors.Join(err, r.Close()) == nil
}

// Kept are the sealed files, in the order in which they were sealed.
func (w *Writer) Kept() []File {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]File{}, w.kept...)
}

// Open gives the records of a sealed file; see Snapshot.Open.
func (w *Writer) Open(f File) (io.ReadCloser, error) {
	return openChecked(w.partial, collectionName, f)
}

// Remember keeps a value for the run that may have to go on with this one.
func (w *Writer) Remember(name string, value any) error {
	data, err := json.Marshal(value)
	if err == nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		err = w.journal.add(entry{Name: name, Value: data})
	}
	if err != nil {
		return fmt.Errorf("noting %s: %w", name, err)
	}
	return nil
}

// Recall gives what was remembered under a name; false where nothing was.
func (w *Writer) Recall(name string, into any) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	data, ok := w.journal.remembered[name]
	if !ok {
		return false, nil
	}
	if err := json.Unmarshal(data, into); err != nil {
		return false, fmt.Errorf("recalling %s: %w", name, err)
	}
	return true, nil
}

// Suspend ends the run and leaves the collection for the next one; it reports whether there is anything to go on with. Where there is not, it is
// Abort. It does nothing after Commit and Abort.
func (w *Writer) Suspend() bool {
	if w.ended {
		return false
	}
	if len(w.kept) == 0 {
		w.Abort()
		return false
	}
	w.ended = true
	for len(w.files) > 0 {
		w.files[0].Drop()
	}
	_ = w.journal.file.Close() // every line of it was synced
	return true
}

// journal is the log of a collection. Every line is on the disk before the next step is taken.
type journal struct {
	file       *os.File
	remembered map[string]json.RawMessage
}

// entry is one line: a sealed file, or a value by name.
type entry struct {
	File  *File           `json:"file,omitempty"`
	Name  string          `json:"name,omitempty"`
	Value json.RawMessage `json:"value,omitempty"`
}

func openJournal(path string) (*journal, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{file: f, remembered: map[string]json.RawMessage{}}
	// A line that a killed run left cut must not swallow the next one.
	if info, err := f.Stat(); err == nil && info.Size() > 0 {
		_, err = f.Write(lineFeed)
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return j, nil
}

func (j *journal) add(e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return reason(err)
	}
	if err := j.file.Sync(); err != nil {
		return reason(err)
	}
	if e.Name != "" {
		j.remembered[e.Name] = e.Value
	}
	return nil
}

// remove takes the journal and the request away: the manifest says it all.
func (j *journal) remove() error {
	path := j.file.Name()
	_ = j.file.Close()
	return errors.Join(os.Remove(path), os.Remove(filepath.Join(filepath.Dir(path), askedName)))
}

// readJournal gives the lines that can be read. A cut line is no error: it was the last thing that a killed run did.
func readJournal(path string) ([]entry, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []entry
	for line := range bytes.Lines(data) {
		var e entry
		if strings.HasSuffix(string(line), "\n") && json.Unmarshal(line, &e) == nil {
			entries = append(entries, e)
		}
	}
	return entries, nil
}
