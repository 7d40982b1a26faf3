package evidence

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes path whole or not at all: under a temporary name in the same folder, synced, then renamed. The file is readable by
// its owner only. Where it fails, what was at path stays, and folders that were made for it are gone again. The error names path and
// wraps that of write or of the system.
func WriteFile(path string, write func(io.Writer) error) error {
	created, err := makeFolder(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, reason(err))
	}
	if err := writeBeside(path, write); err != nil {
		removeEmpty(created)
		return fmt.Errorf("writing %s: %w", path, reason(err))
	}
	return nil
}

func writeBeside(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".unbasic-*") // mode 0600; a short name, since path's may be as long as the system allows
	if err != nil {
		return err
	}
	renamed := false
	defer func() {
		if !renamed {
			_ = f.Close() // the error that led here says more
			_ = os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	renamed = true
	syncFolder(filepath.Dir(path))
	return nil
}

// reason takes the temporary name out of a system error: the line names the file that was wanted, and the other one is gone.
func reason(err error) error {
	switch e := err.(type) { // not errors.As: what a caller wrapped on purpose stays
	case *os.PathError:
		return e.Err
	case *os.LinkError:
		return e.Err
	}
	return err
}

// syncFolder makes a rename last. Not every system can sync a folder, and the files themselves are safe without it.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
