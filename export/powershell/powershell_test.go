package powershell

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"unbasic/export"
	"unbasic/inventory"
	"unbasic/plan"
)

var update = flag.Bool("update", false, "write the golden files again")

func write(t testing.TB, s export.Script) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s, export.Meta{AsOf: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tenant is the hand-made tenant with a plan of the program's own, so that its commands are real ones.
func tenant(t testing.TB, rename func(*inventory.Sender)) export.Report {
	t.Helper()
	var inv inventory.Inventory
	data, err := os.ReadFile(filepath.Join("..", "testdata", "tenant", "inventory.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &inv); err != nil {
		t.Fatal(err)
	}
	for i := range inv.Senders {
		if rename != nil {
			rename(&inv.Senders[i])
		}
	}
	p := plan.Make(inv, plan.DefaultPolicy(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)), plan.Digests{}, nil)
	return export.NewReport(inv, p, export.Options{Language: inventory.English})
}

// token is a part of a script as PowerShell reads it.
type token struct{ kind, text string }

// tokens reads a script as PowerShell does, as far as strings, comments and brackets go. Any of five characters opens and closes a single-quoted string, and two in a row inside are
// one of them; line comments end with their line, block comments with #>.
func tokens(t testing.TB, source string) []token {
	t.Helper()
	isQuote := func(r rune) bool { return r == '\'' || r >= '\u2018' && r <= '\u201b' }
	runes := []rune(source)
	var list []token
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			list = append(list, token{"plain", plain.String()})
			plain.Reset()
		}
	}
	depth := []rune{}
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case r == '<' && i+1 < len(runes) && runes[i+1] == '#':
			flush()
			end := strings.Index(string(runes[i:]), "#>")
			if end < 0 {
				t.Fatal("a comment does not end")
			}
			text := string(runes[i:])[:end+2]
			list = append(list, token{"comment", text})
			i += utf8.RuneCountInString(text) - 1
		case r == '#':
			flush()
			text := string(runes[i:])
			if end := strings.IndexAny(text, "\r\n"); end >= 0 {
				text = text[:end]
			}
			list = append(list, token{"comment", text})
			i += utf8.RuneCountInString(text) - 1
		case isQuote(r):
			flush()
			if i > 0 && runes[i-1] == '@' {
				t.Fatal("there is a here-string")
			}
			var text strings.Builder
			closed := false
			for i++; i < len(runes) && !closed; i++ {
				if !isQuote(runes[i]) {
					text.WriteRune(runes[i])
					continue
				}
				if i+1 < len(runes) && isQuote(runes[i+1]) {
					text.WriteRune(runes[i])
					i++
					continue
				}
				closed = true
			}
			i--
			if !closed {
				t.Fatalf("the string %q does not end", text.String())
			}
			if strings.ContainsFunc(text.String(), hidden) {
				t.Errorf("the string %q holds a line end or what can't be seen", text.String())
			}
			list = append(list, token{"string", text.String()})
		case r == '"' || r >= '\u201c' && r <= '\u201e' || r == '`':
			t.Fatalf("there is %q outside of strings", r)
		default:
			if strings.ContainsRune("({[", r) {
				depth = append(depth, r)
			}
			if at := strings.IndexRune(")}]", r); at >= 0 {
				if len(depth) == 0 || depth[len(depth)-1] != []rune("({[")[at] {
					t.Fatalf("a bracket is closed that is not open, behind %q", plain.String())
				}
				depth = depth[:len(depth)-1]
			}
			plain.WriteRune(r)
		}
	}
	flush()
	if len(depth) != 0 {
		t.Fatalf("%d brackets are open at the end", len(depth))
	}
	return list
}

var hostile = []string{
	"o'hara", "'; Remove-Mailbox x; '", "\u2018; Remove-Mailbox x; \u2019", "\u201a\u201b\u2019'\u2018", "$(Remove-Mailbox x)", "`n`'", "a\r\nRemove-Mailbox x", "#> Remove-Mailbox x <#",
	"} Remove-Mailbox x {", "\"; x; \"", "\u201cx\u201d", "@'\nx\n'@", "\u2028'\u2029", "\xff'", "\u202e'", "{path}", "{0}{9}", "", "'", "''", "--% x", "\x00", "]]>", "</script>", "複合機 3F '本社'",
}

