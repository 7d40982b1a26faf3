package inventory

import (
	"slices"
	"strconv"
	"time"
)

// Guessing is told from use by what an origin does over all accounts, and by what a sender does elsewhere. The numbers are this program's own
// judgement, kept in one place; no Microsoft source gives any.
const (
	// manyAccounts is how many accounts must fail from one origin without a single right password before the origin is guessing
	// whatever their rhythm.
	manyAccounts = 5
	// crowd is how many accounts must fail from one address before it is guessing even though somebody is at home there and the failures
	// come as regularly as those of devices.
	crowd = 20
	// someAccounts is the same for addresses where at most one account was ever right.
	someAccounts = 3
	// providerAccounts is the same for a provider in one country, which has many customers.
	providerAccounts = 10
	// homeShare: an address where accounts that know their password are at least one in homeShare of those that never do is an
	// office with a few broken devices. The other way round, an address where those who know it are more than homeShare to one is an office too.
	homeShare = 3
	// fewSuccesses: more than these from one account make an origin that account's own place.
	fewSuccesses = 3
	// homeDays: so do right passwords on this many days.
	homeDays = 3
	// deviceDays is on how many days a client must fail before its failures count as the rhythm of a machine.
	deviceDays = 5
	// weeklyRuns is the same for a machine that runs every few days: so many runs, all at one distance.
	weeklyRuns = 3
	// deviceRowsADay: a device with an old password tries now and then; more a day is a dictionary.
	deviceRowsADay = 200
	// dictionary is how many failures of one account at one address, with fewSuccesses or less after them, are a dictionary that found its word.
	dictionary = 100
	// fewRows and fewDays are the least of a configured client whose failures say nothing of a password: it comes more than once and on more than one day.
	fewRows = 3
	fewDays = 2
	// crowdShare: a crowd of accounts that fail counts for more than those at home only where it is so many times as large.
	crowdShare = 10
)

// GuessingLimits are those of the numbers above that a rule of another engine takes, which goes on where nobody makes an inventory any more.
type GuessingLimits struct {
	// ManyAccounts must fail from one network, and HomeShare times as many as know their password there. Where some are at home, with more than FewSuccesses
	// or on HomeDays, it takes a Crowd, and CrowdShare times as many.
	ManyAccounts, HomeShare, Crowd, CrowdShare, FewSuccesses, HomeDays int
	// RowsADay is the most that a device fails a day; Dictionary how many failures before at most FewSuccesses are a password that was found.
	RowsADay, Dictionary int
	// FewRows on FewDays are the least of a client that is configured.
	FewRows, FewDays int
}

// LimitsOfGuessing are the limits by which guessing is put aside.
func LimitsOfGuessing() GuessingLimits {
	return GuessingLimits{
		ManyAccounts: manyAccounts, HomeShare: homeShare, Crowd: crowd, CrowdShare: crowdShare, FewSuccesses: fewSuccesses, HomeDays: homeDays,
		RowsADay: deviceRowsADay, Dictionary: dictionary, FewRows: fewRows, FewDays: fewDays,
	}
}

// originLevel is how wide an origin is drawn.
type originLevel int

const (
	levelAddress originLevel = iota
	levelNetwork
	levelProvider
	levelCountry // the last: it is counted when the others are judged
	originLevels
)

// originKey names the origin that a cell belongs to at one level; empty where it is not known.
func originKey(level originLevel, c *keyedCell) string {
	switch level {
	case levelAddress:
		if networkOf(c.ip) == "" {
			return "" // rows without a readable address come from anywhere: together they are no place that could guess
		}
		return c.ip
	case levelNetwork:
		return networkOf(c.ip)
	case levelProvider:
		if c.asn == 0 {
			return ""
		}
		return providerKey(int(c.asn), c.mainCountry())
	}
	return c.mainCountry()
}

func providerKey(asn int, country string) string { return strconv.Itoa(asn) + " " + country }

// origin is what one address, network or provider did over all accounts.
type origin struct {
	key   string
	tried []tried // in the order of the accounts' numbers
	// blocked: Microsoft calls an address of it malicious.
	blocked bool
	rule    string  // the rule by which it is guessing; empty if it is not
	country *origin // nil for unknown
	// found: the password of one account was tried here until it was right.
	found bool
	// at home are the accounts whose own place it is.
	atHome int
}

