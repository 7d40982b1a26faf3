#Requires -Version 5.1
<#
.SYNOPSIS
Exports the settings of Exchange Online that decide about SMTP AUTH, for unbasic to read.

.DESCRIPTION
This script reads and writes nothing in the tenant. It runs Get- cmdlets and saves what they answer as CSV files in a new folder on this computer.
Read it before you run it.

Needed: PowerShell 5.1 or 7, the module ExchangeOnlineManagement (from the PowerShell Gallery), and an account that may read: the role group View-Only
Organization Management, or the Entra role Global Reader, is enough. No right to change anything is needed.

It writes, one file a step:

  transport-config.csv          the switch of the organisation and old TLS versions   Get-TransportConfig
  cas-mailboxes.csv             the switch of every mailbox                           Get-EXOCasMailbox, else Get-CASMailbox
  mailboxes.csv                 the type of every mailbox                             Get-EXOMailbox, else Get-Mailbox
  authentication-policies.csv   which policies let Basic authentication through       Get-AuthenticationPolicy
  user-policies.csv             which accounts have which policy, and no mailbox      Get-User
  organization-config.csv       the default policy, and whether Direct Send is off    Get-OrganizationConfig
  inbound-connectors.csv        from which addresses mail is relayed                  Get-InboundConnector
  summary.txt                   what was read, and what was not and why

A step that is refused writes no file; the others go on. The files name accounts, so keep them as you keep other personal data. No password and no
mail is read. Message traces are not exported: they name recipients and subjects, and can't tell Basic from OAuth.

Bring the result back with:

  unbasic import FOLDER

日本語: このスクリプトは Exchange Online の SMTP AUTH に関する設定を読み取り、この PC の新しいフォルダーに CSV として保存します。テナントの設定は一切
変更しません (Get- コマンドレットだけを実行します)。必要な権限は閲覧のみで、役割グループ「View-Only Organization Management」または Entra の
「グローバル閲覧者」で足ります。読み取れなかった項目は summary.txt に理由が残ります。アカウント名が含まれるため、取り扱いにご注意ください。結果は
「unbasic import フォルダー名」で取り込みます。

.PARAMETER OutputFolder
The folder to write to. It must be new or empty, so that no file of an earlier run is taken for one of this run.

.PARAMETER SkipConnect
Use the session that this PowerShell has, and do not connect.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File .\exchange.ps1
#>
[CmdletBinding()]
param(
    [string]$OutputFolder = ('unbasic-exchange-' + (Get-Date -Format 'yyyyMMdd-HHmmss')),
    [switch]$SkipConnect
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# ConvertCell gives a value as a CSV cell: nothing for null, lists joined with semicolons.
function ConvertCell($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -is [string]) { return $Value }
    if ($Value -is [System.Collections.IEnumerable]) {
        return (@($Value | ForEach-Object { [string]$_ }) -join ';')
    }
    return [string]$Value
}

# SaveTable writes objects as a CSV file. A column that no object has was not answered, and is left out: an empty cell says null, which means something
# else. It is an error where the table is of no use without it. Objects without a column that others have hold null in it.
function SaveTable($File, $Rows, $Columns, $Required) {
    $rows = @($Rows | Where-Object { $null -ne $_ })
    $kept = $Columns
    if ($rows.Count -gt 0) {
        $kept = @($Columns | Where-Object {
            $column = $_
            @($rows | Where-Object { $null -ne $_.PSObject.Properties[$column] } | Select-Object -First 1).Count -gt 0
        })
    }
    foreach ($column in $Required) {
        if ($kept -notcontains $column) { throw "the answer does not hold $column" }
    }
    $path = Join-Path $OutputFolder $File
    $part = $path + '.part'
    if ($rows.Count -eq 0) {
        # An empty table still has its header: there is none is not the same as not read.
        ('"' + ($kept -join '","') + '"') | Out-File -LiteralPath $part -Encoding UTF8
    } else {
        $rows | ForEach-Object {
            $row = $_
            $cells = [ordered]@{}
            foreach ($column in $kept) {
                $property = $row.PSObject.Properties[$column]
                $cells[$column] = $null
                if ($null -ne $property) { $cells[$column] = ConvertCell $property.Value }
            }
            [pscustomobject]$cells
        } | Export-Csv -LiteralPath $part -NoTypeInformation -Encoding UTF8
    }
    Move-Item -LiteralPath $part -Destination $path
    $note = "$File`: $($rows.Count) rows"
    $missing = @($Columns | Where-Object { $kept -notcontains $_ })
    if ($missing.Count -gt 0) { $note += ', without ' + ($missing -join ', ') }
    return $note
}

