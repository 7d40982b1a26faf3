// Package readback reads a workbook back that people have edited: what they changed, in the form that a journal merges.
//
// Nothing of how the workbook looks by now is taken for granted. A row is known by the hidden column in which each row says what it was exported as
// ([export.Exported]), wherever it was moved or copied to; where that is gone by the id of its item, and where that is gone, too, by its account. A column is known
// by its header in any language of the program, also with a slip of the pen in it, and a sheet by its rows and headers, never by its name alone. A cell is
// compared with what the export wrote there, so that only what people changed is said, whatever program saved the file.
//
// What can't be read is a [Problem] that names sheet and cell and holds the text that stands there: nothing is lost in silence, and the rest is still read. A file of which
// nothing may be read (of another tenant, with pseudonyms, behind a password, no workbook) is an [Error].
//
// # The file
//
// excelize opens the file and streams its rows, as texts and one at a time (book.go, cells.go), so that a large tenant costs time rather than memory. What is in a cell
// besides, a number's format, a flag or a formula without a result, it tells only after it has read all of the sheet into memory, some 30 KiB a row of Plan; so that is
// asked for the cells alone in which it makes a difference. A sheet with none of these is never held whole. Before that every part is unpacked once and thrown away,
// because excelize trusts the sizes that an archive states and ends without an error where a sheet does. Of its own the package reads the threads of comments, which
// excelize does not know.
//
// Libraries: excelize reads what it has written and what other programs make of it; nfp, which excelize itself uses, reads the formats of numbers; x/text folds what
// people type to one form.
package readback
