package plan

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// byRules compares calendars by what they are made from.
var byRules = cmp.Options{
	cmp.Transformer("rules", func(c calendar.Calendar) calendar.Rules { return c.Rules() }),
	cmp.Comparer(func(a, b netip.Prefix) bool { return a == b }),
}

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

// What the directory says can be anything, and the template stays a policy that says no more than its names.
func TestTheFilledTemplateAddsNamesOnly(t *testing.T) {
	departments := []string{
		"Finance", "経理部", "R&D", "null", "yes", "2026-12-31", "~", "- a", "a: b", "a #b", "#", "<<", "*a", "&a", "!x", "%TAG", "---", "{a", "[b", "'", "\"",
		"\\", "a\nb", "a\r\nsenders: {x: {wave: 0}}", "\x00\x07\x1b[31m", "\u0085\u2028\u202e\ufeff\u00a0", " blanks ", "\t", "😀", "=HYPERLINK(\"x\")", strings.Repeat("長", 1000),
	}
	inv := inventoryOf()
	for i, department := range departments {
		s := sender(fmt.Sprint("s", i))
		s.Department, s.Successes = inventory.Optional(department), i
		s.UPN = pick(rand.New(rand.NewPCG(uint64(i), 1)), s.UPN, "x\nsenders: {}\n#@contoso.com", department+"@contoso.com", "\x1b@evil\n.com", "no-domain", "null")
		inv.Senders = append(inv.Senders, s)
	}
	long, broken := sender("long"), sender("broken")
	long.Department, broken.Department = inventory.Optional(strings.Repeat("x", 1001)), "\xff"
	inv.Senders = append(inv.Senders, long, broken)

	template := PolicyTemplate(&inv)
	got, err := ReadPolicy(template, DefaultPolicy(asOf))
	if err != nil {
		t.Fatalf("%v in\n%s", err, template)
	}
	want, err := ReadPolicy(PolicyTemplate(nil), DefaultPolicy(asOf))
	if err != nil {
		t.Fatal(err)
	}
	want.Tenant, want.Owners.ByDepartment = "contoso.com", map[string]string{}
	for _, department := range departments {
		want.Owners.ByDepartment[department] = ""
	}
	if diff := cmp.Diff(want, got, byRules); diff != "" {
		t.Errorf("policy (-default with names +template):\n%s", diff)
	}
	for _, line := range strings.Split(string(template), "\n") {
		if strings.ContainsFunc(line, unprintable) {
			t.Errorf("a line of the template does not print: %q", line)
		}
	}
	if note := "# 2 senders are in departments whose names are too long or no text"; !strings.Contains(string(template), note) {
		t.Errorf("the template does not say %q", note)
	}

	// Whoever takes the comment signs away has lines that read, too.
	hints := 0
	for line := range strings.Lines(string(template)) {
		if hint, ok := strings.CutPrefix(line, "  # "); ok && strings.Contains(hint, "successes: ") {
			hints++
			if _, err := ReadPolicy([]byte("senders:\n  "+hint), DefaultPolicy(asOf)); err != nil {
				t.Errorf("%s: %v", hint, err)
			}
		}
	}
	if hints != mostHints {
		t.Errorf("%d senders are proposed, want %d", hints, mostHints)
	}
}

// The reader and the schema have the same keys by construction; this also finds a key that the template would hide, and one that nobody explains.
func TestEveryKeyIsInTheReaderTheSchemaAndTheTemplate(t *testing.T) {
	var schema, template any
	if err := json.Unmarshal(PolicySchema(), &schema); err != nil {
		t.Fatal(err)
	}
	comments := string(PolicyTemplate(nil))
	template = asJSON(t, []byte(comments))
	var walk func(at string, keys mapping, schema, template any, hidden bool)
	walk = func(at string, keys mapping, schema, template any, hidden bool) {
		object := schema.(map[string]any)
		for _, below := range []string{"items", "additionalProperties"} {
			if inner, ok := object[below].(map[string]any); ok {
				object = inner
			}
		}
		properties, _ := object["properties"].(map[string]any)
		standing, _ := template.(map[string]any)
		if len(properties) != len(keys) || !hidden && len(standing) != len(keys) {
			t.Errorf("%s has %d keys, %d in the schema and %d in the template", at, len(keys), len(properties), len(standing))
		}
		for _, k := range keys {
			name := at + "." + k.name
			about := properties[k.name].(map[string]any)["description"]
			if about == "" || about != k.about {
				t.Errorf("%s is explained as %q in the schema", name, about)
			}
			if _, ok := standing[k.name]; !hidden && !ok || hidden && !strings.Contains(comments, "#   "+k.name+": ") {
				t.Errorf("%s is not in the template", name)
			}
			if inner := k.value.inner(); inner != nil {
				_, plain := k.value.(mapping)
				walk(name, inner, properties[k.name], standing[k.name], hidden || !plain)
			}
		}
	}
	walk("policy.yaml", newDraft(DefaultPolicy(time.Time{})).keys(), schema, template, false)
}

