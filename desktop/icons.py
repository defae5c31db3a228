"""Icons by meaning, from the Phosphor set, in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from desktop.glyphs import glyph_icon
from desktop.theme import theme

_NAMES = {
    "chat": "chat-circle",
    "personas": "user",
    "train": "chart-line",
    "library": "books",
    "models": "cube",
    "settings": "sliders-horizontal",
    "search": "magnifying-glass",
    "add": "plus",
    "close": "x",
    "send": "arrow-up",
    "stop": "stop",
    "copy": "copy",
    "retry": "arrow-clockwise",
    "edit": "pencil-simple",
    "branch": "git-branch",
    "delete": "trash",
    "pin": "push-pin",
    "export": "export",
    "import": "download-simple",
    "file": "file-text",
    "folder": "folder",
    "warning": "warning",
    "done": "check-circle",
    "note": "info",
    "pause": "pause",
    "play": "play",
    "menu": "dots-three",
    "columns": "columns",
    "quote": "quotes",
    "default": "star",
    "undo": "arrow-counter-clockwise",
    "sidebar": "list",
    "down": "arrow-down",
    "folded": "caret-right",
    "unfolded": "caret-down",
}
_wearers: list[_Wearer] | None = []  # buttons that wait for the icon font; None once it is loaded


def icon(meaning: str, color: str = "") -> QIcon:
    """The icon for a meaning; the theme's secondary text colour unless `color` says otherwise."""
    return glyph_icon(_NAMES[meaning], color or theme.colors.text2)


class _Wearer(QObject):
    """Keeps a button's icon in the theme's colours."""

    def __init__(self, button: QAbstractButton, meaning: str, role: str) -> None:
        super().__init__(button)
        self._button, self._meaning, self._role = button, meaning, role
        theme.changed.connect(self.put_on)

    @Slot()
    def put_on(self) -> None:
        if _wearers is None:
            self._button.setIcon(icon(self._meaning, getattr(theme.colors, self._role)))


def wear(button: QAbstractButton, meaning: str, role: str = "text2") -> None:
    """Give a button an icon that follows the theme; made before the first frame, it comes right after it."""
    wearer = _Wearer(button, meaning, role)
    if _wearers is None:
        wearer.put_on()
    else:
        _wearers.append(wearer)


def load_icons() -> None:
    """The first frame is painted: put on all icons that wait."""
    global _wearers
    waiting, _wearers = _wearers or [], None
    for wearer in waiting:
        if isValid(wearer):
            wearer.put_on()
