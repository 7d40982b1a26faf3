#Requires -Version 5.1
<#
.SYNOPSIS
    Reads whether the changes work. Changes nothing.
.DESCRIPTION
    Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture; apply and verify on each day that has steps; rollback only after a decision.
.EXAMPLE
    .\wave-01-verify.ps1
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding()]
param()
$Transcript = Join-Path $PSScriptRoot ('wave-01-verify-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
$null = Start-Transcript -LiteralPath $Transcript
Write-Host ('Transcript: {path}'.Replace('{path}', $Transcript))
$KeptFile = Join-Path $PSScriptRoot 'wave-01-captured.json'
function Test-Connected([string]$Ask) {
    if (-not (Get-Command -Name $Ask -ErrorAction SilentlyContinue)) { return $false }
    return [bool](& $Ask)
}
function Read-Kept {
    if (-not (Test-Path -LiteralPath $KeptFile)) { return New-Object -TypeName PSObject }
    return (Get-Content -LiteralPath $KeptFile -Raw -Encoding UTF8 | ConvertFrom-Json)
}
function Show-ByHand([string]$Sender, [string]$Due, [string]$What) {
    Write-Host ('{0} {1} {2} {3}' -f $Due, $Sender, 'By hand:', $What)
}
function Show-ToFillIn([string]$Sender, [string]$Due, [string]$What, [string[]]$Text) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    Write-Host ('Not run. Fill in what stands in <…> and run it by hand:')
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
}
function Invoke-Step([string]$Sender, [string]$Due, [string]$What, [string[]]$Text, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
    & $Command | Out-String | Write-Host
}
$Before = $global:ErrorActionPreference
try {
    $ErrorActionPreference = 'Stop'
    $global:ErrorActionPreference = 'Stop'
    Write-Host '1 – Pilot – verify'
    Write-Host 'Dates are days in UTC.'
    Write-Host 'Evidence from 2026-10-24 00:00 to 2026-11-23 00:00 UTC.'
    Write-Host 'Coverage is incomplete (2 of 5 sources): what is not listed may exist all the same.'
    if (-not (Test-Connected 'Get-ConnectionInformation')) { throw 'Not connected to ExchangeOnlineManagement. Run Connect-ExchangeOnline first, and then this script again.' }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'watch the sign-in log of sender11@contoso.com and what it sends – right when: no Basic sign-in since the cut-over, and mail goes out at its usual rhythm' -Text @('Get-MessageTraceV2 -SenderAddress ''sender11@contoso.com'' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)') -Due '2026-12-02' -Command {
        Get-MessageTraceV2 -SenderAddress 'sender11@contoso.com' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'watch the sign-in log of sender10@contoso.com and what it sends – right when: no Basic sign-in since the cut-over, and mail goes out at its usual rhythm' -Text @('Get-MessageTraceV2 -SenderAddress ''sender10@contoso.com'' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)') -Due '2026-12-02' -Command {
        Get-MessageTraceV2 -SenderAddress 'sender10@contoso.com' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'watch the sign-in log of ups-monitor@contoso.com and what it sends – right when: no Basic sign-in since the cut-over, and mail goes out at its usual rhythm' -Text @('Get-MessageTraceV2 -SenderAddress ''ups-monitor@contoso.com'' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)') -Due '2026-12-02' -Command {
        Get-MessageTraceV2 -SenderAddress 'ups-monitor@contoso.com' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'the authentication policy =Block "Basic"[U+202E] closes Basic for ups-monitor@contoso.com already: look that it is still in force, and change nothing – right when: the policy shows AllowBasicAuthSmtp as False, and no Basic sign-in succeeds' -Text @('Get-User -Identity ''ups-monitor@contoso.com'' | Format-List AuthenticationPolicy') -Due '2026-12-04' -Command {
        Get-User -Identity 'ups-monitor@contoso.com' | Format-List AuthenticationPolicy
    }
} finally {
    $global:ErrorActionPreference = $Before
    $null = Stop-Transcript
}
