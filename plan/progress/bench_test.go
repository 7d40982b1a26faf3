package progress

import (
	"fmt"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
)

// BenchmarkMeasure is a plan in the middle of its work, measured for the second time. It grows with the items and no faster: compare ns/item.
func BenchmarkMeasure(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		items, senders := make([]plan.Item, n), make([]inventory.Sender, n)
		statuses := []plan.Status{plan.StatusDone, plan.StatusNotStarted, plan.StatusInProgress}
		periods := []string{"continuous", "workdays", "monthly", "unknown"}
		for i := range items {
			name := fmt.Sprintf("s%06d", i)
			items[i] = itemOf(name, statuses[i%3], dec(1+i%28))
			items[i].Owner = inventory.Optional(fmt.Sprintf("owner%d@contoso.com", i%200))
			senders[i] = account(name, basic("203.0.113.7", periods[i%4], at(time.December, 1+i%20, i%24)), basic("203.0.113.8", periods[i%3], at(time.November, 1+i%30, i%24)),
				oauth("203.0.113.7", at(time.December, 20, i%24)))
			senders[i].License.Finding = []inventory.Finding{inventory.FindingOK, inventory.FindingViolation, inventory.FindingReview}[i%3]
		}
		p := planOf(items...)
		earlier := Measure(p, inventoryOf(now.AddDate(0, 0, -7), read(begin, now.AddDate(0, 0, -7)), senders...), Options{})
		inv := inventoryOf(now, read(begin, now, inventory.Window{Since: at(time.November, 3, 0), Until: at(time.November, 4, 0)}), senders...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got := Measure(p, inv, Options{Earlier: &earlier}); got.Figures.Items != n {
					b.Fatal(got.Figures)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
	}
}
