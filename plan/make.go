package plan

import (
	"cmp"
	"fmt"
	"math"
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
	m := &maker{inv: &inv, policy: policy}
	m.plan = Plan{
		Schema: Schema, Tool: inv.Tool, Tenant: inv.Tenant,
		AsOf: policy.AsOf.UTC(), TimeZone: policy.TimeZone, Deadline: policy.Deadline,
		Inventory: Digest{digests.Inventory}, Policy: Digest{digests.Policy},
		Milestones: slices.Clone(policy.Milestones), Waves: []Wave{},
		MoveGroups: []MoveGroup{}, Load: []Load{}, Remedies: []Remedy{}, Fallbacks: []Fallback{}, Moves: []Move{}, Messages: []Message{},
		Unplanned: []Unplanned{}, NeverPlanned: []Unplanned{}, Warnings: []Warning{},
	}
	if m.plan.Milestones == nil {
		m.plan.Milestones = []Milestone{}
	}
	slices.SortStableFunc(m.plan.Milestones, func(a, b Milestone) int { return a.Date.Compare(b.Date) })
	tasks := m.tasks()
	m.plan.Items = make([]Item, 0, len(tasks))
	m.arranged = arrange(group(tasks), policy)
	m.date()
	m.sort()
	m.warn()
	return m.plan
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
	arranged  *batches
	plan      Plan
	overrides *overrides
	timeline  *timeline
	// oversize are batches whose unit is larger than a wave, as they were dated.
	oversize []batch
	// noRoom are the senders for whom the calendar has no day.
	noRoom []string
	// routeRefused are senders by the route that policy.yaml names in vain.
	routeRefused map[Route][]string
}

// tasks decides on every sender, and keeps those that get an item.
func (m *maker) tasks() []*task {
	m.routeRefused, m.overrides = map[Route][]string{}, newOverrides(m.policy.Senders)
	var tasks []*task
	for i := range m.inv.Senders {
		s := &m.inv.Senders[i]
		override, _ := m.overrides.of(s)
		f := factsOf(s, m.inv.Tenant.Cloud, override)
		row, refused := decideWith(f, override)
		key := senderKey(s)
		if refused {
			m.routeRefused[override.Route] = append(m.routeRefused[override.Route], key)
		}
		switch row.destiny {
		case neverPlanned:
			m.plan.NeverPlanned = append(m.plan.NeverPlanned, m.leave(s, row.route, row.id, valuesOf(s, m.inv)))
			continue
		case unplanned:
			m.plan.Unplanned = append(m.plan.Unplanned, m.leave(s, row.route, row.id, valuesOf(s, m.inv)))
			continue
		}
		tasks = append(tasks, &task{
			sender: s, key: key, facts: f, rule: row, kind: f.kind, owner: m.policy.Owners.of(s),
			hours: effortOf(s, row.route), weight: weightOf(s, f.kind, m.inv.Window),
			risk: riskOf(s, row.route, f.kind, m.inv.Window), rare: isRare(s, f.kind, m.inv.Window) && row.destiny == moves,
			pin: override.Wave,
		})
	}
	return tasks
}

func (m *maker) leave(s *inventory.Sender, route Route, id string, values map[string]string) Unplanned {
	why, args := say(id, values)
	return Unplanned{Sender: senderKey(s), UPN: s.UPN, Verdict: s.Verdict, Route: route, Rule: id, Why: why, Args: args}
}

// date gives the batches their windows, one after the other: work, then soak, then the go/no-go, then the next work.
func (m *maker) date() {
	m.timeline = newTimeline(m.policy)
	decide, start := 0, m.timeline.first
	for i, b := range m.arranged.list {
		end := start + b.length() - 1
		if _, ok := m.timeline.at(end); !ok {
			m.giveUp(m.arranged.list[i:])
			return
		}
		m.add(b, decide, start, end)
		decide = end + max(0, m.policy.Waves.SoakDays) + 1
		start = decide + 1
	}
}

// giveUp leaves what the calendar has no room for without a wave.
func (m *maker) giveUp(rest []batch) {
	values := map[string]string{"day": cmp.Or(m.timeline.last(), m.policy.today()).String()}
	for _, b := range rest {
		for _, u := range b.units {
			for _, t := range u.tasks {
				m.plan.Unplanned = append(m.plan.Unplanned, m.leave(t.sender, t.rule.route, "wave.no-room", values))
				m.noRoom = append(m.noRoom, t.key)
			}
		}
	}
}

