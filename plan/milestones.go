package plan

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"unbasic/inventory"
)

// The ids of milestones that rules refer to. A table without one of them switches off what depends on it.
const (
	milestoneDefaultOff       = "milestone.default-off"
	milestoneRemovalAnnounced = "milestone.removal-announced"
	milestoneHVEBasicEnds     = "milestone.hve-basic-ends"
	// milestoneRemoval is the final removal itself. It has no date yet, so it is not in the table; rollbacks honour it once it is.
	milestoneRemoval = "milestone.removal"
)

//go:embed milestones.yaml
var milestonesFile []byte

var builtIn = sync.OnceValue(func() []Milestone {
	table, err := ReadMilestones(milestonesFile)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return table
})

// Milestones gives the dated changes by Microsoft that this version knows, earliest first. The result is the caller's to change.
func Milestones() []Milestone { return slices.Clone(builtIn()) }

// ReadMilestones reads a list of milestones that takes the place of [Milestones], in the form of milestones.yaml. Every error is one line that names line,
// column and key.
func ReadMilestones(data []byte) ([]Milestone, error) {
	root, err := parseYAML(data)
	if err != nil {
		return nil, fmt.Errorf("reading milestones: %w", err)
	}
	at := path{&document{nodes: map[string]*yaml.Node{}}, ""}
	var table []Milestone
	if root != nil {
		if err := milestoneKeys(&table).read(at, root); err != nil {
			return nil, fmt.Errorf("reading milestones %w", err)
		}
	}
	if len(table) == 0 {
		return nil, fmt.Errorf("reading milestones line 1, column 1: milestones: there is none: name one at least, with id, date, what, source and checked")
	}
	if err := checkMilestones(at, table); err != nil {
		return nil, fmt.Errorf("reading milestones %w", err)
	}
	slices.SortStableFunc(table, func(a, b Milestone) int { return a.Date.Compare(b.Date) })
	return table, nil
}

var ruleMilestone = textRule{
	what: "milestone's id", most: 100, needed: true, pattern: regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`), like: milestoneDefaultOff,
}

func milestoneKeys(to *[]Milestone) mapping {
	line := ruleLine
	line.needed = true
	return mapping{{name: "milestones", needed: true, value: listValue[Milestone]{
		to: to,
		item: func(m *Milestone) policyValue {
			return mapping{
				{name: "id", value: textValue{to: &m.ID, rule: ruleMilestone}, needed: true},
				{name: "date", value: dayValue{to: &m.Date, needed: true}, needed: true},
				{name: "what", value: textValue{to: &m.What, rule: line}, needed: true},
				{name: "whatJa", value: textValue{to: &m.WhatJa, rule: ruleLine}},
				{name: "source", value: textValue{to: &m.Source, rule: line}, needed: true},
				{name: "checked", value: dayValue{to: &m.Checked, needed: true}, needed: true},
			}
		},
		check: func(at path, node *yaml.Node, m Milestone, before []Milestone) error {
			if slices.ContainsFunc(before, func(other Milestone) bool { return other.ID == m.ID }) {
				return fail(at.node("id", node), at.key("id"), "%s is there twice", m.ID)
			}
			known := []string{milestoneDefaultOff, milestoneRemovalAnnounced, milestoneHVEBasicEnds, milestoneRemoval}
			// Other ids are only shown, so one that is a letter or two off would switch a rule off unseen.
			if near, changes := Nearest(m.ID, known); changes == 1 || changes == 2 {
				return fail(at.node("id", node), at.key("id"), "%s is a slip of the finger away from %s: write that, or take another id", m.ID, near)
			}
			at.nodes[m.ID] = at.node("date", node)
			return nil
		},
	}}}
}

// checkMilestones looks at the order of those that rules know.
func checkMilestones(at path, table []Milestone) error {
	p := Policy{Milestones: table}
	off, hasOff := p.milestone(milestoneDefaultOff)
	if removal, ok := p.milestone(milestoneRemoval); ok && hasOff && removal.Date.Before(off.Date) {
		return fail(at.nodes[milestoneRemoval], at.key(milestoneRemoval), "%s is before %s on %s: what is removed can't be switched off later",
			removal.Date, milestoneDefaultOff, off.Date)
	}
	return nil
}

// milestone finds one by its id.
func (p Policy) milestone(id string) (Milestone, bool) {
	for _, m := range p.Milestones {
		if m.ID == id {
			return m, true
		}
	}
	return Milestone{}, false
}

// milestonePhrases are the texts of the table, by id.
var milestonePhrases = func() map[string]inventory.Phrase {
	texts := map[string]inventory.Phrase{
		milestoneRemoval: {
			En: "Basic authentication for SMTP AUTH is removed for good",
			Ja: "SMTP AUTH の基本認証が完全に廃止される",
		},
	}
	for _, m := range builtIn() {
		texts[m.ID] = inventory.Phrase{En: m.What, Ja: m.WhatJa}
	}
	return texts
}()
