package inventory

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// knownCodes are all that the program tells something about: those with a class, and those that people meet beside them.
var knownCodes = []int{
	0, 50126, 50053, 50034, 50055, 50056, 50057, 50058, 50064, 50072, 50079, 50074, 50076, 50078, 50097, 50105, 50125, 50135, 50131, 50132, 50133,
	50140, 50199, 50144, 50155, 50158, 50173, 53000, 53001, 53002, 53003, 53004, 53011, 530032, 530034, 530035, 65001, 65004, 65002, 70000, 70008,
	700082, 700084, 70043, 70001, 700011, 700016, 70002, 7000215, 7000222, 700027, 700025, 70011, 80001, 80002, 80005, 80007, 80010, 80012, 80013,
	80014, 81004, 81005, 81006, 81007, 81009, 81010, 90072, 90094, 900144,
}

func TestEveryCodeHasAnEntry(t *testing.T) {
	for _, code := range knownCodes {
		e, known := CodeOf(code)
		if !known || code < e.From || e.To < code {
			t.Errorf("CodeOf(%d) = %d to %d, %v", code, e.From, e.To, known)
		}
	}
	for code := range errorClasses {
		if !slices.Contains(knownCodes, code) {
			t.Errorf("%d has a class and is not in the test", code)
		}
	}
	for _, code := range []int{-1, 1, 535, 53005, 80000, 80015, 81003, 81011, 1 << 40} {
		if e, known := CodeOf(code); known {
			t.Errorf("CodeOf(%d) = %s", code, e.Name)
		}
	}
	for i, a := range entraCodes {
		for _, b := range entraCodes[:i] {
			if a.From <= b.To && b.From <= a.To {
				t.Errorf("%d to %d and %d to %d are one code", a.From, a.To, b.From, b.To)
			}
		}
	}
}

func TestEveryCodeHasAdviceInBothLanguages(t *testing.T) {
	japanese := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
	for _, e := range entraCodes {
		phrases := []Phrase{e.Meaning, e.Source, {e.Certainty.In(English), e.Certainty.In(Japanese)}}
		for _, f := range e.Fixers {
			phrases = append(phrases, Phrase{f.In(English), f.In(Japanese)})
		}
		for _, s := range e.Steps {
			phrases = append(phrases, s.What)
			// Nothing of Entra is changed by a command here: a person decides that in the portal.
			if s.Command != "" && !strings.HasPrefix(s.Command, "Get-") && !strings.HasPrefix(s.Command, "unbasic ") {
				t.Errorf("%d: %s does more than look", e.From, s.Command)
			}
		}
		if len(e.Fixers) == 0 || len(e.Steps) == 0 {
			t.Errorf("%d lacks fixers or steps", e.From)
		}
		for _, p := range phrases {
			if p.En == "" || strings.ContainsFunc(p.En, japanese) || !strings.ContainsFunc(p.Ja, japanese) || strings.HasSuffix(p.En, ".") || strings.HasSuffix(p.Ja, "。") {
				t.Errorf("%d: %+v", e.From, p)
			}
		}
	}
	if Fixer("x").In(Japanese) != "x" || Certainty("x").In(English) != "x" {
		t.Error("a word that is not known does not stay as it is")
	}
}

// TestMeaningsAgreeWithClasses holds what the table says of a password against what verdicts make of the code.
func TestMeaningsAgreeWithClasses(t *testing.T) {
	for _, e := range entraCodes {
		if strings.Contains(e.Meaning.En, "the password was right") && !ClassOf(e.From).ProvesPassword() {
			t.Errorf("%d is said to prove the password and its class is %s", e.From, ClassOf(e.From))
		}
	}
}
