package inventory

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Plans and subscriptions of the licence cases.
const (
	planStandard   = "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
	planEnterprise = "efb87545-963c-4e0d-99df-69c6916d9eb0"
	planDeskless   = "4a82b400-a79f-41a4-b4e2-e94f5787b113"
	planFoundation = "113feb6c-3fe4-4440-bddc-54d774bf0318"

	skuE1    = "18181a46-0d4e-45cd-891e-60aabd171b4e"
	skuE3    = "05e9a617-0261-4cee-bb44-138d3ef5d965"
	skuF1    = "50f60901-3181-4b75-8a2c-4c8e4c1d5a72"
	skuPower = "a403ebcc-fae0-4ca2-8c8c-7a907fd6c235"
	skuNew   = "11111111-2222-4333-8444-555555555555"
)

func tenantSKUs() []SKU {
	return []SKU{
		{ID: strings.ToUpper(skuE1), PartNumber: "STANDARDPACK", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planFoundation, strings.ToUpper(planStandard)}},
		{ID: skuE3, PartNumber: "SPE_E3", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planEnterprise}},
		{ID: skuF1, PartNumber: "M365_F1_COMM", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planDeskless}},
		{ID: skuPower, PartNumber: "POWER_BI_STANDARD", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planFoundation}},
	}
}

func plans(pairs ...string) []AssignedPlan {
	var list []AssignedPlan
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, AssignedPlan{ServicePlanID: pairs[i], CapabilityStatus: pairs[i+1]})
	}
	return list
}

func direct(sku string, disabled ...string) LicenseAssignment {
	return LicenseAssignment{SKUID: sku, State: "Active", Error: "None", DisabledPlans: disabled}
}

