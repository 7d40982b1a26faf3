package population

import (
	"slices"
	"time"

	"unbasic/inventory"
)

// An archetype is a way of being an account. Weight is its share among the accounts of its sort.
type archetype struct {
	name   string
	weight int
	make   func(*maker)
}

// senders are the archetypes of accounts that an inventory should list.
var senders = []archetype{
	{"office-device", 90, func(m *maker) { m.officeDevice(); m.use() }},
	{"branch-device-moving", 45, func(m *maker) { m.branchDevice(); m.use() }},
	{"fleet", 15, func(m *maker) { m.fleet(); m.use() }},
	{"server-5-minutes", 4, func(m *maker) { m.server(5); m.use() }},
	{"server-15-minutes", 8, func(m *maker) { m.server(15); m.use() }},
	{"server-hourly", 18, func(m *maker) { m.server(60); m.use() }},
	{"nightly-job", 40, func(m *maker) { m.nightly(); m.use() }},
	{"weekly-job", 25, func(m *maker) { m.weekly(); m.use() }},
	{"month-end-job", 18, func(m *maker) { m.monthEnd(); m.use() }},
	{"cloud-application", 30, func(m *maker) { m.cloud(); m.use() }},
	{"device-around-the-clock", 12, func(m *maker) { m.shifts(); m.use() }},
	{"newsletter", 10, func(m *maker) { m.newsletter(); m.use() }},
	{"moved-site", 12, func(m *maker) { m.movedSite(); m.use() }},
	{"stopped-now-and-then", 16, func(m *maker) { m.any(); m.sporadic(); m.use() }},
	{"person-new-password", 14, func(m *maker) { m.person(); m.newPassword(); m.use() }},
	{"rare-alerts", 40, func(m *maker) { m.alerts(); m.use() }},
	{"person", 80, func(m *maker) { m.person(); m.use() }},
	{"traveller", 25, func(m *maker) { m.person(); m.trip(); m.use() }},
	{"person-and-device", 15, (*maker).personAndDevice},
	{"shared-mailbox", 20, func(m *maker) { m.sharedSender(inventory.MailboxShared) }},
	{"room-mailbox", 6, func(m *maker) { m.sharedSender(inventory.MailboxRoom) }},
	{"equipment-mailbox", 6, func(m *maker) { m.sharedSender(inventory.MailboxEquipment) }},
	{"broken-by-policy", 22, func(m *maker) { m.any(); m.brokenAll(53003) }},
	{"broken-by-policy-since", 22, func(m *maker) { m.any(); m.brokenSince(53003) }},
	{"broken-by-mfa", 14, func(m *maker) { m.any(); m.brokenEither([]int{50076, 50079, 50074}[m.r.IntN(3)]) }},
	{"broken-by-security-defaults", 14, func(m *maker) { m.any(); m.brokenEither(530035) }},
	{"broken-password-expired", 14, func(m *maker) { m.any(); m.brokenEither(50055) }},
	{"broken-account-disabled", 14, (*maker).disabled},
	{"broken-password-changed", 22, (*maker).passwordChanged},
	{"broken-password-changed-weekly", 10, (*maker).passwordChangedWeekly},
	{"repaired", 20, (*maker).repaired},
	{"stopped", 20, (*maker).stoppedDevice},
	{"oauth", 20, (*maker).oauth},
	{"oauth-and-basic", 15, (*maker).oauthAndBasic},
	{"other-clients", 14, func(m *maker) { m.anyChannel(otherClients); m.use() }},
	{"old-spelling", 10, func(m *maker) { m.anyChannel([]channel{oldSpelling, otherSMTP}[m.r.IntN(2)]); m.use() }},
	{"guest", 8, (*maker).guest},
	{"deleted", 10, (*maker).deletedAccount},
	{"not-in-directory", 8, func(m *maker) {
		m.any()
		m.use()
		m.a.missing, m.a.state, m.a.use = true, inventory.LicenseNotFound, nil
	}},
	{"renamed", 12, (*maker).renamedAccount},
	{"licence-grace", 12, func(m *maker) { m.licence(inventory.LicenseGrace) }},
	{"licence-suspended", 12, func(m *maker) { m.licence(inventory.LicenseSuspended) }},
	{"licence-plan-off", 14, func(m *maker) { m.licence(inventory.LicensePlanOff) }},
	{"licence-no-mailbox-plan", 14, func(m *maker) { m.licence(inventory.LicenseNoMailboxPlan) }},
	{"licence-assignment-error", 12, func(m *maker) { m.licence(inventory.LicenseAssignmentError) }},
	{"licence-none", 16, func(m *maker) { m.licence(inventory.LicenseUnlicensed) }},
	{"idle", 35, (*maker).idle},
	{"suspected", 35, (*maker).suspected},
	{"guessed-at", 110, (*maker).guessedAt},
	{"guessed-at-fast", 10, func(m *maker) { m.guessedAt(); m.brute(true) }},
	{"guessed-at-slowly", 14, func(m *maker) { m.guessedAt(); m.brute(false) }},
	{"guessed-at-slowly-alone", 8, func(m *maker) { m.guessedAt(); m.brute(false); m.a.certain, m.a.exposure = false, unexposed }},
	{"never-existed", 60, (*maker).neverExisted},
	{"sender-guessed-at-fast", 8, func(m *maker) { m.any(); m.use(); m.brute(true); m.lockedOut() }},
	{"sender-guessed-at-slowly", 10, func(m *maker) { m.any(); m.use(); m.brute(false) }},
	{"entered", 8, func(m *maker) { m.guessedAt(); m.enter() }},
	{"entered-sender", 6, func(m *maker) { m.any(); m.use(); m.enter(); m.a.kind = inventory.KindUnknown }},
}

