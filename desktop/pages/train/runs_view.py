"""The page when no path is walked: all runs, and the way into a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.backend import Backend, Call
from desktop.pages.train.desk import Desk
from desktop.pages.train.live import RESUMABLE
from desktop.pages.train.plan import Plan, plural
from desktop.pages.train.questions import confirm_delete
from desktop.pages.train.runs_table import Entry, RunsTable
from desktop.widgets.basic import Card, EmptyState, ErrorBox, button, clear, column, label, row
from desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.types import RunInfo


class RunsView(QWidget):
    """Lists the runs; opens, resumes, compares and deletes them."""

    new_wanted = Signal()
    continue_wanted = Signal()
    opened = Signal(object)  # an Entry
    resume_wanted = Signal(object)  # an Entry
    compare_wanted = Signal(object)  # a list of RunInfo

    def __init__(self, backend: Backend, desk: Desk) -> None:
        super().__init__()
        self._backend, self._desk = backend, desk
        self._infos: Sequence[RunInfo] = []
        self._plan: Plan | None = None
        self._loaded = False
        self._asking: Call | None = None
        self.new_button = button(self.tr("Train a new voice"), self.new_wanted.emit, "primary")
        self._errors, self._notices = column(), column(spacing=8)
        self.table = RunsTable()
        self.open_button = button(self.tr("Open"), self._open)
        self.resume_button = button(self.tr("Resume"), self._resume)
        self.compare_button = button(self.tr("Compare"), self._compare)
        self.delete_button = button(self.tr("Delete"), self._delete, "danger")
        self._hint = label(self.tr("Select several runs to compare them."), "caption")
        self.start_button = button(self.tr("Train a new voice"), self.new_wanted.emit, "primary")
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._list())
        head = row(label(self.tr("Train"), "title"), None, self.new_button)
        layout = column(head, self._errors, self._notices, self._stack, spacing=14)
        layout.setStretch(3, 1)
        layout.setContentsMargins(28, 22, 28, 20)
        self.setLayout(layout)
        self.table.opened.connect(self.opened)
        self.table.delete_wanted.connect(self._delete)
        self.table.selection_changed.connect(self._follow)
        backend.runs_changed.connect(self.refresh)
        desk.changed.connect(self._show)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "train",
            self.tr("Teach this computer a new voice"),
            self.tr(
                "Give it some examples of how someone speaks. Macaw checks them, tells how long it will take here, "
                "trains a small adapter, proves it, and introduces you. Nothing leaves this computer."
            ),
            self.start_button,
        )

    def _list(self) -> QWidget:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        box = QWidget()
        buttons = (self.open_button, self.resume_button, self.compare_button, self.delete_button)
        foot = row(spacing=12)
        foot.addLayout(FlowLayout(*buttons), 1)
        foot.addWidget(self._hint)
        box.setLayout(column(card, foot, spacing=12))
        return box

    def take_focus(self) -> None:
        """Put the keyboard where one most likely goes on."""
        (self.table if self.table.model_.entries else self.start_button).setFocus()

    # What there is

    def refresh(self) -> None:
        """Ask the engine for its runs; of several answers under way only the last counts."""
        if self._asking:
            self._asking.drop()
        self._asking = self._backend.run(
            lambda engine, call: engine.runs(), done=self._on_runs, failed=self._on_no_runs
        )

    def _on_runs(self, infos: Sequence[RunInfo]) -> None:
        self._asking = None
        self._infos, self._loaded = infos, True
        clear(self._errors)
        self._show()

    def _on_no_runs(self, error: EngineError) -> None:
        self._asking = None
        self.show_error(error)

    def show_error(self, error: EngineError) -> None:
        clear(self._errors)
        self._errors.addWidget(ErrorBox(error, button(self.tr("Retry"), self.refresh)))

    def show_plan(self, plan: Plan | None) -> None:
        """A plan that was begun and not started is offered to go on with."""
        self._plan = plan
        self._show()

    def _show(self) -> None:
        if not self._loaded:
            return
        desk = self._desk
        lives = [*([desk.current] if desk.current else []), *desk.waiting, *desk.unstarted]
        by_id = {live.id: live for live in lives if live.id}
        known = {info.id for info in self._infos}
        entries = [Entry(None, live) for live in lives if live.id not in known]
        entries += [Entry(info, by_id.get(info.id)) for info in reversed(self._infos)]
        self.table.model_.show_entries(entries)
        self._stack.setCurrentIndex(2 if entries else 1)
        self.new_button.setVisible(bool(entries))
        self._show_notices()
        self._follow()

    def _show_notices(self) -> None:
        clear(self._notices)
        if self._plan:
            text = self.tr("You have begun to plan {0}.").format(self._plan.name or self.tr("a new voice"))
            self._notice(text, self.tr("Continue"), self.continue_wanted.emit)
        desk = self._desk
        if desk.waiting and (desk.current is None or desk.holding):
            text = plural(
                len(desk.waiting),
                self.tr("{0} training waits in the queue until you start it."),
                self.tr("{0} trainings wait in the queue until you start them."),
            )
            now = self.tr("Start now") if desk.current is None else self.tr("Start after this one")
            self._notice(text, now, desk.go_on)

    def _notice(self, text: str, action: str, do: object) -> None:
        card = Card(margin=12)
        line = row(spacing=12)
        line.addWidget(label(text, wrap=True), 1)
        line.addWidget(button(action, do))  # type: ignore[arg-type]
        card.body.addLayout(line)
        self._notices.addWidget(card)

    # What can be done

    def _follow(self) -> None:
        chosen = self.table.selected()
        one = chosen[0] if len(chosen) == 1 else None
        self.open_button.setEnabled(one is not None)
        self.resume_button.setEnabled(one is not None and one.info is not None and one.state in RESUMABLE)
        self.compare_button.setEnabled(len(chosen) > 1 and all(entry.info for entry in chosen))
        idle = [e for e in chosen if e.info and not (e.live and (e.live.active or e.live.state == "waiting"))]
        self.delete_button.setEnabled(bool(chosen) and len(idle) == len(chosen))
        self._hint.setVisible(len(chosen) < 2 and len(self.table.model_.entries) > 1)

    def _open(self) -> None:
        if chosen := self.table.selected():
            self.opened.emit(chosen[0])

    def _resume(self) -> None:
        if chosen := self.table.selected():
            self.resume_wanted.emit(chosen[0])

    def _compare(self) -> None:
        self.compare_wanted.emit([entry.info for entry in self.table.selected() if entry.info])

    def _delete(self) -> None:
        ids = [entry.id for entry in self.table.selected()]
        if not self.delete_button.isEnabled() or not confirm_delete(self, len(ids)):
            return

        def work(engine: object, call: object) -> None:
            for id in ids:
                engine.remove_run(id)  # type: ignore[attr-defined]

        self._backend.run(work, done=lambda _: self._backend.runs_changed.emit(), failed=self.show_error)
