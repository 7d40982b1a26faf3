package progress

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"unbasic/inventory"
	"unbasic/plan"
)

func TestEveryPhraseIsInBothLanguagesWithTheSameValues(t *testing.T) {
	value := regexp.MustCompile(`\{([a-zA-Z]+)[|}]`)
	names := func(text string) map[string]bool {
		all := map[string]bool{}
		for _, m := range value.FindAllStringSubmatch(text, -1) {
			all[m[1]] = true
		}
		return all
	}
	for id := range phrases {
		p, ok := PhraseOf(id)
		if !ok || p.En == "" || p.Ja == "" {
			t.Errorf("%s lacks a language", id)
		}
		if !strings.ContainsFunc(p.Ja, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }) {
			t.Errorf("%s is not in Japanese: %s", id, p.Ja)
		}
		// Both languages say the same but for values that one of them needs for its grammar; there are none of these here.
		en, ja := names(p.En), names(p.Ja)
		for name := range en {
			if !ja[name] && !(id == "item.regression-several" || id == "item.returned-several") {
				t.Errorf("%s: %s is in English only", id, name)
			}
		}
		for name := range ja {
			if !en[name] {
				t.Errorf("%s: %s is in Japanese only", id, name)
			}
		}
		for _, wrong := range []string{"(s)", "  ", " ,", "。。"} {
			if strings.Contains(p.En, wrong) || strings.Contains(p.Ja, wrong) {
				t.Errorf("%s has %q", id, wrong)
			}
		}
		if strings.HasSuffix(p.En, ".") || strings.HasSuffix(p.Ja, "。") {
			t.Errorf("%s ends with a full stop", id)
		}
		if _, taken := plan.PhraseOf(id); taken {
			t.Errorf("%s is a phrase of package plan too", id)
		}
		if _, taken := inventory.PhraseOf(id); taken {
			t.Errorf("%s is a phrase of package inventory too", id)
		}
	}
	if _, ok := PhraseOf("item.nonsense"); ok {
		t.Error("a phrase that is none is known")
	}
}

// TestNoPhraseIsIdle finds a sentence that no rule says, and a rule that says none.
func TestNoPhraseIsIdle(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") || entry.Name() == "phrases.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil {
					said[text] = true
				}
			}
			return true
		})
	}
	for id := range phrases {
		stem, _, _ := strings.Cut(id, "-")
		if !said[id] && !said[stem] {
			t.Errorf("%s is said by nobody", id)
		}
	}
	for text := range said {
		if regexp.MustCompile(`^(item|forecast|diff)\.[a-z.-]+$`).MatchString(text) && phrases[text] == (inventory.Phrase{}) {
			t.Errorf("%s has no sentence", text)
		}
	}
}

func TestHostileTextStaysAValue(t *testing.T) {
	c := basic("203.0.113.7", "daily", at(12, 19, 8))
	c.IP, c.UserAgent = "", inventory.Optional("{time} "+strings.Repeat("漢", 500))
	got := Measure(planOf(itemOf("a", plan.StatusDone, dec(10))), inventoryOf(now, read(begin, now), account("a", c)), Options{}).Items[0]
	if !strings.Contains(got.Why.Text, "{time} 漢") || !strings.Contains(got.Why.Text, "…") || len([]rune(got.Why.Text)) > 250 {
		t.Errorf("%s", got.Why.Text)
	}
	if got.Clients[0].UserAgent != c.UserAgent {
		t.Error("the client's own text was changed")
	}
}
