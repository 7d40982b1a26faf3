#Requires -Version 5.1
<#
.SYNOPSIS
    # >
.DESCRIPTION
    
.PARAMETER Apply
    
.PARAMETER From
    
.PARAMETER Until
    
.EXAMPLE
    .\wave-02-apply.ps1 -Apply
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param([switch]$Apply, [datetime]$From = [datetime]::MinValue, [datetime]$Until = [datetime]::Today)
$Caller = $PSCmdlet
$Preview = $WhatIfPreference -or -not $Apply
$WhatIfPreference = $false
$Transcript = Join-Path $PSScriptRoot ('wave-02-apply-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
$null = Start-Transcript -LiteralPath $Transcript
$WhatIfPreference = $Preview
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
function Test-Due([string]$Sender, [string]$Due, [string]$What) {
    if (-not $Due) { return $true }
    $Day = [datetime]::ParseExact($Due, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    if ($Day -ge $From.Date -and $Day -le $Until.Date) { return $true }
    Write-Host ('{0} {1} {2}' -f ''''.Replace('{date}', $Due), $Sender, $What)
    return $false
}
function Invoke-Step([string]$Item, [string]$Sender, [string]$Due, [string]$What, [string[]]$Text, [bool]$Changes, [string[]]$Needed, [scriptblock]$Command) {
    Write-Host ('{0} {1} {2}' -f $Due, $Sender, $What)
    if ($Needed) {
        $Values = (Read-Kept).PSObject.Properties[$Item]
        foreach ($Name in $Needed) {
            if ($Values -and $Values.Value.PSObject.Properties[$Name]) { continue }
            $Message = ''.Replace('{name}', $Name).Replace('{sender}', $Sender).Replace('{path}', $KeptFile)
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
    if (-not $Apply) { Write-Host '' }
    if (-not (Test-Path -LiteralPath $KeptFile)) {
        $Message = ''.Replace('{path}', $KeptFile)
        if ($Apply) { throw $Message }
        Write-Host $Message
    }
    if (Test-Due 'o''hara' '' 'o''hara') {
        Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Due '' -Item 'o''hara' -Changes $false -Needed @('o''hara') -Command {
            Get-X -Identity 'o''hara'
        }
    }
    if (Test-Due 'o''hara' '' 'o''hara') {
        Show-ToFillIn 'o''hara' '' 'o''hara' @('o''hara')
    }
    if (Test-Due 'o''hara' '' 'o''hara') {
        Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Due '' -Item 'o''hara' -Changes $false -Needed @('o''hara') -Command {
            Get-X -Identity 'o''hara'
        }
    }
    if (Test-Due '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''') {
        Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Due '' -Item '''; Remove-Mailbox x; ''' -Changes $false -Needed @('''; Remove-Mailbox x; ''') -Command {
            Get-X -Identity '''; Remove-Mailbox x; '''
        }
    }
    if (Test-Due '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''') {
        Show-ToFillIn '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''' @('''; Remove-Mailbox x; ''')
    }
    if (Test-Due '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''') {
        Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Due '' -Item '''; Remove-Mailbox x; ''' -Changes $false -Needed @('''; Remove-Mailbox x; ''') -Command {
            Get-X -Identity '''; Remove-Mailbox x; '''
        }
    }
    if (Test-Due '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’') {
        Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Due '' -Item '‘‘; Remove-Mailbox x; ’’' -Changes $false -Needed @('‘‘; Remove-Mailbox x; ’’') -Command {
            Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
        }
    }
    if (Test-Due '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’') {
        Show-ToFillIn '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’' @('‘‘; Remove-Mailbox x; ’’')
    }
    if (Test-Due '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’') {
        Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Due '' -Item '‘‘; Remove-Mailbox x; ’’' -Changes $false -Needed @('‘‘; Remove-Mailbox x; ’’') -Command {
            Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
        }
    }
    if (Test-Due '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘') {
        Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Due '' -Item '‚‚‛‛’’''‘‘' -Changes $false -Needed @('‚‚‛‛’’''‘‘') -Command {
            Get-X -Identity '‚‚‛‛’’''‘‘'
        }
    }
    if (Test-Due '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘') {
        Show-ToFillIn '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘' @('‚‚‛‛’’''‘‘')
    }
    if (Test-Due '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘') {
        Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Due '' -Item '‚‚‛‛’’''‘‘' -Changes $false -Needed @('‚‚‛‛’’''‘‘') -Command {
            Get-X -Identity '‚‚‛‛’’''‘‘'
        }
    }
    if (Test-Due '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)') {
        Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Due '' -Item '$(Remove-Mailbox x)' -Changes $false -Needed @('$(Remove-Mailbox x)') -Command {
            Get-X -Identity '$(Remove-Mailbox x)'
        }
    }
    if (Test-Due '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)') {
        Show-ToFillIn '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)' @('$(Remove-Mailbox x)')
    }
    if (Test-Due '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)') {
        Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Due '' -Item '$(Remove-Mailbox x)' -Changes $false -Needed @('$(Remove-Mailbox x)') -Command {
            Get-X -Identity '$(Remove-Mailbox x)'
        }
    }
    if (Test-Due '`n`''' '' '`n`''') {
        Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Due '' -Item '`n`''' -Changes $false -Needed @('`n`''') -Command {
            Get-X -Identity '`n`'''
        }
    }
    if (Test-Due '`n`''' '' '`n`''') {
        Show-ToFillIn '`n`''' '' '`n`''' @('`n`''')
    }
    if (Test-Due '`n`''' '' '`n`''') {
        Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Due '' -Item '`n`''' -Changes $false -Needed @('`n`''') -Command {
            Get-X -Identity '`n`'''
        }
    }
    if (Test-Due 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x') {
        Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Due '' -Item 'a��Remove-Mailbox x' -Changes $false -Needed @('a��Remove-Mailbox x') -Command {
            Get-X -Identity 'a��Remove-Mailbox x'
        }
    }
    if (Test-Due 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x') {
        Show-ToFillIn 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x' @('a�', 'Remove-Mailbox x')
    }
    if (Test-Due 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x') {
        Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Due '' -Item 'a��Remove-Mailbox x' -Changes $false -Needed @('a��Remove-Mailbox x') -Command {
            Get-X -Identity 'a��Remove-Mailbox x'
        }
    }
    if (Test-Due '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#') {
        Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Due '' -Item '#> Remove-Mailbox x <#' -Changes $false -Needed @('#> Remove-Mailbox x <#') -Command {
            Get-X -Identity '#> Remove-Mailbox x <#'
        }
    }
    if (Test-Due '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#') {
        Show-ToFillIn '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#' @('#> Remove-Mailbox x <#')
    }
    if (Test-Due '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#') {
        Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Due '' -Item '#> Remove-Mailbox x <#' -Changes $false -Needed @('#> Remove-Mailbox x <#') -Command {
            Get-X -Identity '#> Remove-Mailbox x <#'
        }
    }
    if (Test-Due '} Remove-Mailbox x {' '' '} Remove-Mailbox x {') {
        Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Due '' -Item '} Remove-Mailbox x {' -Changes $false -Needed @('} Remove-Mailbox x {') -Command {
            Get-X -Identity '} Remove-Mailbox x {'
        }
    }
    if (Test-Due '} Remove-Mailbox x {' '' '} Remove-Mailbox x {') {
        Show-ToFillIn '} Remove-Mailbox x {' '' '} Remove-Mailbox x {' @('} Remove-Mailbox x {')
    }
    if (Test-Due '} Remove-Mailbox x {' '' '} Remove-Mailbox x {') {
        Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Due '' -Item '} Remove-Mailbox x {' -Changes $false -Needed @('} Remove-Mailbox x {') -Command {
            Get-X -Identity '} Remove-Mailbox x {'
        }
    }
    if (Test-Due '"; x; "' '' '"; x; "') {
        Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Due '' -Item '"; x; "' -Changes $false -Needed @('"; x; "') -Command {
            Get-X -Identity '"; x; "'
        }
    }
    if (Test-Due '"; x; "' '' '"; x; "') {
        Show-ToFillIn '"; x; "' '' '"; x; "' @('"; x; "')
    }
    if (Test-Due '"; x; "' '' '"; x; "') {
        Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Due '' -Item '"; x; "' -Changes $false -Needed @('"; x; "') -Command {
            Get-X -Identity '"; x; "'
        }
    }
    if (Test-Due '“x”' '' '“x”') {
        Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Due '' -Item '“x”' -Changes $false -Needed @('“x”') -Command {
            Get-X -Identity '“x”'
        }
    }
    if (Test-Due '“x”' '' '“x”') {
        Show-ToFillIn '“x”' '' '“x”' @('“x”')
    }
    if (Test-Due '“x”' '' '“x”') {
        Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Due '' -Item '“x”' -Changes $false -Needed @('“x”') -Command {
            Get-X -Identity '“x”'
        }
    }
    if (Test-Due '@''�x�''@' '' '@''�x�''@') {
        Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Due '' -Item '@''�x�''@' -Changes $false -Needed @('@''�x�''@') -Command {
            Get-X -Identity '@''�x�''@'
        }
    }
    if (Test-Due '@''�x�''@' '' '@''�x�''@') {
        Show-ToFillIn '@''�x�''@' '' '@''�x�''@' @('@''', 'x', '''@')
    }
    if (Test-Due '@''�x�''@' '' '@''�x�''@') {
        Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Due '' -Item '@''�x�''@' -Changes $false -Needed @('@''�x�''@') -Command {
            Get-X -Identity '@''�x�''@'
        }
    }
    if (Test-Due '�''�' '' '�''�') {
        Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Due '' -Item '�''�' -Changes $false -Needed @('�''�') -Command {
            Get-X -Identity '�''�'
        }
    }
    if (Test-Due '�''�' '' '�''�') {
        Show-ToFillIn '�''�' '' '�''�' @('�''�')
    }
    if (Test-Due '�''�' '' '�''�') {
        Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Due '' -Item '�''�' -Changes $false -Needed @('�''�') -Command {
            Get-X -Identity '�''�'
        }
    }
    if (Test-Due '�''' '' '�''') {
        Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Changes $false -Needed @('�''') -Command {
            Get-X -Identity '�'''
        }
    }
    if (Test-Due '�''' '' '�''') {
        Show-ToFillIn '�''' '' '�''' @('�''')
    }
    if (Test-Due '�''' '' '�''') {
        Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Changes $false -Needed @('�''') -Command {
            Get-X -Identity '�'''
        }
    }
    if (Test-Due '�''' '' '�''') {
        Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Changes $false -Needed @('�''') -Command {
            Get-X -Identity '�'''
        }
    }
    if (Test-Due '�''' '' '�''') {
        Show-ToFillIn '�''' '' '�''' @('�''')
    }
    if (Test-Due '�''' '' '�''') {
        Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Item '�''' -Changes $false -Needed @('�''') -Command {
            Get-X -Identity '�'''
        }
    }
    if (Test-Due '{path}' '' '{path}') {
        Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Due '' -Item '{path}' -Changes $false -Needed @('{path}') -Command {
            Get-X -Identity '{path}'
        }
    }
    if (Test-Due '{path}' '' '{path}') {
        Show-ToFillIn '{path}' '' '{path}' @('{path}')
    }
    if (Test-Due '{path}' '' '{path}') {
        Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Due '' -Item '{path}' -Changes $false -Needed @('{path}') -Command {
            Get-X -Identity '{path}'
        }
    }
    if (Test-Due '{0}{9}' '' '{0}{9}') {
        Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Due '' -Item '{0}{9}' -Changes $false -Needed @('{0}{9}') -Command {
            Get-X -Identity '{0}{9}'
        }
    }
    if (Test-Due '{0}{9}' '' '{0}{9}') {
        Show-ToFillIn '{0}{9}' '' '{0}{9}' @('{0}{9}')
    }
    if (Test-Due '{0}{9}' '' '{0}{9}') {
        Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Due '' -Item '{0}{9}' -Changes $false -Needed @('{0}{9}') -Command {
            Get-X -Identity '{0}{9}'
        }
    }
    if (Test-Due '' '' '') {
        Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Item '' -Changes $false -Needed @('') -Command {
            Get-X -Identity ''
        }
    }
    if (Test-Due '' '' '') {
        Show-ByHand '' '' ''
    }
    if (Test-Due '' '' '') {
        Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Item '' -Changes $false -Needed @('') -Command {
            Get-X -Identity ''
        }
    }
    if (Test-Due '''' '' '''') {
        Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Due '' -Item '''' -Changes $false -Needed @('''') -Command {
            Get-X -Identity ''''
        }
    }
    if (Test-Due '''' '' '''') {
        Show-ToFillIn '''' '' '''' @('''')
    }
    if (Test-Due '''' '' '''') {
        Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Due '' -Item '''' -Changes $false -Needed @('''') -Command {
            Get-X -Identity ''''
        }
    }
    if (Test-Due '''''' '' '''''') {
        Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Due '' -Item '''''' -Changes $false -Needed @('''''') -Command {
            Get-X -Identity ''''''
        }
    }
    if (Test-Due '''''' '' '''''') {
        Show-ToFillIn '''''' '' '''''' @('''''')
    }
    if (Test-Due '''''' '' '''''') {
        Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Due '' -Item '''''' -Changes $false -Needed @('''''') -Command {
            Get-X -Identity ''''''
        }
    }
    if (Test-Due '--% x' '' '--% x') {
        Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Due '' -Item '--% x' -Changes $false -Needed @('--% x') -Command {
            Get-X -Identity '--% x'
        }
    }
    if (Test-Due '--% x' '' '--% x') {
        Show-ToFillIn '--% x' '' '--% x' @('--% x')
    }
    if (Test-Due '--% x' '' '--% x') {
        Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Due '' -Item '--% x' -Changes $false -Needed @('--% x') -Command {
            Get-X -Identity '--% x'
        }
    }
    if (Test-Due '�' '' '�') {
        Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Due '' -Item '�' -Changes $false -Needed @('�') -Command {
            Get-X -Identity '�'
        }
    }
    if (Test-Due '�' '' '�') {
        Show-ToFillIn '�' '' '�' @('�')
    }
    if (Test-Due '�' '' '�') {
        Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Due '' -Item '�' -Changes $false -Needed @('�') -Command {
            Get-X -Identity '�'
        }
    }
    if (Test-Due ']]>' '' ']]>') {
        Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Due '' -Item ']]>' -Changes $false -Needed @(']]>') -Command {
            Get-X -Identity ']]>'
        }
    }
    if (Test-Due ']]>' '' ']]>') {
        Show-ToFillIn ']]>' '' ']]>' @(']]>')
    }
    if (Test-Due ']]>' '' ']]>') {
        Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Due '' -Item ']]>' -Changes $false -Needed @(']]>') -Command {
            Get-X -Identity ']]>'
        }
    }
    if (Test-Due '</script>' '' '</script>') {
        Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Due '' -Item '</script>' -Changes $false -Needed @('</script>') -Command {
            Get-X -Identity '</script>'
        }
    }
    if (Test-Due '</script>' '' '</script>') {
        Show-ToFillIn '</script>' '' '</script>' @('</script>')
    }
    if (Test-Due '</script>' '' '</script>') {
        Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Due '' -Item '</script>' -Changes $false -Needed @('</script>') -Command {
            Get-X -Identity '</script>'
        }
    }
    if (Test-Due '複合機 3F ''本社''' '' '複合機 3F ''本社''') {
        Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Due '' -Item '複合機 3F ''本社''' -Changes $false -Needed @('複合機 3F ''本社''') -Command {
            Get-X -Identity '複合機 3F ''本社'''
        }
    }
    if (Test-Due '複合機 3F ''本社''' '' '複合機 3F ''本社''') {
        Show-ToFillIn '複合機 3F ''本社''' '' '複合機 3F ''本社''' @('複合機 3F ''本社''')
    }
    if (Test-Due '複合機 3F ''本社''' '' '複合機 3F ''本社''') {
        Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Due '' -Item '複合機 3F ''本社''' -Changes $false -Needed @('複合機 3F ''本社''') -Command {
            Get-X -Identity '複合機 3F ''本社'''
        }
    }
} finally {
    $global:ErrorActionPreference = $Before
    $WhatIfPreference = $false
    $null = Stop-Transcript
}
