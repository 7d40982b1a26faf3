// Package powershell writes the scripts of a report: a file a wave and stage, for Windows PowerShell 5.1 and later.
//
// A file begins with a byte order mark, without which Windows PowerShell takes Japanese for something else, and its lines end with CR LF. Nothing in it runs by
// itself: it opens no connection and schedules nothing. A stage that changes something only shows what it would do (-WhatIf) until -Apply is given, and then asks
// before every change. Everything it says goes to a transcript beside it. The first error ends it.
//
// The capture stage keeps the values that it reads in a JSON file beside it, and never writes over a value that is there: the first one is the one from before
// the change. Without that file, or without a value in it that the way back takes, the apply stage changes nothing and names the capture script. The verify stage
// reads the same values again and says of each whether it is as the plan sets it, as it was, or neither. The rollback takes values from that file. Where one is
// not in it, which only happens when somebody made the change by hand, it takes that of the evidence and says so, or stops where there is none.
//
// # Text from the tenant
//
// Names and sentences stand in single-quoted strings only, with every character doubled that PowerShell takes for a single quote, and without line ends. There is
// none in a comment or in a here-string, so none can end one. Commands are the plan's: they are put into a block as they are, and only where the report says that
// they can run; all others are strings that are shown.
package powershell

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"unbasic/export"
)

// Name is the file's name. It is the same in every language and holds nothing of the tenant.
func Name(s export.Script) string { return fmt.Sprintf("wave-%02d-%s.ps1", s.Wave, s.Stage) }

// captureName is the name of the script that keeps the values of a wave.
func captureName(s export.Script) string {
	return Name(export.Script{Wave: s.Wave, Stage: export.StageCapture})
}

// keptName is the name of the file with the values of a wave.
func keptName(s export.Script) string { return fmt.Sprintf("wave-%02d-captured.json", s.Wave) }

// connections say how it is asked whether a module is connected, and how one connects.
var connections = map[string]struct{ ask, connect string }{
	"ExchangeOnlineManagement": {"Get-ConnectionInformation", "Connect-ExchangeOnline"},
	"Microsoft.Graph":          {"Get-MgContext", "Connect-MgGraph"},
}

