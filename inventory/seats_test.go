package inventory

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	skuKiosk   = "80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82"
	skuPlan1   = "4b9405b0-7788-4568-add1-99614e613b69"
	skuExplore = "710779e8-3d4a-4c88-adb9-386c958d1fdf"
	groupID    = "99999999-0000-4000-8000-000000000009"
)

// seatsOf makes subscriptions of the licence cases with so many free seats each, by part number.
func seatsOf(free map[string]int) []SKU {
	skus := append(tenantSKUs(),
		SKU{ID: skuKiosk, PartNumber: "EXCHANGEDESKLESS", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planDeskless}},
		SKU{ID: skuPlan1, PartNumber: "EXCHANGESTANDARD", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planStandard}},
		SKU{ID: skuExplore, PartNumber: "TEAMS_EXPLORATORY", CapabilityStatus: "Enabled", ServicePlanIDs: []string{planStandard}})
	list := skus[:0]
	for _, sku := range skus {
		if n, owned := free[sku.PartNumber]; owned {
			sku.Enabled, sku.Consumed = 10+n, 10
			list = append(list, sku)
		}
	}
	return list
}

// sending is one account that sends, with what it is and has.
type sending struct {
	upn     string
	kind    Kind
	mailbox Mailbox
	user    User
	codes   []int // 0 unless there are some
}

// analyzeSending makes the inventory of accounts that send.
func analyzeSending(accounts []sending, in Input) Inventory {
	in.AsOf, in.Window, in.UsersRead = until, thirtyDays, true
	kinds := map[string]Kind{}
	in.KindOf, in.Mailboxes = kindsOf(kinds), map[string]Mailbox{}
	var rows []SignIn
	for _, a := range accounts {
		code := 0
		if len(a.codes) > 0 {
			code = a.codes[0]
		}
		rows = append(rows, daily(try(a.upn, office, code), 9, 1, 2, 3, 4)...)
		kinds[a.upn] = a.kind
		if a.mailbox != "" {
			in.Mailboxes[idOf(a.upn)] = a.mailbox
		}
		if a.user.ID != "absent" {
			a.user.ID, a.user.UPN, a.user.PlansRead = idOf(a.upn), a.upn, true
			in.Users = append(in.Users, a.user)
		}
	}
	in.Rows = tallyOf(rows)
	return Analyze(in)
}

// cured gives the senders' cures without their sentences. It does by hand what the kinds of policy.yaml do.
func cured(inv Inventory, in Input, accounts []sending) ([]string, Seats) {
	for i := range inv.Senders {
		for _, a := range accounts {
			if a.upn == inv.Senders[i].UPN && a.kind != "" {
				inv.Senders[i].Kind = a.kind
			}
		}
	}
	seats := newDirectory(in).cure(inv.Senders, in.Prices)
	var list []string
	for _, s := range inv.Senders {
		c := s.License.Cure
		if c == nil {
			list = append(list, s.UPN+" none")
			continue
		}
		line := fmt.Sprintf("%s %s %s %s", s.UPN, c.Rule, c.Action, c.SKU)
		if c.FreeSeat {
			line += " free"
		}
		if c.Price != nil {
			line += fmt.Sprintf(" %.2f", *c.Price)
		}
		list = append(list, line)
	}
	return list, seats
}

func failing(word string) User {
	return User{Assignments: []LicenseAssignment{{SKUID: skuE1, State: "Error", Error: word}}}
}

