package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/inventory/graph"
	"unbasic/inventory/kql"
	"unbasic/inventory/loganalytics"

	"github.com/spf13/pflag"
)

// engineOptions say where sign-ins are read that are not asked of Graph's log.
type engineOptions struct {
	from, workspaceID, logAnalyticsURL string
	printQuery                         bool
}

// fromGraph is the value of --from for Graph's own log.
const fromGraph = "graph"

func (o *engineOptions) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.from, "from", fromGraph, "`where` sign-ins are read: graph, log-analytics (a workspace counts them), hunting (Defender counts them)")
	flags.StringVar(&o.workspaceID, "workspace-id", "", "`GUID` of the Log Analytics workspace, from its Overview page in the Azure portal")
	flags.BoolVar(&o.printQuery, "print-kql", false, "print the query for a person to run, and read nothing; --from says for which engine (default log-analytics)")
	flags.StringVar(&o.logAnalyticsURL, "log-analytics-url", "", "`address` on this machine that stands for the Log Analytics API")
	_ = flags.MarkHidden("log-analytics-url") // for tests
}

// engine gives the engine that --from names; empty for Graph's log.
func (o engineOptions) engine() (kql.Engine, error) {
	switch o.from {
	case fromGraph:
		return "", nil
	case string(kql.LogAnalytics):
		if o.printQuery {
			return kql.LogAnalytics, nil
		}
		if err := loganalytics.CheckWorkspaceID(o.workspaceID); err != nil {
			return "", usageError{err}
		}
		return kql.LogAnalytics, nil
	case string(kql.Hunting):
		return kql.Hunting, nil
	}
	return "", usageError{fmt.Errorf("--from %q is none of %s, %s, %s", o.from, fromGraph, kql.LogAnalytics, kql.Hunting)}
}

// printKQL writes the query that a person runs. It needs no sign-in and no workspace.
func printKQL(env *environment, engine kql.Engine) error {
	if engine == "" {
		engine = kql.LogAnalytics
	}
	_, err := io.WriteString(env.stdout, kql.Printed(engine))
	return err
}

// engineWords are an engine's names in a snapshot: source, file and origin.
func engineWords(engine kql.Engine, workspaceID string) (source, file, origin string) {
	if engine == kql.Hunting {
		return inventory.SourceHunting, "sign-in-groups-hunting.jsonl", graph.HuntingPath
	}
	return inventory.SourceLogAnalytics, "sign-in-groups-log-analytics.jsonl", "/v1/workspaces/" + strings.ToLower(workspaceID) + "/query"
}

// runCollectLogs has an engine count sign-ins and keeps the groups in a new snapshot. A run that ends before its time leaves nothing: the next one is as quick.
func runCollectLogs(ctx context.Context, env *environment, ws *workspace, o collectOptions, engine kql.Engine) (err error) {
	u := newUI(env, o.globalOptions)
	if o.allSignIns || o.full || o.restart || o.rate != 0 {
		return usageError{fmt.Errorf("--all-sign-ins, --full, --restart and --rate are for --from %s: an engine counts the whole window each time", fromGraph)}
	}
	now := o.now(env)
	if o.window.since.text == "" {
		o.window.since.length = engine.Keeps()
	}
	window, err := o.window.window(now)
	if err != nil {
		return err
	}
	earlier, err := evidence.List(ws.dir)
	if err != nil {
		return err
	}
	watch := newWatch(u, env.now)
	defer watch.end()
	read, manifest, err := o.reader(ctx, env, u, engine, earlier, watch)
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
	source, name, origin := engineWords(engine, o.engine.workspaceID)
	file, err := writer.File(name, string(files.SignInGroups), origin)
	if err != nil {
		return err
	}
	file.About(source, "")
	result, err := read(window, file.Record)
	if err != nil {
		return err
	}
	for _, id := range result.RequestIDs {
		file.Request(id)
	}
	entry := coverageOfEngine(engine, source, window, o.window.since.text != "", result)
	watch.step(graph.Progress{Source: graph.Source{Name: source}, Ended: &entry})
	manifest.Window = &inventory.Window{Since: *entry.Since, Until: *entry.Until}
	if err := file.Seal(func(f *evidence.File) { f.Window = manifest.Window }); err != nil {
		return err
	}
	manifest.Kind, manifest.AsOf, manifest.Coverage = o.kind, now, []inventory.Coverage{entry}
	return u.keep(ws, writer, manifest, o.format, !o.partOfRun)
}

