package html

import (
	"encoding/json"
	"strconv"
	"time"

	"unbasic/export"
)

// repeats is how many texts of a column are remembered, so that one that comes again is written as its number. page.js counts the same way.
const repeats = 4096

// field is a column as page.js reads it. Hidden columns are not in the page: all that they are for is in the rows' senders.
type field struct {
	Key     string   `json:"key"`
	Header  string   `json:"header"`
	Type    string   `json:"type"`
	Width   string   `json:"width"`
	Code    bool     `json:"code,omitempty"`
	Detail  bool     `json:"detail,omitempty"`
	Yours   bool     `json:"yours,omitempty"`
	Bar     bool     `json:"bar,omitempty"`
	Link    string   `json:"link,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

// drawn is a timeline as page.js reads it.
type drawn struct {
	Start  string     `json:"start"`
	End    string     `json:"end"`
	Status string     `json:"status"`
	Done   string     `json:"done"`
	Span   int        `json:"span"`
	Days   []drawnDay `json:"days"`
	Legend []drawnDay `json:"legend"`
}

// drawnDay is a day, or a kind of days in the legend.
type drawnDay struct {
	Day  int64  `json:"day,omitempty"`
	Kind string `json:"kind"`
	Name string `json:"name,omitempty"`
}

// data writes the rows of every sheet, then what all of them share.
func (p *page) data() error {
	senders := &senderList{place: map[string]int{}}
	for i := range p.report.Sheets {
		if err := p.rows(&p.report.Sheets[i], senders); err != nil {
			return err
		}
	}
	choices := map[string]any{
		"lang": string(p.report.Meta.Language), "words": wordsOf(p.report.Interface), "senders": senders.ids, "repeats": repeats,
	}
	text, err := json.Marshal(choices)
	if err != nil {
		return err
	}
	return p.script("ui-data", text)
}

// script writes data that page.js reads. json.Marshal escapes <, >, & and the line ends of JavaScript.
func (p *page) script(id string, content []byte) error {
	p.out.WriteString(`<script type="application/json" id="` + id + `">`)
	p.out.Write(content)
	_, err := p.out.WriteString("</script>\n")
	return err
}

// senderList numbers the senders in the order in which rows name them.
type senderList struct {
	ids   []string
	place map[string]int
}

func (l *senderList) number(id string) int {
	n, known := l.place[id]
	if !known {
		n = len(l.ids)
		l.ids, l.place[id] = append(l.ids, id), n
	}
	return n
}

// rows writes one sheet: {"columns": …, "timeline": …, "rows": [[sender, cell, …], …]}. The sender is -1 for a row about none.
func (p *page) rows(s *export.Sheet, senders *senderList) error {
	fields, places := []field{}, []int{}
	for j, c := range s.Columns {
		if c.Hidden {
			continue
		}
		f := field{c.Key, c.Header, string(c.Type), string(c.Width), c.Code, c.Detail, c.Editable, c.Bar, c.Link, nil}
		for _, choice := range c.Choices {
			f.Choices = append(f.Choices, choice.Label)
		}
		fields, places = append(fields, f), append(places, j)
	}
	head, err := json.Marshal(map[string]any{"columns": fields, "timeline": drawnOf(s.Timeline)})
	if err != nil {
		return err
	}
	key, err := json.Marshal(s.Key)
	if err != nil {
		return err
	}
	p.out.WriteString(`<script type="application/json" class="ui-sheet">{"key":`)
	p.out.Write(key)
	p.out.WriteString(`,"head":`)
	p.out.Write(head)
	p.out.WriteString(`,"rows":[`)
	known := make([]map[repeated]int, len(places))
	line := make([]byte, 0, 4096)
	for i, row := range s.Rows.All() {
		line = line[:0]
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, "\n["...)
		if id, some := p.report.SenderOf(s, row); some {
			line = strconv.AppendInt(line, int64(senders.number(id)), 10)
		} else {
			line = append(line, "-1"...)
		}
		for k, j := range places {
			line = append(line, ',')
			if known[k] == nil {
				known[k] = map[repeated]int{}
			}
			if line, err = p.appendCell(line, row[j], s.Columns[j].Type, known[k]); err != nil {
				return err
			}
		}
		line = append(line, ']')
		if _, err := p.out.Write(line); err != nil {
			return err
		}
	}
	_, err = p.out.WriteString("]}</script>\n")
	return err
}

// repeated is what makes two cells of a text column the same.
type repeated struct {
	text string
	tone export.Tone
}

// appendCell writes a cell: the value, [value, tone] or [value, tone, row that it leads to]; "" for an empty one. Days are days and times seconds since 1970.
// A cell of a text column that stood there before, and leads nowhere, is the number that it got then.
func (p *page) appendCell(line []byte, c export.Cell, t export.Type, known map[repeated]int) ([]byte, error) {
	tone, to := c.Tone(), -1
	text := c.Text()
	if t == export.TypeText {
		text = p.look.value(c, t) // a number here would be taken for the place of a text
	}
	if row, leads := c.Leads(); leads {
		to = row
	}
	if t == export.TypeText && text != "" && to < 0 {
		key := repeated{text, tone}
		if n, again := known[key]; again {
			return strconv.AppendInt(line, int64(n), 10), nil
		}
		if len(known) < repeats {
			known[key] = len(known)
		}
	}
	plain := tone == export.ToneNone && to < 0
	if !plain {
		line = append(line, '[')
	}
	kind := c.Kind()
	if text != "" {
		kind = export.Text
	}
	switch kind {
	case export.Text:
		quoted, err := json.Marshal(text)
		if err != nil {
			return nil, err
		}
		line = append(line, quoted...)
	case export.Int:
		line = strconv.AppendInt(line, c.Int(), 10)
	case export.Float:
		line = strconv.AppendFloat(line, c.Float(), 'f', -1, 64)
	case export.Day:
		line = strconv.AppendInt(line, dayNumber(c.Day().In(time.UTC)), 10)
	case export.Time:
		line = strconv.AppendInt(line, c.Time().Unix(), 10)
	default:
		line = append(line, `""`...)
	}
	if !plain {
		line = append(line, `,"`...)
		line = append(line, tone...)
		line = append(line, '"')
		if to >= 0 {
			line = append(line, ',')
			line = strconv.AppendInt(line, int64(to), 10)
		}
		line = append(line, ']')
	}
	return line, nil
}

// dayNumber counts the days since 1970.
func dayNumber(midnight time.Time) int64 { return midnight.Unix() / (24 * 60 * 60) }

func drawnOf(t *export.Timeline) *drawn {
	if t == nil || len(t.Days) == 0 {
		return nil
	}
	d := &drawn{t.Start, t.End, t.Status, t.Done, max(1, t.Span), make([]drawnDay, len(t.Days)), []drawnDay{}}
	for i, day := range t.Days {
		d.Days[i] = drawnDay{dayNumber(day.Day.In(time.UTC)), string(day.Kind), day.Name}
	}
	for _, l := range t.Legend {
		if l.Kind != export.DayWork {
			d.Legend = append(d.Legend, drawnDay{0, string(l.Kind), l.Label})
		}
	}
	return d
}

// wordsOf are the words that page.js needs.
func wordsOf(w export.Interface) map[string]string {
	return map[string]string{
		"timeline": w.Timeline, "legend": w.Legend, "search": w.Search, "filters": w.Filters, "any": w.Any, "blank": w.Blank, "clear": w.Clear,
		"columns": w.Columns, "sort": w.Sort, "rows": w.Rows, "filtered": w.Filtered, "noMatch": w.NoMatch, "previous": w.Previous, "next": w.Next,
		"close": w.Close, "story": w.Story, "nobody": w.Nobody, "printCut": w.PrintCut, "more": w.More,
	}
}
