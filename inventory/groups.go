package inventory

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Group is sign-ins of one UTC day that an engine counted: alike in everything but their ids and moments. SignIn.Time is the first of them.
type Group struct {
	SignIn
	// Source is SourceLogAnalytics, SourceHunting or another name for where the rows were counted. Groups of one source that are alike tell of the same
	// rows, as when one window was asked for twice: of every hour the greater count stands.
	Source string
	Last   time.Time
	Rows   int
	// Hours are the rows by hour of the day, UTC. They add up to Rows.
	Hours [24]int
}

// groupCell is the groups of one source that belong to one cell.
type groupCell struct {
	probable bool
	asn      uint32 // the greatest that any group names
	parts    map[groupPart]groupCount
}

// groupPart tells the groups of a cell apart. Two that are alike in all of this tell of the same rows.
type groupPart struct {
	day, code int
	blocked   bool
	rawPlace
}

type groupCount struct {
	rows        int
	first, last time.Time
	hours       [24]int
}

// or joins two counts of the same rows, each of which may have seen a part of the day only: of every hour the greater one stands.
func (g groupCount) or(o groupCount) groupCount {
	g.rows = 0
	for hour := range g.hours {
		g.hours[hour] = max(g.hours[hour], o.hours[hour])
		g.rows += g.hours[hour]
	}
	g.first, g.last = earlier(g.first, o.first), later(g.last, o.last)
	return g
}

// difference is where two sources counted an account's rows of the same days differently.
type difference struct {
	source     string       // of the groups; the other one is the rows
	days       map[int]bool // since 1970
	rows, have int          // counted by the source, and read one by one
}

// AddGroup counts a group.
func (t *Tally) AddGroup(g Group) {
	day := g.Time.UTC().Truncate(24 * time.Hour)
	inside, rows := g.Hours, g.Rows
	if w := t.window; w != nil && (g.Time.Before(w.Since) || g.Last.After(w.Until)) {
		rows = 0
		for hour := range inside {
			at := day.Add(time.Duration(hour) * time.Hour)
			if !at.Add(time.Hour).After(w.Since) || !at.Before(w.Until) {
				inside[hour] = 0 // an hour in which the window begins or ends counts as a whole
			}
			rows += inside[hour]
		}
	}
	t.records.Read += g.Rows
	t.records.OutsideWindow += g.Rows - rows
	key, upn, ch := keyOf(&g.SignIn)
	if ch.modern {
		t.records.Modern += rows
		key.protocol = modernRows
	}
	if rows == 0 {
		return
	}
	if !ch.modern {
		t.account(key.account).take(g.Last, upn, mended(g.DisplayName))
	}
	cells := t.groups[g.Source]
	if cells == nil {
		cells = map[cellKey]*groupCell{}
		t.groups[g.Source] = cells
	}
	c := cells[key]
	if c == nil {
		c = &groupCell{parts: map[groupPart]groupCount{}}
		cells[key] = c
	}
	c.probable = c.probable || ch.probable
	c.asn = max(c.asn, uint32(g.ASN))
	part := groupPart{dayNumber(day), g.ErrorCode, blockedAddress(g.SignIn), rawOf(&g.SignIn)}
	part.asn = 0 // it belongs to the address; groups that were counted without it tell of the same rows
	count := groupCount{rows: rows, first: g.Time.UTC(), last: g.Last.UTC(), hours: inside}
	if have, ok := c.parts[part]; ok {
		both := have.rows + rows
		count = count.or(have)
		t.again(key, both-count.rows)
	}
	c.parts[part] = count
}

// modernRows stands for a protocol in the key of groups of modern programs.
const modernRows = "modern"

// again counts rows that another source, or another group, told of already.
func (t *Tally) again(key cellKey, rows int) {
	t.records.Duplicates += rows
	if key.protocol == modernRows {
		t.records.Modern -= rows
	}
}

// Settle takes back copies of rows and folds groups in. It comes after the last row; Analyze does it where it was not done. The error is scratch space's.
func (t *Tally) Settle() error {
	if t.settled {
		return nil
	}
	t.settled = true
	touched := map[uint32]bool{}
	err := t.copies.later(func(e copyOf) {
		t.records.Duplicates++
		switch e.cell {
		case cellOutside:
			t.records.OutsideWindow--
		default:
			c := t.byIndex[e.cell-firstCell]
			c.take(e)
			touched[e.cell] = true
			if c.modern {
				t.records.Modern--
			}
		}
	})
	if err != nil {
		return err
	}
	for index := range touched {
		t.byIndex[index-firstCell].clamp()
	}
	maps.DeleteFunc(t.cells, func(_ cellKey, c *cell) bool { return len(c.counts) == 0 })
	maps.DeleteFunc(t.modern, func(_ string, c *cell) bool { return len(c.counts) == 0 })
	for _, source := range slices.Sorted(maps.Keys(t.groups)) {
		t.foldIn(source)
	}
	t.places, t.groups = nil, nil
	return nil
}

