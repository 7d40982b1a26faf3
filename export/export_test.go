package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

var update = flag.Bool("update", false, "write the golden files again")

var languages = []inventory.Language{inventory.English, inventory.Japanese}

// readTenant reads the hand-made tenant: every verdict, licence state and status, and hostile text.
func readTenant(t testing.TB) (inventory.Inventory, plan.Plan) {
	t.Helper()
	var inv inventory.Inventory
	var p plan.Plan
	readJSON(t, "testdata/tenant/inventory.json", &inv)
	readJSON(t, "testdata/tenant/plan.json", &p)
	return inv, p
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
}

func marshal(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run the test with -update:\n%s", path, diff)
	}
}

func TestReportOfTheTenantIsTheGoldenOne(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		golden(t, "report."+string(lang)+".json", marshal(t, NewReport(inv, p, Options{Language: lang})))
	}
}

func TestEmptyReportIsTheGoldenOneAndEverySheetSaysWhyItIsEmpty(t *testing.T) {
	for _, lang := range languages {
		r := NewReport(inventory.Inventory{}, plan.Plan{}, Options{Language: lang})
		for _, s := range r.Sheets {
			if (s.Rows.Len() == 0) != (s.Empty != "") {
				t.Errorf("%s: sheet %s has %d rows and says %q", lang, s.Key, s.Rows.Len(), s.Empty)
			}
		}
		golden(t, "empty."+string(lang)+".json", marshal(t, r))
	}
}

func TestSheetsComeInTheOrderOfTheContract(t *testing.T) {
	r := NewReport(inventory.Inventory{}, plan.Plan{}, Options{Language: inventory.English})
	got := []string{r.Summary.Name}
	for _, s := range r.Sheets {
		got = append(got, s.Name)
	}
	want := []string{
		"Summary", "Waves", "Plan", "Gantt", "Runbook", "Rollback", "Go-No-Go", "Comms", "Incidents", "Senders", "Clients", "Licences", "Licence findings",
		"Governance", "Excluded", "Unplanned", "Changes", "Coverage", "Evidence", "About",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sheets differ (-want +got):\n%s", diff)
	}
}

func TestPlanSheetHasTheColumnsOfTheContract(t *testing.T) {
	s := sheetOf(t, NewReport(inventory.Inventory{}, plan.Plan{}, Options{Language: inventory.English}), "plan")
	var got []string
	for _, c := range s.Columns[:8] {
		got = append(got, c.Header)
	}
	if diff := cmp.Diff([]string{"Sender", "Wave", "Route", "Status", "Owner", "Start", "End", "Notes"}, got); diff != "" {
		t.Errorf("columns differ (-want +got):\n%s", diff)
	}
	hidden := 0
	for _, c := range s.Columns {
		if c.Hidden {
			hidden++
		}
	}
	if last := s.Columns[len(s.Columns)-1]; hidden != 1 || !last.Hidden || last.Key != "item" {
		t.Errorf("the Plan sheet has %d hidden columns and ends with %q, want one, the item's id", hidden, last.Key)
	}
}

func sheetOf(t *testing.T, r Report, key string) Sheet {
	t.Helper()
	for _, s := range r.Sheets {
		if s.Key == key {
			return s
		}
	}
	t.Fatalf("no sheet %q", key)
	return Sheet{}
}

func TestEverySheetIsRectangularTypedAndHasUniqueHeaders(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		for _, s := range NewReport(inv, p, Options{Language: lang}).Sheets {
			headers, keys := map[string]bool{}, map[string]bool{}
			for _, c := range s.Columns {
				if headers[strings.ToLower(c.Header)] || keys[c.Key] {
					t.Errorf("%s: sheet %s has column %s (%q) twice", lang, s.Key, c.Key, c.Header)
				}
				headers[strings.ToLower(c.Header)], keys[c.Key] = true, true
			}
			for i, row := range s.Rows.All() {
				if len(row) != len(s.Columns) {
					t.Fatalf("%s: sheet %s row %d has %d cells for %d columns", lang, s.Key, i, len(row), len(s.Columns))
				}
				for j, cell := range row {
					if !fits(cell.Kind(), s.Columns[j].Type) {
						t.Errorf("%s: sheet %s row %d column %s: kind %d in a column of type %s", lang, s.Key, i, s.Columns[j].Key, cell.Kind(), s.Columns[j].Type)
					}
				}
			}
		}
	}
}

