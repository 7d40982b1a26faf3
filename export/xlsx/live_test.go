package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// furnished is the sample tenant's report with everything in it that a workbook has a way to show: values that follow from sheets, a timeline, charts of all
// shapes, suggestions, bars.
func furnished(t testing.TB, lang inventory.Language) export.Report {
	t.Helper()
	inv, p := readTenant(t)
	return furnish(t, inv, p, lang)
}

func furnish(t testing.TB, inv inventory.Inventory, p plan.Plan, lang inventory.Language) export.Report {
	t.Helper()
	r := export.NewReport(inv, p, export.Options{Language: lang})
	sheet := func(key string) *export.Sheet {
		for i := range r.Sheets {
			if r.Sheets[i].Key == key {
				return &r.Sheets[i]
			}
		}
		t.Fatalf("there is no sheet %q", key)
		return nil
	}
	column := func(s, key string) *export.Column {
		at := sheet(s).Column(key)
		if at < 0 {
			t.Fatalf("sheet %q has no column %q", s, key)
		}
		return &sheet(s).Columns[at]
	}
	same := func(column, own string) []export.Condition {
		return []export.Condition{{Column: column, Is: "=", Same: own}}
	}
	column("waves", "items").Live = &export.Live{Of: export.LiveCount, Sheet: "plan", Where: same("wave", "wave")}
	column("plan", "kind").Live = &export.Live{Of: export.LiveTake, Sheet: "senders", Column: "kind", Where: same("sender", "sender")}
	column("plan", "owner").Suggestions = []string{"=1+1", "a, b", strings.Repeat("Iris ", 100)}
	column("plan", "weight").Bar = true
	column("plan", "start").Editable = true
	column("rollback", "wave").Live = &export.Live{Of: export.LiveTake, Sheet: "plan", Column: "wave", Where: same("item", "item")}

	days := []export.TimelineDay{}
	first := calendar.On(2026, 11, 21)
	for i := range 60 {
		d := export.TimelineDay{Day: first.AddDays(i), Kind: export.DayWork}
		switch {
		case i == 2:
			d.Kind = export.DayAsOf
		case i == 20:
			d.Kind, d.Name = export.DayMilestone, "A milestone & its \"name\""
		case i == 12:
			d.Kind = export.DayGoNoGo
		case i > 32 && i < 40:
			d.Kind, d.Name = export.DayFreeze, "Year end"
		case i == 10:
			d.Kind, d.Name = export.DayHoliday, "Holiday"
		case d.Day.In(inv.AsOf.Location()).Weekday()%6 == 0:
			d.Kind = export.DayWeekend
		}
		days = append(days, d)
	}
	done := ""
	for _, c := range column("plan", "status").Choices {
		if c.Tone == export.ToneGood {
			done = c.Label
		}
	}
	sheet("waves").Timeline = &export.Timeline{Start: "start", End: "end", Days: days, Span: 1, Legend: []export.TimelineLabel{
		{Kind: export.DayWeekend, Label: "weekend"}, {Kind: export.DayHoliday, Label: "祝日"}, {Kind: export.DayMilestone, Label: "milestone"},
	}}
	sheet("plan").Timeline = &export.Timeline{Start: "start", End: "end", Status: "status", Done: done, Days: days, Span: 1}

	lives := map[string]*export.Live{
		"planned":   {Of: export.LiveCount, Sheet: "plan"},
		"lastEnd":   {Of: export.LiveLast, Sheet: "plan", Column: "end"},
		"ownerless": {Of: export.LiveCount, Sheet: "plan", Where: []export.Condition{{Column: "owner", Is: "="}}},
	}
	for g := range r.Summary.Groups {
		for f := range r.Summary.Groups[g].Figures {
			figure := &r.Summary.Groups[g].Figures[f]
			figure.Live = lives[figure.Key]
			if figure.Key == "ownerless" {
				figure.Tones = []export.ToneRule{{Is: ">", Limit: 0, Tone: export.ToneWarn}, {Is: "=", Limit: 0, Tone: export.ToneGood}}
			}
		}
	}
	for i := range r.Summary.Tables {
		table := &r.Summary.Tables[i]
		if table.Key == "verdicts" {
			table.Columns[1].Live = &export.Live{Of: export.LiveCount, Sheet: "senders", Where: same("verdict", "verdict")}
			behind := *table
			behind.Key, behind.Behind = "behind", true
			behind.Columns = slices.Clone(table.Columns)
			behind.Columns[2].Key, behind.Columns[2].Header, behind.Columns[2].Type = "share", "Share", export.TypeNumber
			behind.Rows = nil
			for _, row := range table.Rows {
				behind.Rows = append(behind.Rows, []export.Cell{row[0], row[1], row[1]})
			}
			r.Summary.Tables = append(r.Summary.Tables, behind)
		}
	}
	series := []string{"senders", "share"}
	r.Summary.Charts = append(r.Summary.Charts,
		export.Chart{Key: "bars", Shape: export.ShapeBars, Table: "behind", Series: series[:1], Title: "Bars", Axis: "Senders"},
		export.Chart{Key: "stacked", Shape: export.ShapeStacked, Table: "behind", Series: series, Tones: []export.Tone{export.ToneGood, export.ToneBad}, Title: "Stacked", Axis: "Senders"},
		export.Chart{Key: "lines", Shape: export.ShapeLines, Table: "behind", Series: series, Tones: []export.Tone{export.ToneInfo, export.ToneBad}, Marks: "share", Title: "Lines", Axis: "Senders"},
	)
	r.Summary.Legend = []export.LegendEntry{{Tone: export.ToneBad, Text: "urgent"}, {Editable: true, Text: "yours to fill in"}}
	return r
}

