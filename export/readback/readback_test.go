package readback

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/inventory"
	"unbasic/plan/journal"
)

func TestAnUneditedWorkbookSaysNothing(t *testing.T) {
	for _, lang := range languages {
		w := sample(t, lang)
		result := w.read(t, w.export(t))
		if len(result.Workbook.Said) > 0 || len(result.Problems) > 0 || result.Rows < 20 || len(result.Missing) > 0 || !result.Workbook.Saved.IsZero() {
			t.Errorf("%s: %d rows, missing %v, saved %v", lang, result.Rows, result.Missing, result.Workbook.Saved)
			show(t, result)
		}
	}
}

// field names a field of the sample by the place of its row.
type field struct {
	sheet  string
	row    int
	column string
}

// changes are what a workbook is to say.
type changes map[field]string

func (c changes) of(f *file) map[journal.Field]string {
	m := map[journal.Field]string{}
	for at, value := range c {
		m[journal.Field{Sheet: at.sheet, Row: f.id(at.sheet, at.row), Column: at.column}] = value
	}
	return m
}

// shuffled writes the rows of a sheet in another order, as sorting does.
func (f *file) shuffled(name string, columns []int) {
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	must(f.t, err)
	last := len(rows)
	type held struct {
		value   string
		number  bool
		formula string
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	if columns == nil {
		for at := range width {
			columns = append(columns, at+1)
		}
	}
	grid := map[string]held{}
	for row := 5; row <= last; row++ {
		for _, column := range columns {
			ref := reference(column, row)
			kind, err := f.GetCellType(name, ref)
			must(f.t, err)
			value, err := f.GetCellValue(name, ref, excelize.Options{RawCellValue: true})
			must(f.t, err)
			grid[ref] = held{value: value, number: kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber}
		}
	}
	for row := 5; row <= last; row++ {
		from := last - (row - 5)
		for _, column := range columns {
			ref, h := reference(column, row), grid[reference(column, from)]
			must(f.t, f.SetCellFormula(name, ref, ""))
			switch {
			case h.value == "":
				f.set(name, ref, nil)
			case h.number:
				must(f.t, f.SetCellDefault(name, ref, h.value))
			default:
				must(f.t, f.SetCellStr(name, ref, h.value))
			}
		}
	}
}

const dateStyle = "yyyy/mm/dd"

func (f *file) styled(sheet, ref, format string) {
	f.t.Helper()
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(f.t, err)
	must(f.t, f.SetCellStyle(sheet, ref, ref, id))
}

// TestWhatPeopleDoToAWorkbook edits the English workbook of the sample in every way that people have, and says what is read from it.
func TestWhatPeopleDoToAWorkbook(t *testing.T) {
	mark := func(f *file) { f.set("Plan", f.at("plan", "status", 2), "Done") }
	marked := changes{{"plan", 2, "status"}: "done"}
	w := sample(t, inventory.English)
	book := w.export(t)
	for _, c := range []struct {
		name     string
		edit     func(f *file)
		want     changes
		problems string
	}{
		{"a status", mark, marked, ""},
		{"an owner, a date, a wave, a note and a route", func(f *file) {
			f.set("Plan", f.at("plan", "owner", 0), "  Night shift ")
			f.set("Plan", f.at("plan", "start", 1), 46358)
			f.set("Plan", f.at("plan", "doneOn", 1), 46357.75)
			f.set("Plan", f.at("plan", "wave", 2), 7)
			f.set("Plan", f.at("plan", "notes", 3), "first line\r\nsecond line ")
			f.set("Plan", f.at("plan", "route", 4), "High Volume Email")
		}, changes{
			{"plan", 0, "owner"}: "Night shift", {"plan", 1, "start"}: "2026-12-02", {"plan", 1, "doneOn"}: "2026-12-01", {"plan", 2, "wave"}: "7",
			{"plan", 3, "notes"}: "first line\nsecond line", {"plan", 4, "route"}: "hve",
		}, ""},
		{"every sheet that people write in", func(f *file) {
			f.set("Runbook", f.at("runbook", "check", 1), "skipped")
			f.set("Runbook", f.at("runbook", "by", 1), "Iris")
			f.set("Rollback", f.at("rollback", "testedOn", 2), "2026-12-02")
			f.set("Go-No-Go", f.at("go-no-go", "remarks", 0), "all agreed")
			f.set("Comms", f.at("comms", "sentOn", 0), "2026-12-03")
			f.set("Incidents", f.at("incidents", "status", 0), "In work")
		}, changes{
			{"runbook", 1, "check"}: "skipped", {"runbook", 1, "by"}: "Iris", {"rollback", 2, "testedOn"}: "2026-12-02", {"go-no-go", 0, "remarks"}: "all agreed",
			{"comms", 0, "sentOn"}: "2026-12-03", {"incidents", 0, "status"}: "in-work",
		}, ""},
		{"an emptied cell", func(f *file) { f.set("Plan", f.at("plan", "owner", 2), nil) }, changes{{"plan", 2, "owner"}: ""}, ""},
		{"a cell with a blank", func(f *file) { f.set("Plan", f.at("plan", "owner", 2), "  ") }, changes{{"plan", 2, "owner"}: ""}, ""},
		{"sorted", func(f *file) { mark(f); f.shuffled("Plan", nil) }, marked, ""},
		{"sorted without the hidden columns", func(f *file) {
			mark(f)
			var visible []int
			for i, c := range f.sheet("plan").Columns {
				if !c.Hidden {
					visible = append(visible, i+1)
				}
			}
			f.shuffled("Plan", visible)
		}, marked, "sorted-apart"},
		{"steps sorted without the hidden columns", func(f *file) {
			f.set("Runbook", f.at("runbook", "by", 0), "Iris")
			var visible []int
			for i, c := range f.sheet("runbook").Columns {
				if !c.Hidden {
					visible = append(visible, i+1)
				}
			}
			f.shuffled("Runbook", visible)
		}, nil, strings.TrimSuffix(strings.Repeat("sorted-apart ", 5), " ")},
		{"filtered", func(f *file) {
			mark(f)
			for row := 5; row < 15; row++ {
				must(f.t, f.SetRowVisible("Plan", row, row%2 == 0))
			}
		}, marked, ""},
		{"columns hidden and shown", func(f *file) {
			mark(f)
			must(f.t, f.SetColVisible("Plan", "A:F", false))
			must(f.t, f.SetColVisible("Plan", "AK:AL", true))
		}, marked, ""},
		{"a column inserted before all others", func(f *file) {
			mark(f)
			must(f.t, f.InsertCols("Plan", "A", 1))
			f.set("Plan", "A4", "Ticket")
			f.set("Plan", "A5", "=4711")
			f.set("Plan", "A6", 4712)
		}, changes{{"plan", 2, "status"}: "done", {"plan", 0, "own:Ticket"}: "=4711", {"plan", 1, "own:Ticket"}: "4712"}, ""},
		{"columns that people added at the end, on two sheets", func(f *file) {
			f.set("Plan", "AM4", " Ticket \n number ")
			f.set("Plan", "AM6", "T-1")
			f.set("Runbook", "P4", "Shift")
			f.set("Runbook", "P6", true)
		}, changes{{"plan", 1, "own:Ticket number"}: "T-1", {"runbook", 1, "own:Shift"}: "TRUE"}, ""},
		{"dates, times, shares and numbers in a column of people's own", func(f *file) {
			f.set("Plan", "AM4", "Mine")
			for i, v := range []struct {
				value  any
				format string
			}{{46357, dateStyle}, {46357.4375, "yyyy-mm-dd hh:mm"}, {0.125, "0.0%"}, {0.1 + 0.2, ""}, {0.75, "h:mm"}, {1e15, ""}, {46357, `[$-411]ge.m.d`}} {
				f.set("Plan", fmt.Sprintf("AM%d", i+5), v.value)
				if v.format != "" {
					f.styled("Plan", fmt.Sprintf("AM%d", i+5), v.format)
				}
			}
		}, changes{
			{"plan", 0, "own:Mine"}: "2026-12-01", {"plan", 1, "own:Mine"}: "2026-12-01 10:30", {"plan", 2, "own:Mine"}: "12.5%", {"plan", 3, "own:Mine"}: "0.3",
			{"plan", 4, "own:Mine"}: "18:00", {"plan", 5, "own:Mine"}: "1000000000000000", {"plan", 6, "own:Mine"}: "2026-12-01",
		}, ""},
		{"a column without a header", func(f *file) { f.set("Plan", "AO6", "what is this") }, changes{{"plan", 1, "own:AO"}: "what is this"}, "column-unnamed"},
		{"a column with the header of another", func(f *file) {
			f.set("Plan", "AM4", "Status")
			f.set("Plan", "AM6", "green")
		}, changes{{"plan", 1, "own:Status"}: "green"}, ""},
		{"a column with the header of another before it", func(f *file) {
			mark(f)
			must(f.t, f.InsertCols("Plan", "A", 1))
			f.set("Plan", "A4", "Status")
			f.set("Plan", "A6", "green")
		}, changes{{"plan", 2, "status"}: "done", {"plan", 1, "own:Status"}: "green"}, ""},
		{"a column moved", func(f *file) {
			for row := 5; row <= 14; row++ {
				value, err := f.GetCellValue("Plan", fmt.Sprintf("D%d", row))
				must(f.t, err)
				f.set("Plan", fmt.Sprintf("AO%d", row), value)
			}
			f.set("Plan", "AO4", "Status")
			must(f.t, f.RemoveCol("Plan", "D"))
			f.set("Plan", "AN7", "Done")
		}, marked, ""},
		{"headers with other blanks and case", func(f *file) {
			mark(f)
			f.set("Plan", "D4", " STATUS\n")
			f.set("Plan", "E4", "ｏｗｎｅｒ")
		}, marked, ""},
		{"headers with a slip", func(f *file) {
			mark(f)
			f.set("Plan", "D4", "Stauts")
			f.set("Plan", "H4", "Note")
		}, marked, "column-renamed column-renamed"},
		{"headers in the other language", func(f *file) {
			mark(f)
			f.set("Plan", "D4", "状態")
			f.set("Plan", "F4", "開始日")
		}, marked, ""},
		{"a header that is another word", func(f *file) {
			mark(f)
			f.set("Plan", "D4", "How far")
		}, marked, "column-renamed"},
		{"a header that is gone", func(f *file) {
			mark(f)
			f.set("Plan", "D4", nil)
		}, marked, "column-renamed"},
		{"a generated column with a slip in its header", func(f *file) { mark(f); f.set("Plan", "K4", "Display names") }, marked, "column-renamed"},
		{"a column deleted", func(f *file) { mark(f); must(f.t, f.RemoveCol("Plan", "H")) }, marked, ""},
		{"rows deleted", func(f *file) {
			mark(f)
			must(f.t, f.RemoveRow("Plan", 5))
			must(f.t, f.RemoveRow("Plan", 8))
		}, marked, ""},
		{"rows inserted above the header", func(f *file) { mark(f); must(f.t, f.InsertRows("Plan", 1, 3)) }, marked, ""},
		{"rows above the header deleted", func(f *file) { mark(f); must(f.t, f.RemoveRow("Plan", 1)); must(f.t, f.RemoveRow("Plan", 1)) }, marked, ""},
		{"blank rows, and the header once more", func(f *file) {
			mark(f)
			must(f.t, f.InsertRows("Plan", 10, 2))
			for i, c := range f.sheet("plan").Columns {
				f.set("Plan", reference(i+1, 10), c.Header)
			}
		}, marked, ""},
		{"the table removed", func(f *file) { mark(f); must(f.t, f.DeleteTable("tblPlan")) }, marked, ""},
		{"the header deleted", func(f *file) { must(f.t, f.RemoveRow("Plan", 4)) }, nil, "no-header"},
		{"a row that people added, with an account", func(f *file) {
			f.set("Plan", "A20", f.r.Sheets[1].Rows.At(3)[0].Text())
			f.set("Plan", "D20", "済")
		}, changes{{"plan", 3, "status"}: "done"}, ""},
		{"a row that people added, without one", func(f *file) {
			f.set("Plan", "A20", "nobody@contoso.com")
			f.set("Plan", "D20", "Done")
		}, nil, "row-unknown"},
		{"text below and above the table", func(f *file) {
			f.set("Plan", "H3", "ask Iris")
			f.set("Plan", "C30", "10 in all")
		}, nil, "outside-the-table row-unknown"},
		{"the sheet renamed", func(f *file) { mark(f); must(f.t, f.SetSheetName("Plan", "Monday")) }, marked, ""},
		{"the sheet copied, and the copy edited", func(f *file) {
			n, err := f.NewSheet("Plan (2)")
			must(f.t, err)
			from, err := f.GetSheetIndex("Plan")
			must(f.t, err)
			must(f.t, f.CopySheet(from, n))
			f.set("Plan (2)", f.at("plan", "status", 2), "Done")
			f.set("Plan", f.at("plan", "notes", 3), "in the first one")
		}, changes{{"plan", 2, "status"}: "done", {"plan", 3, "notes"}: "in the first one"}, ""},
		{"the sheet copied, and both edited", func(f *file) {
			n, err := f.NewSheet("Another")
			must(f.t, err)
			from, err := f.GetSheetIndex("Plan")
			must(f.t, err)
			must(f.t, f.CopySheet(from, n))
			must(f.t, f.MoveSheet("Another", "Summary"))
			f.set("Plan", f.at("plan", "status", 2), "Done")
			f.set("Another", f.at("plan", "status", 2), "Blocked")
			f.set("Plan", f.at("plan", "notes", 3), "the same")
			f.set("Another", f.at("plan", "notes", 3), "the same")
		}, changes{{"plan", 2, "status"}: "done", {"plan", 3, "notes"}: "the same"}, "same-row-twice"},
		{"a row copied below, and one edited", func(f *file) {
			must(f.t, f.DuplicateRowTo("Plan", 7, 9))
			f.set("Plan", "D9", "Done")
		}, marked, ""},
		{"an id that was changed", func(f *file) { mark(f); f.set("Plan", f.at("plan", "item", 2), "item-0") }, marked, "id-changed"},
		{"a sender that was changed", func(f *file) {
			mark(f)
			must(f.t, f.SetCellFormula("Plan", "A7", ""))
			f.set("Plan", "A7", f.r.Sheets[1].Rows.At(3)[0].Text())
		}, marked, "sender-differs"},
		{"the hidden column damaged in a row", func(f *file) {
			mark(f)
			f.set("Plan", f.at("plan", "exported", 2), `{"sheet":"plan","id":`)
		}, changes{
			{"plan", 2, "status"}: "done", {"plan", 2, "wave"}: "1", {"plan", 2, "route"}: "graph-api", {"plan", 2, "owner"}: "it@contoso.com",
			{"plan", 2, "start"}: "2026-12-02", {"plan", 2, "end"}: "2026-12-04", {"plan", 2, "goNoGo"}: "open",
		}, "as-exported-damaged"},
		{"a sheet of people's own", func(f *file) {
			mark(f)
			_, err := f.NewSheet("Mine")
			must(f.t, err)
			f.set("Mine", "A1", "Sender")
			f.set("Mine", "B1", "Status")
			f.set("Mine", "A2", f.r.Sheets[1].Rows.At(3)[0].Text())
			f.set("Mine", "B2", "Done")
		}, marked, "sheet-of-others"},
		{"statuses in other words", func(f *file) {
			for i, text := range []string{"完了", " d o n e ", "FINISHED", "ｄｏｎｅ", "済", "in_progress", "Blocked!", "切戻し", "✓"} {
				f.set("Plan", f.at("plan", "status", i), text)
			}
		}, changes{
			{"plan", 0, "status"}: "done", {"plan", 1, "status"}: "done", {"plan", 2, "status"}: "done", {"plan", 3, "status"}: "done", {"plan", 4, "status"}: "done",
			{"plan", 5, "status"}: "in-progress", {"plan", 6, "status"}: "blocked", {"plan", 7, "status"}: "rolled-back", {"plan", 8, "status"}: "done",
		}, ""},
		{"statuses that are none", func(f *file) {
			f.set("Plan", f.at("plan", "status", 0), "Dnoe")
			f.set("Plan", f.at("plan", "status", 1), "after lunch, perhaps")
			f.set("Plan", f.at("plan", "status", 2), 5)
		}, nil, "not-a-choice not-a-choice not-a-choice"},
		{"dates that are none, or far", func(f *file) {
			f.set("Plan", f.at("plan", "doneOn", 0), 5)
			f.set("Plan", f.at("plan", "doneOn", 1), "1900-01-05")
			f.set("Plan", f.at("plan", "doneOn", 2), 2958466)
			f.set("Plan", f.at("plan", "doneOn", 3), "12026-12-01")
			f.set("Plan", f.at("plan", "doneOn", 4), "soon")
			f.set("Plan", f.at("plan", "doneOn", 5), "12/1/2026")
			f.set("Plan", f.at("plan", "doneOn", 6), "2026-02-30")
			f.set("Plan", f.at("plan", "doneOn", 7), -3)
		}, nil, "far-date far-date not-a-date not-a-date not-a-date ambiguous-date not-a-date not-a-date"},
		{"a wave that is none", func(f *file) {
			f.set("Plan", f.at("plan", "wave", 0), "1.5")
			f.set("Plan", f.at("plan", "wave", 1), "later")
			f.set("Plan", f.at("plan", "wave", 2), "Wave ７")
		}, changes{{"plan", 2, "wave"}: "7"}, "not-a-number not-a-number"},
		{"formulas", func(f *file) {
			must(f.t, f.SetCellFormula("Plan", f.at("plan", "owner", 2), `"a"&"b"`))
			f.set("Plan", "AM4", "Mine")
			must(f.t, f.SetCellFormula("Plan", "AM6", `1+1`))
			must(f.t, f.SetCellFormula("Plan", "AM7", `HYPERLINK("https://contoso.com","see ""here""")`))
		}, changes{{"plan", 2, "own:Mine"}: `see "here"`}, "no-result"},
		{"comments", func(f *file) {
			must(f.t, f.AddComment("Plan", excelize.Comment{Cell: "D7", Author: "Iris", Text: "ask them first"}))
			must(f.t, f.AddComment("Plan", excelize.Comment{Cell: "A7", Author: "Iris", Text: "Iris:\nis on leave"}))
			must(f.t, f.AddComment("Plan", excelize.Comment{Cell: "A1", Author: "Iris", Text: "for Monday"}))
			must(f.t, f.AddComment("Runbook", excelize.Comment{Cell: "C6", Author: "", Text: "at night"}))
			must(f.t, f.AddComment("Senders", excelize.Comment{Cell: "C6", Author: "Iris", Text: "who is this?"}))
		}, changes{{"plan", 2, journal.Comment}: "Iris: is on leave\nIris: ask them first", {"runbook", 1, journal.Comment}: "Author: at night"}, "comment-elsewhere comment-elsewhere"},
		{"cells merged", func(f *file) {
			must(f.t, f.DeleteTable("tblPlan"))
			f.set("Plan", "E7", "Iris")
			f.set("Plan", "E8", nil)
			f.set("Plan", "E9", nil)
			must(f.t, f.MergeCell("Plan", "E7", "E8"))
		}, changes{{"plan", 2, "owner"}: "Iris", {"plan", 4, "owner"}: ""}, "merged-cells"},
		{"hostile text", func(f *file) {
			f.set("Plan", f.at("plan", "notes", 0), `=HYPERLINK("http://evil.example","x")`)
			f.set("Plan", f.at("plan", "notes", 1), "\u202egnp.exe \u200b")
			f.set("Plan", f.at("plan", "notes", 2), strings.Repeat("長", 32767))
			f.set("Plan", f.at("plan", "status", 3), "\x1b[31mDone\u202e"+strings.Repeat("y", 30000))
		}, changes{
			{"plan", 0, "notes"}: `=HYPERLINK("http://evil.example","x")`, {"plan", 1, "notes"}: "\u202egnp.exe \u200b",
			{"plan", 2, "notes"}: strings.Repeat("長", 32767),
		}, "not-a-choice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := edit(t, w, book)
			c.edit(f)
			result := w.read(t, f.save())
			if got, want := said(result), c.want.of(f); !maps.Equal(got, want) {
				t.Errorf("it says %q, want %q", got, want)
			}
			if got := codes(result); got != c.problems {
				t.Errorf("its problems are %q, want %q", got, c.problems)
			}
			if t.Failed() {
				show(t, result)
			}
			for _, p := range result.Problems {
				for _, lang := range languages {
					text := p.At() + p.In(lang)
					if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r == 0x200b }) || strings.Contains(p.In(lang), "{") ||
						len(text) > 2000 {
						t.Errorf("%s is not safe to print: %.300q", p.Code, text)
					}
				}
			}
		})
	}
}

