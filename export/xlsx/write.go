// Package xlsx lays a report out as an Excel workbook. It decides nothing and writes no word of its own.
//
// The summary is laid out cell by cell (summary.go). Every other sheet is one table of the same shape (table.go): row 1 its
// name, row 2 its purpose, row 3 what to know before trusting it (or why it is empty), row 4 the header of an Excel table
// named "tbl" and the sheet's key ("tblPlan"), the rows below it. Row and column are fixed, so a program can read a sheet back.
// Rows are streamed: a large tenant costs time, not memory.
//
// # Bad text
//
// Cells are written as inline strings, so text that begins with = + - or @ is never a formula; it also gets the number format
// "text", so it does not become one when a person edits the cell. A text longer than a cell can hold is cut with a mark that says
// how much is missing. No cell is a link except those of the table of contents.
//
// # Same input, same bytes
//
// excelize writes streamed sheets, and the list of content types, in the order of a map; parts.go keeps the parts and writes them
// in the order of their names, without times. Document properties are the report's, not the library's.
//
// Third-party: github.com/xuri/excelize/v2, because it streams rows and draws native charts, in Go alone.
package xlsx

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// Write writes the report as one workbook. Equal reports give equal bytes. Nothing is written before the whole workbook has been
// built, so an error while building leaves w untouched.
func Write(w io.Writer, r export.Report) (err error) {
	f := excelize.NewFile()
	defer func() {
		// Close removes the temporary files of large sheets.
		if closeErr := f.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("removing temporary files of the workbook: %w", closeErr)
		}
	}()
	f.SetZipWriter(newParts)
	book := &book{file: f, report: r, look: lookOf(r.Meta.Language)}
	book.styles = newStyles(f, book.look)
	if err := book.build(); err != nil {
		return err
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	report export.Report
	look   look
	styles *styles
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
	for _, sheet := range b.report.Sheets {
		if _, err := b.file.NewSheet(sheet.Name); err != nil {
			return fmt.Errorf("adding sheet %q: %w", sheet.Name, err)
		}
	}
	// Before any row is streamed: it reads every sheet, and would read the streamed ones back into memory.
	b.file.SetActiveSheet(0)
	if err := b.summary(b.report.Summary); err != nil {
		return fmt.Errorf("laying out sheet %q: %w", b.report.Summary.Name, err)
	}
	for _, sheet := range b.report.Sheets {
		if err := b.table(sheet); err != nil {
			return fmt.Errorf("laying out sheet %q: %w", sheet.Name, err)
		}
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
