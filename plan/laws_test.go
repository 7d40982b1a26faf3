package plan

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// Laws are what every plan keeps, whatever the tenant and the policy. They are checked from outside, by what the documentation says and the plan shows: nothing here
// calls what makes plans, so that a mistake there is not repeated here.

// lawSeeds is how many random tenants the laws are tried on.
const lawSeeds = 500

// lawStarted are the statuses of items that a later plan leaves as they are: what was rolled back is to be done again.
var lawStarted = []Status{StatusInProgress, StatusValidating, StatusDone}

func lawBegun(item *Item) bool { return slices.Contains(lawStarted, item.Status) }

func lawMoves(route Route) bool {
	return route != RouteRetire && route != RouteInvestigate && route != RouteSecureAccount
}

// lawMatch is what a pattern of the policy means: letters in any case, and a star is anything.
func lawMatch(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return lawMatch(pattern[1:], text) || text != "" && lawMatch(pattern, text[1:])
	}
	return text != "" && pattern[0] == text[0] && lawMatch(pattern[1:], text[1:])
}

func lawMeans(p Pattern, s *inventory.Sender) bool {
	pattern := strings.ToLower(string(p))
	return lawMatch(pattern, strings.ToLower(s.UPN)) || lawMatch(pattern, strings.ToLower(s.ID))
}

// lawOverrides are the entries of the policy for a sender, those that count most first: by name, by id, by pattern in the order of the file.
func lawOverrides(p *Policy, s *inventory.Sender) []Override {
	var list [3][]Override
	for _, o := range p.Senders {
		star := strings.Contains(string(o.Pattern), "*")
		switch {
		case star && lawMeans(o.Pattern, s):
			list[2] = append(list[2], o)
		case star:
		case strings.EqualFold(string(o.Pattern), s.UPN):
			list[0] = append(list[0], o)
		case strings.EqualFold(string(o.Pattern), s.ID):
			list[1] = append(list[1], o)
		}
	}
	return slices.Concat(list[:]...)
}

// lawSays is the first value that entries give.
func lawSays[T comparable](list []Override, of func(Override) T) T {
	var zero T
	for _, o := range list {
		if v := of(o); v != zero {
			return v
		}
	}
	return zero
}

func lawOwner(p *Policy, s *inventory.Sender) string {
	upn := strings.ToLower(s.UPN)
	_, domain, _ := strings.Cut(upn, "@")
	pattern := ""
	for _, o := range p.Owners.ByPattern {
		if lawMeans(o.Pattern, s) {
			pattern = o.Owner
			break
		}
	}
	return cmp.Or(lawSays(lawOverrides(p, s), func(o Override) string { return o.Owner }), p.Owners.BySender[upn], p.Owners.BySender[strings.ToLower(s.ID)],
		pattern, p.Owners.ByDepartment[string(s.Department)], p.Owners.ByDomain[domain], p.Owners.Default)
}

// lawPlan is a plan with what belongs to it at hand.
type lawPlan struct {
	inv      *inventory.Inventory
	policy   *Policy
	plan     *Plan
	today    calendar.Day
	waves    map[int]*Wave
	items    map[string]*Item // by sender
	inWave   map[int][]*Item
	senders  map[string]*inventory.Sender
	tooBig   map[int]bool
	warned   map[string]map[string]bool // senders by the code of a warning
	problems []string
}

func (l *lawPlan) bad(rule int, format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf("law %d: ", rule)+fmt.Sprintf(format, args...))
}

// workdaysIn counts working days from one day to another, both included.
func (l *lawPlan) workdaysIn(from, to calendar.Day) int {
	n := 0
	for day := from; !day.After(to); day = day.AddDays(1) {
		if l.policy.Calendar.Working(day) {
			n++
		}
	}
	return n
}

// share is the part of a week's hours that working days give.
func (l *lawPlan) share(hours float64, days int) float64 {
	return hours * float64(days) / float64(l.policy.Calendar.Workdays())
}

// latest and earliest choose from days, and leave out those that are none.
func latest(days ...calendar.Day) calendar.Day { return slices.MaxFunc(days, calendar.Day.Compare) }

func earliest(days ...calendar.Day) calendar.Day {
	days = slices.DeleteFunc(days, calendar.Day.IsZero)
	return slices.MinFunc(days, calendar.Day.Compare)
}

// checkPlan says which laws a plan breaks.
func checkPlan(inv inventory.Inventory, policy Policy, plan Plan) []string {
	l := &lawPlan{
		inv: &inv, policy: &policy, plan: &plan, waves: map[int]*Wave{}, items: map[string]*Item{}, inWave: map[int][]*Item{},
		senders: map[string]*inventory.Sender{}, tooBig: map[int]bool{}, warned: map[string]map[string]bool{},
	}
	zone, err := time.LoadLocation(policy.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	l.today = calendar.DayOf(policy.AsOf.In(zone))
	for i := range plan.Waves {
		if l.waves[plan.Waves[i].Number] != nil {
			l.bad(1, "there are two waves %d", plan.Waves[i].Number)
		}
		l.waves[plan.Waves[i].Number] = &plan.Waves[i]
	}
	for i := range plan.Items {
		item := &plan.Items[i]
		if l.items[item.Sender] != nil {
			l.bad(1, "%s has two items", item.Sender)
		}
		l.items[item.Sender] = item
		l.inWave[item.Wave] = append(l.inWave[item.Wave], item)
	}
	for i := range inv.Senders {
		l.senders[inv.Senders[i].ID] = &inv.Senders[i]
	}
	for _, w := range plan.Warnings {
		if w.Code == "move-group-too-big" {
			n, _ := strconv.Atoi(w.Args["wave"])
			l.tooBig[n] = true
		}
		if l.warned[w.Code] == nil {
			l.warned[w.Code] = map[string]bool{}
		}
		for _, s := range w.Senders {
			l.warned[w.Code][s] = true
		}
	}
	l.places()
	l.groups()
	l.capacity()
	l.load()
	l.days()
	l.order()
	l.pins()
	l.figures()
	l.fallbacks()
	l.gaps()
	l.steps()
	return l.problems
}

// places is law 1: every sender is in exactly one list, and each item in one wave.
func (l *lawPlan) places() {
	lists := map[string]int{}
	ids := map[string]bool{}
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		lists[item.Sender]++
		if ids[item.ID] {
			l.bad(1, "two items have the id %s", item.ID)
		}
		ids[item.ID] = true
		if l.waves[item.Wave] == nil {
			l.bad(1, "%s is in wave %d, which there is not", item.Sender, item.Wave)
		}
		if (item.Verdict == inventory.VerdictNoise || item.Verdict == inventory.VerdictModern) && !lawBegun(item) {
			l.bad(1, "%s is %s and has an item", item.Sender, item.Verdict)
		}
	}
	for _, u := range slices.Concat(l.plan.Unplanned, l.plan.NeverPlanned) {
		lists[u.Sender]++
		if u.Why == "" {
			l.bad(1, "%s has no wave and no reason", u.Sender)
		}
	}
	for _, u := range l.plan.NeverPlanned {
		if u.Verdict != inventory.VerdictNoise && u.Verdict != inventory.VerdictModern {
			l.bad(1, "%s is never planned and %s", u.Sender, u.Verdict)
		}
	}
	for id := range l.senders {
		if lists[id] != 1 {
			l.bad(1, "%s is in %d lists", id, lists[id])
		}
	}
	for id := range lists {
		if l.senders[id] == nil && (l.items[id] == nil || !lawBegun(l.items[id])) {
			l.bad(1, "%s is in the plan and not in the inventory", id)
		}
	}
}

