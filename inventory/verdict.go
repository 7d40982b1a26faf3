package inventory

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// view is what is seen around one sender.
type view struct {
	window Window
	// end is until when sign-ins were read: a client is silent only then.
	end time.Time
	// unread are spans before that which were not: a silence of theirs is none.
	unread []Window
	// modern are rows of modern programs, by account.
	modern map[string]*cell
	kindOf func(upn, id string) (Kind, bool) // policy.yaml's; nil for none
	// differs is where two sources counted an account's rows differently.
	differs map[string]*difference
}

// modernUse is what an account does with modern programs: nil where no row of any was read, as they are not where only legacy ones were asked for.
func (v view) modernUse(key string) *modernUse {
	if len(v.modern) == 0 {
		return nil
	}
	if c := v.modern[key]; c != nil {
		return &modernUse{signIns: c.rows(), last: c.lastSuccess.time()}
	}
	return &modernUse{}
}

// judge writes one sender: verdict, figures, licence and the reasons for all of it.
func judge(key string, f folded, name *accountName, d directory, r reports, v view) Sender {
	s := Sender{
		ID: key, UserID: Optional(name.userID), UPN: name.upn, DisplayName: Optional(name.displayName),
		Mailbox: MailboxUnknown, Auth: AuthUnknown, Clients: []Client{}, Reasons: []Reason{},
	}
	user, found := d.find(key, name.upn)
	if found {
		s.describe(user)
	}
	if mailbox, ok := d.mailboxes[strings.ToLower(key)]; ok {
		s.Mailbox = mailbox
	}
	total, basic := cell{}, cell{}
	protocols := map[string]bool{}
	incidents := false
	for _, p := range f.places {
		p.judge(v)
		client := p.client(s.ID)
		s.Clients = append(s.Clients, client)
		protocols[string(p.key.protocol)] = true
		if p.key.smtp {
			total.merge(&p.counts)
			s.Successes += client.Successes
			s.Failures += client.Failures
			if p.treatment == use && !p.key.oauth {
				basic.merge(&p.counts)
			}
			incidents = incidents || p.treatment == incident
		}
	}
	pace := rhythmOf(&total, v.unread)
	s.Stopped = !incidents && pace.stopped(total.first.time(), total.last.time(), v.end)
	sortClients(s.Clients)
	for _, protocol := range sortedKeys(protocols) {
		s.Protocols = append(s.Protocols, Protocol(protocol))
	}
	if s.Protocols == nil {
		s.Protocols = []Protocol{ProtocolSMTP} // only guesses are left, and an account is a sender by SMTP rows alone
	}
	s.FirstSeen, s.LastSeen, s.LastSuccess = moment(total.first.time()), moment(total.last.time()), moment(total.lastSuccess.time())
	s.ActiveDays = len(total.days())
	s.Verdict = verdictOf(f.places)
	// What stops one client of an account (its password, its policies) stops all, also those that did not try again yet. A wrong password may be one client's
	// alone, as long as the others are not overdue.
	allFail := s.Verdict == VerdictActive && basic.failsNow(v.end) && (basic.stoppedSince() || overdue(f.places, v.end))
	if allFail {
		s.Verdict = VerdictBroken
	}
	if len(f.places) == 0 && f.excluded == 0 {
		s.Verdict = VerdictIdle // until a report says more
	}
	s.Auth = authOf(f.places)
	s.Excluded = f.told()
	s.Reasons = reasonsOf(s, f, total, v.window)
	if allFail {
		rows, days := basic.failuresSince()
		s.Reasons = append([]Reason{reason("account-fails-since", map[string]string{
			"last": date(basic.lastSuccess.time()), "failures": strconv.Itoa(rows), "days": strconv.Itoa(days),
		})}, s.Reasons...)
	}
	r.speak(&s, strings.ToLower(key), v.window)
	if s.Verdict == VerdictIdle {
		s.Reasons = append([]Reason{reason("idle", nil)}, s.Reasons...)
	}
	r.protect(&s, user, found)
	kind, named := byPolicy(v.kindOf, s)
	if !named {
		kind = kindOf(traitsOf(s, user, found, f.places, total, pace, v.modern[key], r.entra.registrations[strings.ToLower(key)].MFA))
	}
	s.Kind, s.KindConfidence = kind.kind, kind.confidence
	s.License = d.license(user, found, s)
	s.Reasons = append(s.Reasons, d.licenseRemarks(user, found, s)...)
	s.Reasons = append(s.Reasons, d.disagreements(user, s.License)...)
	s.Reasons = append(s.Reasons, kind.reasons...)
	s.Governance = r.governance(s, user, found, v.modernUse(key), v.window)
	return s
}

