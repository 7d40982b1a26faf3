package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"

	"github.com/spf13/cobra"
)

type importOptions struct {
	globalOptions
	format tableFormat
	paths  []string
}

const importHelp = `import keeps exported sign-in files as a new snapshot under evidence/. What a file is, is told from its content:

  sign-ins as JSON, from Graph or the Entra portal: an array, {"value":[…]}, or one object a line
  the Entra portal's sign-in CSV, interactive or non-interactive, with English headers

All files are taken or none. Rows that can't be read are counted and shown; a file that is cut is refused.` + exitHelp

func newImportCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts importOptions
	cmd := &cobra.Command{
		Use: "import FILE...", Short: "Take exported sign-in files into a new snapshot", Long: importHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("import needs at least one FILE: a sign-in log downloaded from the Entra portal, for example")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.globalOptions, opts.paths = *global, args
			return inWorkspace(opts.globalOptions, "import", func(ws *workspace) error {
				return runImport(cmd.Context(), env, ws, opts)
			})
		},
	}
	opts.format.addFlag(cmd)
	return cmd
}

// runImport takes files into a snapshot, all or none.
func runImport(ctx context.Context, env *environment, ws *workspace, o importOptions) (err error) {
	u := newUI(env, o.globalOptions)
	writer, err := evidence.Create(ws.dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && !errors.Is(err, errIncomplete) {
			writer.Abort()
		}
	}()
	var coverage []inventory.Coverage
	var window inventory.Window
	for i, path := range o.paths {
		entry, err := importFile(ctx, writer, path, i+1)
		if err != nil {
			return fmt.Errorf("importing %s: %w", path, err)
		}
		coverage = append(coverage, entry)
		if entry.Since != nil && (window.Since.IsZero() || entry.Since.Before(window.Since)) {
			window.Since = *entry.Since
		}
		if entry.Until != nil && entry.Until.After(window.Until) {
			window.Until = *entry.Until
		}
	}
	manifest := evidence.Manifest{Kind: "import", AsOf: o.now(env), Coverage: coverage}
	if !window.Since.IsZero() {
		manifest.Window = &window
	}
	return u.keep(ws, writer, manifest, o.format, true)
}

// importFile copies one file into the snapshot as it is and reads it to its end on the way.
func importFile(ctx context.Context, writer *evidence.Writer, path string, number int) (entry inventory.Coverage, err error) {
	f, err := os.Open(path)
	if err != nil {
		return entry, unwrapPath(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err != nil {
		return entry, unwrapPath(err)
	} else if info.IsDir() {
		return entry, errors.New("it is a folder: name the files in it")
	}
	format, err := files.Recognise(f)
	if err != nil {
		return entry, unwrapPath(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return entry, unwrapPath(err)
	}
	ending := ".json"
	if format == files.PortalCSV {
		ending = ".csv"
	}
	kept, err := writer.File("import-"+strconv.Itoa(number)+ending, string(format), filepath.Base(path))
	if err != nil {
		return entry, err
	}
	kept.About(inventory.SourceFileSignIns, filepath.Base(path))
	result, err := files.Scan(format, io.TeeReader(cancelReader{ctx, f}, kept))
	switch {
	case errors.Is(err, files.ErrCut):
		return entry, err // says what to do
	case err != nil:
		return entry, fmt.Errorf("%w: download it again", unwrapPath(err))
	}
	kept.CountRecords(result.Rows + result.LeftAside)
	entry = inventory.Coverage{Source: inventory.SourceFileSignIns, Part: filepath.Base(path), Status: inventory.CoverageComplete, Records: result.Rows}
	if result.Rows > 0 {
		entry.Since, entry.Until = &result.First, &result.Last
	}
	switch {
	case result.LeftAside > 0:
		entry.Status = inventory.CoveragePartial
		entry.Reason = fmt.Sprintf("%d rows were left aside, the first is %s: look at them in the file", result.LeftAside, result.FirstProblem)
	case result.MorePages:
		entry.Status = inventory.CoveragePartial
		entry.Reason = files.ErrNextLink.Error() + ": export all pages"
	case result.Rows == 0:
		entry.Status = inventory.CoveragePartial
		entry.Reason = "the file holds no rows: check the filter and the dates of the export"
	}
	return entry, nil
}

// cancelReader stops reading when the run is interrupted.
type cancelReader struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// unwrapPath takes the operation and the path out of a system error whose line names the path already.
func unwrapPath(err error) error {
	var pathError *os.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: check the name", err)
	}
	return err
}
