"""How long the window's thread leaves its event loop unattended, and what it was doing then."""

from __future__ import annotations

import faulthandler
import tempfile
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 5
_LOOK_SECONDS = 0.004


@dataclass(frozen=True)
class Stall:
    """A gap between two beats of the event loop: its length, the thread's own work in it, and where it was."""

    milliseconds: float
    cpu_milliseconds: float
    stack: str


class Watchdog(QObject):
    """A timer beats in the event loop; a thread looks at the stack when a beat is late.

    The gap is what a person feels. Where `cpu_milliseconds` is much less, the thread was ready but another
    program or thread had the processor, or it waited for a lock or the disk.
    """

    def __init__(self, threshold_ms: float = 40.0) -> None:
        super().__init__()
        self._threshold = threshold_ms / 1000
        self._thread = threading.get_ident()
        self._last, self._cpu = time.perf_counter(), time.thread_time()
        self._seen = ""
        self._ended = threading.Event()
        self.longest = self.busiest = Stall(0.0, 0.0, "")
        """The longest gap, and the one with most of the thread's own work in it."""
        self.stalls: list[Stall] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._looking = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def __enter__(self) -> Watchdog:
        self._last, self._cpu = time.perf_counter(), time.thread_time()
        self._timer.start()
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._beat()
        self._timer.stop()
        self._ended.set()
        self._looking.join()

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        stall = Stall((now - self._last) * 1000 - _BEAT_MS, (cpu - self._cpu) * 1000, self._seen)
        if stall.milliseconds > self.longest.milliseconds:
            self.longest = stall
        if stall.cpu_milliseconds > self.busiest.cpu_milliseconds:
            self.busiest = stall
        if stall.milliseconds > self._threshold * 1000:
            self.stalls.append(stall)
        self._seen = ""
        self._last, self._cpu = time.perf_counter(), time.thread_time()

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            if not self._seen and time.perf_counter() - self._last > self._threshold:
                self._seen = self._stack()

    def _stack(self) -> str:
        """Where the window's thread is. Not by `sys._current_frames`: holding a frame would keep its painter
        alive after its paint event, which Qt does not survive."""
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file, all_threads=True)
            file.seek(0)
            threads = file.read().split("\n\n")
        return next((text for text in threads if f"{self._thread:016x}" in text), "")
