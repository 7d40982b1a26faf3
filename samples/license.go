package samples

import (
	"slices"

	"unbasic/inventory"
)

// A plan is a service plan of a subscription. Ids are Microsoft's ("Product names and service plan identifiers for
// licensing"), because an inventory has to match on them.
type plan struct {
	id, name string
	service  string // as assignedPlans spell it
}

var (
	exchangeStandard   = plan{"9aaf7827-d63c-4b61-89c3-182f06f82e5c", "EXCHANGE_S_STANDARD", "exchange"}
	exchangeEnterprise = plan{"efb87545-963c-4e0d-99df-69c6916d9eb0", "EXCHANGE_S_ENTERPRISE", "exchange"}
	exchangeDeskless   = plan{"4a82b400-a79f-41a4-b4e2-e94f5787b113", "EXCHANGE_S_DESKLESS", "exchange"}
	// exchangeFoundation is in many subscriptions and is no mailbox, whatever its name says.
	exchangeFoundation = plan{"113feb6c-3fe4-4440-bddc-54d774bf0318", "EXCHANGE_S_FOUNDATION", "exchange"}
	premium            = plan{"41781fb2-bc02-4b7c-bd55-b576c07bb09d", "AAD_PREMIUM", "AADPremiumService"}
	teams              = plan{"57ff2da0-773e-42df-b2af-ffb7a2317929", "TEAMS1", "TeamspaceAPI"}
	sharePoint         = plan{"5dbe027f-2339-4123-9542-606e4d348a72", "SHAREPOINTENTERPRISE", "SharePoint"}
	officeApps         = plan{"43de0ff5-c92c-492b-9116-175376d08c38", "OFFICESUBSCRIPTION", "MicrosoftOffice"}
	flowFree           = plan{"50e68c76-46c6-4674-81f9-75456511b170", "FLOW_P2_VIRAL", "ProcessSimple"}
)

// A subscription is one that the tenant has bought.
type subscription struct {
	id, partNumber string
	status         string // Graph's capabilityStatus of the subscription
	spare          int    // seats beyond those in use
	plans          []plan
}

var (
	microsoft365E3 = &subscription{"05e9a617-0261-4cee-bb44-138d3ef5d965", "SPE_E3", "Enabled", 6,
		[]plan{exchangeEnterprise, teams, sharePoint, officeApps, premium}}
	microsoft365F3 = &subscription{"66b55226-6b4f-492c-910c-a3b7a3c9d993", "SPE_F1", "Enabled", 4,
		[]plan{exchangeDeskless, teams, premium}}
	office365E1 = &subscription{"18181a46-0d4e-45cd-891e-60aabd171b4e", "STANDARDPACK", "Enabled", 2,
		[]plan{exchangeStandard, teams}}
	// Every seat of Exchange Online Plan 1 is in use: that is why a group could not give one to its newest member.
	exchangePlan1 = &subscription{"4b9405b0-7788-4568-add1-99614e613b69", "EXCHANGESTANDARD", "Enabled", 0,
		[]plan{exchangeStandard}}
	businessBasic = &subscription{"3b555118-da6a-4418-894f-7df1e2096870", "O365_BUSINESS_ESSENTIALS", "Warning", 1,
		[]plan{exchangeStandard, teams}}
	exchangeKiosk = &subscription{"80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82", "EXCHANGEDESKLESS", "Suspended", 1,
		[]plan{exchangeDeskless}}
	exchangePlan2 = &subscription{"19ec0d23-8335-4cbd-94ac-6050e30712fa", "EXCHANGEENTERPRISE", "LockedOut", 0,
		[]plan{exchangeEnterprise}}
	// Microsoft 365 F1 and Teams Exploratory carry a mailbox plan, for the calendar in Teams, although nobody buys them for mail.
	microsoft365F1 = &subscription{"50f60901-3181-4b75-8a2c-4c8e4c1d5a72", "M365_F1_COMM", "Enabled", 3,
		[]plan{exchangeDeskless, teams}}
	teamsExploratory = &subscription{"710779e8-3d4a-4c88-adb9-386c958d1fdf", "TEAMS_EXPLORATORY", "Enabled", 90,
		[]plan{exchangeStandard, teams}}
	powerAutomateFree = &subscription{"f30db892-07e9-47e9-837c-80727f46fd3d", "FLOW_FREE", "Enabled", 9_000,
		[]plan{flowFree, exchangeFoundation}}
)

// subscriptions are all of the tenant's, in the order in which they are served.
var subscriptions = []*subscription{
	microsoft365E3, microsoft365F3, office365E1, exchangePlan1, businessBasic, exchangeKiosk, exchangePlan2, microsoft365F1,
	teamsExploratory, powerAutomateFree,
}

// An assignment is one way in which an account was given a subscription.
type assignment struct {
	subscription *subscription
	off          []plan // disabled in this assignment
	byGroup      bool   // else given directly
	failure      string // Graph's licenseAssignmentState.error; then nothing of it takes effect
}

// A license is what an account was given, and the state that an inventory should find. Stale plans were taken away
// long ago and still appear among the account's plans as Deleted.
type license struct {
	state       inventory.LicenseState
	assignments []assignment
	stale       []plan
}

// byGroup reports whether a group has to do with an account's having a subscription.
func (l license) byGroup(s *subscription) bool {
	return slices.ContainsFunc(l.assignments, func(a assignment) bool { return a.byGroup && a.subscription == s })
}

func given(s *subscription) license {
	return license{state: inventory.LicenseLicensed, assignments: []assignment{{subscription: s}}}
}

func givenByGroup(s *subscription) license {
	return license{state: inventory.LicenseLicensed, assignments: []assignment{{subscription: s, byGroup: true}}}
}

var (
	withoutLicense = license{state: inventory.LicenseUnlicensed}
	// lostLicense is as withoutLicense, with the trace of an older licence.
	lostLicense = license{state: inventory.LicenseUnlicensed, stale: []plan{exchangeStandard}}
	// movedLicense has the trace of an older licence under a newer one that works.
	movedLicense = license{state: inventory.LicenseLicensed, assignments: []assignment{{subscription: microsoft365E3}}, stale: []plan{exchangeStandard}}
	inGrace      = license{state: inventory.LicenseGrace, assignments: []assignment{{subscription: businessBasic}}}
	lapsed       = license{state: inventory.LicenseSuspended, assignments: []assignment{{subscription: exchangeKiosk}}}
	lockedOut    = license{state: inventory.LicenseSuspended, assignments: []assignment{{subscription: exchangePlan2}}}
	planOff      = license{state: inventory.LicensePlanOff, assignments: []assignment{
		{subscription: microsoft365E3, off: []plan{exchangeEnterprise}},
		{subscription: microsoft365E3, off: []plan{exchangeEnterprise, teams}, byGroup: true},
	}}
	// planOffOnce has the mailbox plan off in one assignment and on in the other, so it is licensed.
	planOffOnce = license{state: inventory.LicenseLicensed, assignments: []assignment{
		{subscription: microsoft365F3, off: []plan{exchangeDeskless}, byGroup: true},
		{subscription: exchangePlan1},
	}}
	noMailboxPlan   = license{state: inventory.LicenseNoMailboxPlan, assignments: []assignment{{subscription: powerAutomateFree}}}
	assignmentError = license{state: inventory.LicenseAssignmentError, assignments: []assignment{
		{subscription: exchangePlan1, byGroup: true, failure: "CountViolation"},
	}}
	guestLicense = license{state: inventory.LicenseGuest}
	// deletedLicense is that of an account that was deleted: its seat went back with it.
	deletedLicense = license{state: inventory.LicenseDeleted}
)
