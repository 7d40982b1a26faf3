package samples

import (
	"cmp"
	"slices"
	"time"

	"unbasic/inventory"
)

// Truth is what an inventory should find of one account, from the way the account was made and not from its rows. The
// figures are SMTP rows, interactive and not.
type Truth struct {
	// UPN is the name as the sign-in log spells it, in lower case.
	UPN string
	// UserID is the account's id, empty for a name that exists only in somebody's guesses.
	UserID       string
	Archetype    string
	Verdict      inventory.Verdict
	Kind         inventory.Kind
	LicenseState inventory.LicenseState
	Finding      inventory.Finding
	// LicenseEnds is when a grace period or a suspension goes over; zero for all other states.
	LicenseEnds time.Time
	// Successes and Failures are without ExcludedRows. The one success of somebody who guessed is a success.
	Successes, Failures int
	// ExcludedRows are failures of somebody who was guessing.
	ExcludedRows int
}

// Truth says what is true of every account with at least one legacy SMTP row, sorted by name.
func (t *Tenant) Truth() []Truth { return slices.Clone(t.truth) }

func (g *generator) findTruth() []Truth {
	var all []Truth
	for _, who := range g.identities {
		if who.successes+who.failures+who.excluded == 0 {
			continue
		}
		truth := Truth{
			UPN: who.upn, UserID: who.userID, Archetype: string(who.archetype), Verdict: who.verdict, Kind: who.kind,
			LicenseState: who.license, Successes: who.successes, Failures: who.failures, ExcludedRows: who.excluded,
			LicenseEnds: who.licenseEnds,
		}
		if who.userID == nobody {
			truth.UserID = ""
		}
		truth.Finding = findingOf(truth)
		all = append(all, truth)
	}
	slices.SortFunc(all, func(a, b Truth) int {
		return cmp.Or(cmp.Compare(a.UPN, b.UPN), cmp.Compare(a.UserID, b.UserID))
	})
	return all
}

// GovernanceTruth is what Entra's policies and registrations say of one account.
type GovernanceTruth struct {
	UPN, UserID string
	// MFARegistered and Admin are nil for a disabled account, which Entra's report leaves out.
	MFARegistered, Admin               *bool
	PasswordNeverExpires, Synchronised bool
	Created                            time.Time
	// Deleted accounts are in no list but that of the deleted ones.
	Deleted bool
	// Blocks are the policies that stop Basic for it, each with its name and whether it is in force, those that stop it now first.
	Blocks []string
}

// GovernanceTruth says what is true of every account of the directory, and of the deleted ones, sorted by name.
func (t *Tenant) GovernanceTruth() []GovernanceTruth {
	blocked := t.usersWith(func(r *signIn) bool { return r.code == 53003 && isSMTP(r.client) })
	watched := t.usersWith(func(r *signIn) bool { return r.reportOnly })
	var all []GovernanceTruth
	for _, u := range t.everybody() {
		truth := GovernanceTruth{
			UPN: u.who.upn, UserID: u.id, Synchronised: u.synchronised, Created: u.created, Deleted: u.account.absent,
			PasswordNeverExpires: u.account.kind == inventory.KindDevice || u.account.kind == inventory.KindApplication,
		}
		if !u.account.disabled && !truth.Deleted {
			admin := u.account.title == administrator
			truth.MFARegistered, truth.Admin = &u.account.modern, &admin
		}
		if slices.Contains(blocked, u.id) {
			truth.Blocks = append(truth.Blocks, blockPolicyName+", true")
		}
		if u.onlyReads() {
			truth.Blocks = append(truth.Blocks, mailPolicyName+", true")
		}
		if slices.Contains(watched, u.id) {
			truth.Blocks = append(truth.Blocks, reportPolicyName+", false")
		}
		all = append(all, truth)
	}
	return all
}

// findingOf is the auditor's rule: sending without the right to a mailbox is a violation, trying to with the right
// password is to be looked at, and being guessed at is nobody's fault.
func findingOf(t Truth) inventory.Finding {
	switch t.LicenseState {
	case inventory.LicenseLicensed:
		return inventory.FindingOK
	case inventory.LicenseGrace, inventory.LicenseUnknown:
		return inventory.FindingReview
	}
	switch {
	case t.Verdict == inventory.VerdictNoise:
		return inventory.FindingOK
	case t.LicenseState == inventory.LicenseGuest, t.LicenseState == inventory.LicenseNotFound, t.LicenseState == inventory.LicenseDeleted:
		return inventory.FindingReview
	case t.Successes > 0:
		return inventory.FindingViolation
	default:
		return inventory.FindingReview
	}
}
