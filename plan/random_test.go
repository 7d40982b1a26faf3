package plan

import (
	"fmt"
	"math/rand/v2"
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

var asOf = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

func pick[T any](rng *rand.Rand, from ...T) T { return from[rng.IntN(len(from))] }

// sender is a plain device with a licence; cases change what they are about.
func sender(name string) inventory.Sender {
	first, last := asOf.AddDate(0, 0, -28), asOf.AddDate(0, 0, -1)
	return inventory.Sender{
		ID: "id-" + name, UPN: name + "@contoso.com", Department: "Facilities", Mailbox: inventory.MailboxUser,
		Kind: inventory.KindDevice, KindConfidence: 0.9, Verdict: inventory.VerdictActive, Auth: inventory.AuthBasic,
		Protocols: []inventory.Protocol{inventory.ProtocolSMTP}, Successes: 300, ActiveDays: 20, FirstSeen: &first, LastSeen: &last,
		SMTPAuth: inventory.SMTPAuth{
			Organization: inventory.SwitchEnabled, Mailbox: inventory.SwitchInherit, Effective: inventory.SwitchEnabled,
		},
		License: inventory.SenderLicense{State: inventory.LicenseLicensed, Finding: inventory.FindingOK},
		Clients: []inventory.Client{client("203.0.113.7")},
	}
}

func client(ip string) inventory.Client {
	return inventory.Client{
		ID: "c-" + ip, Protocol: inventory.ProtocolSMTP, IP: inventory.Optional(ip), Addresses: 1, Successes: 300, ActiveDays: 20,
		Verdict: inventory.VerdictActive,
	}
}

func inventoryOf(senders ...inventory.Sender) inventory.Inventory {
	return inventory.Inventory{
		Schema: inventory.Schema, Tool: inventory.Tool{Version: "test"},
		Tenant:  inventory.Tenant{ID: "t", Name: "Contoso", DefaultDomain: "contoso.com", Cloud: "global"},
		AsOf:    asOf,
		Window:  inventory.Window{Since: asOf.AddDate(0, 0, -30), Until: asOf},
		Senders: senders,
	}
}

// randomInventory has senders of every kind, verdict and licence state, with a few shared addresses.
func randomInventory(rng *rand.Rand, most int) inventory.Inventory {
	senders := make([]inventory.Sender, rng.IntN(most+1))
	for i := range senders {
		s := sender(fmt.Sprintf("s%05d", i))
		s.Kind = pick(rng, inventory.KindPerson, inventory.KindDevice, inventory.KindApplication, inventory.KindUnknown)
		s.Verdict = pick(rng, inventory.VerdictActive, inventory.VerdictActive, inventory.VerdictBroken, inventory.VerdictSuspected,
			inventory.VerdictSuspicious, inventory.VerdictNoise, inventory.VerdictIdle, inventory.VerdictModern)
		s.License.State = pick(rng, inventory.LicenseLicensed, inventory.LicenseLicensed, inventory.LicenseGrace, inventory.LicenseSuspended,
			inventory.LicensePlanOff, inventory.LicenseNoMailboxPlan, inventory.LicenseAssignmentError, inventory.LicenseUnlicensed,
			inventory.LicenseGuest, inventory.LicenseDeleted, inventory.LicenseNotFound, inventory.LicenseUnknown)
		s.License.Finding = pick(rng, inventory.FindingOK, inventory.FindingReview, inventory.FindingViolation)
		s.SMTPAuth.Mailbox = pick(rng, inventory.SwitchEnabled, inventory.SwitchDisabled, inventory.SwitchInherit, inventory.SwitchUnknown)
		s.Department = pick(rng, inventory.Optional(""), "Finance", "Sales", "Facilities", "経理部", "=HYPERLINK(\"x\")", "Legal", "R&D")
		s.Successes, s.ActiveDays = rng.IntN(2000), rng.IntN(30)
		s.Clients = nil
		for range 1 + rng.IntN(2)*rng.IntN(3) {
			s.Clients = append(s.Clients, client(fmt.Sprintf("203.0.113.%d", rng.IntN(20))))
		}
		senders[i] = s
	}
	inv := inventoryOf(senders...)
	inv.Tenant.Cloud = pick(rng, inventory.Optional("global"), "global", "gcc-high", "")
	if rng.IntN(3) == 0 {
		inv.Coverage = []inventory.Coverage{
			{Source: inventory.SourceSignIns, Part: "nonInteractiveUser", Status: inventory.CoveragePartial, Reason: "page 3 was refused"},
			{Source: inventory.SourceSKUs, Status: inventory.CoverageComplete},
		}
	}
	return inv
}

func randomPolicy(rng *rand.Rand) Policy {
	p := DefaultPolicy(asOf.AddDate(0, 0, rng.IntN(60)))
	p.TimeZone = pick(rng, "UTC", "Asia/Tokyo", "America/New_York")
	if rng.IntN(2) == 0 {
		p.Start = calendar.On(2026, time.November, 20+rng.IntN(60))
	}
	p.Capacity = Capacity{ItemsPerWave: 1 + rng.IntN(30), HoursPerWeek: float64(1+rng.IntN(160)) / 2}
	p.Waves = WaveRules{
		PrepareDays: 1 + rng.IntN(5), PilotItems: rng.IntN(7), PilotDays: 1 + rng.IntN(6), SoakDays: rng.IntN(4), RegularDays: 1 + rng.IntN(8),
		GroupBy: pick(rng, GroupByDepartment, GroupByNone),
	}
	p.Owners = Owners{Default: pick(rng, "", "it@contoso.com"), ByDepartment: map[string]string{"Finance": "finance-it@contoso.com"}}
	p.Calendar = randomCalendar(rng)
	if rng.IntN(2) == 0 {
		for range rng.IntN(8) {
			o := Override{Pattern: Pattern(fmt.Sprintf("s%05d@contoso.com", rng.IntN(60))), Route: pick(rng, "", "", RouteHVE, RouteGraphAPI, RouteRetire, RouteInvestigate)}
			if rng.IntN(2) == 0 {
				o.Wave = new(int)
				*o.Wave = rng.IntN(8)
			}
			p.Senders = append(p.Senders, o)
		}
	}
	return p
}

func randomCalendar(rng *rand.Rand) calendar.Calendar {
	rules := calendar.Rules{Countries: pick(rng, nil, []string{"JP"}, []string{"US", "DE"})}
	if rng.IntN(3) == 0 {
		rules.Workdays = []time.Weekday{time.Sunday, time.Tuesday, time.Wednesday, time.Saturday}[:1+rng.IntN(4)]
	}
	for range rng.IntN(3) {
		from := calendar.On(2026, time.November, 20+rng.IntN(90))
		rules.Freezes = append(rules.Freezes, calendar.Freeze{From: from, To: from.AddDays(rng.IntN(20)), Reason: "freeze"})
	}
	for range rng.IntN(6) {
		rules.Add = append(rules.Add, calendar.On(2026, time.November, 20+rng.IntN(90)))
	}
	c, err := calendar.New(rules)
	if err != nil {
		panic(err)
	}
	return c
}

// made is [Make] with little search, which no law here depends on.
func made(inv inventory.Inventory, p Policy, d Digests, earlier *Plan) Plan {
	return makeWith(inv, p, d, earlier, 100)
}
