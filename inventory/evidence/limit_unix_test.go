//go:build unix

package evidence

import (
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

// limitFileSize makes every write that would make a file longer fail, as on a full disk.
func limitFileSize(bytes uint64) error {
	signal.Ignore(syscall.SIGXFSZ) // then the write fails with EFBIG
	var limit syscall.Rlimit
	limit.Cur, limit.Max = fit(limit.Cur, bytes), fit(limit.Max, bytes)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
}

// fit converts to the type of a field, which differs between systems.
func fit[T int64 | uint64](_ T, n uint64) T { return T(n) }

func limitFromEnvironment() (uint64, error) {
	return strconv.ParseUint(os.Getenv("UNBASIC_TEST_LIMIT"), 10, 64)
}
