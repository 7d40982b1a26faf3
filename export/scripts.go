package export

import (
	"iter"
	"regexp"
	"strings"
	"sync"

	"unbasic/export/words"
	"unbasic/plan"
)

// scripts are the four stages of every wave. Blocks are made when they are asked for, since most formats have no use for them.
func (b *book) scripts() []Script {
	byWave := sync.OnceValue(func() map[int][]*plan.Item {
		waves := map[int][]*plan.Item{}
		for _, item := range b.itemsInOrder() {
			waves[item.Wave] = append(waves[item.Wave], item)
		}
		return waves
	})
	scripts := []Script{}
	for _, w := range b.wavesInOrder() {
		for _, stage := range []struct {
			key            ScriptStage
			name, synopsis words.Word
		}{
			{StageCapture, words.StageCapture, words.ScriptCaptureSynopsis},
			{StageApply, words.StageApply, words.ScriptApplySynopsis},
			{StageVerify, words.StageVerify, words.ScriptVerifySynopsis},
			{StageRollback, words.StageRollback, words.ScriptRollbackSynopsis},
		} {
			scripts = append(scripts, Script{
				Wave: w.Number, Stage: stage.key,
				Title: b.say(words.ScriptTitle, "wave", b.waveName(w), "stage", b.say(stage.name)),
				Notes: b.planNotes(),
				Words: b.scriptWords(stage.synopsis),
				Blocks: func(yield func(ScriptBlock) bool) {
					for _, item := range byWave()[w.Number] {
						for block := range b.scriptBlocks(item, stage.key) {
							if !yield(block) {
								return
							}
						}
					}
				},
			})
		}
	}
	return scripts
}

func (b *book) scriptWords(synopsis words.Word) ScriptWords {
	return ScriptWords{
		Synopsis: b.say(synopsis), Usage: b.say(words.ScriptUsage), Apply: b.say(words.ScriptApplyParameter), From: b.say(words.ScriptFromParameter), Until: b.say(words.ScriptUntilParameter),
		Preview: b.say(words.ScriptPreview), Nothing: b.say(words.ScriptNothing), ByHand: b.say(words.ScriptByHand), FillIn: b.say(words.ScriptFillIn),
		NotDue: b.say(words.ScriptNotDue), Transcript: b.say(words.ScriptTranscript), NotConnected: b.say(words.ScriptNotConnected),
		Keeping: b.say(words.ScriptKeeping), KeptBefore: b.say(words.ScriptKeptBefore), NotKept: b.say(words.ScriptNotKept),
	}
}

// scriptBlocks are what an item needs at a stage.
func (b *book) scriptBlocks(item *plan.Item, stage ScriptStage) iter.Seq[ScriptBlock] {
	return func(yield func(ScriptBlock) bool) {
		if stage == StageRollback {
			b.backBlocks(item, yield)
			return
		}
		for i, at := range stagesOf(item) {
			if at == stage && !b.stepBlocks(item, &item.Steps[i], stage, yield) {
				return
			}
		}
	}
}

// stagesOf says at which stage each step of an item is done. What changes something is applied, and so is what is done by hand on the way there. What only reads
// comes before the first change and not after the day of the move to be a capture; later it verifies. A step by hand after all of that, like watching, verifies too.
func stagesOf(item *plan.Item) []ScriptStage {
	steps := item.Steps
	first, last := len(steps), -1
	for i := range steps {
		if changes(steps[i].Command) {
			first, last = min(first, i), i
		}
	}
	stages := make([]ScriptStage, len(steps))
	for i := range steps {
		late := steps[i].Date.After(item.End)
		switch {
		case changes(steps[i].Command):
			stages[i] = StageApply
		case steps[i].Command == "" && (i < last || !late):
			stages[i] = StageApply
		case steps[i].Command != "" && i < first && !late:
			stages[i] = StageCapture
		default:
			stages[i] = StageVerify
		}
	}
	return stages
}

