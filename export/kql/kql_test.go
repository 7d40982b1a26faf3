package kql

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
)

var update = flag.Bool("update", false, "write the golden files again")

// tenant is the hand-made tenant.
func tenant(t testing.TB, lang inventory.Language) export.Report {
	t.Helper()
	var inv inventory.Inventory
	var p plan.Plan
	for name, into := range map[string]any{"inventory.json": &inv, "plan.json": &p} {
		data, err := os.ReadFile(filepath.Join("..", "testdata", "tenant", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	return export.NewReport(inv, p, export.Options{Language: lang})
}

// write gives the texts of all files by their names, in order.
func write(t testing.TB, alerts []export.Alert) (names []string, texts map[string]string) {
	t.Helper()
	texts = map[string]string{}
	for _, f := range Files(alerts) {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		if _, twice := texts[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		names, texts[f.Name] = append(names, f.Name), b.String()
	}
	return names, texts
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run the test with -update:\n%s", path, diff)
	}
}

func TestFilesAreTheGoldenOnes(t *testing.T) {
	want := []string{
		"finished-sender-used-basic.kql", "finished-sender-still-tries.kql", "guessing-at-senders.kql", "guessing-got-in.kql", "sentinel-rules.json",
	}
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		names, texts := write(t, tenant(t, lang).Alerts())
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("files of %s (-want +got):\n%s", lang, diff)
		}
		for _, name := range names {
			golden(t, string(lang)+"-"+name, texts[name])
		}
	}
}

var hostile = []string{
	`o'hara"`, `"]; SigninLogs; //`, `\`, `\"`, `\\"`, "a\r\nSigninLogs", "a\u2028SigninLogs | take 1", "a\u2029x", "a\u0085x", "*/ x /*", "// x", "\u202e\u2066x", "@'x'", `@"x"`, "```x```",
	"{part}", "{0}", "[concat('x')]", "]", "'", "", "\x00", "\xff", "</script>", "=1+1", "複合機 3F '本社'", "\\u0022", ";", "|",
}

// hostileAlerts have a hostile text wherever one can be.
func hostileAlerts(texts []string) []export.Alert {
	var alerts []export.Alert
	for i, dated := range []bool{true, false} {
		a := export.Alert{
			Key: []string{"hostile-dated", "hostile-undated"}[i], Tenant: "t", Title: "t", Finds: "f", Do: "d", Notes: texts, Severity: export.SeverityLow,
			Every: time.Hour, Reads: 48 * time.Hour, Dated: dated,
			Query: "SigninLogs\n| extend Account = strcat(\"upn:\", UserPrincipalName)\n| lookup kind=inner planned on Account\n| project UserId, UserPrincipalName, IPAddress\n",
			Words: export.AlertWords{Name: "{title}", Part: "{part} {parts}", PartName: "{title} {part} {parts}", Watchlist: "{files} {lists}", Template: "t", Workspace: "w"},
		}
		for j, text := range texts {
			s := export.AlertSender{Account: "upn:" + text}
			if dated {
				s.Silent = time.Date(2026, 12, 1+j/3, 15, 0, 0, 0, time.UTC)
			}
			a.Senders = append(a.Senders, s)
		}
		alerts = append(alerts, a)
	}
	return alerts
}

// The golden files with hostile text are there for a second reader: .ci/kql/run parses them.
func TestHostileFilesAreTheGoldenOnes(t *testing.T) {
	names, texts := write(t, hostileAlerts(hostile))
	for _, name := range names {
		golden(t, map[bool]string{true: "hostile-"}[name == templateName]+name, texts[name])
	}
	var accounts []string
	for _, text := range hostile {
		accounts = append(accounts, harmless("upn:"+text))
	}
	list, err := json.MarshalIndent(accounts, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "hostile-accounts.json", string(list)+"\n")
}

// Queries that take their senders from watchlists are small for any number of senders.
func TestQueriesWithListsAreTheGoldenOnes(t *testing.T) {
	rules, lists := withLists(tenant(t, inventory.English).Alerts())
	for _, r := range rules {
		golden(t, "lists-"+r.file(), r.text)
	}
	var b bytes.Buffer
	for _, list := range lists {
		if err := writeList(&b, list); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "lists.csv", b.String())
}

// token is a part of a query as Kusto reads it.
type token struct{ kind, text string }

// tokens takes a query apart into comments, strings and the rest. A comment ends with its line, of which Kusto knows four ends; a string at a quote that no
// backslash stands before, and never with its line.
func tokens(t testing.TB, source string) []token {
	t.Helper()
	const lineEnds = "\r\n\u2028\u2029"
	var list []token
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			list = append(list, token{"plain", plain.String()})
			plain.Reset()
		}
	}
	for i := 0; i < len(source); {
		rest := source[i:]
		switch {
		case strings.HasPrefix(rest, "//"):
			flush()
			end := strings.IndexAny(rest, lineEnds)
			if end < 0 {
				end = len(rest)
			}
			list = append(list, token{"comment", rest[2:end]})
			i += end
		case strings.HasPrefix(rest, `@"`):
			flush()
			end := strings.Index(rest[2:], `"`)
			if end < 0 {
				t.Fatalf("the string %.40q does not end", rest)
			}
			list = append(list, token{"plain", rest[:end+3]})
			i += end + 3
		case rest[0] == '"':
			flush()
			var text strings.Builder
			j := 1
			for ; ; j++ {
				if j >= len(rest) || strings.ContainsAny(rest[j:j+1], "\r\n") {
					t.Fatalf("the string %.40q does not end", rest)
				}
				if rest[j] == '"' {
					break
				}
				if rest[j] == '\\' {
					if j++; j >= len(rest) || rest[j] != '\\' && rest[j] != '"' {
						t.Fatalf("the string %.40q has an escape that a writer does not write", rest)
					}
				}
				text.WriteByte(rest[j])
			}
			if strings.ContainsFunc(text.String(), func(r rune) bool { return strings.ContainsRune(lineEnds, r) || r == '\u202e' }) {
				t.Errorf("the string %q holds a line end or a direction mark", text.String())
			}
			list = append(list, token{"string", text.String()})
			i += j + 1
		default:
			if strings.ContainsAny(rest[:1], "'`") {
				t.Fatalf("there is %q outside of strings", rest[:1])
			}
			plain.WriteByte(rest[0])
			i++
		}
	}
	flush()
	return list
}

