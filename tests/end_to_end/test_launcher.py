"""The double-click launcher: what `make install-launcher` writes, into a data folder of its own."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "linux" / "launcher.py"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Linux launcher")


def run(
    script: Path, data: Path, *arguments: str, python: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_DATA_HOME": str(data)}
    return subprocess.run([python, str(script), *arguments], env=environment, capture_output=True, text=True)


def read(entry: Path) -> dict[str, str]:
    parser = configparser.RawConfigParser(delimiters="=", comment_prefixes="#", strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(entry.read_text(encoding="utf-8"))
    assert parser.sections() == ["Desktop Entry"]
    return dict(parser["Desktop Entry"])


def unescaped(exec_key: str) -> list[str]:
    """The arguments an Exec key stands for: first as a string value, then its quotes, then its field codes."""
    value = exec_key.replace("\\\\", "\\")
    arguments = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', value)
    return [re.sub(r"\\(.)", r"\1", quoted or bare).replace("%%", "%") for quoted, bare in arguments]


def test_install_and_uninstall(tmp_path: Path) -> None:
    done = run(SCRIPT, tmp_path, "install")
    assert done.returncode == 0, done.stderr
    entry = tmp_path / "applications" / "macaw.desktop"
    keys = read(entry)
    assert keys["Type"] == "Application" and keys["Name"] == "Macaw" and keys["Terminal"] == "false"
    assert keys["StartupWMClass"] == keys["Icon"] == "macaw"
    command = unescaped(keys["Exec"])
    assert command[1:] == ["app"] and Path(command[0]).is_absolute() and os.access(command[0], os.X_OK)
    assert keys["TryExec"] == command[0]
    icon = tmp_path / "icons" / "hicolor" / "scalable" / "apps" / "macaw.svg"
    assert ElementTree.parse(icon).getroot().tag.endswith("svg")
    if validator := shutil.which("desktop-file-validate"):
        checked = subprocess.run([validator, str(entry)], capture_output=True, text=True)
        assert (checked.returncode, checked.stdout) == (0, "")
    files = {file for file in tmp_path.rglob("*") if file.is_file()}
    assert run(SCRIPT, tmp_path, "install").returncode == 0  # again, as after an update
    assert {file for file in tmp_path.rglob("*") if file.is_file()} == files
    assert run(SCRIPT, tmp_path, "uninstall").returncode == 0
    assert not entry.exists() and not icon.exists()
    assert run(SCRIPT, tmp_path, "uninstall").returncode == 0


def test_what_it_starts_is_macaw(tmp_path: Path) -> None:
    assert run(SCRIPT, tmp_path, "install").returncode == 0
    command = unescaped(read(tmp_path / "applications" / "macaw.desktop")["Exec"])
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 0 and "Open the window." in done.stdout


def test_a_folder_with_an_awkward_name(tmp_path: Path) -> None:
    home = tmp_path / 'A "good" 100% $folder `x` \\ end'
    for folder in ("packaging/linux", "resources/icons", "venv/bin"):
        (home / folder).mkdir(parents=True)
    script = shutil.copy(SCRIPT, home / "packaging/linux/launcher.py")
    shutil.copy(ROOT / "resources/icons/macaw.svg", home / "resources/icons/macaw.svg")
    python = home / "venv/bin/python"
    python.symlink_to(Path(sys.executable).resolve())
    missing = run(Path(script), tmp_path / "data", "install", python=str(python))
    assert missing.returncode == 1 and "make setup" in missing.stderr
    macaw = home / "venv/bin/macaw"
    macaw.write_text("#!/bin/sh\n")
    macaw.chmod(0o755)
    done = run(Path(script), tmp_path / "data", "install", python=str(python))
    assert done.returncode == 0, done.stderr
    keys = read(tmp_path / "data/applications/macaw.desktop")
    assert unescaped(keys["Exec"]) == [str(macaw), "app"]


def test_wrong_arguments_say_how(tmp_path: Path) -> None:
    done = run(SCRIPT, tmp_path)
    assert done.returncode == 1 and "install|uninstall" in done.stderr and not list(tmp_path.iterdir())


def test_the_mac_script_is_well_formed() -> None:
    """It cannot run here; at least bash can read it, and its property list is one."""
    import plistlib

    script = ROOT / "packaging" / "macos" / "install-launcher.sh"
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    plist = plistlib.loads(text.split("<<'PLIST'\n")[1].split("\nPLIST\n")[0].encode())
    assert plist["CFBundleExecutable"] == "macaw" and plist["CFBundlePackageType"] == "APPL"
