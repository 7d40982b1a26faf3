package export

import (
	"slices"
	"strings"

	"unbasic/export/words"
)

// sheetsFor are the sheets of each reader, in the order in which that reader needs them. ReaderAll has all of them in the order of the contract.
var sheetsFor = map[Reader][]string{
	ReaderAdmin: {
		"plan", "gantt", "runbook", "rollback", "progress", "incidents", "senders", "clients", "unplanned", "changes", "coverage", "about",
	},
	ReaderManager: {
		"waves", "plan", "gantt", "progress", "go-no-go", "comms", "conflicts", "unplanned", "changes", "coverage", "about",
	},
	ReaderAuditor: {
		"licence-findings", "licences", "governance", "incidents", "senders", "excluded", "coverage", "evidence", "changes", "progress", "journal", "conflicts", "about",
	},
}

// What a reader gets beside sheets. The scripts are for those who run them. The calendar is for those who keep the dates: it has decisions and waves, which an
// auditor has no part in.
var (
	scriptsFor = []Reader{ReaderAdmin}
	eventsFor  = []Reader{ReaderAdmin, ReaderManager}
)

// GetsScripts reports whether a report for the reader has scripts.
func (r Reader) GetsScripts() bool { return r.gets(scriptsFor) }

// GetsEvents reports whether a report for the reader has events.
func (r Reader) GetsEvents() bool { return r.gets(eventsFor) }

func (r Reader) gets(readers []Reader) bool {
	_, one := sheetsFor[r]
	return !one || slices.Contains(readers, r)
}

// Valid reports whether there is such a reader.
func (r Reader) Valid() bool {
	_, one := sheetsFor[r]
	return one || r == ReaderAll
}

// Watches reports whether a reader is one who runs rules in a workspace: alerts are made for no other.
func (r Reader) Watches() bool { return r != ReaderManager && r != ReaderAuditor }

// limit keeps the sheets of a reader, in that reader's order, and gives the names of those that are left out.
func (b *book) limit(sheets []Sheet) (kept []Sheet, left []string) {
	wanted, one := sheetsFor[b.reader]
	if !one {
		return sheets, nil
	}
	for _, key := range wanted {
		for _, s := range sheets {
			if s.Key == key {
				kept = append(kept, s)
			}
		}
	}
	for _, s := range sheets {
		if !slices.Contains(wanted, s.Key) {
			left = append(left, s.Name)
		}
	}
	return kept, left
}

// dedicate says for whom a limited report is and what is not in it, on the summary and in About.
func (b *book) dedicate(r *Report, left []string) {
	reader, one := map[Reader]words.Word{ReaderAdmin: words.ForAdmin, ReaderManager: words.ForManager, ReaderAuditor: words.ForAuditor}[b.reader]
	if !one {
		return
	}
	says := b.say(words.ForNothing, "reader", b.say(reader))
	if len(left) > 0 {
		says = b.say(words.ForReader, "reader", b.say(reader), "sheets", strings.Join(left, b.say(words.ListSeparator)))
	}
	r.Summary.Subtitle = b.say(words.ForSubtitle, "subtitle", r.Summary.Subtitle, "reader", says)
	for i := range r.Sheets {
		if s := &r.Sheets[i]; s.Key == "about" {
			s.Rows = s.Rows.behind([]Cell{textCell(b.say(words.TopicMade)), textCell(b.say(words.ForAbout)), textCell(says), textCell(b.say(words.ForWhole))})
		}
	}
}

// behind puts a row before all others.
func (r Rows) behind(first []Cell) Rows {
	return Rows{r.count + 1, func(i int) []Cell {
		if i == 0 {
			return slices.Clone(first)
		}
		return r.row(i - 1)
	}}
}

// detach takes out of a limited report what leads to sheets that are not in it, or is computed from them. The values stay.
func detach(r *Report, note string) {
	there := map[string]bool{r.Summary.Key: true}
	for _, s := range r.Sheets {
		there[s.Key] = true
	}
	gone := func(live *Live) bool { return live != nil && live.Sheet != "" && !there[live.Sheet] }
	// loosen gives the columns without links and computations that lead nowhere, the places of the links, and whether some values are not computed any more.
	loosen := func(columns []Column) ([]Column, []int, bool) {
		columns = slices.Clone(columns)
		var links []int
		still := false
		for i := range columns {
			c := &columns[i]
			if c.Link != "" && !there[c.Link] {
				c.Link, links = "", append(links, i)
			}
			if gone(c.Live) {
				c.Live, still = nil, true
			}
			if slices.ContainsFunc(c.Lives, func(of LiveFor) bool { return gone(&of.Live) }) {
				c.Lives = slices.DeleteFunc(slices.Clone(c.Lives), func(of LiveFor) bool { return gone(&of.Live) })
				still = true
			}
		}
		return columns, links, still
	}
	for i := range r.Sheets {
		s := &r.Sheets[i]
		var links []int
		var still bool
		if s.Columns, links, still = loosen(s.Columns); still {
			s.Notes = append(slices.Clone(s.Notes), note)
		}
		if len(links) > 0 {
			rows := s.Rows
			s.Rows = Rows{rows.count, func(i int) []Cell { return unlinked(rows.row(i), links) }}
		}
	}
	for i := range r.Summary.Tables {
		t := &r.Summary.Tables[i]
		var links []int
		t.Columns, links, _ = loosen(t.Columns)
		for j := range t.Rows {
			t.Rows[j] = unlinked(t.Rows[j], links)
		}
	}
	// A figure that is computed from one whose sheet is gone still follows from it: that one keeps its value.
	for i := range r.Summary.Groups {
		for j := range r.Summary.Groups[i].Figures {
			if f := &r.Summary.Groups[i].Figures[j]; gone(f.Live) {
				f.Live, f.Tones = nil, nil
			}
		}
	}
}

// unlinked gives cells that lead nowhere, at some places of a row.
func unlinked(row []Cell, places []int) []Cell {
	for _, i := range places {
		if row[i].kind == Text {
			row[i].number = 0
		}
	}
	return row
}
