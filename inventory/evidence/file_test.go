package evidence

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree lists what is below a folder, folders with a slash at the end.
func tree(t *testing.T, root string) []string {
	t.Helper()
	list := []string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if name == "." {
			return err
		}
		if d.IsDir() {
			name += "/"
		}
		list = append(list, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(list)
	return list
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestWriteFileWritesTheWholeFileForItsOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "reports", "deep", "plan.json")
	for _, want := range []string{"first, and longer", "second"} {
		if err := WriteFile(path, text(want)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != want {
			t.Errorf("content = %q, want %q", got, want)
		}
	}
	if diff := cmp.Diff([]string{"reports/", "reports/deep/", "reports/deep/plan.json"}, tree(t, dir)); diff != "" {
		t.Errorf("left behind:\n%s", diff)
	}
	if runtime.GOOS == "windows" {
		return // has no such modes
	}
	for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("mode of %s = %o, want %o", name, got, want)
		}
	}
}

func TestWriteFileTakesTheLongestNameThatTheSystemAllows(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 255))
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Skip("names are shorter here:", err)
	}
	if err := WriteFile(path, text("x")); err != nil {
		t.Error(err)
	}
}

func TestWriteFileLeavesEverythingAsItWasOnFailure(t *testing.T) {
	broken := errors.New("the third sheet is broken")
	tests := []struct {
		name  string
		setup func(t *testing.T, path string)
		write func(io.Writer) error
		want  string // in the error, besides path
		is    error
	}{
		{"the writer fails", func(*testing.T, string) {}, func(w io.Writer) error {
			_, _ = io.WriteString(w, "half")
			return broken
		}, "the third sheet is broken", broken},
		{"the writer fails and the file was there", func(t *testing.T, path string) { put(t, path, "old") }, func(w io.Writer) error {
			_, _ = io.WriteString(w, "half")
			return broken
		}, "the third sheet is broken", broken},
		{"the target is a folder", func(t *testing.T, path string) { put(t, filepath.Join(path, "inside"), "old") }, text("new"), "", nil},
		{"a folder on the way is a file", func(t *testing.T, path string) { put(t, filepath.Dir(path), "old") }, text("new"), "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "ws", "plan.json")
			test.setup(t, path)
			before := tree(t, dir)
			err := WriteFile(path, test.write)
			if err == nil {
				t.Fatal("no error")
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("error %v does not wrap the cause", err)
			}
			message := err.Error()
			if !strings.HasPrefix(message, "writing "+path+": ") || !strings.Contains(message, test.want) {
				t.Errorf("error = %q, want it to name %s and say %q", message, path, test.want)
			}
			if strings.Contains(message, "\n") || strings.Contains(message, ".unbasic-") || strings.Contains(message, "closed") {
				t.Errorf("error = %q, want one line without what came after or a file that is gone", message)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Errorf("the folder is not as it was:\n%s", diff)
			}
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && content(t, path) != "old" {
				t.Errorf("the file now holds %q", content(t, path))
			}
		})
	}
}
