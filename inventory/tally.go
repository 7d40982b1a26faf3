package inventory

import (
	"cmp"
	"hash/maphash"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
)

// Tally folds sign-ins as they come, in any order, into counts per account and origin. It grows with accounts, the places they sign in from and
// their days, not with rows: what tells rows apart goes to scratch space. No row is kept.
//
// Rows that an engine counted (see Group) are folded beside those that were read one by one: where both tell of the same day, the greater count
// stands, so that nothing counts twice.
type Tally struct {
	window  *Window
	seed    maphash.Seed
	copies  copies
	places  map[uint64]knownPlace // by the hash of a rawPlace
	cells   map[cellKey]*cell
	byIndex []*cell
	names   map[string]*accountName
	// modern are rows of modern programs by account: they make no sender, and say of one what else it is used for.
	modern  map[string]*cell
	groups  map[string]map[cellKey]*groupCell // by source
	differs map[string]*difference            // by account
	records Records
	settled bool
}

// NewTally counts rows inside window, or all rows if window is nil. scratch takes 24 bytes a row where there are more than a few hundred thousand; with nil they
// stay in memory.
func NewTally(window *Window, scratch Scratch) *Tally {
	return &Tally{
		window:  window,
		seed:    maphash.MakeSeed(),
		copies:  copies{scratch: scratch},
		places:  map[uint64]knownPlace{},
		cells:   map[cellKey]*cell{},
		names:   map[string]*accountName{},
		modern:  map[string]*cell{},
		groups:  map[string]map[cellKey]*groupCell{},
		differs: map[string]*difference{},
	}
}

// Records accounts for the rows that were added, once they are settled. Those of accounts without SMTP are not told from those that count yet.
func (t *Tally) Records() Records { return t.records }

// cellKey is the finest place that is told apart: exact address, so that a guesser and an office in one network stay two.
type cellKey struct {
	account, ip, userAgent, app string
	protocol                    Protocol
	smtp, oauth                 bool
}

// rawPlace is what rows of one place have in common, as served. It saves working out for each row what was worked out for one like it. Places are known by their
// 64-bit hash: among a million of them two that share one, whose rows would count as one place's, have a chance of about one in forty million.
type rawPlace struct {
	userID, upn, displayName, app, clientApp, userAgent, authProtocol, ip, country string
	asn                                                                            int
	certificate                                                                    bool
}

func rawOf(s *SignIn) rawPlace {
	return rawPlace{s.UserID, s.UPN, s.DisplayName, s.App, s.ClientApp, s.UserAgent, s.AuthProtocol, s.IP, s.Country, s.ASN, s.Certificate}
}

// knownPlace is where the rows of a rawPlace go.
type knownPlace struct {
	cell             *cell
	name             *accountName
	upn, displayName string
	country          int16 // index in the cell's countries, -1 for none
	probable         bool
}

// cell counts the rows of one account from one address by one program.
type cell struct {
	index       uint32 // in the tally; 0 for a cell that is no tally's
	probable    bool
	modern      bool   // its rows are of modern programs
	asn         uint32 // of the address; 0 for unknown
	blockedAddr int
	first, last instant
	// firstProven and lastProven span the rows with a right password.
	firstProven, lastProven instant
	lastSuccess             instant
	counts                  []dayCode
	hours                   [24]uint32 // UTC
	countries               []countryCount
}

// instant is a moment in microseconds since 1970; 0 for none. It takes a third of the room of a time.Time, of which a cell has five.
type instant int64

func instantOf(t time.Time) instant {
	if t.IsZero() {
		return 0
	}
	return instant(t.UnixMicro())
}

func (i instant) time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(i)).UTC()
}

// dayCode counts the rows of one UTC day with one error code.
type dayCode struct {
	day  int32 // since 1970
	code int32
	n    uint32
}

type countryCount struct {
	country string
	n       uint32
}

// dayCount counts one UTC day of a cell.
type dayCount struct {
	number int // days since 1970
	ok     int // successes
	right  int // failures with the right password
	failed int // all other failures
}

func (d dayCount) rows() int { return d.ok + d.right + d.failed }

// accountName is what the log last said of an account.
type accountName struct {
	at                       time.Time
	userID, upn, displayName string
	// former are the other names that rows gave to the account; nil until it has two.
	former map[string]struct{}
}

