package inventory

import (
	"cmp"
	_ "embed"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// mailboxPlans are the service plans that give an Exchange Online mailbox, by id. Names are never compared: Microsoft's table has dirty
// ones, and EXCHANGE_S_FOUNDATION, in about 250 subscriptions, is no mailbox. Source: Microsoft, "Product names and service plan
// identifiers for licensing", July 2026.
var mailboxPlans = map[string]string{
	"9aaf7827-d63c-4b61-89c3-182f06f82e5c": "EXCHANGE_S_STANDARD",
	"efb87545-963c-4e0d-99df-69c6916d9eb0": "EXCHANGE_S_ENTERPRISE",
	"4a82b400-a79f-41a4-b4e2-e94f5787b113": "EXCHANGE_S_DESKLESS",
	"d42bdbd6-c335-4231-ab3d-c8f348d5aff5": "EXCHANGE_L_STANDARD",
	"90927877-dcff-4af6-b346-2332c0b15bb7": "EXCHANGE_B_STANDARD",
	"1126bef5-da20-4f07-b45e-ad25d2581aa8": "EXCHANGE_S_ESSENTIALS",
	"fc52cc4b-ed7d-472d-bbe7-b081c23ecc56": "EXCHANGE_S_STANDARD_MIDMARKET",
	"e9b4930a-925f-45e2-ac2a-3f7788ca6fdd": "EXCHANGE_S_STANDARD_GOV",
	"8c3069c0-ccdb-44be-ab77-986203a67df2": "EXCHANGE_S_ENTERPRISE_GOV",
	"88f4d7ef-a73b-4246-8047-516022144c9f": "EXCHANGE_S_DESKLESS_GOV",
}

// mailboxSKUs is Microsoft's table of the subscriptions that carry one of these plans, for friendly names only: a subscription that is
// missing here (China's are) is judged by the plans that Graph reports for it.
//
//go:embed mailbox-skus.csv
var mailboxSKUs string

// skuNames gives friendly names by subscription id.
func skuNames() map[string]string {
	names := map[string]string{}
	for _, line := range strings.Split(mailboxSKUs, "\n")[1:] {
		fields := strings.Split(line, ",")
		if len(fields) < 4 {
			continue
		}
		// A name may hold commas; the columns around it never do.
		names[strings.ToLower(fields[1])] = strings.Trim(strings.Join(fields[2:len(fields)-1], ","), `"`)
	}
	return names
}

// mailboxPlanOf gives the mailbox plan that a subscription carries.
func (s SKU) mailboxPlan() (id, name string) {
	for _, plan := range s.ServicePlanIDs {
		if name, ok := mailboxPlans[strings.ToLower(plan)]; ok {
			return strings.ToLower(plan), name
		}
	}
	return "", ""
}

// licensesOf lists the subscriptions, each once: a list that was imported beside Graph's says nothing more of one that both have.
func licensesOf(in Input) []License {
	names, ends := skuNames(), purchasesOf(in.Subscriptions)
	list := []License{}
	seen := map[string]bool{}
	for _, sku := range in.SKUs {
		id := strings.ToLower(sku.ID)
		if id != "" && seen[id] {
			continue
		}
		seen[id] = true
		_, plan := sku.mailboxPlan()
		list = append(list, License{
			SKUID: sku.ID, SKUPartNumber: sku.PartNumber, Name: Optional(names[id]), MailboxPlan: Optional(plan), Status: Optional(sku.CapabilityStatus),
			Enabled: sku.Enabled, Consumed: sku.Consumed, Free: sku.free(), Warning: sku.Warning, Suspended: sku.Suspended, LockedOut: sku.LockedOut,
			NextChange: moment(ends.first(sku.ID, sku.CapabilityStatus)), Price: priceOf(in.Prices, sku.PartNumber),
		})
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.SKUPartNumber < b.SKUPartNumber || a.SKUPartNumber == b.SKUPartNumber && a.SKUID < b.SKUID
	})
	return list
}

// free are the seats that can be assigned now. Those of a subscription in its grace period go on working for who has them and are no good for
// anybody else.
func (s SKU) free() int {
	if s.CapabilityStatus != statusEnabled {
		return 0
	}
	return max(0, s.Enabled-s.Consumed)
}

// purchases are what was bought of each SKU, by its id in lower case.
type purchases map[string][]Subscription

func purchasesOf(list []Subscription) purchases {
	p := purchases{}
	for _, s := range list {
		id := strings.ToLower(s.SKUID)
		p[id] = append(p[id], s)
	}
	return p
}

