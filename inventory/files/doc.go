// Package files reads records: what a collection kept as evidence, and every file that an administrator can export.
//
// [Recognise] tells from content what a file is, never from its name. [Scan] reads it once to say what became of its rows: read, used, and left
// aside for which reason. [Load] reads all snapshots of a workspace into what the analysis takes. A row that makes no sense costs itself alone, and
// of a file that is cut the rows before the cut stand, with what is missing said.
//
// How a file is written and what is in it are two questions. Rows come from a table (folder table), from JSON in any wrapping (jsonfile) or from
// CLIXML (clixml), told anew whenever a file is read; what they are is its [Format]. Sign-ins go by fields (fields.go says where each format has
// them, columns.go under which names of columns), since there may be millions; all else goes by [record], a row as names and values (exchange.go
// and directory.go decode those). Folders and compressed files are unrolled before, in folder archive.
//
// To add a format: name it in format.go and recognise it there, say in sourceOf what it tells of, and give it fields or a decoder in read.go's taker.
// TestEveryFormatAccountsForItsRows then wants an example of it.
package files
