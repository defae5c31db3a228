"""A training whose worker is killed again and again, and one that is left in peace."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from engine.api import Engine
from engine.errors import WorkerCrashed
from engine.types import Persona, RunInfo, TrainSettings
from tests.engine.engine_files import workers_of

# All that a resume may get wrong: random numbers, several batches to a step, examples drawn from elsewhere, a count
# of validations without progress.
STORMY = TrainSettings(
    r=4, lora_alpha=8, learning_rate=5e-3, epochs=60, micro_batch_size=2, gradient_accumulation_steps=2,
    lora_dropout=0.1, neftune_noise_alpha=5, replay=0.2, eval_every=5, save_every=2, early_stopping_patience=9,
)  # fmt: skip
# The same on cached features of a frozen block.
FROZEN = STORMY.model_copy(update={"layers_to_transform": [1], "neftune_noise_alpha": 0.0})
_SAVING = (".step-*", ".best.*")  # what a save is written to before it is renamed


class Killer:
    """Ends the job worker's first `kills` lives: at random moments, half of them while it writes."""

    def __init__(self, folder: Path, kills: int, seed: int) -> None:
        self._runs, self._left, self._dice = folder, kills, random.Random(seed)
        self._steps = -1
        self.run = ""
        self.done: Counter[str] = Counter()

    def follow(self, event: dict[str, Any]) -> None:
        """Hear the events of the training."""
        if event["event"] == "run":
            self.run = event["run"]
        elif event["event"] == "stage" and event["name"] == "Training" and self._left:
            self._left -= 1
            (worker,) = workers_of("job")
            self._steps = -1
            if self._left % 2:
                threading.Thread(target=self._while_writing, args=(worker.pid,), daemon=True).start()
            else:
                self._steps = self._dice.randrange(1, 5)
        elif event["event"] == "step" and self._steps > 0:
            self._steps -= 1
            if not self._steps:
                (worker,) = workers_of("job")
                self._end(worker.pid, "between")

    def _while_writing(self, pid: int) -> None:
        folder, skip, seen = self._runs / self.run, self._dice.randrange(3), set[str]()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for place in (folder, folder / "checkpoints"):
                seen |= {path.name for pattern in _SAVING for path in place.glob(pattern)}
            if len(seen) > skip:
                self._end(pid, "writing")
                return
            time.sleep(0.0005)

    def _end(self, pid: int, when: str) -> None:
        time.sleep(self._dice.uniform(0, 0.01))
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.done[when] += 1


def train_through(
    engine: Engine, data: Path, name: str, settings: TrainSettings, kills: int = 0, seed: int = 0
) -> tuple[RunInfo, Counter[str]]:
    """Train to the end on the base “tiny”, resuming after every kill; the run, and how often it was killed when."""
    killer = Killer(engine.home.runs, kills, seed)
    try:
        persona = Persona(id=name, name=name)
        return engine.train(data, persona, settings, base="tiny", on_event=killer.follow)[0], killer.done
    except WorkerCrashed:
        while True:
            try:
                return engine.resume(killer.run, on_event=killer.follow)[0], killer.done
            except WorkerCrashed:
                continue


def outcome(engine: Engine, run: RunInfo) -> dict[str, Any]:
    """What must not depend on interruptions: the bytes of the last and the best adapter, and the whole curve."""
    folder = engine.home.runs / run.id
    last = folder / "checkpoints" / f"step-{run.step:06d}"
    weights = {at.name: (at / "adapter_model.safetensors").read_bytes() for at in (last, folder / "best")}
    points = [(p["event"], p["step"], p.get("loss"), p.get("text")) for p in engine.metrics(run.id)]
    return {**weights, "points": points, "end": (run.step, run.stopped_early, run.tokens, run.best_step)}