// first is when the first of a SKU's purchases in a status goes on to its next one: from then on seats are short, though nobody can say whose. It is
// zero where that was not read.
func (p purchases) first(sku, status string) time.Time {
	var first time.Time
	for _, s := range p[strings.ToLower(sku)] {
		if s.Status == status {
			first = earlier(first, s.NextChange)
		}
	}
	return first
}

// directory answers questions about accounts and subscriptions.
type directory struct {
	usersRead, skusRead bool
	// Of the accounts that know their password, so many are in the lists that were read.
	provenListed, proven int
	byID, byUPN          map[string]User
	deleted              map[string]bool // ids
	mailboxes            map[string]Mailbox
	skus                 map[string]SKU
	// listed are accounts of exported lists that give no id, by name.
	listed map[string]User
	// beside are what exported lists say of accounts that Graph knows, by id.
	beside map[string][]User
	// names are the products that carry a mailbox plan, by name in lower case.
	names map[string]bool
	// purchases know when subscriptions end; groups are names by id in lower case.
	purchases purchases
	groups    map[string]string
}

func newDirectory(in Input) directory {
	d := directory{usersRead: in.UsersRead, skusRead: in.SKUsRead, byID: map[string]User{}, byUPN: map[string]User{}, deleted: map[string]bool{}, mailboxes: in.Mailboxes, skus: map[string]SKU{}, listed: map[string]User{}, beside: map[string][]User{}, names: map[string]bool{},
		purchases: purchasesOf(in.Subscriptions), groups: in.GroupNames}
	for _, u := range in.Deleted {
		d.deleted[strings.ToLower(u.ID)] = true
	}
	graph := map[string]bool{}
	for _, u := range in.Users {
		graph[strings.ToLower(u.ID)] = true
		d.byID[strings.ToLower(u.ID)] = u
		d.byUPN[strings.ToLower(u.UPN)] = u
	}
	for _, u := range in.FileUsers {
		if known := cmp.Or(strings.ToLower(u.ID), strings.ToLower(d.byUPN[strings.ToLower(u.UPN)].ID)); known != "" && graph[known] {
			d.beside[known] = append(d.beside[known], u)
		}
		d.list(u)
	}
	for _, sku := range in.SKUs {
		if _, twice := d.skus[strings.ToLower(sku.ID)]; sku.ID != "" && !twice {
			d.skus[strings.ToLower(sku.ID)] = sku
		}
	}
	for _, name := range skuNames() {
		d.names[strings.ToLower(name)] = true
	}
	return d
}

// list takes an account of an exported list. What Graph says of it stands; what only the list says is added.
func (d directory) list(u User) {
	id, upn := strings.ToLower(u.ID), strings.ToLower(u.UPN)
	if have, ok := d.byID[id]; ok && id != "" {
		have = have.and(u)
		d.byID[id], d.byUPN[strings.ToLower(have.UPN)] = have, have
		return
	}
	if have, ok := d.byUPN[upn]; ok && upn != "" {
		have = have.and(u)
		d.byUPN[upn] = have
		if have.ID != "" {
			d.byID[strings.ToLower(have.ID)] = have
		}
		if _, ok := d.listed[upn]; ok {
			d.listed[upn] = have
		}
		return
	}
	if id != "" {
		d.byID[id] = u
	}
	if upn != "" {
		d.byUPN[upn] = u
		d.listed[upn] = u
	}
}

// and adds what another list says of an account and this one does not.
func (u User) and(o User) User {
	fill := func(have *string, more string) {
		if *have == "" {
			*have = more
		}
	}
	for _, f := range []struct {
		have *string
		more string
	}{
		{&u.ID, o.ID}, {&u.UPN, o.UPN}, {&u.DisplayName, o.DisplayName}, {&u.GivenName, o.GivenName}, {&u.Surname, o.Surname},
		{&u.JobTitle, o.JobTitle}, {&u.Department, o.Department}, {&u.UserType, o.UserType},
	} {
		fill(f.have, f.more)
	}
	if u.AccountEnabled == nil {
		u.AccountEnabled = o.AccountEnabled
	}
	if !u.PlansRead && len(u.Assignments) == 0 {
		u.PlansRead, u.Plans, u.Assignments = o.PlansRead, o.Plans, o.Assignments
	}
	if u.LicenseNames == nil {
		u.LicenseNames = o.LicenseNames
	}
	if u.HasExchange == nil {
		u.HasExchange = o.HasExchange
	}
	return u.withGovernance(o)
}

