package export

import "sync"

// subjects says to which sender the ids of a row belong. They are what rows hold: hidden columns, after visible.
type subjects struct {
	senders map[string]bool
	items   map[string]string
	clients map[string]string
}

// Keys of the hidden columns with ids.
const (
	keySenderID = "senderId"
	keyItemID   = "item"
	keyClientID = "clientId"
)

// subjects are looked up when the first row asks: most writers never do.
func (b *book) subjects() func() subjects {
	return sync.OnceValue(func() subjects {
		s := subjects{make(map[string]bool, len(b.inv.Senders)), make(map[string]string, len(b.plan.Items)), make(map[string]string, len(b.inv.Senders))}
		for i := range b.inv.Senders {
			sender := &b.inv.Senders[i]
			id := b.visible(sender.ID)
			s.senders[id] = true
			for j := range sender.Clients {
				s.clients[b.visible(sender.Clients[j].ID)] = id
			}
		}
		for i := range b.plan.Items {
			item := &b.plan.Items[i]
			id := b.visible(item.Sender)
			s.senders[id] = true
			s.items[b.visible(item.ID)] = id
		}
		return s
	})
}

// SenderOf gives the id of the sender that a row of a sheet is about: its own, or that of its item or its client, or that of the row that it leads to.
// Names are not asked, because two accounts can have the same.
func (r *Report) SenderOf(s *Sheet, row []Cell) (id string, some bool) {
	if r.subjects == nil {
		return "", false
	}
	known := r.subjects()
	return r.senderOf(s, row, &known, true)
}

func (r *Report) senderOf(s *Sheet, row []Cell, known *subjects, follow bool) (string, bool) {
	for j := range s.Columns {
		text := row[j].Text()
		if text == "" {
			continue
		}
		switch s.Columns[j].Key {
		case keySenderID:
			return text, known.senders[text]
		case keyItemID:
			if id, some := known.items[text]; some {
				return id, true
			}
		case keyClientID:
			if id, some := known.clients[text]; some {
				return id, true
			}
		}
	}
	if !follow {
		return "", false
	}
	for j := range s.Columns {
		to, leads := row[j].Leads()
		if s.Columns[j].Link == "" || !leads {
			continue
		}
		for i := range r.Sheets {
			if target := &r.Sheets[i]; target.Key == s.Columns[j].Link && to < target.Rows.Len() {
				if id, some := r.senderOf(target, target.Rows.At(to), known, false); some {
					return id, true
				}
			}
		}
	}
	return "", false
}
