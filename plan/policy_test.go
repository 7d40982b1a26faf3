package plan

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// byRules compares calendars by what they are made from.
var byRules = cmp.Transformer("rules", func(c calendar.Calendar) calendar.Rules { return c.Rules() })

func TestTheTemplateSaysTheSameAsTheDefault(t *testing.T) {
	base := DefaultPolicy(asOf)
	got, err := ReadPolicy(PolicyTemplate(nil), base)
	if err != nil {
		t.Fatal(err)
	}
	// The template names the weekdays that the zero calendar means.
	base.Calendar, _ = calendar.New(calendar.Rules{Workdays: []time.Weekday{1, 2, 3, 4, 5}})
	if diff := cmp.Diff(base, got, byRules); diff != "" {
		t.Errorf("policy (-default +template):\n%s", diff)
	}
	// Read over another policy it takes everything back to the default.
	other := randomPolicyWithout(base)
	if got, err = ReadPolicy(PolicyTemplate(nil), other); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(base, got, byRules); diff != "" {
		t.Errorf("policy over another (-default +template):\n%s", diff)
	}
}

// randomPolicyWithout differs from a policy in everything that the file can say.
func randomPolicyWithout(p Policy) Policy {
	wave := 3
	p.TimeZone, p.Start, p.Deadline = "Asia/Tokyo", calendar.On(2026, 12, 1), calendar.On(2026, 12, 2)
	p.Calendar, _ = calendar.New(calendar.Rules{
		Workdays: []time.Weekday{time.Sunday}, Countries: []string{"JP"}, Add: []calendar.Day{p.Start}, Remove: []calendar.Day{p.Start},
		Freezes: []calendar.Freeze{{From: p.Start, To: p.Start}},
	})
	p.Capacity = Capacity{ItemsPerWave: 1, HoursPerWeek: 1}
	p.Waves = WaveRules{PrepareDays: 1, PilotItems: 1, PilotDays: 1, SoakDays: 1, RegularDays: 1, GroupBy: GroupByNone}
	p.Owners = Owners{Default: "a", ByDepartment: map[string]string{"b": "c"}, ByDomain: map[string]string{"d": "e"}, BySender: map[string]string{"f": "g"}}
	p.Senders = []Override{{Pattern: "x", Wave: &wave}}
	p.Licenses = Licenses{map[string]float64{"G": 1}, "EUR"}
	return p
}

func TestReadPolicyReadsEveryKey(t *testing.T) {
	got, err := ReadPolicy([]byte(`
timeZone: Asia/Tokyo
start: 2026-12-01
deadline: 2027-03-31
workdays: [monday, saturday]
holidays:
  countries: [JP, US]
  add: [2026-12-29]
  remove: [2027-02-11]
freezes:
  - {from: 2026-12-28, to: 2027-01-04, reason: 年末年始}
capacity: {itemsPerWave: 10, hoursPerWeek: 12.5}
waves: {prepareDays: 1, pilotItems: 2, pilotDays: 3, soakDays: 4, regularDays: 6, groupBy: none}
owners:
  default: it@contoso.com
  byDepartment: {経理部: keiri@contoso.com, Finance: fin@contoso.com}
  byDomain: {Contoso.com: dom@contoso.com}
  bySender: {Scan@contoso.com: scan-owner}
senders:
  Scan@contoso.com: {route: relay-connector, kind: device, wave: 2}
  id-1: {wave: 0}
licences: {currency: jpy, prices: {ExchangeStandard: 600, SPE_E3: 4500.5, FREE: 0}}
`), DefaultPolicy(asOf))
	if err != nil {
		t.Fatal(err)
	}
	two, zero := 2, 0
	want := DefaultPolicy(asOf)
	want.TimeZone, want.Start, want.Deadline = "Asia/Tokyo", calendar.On(2026, 12, 1), calendar.On(2027, 3, 31)
	want.Calendar, _ = calendar.New(calendar.Rules{
		Workdays: []time.Weekday{time.Monday, time.Saturday}, Countries: []string{"JP", "US"},
		Add: []calendar.Day{calendar.On(2026, 12, 29)}, Remove: []calendar.Day{calendar.On(2027, 2, 11)},
		Freezes: []calendar.Freeze{{From: calendar.On(2026, 12, 28), To: calendar.On(2027, 1, 4), Reason: "年末年始"}},
	})
	want.Capacity = Capacity{ItemsPerWave: 10, HoursPerWeek: 12.5}
	want.Waves = WaveRules{PrepareDays: 1, PilotItems: 2, PilotDays: 3, SoakDays: 4, RegularDays: 6, GroupBy: GroupByNone}
	want.Owners = Owners{
		Default: "it@contoso.com", ByDepartment: map[string]string{"経理部": "keiri@contoso.com", "Finance": "fin@contoso.com"},
		ByDomain: map[string]string{"contoso.com": "dom@contoso.com"}, BySender: map[string]string{"scan@contoso.com": "scan-owner"},
	}
	want.Senders = []Override{
		{Pattern: "Scan@contoso.com", Line: 20, Route: RouteRelayConnector, Kind: inventory.KindDevice, Wave: &two}, {Pattern: "id-1", Line: 21, Wave: &zero},
	}
	want.Licenses = Licenses{map[string]float64{"EXCHANGESTANDARD": 600, "SPE_E3": 4500.5, "FREE": 0}, "JPY"}
	if diff := cmp.Diff(want, got, byRules); diff != "" {
		t.Errorf("policy (-want +got):\n%s", diff)
	}
}