// formulaAt reads a cell's formula and the value that stands beside it.
func formulaAt(t *testing.T, f *excelize.File, sheet, ref string) (formula, value string) {
	t.Helper()
	formula, err := f.GetCellFormula(sheet, ref)
	if err != nil {
		t.Fatal(err)
	}
	value, err = f.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return formula, value
}

// letters gives the letters of a column.
func letters(t *testing.T, r export.Report, sheet, column string) string {
	t.Helper()
	for i := range r.Sheets {
		if at := r.Sheets[i].Column(column); r.Sheets[i].Key == sheet && at >= 0 {
			letter, err := excelize.ColumnNumberToName(at + 1)
			if err != nil {
				t.Fatal(err)
			}
			return letter
		}
	}
	t.Fatalf("sheet %q has no column %q", sheet, column)
	return ""
}

func sheetOf(t *testing.T, r export.Report, key string) *export.Sheet {
	t.Helper()
	for i := range r.Sheets {
		if r.Sheets[i].Key == key {
			return &r.Sheets[i]
		}
	}
	t.Fatalf("there is no sheet %q", key)
	return nil
}

func TestLiveValuesAreFormulasWithTheReportsValue(t *testing.T) {
	r := furnished(t, inventory.English)
	f := open(t, build(t, r))
	at := func(name string) string {
		for _, n := range f.GetDefinedName() {
			if n.Name == name {
				_, ref, _ := strings.Cut(n.RefersTo, "!")
				return strings.ReplaceAll(ref, "$", "")
			}
		}
		t.Fatalf("nothing is named %s", name)
		return ""
	}
	for _, c := range []struct{ sheet, ref, formula, value string }{
		{"Waves", letters(t, r, "waves", "items") + "5", "COUNTIFS(tblPlan[Wave],\"=\"&tblWaves[[#This Row],[Wave]])", "1"},
		{"Summary", at("figPlanned"), "ROWS(tblPlan[Sender])", "10"},
		{"Summary", at("figLastEnd"), `IF(COUNT(tblPlan[End])=0,"",MAX(tblPlan[End]))`, ""},
		{"Summary", at("figOwnerless"), `COUNTIFS(tblPlan[Owner],"")`, ""},
	} {
		formula, value := formulaAt(t, f, c.sheet, c.ref)
		if formula != c.formula {
			t.Errorf("%s!%s is =%s, want =%s", c.sheet, c.ref, formula, c.formula)
		}
		if value == "" || c.value != "" && value != c.value {
			t.Errorf("%s!%s has the value %q beside its formula, want %q", c.sheet, c.ref, value, c.value)
		}
	}
}

