package evidence

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lockName is in the workspace, so that the lock is where the files are.
const lockName = ".unbasic.lock"

// ErrLocked is wrapped by the error of Acquire when another run holds the workspace.
var ErrLocked = errors.New("another run holds the workspace")

// Lock keeps other runs out of a workspace until it is released.
type Lock struct {
	flock   *flock.Flock
	created []string // folders that Acquire made, outermost first
}

// Acquire makes the workspace's folder if need be and locks it for holder, a few words on who is at work. It does not wait: where another
// run holds the lock, the error wraps ErrLocked and says who.
func Acquire(dir, holder string) (*Lock, error) {
	created, err := makeFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("opening workspace: %w", err)
	}
	path := filepath.Join(dir, lockName)
	l := &Lock{flock: flock.New(path, flock.SetPermissions(0o600)), created: created}
	got, err := l.flock.TryLock()
	if err != nil {
		l.removeCreated()
		return nil, fmt.Errorf("locking workspace: %w", err)
	}
	if !got {
		who, _ := os.ReadFile(path)
		return nil, fmt.Errorf("locking workspace %s: %w (%s): wait for it to end, or use another --workspace", dir, ErrLocked, printable(who))
	}
	if err := os.WriteFile(path, []byte(holder), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("locking workspace: %w", err), l.Release())
	}
	return l, nil
}

// Release lets go of the workspace and leaves nothing behind: neither the lock's file nor folders that Acquire made and nobody filled.
func (l *Lock) Release() error {
	// Removed while it is still held: who opens it later opens a new one. Windows does not remove open files, so once more after.
	removed := os.Remove(l.flock.Path())
	err := l.flock.Unlock()
	if removed != nil {
		_ = os.Remove(l.flock.Path())
	}
	l.removeCreated()
	return err
}

func (l *Lock) removeCreated() {
	for i := len(l.created) - 1; i >= 0; i-- {
		_ = os.Remove(l.created[i]) // fails where it is not empty, as it should
	}
}

// makeFolder is os.MkdirAll that tells which folders it made.
func makeFolder(dir string) ([]string, error) {
	var missing []string
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		} else if !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		missing = append([]string{at}, missing...)
		if at == filepath.Dir(at) {
			break
		}
	}
	return missing, os.MkdirAll(dir, 0o700)
}

// printable keeps a file that anybody may have written from steering a terminal.
func printable(b []byte) string {
	if len(b) > 200 {
		b = b[:200]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(b), "?"))
}
