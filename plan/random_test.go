package plan

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
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

// richInventory is randomInventory with what tenants have beside it: gaps of several sources, programs by name, addresses that 2 to 20 senders share, volumes,
// ids and names that differ in case only.
func richInventory(rng *rand.Rand, most int) inventory.Inventory {
	inv := randomInventory(rng, most)
	senders := inv.Senders
	for i := range senders {
		s := &senders[i]
		if rng.IntN(4) == 0 {
			for c := range s.Clients {
				s.Clients[c].App = pick(rng, inventory.Optional("SAP"), "SAP", "Backup 9", "Outlook", "")
				s.Clients[c].UserAgent = pick(rng, inventory.Optional("BAV2ROPC"), "")
			}
		}
		if rng.IntN(6) == 0 {
			s.Excluded = inventory.Excluded{Records: 1 + rng.IntN(500), Reason: "guessing"}
		}
		if rng.IntN(6) == 0 {
			since, until := asOf.AddDate(0, 0, -30), asOf
			s.Messages = &inventory.Messages{Source: inventory.SourceSMTPReport, Count: rng.IntN(400_000), Since: &since, Until: &until}
		}
		if rng.IntN(8) == 0 {
			s.AccountEnabled = pick(rng, new(bool), nil)
		}
		if rng.IntN(8) == 0 {
			s.Mailbox = pick(rng, inventory.MailboxShared, inventory.MailboxNone, inventory.MailboxUnknown)
		}
		if i > 0 && rng.IntN(12) == 0 && senders[i-1].ID != strings.ToUpper(senders[i-1].ID) {
			s.ID = strings.ToUpper(senders[i-1].ID)
		}
	}
	for range rng.IntN(3) {
		ip := fmt.Sprintf("198.51.100.%d", rng.IntN(5))
		for range 2 + rng.IntN(19) {
			if len(senders) > 0 {
				s := &senders[rng.IntN(len(senders))]
				s.Kind, s.Clients = pick(rng, inventory.KindDevice, inventory.KindApplication), []inventory.Client{client(ip)}
			}
		}
	}
	inv.Coverage = nil
	sources := []string{
		inventory.SourceSignIns, inventory.SourceUsers, inventory.SourceSKUs, inventory.SourceOrganization, inventory.SourceFileSignIns, inventory.SourceDomains,
		inventory.SourceDeletedUsers, inventory.SourceGroups, inventory.SourceEmailAppUsage, inventory.SourceMailboxUsage, inventory.SourceMailboxPurpose,
		inventory.SourceConditionalAccess, inventory.SourceMFARegistration, inventory.SourceMessageTraces, inventory.SourceLogAnalytics,
		inventory.SourceSMTPReport, inventory.SourceTransport, inventory.SourceMailboxes, inventory.SourceAuthPolicies, inventory.SourceConnectors,
		inventory.SourceAuditLog, inventory.SourceFileUnread, inventory.SourceExchangeExport, "graph.ofALaterVersion",
	}
	for range rng.IntN(6) {
		since, until := asOf.AddDate(0, 0, -rng.IntN(40)-1), asOf
		inv.Coverage = append(inv.Coverage, inventory.Coverage{
			Source: pick(rng, sources...), Part: pick(rng, "", "interactiveUser", "nonInteractiveUser", "a file.csv"), Since: pick(rng, &since, nil), Until: &until,
			Status: pick(rng, inventory.CoverageComplete, inventory.CoveragePartial, inventory.CoverageMissing, inventory.CoverageNotLicensed,
				inventory.CoverageNotPermitted, inventory.CoverageNotAvailable),
			Reason: pick(rng, "", "refused", "no licence"),
		})
	}
	return inv
}

// randomPattern means one sender, some, or nobody.
func randomPattern(rng *rand.Rand) Pattern {
	n := rng.IntN(60)
	return pick(rng, Pattern(fmt.Sprintf("s%05d@contoso.com", n)), Pattern(fmt.Sprintf("S%05d@CONTOSO.com", n)), Pattern(fmt.Sprintf("id-s%05d", n)),
		Pattern(fmt.Sprintf("*%d@contoso.com", n%10)), Pattern(fmt.Sprintf("s000%d*", n/10)), Pattern(fmt.Sprintf("s*%d*@*", n)), "nobody@contoso.com")
}

