"""How a job looks: one line with its progress, in the bar and in the list of all jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from desktop.widgets.basic import button, clear, column, row
from desktop.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from desktop.jobs import Job

_LIST_MARGIN = 14
_BAR = 120  # pixels


class JobRow(QWidget):
    """What a job does, how far it is, and its buttons."""

    def __init__(self, job: Job | None = None, after: Callable[[], object] | None = None) -> None:
        """`after` is called once its page was shown."""
        super().__init__()
        self._job, self._after = job, after
        self._title = ElidedLabel(role="caption")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(_BAR)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._detail = ElidedLabel(role="caption")
        self.show_button = button(self.tr("Show"), self._show, "link")
        self.stop_button = button(self.tr("Stop"), self._stop, "link")
        room = None if job else 0  # in the list the buttons stand below each other
        parts = (self._bar, self._title, self._detail, room, self.show_button, self.stop_button)
        self.setLayout(row(*parts, spacing=12))
        self.refresh()

    def show_job(self, job: Job | None) -> None:
        """Be about another job, or none."""
        self._job = job
        self.setVisible(job is not None)
        self.refresh()

    def refresh(self) -> None:
        """Show how the job stands now."""
        job = self._job
        if job is None:
            return
        self._title.setText(job.title)
        self._bar.setValue(round(job.share * 1000))
        self._bar.setAccessibleDescription(job.title)
        self._detail.setText(self.tr("Stopping…") if job.stopping else job.detail)
        self._detail.setVisible(bool(self._detail.text()))
        self.stop_button.setEnabled(not job.stopping)
        for made, name in (
            (self.show_button, self.tr("Show: {0}")),
            (self.stop_button, self.tr("Stop: {0}")),
        ):
            made.setAccessibleName(name.format(job.title))

    def _show(self) -> None:
        if self._job:
            self._job.show()
        if self._after:
            self._after()

    def _stop(self) -> None:
        if self._job:
            self._job.stop()


class JobList(QFrame):
    """All jobs below each other, over the bar, until one clicks elsewhere or presses Esc."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("What runs in the background"))
        self._rows: list[JobRow] = []
        self._jobs: list[Job] = []
        self._lines = column(spacing=8)
        self._lines.setContentsMargins(_LIST_MARGIN, _LIST_MARGIN, _LIST_MARGIN, _LIST_MARGIN)
        self.setLayout(self._lines)

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show these, the newest first; none closes the list."""
        if not jobs:
            self.hide()
        elif jobs != self._jobs:
            clear(self._lines)
            self._rows = [JobRow(job, self.hide) for job in reversed(jobs)]
            for made in self._rows:
                self._lines.addWidget(made)
        for made in self._rows:
            made.refresh()
        self._jobs = jobs

    def open_above(self, widget: QWidget) -> None:
        """Appear above `widget`, at its left edge."""
        room = widget.window().rect().adjusted(_LIST_MARGIN, 0, -_LIST_MARGIN, 0)
        size = self.sizeHint().boundedTo(room.size())
        left = min(widget.mapTo(widget.window(), QPoint()).x(), room.right() - size.width())
        self.resize(size)
        self.move(
            widget.window().mapToGlobal(QPoint(left, 0)).x(),
            widget.mapToGlobal(QPoint()).y() - size.height() - 4,
        )
        self.show()
        self._rows[0].stop_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
