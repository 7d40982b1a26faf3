package xlsx

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	"unbasic/inventory"
)

func TestPileKeepsItsOrderOnDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, size := range []int{0, 1, 99, 100, 101, 5000} {
		p := pile{most: 100}
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
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
		t.Errorf("%d files are left: %v", len(left), err)
	}
}

// TestFailureWritesNothing has a row with a cell too few, which is found while the file is being made.
func TestFailureWritesNothing(t *testing.T) {
	r := furnished(t, inventory.English)
	r.Sheets[0].Columns = r.Sheets[0].Columns[:len(r.Sheets[0].Columns)-1]
	var out bytes.Buffer
	if err := Write(&out, r); err == nil || out.Len() > 0 {
		t.Errorf("Write = %v with %d bytes written, want an error and none", err, out.Len())
	}
	full := errors.New("full")
	p := newParts(io.Discard, func(io.Writer, string, []byte) error { return full })
	if _, err := p.Create(sheetFolder + "1.xml"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Create("xl/workbook.xml"); !errors.Is(err, full) {
		t.Errorf("Create after a sheet that failed = %v", err)
	}
	if err := p.Close(); !errors.Is(err, full) {
		t.Errorf("Close after a sheet that failed = %v", err)
	}
}