// stepBlocks yields a step: as one block, but for a capture one for every object that is read, so that its values are kept apart.
func (b *book) stepBlocks(item *plan.Item, step *plan.Step, stage ScriptStage, yield func(ScriptBlock) bool) bool {
	what := b.sentence(step.ID, step.What, step.Args)
	if verify := b.sentence(step.VerifyID, step.Verify, nil); verify != "" {
		what = b.say(words.ScriptVerify, "what", what, "verify", verify)
	}
	block := ScriptBlock{Item: b.visible(item.ID), Sender: b.visible(item.UPN), Date: step.Date, What: oneLine(what), Needs: []string{}, Kept: []string{}}
	if step.Command == "" {
		return yield(block)
	}
	if stage != StageCapture || !runs(step.Command) {
		return yield(block.with(b.visibleLines(step.Command)))
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(step.Command, "\r\n", "\n"), "\n") {
		one := block.with(b.visible(line))
		// What Format-List gives is for the eye and can't be kept; Select-Object gives the same properties.
		if read := readsObject.FindStringSubmatch(one.Command); read != nil && !one.Shown {
			one.Keeps, one.Command = read[2], read[1]+" | Select-Object "+read[3]
		}
		if !yield(one) {
			return false
		}
	}
	return true
}

// readsObject is a command that reads one object and shows some of its properties. They stand at the end of the line, so no name in quotes is taken for them.
var readsObject = regexp.MustCompile(`^(Get-([A-Za-z]+)(?: .*)?) \| Format-List ([A-Za-z]+(?:,[A-Za-z]+)*)$`)

// backBlocks yields the way back of an item: the decision, then each command.
func (b *book) backBlocks(item *plan.Item, yield func(ScriptBlock) bool) {
	back := &item.Rollback
	block := ScriptBlock{Item: b.visible(item.ID), Sender: b.visible(item.UPN), Needs: []string{}, Kept: []string{}}
	decide := block
	decide.What = oneLine(b.say(words.ScriptDecide,
		"who", b.sentence(back.DecidesID, back.Decides, nil), "trigger", b.sentence(back.TriggerID, back.Trigger, back.TriggerArgs)))
	if len(back.Commands) == 0 {
		decide.What = oneLine(b.say(words.ScriptNoWay, "why", b.sentence(back.PossibleID, back.PossibleWhy, back.PossibleArgs)))
	}
	if !yield(decide) {
		return
	}
	for _, command := range back.Commands {
		next := block
		next.What = b.say(words.ScriptBackStep)
		if hand, comment := strings.CutPrefix(command, "#"); comment && !strings.ContainsAny(command, "\r\n") {
			next.What = oneLine(b.visible(strings.TrimSpace(hand)))
		} else {
			command, kept := fromKept(b.visibleLines(command))
			next = next.with(command)
			next.Kept = append(next.Kept, kept...)
		}
		if !yield(next) {
			return
		}
	}
}

// missingValue is a parameter whose value the evidence did not hold, in the command that puts it back. The name of the cmdlet says of what object.
var (
	missingValue = regexp.MustCompile(`-([A-Za-z]+)([ :])<captured [a-z]+(?:, or \$null)?>`)
	cmdlet       = regexp.MustCompile(`^[A-Z][A-Za-z]*-([A-Za-z]+) `)
)

// fromKept lets a command that puts back a value which was not in the evidence take it from those that the capture stage kept.
func fromKept(command string) (string, []string) {
	noun := cmdlet.FindStringSubmatch(command)
	if noun == nil || strings.Contains(command, "\n") {
		return command, nil
	}
	var kept []string
	var out strings.Builder
	// Between literals only: a name that looks like a missing value stays a name.
	for text, literal := range literals(command) {
		if literal {
			out.WriteString(text)
			continue
		}
		out.WriteString(missingValue.ReplaceAllStringFunc(text, func(found string) string {
			part := missingValue.FindStringSubmatch(found)
			name := noun[1] + "." + part[1]
			kept = append(kept, name)
			return "-" + part[1] + part[2] + "($Kept['" + name + "'])"
		}))
	}
	return out.String(), kept
}

// with gives the block a command.
func (s ScriptBlock) with(command string) ScriptBlock {
	s.Command, s.Changes, s.Shown, s.Needs = command, changes(command), !runs(command), needs(command)
	return s
}

// oneLine keeps a sentence on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
