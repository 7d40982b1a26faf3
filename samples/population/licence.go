package population

import (
	"math/rand/v2"
	"slices"
	"time"

	"unbasic/inventory"
)

// Service plans, by Microsoft's ids ("Product names and service plan identifiers for licensing"), because an inventory has to match on them.
const (
	planStandard   = "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
	planEnterprise = "efb87545-963c-4e0d-99df-69c6916d9eb0"
	planDeskless   = "4a82b400-a79f-41a4-b4e2-e94f5787b113"
	// Foundation, archive and analytics are no mailboxes, whatever their names say.
	planFoundation = "113feb6c-3fe4-4440-bddc-54d774bf0318"
	planArchive    = "176a09a6-7ec5-4039-ac02-b2791c6ba793"
	planAnalytics  = "34c0d7a0-a70f-4668-9238-47f9fc208882"
	planTeams      = "57ff2da0-773e-42df-b2af-ffb7a2317929"
	planApps       = "43de0ff5-c92c-492b-9116-175376d08c38"
	planPremium    = "41781fb2-bc02-4b7c-bd55-b576c07bb09d"
	planFlow       = "50e68c76-46c6-4674-81f9-75456511b170"
)

// A product is a subscription of the tenant. Mailbox is the plan among its plans that is a mailbox, or empty.
type product struct {
	id, partNumber, status, mailbox string
	others                          []string
}

var (
	officeE3        = product{"6fd2c87f-b296-42f0-b197-1e91e994b900", "ENTERPRISEPACK", "Enabled", planEnterprise, []string{planTeams, planApps}}
	microsoft365E5  = product{"06ebc4ee-1bb5-47dd-8120-11324bc54e06", "SPE_E5", "Enabled", planEnterprise, []string{planTeams, planApps, planPremium, planAnalytics}}
	businessPremium = product{"cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", "SPB", "Enabled", planStandard, []string{planTeams, planApps, planPremium}}
	exchangePlan1   = product{"4b9405b0-7788-4568-add1-99614e613b69", "EXCHANGESTANDARD", "Enabled", planStandard, nil}
	frontline       = product{"66b55226-6b4f-492c-910c-a3b7a3c9d993", "SPE_F1", "Enabled", planDeskless, []string{planTeams}}
	basicInGrace    = product{"3b555118-da6a-4418-894f-7df1e2096870", "O365_BUSINESS_ESSENTIALS", "Warning", planStandard, []string{planTeams}}
	kioskLapsed     = product{"80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82", "EXCHANGEDESKLESS", "Suspended", planDeskless, nil}
	e1LockedOut     = product{"18181a46-0d4e-45cd-891e-60aabd171b4e", "STANDARDPACK", "LockedOut", planStandard, []string{planTeams}}
	flowFree        = product{"f30db892-07e9-47e9-837c-80727f46fd3d", "FLOW_FREE", "Enabled", "", []string{planFlow, planFoundation}}
	entraPremium    = product{"078d2b04-f1bd-4111-bbd4-b4b1b354cef4", "AAD_PREMIUM", "Enabled", "", []string{planPremium, planFoundation}}
	archiveAddOn    = product{"ee02fd1b-340e-4a4b-b355-4a514e4c8943", "EXCHANGEARCHIVE_ADDON", "Enabled", "", []string{planArchive}}
)

var (
	products    = []product{officeE3, microsoft365E5, businessPremium, exchangePlan1, frontline, basicInGrace, kioskLapsed, e1LockedOut, flowFree, entraPremium, archiveAddOn}
	working     = []product{officeE3, microsoft365E5, businessPremium, exchangePlan1, frontline}
	mailboxless = []product{flowFree, entraPremium, archiveAddOn}
)

// A holding is the licences of one account.
type holding struct {
	plans       []inventory.AssignedPlan
	assignments []inventory.LicenseAssignment
}

// A licensor gives licences as an administrator of one tenant would.
type licensor struct {
	r      *rand.Rand
	groups []string
	asOf   time.Time
}

// give assigns a product, with plans switched off in this assignment.
func (l licensor) give(h *holding, p product, off ...string) {
	a := inventory.LicenseAssignment{SKUID: p.id, DisabledPlans: off, State: "Active", Changed: l.asOf.AddDate(0, 0, -1-l.r.IntN(900))}
	direct := slices.ContainsFunc(h.assignments, func(b inventory.LicenseAssignment) bool { return b.SKUID == p.id && b.GroupID == "" })
	byGroup := slices.ContainsFunc(h.assignments, func(b inventory.LicenseAssignment) bool { return b.SKUID == p.id && b.GroupID != "" })
	switch {
	case direct && byGroup:
		return // there is no third way
	case direct, !byGroup && l.r.IntN(2) == 0:
		a.GroupID = l.groups[l.r.IntN(len(l.groups))]
	}
	if l.r.IntN(3) == 0 {
		a.Error = "None"
	}
	h.assignments = append(h.assignments, a)
	status := p.status
	for _, id := range p.all() {
		if !slices.Contains(off, id) {
			h.add(id, status)
		}
	}
}

