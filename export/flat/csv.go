// Package flat writes a report as files without looks: a CSV file a table, and the whole view as JSON. It decides nothing: what is in a file, in which order
// and in which words is the report's.
//
// # CSV
//
// A file begins with a UTF-8 byte order mark, by which Excel knows that it is UTF-8, and has one line of headers, hidden columns included. Lines end with CR LF as
// RFC 4180 has it. Days are 2026-11-24, moments RFC 3339 in UTC, numbers plain with a point, a share of 90% is 0.9.
//
// A table has no room for what a sheet says beside its rows. The first file, sheets.csv, lists all others, each with its number of rows, its notes and, where it
// has no rows, the reason.
//
// Text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets and people read as "this is text". The same goes for what
// stands behind a semicolon or at the start of a line within a text: where Windows has the semicolon as its list separator, Excel begins a cell there.
//
// # JSON
//
// The schema is "unbasic/report/1": the report as encoding/json writes it, with the schema's name before everything else. Rows and script blocks are made and
// written one at a time, so that those of a large tenant need no room.
//
// A cell is its value, or {"value": …, "tone": …, "row": …}: in a column with a link, row is the place, counted from 0, of what the cell leads to among the
// rows of the sheet that the link names.
package flat

import (
	"bufio"
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export"
)

// Table is what one CSV file holds.
type Table struct {
	// Key names it in every language; it is never text from the tenant.
	Key     string
	Columns []export.Column
	Rows    iter.Seq2[int, []export.Cell]
}

// Name is the file's name. It is the same in every language and holds nothing of the tenant.
func (t Table) Name() string { return t.Key + ".csv" }

// Tables are those of a report: the list of all of them, the summary's figures and small tables, then the sheets.
func Tables(r export.Report) []Table {
	figures := r.Summary.FigureTable(r.Meta.Language)
	list := r.FileTable(func(sheet, table string) string { return Table{Key: keyOf(sheet, table)}.Name() })
	tables := []Table{{list.Key, list.Columns, slices.All(list.Rows)}}
	for _, t := range append([]export.Table{figures}, r.Summary.Tables...) {
		tables = append(tables, Table{keyOf(r.Summary.Key, t.Key), t.Columns, slices.All(t.Rows)})
	}
	for _, s := range r.Sheets {
		tables = append(tables, Table{keyOf(s.Key, ""), s.Columns, s.Rows.All()})
	}
	return tables
}

// keyOf names the file of a sheet, or of one of the tables in it.
func keyOf(sheet, table string) string {
	if table == "" {
		return sheet
	}
	return sheet + "-" + table
}

// CSV writes a table.
func CSV(w io.Writer, t Table) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	if _, err := buffered.WriteString("\ufeff"); err != nil {
		return err
	}
	writer := csv.NewWriter(buffered)
	writer.UseCRLF = true
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = inert(c.Header)
	}
	if err := writer.Write(line); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			line[i] = value(cell)
		}
		if err := writer.Write(line[:len(row)]); err != nil {
			return err
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

func value(c export.Cell) string {
	switch c.Kind() {
	case export.Text:
		return inert(c.Text())
	case export.Int:
		return strconv.FormatInt(c.Int(), 10)
	case export.Float:
		return strconv.FormatFloat(c.Float(), 'f', -1, 64)
	case export.Day:
		return c.Day().String()
	case export.Time:
		return c.Time().Format(time.RFC3339)
	}
	return ""
}

// inert keeps text from being taken for a formula.
func inert(text string) string {
	at := strings.IndexAny(text, starts)
	if at < 0 {
		return inertStart(text)
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(inertStart(text[:at]))
		b.WriteByte(text[at])
		text = text[at+1:]
		at = strings.IndexAny(text, starts)
	}
	b.WriteString(inertStart(text))
	if safe := b.String(); !export.ActsLikeFormula(safe) {
		return safe
	}
	return "'" + b.String() // it begins with a line end or a tab
}

// starts are the characters behind which a spreadsheet can begin a cell.
const starts = ";\t\r\n"

// inertStart puts an apostrophe before what acts like a formula, blanks before it or not.
func inertStart(text string) string {
	bare := strings.TrimLeft(text, " \u00a0\u3000")
	if export.ActsLikeFormula(text) || export.ActsLikeFormula(bare) {
		return "'" + text
	}
	return text
}
