"""Walking through the Train page as a person does, up to a run that takes its first steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages.train.page import TrainPage
from desktop.pages.train.path_view import PathView
from desktop.pages.train.plan import Plan
from desktop.pages.train.plan_step import PlanStep
from desktop.window import MainWindow
from engine.paths import RESOURCES
from engine.types import TrainSettings
from tests.desktop.hands import WAIT, click, drop, find, press, texts

PIRATE = RESOURCES / "personas" / "pirate" / "dataset.jsonl"
# High enough for a tiny random model to change within a few steps.
RATE = 0.02
LONG = 3 * WAIT  # a whole run, with its proof, on a busy machine


def open_page(window: MainWindow, qtbot: QtBot) -> TrainPage:
    click(window.findChild(QPushButton, "nav-train") or find(window, "Train"))
    page = window.page("train")
    assert isinstance(page, TrainPage)
    qtbot.waitUntil(lambda: page.runs._loaded and page._remembered, timeout=WAIT)
    return page


def says(qtbot: QtBot, root: QWidget, *wanted: str) -> None:
    """Wait until `root` says all of `wanted`: new widgets are shown an event later than they are made."""
    qtbot.waitUntil(lambda: all(text in texts(root) for text in wanted), timeout=WAIT)


def press_soon(qtbot: QtBot, root: QWidget, text: str) -> None:
    """Click a button that is just being made."""
    qtbot.waitUntil(
        lambda: any(b.isVisible() and b.text() == text for b in root.findChildren(QPushButton)), timeout=WAIT
    )
    press(root, text)


def data_file(folder: Path, rows: int = 24) -> Path:
    """The first rows of the pirate's data."""
    file = folder / "sailor.jsonl"
    file.write_text("".join(PIRATE.read_text().splitlines(keepends=True)[:rows]))
    return file


def name_voice(path: PathView, qtbot: QtBot, name: str) -> None:
    """The first step: type a name."""
    qtbot.waitUntil(lambda: path.voice.base.count() > 0, timeout=WAIT)
    path.voice.name.setFocus()
    QTest.keyClicks(path.voice.name, name)
    click(path.next_button)
    assert path.at == "data"


def give_file(path: PathView, qtbot: QtBot, file: Path) -> None:
    assert drop(path.data, [file])
    qtbot.waitUntil(lambda: path.data.complete, timeout=WAIT)
    click(path.next_button)
    assert path.at == "check"
    qtbot.waitUntil(lambda: bool(path.check.findings), timeout=WAIT)


def plan_steps(path: PathView, qtbot: QtBot, steps: int, every: int = 0) -> None:
    """The fourth step: a few steps at a high rate, set in the folds of the settings."""
    qtbot.waitUntil(lambda: path.check.complete, timeout=WAIT)
    click(path.next_button)
    planning = path.planning
    qtbot.waitUntil(lambda: planning.complete, timeout=WAIT)
    unfold(planning, qtbot)
    for name, value in (
        ("epochs", "1000"),
        ("max_steps", str(steps)),
        ("eval_every", str(every)),
        ("learning_rate", str(RATE)),
        ("micro_batch_size", "4"),
    ):
        box = planning.advanced.fields[name]
        box.setFocus()
        box.lineEdit().selectAll()  # type: ignore[union-attr]
        QTest.keyClicks(box, value)
        QTest.keyClick(box, Qt.Key.Key_Return)
    settings = path.plan.settings
    assert settings and (settings.max_steps, settings.eval_every, settings.learning_rate) == (
        steps,
        every,
        RATE,
    )


def unfold(planning: PlanStep, qtbot: QtBot) -> None:
    """Open every group of settings."""
    for fold in planning.advanced.groups.values():
        if not fold.is_open:
            click(fold.head)
    qtbot.wait(20)  # what was hidden finds its place


def planned(folder: Path, name: str, steps: int, every: int = 0) -> Plan:
    """A plan of a few steps on the tiny base, as the path would make it."""
    settings = TrainSettings(max_steps=steps, eval_every=every, learning_rate=RATE, micro_batch_size=4)
    plan = Plan(name=name, color="#1B5FB4", base="tiny", base_name="tiny", settings=settings)
    plan.use_data(data_file(folder), "sailor.jsonl", 24, True)
    return plan


def start(
    page: TrainPage, qtbot: QtBot, tmp_path: Path, steps: int, every: int = 0, name: str = "Sailor"
) -> Any:
    """Walk the whole path up to a run that takes its first steps."""
    press(page, "Train a new voice")
    name_voice(page.path, qtbot, name)
    give_file(page.path, qtbot, data_file(tmp_path))
    plan_steps(page.path, qtbot, steps, every)
    click(page.path.next_button)
    live = page.path.live
    assert live is not None
    return live
