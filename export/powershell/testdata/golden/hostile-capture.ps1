#Requires -Version 5.1
<#
.SYNOPSIS
    # >
.DESCRIPTION
    
.EXAMPLE
    .\wave-02-capture.ps1
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding()]
param()
$Transcript = Join-Path $PSScriptRoot ('wave-02-capture-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
$null = Start-Transcript -LiteralPath $Transcript
Write-Host (''.Replace('{path}', $Transcript))
$KeptFile = Join-Path $PSScriptRoot 'wave-02-captured.json'
function Test-Connected([string]$Ask) {
    if (-not (Get-Command -Name $Ask -ErrorAction SilentlyContinue)) { return $false }
    return [bool](& $Ask)
}
function Read-Kept {
    if (-not (Test-Path -LiteralPath $KeptFile)) { return New-Object -TypeName PSObject }
    return (Get-Content -LiteralPath $KeptFile -Raw -Encoding UTF8 | ConvertFrom-Json)
}
function Show-ByHand([string]$Sender, [string]$Due, [string]$What) {
    Write-Host ('{0} {1} {2} {3}' -f $Due, $Sender, '', $What)
}
function Show-ToFillIn([string]$Sender, [string]$Due, [string]$What, [string[]]$Text) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    Write-Host ('')
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
        if ($Values.PSObject.Properties[$Name]) { Write-Host (''''''.Replace('{name}', $Name)); continue }
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
    Write-Host '''; Remove-Mailbox x; '''
    Write-Host 'o''hara'
    Write-Host '''; Remove-Mailbox x; '''
    Write-Host '‘‘; Remove-Mailbox x; ’’'
    Write-Host '‚‚‛‛’’''‘‘'
    Write-Host '$(Remove-Mailbox x)'
    Write-Host '`n`'''
    Write-Host 'a��Remove-Mailbox x'
    Write-Host '#> Remove-Mailbox x <#'
    Write-Host '} Remove-Mailbox x {'
    Write-Host '"; x; "'
    Write-Host '“x”'
    Write-Host '@''�x�''@'
    Write-Host '�''�'
    Write-Host '�'''
    Write-Host '�'''
    Write-Host '{path}'
    Write-Host '{0}{9}'
    Write-Host ''
    Write-Host ''''
    Write-Host ''''''
    Write-Host '--% x'
    Write-Host '�'
    Write-Host ']]>'
    Write-Host '</script>'
    Write-Host '複合機 3F ''本社'''
    Write-Host (''.Replace('{path}', $KeptFile))
    Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Due '' -Item 'o''hara' -Keeps 'o''hara' -Command {
        Get-X -Identity 'o''hara'
    }
    Show-ToFillIn 'o''hara' '' 'o''hara' @('o''hara')
    Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Due '' -Item 'o''hara' -Keeps 'o''hara' -Command {
        Get-X -Identity 'o''hara'
    }
    Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Due '' -Item '''; Remove-Mailbox x; ''' -Keeps '''; Remove-Mailbox x; ''' -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Show-ToFillIn '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''' @('''; Remove-Mailbox x; ''')
    Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Due '' -Item '''; Remove-Mailbox x; ''' -Keeps '''; Remove-Mailbox x; ''' -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Due '' -Item '‘‘; Remove-Mailbox x; ’’' -Keeps '‘‘; Remove-Mailbox x; ’’' -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Show-ToFillIn '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’' @('‘‘; Remove-Mailbox x; ’’')
    Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Due '' -Item '‘‘; Remove-Mailbox x; ’’' -Keeps '‘‘; Remove-Mailbox x; ’’' -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Due '' -Item '‚‚‛‛’’''‘‘' -Keeps '‚‚‛‛’’''‘‘' -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Show-ToFillIn '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘' @('‚‚‛‛’’''‘‘')
    Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Due '' -Item '‚‚‛‛’’''‘‘' -Keeps '‚‚‛‛’’''‘‘' -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Due '' -Item '$(Remove-Mailbox x)' -Keeps '$(Remove-Mailbox x)' -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Show-ToFillIn '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)' @('$(Remove-Mailbox x)')
    Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Due '' -Item '$(Remove-Mailbox x)' -Keeps '$(Remove-Mailbox x)' -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Due '' -Item '`n`''' -Keeps '`n`''' -Command {
        Get-X -Identity '`n`'''
    }
    Show-ToFillIn '`n`''' '' '`n`''' @('`n`''')
    Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Due '' -Item '`n`''' -Keeps '`n`''' -Command {
        Get-X -Identity '`n`'''
    }
    Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Due '' -Item 'a��Remove-Mailbox x' -Keeps 'a��Remove-Mailbox x' -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Show-ToFillIn 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x' @('a�', 'Remove-Mailbox x')
    Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Due '' -Item 'a��Remove-Mailbox x' -Keeps 'a��Remove-Mailbox x' -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Due '' -Item '#> Remove-Mailbox x <#' -Keeps '#> Remove-Mailbox x <#' -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Show-ToFillIn '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#' @('#> Remove-Mailbox x <#')
    Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Due '' -Item '#> Remove-Mailbox x <#' -Keeps '#> Remove-Mailbox x <#' -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Due '' -Item '} Remove-Mailbox x {' -Keeps '} Remove-Mailbox x {' -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Show-ToFillIn '} Remove-Mailbox x {' '' '} Remove-Mailbox x {' @('} Remove-Mailbox x {')
    Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Due '' -Item '} Remove-Mailbox x {' -Keeps '} Remove-Mailbox x {' -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Due '' -Item '"; x; "' -Keeps '"; x; "' -Command {
        Get-X -Identity '"; x; "'
    }
    Show-ToFillIn '"; x; "' '' '"; x; "' @('"; x; "')
    Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Due '' -Item '"; x; "' -Keeps '"; x; "' -Command {
        Get-X -Identity '"; x; "'
    }
    Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Due '' -Item '“x”' -Keeps '“x”' -Command {
        Get-X -Identity '“x”'
    }
    Show-ToFillIn '“x”' '' '“x”' @('“x”')
    Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Due '' -Item '“x”' -Keeps '“x”' -Command {
        Get-X -Identity '“x”'
    }
    Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Due '' -Item '@''�x�''@' -Keeps '@''�x�''@' -Command {
        Get-X -Identity '@''�x�''@'
    }
    Show-ToFillIn '@''�x�''@' '' '@''�x�''@' @('@''', 'x', '''@')
    Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Due '' -Item '@''�x�''@' -Keeps '@''�x�''@' -Command {
        Get-X -Identity '@''�x�''@'
    }
    Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Due '' -Item '�''�' -Keeps '�''�' -Command {
        Get-X -Identity '�''�'
    }
    Show-ToFillIn '�''�' '' '�''�' @('�''�')
    Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Due '' -Item '�''�' -Keeps '�''�' -Command {
        Get-X -Identity '�''�'
    }
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Keeps '�''' -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Keeps '�''' -Command {
        Get-X -Identity '�'''
    }
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Keeps '�''' -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Keeps '�''' -Command {
        Get-X -Identity '�'''
    }
    Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Due '' -Item '{path}' -Keeps '{path}' -Command {
        Get-X -Identity '{path}'
    }
    Show-ToFillIn '{path}' '' '{path}' @('{path}')
    Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Due '' -Item '{path}' -Keeps '{path}' -Command {
        Get-X -Identity '{path}'
    }
    Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Due '' -Item '{0}{9}' -Keeps '{0}{9}' -Command {
        Get-X -Identity '{0}{9}'
    }
    Show-ToFillIn '{0}{9}' '' '{0}{9}' @('{0}{9}')
    Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Due '' -Item '{0}{9}' -Keeps '{0}{9}' -Command {
        Get-X -Identity '{0}{9}'
    }
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Item '' -Keeps '' -Command {
        Get-X -Identity ''
    }
    Show-ByHand '' '' ''
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Item '' -Keeps '' -Command {
        Get-X -Identity ''
    }
    Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Due '' -Item '''' -Keeps '''' -Command {
        Get-X -Identity ''''
    }
    Show-ToFillIn '''' '' '''' @('''')
    Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Due '' -Item '''' -Keeps '''' -Command {
        Get-X -Identity ''''
    }
    Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Due '' -Item '''''' -Keeps '''''' -Command {
        Get-X -Identity ''''''
    }
    Show-ToFillIn '''''' '' '''''' @('''''')
    Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Due '' -Item '''''' -Keeps '''''' -Command {
        Get-X -Identity ''''''
    }
    Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Due '' -Item '--% x' -Keeps '--% x' -Command {
        Get-X -Identity '--% x'
    }
    Show-ToFillIn '--% x' '' '--% x' @('--% x')
    Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Due '' -Item '--% x' -Keeps '--% x' -Command {
        Get-X -Identity '--% x'
    }
    Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Due '' -Item '�' -Keeps '�' -Command {
        Get-X -Identity '�'
    }
    Show-ToFillIn '�' '' '�' @('�')
    Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Due '' -Item '�' -Keeps '�' -Command {
        Get-X -Identity '�'
    }
    Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Due '' -Item ']]>' -Keeps ']]>' -Command {
        Get-X -Identity ']]>'
    }
    Show-ToFillIn ']]>' '' ']]>' @(']]>')
    Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Due '' -Item ']]>' -Keeps ']]>' -Command {
        Get-X -Identity ']]>'
    }
    Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Due '' -Item '</script>' -Keeps '</script>' -Command {
        Get-X -Identity '</script>'
    }
    Show-ToFillIn '</script>' '' '</script>' @('</script>')
    Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Due '' -Item '</script>' -Keeps '</script>' -Command {
        Get-X -Identity '</script>'
    }
    Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Due '' -Item '複合機 3F ''本社''' -Keeps '複合機 3F ''本社''' -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
    Show-ToFillIn '複合機 3F ''本社''' '' '複合機 3F ''本社''' @('複合機 3F ''本社''')
    Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Due '' -Item '複合機 3F ''本社''' -Keeps '複合機 3F ''本社''' -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
} finally {
    $global:ErrorActionPreference = $Before
    $null = Stop-Transcript
}
