package evidence

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

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
	l := &Lock{flock: flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600)), created: created}
	got, err := l.try()
	if err != nil {
		removeEmpty(created)
		return nil, fmt.Errorf("locking workspace: %w", err)
	}
	if !got {
		return nil, fmt.Errorf("locking workspace %s: %w (%s): wait for it to end, or use another --workspace", dir, ErrLocked, readHolder(l.flock.Path()))
	}
	if err := writeHolder(l.flock.Path(), holder); err != nil {
		return nil, errors.Join(fmt.Errorf("locking workspace: %w", err), l.Release())
	}
	return l, nil
}

// tries is how often a lock may slip away under the hand before that counts as held.
const tries = 10

// try locks the file that has the lock's name. Between opening and locking it, the run before may have removed it: then the lock is on
// a file that nobody else will find, and is worth nothing.
func (l *Lock) try() (bool, error) {
	for range tries {
		got, err := l.flock.TryLock()
		if err != nil || !got {
			return false, err
		}
		locked, err := l.flock.Stat()
		if err == nil {
			if named, err := os.Stat(l.flock.Path()); err == nil && os.SameFile(locked, named) {
				return true, nil
			}
		}
		if err := l.flock.Unlock(); err != nil {
			return false, err
		}
	}
	return false, nil
}

// Release lets go of the workspace and leaves nothing behind: neither the lock's file nor folders that Acquire made and nobody filled.
func (l *Lock) Release() error {
	// Removed while it is still held, so that nobody else's file is removed. Windows does not remove open files, so once more after.
	removed := os.Remove(l.flock.Path())
	err := l.flock.Unlock()
	if removed != nil {
		_ = os.Remove(l.flock.Path())
	}
	removeEmpty(l.created)
	if err != nil {
		return fmt.Errorf("unlocking workspace: %w", err)
	}
	return nil
}

// removeEmpty removes folders, the last one first, as far as nobody has filled them.
func removeEmpty(folders []string) {
	for i := len(folders) - 1; i >= 0; i-- {
		_ = os.Remove(folders[i]) // fails where it is not empty, as it should
	}
}

// makeFolder is os.MkdirAll that tells which folders it made, outermost first; where it fails it leaves none.
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
	if err := os.MkdirAll(dir, 0o700); err != nil {
		removeEmpty(missing)
		return nil, err
	}
	return missing, nil
}

// The holder's words are in the lock's file behind its first byte: Windows locks that byte, against this process's other handles too.
const (
	holderAt  = 1
	holderMax = 200
)

// writeHolder writes as many bytes as any holder before did, so that nothing of theirs is left and nothing need be cut.
func writeHolder(path, holder string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	words := holder + strings.Repeat(" ", holderMax)
	_, err = f.WriteAt([]byte(words[:holderMax]), holderAt)
	return errors.Join(err, f.Close())
}

func readHolder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return "it does not say which"
	}
	defer f.Close()
	words := make([]byte, holderMax)
	n, _ := f.ReadAt(words, holderAt)
	if who := strings.TrimSpace(printable(words[:n])); who != "" {
		return who
	}
	return "it does not say which" // it has the lock and is about to write its name
}

// printable keeps a file that anybody may have written from steering a terminal or turning a line around.
func printable(b []byte) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(string(b), "?"))
}
