package plan

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// The largest figures that policy.yaml may ask for; beyond them a slip of the finger is likelier than a plan.
const (
	maxItemsPerWave = 1_000_000
	maxHoursPerWeek = 1_000_000
	maxWaveDays     = 366
	maxWaveNumber   = 100_000
	maxPrice        = 1_000_000
	maxMessages     = 1_000_000_000
	maxImportance   = 1_000
	maxListed       = 5_000
	maxPeriods      = 100
	maxQuietDays    = 366
)

// ReadPolicy reads policy.yaml over a base: a key that the file does not name keeps the base's value. Every error is one line
// that names line, column and key. An unknown key is an error with the nearest right key.
func ReadPolicy(data []byte, base Policy) (Policy, error) {
	root, err := parseYAML(data)
	if err != nil {
		return Policy{}, fmt.Errorf("reading policy.yaml: %w", err)
	}
	if root == nil {
		return base, nil // nothing but comments
	}
	d := newDraft(base)
	at := path{&document{nodes: map[string]*yaml.Node{}, home: homeOfKey}, ""}
	if err := d.keys().read(at, root); err != nil {
		return Policy{}, fmt.Errorf("reading policy.yaml %w", err)
	}
	if err := d.finish(at, root); err != nil {
		return Policy{}, fmt.Errorf("reading policy.yaml %w", err)
	}
	return d.policy, nil
}

// homeOfKey names the one place of a key, or "" where there is none or more than one.
func homeOfKey(name string) string {
	if places := keyHomes()[strings.ToLower(name)]; len(places) == 1 {
		return places[0]
	}
	return ""
}

var keyHomes = sync.OnceValue(func() map[string][]string {
	return homesOf(newDraft(Policy{}).keys(), "", map[string][]string{})
})

// draft is a policy while it is read. What the file says in another form than the policy stands beside it until finish.
type draft struct {
	policy Policy
	rules  calendar.Rules
	hours  WorkHours
	prices map[Price]*float64
	// senderKeys are where Policy.Senders stand in the file; nil where they are the base's.
	senderKeys []*yaml.Node
}

func newDraft(base Policy) *draft {
	d := &draft{policy: base, rules: base.Calendar.Rules(), hours: base.Hours, prices: map[Price]*float64{}}
	if len(d.rules.Workdays) == 0 {
		d.rules.Workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	}
	for name, amount := range base.Routes.Prices {
		d.prices[name] = &amount
	}
	return d
}