// groups is law 2: move groups are whole, listed with a reason, and what the policy names is one.
func (l *lawPlan) groups() {
	members := map[string][]*Item{}
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		members[item.MoveGroup] = append(members[item.MoveGroup], item)
	}
	listed := map[string]bool{}
	for _, g := range l.plan.MoveGroups {
		var ids, unplanned []string
		for _, item := range members[g.ID] {
			ids = append(ids, item.Sender)
		}
		slices.Sort(ids)
		// A group for which there is no day is listed all the same.
		for _, u := range l.plan.Unplanned {
			if len(ids) == 0 && slices.Contains(g.Senders, u.Sender) {
				unplanned = append(unplanned, u.Sender)
			}
		}
		if len(unplanned) > 0 {
			slices.Sort(unplanned)
			ids = unplanned
		}
		if got := slices.Sorted(slices.Values(g.Senders)); !slices.Equal(got, ids) || len(ids) < 2 {
			l.bad(2, "group %q lists %v, and the items are %v", g.ID, got, ids)
		}
		if listed[g.ID] || g.Reason.Text == "" {
			l.bad(2, "group %q is there twice, or without a reason", g.ID)
		}
		listed[g.ID] = true
	}
	for id, items := range members {
		if len(items) > 1 && !listed[id] {
			l.bad(2, "group %q of %d is not listed", id, len(items))
		}
		items = slices.DeleteFunc(slices.Clone(items), lawBegun)
		for _, item := range items {
			if item.Wave != items[0].Wave || item.End != items[0].End || item.Start != items[0].Start {
				l.bad(2, "group %q: %s is in wave %d (%v to %v), %s in wave %d (%v to %v)", id, items[0].Sender, items[0].Wave, items[0].Start, items[0].End,
					item.Sender, item.Wave, item.Start, item.End)
			}
		}
	}
	for _, g := range l.policy.Groups {
		var first *Item
		for id, s := range l.senders {
			item := l.items[id]
			if item == nil || !lawMoves(item.Route) || lawBegun(item) || !slices.ContainsFunc(g.Senders, func(p Pattern) bool { return lawMeans(p, s) }) {
				continue
			}
			if first == nil {
				first = item
			}
			if item.MoveGroup != first.MoveGroup {
				l.bad(2, "%q of the policy holds %s (%q) and %s (%q)", g.Name, first.Sender, first.MoveGroup, item.Sender, item.MoveGroup)
			}
		}
	}
}

// capacity is law 3 for waves: their items and their hours.
func (l *lawPlan) capacity() {
	for i := range l.plan.Waves {
		w := &l.plan.Waves[i]
		items := l.inWave[w.Number]
		sum, begun, parts := 0.0, 0, false
		for _, item := range items {
			sum += item.EffortHours
			if lawBegun(item) {
				begun++
				parts = parts || item.MoveGroup != item.ID
			}
		}
		if len(items) == 0 || len(items) != w.Items || math.Abs(sum-w.EffortHours) > 0.01 {
			l.bad(3, "wave %d says %d items and %v hours, and has %d and %v", w.Number, w.Items, w.EffortHours, len(items), sum)
		}
		longest := map[WaveType]int{WavePrepare: l.policy.Waves.PrepareDays, WavePilot: l.policy.Waves.PilotDays}[w.Type]
		if longest == 0 {
			longest = l.policy.Waves.RegularDays
		}
		days := l.workdaysIn(w.Start, w.End)
		switch {
		case l.tooBig[w.Number]:
			if groups := len(slices.Compact(slices.Sorted(func(yield func(string) bool) {
				for _, item := range items {
					if !lawBegun(item) && !yield(item.MoveGroup) {
						return
					}
				}
			}))); groups > 1 && l.plan.Earlier == nil { // what is left of a group can be in pieces
				l.bad(3, "wave %d is for one group that is too big, and holds %d", w.Number, groups)
			}
		case begun == len(items) || parts: // the rest of a group goes with it
		case len(items) > max(l.policy.Capacity.ItemsPerWave, begun):
			l.bad(3, "wave %d holds %d items (%d of them begun) of %d", w.Number, len(items), begun, l.policy.Capacity.ItemsPerWave)
		case begun > 0: // what is begun can have been begun at any time
		case sum > l.share(l.policy.Capacity.HoursPerWeek, days)+float64(len(items))/100:
			l.bad(3, "wave %d (%s) holds %v hours, and its %d days %v", w.Number, w.Type, sum, days, l.share(l.policy.Capacity.HoursPerWeek, days))
		case days > longest && l.plan.Earlier == nil: // an earlier plan's wave can be longer
			l.bad(3, "wave %d (%s) lasts %d days of %d", w.Number, w.Type, days, longest)
		}
	}
}

// load is law 3 for weeks: no week and no owner has more than the policy allows, and all work is somewhere.
func (l *lawPlan) load() {
	limit := func(owner string) (float64, bool) {
		if owner == "" {
			return l.policy.Capacity.HoursPerWeek, true
		}
		if h, ok := l.policy.Capacity.ByOwner[owner]; ok {
			return h, true
		}
		return l.policy.Capacity.HoursPerOwner, l.policy.Capacity.HoursPerOwner > 0
	}
	sums, want, counts := map[string]float64{}, map[string]float64{}, map[string]int{}
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		for _, owner := range slices.Compact([]string{"", string(item.Owner)}) {
			want[owner] += item.EffortHours
			counts[owner]++
		}
	}
	seen := map[string]bool{}
	for _, row := range l.plan.Load {
		owner := string(row.Owner)
		key := row.Week.String() + owner
		if seen[key] || row.Week.Weekday() != time.Monday {
			l.bad(3, "load of %v and %q is there twice, or begins on a %v", row.Week, owner, row.Week.Weekday())
		}
		seen[key] = true
		sums[owner] += row.Hours
		counts[owner]++
		// What fits in, what must be in, and whether work that is begun makes it uncertain.
		all, within, begun := 0.0, 0.0, false
		sunday := row.Week.AddDays(6)
		for i := range l.plan.Items {
			item := &l.plan.Items[i]
			if owner != "" && string(item.Owner) != owner || item.End.Before(row.Week) || item.Start.After(sunday) {
				continue
			}
			begun = begun || lawBegun(item)
			all += item.EffortHours
			if !item.Start.Before(row.Week) && !item.End.After(sunday) {
				within += item.EffortHours
			}
		}
		if row.Hours > all+0.1 || row.Hours < within-0.1 {
			l.bad(3, "%q has %v hours in the week of %v, and items at least %v, at most %v", owner, row.Hours, row.Week, within, all)
		}
		days := l.workdaysIn(row.Week, sunday)
		most, limited := limit(owner)
		switch {
		case row.Hours > 0 && days == 0:
			l.bad(3, "%q has %v hours in the week of %v, in which nobody works", owner, row.Hours, row.Week)
		case limited != (row.Room != nil):
			l.bad(3, "%q in the week of %v: limited is %v, and room %v", owner, row.Week, limited, row.Room)
		case !limited:
		case math.Abs(*row.Room-max(l.share(most, days), float64(days)/60)) > float64(days)/60+0.01: // whole minutes a day, one at least
			l.bad(3, "%q in the week of %v has room for %v, want %v", owner, row.Week, *row.Room, l.share(most, days))
		case row.Hours > *row.Room+0.011 && !begun:
			l.bad(3, "%q works %v hours of %v in the week of %v", owner, row.Hours, l.share(most, days), row.Week)
		case !begun && row.Hours > max(1.0/60, most/float64(l.policy.Calendar.Workdays()))*float64(l.workdaysIn(latest(row.Week, l.today.AddDays(1), l.policy.Start), earliest(sunday, l.policy.End)))+0.011:
			l.bad(3, "%q works %v hours in what is left of the week of %v", owner, row.Hours, row.Week)
		}
	}
	for owner, hours := range want {
		if math.Abs(hours-sums[owner]) > 0.03*float64(counts[owner])+0.02 {
			l.bad(3, "the weeks of %q have %v hours, and its items %v", owner, sums[owner], hours)
		}
	}
	for owner := range sums {
		if _, ok := want[owner]; !ok {
			l.bad(3, "%q has a load and no items", owner)
		}
	}
}