// bystanders are the archetypes of accounts that an inventory should not list.
var bystanders = []archetype{
	{"modern-only", 40, func(m *maker) { m.modernPerson() }},
	{"activesync-certificate", 15, func(m *maker) { m.modernPerson(); m.reader(certificate, 0) }},
	{"ews", 10, func(m *maker) { m.modernPerson(); m.reader(ews, 0) }},
	{"imap-with-token", 10, func(m *maker) { m.modernPerson(); m.reader(imapToken, 0) }},
	{"imap-left-over", 10, func(m *maker) { m.modernPerson(); m.reader(imap, 53003) }},
	{"pop-left-over", 10, func(m *maker) { m.modernPerson(); m.reader(pop, 50126) }},
}

// Bases: what signs in and when. All of them succeed; what goes wrong is laid over them.

// machine names a device or application. Where nothing but the name could show its kind, a name that does not leaves the kind open.
func (m *maker) machine(kind inventory.Kind, alerts, shows bool) {
	h := hintOf(m.r)
	m.a.name = machineName(m.r, kind, alerts, h)
	m.a.kind = kind
	if !shows && h != honest {
		m.a.kind = inventory.KindUnknown
	}
	m.a.neverExpires = m.r.IntN(10) < 8
}

// usual draws the form of Basic's rows that most logs have.
func (m *maker) usual() channel {
	ch := basicSMTP
	switch n := m.r.IntN(12); {
	case n == 0:
		ch.userAgent = "" // beta still says ropc
	case n == 1:
		ch.protocol = "" // as v1.0 has it
	}
	return ch
}

// officeDevice is a multifunction printer behind the address that the whole office has.
func (m *maker) officeDevice() {
	m.machine(inventory.KindDevice, false, true)
	o := m.office()
	c := m.calendarOf(o)
	m.add(o.nat, time.Hour, m.usual(), c.office(0.8+m.r.Float64()*m.r.Float64()*25))
	m.atLeast(o, 6)
}

// atLeast adds sign-ins of working hours where chance made too few to tell of a use.
func (m *maker) atLeast(o *office, n int) {
	for range 10 {
		if m.smtpEvents() >= n && len(m.activeDays()) >= n/2 {
			return
		}
		m.add(o.nat, time.Hour, basicSMTP, m.calendarOf(o).office(0.6))
	}
}

