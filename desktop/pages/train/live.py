"""One run as the window knows it: what it is, where it stands, and every point of its curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.backend import Call, Work
    from desktop.pages.train.plan import Plan
    from engine.errors import EngineError
    from engine.types import Parity, RunInfo

RESUMABLE = ("cancelled", "interrupted", "failed")


@dataclass(frozen=True)
class Sample:
    """What the voice answered at a step."""

    step: int
    prompt: str
    text: str


class Curve:
    """Steps and values, in order. A step that comes again (after a resume) replaces what followed it."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.values: list[float] = []

    def add(self, step: int, value: float) -> None:
        while self.steps and self.steps[-1] >= step:
            self.steps.pop()
            self.values.pop()
        self.steps.append(step)
        self.values.append(value)


class LiveRun(QObject):
    """A run: waiting, under way, or one of the past. `changed` comes with every event, `ended` once a call ends."""

    changed = Signal()
    ended = Signal()

    def __init__(self, name: str, color: str, made_of: str, owner: QObject) -> None:
        super().__init__(owner)
        self.name, self.color, self.made_of = name, color, made_of
        self.id = ""
        self.state = "waiting"
        self.stage = ""
        self.plan: Plan | None = None
        """What it was started from, in this window."""
        self.work: Work | None = None
        self.call: Call | None = None
        self.intent = ""
        """What follows once it has stopped: `keep`, `discard`, or nothing."""
        self.training, self.validation, self.rate = Curve(), Curve(), Curve()
        self.samples: list[Sample] = []
        self.step = self.total = 0
        self.seconds_left: float | None = None
        self.tokens_per_second = 0.0
        self.memory = 0
        self.best_step = 0
        self.best_loss: float | None = None
        self.save_every = 20
        self.error: EngineError | None = None
        self.info: RunInfo | None = None
        self.parity: Parity | None = None

    @property
    def active(self) -> bool:
        """Whether it is under way, and not just waiting."""
        return self.state in ("starting", "running", "stopping")

    @property
    def share(self) -> float:
        return self.step / self.total if self.total else 0.0

    def take(self, event: dict[str, Any]) -> None:
        """Follow an event of the engine."""
        kind = event.get("event")
        if kind == "run":
            self.id = event["run"]
        elif kind == "stage":
            self.stage = event["name"]
            self.total = event.get("total_steps", self.total)
            if self.state == "starting" and self.stage == "Training":
                self.state = "running"
        elif kind == "step":
            self._take_step(event)
        elif kind == "valid":
            self._take_validation(event["step"], event["loss"])
        elif kind == "sample":
            self._take_sample(event)
        self.changed.emit()

    def _take_step(self, event: dict[str, Any]) -> None:
        step = event["step"]
        self.step, self.total = step, event["total_steps"]
        self.training.add(step, event["loss"])
        self.rate.add(step, event["learning_rate"])
        self.seconds_left = event["eta_seconds"]
        self.tokens_per_second, self.memory = event["tokens_per_second"], event["memory_bytes"]

    def _take_validation(self, step: int, loss: float) -> None:
        self.validation.add(step, loss)
        steps, values = self.validation.steps, self.validation.values
        self.best_loss = min(values)
        self.best_step = steps[values.index(self.best_loss)]

    def _take_sample(self, event: dict[str, Any]) -> None:
        sample = Sample(event["step"], event["prompt"], event["text"])
        self.samples = [old for old in self.samples if old.step < sample.step] + [sample]

    def load(self, info: RunInfo, points: Sequence[dict[str, Any]], parity: Parity | None) -> None:
        """Become a run of the past, with all its points."""
        self.training, self.validation, self.rate, self.samples = Curve(), Curve(), Curve(), []
        for point in points:
            kind = point.get("event")
            if kind == "step":
                self._take_step(point)
            elif kind == "valid":
                self._take_validation(point["step"], point["loss"])
            elif kind == "sample":
                self._take_sample(point)
        self.finish(info, parity)

    def finish(self, info: RunInfo, parity: Parity | None) -> None:
        """Take the run's own record as it is on disk now."""
        self.id, self.info, self.state, self.parity = info.id, info, info.state, parity
        self.step, self.total = info.step or self.step, info.total_steps or self.total
        self.save_every = info.settings.save_every
        self.stage, self.seconds_left = "", None
        self.changed.emit()
