package export

import (
	"encoding/json"
	"sort"
	"strings"

	"unbasic/export/words"
	"unbasic/plan"
)

// rollback is the way back of every item.
func (b *book) rollback() Sheet {
	s := Sheet{
		Key: "rollback", Name: b.say(words.SheetRollback), Reader: ReaderAdmin, Purpose: b.say(words.PurposeRollback), Notes: b.planNotes(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("plan")),
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("route", words.ColumnRoute, TypeText, WidthMedium),
			b.column("trigger", words.ColumnTrigger, TypeText, WidthText),
			b.column("silenceHours", words.ColumnSilence, TypeNumber, WidthNarrow),
			b.column("prior", words.ColumnPrior, TypeText, WidthText),
			b.column("notCaptured", words.ColumnNotCaptured, TypeText, WidthMedium),
			b.column("commands", words.ColumnCommands, TypeText, WidthText, codeColumn),
			b.column("minutes", words.ColumnMinutes, TypeNumber, WidthNarrow),
			b.column("decides", words.ColumnDecides, TypeText, WidthMedium),
			b.column("testedOn", words.ColumnTestedOn, TypeDate, WidthMedium, editableColumn),
			b.column("adminFrom", words.ColumnAdminFrom, TypeDate, WidthMedium),
			b.column("possibleUntil", words.ColumnPossibleUntil, TypeDate, WidthMedium),
			b.column("possibleWhy", words.ColumnPossibleWhy, TypeText, WidthText),
			b.column("item", words.ColumnItemID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = Rows{len(b.itemsInOrder()), func(i int) []Cell {
		item := b.itemsInOrder()[i]
		back := &item.Rollback
		silence := Cell{}
		if back.SilenceHours != nil {
			silence = intCell(int64(*back.SilenceHours))
		}
		return []Cell{
			b.outside(item.UPN).to(i), intCell(int64(item.Wave)), textCell(b.routes(item)),
			textCell(b.sentence(back.TriggerID, back.Trigger, back.TriggerArgs)), silence, textCell(b.prior(back.Prior)),
			warning(b.list(back.NotCaptured)),
			textCell(b.visibleLines(strings.Join(back.Commands, "\n"))), intCell(int64(back.Minutes)), textCell(b.sentence(back.DecidesID, back.Decides, nil)),
			dayCell(back.TestedOn), dayCell(back.AdminFrom),
			dayCell(back.PossibleUntil), textCell(b.sentence(back.PossibleID, back.PossibleWhy, back.PossibleArgs)), b.outside(item.ID),
		}
	}}
	return b.returns(b.finish(s, words.EmptyRollback), func(i int) string { return b.itemsInOrder()[i].ID })
}

// routes names the route that a way back leads from, and those from which it leads too.
func (b *book) routes(item *plan.Item) string {
	route := b.label(words.Routes, string(item.Route))
	if item.StepsRoute() != "" {
		return b.say(words.RouteNoSteps, "route", route, "left", b.label(words.Routes, string(item.StepsRoute())))
	}
	if len(item.LeftRoutes()) == 0 {
		return route
	}
	left := make([]string, len(item.LeftRoutes()))
	for i, r := range item.LeftRoutes() {
		left[i] = b.label(words.Routes, string(r))
	}
	return b.say(words.RouteAfter, "route", route, "left", strings.Join(left, b.say(words.ListSeparator)))
}

// prior lists values to put back, one a line and by name.
func (b *book) prior(values map[string]any) string {
	if len(values) == 0 {
		return b.say(words.PriorUnknown)
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	lines := make([]string, len(names))
	for i, name := range names {
		lines[i] = b.say(words.PriorValue, "name", b.visible(name), "value", b.priorValue(values[name]))
	}
	return strings.Join(lines, "\n")
}

// priorValue writes a setting as PowerShell shows it: an empty one inherits.
func (b *book) priorValue(value any) string {
	switch v := value.(type) {
	case nil:
		return b.say(words.PriorNull)
	case string:
		return b.visible(v)
	case bool:
		if v {
			return "True"
		}
		return "False"
	}
	text, err := json.Marshal(value)
	if err != nil {
		return b.say(words.NotRead) // values come from JSON, so this is a plan made by hand in memory
	}
	return b.visible(string(text))
}
