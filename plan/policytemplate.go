package plan

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// PolicyTemplate gives a policy.yaml in which every key is explained, filled with what an inventory shows (nil for none). As it stands it says the same as
// [DefaultPolicy].
func PolicyTemplate(inv *inventory.Inventory) []byte {
	// The clock is in no key of the file, so any will do.
	p := DefaultPolicy(time.Time{})
	return []byte(strings.NewReplacer(
		"{timeZone}", p.TimeZone,
		"{deadline}", p.Deadline.String(),
		"{countries}", strings.Join(calendar.Countries(), ", "),
		"{itemsPerWave}", strconv.Itoa(p.Capacity.ItemsPerWave),
		"{hoursPerWeek}", fmt.Sprint(p.Capacity.HoursPerWeek),
		"{prepareDays}", strconv.Itoa(p.Waves.PrepareDays),
		"{pilotItems}", strconv.Itoa(p.Waves.PilotItems),
		"{pilotDays}", strconv.Itoa(p.Waves.PilotDays),
		"{soakDays}", strconv.Itoa(p.Waves.SoakDays),
		"{regularDays}", strconv.Itoa(p.Waves.RegularDays),
		"{groupBy}", string(p.Waves.GroupBy),
		"{routes}", joinRoutes(overrideRoutes),
	).Replace(policyText))
}

func joinRoutes(routes []Route) string {
	names := make([]string, len(routes))
	for i, route := range routes {
		names[i] = string(route)
	}
	return strings.Join(names, ", ")
}

const policyText = `# policy.yaml: what the plan keeps to. Every key may be left out; what stands here is the default.
# Days are written 2026-12-31. A key that is not known is an error, so a slip of the finger does not go unseen.

# The zone in which days are days, by its IANA name. Use Asia/Tokyo for a company in Japan: there, a day begins nine
# hours before it does in UTC, and a plan in the wrong zone can be a day off.
timeZone: {timeZone}

# The first day on which work may be done. Empty means the next working day after the plan is made. The first wave is
# decided on a working day before it starts, which can be the day on which the plan is made but none before that.
start:

# The day by which every sender should have moved. The default is the day at the end of December 2026 on which Microsoft
# switches Basic authentication for SMTP AUTH off by default. What can't be done by then is planned all the same, and listed in a warning.
deadline: {deadline}

# The weekdays on which work is done.
workdays: [monday, tuesday, wednesday, thursday, friday]

holidays:
  # Public holidays of these countries are not worked, for example [JP]. Known are {countries}.
  # Only nationwide days are known. Days of Japan are announced up to 2027; later ones are computed.
  countries: []
  # Further days without work, for example [2026-12-29, 2026-12-30].
  add: []
  # Days that are worked although a list above names them.
  remove: []

# Spans in which nothing may be changed, both days included. For example:
#   - {from: 2026-12-28, to: 2027-01-04, reason: year-end closing}
freezes: []

capacity:
  # The most senders in one wave, and the hours of work in a week without holidays. A shorter wave gets its share of the hours.
  itemsPerWave: {itemsPerWave}
  hoursPerWeek: {hoursPerWeek}

# Lengths are working days. Waves after the pilot end sooner where their work is done sooner.
waves:
  # Incidents first, and switching off what nobody uses.
  prepareDays: {prepareDays}
  # The most senders in the pilot (0: no pilot), and its length.
  pilotItems: {pilotItems}
  pilotDays: {pilotDays}
  # Days of watching after a wave, before the next wave's go/no-go.
  soakDays: {soakDays}
  regularDays: {regularDays}
  # department keeps the senders of a department together in regular waves; none orders them by weight alone.
  groupBy: {groupBy}

# Who answers for a sender. The first that is found counts: bySender, byDepartment, byDomain, default.
owners:
  default: ""
  # For example  Finance: finance-it@contoso.com
  byDepartment: {}
  # For example  contoso.com: messaging@contoso.com
  byDomain: {}
  # For example  scan@contoso.com: facilities@contoso.com
  bySender: {}

# What is known better than the evidence shows, by name or id of the sender. For example:
#   scan@contoso.com: {route: relay-connector, kind: device, wave: 2}
# Routes: {routes}.
# Kinds: person, device, application, unknown.
senders: {}

# What a seat costs a month, by the subscription's part number. unbasic inventory uses it to name the cheapest subscription that cures
# a licence finding, and to say what the missing seats cost. For example
#   prices: {EXCHANGESTANDARD: 4.20, SPE_E3: 36}
licences:
  prices: {}
  # The currency of all prices in three letters, for example JPY.
  currency: ""
`

// PolicySchema gives the JSON Schema of policy.yaml, for editors.
func PolicySchema() []byte { return []byte("{}\n") }
