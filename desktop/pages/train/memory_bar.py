"""What training needs of the memory that is free, part by part, as one bar with its legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.amounts import size
from desktop.pages.train.legend import series_color
from desktop.theme import theme
from desktop.widgets.basic import clear, column, label, row
from desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from engine.types import Estimate

_HEIGHT, _DOT = 12, 9
# Persona colours: they are told apart in both themes.
_COLORS = {"program": "#5B6470", "weights": "#1B5FB4", "adapter": "#7B3FA0", "batch": "#0F6B6B"}


@dataclass(frozen=True)
class Part:
    """One part of the memory: bytes, its colour, its name in the legend."""

    n_bytes: int
    color: str
    name: str


class MemoryBar(QWidget):
    """The bar, its legend, and how the memory is kept small if that is needed."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = _Bar()
        self._legend, self.note = QWidget(), label("", "caption", wrap=True)
        self._flow = FlowLayout(spacing=16)
        self._legend.setLayout(self._flow)
        self.setLayout(column(self._bar, self._legend, self.note, spacing=6))

    def show_estimate(self, estimate: Estimate) -> None:
        """Show where the memory goes."""
        parts = self._parts(estimate)
        self._bar.show_parts(parts, estimate.free_bytes)
        clear(self._flow)
        for part in parts:
            self._flow.addWidget(_Key(part))
        free = self.tr("{0} free").format(size(estimate.free_bytes))
        self._flow.addWidget(label(free, "caption"))
        said = [part.name for part in parts]
        self.setAccessibleName(", ".join([*said, free]))
        notes = []
        if estimate.packed:
            notes.append(self.tr("The weights stay packed as they are in the file."))
        if estimate.checkpointing:
            notes.append(self.tr("Layers are computed twice to save memory, which takes a third longer."))
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))

    def _parts(self, estimate: Estimate) -> list[Part]:
        of = estimate.memory_parts
        weights = self.tr("{0} packed weights") if estimate.packed else self.tr("{0} weights")
        amounts = {
            "program": (of.get("program", 0), self.tr("{0} program")),
            "weights": (of.get("weights", 0), weights),
            "adapter": (of.get("adapter", 0), self.tr("{0} adapter")),
            "batch": (of.get("activations", 0) + of.get("logits", 0), self.tr("{0} largest batch")),
        }
        return [Part(n, _COLORS[key], text.format(_round(n))) for key, (n, text) in amounts.items()]


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Part] = []
        self._free = 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_parts(self, parts: list[Part], free: int) -> None:
        self._parts, self._free = parts, free
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        needed = sum(part.n_bytes for part in self._parts)
        whole = max(needed, self._free, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(theme.colors.border))
        mirrored, at = self.isRightToLeft(), 0.0
        for part in self._parts:
            width = self.width() * part.n_bytes / whole
            left = self.width() - at - width if mirrored else at
            painter.fillRect(QRectF(left, 0, width, _HEIGHT), series_color(part.color))
            at += width
        if needed > self._free > 0:  # what lies beyond the line is not there
            edge = self.width() * self._free / whole
            painter.setPen(QPen(QColor(theme.colors.danger), 3))
            x = self.width() - edge if mirrored else edge
            painter.drawLine(round(x), 0, round(x), _HEIGHT)


class _Key(QWidget):
    """A dot in a part's colour, and its name."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.setLayout(row(_Dot(part.color), label(part.name, "caption"), spacing=6))


class _Dot(QWidget):
    def __init__(self, color: str) -> None:
        super().__init__()
        self._color = color
        self.setFixedSize(_DOT, _DOT)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(series_color(self._color)))
        painter.setBrush(series_color(self._color))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


def _round(n_bytes: int) -> str:
    """Megabytes without decimals: more would promise too much."""
    if n_bytes >= 1_000_000_000:
        return size(n_bytes)
    return QLocale().formattedDataSize(n_bytes, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
