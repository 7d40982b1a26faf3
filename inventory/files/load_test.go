package files

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/klauspost/compress/zstd"
)

var asOf = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func day(n int) *time.Time { at := asOf.AddDate(0, 0, n); return &at }

// part is a file of a snapshot.
type part struct {
	name    string
	format  Format
	content string
}

// snapshot keeps a snapshot of files, the day'th after asOf.
func snapshot(t *testing.T, ws string, dayNumber int, tenant string, coverage []inventory.Coverage, parts ...part) {
	t.Helper()
	w, err := evidence.Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		f, err := w.File(p.name, string(p.format), "/"+p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p.content)); err != nil {
			t.Fatal(err)
		}
		f.CountRecords(strings.Count(p.content, "\n"))
		if source, ok := listSources[p.format]; ok {
			f.About(source, "")
		}
	}
	window := inventory.Window{Since: *day(dayNumber - 30), Until: *day(dayNumber)}
	m := evidence.Manifest{Kind: "collect", AsOf: *day(dayNumber), Tenant: inventory.Tenant{ID: inventory.Optional(tenant)}, Window: &window, Coverage: coverage}
	if _, err := w.Commit(m); err != nil {
		t.Fatal(err)
	}
}

// importSnapshot keeps a snapshot of imported files.
func importSnapshot(t *testing.T, ws string, parts ...part) {
	t.Helper()
	w, err := evidence.Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		f, err := w.File(p.name, string(p.format), p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p.content)); err != nil {
			t.Fatal(err)
		}
		f.About(p.format.Source(), p.name)
	}
	if _, err := w.Commit(evidence.Manifest{Kind: "import", AsOf: asOf}); err != nil {
		t.Fatal(err)
	}
}

// listSources are those of the lists.
var listSources = map[Format]string{GraphUsers: inventory.SourceUsers, GraphSKUs: inventory.SourceSKUs, GraphOrganization: inventory.SourceOrganization, GraphSignIns: inventory.SourceSignIns, GraphConditionalAccess: inventory.SourceConditionalAccess}

func load(t *testing.T, ws string, window *inventory.Window) (inventory.Input, error) {
	t.Helper()
	snapshots, err := evidence.List(ws)
	if err != nil {
		t.Fatal(err)
	}
	return Load(snapshots, window)
}

