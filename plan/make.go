package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// Digests name the exact bytes that a plan is made from, as SHA-256 in hexadecimal digits.
type Digests struct {
	// Policy is that of policy.yaml, or of the default policy's text where there is none.
	Inventory, Policy string
}

// Make gives every sender of an inventory its route and, where it has to move, a wave, dates, steps and a way back, under a policy. It is a function of
// its arguments alone. The policy should come from [DefaultPolicy] or [ReadPolicy], which refuse what can't be planned by. An earlier plan, nil for none, is kept to:
// see the package comment. [Fits] says beforehand whether the three are of one tenant.
func Make(inv inventory.Inventory, policy Policy, digests Digests, earlier *Plan) Plan {
	return makeWith(inv, policy, digests, earlier, coolingSteps)
}

// makeWith is Make with so many steps of the search for a better schedule.
func makeWith(inv inventory.Inventory, policy Policy, digests Digests, earlier *Plan, steps int) Plan {
	m := &maker{inv: &inv, policy: policy}
	m.ground, m.around, m.overrides = newGround(m.inv, &m.policy), surroundingsOf(m.inv, policy), newOverrides(policy.Senders)
	m.plan = Plan{
		Schema: Schema, Tool: inv.Tool, Tenant: inv.Tenant,
		AsOf: policy.AsOf.UTC(), TimeZone: policy.TimeZone, Deadline: policy.Deadline,
		Inventory: Digest{digests.Inventory}, Policy: Digest{digests.Policy},
		Milestones: slices.Clone(policy.Milestones), Waves: []Wave{},
		DaysOff: []DayOff{}, MoveGroups: []MoveGroup{}, Load: []Load{}, Remedies: []Remedy{}, Fallbacks: []Fallback{}, Moves: []Move{}, Messages: []Message{},
		Unplanned: []Unplanned{}, NeverPlanned: []Unplanned{}, Warnings: []Warning{},
	}
	if m.plan.Milestones == nil {
		m.plan.Milestones = []Milestone{}
	}
	slices.SortStableFunc(m.plan.Milestones, func(a, b Milestone) int { return a.Date.Compare(b.Date) })
	if earlier != nil {
		m.plan.Earlier = &Earlier{AsOf: earlier.AsOf, Inventory: earlier.Inventory, Policy: earlier.Policy}
		m.earlier, m.before, m.begun = earlier, itemsBySender(earlier), begun(earlier)
	}
	tasks := m.tasks()
	m.units = group(tasks, policy.Groups)
	cluster(m.units, policy.Waves.GroupBy)
	rank(m.units)
	m.timeline = newTimeline(policy)
	m.reroute()
	if earlier == nil {
		m.arranged = arrange(m.units, policy, m.timeline, steps)
	} else {
		m.arranged = rearrange(m.units, m.begun, policy, m.timeline, earlier, steps)
	}
	m.date()
	if earlier != nil {
		m.compare(earlier)
	}
	m.sort()
	m.judge()
	return m.plan
}

// judge adds what follows from the dates: the load, the slack, how good it all is and what would make it better; gaps and fallbacks; and what people are told
// and warned of.
func (m *maker) judge() {
	m.plan.Load, m.plan.MoveGroups = m.load(), m.moveGroups()
	var days *int // shared by items that end on the same day
	for i := range m.plan.Items {
		item := &m.plan.Items[i]
		if i == 0 || item.End != m.plan.Items[i-1].End {
			days = slack(m.policy.Deadline, item.End)
		}
		item.SlackDays = days
	}
	m.plan.Quality = qualityOf(&m.plan, m.policy)
	// Remedies are tried on the units of the schedule, and read of the plan what is finished; everything else is about its waves and items.
	var remedies []Remedy
	inventory.InParallel(2, func(part int) {
		if part == 0 {
			remedies = m.remedies()
			return
		}
		tellGaps(m.plan.Waves, gapsOf(m.inv))
		m.plan.Fallbacks = fallbacksOf(&m.plan, m.inv, m.policy)
		m.plan.Messages = messagesOf(&m.plan, m.policy)
		m.plan.DaysOff = daysOff(&m.plan, m.policy.Calendar, m.policy.today())
		m.warn()
	})
	m.plan.Remedies = remedies
}

