package progress

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/plan"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	p, inv := mixed()
	for name, progress := range map[string]Progress{"items": Measure(p, inv, Options{}), "none": Measure(planOf(), inv, Options{})} {
		text := written(t, progress)
		again, err := Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(progress, again); diff != "" {
			t.Errorf("%s (-written +read):\n%s", name, diff)
		}
		if !strings.HasSuffix(text, "}\n") || strings.Count(text, "\n    {\"id\":") != len(progress.Items) {
			t.Errorf("%s: not one line an item:\n%s", name, text)
		}
		for _, list := range []string{`"covered": null`, `"items": null`, `"newSenders": null`, `"vanished": null`, `"licences": null`, `"owners": null`, `"known": null`, `"holidays": null`, `"findings": null`, `"clients":null`} {
			if strings.Contains(text, list) {
				t.Errorf("%s: %s", name, list)
			}
		}
	}
}

func TestReadRefusesWhatIsNoProgress(t *testing.T) {
	for text, want := range map[string]string{
		``:                               "decoding progress: unexpected EOF",
		`[]`:                             "decoding progress: [ where { is needed",
		`{"schema":"unbasic/plan/1"}`:    `schema is "unbasic/plan/1" and this version reads "unbasic/progress/1": run unbasic track again`,
		`{"items":[{"id":1}]}`:           "decoding progress: items: element 1:",
		`{"schema":"unbasic/progress/1"`: "decoding progress: unexpected EOF",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// FuzzRead: what can be read is a progress that is written and read again as the same one, and can be measured on without a panic.
func FuzzRead(f *testing.F) {
	p, inv := mixed()
	first := Measure(p, inv, Options{})
	f.Add([]byte(written(f, first)))
	for _, text := range []string{
		"", "{", "[]", "null", `{"schema":"unbasic/progress/1"}`, `{"schema":"unbasic/progress/1","items":null,"history":null,"findings":null}`,
		`{"schema":"unbasic/progress/1","asOf":"2026-12-21T09:00:00Z","items":[{"id":"item-a","state":"verified","periodDays":-9223372036854775808,"since":"0001-01-01"}],"licences":[{"sender":"x","change":"back"}]}`,
		`{"schema":"unbasic/progress/1","asOf":"2026-12-01T00:00:00Z","covered":[{"since":"9999-01-01T00:00:00Z","until":"0001-01-01T00:00:00Z"}],"items":[{"id":"item-b","periodDays":9223372036854775807,"doneOn":"9999-12-31"}],"findings":{"id-a":{"finding":"?","cured":true,"unread":true}}}`,
		`{"schema":"unbasic/progress/1","asOf":"0001-01-01T00:00:00Z","history":[{"asOf":"2026-12-20T00:00:00Z","figures":{"verified":-5}},{"asOf":"0001-01-01T00:00:00Z","figures":{"items":99,"verified":0}}]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		progress, err := Read(bytes.NewReader(data))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has more than one line: %q", err)
			}
			return
		}
		text := written(t, progress)
		again, err := Read(strings.NewReader(text))
		if err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		if second := written(t, again); second != text {
			t.Errorf("reading and writing changed the progress:\n%s", cmp.Diff(text, second))
		}
		got := Measure(p, inv, Options{Earlier: &progress})
		if f := got.Figures; f.Verified+f.Unverified+f.Regressions+f.Open != f.Items {
			t.Errorf("figures do not add up: %+v", f)
		}
		if second := Measure(p, inv, Options{Earlier: &got}); written(t, second) != written(t, got) {
			t.Errorf("measured again:\n%s", cmp.Diff(written(t, got), written(t, second)))
		}
	})
}

// TestHostilePlansAndInventories: days and spans that nobody meant end in no panic and no endless list.
func TestHostileFiguresAreBounded(t *testing.T) {
	p, inv := mixed()
	for i := range p.Items {
		p.Items[i].Status = plan.StatusDone
	}
	p.Items[0].End.Year, p.Items[1].End.Year = 1, 9999
	for i := range inv.Senders {
		inv.Senders[i].Clients[0].Rhythm.LongestDays, inv.Senders[i].Clients[0].Rhythm.EveryDays, inv.Senders[i].Clients[0].Rhythm.Period = new(int(^uint(0)>>1)), new(-5), "irregular"
	}
	got := Measure(p, inv, Options{Rules: Rules{SilentPeriods: 1 << 40, QuietDays: 1 << 40}})
	for _, it := range got.Items {
		if it.State == StateVerified || *it.PeriodDays != mostPeriod {
			t.Errorf("%s, period %d", it.State, *it.PeriodDays)
		}
	}
	if _, err := Read(strings.NewReader(written(t, got))); err != nil {
		t.Errorf("what was written can't be read: %v", err)
	}
}
