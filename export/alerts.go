package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/inventory/kql"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// alertRules are what each detection is to people. Severities, tactics and techniques are Microsoft Sentinel's words (MITRE ATT&CK); a sender that did not move is no
// attack, and has none.
var alertRules = map[kql.Detection]struct {
	title, finds, do   words.Word
	severity           Severity
	tactic, techniques []string
}{
	kql.UsedAgain:  {words.AlertUsedTitle, words.AlertUsedFinds, words.AlertUsedDo, SeverityMedium, nil, nil},
	kql.StillTries: {words.AlertTriesTitle, words.AlertTriesFinds, words.AlertTriesDo, SeverityLow, nil, nil},
	kql.GuessedAt:  {words.AlertGuessedTitle, words.AlertGuessedFinds, words.AlertGuessedDo, SeverityMedium, []string{"CredentialAccess"}, []string{"T1110"}},
	kql.GotIn:      {words.AlertGotInTitle, words.AlertGotInFinds, words.AlertGotInDo, SeverityHigh, []string{"InitialAccess", "CredentialAccess"}, []string{"T1078", "T1110"}},
}

// alerts are the rules that watch the plan's senders. There are none for readers who run none, and none with pseudonyms, which no log knows.
func (b *book) alerts() []Alert {
	if b.hide != nil || !b.reader.Watches() {
		return []Alert{}
	}
	dated, all, left := b.watched()
	alerts := []Alert{}
	for _, d := range kql.Detections() {
		rule := alertRules[d]
		a := Alert{
			Key: string(d), Tenant: b.visible(cmp.Or(string(b.inv.Tenant.ID), string(b.inv.Tenant.DefaultDomain))),
			Title: b.say(rule.title), Severity: rule.severity, Tactics: rule.tactic, Techniques: rule.techniques,
			Finds: b.say(rule.finds, limitsInWords()...),
			Do: b.say(rule.do, "clients", b.say(words.SheetClients), "runbook", b.say(words.SheetRunbook), "incidents", b.say(words.SheetIncidents),
				"rollback", b.say(words.SheetRollback)),
			Every: d.Every(), Reads: d.Reads(), Dated: d.Dated(), Senders: all, Query: d.Query(),
		}
		if a.Dated {
			a.Senders = dated
		}
		a.Notes = b.alertNotes(a, left)
		a.Words = AlertWords{
			Name: b.say(words.AlertName), Part: b.say(words.AlertPart), PartName: b.say(words.AlertPartName), Watchlist: b.say(words.AlertWatchlist),
			Template: b.say(words.AlertTemplate), Workspace: b.say(words.AlertWorkspace),
		}
		alerts = append(alerts, a)
	}
	return alerts
}

func limitsInWords() []string {
	l := inventory.LimitsOfGuessing()
	var list []string
	for _, limit := range []struct {
		name  string
		value int
	}{
		{"accounts", l.ManyAccounts}, {"share", l.HomeShare}, {"crowd", l.Crowd}, {"crowdShare", l.CrowdShare}, {"few", l.FewSuccesses},
		{"aDay", l.RowsADay}, {"dictionary", l.Dictionary}, {"rows", l.FewRows}, {"days", l.FewDays},
	} {
		list = append(list, limit.name, strconv.Itoa(limit.value))
	}
	return list
}

// unwatched counts items that no rule can wait to fall silent.
type unwatched struct{ rolledBack, investigated, undated, nameless int }

