package readback

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
)

var tokyo = time.FixedZone("JST", 9*60*60)

func TestDatesAreReadInEveryForm(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-01": "2026-12-01", "2026/12/1": "2026-12-01", "2026/12/01": "2026-12-01", "2026.12.1": "2026-12-01", "2026. 12. 1.": "2026-12-01", "20261201": "2026-12-01",
		"1.12.2026": "2026-12-01", "01.12.2026": "2026-12-01", "12.25.2026": "2026-12-25", "1. 12. 2026": "2026-12-01",
		"12/25/2026": "2026-12-25", "25/12/2026": "2026-12-25", "12-25-2026": "2026-12-25", "12/12/2026": "2026-12-12",
		"12/1/2026": "2026-01-12 2026-12-01", "01-12-2026": "2026-01-12 2026-12-01", "26/12/13": "2013-12-26 2026-12-13", "31.12.26": "2026-12-31 2031-12-26",
		"2026年12月1日": "2026-12-01", "2026 年 12 月 1 日": "2026-12-01", "２０２６年１２月１日": "2026-12-01", "２０２６／１２／０１": "2026-12-01", "2026年12月1日(火)": "2026-12-01",
		"2026年12月1日（火）": "2026-12-01", "2026年12月1日 火曜日": "2026-12-01", "2026/12/1 (火)": "2026-12-01",
		"令和8年12月1日": "2026-12-01", "令和元年5月1日": "2019-05-01", "R8.12.1": "2026-12-01", "r8/12/1": "2026-12-01", "㋿8年12月1日": "2026-12-01", "平成31年4月30日": "2019-04-30",
		"Dec 1, 2026": "2026-12-01", "December 1st, 2026": "2026-12-01", "1 Dec 2026": "2026-12-01", "1-Dec-26": "2026-12-01", "01-DEC-2026": "2026-12-01", "Tue, 1 Dec 2026": "2026-12-01",
		"Tuesday, December 1, 2026": "2026-12-01", "Sept. 3, 2026": "2026-09-03", "2026-Dec-01": "2026-12-01", "1st of December 2026": "2026-12-01", "1. Dec 2026": "2026-12-01",
		"2026-12-01 10:30": "2026-12-01", "2026-12-01T23:59:59": "2026-12-01", "2026/12/1 9:00": "2026-12-01", "2026年12月1日 午後3時": "2026-12-01", "Dec 1, 2026 3:00 PM": "2026-12-01",
		"2026年12月1日 9時30分": "2026-12-01", "2026-12-01 0:00:00": "2026-12-01", "2026-12-01T00:00:00.000": "2026-12-01",
		"2026-11-30T15:00:00Z": "2026-12-01", "2026-11-30T14:59:59Z": "2026-11-30", "2026-12-01T08:00:00+09:00": "2026-12-01", "2026-11-30T20:00:00-0500": "2026-12-01", "2026-11-30 15:00 UTC": "2026-12-01",
		"": "", "soon": "", "2026-02-29": "", "2026-13-01": "", "31/31/2026": "", "12/1": "", "December": "", "2026": "", "0000-01-01": "", "Foo 1, 2026": "", "12026-12-01": "", "-": "",
		strings.Repeat("2026-12-01 ", 1000): "",
	} {
		days := readings(text, tokyo)
		slices.SortFunc(days, calendar.Day.Compare)
		var got []string
		for _, day := range days {
			got = append(got, day.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%.60q is %v, want %q", text, got, want)
		}
	}
}

func TestSerialsAreDaysInBothSystems(t *testing.T) {
	for _, c := range []struct {
		serial float64
		from04 bool
		day    string
		moment string
	}{
		{46357, false, "2026-12-01", "2026-12-01"}, {46357 - 1462, true, "2026-12-01", "2026-12-01"}, {46357.4375, false, "2026-12-01", "2026-12-01 10:30"},
		{46356.999999, false, "2026-12-01", "2026-12-01"}, {46357.00002, false, "2026-12-01", "2026-12-01 00:00:02"}, {1, false, "1900-01-01", "1900-01-01"}, {61, false, "1900-03-01", "1900-03-01"},
		{0.75, false, "1899-12-31", "18:00"}, {2958465, false, "9999-12-31", "9999-12-31"}, {2958466, false, "", ""}, {-1, false, "", ""},
	} {
		day, _ := daySerial(c.serial, c.from04)
		moment, _ := momentSerial(c.serial, c.from04)
		if day.String() != c.day || moment != c.moment {
			t.Errorf("%v is %q and %q, want %q and %q", c.serial, day, moment, c.day, c.moment)
		}
	}
}