// branchDevice is in a small branch whose address the provider changes now and then.
func (m *maker) branchDevice() {
	m.machine(inventory.KindDevice, false, true)
	o := m.office()
	stays := time.Duration(6+m.r.IntN(140)) * time.Hour
	m.add(o.provider.pool(m.r), stays, m.usual(), m.calendarOf(o).office(1.5+m.r.Float64()*8))
	m.atLeast(o, 6)
}

// fleet is an account that many devices at several sites have.
func (m *maker) fleet() {
	m.machine(inventory.KindDevice, false, true)
	ch := m.usual()
	for n := 4 + m.r.IntN(12); n > 0; n-- {
		o := m.office()
		rate := 0.3 + m.r.Float64()*4
		if m.r.IntN(2) == 0 {
			m.add(o.nat, time.Hour, ch, m.calendarOf(o).office(rate))
		} else {
			m.add(o.provider.pool(m.r), time.Duration(12+m.r.IntN(100))*time.Hour, ch, m.calendarOf(o).office(rate))
		}
	}
}

// site is where a server stands: in an office, at a line of its own, or hired.
func (m *maker) site(o *office) (*line, time.Duration) {
	switch m.r.IntN(4) {
	case 0:
		return m.world.server(m.r), 0
	case 1:
		l := o.provider.household(m.r)
		l.hosts = 1
		return l, 0
	}
	return o.nat, time.Hour
}

// server works around the clock.
func (m *maker) server(minutes int) {
	m.machine(inventory.KindApplication, false, true)
	o := m.office()
	from, stays := m.site(o)
	m.add(from, stays, m.usual(), m.calendarOf(o).every(minutes))
}

// nightly runs once or a few times a day.
func (m *maker) nightly() {
	m.machine(inventory.KindApplication, false, true)
	o := m.office()
	from, stays := m.site(o)
	m.add(from, stays, m.usual(), m.calendarOf(o).daily(m.r.IntN(4) == 0))
}

func (m *maker) weekly() {
	m.machine(inventory.KindApplication, false, false)
	o := m.office()
	from, stays := m.site(o)
	m.add(from, stays, m.usual(), m.calendarOf(o).weekly())
}

func (m *maker) monthEnd() {
	m.machine(inventory.KindApplication, false, false)
	o := m.office()
	c := m.calendarOf(o)
	// Not at a hired server: one day of mail from a host abroad could be a spammer's.
	from, stays, ch := o.nat, time.Hour, m.usual()
	m.add(from, stays, ch, c.monthEnd())
	if m.smtpEvents() == 0 { // the month has not turned within the log
		m.add(from, stays, ch, []time.Time{c.at(28, 600), c.at(28, 601), c.at(28, 640)})
	}
}

// cloud is an application that somebody else hosts, mostly in another country.
func (m *maker) cloud() {
	m.machine(inventory.KindApplication, false, true)
	c := m.calendarOf(m.office())
	from, ch := m.world.server(m.r), m.usual()
	switch m.r.IntN(3) {
	case 0:
		m.add(from, 0, ch, c.every(45+m.r.IntN(300)))
	case 1:
		m.add(from, 0, ch, c.daily(false))
	default: // mail that people's doings set off, at all hours
		m.add(from, 0, ch, append(c.office(2+m.r.Float64()*8), c.evenings(1+m.r.Float64()*3)...))
	}
}

// alerts is a device that sends when something is wrong with it.
func (m *maker) alerts() {
	m.machine(inventory.KindDevice, true, false)
	o := m.office()
	m.add(o.nat, time.Hour, m.usual(), m.calendarOf(o).rarely(1+m.r.IntN(7)))
	if m.smtpEvents() == 0 {
		m.add(o.nat, time.Hour, basicSMTP, []time.Time{m.since.Add(50 * time.Hour)})
	}
}

// shifts is a device where people work around the clock, such as in a hospital or a warehouse.
func (m *maker) shifts() {
	m.machine(inventory.KindDevice, false, false)
	o := m.office()
	m.add(o.nat, time.Hour, m.usual(), m.calendarOf(o).rarely(60+m.r.IntN(600)))
}