func TestLicenseStates(t *testing.T) {
	e1 := []LicenseAssignment{direct(skuE1)}
	for name, test := range map[string]struct {
		user   User
		absent bool // not in the directory
		unread bool // the directory was not read
		noSKUs bool
		state  LicenseState
		rule   string
		skus   []string
	}{
		"a plan that works":                            {user: User{PlansRead: true, Plans: plans(planStandard, "Enabled"), Assignments: e1}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"STANDARDPACK"}},
		"a plan id in capitals":                        {user: User{PlansRead: true, Plans: plans(strings.ToUpper(planStandard), "Enabled"), Assignments: e1}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"STANDARDPACK"}},
		"F1 carries a deskless mailbox plan":           {user: User{PlansRead: true, Plans: plans(planDeskless, "Enabled"), Assignments: []LicenseAssignment{direct(skuF1)}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"M365_F1_COMM"}},
		"Warning is grace":                             {user: User{PlansRead: true, Plans: plans(planStandard, "Warning"), Assignments: e1}, state: LicenseGrace, rule: "license-grace", skus: []string{"STANDARDPACK"}},
		"Suspended is suspended":                       {user: User{PlansRead: true, Plans: plans(planStandard, "Suspended"), Assignments: e1}, state: LicenseSuspended, rule: "license-suspended", skus: []string{"STANDARDPACK"}},
		"LockedOut is suspended":                       {user: User{PlansRead: true, Plans: plans(planStandard, "LockedOut"), Assignments: e1}, state: LicenseSuspended, rule: "license-suspended", skus: []string{"STANDARDPACK"}},
		"the best of several plans counts":             {user: User{PlansRead: true, Plans: plans(planStandard, "Suspended", planEnterprise, "Enabled", planDeskless, "Warning"), Assignments: e1}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"STANDARDPACK"}},
		"a stale Deleted plan beside one that works":   {user: User{PlansRead: true, Plans: plans(planStandard, "Deleted", planEnterprise, "Enabled"), Assignments: []LicenseAssignment{direct(skuE3)}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"SPE_E3"}},
		"stale Deleted plans and no licence":           {user: User{PlansRead: true, Plans: plans(planStandard, "Deleted", planFoundation, "Deleted")}, state: LicenseUnlicensed, rule: "license-none"},
		"no licence at all":                            {user: User{PlansRead: true}, state: LicenseUnlicensed, rule: "license-none"},
		"plans not read is not none":                   {user: User{}, state: LicenseUnknown, rule: "license-plans-not-read"},
		"foundation is no mailbox":                     {user: User{PlansRead: true, Plans: plans(planFoundation, "Enabled"), Assignments: []LicenseAssignment{direct(skuPower)}}, state: LicenseNoMailboxPlan, rule: "license-no-plan", skus: []string{"POWER_BI_STANDARD"}},
		"plans are proof of a licence":                 {user: User{PlansRead: true, Plans: plans(planFoundation, "Enabled")}, state: LicenseNoMailboxPlan, rule: "license-no-plan"},
		"switched off in the only assignment":          {user: User{PlansRead: true, Plans: plans(planFoundation, "Enabled"), Assignments: []LicenseAssignment{direct(skuE1, strings.ToUpper(planStandard))}}, state: LicensePlanOff, rule: "license-plan-off", skus: []string{"STANDARDPACK"}},
		"switched off in both assignments":             {user: User{PlansRead: true, Assignments: []LicenseAssignment{direct(skuE1, planStandard), {SKUID: skuE1, GroupID: "g", State: "Active", DisabledPlans: []string{planStandard}}}}, state: LicensePlanOff, rule: "license-plan-off", skus: []string{"STANDARDPACK"}},
		"off here and on by the group":                 {user: User{Assignments: []LicenseAssignment{direct(skuE1, planStandard), {SKUID: skuE1, GroupID: "g", State: "Active"}}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"STANDARDPACK"}},
		"off in one subscription and on in another":    {user: User{Assignments: []LicenseAssignment{direct(skuE3), direct(skuE1, planStandard)}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"SPE_E3", "STANDARDPACK"}},
		"off, beside a subscription that is not known": {user: User{Assignments: []LicenseAssignment{direct(skuE1, planStandard), direct(skuNew)}}, state: LicenseUnknown, rule: "license-sku-unknown", skus: []string{skuNew, "STANDARDPACK"}},
		"off, and plans read beside an unknown one":    {user: User{PlansRead: true, Assignments: []LicenseAssignment{direct(skuE1, planStandard), direct(skuNew)}}, state: LicensePlanOff, rule: "license-plan-off", skus: []string{skuNew, "STANDARDPACK"}},
		"a group's assignment in error":                {user: User{PlansRead: true, Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: "g", State: "Error", Error: "CountViolation"}}}, state: LicenseAssignmentError, rule: "license-assignment-error", skus: []string{"STANDARDPACK"}},
		"a group's error beside a direct one":          {user: User{PlansRead: true, Plans: plans(planEnterprise, "Enabled"), Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: "g", State: "Error", Error: "CountViolation"}, direct(skuE3)}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"SPE_E3", "STANDARDPACK"}},
		"a disabled assignment gives nothing":          {user: User{Assignments: []LicenseAssignment{{SKUID: skuE1, State: "Disabled"}}}, state: LicenseAssignmentError, rule: "license-assignment-error", skus: []string{"STANDARDPACK"}},
		"assigned and not provisioned":                 {user: User{PlansRead: true, Assignments: e1}, state: LicenseAssignmentError, rule: "license-assignment-error", skus: []string{"STANDARDPACK"}},
		"an assignment alone is enough":                {user: User{Assignments: []LicenseAssignment{{SKUID: skuE1}}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"STANDARDPACK"}},
		"a subscription that the tenant does not list": {user: User{PlansRead: true, Assignments: []LicenseAssignment{direct(skuNew)}}, state: LicenseUnknown, rule: "license-sku-unknown", skus: []string{skuNew}},
		"no subscriptions read, plan seen":             {user: User{PlansRead: true, Plans: plans(planStandard, "Enabled"), Assignments: e1}, noSKUs: true, state: LicenseLicensed, rule: "license-plan-works", skus: []string{skuE1}},
		"no subscriptions read, no plan seen":          {user: User{PlansRead: true, Assignments: e1}, noSKUs: true, state: LicenseUnknown, rule: "license-sku-unknown", skus: []string{skuE1}},
		"a guest":                                      {user: User{UserType: "guest", PlansRead: true, Plans: plans(planStandard, "Enabled")}, state: LicenseGuest, rule: "license-guest"},
		"not in the directory":                         {absent: true, state: LicenseNotFound, rule: "license-not-found"},
		"directory not read":                           {absent: true, unread: true, state: LicenseUnknown, rule: "license-not-read"},
		"in a directory that was read in part":         {user: User{PlansRead: true, Plans: plans(planStandard, "Enabled")}, unread: true, state: LicenseLicensed, rule: "license-plan-works"},
	} {
		t.Run(name, func(t *testing.T) {
			in := Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(daily(try("scan@contoso.com", office, 0), 9, 1, 2)), UsersRead: !test.unread}
			if !test.noSKUs {
				in.SKUs, in.SKUsRead = tenantSKUs(), true
			}
			if !test.absent {
				test.user.ID, test.user.UPN = strings.ToUpper(idOf("scan@contoso.com")), "Scan@contoso.com"
				in.Users = []User{test.user}
			}
			got := senderOf(t, Analyze(in), "scan@contoso.com").License
			if got.State != test.state || got.Rule != test.rule {
				t.Errorf("state %s by %s, want %s by %s", got.State, got.Rule, test.state, test.rule)
			}
			if strings.Contains(got.Text, "{") || strings.Contains(got.Text, ": None") || strings.Contains(got.Text, ": )") {
				t.Errorf("text %q has a hole", got.Text)
			}
			want := append([]string{}, test.skus...)
			slices.Sort(want)
			if diff := cmp.Diff(want, got.SKUs); diff != "" {
				t.Errorf("SKUs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheFindingWeighsTheStateAgainstTheUse(t *testing.T) {
	states := []LicenseState{
		LicenseLicensed, LicenseGrace, LicenseUnknown, LicenseSuspended, LicensePlanOff, LicenseNoMailboxPlan, LicenseAssignmentError,
		LicenseUnlicensed, LicenseGuest, LicenseDeleted, LicenseNotFound,
	}
	const ok, review, violation = FindingOK, FindingReview, FindingViolation
	for name, test := range map[string]struct {
		sender Sender
		want   []Finding // by states
	}{
		"sends":                    {Sender{Verdict: VerdictActive, Successes: 9}, []Finding{ok, review, review, violation, violation, violation, violation, violation, review, review, review}},
		"sends with OAuth":         {Sender{Verdict: VerdictModern, Successes: 9}, []Finding{ok, review, review, violation, violation, violation, violation, violation, review, review, review}},
		"worked until a while ago": {Sender{Verdict: VerdictBroken, Successes: 9}, []Finding{ok, review, review, violation, violation, violation, violation, violation, review, review, review}},
		"tries to send":            {Sender{Verdict: VerdictBroken}, []Finding{ok, review, review, review, review, review, review, review, review, review, review}},
		"is an incident":           {Sender{Verdict: VerdictSuspicious}, []Finding{ok, review, review, review, review, review, review, review, review, review, review}},
		"is only guessed at":       {Sender{Verdict: VerdictNoise}, []Finding{ok, review, review, ok, ok, ok, ok, ok, ok, ok, ok}},
		"only could send":          {Sender{Verdict: VerdictIdle}, []Finding{ok, review, review, ok, ok, ok, ok, ok, ok, ok, ok}},
	} {
		var got []Finding
		for _, state := range states {
			got = append(got, findingOf(state, test.sender))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestTheTableOfSubscriptionsIsClean(t *testing.T) {
	names := skuNames()
	if len(names) != 108 {
		t.Errorf("%d subscriptions, want 108", len(names))
	}
	for id, name := range names {
		if !isGUID(id) || name == "" || strings.ContainsAny(name, "\"\r\n\t\u00a0") || name != strings.TrimSpace(name) {
			t.Errorf("subscription %q has the name %q", id, name)
		}
	}
	plans := map[string]bool{}
	for id, plan := range mailboxPlans {
		if !isGUID(id) || id != strings.ToLower(id) {
			t.Errorf("%s has the id %q", plan, id)
		}
		plans[plan] = true
	}
	for i, line := range strings.Split(strings.TrimSpace(mailboxSKUs), "\n")[1:] {
		if plan := line[strings.LastIndexByte(line, ',')+1:]; !plans[plan] {
			t.Errorf("line %d: plan %q is no mailbox plan", i+2, plan)
		}
	}
}

func TestSubscriptionsAreListedWithTheirPlanAndFriendlyName(t *testing.T) {
	skus := tenantSKUs()
	skus[2].Enabled, skus[2].Consumed = 10, 12
	got := Analyze(Input{Rows: NewTally(nil, nil), SKUs: skus}).Licenses
	want := []License{
		{SKUID: skuF1, SKUPartNumber: "M365_F1_COMM", Name: "Microsoft 365 F1", MailboxPlan: "EXCHANGE_S_DESKLESS", Status: "Enabled", Enabled: 10, Consumed: 12},
		{SKUID: skuPower, SKUPartNumber: "POWER_BI_STANDARD", Status: "Enabled"},
		{SKUID: skuE3, SKUPartNumber: "SPE_E3", Name: "Microsoft 365 E3", MailboxPlan: "EXCHANGE_S_ENTERPRISE", Status: "Enabled"},
		{SKUID: strings.ToUpper(skuE1), SKUPartNumber: "STANDARDPACK", Name: "Office 365 E1", MailboxPlan: "EXCHANGE_S_STANDARD", Status: "Enabled"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("licences (-want +got):\n%s", diff)
	}
}
