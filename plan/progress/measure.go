package progress

import (
	"cmp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zone data of its own

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// Rules say when silence means that a sender is done; policy.yaml has them.
type Rules = plan.ProgressRules

// Options are what a measurement keeps to besides the plan and the evidence.
type Options struct {
	// Earlier is the progress of last time, nil for none. One of the same moment is measured again, against what that one was compared with; one of a later
	// moment is not looked at.
	Earlier *Progress
	// DoneOn is what people wrote into "Done on" of an item, zero for nothing; nil where nobody could.
	DoneOn func(itemID string) calendar.Day
	// Rules are the policy's. Where a figure is 0, that of [plan.DefaultProgressRules] holds.
	Rules Rules
	// Tool is the program that measures; Plan and Inventory are the sums of the exact bytes that it reads.
	Tool            inventory.Tool
	Plan, Inventory plan.Digest
}

// Measure says how far a plan is by an inventory. It is a function of its arguments alone, and measuring again with its result as Options.Earlier gives the same
// result. All of them should be of one tenant.
func Measure(p plan.Plan, inv inventory.Inventory, o Options) Progress {
	m := newMeasure(&p, &inv, o)
	out := Progress{
		Schema: Schema, Tool: o.Tool, Tenant: inv.Tenant, AsOf: m.asOf, TimeZone: p.TimeZone, Plan: o.Plan, Inventory: o.Inventory,
		Earlier: m.before.at, Covered: m.covered, Items: make([]Item, len(p.Items)),
		Holidays: []calendar.Day{},
	}
	for _, number := range m.holidays {
		out.Holidays = append(out.Holidays, dayOf(number))
	}
	for i := range p.Items {
		out.Items[i] = m.item(&p.Items[i])
	}
	out.New, out.Known = m.newcomers()
	out.Vanished = m.vanished(out.Items)
	out.Licences, out.Findings = m.licences()
	out.Figures = m.figures(out.Items, len(out.New))
	out.Owners = m.owners(out.Items)
	out.History = append(slices.Clone(m.before.history), Point{AsOf: m.asOf, Figures: out.Figures})
	out.BurnDown = m.burnDown(out.Items, out.History)
	out.Forecast = m.forecast(out.Items, out.History)
	return out
}

// measure is one measurement with what belongs to it at hand.
type measure struct {
	plan  *plan.Plan
	inv   *inventory.Inventory
	asOf  time.Time
	loc   *time.Location
	today int // as a number, see numberOf
	rules Rules
	// doneOn is never nil.
	doneOn  func(string) calendar.Day
	covered []inventory.Window
	// read are the days of covered; begin is the first moment that this inventory itself covers, zero for none.
	read  readDays
	begin time.Time
	// holidays are the plan's public holidays and further days without work, as numbers, sorted. Freezes are none of them: people go on working.
	holidays []int
	// usersRead says that the whole directory was read.
	usersRead bool
	before    before
	senders   map[string]*inventory.Sender // by id
	named     map[string]*inventory.Sender // by name in lower case
	// planned are the names of all senders that the plan speaks of, by id.
	planned map[string]string
}

func newMeasure(p *plan.Plan, inv *inventory.Inventory, o Options) *measure {
	m := &measure{plan: p, inv: inv, asOf: inUTC(inv.AsOf), rules: o.Rules, doneOn: o.DoneOn, loc: zoneOf(p.TimeZone)}
	standard := plan.DefaultProgressRules()
	for _, rule := range []struct {
		have   *int
		normal int
	}{{&m.rules.SilentPeriods, standard.SilentPeriods}, {&m.rules.QuietDays, standard.QuietDays}} {
		*rule.have = min(cmp.Or(max(0, *rule.have), rule.normal), mostPeriod)
	}
	if m.doneOn == nil {
		m.doneOn = func(string) calendar.Day { return calendar.Day{} }
	}
	m.today = numberOf(calendar.DayOf(m.asOf.In(m.loc)))
	m.before = beforeOf(o.Earlier, m.asOf)
	now := upTo(inventory.ReadWhole(inv.Coverage), m.asOf)
	if len(now) > 0 {
		m.begin = now[0].Since
	}
	m.covered = append([]inventory.Window{}, inventory.United(append(now, m.before.covered...))...)
	m.read = readDaysOf(m.covered, m.loc, m.today)
	for _, c := range inv.Coverage {
		m.usersRead = m.usersRead || c.Source == inventory.SourceUsers && c.Status == inventory.CoverageComplete
	}
	for _, off := range p.DaysOff {
		if off.Why == calendar.WhyHoliday && !off.Date.IsZero() {
			m.holidays = append(m.holidays, numberOf(off.Date))
		}
	}
	for _, day := range m.before.holidays {
		if !day.IsZero() {
			m.holidays = append(m.holidays, numberOf(day))
		}
	}
	slices.Sort(m.holidays)
	m.holidays = slices.Compact(m.holidays)
	m.senders, m.named = sendersOf(inv)
	m.planned = make(map[string]string, len(p.Items))
	for _, u := range slices.Concat(p.Unplanned, p.NeverPlanned) {
		m.planned[u.Sender] = u.UPN
	}
	for i := range p.Items {
		m.planned[p.Items[i].Sender] = p.Items[i].UPN
	}
	return m
}

// sendersOf gives the senders of an inventory by id and by name. Of two with one name the first counts.
func sendersOf(inv *inventory.Inventory) (byID, byName map[string]*inventory.Sender) {
	byID, byName = make(map[string]*inventory.Sender, len(inv.Senders)), make(map[string]*inventory.Sender, len(inv.Senders))
	for i := range inv.Senders {
		s := &inv.Senders[i]
		if byID[s.ID] == nil {
			byID[s.ID] = s
		}
		if name := strings.ToLower(s.UPN); name != "" && byName[name] == nil {
			byName[name] = s
		}
	}
	return byID, byName
}

// sender finds a sender of the plan in the inventory: by id, or by its name where the log told its id at one time and not at the other.
func (m *measure) sender(id, upn string) *inventory.Sender {
	if s := m.senders[id]; s != nil {
		return s
	}
	s := m.named[strings.ToLower(upn)]
	if s != nil && !strings.HasPrefix(id, nameless) && !strings.HasPrefix(s.ID, nameless) {
		return nil // another account that has the name now
	}
	return s
}

// nameless begins the id of a sender whose Graph id is not known.
const nameless = "upn:"

// before is what is known from the progress of last time.
type before struct {
	at       *time.Time
	items    map[string]*Item // by id
	known    map[string]bool
	findings map[string]KnownFinding
	history  []Point
	covered  []inventory.Window
	holidays []calendar.Day
	asOf     time.Time
	// begin is the first moment that was covered then; zero for none.
	begin time.Time
}

// beforeOf looks at the progress of last time. From one of the same moment it takes back what is new in it, so that it comes out new again.
func beforeOf(p *Progress, asOf time.Time) before {
	b := before{items: map[string]*Item{}, known: map[string]bool{}, findings: map[string]KnownFinding{}}
	if p == nil || p.AsOf.After(asOf) {
		return b
	}
	b.asOf, b.covered, b.holidays = p.AsOf, upTo(p.Covered, asOf), p.Holidays
	b.at = new(inUTC(p.AsOf))
	for i := range p.Items {
		b.items[p.Items[i].ID] = &p.Items[i]
	}
	for _, id := range p.Known {
		b.known[id] = true
	}
	for sender, f := range p.Findings {
		b.findings[sender] = f
	}
	if len(b.covered) > 0 {
		b.begin = b.covered[0].Since
	}
	if p.AsOf.Equal(asOf) {
		b.at = p.Earlier
		for _, s := range p.New {
			delete(b.known, s.Sender)
		}
		for _, c := range p.Licences {
			c.takeBack(b.findings)
		}
	}
	for _, point := range p.History {
		if point.AsOf.Before(asOf) {
			b.history = append(b.history, point)
		}
	}
	slices.SortStableFunc(b.history, func(a, b Point) int { return a.AsOf.Compare(b.AsOf) })
	return b
}

// zoneOf gives a time zone by its name; one that this program does not know counts as UTC, as in package plan.
func zoneOf(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return loc
}
