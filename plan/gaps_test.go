package plan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

// sources are all that an inventory can name.
var sources = []string{
	inventory.SourceSignIns, inventory.SourceUsers, inventory.SourceSKUs, inventory.SourceOrganization, inventory.SourceFileSignIns,
	inventory.SourceDomains, inventory.SourceDeletedUsers, inventory.SourceGroups, inventory.SourceSubscriptions, inventory.SourceEmailAppUsage,
	inventory.SourceMailboxUsage, inventory.SourceEmailActivity, inventory.SourceMailboxPurpose, inventory.SourceConditionalAccess,
	inventory.SourcePolicyMembers, inventory.SourceSecurityDefaults, inventory.SourceMFARegistration, inventory.SourceMailPermissions,
	inventory.SourceMessageTraces, inventory.SourceLogAnalytics, inventory.SourceHunting, inventory.SourceSMTPReport, inventory.SourceTransport,
	inventory.SourceMailboxes, inventory.SourceAuthPolicies, inventory.SourceExchangeConfig, inventory.SourceConnectors, inventory.SourceMessageTrace,
	inventory.SourceExchangeExport, inventory.SourceAuditLog, inventory.SourceFileUsers, inventory.SourceFileLicenses, inventory.SourceFileUsage,
	inventory.SourceFileUnread,
}

func TestEverySourceHasAGapOfItsOwn(t *testing.T) {
	for _, source := range sources {
		inv := inventory.Inventory{Coverage: []inventory.Coverage{{Source: source, Status: inventory.CoverageNotPermitted, Reason: "refused"}}}
		named := false
		for _, gaps := range gapsOf(&inv) {
			for _, g := range gaps {
				named = true
				if strings.HasPrefix(g.ID, "gap.other") || !strings.Contains(g.Text, source) || !strings.Contains(g.Text, "refused") {
					t.Errorf("%s says %q", source, g.Text)
				}
			}
		}
		if !named {
			t.Errorf("a gap of %s is in no wave", source)
		}
	}
}

