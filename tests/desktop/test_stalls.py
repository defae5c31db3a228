"""The window never freezes: its event loop is attended to while everything runs at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.window import MainWindow
from tests.desktop.load import Load, turn_until
from tests.desktop.watchdog import Watchdog

SECONDS = 12.0
MOST_MS = 500.0
"""Only a real freeze takes as long; the figure that we promise comes from tests/benchmarks/startup.py."""


@pytest.mark.slow
def test_no_freeze_while_everything_runs(window: MainWindow, tiny_base: Path, tmp_path: Path) -> None:
    load = Load(window, tiny_base, tmp_path)
    load.begin()
    with Watchdog() as watchdog:
        load.run(SECONDS)
    load.end()
    assert load.steps > 0 and load.files > 0 and load.answers > 0
    longest = watchdog.longest
    print(f"longest stall {longest.milliseconds:.0f} ms, {len(watchdog.stalls)} over 40 ms")
    assert longest.milliseconds < MOST_MS, f"{longest}\n{longest.stack}"


def test_the_watchdog_sees_a_freeze_and_where(qtbot: QtBot) -> None:
    def freeze() -> None:
        time.sleep(0.2)

    with Watchdog() as watchdog:
        QTimer.singleShot(30, freeze)
        turn_until(lambda: False, 0.5)
    assert 150 < watchdog.longest.milliseconds < 2000
    assert watchdog.longest.cpu_milliseconds < 100
    assert "in freeze" in watchdog.longest.stack
    assert watchdog.stalls
