package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"unbasic/inventory"
)

// task is a sender on its way to becoming an item.
type task struct {
	sender *inventory.Sender
	key    string
	facts  facts
	rule   rule
	kind   inventory.Kind
	owner  string
	hours  float64
	weight float64
	risk   Risk
	rare   bool
	pin    *int
}

// unit is what moves at once: a move group, of one sender as a rule.
type unit struct {
	id     string
	tasks  []*task
	hours  float64
	weight float64
	risk   Risk
	// hard units go into the last waves.
	hard bool
	// department is that of the heaviest member; "" where it is not known.
	department string
	pin        *int
}

// itemID is made from the sender's key alone, so that it does not change between plans.
func itemID(key string) string {
	sum := sha256.Sum256([]byte("item\x00" + key))
	return hex.EncodeToString(sum[:8])
}

// group joins devices and applications whose every client came from the very same address: behind one address there is mostly one device
// or one server with several accounts, and its settings are changed in one visit. Everybody else is a unit of one.
func group(tasks []*task) []*unit {
	byAddress := map[string]*unit{}
	var units []*unit
	for _, t := range tasks {
		id := ""
		if t.rule.destiny == moves && (t.kind == inventory.KindDevice || t.kind == inventory.KindApplication) {
			if address := soleAddress(t.sender); address.IsValid() {
				id = "address:" + address.String()
			}
		}
		u := byAddress[id]
		if id == "" || u == nil {
			u = &unit{id: id}
			units = append(units, u)
			if id != "" {
				byAddress[id] = u
			}
		}
		u.tasks = append(u.tasks, t)
	}
	for _, u := range units {
		u.finish()
	}
	return units
}

// finish sums up the members, which are in order of weight from here on.
func (u *unit) finish() {
	slices.SortFunc(u.tasks, func(a, b *task) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key))
	})
	if len(u.tasks) == 1 {
		u.id = itemID(u.tasks[0].key)
	}
	u.department = string(u.tasks[0].sender.Department)
	for _, t := range u.tasks {
		u.hours += t.hours
		u.weight += t.weight
		u.risk = worse(u.risk, t.risk)
		u.hard = u.hard || t.rare || t.risk == RiskHigh
		if t.pin != nil && (u.pin == nil || *t.pin < *u.pin) {
			u.pin = t.pin
		}
	}
}

// key orders units that are equal otherwise.
func (u *unit) key() string { return u.tasks[0].key }

// byWeight puts first what costs most for each day on Basic.
func byWeight(a, b *unit) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key(), b.key()))
}
