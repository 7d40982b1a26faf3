package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"unbasic/export"
	"unbasic/export/words"
	"unbasic/export/xlsx"
	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/plan"
	"unbasic/plan/progress"

	"github.com/spf13/pflag"
)

// tenantsOptions are those of track over many tenants.
type tenantsOptions struct {
	trackOptions
	file      string
	jobs      int
	noCollect bool
	// full and rate are those of collect, for every tenant. rateTyped: it goes before the file.
	full      bool
	rate      float64
	rateTyped bool
}

// tenantsHelp is the part of track's help that explains --tenants.
const tenantsHelp = `

--tenants FILE does collect, inventory, track, plan and export for every tenant that FILE lists, each in its own workspace, and writes rollup.xlsx beside
FILE, which compares them. A plan that is there is kept to, with what people decided; where there is none it is made. Two tenants go side by side (--jobs
says how many), each line of talk begins with a tenant's name, and --no-collect goes by the evidence that is there. One that fails does not stop the
others: it is in the roll-up with the reason and the figures of its last run, and the exit code is 1. The conditions of --fail-on count over all tenants.
What is warned of is told once at the end, with the names of its tenants. On a terminal it shows a table; a pipe gets a row a tenant, and --format json all
of the roll-up. --full and --rate are those of unbasic collect, for each tenant; since is a key of FILE alone, as --since names a snapshot here. FILE can be in
UNBASIC_TENANTS: it then holds where no workbook, --workspace, --since or --all speaks of one workspace.

  since: 30d                       # the window, as --since of unbasic collect; for all, or in an entry
  rate: 5                          # most requests a second of one tenant; for all, or in an entry
  tenants:
    - name: Contoso                # what the roll-up calls it
      workspace: contoso           # a folder; paths are relative to FILE
      tenant: contoso.com          # tenant, client-id, auth, cloud and graph-url are the flags of unbasic collect
      client-id: 00000000-0000-0000-0000-000000000001
      auth: client-secret
      secret-from: CONTOSO_SECRET  # the environment variable that holds the secret; or secret-file: PATH
      workbooks: [plan-anna.xlsx]  # to be read back; relative to the workspace

With auth: certificate, certificate-file is its path and secret-from the variable with its password. token-from names a variable with an access token, in
place of auth. What FILE does not say is as the environment has it (UNBASIC_CLIENT_ID, UNBASIC_SINCE, UNBASIC_CLIENT_SECRET and so on). No secret stands in FILE.`

func (o *tenantsOptions) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.file, "tenants", "", "do all stages for each tenant that this `FILE` lists, and compare them")
	flags.IntVar(&o.jobs, "jobs", 2, "the most tenants at a time, a `number`; with --tenants")
	flags.BoolVar(&o.noCollect, "no-collect", false, "go by the evidence that is there; with --tenants")
	flags.BoolVar(&o.full, "full", false, "read the whole window again; with --tenants")
	flags.Float64Var(&o.rate, "rate", 0, "most requests a second of one tenant, a `number` such as 0.5; with --tenants")
}

// chosen reports whether many tenants are meant: their file was typed, or is in the environment and nothing that was typed is about one workspace.
func (o *tenantsOptions) chosen(typed func(flag string) bool, workbooks []string) bool {
	one := len(workbooks) > 0 || slices.ContainsFunc([]string{"workspace", "since", "until", "all"}, typed)
	return typed("tenants") || o.file != "" && !one
}

// fit refuses flags that do not go together.
func (o *tenantsOptions) fit(typed func(flag string) bool, workbooks []string) error {
	if !o.chosen(typed, workbooks) {
		for _, name := range []string{"jobs", "no-collect", "full", "rate"} {
			if typed(name) {
				return fmt.Errorf("--%s is about many tenants: name their file with --tenants", name)
			}
		}
		return nil
	}
	switch {
	case o.file == "":
		return errors.New("--tenants is empty: name a FILE, or leave it out")
	case o.jobs < 1:
		return fmt.Errorf("--jobs %d is below 1", o.jobs)
	case o.rate < 0:
		return fmt.Errorf("--rate %v is below 0", o.rate)
	case o.noCollect && (typed("full") || typed("rate")):
		return errors.New("--full and --rate are about reading tenants, and --no-collect reads none: leave out one of them")
	case len(workbooks) > 0:
		return errors.New("--tenants takes the workbooks of each tenant from its file: list them there as workbooks")
	case typed("workspace"):
		return errors.New("--tenants takes the workspace of each tenant from its file: leave out --workspace")
	case typed("since"):
		return errors.New("--since compares two snapshots of one workspace: leave out --tenants, or write the window of tenants into their file, such as \"since: 30d\"")
	case typed("all"):
		return errors.New("--all is about the items of one plan: leave it out, or leave out --tenants")
	}
	return nil
}

