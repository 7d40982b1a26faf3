package progress

import (
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// now is a Monday morning, and the log was read from the first of October on.
var (
	now   = time.Date(2026, time.December, 21, 9, 0, 0, 0, time.UTC)
	begin = time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)
)

func at(month time.Month, day, hour int) time.Time {
	return time.Date(2026, month, day, hour, 0, 0, 0, time.UTC)
}

func dec(day int) calendar.Day { return calendar.On(2026, time.December, day) }

// read is a log of Graph that was read whole, but for gaps.
func read(since, until time.Time, gaps ...inventory.Window) []inventory.Coverage {
	list := []inventory.Coverage{}
	for _, part := range []string{"interactiveUser", "nonInteractiveUser"} {
		c := inventory.Coverage{Source: inventory.SourceSignIns, Part: part, Since: &since, Until: &until, Status: inventory.CoverageComplete}
		if len(gaps) > 0 {
			c.Status, c.Gaps = inventory.CoveragePartial, gaps
		}
		list = append(list, c)
	}
	return append(list, inventory.Coverage{Source: inventory.SourceUsers, Status: inventory.CoverageComplete})
}

// rhythms by name.
func rhythm(period string) inventory.Rhythm {
	r := inventory.Rhythm{Period: period}
	every, longest := map[string]int{"continuous": 1, "daily": 1, "workdays": 1, "weekly": 7, "monthly": 30}[period], map[string]int{
		"continuous": 1, "daily": 2, "workdays": 3, "weekly": 7, "monthly": 31, "irregular": 12,
	}[period]
	if every > 0 {
		r.EveryDays = &every
	}
	if longest > 0 {
		r.LongestDays = &longest
	}
	return r
}

// basic is a client that signed in with a password and some rhythm, last at a moment.
func basic(ip, period string, last time.Time) inventory.Client {
	first := begin.Add(time.Hour)
	return inventory.Client{
		ID: "basic-" + ip, Protocol: inventory.ProtocolSMTP, IP: inventory.Optional(ip), Network: inventory.Optional(ip[:len(ip)-1] + "0/24"), UserAgent: "BAV2ROPC",
		App: "Office 365 Exchange Online", Auth: inventory.AuthBasic, Successes: 40, FirstSeen: &first, LastSeen: &last, LastSuccess: &last, Rhythm: rhythm(period),
		Verdict: inventory.VerdictActive, Rule: "basic-success",
	}
}

// refused is one that succeeded until one moment and failed until another.
func refused(ip, period string, worked, tried time.Time) inventory.Client {
	c := basic(ip, period, worked)
	c.LastSeen, c.Failures, c.Verdict, c.Rule = &tried, 5, inventory.VerdictBroken, "fails-since"
	if worked.IsZero() {
		c.LastSuccess, c.Successes = nil, 0
	}
	return c
}

func oauth(ip string, last time.Time) inventory.Client {
	c := basic(ip, "daily", last)
	c.ID, c.Auth, c.UserAgent, c.Verdict, c.Rule = "oauth-"+ip, inventory.AuthOAuth, "Mailer/2.0", inventory.VerdictModern, "oauth-only"
	return c
}

func suspicious(ip string, last time.Time) inventory.Client {
	c := basic(ip, "unknown", last)
	c.ID, c.Verdict, c.Rule, c.Successes = "guess-"+ip, inventory.VerdictSuspicious, "guessing-success", 1
	return c
}

func account(name string, clients ...inventory.Client) inventory.Sender {
	s := inventory.Sender{
		ID: "id-" + name, UPN: name + "@contoso.com", Verdict: inventory.VerdictActive, Auth: inventory.AuthBasic, Clients: clients,
		License: inventory.SenderLicense{State: inventory.LicenseLicensed, Finding: inventory.FindingOK},
	}
	if len(clients) == 0 {
		s.Verdict = inventory.VerdictIdle
	}
	return s
}

func inventoryOf(asOf time.Time, coverage []inventory.Coverage, senders ...inventory.Sender) inventory.Inventory {
	return inventory.Inventory{
		Schema: inventory.Schema, Tenant: inventory.Tenant{ID: "t", Name: "Contoso"}, AsOf: asOf, Window: inventory.Window{Since: begin, Until: asOf},
		Coverage: coverage, Senders: senders,
	}
}

// itemOf is an item that is done from the end of its day on, or not started.
func itemOf(name string, status plan.Status, end calendar.Day) plan.Item {
	return plan.Item{
		ID: "item-" + name, Sender: "id-" + name, UPN: name + "@contoso.com", Verdict: inventory.VerdictActive, Route: plan.RouteRelayConnector, Wave: 1,
		Owner: "it@contoso.com", Status: status, End: end, Weight: 2, EffortHours: 3,
	}
}

func planOf(items ...plan.Item) plan.Plan {
	return plan.Plan{
		Schema: plan.Schema, AsOf: at(time.November, 20, 0), TimeZone: "UTC", Deadline: calendar.On(2026, time.December, 31), Items: items,
	}
}
