package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
)

// Exported is what a row that people write in was exported as. It stands as JSON in a hidden column of the workbook, in each row, so that a row is known and its
// changes can be told however it was moved, and whatever became of the rest of the workbook.
type Exported struct {
	// Sheet is the key of the sheet, and ID the row's id for good: an item, a step of one, a line of a checklist, ….
	Sheet string `json:"sheet"`
	ID    string `json:"id"`
	// Tenant is the id of the tenant, or another name of it where that is not known; AsOf is the plan's.
	Tenant string    `json:"tenant,omitempty"`
	AsOf   time.Time `json:"asOf"`
	// Seen is how many entries the journal had.
	Seen int `json:"seen"`
	// Was holds what stood in the columns that people write in, by their keys, in the form of [journal.Field]'s values; empty cells are left out. A value that is long
	// stands by its [Digest].
	Was map[string]string `json:"was,omitempty"`
	// Redacted rows hold pseudonyms, and are not to be read back.
	Redacted bool `json:"redacted,omitempty"`
}

// ExportedKey is the key of the column with [Exported].
const ExportedKey = "exported"

// SignOffKey is the key of [Summary.SignOff], whose rows are read back like those of sheets.
const SignOffKey = "sign-off"

// returning are the keys of the columns of sheets that are generated and read back all the same: a date that somebody moves is moved.
var returning = map[string][]string{"plan": {plan.DecidedWave, plan.DecidedStart, plan.DecidedEnd}}

// NameTenant names a tenant as [Exported].Tenant does: by its id, or by its domain where that is not known.
func NameTenant(t inventory.Tenant) string { return string(cmp.Or(t.ID, t.DefaultDomain)) }

// joining are the columns for remarks, of which those of several people are kept together.
var joining = map[string]string{"plan": "notes", "go-no-go": "remarks", SignOffKey: "remarks"}

// Joins reports whether a field is for remarks: what several people write there is no contradiction.
func Joins(f journal.Field) bool { return f.Column != "" && joining[f.Sheet] == f.Column }

// inPlan are the columns of Plan whose values are in plan.json, with what people decided.
var inPlan = []string{plan.DecidedStatus, plan.DecidedOwner, plan.DecidedRoute, plan.DecidedWave, plan.DecidedStart, plan.DecidedEnd}

// returns makes a sheet one that people write in: id gives the id of a row for good. Its cells have what people wrote, columns that they added stand at
// its end, and Sheet.Exported tells what each row was exported as.
func (b *book) returns(s Sheet, id func(i int) string) Sheet {
	type kept struct {
		place int
		key   string
		codes words.Codes
		over  bool // what people wrote stands over what is generated
	}
	var keep []kept
	for i := range s.Columns {
		c := &s.Columns[i]
		c.Returns = c.Editable || slices.Contains(returning[s.Key], c.Key)
		if c.Returns {
			keep = append(keep, kept{i, c.Key, c.codes, s.Key != "plan" || !slices.Contains(inPlan, c.Key)})
		}
	}
	headers := b.ownHeaders(&s)
	for _, own := range headers {
		keep = append(keep, kept{len(s.Columns), journal.Own + own.header, nil, true})
		s.Columns = append(s.Columns, Column{Key: journal.Own + own.header, Header: own.shown, Type: TypeText, Width: WidthMedium, Editable: true, Returns: true})
	}
	rows, columns := s.Rows, len(s.Columns)
	s.Rows = Rows{rows.count, func(i int) []Cell {
		row := rows.row(i)
		row = append(row, make([]Cell, columns-len(row))...)
		if b.written.Entries() == 0 {
			return row
		}
		name := visible(id(i))
		for _, k := range keep {
			if !k.over {
				continue
			}
			if value, some := b.written.Value(journal.Field{Sheet: s.Key, Row: name, Column: k.key}); some {
				row[k.place] = b.valueCell(&s.Columns[k.place], value)
			}
		}
		return row
	}}
	tenant := NameTenant(b.inv.Tenant)
	s.Exported = func(i int, row []Cell) Exported {
		e := Exported{Sheet: s.Key, ID: b.visible(id(i)), Tenant: b.visible(tenant), AsOf: b.plan.AsOf.UTC(), Seen: b.written.Entries(), Redacted: b.hide != nil}
		for _, k := range keep {
			if row == nil {
				break // only who it is was asked for
			}
			if value := valueOf(row[k.place], k.codes, b); value != "" {
				if e.Was == nil {
					e.Was = map[string]string{}
				}
				e.Was[k.key] = journal.Digest(value)
			}
		}
		return e
	}
	return s
}

