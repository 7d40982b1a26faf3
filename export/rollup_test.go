package export

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/progress"
)

// groupOfTenants is a roll-up with every state, a failure with earlier figures and one without, and hostile names.
func groupOfTenants() progress.RollUp {
	asOf := time.Date(2026, 12, 7, 6, 0, 0, 0, time.UTC)
	seen, old := asOf.Add(-26*time.Hour), asOf.Add(-14*24*time.Hour)
	december := func(day int) calendar.Day { return calendar.On(2026, time.December, day) }
	tenant := func(name, domain string, at time.Time, f progress.Figures, end calendar.Day, slack int) progress.Tenant {
		t := progress.Tenant{
			Name: name, Workspace: strings.ToLower(name), State: progress.TenantDone, AsOf: &at, Figures: &f, Forecast: &progress.Forecast{End: end}, Deadline: december(31), Sources: 20,
			Tenant:   inventory.Tenant{ID: inventory.Optional("id of " + name), Name: inventory.Optional(name), DefaultDomain: inventory.Optional(domain), Cloud: "global"},
			Verdicts: map[inventory.Verdict]int{inventory.VerdictActive: f.Items, inventory.VerdictBroken: f.Regressions, inventory.VerdictNoise: 12}, Violations: f.Late,
		}
		if !end.IsZero() {
			t.Forecast.SlackDays = &slack
		}
		return t
	}
	fabrikam := tenant("Fabrikam", "fabrikam.com", asOf, progress.Figures{Items: 32, Verified: 9, Unverified: 6, Regressions: 3, Open: 14, Late: 2, Blocked: 1, New: 1, ExposureLeft: 812.34, ExposurePlanned: 640}, calendar.On(2027, 1, 14), -14)
	fabrikam.Attention = []progress.Attention{
		{State: progress.StateReturned, UPN: "scan-osaka@fabrikam.com", Sender: "s1", Wave: 1, Owner: "facilities@fabrikam.com", End: calendar.On(2027, time.January, 8), Due: december(1), Seen: &seen, Late: true,
			Why: plan.Sentence{ID: "no such rule", Text: "it was verified on 2026-12-02, and a sign-in with Basic succeeded on 2026-12-06"}},
		{State: progress.StateFailing, UPN: "=cmd|' /C calc'!A0", Sender: "s2", Wave: 2, End: december(3), Why: plan.Sentence{Text: "refused\u202e since"}},
		{State: progress.StateNewSender, UPN: "crm@fabrikam.com", Sender: "s3", Seen: &seen},
	}
	contoso := tenant("Contoso", "contoso.com", asOf, progress.Figures{Items: 45, Verified: 30, Unverified: 10, Open: 5, ExposureLeft: 120.5, ExposurePlanned: 130}, december(18), 13)
	japan := tenant("日本支社", "contoso.co.jp", asOf, progress.Figures{Items: 18, Verified: 4, Unverified: 2, Open: 12, ExposureLeft: 333, ExposurePlanned: 300}, calendar.Day{}, 0)
	japan.State, japan.ReadUntil = progress.TenantIncomplete, &old
	contoso.ReadUntil = &seen
	japan.Gaps = []inventory.Coverage{
		{Source: inventory.SourceSignIns, Part: "interactiveUser", Status: inventory.CoveragePartial, Since: &old, Until: &asOf, Gaps: []inventory.Window{{Since: old, Until: seen}}, Reason: "throttled: request-id 00000000-0000-0000-0000-000000000001"},
		{Source: inventory.SourceUsers, Status: inventory.CoverageNotPermitted, Reason: "Authorization_RequestDenied"},
	}
	stale := tenant("+Northwind \"Traders\" </v>", "northwindtraders.com", old, progress.Figures{Items: 12, Verified: 2, Open: 10, Late: 4, ExposureLeft: 90}, calendar.Day{}, 0)
	stale.State, stale.Reason = progress.TenantFailed, "signing in failed: AADSTS7000222: the client secret is expired"
	never := progress.Tenant{Name: "Woodgrove", Workspace: "../woodgrove", State: progress.TenantFailed, Reason: "workspace woodgrove is not there", Gaps: []inventory.Coverage{}}
	return progress.Together([]progress.Tenant{contoso, japan, never, fabrikam, stale}, asOf, inventory.Tool{Version: "v1.2.3"})
}

func TestRollUpIsTheGoldenOne(t *testing.T) {
	for _, lang := range languages {
		golden(t, "rollup."+string(lang)+".json", marshal(t, NewRollUp(groupOfTenants(), lang)))
	}
}

func TestRollUpSheetsComeInTheirOrderAndEmptyOnesSayWhy(t *testing.T) {
	for _, lang := range languages {
		r := NewRollUp(progress.Together([]progress.Tenant{}, time.Time{}, inventory.Tool{}), lang)
		keys := []string{r.Summary.Key}
		for _, s := range r.Sheets {
			keys = append(keys, s.Key)
			if (s.Rows.Len() == 0) != (s.Empty != "") {
				t.Errorf("%s: sheet %s has %d rows and says %q", lang, s.Key, s.Rows.Len(), s.Empty)
			}
			for i, row := range s.Rows.All() {
				if len(row) != len(s.Columns) {
					t.Errorf("%s: row %d of %s has %d cells for %d columns", lang, i, s.Key, len(row), len(s.Columns))
				}
			}
		}
		if got := strings.Join(keys, " "); got != "summary tenants attention coverage about" {
			t.Errorf("sheets are %s", got)
		}
	}
}

// A tenant of which nothing is known has no zeros: they would say that nothing is there.
func TestRollUpLeavesUnknownFiguresEmpty(t *testing.T) {
	s := sheetOf(t, NewRollUp(groupOfTenants(), inventory.English), "tenants")
	for _, row := range s.Rows.All() {
		if len(row) != len(s.Columns) {
			t.Fatalf("%d cells for %d columns", len(row), len(s.Columns))
		}
		for i, c := range s.Columns {
			switch known := row[i].Kind() != Empty; {
			case row[0].Text() == "Woodgrove" && known && c.Key != "tenant" && c.Key != "state" && c.Key != "reason" && c.Key != "workspace":
				t.Errorf("%s of a tenant that was never read is %v", c.Key, row[i])
			case row[1].Text() == "Failed" && c.Key == "late" && known && row[i].Tone() != ToneMuted:
				t.Errorf("a figure of an earlier run looks like one of today: %v", row[i].Tone())
			}
		}
	}
}

func TestRollUpOfManyTenantsChartsTheFirstOnesAndSaysSo(t *testing.T) {
	var tenants []progress.Tenant
	for i := range mostCharted + 6 {
		asOf := time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC)
		tenants = append(tenants, progress.Tenant{Name: "Tenant " + strconv.Itoa(100+i), State: progress.TenantDone, AsOf: &asOf, Figures: &progress.Figures{Items: 1, Open: 1}, Forecast: &progress.Forecast{}})
	}
	r := NewRollUp(progress.Together(tenants, time.Time{}, inventory.Tool{}), inventory.English)
	for _, table := range r.Summary.Tables {
		if table.Key == "tenants" && len(table.Rows) != mostCharted {
			t.Errorf("the chart shows %d tenants", len(table.Rows))
		}
	}
	if notes := strings.Join(r.Summary.Notes, "\n"); !strings.Contains(notes, "24 tenants that need attention first, of 30") {
		t.Errorf("notes are %q", notes)
	}
	if n := sheetOf(t, r, "tenants").Rows.Len(); n != 30 {
		t.Errorf("Tenants has %d rows", n)
	}
}
