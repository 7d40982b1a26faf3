package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export"
	"unbasic/export/readback"
	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
	"unbasic/plan/progress"

	"github.com/spf13/cobra"
)

type trackOptions struct {
	globalOptions
	format recordFormat
	failOn trackFailOn
	all    bool
	// since and until are names of snapshots, for the comparison of two.
	since, until string
	// partOfRun: the stages before it told of gaps, and those after it plan anew.
	partOfRun bool
}

const trackHelp = `track says how far the plan is by what the sign-ins show, and not by what the status column says. Run unbasic collect (or
import) and unbasic inventory first, so that there is newer evidence than the plan's.

WORKBOOK is the workbook of unbasic export after people have worked in it; several can be named, from several people. However it was
sorted, filtered, renamed or saved, each change is read, merged with what others wrote and with what the plan says by now, and kept in
journal.jsonl. What a person wrote wins over what was generated. Where people contradict each other, the texts of both are kept, and of
other values that of the workbook which was saved last; each conflict is listed, and in the sheet Conflicts. Then plan.json is made anew
with all of it. The workbooks themselves are only read. Run unbasic export for the next one.

progress.json is how far each item is: done and verified by the evidence, done and not to be told yet, said to be done and still seen on
Basic, and so on; days that were not read prove nothing. On a terminal it shows the figures and what needs looking at (--all shows
everything). A pipe gets every item, tab-separated; --format csv the same as CSV, and --format json is progress.json itself.

--since SNAPSHOT [--until SNAPSHOT] compares two snapshots under evidence/ instead (the second one is the newest if it is left out): who is
new, who is gone, who began with Basic or came back to it, who stopped, and whose verdict, switch or licence changed. A name may be shortened as
long as it is the only one of its kind, so that its day will do: --since 2026-11-23.` + tenantsHelp + trackFailOnHelp + exitHelp

func newTrackCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts trackOptions
	var many tenantsOptions
	cmd := &cobra.Command{
		Use: "track [WORKBOOK...]", Short: "Read edited workbooks back, and say what is really done", Long: trackHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.globalOptions = *global
			typed := cmd.Flags().Changed
			switch {
			case typed("until") && !typed("since"):
				return usageError{errors.New("--until names the second of two snapshots: name the first with --since")}
			case slices.Contains(args, ""):
				return usageError{errors.New("the name of a WORKBOOK is empty: name a file, or leave it out")}
			case typed("since") && len(args) > 0:
				return usageError{errors.New("--since compares two snapshots and reads no workbook: leave out one of them")}
			case typed("since") && typed("fail-on"):
				return usageError{errors.New("--fail-on looks at the plan, and --since compares two snapshots: leave out one of them")}
			}
			switch err := many.fit(typed, args); {
			case err != nil:
				return usageError{err}
			case many.chosen(typed, args):
				many.trackOptions, many.rateTyped = opts, typed("rate")
				return runTenants(cmd.Context(), env, many)
			}
			return inWorkspace(opts.globalOptions, "track", func(ws *workspace) error {
				if typed("since") {
					return trackSince(env, ws, opts)
				}
				return runTrack(cmd.Context(), env, ws, args, opts)
			})
		},
	}
	flags := cmd.Flags()
	opts.format.addFlag(cmd)
	opts.failOn.addFlag(flags)
	flags.BoolVar(&opts.all, "all", false, "show every item on a terminal too")
	flags.StringVar(&opts.since, "since", "", "compare with this `SNAPSHOT` under evidence/")
	flags.StringVar(&opts.until, "until", "", "the later `SNAPSHOT` of the comparison (default the newest)")
	many.addFlags(flags)
	return cmd
}

// runTrack reads workbooks, decides, measures, and writes what follows.
func runTrack(ctx context.Context, env *environment, ws *workspace, workbooks []string, o trackOptions) error {
	_, err := track(ctx, env, ws, workbooks, o)
	return err
}