// The words that a hostile tenant can bring in change nothing but comments and strings.
func TestNoTextGetsOutOfItsPlace(t *testing.T) {
	skeleton := func(text string) []token {
		_, texts := write(t, hostileAlerts([]string{text}))
		var all []token
		for _, name := range []string{"hostile-dated.kql", "hostile-undated.kql"} {
			for _, one := range tokens(t, texts[name]) {
				if one.kind == "comment" || one.kind == "string" {
					one.text = ""
				}
				all = append(all, one)
			}
		}
		return all
	}
	want := skeleton("x")
	for _, text := range hostile {
		if text == "" {
			continue // an empty note is no line
		}
		if diff := cmp.Diff(want, skeleton(text), cmp.AllowUnexported(token{})); diff != "" {
			t.Errorf("%q gets out of its place (-want +got):\n%s", text, diff)
		}
	}
}

// readTemplate reads a template back as far as it is checked.
func readTemplate(t testing.TB, text string) (resources []map[string]any) {
	t.Helper()
	var d struct {
		Schema    string                    `json:"$schema"`
		Params    map[string]map[string]any `json:"parameters"`
		Resources []map[string]any          `json:"resources"`
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(d.Schema, "https://schema.management.azure.com/") || d.Params["workspace"]["type"] != "string" {
		t.Errorf("the template begins with %q and has the parameters %v", d.Schema, d.Params)
	}
	return d.Resources
}

func TestTheTemplateHasTheSameQueriesAndRunsNothing(t *testing.T) {
	guid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	for _, alerts := range [][]export.Alert{tenant(t, inventory.English).Alerts(), tenant(t, inventory.Japanese).Alerts(), crowd(tenant(t, inventory.English).Alerts(), 700), hostileAlerts(hostile)} {
		names, texts := write(t, alerts)
		var queries []string
		for _, name := range names {
			if strings.HasSuffix(name, ".kql") {
				queries = append(queries, texts[name])
			}
		}
		seen := map[string]bool{}
		for i, r := range readTemplate(t, texts["sentinel-rules.json"]) {
			if r["type"] != "Microsoft.SecurityInsights/alertRules" || r["kind"] != "Scheduled" || r["scope"] != "[format('Microsoft.OperationalInsights/workspaces/{0}', parameters('workspace'))]" {
				t.Errorf("rule %d is a %v %v in %v", i, r["kind"], r["type"], r["scope"])
			}
			id := r["name"].(string)
			if !guid.MatchString(id) || seen[id] {
				t.Errorf("rule %d is called %s", i, id)
			}
			seen[id] = true
			p := r["properties"].(map[string]any)
			if p["enabled"] != false {
				t.Errorf("rule %d is enabled: %v", i, p["enabled"])
			}
			if i >= len(queries) || p["query"] != queries[i] {
				t.Errorf("rule %d has another query than its file", i)
			}
			for _, key := range []string{"displayName", "description", "query"} {
				if text := p[key].(string); text == "" || strings.HasPrefix(text, "[") && !strings.HasPrefix(text, "[[") && strings.HasSuffix(text, "]") {
					t.Errorf("rule %d: %s is empty or an expression: %q", i, key, text)
				}
			}
			for _, key := range []string{"severity", "queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold", "suppressionDuration", "suppressionEnabled", "tactics", "techniques"} {
				if p[key] == nil {
					t.Errorf("rule %d has no %s", i, key)
				}
			}
			mapped := fmt.Sprint(p["entityMappings"])
			for _, part := range []string{"entityType:Account", "identifier:AadUserId", "columnName:UserId", "entityType:IP", "identifier:Address", "columnName:IPAddress"} {
				if !strings.Contains(mapped, part) {
					t.Errorf("rule %d maps %s, and not %s", i, mapped, part)
				}
			}
		}
		if len(seen) != len(queries) || len(seen) == 0 {
			t.Errorf("%d rules and %d queries", len(seen), len(queries))
		}
	}
}

func TestARuleKeepsItsIDAndDiffersFromThatOfOthers(t *testing.T) {
	alerts := tenant(t, inventory.English).Alerts()
	id := func(a export.Alert, part int) string { return rule{Alert: &a, part: part}.id() }
	first := id(alerts[0], 1)
	later, other := alerts[0], alerts[0]
	later.Title, later.Notes, later.Senders, later.Query = "another", nil, nil, "x"
	other.Tenant = "another"
	if id(later, 1) != first {
		t.Error("a later plan's rule does not take the place of the earlier one's")
	}
	if id(other, 1) == first || id(alerts[1], 1) == first || id(alerts[0], 2) == first {
		t.Error("two rules have one id")
	}
}

func TestATextInBracketsIsNoExpression(t *testing.T) {
	for text, want := range map[string]string{"[x]": "[[x]", "[x] y": "[x] y", "x]": "x]", "": "", "[[x]": "[[[x]"} {
		if got := plain(text); got != want {
			t.Errorf("plain(%q) = %q, want %q", text, got, want)
		}
	}
}

// crowd gives alerts many senders: seven of eight by id, on some days.
func crowd(alerts []export.Alert, n int) []export.Alert {
	alerts = slices.Clone(alerts)
	for i := range alerts {
		a := &alerts[i]
		a.Senders = nil
		for k := range n {
			s := export.AlertSender{Account: fmt.Sprintf("%08x-0000-4000-8000-%012d", k*7919, k)}
			if k%8 == 7 {
				s.Account = fmt.Sprintf("upn:\"複合機\\%d\"@contoso.com", k)
			}
			if a.Dated {
				s.Silent = time.Date(2026, 12, 1+k*25/n, 15, 0, 0, 0, time.UTC)
			}
			a.Senders = append(a.Senders, s)
		}
	}
	return alerts
}

var (
	tables = regexp.MustCompile(`(?s)datatable\(Account:string\)\[(.*?)\](?: \| extend Silent = datetime\(([^)]*)\))?[);,]`)
	one    = regexp.MustCompile(`"((?:\\.|[^"\\])*)"`)
)

// declared reads the senders of a query back.
func declared(t testing.TB, text string) []export.AlertSender {
	t.Helper()
	var list []export.AlertSender
	for _, table := range tables.FindAllStringSubmatch(text, -1) {
		var silent time.Time
		if table[2] != "" {
			var err error
			if silent, err = time.Parse(time.RFC3339, table[2]); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range one.FindAllStringSubmatch(table[1], -1) {
			list = append(list, export.AlertSender{Account: strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(name[1]), Silent: silent})
		}
	}
	return list
}

// TestEverySenderIsInOnePartAndEveryPartFits goes over the places where another part begins, and where lists take the place of parts.
func TestEverySenderIsInOnePartAndEveryPartFits(t *testing.T) {
	base := map[string][]export.Alert{"en": tenant(t, inventory.English).Alerts(), "ja": tenant(t, inventory.Japanese).Alerts()}
	sizes := []int{0, 1, 2, 40, 100, 150, 400, 700, 5000}
	for n := 50; n < 90; n++ {
		sizes = append(sizes, n)
	}
	most, withLists := 0, 0
	for lang, alerts := range base {
		for _, n := range sizes {
			alerts := crowd(alerts, n)
			names, texts := write(t, alerts)
			if slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, ".csv") }) {
				withLists++
				continue
			}
			for _, a := range alerts {
				var got []export.AlertSender
				parts := 0
				for _, name := range names {
					if !strings.HasPrefix(name, a.Key) {
						continue
					}
					parts++
					text := texts[name]
					if count := length(text); count > mostText {
						t.Errorf("%s, %d senders: %s has %d characters", lang, n, name, count)
					}
					got = append(got, declared(t, text)...)
				}
				if diff := cmp.Diff(a.Senders, got); diff != "" {
					t.Fatalf("%s, %d senders: %s in %d parts (-want +got):\n%s", lang, n, a.Key, parts, diff)
				}
				if parts > 1 && strings.Count(texts[a.Key+".kql"], fmt.Sprintf("1 of %d", parts))+strings.Count(texts[a.Key+".kql"], fmt.Sprintf("%d 分割中の 1", parts)) != 1 {
					t.Errorf("%s, %d senders: the first of %d parts of %s does not say so", lang, n, parts, a.Key)
				}
				most = max(most, parts)
			}
		}
	}
	if most < 5 || withLists != 2 {
		t.Errorf("at most %d parts, and %d times lists: the sizes show nothing", most, withLists)
	}
}

