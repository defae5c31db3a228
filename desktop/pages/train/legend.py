"""What a chart's lines are, how they are drawn, and their names below it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.pages.train.points import Curve
from desktop.theme import theme
from desktop.widgets.basic import label, row

_WIDE_BELOW = 100  # points; Qt paints a jagged line of one pixel in 1 ms, a wider one in 200


@dataclass(frozen=True)
class Series:
    """One line: its name in the legend, its points, and how it is drawn."""

    name: str
    curve: Curve
    color: str
    width: float = 2.0
    dashed: bool = False
    faint: bool = False


class Key(QWidget):
    """One entry of the legend: a stroke of the line, and its name."""

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series = series
        self._name = label(series.name, "caption")
        stroke = _Stroke(series)
        self.setLayout(row(stroke, self._name, spacing=8))

    def set_name(self, name: str) -> None:
        if self._name.text() != name:
            self._name.setText(name)
            self.updateGeometry()


class _Stroke(QWidget):
    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series = series
        self.setFixedSize(14, 12)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = pen_of(self._series)
        pen.setCosmetic(False)
        pen.setWidthF(2.2)
        painter.setPen(pen)
        painter.drawLine(0, 6, 14, 6)


def pen_of(series: Series) -> QPen:
    color = series_color(series.color)
    if series.faint:
        color.setAlpha(150)
    wide = len(series.curve.steps) < _WIDE_BELOW
    pen = QPen(color, series.width if wide else min(1.0, series.width))
    pen.setCosmetic(True)
    if series.dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def series_color(name: str) -> QColor:
    """A colour of the theme by its name (`primary`), or a persona's colour."""
    return QColor(getattr(theme.colors, name)) if hasattr(theme.colors, name) else theme.persona_color(name)