// track is runTrack, and gives in how many cells people contradict each other.
func track(ctx context.Context, env *environment, ws *workspace, workbooks []string, o trackOptions) (conflicts int, err error) {
	u := newUI(env, o.globalOptions)
	basis, err := readBasisAnew(env, ws, o.globalOptions, planInputs{})
	if err != nil {
		return 0, err
	}
	policy, data, err := ws.policyOver(basis.defaults)
	if err != nil {
		return 0, err
	}
	p, digest, err := ws.readPlan()
	if err != nil {
		return 0, err
	}
	if err := plan.Fits(basis.inv, policy, &p); err != nil {
		return 0, fmt.Errorf("%s: %w", ws.planPath(), err)
	}
	earlier, err := ws.readProgress()
	if err != nil {
		return 0, err
	}
	read, err := readWorkbooks(ctx, ws, workbooks, p, basis, u)
	if err != nil {
		return 0, err
	}
	var merged journal.Merged
	if len(read.books) > 0 {
		generated := export.Generated(export.NewReport(basis.inv, p, export.Options{Language: inventory.English}))
		merged = journal.Merge(basis.written, generated, export.Joins, policy.AsOf.UTC(), read.books...)
		basis.entries = append(basis.entries, merged.Entries...)
		basis.written = journal.Replay(basis.entries)
	}
	decided, err := decidedBy(p, basis.written)
	if err != nil {
		return 0, err
	}
	measured := progress.Measure(decided, basis.inv, progress.Options{
		Earlier: earlier, DoneOn: doneOn(basis.written), Rules: policy.Progress,
		Tool: inventory.Tool{Version: version()}, Plan: plan.Digest{SHA256: digest}, Inventory: plan.Digest{SHA256: basis.digest},
	})

	next := p
	if len(merged.Entries) > 0 {
		basis.earlier, basis.earlierPath = &p, ws.planPath()
		if next, err = basis.by(policy, data, ws.policyPath()); err != nil {
			return 0, err
		}
	}
	if err := ctx.Err(); err != nil { // what is written from here on belongs together
		return 0, err
	}
	if err := ws.writeTracked(u, basis.entries, next, measured, len(merged.Entries) > 0, o.partOfRun); err != nil {
		return 0, err
	}
	if err := u.tracked(measured, o); err != nil {
		return 0, err
	}
	u.mergeTalk(merged, p, basis)
	if next.Inventory.SHA256 != basis.digest && !o.partOfRun {
		u.say(sayPlanIsOlder, "plan", ws.planPath(), "inventory", ws.inventoryPath())
	}
	u.oldEvidence(basis.inv.AsOf, measured.ReadUntil(), policy.AsOf)
	u.trackSummary(measured)
	var result error
	if read.problems > 0 {
		result = errIncomplete
	}
	gaps := gapsOf(basis.inv.Coverage)
	if !o.partOfRun {
		u.warnOf(gaps)
	}
	conflicts = conflictsIn(merged)
	return conflicts, errors.Join(result, incomplete(gaps), o.failOn.check(u, measured.Figures, conflicts))
}

// writeTracked writes what a run of track made: the progress, and where people changed something, the journal and the plan before it. A plan without what the
// journal holds would never get it, since a workbook counts once, so all of them are written or none; a run of several stages sees to that itself.
func (w *workspace) writeTracked(u ui, entries []journal.Entry, p plan.Plan, measured progress.Progress, changed, partOfRun bool) (err error) {
	if changed && !partOfRun {
		before, failed := w.checkpoint(false)
		if failed != nil {
			return failed
		}
		defer func() {
			if err != nil {
				err = errors.Join(err, before.restore())
				return
			}
			err = errors.Join(err, before.discard())
		}()
	}
	var paths []string
	write := func(path string, to func(io.Writer) error) {
		if err == nil {
			err = evidence.WriteFile(path, to)
		}
		paths = append(paths, path)
	}
	if changed {
		write(w.journalPath(), func(to io.Writer) error { return journal.Write(to, entries) })
		write(w.planPath(), func(to io.Writer) error { return plan.Write(to, p) })
	}
	write(w.progressPath(), func(to io.Writer) error { return progress.Write(to, measured) })
	if err != nil {
		return err
	}
	for _, path := range paths {
		u.say(sayWrote, "path", path)
	}
	return nil
}

