"""What can be seen: the edges of fields, the focus of every control, and any persona's colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableView,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.icons import load_icons
from desktop.theme import READABLE, contrast, load_fonts, theme
from desktop.widgets.basic import EmptyState, button
from engine.paths import RESOURCES

SEEN = 3.0  # WCAG 1.4.11
SHEET = (RESOURCES / "theme" / "style.qss").read_text(encoding="utf-8")


@pytest.fixture(params=["light", "dark"])
def mode(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    qapp.setStyle("Fusion")
    load_fonts()
    load_icons()
    theme.apply(request.param)
    yield request.param
    theme.apply("light")


@pytest.fixture
def page(qtbot: QtBot, mode: str) -> QWidget:
    """An empty page of the window."""
    page = QFrame()
    qtbot.addWidget(page)
    page.setObjectName("page")
    page.setStyleSheet("")
    page.setAutoFillBackground(True)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(20, 20, 20, 20)
    other = QPushButton("Other")
    other.setObjectName("other")
    layout.addWidget(other)
    page.resize(320, 220)
    return page


def put(page: QWidget, widget: QWidget, qtbot: QtBot) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    focus(page.findChild(QPushButton, "other"), qtbot)


def focus(widget: QWidget | None, qtbot: QtBot) -> None:
    assert widget is not None
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


FIELDS: dict[str, Callable[[], QWidget]] = {
    "line": QLineEdit,
    "search": lambda: with_role(QLineEdit(), "search"),
    "text": QPlainTextEdit,
    "rich text": QTextEdit,
    "spin": QSpinBox,
    "decimal": QDoubleSpinBox,
    "combo": QComboBox,
    "check": lambda: QCheckBox("Yes"),
    "composer": lambda: with_role(QFrame(), "composer"),
}


def with_role(widget: QWidget, role: str, *, checked: bool = False) -> QWidget:
    widget.setProperty("role", role)
    if checked and isinstance(widget, QPushButton | QToolButton):
        widget.setCheckable(True)
        widget.setChecked(True)
    return widget


@pytest.mark.parametrize("kind", FIELDS)
def test_the_edge_of_a_field_is_seen(kind: str, page: QWidget, qtbot: QtBot) -> None:
    field = FIELDS[kind]()
    field.setMinimumHeight(30)
    put(page, field, qtbot)
    image = picture(field)
    inside = range(3)
    colors = [image.pixelColor(x, image.height() // 2) for x in inside]
    background = QColor(theme.colors.bg)
    assert max(contrast(color, background) for color in colors) >= SEEN, [c.name() for c in colors]


def rows(view: QAbstractItemView) -> QAbstractItemView:
    view.setModel(QStringListModel(["one", "two", "three"], view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setCurrentIndex(view.model().index(1, 0))
    return view


def labelled(made: QPushButton | QToolButton) -> QPushButton | QToolButton:
    made.setText("A label")
    return made


def roles(kind: str) -> list[str]:
    """The roles the style sheet knows for a kind of button."""
    return sorted(set(re.findall(kind + r"\[role=\"(\w+)\"\]", SHEET)))


FOCUSED: dict[str, Callable[[], QWidget]] = {
    **{key: FIELDS[key] for key in FIELDS if key != "composer"},
    "check on": lambda: _checked(QCheckBox("Yes")),
    "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    "list": lambda: rows(QListView()),
    "table": lambda: rows(QTableView()),
    "button": lambda: QPushButton("A label"),
}
for _kind, _role in [(k, r) for k in (QPushButton, QToolButton) for r in [*roles(k.__name__), "choice"]]:
    for _on in (False, True):
        FOCUSED[f"{_kind.__name__} {_role}{' on' * _on}"] = lambda k=_kind, r=_role, on=_on: with_role(  # type: ignore[misc]
            labelled(k()), r, checked=on
        )


def _checked(box: QCheckBox) -> QCheckBox:
    box.setChecked(True)
    return box


@pytest.mark.parametrize("kind", FOCUSED)
def test_the_focus_is_seen(kind: str, page: QWidget, qtbot: QtBot) -> None:
    """What changes with the focus has 3 : 1 against what was there, and is no mere dot."""
    widget = FOCUSED[kind]()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    put(page, widget, qtbot)
    before = picture(widget)
    focus(widget, qtbot)
    after = picture(widget)
    assert before.size() == after.size()
    changed = sum(
        contrast(before.pixelColor(x, y), after.pixelColor(x, y)) >= SEEN
        for x in range(before.width())
        for y in range(before.height())
    )
    assert changed >= 40, changed


@pytest.mark.parametrize(
    "color",
    ["#FFFF00", "#00FFFF", "#FFFFFF", "#000000", "#777777", "#0000FF", "#FF0000", "#39FF14", "#101010"],
)
def test_any_colour_a_persona_brings_can_be_read(color: str, mode: str) -> None:
    shown = theme.persona_color(color)
    for background in ("bg", "rail", "surface", "sunken"):
        assert contrast(shown, QColor(getattr(theme.colors, background))) >= READABLE, background
    if color not in ("#FFFFFF", "#000000", "#777777", "#101010"):
        assert abs(shown.hslHue() - QColor(color).hslHue()) <= 4  # still the same colour


def test_a_colour_that_can_be_read_stays(mode: str) -> None:
    color = "#0B5394" if mode == "light" else "#9FC5E8"
    assert theme.persona_color(color).name().upper() == color


def test_no_colour_at_all(mode: str) -> None:
    assert theme.persona_color("no colour") == theme.persona_color(theme.persona_palette()["plain"])


def icon_color(widget: QPushButton | QLabel) -> QColor:
    """The strongest colour of its icon."""
    pixmap = widget.pixmap() if isinstance(widget, QLabel) else widget.icon().pixmap(48, 48)
    image = pixmap.toImage()
    colors = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(colors, key=lambda c: c.alpha())


def test_icons_follow_the_theme(page: QWidget, qtbot: QtBot) -> None:
    empty = EmptyState("library", "Nothing yet", "Add something.", button("Add", icon_name="add"))
    put(page, empty, qtbot)
    sign = next(each for each in empty.findChildren(QLabel) if not each.pixmap().isNull())
    (add,) = empty.findChildren(QPushButton)
    for each in ("dark", "light"):
        theme.apply(each)
        assert icon_color(sign).name() == icon_color(add).name() == theme.colors.text2.lower()
