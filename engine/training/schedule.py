"""How many steps a run takes: the loop's plan, and the estimate's. Loads no torch."""

from __future__ import annotations

import math

from engine.types import TrainSettings

_HEAD, _READ = 0.2, 0.5  # of a token's work: outside the blocks; of a block's own: its forward pass


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


def effort(settings: TrainSettings, blocks: int) -> float:
    """Work on a token of training, against training all `blocks`: those below the lowest adapter are only read,
    and but for the noise of NEFTune only once. Shares of the operations as counted in `fast.projections`."""
    below = lowest_adapted(settings) / max(1, blocks)
    once = min(1.0, 1 / settings.epochs)
    reads = 1.0 if settings.neftune_noise_alpha else once
    # What the bare base says: of each pair, or of the general examples that hold the adapter back.
    asked = 1.0 if settings.method == "dpo" else settings.replay if settings.replay_kl else 0.0
    reference = asked * _READ * once
    return reference + _HEAD + (1 - _HEAD) * (1 - below + below * _READ * reads)


def validations(steps: int, settings: TrainSettings) -> int:
    """How often a run of `steps` validates: every `eval_every` steps, and at its end."""
    if not settings.eval_every:
        return 1
    return math.ceil(steps / settings.eval_every)


def lowest_adapted(settings: TrainSettings) -> int:
    """The lowest block with an adapter: those below keep nothing, and nothing goes back through them."""
    return min(settings.layers_to_transform or [0])
