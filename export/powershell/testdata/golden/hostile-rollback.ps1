#Requires -Version 5.1
<#
.SYNOPSIS
    # >
.DESCRIPTION
    
.PARAMETER Apply
    
.EXAMPLE
    .\wave-02-rollback.ps1 -Apply
.NOTES
    2026-11-23 00:00 UTC
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param([switch]$Apply)
$Caller = $PSCmdlet
$Preview = $WhatIfPreference -or -not $Apply
$WhatIfPreference = $false
$Transcript = Join-Path $PSScriptRoot ('wave-02-rollback-' + (Get-Date -Format 'yyyyMMdd-HHmmss') + '.log')
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
                Write-Host (''.Replace('{name}', $Name).Replace('{path}', $KeptFile))
                $Kept[$Name] = $Otherwise[$Name]
                $Shown = $Shown + [Environment]::NewLine + $Name + ' = ' + [string]$Otherwise[$Name]
                continue
            }
            if (-not $Property) {
                $Message = '’’'.Replace('{name}', $Name).Replace('{path}', $KeptFile)
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
    Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Item 'o''hara' -Changes $false -Needed @('o''hara') -Otherwise @{ 'o''hara' = 'o''hara'; 'o''hara' = $false; 'o''hara' = $null } -Command {
        Get-X -Identity 'o''hara'
    }
    Show-ToFillIn 'o''hara' '' 'o''hara' @('o''hara')
    Invoke-Step -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Item 'o''hara' -Changes $false -Needed @('o''hara') -Otherwise @{} -Command {
        Get-X -Identity 'o''hara'
    }
    Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Item '''; Remove-Mailbox x; ''' -Changes $false -Needed @('''; Remove-Mailbox x; ''') -Otherwise @{ '''; Remove-Mailbox x; ''' = '''; Remove-Mailbox x; '''; '''; Remove-Mailbox x; ''' = $false; '''; Remove-Mailbox x; ''' = $null } -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Show-ToFillIn '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''' @('''; Remove-Mailbox x; ''')
    Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Item '''; Remove-Mailbox x; ''' -Changes $false -Needed @('''; Remove-Mailbox x; ''') -Otherwise @{} -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Item '‘‘; Remove-Mailbox x; ’’' -Changes $false -Needed @('‘‘; Remove-Mailbox x; ’’') -Otherwise @{ '‘‘; Remove-Mailbox x; ’’' = '‘‘; Remove-Mailbox x; ’’'; '‘‘; Remove-Mailbox x; ’’' = $false; '‘‘; Remove-Mailbox x; ’’' = $null } -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Show-ToFillIn '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’' @('‘‘; Remove-Mailbox x; ’’')
    Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Item '‘‘; Remove-Mailbox x; ’’' -Changes $false -Needed @('‘‘; Remove-Mailbox x; ’’') -Otherwise @{} -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Item '‚‚‛‛’’''‘‘' -Changes $false -Needed @('‚‚‛‛’’''‘‘') -Otherwise @{ '‚‚‛‛’’''‘‘' = '‚‚‛‛’’''‘‘'; '‚‚‛‛’’''‘‘' = $false; '‚‚‛‛’’''‘‘' = $null } -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Show-ToFillIn '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘' @('‚‚‛‛’’''‘‘')
    Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Item '‚‚‛‛’’''‘‘' -Changes $false -Needed @('‚‚‛‛’’''‘‘') -Otherwise @{} -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Item '$(Remove-Mailbox x)' -Changes $false -Needed @('$(Remove-Mailbox x)') -Otherwise @{ '$(Remove-Mailbox x)' = '$(Remove-Mailbox x)'; '$(Remove-Mailbox x)' = $false; '$(Remove-Mailbox x)' = $null } -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Show-ToFillIn '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)' @('$(Remove-Mailbox x)')
    Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Item '$(Remove-Mailbox x)' -Changes $false -Needed @('$(Remove-Mailbox x)') -Otherwise @{} -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Item '`n`''' -Changes $false -Needed @('`n`''') -Otherwise @{ '`n`''' = '`n`'''; '`n`''' = $false; '`n`''' = $null } -Command {
        Get-X -Identity '`n`'''
    }
    Show-ToFillIn '`n`''' '' '`n`''' @('`n`''')
    Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Item '`n`''' -Changes $false -Needed @('`n`''') -Otherwise @{} -Command {
        Get-X -Identity '`n`'''
    }
    Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Item 'a��Remove-Mailbox x' -Changes $false -Needed @('a��Remove-Mailbox x') -Otherwise @{ 'a��Remove-Mailbox x' = 'a��Remove-Mailbox x'; 'a��Remove-Mailbox x' = $false; 'a��Remove-Mailbox x' = $null } -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Show-ToFillIn 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x' @('a�', 'Remove-Mailbox x')
    Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Item 'a��Remove-Mailbox x' -Changes $false -Needed @('a��Remove-Mailbox x') -Otherwise @{} -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Item '#> Remove-Mailbox x <#' -Changes $false -Needed @('#> Remove-Mailbox x <#') -Otherwise @{ '#> Remove-Mailbox x <#' = '#> Remove-Mailbox x <#'; '#> Remove-Mailbox x <#' = $false; '#> Remove-Mailbox x <#' = $null } -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Show-ToFillIn '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#' @('#> Remove-Mailbox x <#')
    Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Item '#> Remove-Mailbox x <#' -Changes $false -Needed @('#> Remove-Mailbox x <#') -Otherwise @{} -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Item '} Remove-Mailbox x {' -Changes $false -Needed @('} Remove-Mailbox x {') -Otherwise @{ '} Remove-Mailbox x {' = '} Remove-Mailbox x {'; '} Remove-Mailbox x {' = $false; '} Remove-Mailbox x {' = $null } -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Show-ToFillIn '} Remove-Mailbox x {' '' '} Remove-Mailbox x {' @('} Remove-Mailbox x {')
    Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Item '} Remove-Mailbox x {' -Changes $false -Needed @('} Remove-Mailbox x {') -Otherwise @{} -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Item '"; x; "' -Changes $false -Needed @('"; x; "') -Otherwise @{ '"; x; "' = '"; x; "'; '"; x; "' = $false; '"; x; "' = $null } -Command {
        Get-X -Identity '"; x; "'
    }
    Show-ToFillIn '"; x; "' '' '"; x; "' @('"; x; "')
    Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Item '"; x; "' -Changes $false -Needed @('"; x; "') -Otherwise @{} -Command {
        Get-X -Identity '"; x; "'
    }
    Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Item '“x”' -Changes $false -Needed @('“x”') -Otherwise @{ '“x”' = '“x”'; '“x”' = $false; '“x”' = $null } -Command {
        Get-X -Identity '“x”'
    }
    Show-ToFillIn '“x”' '' '“x”' @('“x”')
    Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Item '“x”' -Changes $false -Needed @('“x”') -Otherwise @{} -Command {
        Get-X -Identity '“x”'
    }
    Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Item '@''�x�''@' -Changes $false -Needed @('@''�x�''@') -Otherwise @{ '@''�x�''@' = '@''�x�''@'; '@''�x�''@' = $false; '@''�x�''@' = $null } -Command {
        Get-X -Identity '@''�x�''@'
    }
    Show-ToFillIn '@''�x�''@' '' '@''�x�''@' @('@''', 'x', '''@')
    Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Item '@''�x�''@' -Changes $false -Needed @('@''�x�''@') -Otherwise @{} -Command {
        Get-X -Identity '@''�x�''@'
    }
    Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Item '�''�' -Changes $false -Needed @('�''�') -Otherwise @{ '�''�' = '�''�'; '�''�' = $false; '�''�' = $null } -Command {
        Get-X -Identity '�''�'
    }
    Show-ToFillIn '�''�' '' '�''�' @('�''�')
    Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Item '�''�' -Changes $false -Needed @('�''�') -Otherwise @{} -Command {
        Get-X -Identity '�''�'
    }
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Item '�''' -Changes $false -Needed @('�''') -Otherwise @{ '�''' = '�'''; '�''' = $false; '�''' = $null } -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Item '�''' -Changes $false -Needed @('�''') -Otherwise @{} -Command {
        Get-X -Identity '�'''
    }
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Item '�''' -Changes $false -Needed @('�''') -Otherwise @{ '�''' = '�'''; '�''' = $false; '�''' = $null } -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Item '�''' -Changes $false -Needed @('�''') -Otherwise @{} -Command {
        Get-X -Identity '�'''
    }
    Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Item '{path}' -Changes $false -Needed @('{path}') -Otherwise @{ '{path}' = '{path}'; '{path}' = $false; '{path}' = $null } -Command {
        Get-X -Identity '{path}'
    }
    Show-ToFillIn '{path}' '' '{path}' @('{path}')
    Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Item '{path}' -Changes $false -Needed @('{path}') -Otherwise @{} -Command {
        Get-X -Identity '{path}'
    }
    Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Item '{0}{9}' -Changes $false -Needed @('{0}{9}') -Otherwise @{ '{0}{9}' = '{0}{9}'; '{0}{9}' = $false; '{0}{9}' = $null } -Command {
        Get-X -Identity '{0}{9}'
    }
    Show-ToFillIn '{0}{9}' '' '{0}{9}' @('{0}{9}')
    Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Item '{0}{9}' -Changes $false -Needed @('{0}{9}') -Otherwise @{} -Command {
        Get-X -Identity '{0}{9}'
    }
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Item '' -Changes $false -Needed @('') -Otherwise @{ '' = ''; '' = $false; '' = $null } -Command {
        Get-X -Identity ''
    }
    Show-ByHand '' '' ''
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Item '' -Changes $false -Needed @('') -Otherwise @{} -Command {
        Get-X -Identity ''
    }
    Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Item '''' -Changes $false -Needed @('''') -Otherwise @{ '''' = ''''; '''' = $false; '''' = $null } -Command {
        Get-X -Identity ''''
    }
    Show-ToFillIn '''' '' '''' @('''')
    Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Item '''' -Changes $false -Needed @('''') -Otherwise @{} -Command {
        Get-X -Identity ''''
    }
    Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Item '''''' -Changes $false -Needed @('''''') -Otherwise @{ '''''' = ''''''; '''''' = $false; '''''' = $null } -Command {
        Get-X -Identity ''''''
    }
    Show-ToFillIn '''''' '' '''''' @('''''')
    Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Item '''''' -Changes $false -Needed @('''''') -Otherwise @{} -Command {
        Get-X -Identity ''''''
    }
    Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Item '--% x' -Changes $false -Needed @('--% x') -Otherwise @{ '--% x' = '--% x'; '--% x' = $false; '--% x' = $null } -Command {
        Get-X -Identity '--% x'
    }
    Show-ToFillIn '--% x' '' '--% x' @('--% x')
    Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Item '--% x' -Changes $false -Needed @('--% x') -Otherwise @{} -Command {
        Get-X -Identity '--% x'
    }
    Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Item '�' -Changes $false -Needed @('�') -Otherwise @{ '�' = '�'; '�' = $false; '�' = $null } -Command {
        Get-X -Identity '�'
    }
    Show-ToFillIn '�' '' '�' @('�')
    Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Item '�' -Changes $false -Needed @('�') -Otherwise @{} -Command {
        Get-X -Identity '�'
    }
    Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Item ']]>' -Changes $false -Needed @(']]>') -Otherwise @{ ']]>' = ']]>'; ']]>' = $false; ']]>' = $null } -Command {
        Get-X -Identity ']]>'
    }
    Show-ToFillIn ']]>' '' ']]>' @(']]>')
    Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Item ']]>' -Changes $false -Needed @(']]>') -Otherwise @{} -Command {
        Get-X -Identity ']]>'
    }
    Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Item '</script>' -Changes $false -Needed @('</script>') -Otherwise @{ '</script>' = '</script>'; '</script>' = $false; '</script>' = $null } -Command {
        Get-X -Identity '</script>'
    }
    Show-ToFillIn '</script>' '' '</script>' @('</script>')
    Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Item '</script>' -Changes $false -Needed @('</script>') -Otherwise @{} -Command {
        Get-X -Identity '</script>'
    }
    Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Item '複合機 3F ''本社''' -Changes $false -Needed @('複合機 3F ''本社''') -Otherwise @{ '複合機 3F ''本社''' = '複合機 3F ''本社'''; '複合機 3F ''本社''' = $false; '複合機 3F ''本社''' = $null } -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
    Show-ToFillIn '複合機 3F ''本社''' '' '複合機 3F ''本社''' @('複合機 3F ''本社''')
    Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Item '複合機 3F ''本社''' -Changes $false -Needed @('複合機 3F ''本社''') -Otherwise @{} -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
} finally {
    $global:ErrorActionPreference = $Before
    $WhatIfPreference = $false
    $null = Stop-Transcript
}
