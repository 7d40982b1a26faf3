package plan

import (
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// Schema is the value of the field "schema" in plan.json. Fields are only ever added under one schema.
const Schema = "unbasic/plan/1"

// Plan is plan.json: where each sender goes, when, and how it comes back. Days are days in TimeZone.
type Plan struct {
	Schema    string           `json:"schema"`
	Tool      inventory.Tool   `json:"tool"`
	Tenant    inventory.Tenant `json:"tenant"`
	AsOf      time.Time        `json:"asOf"`
	TimeZone  string           `json:"timeZone"`
	Inventory Digest           `json:"inventory"`
	Policy    Digest           `json:"policy"`
	// Earlier is the plan that this one keeps to; null where it was made anew.
	Earlier *Earlier `json:"earlier"`
	// Deadline is the policy's: the last day on which an item should end.
	Deadline calendar.Day `json:"deadline"`
	// Hours are those of a working day, and CutOverAt the time of day at which items are switched over, in TimeZone ("22:00"); null where the policy
	// names none.
	Hours     *WorkHours         `json:"workHours"`
	CutOverAt inventory.Optional `json:"cutOverAt"`
	// DaysOff are the days between AsOf and the last day that the plan speaks of on which nothing is changed, earliest first.
	DaysOff []DayOff `json:"daysOff"`
	// Milestones are dated changes by Microsoft, earliest first.
	Milestones []Milestone `json:"milestones"`
	Waves      []Wave      `json:"waves"`
	Items      []Item      `json:"items"`
	// MoveGroups are those of two senders or more.
	MoveGroups []MoveGroup `json:"moveGroups"`
	// Exposure is the sum over items of Weight times days from AsOf to the item's End.
	Exposure float64 `json:"exposure"`
	// Quality says how good the schedule is by each of its objectives.
	Quality Quality `json:"quality"`
	// Load is the work of each week, in total and by owner.
	Load []Load `json:"load"`
	// Remedies say what would bring late items before the deadline; empty where nothing is late.
	Remedies []Remedy `json:"remedies"`
	// Fallbacks keep Basic on for what is not done when a milestone comes.
	Fallbacks []Fallback `json:"fallbacks"`
	// Moves are the differences to Earlier.
	Moves []Move `json:"moves"`
	// Messages are what people are told, by wave and audience.
	Messages []Message `json:"messages"`
	// Unplanned are senders that should move and have no wave.
	Unplanned []Unplanned `json:"unplanned"`
	// NeverPlanned are senders whose verdict never gets a wave (noise, modern), with what to do about them instead.
	NeverPlanned []Unplanned `json:"neverPlanned"`
	Warnings     []Warning   `json:"warnings"`
}

// DayOff is a day on which nothing is changed.
type DayOff struct {
	Date calendar.Day `json:"date"`
	Why  calendar.Why `json:"why"`
	// Name is the policy's reason of a freeze, null for other days.
	Name inventory.Optional `json:"name"`
}

// Earlier names a plan by what it was made from.
type Earlier struct {
	AsOf      time.Time `json:"asOf"`
	Inventory Digest    `json:"inventory"`
	Policy    Digest    `json:"policy"`
}

// WorkHours are the hours of a working day, as "09:00".
type WorkHours struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// MoveGroup is a group of senders that move together, and why.
type MoveGroup struct {
	ID string `json:"id"`
	// Name is the policy's, null for a group that the evidence shows.
	Name   inventory.Optional `json:"name"`
	Reason Sentence           `json:"reason"`
	// Senders are ids.
	Senders []string `json:"senders"`
}

// Quality measures a schedule by its objectives, the most important first. Plan.Exposure goes before all of them.
type Quality struct {
	// SpanDays are the calendar days from AsOf to the last item's End.
	SpanDays int `json:"spanDays"`
	// Groups are the departments (or sites, or projects, see the policy) of regular items, and Splits how many waves more than one each they take together.
	Groups int `json:"groups"`
	Splits int `json:"splits"`
	// BusiestWeek and the mean of all weeks with work tell how even the load is, in hours.
	BusiestWeek float64 `json:"busiestWeekHours"`
	MeanWeek    float64 `json:"meanWeekHours"`
	// Late are the items that end after the deadline; SlackDays the calendar days from the last item's End to the deadline, negative where it is after it, null
	// without a deadline or items.
	Late      int  `json:"late"`
	SlackDays *int `json:"slackDays"`
}

// Load is the work of one week, Monday to Sunday.
type Load struct {
	// Week is its Monday.
	Week calendar.Day `json:"week"`
	// Owner is null for the total of everybody.
	Owner inventory.Optional `json:"owner"`
	Hours float64            `json:"hours"`
	// Room is what the policy allows in the working days of this week; null where it sets no limit.
	Room *float64 `json:"room"`
}

// Remedy is a change that would bring late items before the deadline, tried on this very inventory.
type Remedy struct {
	// ID is the phrase: more hours, fewer soak days, another route, ….
	ID   string            `json:"id"`
	Text string            `json:"text"`
	Args map[string]string `json:"args,omitempty"`
	// Late is how many items are still late with it; End the day on which the last one ends.
	Late int          `json:"late"`
	End  calendar.Day `json:"end"`
}

// Fallback keeps Basic on for some senders after a milestone, until they have moved.
type Fallback struct {
	ID string `json:"id"`
	// Milestone is the id of the milestone that it answers.
	Milestone string   `json:"milestone"`
	What      Sentence `json:"what"`
	// Owner is null until somebody is named.
	Owner inventory.Optional `json:"owner"`
	// On is the working day on which it is done, Check the one on which it is looked at again, and Expires the day by which it must be taken back.
	On      calendar.Day `json:"on"`
	Check   calendar.Day `json:"check"`
	Expires calendar.Day `json:"expires"`
	// Why says why it expires on that day.
	Why   Sentence `json:"why"`
	Steps []Step   `json:"steps"`
	// Senders are ids.
	Senders []string `json:"senders"`
}

// Move is a difference to an earlier plan.
type Move struct {
	Sender string `json:"sender"`
	UPN    string `json:"upn"`
	// From is null for a sender that is new in the plan, To for one that is in it no more.
	From *Place `json:"from"`
	To   *Place `json:"to"`
	// Why says what made it move.
	Why Sentence `json:"why"`
}

// Place is where an item stands in a plan.
type Place struct {
	Wave  int          `json:"wave"`
	Start calendar.Day `json:"start"`
	End   calendar.Day `json:"end"`
	Route Route        `json:"route"`
}

// Audience is who a message is for.
type Audience string

// The audiences of a wave.
const (
	AudienceUsers      Audience = "users"
	AudienceOwners     Audience = "device-owners"
	AudienceDesk       Audience = "service-desk"
	AudienceManagement Audience = "management"
)

// Message is what an audience is told about a wave. Subject and Text are in English; their phrases are SubjectID and TextID with Args.
type Message struct {
	ID       string       `json:"id"`
	Wave     int          `json:"wave"`
	Audience Audience     `json:"audience"`
	Send     calendar.Day `json:"send"`
	// To are the addresses that the message goes to where they are known: owners, or the senders who are people.
	To        []string          `json:"to"`
	SubjectID string            `json:"subjectId"`
	Subject   string            `json:"subject"`
	TextID    string            `json:"textId"`
	Text      string            `json:"text"`
	Args      map[string]string `json:"args,omitempty"`
}

// Digest names the exact input that a plan was made from.
type Digest struct {
	SHA256 string `json:"sha256"`
}

// Milestone is a dated change by Microsoft, kept as data with its source.
type Milestone struct {
	// ID is one that rules know, or any other that a file of one's own gives it.
	ID   string       `json:"id"`
	Date calendar.Day `json:"date"`
	What string       `json:"what"`
	// WhatJa is What in Japanese, empty where the file does not say it.
	WhatJa string `json:"whatJa,omitempty"`
	// Source is where Microsoft said so; Checked the day on which that was last looked at.
	Source  string       `json:"source"`
	Checked calendar.Day `json:"checked"`
}

// WaveType says what kind of work a wave holds.
type WaveType string

// The wave types of the contract, in the order in which they run.
const (
	WavePrepare WaveType = "prepare"
	WavePilot   WaveType = "pilot"
	WaveRegular WaveType = "regular"
	WaveLast    WaveType = "last"
)

// Risk is what can go wrong when an item or a wave moves.
type Risk string

// The levels of risk.
const (
	RiskLow    Risk = "low"
	RiskMedium Risk = "medium"
	RiskHigh   Risk = "high"
)

// Wave is a group of items that move in one window. Start and End are both included.
type Wave struct {
	Number int `json:"number"`
	// Name is in English, or the tenant's own words; NameID and NameArgs are its phrase and values, so that another language can be written.
	Name     string            `json:"name"`
	NameID   string            `json:"nameId"`
	NameArgs map[string]string `json:"nameArgs,omitempty"`
	Type     WaveType          `json:"type"`
	Start    calendar.Day      `json:"start"`
	End      calendar.Day      `json:"end"`
	// GoNoGo is the working day on which the wave is decided, before Start.
	GoNoGo      calendar.Day `json:"goNoGo"`
	Items       int          `json:"items"`
	EffortHours float64      `json:"effortHours"`
	Risk        Risk         `json:"risk"`
	// Room is what the policy allows the wave: items, and hours in its working days.
	RoomItems int     `json:"roomItems"`
	RoomHours float64 `json:"roomHours"`
	// Gaps say which sources were not read completely that could hide senders of this wave.
	Gaps []Sentence `json:"gaps"`
}

// Route is how a sender leaves Basic: the target method.
type Route string

// The routes of the contract.
const (
	RouteOAuthSMTP       Route = "oauth-smtp"
	RouteGraphAPI        Route = "graph-api"
	RouteHVE             Route = "hve"
	RouteACS             Route = "acs"
	RouteThirdParty      Route = "third-party"
	RouteRelayConnector  Route = "relay-connector"
	RouteDirectSend      Route = "direct-send"
	RouteOnPremisesRelay Route = "on-premises-relay"
	RouteModernClient    Route = "modern-client"
	RouteRetire          Route = "retire"
	RouteSecureAccount   Route = "secure-account"
	RouteInvestigate     Route = "investigate"
)

// Status is how far an item is. A plan is made with StatusNotStarted or StatusBlocked.
type Status string

// The statuses of the contract.
const (
	StatusNotStarted Status = "not-started"
	StatusReady      Status = "ready"
	StatusInProgress Status = "in-progress"
	StatusValidating Status = "validating"
	StatusDone       Status = "done"
	StatusBlocked    Status = "blocked"
	StatusRolledBack Status = "rolled-back"
)

// Item is one sender's row of the plan.
type Item struct {
	// ID does not change between plans. Sender is the sender's id in the inventory.
	ID           string             `json:"id"`
	Sender       string             `json:"sender"`
	UPN          string             `json:"upn"`
	DisplayName  inventory.Optional `json:"displayName"`
	Department   inventory.Optional `json:"department"`
	Verdict      inventory.Verdict  `json:"verdict"`
	Kind         inventory.Kind     `json:"kind"`
	Wave         int                `json:"wave"`
	MoveGroup    string             `json:"moveGroup"`
	Route        Route              `json:"route"`
	Alternatives []Alternative      `json:"alternatives"`
	// Rule is the id of the row of the decision table that chose the route; Why its sentence in English.
	Rule string            `json:"rule"`
	Why  string            `json:"why"`
	Args map[string]string `json:"args,omitempty"`
	// Questions are preconditions that the evidence can't answer: the owner is asked, nothing is guessed.
	Questions []Sentence `json:"questions"`
	// Answers are preconditions that are known, and from where.
	Answers []Sentence `json:"answers"`
	// Limits are those of the route that this sender's volume comes near to or breaks.
	Limits []Sentence `json:"limits"`
	// Cost is what the route costs a year.
	Cost Cost `json:"cost"`
	// Site and Project are the policy's names for where the sender belongs; null for none.
	Site        inventory.Optional `json:"site"`
	Project     inventory.Optional `json:"project"`
	EffortHours float64            `json:"effortHours"`
	Risk        Risk               `json:"risk"`
	// Weight is what one more day on Basic costs for this sender; see the package doc for the formula.
	Weight float64 `json:"weight"`
	// Owner is null until somebody is named.
	Owner inventory.Optional `json:"owner"`
	Start calendar.Day       `json:"start"`
	End   calendar.Day       `json:"end"`
	// SlackDays are the calendar days from End to the deadline, negative where it is after it, null without a deadline.
	SlackDays *int     `json:"slackDays"`
	Steps     []Step   `json:"steps"`
	Rollback  Rollback `json:"rollback"`
	Status    Status   `json:"status"`
	// Kept is what later plans keep; nil for nothing.
	Kept *Kept `json:"kept,omitempty"`
}

// Kept is what an item keeps from plan to plan, of what people decided and did.
type Kept struct {
	// Decided are the fields of the item that people decided (see [Plan.Decided]), by their JSON names and sorted: no later plan decides otherwise.
	Decided []string `json:"decided,omitempty"`
	// Begun is set once work on it has begun, whatever the status by now: Rollback leads to where the sender was before that.
	Begun bool `json:"begun,omitempty"`
	// Left are the routes on which work had begun when people chose another one, oldest first. What was done on them stays: steps with a Route of their own, and what
	// the Rollback takes back.
	Left []Route `json:"left,omitempty"`
	// Steps is the route that the item's Steps and Rollback are of where people chose another one, and the plan has none for that or is not made anew yet; empty
	// otherwise.
	Steps Route `json:"steps,omitempty"`
}

// DecidedFields are those that people decided; see [Kept].
func (item *Item) DecidedFields() []string {
	if item.Kept == nil {
		return nil
	}
	return item.Kept.Decided
}

// LeftRoutes are the routes that an item has left; see [Kept].
func (item *Item) LeftRoutes() []Route {
	if item.Kept == nil {
		return nil
	}
	return item.Kept.Left
}

// begun reports whether work on an item has ever begun.
func (item *Item) begun() bool { return item.Kept != nil && item.Kept.Begun }

// StepsRoute is the route that an item's steps are of where it is not its own; see [Kept].
func (item *Item) StepsRoute() Route {
	if item.Kept == nil {
		return ""
	}
	return item.Kept.Steps
}

// Cost is what a route costs a year.
type Cost struct {
	// Yearly is null where a price or a volume that it takes is not known; Currency are the three letters of it.
	Yearly   *float64           `json:"yearly"`
	Currency inventory.Optional `json:"currency"`
	// Why says how it was computed, or what is missing.
	Why Sentence `json:"why"`
}

// Sentence is a phrase of this package by id, in English, with its values, so that another language can be written.
type Sentence struct {
	ID   string            `json:"id"`
	Text string            `json:"text"`
	Args map[string]string `json:"args,omitempty"`
}

// Alternative is a route that was not chosen, and why.
type Alternative struct {
	Route Route             `json:"route"`
	Rule  string            `json:"rule"`
	Why   string            `json:"why"`
	Args  map[string]string `json:"args,omitempty"`
}

// Step is one thing to do, T working days from the item's cut-over day, its End ("T-7", "T0", "T+3"). Args are the values of What. Command is in PowerShell
// unless it begins with "az ", and can be empty.
type Step struct {
	T    string       `json:"t"`
	Date calendar.Day `json:"date"`
	// StepText is never nil in a plan of [Make] or [Read]. Steps of many items share it, so it is not to be changed.
	*StepText
	What    string            `json:"what"`
	Command string            `json:"command"`
	Args    map[string]string `json:"args,omitempty"`
}

// StepText is what a step has in common with the same step of other senders. ID, WhoID and VerifyID are the phrases of the step's What, of Who and of Verify; Portal is
// the way by hand to where the command works, and can be empty.
type StepText struct {
	ID       string `json:"id"`
	Portal   string `json:"portal"`
	Who      string `json:"who"`
	WhoID    string `json:"whoId"`
	Verify   string `json:"verify"`
	VerifyID string `json:"verifyId"`
	// Route is one of Item.LeftRoutes for a step of the time before, which is not to be done any more; empty for the item's own.
	Route Route `json:"route,omitempty"`
}

// Rollback is the way back of an item.
type Rollback struct {
	// Trigger is the error or the silence that calls for it. Maps of Args and of Prior are shared between items and steps: they are read, never changed.
	Trigger     string            `json:"trigger"`
	TriggerID   string            `json:"triggerId"`
	TriggerArgs map[string]string `json:"triggerArgs,omitempty"`
	// SilenceHours is how long no mail means that it does not work, from the sender's own rhythm; null where it has none.
	SilenceHours *int `json:"silenceHours"`
	// Prior holds the values to put back, and those of the organisation that they follow, which no item changes. A value that was not captured is not in it: it is
	// in NotCaptured, a step captures it, and Commands begin with reading it.
	Prior map[string]any `json:"prior"`
	// NotCaptured are the names of the values that the evidence does not hold.
	NotCaptured []string `json:"notCaptured"`
	Commands    []string `json:"commands"`
	Minutes     int      `json:"minutes"`
	Decides     string   `json:"decides"`
	DecidesID   string   `json:"decidesId"`
	// TestedOn is the day on which the way back was tried, by the policy; null where it was not.
	TestedOn calendar.Day `json:"testedOn"`
	// PossibleUntil is the last day on which Basic is known to be available to go back to, null where there is none; see PossibleWhy.
	PossibleUntil calendar.Day      `json:"possibleUntil"`
	PossibleID    string            `json:"possibleId"`
	PossibleWhy   string            `json:"possibleWhy"`
	PossibleArgs  map[string]string `json:"possibleArgs,omitempty"`
	// AdminFrom is the day of the change of default: from it on an administrator must turn Basic on before any of it works, and PossibleWhy says how long that
	// can be done at least. Null where there is no such day, or nothing to go back to.
	AdminFrom calendar.Day `json:"adminFrom"`
}

// Unplanned is a sender without a wave, and why.
type Unplanned struct {
	Sender  string            `json:"sender"`
	UPN     string            `json:"upn"`
	Verdict inventory.Verdict `json:"verdict"`
	Route   Route             `json:"route"`
	Rule    string            `json:"rule"`
	Why     string            `json:"why"`
	Args    map[string]string `json:"args,omitempty"`
}

// Warning is something that does not fit, and whom it concerns. Senders are ids. ID is the phrase of Text: it is Code, or says more
// than Code does.
type Warning struct {
	Code    string            `json:"code"`
	ID      string            `json:"id"`
	Text    string            `json:"text"`
	Args    map[string]string `json:"args,omitempty"`
	Senders []string          `json:"senders"`
}
