package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/graph"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// signInOptions say which tenant to read and how to sign in.
type signInOptions struct {
	tenant, clientID, auth, cloud, graphURL string
}

func (o *signInOptions) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.tenant, "tenant", "", "the tenant's `id` or domain")
	flags.StringVar(&o.clientID, "client-id", "", "application (client) `id` of the app registration")
	flags.StringVar(&o.auth, "auth", "default", "`how` to sign in: "+strings.Join(graph.AuthKinds(), ", "))
	flags.StringVar(&o.cloud, "cloud", "global", "`name` of the cloud: "+strings.Join(graph.Clouds(), ", "))
	flags.StringVar(&o.graphURL, "graph-url", "", "`address` of Graph instead of the cloud's")
}

// windowOptions say which days to read.
type windowOptions struct {
	since, until edge
}

func (o *windowOptions) addFlags(flags *pflag.FlagSet) {
	flags.Var(&o.since, "since", "`start` of the window: a date, a time, or a length before its end such as 30d (default 30d)")
	flags.Var(&o.until, "until", "`end` of the window: a date, a time, or a length before now such as 2d (default now)")
}

// defaultWindow is how long Entra ID P1 and P2 keep sign-ins.
const defaultWindow = 30 * 24 * time.Hour

// window gives the span of time to read.
func (o windowOptions) window(now time.Time) (inventory.Window, error) {
	until := o.until.before(now, 0)
	w := inventory.Window{Since: o.since.before(until, defaultWindow), Until: until}
	if !w.Since.Before(w.Until) {
		return w, usageError{fmt.Errorf("--since %s is not before --until %s", w.Since.Format(time.RFC3339), w.Until.Format(time.RFC3339))}
	}
	return w, nil
}

// edge is a flag that takes a time, or a length of time before another.
type edge struct {
	at     moment
	length time.Duration
	text   string
}

var lengthPattern = regexp.MustCompile(`^(\d{1,4})([dh])$`)

func (e *edge) Type() string   { return "time" }
func (e *edge) String() string { return e.text }
func (e *edge) Set(s string) error {
	e.text = s
	if m := lengthPattern.FindStringSubmatch(s); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil || n == 0 {
			return fmt.Errorf("%q is no length such as 30d or 12h", s)
		}
		e.length = time.Duration(n) * time.Hour
		if m[2] == "d" {
			e.length *= 24
		}
		return nil
	}
	if err := e.at.Set(s); err != nil {
		return fmt.Errorf("%w, nor a length such as 30d", err)
	}
	return nil
}

// before resolves the edge against a time; standard is the length where nothing was given.
func (e edge) before(t time.Time, standard time.Duration) time.Time {
	switch {
	case !e.at.IsZero():
		return e.at.Time
	case e.length > 0:
		return t.Add(-e.length)
	}
	return t.Add(-standard)
}

type collectOptions struct {
	globalOptions
	signIn signInOptions
	window windowOptions
	engine engineOptions
	format tableFormat
	// allSignIns, full and restart are flags.
	allSignIns, full, restart bool
	rate                      float64
	// token is used as it is, in place of signing in. Only demo sets it; a person's comes from UNBASIC_ACCESS_TOKEN.
	token string
	// kind is the manifest's word for the snapshot.
	kind string
	// partOfRun: the stages after it tell of gaps, so this one does not.
	partOfRun bool
}

func (o *collectOptions) addFlags(flags *pflag.FlagSet) {
	o.signIn.addFlags(flags)
	o.window.addFlags(flags)
	flags.BoolVar(&o.allSignIns, "all-sign-ins", false, "read sign-ins of every client app, not only of those that use passwords")
	flags.BoolVar(&o.full, "full", false, "read the whole window again, also what earlier snapshots hold")
	flags.BoolVar(&o.restart, "restart", false, "give up an interrupted collection and begin anew")
	flags.Float64Var(&o.rate, "rate", 0, "most requests a second, a `number` such as 0.5 (default as fast as Graph allows)")
}

// asked is what makes one collection another than the next: an interrupted one is gone on with only by the same.
func (o collectOptions) asked(now time.Time, w inventory.Window) evidence.Asked {
	return evidence.Asked{Kind: o.kind, AsOf: now, Window: w, Options: map[string]string{
		"since": o.window.since.text, "until": o.window.until.text, "all-sign-ins": strconv.FormatBool(o.allSignIns), "full": strconv.FormatBool(o.full),
	}}
}

const collectHelp = `collect reads a tenant through Microsoft Graph and keeps what is served in a new snapshot under evidence/:
sign-ins (interactive, non-interactive, of applications), accounts with their licences, deleted accounts,
groups, subscriptions, domains, usage reports, mailbox types, policies, MFA registration, permissions to send,
and counts of message traces. unbasic check says which of them this sign-in can read. What can't be read is
in the table with the reason, and the run goes on.

Sign-ins are limited to client apps that use passwords; modern ones are read for accounts that send with a
password. They are read in slices, newest first. Where a run is interrupted, the next one goes on with the
slices that are missing; on a finished snapshot, the next one reads what is new, and the last 24 hours again.
Graph keeps sign-ins for 30 days with Entra ID P1 or P2; without, it does not give them out at all: download
them in the Entra portal and run unbasic import.

Secrets come from the environment: UNBASIC_CLIENT_SECRET (or _FILE), UNBASIC_CLIENT_CERTIFICATE_FILE,
UNBASIC_ACCESS_TOKEN.` + exitHelp

