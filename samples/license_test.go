package samples

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

type servedUser struct {
	ID, UserPrincipalName, UserType string
	AssignedLicenses                []struct {
		SKUID         string   `json:"skuId"`
		DisabledPlans []string `json:"disabledPlans"`
	}
	AssignedPlans []struct {
		CapabilityStatus, Service string
		ServicePlanID             string `json:"servicePlanId"`
	}
	LicenseAssignmentStates []struct {
		SKUID           string `json:"skuId"`
		State, Error    string
		AssignedByGroup *string
		DisabledPlans   []string
	}
}

// mailboxPlans give a mailbox; EXCHANGE_S_FOUNDATION is not among them.
var mailboxPlans = []string{exchangeStandard.id, exchangeEnterprise.id, exchangeDeskless.id}

// stateOf reads a licence state out of a served user, in the words of the contract, to show that the data carries the truth.
func stateOf(u servedUser, plansOf map[string][]string) inventory.LicenseState {
	if u.UserType == "Guest" {
		return inventory.LicenseGuest
	}
	status := map[string]bool{}
	for _, p := range u.AssignedPlans {
		if slices.Contains(mailboxPlans, p.ServicePlanID) {
			status[p.CapabilityStatus] = true
		}
	}
	carries := func(sku string) bool {
		return slices.ContainsFunc(plansOf[sku], func(p string) bool { return slices.Contains(mailboxPlans, p) })
	}
	switch {
	case status["Enabled"]:
		return inventory.LicenseLicensed
	case status["Warning"]:
		return inventory.LicenseGrace
	case status["Suspended"] || status["LockedOut"]:
		return inventory.LicenseSuspended
	}
	for _, s := range u.LicenseAssignmentStates {
		if carries(s.SKUID) && s.State == "Error" && s.Error != "None" {
			return inventory.LicenseAssignmentError
		}
	}
	switch {
	case len(u.AssignedLicenses) == 0:
		return inventory.LicenseUnlicensed
	case slices.ContainsFunc(u.LicenseAssignmentStates, func(s struct {
		SKUID           string `json:"skuId"`
		State, Error    string
		AssignedByGroup *string
		DisabledPlans   []string
	}) bool {
		return carries(s.SKUID) && !slices.ContainsFunc(s.DisabledPlans, func(p string) bool { return slices.Contains(mailboxPlans, p) })
	}):
		return inventory.LicenseUnknown
	case slices.ContainsFunc(u.AssignedLicenses, func(l struct {
		SKUID         string   `json:"skuId"`
		DisabledPlans []string `json:"disabledPlans"`
	}) bool {
		return carries(l.SKUID)
	}):
		return inventory.LicensePlanOff
	default:
		return inventory.LicenseNoMailboxPlan
	}
}

