package readback

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export"
	"unbasic/export/words"
	"unbasic/plan/journal"
)

// Options say what the workspace is that a workbook is read into.
type Options struct {
	// Tenant is its tenant, as in [export.Exported]; empty for one that is not known.
	Tenant string
	// Seen is how many entries its journal has.
	Seen int
	// Known reports whether the plan has a row; nil where that is not known. What was written in a row that the plan has no more is read all the same.
	Known func(sheet, id string) bool
	// IDOf gives the item of an account, for rows without ids; false for none, and for several. nil knows none.
	IDOf func(account string) (item string, ok bool)
	// Location is where a moment becomes a day; nil for UTC.
	Location *time.Location
	// Folder is where sheets above 16 MiB are unpacked to while they are read; empty for the system's own. They have the tenant's data in them, and are gone at
	// the end.
	Folder string
}

// Result is what a workbook says.
type Result struct {
	// Workbook has what people changed, sheet by sheet and row by row.
	Workbook journal.Workbook
	// Problems are what was not read as it stands, in the order in which it was found.
	Problems []Problem
	// Rows is how many rows were read whose id is known.
	Rows int
	// Missing are sheets and columns that people write in and that the workbook does not have.
	Missing []Missing
}

// Missing is a sheet by its key, or a column of one by both; nobody has changed what stands there.
type Missing struct{ Sheet, Column string }

// Read reads a workbook. What it says is in Workbook.Said where it is not what was exported. Where nothing of it may be read, that is an [*Error].
func Read(r io.ReaderAt, size int64, name string, o Options) (Result, error) {
	return read(r, size, name, o, mostUnpacked)
}

// mostSaid is how many bytes of changes are held.
const mostSaid = 512 << 20

// reading is a workbook that is being read.
type reading struct {
	o        Options
	file     string
	book     *book
	all      *layout
	language int // of the workbook, a place in languages
	problems problems
	result   Result
	// said are the places of what is said, by field, and size the bytes of it.
	said map[journal.Field]int
	size int
	// asOf is when the workbook was exported.
	asOf time.Time
	// ours and known count rows with ids, and those that the plan has.
	ours, known int
	// foreign is another tenant, where a row is of one, and foreignRows how many are.
	foreign     string
	foreignRows int
	// read are the columns that were found, by sheet.
	read map[string]map[string]bool
	// unnamed are the columns without a header that have been said to be so, by sheet and column.
	unnamed map[string]bool
}

func read(r io.ReaderAt, size int64, name string, o Options, limit int64) (result Result, err error) {
	defer func() {
		// excelize panics on some parts that are not what they should be.
		if p := recover(); p != nil {
			result, err = Result{}, broken(name, fmt.Errorf("%v", p))
		}
	}()
	if o.Location == nil {
		o.Location = time.UTC
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(r, 0, size)); err != nil {
		return Result{}, broken(name, err)
	}
	book, err := open(r, size, name, limit, o.Folder)
	if err != nil {
		return Result{}, err
	}
	defer book.close()
	g := &reading{
		o: o, file: name, book: book, all: layouts(), problems: problems{limit: mostProblems}, said: map[journal.Field]int{},
		read: map[string]map[string]bool{}, unnamed: map[string]bool{},
	}
	g.result.Workbook = journal.Workbook{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil))}
	if err := g.sheets(); err != nil {
		if errors.Is(err, errTooLarge) {
			err = tooLarge(name, mostSaid)
		}
		return Result{}, err
	}
	g.result.Workbook.Saved = g.saved()
	g.result.Problems = g.problems.all()
	return g.result, nil
}

// sheets reads all sheets: first a few rows of each, which tell what it is, and then all rows of those that people write in.
func (g *reading) sheets() error {
	var sheets []*sheet
	exported, votes := false, make([]int, len(languages))
	for _, tab := range g.book.sheets {
		s, err := g.look(tab)
		if err != nil {
			g.damaged(s, err)
			continue
		}
		exported = exported || s.exported != nil && !s.layout.within
		for n := range votes {
			votes[n] += s.votes[n]
		}
		sheets = append(sheets, s)
	}
	for n := range votes {
		if votes[n] > votes[g.language] {
			g.language = n
		}
	}
	for _, s := range sheets {
		if !g.counts(s, exported) {
			s.layout = nil
			g.commentsElsewhere(s)
		}
	}
	sheets = slices.DeleteFunc(sheets, func(s *sheet) bool { return s.layout == nil })
	if len(sheets) == 0 {
		names := g.book.sheets
		return refused(CodeNoSheet, words.ReadbackNoSheet, "file", shown(g.file), "sheets", listOf(names[:min(len(names), 20)]))
	}
	// Where rows of two sheets say different things, that of the sheet which has its own name still counts, and then that of the first one.
	slices.SortStableFunc(sheets, func(a, b *sheet) int {
		switch own := g.all.named(a.tab) == a.layout; {
		case own == (g.all.named(b.tab) == b.layout):
			return 0
		case own:
			return -1
		}
		return 1
	})
	for _, s := range sheets {
		g.assign(s)
		err := g.rows(s)
		g.book.done(s.tab)
		if err != nil {
			return err
		}
	}
	if g.ours == 0 && g.foreignRows > 0 {
		return refused(CodeTenant, words.ReadbackTenant, "file", shown(g.file), "theirs", shown(g.foreign), "ours", shown(g.o.Tenant))
	}
	if !exported && g.o.Known != nil && g.ours > 0 && g.known == 0 {
		return refused(CodeOtherPlan, words.ReadbackOtherPlan, "file", shown(g.file), "rows", strconv.Itoa(g.ours))
	}
	g.missing()
	return nil
}

