"""The window against a bare PySide6 window: time to a clickable frame, idle memory; and its longest stall.

`python tests/benchmarks/startup.py [--quick] [--json FILE]`

Start: from the start of the process until the first frame is painted and a click on one of its buttons has
been handled, `macaw app` and a bare QMainWindow with one button alternating, medians. Memory: resident set of
the window's process, a while after, when its engine is open. Stall: the longest gap of the event loop while
training, indexing and streaming run together and pages are turned. Under Xvfb where it is installed.
Writes `start_ratio` and `memory_ratio` (ours over bare) and `longest_stall_ms`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTLE_SECONDS = 2.5
"""Until memory is read: by then the engine is open and nothing moves any more."""

# Both print when a click that follows the first paint has been handled, on the clock they share with us.
_CLICK = """
import time
from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

class Click(QObject):
    def __init__(self, window, button):
        super().__init__(window)
        self.button = button
        button.clicked.connect(lambda: print(time.monotonic(), flush=True))
        window.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.click)
        return False
    def click(self):
        place = QPointF(self.button.rect().center())
        for kind, held in ((QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
                           (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)):
            event = QMouseEvent(kind, place, self.button.mapToGlobal(place), Qt.MouseButton.LeftButton, held,
                                Qt.KeyboardModifier.NoModifier)
            QApplication.postEvent(self.button, event)
"""
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
button = QPushButton("Click")
window.setCentralWidget(button)
{click}
Click(window, button)
window.show()
sys.exit(app.exec())
"""
_OURS = """
import sys
sys.argv = ["macaw", "app"]
import engine.__main__
load = engine.__main__.import_module
def watched(name):
    app = load(name)
    make = app.make_window
    def make_watched(*arguments):
        window = make(*arguments)
        {click}
        from PySide6.QtWidgets import QToolButton
        window.click = Click(window, window.findChild(QToolButton, "nav-chat"))
        return window
    app.make_window = make_watched
    return app
engine.__main__.import_module = watched
engine.__main__.main()
"""


@dataclass(frozen=True)
class Run:
    """One start: seconds to the handled click, and resident MB afterwards."""

    seconds: float
    megabytes: float


def script(text: str) -> str:
    """The child's program with the clicking in it, indented as its place is."""
    place = next(line for line in text.splitlines() if "{click}" in line)
    indent = place[: len(place) - len(place.lstrip())]
    return text.replace(place, "\n".join(indent + line for line in _CLICK.strip().splitlines()))


def measure(program: str, environment: dict[str, str]) -> Run:
    """Start a window, wait for its click, let it settle, and end it."""
    import psutil

    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", script(program)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process.stdout:
        line = process.stdout.readline()
        if not line.strip():
            sys.exit("the window did not come up; see the lines above")
        time.sleep(SETTLE_SECONDS)
        megabytes = psutil.Process(process.pid).memory_info().rss / 2**20
        process.terminate()
        process.wait(30)
    return Run(float(line) - started, megabytes)


def load(seconds: float) -> None:
    """In a process of its own: everything at once under the watchdog; prints what it saw."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from desktop.app import make_window
    from desktop.settings import WindowSettings
    from tests.desktop.load import Load, turn_until
    from tests.desktop.watchdog import Watchdog
    from tests.tiny_model import write_tiny_llama

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as scratch:
        ready: list[bool] = []
        settings = WindowSettings.load()
        settings.tour_seen = True
        window = make_window(app, settings)
        window.backend.ready.connect(lambda: ready.append(True))
        window.show()
        turn_until(lambda: bool(ready), 60)
        busy = Load(window, write_tiny_llama(Path(scratch, "tiny.gguf")), Path(scratch))
        busy.begin()
        with Watchdog() as watchdog:
            busy.run(seconds)
        busy.end()
        window.close()
        window.backend.close()
    longest = watchdog.longest
    found = {
        "longest_stall_ms": round(longest.milliseconds, 1),
        "own_work_ms": round(longest.cpu_milliseconds, 1),
        "stalls_over_40_ms": len(watchdog.stalls),
        "steps": busy.steps,
        "files": busy.files,
        "answers": busy.answers,
    }
    print(json.dumps(found), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians as one JSON object")
    parser.add_argument("--quick", action="store_true", help="four starts instead of 20, and a shorter load")
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--load", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.load:
        load(args.load)
        return 0
    sys.path.insert(0, str(ROOT))
    from tests.end_to_end.screen import Screen, missing

    repetitions, seconds = (4, 8.0) if args.quick else (args.repetitions, 30.0)
    with tempfile.TemporaryDirectory() as place, nullcontext() if missing() else Screen() as screen:
        environment = dict(screen.environment) if screen else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        environment |= {
            "MACAW_HOME": place,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            "PYTHONPYCACHEPREFIX": str(
                Path(place, "bytecode")
            ),  # kept from start to start, as where people use it
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        Path(place, "settings.json").write_text('{"tour_seen": true}')
        runs: dict[str, list[Run]] = {"bare": [], "macaw": []}
        for repetition in range(repetitions + 1):
            for name, program in (("bare", _BARE), ("macaw", _OURS)):
                run = measure(program, environment)
                if repetition:  # the first of each warms the disk's cache
                    runs[name].append(run)
        command = [sys.executable, __file__, "--load", str(seconds)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    stall = json.loads(done.stdout.splitlines()[-1])
    starts = {name: statistics.median(run.seconds for run in found) for name, found in runs.items()}
    memory = {name: statistics.median(run.megabytes for run in found) for name, found in runs.items()}
    result = {
        "start_ratio": round(starts["macaw"] / starts["bare"], 2),
        "memory_ratio": round(memory["macaw"] / memory["bare"], 2),
        "longest_stall_ms": stall["longest_stall_ms"],
    }
    print(f"{'under Xvfb' if screen else 'offscreen'}, {repetitions} starts each, medians")
    print(f"{'':<8}{'seconds':>10}{'slowest':>10}{'MB':>8}")
    for name, found in runs.items():
        slowest = max(run.seconds for run in found)
        print(f"{name:<8}{starts[name]:>10.3f}{slowest:>10.3f}{memory[name]:>8.0f}")
    print(f"start {result['start_ratio']} x, memory {result['memory_ratio']} x a bare window's")
    print(
        f"longest stall {stall['longest_stall_ms']} ms in {seconds:g} s ({stall['own_work_ms']} ms of it the window's "
        f"own work; {stall['stalls_over_40_ms']} over 40 ms) beside {stall['steps']} training steps, "
        f"{stall['files']} files and {stall['answers']} answers"
    )
    if args.json:
        args.json.write_text(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
