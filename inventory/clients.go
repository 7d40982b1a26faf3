package inventory

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// place is one client while it is being judged: cells of one network by one program, or of several between which it moves.
type place struct {
	key       cellKey // ip holds the network
	counts    cell
	addresses map[string]int // rows by address
	networks  map[string]bool
	countries map[string]bool
	asns      map[int]bool
	provider  string // see originKey; empty for unknown
	treatment treatment
	verdict   Verdict
	rule      string // the rule behind the verdict
	rhythm    rhythm
	stopped   bool
	// moves says that it is one of those that change their network within a provider; only says that no other client of its sender and program does.
	moves, only bool
}

// putAside is what was put aside of one account from one network.
type putAside struct {
	network  string
	rule     string
	counts   cell
	accounts int // that the network tried
}

// folded is one account's places, and how many of its rows were put aside as guessing: over all protocols, and of SMTP alone.
type folded struct {
	places             []*place
	putAside, excluded int
	// aside are the SMTP rows put aside, by network and rule.
	aside []*putAside
}

func (f *folded) exclude(c *keyedCell, counts *cell, rule string) {
	rows := counts.rows()
	f.putAside += rows
	if !c.smtp || rows == 0 {
		return
	}
	f.excluded += rows
	network := cmp.Or(c.at[levelNetwork].name(), c.ip)
	i := slices.IndexFunc(f.aside, func(a *putAside) bool { return a.network == network && a.rule == rule })
	if i < 0 {
		f.aside = append(f.aside, &putAside{network: network, rule: rule, accounts: 1})
		i = len(f.aside) - 1
		if at := c.at[levelNetwork]; at != nil {
			f.aside[i].accounts = len(at.tried)
		}
	}
	f.aside[i].counts.merge(counts)
}

// fold puts guesses aside and unites the rest into clients.
func fold(a account, number int32, o *origins) folded {
	own := o.ownPlaces(a)
	var f folded
	type user struct {
		cellKey // with the network for the address
		treatment
	}
	byKey := map[user]*place{}
	for i := range a.cells {
		c := &a.cells[i]
		counts := c.cell
		what, rule := o.treat(c, number, own)
		switch what {
		case guess:
			f.exclude(c, counts, rule)
			continue
		case incident:
			var left *cell
			counts, left = c.split()
			f.exclude(c, left, rule)
		}
		key := user{c.cellKey, what}
		key.ip = cmp.Or(c.at[levelNetwork].name(), c.ip)
		p := byKey[key]
		if p == nil {
			p = &place{key: key.cellKey, addresses: map[string]int{}, networks: map[string]bool{}, countries: map[string]bool{}, asns: map[int]bool{}, treatment: what,
				provider: c.at[levelProvider].name()}
			byKey[key] = p
			f.places = append(f.places, p)
		}
		p.take(counts, c.ip, key.ip)
	}
	f.places = unite(f.places)
	return f
}

// take adds a cell's counts.
func (p *place) take(c *cell, ip, network string) {
	p.counts.merge(c)
	p.addresses[ip] += c.rows()
	p.networks[network] = true
	for _, country := range c.countryNames() {
		p.countries[country] = true
	}
	if c.asn > 0 {
		p.asns[int(c.asn)] = true
	}
}

// with adds another place of the same client.
func (p *place) with(o *place) {
	p.counts.merge(&o.counts)
	for ip, n := range o.addresses {
		p.addresses[ip] += n
	}
	for network := range o.networks {
		p.networks[network] = true
	}
	for country := range o.countries {
		p.countries[country] = true
	}
	for asn := range o.asns {
		p.asns[asn] = true
	}
}

// unite makes one client of the networks between which a program moves inside one provider and country: they follow one another, or change too often for
// fixed lines. Networks that are in use side by side are several devices, each at a line of its own.
func unite(places []*place) []*place {
	type mover struct {
		cellKey  // without the address, where it may move
		provider string
		treatment
	}
	byProgram := map[mover][]*place{}
	var order []mover
	for _, p := range places {
		key := mover{p.key, p.provider, p.treatment}
		key.ip = ""
		if p.provider == "" || p.treatment != use {
			key.ip = p.key.ip // nothing is known to unite it by
		}
		if byProgram[key] == nil {
			order = append(order, key)
		}
		byProgram[key] = append(byProgram[key], p)
	}
	var united []*place
	for _, key := range order {
		list := byProgram[key]
		if len(list) == 1 {
			united = append(united, list[0])
			continue
		}
		slices.SortStableFunc(list, func(a, b *place) int {
			return cmp.Or(cmp.Compare(a.counts.first, b.counts.first), strings.Compare(a.key.ip, b.key.ip))
		})
		var lines []*line
		for _, p := range list {
			i := slices.IndexFunc(lines, func(l *line) bool { return l.continues(p) })
			if i < 0 {
				lines = append(lines, newLine(p))
				continue
			}
			lines[i].add(p)
		}
		moving := 0
		for _, l := range lines {
			if len(l.place.networks) > 1 {
				moving++
			}
		}
		for _, l := range lines {
			l.place.moves, l.place.only = len(l.place.networks) > 1, moving == 1
			if l.place.moves {
				l.place.key.ip = mostUsedNetwork(l.place.addresses)
			}
			united = append(united, l.place)
		}
	}
	return united
}

// line is a client that may move from network to network.
type line struct {
	place   *place
	settled bool // at least one of its networks is a fixed line
	days    map[int]bool
}

func newLine(p *place) *line {
	l := &line{place: p, settled: p.settled(), days: map[int]bool{}}
	for _, day := range p.counts.days() {
		l.days[day.number] = true
	}
	return l
}

