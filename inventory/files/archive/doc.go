// Package archive gives files, folders and compressed files as one flat list of streams, so that an administrator can hand over an export as
// it was downloaded or packed.
//
// What a file is, is told by its content, never by its name. Nothing is ever unpacked to disk: an entry is read where it lies, and what comes
// out is counted, so an archive that was made to fill the machine ends in [ErrBomb].
//
// Dependency: klauspost/compress reads zstd, which the standard library lacks and in which this program keeps its own evidence.
package archive
