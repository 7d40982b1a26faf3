package plan

import (
	"net/netip"
	"slices"
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
	// Tenant is the id or a domain of the tenant that the policy is for; empty fits every tenant.
	Tenant string
	// TimeZone is the IANA name of the zone in which days are days.
	TimeZone string
	// Start is the first day on which work may be done; zero means the next working day after AsOf. The first wave starts on the first
	// working day from there that has a working day before it, AsOf's own included, for its go/no-go.
	Start calendar.Day
	// Deadline is the last day on which a sender's move should end; what ends later is planned all the same, and late.
	Deadline calendar.Day
	// End is the last day on which work may be done at all: what does not fit before it has no wave. Zero for none.
	End calendar.Day
	// Hours are those of a working day, zero for none; CutOverAt is the time of day of cut-overs as "22:00", empty for none.
	Hours     WorkHours
	CutOverAt string
	Calendar  calendar.Calendar
	Capacity  Capacity
	Waves     WaveRules
	Owners    Owners
	// Senders are decisions about single senders, in the order of the file.
	Senders []Override
	// Groups are move groups that no evidence shows; Sites and Projects are names for where senders belong.
	Groups   []NamedGroup
	Sites    []Membership
	Projects []Membership
	Routes   RouteRules
	// FallbackOwner answers for keeping Basic on after a milestone; empty leaves it to Owners.Default.
	FallbackOwner string
	Licenses      Licenses
	Progress      ProgressRules
	Milestones    []Milestone
}

// ProgressRules say when silence means that a sender is done. The planner makes nothing of them: package progress does.
type ProgressRules struct {
	// SilentPeriods is for how many of its own periods a sender must have been silent, and QuietDays for how many days whatever its period. Both are 1 at least.
	SilentPeriods, QuietDays int
}

// DefaultProgressRules are those of a policy.yaml that says nothing of them. One silent period may be a holiday or a failed run; two are no accident. A week has
// every weekday in it.
func DefaultProgressRules() ProgressRules { return ProgressRules{SilentPeriods: 2, QuietDays: 7} }

// Pattern says which senders are meant: a user principal name or an id, or a name with stars for any number of characters ("payroll-*@contoso.com"), in
// any case of letters.
type Pattern string

// NamedGroup is a move group of the policy.
type NamedGroup struct {
	Name string
	// Shares is what they share: "device", "application", "credential" or "mailbox".
	Shares  string
	Senders []Pattern
}

// Membership names senders by pattern, or by the networks that they send from.
type Membership struct {
	Name     string
	Senders  []Pattern
	Networks []netip.Prefix
}

// RouteRules are what the organisation has, wants and pays, for choosing routes. Nil and empty mean that it is not known.
type RouteRules struct {
	// Avoid are routes that are never chosen, unless a sender's own entry names one.
	Avoid []Route
	// Service is the SMTP service that is allowed; its Name is empty for none.
	Service Service
	// Relay is the host of a relay of one's own (on-premises-relay); RelayPort 0 means 25.
	Relay     string
	RelayPort int
	// Azure is whether there is an Azure subscription for Communication Services, BillingPolicy whether there is one for High Volume Email.
	Azure         *bool
	BillingPolicy *bool
	// ACSPerHour is the limit of messages an hour that Azure has granted; 0 for its default.
	ACSPerHour int
	// Prices by what they are for, in Currency; a price that is not in it is not known.
	Prices   map[Price]float64
	Currency string
}

// Price is what a price in the policy is for.
type Price string

// The prices that routes are computed with.
const (
	PriceHVE      Price = "hvePerMillionRecipients"
	PriceACS      Price = "acsPerThousandMessages"
	PriceRelay    Price = "relayPerYear"
	PriceWorkHour Price = "workPerHour"
)

// Service is an SMTP service of another company. Host, limits, prices and what an auditor asks come from the policy, never from code.
type Service struct {
	Name string
	Host string
	Port int
	// OldestTLS is the oldest version of TLS that it takes, as "1.2".
	OldestTLS string
	// SPF is what goes into the SPF record ("include:…"), DKIM the selectors, DMARC says how From is aligned.
	SPF, DKIM, DMARC string
	// Keys says how keys are given and renewed, Logs how long logs are kept, Data where data lie, Support its hours and language.
	Keys, Logs, Data, Support string
	// MessagesPerMonth and MessagesPerHour are its limits; 0 for not known.
	MessagesPerMonth, MessagesPerHour int
	// PerMonth is a fixed price a month, PerThousand one of 1,000 messages; nil for not known. In RouteRules.Currency.
	PerMonth, PerThousand *float64
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
	// HoursPerOwner is the same for one owner, 0 for no limit; ByOwner are owners with a limit of their own.
	HoursPerOwner float64
	ByOwner       map[string]float64
}