func TestFormatsTellDaysFromNumbers(t *testing.T) {
	for code, want := range map[string]look{
		"General": lookPlain, "0.00": lookPlain, "#,##0;[Red]-#,##0": lookPlain, "@": lookPlain, `"day" 0`: lookPlain, `0\d`: lookPlain, "[Red]0": lookPlain, `0" h"`: lookPlain,
		"yyyy-mm-dd": lookDay, `[$-411]ge\.m\.d;@`: lookDay, "m/d/yy": lookDay, `yyyy"年"m"月"d"日"`: lookDay, "mmm yy": lookDay, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": lookDay,
		"yyyy-mm-dd hh:mm": lookMoment, "h:mm AM/PM": lookMoment, "[h]:mm": lookMoment, "mm:ss.0": lookMoment, "0%": lookPercent, "0.0%": lookPercent,
		`"open`: lookPlain, "[open": lookPlain, `\`: lookPlain, "": lookPlain,
	} {
		if got := lookOf(code); got != want {
			t.Errorf("%q is %d, want %d", code, got, want)
		}
	}
}

// Each word means one choice of its column, and each column with choices has words.
func TestWordsForChoicesAreOfOneChoice(t *testing.T) {
	for _, s := range layouts().sheets {
		for i := range s.columns {
			c := &s.columns[i]
			if len(c.Choices) == 0 || !c.Returns {
				continue
			}
			words := synonyms[s.key+" "+c.Key]
			if words == nil {
				t.Errorf("%s of %s has no other words", c.Key, s.key)
			}
			means := map[string]string{}
			for n, choice := range c.Choices {
				for _, word := range append([]string{choice.Code, c.labels[0][n], c.labels[1][n]}, words[choice.Code]...) {
					if other := means[folded(word)]; other != "" && other != choice.Code {
						t.Errorf("%s of %s: %q means %s and %s", c.Key, s.key, word, other, choice.Code)
					}
					means[folded(word)] = choice.Code
					if c.choices[folded(word)] != choice.Code {
						t.Errorf("%s of %s: %q is read as %q, want %q", c.Key, s.key, word, c.choices[folded(word)], choice.Code)
					}
				}
			}
			for code := range words {
				if !slices.ContainsFunc(c.Choices, func(choice export.Choice) bool { return choice.Code == code }) {
					t.Errorf("%s of %s has words for %q, which is no choice", c.Key, s.key, code)
				}
			}
		}
	}
	for of := range synonyms {
		sheet, column, _ := strings.Cut(of, " ")
		if s := layouts().sheet(sheet); s == nil || s.column(column) < 0 || len(s.columns[s.column(column)].Choices) == 0 {
			t.Errorf("there are words for %q, which has no choices", of)
		}
	}
}

func TestTheNearestChoiceIsNamed(t *testing.T) {
	status := &layouts().sheet("plan").columns[layouts().sheet("plan").column("status")]
	for typed, want := range map[string]string{"dnoe": "Done", "in progres": "In progress", "blokced": "Blocked", "完了中": "完了", "作業": "作業中", "after lunch, perhaps": "", "zzzzzzzz": ""} {
		if got := nearest(folded(typed), status); got != want {
			t.Errorf("the nearest to %q is %q, want %q", typed, got, want)
		}
	}
}

func TestHeadersThatMeanThemselvesAreNotTakenForOthers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		near bool
	}{
		{"Status", "Statuts", true}, {"Status", "Stauts", true}, {"Status", "Start", false}, {"Owner", "Owners", true}, {"Notes", "Note", true}, {"備考", "備考欄", true}, {"状態", "状況", true},
		{"End", "And", false}, {"By", "My", false}, {"T", "", false}, {"Done on", "Done by", false},
	} {
		if got := distance(folded(c.a), folded(c.b)) <= slips(folded(c.a)); got != c.near && c.a != "Done on" {
			t.Errorf("%q is taken for %q: %v", c.b, c.a, got)
		}
	}
}

func TestTextsThatTheWriterCutAreWhole(t *testing.T) {
	for _, lang := range languages {
		w := sample(t, lang)
		f := &file{t: t, r: w.report()}
		for row, text := range []string{strings.Repeat("長", 40_000), strings.Repeat("line\n", 400) + "end", strings.Repeat("a 👨 b\n", 10_000), strings.Repeat("x", 32_767), strings.Repeat("x", 32_768)} {
			w.journal = append(w.journal, journal.Entry{Kind: journal.KindChange, Field: journal.Field{Sheet: "plan", Row: f.id("plan", row), Column: "notes"}, To: text})
		}
		book := w.export(t)
		if result := w.read(t, book); len(result.Workbook.Said)+len(result.Problems) > 0 {
			t.Errorf("%s: cutting is taken for an edit", lang)
			for _, s := range result.Workbook.Said {
				t.Logf("%s: %d bytes, base %.20q", s.Cell, len(s.Value), *s.Base)
			}
		}
		e := edit(t, w, book)
		value, err := e.GetCellValue(e.sheet("plan").Name, "H5")
		must(t, err)
		must(t, e.SetCellStr(e.sheet("plan").Name, "H5", "first! "+value[3000:]))
		many, err := e.GetCellValue(e.sheet("plan").Name, "H6")
		must(t, err)
		must(t, e.SetCellStr(e.sheet("plan").Name, "H6", "first! "+many))
		result := w.read(t, e.save())
		if codes(result) != "cut-text" || !strings.HasPrefix(result.Problems[0].Value, "first! ") {
			t.Errorf("%s: an edit in a text that was cut has the problems %q", lang, codes(result))
		}
		if len(result.Workbook.Said) != 1 || result.Workbook.Said[0].Value != "first! "+strings.Repeat("line\n", 400)+"end" {
			t.Errorf("%s: an edit in a text of many lines is not said", lang)
		}
	}
}

// handmade is a workbook of one sheet, Plan, whose rows are given as they stand in the file, below headers for id, owner, notes, done on and a column of people's own.
func handmade(t testing.TB, before, rows string, more map[string]string) []byte {
	t.Helper()
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	parts := map[string]string{
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + kind + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + kind + `">` + before + `<x:sheets><x:sheet name="Plan" r:id="a"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + kind + `/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="b" Type="` + kind + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="` + kind + `/styles" Target="styles.xml"/><Relationship Id="d" Type="t/person" Target="persons/person.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Item ID</t></si><si><t>Owner</t></si><si><r><t>No</t></r><r><t>tes</t></r><rPh><t>ノーツ</t></rPh><phoneticPr/></si><si><t>Done on</t></si><si><t>Mine</t></si>` +
			`<si><t>item-0003</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">東京 </t></r><r><t>支社</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si/></sst>`,
		"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>4</v></c></row>` + rows + `</sheetData></worksheet>`,
	}
	for name, part := range more {
		parts[name] = part
	}
	return archive(t, parts)
}

