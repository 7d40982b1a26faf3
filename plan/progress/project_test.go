package progress

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

// tenantLog is a log of sign-ins from the third of August 2026 on, a Monday, in UTC.
type tenantLog struct{ rows []inventory.SignIn }

func guid(name string) string {
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// basicRow is a sign-in with a password, or with a token where an application is named.
func row(name, ip, app string, code int, when time.Time) inventory.SignIn {
	s := inventory.SignIn{
		ID: fmt.Sprint(name, ip, app, code, when), Time: when, UserID: guid(name), UPN: name + "@contoso.com", App: "Office 365 Exchange Online",
		ClientApp: "Authenticated SMTP", UserAgent: "BAV2ROPC", AuthProtocol: "ropc", IP: ip, Country: "JP", ErrorCode: code,
	}
	if app != "" {
		s.App, s.UserAgent, s.AuthProtocol = app, app+"/2.0", "oAuth2"
	}
	return s
}

// add signs in at some hours of every day from one to another, both included, on which it works.
func (l *tenantLog) add(name, ip, app string, code int, from, to time.Time, works func(time.Time) bool, hours ...int) {
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		for _, hour := range hours {
			if works(day) {
				l.rows = append(l.rows, row(name, ip, app, code, day.Add(time.Duration(hour)*time.Hour)))
			}
		}
	}
}