// Fits reports, as an error that names the next step, an inventory that is not of the tenant of the policy or of the earlier plan (nil for none).
func Fits(inv inventory.Inventory, policy Policy, earlier *Plan) error {
	t := inv.Tenant
	is := func(name string) bool {
		return strings.EqualFold(name, string(t.ID)) || strings.EqualFold(name, string(t.DefaultDomain)) || strings.EqualFold(name, string(t.Name))
	}
	if policy.Tenant != "" && t != (inventory.Tenant{}) && !is(policy.Tenant) {
		return fmt.Errorf("the policy is for the tenant %q and the inventory is of %s: use the policy of that tenant, or change its key tenant", policy.Tenant, nameTenant(t))
	}
	if earlier != nil && t.ID != "" && earlier.Tenant.ID != "" && !strings.EqualFold(string(t.ID), string(earlier.Tenant.ID)) {
		return fmt.Errorf("the earlier plan is of %s and the inventory of %s: name a plan of this tenant, or plan without one", nameTenant(earlier.Tenant), nameTenant(t))
	}
	return nil
}

// nameTenant names a tenant by what is known of it, in quotes.
func nameTenant(t inventory.Tenant) string {
	return strconv.Quote(string(cmp.Or(t.DefaultDomain, t.Name, t.ID, "a tenant that is not named")))
}

// maker holds a plan while it is made.
type maker struct {
	inv       *inventory.Inventory
	policy    Policy
	arranged  arrangement
	plan      Plan
	overrides *overrides
	ground    *ground
	around    *surroundings
	timeline  *timeline
	units     []*unit
	rows      []planning
	// before are the items of an earlier plan by sender, begun those of them that work has begun on.
	before map[string]*Item
	begun  []*Item
	// rerouted are the tasks of those of begun that people gave another route since.
	rerouted map[string]*task
	// earlier is that plan, or nil.
	earlier *Plan
	// oversize are batches whose unit is larger than a wave, as they were dated.
	oversize []planned
	// noRoom are the senders for whom the calendar has no day, leftOut their units.
	noRoom  []string
	leftOut map[*unit]bool
	// routeRefused are senders by the route that policy.yaml names in vain.
	routeRefused map[Route][]string
}

// atOnce is how many senders are looked at in one go: so many that what senders have in common is worked out seldom, and few enough to keep every processor busy.
const atOnce = 4096