// keys is all that policy.yaml may say, in the order of the template.
func (d *draft) keys() mapping {
	p := &d.policy
	return mapping{
		{name: "tenant", value: textValue{to: &p.Tenant, rule: ruleTenant},
			about: "The id or a domain of the tenant that this policy is for. An inventory of another tenant is refused. Empty fits every tenant."},
		{name: "timeZone", value: zoneValue{textValue{to: &p.TimeZone, rule: textRule{what: "time zone", most: 100}}},
			about: "The zone in which days are days, by its IANA name. Use Asia/Tokyo for a company in Japan: there, a day begins nine hours before it " +
				"does in UTC, and a plan in the wrong zone can be a day off."},
		{name: "start", value: dayValue{to: &p.Start},
			about: "The first day on which work may be done. Empty means the next working day after the plan is made. The first wave is decided on a " +
				"working day before it starts, which can be the day on which the plan is made but none before that."},
		{name: "end", value: dayValue{to: &p.End},
			about: "The last day on which work may be done at all. What does not fit before it gets no wave, and is listed. Empty for none."},
		{name: "deadline", value: dayValue{to: &p.Deadline}, about: d.aboutDeadline()},
		{name: "workdays", value: listValue[time.Weekday]{to: &d.rules.Workdays, item: func(to *time.Weekday) policyValue { return weekdayValue{to: to} }, check: onceWeekday},
			about: "The weekdays on which work is done."},
		{name: "workHours", about: "The hours of a working day, in timeZone, as \"09:00\". Empty for none. Calendar entries use them.", value: mapping{
			{name: "from", value: textValue{to: &d.hours.From, rule: ruleClock}, about: "When a working day begins."},
			{name: "to", value: textValue{to: &d.hours.To, rule: ruleClock}, about: "When it ends."},
		}},
		{name: "cutOverAt", value: textValue{to: &p.CutOverAt, rule: ruleClock},
			about: "The time of day at which senders are switched over, in timeZone, as \"22:00\". Empty for none."},
		{name: "holidays", about: "Days without work.", value: mapping{
			{name: "countries", value: listValue[string]{to: &d.rules.Countries, item: countryOf, check: once[string]},
				about: "Public holidays of these countries are not worked, for example [JP]. Only nationwide days are known. Days of Japan are announced " +
					"up to 2027; later ones are computed."},
			{name: "add", value: listValue[calendar.Day]{to: &d.rules.Add, item: dayOf, check: once[calendar.Day]},
				about: "Further days without work, for example [2026-12-29, 2026-12-30]."},
			{name: "remove", value: listValue[calendar.Day]{to: &d.rules.Remove, item: dayOf, check: once[calendar.Day]},
				about: "Days that are worked although a list above names them."},
		}},
		{name: "freezes", value: listValue[calendar.Freeze]{to: &d.rules.Freezes, item: freezeOf, check: checkFreeze},
			about:   "Spans in which nothing may be changed.",
			example: "- {from: 2026-12-28, to: 2027-01-08, reason: year-end closing, except: [2027-01-07]}"},
		{name: "capacity", about: "What can be done at most.", value: mapping{
			{name: "itemsPerWave", value: countValue{to: &p.Capacity.ItemsPerWave, low: 1, high: maxItemsPerWave, hint: "a wave without room for a sender moves nothing"},
				about: "The most senders in one wave."},
			{name: "hoursPerWeek", value: hoursOf(&p.Capacity.HoursPerWeek),
				about: "The hours of work in a week without holidays, of everybody together. A shorter wave gets its share of them."},
			{name: "hoursPerOwner", value: optionalHours(&p.Capacity.HoursPerOwner), about: "The same for each owner. Empty for no limit."},
			{name: "owners", about: "The same for single owners, by name.", example: "facilities@contoso.com: 4",
				value: namesValue[float64]{rule: ruleOwnerName, item: func(to *float64) policyValue { return hoursOf(to) },
					set: func(all []namedValue[float64]) { p.Capacity.ByOwner = mapOf(all) }}},
		}},
		{name: "waves", value: d.waveKeys(), about: "How waves are made. Lengths are working days. Waves after the pilot end sooner where their work is done sooner."},
		{name: "owners", value: d.ownerKeys(),
			about: "Who answers for a sender: a name, an address or a team. The first that is found counts: bySender, byPattern, byDepartment, byDomain, " +
				"default. An empty owner is nobody."},
		{name: "senders", value: d.senderNames(),
			about: "What is known better than the evidence shows, and what is decided, by name or id of the sender. A star stands for any number of " +
				"characters. A name goes before a pattern, and patterns go in this order.",
			example: "scan@contoso.com: {kind: device, oauth: no, recipients: internal, wave: 3}\n" +
				"\"payroll-*@contoso.com\": {notBefore: 2027-01-12, importance: 2, owner: payroll@contoso.com}"},
		{name: "moveGroups", value: listValue[NamedGroup]{to: &p.Groups, item: groupOf, check: checkGroup},
			about:   "Senders that must move together, and that no evidence shows.",
			example: "- {name: Warehouse printers, shares: device, senders: [\"print-wh-*@contoso.com\"]}"},
		{name: "sites", value: membersOf(&p.Sites), about: "Where senders stand, by name of the site.",
			example: "Osaka: {senders: [\"osaka-*@contoso.com\"], networks: [203.0.113.0/24]}"},
		{name: "projects", value: membersOf(&p.Projects), about: "What senders belong to, by name of the project.",
			example: "New ERP: {senders: [\"erp-*@contoso.com\"]}"},
		{name: "routes", value: d.routeKeys(), about: "What the organisation has, wants and pays. Empty means that it is not known."},
		{name: "fallback", about: "Keeping Basic on after a milestone for what has not moved by then.", value: mapping{
			{name: "owner", value: textValue{to: &p.FallbackOwner, rule: ruleOwner}, about: "Who answers for it. Empty leaves it to owners.default."},
		}},
		{name: "progress", about: "When a sender that is said to be done counts as verified: for how long no sign-in with Basic may have been seen, in days that were all read.",
			value: mapping{
				{name: "silentPeriods", value: countValue{to: &p.Progress.SilentPeriods, low: 1, high: maxPeriods},
					about: "For how many of its own periods: with 2, a weekly job must miss two runs, and a monthly one two as well."},
				{name: "quietDays", value: countValue{to: &p.Progress.QuietDays, low: 1, high: maxQuietDays},
					about: "And for how many days at least, however often it used to sign in."},
			}},
		{name: "licences", value: licenceKeys(&p.Licenses),
			about: "What seats cost. unbasic inventory uses it to name the cheapest subscription that cures a licence finding, and to say what the missing " +
				"seats cost."},
	}
}

