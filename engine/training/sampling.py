"""Which examples an epoch sees, and in which batches: a function of the seed, so resuming needs no other state."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from engine.training.schedule import replayed
from engine.types import TrainSettings

_BUCKET = 16  # batches' worth of examples sorted by length together: little padding, still well mixed

TOKENS_AT_ONCE = 1024  # of one pass alone
TOKENS_IN_A_LANE = 640
_WORTH_A_LANE = 224  # tokens: products of fewer rows read the weights more often than they are worth


@dataclass(frozen=True)
class PassSize:
    """How a micro-batch goes through the model: at most `tokens` in one pass, `lanes` of them side by side."""

    lanes: int = 1
    tokens: int = TOKENS_AT_ONCE


LOGIT_ROWS, GPU_LOGIT_ROWS = 256, 512  # tokens whose logits are made at once

GPU_SIZES = (
    PassSize(1, 8192),
    PassSize(1, 2048),
)  # a GPU is hardly busy with less; the smaller needs less memory


def on_processor(lanes: int) -> PassSize:
    """The size of passes on a processor: of more tokens, products are hardly faster."""
    return PassSize(lanes, TOKENS_AT_ONCE if lanes == 1 else TOKENS_IN_A_LANE)


class Item(Protocol):
    """What a batch is made of: `length` is the tokens that are read for it, `targets` those that
    are learned, `label` its row's own, if it had one."""

    @property
    def length(self) -> int: ...

    @property
    def targets(self) -> int: ...

    @property
    def label(self) -> str: ...


T = TypeVar("T", bound=Item)


def epoch_batches(
    examples: Sequence[Item], replay: Sequence[Item], settings: TrainSettings, epoch: int
) -> list[list[Item]]:
    """One epoch's micro-batches.

    With `balance` each label is drawn as often as any other, the rare ones repeatedly; the epoch stays as long
    as it was. From `replay` as many are added as the settings' share asks for, others in each epoch.
    """
    dice = random.Random(f"{settings.seed}/{epoch}")
    order = _balanced(examples, dice) if settings.balance == "label" else list(examples)
    order += _drawn(replay, replayed(len(examples), settings), dice)
    return batches(order, settings.micro_batch_size, dice)


def batches(examples: Sequence[Item], size: int, dice: random.Random) -> list[list[Item]]:
    """`examples` shuffled, then grouped by length within large buckets."""
    order = list(examples)
    dice.shuffle(order)
    grouped: list[list[Item]] = []
    for start in range(0, len(order), size * _BUCKET):
        bucket = sorted(order[start : start + size * _BUCKET], key=lambda item: item.length)
        grouped += [bucket[i : i + size] for i in range(0, len(bucket), size)]
    dice.shuffle(grouped)
    return grouped


def lanes_for(settings: TrainSettings, lengths: Sequence[int], cores: int) -> int:
    """How many passes of a step go side by side on a processor, if examples have `lengths` tokens.

    A function of data and machine alone: a run that is resumed adds up the same sums as before. Noise (dropout,
    NEFTune) is drawn from one generator in one order: then there is one lane.
    """
    if settings.lora_dropout or settings.neftune_noise_alpha or not lengths:
        return 1
    worth = max(1, settings.micro_batch_size * sum(lengths) // len(lengths) // _WORTH_A_LANE)
    return next(
        lanes for lanes in range(min(cores, worth), 0, -1) if cores % lanes == 0
    )  # no core stays idle


def passes(batch: Sequence[T], size: PassSize = PassSize()) -> list[list[T]]:
    """A micro-batch in parts that go through the model one after the other, or in lanes side by side, their
    gradients added up: the same sum in less memory."""
    most = size.tokens
    aim = min(most, -(-sum(item.length for item in batch) // size.lanes))
    parts: list[list[T]] = []
    tokens = 0
    for item in batch:
        if not parts or tokens + item.length > most or tokens + item.length / 2 > aim:
            parts.append([])
            tokens = 0
        parts[-1].append(item)
        tokens += item.length
    return parts


def _balanced(examples: Sequence[Item], dice: random.Random) -> list[Item]:
    by_label: dict[str, list[Item]] = defaultdict(list)
    for item in examples:
        by_label[item.label].append(item)
    names = sorted(by_label)
    share, rest = divmod(len(examples), len(names))
    extra = set(dice.sample(names, rest))
    return [item for name in names for item in _drawn(by_label[name], share + (name in extra), dice)]


def _drawn(pool: Sequence[Item], count: int, dice: random.Random) -> list[Item]:
    """`count` of the pool: none twice before all were drawn once."""
    drawn: list[Item] = []
    while pool and len(drawn) < count:
        drawn += dice.sample(list(pool), min(len(pool), count - len(drawn)))
    return drawn
