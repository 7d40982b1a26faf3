package inventory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// hearsay is everything that sources without sign-ins say of one account.
type hearsay struct {
	uses     []Use
	setting  MailboxSetting
	settings []SwitchState // every state that an export gave, the newest first
	messages []MessageCount
}

// reports answers what sources without sign-ins say of accounts.
type reports struct {
	exchange  *ExchangeSettings
	byAccount map[string]*hearsay
	names     map[string]*accountName // of accounts that only these sources know
	entra     entra
	asOf      time.Time
}

// newReports joins what reports and exports say to accounts. They name an account by its id, its name or an address of it: ids knows the ids of names.
func newReports(in Input, ids map[string]string) reports {
	r := reports{exchange: in.Exchange, byAccount: map[string]*hearsay{}, names: map[string]*accountName{}, entra: newEntra(in), asOf: in.AsOf}
	// An address may be no account's name, and Exchange knows whose it is.
	addresses := map[string]string{}
	for _, s := range in.MailboxSettings {
		if s.UserID != "" && s.Address != "" && addresses[s.Address] == "" {
			addresses[s.Address] = strings.ToLower(s.UserID)
		}
	}
	of := func(userID, address, displayName string) *hearsay {
		address = strings.ToLower(strings.TrimSpace(address))
		key := accountKey(userID, address)
		if name, isName := strings.CutPrefix(key, "upn:"); isName {
			if id := cmp.Or(ids[name], addresses[name]); id != "" {
				key = id
			}
		}
		h := r.byAccount[key]
		if h == nil {
			h = &hearsay{setting: MailboxSetting{SMTP: SwitchUnknown, Type: MailboxUnknown}}
			r.byAccount[key] = h
			r.names[key] = &accountName{}
			if !strings.HasPrefix(key, "upn:") {
				r.names[key].userID = key
			}
		}
		n := r.names[key]
		n.upn, n.displayName = cmp.Or(n.upn, address), cmp.Or(n.displayName, displayName)
		return h
	}
	for _, s := range in.MailboxSettings {
		h := of(s.UserID, s.Address, s.DisplayName)
		if s.SMTP != SwitchUnknown {
			h.settings = append(h.settings, s.SMTP)
			if h.setting.SMTP == SwitchUnknown {
				h.setting.SMTP = s.SMTP
			}
		}
		if h.setting.Type == MailboxUnknown {
			h.setting.Type = s.Type
		}
		if s.PolicyRead && !h.setting.PolicyRead {
			h.setting.PolicyRead, h.setting.AuthPolicy = true, s.AuthPolicy
		}
	}
	for _, u := range in.Uses {
		h := of(u.UserID, u.Address, u.DisplayName)
		h.uses = append(h.uses, u)
	}
	for _, m := range in.Messages {
		h := of("", m.Address, "")
		h.messages = append(h.messages, m)
	}
	for _, h := range r.byAccount {
		slices.SortStableFunc(h.uses, func(a, b Use) int {
			return cmp.Or(cmp.Compare(useRank[a.Source], useRank[b.Source]), strings.Compare(a.Source, b.Source), strings.Compare(a.Part, b.Part), strings.Compare(string(a.Auth), string(b.Auth)),
				strings.Compare(a.IP, b.IP))
		})
	}
	return r
}

// useRank tells the source that knows most first.
var useRank = map[string]int{SourceSMTPReport: 0, SourceEmailAppUsage: 2, SourceFileUsage: 2, SourceAuditLog: 1}

// used reports whether any source says that the account used SMTP.
func (h *hearsay) used() bool {
	return slices.ContainsFunc(h.uses, func(u Use) bool { return !u.Denied })
}

// auth is how the account signed in by what the sources say that tell.
func (h *hearsay) auth() Auth {
	basic, oauth := false, false
	for _, u := range h.uses {
		if !u.Denied {
			basic = basic || u.Auth == AuthBasic || u.Auth == AuthMixed
			oauth = oauth || u.Auth == AuthOAuth || u.Auth == AuthMixed
		}
	}
	switch {
	case basic && oauth:
		return AuthMixed
	case basic:
		return AuthBasic
	case oauth:
		return AuthOAuth
	}
	return AuthUnknown
}

