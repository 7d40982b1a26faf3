package readback

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
	"unbasic/samples/population"
)

// invented is the workspace of an invented tenant, in which people have written before.
func invented(t testing.TB, rng *rand.Rand, seed uint64) *workspace {
	t.Helper()
	asOf := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	people := population.New(seed, 40+rng.IntN(60), asOf)
	in := people.Input()
	in.Rows = inventory.NewTally(&in.Window, nil)
	for row := range people.SignIns() {
		in.Rows.Add(row)
	}
	w := &workspace{inv: inventory.Analyze(in), lang: languages[rng.IntN(len(languages))]}
	policy := plan.DefaultPolicy(asOf)
	w.plan = plan.Make(w.inv, policy, plan.Digests{}, nil)
	w.journal = []journal.Entry{{Kind: journal.KindRead, SHA256: "0"}}
	f := &file{t: t, r: w.report()}
	for _, s := range f.r.Sheets {
		if s.Exported == nil || s.Rows.Len() == 0 {
			continue
		}
		for range 4 {
			id := f.id(s.Key, rng.IntN(s.Rows.Len()))
			w.journal = append(w.journal, journal.Entry{Kind: journal.KindChange, Field: journal.Field{Sheet: s.Key, Row: id, Column: journal.Own + "Ticket"}, To: anyText(rng)})
		}
	}
	return w
}

func anyText(rng *rand.Rand) string {
	if rng.IntN(4) == 0 {
		// excelize does not write "_x0041_" in the way of the format, as Excel does.
		return strings.ReplaceAll(hostile[rng.IntN(len(hostile))], "_x", "x_")
	}
	words := []string{"ask", "Iris", "複合機", "再起動", "after 17:00", "=x", "(1)", "№5"}
	var parts []string
	for range 1 + rng.IntN(5) {
		parts = append(parts, words[rng.IntN(len(words))])
	}
	return strings.Join(parts, []string{" ", "\n", ", "}[rng.IntN(3)])
}

// typed is a value of a column as somebody may type it, and what it is to be read as.
func typed(rng *rand.Rand, c *export.Column, others *columnLayout) (value any, want string) {
	switch {
	case c.Key == "" || rng.IntN(12) == 0:
		return nil, ""
	case len(c.Choices) > 0:
		n := rng.IntN(len(c.Choices))
		want = c.Choices[n].Code
		text := []string{want, others.labels[0][n], others.labels[1][n]}[rng.IntN(3)]
		return []string{text, strings.ToUpper(text), " " + text + "\n", strings.ReplaceAll(text, " ", "_")}[rng.IntN(4)], want
	case c.Type == export.TypeDate:
		day := calendar.On(2026, time.Month(1+rng.IntN(24)), 1+rng.IntN(28))
		serial := float64(day.DaysSince(calendar.On(1899, 12, 30)))
		y, m, d := day.Year, int(day.Month), day.Day
		return []any{
			serial, serial + rng.Float64()*0.99, strconv.Itoa(int(serial)), day.String(), fmt.Sprintf("%d/%d/%d", y, m, d), fmt.Sprintf("%d.%d.%d", d, m, y), fmt.Sprintf("%d年%d月%d日", y, m, d),
			fmt.Sprintf("令和%d年%d月%d日", y-2018, m, d), day.Month.String() + fmt.Sprintf(" %d, %d", d, y), fmt.Sprintf("%d %s %d", d, day.Month.String()[:3], y), day.String() + " 10:30", day.String() + "T03:00:00Z",
		}[rng.IntN(12)], day.String()
	case c.Type == export.TypeNumber:
		n := rng.IntN(9)
		return []any{n, strconv.Itoa(n), fmt.Sprintf("Wave %d", n)}[rng.IntN(3)], strconv.Itoa(n)
	}
	text := anyText(rng)
	return text, clean(text)
}

var seeds = flag.Int("seeds", 4, "how many workbooks TestEveryEditIsSaidAndNothingElse edits")

