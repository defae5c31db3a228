"""Every icon is in the font, and none of them costs QtAwesome's other fonts."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from desktop import icons


def ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> int:
    """The sum of the alpha of an icon's pixels."""
    image = icon.pixmap(QSize(24, 24), mode).toImage().convertToFormat(QImage.Format.Format_Alpha8)
    return sum(bytes(image.constBits()))


def test_every_icon_is_drawn(qapp: QApplication) -> None:
    drawn = {meaning: ink(icons.icon(meaning)) for meaning in icons._NAMES}
    assert all(total > 1000 for total in drawn.values()), drawn
    assert len(set(drawn.values())) > len(drawn) * 0.8  # pictures, not the same empty box each time
    assert ink(icons.icon("chat"), QIcon.Mode.Disabled) < 0.6 * drawn["chat"]
    colored = icons.icon("chat", "#B5361F").pixmap(24, 24).toImage()
    assert "#b5361f" in {colored.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert "qtawesome" not in sys.modules
