package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

var asked = Asked{Kind: "collect", AsOf: asOf, Window: inventory.Window{Since: asOf.AddDate(0, 0, -30), Until: asOf}, Options: map[string]string{"since": "30d"}}

// begin begins a collection.
func begin(t *testing.T, ws string) *Writer {
	t.Helper()
	w, err := Begin(ws, asked)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// seal writes and seals one file.
func seal(t *testing.T, w *Writer, name string, records ...string) {
	t.Helper()
	f, err := w.File(name, "x", "/v1.0/x")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := f.Record([]byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Seal(func(f *File) { f.Source, f.Scope = "graph.x", "all"; f.Records = 99 }); err != nil {
		t.Fatal(err)
	}
}

func resume(t *testing.T, ws string) *Writer {
	t.Helper()
	before, err := Interrupted(ws)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&asked, before); diff != "" {
		t.Fatalf("what was asked (-want +got):\n%s", diff)
	}
	w, err := Resume(ws)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func keptNames(w *Writer) string {
	var names []string
	for _, f := range w.Kept() {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func TestASuspendedCollectionGoesOn(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	seal(t, w, "a", "one", "two")
	if err := w.Remember("cuts", []int{1, 2}); err != nil {
		t.Fatal(err)
	}
	if err := w.Remember("cuts", []int{3}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.File("open", "x", ""); err != nil {
		t.Fatal(err)
	}
	if !w.Suspend() {
		t.Fatal("there is nothing to go on with")
	}
	if got := list(t, ws); len(got) != 0 {
		t.Errorf("an unfinished collection is listed: %v", names(got))
	}
	w = resume(t, ws)
	var cuts []int
	if ok, err := w.Recall("cuts", &cuts); !ok || err != nil || len(cuts) != 1 || cuts[0] != 3 {
		t.Errorf("recalled %v, %v, %v", cuts, ok, err)
	}
	if ok, err := w.Recall("nothing", &cuts); ok || err != nil {
		t.Errorf("recalled something: %v, %v", ok, err)
	}
	if got := keptNames(w); got != "a.zst" {
		t.Errorf("kept are %s", got)
	}
	seal(t, w, "b", "three")
	name, err := w.Commit(as(collected, asked.Kind, asked.AsOf))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"evidence/", "evidence/" + name + "/", "evidence/" + name + "/a.zst", "evidence/" + name + "/b.zst", "evidence/" + name + "/manifest.json",
		"evidence/" + name + "/manifest.sha256"}, tree(t, ws)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	got := list(t, ws)[0].Manifest.Files
	if got[0].Records != 2 || got[1].Records != 1 || got[0].Source != "graph.x" || got[0].Scope != "all" {
		t.Errorf("files are %+v", got)
	}
	if before, err := Interrupted(ws); before != nil || err != nil {
		t.Errorf("something is left to go on with: %v, %v", before, err)
	}
}

// TestACollectionThatKeptNothingLeavesNothing: neither files nor folders.
func TestACollectionThatKeptNothingLeavesNothing(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	if _, err := w.File("open", "x", ""); err != nil {
		t.Fatal(err)
	}
	if w.Suspend() {
		t.Error("there is something to go on with")
	}
	if got := tree(t, ws); len(got) != 0 {
		t.Errorf("left are %v", got)
	}
}

// TestACollectionCanBeKilledAtAnyPoint takes what is on the disk after every step, and cuts the journal at every byte: what it names whole is kept, the rest
// is read again, and nothing is believed that is not what it says.
func TestACollectionCanBeKilledAtAnyPoint(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	seal(t, w, "a", "one")
	seal(t, w, "b", "two")
	w.Suspend()
	journal := filepath.Join(ws, folderName, collectionName, journalName)
	text := content(t, journal)
	firstLine := strings.Index(text, "\n") + 1
	for cut := range len(text) + 1 {
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(ws)); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(copied, folderName, collectionName, journalName), text[:cut])
		before, err := Interrupted(copied)
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		want := ""
		switch {
		case cut == len(text):
			want = "a.zst b.zst"
		case cut >= firstLine:
			want = "a.zst"
		}
		if before == nil {
			if want != "" {
				t.Errorf("cut at %d: nothing is left to go on with", cut)
			}
			continue
		}
		w := resume(t, copied)
		if got := keptNames(w); got != want {
			t.Errorf("cut at %d: kept are %q, want %q", cut, got, want)
		}
		// It goes on: what is not kept is written anew, into the journal too.
		for _, name := range []string{"a", "b"} {
			if !strings.Contains(want, name) {
				seal(t, w, name, map[string]string{"a": "one", "b": "two"}[name])
			}
		}
		w.Suspend()
		if got := keptNames(resume(t, copied)); got != "a.zst b.zst" {
			t.Errorf("cut at %d: kept are %q in the end", cut, got)
		}
	}
}

func TestAFileThatChangedSinceItWasKeptIsReadAgain(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	seal(t, w, "a", "one")
	seal(t, w, "b", "two")
	w.Suspend()
	path := filepath.Join(ws, folderName, collectionName, "a.zst")
	put(t, path, flip(content(t, path), 5))
	w = resume(t, ws)
	if got := keptNames(w); got != "b.zst" {
		t.Errorf("kept are %s", got)
	}
	seal(t, w, "a", "one")
	if _, err := w.Commit(collected); err != nil {
		t.Fatal(err)
	}
	if bad := problems(t, ws); bad != "" {
		t.Errorf("%s", bad)
	}
}

// TestOnlyTheNameWasMissing: the manifest was written and the journal gone when the run was killed.
func TestOnlyTheNameWasMissing(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	seal(t, w, "a", "one")
	name, err := w.Commit(collected)
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(ws, folderName)
	if err := os.Rename(filepath.Join(root, name), filepath.Join(root, collectionName)); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(root, collectionName, askedName), "{}")
	if before, err := Interrupted(ws); before != nil || err != nil {
		t.Fatalf("interrupted is %v, %v", before, err)
	}
	if got := names(list(t, ws)); len(got) != 1 || got[0] != name {
		t.Errorf("snapshots are %v", got)
	}
	if bad := problems(t, ws); bad != "" {
		t.Errorf("%s", bad)
	}
}

func TestAnImportLeavesACollectionAlone(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	seal(t, w, "a", "one")
	w.Suspend()
	keep(t, ws, as(collected, "import", asOf), "row")
	if got := keptNames(resume(t, ws)); got != "a.zst" {
		t.Errorf("kept are %q", got)
	}
}

func TestFilesMayBeWrittenSideBySide(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	done := make(chan error)
	const files = 40
	for i := range files {
		go func() {
			f, err := w.File(fmt.Sprintf("f%02d", i), "x", "")
			for range 100 {
				if err == nil {
					err = f.Record(fmt.Appendf(nil, "record of %d", i))
				}
			}
			if err == nil && i%4 == 3 {
				f.Drop()
			} else if err == nil {
				err = f.Seal(nil)
			}
			done <- err
		}()
	}
	for range files {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(collected); err != nil {
		t.Fatal(err)
	}
	s := list(t, ws)[0]
	if len(s.Manifest.Files) != files*3/4 {
		t.Errorf("%d files", len(s.Manifest.Files))
	}
	for _, f := range s.Manifest.Files {
		text, err := read(s, f)
		if err != nil || strings.Count(text, "record of "+strings.TrimLeft(f.Name[1:3], "0")) != 100 && f.Name != "f00.zst" {
			t.Errorf("%s: %v, %.60q", f.Name, err, text)
		}
	}
}

// TestCoveredIsWhatNeedNotBeReadAgain: up to a day before the snapshot was made, of the scope that is asked for.
func TestCoveredIsWhatNeedNotBeReadAgain(t *testing.T) {
	at := func(days int) time.Time { return asOf.AddDate(0, 0, days) }
	snapshot := func(asOf time.Time, kind string, files ...File) Snapshot {
		return Snapshot{Manifest: Manifest{Kind: kind, AsOf: asOf, Window: &inventory.Window{Since: at(-30), Until: asOf}, Files: files}}
	}
	file := func(scope string, since, until int) File {
		return File{Source: "s", Part: "p", Scope: scope, Window: &inventory.Window{Since: at(since), Until: at(until)}}
	}
	for name, tc := range map[string]struct {
		list []Snapshot
		want []inventory.Window
	}{
		"nothing":              {nil, nil},
		"all but the last day": {[]Snapshot{snapshot(at(0), "collect", file("legacy", -3, 0), file("legacy", -30, -3))}, []inventory.Window{{Since: at(-3), Until: at(-1)}, {Since: at(-30), Until: at(-3)}}},
		"only the last day":    {[]Snapshot{snapshot(at(0), "collect", file("legacy", -1, 0))}, nil},
		"another scope":        {[]Snapshot{snapshot(at(0), "collect", file("v1.0", -3, -2))}, nil},
		"a wider scope":        {[]Snapshot{snapshot(at(0), "collect", file("all", -3, -2))}, []inventory.Window{{Since: at(-3), Until: at(-2)}}},
		"a demo":               {[]Snapshot{snapshot(at(0), "demo", file("legacy", -3, -2))}, nil},
		"no span":              {[]Snapshot{snapshot(at(0), "collect", File{Source: "s", Part: "p", Scope: "legacy"})}, nil},
	} {
		if diff := cmp.Diff(tc.want, Covered(tc.list, "s", "p", "legacy", "all")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// problems are the files that Verify finds wrong.
func problems(t *testing.T, ws string) string {
	t.Helper()
	list, err := Verify(ws)
	if err != nil {
		t.Fatal(err)
	}
	var bad []string
	for _, v := range list {
		if v.State != FileAsKept {
			bad = append(bad, v.File+" "+string(v.State))
		}
	}
	return strings.Join(bad, ", ")
}

// TestVerifyFindsEveryByte changes, cuts and lengthens every file of a snapshot, the manifest and its sum included, bit by bit.
func TestVerifyFindsEveryByte(t *testing.T) {
	ws := t.TempDir()
	w := begin(t, ws)
	seal(t, w, "a", "one", "two")
	name, err := w.Commit(collected)
	if err != nil {
		t.Fatal(err)
	}
	if bad := problems(t, ws); bad != "" {
		t.Fatalf("%s", bad)
	}
	dir := filepath.Join(ws, folderName, name)
	changes := 0
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text := content(t, path)
		try := func(changed string) {
			put(t, path, changed)
			if problems(t, ws) == "" {
				t.Errorf("%s of %d bytes: a change is not found", e.Name(), len(text))
			}
			changes++
		}
		for i := range len(text) {
			try(text[:i] + string([]byte{text[i] ^ byte(1<<(i%8))}) + text[i+1:])
		}
		try(text[:len(text)-1])
		try(text + "\n")
		try("")
		put(t, path, text)
		if err := os.Remove(path); err != nil {
			return err
		}
		if problems(t, ws) == "" {
			t.Errorf("%s is missing, and that is not found", e.Name())
		}
		put(t, path, text)
		return nil
	})
	if err != nil || changes < 500 {
		t.Fatalf("%d changes, %v", changes, err)
	}
	for _, added := range []string{filepath.Join(dir, "x"), filepath.Join(dir, ".hidden"), filepath.Join(dir, "folder", "x"), filepath.Join(ws, folderName, "beside")} {
		put(t, added, "")
		if problems(t, ws) == "" {
			t.Errorf("%s was added, and that is not found", added)
		}
		if err := os.RemoveAll(added); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(dir, "folder"))
	}
	if bad := problems(t, ws); bad != "" {
		t.Errorf("in the end: %s", bad)
	}
}

func TestVerifyWithoutEvidence(t *testing.T) {
	if list, err := Verify(t.TempDir()); len(list) != 0 || err != nil {
		t.Errorf("%v, %v", list, err)
	}
}

// FuzzJournal: whatever is in a journal, going on neither breaks nor believes a file that is not there.
func FuzzJournal(f *testing.F) {
	f.Add([]byte(`{"file":{"name":"a.zst","sha256":"x"}}` + "\n"))
	f.Add([]byte(`{"name":"window","value":{"since":1}}` + "\n{"))
	f.Add([]byte(`{"file":{"name":"../a.zst"}}` + "\n\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		ws := t.TempDir()
		dir := filepath.Join(ws, folderName, collectionName)
		if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, askedName), []byte("{}"), 0o600),
			os.WriteFile(filepath.Join(dir, journalName), text, 0o600)); err != nil {
			t.Fatal(err)
		}
		if _, err := Interrupted(ws); err != nil {
			t.Fatal(err)
		}
		w, err := Resume(ws)
		if err != nil {
			t.Fatal(err)
		}
		if len(w.Kept()) != 0 {
			t.Fatalf("kept are %v", w.Kept())
		}
		if err := w.Remember("a", 1); err != nil {
			t.Fatal(err)
		}
		w.Suspend()
		entries, err := readJournal(filepath.Join(dir, journalName))
		if err == nil && !slices.ContainsFunc(entries, func(e entry) bool { return e.Name == "a" && bytes.Equal(e.Value, []byte("1")) }) {
			if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) { // Suspend removes one that kept nothing
				t.Fatal("what was remembered is lost")
			}
		}
	})
}
