package html

import "unbasic/export"

// summary is the summary as the template lays it out.
type summary struct {
	Key, Name, Title, Subtitle string
	Banner                     export.Line
	Groups                     []group
	Charts                     []chart
	Tables                     []table
	Legend                     []export.LegendEntry
	SignOff                    signOff
}

type group struct {
	Heading string
	Figures []figure
}

type figure struct {
	Label, Value, Hint string
	Tone               export.Tone
	Word               bool // a text, set smaller than a number
}

// signOff is where people sign on paper, with what they have signed already.
type signOff struct {
	Heading string
	Headers []string
	Rows    [][]string
}

// table is a small table as text.
type table struct {
	Key, Heading, Empty string
	Headers             []header
	Rows                [][]value
	// Sheets reports whether the first column names sheets, which then lead there.
	Sheets bool
}

type header struct {
	Text   string
	Number bool
	Wide   bool
}

type value struct {
	Text   string
	Tone   export.Tone
	Number bool
	Link   string
}

func (p *page) summary() summary {
	in := &p.report.Summary
	s := summary{
		Key: in.Key, Name: in.Name, Title: in.Title, Subtitle: in.Subtitle, Banner: in.Banner, Legend: in.Legend,
	}
	s.SignOff.Heading = in.SignOff.Name
	for _, c := range in.SignOff.Columns {
		s.SignOff.Headers = append(s.SignOff.Headers, c.Header)
	}
	for _, row := range in.SignOff.Rows.All() {
		var texts []string
		for i, c := range row {
			texts = append(texts, p.look.value(c, in.SignOff.Columns[i].Type))
		}
		s.SignOff.Rows = append(s.SignOff.Rows, texts)
	}
	for _, g := range in.Groups {
		out := group{Heading: g.Heading}
		for _, f := range g.Figures {
			out.Figures = append(out.Figures, figure{f.Label, p.look.value(f.Value, f.Type), f.Hint, f.Value.Tone(), f.Type == export.TypeText})
		}
		s.Groups = append(s.Groups, out)
	}
	sheets := map[string]string{}
	for i := range p.report.Sheets {
		sheets[p.report.Sheets[i].Name] = p.report.Sheets[i].Key
	}
	for _, t := range in.Tables {
		if !t.Behind {
			s.Tables = append(s.Tables, p.small(t, sheets))
		}
	}
	for _, c := range in.Charts {
		for _, t := range in.Tables {
			if t.Key != c.Table || len(t.Rows) == 0 {
				continue
			}
			drawn := p.chart(c, t)
			if t.Behind {
				behind := p.small(t, nil)
				drawn.Behind = &behind
			}
			s.Charts = append(s.Charts, drawn)
		}
	}
	return s
}

// small lays a small table out. Where the names of its first column are those of sheets, they lead there.
func (p *page) small(t export.Table, sheets map[string]string) table {
	out := table{Key: t.Key, Heading: t.Heading, Empty: t.Empty}
	for _, c := range t.Columns {
		out.Headers = append(out.Headers, header{c.Header, isNumber(c.Type), c.Width == export.WidthText})
	}
	for _, row := range t.Rows {
		cells := make([]value, len(row))
		for j, c := range row {
			cells[j] = value{p.look.value(c, t.Columns[j].Type), c.Tone(), isNumber(t.Columns[j].Type), ""}
		}
		if t.Key == "sheets" {
			cells[0].Link = sheets[cells[0].Text]
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}