// newsletter sends a great deal within an hour on a few days.
func (m *maker) newsletter() {
	m.machine(inventory.KindApplication, false, false)
	o := m.office()
	c, ch := m.calendarOf(o), m.usual()
	for range 2 + m.r.IntN(4) {
		day, start := 1+m.r.IntN(days-2), 400+m.r.Float64()*700
		var times []time.Time
		for range 20 + m.r.IntN(300) {
			times = append(times, c.at(day, start+m.r.Float64()*50))
		}
		m.add(o.nat, time.Hour, ch, times)
	}
}

// movedSite is a device that stood at one office until a day and stands at another since.
func (m *maker) movedSite() {
	m.machine(inventory.KindDevice, false, false)
	from, to := m.office(), m.office()
	at, ch, rate := m.since.AddDate(0, 0, 8+m.r.IntN(14)), m.usual(), 2+m.r.Float64()*8
	m.add(from.nat, time.Hour, ch, slices.DeleteFunc(m.calendarOf(from).office(rate), func(t time.Time) bool { return !t.Before(at) }))
	m.add(to.nat, time.Hour, ch, slices.DeleteFunc(m.calendarOf(to).office(rate), func(t time.Time) bool { return t.Before(at) }))
}

// sporadic lets a policy stop some sign-ins among many that succeed, and none of the last days.
func (m *maker) sporadic() {
	code, until := []int{53003, 50053, 50076}[m.r.IntN(3)], m.asOf.AddDate(0, 0, -4)
	for i := range m.a.clients {
		for j, e := range m.a.clients[i].events {
			if c := &m.a.clients[i]; m.recognisable(c) && j > 0 && j < len(c.events)-1 && e.code == 0 && e.at.Before(until) && m.r.IntN(25) == 0 {
				c.events[j].code = code
			}
		}
	}
}

// recognisable reports whether a wrong password at a client can be told to be its own: it signs in over SMTP, and where the log does not name providers from
// one network.
func (m *maker) recognisable(c *client) bool {
	return c.channel.smtp && (!m.world.noASN || c.from.subnets == 1)
}

// newPassword: somebody's programs fail, each until the new password is put into it.
func (m *maker) newPassword() {
	if m.world.noASN {
		return // a phone's networks could not be told to be one place
	}
	at, ok := m.turn(4, 4)
	if !ok {
		return
	}
	put := map[*line]time.Time{}
	for i := range m.a.clients {
		c := &m.a.clients[i]
		if put[c.from].IsZero() {
			put[c.from] = at.Add(time.Duration(1+m.r.IntN(50)) * time.Hour)
		}
		until := put[c.from]
		if n := len(c.events); !c.channel.smtp || n < 3 || !c.events[0].at.Before(at) || !c.events[n-1].at.After(until) {
			continue // a program that had not worked before, or is not used afterwards, tells nothing
		}
		for j, e := range c.events {
			if !e.at.Before(at) && e.at.Before(until) {
				c.events[j].code = 50126
			}
		}
		// Whatever was left, the last sign-in works.
		c.events[len(c.events)-1].code = 0
	}
	m.a.passwordChanged = at
}

// person is somebody whose old mail program sends with a password, in the office, at home and under way.
func (m *maker) person() {
	m.a.name, m.a.kind = personName(m.r), inventory.KindPerson
	o := m.office()
	c := m.calendarOf(o)
	ch := m.usual()
	rate := 1 + m.r.Float64()*6
	home := o.provider.household(m.r)
	m.add(o.nat, time.Hour, ch, c.office(rate*(0.2+m.r.Float64())))
	m.add(home, 24*time.Hour, ch, c.office(rate*m.r.Float64()))
	m.add(home, 24*time.Hour, ch, c.evenings(m.r.Float64()))
	if m.r.IntN(2) == 0 {
		m.add(o.provider.phone(m.r), 30*time.Minute, ch, append(c.evenings(m.r.Float64()), c.office(m.r.Float64()*1.5)...))
	}
	m.atLeast(o, 8)
	m.mistype(m.r.Float64() * 0.03)
	m.a.mfa = m.r.IntN(10) < 8
	if !m.a.mfa || m.r.IntN(10) < 7 {
		m.modern(o, home)
	}
	if m.r.IntN(3) == 0 {
		// The mail program reads mail too.
		readers := []struct {
			channel channel
			code    int
		}{{imap, 53003}, {pop, 50126}, {imapToken, 0}}
		reads := readers[m.r.IntN(len(readers))]
		m.reads(home, 24*time.Hour, reads.channel, reads.code, c.office(1+m.r.Float64()*3))
	}
}

