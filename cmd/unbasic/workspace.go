package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/plan"
	"unbasic/plan/journal"
	"unbasic/plan/progress"
)

// workspace is the folder that the commands work on.
type workspace struct {
	dir  string
	lock *evidence.Lock
}

// The names of the policy and of its schema, which editors look for beside it.
const (
	policyName       = "policy.yaml"
	policySchemaName = "policy.schema.json"
)

// openWorkspace locks the folder for one run.
func openWorkspace(dir, holder string) (*workspace, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("opening workspace: %w", err)
	}
	lock, err := evidence.Acquire(full, fmt.Sprintf("unbasic %s, process %d", holder, os.Getpid()))
	switch {
	case errors.Is(err, evidence.ErrLocked):
		return nil, err // says what to do
	case err != nil:
		return nil, fmt.Errorf("%w: choose a folder that you can write to with --workspace", err)
	}
	return &workspace{dir: full, lock: lock}, nil
}

// close lets go of the folder.
func (w *workspace) close() error { return w.lock.Release() }

func (w *workspace) inventoryPath() string { return filepath.Join(w.dir, "inventory.json") }
func (w *workspace) planPath() string      { return filepath.Join(w.dir, "plan.json") }
func (w *workspace) journalPath() string   { return filepath.Join(w.dir, "journal.jsonl") }
func (w *workspace) progressPath() string  { return filepath.Join(w.dir, "progress.json") }
func (w *workspace) policyPath() string    { return filepath.Join(w.dir, policyName) }
func (w *workspace) schemaPath() string    { return filepath.Join(w.dir, policySchemaName) }
func (w *workspace) reportPath(name string) string {
	return filepath.Join(w.dir, "reports", name)
}

// readInventory reads inventory.json and gives the digest of its bytes.
func (w *workspace) readInventory() (inventory.Inventory, string, error) {
	return readFile(w.inventoryPath(), "unbasic inventory", inventory.Read)
}

func (w *workspace) readPlan() (plan.Plan, string, error) {
	return readFile(w.planPath(), "unbasic plan", plan.Read)
}

// readJournal gives what people decided, nothing where no workbook was read yet.
func (w *workspace) readJournal() ([]journal.Entry, error) {
	if !exists(w.journalPath()) {
		return nil, nil
	}
	f, err := os.Open(w.journalPath())
	if err != nil {
		return nil, err
	}
	entries, err := journal.Read(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("reading %s: %w: bring it back from a copy; without it, what people wrote is lost", w.journalPath(), err)
	}
	return entries, nil
}

// readProgress gives how far the plan was when somebody last looked, nil where nobody did.
func (w *workspace) readProgress() (*progress.Progress, error) {
	if !exists(w.progressPath()) {
		return nil, nil
	}
	p, _, err := readFile(w.progressPath(), "unbasic track", progress.Read)
	if err != nil {
		return nil, err
	}
	return &p, nil
}

// readPolicy gives the rules of policy.yaml, or the defaults where there is none, and the bytes that say so.
func (w *workspace) readPolicy(now time.Time) (plan.Policy, []byte, error) {
	return w.policyOver(plan.DefaultPolicy(now))
}

// policyOver is readPolicy over other defaults.
func (w *workspace) policyOver(defaults plan.Policy) (plan.Policy, []byte, error) {
	data, err := os.ReadFile(w.policyPath())
	if errors.Is(err, os.ErrNotExist) {
		return defaults, plan.PolicyTemplate(nil), nil // reads as the defaults
	}
	if err != nil {
		return plan.Policy{}, nil, err
	}
	policy, err := plan.ReadPolicy(data, defaults)
	if err != nil {
		return plan.Policy{}, nil, fmt.Errorf("%s: %w", w.policyPath(), err)
	}
	return policy, data, nil
}

// digestOf is the SHA-256 by which later files name the rules that they were made by.
func digestOf(rules []byte) string {
	sum := sha256.Sum256(rules)
	return hex.EncodeToString(sum[:])
}

// readFile reads one of the contract's files; maker is the command that writes it.
func readFile[T any](path, maker string, read func(io.Reader) (T, error)) (value T, digest string, err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return value, "", fmt.Errorf("%s is not there: run %s first", path, maker)
	}
	if err != nil {
		return value, "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	tee := io.TeeReader(f, sum)
	if value, err = read(tee); err != nil {
		return value, "", fmt.Errorf("reading %s: %w: run %s again", path, err, maker)
	}
	if _, err := io.Copy(io.Discard, tee); err != nil {
		return value, "", fmt.Errorf("reading %s: %w", path, err)
	}
	return value, hex.EncodeToString(sum.Sum(nil)), nil
}
