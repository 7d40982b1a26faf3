package readback

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"unbasic/export"
	"unbasic/plan/journal"
)

// merge takes what workbooks say into the workspace, as the program does: into the journal, and into the plan what is a plan's.
func (w *workspace) merge(t testing.TB, at time.Time, books ...journal.Workbook) journal.Merged {
	t.Helper()
	was := map[journal.Field]string{}
	r := export.NewReport(w.inv, w.plan, export.Options{Language: w.lang})
	joins := map[string]bool{}
	for _, s := range r.Sheets {
		if s.Exported == nil {
			continue
		}
		for i, row := range s.Rows.All() {
			e := s.Exported(i, row)
			for column, value := range e.Was {
				was[journal.Field{Sheet: s.Key, Row: e.ID, Column: column}] = value
			}
		}
		for _, c := range s.Columns {
			joins[s.Key+" "+c.Key] = c.Editable && c.Type == export.TypeText && len(c.Choices) == 0 && c.Key != "owner"
		}
	}
	merged := journal.Merge(journal.Replay(w.journal), func(f journal.Field) string { return was[f] }, func(f journal.Field) bool { return joins[f.Sheet+" "+f.Column] }, at, books...)
	w.journal = append(w.journal, merged.Entries...)
	state := journal.Replay(w.journal)
	decided, err := w.plan.Decided(func(item, column string) (string, bool) {
		return state.Value(journal.Field{Sheet: "plan", Row: item, Column: column})
	}, func(item, column, value string) bool {
		return state.Wrote(journal.Field{Sheet: "plan", Row: item, Column: column}, value)
	})
	must(t, err)
	w.plan = decided
	return merged
}

