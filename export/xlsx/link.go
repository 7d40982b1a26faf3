package xlsx

import (
	"strconv"
	"strings"

	"unbasic/export"
)

// link makes the cells of a column lead to rows of a sheet.
//
// A cell leads to the row that has an id, wherever that is, so that people can sort both sheets; and to the sheet's top where somebody took it out. It is a formula for that reason, and because a
// sheet can have 65,530 of the other kind of links. Where the report says so, it leads to a fixed place. Texts that do not fit a formula have a link of the
// other kind.
type link struct {
	tabs []*tab
	// places are the tabs as links write them.
	places []string
	// heads and columns say where the ids are: the header above them and the column itself.
	heads, columns []string
	// ids are those of the rows, as formulas look for them; nil where links are fixed. A row whose id stands further up as well has none.
	ids []string
	per int
}

// linkTo prepares the links of a column; nil if they lead nowhere in this workbook.
func (b *book) linkTo(column export.Column) *link {
	target := b.tabs[column.Link]
	if len(target) == 0 {
		return nil
	}
	l := &link{tabs: target, per: b.mostRows}
	if !column.Fixed {
		l.ids = b.ids(column.Link)
	}
	for _, tab := range target {
		l.places = append(l.places, "#"+strings.ReplaceAll(quoted(tab.Name), `"`, `""`)+"!A")
		if id := idColumn(tab.Columns); id >= 0 {
			l.heads = append(l.heads, inHead(tab.table, tab.Columns[id].Header))
			l.columns = append(l.columns, tab.table+inTable(tab.Columns[id].Header))
		}
	}
	return l
}

// idColumn is the hidden column that tells rows apart, -1 if there is none.
func idColumn(columns []export.Column) int {
	for i, c := range columns {
		if c.Hidden && c.Type == export.TypeText {
			return i
		}
	}
	return -1
}

// ids are the ids of the rows of a sheet, as formulas look for them, made once; nil if there are none.
func (b *book) ids(key string) []string {
	if known, made := b.idsOf[key]; made {
		return known
	}
	var ids []string
	sheet := b.tabs[key][0].Sheet
	if id := idColumn(sheet.Columns); id >= 0 {
		ids = make([]string, 0, sheet.Rows.Len())
		seen := make(map[string]bool, sheet.Rows.Len())
		for _, row := range sheet.Rows.All() {
			text := ""
			if id < len(row) {
				text = row[id].Text()
			}
			found, some := literal(wildcards.Replace(text))
			folded := strings.ToLower(text) // MATCH does not tell capitals apart
			if !some || text == "" || seen[folded] {
				found = ""
			}
			seen[folded] = true
			ids = append(ids, found)
		}
	}
	b.idsOf[key] = ids
	return ids
}

// formula makes a text lead to its row. The text is a literal, or what a formula gives. False for a text that leads nowhere or that does not fit a formula:
// place is for these. Literals can be joined to a longer one, but whether HYPERLINK then shows all of it is said nowhere, and a text has to be seen.
func (l *link) formula(c export.Cell, text, live string) (string, bool) {
	part, row, some := l.to(c)
	if !some {
		return "", false
	}
	if live == "" {
		shown, some := inLines(text)
		if !some {
			return "", false
		}
		live = shown
	}
	if at, _ := c.Leads(); at < len(l.ids) && l.ids[at] != "" {
		return `HYPERLINK("` + l.places[part] + `"&IFERROR(ROW(` + l.heads[part] + `)+MATCH(` + l.ids[at] + `,` + l.columns[part] + `,0),1),` + live + `)`, true
	}
	return `HYPERLINK("` + l.places[part] + strconv.Itoa(row) + `",` + live + `)`, true
}

// place is where a text leads that stands in no formula, empty for nowhere.
func (l *link) place(c export.Cell) string {
	part, row, some := l.to(c)
	if !some {
		return ""
	}
	return quoted(l.tabs[part].Name) + "!A" + strconv.Itoa(row)
}

// to gives the part of the sheet that a cell leads to, and the row there.
func (l *link) to(c export.Cell) (part, row int, some bool) {
	at, some := c.Leads()
	if !some || at/l.per >= len(l.tabs) {
		return 0, 0, false
	}
	return at / l.per, at%l.per + rowFirst, true
}
