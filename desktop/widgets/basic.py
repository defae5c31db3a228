"""Small widgets every page is made of: labels, buttons, cards, empty states, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from desktop.engine_text import engine_text
from desktop.icons import icon, wear
from desktop.theme import theme
from desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from engine.errors import EngineError

Box = TypeVar("Box", QHBoxLayout, QVBoxLayout)


def label(text: str = "", role: str = "body", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Text in one of the style sheet's roles. Never Markdown or HTML: it may come from a stranger's file."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    role: str = "",
    *,
    icon_name: str = "",
    name: str = "",
) -> QPushButton:
    """A push button; `role` is primary, danger, link or chip, `name` what screen readers say if not `text`."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    if icon_name:
        wear(made, icon_name)
    made.setAccessibleName(name or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)  # Return presses it too
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def row(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is a stretch, a number a space in pixels."""
    return _fill(QHBoxLayout(), items, spacing)


def column(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """Widgets below each other; None is a stretch, a number a space in pixels."""
    return _fill(QVBoxLayout(), items, spacing)


def _fill(layout: Box, items: tuple[QWidget | QLayout | int | None, ...], spacing: int) -> Box:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


class Card(QFrame):
    """A surface with a border and room inside."""

    def __init__(self, *items: QWidget | QLayout | int | None, role: str = "card", margin: int = 16) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.body = column(*items)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(self.body)


class EmptyState(QWidget):
    """What a page shows before it has anything: what it is for, and the next step as a button."""

    def __init__(self, icon_name: str, title: str, text: str, *actions: QPushButton) -> None:
        super().__init__()
        self._icon, self._picture = icon_name, QLabel()
        theme.changed.connect(self._paint)
        self._paint()
        heading, body = label(title, "title"), label(text, "secondary", wrap=True)
        body.setMaximumWidth(440)
        for widget in (self._picture, heading, body):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = row(None, body, None)
        middle.setStretchFactor(body, 100)  # a wrapping label alone asks for far too little width
        content = column(self._picture, heading, middle, 8, FlowLayout(*actions, centered=True))
        outer = column(None, content, None)
        outer.setContentsMargins(24, 24, 24, 24)
        self.setLayout(outer)

    def _paint(self) -> None:
        self._picture.setPixmap(icon(self._icon).pixmap(48, 48))


class ErrorBox(QFrame):
    """What happened, why, and the fix as buttons: `actions`, then those that help wherever it happened."""

    def __init__(self, error: EngineError, *actions: QPushButton) -> None:
        from desktop.remedies import remedies  # which is made of these widgets

        super().__init__()
        actions = (*actions, *remedies(error))
        self.setProperty("role", "error")
        message = engine_text(error.message)
        detail = " ".join(engine_text(part) for part in (error.cause, error.fix) if part)
        self.setAccessibleName(f"{message} {detail}".strip())
        items: list[QWidget | QLayout | int | None] = [label(message, "heading", wrap=True, selectable=True)]
        if detail:
            items.append(label(detail, "secondary", wrap=True, selectable=True))
        if actions:
            items.append(FlowLayout(*actions))
        layout = column(*items, spacing=4)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
