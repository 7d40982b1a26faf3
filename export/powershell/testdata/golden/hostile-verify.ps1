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
$Differ = @{ n = 0 }
function Show-Value($Value) {
    if ([string]$Value -eq '') { return '' }
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
        Write-Host ('    ' + ''.Replace('{count}', [string]$Found.Count))
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
            $Message = ''
            if ($Same) { $Message = '' }
        } elseif ($Kept) {
            $Same = Test-Same $Property.Value $Kept.Value
            $Message = ''
            if ($Same) { $Message = '' }
        } else {
            $Same = $true
            $Message = ''
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
    Compare-Kept -Sender 'o''hara' -What 'o''hara' -Text @('Get-X -Identity ''o''''hara''') -Item 'o''hara' -Compares 'o''hara' -Expected @(@{ Name = 'o''hara'; Due = ''; Value = 'o''hara' }, @{ Name = 'o''hara'; Due = ''; Value = $false }, @{ Name = 'o''hara'; Due = ''; Value = $null }) -Command {
        Get-X -Identity 'o''hara'
    }
    Invoke-Step -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Due '' -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Show-ToFillIn '''; Remove-Mailbox x; ''' '' '''; Remove-Mailbox x; ''' @('''; Remove-Mailbox x; ''')
    Compare-Kept -Sender '''; Remove-Mailbox x; ''' -What '''; Remove-Mailbox x; ''' -Text @('Get-X -Identity ''''''; Remove-Mailbox x; ''''''') -Item '''; Remove-Mailbox x; ''' -Compares '''; Remove-Mailbox x; ''' -Expected @(@{ Name = '''; Remove-Mailbox x; '''; Due = ''; Value = '''; Remove-Mailbox x; ''' }, @{ Name = '''; Remove-Mailbox x; '''; Due = ''; Value = $false }, @{ Name = '''; Remove-Mailbox x; '''; Due = ''; Value = $null }) -Command {
        Get-X -Identity '''; Remove-Mailbox x; '''
    }
    Invoke-Step -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Due '' -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Show-ToFillIn '‘‘; Remove-Mailbox x; ’’' '' '‘‘; Remove-Mailbox x; ’’' @('‘‘; Remove-Mailbox x; ’’')
    Compare-Kept -Sender '‘‘; Remove-Mailbox x; ’’' -What '‘‘; Remove-Mailbox x; ’’' -Text @('Get-X -Identity ''‘‘‘‘; Remove-Mailbox x; ’’’’''') -Item '‘‘; Remove-Mailbox x; ’’' -Compares '‘‘; Remove-Mailbox x; ’’' -Expected @(@{ Name = '‘‘; Remove-Mailbox x; ’’'; Due = ''; Value = '‘‘; Remove-Mailbox x; ’’' }, @{ Name = '‘‘; Remove-Mailbox x; ’’'; Due = ''; Value = $false }, @{ Name = '‘‘; Remove-Mailbox x; ’’'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '‘‘; Remove-Mailbox x; ’’'
    }
    Invoke-Step -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Due '' -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Show-ToFillIn '‚‚‛‛’’''‘‘' '' '‚‚‛‛’’''‘‘' @('‚‚‛‛’’''‘‘')
    Compare-Kept -Sender '‚‚‛‛’’''‘‘' -What '‚‚‛‛’’''‘‘' -Text @('Get-X -Identity ''‚‚‚‚‛‛‛‛’’’’''''‘‘‘‘''') -Item '‚‚‛‛’’''‘‘' -Compares '‚‚‛‛’’''‘‘' -Expected @(@{ Name = '‚‚‛‛’’''‘‘'; Due = ''; Value = '‚‚‛‛’’''‘‘' }, @{ Name = '‚‚‛‛’’''‘‘'; Due = ''; Value = $false }, @{ Name = '‚‚‛‛’’''‘‘'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '‚‚‛‛’’''‘‘'
    }
    Invoke-Step -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Due '' -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Show-ToFillIn '$(Remove-Mailbox x)' '' '$(Remove-Mailbox x)' @('$(Remove-Mailbox x)')
    Compare-Kept -Sender '$(Remove-Mailbox x)' -What '$(Remove-Mailbox x)' -Text @('Get-X -Identity ''$(Remove-Mailbox x)''') -Item '$(Remove-Mailbox x)' -Compares '$(Remove-Mailbox x)' -Expected @(@{ Name = '$(Remove-Mailbox x)'; Due = ''; Value = '$(Remove-Mailbox x)' }, @{ Name = '$(Remove-Mailbox x)'; Due = ''; Value = $false }, @{ Name = '$(Remove-Mailbox x)'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '$(Remove-Mailbox x)'
    }
    Invoke-Step -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Due '' -Command {
        Get-X -Identity '`n`'''
    }
    Show-ToFillIn '`n`''' '' '`n`''' @('`n`''')
    Compare-Kept -Sender '`n`''' -What '`n`''' -Text @('Get-X -Identity ''`n`''''''') -Item '`n`''' -Compares '`n`''' -Expected @(@{ Name = '`n`'''; Due = ''; Value = '`n`''' }, @{ Name = '`n`'''; Due = ''; Value = $false }, @{ Name = '`n`'''; Due = ''; Value = $null }) -Command {
        Get-X -Identity '`n`'''
    }
    Invoke-Step -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Due '' -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Show-ToFillIn 'a��Remove-Mailbox x' '' 'a��Remove-Mailbox x' @('a�', 'Remove-Mailbox x')
    Compare-Kept -Sender 'a��Remove-Mailbox x' -What 'a��Remove-Mailbox x' -Text @('Get-X -Identity ''a��Remove-Mailbox x''') -Item 'a��Remove-Mailbox x' -Compares 'a��Remove-Mailbox x' -Expected @(@{ Name = 'a��Remove-Mailbox x'; Due = ''; Value = 'a��Remove-Mailbox x' }, @{ Name = 'a��Remove-Mailbox x'; Due = ''; Value = $false }, @{ Name = 'a��Remove-Mailbox x'; Due = ''; Value = $null }) -Command {
        Get-X -Identity 'a��Remove-Mailbox x'
    }
    Invoke-Step -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Due '' -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Show-ToFillIn '#> Remove-Mailbox x <#' '' '#> Remove-Mailbox x <#' @('#> Remove-Mailbox x <#')
    Compare-Kept -Sender '#> Remove-Mailbox x <#' -What '#> Remove-Mailbox x <#' -Text @('Get-X -Identity ''#> Remove-Mailbox x <#''') -Item '#> Remove-Mailbox x <#' -Compares '#> Remove-Mailbox x <#' -Expected @(@{ Name = '#> Remove-Mailbox x <#'; Due = ''; Value = '#> Remove-Mailbox x <#' }, @{ Name = '#> Remove-Mailbox x <#'; Due = ''; Value = $false }, @{ Name = '#> Remove-Mailbox x <#'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '#> Remove-Mailbox x <#'
    }
    Invoke-Step -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Due '' -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Show-ToFillIn '} Remove-Mailbox x {' '' '} Remove-Mailbox x {' @('} Remove-Mailbox x {')
    Compare-Kept -Sender '} Remove-Mailbox x {' -What '} Remove-Mailbox x {' -Text @('Get-X -Identity ''} Remove-Mailbox x {''') -Item '} Remove-Mailbox x {' -Compares '} Remove-Mailbox x {' -Expected @(@{ Name = '} Remove-Mailbox x {'; Due = ''; Value = '} Remove-Mailbox x {' }, @{ Name = '} Remove-Mailbox x {'; Due = ''; Value = $false }, @{ Name = '} Remove-Mailbox x {'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '} Remove-Mailbox x {'
    }
    Invoke-Step -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Due '' -Command {
        Get-X -Identity '"; x; "'
    }
    Show-ToFillIn '"; x; "' '' '"; x; "' @('"; x; "')
    Compare-Kept -Sender '"; x; "' -What '"; x; "' -Text @('Get-X -Identity ''"; x; "''') -Item '"; x; "' -Compares '"; x; "' -Expected @(@{ Name = '"; x; "'; Due = ''; Value = '"; x; "' }, @{ Name = '"; x; "'; Due = ''; Value = $false }, @{ Name = '"; x; "'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '"; x; "'
    }
    Invoke-Step -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Due '' -Command {
        Get-X -Identity '“x”'
    }
    Show-ToFillIn '“x”' '' '“x”' @('“x”')
    Compare-Kept -Sender '“x”' -What '“x”' -Text @('Get-X -Identity ''“x”''') -Item '“x”' -Compares '“x”' -Expected @(@{ Name = '“x”'; Due = ''; Value = '“x”' }, @{ Name = '“x”'; Due = ''; Value = $false }, @{ Name = '“x”'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '“x”'
    }
    Invoke-Step -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Due '' -Command {
        Get-X -Identity '@''�x�''@'
    }
    Show-ToFillIn '@''�x�''@' '' '@''�x�''@' @('@''', 'x', '''@')
    Compare-Kept -Sender '@''�x�''@' -What '@''�x�''@' -Text @('Get-X -Identity ''@''''�x�''''@''') -Item '@''�x�''@' -Compares '@''�x�''@' -Expected @(@{ Name = '@''�x�''@'; Due = ''; Value = '@''�x�''@' }, @{ Name = '@''�x�''@'; Due = ''; Value = $false }, @{ Name = '@''�x�''@'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '@''�x�''@'
    }
    Invoke-Step -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Due '' -Command {
        Get-X -Identity '�''�'
    }
    Show-ToFillIn '�''�' '' '�''�' @('�''�')
    Compare-Kept -Sender '�''�' -What '�''�' -Text @('Get-X -Identity ''�''''�''') -Item '�''�' -Compares '�''�' -Expected @(@{ Name = '�''�'; Due = ''; Value = '�''�' }, @{ Name = '�''�'; Due = ''; Value = $false }, @{ Name = '�''�'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '�''�'
    }
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Compare-Kept -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Item '�''' -Compares '�''' -Expected @(@{ Name = '�'''; Due = ''; Value = '�''' }, @{ Name = '�'''; Due = ''; Value = $false }, @{ Name = '�'''; Due = ''; Value = $null }) -Command {
        Get-X -Identity '�'''
    }
    Invoke-Step -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Due '' -Command {
        Get-X -Identity '�'''
    }
    Show-ToFillIn '�''' '' '�''' @('�''')
    Compare-Kept -Sender '�''' -What '�''' -Text @('Get-X -Identity ''�''''''') -Item '�''' -Compares '�''' -Expected @(@{ Name = '�'''; Due = ''; Value = '�''' }, @{ Name = '�'''; Due = ''; Value = $false }, @{ Name = '�'''; Due = ''; Value = $null }) -Command {
        Get-X -Identity '�'''
    }
    Invoke-Step -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Due '' -Command {
        Get-X -Identity '{path}'
    }
    Show-ToFillIn '{path}' '' '{path}' @('{path}')
    Compare-Kept -Sender '{path}' -What '{path}' -Text @('Get-X -Identity ''{path}''') -Item '{path}' -Compares '{path}' -Expected @(@{ Name = '{path}'; Due = ''; Value = '{path}' }, @{ Name = '{path}'; Due = ''; Value = $false }, @{ Name = '{path}'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '{path}'
    }
    Invoke-Step -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Due '' -Command {
        Get-X -Identity '{0}{9}'
    }
    Show-ToFillIn '{0}{9}' '' '{0}{9}' @('{0}{9}')
    Compare-Kept -Sender '{0}{9}' -What '{0}{9}' -Text @('Get-X -Identity ''{0}{9}''') -Item '{0}{9}' -Compares '{0}{9}' -Expected @(@{ Name = '{0}{9}'; Due = ''; Value = '{0}{9}' }, @{ Name = '{0}{9}'; Due = ''; Value = $false }, @{ Name = '{0}{9}'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '{0}{9}'
    }
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Command {
        Get-X -Identity ''
    }
    Show-ByHand '' '' ''
    Invoke-Step -Sender '' -What '' -Text @('Get-X -Identity ''''') -Due '' -Command {
        Get-X -Identity ''
    }
    Invoke-Step -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Due '' -Command {
        Get-X -Identity ''''
    }
    Show-ToFillIn '''' '' '''' @('''')
    Compare-Kept -Sender '''' -What '''' -Text @('Get-X -Identity ''''''''') -Item '''' -Compares '''' -Expected @(@{ Name = ''''; Due = ''; Value = '''' }, @{ Name = ''''; Due = ''; Value = $false }, @{ Name = ''''; Due = ''; Value = $null }) -Command {
        Get-X -Identity ''''
    }
    Invoke-Step -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Due '' -Command {
        Get-X -Identity ''''''
    }
    Show-ToFillIn '''''' '' '''''' @('''''')
    Compare-Kept -Sender '''''' -What '''''' -Text @('Get-X -Identity ''''''''''''') -Item '''''' -Compares '''''' -Expected @(@{ Name = ''''''; Due = ''; Value = '''''' }, @{ Name = ''''''; Due = ''; Value = $false }, @{ Name = ''''''; Due = ''; Value = $null }) -Command {
        Get-X -Identity ''''''
    }
    Invoke-Step -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Due '' -Command {
        Get-X -Identity '--% x'
    }
    Show-ToFillIn '--% x' '' '--% x' @('--% x')
    Compare-Kept -Sender '--% x' -What '--% x' -Text @('Get-X -Identity ''--% x''') -Item '--% x' -Compares '--% x' -Expected @(@{ Name = '--% x'; Due = ''; Value = '--% x' }, @{ Name = '--% x'; Due = ''; Value = $false }, @{ Name = '--% x'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '--% x'
    }
    Invoke-Step -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Due '' -Command {
        Get-X -Identity '�'
    }
    Show-ToFillIn '�' '' '�' @('�')
    Compare-Kept -Sender '�' -What '�' -Text @('Get-X -Identity ''�''') -Item '�' -Compares '�' -Expected @(@{ Name = '�'; Due = ''; Value = '�' }, @{ Name = '�'; Due = ''; Value = $false }, @{ Name = '�'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '�'
    }
    Invoke-Step -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Due '' -Command {
        Get-X -Identity ']]>'
    }
    Show-ToFillIn ']]>' '' ']]>' @(']]>')
    Compare-Kept -Sender ']]>' -What ']]>' -Text @('Get-X -Identity '']]>''') -Item ']]>' -Compares ']]>' -Expected @(@{ Name = ']]>'; Due = ''; Value = ']]>' }, @{ Name = ']]>'; Due = ''; Value = $false }, @{ Name = ']]>'; Due = ''; Value = $null }) -Command {
        Get-X -Identity ']]>'
    }
    Invoke-Step -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Due '' -Command {
        Get-X -Identity '</script>'
    }
    Show-ToFillIn '</script>' '' '</script>' @('</script>')
    Compare-Kept -Sender '</script>' -What '</script>' -Text @('Get-X -Identity ''</script>''') -Item '</script>' -Compares '</script>' -Expected @(@{ Name = '</script>'; Due = ''; Value = '</script>' }, @{ Name = '</script>'; Due = ''; Value = $false }, @{ Name = '</script>'; Due = ''; Value = $null }) -Command {
        Get-X -Identity '</script>'
    }
    Invoke-Step -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Due '' -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
    Show-ToFillIn '複合機 3F ''本社''' '' '複合機 3F ''本社''' @('複合機 3F ''本社''')
    Compare-Kept -Sender '複合機 3F ''本社''' -What '複合機 3F ''本社''' -Text @('Get-X -Identity ''複合機 3F ''''本社''''''') -Item '複合機 3F ''本社''' -Compares '複合機 3F ''本社''' -Expected @(@{ Name = '複合機 3F ''本社'''; Due = ''; Value = '複合機 3F ''本社''' }, @{ Name = '複合機 3F ''本社'''; Due = ''; Value = $false }, @{ Name = '複合機 3F ''本社'''; Due = ''; Value = $null }) -Command {
        Get-X -Identity '複合機 3F ''本社'''
    }
    if ($Differ['n'] -gt 0) { Write-Host (''.Replace('{count}', [string]$Differ['n'])) } else { Write-Host '' }
} finally {
    $global:ErrorActionPreference = $Before
    $null = Stop-Transcript
}