func TestAHundredThousandSendersAreInLists(t *testing.T) {
	alerts := crowd(tenant(t, inventory.English).Alerts(), 100_000)
	names, texts := write(t, alerts)
	want := map[string]time.Time{}
	for _, a := range alerts {
		for _, s := range a.Senders {
			if a.Dated {
				want[s.Account] = s.Silent
			}
		}
	}
	got := map[string]time.Time{}
	var queries []string
	lists := 0
	for _, name := range names {
		text := texts[name]
		switch filepath.Ext(name) {
		case ".kql":
			queries = append(queries, name)
			if count := length(text); count > mostText {
				t.Errorf("%s has %d characters", name, count)
			}
			if !strings.Contains(text, `union isfuzzy=true (_GetWatchlist("unbasic-senders-01")), (_GetWatchlist("unbasic-senders-02"))`) || !strings.Contains(text, "// The senders are too many for queries. In Microsoft Sentinel, make a watchlist") {
				t.Errorf("%s does not take the lists, or does not say so:\n%.3000s", name, text)
			}
		case ".csv":
			lists++
			if len(text) > 3_800_000 {
				t.Errorf("%s has %d bytes", name, len(text))
			}
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil || len(rows) == 0 || !slices.Equal(rows[0], []string{"Account", "Silent"}) {
				t.Fatalf("%s: %v, and its first row is %v", name, err, rows[0])
			}
			for _, row := range rows[1:] {
				silent, err := time.Parse(time.RFC3339, row[1])
				if _, twice := got[row[0]]; err != nil || twice {
					t.Fatalf("%s: %v is there twice, or %v", name, row, err)
				}
				got[row[0]] = silent
			}
		case ".json":
			if len(text) > 4<<20 {
				t.Errorf("the template has %d bytes", len(text))
			}
		}
	}
	if len(queries) != 4 || lists != 2 {
		t.Errorf("files are %v", names)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the lists differ (-want +got):\n%.2000s", diff)
	}
}

