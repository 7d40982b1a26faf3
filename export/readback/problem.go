package readback

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"unbasic/export"
	"unbasic/export/words"
	"unbasic/inventory"
)

// Code names a kind of problem in every language.
type Code string

// The problems of a sheet, a row or a cell.
const (
	CodeNotAChoice   Code = "not-a-choice"
	CodeAmbiguous    Code = "ambiguous-date"
	CodeNotADate     Code = "not-a-date"
	CodeFarDate      Code = "far-date"
	CodeNotANumber   Code = "not-a-number"
	CodeErrorValue   Code = "error-value"
	CodeNoResult     Code = "no-result"
	CodeCut          Code = "cut-text"
	CodeMerged       Code = "merged-cells"
	CodeConflict     Code = "same-row-twice"
	CodeIDChanged    Code = "id-changed"
	CodeSender       Code = "sender-differs"
	CodeResorted     Code = "sorted-apart"
	CodeExported     Code = "as-exported-damaged"
	CodeNoRow        Code = "row-unknown"
	CodeRowGone      Code = "row-gone"
	CodeForeignRow   Code = "other-tenants-row"
	CodeUnnamed      Code = "column-unnamed"
	CodeFarColumn    Code = "far-column"
	CodeOutside      Code = "outside-the-table"
	CodeComment      Code = "comment-elsewhere"
	CodeRenamed      Code = "column-renamed"
	CodeNoHeader     Code = "no-header"
	CodeNoBase       Code = "not-as-exported"
	CodeSheetUnread  Code = "sheet-of-others"
	CodeSheetDamaged Code = "sheet-damaged"
	CodeComments     Code = "comments-damaged"
	CodeMore         Code = "more-problems"
)

// The problems for which nothing is read.
const (
	CodeEmptyFile Code = "empty-file"
	CodeFormat    Code = "other-format"
	CodeEncrypted Code = "password"
	CodeBroken    Code = "damaged"
	CodeTooLarge  Code = "too-large"
	CodeNoSheet   Code = "no-sheet"
	CodeTenant    Code = "other-tenant"
	CodeLater     Code = "later-journal"
	CodeRedacted  Code = "redacted"
	CodeOtherPlan Code = "other-plan"
)

// Problem is something that was not read as it stands, or that people should know of how it was read.
type Problem struct {
	Code Code
	// Sheet is the name of the sheet and Cell where it is in it ("D7"); both are safe to print, and empty where the problem is of none.
	Sheet, Cell string
	// Value is the whole text that was not taken, as it stands in the file: not safe to print.
	Value string

	word words.Word
	args []string // names and values in turn, safe to print
}

// In says it in a language, without sheet and cell, in text that is safe to print.
func (p *Problem) In(lang inventory.Language) string {
	args := make([]string, len(p.args))
	copy(args, p.args)
	for i := 1; i < len(args); i += 2 {
		if of, some := strings.CutPrefix(args[i], listMark); some {
			args[i] = strings.ReplaceAll(of, listMark, words.ListSeparator.In(lang))
		}
		for _, format := range formats {
			if args[i] == format.mark {
				args[i] = format.word.In(lang)
			}
		}
	}
	return p.word.In(lang, args...)
}

// At is where it is, as in "Plan!D7".
func (p *Problem) At() string {
	if p.Sheet == "" || p.Cell == "" {
		return p.Sheet + p.Cell
	}
	return p.Sheet + "!" + p.Cell
}

// Error is a problem for which nothing of a workbook is read.
type Error struct{ Problem }

// Error says it in English.
func (e *Error) Error() string { return e.In(inventory.English) }

func refused(code Code, w words.Word, namesAndValues ...string) error {
	return &Error{Problem{Code: code, word: w, args: namesAndValues}}
}

// listMark stands before each value of a list in an argument, because what stands between them is of a language. visible lets no such character through.
const listMark = "\x00"

func listOf(texts []string) string {
	safe := make([]string, len(texts))
	for i, text := range texts {
		safe[i] = shown(text)
	}
	return listMark + strings.Join(safe, listMark)
}

// longestShown is how many characters of a text stand in a sentence.
const longestShown = 120

// shown is a text from the file as it stands in a sentence: on one line, seen whole, and not too long.
func shown(text string) string {
	if utf8.RuneCountInString(text) > longestShown {
		runes := []rune(text[:min(len(text), 4*longestShown)])
		text = string(runes[:min(len(runes), longestShown)]) + "…"
	}
	return export.Visible(strings.Join(strings.Fields(text), " "))
}

// Problems are kept as long as they do not fill the memory: a file can be made of nothing else.
const (
	mostProblems = 5_000
	mostKept     = 64 << 20 // bytes of values
)

type problems struct {
	list  []Problem
	kept  int
	more  int
	limit int
}

func (p *problems) add(one Problem) {
	if len(p.list) >= p.limit || p.kept+len(one.Value) > mostKept {
		p.more++
		return
	}
	p.kept += len(one.Value)
	p.list = append(p.list, one)
}

// all are the problems in the order in which they were found, and at last how many more there are.
func (p *problems) all() []Problem {
	if p.more > 0 {
		return append(p.list, Problem{Code: CodeMore, word: words.ReadbackMore, args: []string{"count", strconv.Itoa(p.more)}})
	}
	return p.list
}
