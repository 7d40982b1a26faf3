package inventory

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkSaid holds what a rule says against its phrase: every value is filled in, in both languages.
func checkSaid(t testing.TB, rule, text string, args map[string]string) {
	t.Helper()
	phrase, known := PhraseOf(rule)
	if !known || phrase.In(English, args) != text {
		t.Errorf("%q says %q with %v, its phrase is %q", rule, text, args, phrase.En)
	}
	for _, lang := range []Language{English, Japanese} {
		if hole := placeholder.FindString(phrase.In(lang, args)); hole != "" {
			t.Errorf("%s in %s has no value for %s", rule, lang, hole)
		}
	}
}

// blocking is a policy that blocks legacy clients for everybody; change makes another one of it.
func blocking(change func(*ConditionalPolicy)) ConditionalPolicy {
	p := ConditionalPolicy{
		ID: "p1", Name: "Block legacy", State: "enabled", ClientAppTypes: []string{"exchangeActiveSync", "other"},
		IncludeApplications: []string{"All"}, IncludeUsers: []string{"All"}, Controls: []string{"block"},
	}
	if change != nil {
		change(&p)
	}
	return p
}

// layers is what decides about Basic for one sender; the zero value has read nothing.
type layers struct {
	organization *bool
	setting      *MailboxSetting
	settings     *ExchangeSettings // policies and the default one
	defaults     *bool
	policies     []ConditionalPolicy
	partly       bool
	members      map[string][]string
	users        []User
	registered   []Registration
	code         int // of the sign-ins
	auth         func(*SignIn)
}

const switchUPN = "scan@contoso.com"

// sender makes an inventory of it.
func (l layers) sender(t *testing.T) Sender {
	t.Helper()
	row := try(switchUPN, office, l.code)
	if l.auth != nil {
		l.auth(&row)
	}
	inv := analyzeAll(daily(row, 29, 1, 9), func(in *Input) {
		in.Exchange = l.settings
		if l.organization != nil {
			in.ExchangeSettings().SMTPDisabled = l.organization
		}
		if l.setting != nil {
			s := *l.setting
			s.UserID = idOf(switchUPN)
			in.MailboxSettings = []MailboxSetting{s}
		}
		in.SecurityDefaults, in.AccessPolicies, in.AccessPoliciesRead = l.defaults, l.policies, l.policies != nil && !l.partly
		in.Members, in.Users, in.UsersRead, in.Registrations = l.members, l.users, l.users != nil, l.registered
	})
	s := senderOf(t, inv, switchUPN)
	checkSaid(t, s.SMTPAuth.Now.Rule, s.SMTPAuth.Now.Text, s.SMTPAuth.Now.Args)
	checkSaid(t, s.SMTPAuth.Milestone.Rule, s.SMTPAuth.Milestone.Text, s.SMTPAuth.Milestone.Args)
	for _, b := range s.SMTPAuth.Blocks {
		checkSaid(t, b.Rule, b.Text, b.Args)
	}
	for _, r := range s.Reasons {
		checkSaid(t, r.Rule, r.Text, r.Args)
	}
	return s
}

