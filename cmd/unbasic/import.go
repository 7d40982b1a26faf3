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
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/inventory/files/archive"

	"github.com/spf13/cobra"
)

type importOptions struct {
	globalOptions
	format tableFormat
	paths  []string
	script bool
}

const importHelp = `import keeps exported files as a new snapshot under evidence/. What a file is, is told from its content; folders and .zip, .tar, .gz and .zst
files are taken as they come. JSON, tables (with commas, semicolons or tabs) and PowerShell's CLIXML are read, in UTF-8, UTF-16 or Shift_JIS:

  sign-ins        of Graph and the Entra portal (JSON; CSV with English or Japanese headers), of diagnostic settings (PT1H.json, Event Hub),
                  of Log Analytics and advanced hunting, row by row or counted with the query of unbasic collect --print-kql
  Exchange        the admin center's report on SMTP AUTH clients, message traces, Get-TransportConfig, Get-CASMailbox, Get-Mailbox,
                  Get-AuthenticationPolicy, Get-User, Get-OrganizationConfig, Get-InboundConnector (--exchange-script prints a script for all)
  directory       Graph's users and subscriptions, the admin center's users and licences, usage reports (email apps, mailboxes, active users)
  Entra           Conditional Access policies, security defaults and who registered for multifactor authentication, as Graph's JSON
  audit           the unified audit log, which can only make an account suspected

The table says of every file what it is, how many rows were read, used and left aside, and why. Rows that can't be read are counted and shown, and a
file that is cut counts up to there. A file that is named and is none of these ends the run, and nothing is kept; one that lies in a folder
or an archive is listed and passed over.` + exitHelp

func newImportCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts importOptions
	cmd := &cobra.Command{
		Use: "import FILE...", Short: "Take exported files into a new snapshot", Long: importHelp,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case opts.script && len(args) > 0:
				return usageError{errors.New("--exchange-script only prints a script: import its files with another run, once it has run in Exchange")}
			case !opts.script && len(args) == 0:
				return usageError{errors.New("import needs at least one FILE: a sign-in log downloaded from the Entra portal, for example")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.globalOptions, opts.paths = *global, args
			if opts.script {
				return printScript(env.stdout, env.stdoutTerminal)
			}
			return inWorkspace(opts.globalOptions, "import", func(ws *workspace) error {
				return runImport(cmd.Context(), env, ws, opts)
			})
		},
	}
	cmd.Flags().BoolVar(&opts.script, "exchange-script", false, "print a PowerShell script that exports Exchange's settings and changes nothing")
	opts.format.addFlag(cmd)
	return cmd
}

// printScript writes the script for Exchange. Windows PowerShell takes a file without a byte order mark for the system's old charset.
func printScript(w io.Writer, terminal bool) error {
	script := files.ExchangeScript()
	if !terminal {
		script = "\ufeff" + script
	}
	_, err := io.WriteString(w, script)
	return err
}

// imported is what became of one file.
type imported struct {
	File   string                   `json:"file"`
	Format files.Format             `json:"format"`
	Status inventory.CoverageStatus `json:"status"`
	// Rows are those that were read: Used and those in LeftAside together.
	Rows      int             `json:"rows"`
	Used      int             `json:"used"`
	LeftAside []importedAside `json:"leftAside"`
	Since     *time.Time      `json:"since"`
	Until     *time.Time      `json:"until"`
	Reason    string          `json:"reason"`
	Notes     []string        `json:"notes"`
	source    string          // of the coverage; empty for a file that it does not speak of
}

type importedAside struct {
	Reason files.AsideReason `json:"reason"`
	Rows   int               `json:"rows"`
	First  string            `json:"first"`
}

