"""Something that happens once, a little later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, milliseconds: int, do: Callable[[], object]) -> QTimer:
    """A timer that calls `do` so long after it was last started; it lives as long as `owner`."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(do)
    return timer
