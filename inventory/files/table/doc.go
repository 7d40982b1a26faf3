// Package table reads the rows of a text table (CSV) in any dialect that portals, PowerShell and spreadsheet programs write: with commas,
// semicolons or tabs between the cells, in UTF-8, UTF-16 or Shift_JIS.
//
// encoding/csv gives up at the first wrong quote, or takes the rest of the file for one cell, and it holds whatever a row holds. Here a row
// that is wrong comes as a [RowError] with its line and reading goes on after it, memory is bounded whatever the file holds, and a file
// that was cut in the middle of a row says so ([ErrCut]).
//
// Dependency: golang.org/x/text reads UTF-16 and Shift_JIS, which spreadsheet programs and Japanese Windows write.
package table