// randomPolicyWithout differs from a policy in everything that the file can say.
func randomPolicyWithout(p Policy) Policy {
	wave, yes, amount := 3, true, 4.5
	p.TimeZone, p.Start, p.End, p.Deadline = "Asia/Tokyo", calendar.On(2026, 12, 1), calendar.On(2027, 12, 2), calendar.On(2026, 12, 2)
	p.Tenant, p.Hours, p.CutOverAt, p.FallbackOwner = "fabrikam.com", WorkHours{"09:00", "18:00"}, "22:00", "someone"
	p.Calendar, _ = calendar.New(calendar.Rules{
		Workdays: []time.Weekday{time.Sunday}, Countries: []string{"JP"}, Add: []calendar.Day{p.Start}, Remove: []calendar.Day{p.Start},
		Freezes: []calendar.Freeze{{From: p.Start, To: p.Start, Except: []calendar.Day{p.Start}}},
	})
	p.Capacity = Capacity{ItemsPerWave: 1, HoursPerWeek: 1, HoursPerOwner: 1, ByOwner: map[string]float64{"a": 1}}
	p.Waves = WaveRules{
		PrepareDays: 1, PilotItems: 1, PilotDays: 1, SoakDays: 2, RegularDays: 1, Order: OrderGroup, GroupBy: GroupBySite, Groups: []string{"x"}, TogetherPercent: 7,
	}
	p.Owners = Owners{
		Default: "a", ByDepartment: map[string]string{"b": "c"}, ByDomain: map[string]string{"d": "e"}, BySender: map[string]string{"f": "g"},
		ByPattern: []PatternOwner{{"h*", "i"}},
	}
	p.Senders = []Override{{Pattern: "x", Wave: &wave}}
	p.Groups = []NamedGroup{{"g", "device", []Pattern{"x*"}}}
	p.Sites, p.Projects = []Membership{{Name: "s", Senders: []Pattern{"x"}}}, []Membership{{Name: "p", Senders: []Pattern{"x"}}}
	p.Routes = RouteRules{
		Avoid: []Route{RouteHVE}, Service: Service{"a", "b", 1, "1.2", "c", "d", "e", "f", "g", "h", "i", 2, 3, &amount, &amount}, Relay: "r", RelayPort: 4,
		Azure: &yes, BillingPolicy: &yes, ACSPerHour: 5, Currency: "EUR",
		Prices: map[Price]float64{PriceHVE: 1, PriceACS: 2, PriceRelay: 3, PriceWorkHour: 4},
	}
	p.Licenses, p.Progress = Licenses{map[string]float64{"G": 1}, "EUR"}, ProgressRules{SilentPeriods: 9, QuietDays: 99}
	return p
}

// fullPolicy names every key.
const fullPolicy = `
tenant: contoso.com
timeZone: Asia/Tokyo
start: 2026-12-01
end: 2027-06-30
deadline: 2027-03-31
workdays: [monday, saturday]
workHours: {from: 09:00, to: "17:30"}
cutOverAt: 22:00
holidays:
  countries: [JP, US]
  add: [2026-12-29]
  remove: [2027-02-11]
freezes:
  - {from: 2026-12-28, to: 2027-01-04, reason: 年末年始, except: [2026-12-30]}
capacity: {itemsPerWave: 10, hoursPerWeek: 12.5, hoursPerOwner: 4, owners: {Facilities: 2.5}}
waves:
  {prepareDays: 1, pilotItems: 2, pilotDays: 3, soakDays: 4, regularDays: 6, order: group, groupBy: project, groups: [ERP, 経理部], togetherPercent: 2.5}
owners:
  default: it@contoso.com
  byDepartment: {経理部: keiri@contoso.com, Finance: fin@contoso.com, Sales: ""}
  byDomain: {Contoso.com: dom@contoso.com}
  byPattern: {"Scan-*": first, nobody-*: , "*": last}
  bySender: {Scan@contoso.com: scan-owner}
senders:
  Scan@contoso.com:
    route: relay-connector
    kind: device
    wave: 2
    notBefore: 2027-01-12
    importance: 1.5
    owner: Hausmeister
    oauth: no
    recipients: internal
    port25: closed
    fixedAddress: Yes
    codeChange: false
    messagesPerDay: 40
    peakPerHour: 7
    rollbackTested: 2026-11-20
  id-1: {wave: 0}
  "erp-*": {recipients: external, port25: open, oauth: true}
moveGroups:
  - {name: Printers, shares: device, senders: [scan@contoso.com, "print-*"]}
sites:
  大阪: {senders: ["osaka-*"], networks: [203.0.113.7/24, "2001:db8::1"]}
projects:
  ERP: {senders: [erp@contoso.com]}
routes:
  avoid: [direct-send, hve]
  service:
    name: Example Mail
    host: smtp.example.net
    port: 587
    oldestTls: 1.2
    spf: include:spf.example.net
    dkim: s1, s2
    dmarc: From is aligned by DKIM
    keys: API keys, by hand
    logs: 30 days
    data: Tokyo
    support: weekdays, Japanese
    messagesPerMonth: 100000
    messagesPerHour: 2000
    perMonth: 50
    perThousand: 0.8
  relay: {host: relay.contoso.local, port: 2525}
  azure: yes
  billingPolicy: no
  acsPerHour: 500
  prices: {hvePerMillionRecipients: 42, acsPerThousandMessages: 0.25, relayPerYear: 0, workPerHour: 80}
  currency: usd
fallback: {owner: Security}
progress: {silentPeriods: 3, quietDays: 14}
licences: {currency: jpy, prices: {ExchangeStandard: 600, SPE_E3: 4500.5, FREE: 0}}
`

