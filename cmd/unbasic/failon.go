package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/journal"
	"unbasic/plan/progress"

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

// failOn is the flag --fail-on of what reads senders. Given several times, all of them count.
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
func (f *failOn) Set(s string) error { return f.add(s, conditionWords) }

// setFromEnvironment leaves out conditions of another command, since one variable speaks to all of them.
func (f *failOn) setFromEnvironment(s string) error { return f.addOwn(s, conditionWords) }

func (f *failOn) addOwn(s string, known []string) error {
	var own []string
	for part := range strings.SplitSeq(s, ",") {
		word, _, _ := strings.Cut(strings.Join(strings.Fields(part), ""), ">")
		if slices.Contains(known, word) || !slices.Contains(allConditionWords, word) {
			own = append(own, part)
		}
	}
	if own == nil {
		return nil
	}
	return f.add(strings.Join(own, ","), known)
}

func (f *failOn) add(s string, known []string) error {
	var added failOn
	for part := range strings.SplitSeq(s, ",") {
		c, err := readCondition(part, known)
		if err != nil {
			return err
		}
		added = append(added, c)
	}
	*f = append(*f, added...)
	return nil
}

func readCondition(s string, known []string) (condition, error) {
	text := strings.Join(strings.Fields(s), "")
	word, number, compared := strings.Cut(text, ">")
	c := condition{word: word, least: 1, text: text}
	near, _ := plan.Nearest(word, known)
	switch {
	case text == "":
		return c, fmt.Errorf("a condition is empty: name one of %s", strings.Join(known, ", "))
	case strings.ContainsAny(word, "=<!:"):
		return c, fmt.Errorf("%q compares with something else than > and >=: write %s>=1, for example", text, near)
	case !slices.Contains(known, word):
		return c, fmt.Errorf("%q is no condition, did you mean %s? known are %s", word, near, strings.Join(known, ", "))
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
	return f.held(u, counts, func(word string) inventory.Phrase {
		if word == conditionIncomplete {
			return sayHoldsSources
		}
		return sayHolds
	})
}

// held gives what holds by these counts; say words it for what a condition counts.
func (f failOn) held(u ui, counts map[string]int, say func(word string) inventory.Phrase) error {
	var held []string
	for _, c := range f {
		if n := counts[c.word]; n >= c.least {
			held = append(held, u.word(say(c.word), "condition", c.text, "count", strconv.Itoa(n)))
		}
	}
	if held == nil {
		return nil
	}
	return conditionError{held}
}

// planFailOnHelp is the part of plan's help that explains --fail-on.
const planFailOnHelp = `

--fail-on CONDITION[,CONDITION...] turns a plan that was made into exit code 5 where a condition holds. A condition counts items that end after the
deadline (late), have no owner (no-owner) or a route whose limits their volume comes near to or breaks (over-limit), senders that should move
and have no wave (unplanned), senders that are incidents first (incident), or sources that were not read whole (gap). By itself it holds
from one on; "late>5" holds from six on.`

// runFailOnHelp follows failOnHelp.
const runFailOnHelp = `

The conditions of plan count too: late, no-owner, unplanned, gap, incident, over-limit (see unbasic plan --help).`

// The conditions of a plan.
const (
	conditionLate      = "late"
	conditionNoOwner   = "no-owner"
	conditionUnplanned = "unplanned"
	conditionGap       = "gap"
	conditionIncident  = "incident"
	conditionOverLimit = "over-limit"
)

var planConditionWords = []string{conditionLate, conditionNoOwner, conditionUnplanned, conditionGap, conditionIncident, conditionOverLimit}

var allConditionWords = slices.Concat(conditionWords, planConditionWords, trackConditionWords)

// planFailOn is the flag --fail-on of plan, which has conditions of its own.
type planFailOn struct{ failOn }

func (f *planFailOn) addFlag(flags *pflag.FlagSet) {
	flags.Var(f, "fail-on", "exit with 5 if a `CONDITION` holds, such as late or \"no-owner>10\"; several with commas between")
}

func (f *planFailOn) Set(s string) error                { return f.add(s, planConditionWords) }
func (f *planFailOn) setFromEnvironment(s string) error { return f.addOwn(s, planConditionWords) }

// runFailOn is the flag --fail-on of run, which has the conditions of its stages: each looks at those that it can count.
type runFailOn struct{ failOn }

func (f *runFailOn) addFlag(flags *pflag.FlagSet) {
	flags.Var(f, "fail-on", "exit with 5 if a `CONDITION` of inventory or plan holds, such as violation or \"late>5\"; several with commas between")
}

func (f *runFailOn) Set(s string) error                { return f.add(s, allConditionWords) }
func (f *runFailOn) setFromEnvironment(s string) error { return f.Set(s) }

// check gives a [conditionError] with what holds of a plan, or nil.
func (f planFailOn) check(u ui, p plan.Plan) error {
	counts := map[string]int{conditionUnplanned: len(p.Unplanned)}
	for _, item := range p.Items {
		if p.IsLate(item) {
			counts[conditionLate]++
		}
		if item.Owner == "" {
			counts[conditionNoOwner]++
		}
		if len(item.Limits) > 0 {
			counts[conditionOverLimit]++
		}
	}
	for _, w := range p.Warnings {
		switch w.Code {
		case "coverage-gap":
			counts[conditionGap]++
		case "incident":
			counts[conditionIncident] += len(w.Senders)
		}
	}
	return f.held(u, counts, func(word string) inventory.Phrase {
		switch word {
		case conditionGap:
			return sayHoldsSources
		case conditionUnplanned, conditionIncident:
			return sayHolds
		}
		return sayHoldsItems
	})
}

// trackFailOnHelp is the part of track's help that explains --fail-on.
const trackFailOnHelp = `

--fail-on CONDITION[,CONDITION...] turns a run that came through into exit code 5 where a condition holds. A condition counts items that are said to be
done and were seen on Basic since (regression), whose day is over and that are not verified (late), that people say can't go on (blocked), that
moved and nobody said so (unsaid), whose account is gone (vanished), senders that were not in the plan (new-sender), or cells in which people
contradict each other (conflict). By itself it holds from one on; "late>5" holds from six on.`

// The conditions of track, besides late, which is the plan's word too.
const (
	conditionRegression = "regression"
	conditionBlocked    = "blocked"
	conditionUnsaid     = "unsaid"
	conditionVanished   = "vanished"
	conditionNewSender  = "new-sender"
	conditionConflict   = "conflict"
)

var trackConditionWords = []string{
	conditionRegression, conditionLate, conditionBlocked, conditionUnsaid, conditionVanished, conditionNewSender, conditionConflict,
}

// trackFailOn is the flag --fail-on of track.
type trackFailOn struct{ failOn }

func (f *trackFailOn) addFlag(flags *pflag.FlagSet) {
	flags.Var(f, "fail-on", "exit with 5 if a `CONDITION` holds, such as regression,late,new-sender; several with commas between")
}

func (f *trackFailOn) Set(s string) error                { return f.add(s, trackConditionWords) }
func (f *trackFailOn) setFromEnvironment(s string) error { return f.addOwn(s, trackConditionWords) }

// conflictsIn counts the cells in which people contradict each other.
func conflictsIn(m journal.Merged) int {
	n := 0
	for _, e := range m.Entries {
		if len(e.Others) > 0 {
			n++
		}
	}
	return n
}

// check gives a [conditionError] with what holds, or nil.
func (f trackFailOn) check(u ui, figures progress.Figures, conflicts int) error {
	counts := map[string]int{
		conditionRegression: figures.Regressions, conditionLate: figures.Late, conditionBlocked: figures.Blocked, conditionUnsaid: figures.Unsaid,
		conditionVanished: figures.Vanished, conditionNewSender: figures.New, conditionConflict: conflicts,
	}
	return f.held(u, counts, func(word string) inventory.Phrase {
		switch word {
		case conditionNewSender:
			return sayHolds
		case conditionConflict:
			return sayHoldsCells
		}
		return sayHoldsItems
	})
}