func (d *draft) aboutDeadline() string {
	about := "The day by which every sender should have moved. What can't be done by then is planned all the same, and listed in a warning. Empty means the " +
		"day on which Microsoft switches Basic authentication for SMTP AUTH off by default"
	off, ok := d.policy.milestone(milestoneDefaultOff)
	if !ok {
		return about + "."
	}
	return about + ", " + off.Date.String() + ": the end of that month is announced, the day and the way it is done are not."
}

func (d *draft) waveKeys() mapping {
	w := &d.policy.Waves
	return mapping{
		{name: "prepareDays", value: countValue{to: &w.PrepareDays, low: 1, high: maxWaveDays}, about: "Incidents first, and switching off what nobody uses."},
		{name: "pilotItems", value: countValue{to: &w.PilotItems, high: maxItemsPerWave}, about: "The most senders in the pilot. 0 for no pilot."},
		{name: "pilotDays", value: countValue{to: &w.PilotDays, low: 1, high: maxWaveDays}, about: "The length of the pilot."},
		{name: "soakDays", value: countValue{to: &w.SoakDays, high: maxWaveDays}, about: "Days of watching after a wave, before the next wave's go/no-go."},
		{name: "regularDays", value: countValue{to: &w.RegularDays, low: 1, high: maxWaveDays}, about: "The length of every other wave."},
		{name: "order", value: wordValue[Order]{to: &w.Order, known: []Order{OrderExposure, OrderRisk, OrderVolume, OrderGroup}, needed: true},
			about: "What goes first after the pilot. exposure: what leaves the least on Basic for the fewest days. risk: the highest risk. volume: the most " +
				"messages. group: one department (site, project) after the other, as groups names them."},
		{name: "groupBy", value: wordValue[GroupBy]{to: &w.GroupBy, known: []GroupBy{GroupByDepartment, GroupBySite, GroupByProject, GroupByNone}, needed: true},
			about: "What waves keep together."},
		{name: "groups", value: listValue[string]{to: &w.Groups, item: func(to *string) policyValue { return textValue{to: to, rule: ruleGroup} }, check: once[string]},
			about: "The order of departments (sites, projects) for order: group, for example [Finance, Sales]. What is not named comes after them."},
		{name: "togetherPercent", value: numberValue{to: &w.TogetherPercent, what: "a number", like: "2.5", most: 100},
			about: "How much exposure may be given up to keep them together, in percent of the least that is possible."},
	}
}

