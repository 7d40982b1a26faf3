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
		day := c.Day()
		serial := day.In(time.UTC).Unix()/(24*60*60) + epochSerial
		if serial < firstSerial || serial > lastSerial {
			return day.String()
		}
		return serial
	case export.Time:
		t := c.Time()
		serial := serialOf(t)
		if serial < firstSerial || serial >= lastSerial+1 {
			return t.Format(time.RFC3339)
		}
		return serial
	}
	return nil
}

// serialOf gives a moment as days since Excel's epoch, never less than the moment: some readers cut what they show, and the nearest
// number below 07:00 is shown as 06:59.
func serialOf(t time.Time) float64 {
	const day = 24 * 60 * 60
	days := math.Floor(float64(t.Unix()) / day)
	seconds := float64(t.Unix()) - days*day
	serial := days + epochSerial + seconds/day
	for (serial-days-epochSerial)*day < seconds {
		serial = math.Nextafter(serial, math.Inf(1))
	}
	return serial
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
		n := strconv.FormatFloat(c.Float(), 'f', 1, 64)
		return n + "     "[:min(5, len(n)/5)]
	case export.Day:
		return "2026-11-24"
	case export.Time:
		return "2026-11-24 00:00"
	}
	return ""
}

// faceOf is the style of a body cell. Text that would act as a formula once edited is marked as text.
func (b *book) faceOf(c export.Cell, column export.Column) face {
	f := face{align: align(column.Type), tone: c.Tone(), code: column.Code, editable: column.Editable, wrap: column.Type == export.TypeText && !column.Detail && !column.Hidden}
	switch c.Kind() {
	case export.Text:
		if export.ActsLikeFormula(c.Text()) {
			f.format = "@"
		}
	case export.Empty:
		if column.Editable && column.Type == export.TypeText && len(column.Choices) == 0 {
			return f
		}
		f.format = b.look.format(column.Type)
	default:
		f.format = b.look.format(column.Type)
	}
	return f
}