func TestListsHoldNoFormula(t *testing.T) {
	var b bytes.Buffer
	var senders []export.AlertSender
	for _, text := range hostile {
		senders = append(senders, export.AlertSender{Account: "upn:" + text})
	}
	if err := writeList(&b, senders); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != len(hostile)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		if !strings.HasPrefix(row[0], "upn:") || row[1] != "" || strings.ContainsAny(row[0], "\r\n\u2028\u202e") {
			t.Errorf("a row is %q", row)
		}
	}
}

func TestTheSameAlertsGiveTheSameBytes(t *testing.T) {
	alerts := crowd(tenant(t, inventory.Japanese).Alerts(), 3000)
	names, texts := write(t, alerts)
	for range 5 {
		again, others := write(t, alerts)
		if !slices.Equal(names, again) || cmp.Diff(texts, others) != "" {
			t.Fatal("two writings differ")
		}
	}
}

func TestAnEarlierExportIsReplacedAndNothingElse(t *testing.T) {
	for _, n := range []int{10, 700, 5000} {
		for _, f := range Files(crowd(tenant(t, inventory.English).Alerts(), n)) {
			if !Replaces(f.Name) || f.Name != filepath.Base(f.Name) {
				t.Errorf("%s is not replaced", f.Name)
			}
		}
	}
	for _, name := range []string{"parameters.json", "sentinel-rules.json.bak", "notes.txt", "senders.csv", "unbasic-senders-01.json"} {
		if Replaces(name) {
			t.Errorf("%s is replaced", name)
		}
	}
}