// tasks decides on every sender, and keeps those that get an item.
func (m *maker) tasks() []*task {
	all := make([]task, len(m.inv.Senders))
	without := make([]Sentence, len(all))
	inventory.InParallel((len(all)+atOnce-1)/atOnce, func(part int) {
		around := m.around.apart()
		for i := part * atOnce; i < min(len(all), (part+1)*atOnce); i++ {
			s := &m.inv.Senders[i]
			t := &all[i]
			override, _ := m.overrides.of(s)
			t.key = senderKey(s)
			override = withDecided(override, m.before[t.key])
			f := factsOf(s, around, *override)
			t.sender, t.override = s, override
			if t.alike, t.refused = decideWith(&f, around, override); !t.rule.destiny.hasItem() {
				a := aboutOf(s, &t.facts, around, override)
				without[i] = whyOf(t.rule, &a)
				continue
			}
			t.id = itemID(t.key)
			route := t.rule.route
			t.owner = m.owner(s, t.key, override)
			t.hours, t.weight = effortOf(s, route), weightOf(s, f.kind, *override, m.inv.Window)
			t.risk, t.rare = riskOf(s, route, f.kind, m.inv.Window), isRare(s, f.kind, m.inv.Window) && t.rule.destiny == moves
			t.site, t.project = memberOf(m.policy.Sites, s), memberOf(m.policy.Projects, s)
		}
	})
	m.routeRefused, m.rerouted = map[Route][]string{}, map[string]*task{}
	counts := map[destiny]int{}
	for i := range all {
		counts[all[i].rule.destiny]++
	}
	m.plan.NeverPlanned, m.plan.Unplanned = make([]Unplanned, 0, counts[neverPlanned]), make([]Unplanned, 0, counts[unplanned])
	tasks := make([]*task, 0, counts[moves]+counts[prepares])
	// Every part knows its own senders that are alike; from here on there is one of each.
	shared := map[*alike]*alike{}
	for i := range all {
		t := &all[i]
		item := m.before[t.key]
		begun := item != nil && item.Status.started()
		if begun && (item.StepsRoute() == "" || !t.rule.destiny.hasItem() || t.rule.route != item.Route) {
			continue // it stays as it is
		}
		if t.refused {
			m.routeRefused[t.override.Route] = append(m.routeRefused[t.override.Route], t.key)
		}
		switch t.rule.destiny {
		case neverPlanned:
			m.plan.NeverPlanned = append(m.plan.NeverPlanned, leave(t.sender, t.rule.route, without[i]))
		case unplanned:
			m.plan.Unplanned = append(m.plan.Unplanned, leave(t.sender, t.rule.route, without[i]))
		default:
			same := shared[t.alike]
			if same == nil {
				same = m.around.alike(&t.facts, t.alike.given)
				if same.alternatives == nil {
					m.around.share(same)
				}
				shared[t.alike] = same
			}
			t.alike = same
			if begun {
				m.rerouted[t.key] = t // it stays where it is, on another route
				continue
			}
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// owner is who answers for a sender: the policy says so, or an earlier plan.
func (m *maker) owner(s *inventory.Sender, key string, override *Override) string {
	item := m.before[key]
	if item != nil && item.decided(DecidedOwner) {
		return string(item.Owner) // nobody, where it was emptied
	}
	owner := cmp.Or(override.Owner, m.policy.Owners.of(s))
	if owner == "" && item != nil {
		owner = string(item.Owner)
	}
	return owner
}

// status is that of the earlier plan, if there is one.
func (m *maker) status(key string) Status {
	if item := m.before[key]; item != nil && item.Status != "" {
		return item.Status
	}
	return StatusNotStarted
}

func leave(s *inventory.Sender, route Route, why Sentence) Unplanned {
	return Unplanned{Sender: senderKey(s), UPN: s.UPN, Verdict: s.Verdict, Route: route, Rule: why.ID, Why: why.Text, Args: why.Args}
}

// planning is an item before it is written out.
type planning struct {
	task       *task
	group      string
	wave       int
	start, end calendar.Day
	// begun is an item of an earlier plan that is taken over as it is.
	begun *Item
}

func (r *planning) sender() string {
	if r.begun != nil {
		return r.begun.Sender
	}
	return r.task.key
}

func (r *planning) weight() float64 {
	if r.begun != nil {
		return r.begun.Weight
	}
	return r.task.weight
}

// date writes the waves down, and then their items in the order in which they are worked on. What the timeline has no day for is left without a wave.
func (m *maker) date() {
	m.rows = make([]planning, 0, len(m.units)+len(m.begun))
	for i := range m.arranged.waves {
		m.add(&m.arranged.waves[i])
	}
	slices.SortFunc(m.rows, func(a, b planning) int {
		if c := cmp.Or(cmp.Compare(a.wave, b.wave), a.start.Compare(b.start), a.end.Compare(b.end)); c != 0 {
			return c
		}
		if c := cmp.Compare(b.weight(), a.weight()); c != 0 {
			return c
		}
		return cmp.Compare(a.sender(), b.sender())
	})
	m.plan.Items = make([]Item, len(m.rows))
	last := 0
	for i := range m.rows {
		last = max(last, m.timeline.index(m.rows[i].end))
	}
	m.timeline.at(last + farthestStep) // from here on, days are only read
	inventory.InParallel((len(m.rows)+atOnce-1)/atOnce, func(part int) {
		a, ground := about{around: m.around.apart()}, m.ground.apart()
		for i := part * atOnce; i < min(len(m.rows), (part+1)*atOnce); i++ {
			if r := &m.rows[i]; r.begun != nil {
				m.plan.Items[i] = *r.begun
			} else {
				m.plan.Items[i] = m.item(r, &a, ground)
			}
		}
	})
	today := m.policy.today()
	for i := range m.plan.Items {
		item := &m.plan.Items[i]
		m.plan.Exposure += item.Weight * float64(max(0, item.End.DaysSince(today)))
	}
	m.plan.Exposure = round2(m.plan.Exposure)
}

// farthestStep is more working days than any step of an item is after its end.
const farthestStep = 60

// leaveOut leaves a unit without a wave for which there is no day.
func (m *maker) leaveOut(u *unit) {
	id, values := "wave.no-room", map[string]string{"day": cmp.Or(m.timeline.last(), m.policy.today()).String()}
	if !m.policy.End.IsZero() {
		id, values = "wave.after-end", map[string]string{"day": m.policy.End.String()}
	}
	why := sayAbout(id, &about{more: values})
	if m.leftOut == nil {
		m.leftOut = map[*unit]bool{}
	}
	m.leftOut[u] = true
	for _, t := range u.tasks {
		m.plan.Unplanned = append(m.plan.Unplanned, leave(t.sender, t.rule.route, why))
		m.noRoom = append(m.noRoom, t.key)
	}
}

// add writes one wave down.
func (m *maker) add(p *planned) {
	w := Wave{Number: p.number, Type: p.typ, RoomItems: m.policy.Capacity.ItemsPerWave, RoomHours: round2(m.policy.hoursFor(m.policy.Waves.days(p.typ))), Gaps: []Sentence{}}
	if p.oversize == nil {
		w.RoomHours = max(w.RoomHours, round2(m.policy.hoursFor(p.days))) // an earlier plan's wave can be longer than today's policy makes them
	}
	if w.Start = p.kept.start; w.Start.IsZero() {
		w.Start = m.timeline.beyond(p.start) // where the timeline has ended before, only work that has begun is left in the wave
	}
	units := p.units
	late := func(u placedUnit) bool {
		_, ok := m.timeline.at(u.last)
		return u.kept == nil && !ok
	}
	if slices.ContainsFunc(units, late) {
		for _, u := range units {
			if late(u) {
				m.leaveOut(u.unit)
			}
		}
		units = slices.DeleteFunc(slices.Clone(units), late)
		p.end = p.start
		for _, u := range units {
			p.end = max(p.end, u.last)
		}
	}
	if len(units)+len(p.started) == 0 {
		return
	}
	if w.End = p.kept.end; w.End.IsZero() {
		var ok bool
		if w.End, ok = m.timeline.at(p.end); !ok {
			w.End = m.timeline.last() // a prepare wave or a pilot that could last longer
		}
	}
	if w.GoNoGo = p.kept.decide; w.GoNoGo.IsZero() {
		w.GoNoGo = m.timeline.beyond(p.decide)
	}
	for _, item := range p.started {
		w.Items++
		w.EffortHours += item.EffortHours
		w.Risk = worse(w.Risk, item.Risk)
		m.rows = append(m.rows, planning{begun: item, wave: item.Wave, start: item.Start, end: item.End})
	}
	for _, in := range units {
		w.Items += len(in.unit.tasks)
		w.EffortHours += in.unit.hours
		w.Risk = worse(w.Risk, in.unit.risk)
		var start, end calendar.Day
		if in.kept != nil {
			start, end = in.kept.Start, in.kept.End
		} else {
			start, end = m.timeline.days[in.first], m.timeline.days[in.last]
		}
		for _, t := range in.unit.tasks {
			first, last := m.before[t.key].days(start, end)
			m.rows = append(m.rows, planning{task: t, group: in.unit.id, wave: p.number, start: first, end: last})
		}
	}
	w.Name, w.NameID, w.NameArgs = nameOf(p.typ, units, m.policy.Waves.GroupBy)
	if p.oversize != nil {
		m.oversize = append(m.oversize, *p)
	}
	m.plan.Waves = append(m.plan.Waves, w)
}

// item writes one row out. a is for its sentences; of what it holds, the surroundings are taken.
func (m *maker) item(r *planning, a *about, ground *ground) Item {
	t, s, start, end := r.task, r.task.sender, r.start, r.end
	*a = aboutOf(s, &t.facts, a.around, t.override)
	why, questions := t.why, t.questions
	if why.ID == "" {
		why = whyOf(t.rule, a)
	}
	sc := newScene(ground, s, t.rule.route, t.facts, *t.override)
	final := m.timeline.index(end)
	at := func(offset int) (int, calendar.Day) {
		index := max(final+offset, m.timeline.first)
		return index - final, m.timeline.beyond(index)
	}
	steps := stepsOf(&sc, at)
	if t.owner == "" {
		questions = append(append(make([]Sentence, 0, 1+len(t.questions)), askOwner(s, steps)), t.questions...)
	}
	made := Item{
		ID: t.id, Sender: t.key, UPN: s.UPN, DisplayName: s.DisplayName, Department: s.Department,
		Verdict: s.Verdict, Kind: t.facts.kind, Wave: r.wave, MoveGroup: r.group,
		Route: t.rule.route, Alternatives: t.alternatives, Rule: t.rule.id, Why: why.Text, Args: why.Args, Questions: questions,
		Answers: answersOf(t.rule, a), Limits: limitsOf(t.rule.route, a),
		Cost: costOf(t.rule.route, a), Site: inventory.Optional(t.site), Project: inventory.Optional(t.project),
		EffortHours: t.hours, Risk: t.risk, Weight: t.weight, Owner: inventory.Optional(t.owner), Start: start, End: end,
		Steps:    steps,
		Rollback: rollbackOf(&sc, end),
		Status:   m.status(t.key),
	}
	before := m.before[t.key]
	if before == nil {
		return made
	}
	kept := Kept{Decided: before.DecidedFields(), Begun: before.begun(), Left: before.LeftRoutes()}
	if kept.Begun && !before.Status.started() {
		if route := cmp.Or(before.Kept.Steps, before.Route); route != made.Route {
			kept.Left = append(slices.Clone(kept.Left), route)
		}
		made.Rollback = backFromBefore(&before.Rollback, &made.Rollback, made.Route)
	}
	made.keep(kept)
	return made
}

// askOwner asks who answers for a sender. Values are shared with a step that has the same ones, as there can be very many.
func askOwner(s *inventory.Sender, steps []Step) Sentence {
	for i := range steps {
		if args := steps[i].Args; len(args) == 1 && args["sender"] == s.UPN {
			return Sentence{ID: "ask.owner", Text: fill(phrases["ask.owner"].phrase.En, args), Args: args}
		}
	}
	return sayAbout("ask.owner", &about{sender: s})
}

// sort puts the lists without waves in order of names.
func (m *maker) sort() {
	byName := func(a, b Unplanned) int {
		if c := cmp.Compare(a.UPN, b.UPN); c != 0 {
			return c
		}
		return cmp.Compare(a.Sender, b.Sender)
	}
	slices.SortFunc(m.plan.Unplanned, byName)
	slices.SortFunc(m.plan.NeverPlanned, byName)
}

// mostDepartments is how many departments a wave's name holds before it says how many more there are.
const mostDepartments = 3

// nameOf gives a wave's name with its phrase. Departments are the tenant's own words.
func nameOf(typ WaveType, units []placedUnit, by GroupBy) (name, id string, args map[string]string) {
	id = "wave." + string(typ)
	values := map[string]string{}
	if typ == WaveRegular && by != GroupByNone {
		var departments []string
		none := false
		members := map[string]int{}
		for _, in := range units {
			name := in.unit.groupName(by)
			if name == "" {
				none = true
				continue
			}
			if members[name] == 0 {
				departments = append(departments, name)
			}
			members[name] += len(in.unit.tasks)
		}
		slices.SortFunc(departments, func(x, y string) int { return cmp.Or(cmp.Compare(members[y], members[x]), cmp.Compare(x, y)) })
		shown := departments[:min(len(departments), mostDepartments)]
		more := len(departments) - len(shown)
		values["departments"] = strings.Join(shown, ", ")
		values["more"] = itoa(more)
		switch {
		case len(departments) == 0:
			id = "wave.no-department"
		case more > 0 && none:
			id = "wave.departments-more-none"
		case more > 0:
			id = "wave.departments-more"
		case none:
			id = "wave.departments-and-none"
		default:
			id = "wave.departments"
		}
	}
	name, args = say(id, values)
	return name, id, args
}

// lastDay gives the latest day on which an item ends, zero without items.
func (m *maker) lastDay() calendar.Day {
	var last calendar.Day
	for i := range m.plan.Items {
		if end := m.plan.Items[i].End; end.After(last) {
			last = end
		}
	}
	return last
}
