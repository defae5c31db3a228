"""The guided path: Voice, Data, Check, Plan, Train, Meet, under one header."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.pages.train.desk import Desk
from desktop.pages.train.later import later
from desktop.pages.train.live import LiveRun
from desktop.pages.train.plan import Plan, made_of
from desktop.pages.train.standing import turn
from desktop.pages.train.step import Step
from desktop.pages.train.steps import STEPS, StepHeader, StepStack
from desktop.widgets.basic import button, column, label, row

if TYPE_CHECKING:
    from desktop.pages.train.check_step import CheckStep
    from desktop.pages.train.data_step import DataStep
    from desktop.pages.train.meet_step import MeetStep
    from desktop.pages.train.plan_step import PlanStep
    from desktop.pages.train.run_view import RunView
    from desktop.pages.train.voice_step import VoiceStep
    from desktop.window import MainWindow

_PLANNED, _AHEAD_MS = STEPS[:4], 300
_Some = TypeVar("_Some", bound=Step)


class PathView(QWidget):
    """Walks with a plan through the first four steps, then with a run through the last two."""

    left = Signal()  # back to all runs
    started = Signal(object)  # a LiveRun: the plan is used up
    again = Signal()
    more = Signal(str)  # the id of a persona to teach more
    edited = Signal()  # something in the plan may have changed
    replanned = Signal(object)  # a plan that was used up is opened again

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__()
        self._window, self._desk, self._backend = window, desk, window.backend
        self.plan = Plan()
        self.live: LiveRun | None = None
        self._following: LiveRun | None = None
        self.at, self._state_shown = "voice", ""
        self._title, self._made_of = label("", "title"), label("", "secondary", wrap=True)
        self.header = StepHeader()
        self._made: dict[str, Step] = {}
        self._stack = StepStack()
        self.back_button = button(self.tr("Back"), self.back)
        self.next_button = button("", self.next, "primary")
        self._hint = label("", "caption", wrap=True)
        self._foot = QWidget()
        foot = row(self.back_button, self._hint, self.next_button, spacing=12)
        foot.setStretch(1, 1)
        self._foot.setLayout(foot)
        head = row(spacing=12)
        head.addLayout(column(self._title, self._made_of, spacing=4), 1)
        head.addWidget(button(self.tr("All runs"), self.left.emit))
        layout = column(head, 6, self.header, 8, self._stack, self._foot, spacing=8)
        layout.setStretch(4, 1)
        layout.setContentsMargins(28, 22, 28, 20)
        self.setLayout(layout)
        self.header.chosen.connect(self.go)
        self._ahead = later(self, _AHEAD_MS, self._make_next)
        desk.changed.connect(self._on_desk)

    # The steps: each is imported and made when one first comes to it, as all at once would hold up the window

    @cached_property
    def voice(self) -> VoiceStep:
        from desktop.pages.train.voice_step import VoiceStep

        return self._add("voice", VoiceStep(self._backend))

    @cached_property
    def data(self) -> DataStep:
        from desktop.pages.train.data_step import DataStep

        return self._add("data", DataStep(self._backend))

    @cached_property
    def check(self) -> CheckStep:
        from desktop.pages.train.check_step import CheckStep

        check = self._add("check", CheckStep(self._backend))
        check.add_wanted.connect(self._add_examples)
        check.other_wanted.connect(lambda: self.go("data"))
        return check

    @cached_property
    def planning(self) -> PlanStep:
        from desktop.pages.train.plan_step import PlanStep

        return self._add("plan", PlanStep(self._backend))

    @cached_property
    def run(self) -> RunView:
        from desktop.pages.train.run_view import RunView

        run = RunView(self._backend, self._desk)
        run.meet_wanted.connect(lambda: self.go("meet"))
        run.replan_wanted.connect(self.show_plan_again)
        run.left.connect(self.left)
        self._stack.addWidget(run)
        return run

    @cached_property
    def meet(self) -> MeetStep:
        from desktop.pages.train.meet_step import MeetStep

        meet = MeetStep(self._meet, self.again.emit, self._teach)
        self._stack.addWidget(meet)
        return meet

    def _add(self, name: str, step: _Some) -> _Some:
        step.changed.connect(lambda: self._on_edited(name))
        step.next_wanted.connect(self.next)
        self._stack.addWidget(step)
        self._made[name] = step
        return step

    def _step(self, name: str) -> Step:
        made: Step = getattr(self, "planning" if name == "plan" else name)
        return made

    def _make_next(self) -> None:
        """Make the step that comes next while the person is busy with this one."""
        if self.live is None and self.at != _PLANNED[-1]:
            self._step(_PLANNED[_PLANNED.index(self.at) + 1])

    def _complete(self, name: str) -> bool:
        return name in self._made and self._made[name].complete

    def _on_edited(self, name: str) -> None:
        self.edited.emit()
        if self.at == name:
            self._show()

    # Where one is

    def show_plan(self, plan: Plan, at: str = "voice") -> None:
        """Begin or go on with a plan."""
        self.leave()
        self._follow_run(None)
        self.plan, self.live = plan, None
        self._enter(at)

    def show_plan_again(self, plan: Plan) -> None:
        """The run could not start: its plan is opened where it ended."""
        self.replanned.emit(plan)
        self.show_plan(plan, "plan")

    def show_run(self, live: LiveRun) -> None:
        """Show a run: how it goes, or whom it made."""
        self.leave()
        self.live = live
        self._follow_run(live)
        self._enter("train")

    def _on_desk(self) -> None:
        """Whether a training starts or waits, and what memory is free for it, follows from the others."""
        if self.live is None and self.at == "plan":
            self._show_foot()
            self.planning.refresh()

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
            self.leave()
            self._enter(step)

    def next(self) -> None:
        """On to the next step; from the last of the plan, start."""
        if not self._complete(self.at) or self._too_large:
            return
        if self.at == "plan":
            self.leave()
            live = self._desk.train(self.plan)
            self.started.emit(live)
            self.show_run(live)
        else:
            self.go(_PLANNED[_PLANNED.index(self.at) + 1])

    @property
    def _too_large(self) -> bool:
        """Whether a training could not start now. What waits in the queue is looked at when its turn comes."""
        return self.at == "plan" and self._desk.current is None and self.planning.too_large

    def back(self) -> None:
        """Back to the step before."""
        self.go(_PLANNED[_PLANNED.index(self.at) - 1])

    def _add_examples(self) -> None:
        self.go("data")
        self.data.write()

    def leave(self) -> None:
        """The step, or the whole path, is hidden."""
        if self.live is None and self.at in self._made:
            self._made[self.at].leave()

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
            made = self._step(step)
            self._stack.setCurrentWidget(made)
            made.enter(self.plan)
            self._ahead.start()
        self._show()

    def _reachable(self) -> frozenset[str]:
        if self.live:
            return frozenset(["train", "meet"] if self.live.state == "done" else ["train"])
        steps = ["voice"]
        if self.plan.name and self.plan.base:
            steps.append("data")
            if self.plan.data is not None and self._complete("data"):
                steps.append("check")
                if self.at == "plan" or self._complete("check"):
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
                made_of(plan.base_name, plan.examples, plan.source, plan.continues_name)
                or self.tr("Six steps from some examples to a voice that speaks.")
            )
            done = frozenset(_PLANNED[: _PLANNED.index(self.at)])
        self.header.show_step(self.at, self._reachable(), done)
        self._foot.setVisible(self.live is None)
        if self.live is None:
            self._show_foot()

    def _show_foot(self) -> None:
        step = self._step(self.at)
        waits = self._desk.current is not None
        texts = {
            "voice": self.tr("Next: Data"),
            "data": self.tr("Next: Check"),
            "check": self.tr("Next: Plan"),
            "plan": self.tr("Add to the queue") if waits else self.tr("Start training"),
        }
        self.next_button.setText(texts[self.at])
        self.next_button.setAccessibleName(texts[self.at])
        self.next_button.setEnabled(step.complete and not self._too_large)
        step.hand_on(self.next_button)
        self.back_button.setVisible(self.at != "voice")
        hint = self.tr("There is not enough memory for these settings.") if self._too_large else step.hint
        self._hint.setText(turn(self._desk) if self.at == "plan" and waits else hint)

    def _teach(self) -> None:
        if self.live and self.live.info:
            self.more.emit(self.live.info.persona.id)

    def _meet(self) -> None:
        """Open a chat with the persona this run made."""
        if self.live and self.live.info:
            self._window.chat_with(self.live.info.persona.id)