// readWorkbooks reads each of them; one that can't be read stops all, since nobody may think that it was.
func readWorkbooks(ctx context.Context, ws *workspace, paths []string, p plan.Plan, basis planBasis, u ui) (read struct {
	books    []journal.Workbook
	problems int
}, err error) {
	items := make(map[string]string, len(p.Items))
	known := make(map[string]bool, len(p.Items))
	for i := range p.Items {
		name := strings.ToLower(p.Items[i].UPN)
		if _, twice := items[name]; twice {
			items[name] = "" // an account of this name was deleted, and there is a new one: nobody can tell which is meant
		} else {
			items[name] = p.Items[i].ID
		}
		known[p.Items[i].ID] = true
	}
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		zone = time.UTC // a day is then off by one at most, and only where a cell has a time of day
		err = nil
	}
	o := readback.Options{
		Tenant: export.NameTenant(basis.inv.Tenant), Seen: basis.written.Entries(), Location: zone,
		Known: func(sheet, id string) bool {
			if sheet != planSheet && sheet != "rollback" {
				return true
			}
			return known[id]
		},
		IDOf: func(account string) (string, bool) {
			id := items[strings.ToLower(strings.TrimSpace(account))]
			return id, id != ""
		},
	}
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return read, err
		}
		data, err := os.ReadFile(path)
		switch info, statErr := os.Stat(path); {
		case errors.Is(err, os.ErrNotExist):
			return read, fmt.Errorf("%s is not there: name a workbook of unbasic export, such as %s", path, ws.reportPath(workbookName))
		case statErr == nil && info.IsDir():
			return read, fmt.Errorf("%s is a folder: name the workbooks in it", path)
		case err != nil:
			return read, fmt.Errorf("reading %s: %w", path, reasonOf(err))
		}
		result, err := readIn(ws, func(folder string) (readback.Result, error) {
			o.Folder = folder
			return readback.Read(bytes.NewReader(data), int64(len(data)), filepath.Base(path), o)
		})
		if err != nil {
			if base := filepath.Base(path); strings.HasPrefix(err.Error(), base) { // the whole path in place of the name
				return read, fmt.Errorf("%s%w", strings.TrimSuffix(path, base), err)
			}
			return read, fmt.Errorf("%s: %w", path, err)
		}
		u.problems(filepath.Base(path), result.Problems)
		read.problems += len(result.Problems)
		sum := result.Workbook.SHA256
		if slices.ContainsFunc(read.books, func(b journal.Workbook) bool { return b.SHA256 == sum }) || basis.written.WasRead(sum) {
			u.say(sayReadAgain, "name", path)
		} else {
			u.say(sayReadBack, "path", path, "rows", strconv.Itoa(result.Rows), "changes", strconv.Itoa(len(result.Workbook.Said)))
		}
		read.books = append(read.books, result.Workbook)
	}
	return read, nil
}

// readIn reads with a folder among the reports for what does not fit memory, where the next export removes what a killed run left.
func readIn(ws *workspace, read func(folder string) (readback.Result, error)) (result readback.Result, err error) {
	reports := filepath.Dir(ws.reportPath(workbookName))
	if err := os.MkdirAll(reports, 0o700); err != nil {
		return result, fmt.Errorf("making %s: %w", reports, reasonOf(err))
	}
	folder, err := os.MkdirTemp(reports, stagePrefix+"*")
	if err != nil {
		return result, fmt.Errorf("making a folder in %s: %w", reports, reasonOf(err))
	}
	defer func() {
		if removeErr := os.RemoveAll(folder); err == nil && removeErr != nil {
			err = fmt.Errorf("removing %s: %w", folder, reasonOf(removeErr))
		}
	}()
	return read(folder)
}

// doneOn gives the day that people wrote for an item.
func doneOn(written *journal.State) func(item string) calendar.Day {
	return func(item string) calendar.Day {
		text, _ := written.Value(journal.Field{Sheet: planSheet, Row: item, Column: "doneOn"})
		day, err := calendar.ParseDay(text)
		if err != nil {
			return calendar.Day{}
		}
		return day
	}
}

