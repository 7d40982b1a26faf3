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
	// Deadline is the policy's: the last day on which an item should end.
	Deadline calendar.Day `json:"deadline"`
	// Milestones are dated changes by Microsoft, earliest first.
	Milestones []Milestone `json:"milestones"`
	Waves      []Wave      `json:"waves"`
	Items      []Item      `json:"items"`
	// Exposure is the sum over items of Weight times days from AsOf to the item's End.
	Exposure float64 `json:"exposure"`
	// Unplanned are senders that should move and have no wave.
	Unplanned []Unplanned `json:"unplanned"`
	// NeverPlanned are senders whose verdict never gets a wave (noise, modern), with what to do about them instead.
	NeverPlanned []Unplanned `json:"neverPlanned"`
	Warnings     []Warning   `json:"warnings"`
}

// Digest names the exact input that a plan was made from.
type Digest struct {
	SHA256 string `json:"sha256"`
}

// Milestone is a dated change by Microsoft, kept as data with its source.
type Milestone struct {
	// ID is the phrase of What (see [PhraseOf]), so that another language can be written.
	ID   string       `json:"id"`
	Date calendar.Day `json:"date"`
	What string       `json:"what"`
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
	Questions   []Sentence `json:"questions"`
	EffortHours float64    `json:"effortHours"`
	Risk        Risk       `json:"risk"`
	// Weight is what one more day on Basic costs for this sender; see the package doc for the formula.
	Weight float64 `json:"weight"`
	// Owner is null until somebody is named.
	Owner    inventory.Optional `json:"owner"`
	Start    calendar.Day       `json:"start"`
	End      calendar.Day       `json:"end"`
	Steps    []Step             `json:"steps"`
	Rollback Rollback           `json:"rollback"`
	Status   Status             `json:"status"`
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

// Step is one thing to do, T working days from the item's cut-over day, its End ("T-7", "T0", "T+3"). ID, WhoID and VerifyID are the
// phrases of What, Who and Verify; Args are the values of What.
type Step struct {
	T        string            `json:"t"`
	ID       string            `json:"id"`
	What     string            `json:"what"`
	Command  string            `json:"command"`
	Who      string            `json:"who"`
	WhoID    string            `json:"whoId"`
	Verify   string            `json:"verify"`
	VerifyID string            `json:"verifyId"`
	Args     map[string]string `json:"args,omitempty"`
}

// Rollback is the way back of an item.
type Rollback struct {
	// Trigger is the error or the silence that calls for it.
	Trigger   string `json:"trigger"`
	TriggerID string `json:"triggerId"`
	// Prior holds the values to put back. A value that was not captured is not in it, and Commands begin with capturing it.
	Prior     map[string]any `json:"prior"`
	Commands  []string       `json:"commands"`
	Minutes   int            `json:"minutes"`
	Decides   string         `json:"decides"`
	DecidesID string         `json:"decidesId"`
	// PossibleUntil is the last day on which Basic is known to be available to go back to, null where there is none; see PossibleWhy.
	PossibleUntil calendar.Day      `json:"possibleUntil"`
	PossibleID    string            `json:"possibleId"`
	PossibleWhy   string            `json:"possibleWhy"`
	PossibleArgs  map[string]string `json:"possibleArgs,omitempty"`
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
