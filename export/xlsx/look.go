package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// look is what differs between languages in the layout: letters and the shape of dates.
type look struct {
	font, code    string
	culture       string
	date, moment  string
	month         string
	bodySize      float64
	lineHeight    float64 // points of one line of body text
	defaultHeight float64
}

// lookOf knows Japanese; every other language is set like English.
func lookOf[L ~string](language L) look {
	if language == "ja" {
		// Yu Gothic has come with Windows since 8.1 and with Office since 2016; older systems put MS PGothic in its place.
		return look{font: "Yu Gothic", code: "MS Gothic", culture: "ja-JP", date: "yyyy/mm/dd", moment: "yyyy/mm/dd hh:mm", month: `yyyy"年"m"月"`,
			bodySize: 10, lineHeight: 16.5, defaultHeight: 18}
	}
	return look{font: "Arial", code: "Consolas", culture: "en-GB", date: "yyyy-mm-dd", moment: "yyyy-mm-dd hh:mm", month: "mmm yyyy",
		bodySize: 10, lineHeight: 12.75, defaultHeight: 15}
}

// The palette: one dark blue, greys, and five calm tones with letters that keep a contrast of 7 to 1 on them.
const (
	colorInk      = "1F2933"
	colorNavy     = "1F3A5F"
	colorRule     = "D5DBE3"
	colorGrey     = "5F6B7A"
	colorHand     = "8A6116" // header of columns that people fill in
	colorHandBack = "FFF9E8"
	colorWhite    = "FFFFFF"
	colorLink     = "1B4B7A"
	colorBar      = "9DBFDF"
)

// shade is a tone as colours: of the cell and of its letters.
type shade struct{ back, ink string }

func shadeOf(tone export.Tone) shade {
	switch tone {
	case export.ToneBad:
		return shade{"FBE4E1", "8A1C12"}
	case export.ToneWarn:
		return shade{"FFF0CC", "6B4700"}
	case export.ToneInfo:
		return shade{"E2EEF9", "1B4B7A"}
	case export.ToneGood:
		return shade{"E1F2E6", "1B5231"}
	case export.ToneMuted:
		return shade{"F0F2F4", "4A5561"}
	}
	return shade{"", colorInk}
}

// toneList are the tones by their number, which says where a style stands.
var toneList = [toneCount]export.Tone{export.ToneNone, export.ToneBad, export.ToneWarn, export.ToneInfo, export.ToneGood, export.ToneMuted}

const toneCount = 6

func toneIndex(tone export.Tone) int {
	if tone == export.ToneNone {
		return 0
	}
	for i, known := range toneList {
		if known == tone {
			return i
		}
	}
	return 0
}

// chartColor is a tone in a chart, where it has to be seen as a line. Series without a tone take the colours in turn.
func chartColor(tone export.Tone, place int) string {
	switch tone {
	case export.ToneBad:
		return "C0392B"
	case export.ToneWarn:
		return "D9931E"
	case export.ToneInfo:
		return "2F6DA8"
	case export.ToneGood:
		return "4F9A6C"
	case export.ToneMuted:
		return "A3ACB8"
	}
	return [...]string{colorNavy, "2F8F9D", "8A63A8", "B5651D", "6B7F2A", "7A8794"}[place%6]
}

// tabColor tells for whom a sheet is.
func tabColor(reader export.Reader) string {
	switch reader {
	case export.ReaderAdmin:
		return "2F6DA8"
	case export.ReaderManager:
		return "4F9A6C"
	case export.ReaderAuditor:
		return "8A63A8"
	}
	return colorNavy
}

// face is everything that a cell's style depends on.
type face struct {
	format   string
	tone     export.Tone
	code     bool
	wrap     bool
	editable bool
	link     bool
	align    string
	part     facePart
	day      export.DayKind
}

// facePart is where on a sheet a cell stands.
type facePart uint8

const (
	partBody facePart = iota
	partHeader
	partTitle
	partPurpose
	partNote
	partEmpty
	partGroup
	partLabel
	partValue
	partHint
	partBanner
	partLink
	partSign
	partMonth
	partDay
	partKind
)

// styles makes each style once: a workbook holds 64,000 at most, and excelize looks through all of them for every new one.
type styles struct {
	file  *excelize.File
	look  look
	known map[face]int
}

func newStyles(f *excelize.File, l look) *styles {
	return &styles{file: f, look: l, known: map[face]int{}}
}

func (s *styles) id(f face) (int, error) {
	if id, known := s.known[f]; known {
		return id, nil
	}
	id, err := s.file.NewStyle(s.style(f))
	if err != nil {
		return 0, fmt.Errorf("making a cell style: %w", err)
	}
	s.known[f] = id
	return id, nil
}

