package journal

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	day1 = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	day2 = day1.AddDate(0, 0, 1)
	day3 = day1.AddDate(0, 0, 2)
)

var (
	status = Field{Sheet: "plan", Row: "item-1", Column: "status"}
	notes  = Field{Sheet: "plan", Row: "item-1", Column: "notes"}
	remark = Field{Sheet: "plan", Row: "item-1", Column: Comment}
	ticket = Field{Sheet: "plan", Row: "item-1", Column: Own + "Ticket"}
)

// of is a workbook with one value that was exported before anybody wrote; base "?" stands for one that does not tell what it was exported with.
func of(name string, saved time.Time, f Field, base, value string) Workbook {
	return after(0, name, saved, f, base, value)
}

// after is of for a workbook that was exported when the journal had so many entries.
func after(seen int, name string, saved time.Time, f Field, base, value string) Workbook {
	said := Said{Field: f, Value: value, Base: &base, Seen: seen, Cell: "Plan!D7", Subject: "scan@contoso.com"}
	if base == "?" {
		said.Base = nil
	}
	return Workbook{Name: name, SHA256: "sum of " + name, Saved: saved, Said: []Said{said}}
}

func joinsNotes(f Field) bool { return f.Column == "notes" }

func generatedAs(value string) func(Field) string { return func(Field) string { return value } }

var long = strings.Repeat("a text that is longer than its digest, ", 10)

