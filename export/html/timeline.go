package html

import (
	"math"
	"strconv"
	"strings"
	"time"

	"unbasic/export"
)

// Rows of the timeline of the summary: up to timelineRows of them have all the room that they like, more are drawn thin, in a box that scrolls. What is behind
// mostTimelineRows is not drawn there, and the drawing says so; the sheet has bars at all of its rows.
const (
	timelineRows     = 60
	mostTimelineRows = 400
)

// timeline is the drawing on the summary.
type timeline struct {
	Name          string
	Width, Height string
	Shapes        []shape
	Legend        []legend
	// Rows say the same as the bars in words, Days what the marked days are.
	Rows []string
	Days []string
	// Tall drawings scroll; Cut says what is not drawn.
	Tall bool
	Cut  string
}

// Sizes of the timeline.
const (
	timelineWidth = 1060.0
	timelineLeft  = 200.0
	rowHeight     = 26.0
	thinRow       = 17.0
	headHeight    = 38.0
)

// timeline draws the days of the first sheet that has them, with the rows of the first sheet that is short enough and has its two columns, or of the first one
// that has these where none is short: waves come before items.
func (p *page) timeline() *timeline {
	var t *export.Timeline
	name := ""
	for i := range p.report.Sheets {
		if s := &p.report.Sheets[i]; s.Timeline != nil && len(s.Timeline.Days) > 0 {
			t, name = s.Timeline, s.Name
			break
		}
	}
	if t == nil {
		return nil
	}
	var rows *export.Sheet
	for i := range p.report.Sheets {
		s := &p.report.Sheets[i]
		if s.Column(t.Start) < 0 || s.Column(t.End) < 0 || s.Rows.Len() == 0 {
			continue
		}
		if rows == nil || s.Rows.Len() <= timelineRows {
			rows = s
		}
		if rows.Rows.Len() <= timelineRows {
			break
		}
	}
	if rows == nil {
		return nil
	}
	return p.drawTimeline(t, rows, rows.Column(t.Start), rows.Column(t.End), name)
}

func (p *page) drawTimeline(t *export.Timeline, s *export.Sheet, start, end int, name string) *timeline {
	span := max(1, t.Span)
	day := (timelineWidth - timelineLeft) / float64(len(t.Days))
	zero := dayNumber(t.Days[0].Day.In(time.UTC))
	count, each := min(s.Rows.Len(), mostTimelineRows), rowHeight
	if count > timelineRows {
		each = thinRow
	}
	height := headHeight + each*float64(count) + 4
	x := func(number int64) float64 { // of the left edge of a day
		return timelineLeft + math.Max(0, math.Min(float64(len(t.Days)), float64(number-zero)/float64(span)))*day
	}
	out := &timeline{Name: name, Width: px(timelineWidth), Height: px(height), Tall: count > timelineRows}
	if count < s.Rows.Len() {
		out.Cut = strings.NewReplacer("{shown}", export.Grouped(int64(count)), "{count}", export.Grouped(int64(s.Rows.Len())), "{sheet}", s.Name).Replace(
			p.report.Interface.TimelineCut)
	}
	labels := map[export.DayKind]string{}
	for _, l := range t.Legend {
		labels[l.Kind] = l.Label
		if l.Kind != export.DayWork {
			out.Legend = append(out.Legend, legend{"k-" + string(l.Kind), l.Label})
		}
	}
	p.days(out, t, labels, day, height)
	p.dates(out, t, day, height)
	done := s.Column(t.Status)
	gap := each / 5
	for i, row := range s.Rows.All() {
		if i == count {
			break
		}
		y := headHeight + each*float64(i)
		title := rowName(p.look, s, row)
		text := label("row-name", shorten(title, (timelineLeft-12)/letter), timelineLeft-8, y+each/2+4, "end")
		text.Hint = title
		out.Shapes = append(out.Shapes, text, line("grid", 0, y+each, timelineWidth, y+each))
		if row[start].Kind() != export.Day || row[end].Kind() != export.Day {
			out.Rows = append(out.Rows, title)
			continue
		}
		from, to := dayNumber(row[start].Day().In(time.UTC)), dayNumber(row[end].Day().In(time.UTC))
		class := "bar period"
		if done >= 0 && t.Done != "" && row[done].Text() == t.Done {
			class = "bar period done"
		}
		said := strings.NewReplacer("{name}", title,
			"{start}", p.look.value(row[start], export.TypeDate), "{end}", p.look.value(row[end], export.TypeDate)).Replace(p.report.Interface.Period)
		out.Rows = append(out.Rows, said)
		if x(to+1) > x(from) {
			out.Shapes = append(out.Shapes, rect(class, x(from), y+gap, math.Max(3, x(to+1)-x(from)), each-2*gap, said))
		}
	}
	return out
}

// days shades the days that differ and lists those with a name; days in a row with the same name are one entry.
func (p *page) days(out *timeline, t *export.Timeline, labels map[export.DayKind]string, width, height float64) {
	for i := 0; i < len(t.Days); {
		first := t.Days[i]
		next := i + 1
		for next < len(t.Days) && t.Days[next].Kind == first.Kind && t.Days[next].Name == first.Name {
			next++
		}
		last := t.Days[next-1].Day
		if first.Kind != export.DayWork {
			hint := labels[first.Kind]
			if first.Name != "" {
				hint = first.Name
			}
			when := first.Day.In(time.UTC).Format(p.look.date)
			if next-i > 1 {
				when += " – " + last.In(time.UTC).Format(p.look.date)
			}
			out.Shapes = append(out.Shapes, rect("k-"+string(first.Kind), timelineLeft+float64(i)*width, headHeight-8, float64(next-i)*width, height-headHeight+8, when+" "+hint))
			if first.Name != "" {
				entry := when + " " + first.Name
				if kind := labels[first.Kind]; kind != "" && kind != first.Name {
					entry = when + " " + kind + ": " + first.Name
				}
				out.Days = append(out.Days, entry)
			}
		}
		i = next
	}
}

// dates writes the months over the days and the number of every Monday, as far as there is room.
func (p *page) dates(out *timeline, t *export.Timeline, width, height float64) {
	month, free, freeMonth := time.Month(0), 0.0, 0.0
	for i, d := range t.Days {
		at := timelineLeft + float64(i)*width
		date := d.Day.In(time.UTC)
		if date.Month() != month {
			month = date.Month()
			text := date.Format(p.look.date[:len("2006-01")])
			if at >= freeMonth && at+em(text)*letter <= timelineWidth {
				out.Shapes = append(out.Shapes, line("month", at, 2, at, height), label("month-name", text, at+4, 13, "start"))
				freeMonth = at + em(text)*letter + 12
			}
		}
		if (date.Weekday() == time.Monday || t.Span > 1) && at >= free {
			text := strconv.Itoa(date.Day())
			out.Shapes = append(out.Shapes, label("tick", text, at+width/2, headHeight-11, "middle"))
			free = at + math.Max(22, width)
		}
	}
}

// rowName is what a row is called: its first two short columns of text or numbers.
func rowName(l look, s *export.Sheet, row []export.Cell) string {
	var parts []string
	for j, c := range s.Columns {
		if c.Hidden || c.Type != export.TypeText && c.Type != export.TypeNumber || row[j].Kind() == export.Empty {
			continue
		}
		parts = append(parts, l.value(row[j], c.Type))
		if c.Type == export.TypeText || len(parts) == 2 {
			break
		}
	}
	return strings.Join(parts, " – ")
}
