package plan

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// matches reports whether a pattern means an account by its name or id. Letters are the same in any case, and a star stands for any number of characters.
func (p Pattern) matches(upn, id string) bool {
	pattern := strings.ToLower(string(p))
	return glob(pattern, strings.ToLower(upn)) || id != "" && glob(pattern, strings.ToLower(id))
}

// exact reports whether a pattern means one name only.
func (p Pattern) exact() bool { return !strings.Contains(string(p), "*") }

// glob matches a text by the parts between the stars: the first at its begin, the last at its end, and each part between them as early as it occurs.
func glob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	first, last := parts[0], parts[len(parts)-1]
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	text = text[len(first) : len(text)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = after
	}
	return true
}

// memberOf gives the first name to which a sender belongs, by its own name or by where it sends from; "" for none.
func memberOf(list []Membership, s *inventory.Sender) string {
	for i := range list {
		m := &list[i]
		for _, p := range m.Senders {
			if p.matches(s.UPN, s.ID) {
				return m.Name
			}
		}
		if len(m.Networks) == 0 {
			continue
		}
		for c := range s.Clients {
			if !sends(&s.Clients[c]) {
				continue
			}
			address, err := netip.ParseAddr(string(s.Clients[c].IP))
			if err == nil && slices.ContainsFunc(m.Networks, func(p netip.Prefix) bool { return p.Contains(address.Unmap().WithZone("")) }) {
				return m.Name
			}
		}
	}
	return ""
}

// overrides finds what the policy says about a sender. Entries with one name are looked up, so that a long list costs nothing for each sender.
type overrides struct {
	list  []Override
	names map[string][]int
	stars []int
	// used are the entries that some sender was meant by; nil where nobody asks for it.
	used []atomic.Bool
}

func newOverrides(list []Override) *overrides {
	o := &overrides{list: list, names: map[string][]int{}, used: make([]atomic.Bool, len(list))}
	for i, entry := range list {
		if entry.Pattern.exact() {
			name := strings.ToLower(string(entry.Pattern))
			o.names[name] = append(o.names[name], i)
		} else {
			o.stars = append(o.stars, i)
		}
	}
	return o
}

// nothingSaid is what the policy says of most senders. It is shared, so nobody changes it.
var nothingSaid = &Override{}

// of puts together what all entries say of a sender: its name goes before its id, and both before patterns, which count in the order of the file. contradict are two
// entries with its name and its id that pin it to different waves, or nil. What it gives may be an entry itself, and is only read.
func (o *overrides) of(s *inventory.Sender) (merged *Override, contradict []Override) {
	var entries []int
	entries = append(entries, o.names[strings.ToLower(s.UPN)]...)
	if id := strings.ToLower(s.ID); id != strings.ToLower(s.UPN) {
		entries = append(entries, o.names[id]...)
	}
	exact := len(entries)
	merged = nothingSaid
	for _, i := range o.stars {
		if o.list[i].Pattern.matches(s.UPN, s.ID) {
			entries = append(entries, i)
		}
	}
	for n, i := range entries {
		if o.used != nil {
			o.used[i].Store(true)
		}
		entry := &o.list[i]
		if n == 0 {
			merged = entry
			continue
		}
		if n < exact && merged.Wave != nil && entry.Wave != nil && *merged.Wave != *entry.Wave {
			contradict = []Override{o.list[entries[0]], *entry}
		}
		both := merged.over(*entry)
		merged = &both
	}
	return merged, contradict
}

// unused gives the entries that meant no sender, in the order of the file.
func (o *overrides) unused() []Override {
	var left []Override
	for i := range o.used {
		if !o.used[i].Load() {
			left = append(left, o.list[i])
		}
	}
	slices.SortStableFunc(left, func(a, b Override) int { return cmp.Compare(a.Line, b.Line) })
	return left
}

// over fills what o leaves open with what another entry says.
func (o Override) over(other Override) Override {
	o.Route = cmp.Or(o.Route, other.Route)
	o.Kind = cmp.Or(o.Kind, other.Kind)
	o.Wave = cmp.Or(o.Wave, other.Wave)
	if o.NotBefore == (calendar.Day{}) {
		o.NotBefore = other.NotBefore
	}
	o.Importance = cmp.Or(o.Importance, other.Importance)
	o.Owner = cmp.Or(o.Owner, other.Owner)
	o.OAuth = cmp.Or(o.OAuth, other.OAuth)
	o.External = cmp.Or(o.External, other.External)
	o.Port25 = cmp.Or(o.Port25, other.Port25)
	o.FixedAddress = cmp.Or(o.FixedAddress, other.FixedAddress)
	o.CodeChange = cmp.Or(o.CodeChange, other.CodeChange)
	o.MessagesPerDay = cmp.Or(o.MessagesPerDay, other.MessagesPerDay)
	o.PeakPerHour = cmp.Or(o.PeakPerHour, other.PeakPerHour)
	if o.RollbackTested == (calendar.Day{}) {
		o.RollbackTested = other.RollbackTested
	}
	return o
}

// KindOf gives a function that says which kind the policy gives an account, and whether it names one at all.
func (p Policy) KindOf() func(upn, id string) (inventory.Kind, bool) {
	o := newOverrides(p.Senders)
	o.used = nil // whoever asks, asks for several at once
	return func(upn, id string) (inventory.Kind, bool) {
		merged, _ := o.of(&inventory.Sender{UPN: upn, ID: id})
		return merged.Kind, merged.Kind != ""
	}
}
