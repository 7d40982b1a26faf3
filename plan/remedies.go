package plan

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"unbasic/plan/calendar"
)

// triedJobs is how many jobs are laid out at most while remedies are looked for, so that a very large plan does not take long over them.
const triedJobs = 100_000

// remedy is a policy that is tried.
type remedy struct {
	id     string
	change func(p *Policy, factor float64) string
	// upTo is the largest factor that is tried; 1 where there is only one way to change it.
	upTo float64
}

// remedies are what can be changed to be done earlier, what costs least first. A change gives the value that it comes to, for its sentence, or "" where it changes nothing.
var remedies = []remedy{
	{"remedy.soak", func(p *Policy, _ float64) string {
		if p.Waves.SoakDays == 0 {
			return ""
		}
		p.Waves.SoakDays = 0
		return "0"
	}, 1},
	{"remedy.items", func(p *Policy, factor float64) string {
		p.Capacity.ItemsPerWave = int(math.Ceil(float64(p.Capacity.ItemsPerWave) * factor))
		return strconv.Itoa(p.Capacity.ItemsPerWave)
	}, 8},
	{"remedy.hours", func(p *Policy, factor float64) string {
		p.Capacity.HoursPerWeek = math.Ceil(p.Capacity.HoursPerWeek * factor)
		return hours(p.Capacity.HoursPerWeek)
	}, 8},
	{"remedy.owner-hours", func(p *Policy, factor float64) string {
		if p.Capacity.HoursPerOwner == 0 && len(p.Capacity.ByOwner) == 0 {
			return ""
		}
		p.Capacity.HoursPerOwner = math.Ceil(p.Capacity.HoursPerOwner * factor)
		byOwner := map[string]float64{}
		for owner, h := range p.Capacity.ByOwner {
			byOwner[owner] = math.Ceil(h * factor)
		}
		p.Capacity.ByOwner = byOwner
		return hours(factor)
	}, 8},
	{"remedy.longer-waves", func(p *Policy, factor float64) string {
		p.Waves.RegularDays = int(math.Ceil(float64(p.Waves.RegularDays) * factor))
		return strconv.Itoa(p.Waves.RegularDays)
	}, 8},
	{"remedy.no-pilot", func(p *Policy, _ float64) string {
		if p.Waves.PilotItems == 0 {
			return ""
		}
		p.Waves.PilotItems = 0
		return "0"
	}, 1},
	{"remedy.all", func(p *Policy, factor float64) string {
		p.Waves.SoakDays = 0
		p.Capacity.ItemsPerWave = int(math.Ceil(float64(p.Capacity.ItemsPerWave) * factor))
		p.Capacity.HoursPerWeek = math.Ceil(p.Capacity.HoursPerWeek * factor)
		return hours(p.Capacity.HoursPerWeek)
	}, 16},
}

// lateness is how many senders of an arrangement end after the deadline, and the last day.
func lateness(a *arrangement, line *timeline, deadline calendar.Day) (late int, end calendar.Day) {
	for _, w := range a.waves {
		late += len(w.started) // not counted as late below where they are not
		for _, item := range w.started {
			if !item.End.After(deadline) {
				late--
			}
		}
		for _, in := range w.units {
			day, ok := line.at(in.last)
			if !ok || day.After(deadline) {
				late += len(in.unit.tasks)
			}
			if ok && day.After(end) {
				end = day
			}
		}
	}
	return late, end
}

