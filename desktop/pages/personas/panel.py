"""The panel on the right of the page: a title, what it holds, and its buttons at the bottom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.icons import wear
from desktop.theme import theme
from desktop.widgets.basic import button, column, label, row
from desktop.widgets.flow import FlowLayout

_WIDTH, _LEAST = 400, 300


class SidePanel(QFrame):
    """Fill `body`; Escape and the cross ask to close it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._title = label("", "lead", wrap=True)
        close = button("", self.close_panel, "link", name=self.tr("Close"))
        wear(close, "close")
        head = row(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        head.setContentsMargins(20, 18, 12, 8)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 4, 20, 20)
        self.body.setSpacing(16)
        inside = QWidget()
        inside.setLayout(self.body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._outer = column(head, self._scroll, spacing=0)
        self.setLayout(self._outer)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_buttons(self, note: QLayout | None, *buttons: QPushButton) -> None:
        """The line at the bottom, which does not scroll away."""
        line = QFrame()
        line.setProperty("role", "line")
        foot = column(spacing=8)
        if note is not None:
            foot.addLayout(note)
        foot.addLayout(FlowLayout(*buttons))
        foot.setContentsMargins(20, 12, 20, 14)
        self._outer.addWidget(line)
        self._outer.addLayout(foot)

    def fit(self, room: int, least_beside: int) -> bool:
        """Take a fair share of `room` pixels; False if it takes all, as less than `least_beside` would be left."""
        width = min(round(_WIDTH * theme.scale), round(room * 0.55))
        beside = width >= _LEAST and room - width >= least_beside
        self.setFixedWidth(width if beside else room)
        return beside

    def close_panel(self) -> None:
        """Ask to be closed; subclasses may refuse."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
