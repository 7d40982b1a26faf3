package population

import (
	"math/rand/v2"
	"time"
)

// A campaign is somebody who guesses passwords of many accounts.
type campaign struct {
	seed  uint64
	share float64 // of the accounts
	from  []*line
	// one account is tried rounds times: once a round, in an order of the campaign's own (a spray), or at any time (a botnet).
	rounds      int
	begin       time.Time
	gap, length time.Duration
	anyTime     bool
	channels    []channel
	// malicious and locked are the shares of attempts that are answered with 50053, because of the address and because of the account.
	malicious, locked float64
	// broad campaigns try many accounts from every network, so that a success there is plainly theirs.
	broad bool
	smtp  bool
}

func (p *Population) newCampaigns(r *rand.Rand, accounts int) []*campaign {
	w := p.world
	host := func(c country, v4 string) *line {
		if v4 == "" && r.IntN(3) == 0 {
			// At the same hosting provider as servers of the organisation, who rents to everybody.
			l := *w.clouds[r.IntN(len(w.clouds))]
			l.block, l.subnet, l.first, l.hosts = w.newBlock(), uint16(r.IntN(0xff00)), 1+r.IntN(0xff00), 1
			return &l
		}
		l := &line{country: c, asn: w.documentedASN(), subnets: 1, first: 2 + r.IntN(240), hosts: 1}
		if l.v4 = v4; v4 == "" {
			l.block, l.subnet = w.newBlock(), uint16(r.IntN(0xff00))
		}
		return l
	}
	spray := func(from ...*line) *campaign {
		c := &campaign{
			seed: r.Uint64(), share: 0.35 + r.Float64()*0.6, from: from, rounds: 1 + r.IntN(4), begin: p.since.Add(time.Duration(r.IntN(22*24)) * time.Hour),
			gap: time.Duration(6+r.IntN(40)) * time.Hour, channels: []channel{basicSMTP}, locked: 0.02 + r.Float64()*0.1, broad: true, smtp: true,
		}
		c.length = min(c.gap, time.Duration(20+r.IntN(400))*time.Minute)
		if r.IntN(3) == 0 {
			c.malicious = 0.1 + r.Float64()*0.7
		}
		return c
	}
	var all []*campaign
	// From one address, in one or several countries.
	for n := 1 + r.IntN(2); n > 0; n-- {
		all = append(all, spray(host(w.abroad(r), "")))
	}
	// Rotating over a network: a /24 of a hosting provider, or many /64s.
	rotating := spray(host(w.abroad(r), w.v4[2]))
	rotating.from[0].first, rotating.from[0].hosts = 2, 30+r.IntN(220)
	all = append(all, rotating)
	// Over many networks of one provider, a new one for each attempt. None of them tries many, so nobody comes in here.
	scattered := spray(host(w.abroad(r), ""))
	scattered.broad, scattered.rounds = false, 1+r.IntN(3)
	scattered.from[0].subnet, scattered.from[0].subnets = 1, 0xff00
	all = append(all, scattered)
	// From one address, slowly all through the month, a hundred accounts or two.
	slow := spray(host(w.abroad(r), ""))
	slow.share, slow.rounds, slow.anyTime = min(0.6, float64(80+r.IntN(150))/float64(accounts)), 1+r.IntN(2), true
	slow.begin, slow.length, slow.broad = p.since.Add(time.Hour), p.asOf.Sub(p.since)-2*time.Hour, accounts > 60
	all = append(all, slow)
	// From a household in the tenant's own country.
	domestic := spray(w.providerOf(w.home).household(r))
	domestic.from[0].hosts = 1
	all = append(all, domestic)
	// Over mail readers' protocols, with SMTP among them or not.
	mail := spray(host(w.abroad(r), ""))
	mail.channels, mail.smtp = []channel{imap, pop}, false
	all = append(all, mail)
	mixed := spray(host(w.abroad(r), ""))
	mixed.channels = []channel{basicSMTP, imap, otherClients, pop}
	mixed.broad, mixed.smtp = false, false // not every account that it tries is tried over SMTP
	all = append(all, mixed)
	// Hijacked machines all over the world, each of which tries a few.
	for n := 1 + r.IntN(2); n > 0; n-- {
		c := spray()
		c.broad, c.anyTime, c.rounds, c.share = accounts > 400, true, 3+r.IntN(8), 0.2+r.Float64()*0.5
		c.begin = p.since.Add(time.Duration(r.IntN(6*24)) * time.Hour)
		c.length = p.asOf.Sub(c.begin)
		bots := float64(accounts) * c.share * float64(c.rounds) / float64(2+r.IntN(8))
		block, n := w.newBlock(), min(max(25, int(bots)), 4000)
		for range n {
			where := elsewhere[r.IntN(len(elsewhere))]
			if r.IntN(6) == 0 {
				where = homes[r.IntN(len(homes))]
			}
			c.from = append(c.from, &line{
				country: where, asn: firstBotASN + r.IntN(535), block: block, subnet: uint16(r.IntN(0xffff)), subnets: 1, first: 1 + r.IntN(0xffff), hosts: 1,
			})
		}
		all = append(all, c)
	}
	return all
}