// trackSince compares two snapshots.
func trackSince(env *environment, ws *workspace, o trackOptions) error {
	u := newUI(env, o.globalOptions)
	snapshots, err := evidence.List(ws.dir)
	if err != nil {
		return err
	}
	until := 0 // the newest comes first
	if o.until != "" {
		if until, err = snapshotNamed(snapshots, o.until); err != nil {
			return err
		}
	}
	since, err := snapshotNamed(snapshots, o.since)
	if err != nil {
		return err
	}
	if since <= until {
		return usageError{fmt.Errorf("snapshot %s is not older than %s: name an older one with --since", snapshots[since].Name, snapshots[until].Name)}
	}
	policy, rules, err := ws.readPolicy(o.now(env))
	if err != nil {
		return err
	}
	// Each side is what would have been known then: all snapshots up to it.
	at := func(last int) (inventory.Inventory, error) {
		input, err := files.Load(snapshots[last:], nil)
		if err != nil {
			return inventory.Inventory{}, err
		}
		input.Tool, input.AsOf = inventory.Tool{Version: version()}, snapshots[last].Manifest.AsOf
		input.KindOf, input.Prices, input.Policy = policy.KindOf(), policy.Licenses.Prices, digestOf(rules)
		return inventory.Analyze(input), nil
	}
	before, err := at(since)
	if err != nil {
		return err
	}
	after, err := at(until)
	if err != nil {
		return err
	}
	return u.difference(progress.Diff(before, after), snapshots[since].Name, snapshots[until].Name, o)
}

// snapshotNamed finds a snapshot by its name, or by the begin of it where no other begins so.
func snapshotNamed(snapshots []evidence.Snapshot, name string) (int, error) {
	var found []int
	var names []string
	dense := strings.NewReplacer("-", "", ":", "").Replace(name) // a day or a time as people write it: a name begins with its own
	for i, s := range snapshots {
		if s.Name == name {
			return i, nil
		}
		if strings.HasPrefix(s.Name, name) || strings.HasPrefix(s.Name, dense) {
			found = append(found, i)
		}
		names = append(names, s.Name)
	}
	switch {
	case len(snapshots) < 2:
		return 0, fmt.Errorf("there are fewer than two snapshots to compare: run unbasic collect or unbasic import again later")
	case len(found) == 1 && name != "":
		return found[0], nil
	case len(found) > 1 && name != "":
		return 0, usageError{fmt.Errorf("several snapshots begin with %q: write more of the name", name)}
	}
	return 0, usageError{fmt.Errorf("there is no snapshot %q: there are %s", name, strings.Join(names, ", "))}
}

// trackedColumns fit in 100 columns. The reasons are below the rows.
var trackedColumns = []tableColumn{
	{headState, 0, 0, 0},
	{headSender, 26, 32, 0},
	{headStatus, 0, 0, 3},
	{headWave, 0, 0, 5},
	{headOwner, 10, 18, 4},
	{headDue, 0, 0, 1},
	{headLastBasic, 0, 0, 2},
}

// trackedLine is an item or a new sender as a terminal shows it.
type trackedLine struct {
	state string
	late  bool
	due   calendar.Day
	// row is what stands behind the state, and note below both.
	row  []string
	note string
}

// compare puts what needs looking at first: by the state, and of one state what is late, the longest first.
func (l trackedLine) compare(o trackedLine) int {
	late := func(l trackedLine) int {
		if l.late {
			return 0
		}
		return 1
	}
	return cmp.Or(words.ProgressStates.Rank(l.state)-words.ProgressStates.Rank(o.state), late(l)-late(o), l.due.Compare(o.due))
}