// find looks an account up by its id, and by name only where the log gave no id: a name can be given to another account.
func (d directory) find(key, upn string) (User, bool) {
	if strings.HasPrefix(key, "upn:") {
		u, ok := d.byUPN[upn]
		return u, ok && upn != ""
	}
	u, ok := d.byID[key]
	if !ok {
		if u, ok = d.listed[upn]; ok && u.ID != "" {
			return User{}, false // the name's account is another one
		}
	}
	return u, ok
}

// license judges the account behind a sender. The union of all assignments counts: one that works is enough.
func (d directory) license(user User, found bool, s Sender) SenderLicense {
	f := d.licenseFacts(user, found, s)
	rule := f.rule()
	r := reason(rule.id, f.args())
	l := SenderLicense{State: rule.state, Finding: findingOf(rule.state, s), Rule: rule.id, Text: r.Text, Args: r.Args, SKUs: d.skusOf(user), Paths: []LicensePath{}}
	for _, p := range f.paths {
		l.Paths = append(l.Paths, p.LicensePath)
	}
	if rule.state == LicenseGrace || rule.state == LicenseSuspended {
		l.Ends = moment(f.ends)
	}
	return l
}

// licenseFacts are what the rules ask about one account.
type licenseFacts struct {
	user                      User
	found, usersRead, deleted bool
	listed, accounts          int // of those that know their password, in lists and in all
	mailbox                   Mailbox
	// best is the best of its mailbox plans, and ends when that status ends by itself.
	best planStatus
	ends time.Time
	// product is one of the account's products by name that carries a mailbox plan; empty without.
	product string
	paths   []licensePath
	// unknown is a subscription that the tenant does not list. carried says that one that it lists carries a mailbox plan. Of these, failed is one whose
	// assignment fails, waiting one that should give the plan and does not, and off one that has it switched off.
	unknown              string
	carried              bool
	failed, waiting, off *licensePath
}

// licensePath is a path with what else is known of it.
type licensePath struct {
	LicensePath
	sku SKU
	// known says that the tenant lists the subscription; problem why the assignment gives nothing, where it fails.
	known   bool
	problem string
}

// works says that the path gives what its subscription has in force.
func (p licensePath) works() bool { return p.MailboxPlan && !p.PlanOff && !p.fails() }

func (d directory) licenseFacts(user User, found bool, s Sender) licenseFacts {
	f := licenseFacts{user: user, found: found, usersRead: d.usersRead, listed: d.provenListed, accounts: d.proven, deleted: d.deleted[strings.ToLower(s.ID)], mailbox: s.Mailbox,
		best: d.planStatus(user), paths: d.pathsOf(user)}
	for _, name := range user.LicenseNames {
		if f.product == "" && d.names[strings.ToLower(name)] {
			f.product = name
		}
	}
	undated := false
	for i := range f.paths {
		p := &f.paths[i]
		switch {
		case !p.known:
			f.unknown = cmp.Or(f.unknown, p.SKU)
		case !p.MailboxPlan:
		case p.PlanOff:
			f.off = cmp.Or(f.off, p)
		case p.fails():
			f.failed = cmp.Or(f.failed, p)
		default:
			f.waiting = cmp.Or(f.waiting, p)
		}
		f.carried = f.carried || p.MailboxPlan
		if p.works() && p.sku.CapabilityStatus == f.best.status {
			ends := d.purchases.first(p.sku.ID, f.best.status)
			undated = undated || ends.IsZero()
			f.ends = later(f.ends, ends) // the last one keeps the account going
		}
	}
	if undated {
		f.ends = time.Time{}
	}
	return f
}

// rule gives the first rule that holds.
func (f licenseFacts) rule() licenseRule {
	for _, rule := range licenseRules {
		if rule.holds(f) {
			return rule
		}
	}
	panic("inventory: no licence rule holds") // the last one always does
}

// byName says that of the account only products by name, or a yes or no, were read.
func (f licenseFacts) byName() bool {
	return len(f.user.Assignments) == 0 && !f.user.PlansRead && f.best.status == ""
}

// bare says that the account has no licence. Plans come with licences, and a Deleted one is of the past.
func (f licenseFacts) bare() bool {
	return len(f.user.Assignments) == 0 && f.user.PlansRead && !slices.ContainsFunc(f.user.Plans, func(p AssignedPlan) bool { return statusRank[p.CapabilityStatus] > 0 })
}

// args are the values that sentences about licences use.
func (f licenseFacts) args() map[string]string {
	args := map[string]string{"plan": f.best.plan, "status": f.best.status, "ends": date(f.ends), "name": f.product,
		"names": strings.Join(f.user.LicenseNames, ", "), "unknown": f.unknown, "listed": strconv.Itoa(f.listed), "accounts": strconv.Itoa(f.accounts)}
	if p := cmp.Or(f.failed, f.waiting, f.off); p != nil {
		args["sku"], args["group"], args["problem"] = p.SKU, p.groupOrID(), p.problem
	}
	return args
}

