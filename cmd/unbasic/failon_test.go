package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

func TestFailOnReadsConditions(t *testing.T) {
	for _, tc := range []struct {
		text string
		want failOn
	}{
		{"violation", failOn{{"violation", 1, "violation"}}},
		{"active>10", failOn{{"active", 11, "active>10"}}},
		{"active>=10", failOn{{"active", 10, "active>=10"}}},
		{" suspicious , noise > 0 ,incomplete>= 2", failOn{{"suspicious", 1, "suspicious"}, {"noise", 1, "noise>0"}, {"incomplete", 2, "incomplete>=2"}}},
		{"idle,modern,broken,suspected,review", failOn{{"idle", 1, "idle"}, {"modern", 1, "modern"}, {"broken", 1, "broken"}, {"suspected", 1, "suspected"}, {"review", 1, "review"}}},
		{"active>2147483647", failOn{{"active", 2147483648, "active>2147483647"}}},
	} {
		var got failOn
		if err := got.Set(tc.text); err != nil {
			t.Errorf("%q: %v", tc.text, err)
		}
		unexported := cmp.AllowUnexported(condition{})
		if diff := cmp.Diff(tc.want, got, unexported); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tc.text, diff)
		}
		var again failOn
		if err := again.Set(got.String()); err != nil || cmp.Diff(got, again, unexported) != "" {
			t.Errorf("%q is written as %q and reads as %v (%v)", tc.text, got.String(), again, err)
		}
	}
}

func TestFailOnRefusesWhatIsNoCondition(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "a condition is empty: name one of suspicious, broken, active, suspected, idle, modern, noise, violation, review, incomplete",
		"violation,":              "a condition is empty",
		"actve":                   `"actve" is no condition, did you mean active? known are suspicious, `,
		"Violation":               `"Violation" is no condition, did you mean violation?`,
		"violations>1":            `"violations" is no condition, did you mean violation?`,
		"incmplete":               `did you mean incomplete?`,
		"ok":                      `"ok" is no condition`,
		">5":                      `"" is no condition`,
		"active=5":                `"active=5" compares with something else than > and >=: write active>=1, for example`,
		"active<5":                `"active<5" compares with something else`,
		"active=>5":               `"active=>5" compares with something else`,
		"active>":                 `"active>" has no whole number behind its sign: write active>10, for example`,
		"active>=":                "has no whole number",
		"active>many":             "has no whole number",
		"active>-1":               "has no whole number",
		"active>1.5":              "has no whole number",
		"active>>1":               "has no whole number",
		"active>99999999999":      "has no whole number",
		"active>=0":               `"active>=0" holds always: write active, or active>=1`,
		"active,\x1b[31mactive\n": `is no condition, did you mean active?`,
	} {
		f := failOn{{"idle", 1, "idle"}}
		err := f.Set(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want %s", text, err, want)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\x1b") {
			t.Errorf("%q: error is not one plain line: %q", text, err)
		}
		if len(f) != 1 {
			t.Errorf("%q left %v", text, f)
		}
	}
}

func TestFailOnCountsAndSaysBySoMany(t *testing.T) {
	var inv inventory.Inventory
	for i := range 3 {
		s := inventory.Sender{UPN: fmt.Sprint(i), Verdict: inventory.VerdictActive}
		if s.License.Finding = inventory.FindingOK; i == 0 {
			s.License.Finding = inventory.FindingViolation
		}
		inv.Senders = append(inv.Senders, s)
	}
	inv.Coverage = []inventory.Coverage{{Status: inventory.CoverageComplete}, {Status: inventory.CoveragePartial}}
	for text, want := range map[string]string{
		"active": "--fail-on active holds: 3 senders", "active>2": "--fail-on active>2 holds: 3 senders", "active>=3": "--fail-on active>=3 holds: 3 senders",
		"active>3": "", "active>=4": "", "broken": "", "review": "", "incomplete>1": "",
		"incomplete":                 "--fail-on incomplete holds: 1 source",
		"broken,violation,active>=2": "--fail-on violation holds: 1 sender; --fail-on active>=2 holds: 3 senders",
	} {
		var f failOn
		if err := f.Set(text); err != nil {
			t.Fatal(err)
		}
		err := f.check(ui{lang: inventory.English}, inv)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if err := (failOn)(nil).check(ui{}, inv); err != nil {
		t.Errorf("without a condition: %v", err)
	}
}

func TestAConditionGoesBeforeIncomplete(t *testing.T) {
	condition := conditionError{[]string{"x"}}
	interrupted, stop := context.WithCancel(context.Background())
	stop()
	for _, tc := range []struct {
		ctx  context.Context
		err  error
		want int
		done bool
	}{
		{context.Background(), errors.Join(errIncomplete, condition), exitCondition, true},
		{context.Background(), errors.Join(nil, condition), exitCondition, true},
		{context.Background(), errors.Join(errIncomplete, nil), exitIncomplete, true},
		{context.Background(), nil, exitDone, true},
		{context.Background(), fmt.Errorf("reading: %w", errIncomplete), exitIncomplete, true},
		{context.Background(), errors.Join(errors.Join(errIncomplete, condition), errors.New("the lock can't be given back")), exitFailed, false},
		{context.Background(), usageError{errors.New("x")}, exitUsage, false},
		{interrupted, errors.Join(errIncomplete, condition), exitInterrupted, true},
	} {
		if got := exitCode(tc.ctx, tc.err); got != tc.want || isDone(tc.err) != tc.done {
			t.Errorf("%v ends with %d (done: %v), want %d (%v)", tc.err, got, isDone(tc.err), tc.want, tc.done)
		}
	}
}

func FuzzFailOn(f *testing.F) {
	for _, text := range []string{"violation", "active>10,broken>=1", "active>=0", "a,,b", ">", "incomplete >= 007"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var read failOn
		if err := read.Set(text); err != nil {
			if strings.ContainsAny(err.Error(), "\n\r\x1b") {
				t.Errorf("error is not one plain line: %q", err)
			}
			return
		}
		var again failOn
		if err := again.Set(read.String()); err != nil || cmp.Diff(read, again, cmp.AllowUnexported(condition{})) != "" {
			t.Errorf("%q is written as %q, which reads as %v (%v)", text, read.String(), again, err)
		}
		for _, c := range read {
			if c.least < 1 {
				t.Errorf("%q holds always", text)
			}
		}
	})
}