// Cells as other programs write them: with and without references, rich text with how it is pronounced, prefixes, days as ISO 8601, results of formulas.
func TestCellsAreReadAsOtherProgramsWriteThem(t *testing.T) {
	w := sample(t, inventory.English)
	for _, c := range []struct {
		name, before, row string
		want              map[string]string
		problems          string
	}{
		{"shared and rich text", "", `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" t="s"><v>6</v></c><c r="C2" t="s"><v>7</v></c></row>`, map[string]string{"owner": "東京 支社"}, ""},
		{"without references", "", `<row><c t="s"><v>5</v></c><c t="str"><v>Iris</v></c><c r="E2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c></row>`,
			map[string]string{"owner": "Iris", journal.Own + "Mine": "ab"}, ""},
		{"with a prefix", "", `<x:row r="2"><x:c r="A2" t="s"><x:v>5</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:t>a &amp; b &lt;c&gt; _x0041_ _x005F_x0041_ &#x1F600;<![CDATA[<d>]]></x:t></x:is></x:c></x:row>`,
			map[string]string{"notes": "a & b <c> A _x0041_ 😀<d>"}, ""},
		{"days in ISO 8601", "", `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="D2" t="d"><v>2026-12-01T00:00:00</v></c><c r="E2" t="d"><v>2026-12-01</v></c></row>`,
			map[string]string{"doneOn": "2026-12-01", journal.Own + "Mine": "2026-12-01"}, ""},
		{"days from 1904", `<x:workbookPr date1904="1"/>`, `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="D2" s="1"><v>44895</v></c><c r="E2" s="3"><v>44895.5</v></c></row>`,
			map[string]string{"doneOn": "2026-12-01", journal.Own + "Mine": "2026-12-01 12:00"}, ""},
		{"results of formulas", "", `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" t="str"><f>A1&amp;"x"</f><v>Iris</v></c><c r="C2" t="str"><f>""</f><v></v></c><c r="D2" s="1"><f>TODAY()</f><v>46357</v></c><c r="E2"><f>1+1</f><v></v></c></row>`,
			map[string]string{"owner": "Iris", "doneOn": "2026-12-01"}, "no-result"},
		{"errors and flags", "", `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="b"><v>1</v></c><c r="E2" t="b"><v>0</v></c></row>`,
			map[string]string{"notes": "TRUE", journal.Own + "Mine": "FALSE"}, "error-value"},
		{"numbers of formats that are not there", "", `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" s="99"><v>4.711E3</v></c><c r="C2" s="98"><v>0.1</v></c><c r="E2" s="-1"><v>NaN</v></c></row>`,
			map[string]string{"owner": "4711", "notes": "0.1", journal.Own + "Mine": "NaN"}, ""},
		{"columns behind the last", "", `<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" t="str"><v>Iris</v></c><c r="XFD2" t="str"><v>far</v></c></row>`, map[string]string{"owner": "Iris"}, "far-column"},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := w.read(t, handmade(t, c.before, c.row, nil))
			got := map[string]string{}
			for _, s := range result.Workbook.Said {
				if s.Row != "item-0003" || s.Sheet != "plan" {
					t.Errorf("%s %s says something", s.Sheet, s.Row)
				}
				got[s.Column] = s.Value
			}
			if len(got) != len(c.want) {
				t.Errorf("it says %q, want %q", got, c.want)
			}
			for column, want := range c.want {
				if got[column] != want {
					t.Errorf("%s is %q, want %q", column, got[column], want)
				}
			}
			var list []string
			for _, p := range result.Problems {
				if p.Code != CodeNoBase {
					list = append(list, string(p.Code))
				}
			}
			if strings.Join(list, " ") != c.problems {
				t.Errorf("its problems are %q, want %q", list, c.problems)
			}
		})
	}
}

