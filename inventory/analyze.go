package inventory

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"
)

// Input is everything that an inventory is made from.
type Input struct {
	Tool     Tool
	Tenant   Tenant
	AsOf     time.Time
	Window   Window
	Coverage []Coverage
	Evidence []EvidenceFile
	Rows     *Tally
	// Unreadable counts sign-in rows that could not be decoded and so are not in Rows.
	Unreadable int
	// UsersRead and SKUsRead say whether the whole list was read; only then does a missing account mean "not found".
	Users     []User
	UsersRead bool
	SKUs      []SKU
	SKUsRead  bool
	// Subscriptions are the purchases behind SKUs, which know when they end; nil where they were not read.
	Subscriptions []Subscription
	// Deleted are accounts that the directory deleted in the last 30 days. Mailboxes are the types of mailboxes that were asked for, by account id.
	Deleted   []User
	Mailboxes map[string]Mailbox
	// FileUsers are accounts of exported lists. They say more of the accounts in Users and add others; that an account is in none of them proves
	// nothing, since a list may have been filtered.
	FileUsers []User
	// Uses, MailboxSettings, Exchange and Messages are what reports, Exchange and message traces say; Exchange is nil where none of it was read.
	Uses            []Use
	MailboxSettings []MailboxSetting
	Exchange        *ExchangeSettings
	Messages        []MessageCount
	// GroupNames are the names of groups that give licences or that a policy names, by id in lower case.
	GroupNames map[string]string
	// Registrations say who has a second factor.
	Registrations []Registration
	// AccessPolicies are Conditional Access policies, nil where none were read; AccessPoliciesRead says that all of them were. SecurityDefaults is nil where
	// it was not read.
	AccessPolicies     []ConditionalPolicy
	AccessPoliciesRead bool
	SecurityDefaults   *bool
	// Members are the accounts of groups and of directory roles that Conditional Access policies name, by id in lower case. A group that is not in it was not read.
	Members map[string][]string
	// Applications are those that may send; nil where they were not read.
	Applications []Application
	// KindOf and Prices are policy.yaml's own words: what a sender is by its name and id, if it says so at all (nil where there is no policy; safe for use by several
	// at once), and what a seat of a subscription costs a month, by its part number in upper case.
	KindOf func(upn, id string) (Kind, bool) `json:"-"`
	Prices map[string]float64
	// Policy is the sum of the policy.yaml that says so; empty without one.
	Policy string
}

// Registration is what an account has registered for multifactor authentication (Graph's userRegistrationDetails).
type Registration struct {
	UserID string
	// MFA and Admin are nil where the record does not say.
	MFA, Admin *bool
}

// ConditionalPolicy is a Conditional Access policy, narrowed to what decides whether Basic gets past it. Ids are in lower case; "All", "None" and
// "GuestsOrExternalUsers" stand for themselves.
type ConditionalPolicy struct {
	ID, Name, State string
	ClientAppTypes  []string
	// IncludeApplications and ExcludeApplications are application ids, "All" or "Office365".
	IncludeApplications, ExcludeApplications []string
	IncludeUsers, ExcludeUsers               []string
	IncludeGroups, ExcludeGroups             []string
	IncludeRoles, ExcludeRoles               []string
	IncludeGuests, ExcludeGuests             bool
	// Limited says that it has conditions on places, platforms, devices, risks or attributes of applications; Flows that it is for flows of authentication
	// (device codes) alone.
	Limited, Flows bool
	// Controls are those of the grant, built in or not; Strength says that an authentication strength is asked for. Whether all are asked for or one of
	// them makes no difference to Basic, which can give none.
	Controls []string
	Strength bool
}

// ExchangeSettings gives the settings of Exchange to be filled in.
func (in *Input) ExchangeSettings() *ExchangeSettings {
	if in.Exchange == nil {
		in.Exchange = &ExchangeSettings{Policies: []AuthPolicy{}, Connectors: []Connector{}}
	}
	return in.Exchange
}