func TestGapsAreNamedInTheWavesThatTheyConcern(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, time.November, d, 12, 0, 0, 0, time.UTC) }
	since, until := day(1), day(20)
	for _, tc := range []struct {
		name     string
		coverage inventory.Coverage
		notRead  []inventory.NotRead
		want     map[WaveType][]string
	}{
		{"sign-ins in part", inventory.Coverage{Source: inventory.SourceSignIns, Part: "nonInteractiveUser", Status: inventory.CoveragePartial, Since: &since, Until: &until,
			Gaps: []inventory.Window{{Since: day(3), Until: day(4)}, {Since: day(6), Until: day(6)}}},
			nil, map[WaveType][]string{
				WavePrepare: {"gap.incidents.span.no-reason"}, WavePilot: {"gap.sign-ins.span.no-reason"}, WaveRegular: {"gap.sign-ins.span.no-reason"}, WaveLast: {"gap.sign-ins.span.no-reason"},
			}},
		{"sign-ins in part, days not known", inventory.Coverage{Source: inventory.SourceFileSignIns, Status: inventory.CoveragePartial, Since: &since, Until: &until},
			nil, map[WaveType][]string{WavePrepare: {"gap.incidents.no-reason"}, WavePilot: {"gap.sign-ins.no-reason"}, WaveRegular: {"gap.sign-ins.no-reason"}, WaveLast: {"gap.sign-ins.no-reason"}}},
		{"mailbox settings", inventory.Coverage{Source: inventory.SourceMailboxes, Status: inventory.CoverageMissing},
			nil, map[WaveType][]string{WavePrepare: {"gap.switch.no-reason"}}},
		{"a source that is not known here", inventory.Coverage{Source: "graph.later", Status: inventory.CoverageMissing},
			nil, map[WaveType][]string{WavePrepare: {"gap.other.no-reason"}, WavePilot: {"gap.other.no-reason"}, WaveRegular: {"gap.other.no-reason"}, WaveLast: {"gap.other.no-reason"}}},
		{"complete", inventory.Coverage{Source: inventory.SourceUsers, Status: inventory.CoverageComplete}, nil, map[WaveType][]string{}},
		{"not asked for, the more important first", inventory.Coverage{Source: inventory.SourceMessageTraces, Status: inventory.CoverageNotAvailable},
			[]inventory.NotRead{{Source: inventory.SourceEmailAppUsage}, {Source: "exchange.smtpClientAuthentication"}},
			map[WaveType][]string{
				WavePrepare: {"gap.switch.not-asked"}, WaveRegular: {"gap.usage.not-asked", "gap.volume.no-reason"}, WaveLast: {"gap.usage.not-asked", "gap.volume.no-reason"},
			}},
		{"asked for in vain is told once", inventory.Coverage{Source: inventory.SourceEmailAppUsage, Status: inventory.CoverageNotPermitted},
			[]inventory.NotRead{{Source: inventory.SourceEmailAppUsage}}, map[WaveType][]string{WaveRegular: {"gap.usage.no-reason"}, WaveLast: {"gap.usage.no-reason"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inv := inventory.Inventory{Coverage: []inventory.Coverage{tc.coverage, tc.coverage}, NotRead: tc.notRead}
			got := map[WaveType][]string{}
			for typ, gaps := range gapsOf(&inv) {
				if gaps == nil {
					t.Errorf("the list of a %s wave is null", typ)
				}
				for _, g := range gaps {
					got[typ] = append(got[typ], g.ID)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
		})
	}
	inv := inventory.Inventory{Coverage: []inventory.Coverage{{Source: inventory.SourceSignIns, Part: "a\nb.csv", Status: inventory.CoveragePartial, Reason: "x\u2028y",
		Gaps: []inventory.Window{{Since: day(3), Until: day(4)}, {Since: day(6), Until: day(6)}, {Since: day(8), Until: day(9)}, {Since: day(11), Until: day(12)}}}}}
	want := "graph.signIns a\uFFFDb.csv was not read completely (partial, 2026-11-03/2026-11-04, 2026-11-06/2026-11-06, 2026-11-08/2026-11-09 (+1)): " +
		"senders that appear only there are missing from this wave, and those in it may be busier than shown. Reason: x\uFFFDy"
	if diff := cmp.Diff(want, gapsOf(&inv)[WavePilot][0].Text); diff != "" {
		t.Errorf("the sentence (-want +got):\n%s", diff)
	}
}

func TestGapsAreTheirPhrasesAndFew(t *testing.T) {
	eachRandom(t, func(t *testing.T, rng *rand.Rand, _ inventory.Inventory, _ Policy) {
		inv := inventory.Inventory{}
		incomplete := map[string]bool{}
		for i := range rng.IntN(60) {
			c := inventory.Coverage{Source: pick(rng, sources...), Part: fmt.Sprint("file", i, ".csv"), Reason: pick(rng, "", "refused", "row 3 is broken"),
				Status: pick(rng, inventory.CoverageComplete, inventory.CoveragePartial, inventory.CoverageMissing, inventory.CoverageNotLicensed, "a later word")}
			if rng.IntN(2) == 0 {
				c.Since, c.Until = &asOf, &asOf
			}
			inv.Coverage = append(inv.Coverage, c)
			if c.Status != inventory.CoverageComplete {
				incomplete[c.Source] = true
			}
		}
		cut, named := false, map[string]bool{}
		for typ, gaps := range gapsOf(&inv) {
			if len(gaps) > mostGaps+1 {
				t.Errorf("a %s wave names %d gaps", typ, len(gaps))
			}
			heard := map[string]bool{}
			for _, g := range gaps {
				cut = cut || g.ID == gapMore
				source, _, _ := strings.Cut(g.Args["source"], " ")
				named[source] = true
				phrase, ok := PhraseOf(g.ID)
				if !ok || phrase.In(inventory.English, g.Args) != g.Text || heard[g.Text] || strings.ContainsAny(phrase.In(inventory.Japanese, g.Args), "{}") {
					t.Errorf("%s says %q", g.ID, g.Text)
				}
				heard[g.Text] = true
			}
		}
		delete(named, "")
		if diff := cmp.Diff(slices.Sorted(maps.Keys(incomplete)), slices.Sorted(maps.Keys(named))); diff != "" && !cut {
			t.Errorf("sources (-incomplete +named):\n%s", diff)
		}
	})
}
