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

// DifferenceSchema is the value of the field "schema" of a [Difference] as JSON. Fields are only ever added under one schema.
const DifferenceSchema = "unbasic/difference/1"

// Difference is what changed between two inventories, whatever plan there is. Times and days are UTC. Every list is by name.
type Difference struct {
	Schema string           `json:"schema"`
	Tenant inventory.Tenant `json:"tenant"`
	Before Snapshot         `json:"before"`
	After  Snapshot         `json:"after"`
	// Unsafe says why the comparison is not to be trusted as it stands; empty where it is.
	Unsafe []plan.Sentence `json:"unsafe"`
	// New are senders that only After knows, Gone those that only Before does.
	New  []Sender `json:"newSenders"`
	Gone []Sender `json:"goneSenders"`
	// Verdicts are those of senders in both.
	Verdicts []VerdictChange `json:"verdicts"`
	// Stopped are senders that Before saw succeed with Basic, and that in After have neither done so nor tried for as long as the default rules ask, in days that were
	// read; those that had stopped by Before are no change. Begun are senders that succeeded with Basic after Before and had not until then, or had stopped, and that
	// have not stopped since.
	Begun   []BasicChange `json:"basicBegun"`
	Stopped []BasicChange `json:"basicStopped"`
	// Licences are new, eased or cured findings, or such that can't be read any more. Two inventories do not tell that one is back.
	Licences []LicenceChange `json:"licences"`
	Switches []SwitchChange  `json:"switches"`
}

// Snapshot names one of the two inventories.
type Snapshot struct {
	AsOf   time.Time        `json:"asOf"`
	Window inventory.Window `json:"window"`
	// Covered are the spans of sign-in time that were read whole, oldest first.
	Covered []inventory.Window `json:"covered"`
	Senders int                `json:"senders"`
}

// VerdictChange is a sender whose verdict changed.
type VerdictChange struct {
	Sender string            `json:"sender"`
	UPN    string            `json:"upn"`
	From   inventory.Verdict `json:"from"`
	To     inventory.Verdict `json:"to"`
}

// BasicChange is a sender that began with Basic or stopped it. Last is its last success with Basic.
type BasicChange struct {
	Sender string    `json:"sender"`
	UPN    string    `json:"upn"`
	Last   time.Time `json:"last"`
}

// SwitchChange is a switch of Basic that is set otherwise. Sender and UPN are empty for the organisation's.
type SwitchChange struct {
	Sender string `json:"sender"`
	UPN    string `json:"upn"`
	// Layer is "organization", "mailbox" or "policy": SMTP AUTH of the organisation and of the mailbox, and whether the authentication policy lets Basic through.
	Layer string                `json:"layer"`
	From  inventory.SwitchState `json:"from"`
	To    inventory.SwitchState `json:"to"`
}

// Diff says what changed from one inventory to a later one. It is a function of its arguments alone.
func Diff(before, after inventory.Inventory) Difference {
	d := Difference{
		Schema: DifferenceSchema, Tenant: after.Tenant, Before: snapshotOf(&before), After: snapshotOf(&after),
		New: []Sender{}, Gone: []Sender{}, Verdicts: []VerdictChange{}, Begun: []BasicChange{}, Stopped: []BasicChange{}, Licences: []LicenceChange{},
		Switches: []SwitchChange{},
	}
	d.Unsafe = d.unsafe(&before, &after)
	// A measurement of an empty plan knows how to find a sender, which days were read and how long silence must be.
	was, now := newMeasure(&plan.Plan{}, &before, Options{}), newMeasure(&plan.Plan{}, &after, Options{})
	found := map[*inventory.Sender]bool{} // in before
	for i := range after.Senders {
		s := &after.Senders[i]
		old := was.sender(s.ID, s.UPN)
		if old == nil {
			d.New = append(d.New, Sender{Sender: s.ID, UPN: s.UPN, Verdict: s.Verdict, FirstSeen: s.FirstSeen})
		} else {
			found[old] = true
		}
		d.compare(old, s, was, now)
	}
	for i := range before.Senders {
		s := &before.Senders[i]
		if found[s] {
			continue
		}
		d.Gone = append(d.Gone, Sender{Sender: s.ID, UPN: s.UPN, Verdict: s.Verdict, FirstSeen: s.FirstSeen})
		d.compare(s, nil, was, now)
	}
	d.organization(&before, &after)
	d.sort()
	return d
}

