package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// list is one column of the hidden sheet with suggestions. They stand there and not within the list's own formula, because that has room for 255
// characters, splits at commas and begins a formula with "=": a name can have both.
type list struct {
	name, header string
	values       []string
}

func (b *book) gatherLists(tabs []*tab) {
	for _, t := range tabs {
		for _, column := range t.Columns {
			if len(column.Suggestions) > 0 && t.first == 0 {
				b.lists = append(b.lists, list{named(named("lst", t.Key), column.Key), column.Header, column.Suggestions})
			}
		}
	}
}

// addLists adds the hidden sheet, the last one, if it is needed. Anybody can unhide it.
func (b *book) addLists() error {
	if len(b.lists) == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(b.report.Meta.Lists); err != nil {
		return err
	}
	return b.file.SetSheetVisible(b.report.Meta.Lists, false)
}

func (b *book) writeLists() error {
	if len(b.lists) == 0 {
		return nil
	}
	sheet := b.report.Meta.Lists
	if err := b.page(sheet, colorGrey, 1); err != nil {
		return err
	}
	var g grid
	for i, l := range b.lists {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.put(&g, i+1, 1, l.header, face{part: partHeader, align: "left"}); err != nil {
			return err
		}
		for row, text := range l.values {
			if err := b.put(&g, i+1, row+2, fit(text, b.report.Meta.Cut), face{format: "@"}); err != nil {
				return err
			}
		}
		if err := b.name(l.name, sheet, fmt.Sprintf("$%s$2", letter), fmt.Sprintf("$%s$%d", letter, len(l.values)+1)); err != nil {
			return err
		}
	}
	return b.stream(sheet, &g)
}
