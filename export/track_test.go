package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
	"unbasic/plan/progress"
)

// trackedReport is a report of a tenant that people have worked in.
func trackedReport(t *testing.T, o Options) (Report, plan.Plan) {
	inv, p := readTenant(t)
	last := time.Date(2026, 12, 4, 3, 0, 0, 0, time.UTC)
	measured := progress.Progress{
		AsOf: last, TimeZone: p.TimeZone,
		Covered: []inventory.Window{{Since: last.AddDate(0, 0, -20), Until: last}},
		Figures: progress.Figures{Items: len(p.Items), Verified: 1, Regressions: 1, Open: len(p.Items) - 2, Late: 4, Unsaid: 2, New: 1, ExposureLeft: 10, ExposurePlanned: 8},
		History: []progress.Point{{AsOf: last.AddDate(0, 0, -7), Figures: progress.Figures{Items: len(p.Items), Open: len(p.Items)}}, {AsOf: last}},
		New:     []progress.Sender{{Sender: "new-1", UPN: "=new@contoso.com", FirstSeen: &last}},
		Licences: []progress.LicenceChange{
			{Sender: p.Items[0].Sender, UPN: p.Items[0].UPN, Change: progress.ChangeCured, From: inventory.FindingViolation, To: inventory.FindingOK},
		},
	}
	verified := slices.IndexFunc(p.Items, func(it plan.Item) bool {
		return it.Verdict == inventory.VerdictActive && it.ID != p.Items[0].ID && it.ID != p.Items[1].ID
	})
	for i := range p.Items {
		state := progress.StateBasic
		item := progress.Item{ID: p.Items[i].ID, Sender: p.Items[i].Sender, UPN: p.Items[i].UPN, Wave: p.Items[i].Wave, Status: p.Items[i].Status, End: p.Items[i].End}
		if i == 0 {
			state = progress.StateRegression
			item.DoneOn, item.Clients = calendar.DayOf(last.AddDate(0, 0, -3)), []progress.Client{{ID: "c", IP: "203.0.113.7", UserAgent: "<script>", Last: last}}
		}
		if i == verified {
			state = progress.StateVerified
		}
		item.State = state
		if i == 1 { // a later plan gave it another day
			item.Late, item.Due = true, calendar.On(2026, 11, 27)
		}
		measured.Items = append(measured.Items, item)
	}
	item := p.Items[0]
	status := journal.Field{Sheet: "plan", Row: item.ID, Column: "status"}
	entries := []journal.Entry{
		{Kind: journal.KindRead, At: last, File: "a.xlsx", SHA256: "aa", Changes: 2},
		{Kind: journal.KindChange, At: last, File: "a.xlsx", SHA256: "aa", Cell: "Plan!D5", Subject: item.UPN, Field: status, From: "not-started", To: "done", Rule: journal.RuleEdited},
		{Kind: journal.KindRead, At: last, File: "b.xlsx", SHA256: "bb", Changes: 1},
		{Kind: journal.KindChange, At: last, File: "b.xlsx", SHA256: "bb", Cell: "Plan!D9", Subject: item.UPN, Field: status, From: "done", To: "blocked", Rule: journal.RuleLastSaved,
			Others: []journal.Other{{Value: "done", Origin: journal.OriginJournal, File: "a.xlsx", Cell: "Plan!D5"}, {Value: "ready", Origin: journal.OriginPlan}}},
	}
	entries = append(entries, journal.Entry{
		Kind: journal.KindChange, At: last, File: "b.xlsx", SHA256: "bb", Cell: "Plan!H9", Subject: item.UPN,
		Field: journal.Field{Sheet: "plan", Row: item.ID, Column: "notes"}, From: "one", To: "one\ntwo", Rule: journal.RuleJoined,
		Others: []journal.Other{{Value: "two", Origin: journal.OriginWorkbook, File: "b.xlsx", Cell: "Plan!H9"}},
	})
	o.Written, o.Journal, o.Progress = journal.Replay(entries), entries, &measured
	return NewReport(inv, p, o), p
}

