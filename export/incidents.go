package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
)

// The kinds of incidents: codes of words.IncidentKinds.
const (
	incidentGuessed       = "guessed"
	incidentEntered       = "origin-entered"
	incidentGuessedAt     = "guessed-at"
	incidentAdmin         = "admin-sends"
	incidentSecretExpired = "secret-expired"
	incidentSecretExpires = "secret-expires"
	incidentAnybody       = "sends-as-anybody"
)

// urgencies say when each kind is dealt with: codes of words.Urgencies.
var urgencies = map[string]string{
	incidentGuessed: "now", incidentEntered: "now", incidentGuessedAt: "first", incidentAdmin: "first",
	incidentSecretExpired: "first", incidentSecretExpires: "soon", incidentAnybody: "soon",
}

var urgencyTones = map[string]Tone{"now": ToneBad, "first": ToneWarn, "soon": ToneInfo}

// applicationIncidents are the findings on applications that are incidents, and what to do about each.
var applicationIncidents = []struct {
	kind, rule string
	do         words.Word
}{
	{incidentSecretExpired, "application-secret-expired", words.DoSecretExpired},
	{incidentSecretExpires, "application-secret-expires", words.DoSecretExpires},
	{incidentAnybody, "application-sends-as-anybody", words.DoSendsAsAnybody},
}

const ruleAdminSends = "governance-admin-sends"

// incident is one matter to be dealt with: a sender's, an origin's or an application's.
type incident struct {
	kind   string
	sender *inventory.Sender
	origin *inventory.GuessingOrigin
	app    *inventory.Application
}

// id does not change between reports: what people write in a row belongs to it.
func (in *incident) id() string {
	switch {
	case in.sender != nil:
		return in.kind + ":" + in.sender.ID
	case in.origin != nil:
		return in.kind + ":" + in.origin.Network
	}
	return in.kind + ":" + in.app.ID
}

// incidentsInOrder finds what has to be dealt with before anything moves, the most urgent first. senders are in the order of their sheet.
func (b *book) incidentsInOrder(senders []*inventory.Sender) []incident {
	var list []incident
	var guessedAt []*inventory.Sender
	for _, s := range senders {
		switch s.Verdict {
		case inventory.VerdictSuspicious:
			list = append(list, incident{kind: incidentGuessed, sender: s})
		case inventory.VerdictNoise:
			guessedAt = append(guessedAt, s)
		}
	}
	for i := range b.inv.Guessing.List {
		if origin := &b.inv.Guessing.List[i]; origin.Entered > 0 {
			list = append(list, incident{kind: incidentEntered, origin: origin})
		}
	}
	slices.SortStableFunc(guessedAt, func(x, y *inventory.Sender) int { return cmp.Compare(y.Excluded.Records, x.Excluded.Records) })
	for _, s := range guessedAt {
		list = append(list, incident{kind: incidentGuessedAt, sender: s})
	}
	for _, s := range senders {
		if slices.ContainsFunc(s.Governance.Findings, func(r inventory.Reason) bool { return r.Rule == ruleAdminSends }) {
			list = append(list, incident{kind: incidentAdmin, sender: s})
		}
	}
	apps := applicationsInOrder(b.inv.Applications)
	for _, of := range applicationIncidents {
		for _, app := range apps {
			if slices.ContainsFunc(app.Findings, func(r inventory.Reason) bool { return r.Rule == of.rule }) {
				list = append(list, incident{kind: of.kind, app: app})
			}
		}
	}
	return list
}