// TestBasicIsOnOnlyWhereEveryLayerIsOpen: one layer that is closed closes it; what was not read leaves it open to doubt and never on.
func TestBasicIsOnOnlyWhereEveryLayerIsOpen(t *testing.T) {
	yes, no := true, false
	allowing := func(allow *bool, byDefault string) *ExchangeSettings {
		return &ExchangeSettings{DefaultPolicy: &byDefault, Policies: []AuthPolicy{{Name: "Allow", AllowBasicSMTP: &yes}, {Name: "Guard", AllowBasicSMTP: allow}}}
	}
	setting := func(state SwitchState, policy string) *MailboxSetting {
		return &MailboxSetting{SMTP: state, Type: MailboxUser, PolicyRead: true, AuthPolicy: policy}
	}
	open := func(change func(*layers)) layers {
		l := layers{organization: &no, setting: setting(SwitchInherit, ""), settings: allowing(&no, ""), defaults: &no, policies: []ConditionalPolicy{}}
		if change != nil {
			change(&l)
		}
		return l
	}
	for name, test := range map[string]struct {
		l              layers
		basic          SwitchState
		now, milestone string
		policy         string // name, where from, what it says
	}{
		"nothing was read":              {layers{}, SwitchUnknown, "switch-unknown-mailbox", "milestone-unknown", " unknown unknown"},
		"everything is open":            {open(nil), SwitchEnabled, "switch-on", "milestone-inherits", " none enabled"},
		"set on for the mailbox":        {open(func(l *layers) { l.setting = setting(SwitchEnabled, "") }), SwitchEnabled, "switch-on", "milestone-explicit-on", " none enabled"},
		"set on, the organisation off":  {open(func(l *layers) { l.setting, l.organization = setting(SwitchEnabled, ""), &yes }), SwitchEnabled, "switch-on", "milestone-explicit-on", " none enabled"},
		"off for the mailbox":           {open(func(l *layers) { l.setting = setting(SwitchDisabled, "") }), SwitchDisabled, "switch-off-mailbox", "milestone-off-already", " none enabled"},
		"off for the organisation":      {open(func(l *layers) { l.organization = &yes }), SwitchDisabled, "switch-off-organization", "milestone-off-already", " none enabled"},
		"the organisation was not read": {open(func(l *layers) { l.organization = nil }), SwitchUnknown, "switch-unknown-organization", "milestone-unknown", " none enabled"},
		"its own policy blocks":         {open(func(l *layers) { l.setting = setting(SwitchEnabled, "guard") }), SwitchDisabled, "switch-off-policy", "milestone-off-already", "guard account disabled"},
		"a policy by its path":          {open(func(l *layers) { l.setting = setting(SwitchEnabled, `contoso.com\GUARD`) }), SwitchDisabled, "switch-off-policy", "milestone-off-already", `contoso.com\GUARD account disabled`},
		"its own policy allows, the default blocks": {open(func(l *layers) { l.setting, l.settings = setting(SwitchEnabled, "Allow"), allowing(&no, "Guard") }),
			SwitchEnabled, "switch-on", "milestone-explicit-on", "Allow account enabled"},
		"the default policy blocks":                    {open(func(l *layers) { l.settings = allowing(&no, "Guard") }), SwitchDisabled, "switch-off-policy", "milestone-off-already", "Guard organization disabled"},
		"what a policy allows was not exported":        {open(func(l *layers) { l.settings = allowing(nil, "Guard") }), SwitchUnknown, "switch-unknown-policy", "milestone-inherits", "Guard organization unknown"},
		"a policy that is not among the exported ones": {open(func(l *layers) { l.setting = setting(SwitchEnabled, "Other") }), SwitchUnknown, "switch-unknown-policy", "milestone-explicit-on", "Other account unknown"},
		"the account's policy was not exported":        {open(func(l *layers) { l.setting.PolicyRead = false }), SwitchUnknown, "switch-unknown-policy", "milestone-inherits", " unknown unknown"},
		"the default policy was not exported":          {open(func(l *layers) { l.settings = nil }), SwitchUnknown, "switch-unknown-policy", "milestone-inherits", " unknown unknown"},
		"security defaults":                            {open(func(l *layers) { l.defaults = &yes }), SwitchDisabled, "switch-off-security-defaults", "milestone-off-already", " none enabled"},
		"security defaults were not read":              {open(func(l *layers) { l.defaults = nil }), SwitchUnknown, "switch-unknown-security-defaults", "milestone-inherits", " none enabled"},
		"security defaults alone were read":            {layers{defaults: &yes}, SwitchDisabled, "switch-off-security-defaults", "milestone-off-already", " unknown unknown"},
		"a policy of Conditional Access blocks":        {open(func(l *layers) { l.policies = []ConditionalPolicy{blocking(nil)} }), SwitchDisabled, "switch-off-conditional-access", "milestone-off-already", " none enabled"},
		"one in report-only mode stops nobody": {open(func(l *layers) {
			l.policies = []ConditionalPolicy{blocking(func(p *ConditionalPolicy) { p.State = policyReported })}
		}), SwitchEnabled, "switch-on", "milestone-inherits", " none enabled"},
		"one that may apply": {open(func(l *layers) {
			l.policies = []ConditionalPolicy{blocking(func(p *ConditionalPolicy) { p.Limited = true })}
		}), SwitchUnknown, "switch-unknown-maybe", "milestone-inherits", " none enabled"},
		"policies were not read":     {open(func(l *layers) { l.policies = nil }), SwitchUnknown, "switch-unknown-conditional-access", "milestone-inherits", " none enabled"},
		"policies were read in part": {open(func(l *layers) { l.partly = true }), SwitchUnknown, "switch-unknown-conditional-access", "milestone-inherits", " none enabled"},
	} {
		t.Run(name, func(t *testing.T) {
			a := test.l.sender(t).SMTPAuth
			if a.Basic != test.basic || a.Now.Rule != test.now || a.Milestone.Rule != test.milestone {
				t.Errorf("%s by %s, %s; want %s by %s, %s", a.Basic, a.Now.Rule, a.Milestone.Rule, test.basic, test.now, test.milestone)
			}
			if got := fmt.Sprintf("%s %s %s", a.Policy, a.PolicyFrom, a.PolicyBasic); got != test.policy {
				t.Errorf("policy %q, want %q", got, test.policy)
			}
		})
	}
}

