package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"unbasic/inventory/evidence"
)

// product is what one format gives under reports/: a file, or a folder that is replaced as a whole, so that nothing of an earlier export is taken for current.
type product struct {
	name string
	// replaces tells by their names which files of a folder an earlier export wrote, nil where the product is a file. Others in a folder are somebody else's and
	// stay in it: transcripts, and the values that a capture script kept.
	replaces func(name string) bool
	// files are those of a folder by their names, or the one file under the product's own name.
	files []productFile
	// handwritten is a file that people write in: once they have, no export takes its place.
	handwritten bool
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
	// again is the command that makes the products anew.
	again string
}

func newPublisher(dir string, u ui) publisher {
	return publisher{dir: dir, rename: os.Rename, inUse: inUse, warn: u.warn, again: "unbasic export"}
}

// stagePrefix begins the names of folders in which products are made.
const stagePrefix = ".unbasic-"

// oldPrefix begins the names under which what was in a place waits there until the new one is in it.
const oldPrefix = "old "

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
	written, err := p.readRecord()
	if err != nil {
		return nil, err
	}
	for _, one := range products {
		if one.replaces != nil { // a plan without waves has no scripts, and their folder is there all the same
			if err := os.Mkdir(filepath.Join(stage, one.name), 0o700); err != nil {
				return nil, fmt.Errorf("writing %s: %w", filepath.Join(p.dir, one.name), reasonOf(err))
			}
		}
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
		name, err := p.place(stage, one, written)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", filepath.Join(p.dir, one.name), reasonOf(err))
		}
		placed := one
		placed.name = name
		for _, file := range one.files {
			paths = append(paths, filepath.Join(p.dir, placed.path(file)))
		}
		if one.handwritten {
			if err := p.record(written, name); err != nil {
				return nil, err
			}
		}
	}
	return paths, nil
}

// recordName is the file with the SHA-256 sums of handwritten files as exports wrote them, by their names.
const recordName = ".written.json"

func (p publisher) readRecord() (map[string]string, error) {
	written := map[string]string{}
	path := filepath.Join(p.dir, recordName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return written, nil
	}
	if err == nil {
		if err = json.Unmarshal(data, &written); err == nil && written == nil {
			err = errors.New("it holds no names")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w: remove it, and the workbooks that are there are kept as if they had been written in", path, reasonOf(err))
	}
	return written, nil
}

// record remembers what a file is that people have not written in yet.
func (p publisher) record(written map[string]string, name string) error {
	sum, _, err := evidence.SumOf(filepath.Join(p.dir, name))
	if err != nil {
		return fmt.Errorf("reading back %s: %w", filepath.Join(p.dir, name), reasonOf(err))
	}
	written[name] = sum
	return evidence.WriteFile(filepath.Join(p.dir, recordName), func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", " ")
		return encoder.Encode(written)
	})
}

