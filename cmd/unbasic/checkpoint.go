package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"unbasic/inventory/evidence"
)

// checkpoint lets a run of several stages be undone, so that a failed one leaves the workspace as it was. Files are put aside under a second
// name, which costs no space, since a stage replaces a file and never writes into one.
type checkpoint struct {
	dir, aside string
	files      []string
	had        map[string]bool // of files, and of entries of evidence/
	// moved: evidence/ itself was put aside, so that the run begins without any.
	moved bool
}

const (
	asideName    = ".unbasic-undo"
	evidenceName = "evidence"
)

// checkpoint remembers the workspace as it is. freshEvidence moves the evidence aside until the run has ended. Where this fails, nothing has changed.
func (w *workspace) checkpoint(freshEvidence bool) (*checkpoint, error) {
	c := &checkpoint{
		dir: w.dir, aside: filepath.Join(w.dir, asideName), had: map[string]bool{},
		files: []string{"inventory.json", "plan.json", "journal.jsonl", "progress.json", filepath.Join("reports", workbookName), filepath.Join("reports", recordName)},
	}
	if err := c.look(); err != nil {
		return nil, fmt.Errorf("opening workspace: %w", err)
	}
	// A killed run may have left its own: what is in the workspace since then is whole.
	if err := errors.Join(os.RemoveAll(c.aside), os.Mkdir(c.aside, 0o700)); err != nil {
		return nil, fmt.Errorf("opening workspace: %w", err)
	}
	if err := c.take(freshEvidence); err != nil {
		return nil, fmt.Errorf("opening workspace: %w", errors.Join(err, c.discard()))
	}
	return c, nil
}

// look notes what is there.
func (c *checkpoint) look() error {
	for _, name := range append([]string{"reports", evidenceName}, c.files...) {
		c.had[name] = exists(filepath.Join(c.dir, name))
	}
	if !c.had[evidenceName] {
		return nil
	}
	entries, err := os.ReadDir(filepath.Join(c.dir, evidenceName))
	for _, entry := range entries {
		c.had[filepath.Join(evidenceName, entry.Name())] = true
	}
	return err
}

// take puts things aside. The evidence comes last, since it is the only thing that leaves its place.
func (c *checkpoint) take(freshEvidence bool) error {
	for _, name := range c.files {
		if c.had[name] {
			if err := linkOrCopy(filepath.Join(c.dir, name), c.second(name)); err != nil {
				return err
			}
		}
	}
	if !freshEvidence || !c.had[evidenceName] {
		return nil
	}
	c.moved = true
	return os.Rename(filepath.Join(c.dir, evidenceName), c.second(evidenceName))
}

// second is the name under which something is put aside.
func (c *checkpoint) second(name string) string { return filepath.Join(c.aside, filepath.Base(name)) }

// restore puts everything back, removes what is new, and forgets the checkpoint.
func (c *checkpoint) restore() error {
	var errs []error
	for _, name := range c.files {
		path := filepath.Join(c.dir, name)
		if c.had[name] {
			errs = append(errs, os.Rename(c.second(name), path))
		} else if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if !c.had["reports"] {
		errs = append(errs, os.RemoveAll(filepath.Join(c.dir, "reports")))
	}
	errs = append(errs, c.restoreEvidence(), c.discard())
	return errors.Join(errs...)
}

func (c *checkpoint) restoreEvidence() error {
	folder := filepath.Join(c.dir, evidenceName)
	if c.moved {
		return errors.Join(os.RemoveAll(folder), os.Rename(c.second(evidenceName), folder))
	}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		// What an interrupted collection has read so far is no snapshot yet, and stays for the next run.
		if !c.had[filepath.Join(evidenceName, entry.Name())] && !evidence.IsUnfinished(entry.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(folder, entry.Name())))
		}
	}
	if !c.had[evidenceName] {
		_ = os.Remove(folder) // fails where the unfinished collection is in it, as it should
	}
	return err
}

// discard forgets the checkpoint and keeps what the run wrote.
func (c *checkpoint) discard() error { return os.RemoveAll(c.aside) }

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// linkOrCopy gives a file a second name, or where the file system has no links, a copy.
func linkOrCopy(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600)
}
