package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/netip"
	"slices"
	"strings"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// task is a sender on its way to becoming an item.
type task struct {
	sender *inventory.Sender
	key    string
	// id is that of its item.
	id string
	// alike are its facts and its row, and what it shares with others that have the same.
	*alike
	// override is never nil.
	override *Override
	owner    string
	hours    float64
	weight   float64
	risk     Risk
	// rare: it runs so seldom that a failure would go unseen. refused: the policy names a route that it can't have.
	rare, refused bool
	// site and project are names of the policy.
	site, project string
}

// notBefore is the first day on which work on it may be done, zero for any: an incident does not wait.
func (t *task) notBefore() calendar.Day {
	if t.rule.route == RouteInvestigate {
		return calendar.Day{}
	}
	return t.override.NotBefore
}

func (t *task) minutes() int { return max(1, int(math.Round(t.hours*60))) }

// unit is what moves at once: a move group, of one sender as a rule.
type unit struct {
	id    string
	tasks []*task
	// shares says what the members share, the strongest reason first; none for a unit of one.
	shares []shared
	hours  float64
	// minutes are the hours as the scheduler counts them.
	minutes int
	weight  float64
	volume  float64
	risk    Risk
	// urgent is that of its first member.
	urgent int
	// rank is its place by weight for hours among all units.
	rank int
	// cluster is the number, from 1, of the name that it is kept together with; 0 for none.
	cluster int
	// hard units go into the last waves.
	hard      bool
	pin       *int
	notBefore calendar.Day
}

// shared is why senders move together.
type shared struct {
	// reason is a phrase, value its word, and name that of the policy's group.
	reason, value, name string
}

// itemID is made from the sender's key alone, so that it does not change between plans.
func itemID(key string) string {
	var buffer [128]byte
	sum := sha256.Sum256(append(append(buffer[:0], "item\x00"...), key...))
	var id [16]byte
	hex.Encode(id[:], sum[:8])
	return string(id[:])
}

// manyAtAddress is how many senders at one address are surely more than one device: an office or a data centre, whose address says nothing of who shares a machine.
const manyAtAddress = 12

// Applications by which Exchange itself is meant, and no program of one's own.
var generalApps = []string{
	"", "office 365 exchange online", "microsoft exchange online", "exchange online", "microsoft office", "outlook", "microsoft outlook", "office 365",
}

// group joins senders that must move together:
//
//   - those of a move group of the policy;
//   - devices and applications whose every client came from the very same address: behind one address there is mostly one device or one server with several
//     accounts, and its settings are changed in one visit. An address with very many senders is an office, and joins nobody;
//   - applications whose sign-ins name the same program.
//
// A sender that shares with two groups joins them to one. Senders that do not move are units of one.
func group(tasks []*task, groups []NamedGroup) []*unit {
	joined := newJoined(len(tasks))
	for _, g := range groups {
		first := -1
		for i, t := range tasks {
			if t.rule.destiny == moves && slices.ContainsFunc(g.Senders, func(p Pattern) bool { return p.matches(t.sender.UPN, t.sender.ID) }) {
				first = joined.join(first, i, shared{reason: "group." + cmp.Or(g.Shares, "device"), value: g.Name, name: g.Name})
			}
		}
	}
	addresses, byAddress, byApp := make([]netip.Addr, len(tasks)), map[netip.Addr][]int{}, map[string][]int{}
	for i, t := range tasks {
		addresses[i] = soleAddress(t.sender)
		if t.rule.destiny != moves || t.facts.kind != inventory.KindDevice && t.facts.kind != inventory.KindApplication {
			continue
		}
		if address := addresses[i]; address.IsValid() {
			byAddress[address] = append(byAddress[address], i)
		}
		if t.facts.kind == inventory.KindApplication {
			if app := soleApp(t.sender); app != "" {
				byApp[app] = append(byApp[app], i)
			}
		}
	}
	for i, t := range tasks { // in the order of tasks, not of maps
		if address := addresses[i]; address.IsValid() {
			if at := byAddress[address]; len(at) > 1 && len(at) <= manyAtAddress && at[0] == i {
				for _, other := range at[1:] {
					joined.join(i, other, shared{reason: "group.address", value: address.String()})
				}
			}
		}
		if app := soleApp(t.sender); app != "" {
			if at := byApp[app]; len(at) > 1 && at[0] == i {
				for _, other := range at[1:] {
					joined.join(i, other, shared{reason: "group.program", value: app})
				}
			}
		}
	}
	return joined.units(tasks)
}

// soleApp gives the one program that all clients of a sender name, or "".
func soleApp(s *inventory.Sender) string {
	sole := ""
	for i := range s.Clients {
		c := &s.Clients[i]
		if !sends(c) {
			continue
		}
		app := string(c.App)
		if slices.Contains(generalApps, strings.ToLower(strings.TrimSpace(app))) || sole != "" && app != sole {
			return ""
		}
		sole = app
	}
	return sole
}

// joined are sets of tasks by their indices, each set led by its first member.
type joined struct {
	leader  []int
	reasons map[int][]shared
}

func newJoined(n int) *joined {
	j := &joined{leader: make([]int, n), reasons: map[int][]shared{}}
	for i := range j.leader {
		j.leader[i] = i
	}
	return j
}

