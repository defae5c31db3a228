#!/usr/bin/env bash
# Installs the system libraries Macaw needs where it may; otherwise says which command would.
set -euo pipefail

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Macaw needs Python 3.11 or newer; $python is $("$python" --version 2>&1 || echo missing)." >&2
    echo "Name another with: make PYTHON=python3.12 …" >&2
    exit 1
fi

# Without these nothing can be built.
needed=()
"$python" -c 'import ensurepip' 2>/dev/null || needed+=(python3-venv)
command -v c++ >/dev/null || needed+=(g++)

# Qt's window system plugin, and a screen for the tests of the window. Training and chat do without.
window=()
if command -v dpkg-query >/dev/null; then
    for package in libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 \
        libxcb-xinerama0 libxkbcommon-x11-0 libegl1 libgl1 libdbus-1-3 fontconfig xvfb xdotool; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || window+=("$package")
    done
fi
missing=("${needed[@]}" "${window[@]}")
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
can_install=false
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" -eq 0 ]; then
        can_install=true
    elif sudo -n true 2>/dev/null; then
        can_install=true
        sudo=(sudo)
    fi
fi
if $can_install; then
    echo "Installing system libraries: ${missing[*]}"
    if "${sudo[@]}" apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install --yes --no-install-recommends "${missing[@]}" >/dev/null
    then
        exit 0
    fi
fi
echo "Some system libraries are missing. On Debian and its family this installs them:" >&2
echo "    sudo apt-get update && sudo apt-get install ${missing[*]}" >&2
if [ ${#needed[@]} -gt 0 ]; then
    echo "Then run make again." >&2
    exit 1
fi
echo "Going on without them: only the window needs them." >&2
