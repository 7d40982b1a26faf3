package export

import (
	"encoding/json"
	"iter"
	"slices"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// Report is everything that a writer lays out.
type Report struct {
	Meta    Meta    `json:"meta"`
	Summary Summary `json:"summary"`
	// Sheets are the tables in the order in which they appear, after the summary. Each is there even when it has no rows.
	Sheets []Sheet `json:"sheets"`
	// Events are what belongs in a calendar: waves, decisions and milestones, by day and then by ID.
	Events []Event `json:"events"`
	// Scripts are the commands of each wave, by wave and then in the order of ScriptStage's constants.
	Scripts []Script `json:"scripts"`
	// Alerts makes the rules that go on watching when the project is over, when it is asked to: most formats have no use for them. They are queries for an engine
	// and no part of the view; what there is to say of their senders stands on the sheets.
	Alerts func() []Alert `json:"-"`
	// Interface are the words of a writer's own buttons. They are no part of the view, so a file of the view does not have them.
	Interface Interface `json:"-"`
	// subjects finds the sender that a row is about.
	subjects func() subjects
}

// Interface are the words of a report that is read on a screen and answers to its reader. Values stand in braces.
type Interface struct {
	Skip      string // leads past the navigation
	Sheets    string // names the navigation
	Figures   string // names the headline figures
	Charts    string // names the charts
	Behind    string // opens the figures behind a chart, with {title}
	Timeline  string // names the drawing of a timeline
	Period    string // what a bar stands for, with {name}, {start} and {end}
	Legend    string // names a legend
	Search    string // names the field for text that a row must contain
	Filters   string // opens the choices of columns with few values
	Any       string // takes any value of a column
	Blank     string // takes rows without a value
	Clear     string // takes all filters away
	Columns   string // opens the list of columns
	Sort      string // names a button in a header, with {column}
	Rows      string // with {from}, {to} and {count}
	Filtered  string // the same, with {all} for the number without filters
	NoMatch   string // no row is left by the filters
	Previous  string
	Next      string
	Print     string
	Close     string
	Story     string // names the window with all rows of a sender, with {sender}
	Nobody    string // answers an address with a sender that the report does not have
	NoScript  string // says what is missing where scripts are off
	Generated string // with {tool} and {asOf}
	PrintCut  string // says that a long table is printed in part, with {shown} and {count}
	More      string // ends a text that is cut and whole elsewhere, with {left} for the number of characters left out
	// TimelineCut says that a drawing of a timeline has only the first {shown} of {count} rows, and in which {sheet} all of them are.
	TimelineCut string
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
	// Continued is the name of a sheet that goes on where another ended, with {name} and {part} ("Runbook (2)"); Continues the note on the first one, with
	// {sheet} for the next one's name, and Continuing that on the next ones, with {sheet} for the first one's.
	Continued  string `json:"continued"`
	Continues  string `json:"continues"`
	Continuing string `json:"continuing"`
	// AsExported names the hidden column of [Sheet.WithExported].
	AsExported string `json:"asExported"`
	// FromToday is the note, for a writer that computes, that {columns} follow the calendar. Suggested says where the suggestions for {columns} stand: in
	// the hidden sheet {sheet}, which is called Lists. Separator stands between names.
	FromToday string `json:"fromToday"`
	Suggested string `json:"suggested"`
	Lists     string `json:"lists"`
	Separator string `json:"separator"`
	// Redacted reports whether people, addresses and accounts are pseudonyms.
	Redacted bool `json:"redacted"`
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
	Rows Rows `json:"rows"`
	// Timeline, where there is one, is drawn to the right of the columns.
	Timeline *Timeline `json:"timeline,omitempty"`
	// Exported tells what a row is exported as, where people write in the sheet; nil where nobody does. See [Sheet.WithExported].
	Exported func(i int, row []Cell) Exported `json:"-"`
}

// Column gives the place of a column by its key, -1 for none.
func (s *Sheet) Column(key string) int {
	return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Key == key })
}

// Rows are the rows of a sheet, made one at a time when they are asked for: those of a large tenant do not fit in memory together.
type Rows struct {
	count int
	row   func(i int) []Cell
}

// Len is the number of rows.
func (r Rows) Len() int { return r.count }

