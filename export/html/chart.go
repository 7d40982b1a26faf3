package html

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"unbasic/export"
)

// chart is a picture as the template lays it out: shapes in the order in which they are drawn.
type chart struct {
	Key, Title, Alt string
	Width, Height   string
	Wide            bool
	Shapes          []shape
	Legend          []legend
	Behind          *table
}

// legend names a colour.
type legend struct{ Class, Text string }

// shape is one element of a picture. Numbers are text, because they go nowhere but into attributes.
type shape struct {
	Kind   string // rect, line, path, dot or text
	Class  string
	X, Y   string
	W, H   string // of a rect; the end of a line
	Points string // of a path
	Text   string
	Anchor string
	Hint   string // seen when it is pointed at
}

// Sizes of a chart, in the units of its letters of 12.
const (
	narrowChart = 500.0
	wideChart   = 1060.0
	plotHeight  = 210.0
	letter      = 12.0
	lineHeight  = 15.0
	topMargin   = 34.0
	rightMargin = 14.0
)

func px(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) }

func rect(class string, x, y, w, h float64, hint string) shape {
	return shape{Kind: "rect", Class: class, X: px(x), Y: px(y), W: px(w), H: px(h), Hint: hint}
}

func line(class string, x1, y1, x2, y2 float64) shape {
	return shape{Kind: "line", Class: class, X: px(x1), Y: px(y1), W: px(x2), H: px(y2)}
}

func label(class, text string, x, y float64, anchor string) shape {
	return shape{Kind: "text", Class: class, X: px(x), Y: px(y), Text: text, Anchor: anchor}
}

// series is one column of a table as numbers.
type series struct {
	header string
	class  string
	values []float64 // NaN where the cell is empty
	texts  []string
	marks  string // the class of the places that it marks; empty for what is drawn
}

// plot is what every shape of chart has.
type plot struct {
	look   look
	names  []string
	series []series
	marks  []series
	low    float64
	high   float64
	step   float64
	shapes []shape
	width  float64
	left   float64
	bottom float64
}

func (p *page) chart(c export.Chart, t export.Table) chart {
	wide := c.Shape != export.ShapeBars && len(t.Rows) > 14 // few places fit a phone
	g := &plot{look: p.look, width: narrowChart}
	if wide {
		g.width = wideChart
	}
	for _, row := range t.Rows {
		g.names = append(g.names, p.look.value(row[0], t.Columns[0].Type))
	}
	for i, key := range c.Series {
		for j, column := range t.Columns {
			if column.Key != key {
				continue
			}
			s := series{header: column.Header, class: "s" + strconv.Itoa(i%6), marks: markOf(c, key)}
			if i < len(c.Tones) && c.Tones[i] != export.ToneNone {
				s.class = "t-" + string(c.Tones[i])
			}
			for _, row := range t.Rows {
				s.values, s.texts = append(s.values, numberOf(row[j])), append(s.texts, p.look.value(row[j], column.Type))
			}
			if s.marks != "" {
				g.marks = append(g.marks, s)
			} else {
				g.series = append(g.series, s)
			}
		}
	}
	// One series without a colour of its own takes those of the places.
	var tones []string
	if len(g.series) == 1 && (len(c.Tones) == 0 || c.Tones[0] == export.ToneNone) && c.Shape != export.ShapeLines {
		for _, row := range t.Rows {
			class := g.series[0].class
			if tone := row[0].Tone(); tone != export.ToneNone {
				class = "t-" + string(tone)
			}
			tones = append(tones, class)
		}
	}
	g.scale(c.Shape == export.ShapeStacked)
	height := 0.0
	switch c.Shape {
	case export.ShapeBars:
		height = g.bars(tones)
	default:
		height = g.upright(c.Shape, tones)
	}
	// What is counted stands over the axis.
	g.shapes = append(g.shapes, label("axis", c.Axis, 0, letter, "start"))
	out := chart{Key: c.Key, Title: c.Title, Alt: c.Alt, Width: px(g.width), Height: px(height), Shapes: g.shapes, Wide: wide}
	if len(g.series)+len(g.marks) > 1 {
		for _, s := range append(append([]series{}, g.series...), g.marks...) {
			out.Legend = append(out.Legend, legend{cmp.Or(s.marks, s.class), s.header})
		}
	}
	return out
}

// markOf is the class of a series that marks places, empty for one that counts.
func markOf(c export.Chart, key string) string {
	switch key {
	case c.Marks:
		return "mark"
	case c.Unread:
		return "unread"
	}
	return ""
}

func numberOf(c export.Cell) float64 {
	switch c.Kind() {
	case export.Int:
		return float64(c.Int())
	case export.Float:
		return c.Float()
	}
	return math.NaN()
}

