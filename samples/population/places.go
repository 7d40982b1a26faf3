package population

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// A country is where something is. Hours from UTC are whole and never change, so that a workday is the same hours all year.
type country struct {
	code, city string
	hours      int
}

// zone is the country's clock.
func (c country) zone() *time.Location { return time.FixedZone(c.code, c.hours*3600) }

// homes are the countries that an organisation is at home in.
var homes = []country{
	{"JP", "Tokyo", 9}, {"US", "Phoenix", -7}, {"DE", "Kassel", 1}, {"GB", "Leeds", 0}, {"FR", "Dijon", 1}, {"AU", "Perth", 8}, {"BR", "Recife", -3},
	{"IN", "Pune", 5}, {"SG", "Singapore", 8}, {"CA", "Regina", -6},
}

// elsewhere are the countries that guesses, trips and hired servers are in as well.
var elsewhere = []country{
	{"NL", "Utrecht", 1}, {"ZA", "Durban", 2}, {"SE", "Malmo", 1}, {"PL", "Lublin", 1}, {"CL", "Talca", -4}, {"PT", "Braga", 0}, {"MX", "Puebla", -6},
	{"VN", "Hue", 7}, {"TH", "Chiang Mai", 7}, {"ID", "Bandung", 7}, {"KR", "Daegu", 9}, {"TW", "Tainan", 8}, {"TR", "Bursa", 3}, {"RO", "Cluj", 2},
	{"BG", "Varna", 2}, {"UA", "Lviv", 2}, {"KE", "Kisumu", 3}, {"NG", "Ibadan", 1}, {"EG", "Luxor", 2}, {"AR", "Rosario", -3}, {"CO", "Cali", -5},
	{"PE", "Cusco", -5}, {"ES", "Soria", 1}, {"IT", "Lecce", 1}, {"CZ", "Brno", 1}, {"FI", "Oulu", 2}, {"NO", "Bergen", 1}, {"IE", "Cork", 0},
	{"MY", "Ipoh", 8}, {"PH", "Davao", 8},
}

// A line is an access to the internet: where rows come from. It is one address, or several, or addresses that move within a network of its provider.
type line struct {
	country country
	asn     int
	// v4 is a network of 256 addresses, such as "192.0.2."; empty on IPv6, where block is the third group of 2001:db8::/32.
	v4    string
	block uint16
	// subnet is the first /64 of a line on IPv6, subnets how many of them it moves in; first and hosts are the same within a network.
	subnet  uint16
	subnets int
	first   int
	hosts   int
	// next is the line that the place has instead from a moment on: the office changed its provider.
	next  *line
	until time.Time
}

// address gives the address for a key. Equal keys give equal addresses, so that a session stays where it is.
func (l *line) address(key uint64) string {
	host := l.first
	if l.hosts > 1 {
		host += int(mix(key, 1) % uint64(l.hosts))
	}
	if l.v4 != "" {
		return l.v4 + strconv.Itoa(host)
	}
	subnet := max(l.subnet, 1) // a group of zeros is written in another way
	if l.subnets > 1 {
		subnet += uint16(mix(key, 2) % uint64(l.subnets))
	}
	b := append(make([]byte, 0, 40), "2001:db8:"...)
	b = strconv.AppendUint(b, uint64(l.block), 16)
	b = strconv.AppendUint(append(b, ':'), uint64(subnet), 16)
	return string(strconv.AppendUint(append(b, "::"...), uint64(host), 16))
}

// moves reports whether the line has more than one address.
func (l *line) moves() bool { return l.hosts > 1 || l.subnets > 1 }

// An office is a site of the organisation with its own way out, behind which everybody and everything there shows one address or a few.
type office struct {
	country country
	nat     *line
	// provider is who sells access lines in the country.
	provider *provider
	// closed are days on which nobody works, besides weekends.
	closed map[int]bool
}

// A provider sells lines to households and small branches (fixed) and to phones (mobile). A carrier has one number for both or two.
type provider struct {
	country                   country
	fixedASN, mobileASN       int
	fixedBlock, mobileBlock   uint16
	fixedBlocks, mobileBlocks int
	// onePool: addresses that are handed out anew stay within one network.
	onePool bool
}

// household is the line of one home or branch: a /64 of its own whose host part moves, as privacy addresses do.
func (p *provider) household(r *rand.Rand) *line {
	return &line{
		country: p.country, asn: p.fixedASN, block: p.fixedBlock + uint16(r.IntN(p.fixedBlocks)), subnet: uint16(r.IntN(0xf000)), subnets: 1,
		first: 1 + r.IntN(0xf000), hosts: 1 + r.IntN(4),
	}
}

// pool is a line whose address is handed out anew every few days, out of many networks.
func (p *provider) pool(r *rand.Rand) *line {
	l := &line{
		country: p.country, asn: p.fixedASN, block: p.fixedBlock + uint16(r.IntN(p.fixedBlocks)), subnet: uint16(r.IntN(0x8000)),
		subnets: 16 << r.IntN(6), first: 1 + r.IntN(200), hosts: 1 + r.IntN(50),
	}
	if p.onePool {
		l.subnets = 1
	}
	return l
}

// phone is a connection of the mobile network, which hands out another /64 every time.
func (p *provider) phone(r *rand.Rand) *line {
	return &line{
		country: p.country, asn: p.mobileASN, block: p.mobileBlock + uint16(r.IntN(p.mobileBlocks)), subnet: uint16(r.IntN(0x4000)), subnets: 4096, first: 1, hosts: 3,
	}
}

