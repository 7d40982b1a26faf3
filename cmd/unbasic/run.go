package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

const runHelp = `run is collect, inventory, plan and export in one go. Where something could not be read it goes on with what
was, and ends with 3. --earlier and --milestones are those of plan.` + failOnHelp + runFailOnHelp + exitHelp

type runOptions struct {
	collectOptions
	planInputs
	failOn runFailOn
}

func newRunCommand(env *environment, global *globalOptions) *cobra.Command {
	opts := runOptions{collectOptions: collectOptions{kind: collectKind}}
	cmd := &cobra.Command{
		Use: "run", Short: "Read a tenant, make the plan and write the workbook", Long: runHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts.globalOptions = *global
			if name := emptyFile(cmd.Flags()); name != "" {
				return usageError{fmt.Errorf("--%s is empty: name a FILE, or leave it out", name)}
			}
			return inWorkspace(opts.globalOptions, "run", func(ws *workspace) error {
				return runAll(cmd.Context(), env, ws, opts, false)
			})
		},
	}
	opts.collectOptions.addFlags(cmd.Flags())
	opts.planInputs.addFlags(cmd.Flags())
	opts.failOn.addFlag(cmd.Flags())
	return cmd
}

// runAll goes through all stages. One that ends incomplete, or with a condition of --fail-on, does not stop those after it; a failed one undoes
// those before it.
func runAll(ctx context.Context, env *environment, ws *workspace, o runOptions, freshEvidence bool) (err error) {
	// Before an hour of reading, and not after it.
	defaults, err := o.defaults(o.globalOptions, env)
	if err != nil {
		return err
	}
	if _, _, err := ws.policyOver(defaults); err != nil {
		return err
	}
	if _, err := o.readEarlier(); err != nil {
		return err
	}
	before, err := ws.checkpoint(freshEvidence)
	if err != nil {
		return err
	}
	defer func() {
		if !isDone(err) {
			err = errors.Join(err, before.restore())
			return
		}
		err = errors.Join(err, before.discard())
	}()
	o.partOfRun = true
	// Each stage's table is for the one who runs that stage alone; here only the last one's paths are data.
	quiet := *env
	quiet.stdout = io.Discard
	stages := []func() error{
		func() error { return runCollect(ctx, &quiet, ws, o.collectOptions) },
		func() error {
			return runInventory(&quiet, ws, inventoryOptions{globalOptions: o.globalOptions, failOn: o.failOn.failOn})
		},
		func() error {
			return runPlan(&quiet, ws, planOptions{
				globalOptions: o.globalOptions, planInputs: o.planInputs, failOn: planFailOn{o.failOn.failOn}, partOfRun: true, replaces: freshEvidence,
			})
		},
		func() error { return runExport(env, ws, exportOptions{globalOptions: o.globalOptions}) },
	}
	var result error
	for _, stage := range stages {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := stage()
		if !isDone(err) {
			return err
		}
		result = errors.Join(result, err)
	}
	return result
}
