package progress

import (
	"slices"
	"strconv"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// scene is one item while its state is found.
type scene struct {
	*measure
	item   *plan.Item
	before *Item // of last time; nil for none
	seen
	// said says that it is said to be done; doneOn is from when, and since the first moment after that day.
	said   bool
	doneOn calendar.Day
	since  time.Time
	// reachesBack says that the inventory knows of all that the earlier progress did.
	reachesBack bool
	// needs is for how many days it must be silent, the first of which is day from.
	needs, from int
	clients     []Client // that contradict the status
}

// finding is what a rule says of an item.
type finding struct {
	state State
	why   plan.Sentence
}

func (m *measure) item(it *plan.Item) Item {
	s := m.sceneOf(it)
	var found finding
	if s.said {
		found = s.judgeSaid()
	} else {
		found = s.judgeOpen()
	}
	out := Item{
		ID: it.ID, Sender: it.Sender, UPN: it.UPN, Wave: it.Wave, Owner: it.Owner, Status: it.Status, End: it.End, DoneOn: s.doneOn,
		State: found.state, Since: dayOf(m.today), Blocked: it.Status == plan.StatusBlocked, LastBasic: moment(s.basic), LastOAuth: moment(s.oauth),
		LastRefused: moment(s.tried), Clients: []Client{}, Why: found.why,
	}
	if s.before != nil && s.before.State == out.State && !s.before.Since.IsZero() {
		out.Since = s.before.Since
	}
	if out.State.contradicts() {
		out.Clients = s.clients
	}
	out.Due = s.due(dayOf(m.today))
	out.Late = !out.Due.IsZero() && out.Due.Before(dayOf(m.today)) && (out.State.contradicts() || !s.said && out.State != StateUnsaid)
	if !s.silenceProves() {
		return out
	}
	out.PeriodDays, out.NeedsDays, out.SilentDays = new(s.period), new(s.needs), new(m.read.from(s.from))
	if s.said && (out.State == StateWaiting || out.State.contradicts() && m.gapSince(s) == 0) {
		out.VerifiableOn = dayOf(max(s.from+s.needs, m.today))
	}
	return out
}

// due is the day on which an item should have been done: its End, or an earlier one that was over before the plan was made anew. A plan gives what is overdue a
// new day, and that does not make it be on time; a day that people gave it does, as they have agreed to it.
func (s *scene) due(today calendar.Day) calendar.Day {
	b := s.before
	if b == nil || slices.Contains(s.item.DecidedFields(), plan.DecidedEnd) {
		return s.item.End
	}
	due := b.Due
	if due.IsZero() {
		due = b.End
	}
	if !due.IsZero() && due.Before(today) && due.Before(s.item.End) {
		return due
	}
	return s.item.End
}

// contradicts reports whether the evidence speaks against a status of done.
func (s State) contradicts() bool {
	return s == StateReturned || s == StateRegression || s == StateFailing
}

// sceneOf gathers what is known of an item.
func (m *measure) sceneOf(it *plan.Item) scene {
	s := scene{measure: m, item: it, before: m.before.items[it.ID], seen: look(m.sender(it.Sender, it.UPN))}
	if it.Status == plan.StatusDone {
		s.doneOn = m.doneDay(it, s.before)
		s.said = numberOf(s.doneOn) <= m.today
	}
	s.remember()
	first := s.lastUse()
	if s.said {
		s.since = s.doneOn.AddDays(1).In(m.loc)
		s.from = numberOf(s.doneOn) + 1
		s.clients = s.contradicting(s.since)
		if len(s.clients) == 0 && s.before != nil {
			for _, c := range s.before.Clients { // which the evidence does not reach back to any more
				if !c.Last.Before(s.since) {
					s.clients = append(s.clients, c)
				}
			}
		}
	}
	switch used := numberOf(calendar.DayOf(first.In(m.loc))) + 1; {
	case !first.IsZero():
		s.from = max(s.from, used)
	case !s.said: // it is silent as far back as the log was read without a break
		last, _ := m.read.last()
		s.from = last - m.read.silence(0) + 1
	}
	s.needs = m.needs(s.period)
	if s.followed() {
		s.needs = s.period
	}
	s.needs = m.rested(s.period, s.from, s.needs)
	return s
}

// doneDay is the day from which an item is said to be done.
func (m *measure) doneDay(it *plan.Item, before *Item) calendar.Day {
	today := dayOf(m.today)
	switch written := m.doneOn(it.ID); {
	case !written.IsZero():
		return written
	case !it.End.IsZero() && !it.End.After(today):
		return it.End
	case before != nil && !before.DoneOn.IsZero() && !before.DoneOn.After(today):
		return before.DoneOn // it was done before its day, and nobody wrote when
	}
	return today
}

// remember adds what an earlier progress knew of a sender.
func (s *scene) remember() {
	earlier := &s.measure.before
	s.reachesBack = earlier.begin.IsZero() || !s.begin.IsZero() && !s.begin.After(earlier.begin)
	if b := s.before; b != nil {
		fresh := s.basic.After(earlier.asOf) || s.tried.After(earlier.asOf)
		if b.LastBasic != nil && b.LastBasic.After(s.basic) {
			s.basic, s.basicBy = *b.LastBasic, nil
		}
		if b.LastRefused != nil && b.LastRefused.After(s.tried) {
			s.tried, s.triedBy = *b.LastRefused, nil
		}
		s.oauth = later(s.oauth, b.LastOAuth)
		known := 0
		if b.PeriodDays != nil {
			known = min(max(0, *b.PeriodDays), mostPeriod)
		}
		switch {
		case known == 0:
		case s.period == 0 || !s.reachesBack && !fresh:
			s.period = known
		case !s.reachesBack:
			s.period = max(s.period, known)
		}
	}
	if s.period == 0 {
		s.period = monthPeriod
	}
}

// lastUse is the last time at which Basic was used or tried.
func (s *scene) lastUse() time.Time { return later(s.basic, &s.tried) }

// silenceProves is false of a sender that sign-ins never showed: a usage report names it, and that they go on showing nothing says nothing.
func (s *scene) silenceProves() bool {
	return s.item.Verdict != inventory.VerdictSuspected || !s.basic.IsZero() || !s.tried.IsZero()
}

// followed reports whether OAuth took the place of Basic. See "OAuth as evidence" in the package comment.
func (s *scene) followed() bool {
	if s.item.Route != plan.RouteOAuthSMTP && s.item.Route != plan.RouteModernClient {
		return false
	}
	if s.said && !s.basic.Before(s.since) {
		return false // it was said to have moved once, and had not
	}
	if !s.movedInPlace(s.since) {
		return false
	}
	// A client that the inventory does not hold any more was silent in all of it, which must be for as long as would verify it.
	return s.reachesBack || !s.begin.IsZero() && s.read.from(numberOf(calendar.DayOf(s.begin.In(s.loc)))) >= s.measure.needs(s.period)
}

// gapSince counts the days that had to be read since an item was done, and were not.
func (m *measure) gapSince(s scene) int {
	_, days := m.read.unread(numberOf(s.doneOn)+1, m.read.due)
	return days
}

// judgeSaid finds the state of an item that is said to be done: what contradicts goes first, then what proves, then why neither can be told.
func (s *scene) judgeSaid() finding {
	silent := s.read.longest(s.from) >= s.needs
	proven := silent && s.gapSince(*s) == 0
	switch {
	case !s.basic.IsZero() && !s.basic.Before(s.since) && !silent:
		return s.contradicted()
	case s.stillRefused() && !silent:
		rule := "item.failing"
		if s.item.Route == plan.RouteRetire { // that it is refused is what its steps end with, and nobody should need its mail
			rule = "item.retired"
		}
		return finding{StateFailing, s.clientSentence(rule, rule+"-several", true)}
	case !s.silenceProves():
		return finding{StateUnknown, say("item.unknown.suspected", nil)}
	case proven && s.followed():
		return finding{StateVerified, say("item.verified.oauth", s.figures(map[string]string{"time": s.clock(s.oauth)}))}
	case proven && s.oauth.After(s.basic) && !s.oauth.Before(s.since):
		return finding{StateVerified, say("item.verified.both", s.figures(map[string]string{"time": s.clock(s.oauth)}))}
	case proven:
		return finding{StateVerified, say("item.verified.silent", s.figures(nil))}
	}
	return s.undecided()
}

// contradicted is a success with Basic since the item was done.
func (s *scene) contradicted() finding {
	wasVerified := s.before != nil && (s.before.State == StateVerified || s.before.State == StateReturned)
	state, rule := StateRegression, "item.regression"
	if wasVerified {
		state, rule = StateReturned, "item.returned"
	}
	several := rule + "-several"
	for _, c := range s.clients {
		if c.Suspicious && !c.Refused {
			return finding{state, say("item.incident", map[string]string{"done": s.doneOn.String(), "client": c.label(), "time": s.clock(c.Last)})}
		}
	}
	return finding{state, s.clientSentence(rule, several, false)}
}

// stillRefused reports whether a client goes on trying Basic: its last try is no further back than as many of its own periods as silence must last.
func (s *scene) stillRefused() bool {
	if s.tried.IsZero() || s.tried.Before(s.since) {
		return false
	}
	period := s.period
	if s.triedBy != nil {
		period = periodOf(s.triedBy.Rhythm)
	}
	return s.today-numberOf(calendar.DayOf(s.tried.In(s.loc))) <= s.rules.SilentPeriods*period
}

// clientSentence names the client that was last seen of those that were refused, or that were not, and how many there are.
func (s *scene) clientSentence(one, several string, refused bool) plan.Sentence {
	n, last := 0, Client{}
	for _, c := range s.clients {
		if c.Refused == refused {
			n++
			if n == 1 || c.Last.After(last.Last) {
				last = c
			}
		}
	}
	args := map[string]string{"done": s.doneOn.String(), "client": last.label(), "time": s.clock(last.Last)}
	switch {
	case n == 0: // an earlier progress knew of it, by its time alone
		at := s.basic
		if refused {
			at = s.tried
		}
		return say(one+"-earlier", map[string]string{"done": args["done"], "time": s.clock(at)})
	case n > 1:
		args["clients"] = strconv.Itoa(n)
		return say(several, args)
	}
	return say(one, args)
}

// undecided says why an item that nothing contradicts is not verified.
func (s *scene) undecided() finding {
	done := s.doneOn.String()
	last, any := s.read.last()
	first, days := s.read.unread(numberOf(s.doneOn)+1, s.read.due)
	switch {
	case !any:
		return finding{StateUnknown, say("item.unknown.nothing", nil)}
	case days > 0 && first.from > last:
		return finding{StateUnknown, say("item.unknown.old", map[string]string{"done": done, "last": dayOf(last).String()})}
	case days > 0:
		return finding{StateUnknown, say("item.unknown.gap", map[string]string{
			"done": done, "from": dayOf(first.from).String(), "to": dayOf(first.to).String(), "days": strconv.Itoa(days),
		})}
	}
	return finding{StateWaiting, say("item.waiting", s.figures(map[string]string{"done": done, "on": dayOf(max(s.from+s.needs, s.today)).String()}))}
}

// judgeOpen finds the state of an item that is not said to be done.
func (s *scene) judgeOpen() finding {
	quiet := s.read.silence(s.from) >= s.needs
	first, unread := s.read.unread(s.from, s.read.due)
	switch {
	case !s.silenceProves():
		return finding{StateUnknown, say("item.unknown.suspected", nil)}
	case s.account != nil && gone(s.account.License.State) && !s.stillRefused():
		return finding{StateVanished, say("item.vanished.deleted", map[string]string{"state": string(s.account.License.State)})}
	case quiet && s.followed():
		return finding{StateUnsaid, say("item.unsaid.oauth", s.figures(map[string]string{"time": s.clock(s.oauth)}))}
	case quiet && s.oauth.After(s.basic):
		return finding{StateUnsaid, say("item.unsaid.both", s.figures(map[string]string{"time": s.clock(s.oauth)}))}
	case quiet && s.account == nil && s.usersRead:
		return finding{StateVanished, say("item.vanished.unseen", s.figures(nil))}
	case quiet && s.account == nil:
		return finding{StateUnknown, say("item.unknown.unseen", s.figures(nil))}
	case quiet:
		return finding{StateQuiet, say("item.quiet", s.figures(nil))}
	case s.account == nil && s.before != nil && s.before.State == StateVanished && !s.lastUse().After(s.measure.before.asOf):
		return finding{StateVanished, say("item.vanished.still", nil)}
	case !s.lastUse().IsZero() && s.read.due-s.from+1 >= s.needs && unread > 0:
		return finding{StateUnknown, say("item.unknown.open", map[string]string{
			"time": s.clock(s.lastUse()), "from": dayOf(first.from).String(), "to": dayOf(first.to).String(), "days": strconv.Itoa(unread),
		})}
	case s.triedBy != nil && s.tried.After(s.basic) && (s.basicBy == nil || s.basicBy == s.triedBy):
		return finding{StateBasic, say("item.basic-refused", map[string]string{"client": contradictionOf(s.triedBy, s.tried, true).label(), "time": s.clock(s.tried)})}
	case s.basicBy != nil && s.oauth.After(s.basic):
		return finding{StateBasic, say("item.basic-oauth", s.figures(map[string]string{
			"client": contradictionOf(s.basicBy, s.basic, false).label(), "time": s.clock(s.basic), "oauth": s.clock(s.oauth),
		}))}
	case s.basicBy != nil:
		return finding{StateBasic, say("item.basic", map[string]string{"client": contradictionOf(s.basicBy, s.basic, false).label(), "time": s.clock(s.basic)})}
	case !s.basic.IsZero():
		return finding{StateBasic, say("item.basic-earlier", map[string]string{"time": s.clock(s.basic)})}
	}
	if _, any := s.read.last(); !any {
		return finding{StateUnknown, say("item.unknown.nothing", nil)}
	}
	return finding{StateUnknown, say("item.unknown.early", s.figures(nil))}
}

// gone reports whether a whole directory does not hold an account any more.
func gone(state inventory.LicenseState) bool {
	return state == inventory.LicenseDeleted || state == inventory.LicenseNotFound
}

// figures adds to the values of a sentence how long the silence is and must be.
func (s *scene) figures(args map[string]string) map[string]string {
	if args == nil {
		args = map[string]string{}
	}
	args["silent"], args["needs"], args["period"] = strconv.Itoa(s.read.from(s.from)), strconv.Itoa(s.needs), strconv.Itoa(s.period)
	return args
}

// clock writes a time in the plan's time zone.
func (m *measure) clock(t time.Time) string { return t.In(m.loc).Format("2006-01-02 15:04") }

// later is the later of two times, of which one may be missing.
func later(t time.Time, o *time.Time) time.Time {
	if o != nil && o.After(t) {
		return *o
	}
	return t
}

// moment gives a time as it is written; nil for none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(inUTC(t))
}

// inUTC gives a time in UTC, where its year can be written there.
func inUTC(t time.Time) time.Time {
	if u := t.UTC(); u.Year() >= 0 && u.Year() <= 9999 {
		return u
	}
	return t
}
