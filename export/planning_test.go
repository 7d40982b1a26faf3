package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// valueAt gives a cell of a row by the column's key.
func valueAt(t testing.TB, s Sheet, row []Cell, key string) Cell {
	t.Helper()
	at := s.Column(key)
	if at < 0 {
		t.Fatalf("sheet %s has no column %q", s.Key, key)
	}
	return row[at]
}

func TestEveryItemHasOneRowAndEveryStepToo(t *testing.T) {
	inv, p := readTenant(t)
	r := NewReport(inv, p, Options{Language: inventory.English})
	for _, key := range []string{"plan", "rollback", "gantt"} {
		s, seen := sheetOf(t, r, key), map[string]int{}
		for _, row := range s.Rows.All() {
			seen[valueAt(t, s, row, "item").Text()]++
		}
		for _, item := range p.Items {
			if seen[item.ID] != 1 {
				t.Errorf("sheet %s has %d rows of item %s, want one", key, seen[item.ID], item.ID)
			}
		}
	}
	s, seen := sheetOf(t, r, "runbook"), map[string]int{}
	for _, row := range s.Rows.All() {
		seen[fmt.Sprint(valueAt(t, s, row, "item").Text(), " ", valueAt(t, s, row, "step").Int())]++
	}
	want := map[string]int{}
	for _, item := range p.Items {
		for i := range item.Steps {
			want[fmt.Sprint(item.ID, " ", i+1)] = 1
		}
	}
	for _, f := range p.Fallbacks {
		for i := range f.Steps {
			want[fmt.Sprint(f.ID, " ", i+1)] = 1
		}
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("steps in Runbook differ (-want +got):\n%s", diff)
	}
}

// idOf says whose row it is: the sender's id, or that of the sender of the item.
func idOf(t testing.TB, s Sheet, row []Cell, senders map[string]string) string {
	for _, key := range []string{"senderId", "item"} {
		if s.Column(key) >= 0 {
			id := valueAt(t, s, row, key).Text()
			if sender, known := senders[id]; known {
				return sender
			}
			return id
		}
	}
	return ""
}

func TestEveryLinkLeadsToARowOfTheSameSender(t *testing.T) {
	inv, p := readTenant(t)
	senders := map[string]string{}
	for _, item := range p.Items {
		senders[item.ID] = item.Sender
	}
	r := NewReport(inv, p, Options{Language: inventory.Japanese})
	led := map[string]int{}
	for _, s := range r.Sheets {
		for j, c := range s.Columns {
			for i, row := range s.Rows.All() {
				to, some := row[j].Leads()
				switch {
				case !some:
					continue
				case c.Link == "":
					t.Errorf("sheet %s row %d column %s leads to a row of no sheet", s.Key, i, c.Key)
					continue
				}
				target := sheetOf(t, r, c.Link)
				if to >= target.Rows.Len() {
					t.Errorf("sheet %s row %d column %s leads to row %d of %s, which has %d", s.Key, i, c.Key, to, c.Link, target.Rows.Len())
					continue
				}
				from, there := idOf(t, s, row, senders), idOf(t, target, target.Rows.At(to), senders)
				if from == "" || from != there {
					t.Errorf("sheet %s row %d column %s leads from %q to %q of sheet %s", s.Key, i, c.Key, from, there, c.Link)
				}
				led[s.Key+" > "+c.Link]++
			}
		}
	}
	n := len(p.Items)
	for way, want := range map[string]int{
		"plan > senders": n, "plan > runbook": n, "plan > rollback": n, "rollback > plan": n, "gantt > plan": n, "runbook > plan": 2 * n, "changes > plan": 3,
		"unplanned > senders": len(p.Unplanned) + len(p.NeverPlanned),
	} {
		if led[way] != want {
			t.Errorf("%d links %s, want %d", led[way], way, want)
		}
	}
}