// runImport takes files into a snapshot.
func runImport(ctx context.Context, env *environment, ws *workspace, o importOptions) (err error) {
	u := newUI(env, o.globalOptions)
	earlier, err := evidence.List(ws.dir)
	if err != nil {
		return err
	}
	writer, err := evidence.Create(ws.dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && !errors.Is(err, errIncomplete) {
			writer.Abort()
		}
	}()
	var list []imported
	taken := 0
	for _, path := range o.paths {
		for entry, err := range archive.Walk(path, archive.Default) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			whole := entry.Name == filepath.ToSlash(path)
			if err == nil {
				var one imported
				name := shortName(path, entry.Name)
				meter := &meter{u: u, file: name, now: env.now}
				if one, err = importFile(ctx, writer, entry, name, taken+1, meter); err == nil {
					list = append(list, one)
					taken++
					continue
				}
			}
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, errKept):
				return err
			case errors.Is(err, files.ErrNotWanted):
				list = append(list, passedOver(shortName(path, entry.Name), inventory.CoverageComplete, err))
			case whole && !errors.Is(err, archive.ErrUnsafeName): // of a file in an archive no name is given that leads out of it
				return fmt.Errorf("importing %s: %w", path, unwrapPath(err))
			default:
				list = append(list, passedOver(shortName(path, entry.Name), inventory.CoverageMissing, err))
			}
		}
	}
	u.progress("")
	if taken == 0 {
		return fmt.Errorf("importing %s: none of its files holds anything of use: %s", o.paths[0], firstReason(list))
	}
	manifest := evidence.Manifest{Tool: inventory.Tool{Version: version()}, Kind: "import", AsOf: o.now(env), Coverage: coverageOf(list), Window: windowOf(list)}
	name, err := writer.Commit(manifest)
	if err != nil {
		return err
	}
	u.say(saySnapshot, "name", name, "folder", ws.dir)
	if err := u.imported(list, o.format); err != nil {
		return err
	}
	gaps := gapsOf(manifest.Coverage)
	for _, one := range list {
		if one.source == "" && one.Status != inventory.CoverageComplete {
			gaps = append(gaps, one.File+": "+one.Reason)
		}
	}
	u.warnOf(gaps)
	all := manifest.Coverage
	for _, s := range earlier {
		all = append(all, s.Manifest.Coverage...)
	}
	if next := inventory.BiggestGap(all); next != (inventory.Phrase{}) {
		u.say(sayNext, "what", u.word(next))
	}
	return incomplete(gaps)
}

// passedOver is a file that was not taken: missing where nobody knows what is in it. That one could not be read stays in the coverage; that one is of another
// kind does not.
func passedOver(name string, status inventory.CoverageStatus, why error) imported {
	one := imported{File: name, Status: status, LeftAside: []importedAside{}, Reason: unwrapPath(why).Error(), Notes: []string{}}
	if status == inventory.CoverageMissing && !errors.Is(why, files.ErrUnknown) {
		one.source = inventory.SourceFileUnread
	}
	return one
}

// shortName leaves of a file's name what tells it from others: where a folder lies on this machine is nobody's business in an inventory.
func shortName(path, name string) string {
	return filepath.Base(path) + strings.TrimPrefix(name, filepath.ToSlash(path))
}

func firstReason(list []imported) string {
	if len(list) == 0 {
		return "there are none"
	}
	return list[0].File + ": " + list[0].Reason
}

// coverageOf gives the coverage of the files.
func coverageOf(list []imported) []inventory.Coverage {
	coverage := []inventory.Coverage{}
	for _, one := range list {
		if one.source == "" {
			continue
		}
		coverage = append(coverage, inventory.Coverage{
			Source: one.source, Part: one.File, Since: one.Since, Until: one.Until, Status: one.Status, Records: one.Rows, Reason: one.Reason,
			Note: strings.Join(one.Notes, "; "),
		})
	}
	return coverage
}

// windowOf is the span of the sign-ins of all files; nil where there are none.
func windowOf(list []imported) *inventory.Window {
	var w inventory.Window
	for _, one := range list {
		if one.source != inventory.SourceFileSignIns || one.Since == nil {
			continue
		}
		if w.Since.IsZero() || one.Since.Before(w.Since) {
			w.Since = *one.Since
		}
		if one.Until.After(w.Until) {
			w.Until = *one.Until
		}
	}
	if w.Since.IsZero() {
		return nil
	}
	return &w
}

// errKept marks an error of the evidence, which ends the run whatever file it came with.
var errKept = errors.New("keeping evidence")