// groupOrID names a path's group, by its id where the name was not read.
func (p LicensePath) groupOrID() string { return string(cmp.Or(p.GroupName, p.GroupID)) }

// pathsOf gives the ways in which licences reached an account, in an order of their own.
func (d directory) pathsOf(user User) []licensePath {
	list := make([]licensePath, 0, len(user.Assignments))
	for _, a := range user.Assignments {
		p := licensePath{problem: a.problem()}
		p.sku, p.known = d.skus[strings.ToLower(a.SKUID)]
		plan, _ := p.sku.mailboxPlan()
		p.LicensePath = LicensePath{
			SKU: d.skuName(a), MailboxPlan: plan != "", PlanOff: plan != "" && containsFold(a.DisabledPlans, plan),
			Direct: a.GroupID == "", GroupID: Optional(a.GroupID), GroupName: Optional(d.groups[strings.ToLower(a.GroupID)]),
			State: Optional(a.State), Changed: moment(a.Changed),
		}
		if a.hasError() {
			p.Error = Optional(a.Error)
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b licensePath) int { return a.compare(b.LicensePath) })
	return list
}

// fails says that the assignment gives nothing.
func (p LicensePath) fails() bool {
	return LicenseAssignment{State: string(p.State), Error: string(p.Error)}.failed()
}

// compare orders the paths of one account: by subscription, and direct ones before those through a group.
func (p LicensePath) compare(o LicensePath) int {
	at := func(t *time.Time) int64 {
		if t == nil {
			return 0
		}
		return t.Unix()
	}
	return cmp.Or(strings.Compare(p.SKU, o.SKU), trueFirst(p.Direct, o.Direct), cmp.Compare(p.GroupID, o.GroupID), trueFirst(p.PlanOff, o.PlanOff),
		cmp.Compare(p.State, o.State), cmp.Compare(p.Error, o.Error), cmp.Compare(at(p.Changed), at(o.Changed)))
}

// licenseRemarks says what else is to be known of an account's licences.
func (d directory) licenseRemarks(user User, found bool, s Sender) []Reason {
	var remarks []Reason
	if !found {
		return nil
	}
	withoutPlan := s.License.State == LicenseUnlicensed || s.License.State == LicenseNoMailboxPlan || s.License.State == LicensePlanOff
	if withoutPlan && s.License.Finding != FindingOK && user.Synchronised != nil && *user.Synchronised && (s.Mailbox == MailboxNone || s.Mailbox == MailboxUnknown) {
		remarks = append(remarks, reason("license-on-premises", nil))
	}
	if s.Successes > 0 && (s.License.State == LicenseLicensed || s.License.State == LicenseGrace) {
		working := slices.DeleteFunc(d.pathsOf(user), func(p licensePath) bool {
			return !p.works() || statusRank[p.sku.CapabilityStatus] < statusRank[statusWarning]
		})
		other := slices.ContainsFunc(working, func(p licensePath) bool { return !withoutMailboxRight[strings.ToLower(p.sku.ID)] })
		if len(working) > 0 && !other {
			remarks = append(remarks, reason("license-no-right", map[string]string{"sku": working[0].SKU}))
		}
	}
	return remarks
}

// withoutMailboxRight are the subscriptions whose mailbox plan is said to be there for Teams' calendar alone: Microsoft 365 F1 and its twin without
// Teams. The plan is real and works, so the state is licensed; the right is a matter of the product terms (reported by third parties).
var withoutMailboxRight = map[string]bool{
	"50f60901-3181-4b75-8a2c-4c8e4c1d5a72": true, // M365_F1_COMM
	"0666269f-b167-4c5b-a76f-fc574f2b1118": true, // Microsoft_365_F1_EEA_(no_Teams)
}

// isShared says that a mailbox is nobody's own: shared, a room's or equipment's.
func (m Mailbox) isShared() bool {
	return m == MailboxShared || m == MailboxRoom || m == MailboxEquipment
}

