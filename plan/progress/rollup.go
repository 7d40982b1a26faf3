package progress

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// RollUpSchema is the value of the field "schema" of a roll-up. Fields are only ever added under one schema.
const RollUpSchema = "unbasic/rollup/1"

// RollUp are several tenants side by side.
type RollUp struct {
	Schema string         `json:"schema"`
	Tool   inventory.Tool `json:"tool"`
	AsOf   time.Time      `json:"asOf"`
	// Figures, Verdicts and Violations are sums over all tenants of which they are known, those of an earlier run included.
	Figures    Figures                   `json:"figures"`
	Verdicts   map[inventory.Verdict]int `json:"verdicts"`
	Violations int                       `json:"violations"`
	// Failed counts the tenants whose run failed, Earlier those among them with figures of an earlier run, and Incomplete those of which not everything was read. Forecast is
	// the last day of all forecasts, zero where a tenant that is not finished has none.
	Failed     int          `json:"failed"`
	Earlier    int          `json:"earlier"`
	Incomplete int          `json:"incomplete"`
	Forecast   calendar.Day `json:"forecast"`
	// Tenants are sorted by what needs attention first.
	Tenants []Tenant `json:"tenants"`
}

// TenantState is how a run over a tenant ended.
type TenantState string

// The states, the worst first.
const (
	TenantFailed     TenantState = "failed"
	TenantIncomplete TenantState = "incomplete"
	TenantDone       TenantState = "done"
)

// Tenant is one tenant of a roll-up. Where its run failed, what is known of it is of an earlier run; what was never known is null.
type Tenant struct {
	// Name and Workspace are as the file of tenants says them.
	Name      string      `json:"name"`
	Workspace string      `json:"workspace"`
	State     TenantState `json:"state"`
	// Reason is why it failed, in the words of the run.
	Reason string           `json:"reason"`
	Tenant inventory.Tenant `json:"tenant"`
	// AsOf is the moment of Figures; null where there are none.
	AsOf *time.Time `json:"asOf"`
	// ReadUntil is when the sign-ins end that were read whole; null where none were, and where there are no figures.
	ReadUntil *time.Time `json:"readUntil"`
	// Verdicts count senders, and Violations those whose licence is one; null and 0 without an inventory.
	Verdicts   map[inventory.Verdict]int `json:"verdicts"`
	Violations int                       `json:"violations"`
	// Sources is how many sources were asked for, and Gaps those among them that were not read whole.
	Sources int                  `json:"sources"`
	Gaps    []inventory.Coverage `json:"gaps"`
	// Deadline is the plan's; zero for none.
	Deadline calendar.Day `json:"deadline"`
	Figures  *Figures     `json:"figures"`
	Forecast *Forecast    `json:"forecast"`
	// Attention is what somebody has to look at, the most urgent first.
	Attention []Attention `json:"attention"`
}

// StateNewSender stands for the state of a sender that has no item.
const StateNewSender State = "new-sender"

// Attention is an item that contradicts its status or is late, or a sender that is new.
type Attention struct {
	State  State              `json:"state"`
	Late   bool               `json:"late"`
	UPN    string             `json:"upn"`
	Sender string             `json:"sender"`
	Wave   int                `json:"wave"`
	Owner  inventory.Optional `json:"owner"`
	End    calendar.Day       `json:"end"`
	// Due is the day by which Late is told; zero for a new sender.
	Due calendar.Day `json:"due"`
	// Seen is the last sign-in with Basic that succeeded, or when a new sender was first seen; null where the evidence does not say.
	Seen *time.Time `json:"seen"`
	// Why says by which rule; empty for a new sender.
	Why plan.Sentence `json:"why"`
}

// attentionRank orders states by urgency: what broke or came back before what is merely late.
var attentionRank = []State{StateReturned, StateRegression, StateFailing, StateNewSender}

// TenantOf says what is known of a tenant; each of inv, p and measured is nil where it is not there.
func TenantOf(name, workspace string, inv *inventory.Inventory, p *plan.Plan, measured *Progress) Tenant {
	t := Tenant{Name: name, Workspace: workspace, State: TenantDone, Gaps: []inventory.Coverage{}, Attention: []Attention{}}
	if inv != nil {
		t.Tenant, t.Sources, t.Verdicts = inv.Tenant, len(inv.Coverage), map[inventory.Verdict]int{}
		for i := range inv.Senders {
			t.Verdicts[inv.Senders[i].Verdict]++
			if inv.Senders[i].License.Finding == inventory.FindingViolation {
				t.Violations++
			}
		}
		for _, c := range inv.Coverage {
			if c.Status != inventory.CoverageComplete {
				t.Gaps = append(t.Gaps, c)
			}
		}
	}
	if len(t.Gaps) > 0 {
		t.State = TenantIncomplete
	}
	if p != nil {
		t.Deadline = p.Deadline
	}
	if measured != nil {
		asOf, figures, forecast := measured.AsOf, measured.Figures, measured.Forecast
		t.AsOf, t.Figures, t.Forecast = &asOf, &figures, &forecast
		if until := measured.ReadUntil(); !until.IsZero() {
			t.ReadUntil = &until
		}
		t.Attention = attentionOf(measured)
		if inv == nil {
			t.Tenant = measured.Tenant
		}
	}
	return t
}

