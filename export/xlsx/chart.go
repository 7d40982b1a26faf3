package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// The first charts stand beside the figures, one below the other; the others below them, two a row.
const (
	chartsBeside   = 2
	chartRows      = 15 // of a chart below the figures
	chartRowHeight = 21
	chartWidth     = 620 // the fourth column in pixels, less a margin
	chartLeft      = 750 // the first three
	chartOffset    = 16
	mostTicks      = 10 // days that are named below a chart
)

// drawn are the charts whose table has rows.
func drawn(s export.Summary) []export.Chart {
	filled := map[string]bool{}
	for _, table := range s.Tables {
		filled[table.Key] = table.Empty == "" && len(table.Rows) > 0
	}
	charts := []export.Chart{}
	for _, chart := range s.Charts {
		if filled[chart.Table] {
			charts = append(charts, chart)
		}
	}
	return charts
}

// chartsBeside draws charts beside the figures, from row top to row bottom.
func (p *page) chartsBeside(charts []export.Chart, top, bottom int) error {
	for i, chart := range charts {
		each := (bottom - top + 1) / len(charts)
		from := top + i*each
		height := 0.0
		for row := from; row < from+each; row++ {
			height += p.grid.row(row).height * 96 / 72
		}
		if err := p.chart(chart, fmt.Sprintf("D%d", from), chartWidth, uint(height)-8); err != nil {
			return fmt.Errorf("drawing chart %q: %w", chart.Title, err)
		}
	}
	return nil
}

// chartsBelow draws charts two a row, from row top on.
func (p *page) chartsBelow(charts []export.Chart, top int) error {
	for i, chart := range charts {
		at, width := "A", uint(chartLeft)
		if i%2 == 1 {
			at, width = "D", chartWidth
		}
		row := top + i/2*chartRows
		if err := p.chart(chart, fmt.Sprintf("%s%d", at, row), width, chartRows*chartRowHeight*96/72-12); err != nil {
			return fmt.Errorf("drawing chart %q: %w", chart.Title, err)
		}
	}
	return nil
}

func (p *page) chart(c export.Chart, at string, width, height uint) error {
	body, some := p.places[c.Table]
	if !some {
		return fmt.Errorf("there is no table %q", c.Table)
	}
	var plain, marks []excelize.ChartSeries
	for i, key := range c.Series {
		series, err := p.series(c, body, i, key)
		if err != nil {
			return err
		}
		if c.Shape == export.ShapeLines && (key == c.Marks || key == c.Unread) {
			marks = append(marks, series)
		} else {
			plain = append(plain, series)
		}
	}
	lone := len(c.Series) == 1
	chart := p.frame(c, width, height)
	if lone {
		chart.Legend = excelize.ChartLegend{Position: "none"}
	}
	gap, overlap := uint(60), 100
	chart.GapWidth = &gap
	chart.Series = plain
	switch c.Shape {
	case export.ShapeBars:
		chart.Type = excelize.Bar
		chart.XAxis.ReverseOrder = true // else the first row stands at the bottom
		chart.PlotArea.ShowVal = lone
	case export.ShapeStacked:
		chart.Type, chart.Overlap = excelize.ColStacked, &overlap
	case export.ShapeLines:
		chart.Type = excelize.Line
		if rows := body.last - body.first + 1; rows > mostTicks {
			chart.XAxis.TickLabelSkip = (rows + mostTicks - 1) / mostTicks
			chart.XAxis.Alignment.TextRotation = -90 // for readers that skip none
		}
	default:
		chart.Type = excelize.Col
		chart.PlotArea.ShowVal = lone
	}
	if len(marks) == 0 {
		return p.file.AddChart(p.sheet, at, chart)
	}
	thin := uint(400)
	back := *chart
	back.Type, back.Series, back.GapWidth, back.Overlap = excelize.Col, marks, &thin, &overlap
	return p.file.AddChart(p.sheet, at, &back, chart)
}

// series is one column of the table behind a chart.
func (p *page) series(c export.Chart, body place, place int, key string) (excelize.ChartSeries, error) {
	column := -1
	for i := range body.table.Columns {
		if body.table.Columns[i].Key == key {
			column = body.column + i
		}
	}
	if column < 0 {
		return excelize.ChartSeries{}, fmt.Errorf("table %q has no column %q", c.Table, key)
	}
	letter, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return excelize.ChartSeries{}, err
	}
	names, err := excelize.ColumnNumberToName(body.column)
	if err != nil {
		return excelize.ChartSeries{}, err
	}
	tone := export.ToneNone
	if place < len(c.Tones) {
		tone = c.Tones[place]
	}
	fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{chartColor(tone, place)}}
	sheet := quoted(p.sheet)
	series := excelize.ChartSeries{
		Name:       fmt.Sprintf("%s!$%s$%d", sheet, letter, body.first-1),
		Categories: fmt.Sprintf("%s!$%s$%d:$%s$%d", sheet, names, body.first, names, body.last),
		Values:     fmt.Sprintf("%s!$%s$%d:$%s$%d", sheet, letter, body.first, letter, body.last),
		Fill:       fill,
		DataLabel:  excelize.ChartDataLabel{Font: excelize.Font{Family: p.look.font, Size: 9, Color: colorInk, Bold: true}},
	}
	if c.Shape == export.ShapeLines && key != c.Marks && key != c.Unread {
		series.Line = excelize.LineOptions{Type: excelize.LineSolid, Fill: fill, Width: 2.25}
		series.Marker = excelize.ChartMarker{Symbol: "none"}
		if slices.ContainsFunc(body.table.Rows, func(row []export.Cell) bool { return row[column-body.column].Kind() == export.Empty }) {
			series.Marker = excelize.ChartMarker{Symbol: "circle", Size: 5, Fill: fill} // one point alone is no line
		}
	}
	return series, nil
}

// frame is what all charts have in common.
func (p *page) frame(c export.Chart, width, height uint) *excelize.Chart {
	off, zero := false, 0.0
	font := excelize.Font{Family: p.look.font, Size: 9, Color: colorInk}
	axisTitle := []excelize.RichTextRun{{Text: c.Axis, Font: &excelize.Font{Family: p.look.font, Size: 9, Color: colorGrey}}}
	whole := excelize.ChartNumFmt{CustomNumFmt: "#,##0"}
	return &excelize.Chart{
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Family: p.look.font, Size: 12, Bold: true, Color: colorNavy}}}},
		Legend:     excelize.ChartLegend{Position: "bottom", Font: &font},
		VaryColors: &off,
		PlotArea:   excelize.ChartPlotArea{NumFmt: whole},
		XAxis:      excelize.ChartAxis{Font: font},
		YAxis: excelize.ChartAxis{Font: font, MajorGridLines: true, Minimum: &zero, NumFmt: whole,
			Title: excelize.ChartTitle{Paragraph: axisTitle}},
		Dimension: excelize.ChartDimension{Width: width, Height: height},
		Border:    excelize.LineOptions{Type: excelize.LineSolid, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colorRule}}},
		Format: excelize.GraphicOptions{
			AltText: shortened(c.Alt, p.report.Meta.Cut, excelize.MaxGraphicAltTextLength), OffsetX: chartOffset, OffsetY: 2, Positioning: "oneCell",
		},
	}
}
