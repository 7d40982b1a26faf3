package plan

import (
	"cmp"
	"slices"
)

// migrates reports whether an item moves to another way of sending, and is neither switched off nor looked into.
func migrates(item *Item) bool {
	switch item.Route {
	case RouteRetire, RouteInvestigate, RouteSecureAccount:
		return false
	}
	return true
}

// inOrderOfWork puts the earliest cut-over first.
func inOrderOfWork(a, b *Item) int {
	if c := a.End.Compare(b.End); c != 0 {
		return c
	}
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.UPN, b.UPN), cmp.Compare(a.Sender, b.Sender))
}

// firstOf keeps the first items in order of work, and counts all.
type firstOf struct {
	most, count int
	items       []*Item
}

func (f *firstOf) add(item *Item) {
	f.count++
	if n := len(f.items); n == f.most {
		if inOrderOfWork(item, f.items[n-1]) >= 0 {
			return
		}
		f.items = f.items[:n-1]
	}
	at, _ := slices.BinarySearchFunc(f.items, item, inOrderOfWork)
	f.items = slices.Insert(f.items, at, item)
}
