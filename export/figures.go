package export

import (
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
)

// FigureTable gives the headline figures as a table, for formats that have nothing but tables. Its values are of several types.
func (s Summary) FigureTable(lang inventory.Language) Table {
	rows := [][]Cell{}
	for _, g := range s.Groups {
		for _, f := range g.Figures {
			rows = append(rows, []Cell{textCell(g.Heading), textCell(f.Label), f.Value, textCell(f.Hint), textCell(string(f.Type))})
		}
	}
	return Table{
		Key: "figures", Heading: words.HeadingFigures.In(lang), Rows: rows,
		Columns: []Column{
			{Key: "group", Header: words.FigureGroupHeader.In(lang), Type: TypeText, Width: WidthMedium},
			{Key: "figure", Header: words.FigureHeader.In(lang), Type: TypeText, Width: WidthMedium},
			{Key: "value", Header: words.FigureValueHeader.In(lang), Type: TypeNumber, Width: WidthNarrow},
			{Key: "hint", Header: words.FigureHintHeader.In(lang), Type: TypeText, Width: WidthText},
			{Key: "type", Header: words.FigureTypeHeader.In(lang), Type: TypeText, Width: WidthNarrow, Code: true},
		},
	}
}

// FileTable says of every table of a report in which file it is, how many rows it has, why it has none and what has to be known before it is trusted, for
// formats with a file a table that holds nothing but rows. file gives the name of a file for the key of a sheet and, in the summary, that of a table.
func (r Report) FileTable(file func(sheet, table string) string) Table {
	lang := r.Meta.Language
	rows := [][]Cell{}
	add := func(name, file string, count int, purpose, empty string, notes []string) {
		rows = append(rows, []Cell{
			textCell(name), textCell(file), intCell(int64(count)), textCell(purpose), textCell(empty), textCell(strings.Join(notes, "\n")),
		})
	}
	// The summary's own lines belong to no table of it: they stand with its first one.
	about := []string{r.Summary.Title, r.Summary.Subtitle, r.Summary.Banner.Text}
	for _, t := range append([]Table{r.Summary.FigureTable(lang)}, r.Summary.Tables...) {
		add(t.Heading, file(r.Summary.Key, t.Key), len(t.Rows), "", t.Empty, about)
		about = nil
	}
	for i := range r.Sheets {
		s := &r.Sheets[i]
		add(s.Name, file(s.Key, ""), s.Rows.Len(), s.Purpose, s.Empty, s.Notes)
	}
	return Table{
		Key: "sheets", Heading: words.HeadingSheets.In(lang), Rows: rows,
		Columns: []Column{
			{Key: "sheet", Header: words.SheetHeader.In(lang), Type: TypeText, Width: WidthMedium},
			{Key: "file", Header: words.FileHeader.In(lang), Type: TypeText, Width: WidthMedium, Code: true},
			{Key: "rows", Header: words.SheetRows.In(lang), Type: TypeNumber, Width: WidthNarrow},
			{Key: "purpose", Header: words.SheetPurpose.In(lang), Type: TypeText, Width: WidthText},
			{Key: "empty", Header: words.FileEmptyHeader.In(lang), Type: TypeText, Width: WidthText},
			{Key: "notes", Header: words.FileNotesHeader.In(lang), Type: TypeText, Width: WidthText},
		},
	}
}
