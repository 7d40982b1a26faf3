package export

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/plan"
)

// waves is the calendar of the migration.
func (b *book) waves() Sheet {
	s := Sheet{
		Key: "waves", Name: b.say(words.SheetWaves), Reader: ReaderManager, Purpose: b.say(words.PurposeWaves), Notes: b.planNotes(),
		Columns: []Column{
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("name", words.ColumnName, TypeText, WidthWide),
			b.column("type", words.ColumnType, TypeText, WidthMedium),
			b.column("goNoGo", words.ColumnGoNoGo, TypeDate, WidthMedium),
			b.column("start", words.ColumnStart, TypeDate, WidthMedium),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium),
			b.column("items", words.ColumnItems, TypeNumber, WidthNarrow),
			b.column("effort", words.ColumnEffort, TypeHours, WidthNarrow),
			b.column("risk", words.ColumnRisk, TypeText, WidthNarrow),
		},
	}
	s.Rows = lazily(b.wavesInOrder(), func(at **plan.Wave) []Cell {
		w := *at
		return []Cell{
			intCell(int64(w.Number)), textCell(b.waveTitle(w)), b.coded(words.WaveTypes, string(w.Type)), dayCell(w.GoNoGo), dayCell(w.Start), dayCell(w.End),
			intCell(int64(w.Items)), floatCell(w.EffortHours), b.coded(words.Risks, string(w.Risk)),
		}
	})
	return b.finish(s, words.EmptyWaves)
}

func (b *book) wavesInOrder() []*plan.Wave {
	return sortedBy(b.plan.Waves, func(x, y *plan.Wave) bool { return x.Number < y.Number })
}

// itemsInOrder sorts by wave, then by the day on which work begins; those who move together stay together.
func (b *book) itemsInOrder() []*plan.Item {
	return sortedBy(b.plan.Items, func(x, y *plan.Item) bool {
		switch {
		case x.Wave != y.Wave:
			return x.Wave < y.Wave
		case x.Start != y.Start:
			return x.Start.Before(y.Start)
		case x.MoveGroup != y.MoveGroup:
			return x.MoveGroup < y.MoveGroup
		case x.UPN != y.UPN:
			return x.UPN < y.UPN
		}
		return x.ID < y.ID
	})
}

