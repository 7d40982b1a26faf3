package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

func TestWhoMovesTogether(t *testing.T) {
	at := func(address string, names ...string) []inventory.Sender {
		var senders []inventory.Sender
		for _, name := range names {
			s := sender(name)
			s.Clients = []inventory.Client{client(address)}
			senders = append(senders, s)
		}
		return senders
	}
	apart := func(names ...string) (senders []inventory.Sender) {
		for i, name := range names {
			senders = append(senders, at(fmt.Sprintf("198.51.100.%d", i+1), name)...)
		}
		return senders
	}
	program := func(app inventory.Optional, senders []inventory.Sender) []inventory.Sender {
		for i := range senders {
			senders[i].Kind, senders[i].Clients[0].App = inventory.KindApplication, app
		}
		return senders
	}
	numbered := func(n int) (names []string) {
		for i := range n {
			names = append(names, fmt.Sprintf("s%02d", i))
		}
		return names
	}
	payroll := []NamedGroup{{Name: "Payroll", Shares: "credential", Senders: []Pattern{"pay-*@contoso.com", "id-hr"}}}
	for _, tc := range []struct {
		name    string
		senders []inventory.Sender
		groups  []NamedGroup
		want    []string
	}{
		{"nobody shares anything", apart("a", "b"), nil, nil},
		{"one address is one device", at("203.0.113.9", "b", "a"), nil, []string{"address:203.0.113.9 group.address a b"}},
		{"a dozen at one address still is", at("203.0.113.9", numbered(12)...), nil, []string{"address:203.0.113.9 group.address " + strings.Join(numbered(12), " ")}},
		{"an office is none", at("203.0.113.9", numbered(13)...), nil, nil},
		{"a person has a device of his own", func() []inventory.Sender {
			senders := at("203.0.113.9", "a", "b")
			senders[0].Kind = inventory.KindPerson
			return senders
		}(), nil, nil},
		{"one program at several places", program("Backup suite", apart("a", "b")), nil, []string{"application:Backup suite group.program a b"}},
		{"Exchange is no program", program("Office 365 Exchange Online", apart("a", "b")), nil, nil},
		{"the policy knows better", apart("pay-a", "pay-b", "hr", "other"), payroll, []string{"group:Payroll group.credential hr pay-a pay-b"}},
		{"what joins two groups makes them one", append(at("203.0.113.9", "pay-a", "printer"), apart("hr")...), payroll, []string{"group:Payroll group.credential hr pay-a printer"}},
		{"what does not move joins nobody", func() []inventory.Sender {
			senders := at("203.0.113.9", "a", "b")
			senders[1].Verdict = inventory.VerdictIdle
			return senders
		}(), nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			policy := DefaultPolicy(asOf)
			policy.Groups = tc.groups
			plan := made(inventoryOf(tc.senders...), policy, Digests{}, nil)
			var got []string
			for _, g := range plan.MoveGroups {
				var names []string
				for _, id := range g.Senders {
					names = append(names, strings.TrimPrefix(id, "id-"))
				}
				slices.Sort(names)
				got = append(got, g.ID+" "+g.Reason.ID+" "+strings.Join(names, " "))
				if g.Reason.Text == "" || strings.Contains(g.Reason.Text, "{") {
					t.Errorf("the reason says %q", g.Reason.Text)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("move groups (-want +got):\n%s", diff)
			}
			waves := map[string]int{}
			for _, item := range plan.Items {
				if wave, seen := waves[item.MoveGroup]; seen && wave != item.Wave {
					t.Errorf("%s is in the waves %d and %d", item.MoveGroup, wave, item.Wave)
				}
				waves[item.MoveGroup] = item.Wave
			}
		})
	}
}

func TestHoursOfOwnersAreKept(t *testing.T) {
	var senders []inventory.Sender
	for i := range 20 {
		s := sender(fmt.Sprintf("s%02d", i))
		s.Clients = []inventory.Client{client(fmt.Sprintf("198.51.100.%d", i+1))}
		s.Department = []inventory.Optional{"Busy", "Free"}[i%2]
		senders = append(senders, s)
	}
	policy := DefaultPolicy(asOf)
	policy.Owners.ByDepartment = map[string]string{"Busy": "busy@contoso.com", "Free": "free@contoso.com"}
	policy.Capacity.ByOwner = map[string]float64{"busy@contoso.com": 4}
	limited := made(inventoryOf(senders...), policy, Digests{}, nil)
	weeks := 0
	for _, l := range limited.Load {
		if l.Owner == "busy@contoso.com" {
			weeks++
			if l.Hours > 4 || l.Room == nil || *l.Room > 4 {
				t.Errorf("the week of %v holds %v hours of %v, room %v", l.Week, l.Hours, l.Owner, l.Room)
			}
		}
	}
	// Ten senders of two hours each, at four hours a week.
	if weeks < 5 {
		t.Errorf("twenty hours are done in %d weeks of four", weeks)
	}
	policy.Capacity.ByOwner = nil
	if free := made(inventoryOf(senders...), policy, Digests{}, nil); free.Exposure >= limited.Exposure {
		t.Errorf("the limit costs nothing: exposure %v with it, %v without", limited.Exposure, free.Exposure)
	}
}