// Write writes one script.
func Write(w io.Writer, s export.Script, meta export.Meta) error {
	out := &script{w: bufio.NewWriterSize(w, 1<<16), stage: s.Stage}
	out.raw("\ufeff")
	changing := s.Stage == export.StageApply || s.Stage == export.StageRollback
	out.head(s, meta, changing)
	out.frame(s, changing)
	count, guarded := 0, false
	var needs []string
	for block := range s.Blocks {
		for _, module := range block.Needs {
			if !block.Shown && !slices.Contains(needs, module) {
				needs = append(needs, module)
			}
		}
		guarded = guarded || s.Stage == export.StageApply && !block.Shown && len(block.Kept) > 0
		count++
	}
	slices.Sort(needs)
	// Cmdlets of modules do not see the preference of a script, only that of the session.
	out.line("$Before = $global:ErrorActionPreference")
	out.line("try {")
	out.line("    $ErrorActionPreference = 'Stop'")
	out.line("    $global:ErrorActionPreference = 'Stop'")
	if changing {
		// A session that never asks must not make this one silent; who gives -Confirm says so here.
		out.line("    if (-not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'High' }")
	}
	out.line("    Write-Host %s", quote(s.Title))
	for _, note := range s.Notes {
		out.line("    Write-Host %s", quote(note))
	}
	if changing {
		out.line("    if (-not $Apply) { Write-Host %s }", quote(s.Words.Preview))
	}
	for _, module := range needs {
		c, known := connections[module]
		if !known {
			continue
		}
		message := strings.NewReplacer("{module}", module, "{command}", c.connect).Replace(s.Words.NotConnected)
		out.line("    if (%s-not (Test-Connected %s)) { throw %s }", map[bool]string{true: "$Apply -and "}[changing], quote(c.ask), quote(message))
	}
	if s.Stage == export.StageCapture {
		out.line("    Write-Host (%s.Replace('{path}', $KeptFile))", quote(s.Words.Keeping))
	}
	if guarded {
		message := quote(strings.ReplaceAll(s.Words.NoCapture, "{script}", captureName(s)))
		out.line("    if (-not (Test-Path -LiteralPath $KeptFile)) {")
		out.line("        $Message = %s.Replace('{path}', $KeptFile)", message)
		out.line("        if ($Apply) { throw $Message }")
		out.line("        Write-Host $Message")
		out.line("    }")
	}
	if count == 0 {
		out.line("    Write-Host %s", quote(s.Words.Nothing))
	}
	compares := false
	for block := range s.Blocks {
		out.block(block)
		compares = compares || s.Stage == export.StageVerify && block.Compares != ""
	}
	if compares {
		out.line("    if ($Differ['n'] -gt 0) { Write-Host (%s.Replace('{count}', [string]$Differ['n'])) } else { Write-Host %s }", quote(s.Words.Differ), quote(s.Words.AllSame))
	}
	out.line("} finally {")
	out.line("    $global:ErrorActionPreference = $Before")
	if changing {
		out.line("    $WhatIfPreference = $false")
	}
	out.line("    $null = Stop-Transcript")
	out.line("}")
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

// head is what PowerShell reads before it runs anything. Help is a comment, so it holds the program's own words only.
func (s *script) head(from export.Script, meta export.Meta, changing bool) {
	s.line("#Requires -Version 5.1")
	s.line("<#")
	s.line(".SYNOPSIS")
	s.line("    %s", comment(from.Words.Synopsis))
	s.line(".DESCRIPTION")
	s.line("    %s", comment(from.Words.Usage))
	if changing {
		s.line(".PARAMETER Apply")
		s.line("    %s", comment(from.Words.Apply))
	}
	if from.Stage == export.StageApply {
		s.line(".PARAMETER From")
		s.line("    %s", comment(from.Words.From))
		s.line(".PARAMETER Until")
		s.line("    %s", comment(from.Words.Until))
	}
	s.line(".EXAMPLE")
	s.line("    .\\%s%s", Name(from), map[bool]string{true: " -Apply"}[changing])
	s.line(".NOTES")
	s.line("    %s", meta.AsOf.UTC().Format("2006-01-02 15:04 UTC"))
	s.line("#>")
	switch from.Stage {
	case export.StageApply:
		s.line("[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]")
		s.line("param([switch]$Apply, [datetime]$From = [datetime]::MinValue, [datetime]$Until = [datetime]::Today)")
	case export.StageRollback:
		s.line("[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]")
		s.line("param([switch]$Apply)")
	default:
		s.line("[CmdletBinding()]")
		s.line("param()")
	}
}

// frame is the same in every script of a stage: functions that the steps below it are given to.
func (s *script) frame(from export.Script, changing bool) {
	if changing {
		s.line("$Caller = $PSCmdlet")
		s.line("$Preview = $WhatIfPreference -or -not $Apply")
		s.line("$WhatIfPreference = $false") // a preview has a transcript too
	}
	s.line("$Transcript = Join-Path $PSScriptRoot (%s + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')", quote(strings.TrimSuffix(Name(from), ".ps1")+"-"))
	s.line("$null = Start-Transcript -LiteralPath $Transcript")
	if changing {
		s.line("$WhatIfPreference = $Preview")
	}
	s.line("Write-Host (%s.Replace('{path}', $Transcript))", quote(from.Words.Transcript))
	s.line("$KeptFile = Join-Path $PSScriptRoot %s", quote(keptName(from)))
	s.raw(lines(common))
	s.line("function Show-ByHand([string]$Sender, [string]$Due, [string]$What) {")
	s.line("    Write-Host ('{0} {1} {2} {3}' -f $Due, $Sender, %s, $What)", quote(from.Words.ByHand))
	s.line("}")
	s.line("function Show-ToFillIn([string]$Sender, [string]$Due, [string]$What, [string[]]$Text) {")
	s.line("    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)")
	s.line("    Write-Host (%s)", quote(from.Words.FillIn))
	s.line("    foreach ($One in $Text) { Write-Host ('    ' + $One) }")
	s.line("}")
	switch from.Stage {
	case export.StageCapture:
		s.raw(lines(strings.ReplaceAll(capture, "{keptBefore}", quote(from.Words.KeptBefore))))
	case export.StageVerify:
		w := from.Words
		s.raw(lines(strings.NewReplacer("{asPlanned}", quote(w.AsPlanned), "{asBefore}", quote(w.AsBefore), "{notAsPlanned}", quote(w.NotAsPlanned),
			"{notAsBefore}", quote(w.NotAsBefore), "{noBefore}", quote(w.NoBefore), "{notOne}", quote(w.NotOne), "{blank}", quote(w.Blank)).Replace(verify)))
	case export.StageApply:
		first := quote(strings.ReplaceAll(from.Words.CaptureFirst, "{script}", captureName(from)))
		s.raw(lines(strings.NewReplacer("{notDue}", quote(from.Words.NotDue), "{captureFirst}", first).Replace(apply)))
	case export.StageRollback:
		s.raw(lines(strings.NewReplacer("{notKept}", quote(from.Words.NotKept), "{fromEvidence}", quote(from.Words.FromEvidence)).Replace(rollback)))
	}
}

// common reads whether a module is connected, and the values that were kept.
const common = `function Test-Connected([string]$Ask) {
    if (-not (Get-Command -Name $Ask -ErrorAction SilentlyContinue)) { return $false }
    return [bool](& $Ask)
}
function Read-Kept {
    if (-not (Test-Path -LiteralPath $KeptFile)) { return New-Object -TypeName PSObject }
    return (Get-Content -LiteralPath $KeptFile -Raw -Encoding UTF8 | ConvertFrom-Json)
}
`

// capture keeps a value after every step, so that a script that ends early has kept what it read.
const capture = `function Invoke-Step([string]$Item, [string]$Sender, [string]$Due, [string]$What, [string]$Keeps, [string[]]$Text, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
    $Found = @(& $Command)
    $Found | Format-List | Out-String | Write-Host
    if (-not $Keeps -or $Found.Count -ne 1) { return }
    $All = Read-Kept
    if (-not $All.PSObject.Properties[$Item]) { $All | Add-Member -MemberType NoteProperty -Name $Item -Value (New-Object -TypeName PSObject) }
    $Values = $All.PSObject.Properties[$Item].Value
    foreach ($Property in $Found[0].PSObject.Properties) {
        $Name = $Keeps + '.' + $Property.Name
        if ($Values.PSObject.Properties[$Name]) { Write-Host ({keptBefore}.Replace('{name}', $Name)); continue }
        $Value = $Property.Value
        if ($null -ne $Value -and $Value -isnot [bool] -and $Value -isnot [int]) { $Value = [string]$Value }
        $Values | Add-Member -MemberType NoteProperty -Name $Name -Value $Value
    }
    $Beside = $KeptFile + '.new'
    ConvertTo-Json -InputObject $All -Depth 4 | Set-Content -LiteralPath $Beside -Encoding UTF8
    Move-Item -LiteralPath $Beside -Destination $KeptFile -Force
}
`

// verify shows what reading commands give, and compares values: with what the plan sets, from its day on, or else with what was kept. Exchange shows a policy by
// its name or by its distinguished name.
const verify = `$Differ = @{ n = 0 }
function Show-Value($Value) {
    if ([string]$Value -eq '') { return {blank} }
    return [string]$Value
}
function Test-Same($Is, $Other) {
    $One = [string]$Is
    $Two = [string]$Other
    if ($One -eq $Two) { return $true }
    if ($One -eq '' -or $Two -eq '') { return $false }
    return $One.StartsWith('CN=' + $Two + ',', [StringComparison]::OrdinalIgnoreCase) -or $Two.StartsWith('CN=' + $One + ',', [StringComparison]::OrdinalIgnoreCase)
}
function Compare-Kept([string]$Item, [string]$Sender, [string]$What, [string]$Compares, [string[]]$Text, [object[]]$Expected, [scriptblock]$Command) {
    Write-Host ('{0} {1}' -f $Sender, $What)
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
    $Found = @(& $Command)
    if ($Found.Count -ne 1) {
        $Differ['n'] = $Differ['n'] + 1
        Write-Host ('    ' + {notOne}.Replace('{count}', [string]$Found.Count))
        return
    }
    $Values = (Read-Kept).PSObject.Properties[$Item]
    foreach ($Property in $Found[0].PSObject.Properties) {
        $Name = $Compares + '.' + $Property.Name
        $Kept = $null
        if ($Values) { $Kept = $Values.Value.PSObject.Properties[$Name] }
        $Planned = $null
        foreach ($One in $Expected) {
            if ($One.Name -eq $Name -and [datetime]::ParseExact($One.Due, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture) -le [datetime]::Today) { $Planned = $One }
        }
        $Is = Show-Value $Property.Value
        $Was = '?'
        if ($Kept) { $Was = Show-Value $Kept.Value }
        $Should = '?'
        if ($Planned) {
            $Should = Show-Value $Planned.Value
            $Same = Test-Same $Property.Value $Planned.Value
            $Message = {notAsPlanned}
            if ($Same) { $Message = {asPlanned} }
        } elseif ($Kept) {
            $Same = Test-Same $Property.Value $Kept.Value
            $Message = {notAsBefore}
            if ($Same) { $Message = {asBefore} }
        } else {
            $Same = $true
            $Message = {noBefore}
        }
        if (-not $Same) { $Differ['n'] = $Differ['n'] + 1 }
        Write-Host ('    ' + $Message.Replace('{name}', $Name).Replace('{path}', $KeptFile).Replace('{is}', $Is).Replace('{was}', $Was).Replace('{should}', $Should))
    }
}
function Invoke-Step([string]$Sender, [string]$Due, [string]$What, [string[]]$Text, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
    & $Command | Out-String | Write-Host
}
`

const apply = `function Test-Due([string]$Sender, [string]$Due, [string]$What) {
    if (-not $Due) { return $true }
    $Day = [datetime]::ParseExact($Due, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    if ($Day -ge $From.Date -and $Day -le $Until.Date) { return $true }
    Write-Host ('{0} {1} {2}' -f {notDue}.Replace('{date}', $Due), $Sender, $What)
    return $false
}
function Invoke-Step([string]$Item, [string]$Sender, [string]$Due, [string]$What, [string[]]$Text, [bool]$Changes, [string[]]$Needed, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    if ($Needed) {
        $Values = (Read-Kept).PSObject.Properties[$Item]
        foreach ($Name in $Needed) {
            if ($Values -and $Values.Value.PSObject.Properties[$Name]) { continue }
            $Message = {captureFirst}.Replace('{name}', $Name).Replace('{sender}', $Sender).Replace('{path}', $KeptFile)
            if ($Apply) { throw $Message }
            Write-Host $Message
        }
    }
    if ($Changes -and -not $Caller.ShouldProcess($Sender, ($Text -join [Environment]::NewLine))) { return }
    if (-not $Apply) { return }
    & $Command | Out-String | Write-Host
}
`

const rollback = `function Invoke-Step([string]$Item, [string]$Sender, [string]$What, [string[]]$Text, [bool]$Changes, [string[]]$Needed, [hashtable]$Otherwise, [scriptblock]$Command) {
    Write-Host ('{0} {1}' -f $Sender, $What)
    $Kept = @{}
    $Shown = $Text -join [Environment]::NewLine
    if ($Needed) {
        $Values = (Read-Kept).PSObject.Properties[$Item]
        foreach ($Name in $Needed) {
            $Property = $null
            if ($Values) { $Property = $Values.Value.PSObject.Properties[$Name] }
            if (-not $Property -and $Otherwise.ContainsKey($Name)) {
                Write-Host ({fromEvidence}.Replace('{name}', $Name).Replace('{path}', $KeptFile))
                $Kept[$Name] = $Otherwise[$Name]
                $Shown = $Shown + [Environment]::NewLine + $Name + ' = ' + [string]$Otherwise[$Name]
                continue
            }
            if (-not $Property) {
                $Message = {notKept}.Replace('{name}', $Name).Replace('{path}', $KeptFile)
                if ($Apply) { throw $Message }
                Write-Host $Message
                continue
            }
            $Kept[$Name] = $Property.Value
            $Shown = $Shown + [Environment]::NewLine + $Name + ' = ' + (ConvertTo-Json -InputObject $Property.Value -Compress)
        }
    }
    if ($Changes -and -not $Caller.ShouldProcess($Sender, $Shown)) { return }
    if (-not $Apply) { return }
    & $Command | Out-String | Write-Host
}
`

// block is one step.
func (s *script) block(b export.ScriptBlock) {
	due := ""
	if !b.Date.IsZero() {
		due = b.Date.String()
	}
	indent := "    "
	if s.stage == export.StageApply {
		s.line("    if (Test-Due %s %s %s) {", quote(b.Sender), quote(due), quote(b.What))
		defer s.line("    }")
		indent += indent
	}
	switch {
	case b.Command == "":
		s.line("%sShow-ByHand %s %s %s", indent, quote(b.Sender), quote(due), quote(b.What))
	case b.Shown:
		s.line("%sShow-ToFillIn %s %s %s %s", indent, quote(b.Sender), quote(due), quote(b.What), array(strings.Split(b.Command, "\n")))
	default:
		s.step(b, due, indent)
	}
}

// step gives a command to Invoke-Step. The command stands in lines of its own, so that nothing of the frame depends on how it ends.
func (s *script) step(b export.ScriptBlock, due, indent string) {
	commands := strings.Split(b.Command, "\n")
	function, arguments := "Invoke-Step", "-Sender "+quote(b.Sender)+" -What "+quote(b.What)+" -Text "+array(commands)
	switch s.stage {
	case export.StageCapture:
		arguments += " -Due " + quote(due) + " -Item " + quote(b.Item) + " -Keeps " + quote(b.Keeps)
	case export.StageApply:
		arguments += " -Due " + quote(due) + " -Item " + quote(b.Item) + " -Changes $" + fmt.Sprint(b.Changes) + " -Needed " + array(b.Kept)
	case export.StageRollback:
		arguments += " -Item " + quote(b.Item) + " -Changes $" + fmt.Sprint(b.Changes) + " -Needed " + array(b.Kept) + " -Otherwise " + table(b.Otherwise)
	default:
		if b.Compares != "" {
			function = "Compare-Kept"
			arguments += " -Item " + quote(b.Item) + " -Compares " + quote(b.Compares) + " -Expected " + expected(b.Expected)
		} else {
			arguments += " -Due " + quote(due)
		}
	}
	s.line("%s%s %s -Command {", indent, function, arguments)
	for _, command := range commands {
		s.line("%s    %s", indent, command)
	}
	s.line("%s}", indent)
}

// script writes until something fails, and then nothing more.
type script struct {
	w     *bufio.Writer
	stage export.ScriptStage
	err   error
}

func (s *script) raw(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

func (s *script) line(format string, args ...any) { s.raw(fmt.Sprintf(format, args...) + "\r\n") }

// lines gives a part of the frame the line ends of a file.
func lines(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

// quote makes a literal of any text: nothing is expanded in it, and only a quote ends it, of which PowerShell has five. Line ends and what can't be seen become
// U+FFFD.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range text {
		switch {
		case r == '\'' || r >= '\u2018' && r <= '\u201b':
			b.WriteRune(r)
			b.WriteRune(r)
		case hidden(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func hidden(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }

// array is a list of literals.
func array(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = quote(text)
	}
	return "@(" + strings.Join(quoted, ", ") + ")"
}

// literal writes a value as PowerShell reads it.
func literal(value any) string {
	switch v := value.(type) {
	case bool:
		return "$" + strconv.FormatBool(v)
	case string:
		return quote(v)
	}
	return "$null"
}

// table is a hash table of values by their names.
func table(values []export.ScriptValue) string {
	if len(values) == 0 {
		return "@{}"
	}
	pairs := make([]string, len(values))
	for i, v := range values {
		pairs[i] = quote(v.Name) + " = " + literal(v.Value)
	}
	return "@{ " + strings.Join(pairs, "; ") + " }"
}

// expected is a list of values, each with the day from which it holds.
func expected(values []export.ScriptValue) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = "@{ Name = " + quote(v.Name) + "; Due = " + quote(v.Date.String()) + "; Value = " + literal(v.Value) + " }"
	}
	return "@(" + strings.Join(list, ", ") + ")"
}

// comment keeps text on a line of a comment, and in it.
func comment(text string) string {
	text = strings.Map(func(r rune) rune {
		if hidden(r) {
			return ' '
		}
		return r
	}, text)
	return strings.NewReplacer("#>", "# >", "<#", "< #").Replace(text)
}
