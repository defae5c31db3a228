"""The bar at the bottom: what runs in the background, on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy

from desktop.backend import Call
from desktop.closing import BACKGROUND, WayToClose, ask_how
from desktop.job_rows import JobList, JobRow
from desktop.theme import theme
from desktop.widgets.basic import button, row
from desktop.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from desktop.window import MainWindow

_HEIGHT = 34  # pixels at text scale 1
Choices = Callable[[], Sequence[WayToClose]]
"""What can be done with a job when the window is to close."""


class Job:
    """One thing under way: what it is, how far, and how to stop it."""

    def __init__(
        self,
        bar: JobBar,
        title: str,
        call: Call,
        show: Callable[[], object],
        stop: Callable[[], object] | None,
        closing: Choices | None,
    ) -> None:
        self._bar, self.title, self.call, self.show, self.closing = bar, title, call, show, closing
        self._stop = stop or call.cancel
        self.share, self.detail, self.stopping = 0.0, "", False
        call.ended.connect(self._end)

    def progress(self, share: float, detail: str) -> None:
        """`share` done in [0, 1], and a few words."""
        self.share, self.detail = share, detail
        self._bar.refresh()

    def stop(self) -> None:
        """Ask it to stop; it goes once it has."""
        self.stopping = True
        self._stop()
        self._bar.refresh()

    def _end(self) -> None:
        self._bar.remove(self)


class JobBar(QFrame):
    """Shows the newest job; a button lists all of them."""

    changed = Signal()
    ending_changed = Signal(str)  # what is being finished before the window closes; empty: it stays open

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName("jobBar")
        self._window = window
        self._jobs: list[Job] = []
        self.ending = False  # the person said what is to become of what runs; then the window closes
        self._row = JobRow()
        self._all = button("", self._list_all, "link")
        self._list = JobList(self)
        self.status = ElidedLabel(role="caption")
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # what is left
        layout = row(self._row, self._all, self.status, spacing=12)
        layout.setStretchFactor(self.status, 1)
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def _restyle(self) -> None:
        self.setMinimumHeight(round(_HEIGHT * theme.scale))

    def add(
        self,
        title: str,
        call: Call,
        show: Callable[[], object],
        *,
        stop: Callable[[], object] | None = None,
        closing: Choices | None = None,
    ) -> Job:
        """Show a running call until it ends.

        `show` opens its page, `stop` ends it (the call is cancelled by default), and `closing` says what can be
        done with it when the window is to close; without it nothing is asked. What is chosen then must not let
        another such job begin.
        """
        job = Job(self, title, call, show, stop, closing)
        self._jobs.append(job)
        self.refresh()
        return job

    @property
    def jobs(self) -> list[Job]:
        return list(self._jobs)

    def remove(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self.refresh()

    def refresh(self) -> None:
        """Show how the jobs stand."""
        self._row.show_job(self._jobs[-1] if self._jobs else None)
        self._all.setVisible(len(self._jobs) > 1)
        self._all.setText(self.tr("All {0}").format(len(self._jobs)))
        self._all.setAccessibleName(self.tr("Show all {0} jobs").format(len(self._jobs)))
        self._list.show_jobs(self.jobs)
        self.changed.emit()

    def _list_all(self) -> None:
        self._list.open_above(self._all)

    # When the window closes

    def _asking(self) -> list[Job]:
        return [job for job in self._jobs if job.closing]

    def may_close(self) -> bool:
        """Ask what to do with a training under way. True if the window may close now."""
        if not (asking := self._asking()):
            return True
        if self.ending:
            return False  # it closes once that is done
        job = asking[0]
        assert job.closing
        chosen = ask_how(self._window, job.title, job.closing())
        if chosen is None or (chosen is not BACKGROUND and chosen.sure and not chosen.sure()):
            return False
        if not self._asking():
            return True  # it ended while it was asked about
        if chosen is BACKGROUND:
            self._window.go_to_background()  # the process goes on; starting Macaw again shows the window
            self.changed.connect(self._close_if_hidden, Qt.ConnectionType.UniqueConnection)
            return False
        self.ending = True
        self.ending_changed.emit(chosen.says)
        self.changed.connect(self._close_if_done, Qt.ConnectionType.QueuedConnection)
        chosen.act()
        return False

    def stay(self) -> None:
        """Do not close after all. What was done for it (a pause, say) is not undone."""
        if self.ending:
            self.ending = False
            self.changed.disconnect(self._close_if_done)
            self.ending_changed.emit("")

    @Slot()
    def _close_if_done(self) -> None:
        if self.ending and not self._asking():
            self._window.close()

    @Slot()
    def _close_if_hidden(self) -> None:
        """What went on in the background is done, the queue too: end. A window that came back stays."""
        if self._window.isHidden() and not self._asking() and self._window.close():
            QApplication.quit()  # Qt does so by itself for windows that are seen only