// modern are sign-ins with modern programs.
func (m *maker) modern(o *office, home *line) {
	c := m.calendarOf(o)
	m.add(o.nat, time.Hour, browser, c.office(0.4+m.r.Float64()))
	m.add(home, 24*time.Hour, apps, c.evenings(0.2+m.r.Float64()*0.5))
}

// trip is a stay abroad of some days, with hotels and a phone that roams.
func (m *maker) trip() {
	first, length := 2+m.r.IntN(18), 3+m.r.IntN(6)
	from, until := m.since.AddDate(0, 0, first), m.since.AddDate(0, 0, first+length)
	away := func(t time.Time) bool { return !t.Before(from) && t.Before(until) }
	for i := range m.a.clients {
		c := &m.a.clients[i]
		c.events = slices.DeleteFunc(c.events, func(e event) bool { return away(e.at) })
	}
	p := m.world.foreign[m.r.IntN(len(m.world.foreign))]
	c := m.calendar(p.country, nil)
	var times []time.Time
	for _, t := range append(c.office(2.5), c.evenings(2)...) {
		if away(t) {
			times = append(times, t)
		}
	}
	if len(times) == 0 {
		times = append(times, from.Add(10*time.Hour))
	}
	before := len(m.a.clients)
	hotel := p.household(m.r)
	cut := len(times) * 2 / 3
	m.add(hotel, 24*time.Hour, basicSMTP, times[:max(cut, 1)])
	m.add(p.phone(m.r), 30*time.Minute, basicSMTP, times[max(cut, 1):])
	// A typing error at the hotel, put right at once.
	if h := &m.a.clients[min(before, len(m.a.clients)-1)]; m.r.IntN(3) == 0 && len(h.events) > 0 {
		e := h.events[0]
		h.events = slices.Insert(h.events, 0, event{at: e.at.Add(-20 * time.Second), code: 50126, with: e.at})
	}
}

// any is one of the common bases.
func (m *maker) any() {
	switch m.r.IntN(10) {
	case 0, 1, 2:
		m.officeDevice()
	case 3:
		m.branchDevice()
	case 4:
		m.server(60 + 30*m.r.IntN(6))
	case 5, 6:
		m.nightly()
	case 7:
		m.cloud()
	default:
		m.person()
	}
}

// anyChannel is any, in another form of rows.
func (m *maker) anyChannel(ch channel) {
	m.any()
	for i := range m.a.clients {
		if m.a.clients[i].channel.smtp {
			m.a.clients[i].channel = ch
		}
	}
}

// Verdicts.

// use makes an active sender.
func (m *maker) use() {
	m.a.verdict = inventory.VerdictActive
	m.open()
	if m.r.IntN(6) == 0 {
		m.reported(m.asOf.AddDate(0, 0, -2))
	}
}

// open lets the mailbox send.
func (m *maker) open() {
	m.a.smtp = inventory.SwitchEnabled
	if !m.smtpDisabled && m.r.IntN(2) == 0 {
		m.a.smtp = inventory.SwitchInherit
	}
}

// reported lets the report of email apps name the account.
func (m *maker) reported(last time.Time) {
	m.a.use = &inventory.Use{
		Source: inventory.SourceEmailAppUsage, Auth: inventory.AuthUnknown, Messages: -1, LegacyTLS: -1,
		Last: last.Truncate(24 * time.Hour), Since: m.asOf.AddDate(0, 0, -90), Until: m.asOf.AddDate(0, 0, -2),
	}
}

