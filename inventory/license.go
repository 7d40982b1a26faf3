package inventory

import (
	"cmp"
	_ "embed"
	"sort"
	"strings"
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

func licensesOf(skus []SKU) []License {
	names := skuNames()
	list := []License{}
	for _, sku := range skus {
		_, plan := sku.mailboxPlan()
		list = append(list, License{
			SKUID: sku.ID, SKUPartNumber: sku.PartNumber, Name: Optional(names[strings.ToLower(sku.ID)]),
			MailboxPlan: Optional(plan), Status: Optional(sku.CapabilityStatus), Enabled: sku.Enabled, Consumed: sku.Consumed,
		})
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.SKUPartNumber < b.SKUPartNumber || a.SKUPartNumber == b.SKUPartNumber && a.SKUID < b.SKUID
	})
	return list
}

// directory answers questions about accounts and subscriptions.
type directory struct {
	usersRead, skusRead bool
	byID, byUPN         map[string]User
	deleted             map[string]bool // ids
	mailboxes           map[string]Mailbox
	skus                map[string]SKU
	// listed are accounts of exported lists that give no id, by name.
	listed map[string]User
	// beside are what exported lists say of accounts that Graph knows, by id.
	beside map[string][]User
	// names are the products that carry a mailbox plan, by name in lower case.
	names map[string]bool
}

func newDirectory(in Input) directory {
	d := directory{usersRead: in.UsersRead, skusRead: in.SKUsRead, byID: map[string]User{}, byUPN: map[string]User{}, deleted: map[string]bool{}, mailboxes: in.Mailboxes, skus: map[string]SKU{}, listed: map[string]User{}, beside: map[string][]User{}, names: map[string]bool{}}
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
	state, rule, args := d.licenseState(user, found, s.ID)
	r := reason(rule, args)
	return SenderLicense{State: state, Finding: findingOf(state, s), Rule: rule, Text: r.Text, Args: r.Args, SKUs: d.skusOf(user)}
}

func (d directory) licenseState(user User, found bool, id string) (LicenseState, string, map[string]string) {
	switch {
	case !found && d.deleted[strings.ToLower(id)]:
		return LicenseDeleted, "license-deleted", nil
	case !found && !d.usersRead:
		return LicenseUnknown, "license-not-read", nil
	case !found:
		return LicenseNotFound, "license-not-found", nil
	case strings.EqualFold(user.UserType, "Guest"):
		return LicenseGuest, "license-guest", nil
	}
	best := d.planStatus(user)
	switch best.status {
	case "Enabled":
		return LicenseLicensed, "license-plan-works", map[string]string{"plan": best.plan}
	case "Warning":
		return LicenseGrace, "license-grace", map[string]string{"plan": best.plan}
	case "Suspended", "LockedOut":
		return LicenseSuspended, "license-suspended", map[string]string{"plan": best.plan, "status": best.status}
	}
	if len(user.Assignments) == 0 {
		if !user.PlansRead {
			return d.byName(user)
		}
		for _, p := range user.Plans {
			if statusRank[p.CapabilityStatus] > 0 { // plans come with licences; a Deleted one is of the past
				return LicenseNoMailboxPlan, "license-no-plan", nil
			}
		}
		return LicenseUnlicensed, "license-none", nil
	}
	return d.withoutPlan(user)
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
		state, _, _ := d.licenseState(u, true, user.ID)
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

// byName judges an account of which only an admin centre's list or a usage report was read: products by their names, or a yes or no.
func (d directory) byName(user User) (LicenseState, string, map[string]string) {
	for _, name := range user.LicenseNames {
		if d.names[strings.ToLower(name)] {
			return LicenseLicensed, "license-by-name", map[string]string{"name": name}
		}
	}
	switch {
	case user.HasExchange != nil && *user.HasExchange:
		return LicenseLicensed, "license-by-report", nil
	case user.HasExchange != nil:
		return LicenseNoMailboxPlan, "license-none-by-report", nil
	case len(user.LicenseNames) > 0:
		return LicenseUnknown, "license-name-unknown", map[string]string{"name": strings.Join(user.LicenseNames, ", ")}
	}
	return LicenseUnknown, "license-plans-not-read", nil
}

// withoutPlan says why none of a licensed account's assignments gives a mailbox.
func (d directory) withoutPlan(user User) (LicenseState, string, map[string]string) {
	failed, off, unknown := "", "", ""
	for _, a := range user.Assignments {
		sku, known := d.skus[strings.ToLower(a.SKUID)]
		if !known {
			unknown = a.SKUID
			continue
		}
		id, _ := sku.mailboxPlan()
		if id == "" {
			continue
		}
		switch {
		case a.failed():
			failed = sku.PartNumber + ": " + a.problem()
		case containsFold(a.DisabledPlans, id):
			off = sku.PartNumber
		default:
			// The assignment should give the plan and the account does not have it: not provisioned, or the record is older.
			failed = sku.PartNumber
		}
	}
	switch {
	case unknown != "" && !user.PlansRead: // the unknown one may carry a plan that works
		return LicenseUnknown, "license-sku-unknown", map[string]string{"sku": unknown}
	case failed != "":
		return LicenseAssignmentError, "license-assignment-error", map[string]string{"assignment": failed}
	case off != "":
		return LicensePlanOff, "license-plan-off", map[string]string{"sku": off}
	case unknown != "":
		return LicenseUnknown, "license-sku-unknown", map[string]string{"sku": unknown}
	}
	return LicenseNoMailboxPlan, "license-no-plan", nil
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

// statusRank orders capability statuses from best to worst.
var statusRank = map[string]int{"Enabled": 4, "Warning": 3, "Suspended": 2, "LockedOut": 1}

// planStatus reads assigned plans, or where those were not read, works them out from assignments and the tenant's subscriptions.
func (d directory) planStatus(user User) planStatus {
	var best planStatus
	take := func(status, plan string) {
		if statusRank[status] > statusRank[best.status] {
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
		if sku, ok := d.skus[strings.ToLower(a.SKUID)]; ok {
			set[sku.PartNumber] = true
		} else {
			set[a.SKUID] = true
		}
	}
	return sortedKeys(set)
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