// TestEveryEditIsSaidAndNothingElse makes random edits in workbooks of random plans, then changes the workbooks themselves in random ways.
func TestEveryEditIsSaidAndNothingElse(t *testing.T) {
	edits := 0
	for seed := range uint64(*seeds) {
		rng := rand.New(rand.NewPCG(seed, 8))
		w := invented(t, rng, seed)
		f := edit(t, w, w.export(t))
		want := map[journal.Field]string{}
		var did []string
		for i := range f.r.Sheets {
			s := &f.r.Sheets[i]
			if s.Exported == nil {
				continue
			}
			own := len(s.Columns) + 2 // behind the hidden one
			header := fmt.Sprintf("Mine %d", rng.IntN(3))
			f.set(s.Name, reference(own, 4), header)
			for row := range min(s.Rows.Len(), 40) {
				e := s.Exported(row, s.Rows.At(row))
				for j := range s.Columns {
					c := &s.Columns[j]
					if !c.Returns || rng.IntN(5) > 0 {
						continue
					}
					shown := layouts().sheet(s.Key)
					others := (*columnLayout)(nil)
					if at := shown.column(c.Key); at >= 0 {
						others = &shown.columns[at]
					}
					value, read := typed(rng, c, others)
					ref := reference(j+1, row+5)
					if text, is := value.(string); is {
						must(t, f.SetCellStr(s.Name, ref, text))
					} else {
						f.set(s.Name, ref, value)
					}
					if journal.Digest(read) != e.Was[c.Key] {
						want[journal.Field{Sheet: s.Key, Row: e.ID, Column: c.Key}] = read
					}
				}
				if rng.IntN(4) == 0 {
					text := anyText(rng)
					must(t, f.SetCellStr(s.Name, reference(own, row+5), text))
					want[journal.Field{Sheet: s.Key, Row: e.ID, Column: journal.Own + header}] = clean(text)
				}
			}
			if rng.IntN(3) == 0 && s.Rows.Len() > 2 {
				row := rng.IntN(s.Rows.Len())
				id := s.Exported(row, s.Rows.At(row)).ID
				must(t, f.RemoveRow(s.Name, row+5))
				maps.DeleteFunc(want, func(at journal.Field, _ string) bool { return at.Sheet == s.Key && at.Row == id })
				did = append(did, "row deleted in "+s.Key)
			}
			if rng.IntN(3) == 0 {
				f.shuffled(s.Name, nil)
				did = append(did, "sorted "+s.Key)
			}
			if rng.IntN(3) == 0 {
				must(t, f.InsertCols(s.Name, letters(1+rng.IntN(5)), 1))
				did = append(did, "column in "+s.Key)
			}
			if rng.IntN(3) == 0 {
				must(t, f.InsertRows(s.Name, 4, 1+rng.IntN(3)))
				did = append(did, "rows above "+s.Key)
			}
			if rng.IntN(4) == 0 {
				must(t, f.SetSheetName(s.Name, fmt.Sprintf("Sheet %d", i)))
				did = append(did, "renamed "+s.Key)
			}
			if rng.IntN(4) == 0 && s.Rows.Len() > 0 {
				name := s.Name
				if f.SheetCount > 0 {
					if n, _ := f.GetSheetIndex(name); n < 0 {
						name = fmt.Sprintf("Sheet %d", i)
					}
				}
				from, err := f.GetSheetIndex(name)
				must(t, err)
				to, err := f.NewSheet(fmt.Sprintf("Copy %d", i))
				must(t, err)
				must(t, f.CopySheet(from, to))
				did = append(did, "copied "+s.Key)
			}
		}
		result := w.read(t, f.save())
		got := said(result)
		for at, value := range want {
			if read, some := got[at]; !some || read != value {
				t.Errorf("seed %d: %v is %q (%v), want %q", seed, at, read, some, value)
			}
		}
		for at, value := range got {
			if _, some := want[at]; !some {
				t.Errorf("seed %d: %v says %q, and nobody wrote that", seed, at, value)
			}
		}
		for _, p := range result.Problems {
			t.Errorf("seed %d: %s %s: %s", seed, p.Code, p.At(), p.In(inventory.English))
		}
		for _, s := range result.Workbook.Said {
			if s.Base == nil || s.Seen != len(w.journal) || s.Cell == "" {
				t.Errorf("seed %d: %+v", seed, s)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d in %s: %s", seed, w.lang, strings.Join(did, ", "))
		}
		edits += len(want)
	}
	if edits < 100**seeds {
		t.Errorf("%d edits in %d workbooks: the test looks in the wrong place", edits, *seeds)
	}
	t.Logf("%d edits in %d workbooks", edits, *seeds)
}