func fits(k Kind, t Type) bool {
	switch k {
	case Empty:
		return true
	case Text:
		return t == TypeText
	case Int:
		return t == TypeNumber
	case Float:
		return t == TypeHours || t == TypePercent || t == TypeAmount
	case Day:
		return t == TypeDate
	case Time:
		return t == TypeDateTime
	}
	return false
}

func TestEverySenderAndItemHasItsRow(t *testing.T) {
	inv, p := readTenant(t)
	r := NewReport(inv, p, Options{Language: inventory.English})
	clients, findings, steps := 0, 0, 0
	for _, item := range p.Items {
		steps += len(item.Steps)
	}
	for _, f := range p.Fallbacks {
		steps += len(f.Steps)
	}
	for _, s := range inv.Senders {
		clients += len(s.Clients)
		if s.License.Finding != inventory.FindingOK {
			findings++
		}
	}
	for key, want := range map[string]int{
		"waves": len(p.Waves), "plan": len(p.Items), "rollback": len(p.Items), "gantt": len(p.Waves) + len(p.Items), "runbook": steps,
		"comms": len(p.Messages), "changes": len(p.Moves), "senders": len(inv.Senders), "clients": clients,
		"licences": len(inv.Licenses), "licence-findings": findings, "governance": len(inv.Senders) + len(inv.Applications), "unplanned": len(p.Unplanned) + len(p.NeverPlanned),
		"coverage": len(inv.Coverage) + len(inv.NotRead) + 8, "evidence": len(inv.Evidence),
	} {
		if got := sheetOf(t, r, key).Rows.Len(); got != want {
			t.Errorf("sheet %s has %d rows, want %d", key, got, want)
		}
	}
}

func TestReportDoesNotDependOnTheOrderOfItsInput(t *testing.T) {
	inv, p := readTenant(t)
	want := marshal(t, NewReport(inv, p, Options{Language: inventory.Japanese}))
	random := rand.New(rand.NewSource(1))
	for range 20 {
		random.Shuffle(len(inv.Senders), reflect.Swapper(inv.Senders))
		random.Shuffle(len(inv.Licenses), reflect.Swapper(inv.Licenses))
		random.Shuffle(len(inv.Evidence), reflect.Swapper(inv.Evidence))
		random.Shuffle(len(p.Items), reflect.Swapper(p.Items))
		random.Shuffle(len(p.Waves), reflect.Swapper(p.Waves))
		random.Shuffle(len(p.NeverPlanned), reflect.Swapper(p.NeverPlanned))
		random.Shuffle(len(p.Messages), reflect.Swapper(p.Messages))
		random.Shuffle(len(p.Moves), reflect.Swapper(p.Moves))
		random.Shuffle(len(p.Load), reflect.Swapper(p.Load))
		random.Shuffle(len(p.Remedies), reflect.Swapper(p.Remedies))
		before := marshal(t, inv)
		if got := marshal(t, NewReport(inv, p, Options{Language: inventory.Japanese})); !bytes.Equal(got, want) {
			t.Fatalf("the report differs after shuffling its input:\n%s", cmp.Diff(string(want), string(got)))
		}
		if !bytes.Equal(before, marshal(t, inv)) {
			t.Fatal("NewReport changed the inventory that it was given")
		}
	}
}

func TestTextFromTheTenantIsTheSameInEveryLanguage(t *testing.T) {
	inv, p := readTenant(t)
	en, ja := NewReport(inv, p, Options{Language: inventory.English}), NewReport(inv, p, Options{Language: inventory.Japanese})
	for _, at := range []struct {
		sheet  string
		column string
	}{
		{"plan", "sender"}, {"plan", "displayName"}, {"plan", "department"}, {"plan", "owner"}, {"plan", "item"}, {"clients", "userAgent"},
		{"clients", "app"}, {"plan", "site"}, {"plan", "project"}, {"plan", "currency"}, {"gantt", "owner"}, {"runbook", "command"}, {"runbook", "portal"},
		{"runbook", "item"}, {"comms", "message"}, {"changes", "sender"}, {"licences", "skuPartNumber"}, {"rollback", "commands"}, {"evidence", "file"},
	} {
		a, b := sheetOf(t, en, at.sheet), sheetOf(t, ja, at.sheet)
		for i := range a.Rows.Len() {
			for j, c := range a.Columns {
				if c.Key == at.column && a.Rows.At(i)[j] != b.Rows.At(i)[j] {
					t.Errorf("%s row %d %s: %q in English, %q in Japanese", at.sheet, i, at.column, a.Rows.At(i)[j].Text(), b.Rows.At(i)[j].Text())
				}
			}
		}
	}
}

