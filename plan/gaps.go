package plan

import (
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
)

// gapRow says which waves a source could hide senders of while it is not read completely, and by which effect.
type gapRow struct {
	effect  string
	sources []string
	waves   []WaveType
}

var (
	everyWave   = []WaveType{WavePrepare, WavePilot, WaveRegular, WaveLast}
	movingWaves = []WaveType{WavePilot, WaveRegular, WaveLast}
	prepareOnly = []WaveType{WavePrepare}
	laterWaves  = []WaveType{WaveRegular, WaveLast}
	signInLogs  = []string{inventory.SourceSignIns, inventory.SourceFileSignIns, inventory.SourceLogAnalytics, inventory.SourceHunting}
)

// gapRows are in order of importance. A source that is in none of them is named in every wave, by gapOther.
var gapRows = []gapRow{
	{"sign-ins", signInLogs, movingWaves},
	{"incidents", signInLogs, prepareOnly},
	{"file", []string{inventory.SourceFileUnread}, everyWave},
	{"switch", []string{
		inventory.SourceMailboxes, inventory.SourceTransport, inventory.SourceExchangeExport, "exchange.smtpClientAuthentication",
	}, prepareOnly},
	{"policies", []string{inventory.SourceAuthPolicies, inventory.SourceExchangeConfig}, prepareOnly},
	{"report", []string{inventory.SourceSMTPReport}, laterWaves},
	{"usage", []string{inventory.SourceEmailAppUsage, inventory.SourceFileUsage}, laterWaves},
	{"audit", []string{inventory.SourceAuditLog}, laterWaves},
	{"deleted", []string{inventory.SourceDeletedUsers}, prepareOnly},
	{"people", []string{inventory.SourceUsers, inventory.SourceFileUsers}, movingWaves},
	{"licences", []string{inventory.SourceSKUs, inventory.SourceFileLicenses, inventory.SourceSubscriptions, inventory.SourceGroups}, movingWaves},
	{"mailboxes", []string{inventory.SourceMailboxPurpose}, movingWaves},
	{"cloud", []string{inventory.SourceOrganization, inventory.SourceDomains}, movingWaves},
	{"blocks", []string{inventory.SourceConditionalAccess, inventory.SourcePolicyMembers, inventory.SourceSecurityDefaults}, movingWaves},
	{"volume", []string{
		inventory.SourceMessageTraces, inventory.SourceMessageTrace, inventory.SourceEmailActivity, inventory.SourceMailboxUsage,
	}, laterWaves},
	{"relay", []string{inventory.SourceConnectors}, laterWaves},
	{"tokens", []string{inventory.SourceMailPermissions}, movingWaves},
	{"second-factor", []string{inventory.SourceMFARegistration}, movingWaves},
}

var gapOther = gapRow{effect: "other", waves: everyWave}

// mostGaps is how many gaps a wave names before it says how many more there are: an import can hold thousands of broken files, and every wave repeats them.
const mostGaps = 20

// The ids of gaps are "gap." and the effect, with one of these where more is known.
const (
	gapSpan     = ".span"
	gapNoReason = ".no-reason"
	gapNotAsked = ".not-asked"
	gapMore     = "gap.more"
)

