// Package files reads records: Graph JSON as it is kept in evidence, and the sign-in files that an administrator exports.
//
// [Recognise] tells from content what a file is, never from its name. [SignIns] gives its rows one by one; a row that can't be
// decoded comes as a [RowError] and reading goes on, while a file that ends in the middle is an error of the whole file, since
// nobody knows what is missing. [Load] reads all snapshots of a workspace into what the analysis takes.
//
// To add a format: name it in Format, recognise it, and give it a reader beside portal.go.
//
// Dependency: golang.org/x/text reads UTF-16, which portals and spreadsheets write.
package files
