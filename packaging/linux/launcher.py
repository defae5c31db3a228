"""Puts Macaw among the desktop's programs, for this user only; `uninstall` takes it away again.

`python packaging/linux/launcher.py install|uninstall`

Writes `applications/macaw.desktop` and `icons/hicolor/scalable/apps/macaw.svg` below XDG_DATA_HOME
(`~/.local/share`), by the freedesktop.org specifications of desktop entries and icon themes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ICON = ROOT / "resources" / "icons" / "macaw.svg"
_RESERVED = '"`$\\'


def main(arguments: list[str]) -> int:
    """Install or uninstall; returns the exit code."""
    if arguments not in (["install"], ["uninstall"]):
        print(__doc__, file=sys.stderr)
        return 1
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share").expanduser().absolute()
    entry = data / "applications" / "macaw.desktop"
    icon = data / "icons" / "hicolor" / "scalable" / "apps" / "macaw.svg"
    if arguments == ["uninstall"]:
        for file in (entry, icon):
            file.unlink(missing_ok=True)
        _refresh(data)
        print("Macaw is no longer among the programs. Its data stay where they are.")
        return 0
    command = (
        Path(sys.executable).parent / "macaw"
    )  # not resolved: the venv's, not the interpreter it links to
    if not command.is_file():
        print(f"{command} does not exist. Run `make setup` first.", file=sys.stderr)
        return 1
    for file in (entry, icon):
        file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ICON, icon)
    draft = entry.with_name(".macaw.desktop.tmp")
    draft.write_text(desktop_entry(command), encoding="utf-8")
    draft.chmod(0o755)  # some desktops start only what may be executed
    draft.replace(entry)
    if not _valid(entry):
        return 2
    _refresh(data)
    print(f"Macaw is among the programs now: {entry}")
    return 0


def desktop_entry(command: Path) -> str:
    """The desktop entry that starts `command app`."""
    return "\n".join(
        [
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            "Name=Macaw",
            "GenericName=Personas on your own computer",
            "Comment=Teach your laptop new voices and chat with them, offline",
            f"Exec={_quoted(str(command))} app",
            f"TryExec={_escaped(str(command))}",
            "Icon=macaw",
            "Terminal=false",
            "StartupNotify=true",
            "StartupWMClass=macaw",
            "Categories=Utility;",
            "Keywords=chat;assistant;persona;LoRA;GGUF;llama;training;documents;",
            "",
        ]
    )


def _quoted(argument: str) -> str:
    """An argument of an Exec key: quoted, with its field codes and reserved characters escaped."""
    inner = "".join(f"\\{character}" if character in _RESERVED else character for character in argument)
    return _escaped(f'"{inner}"'.replace("%", "%%"))


def _escaped(value: str) -> str:
    """A value of type string: every backslash doubled."""
    return value.replace("\\", "\\\\")


def _valid(entry: Path) -> bool:
    """Ask desktop-file-validate, where it is installed."""
    if not shutil.which("desktop-file-validate"):
        return True
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True)
    if done.returncode:
        print(f"desktop-file-validate: {done.stdout}{done.stderr}", file=sys.stderr)
    return done.returncode == 0


def _refresh(data: Path) -> None:
    """Tell the desktop; those that watch the folders need no telling."""
    icons = data / "icons" / "hicolor"
    commands = [["update-desktop-database", "-q", str(data / "applications")]]
    if (icons / "icon-theme.cache").exists():  # made where there was none, it would hide icons added later
        commands.append(["gtk-update-icon-cache", "-q", "-f", "-t", str(icons)])
    for command in commands:
        if shutil.which(command[0]):
            subprocess.run(command, capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
