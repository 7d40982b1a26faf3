package xlsx

import (
	"math"
	"strconv"
	"time"

	"unbasic/export"
)

// Excel counts days from 1899-12-30, and is right from 1900-03-01 on (it believes in 1900-02-29).
const (
	epochSerial = 25569 // 1970-01-01
	firstSerial = 61    // 1900-03-01
	lastSerial  = 2958465
)

// value is a cell as excelize takes it. Text goes through fit; a date that Excel has no number for is text.
func (b *book) value(c export.Cell) any {
	switch c.Kind() {
	case export.Text:
		return fit(c.Text(), b.report.Meta.Cut)
	case export.Int:
		return c.Int()
	case export.Float:
		return c.Float()
	case export.Day:
		if serial, some := daySerial(c); some {
			return serial
		}
		return c.Day().String()
	case export.Time:
		if serial, some := timeSerial(c); some {
			return serial
		}
		return asText(c)
	}
	return nil
}

// daySerial is a day as Excel counts it; false before 1900-03-01 and after 9999.
func daySerial(c export.Cell) (float64, bool) {
	serial := float64(c.Day().In(time.UTC).Unix()/secondsADay + epochSerial)
	return serial, serial >= firstSerial && serial <= lastSerial
}

const secondsADay = 24 * 60 * 60

// timeSerial is daySerial for a moment.
func timeSerial(c export.Cell) (float64, bool) {
	serial := serialOf(c.Time())
	return serial, serial >= firstSerial && serial < lastSerial+1
}

// asText is a moment that Excel has no number for.
func asText(c export.Cell) string { return c.Time().Format(time.RFC3339) }

// serialOf gives a moment as days since Excel's epoch, never less than the moment: some readers cut what they show, and the nearest
// number below 07:00 is shown as 06:59. It has the ten decimals that are left of Excel's fifteen digits, because excelize cuts the rest.
func serialOf(t time.Time) float64 {
	const day, exact = 24 * 60 * 60, 1e10
	days := math.Floor(float64(t.Unix()) / day)
	seconds := float64(t.Unix()) - days*day
	return days + epochSerial + math.Ceil(seconds*exact/day)/exact
}

// shown is the text that a reader sees in a cell, for widths and heights.
func (b *book) shown(c export.Cell, t export.Type) string {
	switch c.Kind() {
	case export.Text:
		return c.Text()
	case export.Int:
		n := strconv.FormatInt(c.Int(), 10)
		return n + "     "[:min(5, len(n)/4)] // room for the separators of thousands
	case export.Float:
		if t == export.TypePercent {
			return "100%"
		}
		digits := 1
		if t == export.TypeAmount {
			digits = 2
		}
		n := strconv.FormatFloat(c.Float(), 'f', digits, 64)
		return n + "     "[:min(5, len(n)/5)]
	case export.Day:
		return "2026-11-24"
	case export.Time:
		return "2026-11-24 00:00"
	}
	return ""
}

// faceOf is the style of the cells of a column that hold a kind of value. Text that would act as a formula once edited is marked as text.
func faceOf(kind class, tone export.Tone, column export.Column, look look) face {
	f := face{align: align(column.Type), tone: tone, code: column.Code, editable: column.Editable, wrap: wraps(column)}
	switch kind {
	case classText:
	case classFormulaLike:
		f.format = "@"
	case classLink:
		f.link = true
	case classFormulaLikeLink:
		f.link, f.format = true, "@"
	case classEmpty:
		if column.Type != export.TypeText || !column.Editable || len(column.Choices) > 0 {
			f.format = look.format(column.Type)
		}
	default:
		f.format = look.format(column.Type)
	}
	return f
}

// classOf is the kind of value in a cell of the summary.
func classOf(c export.Cell) class {
	switch {
	case c.Kind() == export.Empty:
		return classEmpty
	case c.Kind() == export.Text && export.ActsLikeFormula(c.Text()):
		return classFormulaLike
	case c.Kind() == export.Text:
		return classText
	}
	return classValue
}

// wraps reports whether text in a column goes on in the next line.
func wraps(c export.Column) bool { return c.Type == export.TypeText && !c.Detail && !c.Hidden }