// tracked shows the figures, and the items that somebody has to look at.
func (u ui) tracked(p progress.Progress, o trackOptions) error {
	switch {
	case o.format.tableFormat == formatJSON:
		return progress.Write(u.env.stdout, p)
	case o.format.tableFormat == formatCSV:
		return u.csv(trackedRecords(u, p))
	case !u.env.stdoutTerminal:
		records := trackedRecords(u, p)
		return u.rows(records.names, records.texts())
	}
	if err := u.rows(u.words(headWhat, headItems), u.figureRows(p.Figures)); err != nil {
		return err
	}
	items := slices.Clone(p.Items)
	if !o.all {
		items = slices.DeleteFunc(items, func(in progress.Item) bool { return !needsLooking(&in) })
	}
	var shown []trackedLine
	for i := range items {
		in := &items[i]
		due := dayOrNone(in.Due)
		if in.Late {
			due = u.word(wordLate, "day", due)
		}
		shown = append(shown, trackedLine{
			state: string(in.State), late: in.Late, due: in.Due, note: u.sentence(in.Why.ID, in.Why.Text, in.Why.Args),
			row: []string{in.UPN, words.Statuses.Label(string(in.Status), u.lang), strconv.Itoa(in.Wave), string(in.Owner), due, dayText(in.LastBasic)},
		})
	}
	for _, s := range p.New {
		shown = append(shown, trackedLine{state: string(progress.StateNewSender), note: u.word(sayNewSender, "day", dayText(s.FirstSeen)), row: []string{s.UPN, "", "", "", "", ""}})
	}
	slices.SortStableFunc(shown, trackedLine.compare)
	rows, notes := make([][]string, len(shown)), make([]string, len(shown))
	for i, line := range shown {
		rows[i], notes[i] = append([]string{words.ProgressStates.Label(line.state, u.lang)}, line.row...), line.note
	}
	if len(rows) == 0 {
		return nil
	}
	left := 0
	if most := mostItems; !o.all && len(rows) > most {
		rows, notes, left = rows[:most], notes[:most], len(rows)-most
	}
	if _, err := fmt.Fprintln(u.env.stdout); err != nil {
		return err
	}
	if err := u.notedTable(trackedColumns, rows, notes); err != nil || left == 0 {
		return err
	}
	_, err := fmt.Fprintln(u.env.stdout, u.word(sayMoreItems, "count", strconv.Itoa(left)))
	return err
}

