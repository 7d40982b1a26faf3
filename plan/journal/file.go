package journal

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// longestLine is more than a line with several values of the 32,767 characters that a cell holds can be.
const longestLine = 64 << 20

// Write writes journal.jsonl: one entry a line, equal bytes for equal entries.
func Write(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for i := range entries {
		if err := encoder.Encode(&entries[i]); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Read reads journal.jsonl. It refuses what it does not understand, with the number of the line: a change that is passed over would be lost.
func Read(r io.Reader) ([]Entry, error) {
	var entries []Entry
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), longestLine)
	for n := 1; lines.Scan(); n++ {
		var e Entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		switch {
		case e.Kind != KindRead && e.Kind != KindChange:
			return nil, fmt.Errorf("line %d: kind is %q, which this version does not know", n, e.Kind)
		case e.Kind == KindChange && (e.Sheet == "" || e.Row == "" || e.Column == ""):
			return nil, fmt.Errorf("line %d: a change without sheet, row or column", n)
		case e.Kind == KindRead && e.SHA256 == "":
			return nil, fmt.Errorf("line %d: a workbook without its sum", n)
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = errors.New("a line is too long")
		}
		return nil, fmt.Errorf("line %d: %w", len(entries)+1, err)
	}
	return entries, nil
}