func TestReadPolicyReadsEveryKey(t *testing.T) {
	base, untouched := randomPolicyWithout(DefaultPolicy(asOf)), randomPolicyWithout(DefaultPolicy(asOf))
	if _, err := ReadPolicy([]byte(fullPolicy), base); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(untouched, base, byRules); diff != "" {
		t.Errorf("reading changed the policy that it was read over (-before +after):\n%s", diff)
	}
	got, err := ReadPolicy([]byte(fullPolicy), DefaultPolicy(asOf))
	if err != nil {
		t.Fatal(err)
	}
	two, zero, yes, no, fifty, thousand := 2, 0, true, false, 50.0, 0.8
	want := DefaultPolicy(asOf)
	want.Tenant, want.TimeZone, want.CutOverAt, want.Hours = "contoso.com", "Asia/Tokyo", "22:00", WorkHours{"09:00", "17:30"}
	want.Start, want.End, want.Deadline = calendar.On(2026, 12, 1), calendar.On(2027, 6, 30), calendar.On(2027, 3, 31)
	want.Calendar, _ = calendar.New(calendar.Rules{
		Workdays: []time.Weekday{time.Monday, time.Saturday}, Countries: []string{"JP", "US"},
		Add: []calendar.Day{calendar.On(2026, 12, 29)}, Remove: []calendar.Day{calendar.On(2027, 2, 11)},
		Freezes: []calendar.Freeze{{
			From: calendar.On(2026, 12, 28), To: calendar.On(2027, 1, 4), Reason: "年末年始", Except: []calendar.Day{calendar.On(2026, 12, 30)},
		}},
	})
	want.Capacity = Capacity{ItemsPerWave: 10, HoursPerWeek: 12.5, HoursPerOwner: 4, ByOwner: map[string]float64{"Facilities": 2.5}}
	want.Waves = WaveRules{
		PrepareDays: 1, PilotItems: 2, PilotDays: 3, SoakDays: 4, RegularDays: 6, Order: OrderGroup, GroupBy: GroupByProject,
		Groups: []string{"ERP", "経理部"}, TogetherPercent: 2.5,
	}
	want.Owners = Owners{
		Default: "it@contoso.com", ByDepartment: map[string]string{"経理部": "keiri@contoso.com", "Finance": "fin@contoso.com", "Sales": ""},
		ByDomain: map[string]string{"contoso.com": "dom@contoso.com"}, BySender: map[string]string{"scan@contoso.com": "scan-owner"},
		ByPattern: []PatternOwner{{"Scan-*", "first"}, {"*", "last"}},
	}
	want.Senders = []Override{
		{
			Pattern: "Scan@contoso.com", Line: 26, Route: RouteRelayConnector, Kind: inventory.KindDevice, Wave: &two, NotBefore: calendar.On(2027, 1, 12),
			Importance: 1.5, Owner: "Hausmeister", OAuth: &no, External: &no, Port25: &no, FixedAddress: &yes, CodeChange: &no, MessagesPerDay: 40,
			PeakPerHour: 7, RollbackTested: calendar.On(2026, 11, 20),
		},
		{Pattern: "id-1", Line: 41, Wave: &zero},
		{Pattern: "erp-*", Line: 42, OAuth: &yes, External: &yes, Port25: &yes},
	}
	want.Groups = []NamedGroup{{"Printers", "device", []Pattern{"scan@contoso.com", "print-*"}}}
	want.Sites = []Membership{{"大阪", []Pattern{"osaka-*"}, []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::1/128")}}}
	want.Projects = []Membership{{Name: "ERP", Senders: []Pattern{"erp@contoso.com"}}}
	want.Routes = RouteRules{
		Avoid: []Route{RouteDirectSend, RouteHVE},
		Service: Service{
			Name: "Example Mail", Host: "smtp.example.net", Port: 587, OldestTLS: "1.2", SPF: "include:spf.example.net", DKIM: "s1, s2",
			DMARC: "From is aligned by DKIM", Keys: "API keys, by hand", Logs: "30 days", Data: "Tokyo", Support: "weekdays, Japanese",
			MessagesPerMonth: 100000, MessagesPerHour: 2000, PerMonth: &fifty, PerThousand: &thousand,
		},
		Relay: "relay.contoso.local", RelayPort: 2525, Azure: &yes, BillingPolicy: &no, ACSPerHour: 500, Currency: "USD",
		Prices: map[Price]float64{PriceHVE: 42, PriceACS: 0.25, PriceRelay: 0, PriceWorkHour: 80},
	}
	want.FallbackOwner, want.Progress = "Security", ProgressRules{SilentPeriods: 3, QuietDays: 14}
	want.Licenses = Licenses{map[string]float64{"EXCHANGESTANDARD": 600, "SPE_E3": 4500.5, "FREE": 0}, "JPY"}
	if diff := cmp.Diff(want, got, byRules); diff != "" {
		t.Errorf("policy (-want +got):\n%s", diff)
	}
}

// policyErrors are files that make no policy. Those with a mark depend on several keys or on more than a form, and an editor can't know.
var policyErrors = []struct {
	name, text, want string
	reader           bool
}{
	{name: "unknown key", text: "timezone: UTC", want: `line 1, column 1: timezone: unknown key, did you mean timeZone?`},
	{name: "unknown key inside", text: "\nwaves:\n  soakDay: 2", want: `line 3, column 3: waves.soakDay: unknown key, did you mean soakDays?`},
	{name: "unknown key of a sender", text: "senders:\n  a@contoso.com: {rout: hve}", want: `line 2, column 19: senders.a@contoso.com.rout: unknown key, did you mean route?`},
	{name: "unknown key of a freeze", text: "freezes:\n  - {form: 2026-12-01}", want: `line 2, column 6: freezes[1].form: unknown key, did you mean from?`},
	{name: "unknown key of a service", text: "routes: {service: {hots: x}}", want: `line 1, column 20: routes.service.hots: unknown key, did you mean host?`},
	{name: "a key of another place", text: "soakDays: 2", want: `line 1, column 1: soakDays: unknown key, did you mean waves.soakDays?`},
	{name: "a sender's key at the top", text: "rollbackTested: 2026-12-01", want: `unknown key, did you mean senders.….rollbackTested?`},
	{name: "key twice", text: "start: 2026-12-01\nstart: 2026-12-02", want: `line 2, column 1: the file: the key "start" is there twice, first in line 1`, reader: true},
	{name: "sender twice in another case", text: "senders:\n  a@contoso.com: {}\n  A@contoso.com: {}",
		want: `line 3, column 3: senders: "A@contoso.com" is there twice, in another case: first in line 2`, reader: true},
	{name: "pattern twice", text: "owners:\n  byPattern:\n    a*: x\n    A*: y", want: `line 4, column 5: owners.byPattern: "A*" is there twice`, reader: true},
	{name: "no sender", text: "senders: {'': {}}", want: `line 1, column 11: senders.: a sender is needed`},
	{name: "impossible date", text: "deadline: 2026-02-30", want: `line 1, column 11: deadline: "2026-02-30" is not a day that exists`, reader: true},
	{name: "another form of date", text: "start: 12/01/2026", want: `line 1, column 8: start: "12/01/2026" is not a day`},
	{name: "start after the deadline", text: "deadline: 2026-12-01\nstart: 2026-12-02",
		want: `line 2, column 8: start: 2026-12-02 is after the deadline, 2026-12-01 (line 1): make one of them fit the other`, reader: true},
	{name: "start after the end", text: "start: 2026-12-03\nend: 2026-12-02", want: `line 1, column 8: start: 2026-12-03 is after the end, 2026-12-02 (line 2)`, reader: true},
	{name: "deadline after the end", text: "end: 2026-12-20\ndeadline: 2026-12-31",
		want: `line 2, column 11: deadline: 2026-12-31 is after the end, 2026-12-20 (line 1)`, reader: true},
	{name: "hours turned around", text: "workHours: {from: 18:00, to: 09:00}", want: `line 1, column 12: workHours: a working day ends at 09:00, which is not after its begin at 18:00`, reader: true},
	{name: "half of the hours", text: "workHours: {from: 18:00}", want: `workHours.to: the time at which a working day ends is missing`, reader: true},
	{name: "no time of day", text: "cutOverAt: 24:00", want: `line 1, column 12: cutOverAt: "24:00" is not a time of day, such as 22:00`},
	{name: "a time of day in words", text: "cutOverAt: 10pm", want: `cutOverAt: "10pm" is not a time of day, such as 22:00`},
	{name: "zero capacity", text: "capacity:\n  itemsPerWave: 0", want: `line 2, column 17: capacity.itemsPerWave: 0 is not from 1 to 1000000: a wave without room for a sender moves nothing`},
	{name: "no hours", text: "capacity: {hoursPerWeek: 0}", want: `line 1, column 26: capacity.hoursPerWeek: "0" is not above 0 and up to 1000000: without an hour nothing can be planned`},
	{name: "an owner without hours", text: "capacity: {owners: {it: 0}}", want: `line 1, column 25: capacity.owners.it: "0" is not above 0`},
	{name: "no limit for owners", text: "capacity: {hoursPerOwner: 0}", want: `capacity.hoursPerOwner: "0" is not above 0 and up to 1000000: leave it empty for no limit`},
	{name: "hours are no number", text: "capacity: {hoursPerWeek: .nan}", want: `line 1, column 26: capacity.hoursPerWeek: ".nan" is not a number of hours`, reader: true},
	{name: "infinite hours", text: "capacity: {hoursPerWeek: Inf}", want: `capacity.hoursPerWeek: "Inf" is not above 0`},
	{name: "hours beyond numbers", text: "capacity: {hoursPerWeek: 1e999}", want: `capacity.hoursPerWeek: "1e999" is not above 0`},
	{name: "hexadecimal hours", text: "capacity: {hoursPerWeek: 0x1p4}", want: `capacity.hoursPerWeek: "0x1p4" is not a number of hours`},
	{name: "text for a number", text: "waves: {pilotDays: five}", want: `line 1, column 20: waves.pilotDays: "five" is not a whole number`},
	{name: "list for a number", text: "waves: {pilotDays: [5]}", want: `line 1, column 20: waves.pilotDays: a list where a whole number is needed`},
	{name: "nothing for a number", text: "waves:\n  pilotDays:\n\n\nstart:", want: `line 2, column 3: waves.pilotDays: nothing where a whole number is needed`},
	{name: "text for a mapping", text: "waves: fast", want: `line 1, column 8: waves: "fast" where keys and values are needed`},
	{name: "mapping for a list", text: "freezes: {from: 2026-12-01}", want: `line 1, column 10: freezes: keys and values where a list is needed`},
	{name: "a list for a text", text: "owners: {default: [a]}", want: `line 1, column 19: owners.default: a list where a text is needed`},
	{name: "a list at the top", text: "- a", want: `line 1, column 1: the file: a list where keys and values are needed`},
	{name: "time zone", text: "timeZone: Tokyo", want: `line 1, column 11: timeZone: "Tokyo" is not a time zone: use an IANA name such as Asia/Tokyo`, reader: true},
	{name: "the computer's time zone", text: "timeZone: Local", want: `timeZone: "Local" is not a time zone`, reader: true},
	{name: "a path as time zone", text: "timeZone: ../../etc/passwd", want: `line 1, column 11: timeZone:`, reader: true},
	{name: "country", text: "holidays: {countries: [JPN]}", want: `line 1, column 24: holidays.countries[1]: "JPN" is unknown, did you mean JP? known are AR, AT,`},
	{name: "no country", text: "holidays: {countries: [~]}", want: `line 1, column 24: holidays.countries[1]: nothing where a word is needed: known are AR,`},
	{name: "holiday twice", text: "holidays: {add: [2026-12-01, 2026-12-01]}", want: `line 1, column 30: holidays.add[2]: 2026-12-01 is there twice`, reader: true},
	{name: "weekday", text: "workdays: [monday, tusday]", want: `line 1, column 20: workdays[2]: "tusday" is unknown, did you mean tuesday?`},
	{name: "weekday twice", text: "workdays: [monday, monday]", want: `line 1, column 20: workdays[2]: monday is there twice`, reader: true},
	{name: "no weekdays", text: "workdays: []", want: `line 1, column 11: workdays: no day is left to work on`, reader: true},
	{name: "freeze without end", text: "freezes:\n  - from: 2026-12-01", want: `line 2, column 5: freezes[1].to: the key is missing`},
	{name: "freeze with an empty end", text: "freezes:\n  - from: 2026-12-01\n    to:", want: `line 3, column 5: freezes[1].to: nothing where a day is needed`},
	{name: "no freeze", text: "freezes:\n  -", want: `line 2, column 4: freezes[1].from: the key is missing`},
	{name: "freeze reversed", text: "freezes:\n  - {from: 2026-12-02, to: 2026-12-01}", want: `freezes[1]: the freeze ends on 2026-12-01, before it begins on 2026-12-02`, reader: true},
	{name: "exception outside", text: "freezes:\n  - {from: 2026-12-02, to: 2026-12-03, except: [2026-12-02, 2026-12-04]}",
		want: `line 2, column 61: freezes[1].except[2]: 2026-12-04 is not in the freeze, which is from 2026-12-02 to 2026-12-03`, reader: true},
	{name: "all days frozen", text: "start: 2026-12-01\nfreezes:\n  - {from: 2026-11-01, to: 2028-01-01}",
		want: `line 3, column 3: freezes: no working day is left from 2026-12-01 to 2027-12-01: make room for one`, reader: true},
	{name: "all days until the end frozen", text: "end: 2026-12-11\nfreezes: [{from: 2026-11-01, to: 2026-12-11}]",
		want: `line 2, column 10: freezes: no working day is left from 2026-11-24 to 2026-12-11`, reader: true},
	{name: "a weekend from start to end", text: "start: 2026-12-05\nend: 2026-12-06", want: `line 2, column 6: end: no working day is left from 2026-12-05 to 2026-12-06`, reader: true},
	{name: "route", text: "senders: {a: {route: relay}}", want: `"relay" is unknown, did you mean`},
	{name: "route that follows from the evidence", text: "senders: {a: {route: secure-account}}", want: `line 1, column 22: senders.a.route: "secure-account" is unknown`},
	{name: "kind", text: "senders: {a: {kind: printer}}", want: `line 1, column 21: senders.a.kind: "printer" is unknown`},
	{name: "negative wave", text: "senders: {a: {wave: -1}}", want: `line 1, column 21: senders.a.wave: -1 is not from 0`},
	{name: "wave in words", text: "senders: {a: {wave: first}}", want: `senders.a.wave: "first" is not a whole number`},
	{name: "first and not before", text: "senders: {a: {wave: 0, notBefore: 2027-01-12}}", want: `line 1, column 35: senders.a.notBefore: wave 0 comes before all others`, reader: true},
	{name: "not before the end", text: "end: 2026-12-20\nsenders: {a: {notBefore: 2026-12-21}}",
		want: `line 2, column 26: senders.a.notBefore: 2026-12-21 is after the end, 2026-12-20: it would never move`, reader: true},
	{name: "an endless list", text: "waves: {groups: [" + strings.Repeat("x,", maxListed+1) + "]}", want: `line 1, column 17: waves.groups: the list has 5001 entries, and 5000 is the most`},
	{name: "importance", text: "senders: {a: {importance: 0}}", want: `senders.a.importance: "0" is not above 0 and up to 1000: leave it empty where it is as usual`},
	{name: "maybe", text: "senders: {a: {oauth: maybe}}", want: `line 1, column 22: senders.a.oauth: "maybe" is neither yes nor no: leave it empty where it is not known`},
	{name: "yes for a word", text: "senders: {a: {recipients: yes}}", want: `senders.a.recipients: "yes" is neither external nor internal`},
	{name: "no messages", text: "senders: {a: {messagesPerDay: 0}}", want: `senders.a.messagesPerDay: 0 is not from 1`},
	{name: "group", text: "waves: {groupBy: departments}", want: `line 1, column 18: waves.groupBy: "departments" is unknown, did you mean department?`},
	{name: "order", text: "waves: {order: risks}", want: `line 1, column 16: waves.order: "risks" is unknown, did you mean risk?`},
	{name: "order of nothing", text: "waves: {order: group, groupBy: none}", want: `line 1, column 32: waves.groupBy: order: group needs groupBy: department, site or project`, reader: true},
	{name: "group named twice", text: "waves: {groups: [A, B, A]}", want: `line 1, column 24: waves.groups[3]: A is there twice`, reader: true},
	{name: "too much together", text: "waves: {togetherPercent: 101}", want: `waves.togetherPercent: "101" is not from 0 to 100`},
	{name: "a group of one", text: "moveGroups: [{name: g, shares: device, senders: [a]}]", want: `line 1, column 49: moveGroups[1].senders: a group of one moves with nobody`, reader: true},
	{name: "a group that shares nothing", text: "moveGroups: [{name: g, senders: [a, b]}]", want: `moveGroups[1].shares: the key is missing`},
	{name: "a group that shares a room", text: "moveGroups: [{name: g, shares: room, senders: [a, b]}]", want: `moveGroups[1].shares: "room" is unknown, did you mean`},
	{name: "groups of one name", text: "moveGroups:\n- {name: g, shares: device, senders: [a*]}\n- {name: g, shares: device, senders: [b*]}", want: `line 3, column 10: moveGroups[2].name: "g" is there twice`, reader: true},
	{name: "pins that contradict", text: "senders:\n  a@x.com: {wave: 2}\n  b@x.com: {wave: 3}\nmoveGroups:\n- {name: g, shares: device, senders: [\"*@X.com\"]}",
		want: `line 3, column 3: senders.b@x.com.wave: wave 3, and a@x.com is in wave 2 (line 2): both move together as "g"`, reader: true},
	{name: "pins by name that contradict", text: "senders: {a: {wave: 2}, b: {wave: 2}, C: {wave: 1}}\nmoveGroups:\n- {name: g, shares: mailbox, senders: [c, A, b]}",
		want: `line 1, column 39: senders.C.wave: wave 1, and a is in wave 2 (line 1): both move together as "g"`, reader: true},
	{name: "network", text: "sites: {Osaka: {networks: [10.0.0.0/33]}}", want: `line 1, column 28: sites.Osaka.networks[1]: "10.0.0.0/33" is not a network, such as`, reader: true},
	{name: "a name as network", text: "sites: {Osaka: {networks: [osaka]}}", want: `sites.Osaka.networks[1]: "osaka" is not a network`},
	{name: "service without a name", text: "routes: {service: {host: smtp.example.net}}", want: `routes.service.name: the name of the service is missing`, reader: true},
	{name: "host with a blank", text: "routes: {relay: {host: relay contoso}}", want: `line 1, column 24: routes.relay.host: "relay contoso" is not a host name, such as smtp.example.com`},
	{name: "host with a quote", text: "routes: {service: {name: x, host: \"a'b\"}}", want: `routes.service.host: "a'b" is not a host name`},
	{name: "host with a control character", text: "routes: {relay: {host: \"a\\tb\"}}", want: `routes.relay.host: "a\tb" is not a host name`},
	{name: "port", text: "routes: {relay: {port: 65536}}", want: `routes.relay.port: 65536 is not from 1 to 65535`},
	{name: "version", text: "routes: {service: {oldestTls: 2}}", want: `routes.service.oldestTls: "2" is unknown, did you mean`},
	{name: "domain", text: "owners: {byDomain: {contoso_com: x}}", want: `owners.byDomain.contoso_com: "contoso_com" is not a domain, such as contoso.com`},
	{name: "tenant", text: "tenant: Contoso Ltd", want: `line 1, column 9: tenant: "Contoso Ltd" is not an id or a domain of a tenant`},
	{name: "an owner of two lines", text: "owners: {default: \"a\\nb\"}", want: `line 1, column 19: owners.default: "a\nb" holds the character U+000A, which does not print: an owner is one line`},
	{name: "an owner that turns around", text: "owners: {bySender: {a: \"x\\u202ey\"}}", want: `owners.bySender.a: "x\u202ey" holds the character U+202E`},
	{name: "a long owner", text: "owners: {default: " + strings.Repeat("x", 321) + "}", want: `owners.default: the owner has 321 characters, and 320 is the most`},
	{name: "no silence", text: "progress: {silentPeriods: 0}", want: `line 1, column 27: progress.silentPeriods: 0 is not from 1 to 100`},
	{name: "a long silence", text: "progress: {quietDays: 400}", want: `line 1, column 23: progress.quietDays: 400 is not from 1 to 366`},
	{name: "unknown key of progress", text: "progress: {silentPeriod: 3}", want: `line 1, column 12: progress.silentPeriod: unknown key, did you mean silentPeriods?`},
	{name: "unknown key of licences", text: "licences:\n  price: {}", want: `line 2, column 3: licences.price: unknown key, did you mean prices?`},
	{name: "licences in the other spelling", text: "licenses: {}", want: `line 1, column 1: licenses: unknown key, did you mean licences?`},
	{name: "no price", text: "licences:\n  prices:\n    SPE_E3:", want: `line 3, column 5: licences.prices.SPE_E3: nothing where a price is needed, such as 4.20`},
	{name: "a price in words", text: "licences: {prices: {SPE_E3: 36 EUR}}", want: `line 1, column 29: licences.prices.SPE_E3: "36 EUR" is not a price: write a number such as 4.20`},
	{name: "a price with a comma", text: "licences: {prices: {SPE_E3: '4,20'}}", want: `licences.prices.SPE_E3: "4,20" is not a price`},
	{name: "a price below nothing", text: "licences: {prices: {SPE_E3: -1}}", want: `licences.prices.SPE_E3: "-1" is not from 0 to 1000000`},
	{name: "an endless price", text: "licences: {prices: {SPE_E3: Inf}}", want: `licences.prices.SPE_E3: "Inf" is not from 0 to 1000000`},
	{name: "a price that is no number", text: "routes: {prices: {workPerHour: .nan}}", want: `routes.prices.workPerHour: ".nan" is not a price`, reader: true},
	{name: "price twice in another case", text: "licences:\n  prices:\n    SPE_E3: 1\n    spe_e3: 2", want: `line 4, column 5: licences.prices: "spe_e3" is there twice, in another case`, reader: true},
	{name: "a price of nothing", text: "licences: {prices: {'': 1}}", want: `licences.prices.: a part number is needed`},
	{name: "prices as a list", text: "licences: {prices: [1]}", want: `line 1, column 20: licences.prices: a list where keys and values are needed`},
	{name: "currency", text: "licences: {currency: euro}", want: `line 1, column 22: licences.currency: the currency has 4 characters, and 3 is the most`},
	{name: "currency as a sign", text: "routes: {currency: €}", want: `routes.currency: "€" is not a currency, such as EUR or JPY`},
	{name: "reference", text: "owners:\n  default: &a x\n  bySender: {b: *a}", want: `line 3, column 17: owners.bySender.b: a reference (*), which is not supported, where a text is needed`, reader: true},
	{name: "two documents", text: "start: 2026-12-01\n---\nstart: 2026-12-02", want: "line 2, column 1: more than one document", reader: true},
	{name: "broken YAML", text: "start: [", want: ": line 1", reader: true},
	{name: "broken YAML further down", text: "start:\nend: {\n a: ]", want: ": line ", reader: true},
	{name: "a tab", text: "waves:\n\tsoakDays: 1", want: ": line 2: found character that cannot start any token: indent with blanks", reader: true},
	{name: "no UTF-8", text: "# x\nstart: \xff", want: ": line 2, column 8: the byte 0xff is no text: save the file as UTF-8", reader: true},
	{name: "a character that drives terminals", text: "# x\x1b[31m", want: ": line 1, column 4: the character U+001B does not print", reader: true},
	{name: "hostile key", text: "\"a\\nb\\e[31m\": 1", want: `"a\nb\x1b[31m": unknown key, did you mean`},
	{name: "too large", text: strings.Repeat("#", maxFile+1), want: ": line 1, column 1: the file has 8388609 bytes", reader: true},
}

func TestReadPolicyErrorsNameLineColumnAndKey(t *testing.T) {
	schema := policySchema(t)
	for _, tc := range policyErrors {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ReadPolicy([]byte(tc.text), DefaultPolicy(asOf))
			if err == nil || !strings.HasPrefix(err.Error(), "reading policy.yaml") || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error is\n%v, want\n%s", err, tc.want)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\n\r\x1b") {
				t.Errorf("error is not one plain line: %q", err)
			}
			if !tc.reader && schema.Validate(asJSON(t, []byte(tc.text))) == nil {
				t.Error("an editor would not know")
			}
		})
	}
}