// Analyze turns what was read into an inventory. It is pure: equal input gives an equal inventory.
func Analyze(in Input) Inventory {
	inv := Inventory{
		Schema: Schema, Tool: in.Tool, Policy: PolicyDigest{Optional(in.Policy)}, Tenant: in.Tenant,
		AsOf:     in.AsOf.UTC().Truncate(time.Second),
		Window:   Window{Since: in.Window.Since.UTC().Truncate(time.Second), Until: in.Window.Until.UTC().Truncate(time.Second)},
		Coverage: coverageOf(in),
		Evidence: append([]EvidenceFile{}, in.Evidence...),
		Licenses: licensesOf(in),
		Senders:  []Sender{},
	}
	inv.NotRead = notRead(inv.Coverage)
	sort.Slice(inv.Evidence, func(i, j int) bool {
		a, b := inv.Evidence[i], inv.Evidence[j]
		return a.Snapshot < b.Snapshot || a.Snapshot == b.Snapshot && a.Name < b.Name
	})
	directory := newDirectory(in)
	rows := in.Rows
	_ = rows.Settle() // its error is scratch space's, and who gave some has settled the tally already
	around := view{window: inv.Window, end: readUntil(in), unread: holes(ReadWhole(inv.Coverage)), kindOf: in.KindOf, differs: rows.differs}
	inv.Records = rows.records
	inv.Records.Unreadable = in.Unreadable
	in.Rows = nil // what is not needed any more makes room for senders
	cells, names, ids := resolveNames(rows, directory)
	around.modern = modernOf(rows.modern, ids)
	said := newReports(in, ids)
	inv.Exchange = in.Exchange.sorted()
	inv.Protection = said.entra.protection()
	inv.Applications = applicationsOf(in.Applications, inv.AsOf)
	accounts := accountsOf(cells)
	directory.cover(accounts, names)
	origins := originsOf(accounts)
	inv.Guessing = origins.list(accounts)
	inv.judge(accounts, names, origins, directory, said, around)
	inv.Seats = directory.cure(inv.Senders, in.Prices)
	return inv
}

// judge fills in the senders: accounts with SMTP rows, those that only reports name, and those that could send.
func (inv *Inventory) judge(accounts []account, names map[string]*accountName, origins *origins, directory directory, said reports, around view) {
	judged, put := make([]Sender, len(accounts)), make([]int, len(accounts))
	InParallel(len(accounts), func(i int) {
		if a := accounts[i]; a.smtp {
			folded := fold(a, int32(i), origins)
			judged[i], put[i] = judge(a.key, folded, names[a.key], directory, said, around), folded.putAside
			judged[i].Reasons = append(judged[i].Reasons, around.differences(a.key)...)
		}
	})
	heard := map[string]bool{}
	found := []*Sender{}
	for i, a := range accounts {
		if !a.smtp {
			inv.Records.OtherProtocols += a.rows
			continue
		}
		heard[a.key] = true
		inv.Records.Excluded += put[i]
		inv.Records.Counted += a.rows - put[i]
		found = append(found, &judged[i])
	}
	silent := said.unheard(heard)
	for _, key := range silent {
		heard[key] = true
	}
	silent = append(silent, said.couldSend(heard, directory)...)
	quiet := make([]Sender, len(silent))
	InParallel(len(silent), func(i int) {
		quiet[i] = judge(silent[i], folded{}, said.names[silent[i]], directory, said, around)
	})
	for i := range quiet {
		if quiet[i].Verdict == VerdictIdle && quiet[i].SMTPAuth.PolicyBasic == SwitchDisabled {
			continue // its authentication policy lets no password through
		}
		found = append(found, &quiet[i])
	}
	slices.SortFunc(found, func(a, b *Sender) int { return cmp.Or(strings.Compare(a.UPN, b.UPN), strings.Compare(a.ID, b.ID)) })
	inv.Senders = make([]Sender, len(found))
	for i, sender := range found {
		inv.Senders[i] = *sender
	}
}