// days is laws 4 and 5: nothing is done on a day without work, too early or too late, and waves follow each other.
func (l *lawPlan) days() {
	p := l.policy
	begunIn := func(number int) bool { return slices.ContainsFunc(l.inWave[number], lawBegun) }
	for i := range l.plan.Waves {
		w := &l.plan.Waves[i]
		begun := begunIn(w.Number)
		for name, day := range map[string]calendar.Day{"start": w.Start, "end": w.End, "go/no-go": w.GoNoGo} {
			if !p.Calendar.Working(day) {
				l.bad(4, "wave %d: %s on %v, which is no working day", w.Number, name, day)
			}
		}
		switch {
		case w.End.Before(w.Start) || !w.GoNoGo.Before(w.Start):
			l.bad(5, "wave %d: go/no-go %v, start %v, end %v", w.Number, w.GoNoGo, w.Start, w.End)
		case begun:
		case l.plan.Earlier != nil && (!w.Start.After(l.today) || w.GoNoGo.Before(l.today)): // an earlier plan's wave that goes on, or is decided
		case !w.Start.After(l.today) || w.GoNoGo.Before(l.today):
			l.bad(4, "wave %d: go/no-go %v, start %v, and it is %v", w.Number, w.GoNoGo, w.Start, l.today)
		case w.Start.Before(p.Start):
			l.bad(4, "wave %d starts on %v, before %v", w.Number, w.Start, p.Start)
		case !p.End.IsZero() && w.End.After(p.End):
			l.bad(4, "wave %d ends on %v, after the end, %v", w.Number, w.End, p.End)
		}
		if i == 0 {
			continue
		}
		before := &l.plan.Waves[i-1]
		if w.Number <= before.Number {
			l.bad(5, "wave %d comes after wave %d", w.Number, before.Number)
		}
		if begun && begunIn(before.Number) {
			continue
		}
		if !w.Start.After(before.End) {
			l.bad(5, "wave %d starts on %v, and wave %d ends on %v", w.Number, w.Start, before.Number, before.End)
		}
		if soaked, ok := p.Calendar.AddWorking(before.End, p.Waves.SoakDays); ok && !w.GoNoGo.After(soaked) && !begun {
			l.bad(5, "wave %d is decided on %v, and wave %d soaks until %v", w.Number, w.GoNoGo, before.Number, soaked)
		}
	}
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		w := l.waves[item.Wave]
		if w != nil && (item.Start.Before(w.Start) || item.End.After(w.End)) && !lawBegun(item) || item.End.Before(item.Start) {
			l.bad(4, "%s works from %v to %v in wave %d", item.Sender, item.Start, item.End, item.Wave)
		}
		if lawBegun(item) {
			continue
		}
		if !p.Calendar.Working(item.Start) || !p.Calendar.Working(item.End) {
			l.bad(4, "%s works from %v to %v, which are no working days", item.Sender, item.Start, item.End)
		}
		if !item.Start.After(l.today) || item.Start.Before(p.Start) || !p.End.IsZero() && item.End.After(p.End) {
			l.bad(4, "%s works from %v to %v; today is %v, start %v, end %v", item.Sender, item.Start, item.End, l.today, p.Start, p.End)
		}
	}
}

// order is law 6: types in their order, and incidents before everything.
func (l *lawPlan) order() {
	rank := map[WaveType]int{WavePrepare: 0, WavePilot: 1, WaveRegular: 2, WaveLast: 3}
	for i := range l.plan.Waves {
		w := &l.plan.Waves[i]
		if i > 0 && rank[w.Type] < rank[l.plan.Waves[i-1].Type] {
			l.bad(6, "wave %d (%s) comes after wave %d (%s)", w.Number, w.Type, l.plan.Waves[i-1].Number, l.plan.Waves[i-1].Type)
		}
		for _, item := range l.inWave[w.Number] {
			switch {
			case lawBegun(item):
			case l.plan.Earlier != nil && item.Route == RouteInvestigate: // it goes into the next wave, whatever its type
			case item.Verdict == inventory.VerdictSuspicious && (w.Type != WavePrepare || item.Route != RouteInvestigate):
				l.bad(6, "%s is an incident, by route %s in a %s wave", item.Sender, item.Route, w.Type)
			case w.Type == WavePrepare && lawMoves(item.Route):
				l.bad(6, "%s migrates to %s in a prepare wave", item.Sender, item.Route)
			}
		}
	}
}

// pins is law 7: what the policy says of single senders is kept, or the plan says that it is not.
func (l *lawPlan) pins() {
	for id, s := range l.senders {
		list := lawOverrides(l.policy, s)
		item := l.items[id]
		if pin := lawSays(list, func(o Override) *int { return o.Wave }); pin != nil && (item == nil || item.Wave != *pin) && !l.warned["pin-refused"][id] {
			l.bad(7, "%s is pinned to wave %d, is in %+v, and no warning says so", id, *pin, item != nil)
		}
		var exact []int
		for _, o := range list {
			if o.Wave != nil && !strings.Contains(string(o.Pattern), "*") {
				exact = append(exact, *o.Wave)
			}
		}
		if len(slices.Compact(exact)) > 1 && !l.warned["pin-refused"][id] {
			l.bad(7, "%s is pinned to the waves %v, and no warning says so", id, exact)
		}
		if item == nil || lawBegun(item) {
			continue
		}
		if day := lawSays(list, func(o Override) calendar.Day { return o.NotBefore }); item.Start.Before(day) && !(item.Route == RouteInvestigate && l.warned["pin-refused"][id]) {
			l.bad(7, "%s starts on %v, and not before %v", id, item.Start, day)
		}
		if owner := lawOwner(l.policy, s); string(item.Owner) != owner {
			l.bad(7, "%s has the owner %q, want %q", id, item.Owner, owner)
		}
	}
}

// figures is law 8: weight, exposure, quality and what is late.
func (l *lawPlan) figures() {
	kinds := map[inventory.Kind]float64{inventory.KindApplication: 2, inventory.KindDevice: 1.5, inventory.KindUnknown: 1.5, inventory.KindPerson: 1}
	verdicts := map[inventory.Verdict]float64{
		inventory.VerdictSuspicious: 2, inventory.VerdictActive: 1, inventory.VerdictBroken: 0.8, inventory.VerdictSuspected: 0.6, inventory.VerdictIdle: 0.1,
	}
	exposure := 0.0
	var last calendar.Day
	var late []string
	groups, takes := map[inventory.Optional]bool{}, map[string]bool{}
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		exposure += item.Weight * float64(max(0, item.End.DaysSince(l.today)))
		if item.End.After(last) {
			last = item.End
		}
		if !l.policy.Deadline.IsZero() {
			if item.End.After(l.policy.Deadline) {
				late = append(late, item.Sender)
			}
			if item.SlackDays == nil || *item.SlackDays != l.policy.Deadline.DaysSince(item.End) {
				l.bad(8, "%s has a slack of %v", item.Sender, item.SlackDays)
			}
		} else if item.SlackDays != nil {
			l.bad(8, "%s has a slack without a deadline", item.Sender)
		}
		group := map[GroupBy]inventory.Optional{GroupByDepartment: item.Department, GroupBySite: item.Site, GroupByProject: item.Project}[l.policy.Waves.GroupBy]
		if w := l.waves[item.Wave]; group != "" && w != nil && w.Type == WaveRegular {
			groups[group], takes[fmt.Sprint(item.Wave, " ", group)] = true, true
		}
		s := l.senders[item.Sender]
		if s == nil || lawBegun(item) {
			continue
		}
		list := lawOverrides(l.policy, s)
		perDay := lawSays(list, func(o Override) int { return o.MessagesPerDay })
		uses := max(float64(s.Successes)/30, float64(perDay))
		if s.Messages != nil && perDay == 0 {
			uses = max(uses, float64(s.Messages.Count)/30)
		}
		weight := verdicts[s.Verdict] * kinds[item.Kind] * (1 + math.Log10(1+uses))
		if s.License.Finding == inventory.FindingViolation {
			weight *= 1.2
		}
		weight *= cmp.Or(lawSays(list, func(o Override) float64 { return o.Importance }), 1)
		if math.Abs(weight-item.Weight) > 0.0051 {
			l.bad(8, "%s weighs %v, want %v", item.Sender, item.Weight, weight)
		}
	}
	if math.Abs(exposure-l.plan.Exposure) > 0.051 {
		l.bad(8, "exposure is %v, and items give %v", l.plan.Exposure, exposure)
	}
	q := l.plan.Quality
	want := Quality{Groups: len(groups), Splits: len(takes) - len(groups), Late: len(late)}
	weeks, total := 0, 0.0
	for _, row := range l.plan.Load {
		if row.Owner == "" && row.Hours > 0 {
			weeks++
			total += row.Hours
			want.BusiestWeek = max(want.BusiestWeek, row.Hours)
		}
	}
	want.MeanWeek = total / float64(max(1, weeks))
	if len(l.plan.Items) > 0 {
		want.SpanDays = last.DaysSince(l.today)
	}
	if q.SpanDays != want.SpanDays || q.Groups != want.Groups || q.Splits != want.Splits || q.Late != want.Late || math.Abs(q.BusiestWeek-want.BusiestWeek) > 0.011 ||
		math.Abs(q.MeanWeek-want.MeanWeek) > 0.011 {
		l.bad(8, "quality is %+v, want %+v", q, want)
	}
	switch has := len(l.plan.Items) > 0 && !l.policy.Deadline.IsZero(); {
	case has != (q.SlackDays != nil):
		l.bad(8, "slack is %v", q.SlackDays)
	case has && *q.SlackDays != l.policy.Deadline.DaysSince(last):
		l.bad(8, "slack is %d days, from %v to %v", *q.SlackDays, last, l.policy.Deadline)
	}
	if warned := slices.Sorted(maps.Keys(l.warned["past-deadline"])); !slices.Equal(warned, slices.Sorted(slices.Values(late))) {
		l.bad(8, "late are %v, and the warning names %v", late, warned)
	}
	if len(late) == 0 && len(l.plan.Remedies) > 0 {
		l.bad(8, "nothing is late, and there are %d remedies", len(l.plan.Remedies))
	}
	for _, r := range l.plan.Remedies {
		if r.Late >= len(late) {
			l.bad(8, "%s leaves %d late of %d", r.ID, r.Late, len(late))
		}
	}
}

