//go:build !unix

package graph_test

import "time"

var begun = time.Now()

// processorTime is the clock's where the system has no other way that Go knows.
func processorTime() time.Duration { return time.Since(begun) }

func peakMemory() int { return 0 }
