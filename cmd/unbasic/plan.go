package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/plan"
	"unbasic/plan/journal"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

type planOptions struct {
	globalOptions
	planInputs
	format  recordFormat
	failOn  planFailOn
	all     bool
	init    bool
	schema  bool
	compare string
	// partOfRun: the inventory's stage has told of gaps, and nobody looks at a table.
	partOfRun bool
	// replaces: the plan that is there is a demo, and nobody keeps to it.
	replaces bool
}

// planInputs are files that a plan is made with besides those of the workspace.
type planInputs struct {
	earlier    string
	milestones string
}

func (i *planInputs) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&i.earlier, "earlier", "", "keep to this plan.json: a `FILE`, which may be the workspace's own; what moves all the same is listed")
	flags.StringVar(&i.milestones, "milestones", "", "take Microsoft's dates from this `FILE` in place of those that this version knows")
}

const planHelp = `plan gives every sender of inventory.json a route, a wave and a rollback, and writes plan.json.
The rules are those of policy.yaml in the workspace, or the defaults if there is none.

--init writes a policy.yaml with every key explained, filled with what inventory.json shows where there is one, and
policy.schema.json for editors beside it; it never overwrites a policy.yaml. --schema prints the schema alone.

--compare FILE is the what-if: it makes the plan by policy.yaml and by FILE, shows both side by side and writes nothing.
With --format json every sender that stands elsewhere is listed.

--earlier FILE keeps to a plan that people know already: items that have started or are pinned stay where they are, and those
that move all the same are listed. Without it a plan is made anew, unless people decided about items in a workbook (see unbasic
track): then it keeps to plan.json and to what they decided.

On a terminal it shows the waves, and as many items as fit a screen (--all shows them all). A pipe gets every item with all
columns, tab-separated, and --format csv the same as CSV (RFC 4180) under names in no language. Columns are only ever
added, at the end. --format json is plan.json itself.` + planFailOnHelp + exitHelp

func newPlanCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts planOptions
	cmd := &cobra.Command{
		Use: "plan", Short: "Give every sender a route, a wave and a rollback", Long: planHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts.globalOptions = *global
			if err := clash(cmd.Flags().Changed); err != nil {
				return err
			}
			// An empty variable of a script would make another plan than was meant.
			if name := emptyFile(cmd.Flags()); name != "" {
				return usageError{fmt.Errorf("--%s is empty: name a FILE, or leave it out", name)}
			}
			switch {
			case opts.schema:
				_, err := env.stdout.Write(plan.PolicySchema())
				return err
			case opts.compare != "":
				return comparePolicies(env, opts)
			}
			return inWorkspace(opts.globalOptions, "plan", func(ws *workspace) error {
				if opts.init {
					return initPolicy(env, ws, opts)
				}
				return runPlan(env, ws, opts)
			})
		},
	}
	flags := cmd.Flags()
	opts.format.addFlag(cmd)
	opts.failOn.addFlag(flags)
	opts.planInputs.addFlags(flags)
	flags.BoolVar(&opts.all, "all", false, "show every item on a terminal too")
	flags.BoolVar(&opts.init, "init", false, "write policy.yaml and stop")
	flags.BoolVar(&opts.schema, "schema", false, "print the JSON schema of policy.yaml and stop")
	flags.StringVar(&opts.compare, "compare", "", "show the plan by another policy, a `FILE`, beside that by policy.yaml; nothing is written")
	return cmd
}

// emptyFile gives the first flag that was typed with nothing in the place of its file.
func emptyFile(flags *pflag.FlagSet) string {
	for _, name := range []string{"compare", "earlier", "milestones"} {
		if f := flags.Lookup(name); f != nil && f.Changed && f.Value.String() == "" {
			return name
		}
	}
	return ""
}

