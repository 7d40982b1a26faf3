package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"unbasic/inventory"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// environment is everything outside of the program that a command may touch, besides files.
type environment struct {
	stdout, stderr io.Writer
	// stdoutTerminal: a person reads, so tables are aligned; otherwise rows are tab-separated.
	stdoutTerminal bool
	// width is how many columns stdout's terminal has; 0 where that is not known.
	width int
	// stderrTerminal: progress may be shown.
	stderrTerminal bool
	getenv         func(string) string
	now            func() time.Time
	retryPause     time.Duration
}

// globalOptions mean the same for every command.
type globalOptions struct {
	workspace string
	lang      language
	asOf      moment
	quiet     bool
	noColor   bool
	logLevel  logLevel
}

func (o *globalOptions) addFlags(flags *pflag.FlagSet) {
	flags.StringVarP(&o.workspace, "workspace", "w", ".", "the `folder` to work in")
	flags.Var(&o.lang, "lang", "`language` of what people read: en or ja (default from the environment, else en)")
	flags.Var(&o.asOf, "as-of", "take this `time` for now, for repeatable output: 2026-11-23 or 2026-11-23T09:00:00Z")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "no talk, only warnings and errors")
	flags.BoolVar(&o.noColor, "no-color", false, "no colour in tables")
	flags.Var(&o.logLevel, "log-level", "`level` of diagnostics on stderr: debug, info, warn, error (default warn)")
}

const rootHelp = `unbasic finds the scanners, applications and mail programs that still send through Exchange Online
with a password (Basic authentication for SMTP AUTH), says which of their accounts are not licensed,
and plans how and when each of them moves. It reads; it never changes a tenant.

  unbasic demo          see all of it on a sample tenant, without an account
  unbasic run           read a tenant and write the plan
  unbasic import FILE   start from a sign-in file exported from the Entra portal instead` + exitHelp

// newRootCommand lists the commands. What is not here is not built.
func newRootCommand(env *environment) *cobra.Command {
	opts := &globalOptions{logLevel: logLevel{slog.LevelWarn}}
	root := &cobra.Command{
		Use: "unbasic", Short: "Plan the way out of Basic authentication for SMTP AUTH", Long: rootHelp,
		Version: version(), SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(cmd.Flags(), env.getenv)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Args: cobra.NoArgs,
	}
	opts.addFlags(root.PersistentFlags())
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w: see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(
		newDemoCommand(env, opts),
		newCollectCommand(env, opts),
		newImportCommand(env, opts),
		newCheckCommand(env, opts),
		newVerifyCommand(env, opts),
		newInventoryCommand(env, opts),
		newPlanCommand(env, opts),
		newExportCommand(env, opts),
		newTrackCommand(env, opts),
		newExplainCommand(env, opts),
		newRunCommand(env, opts),
		newVersionCommand(env),
	)
	return root
}

// execute runs one command line and gives its exit code.
func execute(ctx context.Context, env *environment, args []string) int {
	root := newRootCommand(env)
	root.SetArgs(args)
	root.SetOut(env.stdout)
	root.SetErr(env.stderr)
	err := root.ExecuteContext(ctx)
	var usage usageError
	if err != nil && !errors.As(err, &usage) && isCobraUsage(err) {
		err = usageError{fmt.Errorf("%w: see unbasic --help", err)}
	}
	code := exitCode(ctx, err)
	switch {
	case code == exitInterrupted:
		newUI(env, globalOptions{}).failed(errors.New(interruptedText(err)))
	case isDone(err):
		for _, held := range heldIn(err) {
			newUI(env, globalOptions{}).line("", "%s", held)
		}
	default:
		newUI(env, globalOptions{}).failed(fmt.Errorf("%w%s", err, hintOf(err)))
	}
	return code
}

// interruptedText says what an interrupt left.
func interruptedText(err error) string {
	var suspended suspendedError
	var stopped tenantsStopped
	if errors.As(err, &stopped) {
		return stopped.Error()
	}
	if errors.As(err, &suspended) {
		return "interrupted; what was read so far is kept, and unbasic collect goes on with it"
	}
	if isDone(err) {
		return "interrupted; all that there was to write had been written"
	}
	return "interrupted; the workspace is as it was"
}

// isCobraUsage recognises the errors about commands and arguments that cobra makes itself; it gives them no type of their own.
func isCobraUsage(err error) bool {
	text := err.Error()
	for _, start := range []string{"unknown command", "accepts ", "requires ", "unknown flag", "invalid argument"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

// fromEnvironment fills flags that were not given from UNBASIC_ variables: --graph-url is UNBASIC_GRAPH_URL.
func fromEnvironment(flags *pflag.FlagSet, getenv func(string) string) error {
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "UNBASIC_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := getenv(name)
		if f.Changed || value == "" || err != nil || f.Name == "help" || f.Name == "version" {
			return
		}
		set := func() error { return flags.Set(f.Name, value) }
		if own, ok := f.Value.(interface{ setFromEnvironment(s string) error }); ok {
			set = func() error { return own.setFromEnvironment(value) }
		}
		if setErr := set(); setErr != nil {
			err = usageError{fmt.Errorf("%s: %w", name, setErr)}
		}
		f.Changed = false // so that what was typed can be told from a variable that is always there
	})
	return err
}

// version is the module's version, or the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	return "devel"
}

// language is the flag --lang.
type language inventory.Language

func (l *language) String() string { return string(*l) }
func (l *language) Type() string   { return "language" }
func (l *language) Set(s string) error {
	switch inventory.Language(s) {
	case inventory.English, inventory.Japanese:
		*l = language(s)
		return nil
	}
	return fmt.Errorf("%q is neither en nor ja", s)
}

// in gives the language to write: the flag's, else the environment's, else English.
func (l language) in(getenv func(string) string) inventory.Language {
	if l != "" {
		return inventory.Language(l)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if strings.HasPrefix(value, "ja") {
				return inventory.Japanese
			}
			return inventory.English
		}
	}
	return inventory.English
}

// moment is a flag that takes a date or a time.
type moment struct{ time.Time }

func (m *moment) Type() string { return "time" }
func (m *moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.Format(time.RFC3339)
}
func (m *moment) Set(s string) error {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			m.Time = t.UTC().Truncate(time.Second)
			return nil
		}
	}
	return fmt.Errorf("%q is neither a date such as 2026-11-23 nor a time such as 2026-11-23T09:00:00Z", s)
}

// now is the clock of a run: --as-of or the system's, in UTC and whole seconds.
func (o globalOptions) now(env *environment) time.Time {
	if !o.asOf.IsZero() {
		return o.asOf.Time
	}
	return env.now().UTC().Truncate(time.Second)
}

// logLevel is the flag --log-level.
type logLevel struct{ slog.Level }

func (l *logLevel) Type() string   { return "level" }
func (l *logLevel) String() string { return strings.ToLower(l.Level.String()) }
func (l *logLevel) Set(s string) error {
	if err := l.UnmarshalText([]byte(s)); err != nil {
		return fmt.Errorf("%q is none of debug, info, warn, error", s)
	}
	return nil
}
