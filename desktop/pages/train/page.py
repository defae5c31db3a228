"""The Train page: all runs, the guided path, or a comparison."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.pages import Page
from desktop.pages.train.desk import Desk
from desktop.pages.train.later import later
from desktop.pages.train.live import LiveRun
from desktop.pages.train.memory import kept, load
from desktop.pages.train.path_view import PathView
from desktop.pages.train.plan import Plan, made_of
from desktop.pages.train.points import Points
from desktop.pages.train.questions import confirm_another_plan
from desktop.pages.train.runs_table import Entry
from desktop.pages.train.runs_view import RunsView
from desktop.pages.train.words import source_word
from desktop.settings import write_soon
from desktop.widgets.basic import column

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.pages.train.compare import CompareView
    from desktop.window import MainWindow
    from engine.api import Engine
    from engine.types import Parity, RunInfo

_SAVE_MS = 1000  # what is typed in the last second is all that a power cut costs


class TrainPage(Page):
    """Keeps the plan that is being made, and what this window follows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.plan: Plan | None = None
        self.desk = Desk(window)
        self.runs = RunsView(self.backend, self.desk)
        self.path = PathView(window, self.desk)
        self._stack = QStackedWidget()
        for part in (self.runs, self.path):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack))
        self.runs.new_wanted.connect(self.new)
        self.runs.continue_wanted.connect(self._continue)
        self.runs.opened.connect(self.open_run)
        self.runs.resume_wanted.connect(lambda entry: self.open_run(entry, resume=True))
        self.runs.compare_wanted.connect(self._compare)
        self.path.left.connect(self.show_runs)
        self.path.started.connect(self._on_started)
        self.path.again.connect(self.new)
        self.path.more.connect(self.teach)
        self.path.replanned.connect(self._on_replan)
        self.path.edited.connect(self._save_soon)
        self.desk.show_wanted.connect(self._show_live)
        self._file = self.settings.home.root / "training.json"
        self._remembered = False
        self._saving = later(self, _SAVE_MS, self._save)
        self.desk.changed.connect(self._save_soon)
        self.backend.run(
            lambda engine, call: _remembered(engine, self._file),
            done=lambda found: self._on_remembered(*found),
        )
        self.runs.refresh()

    def opened(self) -> None:
        self.runs.refresh()
        if self._stack.currentWidget() is self.runs:
            self.runs.take_focus()

    @cached_property
    def compare(self) -> CompareView:
        from desktop.pages.train.compare import CompareView

        compare = CompareView(self.backend, self.show_runs)
        self._stack.addWidget(compare)
        return compare

    def closing(self) -> None:
        self._save()

    def main_control(self) -> QWidget | None:
        """Of a run its first button; elsewhere what is nearest will do."""
        on_run = self._stack.currentWidget() is self.path and self.path.at == "train"
        return self.path.run.main_button if on_run else None

    # What outlives the window

    def _on_remembered(self, plan: Plan | None, waiting: list[Any]) -> None:
        self._remembered = True
        if self.plan is None and plan and plan.begun:
            self.plan = plan
            self.runs.show_plan(plan)
        self.desk.restore([each if isinstance(each, Plan) else _live(*each) for each in waiting])

    def _save_soon(self) -> None:
        if not self._saving.isActive():
            self._saving.start()

    def _save(self) -> None:
        """Keep the plan and the queue; not before it is known what was kept last time."""
        if self._remembered:
            write_soon(self._file, kept(self.plan, self.desk.queue()))

    # Where one is

    def new(self) -> None:
        """Begin the path anew."""
        self.plan = Plan()
        self.path.show_plan(self.plan)
        self._stack.setCurrentWidget(self.path)

    def teach(self, persona: str) -> None:
        """Begin the path to teach the persona of this id more, unless a plan that was begun is to stay."""
        if self.plan and self.plan.begun and not confirm_another_plan(self, self.plan):
            self._continue()
            return
        self.plan = Plan(continues=persona)
        self.path.show_plan(self.plan)
        self._stack.setCurrentWidget(self.path)

    def _continue(self) -> None:
        if self.plan:
            self.path.show_plan(self.plan)
            self._stack.setCurrentWidget(self.path)

    def show_runs(self) -> None:
        """All runs."""
        self.path.leave()
        plan = self.plan
        self.runs.show_plan(plan if plan and plan.begun else None)
        self.runs.refresh()
        self._stack.setCurrentWidget(self.runs)
        self.runs.take_focus()

    def _on_started(self, live: LiveRun) -> None:
        self.plan = None
        self.runs.show_plan(None)

    def _on_replan(self, plan: Plan) -> None:
        self.plan = plan

    def _show_live(self, live: LiveRun) -> None:
        self.window_.open("train")
        self.path.show_run(live)
        self._stack.setCurrentWidget(self.path)

    # Runs of the past

    def resume(self, info: RunInfo) -> None:
        """Let a stopped run go on, and show it."""
        self.open_run(Entry(info, None), resume=True)

    def open_run(self, entry: Entry, *, resume: bool = False) -> None:
        """Show a run with all its points; with `resume` let it go on at once."""
        info = entry.info
        if entry.live and (entry.live.active or entry.live.state == "waiting" or info is None):
            self._show_live(entry.live)
            return
        assert info is not None

        self.backend.run(
            lambda engine, call: _found(engine, info.id),
            done=lambda found: self._on_loaded(*found, resume=resume),
            failed=self.runs.show_error,
        )

    def _on_loaded(self, info: RunInfo, points: Points, parity: Any, about: str, *, resume: bool) -> None:
        live = self.desk.find(info.id) or _live(info, points, parity, about)
        if resume:
            self.desk.resume(live)
        self._show_live(live)

    def _compare(self, infos: list[RunInfo]) -> None:
        self.compare.show_runs(infos)
        self._stack.setCurrentWidget(self.compare)


def _remembered(engine: Engine, file: Path) -> tuple[Plan | None, list[Any]]:
    """The plan that was begun and what waited; runs that are gone or done meanwhile wait no more."""
    from engine.errors import EngineError

    plan, queue = load(file)
    waited: list[Any] = []
    for item in queue:
        with suppress(EngineError):
            if isinstance(item, Plan):
                waited.append(item)
            elif engine.run(item).state != "done":
                waited.append(_found(engine, item))
    return plan, waited


def _found(engine: Engine, id: str) -> tuple[RunInfo, Points, Parity | None, str]:
    """A run of the past with all that is known of it."""
    run = engine.run(id)
    return run, Points(engine.metrics(id)), engine.parity(id), _about(engine, run)


def _live(info: RunInfo, points: Points, parity: Parity | None, about: str) -> LiveRun:
    from engine.errors import EngineError

    live = LiveRun(info.persona.name, info.persona.color, about)
    live.load(info, points, parity)
    if info.state == "failed" and info.error:
        live.error = EngineError(info.error, log=info.id)
    return live


def _about(engine: Engine, info: RunInfo) -> str:
    """What a run is made of; parts that are gone are left out."""
    from engine.errors import EngineError

    base, examples, source = info.base_model, 0, ""
    continues = info.continued.name if info.continued else ""
    try:
        base = engine.model(info.base_model).name
        data = engine.dataset(info.dataset)
        examples, source = sum(data.counts.values()), source_word(data.source)
    except EngineError:
        pass  # the title does without
    return made_of(base, examples, source, continues)
