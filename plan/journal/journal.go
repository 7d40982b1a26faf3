// Package journal keeps what people decided: every change that somebody wrote into a workbook and that was accepted, with what stood there before, from which
// file and cell it came, and when it was read. A plan is made anew again and again; the journal is why nothing that people wrote is lost by that.
//
// A journal is a list that only grows. Read from its begin ([Replay]) it gives what holds now ([State]), so the same journal always leads to the same plan.
// [Merge] is the three-way merge that makes new entries: of what an export wrote (Said.Base), what stands in one or several workbooks (Said.Value), and what
// holds now. journal.jsonl in a workspace is one entry a line, see [Write].
package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Field names one cell that people write in, whatever the workbook looks like by now.
type Field struct {
	// Sheet is the key of a sheet ("plan", "runbook"), the same in every language.
	Sheet string `json:"sheet,omitempty"`
	// Row is the id of the row: the item's in Plan, the item's and the step's number in Runbook ("item-… 3").
	Row string `json:"row,omitempty"`
	// Column is the key of a column ("status"), or Own and the header of a column that people added.
	Column string `json:"column,omitempty"`
}

// Own begins the Column of a column that people added to a sheet; its header follows as they wrote it.
const Own = "own:"

// OwnHeader gives the header of a column that people added, and whether the field is in one.
func (f Field) OwnHeader() (header string, own bool) { return strings.CutPrefix(f.Column, Own) }

// Values are text in one form for all languages and programs: codes for choices ("in-progress"), "2026-12-01" for days, digits for numbers, and text as it was
// typed without blanks around it. The empty text is an empty cell.

// Said is what a workbook says in a field, where that is not what was exported.
type Said struct {
	Field
	Value string
	// Base is what the export wrote into the cell, as [Digest] gives it, and Seen how many entries the journal had by then; nil and 0 where the workbook does not
	// tell any more.
	Base *string
	Seen int
	// Cell is where it stands, as in "Plan!D7"; Subject the account that the row is about, empty for none. Both are for people.
	Cell    string
	Subject string
}

// shortEnough is how many bytes of a value are their own digest.
const shortEnough = 64

// Digest is a value as a workbook keeps what it was exported with: itself, or "#" and the first 16 digits of its SHA-256 where it is long.
func Digest(value string) string {
	if len(value) <= shortEnough && !strings.HasPrefix(value, "#") {
		return value
	}
	sum := sha256.Sum256([]byte(value))
	return "#" + hex.EncodeToString(sum[:])[:16]
}

// Workbook is one workbook that was read back.
type Workbook struct {
	// Name is the file's name without its folders, SHA256 its sum in hexadecimal digits.
	Name   string
	SHA256 string
	// Saved is when a program last saved it, by the file's own word; zero where it does not say.
	Saved time.Time
	Said  []Said
}

// Kind is what an entry tells.
type Kind string

// The kinds of entries.
const (
	// KindRead: a workbook was read. What it says counts once, however often it is read.
	KindRead Kind = "read"
	// KindChange: a value changed.
	KindChange Kind = "change"
)

// Rule is how it was decided what holds.
type Rule string

// The rules of [Merge], in the order in which they are tried.
const (
	// RuleEdited: nobody else had changed the field since the export.
	RuleEdited Rule = "edited"
	// RulePerson: the plan was made anew and has another value; what a person wrote wins over what was generated.
	RulePerson Rule = "person-wins"
	// RuleJoined: several people wrote different text; all of it is kept, a line each.
	RuleJoined Rule = "joined"
	// RuleLastSaved: several people wrote different values; that of the workbook which was saved last holds.
	RuleLastSaved Rule = "last-saved"
)

// Entry is one line of a journal.
type Entry struct {
	Kind Kind `json:"kind"`
	// At is when it was accepted, UTC.
	At time.Time `json:"at"`
	// File, SHA256 and Saved are those of the workbook.
	File   string     `json:"file"`
	SHA256 string     `json:"sha256"`
	Saved  *time.Time `json:"saved,omitempty"`
	// Changes counts what was accepted from a workbook, for KindRead.
	Changes int `json:"changes,omitempty"`
	// What follows is for KindChange.
	Field
	Subject string `json:"subject,omitempty"`
	Cell    string `json:"cell,omitempty"`
	From    string `json:"from"`
	To      string `json:"to"`
	Rule    Rule   `json:"rule,omitempty"`
	// Others are the values that were in conflict with To, each with where it came from; empty where there was no conflict.
	Others []Other `json:"others,omitempty"`
}

// Other is a value that did not hold, or not alone.
type Other struct {
	Value string `json:"value"`
	// Origin is "plan" for a value that was generated, "journal" for one that had been accepted before, and "workbook".
	Origin string `json:"origin"`
	// File and Cell are where a person wrote it; empty for "plan".
	File string `json:"file,omitempty"`
	Cell string `json:"cell,omitempty"`
}

// The origins of values in conflict.
const (
	OriginPlan     = "plan"
	OriginJournal  = "journal"
	OriginWorkbook = "workbook"
)
