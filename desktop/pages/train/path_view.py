"""The guided path: Voice, Data, Check, Plan, Train, Meet, under one header."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.pages.train.check_step import CheckStep
from desktop.pages.train.data_step import DataStep
from desktop.pages.train.desk import Desk
from desktop.pages.train.live import LiveRun
from desktop.pages.train.meet_step import MeetStep
from desktop.pages.train.plan import Plan, made_of
from desktop.pages.train.plan_step import PlanStep
from desktop.pages.train.run_view import RunView
from desktop.pages.train.step import Step
from desktop.pages.train.steps import STEPS, StepHeader
from desktop.pages.train.voice_step import VoiceStep
from desktop.widgets.basic import button, column, label, row

if TYPE_CHECKING:
    from desktop.window import MainWindow

_PLANNED = STEPS[:4]


class _Steps(QStackedWidget):
    """The steps scroll for themselves: what they wish for in height must not squeeze the header."""

    def hasHeightForWidth(self) -> bool:
        return False


class PathView(QWidget):
    """Walks with a plan through the first four steps, then with a run through the last two."""

    left = Signal()  # back to all runs
    started = Signal(object)  # a LiveRun: the plan is used up
    again = Signal()

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__()
        self._window, self._desk = window, desk
        backend = window.backend
        self.plan = Plan()
        self.live: LiveRun | None = None
        self._following: LiveRun | None = None
        self._state_shown = ""
        self.at = "voice"
        self._title, self._made_of = label("", "title"), label("", "secondary", wrap=True)
        self.header = StepHeader()
        self.voice, self.data, self.check = VoiceStep(backend), DataStep(backend), CheckStep(backend)
        self.planning, self.run = PlanStep(backend), RunView(backend, desk)
        self.meet = MeetStep(self._meet, self.again.emit)
        self.steps: dict[str, Step] = {
            "voice": self.voice,
            "data": self.data,
            "check": self.check,
            "plan": self.planning,
        }
        self._stack = _Steps()
        for part in (*self.steps.values(), self.run, self.meet):
            self._stack.addWidget(part)
        self.back_button = button(self.tr("Back"), self.back)
        self.next_button = button("", self.next, "primary")
        self._hint = label("", "caption", wrap=True)
        self._foot = QWidget()
        foot = row(self.back_button, spacing=12)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.next_button)
        self._foot.setLayout(foot)
        head = row(spacing=12)
        head.addLayout(column(self._title, self._made_of, spacing=4), 1)
        head.addWidget(button(self.tr("All runs"), self.left.emit))
        layout = column(head, 6, self.header, 8, self._stack, self._foot, spacing=8)
        layout.setStretch(4, 1)
        layout.setContentsMargins(28, 22, 28, 20)
        self.setLayout(layout)
        self._connect()

    def _connect(self) -> None:
        self.header.chosen.connect(self.go)
        for name, step in self.steps.items():
            step.changed.connect(self._follower(name))
        self.check.add_wanted.connect(self._add_examples)
        self.check.other_wanted.connect(lambda: self.go("data"))
        self.run.meet_wanted.connect(lambda: self.go("meet"))
        self.run.replan_wanted.connect(self.show_plan_again)
        self.run.left.connect(self.left)

    def _follower(self, name: str) -> Callable[[], None]:
        return lambda: self._show() if self.at == name else None

    # Where one is

    def show_plan(self, plan: Plan, at: str = "voice") -> None:
        """Begin or go on with a plan."""
        self._follow_run(None)
        self.plan, self.live = plan, None
        self._enter(at)

    def show_plan_again(self, plan: Plan) -> None:
        """The run could not start: its plan is opened where it ended."""
        self.show_plan(plan, "plan")

    def show_run(self, live: LiveRun) -> None:
        """Show a run: how it goes, or whom it made."""
        self._leave()
        self.live = live
        self._follow_run(live)
        self._enter("train")

    def _follow_run(self, live: LiveRun | None) -> None:
        if self._following:
            self._following.ended.disconnect(self._on_ended)
            self._following.changed.disconnect(self._on_changed)
        self._following = live
        if live:
            live.ended.connect(self._on_ended)
            live.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        """A step changes nothing up here, its end does."""
        if self.live and self._state_shown != self.live.state:
            self._show()

    def _on_ended(self) -> None:
        """A run that is watched to its end introduces its persona."""
        if self.live and self.live.state == "done" and self.at == "train":
            self.go("meet")

    def go(self, step: str) -> None:
        """Go to a step that can be reached."""
        if step in self._reachable():
            self._leave()
            self._enter(step)

    def next(self) -> None:
        """On to the next step; from the last of the plan, start."""
        if not self.steps[self.at].complete:
            return
        if self.at == "plan":
            self._leave()
            live = self._desk.train(self.plan)
            self.started.emit(live)
            self.show_run(live)
        else:
            self.go(_PLANNED[_PLANNED.index(self.at) + 1])

    def back(self) -> None:
        """Back to the step before; from the first to all runs."""
        at = _PLANNED.index(self.at)
        if at:
            self.go(_PLANNED[at - 1])
        else:
            self.left.emit()

    def _add_examples(self) -> None:
        self.go("data")
        self.data.write()

    def _leave(self) -> None:
        if self.live is None:
            self.steps[self.at].leave()

    def leave(self) -> None:
        """The path is hidden."""
        self._leave()

    def _enter(self, step: str) -> None:
        self.at = step
        if step == "train":
            assert self.live
            self.run.show_run(self.live)
            self._stack.setCurrentWidget(self.run)
        elif step == "meet":
            assert self.live
            self.meet.show_run(self.live)
            self._stack.setCurrentWidget(self.meet)
        else:
            self._stack.setCurrentWidget(self.steps[step])
            self.steps[step].enter(self.plan)
        self._show()

    def _reachable(self) -> frozenset[str]:
        if self.live:
            return frozenset(["train", "meet"] if self.live.state == "done" else ["train"])
        steps = ["voice"]
        if self.plan.name and self.plan.base:
            steps.append("data")
            if self.plan.data is not None and self.data.complete:
                steps.append("check")
                if self.at == "plan" or self.check.complete:
                    steps.append("plan")
        return frozenset(steps)

    # Showing

    def _show(self) -> None:
        if self.live:
            self._state_shown = self.live.state
            self._title.setText(self.live.name)
            self._made_of.setText(self.live.made_of)
            done = frozenset(STEPS[:5] if self.live.state == "done" else STEPS[:4])
        else:
            plan = self.plan
            self._title.setText(plan.name or self.tr("A new voice"))
            self._made_of.setText(
                made_of(plan.base_name, plan.examples, plan.source)
                or self.tr("Six steps from some examples to a voice that speaks.")
            )
            done = frozenset(_PLANNED[: _PLANNED.index(self.at)])
        self.header.show_step(self.at, self._reachable(), done)
        self._foot.setVisible(self.live is None)
        if self.live is None:
            self._show_foot()

    def _show_foot(self) -> None:
        step = self.steps[self.at]
        waits = self._desk.current is not None
        texts = {
            "voice": self.tr("Next: Data"),
            "data": self.tr("Next: Check"),
            "check": self.tr("Next: Plan"),
            "plan": self.tr("Add to the queue") if waits else self.tr("Start training"),
        }
        self.next_button.setText(texts[self.at])
        self.next_button.setAccessibleName(texts[self.at])
        self.next_button.setEnabled(step.complete)
        self.back_button.setText(self.tr("All runs") if self.at == "voice" else self.tr("Back"))
        self.back_button.setVisible(self.at != "voice")
        hint = step.hint
        if self.at == "plan" and self._desk.current:
            hint = self.tr("It starts when {0} is done.").format(self._desk.current.name)
        self._hint.setText(hint)

    def _meet(self) -> None:
        """Open a chat with the persona this run made."""
        if self.live and self.live.info:
            cast(Any, self._window.open("chat")).start_with(self.live.info.persona.id)
