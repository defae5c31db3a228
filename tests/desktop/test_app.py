"""Starting and ending the real process: one window for one data folder, polite ends, clear refusals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.paths import Home, write_json

ROOT = Path(__file__).resolve().parents[2]
# The app as it is, watched from inside: it minimizes itself and tells when it is brought back.
WATCHED = """
import sys
from PySide6.QtCore import QTimer
import desktop.app as app

make, seen = app.make_window, []
def watched(*args):
    window = make(*args)
    def follow():
        if not seen and window.isVisible():
            window.showMinimized()
            seen.append(print("minimized", flush=True))
        elif len(seen) == 1 and not window.isMinimized():
            seen.append(print("forward", flush=True))
    timer = QTimer(window, interval=20)
    timer.timeout.connect(follow)
    timer.start()
    return window
app.make_window = watched
sys.exit(app.main())
"""


def environment(home: Home, **more: str) -> dict[str, str]:
    return {**os.environ, "MACAW_HOME": str(home.root), "QT_QPA_PLATFORM": "offscreen", **more}


class Running:
    """A process whose lines can be waited for."""

    def __init__(self, home: Home, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment(home), stdout=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line.strip())
                self._news.notify_all()

    def wait_for(self, line: str) -> None:
        with self._news:
            assert self._news.wait_for(lambda: line in self.lines, timeout=60), self.lines

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        self._thread.join(10)
        assert self.process.stdout
        self.process.stdout.close()
        return code


@pytest.fixture
def running(home: Home) -> Iterator[Running]:
    write_json(home.root / "settings.json", {"page": "settings", "tour_seen": True})
    made = Running(home, "-c", WATCHED)
    yield made
    if made.process.poll() is None:
        made.end(signal.SIGKILL)


def test_a_second_start_brings_the_first_window_forward(running: Running, home: Home) -> None:
    running.wait_for("minimized")
    second = subprocess.run(
        [sys.executable, "-m", "engine", "app"],
        cwd=ROOT,
        env=environment(home),
        timeout=60,
        capture_output=True,
    )
    assert second.returncode == 0, second.stderr
    running.wait_for("forward")
    assert running.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert json.loads((home.root / "settings.json").read_text())["geometry"]


def test_after_a_crash_it_starts_again(running: Running, home: Home) -> None:
    running.wait_for("minimized")
    running.end(signal.SIGKILL)
    again = Running(home, "-c", WATCHED)
    again.wait_for("minimized")
    assert again.end(signal.SIGINT) == 130


def test_another_data_folder_is_another_window(running: Running, tmp_path: Path) -> None:
    running.wait_for("minimized")
    other = Running(Home(tmp_path / "other"), "-c", WATCHED)
    other.wait_for("minimized")
    assert other.end(signal.SIGTERM) == 128 + signal.SIGTERM


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens have names on Linux only")
def test_without_a_screen_it_says_so(home: Home) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in environment(home).items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "engine", "app"],
        cwd=ROOT,
        env=bare,
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "no screen" in done.stderr
    assert not home.root.exists()


def test_the_window_is_shown_before_anything_heavy_is_loaded(home: Home) -> None:
    """Neither the command line's libraries nor the engine's, before the first frame."""
    script = """
import sys
from PySide6.QtWidgets import QApplication
import desktop.app as app
from desktop.settings import WindowSettings

qt = QApplication([])
window = app.make_window(qt, WindowSettings.load())
window.show()
qt.processEvents()
heavy = ["typer", "rich", "pydantic", "numpy", "torch", "llama_cpp", "chromadb", "engine.api", "pyqtgraph"]
print([name for name in heavy if name in sys.modules])
import os
os._exit(0)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment(home),
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
