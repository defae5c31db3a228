"""A persona's face: its first letter on its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.theme import theme


def paint_avatar(painter: QPainter, box: QRectF, name: str, color: str) -> None:
    """Draw the face into `box` (square)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.persona_color(color))
    painter.drawEllipse(box)
    font = theme.font("body", QFont.Weight.DemiBold)
    font.setPixelSize(max(8, round(box.height() * 0.43)))
    painter.setFont(font)
    painter.setPen(QColor(theme.colors.surface))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[:1].upper())


def avatar_icon(name: str, color: str, size: int = 22) -> QIcon:
    """The face as an icon, sharp on dense screens."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_avatar(painter, QRectF(0, 0, size, size), name, color)
    painter.end()
    return QIcon(pixmap)


class Avatar(QWidget):
    """The face as a widget."""

    def __init__(self, name: str = "", color: str = "", size: int = 28) -> None:
        super().__init__()
        self._name, self._color = name, color
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_persona(self, name: str, color: str) -> None:
        self._name, self._color = name, color
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._color)
