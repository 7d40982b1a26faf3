package samples

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// A place is where an address is, as the sign-in log says it. System numbers are those reserved for documentation (RFC 5398).
type place struct {
	city, state, country string
	latitude, longitude  float64
	system               int
	zone                 *time.Location
}

// Offices lie in zones without daylight saving, so that a workday is the same hours all year and no zone data is needed.
var (
	tokyo     = &place{"Tokyo", "Tokyo", "JP", 35.6895, 139.6917, 64496, time.FixedZone("JST", 9*3600)}
	osaka     = &place{"Osaka", "Osaka", "JP", 34.6937, 135.5022, 64496, time.FixedZone("JST", 9*3600)}
	nagoya    = &place{"Nagoya", "Aichi", "JP", 35.1815, 136.9066, 64497, time.FixedZone("JST", 9*3600)}
	phoenix   = &place{"Phoenix", "Arizona", "US", 33.4484, -112.074, 64498, time.FixedZone("MST", -7*3600)}
	singapore = &place{"Singapore", "Central Singapore", "SG", 1.3521, 103.8198, 64499, time.FixedZone("SGT", 8*3600)}
)

// The networks of telephones are those of other providers, with numbers of 32 bits.
var (
	tokyoMobile     = &place{"Tokyo", "Tokyo", "JP", 35.6895, 139.6917, 65536, tokyo.zone}
	singaporeMobile = &place{"Singapore", "Central Singapore", "SG", 1.3521, 103.8198, 65537, singapore.zone}
)

// elsewhere are the places that passwords are guessed from. Nobody of the organisation is in one of them.
var elsewhere = []*place{
	{"Amsterdam", "Noord-Holland", "NL", 52.37403, 4.88969, 64500, time.UTC},
	{"Sao Paulo", "Sao Paulo", "BR", -23.5475, -46.63611, 64501, time.UTC},
	{"Cape Town", "Western Cape", "ZA", -33.92584, 18.42322, 64502, time.UTC},
	{"Stockholm", "Stockholms Lan", "SE", 59.33258, 18.0649, 64503, time.UTC},
	{"Toronto", "Ontario", "CA", 43.70011, -79.4163, 64504, time.UTC},
	{"Perth", "Western Australia", "AU", -31.95224, 115.8614, 64505, time.UTC},
	{"Warsaw", "Mazowieckie", "PL", 52.22977, 21.01178, 64506, time.UTC},
	{"Santiago", "Region Metropolitana", "CL", -33.45694, -70.64827, 64507, time.UTC},
	{"Lisbon", "Lisboa", "PT", 38.71667, -9.13333, 64508, time.UTC},
	{"Mexico City", "Ciudad de Mexico", "MX", 19.42847, -99.12766, 64509, time.UTC},
	{"", "", "FI", 0, 0, 64510, time.UTC}, // the log does not always know the city
	{"", "", "", 0, 0, 64511, time.UTC},   // nor the country
}

// A source is an address, or an IPv6 network of which a new address is used every day.
type source struct {
	address string
	network string // the first four groups, without the colons that end them; used if address is empty
	place   *place
	weight  int
}

// static is one fixed address.
func static(address string, p *place) source { return source{address: address, place: p, weight: 1} }

// roaming is an IPv6 /64 in which a person's address changes from day to day.
func roaming(network string, p *place, weight int) source {
	return source{network: network, place: p, weight: weight}
}

func (s source) at(day int, r *rand.Rand) string {
	if s.address != "" {
		return s.address
	}
	// Mostly one address a day; sometimes a reconnection within the day.
	return fmt.Sprintf("%s::%x:%x", s.network, 0x1000+day, 1+r.IntN(2))
}

func pick(r *rand.Rand, from []source) source {
	total := 0
	for _, s := range from {
		total += s.weight
	}
	n := r.IntN(total)
	for _, s := range from {
		if n < s.weight {
			return s
		}
		n -= s.weight
	}
	return from[len(from)-1]
}