func TestMerge(t *testing.T) {
	nothing := generatedAs("not-started")
	for _, test := range []struct {
		name      string
		before    []Workbook // read one after the other
		generated func(Field) string
		books     []Workbook
		want      string
		rule      Rule // empty for no entry
		others    []string
	}{
		{"an edit", nil, nothing, []Workbook{of("a", day1, status, "not-started", "done")}, "done", RuleEdited, nil},
		{"no edit", nil, nothing, []Workbook{of("a", day1, status, "not-started", "not-started")}, "not-started", "", nil},
		{"no edit, and a new plan", nil, generatedAs("blocked"), []Workbook{of("a", day1, status, "not-started", "not-started")}, "blocked", "", nil},
		{"an edit, and a new plan says the same", nil, generatedAs("done"), []Workbook{of("a", day1, status, "not-started", "done")}, "done", "", nil},
		{"an edit, and a new plan says else", nil, generatedAs("blocked"), []Workbook{of("a", day1, status, "not-started", "done")}, "done", RulePerson, []string{"plan blocked"}},
		{"a cell emptied", nil, generatedAs("x"), []Workbook{of("a", day1, notes, "x", "")}, "", RuleEdited, nil},
		{"no base", nil, nothing, []Workbook{of("a", day1, status, "?", "done")}, "done", RuleEdited, nil},
		{"two agree", nil, nothing, []Workbook{of("a", day1, status, "not-started", "done"), of("b", day2, status, "not-started", "done")}, "done", RuleEdited, nil},
		{"two differ", nil, nothing, []Workbook{of("a", day1, status, "not-started", "done"), of("b", day2, status, "not-started", "blocked")},
			"blocked", RuleLastSaved, []string{"workbook done"}},
		{"two differ, the other way round", nil, nothing, []Workbook{of("a", day3, status, "not-started", "done"), of("b", day2, status, "not-started", "blocked")},
			"done", RuleLastSaved, []string{"workbook blocked"}},
		{"two differ and neither says when", nil, nothing, []Workbook{of("a", time.Time{}, status, "not-started", "done"), of("b", time.Time{}, status, "not-started", "blocked")},
			"blocked", RuleLastSaved, []string{"workbook done"}},
		{"two notes", nil, generatedAs(""), []Workbook{of("a", day1, notes, "", "asked the vendor"), of("b", day2, notes, "", "firmware 3.1 needed")},
			"asked the vendor\nfirmware 3.1 needed", RuleJoined, []string{"workbook asked the vendor", "workbook firmware 3.1 needed"}},
		{"two notes after one", []Workbook{of("z", day1, notes, "", "first")}, generatedAs(""),
			[]Workbook{after(2, "a", day2, notes, "first", "first\nsecond"), after(2, "b", day3, notes, "first", "first\nthird")},
			"first\nsecond\nthird", RuleJoined, []string{"workbook first\nsecond", "workbook first\nthird"}},
		{"two values of a column of one's own", nil, generatedAs(""), []Workbook{of("a", day1, ticket, "", "4711"), of("b", day2, ticket, "", "4712")},
			"4711\n4712", RuleJoined, []string{"workbook 4711", "workbook 4712"}},
		{"a second edit", []Workbook{of("z", day1, status, "not-started", "ready")}, nothing, []Workbook{after(2, "a", day2, status, "ready", "done")}, "done", RuleEdited, nil},
		{"back to what it was", []Workbook{of("y", day1, status, "not-started", "ready"), after(2, "z", day2, status, "ready", "done")}, nothing,
			[]Workbook{after(4, "a", day3, status, "done", "ready")}, "ready", RuleEdited, nil},
		{"an old workbook saved again", []Workbook{of("y", day1, status, "not-started", "ready"), after(2, "z", day2, status, "ready", "done")}, nothing,
			[]Workbook{of("a", day3, status, "not-started", "ready")}, "done", "", nil},
		{"another person's from the same export, later", []Workbook{of("z", day1, status, "not-started", "ready")}, nothing,
			[]Workbook{of("a", day2, status, "not-started", "blocked")}, "blocked", RuleLastSaved, []string{"journal ready"}},
		{"another person's from the same export, earlier", []Workbook{of("z", day2, status, "not-started", "ready")}, nothing,
			[]Workbook{of("a", day1, status, "not-started", "blocked")}, "ready", RuleLastSaved, []string{"workbook blocked"}},
		{"what lost comes again", []Workbook{of("z", day2, status, "not-started", "ready"), of("y", day1, status, "not-started", "blocked")}, nothing,
			[]Workbook{of("a", day3, status, "not-started", "blocked")}, "ready", "", nil},
		{"a long text", nil, generatedAs(long), []Workbook{of("a", day1, notes, Digest(long), "short")}, "short", RuleEdited, nil},
		{"no edit in a long text", nil, generatedAs("else"), []Workbook{of("a", day1, notes, Digest(long), long)}, "else", "", nil},
		{"a long text after a long one", []Workbook{of("z", day1, notes, "", long)}, generatedAs(""), []Workbook{after(2, "a", day2, notes, Digest(long), long+"2")}, long + "2", RuleEdited, nil},
		{"a comment, and one of a program that forgot who wrote it", []Workbook{of("z", day1, remark, "", "Iris: ask them")}, generatedAs(""),
			[]Workbook{of("a", day2, remark, "", "ask them")}, "Iris: ask them", "", nil},
		{"the same with one more", []Workbook{of("z", day1, remark, "", "Iris: ask them")}, generatedAs(""), []Workbook{of("a", day2, remark, "", "ask them\nthey agree")},
			"Iris: ask them\nthey agree", RuleJoined, []string{"journal Iris: ask them", "workbook ask them\nthey agree"}},
		{"a comment, and one of a program that knew who wrote it", []Workbook{of("z", day1, remark, "", "ask them")}, generatedAs(""), []Workbook{of("a", day2, remark, "", "Iris: ask them")},
			"Iris: ask them", RuleJoined, []string{"journal ask them"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var entries []Entry
			for _, book := range test.before {
				entries = append(entries, Merge(Replay(entries), test.generated, joinsNotes, day1, book).Entries...)
			}
			field := test.books[0].Said[0].Field
			m := Merge(Replay(entries), test.generated, joinsNotes, day3, test.books...)
			got, written := Replay(append(entries, m.Entries...)).Value(field)
			if !written {
				got = test.generated(field)
			}
			if got != test.want {
				t.Errorf("%q holds, want %q", got, test.want)
			}
			var rule Rule
			var others []string
			for _, e := range m.Entries {
				if e.Kind == KindChange {
					rule = e.Rule
					for _, o := range e.Others {
						others = append(others, o.Origin+" "+o.Value)
					}
				}
			}
			if rule != test.rule {
				t.Errorf("the rule is %q, want %q", rule, test.rule)
			}
			if diff := cmp.Diff(test.others, others); diff != "" {
				t.Errorf("others: -want +got\n%s", diff)
			}
		})
	}
}

// randomBooks are workbooks of several people, exported when the journal had some of its entries, who each write into some of a few fields.
func randomBooks(rng *rand.Rand, entries []Entry, generated func(Field) string) []Workbook {
	var books []Workbook
	for i := range 1 + rng.IntN(4) {
		b := Workbook{Name: fmt.Sprint("book", i), SHA256: fmt.Sprintf("sum %d %d", i, rng.Uint64()), Saved: day1.Add(time.Duration(rng.IntN(4)) * time.Hour)}
		if rng.IntN(5) == 0 {
			b.Saved = time.Time{}
		}
		seen := rng.IntN(len(entries) + 1)
		exported, changed := Replay(entries[:seen]), rng.IntN(4) == 0
		for _, f := range randomFields {
			if rng.IntN(2) == 0 {
				continue
			}
			base, written := exported.Value(f)
			if !written {
				if base = generated(f); changed {
					base = "older"
				}
			}
			said := Said{Field: f, Value: fmt.Sprint("v", rng.IntN(3)), Base: &base, Seen: seen, Cell: "Plan!A1"}
			if rng.IntN(8) == 0 {
				said.Base, said.Seen = nil, 0
			}
			b.Said = append(b.Said, said)
		}
		books = append(books, b)
	}
	return books
}

