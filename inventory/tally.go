package inventory

import (
	"hash/maphash"
	"strings"
	"time"
)

// Tally folds sign-ins as they come, in any order, into counts per account and origin. It grows with accounts and the places they
// sign in from, and by 8 bytes a row for telling rows apart; no row is kept.
type Tally struct {
	window  *Window
	seed    maphash.Seed
	seen    map[uint64]struct{}
	cells   map[cellKey]*cell
	names   map[string]*accountName
	records Records
}

// NewTally counts rows inside window, or all rows if window is nil.
func NewTally(window *Window) *Tally {
	return &Tally{
		window: window,
		seed:   maphash.MakeSeed(),
		seen:   map[uint64]struct{}{},
		cells:  map[cellKey]*cell{},
		names:  map[string]*accountName{},
	}
}

// cellKey is the finest place that is told apart: exact address, so that a guesser and an office in one network stay two.
type cellKey struct {
	account, ip, userAgent, app string
	protocol                    Protocol
	smtp, oauth                 bool
}

// cell counts the rows of one account from one address by one program.
type cell struct {
	probable    bool
	successes   int
	codes       map[int]int
	blockedAddr int
	first, last time.Time
	// firstProven and lastProven span the rows with a right password.
	firstProven, lastProven time.Time
	lastSuccess             time.Time
	days                    map[int]*dayCount // by days since 1970, UTC
	hours                   [24]int           // UTC
	countries               map[string]int
}

// dayCount counts one UTC day of a cell.
type dayCount struct {
	ok     int // successes
	right  int // failures with the right password
	failed int // all other failures
}

func (d *dayCount) add(o dayCount) {
	d.ok += o.ok
	d.right += o.right
	d.failed += o.failed
}

// accountName is what the log last said of an account.
type accountName struct {
	at                       time.Time
	userID, upn, displayName string
	// former are the other names that rows gave to the account; nil until it has two.
	former map[string]struct{}
}

// Add counts one sign-in. A row whose id was already seen is counted as a duplicate; where two copies differ, the first one added
// stands, so newer evidence goes first.
func (t *Tally) Add(s SignIn) {
	t.records.Read++
	if s.ID != "" {
		// 64 bits: among five million rows a collision, which would lose one row, has a chance of about one in a million.
		key := maphash.String(t.seed, s.ID)
		if _, dup := t.seen[key]; dup {
			t.records.Duplicates++
			return
		}
		t.seen[key] = struct{}{}
	}
	// A row without a time is in no window.
	if s.Time.IsZero() || t.window != nil && (s.Time.Before(t.window.Since) || s.Time.After(t.window.Until)) {
		t.records.OutsideWindow++
		return
	}
	ch := channelOf(s)
	if ch.modern {
		t.records.Modern++
		return
	}
	// Broken text is mended here, once: written to JSON as it is, two names could become one.
	for _, text := range []*string{&s.UPN, &s.DisplayName, &s.App, &s.UserAgent, &s.IP, &s.Country} {
		*text = strings.ToValidUTF8(*text, "\ufffd")
	}
	account := accountKey(s.UserID, s.UPN)
	t.rename(account, s)
	key := cellKey{account: account, ip: addressOf(s.IP), userAgent: s.UserAgent, app: s.App, protocol: ch.protocol, smtp: ch.smtp, oauth: ch.oauth}
	c := t.cells[key]
	if c == nil {
		c = &cell{first: s.Time, codes: map[int]int{}, days: map[int]*dayCount{}, countries: map[string]int{}}
		t.cells[key] = c
	}
	c.probable = c.probable || ch.probable
	c.add(s)
}

func (t *Tally) rename(account string, s SignIn) {
	upn := strings.ToLower(strings.TrimSpace(s.UPN))
	n := t.names[account]
	if n == nil {
		n = &accountName{at: s.Time, upn: upn, displayName: s.DisplayName}
		if !strings.HasPrefix(account, "upn:") {
			n.userID = account
		}
		t.names[account] = n
		return
	}
	if upn != n.upn {
		if n.former == nil {
			n.former = map[string]struct{}{}
		}
		n.former[upn], n.former[n.upn] = struct{}{}, struct{}{}
	}
	if n.olderThan(s.Time, upn, s.DisplayName) {
		n.at, n.upn, n.displayName = s.Time, upn, s.DisplayName
	}
}

