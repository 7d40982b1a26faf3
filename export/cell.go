package export

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"unbasic/plan/calendar"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Empty Kind = iota
	Text
	Int
	Float
	Day
	Time
)

// Cell is one typed value. The zero Cell is empty: nothing is known, or nothing is to be said.
//
// It is kept small, because a large tenant has millions of them: days and times are in the number.
type Cell struct {
	text   string
	number float64 // Day: days since 1970-01-01. Time: seconds since then. Text: the row that it leads to, counted from 1.
	kind   Kind
	tone   toneCode
}

// toneCode is a Tone in one byte.
type toneCode uint8

// tones are the Tones by their code.
var tones = [...]Tone{ToneNone, ToneBad, ToneWarn, ToneInfo, ToneGood, ToneMuted}

// maxExact is the largest whole number that a float64 and a spreadsheet hold without rounding.
const maxExact = 1 << 53

// textCell holds text of the program or text that has passed visible; the empty string gives an empty cell.
func textCell(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{kind: Text, text: text}
}

// intCell holds a count. One that a spreadsheet would round is kept as text, because a rounded figure is a wrong one.
func intCell(n int64) Cell {
	if n > maxExact || n < -maxExact {
		return textCell(fmt.Sprint(n))
	}
	return Cell{kind: Int, number: float64(n)}
}

// floatCell holds a measure; what is not a number is empty.
func floatCell(x float64) Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Cell{}
	}
	return Cell{kind: Float, number: x}
}

// dayCell holds a date; the zero Day gives an empty cell.
func dayCell(day calendar.Day) Cell {
	if day.IsZero() {
		return Cell{}
	}
	return Cell{kind: Day, number: float64(day.In(time.UTC).Unix() / secondsADay)}
}

const secondsADay = 24 * 60 * 60

// timeCell holds a moment in whole seconds; nil and the zero time give an empty cell.
func timeCell(t *time.Time) Cell {
	if t == nil || t.IsZero() {
		return Cell{}
	}
	return Cell{kind: Time, number: float64(t.Unix())}
}

// with gives the cell a tone.
func (c Cell) with(tone Tone) Cell {
	for code, known := range tones {
		if known == tone {
			c.tone = toneCode(code)
		}
	}
	return c
}

// to makes a text lead to a row of the sheet that its column names; a row below 0 is none.
func (c Cell) to(row int) Cell {
	if c.kind == Text && row >= 0 {
		c.number = float64(row + 1)
	}
	return c
}

// Leads gives the row, from 0, of the sheet in Column.Link that a Text cell leads to.
func (c Cell) Leads() (row int, some bool) {
	if c.kind != Text || c.number == 0 {
		return 0, false
	}
	return int(c.number) - 1, true
}

// Kind says which of the accessors holds the value.
func (c Cell) Kind() Kind { return c.kind }

// Tone says what the value calls for.
func (c Cell) Tone() Tone { return tones[c.tone] }

// Text is the value of a Text cell.
func (c Cell) Text() string { return c.text }

// Int is the value of an Int cell.
func (c Cell) Int() int64 { return int64(c.number) }

// Float is the value of a Float cell.
func (c Cell) Float() float64 { return c.number }

// Day is the value of a Day cell.
func (c Cell) Day() calendar.Day {
	return calendar.DayOf(time.Unix(int64(c.number)*secondsADay, 0).UTC())
}

// Time is the value of a Time cell, in UTC.
func (c Cell) Time() time.Time { return time.Unix(int64(c.number), 0).UTC() }

// MarshalJSON writes the plain value (text, number, "2026-11-24", RFC 3339 time, null), and {"value": …, "tone": …, "row": …} where the cell has a tone or
// leads somewhere: to that row, counted from 0, of the sheet that its column's link names.
func (c Cell) MarshalJSON() ([]byte, error) {
	var value any
	switch c.kind {
	case Text:
		value = c.text
	case Int:
		value = c.Int()
	case Float:
		value = c.number
	case Day:
		value = c.Day()
	case Time:
		value = c.Time()
	}
	row, leads := c.Leads()
	if c.tone == 0 && !leads {
		return json.Marshal(value)
	}
	more := struct {
		Value any  `json:"value"`
		Tone  Tone `json:"tone,omitempty"`
		Row   *int `json:"row,omitempty"`
	}{Value: value, Tone: c.Tone()}
	if leads {
		more.Row = &row
	}
	return json.Marshal(more)
}
