package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"unbasic/inventory"
)

// Rules of what people read:
//
//   - stdout is data, stderr is talk; a run with --quiet talks only to warn and to fail
//   - three verbs: say, warn, failed; a failure is one line that names the object and the next step
//   - messages begin with a small letter and end without a full stop
//   - paths are printed in full, so that they can be opened
//   - text from a tenant, a file or a server goes through visible before it meets a terminal
//   - no secret is ever printed, at any log level

// ui talks to a person.
type ui struct {
	env   *environment
	lang  inventory.Language
	quiet bool
	color bool
	log   *slog.Logger
}

func newUI(env *environment, o globalOptions) ui {
	return ui{
		env: env, lang: o.lang.in(env.getenv), quiet: o.quiet,
		color: env.stdoutTerminal && !o.noColor && env.getenv("NO_COLOR") == "",
		log:   slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: o.logLevel.Level, ReplaceAttr: dropSecrets})),
	}
}

// dropSecrets is the last guard: nothing that looks like a bearer token leaves through the log.
func dropSecrets(_ []string, a slog.Attr) slog.Attr {
	if value := a.Value.String(); strings.Contains(strings.ToLower(value), "bearer ") || strings.Contains(value, "eyJ") {
		return slog.String(a.Key, "(withheld)")
	}
	return a
}

// say tells how it goes; args are names and values of the phrase.
func (u ui) say(p inventory.Phrase, args ...string) {
	if !u.quiet {
		u.line("", "%s", u.word(p, args...))
	}
}

// word gives a phrase in the run's language.
func (u ui) word(p inventory.Phrase, args ...string) string {
	values := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		values[args[i]] = args[i+1]
	}
	return p.In(u.lang, values)
}

func (u ui) warn(format string, args ...any) { u.line(warningMark, format, args...) }

// progress shows a line that the next one replaces, on a terminal only.
func (u ui) progress(format string, args ...any) {
	if u.env.stderrTerminal && !u.quiet {
		_, _ = fmt.Fprint(u.env.stderr, "\r\x1b[K"+visible(fmt.Sprintf(format, args...)))
	}
}

func (u ui) failed(err error) { u.line("error: ", "%s", err) }

// A line of talk begins with the program's name, and a warning says that it is one.
const (
	lineStart    = "unbasic: "
	warningMark  = "warning: "
	warningStart = lineStart + warningMark
)

// line writes one line to stderr; a message that can't be written has nobody to be told to.
func (u ui) line(prefix, format string, args ...any) {
	_, _ = fmt.Fprintln(u.env.stderr, lineStart+prefix+visible(fmt.Sprintf(format, args...)))
}

// visible keeps text on one line and from steering a terminal: control characters, and marks that turn the direction of writing around,
// are replaced.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x2028, r == 0x2029, r == 0xfeff:
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// json writes a value to stdout, for --format json.
func (u ui) json(value any) error {
	encoder := json.NewEncoder(u.env.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// cutMark ends what was cut. It is ASCII because terminals do not agree on the width of an ellipsis.
const cutMark = "~"

// rows writes a table to stdout: aligned for a person, tab-separated for a program.
func (u ui) rows(header []string, rows [][]string) error {
	if !u.env.stdoutTerminal {
		var b strings.Builder
		for _, row := range append([][]string{header}, rows...) {
			for i, cell := range row {
				if i > 0 {
					b.WriteByte('\t')
				}
				b.WriteString(visible(cell))
			}
			b.WriteByte('\n')
		}
		_, err := io.WriteString(u.env.stdout, b.String())
		return err
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Options.SeparateColumns = false
	if u.env.width > 0 {
		t.SetAllowedRowLength(u.env.width - 1)      // what does not fit is cut with a mark; a pipe and the files have all of it
		t.Style().Box.UnfinishedRow = " " + cutMark // the library's own is two columns wide on some Japanese terminals
	}
	t.Style().Format.Header = text.FormatDefault
	if u.color {
		t.Style().Color.Header = text.Colors{text.Bold}
	}
	line := func(cells []string) table.Row {
		row := make(table.Row, len(cells))
		for i, cell := range cells {
			row[i] = visible(cell)
		}
		return row
	}
	t.AppendHeader(line(header))
	for _, row := range rows {
		t.AppendRow(line(row))
	}
	// Padding behind the last cell would break lines that fit.
	lines := strings.Split(t.Render(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	_, err := fmt.Fprintln(u.env.stdout, strings.Join(lines, "\n"))
	return err
}