// fallbacks is law 9.
func (l *lawPlan) fallbacks() {
	var off, removal calendar.Day
	for _, m := range l.policy.Milestones {
		switch m.ID {
		case milestoneDefaultOff:
			off = m.Date
		case milestoneRemoval:
			removal = m.Date
		}
	}
	var senders []string
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		switch item.Verdict {
		case inventory.VerdictActive, inventory.VerdictBroken, inventory.VerdictSuspected:
			if lawMoves(item.Route) && !off.IsZero() && !item.End.Before(off) && item.Status != StatusDone {
				senders = append(senders, item.Sender)
			}
		}
	}
	slices.Sort(senders)
	if len(l.plan.Fallbacks) == 0 {
		// Nobody can keep Basic on once it is removed.
		if first, _ := l.policy.Calendar.Next(l.today.AddDays(1)); len(senders) > 0 && (removal.IsZero() || first.Before(removal)) {
			l.bad(9, "%v end on %v or later, and there is no fallback", senders, off)
		}
		return
	}
	for _, f := range l.plan.Fallbacks {
		if !slices.Equal(slices.Sorted(slices.Values(f.Senders)), senders) || len(senders) == 0 {
			l.bad(9, "%s names %v, want %v", f.ID, f.Senders, senders)
		}
		if !l.policy.Calendar.Working(f.On) || !f.On.After(l.today) {
			l.bad(9, "%s is done on %v, and it is %v", f.ID, f.On, l.today)
		}
		if f.Expires.IsZero() {
			if f.Why.ID != "fallback.why-unknown" {
				l.bad(9, "%s has no expiry: %s", f.ID, f.Why.Text)
			}
		} else if !l.policy.Calendar.Working(f.Expires) || f.Expires.Before(f.On) || f.Check.After(f.Expires) {
			l.bad(9, "%s is on from %v, checked on %v, expires on %v", f.ID, f.On, f.Check, f.Expires)
		}
		if !l.policy.Calendar.Working(f.Check) || f.Check.Before(f.On) {
			l.bad(9, "%s is on from %v and checked on %v", f.ID, f.On, f.Check)
		}
		for _, s := range f.Steps {
			if s.Date.IsZero() != (f.Expires.IsZero()) && !l.policy.Calendar.Working(s.Date) {
				l.bad(9, "%s has %s on %v", f.ID, s.ID, s.Date)
			}
		}
	}
}

// gaps is law 10: what was not read is said.
func (l *lawPlan) gaps() {
	if len(l.plan.Waves) == 0 {
		return
	}
	said := map[string]bool{}
	for _, w := range l.plan.Waves {
		for _, g := range w.Gaps {
			said[g.Args["source"]] = true
		}
	}
	for _, c := range l.inv.Coverage {
		if source := strings.TrimSpace(c.Source + " " + c.Part); c.Status != inventory.CoverageComplete && !said[source] {
			l.bad(10, "%s is %s, and no wave says so", source, c.Status)
		}
	}
}

// steps is law 14: each step is on the working day that its T says, or pulled to the first day that is left.
func (l *lawPlan) steps() {
	first, _ := l.policy.Calendar.Next(l.today.AddDays(1))
	for i := range l.plan.Items {
		item := &l.plan.Items[i]
		if lawBegun(item) {
			continue
		}
		for n, s := range item.Steps {
			t, err := strconv.Atoi(strings.TrimPrefix(s.T, "T"))
			if err != nil || s.T != "T0" && s.T != fmt.Sprintf("T%+d", t) {
				l.bad(14, "%s: %q is no day of a step", item.Sender, s.T)
			}
			if !l.policy.Calendar.Working(s.Date) {
				l.bad(14, "%s: %s is on %v, which is no working day", item.Sender, s.ID, s.Date)
			}
			// The distance in working days, with a sign.
			distance := l.workdaysIn(item.End.AddDays(1), s.Date)
			if s.Date.Before(item.End) {
				distance = -l.workdaysIn(s.Date, item.End.AddDays(-1))
			}
			if _, room := l.policy.Calendar.AddWorking(item.End, max(0, t)); distance != t && !(s.Date == first && t < distance) && room {
				l.bad(14, "%s: %s is at %s on %v, %d days from %v", item.Sender, s.ID, s.T, s.Date, distance, item.End)
			}
			if n > 0 && s.Date.Before(item.Steps[n-1].Date) {
				l.bad(14, "%s: %s on %v comes after %s on %v", item.Sender, s.ID, s.Date, item.Steps[n-1].ID, item.Steps[n-1].Date)
			}
		}
	}
}

// lawTally counts what the laws found, so that one run shows all of it.
type lawTally struct {
	seeds map[string][]uint64
	first map[string]string
}

func (c *lawTally) add(seed uint64, problems []string) {
	if c.seeds == nil {
		c.seeds, c.first = map[string][]uint64{}, map[string]string{}
	}
	for _, text := range problems {
		law, _, _ := strings.Cut(text, ":")
		if seeds := c.seeds[law]; len(seeds) == 0 || seeds[len(seeds)-1] != seed {
			c.seeds[law] = append(c.seeds[law], seed)
		}
		if strings.Count(c.first[law], "\n") < 6 {
			c.first[law] += fmt.Sprintf("\n\tseed %d: %s", seed, text)
		}
	}
}

func (c *lawTally) fail(t *testing.T) {
	t.Helper()
	for _, law := range slices.Sorted(maps.Keys(c.seeds)) {
		t.Errorf("%s is broken by %d seeds %v, first by %s", law, len(c.seeds[law]), c.seeds[law][:min(12, len(c.seeds[law]))], c.first[law])
	}
}

func lawTenant(seed uint64) (*rand.Rand, inventory.Inventory, Policy) {
	rng := rand.New(rand.NewPCG(seed, 77))
	inv := richInventory(rng, 60)
	return rng, inv, richPolicy(rng)
}