// remedies looks for the smallest change of each sort that brings the last item before the deadline, or as many as it can. It plans these very senders for each, in the
// quick way, so that a remedy says what would happen and not what might.
func (m *maker) remedies() []Remedy {
	found := []Remedy{}
	deadline := m.policy.Deadline
	if deadline.IsZero() || m.plan.Quality.Late == 0 {
		return found
	}
	left := triedJobs
	try := func(r remedy, factor float64) (Remedy, bool) {
		p := m.policy
		value := r.change(&p, factor)
		if value == "" || left <= 0 {
			return Remedy{}, false
		}
		left -= len(m.units)
		line := newTimeline(p)
		a := arrange(m.units, p, line, withoutSearch)
		late, end := lateness(&a, line, deadline)
		text, args := say(r.id, map[string]string{"value": value, "late": itoa(late), "end": end.String()})
		return Remedy{ID: r.id, Text: text, Args: args, Late: late, End: end}, true
	}
	for _, r := range remedies {
		best, ok := try(r, r.upTo)
		if !ok || best.Late >= m.plan.Quality.Late {
			continue
		}
		// The smallest factor that is as good, to a tenth.
		for low, high := 1.0, r.upTo; high/low > 1.1; {
			middle := math.Sqrt(low * high)
			now, ok := try(r, middle)
			if !ok {
				break
			}
			if now.Late <= best.Late {
				best, high = now, middle
			} else {
				low = middle
			}
		}
		found = append(found, best)
	}
	if left > 0 {
		if r, ok := m.cheaperRoutes(); ok {
			found = append(found, r)
		}
	}
	if slices.ContainsFunc(found, func(r Remedy) bool { return r.Late == 0 && r.ID != "remedy.all" }) {
		// One change is enough, so nobody needs all of them.
		found = slices.DeleteFunc(found, func(r Remedy) bool { return r.ID == "remedy.all" })
	}
	return found
}

// canHave reports whether a sender gets a route, and moves, when policy.yaml names it.
func (m *maker) canHave(t *task, route Route) bool {
	if t == nil {
		return false
	}
	override := *t.override
	override.Route = route
	chosen, refused := decideWith(&t.facts, m.around, &override)
	return !refused && chosen.rule.route == route && chosen.rule.destiny == moves
}

// cheaperRoutes tries another route for every late sender that has an alternative with fewer hours.
func (m *maker) cheaperRoutes() (Remedy, bool) {
	cheaper := map[string]Route{}
	counts := map[Route]int{}
	tasks := map[string]*task{}
	for _, u := range m.units {
		for _, t := range u.tasks {
			tasks[t.key] = t
		}
	}
	for i := range m.plan.Items {
		item := &m.plan.Items[i]
		if item.Status.started() || !item.End.After(m.policy.Deadline) {
			continue
		}
		best := item.Route
		for _, a := range item.Alternatives {
			if works[a.Route].hours < works[best].hours && works[a.Route].hours > 0 && m.canHave(tasks[item.Sender], a.Route) {
				best = a.Route
			}
		}
		if best != item.Route {
			cheaper[item.Sender] = best
			counts[best]++
		}
	}
	if len(cheaper) == 0 {
		return Remedy{}, false
	}
	units := make([]*unit, len(m.units))
	for i, u := range m.units {
		units[i] = u
		if !slices.ContainsFunc(u.tasks, func(t *task) bool { return cheaper[t.key] != "" }) {
			continue
		}
		other := *u
		other.tasks, other.hours, other.minutes = slices.Clone(u.tasks), 0, 0
		for n, t := range u.tasks {
			changed := *t
			if route := cheaper[t.key]; route != "" {
				changed.hours = effortOf(t.sender, route)
			}
			other.tasks[n] = &changed
			other.hours += changed.hours
			other.minutes += changed.minutes()
		}
		units[i] = &other
	}
	line := newTimeline(m.policy)
	a := arrange(units, m.policy, line, withoutSearch)
	late, end := lateness(&a, line, m.policy.Deadline)
	if late >= m.plan.Quality.Late {
		return Remedy{}, false
	}
	var names []string
	for _, route := range slices.Sorted(maps.Keys(counts)) {
		names = append(names, string(route)+" ("+itoa(counts[route])+")")
	}
	text, args := say("remedy.route", map[string]string{"count": itoa(len(cheaper)), "routes": strings.Join(names, ", "), "late": itoa(late), "end": end.String()})
	return Remedy{ID: "remedy.route", Text: text, Args: args, Late: late, End: end}, true
}