func TestTrackedReport(t *testing.T) {
	for _, test := range []struct {
		lang                        inventory.Language
		state, fresh, holds, others string
	}{
		{inventory.English, "Still on Basic", "New sender", "Blocked", "Done (a.xlsx, Plan!D5)\nReady (the plan)"},
		{inventory.Japanese, "基本認証が継続", "新しい送信元", "", ""},
	} {
		r, p := trackedReport(t, Options{Language: test.lang})
		s := sheetOf(t, r, "progress")
		text := func(s Sheet, row int, column string) string { return s.Rows.At(row)[s.Column(column)].Text() }
		if got := text(s, 0, "state"); got != test.state || text(s, 0, "sender") != p.Items[0].UPN || !strings.Contains(text(s, 0, "clients"), "203.0.113.7") {
			t.Errorf("%s: the first row is about %s, %s (%s)", test.lang, text(s, 0, "sender"), got, text(s, 0, "clients"))
		}
		if got := text(s, 1, "state"); got != test.fresh || text(s, 1, "sender") != "=new@contoso.com" {
			t.Errorf("%s: the second row is about %s, %s", test.lang, text(s, 1, "sender"), got)
		}
		if want := len(p.Items) + 2; s.Rows.Len() != want {
			t.Errorf("%s: %d rows, want %d", test.lang, s.Rows.Len(), want)
		}
		if _, leads := s.Rows.At(0)[0].Leads(); s.Rows.At(0)[1].Tone() != ToneBad || !leads {
			t.Errorf("%s: a regression has the tone %q and leads somewhere: %v", test.lang, s.Rows.At(0)[1].Tone(), leads)
		}
		if got := text(s, 2, "late") + " " + s.Rows.At(2)[s.Column("due")].Day().String(); got != map[inventory.Language]string{inventory.English: "yes", inventory.Japanese: "はい"}[test.lang]+" 2026-11-27" {
			t.Errorf("%s: what is late says %q", test.lang, got)
		}
		for _, group := range r.Summary.Groups {
			for _, figure := range group.Figures {
				if want := map[string]int64{"overdue": 4, "unsaid": 2}[figure.Key]; figure.Value.Int() != want && want != 0 {
					t.Errorf("%s: the figure %s is %d, want %d", test.lang, figure.Key, figure.Value.Int(), want)
				}
			}
		}
		plain, _ := readTenant(t)
		active := 0
		for _, s := range plain.Senders {
			if s.Verdict == inventory.VerdictActive {
				active++
			}
		}
		if f := r.Summary.Groups[0].Figures[0]; f.Key != "active" || f.Value.Int() != int64(active-1) || f.Live != nil || !strings.Contains(f.Hint, map[inventory.Language]string{inventory.English: "1 more is done and verified", inventory.Japanese: "確認済み 1 件"}[test.lang]) {
			t.Errorf("%s: of %d that are active, one is verified as moved, and the summary says %d (%s)", test.lang, active, f.Value.Int(), f.Hint)
		}
		conflicts := sheetOf(t, r, "conflicts")
		if conflicts.Rows.Len() != 2 || test.holds != "" && (text(conflicts, 1, "holds") != test.holds || text(conflicts, 1, "others") != test.others) {
			t.Errorf("%s: %d conflicts: %q holds, and there was %q", test.lang, conflicts.Rows.Len(), text(conflicts, 1, "holds"), text(conflicts, 1, "others"))
		}
		changes := sheetOf(t, r, "journal")
		if changes.Rows.Len() != 3 || text(changes, 0, "file") != "b.xlsx" {
			t.Errorf("%s: %d changes, the first of %s", test.lang, changes.Rows.Len(), text(changes, 0, "file"))
		}
		if text(conflicts, 0, "holds") != "one\ntwo" {
			t.Errorf("%s: of remarks in two lines %q holds", test.lang, text(conflicts, 0, "holds"))
		}
		last := []string{r.Sheets[len(r.Sheets)-3].Key, r.Sheets[len(r.Sheets)-2].Key, r.Sheets[len(r.Sheets)-1].Key}
		if strings.Join(last, " ") != "progress conflicts journal" {
			t.Errorf("the last sheets are %v", last)
		}
		charts := 0
		for _, c := range r.Summary.Charts {
			if c.Key == "history" {
				charts++
			}
		}
		if charts != 1 {
			t.Errorf("%s: %d charts of the history", test.lang, charts)
		}
		for _, s := range r.Sheets {
			for i, row := range s.Rows.All() {
				if len(row) != len(s.Columns) {
					t.Fatalf("%s: row %d has %d cells for %d columns", s.Key, i, len(row), len(s.Columns))
				}
			}
		}
	}
}

