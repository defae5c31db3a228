"""Garbage is collected on the window's thread only, between two events.

Python collects wherever it happens to run: on a worker thread, where deleting a widget is a crash, or in the
middle of Qt walking over all widgets to restyle them, where one vanishing is a crash too.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000


class GarbageCollector(QObject):
    """Takes over from Python's own collector while it lives; as Anki and qutebrowser do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # modules and classes stay anyway: walking over them would only hold up the window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_EVERY_MS)

    def _collect(self) -> None:
        """The oldest generation that is due, by Python's own thresholds."""
        due = [
            n
            for n, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(due[-1])