// richPolicy is randomPolicy with all else that a policy can say.
func richPolicy(rng *rand.Rand) Policy {
	p := randomPolicy(rng)
	maybe := func(n int) bool { return rng.IntN(n) == 0 }
	answer := func() *bool {
		yes := true
		return pick(rng, nil, nil, &yes, new(bool))
	}
	day := func(most int) calendar.Day { return calendar.On(2026, time.November, 20+rng.IntN(most)) }
	owners := []string{"it@contoso.com", "finance-it@contoso.com", "a@contoso.com", "b@contoso.com"}
	if maybe(2) {
		p.Capacity.HoursPerOwner = pick(rng, 0, float64(1+rng.IntN(40)))
		p.Capacity.ByOwner = map[string]float64{}
		for range rng.IntN(3) {
			p.Capacity.ByOwner[pick(rng, owners...)] = float64(1+rng.IntN(60)) / 2
		}
	}
	for range rng.IntN(4) {
		p.Owners.ByPattern = append(p.Owners.ByPattern, PatternOwner{randomPattern(rng), pick(rng, owners...)})
	}
	p.Owners.ByDomain = pick(rng, nil, map[string]string{"contoso.com": "b@contoso.com"})
	p.Owners.BySender = pick(rng, nil, map[string]string{"s00003@contoso.com": "a@contoso.com", "id-s00004": "b@contoso.com"})
	if maybe(2) {
		for range rng.IntN(10) {
			o := Override{
				Pattern: randomPattern(rng), OAuth: answer(), External: answer(), Port25: answer(), FixedAddress: answer(), CodeChange: answer(),
				Owner: pick(rng, append(owners, "", "", "", "")...), Importance: pick(rng, 0, 0, 0.5, 3, 10),
				Route: pick(rng, Route(""), "", "", "", RouteACS, RouteThirdParty, RouteOnPremisesRelay, RouteDirectSend, RouteRetire, RouteOAuthSMTP),
				Kind:  pick(rng, inventory.Kind(""), "", "", inventory.KindApplication, inventory.KindPerson),
			}
			if maybe(3) {
				wave := rng.IntN(8)
				o.Wave = &wave
			}
			if maybe(3) {
				o.NotBefore = day(120)
			}
			if maybe(5) {
				o.MessagesPerDay, o.PeakPerHour = rng.IntN(30_000), rng.IntN(5000)
			}
			p.Senders = append(p.Senders, o)
		}
	}
	for n := range rng.IntN(3) {
		g := NamedGroup{Name: fmt.Sprint("group ", n), Shares: pick(rng, "device", "application", "credential", "mailbox")}
		for range 1 + rng.IntN(3) {
			g.Senders = append(g.Senders, randomPattern(rng))
		}
		p.Groups = append(p.Groups, g)
	}
	for range rng.IntN(3) {
		p.Sites = append(p.Sites, Membership{pick(rng, "Oslo", "Rome", "大阪"), []Pattern{randomPattern(rng)}, []netip.Prefix{netip.MustParsePrefix("203.0.113.8/29")}})
		p.Projects = append(p.Projects, Membership{Name: pick(rng, "ERP", "Print"), Senders: []Pattern{randomPattern(rng)}})
	}
	p.Waves.GroupBy = pick(rng, GroupByDepartment, GroupBySite, GroupByProject, GroupByNone)
	p.Waves.Order = pick(rng, OrderExposure, OrderExposure, OrderRisk, OrderVolume, OrderGroup)
	if p.Waves.Order == OrderGroup {
		p.Waves.Groups = pick(rng, nil, []string{"Sales", "Finance", "Rome", "ERP"})
	}
	p.Waves.TogetherPercent = pick(rng, 0.0, 1, 5, 20)
	if maybe(3) {
		p.End = calendar.On(2026, time.December, rng.IntN(150))
	}
	if p.Deadline = pick(rng, p.Deadline, p.Deadline, calendar.Day{}, day(60), day(200)); maybe(4) {
		p.Deadline = p.today().AddDays(rng.IntN(30) - 5)
	}
	rules := p.Calendar.Rules()
	for range rng.IntN(2) {
		from := day(90)
		f := calendar.Freeze{From: from, To: from.AddDays(5 + rng.IntN(25)), Reason: "year end"}
		for range rng.IntN(4) {
			f.Except = append(f.Except, from.AddDays(rng.IntN(5)))
		}
		rules.Freezes = append(rules.Freezes, f)
	}
	p.Calendar, _ = calendar.New(rules)
	price := 12.5
	p.Routes = RouteRules{
		Relay: pick(rng, "", "relay.contoso.com"), Azure: answer(), BillingPolicy: answer(), Currency: pick(rng, "", "EUR"), ACSPerHour: pick(rng, 0, 500),
		Service: pick(rng, Service{}, Service{Name: "SMTPget", Host: "smtp.example.net", Port: 587, MessagesPerMonth: 50_000, PerMonth: &price}),
		Prices:  pick(rng, nil, map[Price]float64{PriceHVE: 40, PriceACS: 0.25, PriceWorkHour: 80}),
	}
	for range rng.IntN(3) {
		p.Routes.Avoid = append(p.Routes.Avoid, pick(rng, RouteHVE, RouteACS, RouteDirectSend, RouteThirdParty, RouteGraphAPI, RouteRelayConnector))
	}
	p.FallbackOwner = pick(rng, "", "cio@contoso.com")
	p.Tenant = pick(rng, "", "contoso.com")
	if maybe(4) {
		p.Milestones = append(p.Milestones, Milestone{ID: milestoneRemoval, Date: calendar.On(2027, time.January, 1+rng.IntN(400))})
	}
	return p
}
