package readback

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"unbasic/export"
	"unbasic/export/words"
	"unbasic/plan/journal"
)

// rowReader reads the rows of one sheet.
type rowReader struct {
	*reading
	*sheet
	// rows is how many have an id.
	rows int
	// at are the cells of the row by column.
	at []*cell
	// apart are rows whose account is that of another item than their hidden id.
	apart     []apart
	apartSize int // bytes
	// more are columns without a header that are used, by their numbers.
	more map[int]role
	// emptied are the cells of which it is said that they were emptied, and where that is said.
	emptied map[[2]int]int
	// shuffled reports that the visible columns were sorted without the hidden ones, so that nobody knows which row is which.
	shuffled bool
	// far reports that something stands in a column that is not read, and has been said to.
	far bool
}

// apart is a row that waits until the others are read.
type apart struct {
	line
	item string // of the account
}

// mostApart is how many bytes of rows wait.
const mostApart = 256 << 20

func (r *rowReader) all() error {
	in, err := r.book.rows(r.tab)
	if err != nil {
		return err // it was there before
	}
	defer in.close()
	r.more, r.emptied = map[int]role{}, map[[2]int]int{}
	r.findShuffled()
	last := 0
	for header := r.head[r.header].row; ; {
		n, cells, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.cut(last, err)
			return r.sortedApart()
		}
		last = n
		if n <= header || len(cells) == 0 {
			continue
		}
		if err := r.row(n, cells); err != nil {
			return err
		}
	}
	if err := r.sortedApart(); err != nil {
		return err
	}
	if in.joined && len(r.emptied) > 0 {
		areas, err := r.book.joined(r.tab)
		if err != nil {
			r.cut(last, err)
		}
		r.merged(areas)
	}
	return nil
}

func (r *rowReader) cut(last int, err error) {
	r.problems.add(r.problem(CodeSheetDamaged, "", "", words.ReadbackSheetCut, "row", strconv.Itoa(last), "detail", shown(err.Error())))
}