// tried is what one account shows at one origin. There may be millions, so it is small.
type tried struct {
	account             int32 // its number
	successes, failures int32
	provenDays          int32
	// before are the failures before the first right password.
	before int32
	proven bool
	// failed: failures that may be guesses. irregular: not at the rhythm of a machine.
	failed, irregular, nonexistent bool
}

// and adds what the same account shows in another cell.
func (t *tried) and(o tried) {
	t.successes += o.successes
	t.failures += o.failures
	t.provenDays = max(t.provenDays, o.provenDays)
	t.before += o.before
	t.proven = t.proven || o.proven
	t.failed = t.failed || o.failed
	t.irregular = t.irregular || o.irregular
	t.nonexistent = t.nonexistent || o.nonexistent
}

func (t *tried) home() bool {
	return t.proven && (t.successes > fewSuccesses || t.provenDays >= homeDays)
}

// dictionary reports whether one account was tried here until its password was found.
func (t *tried) dictionary() bool {
	return t.before >= dictionary && t.successes > 0 && t.successes <= fewSuccesses
}

// name is the key of an origin, empty for none.
func (o *origin) name() string {
	if o == nil {
		return ""
	}
	return o.key
}

// origins looks at everything that signs in, over all accounts and protocols.
type origins struct {
	// homes says that some country is known to be somebody's home.
	homes bool
}

// originsOf finds the origins of all cells and judges them.
func originsOf(accounts []account) *origins {
	var levels [originLevels]map[string]*origin
	InParallel(int(originLevels), func(n int) {
		level := originLevel(n)
		byKey := map[string]*origin{}
		for i := range accounts {
			for k := range accounts[i].cells {
				c := &accounts[i].cells[k]
				key := originKey(level, c)
				if key == "" {
					continue
				}
				at := byKey[key]
				if at == nil {
					at = &origin{key: key}
					byKey[key] = at
				}
				c.at[level] = at
				at.blocked = at.blocked || c.blockedAddr > 0
				if level != levelCountry {
					at.tried = joined(at.tried, int32(i), c.seen)
				}
			}
		}
		if level != levelCountry {
			for _, at := range byKey {
				at.judge(level)
			}
		}
		levels[level] = byKey
	})
	// Homes are counted without those who broke in, as a country in which only guessers succeed is nobody's.
	o := &origins{}
	for i := range accounts {
		for k := range accounts[i].cells {
			c := &accounts[i].cells[k]
			address, country := c.at[levelAddress], c.at[levelCountry]
			if address != nil && country != nil {
				address.country = country
			}
			if country != nil && c.seen.proven && o.guessing(c) == nil && (address == nil || !address.found) {
				country.tried = joined(country.tried, int32(i), c.seen)
				o.homes = true
			}
		}
	}
	for _, country := range levels[levelCountry] {
		for i := range country.tried {
			if country.tried[i].home() {
				country.atHome++
			}
		}
	}
	// A device that was mended after many failures looks like a dictionary that found its word, but for where it is.
	for _, at := range levels[levelAddress] {
		if at.found && at.rule == "" && at.country != nil && at.country.atHome == 0 {
			at.rule = "guess-dictionary"
		}
	}
	return o
}

// joined adds what an account shows. Accounts come in the order of their numbers.
func joined(list []tried, number int32, seen tried) []tried {
	if n := len(list); n > 0 && list[n-1].account == number {
		list[n-1].and(seen)
		return list
	}
	seen.account = number
	return append(list, seen)
}

// by gives what one account shows at an origin; nothing where it was never there.
func (o *origin) by(number int32) tried {
	i, found := slices.BinarySearchFunc(o.tried, number, func(t tried, number int32) int { return int(t.account - number) })
	if !found {
		return tried{}
	}
	return o.tried[i]
}

