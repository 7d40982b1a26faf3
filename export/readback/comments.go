package readback

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"unbasic/plan/journal"
)

// Comment is the column in which the comments of a row's cells stand in the next workbook, a line each, with who wrote them: in a column they are seen, sorted and
// read back like all that people write. The name is the same in every language, so that there is one such column.
const Comment = journal.Own + commentHeader

const commentHeader = "Comment"

// comment is what somebody attached to a cell.
type comment struct {
	row, column  int
	author, text string
}

// line is the comment as it stands in the column.
func (c *comment) line() string {
	text := c.text
	if c.author == "" {
		return text
	}
	// Excel begins a note with its writer's name.
	if rest, some := strings.CutPrefix(text, c.author+":"); some {
		text = strings.TrimSpace(rest)
	}
	return c.author + ": " + text
}

// comments gives those of a sheet by row and column. Newer programs keep them in threads, with a text for older ones beside them, which is then passed over.
func (s *source) comments(sheet string) ([]comment, error) {
	var notes, threads []comment
	for _, rel := range s.related(sheet) {
		var err error
		switch {
		case rel.is("/comments") && notes == nil:
			notes, err = s.notes(rel.target)
		case rel.is("/threadedComment") && threads == nil:
			threads, err = s.threads(rel.target)
		}
		if err != nil {
			return nil, err
		}
	}
	threaded := map[[2]int]bool{}
	for _, t := range threads {
		threaded[[2]int{t.row, t.column}] = true
	}
	notes = slices.DeleteFunc(notes, func(n comment) bool { return threaded[[2]int{n.row, n.column}] })
	all := slices.Concat(notes, threads)
	slices.SortStableFunc(all, func(a, b comment) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column)) })
	return all, nil
}

func (s *source) notes(name string) (list []comment, err error) {
	var authors []string
	err = s.walk(name, mostSmall, func(e xml.StartElement, t *tokens) (err error) {
		switch e.Name.Local {
		case "author":
			var author string
			author, err = t.text()
			authors = append(authors, strings.TrimSpace(decoded(author)))
		case "comment":
			c := placed(attribute(e, "ref"))
			if n, err := strconv.Atoi(attribute(e, "authorId")); err == nil && n >= 0 && n < len(authors) {
				c.author = authors[n]
			}
			if c.text, err = t.text("rPh"); err != nil {
				return err
			}
			list = appended(list, c)
		}
		return err
	})
	return list, err
}

func (s *source) threads(name string) (list []comment, err error) {
	err = s.walk(name, mostSmall, func(e xml.StartElement, t *tokens) (err error) {
		if e.Name.Local != "threadedComment" {
			return nil
		}
		c := placed(attribute(e, "ref"))
		c.author = strings.TrimSpace(s.people[attribute(e, "personId")])
		if c.text, err = t.text("mentions", "extLst"); err != nil {
			return err
		}
		list = appended(list, c)
		return nil
	})
	return list, err
}

func appended(list []comment, c comment) []comment {
	if c.text = clean(decoded(c.text)); c.text != "" {
		list = append(list, c)
	}
	return list
}

// placed is a comment at a reference.
func placed(reference string) comment {
	row, _ := strconv.Atoi(strings.TrimLeft(strings.ToUpper(reference), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) // 0 is no row, and a comment on none is said to be so
	return comment{row: row, column: columnOf(reference)}
}