func TestPlanLeadsToTheFirstStepOfTheItem(t *testing.T) {
	inv, p := readTenant(t)
	r := NewReport(inv, p, Options{Language: inventory.English})
	items, steps := sheetOf(t, r, "plan"), sheetOf(t, r, "runbook")
	for _, row := range items.Rows.All() {
		to, _ := valueAt(t, items, row, "runbook").Leads()
		id := valueAt(t, items, row, "item").Text()
		for i, step := range steps.Rows.All() {
			if valueAt(t, steps, step, "item").Text() == id {
				if i != to {
					t.Errorf("item %s leads to row %d of Runbook, and its first step is in row %d", id, to, i)
				}
				break
			}
		}
	}
}

func TestRunbookIsInOrderOfWaveDateAndOffset(t *testing.T) {
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "runbook")
	var before []Cell
	fallbacks := false
	for i, row := range s.Rows.All() {
		wave := valueAt(t, s, row, "wave")
		if fallbacks = fallbacks || wave.Kind() == Empty; fallbacks && wave.Kind() != Empty {
			t.Errorf("row %d is of wave %d, after the fallbacks", i, wave.Int())
		}
		if before != nil && valueAt(t, s, before, "wave") == wave {
			a, b := valueAt(t, s, before, "date"), valueAt(t, s, row, "date")
			if b.Kind() != Empty && (a.Kind() == Empty || a.number > b.number) {
				t.Errorf("row %d is of %v, after %v", i, b.Day(), a.Day())
			}
			if a == b && offsetOf(valueAt(t, s, before, "t").Text()) > offsetOf(valueAt(t, s, row, "t").Text()) {
				t.Errorf("row %d: T is out of order", i)
			}
		}
		before = row
	}
	if !fallbacks {
		t.Error("no step of a fallback is in Runbook")
	}
}

func TestOffsetOf(t *testing.T) {
	for text, want := range map[string]int32{"T-7": -7, "T0": 0, "T+3": 3, "": 0, "=T": 0, "T+99999999999": 0} {
		if got := offsetOf(text); got != want {
			t.Errorf("offsetOf(%q) = %d, want %d", text, got, want)
		}
	}
}

// A column of amounts is summed up by whoever finds one: what is paid once for all senders must not be in it.
func TestCostsThatArePaidOnceCannotBeSummed(t *testing.T) {
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "plan")
	for _, row := range s.Rows.All() {
		cost, once := valueAt(t, s, row, "cost"), valueAt(t, s, row, "costOnce")
		var want Cell
		wantOnce := ""
		switch valueAt(t, s, row, "item").Text() {
		case "item-0002":
			want = floatCell(15.33)
		case "item-0004":
			want, wantOnce = floatCell(36.5), "360.00 =EUR()"
		case "item-0007":
		case "item-0009":
			wantOnce = "1200.00 JPY"
		default:
			want = floatCell(0)
		}
		if cost != want || once.Text() != wantOnce || once.Kind() == Float {
			t.Errorf("%s costs %v and once %q, want %v and %q", row[0].Text(), cost, once.Text(), want, wantOnce)
		}
	}
	for id := range sharedCosts {
		if phrase, known := plan.PhraseOf(id); !known || !strings.Contains(phrase.En, "paid once") {
			t.Errorf("%s is no cost that is paid once: %q", id, phrase.En)
		}
	}
	for _, id := range []string{
		"cost.nothing", "cost.no-fee", "cost.connector", "cost.mailbox", "cost.graph", "cost.licence", "cost.licence-seat", "cost.hve", "cost.hve-published", "cost.acs",
		"cost.service-messages",
	} {
		if phrase, known := plan.PhraseOf(id); !known || strings.Contains(phrase.En, "paid once") {
			t.Errorf("%s is paid once by its sentence, and Plan shows it as an amount of each sender: %q", id, phrase.En)
		}
	}
}

func TestOwnersAreSuggestedOnceAndInOrder(t *testing.T) {
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "plan")
	want := []string{"=cmd()", "facilities@contoso.com", "it@contoso.com"}
	if diff := cmp.Diff(want, s.Columns[s.Column("owner")].Suggestions); diff != "" {
		t.Errorf("suggestions differ (-want +got):\n%s", diff)
	}
}

