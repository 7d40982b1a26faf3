package html

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
)

var update = flag.Bool("update", false, "write the golden files again")

var languages = []inventory.Language{inventory.English, inventory.Japanese}

func readTenant(t testing.TB) (inventory.Inventory, plan.Plan) {
	t.Helper()
	var inv inventory.Inventory
	var p plan.Plan
	for name, into := range map[string]any{"inventory.json": &inv, "plan.json": &p} {
		data, err := os.ReadFile(filepath.Join("..", "testdata", "tenant", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatalf("reading %s: %v", name, err)
		}
	}
	return inv, p
}

// tenant is the hand-made tenant with every part of a report: the days of a timeline, charts of every shape, a legend and signatures.
func tenant(t testing.TB, lang inventory.Language) export.Report {
	t.Helper()
	inv, p := readTenant(t)
	return dressed(export.NewReport(inv, p, export.Options{Language: lang}))
}

// dressed adds what no sheet of this version has yet.
func dressed(r export.Report) export.Report {
	days := &export.Timeline{Start: "start", End: "end", Status: "status", Done: "Done", Span: 1}
	for day := calendar.On(2026, time.November, 20); !day.After(calendar.On(2027, time.January, 10)); day = day.AddDays(1) {
		d := export.TimelineDay{Day: day, Kind: export.DayWork}
		switch {
		case day == calendar.On(2026, time.December, 31):
			d.Kind, d.Name = export.DayMilestone, "Basic authentication for SMTP AUTH is off by default"
		case day == calendar.On(2026, time.November, 23):
			d.Kind = export.DayAsOf
		case day.After(calendar.On(2026, time.December, 23)) && day.Before(calendar.On(2027, time.January, 4)):
			d.Kind, d.Name = export.DayFreeze, "Year end </title><script>alert(1)</script>"
		case day.Weekday() == time.Saturday || day.Weekday() == time.Sunday:
			d.Kind = export.DayWeekend
		}
		days.Days = append(days.Days, d)
	}
	for _, kind := range []export.DayKind{export.DayWork, export.DayWeekend, export.DayHoliday, export.DayFreeze, export.DayAsOf, export.DayGoNoGo, export.DayMilestone} {
		days.Legend = append(days.Legend, export.TimelineLabel{Kind: kind, Label: "day: " + string(kind)})
	}
	for i := range r.Sheets {
		if r.Sheets[i].Key == "plan" {
			r.Sheets[i].Timeline = days
		}
		for j := range r.Sheets[i].Columns {
			if r.Sheets[i].Columns[j].Key == "effort" || r.Sheets[i].Columns[j].Key == "successes" {
				r.Sheets[i].Columns[j].Bar = true
			}
		}
	}
	verdicts, waves := r.Summary.Tables[0], r.Summary.Tables[1]
	// The columns of numbers are the tables' own; a report of a later version has more of them.
	behind := verdicts
	behind.Key, behind.Behind = "behind", true
	behind.Columns = slices.Clone(verdicts.Columns)
	behind.Columns[2] = export.Column{Key: "again", Header: "Again", Type: export.TypeNumber, Width: export.WidthNarrow}
	behind.Rows = nil
	for i, row := range verdicts.Rows {
		row = slices.Clone(row)
		row[2] = verdicts.Rows[(i+3)%len(verdicts.Rows)][1]
		behind.Rows = append(behind.Rows, row)
	}
	r.Summary.Tables = append(r.Summary.Tables, behind)
	r.Summary.Charts = append(r.Summary.Charts,
		export.Chart{Key: "bars", Shape: export.ShapeBars, Table: waves.Key, Series: []string{"items"}, Title: "Bars", Axis: "Items", Alt: "Bars in words"},
		export.Chart{Key: "stacked", Shape: export.ShapeStacked, Table: "behind", Series: []string{"senders", "again"}, Title: "Stacked", Axis: "Senders", Alt: "Stack in words"},
		export.Chart{Key: "lines", Shape: export.ShapeLines, Table: "behind", Series: []string{"senders", "again"}, Marks: "again",
			Tones: []export.Tone{export.ToneGood}, Title: "Lines", Axis: "Senders", Alt: "Lines in words"},
	)
	r.Summary.Legend = []export.LegendEntry{{Tone: export.ToneBad, Text: "urgent"}, {Tone: export.ToneGood, Text: "fine"}, {Editable: true, Text: "yours"}}
	return r
}

func build(t testing.TB, r export.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(t testing.TB, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func elements(root *html.Node) []*html.Node {
	var list []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// describe writes a page without the style and the script, which have files of their own.
func describe(page []byte) []byte {
	for _, part := range []struct{ content, name string }{{unix(pageStyle), "page.css"}, {unix(pageScript), "page.js"}} {
		page = bytes.Replace(page, []byte(part.content), []byte("… "+part.name+" …"), 1)
	}
	return regexp.MustCompile(`sha256-[^']*=&#39;|sha256-[^']*=`).ReplaceAll(page, []byte("sha256-…"))
}

func TestPageOfTheTenantIsTheGoldenOne(t *testing.T) {
	for _, lang := range languages {
		got := describe(build(t, tenant(t, lang)))
		path := filepath.Join("testdata", "tenant."+string(lang)+".html")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
			t.Errorf("%s differs (-want +got); if that is meant, run the test with -update:\n%s", path, diff)
		}
	}
}

func TestSameReportGivesTheSameBytes(t *testing.T) {
	want := build(t, tenant(t, inventory.Japanese))
	for range 20 {
		if !bytes.Equal(build(t, tenant(t, inventory.Japanese)), want) {
			t.Fatal("two pages of one report differ")
		}
	}
}

// The policy names the style and the script by what they are, and lets nothing else work.
func TestPolicyNamesWhatIsInThePage(t *testing.T) {
	for _, lang := range languages {
		var policy string
		var styles, scripts []string
		for _, n := range elements(parse(t, build(t, tenant(t, lang)))) {
			switch {
			case n.Data == "meta" && attribute(n, "http-equiv") == "Content-Security-Policy":
				policy = attribute(n, "content")
				if styles != nil || scripts != nil {
					t.Error("the policy comes after what it is for")
				}
			case n.Data == "style":
				styles = append(styles, hashOf(textOf(n)))
			case n.Data == "script" && attribute(n, "type") != "application/json":
				scripts = append(scripts, hashOf(textOf(n)))
			}
		}
		if len(styles) != 1 || len(scripts) != 1 {
			t.Fatalf("%s: %d styles and %d scripts, want one of each", lang, len(styles), len(scripts))
		}
		want := "default-src 'none'; style-src " + styles[0] + "; script-src " + scripts[0] + "; base-uri 'none'; form-action 'none'"
		if policy != want {
			t.Errorf("%s: the policy is\n%s, want\n%s", lang, policy, want)
		}
	}
}

// pure fails for everything in a page that could act or load something.
func pure(t *testing.T, page []byte) {
	t.Helper()
	known := map[string]bool{}
	for _, name := range strings.Fields(`html head meta title style script body a header h1 h2 h3 h4 p button div nav ul li span main section noscript dl dt dd figure figcaption
		svg desc rect line polyline circle text details summary table thead tbody tr th td footer dialog`) {
		known[name] = true
	}
	for _, n := range elements(parse(t, page)) {
		if !known[n.Data] {
			t.Errorf("there is an element %s", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" || a.Key == "action" || a.Key == "xlink:href":
				t.Errorf("%s has the attribute %s=%q", n.Data, a.Key, a.Val)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#"):
				t.Errorf("%s leads to %q", n.Data, a.Val)
			case a.Key == "http-equiv" && a.Val != "Content-Security-Policy":
				t.Errorf("a meta element acts: %q", a.Val)
			}
		}
	}
	if style := unix(pageStyle); regexp.MustCompile(`url\(|@import|image-set|https?:`).MatchString(style) {
		t.Error("the style loads something")
	}
	// The address of a namespace is a name.
	if script := strings.ReplaceAll(unix(pageScript), "'http://www.w3.org/2000/svg'", ""); regexp.MustCompile(`https?:|//[a-z]|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest|import\(`).MatchString(
		regexp.MustCompile(`(?m)^\s*//.*$|; //.*$`).ReplaceAllString(script, "")) {
		t.Error("the script loads something or makes markup of text")
	}
}

func TestPageLoadsNothingAndNothingInItActs(t *testing.T) {
	for _, lang := range languages {
		pure(t, build(t, tenant(t, lang)))
	}
}

// hostileTexts are names that try to be something else.
var hostileTexts = []string{
	"</script><script>document.title='owned'</script>", "<!--<script>", "]]>", "<img src=x onerror=\"document.title='owned'\">", "\"><svg onload=document.title='owned'>",
	"=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\x00\x01\x1b[31mred", "a\u202eb\u200fc", "lone \xed\xa0\x80 surrogate", "\u2028\u2029", "{{.Meta}}", "{sender}", "__proto__",
	"\tTab", "=cmd|' /C calc'!A0", "CON", "NUL.html", "..\\..\\aux", "\u2066isolated\u200e",
	"&lt;b&gt;", "javascript:document.title='owned'", "</title></style></textarea></dialog>", "' onclick='document.title=1", "constructor", "\\u003c", "”“’",
	strings.Repeat("長い名前", 10000),
}

// hostile is the tenant with such texts wherever text comes from outside.
func hostile(t testing.TB, lang inventory.Language) export.Report {
	inv, p := readTenant(t)
	n := 0
	next := func() string { n++; return hostileTexts[n%len(hostileTexts)] }
	inv.Tenant.Name = inventory.Optional(hostileTexts[0] + "</title></style></textarea></dialog>")
	senders, items := inv.Senders, p.Items
	inv.Senders, p.Items = nil, nil
	for i, text := range hostileTexts {
		s := senders[i%len(senders)]
		s.ID, s.UPN, s.DisplayName, s.Department = fmt.Sprintf("%s-%d", text, i), text, inventory.Optional(next()), inventory.Optional(next())
		s.Clients = slices.Clone(s.Clients)
		for j := range s.Clients {
			s.Clients[j].ID += fmt.Sprint(i)
			s.Clients[j].UserAgent, s.Clients[j].App = inventory.Optional(next()), inventory.Optional(next())
		}
		inv.Senders = append(inv.Senders, s)
		item := items[i%len(items)]
		item.ID, item.Sender, item.UPN = fmt.Sprintf("item-%d", i), s.ID, s.UPN
		item.DisplayName, item.Department, item.Owner = s.DisplayName, s.Department, inventory.Optional(next())
		item.Rollback.Commands = []string{next(), next()}
		p.Items = append(p.Items, item)
	}
	for i := range p.Waves {
		p.Waves[i].Name = next()
	}
	p.Warnings = append(p.Warnings, plan.Warning{Code: next(), Text: next(), Senders: []string{inv.Senders[0].ID}})
	return dressed(export.NewReport(inv, p, export.Options{Language: lang}))
}

func TestTextThatTriesToActIsInert(t *testing.T) {
	for _, lang := range languages {
		r := hostile(t, lang)
		page := build(t, r)
		pure(t, page)
		root := parse(t, page)
		scripts := 0
		var title string
		for _, n := range elements(root) {
			if n.Data == "script" {
				scripts++
			}
			if n.Data == "title" && n.Parent.Data == "head" {
				title = textOf(n)
			}
		}
		if want := len(r.Sheets) + 2; scripts != want {
			t.Errorf("%s: %d scripts, want %d: one a sheet, what they share, and the page's", lang, scripts, want)
		}
		if title != r.Meta.Title || !strings.Contains(title, "</script>") {
			t.Errorf("%s: the title is %.200q, want %.200q", lang, title, r.Meta.Title)
		}
		if bytes.Count(bytes.ToLower(page), []byte("<script")) != scripts || bytes.Contains(page, []byte("<!--")) {
			t.Errorf("%s: text from outside begins an element or a comment", lang)
		}
		if bytes.ContainsAny(page, "\u2028\u2029\x00\x1b\u202e") {
			t.Errorf("%s: a character that acts unseen is in the page", lang)
		}
	}
}

// decoded is a sheet's data, read as page.js reads it.
type decoded struct {
	Key  string
	Head struct {
		Columns []field
	}
	Rows [][]any
}

func data(t testing.TB, page []byte) (sheets []decoded, senders []string) {
	t.Helper()
	for _, n := range elements(parse(t, page)) {
		if attribute(n, "type") != "application/json" {
			continue
		}
		if attribute(n, "id") == "ui-data" {
			var all struct{ Senders []string }
			if err := json.Unmarshal([]byte(textOf(n)), &all); err != nil {
				t.Fatal(err)
			}
			senders = all.Senders
			continue
		}
		var s decoded
		if err := json.Unmarshal([]byte(textOf(n)), &s); err != nil {
			t.Fatal(err)
		}
		for j, c := range s.Head.Columns {
			if c.Type != "text" {
				continue
			}
			var known []any
			for _, row := range s.Rows {
				switch cell := row[j+1].(type) {
				case float64:
					row[j+1] = known[int(cell)]
				case string:
					if cell != "" && len(known) < repeats {
						known = append(known, cell)
					}
				case []any:
					if len(cell) == 2 && cell[0] != "" && len(known) < repeats {
						known = append(known, cell)
					}
				}
			}
		}
		sheets = append(sheets, s)
	}
	return sheets, senders
}

// Nothing is lost or changed between the report and the data of the page.
func TestDataHasEveryCellOfTheReport(t *testing.T) {
	for name, r := range map[string]export.Report{"tenant": tenant(t, inventory.English), "hostile": hostile(t, inventory.Japanese), "many": many(t, 1000)} {
		sheets, senders := data(t, build(t, r))
		if len(sheets) != len(r.Sheets) {
			t.Fatalf("%s: %d sheets, want %d", name, len(sheets), len(r.Sheets))
		}
		for i := range r.Sheets {
			s, got := &r.Sheets[i], sheets[i]
			if got.Key != s.Key || len(got.Rows) != s.Rows.Len() {
				t.Fatalf("%s: sheet %q has %d rows, want %q with %d", name, got.Key, len(got.Rows), s.Key, s.Rows.Len())
			}
			for n, row := range s.Rows.All() {
				id, some := r.SenderOf(s, row)
				if number := int(got.Rows[n][0].(float64)); some != (number >= 0) || some && senders[number] != id {
					t.Fatalf("%s: row %d of %s is about sender %d, want %q", name, n, s.Key, number, id)
				}
				k := 1
				for j, c := range s.Columns {
					if c.Hidden {
						continue
					}
					if want, is := plainCell(row[j]), got.Rows[n][k]; !cmp.Equal(want, is) {
						t.Fatalf("%s: row %d of %s has %#v in %s, want %#v", name, n, s.Key, is, c.Key, want)
					}
					k++
				}
			}
		}
	}
}

func plainCell(c export.Cell) any {
	var value any = ""
	switch c.Kind() {
	case export.Text:
		value = c.Text()
	case export.Int:
		value = float64(c.Int())
	case export.Float:
		value = c.Float()
	case export.Day:
		value = float64(c.Day().In(time.UTC).Unix() / 86400)
	case export.Time:
		value = float64(c.Time().Unix())
	}
	row, leads := c.Leads()
	switch {
	case leads:
		return []any{value, string(c.Tone()), float64(row)}
	case c.Tone() != export.ToneNone:
		return []any{value, string(c.Tone())}
	}
	return value
}

// many is the tenant with as many senders, each with a name, clients and an item of its own.
func many(t testing.TB, n int) export.Report {
	t.Helper()
	inv, p := readTenant(t)
	senders, items := inv.Senders, p.Items
	inv.Senders, p.Items = make([]inventory.Sender, n), make([]plan.Item, n)
	for i := range n {
		s := senders[i%len(senders)]
		s.ID, s.UPN = fmt.Sprintf("11111111-0000-4000-8000-%012d", i), fmt.Sprintf("sender-%05d@contoso.com", i)
		s.Successes = i * 37 % 4001
		s.Clients = slices.Clone(s.Clients)
		for j := range s.Clients {
			s.Clients[j].ID = fmt.Sprintf("%s-%d", s.Clients[j].ID, i)
		}
		inv.Senders[i] = s
		item := items[i%len(items)]
		item.ID, item.Sender, item.UPN = fmt.Sprintf("item-%06d", i), s.ID, s.UPN
		p.Items[i] = item
	}
	return dressed(export.NewReport(inv, p, export.Options{Language: inventory.English}))
}

func TestFiveThousandSendersAreAFileToMail(t *testing.T) {
	r := many(t, 5000)
	size := len(build(t, r))
	t.Logf("%d kB", size/1000)
	if limit := 15_000_000; size > limit {
		t.Errorf("the page has %d bytes, want at most %d", size, limit)
	}
}

// peak is an upper bound of what writing holds at a time.
func TestRowsAreWrittenAsTheyAreMade(t *testing.T) {
	r := many(t, 10000)
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	most := uint64(0)
	if err := Write(watch{func() {
		runtime.GC()
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapAlloc)
	}, new(int)}, r); err != nil {
		t.Fatal(err)
	}
	if grown, limit := int64(most)-int64(before.HeapAlloc), int64(64<<20); grown > limit {
		t.Errorf("writing holds %d MB more than the report, want at most %d MB", grown>>20, limit>>20)
	}
}

// watch calls a function every few megabytes.
type watch struct {
	each func()
	n    *int
}

func (w watch) Write(b []byte) (int, error) {
	*w.n += len(b)
	if *w.n > 4<<20 {
		*w.n = 0
		w.each()
	}
	return len(b), nil
}

func TestPageWithoutScriptsSaysWhatThereIs(t *testing.T) {
	for _, lang := range languages {
		r := tenant(t, lang)
		root := parse(t, build(t, r))
		body := textOf(root)
		for _, want := range []string{r.Summary.Title, r.Summary.Subtitle, r.Summary.Banner.Text, r.Interface.NoScript, r.Summary.SignOff.Name} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is missing", lang, want)
			}
		}
		pictures := map[string]bool{}
		for _, n := range elements(root) {
			if n.Data == "svg" && attribute(n, "role") == "img" {
				for _, id := range strings.Fields(attribute(n, "aria-labelledby")) {
					pictures[id] = true
				}
			}
		}
		for _, c := range r.Summary.Charts {
			if !pictures["ui-chart-"+c.Key] || !pictures["ui-alt-"+c.Key] || !strings.Contains(body, c.Alt) {
				t.Errorf("%s: chart %s has no picture, no title or no description", lang, c.Key)
			}
		}
		for _, s := range r.Sheets {
			if !strings.Contains(body, s.Purpose) {
				t.Errorf("%s: the purpose of %s is missing", lang, s.Key)
			}
		}
	}
}

