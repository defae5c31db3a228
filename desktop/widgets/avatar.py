"""A persona's face: the first letter or digit of its name on its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.theme import theme


def initial(name: str) -> str:
    """The first letter or digit of a name; its first sign if it has neither."""
    return next((sign for sign in name if sign.isalnum()), name[:1]).upper()[:1]


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
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initial(name))


def avatar_icon(name: str, color: str, size: int = 22) -> QIcon:
    """The face as an icon, sharp on dense screens."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_avatar(painter, QRectF(0, 0, size, size), name, color)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # or it would be tinted in a selected row
    return icon


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