// bySource joins what the rows of one file say of use, and gives of each source the file that counts most.
func (h *hearsay) bySource() []Use {
	type file struct{ source, part string }
	byFile := map[file]*Use{}
	var order []file
	for _, u := range h.uses {
		if u.Denied {
			continue
		}
		key := file{u.Source, u.Part}
		have := byFile[key]
		if have == nil {
			byFile[key] = &u
			order = append(order, key)
			continue
		}
		auth := have.Auth
		if auth != u.Auth && auth != AuthUnknown && u.Auth != AuthUnknown {
			auth = AuthMixed
		} else if auth == AuthUnknown {
			auth = u.Auth
		}
		*have = have.And(u)
		have.Auth = auth
	}
	var list []Use
	for _, key := range order {
		u := *byFile[key]
		i := slices.IndexFunc(list, func(l Use) bool { return l.Source == u.Source })
		switch {
		case i < 0:
			list = append(list, u)
		case u.Messages > list[i].Messages:
			list[i] = u
		}
	}
	return list
}

// unheard are the accounts that used SMTP by what a report says and that have no sign-in with it, in a fixed order.
func (r reports) unheard(heard map[string]bool) []string {
	var list []string
	for key, h := range r.byAccount {
		if !heard[key] && h.used() {
			list = append(list, key)
		}
	}
	slices.Sort(list)
	return list
}

