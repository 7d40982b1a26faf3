package plan

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

func itoa(n int) string { return strconv.Itoa(n) }

// hours writes hours without needless digits.
func hours(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// warn adds what does not fit. The order is that of this function: what endangers the date first.
func (m *maker) warn() {
	m.warnDates()
	m.warnFallback()
	m.warnPeople()
	m.warnCoverage()
	m.warnRoom()
	m.warnPolicy()
}

// tell adds one warning; its phrase is its code, or the code with more said. The list of senders is the warning's from then on.
func (m *maker) tell(code, id string, values map[string]string, senders []string) {
	text, args := say(id, values)
	slices.Sort(senders)
	if senders == nil {
		senders = []string{}
	}
	m.plan.Warnings = append(m.plan.Warnings, Warning{Code: code, ID: id, Text: text, Args: args, Senders: senders})
}

// tellCount adds a warning about senders, if there are any.
func (m *maker) tellCount(code string, values map[string]string, senders []string) {
	if len(senders) == 0 {
		return
	}
	values["count"] = itoa(len(senders))
	m.tell(code, code, values, senders)
}

// itemsThat gives the senders of items that fit a condition, in no more memory than they take, as there can be very many.
func (m *maker) itemsThat(fit func(*Item) bool) []string {
	n := 0
	for i := range m.plan.Items {
		if fit(&m.plan.Items[i]) {
			n++
		}
	}
	senders := make([]string, 0, n)
	for i := range m.plan.Items {
		if item := &m.plan.Items[i]; fit(item) {
			senders = append(senders, item.Sender)
		}
	}
	return senders
}

// sendersThat is itemsThat for senders of the inventory.
func (m *maker) sendersThat(fit func(*inventory.Sender) bool) []string {
	n := 0
	for i := range m.inv.Senders {
		if fit(&m.inv.Senders[i]) {
			n++
		}
	}
	senders := make([]string, 0, n)
	for i := range m.inv.Senders {
		if s := &m.inv.Senders[i]; fit(s) {
			senders = append(senders, senderKey(s))
		}
	}
	return senders
}

func (m *maker) warnDates() {
	deadline := m.policy.Deadline
	if today := m.policy.today(); !deadline.IsZero() && today.After(deadline) {
		m.tell("deadline-passed", "deadline-passed", map[string]string{"deadline": deadline.String(), "day": today.String()}, nil)
	}
	if !deadline.IsZero() {
		m.tellCount("past-deadline", map[string]string{"deadline": deadline.String(), "last": m.lastDay().String()}, m.itemsThat(func(item *Item) bool { return item.End.After(deadline) }))
	}
	m.tellCount("no-room", map[string]string{}, m.noRoom)
	m.tellCount("decided-days", map[string]string{}, m.itemsThat(m.decidedAgainstRules))
	if off, ok := m.policy.milestone(milestoneDefaultOff); ok && len(m.plan.Items) > 0 {
		m.tell("mechanism-not-announced", "mechanism-not-announced", map[string]string{"checked": off.Checked.String()}, nil)
	}
}

// decidedAgainstRules reports days that people decided and that a plan would not have: days off, or outside of the item's wave.
func (m *maker) decidedAgainstRules(item *Item) bool {
	if !item.decided(DecidedStart) && !item.decided(DecidedEnd) {
		return false
	}
	i := slices.IndexFunc(m.plan.Waves, func(w Wave) bool { return w.Number == item.Wave })
	return !m.policy.Calendar.Working(item.Start) || !m.policy.Calendar.Working(item.End) ||
		i >= 0 && (item.Start.Before(m.plan.Waves[i].Start) || item.End.After(m.plan.Waves[i].End))
}

func (m *maker) warnPeople() {
	incidents := m.sendersThat(func(s *inventory.Sender) bool { return s.Verdict == inventory.VerdictSuspicious })
	violations := m.sendersThat(func(s *inventory.Sender) bool {
		return s.License.Finding == inventory.FindingViolation && s.Verdict != inventory.VerdictNoise
	})
	ownerless := m.itemsThat(func(item *Item) bool { return item.Owner == "" })
	if limit, near := tenantLimit(m.inv, m.around.apart(), m.plan.Items); near {
		m.tell(limit.ID, limit.ID, limit.Args, nil)
	}
	m.tellCount("incident", map[string]string{}, incidents)
	m.tellCount("licence-violation", map[string]string{}, violations)
	m.tellCount("no-owner", map[string]string{}, ownerless)
}

// gapPhrases say what a source that was not read completely could hide, by a part of its name.
var gapPhrases = []struct{ part, id string }{
	{"signIns", "coverage-gap.signIns"},
	{"users", "coverage-gap.users"},
	{"subscribedSkus", "coverage-gap.skus"},
	{"organization", "coverage-gap.organization"},
}

func (m *maker) warnCoverage() {
	for _, c := range m.inv.Coverage {
		if c.Status == inventory.CoverageComplete {
			continue
		}
		id := "coverage-gap"
		for _, gap := range gapPhrases {
			if strings.Contains(c.Source, gap.part) {
				id = gap.id
				break
			}
		}
		m.tell("coverage-gap", id, map[string]string{
			"source": strings.TrimSpace(c.Source + " " + c.Part), "status": string(c.Status), "reason": c.Reason,
		}, nil)
	}
}

func (m *maker) warnRoom() {
	for _, b := range m.oversize {
		u := b.oversize
		room := m.policy.hoursFor(b.days)
		var members []string
		for _, t := range u.tasks {
			members = append(members, t.key)
		}
		name := u.id
		if len(u.tasks) == 1 {
			name = u.tasks[0].sender.UPN
		}
		m.tell("move-group-too-big", "move-group-too-big", map[string]string{
			"group": name, "items": itoa(len(u.tasks)), "hours": hours(u.hours),
			"maxItems": itoa(m.policy.Capacity.ItemsPerWave), "maxHours": hours(round2(room)), "wave": itoa(b.number),
		}, members)
	}
	var overflow []string
	for _, u := range m.arranged.overflow {
		for _, t := range u.tasks {
			overflow = append(overflow, t.key)
		}
	}
	m.tellCount("prepare-overflow", map[string]string{}, overflow)
	last := m.lastDay()
	for _, country := range m.policy.Calendar.Rules().Countries {
		if year, limited := calendar.SureThrough(country); limited && last.Year > year {
			m.tell("holidays-not-sure", "holidays-not-sure",
				map[string]string{"country": country, "year": itoa(year), "last": last.String()}, nil)
		}
	}
}

// warnPolicy says which words of the policy had no effect.
func (m *maker) warnPolicy() {
	m.warnPins()
	m.tellCount("route-changed", map[string]string{}, m.itemsThat(func(item *Item) bool { return len(item.LeftRoutes()) > 0 && item.StepsRoute() == "" }))
	if kept := m.itemsThat(func(item *Item) bool { return item.StepsRoute() != "" }); len(kept) > 0 {
		m.tell("route-changed", "route-changed.kept", map[string]string{"count": itoa(len(kept))}, kept)
	}
	for _, route := range slices.Sorted(maps.Keys(m.routeRefused)) {
		m.tell("route-refused", "route-refused", map[string]string{"route": string(route)}, m.routeRefused[route])
	}
	m.warnUnmatched()
}

// closeEnough is how many letters a name may be off to be a slip, and searched how many senders are looked through for one at most.
const (
	closeEnough = 3
	searched    = 20_000
)

// warnUnmatched names what the policy speaks of and the inventory does not have, with the sender that was probably meant.
func (m *maker) warnUnmatched() {
	lines := map[string]int{}
	var unmatched []string
	for _, o := range m.overrides.unused() {
		name := strings.ToLower(string(o.Pattern))
		lines[name] = o.Line
		unmatched = append(unmatched, name)
	}
	if len(m.policy.Owners.BySender) > 0 {
		known := map[string]bool{}
		for i := range m.inv.Senders {
			s := &m.inv.Senders[i]
			known[strings.ToLower(s.UPN)], known[strings.ToLower(s.ID)] = true, true
		}
		for name := range m.policy.Owners.BySender {
			if _, told := lines[name]; !known[name] && !told {
				unmatched = append(unmatched, name)
			}
		}
	}
	if len(unmatched) == 0 {
		return
	}
	slices.Sort(unmatched)
	var names []string
	if len(m.inv.Senders) <= searched {
		for i := range m.inv.Senders {
			names = append(names, strings.ToLower(m.inv.Senders[i].UPN))
		}
	}
	slices.Sort(names)
	for i, name := range unmatched {
		told := name
		if line := lines[name]; line > 0 {
			told = "line " + itoa(line) + ": " + name
		}
		if i < 10 && !strings.Contains(name, "*") {
			if nearest, off := Nearest(name, names); off <= closeEnough {
				told += " (" + nearest + "?)"
			}
		}
		unmatched[i] = told
	}
	m.tell("policy-unmatched", "policy-unmatched", map[string]string{"names": strings.Join(unmatched, ", ")}, nil)
}

// warnPins says which pins are not kept, and why.
func (m *maker) warnPins() {
	pinned := slices.ContainsFunc(m.policy.Senders, func(o Override) bool { return o.Wave != nil || !o.NotBefore.IsZero() })
	for _, item := range m.before {
		pinned = pinned || item.decided(DecidedWave) || item.decided(DecidedStart)
	}
	if !pinned {
		return
	}
	items, waves := make(map[string]*Item, len(m.plan.Items)), map[int]*Wave{}
	for i := range m.plan.Items {
		items[m.plan.Items[i].Sender] = &m.plan.Items[i]
	}
	for i := range m.plan.Waves {
		waves[m.plan.Waves[i].Number] = &m.plan.Waves[i]
	}
	units := map[string]*unit{}
	for _, u := range m.units {
		if len(u.tasks) > 1 {
			for _, t := range u.tasks {
				units[t.key] = u
			}
		}
	}
	type refusal struct {
		wave int
		id   string
	}
	refused := map[refusal][]string{}
	for i := range m.inv.Senders {
		s := &m.inv.Senders[i]
		override, contradict := m.overrides.of(s)
		key := senderKey(s)
		override = withDecided(override, m.before[key])
		if contradict != nil {
			m.tell("pin-refused", "pin-refused.contradict", map[string]string{
				"sender": s.UPN, "wave": itoa(*contradict[0].Wave), "line": itoa(contradict[0].Line), "other": itoa(*contradict[1].Wave), "otherLine": itoa(contradict[1].Line),
			}, []string{key})
		}
		item := items[key]
		if item != nil && item.Route == RouteInvestigate && !item.Status.started() && item.Start.Before(override.NotBefore) {
			r := refusal{-1, "pin-refused.incident-day"}
			refused[r] = append(refused[r], key)
		}
		if override.Wave == nil || item != nil && item.Wave == *override.Wave {
			continue
		}
		wave := waves[*override.Wave]
		u := units[key]
		id := "pin-refused.full"
		switch {
		case item == nil:
			id = "pin-refused.no-item"
		case item.Status.started():
			id = "pin-refused.started"
		case item.Route == RouteInvestigate:
			id = "pin-refused.incident"
		case u != nil && u.pin != nil && *u.pin != *override.Wave:
			id = "pin-refused.group"
		case wave == nil:
			id = "pin-refused.no-such-wave"
		case wave.Type == WavePrepare:
			id = "pin-refused.prepare"
		case override.NotBefore.After(wave.End):
			id = "pin-refused.not-before"
		}
		r := refusal{*override.Wave, id}
		refused[r] = append(refused[r], key)
	}
	order := slices.SortedFunc(maps.Keys(refused), func(a, b refusal) int { return cmp.Or(cmp.Compare(a.wave, b.wave), cmp.Compare(a.id, b.id)) })
	for _, r := range order {
		m.tell("pin-refused", r.id, map[string]string{"wave": itoa(r.wave), "count": itoa(len(refused[r]))}, refused[r])
	}
}
