package inventory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldPassword is the age in days from which a password is told as old.
const oldPassword = 365

// modernUse is an account's sign-ins with modern programs.
type modernUse struct {
	signIns int
	// last is the last one that succeeded; zero where none did.
	last time.Time
}

// governance is what an auditor asks of a sender's account. modern is nil where rows of modern programs were not read.
func (r reports) governance(s Sender, user User, found bool, modern *modernUse, w Window) Governance {
	registration := r.entra.registrations[strings.ToLower(cmp.Or(user.ID, string(s.UserID)))]
	g := Governance{MFARegistered: registration.MFA, Admin: registration.Admin, Findings: []Reason{}}
	if found {
		g.PasswordChanged, g.Created = moment(user.PasswordChanged), moment(user.Created)
		g.PasswordNeverExpires, g.Synchronised = user.PasswordNeverExpires, user.Synchronised
	}
	if g.PasswordChanged != nil && !r.asOf.IsZero() {
		days := max(0, int(r.asOf.Sub(*g.PasswordChanged)/(24*time.Hour)))
		g.PasswordDays = &days
	}
	if modern != nil {
		g.ModernSignIns, g.LastModern = &modern.signIns, moment(modern.last)
	}
	g.Stale = stale(s, modern)
	for _, f := range governanceFindings {
		if f.holds(s, g) {
			g.Findings = append(g.Findings, reason(f.rule, map[string]string{
				"successes": strconv.Itoa(s.Successes), "mailbox": string(s.Mailbox), "days": strconv.Itoa(valueOf(g.PasswordDays)),
				"changed": dateIf(g.PasswordChanged), "signIns": strconv.Itoa(valueOf(g.ModernSignIns)), "last": dateIf(g.LastModern),
				"since": date(w.Since), "until": date(w.Until),
			}))
		}
	}
	return g
}

// stale reports whether an account that is enabled shows no successful sign-in of any kind. That takes the rows of modern programs too: somebody whose
// account is only guessed at over SMTP may use it all day.
func stale(s Sender, modern *modernUse) *bool {
	used := modern != nil && !modern.last.IsZero() || slices.ContainsFunc(s.Clients, func(c Client) bool { return c.Successes > 0 })
	if s.AccountEnabled == nil || !used && *s.AccountEnabled && modern == nil {
		return nil
	}
	is := *s.AccountEnabled && !used
	return &is
}

// governanceFinding is one rule on sending accounts.
type governanceFinding struct {
	rule  string
	holds func(Sender, Governance) bool
}

// governanceFindings are the rules on sending accounts, what needs doing first before the rest.
var governanceFindings = []governanceFinding{
	{"governance-admin-sends", func(s Sender, g Governance) bool { return isTrue(g.Admin) && s.sendsWithPassword() }},
	{"governance-mfa-bypassed", func(s Sender, g Governance) bool { return isTrue(g.MFARegistered) && s.sendsWithPassword() }},
	{"governance-shared-enabled", func(s Sender, g Governance) bool { return isTrue(s.AccountEnabled) && s.Mailbox.isShared() }},
	{"governance-interactive-use", func(s Sender, g Governance) bool {
		return (s.Kind == KindDevice || s.Kind == KindApplication) && g.LastModern != nil
	}},
	{"governance-no-mfa", func(s Sender, g Governance) bool { return isFalse(g.MFARegistered) && !isFalse(s.AccountEnabled) }},
	{"governance-old-password", func(s Sender, g Governance) bool { return valueOf(g.PasswordDays) > oldPassword }},
	// Of a synchronised account the directory on the premises decides; the cloud's copy never expires by default (Microsoft Entra Connect's
	// documentation of password hash synchronisation).
	{"governance-password-never-expires", func(s Sender, g Governance) bool { return isTrue(g.PasswordNeverExpires) && !isTrue(g.Synchronised) }},
	{"governance-stale", func(s Sender, g Governance) bool { return isTrue(g.Stale) }},
}

// sendsWithPassword reports whether sign-ins to SMTP with a password succeeded.
func (s Sender) sendsWithPassword() bool {
	return s.Successes > 0 && (s.Auth == AuthBasic || s.Auth == AuthMixed)
}

func isTrue(b *bool) bool  { return b != nil && *b }
func isFalse(b *bool) bool { return b != nil && !*b }

func valueOf(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

func dateIf(t *time.Time) string {
	if t == nil {
		return "?"
	}
	return date(*t)
}

// withGovernance adds what another list says of an account's age and password and this one does not.
func (u User) withGovernance(o User) User {
	if u.Created.IsZero() {
		u.Created = o.Created
	}
	if u.PasswordChanged.IsZero() {
		u.PasswordChanged = o.PasswordChanged
	}
	u.PasswordNeverExpires = cmp.Or(u.PasswordNeverExpires, o.PasswordNeverExpires)
	u.Synchronised = cmp.Or(u.Synchronised, o.Synchronised)
	u.Mail = cmp.Or(u.Mail, o.Mail)
	return u
}