// triedBy sums a cell up.
func triedBy(c *cell) tried {
	t := tried{successes: int32(c.successes()), proven: c.proven(), nonexistent: c.failures(isNoAccount) > 0}
	t.failures = int32(c.rows()) - t.successes
	t.failed = !t.proven && c.failures(ErrorClass.LooksLikeGuessing) > 0
	t.irregular = t.failed && !deviceRhythm(c)
	if t.proven {
		t.provenDays, t.before = int32(c.provenDays()), int32(c.failuresBefore())
	}
	return t
}

// judge says whether an origin is guessing, and by which rule.
func (o *origin) judge(level originLevel) {
	failed, proven, irregular, nonexistent := 0, 0, 0, 0
	for i := range o.tried {
		t := &o.tried[i]
		switch {
		case t.proven:
			proven++
			if t.home() {
				o.atHome++
			}
			o.found = o.found || t.dictionary()
		case t.failed:
			failed++
			if t.irregular {
				irregular++
			}
			if t.nonexistent {
				nonexistent++
			}
		}
	}
	strangers := failed
	if o.atHome > 0 && failed < crowd {
		strangers = irregular // an office's own devices with old passwords are none
	}
	switch level {
	case levelProvider:
		if o.atHome == 0 && irregular >= providerAccounts && irregular >= homeShare*proven {
			o.rule = "guess-provider"
		}
		return
	case levelNetwork:
		// Who got in and comes again looks at home, but for all the others that failed. An address where somebody really is at home stands for itself.
		stranger := o.atHome == 0 || failed >= crowd && failed >= crowdShare*o.atHome
		if stranger && failed >= manyAccounts && failed >= homeShare*proven {
			o.rule = "guess-network"
		}
		return
	}
	switch {
	case strangers >= manyAccounts && strangers >= homeShare*proven:
		o.rule = "guess-many-accounts"
	// Where a policy blocks everybody, nobody succeeds, and most still know their password.
	case o.atHome > 0 || proven > homeShare*failed:
	case irregular >= someAccounts && proven <= 1:
		o.rule = "guess-many-accounts"
	case nonexistent >= 2:
		o.rule = "guess-nonexistent"
	case o.blocked && failed > 0:
		o.rule = "guess-blocked-address"
	}
}

// guessing gives the origin by which a cell's place is known to guess: its address or its network. nil if it is not.
func (o *origins) guessing(c *keyedCell) *origin {
	address := c.at[levelAddress]
	if address != nil && address.rule != "" {
		return address
	}
	// In a network of a cloud, an application's own address stands beside those of guessers.
	if network := c.at[levelNetwork]; network != nil && network.rule != "" && (address == nil || address.atHome == 0) {
		return network
	}
	return nil
}

// provider gives the provider of a cell where it is known to guess, or nil.
func (o *origins) provider(c *keyedCell) *origin {
	if at := c.at[levelProvider]; at != nil && at.rule != "" {
		return at
	}
	return nil
}

// nearness is how close a cell is to places where accounts of the tenant know their passwords.
type nearness int

const (
	nearNobody nearness = iota
	nearUnknown
	nearHome
	nearNeighbour // the same network
)

func (o *origins) near(c *keyedCell) nearness {
	if network := c.at[levelNetwork]; network != nil && network.atHome > 0 {
		return nearNeighbour
	}
	if provider := c.at[levelProvider]; provider != nil {
		if provider.atHome > 0 {
			return nearHome
		}
		return nearNobody
	}
	country := c.at[levelCountry]
	switch {
	case country == nil || !o.homes:
		return nearUnknown
	case country.atHome > 0:
		return nearHome
	}
	return nearNobody
}

// deviceRhythm reports whether failures come as a machine makes them: on many days, most days between the first and the last, or every few days at one
// distance, and never very many a day.
func deviceRhythm(c *cell) bool {
	days := c.days()
	for _, day := range days {
		if day.rows() > deviceRowsADay {
			return false
		}
	}
	if len(days) >= deviceDays {
		if span := days[len(days)-1].number - days[0].number + 1; 2*len(days) >= span {
			return true
		}
	}
	if len(days) < weeklyRuns {
		return false
	}
	least, most := 1<<30, 0
	for i := 1; i < len(days); i++ {
		gap := days[i].number - days[i-1].number
		least, most = min(least, gap), max(most, gap)
	}
	return least >= 2 && most-least <= 1
}

