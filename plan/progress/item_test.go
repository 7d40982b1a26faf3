package progress

import (
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// TestStates has a case for every rule. All senders are "a", and its item ends on 10 December unless a case says otherwise.
func TestStates(t *testing.T) {
	done, open := plan.StatusDone, plan.StatusInProgress
	november := at(time.November, 30, 8)
	for _, tc := range []struct {
		name     string
		status   plan.Status
		doneOn   calendar.Day
		route    plan.Route
		verdict  inventory.Verdict // of the item
		zone     string
		holidays []calendar.Day
		clients  []inventory.Client
		sender   func(*inventory.Sender)
		coverage []inventory.Coverage // read whole until now where nil
		absent   bool                 // the inventory does not know the sender
		earlier  *Item
		asOf     time.Time

		state      State
		why        string // the id of the sentence
		says       string // part of the sentence
		contradict string // ids of clients
		verifiable calendar.Day
		needs      int // 0 where silence proves nothing
		late       bool
	}{
		{name: "said done and a success since is a regression that names the client and the time",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8))},
			state: StateRegression, why: "item.regression", says: "203.0.113.7 has signed in with Basic since, last on 2026-12-19 08:00", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "of several clients the last one is named",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8)), basic("203.0.113.8", "daily", at(time.December, 20, 8))},
			state: StateRegression, why: "item.regression-several", says: "2 clients have signed in with Basic since, 203.0.113.8 last", contradict: "basic-203.0.113.7 basic-203.0.113.8", verifiable: dec(28), needs: 7, late: true},
		{name: "what had been verified and is back has returned",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8))}, earlier: &Item{State: StateVerified},
			state: StateReturned, why: "item.returned", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "what has returned stays so as long as it is not verified again",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8))}, earlier: &Item{State: StateReturned},
			state: StateReturned, why: "item.returned", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "a regression that has been silent for long enough since is verified",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 12, 8))},
			state: StateVerified, why: "item.verified.silent", says: "days needed: 7, silent: 8", needs: 7},
		{name: "only failures since: its mail is lost",
			status: done, clients: []inventory.Client{refused("203.0.113.7", "daily", at(time.December, 10, 8), at(time.December, 20, 8))},
			state: StateFailing, why: "item.failing", says: "is not sent and is lost", contradict: "basic-203.0.113.7", verifiable: dec(28), needs: 7, late: true},
		{name: "said to be retired, and it is refused: its steps shut the door, and the device still knocks",
			status: done, route: plan.RouteRetire, clients: []inventory.Client{refused("203.0.113.7", "daily", at(time.December, 10, 8), at(time.December, 20, 8))},
			state: StateFailing, why: "item.retired", says: "switch it off, or find out who needs", contradict: "basic-203.0.113.7", verifiable: dec(28), needs: 7, late: true},
		{name: "one that never worked and is tried on is failing too",
			status: done, clients: []inventory.Client{refused("203.0.113.7", "workdays", time.Time{}, at(time.December, 18, 8))},
			state: StateFailing, why: "item.failing", contradict: "basic-203.0.113.7", verifiable: dec(26), needs: 7, late: true},
		{name: "failures that ended are waited out",
			status: done, clients: []inventory.Client{refused("203.0.113.7", "daily", at(time.December, 10, 8), at(time.December, 15, 8))},
			state: StateWaiting, why: "item.waiting", verifiable: dec(23), needs: 7},
		{name: "a success weighs more than the failures of another client",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8)), refused("203.0.113.8", "daily", november, at(time.December, 20, 8))},
			state: StateRegression, why: "item.regression", says: "203.0.113.7", contradict: "basic-203.0.113.7 basic-203.0.113.8", verifiable: dec(28), needs: 7, late: true},
		{name: "a client that was refused before does not contradict",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8)), refused("203.0.113.8", "daily", november, at(time.December, 5, 8))},
			state: StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "what happened on the day of the cut-over is no contradiction",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 10, 23))},
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "the day is that of the plan's time zone",
			status: done, zone: "Asia/Tokyo", clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 10, 15))}, // 11 December, 00:00 there
			state: StateVerified, why: "item.verified.silent", says: "silent: 9", needs: 7},
		{name: "and so is its end",
			status: done, zone: "Asia/Tokyo", clients: []inventory.Client{basic("203.0.113.7", "weekly", at(time.December, 10, 15))},
			state: StateRegression, why: "item.regression", says: "2026-12-11 00:00", contradict: "basic-203.0.113.7", verifiable: dec(26), needs: 14, late: true},
		{name: "a sender that works once a month is not done after a quiet week",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "monthly", november)},
			state: StateWaiting, why: "item.waiting", says: "days needed: 62, silent so far: 10; its own period: 31", verifiable: calendar.On(2027, time.February, 11), needs: 62},
		{name: "one that was hardly ever seen may work once a month",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "unknown", november)},
			state: StateWaiting, why: "item.waiting", verifiable: calendar.On(2027, time.February, 11), needs: 62},
		{name: "the slowest client decides",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "continuous", november), basic("203.0.113.8", "irregular", november)},
			state: StateWaiting, why: "item.waiting", verifiable: calendar.On(2027, time.January, 4), needs: 24},
		{name: "holidays come on top, where the sender rests too",
			status: done, holidays: []calendar.Day{dec(12), dec(14), dec(15), dec(22)}, clients: []inventory.Client{basic("203.0.113.7", "workdays", november)},
			state: StateVerified, why: "item.verified.silent", says: "days needed: 10, silent: 10", needs: 10},
		{name: "one more of them, and it is too early",
			status: done, holidays: []calendar.Day{dec(12), dec(14), dec(15), dec(20), dec(22)}, clients: []inventory.Client{basic("203.0.113.7", "workdays", november)},
			state: StateWaiting, why: "item.waiting", verifiable: dec(22), needs: 11},
		{name: "a machine knows no holidays",
			status: done, holidays: []calendar.Day{dec(12), dec(14), dec(15), dec(16), dec(17)}, clients: []inventory.Client{basic("203.0.113.7", "daily", november)},
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "other protocols are no concern of it",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november), imap(basic("203.0.113.8", "monthly", at(time.December, 20, 8)))},
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "a program that names no protocol and is probably SMTP is one",
			status: done, clients: []inventory.Client{probable(basic("203.0.113.7", "daily", at(time.December, 19, 8)))},
			state: StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "a day that was not read makes it unknown",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november)},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 14, 3), Until: at(time.December, 14, 5)}),
			state:    StateUnknown, why: "item.unknown.gap", says: "from 2026-12-14 to 2026-12-14 (days missing in all: 1)", needs: 7},
		{name: "however long it was silent after the gap",
			status: done, doneOn: calendar.On(2026, time.November, 1), clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.October, 30, 8))},
			coverage: read(begin, now, inventory.Window{Since: at(time.November, 3, 0), Until: at(time.November, 5, 0)}),
			state:    StateUnknown, why: "item.unknown.gap", says: "from 2026-11-03 to 2026-11-04", needs: 7},
		{name: "a gap before it was done is none of its business",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november)},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 9, 0), Until: at(time.December, 10, 12)}),
			state:    StateVerified, why: "item.verified.silent", needs: 7},
		{name: "a regression that is over does not come back with a gap",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 11, 8))},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 19, 3), Until: at(time.December, 19, 5)}),
			state:    StateUnknown, why: "item.unknown.gap", needs: 7},
		{name: "a regression with a gap after it is over after a silence that was read whole",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 11, 8))},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 13, 3), Until: at(time.December, 13, 5)}),
			state:    StateUnknown, why: "item.unknown.gap", needs: 7},
		{name: "and not before",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 11, 8))},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 14, 3), Until: at(time.December, 14, 5)}),
			state:    StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", needs: 7, late: true},
		{name: "a gap hides no regression",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8))},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 14, 3), Until: at(time.December, 14, 5)}),
			state:    StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", needs: 7, late: true},
		{name: "evidence that ends days ago says nothing of today",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november)}, coverage: read(begin, at(time.December, 19, 9)),
			state: StateUnknown, why: "item.unknown.old", says: "end on 2026-12-18", needs: 7},
		{name: "yesterday may have been read before it was over",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november)}, coverage: read(begin, at(time.December, 20, 9)),
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "without the non-interactive log nothing is proven",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november)}, coverage: read(begin, now)[:1],
			state: StateUnknown, why: "item.unknown.nothing", needs: 7},
		{name: "OAuth since then and silence are said together",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november), oauth("198.51.100.7", at(time.December, 20, 8))},
			state: StateVerified, why: "item.verified.both", needs: 7},
		{name: "OAuth from the same place after the last Basic is evidence after one period",
			status: done, doneOn: dec(17), route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 17, 8)), oauth("203.0.113.7", at(time.December, 20, 8))},
			state: StateVerified, why: "item.verified.oauth", needs: 3},
		{name: "not before that",
			status: done, doneOn: dec(18), route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 17, 8)), oauth("203.0.113.7", at(time.December, 20, 8))},
			state: StateWaiting, why: "item.waiting", verifiable: dec(22), needs: 3},
		{name: "not from another place",
			status: done, doneOn: dec(17), route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 17, 8)), oauth("198.51.100.7", at(time.December, 20, 8))},
			state: StateWaiting, why: "item.waiting", verifiable: dec(25), needs: 7},
		{name: "not where one of two places has none",
			status: done, doneOn: dec(17), route: plan.RouteOAuthSMTP,
			clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 17, 8)), basic("198.51.100.7", "daily", november), oauth("203.0.113.7", at(time.December, 20, 8))},
			state:   StateWaiting, why: "item.waiting", verifiable: dec(25), needs: 7},
		{name: "not where OAuth was seen before the last Basic only",
			status: done, doneOn: dec(17), route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 17, 8)), oauth("203.0.113.7", at(time.December, 16, 8))},
			state: StateWaiting, why: "item.waiting", verifiable: dec(25), needs: 7},
		{name: "not where OAuth was last seen on the day of the cut-over",
			status: done, doneOn: dec(17), route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 16, 8)), oauth("203.0.113.7", at(time.December, 17, 20))},
			state: StateWaiting, why: "item.waiting", verifiable: dec(25), needs: 7},
		{name: "it makes up for tries that were refused, after one period",
			status: done, route: plan.RouteOAuthSMTP, clients: []inventory.Client{refused("203.0.113.7", "workdays", november, at(time.December, 16, 8)), oauth("203.0.113.7", at(time.December, 20, 8))},
			state: StateVerified, why: "item.verified.oauth", needs: 3},
		{name: "a file that does not tell the last success may mean the last row",
			status: done, clients: []inventory.Client{untold(basic("203.0.113.7", "daily", at(time.December, 19, 8)))},
			state: StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "not where Basic succeeded after it was said to be done",
			status: done, route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 16, 8)), oauth("203.0.113.7", at(time.December, 20, 8))},
			state: StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", verifiable: dec(24), needs: 7, late: true},
		{name: "not on the way to a connector",
			status: done, doneOn: dec(17), clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 17, 8)), oauth("203.0.113.7", at(time.December, 20, 8))},
			state: StateWaiting, why: "item.waiting", verifiable: dec(25), needs: 7},
		{name: "a guesser who gets in is named as an incident",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november), suspicious("192.0.2.6", at(time.December, 18, 8))},
			state: StateRegression, why: "item.incident", says: "192.0.2.6, an origin that guesses passwords", contradict: "guess-192.0.2.6", verifiable: dec(26), needs: 7, late: true},
		{name: "a guesser who got in before has no rhythm to wait for",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november), suspicious("192.0.2.6", november)},
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "a guesser who is refused is nobody's mail",
			status: done, clients: []inventory.Client{basic("203.0.113.7", "daily", november), guesser(refused("192.0.2.6", "unknown", time.Time{}, at(time.December, 20, 8)))},
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "a sender that only a report names can't be verified by sign-ins",
			status: done, verdict: inventory.VerdictSuspected, sender: func(s *inventory.Sender) { s.Verdict = inventory.VerdictSuspected },
			state: StateUnknown, why: "item.unknown.suspected"},
		{name: "unless a sign-in shows it",
			status: done, verdict: inventory.VerdictSuspected, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 19, 8))},
			state: StateRegression, why: "item.regression", contradict: "basic-203.0.113.7", verifiable: dec(27), needs: 7, late: true},
		{name: "a report that still names what had sign-ins is no hindrance",
			status: done, sender: func(s *inventory.Sender) { s.Verdict = inventory.VerdictSuspected }, earlier: &Item{State: StateWaiting, PeriodDays: new(1), LastBasic: new(november)},
			state: StateVerified, why: "item.verified.silent", needs: 7},
		{name: "what the evidence knows no more is verified by what an earlier progress knew",
			status: done, absent: true, earlier: &Item{State: StateWaiting, PeriodDays: new(3), LastBasic: new(november)},
			state: StateVerified, why: "item.verified.silent", says: "its own period: 3", needs: 7},
		{name: "and waits where nobody knew its rhythm",
			status: done, absent: true,
			state: StateWaiting, why: "item.waiting", verifiable: calendar.On(2027, time.February, 11), needs: 62},
		{name: "what people wrote goes before the day of the cut-over",
			status: done, doneOn: dec(18), clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 17, 8))},
			state: StateWaiting, why: "item.waiting", says: "2026-12-18", verifiable: dec(26), needs: 7},
		{name: "done before its day and nobody wrote when: from today on",
			status: done, asOf: at(time.December, 8, 9), clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 7, 8))},
			coverage: read(begin, at(time.December, 8, 9)),
			state:    StateWaiting, why: "item.waiting", says: "said to be done on 2026-12-08", verifiable: dec(16), needs: 7},
		{name: "a day to come does not make it done",
			status: done, doneOn: dec(30), clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 20, 8))},
			state: StateBasic, why: "item.basic", needs: 7, late: true},

		{name: "not done and on Basic is as it should be",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 20, 8))},
			state: StateBasic, why: "item.basic", says: "last signed in with Basic on 2026-12-20 08:00 from 203.0.113.7", needs: 7, late: true},
		{name: "not done, and refused",
			status: open, clients: []inventory.Client{refused("203.0.113.7", "daily", time.Time{}, at(time.December, 20, 8))},
			state: StateBasic, why: "item.basic-refused", needs: 7, late: true},
		{name: "not done, worked once, and refused since",
			status: open, clients: []inventory.Client{refused("203.0.113.7", "daily", november, at(time.December, 20, 8)), basic("203.0.113.8", "daily", at(time.November, 1, 8))},
			state: StateBasic, why: "item.basic-refused", says: "203.0.113.7", needs: 7, late: true},
		{name: "not done, and one of two clients is refused",
			status: open, clients: []inventory.Client{refused("203.0.113.7", "daily", november, at(time.December, 20, 8)), basic("203.0.113.8", "daily", at(time.December, 20, 7))},
			state: StateBasic, why: "item.basic", says: "203.0.113.8", needs: 7, late: true},
		{name: "not said, and it moved in its place",
			status: open, route: plan.RouteOAuthSMTP, clients: []inventory.Client{basic("203.0.113.7", "workdays", at(time.December, 16, 8)), oauth("203.0.113.7", at(time.December, 20, 8))},
			state: StateUnsaid, why: "item.unsaid.oauth", needs: 3},
		{name: "not said, and OAuth is all that is left",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 10, 8)), oauth("198.51.100.7", at(time.December, 20, 8))},
			state: StateUnsaid, why: "item.unsaid.both", needs: 7},
		{name: "not said, and quiet for as long as would verify it",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 10, 8))},
			state: StateQuiet, why: "item.quiet", says: "silent days: 10, needed: 7", needs: 7, late: true},
		{name: "on OAuth for some days, and not silent for long enough",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 16, 8)), oauth("203.0.114.7", at(time.December, 20, 9))},
			state: StateBasic, why: "item.basic-oauth", says: "2026-12-16 08:00 from 203.0.113.7, and with OAuth since then, last on 2026-12-20 09:00", needs: 7, late: true},
		{name: "a monthly one that is between two runs is on Basic",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "monthly", november)},
			state: StateBasic, why: "item.basic", needs: 62, late: true},
		{name: "not quiet where days were not read",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 10, 8))},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 14, 3), Until: at(time.December, 16, 5)}),
			state:    StateUnknown, why: "item.unknown.open", says: "from 2026-12-14 to 2026-12-16 (days missing in all: 3)", needs: 7, late: true},
		{name: "nor where the evidence is old",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 5, 8))}, coverage: read(begin, at(time.December, 17, 9)),
			state: StateUnknown, why: "item.unknown.open", says: "from 2026-12-17 to 2026-12-19", needs: 7, late: true},
		{name: "a gap between two runs of a monthly one changes nothing",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "monthly", november)},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 14, 3), Until: at(time.December, 16, 5)}),
			state:    StateBasic, why: "item.basic", needs: 62, late: true},
		{name: "what had vanished and is not named again stays so, whatever was read",
			status: open, absent: true, earlier: &Item{State: StateVanished, PeriodDays: new(1), LastBasic: new(november)},
			coverage: read(begin, now, inventory.Window{Since: at(time.December, 14, 3), Until: at(time.December, 16, 5)}),
			state:    StateVanished, why: "item.vanished.still", needs: 7, late: true},
		{name: "never seen, and few days were read",
			status: open, verdict: inventory.VerdictIdle, coverage: read(at(time.December, 1, 0), now),
			state: StateUnknown, why: "item.unknown.early", says: "needed: 62, read: 20", needs: 62, late: true},
		{name: "the account was deleted",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "daily", at(time.December, 17, 8))}, sender: func(s *inventory.Sender) { s.License.State = inventory.LicenseDeleted },
			state: StateVanished, why: "item.vanished.deleted", needs: 7, late: true},
		{name: "the account was deleted, and something still tries",
			status: open, clients: []inventory.Client{refused("203.0.113.7", "daily", time.Time{}, at(time.December, 20, 8))}, sender: func(s *inventory.Sender) { s.License.State = inventory.LicenseNotFound },
			state: StateBasic, why: "item.basic-refused", needs: 7, late: true},
		{name: "nothing names it any more, and the directory was read",
			status: open, absent: true, earlier: &Item{PeriodDays: new(1), LastBasic: new(november)},
			state: StateVanished, why: "item.vanished.unseen", needs: 7, late: true},
		{name: "nothing names it any more, and the directory was not read",
			status: open, absent: true, earlier: &Item{PeriodDays: new(1), LastBasic: new(november)}, coverage: read(begin, now)[:2],
			state: StateUnknown, why: "item.unknown.unseen", needs: 7, late: true},
		{name: "an earlier progress saw it later, with a client that is not known any more",
			status: open, clients: []inventory.Client{basic("203.0.113.7", "monthly", november)}, earlier: &Item{PeriodDays: new(31), LastBasic: new(at(time.December, 2, 8))},
			state: StateBasic, why: "item.basic-earlier", says: "last on 2026-12-02 08:00", needs: 62, late: true},
		{name: "nothing names it any more, but a month is not over",
			status: open, absent: true, earlier: &Item{PeriodDays: new(31), LastBasic: new(november)},
			state: StateBasic, why: "item.basic-earlier", needs: 62, late: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := account("a", tc.clients...)
			if tc.sender != nil {
				tc.sender(&s)
			}
			senders := []inventory.Sender{s}
			if tc.absent {
				senders = nil
			}
			asOf := now
			if !tc.asOf.IsZero() {
				asOf = tc.asOf
			}
			if tc.coverage == nil {
				tc.coverage = read(begin, asOf)
			}
			it := itemOf("a", tc.status, dec(10))
			if tc.route != "" {
				it.Route = tc.route
			}
			if tc.verdict != "" {
				it.Verdict = tc.verdict
			}
			p := planOf(it)
			if tc.zone != "" {
				p.TimeZone = tc.zone
			}
			for _, day := range tc.holidays {
				p.DaysOff = append(p.DaysOff, plan.DayOff{Date: day, Why: calendar.WhyHoliday})
			}
			p.DaysOff = append(p.DaysOff, plan.DayOff{Date: dec(11), Why: calendar.WhyFreeze}, plan.DayOff{Date: dec(13), Why: calendar.WhyWeekend})
			o := Options{DoneOn: func(string) calendar.Day { return tc.doneOn }}
			if tc.earlier != nil {
				tc.earlier.ID = it.ID
				o.Earlier = &Progress{AsOf: asOf.AddDate(0, 0, -7), Items: []Item{*tc.earlier}}
			}
			got := Measure(p, inventoryOf(asOf, tc.coverage, senders...), o).Items[0]
			if got.State != tc.state || got.Why.ID != tc.why || !strings.Contains(got.Why.Text, tc.says) {
				t.Errorf("%s by %s: %s\nwant %s by %s: …%s…", got.State, got.Why.ID, got.Why.Text, tc.state, tc.why, tc.says)
			}
			var ids []string
			for _, c := range got.Clients {
				ids = append(ids, c.ID)
			}
			if list := strings.Join(ids, " "); list != tc.contradict {
				t.Errorf("clients %q, want %q", list, tc.contradict)
			}
			needs := 0
			if got.NeedsDays != nil {
				needs = *got.NeedsDays
			}
			if needs != tc.needs || got.VerifiableOn != tc.verifiable || got.Late != tc.late {
				t.Errorf("needs %d, verifiable on %s, late %v; want %d, %s, %v", needs, got.VerifiableOn, got.Late, tc.needs, tc.verifiable, tc.late)
			}
		})
	}
}

func imap(c inventory.Client) inventory.Client {
	c.Protocol = inventory.ProtocolIMAP
	return c
}

func probable(c inventory.Client) inventory.Client {
	c.Protocol, c.Probable = inventory.ProtocolOther, true
	return c
}

func untold(c inventory.Client) inventory.Client {
	c.LastSuccess = nil
	return c
}

func guesser(c inventory.Client) inventory.Client {
	c.Verdict, c.Rule = inventory.VerdictSuspicious, "guessing-password-known"
	return c
}
