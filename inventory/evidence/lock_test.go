package evidence

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The test binary is its own child process; this variable tells it what to be.
const roleVariable = "UNBASIC_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "holder":
		holdForever()
	case "small-files":
		os.Exit(writeUnderALimit())
	}
	os.Exit(m.Run())
}

// holdForever takes the lock of the folder in its arguments, says so, and waits to be killed.
func holdForever() {
	if _, err := Acquire(os.Args[1], "unbasic collect, process 4711"); err != nil {
		println(err.Error())
		os.Exit(1)
	}
	_, _ = os.Stdout.WriteString("held\n")
	time.Sleep(time.Hour)
}

func acquire(t *testing.T, dir, holder string) *Lock {
	t.Helper()
	l, err := Acquire(dir, holder)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func release(t *testing.T, l *Lock) {
	t.Helper()
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestASecondHolderIsToldWhoHoldsTheWorkspace(t *testing.T) {
	dir := t.TempDir()
	first := acquire(t, dir, "unbasic collect, process 12345678")
	release(t, first)
	first = acquire(t, dir, "unbasic plan, process 7")
	before := tree(t, dir)
	_, err := Acquire(dir, "unbasic import, process 8")
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("second Acquire: %v, want ErrLocked", err)
	}
	if want := "(unbasic plan, process 7): wait"; !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error = %q, want it to name %s and say %q", err, dir, want)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("the loser changed the workspace:\n%s", diff)
	}
	release(t, first)
	release(t, acquire(t, dir, "unbasic import, process 8"))
	if left := tree(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAHoldersNameCannotSteerATerminal(t *testing.T) {
	for name, holder := range map[string]string{
		"escape":        "\x1b[2Jcleared",
		"C1 control":    "a\u009b31mred",
		"line feed":     "a\nunbasic: all is well",
		"bidi override": "a\u202egnp.exe",
		"broken UTF-8":  "a\xff\xfe",
		"nothing":       "",
		"long":          strings.Repeat("長", 300),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			l := acquire(t, dir, holder)
			defer release(t, l)
			_, err := Acquire(dir, "x")
			if !errors.Is(err, ErrLocked) {
				t.Fatal(err)
			}
			if strings.ContainsAny(err.Error(), "\x1b\n\r\u009b\u202e") || strings.ContainsRune(err.Error(), 0) {
				t.Errorf("error = %q", err)
			}
			if strings.Contains(err.Error(), "()") {
				t.Errorf("error = %q names nobody", err)
			}
		})
	}
}

func TestReleaseLeavesNothingThatAcquireMade(t *testing.T) {
	tests := []struct {
		name string
		fill string // a file that the run writes
		want []string
	}{
		{"nobody filled the folders", "", []string{}},
		{"the workspace was filled", "a/b/c/inventory.json", []string{"a/", "a/b/", "a/b/c/", "a/b/c/inventory.json"}},
		{"a folder on the way was filled", "a/notes.txt", []string{"a/", "a/notes.txt"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			l := acquire(t, filepath.Join(dir, "a", "b", "c"), "x")
			if test.fill != "" {
				put(t, filepath.Join(dir, test.fill), "x")
			}
			release(t, l)
			if diff := cmp.Diff(test.want, tree(t, dir)); diff != "" {
				t.Errorf("left behind:\n%s", diff)
			}
		})
	}
}

func TestReleaseKeepsAnEmptyFolderThatWasThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	release(t, acquire(t, dir, "x"))
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
}

func TestAcquireFailsWithoutATraceWhereItCannotWrite(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "x")
	lockIsFolder := filepath.Join(dir, "ws")
	put(t, filepath.Join(lockIsFolder, lockName, "x"), "x")
	before := tree(t, dir)
	for _, at := range []string{filepath.Join(dir, "file"), filepath.Join(dir, "file", "ws"), lockIsFolder} {
		if _, err := Acquire(at, "x"); err == nil || errors.Is(err, ErrLocked) {
			t.Errorf("Acquire(%s) = %v, want an error of the system", at, err)
		}
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestTwoRunsNeverHoldAtOnce takes and releases in a hurry: a lock whose file was removed under the hand must not count.
func TestTwoRunsNeverHoldAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	if err := os.Mkdir(dir, 0o700); err != nil { // there from the start, as removing it would race
		t.Fatal(err)
	}
	var holders, rounds atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 400 {
				l, err := Acquire(dir, "x")
				if errors.Is(err, ErrLocked) {
					continue
				}
				if err != nil {
					// Between locking and naming the holder nobody may remove the file.
					t.Error(err)
					return
				}
				if n := holders.Add(1); n != 1 {
					t.Errorf("%d hold the workspace", n)
				}
				rounds.Add(1)
				runtime.Gosched()
				holders.Add(-1)
				if err := l.Release(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if rounds.Load() < 2 {
		t.Errorf("only %d rounds", rounds.Load())
	}
	if left := tree(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheLockOfAKilledProcessIsFree(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	dir := filepath.Join(t.TempDir(), "ws")
	child := exec.Command(os.Args[0], dir)
	child.Env = append(os.Environ(), roleVariable+"=holder")
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = child.Process.Kill() }()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("child said %q, %v", line, err)
	}
	if _, err := Acquire(dir, "x"); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "(unbasic collect, process 4711)") {
		t.Fatalf("while the child lives: %v, want ErrLocked and its name", err)
	}
	if err := child.Process.Kill(); err != nil { // SIGKILL: nothing of the child's runs after it
		t.Fatal(err)
	}
	_ = child.Wait()
	l := acquire(t, dir, "me")
	release(t, l)
	if left := tree(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
