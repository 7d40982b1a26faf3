package progress

import (
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// Schema is the value of the field "schema" in progress.json. Fields are only ever added under one schema.
const Schema = "unbasic/progress/1"

// Progress is progress.json: how far a plan was at one moment. Times are UTC, days are days in the plan's time zone.
type Progress struct {
	Schema    string           `json:"schema"`
	Tool      inventory.Tool   `json:"tool"`
	Tenant    inventory.Tenant `json:"tenant"`
	AsOf      time.Time        `json:"asOf"`
	TimeZone  string           `json:"timeZone"`
	Plan      plan.Digest      `json:"plan"`
	Inventory plan.Digest      `json:"inventory"`
	// Earlier is the moment of the progress that this one is compared with; null for the first.
	Earlier *time.Time `json:"earlier"`
	// Covered are the spans of sign-in time that were read whole, oldest first, now or for the earlier progress: nothing is said of other days.
	Covered []inventory.Window `json:"covered"`
	Figures Figures            `json:"figures"`
	// Items are in the order of the plan.
	Items []Item `json:"items"`
	// New are senders that use Basic and were in neither the plan nor the earlier progress; Vanished those of the plan that the evidence knows no more.
	New      []Sender `json:"newSenders"`
	Vanished []Sender `json:"vanished"`
	// Licences are findings that changed since the earlier progress.
	Licences []LicenceChange `json:"licences"`
	// Owners are the load, by name; the last one without a name is for items without an owner.
	Owners []Owner `json:"owners"`
	// BurnDown is what is left, day by day of the plan and of its history.
	BurnDown []Left   `json:"burnDown"`
	Forecast Forecast `json:"forecast"`
	// Known are the senders that this progress knows, by id, sorted: what is not among them next time is new.
	Known []string `json:"known"`
	// Findings are the licence findings that are no ok, or were none at an earlier time, by sender, for the comparison of next time.
	Findings map[string]KnownFinding `json:"findings"`
	// Holidays are the public holidays and further days without work that this plan or an earlier one knew, earliest first: a plan forgets those before it was made.
	Holidays []calendar.Day `json:"holidays"`
	// History are the figures of earlier times, oldest first, this one last.
	History []Point `json:"history"`
}

// ReadUntil is when the last sign-ins that were read whole end; zero for none.
func (p *Progress) ReadUntil() time.Time {
	if n := len(p.Covered); n > 0 {
		return p.Covered[n-1].Until
	}
	return time.Time{}
}

// State is what the evidence says of an item, whatever its status is.
type State string

// The states. Those before StateWaiting contradict a status of done.
const (
	// StateReturned: it had been verified, and a sign-in with Basic succeeded since.
	StateReturned State = "returned"
	// StateRegression: it is said to be done, and a sign-in with Basic succeeded since.
	StateRegression State = "regression"
	// StateFailing: it is said to be done, and a client still tries Basic and is refused: that mail is not sent.
	StateFailing State = "failing"
	// StateWaiting: it is said to be done, nothing contradicts it, and it is too early to tell; Item.VerifiableOn says when.
	StateWaiting State = "waiting"
	// StateUnknown: days since then were not read, or the sender's rhythm can't be told from what was.
	StateUnknown State = "unknown"
	// StateVerified: it is said to be done, and the evidence agrees.
	StateVerified State = "verified"
	// StateUnsaid: the evidence shows that it moved, and nobody has said so.
	StateUnsaid State = "moved-unsaid"
	// StateBasic: it uses Basic, as is to be expected of what is not done.
	StateBasic State = "on-basic"
	// StateQuiet: it is not said to be done and no use was seen for as long as would verify it.
	StateQuiet State = "quiet"
	// StateVanished: the evidence does not know the account any more.
	StateVanished State = "vanished"
)

// Item is how far one item is.
type Item struct {
	ID     string             `json:"id"`
	Sender string             `json:"sender"`
	UPN    string             `json:"upn"`
	Wave   int                `json:"wave"`
	Owner  inventory.Optional `json:"owner"`
	Status plan.Status        `json:"status"`
	End    calendar.Day       `json:"end"`
	// DoneOn is the day from which it is said to be done: what people wrote, else the day of its cut-over; zero where it is not done. A sign-in on that very day is
	// no contradiction.
	DoneOn calendar.Day `json:"doneOn"`
	State  State        `json:"state"`
	// Since is the day on which this state was first found.
	Since calendar.Day `json:"since"`
	// Due is the day by which Late is told: End, or an earlier one that had passed when a later plan gave it a new End.
	Due calendar.Day `json:"due"`
	// Late says that this day is over and nobody says that it is done, or the evidence contradicts it. What waits for its silence is not late: it was done in time.
	// Blocked says that people say it can't go on.
	Late    bool `json:"late"`
	Blocked bool `json:"blocked"`
	// LastBasic and LastOAuth are the last sign-ins over SMTP that succeeded, now or by the earlier progress; null for none in the evidence. An intruder's counts.
	LastBasic *time.Time `json:"lastBasic"`
	LastOAuth *time.Time `json:"lastOAuth"`
	// LastRefused is when a client was last refused Basic that has not succeeded since; null for never.
	LastRefused *time.Time `json:"lastRefused"`
	// Clients are those that contradict the status, by id: what to look at.
	Clients []Client `json:"clients"`
	// PeriodDays is its own period, that of its slowest client, and NeedsDays how long it must be silent, of which SilentDays have been read; VerifiableOn is the
	// first day on which it can be verified. Null and zero where its silence proves nothing; VerifiableOn is zero as well where it is not said to be done.
	PeriodDays   *int         `json:"periodDays"`
	NeedsDays    *int         `json:"needsDays"`
	SilentDays   *int         `json:"silentDays"`
	VerifiableOn calendar.Day `json:"verifiableOn"`
	// Why says by which rule.
	Why plan.Sentence `json:"why"`
}

// Client is a client that contradicts a status.
type Client struct {
	ID        string             `json:"id"`
	IP        inventory.Optional `json:"ip"`
	UserAgent inventory.Optional `json:"userAgent"`
	App       inventory.Optional `json:"app"`
	// Last is its last sign-in with Basic: the last that succeeded, or the last that was refused where Refused says that none has succeeded since.
	Last    time.Time `json:"last"`
	Refused bool      `json:"refused"`
	// Suspicious says that it comes from where passwords of other accounts are guessed: an incident before it is anything else.
	Suspicious bool `json:"suspicious"`
}

// Sender is a sender outside the comparison of items.
type Sender struct {
	Sender  string            `json:"sender"`
	UPN     string            `json:"upn"`
	Verdict inventory.Verdict `json:"verdict"`
	// FirstSeen is null where the evidence does not say.
	FirstSeen *time.Time `json:"firstSeen"`
}

// LicenceChange is a licence finding that is new, eased, cured or back, or that can't be read any more. From and To are FindingUnread where it could not be read.
type LicenceChange struct {
	Sender string            `json:"sender"`
	UPN    string            `json:"upn"`
	Change Change            `json:"change"`
	From   inventory.Finding `json:"from"`
	To     inventory.Finding `json:"to"`
}

// Change is how a finding changed.
type Change string

// The changes of findings. ChangeNew: there was none, or a lesser one. ChangeBack: it had been cured. ChangeEased: a violation is left to be reviewed only.
// ChangeUnknown: it can't be read any more, which is no cure.
const (
	ChangeNew     Change = "new"
	ChangeBack    Change = "back"
	ChangeEased   Change = "eased"
	ChangeCured   Change = "cured"
	ChangeUnknown Change = "unknown"
)

// FindingUnread stands for a finding that can't be read.
const FindingUnread inventory.Finding = "unknown"

// KnownFinding is what a progress remembers of a sender's licence.
type KnownFinding struct {
	// Finding is the last one that was read and is no ok.
	Finding inventory.Finding `json:"finding"`
	// Cured says that it was found to be ok since, Unread that it could not be read the last time.
	Cured  bool `json:"cured"`
	Unread bool `json:"unread"`
}

// Figures count items. Verified + Unverified + Regressions + Open is Items.
type Figures struct {
	Items int `json:"items"`
	// Verified are done by the evidence; Unverified are said to be done and can't be told yet; Regressions are said to be done and contradicted (returned,
	// regression, failing); Open are not said to be done.
	Verified    int `json:"verified"`
	Unverified  int `json:"unverified"`
	Regressions int `json:"regressions"`
	Open        int `json:"open"`
	// Late, Blocked and Unsaid overlap with these.
	Late    int `json:"late"`
	Blocked int `json:"blocked"`
	Unsaid  int `json:"unsaid"`
	New     int `json:"newSenders"`
	// Vanished are items whose account is gone.
	Vanished int `json:"vanished"`
	// ExposureLeft is the weight of what is not verified times the days to its end, at least one; ExposurePlanned what the plan would have left on this day.
	ExposureLeft    float64 `json:"exposureLeft"`
	ExposurePlanned float64 `json:"exposurePlanned"`
}

// Owner is the load of one owner. Verified + Unverified + Regressions + Open is Items.
type Owner struct {
	Owner       inventory.Optional `json:"owner"`
	Items       int                `json:"items"`
	Verified    int                `json:"verified"`
	Unverified  int                `json:"unverified"`
	Regressions int                `json:"regressions"`
	Open        int                `json:"open"`
	Late        int                `json:"late"`
	// HoursLeft is the plan's effort for what is open or contradicted.
	HoursLeft float64 `json:"hoursLeft"`
}

// Left is what is left at the end of a day.
type Left struct {
	Day calendar.Day `json:"day"`
	// Planned are the items that end after Day; Verified and Said what was left by the evidence and by people, null for days to come. Verified is what the last
	// progress up to that day found, null before the first one.
	Planned  int  `json:"planned"`
	Verified *int `json:"verified"`
	Said     *int `json:"said"`
	// Unread says that Day was not read whole, and nothing is proven of it; false for yesterday, which may have been read before it was over, and for later days.
	Unread bool `json:"unread"`
}

// Forecast is when it ends at the pace so far.
type Forecast struct {
	// PerWeek is how many items a week were verified since the last progress in which none was yet, or since the first one; null where it is too early to tell.
	PerWeek *float64 `json:"perWeek"`
	// End is the day on which the last item would be verified at that pace, and not before the silence that the last one needs is over; zero where there is none.
	End calendar.Day `json:"end"`
	// SlackDays are the days from End to the plan's deadline, negative where it is after it; null without either.
	SlackDays *int          `json:"slackDays"`
	Why       plan.Sentence `json:"why"`
}

// Point are the figures of one moment.
type Point struct {
	AsOf    time.Time `json:"asOf"`
	Figures Figures   `json:"figures"`
}
