"""A walk over every page: names for screen readers, the keyboard, room for the text, any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.pages import PAGES
from desktop.pages.personas.page import PersonasPage
from desktop.pages.settings.page import SettingsPage
from desktop.pages.train.page import TrainPage
from desktop.settings import WindowSettings
from desktop.theme import theme
from desktop.window import MainWindow
from engine.paths import RESOURCES, Home
from tests.desktop.hands import WAIT
from tests.desktop.past_runs import saved_run

Make = Callable[[], MainWindow]
INTERACTIVE = (
    QAbstractButton,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QAbstractSlider,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
)


class Pseudo(QTranslator):
    """Every text a third longer and with marks above: what does not change is not translated."""

    def translate(self, context: str, source: str, *rest: Any) -> str:
        more = "~" * (len(source) // 3)
        return f"[{source}{more}]" if source else ""


@pytest.fixture(params=["plain", "large", "small window", "German", "pseudo-locale", "right to left"])
def walk(request: pytest.FixtureRequest, make: Make, home: Home, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window as different people have it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = WindowSettings.load()
    settings.page = "models"
    settings.text_scale = 2.0 if request.param == "large" else 1.0
    settings.language = "de" if request.param == "German" else "en"
    settings.save()
    pseudo = Pseudo(app)
    if request.param == "right to left":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    if request.param == "pseudo-locale":
        app.installTranslator(pseudo)
    window = make()
    window.resize(*((760, 520) if request.param == "small window" else (1280, 800)))
    yield window
    QCoreApplication.removeTranslator(pseudo)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme.apply("light")


def states(window: MainWindow, key: str, qtbot: QtBot) -> Iterator[str]:
    """Every state of a page that is worth a look, one after the other."""
    page = window.open(key)
    qtbot.wait(400)
    yield key
    if isinstance(page, SettingsPage):
        for number, section in enumerate(page.sections):
            page.show_section(number)
            qtbot.wait(250)
            yield f"settings: {section.title}"
    if isinstance(page, PersonasPage):
        qtbot.waitUntil(lambda: page.card("pirate") is not None, timeout=WAIT)
        page.edit(page.card("pirate").details)  # type: ignore[union-attr]
        qtbot.wait(250)
        yield "personas: editor"
    if isinstance(page, TrainPage):
        yield from train_states(page, qtbot)


def train_states(page: TrainPage, qtbot: QtBot) -> Iterator[str]:
    """The path as far as it goes without training, and what is left of runs."""
    home = page.settings.home
    path = page.path
    page.new()
    qtbot.waitUntil(lambda: path.voice.base.count() > 0, timeout=WAIT)
    path.voice.name.setText("Gardener of the north")
    yield "train: voice"
    path.go("data")
    for way in (0, 1, 2):
        path.data.ways.button(way).setChecked(True)
        qtbot.wait(50)
        yield f"train: data {way}"
    data = home.root / "a file with a rather long name for its examples.jsonl"
    rows = (RESOURCES / "personas" / "pirate" / "dataset.jsonl").read_text().splitlines()[:30]
    data.write_text("\n".join([*rows, rows[0], "{broken"]) + "\n")
    path.data.use_files([data])
    qtbot.waitUntil(lambda: path.data.complete, timeout=WAIT)
    qtbot.wait(400)
    yield "train: preview"
    path.go("check")
    for fix in ("bad_rows", "duplicates"):
        qtbot.waitUntil(lambda: bool(path.check.findings), timeout=WAIT)
        qtbot.wait(100)
        yield f"train: check {fix}"
        path.check.apply(next(f for found in path.check.findings for f in found.fixes if f.key == fix))
        path.check.findings = []
    qtbot.waitUntil(lambda: path.check.complete, timeout=WAIT)
    path.go("plan")
    qtbot.waitUntil(lambda: path.planning.estimate is not None, timeout=WAIT)
    path.planning.leave()  # no need to measure this computer
    path.planning.fold.click()
    qtbot.wait(100)
    yield "train: plan"
    for number, name in enumerate(("almanac", "weather")):
        saved_run(home, name, f"2026-01-0{number + 1}T10:00:00+00:00", [3.0, 2.0, 1.5], r=8 + number)
    page.show_runs()
    qtbot.waitUntil(lambda: len(page.runs.table.model_.entries) == 2, timeout=WAIT)
    qtbot.wait(100)
    yield "train: runs"
    page.open_run(page.runs.table.model_.entries[0])
    qtbot.waitUntil(lambda: path.live is not None and path.run.chart.ready, timeout=WAIT)
    qtbot.wait(100)
    yield "train: run"
    path.go("meet")
    qtbot.wait(100)
    yield "train: meet"
    page.show_runs()
    page.runs.compare_wanted.emit([entry.info for entry in page.runs.table.model_.entries])
    qtbot.waitUntil(lambda: page.compare.table.rowCount() > 0, timeout=WAIT)
    qtbot.wait(100)
    yield "train: compare"


def shown(window: MainWindow) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and not _internal(w)]


def _internal(widget: QWidget) -> bool:
    """Parts that Qt makes for itself inside other widgets."""
    if isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_"):
        return True
    owner = widget.parentWidget()
    return isinstance(owner, QAbstractSpinBox | QComboBox | QLineEdit | QHeaderView | QAbstractItemView)


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"


def unreachable(widget: QWidget) -> str:
    """What keeps someone with a screen reader or without a mouse from using it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None or not interface.text(QAccessible.Text.Name).strip():
        return "no accessible name"
    if interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
        return "no role"
    return "" if any(map(_own_stop, _together(widget))) else "not reached by Tab"