// Headings come in order, ids are there once, and what an element is named by is there.
func TestHeadingsAndNamesAreInOrder(t *testing.T) {
	for _, lang := range languages {
		ids, used, level := map[string]bool{}, []string{}, 0
		for _, n := range elements(parse(t, build(t, tenant(t, lang)))) {
			if id := attribute(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: two elements have the id %s", lang, id)
				}
				ids[id] = true
			}
			used = append(used, strings.Fields(attribute(n, "aria-labelledby"))...)
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				now := int(n.Data[1] - '0')
				if now > level+1 {
					t.Errorf("%s: heading %q is of level %d after one of level %d", lang, textOf(n), now, level)
				}
				level = now
			}
		}
		for _, id := range used {
			if id != "ui-story-name" && !ids[id] { // the window is filled when it opens
				t.Errorf("%s: an element is named by %s, which is not there", lang, id)
			}
		}
	}
}

// A timeline is there for however many waves: thin and scrolling, and where it can't have all of them it says so, for those who listen too.
func TestTimelineOfManyWavesIsThere(t *testing.T) {
	for _, c := range []struct {
		waves     int
		tall, cut bool
	}{{4, false, false}, {60, false, false}, {61, true, false}, {400, true, false}, {401, true, true}} {
		for _, lang := range languages {
			inv, p := readTenant(t)
			one := p.Waves[0]
			p.Waves = nil
			for i := range c.waves {
				one.Number, one.Name = i, fmt.Sprintf("wave-%d", i)
				p.Waves = append(p.Waves, one)
			}
			// A plan has more items than waves; one with few is drawn item by item.
			for len(p.Items) < 2*mostTimelineRows {
				item := p.Items[0]
				item.ID = fmt.Sprintf("item-%d", len(p.Items))
				p.Items = append(p.Items, item)
			}
			r := dressed(export.NewReport(inv, p, export.Options{Language: lang}))
			var drawing *html.Node
			for _, n := range elements(parse(t, build(t, r))) {
				if n.Data == "figure" && slices.Contains(strings.Fields(attribute(n, "class")), "timeline") {
					drawing = n
				}
			}
			if drawing == nil {
				t.Fatalf("%s: %d waves have no timeline", lang, c.waves)
			}
			bars, says := 0, ""
			for _, n := range elements(drawing) {
				if n.Data == "rect" && strings.HasPrefix(attribute(n, "class"), "bar period") {
					bars++
				}
				if n.Data == "p" {
					says = textOf(n)
				}
			}
			if want := min(c.waves, mostTimelineRows); bars != want {
				t.Errorf("%s: %d waves have %d bars, want %d", lang, c.waves, bars, want)
			}
			if tall := strings.Contains(attribute(drawing, "class"), "tall"); tall != c.tall {
				t.Errorf("%s: the drawing of %d waves scrolls: %v", lang, c.waves, tall)
			}
			if (says != "") != c.cut || c.cut && (!strings.Contains(says, "400") || !strings.Contains(says, "401") || strings.Contains(says, "{")) {
				t.Errorf("%s: the drawing of %d waves says %q", lang, c.waves, says)
			}
			if c.cut && !strings.Contains(textOf(drawing), ". "+says) {
				t.Errorf("%s: the drawing's description does not say that it is cut", lang)
			}
		}
	}
}