// groupReader reads a window from an engine.
type groupReader func(w inventory.Window, keep func([]byte) error) (kql.Result, error)

// reader signs in to an engine. The manifest has what the sign-in says of the tenant.
func (o collectOptions) reader(
	ctx context.Context, env *environment, u ui, engine kql.Engine, earlier []evidence.Snapshot, watch *watch,
) (groupReader, evidence.Manifest, error) {
	if engine == kql.Hunting {
		client, err := connect(ctx, env, u, o.signIn, o.token)
		if err != nil {
			return nil, evidence.Manifest{}, err
		}
		tenant, err := tenantOfToken(client, earlier)
		if err != nil {
			return nil, evidence.Manifest{}, err
		}
		return func(w inventory.Window, keep func([]byte) error) (kql.Result, error) {
			return client.Hunt(ctx, graph.HuntRequest{Window: w, Progress: watch.step}, keep)
		}, evidence.Manifest{Tenant: tenant, Access: accessOf(client.Access())}, nil
	}
	credential, err := graph.Credential(o.signIn.options(env, u, o.token), "permission Data.Read of the Log Analytics API")
	if err != nil {
		return nil, evidence.Manifest{}, err
	}
	return func(w inventory.Window, keep func([]byte) error) (kql.Result, error) {
		result, err := loganalytics.Collect(ctx, loganalytics.Request{
			WorkspaceID: o.engine.workspaceID, Window: w, Credential: credential, Cloud: o.signIn.cloud, Endpoint: o.engine.logAnalyticsURL,
			UserAgent: "unbasic/" + version(), Backoff: env.retryPause, Log: u.log,
			Progress: func(span inventory.Window, groups int) {
				watch.step(graph.Progress{Source: graph.Source{Name: inventory.SourceLogAnalytics}, Slice: &span, Records: groups})
			},
		}, keep)
		switch {
		case errors.Is(err, loganalytics.ErrAccess):
			err = fmt.Errorf("%w: %w", graph.ErrSignIn, err)
		case errors.Is(err, loganalytics.ErrUsage):
			err = usageError{err}
		}
		return result, err
	}, evidence.Manifest{}, nil
}

// tenantOfToken gives what is known of the tenant that a client is signed in to, and refuses another one than earlier snapshots are of.
func tenantOfToken(client *graph.Client, earlier []evidence.Snapshot) (inventory.Tenant, error) {
	access := client.Access()
	if access == nil || access.TenantID == "" {
		return inventory.Tenant{}, nil
	}
	if have := tenantOf(earlier); have != "" && have != access.TenantID {
		return inventory.Tenant{}, fmt.Errorf("%w: %s, and the workspace holds %s: use one --workspace a tenant", graph.ErrOtherTenant, access.TenantID, have)
	}
	for _, s := range earlier {
		if t := s.Manifest.Tenant; string(t.ID) == access.TenantID {
			return t, nil // with its name
		}
	}
	return inventory.Tenant{ID: inventory.Optional(access.TenantID), Cloud: inventory.Optional(client.Cloud())}, nil
}

// coverageOfEngine says what was read. Where nobody said how far back to go, the window begins where the engine's data do; where somebody did, what is not
// held is a gap.
func coverageOfEngine(engine kql.Engine, source string, w inventory.Window, typed bool, result kql.Result) inventory.Coverage {
	entry := inventory.Coverage{Source: source, Status: inventory.CoverageComplete, Records: result.Rows}
	if !typed && result.Held.Since.After(w.Since) {
		w.Since = result.Held.Since.Truncate(time.Second)
		entry.Note = fmt.Sprintf("the window begins at %s, since nothing older is held there", w.Since.Format(time.RFC3339))
	}
	entry.Since, entry.Until = &w.Since, &w.Until
	gaps := append(result.Gaps, result.Beyond(w)...)
	var reasons []string
	if len(gaps) > 0 {
		reasons = append(reasons, kql.Spell(gaps))
		var spans []inventory.Window
		for _, g := range gaps {
			spans = append(spans, g.Window)
		}
		entry.Gaps = inventory.United(spans)
	}
	if lacking := result.Lacking(engine); lacking != "" {
		entry.Flawed = true
		reasons = append(reasons, lacking+": let the diagnostic settings of Entra send that log there too, or read it with unbasic collect")
	}
	if len(reasons) > 0 {
		entry.Status, entry.Reason = inventory.CoveragePartial, strings.Join(reasons, "; ")
	}
	return entry
}
