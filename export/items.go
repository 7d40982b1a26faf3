package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/plan"
)

// The codes of decisions and of checks that a report itself has a meaning for.
const (
	decisionOpen = "open"
	decisionGo   = "go"
	decisionNoGo = "no-go"
	checkOpen    = "open"
	checkDone    = "done"
	checkSkipped = "skipped"
)

// items is the sheet Plan: the one that people write in and that is read back.
func (b *book) items() Sheet {
	s := Sheet{
		Key: "plan", Name: b.say(words.SheetPlan), Reader: ReaderAll, Purpose: b.say(words.PurposePlan), Notes: b.planNotes(),
		Columns: []Column{
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("wave", words.ColumnWave, TypeNumber, WidthNarrow),
			b.column("route", words.ColumnRoute, TypeText, WidthMedium, b.choices(words.Routes)),
			b.column("status", words.ColumnStatus, TypeText, WidthMedium, b.choices(words.Statuses)),
			b.column("owner", words.ColumnOwner, TypeText, WidthMedium, editableColumn, b.owners),
			b.column("start", words.ColumnStart, TypeDate, WidthMedium),
			b.column("end", words.ColumnEnd, TypeDate, WidthMedium),
			b.column("notes", words.ColumnNotes, TypeText, WidthWide, editableColumn),
			b.column("goNoGo", words.ColumnDecision, TypeText, WidthNarrow, b.choices(words.Decisions)),
			b.column("doneOn", words.ColumnDoneOn, TypeDate, WidthMedium, editableColumn),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("department", words.ColumnDepartment, TypeText, WidthMedium),
			b.column("kind", words.ColumnKind, TypeText, WidthMedium),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("nextStep", words.ColumnNextStep, TypeText, WidthText),
			b.column("slack", words.ColumnSlack, TypeNumber, WidthNarrow),
			b.column("dates", words.ColumnDatesBefore, TypeText, WidthWide),
			b.column("why", words.ColumnWhy, TypeText, WidthText),
			b.column("questions", words.ColumnQuestions, TypeText, WidthText),
			b.column("answers", words.ColumnAnswers, TypeText, WidthText),
			b.column("limits", words.ColumnLimits, TypeText, WidthText),
			b.column("effort", words.ColumnEffort, TypeHours, WidthNarrow),
			b.column("risk", words.ColumnRisk, TypeText, WidthNarrow),
			b.column("moveGroup", words.ColumnMoveGroup, TypeText, WidthMedium),
			b.column("together", words.ColumnTogether, TypeText, WidthWide),
			b.column("site", words.ColumnSite, TypeText, WidthMedium),
			b.column("project", words.ColumnProject, TypeText, WidthMedium),
			b.column("weight", words.ColumnWeight, TypeHours, WidthNarrow),
			b.column("cost", words.ColumnCostYear, TypeAmount, WidthNarrow),
			b.column("currency", words.ColumnCurrency, TypeText, WidthNarrow),
			b.column("costOnce", words.ColumnCostOnce, TypeText, WidthMedium),
			b.column("costWhy", words.ColumnCostWhy, TypeText, WidthText),
			b.column("alternatives", words.ColumnAlternatives, TypeText, WidthText, detailColumn),
			b.column("runbook", words.ColumnToRunbook, TypeText, WidthNarrow, linkColumn("runbook")),
			b.column("rollback", words.ColumnToRollback, TypeText, WidthNarrow, linkColumn("rollback")),
			b.column("gantt", words.ColumnToGantt, TypeText, WidthNarrow, linkColumn("gantt")),
			b.column("item", words.ColumnItemID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	milestones := b.milestones()
	bars := make([]int, len(b.itemsInOrder()))
	for i, row := range b.ganttRows() {
		if row.wave == nil {
			bars[row.item] = i
		}
	}
	s.Rows = Rows{len(b.itemsInOrder()), func(i int) []Cell {
		item := b.itemsInOrder()[i]
		cost, once := b.cost(&item.Cost)
		group, together := b.moveGroup(item)
		return []Cell{
			b.outside(item.UPN).to(b.senderRow(item.Sender)), intCell(int64(item.Wave)), textCell(b.label(words.Routes, string(item.Route))),
			textCell(b.label(words.Statuses, string(item.Status))), b.outside(string(item.Owner)), dayCell(item.Start), dayCell(item.End), {},
			b.decision(item), {},
			b.optional(item.DisplayName), b.optional(item.Department), b.coded(words.Kinds, string(item.Kind)), b.coded(words.Verdicts, string(item.Verdict)),
			textCell(b.nextStep(item)), slackOf(item), textCell(b.datesBefore(item, milestones)),
			textCell(b.sentence(item.Rule, item.Why, item.Args)), textCell(b.sentences(item.Questions)), textCell(b.sentences(item.Answers)),
			warning(b.sentences(item.Limits)),
			floatCell(item.EffortHours), b.coded(words.Risks, string(item.Risk)), group, together, b.optional(item.Site), b.optional(item.Project),
			floatCell(item.Weight), cost, b.optional(item.Cost.Currency), once, textCell(b.sentence(item.Cost.Why.ID, item.Cost.Why.Text, item.Cost.Why.Args)),
			textCell(b.alternatives(item)), b.toRunbook(i), textCell(b.say(words.ToRollback)).to(i), textCell(b.say(words.SheetGantt)).to(bars[i]), b.outside(item.ID),
		}
	}}
	return b.returns(b.finish(s, words.EmptyPlan), func(i int) string { return b.itemsInOrder()[i].ID })
}

// moveGroup names the group of a sender that does not move alone, and says why.
func (b *book) moveGroup(item *plan.Item) (name, why Cell) {
	if b.plan.MoveGroups == nil {
		return b.outside(item.MoveGroup), Cell{}
	}
	g := b.groups[item.MoveGroup]
	if g == nil {
		return Cell{}, Cell{}
	}
	return b.outside(cmp.Or(string(g.Name), g.ID)), textCell(b.sentence(g.Reason.ID, g.Reason.Text, g.Reason.Args))
}

// owners suggests everybody who owns something in this plan.
func (b *book) owners(c *Column) {
	seen := map[string]bool{"": true}
	for _, item := range b.itemsInOrder() {
		if name := b.visible(string(item.Owner)); !seen[name] {
			seen[name] = true
			c.Suggestions = append(c.Suggestions, name)
		}
	}
	slices.Sort(c.Suggestions)
}

// decision is open until work has begun: after that there is nothing to decide, and who decided it before is not known here.
func (b *book) decision(item *plan.Item) Cell {
	if begun(item) {
		return Cell{}
	}
	return textCell(b.label(words.Decisions, decisionOpen))
}

// slackOf is an item's time to the deadline.
func slackOf(item *plan.Item) Cell {
	if item.SlackDays == nil {
		return Cell{}
	}
	return slackCell(intCell(int64(*item.SlackDays)))
}

// datesBefore are Microsoft's dates that come before an item ends, and the fallback that keeps Basic on for it meanwhile.
func (b *book) datesBefore(item *plan.Item, milestones []*plan.Milestone) string {
	var lines []string
	for _, m := range milestones {
		if !m.Date.IsZero() && !m.Date.After(item.End) {
			lines = append(lines, b.say(words.DateBefore, "date", m.Date.String(), "what", b.milestoneName(m)))
		}
	}
	if f := b.fallbacks[item.Sender]; f != nil {
		lines = append(lines, b.say(words.KeptOn, "expires", b.dayOrUnknown(f.Expires)))
	}
	return strings.Join(lines, "\n")
}

func (b *book) milestones() []*plan.Milestone {
	return sortedBy(b.plan.Milestones, func(x, y *plan.Milestone) bool {
		if x.Date != y.Date {
			return x.Date.Before(y.Date)
		}
		return x.ID < y.ID
	})
}

// milestoneName calls a milestone by two or three words; one of the user's own is called what it says.
func (b *book) milestoneName(m *plan.Milestone) string {
	if words.MilestoneNames.Rank(m.ID) < len(words.MilestoneNames) {
		return b.label(words.MilestoneNames, m.ID)
	}
	return b.milestone(m)
}

// sharedCosts are the sentences of costs of which a part is paid once for all senders: the yearly cost without it is the first value less the other times twelve.
var sharedCosts = map[string]bool{"cost.relay": true, "cost.service-fixed": true, "cost.service": true}

// cost gives what a sender costs a year, and as text what is paid once for all senders: figures of it in every row would be added up.
func (b *book) cost(c *plan.Cost) (own, once Cell) {
	switch {
	case c.Yearly == nil:
		return Cell{}, Cell{}
	case !sharedCosts[c.Why.ID]:
		return floatCell(*c.Yearly), Cell{}
	}
	shared := *c.Yearly
	if month, err := strconv.ParseFloat(c.Why.Args["month"], 64); c.Why.ID == "cost.service" && err == nil {
		shared = 12 * month
		own = floatCell(max(0, roundCents(*c.Yearly-shared)))
	}
	return own, textCell(b.say(words.CostOnce, "cost", strconv.FormatFloat(shared, 'f', 2, 64), "currency", b.visible(string(c.Currency))))
}

// roundCents takes away what binary fractions add to an amount.
func roundCents(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}

// toRunbook leads from a row of Plan to the first step of its item.
func (b *book) toRunbook(row int) Cell {
	n := len(b.itemsInOrder()[row].Steps)
	if n == 0 {
		return Cell{}
	}
	return textCell(b.say(words.ToRunbook, "count", strconv.Itoa(n))).to(int(b.firstSteps[row]))
}

// step is one step without its command: when, what, and who where that is known.
func (b *book) step(s *plan.Step) string {
	what, who := b.sentence(s.ID, s.What, s.Args), b.sentence(s.WhoID, s.Who, nil)
	if who == "" {
		return b.say(words.Step, "t", b.visible(s.T), "what", what)
	}
	return b.say(words.StepWho, "t", b.visible(s.T), "what", what, "who", who)
}

// nextStep is the first step of an item that is not over. A plan is made before any work, so the first step of its route is the next.
func (b *book) nextStep(item *plan.Item) string {
	at := slices.IndexFunc(item.Steps, func(s plan.Step) bool { return s.Route == "" })
	if item.Status == plan.StatusDone || at < 0 {
		return b.say(words.NextStepNone)
	}
	return b.step(&item.Steps[at])
}

// sentences are sentences of the plan, one a line.
func (b *book) sentences(list []plan.Sentence) string {
	lines := make([]string, len(list))
	for i, s := range list {
		lines[i] = b.sentence(s.ID, s.Text, s.Args)
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
