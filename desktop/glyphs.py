"""Icons from a font's glyphs, drawn when they are shown and at the size they are shown at.

The font is QtAwesome's copy of Phosphor. Its library would load every icon set it has, for 40 MB of memory
and a third of a second, so only its files are used.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_SHARE = 0.875  # of the icon's height that the glyph's em square takes, as in QtAwesome
_DISABLED_ALPHA = 120


@cache
def _phosphor() -> tuple[str, dict[str, str]]:
    """The font's family, and its glyphs' code points in hexadecimal by name."""
    spec = find_spec("qtawesome")  # finds it without importing it
    assert spec and spec.submodule_search_locations
    folder = Path(next(iter(spec.submodule_search_locations))) / "fonts"
    (file,), (names,) = folder.glob("phosphor-[0-9]*.ttf"), folder.glob("phosphor-charmap-*.json")
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0], json.loads(names.read_text(encoding="utf-8"))


class _Engine(QIconEngine):
    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        family, names = _phosphor()
        color = QColor(self._color)
        if mode == QIcon.Mode.Disabled:
            color.setAlpha(_DISABLED_ALPHA)
        font = QFont(family)
        font.setPixelSize(max(1, round(rect.height() * _SHARE)))
        painter.save()
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(int(names[self._name], 16)))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap


def glyph_icon(name: str, color: str) -> QIcon:
    """The Phosphor glyph called `name` as an icon in `color` (`#RRGGBB`). Raises `KeyError` when painted
    for a name that Phosphor does not have."""
    return QIcon(_Engine(name, color))
