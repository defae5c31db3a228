"""Figures at a glance: a caption and a large value."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.theme import theme
from desktop.widgets.basic import Card, label

_WIDTH, _GAP = 165, 12  # the least width of a tile at text scale 1


class Tile(Card):
    """One figure."""

    def __init__(self, caption: str, hint: str = "") -> None:
        super().__init__(margin=14)
        self.body.setSpacing(2)
        self._caption = label(caption, "caption")
        self._value = label("–", "title")
        self.body.addWidget(self._caption)
        self.body.addWidget(self._value)
        self.setToolTip(hint)
        self.show_value("")

    @property
    def text(self) -> str:
        return self._value.text()

    def show_value(self, text: str, caption: str = "") -> None:
        """Show `text`; a dash if there is nothing to say yet. `caption` is a new one."""
        if caption:
            self._caption.setText(caption)
        self._value.setText(text or "–")
        self.setAccessibleName(f"{self._caption.text()}: {text or '–'}")


class TileRow(QWidget):
    """Four tiles in a row, or two by two, or one below the other."""

    def __init__(self, *tiles: Tile) -> None:
        super().__init__()
        self._tiles, self._columns = tiles, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        theme.changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # Narrower than today's columns: otherwise the grid could never lose one.
        return QSize(min(round(_WIDTH * theme.scale), 300), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        fit = (self.width() + _GAP) // (round(_WIDTH * theme.scale) + _GAP)
        columns = next(n for n in (4, 2, 1) if n <= max(1, fit))
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(len(self._tiles)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
