"""Who trains now and who waits: one run at a time, the others in a queue of this window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.amounts import number
from desktop.jobs import Job
from desktop.pages.train.live import LiveRun
from desktop.pages.train.plan import Plan, made_of
from desktop.pages.train.words import left, stage_word

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
        self.holding = False
        """The queue stands still: a run was paused, so the person wants the computer for something else."""
        self._job: Job | None = None

    # What can be started

    def train(self, plan: Plan) -> LiveRun:
        """Train what was planned: now, or after the run under way."""
        plan = replace(plan)  # as it is now, whatever is planned next
        live = LiveRun(plan.name, plan.color, made_of(plan.base_name, plan.examples, plan.source), self)
        live.plan = plan

        def work(engine: Engine, call: Call) -> Any:
            assert plan.data is not None and plan.settings is not None
            return engine.train(
                plan.data,
                plan.persona(plan.replaces or engine.free_persona_id(plan.name)),
                plan.settings,
                base=plan.base,
                replace=bool(plan.replaces),
                on_event=call.report,
                cancel=call.cancel_token,
            )

        if plan.settings:
            live.save_every = plan.settings.save_every
        return self._enter(live, work)

    def resume(self, live: LiveRun) -> LiveRun:
        """Go on with a run that was paused, cut off or failed."""
        run = live.id
        return self._enter(
            live,
            lambda engine, call: engine.resume(run, on_event=call.report, cancel=call.cancel_token),
        )

    def keep(self, live: LiveRun) -> LiveRun:
        """Make a persona of the best that a stopped run has learned."""
        run = live.id
        return self._enter(
            live,
            lambda engine, call: engine.keep_best(run, on_event=call.report, cancel=call.cancel_token),
        )

    def _enter(self, live: LiveRun, work: Work) -> LiveRun:
        live.work, live.state, live.error, live.intent = work, "waiting", None, ""
        if self.current is None:
            self._begin(live)
        else:
            self.waiting.append(live)
            live.changed.emit()
            self.changed.emit()
        return live

    def _begin(self, live: LiveRun) -> None:
        assert live.work is not None
        self.holding = False
        self.current, live.state, live.stage = live, "starting", ""
        live.call = self._backend.run(
            live.work,
            event=lambda event: self._on_event(live, event),
            done=lambda result: self._on_done(live, result),
            failed=lambda error: self._on_failed(live, error),
        )
        title = self.tr("Training {0}").format(live.name)
        self._job = self._window.jobs.add(
            title, live.call, lambda: self.show_wanted.emit(live), asks_before_closing=True
        )
        live.changed.emit()
        self.changed.emit()

    # What can be done with it

    def stop(self, live: LiveRun, intent: str = "") -> None:
        """Pause a run; with the intent `keep` or `discard` that follows once it has stopped."""
        if live is self.current and live.call:
            live.intent, live.state = intent, "stopping"
            live.call.cancel()
            live.changed.emit()
        elif live in self.waiting:
            self.waiting.remove(live)
            self.discarded.emit(live)
            self.changed.emit()

    def start_next(self) -> None:
        """Let the first that waits begin, if nothing runs."""
        if self.current is None and self.waiting:
            self._begin(self.waiting.pop(0))

    def discard(self, live: LiveRun) -> None:
        """Delete a stopped run with its checkpoints."""
        run = live.id
        self._backend.run(
            lambda engine, call: engine.remove_run(run) if run else None,
            done=lambda _: self._on_discarded(live),
            failed=lambda error: self._show_error(live, error),
        )

    # What comes back

    def _on_event(self, live: LiveRun, event: dict[str, Any]) -> None:
        live.take(event)
        if event["event"] == "run":
            self._backend.runs_changed.emit()
        if self._job and event["event"] in ("step", "stage"):
            self._job.progress(live.share, self._detail(live))

    def _detail(self, live: LiveRun) -> str:
        if live.state == "running" and live.stage == "Training" and live.points.seconds_left is not None:
            text = self.tr("step {0} of {1} · {2}")
            return text.format(number(live.step), number(live.total), left(live.points.seconds_left))
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
        if intent == "discard":
            self._end(live, hold=False)
            self.discard(live)
        elif intent == "keep" and live.id and paused:
            self.current = None
            self.keep(live) if not self.waiting else self._keep_first(live)
        else:
            self._reload(live)
            self._end(live, hold=paused)

    def _keep_first(self, live: LiveRun) -> None:
        """What was stopped to be kept comes before all that waits."""
        waiting, self.waiting = self.waiting, []
        self.keep(live)
        self.waiting = waiting

    def _reload(self, live: LiveRun) -> None:
        """Ask for the run's own record, which knows its last checkpoint."""
        run = live.id
        if run:
            error = live.error
            self._backend.run(
                lambda engine, call: engine.run(run),
                done=lambda info: self._on_reloaded(live, info, error),
                failed=lambda _: None,
            )

    def _on_reloaded(self, live: LiveRun, info: Any, error: EngineError | None) -> None:
        if not live.active and live.state != "waiting":
            live.finish(info, live.parity)
            live.error = error

    def _end(self, live: LiveRun, *, hold: bool = False) -> None:
        self.current, self._job, self.holding = None, None, hold and bool(self.waiting)
        self._backend.runs_changed.emit()
        live.changed.emit()
        live.ended.emit()
        if not hold:
            self.start_next()
        self.changed.emit()

    def _on_discarded(self, live: LiveRun) -> None:
        self._backend.runs_changed.emit()
        self.discarded.emit(live)

    def _show_error(self, live: LiveRun, error: EngineError) -> None:
        live.error = error
        live.changed.emit()
