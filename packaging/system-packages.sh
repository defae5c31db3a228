#!/usr/bin/env bash
# Installs the system libraries Macaw needs where it may; otherwise says which command would.
set -euo pipefail

missing=()
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Macaw needs Python 3.11 or newer; $python is $("$python" --version 2>&1 || echo missing)." >&2
    echo "Name another with: make PYTHON=python3.12 …" >&2
    exit 1
fi
"$python" -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v c++ >/dev/null || missing+=(g++)

# Qt's window system plugin (Debian and its family name the libraries so); a screen for tests without one.
if command -v dpkg-query >/dev/null; then
    for package in libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 \
        libxcb-xinerama0 libxkbcommon-x11-0 libegl1 libgl1 libdbus-1-3 fontconfig xvfb; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "Please install these with your system's package manager: ${missing[*]}" >&2
    exit 0
fi
install=(apt-get install --yes --no-install-recommends "${missing[@]}")
if [ "$(id -u)" -eq 0 ]; then
    sudo=()
elif sudo -n true 2>/dev/null; then
    sudo=(sudo)
else
    echo "Some system libraries are missing. Please run:" >&2
    echo "    sudo apt-get update && sudo ${install[*]}" >&2
    echo "Then run make again." >&2
    exit 1
fi
echo "Installing system libraries: ${missing[*]}"
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" "${install[@]}" >/dev/null
