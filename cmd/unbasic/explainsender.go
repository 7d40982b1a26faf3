package main

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
)

// How many of a sender's parts a story of one screen shows; the rest is counted, and in inventory.json.
const (
	mostClients = 2
	mostOrigins = 1
	mostPaths   = 4
	mostErrors  = 3
	mostMates   = 3
	mostAsked   = 2
)

// sender tells all that the inventory and the plan say of a sender. What is known of nobody yet is left out; what was not read of this one is said.
func (s *story) sender(inv inventory.Inventory, x inventory.Sender, p planned) {
	s.who(x)
	s.verdict(x)
	s.figures(x)
	s.clients(x)
	s.aside(x.Excluded)
	s.smtpAuth(x)
	s.license(x)
	s.governance(x.Governance)
	s.plan(p)
	s.tracked(p)
	s.coverage(inv, x)
	s.further(x)
}

// who says whose account it is.
func (s *story) who(x inventory.Sender) {
	name := string(x.DisplayName)
	if strings.EqualFold(name, x.UPN) {
		name = ""
	}
	s.say(labelSender, join(x.UPN, name, string(x.Department)))
	kind := s.known(words.Kinds, string(x.Kind))
	if x.Kind != inventory.KindUnknown {
		kind = s.word(wordKindSure, "kind", kind, "percent", strconv.Itoa(int(x.KindConfidence*100+0.5)))
	}
	account := wordAccountUnread
	if x.AccountEnabled != nil {
		account = wordAccountOn
		if !*x.AccountEnabled {
			account = wordAccountOff
		}
	}
	s.say(labelAccount, join(kind, s.word(wordMailbox, "mailbox", s.known(words.Mailboxes, string(x.Mailbox))), s.word(account)))
	s.say(labelID, x.ID)
}

func (s *story) verdict(x inventory.Sender) {
	text := s.known(words.Verdicts, string(x.Verdict))
	if x.Stopped {
		text = join(text, s.word(wordHasStopped))
	}
	s.say(labelVerdict, join(text, s.word(wordAuth, "auth", s.known(words.Auths, string(x.Auth)))))
	for _, r := range x.Reasons {
		s.say(labelReasons, s.reason(r))
	}
}

func (s *story) figures(x inventory.Sender) {
	if x.Successes+x.Failures == 0 {
		s.say(labelFigures, s.word(wordNoRows))
	} else {
		last := s.word(wordNever)
		if x.LastSuccess != nil {
			last = minute(x.LastSuccess)
		}
		s.say(labelFigures, join(
			s.word(wordCounts, "successes", strconv.Itoa(x.Successes), "failures", strconv.Itoa(x.Failures), "days", strconv.Itoa(x.ActiveDays)),
			s.span(x.FirstSeen, x.LastSeen), s.word(wordLastSuccess, "last", last)))
	}
	if m := x.Messages; m != nil {
		tls := ""
		if m.LegacyTLSPercent != nil {
			tls = s.word(wordOldTLS, "percent", strconv.FormatFloat(*m.LegacyTLSPercent, 'f', -1, 64))
		}
		s.say(labelFigures, join(s.word(wordMessages, "count", strconv.Itoa(m.Count), "source", words.Sources.Label(m.Source, s.lang)), s.span(m.Since, m.Until), tls))
	}
}