const (
	rollUpName = "rollup"
	// holderOfTenants is who holds a workspace, and the folder of the file.
	holderOfTenants = "track --tenants"
)

// tenantsStopped is an interrupt while tenants were worked on.
type tenantsStopped struct{ done, of int }

func (e tenantsStopped) Error() string {
	return fmt.Sprintf("interrupted; %d of %d tenants had come through and are written, the workspaces of the others are as they were (what collect read so far is kept), and so is the roll-up", e.done, e.of)
}

// runTenants works on every tenant of a file and puts them side by side.
func runTenants(ctx context.Context, env *environment, o tenantsOptions) (err error) {
	u := newUI(env, o.globalOptions)
	entries, home, err := readTenants(o.file)
	if err != nil {
		return err
	}
	collecting, err := collectFromEnvironment(env.getenv)
	if err != nil {
		return err
	}
	if token := strings.TrimSpace(env.getenv("UNBASIC_ACCESS_TOKEN")); token != "" && !o.noCollect {
		return usageError{errors.New("UNBASIC_ACCESS_TOKEN is for one tenant: unset it, and name a variable for each tenant in the file with token-from")}
	}
	// The folder is held too, so that two runs do not write one roll-up.
	lock, err := evidence.Acquire(home, fmt.Sprintf("unbasic %s, process %d", holderOfTenants, os.Getpid()))
	if err != nil {
		return fmt.Errorf("%w (the roll-up goes into the folder of %s)", err, o.file)
	}
	defer func() { err = errors.Join(err, lock.Release()) }()

	now := o.now(env)
	ended := eachTenant(ctx, entries, o.jobs, func(ctx context.Context, entry tenantEntry, talk *sync.Mutex) tenantEnd {
		return runTenant(ctx, env, entry, o, collecting, talk)
	})
	u.warnedTenants(entries, ended)
	if ctx.Err() != nil {
		stopped := tenantsStopped{of: len(entries)}
		for _, end := range ended {
			if isDone(end.err) {
				stopped.done++
			}
		}
		return stopped
	}
	var failed []string
	var result error
	conflicts, tenants := 0, make([]progress.Tenant, len(ended))
	for i, end := range ended {
		tenants[i] = end.tenant
		conflicts += end.conflicts
		switch {
		case !isDone(end.err):
			failed = append(failed, entries[i].Name)
		case end.err != nil:
			result = errIncomplete
		}
	}
	rollUp := progress.Together(tenants, now, inventory.Tool{Version: version()})
	if err := u.publishRollUp(home, o, rollUp); err != nil {
		return err
	}
	if err := u.rollUp(rollUp, o); err != nil {
		return err
	}
	held := o.failOn.check(u, rollUp.Figures, conflicts)
	if failed == nil {
		return errors.Join(result, held)
	}
	for _, condition := range heldIn(held) { // a failure is all that is told at the end
		u.line("", "%s", condition)
	}
	return errors.New(u.word(sayTenantsFailed, "failed", strconv.Itoa(len(failed)), "count", strconv.Itoa(len(entries)), "names", strings.Join(failed, u.word(wordComma))))
}

// mostTenantsNamed is how many tenants of one warning are named.
const mostTenantsNamed = 10