// resolveNames gives rows that name their account without its id (the portal's older files do) the id under which other rows or the
// directory know that name, so that one account is one sender. The directory is asked first, then whoever bears the name now, then whoever
// bore it before; of two ids the lesser. Rows without a name stay by
// themselves. ids are the ids that were found, by name.
func resolveNames(t *Tally, d directory) (cells map[cellKey]*cell, names map[string]*accountName, ids map[string]string) {
	ids = map[string]string{}
	former := map[string]string{}
	take := func(ids map[string]string, upn, id string) {
		if known, ok := ids[upn]; upn != "" && id != "" && (!ok || id < known) {
			ids[upn] = id
		}
	}
	for _, name := range t.names {
		take(ids, name.upn, name.userID)
		for upn := range name.former {
			take(former, upn, name.userID)
		}
	}
	for upn, id := range former {
		if ids[upn] == "" {
			ids[upn] = id
		}
	}
	for upn, user := range d.byUPN {
		if upn != "" && user.ID != "" {
			ids[upn] = strings.ToLower(user.ID)
		}
	}
	byName := false
	for key := range t.cells {
		upn, isName := strings.CutPrefix(key.account, "upn:")
		byName = byName || isName && ids[upn] != ""
	}
	if !byName {
		return t.cells, t.names, ids
	}
	names = maps.Clone(t.names)
	cells = make(map[cellKey]*cell, len(t.cells))
	own := map[*cell]bool{}
	for _, key := range sortedCells(t.cells) {
		c := t.cells[key]
		if upn, isName := strings.CutPrefix(key.account, "upn:"); isName && ids[upn] != "" {
			key.account = ids[upn]
			if names[key.account] == nil {
				names[key.account] = &accountName{userID: key.account, upn: upn, displayName: names["upn:"+upn].displayName}
			}
		}
		switch have := cells[key]; {
		case have == nil:
			cells[key] = c
		case own[have]:
			have.merge(c)
		default: // the tally's own stays as it is
			have = have.clone()
			have.merge(c)
			cells[key], own[have] = have, true
		}
	}
	return cells, names, ids
}

// signInSources are the sources whose coverage says until when sign-ins were read.
var signInSources = []string{SourceSignIns, SourceFileSignIns, SourceLogAnalytics, SourceHunting}

// readUntil is the end of the sign-ins that were read: that of the window, or earlier where none of the sources got that far.
func readUntil(in Input) time.Time {
	var read time.Time
	for _, c := range in.Coverage {
		if !slices.Contains(signInSources, c.Source) || c.Until == nil || c.Status != CoverageComplete && c.Status != CoveragePartial {
			continue
		}
		until := *c.Until
		for _, gap := range slices.Backward(c.Gaps) {
			if !gap.Until.Before(until) {
				until = gap.Since
			}
		}
		read = later(read, until)
	}
	switch end := in.Window.Until.UTC(); {
	case end.IsZero():
		return later(read, in.Rows.lastRow())
	case read.IsZero() || end.Before(read):
		return end
	default:
		return read
	}
}

// modernOf joins the rows of modern programs of an account that some rows name without its id.
func modernOf(modern map[string]*cell, ids map[string]string) map[string]*cell {
	joined := maps.Clone(modern)
	for _, key := range sortedKeys(modern) {
		upn, isName := strings.CutPrefix(key, "upn:")
		if !isName || ids[upn] == "" {
			continue
		}
		both := modern[key].clone()
		if have := joined[ids[upn]]; have != nil {
			both.merge(have)
		}
		joined[ids[upn]] = both
	}
	return joined
}

func sortedCells(cells map[cellKey]*cell) []cellKey {
	keys := make([]cellKey, 0, len(cells))
	for key := range cells {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i].account < keys[j].account || keys[i].account == keys[j].account && keys[i].less(keys[j])
	})
	return keys
}

