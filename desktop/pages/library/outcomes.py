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
    from engine.api import FileError


class Outcomes(QObject):
    """Follows the queue. Each collection keeps its last outcome until it is dismissed or there is a newer one."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__(page)
        self._page, self._queue, self._notices = page, page.queue, page.notices
        self._bar: Job | None = None
        self._last: dict[str, IndexJob] = {}
        self._queue.started.connect(self._on_started)
        self._queue.changed.connect(self._on_progress)
        self._queue.restarted.connect(self._on_restarted)
        self._queue.ended.connect(self._on_ended)
        self._notices.dismissed.connect(lambda: self.forget(page.current))

    @property
    def broken(self) -> set[str]:
        """The collections whose last job ended with an error that was not dismissed."""
        return {name for name, job in self._last.items() if job.error}

    def forget(self, collection: str) -> None:
        """The outcome was read, or is of no use any more."""
        if job := self._last.pop(collection, None):
            job.deleteLater()

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
            go_on = button(self.tr("Go on"), lambda: self._queue.again(last))
            self._notices.show_text(self.tr("Stopped. What was read until then is kept."), go_on)
        elif last.result:
            self._notices.show_result(last.result, self._retry, *self._questions(last))

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
            self._show_if_chosen(job)

    def _on_restarted(self) -> None:
        said = self.tr("The library’s own process ended unexpectedly. It was started again and goes on.")
        Toast(self._page, said)

    def _on_ended(self, job: IndexJob) -> None:
        self.forget(job.collection)
        self._last[job.collection] = job
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