// A group of one is no group: its id says nothing to anybody. A plan that lists no groups may be of an older version, so the id stands there.
func TestMoveGroupsAreNamedWhereThereAreSeveralSenders(t *testing.T) {
	inv, p := readTenant(t)
	groups := func() map[string][2]string {
		s, found := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "plan"), map[string][2]string{}
		for _, row := range s.Rows.All() {
			if group := valueAt(t, s, row, "moveGroup").Text(); group != "" {
				found[valueAt(t, s, row, "item").Text()] = [2]string{group, valueAt(t, s, row, "together").Text()}
			}
		}
		return found
	}
	p.Items[5].MoveGroup = "of-one"
	named := [2]string{"=group() [U+202E]", "policy.yaml: they share a device (=copier() [U+202E])"}
	if diff := cmp.Diff(map[string][2]string{"item-0001": named, "item-0008": named}, groups()); diff != "" {
		t.Errorf("groups differ (-want +got):\n%s", diff)
	}
	p.MoveGroups = nil
	if got := groups(); got["item-0006"][0] != "of-one" || got["item-0001"][0] != "203.0.113.0/24" {
		t.Errorf("without a list of groups: %v", got)
	}
}

func TestGapsNameTheirSourceInJapanese(t *testing.T) {
	p := plan.Plan{Waves: []plan.Wave{{Gaps: []plan.Sentence{{ID: "gap.report", Args: map[string]string{
		"source": "graph.signIns nonInteractiveUser", "status": "partial", "reason": "x",
	}}}}}}
	s := sheetOf(t, NewReport(inventory.Inventory{}, p, Options{Language: inventory.Japanese}), "waves")
	if got, want := valueAt(t, s, s.Rows.At(0), "gaps").Text(), "Entra サインイン ログ (非対話型) の読み取りが不完全 (一部)"; !strings.HasPrefix(got, want) {
		t.Errorf("gap: %q, want %q and more", got, want)
	}
}

func TestItemsSayWhichDatesComeBeforeTheyEnd(t *testing.T) {
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "plan")
	for _, row := range s.Rows.All() {
		want := ""
		if valueAt(t, s, row, "item").Text() == "item-0002" {
			want = "2026-12-31: Basic off by default\nBasic is kept on until 2027-01-13 (fallback)"
		}
		if got := valueAt(t, s, row, "dates").Text(); got != want {
			t.Errorf("%s: %q, want %q", row[0].Text(), got, want)
		}
	}
}

func TestTimelineHasADayForEachPlaceAndNamesItsKinds(t *testing.T) {
	inv, p := readTenant(t)
	line := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "gantt").Timeline
	kinds := map[string]DayKind{}
	for i, d := range line.Days {
		if i > 0 && d.Day != line.Days[i-1].Day.AddDays(line.Span) {
			t.Errorf("%v follows %v", d.Day, line.Days[i-1].Day)
		}
		kinds[d.Day.String()] = d.Kind
	}
	for day, want := range map[string]DayKind{
		"2026-11-23": DayGoNoGo, "2026-11-24": DayWork, "2026-11-28": DayWeekend, "2026-11-30": DayGoNoGo, "2026-12-14": DayFreeze, "2026-12-18": DayGoNoGo,
		"2026-12-31": DayMilestone, "2027-01-01": DayHoliday, "2027-01-11": DayWork, "2027-01-12": "",
	} {
		if kinds[day] != want {
			t.Errorf("%s is %q, want %q", day, kinds[day], want)
		}
	}
	var legend []DayKind
	for _, l := range line.Legend {
		legend = append(legend, l.Kind)
	}
	if want := []DayKind{DayWork, DayWeekend, DayHoliday, DayFreeze, DayGoNoGo, DayMilestone}; !slices.Equal(legend, want) {
		t.Errorf("legend %v, want %v", legend, want)
	}
	if line.Start != "start" || line.End != "end" || line.Status != "status" || line.Done != "Done" {
		t.Errorf("the timeline looks at %q, %q, %q = %q", line.Start, line.End, line.Status, line.Done)
	}
}

