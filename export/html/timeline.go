package html

import (
	"math"
	"strconv"
	"strings"
	"time"

	"unbasic/export"
)

// timelineRows is how many bars the timeline of the summary holds. A longer sheet is drawn where its rows are.
const timelineRows = 60

// timeline is the drawing on the summary.
type timeline struct {
	Name          string
	Width, Height string
	Shapes        []shape
	Legend        []legend
	// Rows say the same as the bars in words, Days what the marked days are.
	Rows []string
	Days []string
}

// Sizes of the timeline.
const (
	timelineWidth = 1060.0
	timelineLeft  = 200.0
	rowHeight     = 26.0
	headHeight    = 38.0
)

// timeline draws the days of the first sheet that has them, with the rows of the first sheet that is short enough and has its two columns: waves come before
// items.
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
	for i := range p.report.Sheets {
		s := &p.report.Sheets[i]
		start, end := s.Column(t.Start), s.Column(t.End)
		if start >= 0 && end >= 0 && s.Rows.Len() > 0 && s.Rows.Len() <= timelineRows {
			return p.drawTimeline(t, s, start, end, name)
		}
	}
	return nil
}

func (p *page) drawTimeline(t *export.Timeline, s *export.Sheet, start, end int, name string) *timeline {
	span := max(1, t.Span)
	day := (timelineWidth - timelineLeft) / float64(len(t.Days))
	zero := dayNumber(t.Days[0].Day.In(time.UTC))
	height := headHeight + rowHeight*float64(s.Rows.Len()) + 4
	x := func(number int64) float64 { // of the left edge of a day
		return timelineLeft + math.Max(0, math.Min(float64(len(t.Days)), float64(number-zero)/float64(span)))*day
	}
	out := &timeline{Name: name, Width: px(timelineWidth), Height: px(height)}
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
	for i, row := range s.Rows.All() {
		y := headHeight + rowHeight*float64(i)
		title := rowName(p.look, s, row)
		text := label("row-name", shorten(title, (timelineLeft-12)/letter), timelineLeft-8, y+rowHeight/2+4, "end")
		text.Hint = title
		out.Shapes = append(out.Shapes, text, line("grid", 0, y+rowHeight, timelineWidth, y+rowHeight))
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
			out.Shapes = append(out.Shapes, rect(class, x(from), y+5, math.Max(3, x(to+1)-x(from)), rowHeight-10, said))
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
