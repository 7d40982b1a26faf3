package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"unbasic/plan/calendar"
)

// reroute gives items on which work had begun when people chose another route the steps of that route. Where the plan has none for a sender they stay as they
// are, with [Kept].Steps to say so. The earlier plan is not changed.
func (m *maker) reroute() {
	if len(m.rerouted) == 0 {
		return
	}
	a, ground := about{around: m.around.apart()}, m.ground.apart()
	for i, item := range m.begun {
		t := m.rerouted[item.Sender]
		if item.StepsRoute() == "" || t == nil {
			continue
		}
		made := m.item(&planning{task: t, group: item.MoveGroup, wave: item.Wave, start: item.Start, end: item.End}, &a, ground)
		m.begun[i] = m.onto(item, &made)
	}
}

// onto is an item on which work has begun with what follows from its new route. What was done before stays visible: the steps up to today. The steps of the new
// route follow; of an item that is done nothing lies ahead.
func (m *maker) onto(item, made *Item) *Item {
	both := *item
	both.Kept = &Kept{Decided: item.DecidedFields(), Begun: true, Left: append(slices.Clone(item.LeftRoutes()), item.StepsRoute())}
	both.Alternatives, both.Rule, both.Why, both.Args = made.Alternatives, made.Rule, made.Why, made.Args
	both.Questions, both.Answers, both.Limits, both.Cost, both.EffortHours, both.Risk = made.Questions, made.Answers, made.Limits, made.Cost, made.EffortHours, made.Risk
	done := item.Status == StatusDone
	today := m.policy.today()
	both.Steps = []Step{}
	for _, step := range item.Steps {
		if step.Date.After(today) && !done {
			continue
		}
		text := *step.StepText
		text.Route = cmp.Or(text.Route, item.StepsRoute())
		step.StepText = &text
		both.Steps = append(both.Steps, step)
	}
	behind := both.Steps[:len(both.Steps):len(both.Steps)]
	both.Rollback = backFromBoth(&item.Rollback, &made.Rollback, made.Route)
	for _, step := range made.Steps {
		if ahead, some := capturedOnce(step, behind, &item.Rollback, &both.Rollback); some && !done {
			both.Steps = append(both.Steps, ahead)
		}
	}
	return &both
}

// capturedOnce is a step of the new route as it lies ahead; false for one that does not. The values to put back are those from before any work, so what was captured
// then is not read again: a capture is left for values that none of the steps behind was for.
func capturedOnce(step Step, behind []Step, old, both *Rollback) (Step, bool) {
	was := func(ids ...string) bool {
		return slices.ContainsFunc(behind, func(s Step) bool { return slices.Contains(ids, s.ID) })
	}
	switch step.ID {
	case "step.capture-account":
		return step, slices.Contains(both.NotCaptured, settings[settingAccount].name) && !was(step.ID)
	case "step.capture", "step.compare":
	default:
		return step, true
	}
	read := was("step.capture", "step.compare")
	var missing []string
	for _, name := range both.NotCaptured {
		if !read || !slices.Contains(old.NotCaptured, name) {
			missing = append(missing, name)
		}
	}
	if read && len(missing) == 0 {
		return step, false
	}
	id, verify := "step.compare", "check.same"
	if len(missing) > 0 {
		id, verify = "step.capture", "check.captured"
	}
	text := *step.StepText
	text.ID, text.VerifyID, text.Verify = id, verify, sentence(verify, nil)
	step.StepText = &text
	step.What, step.Args = say(id, map[string]string{wordNames[wordMissing]: strings.Join(missing, ", ")})
	return step, true
}

// backFromBoth is the way back of an item that changed its route: to where it was before any work. What the evidence holds by now can be what the work on the old
// route made of it, so the values and commands of the old way back stand, and the new route adds those that the old one had no part in.
func backFromBoth(old, made *Rollback, route Route) Rollback {
	both := *made
	both.Minutes, both.TestedOn = old.Minutes+made.Minutes, calendar.Day{} // what was tried is the way back from the old route alone
	both.PossibleUntil, both.AdminFrom = old.PossibleUntil, old.AdminFrom
	both.PossibleID, both.PossibleWhy, both.PossibleArgs = old.PossibleID, old.PossibleWhy, old.PossibleArgs
	both.NotCaptured = slices.Clone(old.NotCaptured)
	both.keep(old, made, route)
	return both
}

// backFromBefore is the way back of an item that is planned anew after work on it had begun, as it was blocked or rolled back: what backFromBoth says of values and
// commands holds for it too.
func backFromBefore(old, made *Rollback, route Route) Rollback {
	both := *made
	both.TestedOn = old.TestedOn
	both.NotCaptured = slices.Clone(old.NotCaptured)
	both.keep(old, made, route)
	return both
}

// keep puts the values and commands of two ways back together.
func (both *Rollback) keep(old, made *Rollback, route Route) {
	for _, name := range made.NotCaptured {
		if _, held := old.Prior[name]; !held && !slices.Contains(both.NotCaptured, name) {
			both.NotCaptured = append(both.NotCaptured, name)
		}
	}
	both.Prior = map[string]any{}
	maps.Copy(both.Prior, made.Prior)
	for _, name := range both.NotCaptured {
		delete(both.Prior, name)
	}
	maps.Copy(both.Prior, old.Prior)
	both.Commands = commandsOfBoth(old, made, route)
}

// commandsOfBoth are in the order of the new way back, with the old command wherever both have one: Basic first, then the sender, then what the new route set up, then
// what the old one did. What the old way back holds is not read again.
func commandsOfBoth(old, made *Rollback, route Route) []string {
	commands, before, now := []string{}, slices.Clone(old.Commands), slices.Clone(made.Commands)
	take := func(list *[]string, template string) []string {
		var taken []string
		*list = slices.DeleteFunc(*list, func(command string) bool {
			if !filledFrom(template, command) {
				return false
			}
			taken = append(taken, command)
			return true
		})
		return taken
	}
	add := func(template string, held bool) {
		stands, fresh := take(&before, template), take(&now, template)
		if len(stands) == 0 && !held {
			stands = fresh
		}
		commands = append(commands, stands...)
	}
	for _, s := range settings {
		_, held := old.Prior[s.name]
		add(s.read, held)
	}
	for _, b := range backRows[route] {
		add(b.backRow.command, false)
	}
	before = slices.DeleteFunc(before, func(command string) bool { return slices.Contains(now, command) })
	return slices.Concat(commands, now, before)
}

// filledFrom reports whether a command is a template whose words were filled in.
func filledFrom(template, command string) bool {
	for first := true; ; first = false {
		before, after, more := strings.Cut(template, "{")
		at := strings.Index(command, before)
		switch {
		case at < 0, first && at > 0:
			return false
		case !more:
			return before == "" || strings.HasSuffix(command, before) && (!first || command == before)
		}
		command = command[at+len(before):]
		_, template, _ = strings.Cut(after, "}")
	}
}