// continues reports whether a network may be where the client of this line went, or came from.
func (l *line) continues(p *place) bool {
	settled := p.settled()
	if !l.settled && !settled {
		return true
	}
	shared, days := 0, p.counts.days()
	for _, day := range days {
		if l.days[day.number] {
			shared++
		}
	}
	// On the day of a move both are seen; a network that was only ever seen beside the line is another one.
	return shared == 0 || shared == 1 && min(len(days), len(l.days)) > 1 || 5*shared <= min(len(days), len(l.days))
}

func (l *line) add(p *place) {
	for _, day := range p.counts.days() {
		l.days[day.number] = true
	}
	l.settled = l.settled || p.settled()
	l.place.with(p)
}

// settled reports whether a network looks like a fixed line: in use on many of the days between its first and last, mostly from one address.
func (p *place) settled() bool {
	days := p.counts.days()
	if len(days) < 5 || 5*len(days) < 2*(days[len(days)-1].number-days[0].number+1) {
		return false
	}
	return len(p.addresses) <= 2 || 5*p.addresses[mostUsed(p.addresses)] >= 3*p.counts.rows()
}

// client writes a place in the contract's words.
func (p *place) client(sender string) Client {
	errors := errorsOf(&p.counts)
	failures := 0
	for _, e := range errors {
		failures += e.Count
	}
	auth := AuthBasic
	if p.key.oauth {
		auth = AuthOAuth
	}
	return Client{
		ID: clientID(sender, p), Auth: auth, LastSuccess: moment(p.counts.lastSuccess.time()),
		Protocol: p.key.protocol, IP: Optional(mostUsed(p.addresses)), Network: Optional(networkOf(mostUsed(p.addresses))), Addresses: len(p.addresses),
		UserAgent: Optional(p.key.userAgent), App: Optional(p.key.app), Countries: sortedKeys(p.countries), ASNs: sortedKeys(p.asns),
		Probable:  p.counts.probable,
		Successes: p.counts.successes(), Failures: failures,
		FirstSeen: moment(p.counts.first.time()), LastSeen: moment(p.counts.last.time()), ActiveDays: len(p.counts.days()),
		Rhythm: p.rhythm.told(), Stopped: p.stopped, Verdict: p.verdict, Rule: p.rule, Errors: errors,
	}
}

// errorsOf counts failures by code, most frequent first.
func errorsOf(c *cell) []ClientError {
	errors := []ClientError{}
	for code, n := range c.codes() {
		errors = append(errors, ClientError{Code: code, Class: ClassOf(code), Count: n})
	}
	sort.Slice(errors, func(i, j int) bool {
		return errors[i].Count > errors[j].Count || errors[i].Count == errors[j].Count && errors[i].Code < errors[j].Code
	})
	return errors
}

// clientID is short, and the same for the same client in every snapshot: made of the network of one that stays, and of the provider of one that moves.
func clientID(sender string, p *place) string {
	parts := []string{sender, string(p.key.protocol), p.key.ip, p.key.userAgent, p.key.app, strconv.Itoa(int(p.treatment))}
	if p.moves && p.only {
		parts[2] = "AS" + p.provider
	}
	if p.counts.probable {
		parts = append(parts, "probable")
	}
	if p.key.oauth {
		parts = append(parts, "oauth")
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// mostUsed gives the address with most rows, the lesser text of two equals.
func mostUsed(addresses map[string]int) string {
	best, most := "", -1
	for address, n := range addresses {
		if n > most || n == most && address < best {
			best, most = address, n
		}
	}
	return best
}

// mostUsedNetwork gives the network with most rows.
func mostUsedNetwork(addresses map[string]int) string {
	networks := map[string]int{}
	for address, n := range addresses {
		networks[cmp.Or(networkOf(address), address)] += n
	}
	return mostUsed(networks)
}

// asideRules gives for each rule by which rows are put aside the rule that tells a sender of it.
var asideRules = map[string]string{
	"guess-many-accounts": "guess-many-accounts-rows", "guess-network": "guess-network-rows", "guess-provider": "guess-provider-rows",
	"guess-dictionary": "guess-dictionary-rows", "guess-nonexistent": "guess-nonexistent-rows", "guess-blocked-address": "guess-blocked-address-rows",
	"guess-no-account": "guess-no-account-rows", "guess-stray": "guess-stray-rows", "guess-far": "guess-far-rows", "guess-few": "guess-few-rows",
}

// maxExcluded is how many networks are told of a sender's rows that were put aside.
const maxExcluded = 5

// told writes what was put aside of a sender.
func (f *folded) told() Excluded {
	e := Excluded{Records: f.excluded, Origins: []ExcludedOrigin{}, Rules: []Reason{}}
	if f.excluded == 0 {
		return e
	}
	e.Reason = "guessing"
	byRule, networks := map[string]int{}, map[string]bool{}
	for _, a := range f.aside {
		byRule[a.rule] += a.counts.rows()
		networks[a.network] = true
		e.Origins = append(e.Origins, ExcludedOrigin{
			Network: a.network, Countries: a.counts.countryNames(), Records: a.counts.rows(), FirstSeen: moment(a.counts.first.time()), LastSeen: moment(a.counts.last.time()),
			Errors: errorsOf(&a.counts), Accounts: a.accounts, Rule: a.rule,
		})
	}
	e.Networks = len(networks)
	slices.SortStableFunc(e.Origins, func(a, b ExcludedOrigin) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), strings.Compare(a.Network, b.Network), strings.Compare(a.Rule, b.Rule))
	})
	if len(e.Origins) > maxExcluded {
		e.Origins = e.Origins[:maxExcluded]
	}
	for _, rule := range sortedKeys(byRule) {
		e.Rules = append(e.Rules, reason(asideRules[rule], map[string]string{"records": strconv.Itoa(byRule[rule])}))
	}
	return e
}
