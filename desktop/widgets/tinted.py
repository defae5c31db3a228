"""A card under a line in a persona's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent

from desktop.theme import theme
from desktop.widgets.basic import Card

_RADIUS, _LINE = 12, 4


class TintedCard(Card):
    """A card whose upper edge has the colour of a persona."""

    def __init__(self, color: str, margin: int = 18) -> None:
        super().__init__(margin=margin)
        self._color = color
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(0, 0, self.width(), _LINE, theme.persona_color(self._color))
