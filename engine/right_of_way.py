"""Whoever waits for an answer goes first: meanwhile a training stands still.

Two programs on the same cores and the same memory bus slow each other down however politely the system shares
them out. So an answer holds a lock in the data folder while it is made, and a training looks at it every few
milliseconds. The system drops the lock with the process that held it: a crash holds up nobody.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from engine.paths import Home

_LOOK = 0.02  # seconds between two looks
_TAKE = 0.5  # seconds an answer tries to take the lock: whoever looks holds it for an instant
_LONGEST = 300.0  # seconds a training waits in a row; an answer that takes longer is hardly awaited any more


def _file(home: Home) -> Path:
    return home.logs / "answering.lock"


class Answers:
    """The answers this process is making, whichever threads make them."""

    def __init__(self, home: Home) -> None:
        self._file = _file(home)
        self._lock = filelock.FileLock(self._file, timeout=_TAKE, poll_interval=0.005, thread_local=False)
        self._mutex = threading.Lock()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """While an answer is made. Where the lock cannot be had, nobody gives way, and that is all."""
        with self._mutex:
            self._count += 1
            if not self._lock.is_locked:
                with suppress(OSError, NotImplementedError, filelock.Timeout):
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                    self._lock.acquire()
        try:
            yield
        finally:
            with self._mutex:
                self._count -= 1
                if not self._count:
                    self._lock.release()


class GivingWay:
    """The training's side: `pause` wherever it may stand still."""

    def __init__(self, home: Home, on_wait: Callable[[bool], None], stopped: Callable[[], bool]) -> None:
        """`on_wait` hears True when a wait begins and False when it ends; `stopped` ends one at once."""
        self._file, self._on_wait, self._stopped = _file(home), on_wait, stopped
        self._lock = filelock.FileLock(self._file, timeout=0, thread_local=False)
        self._looked = 0.0
        self._tired = False  # of the answer under way
        self._mutex = threading.Lock()  # a training's lanes come here side by side: one waits for all
        self.waited = 0.0
        """Seconds, all told."""

    def pause(self) -> None:
        """Return at once, or when nobody waits for an answer any more. Costs next to nothing: call it often."""
        if time.monotonic() - self._looked < _LOOK or self._stopped():
            return
        with self._mutex:
            now = time.monotonic()
            if now - self._looked < _LOOK:
                return
            self._looked = now
            if not self._answering():
                self._tired = False
            elif not self._tired:
                self._wait(now)

    def _wait(self, since: float) -> None:
        self._on_wait(True)
        while self._answering() and not self._stopped() and not self._tired:
            time.sleep(_LOOK)
            self._tired = time.monotonic() - since > _LONGEST
        self._looked = time.monotonic()
        self.waited += self._looked - since
        self._on_wait(False)

    def _answering(self) -> bool:
        if not self._file.exists():
            return False
        try:
            with self._lock:
                return False
        except filelock.Timeout:
            return True
        except (OSError, NotImplementedError):
            return False
