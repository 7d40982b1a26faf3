package export

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

// contractSheets are the keys of all sheets that the contract has, in its order.
var contractSheets = []string{
	"waves", "plan", "gantt", "runbook", "rollback", "go-no-go", "comms", "incidents", "senders", "clients", "licences", "licence-findings", "governance",
	"excluded", "unplanned", "changes", "coverage", "evidence", "about",
}

// trackedSheets are there once a plan has been tracked, in the order of the contract.
var trackedSheets = []string{"progress", "conflicts", "journal"}

func keysOf(sheets []Sheet) []string {
	keys := make([]string, len(sheets))
	for i, s := range sheets {
		keys[i] = s.Key
	}
	return keys
}

func TestEveryReaderGetsSheetsThatThereAre(t *testing.T) {
	for reader, keys := range sheetsFor {
		for _, key := range keys {
			if !slices.Contains(contractSheets, key) && !slices.Contains(trackedSheets, key) {
				t.Errorf("%s: there is no sheet %q", reader, key)
			}
		}
		// Whoever reads has to know what was not read, and how it was made.
		if !slices.Contains(keys, "coverage") || keys[len(keys)-1] != "about" {
			t.Errorf("%s has no coverage, or does not end with about: %v", reader, keys)
		}
		if !reader.Valid() {
			t.Errorf("%s is not valid", reader)
		}
	}
	if !ReaderAll.Valid() || Reader("").Valid() || Reader("boss").Valid() {
		t.Error("all is a reader, nobody and the boss are none")
	}
}

func TestReadersGetTheirSheetsInTheirOrder(t *testing.T) {
	inv, p := readTenant(t)
	all := keysOf(NewReport(inv, p, Options{Language: inventory.English}).Sheets)
	for reader, wanted := range sheetsFor {
		for _, lang := range languages {
			r := NewReport(inv, p, Options{Language: lang, For: reader})
			want := slices.DeleteFunc(slices.Clone(wanted), func(key string) bool { return !slices.Contains(all, key) })
			if diff := cmp.Diff(want, keysOf(r.Sheets)); diff != "" {
				t.Errorf("%s: sheets differ (-want +got):\n%s", reader, diff)
			}
			about := r.Sheets[len(r.Sheets)-1].Rows.At(0)
			whole := NewReport(inv, p, Options{Language: lang})
			for _, s := range whole.Sheets {
				left := !slices.Contains(wanted, s.Key)
				if got := strings.Contains(r.Summary.Subtitle, s.Name); left && !got {
					t.Errorf("%s %s: the summary does not say that %s is left out: %q", reader, lang, s.Name, r.Summary.Subtitle)
				}
				if left && !strings.Contains(about[2].Text(), s.Name) {
					t.Errorf("%s %s: About does not say that %s is left out: %q", reader, lang, s.Name, about[2].Text())
				}
			}
			for _, table := range r.Summary.Tables {
				if table.Key == "sheets" && len(table.Rows) != len(r.Sheets) {
					t.Errorf("%s: %d sheets are listed, want %d", reader, len(table.Rows), len(r.Sheets))
				}
			}
		}
	}
	if diff := cmp.Diff(all, keysOf(NewReport(inv, p, Options{Language: inventory.English, For: ReaderAll}).Sheets)); diff != "" {
		t.Errorf("a report for all differs from one for nobody in particular (-want +got):\n%s", diff)
	}
}

func TestScriptsAreForThoseWhoRunThemAndEventsForThoseWhoKeepTheDates(t *testing.T) {
	inv, p := readTenant(t)
	for _, c := range []struct {
		reader          Reader
		scripts, events bool
	}{
		{"", true, true}, {ReaderAll, true, true}, {ReaderAdmin, true, true}, {ReaderManager, false, true}, {ReaderAuditor, false, false},
	} {
		r := NewReport(inv, p, Options{Language: inventory.English, For: c.reader})
		if got := len(r.Scripts) > 0; got != c.scripts || c.reader.GetsScripts() != c.scripts {
			t.Errorf("%q: %d scripts, and GetsScripts is %v", c.reader, len(r.Scripts), c.reader.GetsScripts())
		}
		if got := len(r.Events) > 0; got != c.events || c.reader.GetsEvents() != c.events {
			t.Errorf("%q: %d events, and GetsEvents is %v", c.reader, len(r.Events), c.reader.GetsEvents())
		}
	}
}