// lookedAt is the tenant's plan with three items done, and how far it was on days after it was made; of the days between them a gap was not read.
func lookedAt(t *testing.T, gap inventory.Window, days ...int) (inventory.Inventory, plan.Plan, Options) {
	t.Helper()
	inv, p := readTenant(t)
	begin := p.AsOf.AddDate(0, 0, -30)
	written := map[string]string{}
	var entries []journal.Entry
	for i := range 3 {
		p.Items[i].Status = plan.StatusDone
		on := calendar.DayOf(p.AsOf).AddDays(1 + i)
		if i == 2 {
			on = on.AddDays(50) // said to be done on a day to come
		}
		written[p.Items[i].ID] = on.String()
		entries = append(entries, journal.Entry{Kind: journal.KindChange, At: p.AsOf, File: "a.xlsx", SHA256: "aa", Subject: p.Items[i].UPN, Rule: journal.RuleEdited,
			Field: journal.Field{Sheet: "plan", Row: p.Items[i].ID, Column: "doneOn"}, To: on.String()})
	}
	var measured *progress.Progress
	for _, n := range days {
		inv.AsOf = p.AsOf.AddDate(0, 0, n)
		inv.Coverage = nil
		for _, part := range []string{"interactiveUser", "nonInteractiveUser"} {
			c := inventory.Coverage{Source: inventory.SourceSignIns, Part: part, Since: new(begin), Until: new(inv.AsOf), Status: inventory.CoverageComplete}
			if gap.Since.Before(inv.AsOf) && !gap.Since.IsZero() {
				c.Status, c.Gaps = inventory.CoveragePartial, []inventory.Window{gap}
			}
			inv.Coverage = append(inv.Coverage, c)
		}
		got := progress.Measure(p, inv, progress.Options{Earlier: measured, DoneOn: func(id string) calendar.Day {
			day, _ := calendar.ParseDay(written[id])
			return day
		}})
		measured = &got
	}
	return inv, p, Options{Language: inventory.English, Written: journal.Replay(entries), Journal: entries, Progress: measured}
}