// A world is what a tenant's accounts share.
type world struct {
	home      country
	since     time.Time
	offices   []*office
	providers map[string]*provider
	// clouds are where servers are hired.
	clouds []*line
	// foreign are providers of countries that people travel to.
	foreign   []*provider
	nextBlock uint16
	nextASN   int
	v4        []string
	r         *rand.Rand
	// noASN: the log does not say whose networks addresses are in, as older exports do not. Then a place can't be told from another by its provider.
	noASN bool
}

func newWorld(r *rand.Rand, senders int, since time.Time, noASN bool) *world {
	w := &world{r: r, since: since, noASN: noASN, providers: map[string]*provider{}, nextBlock: 0x100, nextASN: 64512 + r.IntN(200), v4: []string{"192.0.2.", "198.51.100.", "203.0.113."}}
	r.Shuffle(len(w.v4), func(i, j int) { w.v4[i], w.v4[j] = w.v4[j], w.v4[i] })
	w.home = homes[r.IntN(len(homes))]
	abroad := homes[r.IntN(len(homes))]
	for n := 2 + min(senders/120, 60) + r.IntN(3); n > 0; n-- {
		c := w.home
		if r.IntN(5) == 0 {
			c = abroad
		}
		w.offices = append(w.offices, w.newOffice(c))
	}
	for n := 4 + r.IntN(4); n > 0; n-- {
		c := elsewhere[r.IntN(len(elsewhere))]
		if r.IntN(3) == 0 {
			c = homes[r.IntN(len(homes))]
		}
		w.clouds = append(w.clouds, &line{country: c, asn: w.documentedASN(), block: w.newBlock(), subnets: 1})
	}
	for range 8 {
		w.foreign = append(w.foreign, w.providerOf(w.abroad(r)))
	}
	return w
}

// newBlock gives a /48 that nobody has yet.
func (w *world) newBlock() uint16 {
	w.nextBlock++
	return w.nextBlock
}

func (w *world) newBlocks(n int) uint16 {
	first := w.nextBlock + 1
	w.nextBlock += uint16(n)
	return first
}

// firstBotASN begins the numbers of hijacked machines, so that they are in nobody else's network.
const firstBotASN = 65000

// privateASN gives a number for private use that nobody has yet, as long as there are such.
func (w *world) privateASN() int {
	w.nextASN++
	if w.nextASN >= firstBotASN {
		w.nextASN = 64512
	}
	return w.nextASN
}

// documentedASN gives one of the numbers reserved for documentation (RFC 5398).
func (w *world) documentedASN() int {
	if w.r.IntN(2) == 0 {
		return 64496 + w.r.IntN(16)
	}
	return 65536 + w.r.IntN(16)
}

func (w *world) providerOf(c country) *provider {
	if p := w.providers[c.code]; p != nil {
		return p
	}
	p := &provider{country: c, fixedASN: w.privateASN(), fixedBlocks: 4, mobileBlocks: 2, onePool: w.noASN}
	p.mobileASN = p.fixedASN
	if w.r.IntN(3) > 0 {
		p.mobileASN = w.privateASN()
	}
	p.fixedBlock, p.mobileBlock = w.newBlocks(p.fixedBlocks), w.newBlocks(p.mobileBlocks)
	w.providers[c.code] = p
	return p
}

func (w *world) newOffice(c country) *office {
	o := &office{country: c, provider: w.providerOf(c), closed: map[int]bool{}}
	o.nat = &line{country: c, asn: w.privateASN(), subnets: 1, first: 1 + w.r.IntN(200), hosts: 1 + w.r.IntN(3)}
	// Two of the three documentation networks are offices; the third belongs to those who guess.
	if taken := len(w.offices); taken < 2 {
		o.nat.v4 = w.v4[taken]
	} else {
		o.nat.block = w.newBlock()
	}
	if w.r.IntN(3) == 0 {
		// A small office on an ordinary line of the provider that people have at home too.
		o.nat.asn = o.provider.fixedASN
	}
	if len(w.offices) >= 2 && w.r.IntN(4) == 0 {
		next := *o.nat
		next.asn, next.block, next.v4 = w.privateASN(), w.newBlock(), ""
		o.nat.next, o.nat.until = &next, w.since.AddDate(0, 0, 4+w.r.IntN(22))
	}
	for n := w.r.IntN(3); n > 0; n-- {
		o.closed[w.r.IntN(days)] = true
	}
	return o
}

// server is a machine hired in a cloud.
func (w *world) server(r *rand.Rand) *line {
	l := *w.clouds[r.IntN(len(w.clouds))]
	l.subnet, l.first, l.hosts = uint16(r.IntN(0xff00)), 1+r.IntN(0xff00), 1
	return &l
}

// abroad gives a country that the organisation has no office in.
func (w *world) abroad(r *rand.Rand) country {
	for {
		c := elsewhere[r.IntN(len(elsewhere))]
		if !w.hasOffice(c) {
			return c
		}
	}
}

// unknown gives a country that nothing and nobody of the organisation is ever in.
func (w *world) unknown(r *rand.Rand) country {
	for {
		c := w.abroad(r)
		same := func(l *line) bool { return l.country.code == c.code }
		if !slices.ContainsFunc(w.clouds, same) && !slices.ContainsFunc(w.foreign, func(p *provider) bool { return p.country.code == c.code }) {
			return c
		}
	}
}

func (w *world) hasOffice(c country) bool {
	for _, o := range w.offices {
		if o.country.code == c.code {
			return true
		}
	}
	return false
}

// mix makes a number that looks like chance out of two.
func mix(a, b uint64) uint64 {
	x := a + 0x9e3779b97f4a7c15*(b+1)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