func (m *maker) brokenAll(code int) {
	m.recode(func(time.Time) int { return code })
	m.retry()
	m.a.verdict = inventory.VerdictBroken
	m.open()
}

func (m *maker) brokenSince(code int) {
	at, ok := m.turn(2, 2)
	if !ok {
		m.brokenAll(code)
		return
	}
	m.recode(func(t time.Time) int {
		if t.Before(at) {
			return 0
		}
		return code
	})
	m.retry()
	m.a.verdict = inventory.VerdictBroken
	m.open()
}

// brokenEither has failed for as long as the log goes back, or since a day.
func (m *maker) brokenEither(code int) {
	if m.r.IntN(2) == 0 {
		m.brokenAll(code)
		return
	}
	m.brokenSince(code)
}

// disabled is an account that was disabled and is still configured somewhere: mostly that of a shared mailbox.
func (m *maker) disabled() {
	m.base()
	m.brokenEither(50057)
	m.a.enabled, m.a.exposure = false, unexposed
	if m.r.IntN(3) > 0 {
		m.a.mailbox = inventory.MailboxShared
		m.a.state = []inventory.LicenseState{inventory.LicenseUnlicensed, inventory.LicenseLicensed}[m.r.IntN(2)]
	}
}

// base is a machine with one client and a rhythm that shows.
func (m *maker) base() {
	switch m.r.IntN(4) {
	case 0, 1:
		m.officeDevice()
	case 2:
		m.branchDevice()
	default:
		m.nightly()
	}
}

// passwordChanged is a client that nobody told the new password: it goes on as before and fails.
func (m *maker) passwordChanged() {
	m.steady = true
	m.base()
	m.wrongSince(3)
}

func (m *maker) passwordChangedWeekly() {
	m.steady = true
	m.weekly()
	m.wrongSince(2)
}

func (m *maker) wrongSince(atLeast int) {
	at, ok := m.turn(atLeast, atLeast)
	for !ok { // chance made too few days
		c := m.a.clients[0]
		m.add(c.from, c.stays, c.channel, m.calendarOf(m.office()).office(1))
		at, ok = m.turn(atLeast, atLeast)
	}
	m.recode(func(t time.Time) int {
		if t.Before(at) {
			return 0
		}
		return 50126
	})
	m.retry()
	m.a.verdict = inventory.VerdictBroken
	m.a.passwordChanged = at
	m.open()
}

// repaired failed for some days and works again.
func (m *maker) repaired() {
	m.steady = true
	m.base()
	code := []int{53003, 50126, 50055, 50076}[m.r.IntN(4)]
	if at, ok := m.turn(1, 3); ok {
		from := at.Add(-time.Duration(1+m.r.IntN(6)) * 24 * time.Hour)
		if m.r.IntN(3) == 0 {
			from = time.Time{} // broken when the log begins
		}
		m.recode(func(t time.Time) int {
			if t.Before(from) || !t.Before(at) {
				return 0
			}
			return code
		})
	}
	m.retry()
	m.use()
}

// stoppedDevice was in use and is silent for much longer than it ever was.
func (m *maker) stoppedDevice() {
	m.machine(inventory.KindDevice, false, true)
	o := m.office()
	m.add(o.nat, time.Hour, m.usual(), m.calendarOf(o).office(2+m.r.Float64()*12))
	m.stop(m.since.AddDate(0, 0, 8+m.r.IntN(9)))
	m.a.stopped = true
	m.use()
}

// stop ends all that the account does.
func (m *maker) stop(at time.Time) {
	for i := range m.a.clients {
		c := &m.a.clients[i]
		c.events = slices.DeleteFunc(c.events, func(e event) bool { return !e.at.Before(at) })
	}
}

// oauth sends with a token only.
func (m *maker) oauth() {
	m.machine(inventory.KindApplication, false, false)
	c := m.calendarOf(m.office())
	times := c.daily(false)
	if m.r.IntN(2) == 0 {
		times = c.every(50 + m.r.IntN(200))
	}
	m.add(m.world.server(m.r), 0, tokenSMTP(m.r), times)
	m.a.verdict = inventory.VerdictModern
	m.open()
}