// guesses gives what others try of an account.
func (p *Population) guesses(a *account) []client {
	if a.exposure == unexposed {
		return nil
	}
	var all []client
	certain := -1
	if a.certain || a.entered > 0 {
		var fit []int
		for i, c := range p.campaigns {
			if c.smtp && (c.broad || a.entered == 0) {
				fit = append(fit, i)
			}
		}
		certain = fit[mix(a.seed, 77)%uint64(len(fit))]
	}
	for i, c := range p.campaigns {
		r := rand.New(rand.NewPCG(c.seed, a.seed))
		if r.Float64() >= c.share && i != certain {
			continue
		}
		all = append(all, p.tries(c, a, r)...)
		if i == certain && a.entered > 0 {
			all = append(all, p.entries(c, a, r))
		}
	}
	return all
}

// tries gives the attempts of one campaign at one account.
func (p *Population) tries(c *campaign, a *account, r *rand.Rand) []client {
	var all []client
	for round := range c.rounds {
		at := c.begin.Add(time.Duration(r.Float64() * float64(c.length)))
		if !c.anyTime {
			at = at.Add(time.Duration(round) * c.gap)
		}
		at = at.Truncate(time.Second)
		ch := c.channels[r.IntN(len(c.channels))]
		if ch.smtp && a.exposure == exposedMail || !at.Before(p.asOf) {
			continue
		}
		// Addresses of a network are used in turn; stays makes each attempt draw one.
		g := client{from: c.bot(r), stays: time.Second, channel: ch, guess: true}
		e := event{at: at, code: 50126}
		switch n := r.Float64(); {
		case n < c.malicious:
			e.code, g.malicious = 50053, true
		case a.nonexistent:
			e.code = 50034
		case n < c.malicious+c.locked:
			e.code = 50053
		}
		g.events = []event{e}
		all = append(all, g)
	}
	return all
}

// bot draws a network; of many, some are busy and most are not.
func (c *campaign) bot(r *rand.Rand) *line {
	x := r.Float64()
	return c.from[int(x*x*float64(len(c.from)))]
}

// entries are the sign-ins of a guesser who found the password: one, or what he then sends.
func (p *Population) entries(c *campaign, a *account, r *rand.Rand) client {
	from := *c.from[r.IntN(1+len(c.from)/100)] // of a botnet, one of the busiest
	// He stays at the address where he found it, which tried others as well.
	if from.hosts > 1 {
		from.first, from.hosts = from.first+r.IntN(from.hosts), 1
	}
	g := client{from: &from, channel: basicSMTP, guess: true}
	at := c.begin.Add(time.Duration(r.Float64() * float64(c.length)))
	for range a.entered {
		at = at.Truncate(time.Second)
		if at.Before(p.asOf) {
			g.events = append(g.events, event{at: at})
		}
		at = at.Add(time.Duration(1+r.IntN(90)) * time.Minute)
	}
	return g
}

// brute lets somebody try one account alone: fast, hundreds a day for a day or three, or slowly, a few a day for weeks.
func (m *maker) brute(fast bool) {
	w, r := m.world, m.r
	where := w.abroad(r)
	if w.noASN {
		// Where providers are not told apart, a country in which the organisation has a server would make this look like one with an old password.
		where = w.unknown(r)
	}
	from := &line{country: where, asn: firstBotASN + r.IntN(535), block: m.bruteBlock, subnet: uint16(r.IntN(0xff00)), subnets: 1, first: 1 + r.IntN(0xff00), hosts: 1}
	switch r.IntN(3) {
	case 0:
		from.hosts = 2 + r.IntN(6)
	case 1:
		from.subnets, from.hosts = 8, 3
	}
	g := client{from: from, stays: time.Hour, channel: basicSMTP, guess: true}
	locked := 0.0
	if r.IntN(2) == 0 {
		locked = 0.2 + r.Float64()*0.5
	}
	put := func(at time.Time, tried int) {
		code := 50126
		if tried > 10 && r.Float64() < locked {
			code = 50053
		}
		if at = at.Truncate(time.Second); at.Before(m.asOf) {
			g.events = append(g.events, event{at: at, code: code})
		}
	}
	if fast {
		at := m.since.Add(time.Duration(r.IntN(26*24*60)) * time.Minute)
		rate := 150 + r.IntN(500) // a day
		for n := range rate * (1 + r.IntN(3)) {
			put(at, n)
			at = at.Add(time.Duration(r.ExpFloat64() * 24 * float64(time.Hour) / float64(rate)))
		}
	} else {
		begin, length, n := r.IntN(8), 14+r.IntN(9), 0
		for day := range length {
			for range 2 + r.IntN(5) {
				put(m.since.Add(time.Duration((begin+day)*1440+r.IntN(1440))*time.Minute+time.Duration(r.IntN(60))*time.Second), n)
				n++
			}
		}
	}
	m.a.clients = append(m.a.clients, g)
}