// Add counts one sign-in. Of rows with one id all but the first that was added count as duplicates, so newer evidence goes first. No row
// may be added after Settle.
func (t *Tally) Add(s SignIn) {
	t.records.Read++
	e := copyOf{cell: cellOutside, country: -1}
	switch {
	// A row without a time is in no window.
	case s.Time.IsZero() || t.window != nil && (s.Time.Before(t.window.Since) || s.Time.After(t.window.Until)):
		t.records.OutsideWindow++
	default:
		p := t.place(&s)
		if p.cell.modern {
			t.records.Modern++
			e = p.cell.add(s.Time.UTC(), s.ErrorCode, -1, false)
			e.cell = p.cell.index
			break
		}
		p.name.take(s.Time, p.upn, p.displayName)
		p.cell.probable = p.cell.probable || p.probable
		e = p.cell.add(s.Time.UTC(), s.ErrorCode, p.country, blockedAddress(s))
		e.cell = p.cell.index
	}
	if s.ID != "" {
		// 64 bits: among five million rows a collision, which would lose one row, has a chance of about one in a million.
		e.id = maphash.String(t.seed, s.ID)
		t.copies.add(e)
	}
}

// place finds out where a row that counts belongs, and opens its cell.
func (t *Tally) place(s *SignIn) knownPlace {
	a := s.Alike
	if a == nil {
		return t.placeOf(s)
	}
	if a.tally != t {
		a.tally, a.place = t, t.placeOf(s)
	}
	return a.place
}

func (t *Tally) placeOf(s *SignIn) knownPlace {
	hash := maphash.Comparable(t.seed, rawOf(s))
	if p, ok := t.places[hash]; ok {
		return p
	}
	key, upn, ch := keyOf(s)
	p := knownPlace{probable: ch.probable, upn: upn, displayName: mended(s.DisplayName), country: -1}
	if ch.modern {
		// Modern rows are most of a log and come from everywhere: their places are not kept.
		p.cell = t.modern[key.account]
		if p.cell == nil {
			p.cell = t.open(instantOf(s.Time))
			p.cell.modern = true
			t.modern[key.account] = p.cell
		}
		return p
	}
	p.cell = t.cells[key]
	if p.cell == nil {
		p.cell = t.open(instantOf(s.Time))
		t.cells[key] = p.cell
	}
	p.cell.asn = max(p.cell.asn, uint32(s.ASN)) // an address has one, and a row may lack it
	p.country = p.cell.countryIndex(strings.ToUpper(mended(s.Country)))
	p.name = t.account(key.account)
	t.places[hash] = p
	return p
}

// open makes a cell whose rows can be taken back.
func (t *Tally) open(first instant) *cell {
	c := &cell{first: first, last: first, index: uint32(len(t.byIndex)) + firstCell}
	t.byIndex = append(t.byIndex, c)
	return c
}

// keyOf works out the cell of a row, and its account's name in lower case.
func keyOf(s *SignIn) (cellKey, string, channel) {
	ch := channelOf(*s)
	if ch.modern {
		return cellKey{account: accountKey(s.UserID, mended(s.UPN))}, "", ch
	}
	return cellKey{
		account: accountKey(s.UserID, mended(s.UPN)), ip: addressOf(mended(s.IP)), userAgent: mended(s.UserAgent), app: mended(s.App),
		protocol: ch.protocol, smtp: ch.smtp, oauth: ch.oauth,
	}, strings.ToLower(strings.TrimSpace(mended(s.UPN))), ch
}

// mended is text without broken characters: written to JSON as it is, two names could become one.
func mended(text string) string { return strings.ToValidUTF8(text, "\ufffd") }

// lastRow is the last moment inside the window that any row tells of.
func (t *Tally) lastRow() time.Time {
	var last time.Time
	for _, cells := range []iter.Seq[*cell]{maps.Values(t.cells), maps.Values(t.modern)} {
		for c := range cells {
			last = later(last, c.last.time())
		}
	}
	return last
}

// account gives the names of an account.
func (t *Tally) account(key string) *accountName {
	n := t.names[key]
	if n == nil {
		n = &accountName{}
		if !strings.HasPrefix(key, "upn:") {
			n.userID = key
		}
		t.names[key] = n
	}
	return n
}