func snapshotOf(inv *inventory.Inventory) Snapshot {
	return Snapshot{
		AsOf: inv.AsOf, Window: inv.Window, Covered: append([]inventory.Window{}, upTo(inventory.ReadWhole(inv.Coverage), inv.AsOf)...), Senders: len(inv.Senders),
	}
}

// compare tells what changed of one sender, of which one side may be missing.
func (d *Difference) compare(old, s *inventory.Sender, was, now *measure) {
	who := s
	if who == nil {
		who = old
	}
	if old != nil && s != nil && old.Verdict != s.Verdict {
		d.Verdicts = append(d.Verdicts, VerdictChange{s.ID, s.UPN, old.Verdict, s.Verdict})
	}
	first, second := look(old), look(s)
	stopped := was.stopped(first, first.period)
	period := max(first.period, second.period) // the log may hold but the last days of what it once told whole
	switch last := later(first.basic, &second.basic); {
	case (first.basic.IsZero() || stopped) && second.basic.After(d.Before.AsOf):
		if !now.stopped(second, period) {
			d.Begun = append(d.Begun, BasicChange{who.ID, who.UPN, inUTC(second.basic)})
		}
	case !first.basic.IsZero() && !stopped:
		second.basic, second.tried = last, later(first.tried, &second.tried)
		if now.stopped(second, period) {
			d.Stopped = append(d.Stopped, BasicChange{who.ID, who.UPN, inUTC(last)})
		}
	}
	d.licence(old, s, who)
	if old == nil || s == nil {
		return
	}
	for _, layer := range []struct {
		name     string
		from, to inventory.SwitchState
	}{
		{"mailbox", old.SMTPAuth.Mailbox, s.SMTPAuth.Mailbox}, {"policy", old.SMTPAuth.PolicyBasic, s.SMTPAuth.PolicyBasic},
	} {
		if layer.from != layer.to {
			d.Switches = append(d.Switches, SwitchChange{who.ID, who.UPN, layer.name, layer.from, layer.to})
		}
	}
}

// stopped reports whether a sender that succeeded with Basic has neither done so nor tried for as long as would verify it.
func (m *measure) stopped(s seen, period int) bool {
	if s.basic.IsZero() {
		return false
	}
	from := numberOf(calendar.DayOf(later(s.basic, &s.tried).In(m.loc))) + 1
	return m.read.silence(from) >= m.needs(cmp.Or(period, monthPeriod))
}

func (d *Difference) licence(old, s, who *inventory.Sender) {
	was, had := KnownFinding{}, false
	if old != nil {
		if f := findingOf(old); f != inventory.FindingOK && f != FindingUnread {
			was, had = KnownFinding{Finding: f}, true
		}
	}
	read := FindingUnread
	if s != nil {
		read = findingOf(s)
	}
	if now, change := was.next(had, read); change != "" {
		to := now.standing()
		if change == ChangeUnknown {
			to = FindingUnread
		}
		d.Licences = append(d.Licences, LicenceChange{who.ID, who.UPN, change, was.standing(), to})
	}
}

// organization compares the organisation's switch, which every sender repeats.
func (d *Difference) organization(before, after *inventory.Inventory) {
	if len(before.Senders) == 0 || len(after.Senders) == 0 {
		return
	}
	if from, to := before.Senders[0].SMTPAuth.Organization, after.Senders[0].SMTPAuth.Organization; from != to {
		d.Switches = append(d.Switches, SwitchChange{Layer: "organization", From: from, To: to})
	}
}

