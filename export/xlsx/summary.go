package xlsx

import (
	"fmt"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// The columns of the summary: label, value, hint; charts stand over the fourth. The small tables use all four.
var summaryWidths = [4]float64{31, 14, 60, 82}

// chartWidth is the fourth column in pixels, less a margin; chartOffset is that margin.
const (
	chartWidth  = 620
	chartOffset = 16
)

// page is the summary in the making: row is the next free one.
type page struct {
	*book
	sheet string
	row   int
	// places are where the rows of the small tables stand, by key.
	places map[string]place
}

// place is the first and the last row of a table's body.
type place struct{ first, last int }

// summary lays out the first sheet: title, figures on the left with charts on the right, then the small tables.
func (b *book) summary(s export.Summary) error {
	if err := b.page(s.Name, colorNavy, 1); err != nil {
		return err
	}
	p := &page{book: b, sheet: s.Name, places: map[string]place{}}
	for i, width := range summaryWidths {
		letter := string(rune('A' + i))
		if err := b.file.SetColWidth(s.Name, letter, letter, width); err != nil {
			return fmt.Errorf("setting the width of column %s: %w", letter, err)
		}
	}
	if err := p.title(s); err != nil {
		return err
	}
	top := p.row
	for _, group := range s.Groups {
		if err := p.group(group); err != nil {
			return err
		}
	}
	bottom := p.row - 1
	// The first page on paper is figures and charts; the tables begin on the next.
	if err := p.file.InsertPageBreak(s.Name, fmt.Sprintf("A%d", p.row)); err != nil {
		return fmt.Errorf("breaking the page: %w", err)
	}
	for _, table := range s.Tables {
		if err := p.table(table); err != nil {
			return err
		}
	}
	if err := b.file.SetSheetDimension(s.Name, fmt.Sprintf("A1:D%d", p.row-1)); err != nil {
		return fmt.Errorf("setting the sheet's size: %w", err)
	}
	return p.charts(s, top, bottom)
}

func (p *page) put(column int, value any, f face) error {
	ref, err := excelize.CoordinatesToCellName(column, p.row)
	if err != nil {
		return err
	}
	id, err := p.styles.id(f)
	if err != nil {
		return err
	}
	if text, isText := value.(string); isText {
		err = p.file.SetCellStr(p.sheet, ref, text)
	} else if value != nil {
		err = p.file.SetCellValue(p.sheet, ref, value)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", ref, err)
	}
	if err := p.file.SetCellStyle(p.sheet, ref, ref, id); err != nil {
		return fmt.Errorf("styling %s: %w", ref, err)
	}
	return nil
}

func (p *page) text(column int, text string, f face) error {
	if export.ActsLikeFormula(text) {
		f.format = "@"
	}
	return p.put(column, fit(text, p.report.Meta.Cut), f)
}

func (p *page) next(height float64) error {
	if err := p.file.SetRowHeight(p.sheet, p.row, math.Min(height, excelize.MaxRowHeight)); err != nil {
		return fmt.Errorf("setting the height of row %d: %w", p.row, err)
	}
	p.row++
	return nil
}

func (p *page) merge(from, to int) error {
	first, err := excelize.CoordinatesToCellName(from, p.row)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(to, p.row)
	if err != nil {
		return err
	}
	return p.file.MergeCell(p.sheet, first, last)
}

func (p *page) title(s export.Summary) error {
	p.row = 1
	if err := p.text(1, s.Title, face{part: partTitle}); err != nil {
		return err
	}
	if err := p.next(30); err != nil {
		return err
	}
	if err := p.text(1, s.Subtitle, face{part: partPurpose}); err != nil {
		return err
	}
	if err := p.next(p.look.defaultHeight); err != nil {
		return err
	}
	for column := 1; column <= 4; column++ {
		text := ""
		if column == 1 {
			text = s.Banner.Text
		}
		if err := p.text(column, text, face{part: partBanner, tone: s.Banner.Tone}); err != nil {
			return err
		}
	}
	if err := p.next(p.look.defaultHeight + 6); err != nil {
		return err
	}
	return p.next(10)
}

func (p *page) group(g export.FigureGroup) error {
	for column := 1; column <= 3; column++ {
		text := ""
		if column == 1 {
			text = g.Heading
		}
		if err := p.text(column, text, face{part: partGroup}); err != nil {
			return err
		}
	}
	if err := p.next(22); err != nil {
		return err
	}
	for _, figure := range g.Figures {
		if err := p.text(1, figure.Label, face{part: partLabel, wrap: true}); err != nil {
			return err
		}
		if err := p.put(2, p.value(figure.Value), face{part: partValue, tone: figure.Value.Tone(), format: p.look.format(figure.Type)}); err != nil {
			return err
		}
		if err := p.text(3, figure.Hint, face{part: partHint, wrap: true}); err != nil {
			return err
		}
		tall := max(lines(figure.Label, summaryWidths[0]), lines(figure.Hint, summaryWidths[2]))
		if err := p.next(math.Max(21, p.look.lineHeight*float64(tall)+6)); err != nil {
			return err
		}
	}
	return p.next(8)
}

// table lays out a small table. Where it has three columns, the last one takes two.
func (p *page) table(t export.Table) error {
	for column := 1; column <= 4; column++ {
		text := ""
		if column == 1 {
			text = t.Heading
		}
		if err := p.text(column, text, face{part: partGroup}); err != nil {
			return err
		}
	}
	if err := p.next(24); err != nil {
		return err
	}
	if t.Empty != "" {
		if err := p.text(1, t.Empty, face{part: partNote}); err != nil {
			return err
		}
		if err := p.next(p.look.defaultHeight + 2); err != nil {
			return err
		}
		return p.next(8)
	}
	for i, column := range t.Columns {
		if err := p.text(i+1, column.Header, face{part: partHeader, align: headerAlign(column.Type)}); err != nil {
			return err
		}
	}
	if len(t.Columns) == 3 {
		if err := p.put(4, nil, face{part: partHeader}); err != nil {
			return err
		}
		if err := p.merge(3, 4); err != nil {
			return err
		}
	}
	if err := p.next(p.look.defaultHeight + 4); err != nil {
		return err
	}
	first := p.row
	for _, row := range t.Rows {
		if err := p.tableRow(t, row); err != nil {
			return err
		}
	}
	p.places[t.Key] = place{first, p.row - 1}
	return p.next(8)
}

func (p *page) tableRow(t export.Table, row []export.Cell) error {
	tall := 1
	for i, cell := range row {
		column := t.Columns[i]
		f := p.faceOf(cell, column)
		if t.Key == "sheets" && i == 0 {
			f = face{part: partLink}
			if err := p.link(cell.Text()); err != nil {
				return err
			}
		}
		if err := p.put(i+1, p.value(cell), f); err != nil {
			return err
		}
		width := summaryWidths[i]
		if i == 2 && len(t.Columns) == 3 {
			width += summaryWidths[3]
		}
		tall = max(tall, lines(p.shown(cell, column.Type), width))
	}
	if len(t.Columns) == 3 {
		if err := p.put(4, nil, face{}); err != nil {
			return err
		}
		if err := p.merge(3, 4); err != nil {
			return err
		}
	}
	return p.next(p.look.lineHeight*float64(min(tall, tallest)) + 4)
}

// link makes the cell of a sheet's name lead there: the names are the program's own.
func (p *page) link(sheet string) error {
	ref, err := excelize.CoordinatesToCellName(1, p.row)
	if err != nil {
		return err
	}
	if err := p.file.SetCellHyperLink(p.sheet, ref, quoted(sheet)+"!A1", "Location"); err != nil {
		return fmt.Errorf("linking to %q: %w", sheet, err)
	}
	return nil
}

// charts stand one below the other beside the figures, from row top to row bottom.
func (p *page) charts(s export.Summary, top, bottom int) error {
	drawn := []export.Chart{}
	for _, chart := range s.Charts {
		if _, some := p.places[chart.Table]; some {
			drawn = append(drawn, chart)
		}
	}
	if len(drawn) == 0 {
		return nil
	}
	each := (bottom - top + 1) / len(drawn)
	for i, chart := range drawn {
		from := top + i*each
		height := 0.0
		for row := from; row < from+each; row++ {
			points, err := p.file.GetRowHeight(p.sheet, row)
			if err != nil {
				return fmt.Errorf("measuring row %d: %w", row, err)
			}
			height += points * 96 / 72
		}
		if err := p.chart(chart, from, uint(height)-8); err != nil {
			return fmt.Errorf("drawing chart %q: %w", chart.Title, err)
		}
	}
	return nil
}

func (p *page) chart(c export.Chart, row int, height uint) error {
	body := p.places[c.Table]
	sheet := quoted(p.sheet)
	series := excelize.ChartSeries{
		Name:       sheet + "!$B$" + strconv.Itoa(body.first-1),
		Categories: fmt.Sprintf("%s!$A$%d:$A$%d", sheet, body.first, body.last),
		Values:     fmt.Sprintf("%s!$B$%d:$B$%d", sheet, body.first, body.last),
		Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colorNavy}},
		DataLabel:  excelize.ChartDataLabel{Font: excelize.Font{Family: p.look.font, Size: 9, Color: colorInk, Bold: true}},
	}
	gap, off := uint(60), false
	font := excelize.Font{Family: p.look.font, Size: 9, Color: colorInk}
	axisTitle := []excelize.RichTextRun{{Text: c.Axis, Font: &excelize.Font{Family: p.look.font, Size: 9, Color: colorGrey}}}
	zero := 0.0
	return p.file.AddChart(p.sheet, "D"+strconv.Itoa(row), &excelize.Chart{
		Type:       excelize.Col,
		Series:     []excelize.ChartSeries{series},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Family: p.look.font, Size: 12, Bold: true, Color: colorNavy}}}},
		Legend:     excelize.ChartLegend{Position: "none"},
		VaryColors: &off,
		GapWidth:   &gap,
		PlotArea:   excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		XAxis:      excelize.ChartAxis{Font: font},
		YAxis: excelize.ChartAxis{Font: font, MajorGridLines: true, Minimum: &zero, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"},
			Title: excelize.ChartTitle{Paragraph: axisTitle}},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: height},
		Border:    excelize.LineOptions{Type: excelize.LineSolid, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colorRule}}},
		Format: excelize.GraphicOptions{
			AltText: cutTo(c.Alt, excelize.MaxGraphicAltTextLength), OffsetX: chartOffset, OffsetY: 2, Positioning: "oneCell",
		},
	})
}

// cutTo keeps the first UTF-16 units of a text.
func cutTo(text string, limit int) string {
	used := 0
	for i, r := range text {
		if used++; r > 0xffff {
			used++
		}
		if used > limit {
			return text[:i]
		}
	}
	return text
}