func (d *draft) ownerKeys() mapping {
	o := &d.policy.Owners
	return mapping{
		{name: "default", value: textValue{to: &o.Default, rule: ruleOwner}, about: "Who answers where nothing else fits."},
		{name: "byDepartment", value: ownersBy(ruleGroup, &o.ByDepartment), about: "By department, as the directory writes it.",
			example: "Accounting: accounting-it@contoso.com"},
		{name: "byDomain", value: ownersBy(ruleDomain, &o.ByDomain), about: "By the domain of the sender's name.", example: "contoso.com: messaging@contoso.com"},
		{name: "byPattern", about: "By a pattern with stars. The first that fits counts.", example: "\"scan-*\": facilities@contoso.com",
			value: namesValue[string]{rule: rulePattern, item: func(owner *string) policyValue { return textValue{to: owner, rule: ruleOwner} },
				set: func(all []namedValue[string]) {
					o.ByPattern = nil
					for _, entry := range all {
						if entry.value != "" { // nobody does not go before somebody in a later line
							o.ByPattern = append(o.ByPattern, PatternOwner{Pattern: Pattern(entry.name), Owner: entry.value})
						}
					}
				}}},
		{name: "bySender", value: ownersBy(ruleSender, &o.BySender), about: "By name or id of the sender.", example: "scan@contoso.com: facilities@contoso.com"},
	}
}

func (d *draft) senderNames() policyValue {
	return namesValue[Override]{
		rule: rulePattern, item: senderKeys, check: checkSender,
		set: func(all []namedValue[Override]) {
			d.policy.Senders, d.senderKeys = nil, nil
			for _, entry := range all {
				entry.value.Pattern, entry.value.Line = Pattern(entry.name), entry.key.Line
				d.policy.Senders, d.senderKeys = append(d.policy.Senders, entry.value), append(d.senderKeys, entry.key)
			}
		},
	}
}

func senderKeys(o *Override) policyValue {
	return mapping{
		{name: "route", value: wordValue[Route]{to: &o.Route, known: overrideRoutes}, about: "How it leaves Basic, where the evidence leaves a choice."},
		{name: "kind", about: "What it is.", value: wordValue[inventory.Kind]{to: &o.Kind, known: []inventory.Kind{
			inventory.KindPerson, inventory.KindDevice, inventory.KindApplication, inventory.KindUnknown,
		}}},
		{name: "wave", value: waveValue{to: &o.Wave}, about: "The number of the wave that it belongs in. 0 is the preparation wave, which comes first."},
		{name: "notBefore", value: dayValue{to: &o.NotBefore}, about: "The first day on which work on it may be done."},
		{name: "importance", about: "A number that its weight is multiplied by. 1 changes nothing.",
			value: numberValue{to: &o.Importance, what: "a number", like: "2", most: maxImportance, above: true, empty: true, hint: "leave it empty where it is as usual"}},
		{name: "owner", value: textValue{to: &o.Owner, rule: ruleOwner}, about: "Who answers for it. Goes before owners."},
		{name: "oauth", value: yesNo(&o.OAuth), about: "Can its software or firmware send by SMTP with OAuth?"},
		{name: "recipients", value: choiceValue{to: &o.External, yes: "external", no: "internal"}, about: "Does it write to people outside the organisation?"},
		{name: "port25", value: choiceValue{to: &o.Port25, yes: "open", no: "closed"}, about: "Is port 25 open from where it stands to the internet?"},
		{name: "fixedAddress", value: yesNo(&o.FixedAddress), about: "Is its public address fixed, and the organisation's own?"},
		{name: "codeChange", value: yesNo(&o.CodeChange), about: "Can its program be changed?"},
		{name: "messagesPerDay", value: countValue{to: &o.MessagesPerDay, low: 1, high: maxMessages, empty: true}, about: "Its messages on a usual day."},
		{name: "peakPerHour", value: countValue{to: &o.PeakPerHour, low: 1, high: maxMessages, empty: true}, about: "Its messages in the busiest hour."},
		{name: "rollbackTested", value: dayValue{to: &o.RollbackTested}, about: "The day on which the rollback was tested."},
	}
}

// avoidable are the routes that somebody may not want. The others are no way of sending.
var avoidable = slices.DeleteFunc(slices.Clone(overrideRoutes), func(r Route) bool { return r == RouteRetire || r == RouteInvestigate })

