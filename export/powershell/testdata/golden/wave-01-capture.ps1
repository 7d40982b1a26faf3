#Requires -Version 5.1
<#
.SYNOPSIS
    Reads the values that a rollback restores and keeps them in a file. Changes nothing.
.DESCRIPTION
    Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture first; apply and verify on each day that has steps; roll back only after a decision.
.EXAMPLE
    .\wave-01-capture.ps1
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding()]
param()
$Transcript = Join-Path $PSScriptRoot ('wave-01-capture-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
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
function Invoke-Step([string]$Item, [string]$Sender, [string]$Due, [string]$What, [string]$Keeps, [string[]]$Text, [scriptblock]$Command) {
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
        if ($Values.PSObject.Properties[$Name]) { Write-Host ('{name} has been kept before; the earlier value stays.'.Replace('{name}', $Name)); continue }
        $Value = $Property.Value
        if ($null -ne $Value -and $Value -isnot [bool] -and $Value -isnot [int]) { $Value = [string]$Value }
        $Values | Add-Member -MemberType NoteProperty -Name $Name -Value $Value
    }
    $Beside = $KeptFile + '.new'
    ConvertTo-Json -InputObject $All -Depth 4 | Set-Content -LiteralPath $Beside -Encoding UTF8
    Move-Item -LiteralPath $Beside -Destination $KeptFile -Force
}
$Before = $global:ErrorActionPreference
try {
    $ErrorActionPreference = 'Stop'
    $global:ErrorActionPreference = 'Stop'
    Write-Host '1 – Pilot – capture'
    Write-Host 'Dates are days in UTC.'
    Write-Host 'Evidence from 2026-10-24 00:00 to 2026-11-23 00:00 UTC.'
    Write-Host 'Coverage is incomplete (2 of 5 sources): senders can exist without being listed.'
    if (-not (Test-Connected 'Get-ConnectionInformation')) { throw 'Not connected to ExchangeOnlineManagement. Run Connect-ExchangeOnline first, and then this script again.' }
    Write-Host ('Values kept in {path}'.Replace('{path}', $KeptFile))
    Invoke-Step -Sender 'sender11@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-CASMailbox -Identity ''sender11@contoso.com'' | Select-Object SmtpClientAuthenticationDisabled') -Due '2026-11-24' -Item '29e04681bf5abe37' -Keeps 'CASMailbox' -Command {
        Get-CASMailbox -Identity 'sender11@contoso.com' | Select-Object SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-User -Identity ''sender11@contoso.com'' | Select-Object AuthenticationPolicy') -Due '2026-11-24' -Item '29e04681bf5abe37' -Keeps 'User' -Command {
        Get-User -Identity 'sender11@contoso.com' | Select-Object AuthenticationPolicy
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled') -Due '2026-11-24' -Item '29e04681bf5abe37' -Keeps 'TransportConfig' -Command {
        Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy') -Due '2026-11-24' -Item '29e04681bf5abe37' -Keeps 'OrganizationConfig' -Command {
        Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-CASMailbox -Identity ''sender10@contoso.com'' | Select-Object SmtpClientAuthenticationDisabled') -Due '2026-11-24' -Item 'ce09267554002b62' -Keeps 'CASMailbox' -Command {
        Get-CASMailbox -Identity 'sender10@contoso.com' | Select-Object SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-User -Identity ''sender10@contoso.com'' | Select-Object AuthenticationPolicy') -Due '2026-11-24' -Item 'ce09267554002b62' -Keeps 'User' -Command {
        Get-User -Identity 'sender10@contoso.com' | Select-Object AuthenticationPolicy
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled') -Due '2026-11-24' -Item 'ce09267554002b62' -Keeps 'TransportConfig' -Command {
        Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'read the settings that the evidence does not hold (AuthenticationPolicy, SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy') -Due '2026-11-24' -Item 'ce09267554002b62' -Keeps 'OrganizationConfig' -Command {
        Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'read the settings that the evidence does not hold (SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-CASMailbox -Identity ''ups-monitor@contoso.com'' | Select-Object SmtpClientAuthenticationDisabled') -Due '2026-11-24' -Item 'dca7547fa1b1cb16' -Keeps 'CASMailbox' -Command {
        Get-CASMailbox -Identity 'ups-monitor@contoso.com' | Select-Object SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'read the settings that the evidence does not hold (SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-User -Identity ''ups-monitor@contoso.com'' | Select-Object AuthenticationPolicy') -Due '2026-11-24' -Item 'dca7547fa1b1cb16' -Keeps 'User' -Command {
        Get-User -Identity 'ups-monitor@contoso.com' | Select-Object AuthenticationPolicy
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'read the settings that the evidence does not hold (SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled') -Due '2026-11-24' -Item 'dca7547fa1b1cb16' -Keeps 'TransportConfig' -Command {
        Get-TransportConfig | Select-Object SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'read the settings that the evidence does not hold (SmtpClientAuthenticationDisabled, OrganizationSmtpClientAuthenticationDisabled) and record them in the notes of this item: the rollback restores them – right when: the values are in the notes of this item' -Text @('Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy') -Due '2026-11-24' -Item 'dca7547fa1b1cb16' -Keeps 'OrganizationConfig' -Command {
        Get-OrganizationConfig | Select-Object DefaultAuthenticationPolicy
    }
} finally {
    $global:ErrorActionPreference = $Before
    $null = Stop-Transcript
}
