package plan

import (
	"math"

	"unbasic/inventory"
)

// verdictWeight is how much a day on Basic matters by verdict: an incident may be an intruder, a broken sender waits for its repair
// already, a suspected one may not exist, and an unused one is only an open door.
var verdictWeight = map[inventory.Verdict]float64{
	inventory.VerdictSuspicious: 2,
	inventory.VerdictActive:     1,
	inventory.VerdictBroken:     0.8,
	inventory.VerdictSuspected:  0.6,
	inventory.VerdictIdle:       0.1,
}

// kindWeight is how much depends on a sender by kind: nobody sits beside a program to see that its mail stopped.
var kindWeight = map[inventory.Kind]float64{
	inventory.KindApplication: 2,
	inventory.KindDevice:      1.5,
	inventory.KindUnknown:     1.5,
	inventory.KindPerson:      1,
}

// violationWeight makes a sender outside its licence terms go sooner than its equals.
const violationWeight = 1.2

// weightOf is the formula of the package comment, rounded to two decimals.
func weightOf(s *inventory.Sender, kind inventory.Kind, override Override, w inventory.Window) float64 {
	base, ok := verdictWeight[s.Verdict]
	if !ok {
		base = 1
	}
	uses := max(float64(max(0, s.Successes))/float64(windowDays(w)), volumeOf(s, override).perDay)
	weight := base * kindWeight[kind] * (1 + math.Log10(1+uses))
	if s.License.Finding == inventory.FindingViolation {
		weight *= violationWeight
	}
	if override.Importance > 0 {
		weight *= override.Importance
	}
	return round2(weight)
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }

// work is the usual work of a route: hours for a sender with one client, minutes to go back, and how much can go wrong in points.
type work struct {
	hours   float64
	minutes int
	points  int
}

// works are estimates to start from, in quarter hours so that sums are exact. They hold the set-up, the test and the watching.
var works = map[Route]work{
	RouteModernClient:    {hours: 0.5, minutes: 15, points: 0},
	RouteOAuthSMTP:       {hours: 2, minutes: 30, points: 1},
	RouteGraphAPI:        {hours: 12, minutes: 60, points: 2},
	RouteHVE:             {hours: 2, minutes: 30, points: 1},
	RouteACS:             {hours: 4, minutes: 45, points: 2},
	RouteThirdParty:      {hours: 4, minutes: 45, points: 2},
	RouteRelayConnector:  {hours: 2, minutes: 45, points: 1},
	RouteDirectSend:      {hours: 1, minutes: 30, points: 2},
	RouteOnPremisesRelay: {hours: 6, minutes: 45, points: 2},
	RouteRetire:          {hours: 0.25, minutes: 15, points: 0},
	RouteSecureAccount:   {hours: 0.25, minutes: 15, points: 0},
	RouteInvestigate:     {hours: 2, minutes: 15, points: 1},
}

// The work at each further client of a sender that moves, and the number of clients after which the estimate no longer grows.
const (
	hoursPerClient = 0.5
	mostClients    = 20
)

// effortOf estimates the hours of an item.
func effortOf(s *inventory.Sender, route Route) float64 {
	hours := works[route].hours
	if route != RouteRetire && route != RouteInvestigate {
		hours += hoursPerClient * float64(min(mostClients, max(0, origins(s)-1)))
	}
	return hours
}

// riskOf adds up what can go wrong: the route's own points, and one for each of: a licence that is suspended or violated, a kind that is not
// known well, a job that runs too seldom to be seen failing, four clients or more. None is low, one or two medium, more is high.
func riskOf(s *inventory.Sender, route Route, kind inventory.Kind, w inventory.Window) Risk {
	points := works[route].points
	for _, hard := range []bool{
		s.License.State == inventory.LicenseSuspended || s.License.Finding == inventory.FindingViolation,
		kind == inventory.KindUnknown,
		isRare(s, kind, w),
		origins(s) >= 4,
	} {
		if hard {
			points++
		}
	}
	switch {
	case points == 0:
		return RiskLow
	case points <= 2:
		return RiskMedium
	}
	return RiskHigh
}

// rank is 0 for the least risk. It is asked at every comparison of units, so it is no map.
func (r Risk) rank() int {
	switch r {
	case RiskHigh:
		return 2
	case RiskMedium:
		return 1
	}
	return 0
}

// worse gives the greater of two risks; "" is the least.
func worse(a, b Risk) Risk {
	if a == "" || b.rank() > a.rank() {
		return b
	}
	return a
}
