package xlsx

import (
	"testing"

	"unbasic/export"
	"unbasic/inventory"
)

// TestFiguresStayOnTheFirstPage: those of a tracked plan are more, and the page breaks below them. Few have the room that is pleasant.
func TestFiguresStayOnTheFirstPage(t *testing.T) {
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		b := &book{look: lookOf(lang)}
		of := func(groups, figures int) export.Summary {
			s := export.Summary{Notes: []string{"a note"}}
			for range groups {
				g := export.FigureGroup{Heading: "Group"}
				for range figures {
					g.Figures = append(g.Figures, export.Figure{Label: "Figure", Hint: "what it counts"})
				}
				s.Groups = append(s.Groups, g)
			}
			return s
		}
		if pad, least := b.figureRoom(of(3, 8)); pad != 6 || least != 21 {
			t.Errorf("%s: of few figures a row has %v and is %v high at least", lang, pad, least)
		}
		pad, least := b.figureRoom(of(4, 9))
		row := max(least, b.look.lineHeight+pad)
		if height := 46 + 4*b.look.defaultHeight + 4*30 + 36*row; height > onFirstPage || row < b.look.lineHeight {
			t.Errorf("%s: 36 figures are %v high, with %v a row", lang, height, row)
		}
	}
}