type ownHeader struct{ header, shown string }

// ownHeaders are the columns that people added to a sheet. A header that the report has by now gets a number.
func (b *book) ownHeaders(s *Sheet) []ownHeader {
	taken := map[string]bool{}
	for i := range s.Columns {
		taken[strings.ToLower(s.Columns[i].Header)] = true
	}
	var headers []ownHeader
	for _, header := range b.written.OwnHeaders(s.Key) {
		name := b.visible(header)
		if journal.Own+header == journal.Comment {
			name = b.say(words.ColumnComment)
		}
		shown := name
		for n := 2; taken[strings.ToLower(shown)]; n++ {
			shown = fmt.Sprintf("%s (%d)", name, n)
		}
		taken[strings.ToLower(shown)] = true
		headers = append(headers, ownHeader{header, shown})
	}
	return headers
}

// valueCell shows what people wrote into a column.
func (b *book) valueCell(c *Column, value string) Cell {
	switch {
	case value == "":
		return Cell{}
	case c.codes.Rank(value) < len(c.codes):
		return textCell(b.label(c.codes, value)).with(toneOf(value))
	case c.Type == TypeDate:
		if day, err := calendar.ParseDay(value); err == nil {
			return dayCell(day)
		}
	case c.Type == TypeNumber:
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return intCell(n)
		}
	}
	return textCell(b.visibleLines(value))
}

// valueOf is a cell in the form of the journal's values.
func valueOf(c Cell, codes words.Codes, b *book) string {
	switch c.Kind() {
	case Text:
		for _, code := range codes {
			if code.Label.In(b.lang) == c.Text() {
				return code.Code
			}
		}
		return strings.TrimSpace(c.Text()) // as it is read back
	case Int, Float:
		return strconv.FormatFloat(c.Float(), 'f', -1, 64)
	case Day:
		return c.Day().String()
	}
	return ""
}

// WithExported is the sheet with a hidden column at its end that tells what each row was exported as, named by header; sheets that nobody writes in are as they were.
func (s Sheet) WithExported(header string) Sheet {
	if s.Exported == nil {
		return s
	}
	s.Columns = append(slices.Clone(s.Columns), Column{Key: ExportedKey, Header: header, Type: TypeText, Width: WidthMedium, Hidden: true, Code: true})
	rows, exported := s.Rows, s.Exported
	s.Rows = Rows{rows.count, func(i int) []Cell {
		row := rows.row(i)
		text, err := json.Marshal(exported(i, row))
		if err != nil {
			text = nil // texts and a time of a plan that was read: there is nothing that JSON can't say
		}
		return append(row, textCell(string(text)))
	}}
	return s
}

// Generated gives what a report has by itself in the fields that people write in, in the form of the journal's values; empty for a field that it does not
// have. The report is one without Options.Written.
func Generated(r Report) func(journal.Field) string {
	places := map[string]map[string]int{} // of the rows of each sheet that is asked for, by id
	return func(f journal.Field) string {
		at := slices.IndexFunc(r.Sheets, func(s Sheet) bool { return s.Key == f.Sheet && s.Exported != nil })
		if at < 0 {
			return ""
		}
		s := &r.Sheets[at]
		rows := places[f.Sheet]
		if rows == nil {
			rows = make(map[string]int, s.Rows.Len())
			for i := range s.Rows.Len() {
				rows[s.Exported(i, nil).ID] = i
			}
			places[f.Sheet] = rows
		}
		i, some := rows[f.Row]
		if !some {
			return ""
		}
		return s.Exported(i, s.Rows.At(i)).Was[f.Column]
	}
}