// warnedTenants tells each warning once, with the tenants that it is about. The order is that of the file, whichever tenant came through first.
func (u ui) warnedTenants(entries []tenantEntry, ended []tenantEnd) {
	var lines []string
	names := map[string][]string{}
	for i, end := range ended {
		for _, line := range end.warned {
			if names[line] == nil {
				lines = append(lines, line)
			}
			names[line] = append(names[line], visible(entries[i].Name))
		}
	}
	for _, line := range lines {
		of := names[line]
		if more := len(of) - mostTenantsNamed; more > 0 {
			of = append(slices.Clone(of[:mostTenantsNamed]), u.word(sayMoreTenants, "count", strconv.Itoa(more)))
		}
		_, _ = fmt.Fprintf(u.env.stderr, "[%s] %s\n", strings.Join(of, u.word(wordComma)), line)
	}
}

// collectFromEnvironment gives the flags of collect as the environment has them: the file of tenants goes before it.
func collectFromEnvironment(getenv func(string) string) (collectOptions, error) {
	var o collectOptions
	flags := pflag.NewFlagSet("tenants", pflag.ContinueOnError)
	o.addFlags(flags)
	err := fromEnvironment(flags, getenv)
	return o, err
}

// tenantEnd is how the run over a tenant ended, and what is known of it.
type tenantEnd struct {
	tenant    progress.Tenant
	conflicts int
	err       error
	// warned are the lines of its warnings, each once.
	warned []string
}

// eachTenant works on tenants side by side, at most jobs of them at a time, and gives their ends in the order of the file. None begins after an interrupt.
func eachTenant(ctx context.Context, entries []tenantEntry, jobs int, work func(context.Context, tenantEntry, *sync.Mutex) tenantEnd) []tenantEnd {
	ended := make([]tenantEnd, len(entries))
	free := make(chan struct{}, jobs)
	var talk sync.Mutex
	var all sync.WaitGroup
	for i, entry := range entries {
		free <- struct{}{}
		if err := ctx.Err(); err != nil {
			ended[i].err = err
			<-free
			continue
		}
		all.Add(1)
		go func() {
			defer func() { <-free; all.Done() }()
			ended[i] = work(ctx, entry, &talk)
		}()
	}
	all.Wait()
	return ended
}

// runTenant does all stages for one tenant. Whatever becomes of it, what is known of the tenant is in the result.
func runTenant(ctx context.Context, env *environment, entry tenantEntry, o tenantsOptions, collecting collectOptions, talk *sync.Mutex) tenantEnd {
	lines := &prefixed{to: env.stderr, prefix: "[" + visible(entry.Name) + "] ", lock: talk}
	own := *env
	own.stdout, own.stdoutTerminal, own.stderr, own.stderrTerminal = io.Discard, false, lines, false
	conflicts, err := trackTenant(ctx, &own, entry, o, collecting)
	end := tenantEnd{tenant: knownOf(entry), conflicts: conflicts, err: err}
	switch {
	case ctx.Err() != nil && !isDone(err): // told once, for all
	case !isDone(err):
		failed := fmt.Errorf("%w%s", err, hintOf(err))
		newUI(&own, o.globalOptions).failed(failed)
		end.tenant.State, end.tenant.Reason = progress.TenantFailed, failed.Error()
	case err != nil:
		end.tenant.State = progress.TenantIncomplete
	}
	lines.end()
	end.warned = lines.warned
	return end
}