// The words that a hostile tenant can bring in change nothing but strings.
func TestNoTextGetsOutOfItsString(t *testing.T) {
	skeleton := func(s export.Script) []token {
		list := tokens(t, write(t, s))
		for i := range list {
			if list[i].kind == "string" {
				list[i].text = ""
			}
		}
		return list
	}
	script := func(stage export.ScriptStage, text string) export.Script {
		return export.Script{
			Wave: 2, Stage: stage, Title: text, Notes: []string{text},
			Words: export.ScriptWords{Synopsis: "s", Usage: "u", Preview: text, Nothing: text, ByHand: text, FillIn: text, NotDue: text, Transcript: text, NotConnected: text, NotKept: text,
				NoCapture: text, CaptureFirst: text, FromEvidence: text, AsPlanned: text, AsBefore: text, NotAsPlanned: text, NotAsBefore: text, NoBefore: text,
				NotOne: text, Differ: text, AllSame: text, Blank: text},
			Blocks: func(yield func(export.ScriptBlock) bool) {
				block := export.ScriptBlock{Item: text, Sender: text, What: text, Kept: []string{}, Needs: []string{"ExchangeOnlineManagement", text}}
				shown, run := block, block
				shown.Command, shown.Shown = text, true
				run.Command, run.Changes, run.Keeps, run.Kept = "Get-X -Identity 'x'", true, text, []string{text}
				values := []export.ScriptValue{{Name: text, Value: text}, {Name: text, Value: true}, {Name: text}}
				compare := run
				run.Otherwise, compare.Compares, compare.Expected = values, "x"+text, values
				_ = yield(block) && yield(shown) && yield(run) && yield(compare)
			},
		}
	}
	for _, stage := range []export.ScriptStage{export.StageCapture, export.StageApply, export.StageVerify, export.StageRollback} {
		for _, text := range hostile {
			want, got := skeleton(script(stage, "x")), skeleton(script(stage, text))
			// A shown command of several lines is several strings, and without any it is a step by hand.
			if text != "" && !strings.Contains(text, "\n") {
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(token{})); diff != "" {
					t.Errorf("%s: %q gets out of its string (-want +got):\n%s", stage, text, diff)
				}
			}
		}
	}
}

func TestEveryNameOfATenantStaysAString(t *testing.T) {
	n := 0
	plain := tenant(t, func(s *inventory.Sender) { s.UPN = s.ID + "@contoso.com" })
	r := tenant(t, func(s *inventory.Sender) { s.UPN = s.ID + hostile[n%len(hostile)] + "@contoso.com"; n++ })
	if len(plain.Scripts) != len(r.Scripts) || len(r.Scripts) == 0 {
		t.Fatalf("%d scripts and %d", len(plain.Scripts), len(r.Scripts))
	}
	for i, s := range r.Scripts {
		kinds := func(s export.Script) (all []string) {
			for _, token := range tokens(t, write(t, s)) {
				if token.kind == "plain" {
					all = append(all, token.text)
				}
			}
			slices.Sort(all) // names have a part in the order of items
			return all
		}
		if diff := cmp.Diff(kinds(plain.Scripts[i]), kinds(s)); diff != "" {
			t.Errorf("%s: names change more than strings (-want +got):\n%s", Name(s), diff)
		}
	}
}

func TestScriptsAreTheGoldenOnes(t *testing.T) {
	r := tenant(t, nil)
	seen := map[export.ScriptStage]bool{}
	for _, s := range r.Scripts {
		if s.Wave == 1 {
			seen[s.Stage] = true
			golden(t, Name(s), write(t, s))
		}
	}
	if len(seen) != 4 {
		t.Errorf("wave 1 has the stages %v", seen)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run the test with -update:\n%s", path, diff)
	}
}

// The golden files with hostile text are there for a second reader: .ci/powershell/run parses them.
func TestHostileScriptsAreTheGoldenOnes(t *testing.T) {
	for _, stage := range []export.ScriptStage{export.StageCapture, export.StageApply, export.StageVerify, export.StageRollback} {
		golden(t, "hostile-"+string(stage)+".ps1", write(t, export.Script{
			Wave: 2, Stage: stage, Title: hostile[1], Notes: hostile, Words: export.ScriptWords{Synopsis: "#>", NotDue: "'", NotKept: "\u2019", KeptBefore: "''"},
			Blocks: func(yield func(export.ScriptBlock) bool) {
				for _, text := range hostile {
					block := export.ScriptBlock{Item: text, Sender: text, What: text, Command: "Get-X -Identity " + quote(text), Keeps: text, Kept: []string{text}}
					shown, compare := block, block
					shown.Command, shown.Shown = text, true
					values := []export.ScriptValue{{Name: text, Value: text}, {Name: text, Value: false}, {Name: text}}
					block.Otherwise, compare.Compares, compare.Expected = values, text, values
					if !yield(block) || !yield(shown) || !yield(compare) {
						return
					}
				}
			},
		}))
	}
}

