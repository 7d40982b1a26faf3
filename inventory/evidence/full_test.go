package evidence

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writeUnderALimit is the child of the tests below: it does the one thing that is named, under a limit on the size of files, prints the
// error that it meets, and gives 0 if there was one.
func writeUnderALimit() int {
	limit, err := limitFromEnvironment()
	if err == nil {
		err = limitFileSize(limit)
	}
	if err != nil {
		fmt.Println("no limit:", err)
		return 2
	}
	switch dir := os.Args[2]; os.Args[1] {
	case "file":
		err = WriteFile(filepath.Join(dir, "reports", "plan.json"), func(w io.Writer) error {
			_, err := w.Write(noise(64 << 10))
			return err
		})
	case "snapshot":
		err = snapshotOf(dir, noise(64<<10))
	case "unheeded": // a caller that does not look at the errors of its records
		w, createErr := Create(dir)
		if createErr != nil {
			return 2
		}
		f, createErr := w.File("users.jsonl", "graph-users", "/users")
		if createErr != nil {
			return 2
		}
		for range 8 {
			_ = f.Record(noise(256 << 10))
		}
		if _, err = w.Commit(collected); err == nil {
			return 1
		}
		if _, again := w.Commit(collected); again == nil {
			fmt.Println("a second Commit hid the error")
			return 1
		}
		w.Abort()
	}
	if err == nil {
		return 1
	}
	fmt.Print(err)
	return 0
}

func snapshotOf(dir string, record []byte) error {
	w, err := Create(dir)
	if err != nil {
		return err
	}
	f, err := w.File("users.jsonl", "graph-users", "/users")
	if err == nil {
		err = f.Record(record)
	}
	if err == nil {
		_, err = w.Commit(collected)
	}
	if err != nil {
		w.Abort()
	}
	return err
}

// noise can't be compressed.
func noise(n int) []byte {
	b := make([]byte, n)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func TestAFullDiskLeavesNothingAndTheErrorNamesTheFile(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("limits the size of files as Linux does")
	}
	for _, test := range []struct {
		what, limit, want string
	}{
		{"file", "1000", "reports/plan.json: "},
		{"file", "0", "reports/plan.json: "},
		{"snapshot", "1000", "users.jsonl.zst: "},
		{"snapshot", "0", "users.jsonl.zst: "},
		{"unheeded", "1000", "users.jsonl.zst: "},
	} {
		t.Run(test.what+" of at most "+test.limit, func(t *testing.T) {
			dir := t.TempDir()
			ws := filepath.Join(dir, "ws")
			child := exec.Command(os.Args[0], test.what, ws)
			child.Env = append(os.Environ(), roleVariable+"=small-files", "UNBASIC_TEST_LIMIT="+test.limit)
			out, err := child.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			message := string(out)
			if !strings.Contains(message, test.want) || !strings.HasSuffix(message, ": file too large") {
				t.Errorf("error = %q, want it to name %q and the system's reason", message, test.want)
			}
			if strings.Contains(message, "\n") || strings.Contains(message, partialPrefix) {
				t.Errorf("error = %q, want one line without a folder that is gone", message)
			}
			if diff := cmp.Diff([]string{}, tree(t, dir)); diff != "" {
				t.Errorf("left behind:\n%s", diff)
			}
		})
	}
}