func TestLongTimelineGoesByTheWeek(t *testing.T) {
	p := plan.Plan{
		AsOf: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), TimeZone: "UTC", Deadline: calendar.On(2027, time.December, 31),
		Waves: []plan.Wave{{Number: 1, GoNoGo: calendar.On(2026, time.December, 2), Start: calendar.On(2026, time.December, 3), End: calendar.On(2027, time.August, 4)}},
	}
	for day := calendar.On(2027, time.January, 4); day.Before(calendar.On(2027, time.January, 11)); day = day.AddDays(1) {
		p.DaysOff = append(p.DaysOff, plan.DayOff{Date: day, Why: calendar.WhyFreeze, Name: "inventory count"})
	}
	line := sheetOf(t, NewReport(inventory.Inventory{}, p, Options{Language: inventory.English}), "gantt").Timeline
	if line.Span != 7 || len(line.Days) != 59 {
		t.Errorf("%d places of %d days, want 59 of 7", len(line.Days), line.Span)
	}
	for place, want := range map[int]TimelineDay{
		0:  {calendar.On(2026, time.November, 23), DayAsOf, "Day of the plan"},
		1:  {calendar.On(2026, time.November, 30), DayWork, "Go/no-go of wave 1"},
		2:  {calendar.On(2026, time.December, 7), DayWork, ""},
		6:  {calendar.On(2027, time.January, 4), DayFreeze, "inventory count"},
		57: {calendar.On(2027, time.December, 27), DayMilestone, "Deadline of the plan"},
	} {
		if line.Days[place] != want {
			t.Errorf("place %d is %v, want %v", place, line.Days[place], want)
		}
	}
	far := p
	far.Deadline = calendar.On(9999, time.January, 1)
	if n := len(sheetOf(t, NewReport(inventory.Inventory{}, far, Options{Language: inventory.English}), "gantt").Timeline.Days); n != mostPlaces {
		t.Errorf("a deadline in a far century takes %d places, want %d", n, mostPlaces)
	}
	timeless := p
	timeless.AsOf = time.Time{}
	if first := sheetOf(t, NewReport(inventory.Inventory{}, timeless, Options{}), "gantt").Timeline.Days[0].Day; first != p.Waves[0].Start {
		t.Errorf("a plan without a day begins on %v, want its first wave's start", first)
	}
}

// openPoints reads a checklist: the numbers of one wave by criterion.
func openPoints(t *testing.T, s Sheet, wave int64) map[string]int64 {
	t.Helper()
	points := map[string]int64{}
	for _, row := range s.Rows.All() {
		if valueAt(t, s, row, "wave").Int() == wave {
			points[valueAt(t, s, row, "code").Text()] = valueAt(t, s, row, "open").Int()
		}
	}
	return points
}

