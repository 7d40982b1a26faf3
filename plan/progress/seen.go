package progress

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"unbasic/inventory"
)

// seen is what the sign-ins show of one sender. Times are zero for never.
type seen struct {
	account *inventory.Sender // nil where the inventory does not know it
	// basic is the last success with Basic and basicBy the client of it; tried and triedBy the same of a client that was only refused since its own last success.
	basic, tried     time.Time
	basicBy, triedBy *inventory.Client
	oauth            time.Time
	// period is that of the slowest client with Basic; 0 where there is none.
	period int
}

// usesBasic reports whether a client submits mail with a password. Files of older versions do not say how a client signs in, so only OAuth is taken at its word.
func usesBasic(c *inventory.Client) bool {
	return submits(c) && c.Auth != inventory.AuthOAuth
}

func submits(c *inventory.Client) bool { return c.Protocol == inventory.ProtocolSMTP || c.Probable }

// lastSuccess is the last success of a client. Files of older versions do not tell it, and then it may have been at any time up to the last row.
func lastSuccess(c *inventory.Client) time.Time {
	switch {
	case c.LastSuccess != nil:
		return *c.LastSuccess
	case c.Successes > 0 && c.LastSeen != nil:
		return *c.LastSeen
	}
	return time.Time{}
}

// lastRefusal is when a client was last refused that has not succeeded since. What a guesser is refused is nobody's mail.
func lastRefusal(c *inventory.Client) time.Time {
	if c.LastSeen == nil || c.Verdict == inventory.VerdictSuspicious || c.Verdict == inventory.VerdictNoise || !c.LastSeen.After(lastSuccess(c)) {
		return time.Time{}
	}
	return *c.LastSeen
}

// look gathers what the sign-ins show of a sender, which may be nil.
func look(s *inventory.Sender) seen {
	e := seen{account: s}
	if s == nil {
		return e
	}
	for i := range s.Clients {
		c := &s.Clients[i]
		if !usesBasic(c) {
			if submits(c) {
				if at := lastSuccess(c); at.After(e.oauth) {
					e.oauth = at
				}
			}
			continue
		}
		if at := lastSuccess(c); at.After(e.basic) {
			e.basic, e.basicBy = at, c
		}
		if at := lastRefusal(c); at.After(e.tried) {
			e.tried, e.triedBy = at, c
		}
		if c.Verdict != inventory.VerdictSuspicious { // an intruder has no rhythm that anybody waits for
			e.period = max(e.period, periodOf(c.Rhythm))
		}
	}
	return e
}

// movedInPlace reports whether every client that ever signed in with Basic is followed by one with OAuth from its network, not before a moment.
func (e seen) movedInPlace(since time.Time) bool {
	if e.account == nil {
		return false
	}
	moved := 0
	for i := range e.account.Clients {
		c := &e.account.Clients[i]
		last := lastSuccess(c)
		if !usesBasic(c) || last.IsZero() {
			continue
		}
		follows := slices.ContainsFunc(e.account.Clients, func(o inventory.Client) bool {
			at := lastSuccess(&o)
			return o.Protocol == inventory.ProtocolSMTP && o.Auth == inventory.AuthOAuth && o.Network != "" && o.Network == c.Network && at.After(last) && !at.Before(since)
		})
		if !follows {
			return false
		}
		moved++
	}
	return moved > 0
}

// contradicting are the clients that signed in with Basic since a moment, or only tried to, by id.
func (e seen) contradicting(since time.Time) []Client {
	list := []Client{}
	if e.account == nil {
		return list
	}
	for i := range e.account.Clients {
		c := &e.account.Clients[i]
		if !usesBasic(c) {
			continue
		}
		switch success, refusal := lastSuccess(c), lastRefusal(c); {
		case !success.IsZero() && !success.Before(since):
			list = append(list, contradictionOf(c, success, false))
		case !refusal.IsZero() && !refusal.Before(since):
			list = append(list, contradictionOf(c, refusal, true))
		}
	}
	slices.SortFunc(list, func(a, b Client) int { return strings.Compare(a.ID, b.ID) })
	return list
}

func contradictionOf(c *inventory.Client, at time.Time, refused bool) Client {
	return Client{
		ID: c.ID, IP: c.IP, UserAgent: c.UserAgent, App: c.App, Last: inUTC(at), Refused: refused, Suspicious: c.Verdict == inventory.VerdictSuspicious,
	}
}

// label names a client in a sentence: by its address, or by what else there is of it.
func (c Client) label() string {
	for _, text := range []string{string(c.IP), string(c.UserAgent), string(c.App), c.ID} {
		if text != "" {
			return clipped(text)
		}
	}
	return "?"
}

// clipped keeps a text that strangers wrote from filling a sentence.
func clipped(text string) string {
	const most = 60
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
