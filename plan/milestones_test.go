package plan

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/plan/calendar"
)

func TestTheEmbeddedMilestonesSayWhatIsNotKnown(t *testing.T) {
	table, err := ReadMilestones(milestonesFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(table, Milestones()); diff != "" {
		t.Errorf("milestones (-file +Milestones):\n%s", diff)
	}
	for id, day := range map[string]calendar.Day{
		milestoneDefaultOff: calendar.On(2026, time.December, 31), milestoneRemovalAnnounced: calendar.On(2027, time.July, 1),
		milestoneHVEBasicEnds: calendar.On(2028, time.September, 30),
	} {
		m, ok := Policy{Milestones: table}.milestone(id)
		if !ok || m.Date != day || m.WhatJa == "" || m.Source == "" || m.Checked.IsZero() {
			t.Errorf("%s is %+v", id, m)
		}
		if phrase, ok := PhraseOf(id); !ok || phrase.En != m.What || phrase.Ja != m.WhatJa {
			t.Errorf("the phrase of %s is %+v", id, phrase)
		}
	}
	off := table[0]
	for text, words := range map[string][]string{off.What: {"How it is switched off", "exact day", "not announced"}, off.WhatJa: {"方法", "日付", "未発表"}} {
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("%q does not say %q", text, word)
			}
		}
	}
	Milestones()[0].ID = "changed"
	if Milestones()[0].ID != milestoneDefaultOff {
		t.Error("a caller changed the table")
	}
}

const ownMilestones = `
milestones:
  - {id: milestone.removal, date: 2028-01-31, what: removed, source: a letter, checked: 2026-11-28}
  - {id: contract-ends, date: 2027-03-31, what: the contract ends, whatJa: 契約終了, source: contract 7, checked: 2026-11-01}
  - {id: milestone.default-off, date: 2026-12-15, what: off, source: MC1, checked: 2026-11-28}
`

func TestMilestonesOfOnesOwnMoveTheDeadline(t *testing.T) {
	own, err := ReadMilestones([]byte(ownMilestones))
	if err != nil {
		t.Fatal(err)
	}
	base := DefaultPolicy(asOf).WithMilestones(own)
	if base.Deadline != calendar.On(2026, time.December, 15) || len(base.Milestones) != 3 || base.Milestones[1].WhatJa != "契約終了" {
		t.Errorf("deadline %v, milestones %+v", base.Deadline, base.Milestones)
	}
	for text, want := range map[string]calendar.Day{
		"": base.Deadline, "deadline:": base.Deadline, string(PolicyTemplate(nil)): base.Deadline, "deadline: 2026-12-01": calendar.On(2026, time.December, 1),
	} {
		p, err := ReadPolicy([]byte(text), base)
		if err != nil || p.Deadline != want {
			t.Errorf("%.20q gives the deadline %v, %v; want %v", text, p.Deadline, err, want)
		}
	}
	if p := DefaultPolicy(asOf).WithMilestones(own[1:2]); !p.Deadline.IsZero() {
		t.Errorf("the deadline is %v without a day to follow", p.Deadline)
	}
}

var milestoneErrors = []struct{ name, text, want string }{
	{"nothing", "# nothing", "line 1, column 1: milestones: there is none: name one at least"},
	{"an empty list", "milestones: []", "there is none"},
	{"a list at the top", "- {id: a}", "line 1, column 1: the file: a list where keys and values are needed"},
	{"unknown key", "milestone: []", "line 1, column 1: milestone: unknown key, did you mean milestones?"},
	{"unknown key inside", "milestones:\n- {id: a, dat: 2026-12-31}", "line 2, column 11: milestones[1].dat: unknown key, did you mean date?"},
	{"a key of policy.yaml", "milestones:\n- {soakDays: 2}", "milestones[1].soakDays: unknown key, did you mean date?"},
	{"no date", "milestones:\n- {id: a, what: b, source: c, checked: 2026-12-01}", "line 2, column 3: milestones[1].date: the key is missing"},
	{"an empty date", "milestones:\n- {id: a, date: , what: b, source: c, checked: 2026-12-01}", "line 2, column 11: milestones[1].date: nothing where a day is needed"},
	{"an impossible date", "milestones:\n- {id: a, date: 2026-02-30}", `line 2, column 17: milestones[1].date: "2026-02-30" is not a day that exists`},
	{"no source", "milestones:\n- {id: a, date: 2026-12-01, what: b, source: '', checked: 2026-12-01}", "line 2, column 46: milestones[1].source: a text is needed"},
	{"no item", "milestones: [~]", "milestones[1].id: the key is missing"},
	{"an id with blanks", "milestones:\n- {id: The End}", `line 2, column 8: milestones[1].id: "The End" is not a milestone's id, such as milestone.default-off`},
	{"an id that misses one", "milestones:\n- {id: milestone.defaultoff, date: 2026-12-01, what: b, source: c, checked: 2026-12-01}",
		"line 2, column 8: milestones[1].id: milestone.defaultoff is a slip of the finger away from milestone.default-off"},
	{"an id twice", "milestones:\n- {id: a, date: 2026-12-01, what: b, source: c, checked: 2026-12-01}\n- {id: a, date: 2026-12-01, what: b, source: c, checked: 2026-12-01}",
		"line 3, column 8: milestones[2].id: a is there twice"},
	{"removed before it is off", strings.ReplaceAll(ownMilestones, "2028-01-31", "2026-12-14"),
		"line 3, column 35: milestone.removal: 2026-12-14 is before milestone.default-off on 2026-12-15"},
	{"a text that drives terminals", "milestones:\n- {id: a, what: \"b\\e[31m\"}", `line 2, column 17: milestones[1].what: "b\x1b[31m" holds the character U+001B`},
	{"a long text", "milestones:\n- {id: a, what: " + strings.Repeat("x", 501) + "}", "the text has 501 characters, and 500 is the most"},
	{"broken YAML", "milestones: [", ": line 1"},
}

func TestReadMilestonesErrorsNameLineAndColumn(t *testing.T) {
	for _, tc := range milestoneErrors {
		t.Run(tc.name, func(t *testing.T) {
			got, err := ReadMilestones([]byte(tc.text))
			if err == nil || !strings.HasPrefix(err.Error(), "reading milestones") || !strings.Contains(err.Error(), tc.want) || got != nil {
				t.Errorf("%v and the error\n%v, want\n%s", got, err, tc.want)
			}
		})
	}
}

func FuzzReadMilestones(f *testing.F) {
	f.Add(milestonesFile)
	f.Add([]byte(ownMilestones))
	for _, tc := range milestoneErrors {
		f.Add([]byte(tc.text))
	}
	inv := small()
	oneLine := regexp.MustCompile(`^reading milestones:? line [1-9][0-9]*(, column [1-9][0-9]*)?: [^\n\r\x1b]+$`)
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadMilestones(data)
		if err != nil {
			if !oneLine.MatchString(err.Error()) || table != nil {
				t.Errorf("error is not one line with a number, or there is a table as well: %q", err)
			}
			return
		}
		got := made(inv, DefaultPolicy(asOf).WithMilestones(table), Digests{}, nil)
		if len(got.Milestones) != len(table) || len(table) == 0 {
			t.Errorf("%d of %d milestones are in the plan", len(got.Milestones), len(table))
		}
	})
}
