package export

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"

	"unbasic/export/words"
	"unbasic/plan"
	"unbasic/plan/calendar"
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
		NoCapture: b.say(words.ScriptNoCapture), CaptureFirst: b.say(words.ScriptCaptureFirst), FromEvidence: b.say(words.ScriptFromEvidence),
		AsPlanned: b.say(words.ScriptAsPlanned), AsBefore: b.say(words.ScriptAsBefore), NotAsPlanned: b.say(words.ScriptNotAsPlanned),
		NotAsBefore: b.say(words.ScriptNotAsBefore), NoBefore: b.say(words.ScriptNoBefore), NotOne: b.say(words.ScriptNotOne),
		Differ: b.say(words.ScriptDiffer), AllSame: b.say(words.ScriptAllSame), Blank: b.say(words.ScriptBlank),
	}
}

// scriptBlocks are what an item needs at a stage.
func (b *book) scriptBlocks(item *plan.Item, stage ScriptStage) iter.Seq[ScriptBlock] {
	return func(yield func(ScriptBlock) bool) {
		if stage == StageRollback {
			b.backBlocks(item, yield)
			return
		}
		var before []string // what has to be kept before a change
		if stage == StageApply {
			before = b.keptForBack(item)
		}
		for i, at := range stagesOf(item) {
			if at == stage && !b.stepBlocks(item, &item.Steps[i], stage, func(block ScriptBlock) bool {
				if block.Changes && !block.Shown {
					block.Kept = append(block.Kept, before...)
				}
				return yield(block)
			}) {
				return
			}
		}
		if stage == StageVerify {
			b.compareBlocks(item, yield)
		}
	}
}

// captures are the blocks that keep values of an item, and captured the names under which they do.
func (b *book) captures(item *plan.Item) (blocks []ScriptBlock, captured map[string]bool) {
	captured = map[string]bool{}
	for i, at := range stagesOf(item) {
		if at != StageCapture {
			continue
		}
		b.stepBlocks(item, &item.Steps[i], StageCapture, func(block ScriptBlock) bool {
			if block.Keeps != "" {
				blocks = append(blocks, block)
				for property := range strings.SplitSeq(block.Command[strings.LastIndexByte(block.Command, ' ')+1:], ",") {
					captured[block.Keeps+"."+property] = true
				}
			}
			return true
		})
	}
	return blocks, captured
}

// keptForBack are the values that the way back of an item takes from those that were kept, each once.
func (b *book) keptForBack(item *plan.Item) []string {
	var names []string
	b.backBlocks(item, func(block ScriptBlock) bool {
		for _, name := range block.Kept {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return true
	})
	return names
}

// compareBlocks reads again what the capture kept, to be compared with that and with what the item's changes set.
func (b *book) compareBlocks(item *plan.Item, yield func(ScriptBlock) bool) {
	blocks, captured := b.captures(item)
	var set []ScriptValue
	for i, at := range stagesOf(item) {
		step := &item.Steps[i]
		if at != StageApply || !runs(step.Command) {
			continue
		}
		for line := range strings.SplitSeq(b.visibleLines(step.Command), "\n") {
			_, _, values := takeValues(line, captured)
			for _, value := range values {
				value.Date = step.Date
				set = append(set, value)
			}
		}
	}
	for _, block := range blocks {
		block.Compares, block.Keeps, block.Date, block.What = block.Keeps, "", calendar.Day{}, b.say(words.ScriptCompare)
		for _, value := range set {
			if strings.HasPrefix(value.Name, block.Compares+".") {
				block.Expected = append(slices.Clone(block.Expected), value)
			}
		}
		if !yield(block) {
			return
		}
	}
}

// stagesOf says at which stage each step of an item is done. What changes something is applied, and so is what is done by hand on the way there. What only reads
// comes before the first change and not after the day of the move to be a capture; later it verifies. A step by hand after all of that, like watching, verifies too.
//
// Steps of a route that the item has left are not applied or verified any more. What they captured is from before any work, so it is what the way back needs.
func stagesOf(item *plan.Item) []ScriptStage {
	left := slices.IndexFunc(item.Steps, func(s plan.Step) bool { return s.Route == "" })
	if left < 0 {
		left = len(item.Steps)
	}
	behind := stagesOfRoute(item.Steps[:left], item.End)
	for i := range behind {
		if behind[i] != StageCapture {
			behind[i] = ""
		}
	}
	return append(behind, stagesOfRoute(item.Steps[left:], item.End)...)
}

func stagesOfRoute(steps []plan.Step, end calendar.Day) []ScriptStage {
	first, last := len(steps), -1
	for i := range steps {
		if changes(steps[i].Command) {
			first, last = min(first, i), i
		}
	}
	stages := make([]ScriptStage, len(steps))
	for i := range steps {
		late := steps[i].Date.After(end)
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
	block := blockOf(b.visible(item.ID), b.visible(item.UPN))
	block.Date, block.What = step.Date, oneLine(what)
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
	block := blockOf(b.visible(item.ID), b.visible(item.UPN))
	_, captured := b.captures(item)
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
			command, kept, otherwise := takeValues(b.visibleLines(command), captured)
			next = next.with(command)
			next.Kept, next.Otherwise = append(next.Kept, kept...), append(next.Otherwise, otherwise...)
		}
		if !yield(next) {
			return
		}
	}
}