func TestReadPolicyErrorsNameLineAndKey(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"unknown key", "timezone: UTC", `line 1: unknown key "timezone" in policy.yaml: did you mean timeZone?`},
		{"unknown key inside", "\nwaves:\n  soakDay: 2", `line 3: unknown key "soakDay" in waves: did you mean soakDays?`},
		{"unknown key of a sender", "senders:\n  a@contoso.com: {rout: hve}", `line 2: unknown key "rout" in senders.a@contoso.com: did you mean route?`},
		{"unknown key of a freeze", "freezes:\n  - {form: 2026-12-01}", `line 2: unknown key "form" in freezes[1]: did you mean from?`},
		{"key twice", "start: 2026-12-01\nstart: 2026-12-02", `line 2: the file: the key "start" is there twice, first in line 1`},
		{"sender twice in another case", "senders:\n  a@contoso.com: {}\n  A@contoso.com: {}", `line 3: senders: "A@contoso.com" is there twice`},
		{"impossible date", "deadline: 2026-02-30", `line 1: deadline: "2026-02-30" is not a day that exists`},
		{"another form of date", "start: 12/01/2026", `line 1: start: "12/01/2026" is not a day`},
		{"no deadline", "deadline:", `line 1: deadline: a day is needed`},
		{"start after the deadline", "deadline: 2026-12-01\nstart: 2026-12-02", `line 2: start: 2026-12-02 is after the deadline, 2026-12-01`},
		{"zero capacity", "capacity:\n  itemsPerWave: 0", `line 2: capacity.itemsPerWave: 0 is not from 1`},
		{"no hours", "capacity: {hoursPerWeek: 0}", `line 1: capacity.hoursPerWeek: "0" is not above 0`},
		{"hours are no number", "capacity: {hoursPerWeek: .nan}", `line 1: capacity.hoursPerWeek: ".nan" is not a number`},
		{"infinite hours", "capacity: {hoursPerWeek: Inf}", `line 1: capacity.hoursPerWeek: "Inf" is not above 0`},
		{"text for a number", "waves: {pilotDays: five}", `line 1: waves.pilotDays: "five" is not a whole number`},
		{"list for a number", "waves: {pilotDays: [5]}", `line 1: waves.pilotDays: a list where a whole number is needed`},
		{"nothing for a number", "waves:\n  pilotDays:\n", `waves.pilotDays: nothing where a whole number is needed`},
		{"text for a mapping", "waves: fast", `line 1: waves: "fast" where keys and values are needed`},
		{"mapping for a list", "freezes: {from: 2026-12-01}", `line 1: freezes: keys and values where a list is needed`},
		{"a list at the top", "- a", `line 1: the file: a list where keys and values are needed`},
		{"time zone", "timeZone: Tokyo", `line 1: timeZone: "Tokyo" is not a time zone: use an IANA name such as Asia/Tokyo`},
		{"the computer's time zone", "timeZone: Local", `line 1: timeZone: "Local" is not a time zone`},
		{"a path as time zone", "timeZone: ../../etc/passwd", `line 1: timeZone:`},
		{"country", "holidays: {countries: [JPN]}", `line 1: holidays.countries[1]: "JPN" is unknown, did you mean JP? known are AT,`},
		{"no country", "holidays: {countries: [~]}", `line 1: holidays.countries[1]: a country code is needed`},
		{"weekday", "workdays: [monday, tusday]", `line 1: workdays[2]: "tusday" is unknown, did you mean tuesday?`},
		{"weekday twice", "workdays: [monday, monday]", `line 1: workdays[2]: monday is there twice`},
		{"no weekdays", "workdays: []", `line 1: workdays: no day is left to work on`},
		{"freeze without end", "freezes:\n  - from: 2026-12-01", `line 2: freezes[1].to: the last day of the freeze is missing`},
		{"freeze reversed", "freezes:\n  - {from: 2026-12-02, to: 2026-12-01}", `line 2: freezes[1]: the freeze ends on 2026-12-01, before it begins on 2026-12-02`},
		{"route", "senders: {a: {route: relay}}", `"relay" is unknown, did you mean`},
		{"route that follows from the evidence", "senders: {a: {route: secure-account}}", `line 1: senders.a.route: "secure-account" is unknown`},
		{"kind", "senders: {a: {kind: printer}}", `line 1: senders.a.kind: "printer" is unknown`},
		{"negative wave", "senders: {a: {wave: -1}}", `line 1: senders.a.wave: -1 is not from 0`},
		{"group", "waves: {groupBy: departments}", `line 1: waves.groupBy: "departments" is unknown, did you mean department?`},
		{"unknown key of licences", "licences:\n  price: {}", `line 2: unknown key "price" in licences: did you mean prices?`},
		{"licences in the other spelling", "licenses: {}", `line 1: unknown key "licenses" in policy.yaml: did you mean licences?`},
		{"no price", "licences:\n  prices:\n    SPE_E3:", `line 3: licences.prices.SPE_E3: nothing where a price is needed, such as 4.20`},
		{"a price in words", "licences: {prices: {SPE_E3: 36 EUR}}", `line 1: licences.prices.SPE_E3: "36 EUR" is not a price: write a number such as 4.20`},
		{"a price with a comma", "licences: {prices: {SPE_E3: '4,20'}}", `line 1: licences.prices.SPE_E3: "4,20" is not a price`},
		{"a price below nothing", "licences: {prices: {SPE_E3: -1}}", `line 1: licences.prices.SPE_E3: "-1" is not from 0 to 1000000`},
		{"an endless price", "licences: {prices: {SPE_E3: Inf}}", `line 1: licences.prices.SPE_E3: "Inf" is not from 0 to 1000000`},
		{"a price that is no number", "licences: {prices: {SPE_E3: .nan}}", `line 1: licences.prices.SPE_E3: ".nan" is not a price`},
		{"price twice in another case", "licences:\n  prices:\n    SPE_E3: 1\n    spe_e3: 2", `line 4: licences.prices: "spe_e3" is there twice, in another case`},
		{"a price of nothing", "licences: {prices: {'': 1}}", `line 1: licences.prices: a part number is needed`},
		{"prices as a list", "licences: {prices: [1]}", `line 1: licences.prices: a list where keys and values are needed`},
		{"currency", "licences: {currency: euro}", `line 1: licences.currency: "euro" is not a currency: use three letters such as EUR or JPY`},
		{"currency as a sign", "licences: {currency: €}", `line 1: licences.currency: "€" is not a currency`},
		{"reference", "owners:\n  default: &a x\n  byDomain: {b: *a}", `line 3: owners.byDomain.b: a reference (*), which is not supported, where a text is needed`},
		{"two documents", "start: 2026-12-01\n---\nstart: 2026-12-02", "more than one document"},
		{"broken YAML", "start: [", "line 1"},
		{"hostile key", "\"a\\nb\\e[31m\": 1", `unknown key "a\nb\x1b[31m" in policy.yaml`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ReadPolicy([]byte(tc.text), DefaultPolicy(asOf))
			if err == nil || !strings.HasPrefix(err.Error(), "reading policy.yaml") || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error is\n%v, want\n%s", err, tc.want)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\n\r\x1b") {
				t.Errorf("error is not one plain line: %q", err)
			}
		})
	}
}