// At makes the row at a place from 0 to Len()-1. Each call gives the same cells; the slice is the caller's.
func (r Rows) At(i int) []Cell { return r.row(i) }

// All makes one row after the other.
func (r Rows) All() iter.Seq2[int, []Cell] {
	return func(yield func(int, []Cell) bool) {
		for i := range r.count {
			if !yield(i, r.row(i)) {
				return
			}
		}
	}
}

// MarshalJSON writes an array of rows.
func (r Rows) MarshalJSON() ([]byte, error) {
	list := make([][]Cell, r.count)
	for i, row := range r.All() {
		list[i] = row
	}
	return json.Marshal(list)
}

// Timeline draws a bar a row, from one of its days to another.
type Timeline struct {
	// Start and End are the keys of the columns with the first and the last day; Status that of a column whose Done value makes the bar look finished.
	Start  string `json:"start"`
	End    string `json:"end"`
	Status string `json:"status"`
	Done   string `json:"done"`
	// Days are the places in the drawing from left to right, Span days each: 1, or 7 where a day each would be too many.
	Days []TimelineDay `json:"days"`
	Span int           `json:"span"`
	// Legend names the kinds of days that there are, in the order of the constants.
	Legend []TimelineLabel `json:"legend"`
}

// DayKind is why a day of a timeline looks different.
type DayKind string

// The kinds of days. Of several that a day could have, the one that comes last here shows.
const (
	DayWork      DayKind = "work"
	DayWeekend   DayKind = "weekend"
	DayHoliday   DayKind = "holiday"
	DayFreeze    DayKind = "freeze"
	DayAsOf      DayKind = "as-of"
	DayGoNoGo    DayKind = "go-no-go"
	DayMilestone DayKind = "milestone"
)

// TimelineDay is one place of a timeline: a day, or the first of the days that it stands for.
type TimelineDay struct {
	Day  calendar.Day `json:"day"`
	Kind DayKind      `json:"kind"`
	// Name says which holiday, freeze or milestone it is; empty for ordinary days.
	Name string `json:"name,omitempty"`
}

// TimelineLabel names a kind of day.
type TimelineLabel struct {
	Kind  DayKind `json:"kind"`
	Label string  `json:"label"`
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
	TypeAmount   Type = "amount" // money with two decimals, the currency in a column of its own
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
	// Returns marks the columns whose changes are read back: all that are editable, and generated ones that people may move something by.
	Returns bool `json:"-"`
	// Hidden columns are for programs that read the sheet back.
	Hidden bool `json:"hidden,omitempty"`
	// Code is text for machines (commands, hashes), better read in a fixed width.
	Code bool `json:"code,omitempty"`
	// Detail is text on one line, for a closer look: it need not be seen whole in the table.
	Detail bool `json:"detail,omitempty"`
	// Choices are the values that an editable column takes.
	Choices []Choice `json:"choices,omitempty"`
	// Suggestions are values to choose from where any other is as good (owners).
	Suggestions []string `json:"suggestions,omitempty"`
	// Link is the key of the sheet that the cells of this column lead to, each to the row that it names.
	Link string `json:"link,omitempty"`
	// Fixed links lead to where their rows stood when the report was made; the others, in a writer that can, to the row with the same id.
	Fixed bool `json:"fixed,omitempty"`
	// Live says how the values of this column follow from other sheets, or from the calendar.
	Live *Live `json:"live,omitempty"`
	// Lives, in place of Live, say it for rows of several kinds: each for those rows in whose column LiveBy its Key stands. The values of other rows stay.
	LiveBy string    `json:"liveBy,omitempty"`
	Lives  []LiveFor `json:"lives,omitempty"`
	// Bar asks for a bar in each cell as long as its number.
	Bar bool `json:"bar,omitempty"`
	// codes are those of Choices.
	codes words.Codes
}

// LiveFor is the Live of the rows of one kind.
type LiveFor struct {
	Key  string `json:"key"`
	Live Live   `json:"live"`
}

