package inventory

import (
	"cmp"
	"slices"
	"strings"
)

// cure gives every sender whose finding is not ok its cure, and counts what the violations take. Violations are served before what is for review,
// since seats are scarce, and repairs before new assignments, since a repair can't choose its subscription; else in the senders' order.
func (d directory) cure(senders []Sender, prices map[string]float64) Seats {
	pool := d.seatPool(prices)
	seats := Seats{Cures: map[CureAction]int{}}
	read := d.skusRead || len(d.skus) > 0
	if read {
		free := pool.free()
		seats.Free = &free
	}
	missing, cost, priced := 0, 0.0, true
	for _, i := range curingOrder(senders) {
		s := &senders[i]
		f := curingFacts(s, read)
		action := f.action(s.Kind)
		if action.takesSeat(f) {
			f.seat = pool.take(f.path, action)
		}
		s.License.Cure = f.cure(action)
		if !f.violation {
			continue
		}
		seats.Violations++
		seats.Cures[action]++
		if !action.takesSeat(f) {
			continue
		}
		seats.Needed++
		if !f.seat.free {
			missing++
			if f.seat.price == nil {
				priced = false
				continue
			}
			cost += *f.seat.price
		}
	}
	if read {
		seats.Missing = &missing
		if missing > 0 && priced {
			cost = round2(cost)
			seats.Cost = &cost
		}
	}
	return seats
}

// curingOrder gives the senders that need a cure by their places in the list, in the order in which seats are given out.
func curingOrder(senders []Sender) []int {
	var order []int
	for i, s := range senders {
		if s.License.Finding != FindingOK {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		la, lb := senders[a].License, senders[b].License
		return cmp.Or(trueFirst(la.Finding == FindingViolation, lb.Finding == FindingViolation),
			trueFirst(la.State == LicenseAssignmentError, lb.State == LicenseAssignmentError))
	})
	return order
}

// countViolation is Graph's word for an assignment that found no free seat.
const countViolation = "CountViolation"

// cureFacts are what the rules for cures ask about one sender.
type cureFacts struct {
	state      LicenseState
	violation  bool
	mailbox    Mailbox
	onPremises bool
	skusRead   bool
	// dated says that it is known when the state ends, on the day in ends.
	dated bool
	ends  string
	// path is the one to be worked on, and sku names its subscription; where the account's licences were not read, sku is the mailbox plan.
	path LicensePath
	sku  string
	seat seat
}

func curingFacts(s *Sender, skusRead bool) cureFacts {
	l := s.License
	f := cureFacts{
		state: l.State, violation: l.Finding == FindingViolation, mailbox: s.Mailbox, skusRead: skusRead,
		onPremises: slices.ContainsFunc(s.Reasons, func(r Reason) bool { return r.Rule == "license-on-premises" }),
	}
	if f.dated = l.Ends != nil; f.dated {
		f.ends = date(*l.Ends)
	}
	wanted := map[LicenseState]func(LicensePath) bool{
		LicensePlanOff: func(p LicensePath) bool { return p.PlanOff },
		LicenseAssignmentError: func(p LicensePath) bool {
			return p.MailboxPlan && !p.PlanOff && p.fails() == (l.Rule != "license-not-provisioned")
		},
		LicenseGrace:     func(p LicensePath) bool { return p.MailboxPlan && !p.PlanOff && !p.fails() },
		LicenseSuspended: func(p LicensePath) bool { return p.MailboxPlan && !p.PlanOff && !p.fails() },
	}[l.State]
	if wanted == nil {
		return f
	}
	f.sku = l.Args["plan"]
	if i := slices.IndexFunc(l.Paths, wanted); i >= 0 {
		f.path = l.Paths[i]
		f.sku = f.path.SKU
	}
	return f
}