// clash refuses flags that were typed and do not go together, and says what was probably meant.
func clash(typed func(flag string) bool) error {
	refuse := func(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }
	if typed("schema") && typed("init") {
		return refuse("--schema prints the schema of policy.yaml, and --init writes it too, as %s: leave one of them out", policySchemaName)
	}
	if typed("init") && typed("compare") {
		return refuse("--init writes a policy to begin from, and --compare tries one: run unbasic plan --init first, edit a copy, and then run unbasic plan --compare COPY")
	}
	for _, other := range []string{"compare", "earlier", "milestones", "fail-on", "format", "all"} {
		switch {
		case !typed(other):
		case typed("schema"):
			return refuse("--schema prints the schema of policy.yaml and makes no plan: leave out --%s, or leave out --schema", other)
		case typed("init"):
			return refuse("--init writes policy.yaml and makes no plan: run it alone first, and then unbasic plan with --%s", other)
		}
	}
	if typed("compare") && typed("fail-on") {
		return refuse("--fail-on looks at one plan and --compare shows two: run unbasic plan --fail-on without --compare")
	}
	return nil
}

// initPolicy writes a policy to begin from, and the schema that its first line names. The schema is the program's own, so it may be there already.
func initPolicy(env *environment, ws *workspace, o planOptions) error {
	if exists(ws.policyPath()) {
		return fmt.Errorf("%s is there already: edit it, or move it away first", ws.policyPath())
	}
	var filled *inventory.Inventory
	said := sayInit
	if exists(ws.inventoryPath()) {
		inv, _, err := ws.readInventory()
		if err != nil {
			return err
		}
		filled, said = &inv, sayInitFilled
	}
	write := func(path string, parts ...[]byte) error {
		return evidence.WriteFile(path, func(w io.Writer) error {
			_, err := w.Write(bytes.Join(parts, nil))
			return err
		})
	}
	isNew := !exists(ws.schemaPath())
	if err := write(ws.schemaPath(), plan.PolicySchema()); err != nil {
		return err
	}
	if err := write(ws.policyPath(), []byte("# yaml-language-server: $schema="+policySchemaName+"\n"), plan.PolicyTemplate(filled)); err != nil {
		if isNew {
			err = errors.Join(err, os.Remove(ws.schemaPath()))
		}
		return err
	}
	newUI(env, o.globalOptions).say(said, "path", ws.policyPath(), "schema", policySchemaName, "inventory", ws.inventoryPath())
	return nil
}

// planBasis is what plans are made from, whatever the policy.
type planBasis struct {
	inv    inventory.Inventory
	digest string
	// defaults are what a policy is read over.
	defaults plan.Policy
	// earlier is nil where a plan is made anew.
	earlier     *plan.Plan
	earlierPath string
	// entries are the journal, and written is what people wrote into workbooks by it.
	entries []journal.Entry
	written *journal.State
}

// readBasis reads all of it before anything is written, so that the earlier plan may be the one that is written over.
func readBasis(env *environment, ws *workspace, o planOptions) (planBasis, error) {
	b, err := readBasisAnew(env, ws, o.globalOptions, o.planInputs)
	if err != nil {
		return b, err
	}
	b.earlierPath = o.earlier
	if b.earlier, err = o.readEarlier(); err != nil {
		return b, err
	}
	if b.earlier == nil && b.decided() && exists(ws.planPath()) {
		b.earlierPath = ws.planPath()
		p, _, err := ws.readPlan()
		if err != nil {
			return b, err
		}
		b.earlier = &p
	}
	return b, nil
}

// readBasisAnew is readBasis without an earlier plan.
func readBasisAnew(env *environment, ws *workspace, global globalOptions, inputs planInputs) (b planBasis, err error) {
	if b.inv, b.digest, err = ws.readInventory(); err != nil {
		return b, err
	}
	if b.defaults, err = inputs.defaults(global, env); err != nil {
		return b, err
	}
	if b.entries, err = ws.readJournal(); err != nil {
		return b, err
	}
	b.written = journal.Replay(b.entries)
	return b, nil
}

// decided reports whether people decided about items: a plan keeps that, and with it to the plan that they decided about.
func (b planBasis) decided() bool {
	return slices.ContainsFunc(b.entries, func(e journal.Entry) bool { return e.Sheet == planSheet })
}

// planSheet is the key of the sheet Plan.
const planSheet = "plan"