// Live says how a value follows from the rows of a sheet, so that it changes when people write there. A writer that computes uses it; any other
// shows the value that stands beside it, which is the same until somebody writes.
type Live struct {
	Of LiveOf `json:"of"`
	// Sheet is the key of a sheet, and Column of one of its columns: what is looked for or taken.
	Sheet  string `json:"sheet,omitempty"`
	Column string `json:"column,omitempty"`
	// Where keeps the rows that are looked at: all of its conditions must hold.
	Where []Condition `json:"where,omitempty"`
	// Also, for LiveShare and LiveLeft, keeps the rows among those, and But, for LiveLeft, rows among these.
	Also []Condition `json:"also,omitempty"`
	But  []Condition `json:"but,omitempty"`
	// Figures, for LiveLess, are the keys of two figures of the summary: the first less the second. For LiveUntil of a figure it is the one with the day.
	Figures []string `json:"figures,omitempty"`
}

// LiveOf is a way of computing.
type LiveOf string

// The ways of computing.
const (
	LiveCount LiveOf = "count" // the number of rows
	LiveLast  LiveOf = "last"  // the greatest value of Column; it takes no conditions
	LiveShare LiveOf = "share" // rows where Where and Also hold, of those where Where holds; empty where there are none
	LiveTake  LiveOf = "take"  // the value of Column in the one row where the single condition holds; empty cells stay empty
	LiveLess  LiveOf = "less"  // the first figure less the second: days between days
	LiveUntil LiveOf = "until" // days from the day on which it is read to the day in Column of its own row, or in the single figure
	LiveLeft  LiveOf = "left"  // rows where Where holds, less those where Also holds as well, but for those of them where But holds
)

// Condition is one comparison of a column of the sheet with a value.
type Condition struct {
	// Column is one of the sheet's; one that is Live itself can't be asked whether something stands in it.
	Column string `json:"column"`
	Is     string `json:"is"` // "=", "<>", "<", "<=", ">" or ">="
	// Value is a constant; empty for rows in which nothing stands ("=") or something ("<>").
	Value Cell `json:"value"`
	// Same, where it is not empty, is the key of a column of the row (or small table's row) that the value is computed for: it is compared with its value there.
	// A row in which nothing stands there keeps the value that it has.
	Same string `json:"same,omitempty"`
}

// Choice is one value of an editable column.
type Choice struct {
	// Code is the choice in every language.
	Code  string `json:"code"`
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
	// Notes are what to know of the sheets as a whole.
	Notes []string `json:"notes,omitempty"`
	// Groups are the headline figures, a group a reader.
	Groups []FigureGroup `json:"groups"`
	Charts []Chart       `json:"charts"`
	Tables []Table       `json:"tables"`
	// Legend explains the tones and the look of cells that people write in.
	Legend []LegendEntry `json:"legend"`
	// SignOff is where people sign, a row for each of them: all cells but the first are theirs to fill in. It has no rows where nobody is asked to.
	SignOff Sheet `json:"signOff"`
}

// LegendEntry explains a tone, or (Editable) the cells that are people's.
type LegendEntry struct {
	Tone     Tone   `json:"tone"`
	Editable bool   `json:"editable,omitempty"`
	Text     string `json:"text"`
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
	// LiveHint takes the place of the hint where the value is computed; empty where the hint is true of both.
	LiveHint string `json:"liveHint,omitempty"`
	// Live says how the value follows from the sheets; nil for one that does not change.
	Live *Live `json:"live,omitempty"`
	// Tones say how the tone follows from a value that changes; empty where the value's own tone stays.
	Tones []ToneRule `json:"tones,omitempty"`
}

// ToneRule gives a tone to numbers that compare so with a limit; the first rule that holds counts.
type ToneRule struct {
	Is    string  `json:"is"` // "<", "<=", "=", ">=" or ">"
	Limit float64 `json:"limit"`
	Tone  Tone    `json:"tone"`
}

// Shape is how a chart is drawn.
type Shape string

// The shapes.
const (
	ShapeColumns Shape = "columns" // one beside the other
	ShapeBars    Shape = "bars"    // from left to right, for long names
	ShapeStacked Shape = "stacked" // columns, one on top of the other
	ShapeLines   Shape = "lines"   // over time; Marks and Unread are bars behind the lines
)