// A web editor turns what looks like one into a number, a day or a flag: nobody changed these.
func TestTextsThatAnEditorTurnedIntoNumbersAreWhatTheyWere(t *testing.T) {
	w := sample(t, inventory.English)
	f := &file{t: t, r: w.report()}
	values := []struct {
		text string
		cell any
		look string
	}{
		{"007", 7, ""}, {"1.50", 1.5, ""}, {"1e5", 100000, ""}, {"50%", 0.5, "0%"}, {"TRUE", true, ""}, {"true", true, ""}, {"2026-12-01", 46357, dateStyle}, {"12/1/2026", 46357, "m/d/yyyy"},
		{"Dec 1, 2026", 46357, "d-mmm-yy"}, {"4711", 4711, ""},
	}
	for row, v := range values {
		w.journal = append(w.journal, journal.Entry{Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: f.id("plan", row), Column: "notes"}, To: v.text})
	}
	e := edit(t, w, w.export(t))
	for row, v := range values {
		e.set("Plan", e.at("plan", "notes", row), v.cell)
		if v.look != "" {
			e.styled("Plan", e.at("plan", "notes", row), v.look)
		}
	}
	for row := range values { // and days and numbers of the plan into texts
		for _, column := range []string{"start", "end", "wave"} {
			cell := e.r.Sheets[1].Rows.At(row)[e.place("plan", column)-1]
			text := strconv.Itoa(int(cell.Int()))
			if column != "wave" {
				day := cell.Day()
				text = []string{day.String(), fmt.Sprintf("%d/%d/%d", int(day.Month), day.Day, day.Year), fmt.Sprintf("%d年%d月%d日", day.Year, int(day.Month), day.Day)}[row%3]
			}
			must(t, e.SetCellStr("Plan", e.at("plan", column, row), text))
		}
	}
	result := w.read(t, e.save())
	if len(result.Workbook.Said)+len(result.Problems) > 0 {
		t.Error("an editor's forms are taken for edits")
		show(t, result)
	}
}