// importFile copies one file into the snapshot as it is, and reads it to its end on the way.
func importFile(ctx context.Context, writer *evidence.Writer, entry archive.Entry, name string, number int, meter *meter) (one imported, err error) {
	open := func() (io.ReadCloser, error) {
		r, err := entry.Open()
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{io.TeeReader(cancelReader{ctx, r}, meter), r}, nil
	}
	format, err := recognise(open)
	if err != nil {
		return one, err
	}
	kept, err := writer.File("import-"+strconv.Itoa(number), string(format), name)
	if err != nil {
		return one, fmt.Errorf("%w: %w", errKept, err)
	}
	kept.About(format.Source(), name)
	into := &keptWriter{kept: kept}
	result, err := files.Scan(format, open, into)
	switch {
	case into.err != nil:
		return one, fmt.Errorf("%w: %w", errKept, into.err)
	case err != nil:
		kept.Drop()
		return one, fmt.Errorf("%w: download it again", unwrapPath(err))
	}
	kept.CountRecords(result.Rows)
	if err := kept.Seal(nil); err != nil {
		return one, fmt.Errorf("%w: %w", errKept, err)
	}
	return outcome(name, format, result), nil
}

// recognise tells a file's format from its beginning.
func recognise(open files.Opener) (format files.Format, err error) {
	r, err := open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return files.Recognise(r)
}

// keptWriter tells an error of the evidence from one of the file that is read.
type keptWriter struct {
	kept *evidence.FileWriter
	err  error
}

func (k *keptWriter) Write(p []byte) (int, error) {
	n, err := k.kept.Write(p)
	k.err = err
	return n, err
}

// outcome says what became of a file that was taken.
func outcome(name string, format files.Format, r files.Result) imported {
	one := imported{
		File: name, Format: format, Status: inventory.CoverageComplete, Rows: r.Rows, Used: r.Used, Notes: append([]string{}, r.Notes...), LeftAside: []importedAside{}, source: format.Source(),
	}
	if !r.First.IsZero() {
		one.Since, one.Until = &r.First, &r.Last
	}
	for _, a := range r.Aside {
		one.LeftAside = append(one.LeftAside, importedAside(a))
	}
	bad, first := r.Unreadable()
	switch {
	case r.Ends != "":
		one.Reason = r.Ends
	case bad > 0 && format == files.ExchangeSummary:
		one.Reason = fmt.Sprintf("%d of %d steps of the script were refused, the first: %s", bad, r.Rows, first)
	case bad > 0:
		one.Reason = fmt.Sprintf("%d of %d rows were left aside, the first is %s: look at them in the file", bad, r.Rows, first)
	case concealed(r) > 0:
		one.Reason = fmt.Sprintf("%d of %d rows have concealed names and can't be joined: show names in reports (Microsoft 365 admin center, Settings, Org settings, Services, Reports) and export them again", concealed(r), r.Rows)
	case r.Rows == 0 && format != files.AuthPolicyTable && format != files.ConnectorTable: // which many tenants have none of
		one.Reason = "the file holds no rows: check the filter and the dates of the export"
	}
	if one.Reason != "" {
		one.Status = inventory.CoveragePartial
	}
	return one
}

func concealed(r files.Result) int {
	for _, a := range r.Aside {
		if a.Reason == files.AsideConcealed {
			return a.Rows
		}
	}
	return 0
}

// imported shows what became of every file.
func (u ui) imported(list []imported, format tableFormat) error {
	if format == formatJSON {
		return u.json(list)
	}
	rows := [][]string{}
	for _, one := range list {
		var aside []string
		for _, a := range one.LeftAside {
			aside = append(aside, fmt.Sprintf("%s: %d", a.Reason, a.Rows))
		}
		said := one.Notes
		if one.Reason != "" {
			said = append([]string{one.Reason}, said...)
		}
		rows = append(rows, []string{
			one.File, string(one.Format), string(one.Status), strconv.Itoa(one.Rows), strconv.Itoa(one.Used), strings.Join(aside, ", "),
			timeText(one.Since), timeText(one.Until), strings.Join(said, "; "),
		})
	}
	return u.rows(u.words(headFile, headFormat, headStatus, headRowsRead, headRowsUsed, headAside, headSince, headUntil, headSaid), rows)
}

// meter shows how much of a file was read, on a terminal, now and then.
type meter struct {
	u     ui
	file  string
	now   func() time.Time
	bytes int64
	next  time.Time
}

func (m *meter) Write(p []byte) (int, error) {
	m.bytes += int64(len(p))
	if now := m.now(); now.After(m.next) {
		m.next = now.Add(time.Second / 2)
		m.u.progress("%s", m.u.word(sayImporting, "file", m.file, "megabytes", strconv.FormatInt(m.bytes>>20, 10)))
	}
	return len(p), nil
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