// textCell is a cell with a text: reports alone make cells.
func textCell(t *testing.T, text string) export.Cell {
	t.Helper()
	r := export.NewReport(inventory.Inventory{Senders: []inventory.Sender{{ID: "1", UPN: text}}}, plan.Plan{}, export.Options{})
	for _, s := range r.Sheets {
		if s.Key == "senders" {
			return s.Rows.At(0)[0]
		}
	}
	t.Fatal("there are no senders")
	return export.Cell{}
}

func TestEveryWayOfComputing(t *testing.T) {
	inv, p := readTenant(t)
	day, number := export.Cell{}, export.Cell{}
	for _, s := range export.NewReport(inv, p, export.Options{}).Sheets {
		if s.Key == "plan" {
			number, day = s.Rows.At(9)[s.Column("wave")], s.Rows.At(0)[s.Column("start")]
		}
	}
	sheet := export.Sheet{Key: "plan", Columns: []export.Column{
		{Key: "who", Header: "Who", Type: export.TypeText}, {Key: "wave", Header: "Wave", Type: export.TypeNumber},
		{Key: "end", Header: "End", Type: export.TypeDate}, {Key: "odd", Header: "A [b] #'c'", Type: export.TypeText, Live: &export.Live{}},
	}}
	one := []*tab{{Sheet: sheet, table: "tblPlan", count: 3}}
	two := append(one[:1:1], &tab{Sheet: sheet, table: "tblPlan2", count: 3})
	none := []*tab{{Sheet: sheet, table: "tblPlan"}}
	where := func(column, is string, value export.Cell) []export.Condition {
		return []export.Condition{{Column: column, Is: is, Value: value}}
	}
	hostile, long := textCell(t, `a"*?~b`), textCell(t, strings.Repeat("x", 255))
	for _, c := range []struct {
		name string
		tabs []*tab
		live export.Live
		want string
	}{
		{"all rows", one, export.Live{Of: export.LiveCount}, "ROWS(tblPlan[Who])"},
		{"all rows of none", none, export.Live{Of: export.LiveCount}, "COUNTA(tblPlan[Who])"},
		{"all rows of two sheets", two, export.Live{Of: export.LiveCount}, "ROWS(tblPlan[Who])+ROWS(tblPlan2[Who])"},
		{"hostile text", one, export.Live{Of: export.LiveCount, Where: where("who", "=", hostile)}, `COUNTIFS(tblPlan[Who],"=a""~*~?~~b")`},
		{"text that is too long", one, export.Live{Of: export.LiveCount, Where: where("who", "=", long)}, ""},
		{"number", one, export.Live{Of: export.LiveCount, Where: where("wave", "<>", number)}, `COUNTIFS(tblPlan[Wave],"<>"&3)`},
		{"less", one, export.Live{Of: export.LiveCount, Where: where("end", "<", day)}, `COUNTIFS(tblPlan[End],"<"&DATE(2026,11,24))`},
		{"at most", one, export.Live{Of: export.LiveCount, Where: where("end", "<=", day)}, `COUNTIFS(tblPlan[End],"<="&DATE(2026,11,24))`},
		{"more", one, export.Live{Of: export.LiveCount, Where: where("end", ">", day)}, `COUNTIFS(tblPlan[End],">"&DATE(2026,11,24))`},
		{"at least", one, export.Live{Of: export.LiveCount, Where: where("end", ">=", day)}, `COUNTIFS(tblPlan[End],">="&DATE(2026,11,24))`},
		{"another sign", one, export.Live{Of: export.LiveCount, Where: where("end", "like", day)}, ""},
		{"nothing", one, export.Live{Of: export.LiveCount, Where: where("who", "=", export.Cell{})}, `COUNTIFS(tblPlan[Who],"")`},
		{"something", one, export.Live{Of: export.LiveCount, Where: where("who", "<>", export.Cell{})}, `COUNTIFS(tblPlan[Who],"<>")`},
		{"something that is computed", one, export.Live{Of: export.LiveCount, Where: where("odd", "<>", export.Cell{})}, ""},
		{"nothing in an odd column", one, export.Live{Of: export.LiveCount, Where: where("odd", "=", export.Cell{})}, `COUNTIFS(tblPlan[[A '[b'] '#''c'']],"")`},
		{"until a day", one, export.Live{Of: export.LiveUntil, Column: "end"}, `IF($A1="","",$A1-TODAY())`},
		{"until a figure", one, export.Live{Of: export.LiveUntil, Figures: []string{"deadline"}}, `IF(figDeadline="","",figDeadline-TODAY())`},
		{"until a figure that is not there", one, export.Live{Of: export.LiveUntil, Figures: []string{"other"}}, ""},
		{"same number", one, export.Live{Of: export.LiveCount, Where: []export.Condition{{Column: "wave", Is: "=", Same: "wave"}}}, `COUNTIFS(tblPlan[Wave],"="&$A1)`},
		{"same text", one, export.Live{Of: export.LiveCount, Where: []export.Condition{{Column: "who", Is: "=", Same: "who"}}},
			`COUNTIFS(tblPlan[Who],"="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE($A1,"~","~~"),"*","~*"),"?","~?"))`},
		{"last", two, export.Live{Of: export.LiveLast, Column: "end"}, `IF(COUNT(tblPlan[End],tblPlan2[End])=0,"",MAX(tblPlan[End],tblPlan2[End]))`},
		{"share", one, export.Live{Of: export.LiveShare, Where: where("wave", "=", number), Also: where("end", "<", day)},
			`IFERROR((COUNTIFS(tblPlan[Wave],"="&3,tblPlan[End],"<"&DATE(2026,11,24)))/(COUNTIFS(tblPlan[Wave],"="&3)),"")`},
		{"left", two, export.Live{Of: export.LiveLeft, Also: where("end", "<", day)},
			`ROWS(tblPlan[Who])+ROWS(tblPlan2[Who])-(COUNTIFS(tblPlan[End],"<"&DATE(2026,11,24))+COUNTIFS(tblPlan2[End],"<"&DATE(2026,11,24)))`},
		{"take a number", one, export.Live{Of: export.LiveTake, Column: "wave", Where: where("who", "=", hostile)},
			`IFERROR(IF(INDEX(tblPlan[Wave],MATCH("a""~*~?~~b",tblPlan[Who],0))="","",INDEX(tblPlan[Wave],MATCH("a""~*~?~~b",tblPlan[Who],0))),"")`},
		{"take a text of two sheets", two, export.Live{Of: export.LiveTake, Column: "who", Where: []export.Condition{{Column: "wave", Is: "=", Same: "wave"}}},
			`IFERROR(INDEX(tblPlan[Who],MATCH($A1,tblPlan[Wave],0))&"",IFERROR(INDEX(tblPlan2[Who],MATCH($A1,tblPlan2[Wave],0))&"",""))`},
		{"take by something else", one, export.Live{Of: export.LiveTake, Column: "who", Where: where("wave", "<", number)}, ""},
		{"a column that is not there", one, export.Live{Of: export.LiveLast, Column: "cost"}, ""},
		{"less of figures", one, export.Live{Of: export.LiveLess, Figures: []string{"deadline", "lastEnd"}},
			`IF(OR(figDeadline="",figLastEnd=""),"",figDeadline-figLastEnd)`},
		{"less of a figure that is not there", one, export.Live{Of: export.LiveLess, Figures: []string{"deadline", "other"}}, ""},
	} {
		c.live.Sheet = "plan"
		b := &book{tabs: map[string][]*tab{"plan": c.tabs}, figures: map[string]bool{"deadline": true, "lastEnd": true}}
		f := formulas{b, func(key string) (string, *export.Column) { return "$A1", &sheet.Columns[sheet.Column(key)] }}
		got, some := f.live(c.live)
		if got != c.want || some != (c.want != "") {
			t.Errorf("%s: live gives %s, %v, want %s", c.name, got, some, c.want)
		}
		if some && strings.Count(got, `"`)%2 != 0 {
			t.Errorf("%s: %s has a quote that does not end", c.name, got)
		}
	}
	f := formulas{&book{tabs: map[string][]*tab{}}, nil}
	if got, some := f.live(export.Live{Of: export.LiveCount, Sheet: "plan"}); some {
		t.Errorf("a sheet that was left out is counted: %s", got)
	}
}