func TestTheDirectoryCarriesTheTrueLicenseStates(t *testing.T) {
	tenant := sample()
	var skus struct {
		Value []struct {
			SKUID        string `json:"skuId"`
			ServicePlans []struct {
				ServicePlanID   string `json:"servicePlanId"`
				ServicePlanName string `json:"servicePlanName"`
			}
			ConsumedUnits int
			PrepaidUnits  map[string]int
		}
	}
	if err := json.Unmarshal(get(t, tenant, "/v1.0/subscribedSkus").body, &skus); err != nil {
		t.Fatal(err)
	}
	plansOf := map[string][]string{}
	premium := false
	consumed := map[string]int{}
	for _, s := range skus.Value {
		for _, p := range s.ServicePlans {
			plansOf[s.SKUID] = append(plansOf[s.SKUID], p.ServicePlanID)
			premium = premium || p.ServicePlanName == "AAD_PREMIUM" && p.ServicePlanID == "41781fb2-bc02-4b7c-bd55-b576c07bb09d"
		}
		consumed[s.SKUID] = s.ConsumedUnits
	}
	if !premium {
		t.Error("no subscription carries P1, without which there would be no sign-in log")
	}
	var users struct{ Value []servedUser }
	target := "/v1.0/users?$top=999&$select=id,userPrincipalName,userType,assignedLicenses,assignedPlans,licenseAssignmentStates"
	if err := json.Unmarshal(get(t, tenant, target).body, &users); err != nil {
		t.Fatal(err)
	}
	got := map[string]inventory.LicenseState{}
	taken := map[string]int{}
	for _, u := range users.Value {
		got[u.ID] = stateOf(u, plansOf)
		for _, l := range u.AssignedLicenses {
			taken[l.SKUID]++
		}
	}
	if diff := cmp.Diff(consumed, taken); diff != "" {
		t.Errorf("seats (-subscriptions +users):\n%s", diff)
	}
	entries, _ := all(t, tenant.Handler(HandlerOptions{}), "/v1.0/directory/deletedItems/microsoft.graph.user?$select=id")
	deleted := idsOf(t, entries)
	states := map[inventory.LicenseState]bool{}
	for _, truth := range tenant.Truth() {
		states[truth.LicenseState] = true
		state, known := got[truth.UserID]
		if slices.Contains(deleted, truth.UserID) && !known {
			state = inventory.LicenseDeleted
		} else if !known {
			state = inventory.LicenseNotFound
		}
		if state != truth.LicenseState {
			t.Errorf("%s is served as %s, the truth is %s", truth.UPN, state, truth.LicenseState)
		}
	}
	for _, want := range []inventory.LicenseState{inventory.LicenseLicensed, inventory.LicenseGrace, inventory.LicenseSuspended, inventory.LicensePlanOff,
		inventory.LicenseNoMailboxPlan, inventory.LicenseAssignmentError, inventory.LicenseUnlicensed, inventory.LicenseGuest, inventory.LicenseDeleted,
		inventory.LicenseNotFound} {
		if !states[want] {
			t.Errorf("nobody is %s", want)
		}
	}
}

func TestFindings(t *testing.T) {
	cases := []struct {
		name      string
		state     inventory.LicenseState
		verdict   inventory.Verdict
		successes int
		want      inventory.Finding
	}{
		{"licensed", inventory.LicenseLicensed, inventory.VerdictActive, 9, inventory.FindingOK},
		{"in grace", inventory.LicenseGrace, inventory.VerdictActive, 9, inventory.FindingReview},
		{"guest", inventory.LicenseGuest, inventory.VerdictBroken, 0, inventory.FindingReview},
		{"gone", inventory.LicenseNotFound, inventory.VerdictActive, 9, inventory.FindingReview},
		{"deleted", inventory.LicenseDeleted, inventory.VerdictActive, 9, inventory.FindingReview},
		{"unlicensed and sends", inventory.LicenseUnlicensed, inventory.VerdictActive, 1, inventory.FindingViolation},
		{"unlicensed, sent once and fails now", inventory.LicenseUnlicensed, inventory.VerdictBroken, 1, inventory.FindingViolation},
		{"unlicensed and tries", inventory.LicenseUnlicensed, inventory.VerdictBroken, 0, inventory.FindingReview},
		{"unlicensed and guessed at", inventory.LicenseUnlicensed, inventory.VerdictNoise, 0, inventory.FindingOK},
		{"plan off and sends", inventory.LicensePlanOff, inventory.VerdictActive, 2, inventory.FindingViolation},
		{"suspended and tries", inventory.LicenseSuspended, inventory.VerdictBroken, 0, inventory.FindingReview},
	}
	for _, c := range cases {
		if got := findingOf(Truth{LicenseState: c.state, Verdict: c.verdict, Successes: c.successes}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestEverySubscriptionHasItsNames(t *testing.T) {
	for _, s := range subscriptions {
		if productTitles[s] == "" || productNames[s] == "" || statusDays[s.status] == 0 {
			t.Errorf("%s has the title %q, the name %q and %d days left", s.partNumber, productTitles[s], productNames[s], statusDays[s.status])
		}
	}
}
