package xlsx

import (
	"fmt"
	"math"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
)

// dayWidth is the width of a day's column, and mostFrozen what may stand still to the left of the days, in digits: more would leave no room for them.
const (
	dayWidth   = 2.9
	mostFrozen = 110
)

// The colours of bars; those of days are in shadeOfDay.
var (
	shadeBar  = shade{"2F6DA8", "FFFFFF"}
	shadeDone = shade{"4F9A6C", "FFFFFF"}
)

func shadeOfDay(kind export.DayKind) shade {
	switch kind {
	case export.DayWeekend:
		return shade{"E8EBEF", "4A5561"}
	case export.DayHoliday:
		return shade{"E4D7EE", "4B2E63"}
	case export.DayFreeze:
		return shade{"CFE3F3", "1B4B7A"}
	case export.DayAsOf:
		return shade{"FFE08A", "5C4300"}
	case export.DayGoNoGo:
		return shade{"F7C596", "6B3500"}
	case export.DayMilestone:
		return shade{"F0A8A0", "6E140B"}
	}
	return shade{colorWhite, colorInk}
}

// timeline draws the days to the right of the table: a legend in the title's row, the kind of each day below it (not shown: conditional formats read
// it, so a day that becomes a holiday can be made one), months, and the days in the header's row. It gives the number of columns that stand still and the last column.
//
// The cells below have no content. Their colours are conditional formats: a bar from the first to the last day of its row, whatever people make of these.
func (b *book) timeline(t *tab) (frozen int, last string, err error) {
	line := t.Timeline
	from := len(t.Columns) + 2 // one column stands empty, or the table would grow into the days
	if last, err = excelize.ColumnNumberToName(from + len(line.Days) - 1); err != nil {
		return 0, "", fmt.Errorf("counting days: %w", err)
	}
	first, err := excelize.ColumnNumberToName(from)
	if err != nil {
		return 0, "", err
	}
	gap, err := excelize.ColumnNumberToName(from - 1)
	if err != nil {
		return 0, "", err
	}
	if err := b.file.SetColWidth(t.Name, gap, gap, 1.5); err != nil {
		return 0, "", err
	}
	if err := b.file.SetColWidth(t.Name, first, last, dayWidth); err != nil {
		return 0, "", err
	}
	if err := b.days(t, from); err != nil {
		return 0, "", err
	}
	if err := b.legend(t, from); err != nil {
		return 0, "", err
	}
	if err := b.bars(t, first, last); err != nil {
		return 0, "", err
	}
	width := 0.0
	for i, column := range t.Columns {
		if column.Hidden {
			break // readers differ in whether hidden columns count among those that stand still
		}
		frozen, width = i+1, width+t.widths[i]
	}
	if width > mostFrozen {
		frozen = 1
	}
	return frozen, last, nil
}

func (b *book) days(t *tab, from int) error {
	days := t.Timeline.Days
	for i, d := range days {
		at := d.Day.In(time.UTC)
		column := from + i
		if err := b.put(&t.grid, column, rowPurpose, t.kind(d.Kind), face{part: partKind, format: ";;;"}); err != nil {
			return err
		}
		serial := at.Unix()/secondsADay + epochSerial
		if err := b.put(&t.grid, column, rowHeader, serial, face{part: partDay, format: "d", align: "center", day: d.Kind}); err != nil {
			return err
		}
		if d.Name != "" {
			ref, err := excelize.CoordinatesToCellName(column, rowHeader)
			if err != nil {
				return err
			}
			says := excelize.NewDataValidation(true)
			says.SetSqref(ref)
			says.SetInput(d.Day.String(), shortened(d.Name, b.report.Meta.Cut, 255))
			if err := b.file.AddDataValidation(t.Name, says); err != nil {
				return fmt.Errorf("naming the day %s: %w", d.Day, err)
			}
		}
		month := at.Year()*12 + int(at.Month())
		if i > 0 {
			if before := days[i-1].Day.In(time.UTC); before.Year()*12+int(before.Month()) == month {
				continue
			}
		}
		wide := 1
		for i+wide < len(days) {
			next := days[i+wide].Day.In(time.UTC)
			if next.Year()*12+int(next.Month()) != month {
				break
			}
			wide++
		}
		if float64(wide)*dayWidth < monthWidth {
			continue // no room for its name
		}
		if err := b.put(&t.grid, column, rowNotes, serial, face{part: partMonth, format: b.look.month, align: "left"}); err != nil {
			return err
		}
		if err := t.grid.merge(rowNotes, column, column+wide-1); err != nil {
			return fmt.Errorf("writing the month of %s: %w", d.Day, err)
		}
	}
	return nil
}

// monthWidth is how many digits the name of a month takes, in the wider of the languages, with some air.
const monthWidth = 11

// legend names the kinds of days, each beside a cell of its colour.
func (b *book) legend(t *tab, from int) error {
	column := from
	for _, label := range t.Timeline.Legend {
		if err := b.put(&t.grid, column, rowTitle, nil, face{part: partKind, day: label.Kind}); err != nil {
			return err
		}
		if err := b.put(&t.grid, column+1, rowTitle, label.Label, face{part: partPurpose, align: "left"}); err != nil {
			return err
		}
		column += 3 + int(math.Ceil(float64(displayWidth(label.Label))/dayWidth))
	}
	return nil
}

// kind is what a kind of day is called in its cell, where people can read it and write another.
func (t *tab) kind(kind export.DayKind) string {
	for _, label := range t.Timeline.Legend {
		if label.Kind == kind {
			return label.Label
		}
	}
	return string(kind)
}

func (b *book) bars(t *tab, first, last string) error {
	line := t.Timeline
	where := fmt.Sprintf("%s%d:%s%d", first, rowFirst, last, t.bottom())
	var formats []excelize.ConditionalFormatOptions
	add := func(formula string, s shade) error {
		id, err := b.color(s)
		if err != nil {
			return err
		}
		formats = append(formats, excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: &id, StopIfTrue: true})
		return nil
	}
	start, end, status := t.Column(line.Start), t.Column(line.End), t.Column(line.Status)
	if start >= 0 && end >= 0 {
		a, z := fmt.Sprintf("$%s%d", t.lanes[start].letter, rowFirst), fmt.Sprintf("$%s%d", t.lanes[end].letter, rowFirst)
		day := fmt.Sprintf("%s$%d", first, rowHeader)
		on := fmt.Sprintf(`AND(ISNUMBER(%[1]s),ISNUMBER(%[2]s),%[3]s+%[4]d>=%[1]s,%[3]s<=%[2]s`, a, z, day, max(1, line.Span)-1)
		if done, some := literal(line.Done); status >= 0 && line.Done != "" && some {
			if err := add(fmt.Sprintf("%s,$%s%d=%s)", on, t.lanes[status].letter, rowFirst, done), shadeDone); err != nil {
				return err
			}
		}
		if err := add(on+")", shadeBar); err != nil {
			return err
		}
	}
	for _, kind := range []export.DayKind{export.DayMilestone, export.DayGoNoGo, export.DayAsOf, export.DayFreeze, export.DayHoliday, export.DayWeekend} {
		label, some := literal(t.kind(kind))
		if !some {
			continue
		}
		if err := add(fmt.Sprintf("%s$%d=%s", first, rowPurpose, label), shade{shadeOfDay(kind).back, ""}); err != nil {
			return err
		}
	}
	if err := b.file.SetConditionalFormat(t.Name, where, formats); err != nil {
		return fmt.Errorf("colouring the days: %w", err)
	}
	return nil
}