func TestNothingThatActsUnseenGetsIntoAReport(t *testing.T) {
	hostile := "a\x00b\tc\rd\ne\x1bf\u202eg\u200bh\ufeffi\xed\xa0\x80j\ufffek\x7fl\u2028m\u0085n"
	inv, p := readTenant(t)
	inv.Tenant.Name, inv.Tool.Version = inventory.Optional(hostile), hostile
	for i := range inv.Senders {
		s := &inv.Senders[i]
		s.UPN, s.DisplayName, s.Department = hostile+strconv.Itoa(i), inventory.Optional(hostile), inventory.Optional(hostile)
		s.Verdict, s.Kind, s.Excluded.Reason = inventory.Verdict(hostile), inventory.Kind(hostile), hostile
		for j := range s.Reasons {
			s.Reasons[j] = inventory.Reason{Rule: "kind-name", Text: hostile, Args: map[string]string{"word": hostile}}
		}
		for j := range s.Clients {
			s.Clients[j].UserAgent, s.Clients[j].App, s.Clients[j].Countries = inventory.Optional(hostile), inventory.Optional(hostile), []string{hostile}
		}
		s.License.SKUs = []string{hostile}
	}
	for i := range p.Items {
		item := &p.Items[i]
		item.UPN, item.Owner, item.MoveGroup, item.Why, item.ID = hostile, inventory.Optional(hostile), hostile, hostile, hostile
		item.Rollback.Commands = []string{hostile}
		item.Rollback.Prior = map[string]any{hostile: hostile, "list": []any{hostile}}
		item.Site, item.Project, item.Cost.Currency = inventory.Optional(hostile), inventory.Optional(hostile), inventory.Optional(hostile)
		item.Cost.Why = plan.Sentence{ID: "cost.relay", Args: map[string]string{"cost": hostile, "currency": hostile}}
		item.Answers, item.Limits, item.Questions = []plan.Sentence{{Text: hostile}}, []plan.Sentence{{ID: hostile, Text: hostile}}, []plan.Sentence{{Text: hostile}}
		item.Rollback.NotCaptured = []string{hostile}
		for j := range item.Steps {
			step := &item.Steps[j]
			step.Command, step.T = hostile, hostile
			step.StepText = &plan.StepText{ID: hostile, Portal: hostile, Who: hostile, Verify: hostile, VerifyID: hostile}
		}
	}
	for i := range p.DaysOff {
		p.DaysOff[i].Name = inventory.Optional(hostile)
	}
	for i := range p.Milestones {
		m := &p.Milestones[i]
		m.ID, m.What, m.WhatJa, m.Source = hostile, hostile, hostile, hostile
	}
	for i := range p.Messages {
		m := &p.Messages[i]
		m.ID, m.To, m.Audience, m.Subject, m.Text = hostile, []string{hostile}, plan.Audience(hostile), hostile, hostile
		for name := range m.Args {
			m.Args[name] = hostile
		}
	}
	for i := range p.Moves {
		p.Moves[i].UPN, p.Moves[i].Sender, p.Moves[i].Why = hostile, hostile, plan.Sentence{ID: "move.route", Args: map[string]string{"from": hostile, "to": hostile}}
	}
	for i := range p.MoveGroups {
		g := &p.MoveGroups[i]
		g.ID, g.Name, g.Reason = hostile, inventory.Optional(hostile), plan.Sentence{ID: "group.device", Args: map[string]string{"value": hostile}}
	}
	for i := range p.Load {
		p.Load[i].Owner = inventory.Optional(hostile)
	}
	for i := range p.Remedies {
		p.Remedies[i].ID, p.Remedies[i].Text = hostile, hostile
	}
	for i := range p.Fallbacks {
		f := &p.Fallbacks[i]
		f.ID, f.Owner, f.What.Text, f.What.ID, f.Why.Text, f.Why.ID = hostile, inventory.Optional(hostile), hostile, hostile, hostile, hostile
		for j := range f.Steps {
			f.Steps[j].What, f.Steps[j].ID, f.Steps[j].Portal = hostile, hostile, hostile
		}
	}
	p.Tenant.ID = inventory.Optional(hostile)
	for i := range p.Waves {
		p.Waves[i].Name = hostile
		p.Waves[i].Gaps = []plan.Sentence{{ID: "gap.report", Text: hostile, Args: map[string]string{"source": hostile, "status": hostile, "reason": hostile}}}
	}
	p.Warnings = []plan.Warning{{Code: hostile, ID: hostile, Text: hostile, Senders: []string{hostile}}}
	p.TimeZone = hostile
	for i := range inv.Coverage {
		inv.Coverage[i].Part, inv.Coverage[i].Reason, inv.Coverage[i].Source = hostile, hostile, hostile
	}
	for _, lang := range languages {
		r := NewReport(inv, p, Options{Language: lang})
		visit := func(text string) {
			if !utf8.ValidString(text) {
				t.Errorf("broken UTF-8 in %q", text)
			}
			for _, r := range text {
				if r != '\n' && hidden(r) {
					t.Fatalf("%q has U+%04X in it", text, r)
				}
			}
		}
		walk(t, reflect.ValueOf(r), visit)
		for _, s := range r.Sheets {
			for _, row := range s.Rows.All() {
				walk(t, reflect.ValueOf(row), visit)
			}
		}
	}
}