// Editors on Windows write line ends and characters of their own.
func TestReadPolicyReadsWhatEditorsWrite(t *testing.T) {
	want, err := ReadPolicy([]byte(fullPolicy), DefaultPolicy(asOf))
	if err != nil {
		t.Fatal(err)
	}
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(fullPolicy)) {
		little, big = binary.LittleEndian.AppendUint16(little, unit), binary.BigEndian.AppendUint16(big, unit)
	}
	for name, data := range map[string][]byte{
		"CRLF": []byte(strings.ReplaceAll(fullPolicy, "\n", "\r\n")), "a mark": []byte("\ufeff" + fullPolicy), "UTF-16LE": little, "UTF-16BE": big,
	} {
		got, err := ReadPolicy(data, DefaultPolicy(asOf))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got, byRules); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
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
	f.Add([]byte(fullPolicy))
	for _, tc := range policyErrors {
		if len(tc.text) < 1000 {
			f.Add([]byte(tc.text))
		}
	}
	for _, text := range []string{"senders: {a: {wave: 1}}", "licences: {currency: eur, prices: {A: 1e3, b: -0}}", "a: &a [*a]", "freezes: [{from: 2026-01-01, to: 2026-01-01}]", "<<: {}", "? [a]\n: b", "start: !!int 5", "\xff"} {
		f.Add([]byte(text))
	}
	base := DefaultPolicy(asOf)
	inv := small()
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ReadPolicy(data, base)
		if err != nil {
			if !regexp.MustCompile(`^reading policy\.yaml:? line [1-9][0-9]*(, column [1-9][0-9]*)?: [^\n\r\x1b]+$`).MatchString(err.Error()) || !cmp.Equal(p, Policy{}, byRules) {
				t.Errorf("error is not one line with a number, or there is a policy as well: %q", err)
			}
			return
		}
		for part, price := range p.Licenses.Prices {
			if part == "" || part != strings.ToUpper(part) || !(price >= 0 && price <= maxPrice) {
				t.Errorf("%q costs %v", part, price)
			}
		}
		if r := p.Progress; r.SilentPeriods < 1 || r.SilentPeriods > maxPeriods || r.QuietDays < 1 || r.QuietDays > maxQuietDays {
			t.Errorf("silence counts after %d periods and %d days", r.SilentPeriods, r.QuietDays)
		}
		// What is read can be planned by.
		got := made(inv, p, Digests{}, nil)
		if n := len(got.Items) + len(got.Unplanned) + len(got.NeverPlanned); n != len(inv.Senders) {
			t.Errorf("%d of %d senders are planned", n, len(inv.Senders))
		}
	})
}