func TestChecklistOfAWave(t *testing.T) {
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "go-no-go")
	for _, c := range []struct {
		name string
		wave int64
		want map[string]int64
	}{
		{"the first wave waits for no other, and migrates nothing", 0, map[string]int64{
			"owners": 1, "questions": 0, "not-started": 1, "blocked": 0, "steps": 0, "messages": 0, "undecided": 1, "late": 0, "load": 0, "freeze": 0, "gaps": 0, "whole": 11,
		}},
		{"the pilot waits for what was prepared", 1, map[string]int64{
			"earlier": 1, "rolled-back": 0, "incidents": 0, "owners": 0, "questions": 0, "not-started": 1, "blocked": 0, "steps": 2, "messages": 1, "rollback": 1,
			"undecided": 2, "late": 0, "load": 0, "freeze": 0, "gaps": 1, "whole": 15,
		}},
		{"a regular wave waits for the pilot, and can be too full", 2, map[string]int64{
			"earlier": 3, "pilot": 2, "rolled-back": 0, "incidents": 0, "owners": 1, "questions": 1, "not-started": 2, "blocked": 0, "steps": 4, "messages": 1, "rollback": 3,
			"undecided": 2, "late": 0, "load": 1, "freeze": 0, "gaps": 1, "whole": 16,
		}},
		{"the last wave sees what was rolled back, the freeze and the deadline", 3, map[string]int64{
			"earlier": 7, "pilot": 2, "rolled-back": 0, "incidents": 0, "owners": 1, "questions": 0, "not-started": 1, "blocked": 0, "steps": 2, "messages": 1, "rollback": 3,
			"undecided": 1, "late": 1, "load": 1, "freeze": 2, "gaps": 0, "whole": 16,
		}},
	} {
		if diff := cmp.Diff(c.want, openPoints(t, s, c.wave)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	details := map[string]string{}
	for _, row := range s.Rows.All() {
		code := valueAt(t, s, row, "code").Text()
		details[fmt.Sprint(valueAt(t, s, row, "wave").Int(), " ", code)] = valueAt(t, s, row, "detail").Text()
		if words.Criteria.Rank(code) == len(words.Criteria) {
			t.Errorf("criterion %q has no words", code)
		}
	}
	for at, want := range map[string]string{
		"1 incidents": "and 1 without an item: see Unplanned", "2 questions": "1 question in all", "3 late": "deadline 2026-12-31",
		"2 load": "items: 4 (limit: 3), hours: 10 (limit: 40)", "3 freeze": "2026-12-29 to 2026-12-30: 年末年始 ]]>", "0 owners": "",
	} {
		if details[at] != want {
			t.Errorf("%s: %q, want %q", at, details[at], want)
		}
	}
}

// What is checked off and filled in changes the checklist: an item done, a message sent, a way back tested.
func TestChecklistFollowsThePlan(t *testing.T) {
	inv, p := readTenant(t)
	for i := range p.Items {
		item := &p.Items[i]
		if item.Wave > 1 {
			continue
		}
		item.Status, item.Owner, item.Rollback.TestedOn = plan.StatusDone, "it@contoso.com", calendar.On(2026, time.November, 20)
	}
	p.Items[0].Status = plan.StatusRolledBack // of wave 2
	r := NewReport(inv, p, Options{Language: inventory.English})
	checkLive(t, r, 100)
	points := openPoints(t, sheetOf(t, r, "go-no-go"), 3)
	for code, want := range map[string]int64{"earlier": 4, "pilot": 0, "rolled-back": 1} {
		if points[code] != want {
			t.Errorf("%s: %d open, want %d", code, points[code], want)
		}
	}
	incident := slices.Clone(p.Items)
	for i := range incident {
		if incident[i].Wave == 0 {
			incident[i].Verdict, incident[i].Status = inventory.VerdictSuspicious, plan.StatusInProgress
		}
	}
	p.Items, incident = incident, p.Items
	r = NewReport(inv, p, Options{Language: inventory.Japanese})
	checkLive(t, r, 100)
	for wave, want := range []int64{0, 1, 1, 1} {
		if got := openPoints(t, sheetOf(t, r, "go-no-go"), int64(wave))["incidents"]; got != want {
			t.Errorf("wave %d has %d incidents before it, want %d", wave, got, want)
		}
	}
	p.Items = incident
	r = NewReport(inv, p, Options{Language: inventory.English})
	waves := sheetOf(t, r, "waves")
	for i, want := range []float64{1, 1, 0} {
		if got := valueAt(t, waves, waves.Rows.At(i), "progress").Float(); got != want {
			t.Errorf("wave %d is done by %v, want %v", i, got, want)
		}
	}
}

func TestLargePlansAreNotLiveAndSaySo(t *testing.T) {
	p := plan.Plan{Items: make([]plan.Item, 10_001), Waves: make([]plan.Wave, mostCounted/10_000)}
	for i := range p.Items {
		p.Items[i].ID = fmt.Sprint(i)
	}
	for i := range p.Waves {
		p.Waves[i].Number = i
	}
	r := NewReport(inventory.Inventory{}, p, Options{Language: inventory.English})
	for _, key := range []string{"waves", "gantt", "go-no-go"} {
		s := sheetOf(t, r, key)
		for _, c := range s.Columns {
			looks := slices.ContainsFunc(c.Lives, func(of LiveFor) bool { return of.Live.Sheet == "plan" })
			if looks || c.Live != nil && c.Live.Sheet == "plan" {
				t.Errorf("sheet %s column %s is live: a workbook would look through %d × %d rows", key, c.Key, len(p.Items), len(p.Waves))
			}
		}
		if notes := strings.Join(s.Notes, " "); !strings.Contains(notes, "Too many rows to follow other sheets") {
			t.Errorf("sheet %s does not say that its figures stay as they are: %q", key, notes)
		}
	}
	if want := words.StillValues.In(inventory.English, "columns", "Waves, Gantt, Go-No-Go, Items by wave"); !slices.Equal(r.Summary.Notes, []string{want}) {
		t.Errorf("the summary says %q, want %q", r.Summary.Notes, want)
	}
	s := sheetOf(t, r, "runbook")
	if c := s.Columns[s.Column("sender")]; !c.Fixed {
		t.Error("links look for one of 10,001 ids each")
	}
	p.Items, p.Waves = p.Items[:1000], p.Waves[:10]
	r = NewReport(inventory.Inventory{}, p, Options{Language: inventory.English})
	s = sheetOf(t, r, "gantt")
	if c := s.Columns[s.Column("owner")]; c.Live == nil || len(r.Summary.Notes) > 0 {
		t.Errorf("a small plan is not live, and says %q", r.Summary.Notes)
	}
}

func TestChangesSayWhyThereAreNone(t *testing.T) {
	for _, c := range []struct {
		name string
		p    plan.Plan
		want words.Word
	}{
		{"no earlier plan", plan.Plan{}, words.EmptyChangesFirst},
		{"nothing moved", plan.Plan{Earlier: &plan.Earlier{}}, words.EmptyChanges},
	} {
		if got := sheetOf(t, NewReport(inventory.Inventory{}, c.p, Options{}), "changes").Empty; got != c.want.In("") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want.In(""))
		}
	}
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.Japanese}), "changes")
	days := map[string]Cell{}
	for _, row := range s.Rows.All() {
		days[row[0].Text()] = valueAt(t, s, row, "days")
		if why := valueAt(t, s, row, "why").Text(); strings.Contains(why, "oauth-smtp") {
			t.Errorf("the reason has a code in it: %q", why)
		}
	}
	if days["erp-batch@contoso.com"].Int() != 28 || days["sender09@contoso.com"].Int() != -6 || days["sender12@contoso.com"].Kind() != Empty {
		t.Errorf("days later: %v", days)
	}
}