// trackTenant goes through the stages in the workspace of one tenant. As in a run, one that ends incomplete does not stop those after it, and a failed one undoes
// those before it. Progress is measured against the plan that people know, before that is brought up to the new evidence: a sender that is new would be in it by then, and
// what is late would have another day.
func trackTenant(ctx context.Context, env *environment, entry tenantEntry, o tenantsOptions, fallback collectOptions) (conflicts int, err error) {
	if o.noCollect && !exists(entry.dir) {
		return 0, fmt.Errorf("workspace %s is not there: correct its path in the file, or run without --no-collect", entry.dir)
	}
	collecting, token := *env, ""
	if !o.noCollect {
		if token, err = entry.token(env.getenv); err != nil {
			return 0, err
		}
		if collecting.getenv, err = entry.getenv(env.getenv); err != nil {
			return 0, err
		}
	}
	global := o.globalOptions
	global.workspace = entry.dir
	workbooks := make([]string, len(entry.Workbooks))
	for i, path := range entry.Workbooks {
		workbooks[i] = within(entry.dir, path)
	}
	planning := planOptions{globalOptions: global, partOfRun: true}
	stages := []func(*workspace) error{
		func(ws *workspace) error {
			if o.noCollect {
				return nil
			}
			return runCollect(ctx, &collecting, ws, entry.collect(fallback, global, o, token))
		},
		func(ws *workspace) error { return runInventory(env, ws, inventoryOptions{globalOptions: global}) },
		func(ws *workspace) error {
			if exists(ws.planPath()) {
				return nil
			}
			return runPlan(env, ws, planning)
		},
		func(ws *workspace) (err error) {
			conflicts, err = track(ctx, env, ws, workbooks, trackOptions{globalOptions: global, partOfRun: true})
			return err
		},
		func(ws *workspace) error {
			current, err := planIsCurrent(ws)
			if err != nil || current {
				return err
			}
			planning.earlier = ws.planPath()
			return runPlan(env, ws, planning)
		},
		func(ws *workspace) error { return runExport(env, ws, exportOptions{globalOptions: global}) },
	}
	err = inWorkspace(global, holderOfTenants, func(ws *workspace) (err error) {
		if _, _, err := ws.policyOver(plan.DefaultPolicy(o.now(env))); err != nil { // before an hour of reading, and not after it
			return err
		}
		before, err := ws.checkpoint(false)
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
		var result error
		for _, stage := range stages {
			if err := ctx.Err(); err != nil {
				return err
			}
			err := stage(ws)
			if !isDone(err) {
				return err
			}
			result = errors.Join(result, err)
		}
		return result
	})
	return conflicts, err
}

// planIsCurrent reports whether the plan was made from the inventory and the rules that are there now.
func planIsCurrent(ws *workspace) (bool, error) {
	_, digest, err := ws.readInventory()
	if err != nil {
		return false, err
	}
	p, _, err := ws.readPlan()
	if err != nil {
		return false, err
	}
	_, rules, err := ws.readPolicy(p.AsOf)
	return p.Inventory.SHA256 == digest && p.Policy.SHA256 == digestOf(rules), err
}

// knownOf is what the files of a workspace say of its tenant, after the run or, where that failed, before it. What can't be read is not known: that is the
// reason of a failure, which is told.
func knownOf(entry tenantEntry) progress.Tenant {
	ws := &workspace{dir: entry.dir}
	var inv *inventory.Inventory
	if read, _, err := ws.readInventory(); err == nil {
		inv = &read
	}
	var p *plan.Plan
	if read, _, err := ws.readPlan(); err == nil {
		p = &read
	}
	measured, err := ws.readProgress()
	if err != nil {
		measured = nil
	}
	return progress.TenantOf(entry.Name, entry.Workspace, inv, p, measured)
}

// prefixed passes whole lines on, each with a tenant's name before it, so that those of several tenants never mix. The lock is theirs together. Warnings it keeps for the
// end, since many tenants have the same ones.
type prefixed struct {
	to     io.Writer
	prefix string
	lock   *sync.Mutex
	rest   []byte
	warned []string
}