func (s *Sender) describe(user User) {
	s.UserID = Optional(user.ID)
	// A guest's name in the directory is a made-up one (…#EXT#…); the log has the one that people know.
	if user.UPN != "" && !strings.EqualFold(user.UserType, "Guest") {
		s.UPN = strings.ToLower(user.UPN)
	}
	if user.DisplayName != "" {
		s.DisplayName = Optional(user.DisplayName)
	}
	s.Department = Optional(user.Department)
	s.AccountEnabled = user.AccountEnabled
}

// sortClients puts what needs attention first.
func sortClients(clients []Client) {
	sort.Slice(clients, func(i, j int) bool {
		a, b := clients[i], clients[j]
		if ra, rb := verdictRank[a.Verdict], verdictRank[b.Verdict]; ra != rb {
			return ra < rb
		}
		if an, bn := a.Successes+a.Failures, b.Successes+b.Failures; an != bn {
			return an > bn
		}
		return a.ID < b.ID
	})
}

// Rank orders verdicts by how much they weigh, 0 first: an incident over use, use over trouble.
func (v Verdict) Rank() int { return verdictRank[v] }

var verdictRank = map[Verdict]int{
	VerdictSuspicious: 0, VerdictActive: 1, VerdictBroken: 2, VerdictSuspected: 3, VerdictModern: 4, VerdictIdle: 5, VerdictNoise: 6,
}

// verdictOf gives the weightiest verdict of the places that speak SMTP. An incident counts whatever it speaks: the password is one for all.
func verdictOf(places []*place) Verdict {
	verdict := VerdictNoise
	for _, p := range places {
		if (p.key.smtp || p.treatment == incident) && verdictRank[p.verdict] < verdictRank[verdict] {
			verdict = p.verdict
		}
	}
	return verdict
}

// authOf says how the places that speak SMTP sign in. Next to Basic, a token that never worked does not count.
func authOf(places []*place) Auth {
	basic, token, tokenWorks := false, false, false
	for _, p := range places {
		switch {
		case !p.key.smtp:
		case p.key.oauth:
			token, tokenWorks = true, tokenWorks || p.counts.successes() > 0
		default:
			basic = true
		}
	}
	switch {
	case basic && tokenWorks:
		return AuthMixed
	case basic:
		return AuthBasic
	case token:
		return AuthOAuth
	}
	return AuthUnknown
}

// placeRule is one rule by which a client gets its verdict.
type placeRule struct {
	id      string
	verdict Verdict
	when    func(p *place, end time.Time) bool
}

// placeRules are asked in this order, and the first that holds decides. end is the end of the rows that were read. Their sentences are in rules.go.
var placeRules = []placeRule{
	{"guessing-success", VerdictSuspicious, func(p *place, _ time.Time) bool { return p.treatment == incident && p.counts.successes() > 0 }},
	{"guessing-password-known", VerdictSuspicious, func(p *place, _ time.Time) bool { return p.treatment == incident }},
	{"certificate", VerdictModern, func(p *place, _ time.Time) bool { return p.key.oauth && p.key.protocol == ProtocolActiveSync }},
	{"oauth-only", VerdictModern, func(p *place, _ time.Time) bool { return p.key.oauth && p.counts.successes() > 0 }},
	{"oauth-fails", VerdictModern, func(p *place, _ time.Time) bool { return p.key.oauth }},
	{"closed-protocol", VerdictModern, func(p *place, _ time.Time) bool {
		return !p.key.smtp && p.counts.successes() > 0 && !HasBasicMark(p.key.userAgent)
	}},
	{"fails-since", VerdictBroken, func(p *place, end time.Time) bool { return p.counts.failsNow(end) }},
	{"basic-success", VerdictActive, func(p *place, _ time.Time) bool { return p.counts.successes() > 0 }},
	{"blocked", VerdictBroken, fails(func(e ErrorClass) bool { return e == ClassBlocked })},
	{"expired", VerdictBroken, fails(func(e ErrorClass) bool { return e == ClassExpired })},
	{"account-disabled", VerdictBroken, fails(func(e ErrorClass) bool { return e == ClassDisabled })},
	{"account-gone", VerdictBroken, fails(isNoAccount)},
	{"old-password", VerdictBroken, fails(ErrorClass.LooksLikeGuessing)},
	{"unclassified", VerdictBroken, func(*place, time.Time) bool { return true }},
}