func newCollectCommand(env *environment, global *globalOptions) *cobra.Command {
	opts := collectOptions{kind: collectKind}
	cmd := &cobra.Command{
		Use: "collect", Short: "Read a tenant through Microsoft Graph into a new snapshot", Long: collectHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts.globalOptions = *global
			engine, err := opts.engine.engine()
			if err != nil {
				return err
			}
			if opts.engine.printQuery {
				return printKQL(env, engine)
			}
			return inWorkspace(opts.globalOptions, "collect", func(ws *workspace) error {
				if engine != "" {
					return runCollectLogs(cmd.Context(), env, ws, opts, engine)
				}
				return runCollect(cmd.Context(), env, ws, opts)
			})
		},
	}
	opts.addFlags(cmd.Flags())
	opts.engine.addFlags(cmd.Flags())
	opts.format.addFlag(cmd)
	return cmd
}

// collectKind marks snapshots of a real tenant.
const collectKind = "collect"

// inWorkspace runs the work of a command on its locked workspace.
func inWorkspace(o globalOptions, holder string, work func(*workspace) error) (err error) {
	ws, err := openWorkspace(o.workspace, holder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ws.close()) }()
	return work(ws)
}

// connect signs in to Graph.
func connect(ctx context.Context, env *environment, u ui, o signInOptions, token string) (*graph.Client, error) {
	return graph.Connect(ctx, o.options(env, u, token))
}

// options are what signing in needs; token is used in place of it where it is not empty.
func (o signInOptions) options(env *environment, u ui, token string) graph.Options {
	if token == "" {
		token = strings.TrimSpace(env.getenv("UNBASIC_ACCESS_TOKEN"))
	}
	return graph.Options{
		Tenant: o.tenant, ClientID: o.clientID, Auth: o.auth, Cloud: o.cloud, GraphURL: o.graphURL,
		AccessToken: token, Environment: env.getenv, Prompt: env.stderr, Log: u.log, UserAgent: "unbasic/" + version(), Backoff: env.retryPause,
	}
}

// runCollect reads a tenant into a snapshot. Where something could not be read, the snapshot is kept and the error is errIncomplete. A run that ends
// before its time leaves what it read for the next one.
func runCollect(ctx context.Context, env *environment, ws *workspace, o collectOptions) (err error) {
	u := newUI(env, o.globalOptions)
	if o.rate < 0 {
		return usageError{fmt.Errorf("--rate %v is below 0", o.rate)}
	}
	now := o.now(env)
	window, err := o.window.window(now)
	if err != nil {
		return err
	}
	earlier, err := evidence.List(ws.dir)
	if err != nil {
		return err
	}
	asked, resume, err := u.asked(ws, o, o.asked(now, window))
	if err != nil {
		return err
	}
	client, err := connect(ctx, env, u, o.signIn, o.token)
	if err != nil {
		return err
	}
	begin := func() (*evidence.Writer, error) { return evidence.Begin(ws.dir, asked) }
	if resume {
		begin = func() (*evidence.Writer, error) { return evidence.Resume(ws.dir) }
	}
	writer, err := begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && !errors.Is(err, errIncomplete) && writer.Suspend() {
			err = suspendedError{err}
		}
	}()
	watch := newWatch(u, env.now)
	result, err := client.Collect(ctx, graph.Request{
		Window: asked.Window, AllSignIns: o.allSignIns, Rate: o.rate, TenantID: tenantOf(earlier), Covered: covered(earlier, o.full), Earlier: recordsOf(earlier),
		Now: now, FollowServer: o.asOf.IsZero() && o.window.until.text == "", Progress: watch.step,
	}, evidenceStore{writer})
	watch.end()
	if err != nil {
		return err
	}
	tenant, err := readTenant(writer)
	if err != nil {
		return err
	}
	tenant.Cloud = inventory.Optional(client.Cloud())
	if resume && now.Sub(asked.AsOf) > time.Hour {
		u.say(sayReaches, "until", result.Window.Until.Format(time.RFC3339))
	}
	if result.Skew > time.Minute || result.Skew < -time.Minute {
		u.warn("%s", u.word(warnSkew, "skew", result.Skew.String()))
	}
	return u.keep(ws, writer, evidence.Manifest{
		Kind: o.kind, AsOf: asked.AsOf, Tenant: tenant, Window: &result.Window, Coverage: result.Coverage, Access: accessOf(client.Access()),
	}, o.format, !o.partOfRun)
}

