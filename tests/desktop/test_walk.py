"""A walk over every page: names for screen readers, the keyboard, room for the text, any language."""

from __future__ import annotations

import json
import re
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
    QDialog,
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
from desktop.pages.settings.about import AboutSection
from desktop.pages.train.preview import Preview
from desktop.palette import Palette
from desktop.settings import WindowSettings
from desktop.theme import theme
from desktop.window import MainWindow
from engine.paths import RESOURCES, Home
from tests.desktop.walk_states import states

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


def _persona(id: str) -> dict[str, str]:
    stored: dict[str, str] = json.loads((RESOURCES / "personas" / id / "persona.json").read_text("utf-8"))
    return stored


NAMES = (
    "SmolLM2 135M Instruct", "Macaw", "Professor", "Pirate", "pirate", "Bard", "Gardener of the north", "Weather",
    "ropes and sails", "Ropes", "Knots", "English", "Deutsch", "Arrr, a pirate.", "python", "bytes",
    "a file with a rather long name for its examples.jsonl", "temperature", "epochs", "method", "seed", "replay",
    "balance",
    *(persona["description"] for persona in map(_persona, ("pirate", "professor", "bard"))),
)  # fmt: skip
"""What the walk shows that is in no language, or in its own: names, files, options."""


class Pseudo(QTranslator):
    """Every text a third longer and with marks above: what does not change is not translated."""

    def translate(self, context: str, source: str, *rest: Any) -> str:
        more = ("~~~~~ " * len(source))[: len(source) // 3]
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


def shown(window: MainWindow) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and not _internal(w)]


def reached(window: MainWindow) -> list[QWidget]:
    """What Tab has to come to: a question over the window keeps the rest away."""
    dialogs = [w for w in window.findChildren(QDialog) if w.isVisible()]
    return [w for w in (shown(window)) if not dialogs or w.window() is dialogs[0]]


def _internal(widget: QWidget) -> bool:
    """Parts that Qt makes for itself inside other widgets."""
    if isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_"):
        return True
    owner = widget.parentWidget()
    if (
        isinstance(widget, QLineEdit)
        and owner is not None
        and isinstance(owner.parentWidget(), QAbstractItemView)
    ):
        return True  # writes in a cell, while it is open
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
    if any(isinstance(owner, Palette) for owner in _owners(widget)):
        return ""  # the arrow keys in its field move in its list
    return "" if any(map(_own_stop, _together(widget))) else "not reached by Tab"


def _together(widget: QWidget) -> list[QWidget]:
    """Buttons of which one is chosen are one stop for Tab; the arrow keys move among them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return [*group.buttons()] if group is not None and group.exclusive() else [widget]


def clipped(widget: QWidget) -> str:
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
    if isinstance(widget, QAbstractButton | QLabel) and not _scrolls_sideways(widget):
        top = widget.window()
        place = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
        seen = widget.visibleRegion().boundingRect()  # empty where it is scrolled away
        if place.left() < 0 or place.right() > top.width() or 0 < seen.width() < widget.width():
            return f"outside the window: {place}, of which {seen} is seen"
    return ""


def untranslated(widget: QWidget) -> str:
    """What it says in English only, in the pseudo-locale."""
    if any(isinstance(owner, Preview | AboutSection) for owner in _owners(widget)):
        return ""  # a person's own examples; licences and their works
    texts = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton | QLabel):
        texts.append(widget.text())
    if isinstance(widget, QComboBox):
        texts += [widget.itemText(number) for number in range(widget.count())]
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        texts.append(widget.placeholderText())
    return next((text for text in texts if _english(text)), "")


def _english(text: str) -> bool:
    """Whether there are words outside of brackets that are no data of the walk."""
    depth, outside = 0, ""
    for character in text:
        depth += (character == "[") - (character == "]")
        outside += character if depth <= 0 and character != "]" else ""
    for name in sorted(NAMES, key=len, reverse=True):
        outside = outside.replace(name, "")
    outside = re.sub(r"\w+ \([\d.]+ .*\)", "", outside)  # a log and its size
    return re.search(r"[^\W\d_]{3,}", re.sub(r"\S*[/\\._]\S*", "", outside)) is not None  # no path, no option


def _owners(widget: QWidget) -> Iterator[QWidget]:
    owner: QWidget | None = widget
    while owner is not None:
        yield owner
        owner = owner.parentWidget()


def _scrolls_sideways(widget: QWidget) -> bool:
    owner = widget.parentWidget()
    while owner is not None:
        bar = getattr(owner, "horizontalScrollBar", lambda: None)()
        if bar is not None and bar.isVisible():
            return True
        owner = owner.parentWidget()
    return False


def faults(window: MainWindow, *, pseudo: bool) -> list[str]:
    """What is wrong in the state the window is in."""
    wrong = []
    for widget in shown(window):
        if isinstance(widget, INTERACTIVE) and (why := unreachable(widget)):
            wrong.append(f"{named(widget)}: {why}")
        if why := clipped(widget):
            wrong.append(f"{named(widget)}: {why}")
        if pseudo and (left := untranslated(widget)):
            wrong.append(f"not translated: {left}")
    return wrong


@pytest.mark.slow
def test_everyone_gets_everywhere_and_reads_everything(walk: MainWindow, qtbot: QtBot) -> None:
    wrong = []
    pseudo = QCoreApplication.translate("MainWindow", "Macaw") != "Macaw"
    for key in PAGES:
        for state in states(walk, key, qtbot):
            for _ in range(10):
                if not (found := faults(walk, pseudo=pseudo)):
                    break
                qtbot.wait(200)  # what was made a moment ago is still finding its place
            wrong += [f"{state}: {fault}" for fault in found]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.slow
def test_tab_comes_to_every_control(window: MainWindow, qtbot: QtBot) -> None:
    """No trap: going on with Tab meets every control and comes back to the start."""
    for key in PAGES:
        for state in states(window, key, qtbot):
            stops = {
                w for w in reached(window) if isinstance(w, INTERACTIVE) and _own_stop(w) and w.isEnabled()
            }
            # Not by nextInFocusChain: PySide then takes a widget for the owner of the next, and all for gone
            # when one goes.
            start = next(iter(stops))
            start.setFocus()
            top, met = start.window(), set[QWidget]()
            while top.focusNextChild() and (at := top.focusWidget()) not in met:
                met.add(at)
            inside = {
                owner for at in met for owner in _owners(at)
            }  # a table lends its focus to the cell's field
            missed = [named(stop) for stop in stops if not inside.intersection(_together(stop))]
            assert not missed, (state, missed)


def _own_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_the_walk_sees_faults(window: MainWindow, qtbot: QtBot) -> None:
    faults = QWidget(window.page("models"))
    label = QLabel("One line", faults)
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
    assert "less than" in clipped(narrow) and "px high" in clipped(short)
    narrow.setGeometry(-500, 0, 300, 60)
    assert "outside" in clipped(narrow)
    label.setGeometry(150, 60, 200, 20)  # of which 50 pixels are seen
    assert "outside" in clipped(label)
    assert untranslated(narrow) == "A long text"
    narrow.setText("[A long text~~~]: pirate.macaw, 2 MB")
    assert not untranslated(narrow)
