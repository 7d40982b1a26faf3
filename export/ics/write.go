// Package ics writes the events of a report as a calendar file (RFC 5545) that Outlook, Google Calendar and others import.
//
// Every event lasts whole days and leaves the time of whoever imports it free: a wave is no appointment. The UID of an event follows from its ID alone, so that
// importing a later report moves the events instead of doubling them. There is no METHOD, because nobody is invited.
//
// github.com/arran4/golang-ical writes the lines, because folding and escaping have to be right to the octet and it is kept, keeps the order it is
// given, and reads back what it writes.
package ics

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode"

	ical "github.com/arran4/golang-ical"

	"unbasic/export"
	"unbasic/plan/calendar"
)

// Write writes the calendar.
func Write(w io.Writer, r export.Report) error {
	c := &ical.Calendar{Components: []ical.Component{}, CalendarProperties: []ical.CalendarProperty{}}
	c.SetVersion("2.0")
	c.SetProductId(plain("-//unbasic//" + r.Meta.Tool + "//" + strings.ToUpper(string(r.Meta.Language))))
	c.SetCalscale("GREGORIAN")
	c.SetXWRCalName(plain(r.Meta.Title))
	for _, e := range r.Events {
		if e.Start.IsZero() {
			return fmt.Errorf("event %s has no day", e.ID)
		}
		event := c.AddEvent(uid(e.ID))
		event.SetDtStampTime(r.Meta.AsOf)
		event.SetProperty(ical.ComponentPropertyDtStart, date(e.Start), ical.WithValue(string(ical.ValueDataTypeDate)))
		last := e.Start
		if e.End.After(e.Start) {
			last = e.End
		}
		event.SetProperty(ical.ComponentPropertyDtEnd, date(last.AddDays(1)), ical.WithValue(string(ical.ValueDataTypeDate))) // the first day that is not in it
		event.SetSummary(plain(e.Title))
		if e.Text != "" {
			event.SetDescription(plain(e.Text))
		}
		for _, tag := range e.Tags {
			event.AddCategory(plain(tag))
		}
		event.SetTimeTransparency(ical.TransparencyTransparent)
	}
	// Through a string, because the library does not report every error of a writer. A calendar is small.
	_, err := io.WriteString(w, c.Serialize(ical.WithNewLine("\r\n")))
	return err
}

// uid follows from the id, which names the tenant, and shows nothing of it.
func uid(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16]) + "@unbasic"
}

func date(d calendar.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

// plain replaces what may not stand in a line of a calendar: control characters but line ends, and broken UTF-8. A report has neither.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
