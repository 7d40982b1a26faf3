package files

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
)

// requiredColumns are the columns of the portal's file without which no verdict is possible. Others may come and go.
var requiredColumns = []string{"date (utc)", "request id", "username", "client app", "ip address", "status"}

// optionalColumns are the other columns that are read.
var optionalColumns = []string{
	"user id", "user", "application", "user agent", "authentication protocol", "sign-in error code", "failure reason", "location",
}

// columns finds cells by header, without regard to case and blanks, since the portal's own headers end in stray blanks. Of two columns
// with one name the first is meant.
type columns map[string]int

func columnsOf(header []string) columns {
	c := columns{}
	for i, name := range header {
		key := strings.Join(strings.Fields(strings.ToLower(name)), " ")
		if _, twice := c[key]; !twice {
			c[key] = i
		}
	}
	return c
}

func (c columns) has(name string) bool {
	_, ok := c[name]
	return ok
}

func (c columns) missing() []string {
	var missing []string
	for _, name := range requiredColumns {
		if !c.has(name) {
			missing = append(missing, strconv.Quote(name))
		}
	}
	return missing
}

// reads reports whether the column at an index is one of those that are read.
func (c columns) reads(index int) bool {
	for _, name := range slices.Concat(requiredColumns, optionalColumns) {
		if i, ok := c[name]; ok && i == index {
			return true
		}
	}
	return false
}

// cell gives a cell by its column's name; empty where the file has no such column.
func (c columns) cell(row []string, name string) string {
	if i, ok := c[name]; ok && i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// portalSignIns reads the Entra portal's CSV.
func portalSignIns(r io.Reader) iter.Seq2[inventory.SignIn, error] {
	return func(yield func(inventory.SignIn, error) bool) {
		tail := &tailReader{r: bufio.NewReader(r)}
		reader := csv.NewReader(tail)
		reader.FieldsPerRecord = -1
		reader.ReuseRecord = true
		header, err := reader.Read()
		for err == nil && len(header) == 1 && strings.TrimSpace(header[0]) == "" { // blanks before the table
			header, err = reader.Read()
		}
		if errors.Is(err, io.EOF) {
			err = ErrCut
		}
		if err != nil {
			yield(inventory.SignIn{}, fmt.Errorf("reading header line: %w", err))
			return
		}
		width := len(header)
		c := columnsOf(header)
		if missing := c.missing(); len(missing) > 0 {
			yield(inventory.SignIn{}, fmt.Errorf("reading header line: %w: it lacks the columns %s", ErrNotSignIns, strings.Join(missing, ", ")))
			return
		}
		lastIsRead := c.reads(width - 1)
		for {
			row, err := reader.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				if tail.ended && errors.Is(err, csv.ErrQuote) {
					err = fmt.Errorf("%w: download it again (%w)", ErrCut, err)
				}
				yield(inventory.SignIn{}, err)
				return
			}
			line, _ := reader.FieldPos(0)
			// A row without a line end may have been cut: surely where cells are missing, and unnoticed where the cut is in the last cell.
			unended := tail.ended && !tail.newline && reader.InputOffset() >= tail.read
			if unended && (len(row) < width || lastIsRead) {
				yield(inventory.SignIn{}, fmt.Errorf("line %d: %w, or without a line end: download it again", line, ErrCut))
				return
			}
			s, err := portalRow(c, row, width)
			if err != nil {
				if !yield(inventory.SignIn{}, &RowError{Row: line, Err: err}) {
					return
				}
				continue
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

func portalRow(c columns, row []string, width int) (inventory.SignIn, error) {
	if len(row) != width {
		return inventory.SignIn{}, fmt.Errorf("has %d cells where the header has %d", len(row), width)
	}
	at, err := time.Parse(time.RFC3339, c.cell(row, "date (utc)"))
	if err != nil {
		return inventory.SignIn{}, fmt.Errorf("date %q is not in ISO 8601 form", c.cell(row, "date (utc)"))
	}
	if at, err = moment(at); err != nil {
		return inventory.SignIn{}, err
	}
	code, err := portalCode(c.cell(row, "sign-in error code"), c.cell(row, "status"))
	if err != nil {
		return inventory.SignIn{}, err
	}
	s := inventory.SignIn{
		ID: c.cell(row, "request id"), Time: at, UserID: c.cell(row, "user id"), UPN: c.cell(row, "username"),
		DisplayName: c.cell(row, "user"), App: c.cell(row, "application"), ClientApp: c.cell(row, "client app"),
		UserAgent: c.cell(row, "user agent"), AuthProtocol: c.cell(row, "authentication protocol"), IP: c.cell(row, "ip address"),
		ErrorCode: code, FailureReason: c.cell(row, "failure reason"), Country: portalCountry(c.cell(row, "location")),
	}
	if s.UserID == "" && s.UPN == "" {
		return inventory.SignIn{}, errors.New("neither User ID nor Username is filled in")
	}
	return s, nil
}

// unknownCode stands for a failure whose code the file does not give; it is no code of Entra's, so nothing is concluded from it.
const unknownCode = -1

// portalCode reads the error code. A success has none, or 0; a failure without one stays a failure.
func portalCode(code, status string) (int, error) {
	success := strings.EqualFold(status, "Success")
	if code == "" || code == "None" {
		if success {
			return 0, nil
		}
		return unknownCode, nil
	}
	n, err := strconv.Atoi(code)
	if err != nil {
		return 0, fmt.Errorf("sign-in error code %q is no number", code)
	}
	if n == 0 && !success {
		return unknownCode, nil
	}
	return n, nil
}

// portalCountry takes the country from "City, State, CC".
func portalCountry(location string) string {
	if i := strings.LastIndex(location, ","); i >= 0 {
		location = location[i+1:]
	}
	location = strings.ToUpper(strings.TrimSpace(location))
	if len(location) == 2 && isLetter(location[0]) && isLetter(location[1]) {
		return location
	}
	return ""
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

// tailReader remembers how a file ended, which tells a cut last row from a short one.
type tailReader struct {
	r       io.Reader
	read    int64
	ended   bool
	newline bool
}

func (t *tailReader) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.read += int64(n)
	if n > 0 {
		t.newline = p[n-1] == '\n'
	}
	t.ended = t.ended || errors.Is(err, io.EOF)
	return n, err
}