func dayText(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

// needsLooking reports whether somebody has something to do about an item now.
func needsLooking(in *progress.Item) bool {
	switch in.State {
	case progress.StateReturned, progress.StateRegression, progress.StateFailing, progress.StateUnsaid, progress.StateVanished:
		return true
	}
	return in.Late || in.Blocked
}

func (u ui) figureRows(f progress.Figures) [][]string {
	row := func(head inventory.Phrase, n int) []string { return []string{u.word(head), strconv.Itoa(n)} }
	return [][]string{
		row(headPlanned, f.Items), row(headVerified, f.Verified), row(headUnverified, f.Unverified), row(headRegressions, f.Regressions), row(headNotDone, f.Open),
		row(headOverdue, f.Late), row(headBlocked, f.Blocked), row(headUnsaid, f.Unsaid), row(headVanished, f.Vanished), row(headNewSenders, f.New),
	}
}

// trackedRecords are all items and then all new senders. Names of columns and codes are in no language and only ever added to.
func trackedRecords(u ui, p progress.Progress) records {
	r := records{names: []string{
		"sender", "state", "status", "wave", "owner", "end", "doneOn", "late", "lastBasic", "lastOAuth", "silentDays", "needsDays", "verifiableOn", "why", "senderId", "item",
		"due",
	}}
	count := func(n *int) record {
		if n == nil {
			return record{}
		}
		return number(*n)
	}
	for i := range p.Items {
		in := &p.Items[i]
		r.rows = append(r.rows, []record{
			fromOutside(in.UPN), own(string(in.State)), own(string(in.Status)), number(in.Wave), fromOutside(string(in.Owner)), own(in.End.String()), own(dayOrNone(in.DoneOn)),
			own(strconv.FormatBool(in.Late)), own(timeText(in.LastBasic)), own(timeText(in.LastOAuth)), count(in.SilentDays), count(in.NeedsDays), own(dayOrNone(in.VerifiableOn)),
			fromOutside(u.sentence(in.Why.ID, in.Why.Text, in.Why.Args)), fromOutside(in.Sender), own(in.ID),
			own(dayOrNone(in.Due)),
		})
	}
	for _, s := range p.New {
		row := make([]record, len(r.names))
		row[0], row[1], row[8], row[14] = fromOutside(s.UPN), own(string(progress.StateNewSender)), own(timeText(s.FirstSeen)), fromOutside(s.Sender)
		r.rows = append(r.rows, row)
	}
	return r
}

func dayOrNone(d calendar.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// mostProblems is how many problems of a workbook are told one by one.
const mostProblems = 20

func (u ui) problems(file string, list []readback.Problem) {
	for i := range list {
		p := &list[i]
		if i == mostProblems {
			u.warn("%s", u.word(sayMoreProblems, "count", strconv.Itoa(len(list)-i)))
			return
		}
		u.warn("%s: %s: %s", file, p.At(), p.In(u.lang))
	}
}

// mergeTalk says what was accepted, and each conflict with what was decided.
func (u ui) mergeTalk(m journal.Merged, p plan.Plan, basis planBasis) {
	if m.Stale > 0 {
		u.say(sayStale, "count", strconv.Itoa(m.Stale))
	}
	conflicts := conflictsIn(m)
	if conflicts == 0 {
		return
	}
	column, value := export.FieldWords(export.NewReport(basis.inv, p, export.Options{Language: u.lang, Written: basis.written}), u.lang)
	told := 0
	for _, e := range m.Entries {
		if len(e.Others) == 0 {
			continue
		}
		if told++; told > mostProblems {
			break
		}
		others := make([]string, len(e.Others))
		for i, o := range e.Others {
			if others[i] = words.OtherFromBook.In(u.lang, "value", value(e.Field, o.Value), "file", o.File, "cell", o.Cell); o.Origin == journal.OriginPlan {
				others[i] = words.OtherFromPlan.In(u.lang, "value", value(e.Field, o.Value))
			}
		}
		emptied := slices.ContainsFunc(e.Others, func(o journal.Other) bool { return o.Value == "" })
		if e.Rule == journal.RuleJoined && !emptied {
			u.warn("%s", u.word(sayJoined, "cell", e.File+" "+e.Cell, "subject", e.Subject, "column", column(e.Field), "others", strings.Join(others, u.word(wordSemicolon))))
			continue
		}
		u.warn("%s", u.word(sayConflict, "cell", e.File+" "+e.Cell, "subject", e.Subject, "column", column(e.Field), "value", value(e.Field, e.To), "others", strings.Join(others, u.word(wordSemicolon)),
			"rule", words.MergeRules.Label(string(e.Rule), u.lang)))
	}
	if conflicts > mostProblems {
		u.warn("%s", u.word(sayMoreProblems, "count", strconv.Itoa(conflicts-mostProblems)))
	}
}

// oldEvidence tells that progress is of an earlier day than today, since the inventory is, or the last sign-ins in it are.
func (u ui) oldEvidence(asOf, readUntil, now time.Time) {
	days := func(age time.Duration) string { return strconv.Itoa(int(age / (24 * time.Hour))) }
	switch {
	case now.Sub(asOf) > progress.FreshEnough:
		u.warn("%s", u.word(sayOldEvidence, "day", asOf.Format(time.DateOnly), "days", days(now.Sub(asOf))))
	case !readUntil.IsZero() && now.Sub(readUntil) > progress.FreshEnough:
		u.warn("%s", u.word(sayOldSignIns, "day", readUntil.Format(time.DateOnly), "days", days(now.Sub(readUntil))))
	}
}

// trackSummary says in a sentence or two where the plan stands.
func (u ui) trackSummary(p progress.Progress) {
	f := p.Figures
	u.say(sayTracked, "verified", strconv.Itoa(f.Verified), "items", strconv.Itoa(f.Items), "unverified", strconv.Itoa(f.Unverified), "regressions", strconv.Itoa(f.Regressions))
	if unread := p.Unread(); len(unread) > 0 {
		u.warn("%s", u.word(sayUnread, "days", strconv.Itoa(len(unread)), "first", unread[0].String(), "last", unread[len(unread)-1].String()))
	}
	u.say(sayForecast, "what", u.sentence(p.Forecast.Why.ID, p.Forecast.Why.Text, p.Forecast.Why.Args))
}