// clients tells of the places that a sender sends from, those that need attention first.
func (s *story) clients(x inventory.Sender) {
	list := append([]inventory.Client{}, x.Clients...)
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Verdict != b.Verdict {
			return a.Verdict.Rank() < b.Verdict.Rank()
		}
		return a.Successes+a.Failures > b.Successes+b.Failures
	})
	for i, c := range list {
		label := inventory.Phrase{En: labelClient.En + " " + strconv.Itoa(i+1), Ja: labelClient.Ja + " " + strconv.Itoa(i+1)}
		if i == mostClients {
			s.say(labelClient, s.word(wordMore, "count", strconv.Itoa(len(list)-i)))
			break
		}
		protocol := words.Protocols.Label(string(c.Protocol), s.lang)
		if c.Probable {
			protocol = s.word(wordProbably, "protocol", protocol)
		}
		place := []string{}
		if c.Addresses > 1 {
			place = append(place, s.word(wordAddresses, "count", strconv.Itoa(c.Addresses), "network", string(c.Network)))
		}
		place = append(place, c.Countries...)
		for _, asn := range c.ASNs {
			place = append(place, "AS"+strconv.Itoa(asn))
		}
		address := string(c.IP)
		if len(place) > 0 {
			address = strings.TrimSpace(address + " (" + strings.Join(place, ", ") + ")")
		}
		s.say(label, join(protocol, address, string(c.UserAgent), string(c.App)))
		text := join(
			s.known(words.Verdicts, string(c.Verdict)),
			s.word(wordCounts, "successes", strconv.Itoa(c.Successes), "failures", strconv.Itoa(c.Failures), "days", strconv.Itoa(c.ActiveDays)),
			s.errors(c.Errors), s.span(c.FirstSeen, c.LastSeen), s.rhythm(c.Rhythm))
		if c.Stopped {
			text = join(text, s.word(wordHasStopped))
		}
		s.say(label, text)
	}
}

// errors words the error codes of failures.
func (s *story) errors(list []inventory.ClientError) string {
	texts := []string{}
	for i, e := range list {
		if i == mostErrors {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, fmt.Sprintf("%d %s ×%d", e.Code, s.errorClass(e.Class), e.Count))
	}
	return strings.Join(texts, s.word(wordComma))
}

// errorClass words what a code says about the password.
func (u ui) errorClass(class inventory.ErrorClass) string {
	return words.ErrorClasses.Label(string(class), u.lang)
}

func (s *story) rhythm(r inventory.Rhythm) string {
	period, ok := periods[r.Period]
	if !ok {
		return "" // not worked out, or a word of a newer version
	}
	text := s.word(period)
	switch {
	case r.EveryMinutes != nil:
		text += s.word(wordEveryMinutes, "minutes", strconv.Itoa(*r.EveryMinutes))
	case r.EveryDays != nil:
		text += s.word(wordEveryDays, "days", strconv.Itoa(*r.EveryDays))
	}
	if len(r.Hours) > 0 && len(r.Hours) < 24 {
		text += s.word(wordHours, "hours", ranges(r.Hours))
	}
	return s.word(wordRhythm, "rhythm", text)
}

