package export

import (
	"sort"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// events are the days of the plan that belong in a calendar.
func (b *book) events() []Event {
	list := []Event{}
	at := "@" + b.domain()
	add := func(id string, start, end calendar.Day, title, text string, tag words.Word) {
		switch {
		case start.IsZero():
			return // a fallback without an end, for example
		case end.Before(start):
			end = start
		}
		list = append(list, Event{ID: id + at, Start: start, End: end, Title: title, Text: text, Tags: []string{b.say(words.TagMigration), b.say(tag)}})
	}
	for _, w := range b.wavesInOrder() {
		id, name := "wave-"+strconv.Itoa(w.Number), b.waveShort(w)
		add(id, w.Start, w.End, b.say(words.EventWave, "wave", name), b.waveText(w), words.TagWave)
		add(id+"-go-no-go", w.GoNoGo, w.GoNoGo, b.say(words.DecisionOf, "wave", name), b.decisionText(w), words.TagDecision)
	}
	for _, m := range b.milestones() {
		text := b.say(words.EventMilestone, "what", b.milestone(m), "source", b.visible(m.Source), "checked", b.dayOrUnknown(m.Checked))
		add(b.visible(m.ID), m.Date, m.Date, b.milestoneName(m), text, words.TagMilestone)
	}
	if d := b.plan.Deadline; !d.IsZero() {
		add("deadline", d, d, b.say(words.DeadlineOfPolicy), b.say(words.EventDeadline, "count", strconv.Itoa(len(b.plan.Items))), words.TagDeadline)
	}
	for i := range b.plan.Fallbacks {
		f := &b.plan.Fallbacks[i]
		id, name := b.visible(f.ID), b.fallbackName(f)
		text := b.sentence(f.What.ID, f.What.Text, f.What.Args) + "\n" + b.sentence(f.Why.ID, f.Why.Text, f.Why.Args)
		add(id+"-on", f.On, f.On, b.say(words.EventFallbackOn, "fallback", name), text, words.TagFallback)
		add(id+"-check", f.Check, f.Check, b.say(words.EventFallbackCheck, "fallback", name), text, words.TagFallback)
		add(id+"-expires", f.Expires, f.Expires, b.say(words.EventFallbackExpires, "fallback", name), text, words.TagFallback)
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Start != list[j].Start {
			return list[i].Start.Before(list[j].Start)
		}
		return list[i].ID < list[j].ID
	})
	return list
}

// domain is what makes an id differ from those of other tenants.
func (b *book) domain() string {
	for _, name := range []inventory.Optional{b.plan.Tenant.ID, b.inv.Tenant.ID, b.plan.Tenant.DefaultDomain, b.inv.Tenant.DefaultDomain} {
		if name != "" {
			return b.visible(string(name))
		}
	}
	return "unbasic"
}

// waveText says of a wave what a calendar has room for.
func (b *book) waveText(w *plan.Wave) string {
	lines := []string{
		b.say(words.WaveWorkValue, "type", b.label(words.WaveTypes, string(w.Type)), "hours", hours(w.EffortHours), "risk", b.label(words.Risks, string(w.Risk))),
		b.say(words.EventItems, "count", strconv.Itoa(w.Items), "ownerless", strconv.Itoa(b.counted(w.Number).ownerless)),
	}
	return strings.Join(lines, "\n")
}

// decisionText says what a meeting is about.
func (b *book) decisionText(w *plan.Wave) string {
	t := b.counted(w.Number)
	return strings.Join([]string{
		b.say(words.EventDecision, "start", b.dayOrUnknown(w.Start), "end", b.dayOrUnknown(w.End)),
		b.waveText(w), b.say(words.EventQuestions, "questions", strconv.Itoa(t.questions), "gaps", strconv.Itoa(len(w.Gaps))),
	}, "\n")
}