def _together(widget: QWidget) -> list[QWidget]:
    """Buttons of which one is chosen are one stop for Tab; the arrow keys move among them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return [*group.buttons()] if group is not None and group.exclusive() else [widget]


def clipped(widget: QWidget, window: MainWindow) -> str:
    """How its text is cut, if it is."""
    if isinstance(widget, QAbstractButton) and widget.text():
        wanted = widget.minimumSizeHint() if isinstance(widget, QPushButton) else widget.sizeHint()
        if widget.width() < wanted.width() or widget.height() < wanted.height():
            return f"{widget.size()} is less than {wanted}"
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            if widget.height() < widget.heightForWidth(widget.width()) - 1:
                return f"{widget.height()} px high, needs {widget.heightForWidth(widget.width())}"
        elif widget.width() < widget.minimumSizeHint().width():
            return f"{widget.width()} px wide, needs {widget.minimumSizeHint().width()}"
        else:
            return ""
    if isinstance(widget, QAbstractButton | QLabel) and not _scrolls_sideways(widget):
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        seen = widget.visibleRegion().boundingRect()  # empty where it is scrolled away
        if place.left() < 0 or place.right() > window.width() or 0 < seen.width() < widget.width():
            return f"outside the window: {place}, of which {seen} is seen"
    return ""


def _scrolls_sideways(widget: QWidget) -> bool:
    owner = widget.parentWidget()
    while owner is not None:
        bar = getattr(owner, "horizontalScrollBar", lambda: None)()
        if bar is not None and bar.isVisible():
            return True
        owner = owner.parentWidget()
    return False


def test_everyone_gets_everywhere_and_reads_everything(walk: MainWindow, qtbot: QtBot) -> None:
    wrong = []
    for key in PAGES:
        for state in states(walk, key, qtbot):
            for widget in shown(walk):
                if isinstance(widget, INTERACTIVE) and (why := unreachable(widget)):
                    wrong.append(f"{state}: {named(widget)}: {why}")
                if why := clipped(widget, walk):
                    wrong.append(f"{state}: {named(widget)}: {why}")
    assert not wrong, "\n".join(wrong)


def test_tab_comes_to_every_control(window: MainWindow, qtbot: QtBot) -> None:
    """No trap: going on with Tab meets every control and comes back to the start."""
    for key in PAGES:
        for state in states(window, key, qtbot):
            stops = {
                w for w in shown(window) if isinstance(w, INTERACTIVE) and _own_stop(w) and w.isEnabled()
            }
            start = at = next(iter(stops))
            met = {start}
            while (at := at.nextInFocusChain()) is not start:
                assert at not in met, state  # a circle that leaves the start out
                met.add(at)
            assert stops <= met, (state, [named(w) for w in stops - met])


def _own_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_the_walk_sees_faults(window: MainWindow, qtbot: QtBot) -> None:
    faults = QWidget(window.page("models"))
    unnamed, narrow, short = (
        QPushButton(faults),
        QPushButton("A long text", faults),
        QLabel("many words " * 9, faults),
    )
    narrow.setGeometry(0, 0, 20, 30)
    short.setWordWrap(True)
    short.setGeometry(0, 40, 80, 20)
    faults.resize(200, 200)
    window.open("models")
    faults.show()
    assert {unnamed, narrow, short} <= set(shown(window))
    assert unreachable(unnamed) == "no accessible name" and not unreachable(narrow)
    unnamed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    unnamed.setAccessibleName("named")
    assert unreachable(unnamed) == "not reached by Tab"
    assert "less than" in clipped(narrow, window) and "px high" in clipped(short, window)
    narrow.setGeometry(-500, 0, 300, 60)
    assert "outside" in clipped(narrow, window)
