package inventory

import (
	"cmp"
	"slices"
	"strings"
)

// exchangeOnline is the application that Basic over SMTP signs in to: Exchange hands the password over to Entra in its own name.
const exchangeOnline = "00000002-0000-0ff1-ce00-000000000000"

// The words of Graph's Conditional Access policies that stand for themselves and are no ids.
const (
	everyone       = "All"
	guestsOfAnyOne = "GuestsOrExternalUsers"
	office365      = "Office365"
	policyEnforced = "enabled"
	policyReported = "enabledForReportingButNotEnforced"
)

// certainty is whether something holds, where the answer may hang on what was not read.
type certainty int

const (
	never certainty = iota
	perhaps
	surely
)

// entra answers what Entra's policies do to Basic, and what it knows of accounts besides the directory.
type entra struct {
	// policies are those that Basic can't satisfy, by name; read says that any were read, and whole that all were.
	policies         []ConditionalPolicy
	read, whole      bool
	securityDefaults *bool
	// members are the accounts of groups and roles, both by id in lower case.
	members       map[string]map[string]bool
	registrations map[string]Registration
	usersRead     bool
}

func newEntra(in Input) entra {
	e := entra{
		read: in.AccessPolicies != nil, whole: in.AccessPoliciesRead, securityDefaults: in.SecurityDefaults,
		members: map[string]map[string]bool{}, registrations: map[string]Registration{}, usersRead: in.UsersRead,
	}
	for _, p := range in.AccessPolicies {
		if p.stopsBasic() {
			e.policies = append(e.policies, p)
		}
	}
	slices.SortStableFunc(e.policies, func(a, b ConditionalPolicy) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	for id, list := range in.Members {
		set := make(map[string]bool, len(list))
		for _, member := range list {
			set[strings.ToLower(member)] = true
		}
		e.members[strings.ToLower(id)] = set
	}
	for _, r := range in.Registrations {
		if id := strings.ToLower(r.UserID); id != "" {
			if _, twice := e.registrations[id]; !twice {
				e.registrations[id] = r
			}
		}
	}
	return e
}

// protection is what of it stands at the top of the inventory.
func (e entra) protection() Protection {
	p := Protection{SecurityDefaults: e.securityDefaults}
	if !e.read {
		return p
	}
	p.Policies = []AccessPolicy{}
	for _, c := range e.policies {
		p.Policies = append(p.Policies, AccessPolicy{
			ID: c.ID, Name: c.Name, State: c.State, Controls: c.controls(), Everybody: slices.Contains(c.IncludeUsers, everyone),
			Exceptions: c.Limited || c.ExcludeGuests || len(c.ExcludeUsers)+len(c.ExcludeGroups)+len(c.ExcludeRoles) > 0,
		})
	}
	return p
}

// stopsBasic reports whether a policy that is in force or in report-only mode holds Basic over SMTP off somebody. Basic can't satisfy any control of a
// grant: a password is all that it has. Source: Microsoft, "Conditional Access: Conditions" and "Block legacy authentication".
func (p ConditionalPolicy) stopsBasic() bool {
	return (p.State == policyEnforced || p.State == policyReported) && p.coversBasic() && p.coversExchange() && len(p.controls()) > 0
}

// coversBasic looks at the client apps: Basic over SMTP is one of the "other" ones. A policy for flows of authentication (device codes) is for none
// that has a password.
func (p ConditionalPolicy) coversBasic() bool {
	return !p.Flows && (len(p.ClientAppTypes) == 0 || containsFold(p.ClientAppTypes, "all") || containsFold(p.ClientAppTypes, "other"))
}

func (p ConditionalPolicy) coversExchange() bool {
	names := func(list []string) bool { return containsFold(list, exchangeOnline) || containsFold(list, office365) }
	return (containsFold(p.IncludeApplications, everyone) || names(p.IncludeApplications)) && !names(p.ExcludeApplications)
}

// controls are what a policy asks for before it lets anybody in; session controls stop nobody.
func (p ConditionalPolicy) controls() []string {
	list := slices.Clone(p.Controls)
	if p.Strength {
		list = append(list, "authenticationStrength")
	}
	return list
}

// subject is an account as policies see it.
type subject struct {
	id    string // in lower case; empty where nobody knows it
	guest certainty
	// absent accounts are not in the directory, so nobody but everybody can mean them.
	absent bool
	// admin is nil where it was not read.
	admin *bool
}

func (e entra) subjectOf(s Sender, user User, found bool) subject {
	who := subject{id: strings.ToLower(cmp.Or(user.ID, string(s.UserID))), guest: perhaps, absent: !found && e.usersRead}
	switch {
	case !found:
	case strings.EqualFold(user.UserType, "Guest"):
		who.guest = surely
	case strings.EqualFold(user.UserType, "Member") && !strings.Contains(strings.ToUpper(user.UPN), "#EXT#"):
		who.guest = never
	}
	who.admin = e.registrations[who.id].Admin
	return who
}

// applies says whether a policy is for an account.
func (e entra) applies(p ConditionalPolicy, who subject) certainty {
	c := e.names(who, p.IncludeUsers, p.IncludeGroups, p.IncludeRoles, p.IncludeGuests)
	switch e.names(who, p.ExcludeUsers, p.ExcludeGroups, p.ExcludeRoles, p.ExcludeGuests) {
	case surely:
		return never
	case perhaps:
		c = min(c, perhaps)
	}
	if p.Limited {
		c = min(c, perhaps)
	}
	return c
}

// names says whether an account is among those that one side of a policy names.
func (e entra) names(who subject, users, groups, roles []string, guests bool) certainty {
	if who.absent && !slices.Contains(users, everyone) {
		return never
	}
	c := never
	for _, u := range users {
		switch {
		case u == everyone, who.id != "" && strings.EqualFold(u, who.id):
			return surely
		case u == guestsOfAnyOne:
			c = max(c, who.guest)
		case u != "None" && who.id == "":
			c = max(c, perhaps)
		}
	}
	for _, g := range groups {
		c = max(c, e.member(who, g))
	}
	for _, role := range roles {
		if who.admin == nil || *who.admin { // who holds no role holds not this one either
			c = max(c, e.member(who, role))
		}
	}
	if guests {
		c = max(c, who.guest)
	}
	return c
}

// member says whether an account is in a group or holds a role.
func (e entra) member(who subject, of string) certainty {
	set, read := e.members[strings.ToLower(of)]
	switch {
	case !read || who.id == "" && len(set) > 0:
		return perhaps
	case set[who.id]:
		return surely
	}
	return never
}

// The kinds of blocks, as they stand in inventory.json.
const (
	blockAccess   = "conditional-access"
	blockDefaults = "security-defaults"
	blockPolicy   = "authentication-policy"
)

// blocks are what besides the switch stops Basic for an account, or would, what stops it now first.
func (e entra) blocks(a SMTPAuth, who subject) []Block {
	list := []Block{}
	add := func(kind, id, name string, inForce bool, applies, rule string, args map[string]string) {
		r := reason(rule, args)
		list = append(list, Block{Kind: kind, ID: Optional(id), Name: Optional(name), InForce: inForce, Applies: applies, Rule: rule, Text: r.Text, Args: r.Args})
	}
	if a.PolicyBasic == SwitchDisabled {
		add(blockPolicy, "", string(a.Policy), true, "yes", "block-authentication-policy", map[string]string{"policy": string(a.Policy)})
	}
	if e.securityDefaults != nil && *e.securityDefaults {
		add(blockDefaults, "", "", true, "yes", "block-security-defaults", nil)
	}
	for _, p := range e.policies {
		c := e.applies(p, who)
		if c == never {
			continue
		}
		inForce, applies := p.State == policyEnforced, "yes"
		rule := "block-conditional-access"
		switch {
		case c == perhaps && inForce:
			rule = "block-conditional-access-maybe"
		case c == surely && !inForce:
			rule = "block-report-only"
		case c == perhaps:
			rule = "block-report-only-maybe"
		}
		if c == perhaps {
			applies = "maybe"
		}
		add(blockAccess, p.ID, p.Name, inForce, applies, rule, map[string]string{"policy": p.Name, "controls": strings.Join(p.controls(), ", ")})
	}
	rank := func(b Block) int {
		rank := 0
		if !b.InForce {
			rank += 2
		}
		if b.Applies != "yes" {
			rank++
		}
		return rank
	}
	slices.SortStableFunc(list, func(a, b Block) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

// switchOf resolves what Exchange says of an account: the SMTP AUTH switch, which is the mailbox's own word, or the organisation's where it inherits,
// and the authentication policy.
func (r reports) switchOf(key string) SMTPAuth {
	a := SMTPAuth{Organization: SwitchUnknown, Mailbox: SwitchUnknown, Effective: SwitchUnknown, PolicyFrom: "unknown", PolicyBasic: SwitchUnknown, Basic: SwitchUnknown, Blocks: []Block{}}
	if r.exchange != nil && r.exchange.SMTPDisabled != nil {
		a.Organization = SwitchEnabled
		if *r.exchange.SMTPDisabled {
			a.Organization = SwitchDisabled
		}
	}
	if h := r.byAccount[key]; h != nil {
		a.Mailbox = h.setting.SMTP
		r.authPolicy(&a, h.setting)
	}
	switch a.Mailbox {
	case SwitchEnabled, SwitchDisabled:
		a.Effective = a.Mailbox
	case SwitchInherit:
		a.Effective = a.Organization
	}
	return a
}

// authPolicy resolves the authentication policy of an account: its own, or the organisation's default where it has none. One that blocks Basic wins over
// the switch (Exchange's documentation of Set-AuthenticationPolicy).
func (r reports) authPolicy(a *SMTPAuth, setting MailboxSetting) {
	switch {
	case !setting.PolicyRead:
		return
	case setting.AuthPolicy != "":
		a.Policy, a.PolicyFrom = Optional(setting.AuthPolicy), "account"
	case r.exchange == nil || r.exchange.DefaultPolicy == nil:
		return
	case *r.exchange.DefaultPolicy != "":
		a.Policy, a.PolicyFrom = Optional(*r.exchange.DefaultPolicy), "organization"
	default:
		a.PolicyFrom, a.PolicyBasic = "none", SwitchEnabled
		return
	}
	if r.exchange == nil {
		return
	}
	named := func(same func(string) bool) int {
		return slices.IndexFunc(r.exchange.Policies, func(p AuthPolicy) bool { return same(p.Name) }) // of two, the newest export's
	}
	i := named(func(name string) bool { return strings.EqualFold(name, string(a.Policy)) })
	if i < 0 {
		i = named(func(name string) bool { return strings.EqualFold(lastPart(name), lastPart(string(a.Policy))) })
	}
	if i < 0 || r.exchange.Policies[i].AllowBasicSMTP == nil {
		return
	}
	a.PolicyBasic = SwitchDisabled
	if *r.exchange.Policies[i].AllowBasicSMTP {
		a.PolicyBasic = SwitchEnabled
	}
}

// lastPart takes the name out of a path to an object of Exchange.
func lastPart(path string) string { return path[strings.LastIndexAny(path, `\/`)+1:] }

// protect adds what Entra's policies do to the switch of a sender, and what all layers say together. Where a sign-in got past what should have stopped
// it, the sign-in is believed and the contradiction is told.
func (r reports) protect(s *Sender, user User, found bool) {
	a := &s.SMTPAuth
	a.Blocks = r.entra.blocks(*a, r.entra.subjectOf(*s, user, found))
	a.Basic, a.Now = r.entra.now(*a)
	a.Milestone = milestone(*a)
	if s.LastSuccess == nil || s.Auth == AuthOAuth || s.Verdict == VerdictBroken { // a client that fails by now contradicts nothing
		return
	}
	rules := map[string]string{blockAccess: "disagree-conditional-access", blockDefaults: "disagree-security-defaults", blockPolicy: "disagree-authentication-policy"}
	for _, b := range a.Blocks {
		if b.InForce && b.Applies == "yes" {
			s.Reasons = append(s.Reasons, reason(rules[b.Kind], map[string]string{"policy": string(b.Name), "last": date(*s.LastSuccess)}))
		}
	}
}

// now says whether Basic works, and the layer that decides it. Closed is certain as soon as one layer closes it; open takes all of them.
func (e entra) now(a SMTPAuth) (SwitchState, Reason) {
	var stops, may *Block
	for i := range a.Blocks {
		b := &a.Blocks[i]
		switch {
		case b.InForce && b.Applies == "yes" && stops == nil:
			stops = b
		case b.InForce && b.Applies != "yes" && may == nil:
			may = b
		}
	}
	switch {
	case a.Effective == SwitchDisabled && a.Mailbox == SwitchDisabled:
		return SwitchDisabled, reason("switch-off-mailbox", nil)
	case a.Effective == SwitchDisabled:
		return SwitchDisabled, reason("switch-off-organization", nil)
	case stops != nil && stops.Kind == blockPolicy:
		return SwitchDisabled, reason("switch-off-policy", map[string]string{"policy": string(stops.Name)})
	case stops != nil && stops.Kind == blockDefaults:
		return SwitchDisabled, reason("switch-off-security-defaults", nil)
	case stops != nil:
		return SwitchDisabled, reason("switch-off-conditional-access", map[string]string{"policy": string(stops.Name)})
	case a.Mailbox == SwitchUnknown:
		return SwitchUnknown, reason("switch-unknown-mailbox", nil)
	case a.Effective == SwitchUnknown:
		return SwitchUnknown, reason("switch-unknown-organization", nil)
	case a.PolicyBasic == SwitchUnknown:
		return SwitchUnknown, reason("switch-unknown-policy", nil)
	case may != nil:
		return SwitchUnknown, reason("switch-unknown-maybe", map[string]string{"policy": string(may.Name)})
	case e.securityDefaults == nil:
		return SwitchUnknown, reason("switch-unknown-security-defaults", nil)
	case !e.whole:
		return SwitchUnknown, reason("switch-unknown-conditional-access", nil)
	}
	return SwitchEnabled, reason("switch-on", nil)
}

// milestone says what the change of the default at the end of December 2026 does to an account. How Microsoft makes it was not announced, so what
// survives it is not known either: only what is closed already stays as it is (Exchange team blog, 27 January 2026).
func milestone(a SMTPAuth) Reason {
	switch {
	case a.Basic == SwitchDisabled:
		return reason("milestone-off-already", nil)
	case a.Mailbox == SwitchEnabled:
		return reason("milestone-explicit-on", nil)
	case a.Mailbox == SwitchInherit && a.Organization == SwitchEnabled:
		return reason("milestone-inherits", nil)
	}
	return reason("milestone-unknown", nil)
}
