"""Every point of a run: its curves, its samples, and where it stands by them. No widgets, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


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

    def add(self, step: int, value: float | None) -> None:
        """Add a point. A value of None was not a finite number: nothing is drawn for it."""
        while self.steps and self.steps[-1] >= step:
            self.steps.pop()
            self.values.pop()
        if value is not None:
            self.steps.append(step)
            self.values.append(value)


class Points:
    """Fed with the engine's events, or with what metrics.jsonl kept of them: they look the same."""

    def __init__(self, events: Iterable[dict[str, Any]] = ()) -> None:
        self.training, self.validation, self.rate = Curve(), Curve(), Curve()
        self.samples: list[Sample] = []
        self.step = self.total = 0
        self.seconds_left: float | None = None
        self.tokens_per_second = 0.0
        self.memory = 0
        for event in events:
            self.take(event)

    @property
    def best_loss(self) -> float | None:
        """The lowest validation loss so far."""
        return min(self.validation.values, default=None)

    @property
    def best_step(self) -> int:
        """The step of the lowest validation loss; 0 if there is none."""
        values = self.validation.values
        return self.validation.steps[values.index(min(values))] if values else 0

    def take(self, event: dict[str, Any]) -> None:
        """Add one event; those of other kinds change nothing."""
        kind = event.get("event")
        if kind == "step":
            step = event["step"]
            self.step, self.total = step, event["total_steps"]
            self.training.add(step, event["loss"])
            self.rate.add(step, event["learning_rate"])
            self.seconds_left = event["eta_seconds"]
            self.tokens_per_second, self.memory = event["tokens_per_second"], event["memory_bytes"]
        elif kind == "valid":
            self.validation.add(event["step"], event["loss"])
        elif kind == "sample":
            self._add_sample(Sample(event["step"], event["prompt"], event["text"]))

    def _add_sample(self, new: Sample) -> None:
        """What comes again after a resume replaces what followed it; a step has a sample of each prompt."""
        beside: list[Sample] = []
        while self.samples and self.samples[-1].step >= new.step:
            old = self.samples.pop()
            if old.step == new.step and old.prompt != new.prompt:
                beside.insert(0, old)
        self.samples += [*beside, new]


def by_prompt(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """The samples of each prompt, in the order in which they came; the first prompt is the data's own."""
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        found.setdefault(sample.prompt, []).append(sample)
    return found