func TestWithoutAlertsThereIsATemplateWithoutRules(t *testing.T) {
	names, texts := write(t, nil)
	if !slices.Equal(names, []string{"sentinel-rules.json"}) || !strings.Contains(texts["sentinel-rules.json"], `"resources": []`) {
		t.Errorf("files are %v", names)
	}
}

func TestAWriterThatFailsIsAnError(t *testing.T) {
	full := errors.New("no space left")
	for _, f := range Files(crowd(tenant(t, inventory.English).Alerts(), 5000)) {
		if err := f.Write(failing{full}); !errors.Is(err, full) {
			t.Errorf("%s: %v, want %v", f.Name, err, full)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

var _ io.Writer = failing{}

func FuzzLiteral(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := tokens(t, "x "+literal(text)+" y")
		if len(list) != 3 || list[1].kind != "string" || list[0].text != "x " || list[2].text != " y" {
			t.Fatalf("literal(%q) = %q reads as %q", text, literal(text), list)
		}
		if utf8.ValidString(text) && harmless(text) == text && list[1].text != text {
			t.Errorf("literal(%q) means %q", text, list[1].text)
		}
		if list := tokens(t, "// "+comment(text)+"\nx"); len(list) != 2 || list[0].kind != "comment" || list[1].text != "\nx" {
			t.Errorf("comment(%q) reads as %q", text, list)
		}
	})
}