// Whatever a limited report leads to or is computed from is in it.
func TestNothingLeadsOutOfALimitedReport(t *testing.T) {
	inv, p := readTenant(t)
	for reader := range sheetsFor {
		r := NewReport(inv, p, Options{Language: inventory.English, For: reader})
		there := append(keysOf(r.Sheets), r.Summary.Key)
		check := func(where string, link string, live *Live) {
			if link != "" && !slices.Contains(there, link) {
				t.Errorf("%s: %s leads to %s", reader, where, link)
			}
			if live != nil && live.Sheet != "" && !slices.Contains(there, live.Sheet) {
				t.Errorf("%s: %s is computed from %s", reader, where, live.Sheet)
			}
		}
		for _, s := range r.Sheets {
			for _, c := range s.Columns {
				check(s.Key+"/"+c.Key, c.Link, c.Live)
				for _, of := range c.Lives {
					check(s.Key+"/"+c.Key, "", &of.Live)
				}
			}
		}
		for _, table := range r.Summary.Tables {
			for _, c := range table.Columns {
				check(table.Key+"/"+c.Key, c.Link, c.Live)
			}
		}
		for _, g := range r.Summary.Groups {
			for _, f := range g.Figures {
				check(f.Key, "", f.Live)
			}
		}
	}
}

func TestDetachLosesLinksAndKeepsValues(t *testing.T) {
	leads := textCell("scan@contoso.com").with(ToneBad).to(3)
	columns := []Column{
		{Key: "a", Link: "gone"}, {Key: "b", Link: "here"}, {Key: "c", Live: &Live{Of: LiveCount, Sheet: "gone"}}, {Key: "d", Live: &Live{Of: LiveCount, Sheet: "here"}},
	}
	row := []Cell{leads, leads, intCell(7), intCell(8)}
	r := Report{
		Summary: Summary{
			Key:    "summary",
			Tables: []Table{{Columns: slices.Clone(columns), Rows: [][]Cell{slices.Clone(row)}}},
			Groups: []FigureGroup{{Figures: []Figure{
				{Key: "gone", Value: intCell(7), Live: &Live{Of: LiveCount, Sheet: "gone"}, Tones: []ToneRule{{Is: ">", Tone: ToneBad}}},
				{Key: "here", Value: intCell(8), Live: &Live{Of: LiveCount, Sheet: "here"}},
				{Key: "less", Value: intCell(9), Live: &Live{Of: LiveLess, Figures: []string{"gone", "here"}}},
			}}},
		},
		Sheets: []Sheet{{Key: "here", Columns: columns, Rows: ready([][]Cell{row})}},
	}
	detach(&r, "still")
	for name, got := range map[string]struct {
		columns []Column
		row     []Cell
	}{"sheet": {r.Sheets[0].Columns, r.Sheets[0].Rows.At(0)}, "table": {r.Summary.Tables[0].Columns, r.Summary.Tables[0].Rows[0]}} {
		if got.columns[0].Link != "" || got.columns[1].Link != "here" || got.columns[2].Live != nil || got.columns[3].Live == nil {
			t.Errorf("%s: columns are %+v", name, got.columns)
		}
		if _, some := got.row[0].Leads(); some || got.row[0].Text() != "scan@contoso.com" || got.row[0].Tone() != ToneBad {
			t.Errorf("%s: the cell without a sheet to lead to is %+v", name, got.row[0])
		}
		if to, some := got.row[1].Leads(); !some || to != 3 {
			t.Errorf("%s: the cell with a sheet to lead to is %+v", name, got.row[1])
		}
		if got.row[2].Int() != 7 || got.row[3].Int() != 8 {
			t.Errorf("%s: values are %+v", name, got.row)
		}
	}
	figures := r.Summary.Groups[0].Figures
	if figures[0].Live != nil || figures[0].Tones != nil || figures[0].Value.Int() != 7 || figures[1].Live == nil || figures[2].Live == nil {
		t.Errorf("figures are %+v", figures)
	}
	if columns[0].Link != "gone" {
		t.Error("detach changed the columns that it was given")
	}
}

func TestFigureTableHasEveryFigure(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		s := NewReport(inv, p, Options{Language: lang}).Summary
		n := 0
		for _, g := range s.Groups {
			n += len(g.Figures)
		}
		table := s.FigureTable(lang)
		if len(table.Rows) != n || len(table.Rows[0]) != len(table.Columns) {
			t.Errorf("%s: %d rows of %d cells for %d figures and %d columns", lang, len(table.Rows), len(table.Rows[0]), n, len(table.Columns))
		}
	}
}
