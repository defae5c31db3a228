"""Ctrl+C in the terminal and the system's polite end: the window saves what it knows and closes."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class QuitSignals(QObject):
    """Tells of SIGINT and SIGTERM while Qt waits in its loop, where Python's handlers would wait too."""

    arrived = Signal(int)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        # Python writes the signal's number there as soon as it comes; the notifier wakes Qt.
        signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        for number in self._here.recv(16):
            self.arrived.emit(number)