func (w *prefixed) Write(p []byte) (int, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.rest = append(w.rest, p...)
	for {
		line, rest, whole := bytes.Cut(w.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		w.rest = rest
		if bytes.HasPrefix(line, []byte(warningStart)) {
			if text := string(line); !slices.Contains(w.warned, text) {
				w.warned = append(w.warned, text)
			}
			continue
		}
		if _, err := fmt.Fprintf(w.to, "%s%s\n", w.prefix, line); err != nil {
			return 0, err
		}
	}
}

// end passes on what has no line end.
func (w *prefixed) end() {
	if len(w.rest) > 0 {
		_, _ = w.Write([]byte("\n"))
	}
}

// publishRollUp writes the workbook beside the file of tenants.
func (u ui) publishRollUp(home string, o tenantsOptions, r progress.RollUp) error {
	report := export.NewRollUp(r, u.lang)
	name := rollUpName + ".xlsx"
	publisher := newPublisher(home, u)
	publisher.again = "unbasic track --tenants"
	paths, err := publisher.publish([]product{{name: name, files: []productFile{{name, func(w io.Writer) error { return xlsx.Write(w, report, home) }}}}})
	if err != nil {
		return err
	}
	for _, path := range paths {
		u.say(sayWrote, "path", path)
	}
	return nil
}

// rollUpColumns fit in 100 columns.
var rollUpColumns = []tableColumn{
	{headTenant, 12, 24, 0},
	{headRun, 0, 0, 0},
	{headPlanned, 0, 0, 0},
	{headAgreed, 0, 0, 0},
	{headAgain, 0, 0, 0},
	{headOverdue, 0, 0, 0},
	{headNewSenders, 0, 0, 2},
	{headForecast, 0, 0, 3},
	{headSlack, 0, 0, 4},
	{headAsOf, 0, 0, 5},
	{headReadEnd, 0, 0, 2},
	{headReason, 16, 60, 1},
}

// rollUp shows tenants side by side.
func (u ui) rollUp(r progress.RollUp, o tenantsOptions) error {
	switch {
	case o.format.tableFormat == formatJSON:
		return u.json(r)
	case o.format.tableFormat == formatCSV:
		return u.csv(rollUpRecords(r))
	case !u.env.stdoutTerminal:
		records := rollUpRecords(r)
		return u.rows(records.names, records.texts())
	}
	rows := make([][]string, len(r.Tenants))
	for i := range r.Tenants {
		t := &r.Tenants[i]
		row := []string{t.Name, u.code(words.TenantStates, string(t.State))}
		if t.Figures == nil {
			row = append(row, make([]string, 9)...)
		} else {
			f := t.Figures
			for _, n := range []int{f.Items, f.Verified, f.Regressions, f.Late, f.New} {
				row = append(row, strconv.Itoa(n))
			}
			row = append(row, dayOrNone(t.Forecast.End), countText(t.Forecast.SlackDays), t.AsOf.Format(time.DateOnly), "")
			if t.Stale() {
				row[len(row)-1] = dayText(t.ReadUntil)
			}
		}
		rows[i] = append(row, t.Reason)
	}
	return u.table(rollUpColumns, rows, "")
}

func countText(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// rollUpRecords are a row a tenant. Names of columns and codes are in no language and only ever added to.
func rollUpRecords(r progress.RollUp) records {
	list := records{names: []string{
		"tenant", "state", "domain", "asOf", "items", "verified", "unverified", "regressions", "open", "late", "blocked", "newSenders", "violations", "exposureLeft",
		"forecastEnd", "deadline", "slackDays", "gaps",
	}}
	for _, v := range words.Verdicts {
		list.names = append(list.names, v.Code)
	}
	list.names = append(list.names, "reason", "workspace", "tenantId", "readUntil")
	for i := range r.Tenants {
		t := &r.Tenants[i]
		row := []record{fromOutside(t.Name), own(string(t.State)), fromOutside(string(t.Tenant.DefaultDomain)), own(timeText(t.AsOf))}
		figures := make([]record, 8) // nothing where nothing is known: zero would be an answer
		exposure, end, slack := record{}, "", ""
		if f := t.Figures; f != nil {
			for j, n := range []int{f.Items, f.Verified, f.Unverified, f.Regressions, f.Open, f.Late, f.Blocked, f.New} {
				figures[j] = number(n)
			}
			exposure, end, slack = own(strconv.FormatFloat(f.ExposureLeft, 'f', -1, 64)), dayOrNone(t.Forecast.End), countText(t.Forecast.SlackDays)
		}
		read := func(n int) record {
			if t.Verdicts == nil {
				return record{}
			}
			return number(n)
		}
		row = append(append(row, figures...), read(t.Violations), exposure, own(end), own(dayOrNone(t.Deadline)), own(slack), read(len(t.Gaps)))
		for _, v := range words.Verdicts {
			row = append(row, read(t.Verdicts[inventory.Verdict(v.Code)]))
		}
		list.rows = append(list.rows, append(row, fromOutside(t.Reason), fromOutside(t.Workspace), fromOutside(string(t.Tenant.ID)), own(timeText(t.ReadUntil))))
	}
	return list
}
