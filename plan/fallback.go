package plan

import (
	"cmp"
	"slices"
	"strings"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// mostLines is how many senders the commands of a fallback name, one a line; the text of the step says how many more there are.
const mostLines = 200

// fallbackPolicy is the name of the authentication policy that a fallback makes.
const fallbackPolicy = "Allow Basic SMTP (fallback)"

// fallbackRow is one step of a fallback.
type fallbackRow struct {
	id     string
	on     fallbackDay
	who    string
	verify string
	// once is a command for the organisation; each is one for a sender, after it. In each, {mailbox} is the sender, {switch} and {policy} are its
	// captured values.
	once, each string
	// restores leaves out senders whose new way needs the SMTP AUTH switch open.
	restores bool
	portal   string
}

type fallbackDay int

const (
	fallbackOn fallbackDay = iota
	fallbackCheck
	fallbackExpires
)

const portalSwitch = "Microsoft 365 admin center > Users > Active users > (account) > Mail > Manage email apps > Authenticated SMTP"

// organisationState reads all that could be the switch: how Microsoft changes the default was not announced.
const organisationState = "Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled\n" +
	"Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy\n" +
	"Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthSmtp"

var fallbackRows = []fallbackRow{
	{id: "fallback.read", on: fallbackOn, who: whoExchange, verify: "check.fallback-captured", once: organisationState,
		each: "Get-CASMailbox -Identity {mailbox} | Format-List PrimarySmtpAddress,SmtpClientAuthenticationDisabled"},
	{id: "fallback.news", on: fallbackOn, who: whoExchange, verify: "check.fallback-news", portal: "Microsoft 365 admin center > Health > Message center"},
	{id: "fallback.open", on: fallbackOn, who: whoExchange, verify: "check.fallback-open", portal: portalSwitch,
		each: "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false"},
	{id: "fallback.allow", on: fallbackOn, who: whoExchange, verify: "check.fallback-allowed",
		once: "New-AuthenticationPolicy -Name '" + fallbackPolicy + "' -AllowBasicAuthSmtp",
		each: "Set-User -Identity {mailbox} -AuthenticationPolicy '" + fallbackPolicy + "'"},
	{id: "fallback.check", on: fallbackCheck, who: whoExchange, verify: "check.fallback-sends", once: organisationState},
	// Only who still has the fallback's own policy gets the old one back: the steps of an item that has moved gave it one that closes Basic.
	{id: "fallback.disallow", on: fallbackExpires, who: whoExchange, verify: "check.fallback-disallowed",
		each: "if ((Get-User -Identity {mailbox}).AuthenticationPolicy -like '*" + fallbackPolicy + "*') { Set-User -Identity {mailbox} -AuthenticationPolicy {policy} }"},
	{id: "fallback.restore", on: fallbackExpires, who: whoExchange, verify: "check.fallback-restored", restores: true, portal: portalSwitch,
		each: "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled {switch}"},
	{id: "fallback.account", on: fallbackExpires, who: whoOwner, verify: "check.fallback-ended"},
}

// needsBasic reports whether an item is of a sender that sends with Basic, as far as the evidence shows, and moves away from it.
func needsBasic(item *Item) bool {
	switch item.Verdict {
	case inventory.VerdictActive, inventory.VerdictBroken, inventory.VerdictSuspected:
		return migrates(item)
	}
	return false
}

// fallbacksOf plans to keep Basic on for senders that end when Microsoft has switched it off by default, or later; the items of the plan are dated. There is none
// without that milestone, and none that would begin after Basic is gone for good.
func fallbacksOf(p *Plan, inv *inventory.Inventory, policy Policy) []Fallback {
	off, ok := policy.milestone(milestoneDefaultOff)
	if !ok {
		return []Fallback{}
	}
	var items []*Item
	var last calendar.Day
	for i := range p.Items {
		if item := &p.Items[i]; needsBasic(item) && item.Status != StatusDone && !item.End.Before(off.Date) {
			items = append(items, item)
			if item.End.After(last) {
				last = item.End
			}
		}
	}
	if len(items) == 0 {
		return []Fallback{}
	}
	days := workdaysOf(p, policy)
	f := Fallback{
		ID: "fallback." + strings.TrimPrefix(off.ID, "milestone."), Milestone: off.ID, On: days.before(off.Date, 1),
		Owner: inventory.Optional(cmp.Or(policy.FallbackOwner, policy.Owners.Default)),
	}
	if removal, ok := policy.milestone(milestoneRemoval); ok && !f.On.Before(removal.Date) {
		return []Fallback{}
	}
	f.Check = days.after(off.Date, 1)
	if !off.Date.After(f.On) {
		f.Check = days.after(f.On, 1)
	}
	var why string
	moved := days.after(last, max(0, policy.Waves.SoakDays))
	if moved.Before(f.On) {
		moved = f.Check // what should have moved by now, and is still under way
	}
	f.Expires, why = expiryOf(f.On, moved, days, policy)
	if !f.Expires.IsZero() && f.Check.After(f.Expires) {
		f.Check = f.Expires
	}
	values := map[string]string{
		"count": itoa(len(items)), "date": off.Date.String(), "last": last.String(), "soak": itoa(max(0, policy.Waves.SoakDays)),
		"expires": f.Expires.String(),
	}
	what := "fallback.what"
	if f.Expires.IsZero() {
		what = "fallback.what-open"
	}
	f.What, f.Why = sentenceOf(what, values), sentenceOf(why, values)
	f.Steps = fallbackSteps(&f, items, inv, days)
	f.Senders = make([]string, 0, len(items))
	for _, item := range items {
		f.Senders = append(f.Senders, item.Sender)
	}
	slices.Sort(f.Senders)
	return []Fallback{f}
}

// expiryOf gives the day by which a fallback that begins on a day ends, and the phrase that says why: when the last sender has moved and was watched, but not after
// the last day on which Basic is known to be available (see [possibleUntil]). It is zero where no such day is known any more.
func expiryOf(on, moved calendar.Day, days *workdays, policy Policy) (calendar.Day, string) {
	limit, why := calendar.Day{}, "fallback.why-moved"
	if removal, ok := policy.milestone(milestoneRemoval); ok {
		limit, why = removal.Date, "fallback.why-removal"
	} else if announced, ok := policy.milestone(milestoneRemovalAnnounced); ok {
		limit, why = announced.Date, "fallback.why-announced"
	}
	switch {
	case limit.IsZero() || moved.Before(limit):
		return moved, "fallback.why-moved"
	case !on.Before(limit):
		return calendar.Day{}, "fallback.why-unknown"
	}
	return days.before(limit, 1), why
}

// fallbackSteps fills the steps of a fallback. Commands name the first senders in order of work.
func fallbackSteps(f *Fallback, items []*Item, inv *inventory.Inventory, days *workdays) []Step {
	all, restored := firstOf{most: mostLines}, firstOf{most: mostLines}
	for _, item := range items {
		all.add(item)
		if !keepsSwitch(item.Route) {
			restored.add(item)
		}
	}
	senders := map[string]*inventory.Sender{}
	for _, item := range slices.Concat(all.items, restored.items) {
		senders[item.Sender] = nil
	}
	for i := range inv.Senders {
		key := senderKey(&inv.Senders[i])
		if _, named := senders[key]; named {
			senders[key] = &inv.Senders[i]
		}
	}
	steps := make([]Step, 0, len(fallbackRows))
	for _, row := range fallbackRows {
		about, lines := all, []string{}
		if row.restores {
			about = restored
		}
		if row.once != "" {
			lines = append(lines, row.once)
		}
		if row.each != "" {
			for _, item := range about.items {
				lines = append(lines, fill(row.each, capturedWords(item, senders[item.Sender])))
			}
		}
		if row.restores && len(about.items) == 0 {
			continue
		}
		values := map[string]string{
			"count": itoa(about.count), "shown": itoa(len(about.items)), "policy": fallbackPolicy, "expires": f.Expires.String(),
		}
		day := map[fallbackDay]calendar.Day{fallbackOn: f.On, fallbackCheck: f.Check, fallbackExpires: f.Expires}[row.on]
		id := row.id
		if id == "fallback.account" && f.Expires.IsZero() {
			id = "fallback.account-open"
		}
		step := Step{
			Date: day, Command: strings.Join(lines, "\n"),
			StepText: &StepText{
				ID: id, Portal: row.portal, WhoID: row.who, Who: sentence(row.who, nil), VerifyID: row.verify, Verify: sentence(row.verify, nil),
			},
		}
		if !day.IsZero() {
			step.T = offset(days.between(f.On, day))
		}
		step.What, step.Args = say(id, values)
		steps = append(steps, step)
	}
	return steps
}

// keepsSwitch reports whether a route goes on using SMTP AUTH of the mailbox, with OAuth: the switch would stop that too. A mail program that signs in with OAuth
// can be one that submits by SMTP.
func keepsSwitch(route Route) bool { return route == RouteOAuthSMTP || route == RouteModernClient }

// capturedWords are the literals that a sender's commands are filled with. What the evidence does not hold stays in <…>, which PowerShell refuses to run.
func capturedWords(item *Item, s *inventory.Sender) map[string]string {
	words := map[string]string{"mailbox": quote(item.UPN), "switch": "<captured value>", "policy": "<captured policy, or $null>"}
	if s == nil {
		return words
	}
	switch s.SMTPAuth.Mailbox {
	case inventory.SwitchEnabled:
		words["switch"] = "$false"
	case inventory.SwitchDisabled:
		words["switch"] = "$true"
	case inventory.SwitchInherit:
		words["switch"] = "$null"
	}
	if s.AuthPolicy != nil {
		words["policy"] = "$null"
		if *s.AuthPolicy != "" {
			words["policy"] = quote(*s.AuthPolicy)
		}
	}
	return words
}

func sentenceOf(id string, values map[string]string) Sentence {
	text, args := say(id, values)
	return Sentence{ID: id, Text: text, Args: args}
}

// warnFallback says who answers for no fallback, and for whom none helps.
func (m *maker) warnFallback() {
	for i := range m.plan.Fallbacks {
		if f := &m.plan.Fallbacks[i]; f.Owner == "" {
			m.tellCount("fallback-no-owner", map[string]string{"on": f.On.String()}, slices.Clone(f.Senders))
		}
	}
	removal, ok := m.policy.milestone(milestoneRemoval)
	if !ok {
		return
	}
	var after []string
	for i := range m.plan.Items {
		if item := &m.plan.Items[i]; needsBasic(item) && !item.End.Before(removal.Date) {
			after = append(after, item.Sender)
		}
	}
	m.tellCount("after-removal", map[string]string{"date": removal.Date.String()}, after)
}
