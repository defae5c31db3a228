"""Arrangements that follow the width there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from desktop.theme import theme


class Pair(QWidget):
    """Two widgets side by side, or the second below the first where there is too little room."""

    def __init__(
        self, first: QWidget, second: QWidget, shares: tuple[int, int], least: int = 820, spacing: int = 18
    ) -> None:
        """`least`: the width in pixels at text scale 1 from which they stand side by side."""
        super().__init__()
        self._least = least
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        for widget, share in zip((first, second), shares, strict=True):
            self._layout.addWidget(widget, share)
        theme.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # Narrower than side by side: otherwise it could never become so.
        size = super().minimumSizeHint()
        return QSize(min(size.width(), 320), size.height())

    def _arrange(self) -> None:
        wide = self.width() >= self._least * theme.scale
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)


def scrolling(inside: QWidget, name: str) -> QScrollArea:
    """`inside` in a scroll area without a frame, which grows with the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