func everyDay(time.Time) bool     { return true }
func monthEnd(day time.Time) bool { return day.Day() == 25 }
func workday(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// simulated is the log of a project: what each sender does, and when it is moved.
func simulated() *tenantLog {
	var (
		l           tenantLog
		first, last = at(time.August, 3, 0), at(time.November, 2, 0)
		clock       = make([]int, 24)
	)
	for i := range clock {
		clock[i] = i
	}
	l.add("printer", "203.0.113.10", "", 0, first, at(time.September, 9, 0), workday, 1, 5)                // moves to a connector on 9 September
	l.add("backup", "203.0.113.11", "", 0, first, at(time.September, 16, 0), everyDay, 2)                  // moves on 16 September
	l.add("backup", "203.0.113.11", "", 0, at(time.September, 29, 0), at(time.October, 1, 0), everyDay, 2) // somebody restores its old settings, for three days
	l.add("erp", "203.0.113.12", "", 0, first, at(time.September, 22, 0), everyDay, clock...)              // moves to OAuth on 23 September
	l.add("erp", "203.0.113.12", "Invoice Service", 0, at(time.September, 23, 0), last, everyDay, clock...)
	l.add("payroll", "203.0.113.13", "", 0, first, at(time.September, 29, 0), monthEnd, 3) // runs once a month; moves on 30 September
	l.add("scanner", "203.0.113.14", "", 0, first, at(time.October, 14, 0), workday, 4)    // said to be done on 5 October, and switched over on the 14th
	l.add("fax", "203.0.113.15", "", 0, first, at(time.October, 7, 0), workday, 6)         // said to be done on 7 October: Basic is closed, and the device does not know
	l.add("fax", "203.0.113.15", "", 53003, at(time.October, 8, 0), at(time.October, 16, 0), workday, 6)
	l.add("person", "203.0.113.16", "", 0, first, at(time.September, 18, 0), workday, 0, 7) // moves without a word
	l.add("person", "203.0.113.16", "Thunderbird", 0, at(time.September, 18, 0), last, workday, 8)
	l.add("left", "203.0.113.17", "", 0, first, at(time.September, 20, 0), everyDay, 9) // its account is deleted on 21 September
	l.add("kiosk", "203.0.113.18", "", 0, first, last, everyDay, 10)                    // nobody comes to it
	l.add("webshop", "203.0.113.19", "", 0, at(time.October, 1, 0), last, everyDay, 11) // is new
	for i := range 40 {                                                                 // somebody guesses passwords, the printer's among them, when it has long moved
		l.rows = append(l.rows, row([]string{"printer", "backup", "kiosk", fmt.Sprint("nobody", i)}[i%4], "192.0.2.66", "", 50126, at(time.October, 3, i%24)))
	}
	return &l
}

// analyzed is the inventory of one Monday morning, of the thirty days before it.
func (l *tenantLog) analyzed(asOf time.Time, gaps ...inventory.Window) inventory.Inventory {
	window := inventory.Window{Since: asOf.AddDate(0, 0, -30), Until: asOf}
	tally := inventory.NewTally(&window, nil)
	for _, s := range l.rows {
		missing := slices.ContainsFunc(gaps, func(g inventory.Window) bool { return !s.Time.Before(g.Since) && !s.Time.After(g.Until) })
		if !missing {
			tally.Add(s)
		}
	}
	var users []inventory.User
	for _, name := range []string{"printer", "backup", "erp", "payroll", "scanner", "fax", "person", "left", "kiosk", "webshop"} {
		if name == "left" && !asOf.Before(at(time.September, 21, 0)) {
			continue
		}
		u := inventory.User{ID: guid(name), UPN: name + "@contoso.com", UserType: "Member", AccountEnabled: new(true), PlansRead: true}
		cured := !asOf.Before(at(time.September, 28, 0)) && asOf.Before(at(time.October, 19, 0))
		if name != "scanner" || cured { // which has no licence but from 28 September to 18 October
			u.Plans = []inventory.AssignedPlan{{ServicePlanID: "9aaf7827-d63c-4b61-89c3-182f06f82e5c", CapabilityStatus: "Enabled"}}
		}
		users = append(users, u)
	}
	return inventory.Analyze(inventory.Input{
		Tenant: inventory.Tenant{ID: "t", Name: "Contoso"}, AsOf: asOf, Window: window, Coverage: read(window.Since, window.Until, gaps...), Rows: tally,
		Users: users, UsersRead: true, SKUsRead: true,
	})
}

// TestAProjectOfEightWeeks measures a plan every Monday. Evidence is never older than thirty days, so what was before is known by the earlier progress alone.
func TestAProjectOfEightWeeks(t *testing.T) {
	log := simulated()
	inv := log.analyzed(at(time.September, 7, 6))
	policy := plan.DefaultPolicy(inv.AsOf)
	p := plan.Make(inv, policy, plan.Digests{}, nil)
	p.Deadline = calendar.On(2026, time.December, 31)
	ends := map[string]calendar.Day{
		"printer": calendar.On(2026, 9, 9), "backup": calendar.On(2026, 9, 16), "erp": calendar.On(2026, 9, 23), "payroll": calendar.On(2026, 9, 30),
		"scanner": calendar.On(2026, 10, 5), "fax": calendar.On(2026, 10, 7), "person": calendar.On(2026, 10, 14), "left": calendar.On(2026, 10, 21),
		"kiosk": calendar.On(2026, 11, 11),
	}
	if len(p.Items) != len(ends) {
		t.Fatalf("%d items are planned, want %d", len(p.Items), len(ends))
	}
	routes := map[string]plan.Route{"erp": plan.RouteOAuthSMTP, "person": plan.RouteModernClient}
	names := map[string]string{}
	for i := range p.Items {
		it := &p.Items[i]
		name, _, _ := strings.Cut(it.UPN, "@")
		names[it.ID] = name
		it.End, it.Weight, it.EffortHours = ends[name], 1, 2
		it.Route = plan.RouteRelayConnector
		if route := routes[name]; route != "" {
			it.Route = route
		}
	}
	saysDone := []string{"printer", "backup", "erp", "payroll", "scanner", "fax"} // on the day of their cut-over

	gap := inventory.Window{Since: at(time.October, 20, 6), Until: at(time.October, 21, 18)}
	weeks := []struct {
		asOf    time.Time
		gap     bool // the log has one, until somebody reads it again
		states  map[string]string
		figures string
		events  string
	}{
		{asOf: at(time.September, 14, 6), states: map[string]string{
			"printer": "waiting", "backup": "on-basic", "erp": "on-basic", "payroll": "on-basic", "scanner": "on-basic", "fax": "on-basic", "person": "on-basic", "left": "on-basic", "kiosk": "on-basic",
		}, figures: "0 verified, 1 unverified, 0 regressions, 8 open, 0 late, 0 unsaid, 0 vanished"},
		{asOf: at(time.September, 21, 6), states: map[string]string{
			"printer": "verified", "backup": "waiting", "erp": "on-basic", "payroll": "on-basic", "scanner": "on-basic", "fax": "on-basic", "person": "on-basic", "left": "vanished", "kiosk": "on-basic",
		}, figures: "1 verified, 1 unverified, 0 regressions, 7 open, 0 late, 0 unsaid, 1 vanished", events: "vanished left, new left"},
		{asOf: at(time.September, 28, 6), states: map[string]string{
			"printer": "verified", "backup": "verified", "erp": "verified", "payroll": "on-basic", "scanner": "on-basic", "fax": "on-basic", "person": "moved-unsaid", "left": "vanished", "kiosk": "on-basic",
		}, figures: "3 verified, 0 unverified, 0 regressions, 6 open, 0 late, 1 unsaid, 1 vanished", events: "vanished left, cured scanner"},
		{asOf: at(time.October, 5, 6), states: map[string]string{
			"printer": "verified", "backup": "returned", "erp": "verified", "payroll": "waiting", "scanner": "waiting", "fax": "on-basic", "person": "moved-unsaid", "left": "vanished", "kiosk": "on-basic",
		}, figures: "2 verified, 2 unverified, 1 regressions, 4 open, 1 late, 1 unsaid, 1 vanished", events: "new webshop, vanished left"},
		{asOf: at(time.October, 12, 6), states: map[string]string{
			"printer": "verified", "backup": "verified", "erp": "verified", "payroll": "waiting", "scanner": "regression", "fax": "failing", "person": "moved-unsaid", "left": "vanished", "kiosk": "on-basic",
		}, figures: "3 verified, 1 unverified, 2 regressions, 3 open, 2 late, 1 unsaid, 1 vanished", events: "vanished left"},
		{asOf: at(time.October, 19, 6), states: map[string]string{
			"printer": "verified", "backup": "verified", "erp": "verified", "payroll": "waiting", "scanner": "regression", "fax": "failing", "person": "moved-unsaid", "left": "vanished", "kiosk": "on-basic",
		}, figures: "3 verified, 1 unverified, 2 regressions, 3 open, 2 late, 1 unsaid, 1 vanished", events: "vanished left, back scanner"},
		{asOf: at(time.October, 26, 6), gap: true, states: map[string]string{
			"printer": "unknown", "backup": "unknown", "erp": "unknown", "payroll": "unknown", "scanner": "regression", "fax": "unknown", "person": "unknown", "left": "vanished", "kiosk": "on-basic",
		}, figures: "0 verified, 5 unverified, 1 regressions, 3 open, 3 late, 0 unsaid, 1 vanished", events: "vanished left, unknown left"},
		{asOf: at(time.November, 2, 6), states: map[string]string{
			"printer": "verified", "backup": "verified", "erp": "verified", "payroll": "waiting", "scanner": "verified", "fax": "verified", "person": "moved-unsaid", "left": "vanished", "kiosk": "on-basic",
		}, figures: "5 verified, 1 unverified, 0 regressions, 3 open, 1 late, 1 unsaid, 1 vanished", events: "vanished left"},
	}
	var earlier *Progress
	for n, week := range weeks {
		var gaps []inventory.Window
		if week.gap {
			gaps = append(gaps, gap)
		}
		inv := log.analyzed(week.asOf, gaps...)
		for i := range p.Items {
			it := &p.Items[i]
			it.Status = plan.StatusNotStarted
			if slices.Contains(saysDone, names[it.ID]) && !it.End.After(calendar.DayOf(week.asOf)) {
				it.Status = plan.StatusDone
			}
		}
		got := Measure(p, inv, Options{Earlier: earlier})
		states := map[string]string{}
		for _, it := range got.Items {
			states[names[it.ID]] = string(it.State)
			if want := week.states[names[it.ID]]; string(it.State) != want {
				t.Errorf("week %d: %s is %s, want %s: %s", n+1, names[it.ID], it.State, want, it.Why.Text)
			}
			if err := figuresOf(it); err != nil {
				t.Errorf("week %d: %s: %v", n+1, names[it.ID], err)
			}
		}
		if !maps.Equal(states, week.states) && !t.Failed() {
			t.Errorf("week %d: states %v, want %v", n+1, states, week.states)
		}
		f := got.Figures
		figures := fmt.Sprintf("%d verified, %d unverified, %d regressions, %d open, %d late, %d unsaid, %d vanished", f.Verified, f.Unverified, f.Regressions, f.Open, f.Late, f.Unsaid, f.Vanished)
		if diff := cmp.Diff(week.figures, figures); diff != "" {
			t.Errorf("week %d (-want +got):\n%s", n+1, diff)
		}
		var events []string
		for _, s := range got.New {
			events = append(events, "new "+s.UPN)
		}
		for _, s := range got.Vanished {
			events = append(events, "vanished "+s.UPN)
		}
		for _, c := range got.Licences {
			events = append(events, string(c.Change)+" "+c.UPN)
		}
		if all := strings.ReplaceAll(strings.Join(events, ", "), "@contoso.com", ""); all != week.events {
			t.Errorf("week %d: %q, want %q", n+1, all, week.events)
		}
		if len(got.History) != n+1 {
			t.Errorf("week %d: %d points of history", n+1, len(got.History))
		}
		// A second run of the same Monday changes nothing, and what is written is read.
		if diff := cmp.Diff(written(t, got), written(t, Measure(p, inv, Options{Earlier: &got}))); diff != "" {
			t.Errorf("week %d: a second run differs (-first +second):\n%s", n+1, diff)
		}
		again, err := Read(bytes.NewReader([]byte(written(t, got))))
		if err != nil {
			t.Fatal(err)
		}
		earlier = &again
	}
	texts := map[string]string{}
	for _, it := range earlier.Items {
		texts[names[it.ID]] = it.Why.Text
	}
	for name, want := range map[string]string{
		"erp": "signs in with OAuth, last on 2026-11-02 06:00, and Basic has been silent", "payroll": "can be verified on 2026-12-02", "person": "nobody has said that it is done",
		"left": "nothing in the evidence names it any more", "kiosk": "last signed in with Basic on 2026-11-01 10:00 from 203.0.113.18",
	} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s: %s\nwant %s", name, texts[name], want)
		}
	}
}

// figuresOf checks that the figures of an item agree with each other.
func figuresOf(it Item) error {
	switch {
	case it.NeedsDays == nil != (it.SilentDays == nil) || it.NeedsDays == nil != (it.PeriodDays == nil):
		return fmt.Errorf("one of the days is null: %+v", it)
	case it.State == StateVerified && *it.SilentDays < *it.NeedsDays:
		return fmt.Errorf("verified after %d of %d days", *it.SilentDays, *it.NeedsDays)
	case it.State == StateWaiting && it.VerifiableOn.IsZero():
		return fmt.Errorf("waits for nothing")
	case it.State.contradicts() != (len(it.Clients) > 0):
		return fmt.Errorf("%d clients contradict %s", len(it.Clients), it.State)
	}
	return nil
}

func written(t testing.TB, p Progress) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