// Chart is a picture of one table of the summary: a place a row, named by the first column. A table without rows has no picture.
type Chart struct {
	Key   string `json:"key"`
	Shape Shape  `json:"shape"`
	// Table is the key of the table behind the chart, and Series the keys of the columns that are drawn.
	Table  string   `json:"table"`
	Series []string `json:"series"`
	// Tones are the colours of the series, as far as they have one; Marks names the series among them that marks a place rather than counting.
	Tones []Tone `json:"tones"`
	Marks string `json:"marks,omitempty"`
	// Unread is one more series that marks places: those of which the evidence knows nothing.
	Unread string `json:"unread,omitempty"`
	Title  string `json:"title"`
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
	// Behind tables are there for their chart: a writer may set them apart from those that are read.
	Behind bool `json:"behind,omitempty"`
	// Past is how many of the first rows are of days that are over: their values stay as they are, also in columns that are live.
	Past int `json:"past,omitempty"`
}

// Event is a day or several that belong in a calendar. Both ends are included.
type Event struct {
	// ID does not change between reports of the same plan: a calendar that imports both keeps one event.
	ID    string       `json:"id"`
	Start calendar.Day `json:"start"`
	End   calendar.Day `json:"end"`
	Title string       `json:"title"`
	Text  string       `json:"text"`
	// Tags are the categories, in the report's language.
	Tags []string `json:"tags"`
}

// ScriptStage is when a script of a wave is run.
type ScriptStage string

// The stages of a wave's scripts, in the order in which they are run.
const (
	StageCapture  ScriptStage = "capture"  // reads and keeps the values that a rollback needs; changes nothing
	StageApply    ScriptStage = "apply"    // makes the changes
	StageVerify   ScriptStage = "verify"   // reads whether they work; changes nothing
	StageRollback ScriptStage = "rollback" // puts the values back
)

// Script is one stage of one wave, in PowerShell. A writer adds the frame around the commands, never a command.
type Script struct {
	Wave  int         `json:"wave"`
	Stage ScriptStage `json:"stage"`
	Title string      `json:"title"`
	// Notes are read before it is run.
	Notes []string `json:"notes"`
	// Blocks are item by item, and for an item in the order in which they are done.
	Blocks Blocks      `json:"blocks"`
	Words  ScriptWords `json:"words"`
}

// Blocks are those of a script, made one at a time when they are asked for; each call gives the same ones.
type Blocks iter.Seq[ScriptBlock]

// MarshalJSON writes an array of blocks.
func (b Blocks) MarshalJSON() ([]byte, error) {
	list := []ScriptBlock{}
	if b != nil {
		list = slices.AppendSeq(list, iter.Seq[ScriptBlock](b))
	}
	return json.Marshal(list)
}

// ScriptBlock is what one item needs at one stage.
type ScriptBlock struct {
	Item   string `json:"item"`
	Sender string `json:"sender"`
	// Date is the day on which it is due, zero for a rollback.
	Date calendar.Day `json:"date"`
	// What says it for people, without the command.
	What string `json:"what"`
	// Command is complete PowerShell of one or more lines; empty for what is done by hand (What says so).
	Command string `json:"command"`
	// Changes reports whether the command changes the tenant.
	Changes bool `json:"changes"`
	// Shown commands are not run but shown: names in <…> have to be filled in first, or the command is not of a kind that a plan writes.
	Shown bool `json:"shown"`
	// Needs are the modules that the command takes, by their names ("ExchangeOnlineManagement", "Microsoft.Graph"); empty where none is known.
	Needs []string `json:"needs"`
	// Keeps, in the capture stage, is what the properties of the object that the command gives are kept under: "CASMailbox" for "CASMailbox.Name". It is
	// empty where nothing is kept.
	Keeps string `json:"keeps"`
	// Kept, in the rollback stage, are the values that the command takes from those that were kept: $Kept['CASMailbox.Name'] in its text. In the apply stage
	// they are those that have to be kept before the command changes anything, so that there is a way back.
	Kept []string `json:"kept"`
	// Otherwise, in the rollback stage, are values of the evidence for those of Kept that were not kept after all.
	Otherwise []ScriptValue `json:"otherwise"`
	// Compares, in the verify stage, is what the properties of the object that the command gives were kept under; they are compared with what was kept and with
	// Expected, which is what the apply stage sets, each from its day on. It is empty where the command's output is for the eye.
	Compares string        `json:"compares"`
	Expected []ScriptValue `json:"expected"`
}

// ScriptValue is the value of a property: text, true, false, or nil for none.
type ScriptValue struct {
	Name string `json:"name"`
	// Date is the day from which the value holds, zero where it always does.
	Date  calendar.Day `json:"date"`
	Value any          `json:"value"`
}

