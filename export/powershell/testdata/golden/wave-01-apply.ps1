#Requires -Version 5.1
<#
.SYNOPSIS
    Makes the changes of the wave, one by one. Without -Apply it only shows what it would do.
.DESCRIPTION
    Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture first; apply and verify on each day that has steps; roll back only after a decision.
.PARAMETER Apply
    Makes the changes, asking before each one. Without it they are only shown.
.PARAMETER From
    Steps that are due before this day are skipped.
.PARAMETER Until
    Steps that are due after this day are skipped. Today if left out.
.EXAMPLE
    .\wave-01-apply.ps1 -Apply
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param([switch]$Apply, [datetime]$From = [datetime]::MinValue, [datetime]$Until = [datetime]::Today)
$Caller = $PSCmdlet
$Preview = $WhatIfPreference -or -not $Apply
$WhatIfPreference = $false
$Transcript = Join-Path $PSScriptRoot ('wave-01-apply-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
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
function Test-Due([string]$Sender, [string]$Due, [string]$What) {
    if (-not $Due) { return $true }
    $Day = [datetime]::ParseExact($Due, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    if ($Day -ge $From.Date -and $Day -le $Until.Date) { return $true }
    Write-Host ('{0} {1} {2}' -f 'Skipped, planned for {date}:'.Replace('{date}', $Due), $Sender, $What)
    return $false
}
function Invoke-Step([string]$Item, [string]$Sender, [string]$Due, [string]$What, [string[]]$Text, [bool]$Changes, [string[]]$Needed, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    if ($Needed) {
        $Values = (Read-Kept).PSObject.Properties[$Item]
        foreach ($Name in $Needed) {
            if ($Values -and $Values.Value.PSObject.Properties[$Name]) { continue }
            $Message = '{name} of {sender} was not kept in {path}. Run wave-01-capture.ps1 before anything is changed.'.Replace('{name}', $Name).Replace('{sender}', $Sender).Replace('{path}', $KeptFile)
            if ($Apply) { throw $Message }
            Write-Host $Message
        }
    }
    if ($Changes -and -not $Caller.ShouldProcess($Sender, ($Text -join [Environment]::NewLine))) { return }
    if (-not $Apply) { return }
    & $Command | Out-String | Write-Host
}
$Before = $global:ErrorActionPreference
try {
    $ErrorActionPreference = 'Stop'
    $global:ErrorActionPreference = 'Stop'
    if (-not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'High' }
    Write-Host '1 – Pilot – apply'
    Write-Host 'Dates are days in UTC.'
    Write-Host 'Evidence from 2026-10-24 00:00 to 2026-11-23 00:00 UTC.'
    Write-Host 'Coverage is incomplete (2 of 5 sources): senders can exist without being listed.'
    if (-not $Apply) { Write-Host 'Preview: nothing is changed. Run it with -Apply to make the changes; it asks before each one.' }
    if ($Apply -and -not (Test-Connected 'Get-ConnectionInformation')) { throw 'Not connected to ExchangeOnlineManagement. Run Connect-ExchangeOnline first, and then this script again.' }
    if ($Apply -and -not (Test-Connected 'Get-MgContext')) { throw 'Not connected to Microsoft.Graph. Run Connect-MgGraph first, and then this script again.' }
    if (-not (Test-Path -LiteralPath $KeptFile)) {
        $Message = 'There is no {path}. Run wave-01-capture.ps1 first: without the values from before the change nothing can be put back.'.Replace('{path}', $KeptFile)
        if ($Apply) { throw $Message }
        Write-Host $Message
    }
    if (Test-Due 'sender11@contoso.com' '2026-11-24' 'tell the user of sender11@contoso.com what changes, when, and whom to call – right when: the person has confirmed') {
        Show-ByHand 'sender11@contoso.com' '2026-11-24' 'tell the user of sender11@contoso.com what changes, when, and whom to call – right when: the person has confirmed'
    }
    if (Test-Due 'sender11@contoso.com' '2026-12-01' 'add the account again in a mail program that signs in with OAuth, with MFA, and send a test mail – right when: the person can send and receive') {
        Show-ByHand 'sender11@contoso.com' '2026-12-01' 'add the account again in a mail program that signs in with OAuth, with MFA, and send a test mail – right when: the person can send and receive'
    }
    if (Test-Due 'sender11@contoso.com' '2026-12-02' 'remove the account from the old mail program, and delete stored passwords and app passwords – right when: no app password is left on the account') {
        Show-ByHand 'sender11@contoso.com' '2026-12-02' 'remove the account from the old mail program, and delete stored passwords and app passwords – right when: no app password is left on the account'
    }
    if (Test-Due 'sender11@contoso.com' '2026-12-04' 'close Basic for sender11@contoso.com, and Basic alone, with the tenant''s own authentication policy =Block "Basic". Leave the SMTP AUTH setting as it is: switching it off would stop OAuth too – right when: the policy shows AllowBasicAuthSmtp as False, Get-User shows the policy, and mail still goes out; a change can take 24 hours to take effect') {
        Invoke-Step -Sender 'sender11@contoso.com' -What 'close Basic for sender11@contoso.com, and Basic alone, with the tenant''s own authentication policy =Block "Basic". Leave the SMTP AUTH setting as it is: switching it off would stop OAuth too – right when: the policy shows AllowBasicAuthSmtp as False, Get-User shows the policy, and mail still goes out; a change can take 24 hours to take effect' -Text @('Get-AuthenticationPolicy -Identity ''=Block "Basic"'' | Format-List AllowBasicAuthSmtp', 'Set-User -Identity ''sender11@contoso.com'' -AuthenticationPolicy ''=Block "Basic"''') -Due '2026-12-04' -Item '29e04681bf5abe37' -Changes $true -Needed @('User.AuthenticationPolicy', 'CASMailbox.SmtpClientAuthenticationDisabled') -Command {
            Get-AuthenticationPolicy -Identity '=Block "Basic"' | Format-List AllowBasicAuthSmtp
            Set-User -Identity 'sender11@contoso.com' -AuthenticationPolicy '=Block "Basic"'
        }
    }
    if (Test-Due 'sender10@contoso.com' '2026-11-24' 'get the answers to this item''s questions; if the software does not support OAuth, choose one of the alternatives now – right when: every question has an answer in the notes') {
        Show-ByHand 'sender10@contoso.com' '2026-11-24' 'get the answers to this item''s questions; if the software does not support OAuth, choose one of the alternatives now – right when: every question has an answer in the notes'
    }
    if (Test-Due 'sender10@contoso.com' '2026-11-24' 'register an application in Entra, add the application permission SMTP.SendAsApp of Office 365 Exchange Online, grant admin consent, and create a certificate or a secret; note when it expires – right when: Entra shows the permission as granted, and somebody owns the renewal of the secret') {
        Show-ByHand 'sender10@contoso.com' '2026-11-24' 'register an application in Entra, add the application permission SMTP.SendAsApp of Office 365 Exchange Online, grant admin consent, and create a certificate or a secret; note when it expires – right when: Entra shows the permission as granted, and somebody owns the renewal of the secret'
    }
    if (Test-Due 'sender10@contoso.com' '2026-11-26' 'register the service principal in Exchange and give it access to this mailbox only. The object ID is that of the enterprise application, not of the app registration. Not needed where somebody signs in by device code. Where the From address is not the mailbox''s own, it needs SendAs there too (Add-RecipientPermission) – right when: Get-MailboxPermission lists the service principal') {
        Show-ToFillIn 'sender10@contoso.com' '2026-11-26' 'register the service principal in Exchange and give it access to this mailbox only. The object ID is that of the enterprise application, not of the app registration. Not needed where somebody signs in by device code. Where the From address is not the mailbox''s own, it needs SendAs there too (Add-RecipientPermission) – right when: Get-MailboxPermission lists the service principal' @('New-ServicePrincipal -AppId <application id> -ObjectId <enterprise application object id>', 'Add-MailboxPermission -Identity ''sender10@contoso.com'' -User <service principal id> -AccessRights FullAccess', 'Get-MailboxPermission -Identity ''sender10@contoso.com'' -User <service principal id>')
    }
    if (Test-Due 'sender10@contoso.com' '2026-11-30' 'turn SMTP AUTH on for the mailbox of sender10@contoso.com itself: OAuth needs it too, and the mailbox then no longer follows the organisation''s setting – right when: Get-CASMailbox shows SmtpClientAuthenticationDisabled as False') {
        Invoke-Step -Sender 'sender10@contoso.com' -What 'turn SMTP AUTH on for the mailbox of sender10@contoso.com itself: OAuth needs it too, and the mailbox then no longer follows the organisation''s setting – right when: Get-CASMailbox shows SmtpClientAuthenticationDisabled as False' -Text @('Set-CASMailbox -Identity ''sender10@contoso.com'' -SmtpClientAuthenticationDisabled $false', 'Get-CASMailbox -Identity ''sender10@contoso.com'' | Format-List SmtpClientAuthenticationDisabled') -Due '2026-11-30' -Item 'ce09267554002b62' -Changes $true -Needed @('User.AuthenticationPolicy', 'CASMailbox.SmtpClientAuthenticationDisabled') -Command {
            Set-CASMailbox -Identity 'sender10@contoso.com' -SmtpClientAuthenticationDisabled $false
            Get-CASMailbox -Identity 'sender10@contoso.com' | Format-List SmtpClientAuthenticationDisabled
        }
    }
    if (Test-Due 'sender10@contoso.com' '2026-11-30' 'note the old settings (host, port, TLS, account), and prepare the new ones: smtp.office365.com:587, STARTTLS, TLS 1.2 or newer, user name sender10@contoso.com, OAuth 2.0 (SASL XOAUTH2), sign-in at https://login.microsoftonline.com. An application that signs in as itself gets its token (client credentials) for https://outlook.office365.com/.default; a device code asks for https://outlook.office.com/SMTP.Send and offline_access – right when: old and new settings are in the notes of this item, without the password') {
        Show-ByHand 'sender10@contoso.com' '2026-11-30' 'note the old settings (host, port, TLS, account), and prepare the new ones: smtp.office365.com:587, STARTTLS, TLS 1.2 or newer, user name sender10@contoso.com, OAuth 2.0 (SASL XOAUTH2), sign-in at https://login.microsoftonline.com. An application that signs in as itself gets its token (client credentials) for https://outlook.office365.com/.default; a device code asks for https://outlook.office.com/SMTP.Send and offline_access – right when: old and new settings are in the notes of this item, without the password'
    }
    if (Test-Due 'sender10@contoso.com' '2026-11-30' 'before the cut-over day, send one test mail with the new settings from a second profile or another program at the same place; leave the settings in use as they are – right when: the test mail arrived, with the From that the sender uses') {
        Show-ByHand 'sender10@contoso.com' '2026-11-30' 'before the cut-over day, send one test mail with the new settings from a second profile or another program at the same place; leave the settings in use as they are – right when: the test mail arrived, with the From that the sender uses'
    }
    if (Test-Due 'sender10@contoso.com' '2026-12-01' 'set the sender to smtp.office365.com:587, STARTTLS, OAuth 2.0, remove the password, and send a test mail to one internal and one external recipient – right when: the test mail arrived, and so did the next real mail') {
        Show-ByHand 'sender10@contoso.com' '2026-12-01' 'set the sender to smtp.office365.com:587, STARTTLS, OAuth 2.0, remove the password, and send a test mail to one internal and one external recipient – right when: the test mail arrived, and so did the next real mail'
    }
    if (Test-Due 'sender10@contoso.com' '2026-12-04' 'close Basic for sender10@contoso.com, and Basic alone, with the tenant''s own authentication policy =Block "Basic". Leave the SMTP AUTH setting as it is: switching it off would stop OAuth too – right when: the policy shows AllowBasicAuthSmtp as False, Get-User shows the policy, and mail still goes out; a change can take 24 hours to take effect') {
        Invoke-Step -Sender 'sender10@contoso.com' -What 'close Basic for sender10@contoso.com, and Basic alone, with the tenant''s own authentication policy =Block "Basic". Leave the SMTP AUTH setting as it is: switching it off would stop OAuth too – right when: the policy shows AllowBasicAuthSmtp as False, Get-User shows the policy, and mail still goes out; a change can take 24 hours to take effect' -Text @('Get-AuthenticationPolicy -Identity ''=Block "Basic"'' | Format-List AllowBasicAuthSmtp', 'Set-User -Identity ''sender10@contoso.com'' -AuthenticationPolicy ''=Block "Basic"''') -Due '2026-12-04' -Item 'ce09267554002b62' -Changes $true -Needed @('User.AuthenticationPolicy', 'CASMailbox.SmtpClientAuthenticationDisabled') -Command {
            Get-AuthenticationPolicy -Identity '=Block "Basic"' | Format-List AllowBasicAuthSmtp
            Set-User -Identity 'sender10@contoso.com' -AuthenticationPolicy '=Block "Basic"'
        }
    }
    if (Test-Due 'sender10@contoso.com' '2026-12-08' 'once nothing signs in as sender10@contoso.com any more, block sign-in of the account: it is no person''s mailbox, and an application that signs in as itself does not need it. Do not do this where a device signed in by device code – right when: the account is shown as blocked, and mail still goes out') {
        Invoke-Step -Sender 'sender10@contoso.com' -What 'once nothing signs in as sender10@contoso.com any more, block sign-in of the account: it is no person''s mailbox, and an application that signs in as itself does not need it. Do not do this where a device signed in by device code – right when: the account is shown as blocked, and mail still goes out' -Text @('Update-MgUser -UserId ''sender10@contoso.com'' -AccountEnabled:$false') -Due '2026-12-08' -Item 'ce09267554002b62' -Changes $true -Needed @('User.AuthenticationPolicy', 'CASMailbox.SmtpClientAuthenticationDisabled') -Command {
            Update-MgUser -UserId 'sender10@contoso.com' -AccountEnabled:$false
        }
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-11-24' 'get the answers to this item''s questions; if the software does not support OAuth, choose one of the alternatives now – right when: every question has an answer in the notes') {
        Show-ByHand 'ups-monitor@contoso.com' '2026-11-24' 'get the answers to this item''s questions; if the software does not support OAuth, choose one of the alternatives now – right when: every question has an answer in the notes'
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-11-24' 'register an application in Entra as the manual of the device or program asks. Where it signs in as itself: application permission SMTP.SendAsApp of Office 365 Exchange Online, admin consent, and a certificate or secret whose expiry is noted. Where somebody signs in at it by device code: delegated permission SMTP.Send, admin consent, and public client flows allowed – right when: Entra shows the permission as granted, and somebody owns the renewal of the secret') {
        Show-ByHand 'ups-monitor@contoso.com' '2026-11-24' 'register an application in Entra as the manual of the device or program asks. Where it signs in as itself: application permission SMTP.SendAsApp of Office 365 Exchange Online, admin consent, and a certificate or secret whose expiry is noted. Where somebody signs in at it by device code: delegated permission SMTP.Send, admin consent, and public client flows allowed – right when: Entra shows the permission as granted, and somebody owns the renewal of the secret'
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-11-26' 'register the service principal in Exchange and give it access to this mailbox only. The object ID is that of the enterprise application, not of the app registration. Not needed where somebody signs in by device code. Where the From address is not the mailbox''s own, it needs SendAs there too (Add-RecipientPermission) – right when: Get-MailboxPermission lists the service principal') {
        Show-ToFillIn 'ups-monitor@contoso.com' '2026-11-26' 'register the service principal in Exchange and give it access to this mailbox only. The object ID is that of the enterprise application, not of the app registration. Not needed where somebody signs in by device code. Where the From address is not the mailbox''s own, it needs SendAs there too (Add-RecipientPermission) – right when: Get-MailboxPermission lists the service principal' @('New-ServicePrincipal -AppId <application id> -ObjectId <enterprise application object id>', 'Add-MailboxPermission -Identity ''ups-monitor@contoso.com'' -User <service principal id> -AccessRights FullAccess', 'Get-MailboxPermission -Identity ''ups-monitor@contoso.com'' -User <service principal id>')
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-11-30' 'turn SMTP AUTH on for the mailbox of ups-monitor@contoso.com itself: OAuth needs it too, and the mailbox then no longer follows the organisation''s setting – right when: Get-CASMailbox shows SmtpClientAuthenticationDisabled as False') {
        Invoke-Step -Sender 'ups-monitor@contoso.com' -What 'turn SMTP AUTH on for the mailbox of ups-monitor@contoso.com itself: OAuth needs it too, and the mailbox then no longer follows the organisation''s setting – right when: Get-CASMailbox shows SmtpClientAuthenticationDisabled as False' -Text @('Set-CASMailbox -Identity ''ups-monitor@contoso.com'' -SmtpClientAuthenticationDisabled $false', 'Get-CASMailbox -Identity ''ups-monitor@contoso.com'' | Format-List SmtpClientAuthenticationDisabled') -Due '2026-11-30' -Item 'dca7547fa1b1cb16' -Changes $true -Needed @('User.AuthenticationPolicy', 'CASMailbox.SmtpClientAuthenticationDisabled') -Command {
            Set-CASMailbox -Identity 'ups-monitor@contoso.com' -SmtpClientAuthenticationDisabled $false
            Get-CASMailbox -Identity 'ups-monitor@contoso.com' | Format-List SmtpClientAuthenticationDisabled
        }
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-11-30' 'note the old settings (host, port, TLS, account), and prepare the new ones: smtp.office365.com:587, STARTTLS, TLS 1.2 or newer, user name ups-monitor@contoso.com, OAuth 2.0 (SASL XOAUTH2), sign-in at https://login.microsoftonline.com. An application that signs in as itself gets its token (client credentials) for https://outlook.office365.com/.default; a device code asks for https://outlook.office.com/SMTP.Send and offline_access – right when: old and new settings are in the notes of this item, without the password') {
        Show-ByHand 'ups-monitor@contoso.com' '2026-11-30' 'note the old settings (host, port, TLS, account), and prepare the new ones: smtp.office365.com:587, STARTTLS, TLS 1.2 or newer, user name ups-monitor@contoso.com, OAuth 2.0 (SASL XOAUTH2), sign-in at https://login.microsoftonline.com. An application that signs in as itself gets its token (client credentials) for https://outlook.office365.com/.default; a device code asks for https://outlook.office.com/SMTP.Send and offline_access – right when: old and new settings are in the notes of this item, without the password'
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-11-30' 'before the cut-over day, send one test mail with the new settings from a second profile or another program at the same place; leave the settings in use as they are – right when: the test mail arrived, with the From that the sender uses') {
        Show-ByHand 'ups-monitor@contoso.com' '2026-11-30' 'before the cut-over day, send one test mail with the new settings from a second profile or another program at the same place; leave the settings in use as they are – right when: the test mail arrived, with the From that the sender uses'
    }
    if (Test-Due 'ups-monitor@contoso.com' '2026-12-01' 'set the sender to smtp.office365.com:587, STARTTLS, OAuth 2.0, remove the password, and send a test mail to one internal and one external recipient – right when: the test mail arrived, and so did the next real mail') {
        Show-ByHand 'ups-monitor@contoso.com' '2026-12-01' 'set the sender to smtp.office365.com:587, STARTTLS, OAuth 2.0, remove the password, and send a test mail to one internal and one external recipient – right when: the test mail arrived, and so did the next real mail'
    }
} finally {
    $global:ErrorActionPreference = $Before
    $WhatIfPreference = $false
    $null = Stop-Transcript
}
