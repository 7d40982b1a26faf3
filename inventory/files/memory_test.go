package files

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
)

var long = flag.Bool("long", false, "also run the tests that take minutes")

// TestMain lets the test binary be a process of its own whose memory is measured.
func TestMain(m *testing.M) {
	if rows, err := strconv.Atoi(os.Getenv("UNBASIC_TALLY_ROWS")); err == nil {
		tallyRows(rows)
		return
	}
	os.Exit(m.Run())
}

const memorySenders = 50_000

// tallyRows reads so many sign-ins from standard input into an inventory and prints what it came to.
func tallyRows(rows int) {
	space := &scratch{}
	in := inventory.Input{Rows: inventory.NewTally(nil, space), AsOf: asOf, Window: inventory.Window{Since: *day(-30), Until: asOf}}
	begin := time.Now()
	result, err := readFile(&in, GraphSignIns, "", "", os.Stdin, dateUnknown)
	if err == nil {
		err = in.Rows.Settle()
	}
	if err != nil || result.Used != rows {
		fmt.Println("failed:", result, err)
		os.Exit(1)
	}
	read := time.Since(begin)
	inv := inventory.Analyze(in)
	fmt.Println(peakMemory()>>20, len(inv.Senders), inv.Records.Duplicates, read.Round(time.Second))
	_ = space.close()
}

// peakMemory is the most that the process held, in bytes, as Linux counts it; 0 elsewhere.
func peakMemory() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10
		}
	}
	return 0
}

// TestMemoryGrowsWithSenders: ten times the rows of the same senders need no more memory than their days and what the garbage collector leaves lying.
func TestMemoryGrowsWithSenders(t *testing.T) {
	if !*long {
		t.Skip("takes minutes: run it with -long")
	}
	if runtime.GOOS != "linux" {
		t.Skip("the peak is read from /proc")
	}
	log := newBigLog(t, false)
	peaks := map[int]int{}
	for _, rows := range []int{500_000, 5_000_000} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), fmt.Sprint("UNBASIC_TALLY_ROWS=", rows))
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = errors.Join(log.write(stdin, rows, memorySenders), stdin.Close()) }() // what the process makes of it is seen below
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		var peak, senders, duplicates int
		var took string
		if _, err := fmt.Sscan(string(out), &peak, &senders, &duplicates, &took); err != nil {
			t.Fatalf("%q: %v", out, err)
		}
		t.Logf("%d rows in %s: %d MB at most, %d senders", rows, took, peak, senders)
		if duplicates != 0 {
			t.Errorf("%d rows count as duplicates", duplicates)
		}
		peaks[rows] = peak
	}
	if peaks[5_000_000] > 500 {
		t.Errorf("five million rows need %d MB, want at most 500", peaks[5_000_000])
	}
}
