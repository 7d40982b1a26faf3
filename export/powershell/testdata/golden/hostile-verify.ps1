#Requires -Version 5.1
<#
.SYNOPSIS
    # >
.DESCRIPTION
    
.EXAMPLE
    .\wave-02-verify.ps1
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding()]
param()
$Transcript = Join-Path $PSScriptRoot ('wave-02-verify-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
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
function Invoke-Step([string]$Sender, [string]$Due, [string]$What, [string[]]$Text, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    foreach ($One in $Text) { Write-Host ('    ' + $One) }
    & $Command | Out-String | Write-Host
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
    Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Due '' -Command {
        Get-X -Identity 'o''hara'
    }
    Show-ToFillIn 'o''hara' '' 'o''hara' @('o''hara')
    Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Due '' -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Show-ToFillIn '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''' @('''; Remove-Mailbox x; ''')
    Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Due '' -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Show-ToFillIn '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’' @('‘‘; Remove-Mailbox x; ’’')
    Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Due '' -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Show-ToFillIn '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘' @('‚‚‛‛’’''‘‘')
    Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Due '' -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Show-ToFillIn '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)' @('$(Remove-Mailbox x)')
    Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Due '' -Command {
        Get-X -Identity '`n`'''
    }
    Show-ToFillIn '`n`''' '' '`n`''' @('`n`''')
    Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Due '' -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Show-ToFillIn 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x' @('a�', 'Remove-Mailbox x')
    Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Due '' -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Show-ToFillIn '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#' @('#> Remove-Mailbox x <#')
    Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Due '' -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Show-ToFillIn '} Remove-Mailbox x {' '' '} Remove-Mailbox x {' @('} Remove-Mailbox x {')
    Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Due '' -Command {
        Get-X -Identity '"; x; "'
    }
    Show-ToFillIn '"; x; "' '' '"; x; "' @('"; x; "')
    Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Due '' -Command {
        Get-X -Identity '“x”'
    }
    Show-ToFillIn '“x”' '' '“x”' @('“x”')
    Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Due '' -Command {
        Get-X -Identity '@''�x�''@'
    }
    Show-ToFillIn '@''�x�''@' '' '@''�x�''@' @('@''', 'x', '''@')
    Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Due '' -Command {
        Get-X -Identity '�''�'
    }
    Show-ToFillIn '�''�' '' '�''�' @('�''�')
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Due '' -Command {
        Get-X -Identity '{path}'
    }
    Show-ToFillIn '{path}' '' '{path}' @('{path}')
    Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Due '' -Command {
        Get-X -Identity '{0}{9}'
    }
    Show-ToFillIn '{0}{9}' '' '{0}{9}' @('{0}{9}')
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Command {
        Get-X -Identity ''
    }
    Show-ByHand '' '' ''
    Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Due '' -Command {
        Get-X -Identity ''''
    }
    Show-ToFillIn '''' '' '''' @('''')
    Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Due '' -Command {
        Get-X -Identity ''''''
    }
    Show-ToFillIn '''''' '' '''''' @('''''')
    Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Due '' -Command {
        Get-X -Identity '--% x'
    }
    Show-ToFillIn '--% x' '' '--% x' @('--% x')
    Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Due '' -Command {
        Get-X -Identity '�'
    }
    Show-ToFillIn '�' '' '�' @('�')
    Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Due '' -Command {
        Get-X -Identity ']]>'
    }
    Show-ToFillIn ']]>' '' ']]>' @(']]>')
    Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Due '' -Command {
        Get-X -Identity '</script>'
    }
    Show-ToFillIn '</script>' '' '</script>' @('</script>')
    Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Due '' -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
    Show-ToFillIn '複合機 3F ''本社''' '' '複合機 3F ''本社''' @('複合機 3F ''本社''')
} finally {
    $global:ErrorActionPreference = $Before
    $null = Stop-Transcript
}