// take takes one row back.
func (c *cell) take(e copyOf) {
	day := int(e.hour) / 24
	if e.hour < 0 {
		day = (int(e.hour) - 23) / 24
	}
	for i := range c.counts {
		if d := &c.counts[i]; d.day == int32(day) && d.code == e.code {
			if d.n--; d.n == 0 {
				c.counts = slices.Delete(c.counts, i, i+1)
			}
			break
		}
	}
	c.hours[((int(e.hour)%24)+24)%24]--
	if e.country >= 0 {
		c.countries[e.country].n--
	}
	if e.blocked {
		c.blockedAddr--
	}
}

// foldIn adds the groups of one source where they know more than what is there.
func (t *Tally) foldIn(source string) {
	first, last := t.innerDays()
	for _, key := range slices.SortedFunc(maps.Keys(t.groups[source]), func(a, b cellKey) int {
		return cmp.Or(strings.Compare(a.account, b.account), a.compare(b))
	}) {
		groups := t.groups[source][key]
		c := t.cells[key]
		if key.protocol == modernRows {
			c = t.modern[key.account]
		}
		if c == nil {
			c = &cell{}
			if key.protocol == modernRows {
				c.modern = true
				t.modern[key.account] = c
			} else {
				t.cells[key] = c
			}
		}
		c.probable = c.probable || groups.probable
		c.asn = max(c.asn, groups.asn)
		byDay := map[int][]groupPart{}
		for part := range groups.parts {
			byDay[part.day] = append(byDay[part.day], part)
		}
		have := map[int]int{}
		for _, d := range c.counts {
			have[int(d.day)] += int(d.n)
		}
		for _, day := range slices.Sorted(maps.Keys(byDay)) {
			rows := 0
			for _, part := range byDay[day] {
				rows += groups.parts[part].rows
			}
			t.again(key, min(rows, have[day]))
			if have[day] > 0 && rows != have[day] && day > first && day < last {
				t.differ(key.account, source, day, have[day], rows)
			}
			if rows > have[day] {
				c.replace(day, have[day], byDay[day], groups.parts)
			}
		}
	}
}

// innerDays are the first and the last day of the rows that are there: on these, a source may tell of a part of the day only.
func (t *Tally) innerDays() (first, last int) {
	none := true
	for _, c := range t.cells {
		if d := dayNumber(c.first.time()); none || d < first {
			first = d
		}
		if d := dayNumber(c.last.time()); none || d > last {
			last = d
		}
		none = false
	}
	return first, last
}

// replace puts the groups of a day in the place of what was counted of it. Hours are counted over all days, so of them the part is added that the day
// gains.
func (c *cell) replace(day, have int, parts []groupPart, counts map[groupPart]groupCount) {
	c.counts = slices.DeleteFunc(c.counts, func(d dayCode) bool { return int(d.day) == day })
	rows := 0
	slices.SortFunc(parts, func(a, b groupPart) int {
		return cmp.Or(cmp.Compare(a.code, b.code), strings.Compare(a.country, b.country))
	})
	for _, part := range parts {
		rows += counts[part].rows
	}
	gain := rows - have
	for _, part := range parts {
		n := counts[part]
		if c.first == 0 {
			c.first, c.last = instantOf(n.first), instantOf(n.last)
		}
		c.spread(instantOf(n.first), instantOf(n.last), part.code)
		c.count(day, part.code, n.rows)
		if i := c.countryIndex(strings.ToUpper(mended(part.country))); i >= 0 {
			c.countries[i].n += uint32(max(1, n.rows*gain/rows))
		}
		if part.blocked {
			c.blockedAddr += n.rows
		}
		for hour, count := range n.hours {
			c.hours[hour] += uint32((count*gain + rows - 1) / rows)
		}
	}
}

// differ notes that two sources tell of an account's day differently.
func (t *Tally) differ(account, source string, day, have, rows int) {
	d := t.differs[account]
	if d == nil {
		d = &difference{days: map[int]bool{}}
		t.differs[account] = d
	}
	d.days[day] = true
	d.source = source
	d.rows += rows
	d.have += have
}