// action says what kind of cure a finding needs.
func (f cureFacts) action(kind Kind) CureAction {
	switch {
	case f.onPremises:
		return CureInvestigate
	case f.state == LicensePlanOff:
		return CureEnablePlan
	case f.state == LicenseAssignmentError:
		return CureRepair
	case f.state == LicenseGrace || f.state == LicenseSuspended:
		return CureRenew
	case f.state != LicenseUnlicensed && f.state != LicenseNoMailboxPlan:
		return CureInvestigate // guests, and accounts that are gone or were not read
	case f.mailbox.isShared() || kind == KindDevice || kind == KindApplication:
		return CureLeave
	case kind == KindPerson:
		return CureAssign
	}
	return CureInvestigate
}

// takesSeat says whether a cure takes a seat that the account does not have.
func (a CureAction) takesSeat(f cureFacts) bool {
	return a == CureAssign || a == CureRepair && f.isProblem(countViolation)
}

func (f cureFacts) isProblem(word string) bool { return strings.EqualFold(string(f.path.Error), word) }

// seatRepairs are the rules of repairs that take a seat: the assignment found none.
var seatRepairs = []string{"cure-repair-seat", "cure-repair-other", "cure-repair-buy"}

// TakesSeat reports whether a cure takes a seat that the account does not have. [Seats] counts those of violations.
func (c *Cure) TakesSeat() bool {
	return c.Action == CureAssign || c.Action == CureRepair && slices.Contains(seatRepairs, c.Rule)
}

// cure writes the cure in the words of the first rule that holds.
func (f cureFacts) cure(action CureAction) *Cure {
	i := slices.IndexFunc(cureRules, func(r cureRule) bool { return r.action == action && r.holds(f) })
	if i < 0 {
		panic("inventory: no rule for the cure " + string(action)) // the last one of every action always holds
	}
	sku := cmp.Or(f.seat.sku, f.sku)
	r := reason(cureRules[i].id, map[string]string{"sku": sku, "own": f.sku, "group": f.path.groupOrID(), "ends": f.ends,
		"problem": string(cmp.Or(f.path.Error, f.path.State))})
	c := &Cure{Action: action, FreeSeat: f.seat.free, Price: f.seat.price, Rule: r.Rule, Text: r.Text, Args: r.Args}
	if f.seat.sku != "" || f.path.SKU != "" {
		c.SKU = Optional(sku)
	}
	return c
}

// seat is what a pool gives: a subscription, and whether it has a free seat or one has to be bought. Its sku is empty where the tenant has none to give.
type seat struct {
	sku             string
	free, frontline bool
	price           *float64
}

// seatPool is the seats of the subscriptions by which an account can be given a mailbox, those that cost least first.
type seatPool []pooledSKU

type pooledSKU struct {
	seat
	left int
	// forNew says that the subscription is one to give to an account that has none. The others serve only accounts that they were meant for already.
	forNew bool
}

func (d directory) seatPool(prices map[string]float64) seatPool {
	var pool seatPool
	for _, id := range sortedKeys(d.skus) {
		sku := d.skus[id]
		plan, name := sku.mailboxPlan()
		if plan == "" {
			continue
		}
		inForce := sku.CapabilityStatus == statusEnabled || sku.CapabilityStatus == statusWarning
		frontline := strings.HasPrefix(name, "EXCHANGE_S_DESKLESS")
		pool = append(pool, pooledSKU{
			seat: seat{sku: sku.PartNumber, frontline: frontline, price: priceOf(prices, sku.PartNumber)}, left: sku.free(),
			forNew: inForce && !notForNew[id] && (!frontline || frontlineWithMailbox[id]),
		})
	}
	slices.SortStableFunc(pool, func(a, b pooledSKU) int {
		return cmp.Or(trueFirst(a.price != nil, b.price != nil), comparePrices(a.price, b.price), trueFirst(!a.frontline, !b.frontline), strings.Compare(a.sku, b.sku))
	})
	return pool
}

func comparePrices(a, b *float64) int {
	if a == nil || b == nil {
		return 0
	}
	return cmp.Compare(*a, *b)
}

