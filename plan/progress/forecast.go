package progress

import (
	"math"
	"strconv"

	"unbasic/plan/calendar"
)

// A pace is told from so many days and so many items at least: less is chance.
const (
	paceDays  = 14
	paceItems = 3
)

// forecast says when the last item would be verified at the pace so far, which is counted in verified items and not in what people say. Verification lags behind
// the work by the silence that it takes, so the count begins with the last progress in which nothing was verified yet.
func (m *measure) forecast(items []Item, history []Point) Forecast {
	now := history[len(history)-1]
	left := now.Figures.Items - now.Figures.Verified
	if left == 0 {
		rule := "forecast.done"
		if now.Figures.Items == 0 {
			rule = "forecast.nothing"
		}
		return Forecast{Why: say(rule, nil)}
	}
	if now.Figures.Verified == 0 {
		return Forecast{Why: say("forecast.none", nil)}
	}
	begin := history[0]
	for _, point := range history {
		if point.Figures.Verified > 0 {
			break
		}
		begin = point
	}
	from := calendar.DayOf(begin.AsOf.In(m.loc))
	days, gained := m.today-numberOf(from), now.Figures.Verified-begin.Figures.Verified
	args := map[string]string{"days": strconv.Itoa(max(0, days)), "from": from.String(), "items": strconv.Itoa(max(0, gained))}
	switch {
	case days >= paceDays && gained <= 0:
		return Forecast{PerWeek: new(0.0), Why: say("forecast.stands", args)}
	case days < paceDays || gained < paceItems:
		args["leastDays"], args["leastItems"] = strconv.Itoa(paceDays), strconv.Itoa(paceItems)
		return Forecast{Why: say("forecast.early", args)}
	}
	perDay := float64(gained) / float64(days)
	f := Forecast{PerWeek: new(round2(7 * perDay))}
	end := m.today + int(min(math.Ceil(float64(left)/perDay), mostDays))
	args["pace"], args["left"] = strconv.FormatFloat(*f.PerWeek, 'f', -1, 64), strconv.Itoa(left)
	rule := "forecast.pace"
	if last, i := m.soonest(items); last > end {
		end, rule = last, "forecast.silence"
		args["sender"] = items[i].UPN
	}
	f.End = dayOf(end)
	if !m.plan.Deadline.IsZero() {
		f.SlackDays = new(m.plan.Deadline.DaysSince(f.End))
	}
	args["end"] = f.End.String()
	f.Why = say(rule, args)
	return f
}

// soonest is the first day on which every item could be verified, if all that is open were done today, and the item that takes longest.
func (m *measure) soonest(items []Item) (day, item int) {
	for i := range items {
		it := &items[i]
		could := 0
		switch {
		case it.State == StateVerified || it.NeedsDays == nil:
			continue
		case !it.VerifiableOn.IsZero():
			could = numberOf(it.VerifiableOn)
		default:
			could = m.today + *it.NeedsDays + 1
		}
		if could > day {
			day, item = could, i
		}
	}
	return day, item
}