// decidedBy is a plan with what people decided, as the journal has it.
func decidedBy(p plan.Plan, written *journal.State) (plan.Plan, error) {
	field := func(item, column string) journal.Field {
		return journal.Field{Sheet: planSheet, Row: item, Column: column}
	}
	return p.Decided(func(item, column string) (string, bool) { return written.Value(field(item, column)) }, func(item, column, value string) bool {
		return written.Wrote(field(item, column), value)
	})
}

// defaults are what a policy is read over: the program's, with other milestones where a file of them is named.
func (i planInputs) defaults(o globalOptions, env *environment) (plan.Policy, error) {
	defaults := plan.DefaultPolicy(o.now(env))
	if i.milestones == "" {
		return defaults, nil
	}
	data, err := os.ReadFile(i.milestones)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return defaults, fmt.Errorf("--milestones %s is not there: name a file of milestones, or leave --milestones out", i.milestones)
	case err != nil:
		return defaults, fmt.Errorf("reading milestones: %w", err)
	}
	milestones, err := plan.ReadMilestones(data)
	if err != nil {
		return defaults, fmt.Errorf("%s: %w", i.milestones, err)
	}
	return defaults.WithMilestones(milestones), nil
}

// readEarlier gives the plan to keep to, nil for none.
func (i planInputs) readEarlier() (*plan.Plan, error) {
	if i.earlier == "" {
		return nil, nil
	}
	if !exists(i.earlier) {
		return nil, fmt.Errorf("--earlier %s is not there: name a plan.json, or leave --earlier out to plan anew", i.earlier)
	}
	p, _, err := readFile(i.earlier, "unbasic plan", plan.Read)
	return &p, err
}

// by makes the plan by a policy; path is the policy's, for messages.
func (b planBasis) by(policy plan.Policy, data []byte, path string) (plan.Plan, error) {
	if err := plan.Fits(b.inv, policy, nil); err != nil {
		return plan.Plan{}, fmt.Errorf("%s: %w", path, err)
	}
	if err := plan.Fits(b.inv, policy, b.earlier); err != nil {
		return plan.Plan{}, fmt.Errorf("%s: %w", b.earlierPath, err)
	}
	digests, earlier := plan.Digests{Inventory: b.digest, Policy: digestOf(data)}, b.earlier
	if !b.decided() {
		return plan.Make(b.inv, policy, digests, earlier), nil
	}
	if earlier == nil { // what people decided about is gone, and what they decided is not
		p := plan.Make(b.inv, policy, digests, nil)
		earlier = &p
	}
	kept, err := decidedBy(*earlier, b.written)
	if err != nil {
		return plan.Plan{}, fmt.Errorf("keeping what the journal says: %w", err)
	}
	return plan.Make(b.inv, policy, digests, &kept), nil
}

// tooLongToCompare is the size of a plan.json, some 10,000 items, from which on nobody is told how many would have kept their place: reading it would take longer
// than planning.
const tooLongToCompare = 100 << 20

// runPlan reads the inventory, decides, and writes the plan.
func runPlan(env *environment, ws *workspace, o planOptions) error {
	u := newUI(env, o.globalOptions)
	basis, err := readBasis(env, ws, o)
	if err != nil {
		return err
	}
	policy, data, err := ws.policyOver(basis.defaults)
	if err != nil {
		return err
	}
	p, err := basis.by(policy, data, ws.policyPath())
	if err != nil {
		return err
	}
	var before *plan.Plan
	if info, err := os.Stat(ws.planPath()); err == nil && info.Size() < tooLongToCompare && basis.earlier == nil && !o.replaces {
		if old, _, err := ws.readPlan(); err == nil && old.Tenant.ID == p.Tenant.ID { // what can't be read can't be kept to either
			before = &old
		}
	}
	if err := evidence.WriteFile(ws.planPath(), func(w io.Writer) error { return plan.Write(w, p) }); err != nil {
		return err
	}
	u.say(sayWrote, "path", ws.planPath())
	if err := u.plan(p, o); err != nil {
		return err
	}
	u.planTalk(p, o)
	if before != nil {
		u.moved(*before, p, ws.planPath())
	}
	return o.failOn.check(u, p)
}