// take notes what a row calls its account.
func (n *accountName) take(at time.Time, upn, displayName string) {
	if n.at.IsZero() {
		n.at, n.upn, n.displayName = at, upn, displayName
		return
	}
	if upn != n.upn {
		if n.former == nil {
			n.former = map[string]struct{}{}
		}
		n.former[upn], n.former[n.upn] = struct{}{}, struct{}{}
	}
	if n.olderThan(at, upn, displayName) {
		n.at, n.upn, n.displayName = at, upn, displayName
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

// add counts one row, at a time in UTC, and gives what is needed to take it back.
func (c *cell) add(at time.Time, code int, country int16, blocked bool) copyOf {
	c.spread(instantOf(at), instantOf(at), code)
	c.count(dayNumber(at), code, 1)
	c.hours[at.Hour()]++
	if country >= 0 {
		c.countries[country].n++
	}
	if blocked {
		c.blockedAddr++
	}
	return copyOf{code: int32(code), hour: int32(at.Unix() / 3600), country: country, blocked: blocked}
}

// spread widens the spans by rows of one code between two moments.
func (c *cell) spread(first, last instant, code int) {
	if first < c.first {
		c.first = first
	}
	if last > c.last {
		c.last = last
	}
	class := ClassOf(code)
	if class.ProvesPassword() {
		c.proveAt(first, last)
	}
	if class == ClassSuccess && last > c.lastSuccess {
		c.lastSuccess = last
	}
}

// count adds rows of one day and code. Logs are in order of time, so the last ones counted are looked at first.
func (c *cell) count(day, code, n int) {
	for i := len(c.counts) - 1; i >= 0; i-- {
		if d := &c.counts[i]; d.day == int32(day) && d.code == int32(code) {
			d.n += uint32(n)
			return
		}
	}
	c.counts = append(c.counts, dayCode{int32(day), int32(code), uint32(n)})
}

func (c *cell) countryIndex(country string) int16 {
	if country == "" {
		return -1
	}
	for i := range c.countries {
		if c.countries[i].country == country {
			return int16(i)
		}
	}
	if len(c.countries) == maxCountries {
		return -1
	}
	c.countries = append(c.countries, countryCount{country: country})
	return int16(len(c.countries) - 1)
}

// maxCountries is more than there are, and keeps an index in 16 bits.
const maxCountries = 1000

func dayNumber(t time.Time) int {
	return int(t.Unix() / 86400)
}

func (c *cell) rows() int {
	n := 0
	for _, d := range c.counts {
		n += int(d.n)
	}
	return n
}

func (c *cell) successes() int {
	n := 0
	for _, d := range c.counts {
		if d.code == 0 {
			n += int(d.n)
		}
	}
	return n
}

// days gives the days that have rows, oldest first.
func (c *cell) days() []dayCount {
	days := make([]dayCount, 0, len(c.counts))
	slices.SortFunc(c.counts, func(a, b dayCode) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.code, b.code)) })
	for _, d := range c.counts {
		if n := len(days); n == 0 || days[n-1].number != int(d.day) {
			days = append(days, dayCount{number: int(d.day)})
		}
		day := &days[len(days)-1]
		switch class := ClassOf(int(d.code)); {
		case class == ClassSuccess:
			day.ok += int(d.n)
		case class.ProvesPassword():
			day.right += int(d.n)
		default:
			day.failed += int(d.n)
		}
	}
	return days
}

// codes counts the failures by error code.
func (c *cell) codes() map[int]int {
	codes := map[int]int{}
	for _, d := range c.counts {
		if d.code != 0 {
			codes[int(d.code)] += int(d.n)
		}
	}
	return codes
}

// countryNames are the countries that rows came from, sorted.
func (c *cell) countryNames() []string {
	names := []string{}
	for _, country := range c.countries {
		if country.n > 0 {
			names = append(names, country.country)
		}
	}
	slices.Sort(names)
	return names
}

// mainCountry is the country that most rows came from, the first by name of two equals; empty where none is known.
func (c *cell) mainCountry() string {
	var best countryCount
	for _, country := range c.countries {
		if country.n > best.n || country.n == best.n && country.n > 0 && country.country < best.country {
			best = country
		}
	}
	return best.country
}

// provenDays counts the days with a right password.
func (c *cell) provenDays() int {
	n := 0
	for _, day := range c.days() {
		if day.ok+day.right > 0 {
			n++
		}
	}
	return n
}