// changed reports whether a file is there that is not as an export left it.
func (p publisher) changed(written map[string]string, name string) (bool, error) {
	sum, _, err := evidence.SumOf(filepath.Join(p.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return sum != written[name], err
}

// stage makes the folder in which products are made, once their places are known to be free for them.
func (p publisher) stage(products []product) (string, error) {
	failed := func(one product, err error) (string, error) {
		name := one.name
		if len(one.files) > 0 {
			name = one.path(one.files[0])
		}
		return "", fmt.Errorf("writing %s: %w", filepath.Join(p.dir, name), reasonOf(err))
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
		case (one.replaces != nil) != info.IsDir():
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
			p.putBack(filepath.Join(p.dir, entry.Name()))
			_ = os.RemoveAll(filepath.Join(p.dir, entry.Name())) // in nobody's way
		}
	}
	stage, err := os.MkdirTemp(p.dir, stagePrefix+"*")
	if err != nil {
		return failed(products[0], err)
	}
	return stage, nil
}

// putBack returns the folders that a killed run had taken from their places and not replaced yet: files of others are in them.
func (p publisher) putBack(stage string) {
	entries, _ := os.ReadDir(stage)
	for _, entry := range entries {
		name, taken := strings.CutPrefix(entry.Name(), oldPrefix)
		if taken && !exists(filepath.Join(p.dir, name)) {
			if err := p.rename(filepath.Join(stage, entry.Name()), filepath.Join(p.dir, name)); err != nil {
				p.warn("%s is of a run that was stopped and could not be put back: %v", filepath.Join(p.dir, name), reasonOf(err))
			}
		}
	}
}

// place moves a product to its place, or beside it where that is in use or was written in, and gives its name there.
func (p publisher) place(stage string, one product, written map[string]string) (string, error) {
	name, n, err := p.free(one, written, 0)
	if err != nil {
		return "", err
	}
	if n > 0 {
		if err := p.move(stage, one.name, name); err != nil {
			return "", err
		}
		p.warn("%s was written in since it was exported and stays as it is: the new one is %s", filepath.Join(p.dir, one.name), filepath.Join(p.dir, name))
		return name, nil
	}
	err = p.move(stage, one.name, one.name)
	switch {
	case err == nil:
		// An earlier one, from when the place was in use, is not current any more.
		if err := p.removeBeside(one, written); err != nil {
			p.warn("%s is of an earlier export and could not be removed: %v", filepath.Join(p.dir, one.beside(1)), reasonOf(err))
		}
		return one.name, nil
	case !p.inUse(err):
		return "", err
	}
	beside, _, besideErr := p.free(one, written, 1)
	if besideErr != nil {
		return "", besideErr
	}
	if besideErr := p.move(stage, one.name, beside); besideErr != nil {
		return "", fmt.Errorf("%w: close the programs that have it open", err)
	}
	p.warn("%s is open in another program and stays as it was: the new one is %s; close it and run %s again",
		filepath.Join(p.dir, one.name), filepath.Join(p.dir, beside), p.again)
	return beside, nil
}

// free gives the first name of a product, from the nth beside its place on, that nobody has written in; the 0th is the place itself.
func (p publisher) free(one product, written map[string]string, n int) (string, int, error) {
	for {
		name := one.beside(n)
		if !one.handwritten {
			return name, n, nil
		}
		changed, err := p.changed(written, name)
		if err != nil || !changed {
			return name, n, err
		}
		n++
	}
}

// carryOver gives the files of others in a folder a second name in the one that takes its place.
func (p publisher) carryOver(stage string, one product) error {
	if one.replaces == nil {
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
		case one.replaces(entry.Name()):
		default:
			if err := linkOrCopy(from, filepath.Join(stage, one.name, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeBeside removes what an export put beside a place that was in use, but for files of others that are not in the place itself.
func (p publisher) removeBeside(one product, written map[string]string) error {
	if one.handwritten {
		if changed, err := p.changed(written, one.beside(1)); err != nil || changed {
			return err // people have gone on in it
		}
	}
	beside := filepath.Join(p.dir, one.beside(1))
	entries, err := os.ReadDir(beside)
	if one.replaces == nil || err != nil {
		if err := os.Remove(beside); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	for _, entry := range entries {
		name := filepath.Join(beside, entry.Name())
		there, _ := os.Stat(filepath.Join(p.dir, one.name, entry.Name()))
		here, err := os.Lstat(name)
		if err == nil && (one.replaces(entry.Name()) || there != nil && os.SameFile(there, here)) {
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
	from, target, old := filepath.Join(stage, name), filepath.Join(p.dir, to), filepath.Join(stage, oldPrefix+to)
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
	if p.replaces != nil {
		return filepath.Join(p.name, file.name)
	}
	return p.name
}

// beside is the nth name of a product whose place is not free; the 0th is its own.
func (p product) beside(n int) string {
	if n == 0 {
		return p.name
	}
	ext := ""
	if p.replaces == nil {
		ext = filepath.Ext(p.name)
	}
	number := ""
	if n > 1 {
		number = "-" + strconv.Itoa(n)
	}
	return strings.TrimSuffix(p.name, ext) + "-new" + number + ext
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
