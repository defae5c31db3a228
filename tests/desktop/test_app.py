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

from engine.api import Engine
from engine.paths import RESOURCES, Home, write_json

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


# The same, training on the tiny model; it tells of the first step.
TRAINING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
import desktop.app as app
from desktop.pages.train.plan import Plan

make = app.make_window
def watched(*args):
    window = make(*args)
    def train():
        from engine.types import TrainSettings
        plan = Plan(name="Sailor", color="#1B5FB4", base="tiny", base_name="tiny")
        plan.use_data(Path(sys.argv[1]), "x", 400, True)
        plan.settings = TrainSettings(epochs=1000, max_steps=100000, eval_every=0, micro_batch_size=4)
        live = window.show_train().desk.train(plan)
        told = []
        def follow():
            if live.step and not told:
                told.append(print("training", flush=True))
        live.changed.connect(follow)
    window.backend.ready.connect(train)
    return window
app.make_window = watched
sys.exit(app.main([]))
"""
# The same, moved about: it tells where it is, and later that it stays there.
MOVED = """
import sys
from PySide6.QtCore import QTimer
import desktop.app as app

make = app.make_window
def watched(*args):
    window = make(*args)
    def say():
        print("at", window.settings.page, window.width(), window.height(), flush=True)
        window.open("library")
        window.resize(780, 600)
        window.settings.text_scale = 1.5
        window.settings.save_soon()
        QTimer.singleShot(1500, window, lambda: print("moved", flush=True))
    QTimer.singleShot(300, window, say)
    return window
app.make_window = watched
sys.exit(app.main([]))
"""
# The same, with a mistake in a slot and one on a thread.
WRONG = """
import sys, threading
from PySide6.QtCore import QTimer
import desktop.app as app

make = app.make_window
def watched(*args):
    window = make(*args)
    def trip():
        threading.Thread(target=lambda: {}["on a thread"]).start()
        QTimer.singleShot(300, window, window.close)
        raise ZeroDivisionError("in a slot")
    QTimer.singleShot(100, window, trip)
    return window
app.make_window = watched
sys.exit(app.main([]))
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


@pytest.mark.slow
def test_a_signal_while_training_saves_a_checkpoint_and_ends(home: Home, tiny_base: Path) -> None:
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
    running = Running(home, "-c", TRAINING, str(RESOURCES / "personas" / "pirate" / "dataset.jsonl"))
    try:
        running.wait_for("training")
        assert running.end(signal.SIGTERM) == 128 + signal.SIGTERM
    finally:
        if running.process.poll() is None:
            running.end(signal.SIGKILL)
    with Engine(home.root) as engine:
        engine.open_for_writing()  # the folder is free
        run = engine.runs()[-1]
    assert run.state == "cancelled" and run.step >= 1
    assert list((home.runs / run.id / "checkpoints").glob("step-*"))


@pytest.mark.slow
def test_a_kill_loses_neither_place_nor_page_nor_setting(home: Home) -> None:
    write_json(home.root / "settings.json", {"page": "settings", "tour_seen": True})
    first = Running(home, "-c", MOVED)
    first.wait_for("moved")
    first.end(signal.SIGKILL)
    again = Running(home, "-c", MOVED)
    again.wait_for("moved")
    again.end(signal.SIGTERM)
    assert first.lines[0] == "at settings 1280 800" and again.lines[0] == "at library 780 600"
    assert json.loads((home.root / "settings.json").read_text())["text_scale"] == 1.5


def test_mistakes_of_the_window_are_in_its_log(home: Home) -> None:
    write_json(home.root / "settings.json", {"page": "settings", "tour_seen": True})
    running = Running(home, "-c", WRONG)
    running.process.wait(60)
    log = (home.logs / "window.log").read_text()
    assert "ZeroDivisionError: in a slot" in log and "KeyError: 'on a thread'" in log and "in trip" in log
    with Engine(home.root) as engine:
        assert "in a slot" in engine.log_tail("window")
    running.end(signal.SIGTERM)


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
page = window.page("chat")
assert page.composer.isVisible() and page.welcome.isVisible()
heavy = ["typer", "rich", "pydantic", "numpy", "torch", "llama_cpp", "chromadb", "engine.api", "pyqtgraph",
         "qtawesome", "sqlite3", "pygments"]
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
