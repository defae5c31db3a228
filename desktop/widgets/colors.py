"""Choosing a persona's colour from the palette."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from desktop.theme import theme
from desktop.widgets.flow import FlowLayout

_SIZE = 24


class ColorPicker(QWidget):
    """One round button for each colour of the palette; arrow keys move among them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        names = {
            "plain": self.tr("Grey"),
            "pirate": self.tr("Red"),
            "professor": self.tr("Blue"),
            "bard": self.tr("Purple"),
            "gardener": self.tr("Green"),
            "teal": self.tr("Teal"),
            "indigo": self.tr("Indigo"),
            "rose": self.tr("Rose"),
            "ochre": self.tr("Ochre"),
        }
        self._group = QButtonGroup(self)
        self._colors: dict[QToolButton, str] = {}
        for key, color in theme.persona_palette().items():
            swatch = QToolButton()
            swatch.setProperty("role", "swatch")
            swatch.setCheckable(True)
            swatch.setAccessibleName(names.get(key, key))
            swatch.setToolTip(names.get(key, key))
            swatch.setIconSize(QSize(_SIZE, _SIZE))
            self._group.addButton(swatch)
            self._colors[swatch] = color
        self.setLayout(FlowLayout(*self._colors, spacing=4))
        self._group.buttonToggled.connect(self._toggled)
        theme.changed.connect(self._paint)
        self._paint()

    @property
    def color(self) -> str:
        """The chosen colour as `#RRGGBB`, of the light theme."""
        return next((color for swatch, color in self._colors.items() if swatch.isChecked()), "")

    def choose(self, color: str) -> None:
        """Mark `color` as chosen; one that is not in the palette is offered too."""
        for swatch, known in self._colors.items():
            if known.lower() == color.lower():
                swatch.setChecked(True)
                return
        swatch = QToolButton()
        swatch.setProperty("role", "swatch")
        swatch.setCheckable(True)
        swatch.setAccessibleName(color)
        swatch.setIconSize(QSize(_SIZE, _SIZE))
        self._group.addButton(swatch)
        self._colors[swatch] = color
        layout = self.layout()
        assert layout is not None
        layout.addWidget(swatch)
        self._paint()
        swatch.setChecked(True)

    def _toggled(self, swatch: QToolButton, on: bool) -> None:
        if on:
            self.chosen.emit(self._colors[swatch])

    def _paint(self) -> None:
        for swatch, color in self._colors.items():
            swatch.setIcon(_circle(theme.persona_color(color)))


def _circle(color: QColor) -> QIcon:
    icon = QIcon()
    for state in (QIcon.State.Off, QIcon.State.On):
        pixmap = QPixmap(_SIZE * 2, _SIZE * 2)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(2, 2, _SIZE - 4, _SIZE - 4))
        if state is QIcon.State.On:  # a tick: which is chosen must not be told by colour alone
            painter.setPen(QPen(QColor(theme.colors.surface), 2.2))
            painter.drawPolyline([QPointF(8, 12.5), QPointF(11, 15.5), QPointF(16.5, 9)])
        painter.end()
        icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return icon