// free counts the seats that an account can be given.
func (p seatPool) free() int {
	n := 0
	for _, sku := range p {
		if sku.forNew {
			n += sku.left
		}
	}
	return n
}

// take gives out the seat that costs least: a free one before one to be bought, and for a repair one of the assignment's own subscription before others.
func (p seatPool) take(path LicensePath, action CureAction) seat {
	isOwn := func(s pooledSKU) bool { return action == CureRepair && s.sku == path.SKU }
	isForNew := func(s pooledSKU) bool { return s.forNew }
	for _, fits := range []func(pooledSKU) bool{isOwn, isForNew} {
		if i := slices.IndexFunc(p, func(s pooledSKU) bool { return fits(s) && s.left > 0 }); i >= 0 {
			p[i].left--
			given := p[i].seat
			given.free = true
			return given
		}
	}
	for _, fits := range []func(pooledSKU) bool{isOwn, isForNew} {
		if i := slices.IndexFunc(p, fits); i >= 0 {
			return p[i].seat
		}
	}
	return seat{}
}

// frontlineWithMailbox are the subscriptions with a kiosk plan that are sold for their mailbox too: Exchange Online Kiosk and the F3 products. Microsoft
// 365 F1 and Teams' products carry the same plan for the calendar in Teams, so nobody is told to buy one for sending.
var frontlineWithMailbox = map[string]bool{
	"80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82": true, // EXCHANGEDESKLESS
	"4b585984-651b-448a-9e53-3b10f069cf7f": true, // DESKLESSPACK
	"74039b88-bd62-4b5c-9d9c-7a92bbc0bfdf": true, // DESKLESSPACK_USGOV_GCCHIGH
	"66b55226-6b4f-492c-910c-a3b7a3c9d993": true, // SPE_F1, which is Microsoft 365 F3
	"f7ee79a7-7aec-4ca4-9fb9-34d6b930ad87": true, // Microsoft_365_F3_EEA_(no_Teams)
	"d1f0495b-cb7b-4e11-8b85-daee7e7e5664": true, // Office_365_F3_EEA_(no_Teams)
	"2a914830-d700-444a-b73c-e3f31980d833": true, // M365_F1_GOV, which is Microsoft 365 F3 GCC
}

// notForNew are subscriptions with a mailbox plan that are for something else than a person's mail: trials, shared meeting devices, unattended robots,
// developers' tenants.
var notForNew = map[string]bool{
	"710779e8-3d4a-4c88-adb9-386c958d1fdf": true, // TEAMS_EXPLORATORY
	"e0dfc8b9-9531-4ec8-94b4-9fec23b05fc8": true, // Microsoft_Teams_Exploratory_Dept
	"295a8eb0-f78d-45c7-8b5b-1eed5ed02dff": true, // MCOCAP
	"420c7602-7f70-4895-9394-d3d679ea36fb": true, // MCOCAP_FACULTY
	"b1511558-69bd-4e1b-8270-59ca96dba0f3": true, // MCOCAP_GOV
	"c2ac2ee4-9bb1-47e4-8541-d689c7e83371": true, // SPE_E3_RPA1
	"a23dbafb-3396-48b3-ad9c-a304fe206043": true, // Microsoft_365_E3_EEA_(no_Teams)_Unattended_License
	"5c739a73-651d-4c2c-8a4e-fe4ba12253b0": true, // M365_G3_RPA1_GOV
	"1aa94593-ca12-4254-a738-81a5972958e8": true, // M365EDU_A3_STUUSEBNFT_RPA1
	"189a915c-fe4f-4ffa-bde4-85b9628d07a0": true, // DEVELOPERPACK
	"c42b9cae-ea4f-4ab7-9717-81576235ccac": true, // DEVELOPERPACK_E5
}

// priceOf gives what a seat costs a month by policy.yaml.
func priceOf(prices map[string]float64, partNumber string) *float64 {
	if price, ok := prices[strings.ToUpper(partNumber)]; ok {
		return &price
	}
	return nil
}
