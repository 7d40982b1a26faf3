package inventory

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// groupsOf counts rows as the aggregating queries do: by day and by everything that is not a moment or an id, within
// the window that they are asked for.
func groupsOf(source string, rows []SignIn) []Group {
	type key struct {
		day int
		SignIn
	}
	index := map[key]int{}
	var groups []Group
	for _, row := range rows {
		if row.Time.Before(thirtyDays.Since) || row.Time.After(thirtyDays.Until) {
			continue
		}
		k := key{day: dayNumber(row.Time.UTC()), SignIn: row}
		k.ID, k.Time = "", time.Time{}
		if row.ErrorCode != codeLocked {
			k.FailureReason = ""
		}
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k] = i
			g := Group{SignIn: k.SignIn, Source: source, Last: row.Time}
			g.Time = row.Time
			groups = append(groups, g)
		}
		g := &groups[i]
		if row.Time.Before(g.Time) {
			g.Time = row.Time
		}
		if row.Time.After(g.Last) {
			g.Last = row.Time
		}
		g.Rows++
		g.Hours[row.Time.UTC().Hour()]++
	}
	return groups
}

func analyzeGroups(rows []SignIn, lists ...[]Group) Inventory {
	tally := NewTally(&thirtyDays, nil)
	for _, row := range rows {
		tally.Add(row)
	}
	for _, groups := range lists {
		for _, g := range groups {
			tally.AddGroup(g)
		}
	}
	return Analyze(Input{Rows: tally, AsOf: until, Window: thirtyDays})
}

var butRecords = cmpopts.IgnoreFields(Inventory{}, "Records")

// TestGroupsGiveTheSameInventory: counted in the engine or here, together or alone, twice or once, the same rows give the same inventory.
func TestGroupsGiveTheSameInventory(t *testing.T) {
	forSeeds(t, func(t *testing.T, r *rand.Rand, rows []SignIn) {
		want := analyzeRows(rows)
		groups := groupsOf(SourceLogAnalytics, rows)
		alone := analyzeGroups(nil, groups)
		if diff := cmp.Diff(want, alone, butRecords); diff != "" {
			t.Errorf("from groups (-rows, +groups):\n%s", diff)
		}
		if alone.Records.Counted != want.Records.Counted || alone.Records.Excluded != want.Records.Excluded {
			t.Errorf("groups count %+v, rows %+v", alone.Records, want.Records)
		}
		if diff := cmp.Diff(want, analyzeGroups(rows, groups), butRecords); diff != "" {
			t.Errorf("rows and groups together (-rows, +both):\n%s", diff)
		}
		twice := analyzeGroups(nil, groups, groups, groupsOf(SourceHunting, rows))
		if diff := cmp.Diff(want, twice, butRecords); diff != "" {
			t.Errorf("groups of two sources, one of them twice (-rows, +groups):\n%s", diff)
		}
		for _, inv := range []Inventory{alone, twice, analyzeGroups(rows, groups)} {
			if r := inv.Records; r.Read != r.Duplicates+r.OutsideWindow+r.Modern+r.OtherProtocols+r.Counted+r.Excluded {
				t.Errorf("records do not add up: %+v", r)
			}
		}
	})
}

// TestGreaterCountStands: where rows and groups tell of one day differently, the greater count is believed and the sender says so.
func TestGreaterCountStands(t *testing.T) {
	all := daily(try("scan@contoso.com", office, 0), 29, 1, 1, 9, 17)
	half := all[:0:0]
	for i, row := range all {
		if i%2 == 0 || i == len(all)-1 {
			half = append(half, row)
		}
	}
	want := senderOf(t, analyzeRows(all), "scan@contoso.com")
	for name, inv := range map[string]Inventory{
		"rows know more":   analyzeGroups(all, groupsOf(SourceLogAnalytics, half)),
		"groups know more": analyzeGroups(half, groupsOf(SourceLogAnalytics, all)),
	} {
		got := senderOf(t, inv, "scan@contoso.com")
		if got.Successes != want.Successes || got.ActiveDays != want.ActiveDays || !got.LastSeen.Equal(*want.LastSeen) {
			t.Errorf("%s: %d successes on %d days, want %d on %d", name, got.Successes, got.ActiveDays, want.Successes, want.ActiveDays)
		}
	}
}

// memoryScratch stands for a temporary file; it fails after so many bytes where limit is not 0.
type memoryScratch struct {
	bytes.Buffer
	limit int
}

var errFull = errors.New("no space left")

func (m *memoryScratch) Write(p []byte) (int, error) {
	if m.limit > 0 && m.Len()+len(p) > m.limit {
		return 0, errFull
	}
	return m.Buffer.Write(p)
}

func (m *memoryScratch) ReadAt(p []byte, at int64) (int, error) { return copy(p, m.Bytes()[at:]), nil }

// TestCopiesAreFoundOnDisk: with scratch space and without, rows that came twice count once.
func TestCopiesAreFoundOnDisk(t *testing.T) {
	r := newRand(7)
	rows := randomLog(r, 200_000)
	fill := func(scratch Scratch) *Tally {
		tally := NewTally(&thirtyDays, scratch)
		for range 2 {
			for _, row := range rows {
				tally.Add(row)
			}
		}
		return tally
	}
	onDisk, inMemory := fill(&memoryScratch{}), fill(nil)
	if onDisk.copies.written == 0 {
		t.Fatal("nothing went to scratch")
	}
	for _, tally := range []*Tally{onDisk, inMemory} {
		if err := tally.Settle(); err != nil {
			t.Fatal(err)
		}
		if tally.records.Duplicates != len(rows) {
			t.Errorf("%d duplicates, want %d", tally.records.Duplicates, len(rows))
		}
	}
	once := analyzeRows(rows)
	for _, tally := range []*Tally{onDisk, inMemory} {
		if diff := cmp.Diff(once, Analyze(Input{Rows: tally, AsOf: until, Window: thirtyDays}), butRecords); diff != "" {
			t.Error(diff)
		}
	}
	if err := fill(&memoryScratch{limit: 1 << 20}).Settle(); !errors.Is(err, errFull) {
		t.Errorf("a full disk ends with %v", err)
	}
}