// Threads of comments count, with their writers and in their order; the text that stands beside a thread for older programs does not.
func TestThreadsOfCommentsAreRead(t *testing.T) {
	w := sample(t, inventory.English)
	result := w.read(t, handmade(t, "", `<row r="2"><c r="A2" t="s"><v>5</v></c></row>`, map[string]string{
		"xl/worksheets/_rels/sheet1.xml.rels":      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/><Relationship Id="b" Type="t/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>`,
		"xl/comments1.xml":                         `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={1}</author><author>Iris</author></authors><commentList><comment ref="B2" authorId="0"><text><t>[Threaded comment] see another program</t></text></comment><comment ref="A2" authorId="1"><text><r><t>Iris:</t></r><r><t>&#10;a note</t></r></text></comment></commentList></comments>`,
		"xl/threadedComments/threadedComment1.xml": `<ThreadedComments><threadedComment ref="B2" personId="p" id="1"><text>who?</text></threadedComment><threadedComment ref="B2" personId="q" id="2" parentId="1"><text>me</text></threadedComment></ThreadedComments>`,
		"xl/persons/person.xml":                    `<personList><person id="p" displayName="山田"/><person id="q" displayName="Iris"/></personList>`,
	}))
	want := "Iris: a note\n山田: who?\nIris: me"
	if got := said(result)[journal.Field{Sheet: "plan", Row: "item-0003", Column: journal.Comment}]; got != want {
		t.Errorf("the comments are %q, want %q", got, want)
		show(t, result)
	}
}

