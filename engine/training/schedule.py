"""How many steps a run takes: the loop's plan, and the estimate's. Loads no torch."""

from __future__ import annotations

import math

from engine.types import TrainSettings


def replayed(sequences: int, settings: TrainSettings) -> int:
    """How many sequences of others are mixed into an epoch of `sequences` for `settings.replay`."""
    return round(sequences * settings.replay / (1 - settings.replay))


def steps_per_epoch(sequences: int, settings: TrainSettings) -> int:
    """Optimizer steps that see each of `sequences` training sequences once, and those that are replayed."""
    sequences += replayed(sequences, settings)
    return math.ceil(sequences / (settings.micro_batch_size * settings.gradient_accumulation_steps))


def total_steps(sequences: int, settings: TrainSettings) -> int:
    """Optimizer steps of a whole run, at least one."""
    planned = max(1, round(settings.epochs * steps_per_epoch(sequences, settings)))
    return min(planned, settings.max_steps) if settings.max_steps else planned


def validations(steps: int, settings: TrainSettings) -> int:
    """How often a run of `steps` validates: every `eval_every` steps, and at its end."""
    if not settings.eval_every:
        return 1
    return math.ceil(steps / settings.eval_every)
