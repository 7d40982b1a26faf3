#Requires -Version 5.1
<#
.SYNOPSIS
    Undoes the changes of the wave, one by one. Without -Apply it only shows what it would do.
.DESCRIPTION
    Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture first; apply and verify on each day that has steps; roll back only after a decision.
.PARAMETER Apply
    Makes the changes, asking before each one. Without it they are only shown.
.EXAMPLE
    .\wave-01-rollback.ps1 -Apply
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param([switch]$Apply)
$Caller = $PSCmdlet
$Preview = $WhatIfPreference -or -not $Apply
$WhatIfPreference = $false
$Transcript = Join-Path $PSScriptRoot ('wave-01-rollback-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
$null = Start-Transcript -LiteralPath $Transcript
$WhatIfPreference = $Preview
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
function Invoke-Step([string]$Item, [string]$Sender, [string]$What, [string[]]$Text, [bool]$Changes, [string[]]$Needed, [hashtable]$Otherwise, [scriptblock]$Command) {
    Write-Host ('{0} {1}' -f $Sender, $What)
    $Kept = @{}
    $Shown = $Text -join [Environment]::NewLine
    if ($Needed) {
        $Values = (Read-Kept).PSObject.Properties[$Item]
        foreach ($Name in $Needed) {
            $Property = $null
            if ($Values) { $Property = $Values.Value.PSObject.Properties[$Name] }
            if (-not $Property -and $Otherwise.ContainsKey($Name)) {
                Write-Host ('{name} was not kept in {path}: the value of the plan''s evidence is put back.'.Replace('{name}', $Name).Replace('{path}', $KeptFile))
                $Kept[$Name] = $Otherwise[$Name]
                $Shown = $Shown + [Environment]::NewLine + $Name + ' = ' + [string]$Otherwise[$Name]
                continue
            }
            if (-not $Property) {
                $Message = '{name} was not kept in {path}. Run the capture script before anything is changed, or restore the value by hand.'.Replace('{name}', $Name).Replace('{path}', $KeptFile)
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
$Before = $global:ErrorActionPreference
try {
    $ErrorActionPreference = 'Stop'
    $global:ErrorActionPreference = 'Stop'
    if (-not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'High' }
    Write-Host '1 – Pilot – rollback'
    Write-Host 'Dates are days in UTC.'
    Write-Host 'Evidence from 2026-10-24 00:00 to 2026-11-23 00:00 UTC.'
    Write-Host 'Coverage is incomplete (2 of 5 sources): senders can exist without being listed.'
    if (-not $Apply) { Write-Host 'Preview: nothing is changed. Run it with -Apply to make the changes; it asks before each one.' }
    if ($Apply -and -not (Test-Connected 'Get-ConnectionInformation')) { throw 'Not connected to ExchangeOnlineManagement. Run Connect-ExchangeOnline first, and then this script again.' }
    if ($Apply -and -not (Test-Connected 'Get-MgContext')) { throw 'Not connected to Microsoft.Graph. Run Connect-MgGraph first, and then this script again.' }
    Show-ByHand 'sender11@contoso.com' '' 'decide first whether to roll back. Decides: the owner of the item, with the Exchange administrator. When: the user can''t send at the end of the appointment'
    Invoke-Step -Sender 'sender11@contoso.com' -What 'restore or remove what was set up' -Text @('Get-User -Identity ''sender11@contoso.com'' | Format-List AuthenticationPolicy') -Item '29e04681bf5abe37' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-User -Identity 'sender11@contoso.com' | Format-List AuthenticationPolicy
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'restore or remove what was set up' -Text @('Get-CASMailbox -Identity ''sender11@contoso.com'' | Format-List SmtpClientAuthenticationDisabled') -Item '29e04681bf5abe37' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-CASMailbox -Identity 'sender11@contoso.com' | Format-List SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'restore or remove what was set up' -Text @('Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled') -Item '29e04681bf5abe37' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'restore or remove what was set up' -Text @('Set-User -Identity ''sender11@contoso.com'' -AuthenticationPolicy ($Kept[''User.AuthenticationPolicy''])') -Item '29e04681bf5abe37' -Changes $true -Needed @('User.AuthenticationPolicy') -Otherwise @{} -Command {
        Set-User -Identity 'sender11@contoso.com' -AuthenticationPolicy ($Kept['User.AuthenticationPolicy'])
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'restore or remove what was set up' -Text @('Set-User -Identity ''sender11@contoso.com'' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)') -Item '29e04681bf5abe37' -Changes $true -Needed @() -Otherwise @{} -Command {
        Set-User -Identity 'sender11@contoso.com' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)
    }
    Invoke-Step -Sender 'sender11@contoso.com' -What 'restore or remove what was set up' -Text @('Set-CASMailbox -Identity ''sender11@contoso.com'' -SmtpClientAuthenticationDisabled ($Kept[''CASMailbox.SmtpClientAuthenticationDisabled''])') -Item '29e04681bf5abe37' -Changes $true -Needed @('CASMailbox.SmtpClientAuthenticationDisabled') -Otherwise @{} -Command {
        Set-CASMailbox -Identity 'sender11@contoso.com' -SmtpClientAuthenticationDisabled ($Kept['CASMailbox.SmtpClientAuthenticationDisabled'])
    }
    Show-ByHand 'sender11@contoso.com' '' 'then by hand: the account in the old mail program'
    Show-ByHand 'sender10@contoso.com' '' 'decide first whether to roll back. Decides: the owner of the item, with the Exchange administrator. When: 535 5.7.3 or 5.7.139 at sign-in, 5.7.60 on sending, or mail that the owner expects does not arrive (the evidence shows no rhythm by which to judge silence)'
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Get-User -Identity ''sender10@contoso.com'' | Format-List AuthenticationPolicy') -Item 'ce09267554002b62' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-User -Identity 'sender10@contoso.com' | Format-List AuthenticationPolicy
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Get-CASMailbox -Identity ''sender10@contoso.com'' | Format-List SmtpClientAuthenticationDisabled') -Item 'ce09267554002b62' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-CASMailbox -Identity 'sender10@contoso.com' | Format-List SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled') -Item 'ce09267554002b62' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Update-MgUser -UserId ''sender10@contoso.com'' -AccountEnabled:$true') -Item 'ce09267554002b62' -Changes $true -Needed @() -Otherwise @{} -Command {
        Update-MgUser -UserId 'sender10@contoso.com' -AccountEnabled:$true
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Set-User -Identity ''sender10@contoso.com'' -AuthenticationPolicy ($Kept[''User.AuthenticationPolicy''])') -Item 'ce09267554002b62' -Changes $true -Needed @('User.AuthenticationPolicy') -Otherwise @{} -Command {
        Set-User -Identity 'sender10@contoso.com' -AuthenticationPolicy ($Kept['User.AuthenticationPolicy'])
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Set-User -Identity ''sender10@contoso.com'' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)') -Item 'ce09267554002b62' -Changes $true -Needed @() -Otherwise @{} -Command {
        Set-User -Identity 'sender10@contoso.com' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)
    }
    Invoke-Step -Sender 'sender10@contoso.com' -What 'restore or remove what was set up' -Text @('Set-CASMailbox -Identity ''sender10@contoso.com'' -SmtpClientAuthenticationDisabled ($Kept[''CASMailbox.SmtpClientAuthenticationDisabled''])') -Item 'ce09267554002b62' -Changes $true -Needed @('CASMailbox.SmtpClientAuthenticationDisabled') -Otherwise @{} -Command {
        Set-CASMailbox -Identity 'sender10@contoso.com' -SmtpClientAuthenticationDisabled ($Kept['CASMailbox.SmtpClientAuthenticationDisabled'])
    }
    Show-ByHand 'sender10@contoso.com' '' 'then by hand: the old host, port, TLS, account and password of the sender, as noted before the cut-over'
    Show-ToFillIn 'sender10@contoso.com' '' 'restore or remove what was set up' @('Remove-MailboxPermission -Identity ''sender10@contoso.com'' -User <service principal id> -AccessRights FullAccess -Confirm:$false')
    Show-ByHand 'sender10@contoso.com' '' 'then by hand: the secret and the consent of the application, unless another sender uses it'
    Show-ByHand 'ups-monitor@contoso.com' '' 'decide first whether to roll back. Decides: the owner of the item, with the Exchange administrator. When: 535 5.7.3 or 5.7.139 at sign-in, 5.7.60 on sending, or no mail for 168 hours (the longest gap that its rhythm explains, and one usual gap more)'
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'restore or remove what was set up' -Text @('Get-CASMailbox -Identity ''ups-monitor@contoso.com'' | Format-List SmtpClientAuthenticationDisabled') -Item 'dca7547fa1b1cb16' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-CASMailbox -Identity 'ups-monitor@contoso.com' | Format-List SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'restore or remove what was set up' -Text @('Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled') -Item 'dca7547fa1b1cb16' -Changes $false -Needed @() -Otherwise @{} -Command {
        Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'restore or remove what was set up' -Text @('Set-User -Identity ''ups-monitor@contoso.com'' -AuthenticationPolicy ($Kept[''User.AuthenticationPolicy''])') -Item 'dca7547fa1b1cb16' -Changes $true -Needed @('User.AuthenticationPolicy') -Otherwise @{ 'User.AuthenticationPolicy' = '=Block "Basic"�' } -Command {
        Set-User -Identity 'ups-monitor@contoso.com' -AuthenticationPolicy ($Kept['User.AuthenticationPolicy'])
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'restore or remove what was set up' -Text @('Set-User -Identity ''ups-monitor@contoso.com'' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)') -Item 'dca7547fa1b1cb16' -Changes $true -Needed @() -Otherwise @{} -Command {
        Set-User -Identity 'ups-monitor@contoso.com' -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)
    }
    Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'restore or remove what was set up' -Text @('Set-CASMailbox -Identity ''ups-monitor@contoso.com'' -SmtpClientAuthenticationDisabled ($Kept[''CASMailbox.SmtpClientAuthenticationDisabled''])') -Item 'dca7547fa1b1cb16' -Changes $true -Needed @('CASMailbox.SmtpClientAuthenticationDisabled') -Otherwise @{} -Command {
        Set-CASMailbox -Identity 'ups-monitor@contoso.com' -SmtpClientAuthenticationDisabled ($Kept['CASMailbox.SmtpClientAuthenticationDisabled'])
    }
    Show-ByHand 'ups-monitor@contoso.com' '' 'then by hand: the old host, port, TLS, account and password of the sender, as noted before the cut-over'
    Show-ToFillIn 'ups-monitor@contoso.com' '' 'restore or remove what was set up' @('Remove-MailboxPermission -Identity ''ups-monitor@contoso.com'' -User <service principal id> -AccessRights FullAccess -Confirm:$false')
    Show-ByHand 'ups-monitor@contoso.com' '' 'then by hand: the secret and the consent of the application, unless another sender uses it'
} finally {
    $global:ErrorActionPreference = $Before
    $WhatIfPreference = $false
    $null = Stop-Transcript
}