// gapsOf says for each type of wave which sources were not read completely that could hide senders of it, the most important first.
func gapsOf(inv *inventory.Inventory) map[WaveType][]Sentence {
	type gap struct {
		rank int
		row  *gapRow
		text Sentence
	}
	var gaps []gap
	heard := map[string]bool{}
	add := func(source, suffix string, values map[string]string) {
		found := false
		tell := func(rank int, row *gapRow) {
			id := "gap." + row.effect + suffix
			text, args := say(id, values)
			if !heard[text] {
				heard[text] = true
				gaps = append(gaps, gap{rank, row, Sentence{ID: id, Text: text, Args: args}})
			}
		}
		for rank := range gapRows {
			if slices.Contains(gapRows[rank].sources, source) {
				found = true
				tell(rank, &gapRows[rank])
			}
		}
		if !found {
			tell(len(gapRows), &gapOther)
		}
	}
	told := map[string]bool{}
	for _, c := range inv.Coverage {
		if c.Status == inventory.CoverageComplete {
			continue
		}
		told[c.Source] = true
		values := map[string]string{
			"source": clean(strings.TrimSpace(c.Source+" "+c.Part), longestName), "status": string(c.Status),
			"reason": clean(c.Reason, longestReason), "span": spanOf(&c),
		}
		suffix := ""
		if values["span"] != "" {
			suffix = gapSpan
		}
		if c.Reason == "" {
			suffix += gapNoReason
		}
		add(c.Source, suffix, values)
	}
	for _, n := range inv.NotRead {
		if !told[n.Source] { // what was asked for in vain is told with its reason
			add(n.Source, gapNotAsked, map[string]string{"source": clean(n.Source, longestName)})
		}
	}
	slices.SortStableFunc(gaps, func(a, b gap) int { return a.rank - b.rank })
	byType := make(map[WaveType][]Sentence, len(everyWave))
	for _, typ := range everyWave {
		list := []Sentence{}
		more := 0
		for i := range gaps {
			switch {
			case !slices.Contains(gaps[i].row.waves, typ):
			case len(list) == mostGaps:
				more++
			default:
				list = append(list, gaps[i].text)
			}
		}
		if more > 0 {
			text, args := say(gapMore, map[string]string{"count": itoa(more)})
			list = append(list, Sentence{ID: gapMore, Text: text, Args: args})
		}
		byType[typ] = slices.Clip(list)
	}
	return byType
}

// tellGaps gives each wave the gaps of its type. Those of types that the plan has no wave of go to the first wave: it may be just because of them that there is none.
func tellGaps(waves []Wave, gaps map[WaveType][]Sentence) {
	told := map[string]bool{}
	for i := range waves {
		waves[i].Gaps = gaps[waves[i].Type]
		for _, g := range waves[i].Gaps {
			told[g.Text] = true
		}
	}
	for _, typ := range everyWave {
		for _, g := range gaps[typ] {
			if len(waves) > 0 && !told[g.Text] && g.ID != gapMore {
				told[g.Text] = true
				waves[0].Gaps = append(slices.Clip(waves[0].Gaps), g)
			}
		}
	}
}

// mostSpans is how many spans a gap names.
const mostSpans = 3

// spanOf writes the days that were not read as "2026-11-01/2026-11-03"; empty where they are not known. Of a source that was read in part, the
// span that was asked for says nothing.
func spanOf(c *inventory.Coverage) string {
	write := func(since, until time.Time) string {
		return since.UTC().Format(time.DateOnly) + "/" + until.UTC().Format(time.DateOnly)
	}
	if len(c.Gaps) > 0 {
		var spans []string
		for _, w := range c.Gaps[:min(len(c.Gaps), mostSpans)] {
			spans = append(spans, write(w.Since, w.Until))
		}
		return withMore(strings.Join(slices.Compact(spans), ", "), len(c.Gaps)-mostSpans)
	}
	if c.Status != inventory.CoveragePartial && c.Since != nil && c.Until != nil {
		return write(*c.Since, *c.Until)
	}
	return ""
}

// sourcesOf names the sources in gaps, the first five, and counts all gaps.
func sourcesOf(gaps []Sentence) (names string, count int) {
	var list []string
	for _, g := range gaps {
		if g.ID == gapMore {
			more := 0
			for _, digit := range g.Args["count"] {
				more = 10*more + int(digit-'0')
			}
			count += more
			continue
		}
		count++
		name := g.Args["source"]
		if status := g.Args["status"]; status != "" {
			name += " (" + status + ")"
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	const most = 5
	if count == 0 {
		return "", 0
	}
	return withMore(strings.Join(list[:min(len(list), most)], ", "), count-most), count
}
