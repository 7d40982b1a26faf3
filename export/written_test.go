package export

import (
	"encoding/json"
	"strings"
	"testing"

	"unbasic/inventory"
	"unbasic/plan/journal"
)

// writtenInto is a journal with what people wrote, one value after the other.
func writtenInto(fields map[journal.Field]string) *journal.State {
	entries := []journal.Entry{{Kind: journal.KindRead, SHA256: "sum", File: "plan.xlsx"}}
	for f, value := range fields {
		entries = append(entries, journal.Entry{Kind: journal.KindChange, Field: f, To: value})
	}
	return journal.Replay(entries)
}

func TestReportHasWhatPeopleWrote(t *testing.T) {
	inv, p := readTenant(t)
	item := p.Items[0].ID
	long := strings.Repeat("a long note, ", 20)
	step := item + " " + p.Items[0].Steps[0].ID
	state := writtenInto(map[journal.Field]string{
		{Sheet: "plan", Row: item, Column: "notes"}:                         long,
		{Sheet: "plan", Row: item, Column: "doneOn"}:                        "2026-12-01",
		{Sheet: "plan", Row: item, Column: "goNoGo"}:                        "no-go",
		{Sheet: "plan", Row: item, Column: journal.Own + "Ticket"}:          "=4711",
		{Sheet: "plan", Row: item, Column: journal.Own + "owner"}:           "a second owner",
		{Sheet: "plan", Row: item, Column: "status"}:                        "done", // is in the plan where it is one
		{Sheet: "runbook", Row: step, Column: "check"}:                      "done",
		{Sheet: "runbook", Row: step, Column: "by"}:                         "night shift",
		{Sheet: "comms", Row: p.Messages[0].ID, Column: "sentOn"}:           "2026-11-24",
		{Sheet: "plan", Row: "an item of an earlier plan", Column: "notes"}: "kept in the journal",
	})
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		r := NewReport(inv, p, Options{Language: lang, Written: state})
		cell := func(sheet, id, column string) Cell {
			t.Helper()
			s := sheetOf(t, r, sheet)
			for i, row := range s.Rows.All() {
				if s.Exported(i, row).ID == id {
					return row[s.Column(column)]
				}
			}
			t.Fatalf("%s has no row %q", sheet, id)
			return Cell{}
		}
		for _, want := range []struct{ sheet, id, column, value string }{
			{"plan", item, "notes", long}, {"plan", item, "doneOn", "2026-12-01"}, {"plan", item, journal.Own + "Ticket", "=4711"},
			{"plan", item, journal.Own + "owner", "a second owner"}, {"runbook", step, "by", "night shift"}, {"comms", p.Messages[0].ID, "sentOn", "2026-11-24"},
		} {
			got := cell(want.sheet, want.id, want.column)
			text := got.Text()
			if got.Kind() == Day {
				text = got.Day().String()
			}
			if text != want.value {
				t.Errorf("%s: %s %s is %q, want %q", lang, want.sheet, want.column, text, want.value)
			}
		}
		s := sheetOf(t, r, "plan")
		row := s.Rows.At(0)
		e := s.Exported(0, row)
		for column, value := range map[string]string{
			"notes": journal.Digest(long), "doneOn": "2026-12-01", "goNoGo": "no-go", "status": string(p.Items[0].Status), "start": p.Items[0].Start.String(), journal.Own + "Ticket": "=4711",
		} {
			if e.ID == item && e.Was[column] != value {
				t.Errorf("%s: %s was %q, want %q", lang, column, e.Was[column], value)
			}
		}
		if e.Seen != state.Entries() || e.Tenant == "" || e.Redacted {
			t.Errorf("%s: %+v", lang, e)
		}
		shown := s.WithExported("as exported")
		last := shown.Rows.At(0)[len(shown.Columns)-1]
		var read Exported
		if err := json.Unmarshal([]byte(last.Text()), &read); err != nil || read.ID != e.ID || read.Was["start"] != e.Was["start"] {
			t.Errorf("%s: %s reads as %+v (%v)", lang, last.Text(), read, err)
		}
		if header := s.Columns[s.Column(journal.Own+"owner")].Header; lang == inventory.English && header != "owner (2)" {
			t.Errorf("a column of one's own with the name of another has the header %q", header)
		}
	}
}

// Rows keep their ids whatever the language and whatever else changes.
func TestRowsHaveOneIDEach(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		for _, s := range NewReport(inv, p, Options{Language: lang}).Sheets {
			editable := false
			for _, c := range s.Columns {
				editable = editable || c.Editable
			}
			if editable != (s.Exported != nil) {
				t.Errorf("%s: people write in it: %v, and it is read back: %v", s.Key, editable, s.Exported != nil)
			}
			if s.Exported == nil {
				continue
			}
			seen := map[string]bool{}
			for i, row := range s.Rows.All() {
				id := s.Exported(i, row).ID
				if id == "" || seen[id] {
					t.Errorf("%s: row %d has the id %q, and another one has it too", s.Key, i, id)
				}
				seen[id] = true
			}
		}
	}
}
