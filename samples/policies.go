package samples

import "slices"

// The names of the Conditional Access policies, as rows and the list of policies have them.
const (
	blockPolicyName  = "Block legacy authentication"
	mailPolicyName   = "Block IMAP and POP"
	reportPolicyName = "Block legacy authentication (applications, report-only)"
	factorPolicyName = "Require multifactor authentication"
)

// The states of a policy.
const (
	policyOn         = "enabled"
	policyReportOnly = "enabledForReportingButNotEnforced"
)

// A scope says who a policy is for: everybody, some accounts or a group.
type scope struct {
	users, groups []string
}

// conditionalAccess are the policies that rows name, as Graph shapes them. Each is for those whose rows name it.
func (t *Tenant) conditionalAccess() []*record {
	legacy := []string{"exchangeActiveSync", "other"}
	modern := []string{"browser", "mobileAppsAndDesktopClients"}
	blocked := t.usersWith(func(r *signIn) bool { return r.code == 53003 && isSMTP(r.client) })
	watched := t.usersWith(func(r *signIn) bool { return r.reportOnly })
	return []*record{
		t.policy(t.blockPolicy, blockPolicyName, policyOn, legacy, "All", scope{users: blocked}, "block"),
		// Conditions can't tell IMAP from SMTP, so this one is for a group: whoever sends with SMTP would be stopped by it.
		t.policy(t.mailPolicy, mailPolicyName, policyOn, []string{"other"}, exchangeOnline, scope{groups: []string{t.registry.readers}}, "block"),
		t.policy(t.reportPolicy, reportPolicyName, policyReportOnly, legacy, "All", scope{users: watched}, "block"),
		t.policy(t.factorPolicy, factorPolicyName, policyOn, modern, "All", scope{users: []string{"All"}}, "mfa"),
	}
}

// members are the accounts in a group: those that it gives licences to, or the people who only read, since whoever sends would be stopped.
func (t *Tenant) members(group string) []*record {
	var all []*record
	for _, u := range t.users {
		if group == t.registry.readers && u.onlyReads() || group == t.group && slices.ContainsFunc(u.account.license.assignments, func(a assignment) bool { return a.byGroup }) {
			e := &record{}
			e.set("id", u.id)
			all = append(all, e)
		}
	}
	return all
}

// onlyReads says that an account is in the group of mail readers: some people who never send with SMTP.
func (u *user) onlyReads() bool {
	return u.account.archetype == modernUser && u.account.beforeTheLog == 0 && u.account.office == singapore
}

// usersWith gives the ids of accounts with rows of a kind, in the order of the directory.
func (t *Tenant) usersWith(wanted func(*signIn) bool) []string {
	found := map[string]bool{}
	for i := range t.rows {
		if wanted(&t.rows[i]) {
			found[t.rows[i].who.userID] = true
		}
	}
	var ids []string
	for _, u := range t.users {
		if found[u.id] {
			ids = append(ids, u.id)
		}
	}
	return ids
}

func (t *Tenant) policy(id, name, state string, clients []string, application string, s scope, control string) *record {
	none := []string{}
	e := &record{}
	e.set("id", id)
	e.set("templateId", nil)
	e.set("displayName", name)
	e.set("createdDateTime", t.asOf.AddDate(-2, 0, 0).Format(stamp))
	e.set("modifiedDateTime", t.asOf.AddDate(0, 0, -90).Format(stamp))
	e.set("state", state)
	e.set("conditions", object{
		"clientAppTypes": clients,
		"applications": object{"includeApplications": []string{application}, "excludeApplications": none, "includeUserActions": none,
			"includeAuthenticationContextClassReferences": none, "applicationFilter": nil},
		"users": object{"includeUsers": append([]string{}, s.users...), "excludeUsers": none, "includeGroups": append([]string{}, s.groups...),
			"excludeGroups": none, "includeRoles": none, "excludeRoles": none,
			"includeGuestsOrExternalUsers": nil, "excludeGuestsOrExternalUsers": nil},
		"userRiskLevels": none, "signInRiskLevels": none, "servicePrincipalRiskLevels": none, "insiderRiskLevels": nil,
		"platforms": nil, "locations": nil, "devices": nil, "clientApplications": nil, "authenticationFlows": nil,
	})
	e.set("grantControls", object{"operator": "OR", "builtInControls": []string{control}, "customAuthenticationFactors": none, "termsOfUse": none,
		"authenticationStrength": nil})
	e.set("sessionControls", nil)
	return e
}

func (a *answer) policies() *refusal {
	return a.wholeList("identity/conditionalAccess/policies", "microsoft.graph.conditionalAccessPolicy", a.tenant.conditionalAccess())
}

// securityDefaults are off: a tenant has either them or Conditional Access.
func (t *Tenant) securityDefaults() *record {
	e := &record{}
	e.set("id", "00000000-0000-0000-0000-000000000005")
	e.set("displayName", "Security Defaults")
	e.set("description", "A basic set of identity security settings for the whole organisation.")
	e.set("isEnabled", false)
	return e
}

func (a *answer) securityDefaults() *refusal {
	return a.single("policies/identitySecurityDefaultsEnforcementPolicy", "/$entity", "microsoft.graph.identitySecurityDefaultsEnforcementPolicy",
		a.tenant.securityDefaults())
}

// registrations says who is registered for multifactor authentication. Disabled accounts are not in it.
func (t *Tenant) registrations() []*record {
	var entries []*record
	for _, u := range t.users {
		if !u.account.disabled {
			entries = append(entries, t.registration(u))
		}
	}
	return entries
}

func (a *answer) registrations() *refusal {
	return a.list(listing{name: "reports/authenticationMethods/userRegistrationDetails", kind: "microsoft.graph.userRegistrationDetails",
		entries: a.tenant.registrations()})
}

// registration is what an account has registered: whoever works with modern programs has, and devices never do.
func (t *Tenant) registration(u *user) *record {
	registered := u.account.modern
	methods, preferred, second, userType := []string{}, []string{}, "none", "member"
	if registered {
		methods, preferred, second = []string{"microsoftAuthenticatorPush", "softwareOneTimePasscode"}, []string{"push"}, "push"
	}
	if u.account.guest {
		userType = "guest"
	}
	e := &record{}
	e.set("id", u.id)
	e.set("userPrincipalName", u.upn)
	e.set("userDisplayName", u.account.name)
	e.set("userType", userType)
	e.set("isAdmin", u.account.title == administrator)
	e.set("isMfaRegistered", registered)
	e.set("isMfaCapable", registered)
	e.set("isPasswordlessCapable", false)
	e.set("isSsprRegistered", registered)
	e.set("isSsprEnabled", registered)
	e.set("isSsprCapable", registered)
	e.set("isSystemPreferredAuthenticationMethodEnabled", true)
	e.set("systemPreferredAuthenticationMethods", preferred)
	e.set("userPreferredMethodForSecondaryAuthentication", second)
	e.set("methodsRegistered", methods)
	e.set("lastUpdatedDateTime", t.asOf.AddDate(0, 0, -1).Format(stamp))
	return e
}