func TestEveryCure(t *testing.T) {
	byGroup := LicenseAssignment{SKUID: skuE1, GroupID: strings.ToUpper(groupID), State: "Error", Error: "CountViolation", Changed: until}
	noSeat := map[string]int{"STANDARDPACK": 0, "SPE_E3": 0}
	told := map[string]CureAction{}
	for name, test := range map[string]struct {
		sending
		free   map[string]int
		prices map[string]float64
		also   func(*Input)
		want   string // without the name
	}{
		"the plan is off directly":          {sending: sending{user: User{Assignments: []LicenseAssignment{direct(skuE1, planStandard)}}}, free: noSeat, want: "cure-enable-plan enable-plan STANDARDPACK"},
		"the plan is off in a group":        {sending: sending{user: User{Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: groupID, State: "Active", DisabledPlans: []string{planStandard}}}}}, free: noSeat, want: "cure-enable-plan-group enable-plan STANDARDPACK"},
		"no seat, and there is one by now":  {sending: sending{user: User{Assignments: []LicenseAssignment{byGroup}}}, free: map[string]int{"STANDARDPACK": 1}, want: "cure-repair-seat repair-assignment STANDARDPACK free"},
		"no seat of the group's":            {sending: sending{user: User{Assignments: []LicenseAssignment{byGroup}}}, free: map[string]int{"STANDARDPACK": 0, "SPE_E3": 0, "M365_F1_COMM": 5}, prices: map[string]float64{"STANDARDPACK": 8, "SPE_E3": 1}, want: "cure-repair-buy repair-assignment STANDARDPACK 8.00"},
		"no seat of the group's, another":   {sending: sending{user: User{Assignments: []LicenseAssignment{byGroup}}}, free: map[string]int{"STANDARDPACK": 0, "SPE_E3": 5}, want: "cure-repair-other repair-assignment SPE_E3 free"},
		"a conflict":                        {sending: sending{user: failing("MutuallyExclusiveViolation")}, free: noSeat, want: "cure-repair-conflict repair-assignment STANDARDPACK"},
		"a dependency":                      {sending: sending{user: failing("DependencyViolation")}, free: noSeat, want: "cure-repair-dependency repair-assignment STANDARDPACK"},
		"a place":                           {sending: sending{user: failing("ProhibitedInUsageLocationViolation")}, free: noSeat, want: "cure-repair-location repair-assignment STANDARDPACK"},
		"an address":                        {sending: sending{user: failing("UniquenessViolation")}, free: noSeat, want: "cure-repair-address repair-assignment STANDARDPACK"},
		"another error":                     {sending: sending{user: failing("Other")}, free: noSeat, want: "cure-repair repair-assignment STANDARDPACK"},
		"not provisioned":                   {sending: sending{user: User{Assignments: []LicenseAssignment{direct(skuE1)}}}, free: noSeat, want: "cure-repair-provisioning repair-assignment STANDARDPACK"},
		"suspended":                         {sending: sending{user: User{Plans: plans(planStandard, "Suspended"), Assignments: []LicenseAssignment{direct(skuE1)}}}, free: noSeat, want: "cure-renew renew-subscription STANDARDPACK"},
		"suspended, and only tries":         {sending: sending{codes: []int{53003}, user: User{Plans: plans(planStandard, "Suspended"), Assignments: []LicenseAssignment{direct(skuE1)}}}, free: noSeat, want: "cure-renew-trying renew-subscription STANDARDPACK"},
		"suspended, licences unread":        {sending: sending{user: User{Plans: plans(planStandard, "Suspended")}}, free: noSeat, want: "cure-renew renew-subscription "},
		"grace":                             {sending: sending{user: User{Plans: plans(planStandard, "Warning"), Assignments: []LicenseAssignment{direct(skuE1)}}}, free: noSeat, want: "cure-renew-grace renew-subscription STANDARDPACK"},
		"grace until":                       {sending: sending{user: User{Plans: plans(planStandard, "Warning"), Assignments: []LicenseAssignment{direct(skuE1)}}}, free: noSeat, also: ends("Warning", 5), want: "cure-renew-grace-by renew-subscription STANDARDPACK"},
		"a person, and a seat":              {sending: sending{kind: KindPerson}, free: map[string]int{"STANDARDPACK": 0, "SPE_E3": 1}, want: "cure-assign-free assign-licence SPE_E3 free"},
		"a person, and two seats":           {sending: sending{kind: KindPerson}, free: map[string]int{"STANDARDPACK": 1, "SPE_E3": 1}, prices: map[string]float64{"SPE_E3": 39, "STANDARDPACK": 10}, want: "cure-assign-free assign-licence STANDARDPACK free 10.00"},
		"a person, and no seat":             {sending: sending{kind: KindPerson}, free: map[string]int{"STANDARDPACK": 0, "EXCHANGESTANDARD": 0}, prices: map[string]float64{"EXCHANGESTANDARD": 4, "STANDARDPACK": 10}, want: "cure-assign-buy assign-licence EXCHANGESTANDARD 4.00"},
		"a person, no seat, no price":       {sending: sending{kind: KindPerson}, free: noSeat, want: "cure-assign-buy assign-licence SPE_E3"},
		"a dear seat that is free":          {sending: sending{kind: KindPerson}, free: map[string]int{"SPE_E3": 1, "EXCHANGESTANDARD": 0}, prices: map[string]float64{"EXCHANGESTANDARD": 4, "SPE_E3": 39}, want: "cure-assign-free assign-licence SPE_E3 free 39.00"},
		"a kiosk's seat":                    {sending: sending{kind: KindPerson}, free: map[string]int{"EXCHANGEDESKLESS": 1}, want: "cure-assign-frontline assign-licence EXCHANGEDESKLESS free"},
		"a kiosk's seat beside another":     {sending: sending{kind: KindPerson}, free: map[string]int{"EXCHANGEDESKLESS": 1, "STANDARDPACK": 1}, want: "cure-assign-free assign-licence STANDARDPACK free"},
		"no seat but a kiosk's to buy":      {sending: sending{kind: KindPerson}, free: map[string]int{"EXCHANGEDESKLESS": 0}, want: "cure-assign-frontline-buy assign-licence EXCHANGEDESKLESS"},
		"F1 and Teams are no cure":          {sending: sending{kind: KindPerson}, free: map[string]int{"M365_F1_COMM": 5, "TEAMS_EXPLORATORY": 5, "POWER_BI_STANDARD": 5}, want: "cure-assign-unowned assign-licence "},
		"a suspended one is no cure":        {sending: sending{kind: KindPerson}, free: map[string]int{"STANDARDPACK": 5}, also: func(in *Input) { in.SKUs[0].CapabilityStatus = "Suspended" }, want: "cure-assign-unowned assign-licence "},
		"one in grace has no seat to give":  {sending: sending{kind: KindPerson}, free: map[string]int{"STANDARDPACK": 5}, also: func(in *Input) { in.SKUs[0].CapabilityStatus = "Warning" }, want: "cure-assign-buy assign-licence STANDARDPACK"},
		"subscriptions were not read":       {sending: sending{kind: KindPerson}, also: func(in *Input) { in.SKUsRead = false }, want: "cure-assign-unread assign-licence "},
		"a licence without a mailbox":       {sending: sending{kind: KindPerson, user: User{Assignments: []LicenseAssignment{direct(skuPower)}}}, free: map[string]int{"POWER_BI_STANDARD": 1, "SPE_E3": 1}, want: "cure-assign-free assign-licence SPE_E3 free"},
		"a device":                          {sending: sending{kind: KindDevice}, free: map[string]int{"SPE_E3": 1}, want: "cure-leave-machine leave-mailbox "},
		"an application":                    {sending: sending{kind: KindApplication}, free: map[string]int{"SPE_E3": 1}, want: "cure-leave-machine leave-mailbox "},
		"a shared mailbox":                  {sending: sending{kind: KindPerson, mailbox: MailboxShared}, free: map[string]int{"SPE_E3": 1}, want: "cure-leave-shared leave-mailbox "},
		"equipment":                         {sending: sending{kind: KindDevice, mailbox: MailboxEquipment}, free: map[string]int{"SPE_E3": 1}, want: "cure-leave-shared leave-mailbox "},
		"a synchronised account":            {sending: sending{kind: KindPerson, mailbox: MailboxNone, user: User{Synchronised: new(true)}}, free: map[string]int{"SPE_E3": 1}, want: "cure-investigate-on-premises investigate "},
		"a synchronised one with a mailbox": {sending: sending{kind: KindPerson, mailbox: MailboxUser, user: User{Synchronised: new(true)}}, free: map[string]int{"SPE_E3": 1}, want: "cure-assign-free assign-licence SPE_E3 free"},
		"a guest":                           {sending: sending{user: User{UserType: "Guest"}}, free: noSeat, want: "cure-investigate-guest investigate "},
		"deleted":                           {sending: sending{user: User{ID: "absent"}}, free: noSeat, also: func(in *Input) { in.Deleted = []User{{ID: idOf("who@contoso.com")}} }, want: "cure-investigate-deleted investigate "},
		"not found":                         {sending: sending{user: User{ID: "absent"}}, free: noSeat, want: "cure-investigate-not-found investigate "},
		"an unknown subscription":           {sending: sending{user: User{Assignments: []LicenseAssignment{direct(skuNew)}}}, free: noSeat, want: "cure-investigate-unread investigate "},
		"nobody knows what it is":           {sending: sending{kind: KindUnknown}, free: map[string]int{"SPE_E3": 1}, want: "cure-investigate-kind investigate "},
		"nothing is wrong":                  {sending: sending{user: User{Plans: plans(planStandard, "Enabled"), Assignments: []LicenseAssignment{direct(skuE1)}}}, free: noSeat, want: "none"},
	} {
		t.Run(name, func(t *testing.T) {
			in := Input{SKUs: seatsOf(test.free), SKUsRead: true, Prices: test.prices, GroupNames: map[string]string{groupID: "Licences"}}
			if test.also != nil {
				test.also(&in)
			}
			test.upn = "who@contoso.com"
			inv := analyzeSending([]sending{test.sending}, in)
			got, seats := cured(inv, in, []sending{test.sending})
			if want := "who@contoso.com " + test.want; len(got) != 1 || got[0] != want {
				t.Errorf("%q, want %q", got, want)
			}
			cure := inv.Senders[0].License.Cure
			if cure == nil {
				return
			}
			told[cure.Rule] = cure.Action
			if hole := placeholder.FindString(cure.Text); hole != "" || strings.Contains(cure.Text, "  ") {
				t.Errorf("text %q has a hole", cure.Text)
			}
			if inv.Senders[0].License.Finding == FindingViolation && (seats.Violations != 1 || seats.Cures[cure.Action] != 1) {
				t.Errorf("seats are %+v", seats)
			}
		})
	}
	for _, rule := range cureRules {
		if action, ok := told[rule.id]; !ok || action != rule.action {
			t.Errorf("no case leads to %s", rule.id)
		}
	}
}

