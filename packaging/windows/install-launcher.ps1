<#
.SYNOPSIS
    Puts Macaw into the Start menu, for this user only; -Uninstall takes it away again.
.DESCRIPTION
    Written after Microsoft's documentation of shortcuts, but never run: we have no Windows to test on.
    Tell us what breaks. Run it in PowerShell from anywhere:
        powershell -ExecutionPolicy Bypass -File packaging\windows\install-launcher.ps1
#>
param([switch]$Uninstall)

$ErrorActionPreference = "Stop"
$root = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
$shortcut = Join-Path ([Environment]::GetFolderPath("Programs")) "Macaw.lnk"
$icon = Join-Path $env:LOCALAPPDATA "macaw-launcher\macaw.ico"

if ($Uninstall) {
    Remove-Item -Force -ErrorAction SilentlyContinue $shortcut, $icon
    Write-Output "Macaw is no longer in the Start menu. Its data stay where they are."
    exit 0
}

# pythonw has no console, so no black window flashes up.
$python = Join-Path $root ".venv\Scripts\pythonw.exe"
if (-not (Test-Path $python)) {
    Write-Error "$python does not exist. Set Macaw up first."
    exit 1
}

# Qt draws the icon. The platform is named so that it works without a screen, too.
New-Item -ItemType Directory -Force (Split-Path $icon) | Out-Null
$draw = "import sys; from PySide6.QtGui import QGuiApplication, QIcon; app = QGuiApplication([]); " +
    "sys.exit(not QIcon(sys.argv[1]).pixmap(256, 256).save(sys.argv[2], 'ICO'))"
$env:QT_QPA_PLATFORM = "offscreen"
& (Join-Path $root ".venv\Scripts\python.exe") -c $draw (Join-Path $root "resources\icons\macaw.svg") $icon
$drawn = $LASTEXITCODE -eq 0
Remove-Item Env:QT_QPA_PLATFORM

$link = (New-Object -ComObject WScript.Shell).CreateShortcut($shortcut)
$link.TargetPath = $python
$link.Arguments = "-m desktop"
$link.WorkingDirectory = $root
$link.Description = "Teach your laptop new voices and chat with them, offline"
if ($drawn) { $link.IconLocation = $icon }
$link.Save()
Write-Output "Macaw is in the Start menu now: $shortcut"
