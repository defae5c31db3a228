"""One run as the window knows it: what it is, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.pages.train.points import Points

if TYPE_CHECKING:
    from desktop.backend import Call, Work
    from desktop.pages.train.plan import Plan
    from engine.errors import EngineError
    from engine.types import Parity, RunInfo, TrainSettings

RESUMABLE = ("cancelled", "interrupted", "failed")


class LiveRun(QObject):
    """A run: waiting, under way, or one of the past. `changed` comes with every event, `ended` once a call ends."""

    changed = Signal()
    ended = Signal()

    def __init__(self, name: str, color: str, made_of: str) -> None:
        super().__init__()
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
        self.keeping = False
        """It is not to learn more: the best so far becomes a persona."""
        self.points = Points()
        self.continues = ""
        """The name of the voice it goes on from."""
        self.old_gone = ""
        """Why the data of that voice is not here; empty if it is."""
        self.settings: TrainSettings | None = None
        self.device = ""
        """What it trains on, and why."""
        self.packed = self.checkpointing = False
        """How its memory is kept small."""
        self.restarted: int | None = None
        """The step from which its worker went on after it had died."""
        self.stopped_early = False
        self.error: EngineError | None = None
        self.info: RunInfo | None = None
        self.parity: Parity | None = None

    @property
    def active(self) -> bool:
        """Whether it is under way, and not just waiting."""
        return self.state in ("starting", "running", "stopping")

    @property
    def step(self) -> int:
        return self.points.step

    @property
    def total(self) -> int:
        return self.points.total

    @property
    def share(self) -> float:
        return self.step / self.total if self.total else 0.0

    def take(self, event: dict[str, Any]) -> None:
        """Follow an event of the engine."""
        if event["event"] == "run":
            self.id = event["run"]
        elif event["event"] == "continued":
            self.continues, self.old_gone = self.continues or event["name"], event["note"]
        elif event["event"] == "stage":
            self.stage = event["name"]
            self.device = event.get("device", self.device)
            self.packed = event.get("packed", self.packed)
            self.checkpointing = event.get("checkpointing", self.checkpointing)
            self.points.total = event.get("total_steps", self.points.total)
            if self.state == "starting" and self.stage == "Training":
                self.state = "running"
        elif event["event"] == "restarted":
            self.restarted = event["step"]
        elif event["event"] == "done" and isinstance(event.get("result"), dict):
            self.stopped_early = event["result"].get("stopped_early", self.stopped_early)
        else:
            self.points.take(event)
        self.changed.emit()

    def load(self, info: RunInfo, points: Points, parity: Parity | None) -> None:
        """Become a run of the past, with all its points."""
        self.points = points
        self.finish(info, parity)

    def finish(self, info: RunInfo, parity: Parity | None) -> None:
        """Take the run's own record as it is on disk now."""
        self.id, self.info, self.state, self.parity = info.id, info, info.state, parity
        self.points.step = info.step or self.points.step
        self.points.total = info.total_steps or self.points.total
        self.points.seconds_left = None
        self.stopped_early, self.stage = info.stopped_early, ""
        self.settings, self.device = info.settings, info.device or self.device
        if info.continued:
            self.continues, self.old_gone = self.continues or info.continued.name, info.continued.note
        self.changed.emit()