// ranges writes numbers as 7-9, 12.
func ranges(numbers []int) string {
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	parts := []string{}
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		part := strconv.Itoa(numbers[i])
		if j > i {
			part += "-" + strconv.Itoa(numbers[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// aside tells what was put aside as guessing.
func (s *story) aside(e inventory.Excluded) {
	if e.Records == 0 {
		return
	}
	text := s.word(wordAside, "records", strconv.Itoa(e.Records), "reason", words.ExcludedReasons.Label(e.Reason, s.lang))
	if e.Networks > 0 {
		text = join(text, s.word(wordNetworks, "count", strconv.Itoa(e.Networks)))
	}
	s.say(labelAside, text)
	for _, r := range e.Rules {
		s.say(labelAside, s.reason(r))
	}
	for i, o := range e.Origins {
		if i == mostOrigins {
			s.say(labelAside, s.word(wordMore, "count", strconv.Itoa(max(e.Networks, len(e.Origins))-i)))
			break
		}
		from := o.Network
		if len(o.Countries) > 0 {
			from += " (" + strings.Join(o.Countries, ", ") + ")"
		}
		s.say(labelAside, join(from, s.word(wordOrigin, "records", strconv.Itoa(o.Records), "accounts", strconv.Itoa(o.Accounts)), s.errors(o.Errors), s.span(o.FirstSeen, o.LastSeen)))
	}
}

// smtpAuth tells of the switch, layer by layer.
func (s *story) smtpAuth(x inventory.Sender) {
	a := x.SMTPAuth
	if a.Organization == inventory.SwitchUnknown && a.Mailbox == inventory.SwitchUnknown {
		s.say(labelSwitch, s.word(wordSwitchUnread))
	} else {
		s.say(labelSwitch, s.word(wordSwitch,
			"organization", s.known(words.Switches, string(a.Organization)), "mailbox", s.known(words.Switches, string(a.Mailbox)), "effective", s.known(words.Switches, string(a.Effective))))
	}
	basic := s.known(words.Switches, string(a.PolicyBasic))
	switch a.PolicyFrom {
	case "account":
		s.say(labelSwitch, s.word(wordPolicyOfAccount, "policy", string(a.Policy), "basic", basic))
	case "organization":
		s.say(labelSwitch, s.word(wordPolicyOfOrganization, "policy", string(a.Policy), "basic", basic))
	case "none":
		s.say(labelSwitch, s.word(wordPolicyNone))
	default:
		s.say(labelSwitch, s.word(wordPolicyUnread))
	}
	for _, b := range a.Blocks {
		text := s.reason(inventory.Reason{Rule: b.Rule, Text: b.Text, Args: b.Args})
		if text == "" {
			text = join(words.BlockKinds.Within(b.Kind, s.lang), string(b.Name))
		}
		if !b.InForce {
			text = join(text, s.word(wordReportOnly))
		}
		s.say(labelBlocks, text)
	}
	now := s.reason(a.Now)
	if a.Basic != "" && a.Basic != inventory.SwitchUnknown || now != "" {
		s.say(labelNow, join(s.known(words.Switches, string(a.Basic)), now))
	}
	s.say(labelMilestone, s.reason(a.Milestone))
}

func (s *story) license(x inventory.Sender) {
	l := x.License
	text := join(s.known(words.LicenseStates, string(l.State)), s.known(words.Findings, string(l.Finding)), s.reason(inventory.Reason{Rule: l.Rule, Text: l.Text, Args: l.Args}))
	if l.Ends != nil {
		text = join(text, s.word(wordEnds, "day", l.Ends.Format(time.DateOnly)))
	}
	s.say(labelLicense, text)
	if len(l.Paths) == 0 && len(l.SKUs) > 0 {
		s.say(labelLicense, strings.Join(l.SKUs, ", "))
	}
	for i, path := range l.Paths {
		if i == mostPaths {
			s.say(labelLicense, s.word(wordMore, "count", strconv.Itoa(len(l.Paths)-i)))
			break
		}
		how := s.word(wordDirect)
		if !path.Direct {
			name := string(path.GroupName)
			if name == "" {
				name = string(path.GroupID)
			}
			how = s.word(wordGroup, "group", name)
		}
		plan := wordNoPlan
		switch {
		case path.PlanOff:
			plan = wordPlanOff
		case path.MailboxPlan:
			plan = wordPlanOn
		}
		problem := ""
		if path.Error != "" && path.Error != "None" {
			problem = s.word(wordError, "error", string(path.Error))
		}
		s.say(labelLicense, join(path.SKU, how, s.word(plan), string(path.State), problem))
	}
	if c := l.Cure; c != nil {
		seat, price := "", ""
		if c.SKU != "" {
			seat = s.word(wordSeatBuy, "sku", string(c.SKU))
			if c.FreeSeat {
				seat = s.word(wordSeatFree, "sku", string(c.SKU))
			}
		}
		if c.Price != nil {
			price = s.word(wordPrice, "price", strconv.FormatFloat(*c.Price, 'f', -1, 64))
		}
		text := s.reason(inventory.Reason{Rule: c.Rule, Text: c.Text, Args: c.Args})
		if text == "" {
			text = words.CureActions.Within(string(c.Action), s.lang)
		}
		s.say(labelCure, join(text, seat, price))
	}
}

func (s *story) governance(g inventory.Governance) {
	parts, unread := []string{}, []string{}
	yesNo := func(value *bool, name, yes, no inventory.Phrase) {
		switch {
		case value == nil:
			unread = append(unread, s.word(name))
		case *value:
			parts = append(parts, s.word(yes))
		default:
			parts = append(parts, s.word(no))
		}
	}
	yesNo(g.MFARegistered, govMFA, govMFAYes, govMFANo)
	yesNo(g.Admin, govAdmin, govAdminYes, govAdminNo)
	if g.PasswordDays != nil {
		parts = append(parts, s.word(govPasswordDays, "days", strconv.Itoa(*g.PasswordDays)))
	} else {
		unread = append(unread, s.word(govPassword))
	}
	if g.PasswordNeverExpires != nil && *g.PasswordNeverExpires {
		parts = append(parts, s.word(govNeverExpires))
	}
	switch {
	case g.ModernSignIns == nil:
		unread = append(unread, s.word(govModern))
	case *g.ModernSignIns == 0:
		parts = append(parts, s.word(govModernNone))
	default:
		last := ""
		if g.LastModern != nil {
			last = s.word(govLast, "last", minute(g.LastModern))
		}
		parts = append(parts, s.word(govModernCount, "count", strconv.Itoa(*g.ModernSignIns))+last)
	}
	if g.Created != nil {
		parts = append(parts, s.word(govCreated, "day", g.Created.Format(time.DateOnly)))
	}
	if g.Synchronised != nil && *g.Synchronised {
		parts = append(parts, s.word(govSynchronised))
	}
	if g.Stale != nil && *g.Stale {
		parts = append(parts, s.word(govStale))
	}
	s.say(labelGovernance, join(parts...))
	if len(unread) > 0 {
		s.say(labelGovernance, s.word(wordUnread, "what", strings.Join(unread, s.word(wordComma))))
	}
	for _, r := range g.Findings {
		s.say(labelGovernance, s.reason(r))
	}
}

// plan tells what the plan does with the sender, and why.
func (s *story) plan(p planned) {
	switch {
	case p.state == planNone:
		s.say(labelPlan, s.word(wordPlanNone))
	case p.state == planOfAnother:
		s.say(labelPlan, s.word(wordPlanOfAnother))
	case p.state == planUnreadable:
		s.say(labelPlan, p.err.Error())
	case p.item != nil:
		i := p.item
		owner := string(i.Owner)
		if owner == "" {
			owner = s.word(wordNobody)
		}
		days := i.Start.String()
		if i.End != i.Start {
			days += " – " + i.End.String()
		}
		s.say(labelPlan, join(s.word(wordWave, "wave", strconv.Itoa(i.Wave)), s.known(words.Routes, string(i.Route)), days, s.word(wordOwner, "owner", owner),
			s.word(wordRisk, "risk", s.known(words.Risks, string(i.Risk))), s.known(words.Statuses, string(i.Status))))
		s.say(labelPlan, join(s.named(wordSite, i.Site), s.named(wordProject, i.Project), s.slack(i.SlackDays), s.cost(i.Cost)))
		others := []string{}
		for _, a := range i.Alternatives {
			others = append(others, s.known(words.Routes, string(a.Route)))
		}
		instead := ""
		if len(others) > 0 {
			instead = s.word(wordInstead, "routes", strings.Join(others, s.word(wordComma)))
		}
		s.say(labelPlan, join(s.mates(p), instead))
		s.say(labelPlanWhy, s.sentence(i.Rule, i.Why, i.Args))
		s.sentences(labelLimits, i.Limits)
		s.sentences(labelAsk, i.Questions)
		s.next(p)
		s.wayBack(i.Rollback)
	case p.without != nil:
		s.say(labelPlan, join(s.word(wordNoWave), s.known(words.Routes, string(p.without.Route))))
		s.say(labelPlanWhy, s.sentence(p.without.Rule, p.without.Why, p.without.Args))
	default:
		s.say(labelPlan, s.word(wordNoItem))
	}
}

// tracked tells how far the sender is by what the sign-ins show: a status of done alone proves nothing.
func (s *story) tracked(p planned) {
	switch in := p.tracked; {
	case p.trackErr != nil:
		s.say(labelTracked, p.trackErr.Error())
	case in != nil:
		due := dayOrNone(in.Due)
		if in.Late {
			due = s.word(wordLate, "day", due)
		}
		s.say(labelTracked, join(s.known(words.ProgressStates, string(in.State)), s.word(wordStateSince, "day", in.Since.String()), s.word(wordDue, "day", due)))
		s.say(labelTracked, s.sentence(in.Why.ID, in.Why.Text, in.Why.Args))
	case !p.trackedOf.IsZero() && p.item != nil:
		s.say(labelTracked, s.word(wordTrackedOld, "day", p.trackedOf.Format(time.DateOnly)))
	}
}

// named is a name under which a sender belongs somewhere, or nothing.
func (s *story) named(p inventory.Phrase, name inventory.Optional) string {
	if name == "" {
		return ""
	}
	return s.word(p, "name", string(name))
}

func (s *story) slack(days *int) string {
	switch {
	case days == nil:
		return ""
	case *days < 0:
		return s.word(wordLateBy, "days", strconv.Itoa(-*days))
	}
	return s.word(wordSlack, "days", strconv.Itoa(*days))
}

// cost is what the route costs, or why that is not known.
func (s *story) cost(c plan.Cost) string {
	if c.Yearly == nil {
		return s.told(c.Why)
	}
	return s.word(wordCost, "cost", strings.TrimSpace(decimal(*c.Yearly)+" "+string(c.Currency)))
}

// mates tells with whom the sender has to move, and why.
func (s *story) mates(p planned) string {
	if p.group == nil {
		return ""
	}
	names := p.mates
	if len(names) > mostMates {
		names = append(slices.Clone(names[:mostMates]), s.word(wordMoreMates, "count", strconv.Itoa(len(names)-mostMates)))
	}
	return join(s.word(wordMates, "senders", strings.Join(names, s.word(wordComma))), string(p.group.Name), s.told(p.group.Reason))
}

func (s *story) sentences(label inventory.Phrase, list []plan.Sentence) {
	for i, sentence := range list[:min(len(list), mostAsked)] {
		more := ""
		if left := len(list) - mostAsked; i == mostAsked-1 && left > 0 {
			more = s.word(wordMoreInPlan, "count", strconv.Itoa(left))
		}
		s.say(label, join(s.told(sentence), more))
	}
}

// next tells of the first step from today on; a plan whose days are all over has none.
func (s *story) next(p planned) {
	for _, step := range p.item.Steps {
		if step.Route == "" && step.Date.String() >= p.today {
			s.say(labelNext, join(step.Date.String(), s.sentence(step.ID, step.What, step.Args), s.sentence(step.WhoID, step.Who, nil)))
			return
		}
	}
}

// wayBack tells when to go back, to what, and how long that is possible.
func (s *story) wayBack(r plan.Rollback) {
	silence := ""
	if r.SilenceHours != nil && r.TriggerArgs["hours"] == "" { // the trigger may have said it
		silence = s.word(wordSilence, "hours", strconv.Itoa(*r.SilenceHours))
	}
	s.say(labelBack, join(s.sentence(r.TriggerID, r.Trigger, r.TriggerArgs), silence))
	var prior []string
	for name, value := range r.Prior {
		text := "null"
		if value != nil {
			text = fmt.Sprint(value)
		}
		prior = append(prior, name+" = "+text)
	}
	sort.Strings(prior)
	values, missing := "", ""
	if len(prior) > 0 {
		values = s.word(wordPrior, "values", strings.Join(prior, s.word(wordComma)))
	}
	if len(r.NotCaptured) > 0 {
		missing = s.word(wordNotCaptured, "names", strings.Join(r.NotCaptured, s.word(wordComma)))
	}
	s.say(labelBack, join(values, missing))
	until, admin := "", ""
	if !r.PossibleUntil.IsZero() {
		until = s.word(wordBackUntil, "day", r.PossibleUntil.String())
	}
	if !r.AdminFrom.IsZero() {
		admin = s.word(wordAdminFrom, "day", r.AdminFrom.String())
	}
	s.say(labelBack, join(until, admin))
}

// coverage says on what all of this rests, and what is missing.
func (s *story) coverage(inv inventory.Inventory, x inventory.Sender) {
	var spans, missing []string
	parts := map[string][]string{} // of the sign-ins, by source and span
	gaps := map[string]bool{}
	for _, c := range inv.Coverage {
		source, part := words.Sources.Label(c.Source, s.lang), ""
		name := source
		if c.Part != "" {
			part = words.SignInParts.Within(c.Part, s.lang)
			name += " (" + part + ")"
		}
		if c.Status != inventory.CoverageComplete {
			missing = append(missing, name+": "+words.CoverageStatuses.Within(string(c.Status), s.lang))
		}
		switch c.Source {
		case inventory.SourceSignIns, inventory.SourceFileSignIns, inventory.SourceLogAnalytics, inventory.SourceHunting:
			if c.Since != nil && c.Until != nil && (c.Status == inventory.CoverageComplete || c.Status == inventory.CoveragePartial) {
				span := source + " " + s.span(c.Since, c.Until)
				if _, again := parts[span]; !again {
					spans = append(spans, span)
				}
				parts[span] = append(parts[span], part)
			}
			for _, gap := range c.Gaps {
				gaps[minute(&gap.Since)+" – "+minute(&gap.Until)] = true
			}
		}
	}
	if len(spans) == 0 {
		s.say(labelRead, s.word(wordNoSpans))
	} else {
		for i, span := range spans {
			if list := parts[span]; list[0] != "" {
				spans[i] += " (" + strings.Join(list, s.word(wordComma)) + ")"
			}
		}
		s.say(labelRead, s.word(wordSpans, "spans", strings.Join(spans, s.word(wordComma))))
	}
	if len(gaps) > 0 {
		list := []string{}
		for gap := range gaps {
			list = append(list, gap)
		}
		sort.Strings(list)
		if len(list) > mostOrigins {
			list = append(list[:mostOrigins], "…")
		}
		s.say(labelRead, s.word(wordGaps, "gaps", strings.Join(list, s.word(wordComma))))
	}
	for _, n := range inv.NotRead {
		missing = append(missing, words.Sources.Label(n.Source, s.lang))
	}
	if len(missing) > 0 {
		s.say(labelRead, s.word(wordUnread, "what", strings.Join(slices.Compact(missing), s.word(wordComma))))
	}
	if x.Successes == 0 {
		s.say(labelRead, s.word(wordNoProof))
	} else {
		s.say(labelRead, s.word(wordRequests))
	}
}

// further names the commands that explain the failures.
func (s *story) further(x inventory.Sender) {
	var codes []int
	for _, c := range x.Clients {
		for _, e := range c.Errors {
			if !slices.Contains(codes, e.Code) && len(codes) < mostErrors {
				codes = append(codes, e.Code)
			}
		}
	}
	for _, code := range codes {
		s.verbatim(labelSee, "unbasic explain "+strconv.Itoa(code))
	}
}

// reason words a rule of the inventory; the English of the file stands where this version does not know it.
func (s *story) reason(r inventory.Reason) string {
	if phrase, ok := inventory.PhraseOf(r.Rule); ok {
		return phrase.In(s.lang, words.Worded(r.Args, s.lang))
	}
	return r.Text
}

// known words a code of the files, which stands behind its label where it is no word itself: policy.yaml and filters ask for it.
func (s *story) known(codes words.Codes, code string) string {
	if code == "" {
		return code
	}
	if label := codes.Within(code, s.lang); label != code {
		return label + " (" + code + ")"
	}
	return code
}

// span writes two times as days.
func (s *story) span(since, until *time.Time) string {
	if since == nil || until == nil {
		return ""
	}
	from, to := since.Format(time.DateOnly), until.Format(time.DateOnly)
	if from == to {
		return from
	}
	return from + " – " + to
}

func minute(t *time.Time) string { return t.Format("2006-01-02 15:04") }

// join puts what is known side by side.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" }), " · ")
}
