"""The bridge between the window and the engine: calls run on threads, results come back as signals.

The engine is imported and opened on a thread too, after the first frame: nothing heavy delays the window.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from engine.api import Engine
    from engine.cancel import Cancel
    from engine.errors import EngineError

_THREADS = 8
Work = Callable[["Engine", "Call"], Any]


class Call(QObject):
    """One piece of work under way. Signals arrive on the window's thread, in order; exactly one of
    `done` and `failed` comes last, unless the call was dropped."""

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)  # an EngineError
    ended = Signal()

    _crossing = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cancel: Cancel | None = None
        self._pressed = False
        self._dropped = False
        self._crossing.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def report(self, event: Any) -> None:
        """Called by the work, on its thread: pass an event on."""
        self._crossing.emit("event", event)

    @property
    def cancel_token(self) -> Cancel:
        """The stop button to hand to the engine; made on first use, on the work's thread."""
        from engine.cancel import Cancel

        if self._cancel is None:
            self._cancel = Cancel()
            if self._pressed:
                self._cancel.press()
        return self._cancel

    def cancel(self) -> None:
        """Ask the work to stop at its next step or token."""
        self._pressed = True
        if self._cancel is not None:
            self._cancel.press()

    def drop(self) -> None:
        """Cancel, and hear no more of it (its page is gone)."""
        self._dropped = True
        self.cancel()

    @Slot(str, object)
    def _arrive(self, kind: str, payload: Any) -> None:
        if not self._dropped:
            {"event": self.progressed, "done": self.done, "failed": self.failed}[kind].emit(payload)
        if kind != "event":
            self.ended.emit()
            self.deleteLater()


class Backend(QObject):
    """Owns the engine. `ready` comes once it is open; work asked for before waits for it."""

    ready = Signal()
    failed = Signal(object)
    personas_changed = Signal()
    models_changed = Signal()
    library_changed = Signal()
    runs_changed = Signal()
    chats_changed = Signal()

    _opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._engine: Engine | None = None
        self._closed = False
        self._waiting: list[Callable[[], None]] = []
        self._calls = itertools.count()
        self._opened.connect(self._on_opened, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # not before the first frame

        return ThreadPoolExecutor(_THREADS, thread_name_prefix="engine")

    def start(self) -> None:
        """Import and open the engine in the background."""
        self._pool.submit(self._open)

    def _open(self) -> None:
        from engine.api import Engine
        from engine.errors import EngineError

        try:
            engine = Engine()
            engine.open_for_writing()
            self._opened.emit(engine)
        except EngineError as error:
            self._opened.emit(error)

    @Slot(object)
    def _on_opened(self, outcome: Any) -> None:
        if isinstance(outcome, Exception):
            self.failed.emit(outcome)
            return
        self._engine = outcome
        waiting, self._waiting = self._waiting, []
        for begin in waiting:
            begin()
        self.ready.emit()

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[EngineError], None] | None = None,
        event: Callable[[Any], None] | None = None,
    ) -> Call:
        """Run `work(engine, call)` on a thread; the callbacks are called on the window's thread."""
        call = Call(self)
        for signal, slot in ((call.done, done), (call.failed, failed), (call.progressed, event)):
            if slot is not None:
                signal.connect(slot)

        def begin() -> None:
            if not self._closed:  # a timer may still fire in a window that is closing
                self._pool.submit(self._work, work, call)

        if self._engine is None:
            self._waiting.append(begin)
        else:
            begin()
        return call

    def _work(self, work: Work, call: Call) -> None:
        from engine.errors import EngineError

        assert self._engine is not None
        try:
            result = work(self._engine, call)
        except EngineError as error:
            call._crossing.emit("failed", error)
        except Exception as error:
            unexpected = EngineError("Macaw made a mistake.", cause=f"{type(error).__name__}: {error}.")
            call._crossing.emit("failed", unexpected)
        else:
            call._crossing.emit("done", result)

    def close(self) -> None:
        """End the workers. Work under way ends with them; what is asked for later is not begun."""
        self._closed = True
        if self._engine:
            self._engine.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
