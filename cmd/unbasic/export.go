package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"unbasic/export"
	"unbasic/export/flat"
	"unbasic/export/html"
	"unbasic/export/ics"
	"unbasic/export/kql"
	"unbasic/export/powershell"
	"unbasic/export/xlsx"
	"unbasic/plan/journal"

	"github.com/spf13/cobra"
)

type exportOptions struct {
	globalOptions
	formats exportFormats
	reader  readerFlag
	redact  bool
}

const exportHelp = `export writes plan.json and inventory.json as files for people under reports/, and prints their paths.
It needs no tenant.

  xlsx        migration-plan.xlsx, the workbook
  html        migration-plan.html, the same in one page that needs no network
  csv         csv/, a file a table: with a byte order mark for Excel, and inert; sheets.csv lists them with their notes
  json        migration-plan.json, the same view for programs
  ics         migration-plan.ics, waves, decisions and milestones for a calendar
  powershell  powershell/, scripts a wave: capture, apply, verify and rollback; nothing runs by itself
  kql         kql/, rules that go on watching when the project is over: queries for Log Analytics, and a template of
              disabled rules for Microsoft Sentinel

Of the folders csv, powershell and kql what an earlier export wrote is replaced, and other files (transcripts, captured values, parameters of the template)
stay. So do files of formats that are not asked for, and a file that is open in another program: the new one is put beside it, as migration-plan-new.xlsx,
and the next export takes that away again. A workbook that somebody has written in is never replaced or removed: the new one is put beside it then, too. All
other files are generated, and each export writes them anew: to change a script or a table, copy it out of reports/ first.

--for admin, manager or auditor writes the sheets that this reader needs, in that order; the summary says what was left out. Scripts and rules are the
administrator's alone, because nobody else runs them; the calendar is the administrator's and the manager's, who keep its dates. To the others JSON gives
none of them, and asking for powershell, kql or ics on their behalf is an error.

--redact puts pseudonyms in place of people, addresses and accounts, the same ones in every report of the workspace, and writes beside the other reports
("-redacted" in the name). redaction-key.json in the workspace leads them back: keep it, and never send it along. Names in free text of people who are on
no list can't be known: read a report before it leaves the house.
Scripts and rules would be of no use with pseudonyms: it goes with neither powershell nor kql.` + exitHelp

func newExportCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use: "export", Short: "Write the plan as a workbook and other files for people", Long: exportHelp, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			opts.globalOptions = *global
			return inWorkspace(opts.globalOptions, "export", func(ws *workspace) error {
				return runExport(env, ws, opts)
			})
		},
	}
	cmd.Flags().Var(&opts.formats, "format", "`forms` to write, with commas between: "+formNames()+" (default xlsx)")
	cmd.Flags().Var(&opts.reader, "for", "`reader` for whom it is: admin, manager, auditor or all (default all)")
	cmd.Flags().BoolVar(&opts.redact, "redact", false, "pseudonyms in place of people, addresses and accounts")
	return cmd
}

// workbookName is the workbook's name under reports/, and planName that of the other files without their endings.
const (
	planName     = "migration-plan"
	workbookName = planName + ".xlsx"
)

// exportForms are the formats, in the order in which their paths are printed.
var exportForms = []struct {
	name string
	make func(r export.Report, reports string) product
}{
	{"xlsx", workbook},
	{"html", oneFile(planName+".html", html.Write)},
	{"csv", csvFolder},
	{"json", oneFile(planName+".json", flat.JSON)},
	{formICS, oneFile(planName+".ics", ics.Write)},
	{formPowerShell, powershellFolder},
	{formKQL, kqlFolder},
}

const (
	formICS        = "ics"
	formPowerShell = "powershell"
	formKQL        = "kql"
)

// oneFile is a format with one file.
func oneFile(name string, write func(io.Writer, export.Report) error) func(export.Report, string) product {
	return func(r export.Report, _ string) product {
		return product{name: name, files: []productFile{{name, func(w io.Writer) error { return write(w, r) }}}}
	}
}

// workbook is the format that needs room while it is made: it has it among the reports, where the next run removes what a killed one left.
func workbook(r export.Report, reports string) product {
	p := oneFile(workbookName, func(w io.Writer, r export.Report) error { return xlsx.Write(w, r, reports) })(r, reports)
	p.handwritten = true
	return p
}

func csvFolder(r export.Report, _ string) product {
	folder := product{name: "csv", replaces: withEnding(".csv")}
	for _, table := range flat.Tables(r) {
		folder.files = append(folder.files, productFile{table.Name(), func(w io.Writer) error { return flat.CSV(w, table) }})
	}
	return folder
}