func mustLoad(t *testing.T, ws string) inventory.Input {
	t.Helper()
	in, err := load(t, ws, nil)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func users(names ...string) part {
	p := part{name: "users.jsonl", format: GraphUsers}
	for _, n := range names {
		p.content += `{"id":"` + n + "\",\"assignedPlans\":[]}\n"
	}
	return p
}

func skus(names ...string) part {
	p := part{name: "subscribed-skus.jsonl", format: GraphSKUs}
	for _, n := range names {
		p.content += `{"skuId":"` + n + "\"}\n"
	}
	return p
}

func signIns(records ...string) part {
	return part{name: "sign-ins.jsonl", format: GraphSignIns, content: strings.Join(records, "\n") + "\n"}
}

func covered(source string, status inventory.CoverageStatus) inventory.Coverage {
	return inventory.Coverage{Source: source, Status: status}
}

func userIDs(in inventory.Input) string {
	var list []string
	for _, u := range in.Users {
		list = append(list, u.ID)
	}
	return strings.Join(list, " ")
}

func TestLoadOfNothingIsAnEmptyInput(t *testing.T) {
	in := mustLoad(t, t.TempDir())
	if in.Rows == nil || in.UsersRead || in.SKUsRead || in.Unreadable != 0 || len(in.Coverage)+len(in.Evidence) != 0 {
		t.Errorf("Load = %+v", in)
	}
}

func TestLoadCountsARowOnceAsTheNewestSnapshotHasIt(t *testing.T) {
	ws := t.TempDir()
	failed := strings.Replace(signIn("a"), `"errorCode":0`, `"errorCode":50126`, 1)
	snapshot(t, ws, -2, "t", nil, signIns(failed, signIn("b"), `{"id":"bad"}`))
	snapshot(t, ws, 0, "t", nil, signIns(signIn("a")), part{"organization.jsonl", GraphOrganization, "{\"id\":\"t\"}\n"})
	snapshot(t, ws, -1, "", nil, part{"import-1.csv", PortalCSV, minimalHeader + strings.Replace(minimalRow, "Success", "Failure", 1) +
		strings.Replace(minimalRow, ",a,", ",c,", 1) + "short\n"})
	in := mustLoad(t, ws)
	inv := inventory.Analyze(in)
	if got := inv.Records; got.Read != 5 || got.Duplicates != 2 || got.Unreadable != 2 {
		t.Errorf("records = %+v, want 5 read, 2 of them twice, and 2 unreadable", got)
	}
	if len(inv.Senders) != 1 || inv.Senders[0].Successes != 3 || inv.Senders[0].Failures != 0 {
		t.Errorf("senders = %+v, want one with three successes: the older copies of a row have failed", inv.Senders)
	}
	if in.Tenant.ID != "t" {
		t.Errorf("tenant = %v", in.Tenant)
	}
	if want := (inventory.Window{Since: *day(-32), Until: asOf}); in.Window != want {
		t.Errorf("window = %v, want all that was asked for: %v", in.Window, want)
	}
	var files []string
	for _, e := range in.Evidence {
		files = append(files, e.Snapshot+"/"+e.Name)
		if e.SHA256 == "" || e.Bytes == 0 {
			t.Errorf("evidence %+v has no sum", e)
		}
	}
	want := []string{
		"20261123T000000Z-collect/organization.jsonl.zst", "20261123T000000Z-collect/sign-ins.jsonl.zst",
		"20261122T000000Z-collect/import-1.csv.zst", "20261121T000000Z-collect/sign-ins.jsonl.zst",
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("evidence:\n%s", diff)
	}
}

func TestLoadKeepsToTheWindowThatIsAskedFor(t *testing.T) {
	ws := t.TempDir()
	snapshot(t, ws, 0, "t", nil, signIns(signIn("a"), strings.Replace(signIn("b"), "2026-11-20", "2026-11-01", 1)))
	window := inventory.Window{Since: *day(-7), Until: asOf}
	in, err := load(t, ws, &window)
	if err != nil {
		t.Fatal(err)
	}
	if got := inventory.Analyze(in).Records; in.Window != window || got.Read != 2 || got.OutsideWindow != 1 {
		t.Errorf("window %v, records %+v, want one of two rows outside of %v", in.Window, got, window)
	}
}

func TestLoadTakesTheNewestListThatIsWhole(t *testing.T) {
	const complete, partial, refused = inventory.CoverageComplete, inventory.CoveragePartial, inventory.CoverageNotPermitted
	type state struct {
		status inventory.CoverageStatus
		users  []string
	}
	for name, test := range map[string]struct {
		newestFirst []state
		want        string
		read        bool
	}{
		"the newest is whole":             {[]state{{complete, []string{"new"}}, {complete, []string{"old", "older"}}}, "new", true},
		"the newest is partial":           {[]state{{partial, []string{"new"}}, {complete, []string{"old", "older"}}, {complete, []string{"oldest"}}}, "old older", true},
		"the newest was refused":          {[]state{{refused, nil}, {complete, []string{"old"}}}, "old", true},
		"none is whole":                   {[]state{{refused, nil}, {partial, []string{"new"}}, {partial, []string{"old"}}}, "new", false},
		"none at all":                     {[]state{{refused, nil}}, "", false},
		"whole, and nobody is in it":      {[]state{{complete, nil}, {complete, []string{"old"}}}, "", true},
		"files only, nothing was asked":   {[]state{{"", nil}, {"", nil}}, "", false},
		"an import between":               {[]state{{"", nil}, {complete, []string{"old"}}}, "old", true},
		"a partial one behind a whole is": {[]state{{complete, []string{"new"}}, {partial, []string{"old"}}}, "new", true},
	} {
		t.Run(name, func(t *testing.T) {
			ws := t.TempDir()
			for i, s := range test.newestFirst {
				var coverage []inventory.Coverage
				if s.status != "" {
					coverage = []inventory.Coverage{covered(inventory.SourceUsers, s.status), covered(inventory.SourceSKUs, s.status)}
				}
				snapshot(t, ws, -i, "t", coverage, users(s.users...), skus(s.users...))
			}
			in := mustLoad(t, ws)
			var plans []string
			for _, s := range in.SKUs {
				plans = append(plans, s.ID)
			}
			if userIDs(in) != test.want || in.UsersRead != test.read {
				t.Errorf("users = %q, whole %v, want %q, %v", userIDs(in), in.UsersRead, test.want, test.read)
			}
			if got := strings.Join(plans, " "); got != test.want || in.SKUsRead != test.read {
				t.Errorf("subscriptions = %q, whole %v, want %q, %v", got, in.SKUsRead, test.want, test.read)
			}
			for _, e := range in.Evidence {
				if test.want == "" && e.Records > 0 || e.Records != len(strings.Fields(test.want)) {
					t.Errorf("evidence names %+v, which is not in use", e)
				}
			}
		})
	}
}

// inAnyOrder: the analysis puts coverage in order.
var inAnyOrder = cmpopts.SortSlices(func(a, b inventory.Coverage) bool {
	return a.Source+a.Part+fmt.Sprint(a.Since, a.Status) < b.Source+b.Part+fmt.Sprint(b.Since, b.Status)
})

func TestCoverageThatNewerEvidenceAnswersIsHistory(t *testing.T) {
	const complete, partial, refused = inventory.CoverageComplete, inventory.CoveragePartial, inventory.CoverageNotPermitted
	span := func(status inventory.CoverageStatus, since, until int) inventory.Coverage {
		return inventory.Coverage{Source: inventory.SourceSignIns, Part: "interactiveUser", Status: status, Since: day(since), Until: day(until)}
	}
	gap := func(since, until int) inventory.Coverage {
		c := span(partial, -30, 0)
		c.Gaps, c.Reason = []inventory.Window{{Since: *day(since), Until: *day(until)}}, "missing something"
		return c
	}
	flawed := func(c inventory.Coverage) inventory.Coverage {
		c.Flawed = true
		return c
	}
	flawedAll := func(c inventory.Coverage) inventory.Coverage { // each of whose gaps is read, and that is flawed all the same
		c.Flawed, c.Gaps = true, nil
		return c
	}
	other := span(complete, -30, 0)
	other.Part = "nonInteractiveUser"
	for name, test := range map[string]struct{ newer, older, want []inventory.Coverage }{
		"the same span, read":                  {[]inventory.Coverage{span(complete, -30, 0)}, []inventory.Coverage{span(partial, -30, 0)}, []inventory.Coverage{span(complete, -30, 0)}},
		"a wider span, read":                   {[]inventory.Coverage{span(complete, -30, 0)}, []inventory.Coverage{span(complete, -20, -1)}, []inventory.Coverage{span(complete, -30, 0)}},
		"a narrower span, read":                {[]inventory.Coverage{span(complete, -10, 0)}, []inventory.Coverage{span(partial, -30, 0)}, []inventory.Coverage{span(partial, -30, 0)}},
		"a later span":                         {[]inventory.Coverage{span(complete, -10, 0)}, []inventory.Coverage{span(complete, -12, -2)}, []inventory.Coverage{span(complete, -12, 0)}},
		"the same span, not read":              {[]inventory.Coverage{span(refused, -30, 0)}, []inventory.Coverage{span(complete, -30, 0)}, []inventory.Coverage{span(complete, -30, 0)}},
		"another part":                         {[]inventory.Coverage{other}, []inventory.Coverage{span(partial, -30, 0)}, []inventory.Coverage{other, span(partial, -30, 0)}},
		"parts of one snapshot":                {[]inventory.Coverage{span(complete, -30, 0), span(complete, -20, 0)}, nil, []inventory.Coverage{span(complete, -30, 0)}},
		"spans apart":                          {[]inventory.Coverage{span(complete, -5, 0)}, []inventory.Coverage{span(complete, -30, -10)}, []inventory.Coverage{span(complete, -5, 0), span(complete, -30, -10)}},
		"a gap, read since":                    {[]inventory.Coverage{span(complete, -20, -15), span(complete, -2, 0)}, []inventory.Coverage{gap(-18, -16)}, []inventory.Coverage{span(complete, -30, 0)}},
		"a gap, half of it read":               {[]inventory.Coverage{span(complete, -17, 0)}, []inventory.Coverage{gap(-18, -16)}, []inventory.Coverage{gap(-18, -17)}},
		"a gap and a flaw, the gap read since": {[]inventory.Coverage{span(complete, -20, -15)}, []inventory.Coverage{flawed(gap(-18, -16))}, []inventory.Coverage{flawedAll(gap(-18, -16))}},
		"a gap and a flaw, all read since":     {[]inventory.Coverage{span(complete, -30, 0)}, []inventory.Coverage{flawed(gap(-18, -16))}, []inventory.Coverage{span(complete, -30, 0)}},
		"a flaw, read with a flaw again":       {[]inventory.Coverage{flawed(gap(-3, -2))}, []inventory.Coverage{flawed(gap(-18, -16))}, []inventory.Coverage{flawedAll(gap(-18, -16))}},
		"refused twice":                        {[]inventory.Coverage{span(refused, -30, 0)}, []inventory.Coverage{span(refused, -30, 0)}, []inventory.Coverage{span(refused, -30, 0)}},
		"users, read again":                    {[]inventory.Coverage{covered("graph.users", complete)}, []inventory.Coverage{covered("graph.users", partial)}, []inventory.Coverage{covered("graph.users", complete)}},
		"users, refused once more":             {[]inventory.Coverage{covered("graph.users", refused)}, []inventory.Coverage{covered("graph.users", partial)}, []inventory.Coverage{covered("graph.users", refused)}},
		"users, refused since then":            {[]inventory.Coverage{covered("graph.users", refused)}, []inventory.Coverage{covered("graph.users", complete)}, []inventory.Coverage{covered("graph.users", refused), covered("graph.users", complete)}},
	} {
		t.Run(name, func(t *testing.T) {
			ws := t.TempDir()
			snapshot(t, ws, 0, "t", test.newer)
			snapshot(t, ws, -1, "t", test.older)
			if diff := cmp.Diff(test.want, mustLoad(t, ws).Coverage, inAnyOrder); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestImportsStandForThemselves: two files of one name are two, whatever they cover.
func TestImportsStandForThemselves(t *testing.T) {
	var c coverage
	file := inventory.Coverage{Source: inventory.SourceFileSignIns, Part: "a.csv", Since: day(-30), Until: day(0), Status: inventory.CoverageComplete}
	c.add(importKind, []inventory.Coverage{file})
	c.add(importKind, []inventory.Coverage{file})
	if diff := cmp.Diff([]inventory.Coverage{file, file}, c.all()); diff != "" {
		t.Error(diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		fill func(t *testing.T, ws string)
		is   error
		want string
	}{
		"two tenants": {func(t *testing.T, ws string) {
			snapshot(t, ws, 0, "t1", nil)
			snapshot(t, ws, -1, "", nil)
			snapshot(t, ws, -2, "t2", nil)
		}, ErrTenants, "reading snapshot 20261121T000000Z-collect: snapshots of two tenants in one workspace: t1 and t2: use one --workspace a tenant"},
		"a format of another version": {func(t *testing.T, ws string) {
			snapshot(t, ws, 0, "t", nil, part{"x.jsonl", "graph-mailboxes", "{}\n"})
		}, nil, `reading 20261123T000000Z-collect/x.jsonl.zst: format "graph-mailboxes" is not known to this version`},
	} {
		t.Run(name, func(t *testing.T) {
			ws := t.TempDir()
			test.fill(t, ws)
			_, err := load(t, ws, nil)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("Load = %v, want %q", err, test.want)
			}
		})
	}
}

// TestLoadCountsWhatCantBeDecoded: one odd record is told in the coverage, and the others are used.
func TestLoadCountsWhatCantBeDecoded(t *testing.T) {
	for name, test := range map[string]struct {
		format  Format
		content string
		reason  string
	}{
		"a user without an id":          {GraphUsers, "{\"id\":\"1\"}\n{}\n", "1 of 2 records could not be read, the first is row 2: id is missing: the others are used"},
		"a user whose name is a number": {GraphUsers, "{\"id\":\"1\",\"displayName\":5}\n{\"id\":\"2\"}\n{\"id\":3}\n", "2 of 3 records could not be read, the first is row 1: json: cannot unmarshal"},
		"a subscription":                {GraphSKUs, "{}\n", "1 of 1 records could not be read, the first is row 1: skuId is missing"},
		"an organisation":               {GraphOrganization, "{}\n", "1 of 1 records could not be read"},
		"sign-ins that are cut":         {GraphSignIns, "[\n" + oneSignIn + ",\n", "1 of 2 records could not be read, the first is rows are missing from there on: after row 1: the file ends in the middle of a record"},
		"a sign-in":                     {GraphSignIns, oneSignIn + "\nnull\n", "1 of 2 records could not be read, the first is row 2"},
	} {
		t.Run(name, func(t *testing.T) {
			ws := t.TempDir()
			snapshot(t, ws, 0, "t", []inventory.Coverage{covered(listSources[test.format], inventory.CoverageComplete)}, part{"x.jsonl", test.format, test.content})
			in := mustLoad(t, ws)
			if c := in.Coverage[0]; c.Status != inventory.CoveragePartial || !c.Flawed || !strings.HasPrefix(c.Reason, test.reason) {
				t.Errorf("coverage is %s: %s; want partial: %s", c.Status, c.Reason, test.reason)
			}
			if in.UsersRead || in.SKUsRead {
				t.Error("the list counts as read completely")
			}
		})
	}
}

func TestLoadSaysThatAFileWasChangedWhateverIsInIt(t *testing.T) {
	encoder, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string { return string(encoder.EncodeAll([]byte(s), nil)) }
	whole := map[Format]string{
		GraphSignIns: signIn("a") + "\n" + signIn("b") + "\n", PortalCSV: minimalHeader + minimalRow, GraphUsers: users("1", "2").content,
		GraphSKUs: skus("1", "2").content, GraphOrganization: "{\"id\":\"t\"}\n",
	}
	coverage := []inventory.Coverage{covered(inventory.SourceUsers, inventory.CoverageComplete), covered(inventory.SourceSKUs, inventory.CoverageComplete)}
	for format, content := range whole {
		for change, to := range map[string]func(string) string{
			"emptied":         func(string) string { return "" },
			"cut":             func(kept string) string { return kept[:len(kept)/2] },
			"cut by a byte":   func(kept string) string { return kept[:len(kept)-1] },
			"longer":          func(kept string) string { return kept + squeeze("{}") },
			"another text":    func(string) string { return squeeze(content + content) },
			"broken text":     func(string) string { return squeeze("[}" + strings.Repeat("x", 100_000)) },
			"text of nothing": func(string) string { return squeeze("") },
			"half the text":   func(string) string { return squeeze(content[:len(content)/2]) },
		} {
			t.Run(string(format)+", "+change, func(t *testing.T) {
				ws := t.TempDir()
				snapshot(t, ws, 0, "t", coverage, part{"x", format, content})
				path := filepath.Join(ws, "evidence", "20261123T000000Z-collect", "x.zst")
				kept, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(to(string(kept))), 0o600); err != nil {
					t.Fatal(err)
				}
				_, err = load(t, ws, nil)
				if !errors.Is(err, evidence.ErrChanged) || errors.Is(err, errEndless) {
					t.Fatalf("Load = %v, want ErrChanged", err)
				}
				const where = "reading 20261123T000000Z-collect/x.zst: "
				if !strings.HasPrefix(err.Error(), where+evidence.ErrChanged.Error()) || strings.Count(err.Error(), "reading ") != 1 || strings.Contains(err.Error(), "\n") {
					t.Errorf("error = %q, want it to name the file once", err)
				}
			})
		}
	}
}

func opener(content string) Opener {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }
}

// TestScanAccountsForEveryRow: rows read are rows used and rows left aside, whatever is wrong with the file.
func TestScanAccountsForEveryRow(t *testing.T) {
	early := strings.Replace(signIn("b"), "2026-11-20T08:00:00.1234567Z", "2026-11-01T09:00:00+09:00", 1)
	browser := strings.Replace(signIn("c"), "Authenticated SMTP", "Browser", 1)
	first, last := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 8, 0, 0, 123456700, time.UTC)
	for name, test := range map[string]struct {
		format     Format
		content    string
		rows, used int
		aside      string
		ends       string
		first      time.Time
		last       time.Time
	}{
		"rows":            {GraphSignIns, "[" + signIn("a") + "," + early + "]", 2, 2, "", "", first, last},
		"rows left aside": {GraphSignIns, "[5," + signIn("a") + ",{}]", 3, 1, "unreadable 2 row 1: it is no object", "", last, last},
		"modern":          {GraphSignIns, "[" + browser + "," + signIn("a") + "]", 2, 1, "modern-client-app 1 ", "", last, last},
		"one row twice":   {GraphSignIns, signIn("a") + "\n" + signIn("a") + "\n", 2, 1, "twice-in-the-file 1 ", "", last, last},
		"more pages":      {GraphSignIns, `{"@odata.nextLink":"x","value":[` + early + "]}", 1, 1, "", "nextLink", first, first},
		"no rows":         {GraphSignIns, "[]", 0, 0, "", "", time.Time{}, time.Time{}},
		"a table":         {PortalCSV, minimalHeader + "x\n" + minimalRow, 2, 1, "unreadable 1 row 2: has 1 cells where the header has 7", "", last.Truncate(time.Second), last.Truncate(time.Second)},
		"a cut list":      {GraphSignIns, "[" + early, 2, 1, "unreadable 1 rows are missing from there on: after row 1", "the file ends in the middle", first, first},
		"a cut line":      {GraphSignIns, early + "\n" + signIn("a") + "\n" + signIn("c")[:50], 3, 2, "unreadable 1 rows are missing from there on: after row 2", "the file ends in the middle", first, last},
		"a broken line":   {GraphSignIns, early + "\n" + signIn("a")[:50] + "\n" + signIn("c") + "\n", 3, 2, "unreadable 1 row 2: the line ends in the middle", "", first, last},
		"users":           {GraphUsers, `[{"id":"1"},{}]`, 2, 1, "unreadable 1 row 2: id is missing", "", time.Time{}, time.Time{}},
	} {
		got, err := Scan(test.format, opener(test.content), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		sum, aside := got.Used, ""
		for _, a := range got.Aside {
			sum += a.Rows
			aside += fmt.Sprintf("%s %d %s", a.Reason, a.Rows, a.First)
		}
		if got.Rows != sum || got.Rows != test.rows || got.Used != test.used {
			t.Errorf("%s: %d rows read, %d used, %d accounted for, want %d and %d", name, got.Rows, got.Used, sum, test.rows, test.used)
		}
		if !strings.HasPrefix(aside, test.aside) || (aside == "") != (test.aside == "") {
			t.Errorf("%s: left aside %q, want %q", name, aside, test.aside)
		}
		if !strings.Contains(got.Ends, test.ends) || (got.Ends == "") != (test.ends == "") {
			t.Errorf("%s: ends with %q, want %q", name, got.Ends, test.ends)
		}
		if !got.First.Equal(test.first) || !got.Last.Equal(test.last) {
			t.Errorf("%s: from %v to %v", name, got.First, got.Last)
		}
	}
}