// missingValue is a parameter whose value the evidence did not hold, in the command that puts it back, and knownValue one with a value that is no literal.
// beforeLiteral is what stands before a parameter's literal. The name of the cmdlet says of what object.
var (
	missingValue  = regexp.MustCompile(`-([A-Za-z]+)([ :])<captured [a-z]+(?:, or \$null)?>`)
	knownValue    = regexp.MustCompile(`-([A-Za-z]+)([ :])\$(true|false|null)(?:$|[ \n])`)
	beforeLiteral = regexp.MustCompile(`-([A-Za-z]+)[ :]$`)
	cmdlet        = regexp.MustCompile(`^[A-Z][A-Za-z]*-([A-Za-z]+) `)
)

// takeValues lets a command that sets values take them from those that the capture stage kept: those that the evidence did not hold, and those that are captured,
// which are newer than the evidence. It gives the names that it takes, and the values that stood in the command.
func takeValues(command string, captured map[string]bool) (taken string, kept []string, stood []ScriptValue) {
	noun := cmdlet.FindStringSubmatch(command)
	if noun == nil || strings.Contains(command, "\n") || !changes(command) {
		return command, nil, nil
	}
	take := func(name string) string {
		kept = append(kept, name)
		return "($Kept['" + name + "'])"
	}
	var out strings.Builder
	parameter := "" // whose value the next literal is
	// Between literals only: a name that looks like a value stays a name.
	for text, literal := range literals(command) {
		if literal {
			if name := noun[1] + "." + parameter; captured[name] {
				stood = append(stood, ScriptValue{Name: name, Value: textOfLiteral(text)})
				text = take(name)
			}
			out.WriteString(text)
			continue
		}
		text = missingValue.ReplaceAllStringFunc(text, func(found string) string {
			part := missingValue.FindStringSubmatch(found)
			return "-" + part[1] + part[2] + take(noun[1]+"."+part[1])
		})
		text = knownValue.ReplaceAllStringFunc(text, func(found string) string {
			part := knownValue.FindStringSubmatch(found)
			name := noun[1] + "." + part[1]
			if !captured[name] {
				return found
			}
			stood = append(stood, ScriptValue{Name: name, Value: map[string]any{"true": true, "false": false}[part[3]]})
			end := strings.TrimPrefix(found, "-"+part[1]+part[2]+"$"+part[3])
			return "-" + part[1] + part[2] + take(name) + end
		})
		parameter = ""
		if before := beforeLiteral.FindStringSubmatch(text); before != nil {
			parameter = before[1]
		}
		out.WriteString(text)
	}
	return out.String(), kept, stood
}

// textOfLiteral is what a single-quoted string means: of two quotes in a row the first.
func textOfLiteral(literal string) string {
	var b strings.Builder
	inside := []rune(literal)
	for i := 1; i < len(inside)-1; i++ {
		b.WriteRune(inside[i])
		if isQuote(inside[i]) {
			i++
		}
	}
	return b.String()
}

// blockOf is a block about an item that has nothing else yet.
func blockOf(item, sender string) ScriptBlock {
	return ScriptBlock{Item: item, Sender: sender, Needs: []string{}, Kept: []string{}, Otherwise: []ScriptValue{}, Expected: []ScriptValue{}}
}

// with gives the block a command.
func (s ScriptBlock) with(command string) ScriptBlock {
	s.Command, s.Changes, s.Shown, s.Needs = command, changes(command), !runs(command), needs(command)
	return s
}

// oneLine keeps a sentence on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