// scale finds the ends of the axis and the step between its lines: 1, 2 or 5 times a power of ten, and never a part of one where all values are whole.
func (g *plot) scale(stacked bool) {
	whole := true
	for i := range g.names {
		sum := 0.0
		for _, s := range g.series {
			v := s.values[i]
			if math.IsNaN(v) {
				continue
			}
			whole = whole && v == math.Trunc(v)
			g.low, g.high, sum = math.Min(g.low, v), math.Max(g.high, v), sum+v
		}
		if stacked {
			g.high = math.Max(g.high, sum)
		}
	}
	if g.high == g.low {
		g.high++
	}
	rough := (g.high - g.low) / 4
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	g.step = 10 * power
	for _, m := range []float64{1, 2, 5} {
		if m*power >= rough {
			g.step = m * power
			break
		}
	}
	if whole && g.step < 1 {
		g.step = 1
	}
	g.high, g.low = math.Ceil(g.high/g.step)*g.step, math.Floor(g.low/g.step)*g.step
}

// ticks are the values with a line.
func (g *plot) ticks() []float64 {
	var list []float64
	for i := 0; i < 12; i++ {
		v := g.low + float64(i)*g.step
		if v > g.high+g.step/2 {
			break
		}
		list = append(list, v)
	}
	return list
}

func (g *plot) tick(v float64) string {
	if g.step >= 1 {
		return export.Grouped(int64(math.Round(v)))
	}
	return strconv.FormatFloat(v, 'f', max(0, int(math.Ceil(-math.Log10(g.step)))), 64)
}

// upright draws columns, stacks and lines: places from left to right, values upwards.
func (g *plot) upright(of export.Shape, tones []string) float64 {
	for _, v := range g.ticks() {
		g.left = math.Max(g.left, em(g.tick(v))*letter+8)
	}
	g.bottom = topMargin + plotHeight
	width := g.width - g.left - rightMargin
	slot := width / float64(len(g.names))
	y := func(v float64) float64 { return g.bottom - (v-g.low)/(g.high-g.low)*plotHeight }
	for _, v := range g.ticks() {
		g.shapes = append(g.shapes, line("grid", g.left, y(v), g.width-rightMargin, y(v)), label("tick", g.tick(v), g.left-6, y(v)+4, "end"))
	}
	center := func(i int) float64 { return g.left + (float64(i)+0.5)*slot }
	g.marked(center, slot, y(g.high))
	switch of {
	case export.ShapeStacked:
		g.stacked(center, slot, y)
	case export.ShapeLines:
		g.lines(center, y)
	default:
		g.columns(center, slot, y, tones)
	}
	g.shapes = append(g.shapes, line("base", g.left, y(math.Max(0, g.low)), g.width-rightMargin, y(math.Max(0, g.low))))
	return g.bottom + g.namesBelow(center, slot)
}

// marked draws the places that a series marks, behind everything else, a milestone with its name beside the first. A place of which nothing is known is wide.
func (g *plot) marked(center func(int) float64, slot, top float64) {
	for _, s := range g.marks {
		named := false
		for i, v := range s.values {
			if math.IsNaN(v) || v == 0 {
				continue
			}
			x := center(i)
			if s.marks == "unread" {
				g.shapes = append(g.shapes, rect(s.marks, x-slot/2, top, slot, g.bottom-top, s.header+": "+g.names[i]))
				continue
			}
			g.shapes = append(g.shapes, rect(s.marks, x-1.5, top, 3, g.bottom-top, s.header+": "+g.names[i]))
			if !named {
				named = true
				text := s.header
				anchor, at := "start", x+6
				if x+6+em(text)*letter > g.width-rightMargin {
					anchor, at = "end", x-6
				}
				g.shapes = append(g.shapes, label("mark-name", text, at, top-6, anchor))
			}
		}
	}
}

func (g *plot) columns(center func(int) float64, slot float64, y func(float64) float64, tones []string) {
	each := math.Min(54, slot*0.72/float64(max(1, len(g.series))))
	for k, s := range g.series {
		for i, v := range s.values {
			if math.IsNaN(v) {
				continue
			}
			class := s.class
			if tones != nil {
				class = tones[i]
			}
			x := center(i) - each*float64(len(g.series))/2 + each*float64(k)
			top, zero := y(math.Max(v, 0)), y(math.Min(v, 0))
			g.shapes = append(g.shapes, rect("bar "+class, x+1, top, math.Max(1, each-2), zero-top, g.names[i]+" – "+s.header+": "+s.texts[i]))
			if em(s.texts[i])*letter <= math.Max(each, slot/float64(len(g.series)))+2 {
				g.shapes = append(g.shapes, label("value", s.texts[i], x+each/2, top-5, "middle"))
			}
		}
	}
}

func (g *plot) stacked(center func(int) float64, slot float64, y func(float64) float64) {
	each := math.Min(54, slot*0.72)
	for i := range g.names {
		sum := 0.0
		for _, s := range g.series {
			v := s.values[i]
			if math.IsNaN(v) || v <= 0 {
				continue
			}
			top, bottom := y(sum+v), y(sum)
			g.shapes = append(g.shapes, rect("bar "+s.class, center(i)-each/2, top, each, bottom-top, g.names[i]+" – "+s.header+": "+s.texts[i]))
			sum += v
		}
		text := g.total(sum)
		if em(text)*letter <= slot+2 {
			g.shapes = append(g.shapes, label("value", text, center(i), y(sum)-5, "middle"))
		}
	}
}