// add puts a plan in force; a plan that works already stays as it is.
func (h *holding) add(id, status string) {
	for i := range h.plans {
		if h.plans[i].ServicePlanID == id {
			if h.plans[i].CapabilityStatus != "Enabled" {
				h.plans[i].CapabilityStatus = status
			}
			return
		}
	}
	h.plans = append(h.plans, inventory.AssignedPlan{ServicePlanID: id, CapabilityStatus: status})
}

// trace leaves a plan that was taken away long ago, as directories do.
func (h *holding) trace(id string) {
	if !slices.ContainsFunc(h.plans, func(p inventory.AssignedPlan) bool { return p.ServicePlanID == id }) {
		h.plans = append(h.plans, inventory.AssignedPlan{ServicePlanID: id, CapabilityStatus: "Deleted"})
	}
}

// fail makes an assignment of which nothing takes effect.
func (l licensor) fail(h *holding, p product) {
	errors := []string{"CountViolation", "MutuallyExclusiveViolation", "DependencyViolation", "ProhibitedInUsageLocationViolation", "UniquenessViolation", "Other"}
	h.assignments = append(h.assignments, inventory.LicenseAssignment{
		SKUID: p.id, GroupID: l.groups[l.r.IntN(len(l.groups))], State: "Error", Error: errors[l.r.IntN(len(errors))], Changed: l.asOf.AddDate(0, 0, -1-l.r.IntN(200)),
	})
}

func (p product) all() []string {
	if p.mailbox == "" {
		return p.others
	}
	return append([]string{p.mailbox}, p.others...)
}

// hold gives licences that amount to a state, in one of its ways.
func (l licensor) hold(state inventory.LicenseState) holding {
	var h holding
	one := working[l.r.IntN(len(working))]
	switch state {
	case inventory.LicenseLicensed:
		switch l.r.IntN(9) {
		case 0: // off in one of two, on in the other
			l.give(&h, officeE3, planEnterprise)
			l.give(&h, exchangePlan1)
		case 1: // the same product twice, and off in one of the ways
			l.give(&h, one, one.mailbox)
			l.give(&h, one)
		case 2:
			l.give(&h, one)
			l.give(&h, mailboxless[l.r.IntN(len(mailboxless))])
		case 3: // something else could not be given
			l.give(&h, exchangePlan1)
			l.fail(&h, entraPremium)
		case 4: // one runs out and another works
			l.give(&h, kioskLapsed)
			l.give(&h, exchangePlan1)
		case 5:
			l.give(&h, one)
			h.trace(planStandard)
			h.trace(planDeskless)
		default:
			l.give(&h, one)
		}
	case inventory.LicenseGrace:
		l.give(&h, basicInGrace)
		l.anything(&h)
	case inventory.LicenseSuspended:
		l.give(&h, []product{kioskLapsed, e1LockedOut}[l.r.IntN(2)])
		l.anything(&h)
	case inventory.LicensePlanOff:
		l.give(&h, one, one.mailbox)
		if l.r.IntN(2) == 0 {
			two := working[l.r.IntN(len(working))]
			l.give(&h, two, two.mailbox)
		}
		l.anything(&h)
		if l.r.IntN(2) == 0 {
			h.trace(one.mailbox)
		}
	case inventory.LicenseNoMailboxPlan:
		l.give(&h, mailboxless[l.r.IntN(len(mailboxless))])
		l.anything(&h)
	case inventory.LicenseAssignmentError:
		l.fail(&h, one)
		l.anything(&h)
	case inventory.LicenseUnlicensed:
		if l.r.IntN(3) == 0 {
			h.trace(planStandard)
		}
	}
	return h
}

// anything adds, now and then, a product that has nothing to do with mail.
func (l licensor) anything(h *holding) {
	if l.r.IntN(3) == 0 {
		l.give(h, flowFree)
	}
}

// findingOf is the auditor's rule: who signs in to send without a right to a mailbox is a violation, who tries to is to be looked at, and being guessed at
// or standing open is nobody's fault. Licences that run out are to be looked at in any case.
func findingOf(state inventory.LicenseState, verdict inventory.Verdict, successes int) inventory.Finding {
	switch state {
	case inventory.LicenseLicensed:
		return inventory.FindingOK
	case inventory.LicenseGrace:
		return inventory.FindingReview
	}
	switch {
	case verdict == inventory.VerdictNoise, verdict == inventory.VerdictIdle:
		return inventory.FindingOK
	case state == inventory.LicenseGuest, state == inventory.LicenseDeleted, state == inventory.LicenseNotFound:
		return inventory.FindingReview
	case successes > 0:
		return inventory.FindingViolation
	}
	return inventory.FindingReview
}
