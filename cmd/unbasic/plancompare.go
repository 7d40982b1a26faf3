package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
)

// comparePolicies makes the plan by policy.yaml and by another file, and shows both. It writes nothing, and takes no lock: files are written whole or not at
// all, so what is read is one state or the next.
func comparePolicies(env *environment, o planOptions) error {
	u := newUI(env, o.globalOptions)
	dir, err := filepath.Abs(o.workspace)
	if err != nil {
		return fmt.Errorf("opening workspace: %w", err)
	}
	ws := &workspace{dir: dir}
	basis, err := readBasis(env, ws, o)
	if err != nil {
		return err
	}
	policy, data, err := ws.policyOver(basis.defaults)
	if err != nil {
		return err
	}
	a, err := basis.by(policy, data, ws.policyPath())
	if err != nil {
		return err
	}
	other, err := os.ReadFile(o.compare)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("--compare %s is not there: copy %s and change the copy", o.compare, ws.policyPath())
	}
	if err != nil {
		return fmt.Errorf("reading policy: %w", err)
	}
	if policy, err = plan.ReadPolicy(other, basis.defaults); err != nil {
		return fmt.Errorf("%s: %w", o.compare, err)
	}
	b, err := basis.by(policy, other, o.compare)
	if err != nil {
		return err
	}
	c := plan.Compare(a, b)
	c.A.Name, c.B.Name = policyName, filepath.Base(o.compare)
	if !exists(ws.policyPath()) {
		c.A.Name = "defaults" // there is no policy.yaml to speak of
	}
	if c.A.Name == c.B.Name {
		c.B.Name = o.compare // as it was typed, with its folder
	}
	return u.comparison(c, o)
}

// comparison shows a table of figures, and a person the senders that differ most.
func (u ui) comparison(c plan.Comparison, o planOptions) error {
	if o.format.tableFormat == formatJSON {
		return u.json(c)
	}
	heads := []inventory.Phrase{headWhat, {En: c.A.Name, Ja: c.A.Name}, {En: c.B.Name, Ja: c.B.Name}, headDifference}
	rows := make([][]string, len(c.Rows))
	for i, r := range c.Rows {
		rows[i] = []string{u.compared(r), figure(r.A), figure(r.B), difference(r.Difference)}
	}
	switch {
	case o.format.tableFormat == formatCSV:
		r := records{names: []string{"id", "of", "unit", "a", "b", "difference"}}
		for _, row := range c.Rows {
			r.rows = append(r.rows, []record{own(row.ID), fromOutside(row.Of), own(string(row.Unit)), own(figure(row.A)), own(figure(row.B)), own(plain(row.Difference))})
		}
		return u.csv(r)
	case !u.env.stdoutTerminal:
		return u.rows(u.words(heads...), rows)
	}
	columns := []tableColumn{{heads[0], 16, 40, 0}, {heads[1], 10, 20, 0}, {heads[2], 10, 20, 0}, {heads[3], 0, 0, 0}}
	if err := u.table(columns, rows, ""); err != nil {
		return err
	}
	return u.comparedSenders(c, o.all)
}

// compared words what a row is about; a row of a newer version keeps its id.
func (u ui) compared(r plan.ComparedRow) string {
	of := r.Of
	if r.ID == "route" {
		of = u.code(words.Routes, of)
	}
	id := r.ID
	if id == "cost" && of == "" {
		id = "cost-nothing"
	}
	if phrase, ok := comparedWords[id]; ok {
		return u.word(phrase, "of", of)
	}
	return r.ID
}

func figure(f plan.Figure) string {
	if f.Number != nil {
		return decimal(*f.Number)
	}
	return f.Day.String()
}

// difference has a sign, for people.
func difference(d *float64) string {
	if d != nil && *d > 0 {
		return "+" + decimal(*d)
	}
	return plain(d)
}

func plain(d *float64) string {
	if d == nil {
		return ""
	}
	return decimal(*d)
}

// comparedSenders shows the senders that stand elsewhere: first those that are late in one plan only, then those whose end differs most.
func (u ui) comparedSenders(c plan.Comparison, all bool) error {
	if len(c.Senders) == 0 {
		_, err := fmt.Fprintln(u.env.stdout, u.word(sayNoneDiffer))
		return err
	}
	list := slices.Clone(c.Senders)
	slices.SortStableFunc(list, func(x, y plan.ComparedSender) int { return cmp.Compare(farApart(y), farApart(x)) })
	rows := [][]string{}
	for i, s := range list {
		if i == mostMoves && !all {
			break
		}
		late := ""
		switch {
		case s.LateA && s.LateB:
			late = u.word(wordLateBoth)
		case s.LateA:
			late = c.A.Name
		case s.LateB:
			late = c.B.Name
		}
		rows = append(rows, []string{s.UPN, u.shortPlace(s.A), u.shortPlace(s.B), late})
	}
	if _, err := fmt.Fprintln(u.env.stdout); err != nil {
		return err
	}
	named := func(name string) inventory.Phrase { return inventory.Phrase{En: name, Ja: name} }
	columns := []tableColumn{{headSender, 16, 26, 0}, {named(c.A.Name), 20, 34, 0}, {named(c.B.Name), 20, 34, 0}, {headLateIn, 0, 12, 1}}
	if err := u.table(columns, rows, ""); err != nil || len(rows) == len(list) {
		return err
	}
	_, err := fmt.Fprintln(u.env.stdout, u.word(sayMoreDiffer, "count", strconv.Itoa(len(list)-len(rows))))
	return err
}

// farApart is large for what people must know of first: who has no wave in one plan, who is late in one, and then who moves far.
func farApart(s plan.ComparedSender) int {
	const most = 1_000_000 // more days than a plan has
	if s.A == nil || s.B == nil {
		return 2 * most
	}
	days := s.B.End.DaysSince(s.A.End)
	days = max(days, -days)
	if s.LateA != s.LateB {
		days += most
	}
	return days
}

func (u ui) shortPlace(p *plan.Place) string {
	if p == nil {
		return u.word(wordNoWave)
	}
	return u.word(wordShortPlace, "wave", strconv.Itoa(p.Wave), "end", p.End.String(), "route", u.code(words.Routes, string(p.Route)))
}
