"""What goes on in a collection, above its files: progress with Stop, then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.amounts import number
from desktop.engine_text import engine_text
from desktop.pages.library.indexing import IndexJob
from desktop.widgets.basic import Card, ErrorBox, button, clear, column, label, row

if TYPE_CHECKING:
    from engine.api import AddResult, FileError
    from engine.errors import EngineError

_SHOWN_FAILURES = 3
_MOST = 0.45


class ProgressCard(Card):
    """A running or waiting job: which file, how many of how many, how long, and Stop."""

    def __init__(self, job: IndexJob, stop: Callable[[], object]) -> None:
        self._job = job
        self.amount = label("", "secondary")
        self.file = label("", "caption", wrap=True)
        self.unsearched = label("", "caption", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = button(self.tr("Stop"), stop)
        self.stop_button.setToolTip(self.tr("Stop; files that are done stay in the collection"))
        super().__init__(
            row(label(job.title, "heading"), None, self.amount, self.stop_button, spacing=12),
            self.bar, self.file, self.unsearched, margin=14,
        )  # fmt: skip
        self.bar.setAccessibleName(job.title)
        job.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where the job is."""
        job = self._job
        waiting = job.call is None and not job.stopped
        self.amount.setText(self.tr("Waiting its turn") if waiting else job.amount())
        self.bar.setRange(0, 1000 if job.share or waiting else 0)  # without a range it shows that it is busy
        self.bar.setValue(round(job.share * 1000))
        self.stop_button.setEnabled(not job.stopped)
        file = job.file
        if job.chunks[1]:
            file = self.tr("{0}: {1} of {2} passages").format(
                file, number(job.chunks[0]), number(job.chunks[1])
            )
        self.file.setText(file)
        self.file.setVisible(bool(file))
        left = job.total - job.done
        self.unsearched.setText(
            self.tr("1 file is not searched yet.") if left == 1
            else self.tr("{0} files are not searched yet.").format(number(left))
        )  # fmt: skip
        self.unsearched.setVisible(left > 0)


class Notices(QScrollArea):
    """The column of notices of one collection. It never takes more than a share of its page."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Notices"))
        inner.installEventFilter(self)
        self._progress_only = True
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        page = self.parentWidget()
        wanted = self._column.totalHeightForWidth(self.width())
        if wanted < 0:
            wanted = self._column.totalSizeHint().height()
        self.setFixedHeight(min(wanted, round(page.height() * _MOST)) if page else wanted)

    def show_jobs(self, jobs: list[IndexJob], stop: Callable[[], object]) -> None:
        """Replace everything by these jobs' progress."""
        clear(self._column)
        for job in jobs:
            self._column.addWidget(ProgressCard(job, stop))
        self._progress_only = True
        self.setVisible(bool(jobs))
        self._fit()

    def show_result(
        self, result: AddResult, retry: Callable[[list[FileError]], object], *extra: QPushButton
    ) -> None:
        """What an indexing did; what failed, why, and Retry."""
        self._add(_Summary(result, retry, self.dismiss, *extra))

    def show_error(self, error: EngineError, *actions: QPushButton) -> None:
        """Something went wrong as a whole."""
        self._add(ErrorBox(error, *actions, button(self.tr("Dismiss"), self.dismiss, "link")))

    def show_text(self, text: str, *actions: QPushButton) -> None:
        """A quiet word."""
        close = button(self.tr("Dismiss"), self.dismiss, "link")
        line = row(label(text, wrap=True), *actions, close)
        line.setStretch(0, 1)
        self._add(Card(line, margin=12))

    def dismiss(self) -> None:
        """The notices were read."""
        clear(self._column)
        self.hide()
        self.dismissed.emit()

    def step_aside(self) -> None:
        """Make room for a search; progress stays."""
        if not self._progress_only:
            self.hide()

    def _add(self, notice: QWidget) -> None:
        clear(self._column)
        self._column.addWidget(notice)
        self._progress_only = False
        self.show()
        self._fit()


class _Summary(Card):
    def __init__(
        self,
        result: AddResult,
        retry: Callable[[list[FileError]], object],
        dismiss: Callable[[], object],
        *extra: QPushButton,
    ) -> None:
        failed = result.failed
        actions = [*extra]
        if failed:
            text = self.tr("Retry") if len(failed) == 1 else self.tr("Retry all")
            self.retry_button = button(text, lambda: retry(failed), "primary")
            actions.append(self.retry_button)
        actions.append(button(self.tr("Dismiss"), dismiss, "link"))
        done, texts = self._done(result), []
        if failed:
            texts.append(label(self._failures(len(failed)), "warn", wrap=True))
        if done or not failed:
            texts.append(label(done or self.tr("There was nothing to read."), wrap=True))
        for failure in failed[:_SHOWN_FAILURES]:
            reason = " ".join(
                engine_text(part) for part in (failure.message, failure.cause, failure.fix) if part
            )
            texts.append(label(reason, "secondary", wrap=True, selectable=True))
        if len(failed) > _SHOWN_FAILURES:
            more = self.tr("And {0} more: the list below says why.")
            texts.append(label(more.format(number(len(failed) - _SHOWN_FAILURES)), "secondary", wrap=True))
        if failed or extra:
            super().__init__(*texts, row(*actions, None), margin=14)
        else:
            words = column(*texts)
            line = row(words, *actions)
            line.setStretch(0, 1)
            super().__init__(line, margin=12)

    def _failures(self, count: int) -> str:
        if count == 1:
            return self.tr("1 file could not be read and is not searched.")
        return self.tr("{0} files could not be read and are not searched.").format(number(count))

    def _done(self, result: AddResult) -> str:
        parts = []
        for count, one, many in (
            (result.indexed, self.tr("1 file read"), self.tr("{0} files read")),
            (result.unchanged, self.tr("1 file unchanged"), self.tr("{0} files unchanged")),
            (result.moved, self.tr("1 file moved"), self.tr("{0} files moved")),
            (result.removed, self.tr("1 file gone"), self.tr("{0} files gone")),
        ):
            if count:
                parts.append(one if count == 1 else many.format(number(count)))
        if result.chunks:
            one, many = self.tr("1 new passage"), self.tr("{0} new passages")
            parts.append(one if result.chunks == 1 else many.format(number(result.chunks)))
        sentences = [", ".join(parts) + "."] if parts else []
        if result.ignored == 1:
            sentences.append(self.tr("1 file of a kind that is not read was passed over."))
        elif result.ignored:
            passed = self.tr("{0} files of kinds that are not read were passed over.")
            sentences.append(passed.format(number(result.ignored)))
        return " ".join(sentences)
