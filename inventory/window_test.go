package inventory

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func hours(pairs ...int) []Window {
	at := func(n int) time.Time { return time.Date(2026, 11, 1, n, 0, 0, 0, time.UTC) }
	var list []Window
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, Window{Since: at(pairs[i]), Until: at(pairs[i+1])})
	}
	return list
}

func TestSpans(t *testing.T) {
	for name, tc := range map[string]struct{ got, want []Window }{
		"nothing is united":        {United(nil), nil},
		"touching":                 {United(hours(5, 8, 1, 5)), hours(1, 8)},
		"one in the other":         {United(hours(1, 9, 3, 4)), hours(1, 9)},
		"apart":                    {United(hours(5, 6, 1, 2)), hours(1, 2, 5, 6)},
		"nothing taken":            {Without(hours(1, 9), nil), hours(1, 9)},
		"the middle":               {Without(hours(1, 9), hours(3, 4)), hours(1, 3, 4, 9)},
		"both ends":                {Without(hours(1, 9), hours(0, 2, 8, 12)), hours(2, 8)},
		"all":                      {Without(hours(1, 9), hours(0, 5, 5, 9)), nil},
		"what only touches stays":  {Without(hours(3, 5), hours(1, 3, 5, 9)), hours(3, 5)},
		"from several":             {Without(hours(1, 3, 5, 7), hours(2, 6)), hours(1, 2, 6, 7)},
		"nothing is left of none":  {Without(nil, hours(1, 2)), nil},
		"the last day of a window": {Without(hours(0, 48), hours(0, 24)), hours(24, 48)},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, tc.got); diff != "" {
				t.Errorf("spans (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSpansAgreeWithHours holds both against sets of hours.
func TestSpansAgreeWithHours(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	set := func(list []Window) (in [64]bool) {
		for _, w := range list {
			for h := w.Since; h.Before(w.Until); h = h.Add(time.Hour) {
				in[int(h.Sub(hours(0, 1)[0].Since)/time.Hour)] = true
			}
		}
		return in
	}
	for range 2000 {
		var a, b []Window
		for range r.IntN(5) {
			since := r.IntN(50)
			a = append(a, hours(since, since+1+r.IntN(12))...)
			since = r.IntN(50)
			b = append(b, hours(since, since+1+r.IntN(12))...)
		}
		united, left := United(a), Without(a, b)
		inA, inB, inLeft := set(a), set(b), set(left)
		if set(united) != inA {
			t.Fatalf("%v united is %v", a, united)
		}
		for i := 1; i < len(united); i++ {
			if !united[i-1].Until.Before(united[i].Since) {
				t.Fatalf("%v united is %v, which touches", a, united)
			}
		}
		for h := range inA {
			if inLeft[h] != (inA[h] && !inB[h]) {
				t.Fatalf("%v without %v is %v: hour %d", a, b, left, h)
			}
		}
	}
}
