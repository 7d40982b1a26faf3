package plan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// places are where items stand, by sender.
func places(p Plan) map[string]Place {
	at := map[string]Place{}
	for i := range p.Items {
		at[p.Items[i].Sender] = *placeOf(&p.Items[i])
	}
	return at
}

func TestAnEarlierPlanOfTheSameChangesNothing(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		first := made(inv, p, Digests{}, nil)
		again := made(inv, p, Digests{}, &first)
		if diff := cmp.Diff(places(first), places(again)); diff != "" {
			t.Errorf("places (-first +again):\n%s", diff)
		}
		if diff := cmp.Diff(first.Waves, again.Waves); diff != "" {
			t.Errorf("waves (-first +again):\n%s", diff)
		}
		if len(again.Moves) > 0 {
			t.Errorf("moves: %+v", again.Moves)
		}
		if again.Exposure != first.Exposure {
			t.Errorf("exposure %v became %v", first.Exposure, again.Exposure)
		}
	})
}

func TestASmallChangeMovesLittle(t *testing.T) {
	added, holidays := 0, 0
	eachRandom(t, func(t *testing.T, rng *rand.Rand, inv inventory.Inventory, p Policy) {
		first := made(inv, p, Digests{}, nil)
		if len(first.Unplanned) > 0 || len(p.Senders) > 0 || len(first.Items) == 0 {
			return // there, room and pins are what decides
		}
		before := places(first)

		// One sender more: everybody else stays.
		more := inv
		extra := sender("one-more")
		extra.Clients[0] = client("198.51.100.77")
		more.Senders = append(slices.Clone(inv.Senders), extra)
		now := places(made(more, p, Digests{}, &first))
		if _, planned := now[extra.ID]; !planned {
			t.Error("the new sender has no item")
		}
		delete(now, extra.ID)
		if diff := cmp.Diff(before, now); diff != "" {
			t.Errorf("with one sender more (-before +now):\n%s", diff)
		}
		added++

		// One sender less: everybody else stays.
		gone := first.Items[rng.IntN(len(first.Items))].Sender
		less := inv
		less.Senders = slices.DeleteFunc(slices.Clone(inv.Senders), func(s inventory.Sender) bool { return s.ID == gone })
		after := made(less, p, Digests{}, &first)
		now = places(after)
		want := maps.Clone(before)
		delete(want, gone)
		if diff := cmp.Diff(want, now); diff != "" {
			t.Errorf("without %s (-before +now):\n%s", gone, diff)
		}
		if len(after.Moves) != 1 || after.Moves[0].Sender != gone || after.Moves[0].To != nil || after.Moves[0].Why.ID != "move.gone" {
			t.Errorf("without %s, moves are %+v", gone, after.Moves)
		}

		// One holiday more: nothing goes to another wave or starts earlier, and what lies before it stays.
		rules := p.Calendar.Rules()
		day := calendar.On(2026, time.November, 25+rng.IntN(90))
		rules.Add = append(rules.Add, day)
		q := p
		q.Calendar, _ = calendar.New(rules)
		for sender, place := range places(made(inv, q, Digests{}, &first)) {
			was := before[sender]
			if place.End.Before(day) && was.End.Before(day) && place != was {
				t.Errorf("with %v off, %s went from %v to %v", day, sender, was, place)
			}
			if place != was {
				holidays++
			}
		}
	})
	if added < 40 || holidays < 50 {
		t.Errorf("only %d plans were looked at, and %d items moved for a holiday", added, holidays)
	}
}

func TestWhatHasBegunStaysAndWhatIsOverdueMoves(t *testing.T) {
	var senders []inventory.Sender
	for i := range 12 {
		s := sender(fmt.Sprintf("p%02d", i))
		s.Clients[0] = client(fmt.Sprintf("203.0.113.%d", 10+i))
		senders = append(senders, s)
	}
	policy := DefaultPolicy(asOf)
	policy.Capacity.ItemsPerWave, policy.Waves.PilotItems = 4, 2
	first := made(inventoryOf(senders...), policy, Digests{Inventory: "1"}, nil)
	if len(first.Waves) < 3 {
		t.Fatalf("%d waves", len(first.Waves))
	}
	// The pilot and the wave after it are over by now; one item of the pilot is done, and one of the next wave is under way.
	var doneItem, underWay *Item
	for i := range first.Items {
		item := &first.Items[i]
		switch {
		case item.Wave == first.Waves[0].Number && doneItem == nil:
			item.Status, item.Owner, doneItem = StatusDone, "someone@contoso.com", item
		case item.Wave == first.Waves[1].Number && underWay == nil:
			item.Status, underWay = StatusInProgress, item
		case item.Wave == first.Waves[2].Number:
			item.Status = StatusReady
		}
	}
	later := policy
	later.AsOf = first.Waves[1].End.In(time.UTC).Add(9 * time.Hour)
	// What is done signs in with Basic no more.
	now := inventoryOf(slices.DeleteFunc(slices.Clone(senders), func(s inventory.Sender) bool { return s.ID == doneItem.Sender })...)
	second := made(now, later, Digests{Inventory: "2"}, &first)
	at, before := places(second), places(first)
	for _, item := range []*Item{doneItem, underWay} {
		if at[item.Sender] != before[item.Sender] {
			t.Errorf("%s (%s) went from %v to %v", item.Sender, item.Status, before[item.Sender], at[item.Sender])
		}
	}
	today := later.today()
	overdue := 0
	for _, item := range second.Items {
		switch {
		case item.Status.started():
		case !item.Start.After(today):
			t.Errorf("%s is to start on %v, and it is %v", item.UPN, item.Start, today)
		case before[item.Sender].Wave < first.Waves[2].Number:
			overdue++
		case before[item.Sender] != at[item.Sender]:
			t.Errorf("%s was not due, and went from %v to %v", item.UPN, before[item.Sender], at[item.Sender])
		case item.Status != StatusReady && before[item.Sender].Wave == first.Waves[2].Number:
			t.Errorf("%s lost its status, and is %s", item.UPN, item.Status)
		}
	}
	moved := 0
	for _, m := range second.Moves {
		if m.Why.ID != "move.overdue" {
			t.Errorf("%s moved by %s", m.UPN, m.Why.ID)
		}
		moved++
	}
	if overdue == 0 || moved != overdue {
		t.Errorf("%d items are overdue, and %d moved", overdue, moved)
	}
	if second.Earlier == nil || second.Earlier.Inventory.SHA256 != "" && second.Earlier.Inventory.SHA256 != "1" {
		t.Errorf("the earlier plan is %+v", second.Earlier)
	}
	if len(second.Items) != len(first.Items) {
		t.Errorf("%d items became %d", len(first.Items), len(second.Items))
	}
}