func TestReadPolicyKeepsTheBaseWhereTheFileIsSilent(t *testing.T) {
	base := randomPolicyWithout(DefaultPolicy(asOf))
	for _, text := range []string{"", "# nothing\n", "\ufeff# nothing", "{}", "~", "holidays: {}", "waves:\nowners:\n"} {
		got, err := ReadPolicy([]byte(text), base)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(base, got, byRules); diff != "" {
			t.Errorf("%q changed the policy (-want +got):\n%s", text, diff)
		}
	}
}

func TestKindsAreThoseThatThePolicySays(t *testing.T) {
	p, err := ReadPolicy([]byte("senders: {A@contoso.com: {kind: device}, b@contoso.com: {wave: 1}, ID-1: {kind: unknown}}"), DefaultPolicy(asOf))
	if err != nil {
		t.Fatal(err)
	}
	for upn, want := range map[string]inventory.Kind{"a@contoso.com": inventory.KindDevice, "c@contoso.com": inventory.KindUnknown, "b@contoso.com": "", "d@contoso.com": ""} {
		id := ""
		if upn == "c@contoso.com" {
			id = "id-1"
		}
		if got, named := p.KindOf()(upn, id); got != want || named != (want != "") {
			t.Errorf("%s is %q, %v; want %q", upn, got, named, want)
		}
	}
}

