package readback

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"unbasic/export"
	"unbasic/export/words"
	"unbasic/plan/journal"
)

// mostRoles is how many columns of a sheet are read. People add a few; a sheet with thousands would take as long for each of its rows.
const mostRoles = 1_000

// longestHeader is how many bytes the headers of a report have at most, and more.
const longestHeader = 256

// How many rows tell what a sheet is: the header is looked for in the first of them, and the rows below it tell which column is which.
const (
	headRows = 250
	dataRows = 50
	headSize = 16 << 20 // bytes
)

// exportedStart is how a cell with an [export.Exported] begins.
const exportedStart = `{"sheet":`

// sheet is one of a workbook.
type sheet struct {
	tab  string // its name
	name string // the same, safe to print
	// head are its first rows.
	head []line
	// layout is what it is, nil for a sheet of people's own; score is how many of the layout's headers stand in its header row, and votes how many are of
	// each language.
	layout *sheetLayout
	header int // the place of the header in head, -1 for none
	score  int
	votes  []int
	// exported is what the first of its rows was exported as, nil where none tells.
	exported *export.Exported
	filled   bool
	// roles are what its columns are, by their numbers, and places the numbers of the layout's columns by their keys.
	roles  []role
	places map[string]int
	// comments are those of its cells, by row, until they are read.
	comments map[int][]comment
}

type line struct {
	row   int
	cells []cell
	// exported is what the row was exported as, nil where it does not tell.
	exported *export.Exported
}

func (s *sheet) problem(code Code, at, value string, w words.Word, namesAndValues ...string) Problem {
	return Problem{Code: code, Sheet: s.name, Cell: at, Value: value, word: w, args: namesAndValues}
}

// roleKind is what a column is for.
type roleKind uint8

const (
	roleUnknown   roleKind = iota
	roleGenerated          // written anew with each report
	roleReturns            // people write in it
	roleExported           // tells what each row was exported as
	roleOwn                // people added it
)

type role struct {
	kind   roleKind
	column *columnLayout // nil for own ones
	// key is the column of a field, and header what stands above it.
	key, header string
}

func reference(column, row int) string { return letters(column) + strconv.Itoa(row) }

// asExported reads what a row was exported as. damaged reports that it can't be read.
func (g *reading) asExported(cells []cell) (e *export.Exported, damaged bool) {
	for i := range cells {
		if cells[i].kind != text || !strings.HasPrefix(strings.TrimLeft(cells[i].text, " "), exportedStart) {
			continue
		}
		// A program that read "_x005F_x000D_" may have written "_x000D_" again, which is then read as the character with this number; JSON has none of these.
		for _, as := range []string{cells[i].text, numberedAgain(cells[i].text)} {
			var read export.Exported
			if err := json.Unmarshal([]byte(as), &read); err == nil && read.ID != "" && g.all.sheet(read.Sheet) != nil {
				return &read, false
			}
		}
		damaged = true
	}
	return nil, damaged
}

// look reads the first rows of a sheet and finds out what it is.
func (g *reading) look(tab string) (*sheet, error) {
	s := &sheet{tab: tab, name: shown(tab), header: -1, votes: make([]int, len(languages))}
	in, err := g.book.rows(tab)
	if err != nil {
		return s, err
	}
	defer in.close()
	data, size := 0, 0
	for len(s.head) < headRows && data < dataRows && size < headSize {
		n, cells, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			break // told when the rows are read
		}
		for i := range cells {
			size += len(cells[i].text) + len(cells[i].formula)
		}
		s.filled = s.filled || len(cells) > 0
		e, _ := g.asExported(cells)
		if e != nil {
			data++
			if s.exported == nil {
				s.exported = e
			}
		}
		s.head = append(s.head, line{n, slices.Clone(cells), e})
	}
	g.findHeader(s)
	return s, nil
}

// findHeader finds the row with the most headers of one sheet; where rows tell what sheet they are of, above these.
func (g *reading) findHeader(s *sheet) {
	for i := range s.head {
		if s.head[i].exported != nil {
			break
		}
		var headers []string
		for j := range s.head[i].cells {
			if c := &s.head[i].cells[j]; c.column <= mostRoles && len(c.text) <= longestHeader {
				headers = append(headers, folded(c.said()))
			}
		}
		for _, l := range g.all.sheets {
			if s.exported != nil && l.key != s.exported.Sheet {
				continue
			}
			found := map[int]bool{}
			votes := make([]int, len(languages))
			for _, header := range headers {
				for _, at := range l.headers[header] {
					if found[at] {
						continue
					}
					found[at] = true
					for n, own := range l.columns[at].headers {
						if folded(own) == header {
							votes[n]++
						}
					}
					break
				}
			}
			if len(found) > s.score && len(found) >= 2 {
				s.layout, s.header, s.score, s.votes = l, i, len(found), votes
			}
		}
	}
	if s.exported != nil {
		s.layout = g.all.sheet(s.exported.Sheet)
	}
}

