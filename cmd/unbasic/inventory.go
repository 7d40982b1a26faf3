package main

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"

	"github.com/spf13/cobra"
)

type inventoryOptions struct {
	globalOptions
	window windowOptions
	format tableFormat
}

const inventoryHelp = `inventory reads all snapshots under evidence/ and writes inventory.json: every account that sends with a
password, tries to, or is guessed at, with verdict, licence state and the reasons for both. A row that
several snapshots hold counts once.` + exitHelp

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
	inv := inventory.Analyze(input)
	if err := evidence.WriteFile(ws.inventoryPath(), func(w io.Writer) error { return inventory.Write(w, inv) }); err != nil {
		return err
	}
	u.say(sayWrote, "path", ws.inventoryPath())
	if err := u.inventory(inv, o.format); err != nil {
		return err
	}
	gaps := gapsOf(inv.Coverage)
	u.warnOf(gaps)
	if inv.Records.Read == 0 {
		u.warn("%s", u.word(warnNoSignIns))
	}
	return incomplete(gaps)
}

// inventory shows senders, what needs attention first.
func (u ui) inventory(inv inventory.Inventory, format tableFormat) error {
	if format == formatJSON {
		return inventory.Write(u.env.stdout, inv)
	}
	senders := append([]inventory.Sender{}, inv.Senders...)
	sort.SliceStable(senders, func(i, j int) bool {
		a, b := senders[i], senders[j]
		if a.Verdict != b.Verdict {
			return a.Verdict.Rank() < b.Verdict.Rank()
		}
		return a.Successes > b.Successes
	})
	rows := [][]string{}
	for _, s := range senders {
		rows = append(rows, []string{
			s.UPN, string(s.Verdict), string(s.Kind), strconv.Itoa(s.Successes), strconv.Itoa(s.Failures), timeText(s.LastSeen),
			string(s.License.State), string(s.License.Finding), string(s.DisplayName),
		})
	}
	return u.rows(u.words(headSender, headVerdict, headKind, headSuccesses, headFailures, headLastSeen, headLicense, headFinding, headName), rows)
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
