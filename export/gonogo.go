package export

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// criterion is one line of a wave's checklist. What is open is a number in every case, and none of it is what the meeting wants to see.
type criterion struct {
	// code is one of words.Criteria.
	code string
	// applies says for which waves it is asked.
	applies func(*meeting) bool
	// open counts what is open; detail says more where a number does not say enough, nil for no more.
	open   func(*meeting) int
	detail func(*meeting) string
	// live says how open follows from other sheets; nil for what does not change.
	live *Live
}

// meeting is the wave that is decided about, with what has to be known of the others.
type meeting struct {
	wave  *plan.Wave
	tally waveTally
	// first is the wave that comes before all others; earlier what is counted of all waves before this one; pilot that of the last pilot where it comes before this one, else nil.
	first   bool
	earlier waveTally
	pilot   *waveTally
	// freeze are the days between decision and end on which nothing may be changed, by name.
	freeze []plan.DayOff
	// criteria are how many lines there are besides the last.
	criteria int
}

func always(*meeting) bool       { return true }
func notFirst(m *meeting) bool   { return !m.first }
func migrates(m *meeting) bool   { return m.wave.Type != plan.WavePrepare }
func afterPilot(m *meeting) bool { return m.pilot != nil }

// goNoGo is the checklist for the meeting on the day on which a wave is decided.
func (b *book) goNoGo() Sheet {
	criteria := b.criteria()
	s := Sheet{
		Key: "go-no-go", Name: b.say(words.SheetGoNoGo), Reader: ReaderManager, Purpose: b.say(words.PurposeGoNoGo), Notes: b.planNotes(),
		Columns: []Column{
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("goNoGo", words.ColumnGoNoGo, TypeDate, WidthMedium),
			b.column("criterion", words.ColumnCriterion, TypeText, WidthWide),
			b.column("open", words.ColumnOpenPoints, TypeNumber, WidthNarrow),
			b.column("needed", words.ColumnRequired, TypeText, WidthText),
			b.column("detail", words.ColumnDetail, TypeText, WidthWide),
			b.column("decision", words.ColumnMeetingDecision, TypeText, WidthNarrow, b.choices(words.Decisions)),
			b.column("decidedBy", words.ColumnDecidedBy, TypeText, WidthMedium, editableColumn),
			b.column("decidedOn", words.ColumnDecidedOn, TypeDate, WidthMedium, editableColumn),
			b.column("remarks", words.ColumnRemarks, TypeText, WidthWide, editableColumn),
			b.column("code", words.ColumnCode, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	open := &s.Columns[3]
	open.LiveBy = "code"
	for _, c := range criteria {
		if c.live != nil {
			open.Lives = append(open.Lives, LiveFor{c.code, *c.live})
		}
	}
	type row struct {
		*meeting
		*criterion
	}
	var rows []row
	for _, m := range b.meetings() {
		for i := range criteria {
			if criteria[i].applies(m) {
				rows = append(rows, row{m, &criteria[i]})
				m.criteria++
			}
		}
		m.criteria-- // the last one is about the others
	}
	s.Rows = lazily(rows, func(r *row) []Cell {
		open, detail := r.open(r.meeting), Cell{}
		value := intCell(int64(open))
		if r.live == nil {
			value = count(open, ToneWarn)
		}
		if r.detail != nil {
			detail = textCell(r.detail(r.meeting))
		}
		return []Cell{
			intCell(int64(r.wave.Number)), dayCell(r.wave.GoNoGo), textCell(b.label(words.Criteria, r.code)), value,
			textCell(b.say(meaningOf(words.Criteria, r.code))), detail,
			textCell(b.label(words.Decisions, decisionOpen)), {}, {}, {}, textCell(r.code),
		}
	})
	return b.returns(b.finish(s, words.EmptyWaves), func(i int) string { return strconv.Itoa(rows[i].wave.Number) + " " + rows[i].code })
}

// meaningOf is the sentence on what a code means.
func meaningOf(codes words.Codes, code string) words.Word {
	if at := codes.Rank(code); at < len(codes) {
		return codes[at].Meaning
	}
	return words.Word{}
}

// meetings are one a wave, in order.
func (b *book) meetings() []*meeting {
	waves := b.wavesInOrder()
	list := make([]*meeting, 0, len(waves))
	var before waveTally
	var pilot *waveTally
	numbers, next := slices.Sorted(maps.Keys(b.tallies)), 0
	lastPilot, freezes := b.lastPilot(), b.freezes()
	for i, w := range waves {
		for ; next < len(numbers) && numbers[next] < w.Number; next++ {
			t := b.tallies[numbers[next]]
			before.items += t.items
			before.done += t.done
			before.rolledBack += t.rolledBack
			before.incidents += t.incidents
		}
		m := &meeting{wave: w, tally: b.counted(w.Number), first: i == 0, earlier: before, pilot: pilot}
		for _, d := range freezes {
			if !d.Date.Before(w.GoNoGo) && !d.Date.After(w.End) {
				m.freeze = append(m.freeze, d)
			}
		}
		list = append(list, m)
		if w == lastPilot {
			pilot = &m.tally
		}
	}
	return list
}

// lastPilot is the wave whose results the regular ones wait for, nil for none.
func (b *book) lastPilot() *plan.Wave {
	var last *plan.Wave
	for _, w := range b.wavesInOrder() {
		if w.Type == plan.WavePilot {
			last = w
		}
	}
	return last
}

// freezes are the days on which nothing may be changed although they are worked.
func (b *book) freezes() []plan.DayOff {
	var list []plan.DayOff
	for _, d := range b.plan.DaysOff {
		if d.Why == calendar.WhyFreeze {
			list = append(list, d)
		}
	}
	return list
}

// criteria are the lines of a checklist, in order.
func (b *book) criteria() []criterion {
	status := func(how string, s plan.Status) Condition {
		return is("status", how, textCell(b.label(words.Statuses, string(s))))
	}
	before := Condition{Column: "wave", Is: "<", Same: "wave"}
	due := func(column string) Condition { return Condition{Column: column, Is: "<=", Same: "goNoGo"} }
	unplanned := 0
	for _, u := range b.plan.Unplanned {
		if u.Verdict == inventory.VerdictSuspicious {
			unplanned++
		}
	}
	pilotNumber := Cell{}
	if pilot := b.lastPilot(); pilot != nil {
		pilotNumber = intCell(int64(pilot.Number))
	}
	list := []criterion{
		{
			code: "earlier", applies: notFirst, open: func(m *meeting) int { return m.earlier.items - m.earlier.done },
			live: counting("plan", before, status("<>", plan.StatusDone)),
		},
		{
			code: "pilot", applies: afterPilot, open: func(m *meeting) int { return m.pilot.items - m.pilot.done },
			live: counting("plan", is("wave", "=", pilotNumber), status("<>", plan.StatusDone)),
		},
		{
			code: "rolled-back", applies: notFirst, open: func(m *meeting) int { return m.earlier.rolledBack },
			live: counting("plan", before, status("=", plan.StatusRolledBack)),
		},
		{
			code: "incidents", applies: migrates, open: func(m *meeting) int { return m.earlier.incidents },
			detail: func(*meeting) string { return b.some(unplanned, words.IncidentsUnplanned) },
			live:   counting("plan", before, b.labelled("verdict", words.Verdicts, string(inventory.VerdictSuspicious)), status("<>", plan.StatusDone)),
		},
		{
			code: "owners", applies: always, open: func(m *meeting) int { return m.tally.ownerless },
			live: counting("plan", alike("wave"), is("owner", "=", Cell{})),
		},
		{
			code: "questions", applies: always, open: func(m *meeting) int { return m.tally.asked },
			detail: func(m *meeting) string { return b.some(m.tally.questions, words.QuestionsInAll) },
			live:   counting("plan", alike("wave"), filledIn("questions")),
		},
		{
			code: "not-started", applies: always, open: func(m *meeting) int { return m.tally.notStarted },
			live: counting("plan", alike("wave"), status("=", plan.StatusNotStarted)),
		},
		{
			code: "blocked", applies: always, open: func(m *meeting) int { return m.tally.blocked },
			live: counting("plan", alike("wave"), status("=", plan.StatusBlocked)),
		},
		{
			code: "steps", applies: always, open: func(m *meeting) int { return m.tally.openSteps },
			live: counting("runbook", alike("wave"), due("date"), b.labelled("check", words.Checks, checkOpen)),
		},
		{
			code: "messages", applies: always, open: func(m *meeting) int { return m.tally.messages },
			live: counting("comms", alike("wave"), due("send"), is("sentOn", "=", Cell{})),
		},
		{
			code: "rollback", applies: migrates, open: func(m *meeting) int { return m.tally.untested },
			live: counting("rollback", alike("wave"), is("testedOn", "=", Cell{})),
		},
		{
			code: "undecided", applies: always, open: func(m *meeting) int { return m.tally.undecided },
			live: counting("plan", alike("wave"), b.labelled("goNoGo", words.Decisions, decisionOpen)),
		},
	}
	if deadline := b.plan.Deadline; !deadline.IsZero() {
		list = append(list, criterion{
			code: "late", applies: always, open: func(m *meeting) int { return m.tally.late },
			live:   counting("plan", alike("wave"), is("end", ">", dayCell(deadline))),
			detail: func(*meeting) string { return b.say(words.DeadlineIs, "date", deadline.String()) },
		})
	}
	return append(list,
		criterion{code: "load", applies: always, open: overLimits, detail: b.loadOf},
		criterion{code: "freeze", applies: always, open: func(m *meeting) int { return len(m.freeze) }, detail: b.freezeOf},
		criterion{code: "gaps", applies: always, open: func(m *meeting) int { return len(m.wave.Gaps) }},
		criterion{
			code: codeWhole, applies: always, open: func(m *meeting) int { return m.criteria },
			live: counting("go-no-go", alike("wave"), is("code", "<>", textCell(codeWhole)), is("decision", "<>", textCell(b.label(words.Decisions, decisionGo)))),
		},
	)
}

// codeWhole is the line on which the wave itself is decided.
const codeWhole = "whole"

// some is a word with a count, and nothing for none.
func (b *book) some(n int, w words.Word) string {
	if n == 0 {
		return ""
	}
	return b.say(w, "count", grouped(n))
}

// overLimits counts the limits of the policy that a wave exceeds.
func overLimits(m *meeting) int {
	over := 0
	if m.wave.RoomItems > 0 && m.wave.Items > m.wave.RoomItems {
		over++
	}
	if m.wave.RoomHours > 0 && m.wave.EffortHours > m.wave.RoomHours {
		over++
	}
	return over
}

func (b *book) loadOf(m *meeting) string {
	limit := func(known bool, text string) string {
		if !known {
			return b.say(words.NoLimit)
		}
		return text
	}
	return b.say(words.LoadOfWave,
		"items", strconv.Itoa(m.wave.Items), "roomItems", limit(m.wave.RoomItems > 0, strconv.Itoa(m.wave.RoomItems)),
		"hours", hours(m.wave.EffortHours), "roomHours", limit(m.wave.RoomHours > 0, hours(m.wave.RoomHours)))
}

// freezeOf names each freeze with its days.
func (b *book) freezeOf(m *meeting) string {
	var lines []string
	for i := 0; i < len(m.freeze); {
		last := i
		for last+1 < len(m.freeze) && m.freeze[last+1].Name == m.freeze[i].Name {
			last++
		}
		lines = append(lines, fmt.Sprintf("%s: %s", b.span(m.freeze[i].Date, m.freeze[last].Date), b.named(m.freeze[i].Name, words.DayFreeze)))
		i = last + 1
	}
	return strings.Join(lines, "\n")
}

// span is a day or several within a sentence.
func (b *book) span(from, to calendar.Day) string {
	if from == to {
		return from.String()
	}
	return b.say(words.DaySpan, "from", from.String(), "to", to.String())
}