// asked finds out whether an interrupted collection is to be gone on with; what that was asked for is what is asked now.
func (u ui) asked(ws *workspace, o collectOptions, now evidence.Asked) (evidence.Asked, bool, error) {
	before, err := evidence.Interrupted(ws.dir)
	switch {
	case err != nil:
		return now, false, err
	case before == nil || o.restart || o.kind != collectKind:
		return now, false, nil
	}
	var typed []string
	for _, name := range []string{"since", "until", "all-sign-ins", "full"} {
		if value := before.Options[name]; value != now.Options[name] {
			typed = append(typed, fmt.Sprintf("--%s %q", name, value))
		}
	}
	if len(typed) > 0 {
		return now, false, usageError{fmt.Errorf("an interrupted collection is in %s that was begun with %s: use the same options to go on with it, or --restart to give it up",
			ws.dir, strings.Join(typed, ", "))}
	}
	u.say(sayResume, "since", before.Window.Since.Format(time.RFC3339), "until", before.Window.Until.Format(time.RFC3339))
	return *before, true, nil
}

// suspendedError is of a collection that the next run goes on with.
type suspendedError struct{ error }

func (e suspendedError) Unwrap() error { return e.error }

// covered tells the collector what it need not read again.
func covered(earlier []evidence.Snapshot, full bool) func(graph.Source, string) []inventory.Window {
	return func(s graph.Source, scope string) []inventory.Window {
		if full {
			return nil
		}
		return evidence.Covered(earlier, s.Name, s.Part, scope, graph.ScopeAll)
	}
}

// recordsOf gives the collector what earlier snapshots hold of a source.
func recordsOf(earlier []evidence.Snapshot) func(graph.Source) iter.Seq2[[]byte, error] {
	return func(source graph.Source) iter.Seq2[[]byte, error] {
		return func(yield func([]byte, error) bool) {
			for _, s := range earlier {
				for _, f := range s.Manifest.Files {
					if f.Source != source.Name || f.Part != source.Part {
						continue
					}
					for line, err := range lines(s.Open(f)) {
						if !yield(line, err) || err != nil {
							return
						}
					}
				}
			}
		}
	}
}

// tenantOf gives the tenant that a workspace's snapshots are of.
func tenantOf(snapshots []evidence.Snapshot) string {
	for _, s := range snapshots {
		if s.Manifest.Tenant.ID != "" {
			return string(s.Manifest.Tenant.ID)
		}
	}
	return ""
}

func accessOf(a *graph.Access) *evidence.Access {
	if a == nil {
		return nil
	}
	as := "person"
	if a.Application {
		as = "application"
	}
	return &evidence.Access{As: as, ApplicationID: a.ApplicationID, Permissions: a.Permissions, Roles: a.Roles}
}

// keep gives a snapshot its name and shows what was read; where that has gaps, the error is errIncomplete.
func (u ui) keep(ws *workspace, writer *evidence.Writer, m evidence.Manifest, format tableFormat, warn bool) error {
	m.Tool = inventory.Tool{Version: version()}
	name, err := writer.Commit(m)
	if err != nil {
		return err
	}
	u.say(saySnapshot, "name", name, "folder", ws.dir)
	if err := u.coverage(m.Coverage, format); err != nil {
		return err
	}
	gaps := gapsOf(m.Coverage)
	if warn {
		u.warnOf(gaps)
	}
	return incomplete(gaps)
}

// coverage shows what was read.
func (u ui) coverage(coverage []inventory.Coverage, format tableFormat) error {
	if format == formatJSON {
		return u.json(coverage)
	}
	rows := [][]string{}
	for _, c := range coverage {
		said := c.Reason
		if c.Note != "" {
			said = strings.TrimPrefix(said+"; "+c.Note, "; ")
		}
		source, part, status := c.Source, c.Part, string(c.Status)
		if u.env.stdoutTerminal { // a program gets the codes
			source, part, status = words.Sources.Label(source, u.lang), words.SignInParts.Within(part, u.lang), u.code(words.CoverageStatuses, status)
		}
		rows = append(rows, []string{source, part, status, strconv.Itoa(c.Records), said})
	}
	return u.rows(u.words(headSource, headPart, headStatus, headRecords, headReason), rows)
}

// sourceName names a source and its part, if it has any, on one line.
func sourceName(source, part string) string { return strings.TrimSpace(source + " " + part) }

// gapsOf says each gap of a coverage once: parts of a source that miss for one reason are named together.
func gapsOf(coverage []inventory.Coverage) []string {
	var gaps []string
	parts := map[string]int{}
	for _, c := range coverage {
		if c.Status == inventory.CoverageComplete {
			continue
		}
		what, why := sourceName(c.Source, c.Part), fmt.Sprintf(" is %s: %s", c.Status, c.Reason)
		if i, again := parts[c.Source+why]; again {
			gaps[i] = strings.TrimSuffix(gaps[i], why) + " and " + c.Part + why
			continue
		}
		parts[c.Source+why] = len(gaps)
		gaps = append(gaps, what+why)
	}
	return gaps
}

func (u ui) warnOf(gaps []string) {
	for _, gap := range gaps {
		u.warn("%s", gap)
	}
}

// incomplete gives errIncomplete where there is a gap.
func incomplete(gaps []string) error {
	if len(gaps) > 0 {
		return errIncomplete
	}
	return nil
}
