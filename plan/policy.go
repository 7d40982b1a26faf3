package plan

import (
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zone data of its own

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// Policy is what a plan keeps to: the clock, the calendar, capacity, owners and exceptions. It is a value; [Make] never changes it.
// Get one from [DefaultPolicy], and from [ReadPolicy] where there is a policy.yaml.
type Policy struct {
	// AsOf is the clock: nothing is planned on its day or before it.
	AsOf time.Time
	// TimeZone is the IANA name of the zone in which days are days.
	TimeZone string
	// Start is the first day on which work may be done; zero means the next working day after AsOf. The first wave starts on the first
	// working day from there that has a working day before it, AsOf's own included, for its go/no-go.
	Start calendar.Day
	// Deadline is the last day on which a sender's move may end.
	Deadline   calendar.Day
	Calendar   calendar.Calendar
	Capacity   Capacity
	Waves      WaveRules
	Owners     Owners
	Senders    map[string]Override
	Licenses   Licenses
	Milestones []Milestone
}

// Licenses are what is known of subscriptions and is in no evidence. The planner makes nothing of it: the inventory does, which finds the
// cheapest cure of a licence finding.
type Licenses struct {
	// Prices are what one seat of a subscription costs a month, by its part number in upper case.
	Prices map[string]float64
	// Currency is the three letters of all prices, in upper case; empty where the policy names none.
	Currency string
}

// Capacity limits one wave.
type Capacity struct {
	ItemsPerWave int
	// HoursPerWeek is the work that can be done in a week without holidays; a wave may use the share of its working days.
	HoursPerWeek float64
}

// WaveRules shape the waves. Lengths are working days.
type WaveRules struct {
	PrepareDays int
	// PilotItems is the most senders that a pilot takes; zero means no pilot.
	PilotItems int
	PilotDays  int
	// SoakDays are watched after a wave, before the next one's go/no-go.
	SoakDays    int
	RegularDays int
	GroupBy     GroupBy
}

// GroupBy says what regular waves keep together.
type GroupBy string

// The ways to group regular waves.
const (
	GroupByDepartment GroupBy = "department"
	GroupByNone       GroupBy = "none"
)

// Owners say who answers for a sender: by sender first, then department, then domain, then the default. Keys of BySender and
// ByDomain are in lower case.
type Owners struct {
	Default      string
	ByDepartment map[string]string
	ByDomain     map[string]string
	BySender     map[string]string
}

// of gives the owner of a sender, or "".
func (o Owners) of(s *inventory.Sender) string {
	upn := strings.ToLower(s.UPN)
	domain := upn[strings.LastIndexByte(upn, '@')+1:]
	for _, owner := range []string{
		o.BySender[upn], o.BySender[strings.ToLower(s.ID)], o.ByDepartment[string(s.Department)], o.ByDomain[domain],
	} {
		if owner != "" {
			return owner
		}
	}
	return o.Default
}

// Override is a decision of the policy about one sender. Policy.Senders holds them by the sender's user principal name or id, in lower case.
type Override struct {
	// Route replaces the decision table's; empty leaves it.
	Route Route
	// Kind replaces what the evidence says; empty leaves it.
	Kind inventory.Kind
	// Wave is the number of the wave that the sender belongs in; nil leaves it to the planner.
	Wave *int
}

// DefaultPolicy is the policy of a workspace without policy.yaml. The deadline is the day on which Microsoft switches Basic off by default.
func DefaultPolicy(asOf time.Time) Policy {
	p := Policy{
		AsOf:     asOf,
		TimeZone: "UTC",
		Capacity: Capacity{ItemsPerWave: 25, HoursPerWeek: 40},
		Waves: WaveRules{
			PrepareDays: 3, PilotItems: 5, PilotDays: 5, SoakDays: 1, RegularDays: 5, GroupBy: GroupByDepartment,
		},
		Milestones: Milestones(),
	}
	if off, ok := p.milestone(milestoneDefaultOff); ok {
		p.Deadline = off.Date
	}
	return p
}

// Kinds are the senders whose kind the policy says, by name or id in lower case.
func (p Policy) Kinds() map[string]inventory.Kind {
	kinds := map[string]inventory.Kind{}
	for name, o := range p.Senders {
		if o.Kind != "" {
			kinds[name] = o.Kind
		}
	}
	return kinds
}

// today is the day of AsOf in the policy's time zone; a zone that this program does not know counts as UTC.
func (p Policy) today() calendar.Day {
	loc, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		loc = time.UTC
	}
	return calendar.DayOf(p.AsOf.In(loc))
}

// hoursFor is the work that fits in a wave of some working days.
func (p Policy) hoursFor(days int) float64 {
	return p.Capacity.HoursPerWeek * float64(days) / float64(p.Calendar.Workdays())
}

// override finds what the policy says about a sender; the name wins over the id.
func (p Policy) override(s *inventory.Sender) Override {
	if o, ok := p.Senders[strings.ToLower(s.UPN)]; ok {
		return o
	}
	return p.Senders[strings.ToLower(s.ID)]
}