// What the burn-down draws is what progress.json holds, up to the day of the last look; after it is what the sheets say.
func TestTheBurnDownIsThatOfTheProgress(t *testing.T) {
	_, first := readTenant(t)
	after := func(days, hours int) time.Time {
		return first.AsOf.AddDate(0, 0, days).Add(time.Duration(hours) * time.Hour)
	}
	for name, test := range map[string]struct {
		gap     inventory.Window
		days    []int
		columns string
		// past rows stand; first and now are what stands on the first row and on the day of the last look: planned, left by status, and left by the evidence.
		past       int
		first, now string
		unread     string
		note       string
	}{
		"nobody looked":         {columns: "label day plannedLeft left milestone", first: "10 9", now: "10 9"},
		"the first look":        {days: []int{0}, columns: "label day plannedLeft left verifiedLeft milestone", first: "10 9 10", now: "10 9 10"},
		"looks over five weeks": {days: []int{0, 7, 30, 35}, columns: "label day plannedLeft left verifiedLeft milestone", past: 5, first: "10 10 10", now: "1 7 8"},
		"days that nobody read": {gap: inventory.Window{Since: after(9, 0), Until: after(11, 0)}, days: []int{0, 7, 30}, columns: "label day plannedLeft left verifiedLeft milestone unread",
			past: 5, first: "10 10 10", now: "1 7 10", unread: "12/2 12/9", note: "Nothing is proven of 3 days of the plan that nobody read: 2026-12-02 to 2026-12-04."},
	} {
		inv, p, o := lookedAt(t, test.gap, test.days...)
		r := NewReport(inv, p, o)
		var table Table
		for _, in := range r.Summary.Tables {
			if in.Key == "burn-down" {
				table = in
			}
		}
		var keys []string
		for _, c := range table.Columns {
			keys = append(keys, c.Key)
		}
		known := map[calendar.Day]progress.Left{}
		now := calendar.DayOf(p.AsOf)
		if o.Progress != nil {
			now = calendar.DayOf(o.Progress.AsOf)
			for _, left := range o.Progress.BurnDown {
				known[left.Day] = left
			}
		}
		var atFirst, atNow, unread string
		for i, row := range table.Rows {
			figures := ""
			for j, c := range table.Columns {
				if c.Live != nil && i >= table.Past {
					if got, _, err := evaluate(r, *c.Live, here{table.Columns, row}); err != nil || !same(got, row[j]) {
						t.Errorf("%s: %s of %s is %v when it is computed (%v), and %v stands there", name, c.Key, row[0].Text(), got, err, row[j])
					}
				}
				switch c.Key {
				case "plannedLeft", "left", "verifiedLeft":
					figures += " " + row[j].Text()
					if row[j].Kind() == Int {
						figures += strconv.FormatInt(row[j].Int(), 10)
					}
				case "unread":
					if row[j].Kind() == Int {
						unread = strings.TrimSpace(unread + " " + row[0].Text())
					}
				}
			}
			day := row[1].Day()
			left, want := known[day], ""
			if o.Progress != nil && !day.After(now) {
				want = fmt.Sprintf(" %d %d ", left.Planned, *left.Said)
				if left.Verified != nil {
					want += strconv.Itoa(*left.Verified)
				}
				if figures != want {
					t.Errorf("%s: on %s there are%s, and progress.json has%s", name, day, figures, want)
				}
			} else if o.Progress != nil && row[4].Kind() != Empty {
				t.Errorf("%s: something is verified on %s, which is to come", name, day)
			}
			if i == 0 {
				atFirst = strings.TrimSpace(figures)
			}
			if day == now {
				atNow = strings.TrimSpace(figures)
			}
			if i < table.Past != day.Before(now) {
				t.Errorf("%s: row %d of %d that stand is %s", name, i, table.Past, day)
			}
		}
		if got := strings.Join(keys, " "); got != test.columns || table.Past != test.past || atFirst != test.first || atNow != test.now || unread != test.unread {
			t.Errorf("%s: %s; %d rows stand; %q on the first day, %q on that of the last look, not read %q", name, got, table.Past, atFirst, atNow, unread)
		}
		for _, c := range r.Summary.Charts {
			if c.Key == "burn-down" && (strings.Join(c.Series, " ") != strings.TrimPrefix(test.columns, "label day ") || len(c.Tones) != len(c.Series) || (c.Unread != "") != (test.unread != "")) {
				t.Errorf("%s: the chart draws %v", name, c)
			}
		}
		if o.Progress == nil {
			continue
		}
		if notes := strings.Join(sheetOf(t, r, "progress").Notes, "\n"); test.note != "" && !strings.Contains(notes, test.note) || test.note == "" && strings.Contains(notes, "nobody read") {
			t.Errorf("%s: %s", name, notes)
		}
	}
}

// Whoever reads a part of it gets what of the progress is for them.
func TestTrackedReportOfEachReader(t *testing.T) {
	for reader, want := range map[Reader]string{ReaderAdmin: "progress", ReaderManager: "progress conflicts", ReaderAuditor: "progress journal conflicts"} {
		r, _ := trackedReport(t, Options{Language: inventory.English, For: reader})
		var got []string
		for _, s := range r.Sheets {
			if s.Key == "progress" || s.Key == "conflicts" || s.Key == "journal" {
				got = append(got, s.Key)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", reader, got, want)
		}
	}
}