func TestOwnersGoFromTheNearestToTheDefault(t *testing.T) {
	s := sender("Scan")
	s.UPN = "Scan@Contoso.com"
	owners := Owners{
		Default: "default", ByDomain: map[string]string{"contoso.com": "domain"}, ByDepartment: map[string]string{"Facilities": "department"},
		BySender: map[string]string{"scan@contoso.com": "sender"},
	}
	for _, want := range []string{"sender", "department", "domain", "default", ""} {
		if got := owners.of(&s); got != want {
			t.Errorf("owner is %q, want %q", got, want)
		}
		switch want {
		case "sender":
			owners.BySender = nil
		case "department":
			owners.ByDepartment = nil
		case "domain":
			owners.ByDomain = nil
		case "default":
			owners.Default = ""
		}
	}
}

func FuzzReadPolicy(f *testing.F) {
	f.Add(PolicyTemplate(nil))
	for _, text := range []string{"senders: {a: {wave: 1}}", "licences: {currency: eur, prices: {A: 1e3, b: -0}}", "a: &a [*a]", "freezes: [{from: 2026-01-01, to: 2026-01-01}]", "<<: {}", "? [a]\n: b", "start: !!int 5", "\xff"} {
		f.Add([]byte(text))
	}
	base := DefaultPolicy(asOf)
	inv := small()
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ReadPolicy(data, base)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") || !strings.HasPrefix(err.Error(), "reading policy.yaml") {
				t.Errorf("error is not one line of its own: %q", err)
			}
			return
		}
		for part, price := range p.Licenses.Prices {
			if part == "" || part != strings.ToUpper(part) || !(price >= 0 && price <= maxPrice) {
				t.Errorf("%q costs %v", part, price)
			}
		}
		// What is read can be planned by.
		got := Make(inv, p, Digests{}, nil)
		if n := len(got.Items) + len(got.Unplanned) + len(got.NeverPlanned); n != len(inv.Senders) {
			t.Errorf("%d of %d senders are planned", n, len(inv.Senders))
		}
	})
}