// toldRules are the ids of placeRules in the order in which a reader needs them: what weighs most first.
var toldRules = func() []string {
	rules := slices.Clone(placeRules)
	slices.SortStableFunc(rules, func(a, b placeRule) int { return cmp.Compare(a.verdict.Rank(), b.verdict.Rank()) })
	ids := make([]string, len(rules))
	for i, r := range rules {
		ids[i] = r.id
	}
	return ids
}()

// fails is the condition that some failures are of a kind.
func fails(match func(ErrorClass) bool) func(*place, time.Time) bool {
	return func(p *place, _ time.Time) bool { return p.counts.failures(match) > 0 }
}

// judge gives one place its verdict and the rule behind it.
func (p *place) judge(v view) {
	end := v.end
	p.rhythm = rhythmOf(&p.counts, v.unread)
	p.stopped = p.treatment == use && p.rhythm.stopped(p.counts.first.time(), p.counts.last.time(), end)
	for _, rule := range placeRules {
		if rule.when(p, end) {
			p.verdict, p.rule = rule.verdict, rule.id
			return
		}
	}
}

// failsNow reports whether a client that worked fails at its old rhythm: nothing but failures since its last good day, on two days or more (on one, if
// the password was right and something stopped it more than once), and still failing when the rows end, give or take two of its own periods
// or as long as it had failed.
func (c *cell) failsNow(end time.Time) bool {
	var good []int
	days := c.days()
	for _, day := range days {
		if day.ok > 0 {
			good = append(good, day.number)
		}
	}
	if len(good) == 0 {
		return false
	}
	lastGood, period := good[len(good)-1], typicalGap(good)
	badDays, rows, stopped, last := 0, 0, 0, lastGood
	for _, day := range days {
		if day.number > lastGood {
			badDays++
			rows += day.right + day.failed
			stopped += day.right
			last = day.number
		}
	}
	switch {
	case badDays == 0, badDays == 1 && stopped < 2:
		return false
	case stopped == 0 && period < 3 && rows < 3: // somebody may have typed it wrong
		return false
	}
	// What failed for long and was then left alone still fails; a few failures that ended long ago are of the past.
	return dayNumber(end)-last <= max(3, 2*period, last-lastGood) // 3 is a weekend
}

// stoppedSince reports whether something that holds for the whole account stopped it since its last good day.
func (c *cell) stoppedSince() bool {
	lastGood := dayNumber(c.lastSuccess.time())
	return slices.ContainsFunc(c.counts, func(d dayCode) bool {
		class := ClassOf(int(d.code))
		return int(d.day) > lastGood && (class == ClassBlocked || class == ClassExpired || class == ClassDisabled)
	})
}

// overdue reports whether no client that works would be silent until now at its own rhythm.
func overdue(places []*place, end time.Time) bool {
	for _, p := range places {
		if p.key.smtp && p.verdict == VerdictActive && p.rhythm.gap > 1 && dayNumber(end)-dayNumber(p.counts.lastSuccess.time()) <= p.rhythm.gap {
			return false
		}
	}
	return true
}

// failuresSince counts failures and the days on which they came after the last good day.
func (c *cell) failuresSince() (rows, days int) {
	lastGood := dayNumber(c.lastSuccess.time())
	for _, day := range c.days() {
		if day.number > lastGood {
			rows += day.right + day.failed
			days++
		}
	}
	return rows, days
}