// merged takes back what is said of cells that are part of others: nobody emptied these, and which of the rows the one value is for is not known.
func (r *rowReader) merged(areas []area) {
	gone := map[int]bool{}
	cells := 0
	for _, a := range areas {
		if cells += max(0, a.toRow-a.fromRow+1) * max(0, a.toColumn-a.fromColumn+1); cells > mostRows {
			break // nobody merges as many
		}
		for row := a.fromRow; row <= a.toRow; row++ {
			for column := a.fromColumn; column <= a.toColumn; column++ {
				if at, some := r.emptied[[2]int{row, column}]; some && (row > a.fromRow || column > a.fromColumn) {
					gone[at] = true
					r.problems.add(r.problem(CodeMerged, reference(column, row), "", words.ReadbackMerged, "cell", reference(a.fromColumn, a.fromRow)))
				}
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	kept := r.result.Workbook.Said[:0]
	clear(r.reading.said)
	for at, said := range r.result.Workbook.Said {
		if !gone[at] {
			r.reading.said[said.Field] = len(kept)
			kept = append(kept, said)
		}
	}
	r.result.Workbook.Said = kept
}

// row finds out which row it is, and reads it.
func (r *rowReader) row(n int, cells []cell) error {
	e, damaged := r.asExported(cells)
	if damaged && e == nil {
		r.problems.add(r.problem(CodeExported, "A"+strconv.Itoa(n), "", words.ReadbackNotAsExported, "column", r.layoutColumn(export.ExportedKey)))
	}
	if e == nil {
		return r.unexported(n, cells)
	}
	ours, err := r.check(e)
	if err != nil {
		return err
	}
	if !ours {
		// Where all rows are of another tenant, the workbook is.
		r.problems.add(r.problem(CodeForeignRow, "A"+strconv.Itoa(n), r.whole(cells), words.ReadbackForeignRow, "tenant", shown(e.Tenant)))
		return nil
	}
	if e.Sheet != r.layout.key {
		// A row of another sheet, which has other columns.
		r.problems.add(r.problem(CodeNoRow, "A"+strconv.Itoa(n), r.whole(cells), words.ReadbackNoRow, "value", shown(r.whole(cells))))
		return nil
	}
	r.place(n, cells)
	if r.shuffled {
		if r.differs(e) {
			value := r.whole(cells)
			r.problems.add(r.problem(CodeResorted, "A"+strconv.Itoa(n), value, words.ReadbackWhichRow, "value", shown(value)))
		}
		return nil
	}
	for _, column := range r.layout.ids {
		c := &r.layout.columns[column]
		if !c.Hidden || c.Type != export.TypeText {
			continue
		}
		id, at := r.said(c.Key)
		if id != "" && id != e.ID && !strings.HasPrefix(e.ID, id+" ") && !strings.HasSuffix(e.ID, " "+id) {
			r.problems.add(r.problem(CodeIDChanged, reference(at, n), id, words.ReadbackIDChanged, "column", r.layoutColumn(c.Key), "value", shown(id), "id", shown(e.ID)))
		}
	}
	if r.layout.byItem && r.apartSize < mostApart {
		if account, _ := r.said("sender"); account != "" {
			if item, some := r.account(account); some && item != e.ID {
				for i := range cells {
					r.apartSize += len(cells[i].text) + len(cells[i].formula) + 64
				}
				r.apart = append(r.apart, apart{line{n, slices.Clone(cells), e}, item})
				return nil
			}
		}
	}
	return r.read(n, e.ID, e)
}

// account gives the item of an account as it is typed.
func (r *rowReader) account(typed string) (string, bool) {
	if r.o.IDOf == nil {
		return "", false
	}
	item, some := r.o.IDOf(typed)
	if !some {
		item, some = r.o.IDOf(strings.ToLower(typed))
	}
	return item, some
}

// findShuffled tells a sheet with several rows an item whose visible columns were sorted without the hidden ones, by the first rows: two of them have the account of
// another item than their hidden id. Nobody writes into that column by hand.
func (r *rowReader) findShuffled() {
	if !r.layout.ofItem || r.layout.byItem {
		return
	}
	apart := 0
	for i := r.header + 1; i < len(r.head); i++ {
		e := r.head[i].exported
		if e == nil || e.Sheet != r.layout.key {
			continue
		}
		r.place(r.head[i].row, r.head[i].cells)
		account, _ := r.said("sender")
		if item, some := r.account(account); some && item != e.ID && !strings.HasPrefix(e.ID, item+" ") {
			apart++
		}
	}
	r.shuffled = apart > 1
}

// sortedApart reads the rows whose account is that of another item than their hidden id. Where these ids are those of these accounts, only in another order, the
// visible columns were sorted without the hidden ones, and the rows are those of their accounts.
func (r *rowReader) sortedApart() error {
	if len(r.apart) == 0 {
		return nil
	}
	of, items := map[string]*export.Exported{}, map[string]bool{}
	for i := range r.apart {
		of[r.apart[i].exported.ID] = r.apart[i].exported
		items[r.apart[i].item] = true
	}
	resorted := len(r.apart) > 1 && len(of) == len(r.apart) && len(items) == len(r.apart)
	for id := range items {
		resorted = resorted && of[id] != nil
	}
	if resorted {
		r.problems.add(r.problem(CodeResorted, "", "", words.ReadbackResorted, "rows", strconv.Itoa(len(r.apart)), "column", r.layoutColumn("sender")))
	}
	for i := range r.apart {
		a := &r.apart[i]
		r.place(a.row, a.cells)
		e := a.exported
		if resorted {
			e = of[a.item]
		} else {
			account, at := r.said("sender")
			r.problems.add(r.problem(CodeSender, reference(at, a.row), account, words.ReadbackSenderDiffers, "column", r.layoutColumn("sender"),
				"value", shown(account), "id", shown(e.ID)))
		}
		if err := r.read(a.row, e.ID, e); err != nil {
			return err
		}
	}
	return nil
}

// differs reports whether something stands in the row that was not exported.
func (r *rowReader) differs(e *export.Exported) bool {
	for at := range r.roles {
		role := &r.roles[at]
		if role.kind != roleReturns && role.kind != roleOwn {
			continue
		}
		if a := r.answer(r.at[at], role.column, e.Was[role.key]); !a.same {
			return true
		}
	}
	return false
}

// unexported reads a row that does not tell what it was exported as: somebody added it, or the workbook is of an older version.
func (r *rowReader) unexported(n int, cells []cell) error {
	if r.layout.within {
		return nil
	}
	r.place(n, cells)
	if r.repeatsHeader() {
		return nil
	}
	if id := r.id(); id != "" {
		if r.o.Known == nil || r.o.Known(r.layout.key, id) {
			r.known++
			return r.read(n, id, nil)
		}
		if r.exported == nil {
			r.ours++ // a row of a plan, of which one is not known yet
		}
	}
	if account, _ := r.said("sender"); r.layout.byItem && account != "" {
		if item, some := r.account(account); some {
			r.known++
			return r.read(n, item, nil)
		}
	}
	if value := r.whole(cells); value != "" {
		r.problems.add(r.problem(CodeNoRow, reference(cells[0].column, n), value, words.ReadbackNoRow, "value", shown(value)))
	}
	return nil
}

// id is made of the columns that have it.
func (r *rowReader) id() string {
	parts := make([]string, 0, len(r.layout.ids))
	for _, column := range r.layout.ids {
		part, _ := r.said(r.layout.columns[column].Key)
		if part == "" {
			return ""
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

// repeatsHeader reports whether a row has the headers of its columns once more.
func (r *rowReader) repeatsHeader() bool {
	same := 0
	for at, c := range r.at {
		if c != nil && at < len(r.roles) && r.roles[at].header != "" && folded(c.said()) == folded(r.roles[at].header) {
			same++
		}
	}
	return same >= 3
}

// place finds the cells of a row by column.
func (r *rowReader) place(n int, cells []cell) {
	clear(r.at)
	for i := range cells {
		c := &cells[i]
		if c.column > mostRoles {
			if !r.far {
				r.far = true
				r.problems.add(r.problem(CodeFarColumn, reference(c.column, n), c.said(), words.ReadbackFarColumn, "last", letters(mostRoles)))
			}
			break
		}
		for len(r.at) <= c.column {
			r.at = append(r.at, nil)
		}
		r.at[c.column] = c
	}
	for len(r.at) < len(r.roles) {
		r.at = append(r.at, nil)
	}
}

// said is the text of the row's cell in a column of the layout, and the column's number.
func (r *rowReader) said(key string) (string, int) {
	at, some := r.places[key]
	switch {
	case !some:
		return "", 1
	case r.at[at] == nil:
		return "", at
	}
	return r.at[at].said(), at
}

// layoutColumn is the header of a column in the language of the workbook.
func (r *rowReader) layoutColumn(key string) string {
	if at := r.layout.column(key); at >= 0 {
		return r.layout.columns[at].headers[r.language]
	}
	return key
}

// whole is all that stands in a row, for one that is not taken.
func (r *rowReader) whole(cells []cell) string {
	var b strings.Builder
	for i := range cells {
		c := &cells[i]
		if c.column < len(r.roles) && r.roles[c.column].kind == roleExported {
			continue
		}
		if said := c.said(); said != "" {
			if b.Len() > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(said)
		}
	}
	return b.String()
}

// read reads a row whose id is known; e is nil where nothing tells what it was exported as.
func (r *rowReader) read(n int, id string, e *export.Exported) error {
	r.result.Rows++
	r.rows++
	if !r.layout.within { // those who sign are the same in every plan
		r.ours++
	}
	said := len(r.result.Workbook.Said)
	subject, _ := r.said("sender")
	line := journal.Said{Field: journal.Field{Sheet: r.layout.key, Row: id}, Subject: export.Visible(subject)}
	if e != nil {
		line.Seen = e.Seen
	}
	comments := r.comments[n]
	delete(r.comments, n)
	for at := 1; at < max(len(r.at), len(r.roles)); at++ {
		c := r.at[at]
		role := r.role(at, n, c)
		if role.kind != roleReturns && role.kind != roleOwn {
			continue
		}
		was := ""
		if e != nil {
			was = e.Was[role.key]
		}
		a := r.answer(c, role.column, was)
		if role.key == journal.Comment && len(comments) > 0 && a.code == "" {
			a = is(withComments(a.value, comments), was)
			comments = nil
		}
		if err := r.take(line, role.key, role.header, reference(at, n), a, c, was, e != nil); err != nil {
			return err
		}
	}
	if len(comments) > 0 {
		// The column with the comments that were there before is gone, so that nobody can say what else stands there.
		before := e != nil && e.Was[journal.Comment] != ""
		a := answer{value: withComments("", comments)}
		if err := r.take(line, journal.Comment, strings.TrimPrefix(journal.Comment, journal.Own), reference(max(comments[0].column, 1), n), a, nil, "", e != nil && !before); err != nil {
			return err
		}
	}
	if r.o.Known != nil && e != nil {
		if r.o.Known(r.layout.key, id) {
			if !r.layout.within {
				r.known++
			}
		} else if len(r.result.Workbook.Said) > said {
			r.problems.add(r.problem(CodeRowGone, "A"+strconv.Itoa(n), "", words.ReadbackRowGone, "id", shown(id)))
		}
	}
	return nil
}

// role is what a column is. One without a header is named by its letters, once somebody has written in it.
func (r *rowReader) role(at, n int, c *cell) role {
	if at < len(r.roles) && r.roles[at].kind != roleUnknown || r.layout.within {
		return r.roles[min(at, len(r.roles)-1)]
	}
	if known, some := r.more[at]; some {
		return known
	}
	if c == nil || c.said() == "" && c.kind == nothing && (c.formula == "" || c.empty) {
		return role{}
	}
	made := role{kind: roleOwn, key: journal.Own + letters(at), header: letters(at)}
	for i := range r.roles {
		if r.roles[i].key == made.key { // a header that is a letter
			made.key, made.header = made.key+" (2)", made.header+" (2)"
			break
		}
	}
	r.more[at] = made
	r.problems.add(r.problem(CodeUnnamed, reference(at, n), "", words.ReadbackUnnamed, "header", made.header))
	return made
}

// withComments adds comments to a text, those that it does not have yet.
func withComments(text string, comments []comment) string {
	for i := range comments {
		text = journal.AddComments(text, comments[i].line())
	}
	return text
}

// take says an answer, or the problem of it. based reports whether it is known what was exported.
func (r *rowReader) take(line journal.Said, key, header, at string, a answer, c *cell, was string, based bool) error {
	if a.code != "" {
		value := ""
		if c != nil {
			value = c.said()
			if value == "" {
				value = c.formula
			}
		}
		r.problems.add(r.problem(a.code, at, value, a.word, append([]string{"column", shown(header)}, a.args...)...))
		return nil
	}
	switch {
	case based && a.same:
		return nil
	case !based && a.value == "":
		return nil // where nobody knows what was there, nobody knows that it was emptied
	}
	line.Column, line.Value, line.Cell = key, a.value, r.name+"!"+at
	if based {
		line.Base = &was
	}
	before := len(r.result.Workbook.Said)
	if err := r.say(r.sheet, line, header, at); err != nil {
		return err
	}
	if a.value == "" && len(r.result.Workbook.Said) > before && len(r.emptied) < mostRows {
		place := placed(at)
		r.emptied[[2]int{place.row, place.column}] = before
	}
	return nil
}
