package export

import (
	"unbasic/export/words"
	"unbasic/inventory"
)

// FigureTable gives the headline figures as a table, for formats that have nothing but tables. Its values are of several types.
func (s Summary) FigureTable(lang inventory.Language) Table {
	rows := [][]Cell{}
	for _, g := range s.Groups {
		for _, f := range g.Figures {
			rows = append(rows, []Cell{textCell(g.Heading), textCell(f.Label), f.Value, textCell(f.Hint)})
		}
	}
	return Table{
		Key: "figures", Heading: words.HeadingFigures.In(lang), Rows: rows,
		Columns: []Column{
			{Key: "group", Header: words.FigureGroupHeader.In(lang), Type: TypeText, Width: WidthMedium},
			{Key: "figure", Header: words.FigureHeader.In(lang), Type: TypeText, Width: WidthMedium},
			{Key: "value", Header: words.FigureValueHeader.In(lang), Type: TypeNumber, Width: WidthNarrow},
			{Key: "hint", Header: words.FigureHintHeader.In(lang), Type: TypeText, Width: WidthText},
		},
	}
}
