package export

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
)

// places are the rows of the sheets about senders in their order, and where in each of them a sender stands, so that the rows of one
// sender can lead to one another. They are found out once, by whoever asks first. The lists are shared: nobody changes them.
type places struct {
	once      sync.Once
	senders   []*inventory.Sender
	findings  []*inventory.Sender
	incidents []incident
	governed  []governed
	// of says where a sender stands, by its id.
	of map[string]place
	// without is what the plan says of senders without an item, by their ids.
	without map[string]*plan.Unplanned
	// origins are the networks that guess, by name.
	origins map[string]*inventory.GuessingOrigin
}

// place is where a sender stands in each sheet, -1 for nowhere: the first of its rows where it has several.
type place struct {
	sender, client, finding, incident, governed, item int32
}

var nowhere = place{-1, -1, -1, -1, -1, -1}

// placeOf says where a sender stands.
func (b *book) placeOf(id string) place {
	if at, known := b.placed().of[id]; known {
		return at
	}
	return nowhere
}

func (b *book) placed() *places {
	b.places.once.Do(b.findPlaces)
	return &b.places
}

func (b *book) findPlaces() {
	p := &b.places
	p.of = make(map[string]place, len(b.inv.Senders))
	p.senders = inOrder(b.inv.Senders, func(s *inventory.Sender) int { return words.Verdicts.Rank(string(s.Verdict)) })
	put := func(id string, set func(*place)) {
		at, known := p.of[id]
		if !known {
			at = nowhere
		}
		set(&at)
		p.of[id] = at
	}
	first := func(row *int32, n int) {
		if *row < 0 {
			*row = int32(n)
		}
	}
	clients := 0
	for i, s := range p.senders {
		put(s.ID, func(at *place) {
			first(&at.sender, i)
			if len(s.Clients) > 0 {
				first(&at.client, clients)
			}
		})
		clients += len(s.Clients)
	}
	p.findings = slices.DeleteFunc(
		inOrder(b.inv.Senders, func(s *inventory.Sender) int { return words.Findings.Rank(string(s.License.Finding)) }),
		func(s *inventory.Sender) bool { return s.License.Finding == inventory.FindingOK })
	for i, s := range p.findings {
		put(s.ID, func(at *place) { first(&at.finding, i) })
	}
	for i, item := range b.itemsInOrder() {
		put(item.Sender, func(at *place) { first(&at.item, i) })
	}
	p.without = make(map[string]*plan.Unplanned, len(b.plan.Unplanned)+len(b.plan.NeverPlanned))
	for _, list := range [][]plan.Unplanned{b.plan.NeverPlanned, b.plan.Unplanned} {
		for i := range list {
			p.without[list[i].Sender] = &list[i]
		}
	}
	p.origins = make(map[string]*inventory.GuessingOrigin, len(b.inv.Guessing.List))
	for i := range b.inv.Guessing.List {
		p.origins[b.inv.Guessing.List[i].Network] = &b.inv.Guessing.List[i]
	}
	p.incidents = b.incidentsInOrder(p.senders)
	for i, in := range p.incidents {
		if in.sender != nil {
			put(in.sender.ID, func(at *place) { first(&at.incident, i) })
		}
	}
	p.governed = b.governedInOrder(p.senders)
	for i, g := range p.governed {
		if g.sender != nil {
			put(g.sender.ID, func(at *place) { first(&at.governed, i) })
		}
	}
}

// morePlaces are cells of senders that lead to their first rows in sheets that are not about senders in the first place, by their ids.
type morePlaces struct{ excluded, unplanned, changes map[string]Cell }

func (b *book) findMore() morePlaces {
	first := func(cells map[string]Cell, id string, c Cell, row int) {
		if _, known := cells[id]; !known {
			cells[id] = c.to(row)
		}
	}
	more := morePlaces{map[string]Cell{}, map[string]Cell{}, map[string]Cell{}}
	aside, _ := b.putAsideRows()
	for i := range aside {
		if s := aside[i].sender; s != nil {
			first(more.excluded, s.ID, textCell(b.label(words.ExcludedReasons, s.Excluded.Reason)), i)
		}
	}
	for i, u := range b.withoutWave() {
		first(more.unplanned, u.Sender, u.category, i)
	}
	for i, m := range b.movesInOrder() {
		first(more.changes, m.Sender, b.changeCell(m), i)
	}
	return more
}

// inOrder sorts senders by a rank, then by name.
func inOrder(senders []inventory.Sender, rank func(*inventory.Sender) int) []*inventory.Sender {
	type ranked struct {
		*inventory.Sender
		rank int
	}
	list := make([]ranked, len(senders))
	for i := range senders {
		list[i] = ranked{&senders[i], rank(&senders[i])}
	}
	slices.SortStableFunc(list, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), strings.Compare(x.UPN, y.UPN), strings.Compare(x.ID, y.ID))
	})
	sorted := make([]*inventory.Sender, len(list))
	for i := range list {
		sorted[i] = list[i].Sender
	}
	return sorted
}

// senderCell names a sender and leads to its row of Senders.
func (b *book) senderCell(s *inventory.Sender) Cell {
	return b.outside(s.UPN).to(b.senderRow(s.ID))
}

// senderRow is where a sender stands in Senders, -1 for nowhere.
func (b *book) senderRow(id string) int { return int(b.placeOf(id).sender) }

// planRow is where a sender stands in Plan, -1 for nowhere, and itemOf its item, nil for none.
func (b *book) planRow(id string) int { return int(b.placeOf(id).item) }

func (b *book) itemOf(id string) *plan.Item {
	if row := b.planRow(id); row >= 0 {
		return b.itemsInOrder()[row]
	}
	return nil
}

// plannedCell says when and how a sender moves, and leads to its row of Plan.
func (b *book) plannedCell(id string) Cell {
	item := b.itemOf(id)
	if item == nil {
		return textCell(b.say(words.NotPlanned)).with(ToneMuted)
	}
	return textCell(b.say(words.PlannedWave, "wave", grouped(item.Wave), "route", b.label(words.Routes, string(item.Route)))).to(b.planRow(id))
}