func TestMessagesKeepTheirLinesInEveryLanguage(t *testing.T) {
	inv, p := readTenant(t)
	for _, lang := range languages {
		s := sheetOf(t, NewReport(inv, p, Options{Language: lang}), "comms")
		for _, row := range s.Rows.All() {
			text, subject := valueAt(t, s, row, "text").Text(), valueAt(t, s, row, "subject").Text()
			if strings.Contains(text, "U+000A") || !strings.Contains(text, "\n") || strings.Contains(text+subject, "{") {
				t.Errorf("%s: %s\n%s", lang, subject, text)
			}
			if lang == inventory.Japanese && strings.Contains(text, "medium") {
				t.Errorf("a code is in the Japanese text:\n%s", text)
			}
		}
	}
}

// A calendar that imports two reports of the same plan must not show its days twice.
func TestEventsHaveStableIDs(t *testing.T) {
	inv, p := readTenant(t)
	en, ja := NewReport(inv, p, Options{Language: inventory.English}).Events, NewReport(inv, p, Options{Language: inventory.Japanese}).Events
	seen := map[string]bool{}
	for i, e := range en {
		if e.ID != ja[i].ID || seen[e.ID] || !strings.HasSuffix(e.ID, "@99999999-0000-4000-8000-000000000001") {
			t.Errorf("event %q in English, %q in Japanese", e.ID, ja[i].ID)
		}
		seen[e.ID] = true
		if e.End.Before(e.Start) || e.Title == "" || e.Text == "" || len(e.Tags) != 2 {
			t.Errorf("event %+v", e)
		}
		if i > 0 && e.Start.Before(en[i-1].Start) {
			t.Errorf("%s comes after %s", e.ID, en[i-1].ID)
		}
	}
	// Two for each wave and the deadline; a fallback without an end has no day on which it expires.
	if want := 2*len(p.Waves) + len(p.Milestones) + 1 + 3 + 2; len(en) != want {
		t.Errorf("%d events, want %d", len(en), want)
	}
	p.Tenant.ID, inv.Tenant.ID, p.Tenant.DefaultDomain, inv.Tenant.DefaultDomain = "", "", "", ""
	if id := NewReport(inv, p, Options{}).Events[0].ID; !strings.HasSuffix(id, "@unbasic") {
		t.Errorf("event of no tenant: %q", id)
	}
}

