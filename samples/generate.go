package samples

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"unbasic/inventory"
)

// days is how far back the log goes: what Entra keeps for a tenant with P1.
const days = 30

// A Tenant is an invented organisation with its sign-in log. It does not change once made and may be used by several
// goroutines at once.
type Tenant struct {
	id, partnerID string
	group         string // the group that licences are given by
	// The ids of Conditional Access policies.
	blockPolicy, mailPolicy, reportPolicy, factorPolicy string
	asOf                                                time.Time
	users                                               []*user
	deleted                                             []*user
	rows                                                []signIn // of people and devices, newest first
	truth                                               []Truth
	registry                                            *registry
	seed                                                uint64
	// withPrincipals are the rows with those of applications that sign in by themselves, newest first. Like the messages, they
	// are made when they are first asked for, because most uses of a tenant never do.
	withPrincipals func() []signIn
	messages       func() []message // newest first
}

// New makes the organisation as it is at a moment, with a sign-in log of the 30 days before. Sign-ins lie at or after the
// start of that span and before asOf, which is cut to whole seconds and taken to UTC. The same seed and asOf give the
// same tenant; another seed gives other ids and moments, and the same accounts.
func New(seed uint64, asOf time.Time) *Tenant {
	asOf = asOf.UTC().Truncate(time.Second)
	g := &generator{seed: seed, asOf: asOf}
	r := g.stream("tenant")
	t := &Tenant{
		id: newGUID(r), partnerID: newGUID(r), asOf: asOf, seed: seed,
		blockPolicy: newGUID(r), mailPolicy: newGUID(r), reportPolicy: newGUID(r), factorPolicy: newGUID(r),
	}
	g.group = newGUID(r)
	t.group = g.group
	for _, a := range catalogue() {
		g.account(a)
	}
	for _, upn := range invented {
		g.identities = append(g.identities, &identity{userID: nobody, upn: upn, name: upn, archetype: neverExisted,
			verdict: inventory.VerdictNoise, kind: inventory.KindUnknown, license: inventory.LicenseNotFound})
	}
	g.guess()
	slices.SortFunc(g.rows, func(a, b signIn) int { return before(&a, &b) })
	t.users, t.deleted, t.rows, t.truth = g.users, g.deleted, g.rows, g.findTruth()
	t.registry = g.register(t)
	t.withPrincipals = sync.OnceValue(func() []signIn { return g.addPrincipals(t) })
	t.messages = sync.OnceValue(func() []message { return g.trace(t.rows) })
	return t
}

// A generator makes one tenant. Every account has its own stream of random numbers, so that a change to one leaves the
// others as they were.
type generator struct {
	seed       uint64
	asOf       time.Time
	group      string // the group that licences are given by
	identities []*identity
	users      []*user
	deleted    []*user
	rows       []signIn
}

func (g *generator) stream(name string) *rand.Rand {
	return rand.New(rand.NewPCG(g.seed, seedOf(name)))
}

// seedOf gives the half of a seed that belongs to a name.
func seedOf(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name)) // a hash never fails to write
	return h.Sum64()
}

func (g *generator) span(r *rand.Rand) span {
	return span{since: g.asOf.Add(-days * 24 * time.Hour), until: g.asOf, random: r}
}

// account adds an account to the directory, and to the log what it does there.
func (g *generator) account(a *account) {
	r := g.stream(a.upn)
	who := &identity{userID: newGUID(r), upn: strings.ToLower(a.upn), name: a.name, guest: a.guest, archetype: a.archetype,
		verdict: a.verdict, kind: a.kind, license: a.license.state, licenseEnds: g.endOf(a.license)}
	if a.guest {
		// The log names guests by their home address and not by the directory's spelling.
		home, _, _ := strings.Cut(who.upn, "#")
		who.upn = strings.Replace(home, "_", "@", 1)
	}
	g.identities = append(g.identities, who)
	u := g.user(r, a, who)
	if a.absent {
		g.delete(u)
	} else {
		g.users = append(g.users, u)
	}
	if a.sends != nil {
		g.send(r, a.sends, who)
	}
	if a.modern {
		g.useModern(r, a, who)
	}
	if a.phone != nil {
		g.usePhone(g.stream("phone "+a.upn), a.phone, who)
	}
}

// send adds the sign-ins of a habit.
func (g *generator) send(r *rand.Rand, h *habit, who *identity) {
	s := g.span(r)
	times := h.rhythm(s)
	client := h.client
	if client == "" {
		client = clientSMTP
	}
	typos := map[int]bool{}
	for range h.typos {
		// In the second half and not the last: somebody who mistypes has signed in before and tries again.
		if half := len(times) / 2; half > 1 {
			typos[half+r.IntN(half-1)] = true
		}
	}
	for i, at := range times {
		origin := pick(r, h.from)
		if typos[i] {
			origin = h.from[0]
		}
		row := signIn{at: at, who: who, client: client, agent: basicAgent, event: interactive, app: basicMail, device: noDevice,
			address: origin.at(s.day(at), r), place: origin.place, factors: 1, reportOnly: h.reportOnly}
		if h.result != nil {
			row.code = h.result(s, at)
		}
		if r.IntN(100) < h.background {
			row.event = nonInteractive
		}
		if typos[i] {
			row.code = 50126
		}
		g.add(r, row, false)
		if h.readsIMAP && r.IntN(3) == 0 {
			row.at = at.Add(time.Duration(1+r.IntN(3)) * time.Second)
			row.client, row.code, row.agent = clientIMAP, 53003, "CBAInPROD"
			if s.contains(row.at) {
				g.add(r, row, false)
			}
		}
	}
}

// add completes a row and counts it. A guess is the failure of somebody who tries passwords.
func (g *generator) add(r *rand.Rand, row signIn, guess bool) {
	row.id, row.correlation = newGUID(r), newGUID(r)
	row.latency = 60 + r.IntN(400)
	g.rows = append(g.rows, row)
	if row.code == 0 {
		row.who.note(&row)
	}
	switch {
	case !isSMTP(row.client):
	case guess:
		row.who.excluded++
	case row.code == 0:
		row.who.successes++
	default:
		row.who.failures++
	}
}

// newGUID gives a random GUID of version 4.
func newGUID(r *rand.Rand) string {
	a, b := r.Uint64(), r.Uint64()
	a = a&^0xf000 | 0x4000
	b = b&^(0xc0<<56) | 0x80<<56
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff)
}
