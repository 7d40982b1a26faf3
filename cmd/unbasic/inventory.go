package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/plan"

	"github.com/spf13/cobra"
)

type inventoryOptions struct {
	globalOptions
	window windowOptions
	format recordFormat
	failOn failOn
	all    bool
}

const inventoryHelp = `inventory reads all snapshots under evidence/ and writes inventory.json: every account that sends with a
password, tries to, or is guessed at, with verdict, licence state and the reasons for both. A row that
several snapshots hold counts once. policy.yaml, where there is one, says of what kind a sender is
(senders) and what licences cost (licences).

On a terminal it shows what needs doing first, shortened to the width, and sums up idle senders and
noise (--all shows them). A pipe gets every sender with all columns, tab-separated, and --format csv the
same as CSV (RFC 4180, UTF-8 without mark, CRLF). Names of columns and codes are in no language and only
ever added to. In the CSV, text from the tenant that a spreadsheet would take for a formula begins with
an apostrophe. --format json is inventory.json itself.` + failOnHelp + exitHelp

func newInventoryCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts inventoryOptions
	cmd := &cobra.Command{
		Use: "inventory", Short: "Say who sends with a password and who is licensed, from the evidence", Long: inventoryHelp, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			opts.globalOptions = *global
			return inWorkspace(opts.globalOptions, "inventory", func(ws *workspace) error {
				return runInventory(env, ws, opts)
			})
		},
	}
	opts.window.addFlags(cmd.Flags())
	cmd.Flags().Lookup("since").Usage = "`start` of the window: a date, a time, or a length before its end such as 30d (default all that was read)"
	cmd.Flags().Lookup("until").Usage = "`end` of the window: a date, a time, or a length before now such as 2d (default all that was read)"
	opts.format.addFlag(cmd)
	opts.failOn.addFlag(cmd.Flags())
	cmd.Flags().BoolVar(&opts.all, "all", false, "show idle senders and noise on a terminal too")
	return cmd
}

// runInventory turns evidence into inventory.json and shows it.
func runInventory(env *environment, ws *workspace, o inventoryOptions) error {
	u := newUI(env, o.globalOptions)
	snapshots, err := evidence.List(ws.dir)
	if err != nil {
		return err
	}
	if len(snapshots) == 0 {
		return fmt.Errorf("%s holds no evidence: run unbasic collect, or unbasic import with an exported sign-in file", ws.dir)
	}
	policy, rules, err := ws.readPolicy(o.now(env))
	if err != nil {
		return err
	}
	var window *inventory.Window
	if o.window.since.text != "" || o.window.until.text != "" {
		w, err := o.window.window(o.now(env))
		if err != nil {
			return err
		}
		window = &w
	}
	input, err := files.Load(snapshots, window)
	if err != nil {
		return err
	}
	input.Tool, input.AsOf = inventory.Tool{Version: version()}, o.now(env)
	input.KindOf, input.Prices, input.Policy = policy.KindOf(), policy.Licenses.Prices, digestOf(rules)
	inv := inventory.Analyze(input)
	if err := evidence.WriteFile(ws.inventoryPath(), func(w io.Writer) error { return inventory.Write(w, inv) }); err != nil {
		return err
	}
	u.say(sayWrote, "path", ws.inventoryPath())
	if err := u.inventory(inv, policy, o); err != nil {
		return err
	}
	u.summary(inv, policy.Licenses.Currency)
	gaps := gapsOf(inv.Coverage)
	u.warnOf(gaps)
	if inv.Records.Read == 0 {
		u.warn("%s", u.word(warnNoSignIns))
	}
	return errors.Join(incomplete(gaps), o.failOn.check(u, inv))
}

// inventory shows senders, what needs doing first.
func (u ui) inventory(inv inventory.Inventory, policy plan.Policy, o inventoryOptions) error {
	today := todayOf(u, policy, inv.AsOf)
	switch {
	case o.format.tableFormat == formatJSON:
		return inventory.Write(u.env.stdout, inv)
	case o.format.tableFormat == formatCSV:
		return u.csv(senderRecords(u, inv.Senders, today))
	case !u.env.stdoutTerminal:
		records := senderRecords(u, inv.Senders, today)
		return u.rows(records.names, records.texts())
	}
	return u.senders(inv.Senders, today, o.all)
}

func timeText(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.RFC3339)
}

// tableFormat is the flag --format of the commands that show a table.
type tableFormat string

// The formats of tables. Empty means a table: aligned on a terminal, tab-separated in a pipe.
const (
	formatTable tableFormat = "table"
	formatJSON  tableFormat = "json"
	// formatCSV is recordFormat's alone.
	formatCSV tableFormat = "csv"
)

func (f *tableFormat) addFlag(cmd *cobra.Command) {
	cmd.Flags().Var(f, "format", "`form` of the output: table or json (default table; tab-separated when piped)")
}
func (f *tableFormat) String() string { return string(*f) }
func (f *tableFormat) Type() string   { return "form" }
func (f *tableFormat) Set(s string) error {
	switch tableFormat(s) {
	case formatTable, formatJSON:
		*f = tableFormat(s)
		return nil
	}
	return errors.New(strconv.Quote(s) + " is neither table nor json")
}

// recordFormat is the flag --format of the commands that list senders or items, which know one form more.
type recordFormat struct{ tableFormat }

func (f *recordFormat) addFlag(cmd *cobra.Command) {
	cmd.Flags().Var(f, "format", "`form` of the output: table, csv or json (default table; tab-separated when piped)")
}
func (f *recordFormat) Set(s string) error {
	switch tableFormat(s) {
	case formatTable, formatCSV, formatJSON:
		f.tableFormat = tableFormat(s)
		return nil
	}
	return errors.New(strconv.Quote(s) + " is none of table, csv, json")
}
