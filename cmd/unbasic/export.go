package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"unbasic/export"
	"unbasic/export/xlsx"
	"unbasic/inventory/evidence"

	"github.com/spf13/cobra"
)

type exportOptions struct {
	globalOptions
	formats exportFormats
}

const exportHelp = `export writes plan.json and inventory.json as files for people under reports/, and prints their paths.
It needs no tenant.` + exitHelp

func newExportCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use: "export", Short: "Write the plan as a workbook", Long: exportHelp, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			opts.globalOptions = *global
			return inWorkspace(opts.globalOptions, "export", func(ws *workspace) error {
				return runExport(env, ws, opts)
			})
		},
	}
	cmd.Flags().Var(&opts.formats, "format", "`forms` to write, with commas between: xlsx (default xlsx)")
	return cmd
}

// workbookName is the workbook's name under reports/.
const workbookName = "migration-plan.xlsx"

// runExport writes the reports and prints their paths.
func runExport(env *environment, ws *workspace, o exportOptions) error {
	u := newUI(env, o.globalOptions)
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
	report := export.NewReport(inv, p, export.Options{Language: u.lang})
	path := ws.reportPath(workbookName)
	if err := evidence.WriteFile(path, func(w io.Writer) error { return xlsx.Write(w, report) }); err != nil {
		return err
	}
	_, err = fmt.Fprintln(env.stdout, path)
	return err
}

// exportFormats is the flag --format of export.
type exportFormats []string

func (f *exportFormats) Type() string   { return "forms" }
func (f *exportFormats) String() string { return strings.Join(*f, ",") }
func (f *exportFormats) Set(s string) error {
	*f = nil
	for _, form := range strings.Split(s, ",") {
		if form != "xlsx" {
			return errors.New("this version writes xlsx only")
		}
		*f = append(*f, form)
	}
	return nil
}