func (d *draft) routeKeys() mapping {
	r := &d.policy.Routes
	s := &r.Service
	line := func(to *string) policyValue { return textValue{to: to, rule: ruleLine} }
	messages := func(to *int) policyValue { return countValue{to: to, low: 1, high: maxMessages, empty: true} }
	portOf := func(to *int) policyValue { return countValue{to: to, low: 1, high: 65535, empty: true} }
	var amounts mapping
	for _, a := range []struct {
		name  Price
		about string
	}{
		{PriceHVE, "A million recipients through High Volume Email."},
		{PriceACS, "A thousand messages through Azure Communication Services."},
		{PriceRelay, "A year of the organisation's own relay."},
		{PriceWorkHour, "An hour of work on the move."},
	} {
		at := new(*float64)
		*at = d.prices[a.name]
		amounts = append(amounts, policyKey{name: string(a.name), about: a.about, value: keptValue{priceValue{to: at}, func() { d.prices[a.name] = *at }}})
	}
	return mapping{
		{name: "avoid", value: listValue[Route]{to: &r.Avoid, item: func(to *Route) policyValue { return wordValue[Route]{to: to, known: avoidable, needed: true} }, check: once[Route]},
			about: "Routes that are not chosen, unless a sender's own entry names one, for example [direct-send]."},
		{name: "service", about: "The SMTP service of another company that is allowed (third-party). Nothing of it is known but what stands here.", value: mapping{
			{name: "name", value: line(&s.Name), about: "Its name. Empty for none."},
			{name: "host", value: textValue{to: &s.Host, rule: ruleHost}, about: "The host that takes mail."},
			{name: "port", value: portOf(&s.Port), about: "Its port, for example 587."},
			{name: "oldestTls", value: wordValue[string]{to: &s.OldestTLS, known: []string{"1.0", "1.1", "1.2", "1.3"}, numbers: true},
				about: "The oldest version of TLS that it takes."},
			{name: "spf", value: line(&s.SPF), about: "What goes into the SPF record, for example include:spf.example.net."},
			{name: "dkim", value: line(&s.DKIM), about: "The DKIM selectors."},
			{name: "dmarc", value: line(&s.DMARC), about: "How From is aligned, so that DMARC passes."},
			{name: "keys", value: line(&s.Keys), about: "How keys are given and renewed."},
			{name: "logs", value: line(&s.Logs), about: "How long logs are kept."},
			{name: "data", value: line(&s.Data), about: "Where data lie."},
			{name: "support", value: line(&s.Support), about: "When and in which languages there is support."},
			{name: "messagesPerMonth", value: messages(&s.MessagesPerMonth), about: "The most messages a month."},
			{name: "messagesPerHour", value: messages(&s.MessagesPerHour), about: "The most messages an hour."},
			{name: "perMonth", value: priceValue{to: &s.PerMonth}, about: "The fixed price of a month, in currency."},
			{name: "perThousand", value: priceValue{to: &s.PerThousand}, about: "The price of 1,000 messages, in currency."},
		}},
		{name: "relay", about: "The organisation's own relay (on-premises-relay).", value: mapping{
			{name: "host", value: textValue{to: &r.Relay, rule: ruleHost}, about: "Its host. Empty for none."},
			{name: "port", value: portOf(&r.RelayPort), about: "Its port. Empty for 25."},
		}},
		{name: "azure", value: yesNo(&r.Azure), about: "Is there an Azure subscription for Communication Services (acs)?"},
		{name: "billingPolicy", value: yesNo(&r.BillingPolicy), about: "Is there a billing policy for High Volume Email (hve)?"},
		{name: "acsPerHour", value: messages(&r.ACSPerHour), about: "The messages an hour that Azure has granted for acs. Empty for its default."},
		{name: "prices", value: amounts, about: "What routes cost. Nothing is computed from a price that is not known."},
		{name: "currency", value: currencyValue{textValue{to: &r.Currency, rule: ruleCurrency}}, about: "The currency of all prices under routes in three letters, for example JPY."},
	}
}

