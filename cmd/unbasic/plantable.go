package main

import (
	"fmt"
	"strconv"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/progress"
)

// How much of a plan people get at once; the rest is counted, and in plan.json.
const (
	mostItems   = 20
	mostMoves   = 10
	mostWithout = 10
)

// plan shows the waves, and the items in the order in which they are worked on.
func (u ui) plan(p plan.Plan, o planOptions) error {
	switch {
	case o.format.tableFormat == formatJSON:
		return plan.Write(u.env.stdout, p)
	case o.format.tableFormat == formatCSV:
		return u.csv(planRecords(p))
	case !u.env.stdoutTerminal:
		heads := make([]inventory.Phrase, len(planColumns))
		for i, c := range planColumns {
			heads[i] = c.head
		}
		return u.rows(u.words(heads...), planRecords(p).texts())
	case len(p.Items) == 0:
		return nil
	}
	if err := u.waves(p); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(u.env.stdout); err != nil {
		return err
	}
	return u.items(p, o.all)
}

// waveColumns fit in 80 columns.
var waveColumns = []tableColumn{
	{headWave, 0, 0, 0},
	{headWaveName, 12, 24, 0},
	{headType, 0, 0, 5},
	{headGoNoGo, 0, 0, 4},
	{headStart, 0, 0, 0},
	{headEnd, 0, 0, 0},
	{headItems, 0, 0, 1},
	{headHours, 0, 0, 3},
	{headRisk, 0, 0, 2},
	{headLate, 0, 0, 1},
}

// waves shows the waves, with how many items of each are late.
func (u ui) waves(p plan.Plan) error {
	late := map[int]int{}
	for _, item := range p.Items {
		if p.IsLate(item) {
			late[item.Wave]++
		}
	}
	rows := make([][]string, len(p.Waves))
	for i, w := range p.Waves {
		behind := ""
		if n := late[w.Number]; n > 0 {
			behind = strconv.Itoa(n)
		}
		rows[i] = []string{
			strconv.Itoa(w.Number), u.sentence(w.NameID, w.Name, w.NameArgs), u.code(words.WaveTypes, string(w.Type)), w.GoNoGo.String(), w.Start.String(), w.End.String(),
			strconv.Itoa(w.Items), decimal(w.EffortHours), u.code(words.Risks, string(w.Risk)), behind,
		}
	}
	return u.table(waveColumns, rows, "")
}

// itemColumns fit in 100 columns.
var itemColumns = []tableColumn{
	{headWave, 0, 0, 0},
	{headStart, 0, 0, 4},
	{headEnd, 0, 0, 0},
	{headSender, 16, 26, 0},
	{headVerdict, 0, 0, 3},
	{headRoute, 10, 16, 0},
	{headOwner, 10, 18, 1},
	{headRisk, 0, 0, 2},
}

func (u ui) items(p plan.Plan, all bool) error {
	shown := p.Items
	if !all && len(shown) > mostItems {
		shown = shown[:mostItems]
	}
	rows := make([][]string, len(shown))
	for i, item := range shown {
		rows[i] = []string{
			strconv.Itoa(item.Wave), item.Start.String(), item.End.String(), item.UPN, u.code(words.Verdicts, string(item.Verdict)), u.code(words.Routes, string(item.Route)),
			string(item.Owner), u.code(words.Risks, string(item.Risk)),
		}
	}
	if err := u.table(itemColumns, rows, ""); err != nil {
		return err
	}
	if len(shown) == len(p.Items) {
		return nil
	}
	_, err := fmt.Fprintln(u.env.stdout, u.word(sayMoreItems, "count", strconv.Itoa(len(p.Items)-len(shown))))
	return err
}

// A planColumn is one of the tab-separated and the CSV form. Columns are only ever added, at the end.
type planColumn struct {
	// name is that of the CSV form, in no language.
	name  string
	head  inventory.Phrase
	value func(plan.Item) record
}

var planColumns = []planColumn{
	{"wave", headWave, func(i plan.Item) record { return number(i.Wave) }},
	{"start", headStart, func(i plan.Item) record { return own(i.Start.String()) }},
	{"end", headEnd, func(i plan.Item) record { return own(i.End.String()) }},
	{"sender", headSender, func(i plan.Item) record { return fromOutside(i.UPN) }},
	{"verdict", headVerdict, func(i plan.Item) record { return own(string(i.Verdict)) }},
	{"route", headRoute, func(i plan.Item) record { return own(string(i.Route)) }},
	{"owner", headOwner, func(i plan.Item) record { return fromOutside(string(i.Owner)) }},
	{"risk", headRisk, func(i plan.Item) record { return own(string(i.Risk)) }},
	{"status", headStatus, func(i plan.Item) record { return own(string(i.Status)) }},
	{"effortHours", headHours, func(i plan.Item) record { return own(decimal(i.EffortHours)) }},
	{"slackDays", headSlack, func(i plan.Item) record {
		if i.SlackDays == nil {
			return record{}
		}
		return number(*i.SlackDays)
	}},
	{"weight", headWeight, func(i plan.Item) record { return own(decimal(i.Weight)) }},
	{"moveGroup", headMoveGroup, func(i plan.Item) record { return fromOutside(i.MoveGroup) }},
	{"costYearly", headCost, func(i plan.Item) record {
		if i.Cost.Yearly == nil {
			return record{}
		}
		return own(decimal(*i.Cost.Yearly))
	}},
	{"currency", headCurrency, func(i plan.Item) record { return fromOutside(string(i.Cost.Currency)) }},
	{"questions", headQuestions, func(i plan.Item) record { return number(len(i.Questions)) }},
	{"limits", headLimits, func(i plan.Item) record { return number(len(i.Limits)) }},
	{"possibleUntil", headBackUntil, func(i plan.Item) record { return own(i.Rollback.PossibleUntil.String()) }},
	{"kind", headKind, func(i plan.Item) record { return own(string(i.Kind)) }},
	{"displayName", headName, func(i plan.Item) record { return fromOutside(string(i.DisplayName)) }},
	{"department", headDepartment, func(i plan.Item) record { return fromOutside(string(i.Department)) }},
	{"site", headSite, func(i plan.Item) record { return fromOutside(string(i.Site)) }},
	{"project", headProject, func(i plan.Item) record { return fromOutside(string(i.Project)) }},
	{"senderId", headSenderID, func(i plan.Item) record { return fromOutside(i.Sender) }},
	{"itemId", headItemID, func(i plan.Item) record { return own(i.ID) }},
}

