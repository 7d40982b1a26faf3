package inventory

// An origin is guessing when it fails for many accounts and is at home with few. The numbers are this program's own judgement, kept
// in one place; no Microsoft source gives any.
const (
	// manyAccounts is how many accounts must fail from one address without a single right password before the address is guessing
	// whatever their rhythm.
	manyAccounts = 5
	// crowd is how many accounts must fail from one address before it is guessing even though somebody is at home there and the failures
	// come as regularly as those of devices.
	crowd = 20
	// someAccounts is the same for addresses where at most one account was ever right.
	someAccounts = 3
	// homeShare: an address where accounts that know their password are at least one in homeShare of those that never do is an
	// office with a few broken devices. The other way round, an address where those who know it are more than homeShare to one is an office too.
	homeShare = 3
	// fewSuccesses: more than these from one account make the address that account's own place.
	fewSuccesses = 3
	// deviceDays is on how many days a client must fail before its failures count as the rhythm of a machine.
	deviceDays = 5
	// deviceRowsADay: a device with an old password tries now and then; more a day is a dictionary.
	deviceRowsADay = 200
)

// origin is what one address did over all accounts.
type origin struct {
	failed      map[string]bool // accounts that never showed a right password here
	irregular   map[string]bool // of those, the ones whose failures do not look like a device
	nonexistent map[string]bool // accounts that do not exist
	proven      map[string]int  // accounts with a right password here, with their successes
	blocked     bool            // Microsoft calls the address malicious
	guessing    bool            // see guesses
}

// originsOf looks at every address over all accounts and protocols.
func originsOf(cells map[cellKey]*cell) map[string]*origin {
	type pair struct{ ip, account string }
	proven := map[pair]int{}
	for key, c := range cells {
		if c.proven() {
			proven[pair{key.ip, key.account}] += c.successes()
		}
	}
	origins := map[string]*origin{}
	for key, c := range cells {
		o := origins[key.ip]
		if o == nil {
			o = &origin{failed: map[string]bool{}, irregular: map[string]bool{}, nonexistent: map[string]bool{}, proven: map[string]int{}}
			origins[key.ip] = o
		}
		if c.blockedAddr > 0 {
			o.blocked = true
		}
		if n, ok := proven[pair{key.ip, key.account}]; ok {
			o.proven[key.account] = n
			continue
		}
		if c.failures(ErrorClass.looksLikeGuessing) == 0 {
			continue
		}
		o.failed[key.account] = true
		if !deviceRhythm(c) {
			o.irregular[key.account] = true
		}
		if c.failures(isNoAccount) > 0 {
			o.nonexistent[key.account] = true
		}
	}
	for ip, o := range origins {
		// Rows without a readable address come from anywhere: together they are no place that could guess.
		o.guessing = networkOf(ip) != "" && o.guesses()
	}
	return origins
}

// guesses reports whether what came from an address is guessing.
func (o *origin) guesses() bool {
	failed, proven := len(o.failed), len(o.proven)
	atHome := 0
	for _, successes := range o.proven {
		if successes > fewSuccesses {
			atHome++
		}
	}
	strangers := failed
	if atHome > 0 && failed < crowd {
		strangers = len(o.irregular) // an office's own devices with old passwords are none
	}
	if strangers >= manyAccounts && strangers >= homeShare*proven {
		return true
	}
	// Where a policy blocks everybody, nobody succeeds, and most still know their password.
	if atHome > 0 || proven > homeShare*failed {
		return false
	}
	if len(o.irregular) >= someAccounts && proven <= 1 {
		return true
	}
	return len(o.nonexistent) >= 2 || o.blocked && failed > 0
}

// deviceRhythm reports whether failures come as a machine makes them: on many days, most days between the first and the last, and
// never very many a day.
func deviceRhythm(c *cell) bool {
	days := c.days()
	if len(days) < deviceDays {
		return false
	}
	span := dayNumber(c.last.UTC()) - dayNumber(c.first.UTC()) + 1
	if 2*len(days) < span {
		return false
	}
	for _, day := range days {
		if day.rows() > deviceRowsADay {
			return false
		}
	}
	return true
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

// treat sorts one cell. Failures from a network and country where the same account also knows its password are that place's own;
// provenNetworks holds these countries by network.
func treat(c keyedCell, o *origin, provenNetworks map[string]map[string]bool) treatment {
	if o.guessing {
		if c.proven() {
			return incident
		}
		return guess
	}
	if c.proven() {
		return use
	}
	if countries := provenNetworks[networkOf(c.ip)]; countries != nil && shareCountry(c.countryNames(), countries) {
		return use
	}
	if c.failures(ErrorClass.looksLikeGuessing) == 0 {
		// Only disabled-account or unclassified failures: a configured client comes more than once and on more than one day.
		if c.rows() >= 3 && len(c.days()) >= 2 {
			return use
		}
		return guess
	}
	if deviceRhythm(c.cell) && c.failures(isNoAccount) == 0 {
		return use
	}
	return guess
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
