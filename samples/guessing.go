package samples

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// hostileAgent is what somebody who guesses passwords can make the log hold: a terminal control sequence, markup, a formula
// and a line break.
const hostileAgent = "=cmd|' /C calc'!A0\x1b]0;owned\x07\x1b[2J<script>alert(1)</script>\r\n\"></td>"

// A spray is one network that tries a few passwords at nearly every account, one round after the other.
type spray struct {
	name    string
	place   *place
	address func(round int, r *rand.Rand) string
	starts  []time.Duration // of each round, from the start of the log
	clients []string
	// winsIn is the round in which it signs in to the account that it breaks into; -1 if it never does.
	winsIn int
}

var sprays = []spray{
	{"first", elsewhere[0], func(_ int, r *rand.Rand) string { return fmt.Sprintf("192.0.2.%d", 66+r.IntN(3)) },
		[]time.Duration{75 * time.Hour, 214 * time.Hour, 418 * time.Hour, 590 * time.Hour}, []string{clientSMTP}, 2},
	{"second", elsewhere[1], func(round int, r *rand.Rand) string {
		return fmt.Sprintf("2001:db8:f00d:1::%x:%x", round+1, 0x20+r.IntN(64))
	}, []time.Duration{141 * time.Hour, 333 * time.Hour, 655 * time.Hour}, []string{clientSMTP, clientSMTP, clientIMAP, clientPOP}, -1},
}

// guess adds everybody who tries passwords.
func (g *generator) guess() {
	for _, s := range sprays {
		g.spray(s)
	}
	g.guessSlowly()
}

func (g *generator) spray(s spray) {
	r := g.stream("spray " + s.name)
	log := g.span(r)
	won := false
	for round, start := range s.starts {
		at := log.since.Add(start + time.Duration(r.IntN(1800))*time.Second)
		for turn, who := range shuffled(r, g.identities) {
			if who.guest || who.archetype == deletedAccount || (won && who.archetype == incident) {
				continue
			}
			// It does not know everybody, but it has to find its victim.
			if who.archetype != incident && r.IntN(12) == 0 {
				continue
			}
			at = at.Add(time.Duration(3+r.IntN(20)) * time.Second)
			row := signIn{at: at, who: who, client: s.clients[r.IntN(len(s.clients))], agent: basicAgent, event: interactive,
				app: basicMail, device: noDevice, address: s.address(round, r), place: s.place, factors: 1, code: guessCode(r, who, round)}
			if turn%40 == 7 {
				row.agent = hostileAgent
			}
			if who.archetype == incident && round == s.winsIn {
				row.client, row.code, won = clientSMTP, 0, true
				g.add(r, row, false)
				continue
			}
			g.add(r, row, true)
		}
	}
}

// guessCode is how a wrong password ends: later rounds meet accounts that are locked by then.
func guessCode(r *rand.Rand, who *identity, round int) int {
	switch {
	case who.userID == nobody:
		return 50034
	case round > 0 && r.IntN(4) == 0:
		return 50053
	default:
		return 50126
	}
}

// guessSlowly is one password now and then at a few accounts, from many networks and countries that each come only a few
// times, so that no network alone looks like much.
func (g *generator) guessSlowly() {
	targets := []string{"mfp-osaka-3f@example.jp", "taro.mihon@example.jp", "place.holder@contoso.com", "support@contoso.com", "erp-notify@contoso.com"}
	for _, target := range targets {
		i := slices.IndexFunc(g.identities, func(who *identity) bool { return who.upn == target })
		who := g.identities[i]
		r := g.stream("slow " + target)
		log := g.span(r)
		for network := range 34 {
			where := elsewhere[2+r.IntN(len(elsewhere)-2)]
			prefix := fmt.Sprintf("2001:db8:%x:%x", 0xe000+i, 0x100+network)
			at := log.since.Add(time.Duration(network)*21*time.Hour + time.Duration(r.IntN(18*3600))*time.Second)
			for range 1 + r.IntN(2) {
				at = at.Add(time.Duration(40+r.IntN(300)) * time.Second)
				row := signIn{at: at, who: who, client: clientSMTP, agent: basicAgent, event: interactive, app: basicMail, device: noDevice,
					address: fmt.Sprintf("%s::%x", prefix, 1+r.IntN(0xffff)), place: where, factors: 1, code: guessCode(r, who, r.IntN(3))}
				if log.contains(at) {
					g.add(r, row, true)
				}
			}
		}
	}
}