func TestFixedLinksLookNothingUp(t *testing.T) {
	r := furnished(t, inventory.English)
	rollback := sheetOf(t, r, "rollback")
	rollback.Columns[rollback.Column("sender")].Fixed = true
	f := open(t, build(t, r))
	to, _ := rollback.Rows.At(0)[rollback.Column("sender")].Leads()
	if formula, _ := formulaAt(t, f, "Rollback", letters(t, r, "rollback", "sender")+"5"); !strings.HasPrefix(formula, fmt.Sprintf(`HYPERLINK("#'Plan'!A%d",`, to+rowFirst)) {
		t.Errorf("a link to a fixed row is =%s", formula)
	}
}

func TestSheetsContinue(t *testing.T) {
	r := furnished(t, inventory.English)
	var out bytes.Buffer
	if err := write(&out, r, t.TempDir(), 4); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	list := f.GetSheetList()
	at := slices.Index(list, "Plan")
	if want := []string{"Plan", "Plan (2)", "Plan (3)"}; !slices.Equal(list[at:at+3], want) {
		t.Fatalf("the sheets are %q, want %q among them", list, want)
	}
	plan := sheetOf(t, r, "plan")
	id := idColumn(plan.Columns)
	var ids []string
	for i, name := range list[at : at+3] {
		tables, err := f.GetTables(name)
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"tblPlan", "tblPlan2", "tblPlan3"}[i]; len(tables) != 1 || tables[0].Name != want {
			t.Errorf("sheet %q has the tables %v, want %s", name, tables, want)
		}
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		if want := []int{4, 4, 2}[i] + rowHeader; len(rows) != want {
			t.Errorf("sheet %q has %d rows, want %d", name, len(rows), want)
		}
		notes := rows[rowNotes-1][0]
		if want := []string{"continued in the sheet Plan (2)", "continued in the sheet Plan (3)", "The rows of the sheet Plan, continued."}[i]; !strings.Contains(notes, want) {
			t.Errorf("the notes of %q are %q, want them to say %q", name, notes, want)
		}
		for _, row := range rows[rowHeader:] {
			ids = append(ids, row[id])
		}
	}
	var want []string
	for _, row := range plan.Rows.All() {
		want = append(want, row[id].Text())
	}
	if !slices.Equal(ids, want) {
		t.Errorf("the ids are %q, want %q", ids, want)
	}
	if formula, value := formulaAt(t, f, "Waves", letters(t, r, "waves", "items")+"5"); strings.Count(formula, "COUNTIFS") != 3 || value != "1" {
		t.Errorf("the items of the first wave are =%s with %s, want all three tables counted", formula, value)
	}
}