func (s *styles) style(f face) *excelize.Style {
	shade := shadeOf(f.tone)
	font := &excelize.Font{Family: s.look.font, Size: s.look.bodySize, Color: shade.ink}
	style := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "top", WrapText: f.wrap, Horizontal: f.align}}
	if f.align == "left" || f.align == "right" {
		style.Alignment.Indent = 1 // else a number and the text beside it touch
	}
	if f.format != "" {
		format := f.format
		style.CustomNumFmt = &format
	}
	if f.code {
		font.Family, font.Size = s.look.code, s.look.bodySize-1
	}
	back := shade.back
	switch f.part {
	case partBody:
		style.Border = []excelize.Border{{Type: "bottom", Color: colorRule, Style: 1}}
		if f.editable {
			back = colorHandBack
			style.Border = append(style.Border, excelize.Border{Type: "left", Color: colorRule, Style: 1}, excelize.Border{Type: "right", Color: colorRule, Style: 1})
		}
		if f.link {
			font.Underline = "single"
			if f.tone == export.ToneNone {
				font.Color = colorLink
			}
		}
	case partHeader:
		font.Bold, font.Color, back = true, colorWhite, colorNavy
		if f.editable {
			back = colorHand
		}
		style.Alignment.Vertical, style.Alignment.WrapText = "center", true
		style.Border = []excelize.Border{{Type: "left", Color: colorRule, Style: 1}, {Type: "right", Color: colorRule, Style: 1}}
	case partTitle:
		font.Bold, font.Size, font.Color = true, 16, colorNavy
		style.Alignment.Vertical = "center"
	case partPurpose:
		font.Color = colorGrey
		style.Alignment.Vertical = "center"
	case partNote:
		font.Italic, font.Color = true, colorGrey
		style.Alignment.Vertical = "center"
	case partEmpty:
		font.Bold = true
		style.Alignment.Vertical = "center"
	case partGroup:
		font.Bold, font.Size, font.Color = true, 12, colorNavy
		style.Alignment.Vertical = "center"
		style.Border = []excelize.Border{{Type: "bottom", Color: colorNavy, Style: 2}}
	case partLabel:
		style.Alignment.Vertical = "center"
		style.Border = []excelize.Border{{Type: "bottom", Color: colorRule, Style: 1}}
	case partValue:
		font.Bold, font.Size = true, 12
		style.Alignment.Vertical, style.Alignment.Horizontal, style.Alignment.Indent = "center", "right", 1
		style.Border = []excelize.Border{{Type: "bottom", Color: colorRule, Style: 1}}
	case partHint:
		font.Color = colorGrey
		style.Alignment.Horizontal, style.Alignment.Indent = "left", 1
		style.Alignment.Vertical = "center"
		style.Border = []excelize.Border{{Type: "bottom", Color: colorRule, Style: 1}}
	case partBanner:
		font.Bold = true
		style.Alignment.Vertical = "center"
	case partLink:
		style.Alignment.Horizontal, style.Alignment.Indent = "left", 1
		font.Color, font.Underline = colorLink, "single"
		style.Border = []excelize.Border{{Type: "bottom", Color: colorRule, Style: 1}}
	case partSign:
		back = colorHandBack
		for _, side := range []string{"left", "right", "top", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: colorGrey, Style: 1})
		}
		style.Alignment.Vertical = "center"
	case partMonth:
		font.Bold, font.Size, font.Color = true, 9, colorNavy
		style.Alignment.Vertical = "center"
		style.Border = []excelize.Border{{Type: "left", Color: colorGrey, Style: 1}, {Type: "bottom", Color: colorRule, Style: 1}}
	case partDay:
		font.Size, font.Color, back = 8, colorWhite, colorNavy
		if f.day != export.DayWork {
			shade := shadeOfDay(f.day)
			font.Color, back = shade.ink, shade.back
		}
		style.Alignment.Vertical = "center"
		style.Border = []excelize.Border{{Type: "left", Color: colorRule, Style: 1}}
	case partKind:
		font.Size, font.Color = 6, colorWhite
		if f.day != "" {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{shadeOfDay(f.day).back}}
			style.Border = []excelize.Border{{Type: "left", Color: colorRule, Style: 1}, {Type: "right", Color: colorRule, Style: 1}}
		}
	}
	if back != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{back}}
	}
	return style
}

// format is the number format of a column's type.
func (l look) format(t export.Type) string {
	switch t {
	case export.TypeNumber:
		return "#,##0"
	case export.TypeHours:
		return "#,##0.0"
	case export.TypeAmount:
		return "#,##0.00"
	case export.TypePercent:
		return "0%"
	case export.TypeDate:
		return l.date
	case export.TypeDateTime:
		return l.moment
	}
	return ""
}

// align is where the values of a column stand, and its header with them.
func align(t export.Type) string {
	switch t {
	case export.TypeText:
		return "left"
	case export.TypeDate, export.TypeDateTime, export.TypePercent:
		return "center"
	}
	return "right"
}
