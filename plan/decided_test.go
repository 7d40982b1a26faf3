package plan

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"unbasic/plan/journal"
)

// decidedBy is a value for Decided that knows the decisions of a journal about Plan.
func decidedBy(s *journal.State) func(item, column string) (string, bool) {
	return func(item, column string) (string, bool) {
		return s.Value(journal.Field{Sheet: "plan", Row: item, Column: column})
	}
}

// randomEdits are what people could write into Plan.
func randomEdits(rng *rand.Rand, p Plan) []journal.Entry {
	var entries []journal.Entry
	edit := func(item *Item, column, value string) {
		entries = append(entries, journal.Entry{
			Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: item.ID, Column: column}, To: value, Rule: journal.RuleEdited,
		})
	}
	for i := range p.Items {
		item := &p.Items[i]
		switch rng.IntN(9) {
		case 0:
			edit(item, DecidedStatus, string(pick(rng, statuses...)))
		case 1:
			edit(item, DecidedOwner, pick(rng, "", "desk@contoso.com", "plant@contoso.com"))
		case 2:
			edit(item, DecidedRoute, string(pick(rng, overrideRoutes...)))
		case 3:
			edit(item, DecidedWave, fmt.Sprint(rng.IntN(6)))
		case 4:
			edit(item, DecidedStart, item.Start.AddDays(rng.IntN(30)-5).String())
		case 5:
			edit(item, DecidedEnd, item.End.AddDays(rng.IntN(30)-5).String())
		case 6:
			edit(item, DecidedStatus, string(pick(rng, statuses...)))
			edit(item, DecidedStart, item.Start.AddDays(rng.IntN(30)).String())
			edit(item, DecidedEnd, item.End.AddDays(rng.IntN(30)).String())
		}
	}
	return entries
}

func TestALaterPlanKeepsWhatPeopleDecided(t *testing.T) {
	for seed := range uint64(300) {
		rng, inv, policy := lawTenant(seed)
		before := made(inv, policy, Digests{}, nil)
		entries := randomEdits(rng, before)
		state := journal.Replay(entries)
		decided, err := before.Decided(decidedBy(state))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		policy.AsOf = policy.AsOf.AddDate(0, 0, pick(rng, 0, 0, 7))
		after := made(inv, policy, Digests{}, &decided)
		refused := map[string]bool{}
		for _, w := range after.Warnings {
			if strings.HasPrefix(w.Code, "pin-refused") || strings.HasPrefix(w.Code, "route-refused") {
				for _, sender := range w.Senders {
					refused[sender] = true
				}
			}
		}
		without := map[string]bool{}
		for _, u := range slices.Concat(after.Unplanned, after.NeverPlanned) {
			without[u.Sender] = true
		}
		items := itemsBySender(&after)
		for i := range decided.Items {
			want := &decided.Items[i]
			got := items[want.Sender]
			if got == nil {
				if !without[want.Sender] {
					t.Fatalf("seed %d: %s is in no plan any more (%v %s)", seed, want.UPN, want.Decided, want.Route)
				}
				continue
			}
			bad := func(what string, got, want any) {
				t.Errorf("seed %d: %s of %s is %v, and people decided %v (%v)", seed, what, decided.Items[i].UPN, got, want, decided.Items[i].Decided)
			}
			if !slices.Equal(got.Decided, want.Decided) {
				bad("decided", got.Decided, want.Decided)
			}
			if got.Status != want.Status {
				bad("status", got.Status, want.Status)
			}
			if want.decided(DecidedOwner) && got.Owner != want.Owner {
				bad("owner", got.Owner, want.Owner)
			}
			if want.decided(DecidedStart) && got.Start != want.Start && !(want.decided(DecidedEnd) && got.Start == got.End) {
				bad("start", got.Start, want.Start)
			}
			if want.decided(DecidedEnd) && got.End != want.End {
				bad("end", got.End, want.End)
			}
			if want.decided(DecidedRoute) && got.Route != want.Route && !refused[want.Sender] {
				bad("route", got.Route, want.Route)
			}
			if want.decided(DecidedWave) && got.Wave != want.Wave && !refused[want.Sender] {
				bad("wave", got.Wave, want.Wave)
			}
			if got.End.Before(got.Start) {
				bad("days", got.Start, got.End)
			}
		}
		// The journal, replayed in one go or entry by entry, leads to the same plan.
		steps := before
		for n := range entries {
			if steps, err = steps.Decided(decidedBy(journal.Replay(entries[:n+1]))); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(planBytes(t, made(inv, policy, Digests{}, &steps)), planBytes(t, after)) {
			t.Fatalf("seed %d: replayed one by one it is another plan", seed)
		}
		if t.Failed() {
			return
		}
	}
}

func TestDecidedRefusesWhatItCanNotRead(t *testing.T) {
	p := Plan{Items: []Item{{ID: "item-1", UPN: "scan@contoso.com"}}}
	for column, value := range map[string]string{
		DecidedStatus: "finished", DecidedRoute: "carrier-pigeon", DecidedWave: "three", DecidedStart: "soon", DecidedEnd: "2026-02-30",
	} {
		_, err := p.Decided(func(_, c string) (string, bool) { return value, c == column })
		if err == nil || !strings.Contains(err.Error(), "scan@contoso.com") || !strings.Contains(err.Error(), column) {
			t.Errorf("%s %q: %v", column, value, err)
		}
	}
}

func planBytes(t *testing.T, p Plan) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
