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
// The parts of the file are read as they are stored, one row at a time (parts.go, cells.go): a large tenant costs time, not memory, and a file that unpacks to
// more than it may is refused. excelize, which writes the workbook, is not what reads it: a row that it streams has texts alone, without the type, the format and the formula
// that tell a day from a number and a formula without a result from an empty cell, and it ends without an error where a part of the file does.
package readback