// couldSend are the accounts whose mailbox setting lets them send with Basic, and that nothing was heard of, in a fixed order.
func (r reports) couldSend(heard map[string]bool, d directory) []string {
	var list []string
	for key := range r.byAccount {
		if heard[key] || r.switchOf(key).Effective != SwitchEnabled {
			continue
		}
		if user, found := d.find(key, r.names[key].upn); found && user.AccountEnabled != nil && !*user.AccountEnabled {
			continue // nobody can sign in to it
		}
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}

// speak adds to a sender what other sources than sign-ins say of it, and says where they disagree. What the sign-ins prove stands.
func (r reports) speak(s *Sender, key string, w Window) {
	s.SMTPAuth = r.switchOf(key)
	h := r.byAccount[key]
	if h == nil {
		return
	}
	say := func(rule string, args map[string]string) { s.Reasons = append(s.Reasons, reason(rule, args)) }
	switch {
	case h.setting.Type == MailboxUnknown:
	case s.Mailbox != MailboxUnknown && s.Mailbox != h.setting.Type:
		say("disagree-mailbox", map[string]string{"exchange": string(h.setting.Type), "graph": string(s.Mailbox)})
		s.Mailbox = h.setting.Type
	default:
		s.Mailbox = h.setting.Type
	}
	if h.setting.PolicyRead {
		policy := h.setting.AuthPolicy
		s.AuthPolicy = &policy
	}
	r.use(s, h, say)
	r.volume(s, h)
	if len(h.settings) > 1 && slices.ContainsFunc(h.settings, func(state SwitchState) bool { return state != h.settings[0] }) {
		say("disagree-exports", map[string]string{"state": string(h.settings[0])})
	}
	if s.SMTPAuth.Effective == SwitchDisabled && s.LastSuccess != nil && s.Auth != AuthOAuth {
		say("disagree-switch", map[string]string{"last": date(*s.LastSuccess)})
	}
}

// use lets reports speak of use. They lift an account out of the noise, and never take one out of use.
func (r reports) use(s *Sender, h *hearsay, say func(string, map[string]string)) {
	seen, reported := s.Auth, h.auth()
	for _, u := range h.uses {
		if u.Denied && s.Successes > 0 && u.Source != SourceSMTPReport && s.LastSuccess.Before(u.Until.AddDate(0, 0, 1)) && !s.LastSuccess.Before(u.Since) && !u.Until.IsZero() {
			_, args := ruleOf(u)
			say("disagree-usage", args)
		}
	}
	for _, u := range h.bySource() {
		rule, args := ruleOf(u)
		say(rule, args)
	}
	if !h.used() {
		return
	}
	switch s.Verdict {
	case VerdictNoise, VerdictIdle:
		s.Verdict = VerdictSuspected
		if reported == AuthOAuth {
			s.Verdict = VerdictModern
		}
		s.Auth = reported
		return
	case VerdictModern:
		if reported == AuthBasic || reported == AuthMixed {
			s.Verdict, s.Auth = VerdictSuspected, AuthMixed
		}
	}
	if reported != AuthUnknown && seen != AuthUnknown && reported != seen {
		rule := "disagree-auth"
		if reported == AuthMixed || s.Auth == AuthMixed {
			rule = "disagree-auth-both"
		}
		say(rule, map[string]string{"report": string(reported), "signIns": string(seen)})
		if seen == AuthBasic && reported == AuthMixed {
			s.Auth = AuthMixed
		}
	}
}

// ruleOf gives the sentence for a report's word on an account.
func ruleOf(u Use) (string, map[string]string) {
	args := map[string]string{"messages": strconv.Itoa(u.Messages), "auth": string(u.Auth), "since": dateOr(u.Since), "until": dateOr(u.Until), "last": dateOr(u.Last)}
	switch {
	case u.Source == SourceAuditLog:
		return "use-audit-log", args
	case u.Source != SourceSMTPReport && u.Until.IsZero():
		return "use-app-report-undated", args
	case u.Source != SourceSMTPReport:
		return "use-app-report", args
	case u.Since.IsZero() && u.Until.IsZero() && u.Messages >= 0:
		return "use-smtp-report-undated", args
	case u.Messages >= 0 && u.Auth != AuthUnknown:
		return "use-smtp-report", args
	case u.Auth != AuthUnknown:
		return "use-smtp-report-uncounted", args
	case u.Messages >= 0:
		return "use-smtp-report-either", args
	}
	return "use-smtp-report-bare", args
}

func dateOr(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	return date(t)
}

// volume is how many messages the best source counts: the report on SMTP AUTH, whose messages were submitted so, before a trace of all mail. Two files of one
// source may hold the same messages, so of several the one that counts most stands.
func (r reports) volume(s *Sender, h *hearsay) {
	counts := map[string]*Messages{} // by file
	of := func(source, part string) *Messages {
		m := counts[source+"\x00"+part]
		if m == nil {
			m = &Messages{Source: source}
			counts[source+"\x00"+part] = m
		}
		return m
	}
	for _, u := range h.uses {
		if u.Source != SourceSMTPReport || u.Messages < 0 {
			continue
		}
		m := of(u.Source, u.Part)
		m.Count += u.Messages
		m.Since, m.Until = momentOr(m.Since, earlier, u.Since), momentOr(m.Until, later, u.Until)
		if u.LegacyTLS >= 0 && (m.LegacyTLSPercent == nil || *m.LegacyTLSPercent < u.LegacyTLS) {
			share := round2(u.LegacyTLS)
			m.LegacyTLSPercent = &share
		}
	}
	for _, count := range h.messages {
		m := of(SourceMessageTrace, count.Part)
		m.Count += count.Messages
		m.Since, m.Until = momentOr(m.Since, earlier, count.First), momentOr(m.Until, later, count.Last)
	}
	for _, file := range sortedKeys(counts) {
		m := counts[file]
		switch {
		case s.Messages == nil,
			m.Source == SourceSMTPReport && s.Messages.Source != SourceSMTPReport,
			m.Source == s.Messages.Source && m.Count > s.Messages.Count:
			s.Messages = m
		}
	}
}

func momentOr(have *time.Time, better func(a, b time.Time) time.Time, next time.Time) *time.Time {
	if have == nil {
		return moment(next)
	}
	return moment(better(*have, next))
}

// differences says where two sources counted an account's sign-ins differently.
func (v view) differences(account string) []Reason {
	d := v.differs[account]
	if d == nil {
		return nil
	}
	return []Reason{reason("disagree-counts", map[string]string{
		"source": d.source, "rows": strconv.Itoa(d.rows), "have": strconv.Itoa(d.have), "days": strconv.Itoa(len(d.days)),
	})}
}