// unsafe says why the two can't be compared as they are.
func (d *Difference) unsafe(before, after *inventory.Inventory) []plan.Sentence {
	list := []plan.Sentence{}
	add := func(id string, args map[string]string) { list = append(list, say(id, args)) }
	if a, b := before.Tenant.ID, after.Tenant.ID; a != "" && b != "" && a != b {
		add("diff.tenants", map[string]string{"before": string(a), "after": string(b)})
	}
	if !before.AsOf.Before(after.AsOf) {
		add("diff.order", map[string]string{"before": utc(before.AsOf), "after": utc(after.AsOf)})
	}
	first, second := d.Before.Covered, d.After.Covered
	switch {
	case len(first) == 0:
		add("diff.no-sign-ins-before", nil)
	case len(second) == 0:
		add("diff.no-sign-ins-after", nil)
	default:
		whole := []inventory.Window{{Since: first[0].Since, Until: second[len(second)-1].Until}}
		if whole[0].Since.Before(whole[0].Until) {
			for _, gap := range inventory.Without(whole, inventory.United(slices.Concat(first, second))) {
				add("diff.unread-days", map[string]string{"from": utc(gap.Since), "until": utc(gap.Until)})
			}
		}
	}
	was, is := statuses(before), statuses(after)
	for _, source := range tellsSenders {
		from, to := was[source], is[source]
		switch complete := inventory.CoverageComplete; {
		case from == complete && to != complete:
			add("diff.source-before", map[string]string{"source": source, "status": string(to)})
		case from != complete && to == complete:
			add("diff.source-after", map[string]string{"source": source, "status": string(from)})
		}
	}
	return list
}

// tellsSenders are the sources that senders, their licences and their switches come from, besides the sign-ins whose days are compared.
var tellsSenders = []string{
	inventory.SourceUsers, inventory.SourceSKUs, inventory.SourceFileUsers, inventory.SourceFileLicenses, inventory.SourceEmailAppUsage, inventory.SourceFileUsage,
	inventory.SourceSMTPReport, inventory.SourceTransport, inventory.SourceMailboxes, inventory.SourceAuthPolicies, inventory.SourceExchangeConfig,
}

// statuses gives the worst status of each source that senders come from, missing where it was not asked for.
func statuses(inv *inventory.Inventory) map[string]inventory.CoverageStatus {
	all := map[string]inventory.CoverageStatus{}
	for _, source := range tellsSenders {
		all[source] = inventory.CoverageMissing
	}
	seen := map[string]bool{}
	for _, c := range inv.Coverage {
		if _, ok := all[c.Source]; ok && (!seen[c.Source] || c.Status != inventory.CoverageComplete) {
			all[c.Source], seen[c.Source] = c.Status, true
		}
	}
	return all
}

func (d *Difference) sort() {
	byName := func(aUPN, a, bUPN, b string) int {
		if c := strings.Compare(aUPN, bUPN); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	}
	for _, list := range [][]Sender{d.New, d.Gone} {
		slices.SortStableFunc(list, func(a, b Sender) int { return byName(a.UPN, a.Sender, b.UPN, b.Sender) })
	}
	slices.SortStableFunc(d.Verdicts, func(a, b VerdictChange) int { return byName(a.UPN, a.Sender, b.UPN, b.Sender) })
	for _, list := range [][]BasicChange{d.Begun, d.Stopped} {
		slices.SortStableFunc(list, func(a, b BasicChange) int { return byName(a.UPN, a.Sender, b.UPN, b.Sender) })
	}
	slices.SortStableFunc(d.Licences, func(a, b LicenceChange) int { return byName(a.UPN, a.Sender, b.UPN, b.Sender) })
	slices.SortStableFunc(d.Switches, func(a, b SwitchChange) int { return byName(a.UPN, a.Sender, b.UPN, b.Sender) })
}

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }
