package progress

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"unbasic/inventory"
)

// newcomers are senders that use Basic and that neither the plan nor the earlier progress knows, by name; known are all that are known now.
func (m *measure) newcomers() (list []Sender, known []string) {
	all, plannedNames := maps.Clone(m.before.known), map[string]bool{}
	for id, name := range m.planned {
		all[id], plannedNames[strings.ToLower(name)] = true, true
	}
	names := map[string]bool{} // of senders whose id was not known yet
	for id := range all {
		if name, ok := strings.CutPrefix(id, nameless); ok {
			names[name] = true
		}
	}
	list = []Sender{}
	for i := range m.inv.Senders {
		s := &m.inv.Senders[i]
		if all[s.ID] || names[strings.ToLower(s.UPN)] || strings.HasPrefix(s.ID, nameless) && plannedNames[strings.ToLower(s.UPN)] {
			continue
		}
		if look(s).basic.IsZero() {
			continue
		}
		list = append(list, Sender{Sender: s.ID, UPN: s.UPN, Verdict: s.Verdict, FirstSeen: s.FirstSeen})
	}
	for _, s := range list {
		all[s.Sender] = true
	}
	return list, slices.Sorted(maps.Keys(all))
}

// vanished are the senders of items whose account the evidence does not know any more, in the order of the plan.
func (m *measure) vanished(items []Item) []Sender {
	list := []Sender{}
	for i := range items {
		it := &items[i]
		if it.State != StateVanished {
			continue
		}
		gone := Sender{Sender: it.Sender, UPN: it.UPN, Verdict: m.plan.Items[i].Verdict}
		if s := m.sender(it.Sender, it.UPN); s != nil {
			gone.Verdict, gone.FirstSeen = s.Verdict, s.FirstSeen
		}
		list = append(list, gone)
	}
	return list
}

// licences compares licence findings with those of last time.
func (m *measure) licences() ([]LicenceChange, map[string]KnownFinding) {
	known, changes := map[string]KnownFinding{}, []LicenceChange{}
	for i := range m.inv.Senders {
		s := &m.inv.Senders[i]
		was, had := m.before.findings[s.ID]
		now, change := was.next(had, findingOf(s))
		if had || now != (KnownFinding{}) {
			known[s.ID] = now
		}
		if change == ChangeUnknown && m.before.at != nil {
			changes = append(changes, LicenceChange{Sender: s.ID, UPN: s.UPN, Change: change, From: was.standing(), To: FindingUnread})
		} else if change != "" && m.before.at != nil {
			changes = append(changes, LicenceChange{Sender: s.ID, UPN: s.UPN, Change: change, From: was.standing(), To: now.standing()})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.before.findings)) {
		if m.senders[id] != nil {
			continue
		}
		was := m.before.findings[id]
		now, change := was.next(true, FindingUnread)
		known[id] = now
		if change != "" && m.before.at != nil {
			changes = append(changes, LicenceChange{Sender: id, UPN: cmp.Or(m.planned[id], id), Change: change, From: was.standing(), To: FindingUnread})
		}
	}
	slices.SortStableFunc(changes, func(a, b LicenceChange) int { return strings.Compare(a.UPN, b.UPN) })
	return changes, known
}

// findingOf is the licence finding of a sender, and FindingUnread where its licence could not be read.
func findingOf(s *inventory.Sender) inventory.Finding {
	if s.License.State == inventory.LicenseUnknown || s.License.State == "" {
		return FindingUnread
	}
	return s.License.Finding
}

// rankOfFinding orders findings by how bad they are.
func rankOfFinding(f inventory.Finding) int {
	switch f {
	case inventory.FindingOK:
		return 0
	case inventory.FindingReview:
		return 1
	}
	return 2
}

// next is what is remembered of a licence after one more reading, and how that changed it, empty for not at all. had says that something was remembered.
func (k KnownFinding) next(had bool, read inventory.Finding) (KnownFinding, Change) {
	switch {
	case read == FindingUnread && (!had || k.Cured || k.Unread):
		return k, "" // nothing is lost by it
	case read == FindingUnread:
		k.Unread = true
		return k, ChangeUnknown
	case read == inventory.FindingOK && (!had || k.Cured):
		return k, ""
	case read == inventory.FindingOK:
		return KnownFinding{Finding: k.Finding, Cured: true}, ChangeCured
	}
	now, change := KnownFinding{Finding: read}, Change("")
	switch {
	case !had, !k.Cured && rankOfFinding(read) > rankOfFinding(k.Finding):
		change = ChangeNew
	case k.Cured:
		change = ChangeBack
	case rankOfFinding(read) < rankOfFinding(k.Finding):
		change = ChangeEased
	}
	return now, change
}

// standing is the finding that holds by the last reading that told it.
func (k KnownFinding) standing() inventory.Finding {
	if k.Cured || k.Finding == "" {
		return inventory.FindingOK
	}
	return k.Finding
}

// takeBack undoes a change in what is remembered.
func (c LicenceChange) takeBack(known map[string]KnownFinding) {
	k := known[c.Sender]
	switch {
	case c.Change == ChangeNew && c.From == inventory.FindingOK:
		delete(known, c.Sender)
		return
	case c.Change == ChangeBack:
		k.Cured = true
	case c.Change == ChangeUnknown:
		k.Unread = false
	case c.Change == ChangeCured:
		k.Cured = false
	default:
		k.Finding = c.From
	}
	known[c.Sender] = k
}