// incidents is the sheet of what comes before any migration.
func (b *book) incidents() Sheet {
	s := Sheet{
		Key: "incidents", Name: b.say(words.SheetIncidents), Reader: ReaderAll, Purpose: b.say(words.PurposeIncidents),
		Notes: append(b.caution(), b.say(words.NoteIncidentOrigins)),
		Columns: []Column{
			b.column("urgency", words.ColumnUrgency, TypeText, WidthNarrow),
			b.column("kind", words.ColumnIncidentKind, TypeText, WidthMedium),
			b.column("sender", words.ColumnSender, TypeText, WidthWide, linkColumn("senders")),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("happened", words.ColumnHappened, TypeText, WidthText),
			b.column("origins", words.ColumnOrigins, TypeText, WidthWide),
			b.column("othersTried", words.ColumnOthersTried, TypeNumber, WidthNarrow),
			b.column("successes", words.ColumnGotIn, TypeNumber, WidthNarrow),
			b.column("firstSeen", words.ColumnFirstSeen, TypeDateTime, WidthMedium),
			b.column("lastSeen", words.ColumnLastSeen, TypeDateTime, WidthMedium),
			b.column("doNow", words.ColumnDoNow, TypeText, WidthText, linkColumn("plan")),
			b.column("firstStep", words.ColumnFirstStep, TypeText, WidthText),
			b.column("status", words.ColumnStatus, TypeText, WidthMedium, b.choices(words.IncidentStatuses)),
			b.column("handledBy", words.ColumnHandled, TypeText, WidthMedium, editableColumn),
			b.column("clearedOn", words.ColumnCleared, TypeDate, WidthMedium, editableColumn),
			b.column("incident", words.ColumnIncidentID, TypeText, WidthMedium, hiddenColumn, codeColumn),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	s.Rows = lazily(b.placed().incidents, b.incidentCells)
	quiet := words.EmptyIncidents
	if _, whole := b.signInsRead(); !whole {
		quiet = words.EmptyIncidentsGaps
	}
	return b.returns(b.finish(s, b.unlessUnread(quiet, words.EmptyIncidentsUnread)), func(i int) string { return b.placed().incidents[i].id() })
}

func (b *book) incidentCells(in *incident) []Cell {
	var who, verdict, happened, do, step, senderID Cell
	var seen sightings
	switch {
	case in.sender != nil:
		sender := in.sender
		who, verdict, senderID = b.senderCell(sender), b.coded(words.Verdicts, string(sender.Verdict)), b.outside(sender.ID)
		happened = textCell(b.happened(in))
		do, step = b.doNow(sender)
		switch in.kind {
		case incidentGuessed:
			seen = b.intrusions(sender)
		case incidentGuessedAt:
			seen = b.guesses(sender)
		}
	case in.origin != nil:
		who = Cell{}
		o := in.origin
		happened = textCell(b.say(words.OriginHappened, "reason", b.sentence(o.Rule, o.Text, o.Args), "entered", grouped(o.Entered), "accounts", grouped(o.Accounts)))
		seen.add(b.place(o.Network, o.Countries, o.ASNs), o.Accounts, o.Successes, o.FirstSeen, o.LastSeen)
		do = textCell(b.say(words.DoOrigin))
	default:
		who = textCell(b.applicationName(in.app))
		for _, of := range applicationIncidents {
			if of.kind == in.kind {
				happened, do = textCell(b.reasonsOf(in.app.Findings, of.rule)), textCell(b.say(of.do))
			}
		}
	}
	urgency := urgencies[in.kind]
	return []Cell{
		textCell(b.label(words.Urgencies, urgency)).with(urgencyTones[urgency]), textCell(b.label(words.IncidentKinds, in.kind)), who, verdict, happened,
		textCell(strings.Join(seen.lines, "\n")), seen.tried(), seen.gotIn(), timeCell(seen.first), timeCell(seen.last), do, step,
		textCell(b.label(words.IncidentStatuses, "open")), {}, {}, b.outside(in.id()), senderID,
	}
}

// happened says what made a sender an incident.
func (b *book) happened(in *incident) string {
	switch in.kind {
	case incidentAdmin:
		return b.reasonsOf(in.sender.Governance.Findings, ruleAdminSends)
	case incidentGuessedAt:
		lines := []string{b.reasons(in.sender)}
		for _, r := range in.sender.Excluded.Rules {
			lines = append(lines, b.sentence(r.Rule, r.Text, r.Args))
		}
		return strings.TrimPrefix(strings.Join(lines, "\n"), "\n")
	}
	return b.reasons(in.sender)
}

// reasonsOf words those reasons of a list that a rule gave, or all of them where it is empty.
func (b *book) reasonsOf(list []inventory.Reason, rule string) string {
	var lines []string
	for _, r := range list {
		if rule == "" || r.Rule == rule {
			lines = append(lines, b.sentence(r.Rule, r.Text, r.Args))
		}
	}
	return strings.Join(lines, "\n")
}

// doNow is what the plan says about a sender: route and reason, and the first step where it has some.
func (b *book) doNow(s *inventory.Sender) (do, step Cell) {
	if item := b.itemOf(s.ID); item != nil {
		do = textCell(b.say(words.AlternativeWhy, "route", b.label(words.Routes, string(item.Route)), "why", b.sentence(item.Rule, item.Why, item.Args)))
		return do.to(b.planRow(s.ID)), textCell(b.nextStep(item))
	}
	if u := b.placed().without[s.ID]; u != nil {
		return textCell(b.say(words.AlternativeWhy, "route", b.label(words.Routes, string(u.Route)), "why", b.sentence(u.Rule, u.Why, u.Args))), Cell{}
	}
	return textCell(b.say(words.DoNotPlanned)).with(ToneWarn), Cell{}
}

// sightings are the origins behind an incident.
type sightings struct {
	lines       []string
	accounts    int
	successes   int
	first, last *time.Time
}

// add takes one more network. accounts are all that it tried, 0 for not known.
func (s *sightings) add(line string, accounts, successes int, first, last *time.Time) {
	if !slices.Contains(s.lines, line) {
		s.lines = append(s.lines, line)
	}
	s.accounts, s.successes = max(s.accounts, accounts), s.successes+successes
	if first != nil && (s.first == nil || first.Before(*s.first)) {
		s.first = first
	}
	if last != nil && (s.last == nil || last.After(*s.last)) {
		s.last = last
	}
}

func (s *sightings) tried() Cell {
	if s.accounts == 0 {
		return Cell{}
	}
	return intCell(int64(s.accounts))
}

func (s *sightings) gotIn() Cell {
	if len(s.lines) == 0 {
		return Cell{}
	}
	cell := intCell(int64(s.successes))
	if s.successes > 0 {
		cell = cell.with(ToneBad)
	}
	return cell
}

// intrusions are the clients of a sender from which somebody who guesses passwords had the right one.
func (b *book) intrusions(s *inventory.Sender) sightings {
	var seen sightings
	for i := range s.Clients {
		c := &s.Clients[i]
		if c.Verdict != inventory.VerdictSuspicious {
			continue
		}
		place, accounts := b.place(string(cmp.Or(c.Network, c.IP)), c.Countries, c.ASNs), 0
		if o := b.placed().origins[string(c.Network)]; o != nil {
			accounts = o.Accounts
			place = b.say(words.OriginEntered, "place", place, "accounts", grouped(o.Accounts), "entered", grouped(o.Entered))
		}
		seen.add(place, accounts, c.Successes, c.FirstSeen, c.LastSeen)
	}
	return seen
}

// guesses are the networks from which rows of a sender were put aside.
func (b *book) guesses(s *inventory.Sender) sightings {
	var seen sightings
	named := map[string]bool{}
	for i := range s.Excluded.Origins {
		o := &s.Excluded.Origins[i]
		named[o.Network] = true
		var systems []int
		if known := b.placed().origins[o.Network]; known != nil {
			systems = known.ASNs
		}
		seen.add(b.say(words.OriginTried, "place", b.place(o.Network, o.Countries, systems), "accounts", grouped(o.Accounts)), o.Accounts, 0, o.FirstSeen, o.LastSeen)
	}
	if more := s.Excluded.Networks - len(named); more > 0 && len(named) > 0 {
		seen.lines = append(seen.lines, b.say(words.OriginsMore, "more", grouped(more)))
	}
	return seen
}

// place names a network with its countries and providers.
func (b *book) place(network string, countries []string, systems []int) string {
	name := b.visible(network)
	if name == "" {
		name = b.say(words.OriginUnknown)
	}
	where := b.list(countries)
	if numbers := b.systems(systems); numbers != "" {
		if where != "" {
			where += b.say(words.ListSeparator)
		}
		where += numbers
	}
	if where == "" {
		return name
	}
	return b.say(words.OriginPlace, "network", name, "where", where)
}

// systems lists autonomous systems by number.
func (b *book) systems(numbers []int) string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = b.say(words.OriginSystem, "number", strconv.Itoa(n))
	}
	return strings.Join(list, b.say(words.ListSeparator))
}