// ofOwner gives the hours a week of an owner, and false where there is no limit. Nobody ("") has none.
func (c Capacity) ofOwner(owner string) (float64, bool) {
	if hours, ok := c.ByOwner[owner]; ok {
		return hours, true
	}
	return c.HoursPerOwner, c.HoursPerOwner > 0 && owner != ""
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
	// Order is what goes first among regular senders.
	Order Order
	// GroupBy is what regular waves keep together, and Groups the order of these by name, for OrderGroup.
	GroupBy GroupBy
	Groups  []string
	// TogetherPercent is how much exposure may be given up to keep them together, in percent of the least.
	TogetherPercent float64
}

// days is how many working days a wave of a type has at most.
func (w WaveRules) days(typ WaveType) int {
	switch typ {
	case WavePrepare:
		return max(1, w.PrepareDays)
	case WavePilot:
		return max(1, w.PilotDays)
	}
	return max(1, w.RegularDays)
}

// GroupBy says what regular waves keep together.
type GroupBy string

// The ways to group regular waves.
const (
	GroupByDepartment GroupBy = "department"
	GroupBySite       GroupBy = "site"
	GroupByProject    GroupBy = "project"
	GroupByNone       GroupBy = "none"
)

// Order says what goes first among regular senders.
type Order string

// The orders of regular waves.
const (
	// OrderExposure: what gives the least exposure.
	OrderExposure Order = "exposure"
	// OrderRisk: the highest risk first; OrderVolume: the most messages first. Exposure decides among equals.
	OrderRisk   Order = "risk"
	OrderVolume Order = "volume"
	// OrderGroup: departments (sites, projects) one after the other, in the order of WaveRules.Groups and then of exposure.
	OrderGroup Order = "group"
)

// Owners say who answers for a sender: by sender first, then pattern, then department, then domain, then the default. Keys of BySender and
// ByDomain are in lower case.
type Owners struct {
	Default      string
	ByDepartment map[string]string
	ByDomain     map[string]string
	BySender     map[string]string
	// ByPattern is in the order of the file: the first that fits counts.
	ByPattern []PatternOwner
}

// PatternOwner is the owner of the senders that a pattern means.
type PatternOwner struct {
	Pattern Pattern
	Owner   string
}

// of gives the owner of a sender, or "".
func (o Owners) of(s *inventory.Sender) string {
	upn := strings.ToLower(s.UPN)
	domain := upn[strings.LastIndexByte(upn, '@')+1:]
	byPattern := ""
	for _, p := range o.ByPattern {
		if p.Pattern.matches(s.UPN, s.ID) {
			byPattern = p.Owner
			break
		}
	}
	for _, owner := range []string{
		o.BySender[upn], o.BySender[strings.ToLower(s.ID)], byPattern, o.ByDepartment[string(s.Department)], o.ByDomain[domain],
	} {
		if owner != "" {
			return owner
		}
	}
	return o.Default
}

// Override is a decision of the policy about the senders that a pattern means, and what is known of them that no evidence shows. Nil and empty leave it as it is.
type Override struct {
	Pattern Pattern
	// Line is where it stands in policy.yaml, for messages; 0 for none.
	Line int
	// Route replaces the decision table's.
	Route Route
	// Kind replaces what the evidence says.
	Kind inventory.Kind
	// Wave is the number of the wave that the sender belongs in, and NotBefore the first day on which work on it may be done.
	Wave      *int
	NotBefore calendar.Day
	// Importance multiplies the weight; 0 leaves it.
	Importance float64
	Owner      string
	// The answers to what the plan asks: can the software or firmware do SMTP with OAuth, are there recipients outside the organisation, is port 25 open, is
	// the public address fixed and one's own, can the code be changed.
	OAuth, External, Port25, FixedAddress, CodeChange *bool
	// MessagesPerDay and PeakPerHour are the volume, where it is known better than the evidence shows; 0 leaves it.
	MessagesPerDay, PeakPerHour int
	// RollbackTested is the day on which the way back was tried.
	RollbackTested calendar.Day
}

// DefaultPolicy is the policy of a workspace without policy.yaml. The deadline is the day on which Microsoft switches Basic off by default.
func DefaultPolicy(asOf time.Time) Policy {
	p := Policy{
		AsOf:     asOf,
		TimeZone: "UTC",
		Capacity: Capacity{ItemsPerWave: 25, HoursPerWeek: 40},
		Waves: WaveRules{
			PrepareDays: 3, PilotItems: 5, PilotDays: 5, SoakDays: 1, RegularDays: 5, Order: OrderExposure, GroupBy: GroupByDepartment, TogetherPercent: 1,
		},
		Progress: DefaultProgressRules(),
	}
	return p.WithMilestones(Milestones())
}

// WithMilestones gives the policy with other milestones than this version's own, earliest first. Its deadline is the day on which they say that Basic is
// switched off by default, so a policy.yaml is read over it and not before.
func (p Policy) WithMilestones(milestones []Milestone) Policy {
	p.Milestones = slices.Clone(milestones)
	slices.SortStableFunc(p.Milestones, func(a, b Milestone) int { return a.Date.Compare(b.Date) })
	off, _ := p.milestone(milestoneDefaultOff)
	p.Deadline = off.Date
	return p
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
