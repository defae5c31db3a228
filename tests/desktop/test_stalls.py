"""The window never freezes: its event loop is attended to while everything runs at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.pages import PAGES
from desktop.pages.train import TrainPage
from desktop.window import MainWindow
from engine.paths import Home
from tests.desktop.hands import WAIT
from tests.desktop.load import Load, turn_until
from tests.desktop.past_runs import saved_run
from tests.desktop.train_hands import data_file
from tests.desktop.watchdog import Watchdog

SECONDS = 12.0
MOST_OWN_MS = 50.0
"""What the window's thread may work between two looks at its events, wherever the tests run."""
MOST_MS = 500.0
"""With what others take from it on a busy machine; the figure we promise is from tests/benchmarks/startup.py."""


def assert_attended(watchdog: Watchdog) -> None:
    longest, busiest = watchdog.longest, watchdog.busiest
    print(
        f"longest stall {longest.milliseconds:.0f} ms, {len(watchdog.stalls)} over 40 ms; "
        f"at most {busiest.cpu_milliseconds:.0f} ms of own work"
    )
    assert busiest.cpu_milliseconds < MOST_OWN_MS, f"{busiest}\n{busiest.stack}"
    assert longest.milliseconds < MOST_MS, f"{longest}\n{longest.stack}"


@pytest.fixture(scope="module", autouse=True)
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages are imported when first opened: from bytecode, as everywhere after the first start."""
    folder = str(tmp_path_factory.mktemp("bytecode"))
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "compileall", "-q", str(root / "desktop"), str(root / "engine")]
    subprocess.run(command, env=environment, check=True)
    before, sys.pycache_prefix = sys.pycache_prefix, folder
    yield
    sys.pycache_prefix = before


@pytest.mark.slow
def test_no_freeze_while_everything_runs(window: MainWindow, tiny_base: Path, tmp_path: Path) -> None:
    load = Load(window, tiny_base, tmp_path)
    load.begin()
    with Watchdog() as watchdog:
        load.run(SECONDS)
    load.end()
    assert load.steps > 0 and load.files > 0 and load.answers > 0
    assert_attended(watchdog)


@pytest.mark.parametrize("key", PAGES)
def test_a_page_opens_at_once_even_for_the_first_time(window: MainWindow, key: str) -> None:
    with Watchdog() as watchdog:
        window.open(key)
        turn_until(lambda: False, 1.5)
    assert_attended(watchdog)


@pytest.mark.slow
def test_training_is_planned_and_looked_at_without_a_wait(
    tiny: Home, make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    losses = [3.0 - 2.0 * step / 3000 + 0.1 * (step % 7) for step in range(3000)]  # jagged, as real ones
    saved_run(tiny, "old", "2026-01-01T10:00:00+00:00", losses)
    page = make().open("train")
    assert isinstance(page, TrainPage)
    path = page.path
    qtbot.waitUntil(lambda: bool(page.runs.table.model_.entries), timeout=WAIT)
    (entry,) = page.runs.table.model_.entries
    assert entry.info
    turn_until(lambda: False, 0.5)
    with Watchdog() as watchdog:
        page.new()
        assert turn_until(lambda: path.voice.base.count() > 0, 60)
        turn_until(lambda: False, 0.5)
        path.voice.name.setText("Sailor")
        path.next()
        turn_until(lambda: False, 0.5)
        path.data.use_files([data_file(tmp_path, 80)])
        assert turn_until(lambda: path.data.complete, 60)
        turn_until(lambda: False, 0.5)
        path.next()
        assert turn_until(lambda: path.check.complete, 60)
        turn_until(lambda: False, 0.5)
        path.next()
        assert turn_until(lambda: path.planning.estimate is not None, 60)
        for fold in path.planning.advanced.groups.values():
            fold.head.click()
            turn_until(lambda: False, 0.2)
        turn_until(lambda: False, 0.5)
        page.open_run(entry)
        assert turn_until(lambda: path.isVisible() and path.at == "train" and path.run.chart.ready, 60)
        turn_until(lambda: False, 0.5)
        path.go("meet")
        turn_until(lambda: False, 0.5)
        page.runs.compare_wanted.emit([entry.info, entry.info])
        assert turn_until(lambda: page.compare.table.rowCount() > 0 and page.compare.chart.ready, 60)
        turn_until(lambda: False, 0.5)
    assert_attended(watchdog)


def test_the_watchdog_sees_a_freeze_and_where(qtbot: QtBot) -> None:
    def freeze() -> None:
        time.sleep(0.2)

    def work() -> None:
        end = time.thread_time() + 0.1
        while time.thread_time() < end:
            pass

    with Watchdog() as watchdog:
        QTimer.singleShot(30, freeze)
        turn_until(lambda: False, 0.5)
    assert 150 < watchdog.longest.milliseconds < 2000
    assert watchdog.longest.cpu_milliseconds < 100
    assert "in freeze" in watchdog.longest.stack
    assert watchdog.stalls
    with Watchdog() as watchdog:
        QTimer.singleShot(30, work)
        turn_until(lambda: False, 0.5)
    assert watchdog.busiest.cpu_milliseconds > 99 and "in work" in watchdog.busiest.stack