func (g *reading) damaged(s *sheet, err error) {
	g.problems.add(s.problem(CodeSheetDamaged, "", "", words.ReadbackSheetBroken, "detail", shown(err.Error())))
}

// counts reports whether a sheet is one to be read. One of people's own is told of, unless it is empty.
func (g *reading) counts(s *sheet, exported bool) bool {
	l := s.layout
	named := g.all.named(s.tab)
	switch {
	case s.exported != nil:
		return true
	case l == nil, !l.returns && named != l && 2*s.score < len(l.columns):
		if named == nil && !g.all.others[s.tab] && s.filled {
			g.problems.add(s.problem(CodeSheetUnread, "", "", words.ReadbackSheetUnread))
		}
		return false
	case !l.returns:
		return false
	case named == l, !exported, 5*s.score >= 3*len(l.columns):
		return true
	}
	g.problems.add(s.problem(CodeSheetUnread, "", "", words.ReadbackSheetUnread))
	return false
}

// missing says which sheets and columns that people write in were not there.
func (g *reading) missing() {
	for _, s := range g.all.sheets {
		if !s.returns || s.within {
			continue
		}
		found, some := g.read[s.key]
		if !some {
			g.result.Missing = append(g.result.Missing, Missing{Sheet: s.key})
			continue
		}
		for i := range s.columns {
			if c := &s.columns[i]; c.Returns && !found[c.Key] {
				g.result.Missing = append(g.result.Missing, Missing{s.key, c.Key})
			}
		}
	}
}

// say says what stands in a field, and where two rows of one item differ in it that they do.
func (g *reading) say(s *sheet, said journal.Said, header, at string) error {
	if first, twice := g.said[said.Field]; twice {
		if before := &g.result.Workbook.Said[first]; before.Value != said.Value {
			g.problems.add(s.problem(CodeConflict, at, said.Value, words.ReadbackConflict, "column", shown(header), "value", g.worded(said.Field, said.Value),
				"other", g.worded(said.Field, before.Value), "cell", before.Cell))
		}
		return nil
	}
	if g.size += len(said.Value) + len(said.Row) + len(said.Column) + 128; g.size > mostSaid {
		return errTooLarge
	}
	g.said[said.Field] = len(g.result.Workbook.Said)
	g.result.Workbook.Said = append(g.result.Workbook.Said, said)
	return nil
}

// worded is a value as people know it.
func (g *reading) worded(f journal.Field, value string) string {
	if s := g.all.sheet(f.Sheet); s != nil {
		if at := s.column(f.Column); at >= 0 {
			return shown(g.label(&s.columns[at], value))
		}
	}
	return shown(value)
}

// saved is when somebody saved the file, by its own word: not where nobody has since it was exported, and not where that would have been before.
func (g *reading) saved() time.Time {
	props, err := g.book.GetDocProps()
	if err != nil {
		return time.Time{} // a file without properties is read all the same
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(props.Modified))
	untouched := props.Modified == props.Created && props.Creator == props.LastModifiedBy && strings.HasPrefix(props.LastModifiedBy, "unbasic")
	if err != nil || untouched || at.Year() < 2000 || at.Year() > 2199 || at.Before(g.asOf.Truncate(24*time.Hour)) {
		return time.Time{}
	}
	return at.UTC()
}

// check refuses a workbook by what a row of it was exported as; ours is false of a row of another tenant.
func (g *reading) check(e *export.Exported) (ours bool, err error) {
	switch {
	case e.Redacted: // its tenant is a pseudonym too
		return false, refused(CodeRedacted, words.ReadbackRedacted, "file", shown(g.file))
	case g.o.Tenant != "" && e.Tenant != "" && !strings.EqualFold(g.o.Tenant, e.Tenant):
		g.foreign = e.Tenant
		g.foreignRows++
		return false, nil
	case e.Seen > g.o.Seen:
		return false, refused(CodeLater, words.ReadbackLater, "file", shown(g.file), "theirs", strconv.Itoa(e.Seen), "ours", strconv.Itoa(g.o.Seen))
	}
	if e.AsOf.After(g.asOf) {
		g.asOf = e.AsOf
	}
	return true, nil
}