func isNoAccount(class ErrorClass) bool { return class == ClassNoAccount }

// treatment is what becomes of one cell's rows.
type treatment int

const (
	// use rows belong to the sender.
	use treatment = iota
	// guess rows are put aside: failures that nobody with the password made.
	guess
	// incident: the right password came from an address that guesses. Its other rows are guesses.
	incident
)

// ownPlaces are where one account is known to have its password right.
type ownPlaces struct {
	// networks holds their countries; providers the networks of each.
	networks  map[*origin]map[string]bool
	providers map[*origin]map[*origin]bool
	// lastHere is when it was last seen at the networks where its password was right, by provider.
	lastHere map[*origin]instant
	// failing are the failures of one program from changing addresses of one network, and from changing networks of one provider.
	failing map[program]*cell
}

// program is what signs in from somewhere: a cell's key without its address.
type program struct {
	cellKey
	at *origin
}

func programOf(c *keyedCell, at *origin) program {
	p := program{c.cellKey, at}
	p.ip = ""
	return p
}

func (o *origins) ownPlaces(a account) ownPlaces {
	var own ownPlaces // most accounts need few of its maps
	for i := range a.cells {
		c := &a.cells[i]
		network, provider := c.at[levelNetwork], c.at[levelProvider]
		switch {
		case o.guessing(c) != nil:
		case !c.seen.proven:
			for _, at := range []*origin{network, provider} {
				if at == nil {
					continue
				}
				if own.failing == nil {
					own.failing = map[program]*cell{}
				}
				key, sum := programOf(c, at), c.cell
				if have := own.failing[key]; have != nil {
					sum = have.clone()
					sum.merge(c.cell)
				}
				own.failing[key] = sum
			}
		case network != nil:
			if own.networks == nil {
				own.networks = map[*origin]map[string]bool{}
			}
			if own.networks[network] == nil {
				own.networks[network] = map[string]bool{}
			}
			for _, country := range c.countryNames() {
				own.networks[network][country] = true
			}
			if provider == nil {
				continue
			}
			if own.providers == nil {
				own.providers, own.lastHere = map[*origin]map[*origin]bool{}, map[*origin]instant{}
			}
			if own.providers[provider] == nil {
				own.providers[provider] = map[*origin]bool{}
			}
			own.providers[provider][network] = true
		}
	}
	if own.providers == nil {
		return own
	}
	for _, c := range a.cells {
		if provider := c.at[levelProvider]; provider != nil && own.networks[c.at[levelNetwork]] != nil {
			own.lastHere[provider] = max(own.lastHere[provider], c.last)
		}
	}
	return own
}

// treat sorts one cell and names the rule by which it is put aside.
func (o *origins) treat(c *keyedCell, number int32, own ownPlaces) (treatment, string) {
	proven := c.seen.proven
	if at := o.guessing(c); at != nil {
		if proven {
			return incident, at.rule
		}
		return guess, at.rule
	}
	network, provider := c.at[levelNetwork], c.at[levelProvider]
	if at := o.provider(c); at != nil && proven {
		// A guesser who changes addresses within a provider tried this account from there, too.
		if t := at.by(number); t.failed && !t.home() {
			return incident, at.rule
		}
	}
	if proven {
		return use, ""
	}
	// Failures from a network and country where the account also knows its password are that place's own, and so are those from a provider within
	// which it moves.
	if countries := own.networks[network]; countries != nil && shareCountry(c.countryNames(), countries) {
		return use, ""
	}
	if provider != nil && len(own.providers[provider]) > 1 {
		return use, ""
	}
	// Where a password was changed, the address may change after it, too: then the old one is silent.
	if last, ok := own.lastHere[provider]; ok && c.first > last && dailyRows(c.cell) <= deviceRowsADay {
		return use, ""
	}
	near := o.near(c)
	all := c.cell
	if failing := own.failing[programOf(c, network)]; failing != nil && near > nearUnknown {
		all = failing // a line whose address changes
	}
	if c.failures(ErrorClass.LooksLikeGuessing) == 0 {
		if failing := own.failing[programOf(c, provider)]; failing != nil && near > nearUnknown && failing.failures(ErrorClass.LooksLikeGuessing) == 0 {
			all = failing
		}
		// Only disabled-account or unclassified failures: a configured client comes more than once and on more than one day.
		switch {
		case all.rows() < fewRows || len(all.days()) < fewDays:
			return guess, "guess-few"
		case near == nearNobody && !deviceRhythm(all):
			return guess, "guess-stray"
		}
		return use, ""
	}
	if near == nearNeighbour && all.rows() >= 2 && len(all.days()) >= 2 && dailyRows(all) <= deviceRowsADay {
		return use, ""
	}
	switch {
	case c.failures(isNoAccount) > 0:
		return guess, "guess-no-account"
	case !deviceRhythm(all):
		return guess, "guess-stray"
	case near == nearNobody:
		return guess, "guess-far"
	}
	return use, ""
}