func TestSmallTablesOfTheSummary(t *testing.T) {
	inv, p := readTenant(t)
	tables := map[string]Table{}
	for _, table := range NewReport(inv, p, Options{Language: inventory.English}).Summary.Tables {
		tables[table.Key] = table
	}
	text := func(key string) []string {
		var lines []string
		for _, row := range tables[key].Rows {
			var cells []string
			for _, c := range row {
				switch c.Kind() {
				case Day:
					cells = append(cells, c.Day().String())
				case Text:
					cells = append(cells, c.Text())
				case Empty:
					cells = append(cells, "")
				default:
					cells = append(cells, fmt.Sprint(c.Float()))
				}
			}
			lines = append(lines, strings.Join(cells, " | "))
		}
		return lines
	}
	for key, want := range map[string][]string{
		"remedies": {
			"0 | 2026-12-28 | 60 hours a week (capacity.hoursPerWeek): no item would be late; last end 2026-12-28",
			"1 | 2027-01-06 | no soak days (waves.soakDays: 0): 1 item would be late; last end 2027-01-06",
		},
		"load": {
			"2026-11-23 | 0.5 | 32 h, 2% used | ",
			"2026-11-30 | 6 | 40 h, 15% used | it@contoso.com 4 of 4 h, =cmd() 2 h",
			"2026-12-07 | 44 | 40 h, 110% used | facilities@contoso.com 9 of 8 h",
			"2026-12-14 | 2 | 0 h | ",
			"2026-12-21 | 12.5 | no limit | ",
		},
	} {
		if diff := cmp.Diff(want, text(key)); diff != "" {
			t.Errorf("table %s differs (-want +got):\n%s", key, diff)
		}
	}
	if rows := text("fallbacks"); len(rows) != 2 || !strings.Contains(rows[0], "Owner: =owner() [U+202E]; check on 2027-01-04; until") || !strings.Contains(rows[1], "nobody yet") {
		t.Errorf("fallbacks: %q", rows)
	}
	late := NewReport(inventory.Inventory{}, plan.Plan{Quality: plan.Quality{Late: 1}}, Options{}).Summary.Tables
	for _, table := range late {
		if table.Key == "remedies" && table.Empty != words.EmptyRemediesLate.In("") {
			t.Errorf("late items without a remedy: %q", table.Empty)
		}
	}
}

// largePlan is a plan of many items with eight steps each.
func largePlan(n int) (inventory.Inventory, plan.Plan) {
	inv := inventory.Inventory{Senders: make([]inventory.Sender, n)}
	p := plan.Plan{
		AsOf: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), TimeZone: "UTC", Deadline: calendar.On(2026, time.December, 31), Items: make([]plan.Item, n),
	}
	first := calendar.On(2026, time.November, 30)
	for w := range 20 {
		start := first.AddDays(7 * w)
		p.Waves = append(p.Waves, plan.Wave{
			Number: w, Type: plan.WaveRegular, Start: start, End: start.AddDays(4), GoNoGo: start.AddDays(-1), Items: n / 20, RoomItems: n / 20,
		})
	}
	text := &plan.StepText{ID: "step.capture", Who: "Exchange administrator", WhoID: "who.exchange", Verify: "it works"}
	for i := range n {
		id, name := fmt.Sprintf("%08d-0000-4000-8000-000000000000", i), fmt.Sprintf("sender%06d@contoso.com", i)
		inv.Senders[i] = inventory.Sender{ID: id, UPN: name, Verdict: inventory.VerdictActive}
		start := first.AddDays(7 * (i % 20))
		item := plan.Item{
			ID: "item-" + id, Sender: id, UPN: name, Wave: i % 20, Route: plan.RouteOAuthSMTP, Rule: "of-a-newer-version", Why: "because of it", Status: plan.StatusNotStarted,
			Owner: inventory.Optional(fmt.Sprintf("owner%d@contoso.com", i%100)), Start: start, End: start.AddDays(2),
		}
		for k := range 8 {
			item.Steps = append(item.Steps, plan.Step{
				T: fmt.Sprintf("T%+d", k-4), Date: item.End.AddDays(k - 4), StepText: text, What: "read the settings", Command: "Get-CASMailbox -Identity '" + name + "'",
			})
		}
		p.Items[i] = item
	}
	return inv, p
}

