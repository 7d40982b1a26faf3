package inventory

import (
	"slices"
	"strings"
	"testing"
	"time"

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

// ends puts the first subscription of the licence cases into a status that ends in some days.
func ends(status string, days int) func(*Input) {
	return func(in *Input) {
		in.SKUs[0].CapabilityStatus = status
		in.Subscriptions = []Subscription{
			{SKUID: skuE1, Status: status, NextChange: until.AddDate(0, 0, days)}, {SKUID: skuE1, Status: status, NextChange: until.AddDate(0, 0, days+30)},
			{SKUID: skuE1, Status: status}, {SKUID: skuE3, Status: status, NextChange: until.AddDate(0, 0, 1)},
		}
	}
}

func mailboxIs(m Mailbox) func(*Input) {
	return func(in *Input) { in.Mailboxes = map[string]Mailbox{idOf("scan@contoso.com"): m} }
}

func TestLicenseStates(t *testing.T) {
	e1 := []LicenseAssignment{direct(skuE1)}
	told := map[string]LicenseState{}
	for name, test := range map[string]struct {
		user   User
		absent bool // not in the directory
		unread bool // the directory was not read
		noSKUs bool
		state  LicenseState
		rule   string
		skus   []string
		also   func(*Input)
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
		"off, beside a subscription that is not known": {user: User{Assignments: []LicenseAssignment{direct(skuE1, planStandard), direct(skuNew)}}, state: LicenseUnknown, rule: "license-sku-not-read", skus: []string{skuNew, "STANDARDPACK"}},
		"off, and plans read beside an unknown one":    {user: User{PlansRead: true, Assignments: []LicenseAssignment{direct(skuE1, planStandard), direct(skuNew)}}, state: LicensePlanOff, rule: "license-plan-off", skus: []string{skuNew, "STANDARDPACK"}},
		"a group's assignment in error":                {user: User{PlansRead: true, Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: "g", State: "Error", Error: "CountViolation"}}}, state: LicenseAssignmentError, rule: "license-group-error", skus: []string{"STANDARDPACK"}},
		"an error where the plan is off anyway":        {user: User{PlansRead: true, Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: "g", State: "Error", Error: "CountViolation", DisabledPlans: []string{planStandard}}}}, state: LicensePlanOff, rule: "license-plan-off", skus: []string{"STANDARDPACK"}},
		"a group's error beside a direct one":          {user: User{PlansRead: true, Plans: plans(planEnterprise, "Enabled"), Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: "g", State: "Error", Error: "CountViolation"}, direct(skuE3)}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"SPE_E3", "STANDARDPACK"}},
		"a disabled assignment gives nothing":          {user: User{Assignments: []LicenseAssignment{{SKUID: skuE1, State: "Disabled"}}}, state: LicenseAssignmentError, rule: "license-direct-error", skus: []string{"STANDARDPACK"}},
		"assigned and not provisioned":                 {user: User{PlansRead: true, Assignments: e1}, state: LicenseAssignmentError, rule: "license-not-provisioned", skus: []string{"STANDARDPACK"}},
		"an assignment alone is enough":                {user: User{Assignments: []LicenseAssignment{{SKUID: skuE1}}}, state: LicenseLicensed, rule: "license-plan-works", skus: []string{"STANDARDPACK"}},
		"a subscription that the tenant does not list": {user: User{PlansRead: true, Assignments: []LicenseAssignment{direct(skuNew)}}, state: LicenseUnknown, rule: "license-sku-not-read", skus: []string{skuNew}},
		"no subscriptions read, plan seen":             {user: User{PlansRead: true, Plans: plans(planStandard, "Enabled"), Assignments: e1}, noSKUs: true, state: LicenseLicensed, rule: "license-plan-works", skus: []string{skuE1}},
		"no subscriptions read, no plan seen":          {user: User{PlansRead: true, Assignments: e1}, noSKUs: true, state: LicenseUnknown, rule: "license-sku-not-read", skus: []string{skuE1}},
		"a guest":                                      {user: User{UserType: "guest", PlansRead: true, Plans: plans(planStandard, "Enabled")}, state: LicenseGuest, rule: "license-guest"},
		"not in the directory":                         {absent: true, state: LicenseNotFound, rule: "license-not-found"},
		"not in a list that has most of those who know their password": {absent: true, unread: true, state: LicenseNotFound, rule: "license-not-listed", also: func(in *Input) {
			for _, upn := range []string{"a@contoso.com", "b@contoso.com"} {
				for _, row := range at(try(upn, office, 0), 3, 1) {
					in.Rows.Add(row)
				}
				in.FileUsers = append(in.FileUsers, User{ID: idOf(upn), UPN: upn})
			}
		}},
		"not in a list that has some of them": {absent: true, unread: true, state: LicenseUnknown, rule: "license-not-read", also: func(in *Input) {
			for _, row := range at(try("a@contoso.com", office, 0), 3, 1) {
				in.Rows.Add(row)
			}
			in.FileUsers = []User{{ID: idOf("a@contoso.com"), UPN: "a@contoso.com"}}
		}},
		"directory not read": {absent: true, unread: true, state: LicenseUnknown, rule: "license-not-read"},
		"deleted":            {absent: true, state: LicenseDeleted, rule: "license-deleted", also: func(in *Input) { in.Deleted = []User{{ID: strings.ToUpper(idOf("scan@contoso.com"))}} }},
		"grace with its end": {user: User{PlansRead: true, Plans: plans(planStandard, "Warning"), Assignments: e1}, state: LicenseGrace, rule: "license-grace-until", skus: []string{"STANDARDPACK"}, also: ends("Warning", 19)},
		"the end of another subscription is not it":    {user: User{PlansRead: true, Plans: plans(planStandard, "Warning"), Assignments: e1}, state: LicenseGrace, rule: "license-grace", skus: []string{"STANDARDPACK"}, also: func(in *Input) { ends("Warning", 19)(in); in.Subscriptions = in.Subscriptions[3:] }},
		"suspended with its end":                       {user: User{PlansRead: true, Plans: plans(planStandard, "Suspended"), Assignments: e1}, state: LicenseSuspended, rule: "license-suspended-until", skus: []string{"STANDARDPACK"}, also: ends("Suspended", 40)},
		"locked out with its end":                      {user: User{Assignments: e1}, state: LicenseSuspended, rule: "license-suspended-until", skus: []string{"STANDARDPACK"}, also: ends("LockedOut", 3)},
		"a product by its name":                        {user: User{LicenseNames: []string{"Power BI", "Office 365 E1"}}, state: LicenseLicensed, rule: "license-by-name"},
		"products that nobody knows":                   {user: User{LicenseNames: []string{"Power BI", "Something"}}, state: LicenseUnknown, rule: "license-names-unknown"},
		"a report says yes":                            {user: User{HasExchange: new(true)}, state: LicenseLicensed, rule: "license-by-report"},
		"a report says no":                             {user: User{HasExchange: new(false)}, state: LicenseNoMailboxPlan, rule: "license-none-by-report"},
		"a shared mailbox without a licence":           {user: User{PlansRead: true}, state: LicenseUnlicensed, rule: "license-none-shared", also: mailboxIs(MailboxShared)},
		"a room without a licence":                     {user: User{PlansRead: true}, state: LicenseUnlicensed, rule: "license-none-shared", also: mailboxIs(MailboxRoom)},
		"a shared mailbox with a licence that is none": {user: User{PlansRead: true, Assignments: []LicenseAssignment{direct(skuPower)}}, state: LicenseNoMailboxPlan, rule: "license-no-plan", skus: []string{"POWER_BI_STANDARD"}, also: mailboxIs(MailboxShared)},
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
			if test.also != nil {
				test.also(&in)
			}
			got := senderOf(t, Analyze(in), "scan@contoso.com").License
			told[got.Rule] = got.State
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
			if dated := strings.HasSuffix(got.Rule, "-until"); dated != (got.Ends != nil) || dated && !strings.Contains(got.Text, date(*got.Ends)) {
				t.Errorf("%s ends %v: %s", got.Rule, got.Ends, got.Text)
			}
		})
	}
	for _, rule := range licenseRules {
		if state, ok := told[rule.id]; !ok || state != rule.state {
			t.Errorf("no case leads to %s as %s", rule.id, rule.state)
		}
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
	skus[1].Enabled, skus[1].Consumed, skus[1].CapabilityStatus = 10, 7, "Suspended"
	skus[1].Warning, skus[1].Suspended, skus[1].LockedOut = 1, 2, 3
	skus[0].Enabled, skus[0].Consumed = 10, 7
	skus = append(skus, SKU{ID: strings.ToUpper(skuE3), PartNumber: "SPE_E3"}) // imported beside
	date := time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
	got := Analyze(Input{Rows: NewTally(nil, nil), SKUs: skus, Prices: map[string]float64{"STANDARDPACK": 8}, Subscriptions: []Subscription{
		{SKUID: strings.ToUpper(skuE3), Status: "Suspended", NextChange: date.AddDate(0, 1, 0)}, {SKUID: skuE3, Status: "Suspended", NextChange: date},
		{SKUID: skuE3, Status: "Deleted", NextChange: date.AddDate(0, -1, 0)}, {SKUID: skuF1, Status: "Warning", NextChange: date},
	}}).Licenses
	want := []License{
		{SKUID: skuF1, SKUPartNumber: "M365_F1_COMM", Name: "Microsoft 365 F1", MailboxPlan: "EXCHANGE_S_DESKLESS", Status: "Enabled", Enabled: 10, Consumed: 12},
		{SKUID: skuPower, SKUPartNumber: "POWER_BI_STANDARD", Status: "Enabled"},
		{SKUID: skuE3, SKUPartNumber: "SPE_E3", Name: "Microsoft 365 E3", MailboxPlan: "EXCHANGE_S_ENTERPRISE", Status: "Suspended",
			Enabled: 10, Consumed: 7, Warning: 1, Suspended: 2, LockedOut: 3, NextChange: &date},
		{SKUID: strings.ToUpper(skuE1), SKUPartNumber: "STANDARDPACK", Name: "Office 365 E1", MailboxPlan: "EXCHANGE_S_STANDARD", Status: "Enabled", Enabled: 10, Consumed: 7, Free: 3,
			Price: new(8.0)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("licences (-want +got):\n%s", diff)
	}
}