func TestEveryPlanKeepsTheLaws(t *testing.T) {
	var tally lawTally
	seen := map[string]int{}
	for seed := range uint64(lawSeeds) {
		_, inv, p := lawTenant(seed)
		got := made(inv, p, Digests{}, nil)
		tally.add(seed, checkPlan(inv, p, got))
		seen["waves"] += len(got.Waves)
		seen["groups"] += len(got.MoveGroups)
		seen["remedies"] += len(got.Remedies)
		seen["fallbacks"] += len(got.Fallbacks)
		seen["unplanned"] += len(got.Unplanned)
		for _, w := range got.Warnings {
			seen[w.Code]++
		}
	}
	tally.fail(t)
	for what, least := range map[string]int{
		"waves": 2000, "groups": 300, "remedies": 200, "fallbacks": 100, "unplanned": 100, "pin-refused": 100, "move-group-too-big": 100, "past-deadline": 100,
	} {
		if seen[what] < least {
			t.Errorf("only %d of %s were looked at", seen[what], what)
		}
	}
}

// lawRemedied is the policy that a remedy speaks of, and false where it can't be told from its words.
func lawRemedied(r Remedy, p Policy, plan Plan) (Policy, bool) {
	value, _ := strconv.ParseFloat(r.Args["value"], 64)
	p.Senders = slices.Clone(p.Senders)
	switch r.ID {
	case "remedy.soak":
		p.Waves.SoakDays = int(value)
	case "remedy.items":
		p.Capacity.ItemsPerWave = int(value)
	case "remedy.hours":
		p.Capacity.HoursPerWeek = value
	case "remedy.owner-hours":
		p.Capacity.HoursPerOwner = math.Ceil(p.Capacity.HoursPerOwner * value)
		byOwner := map[string]float64{}
		for owner, h := range p.Capacity.ByOwner {
			byOwner[owner] = math.Ceil(h * value)
		}
		p.Capacity.ByOwner = byOwner
	case "remedy.longer-waves":
		p.Waves.RegularDays = int(value)
	case "remedy.no-pilot":
		p.Waves.PilotItems = int(value)
	case "remedy.all":
		p.Waves.SoakDays = 0
		p.Capacity.ItemsPerWave = int(math.Ceil(float64(p.Capacity.ItemsPerWave) * value / p.Capacity.HoursPerWeek))
		p.Capacity.HoursPerWeek = value
	case "remedy.route":
		for i := range plan.Items {
			item := &plan.Items[i]
			best := item.Route
			for _, a := range item.Alternatives {
				if works[a.Route].hours < works[best].hours && works[a.Route].hours > 0 {
					best = a.Route
				}
			}
			if best != item.Route && !lawBegun(item) && item.End.After(p.Deadline) {
				p.Senders = append([]Override{{Pattern: Pattern(item.UPN), Route: best}}, p.Senders...)
			}
		}
	default:
		return p, false
	}
	return p, true
}

func lateOf(p Plan, deadline calendar.Day) int {
	late := 0
	for i := range p.Items {
		if p.Items[i].End.After(deadline) {
			late++
		}
	}
	return late
}

func TestARemedyDoesWhatItSays(t *testing.T) {
	var tally lawTally
	tried, worse, better := map[string]int{}, map[string]int{}, map[string]int{}
	for seed := range uint64(lawSeeds) {
		_, inv, p := lawTenant(seed)
		got := made(inv, p, Digests{}, nil)
		for _, r := range got.Remedies {
			q, ok := lawRemedied(r, p, got)
			if !ok {
				t.Fatalf("seed %d: nothing is known of %s", seed, r.ID)
			}
			then := made(inv, q, Digests{}, nil)
			late, noRoom := lateOf(then, p.Deadline), len(then.Unplanned)-len(got.Unplanned)
			tried[r.ID]++
			if late > r.Late {
				worse[r.ID]++
			} else if late < r.Late {
				better[r.ID]++
			}
			if float64(late) > 1.1*float64(r.Late)+2 || noRoom > 0 {
				tally.add(seed, []string{fmt.Sprintf("law 8: %s (%s) claims %d late of %d, and comes to %d, with %d more unplanned", r.ID, r.Args["value"], r.Late,
					got.Quality.Late, late, noRoom)})
			}
		}
	}
	t.Logf("tried %v; the plan has more late than the remedy says: %v, fewer: %v", tried, worse, better)
	tally.fail(t)
}

func TestTheOrderOfSendersIsNoMatter(t *testing.T) {
	for seed := range uint64(150) {
		rng, inv, p := lawTenant(seed)
		var texts [3]string
		for i := range texts {
			var b bytes.Buffer
			if err := Write(&b, made(inv, p, Digests{"1", "2"}, nil)); err != nil {
				t.Fatal(err)
			}
			texts[i] = b.String()
			if i == 1 {
				inv.Senders = slices.Clone(inv.Senders)
				rng.Shuffle(len(inv.Senders), func(i, j int) { inv.Senders[i], inv.Senders[j] = inv.Senders[j], inv.Senders[i] })
			}
		}
		if texts[0] != texts[1] {
			t.Errorf("seed %d: the same input gives another plan", seed)
		}
		if texts[0] != texts[2] {
			n := 0
			for n < min(len(texts[0]), len(texts[2])) && texts[0][n] == texts[2][n] {
				n++
			}
			t.Errorf("seed %d: another order of senders gives another plan: %q, was %q", seed, texts[2][max(0, n-200):min(len(texts[2]), n+60)],
				texts[0][max(0, n-60):min(len(texts[0]), n+60)])
		}
	}
}

// lawMovesOf are the differences between two plans.
func lawMovesOf(before, after Plan) map[string][2]string {
	show := func(item *Item) string {
		if item == nil {
			return "nowhere"
		}
		return fmt.Sprint("wave ", item.Wave, " ", item.Start, " to ", item.End, " by ", item.Route)
	}
	items := func(p Plan) map[string]*Item {
		m := map[string]*Item{}
		for i := range p.Items {
			m[p.Items[i].Sender] = &p.Items[i]
		}
		return m
	}
	a, b := items(before), items(after)
	moves := map[string][2]string{}
	for id := range a {
		if from, to := show(a[id]), show(b[id]); from != to {
			moves[id] = [2]string{from, to}
		}
	}
	for id := range b {
		if a[id] == nil {
			moves[id] = [2]string{show(nil), show(b[id])}
		}
	}
	return moves
}

// lawAgainst says in what a plan does not keep to an earlier one. unchanged says that the clock alone is another. squeezed are items whose owner's hours were laid
// otherwise than before, and that found no room on their days: an earlier plan does not say who works on what on which day.
func lawAgainst(before, after Plan, policy Policy, today calendar.Day, unchanged bool) (problems []string, squeezed int) {
	bad := func(format string, args ...any) { problems = append(problems, "law 12"+fmt.Sprintf(format, args...)) }
	now := map[string]*Item{}
	for i := range after.Items {
		now[after.Items[i].Sender] = &after.Items[i]
	}
	waves := map[int]*Wave{}
	for i := range before.Waves {
		waves[before.Waves[i].Number] = &before.Waves[i]
	}
	// A wave that goes on can take longer, because of what is overdue in it, and then the next ones wait.
	longer := noLimit
	for i := range after.Waves {
		if w := &after.Waves[i]; waves[w.Number] != nil && w.End.After(waves[w.Number].End) {
			longer = min(longer, w.Number)
		}
	}
	for i := range before.Items {
		was := &before.Items[i]
		is := now[was.Sender]
		switch {
		case lawBegun(was) && is == nil:
			bad("a: %s is %s and has no item any more", was.Sender, was.Status)
		case lawBegun(was):
			a, b := *was, *is
			a.SlackDays, b.SlackDays = nil, nil
			if x, y := fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b); x != y {
				bad("a: %s is %s and not as it was: %s", was.Sender, was.Status, y)
			}
		case !unchanged:
		case !waves[was.Wave].Start.After(today): // not ahead
		case is == nil:
			bad("b: %s was in wave %d and has no item any more", was.Sender, was.Wave)
		case slices.ContainsFunc(after.Moves, func(m Move) bool { return m.Sender == was.Sender && m.Why.ID == "move.pin" }): // there is room for its pin now
		case (is.Wave != was.Wave || is.Start != was.Start || is.End != was.End || is.Route != was.Route):
			if longer < was.Wave && waves[longer].Start.Before(today.AddDays(1)) {
				break
			}
			if _, limited := policy.Capacity.ofOwner(string(was.Owner)); limited {
				squeezed++
				break
			}
			bad("c: %s was in wave %d, %v to %v, which is ahead, and is in wave %d, %v to %v", was.Sender, was.Wave, was.Start, was.End, is.Wave, is.Start, is.End)
		case is.Wave == was.Wave && is.Start == was.Start && is.End == was.End && is.Status != was.Status:
			bad("e: %s was %s and is %s", was.Sender, was.Status, is.Status)
		}
	}
	want := lawMovesOf(before, after)
	for _, m := range after.Moves {
		show := func(p *Place) string {
			if p == nil {
				return "nowhere"
			}
			return fmt.Sprint("wave ", p.Wave, " ", p.Start, " to ", p.End, " by ", p.Route)
		}
		if got := [2]string{show(m.From), show(m.To)}; got != want[m.Sender] {
			bad("f: moves say %s: %v, want %v", m.Sender, got, want[m.Sender])
		}
		if m.Why.Text == "" {
			bad("f: %s moves without a reason", m.Sender)
		}
		delete(want, m.Sender)
	}
	for id, move := range want {
		bad("f: moves lack %s: %v", id, move)
	}
	return problems, squeezed
}