var suffixed = regexp.MustCompile(`^(.+) \(\d+\)$`)

// assign finds out what each column is.
func (g *reading) assign(s *sheet) {
	if g.read[s.layout.key] == nil {
		g.read[s.layout.key] = map[string]bool{}
	}
	g.attached(s)
	if s.header < 0 {
		g.problems.add(s.problem(CodeNoHeader, "", "", words.ReadbackNoHeader))
		return
	}
	cells := s.head[s.header].cells
	headers := map[int]string{}
	last := 0
	for i := range cells {
		if cells[i].column > mostRoles {
			break
		}
		if header := strings.Join(strings.Fields(cells[i].said()), " "); header != "" {
			headers[cells[i].column] = header
			last = cells[i].column
		}
	}
	s.roles = make([]role, last+1)
	g.exact(s, headers)
	g.similar(s, headers)
	g.byContent(s, headers)
	g.own(s, headers)
	s.places = map[string]int{}
	for at := range s.roles {
		if r := &s.roles[at]; r.column != nil {
			g.read[s.layout.key][r.key] = true
			s.places[r.key] = at
		}
	}
}

func (s *sheet) set(at, column int, header string) {
	c := &s.layout.columns[column]
	kind := roleGenerated
	switch {
	case c.Key == export.ExportedKey:
		kind = roleExported
	case c.Returns:
		kind = roleReturns
	}
	s.roles[at] = role{kind, c, c.Key, header}
}

// taken gives the places of the layout's columns that have been found.
func (s *sheet) taken() map[string]bool {
	taken := map[string]bool{}
	for i := range s.roles {
		if s.roles[i].column != nil {
			taken[s.roles[i].key] = true
		}
	}
	return taken
}

// free are the columns with a header that are nothing yet, in order.
func (s *sheet) free(headers map[int]string) []int {
	var free []int
	for at := range s.roles {
		if s.roles[at].kind == roleUnknown && headers[at] != "" {
			free = append(free, at)
		}
	}
	return free
}

// exact finds the columns by their headers, those in the language of the workbook first. Of two with one header, that counts whose cells are what was exported.
func (g *reading) exact(s *sheet, headers map[int]string) {
	order := []int{g.language}
	for n := range languages {
		if n != g.language {
			order = append(order, n)
		}
	}
	for _, lang := range order {
		by := map[string][]int{}
		for _, at := range s.free(headers) {
			by[folded(headers[at])] = append(by[folded(headers[at])], at)
		}
		taken := s.taken()
		for i := range s.layout.columns {
			c := &s.layout.columns[i]
			if taken[c.Key] {
				continue
			}
			best, most := -1, -1.0
			for _, at := range by[folded(c.headers[lang])] {
				if s.roles[at].kind != roleUnknown {
					continue
				}
				share, rows := g.evidence(s, at, c)
				if rows == 0 {
					share = 0
				}
				if best < 0 || share > most {
					best, most = at, share
				}
			}
			if best >= 0 {
				s.set(best, i, headers[best])
			}
		}
	}
}

// evidence is the share of rows, of those that tell, in which a column has what was exported in another.
func (g *reading) evidence(s *sheet, at int, c *columnLayout) (share float64, rows int) {
	if !c.Returns {
		return 0, 0
	}
	same := 0
	for i := s.header + 1; i < len(s.head); i++ {
		e := s.head[i].exported
		if e == nil || e.Sheet != s.layout.key || e.Was[c.Key] == "" {
			continue
		}
		rows++
		if a := g.answer(cellAt(s.head[i].cells, at), c, e.Was[c.Key]); a.same {
			same++
		}
	}
	if rows == 0 {
		return 0, 0
	}
	return float64(same) / float64(rows), rows
}

func cellAt(cells []cell, column int) *cell {
	at, some := slices.BinarySearchFunc(cells, column, func(c cell, column int) int { return c.column - column })
	if !some {
		return nil
	}
	return &cells[at]
}

// similar finds columns whose headers were changed by a little. A header that the report gave to a column of people's own is none of these.
func (g *reading) similar(s *sheet, headers map[int]string) {
	taken := s.taken()
	for i := range s.layout.columns {
		c := &s.layout.columns[i]
		if taken[c.Key] {
			continue
		}
		best, least, tie := -1, 99, false
		for _, at := range s.free(headers) {
			if m := suffixed.FindStringSubmatch(headers[at]); m != nil && len(s.layout.headers[folded(m[1])]) > 0 {
				continue
			}
			for _, own := range c.headers {
				most := slips(folded(own))
				if len(headers[at]) > longestHeader {
					continue
				}
				d := distance(folded(headers[at]), folded(own))
				if d > most {
					continue
				}
				switch {
				case d < least:
					best, least, tie = at, d, false
				case d == least && at != best:
					tie = true
				}
			}
		}
		if best < 0 || tie {
			continue
		}
		if share, rows := g.evidence(s, best, c); rows == 0 || share >= 0.5 {
			s.set(best, i, headers[best])
			g.renamed(s, best, c)
		}
	}
}

