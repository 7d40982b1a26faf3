package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
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
	format tableFormat
	// token is used as it is, in place of signing in. Only demo sets it; a person's comes from UNBASIC_ACCESS_TOKEN.
	token string
	// kind is the manifest's word for the snapshot.
	kind string
	// partOfRun: the stages after it tell of gaps, so this one does not.
	partOfRun bool
}

const collectHelp = `collect reads sign-ins, users with their licences, subscriptions and the organisation from Microsoft Graph
and keeps them as served in a new snapshot under evidence/. Sign-ins are limited to legacy client apps.

Graph keeps sign-ins for 30 days with Entra ID P1 or P2 and for 7 days without; without, it does not
give them out at all: download them in the Entra portal and run unbasic import.

Permissions: AuditLog.Read.All, User.Read.All and Organization.Read.All; Directory.Read.All only if Graph
refuses the sign-in log without it. Secrets come from the environment: UNBASIC_CLIENT_SECRET (or _FILE),
UNBASIC_CLIENT_CERTIFICATE_FILE, UNBASIC_ACCESS_TOKEN.` + exitHelp

func newCollectCommand(env *environment, global *globalOptions) *cobra.Command {
	opts := collectOptions{kind: "collect"}
	cmd := &cobra.Command{
		Use: "collect", Short: "Read a tenant through Microsoft Graph into a new snapshot", Long: collectHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts.globalOptions = *global
			return inWorkspace(opts.globalOptions, "collect", func(ws *workspace) error {
				return runCollect(cmd.Context(), env, ws, opts)
			})
		},
	}
	opts.signIn.addFlags(cmd.Flags())
	opts.window.addFlags(cmd.Flags())
	opts.format.addFlag(cmd)
	return cmd
}

// inWorkspace runs the work of a command on its locked workspace.
func inWorkspace(o globalOptions, holder string, work func(*workspace) error) (err error) {
	ws, err := openWorkspace(o.workspace, holder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ws.close()) }()
	return work(ws)
}

// runCollect reads a tenant into a snapshot. Where something could not be read, the snapshot is kept and the error is errIncomplete.
func runCollect(ctx context.Context, env *environment, ws *workspace, o collectOptions) (err error) {
	u := newUI(env, o.globalOptions)
	now := o.now(env)
	window, err := o.window.window(now)
	if err != nil {
		return err
	}
	token := o.token
	if token == "" {
		token = strings.TrimSpace(env.getenv("UNBASIC_ACCESS_TOKEN"))
	}
	client, err := graph.Connect(ctx, graph.Options{
		Tenant: o.signIn.tenant, ClientID: o.signIn.clientID, Auth: o.signIn.auth, Cloud: o.signIn.cloud, GraphURL: o.signIn.graphURL,
		AccessToken: token, Environment: env.getenv, Prompt: env.stderr, Log: u.log, UserAgent: "unbasic/" + version(), Backoff: env.retryPause,
	})
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
	sink := &evidenceSink{writer: writer, ui: u}
	coverage, err := client.Collect(ctx, window, sink)
	if err != nil {
		return err
	}
	sink.tenant.Cloud = inventory.Optional(client.Cloud())
	return u.keep(ws, writer, evidence.Manifest{Kind: o.kind, AsOf: now, Tenant: sink.tenant, Window: &window, Coverage: coverage}, o.format, !o.partOfRun)
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
		encoder := json.NewEncoder(u.env.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(coverage)
	}
	rows := [][]string{}
	for _, c := range coverage {
		rows = append(rows, []string{c.Source, c.Part, string(c.Status), strconv.Itoa(c.Records), c.Reason})
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

// evidenceSink keeps what Graph serves, a file a source.
type evidenceSink struct {
	writer *evidence.Writer
	ui     ui
	file   *evidence.FileWriter
	source graph.Source
	tenant inventory.Tenant
}

// evidenceFiles names the file and the format of each source.
var evidenceFiles = map[graph.Source]struct {
	name   string
	format files.Format
}{
	graph.Organization:          {"organization.jsonl", files.GraphOrganization},
	graph.SubscribedSKUs:        {"subscribed-skus.jsonl", files.GraphSKUs},
	graph.Users:                 {"users.jsonl", files.GraphUsers},
	graph.InteractiveSignIns:    {"sign-ins-interactive.jsonl", files.GraphSignIns},
	graph.NonInteractiveSignIns: {"sign-ins-non-interactive.jsonl", files.GraphSignIns},
}

func (s *evidenceSink) Begin(source graph.Source) error {
	as, ok := evidenceFiles[source]
	if !ok {
		return fmt.Errorf("keeping %s %s: no file is named for it", source.Name, source.Part)
	}
	s.source = source
	var err error
	if s.file, err = s.writer.File(as.name, string(as.format), source.Origin); err != nil {
		return err
	}
	s.file.About(source.Name, source.Part)
	return nil
}

func (s *evidenceSink) Record(record []byte) error {
	if s.source == graph.Organization && s.tenant.ID == "" {
		// What can't be decoded is reported when the inventory is made; here it only leaves the manifest without a name.
		if tenant, err := files.DecodeTenant(record); err == nil {
			s.tenant = tenant
		}
	}
	return s.file.Record(record)
}

func (s *evidenceSink) Request(id string) { s.file.Request(id) }

// Progress rewrites one line on a terminal; in a pipe the line at the end is enough.
func (s *evidenceSink) Progress(records int, slice *inventory.Window) {
	what := sourceName(s.source.Name, s.source.Part)
	if slice != nil {
		what += " of " + slice.Since.Format(time.DateOnly)
	}
	s.ui.progress("reading %s: %d records", what, records)
}

func (s *evidenceSink) End(c inventory.Coverage) {
	s.ui.progress("")
	s.ui.say(sayRead, "what", sourceName(c.Source, c.Part), "records", strconv.Itoa(c.Records), "status", string(c.Status))
}