func dailyRows(c *cell) int {
	most := 0
	for _, day := range c.days() {
		most = max(most, day.rows())
	}
	return most
}

// shareCountry reports whether two places may be one: a country in common, or none known for either.
func shareCountry(a []string, b map[string]bool) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, country := range a {
		if b[country] {
			return true
		}
	}
	return false
}

// maxOrigins is how many origins are listed: a botnet has more than anybody reads.
const maxOrigins = 200

// list gives the networks that guess, those that tried most accounts first.
func (o *origins) list(accounts []account) Guessing {
	type network struct {
		GuessingOrigin
		addresses, countries map[string]bool
		asns                 map[int]bool
		accounts             []tried
		first, last          time.Time
	}
	byNetwork := map[string]*network{}
	for i := range accounts {
		for k := range accounts[i].cells {
			c := &accounts[i].cells[k]
			at := o.guessing(c)
			if at == nil {
				continue
			}
			key := c.at[levelNetwork].name()
			n := byNetwork[key]
			if n == nil {
				n = &network{GuessingOrigin: GuessingOrigin{Network: key, Rule: at.rule}, addresses: map[string]bool{}, countries: map[string]bool{}, asns: map[int]bool{}}
				byNetwork[key] = n
			}
			n.Rule = min(n.Rule, at.rule)
			n.addresses[c.ip] = true
			for _, country := range c.countryNames() {
				n.countries[country] = true
			}
			if c.asn > 0 {
				n.asns[int(c.asn)] = true
			}
			n.accounts = joined(n.accounts, int32(i), c.seen)
			n.Successes += int(c.seen.successes)
			n.Failures += int(c.seen.failures)
			n.first, n.last = earlier(n.first, c.first.time()), later(n.last, c.last.time())
		}
	}
	g := Guessing{Origins: len(byNetwork), List: []GuessingOrigin{}}
	for _, key := range sortedKeys(byNetwork) {
		n := byNetwork[key]
		n.Addresses, n.Countries, n.Accounts = len(n.addresses), sortedKeys(n.countries), len(n.accounts)
		n.ASNs = sortedKeys(n.asns)
		for _, t := range n.accounts {
			if t.proven {
				n.Entered++
			}
			if t.nonexistent {
				n.Nonexistent++
			}
		}
		n.FirstSeen, n.LastSeen = moment(n.first), moment(n.last)
		r := reason(n.Rule, map[string]string{"accounts": strconv.Itoa(n.Accounts), "nonexistent": strconv.Itoa(n.Nonexistent), "failures": strconv.Itoa(n.Failures)})
		n.Text, n.Args = r.Text, r.Args
		g.List = append(g.List, n.GuessingOrigin)
	}
	slices.SortStableFunc(g.List, func(a, b GuessingOrigin) int {
		switch {
		case (a.Entered > 0) != (b.Entered > 0):
			return trueFirst(a.Entered > 0, b.Entered > 0)
		case a.Accounts != b.Accounts:
			return b.Accounts - a.Accounts
		}
		return b.Failures - a.Failures
	})
	if len(g.List) > maxOrigins {
		g.List = g.List[:maxOrigins]
	}
	return g
}
