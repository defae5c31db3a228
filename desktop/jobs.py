"""The bar at the bottom: what runs in the background, on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox, QProgressBar

from desktop.backend import Backend, Call
from desktop.widgets.basic import button, label, row

if TYPE_CHECKING:
    from desktop.window import MainWindow


class Job:
    """One thing under way: what it is, how far, and how to stop it."""

    def __init__(self, bar: JobBar, title: str, call: Call, show: Callable[[], object], asks: bool) -> None:
        self._bar, self.title, self.call, self.show = bar, title, call, show
        self.asks_before_closing = asks
        self.share, self.detail = 0.0, ""
        call.ended.connect(self._end)

    def progress(self, share: float, detail: str) -> None:
        """`share` done in [0, 1], and a few words."""
        self.share, self.detail = share, detail
        self._bar.refresh()

    def _end(self) -> None:
        self._bar.remove(self)


class JobBar(QFrame):
    """Shows the newest job, and how many others there are."""

    changed = Signal()

    def __init__(self, backend: Backend, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName("jobBar")
        self.setFixedHeight(34)
        self._backend, self._window = backend, window
        self._jobs: list[Job] = []
        self._title = label("", "caption")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(180)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._detail = label("", "caption")
        self._show = button(self.tr("Show"), self._open, "link")
        self._stop = button(self.tr("Stop"), self._cancel, "link")
        self.status = label("", "caption")
        layout = row(
            self._title, self._bar, self._detail, self._show, self._stop, None, self.status, spacing=12
        )
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)
        self.refresh()

    def add(
        self, title: str, call: Call, show: Callable[[], object], *, asks_before_closing: bool = False
    ) -> Job:
        """Show a running call until it ends; `show` opens its page."""
        job = Job(self, title, call, show, asks_before_closing)
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
        """Show the state of the newest job."""
        job = self._jobs[-1] if self._jobs else None
        for widget in (self._title, self._bar, self._detail, self._show, self._stop):
            widget.setVisible(job is not None)
        if job:
            more = f" (+{len(self._jobs) - 1})" if len(self._jobs) > 1 else ""
            self._title.setText(job.title + more)
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(job.share * 1000))
            self._detail.setText(job.detail)
        self.changed.emit()

    def _open(self) -> None:
        if self._jobs:
            self._jobs[-1].show()

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[-1].call.cancel()

    def may_close(self) -> bool:
        """Ask what to do with a training under way. True if the window may close."""
        training = [job for job in self._jobs if job.asks_before_closing]
        if not training:
            return True
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Training is under way"))
        box.setText(self.tr("{0} is still running.").format(training[0].title))
        box.setInformativeText(
            self.tr("Pausing saves a checkpoint; the run can be resumed where it stopped.")
        )
        pause = box.addButton(self.tr("Pause and close"), QMessageBox.ButtonRole.AcceptRole)
        background = box.addButton(
            self.tr("Keep training in the background"), QMessageBox.ButtonRole.ActionRole
        )
        stay = box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        clicked = box.clickedButton()
        training = [job for job in training if job in self._jobs]  # one may have ended meanwhile
        if clicked is background and training:
            self._window.hide()  # the process goes on; starting Macaw again shows the window
            self.changed.connect(self._close_if_hidden, Qt.ConnectionType.UniqueConnection)
            return False
        if clicked is not pause or not training:
            return clicked in (pause, background)
        for job in training:
            job.call.cancel()
            job.call.ended.connect(self._window.close)
        return False  # the window closes once the checkpoint is saved

    @Slot()
    def _close_if_hidden(self) -> None:
        """What went on in the background is done, the queue too: end. A window that came back stays."""
        busy = any(job.asks_before_closing for job in self._jobs)
        if self._window.isHidden() and not busy and self._window.close():
            QApplication.quit()  # Qt does so by itself for windows that are seen only
