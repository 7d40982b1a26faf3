package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"unbasic/export"
)

// A text between quotes in a formula has at most 255 characters.
const longestLiteral = 255

// formulas says how live values are computed, in the language of the file format: English names and commas, whatever the reader's language is.
type formulas struct {
	*book
	// own gives a reference to another column of the row that a formula stands in, nil where there is no row.
	own func(key string) (reference string, column *export.Column)
}

// live gives the formula of a value, without "=". It is false for what can't be computed in this workbook: a sheet that was left out, a text that
// is too long for a formula.
func (f formulas) live(l export.Live) (formula string, some bool) {
	if l.Of == export.LiveLess {
		if len(l.Figures) != 2 || !f.figures[l.Figures[0]] || !f.figures[l.Figures[1]] {
			return "", false
		}
		a, b := figureName(l.Figures[0]), figureName(l.Figures[1])
		return fmt.Sprintf(`IF(OR(%[1]s="",%[2]s=""),"",%[1]s-%[2]s)`, a, b), true
	}
	if l.Of == export.LiveUntil {
		day, some := "", false
		if len(l.Figures) == 1 {
			day, some = figureName(l.Figures[0]), f.figures[l.Figures[0]]
		} else if f.own != nil {
			var column *export.Column
			day, column = f.own(l.Column)
			some = column != nil
		}
		if !some {
			return "", false
		}
		return fmt.Sprintf(`IF(%[1]s="","",%[1]s-TODAY())`, day), true
	}
	tabs := f.tabs[l.Sheet]
	if len(tabs) == 0 {
		return "", false
	}
	column := ""
	var taken *export.Column
	if at := tabs[0].Column(l.Column); at >= 0 {
		taken = &tabs[0].Columns[at]
		column = inTable(taken.Header)
	}
	where, ok := f.conditions(tabs[0], l.Where)
	if !ok {
		return "", false
	}
	switch l.Of {
	case export.LiveCount:
		return over(tabs, "+", func(t *tab) string { return count(t, where) }), true
	case export.LiveLast:
		if taken == nil {
			return "", false
		}
		all := over(tabs, ",", func(t *tab) string { return t.table + column })
		return fmt.Sprintf(`IF(COUNT(%[1]s)=0,"",MAX(%[1]s))`, all), true
	case export.LiveShare, export.LiveLeft:
		also, ok := f.conditions(tabs[0], l.Also)
		if !ok {
			return "", false
		}
		all := over(tabs, "+", func(t *tab) string { return count(t, where) })
		both := slices.Concat(where, also)
		some := over(tabs, "+", func(t *tab) string { return count(t, both) })
		if l.Of == export.LiveLeft {
			if len(l.But) == 0 {
				return fmt.Sprintf("%s-(%s)", all, some), true
			}
			but, ok := f.conditions(tabs[0], l.But)
			if !ok {
				return "", false
			}
			still := over(tabs, "+", func(t *tab) string { return count(t, slices.Concat(both, but)) })
			return fmt.Sprintf("%s-(%s)+%s", all, some, still), true
		}
		return fmt.Sprintf(`IFERROR((%s)/(%s),"")`, some, all), true
	case export.LiveTake:
		if taken == nil || len(l.Where) != 1 || l.Where[0].Is != "=" {
			return "", false
		}
		key, at, ok := f.key(tabs[0], l.Where[0])
		if !ok {
			return "", false
		}
		formula := `""`
		for i := len(tabs) - 1; i >= 0; i-- { // the first sheet in which the row is found counts
			t := tabs[i].table
			value := fmt.Sprintf("INDEX(%s%s,MATCH(%s,%s%s,0))", t, column, key, t, at)
			if taken.Type == export.TypeText {
				value += `&""`
			} else {
				value = fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, value)
			}
			formula = fmt.Sprintf("IFERROR(%s,%s)", value, formula)
		}
		return formula, true
	}
	return "", false
}

// over joins what each part of a sheet gives.
func over(tabs []*tab, sign string, one func(*tab) string) string {
	parts := make([]string, len(tabs))
	for i, t := range tabs {
		parts[i] = one(t)
	}
	return strings.Join(parts, sign)
}

// criterion is a condition as COUNTIFS takes it: a column in brackets, and an expression.
type criterion struct{ column, is string }

func count(t *tab, where []criterion) string {
	if len(where) == 0 && t.count == 0 {
		// A table without rows has one blank row for Excel's sake.
		return "COUNTA(" + t.table + inTable(t.Columns[0].Header) + ")"
	}
	if len(where) == 0 {
		return "ROWS(" + t.table + inTable(t.Columns[0].Header) + ")"
	}
	parts := make([]string, len(where))
	for i, c := range where {
		parts[i] = t.table + c.column + "," + c.is
	}
	return "COUNTIFS(" + strings.Join(parts, ",") + ")"
}

func (f formulas) conditions(t *tab, list []export.Condition) ([]criterion, bool) {
	where := make([]criterion, 0, len(list))
	for _, c := range list {
		at := t.Column(c.Column)
		if at < 0 {
			return nil, false
		}
		column := t.Columns[at]
		is, ok := f.criterion(c)
		if !ok {
			return nil, false
		}
		if c.Same == "" && c.Value.Kind() == export.Empty && c.Is == "<>" && column.Live != nil {
			return nil, false // to COUNTIFS, a formula that gives an empty text is something
		}
		where = append(where, criterion{inTable(column.Header), is})
	}
	return where, true
}

// comparisons are those that conditions may have.
var comparisons = map[string]bool{"=": true, "<>": true, "<": true, "<=": true, ">": true, ">=": true}