// walk visits every string of a report, unexported ones and those of rows too.
func walk(t *testing.T, v reflect.Value, visit func(string)) {
	if v.CanInterface() {
		if rows, are := v.Interface().(Rows); are {
			for _, row := range rows.All() {
				walk(t, reflect.ValueOf(row), visit)
			}
			return
		}
	}
	switch v.Kind() {
	case reflect.String:
		visit(v.String())
	case reflect.Struct:
		if _, isTime := reflect.Zero(v.Type()).Interface().(time.Time); isTime {
			return
		}
		for i := range v.NumField() {
			walk(t, v.Field(i), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(t, v.Index(i), visit)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			walk(t, v.Elem(), visit)
		}
	}
}

func TestVisibleKeepsWhatCanBeSeen(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "scan@contoso.com", "scan@contoso.com"},
		{"japanese", "東京本社 複合機 3F", "東京本社 複合機 3F"},
		{"variation selector", "葛\U000e0100飾区", "葛\U000e0100飾区"},
		{"formula", "=1+1", "=1+1"},
		{"tab and line end", "a\tb\nc", "a[U+0009]b[U+000A]c"},
		{"direction mark", "a\u202eb", "a[U+202E]b"},
		{"lone surrogate", "a\xed\xa0\x80b", "a[0xED][0xA0][0x80]b"},
		{"replacement character of the source", "a\ufffdb", "a\ufffdb"},
		{"noncharacter", "a\uffffb", "a[U+FFFF]b"},
	} {
		if got := visible(c.in); got != c.want {
			t.Errorf("%s: visible(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
	if got, want := visibleLines("a\r\nb\rc"), "a\nb[U+000D]c"; got != want {
		t.Errorf("visibleLines = %q, want %q", got, want)
	}
}

func FuzzVisibleIsStableAndSafe(f *testing.F) {
	f.Add("a\x00\u202e\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, in string) {
		out := visible(in)
		if visible(out) != out {
			t.Errorf("visible(%q) = %q is not stable", in, out)
		}
		if !utf8.ValidString(out) {
			t.Errorf("visible(%q) = %q is not UTF-8", in, out)
		}
	})
}

func TestCellGivesBackWhatWasPutIn(t *testing.T) {
	day := calendar.On(2028, time.February, 29)
	moment := time.Date(1969, 12, 31, 23, 59, 59, 0, time.FixedZone("", 9*3600))
	if got := dayCell(day).Day(); got != day {
		t.Errorf("dayCell(%v).Day() = %v", day, got)
	}
	if got := timeCell(&moment).Time(); !got.Equal(moment) || got.Location() != time.UTC {
		t.Errorf("timeCell(%v).Time() = %v", moment, got)
	}
	if got := intCell(-7).Int(); got != -7 {
		t.Errorf("intCell(-7).Int() = %d", got)
	}
	if got := intCell(1<<53 + 1); got.Kind() != Text || got.Text() != "9007199254740993" {
		t.Errorf("intCell(2^53+1) = %v, want its text: no spreadsheet holds it exactly", got)
	}
	for name, c := range map[string]Cell{"empty text": textCell(""), "no day": dayCell(calendar.Day{}), "no time": timeCell(nil)} {
		if c.Kind() != Empty {
			t.Errorf("%s gives kind %d, want Empty", name, c.Kind())
		}
	}
	for _, tone := range tones {
		if got := textCell("x").with(tone).Tone(); got != tone {
			t.Errorf("with(%q).Tone() = %q", tone, got)
		}
	}
}

// Every code that the inventory and the plan can write has a label: a new constant there fails here.
func TestEveryCodeHasALabel(t *testing.T) {
	for _, c := range []struct {
		folder, kind string
		codes        words.Codes
	}{
		{"../inventory", "Verdict", words.Verdicts}, {"../inventory", "Finding", words.Findings}, {"../inventory", "LicenseState", words.LicenseStates},
		{"../inventory", "Kind", words.Kinds}, {"../inventory", "Mailbox", words.Mailboxes}, {"../inventory", "Auth", words.Auths},
		{"../inventory", "Protocol", words.Protocols}, {"../inventory", "SwitchState", words.Switches},
		{"../inventory", "CoverageStatus", words.CoverageStatuses}, {"../inventory", "ErrorClass", words.ErrorClasses},
		{"../plan", "Route", words.Routes}, {"../plan", "Status", words.Statuses}, {"../plan", "WaveType", words.WaveTypes}, {"../plan", "Risk", words.Risks},
		{"../plan", "Audience", words.Audiences},
	} {
		constants := constantsOf(t, c.folder, c.kind)
		if len(constants) == 0 {
			t.Errorf("found no constants of %s in %s", c.kind, c.folder)
		}
		known := map[string]bool{}
		for _, code := range c.codes {
			known[code.Code] = true
			if !constants[code.Code] {
				t.Errorf("words has a label for %s %q, which is no constant of %s", c.kind, code.Code, c.folder)
			}
		}
		for code := range constants {
			if !known[code] {
				t.Errorf("%s %q of %s has no label in words", c.kind, code, c.folder)
			}
		}
	}
}

// constantsOf reads the string constants of a type from source.
func constantsOf(t *testing.T, folder, kind string) map[string]bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if named, ok := spec.Type.(*ast.Ident); !ok || named.Name != kind {
				return true
			}
			for _, value := range spec.Values {
				if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					text, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					found[text] = true
				}
			}
			return true
		})
	}
	return found
}