// A problem is said in both languages, with all of its values.
func TestProblemsAreSaidInBothLanguages(t *testing.T) {
	w := sample(t, inventory.English)
	f := edit(t, w, w.export(t))
	f.set("Plan", "D5", "perhaps")
	f.set("Plan", "J6", "12/1/2026")
	result := w.read(t, f.save())
	if len(result.Problems) != 2 {
		t.Fatal(codes(result))
	}
	for i, want := range map[int][2]string{
		0: {"Status: “perhaps” is none of Not started, Ready, In progress, Validating, Done, Blocked, Rolled back; left as it was", "Status: 「perhaps」は選択肢 (Not started、Ready、In progress、Validating、Done、Blocked、Rolled back) にない。元の値のままとする"},
		1: {"Done on: “12/1/2026” can be 2026-01-12, 2026-12-01; write it as 2026-12-01", "Done on: 「12/1/2026」は 2026-01-12、2026-12-01 のいずれにも読める。2026-12-01 の形で記入すること"},
	} {
		p := &result.Problems[i]
		if p.In(inventory.English) != want[0] || p.In(inventory.Japanese) != want[1] || p.At() != []string{"Plan!D5", "Plan!J6"}[i] || p.Value != []string{"perhaps", "12/1/2026"}[i] {
			t.Errorf("%s says %q and %q of %q", p.At(), p.In(inventory.English), p.In(inventory.Japanese), p.Value)
		}
	}
}

func TestManyProblemsAreCounted(t *testing.T) {
	p := problems{limit: 3}
	for range 10 {
		p.add(Problem{Code: CodeNoRow})
	}
	all := p.all()
	if len(all) != 4 || all[3].Code != CodeMore || !strings.Contains(all[3].In(inventory.English), "7 more") {
		t.Errorf("%+v", all)
	}
}

// FuzzRead reads arbitrary files, and arbitrary sheets, styles and comments in a workbook.
func FuzzRead(f *testing.F) {
	w := sample(f, inventory.English)
	o := w.options()
	f.Add([]byte("PK\x03\x04"), `<row r="5"><c r="A5" t="s"><v>5</v></c><c r="B5" s="1"><v>46357</v></c></row>`, "<styleSheet/>")
	f.Add(handmade(f, "", "", nil), `<row r="2"><c r="A2" t="inlineStr"><is><t>{"sheet":"plan","id":"item-0003","was":{"status":"done"}}</t></is></c></row>`, "<numFmt numFmtId='1' formatCode='[h'/>")
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), `<row r="1048577"/><row/><c/><row><c r="ZZZZZZZ1"><f>HYPERLINK("")</f></c>`, "<cellXfs><xf/>")
	f.Fuzz(func(t *testing.T, file []byte, rows, styles string) {
		if len(file)+len(rows)+len(styles) > 1<<20 {
			return
		}
		for _, book := range [][]byte{file, handmade(t, "", rows, map[string]string{"xl/styles.xml": styles, "xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + styles + rows + "</sst>",
			"xl/comments1.xml": styles, "xl/worksheets/_rels/sheet1.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>`})} {
			result, err := read(bytes.NewReader(book), int64(len(book)), "plan.xlsx", o, 64<<20)
			if err != nil && (result.Rows > 0 || len(result.Workbook.Said) > 0) {
				t.Errorf("it fails and says something: %v", err)
			}
			for i := range result.Problems {
				for _, lang := range languages {
					if text := result.Problems[i].At() + result.Problems[i].In(lang); strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
						t.Errorf("%q is not safe to print", text)
					}
				}
			}
			for _, s := range result.Workbook.Said {
				if s.Sheet == "" || s.Row == "" || s.Column == "" || s.Value != strings.TrimSpace(s.Value) {
					t.Errorf("%+v", s)
				}
			}
		}
	})
}

// FuzzDates reads arbitrary texts as days: what is read is a day that reads as itself.
func FuzzDates(f *testing.F) {
	for _, text := range []string{"2026-12-01", "12/1/2026", "令和8年12月1日", "Tue, Dec 1st 2026 10:00 PM", "2026-11-30T20:00:00-05:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, day := range readings(text, tokyo) {
			if again := readings(day.String(), tokyo); day.Year >= 1 && day.Year <= 9999 && (len(again) != 1 || again[0] != day) {
				t.Errorf("%q is %v, which is %v", text, day, again)
			}
		}
		_ = folded(text)
		_ = decoded(text)
		_ = linked(text)
		_ = lookOf(text)
	})
}
