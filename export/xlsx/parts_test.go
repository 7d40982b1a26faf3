package xlsx

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unbasic/inventory"
)

func TestPileKeepsItsOrderOnDisk(t *testing.T) {
	for _, size := range []int{0, 1, 99, 100, 101, 5000} {
		p := pile{most: 100, room: t.TempDir()}
		want := []byte{}
		for i := range size {
			want = append(want, byte(i%251))
		}
		for rest := want; len(rest) > 0; {
			n := min(7, len(rest))
			if _, err := p.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if spilled := p.file != nil; spilled != (size > 100) {
			t.Errorf("%d bytes are on disk: %v", size, spilled)
		}
		var got bytes.Buffer
		if err := p.writeTo(&got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) || p.size != int64(size) {
			t.Errorf("%d bytes come back as %d, said to be %d", size, got.Len(), p.size)
		}
		if err := p.close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingIsLeft writes a workbook that is too large for memory, and one of which a row has a cell too few, which is found while the file is being made.
// What stands on disk meanwhile is where it was asked for and nowhere else.
func TestNothingIsLeft(t *testing.T) {
	elsewhere, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(elsewhere, "none"))
	left := func() {
		t.Helper()
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
			t.Errorf("%d files are left: %v", len(entries), err)
		}
	}
	most := 0
	if err := Write(watcher(func() {
		_ = filepath.WalkDir(dir, func(string, os.DirEntry, error) error { most++; return nil })
	}), large(t, 8000), dir); err != nil {
		t.Fatal(err)
	}
	if most < 3 {
		t.Error("nothing was on disk: the test needs a larger workbook")
	}
	left()

	r := furnished(t, inventory.English)
	r.Sheets[0].Columns = r.Sheets[0].Columns[:len(r.Sheets[0].Columns)-1]
	var out bytes.Buffer
	if err := Write(&out, r, dir); err == nil || out.Len() > 0 {
		t.Errorf("Write = %v with %d bytes written, want an error and none", err, out.Len())
	}
	left()
	if err := Write(io.Discard, furnished(t, inventory.English), filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there holds the workbook's parts")
	}
}

type watcher func()

func (w watcher) Write(data []byte) (int, error) {
	w()
	return len(data), nil
}

func TestWhatIsShortenedSaysByHowMuch(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"all of it", "all of it"},
		{strings.Repeat("x", 30), strings.Repeat("x", 15) + " [15]"},
		{strings.Repeat("機", 30), strings.Repeat("機", 15) + " [15]"},
		{strings.Repeat("🖨", 30), strings.Repeat("🖨", 7) + " [23]"},
	} {
		if got := shortened(test.text, " [{left}]", 20); got != test.want || units(got) > 20 {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