// TestWhomAPolicyStops: a policy stops a sender if Basic can't give what it asks for and it is for the sender.
func TestWhomAPolicyStops(t *testing.T) {
	yes, no := true, false
	id := idOf(switchUPN)
	member, guest := []User{{ID: id, UPN: switchUPN, UserType: "Member"}}, []User{{ID: id, UPN: switchUPN, UserType: "Guest"}}
	for name, test := range map[string]struct {
		change func(*ConditionalPolicy)
		l      layers
		want   string // empty: it is no block
	}{
		"everybody, block":               {nil, layers{}, "yes"},
		"report-only":                    {func(p *ConditionalPolicy) { p.State = policyReported }, layers{}, "yes, not in force"},
		"report-only, in a place":        {func(p *ConditionalPolicy) { p.State, p.Limited = policyReported, true }, layers{}, "maybe, not in force"},
		"switched off":                   {func(p *ConditionalPolicy) { p.State = "disabled" }, layers{}, ""},
		"all client apps, MFA":           {func(p *ConditionalPolicy) { p.ClientAppTypes, p.Controls = []string{"all"}, []string{"mfa"} }, layers{}, "yes"},
		"one of two controls":            {func(p *ConditionalPolicy) { p.Controls = []string{"compliantDevice", "domainJoinedDevice"} }, layers{}, "yes"},
		"an authentication strength":     {func(p *ConditionalPolicy) { p.Controls, p.Strength = nil, true }, layers{}, "yes"},
		"a session control alone":        {func(p *ConditionalPolicy) { p.Controls = nil }, layers{}, ""},
		"modern programs":                {func(p *ConditionalPolicy) { p.ClientAppTypes = []string{"browser", "mobileAppsAndDesktopClients"} }, layers{}, ""},
		"ActiveSync alone":               {func(p *ConditionalPolicy) { p.ClientAppTypes = []string{"exchangeActiveSync"} }, layers{}, ""},
		"flows of authentication":        {func(p *ConditionalPolicy) { p.ClientAppTypes, p.Flows = []string{"all"}, true }, layers{}, ""},
		"Office 365":                     {func(p *ConditionalPolicy) { p.IncludeApplications = []string{"Office365"} }, layers{}, "yes"},
		"Exchange by its id":             {func(p *ConditionalPolicy) { p.IncludeApplications = []string{exchangeOnline} }, layers{}, "yes"},
		"another application":            {func(p *ConditionalPolicy) { p.IncludeApplications = []string{idOf("other")} }, layers{}, ""},
		"all but Exchange":               {func(p *ConditionalPolicy) { p.ExcludeApplications = []string{exchangeOnline} }, layers{}, ""},
		"all but Office 365":             {func(p *ConditionalPolicy) { p.ExcludeApplications = []string{"Office365"} }, layers{}, ""},
		"nobody":                         {func(p *ConditionalPolicy) { p.IncludeUsers = []string{"None"} }, layers{}, ""},
		"the account":                    {func(p *ConditionalPolicy) { p.IncludeUsers = []string{id} }, layers{}, "yes"},
		"another account":                {func(p *ConditionalPolicy) { p.IncludeUsers = []string{idOf("other")} }, layers{}, ""},
		"everybody but the account":      {func(p *ConditionalPolicy) { p.ExcludeUsers = []string{strings.ToUpper(id)} }, layers{}, ""},
		"a group with the account":       {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGroups = nil, []string{"g"} }, layers{members: map[string][]string{"G": {strings.ToUpper(id)}}}, "yes"},
		"a group of others":              {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGroups = nil, []string{"g"} }, layers{members: map[string][]string{"g": {idOf("other")}}}, ""},
		"an empty group":                 {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGroups = nil, []string{"g"} }, layers{members: map[string][]string{"g": nil}}, ""},
		"a group that was not read":      {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGroups = nil, []string{"g"} }, layers{}, "maybe"},
		"all but a group with it":        {func(p *ConditionalPolicy) { p.ExcludeGroups = []string{"g"} }, layers{members: map[string][]string{"g": {id}}}, ""},
		"all but a group not read":       {func(p *ConditionalPolicy) { p.ExcludeGroups = []string{"g"} }, layers{}, "maybe"},
		"the account but a group":        {func(p *ConditionalPolicy) { p.IncludeUsers, p.ExcludeGroups = []string{id}, []string{"g"} }, layers{members: map[string][]string{"g": {}}}, "yes"},
		"administrators":                 {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeRoles = nil, []string{"r"} }, layers{}, "maybe"},
		"administrators, it is one":      {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeRoles = nil, []string{"r"} }, layers{registered: []Registration{{UserID: id, Admin: &yes}}}, "maybe"},
		"administrators, it is none":     {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeRoles = nil, []string{"r"} }, layers{registered: []Registration{{UserID: id, Admin: &no}}}, ""},
		"a role that it holds":           {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeRoles = nil, []string{"r"} }, layers{members: map[string][]string{"r": {id}}}, "yes"},
		"guests":                         {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGuests = nil, true }, layers{}, "maybe"},
		"guests, it is one":              {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGuests = nil, true }, layers{users: guest}, "yes"},
		"guests in the older words":      {func(p *ConditionalPolicy) { p.IncludeUsers = []string{"GuestsOrExternalUsers"} }, layers{users: guest}, "yes"},
		"guests, it is a member":         {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGuests = nil, true }, layers{users: member}, ""},
		"everybody but guests, and one":  {func(p *ConditionalPolicy) { p.ExcludeGuests = true }, layers{users: guest}, ""},
		"a group, of one who is gone":    {func(p *ConditionalPolicy) { p.IncludeUsers, p.IncludeGroups = nil, []string{"g"} }, layers{users: []User{{ID: idOf("other")}}}, ""},
		"everybody, and one who is gone": {func(p *ConditionalPolicy) { p.ExcludeGroups = []string{"g"} }, layers{users: []User{{ID: idOf("other")}}}, "yes"},
		"everybody from some places":     {func(p *ConditionalPolicy) { p.Limited = true }, layers{}, "maybe"},
		"everybody but it, from a place": {func(p *ConditionalPolicy) { p.Limited, p.ExcludeUsers = true, []string{id} }, layers{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			test.l.policies = []ConditionalPolicy{blocking(test.change)}
			got := ""
			for _, b := range test.l.sender(t).SMTPAuth.Blocks {
				if got = b.Applies; !b.InForce {
					got += ", not in force"
				}
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestAnAccountThatOnlyHasAName: of a log without ids nobody knows whether a policy names the account.
func TestAnAccountThatOnlyHasAName(t *testing.T) {
	rows := daily(with(try(switchUPN, office, 0), func(s *SignIn) { s.UserID = "" }), 29, 1, 9)
	for want, change := range map[string]func(*ConditionalPolicy){
		"maybe": func(p *ConditionalPolicy) { p.IncludeUsers = []string{idOf(switchUPN)} },
		"yes":   nil,
	} {
		inv := analyzeAll(rows, func(in *Input) { in.AccessPolicies = []ConditionalPolicy{blocking(change)} })
		if blocks := senderOf(t, inv, switchUPN).SMTPAuth.Blocks; len(blocks) != 1 || blocks[0].Applies != want {
			t.Errorf("%+v, want one that applies: %s", blocks, want)
		}
	}
}

// TestASignInIsBelievedOverAPolicy: what should have stopped a sign-in that succeeded is told as a contradiction, and changes no verdict.
func TestASignInIsBelievedOverAPolicy(t *testing.T) {
	yes, no, byDefault := true, false, ""
	everything := layers{
		organization: &no, setting: &MailboxSetting{SMTP: SwitchInherit, PolicyRead: true, AuthPolicy: "Guard"},
		settings: &ExchangeSettings{DefaultPolicy: &byDefault, Policies: []AuthPolicy{{Name: "Guard", AllowBasicSMTP: &no}}}, defaults: &yes,
		policies: []ConditionalPolicy{blocking(nil), blocking(func(p *ConditionalPolicy) { p.ID, p.Name, p.State = "p2", "Later", policyReported })},
	}
	disagreements := func(s Sender) []string {
		return slices.DeleteFunc(rulesOf(s), func(rule string) bool { return !strings.HasPrefix(rule, "disagree-") })
	}
	s := everything.sender(t)
	want := []string{"disagree-authentication-policy", "disagree-security-defaults", "disagree-conditional-access"}
	if diff := cmp.Diff(want, disagreements(s)); diff != "" || s.Verdict != VerdictActive || s.SMTPAuth.Basic != SwitchDisabled {
		t.Errorf("%s, Basic %s (-want +got):\n%s", s.Verdict, s.SMTPAuth.Basic, diff)
	}
	var order []string
	for _, b := range s.SMTPAuth.Blocks {
		order = append(order, fmt.Sprint(b.Kind, " ", b.InForce))
	}
	if diff := cmp.Diff([]string{"authentication-policy true", "security-defaults true", "conditional-access true", "conditional-access false"}, order); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	everything.code = 53003
	if s := everything.sender(t); len(disagreements(s)) > 0 || s.Verdict != VerdictBroken {
		t.Errorf("a client that is stopped: %s, %v", s.Verdict, disagreements(s))
	}
	everything.code, everything.auth = 0, asOAuth
	if s := everything.sender(t); len(disagreements(s)) > 0 {
		t.Errorf("a client with tokens: %v", disagreements(s))
	}
}

func TestProtectionListsThePoliciesThatStopBasic(t *testing.T) {
	no := false
	if got := analyzeAll(nil, func(*Input) {}).Protection; got.SecurityDefaults != nil || got.Policies != nil {
		t.Errorf("nothing was read, and it says %+v", got)
	}
	got := analyzeAll(nil, func(in *Input) {
		in.SecurityDefaults = &no
		in.AccessPolicies = []ConditionalPolicy{
			blocking(func(p *ConditionalPolicy) { p.ID, p.Name, p.ExcludeUsers = "b", "B", []string{"breakglass"} }),
			blocking(func(p *ConditionalPolicy) { p.State = "disabled" }),
			blocking(func(p *ConditionalPolicy) {
				p.ID, p.Name, p.State, p.IncludeUsers, p.Controls, p.Strength = "a", "A", policyReported, []string{"x"}, []string{"compliantDevice"}, true
			}),
		}
	}).Protection
	want := Protection{SecurityDefaults: &no, Policies: []AccessPolicy{
		{ID: "a", Name: "A", State: policyReported, Controls: []string{"compliantDevice", "authenticationStrength"}},
		{ID: "b", Name: "B", State: policyEnforced, Controls: []string{"block"}, Everybody: true, Exceptions: true},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPoliciesAreNotMissedWhereTheyWereRead(t *testing.T) {
	missed := func(sources ...string) bool {
		var coverage []Coverage
		for _, s := range sources {
			coverage = append(coverage, Coverage{Source: s, Status: CoverageComplete})
		}
		inv := analyzeAll(nil, func(in *Input) { in.Coverage = coverage })
		return slices.ContainsFunc(inv.NotRead, func(n NotRead) bool { return n.Effect == "not-read-policies" })
	}
	if !missed() || !missed(SourceConditionalAccess) || !missed(SourceSecurityDefaults) || missed(SourceConditionalAccess, SourceSecurityDefaults) {
		t.Error("not-read-policies is listed where both were read, or not where one was not")
	}
}