// Rows of another tenant among those of this one are not taken; rows that the plan has no more are.
func TestRowsOfOthersAndRowsThatAreGone(t *testing.T) {
	w := sample(t, inventory.English)
	f := edit(t, w, w.export(t))
	exported, err := f.GetCellValue("Plan", f.at("plan", "exported", 0))
	must(t, err)
	must(t, f.SetCellStr("Plan", f.at("plan", "exported", 0), strings.Replace(exported, w.options().Tenant, "other.example", 1)))
	f.set("Plan", "D5", "Done")
	f.set("Plan", "H6", "still written")
	book := f.save()
	o := w.options()
	known := o.Known
	o.Known = func(sheet, id string) bool { return id != f.id("plan", 1) && known(sheet, id) }
	result, err := Read(bytes.NewReader(book), int64(len(book)), "plan.xlsx", o)
	must(t, err)
	if codes(result) != "other-tenants-row row-gone" || !maps.Equal(said(result), changes{{"plan", 1, "notes"}: "still written"}.of(f)) || !strings.Contains(result.Problems[0].Value, "Done") {
		show(t, result)
		t.Error(codes(result))
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	w := sample(t, inventory.English)
	f := edit(t, w, w.export(t))
	must(t, f.RemoveCol("Plan", "H"))
	must(t, f.DeleteSheet("Comms"))
	result := w.read(t, f.save())
	want := []Missing{{"plan", "notes"}, {Sheet: "comms"}}
	if !slices.Equal(result.Missing, want) || len(result.Workbook.Said)+len(result.Problems) > 0 {
		t.Errorf("missing is %v, want %v", result.Missing, want)
		show(t, result)
	}
}

// A comment in a workbook whose column of comments somebody deleted is said without a base, so that what stood there before is kept with it.
func TestACommentDoesNotReplaceThoseBefore(t *testing.T) {
	w := sample(t, inventory.English)
	f := &file{t: t, r: w.report()}
	w.journal = []journal.Entry{{Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: f.id("plan", 2), Column: journal.Comment}, To: "Iris: first"}}
	for name, c := range map[string]struct {
		edit func(e *file)
		want string
		base bool
	}{
		"beside the column":       {func(*file) {}, "Iris: first\nBob: second", true},
		"without it":              {func(e *file) { must(t, e.RemoveCol("Plan", letters(e.place("plan", journal.Comment)))) }, "Bob: second", false},
		"with the column emptied": {func(e *file) { e.set("Plan", e.at("plan", journal.Comment, 2), nil) }, "Bob: second", true},
	} {
		e := edit(t, w, w.export(t))
		must(t, e.AddComment("Plan", excelize.Comment{Cell: "B7", Author: "Bob", Text: "second"}))
		c.edit(e)
		result := w.read(t, e.save())
		if list := result.Workbook.Said; len(list) != 1 || list[0].Value != c.want || (list[0].Base != nil) != c.base || list[0].Column != journal.Comment {
			t.Errorf("%s: %+v", name, list)
			show(t, result)
		}
	}
}

