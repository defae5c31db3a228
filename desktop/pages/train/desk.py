"""Who trains now and who waits: one run at a time, the others in a queue that outlives the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.amounts import number, time_left
from desktop.closing import WayToClose
from desktop.jobs import Job
from desktop.pages.train.live import LiveRun
from desktop.pages.train.plan import Plan, made_of
from desktop.pages.train.questions import confirm_discard
from desktop.pages.train.words import stage_word

if TYPE_CHECKING:
    from desktop.backend import Call, Work
    from desktop.window import MainWindow
    from engine.api import Engine
    from engine.errors import EngineError


class Desk(QObject):
    """Starts runs and follows them. `changed` comes when one starts, ends, queues or leaves the queue."""

    changed = Signal()
    show_wanted = Signal(object)  # a LiveRun, from the job bar
    discarded = Signal(object)  # a LiveRun that is gone

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._backend = window, window.backend
        self.current: LiveRun | None = None
        self.waiting: list[LiveRun] = []
        self.unstarted: list[LiveRun] = []
        """Those that failed before there was a run on disk: only their plans are left."""
        self.holding = False
        """The queue stands still until it is asked to go on: after a pause, and when Macaw has just started."""
        self._job: Job | None = None

    # What can be started

    def train(self, plan: Plan) -> LiveRun:
        """Train what was planned: now, or after the run under way."""
        live = self._planned(plan)
        return self._enter(live, self._training(live))

    def restore(self, waited: Sequence[Plan | LiveRun]) -> None:
        """Put what waited when Macaw was closed back in the queue, plans and runs to go on with; a person starts
        them."""
        lives = [self._planned(each) if isinstance(each, Plan) else each for each in waited]
        for live in lives:
            live.work = self._resuming(live) if live.id else self._training(live)
            live.state, live.error = "waiting", None
        self.waiting = lives + self.waiting
        self.holding = self.holding or bool(lives)
        self.changed.emit()

    def queue(self) -> list[Plan | str]:
        """What is lost if Macaw ends now, unless someone keeps it: plans that made no run on disk yet, and the ids
        of runs that wait to go on."""
        first = [self.current] if self.current and not self.current.id else []
        kept = [live for live in (*first, *self.waiting, *self.unstarted) if not live.keeping]
        return [each for live in kept if (each := live.id or live.plan)]

    def find(self, run: str) -> LiveRun | None:
        """The run of this id, if it is under way or waits."""
        lives = [*([self.current] if self.current else []), *self.waiting]
        return next((live for live in lives if live.id == run), None)

    def _planned(self, plan: Plan) -> LiveRun:
        plan = replace(plan)  # as it is now, whatever is planned next
        about = made_of(plan.base_name, plan.examples, plan.source, plan.continues_name)
        live = LiveRun(plan.name, plan.color, about)
        live.plan = plan
        live.settings, live.continues = plan.settings, plan.continues_name
        return live

    def _training(self, live: LiveRun) -> Work:
        plan = live.plan
        assert plan is not None

        def work(engine: Engine, call: Call) -> Any:
            assert plan.data is not None and plan.settings is not None
            return engine.train(
                plan.data,
                plan.persona(plan.replaces or engine.free_persona_id(plan.name)),
                plan.settings,
                base=plan.base,
                replace=bool(plan.replaces),
                continue_from=plan.continues,
                on_event=call.report,
                cancel=call.cancel_token,
            )

        return work

    def resume(self, live: LiveRun) -> LiveRun:
        """Go on with a run that was paused, cut off or failed."""
        return self.find(live.id) or self._enter(live, self._resuming(live))

    def _resuming(self, live: LiveRun) -> Work:
        run = live.id
        return lambda engine, call: engine.resume(run, on_event=call.report, cancel=call.cancel_token)

    def keep(self, live: LiveRun) -> LiveRun:
        """Make a persona of the best that a stopped run has learned."""
        return self.find(live.id) or self._enter(live, self._keeping(live), keeping=True)

    def _keeping(self, live: LiveRun) -> Work:
        run = live.id
        return lambda engine, call: engine.keep_best(run, on_event=call.report, cancel=call.cancel_token)

    def _enter(self, live: LiveRun, work: Work, *, keeping: bool = False) -> LiveRun:
        live.work, live.state, live.error, live.intent = work, "waiting", None, ""
        live.keeping = keeping
        if self.current is None:
            self._begin(live)
        else:
            self.waiting.append(live)
            live.changed.emit()
            self.changed.emit()
        return live

    def _begin(self, live: LiveRun) -> None:
        assert live.work is not None
        self.current, live.state, live.stage = live, "starting", ""
        live.call = self._backend.run(
            live.work,
            event=lambda event: self._on_event(live, event),
            done=lambda result: self._on_done(live, result),
            failed=lambda error: self._on_failed(live, error),
        )
        self._job = self._window.jobs.add(
            self.tr("Training {0}").format(live.name),
            live.call,
            lambda: self.show_wanted.emit(live),
            stop=lambda: self.stop(live),
            closing=lambda: self._ways_to_close(live),
        )
        live.changed.emit()
        self.changed.emit()

    def _ways_to_close(self, live: LiveRun) -> list[WayToClose]:
        """What can become of a run when the window closes; no other begins after it then."""
        pause = WayToClose(
            self.tr("Pause and close"),
            lambda: self.stop(live, hold=True),
            self.tr("Saving the training of {0}, then Macaw closes.").format(live.name),
        )
        keep = WayToClose(
            self.tr("Stop, keep the best and close"),
            lambda: self.stop(live, "keep", hold=True),
            self.tr("Making a voice of the best of {0} and proving it, then Macaw closes.").format(live.name),
        )
        discard = WayToClose(
            self.tr("Discard and close…"),
            lambda: self.stop(live, "discard", hold=True),
            self.tr("Discarding the training of {0}, then Macaw closes.").format(live.name),
            sure=lambda: confirm_discard(self._window, live),
        )
        return [pause, *([keep] if live.step else []), discard]

    # What can be done with it

    def stop(self, live: LiveRun, intent: str = "", *, hold: bool = False) -> None:
        """Pause a run; with the intent `keep` or `discard` that follows once it has stopped.

        A pause holds the queue, for the computer is wanted for something else; `hold` does so in any case.
        """
        if live is self.current and live.call:
            self.holding = self.holding or hold or not intent
            live.intent, live.state = intent, "stopping"
            live.call.cancel()
            live.changed.emit()
        elif live in self.waiting:
            self.waiting.remove(live)
            self.discarded.emit(live)
            self.changed.emit()

    def go_on(self, first: LiveRun | None = None) -> None:
        """Let the queue go on by itself, with `first` if nothing runs."""
        self.holding = False
        if first and first in self.waiting:
            self.waiting.remove(first)
            self.waiting.insert(0, first)
        self._next()
        self.changed.emit()

    def _next(self) -> None:
        if self.current is None and self.waiting and not self.holding:
            self._begin(self.waiting.pop(0))

    def forget(self, live: LiveRun) -> None:
        """A training that did not start is planned anew, or given up."""
        if live in self.unstarted:
            self.unstarted.remove(live)
            self.changed.emit()

    def discard(self, live: LiveRun) -> None:
        """Delete a stopped run with its checkpoints."""
        run = live.id
        call = self._backend.run(
            lambda engine, call: engine.remove_run(run) if run else None,
            done=lambda _: self._on_discarded(live),
            failed=lambda error: self._show_error(live, error),
        )
        title = self.tr("Discarding {0}").format(live.name)
        self._window.jobs.add(title, call, lambda: self.show_wanted.emit(live), closing=list)

    # What comes back

    def _on_event(self, live: LiveRun, event: dict[str, Any]) -> None:
        live.take(event)
        if event["event"] == "run":
            self._backend.runs_changed.emit()
            self.changed.emit()
        if self._job and event["event"] in ("step", "stage"):
            self._job.progress(live.share, self._detail(live))

    def _detail(self, live: LiveRun) -> str:
        if live.state == "running" and live.stage == "Training" and live.points.seconds_left is not None:
            text = self.tr("step {0} of {1} · {2}")
            return text.format(number(live.step), number(live.total), time_left(live.points.seconds_left))
        return stage_word(live.stage)

    def _on_done(self, live: LiveRun, result: Any) -> None:
        info, parity = result
        live.call, live.intent = None, ""
        live.finish(info, parity)
        self._backend.personas_changed.emit()
        self._end(live)

    def _on_failed(self, live: LiveRun, error: EngineError) -> None:
        from engine.errors import Cancelled

        live.call = None
        paused = isinstance(error, Cancelled)
        live.state = "cancelled" if paused else "failed"
        live.error = None if paused else error
        live.stage, live.points.seconds_left = "", None
        intent, live.intent = live.intent, ""
        if intent == "keep" and live.id and paused:
            live.work = self._keeping(live)
            self._begin(live)  # before all that waits
            return
        if intent == "discard":
            self.discard(live)
        elif live.id:
            self._reload(live)
        elif live.plan:
            self.unstarted.append(live)
        self._end(live)

    def _reload(self, live: LiveRun) -> None:
        """Ask for the run's own record, which knows its last checkpoint."""
        run, error = live.id, live.error
        self._backend.run(
            lambda engine, call: engine.run(run),
            done=lambda info: self._on_reloaded(live, info, error),
            failed=lambda _: None,
        )

    def _on_reloaded(self, live: LiveRun, info: Any, error: EngineError | None) -> None:
        if not live.active and live.state != "waiting":
            live.finish(info, live.parity)
            live.error = error

    def _end(self, live: LiveRun) -> None:
        self.current, self._job, self.holding = None, None, self.holding and bool(self.waiting)
        self._backend.runs_changed.emit()
        live.changed.emit()
        live.ended.emit()
        self._next()
        self.changed.emit()

    def _on_discarded(self, live: LiveRun) -> None:
        self.forget(live)
        self._backend.runs_changed.emit()
        self.discarded.emit(live)

    def _show_error(self, live: LiveRun, error: EngineError) -> None:
        live.error = error
        live.changed.emit()
