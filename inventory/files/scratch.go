package files

import (
	"errors"
	"os"
)

// scratch is a temporary file that comes into being with the first write, which only a large log causes. Nothing of a record can be read out of it.
type scratch struct {
	file *os.File
}

func (s *scratch) Write(p []byte) (int, error) {
	if s.file == nil {
		file, err := os.CreateTemp("", "unbasic-*") // mode 0600
		if err != nil {
			return 0, err
		}
		s.file = file
		// Where a system lets an open file lose its name, nothing is left behind by a run that is killed.
		_ = os.Remove(file.Name())
	}
	return s.file.Write(p)
}

func (s *scratch) ReadAt(p []byte, at int64) (int, error) { return s.file.ReadAt(p, at) }

func (s *scratch) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
