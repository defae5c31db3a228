#!/usr/bin/env bash
# Makes ~/Applications/Macaw.app, which starts the window of this copy of Macaw; `--uninstall` removes it.
# Written after Apple's documentation of bundles, but never run: we have no Mac to test on. Tell us what breaks.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
app="$HOME/Applications/Macaw.app"

if [ "${1:-}" = "--uninstall" ]; then
    rm -rf "$app"
    echo "Macaw.app is removed. Its data stay where they are."
    exit 0
fi

python="$root/.venv/bin/python"
if [ ! -x "$root/.venv/bin/macaw" ]; then
    echo "$root/.venv/bin/macaw does not exist. Run \`make setup\` first." >&2
    exit 1
fi

draft=$(mktemp -d)
trap 'rm -rf "$draft"' EXIT
mkdir -p "$draft/Macaw.app/Contents/MacOS" "$draft/Macaw.app/Contents/Resources" "$draft/macaw.iconset"

# Qt draws the icon in the sizes that iconutil wants.
QT_QPA_PLATFORM=offscreen "$python" - "$root/resources/icons/macaw.svg" "$draft/macaw.iconset" <<'PYTHON'
import sys
from PySide6.QtGui import QGuiApplication, QIcon

app = QGuiApplication([])
icon = QIcon(sys.argv[1])
for size in (16, 32, 128, 256, 512):
    icon.pixmap(size, size).save(f"{sys.argv[2]}/icon_{size}x{size}.png")
    icon.pixmap(size * 2, size * 2).save(f"{sys.argv[2]}/icon_{size}x{size}@2x.png")
PYTHON
iconutil -c icns -o "$draft/Macaw.app/Contents/Resources/macaw.icns" "$draft/macaw.iconset"

cat >"$draft/Macaw.app/Contents/Info.plist" <<'PLIST'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>CFBundleName</key><string>Macaw</string>
    <key>CFBundleDisplayName</key><string>Macaw</string>
    <key>CFBundleIdentifier</key><string>org.macaw.Macaw</string>
    <key>CFBundleExecutable</key><string>macaw</string>
    <key>CFBundleIconFile</key><string>macaw</string>
    <key>CFBundlePackageType</key><string>APPL</string>
    <key>CFBundleShortVersionString</key><string>0.1.0</string>
    <key>LSMinimumSystemVersion</key><string>12.0</string>
    <key>NSHighResolutionCapable</key><true/>
</dict>
</plist>
PLIST

printf '#!/bin/sh\nexec %q app\n' "$root/.venv/bin/macaw" >"$draft/Macaw.app/Contents/MacOS/macaw"
chmod +x "$draft/Macaw.app/Contents/MacOS/macaw"

mkdir -p "$HOME/Applications"
rm -rf "$app"
mv "$draft/Macaw.app" "$app"
echo "Macaw is among the programs now: $app"