// oauthAndBasic has a client that has moved and one that has not.
func (m *maker) oauthAndBasic() {
	m.any()
	c := m.calendarOf(m.office())
	m.add(m.world.server(m.r), 0, tokenSMTP(m.r), c.every(60+m.r.IntN(300)))
	m.a.kind = inventory.KindUnknown // two things of which either could be meant
	m.use()
}

// personAndDevice is somebody whose own account was put into a device.
func (m *maker) personAndDevice() {
	m.officeDevice()
	o := m.office()
	m.a.name, m.a.kind, m.a.mfa = personName(m.r), inventory.KindUnknown, true
	m.modern(o, o.provider.household(m.r))
	m.use()
}

// sharedSender is a mailbox of nobody in particular that something signs in as.
func (m *maker) sharedSender(box inventory.Mailbox) {
	m.base()
	m.a.mailbox = box
	if m.r.IntN(2) == 0 {
		if box == inventory.MailboxShared {
			m.a.name = choose(m.r, functionNames)
		} else {
			m.a.name = choose(m.r, roomNames)
		}
	}
	if m.r.IntN(3) > 0 {
		m.a.state = inventory.LicenseUnlicensed
	}
	m.use()
}

// licence is any sender, of a licence that is not as it should be; some of them only try.
func (m *maker) licence(state inventory.LicenseState) {
	m.any()
	m.a.state = state
	if m.r.IntN(4) == 0 {
		m.brokenAll(53003)
		return
	}
	m.use()
}

func (m *maker) guest() {
	m.any()
	m.a.guest, m.a.state, m.a.mailbox = true, inventory.LicenseGuest, inventory.MailboxUnknown
	m.a.upn = m.a.name.upn(m.a.index, "partner.example")
	m.use()
	m.a.use = nil
}

// deletedAccount worked until it was deleted some days ago.
func (m *maker) deletedAccount() {
	m.any()
	m.a.deleted, m.a.state = true, inventory.LicenseDeleted
	m.stop(m.since.AddDate(0, 0, 18+m.r.IntN(12)))
	m.use()
	m.a.use = nil
}

func (m *maker) renamedAccount() {
	m.any()
	m.use()
	m.a.renamed = m.since.AddDate(0, 0, 3+m.r.IntN(24))
	m.a.formerUPN = m.a.name.upn(m.a.index, m.domain)
	m.a.upn = "new-" + m.a.formerUPN
}

// idle is open and unused.
func (m *maker) idle() {
	m.a.verdict, m.a.exposure, m.a.kind = inventory.VerdictIdle, exposedMail, inventory.KindUnknown
	m.a.smtp = inventory.SwitchEnabled
	m.bystander()
}

// bystander is an account that does not send: a person's, a machine's or a shared mailbox.
func (m *maker) bystander() {
	switch m.r.IntN(4) {
	case 0:
		m.a.name = machineName(m.r, inventory.KindDevice, false, hintOf(m.r))
	case 1:
		m.a.name, m.a.mailbox = choose(m.r, functionNames), inventory.MailboxShared
		if m.r.IntN(2) == 0 {
			m.a.state = inventory.LicenseUnlicensed
		}
	default:
		m.modernPerson()
	}
}

// suspected is an account that a report names and the log does not.
func (m *maker) suspected() {
	m.a.verdict, m.a.exposure, m.a.kind = inventory.VerdictSuspected, unexposed, inventory.KindUnknown
	m.a.smtp = inventory.SwitchEnabled
	if m.r.IntN(2) == 0 {
		m.a.name = machineName(m.r, inventory.KindDevice, false, hintOf(m.r))
	} else {
		m.modernPerson()
	}
	m.reported(m.asOf.AddDate(0, 0, -2-m.r.IntN(80)))
	if m.r.IntN(2) == 0 {
		// The report of SMTP AUTH clients, saved without the column that tells the protocol.
		m.a.use.Source, m.a.use.Messages, m.a.use.LegacyTLS = inventory.SourceSMTPReport, 1+m.r.IntN(5000), float64(m.r.IntN(3)*20)
		m.a.use.Last = time.Time{}
	}
}

