package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
)

// shelf is a folder with a publisher whose places can be held.
type shelf struct {
	publisher
	held     map[string]bool
	warnings []string
}

var errHeld = errors.New("the file is held")

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{held: map[string]bool{}}
	s.publisher = publisher{
		dir: filepath.Join(t.TempDir(), "reports"),
		rename: func(from, to string) error {
			if s.held[filepath.Base(to)] || s.held[filepath.Base(from)] && filepath.Dir(from) == s.dir {
				return &os.LinkError{Op: "rename", Old: from, New: to, Err: errHeld}
			}
			return os.Rename(from, to)
		},
		inUse: func(err error) bool { return errors.Is(err, errHeld) },
		warn:  func(format string, args ...any) { s.warnings = append(s.warnings, fmt.Sprintf(format, args...)) },
	}
	return s
}

// contents are the files of the folder with what is in them.
func (s *shelf) contents(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(s.dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(s.dir, name)
		all[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func book(text string) product {
	return product{name: "plan.xlsx", files: []productFile{{"plan.xlsx", says(text)}}}
}

func scripts(text string, names ...string) product {
	p := product{name: "powershell", replaces: withEnding(".ps1")}
	for _, name := range names {
		p.files = append(p.files, productFile{name, says(text)})
	}
	return p
}

func (s *shelf) want(t *testing.T, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, s.contents(t)); diff != "" {
		t.Errorf("files differ (-want +got):\n%s", diff)
	}
}

func TestPublishReplacesFoldersAndKeepsWhatIsNotItsOwn(t *testing.T) {
	s := newShelf(t)
	paths, err := s.publish([]product{book("1"), scripts("1", "a.ps1", "b.ps1")})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, path := range paths {
		rel, _ := filepath.Rel(s.dir, path)
		names = append(names, filepath.ToSlash(rel))
	}
	if diff := cmp.Diff([]string{"plan.xlsx", "powershell/a.ps1", "powershell/b.ps1"}, names); diff != "" {
		t.Errorf("paths differ (-want +got):\n%s", diff)
	}
	for name, text := range map[string]string{"captured.json": "{}", "a-1.log": "log"} {
		if err := os.WriteFile(filepath.Join(s.dir, "powershell", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.publish([]product{scripts("2", "a.ps1")}); err != nil {
		t.Fatal(err)
	}
	s.want(t, map[string]string{"plan.xlsx": "1", "powershell/a.ps1": "2", "powershell/captured.json": "{}", "powershell/a-1.log": "log"})
}

func TestPublishPutsBesideWhatIsInUse(t *testing.T) {
	s := newShelf(t)
	if _, err := s.publish([]product{book("1"), scripts("1", "a.ps1")}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "powershell", "captured.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.held["plan.xlsx"], s.held["powershell"] = true, true
	paths, err := s.publish([]product{book("2"), scripts("2", "a.ps1", "b.ps1")})
	if err != nil {
		t.Fatal(err)
	}
	s.want(t, map[string]string{
		"plan.xlsx": "1", "plan-new.xlsx": "2", "powershell/a.ps1": "1", "powershell/captured.json": "{}",
		"powershell-new/a.ps1": "2", "powershell-new/b.ps1": "2", "powershell-new/captured.json": "{}",
	})
	if !slices.Contains(paths, filepath.Join(s.dir, "plan-new.xlsx")) || !slices.Contains(paths, filepath.Join(s.dir, "powershell-new", "b.ps1")) {
		t.Errorf("paths are %q, without those beside", paths)
	}
	if len(s.warnings) != 2 || !strings.Contains(s.warnings[0], "plan.xlsx is open in another program") || !strings.Contains(s.warnings[0], "plan-new.xlsx; close it") {
		t.Errorf("warnings are %q", s.warnings)
	}
	// Once closed, nothing of an earlier export is left.
	s.held, s.warnings = map[string]bool{}, nil
	if _, err := s.publish([]product{book("3"), scripts("3", "a.ps1")}); err != nil {
		t.Fatal(err)
	}
	s.want(t, map[string]string{"plan.xlsx": "3", "powershell/a.ps1": "3", "powershell/captured.json": "{}"})
	if len(s.warnings) != 0 {
		t.Errorf("warnings are %q", s.warnings)
	}
}

// What people write in a workbook is theirs: no export replaces it, whichever of the files it is.
func TestPublishKeepsWhatPeopleWrote(t *testing.T) {
	s := newShelf(t)
	living := func(text string) product {
		p := book(text)
		p.handwritten = true
		return p
	}
	publish := func(text string) {
		t.Helper()
		if _, err := s.publish([]product{living(text)}); err != nil {
			t.Fatal(err)
		}
	}
	edit := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := func(want map[string]string) {
		t.Helper()
		got := s.contents(t)
		if got[recordName] == "" {
			t.Error("nothing remembers what was written")
		}
		delete(got, recordName)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("files differ (-want +got):\n%s", diff)
		}
	}
	publish("1")
	publish("2")
	want(map[string]string{"plan.xlsx": "2"})
	edit("plan.xlsx", "2, and a note")
	publish("3")
	want(map[string]string{"plan.xlsx": "2, and a note", "plan-new.xlsx": "3"})
	if len(s.warnings) != 1 || !strings.Contains(s.warnings[0], "plan.xlsx was written in since it was exported and stays as it is") {
		t.Errorf("warnings are %q", s.warnings)
	}
	publish("4")
	want(map[string]string{"plan.xlsx": "2, and a note", "plan-new.xlsx": "4"})
	edit("plan-new.xlsx", "4, and a status")
	publish("5")
	want(map[string]string{"plan.xlsx": "2, and a note", "plan-new.xlsx": "4, and a status", "plan-new-2.xlsx": "5"})
	if err := os.Remove(filepath.Join(s.dir, "plan.xlsx")); err != nil {
		t.Fatal(err)
	}
	publish("6")
	want(map[string]string{"plan.xlsx": "6", "plan-new.xlsx": "4, and a status", "plan-new-2.xlsx": "5"})

	// A workbook that nothing is known of may have been written in.
	if err := os.Remove(filepath.Join(s.dir, recordName)); err != nil {
		t.Fatal(err)
	}
	publish("7")
	want(map[string]string{"plan.xlsx": "6", "plan-new.xlsx": "4, and a status", "plan-new-2.xlsx": "5", "plan-new-3.xlsx": "7"})

	for _, broken := range []string{"{", "null"} {
		edit(recordName, broken)
		if _, err := s.publish([]product{living("8")}); err == nil || !strings.Contains(err.Error(), recordName) {
			t.Errorf("the record %q gives %v", broken, err)
		}
	}
}

// A run that was killed between taking a folder away and putting the new one there loses nothing.
func TestPublishPutsBackWhatAKilledRunTook(t *testing.T) {
	s := newShelf(t)
	old := filepath.Join(s.dir, stagePrefix+"killed", oldPrefix+"powershell")
	if err := os.MkdirAll(old, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"captured.json": "{}", "a.ps1": "1"} {
		if err := os.WriteFile(filepath.Join(old, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.publish([]product{scripts("2", "b.ps1")}); err != nil {
		t.Fatal(err)
	}
	s.want(t, map[string]string{"powershell/b.ps1": "2", "powershell/captured.json": "{}"})
}

func TestPublishFailsWhereNothingCanBePutBeside(t *testing.T) {
	s := newShelf(t)
	if _, err := s.publish([]product{book("1")}); err != nil {
		t.Fatal(err)
	}
	s.held["plan.xlsx"], s.held["plan-new.xlsx"] = true, true
	_, err := s.publish([]product{book("2")})
	if !errors.Is(err, errHeld) || !strings.Contains(err.Error(), filepath.Join(s.dir, "plan.xlsx")) {
		t.Errorf("publish = %v, want the file that is held", err)
	}
	s.want(t, map[string]string{"plan.xlsx": "1"})
}

// A disk that fills up, wherever, leaves everything as it was.
func TestPublishIsAllOrNothing(t *testing.T) {
	full := func(w io.Writer) error {
		_, _ = io.WriteString(w, "half of it")
		return &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	}
	broken := scripts("2", "a.ps1")
	broken.files = append(broken.files, productFile{"b.ps1", full})
	s := newShelf(t)
	check := func() {
		t.Helper()
		_, err := s.publish([]product{book("2"), broken})
		if want := "writing " + filepath.Join(s.dir, "powershell", "b.ps1") + ": no space left on device"; err == nil || err.Error() != want || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("publish = %v, want %s", err, want)
		}
	}
	check()
	if exists(s.dir) {
		t.Error("the folder that was made for nothing is still there")
	}
	if _, err := s.publish([]product{book("1"), scripts("1", "a.ps1")}); err != nil {
		t.Fatal(err)
	}
	check()
	s.want(t, map[string]string{"plan.xlsx": "1", "powershell/a.ps1": "1"})
}

// What holds for files of any kind holds for those of every format: a disk that fills up in the middle, a file that is open in another program, and a run that is
// killed leave either what was there or all of the new one.
func TestEveryFormatIsWholeOrNotThere(t *testing.T) {
	var inv inventory.Inventory
	var p plan.Plan
	for name, into := range map[string]any{"inventory.json": &inv, "plan.json": &p} {
		data, err := os.ReadFile(filepath.Join("..", "..", "export", "testdata", "tenant", name))
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	english := export.NewReport(inv, p, export.Options{Language: inventory.English})
	japanese := export.NewReport(inv, p, export.Options{Language: inventory.Japanese})
	nothing := export.NewReport(inventory.Inventory{}, plan.Plan{}, export.Options{Language: inventory.English})
	for _, form := range exportForms {
		t.Run(form.name, func(t *testing.T) {
			s := newShelf(t)
			publish := func(r export.Report) error {
				_, err := s.publish([]product{form.make(r, t.TempDir())})
				return err
			}
			if err := publish(english); err != nil {
				t.Fatal(err)
			}
			before := s.contents(t)
			if len(before) == 0 {
				t.Fatal("there is no file")
			}

			// The disk takes a part of the last file and no more.
			full := form.make(japanese, t.TempDir())
			last := len(full.files) - 1
			write := full.files[last].write
			full.files[last].write = func(w io.Writer) error { return write(&fullDisk{w, 100}) }
			if _, err := s.publish([]product{full}); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), filepath.Join(s.dir, full.path(full.files[last]))) {
				t.Errorf("a full disk gives %v", err)
			}
			s.want(t, before)

			// A run was killed in the middle of writing.
			half := filepath.Join(s.dir, stagePrefix+"killed", full.path(full.files[last]))
			if err := os.MkdirAll(filepath.Dir(half), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(half, []byte("half of it"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := publish(english); err != nil {
				t.Fatal(err)
			}
			s.want(t, before)

			// Another program holds it: the new one is beside it, and the old one as it was.
			s.held[full.name] = true
			if err := publish(japanese); err != nil {
				t.Fatal(err)
			}
			beside := s.contents(t)
			for name, text := range before {
				if name != recordName && beside[name] != text {
					t.Errorf("%s is open and was changed", name)
				}
			}
			for _, file := range full.files {
				placed := full
				placed.name = full.beside(1)
				if beside[filepath.ToSlash(placed.path(file))] == "" {
					t.Errorf("%s is not there", placed.path(file))
				}
			}
			if len(s.warnings) != 1 || !strings.Contains(s.warnings[0], "is open in another program") || !strings.Contains(s.warnings[0], full.beside(1)) {
				t.Errorf("warnings are %q", s.warnings)
			}

			// A tenant without anything is a report too.
			s.held = map[string]bool{}
			if err := publish(nothing); err != nil {
				t.Errorf("nothing gives %v", err)
			}
		})
	}
}

// fullDisk takes some bytes.
type fullDisk struct {
	w    io.Writer
	room int
}

func (f *fullDisk) Write(data []byte) (int, error) {
	if len(data) > f.room {
		n, _ := f.w.Write(data[:f.room])
		f.room = 0
		return n, &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	}
	f.room -= len(data)
	return f.w.Write(data)
}

func TestPublishNamesWhatIsInTheWay(t *testing.T) {
	s := newShelf(t)
	if err := os.MkdirAll(filepath.Join(s.dir, "plan.xlsx"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.publish([]product{book("1")}); err == nil || !strings.Contains(err.Error(), "plan.xlsx is in the way") {
		t.Errorf("a folder in the place of a file gives %v", err)
	}
	if err := os.MkdirAll(filepath.Join(s.dir, "powershell", "mine"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.publish([]product{scripts("1", "a.ps1")}); err == nil || !strings.Contains(err.Error(), filepath.Join("powershell", "mine")+" is in the way") {
		t.Errorf("a folder of somebody else gives %v", err)
	}
}

func TestFormatsOfExport(t *testing.T) {
	for _, c := range []struct{ in, want, err string }{
		{"xlsx", "xlsx", ""}, {"csv, json,csv", "csv,json", ""}, {formNames(), formNames(), ""},
		{"pdf", "", `there is no format "pdf": name some of xlsx,`}, {"", "", "there is no format"}, {"xlsx,", "", "there is no format"}, {"xlsx,csv,", "", "there is no format"},
	} {
		var f exportFormats
		err := f.Set(c.in)
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("--format %q gives %v, want %q", c.in, err, c.err)
			}
			continue
		}
		if err != nil || f.String() != c.want {
			t.Errorf("--format %q is %q, %v, want %q", c.in, f.String(), err, c.want)
		}
	}
}

// What could not be of use is refused before anything is read, with what to do.
func TestFormatsThatNobodyCouldUseAreRefused(t *testing.T) {
	for _, c := range []struct {
		options exportOptions
		want    string
	}{
		{exportOptions{formats: exportFormats{"xlsx", "powershell"}, redact: true}, "run unbasic export --format powershell without --redact"},
		{exportOptions{formats: exportFormats{"powershell"}, reader: "manager"}, "run unbasic export --format powershell --for admin"},
		{exportOptions{formats: exportFormats{"powershell"}, reader: "auditor"}, "run unbasic export --format powershell --for admin"},
		{exportOptions{formats: exportFormats{"csv", "ics"}, reader: "auditor"}, "run unbasic export --format ics --for manager"},
		{exportOptions{formats: exportFormats{"kql"}, redact: true}, "run unbasic export --format kql without --redact"},
		{exportOptions{formats: exportFormats{"xlsx", "kql"}, reader: "auditor"}, "run unbasic export --format kql --for admin"},
		{exportOptions{formats: exportFormats{"kql"}, reader: "manager"}, "run unbasic export --format kql --for admin"},
	} {
		err := runExport(&environment{getenv: func(string) string { return "" }, stderr: io.Discard}, nil, c.options)
		var usage usageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v for %q: runExport = %v, want a usage error with %q", c.options.formats, c.options.reader, err, c.want)
		}
	}
}
