package export

import (
	"time"

	"unbasic/inventory"
)

// Report is everything that a writer lays out.
type Report struct {
	Meta    Meta    `json:"meta"`
	Summary Summary `json:"summary"`
	// Sheets are the tables in the order in which they appear, after the summary. Each is there even when it has no rows.
	Sheets []Sheet `json:"sheets"`
}

// Meta says how the report was made, and holds the few words that a writer needs of its own.
type Meta struct {
	Language inventory.Language `json:"language"`
	Title    string             `json:"title"`
	Subject  string             `json:"subject"`
	Keywords string             `json:"keywords"`
	// Tool is the program with its version.
	Tool   string `json:"tool"`
	Tenant string `json:"tenant"`
	// AsOf is UTC: the only clock that a writer may use.
	AsOf time.Time `json:"asOf"`
	// Page is the footer, with {page} and {pages} for the numbers.
	Page string `json:"page"`
	// Cut marks a text that does not fit a format's limit, with {left} for the number of characters left out.
	Cut string `json:"cut"`
}

// Tone is what a value calls for: a writer turns it into colour, never into meaning of its own.
type Tone string

// The tones, from a matter of urgency to one that can be passed over.
const (
	ToneNone  Tone = ""
	ToneBad   Tone = "bad"
	ToneWarn  Tone = "warn"
	ToneInfo  Tone = "info"
	ToneGood  Tone = "good"
	ToneMuted Tone = "muted"
)

// Reader is for whom a sheet is meant first.
type Reader string

// The readers.
const (
	ReaderAll     Reader = "all"
	ReaderAdmin   Reader = "admin"
	ReaderManager Reader = "manager"
	ReaderAuditor Reader = "auditor"
)

// Sheet is one table.
type Sheet struct {
	// Key is the sheet's name in every language: "plan", "licence-findings".
	Key    string `json:"key"`
	Name   string `json:"name"`
	Reader Reader `json:"reader"`
	// Purpose says in one line what the sheet is for; Notes what a reader has to know before trusting it.
	Purpose string   `json:"purpose"`
	Notes   []string `json:"notes"`
	// Empty says why there are no rows; it is empty when there are some.
	Empty   string   `json:"empty"`
	Columns []Column `json:"columns"`
	// Rows have one cell a column.
	Rows [][]Cell `json:"rows"`
}

// Type is what a column holds. An empty cell may stand in any column.
type Type string

// The types of columns.
const (
	TypeText     Type = "text"
	TypeNumber   Type = "number"
	TypeDate     Type = "date"
	TypeDateTime Type = "datetime" // UTC
	TypePercent  Type = "percent"  // 0.9 is 90%
	TypeHours    Type = "hours"
)

// Width is how much room a column wants.
type Width string

// The widths, from a code or a number to sentences that wrap.
const (
	WidthNarrow Width = "narrow"
	WidthMedium Width = "medium"
	WidthWide   Width = "wide"
	WidthText   Width = "text"
)

// Column is one column of a sheet.
type Column struct {
	// Key is the column's name in every language; Header its name for people, unique in the sheet.
	Key    string `json:"key"`
	Header string `json:"header"`
	Type   Type   `json:"type"`
	Width  Width  `json:"width"`
	// Editable columns are people's; the others are written again with every report.
	Editable bool `json:"editable,omitempty"`
	// Hidden columns are for programs that read the sheet back.
	Hidden bool `json:"hidden,omitempty"`
	// Code is text for machines (commands, hashes), better read in a fixed width.
	Code bool `json:"code,omitempty"`
	// Detail is text on one line, for a closer look: it need not be seen whole in the table.
	Detail bool `json:"detail,omitempty"`
	// Choices are the values that an editable column takes.
	Choices []Choice `json:"choices,omitempty"`
}

// Choice is one value of an editable column.
type Choice struct {
	Label string `json:"label"`
	Tone  Tone   `json:"tone,omitempty"`
}

// Summary is the first sheet.
type Summary struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Banner is the coverage of the evidence, in one line.
	Banner Line `json:"banner"`
	// Groups are the headline figures, a group a reader.
	Groups []FigureGroup `json:"groups"`
	Charts []Chart       `json:"charts"`
	Tables []Table       `json:"tables"`
}

// Line is a text with a tone.
type Line struct {
	Text string `json:"text"`
	Tone Tone   `json:"tone,omitempty"`
}

// FigureGroup is a heading with figures.
type FigureGroup struct {
	Heading string   `json:"heading"`
	Figures []Figure `json:"figures"`
}

// Figure is one headline number, day or word.
type Figure struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Type  Type   `json:"type"`
	// Value carries the tone.
	Value Cell   `json:"value"`
	Hint  string `json:"hint"`
}

// Chart is a picture of one table of the summary: a bar a row, named by the first column, as long as the second says.
// A table without rows has no picture.
type Chart struct {
	Key string `json:"key"`
	// Table is the key of the table behind the chart.
	Table string `json:"table"`
	Title string `json:"title"`
	// Axis names what is counted.
	Axis string `json:"axis"`
	// Alt says the same in words, for those who can't see it.
	Alt string `json:"alt"`
}

// Table is a small table of the summary: two short columns, then one or two of text.
type Table struct {
	Key     string   `json:"key"`
	Heading string   `json:"heading"`
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
	// Empty says why there are no rows.
	Empty string `json:"empty"`
}