var randomFields = []Field{status, notes, ticket, {Sheet: "plan", Row: "item-2", Column: "status"}, {Sheet: "runbook", Row: "item-1 2", Column: "by"}}

// valuesOf is what holds in every field.
func valuesOf(s *State, generated func(Field) string) map[Field]string {
	values := map[Field]string{}
	for _, f := range randomFields {
		values[f] = generated(f)
		if v, written := s.Value(f); written {
			values[f] = v
		}
	}
	return values
}

func TestMergeLaws(t *testing.T) {
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 1))
		generated := generatedAs([]string{"", "v0", "new"}[rng.IntN(3)])
		var entries []Entry
		for range rng.IntN(3) {
			entries = append(entries, Merge(Replay(entries), generated, joinsNotes, day1, randomBooks(rng, entries, generated)...).Entries...)
		}
		books := randomBooks(rng, entries, generated)
		m := Merge(Replay(entries), generated, joinsNotes, day2, books...)
		after := append(slices.Clone(entries), m.Entries...)
		state := Replay(after)
		values := valuesOf(state, generated)

		// The order in which files are named makes no difference.
		shuffled := slices.Clone(books)
		rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if other := Merge(Replay(entries), generated, joinsNotes, day2, shuffled...); !cmp.Equal(m, other) {
			t.Fatalf("seed %d: another order of files: %s", seed, cmp.Diff(m, other))
		}
		// Reading again changes nothing, be it the same files or the same content saved anew.
		if again := Merge(state, generated, joinsNotes, day3, books...); len(again.Entries) > 0 || len(again.Again) != len(books) {
			t.Fatalf("seed %d: the same files again: %+v", seed, again)
		}
		resaved := slices.Clone(books)
		for i := range resaved {
			resaved[i].SHA256 += " again"
		}
		if again := Merge(state, generated, joinsNotes, day3, resaved...); len(again.Entries) != len(books) {
			t.Fatalf("seed %d: the same content again: %+v\nafter %+v\nbooks %+v", seed, again.Entries, m.Entries, books)
		}
		// What somebody wrote holds, stands in a conflict, or was overwritten by somebody before.
		for _, b := range books {
			for _, said := range b.Said {
				if said.Base != nil && *said.Base == said.Value || said.Base == nil && said.Value == generated(said.Field) {
					continue
				}
				if !kept(after, said, values[said.Field]) {
					t.Fatalf("seed %d: %q of %s in %v is lost: %q holds", seed, said.Value, b.Name, said.Field, values[said.Field])
				}
			}
		}
		// The journal, written and read, is the same, and so is what holds by it.
		var file bytes.Buffer
		if err := Write(&file, after); err != nil {
			t.Fatal(err)
		}
		read, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(values, valuesOf(Replay(read), generated)); diff != "" {
			t.Fatalf("seed %d: the journal replayed: %s", seed, diff)
		}
	}
}

// kept reports whether a value holds, or the journal tells of it.
func kept(entries []Entry, said Said, holds string) bool {
	if holds == said.Value {
		return true
	}
	if joinsNotes(said.Field) || strings.HasPrefix(said.Column, Own) {
		if slices.Contains(strings.Split(holds, "\n"), said.Value) {
			return true
		}
	}
	return slices.ContainsFunc(entries, func(e Entry) bool {
		return e.Field == said.Field && (e.To == said.Value || slices.ContainsFunc(e.Others, func(o Other) bool { return o.Value == said.Value }))
	})
}

func TestReadRefusesWhatItDoesNotUnderstand(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no JSON", "{\"kind\":\"read\",\"sha256\":\"a\"}\nno", "line 2"},
		{"another kind", `{"kind":"wish"}`, `line 1: kind is "wish"`},
		{"no field", `{"kind":"change","sheet":"plan"}`, "line 1: a change without"},
		{"no sum", `{"kind":"read"}`, "line 1: a workbook without"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Read(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"kind":"change","at":"2026-12-01T09:00:00Z","file":"a","sha256":"b","sheet":"plan","row":"i","column":"status","from":"","to":"done","rule":"edited"}`))
	f.Add([]byte("{\"kind\":\"read\",\"sha256\":\"a\"}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := Write(&first, entries); err != nil {
			t.Skip() // a time that JSON can't write
		}
		again, err := Read(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		if err := Write(&second, again); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("written twice: %q and %q (%v)", first.Bytes(), second.Bytes(), err)
		}
	})
}