func TestScriptsKeepTheRules(t *testing.T) {
	r := tenant(t, nil)
	names := map[string]bool{}
	for _, s := range r.Scripts {
		text := write(t, s)
		if names[Name(s)] {
			t.Errorf("%s is there twice", Name(s))
		}
		names[Name(s)] = true
		if !strings.HasPrefix(text, "\ufeff#Requires -Version 5.1\r\n<#\r\n.SYNOPSIS\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s begins with %q, or has bare line ends", Name(s), text[:40])
		}
		var code strings.Builder
		for _, token := range tokens(t, text) {
			if token.kind == "plain" {
				code.WriteString(token.text)
			}
		}
		for _, never := range []string{"Connect-", "Invoke-Expression", "iex ", "ScheduledTask", "Start-Job", "Start-Process", "Invoke-WebRequest", "Set-ExecutionPolicy"} {
			if strings.Contains(code.String(), never) {
				t.Errorf("%s has %s in it", Name(s), never)
			}
		}
		changing := s.Stage == export.StageApply || s.Stage == export.StageRollback
		for _, part := range []string{"SupportsShouldProcess = $true, ConfirmImpact = ", "[switch]$Apply", "$Caller.ShouldProcess(", "$WhatIfPreference = $Preview"} {
			if strings.Contains(code.String(), part) != changing {
				t.Errorf("%s: %q is there or not, and should be the other way", Name(s), part)
			}
		}
		for _, part := range []string{"Start-Transcript", "} finally {", "Stop-Transcript", "$global:ErrorActionPreference = "} {
			if !strings.Contains(code.String(), part) {
				t.Errorf("%s lacks %q", Name(s), part)
			}
		}
		// A command that changes something is in a block that asks first.
		if strings.Contains(code.String(), "ConvertTo-Json -InputObject $All") != (s.Stage == export.StageCapture) {
			t.Errorf("%s keeps values, or does not", Name(s))
		}
	}
}

// Before the first change stands what refuses to make it: the file with the values, and then each value, have to be there.
func TestNothingIsChangedBeforeTheCapture(t *testing.T) {
	guarded, compared, evidence := 0, 0, 0
	for _, s := range tenant(t, nil).Scripts {
		text := write(t, s)
		first := strings.Index(text, "    Invoke-Step ")
		needs := strings.Contains(text, "-Needed @('")
		switch s.Stage {
		case export.StageApply:
			check := strings.Index(text, "    if (-not (Test-Path -LiteralPath $KeptFile)) {\r\n        $Message = 'There is no {path}. Run "+captureName(s)+" first")
			if needs != (check >= 0) || check > first {
				t.Errorf("%s needs values: %v, and asks for their file at %d, with the first step at %d", Name(s), needs, check, first)
			}
			if needs {
				guarded++
			}
			for _, part := range []string{"if ($Apply) { throw $Message }", "of {sender} was not kept in {path}. Run " + captureName(s) + " before", "$ConfirmPreference = 'High'"} {
				if !strings.Contains(text, part) {
					t.Errorf("%s lacks %q", Name(s), part)
				}
			}
		case export.StageVerify:
			says := strings.Contains(text, "No value differs.")
			if says != strings.Contains(text, "    Compare-Kept ") {
				t.Errorf("%s says that nothing differs: %v", Name(s), says)
			}
			if says {
				compared++
			}
		case export.StageRollback:
			if strings.Contains(text, "-Otherwise @{ '") {
				evidence++
			}
		}
	}
	if guarded == 0 || compared == 0 || evidence == 0 {
		t.Errorf("%d scripts are guarded, %d compare, %d have values of the evidence", guarded, compared, evidence)
	}
}

func TestJapaneseScriptsHaveTheSameCode(t *testing.T) {
	en := tenant(t, nil)
	for i, s := range en.Scripts {
		other := s
		other.Words.Synopsis, other.Title = "ウェーブの変更", "ウェーブ 2"
		if !utf8.ValidString(write(t, other)) || Name(other) != Name(en.Scripts[i]) {
			t.Errorf("%s is no UTF-8", Name(s))
		}
	}
}

func TestAStageWithoutCommandsSaysSo(t *testing.T) {
	text := write(t, export.Script{Stage: export.StageVerify, Words: export.ScriptWords{Nothing: "nothing to do here"}, Blocks: func(func(export.ScriptBlock) bool) {}})
	if !strings.Contains(text, "    Write-Host 'nothing to do here'\r\n") {
		t.Errorf("an empty stage is silent:\n%s", text)
	}
}

func TestWordsCanNotEndTheHelp(t *testing.T) {
	text := write(t, export.Script{Stage: export.StageVerify, Words: export.ScriptWords{Synopsis: "a #> b\r\nc <# d", Usage: "#>"}, Blocks: func(func(export.ScriptBlock) bool) {}})
	comments := 0
	for _, token := range tokens(t, text) {
		if token.kind == "comment" && strings.HasPrefix(token.text, "<#") {
			comments++
			if !strings.Contains(token.text, ".NOTES") {
				t.Errorf("the help ends early: %q", token.text)
			}
		}
	}
	if comments != 1 {
		t.Errorf("%d comments, want one", comments)
	}
}

func TestAWriterThatFailsIsAnError(t *testing.T) {
	full := errors.New("no space left")
	for _, s := range tenant(t, nil).Scripts[:4] {
		if err := Write(failing{full}, s, export.Meta{}); !errors.Is(err, full) {
			t.Errorf("Write = %v, want %v", err, full)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func FuzzQuote(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := tokens(t, "x "+quote(text)+" y")
		if len(list) != 3 || list[1].kind != "string" || list[0].text != "x " || list[2].text != " y" {
			t.Fatalf("quote(%q) = %q reads as %q", text, quote(text), list)
		}
		if utf8.ValidString(text) && !strings.ContainsFunc(text, hidden) && list[1].text != text {
			t.Errorf("quote(%q) means %q", text, list[1].text)
		}
	})
}