// typicalGap is the median distance in days between neighbours of a sorted list; 1 if there are fewer than two.
func typicalGap(days []int) int {
	if len(days) < 2 {
		return 1
	}
	gaps := make([]int, 0, len(days)-1)
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, days[i]-days[i-1])
	}
	return median(gaps)
}

// reasonsOf says why: one reason a rule, in the order in which a reader needs them.
func reasonsOf(s Sender, f folded, total cell, w Window) []Reason {
	byRule := map[string]*cell{}
	places := map[string]int{}
	probable := false
	others := map[string]bool{}
	for _, p := range f.places {
		if !p.key.smtp {
			others[string(p.key.protocol)] = true
			if p.treatment != incident {
				continue
			}
		}
		if byRule[p.rule] == nil {
			byRule[p.rule] = &cell{}
		}
		byRule[p.rule].merge(&p.counts)
		places[p.rule]++
		probable = probable || p.counts.probable
	}
	reasons := []Reason{}
	for _, rule := range toldRules {
		c := byRule[rule]
		if c == nil {
			continue
		}
		args := map[string]string{
			"successes": strconv.Itoa(c.successes()), "failures": strconv.Itoa(c.rows() - c.successes()), "places": strconv.Itoa(places[rule]),
			"first": date(c.first.time()), "last": date(c.last.time()), "days": strconv.Itoa(len(c.days())), "codes": codesOf(c),
		}
		if rule == "fails-since" {
			rows, days := c.failuresSince()
			args["failures"], args["days"], args["last"] = strconv.Itoa(rows), strconv.Itoa(days), date(c.lastSuccess.time())
		}
		reasons = append(reasons, reason(rule, args))
	}
	if len(byRule) == 0 && f.excluded > 0 {
		reasons = append(reasons, reason("only-guessing", map[string]string{"records": strconv.Itoa(f.excluded)}))
	} else if f.excluded > 0 {
		reasons = append(reasons, reason("excluded-guessing", map[string]string{"records": strconv.Itoa(f.excluded)}))
	}
	if probable {
		reasons = append(reasons, reason("probably-smtp", nil))
	}
	if s.Stopped {
		reasons = append(reasons, reason("stopped", map[string]string{"last": date(total.last.time())}))
	} else if n := stoppedPlaces(f.places); n > 0 {
		reasons = append(reasons, reason("stopped-some", map[string]string{"places": strconv.Itoa(n)}))
	}
	if s.Verdict == VerdictActive && 7*s.ActiveDays <= dayNumber(w.Until.UTC())-dayNumber(w.Since.UTC()) {
		reasons = append(reasons, reason("rare", map[string]string{"days": strconv.Itoa(len(total.days()))}))
	}
	if len(others) > 0 {
		reasons = append(reasons, reason("other-protocols", map[string]string{"protocols": strings.Join(sortedKeys(others), ", ")}))
	}
	return reasons
}

// stoppedPlaces counts the places of SMTP that went silent.
func stoppedPlaces(places []*place) int {
	n := 0
	for _, p := range places {
		if p.key.smtp && p.stopped {
			n++
		}
	}
	return n
}

// reason fills a rule's sentence with only the values that it uses.
func reason(rule string, args map[string]string) Reason {
	phrase := phrases[rule]
	var used map[string]string
	for name, value := range args {
		if phrase.names(name) {
			if used == nil {
				used = map[string]string{}
			}
			used[name] = value
		}
	}
	return Reason{Rule: rule, Text: phrase.In(English, used), Args: used}
}

// codesOf lists error codes with their counts, most frequent first.
func codesOf(c *cell) string {
	var parts []string
	for _, e := range errorsOf(c) {
		parts = append(parts, strconv.Itoa(e.Code)+" ×"+strconv.Itoa(e.Count))
	}
	return strings.Join(parts, ", ")
}

func date(t time.Time) string {
	return t.UTC().Format(time.DateOnly)
}

func round2(f float64) float64 { return math.Round(f*100) / 100 }