func powershellFolder(r export.Report, _ string) product {
	folder := product{name: "powershell", replaces: withEnding(".ps1")}
	for _, script := range r.Scripts {
		folder.files = append(folder.files, productFile{powershell.Name(script), func(w io.Writer) error { return powershell.Write(w, script, r.Meta) }})
	}
	return folder
}

func kqlFolder(r export.Report, _ string) product {
	folder := product{name: "kql", replaces: kql.Replaces}
	for _, file := range kql.Files(r.Alerts()) {
		folder.files = append(folder.files, productFile{file.Name, file.Write})
	}
	return folder
}

// withEnding tells files by the end of their names.
func withEnding(ending string) func(string) bool {
	return func(name string) bool { return filepath.Ext(name) == ending }
}

// runExport makes one report, writes it in every format that is asked for, and prints the paths.
func runExport(env *environment, ws *workspace, o exportOptions) error {
	u := newUI(env, o.globalOptions)
	if err := o.formatsFit(); err != nil {
		return usageError{err}
	}
	inv, digest, err := ws.readInventory()
	if err != nil {
		return err
	}
	p, _, err := ws.readPlan()
	if err != nil {
		return err
	}
	if p.Inventory.SHA256 != digest {
		return fmt.Errorf("%s was made from another inventory than %s: run unbasic plan again", ws.planPath(), ws.inventoryPath())
	}
	entries, err := ws.readJournal()
	if err != nil {
		return err
	}
	tracked, err := ws.readProgress()
	if err != nil {
		return err
	}
	redaction, err := openRedaction(o.redact, ws, inv, p)
	if err != nil {
		return err
	}
	report := export.NewReport(inv, p, export.Options{Language: u.lang, For: export.Reader(o.reader), Hide: redaction.hide(), Written: journal.Replay(entries), Journal: entries, Progress: tracked})
	var products []product
	for _, form := range exportForms {
		if slices.Contains(o.formats, form.name) || len(o.formats) == 0 && form.name == "xlsx" {
			products = append(products, redaction.named(form.make(report, ws.reportPath(""))))
		}
	}
	paths, err := newPublisher(ws.reportPath(""), u).publish(products)
	if err != nil {
		return err
	}
	if err := redaction.keep(); err != nil {
		return err
	}
	for _, path := range paths {
		if _, err := fmt.Fprintln(env.stdout, path); err != nil {
			return err
		}
	}
	return nil
}

// formatsFit says which of the formats could not be of use as they are asked for, and what to ask for in its place.
func (o exportOptions) formatsFit() error {
	reader := export.Reader(o.reader)
	switch {
	case o.redact && slices.Contains(o.formats, formPowerShell):
		return errors.New("a script with pseudonyms can't be run: leave powershell out of --format here, and run unbasic export --format powershell without --redact for the scripts")
	case o.redact && slices.Contains(o.formats, formKQL):
		return errors.New("a rule with pseudonyms finds nobody: leave kql out of --format here, and run unbasic export --format kql without --redact for the rules")
	case slices.Contains(o.formats, formPowerShell) && !reader.GetsScripts():
		return fmt.Errorf("a report for %s has no scripts: leave powershell out of --format here, and run unbasic export --format powershell --for admin for them", reader)
	case slices.Contains(o.formats, formKQL) && !reader.Watches():
		return fmt.Errorf("a report for %s has no rules: leave kql out of --format here, and run unbasic export --format kql --for admin for them", reader)
	case slices.Contains(o.formats, formICS) && !reader.GetsEvents():
		return fmt.Errorf("a report for %s has no calendar: leave ics out of --format here, and run unbasic export --format ics --for manager for it", reader)
	}
	return nil
}

// formNames lists the formats for people.
func formNames() string {
	names := make([]string, len(exportForms))
	for i, form := range exportForms {
		names[i] = form.name
	}
	return strings.Join(names, ",")
}

// exportFormats is the flag --format of export.
type exportFormats []string

func (f *exportFormats) Type() string   { return "forms" }
func (f *exportFormats) String() string { return strings.Join(*f, ",") }
func (f *exportFormats) Set(s string) error {
	*f = nil
	for _, name := range strings.Split(s, ",") {
		name = strings.TrimSpace(name)
		if !strings.Contains(","+formNames()+",", ","+name+",") || name == "" {
			return fmt.Errorf("there is no format %q: name some of %s", name, formNames())
		}
		if !slices.Contains(*f, name) {
			*f = append(*f, name)
		}
	}
	return nil
}

// readerFlag is the flag --for of export.
type readerFlag export.Reader

func (r *readerFlag) Type() string   { return "reader" }
func (r *readerFlag) String() string { return string(*r) }
func (r *readerFlag) Set(s string) error {
	if !export.Reader(s).Valid() {
		return fmt.Errorf("there is no reader %q: name admin, manager, auditor or all", s)
	}
	*r = readerFlag(s)
	return nil
}