func TestPathsNameTheirGroupAndWhatIsWrong(t *testing.T) {
	changed := time.Date(2026, 11, 2, 3, 4, 5, 0, time.UTC)
	in := Input{SKUs: tenantSKUs(), SKUsRead: true, GroupNames: map[string]string{groupID: "Licences, devices"}}
	inv := analyzeSending([]sending{{upn: "who@contoso.com", user: User{Assignments: []LicenseAssignment{
		{SKUID: skuE1, GroupID: strings.ToUpper(groupID), State: "Error", Error: "CountViolation", Changed: changed},
		{SKUID: skuPower, GroupID: "gone", State: "Active", Error: "None"}, {SKUID: skuE1, DisabledPlans: []string{planStandard}}, direct(skuNew),
	}}}}, in)
	got := inv.Senders[0].License
	want := []LicensePath{
		{SKU: skuNew, Direct: true, State: "Active"},
		{SKU: "POWER_BI_STANDARD", GroupID: "gone", State: "Active"},
		{SKU: "STANDARDPACK", MailboxPlan: true, PlanOff: true, Direct: true},
		{SKU: "STANDARDPACK", MailboxPlan: true, GroupID: Optional(strings.ToUpper(groupID)), GroupName: "Licences, devices", State: "Error", Error: "CountViolation", Changed: &changed},
	}
	if diff := cmp.Diff(want, got.Paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if got.Rule != "license-group-error" || !strings.Contains(got.Text, "Licences, devices") || !strings.Contains(got.Text, "CountViolation") {
		t.Errorf("%s: %s", got.Rule, got.Text)
	}
}

func TestSeatsAreCountedAndGivenOutOnce(t *testing.T) {
	violation := func(upn string) sending { return sending{upn: upn, kind: KindPerson} }
	group := func(upn string) sending {
		return sending{upn: upn, user: User{Assignments: []LicenseAssignment{{SKUID: skuE1, GroupID: groupID, State: "Error", Error: "CountViolation"}}}}
	}
	tries := sending{upn: "a-tries@contoso.com", kind: KindPerson, codes: []int{53003}}
	accounts := []sending{
		tries, violation("b@contoso.com"), violation("c@contoso.com"), group("d@contoso.com"), group("e@contoso.com"),
		{upn: "f@contoso.com", kind: KindDevice}, violation("g@contoso.com"),
	}
	in := Input{SKUs: seatsOf(map[string]int{"STANDARDPACK": 1, "SPE_E3": 1, "EXCHANGESTANDARD": 0, "M365_F1_COMM": 7}), SKUsRead: true,
		Prices: map[string]float64{"EXCHANGESTANDARD": 4, "STANDARDPACK": 10}}
	got, seats := cured(analyzeSending(accounts, in), in, accounts)
	if diff := cmp.Diff([]string{
		"a-tries@contoso.com cure-assign-buy assign-licence EXCHANGESTANDARD 4.00", // after the violations
		"b@contoso.com cure-assign-buy assign-licence EXCHANGESTANDARD 4.00",
		"c@contoso.com cure-assign-buy assign-licence EXCHANGESTANDARD 4.00",
		"d@contoso.com cure-repair-seat repair-assignment STANDARDPACK free 10.00", // before them: it was given a licence already
		"e@contoso.com cure-repair-other repair-assignment SPE_E3 free",
		"f@contoso.com cure-leave-machine leave-mailbox ",
		"g@contoso.com cure-assign-buy assign-licence EXCHANGESTANDARD 4.00",
	}, got); diff != "" {
		t.Errorf("cures (-want +got):\n%s", diff)
	}
	free, missing := 2, 3
	want := Seats{Violations: 6, Cures: map[CureAction]int{CureAssign: 3, CureRepair: 2, CureLeave: 1}, Needed: 5, Free: &free, Missing: &missing, Cost: new(12.0)}
	if diff := cmp.Diff(want, seats); diff != "" {
		t.Errorf("seats (-want +got):\n%s", diff)
	}
	in.Prices = map[string]float64{"STANDARDPACK": 10}
	if _, seats = cured(analyzeSending(accounts, in), in, accounts); seats.Cost == nil || *seats.Cost != 30 {
		t.Errorf("where one price is known it is the one to be bought: %v", seats.Cost)
	}
	in.Prices = nil
	if _, seats = cured(analyzeSending(accounts, in), in, accounts); seats.Cost != nil {
		t.Errorf("without prices it costs %v", *seats.Cost)
	}
	if seats := Analyze(Input{Rows: NewTally(nil, nil)}).Seats; seats.Free != nil || seats.Missing != nil || seats.Cures == nil {
		t.Errorf("nothing was read, and seats are %+v", seats)
	}
}

// stateRank orders states of accounts in the directory, by how much they allow.
var stateRank = map[LicenseState]int{
	LicenseLicensed: 5, LicenseGrace: 4, LicenseSuspended: 3, LicenseUnknown: 2, LicensePlanOff: 1, LicenseAssignmentError: 1, LicenseNoMailboxPlan: 1, LicenseUnlicensed: 0,
}

func randomAssignment(r *rand.Rand) LicenseAssignment {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	a := LicenseAssignment{SKUID: pick(skuE1, skuE3, skuF1, skuPower, skuNew, skuKiosk), GroupID: pick("", groupID, "other"), State: pick("Active", "Active", "", "Error", "Disabled")}
	if a.State == "Error" {
		a.Error = pick("CountViolation", "DependencyViolation", "Other")
	}
	if r.IntN(3) == 0 {
		a.DisabledPlans = []string{planStandard, planEnterprise, planDeskless}
	}
	return a
}

// TestLicenseLaws: the order of assignments and plans does not matter, one more assignment that works makes an account licensed, and one more of any
// sort never makes it worse.
func TestLicenseLaws(t *testing.T) {
	statuses := []string{"Enabled", "Warning", "Suspended", "LockedOut", "Deleted"}
	for seed := range uint64(400) {
		r := newRand(seed)
		in := Input{SKUs: seatsOf(map[string]int{"STANDARDPACK": 0, "SPE_E3": 0, "M365_F1_COMM": 0, "POWER_BI_STANDARD": 0, "EXCHANGEDESKLESS": 0}), UsersRead: true, SKUsRead: true,
			GroupNames: map[string]string{groupID: "Licences"}}
		for i := range in.SKUs {
			status := statuses[r.IntN(len(statuses))]
			in.SKUs[i].CapabilityStatus = status
			if r.IntN(2) == 0 {
				in.Subscriptions = append(in.Subscriptions, Subscription{SKUID: in.SKUs[i].ID, Status: status, NextChange: until.AddDate(0, 0, r.IntN(9))})
			}
		}
		in.SKUs[0].CapabilityStatus = "Enabled"
		d := newDirectory(in)
		user := User{ID: idOf("a@contoso.com"), UPN: "a@contoso.com", PlansRead: r.IntN(2) == 0}
		for range r.IntN(5) {
			user.Assignments = append(user.Assignments, randomAssignment(r))
			if user.PlansRead {
				user.Plans = append(user.Plans, plans([]string{planStandard, planEnterprise, planFoundation}[r.IntN(3)], statuses[r.IntN(len(statuses))])...)
			}
		}
		s := Sender{ID: user.ID, Verdict: VerdictActive, Successes: 1}
		before := d.license(user, true, s)

		other := user
		other.Assignments, other.Plans = slices.Clone(user.Assignments), slices.Clone(user.Plans)
		r.Shuffle(len(other.Assignments), func(i, j int) {
			other.Assignments[i], other.Assignments[j] = other.Assignments[j], other.Assignments[i]
		})
		r.Shuffle(len(other.Plans), func(i, j int) { other.Plans[i], other.Plans[j] = other.Plans[j], other.Plans[i] })
		if diff := cmp.Diff(before, d.license(other, true, s)); diff != "" {
			t.Fatalf("seed %d: the order of assignments matters:\n%s", seed, diff)
		}

		other.Assignments = append(slices.Clone(user.Assignments), randomAssignment(r))
		if after := d.license(other, true, s); stateRank[after.State] < stateRank[before.State] && after.State != LicenseUnknown && before.State != LicenseUnknown {
			t.Fatalf("seed %d: one more assignment makes %s of %s: %+v", seed, after.State, before.State, other.Assignments)
		}

		other.Assignments = append(slices.Clone(user.Assignments), direct(skuE1))
		if other.PlansRead {
			other.Plans = append(slices.Clone(user.Plans), plans(planStandard, "Enabled")...)
		}
		if after := d.license(other, true, s); after.State != LicenseLicensed || after.Finding != FindingOK {
			t.Fatalf("seed %d: an assignment that works leaves it %s: %+v", seed, after.State, other)
		}
	}
}

// TestSeatLaws: cures add up to the violations, every finding that is not ok has one, and no seat is given out twice.
func TestSeatLaws(t *testing.T) {
	kinds := []Kind{KindPerson, KindDevice, KindApplication, KindUnknown}
	mailboxes := []Mailbox{MailboxUser, MailboxShared, MailboxNone, MailboxUnknown}
	for seed := range uint64(200) {
		r := newRand(seed)
		free := map[string]int{}
		for _, sku := range []string{"STANDARDPACK", "SPE_E3", "M365_F1_COMM", "POWER_BI_STANDARD", "EXCHANGEDESKLESS", "EXCHANGESTANDARD", "TEAMS_EXPLORATORY"} {
			if r.IntN(3) > 0 {
				free[sku] = r.IntN(5) - 2
			}
		}
		in := Input{SKUs: seatsOf(free), UsersRead: true, SKUsRead: true, Prices: map[string]float64{}}
		for _, sku := range in.SKUs {
			if r.IntN(2) == 0 {
				in.Prices[sku.PartNumber] = float64(r.IntN(50))
			}
		}
		d := newDirectory(in)
		var senders []Sender
		for n := range r.IntN(25) {
			user := User{ID: fmt.Sprint(n), PlansRead: true}
			for range r.IntN(3) {
				user.Assignments = append(user.Assignments, randomAssignment(r))
			}
			s := Sender{ID: fmt.Sprint(n), Verdict: VerdictActive, Successes: r.IntN(2), Kind: kinds[r.IntN(4)], Mailbox: mailboxes[r.IntN(4)]}
			s.License = d.license(user, r.IntN(9) > 0, s)
			senders = append(senders, s)
		}
		seats := d.cure(senders, in.Prices)
		violations, given, spent, withFree, used := 0, 0, map[Optional]int{}, 0, 0
		for _, s := range senders {
			l := s.License
			if (l.Cure == nil) != (l.Finding == FindingOK) {
				t.Fatalf("seed %d: %s has the cure %+v", seed, l.Finding, l.Cure)
			}
			if l.Cure != nil && l.Cure.FreeSeat {
				spent[l.Cure.SKU]++
			}
			if l.Finding == FindingViolation {
				violations++
				if l.Cure.FreeSeat {
					withFree++
					if l.Cure.SKU != "M365_F1_COMM" && l.Cure.SKU != "TEAMS_EXPLORATORY" {
						used++
					}
				}
			}
		}
		for _, n := range seats.Cures {
			given += n
		}
		if seats.Violations != violations || given != violations {
			t.Errorf("seed %d: %d violations, %d counted, %d cures", seed, violations, seats.Violations, given)
		}
		if *seats.Missing < 0 || *seats.Missing+withFree != seats.Needed || *seats.Free < 0 || (seats.Cost != nil && *seats.Missing == 0) {
			t.Errorf("seed %d: %d of %d needed are free, %d missing, cost %v", seed, withFree, seats.Needed, *seats.Missing, seats.Cost)
		}
		if *seats.Missing > 0 && used != *seats.Free {
			t.Errorf("seed %d: %d seats are missing although %d of %d free ones are used", seed, *seats.Missing, used, *seats.Free)
		}
		for sku, n := range spent {
			if n > max(0, free[string(sku)]) {
				t.Errorf("seed %d: %d seats of %s are given out, and %d are there", seed, n, sku, free[string(sku)])
			}
		}
	}
}

func TestRemarksOnLicences(t *testing.T) {
	f1 := []LicenseAssignment{direct(skuF1)}
	for name, test := range map[string]struct {
		sending
		want string
	}{
		"F1 alone":                            {sending{user: User{Plans: plans(planDeskless, "Enabled"), Assignments: f1}}, "license-no-right"},
		"F1 and another":                      {sending{user: User{Plans: plans(planDeskless, "Enabled", planStandard, "Enabled"), Assignments: append(f1, direct(skuE1))}}, ""},
		"F1, and another with the plan off":   {sending{user: User{Plans: plans(planDeskless, "Enabled"), Assignments: append(f1, direct(skuE1, planStandard))}}, "license-no-right"},
		"synchronised, no mailbox here":       {sending{mailbox: MailboxNone, user: User{Synchronised: new(true)}}, "license-on-premises"},
		"synchronised, mailbox not asked for": {sending{user: User{Synchronised: new(true)}}, "license-on-premises"},
		"synchronised, plan off":              {sending{mailbox: MailboxNone, user: User{Synchronised: new(true), Assignments: []LicenseAssignment{direct(skuE1, planStandard)}}}, "license-on-premises"},
		"synchronised, mailbox here":          {sending{mailbox: MailboxUser, user: User{Synchronised: new(true)}}, ""},
		"not synchronised":                    {sending{mailbox: MailboxNone, user: User{Synchronised: new(false)}}, ""},
		"synchronised, and licensed":          {sending{mailbox: MailboxUser, user: User{Synchronised: new(true), Plans: plans(planStandard, "Enabled"), Assignments: []LicenseAssignment{direct(skuE1)}}}, ""},
	} {
		test.upn = "who@contoso.com"
		s := analyzeSending([]sending{test.sending}, Input{SKUs: tenantSKUs(), SKUsRead: true}).Senders[0]
		var got []string
		for _, r := range s.Reasons {
			if strings.HasPrefix(r.Rule, "license-") {
				got = append(got, r.Rule)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %v, want %q", name, got, test.want)
		}
	}
}