// The tones are what the legend says they are: one rule too many once gave all of them the same colour.
func TestEveryToneHasItsOwnColour(t *testing.T) {
	rules := 0
	for _, rule := range regexp.MustCompile(`(?m)^ *([^{}@]*)\{([^{}]*)\}`).FindAllStringSubmatch(unix(pageStyle), -1) {
		for _, selector := range strings.Split(rule[1], ",") {
			if strings.TrimSpace(selector) == ".tone" && strings.Contains(rule[2], "background") {
				rules++
				if !strings.Contains(rule[2], "background:var(--tone-back)") {
					t.Errorf("all tones have %s", rule[2])
				}
			}
		}
	}
	if rules != 1 {
		t.Errorf("%d rules give tones a background, want one", rules)
	}
}

func TestEmptyReportIsAPage(t *testing.T) {
	for _, lang := range languages {
		page := build(t, export.NewReport(inventory.Inventory{}, plan.Plan{}, export.Options{Language: lang}))
		pure(t, page)
	}
	pure(t, build(t, export.Report{}))
}

func TestWriterThatFailsIsAnError(t *testing.T) {
	full := errors.New("no space left")
	if err := Write(failing{full}, tenant(t, inventory.English)); !errors.Is(err, full) {
		t.Errorf("Write to a full disk = %v, want %v", err, full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestCSSTextCannotEndItsQuotes(t *testing.T) {
	got := cssText("a\"</style>\n東")
	if want := `"a\22 \3c \2f style\3e \a \6771 "`; got != want {
		t.Errorf("cssText = %s, want %s", got, want)
	}
}

func TestLinesOfAName(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float64
		lines      int
		want       []string
	}{
		{"fits", "Pilot", 10, 2, []string{"Pilot"}},
		{"between words", "Pilot of operations", 6, 3, []string{"Pilot of", "operations"}},
		{"between letters", "複合機の移行", 3, 3, []string{"複合機", "の移行"}},
		{"too long", "複合機の移行計画", 3, 2, []string{"複合機", "の…"}},
		{"one long word", "abcdefghijklmnopqrstuvwxyz", 4, 1, []string{"abcd…"}},
	} {
		if got := wrap(c.text, c.width, c.lines); !cmp.Equal(got, c.want) {
			t.Errorf("%s: wrap = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestValuesAsTheLanguageWritesThem(t *testing.T) {
	l := lookOf(inventory.Japanese)
	if got, want := export.Grouped(-1234567), "-1,234,567"; got != want {
		t.Errorf("whole = %s, want %s", got, want)
	}
	inv, p := readTenant(t)
	for i := range p.Items {
		p.Items[i].Status = plan.StatusDone
	}
	for _, g := range export.NewReport(inv, p, export.Options{Language: inventory.Japanese}).Summary.Groups {
		for _, f := range g.Figures {
			if f.Type == export.TypePercent && l.value(f.Value, f.Type) != "100%" {
				t.Errorf("%s is %s, want 100%%", f.Key, l.value(f.Value, f.Type))
			}
		}
	}
	for x, want := range map[float64]string{0: "0.0", 1234.56: "1,234.6", -0.5: "-0.5", 999.96: "1,000.0"} {
		if got := l.measure(x); got != want {
			t.Errorf("measure(%v) = %s, want %s", x, got, want)
		}
	}
}

// TestPagesForABrowser writes pages where UNBASIC_PAGES says, for .ci/html to open.
func TestPagesForABrowser(t *testing.T) {
	dir := os.Getenv("UNBASIC_PAGES")
	if dir == "" {
		t.Skip("UNBASIC_PAGES names no folder")
	}
	for name, r := range map[string]export.Report{
		"hostile.en": hostile(t, inventory.English), "hostile.ja": hostile(t, inventory.Japanese), "many.en": many(t, 5000),
		"empty.en": export.NewReport(inventory.Inventory{}, plan.Plan{}, export.Options{Language: inventory.English}),
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".html"), build(t, r), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	r := many(b, 10000)
	rows := 0
	for _, s := range r.Sheets {
		rows += s.Rows.Len()
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// Days that were not read are as wide as their place, so that those which follow each other are one.
func TestDaysThatWereNotReadAreWide(t *testing.T) {
	inv, p := readTenant(t)
	r := export.NewReport(inv, p, export.Options{Language: inventory.English})
	for i := range r.Summary.Charts {
		if c := &r.Summary.Charts[i]; c.Key == "burn-down" {
			c.Marks, c.Unread = "", "milestone"
		}
	}
	page := string(build(t, r))
	var widths []string
	for _, rect := range regexp.MustCompile(`<rect class="unread" [^>]*width="([0-9.]+)"`).FindAllStringSubmatch(page, -1) {
		widths = append(widths, rect[1])
	}
	if len(widths) == 0 || widths[0] == "3" || !strings.Contains(page, `class="unread"/></svg>Milestone or deadline`) || strings.Contains(page, `class="mark"`) {
		t.Errorf("the places are %v wide, and the legend does not name them", widths)
	}
}