func (j *joined) of(i int) int {
	for j.leader[i] != i {
		j.leader[i] = j.leader[j.leader[i]]
		i = j.leader[i]
	}
	return i
}

// join puts two members into one set, for a reason, and gives the first of them. first is -1 where there is none yet.
func (j *joined) join(first, second int, why shared) int {
	if first < 0 {
		return second
	}
	a, b := j.of(first), j.of(second)
	if a > b {
		a, b = b, a
	}
	j.leader[b] = a
	reasons := j.reasons[a]
	for _, reason := range append(slices.Clone(j.reasons[b]), why) {
		if !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	delete(j.reasons, b)
	j.reasons[a] = reasons
	return first
}

// cluster numbers the departments (or sites, or projects) that units are kept together with.
func cluster(units []*unit, by GroupBy) {
	numbers := map[string]int{}
	for _, u := range units {
		name := u.groupName(by)
		if name == "" {
			u.cluster = 0
			continue
		}
		if numbers[name] == 0 {
			numbers[name] = len(numbers) + 1
		}
		u.cluster = numbers[name]
	}
}

func (j *joined) units(tasks []*task) []*unit {
	at := map[int]*unit{}
	units := make([]*unit, 0, len(tasks))
	all := make([]unit, 0, len(tasks)) // one piece of memory for all of them
	for i, t := range tasks {
		leader := j.of(i)
		u := at[leader]
		if u == nil {
			all = append(all, unit{})
			u = &all[len(all)-1]
			if reasons := j.reasons[leader]; len(reasons) > 0 {
				u.shares = reasons
				at[leader] = u
			}
			units = append(units, u)
		}
		if u.tasks == nil {
			u.tasks = tasks[i : i+1 : i+1] // most units are of one task, which lies there already
		} else {
			u.tasks = append(u.tasks, t)
		}
	}
	for _, u := range units {
		u.finish()
	}
	return units
}

// finish sums up the members, which are in order of weight from here on.
func (u *unit) finish() {
	slices.SortFunc(u.tasks, func(a, b *task) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key))
	})
	if len(u.tasks) == 1 {
		u.id, u.shares = u.tasks[0].id, nil
	} else {
		slices.SortFunc(u.shares, func(a, b shared) int {
			return cmp.Or(boolCompare(a.name == "", b.name == ""), cmp.Compare(a.reason, b.reason), cmp.Compare(a.value, b.value))
		})
		why := u.shares[0]
		u.id = groupKinds[why.reason] + ":" + why.value
	}
	for _, t := range u.tasks {
		u.hours += t.hours
		u.minutes += t.minutes()
		u.weight += t.weight
		u.volume += float64(t.sender.Successes)
		u.risk = worse(u.risk, t.risk)
		u.hard = u.hard || t.rare || t.risk == RiskHigh
		if pin := t.override.Wave; pin != nil && (u.pin == nil || *pin < *u.pin) {
			u.pin = pin
		}
		if day := t.notBefore(); day.After(u.notBefore) {
			u.notBefore = day
		}
	}
	u.weight, u.urgent = round2(u.weight), u.tasks[0].urgency()
}

// groupKinds begin the id of a move group, by why it is one.
var groupKinds = map[string]string{
	"group.device": "group", "group.application": "group", "group.credential": "group", "group.mailbox": "group",
	"group.address": "address", "group.program": "application",
}

// key orders units that are equal otherwise.
func (u *unit) key() string { return u.tasks[0].key }

// prepares reports whether nothing of it migrates.
func (u *unit) prepares() bool { return u.tasks[0].rule.destiny == prepares }

func (u *unit) incident() bool { return u.urgent == 0 }

// urgency is the order of what is prepared: incidents, then accounts that somebody guesses at, then all others.
func (t *task) urgency() int {
	switch {
	case t.rule.route == RouteInvestigate:
		return 0
	case t.sender.Excluded.Records > 0:
		return 1
	}
	return 2
}

// groupName is what a unit is kept together with: the department, site or project of its heaviest member; "" where it is not known.
func (u *unit) groupName(by GroupBy) string {
	switch t := u.tasks[0]; by {
	case GroupByDepartment:
		return string(t.sender.Department)
	case GroupBySite:
		return t.site
	case GroupByProject:
		return t.project
	}
	return ""
}

// rank numbers units by ratio, and puts them in that order, so that they can be compared by a number from then on.
func rank(units []*unit) {
	slices.SortFunc(units, func(a, b *unit) int {
		if c := cmp.Compare(b.weight*a.hours, a.weight*b.hours); c != 0 {
			return c
		}
		if c := cmp.Compare(b.weight, a.weight); c != 0 {
			return c
		}
		return cmp.Compare(a.key(), b.key()) // keys are far apart in memory, so they come last
	})
	for i, u := range units {
		u.rank = i
	}
}

// byWeight puts first what costs most for each day on Basic.
func byWeight(a, b *unit) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.rank, b.rank))
}

// byRatio puts first what costs most for the work that it takes.
func byRatio(a, b *unit) int {
	return cmp.Compare(a.rank, b.rank)
}