// kept tells the draft of a value once it is read.
type keptValue struct {
	priceValue
	keep func()
}

func (k keptValue) read(at path, node *yaml.Node) error {
	err := k.priceValue.read(at, node)
	k.keep()
	return err
}

func licenceKeys(l *Licenses) mapping {
	return mapping{
		{name: "prices", about: "What a seat costs a month, by the subscription's part number.", example: "EXCHANGESTANDARD: 4.20\nSPE_E3: 36",
			value: namesValue[float64]{rule: rulePart, item: func(to *float64) policyValue { return priceOf(to) }, set: func(all []namedValue[float64]) {
				for i := range all {
					all[i].name = strings.ToUpper(all[i].name)
				}
				l.Prices = mapOf(all)
			}}},
		{name: "currency", value: currencyValue{textValue{to: &l.Currency, rule: ruleCurrency}}, about: "The currency of these prices in three letters, for example JPY."},
	}
}

func optionalHours(to *float64) policyValue {
	v := hoursOf(to)
	v.empty, v.hint = true, "leave it empty for no limit"
	return v
}

func countryOf(to *string) policyValue {
	return wordValue[string]{to: to, known: calendar.Countries(), needed: true}
}

func dayOf(to *calendar.Day) policyValue { return dayValue{to: to, needed: true} }

func onceWeekday(at path, node *yaml.Node, item time.Weekday, before []time.Weekday) error {
	return once(at, node, weekdays[item], weekdayNames(before))
}

func weekdayNames(days []time.Weekday) []string {
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = weekdays[d]
	}
	return names
}

func freezeOf(f *calendar.Freeze) policyValue {
	return mapping{
		{name: "from", value: dayValue{to: &f.From, needed: true}, needed: true, about: "The first day of the freeze."},
		{name: "to", value: dayValue{to: &f.To, needed: true}, needed: true, about: "The last day of the freeze."},
		{name: "reason", value: textValue{to: &f.Reason, rule: ruleLine}, about: "Why."},
		{name: "except", value: listValue[calendar.Day]{to: &f.Except, item: dayOf, check: once[calendar.Day]}, about: "Days in it on which work is allowed all the same."},
	}
}

func checkFreeze(at path, node *yaml.Node, f calendar.Freeze, _ []calendar.Freeze) error {
	if f.To.Before(f.From) {
		return fail(at.node("to", node), at, "the freeze ends on %s, before it begins on %s", f.To, f.From)
	}
	for i, d := range f.Except {
		if d.Before(f.From) || d.After(f.To) {
			except := at.node("except", node)
			return fail(except.Content[i], at.key("except").index(i), "%s is not in the freeze, which is from %s to %s", d, f.From, f.To)
		}
	}
	return nil
}

func patternsOf(to *[]Pattern) policyValue {
	return listValue[Pattern]{
		to: to, item: func(to *Pattern) policyValue { return textValue{to: (*string)(to), rule: rulePattern} },
		check: func(at path, node *yaml.Node, item Pattern, before []Pattern) error {
			if slices.ContainsFunc(before, func(p Pattern) bool { return strings.EqualFold(string(p), string(item)) }) {
				return fail(node, at, "%s is there twice", clip(string(item)))
			}
			return nil
		},
	}
}

func groupOf(g *NamedGroup) policyValue {
	return mapping{
		{name: "name", value: textValue{to: &g.Name, rule: ruleName}, needed: true, about: "What the group is called."},
		{name: "shares", value: wordValue[string]{to: &g.Shares, known: []string{"device", "application", "credential", "mailbox"}, needed: true}, needed: true,
			about: "What they share."},
		{name: "senders", value: patternsOf(&g.Senders), needed: true, about: "Who they are: two names at least, or a pattern with a star."},
	}
}