// disagreements says where an exported list contradicts what Graph says of an account. A list may be old, or name products that nobody here knows, so
// Graph is believed.
func (d directory) disagreements(user User, license SenderLicense) []Reason {
	var reasons []Reason
	say := func(graph, list string) {
		for _, r := range reasons {
			if r.Args["list"] == list {
				return
			}
		}
		reasons = append(reasons, reason("disagree-list", map[string]string{"graph": graph, "list": list}))
	}
	for _, u := range d.beside[strings.ToLower(user.ID)] {
		state := d.licenseFacts(u, true, Sender{ID: user.ID}).rule().state
		may := func(s LicenseState) bool { return s == LicenseLicensed || s == LicenseGrace }
		if state != LicenseUnknown && license.State != LicenseUnknown && may(state) != may(license.State) {
			say(string(license.State), string(state))
		}
		if u.AccountEnabled != nil && user.AccountEnabled != nil && *u.AccountEnabled != *user.AccountEnabled {
			words := map[bool]string{true: "enabled", false: "blocked"}
			say(words[*user.AccountEnabled], words[*u.AccountEnabled])
		}
	}
	return reasons
}

func (a LicenseAssignment) failed() bool {
	return strings.EqualFold(a.State, "Error") || strings.EqualFold(a.State, "ActiveWithError") || strings.EqualFold(a.State, "Disabled") ||
		a.hasError()
}

func (a LicenseAssignment) hasError() bool {
	return a.Error != "" && !strings.EqualFold(a.Error, "None")
}

// problem names what is wrong with a failed assignment: Graph's word, or its state where there is none.
func (a LicenseAssignment) problem() string {
	if a.hasError() {
		return a.Error
	}
	return a.State
}

// planStatus is the best status of a user's mailbox plans and the plan that has it.
type planStatus struct{ status, plan string }

// stopped says that the plan is there and works no more.
func (p planStatus) stopped() bool { return p.status == statusSuspended || p.status == statusLockedOut }

// Graph's capability statuses. Enabled and Warning work; there is Deleted too, which is of the past.
const (
	statusEnabled   = "Enabled"
	statusWarning   = "Warning"
	statusSuspended = "Suspended"
	statusLockedOut = "LockedOut"
)

// statusRank orders capability statuses from best to worst.
var statusRank = map[string]int{statusEnabled: 4, statusWarning: 3, statusSuspended: 2, statusLockedOut: 1}

// planStatus reads assigned plans, or where those were not read, works them out from assignments and the tenant's subscriptions.
func (d directory) planStatus(user User) planStatus {
	var best planStatus
	take := func(status, plan string) {
		rank, least := statusRank[status], statusRank[best.status]
		if rank > least || rank > 0 && rank == least && plan < best.plan {
			best = planStatus{status, plan}
		}
	}
	if user.PlansRead {
		for _, p := range user.Plans {
			if plan, ok := mailboxPlans[strings.ToLower(p.ServicePlanID)]; ok {
				take(p.CapabilityStatus, plan)
			}
		}
		return best
	}
	for _, a := range user.Assignments {
		sku := d.skus[strings.ToLower(a.SKUID)]
		if id, plan := sku.mailboxPlan(); id != "" && !containsFold(a.DisabledPlans, id) && !a.failed() {
			take(sku.CapabilityStatus, plan)
		}
	}
	return best
}

// skusOf lists a user's subscriptions by part number, or by id where the tenant's subscriptions were not read.
func (d directory) skusOf(user User) []string {
	set := map[string]bool{}
	for _, a := range user.Assignments {
		set[d.skuName(a)] = true
	}
	return sortedKeys(set)
}

func (d directory) skuName(a LicenseAssignment) string {
	if sku, ok := d.skus[strings.ToLower(a.SKUID)]; ok {
		return sku.PartNumber
	}
	return a.SKUID
}

// findingOf says what an auditor makes of a state. Sending without the right to a mailbox is a violation; trying to is for review; an account
// that nobody but guessers uses owes nothing.
func findingOf(state LicenseState, s Sender) Finding {
	switch state {
	case LicenseLicensed:
		return FindingOK
	case LicenseUnknown, LicenseGrace:
		return FindingReview
	}
	switch {
	case s.Verdict == VerdictNoise || s.Verdict == VerdictIdle:
		return FindingOK
	case state == LicenseGuest || state == LicenseDeleted || state == LicenseNotFound:
		return FindingReview
	case s.Successes > 0:
		return FindingViolation
	}
	return FindingReview
}

func containsFold(list []string, want string) bool {
	for _, s := range list {
		if strings.EqualFold(s, want) {
			return true
		}
	}
	return false
}

// cover counts how much of the tenant the lists hold. A list that has most accounts that work was not filtered down to a few.
func (d *directory) cover(accounts []account, names map[string]*accountName) {
	for _, a := range accounts {
		if !slices.ContainsFunc(a.cells, func(c keyedCell) bool { return c.seen.proven }) {
			continue
		}
		d.proven++
		if _, found := d.find(a.key, names[a.key].upn); found {
			d.provenListed++
		}
	}
}