// total writes a sum over the stack: whole numbers without a point.
func (g *plot) total(sum float64) string {
	if sum == math.Trunc(sum) {
		return export.Grouped(int64(sum))
	}
	return g.look.measure(sum)
}

func (g *plot) lines(center func(int) float64, y func(float64) float64) {
	for _, s := range g.series {
		var points []string
		flush := func() {
			if len(points) > 1 {
				g.shapes = append(g.shapes, shape{Kind: "path", Class: "curve " + s.class, Points: strings.Join(points, " ")})
			}
			points = nil
		}
		first, last := -1, -1
		for i, v := range s.values {
			if math.IsNaN(v) {
				flush()
				continue
			}
			points = append(points, px(center(i))+","+px(y(v)))
			if first < 0 {
				first = i
			}
			last = i
		}
		flush()
		for i, v := range s.values {
			if math.IsNaN(v) || len(g.names) > 60 && i != first && i != last {
				continue
			}
			g.shapes = append(g.shapes, shape{Kind: "dot", Class: "dot " + s.class, X: px(center(i)), Y: px(y(v)), Hint: g.names[i] + " – " + s.header + ": " + s.texts[i]})
		}
		for _, i := range []int{first, last} {
			if i < 0 || i == last && first == last && i != first {
				continue
			}
			anchor, dx := "start", 2.0
			if i == last && first != last {
				anchor, dx = "end", 2
			}
			g.shapes = append(g.shapes, label("value", s.texts[i], center(i)+dx, y(s.values[i])-8, anchor))
			if first == last {
				break
			}
		}
	}
}

// namesBelow writes the names of the places, wrapped, or only every few where they are many; it gives the height that they take.
func (g *plot) namesBelow(center func(int) float64, slot float64) float64 {
	every, room := 1, slot
	if slot < 40 {
		widest := 0.0
		for _, name := range g.names {
			widest = math.Max(widest, em(name)*letter)
		}
		every = int(math.Ceil(math.Min(widest+10, 110) / slot))
		room = slot * float64(every)
	}
	most := 1
	for i := 0; i < len(g.names); i += every {
		lines := wrap(g.names[i], (room-2)/letter, 3)
		most = max(most, len(lines))
		for n, text := range lines {
			s := label("name", text, center(i), g.bottom+lineHeight*float64(n+1)+1, "middle")
			s.Hint = g.names[i]
			// The first and the last of many names may be wider than the room to the edge.
			if half := em(text) * letter / 2; center(i)+half > g.width {
				s.X, s.Anchor = px(g.width), "end"
			} else if center(i)-half < 0 {
				s.X, s.Anchor = "0", "start"
			}
			g.shapes = append(g.shapes, s)
		}
	}
	return lineHeight*float64(most) + 10
}

// bars draws values from left to right, a row a place.
func (g *plot) bars(tones []string) float64 {
	for _, name := range g.names {
		g.left = math.Max(g.left, em(name)*letter+10)
	}
	g.left = math.Min(g.left, g.width*0.36)
	each := 18.0
	slot := each*float64(max(1, len(g.series))) + 8
	top := topMargin - 10
	bottom := top + slot*float64(len(g.names))
	room := 0.0 // for the value behind the longest bar
	for _, s := range g.series {
		for _, text := range s.texts {
			room = math.Max(room, em(text)*letter+8)
		}
	}
	x := func(v float64) float64 {
		return g.left + (v-g.low)/(g.high-g.low)*(g.width-g.left-math.Max(room, rightMargin))
	}
	for _, v := range g.ticks() {
		g.shapes = append(g.shapes, line("grid", x(v), top, x(v), bottom), label("tick", g.tick(v), x(v), bottom+lineHeight, "middle"))
	}
	for i, name := range g.names {
		y := top + slot*float64(i) + 4
		s := label("name", shorten(name, (g.left-10)/letter), g.left-8, y+each*float64(max(1, len(g.series)))/2+4, "end")
		s.Hint = name
		g.shapes = append(g.shapes, s)
		for k, s := range g.series {
			v := s.values[i]
			if math.IsNaN(v) {
				continue
			}
			class := s.class
			if tones != nil {
				class = tones[i]
			}
			from, to := x(math.Min(v, 0)), x(math.Max(v, 0))
			g.shapes = append(g.shapes, rect("bar "+class, from, y+each*float64(k)+1, to-from, each-2, name+" – "+s.header+": "+s.texts[i]),
				label("value", s.texts[i], to+5, y+each*float64(k)+each/2+4, "start"))
		}
	}
	g.shapes = append(g.shapes, line("base", x(0), top, x(0), bottom))
	return bottom + lineHeight + 8
}
