package main

import (
	"fmt"
	"strconv"
	"strings"

	"unbasic/inventory"
	"unbasic/plan"

	"github.com/spf13/pflag"
)

// failOnHelp is the part of a command's help that explains --fail-on.
const failOnHelp = `

--fail-on CONDITION[,CONDITION...] is for a scheduler: it turns a run that came through into exit code 5 where a condition holds. A
condition counts senders by their verdict (suspicious, broken, active, suspected, idle, modern, noise), by what is found of their licence
(violation, review), or counts sources that were not read whole (incomplete). By itself it holds from one on; with > or >= and a number
from there on. Put it in quotes, since a shell takes > for itself: --fail-on "violation,active>10". Everything is written and shown all the
same, and what holds is said at the end.`

// conditionIncomplete is the one condition that does not count senders.
const conditionIncomplete = "incomplete"

// conditionWords are what can be counted.
var conditionWords = []string{
	string(inventory.VerdictSuspicious), string(inventory.VerdictBroken), string(inventory.VerdictActive), string(inventory.VerdictSuspected),
	string(inventory.VerdictIdle), string(inventory.VerdictModern), string(inventory.VerdictNoise),
	string(inventory.FindingViolation), string(inventory.FindingReview), conditionIncomplete,
}

// failOn is the flag --fail-on. Given several times, all of them count.
type failOn []condition

// condition holds where there are at least least of word. Its text is as it was typed, without blanks.
type condition struct {
	word  string
	least int
	text  string
}

func (f *failOn) addFlag(flags *pflag.FlagSet) {
	flags.Var(f, "fail-on", "exit with 5 if a `CONDITION` holds, such as violation or \"active>10\"; several with commas between")
}

func (f *failOn) Type() string { return "CONDITION" }

func (f *failOn) String() string {
	texts := make([]string, len(*f))
	for i, c := range *f {
		texts[i] = c.text
	}
	return strings.Join(texts, ",")
}

// Set adds the conditions of one flag; where one is wrong, none is added.
func (f *failOn) Set(s string) error {
	var added failOn
	for part := range strings.SplitSeq(s, ",") {
		c, err := readCondition(part)
		if err != nil {
			return err
		}
		added = append(added, c)
	}
	*f = append(*f, added...)
	return nil
}

func readCondition(s string) (condition, error) {
	text := strings.Join(strings.Fields(s), "")
	word, number, compared := strings.Cut(text, ">")
	c := condition{word: word, least: 1, text: text}
	known := false
	for _, w := range conditionWords {
		known = known || w == word
	}
	switch {
	case text == "":
		return c, fmt.Errorf("a condition is empty: name one of %s", strings.Join(conditionWords, ", "))
	case strings.ContainsAny(word, "=<!:"):
		return c, fmt.Errorf("%q compares with something else than > and >=: write %s>=1, for example", text, nearestCondition(word))
	case !known:
		return c, fmt.Errorf("%q is no condition, did you mean %s? known are %s", word, nearestCondition(word), strings.Join(conditionWords, ", "))
	case !compared:
		return c, nil
	}
	number, orEqual := strings.CutPrefix(number, "=")
	n, err := strconv.ParseUint(number, 10, 31)
	if err != nil {
		return c, fmt.Errorf("%q has no whole number behind its sign: write %s>10, for example", text, word)
	}
	c.least = int(n)
	if !orEqual {
		c.least++
	}
	if c.least == 0 {
		return c, fmt.Errorf("%q holds always: write %s, or %s>=1", text, word, word)
	}
	return c, nil
}

// check gives a [conditionError] with what holds, in the run's language, or nil.
func (f failOn) check(u ui, inv inventory.Inventory) error {
	counts := map[string]int{}
	for _, s := range inv.Senders {
		counts[string(s.Verdict)]++
		counts[string(s.License.Finding)]++
	}
	for _, c := range inv.Coverage {
		if c.Status != inventory.CoverageComplete {
			counts[conditionIncomplete]++
		}
	}
	var held []string
	for _, c := range f {
		n := counts[c.word]
		if n < c.least {
			continue
		}
		say := sayHolds
		if c.word == conditionIncomplete {
			say = sayHoldsSources
		}
		held = append(held, u.word(say, "condition", c.text, "count", strconv.Itoa(n)))
	}
	if held == nil {
		return nil
	}
	return conditionError{held}
}

// nearestCondition gives the word that was probably meant.
func nearestCondition(word string) string {
	near, _ := plan.Nearest(word, conditionWords)
	return near
}