func planRecords(p plan.Plan) records {
	r := records{rows: make([][]record, len(p.Items))}
	for _, c := range planColumns {
		r.names = append(r.names, c.name)
	}
	for i, item := range p.Items {
		r.rows[i] = make([]record, len(planColumns))
		for j, c := range planColumns {
			r.rows[i][j] = c.value(item)
		}
	}
	return r
}

// planTalk says what the plan comes to, what does not fit, and what would help. All of it is in plan.json.
func (u ui) planTalk(p plan.Plan, o planOptions) {
	if o.format.tableFormat == formatJSON {
		return
	}
	if u.env.stdoutTerminal && len(p.Items) > 0 {
		u.planSummary(p)
	}
	for _, w := range p.Warnings {
		if w.Code == "coverage-gap" && o.partOfRun {
			continue
		}
		u.warn("%s", u.sentence(w.ID, w.Text, w.Args))
	}
	for i, without := range p.Unplanned {
		if i == mostWithout {
			u.warn("%s", u.word(sayMoreWithout, "count", strconv.Itoa(len(p.Unplanned)-i)))
			break
		}
		u.warn("%s: %s", without.UPN, u.sentence(without.Rule, without.Why, without.Args))
	}
	for _, r := range p.Remedies {
		u.say(sayRemedy, "what", u.sentence(r.ID, r.Text, r.Args))
	}
	for _, f := range p.Fallbacks {
		u.say(sayFallback, "what", u.told(f.What), "count", strconv.Itoa(len(f.Senders)), "on", f.On.String(), "expires", f.Expires.String())
	}
	if p.Earlier != nil {
		u.moves(p.Moves)
	}
}

func (u ui) planSummary(p plan.Plan) {
	late, hours := 0, 0.0
	last := p.Items[0].End
	for _, item := range p.Items {
		if p.IsLate(item) {
			late++
		}
		if item.End.After(last) {
			last = item.End
		}
		hours += item.EffortHours
	}
	u.say(sayPlan, "items", strconv.Itoa(len(p.Items)), "waves", strconv.Itoa(len(p.Waves)), "start", p.Waves[0].Start.String(), "end", last.String(), "hours", decimal(hours),
		"late", strconv.Itoa(late), "without", strconv.Itoa(len(p.Unplanned)))
}

// moves lists what stands elsewhere than in the earlier plan.
func (u ui) moves(moves []plan.Move) {
	u.say(sayMoves, "count", strconv.Itoa(len(moves)))
	for i, m := range moves {
		if i == mostMoves {
			u.say(sayMoreMoves, "count", strconv.Itoa(len(moves)-i))
			return
		}
		u.say(sayMove, "sender", m.UPN, "from", u.place(m.From), "to", u.place(m.To), "why", u.told(m.Why))
	}
}

func (u ui) place(p *plan.Place) string {
	if p == nil {
		return u.word(wordNoPlace)
	}
	return u.word(wordPlace, "wave", strconv.Itoa(p.Wave), "start", p.Start.String(), "end", p.End.String(), "route", u.code(words.Routes, string(p.Route)))
}

// moved says that people who knew the plan that was there will find other dates, where that is so.
func (u ui) moved(before, after plan.Plan, path string) {
	was := make(map[string]*plan.Item, len(before.Items))
	for i := range before.Items {
		was[before.Items[i].Sender] = &before.Items[i]
	}
	moved := 0
	for i := range after.Items {
		now := &after.Items[i]
		if old := was[now.Sender]; old != nil && (old.Wave != now.Wave || old.Start != now.Start || old.End != now.End) {
			moved++
		}
	}
	if moved > 0 {
		u.say(sayMoved, "count", strconv.Itoa(moved), "all", strconv.Itoa(len(after.Items)), "path", path)
	}
}

// sentence words a phrase of a plan; the text of the file stands where this version does not know it.
func (u ui) sentence(id, text string, args map[string]string) string {
	for _, phraseOf := range []func(string) (inventory.Phrase, bool){plan.PhraseOf, progress.PhraseOf} {
		if phrase, ok := phraseOf(id); ok {
			return phrase.In(u.lang, words.Worded(args, u.lang))
		}
	}
	return text
}

func (u ui) told(s plan.Sentence) string { return u.sentence(s.ID, s.Text, s.Args) }

// decimal writes a number with as many digits as it has, and no more than two behind the point.
func decimal(x float64) string {
	text := strconv.FormatFloat(x, 'f', 2, 64)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}