func checkGroup(at path, node *yaml.Node, g NamedGroup, before []NamedGroup) error {
	if len(g.Senders) < 2 && !slices.ContainsFunc(g.Senders, func(p Pattern) bool { return !p.exact() }) {
		return fail(at.node("senders", node), at.key("senders"), "a group of one moves with nobody: name two senders, or a pattern with a star")
	}
	if slices.ContainsFunc(before, func(other NamedGroup) bool { return other.Name == g.Name }) {
		return fail(at.node("name", node), at.key("name"), "%s is there twice", clip(g.Name))
	}
	return nil
}

func membersOf(to *[]Membership) policyValue {
	return namesValue[Membership]{
		rule: ruleName,
		item: func(m *Membership) policyValue {
			return mapping{
				{name: "senders", value: patternsOf(&m.Senders), about: "Senders by name, id or pattern."},
				{name: "networks", about: "The networks that they send from, as 203.0.113.0/24.",
					value: listValue[netip.Prefix]{to: &m.Networks, item: func(to *netip.Prefix) policyValue { return networkValue{to: to} }, check: once[netip.Prefix]}},
			}
		},
		set: func(all []namedValue[Membership]) {
			*to = nil
			for _, entry := range all {
				entry.value.Name = entry.name
				*to = append(*to, entry.value)
			}
		},
	}
}

// checkSender finds what can't be true of one sender.
func checkSender(at path, entry namedValue[Override]) error {
	if o := entry.value; o.Wave != nil && *o.Wave == 0 && !o.NotBefore.IsZero() {
		return fail(at.node("notBefore", entry.key), at.key("notBefore"), "wave 0 comes before all others, and notBefore says that it must wait: take one of them away")
	}
	return nil
}

