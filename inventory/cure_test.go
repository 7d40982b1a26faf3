package inventory

import "testing"

// A cure says of itself, by its rule, whether it takes a seat: the same as the facts that it was written from.
func TestACureSaysWhetherItTakesASeat(t *testing.T) {
	taking := 0
	for _, action := range []CureAction{CureAssign, CureEnablePlan, CureRepair, CureRenew, CureLeave, CureInvestigate} {
		for _, problem := range []Optional{"", countViolation, "countviolation", "MutuallyExclusiveViolation", "DependencyViolation", "Other"} {
			for _, given := range []seat{{}, {sku: "SPB"}, {sku: "SPB", free: true}, {sku: "SPE_E3", free: true}, {sku: "SPE_E3"}} {
				f := cureFacts{state: LicenseAssignmentError, path: LicensePath{SKU: "SPB", MailboxPlan: true, State: "Error", Error: problem}, sku: "SPB", seat: given}
				want, got := action.takesSeat(f), f.cure(action).TakesSeat()
				if got != want {
					t.Errorf("%s for %q with the seat %+v: TakesSeat() = %v, want %v", action, problem, given, got, want)
				}
				if want {
					taking++
				}
			}
		}
	}
	if taking < 10 {
		t.Errorf("%d cures take a seat: the test looks at nothing", taking)
	}
}