// watched gives the senders that must be silent from a moment on, and all those whose passwords are worth guessing: of items and of what the plan found no wave
// for. What was rolled back uses Basic with leave, and what is to be looked into has not begun to move.
func (b *book) watched() (dated, all []AlertSender, left unwatched) {
	type candidate struct {
		account, name string
		item          *plan.Item // nil for what has no wave
	}
	candidates := make([]candidate, 0, len(b.plan.Items)+len(b.plan.Unplanned))
	// known has the names of accounts whose ids are known: a name beside its id would be the same account a second time.
	known := map[string]bool{}
	add := func(sender, upn string, item *plan.Item) {
		id := sender // where the inventory does not know the sender any more
		if a := b.accounts[sender]; a != nil && a.UserID != "" {
			id = string(a.UserID)
		}
		c := candidate{b.visible(kql.Account(id, upn)), b.visible(kql.Account("", upn)), item}
		if c.account != c.name {
			known[c.name] = true
		}
		candidates = append(candidates, c)
	}
	for _, item := range b.itemsInOrder() {
		add(item.Sender, item.UPN, item)
	}
	for i := range b.plan.Unplanned {
		add(b.plan.Unplanned[i].Sender, b.plan.Unplanned[i].UPN, nil)
	}
	// No address is as long as that, and a text of any length would not fit into a query.
	const longest = 320
	nobody := b.visible(kql.Account("", ""))
	seen := make(map[string]bool, len(candidates))
	for _, c := range candidates {
		s := AlertSender{Account: c.account}
		switch {
		case s.Account == nobody || utf8.RuneCountInString(s.Account) > longest:
			left.nameless++
			continue
		case seen[s.Account] || known[s.Account]:
			continue
		}
		seen[s.Account] = true
		all = append(all, s)
		switch {
		case c.item == nil:
		case c.item.Status == plan.StatusRolledBack:
			left.rolledBack++
		case c.item.Route == plan.RouteInvestigate:
			left.investigated++
		case c.item.End.IsZero():
			left.undated++
		default:
			s.Silent = b.after(c.item.End)
			dated = append(dated, s)
		}
	}
	slices.SortFunc(dated, func(x, y AlertSender) int {
		return cmp.Or(x.Silent.Compare(y.Silent), cmp.Compare(x.Account, y.Account))
	})
	slices.SortFunc(all, func(x, y AlertSender) int { return cmp.Compare(x.Account, y.Account) })
	return dated, all, left
}

// after is the moment at which a day of the plan is over.
func (b *book) after(day calendar.Day) time.Time { return day.AddDays(1).In(b.zone).UTC() }

// alertNotes say from what a rule was made, how it is run and whom it leaves out.
func (b *book) alertNotes(a Alert, left unwatched) []string {
	tenant := b.tenant()
	if id := b.visible(string(b.inv.Tenant.ID)); id != "" && id != tenant {
		tenant = b.say(words.AlertTenant, "tenant", short(tenant), "id", short(id))
	}
	if tenant == "" {
		tenant = b.say(words.AboutUnknown)
	}
	asOf := b.plan.AsOf
	if asOf.IsZero() {
		asOf = b.inv.AsOf
	}
	notes := []string{b.say(words.AlertFrom, "tool", short(b.meta().Tool), "tenant", short(tenant), "asOf", b.stamp(asOf), "senders", strconv.Itoa(len(a.Senders)))}
	run := words.AlertHourly
	if a.Every > time.Hour {
		run = words.AlertDaily
	}
	notes = append(notes, b.say(run, "days", strconv.Itoa(int(a.Reads/(24*time.Hour)))))
	if a.Dated {
		notes = append(notes, b.say(words.AlertSilent, "zone", short(b.visible(b.zone.String()))))
		for _, l := range []struct {
			count int
			why   words.Word
		}{{left.rolledBack, words.AlertLeftRolledBack}, {left.investigated, words.AlertLeftInvestigated}, {left.undated, words.AlertLeftUndated}} {
			if l.count > 0 {
				notes = append(notes, b.say(l.why, "count", strconv.Itoa(l.count)))
			}
		}
	}
	if left.nameless > 0 {
		notes = append(notes, b.say(words.AlertLeftNameless, "count", strconv.Itoa(left.nameless)))
	}
	return append(notes, b.say(words.AlertAgain))
}

// short keeps what comes from outside from filling a rule, which holds little.
func short(text string) string {
	const most = 80
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most])) + "…"
}