// add dates one batch: the indices are days of the timeline that are known to exist. Work is laid out in the order of weight at an even pace, so
// that a half-full wave is done early.
func (m *maker) add(b batch, decide, start, end int) {
	w := Wave{Gaps: []Sentence{}, Number: b.number, Type: b.typ, Start: m.timeline.days[start], End: m.timeline.days[end], GoNoGo: m.timeline.days[decide]}
	w.Name, w.NameID, w.NameArgs = nameOf(b, m.policy.Waves.GroupBy)
	for _, u := range b.units {
		w.Items += len(u.tasks)
		w.EffortHours += u.hours
		w.Risk = worse(w.Risk, u.risk)
	}
	days, perDay := end-start+1, b.pace()
	ordered := slices.Clone(b.units)
	if b.typ != WavePrepare { // there, incidents stand first
		slices.SortFunc(ordered, byWeight)
	}
	done := 0.0
	for _, u := range ordered {
		first := dayOfWork(done/perDay, days)
		done += u.hours
		// A hair is taken off, so that work that fills a day exactly does not spill into the next.
		final := max(first, dayOfWork(done/perDay-1e-9, days))
		for _, t := range u.tasks {
			m.plan.Items = append(m.plan.Items, m.item(t, u.id, b.number, start+first, start+final))
		}
	}
	if b.oversize != nil {
		m.oversize = append(m.oversize, b)
	}
	m.plan.Waves = append(m.plan.Waves, w)
}

// dayOfWork gives the day of a wave, from 0, on which the work reaches so many days.
func dayOfWork(reached float64, days int) int {
	if math.IsNaN(reached) {
		return 0
	}
	return min(max(0, int(reached)), days-1)
}

// item makes one row; first and final are days of the timeline.
func (m *maker) item(t *task, moveGroup string, wave, first, final int) Item {
	s, values := t.sender, valuesOf(t.sender, m.inv)
	start, end := m.timeline.days[first], m.timeline.days[final]
	why, args := say(t.rule.id, values)
	alternatives := []Alternative{}
	for _, option := range t.rule.alternatives {
		if option.when.holds(t.facts) {
			text, args := say(option.why, values)
			alternatives = append(alternatives, Alternative{Route: option.route, Rule: option.why, Why: text, Args: args})
		}
	}
	questions := []Sentence{}
	ask := func(id string) {
		text, args := say(id, values)
		questions = append(questions, Sentence{ID: id, Text: text, Args: args})
	}
	if t.owner == "" {
		ask("ask.owner")
	}
	for _, q := range t.rule.questions {
		if q.when.holds(t.facts) {
			ask(q.id)
		}
	}
	weight, words := t.weight, commandWords(values)
	m.plan.Exposure = round2(m.plan.Exposure + weight*float64(end.DaysSince(m.policy.today())))
	return Item{
		ID: itemID(t.key), Sender: t.key, UPN: s.UPN, DisplayName: s.DisplayName, Department: s.Department,
		Verdict: s.Verdict, Kind: t.kind, Wave: wave, MoveGroup: moveGroup,
		Route: t.rule.route, Alternatives: alternatives, Rule: t.rule.id, Why: why, Args: args, Questions: questions, Limits: []Sentence{},
		EffortHours: t.hours, Risk: t.risk, Weight: weight, Owner: inventory.Optional(t.owner), Start: start, End: end,
		Steps:    stepsOf(stepRowsOf(t.rule.route, t.facts), values, words, final-m.timeline.first),
		Rollback: rollbackOf(s, t.rule.route, t.facts, words, end, m.policy),
		Status:   StatusNotStarted,
	}
}

// sort puts the lists without waves in order of names. Items are in order already: they were added as they are worked on.
func (m *maker) sort() {
	byName := func(a, b Unplanned) int {
		return cmp.Or(cmp.Compare(a.UPN, b.UPN), cmp.Compare(a.Sender, b.Sender))
	}
	slices.SortFunc(m.plan.Unplanned, byName)
	slices.SortFunc(m.plan.NeverPlanned, byName)
}

// mostDepartments is how many departments a wave's name holds before it says how many more there are.
const mostDepartments = 3

// nameOf gives a wave's name with its phrase. Departments are the tenant's own words.
func nameOf(b batch, by GroupBy) (name, id string, args map[string]string) {
	id = "wave." + string(b.typ)
	values := map[string]string{}
	if b.typ == WaveRegular && by == GroupByDepartment {
		var departments []string
		none := false
		seen := map[string]bool{}
		for _, u := range b.units {
			switch {
			case u.department == "":
				none = true
			case !seen[u.department]:
				seen[u.department] = true
				departments = append(departments, u.department)
			}
		}
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