// FreshEnough is how long before a progress the sign-ins that it knows may end: of what happened after them it can say nothing.
const FreshEnough = 48 * time.Hour

// Stale reports whether the sign-ins that were read end long before the figures' day.
func (t *Tenant) Stale() bool { return t.ReadUntil != nil && t.AsOf.Sub(*t.ReadUntil) > FreshEnough }

func attentionOf(p *Progress) []Attention {
	list := []Attention{}
	for i := range p.Items {
		in := &p.Items[i]
		if slices.Contains(attentionRank, in.State) || in.Late {
			list = append(list, Attention{State: in.State, Late: in.Late, UPN: in.UPN, Sender: in.Sender, Wave: in.Wave, Owner: in.Owner, End: in.End, Due: in.Due, Seen: in.LastBasic, Why: in.Why})
		}
	}
	for _, s := range p.New {
		list = append(list, Attention{State: StateNewSender, UPN: s.UPN, Sender: s.Sender, Seen: s.FirstSeen})
	}
	slices.SortStableFunc(list, func(x, y Attention) int {
		return cmp.Or(cmp.Compare(x.rank(), y.rank()), x.End.Compare(y.End), strings.Compare(x.UPN, y.UPN))
	})
	return list
}

func (a Attention) rank() int {
	if at := slices.Index(attentionRank, a.State); at >= 0 {
		return at
	}
	return len(attentionRank)
}

// Together puts tenants side by side. The list is sorted and becomes the roll-up's.
func Together(tenants []Tenant, asOf time.Time, tool inventory.Tool) RollUp {
	r := RollUp{Schema: RollUpSchema, Tool: tool, AsOf: asOf, Verdicts: map[inventory.Verdict]int{}, Tenants: tenants}
	open := false
	for i := range tenants {
		t := &tenants[i]
		r.Violations += t.Violations
		for verdict, n := range t.Verdicts {
			r.Verdicts[verdict] += n
		}
		if len(t.Gaps) > 0 || t.State == TenantIncomplete {
			r.Incomplete++
		}
		if t.State == TenantFailed {
			r.Failed++
		}
		if t.Figures == nil {
			open = true
			continue
		}
		if t.State == TenantFailed {
			r.Earlier++
		}
		r.Figures.add(*t.Figures)
		if t.Figures.Verified < t.Figures.Items && t.Forecast.End.IsZero() {
			open = true
		}
		if t.Forecast.End.After(r.Forecast) {
			r.Forecast = t.Forecast.End
		}
	}
	if open {
		r.Forecast = calendar.Day{}
	}
	slices.SortStableFunc(tenants, func(x, y Tenant) int { return x.compare(&y) })
	return r
}

func (f *Figures) add(g Figures) {
	f.Items += g.Items
	f.Verified += g.Verified
	f.Unverified += g.Unverified
	f.Regressions += g.Regressions
	f.Open += g.Open
	f.Late += g.Late
	f.Blocked += g.Blocked
	f.Unsaid += g.Unsaid
	f.New += g.New
	f.Vanished += g.Vanished
	f.ExposureLeft += g.ExposureLeft
	f.ExposurePlanned += g.ExposurePlanned
}

// compare puts what needs attention first: a run that failed, then what contradicts its status, what is late, what will be, what is new, and what was not read.
func (t *Tenant) compare(o *Tenant) int {
	failed := func(t *Tenant) int {
		if t.State == TenantFailed {
			return 0
		}
		return 1
	}
	f, g := t.known(), o.known()
	return cmp.Or(
		cmp.Compare(failed(t), failed(o)), cmp.Compare(g.Regressions, f.Regressions), cmp.Compare(g.Late, f.Late), cmp.Compare(t.slack(), o.slack()),
		cmp.Compare(g.New, f.New), cmp.Compare(g.Blocked, f.Blocked), cmp.Compare(len(o.Gaps), len(t.Gaps)), strings.Compare(t.Name, o.Name))
}

func (t *Tenant) known() Figures {
	if t.Figures == nil {
		return Figures{}
	}
	return *t.Figures
}

// slack are the days by which it will be too late, below 0; 0 for in time and for not known.
func (t *Tenant) slack() int {
	if t.Forecast == nil || t.Forecast.SlackDays == nil {
		return 0
	}
	return min(*t.Forecast.SlackDays, 0)
}

// TwiceIn names pairs of tenants that are one by their ids: figures count it twice.
func (r RollUp) TwiceIn() [][2]string {
	names, pairs := map[inventory.Optional]string{}, [][2]string{}
	for _, t := range r.Tenants {
		if t.Tenant.ID == "" {
			continue
		}
		if name, twice := names[t.Tenant.ID]; twice {
			pairs = append(pairs, [2]string{name, t.Name})
			continue
		}
		names[t.Tenant.ID] = t.Name
	}
	return pairs
}