# Step runs one export and says how it went. The ways to read are tried in their order; what the last one says is the reason.
function Step($File, $Columns, $Required, $Reads) {
    $reason = ''
    foreach ($read in $Reads) {
        Write-Host "Reading $File ..."
        try {
            $line = SaveTable $File (& $read) $Columns $Required
            Write-Host "  $line"
            $script:summary += $line
            return
        } catch {
            $reason = ($_.Exception.Message -replace '\s+', ' ').Trim()
            Write-Host "  refused: $reason"
        }
    }
    $script:summary += "$File`: NOT READ: $reason"
    $script:failed += 1
}

if ((Test-Path -LiteralPath $OutputFolder) -and @(Get-ChildItem -LiteralPath $OutputFolder).Count -gt 0) {
    throw "The folder $OutputFolder is not empty: give another one with -OutputFolder."
}

if (-not $SkipConnect) {
    $connected = $false
    try {
        # A session of Security & Compliance counts as connected too, but does not have the cmdlets of Exchange.
        $null = Get-Command 'Get-TransportConfig'
        $connected = @(Get-ConnectionInformation | Where-Object { $_.State -eq 'Connected' }).Count -gt 0
    } catch { $connected = $false }
    if (-not $connected) {
        if (-not (Get-Command 'Connect-ExchangeOnline' -ErrorAction SilentlyContinue)) {
            throw 'The module ExchangeOnlineManagement is not installed: take it from the PowerShell Gallery, or use a session that is there with -SkipConnect.'
        }
        Write-Host 'Connecting to Exchange Online ...'
        Connect-ExchangeOnline -ShowBanner:$false
    }
}

if (-not (Test-Path -LiteralPath $OutputFolder)) { $null = New-Item -ItemType Directory -Path $OutputFolder }

$script:summary = @("unbasic exchange export, $((Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ'))")
$script:failed = 0

# Cmdlets of a module do not heed this script's ErrorActionPreference, so each is told by itself to stop at an error.
Step 'transport-config.csv' @('SmtpClientAuthenticationDisabled', 'AllowLegacyTLSClients') @('SmtpClientAuthenticationDisabled') @(
    { Get-TransportConfig -ErrorAction Stop }
)
Step 'cas-mailboxes.csv' @(
    'ExternalDirectoryObjectId', 'PrimarySmtpAddress', 'DisplayName', 'SmtpClientAuthenticationDisabled'
) @('PrimarySmtpAddress', 'SmtpClientAuthenticationDisabled') @(
    { Get-EXOCasMailbox -ResultSize Unlimited -Properties @('SmtpClientAuthenticationDisabled', 'ExternalDirectoryObjectId') -ErrorAction Stop },
    { Get-CASMailbox -ResultSize Unlimited -ErrorAction Stop }
)
Step 'mailboxes.csv' @(
    'ExternalDirectoryObjectId', 'UserPrincipalName', 'PrimarySmtpAddress', 'DisplayName', 'RecipientTypeDetails'
) @('PrimarySmtpAddress', 'RecipientTypeDetails') @(
    { Get-EXOMailbox -ResultSize Unlimited -Properties @('RecipientTypeDetails', 'ExternalDirectoryObjectId') -ErrorAction Stop },
    { Get-Mailbox -ResultSize Unlimited -ErrorAction Stop }
)
Step 'authentication-policies.csv' @('Name', 'AllowBasicAuthSmtp') @('Name', 'AllowBasicAuthSmtp') @(
    { Get-AuthenticationPolicy -ErrorAction Stop }
)
Step 'user-policies.csv' @(
    'ExternalDirectoryObjectId', 'UserPrincipalName', 'RecipientTypeDetails', 'AuthenticationPolicy'
) @('UserPrincipalName', 'AuthenticationPolicy') @(
    { Get-User -ResultSize Unlimited -ErrorAction Stop }
)
Step 'organization-config.csv' @('DefaultAuthenticationPolicy', 'RejectDirectSend') @('DefaultAuthenticationPolicy') @(
    { Get-OrganizationConfig -ErrorAction Stop }
)
Step 'inbound-connectors.csv' @(
    'Name', 'Enabled', 'ConnectorType', 'SenderIPAddresses', 'SenderDomains', 'TlsSenderCertificateName', 'RequireTls'
) @('Name', 'Enabled', 'ConnectorType') @(
    { Get-InboundConnector -ErrorAction Stop }
)

$script:summary | Out-File -LiteralPath (Join-Path $OutputFolder 'summary.txt') -Encoding UTF8
Write-Host ''
Write-Host "Written to $OutputFolder. Steps that were not read: $($script:failed)."
Write-Host "Next: unbasic import $OutputFolder"
