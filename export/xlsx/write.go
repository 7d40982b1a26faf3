// Package xlsx lays a report out as an Excel workbook. It decides nothing and writes no word of its own.
//
// The summary is laid out cell by cell (summary.go, chart.go). Every other sheet is one table of the same shape (table.go): row 1 its
// name, row 2 its purpose, row 3 what to know before trusting it (or why it is empty), row 4 the header of an Excel table
// named "tbl" and the sheet's key ("tblPlan"), the rows below it. Row and column are fixed, so a program can read a sheet back. A sheet with more rows than
// Excel has goes on in the next one, with a table of its own ("tblRunbook2"). A timeline stands to the right of its table (timeline.go).
//
// excelize makes all parts of the workbook but the rows of tables: these are written by rows.go while the file is compressed, so a
// large tenant costs time, not memory.
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
// stands in none. A text longer than a cell can hold is cut with a mark that says how much is missing. No link leads out of the workbook.
//
// # Same input, same bytes
//
// excelize writes the list of content types in the order of a map; parts.go keeps the parts and writes them
// in the order of their names, without times. Document properties are the report's, not the library's.
//
// Third-party: github.com/xuri/excelize/v2, because it draws native charts and knows the format's many parts, in Go alone;
// github.com/klauspost/compress/flate, because compressing is most of the work and it takes half the time of the standard library's.
package xlsx

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// Write writes the report as one workbook. Equal reports give equal bytes. Nothing is written before the whole workbook has been
// built, so an error while building leaves w untouched.
func Write(w io.Writer, r export.Report) error { return write(w, r, excelize.TotalRows-rowHeader) }

// write is Write with the number of rows that fit a sheet below its header.
func write(w io.Writer, r export.Report, mostRows int) (err error) {
	book := newBook(r, mostRows)
	defer func() {
		if closeErr := book.file.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("removing temporary files of the workbook: %w", closeErr)
		}
	}()
	// excelize would keep the whole file in memory before it writes it; parts writes it where it goes.
	book.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newParts(w, book.fill) })
	if err := book.build(); err != nil {
		return err
	}
	if err := book.file.Write(io.Discard); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

func newBook(r export.Report, mostRows int) *book {
	r.Sheets = slices.Clone(r.Sheets)
	for i := range r.Sheets {
		r.Sheets[i] = r.Sheets[i].WithExported(r.Meta.AsExported)
	}
	b := &book{
		file: excelize.NewFile(), report: r, look: lookOf(r.Meta.Language), mostRows: mostRows,
		tabs: map[string][]*tab{}, sizes: map[string]int{}, idsOf: map[string][]string{}, figures: map[string]bool{}, colors: map[shade]int{},
		streams: map[string]*tab{}, paths: map[string]string{}, live: map[string]map[string][]byte{},
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
	// tabs are the parts of each sheet, and sizes the number of its rows, by its key.
	tabs  map[string][]*tab
	sizes map[string]int
	// idsOf are the ids of the rows of sheets that are linked to; see ids.
	idsOf map[string][]string
	// figures are the keys of the summary's figures.
	figures map[string]bool
	// colors are the styles of conditional formats.
	colors map[shade]int
	// streams are the tabs by the part of the file that their rows go to, paths the names of sheets by theirs, and live the formulas of the summary by
	// sheet and cell, as XML: see putLive.
	streams map[string]*tab
	paths   map[string]string
	live    map[string]map[string][]byte
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
	b.file.SetActiveSheet(0)
	for id, name := range b.file.GetSheetMap() {
		path := fmt.Sprintf("%s%d.xml", sheetFolder, id)
		b.paths[path] = name
		for _, t := range tabs {
			if t.Name == name {
				b.streams[path] = t
			}
		}
	}
	return nil
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
