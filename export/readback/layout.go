package readback

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/progress"
)

var languages = []inventory.Language{inventory.English, inventory.Japanese}

// layout is how the sheets of a workbook look before people change them, in every language.
type layout struct {
	sheets []*sheetLayout
	// others are the names of sheets that hold no table.
	others map[string]bool
	// marks are the ends of texts that were cut, a pair of what stands before and behind the number of characters a language.
	marks [][2]string
}

// sheetLayout is a sheet in every language.
type sheetLayout struct {
	key string
	// names are those of the sheet, and columns are in order; both in the order of languages.
	names   []string
	columns []columnLayout
	// headers are the places of columns by what their headers are compared by.
	headers map[string][]int
	// returns reports whether people write in it.
	returns bool
	// sender and ids are the places of columns that tell what a row is, -1 for none.
	sender int
	ids    []int
	// within reports that the table is on a sheet with more than that, of which nothing else is read.
	within bool
	// byItem reports whether rows are items, so that an account is enough to tell one, and ofItem whether they are items or begin with one.
	byItem, ofItem bool
}

// columnLayout is a column in every language.
type columnLayout struct {
	export.Column
	headers []string
	// choices are the codes of what can be chosen, by what a label, a code or another word for it is compared by.
	choices map[string]string
	// labels are those of Choices, in the order of languages.
	labels [][]string
}

func (s *sheetLayout) column(key string) int {
	for i := range s.columns {
		if s.columns[i].Key == key {
			return i
		}
	}
	return -1
}

// idsOf are the columns of which the id of a row is made, where nothing tells what it was exported as.
var idsOf = map[string][]string{
	"plan": {"item"}, "rollback": {"item"}, "runbook": {"item", "step"}, "go-no-go": {"wave", "code"}, "comms": {"message"}, "incidents": {"incident"},
}

// layouts are made from reports of nothing: these have all sheets, headers and choices.
var layouts = sync.OnceValue(func() *layout {
	l := &layout{others: map[string]bool{}}
	for n, lang := range languages {
		r := export.NewReport(inventory.Inventory{}, plan.Plan{}, export.Options{Language: lang, Progress: &progress.Progress{}})
		l.others[r.Summary.Name], l.others[r.Meta.Lists] = true, true
		before, behind, _ := strings.Cut(r.Meta.Cut, "{left}")
		l.marks = append(l.marks, [2]string{before, behind})
		signOff := r.Summary.SignOff
		signOff.Name = r.Summary.Name // it has none of its own
		for i, s := range append(slices.Clone(r.Sheets), signOff) {
			s = s.WithExported(r.Meta.AsExported)
			if n == 0 {
				made := &sheetLayout{key: s.Key, headers: map[string][]int{}, returns: s.Exported != nil, within: i == len(r.Sheets), sender: s.Column("sender")}
				for _, c := range s.Columns {
					made.columns = append(made.columns, columnLayout{Column: c})
				}
				for _, key := range idsOf[s.Key] {
					made.ids = append(made.ids, s.Column(key))
				}
				made.ofItem = len(made.ids) > 0 && idsOf[s.Key][0] == "item" && made.sender >= 0
				made.byItem = made.ofItem && len(made.ids) == 1
				l.sheets = append(l.sheets, made)
			}
			into := l.sheet(s.Key)
			into.names = append(into.names, s.Name)
			for j := range into.columns {
				c := &s.Columns[j]
				column := &into.columns[j]
				column.headers = append(column.headers, c.Header)
				header := folded(c.Header)
				into.headers[header] = append(into.headers[header], j)
				labels := make([]string, len(c.Choices))
				for k, choice := range c.Choices {
					labels[k] = choice.Label
					if column.choices == nil {
						column.choices = map[string]string{}
					}
					column.choices[folded(choice.Label)] = choice.Code
					column.choices[folded(choice.Code)] = choice.Code
				}
				column.labels = append(column.labels, labels)
			}
		}
	}
	for _, s := range l.sheets {
		for i := range s.columns {
			c := &s.columns[i]
			for _, choice := range c.Choices {
				for _, word := range synonyms[s.key+" "+c.Key][choice.Code] {
					c.choices[folded(word)] = choice.Code
				}
			}
		}
	}
	return l
})

func (l *layout) sheet(key string) *sheetLayout {
	for _, s := range l.sheets {
		if s.key == key {
			return s
		}
	}
	return nil
}

// named gives the sheet with a name, in any language.
func (l *layout) named(name string) *sheetLayout {
	for _, s := range l.sheets {
		for _, own := range s.names {
			if strings.EqualFold(own, strings.TrimSpace(name)) {
				return s
			}
		}
	}
	return nil
}

// folded is what words are compared by: without case, width, blanks, and the signs between words. A word of signs alone ("✓") is itself.
func folded(word string) string {
	word = norm.NFKC.String(word)
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, word)
	if letters == "" {
		return strings.TrimSpace(word)
	}
	return letters
}
