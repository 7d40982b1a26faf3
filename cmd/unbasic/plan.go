package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"unbasic/inventory/evidence"
	"unbasic/plan"

	"github.com/spf13/cobra"
)

type planOptions struct {
	globalOptions
	format tableFormat
	init   bool
	// partOfRun: the inventory's stage has told of gaps, so this one does not.
	partOfRun bool
}

const planHelp = `plan gives every sender of inventory.json a route, a wave and a way back, and writes plan.json.
The rules are those of policy.yaml in the workspace, or the defaults if there is none.
--init writes a policy.yaml with every key explained; it never overwrites one.` + exitHelp

func newPlanCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts planOptions
	cmd := &cobra.Command{
		Use: "plan", Short: "Give every sender a route, a wave and a way back", Long: planHelp, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			opts.globalOptions = *global
			return inWorkspace(opts.globalOptions, "plan", func(ws *workspace) error {
				if opts.init {
					return initPolicy(env, ws, opts)
				}
				return runPlan(env, ws, opts)
			})
		},
	}
	opts.format.addFlag(cmd)
	cmd.Flags().BoolVar(&opts.init, "init", false, "write policy.yaml and stop")
	return cmd
}

// initPolicy writes a policy to begin from.
func initPolicy(env *environment, ws *workspace, o planOptions) error {
	if _, err := os.Lstat(ws.policyPath()); err == nil {
		return fmt.Errorf("%s is there already: edit it, or move it away first", ws.policyPath())
	}
	err := evidence.WriteFile(ws.policyPath(), func(w io.Writer) error {
		_, err := w.Write(plan.PolicyTemplate(nil))
		return err
	})
	if err != nil {
		return err
	}
	newUI(env, o.globalOptions).say(sayWrote, "path", ws.policyPath())
	return nil
}

// runPlan reads the inventory, decides, and writes the plan.
func runPlan(env *environment, ws *workspace, o planOptions) error {
	u := newUI(env, o.globalOptions)
	inv, digest, err := ws.readInventory()
	if err != nil {
		return err
	}
	policy, data, err := ws.readPolicy(o.now(env))
	if err != nil {
		return err
	}
	p := plan.Make(inv, policy, plan.Digests{Inventory: digest, Policy: digestOf(data)}, nil)
	if err := evidence.WriteFile(ws.planPath(), func(w io.Writer) error { return plan.Write(w, p) }); err != nil {
		return err
	}
	u.say(sayWrote, "path", ws.planPath())
	return u.plan(p, o)
}

// plan shows the waves' items in order, and warns of what does not fit.
func (u ui) plan(p plan.Plan, o planOptions) error {
	if o.format == formatJSON {
		return plan.Write(u.env.stdout, p)
	}
	rows := [][]string{}
	for _, item := range p.Items {
		rows = append(rows, []string{
			strconv.Itoa(item.Wave), item.Start.String(), item.End.String(), item.UPN, string(item.Verdict), string(item.Route), string(item.Owner), string(item.Risk),
		})
	}
	err := u.rows(u.words(headWave, headStart, headEnd, headSender, headVerdict, headRoute, headOwner, headRisk), rows)
	if err != nil {
		return err
	}
	for _, w := range p.Warnings {
		if w.Code == "coverage-gap" && o.partOfRun {
			continue
		}
		text := w.Text
		if phrase, ok := plan.PhraseOf(w.ID); ok {
			text = phrase.In(u.lang, w.Args)
		}
		u.warn("%s", text)
	}
	for _, without := range p.Unplanned {
		why := without.Why
		if phrase, ok := plan.PhraseOf(without.Rule); ok {
			why = phrase.In(u.lang, without.Args)
		}
		u.warn("%s: %s", without.UPN, why)
	}
	return nil
}
