// Package evidence keeps records as they were served: one folder a snapshot, with a manifest that holds the SHA-256 of every
// file, so that everything after it can be replayed, and checked by somebody else.
//
//	evidence/20261123T000000Z-collect/
//	  manifest.json
//	  sign-ins-interactive.jsonl.zst
//	  users.jsonl.zst
//	  …
//
// A snapshot appears whole or not at all: it is written under a temporary name and renamed when its manifest is on disk. What the
// records mean is none of this package's business; see inventory/files. It also writes the other files of a workspace whole or not
// at all ([WriteFile]) and keeps two runs on one workspace apart ([Acquire]).
//
// Dependencies: klauspost/compress for zstd, which the standard library lacks and which makes sign-in records about twenty times smaller;
// gofrs/flock for a lock that the system frees when a process dies.
package evidence
