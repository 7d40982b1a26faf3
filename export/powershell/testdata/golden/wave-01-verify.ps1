#Requires -Version 5.1
<#
.SYNOPSIS
    Checks whether the changes work. Changes nothing.
.DESCRIPTION
    Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture first; apply and verify on each day that has steps; roll back only after a decision.
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
    Write-Host ('Not run. Fill in the values in <…> and run it by hand:')
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
}
$Differ = @{ n = 0 }
function Show-Value($Value) {
    if ([string]$Value -eq '') { return '(empty)' }
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
        Write-Host ('    ' + 'DIFFERS: {count} objects were found, and one was looked for.'.Replace('{count}', [string]$Found.Count))
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
            $Message = 'DIFFERS: {name} is {is}, and the plan sets {should} (before: {was}).'
            if ($Same) { $Message = '{name} is {is}, as the plan sets it (before: {was}).' }
        } elseif ($Kept) {
            $Same = Test-Same $Property.Value $Kept.Value
            $Message = 'DIFFERS: {name} is {is}, and was {was} before the change.'
            if ($Same) { $Message = '{name} is {is}, as before the change.' }
        } else {
            $Same = $true
            $Message = '{name} is {is}. It was not kept in {path}, so nothing tells whether it changed.'
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
$Before = $global:ErrorActionPreference
try {
    $ErrorActionPreference = 'Stop'
    $global:ErrorActionPreference = 'Stop'
    Write-Host '1 – Pilot – verify'
    Write-Host 'Dates are days in UTC.'
    Write-Host 'Evidence from 2026-10-24 00:00 to 2026-11-23 00:00 UTC.'
    Write-Host 'Coverage is incomplete (2 of 5 sources): senders can exist without being listed.'
    if (-not (Test-Connected 'Get-ConnectionInformation')) { throw 'Not connected to ExchangeOnlineManagement. Run Connect-ExchangeOnline first, and then this script again.' }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'watch the sign-in log of sender11@contoso.com and what it sends – right when: no Basic sign-in since the cut-over, and mail goes out at its usual rhythm' -Text @('Get-MessageTraceV2 -SenderAddress ''sender11@contoso.com'' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)') -Due '2026-12-02' -Command {
        Get-MessageTraceV2 -SenderAddress 'sender11@contoso.com' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)
    }
    Compare-Kept -Sender 'sender11@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-CASMailbox -Identity ''sender11@contoso.com'' | Select-Object SmtpClientAuthenticationDisabled') -Item '29e04681bf5abe37' -Compares 'CASMailbox' -Expected @() -Command {
        Get-CASMailbox -Identity 'sender11@contoso.com' | Select-Object SmtpClientAuthenticationDisabled
    }
    Compare-Kept -Sender 'sender11@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-User -Identity ''sender11@contoso.com'' | Select-Object AuthenticationPolicy') -Item '29e04681bf5abe37' -Compares 'User' -Expected @(@{ Name = 'User.AuthenticationPolicy'; Due = '2026-12-04'; Value = '=Block "Basic"' }) -Command {
        Get-User -Identity 'sender11@contoso.com' | Select-Object AuthenticationPolicy
    }
    Compare-Kept -Sender 'sender11@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled') -Item '29e04681bf5abe37' -Compares 'TransportConfig' -Expected @() -Command {
        Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled
    }
    Compare-Kept -Sender 'sender11@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy') -Item '29e04681bf5abe37' -Compares 'OrganizationConfig' -Expected @() -Command {
        Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'watch the sign-in log of sender10@contoso.com and what it sends – right when: no Basic sign-in since the cut-over, and mail goes out at its usual rhythm' -Text @('Get-MessageTraceV2 -SenderAddress ''sender10@contoso.com'' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)') -Due '2026-12-02' -Command {
        Get-MessageTraceV2 -SenderAddress 'sender10@contoso.com' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)
    }
    Compare-Kept -Sender 'sender10@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-CASMailbox -Identity ''sender10@contoso.com'' | Select-Object SmtpClientAuthenticationDisabled') -Item 'ce09267554002b62' -Compares 'CASMailbox' -Expected @(@{ Name = 'CASMailbox.SmtpClientAuthenticationDisabled'; Due = '2026-11-30'; Value = $false }) -Command {
        Get-CASMailbox -Identity 'sender10@contoso.com' | Select-Object SmtpClientAuthenticationDisabled
    }
    Compare-Kept -Sender 'sender10@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-User -Identity ''sender10@contoso.com'' | Select-Object AuthenticationPolicy') -Item 'ce09267554002b62' -Compares 'User' -Expected @(@{ Name = 'User.AuthenticationPolicy'; Due = '2026-12-04'; Value = '=Block "Basic"' }) -Command {
        Get-User -Identity 'sender10@contoso.com' | Select-Object AuthenticationPolicy
    }
    Compare-Kept -Sender 'sender10@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled') -Item 'ce09267554002b62' -Compares 'TransportConfig' -Expected @() -Command {
        Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled
    }
    Compare-Kept -Sender 'sender10@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy') -Item 'ce09267554002b62' -Compares 'OrganizationConfig' -Expected @() -Command {
        Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'watch the sign-in log of ups-monitor@contoso.com and what it sends – right when: no Basic sign-in since the cut-over, and mail goes out at its usual rhythm' -Text @('Get-MessageTraceV2 -SenderAddress ''ups-monitor@contoso.com'' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)') -Due '2026-12-02' -Command {
        Get-MessageTraceV2 -SenderAddress 'ups-monitor@contoso.com' -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'the authentication policy =Block "Basic"[U+202E] already closes Basic for ups-monitor@contoso.com: check that it is still in force, and change nothing – right when: the policy shows AllowBasicAuthSmtp as False, and no Basic sign-in succeeds' -Text @('Get-User -Identity ''ups-monitor@contoso.com'' | Format-List AuthenticationPolicy') -Due '2026-12-04' -Command {
        Get-User -Identity 'ups-monitor@contoso.com' | Format-List AuthenticationPolicy
    }
    Compare-Kept -Sender 'ups-monitor@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-CASMailbox -Identity ''ups-monitor@contoso.com'' | Select-Object SmtpClientAuthenticationDisabled') -Item 'dca7547fa1b1cb16' -Compares 'CASMailbox' -Expected @(@{ Name = 'CASMailbox.SmtpClientAuthenticationDisabled'; Due = '2026-11-30'; Value = $false }) -Command {
        Get-CASMailbox -Identity 'ups-monitor@contoso.com' | Select-Object SmtpClientAuthenticationDisabled
    }
    Compare-Kept -Sender 'ups-monitor@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-User -Identity ''ups-monitor@contoso.com'' | Select-Object AuthenticationPolicy') -Item 'dca7547fa1b1cb16' -Compares 'User' -Expected @() -Command {
        Get-User -Identity 'ups-monitor@contoso.com' | Select-Object AuthenticationPolicy
    }
    Compare-Kept -Sender 'ups-monitor@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled') -Item 'dca7547fa1b1cb16' -Compares 'TransportConfig' -Expected @() -Command {
        Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled
    }
    Compare-Kept -Sender 'ups-monitor@contoso.com' -What 'compare the settings with the values from before the change and with what the plan sets' -Text @('Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy') -Item 'dca7547fa1b1cb16' -Compares 'OrganizationConfig' -Expected @() -Command {
        Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy
    }
    if ($Differ['n'] -gt 0) { Write-Host ('{count} values differ: see the lines above that say so, and decide before the next step.'.Replace('{count}', [string]$Differ['n'])) } else { Write-Host 'No value differs.' }
} finally {
    $global:ErrorActionPreference = $Before
    $null = Stop-Transcript
}