func (f formulas) criterion(c export.Condition) (string, bool) {
	if !comparisons[c.Is] {
		return "", false
	}
	if c.Same != "" {
		reference, column := "", (*export.Column)(nil)
		if f.own != nil {
			reference, column = f.own(c.Same)
		}
		if column == nil {
			return "", false
		}
		if column.Type == export.TypeText {
			reference = withoutWildcards(reference)
		}
		return `"` + c.Is + `"&` + reference, true
	}
	switch c.Value.Kind() {
	case export.Empty:
		if c.Is == "=" {
			return `""`, true // blank cells and formulas that give nothing
		}
		return `"<>"`, c.Is == "<>"
	case export.Text:
		return literal(c.Is + wildcards.Replace(c.Value.Text()))
	}
	value, ok := constant(c.Value)
	return `"` + c.Is + `"&` + value, ok
}

// key is what MATCH looks for, and the column that it looks in.
func (f formulas) key(t *tab, c export.Condition) (key, column string, ok bool) {
	at := t.Column(c.Column)
	if at < 0 {
		return "", "", false
	}
	column = inTable(t.Columns[at].Header)
	switch {
	case c.Same != "":
		if f.own == nil {
			return "", "", false
		}
		reference, own := f.own(c.Same)
		if own == nil {
			return "", "", false
		}
		if own.Type == export.TypeText {
			reference = withoutWildcards(reference)
		}
		return reference, column, true
	case c.Value.Kind() == export.Text:
		key, ok = literal(wildcards.Replace(c.Value.Text()))
	default:
		key, ok = constant(c.Value)
	}
	return key, column, ok
}

// constant is a number or a date in a formula.
func constant(c export.Cell) (string, bool) {
	switch c.Kind() {
	case export.Int:
		return strconv.FormatInt(c.Int(), 10), true
	case export.Float:
		return strconv.FormatFloat(c.Float(), 'f', -1, 64), true
	case export.Day:
		day := c.Day().In(time.UTC)
		return fmt.Sprintf("DATE(%d,%d,%d)", day.Year(), day.Month(), day.Day()), true
	case export.Time:
		return strconv.FormatFloat(serialOf(c.Time()), 'f', -1, 64), true
	}
	return "", false
}

// wildcards takes their meaning from the characters that stand for others in a search.
var wildcards = strings.NewReplacer("~", "~~", "*", "~*", "?", "~?")

// withoutWildcards is wildcards for a text that is known when the formula is computed.
func withoutWildcards(reference string) string {
	return `SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(` + reference + `,"~","~~"),"*","~*"),"?","~?")`
}

// literal is a text within a formula: it ends at its own end and nowhere else, because a quote in it is written twice. False for one that can't stand there.
func literal(text string) (string, bool) {
	if units(text) > longestLiteral || strings.ContainsFunc(text, unicode.IsControl) || hasNumbered(text) {
		return "", false
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`, true
}

// inLines is a text of one or several lines within a formula. False for one that is too long, and for what literal can't hold.
func inLines(text string) (string, bool) {
	if units(text) > longestLiteral || hasNumbered(text) {
		return "", false
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		written, some := literal(line)
		if !some {
			return "", false
		}
		lines[i] = written
	}
	return strings.Join(lines, "&CHAR(10)&"), true
}

// inHeader takes their meaning from the characters that mean something in a structured reference.
var inHeader = strings.NewReplacer("'", "''", "[", "'[", "]", "']", "#", "'#", "@", "'@")

// inTable is a column in a structured reference. Names of letters, digits and blanks do with one pair of brackets.
func inTable(header string) string {
	for _, r := range header {
		if r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return "[[" + inHeader.Replace(header) + "]]"
		}
	}
	return "[" + header + "]"
}

// inThisRow is the cell of a column in the row of the formula.
func inThisRow(table, header string) string {
	return table + "[[#This Row],[" + inHeader.Replace(header) + "]]"
}

// inHead is the header of a column.
func inHead(table, header string) string {
	return table + "[[#Headers],[" + inHeader.Replace(header) + "]]"
}

// figureName is the name of the cell with a figure of the summary: "lastEnd" gives "figLastEnd".
func figureName(key string) string { return named("fig", key) }

// named makes a name for tables and cells: "licence-findings" gives "tblLicenceFindings".
func named(prefix, key string) string {
	var b strings.Builder
	b.WriteString(prefix)
	upper := true
	for _, r := range key {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			upper = true
			continue
		}
		if upper {
			r, upper = unicode.ToUpper(r), false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// asks are the columns of the own row that a live value looks for.
type asks struct {
	columns []int
	// must is true of a value that is taken from a row: where there is nothing to find it by, the report's value stands.
	must bool
}

func asksOf(l export.Live, columns []export.Column) asks {
	a := asks{must: l.Of == export.LiveTake}
	for _, list := range [][]export.Condition{l.Where, l.Also, l.But} {
		for _, c := range list {
			for i := range columns {
				if c.Same != "" && columns[i].Key == c.Same {
					a.columns = append(a.columns, i)
				}
			}
		}
	}
	return a
}

// answered reports whether a row has what is looked for, in at most 255 characters with a sign before it: more can't be looked for.
func (a asks) answered(row []export.Cell) bool {
	for _, i := range a.columns {
		text := row[i].Text()
		if len(text) > longestLiteral/4 && units(wildcards.Replace(text)) > longestLiteral-2 || a.must && row[i].Kind() == export.Empty {
			return false
		}
	}
	return true
}