func TestNamesOfContinuedSheets(t *testing.T) {
	b := &book{report: export.Report{Meta: export.Meta{Continued: "{name} ({part})"}}}
	taken := map[string]bool{"plan (2)": true}
	long := strings.Repeat("長", 31)
	for _, c := range []struct{ name, want string }{{"Waves", "Waves (2)"}, {"Plan", "Pla (2)"}, {long, strings.Repeat("長", 27) + " (2)"}} {
		if got := b.continued(c.name, 2, taken); got != c.want {
			t.Errorf("%q goes on in %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTimelineIsBesideTheTable(t *testing.T) {
	r := furnished(t, inventory.English)
	book := build(t, r)
	f := open(t, book)
	tables, err := f.GetTables("Waves")
	if err != nil {
		t.Fatal(err)
	}
	waves := sheetOf(t, r, "waves")
	end, _ := excelize.ColumnNumberToName(len(waves.Columns))
	first, _ := excelize.ColumnNumberToName(len(waves.Columns) + 2)
	last, _ := excelize.ColumnNumberToName(len(waves.Columns) + 1 + len(waves.Timeline.Days))
	bottom := rowFirst + waves.Rows.Len() - 1
	if want := fmt.Sprintf("A4:%s%d", end, bottom); tables[0].Range != want {
		t.Errorf("the table is %s, want %s: it ends before the days", tables[0].Range, want)
	}
	formats, err := f.GetConditionalFormats("Waves")
	if err != nil {
		t.Fatal(err)
	}
	days := formats[fmt.Sprintf("%s5:%s%d", first, last, bottom)]
	from, to := letters(t, r, "waves", "start"), letters(t, r, "waves", "end")
	bar := fmt.Sprintf("AND(ISNUMBER($%[1]s5),ISNUMBER($%[2]s5),%[3]s$4+0>=$%[1]s5,%[3]s$4<=$%[2]s5)", from, to, first)
	if len(days) != 7 || days[0].Criteria != bar || days[1].Criteria != first+`$2="milestone"` {
		t.Errorf("the days are coloured by %+v, want %s first", days, bar)
	}
	if _, value := formulaAt(t, f, "Waves", first+"4"); value != "46347" {
		t.Errorf("the first day is %s, want the number of 2026-11-21", value)
	}
	if _, value := formulaAt(t, f, "Waves", first+"2"); value != "weekend" {
		t.Errorf("the first day is a %q", value)
	}
	panes, err := f.GetPanes("Waves")
	if err != nil {
		t.Fatal(err)
	}
	if panes.XSplit != len(waves.Columns) && panes.XSplit != 1 {
		t.Errorf("%d columns stand still", panes.XSplit)
	}
	done, err := f.GetConditionalFormats("Plan")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, list := range done {
		for _, format := range list {
			found = found || strings.HasSuffix(format.Criteria, fmt.Sprintf(`,$%s5="Done")`, letters(t, r, "plan", "status")))
		}
	}
	if !found {
		t.Error("a bar that is done looks like one that is not")
	}
}

func TestSuggestionsAndDatesAreChecked(t *testing.T) {
	r := furnished(t, inventory.English)
	f := open(t, build(t, r))
	bottom := rowFirst + sheetOf(t, r, "plan").Rows.Len() - 1
	cells := func(column string) string {
		letter := letters(t, r, "plan", column)
		return fmt.Sprintf("%s%d:%s%d", letter, rowFirst, letter, bottom)
	}
	checks, err := f.GetDataValidations("Plan")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]*excelize.DataValidation{}
	for _, c := range checks {
		kinds[c.Sqref] = c
	}
	if c := kinds[cells("owner")]; c == nil || c.Formula1 != "lstPlanOwner" || c.ShowErrorMessage {
		t.Errorf("owners are checked by %+v, want a list that allows other values", c)
	}
	if c := kinds[cells("start")]; c == nil || c.Type != "date" || !c.ShowErrorMessage {
		t.Errorf("dates are checked by %+v", c)
	}
	if visible, err := f.GetSheetVisible("Lists"); err != nil || visible {
		t.Errorf("the sheet of suggestions is visible: %v, %v", visible, err)
	}
	if formula, value := formulaAt(t, f, "Lists", "A2"); formula != "" || value != "=1+1" {
		t.Errorf("the first suggestion is =%s with %q, want the text =1+1", formula, value)
	}
	if _, notes := formulaAt(t, f, "Plan", "A3"); !strings.Contains(notes, "Any value can be entered in Owner; suggestions are in the hidden sheet Lists.") {
		t.Errorf("the notes are %q", notes)
	}
}

func TestLinksLeadToTheirRows(t *testing.T) {
	inv, p := readTenant(t)
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	f := open(t, build(t, r))
	sheets := map[string]*export.Sheet{}
	for i := range r.Sheets {
		sheets[r.Sheets[i].Key] = &r.Sheets[i]
	}
	links := 0
	for _, s := range r.Sheets {
		for i, row := range s.Rows.All() {
			for j, cell := range row {
				target := sheets[s.Columns[j].Link]
				to, leads := cell.Leads()
				if target == nil || !leads {
					continue
				}
				links++
				ref, _ := excelize.CoordinatesToCellName(j+1, rowFirst+i)
				formula, value := formulaAt(t, f, s.Name, ref)
				if value != cell.Text() {
					t.Errorf("%s!%s reads %q, want %q", s.Name, ref, value, cell.Text())
				}
				if !strings.HasPrefix(formula, `HYPERLINK("#`+quoted(target.Name)+"!A") {
					t.Fatalf("%s!%s is =%s", s.Name, ref, formula)
				}
				id := idColumn(target.Columns)
				if id < 0 {
					continue
				}
				if key := target.Rows.At(to)[id].Text(); !strings.Contains(formula, `MATCH("`+key+`",`) && !strings.Contains(formula, fmt.Sprintf(`!A%d",`, to+rowFirst)) {
					t.Errorf("%s!%s is =%s, and leads to neither %s nor its row", s.Name, ref, formula, key)
				}
			}
		}
	}
	if links == 0 {
		t.Fatal("the report has no links")
	}
}

// Days that are over keep their values, a line with gaps shows its lone points, and days that were not read are bars as milestones are.
func TestPastDaysStandAndLonePointsAreSeen(t *testing.T) {
	inv, p := readTenant(t)
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	left := map[int]string{}
	for i := range r.Summary.Tables {
		table := &r.Summary.Tables[i]
		if table.Key != "burn-down" {
			continue
		}
		table.Past = 2
		table.Columns = append(table.Columns,
			export.Column{Key: "verifiedLeft", Header: "Left by the evidence", Type: export.TypeNumber, Width: export.WidthNarrow},
			export.Column{Key: "unread", Header: "Days not read", Type: export.TypeNumber, Width: export.WidthNarrow})
		for n := range table.Rows {
			verified, unread := export.Cell{}, export.Cell{}
			if n == 1 {
				verified, unread = table.Rows[n][2], table.Rows[n][2]
			}
			table.Rows[n] = append(table.Rows[n], verified, unread)
			left[n] = fmt.Sprint(table.Rows[n][3].Int())
		}
	}
	for i := range r.Summary.Charts {
		if c := &r.Summary.Charts[i]; c.Key == "burn-down" {
			c.Series, c.Tones = append(c.Series, "verifiedLeft", "unread"), append(c.Tones, export.ToneGood, export.ToneWarn)
			c.Unread = "unread"
		}
	}
	data := build(t, r)
	f := open(t, data)
	header, err := f.SearchSheet("Summary", "Left by status")
	if err != nil || len(header) != 1 {
		t.Fatalf("the table behind the burn-down is at %v: %v", header, err)
	}
	column, row, err := excelize.CellNameToCoordinates(header[0])
	if err != nil {
		t.Fatal(err)
	}
	for n := range 4 {
		ref, err := excelize.CoordinatesToCellName(column, row+1+n)
		if err != nil {
			t.Fatal(err)
		}
		if formula, value := formulaAt(t, f, "Summary", ref); (formula != "") != (n >= 2) || value != left[n] {
			t.Errorf("row %d has =%s and %s, want %s", n, formula, value, left[n])
		}
	}
	drawn := ""
	for n := range r.Summary.Charts {
		if text := partText(t, data, fmt.Sprintf("xl/charts/chart%d.xml", n+1)); strings.Contains(text, "Items left until") {
			drawn = text
		}
	}
	bars, lines, _ := strings.Cut(drawn, "<lineChart>")
	if n := strings.Count(bars, "<ser>"); n != 2 {
		t.Errorf("%d series are bars, want the milestones and the days that were not read", n)
	}
	if strings.Count(lines, "<ser>") != 3 || strings.Count(lines, `<symbol val="circle"`) != 1 || strings.Count(lines, `<symbol val="none"`) != 2 {
		t.Errorf("of %d lines %d show their points, want 1 of 3", strings.Count(lines, "<ser>"), strings.Count(lines, `<symbol val="circle"`))
	}
}
