"""What goes on in the collections and what came of it: in the bar below, and above the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from desktop.jobs import Job
from desktop.pages.library.actions import SAMPLES
from desktop.pages.library.indexing import IndexJob
from desktop.widgets.basic import button
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.pages.library.page import LibraryPage
    from engine.api import AddResult, Engine, FileError


class Outcomes(QObject):
    """Follows the queue. Each collection keeps its last outcome until it is dismissed or there is a newer one."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__(page)
        self._page, self._queue, self._notices = page, page.queue, page.notices
        self._bar: Job | None = None
        self._last: dict[str, IndexJob] = {
            name: self._from_before(name, paths)
            for name, paths in page.settings.unfinished.items()
            if isinstance(paths, list) and all(isinstance(path, str) for path in paths)
        }
        self._queue.started.connect(self._on_started)
        self._queue.changed.connect(self._on_progress)
        self._queue.restarted.connect(self._on_restarted)
        self._queue.ended.connect(self._on_ended)
        self._notices.dismissed.connect(lambda: self.forget(page.current))

    @property
    def broken(self) -> set[str]:
        """The collections whose last job ended with an error that was not dismissed, or with the last window."""
        return {name for name, job in self._last.items() if job.error or job.before}

    @property
    def cut_off(self) -> set[str]:
        """Those, and the collections whose last job was stopped."""
        return self.broken | {name for name, job in self._last.items() if job.stopped}

    def forget(self, collection: str) -> None:
        """The outcome was read, or is of no use any more."""
        if job := self._last.pop(collection, None):
            job.deleteLater()
        self._remember()

    def _remember(self) -> None:
        """Keep for the next start what is not read to the end."""
        known = self._page.known
        jobs = [job for name, job in self._last.items() if job.stopped or (job.error and name in known)]
        left: dict[str, list[str]] = {}
        for job in [*jobs, *self._queue.jobs]:
            paths = [str(path) for path in job.paths if _is_text(str(path))]
            before = left.get(job.collection)
            left[job.collection] = [*(before or []), *paths] if paths and before != [] else []
        if left != self._page.settings.unfinished:
            self._page.settings.unfinished = left
            self._page.settings.save_soon()

    def _from_before(self, collection: str, paths: list[str]) -> IndexJob:
        """A job that the last window did not end: it waits for “Go on”."""
        job = IndexJob(collection, "", _nothing, self)
        job.paths = [Path(path) for path in paths]
        job.stopped = job.over = job.before = True
        return job

    def _go_on(self, job: IndexJob) -> None:
        if not job.before:
            self._queue.again(job)
        elif job.paths:
            self._queue.add(job.collection, job.paths, create=True)
        else:
            self._queue.reindex(job.collection)

    def show(self) -> None:
        """Show what goes on in the chosen collection, else what came of it."""
        name = self._page.current
        jobs, last = self._queue.of(name), self._last.get(name)
        self._notices.show_jobs(jobs, lambda: self._queue.stop(name))
        if jobs or not last:
            return
        if last.error:
            retry = button(self.tr("Retry"), lambda: self._queue.again(last))
            self._notices.show_error(last.error, retry)
        elif last.stopped:
            go_on = button(self.tr("Go on"), lambda: self._go_on(last))
            self._notices.show_text(self._stopped(last), go_on)
        elif last.result:
            self._notices.show_result(last.result, self._retry, *self._questions(last))

    def _stopped(self, job: IndexJob) -> str:
        if job.before:
            return self.tr("This collection was not read to the end.")
        if job.done:
            return self.tr("Stopped. Files read to their end are kept; the one under way is not.")
        return self.tr("Stopped. Nothing new is kept: no file was read to its end.")

    def _on_started(self, job: IndexJob) -> None:
        assert job.call
        self.forget(job.collection)
        self._bar = self._page.window_.jobs.add(job.title, job.call, lambda: self._open_at(job.collection))
        self._show_if_chosen(job)

    def _open_at(self, collection: str) -> None:
        self._page.window_.show_library().choose(collection)

    def _on_progress(self, job: IndexJob) -> None:
        if job is self._queue.running and self._bar:
            self._bar.progress(job.share, job.amount())
        if job.call is None:
            self._remember()
            self._show_if_chosen(job)

    def _on_restarted(self) -> None:
        said = self.tr("The library’s own process ended unexpectedly. It was started again and goes on.")
        Toast(self._page, said)

    def _on_ended(self, job: IndexJob) -> None:
        self.forget(job.collection)
        self._last[job.collection] = job
        self._remember()
        self._show_if_chosen(job)

    def _show_if_chosen(self, job: IndexJob) -> None:
        if job.collection == self._page.current:
            self.show()

    def _questions(self, job: IndexJob) -> list[QPushButton]:
        """Something to ask the sample documents."""
        if job.paths != [SAMPLES]:
            return []
        question = self.tr("Above which wind do beginners stay ashore?")
        text = self.tr("Try: {0}").format(question)
        return [button(text, lambda: self._page.header.field.setText(question))]

    def _retry(self, failures: list[FileError]) -> None:
        self._page.actions_.add([Path(failure.file) for failure in failures], self._page.current)


def _is_text(path: str) -> bool:
    """Settings are UTF-8; a path may be any bytes."""
    return not any("\ud800" <= character <= "\udfff" for character in path)


def _nothing(engine: Engine, report: object, call: object) -> AddResult:
    raise NotImplementedError  # a job from before begins as a new one