// guessedAt is an account that does not send and is tried.
func (m *maker) guessedAt() {
	m.a.verdict, m.a.certain, m.a.kind = inventory.VerdictNoise, true, inventory.KindUnknown
	switch m.r.IntN(12) {
	case 0:
		m.a.name, m.a.mailbox, m.a.state = choose(m.r, functionNames), inventory.MailboxShared, inventory.LicenseUnlicensed
	case 1:
		m.a.name, m.a.mailbox, m.a.state = choose(m.r, roomNames), inventory.MailboxRoom, inventory.LicenseUnlicensed
	case 2:
		m.a.name = machineName(m.r, inventory.KindDevice, false, hintOf(m.r))
	case 3:
		m.modernPerson()
		m.a.state = []inventory.LicenseState{inventory.LicenseNoMailboxPlan, inventory.LicensePlanOff, inventory.LicenseUnlicensed}[m.r.IntN(3)]
	case 4:
		m.a.name, m.a.guest, m.a.state, m.a.mailbox = personName(m.r), true, inventory.LicenseGuest, inventory.MailboxUnknown
		m.a.upn = m.a.name.upn(m.a.index, "partner.example")
	case 5:
		// Somebody who has a mail program that reads, and does not send.
		m.modernPerson()
		m.reader(imapToken, 0)
	default:
		m.modernPerson()
	}
}

// neverExisted is a name that guessers try.
func (m *maker) neverExisted() {
	m.a.verdict, m.a.certain, m.a.kind, m.a.nonexistent = inventory.VerdictNoise, true, inventory.KindUnknown, true
	m.a.name.local = guessNames[m.r.IntN(len(guessNames))]
	m.a.userID = "00000000-0000-0000-0000-000000000000"
	if m.r.IntN(4) == 0 {
		m.a.userID = ""
	}
	m.a.state = inventory.LicenseNotFound
}

// enter lets a guesser in.
func (m *maker) enter() {
	m.a.verdict, m.a.entered, m.a.state = inventory.VerdictSuspicious, 1, inventory.LicenseLicensed
	if m.a.guest {
		m.a.guest, m.a.mailbox, m.a.upn = false, inventory.MailboxUser, ""
	}
	if m.r.IntN(3) == 0 {
		m.a.entered = 2 + m.r.IntN(15)
	}
}

// lockedOut lets some of the account's own sign-ins fail while somebody guesses.
func (m *maker) lockedOut() {
	var from, until time.Time
	for _, c := range m.a.clients {
		if c.guess && len(c.events) > 20 {
			from, until = c.events[10].at, c.events[len(c.events)-1].at
		}
	}
	for i := range m.a.clients {
		c := &m.a.clients[i]
		for j, e := range c.events {
			if !c.guess && m.recognisable(c) && e.at.After(from) && e.at.Before(until) && m.r.IntN(3) == 0 {
				c.events[j].code = 50053
			}
		}
	}
}

// modernPerson is somebody who uses modern programs.
func (m *maker) modernPerson() {
	m.a.name, m.a.mfa = personName(m.r), m.r.IntN(10) < 8
	o := m.office()
	m.modern(o, o.provider.household(m.r))
}

// reader is a mail program that reads.
func (m *maker) reader(ch channel, code int) {
	o := m.office()
	m.reads(o.provider.household(m.r), 24*time.Hour, ch, code, m.calendarOf(o).office(0.5+m.r.Float64()*4))
}

func (m *maker) reads(from *line, stays time.Duration, ch channel, code int, times []time.Time) {
	before := len(m.a.clients)
	m.add(from, stays, ch, times)
	for i := before; i < len(m.a.clients); i++ {
		for j := range m.a.clients[i].events {
			m.a.clients[i].events[j].code = code
		}
	}
}
