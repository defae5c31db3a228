"""Files on their way into a collection: one job after the other, with progress that can be stopped."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.amounts import number, time_left
from desktop.backend import Backend, Call

if TYPE_CHECKING:
    from engine.api import AddResult, ChunkProgress, Engine, FileProgress
    from engine.errors import EngineError

_REPORT_SECONDS = 0.1
_RATE_SECONDS = 30.0
_ESTIMATE_AFTER = 2.0
RESTARTED = "restarted"

Start = Callable[["Engine", Callable[[Any], None], Call], "AddResult"]


class TimeLeft:
    """Seconds to the end, from the speed of the last half minute: skipped files say nothing of new ones."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def note(self, share: float, now: float) -> float | None:
        """`share` in [0, 1] is done at `now` (seconds on any clock); None while it is too early to tell."""
        self._seen.append((now, share))
        while len(self._seen) > 2 and now - self._seen[0][0] > _RATE_SECONDS:
            self._seen.popleft()
        first, before = self._seen[0]
        if now - first < _ESTIMATE_AFTER or share <= before:
            return None
        return (1 - share) * (now - first) / (share - before)


class IndexJob(QObject):
    """One `add` or `reindex`: waiting, running, then ended with a result, an error or a stop."""

    changed = Signal()
    restarted = Signal()
    ended = Signal()

    def __init__(self, collection: str, title: str, start: Start, owner: QObject) -> None:
        super().__init__(owner)
        self.collection, self.title, self.start = collection, title, start
        self.paths: list[Path] = []
        self.done = self.total = self.failed = 0
        self.file = ""
        self.chunks = (0, 0)
        self.result: AddResult | None = None
        self.error: EngineError | None = None
        self.call: Call | None = None
        self.stopped = self.over = False
        self.before = False  # left over from before this start
        self._left = TimeLeft()
        self._seconds: float | None = None

    def begin(self, backend: Backend) -> Call:
        """Run it; `ended` comes on the window's thread."""

        def work(engine: Engine, call: Call) -> AddResult:
            last = 0.0

            def report(event: FileProgress | ChunkProgress) -> None:
                nonlocal last
                now = time.monotonic()
                failed = getattr(event, "state", "") == "failed"
                if failed or event.done == event.total > 0 or now - last > _REPORT_SECONDS:
                    last = now
                    call.report(event)

            return self.start(engine, report, call)

        self.call = backend.run(work, done=self._on_done, failed=self._on_failed, event=self._on_event)
        return self.call

    def stop(self) -> None:
        """Ask it to stop; what is done is kept."""
        self.stopped = True
        if self.call:
            self.call.cancel()
        self.changed.emit()

    @property
    def share(self) -> float:
        """How far it is, in [0, 1], counting the part of the file under way."""
        if not self.total:
            return 0.0
        part = self.chunks[0] / self.chunks[1] if self.chunks[1] else 0.0
        return min(1.0, (self.done + part) / self.total)

    def amount(self) -> str:
        """“412 of 1,204 files, about 3 min”."""
        if self.stopped:
            return self.tr("Stopping; finished files are kept.")
        if not self.total:
            return self.tr("Looking for files…")
        if self.total == 1:
            done = self.tr("1 file")
        else:
            done = self.tr("{0} of {1} files").format(number(self.done), number(self.total))
        if self._seconds is None:
            return done
        return self.tr("{0}, {1}").format(done, time_left(self._seconds))

    def _on_event(self, event: Any) -> None:
        if event == RESTARTED:
            self.restarted.emit()
            return
        if hasattr(event, "state"):
            self.done, self.total, self.file, self.chunks = event.done, event.total, event.name, (0, 0)
            self.failed += event.state == "failed"
        else:
            self.done, self.total = event.file - 1, event.files
            self.file, self.chunks = event.name, (event.done, event.total)
        self._seconds = self._left.note(self.share, time.monotonic())
        self.changed.emit()

    def _on_done(self, result: AddResult) -> None:
        self.result = result
        self._end()

    def _on_failed(self, error: EngineError) -> None:
        from engine.errors import Cancelled

        self.stopped = isinstance(error, Cancelled)
        self.error = None if self.stopped else error
        self._end()

    def _end(self) -> None:
        self.over = True
        self.ended.emit()


class IndexQueue(QObject):
    """Runs one job at a time: the library has one worker, and waiting threads would help nobody."""

    started = Signal(object)
    changed = Signal(object)
    restarted = Signal()
    ended = Signal(object)

    def __init__(self, backend: Backend, owner: QObject) -> None:
        super().__init__(owner)
        self._backend = backend
        self.jobs: list[IndexJob] = []

    @property
    def running(self) -> IndexJob | None:
        return self.jobs[0] if self.jobs else None

    def of(self, collection: str) -> list[IndexJob]:
        """The jobs of one collection, the running one first."""
        return [job for job in self.jobs if job.collection == collection]

    def add(self, collection: str, paths: Sequence[Path], *, create: bool = False) -> IndexJob:
        """Index files and folders into a collection, made first if `create`."""

        def start(engine: Engine, report: Callable[[Any], None], call: Call) -> AddResult:
            if create and collection not in {known.name for known in engine.collections()}:
                engine.create_collection(collection)
            return engine.add_documents(
                collection,
                paths,
                on_progress=report,
                on_chunks=report,
                on_restart=lambda: call.report(RESTARTED),
                cancel=call.cancel_token,
            )

        return self._enqueue(collection, self.tr("Adding to {0}").format(collection), start, list(paths))

    def reindex(self, collection: str, files: Sequence[str] = ()) -> IndexJob:
        """Read a collection's files again, or only `files` (paths)."""

        def start(engine: Engine, report: Callable[[Any], None], call: Call) -> AddResult:
            return engine.reindex(
                collection,
                files,
                on_progress=report,
                on_chunks=report,
                on_restart=lambda: call.report(RESTARTED),
                cancel=call.cancel_token,
            )

        title = self.tr("Reading {0} again").format(collection)
        return self._enqueue(collection, title, start, [Path(file) for file in files])

    def _enqueue(self, collection: str, title: str, start: Start, paths: list[Path]) -> IndexJob:
        job = IndexJob(collection, title, start, self)
        job.paths = paths
        job.changed.connect(lambda: self.changed.emit(job))
        job.restarted.connect(self.restarted)
        job.ended.connect(lambda: self._on_ended(job))
        self.jobs.append(job)
        if len(self.jobs) == 1:
            self._begin()
        else:
            self.changed.emit(job)
        return job

    def again(self, job: IndexJob) -> IndexJob:
        """Do once more what a job was to do; what is done by now is skipped."""
        return self._enqueue(job.collection, job.title, job.start, job.paths)

    def stop(self, collection: str) -> None:
        """Stop what runs for a collection and forget what waits."""
        for job in self.of(collection):
            job.stop()
            if job.call is None:
                self.jobs.remove(job)
                job.over = True
                self.ended.emit(job)

    def _begin(self) -> None:
        job = self.jobs[0]
        job.begin(self._backend)
        self.started.emit(job)

    def _on_ended(self, job: IndexJob) -> None:
        self.jobs.remove(job)
        self.ended.emit(job)
        if self.jobs:
            self._begin()