// coverageOf sorts coverage and adds what a directory that was never read leaves open.
func coverageOf(in Input) []Coverage {
	coverage := append([]Coverage{}, in.Coverage...)
	have := map[string]bool{}
	for _, c := range coverage {
		have[c.Source] = true
	}
	missing := func(source, rule string) {
		if !have[source] {
			coverage = append(coverage, Coverage{Source: source, Status: CoverageMissing, Reason: phrases[rule].En})
		}
	}
	if !have[SourceFileSignIns] && !have[SourceLogAnalytics] && !have[SourceHunting] {
		missing(SourceSignIns, "coverage-no-sign-ins")
	}
	if !have[SourceFileUsers] {
		missing(SourceUsers, "coverage-no-users")
	}
	if !have[SourceFileLicenses] {
		missing(SourceSKUs, "coverage-no-skus")
	}
	sort.SliceStable(coverage, func(i, j int) bool {
		a, b := coverage[i], coverage[j]
		if a.Source != b.Source {
			return a.Source < b.Source
		}
		if a.Part != b.Part {
			return a.Part < b.Part
		}
		return a.Since != nil && b.Since != nil && a.Since.Before(*b.Since)
	})
	return coverage
}

// notRead lists the sources that were not asked for or not read, so that nobody takes their silence for an answer.
func notRead(coverage []Coverage) []NotRead {
	read := map[string]bool{}
	for _, c := range coverage {
		read[c.Source] = read[c.Source] || c.Status == CoverageComplete || c.Status == CoveragePartial
	}
	list := []NotRead{}
	for _, s := range []struct {
		source, effect string
		read           bool
	}{
		{SourceSMTPReport, "not-read-smtp-report", read[SourceSMTPReport]},
		{"exchange.smtpClientAuthentication", "not-read-switch", read[SourceTransport] && read[SourceMailboxes]},
		{SourceConditionalAccess, "not-read-policies", read[SourceConditionalAccess] && read[SourceSecurityDefaults]},
		{SourceEmailAppUsage, "not-read-usage", read[SourceEmailAppUsage] || read[SourceFileUsage]},
	} {
		if s.read {
			continue
		}
		list = append(list, NotRead{Source: s.source, Effect: s.effect, Text: phrases[s.effect].En})
	}
	return list
}

// account is all cells of one account.
type account struct {
	key   string
	smtp  bool // at least one row is SMTP, or probably SMTP
	rows  int
	cells []keyedCell
}

type keyedCell struct {
	cellKey
	*cell
	// at are the origins that it belongs to, nil where one is not known.
	at   [originLevels]*origin
	seen tried
}

// accountsOf groups cells by account; both lists are in a fixed order.
func accountsOf(cells map[cellKey]*cell) []account {
	// All cells of a tenant are one piece of memory: there may be millions.
	numbers, counts := map[string]int{}, []int{}
	for key := range cells {
		n, known := numbers[key.account]
		if !known {
			n = len(counts)
			numbers[key.account], counts = n, append(counts, 0)
		}
		counts[n]++
	}
	list, all := make([]account, len(counts)), make([]keyedCell, len(cells))
	for n, count := range counts {
		list[n].cells, all = all[:0:count], all[count:]
	}
	for key, c := range cells {
		a := &list[numbers[key.account]]
		a.key = key.account
		a.smtp = a.smtp || key.smtp
		a.rows += c.rows()
		a.cells = append(a.cells, keyedCell{cellKey: key, cell: c})
	}
	InParallel(len(list), func(n int) {
		cells := list[n].cells
		sort.Slice(cells, func(i, j int) bool { return cells[i].less(cells[j].cellKey) })
		for i := range cells {
			cells[i].seen = triedBy(cells[i].cell)
		}
	})
	sort.Slice(list, func(i, j int) bool { return list[i].key < list[j].key })
	return list
}

func (k cellKey) less(o cellKey) bool { return k.compare(o) < 0 }

// compare orders the cells of one account.
func (k cellKey) compare(o cellKey) int {
	return cmp.Or(cmp.Compare(k.protocol, o.protocol), strings.Compare(k.ip, o.ip), strings.Compare(k.userAgent, o.userAgent),
		strings.Compare(k.app, o.app), trueFirst(k.smtp, o.smtp), trueFirst(k.oauth, o.oauth))
}

func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// moment gives a time as it is written: UTC, whole seconds, nil for the zero time.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}