// finish puts together what stands beside the policy, and checks what depends on several keys, at the line of a key that can repair it.
func (d *draft) finish(at path, root *yaml.Node) error {
	p := &d.policy
	if node := at.nodes["deadline"]; node != nil && p.Deadline.IsZero() {
		if off, ok := p.milestone(milestoneDefaultOff); ok {
			p.Deadline = off.Date
		}
	}
	p.Hours = d.hours
	p.Routes.Prices = nil
	for name, amount := range d.prices {
		if amount != nil {
			if p.Routes.Prices == nil {
				p.Routes.Prices = map[Price]float64{}
			}
			p.Routes.Prices[name] = *amount
		}
	}
	var err error
	if p.Calendar, err = calendar.New(d.rules); err != nil {
		return fail(root, at.key("holidays"), "%v", err) // every part was checked at its own line before
	}
	for _, check := range []func(path) error{d.checkDates, d.checkHours, d.checkOrder, d.checkService, d.checkWorkdays, d.checkPins} {
		if err := check(at); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) checkDates(at path) error {
	p := d.policy
	start, end, deadline := at.nodes["start"], at.nodes["end"], at.nodes["deadline"]
	switch {
	case start != nil && deadline != nil && !isNull(deadline) && p.Start.After(p.Deadline):
		return fail(start, at.key("start"), "%s is after the deadline, %s (line %d): make one of them fit the other", p.Start, p.Deadline, deadline.Line)
	case end == nil || p.End.IsZero():
	case start != nil && p.Start.After(p.End):
		return fail(start, at.key("start"), "%s is after the end, %s (line %d): make one of them fit the other", p.Start, p.End, end.Line)
	case p.Start.After(p.End):
		return fail(end, at.key("end"), "%s is before the start, %s", p.End, p.Start)
	case deadline != nil && !isNull(deadline) && p.Deadline.After(p.End):
		return fail(deadline, at.key("deadline"), "%s is after the end, %s (line %d): nothing is done after the end, so make one of them fit the other",
			p.Deadline, p.End, end.Line)
	}
	return nil
}

func (d *draft) checkHours(at path) error {
	node, hours := at.nodes["workHours"], d.policy.Hours
	switch {
	case node == nil || hours == (WorkHours{}):
	case hours.From == "":
		return fail(node, at.key("workHours.from"), "the time at which a working day begins is missing: it ends at %s", hours.To)
	case hours.To == "":
		return fail(node, at.key("workHours.to"), "the time at which a working day ends is missing: it begins at %s", hours.From)
	case hours.From >= hours.To:
		return fail(node, at.key("workHours"), "a working day ends at %s, which is not after its begin at %s", hours.To, hours.From)
	}
	return nil
}

func (d *draft) checkOrder(at path) error {
	if d.policy.Waves.Order != OrderGroup || d.policy.Waves.GroupBy != GroupByNone {
		return nil
	}
	for _, name := range []string{"waves.groupBy", "waves.order"} {
		if node := at.nodes[name]; node != nil {
			return fail(node, at.key(name), "order: group needs groupBy: department, site or project")
		}
	}
	return nil
}

// checkService finds a service that would never be used, since it has no name.
func (d *draft) checkService(at path) error {
	node := at.nodes["routes.service"]
	if s := d.policy.Routes.Service; node != nil && s.Name == "" && s != (Service{}) {
		return fail(node, at.key("routes.service.name"), "the name of the service is missing: without it the service is not used")
	}
	return nil
}

// checkWorkdays finds a calendar in which nothing can be planned. An end that has passed is none of its business: that plan is over.
func (d *draft) checkWorkdays(at path) error {
	if node := at.nodes["workdays"]; node != nil && len(d.rules.Workdays) == 0 {
		return fail(node, at.key("workdays"), "no day is left to work on: name at least one, such as [monday]")
	}
	p := d.policy
	begin := p.today().AddDays(1)
	if p.Start.After(begin) {
		begin = p.Start
	}
	first, ok := p.Calendar.Next(begin)
	last := begin.AddDays(calendar.MaxGap - 1)
	if !p.End.IsZero() && p.End.Before(last) {
		last = p.End
	}
	if ok && !first.After(last) || last.Before(begin) {
		return nil
	}
	for _, name := range []string{"freezes", "holidays", "workdays", "end", "start"} {
		if node := at.nodes[name]; node != nil && !isNull(node) {
			return fail(node, at.key(name), "no working day is left from %s to %s: make room for one", begin, last)
		}
	}
	return nil
}

// checkPins finds senders that wait for longer than the plan goes on, and those that must move together and in different waves.
func (d *draft) checkPins(at path) error {
	for i, o := range d.policy.Senders {
		if end := d.policy.End; i < len(d.senderKeys) && !end.IsZero() && o.NotBefore.After(end) {
			in := at.key("senders").key(clipName(string(o.Pattern)))
			return fail(in.node("notBefore", d.senderKeys[i]), in.key("notBefore"), "%s is after the end, %s: it would never move", o.NotBefore, end)
		}
	}
	type pin struct {
		name  string
		index int
	}
	var pins []pin // exact entries, in the order of the file
	byName := map[string]int{}
	for i, o := range d.policy.Senders {
		if o.Wave != nil && o.Pattern.exact() && i < len(d.senderKeys) {
			name := strings.ToLower(string(o.Pattern))
			byName[name] = i
			pins = append(pins, pin{name, i})
		}
	}
	for _, group := range d.policy.Groups {
		var members []int
		for _, p := range group.Senders {
			pattern := strings.ToLower(string(p))
			if p.exact() {
				if i, ok := byName[pattern]; ok {
					members = append(members, i)
				}
				continue
			}
			for _, pin := range pins {
				if glob(pattern, pin.name) {
					members = append(members, pin.index)
				}
			}
		}
		slices.Sort(members)
		for _, i := range members {
			first, o := d.policy.Senders[members[0]], d.policy.Senders[i]
			if *first.Wave != *o.Wave {
				return fail(d.senderKeys[i], at.key("senders").key(clipName(string(o.Pattern))).key("wave"),
					"wave %d, and %s is in wave %d (line %d): both move together as %s", *o.Wave, clipName(string(first.Pattern)), *first.Wave, first.Line,
					clip(group.Name))
			}
		}
	}
	return nil
}
