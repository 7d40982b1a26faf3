package export

import (
	"strconv"

	"unbasic/export/words"
	"unbasic/plan"
)

// runbook is what is done, day by day: a row a step of every item, and after them the steps of the fallbacks, which belong to no wave.
func (b *book) runbook() Sheet {
	s := Sheet{
		Key: "runbook", Name: b.say(words.SheetRunbook), Reader: ReaderAdmin, Purpose: b.say(words.PurposeRunbook), Notes: b.planNotes(),
		Columns: []Column{
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("t", words.ColumnOffset, TypeText, WidthNarrow),
			b.column("date", words.ColumnDate, TypeDate, WidthMedium),
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("plan")),
			b.column("check", words.ColumnCheck, TypeText, WidthNarrow, b.choices(words.Checks)),
			b.column("by", words.ColumnBy, TypeText, WidthMedium, editableColumn),
			b.column("what", words.ColumnStep, TypeText, WidthText),
			b.column("command", words.ColumnCommand, TypeText, WidthText, codeColumn),
			b.column("who", words.ColumnWho, TypeText, WidthMedium),
			b.column("verify", words.ColumnVerify, TypeText, WidthText),
			b.column("portal", words.ColumnPortal, TypeText, WidthText),
			b.column("item", words.ColumnItemID, TypeText, WidthMedium, hiddenColumn, codeColumn),
			b.column("step", words.ColumnStepNumber, TypeNumber, WidthNarrow, hiddenColumn),
		},
	}
	if len(b.plan.Fallbacks) > 0 {
		s.Notes = append(s.Notes, b.say(words.NoteFallbackSteps))
	}
	s.Rows = lazily(b.steps, func(at *stepPlace) []Cell {
		if n := int(at.item) - len(b.itemsInOrder()); n >= 0 {
			f := &b.plan.Fallbacks[n]
			return b.stepRow(at, &f.Steps[at.step], Cell{}, textCell(b.fallbackName(f)).with(ToneInfo), checkOpen, f.ID)
		}
		item := b.itemsInOrder()[at.item]
		check := checkOpen
		if item.Status == plan.StatusDone {
			check = checkDone
		}
		if item.Steps[at.step].Route != "" {
			check = "" // it is not to be done any more, and nobody has said whether it was
		}
		return b.stepRow(at, &item.Steps[at.step], intCell(int64(item.Wave)), b.outside(item.UPN).to(int(at.item)), check, item.ID)
	})
	return b.returns(b.finish(s, words.EmptyRunbook), b.stepID)
}

// stepID is the item, or the fallback, and the step's id: its number could be another one's in the next plan.
func (b *book) stepID(i int) string {
	at := b.steps[i]
	item, steps := "", []plan.Step(nil)
	if n := int(at.item) - len(b.itemsInOrder()); n >= 0 {
		item, steps = b.plan.Fallbacks[n].ID, b.plan.Fallbacks[n].Steps
	} else {
		item, steps = b.itemsInOrder()[at.item].ID, b.itemsInOrder()[at.item].Steps
	}
	if text := steps[at.step].StepText; text != nil && text.ID != "" {
		id := item + " " + text.ID
		for i := range steps[:at.step] { // a route that was left had the same step
			if other := steps[i].StepText; other != nil && other.ID == text.ID {
				id += " again"
			}
		}
		return id
	}
	return item + " " + strconv.Itoa(int(at.step)+1)
}

func (b *book) stepRow(at *stepPlace, s *plan.Step, wave, sender Cell, check, item string) []Cell {
	text := s.StepText
	if text == nil {
		text = &plan.StepText{} // a plan made by hand in memory
	}
	checked := Cell{}
	if check != "" {
		checked = textCell(b.label(words.Checks, check))
	}
	return []Cell{
		wave, b.outside(s.T), dayCell(s.Date), sender, checked, {},
		b.stepText(s), textCell(b.visibleLines(s.Command)),
		textCell(b.sentence(text.WhoID, text.Who, nil)), textCell(b.sentence(text.VerifyID, text.Verify, nil)), b.outside(text.Portal),
		b.outside(item), intCell(int64(at.step) + 1),
	}
}

// stepText is what is done in a step, or was, on a route that its item has left.
func (b *book) stepText(s *plan.Step) Cell {
	id := ""
	if s.StepText != nil {
		id = s.ID
	}
	what := b.sentence(id, s.What, s.Args)
	if s.Route == "" {
		return textCell(what)
	}
	return textCell(b.say(words.StepLeft, "what", what, "route", b.label(words.Routes, string(s.Route)))).with(ToneMuted)
}

// fallbackName is how a fallback is called where a sender's name stands.
func (b *book) fallbackName(f *plan.Fallback) string {
	return b.say(words.FallbackNamed, "count", grouped(len(f.Senders)))
}