// olderThan reports whether a row's name takes the place of this one: a name before none, then the later row, then the greater text, so
// that the order in which rows come does not matter.
func (n *accountName) olderThan(at time.Time, upn, displayName string) bool {
	switch {
	case (n.upn == "") != (upn == ""):
		return n.upn == ""
	case !n.at.Equal(at):
		return n.at.Before(at)
	case n.upn != upn:
		return n.upn < upn
	}
	return n.displayName < displayName
}

func (c *cell) add(s SignIn) {
	if s.Time.Before(c.first) {
		c.first = s.Time
	}
	if s.Time.After(c.last) {
		c.last = s.Time
	}
	at := s.Time.UTC()
	number := dayNumber(at)
	day := c.days[number]
	if day == nil {
		day = &dayCount{}
		c.days[number] = day
	}
	c.hours[at.Hour()]++
	if s.Country != "" {
		c.countries[strings.ToUpper(s.Country)]++
	}
	class := ClassOf(s.ErrorCode)
	if class.ProvesPassword() {
		c.proveAt(s.Time, s.Time)
	}
	if class == ClassSuccess {
		c.successes++
		day.ok++
		if s.Time.After(c.lastSuccess) {
			c.lastSuccess = s.Time
		}
		return
	}
	if class.ProvesPassword() {
		day.right++
	} else {
		day.failed++
	}
	c.codes[s.ErrorCode]++
	if blockedAddress(s) {
		c.blockedAddr++
	}
}

func dayNumber(t time.Time) int {
	return int(t.Unix() / 86400)
}

func (c *cell) rows() int {
	n := c.successes
	for _, count := range c.codes {
		n += count
	}
	return n
}

// count adds up the failures of the classes that match.
func (c *cell) count(match func(ErrorClass) bool) int {
	n := 0
	for code, count := range c.codes {
		if match(ClassOf(code)) {
			n += count
		}
	}
	return n
}

// proven reports whether somebody with the right password was here.
func (c *cell) proven() bool {
	return c.successes > 0 || c.count(ErrorClass.ProvesPassword) > 0
}

// merge adds the counts of another cell to this one.
func (c *cell) merge(o *cell) {
	if c.codes == nil {
		c.codes, c.days, c.countries = map[int]int{}, map[int]*dayCount{}, map[string]int{}
		c.first = o.first
	}
	c.probable = c.probable || o.probable
	c.successes += o.successes
	c.blockedAddr += o.blockedAddr
	for code, n := range o.codes {
		c.codes[code] += n
	}
	for number, day := range o.days {
		mine := c.days[number]
		if mine == nil {
			mine = &dayCount{}
			c.days[number] = mine
		}
		mine.add(*day)
	}
	for i, n := range o.hours {
		c.hours[i] += n
	}
	for country, n := range o.countries {
		c.countries[country] += n
	}
	if o.first.Before(c.first) {
		c.first = o.first
	}
	if o.last.After(c.last) {
		c.last = o.last
	}
	if o.lastSuccess.After(c.lastSuccess) {
		c.lastSuccess = o.lastSuccess
	}
	if !o.firstProven.IsZero() {
		c.proveAt(o.firstProven, o.lastProven)
	}
}

// proveAt widens the span of rows with a right password.
func (c *cell) proveAt(first, last time.Time) {
	if c.firstProven.IsZero() || first.Before(c.firstProven) {
		c.firstProven = first
	}
	if last.After(c.lastProven) {
		c.lastProven = last
	}
}

// onlyProven gives the rows with a right password as a cell of their own, and how many rows that leaves out.
func (c *cell) onlyProven() (*cell, int) {
	p := *c
	p.first, p.last = c.firstProven, c.lastProven
	p.codes, p.days = map[int]int{}, map[int]*dayCount{}
	for code, n := range c.codes {
		if ClassOf(code).ProvesPassword() {
			p.codes[code] = n
		}
	}
	for number, day := range c.days {
		if day.ok+day.right > 0 {
			p.days[number] = &dayCount{ok: day.ok, right: day.right}
		}
	}
	return &p, c.rows() - p.rows()
}