// ScriptWords are the sentences that a running script says.
type ScriptWords struct {
	// Synopsis is what the stage does, in one line; Usage how it is used, and Apply, From and Until what its parameters do.
	Synopsis string `json:"synopsis"`
	Usage    string `json:"usage"`
	Apply    string `json:"apply"`
	From     string `json:"from"`
	Until    string `json:"until"`
	// Preview says that nothing is changed without -Apply; Nothing that the stage has no command; ByHand begins the line of a step without a command, and
	// FillIn that of a command that is only shown; NotDue, with {date}, that of a step which is skipped; Transcript names the file of the transcript, with
	// {path}; NotConnected says what to do first, with {module} and {command}.
	Preview      string `json:"preview"`
	Nothing      string `json:"nothing"`
	ByHand       string `json:"byHand"`
	FillIn       string `json:"fillIn"`
	NotDue       string `json:"notDue"`
	Transcript   string `json:"transcript"`
	NotConnected string `json:"notConnected"`
	// Keeping names the file with the values, with {path}; KeptBefore says of {name} that an earlier value stays; NotKept, with {name} and {path}, that a
	// rollback lacks a value.
	Keeping    string `json:"keeping"`
	KeptBefore string `json:"keptBefore"`
	NotKept    string `json:"notKept"`
	// NoCapture, with {path} and {script}, refuses to change anything before the values are kept; CaptureFirst, with {name} and {sender} too, refuses one change.
	// FromEvidence, with {name} and {path}, says that a rollback takes a value of the evidence.
	NoCapture    string `json:"noCapture"`
	CaptureFirst string `json:"captureFirst"`
	FromEvidence string `json:"fromEvidence"`
	// What verifying says of {name}, which {is} so, {was} so before and {should} be so: AsPlanned, AsBefore, NotAsPlanned, NotAsBefore, and NoBefore where
	// nothing was kept in {path}. NotOne says that there are {count} objects; Differ how many values differ at the end, and AllSame that none does. Blank stands
	// for no value.
	AsPlanned    string `json:"asPlanned"`
	AsBefore     string `json:"asBefore"`
	NotAsPlanned string `json:"notAsPlanned"`
	NotAsBefore  string `json:"notAsBefore"`
	NoBefore     string `json:"noBefore"`
	NotOne       string `json:"notOne"`
	Differ       string `json:"differ"`
	AllSame      string `json:"allSame"`
	Blank        string `json:"blank"`
}

// Severity is how much an alert matters, in the words of Microsoft Sentinel.
type Severity string

// The severities.
const (
	SeverityHigh   Severity = "High"
	SeverityMedium Severity = "Medium"
	SeverityLow    Severity = "Low"
)

// Alert is a rule for a Log Analytics workspace that finds what must not happen to the senders of the plan. A writer adds the list of senders before the query,
// in as many parts as it takes, and never a condition.
type Alert struct {
	// Key is the rule's name in every language. Tenant tells it from the same rule of another tenant.
	Key    string
	Tenant string
	Title  string
	// Finds says what the rule finds, Do what to do then; Notes from what it was made and how it is run.
	Finds, Do string
	Notes     []string
	Severity  Severity
	// Tactics and Techniques are those of MITRE ATT&CK, empty for what is no attack.
	Tactics, Techniques []string
	// Every is how often it is run, Reads how far back it looks.
	Every, Reads time.Duration
	// Senders are in order: those of a Dated rule by the moment from which they must be silent.
	Dated   bool
	Senders []AlertSender
	// Query follows "let planned = …;", a table with the column Account and, for a Dated rule, Silent.
	Query string
	Words AlertWords
}

// AlertSender is a sender that is watched.
type AlertSender struct {
	// Account is the key by which the query knows it: the id of its account, or its name behind "upn:".
	Account string
	// Silent is the moment from which it must be silent, zero where there is none.
	Silent time.Time
}

// AlertWords are the sentences that depend on how the senders are laid out.
type AlertWords struct {
	// Name is the rule's name among others, with {title}, and PartName that of a part, with {part} and {parts} too; Part says why there are parts.
	// Watchlist says how the senders of {files} are made known, and in which {lists}.
	Name, PartName, Part, Watchlist string
	// Template says what the template is, and Workspace what its parameter is.
	Template, Workspace string
}
