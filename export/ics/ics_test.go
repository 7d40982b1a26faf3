package ics

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan/calendar"
)

var hostile = []string{
	"Wave 1: Finance, Sales; Tokyo", "a\\nb\\", "line one\nline two", "\r\nEND:VEVENT\r\nBEGIN:VALARM", strings.Repeat("東京本社複合機", 40), strings.Repeat(" ", 100),
	"\x00\x1b[31m\x7f", "\xed\xa0\x80\xff", strings.Repeat("👨‍👩‍👧", 30), "<b>&amp;</b>", "=HYPERLINK(\"x\")", strings.Repeat("x", 74) + "é", "", " lead", "\ttab", ":", "\"q\"",
}

func report(title string, events ...export.Event) export.Report {
	return export.Report{
		Meta: export.Meta{
			Language: inventory.Japanese, Title: title, Tool: "unbasic 1.0", Tenant: "Contoso", AsOf: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC),
		},
		Events: events,
	}
}

func event(id, title, text string, tags ...string) export.Event {
	return export.Event{ID: id, Start: calendar.On(2026, time.December, 1), End: calendar.On(2026, time.December, 4), Title: title, Text: text, Tags: tags}
}

func write(t testing.TB, r export.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lines checks what RFC 5545 asks of each line, and unfolds them.
func lines(t testing.TB, file string) []string {
	t.Helper()
	if !strings.HasSuffix(file, "\r\n") || !utf8.ValidString(file) {
		t.Errorf("%q does not end with a line end, or is no UTF-8", file)
	}
	var all []string
	for _, line := range strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n\x00\x1b") || !utf8.ValidString(line) || line == "" {
			t.Errorf("the line %q has %d octets, a control character or half of one", line, len(line))
		}
		if rest, folded := strings.CutPrefix(line, " "); folded && len(all) > 0 {
			all[len(all)-1] += rest
			continue
		}
		all = append(all, line)
	}
	return all
}

func TestCalendarIsWhatItShouldBe(t *testing.T) {
	milestone := export.Event{ID: "milestone-x", Start: calendar.On(2026, time.December, 31), End: calendar.On(2026, time.December, 31), Title: "基本認証の既定値が無効に", Tags: []string{"期日"}}
	got := lines(t, write(t, report("移行, 計画", event("wave-1", "Wave 1; pilot", "a\nb", "Wave", "Basic, SMTP"), milestone)))
	want := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//unbasic//unbasic 1.0//JA", "CALSCALE:GREGORIAN", `X-WR-CALNAME:移行\, 計画`,
		"BEGIN:VEVENT", "UID:" + uid("wave-1"), "DTSTAMP:20261123T093000Z", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261205",
		`SUMMARY:Wave 1\; pilot`, `DESCRIPTION:a\nb`, "CATEGORIES:Wave", `CATEGORIES:Basic\, SMTP`, "TRANSP:TRANSPARENT", "END:VEVENT",
		"BEGIN:VEVENT", "UID:" + uid("milestone-x"), "DTSTAMP:20261123T093000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
		"SUMMARY:基本認証の既定値が無効に", "CATEGORIES:期日", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}

func TestUIDsFollowFromTheEvent(t *testing.T) {
	if uid("wave-1@contoso") == uid("wave-2@contoso") || uid("wave-1@contoso") == uid("wave-1@fabrikam") || uid("wave-1@contoso") != uid("wave-1@contoso") {
		t.Error("a UID is not the event's own, or not always the same")
	}
	named, unnamed := report("Contoso", event("wave-1", "Wave 1", "")), report("", event("wave-1", "Wave 1", ""))
	find := func(r export.Report) string {
		for _, line := range lines(t, write(t, r)) {
			if strings.HasPrefix(line, "UID:") {
				return line
			}
		}
		return ""
	}
	if find(named) != find(unnamed) {
		t.Errorf("%s and %s: the event is another where the tenant's name was not read", find(named), find(unnamed))
	}
}

func TestHostileTextIsReadBackAsItWas(t *testing.T) {
	for i, text := range hostile {
		r := report(text, event(text, text, text, text, hostile[(i+1)%len(hostile)]), event("next", "next", ""))
		file := write(t, r)
		lines(t, file)
		back, err := ical.ParseCalendar(strings.NewReader(file))
		if err != nil {
			t.Errorf("%q can't be read back: %v", text, err)
			continue
		}
		if len(back.Events()) != 2 || len(back.Components) != 2 {
			t.Errorf("%q gives %d components, want two events", text, len(back.Components))
			continue
		}
		if got := back.Events()[0].GetProperty(ical.ComponentPropertySummary).Value; got != plain(text) {
			t.Errorf("%q is read back as %q", text, got)
		}
	}
}

func TestAnEventWithoutADayIsAnError(t *testing.T) {
	if err := Write(&bytes.Buffer{}, report("x", export.Event{ID: "wave-7"})); err == nil || !strings.Contains(err.Error(), "wave-7") {
		t.Errorf("an event without a day gives %v", err)
	}
}

func TestAWriterThatFailsIsAnError(t *testing.T) {
	full := errors.New("no space left")
	if err := Write(failing{full}, report("x")); !errors.Is(err, full) {
		t.Errorf("Write = %v, want %v", err, full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func FuzzCalendar(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, "x")
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		file := write(t, report(title, event(text, title, text, title)))
		got := lines(t, file)
		count := map[string]int{}
		for _, line := range got {
			name, _, _ := strings.Cut(line, ":")
			count[name]++
		}
		if count["BEGIN"] != 2 || count["END"] != 2 || count["UID"] != 1 || count["SUMMARY"] != 1 || count["CATEGORIES"] != 1 || count["DESCRIPTION"] > 1 {
			t.Errorf("%q and %q give the lines %q", title, text, got)
		}
		if again := write(t, report(title, event(text, title, text, title))); again != file {
			t.Errorf("%q and %q give two different files", title, text)
		}
	})
}

// TestAnotherReaderAgrees reads calendars with Debian's python3-icalendar, where it is installed.
func TestAnotherReaderAgrees(t *testing.T) {
	python := "/usr/bin/python3"
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		t.Skip("python3-icalendar is not installed")
	}
	var events []export.Event
	want := [][]string{}
	for i, text := range hostile {
		if strings.Contains(text, `\n`) {
			continue // version 4 of that reader takes an escaped backslash before an n for a line end
		}
		events = append(events, event(string(rune('a'+i)), text, text, text))
		want = append(want, []string{plain(text), "2026-12-01", "2026-12-05"})
	}
	name := filepath.Join(t.TempDir(), "plan.ics")
	if err := os.WriteFile(name, []byte(write(t, report("x", events...))), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", `
import icalendar, json, sys
c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
print(json.dumps([[str(e['SUMMARY']), str(e['DTSTART'].dt), str(e['DTEND'].dt)] for e in c.walk('VEVENT')]))`, name).Output()
	if err != nil {
		t.Fatal(err)
	}
	got := [][]string{}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the other reader sees something else (-want +got):\n%s", diff)
	}
}