// failuresBefore counts the failures up to the day of the first right password, if they began before it.
func (c *cell) failuresBefore() int {
	if c.first >= c.firstProven {
		return 0
	}
	n := 0
	for _, day := range c.days() {
		if day.number <= dayNumber(c.firstProven.time()) {
			n += day.failed
		}
	}
	return n
}

// failures adds up the failures of the classes that match.
func (c *cell) failures(match func(ErrorClass) bool) int {
	n := 0
	for _, d := range c.counts {
		if d.code != 0 && match(ClassOf(int(d.code))) {
			n += int(d.n)
		}
	}
	return n
}

// proven reports whether somebody with the right password was here.
func (c *cell) proven() bool {
	for _, d := range c.counts {
		if class := ClassOf(int(d.code)); class == ClassSuccess || class.ProvesPassword() {
			return true
		}
	}
	return false
}

// clone gives a copy that can be added to.
func (c *cell) clone() *cell {
	o := *c
	o.counts, o.countries = slices.Clone(c.counts), slices.Clone(c.countries)
	return &o
}

// merge adds the counts of another cell to this one.
func (c *cell) merge(o *cell) {
	if len(c.counts) == 0 {
		c.first, c.last = o.first, o.last
	}
	c.probable = c.probable || o.probable
	c.asn = max(c.asn, o.asn)
	c.blockedAddr += o.blockedAddr
	for _, d := range o.counts {
		c.count(int(d.day), int(d.code), int(d.n))
	}
	for i, n := range o.hours {
		c.hours[i] += n
	}
	for _, country := range o.countries {
		if i := c.countryIndex(country.country); i >= 0 {
			c.countries[i].n += country.n
		}
	}
	if o.first < c.first {
		c.first = o.first
	}
	if o.last > c.last {
		c.last = o.last
	}
	if o.lastSuccess > c.lastSuccess {
		c.lastSuccess = o.lastSuccess
	}
	if o.firstProven != 0 {
		c.proveAt(o.firstProven, o.lastProven)
	}
}

// proveAt widens the span of rows with a right password.
func (c *cell) proveAt(first, last instant) {
	if c.firstProven == 0 || first < c.firstProven {
		c.firstProven = first
	}
	if last > c.lastProven {
		c.lastProven = last
	}
}

// split gives the rows with a right password and all others as cells of their own. The moments of the others are those of all.
func (c *cell) split() (right, others *cell) {
	p, o := *c, *c
	p.first, p.last, p.counts, o.counts = c.firstProven, c.lastProven, nil, nil
	o.firstProven, o.lastProven, o.lastSuccess = 0, 0, 0
	for _, d := range c.counts {
		if class := ClassOf(int(d.code)); class == ClassSuccess || class.ProvesPassword() {
			p.counts = append(p.counts, d)
		} else {
			o.counts = append(o.counts, d)
		}
	}
	o.countries = slices.Clone(c.countries)
	if len(p.counts) > 0 && len(o.counts) > 0 {
		p.hours, o.hours = [24]uint32{}, [24]uint32{} // of which rows, nobody knows
	}
	return &p, &o
}

// clamp pulls the spans of a cell, from which rows were taken back, to the days that it still has.
func (c *cell) clamp() {
	days := c.days()
	if len(days) == 0 {
		return
	}
	begin := func(number int) instant { return instantOf(time.Unix(int64(number)*86400, 0)) }
	end := func(number int) instant { return begin(number+1) - instant(time.Second/time.Microsecond) }
	pull := func(first, last *instant, has func(dayCount) bool) {
		var lo, hi *dayCount
		for i := range days {
			if has(days[i]) {
				if lo == nil {
					lo = &days[i]
				}
				hi = &days[i]
			}
		}
		switch {
		case lo == nil:
			*first, *last = 0, 0
		default:
			*first, *last = max(*first, begin(lo.number)), min(*last, end(hi.number))
		}
	}
	pull(&c.first, &c.last, func(dayCount) bool { return true })
	pull(&c.firstProven, &c.lastProven, func(d dayCount) bool { return d.ok+d.right > 0 })
	first := c.firstProven
	pull(&first, &c.lastSuccess, func(d dayCount) bool { return d.ok > 0 })
}
