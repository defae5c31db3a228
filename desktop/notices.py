"""Lines above the page about the whole of Macaw: it is about to close; a training was cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.amounts import number
from desktop.widgets.basic import Card, button, clear, column, label, row

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from engine.types import RunInfo

translate = QCoreApplication.translate


class Notices(QWidget):
    """At most one line of each kind."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window, self._backend, self._settings = window, window.backend, window.settings
        self._closing, self._cut_off = column(spacing=0), column(spacing=0)
        self._offered = ""
        self.setLayout(column(self._closing, self._cut_off, spacing=0))

    def show_closing(self, text: str) -> None:
        """What is finished before the window closes; nothing if it stays open."""
        clear(self._closing)
        if text:
            stay = button(translate("Notices", "Don't close"), self._window.jobs.stay)
            self._closing.addWidget(_line(text, stay))

    # A training that was cut off

    def look_for_cut_off(self) -> None:
        """Offer to go on with the newest run that a crash cut off, unless the person said no to that."""
        self._backend.run(lambda engine, call: engine.runs(), done=self._on_runs, failed=lambda _: None)
        self._backend.runs_changed.connect(self._again)

    def _again(self) -> None:
        if self._offered:  # it may go on already, or be gone
            self._backend.run(lambda engine, call: engine.runs(), done=self._on_runs, failed=lambda _: None)

    def _on_runs(self, runs: Sequence[RunInfo]) -> None:
        clear(self._cut_off)
        cut = [run for run in runs if run.state == "interrupted"]
        if not cut or cut[-1].id == self._settings.declined_run:
            self._offered = ""
            return
        run = cut[-1]
        self._offered = run.id
        text = translate(
            "Notices", "The training of {0} was interrupted at step {1}. It can go on from there."
        )
        resume = button(translate("Notices", "Resume"), lambda: self._resume(run), "primary")
        later = button(translate("Notices", "Not now"), self._decline)
        self._cut_off.addWidget(_line(text.format(run.persona.name, number(run.step)), resume, later))

    def _resume(self, run: RunInfo) -> None:
        self._forget("")
        self._window.show_train().resume(run)

    def _decline(self) -> None:
        self._forget(self._offered)

    def _forget(self, declined: str) -> None:
        clear(self._cut_off)
        self._offered, self._settings.declined_run = "", declined
        self._settings.save_soon()


def _line(text: str, *actions: QPushButton) -> QWidget:
    card = Card(margin=10)
    card.setAccessibleName(text)
    line: QHBoxLayout = row(spacing=12)
    line.addWidget(label(text, wrap=True), 1)
    for action in actions:
        line.addWidget(action)
    card.body.addLayout(line)
    around = row(card)
    around.setContentsMargins(28, 14, 28, 0)
    holder = QWidget()
    holder.setLayout(around)
    return holder
