package export

import (
	"testing"

	"unbasic/inventory"
)

func TestRowsAreAboutTheSenderOfTheirIDs(t *testing.T) {
	inv, p := readTenant(t)
	r := NewReport(inv, p, Options{Language: inventory.English})
	names := map[string]string{}
	for i := range inv.Senders {
		names[visible(inv.Senders[i].ID)] = visible(inv.Senders[i].UPN)
	}
	for i := range p.Items {
		if id := visible(p.Items[i].Sender); names[id] == "" {
			names[id] = visible(p.Items[i].UPN)
		}
	}
	// Some rows of these are about a network, an application or a fallback for several senders.
	mixed := map[string]bool{"runbook": true, "incidents": true, "excluded": true}
	for _, key := range []string{"plan", "runbook", "rollback", "incidents", "senders", "clients", "licence-findings", "excluded", "unplanned"} {
		s := sheetOf(t, r, key)
		for i, row := range s.Rows.All() {
			id, some := r.SenderOf(&s, row)
			if !some && mixed[key] {
				continue
			}
			if got, want := names[id], row[s.Column("sender")].Text(); !some || got != want {
				t.Errorf("row %d of %s is about %q (%v), want %q", i, key, got, some, want)
			}
		}
	}
	for _, key := range []string{"waves", "licences", "coverage", "evidence", "about"} {
		s := sheetOf(t, r, key)
		for i, row := range s.Rows.All() {
			if id, some := r.SenderOf(&s, row); some {
				t.Errorf("row %d of %s is about %q, want nobody", i, key, id)
			}
		}
	}
}

func TestRowWithoutAnIDIsAboutTheSenderThatItLeadsTo(t *testing.T) {
	inv, p := readTenant(t)
	r := NewReport(inv, p, Options{Language: inventory.English})
	b := newBook(inv, p, Options{Language: inventory.English})
	plan := sheetOf(t, r, "plan")
	s := Sheet{Key: "x", Columns: []Column{{Key: "name", Link: "plan"}}}
	for i, row := range plan.Rows.All() {
		want, _ := r.SenderOf(&plan, row)
		if got, some := r.SenderOf(&s, []Cell{textCell("somebody").to(i)}); !some || got != want {
			t.Errorf("a row that leads to row %d of the plan is about %q (%v), want %q", i, got, some, want)
		}
	}
	if id, some := r.SenderOf(&s, []Cell{textCell("somebody").to(plan.Rows.Len())}); some {
		t.Errorf("a row that leads past the last row is about %q", id)
	}
	if id, some := new(Report).SenderOf(&s, []Cell{b.outside("x")}); some {
		t.Errorf("a row of an empty report is about %q", id)
	}
}
