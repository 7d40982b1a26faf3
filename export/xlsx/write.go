// Package xlsx lays a report out as an Excel workbook. It decides nothing and writes no word of its own.
//
// The summary is laid out cell by cell (summary.go, chart.go). Every other sheet is one table of the same shape (table.go): row 1 its
// name, row 2 its purpose, row 3 what to know before trusting it (or why it is empty), row 4 the header of an Excel table
// named "tbl" and the sheet's key ("tblPlan"), the rows below it. Row and column are fixed, so a program can read a sheet back. A sheet with more rows than
// Excel has goes on in the next one, with a table of its own ("tblRunbook2"). A timeline stands to the right of its table (timeline.go).
//
// Cells go through excelize's stream, sheet by sheet, and each sheet is compressed and put aside before the next one begins (rows.go), so a large tenant
// costs time, not memory. Rows that do without the library take a third of the time, which is not worth code of our own: BenchmarkWrite says how the stream
// compares with another writer.
//
// # Formulas
//
// A live value is a formula with the report's value beside it (formula.go): whoever does not compute shows that. Formulas name tables and columns
// ("tblPlan[Status]") and the figures of the summary ("figActive"), so that they can be read. Links are formulas too (link.go).
//
// # Bad text
//
// Cells are written as inline strings, so text that begins with = + - or @ is never a formula; it also gets the number format
// "text", so it does not become one when a person edits the cell. Within a formula a text has its quotes doubled, and one that is too long for a formula
// stands in none; what a formula gives is a text and nothing else. A text longer than a cell can hold is cut with a mark that says how much is missing. No
// link leads out of the workbook.
//
// # Same input, same bytes
//
// excelize writes streams and the list of content types in the order of maps; parts.go keeps the parts and writes them
// in the order of their names, without times. Document properties are the report's, not the library's.
//
// Third-party: github.com/xuri/excelize/v2, because it draws native charts and knows the format's many parts, in Go alone;
// github.com/klauspost/compress/flate, because it compresses in half the time of the standard library's.
package xlsx

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// Write writes the report as one workbook. Equal reports give equal bytes. Nothing is written before the whole workbook has been
// built, so an error while building leaves w untouched.
//
// What does not fit memory while it is being made stands in a folder of its own in dir, of some name that begins with a dot, and is gone at the end. It is
// several times as large as the workbook, and has the tenant's data in it: dir is best where the workbook goes.
func Write(w io.Writer, r export.Report, dir string) error {
	return write(w, r, dir, excelize.TotalRows-rowHeader)
}

// write is Write with the number of rows that fit a sheet below its header.
func write(w io.Writer, r export.Report, dir string, mostRows int) (err error) {
	room, err := os.MkdirTemp(dir, ".unbasic-workbook-")
	if err != nil {
		return fmt.Errorf("making a folder for what is not the workbook yet: %w", err)
	}
	defer func() {
		if removeErr := os.RemoveAll(room); err == nil && removeErr != nil {
			err = fmt.Errorf("removing the temporary files of the workbook: %w", removeErr)
		}
	}()
	book := newBook(r, room, mostRows)
	// Open files can't be removed everywhere.
	defer func() {
		if closeErr := errors.Join(book.file.Close(), book.parts.close()); err == nil && closeErr != nil {
			err = fmt.Errorf("closing the temporary files of the workbook: %w", closeErr)
		}
	}()
	if err := book.build(); err != nil {
		return err
	}
	return book.parts.writeTo(w)
}

func newBook(r export.Report, room string, mostRows int) *book {
	r.Sheets = slices.Clone(r.Sheets)
	for i := range r.Sheets {
		r.Sheets[i] = r.Sheets[i].WithExported(r.Meta.AsExported)
	}
	b := &book{
		file: excelize.NewFile(excelize.Options{TmpDir: room}), parts: &parts{room: room}, report: r, look: lookOf(r.Meta.Language), mostRows: mostRows,
		tabs: map[string][]*tab{}, idsOf: map[string][]string{}, figures: map[string]bool{}, colors: map[shade]int{},
	}
	b.styles = newStyles(b.file, b.look)
	return b
}

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	report export.Report
	look   look
	styles *styles
	// mostRows is how many rows fit a sheet below its header.
	mostRows int
	// tabs are the parts of each sheet, by its key.
	tabs map[string][]*tab
	// idsOf are the ids of the rows of sheets that are linked to; see ids.
	idsOf map[string][]string
	// figures are the keys of the summary's figures.
	figures map[string]bool
	// colors are the styles of conditional formats.
	colors map[shade]int
	// parts are those of the file so far.
	parts *parts
	// lists are the columns of the hidden sheet with suggestions.
	lists []list
}

func (b *book) build() error {
	if err := b.file.SetDefaultFont(b.look.font); err != nil {
		return fmt.Errorf("setting the workbook's font: %w", err)
	}
	if err := b.properties(); err != nil {
		return fmt.Errorf("setting document properties: %w", err)
	}
	if err := b.file.SetSheetName("Sheet1", b.report.Summary.Name); err != nil {
		return fmt.Errorf("naming sheet %q: %w", b.report.Summary.Name, err)
	}
	tabs := b.divide()
	for _, t := range tabs {
		if _, err := b.file.NewSheet(t.Name); err != nil {
			return fmt.Errorf("adding sheet %q: %w", t.Name, err)
		}
	}
	for _, group := range b.report.Summary.Groups {
		for _, figure := range group.Figures {
			b.figures[figure.Key] = true
		}
	}
	b.gatherLists(tabs)
	if err := b.addLists(); err != nil {
		return fmt.Errorf("adding sheet %q: %w", b.report.Meta.Lists, err)
	}
	b.file.SetActiveSheet(0)
	if err := b.summary(b.report.Summary); err != nil {
		return fmt.Errorf("laying out sheet %q: %w", b.report.Summary.Name, err)
	}
	for _, t := range tabs {
		if err := b.table(t); err != nil {
			return fmt.Errorf("laying out sheet %q: %w", t.Name, err)
		}
	}
	if err := b.writeLists(); err != nil {
		return fmt.Errorf("laying out sheet %q: %w", b.report.Meta.Lists, err)
	}
	return b.rest()
}

// name gives a cell or a range a name that formulas and people can use.
func (b *book) name(name, sheet, from, to string) error {
	refers := fmt.Sprintf("%s!%s", quoted(sheet), from)
	if to != "" {
		refers += ":" + to
	}
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refers}); err != nil {
		return fmt.Errorf("naming %s %s: %w", refers, name, err)
	}
	return nil
}

// properties are what a file manager shows. excelize's own would be a fixed date and the name of its author.
func (b *book) properties() error {
	meta := b.report.Meta
	asOf := meta.AsOf.UTC()
	if asOf.Year() < 1601 {
		asOf = time.Unix(0, 0).UTC() // Windows has no file times before 1601
	}
	moment := asOf.Format(time.RFC3339)
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: meta.Title, Subject: meta.Subject, Keywords: meta.Keywords, Creator: meta.Tool, LastModifiedBy: meta.Tool,
		Created: moment, Modified: moment, Language: b.look.culture,
	}); err != nil {
		return err
	}
	return b.file.SetAppProps(&excelize.AppProperties{Application: "unbasic"})
}