// lawLater is a plan, and what it is planned again with some days later.
type lawLater struct {
	before    Plan
	inv       inventory.Inventory
	policy    Policy
	today     calendar.Day
	unchanged bool
	mode      int
	days      int
}

func lawLaterOf(seed uint64) lawLater {
	rng, inv, p := lawTenant(seed)
	l := lawLater{before: made(inv, p, Digests{}, nil), inv: inv, policy: p, days: pick(rng, 0, 0, rng.IntN(61), rng.IntN(61)), mode: rng.IntN(3)}
	l.policy.AsOf = p.AsOf.AddDate(0, 0, l.days)
	l.today = calendar.DayOf(l.policy.AsOf.In(mustZone(p.TimeZone)))
	for i := range l.before.Items {
		item := &l.before.Items[i]
		switch due := !item.Start.After(l.today); {
		case l.mode == 0: // anything anywhere
			item.Status = pick(rng, StatusNotStarted, StatusNotStarted, StatusReady, StatusBlocked, StatusInProgress, StatusValidating, StatusDone, StatusRolledBack)
		case l.mode == 1 && due: // all goes as planned
			item.Status = pick(rng, StatusInProgress, StatusDone, StatusDone, StatusValidating)
		default:
			item.Status = pick(rng, StatusNotStarted, StatusReady, StatusBlocked)
		}
	}
	if l.unchanged = rng.IntN(3) > 0; l.unchanged {
		return l
	}
	l.inv.Senders = slices.DeleteFunc(slices.Clone(inv.Senders), func(inventory.Sender) bool { return rng.IntN(8) == 0 })
	more := richInventory(rng, 8).Senders
	for i := range more {
		more[i].ID, more[i].UPN = "new-"+more[i].ID, "new-"+more[i].UPN
	}
	l.inv.Senders = append(l.inv.Senders, more...)
	l.policy.Capacity.ItemsPerWave = max(1, l.policy.Capacity.ItemsPerWave+rng.IntN(5)-2)
	l.policy.Senders = append(slices.Clone(l.policy.Senders), richPolicy(rng).Senders...)
	return l
}

func TestAPlanKeepsToTheEarlierOneAndToTheLaws(t *testing.T) {
	var tally lawTally
	squeezed := 0
	for seed := range uint64(lawSeeds) {
		l := lawLaterOf(seed)
		after := made(l.inv, l.policy, Digests{}, &l.before)
		problems, items := lawAgainst(l.before, after, l.policy, l.today, l.unchanged)
		squeezed += items
		for _, problem := range checkPlan(l.inv, l.policy, after) {
			law, _, _ := strings.Cut(problem, ":")
			problems = append(problems, fmt.Sprintf("%s: (mode %d, %d days later, unchanged %v) %s", law, l.mode, l.days, l.unchanged, problem))
		}
		tally.add(seed, problems)
	}
	tally.fail(t)
	if squeezed > 3 {
		t.Errorf("%d items lost their days because of their owner's hours", squeezed)
	}
}

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// lawHostile are words that mean something to somebody else.
var lawHostile = []string{
	"o'hara", "x'; Remove-Mailbox *; '", "a\u2019; b \u2018", "$(calc)", "`n`\"", "line\nbreak", "cr\r\nlf: x", "\x00\x1b[31m\x07", "key: [value", "- x\n  y: !!js", "# x",
	"=HYPERLINK(\"http://x\")", "+1+1", "@SUM(A1)", "-2", "\u202egnp.exe", "\u2028\u2029", "\xff\xfe broken", "{mailbox}", "{count} {late}", "<b>&amp;</b>", "--%", "a\"b\\", "%PATH%",
	"| rm -rf /", "; exit", "\u201aq\u201b", "\ufeffx", "\u00adsoft", strings.Repeat("x", 400),
}

// lawSkeleton is a command without its literals: what PowerShell reads as a single-quoted word becomes a Q.
func lawSkeleton(command string) string {
	var b strings.Builder
	text := []rune(command)
	is := func(r rune) bool { return r == '\'' || r >= '\u2018' && r <= '\u201b' }
	for i := 0; i < len(text); i++ {
		if !is(text[i]) {
			b.WriteRune(text[i])
			continue
		}
		b.WriteRune('Q')
		for i++; i < len(text); i++ {
			if is(text[i]) {
				if i+1 < len(text) && is(text[i+1]) {
					i++
					continue
				}
				break
			}
			if unicode.In(text[i], unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
				b.WriteString("<control character in a literal>")
			}
		}
		if i >= len(text) {
			b.WriteString("<open literal>")
		}
	}
	return b.String()
}

// lawSorted is a skeleton whose lines are in order, since names are sorted.
func lawSorted(command string) string {
	return strings.Join(slices.Sorted(strings.SplitSeq(lawSkeleton(command), "\n")), "\n")
}