// slips is how many slips of the pen a header may have and still be taken for it. Of two short words, one may well be meant for itself.
func slips(header string) int {
	n := utf8.RuneCountInString(header)
	switch {
	case n >= 8:
		return 2
	case n >= 4, n >= 2 && header[0] >= utf8.RuneSelf:
		return 1
	}
	return 0
}

func (g *reading) renamed(s *sheet, at int, c *columnLayout) {
	g.problems.add(s.problem(CodeRenamed, reference(at, s.head[s.header].row), "", words.ReadbackRenamed, "header", shown(s.roles[at].header),
		"column", c.headers[g.language]))
}

// byContent finds columns that got another name altogether: nearly all of their cells are what was exported.
func (g *reading) byContent(s *sheet, headers map[int]string) {
	taken := s.taken()
	for i := range s.layout.columns {
		c := &s.layout.columns[i]
		if taken[c.Key] || !c.Returns {
			continue
		}
		for at := 1; at < len(s.roles); at++ {
			if s.roles[at].kind != roleUnknown {
				continue
			}
			if share, rows := g.evidence(s, at, c); rows >= 3 && share >= 0.8 {
				s.set(at, i, headers[at])
				g.renamed(s, at, c)
				break
			}
		}
	}
}

// own are the columns that are left: people's. The report gives one a number that has a header of its own columns ("owner (2)"), which is taken away again.
func (g *reading) own(s *sheet, headers map[int]string) {
	used := map[string]bool{}
	there, lower := map[string]bool{}, map[string]bool{}
	for _, at := range s.free(headers) {
		header := export.Visible(headers[at])
		there[header], lower[strings.ToLower(header)] = true, true
	}
	for i := range s.layout.columns {
		for _, own := range s.layout.columns[i].headers {
			lower[strings.ToLower(own)] = true
		}
	}
	for _, at := range s.free(headers) {
		header := export.Visible(headers[at])
		if m := suffixed.FindStringSubmatch(header); m != nil && !there[m[1]] && lower[strings.ToLower(m[1])] {
			header = m[1]
		}
		for _, lang := range languages {
			if folded(header) == folded(words.ColumnComment.In(lang)) {
				header = strings.TrimPrefix(journal.Comment, journal.Own)
			}
		}
		name := header
		for n := 2; used[name]; n++ {
			name = fmt.Sprintf("%s (%d)", header, n)
		}
		used[name] = true
		s.roles[at] = role{kind: roleOwn, key: journal.Own + name, header: name}
	}
}

// title is the column in which the sheet's name stands above its table.
func (s *sheet) title() int {
	for i := 0; i < s.header; i++ {
		for j := range s.head[i].cells {
			c := &s.head[i].cells[j]
			if said := c.said(); said == s.tab || slices.Contains(s.layout.names, said) {
				return c.column
			}
		}
	}
	return 1
}

// rows reads the rows of a sheet below its header.
func (g *reading) rows(s *sheet) error {
	title := s.title()
	for i := 0; i < s.header && !s.layout.within; i++ {
		for j := range s.head[i].cells {
			// The report itself writes above its table, in the first column.
			if c := &s.head[i].cells[j]; c.column != title {
				if value := c.said(); value != "" {
					g.problems.add(s.problem(CodeOutside, reference(c.column, s.head[i].row), value, words.ReadbackOutside, "value", shown(value)))
				}
			}
		}
	}
	r := &rowReader{reading: g, sheet: s}
	if s.header >= 0 {
		if err := r.all(); err != nil {
			return err
		}
		if s.exported == nil && r.rows > 0 {
			g.problems.add(s.problem(CodeNoBase, "", "", words.ReadbackNoBase, "column", s.layout.columns[len(s.layout.columns)-1].headers[g.language]))
		}
	}
	g.commentsLeft(s)
	return nil
}

// attached reads the comments of a sheet.
func (g *reading) attached(s *sheet) {
	list, err := g.book.comments(s.tab)
	if err != nil {
		g.problems.add(s.problem(CodeComments, "", "", words.ReadbackCommentsBroken, "detail", shown(err.Error())))
	}
	s.comments = map[int][]comment{}
	for _, c := range list {
		s.comments[c.row] = append(s.comments[c.row], c)
	}
}

// commentsElsewhere tells of the comments on a sheet that is not read back.
func (g *reading) commentsElsewhere(s *sheet) {
	g.attached(s)
	g.commentsLeft(s)
}

// commentsLeft tells of the comments that no row has taken.
func (g *reading) commentsLeft(s *sheet) {
	for _, row := range slices.Sorted(maps.Keys(s.comments)) {
		for _, c := range s.comments[row] {
			g.problems.add(s.problem(CodeComment, reference(c.column, row), c.line(), words.ReadbackComment, "value", shown(c.line())))
		}
	}
}
