package population

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
)

// A channel is how a client names itself in a row.
type channel struct {
	clientApp, userAgent, protocol, app string
	// smtp rows are behind a sender's figures.
	smtp, certificate bool
}

const exchangeOnline = "Office 365 Exchange Online"

var (
	// basicSMTP is a client that hands its password over, in the forms that the log knows.
	basicSMTP    = channel{clientApp: "Authenticated SMTP", userAgent: "BAV2ROPC", protocol: "ropc", app: exchangeOnline, smtp: true}
	oldSpelling  = channel{clientApp: "SMTP", userAgent: "BAV2ROPC", protocol: "ropc", app: exchangeOnline, smtp: true}
	otherSMTP    = channel{clientApp: "Other clients; SMTP", userAgent: "BAV2ROPC", protocol: "ropc", app: exchangeOnline, smtp: true}
	otherClients = channel{clientApp: "Other clients", userAgent: "BAV2ROPC", protocol: "ropc", app: exchangeOnline, smtp: true}
	imap         = channel{clientApp: "IMAP4", userAgent: "CBAInPROD", protocol: "ropc", app: exchangeOnline}
	pop          = channel{clientApp: "POP3", userAgent: "CBAInPROD", protocol: "ropc", app: exchangeOnline}
	imapToken    = channel{clientApp: "IMAP4", userAgent: "", protocol: "oAuth2", app: "Mail Program"}
	ews          = channel{clientApp: "Exchange Web Services", userAgent: "ExchangeServicesClient/15.0", protocol: "oAuth2", app: "Calendar Panel"}
	certificate  = channel{clientApp: "Exchange ActiveSync", userAgent: "Apple-iPhone15C2/2102.0", protocol: "none", app: exchangeOnline, certificate: true}
	browser      = channel{clientApp: "Browser", userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0", protocol: "oAuth2", app: "One Outlook Web"}
	apps         = channel{clientApp: "Mobile Apps and Desktop clients", userAgent: "Mozilla/5.0 (Windows NT 10.0) Microsoft Outlook 16.0", protocol: "oAuth2", app: "Microsoft Office"}
)

// tokenSMTP is a client that sends with a token.
func tokenSMTP(r *rand.Rand) channel {
	names := []string{"Ticket Mailer", "Mail Gateway", "Thunderbird", "Invoice Service"}
	app := names[r.IntN(len(names))]
	agent := app + "/2.1"
	if r.IntN(3) == 0 {
		agent = ""
	}
	return channel{clientApp: "Authenticated SMTP", userAgent: agent, protocol: "oAuth2", app: app, smtp: true}
}

// An event is one sign-in of a client.
type event struct {
	at   time.Time
	code int
	// with is the time of the sign-in whose address this one has too; zero for its own.
	with time.Time
}

// A client is what signs in from one line in one way.
type client struct {
	from *line
	// stays is how long an address stays the same where the line has several.
	stays   time.Duration
	channel channel
	events  []event
	// guess says that somebody guesses.
	guess bool
	// malicious: 50053 is because of the address; else the account is locked.
	malicious bool
}

// An account is one of the directory, or of the log alone, with all that it does.
type account struct {
	index     int
	archetype string
	seed      uint64
	userID    string
	upn       string
	// formerUPN is the name before renamed.
	formerUPN string
	renamed   time.Time
	name      name
	enabled   bool
	guest     bool
	// missing accounts are in no list, deleted ones in that of deleted accounts, nonexistent ones in somebody's guesses only.
	missing, deleted, nonexistent bool
	mailbox                       inventory.Mailbox
	smtp                          inventory.SwitchState
	state                         inventory.LicenseState
	mfa, admin                    bool
	created, passwordChanged      time.Time
	synchronised, neverExpires    bool
	use                           *inventory.Use

	// sender says that an inventory should list it.
	sender  bool
	verdict inventory.Verdict
	kind    inventory.Kind
	stopped bool

	clients []client
	// exposure is who guesses at it; certain makes sure that somebody does.
	exposure exposure
	certain  bool
	// entered is how many sign-ins succeed for somebody who guesses.
	entered int
}

// exposure is what guessers try of an account.
type exposure int

const (
	exposed     exposure = iota // over SMTP and mail readers' protocols
	exposedMail                 // over mail readers' protocols only
	unexposed
)

// A maker makes one account. It draws from a stream of its own, so that an account is the same whenever it is made.
type maker struct {
	*Population
	r *rand.Rand
	a *account
	// steady: only offices that keep their provider. Where a wrong password is told by a client's having worked, the client has to be the same.
	steady bool
}

func (m *maker) office() *office {
	for {
		if o := m.world.offices[m.r.IntN(len(m.world.offices))]; !m.steady || o.nat.next == nil {
			return o
		}
	}
}

func (m *maker) calendar(c country, closed map[int]bool) calendar {
	return calendar{since: m.since, zone: c.zone(), closed: closed, r: m.r}
}

func (m *maker) calendarOf(o *office) calendar { return m.calendar(o.country, o.closed) }

// within keeps the moments that the log has seen, in order.
func (m *maker) within(times []time.Time) []time.Time {
	times = slices.DeleteFunc(times, func(t time.Time) bool { return t.Before(m.since) || !t.Before(m.asOf) })
	slices.SortFunc(times, time.Time.Compare)
	return times
}

// add gives the account a client whose sign-ins all succeed.
func (m *maker) add(from *line, stays time.Duration, ch channel, times []time.Time) {
	c, next := client{from: from, stays: stays, channel: ch}, client{from: from.next, stays: stays, channel: ch}
	for _, at := range m.within(times) {
		if from.next != nil && !at.Before(from.until) {
			next.events = append(next.events, event{at: at})
			continue
		}
		c.events = append(c.events, event{at: at})
	}
	for _, c := range []client{c, next} {
		if len(c.events) > 0 {
			m.a.clients = append(m.a.clients, c)
		}
	}
}

// days gives the days of the log on which the account's SMTP clients sign in, in order.
func (m *maker) activeDays() []int {
	var all []int
	for _, c := range m.a.clients {
		for _, e := range c.events {
			if day := m.dayOf(e.at); c.channel.smtp && !slices.Contains(all, day) {
				all = append(all, day)
			}
		}
	}
	slices.Sort(all)
	return all
}

func (m *maker) dayOf(at time.Time) int { return int(at.Sub(m.since) / (24 * time.Hour)) }

// turn gives a moment in the middle of the account's use, with at least so many active days before and after it; false if there is none.
func (m *maker) turn(before, after int) (time.Time, bool) {
	all := m.activeDays()
	if len(all) < before+after {
		return time.Time{}, false
	}
	first, last := before, len(all)-after
	// Not the ends where there is a middle.
	if third := len(all) / 5; last-first > 2*third {
		first, last = first+third, last-third
	}
	return m.since.AddDate(0, 0, all[first+m.r.IntN(last-first+1)]), true
}

// recode sets the result of every SMTP sign-in.
func (m *maker) recode(code func(time.Time) int) {
	for i := range m.a.clients {
		if c := &m.a.clients[i]; c.channel.smtp {
			for j := range c.events {
				c.events[j].code = code(c.events[j].at)
			}
		}
	}
}

// retry lets every failure be followed by further attempts, as most devices do that could not send.
func (m *maker) retry() {
	if m.r.IntN(2) == 0 {
		return
	}
	times, gap := 1+m.r.IntN(2), 60+m.r.IntN(500)
	for i := range m.a.clients {
		c := &m.a.clients[i]
		var all []event
		for _, e := range c.events {
			all = append(all, e)
			for n := 1; e.code != 0 && n <= times; n++ {
				if at := e.at.Add(time.Duration(n*gap) * time.Second); at.Before(m.asOf) {
					all = append(all, event{at: at, code: e.code, with: e.at})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b event) int { return a.at.Compare(b.at) })
		c.events = all
	}
}

// mistype puts a wrong password before some of a person's sign-ins, at the same place and a moment earlier.
func (m *maker) mistype(rate float64) {
	for i := range m.a.clients {
		c := &m.a.clients[i]
		if !c.channel.smtp {
			continue
		}
		var all []event
		for _, e := range c.events {
			for n := 0; n < 3 && m.r.Float64() < rate; n++ {
				if at := e.at.Add(-time.Duration(5+20*n+m.r.IntN(15)) * time.Second); !at.Before(m.since) {
					all = append(all, event{at: at, code: 50126, with: e.at})
				}
			}
			all = append(all, e)
		}
		slices.SortStableFunc(all, func(a, b event) int { return a.at.Compare(b.at) })
		c.events = all
	}
}

// smtpEvents counts sign-ins over SMTP.
func (m *maker) smtpEvents() int {
	n := 0
	for _, c := range m.a.clients {
		if c.channel.smtp {
			n += len(c.events)
		}
	}
	return n
}

// reasons are the log's sentences.
var reasons = map[int]string{
	0:      "Other.",
	50034:  "The user account does not exist in the directory. To sign into this application, the account must be added to the directory.",
	50053:  lockedReason,
	50055:  "The password is expired.",
	50057:  "The user account is disabled.",
	50074:  "Strong authentication is required.",
	50076:  "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multifactor authentication.",
	50079:  "User needs to enroll for second factor authentication.",
	50126:  "Error validating credentials due to invalid username or password.",
	50140:  "This occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
	53003:  "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
	530035: "Access has been blocked by security defaults.",
}

const (
	lockedReason    = "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."
	maliciousReason = "Sign-in was blocked because it came from an IP address with malicious activity."
)

// A tally counts an account's rows while they are made.
type tally struct{ rows, successes, failures, excluded int }

// play makes the rows of an account: what it does itself, client by client, and then what others try. It stops when yield returns false.
func (p *Population) play(a *account, yield func(inventory.SignIn, *line) bool) (t tally, more bool) {
	row := inventory.SignIn{UserID: a.userID, DisplayName: a.name.display}
	for _, c := range append(a.clients, p.guesses(a)...) {
		row.ClientApp, row.UserAgent, row.AuthProtocol, row.App = c.channel.clientApp, c.channel.userAgent, c.channel.protocol, c.channel.app
		row.Country, row.ASN, row.Certificate = c.from.country.code, c.from.asn, c.channel.certificate
		if p.world.noASN {
			row.ASN = 0
		}
		address, last := "", uint64(0)
		for _, e := range c.events {
			key := uint64(0)
			if c.stays > 0 && c.from.moves() {
				at := e.at
				if !e.with.IsZero() {
					at = e.with
				}
				key = mix(a.seed, uint64(at.Unix())/uint64(c.stays/time.Second))
			}
			if address == "" || key != last {
				address, last = c.from.address(key), key
			}
			row.ID, row.Time, row.IP, row.ErrorCode = guid(mix(a.seed, 0x1d), uint64(t.rows)), e.at, address, e.code
			row.FailureReason = reasons[e.code]
			if e.code == 50053 && c.malicious {
				row.FailureReason = maliciousReason
			}
			row.UPN = a.upn
			if e.at.Before(a.renamed) {
				row.UPN = a.formerUPN
			}
			t.rows++
			switch {
			case !c.channel.smtp:
			case e.code == 0:
				t.successes++
			case c.guess:
				t.excluded++
			default:
				t.failures++
			}
			if !yield(row, c.from) {
				return t, false
			}
		}
	}
	return t, true
}

const hexDigits = "0123456789abcdef"

// guid makes an id of two numbers, in the form of one made by chance.
func guid(a, b uint64) string {
	var out [36]byte
	x, y := mix(a, b), mix(b, a+1)
	y = y&^(3<<62) | 2<<62 // the variant
	x = x&^(0xf<<12) | 4<<12
	at := 0
	put := func(v uint64, digits int) {
		for i := digits - 1; i >= 0; i-- {
			out[at] = hexDigits[v>>(4*i)&0xf]
			at++
		}
	}
	put(x>>32, 8)
	out[at] = '-'
	at++
	put(x>>16&0xffff, 4)
	out[at] = '-'
	at++
	put(x&0xffff, 4)
	out[at] = '-'
	at++
	put(y>>48, 4)
	out[at] = '-'
	at++
	put(y&0xffffffffffff, 12)
	return string(out[:])
}

// key is how an inventory names the account.
func (a *account) key() string {
	if a.nonexistent {
		return "upn:" + a.upn
	}
	return a.userID
}

func compareKeys(a, b Truth) int { return cmp.Compare(a.Key, b.Key) }

// directoryUPN is the account's name in the directory, which keeps capitals that the log does not, and spells guests in its own way.
func (a *account) directoryUPN() string {
	switch {
	case a.guest:
		return fmt.Sprintf("%s#EXT#@contoso.com", strings.ReplaceAll(a.upn, "@", "_"))
	case a.seed%5 == 0:
		return strings.ToUpper(a.upn[:1]) + a.upn[1:]
	}
	return a.upn
}