func TestHostileWordsChangeNoCommandAndNoLine(t *testing.T) {
	control := func(text string, lines bool) bool {
		return strings.ContainsFunc(text, func(r rune) bool {
			return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || !lines && r == '\n'
		})
	}
	commands, lines := 0, map[string]int{}
	var tally lawTally
	for seed := range uint64(200) {
		rng, inv, p := lawTenant(seed)
		p.Waves.Order, p.Capacity.HoursPerOwner, p.Capacity.ByOwner = OrderExposure, 0, nil
		p.Owners.BySender, p.Owners.ByPattern, p.Senders = nil, nil, p.Senders[:0]
		for i := range inv.Senders {
			inv.Senders[i].UPN = fmt.Sprintf("s%05d@contoso.com", i)
		}
		if p.Routes.Service.Name == "" {
			p.Routes.Service.Name = "SMTPget"
		}
		p.Groups = []NamedGroup{{Name: "lift", Shares: "device", Senders: []Pattern{"*1@contoso.com"}}}
		p.Owners.ByDomain, p.Owners.ByDepartment, p.Owners.Default = nil, nil, "it@contoso.com"
		tame := made(inv, p, Digests{}, nil)
		evil, q := inv, p
		evil.Senders = slices.Clone(inv.Senders)
		for i := range evil.Senders {
			s := &evil.Senders[i]
			// Numbers first, so that the order stays, and the domain last.
			s.UPN = fmt.Sprintf("s%05d", i) + pick(rng, lawHostile...) + fmt.Sprintf("%d@contoso.com", i%10)
			s.DisplayName = inventory.Optional(pick(rng, lawHostile...))
			if s.Department != "" {
				s.Department = inventory.Optional("D" + string(s.Department) + lawHostile[len(s.Department)%len(lawHostile)])
			}
			s.Clients = slices.Clone(s.Clients)
			for c := range s.Clients {
				s.Clients[c].UserAgent = inventory.Optional(pick(rng, lawHostile...))
			}
		}
		evil.Coverage = slices.Clone(inv.Coverage)
		for i := range evil.Coverage {
			evil.Coverage[i].Reason, evil.Coverage[i].Part = pick(rng, lawHostile...), pick(rng, lawHostile...)
		}
		evil.Tenant.Name = inventory.Optional(pick(rng, lawHostile...))
		q.Owners.Default, q.FallbackOwner = pick(rng, lawHostile...), pick(rng, lawHostile...)
		q.Groups = []NamedGroup{{Name: pick(rng, lawHostile...), Shares: "device", Senders: p.Groups[0].Senders}}
		q.Routes.Service.Name, q.Routes.Service.Host, q.Routes.Service.SPF = pick(rng, lawHostile...), pick(rng, lawHostile...), pick(rng, lawHostile...)
		if q.Routes.Relay != "" {
			q.Routes.Relay = pick(rng, lawHostile...)
		}
		got := made(evil, q, Digests{}, nil)
		var problems []string
		bad := func(format string, args ...any) { problems = append(problems, "law 13"+fmt.Sprintf(format, args...)) }
		was := map[string]*Item{}
		for i := range tame.Items {
			was[tame.Items[i].Sender] = &tame.Items[i]
		}
		// A step is told by its id; in commands only what is quoted may be another.
		skeletons := func(item *Item) map[string]string {
			m := map[string]string{}
			for n, s := range item.Steps {
				m[fmt.Sprint(n, " ", s.ID)] = lawSkeleton(s.Command)
				commands++
			}
			for n, c := range item.Rollback.Commands {
				m[fmt.Sprint("back ", n)] = lawSkeleton(c)
			}
			return m
		}
		sentence := func(where, text string, args map[string]string) {
			lines[where]++
			if control(text, false) {
				lines["raw "+where]++ // data of plan.json: what writes it elsewhere cleans it
			}
		}
		for i := range got.Items {
			item := &got.Items[i]
			old := was[item.Sender]
			if old == nil || old.Route != item.Route {
				bad(" (plan): %s goes by %s in wave %d, and not as %+v", item.Sender, item.Route, item.Wave, old)
				continue
			}
			a, b := skeletons(old), skeletons(item)
			for step, skeleton := range b {
				if a[step] != skeleton {
					bad(" (commands): %s, %s is %q, and was %q", item.UPN, step, skeleton, a[step])
				}
			}
			sentence("why", item.Why, item.Args)
			for _, s := range item.Steps {
				sentence("step", s.What, s.Args)
				if strings.HasPrefix(s.Command, "az ") && strings.Contains(lawSkeleton(s.Command), "Q") {
					lines["az with literal"]++
				}
			}
			for _, s := range slices.Concat(item.Questions, item.Answers, item.Limits, []Sentence{item.Cost.Why}) {
				sentence("sentence", s.Text, s.Args)
			}
			for _, s := range item.Alternatives {
				sentence("alternative", s.Why, s.Args)
			}
			sentence("trigger", item.Rollback.Trigger, item.Rollback.TriggerArgs)
			sentence("possible", item.Rollback.PossibleWhy, item.Rollback.PossibleArgs)
		}
		for _, f := range got.Fallbacks {
			sentence("fallback", f.What.Text, f.What.Args)
			sentence("fallback", f.Why.Text, f.Why.Args)
			for n, s := range f.Steps {
				sentence("fallback step", s.What, s.Args)
				if len(tame.Fallbacks) == 1 && len(tame.Fallbacks[0].Senders) == len(f.Senders) && lawSorted(tame.Fallbacks[0].Steps[n].Command) != lawSorted(s.Command) {
					bad(" (commands): fallback %s is %q", s.ID, lawSkeleton(s.Command))
				}
			}
		}
		for _, m := range got.Messages {
			lines["message"]++
			phrase, _ := PhraseOf(m.TextID)
			listed := 0 // lines that begin with a day, or say how many more there are
			empty := map[string]string{}
			for name, arg := range m.Args {
				if strings.Contains(phrase.En, "{"+name+"}") {
					listed += strings.Count(arg, "\n")
				}
				if arg == "" {
					empty[name] = "" // its lines are left out
				} else {
					empty[name] = "x"
				}
				for line := range strings.Lines(arg) {
					if _, err := calendar.ParseDay(line[:min(10, len(line))]); strings.Contains(arg, "\n") && err != nil && !strings.HasPrefix(line, "+") {
						bad(" (message lines): {%s} has the line %q", name, line)
					}
				}
			}
			if control(m.Subject, false) || control(m.Text, true) || strings.Count(m.Text, "\n") != strings.Count(phrase.In(inventory.English, empty), "\n")+listed {
				bad(" (messages): %q: %q", m.Subject, m.Text)
			}
			for _, to := range m.To {
				if control(to, false) {
					bad(" (messages): to %q", to)
				}
			}
		}
		for _, w := range got.Waves {
			sentence("wave", w.Name, w.NameArgs)
			for _, g := range w.Gaps {
				sentence("gap", g.Text, g.Args)
			}
		}
		for _, w := range got.Warnings {
			sentence("warning", w.Text, w.Args)
		}
		for _, g := range got.MoveGroups {
			sentence("group", g.Reason.Text, g.Reason.Args)
		}
		for _, u := range slices.Concat(got.Unplanned, got.NeverPlanned) {
			sentence("unplanned", u.Why, u.Args)
		}
		tally.add(seed, problems)
	}
	tally.fail(t)
	t.Logf("%d commands, %v", commands, lines)
}