// Those who sign on the summary are read back, in both languages, wherever the lines have moved to; nothing else on that sheet is. The next report has what they wrote.
func TestSignaturesAreReadBack(t *testing.T) {
	for _, lang := range languages {
		w := sample(t, lang)
		f := edit(t, w, w.export(t))
		summary := f.r.Summary.Name
		row := 0
		rows, err := f.GetRows(summary)
		must(t, err)
		for i := range rows {
			if len(rows[i]) > 1 && rows[i][0] == f.r.Summary.SignOff.Columns[0].Header && rows[i][1] == f.r.Summary.SignOff.Columns[1].Header {
				row = i + 2
			}
		}
		must(t, f.InsertRows(summary, 3, 2))
		row += 2
		f.set(summary, fmt.Sprintf("B%d", row), "Iris")
		f.set(summary, fmt.Sprintf("C%d", row), "2026年12月1日")
		f.set(summary, fmt.Sprintf("D%d", row+2), "=as agreed\non Monday")
		f.set(summary, fmt.Sprintf("C%d", row+1), "soon")
		f.set(summary, "B2", "a note of mine")
		f.set(summary, fmt.Sprintf("H%d", row), "beside it")
		f.set(summary, fmt.Sprintf("A%d", row+6), "below it")
		result := w.read(t, f.save())
		want := map[journal.Field]string{
			{Sheet: "sign-off", Row: "it-admin", Column: "name"}: "Iris", {Sheet: "sign-off", Row: "it-admin", Column: "signedOn"}: "2026-12-01",
			{Sheet: "sign-off", Row: "auditor", Column: "remarks"}: "=as agreed\non Monday",
		}
		if got := said(result); !maps.Equal(got, want) || codes(result) != "not-a-date" {
			t.Errorf("%s: it says %q, want %q; its problems are %q", lang, got, want, codes(result))
			show(t, result)
		}
		w.merge(t, time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), result.Workbook)
		signed := w.report().Summary.SignOff.Rows
		if row := signed.At(0); row[1].Text() != "Iris" || row[2].Day().String() != "2026-12-01" || signed.At(2)[3].Text() != "=as agreed\non Monday" {
			t.Errorf("%s: the next report has %v", lang, row)
		}
		if again := w.read(t, w.export(t)); len(again.Workbook.Said)+len(again.Problems) > 0 {
			t.Errorf("%s: the next workbook says something", lang)
			show(t, again)
		}
	}
}

// The column of comments is named in the reader's language, and is the same column in both.
func TestTheColumnOfCommentsIsOneInBothLanguages(t *testing.T) {
	w := sample(t, inventory.English)
	f := &file{t: t, r: w.report()}
	w.journal = []journal.Entry{{Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: f.id("plan", 2), Column: journal.Comment}, To: "Iris: first"}}
	for lang, header := range map[inventory.Language]string{inventory.English: "Comment", inventory.Japanese: "コメント"} {
		w.lang = lang
		e := edit(t, w, w.export(t))
		name := e.sheet("plan").Name
		shown, err := e.GetCellValue(name, reference(e.place("plan", journal.Comment), 4))
		must(t, err)
		must(t, e.AddComment(name, excelize.Comment{Cell: "B7", Author: "Bob", Text: "second"}))
		result := w.read(t, e.save())
		if list := result.Workbook.Said; shown != header || len(list) != 1 || list[0].Column != journal.Comment || list[0].Value != "Iris: first\nBob: second" || len(result.Problems) > 0 {
			t.Errorf("%s: %q: %+v", lang, shown, list)
			show(t, result)
		}
	}
}
