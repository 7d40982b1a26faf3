package inventory

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

func TestEveryPhraseSaysTheSameInBothLanguages(t *testing.T) {
	for _, rule := range slices.Sorted(maps.Keys(phrases)) {
		p, known := PhraseOf(rule)
		if !known || p.En == "" || p.Ja == "" {
			t.Errorf("%s is not in both languages: %+v", rule, p)
			continue
		}
		values := func(text string) []string {
			var names []string
			for _, hole := range placeholder.FindAllString(text, -1) {
				names = append(names, ValueName(strings.Trim(hole, "{}")))
			}
			slices.Sort(names)
			return slices.Compact(names)
		}
		if diff := cmp.Diff(values(p.En), values(p.Ja)); diff != "" {
			t.Errorf("%s has other values in Japanese (-en +ja):\n%s", rule, diff)
		}
		japanese := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
		if strings.ContainsFunc(p.En, japanese) || !strings.ContainsFunc(p.Ja, japanese) {
			t.Errorf("%s: a language is in the other's place: %+v", rule, p)
		}
		for _, text := range []string{p.En, p.Ja} {
			if text != strings.TrimSpace(text) || strings.Contains(text, "  ") || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。") {
				t.Errorf("%s has an end or blanks unlike the others': %q", rule, text)
			}
		}
	}
	if _, known := PhraseOf("no-such-rule"); known {
		t.Error("a rule that does not exist has a phrase")
	}
}

// TestNoPhraseIsUnusedAndNoRuleIsWithout reads the package's own source for the ids that it uses.
func TestNoPhraseIsUnusedAndNoRuleIsWithout(t *testing.T) {
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Clean(name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && strings.HasSuffix(strings.ToLower(spec.Names[0].Name), "phrases") {
				return false // to define one is not to use it
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					used[text] = name
				}
			}
			return true
		})
	}
	for rule := range phrases {
		if used[rule] == "" {
			t.Errorf("no code uses the phrase %q", rule)
		}
	}
	families := regexp.MustCompile(`^(kind|license|cure|coverage|not-read|guessing|oauth|switch|milestone|block|governance|application-sends|application-secret|disagree)-[a-z-]+$`)
	for text, name := range used {
		if _, known := phrases[text]; !known && families.MatchString(text) {
			t.Errorf("%s uses the rule %q, which has no phrase", name, text)
		}
	}
	for _, rule := range placeRules {
		if _, known := phrases[rule.id]; !known {
			t.Errorf("the verdict's rule %q has no phrase", rule.id)
		}
	}
}

// TestEveryReasonGivenHasItsValues looks at outputs: what a rule says is its phrase with every value filled in, in both languages.
func TestEveryReasonGivenHasItsValues(t *testing.T) {
	told := map[string]bool{}
	check := func(rule, text string, args map[string]string) {
		told[rule] = true
		phrase, known := PhraseOf(rule)
		if !known || phrase.In(English, args) != text {
			t.Errorf("%q says %q with %v, its phrase is %q", rule, text, args, phrase.En)
		}
		for _, lang := range []Language{English, Japanese} {
			if hole := placeholder.FindString(phrase.In(lang, args)); hole != "" {
				t.Errorf("%s in %s has no value for %s", rule, lang, hole)
			}
		}
	}
	for seed := range uint64(10) {
		inv := analyzeRows(randomLog(newRand(seed), 500))
		for _, s := range inv.Senders {
			check(s.License.Rule, s.License.Text, s.License.Args)
			if cure := s.License.Cure; cure != nil {
				check(cure.Rule, cure.Text, cure.Args)
			}
			for _, r := range s.Reasons {
				check(r.Rule, r.Text, r.Args)
			}
		}
		for _, n := range inv.NotRead {
			check(n.Effect, n.Text, nil)
		}
	}
	for _, rule := range []string{"basic-success", "blocked", "excluded-guessing", "probably-smtp", "other-protocols", "kind-name-device", "license-not-read"} {
		if !told[rule] {
			t.Errorf("the logs made for this test never led to %s: it proves little", rule)
		}
	}
}

func TestAValueIsFilledInOnce(t *testing.T) {
	p := Phrase{En: "{a} and {b}, {missing}", Ja: "{b} と {a}、{missing}"}
	args := map[string]string{"a": "{b}", "b": "{a}"}
	if got, want := p.In(English, args), "{b} and {a}, {missing}"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := p.In(Japanese, args), "{a} と {b}、{missing}"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := p.In("fr", nil); got != p.En {
		t.Errorf("a language that there is not gives %q", got)
	}
}

func TestPhraseFitsItsWordsToTheNumber(t *testing.T) {
	p := Phrase{En: "{count|1 sender has|# senders have|no sender has} {what}", Ja: "{what}: {count} 件"}
	for count, want := range map[string]string{"1": "1 sender has {x}", "2": "2 senders have {x}", "0": "no sender has {x}", "50 / 60": "50 / 60 senders have {x}"} {
		args := map[string]string{"count": count, "what": "{x}"}
		if got := p.In(English, args); got != want {
			t.Errorf("In(count %s) = %q, want %q", count, got, want)
		}
		if got, want := p.In(Japanese, args), "{x}: "+count+" 件"; got != want {
			t.Errorf("In(ja, count %s) = %q, want %q", count, got, want)
		}
	}
	if got, want := (Phrase{En: "{n|day|days}"}).In(English, map[string]string{"n": "0"}), "days"; got != want {
		t.Errorf("without words for none, none is %q, want %q", got, want)
	}
	if got := p.In(English, map[string]string{"what": "x"}); !strings.HasPrefix(got, "{count|1 sender") {
		t.Errorf("a number that is missing is not to be seen in %q", got)
	}
}

func TestLetterLeavesOutLinesWithAnEmptyValue(t *testing.T) {
	letter := Phrase{En: "Hello\n\nLate ({shown}):\n{list}\n\nRegards {who}"}
	for name, test := range map[string]struct {
		args map[string]string
		want string
	}{
		"all there":      {map[string]string{"shown": "1", "list": "a\nb", "who": "x"}, "Hello\n\nLate (1):\na\nb\n\nRegards x"},
		"none late":      {map[string]string{"shown": "", "list": "", "who": "x"}, "Hello\n\nRegards x"},
		"nothing is now": {map[string]string{}, letter.En},
	} {
		if got := letter.In(English, test.args); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	if got := (Phrase{En: "one line {x}"}).In(English, map[string]string{"x": ""}); got != "one line " {
		t.Errorf("a text of one line is %q", got)
	}
}