func TestWarningsOfThePlanHaveASentence(t *testing.T) {
	for _, code := range words.WarningCodes {
		if _, known := plan.PhraseOf(code.Code); !known {
			t.Errorf("words labels the warning %q, which the plan does not know", code.Code)
		}
	}
}

func TestFiguresAnswerTheThreeReaders(t *testing.T) {
	inv, p := readTenant(t)
	got := map[string]Figure{}
	for _, g := range NewReport(inv, p, Options{Language: inventory.English}).Summary.Groups {
		for _, f := range g.Figures {
			got[f.Key] = f
		}
	}
	for key, want := range map[string]int64{
		"active": 7, "broken": 1, "suspicious": 1, "suspected": 1, "planned": 10, "unplanned": 1, "violations": 4, "reviews": 6, "licenceUnknown": 1,
		"deadline": 38, "slack": -8, "late": 1, "ownerless": 3, "rowsRead": 23262, "unreadable": 2, "evidenceFiles": 2,
	} {
		if f := got[key]; f.Value.Kind() != Int || f.Value.Int() != want {
			t.Errorf("figure %s = %v, want %d", key, f.Value, want)
		}
	}
	if got["coverage"].Value.Tone() != ToneWarn || got["slack"].Value.Tone() != ToneBad {
		t.Errorf("an incomplete coverage and a negative slack must be seen: %q, %q", got["coverage"].Value.Tone(), got["slack"].Value.Tone())
	}
}

// "Never not dependent": what says that no use was seen names the days that were read.
func TestIdleSaysWhichDaysWereRead(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		for _, table := range NewReport(inv, p, Options{Language: lang}).Summary.Tables {
			if table.Key != "verdicts" {
				continue
			}
			for i, v := range words.Verdicts {
				meaning := table.Rows[i][2].Text()
				if v.Code == "idle" && (!strings.Contains(meaning, "2026-10-24") || !strings.Contains(meaning, "2026-11-23")) {
					t.Errorf("%s: idle means %q, without the days that were read", lang, meaning)
				}
			}
		}
	}
}
