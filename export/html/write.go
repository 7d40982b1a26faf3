// Package html lays a report out as one HTML file that needs nothing else: no network, no other file, no server. It decides nothing and writes no word of
// its own.
//
// What can be read without scripts (the summary, its charts, the timeline, what every sheet is for) is markup (page.html, summary.go, chart.go,
// timeline.go). The rows of the sheets are data (data.go), streamed one at a time; page.js makes tables of a hundred rows from them, sorts and filters
// them, and shows all rows of one sender in a window.
//
// # Bad text
//
// Markup comes from html/template, and page.js writes text as text nodes only. Data is JSON in which "<", ">" and "&" are escaped, so nothing in it ends
// or begins an element. Should something slip through all the same, it can't act: the page's policy runs the one script and the one style sheet that it
// names by their hashes, loads nothing, and allows no attribute with a script or a style in it.
//
// # Same input, same bytes
//
// Nothing is written in the order of a map, and the only clock is the report's.
package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // for the page's own files
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"unbasic/export"
)

//go:embed page.html
var pageMarkup string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"behind": behind}).Parse(pageMarkup))

// Write writes the report as one HTML file. Equal reports give equal bytes. Rows are written as they are made, so w holds a part of a page after an error.
func Write(w io.Writer, r export.Report) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	p := &page{out: buffered, report: &r, look: lookOf(r.Meta.Language)}
	if err := p.write(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

// page is a page in the making.
type page struct {
	out    *bufio.Writer
	report *export.Report
	look   look
}

// frame is what the template lays out.
type frame struct {
	Meta     export.Meta
	Lang     string
	Words    export.Interface
	Policy   string
	Summary  summary
	Timeline *timeline
	Sheets   []sheet
}

// sheet is what is seen of a sheet without its rows.
type sheet struct {
	Key, Name, Purpose, Empty string
	Notes                     []string
	Count                     string
}

func (p *page) write() error {
	style, script := unix(pageStyle)+p.pageStyle(), unix(pageScript)
	f := frame{
		Meta: p.report.Meta, Lang: string(p.report.Meta.Language), Words: p.report.Interface,
		Policy:  policy(style, script),
		Summary: p.summary(), Timeline: p.timeline(),
	}
	for i := range p.report.Sheets {
		s := &p.report.Sheets[i]
		f.Sheets = append(f.Sheets, sheet{s.Key, s.Name, s.Purpose, s.Empty, s.Notes, export.Grouped(int64(s.Rows.Len()))})
	}
	// The style and the script are no part of the template, because their bytes have to be those that were hashed.
	for _, write := range []func() error{
		func() error { return pageTemplate.ExecuteTemplate(p.out, "head", f) },
		func() error { return p.element("style", style) },
		func() error { return pageTemplate.ExecuteTemplate(p.out, "body", f) },
		p.data,
		func() error { return p.element("script", script) },
		func() error { return pageTemplate.ExecuteTemplate(p.out, "end", f) },
	} {
		if err := write(); err != nil {
			return fmt.Errorf("writing the page: %w", err)
		}
	}
	return nil
}

func (p *page) element(name, content string) error {
	_, err := p.out.WriteString("<" + name + ">" + content + "</" + name + ">\n")
	return err
}

// unix gives text as a browser sees it, whatever line ends the file had where the program was built.
func unix(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// policy lets the page's own style and script work, and nothing else.
func policy(style, script string) string {
	return "default-src 'none'; style-src " + hashOf(style) + "; script-src " + hashOf(script) + "; base-uri 'none'; form-action 'none'"
}

func hashOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// pageStyle is what differs from report to report when it is printed: the title at the head of each sheet of paper and the number at its foot.
func (p *page) pageStyle() string {
	number := ""
	rest := p.report.Meta.Page
	for rest != "" {
		before, name, after := rest, "", ""
		if i := strings.IndexByte(rest, '{'); i >= 0 {
			if j := strings.IndexByte(rest[i:], '}'); j > 0 {
				before, name, after = rest[:i], rest[i+1:i+j], rest[i+j+1:]
			}
		}
		number += " " + cssText(before)
		switch name {
		case "page", "pages":
			number += " counter(" + name + ")"
		}
		rest = after
	}
	if number == "" {
		number = ` ""`
	}
	return "@page{@top-left{content:" + cssText(p.report.Meta.Title) + "}@bottom-right{content:" + strings.TrimSpace(number) + "}}\n"
}

// cssText quotes text for a style sheet. Everything but letters and digits of ASCII is written as its number, so no text can end the quotes or the element.
func cssText(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == ' ' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%x ", r) // the blank ends the number
		}
	}
	b.WriteByte('"')
	return b.String()
}

// behind fills the words that open the figures behind a chart.
func behind(text, title string) string { return strings.ReplaceAll(text, "{title}", title) }
