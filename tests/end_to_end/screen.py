"""A screen without a monitor (Xvfb), and what a person does at one: look, type, press keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

NEEDED = ("Xvfb", "xdotool")
_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv[:1])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


def missing() -> str:
    """Which of the programs are not installed; packaging/system-packages.sh installs them."""
    return ", ".join(name for name in NEEDED if not shutil.which(name))


class Screen:
    """An X server of its own on a free display. Use it as a context manager."""

    def __init__(self, size: str = "1280x800") -> None:
        here, there = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(there), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=[there], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(there)
        with os.fdopen(here) as answer:
            number = answer.readline().strip()  # comes once the server listens
        if not number:
            raise RuntimeError("Xvfb did not start")
        self._display = f":{number}"

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment as it is now, with this screen."""
        found = {**os.environ, "DISPLAY": self._display, "QT_QPA_PLATFORM": "xcb"}
        found.pop("WAYLAND_DISPLAY", None)
        return found

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(10)

    def do(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=60
        )
        if check and done.returncode:
            raise RuntimeError(f"xdotool {' '.join(arguments)}: {done.stderr}")
        return done.stdout.strip()

    def window(self, name: str, seconds: float = 60) -> str:
        """The id of the window called `name`, with the keyboard in it."""
        found: list[str] = []

        def there() -> bool:
            found[:] = self.do("search", "--onlyvisible", "--name", f"^{name}$", check=False).split()
            return bool(found)

        wait(there, seconds, f"no window called {name}")
        self.do("windowfocus", "--sync", found[0])
        return found[0]

    def type(self, text: str) -> None:
        """Type as a quick person would."""
        self.do("type", "--delay", "25", text)

    def key(self, name: str) -> None:
        """Press a key, such as Return or ctrl+k."""
        self.do("key", name)

    def picture(self, file: Path) -> Path:
        """Save what is on the screen, whoever painted it."""
        subprocess.run([sys.executable, "-c", _GRAB, str(file)], env=self.environment, check=True, timeout=60)
        return file


def wait(condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Until the condition holds; fails with `otherwise`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(otherwise)
        time.sleep(0.1)