// items is the sheet Plan: the one that people write in and that is read back.
func (b *book) items() Sheet {
	s := Sheet{
		Key: "plan", Name: b.say(words.SheetPlan), Reader: ReaderAll, Purpose: b.say(words.PurposePlan), Notes: b.planNotes(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("route", words.ColumnRoute, TypeText, WidthMedium, b.choices(words.Routes)),
			b.column("status", words.ColumnStatus, TypeText, WidthMedium, b.choices(words.Statuses)),
			b.column("owner", words.ColumnOwner, TypeText, WidthMedium, editableColumn),
			b.column("start", words.ColumnStart, TypeDate, WidthMedium),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium),
			b.column("notes", words.ColumnNotes, TypeText, WidthWide, editableColumn),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("department", words.ColumnDepartment, TypeText, WidthMedium),
			b.column("kind", words.ColumnKind, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("nextStep", words.ColumnNextStep, TypeText, WidthText),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("questions", words.ColumnQuestions, TypeText, WidthText),
			b.column("effort", words.ColumnEffort, TypeHours, WidthNarrow),
			b.column("risk", words.ColumnRisk, TypeText, WidthNarrow),
			b.column("moveGroup", words.ColumnMoveGroup, TypeText, WidthMedium),
			b.column("weight", words.ColumnWeight, TypeHours, WidthNarrow),
			b.column("alternatives", words.ColumnAlternatives, TypeText, WidthText, detailColumn),
			b.column("steps", words.ColumnSteps, TypeText, WidthText, detailColumn),
			b.column("item", words.ColumnItemID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.itemsInOrder(), func(at **plan.Item) []Cell {
		item := *at
		return []Cell{
			b.outside(item.UPN), intCell(int64(item.Wave)), textCell(b.label(words.Routes, string(item.Route))),
			textCell(b.label(words.Statuses, string(item.Status))), b.outside(string(item.Owner)), dayCell(item.Start), dayCell(item.End), {},
			b.optional(item.DisplayName), b.optional(item.Department), b.coded(words.Kinds, string(item.Kind)), b.coded(words.Verdicts, string(item.Verdict)),
			textCell(b.nextStep(item)), textCell(b.sentence(item.Rule, item.Why, item.Args)), textCell(b.questions(item)),
			floatCell(item.EffortHours), b.coded(words.Risks, string(item.Risk)), b.outside(item.MoveGroup), floatCell(item.Weight),
			textCell(b.alternatives(item)), textCell(b.steps(item)), b.outside(item.ID),
		}
	})
	return b.finish(s, words.EmptyPlan)
}

// step is one step without its command: when, what, and who where that is known.
func (b *book) step(s *plan.Step) string {
	what := b.sentence(s.ID, s.What, s.Args)
	who := b.sentence(s.WhoID, s.Who, nil)
	if who == "" {
		return b.say(words.Step, "t", b.visible(s.T), "what", what)
	}
	return b.say(words.StepWho, "t", b.visible(s.T), "what", what, "who", who)
}

// nextStep is the first step of an item that is not over. A plan is made before any work, so the first step is the next.
func (b *book) nextStep(item *plan.Item) string {
	if item.Status == plan.StatusDone || len(item.Steps) == 0 {
		return b.say(words.NextStepNone)
	}
	return b.step(&item.Steps[0])
}

// steps are all steps on one line, with their commands.
func (b *book) steps(item *plan.Item) string {
	lines := make([]string, len(item.Steps))
	for i := range item.Steps {
		s := &item.Steps[i]
		lines[i] = b.step(s)
		if s.Command != "" {
			lines[i] = b.say(words.StepCommand, "step", lines[i], "command", b.visible(strings.ReplaceAll(s.Command, "\n", "; ")))
		}
	}
	return strings.Join(lines, "  →  ")
}

func (b *book) questions(item *plan.Item) string {
	lines := make([]string, len(item.Questions))
	for i, q := range item.Questions {
		lines[i] = b.sentence(q.ID, q.Text, q.Args)
	}
	return strings.Join(lines, "\n")
}

func (b *book) alternatives(item *plan.Item) string {
	if len(item.Alternatives) == 0 {
		return b.say(words.NoAlternatives)
	}
	lines := make([]string, len(item.Alternatives))
	for i, a := range item.Alternatives {
		lines[i] = b.say(words.AlternativeWhy, "route", b.label(words.Routes, string(a.Route)), "why", b.sentence(a.Rule, a.Why, a.Args))
	}
	return strings.Join(lines, "  |  ")
}

// rollback is the way back of every item.
func (b *book) rollback() Sheet {
	s := Sheet{
		Key: "rollback", Name: b.say(words.SheetRollback), Reader: ReaderAdmin, Purpose: b.say(words.PurposeRollback), Notes: b.planNotes(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("route", words.ColumnRoute, TypeText, WidthMedium),
			b.column("trigger", words.ColumnTrigger, TypeText, WidthText),
			b.column("prior", words.ColumnPrior, TypeText, WidthText),
			b.column("commands", words.ColumnCommands, TypeText, WidthText, codeColumn),
			b.column("minutes", words.ColumnMinutes, TypeNumber, WidthNarrow),
			b.column("decides", words.ColumnDecides, TypeText, WidthMedium),
			b.column("possibleUntil", words.ColumnPossibleUntil, TypeDate, WidthMedium),
			b.column("possibleWhy", words.ColumnPossibleWhy, TypeText, WidthText),
			b.column("item", words.ColumnItemID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.itemsInOrder(), func(at **plan.Item) []Cell {
		item := *at
		back := &item.Rollback
		return []Cell{
			b.outside(item.UPN), intCell(int64(item.Wave)), textCell(b.label(words.Routes, string(item.Route))),
			textCell(b.sentence(back.TriggerID, back.Trigger, back.TriggerArgs)), textCell(b.prior(back.Prior)),
			textCell(b.visibleLines(strings.Join(back.Commands, "\n"))), intCell(int64(back.Minutes)), textCell(b.sentence(back.DecidesID, back.Decides, nil)),
			dayCell(back.PossibleUntil), textCell(b.sentence(back.PossibleID, back.PossibleWhy, back.PossibleArgs)), b.outside(item.ID),
		}
	})
	return b.finish(s, words.EmptyRollback)
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

// unplanned are the senders without a wave.
func (b *book) unplanned() Sheet {
	s := Sheet{
		Key: "unplanned", Name: b.say(words.SheetUnplanned), Reader: ReaderManager, Purpose: b.say(words.PurposeUnplanned), Notes: b.caution(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("category", words.ColumnCategory, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("route", words.ColumnRoute, TypeText, WidthMedium),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	type row struct {
		*plan.Unplanned
		category Cell
	}
	var rows []row
	add := func(list []plan.Unplanned, category Cell) {
		for _, u := range sortedBy(list, func(x, y *plan.Unplanned) bool {
			if rx, ry := words.Verdicts.Rank(string(x.Verdict)), words.Verdicts.Rank(string(y.Verdict)); rx != ry {
				return rx < ry
			}
			if x.UPN != y.UPN {
				return x.UPN < y.UPN
			}
			return x.Sender < y.Sender
		}) {
			rows = append(rows, row{u, category})
		}
	}
	add(b.plan.Unplanned, textCell(b.say(words.UnplannedShould)).with(ToneWarn))
	add(b.plan.NeverPlanned, textCell(b.say(words.UnplannedNever)).with(ToneMuted))
	s.Rows = lazily(rows, func(u *row) []Cell {
		name := Cell{}
		if sender := b.accounts[u.Sender]; sender != nil {
			name = b.optional(sender.DisplayName)
		}
		return []Cell{
			b.outside(u.UPN), name, u.category, b.coded(words.Verdicts, string(u.Verdict)),
			textCell(b.label(words.Routes, string(u.Route))), textCell(b.sentence(u.Rule, u.Why, u.Args)), b.outside(u.Sender),
		}
	})
	return b.finish(s, words.EmptyUnplanned)
}

// upn names a sender by its id.
func (b *book) upn(id string) string {
	if sender := b.accounts[id]; sender != nil {
		return b.visible(sender.UPN)
	}
	return b.visible(id)
}

// waveTitle is a wave's name: its phrase in the report's language, with the tenant's department names as they are.
func (b *book) waveTitle(w *plan.Wave) string {
	if phrase, known := plan.PhraseOf(w.NameID); known {
		return b.visible(phrase.In(b.lang, w.NameArgs))
	}
	return b.visible(w.Name)
}

// waveName is how a wave is called on the summary.
func (b *book) waveName(w *plan.Wave) string {
	number, name := strconv.Itoa(w.Number), b.waveTitle(w)
	if name == "" {
		return b.say(words.WaveLabel, "number", number)
	}
	return b.say(words.WaveNamed, "number", number, "name", name)
}
