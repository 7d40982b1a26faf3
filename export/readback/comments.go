package readback

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

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

// comments gives those of a sheet by row and column. Newer programs keep them in threads, which excelize does not read, with a note for older programs beside each,
// which is then passed over.
func (b *book) comments(sheet string) ([]comment, error) {
	list, err := b.GetComments(sheet)
	if err != nil {
		return nil, err
	}
	threads, err := b.threads(sheet)
	if err != nil {
		return nil, err
	}
	threaded := map[[2]int]bool{}
	for _, t := range threads {
		threaded[[2]int{t.row, t.column}] = true
	}
	var notes []comment
	for _, note := range list {
		c := placed(note.Cell)
		if threaded[[2]int{c.row, c.column}] {
			continue
		}
		c.author, c.text = strings.TrimSpace(decoded(note.Author)), note.Text
		for _, run := range note.Paragraph {
			c.text += run.Text
		}
		notes = appended(notes, c)
	}
	all := slices.Concat(notes, threads)
	slices.SortStableFunc(all, func(a, b comment) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column)) })
	return all, nil
}

// relationships are what a part of the file refers to.
type relationships struct {
	List []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// related gives the relationships of a part; none where it has none, or they can't be read.
func (b *book) related(part string) relationships {
	var r relationships
	folder, file := path.Split(part)
	_ = b.decode(folder+"_rels/"+file+".rels", &r)
	for i := range r.List {
		if target := r.List[i].Target; strings.HasPrefix(target, "/") {
			r.List[i].Target = target[1:]
		} else {
			r.List[i].Target = path.Join(folder, target)
		}
	}
	return r
}

// decode reads a small part of the file; one that is not there says nothing.
func (b *book) decode(part string, into any) error {
	data, some := b.Pkg.Load(part)
	if !some {
		return nil
	}
	if err := xml.Unmarshal(data.([]byte), into); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", part, err)
	}
	return nil
}

// main is the path of the part that lists the sheets.
func (b *book) main() string {
	for _, rel := range b.related("").List {
		if strings.HasSuffix(rel.Type, "/officeDocument") {
			return rel.Target
		}
	}
	return ""
}

// sheetParts gives the paths of the sheets by their names.
func (b *book) sheetParts() map[string]string {
	paths := map[string]string{}
	for _, rel := range b.related(b.main()).List {
		paths[rel.ID] = rel.Target
	}
	parts := map[string]string{}
	for _, s := range b.WorkBook.Sheets.Sheet {
		parts[s.Name] = paths[s.ID]
	}
	return parts
}

// threads gives the comments of a sheet that are in threads.
func (b *book) threads(sheet string) ([]comment, error) {
	var list []comment
	for _, rel := range b.related(b.parts[sheet]).List {
		if !strings.HasSuffix(rel.Type, "/threadedComment") {
			continue
		}
		var part struct {
			List []struct {
				Ref    string `xml:"ref,attr"`
				Person string `xml:"personId,attr"`
				Text   string `xml:"text"`
			} `xml:"threadedComment"`
		}
		if err := b.decode(rel.Target, &part); err != nil {
			return nil, err
		}
		people := b.people()
		for _, c := range part.List {
			made := placed(c.Ref)
			made.author, made.text = strings.TrimSpace(people[c.Person]), c.Text
			list = appended(list, made)
		}
	}
	return list, nil
}

// people are the writers of threads by their ids. Where they can't be read, nobody is named.
func (b *book) people() map[string]string {
	names := map[string]string{}
	for _, rel := range b.related(b.main()).List {
		var part struct {
			List []struct {
				ID   string `xml:"id,attr"`
				Name string `xml:"displayName,attr"`
			} `xml:"person"`
		}
		if !strings.HasSuffix(rel.Type, "/person") || b.decode(rel.Target, &part) != nil {
			continue
		}
		for _, person := range part.List {
			names[person.ID] = person.Name
		}
	}
	return names
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
