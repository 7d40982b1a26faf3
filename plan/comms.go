package plan

import (
	"cmp"
	"slices"
	"strings"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// letter is one message that a wave calls for. Its phrases are "mail.<id>.subject" and "mail.<id>.text".
type letter struct {
	id       string
	waves    []WaveType
	audience Audience
	// about says which senders the message is about. It isn't written where the wave has none of them.
	about func(*Item) bool
	// from is the event that it is sent before or after, by so many working days; negative is before.
	from event
	days int
	// to says whom it goes to where addresses are known, nil for an audience that has none in a plan.
	to func(*Item) string
	// columns are those of the list of senders.
	columns []column
}

// event is a day of a wave.
type event int

const (
	onGoNoGo event = iota
	onStart
	onEnd
	// onSoaked is the last day on which the wave is watched, and the day after its end where it is not.
	onSoaked
)

// column is one value in a line about a sender. Names of the tenant come last in each line, so that none can pass for another column.
type column int

const (
	byDay column = iota
	byRoute
	byQuestions
	byOwner
	bySender
)

var (
	ownerColumns = []column{byDay, byRoute, byQuestions, byOwner, bySender}
	deskColumns  = []column{byDay, byRoute, byOwner, bySender}
	closeColumns = []column{byDay, byOwner, bySender}
	userColumns  = []column{byDay, bySender}
)

// letters are in the order in which messages of the same day are written.
var letters = []letter{
	{"incidents", everyWave, AudienceDesk, hasIncident, onStart, -1, nil, closeColumns},
	{"retire-users", everyWave, AudienceUsers, closesPerson, onStart, -3, toPerson, userColumns},
	{"retire-owners", everyWave, AudienceOwners, closesDevice, onStart, -3, toOwner, closeColumns},
	{"retire-desk", everyWave, AudienceDesk, isClosed, onStart, -1, nil, closeColumns},
	{"users-pilot", []WaveType{WavePilot}, AudienceUsers, movesPerson, onStart, -5, toPerson, userColumns},
	{"users-regular", []WaveType{WaveRegular}, AudienceUsers, movesPerson, onStart, -5, toPerson, userColumns},
	{"users-last", []WaveType{WaveLast}, AudienceUsers, movesPerson, onStart, -7, toPerson, userColumns},
	{"owners-pilot", []WaveType{WavePilot}, AudienceOwners, movesDevice, onGoNoGo, -3, toOwner, ownerColumns},
	{"owners-regular", []WaveType{WaveRegular}, AudienceOwners, movesDevice, onGoNoGo, -5, toOwner, ownerColumns},
	{"owners-last", []WaveType{WaveLast}, AudienceOwners, movesDevice, onGoNoGo, -7, toOwner, ownerColumns},
	{"desk-pilot", []WaveType{WavePilot}, AudienceDesk, migrates, onStart, -1, nil, deskColumns},
	{"desk-regular", []WaveType{WaveRegular}, AudienceDesk, migrates, onStart, -1, nil, deskColumns},
	{"desk-last", []WaveType{WaveLast}, AudienceDesk, migrates, onStart, -1, nil, deskColumns},
	{"decision-prepare", prepareOnly, AudienceManagement, isAny, onGoNoGo, -1, nil, deskColumns},
	{"decision-pilot", []WaveType{WavePilot}, AudienceManagement, isAny, onGoNoGo, -1, nil, deskColumns},
	{"decision-regular", []WaveType{WaveRegular}, AudienceManagement, isAny, onGoNoGo, -1, nil, deskColumns},
	{"decision-last", []WaveType{WaveLast}, AudienceManagement, isAny, onGoNoGo, -1, nil, deskColumns},
	{"outcome-prepare", prepareOnly, AudienceDesk, isAny, onEnd, 1, nil, nil},
	{"outcome-pilot", []WaveType{WavePilot}, AudienceDesk, isAny, onEnd, 1, nil, nil},
	{"outcome-regular", []WaveType{WaveRegular}, AudienceDesk, isAny, onEnd, 1, nil, nil},
	{"outcome-last", []WaveType{WaveLast}, AudienceDesk, isAny, onEnd, 1, nil, nil},
	{"result-prepare", prepareOnly, AudienceManagement, isAny, onSoaked, 0, nil, nil},
	{"result-pilot", []WaveType{WavePilot}, AudienceManagement, isAny, onSoaked, 0, nil, nil},
	{"result-regular", []WaveType{WaveRegular}, AudienceManagement, isAny, onSoaked, 0, nil, nil},
	{"result-last", []WaveType{WaveLast}, AudienceManagement, isAny, onSoaked, 0, nil, nil},
}

// fallbackLetter is the message about a fallback, fallbackOpenLetter that about one whose end is not known; fallbackNotice is how many working days before it is
// due it is sent.
const (
	fallbackLetter     = "fallback"
	fallbackOpenLetter = "fallback-open"
	fallbackNotice     = 5
)

func isAny(*Item) bool            { return true }
func hasIncident(item *Item) bool { return item.Route == RouteInvestigate }
func isClosed(item *Item) bool    { return item.Route == RouteRetire }
func movesPerson(item *Item) bool { return migrates(item) && isPersons(item) }
func movesDevice(item *Item) bool { return migrates(item) && !isPersons(item) }

// closesPerson: nobody reads the mail of an account that is gone, so that one is for its owner.
func closesPerson(item *Item) bool {
	return isClosed(item) && isPersons(item) && item.Rollback.TriggerID != triggerGone
}
func closesDevice(item *Item) bool { return isClosed(item) && !closesPerson(item) }

func isPersons(item *Item) bool {
	return item.Kind == inventory.KindPerson || item.Route == RouteModernClient
}

func toPerson(item *Item) string { return item.UPN }
func toOwner(item *Item) string  { return string(item.Owner) }

// Texts are letters, and the JSON of a plan holds all of them: lists in them end here, with the count of all.
const (
	mostListed    = 20
	mostAddresses = 50
	longestMail   = 320
)

// messagesOf writes what people are told about the waves and fallbacks of a plan whose waves, items and fallbacks are dated: wave by wave, in order of the days on
// which they are sent.
func messagesOf(p *Plan, policy Policy) []Message {
	c := &composer{
		plan: p, policy: policy, days: workdaysOf(p, policy), gaps: map[*Sentence]gapWords{}, forms: map[string]form{}, dates: map[calendar.Day]string{},
		values: map[string]string{},
	}
	return c.all()
}

// composer holds what all messages need.
type composer struct {
	plan   *Plan
	policy Policy
	days   *workdays
	// gaps are by the first sentence of a wave's list, since waves of one type share it.
	gaps map[*Sentence]gapWords
	// forms are by letter.
	forms map[string]form
	// dates are days as they are written: the same few come again and again.
	dates map[calendar.Day]string
	// values are those of the wave that is written about.
	values map[string]string
	// lines is room for a list while it is written.
	lines []byte
}

type gapWords struct {
	names string
	count int
}

func (c *composer) all() []Message {
	byWave := make(map[int][]*Item, len(c.plan.Waves))
	for i := range c.plan.Waves {
		byWave[c.plan.Waves[i].Number] = make([]*Item, 0, c.plan.Waves[i].Items)
	}
	for i := range c.plan.Items {
		item := &c.plan.Items[i]
		byWave[item.Wave] = append(byWave[item.Wave], item)
	}
	messages := make([]Message, 0, 7*len(c.plan.Waves))
	for i := range c.plan.Waves {
		items := byWave[c.plan.Waves[i].Number]
		slices.SortFunc(items, inOrderOfWork)
		from := len(messages)
		messages = c.wave(messages, i, items)
		slices.SortStableFunc(messages[from:], func(a, b Message) int { return a.Send.Compare(b.Send) })
	}
	for i := range c.plan.Fallbacks {
		messages = append(messages, c.fallback(&c.plan.Fallbacks[i]))
	}
	return messages
}

// wave adds the messages of one wave.
func (c *composer) wave(messages []Message, index int, items []*Item) []Message {
	w := &c.plan.Waves[index]
	values := c.valuesOf(index, items)
	about := make([]*Item, 0, len(items))
	for i := range letters {
		l := &letters[i]
		if !slices.Contains(l.waves, w.Type) {
			continue
		}
		about = about[:0]
		for _, item := range items {
			if l.about(item) {
				about = append(about, item)
			}
		}
		if len(about) == 0 {
			continue
		}
		to, all := addressesOf(about, l.to)
		values["count"] = itoa(len(about))
		values["recipients"] = itoa(all)
		if all > len(to) {
			values["recipients"] = itoa(len(to)) + " / " + itoa(all)
		}
		listed := about
		if l.audience == AudienceManagement {
			listed = c.late(about) // a decision is about what is late; the rest is in the plan
		}
		if l.columns != nil {
			values["list"], values["shown"] = c.list(listed, l.columns)
		}
		if l.audience == AudienceOwners {
			values["questions"] = itoa(openQuestions(about))
		}
		messages = append(messages, c.message(l.id, "wave-"+itoa(w.Number)+"."+l.id, w.Number, l.audience, c.send(l, w), to, values))
	}
	return messages
}

func (c *composer) message(letter, id string, wave int, audience Audience, send calendar.Day, to []string, values map[string]string) Message {
	f, known := c.forms[letter]
	if !known {
		f = formOf("mail."+letter+".subject", "mail."+letter+".text")
		c.forms[letter] = f
	}
	args := make(map[string]string, len(f.names))
	whole := true
	for _, name := range f.names {
		args[name] = values[name]
		whole = whole && args[name] != ""
	}
	m := Message{
		ID: id, Wave: wave, Audience: audience, Send: send, To: to,
		SubjectID: f.subjectID, Subject: f.subject.fill(args), TextID: f.textID, Args: args,
	}
	if whole {
		m.Text = f.text.fill(args)
	} else {
		m.Text = phrases[f.textID].phrase.In(inventory.English, args) // leaves out the lines that would say nothing
	}
	return m
}

// form is a letter taken apart, so that writing it thousands of times costs no more than its bytes.
type form struct {
	subjectID, textID string
	subject, text     pieces
	// names are the values of both.
	names []string
}

func formOf(subjectID, textID string) form {
	subject, text := phrases[subjectID], phrases[textID]
	names := slices.Concat(subject.values, text.values)
	slices.Sort(names)
	return form{subjectID, textID, piecesOf(subject.phrase.En), piecesOf(text.phrase.En), slices.Compact(names)}
}

// pieces are words and what stands between braces in turn, words first.
type pieces []string

func piecesOf(text string) pieces {
	var p pieces
	for {
		words, rest, found := strings.Cut(text, "{")
		p = append(p, words)
		if !found {
			return p
		}
		var name string
		name, text, _ = strings.Cut(rest, "}")
		p = append(p, name)
	}
}

func (p pieces) fill(values map[string]string) string {
	size := 0
	for i, piece := range p {
		if i%2 == 1 {
			piece = inventory.Fitting(piece, values[inventory.ValueName(piece)])
		}
		size += len(piece)
	}
	var b strings.Builder
	b.Grow(size)
	for i, piece := range p {
		if i%2 == 1 {
			piece = inventory.Fitting(piece, values[inventory.ValueName(piece)])
		}
		b.WriteString(piece)
	}
	return b.String()
}

// send gives the day on which a message is sent: the ideal one, or the first working day of the plan where that has passed.
func (c *composer) send(l *letter, w *Wave) calendar.Day {
	switch l.from {
	case onGoNoGo:
		return c.days.before(w.GoNoGo, -l.days)
	case onStart:
		return c.days.before(w.Start, -l.days)
	case onSoaked:
		return c.days.after(w.End, max(1, c.policy.Waves.SoakDays))
	}
	return c.days.after(w.End, l.days)
}

// valuesOf gives the values that messages of a wave have in common.
func (c *composer) valuesOf(index int, items []*Item) map[string]string {
	w := &c.plan.Waves[index]
	ownerless, late, groups := 0, 0, []string{}
	seen := map[inventory.Optional]bool{"": true}
	by := c.policy.Waves.GroupBy
	if by == GroupByNone {
		by = GroupByDepartment
	}
	for _, item := range items {
		if item.Owner == "" {
			ownerless++
		}
		if isLate(item.End, c.policy.Deadline) {
			late++
		}
		if name := groupName(item, by); !seen[name] {
			seen[name] = true
			groups = append(groups, clean(string(name), longestName))
		}
	}
	values := c.values // a message takes copies of what it says
	values["wave"], values["start"], values["end"], values["goNoGo"] = itoa(w.Number), c.date(w.Start), c.date(w.End), c.date(w.GoNoGo)
	values["hours"], values["risk"], values["zone"] = hours(round2(w.EffortHours)), string(w.Risk), clean(c.policy.TimeZone, longestName)
	values["ownerless"], values["questions"], values["late"] = itoa(ownerless), itoa(openQuestions(items)), itoa(late)
	soak := max(1, c.policy.Waves.SoakDays)
	values["soak"], values["done"] = itoa(soak), c.date(c.days.after(w.End, soak))
	values["groups"], values["next"] = "", ""
	if len(groups) > 0 {
		values["groups"] = withMore(strings.Join(groups[:min(len(groups), mostDepartments)], ", "), len(groups)-mostDepartments)
	}
	if index+1 < len(c.plan.Waves) {
		values["next"] = c.date(c.plan.Waves[index+1].GoNoGo)
	}
	gaps := c.gapsOf(w)
	values["gaps"], values["gapCount"] = gaps.names, itoa(gaps.count)
	c.addDates(values)
	return values
}

// date writes a day, and nothing for none.
func (c *composer) date(day calendar.Day) string {
	text, known := c.dates[day]
	if !known {
		text = day.String()
		c.dates[day] = text
	}
	return text
}

// addDates adds the policy's deadline and Microsoft's date.
func (c *composer) addDates(values map[string]string) {
	values["deadline"], values["flip"], values["checked"] = c.date(c.policy.Deadline), "", ""
	if off, ok := c.policy.milestone(milestoneDefaultOff); ok {
		values["flip"], values["checked"] = c.date(off.Date), c.date(off.Checked)
	}
}

func (c *composer) gapsOf(w *Wave) gapWords {
	if len(w.Gaps) == 0 {
		return gapWords{}
	}
	words, known := c.gaps[&w.Gaps[0]]
	if !known {
		words.names, words.count = sourcesOf(w.Gaps)
		c.gaps[&w.Gaps[0]] = words
	}
	return words
}

func (c *composer) late(items []*Item) []*Item {
	var late []*Item
	for _, item := range items {
		if isLate(item.End, c.policy.Deadline) {
			late = append(late, item)
		}
	}
	return late
}

func openQuestions(items []*Item) int {
	n := 0
	for _, item := range items {
		n += len(item.Questions)
	}
	return n
}

// list writes a line about each of the first senders; the second result is how many. The values read the same in every language.
func (c *composer) list(items []*Item, columns []column) (lines, shown string) {
	if len(items) == 0 {
		return "", "" // a letter says nothing about a list of nobody
	}
	b := c.lines[:0]
	n := min(len(items), mostListed)
	for i, item := range items[:n] {
		if i > 0 {
			b = append(b, '\n')
		}
		for j, column := range columns {
			if j > 0 {
				b = append(b, " | "...)
			}
			switch column {
			case byDay:
				b = append(b, c.date(item.End)...)
				if c.policy.CutOverAt != "" {
					b = append(append(b, ' '), c.policy.CutOverAt...)
				}
			case byRoute:
				b = append(b, string(item.Route)...)
			case byQuestions:
				b = append(b, itoa(len(item.Questions))...)
			case byOwner:
				b = append(b, clean(cmp.Or(string(item.Owner), none), longestName)...)
			case bySender:
				b = append(b, clean(item.UPN, longestName)...)
			}
		}
	}
	c.lines = b
	return string(b), itoa(n)
}

// addressesOf gives the first addresses that a message goes to, sorted, each once, and how many there are. What can't be an address is left out.
func addressesOf(items []*Item, of func(*Item) string) (first []string, all int) {
	first = []string{}
	if of == nil {
		return first, 0
	}
	for _, item := range items {
		if a := of(item); a != "" && clean(a, longestMail) == a {
			first = append(first, a)
		}
	}
	slices.Sort(first)
	first = slices.Compact(first)
	all = len(first)
	if all > mostAddresses {
		first = slices.Clone(first[:mostAddresses])
	}
	return first, all
}

// fallback writes to the management about a fallback; it belongs to the wave of the first sender that needs it.
func (c *composer) fallback(f *Fallback) Message {
	needs := make(map[string]bool, len(f.Senders))
	for _, sender := range f.Senders {
		needs[sender] = true
	}
	first, wave := firstOf{most: mostListed}, -1
	for i := range c.plan.Items {
		if item := &c.plan.Items[i]; needs[item.Sender] {
			if wave < 0 || item.Wave < wave {
				wave = item.Wave
			}
			first.add(item)
		}
	}
	values := map[string]string{
		"count": itoa(first.count), "on": c.date(f.On), "check": c.date(f.Check), "expires": c.date(f.Expires),
		"owner": clean(string(f.Owner), longestName), "zone": clean(c.policy.TimeZone, longestName),
	}
	values["list"], values["shown"] = c.list(first.items, deskColumns)
	c.addDates(values)
	letter := fallbackLetter
	if f.Expires.IsZero() {
		letter = fallbackOpenLetter
	}
	return c.message(letter, f.ID+"."+fallbackLetter, wave, AudienceManagement, c.days.before(f.On, fallbackNotice), []string{}, values)
}
