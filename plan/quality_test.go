package plan

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

func TestQualityMeasuresEachObjective(t *testing.T) {
	day := func(d int) calendar.Day { return calendar.On(2026, 12, d) }
	item := func(wave int, department, site string, end int) Item {
		return Item{Wave: wave, Department: inventory.Optional(department), Site: inventory.Optional(site), End: day(end)}
	}
	p := Plan{
		Waves: []Wave{{Number: 1, Type: WavePilot}, {Number: 2, Type: WaveRegular}, {Number: 3, Type: WaveRegular}, {Number: 4, Type: WaveLast}},
		Items: []Item{
			item(1, "Sales", "Oslo", 2), item(2, "Sales", "Oslo", 5), item(2, "Finance", "", 6), item(3, "Sales", "Rome", 9), item(3, "", "Oslo", 10),
			item(4, "Finance", "Rome", 23),
		},
		Load: []Load{
			{Week: day(7), Hours: 10}, {Week: day(7), Owner: "a@contoso.com", Hours: 99}, {Week: day(14), Hours: 5}, {Week: day(21)},
		},
	}
	days := func(n int) *int { return &n }
	for _, tc := range []struct {
		name     string
		by       GroupBy
		deadline calendar.Day
		want     Quality
	}{
		{"by department", GroupByDepartment, day(9), Quality{SpanDays: 30, Groups: 2, Splits: 1, BusiestWeek: 10, MeanWeek: 7.5, Late: 2, SlackDays: days(-14)}},
		{"by site", GroupBySite, day(23), Quality{SpanDays: 30, Groups: 2, Splits: 1, BusiestWeek: 10, MeanWeek: 7.5, SlackDays: days(0)}},
		{"by project, which nothing has", GroupByProject, day(31), Quality{SpanDays: 30, BusiestWeek: 10, MeanWeek: 7.5, SlackDays: days(8)}},
		{"by nothing, without a deadline", GroupByNone, calendar.Day{}, Quality{SpanDays: 30, BusiestWeek: 10, MeanWeek: 7.5}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			policy := DefaultPolicy(asOf)
			policy.Waves.GroupBy, policy.Deadline = tc.by, tc.deadline
			if diff := cmp.Diff(tc.want, qualityOf(&p, policy)); diff != "" {
				t.Errorf("quality (-want +got):\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff(Quality{}, qualityOf(&Plan{}, DefaultPolicy(asOf))); diff != "" {
		t.Errorf("an empty plan (-want +got):\n%s", diff)
	}
}

func TestSlackAndLatenessAgree(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got := made(inv, p, Digests{}, nil)
		late := 0
		least := 1 << 30
		for _, item := range got.Items {
			days := slack(p.Deadline, item.End)
			least = min(least, *days)
			if *days < 0 {
				late++
			}
		}
		if q := qualityOf(&got, p); q.Late != late || (len(got.Items) > 0) != (q.SlackDays != nil) || q.SlackDays != nil && *q.SlackDays != least {
			t.Errorf("%+v of %d late items, least slack %d", q, late, least)
		}
	})
}
