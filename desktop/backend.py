"""The bridge between the window and the engine: calls run on threads, results come back as signals.

The engine is imported and opened on a thread too, after the first frame: nothing heavy delays the window.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from engine.api import Cancel, Engine
    from engine.errors import EngineError

_THREADS = 32  # made as they are needed: a training, an indexing and answers that wait hold up no short call
Work = Callable[["Engine", "Call"], Any]
_log = logging.getLogger(__name__)
_GIVES_WAY_S = 6.0  # another Macaw that is closing saves what it does, then frees the data folder


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
        from engine.api import Cancel

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

    opening = Signal()
    ready = Signal()
    failed = Signal(object)  # the engine could not be opened: an EngineError; `start` tries again
    trouble = Signal(object)  # an EngineError that nobody else shows
    personas_changed = Signal()
    models_changed = Signal()
    library_changed = Signal()
    runs_changed = Signal()
    chats_changed = Signal()

    _opened = Signal(object)

    def __init__(self, prepare: Callable[[Engine], object] | None = None) -> None:
        """`prepare` is called with the engine, on a thread, before any other work."""
        super().__init__()
        self._prepare = prepare
        self._engine: Engine | None = None
        self._made: Engine | None = None  # the same, but known before the window's thread hears of it
        self._starting = self._closed = False
        self._waiting: list[Callable[[], None]] = []
        self._under_way: set[Call] = set()
        self._opened.connect(self._on_opened, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # not before the first frame

        return ThreadPoolExecutor(_THREADS, thread_name_prefix="engine")

    def start(self) -> None:
        """Import and open the engine in the background; nothing if that is under way or done."""
        if not (self._starting or self._engine or self._closed):
            self._starting = True
            self.opening.emit()
            self._pool.submit(self._open)

    def _open(self) -> None:
        try:
            self._opened.emit(self._open_engine())
        except Exception as error:
            self._opened.emit(_as_engine_error(error))

    def _open_engine(self) -> Engine:
        from engine.api import Engine

        engine = Engine()
        try:
            self._claim_folder(engine)
            if self._prepare:
                self._prepare(engine)
        except BaseException:
            engine.close()
            raise
        self._made = engine
        return engine

    def _claim_folder(self, engine: Engine) -> None:
        """Take the data folder, once another Macaw that ends just now is done with it. Raises `InUse`."""
        from engine.errors import InUse

        last = time.monotonic() + _GIVES_WAY_S
        while True:
            try:
                engine.open_for_writing()
                return
            except InUse:
                if self._closed or time.monotonic() > last:
                    raise
            time.sleep(0.2)

    @Slot(object)
    def _on_opened(self, outcome: Any) -> None:
        self._starting = False
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
        """Run `work(engine, call)` on a thread; the callbacks are called on the window's thread.

        Without `failed` an error is told by `trouble`, unless it is that the person stopped it.
        """
        call = Call(self)
        for signal, slot in (
            (call.done, done),
            (call.failed, failed or self._on_trouble),
            (call.progressed, event),
        ):
            if slot is not None:
                signal.connect(slot)
        call.ended.connect(lambda: self._under_way.discard(call))

        def begin() -> None:
            if not self._closed:  # a timer may still fire in a window that is closing
                self._under_way.add(call)
                self._pool.submit(self._work, work, call)

        if self._engine is None:
            self._waiting.append(begin)
        else:
            begin()
        return call

    def _work(self, work: Work, call: Call) -> None:
        assert self._engine is not None
        try:
            result = work(self._engine, call)
        except Exception as error:
            call._crossing.emit("failed", _as_engine_error(error))
        else:
            call._crossing.emit("done", result)

    @Slot(object)
    def _on_trouble(self, error: EngineError) -> None:
        from engine.errors import Cancelled

        if not isinstance(error, Cancelled):
            self.trouble.emit(error)

    def close(self) -> None:
        """Stop what is under way, wait for it (a training saves a checkpoint), then release the data folder.

        What is asked for later is not begun.
        """
        self._closed = True
        for call in list(self._under_way):
            call.cancel()
        if self._engine:
            self._engine.stop_workers()  # what waits for an answer of theirs cannot be cancelled otherwise
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._made:
            self._made.close()


def _as_engine_error(error: Exception) -> EngineError:
    """The error as one that can be shown. An unexpected one goes to the log with where it came from."""
    from engine.errors import EngineError

    if isinstance(error, EngineError):
        return error
    _log.error("Unexpected error.", exc_info=error)
    message = QCoreApplication.translate("Backend", "Macaw made a mistake.")
    return EngineError(message, cause=f"{type(error).__name__}: {error}.", log="window")