// TestRoundsWithOtherPrograms edits a workbook for five rounds, in each of them the one that was exported after the round before: with openpyxl, and in every second
// one saved by LibreOffice, too, where it may be used. In the end every edit is there, and none is there twice.
func TestRoundsWithOtherPrograms(t *testing.T) {
	for _, lang := range languages {
		t.Run(string(lang), func(t *testing.T) {
			w := sample(t, lang)
			human := map[journal.Field]string{}
			var earlier []journal.Workbook
			at := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
			for round := range 5 {
				book := w.export(t)
				f := &file{t: t, r: w.report()}
				plan, runbook := f.sheet("plan"), f.sheet("runbook")
				var steps []step
				set := func(sheet *export.Sheet, row int, column, value, want string, day bool) {
					steps = append(steps, step{"do": "set", "sheet": sheet.Name, "cell": reference(sheet.Column(column)+1, row+5), "value": value, "day": day})
					human[journal.Field{Sheet: sheet.Key, Row: f.id(sheet.Key, row), Column: column}] = want
				}
				status := plan.Columns[plan.Column("status")].Choices
				choice := status[1+round]
				set(plan, round, "status", choice.Label, choice.Code, false)
				set(plan, round, "notes", fmt.Sprintf("round %d\n備考", round), fmt.Sprintf("round %d\n備考", round), false)
				set(plan, round+1, "owner", fmt.Sprintf("Iris %d", round), fmt.Sprintf("Iris %d", round), false)
				set(plan, 9, "notes", fmt.Sprintf("again %d", round), fmt.Sprintf("again %d", round), false)
				set(plan, 8-round, "doneOn", fmt.Sprintf("2026-12-%02d", round+1), fmt.Sprintf("2026-12-%02d", round+1), true)
				set(runbook, round*2, "by", "=night shift", "=night shift", false)
				set(runbook, round*2, "check", []string{"済", "DONE", "完了", "ok", "✓"}[round], "done", false)
				own := len(plan.Columns) + 2 // behind the hidden one
				if column := plan.Column(journal.Own + "Ticket"); column >= 0 {
					own = column + 1
				}
				steps = append(steps,
					step{"do": "set", "sheet": plan.Name, "cell": reference(own, 4), "value": "Ticket"},
					step{"do": "set", "sheet": plan.Name, "cell": reference(own, round+5), "value": fmt.Sprintf("00%d", round)},
					step{"do": "comment", "sheet": plan.Name, "cell": reference(1, 5), "text": fmt.Sprintf("comment %d", round), "author": "Iris"})
				human[journal.Field{Sheet: "plan", Row: f.id("plan", round), Column: journal.Own + "Ticket"}] = fmt.Sprintf("00%d", round)
				first := journal.Field{Sheet: "plan", Row: f.id("plan", 0), Column: journal.Comment}
				if human[first] != "" {
					human[first] += "\n"
				}
				byOffice := round%2 == 1 && os.Getenv("UNBASIC_SOFFICE") != ""
				if !byOffice { // LibreOffice forgets who wrote a comment
					human[first] += "Iris: "
				}
				human[first] += fmt.Sprintf("comment %d", round)
				switch round {
				case 1:
					steps = append(steps, step{"do": "reverse", "sheet": runbook.Name, "first": 5, "last": runbook.Rows.Len() + 4})
				case 2:
					steps = append(steps, step{"do": "untable", "sheet": plan.Name}, step{"do": "insertRows", "sheet": plan.Name, "at": 1, "count": 2},
						step{"do": "rename", "sheet": plan.Name, "to": "月曜"})
				case 3:
					steps = append(steps, step{"do": "copy", "sheet": runbook.Name, "to": "copy"}, step{"do": "deleteRows", "sheet": plan.Name, "at": 14, "count": 1},
						step{"do": "insertColumns", "sheet": runbook.Name, "at": 2, "count": 1})
					human[journal.Field{Sheet: "plan", Row: f.id("plan", 9), Column: "notes"}] = "again 2" // that of this round went with its row
				}
				saved := openpyxl(t, book, steps...)
				if byOffice {
					saved = office(t, saved)
				}
				result := w.read(t, saved)
				if len(result.Problems) > 0 {
					t.Errorf("round %d has problems", round)
					show(t, result)
				}
				at = at.Add(24 * time.Hour)
				merged := w.merge(t, at, result.Workbook)
				for _, e := range merged.Entries {
					if len(e.Others) > 0 {
						t.Errorf("round %d: %v is in conflict: %+v", round, e.Field, e.Others)
					}
				}
				earlier = append(earlier, result.Workbook)

				state := journal.Replay(w.journal)
				for field, want := range human {
					if value, _ := state.Value(field); value != want {
						t.Errorf("round %d: %v is %q, want %q", round, field, value, want)
					}
				}
				for _, e := range w.journal {
					if _, wrote := human[e.Field]; e.Kind == journal.KindChange && !wrote {
						value, _ := state.Value(e.Field)
						t.Errorf("round %d: %v is %q, which nobody wrote", round, e.Field, value)
					}
				}
				// Each is in the next workbook, which says nothing that the journal does not have.
				r := w.report()
				shown := 0
				for _, s := range r.Sheets {
					for i := 0; s.Exported != nil && i < s.Rows.Len(); i++ {
						e := s.Exported(i, s.Rows.At(i))
						for field, want := range human {
							if field.Sheet == s.Key && field.Row == e.ID {
								shown++
								if e.Was[field.Column] != journal.Digest(want) {
									t.Errorf("round %d: the next workbook has %q in %v, want %q", round, e.Was[field.Column], field, want)
								}
							}
						}
					}
				}
				if shown != len(human) {
					t.Errorf("round %d: %d of %d edits are in the next workbook", round, shown, len(human))
				}
				// The workbooks of all rounds again, under another name and sum: nothing of them is new.
				again := slices.Clone(earlier)
				for i := range again {
					again[i].SHA256, again[i].Saved = fmt.Sprintf("again %d %d", round, i), time.Time{}
				}
				before := *w
				before.journal = slices.Clone(w.journal)
				for _, e := range before.merge(t, at, again...).Entries {
					if e.Kind == journal.KindChange {
						t.Errorf("round %d: an old workbook changes %v from %q to %q by %s", round, e.Field, e.From, e.To, e.Rule)
					}
				}
			}
			if len(human) < 30 {
				t.Errorf("%d edits in all: the test looks in the wrong place", len(human))
			}
		})
	}
}
