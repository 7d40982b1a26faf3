package inventory

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// InParallel calls do with 0 to n-1, on all processors. What do writes may depend on its number alone, so that the order does not matter. It is the one
// place where the stages that decide do things at once.
func InParallel(n int, do func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	workers.Wait()
}