func TestLinksOfALargePlanAreRight(t *testing.T) {
	inv, p := largePlan(2000)
	r := NewReport(inv, p, Options{Language: inventory.English})
	items, steps := sheetOf(t, r, "plan"), sheetOf(t, r, "runbook")
	if got, want := steps.Rows.Len(), 8*len(p.Items); got != want {
		t.Fatalf("%d steps, want %d", got, want)
	}
	for i, row := range items.Rows.All() {
		to, _ := valueAt(t, items, row, "runbook").Leads()
		step := steps.Rows.At(to)
		if valueAt(t, steps, step, "item") != valueAt(t, items, row, "item") || valueAt(t, steps, step, "step").Int() != 1 {
			t.Fatalf("row %d leads to step %d of another item", i, to)
		}
		if back, _ := valueAt(t, steps, step, "sender").Leads(); back != i {
			t.Fatalf("row %d leads to a step that leads back to row %d", i, back)
		}
	}
}

func BenchmarkReport(b *testing.B) {
	inv, p := largePlan(100_000)
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		rows = 0
		for _, s := range NewReport(inv, p, Options{Language: inventory.English}).Sheets {
			for range s.Rows.All() {
				rows++
			}
		}
	}
	b.ReportMetric(float64(rows), "rows/op")
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// Whoever reads of a sender in one sheet gets to the others and back: by Senders, or by Plan.
func TestSheetsOfSendersLeadBothWays(t *testing.T) {
	inv, p := readTenant(t)
	p.Moves = []plan.Move{{Sender: p.Items[1].Sender, UPN: p.Items[1].UPN, To: &plan.Place{Wave: 1, Route: plan.RouteOAuthSMTP}}}
	for i := range inv.Senders {
		inv.Senders[i].Excluded.Records, inv.Senders[i].Excluded.Reason = 2, "guessing"
	}
	p.Unplanned = []plan.Unplanned{{Sender: inv.Senders[0].ID, UPN: inv.Senders[0].UPN}}
	r := NewReport(inv, p, Options{Language: inventory.English})
	// leads gives the rows of one sheet that lead to another, with the rows there.
	leads := func(from, to string) map[int]int {
		rows := map[int]int{}
		s := sheetOf(t, r, from)
		for j, c := range s.Columns {
			for i := range s.Rows.Len() {
				if at, some := s.Rows.At(i)[j].Leads(); some && c.Link == to {
					rows[i] = at
				}
			}
		}
		return rows
	}
	for _, c := range []struct{ sheet, by string }{
		{"plan", "senders"}, {"incidents", "senders"}, {"clients", "senders"}, {"licence-findings", "senders"}, {"governance", "senders"},
		{"excluded", "senders"}, {"unplanned", "senders"}, {"changes", "senders"}, {"gantt", "plan"}, {"runbook", "plan"}, {"rollback", "plan"},
	} {
		there, back := leads(c.by, c.sheet), leads(c.sheet, c.by)
		if len(there) == 0 || len(back) == 0 {
			t.Errorf("%d rows of %s lead to %s, and %d lead back", len(there), c.by, c.sheet, len(back))
		}
		for from, to := range there {
			if back[to] != from {
				t.Errorf("row %d of %s leads to row %d of %s, which leads to row %d", from, c.by, to, c.sheet, back[to])
			}
		}
	}
}