func TestAbsurdPoliciesGivePlansAndNoPanic(t *testing.T) {
	far := calendar.On(2026, time.November, 1)
	everyDay, err := calendar.New(calendar.Rules{Freezes: []calendar.Freeze{{From: far, To: far.AddDays(20 * 365), Reason: "all"}}})
	if err != nil {
		t.Fatal(err)
	}
	wave, zero, minus := 99, 0, -3
	for name, change := range map[string]func(inv *inventory.Inventory, p *Policy){
		"nothing at all":      func(_ *inventory.Inventory, p *Policy) { *p = Policy{} },
		"a clock alone":       func(_ *inventory.Inventory, p *Policy) { *p = Policy{AsOf: asOf} },
		"an unknown zone":     func(_ *inventory.Inventory, p *Policy) { p.TimeZone = "Nowhere/Land" },
		"one item in a wave":  func(_ *inventory.Inventory, p *Policy) { p.Capacity.ItemsPerWave = 1 },
		"hardly any hours":    func(_ *inventory.Inventory, p *Policy) { p.Capacity.HoursPerWeek = 0.01 },
		"few hours":           func(_ *inventory.Inventory, p *Policy) { p.Capacity.HoursPerWeek = 0.5 },
		"few hours of owners": func(_ *inventory.Inventory, p *Policy) { p.Capacity.HoursPerOwner, p.Owners.Default = 0.1, "x" },
		"no hours":            func(_ *inventory.Inventory, p *Policy) { p.Capacity.HoursPerWeek, p.Capacity.ItemsPerWave = 0, 0 },
		"negative numbers": func(_ *inventory.Inventory, p *Policy) {
			p.Capacity = Capacity{ItemsPerWave: -1, HoursPerWeek: -5, HoursPerOwner: -2, ByOwner: map[string]float64{"x": -1}}
			p.Waves = WaveRules{PrepareDays: -1, PilotItems: -1, PilotDays: -1, SoakDays: -1, RegularDays: -1, TogetherPercent: -5}
		},
		"days of one": func(_ *inventory.Inventory, p *Policy) {
			p.Waves.RegularDays, p.Waves.PilotDays, p.Waves.PrepareDays = 1, 1, 1
		},
		"a soak of years":  func(_ *inventory.Inventory, p *Policy) { p.Waves.SoakDays = 1000 },
		"a wave of years":  func(_ *inventory.Inventory, p *Policy) { p.Waves.RegularDays = 1000 },
		"all days frozen":  func(_ *inventory.Inventory, p *Policy) { p.Calendar = everyDay },
		"a start in years": func(_ *inventory.Inventory, p *Policy) { p.Start = calendar.On(2040, time.January, 1) },
		"the end of time":  func(_ *inventory.Inventory, p *Policy) { p.Start = calendar.On(9999, time.December, 30) },
		"an end before the start": func(_ *inventory.Inventory, p *Policy) {
			p.Start, p.End = calendar.On(2027, time.March, 1), calendar.On(2027, time.February, 1)
		},
		"an end in the past": func(_ *inventory.Inventory, p *Policy) { p.End = calendar.On(2020, time.February, 1) },
		"an end today":       func(_ *inventory.Inventory, p *Policy) { p.End = calendar.DayOf(asOf) },
		"an end tomorrow":    func(_ *inventory.Inventory, p *Policy) { p.End = calendar.DayOf(asOf).AddDays(1) },
		"no senders":         func(inv *inventory.Inventory, _ *Policy) { inv.Senders = nil },
		"one sender":         func(inv *inventory.Inventory, _ *Policy) { inv.Senders = inv.Senders[:min(1, len(inv.Senders))] },
		"incidents alone": func(inv *inventory.Inventory, p *Policy) {
			for i := range inv.Senders {
				inv.Senders[i].Verdict = inventory.VerdictSuspicious
			}
		},
		"one move group": func(_ *inventory.Inventory, p *Policy) {
			p.Groups = []NamedGroup{{Name: "all", Shares: "device", Senders: []Pattern{"*"}}}
		},
		"all pinned": func(_ *inventory.Inventory, p *Policy) {
			p.Senders = []Override{{Pattern: "*1*", Wave: &wave}, {Pattern: "*2*", Wave: &zero}, {Pattern: "*", Wave: &minus}}
		},
		"all not before years": func(_ *inventory.Inventory, p *Policy) {
			p.Senders = []Override{{Pattern: "*", NotBefore: calendar.On(2060, time.January, 1)}}
		},
		"all not before the next century": func(_ *inventory.Inventory, p *Policy) {
			p.Senders = []Override{{Pattern: "*", NotBefore: calendar.On(2199, time.December, 31)}}
		},
		"no milestones":        func(_ *inventory.Inventory, p *Policy) { p.Milestones = nil },
		"all routes avoided":   func(_ *inventory.Inventory, p *Policy) { p.Routes.Avoid = slices.Collect(maps.Keys(works)) },
		"the deadline is over": func(_ *inventory.Inventory, p *Policy) { p.Deadline = calendar.On(2020, time.January, 1) },
		"all in one owner": func(_ *inventory.Inventory, p *Policy) {
			p.Owners.Default, p.Capacity.ByOwner = "x", map[string]float64{"x": 0}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var tally lawTally
			defer func() { tally.fail(t) }()
			for seed := range uint64(6) {
				_, inv, p := lawTenant(seed)
				if seed < 3 {
					p = DefaultPolicy(asOf)
				}
				change(&inv, &p)
				done := make(chan Plan, 1)
				go func() { done <- made(inv, p, Digests{}, nil) }()
				select {
				case got := <-done:
					var b bytes.Buffer
					if err := Write(&b, got); err != nil {
						t.Errorf("seed %d: %v", seed, err)
					}
					before := got
					p.AsOf = p.AsOf.AddDate(0, 0, 10)
					made(inv, p, Digests{}, &before)
					if strings.Contains(name, "nothing") || strings.Contains(name, "clock") || strings.Contains(name, "hours") || strings.Contains(name, "negative") {
						continue
					}
					p.AsOf = p.AsOf.AddDate(0, 0, -10)
					tally.add(seed, checkPlan(inv, p, got))
				case <-time.After(10 * time.Second):
					t.Fatalf("seed %d takes too long", seed)
				}
			}
		})
	}
}

// The cases below were found by the laws, each once broken.

func TestAPrepareWaveEndsWithThePolicy(t *testing.T) {
	unused := sender("unused")
	unused.Verdict = inventory.VerdictIdle
	p := DefaultPolicy(asOf)
	p.End = calendar.On(2026, time.November, 24) // the first of three days
	got := made(inventoryOf(unused), p, Digests{}, nil)
	if len(got.Waves) != 1 || got.Waves[0].End != p.End {
		t.Errorf("waves are %+v", got.Waves)
	}
}

func TestStepsAfterTheLastDayHaveDays(t *testing.T) {
	p := DefaultPolicy(asOf)
	p.End, p.Waves.PilotItems = calendar.On(2026, time.November, 24), 0
	for _, item := range made(inventoryOf(people(1)...), p, Digests{}, nil).Items {
		for _, s := range item.Steps {
			if s.Date.IsZero() {
				t.Errorf("%s, %s has no day", s.ID, s.T)
			}
		}
	}
}

func TestWorkOfWhatIsLeftOutIsNoLoad(t *testing.T) {
	p := DefaultPolicy(asOf)
	p.Capacity.HoursPerWeek, p.Waves.PilotItems = 1, 0
	p.End = calendar.On(2026, time.November, 27) // less than the two hours that it takes
	if got := made(inventoryOf(sender("scan")), p, Digests{}, nil); len(got.Items) != 0 || len(got.Load) != 0 {
		t.Errorf("%d items, load %+v", len(got.Items), got.Load)
	}
}

func TestWhatIsDoneNeedsNoFallback(t *testing.T) {
	p := DefaultPolicy(asOf)
	p.Start = calendar.On(2027, time.January, 11)
	first := made(inventoryOf(people(4)...), p, Digests{}, nil)
	for i := range first.Items {
		first.Items[i].Status = StatusDone
	}
	if len(first.Fallbacks) != 1 {
		t.Fatalf("%d fallbacks", len(first.Fallbacks))
	}
	if got := made(inventoryOf(people(4)...), p, Digests{}, &first); len(got.Fallbacks) != 0 {
		t.Errorf("all is done, and Basic is kept on for %v", got.Fallbacks[0].Senders)
	}
}

func TestTwoPinsOneOfThemTooBig(t *testing.T) {
	p := pinned(DefaultPolicy(asOf), map[string]int{"scan": 1, "p001": 1})
	p.Capacity.HoursPerWeek, p.Waves.PilotItems, p.Waves.RegularDays = 5, 0, 1
	got := made(inventoryOf(append(people(3), sender("scan"))...), p, Digests{}, nil)
	if waveOf(got, "scan") == waveOf(got, "p001") {
		t.Errorf("what is too big for a wave shares wave %d", waveOf(got, "scan"))
	}
}

func TestNothingMigratesInThePrepareWaveOfAnEarlierPlan(t *testing.T) {
	unused := sender("unused")
	unused.Verdict = inventory.VerdictIdle
	p := DefaultPolicy(asOf)
	first := made(inventoryOf(append(people(3), unused)...), p, Digests{}, nil)
	got := made(inventoryOf(append(people(4), unused)...), pinned(p, map[string]int{"p003": 0}), Digests{}, &first)
	if wave := waveOf(got, "p003"); wave == 0 {
		t.Errorf("a new sender that is pinned to wave 0 migrates in it")
	}
}

func TestAPlanMadeOnASundayKeepsWhatBeginsOnMonday(t *testing.T) {
	p := DefaultPolicy(asOf)
	p.Start, p.Waves.PilotItems = calendar.On(2026, time.November, 30), 0 // a Monday; the go/no-go is on Friday
	first := made(inventoryOf(people(4)...), p, Digests{}, nil)
	p.AsOf = time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC)
	if got := made(inventoryOf(people(4)...), p, Digests{}, &first); len(got.Moves) != 0 {
		t.Errorf("nothing changed, and moves are %+v", got.Moves)
	}
}

func TestAGroupIsListedWithThoseThatHaveBegun(t *testing.T) {
	inv, p := inventoryOf(sender("mfp1"), sender("mfp2"), sender("mfp3")), DefaultPolicy(asOf)
	first := made(inv, p, Digests{}, nil)
	first.Items[0].Status = StatusInProgress
	got := made(inv, p, Digests{}, &first)
	if len(got.MoveGroups) != 1 || len(got.MoveGroups[0].Senders) != 3 {
		t.Errorf("groups are %+v", got.MoveGroups)
	}
}
