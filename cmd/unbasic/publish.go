package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"unbasic/inventory/evidence"
)

// product is what one format gives under reports/: a file, or a folder that is replaced as a whole, so that nothing of an earlier export is taken for current.
type product struct {
	name string
	// ending is that of all files of a folder, empty where the product is a file. Files with other endings in a folder are somebody else's and stay in it:
	// transcripts, and the values that a capture script kept.
	ending string
	// files are those of a folder by their names, or the one file under the product's own name.
	files []productFile
}

type productFile struct {
	name  string
	write func(io.Writer) error
}

// publisher puts products into a folder: all of them, or none where one can't be made.
type publisher struct {
	dir    string
	rename func(from, to string) error
	// inUse tells the errors of a rename that another program is the reason for.
	inUse func(error) bool
	warn  func(format string, args ...any)
}

func newPublisher(dir string, u ui) publisher {
	return publisher{dir: dir, rename: os.Rename, inUse: inUse, warn: u.warn}
}

// stagePrefix begins the names of folders in which products are made.
const stagePrefix = ".unbasic-"

// publish makes the products beside their places and then moves them there. What is open in another program stays as it is, and the new one is put beside it.
// It gives the paths of all files.
func (p publisher) publish(products []product) (paths []string, err error) {
	had := exists(p.dir)
	defer func() {
		if err != nil && !had {
			_ = os.Remove(p.dir) // made for nothing; fails where something is in it, as it should
		}
	}()
	stage, err := p.stage(products)
	if err != nil {
		return nil, err
	}
	defer func() {
		if cleanErr := os.RemoveAll(stage); cleanErr != nil && err == nil {
			p.warn("%s could not be removed: %v", stage, cleanErr)
		}
	}()
	for _, one := range products {
		for _, file := range one.files {
			if err := evidence.WriteFile(filepath.Join(stage, one.path(file)), file.write); err != nil {
				return nil, fmt.Errorf("writing %s: %w", filepath.Join(p.dir, one.path(file)), reasonOf(err))
			}
		}
	}
	for _, one := range products {
		if err := p.carryOver(stage, one); err != nil {
			return nil, fmt.Errorf("writing %s: %w", filepath.Join(p.dir, one.name), reasonOf(err))
		}
	}
	for _, one := range products {
		name, err := p.place(stage, one)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", filepath.Join(p.dir, one.name), reasonOf(err))
		}
		placed := one
		placed.name = name
		for _, file := range one.files {
			paths = append(paths, filepath.Join(p.dir, placed.path(file)))
		}
	}
	return paths, nil
}

// stage makes the folder in which products are made, once their places are known to be free for them.
func (p publisher) stage(products []product) (string, error) {
	failed := func(one product, err error) (string, error) {
		return "", fmt.Errorf("writing %s: %w", filepath.Join(p.dir, one.path(one.files[0])), reasonOf(err))
	}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return failed(products[0], err)
	}
	for _, one := range products {
		info, err := os.Lstat(filepath.Join(p.dir, one.name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return failed(one, err)
		case (one.ending != "") != info.IsDir():
			return failed(one, fmt.Errorf("%s is in the way: move it elsewhere", filepath.Join(p.dir, one.name)))
		}
	}
	// A killed run leaves its own.
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return failed(products[0], err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), stagePrefix) {
			_ = os.RemoveAll(filepath.Join(p.dir, entry.Name())) // in nobody's way
		}
	}
	stage, err := os.MkdirTemp(p.dir, stagePrefix+"*")
	if err != nil {
		return failed(products[0], err)
	}
	return stage, nil
}

// place moves a product to its place, or beside it where that is in use, and gives its name there.
func (p publisher) place(stage string, one product) (string, error) {
	err := p.move(stage, one.name, one.name)
	beside := one.beside()
	switch {
	case err == nil:
		// An earlier one, from when the place was in use, is not current any more.
		if err := p.removeBeside(one); err != nil {
			p.warn("%s is of an earlier export and could not be removed: %v", filepath.Join(p.dir, beside), reasonOf(err))
		}
		return one.name, nil
	case !p.inUse(err):
		return "", err
	}
	if besideErr := p.move(stage, one.name, beside); besideErr != nil {
		return "", fmt.Errorf("%w: close the programs that have it open", err)
	}
	p.warn("%s is open in another program and stays as it was: the new one is %s; close it and run unbasic export again",
		filepath.Join(p.dir, one.name), filepath.Join(p.dir, beside))
	return beside, nil
}

// carryOver gives the files of others in a folder a second name in the one that takes its place.
func (p publisher) carryOver(stage string, one product) error {
	if one.ending == "" {
		return nil
	}
	entries, err := os.ReadDir(filepath.Join(p.dir, one.name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		from := filepath.Join(p.dir, one.name, entry.Name())
		switch {
		case entry.IsDir():
			return fmt.Errorf("%s is in the way: move it elsewhere", from)
		case filepath.Ext(entry.Name()) == one.ending:
		default:
			if err := linkOrCopy(from, filepath.Join(stage, one.name, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeBeside removes what an export put beside a place that was in use, but for files of others that are not in the place itself.
func (p publisher) removeBeside(one product) error {
	beside := filepath.Join(p.dir, one.beside())
	entries, err := os.ReadDir(beside)
	if one.ending == "" || err != nil {
		if err := os.Remove(beside); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	for _, entry := range entries {
		name := filepath.Join(beside, entry.Name())
		there, _ := os.Stat(filepath.Join(p.dir, one.name, entry.Name()))
		here, err := os.Lstat(name)
		if err == nil && (filepath.Ext(entry.Name()) == one.ending || there != nil && os.SameFile(there, here)) {
			err = os.Remove(name)
		}
		if err != nil {
			return err
		}
	}
	return os.Remove(beside)
}

// move puts what was made under a name in the place of what is there. A folder that is there goes first, and comes back where that fails.
func (p publisher) move(stage, name, to string) error {
	from, target, old := filepath.Join(stage, name), filepath.Join(p.dir, to), filepath.Join(stage, "old "+to)
	info, err := os.Lstat(target)
	if err != nil || !info.IsDir() {
		return p.rename(from, target)
	}
	if err := p.rename(target, old); err != nil {
		return err
	}
	if err := p.rename(from, target); err != nil {
		return errors.Join(err, p.rename(old, target))
	}
	return nil
}

// path is where a file of the product is, seen from its folder.
func (p product) path(file productFile) string {
	if p.ending != "" {
		return filepath.Join(p.name, file.name)
	}
	return p.name
}

// beside is the product's name where its place is in use.
func (p product) beside() string {
	ext := ""
	if p.ending == "" {
		ext = filepath.Ext(p.name)
	}
	return strings.TrimSuffix(p.name, ext) + "-new" + ext
}

// reasonOf takes names out of an error that the line which it is for has of its own.
func reasonOf(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	// evidence.WriteFile names the file that it was given, which is not the one that was wanted.
	if inner := errors.Unwrap(err); inner != nil && strings.HasPrefix(err.Error(), "writing ") {
		return inner
	}
	return err
}
