"""Epochs: every example once, labels balanced, others mixed in; the same for the same seed."""

from __future__ import annotations

import math
import random
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.training.encode import Encoded
from engine.training.sampling import TOKENS_AT_ONCE, batches, epoch_batches, passes
from engine.training.schedule import replayed, steps_per_epoch
from engine.types import TrainSettings


def numbered(lengths: list[int], label: str = "", first: int = 0) -> list[Encoded]:
    return [Encoded([first + i] * n, [first + i] * n, label) for i, n in enumerate(lengths)]


def numbers(made: list[list[Encoded]]) -> list[int]:
    return [e.ids[0] for batch in made for e in batch]


@given(
    lengths=st.lists(st.integers(2, 60), min_size=1, max_size=120),
    size=st.integers(1, 9),
    seed=st.integers(0, 3),
    epoch=st.integers(0, 3),
)
def test_an_epoch_holds_every_example_once(lengths: list[int], size: int, seed: int, epoch: int) -> None:
    settings = TrainSettings(micro_batch_size=size, seed=seed)
    made = epoch_batches(numbered(lengths), (), settings, epoch)
    assert made == epoch_batches(numbered(lengths), (), settings, epoch)
    assert sorted(numbers(made)) == list(range(len(lengths)))
    assert len(made) == steps_per_epoch(len(lengths), settings) == math.ceil(len(lengths) / size)
    assert all(len(batch) <= size for batch in made)
    assert sum(len(batch) < size for batch in made) <= 1


def test_epochs_and_seeds_differ_and_batches_are_of_like_length() -> None:
    examples = numbered([1 + i % 50 for i in range(400)])
    orders = {
        str(numbers(epoch_batches(examples, (), TrainSettings(seed=seed), epoch)))
        for seed in (0, 1)
        for epoch in (0, 1)
    }
    assert len(orders) == 4
    made = batches(examples, 8, random.Random(0))
    padded = sum(len(batch) * max(e.length for e in batch) for batch in made)
    assert padded < 1.25 * sum(e.length for e in examples)  # unsorted it would be about 1.8


@given(counts=st.lists(st.integers(1, 60), min_size=1, max_size=6), epoch=st.integers(0, 5))
def test_balanced_labels_are_seen_equally_often(counts: list[int], epoch: int) -> None:
    examples = [e for i, n in enumerate(counts) for e in numbered([9] * n, f"label {i}", 1000 * i)]
    settings = TrainSettings(balance="label", micro_batch_size=4)
    made = epoch_batches(examples, (), settings, epoch)
    seen = Counter(e.label for batch in made for e in batch)
    assert sum(seen.values()) == len(examples) and len(made) == steps_per_epoch(len(examples), settings)
    assert max(seen.values()) - min(seen.get(f"label {i}", 0) for i in range(len(counts))) <= 1
    times = Counter(numbers(made))
    for i, n in enumerate(counts):  # none of a label comes twice more often than another of it
        of_label = [times[1000 * i + k] for k in range(n)]
        assert max(of_label) - min(of_label) <= 1


@given(count=st.integers(1, 90), pool=st.integers(1, 40), share=st.floats(0.05, 0.9))
def test_replay_takes_its_share(count: int, pool: int, share: float) -> None:
    examples, others = numbered([5] * count), numbered([7] * pool, "replay", 1000)
    settings = TrainSettings(replay=share, micro_batch_size=4)
    made = epoch_batches(examples, others, settings, 0)
    mixed_in = [n for n in numbers(made) if n >= 1000]
    assert len(mixed_in) == replayed(count, settings)
    assert abs(len(mixed_in) / (count + len(mixed_in)) - share) <= 1 / count
    assert sorted(set(numbers(made)) - set(mixed_in)) == list(range(count))
    assert len(made) == steps_per_epoch(count, settings)
    if len(mixed_in) <= pool:
        assert len(set(mixed_in)) == len(mixed_in)


def test_another_epoch_replays_others() -> None:
    examples, others = numbered([5] * 20), numbered([7] * 200, "replay", 1000)
    settings = TrainSettings(replay=0.5)
    first, second = (
        {n for n in numbers(epoch_batches(examples, others, settings, epoch)) if n >= 1000}
        for epoch in (0, 1)
    )
    assert len(first) == len(second) == 20 and len(first & second) < 10


@given(lengths=st.lists(st.integers(1, 1500), max_size=40))
def test_parts_of_a_batch_hold_it_all_and_no_more_than_a_thousand_tokens(lengths: list[int]) -> None:
    batch = numbered(lengths)
    parts = passes(batch)
    assert [e for part in parts for e in part] == batch and all(parts)
    assert all(len(part) == 1 or sum(e.length for e in part) <= TOKENS_AT_ONCE for part in parts)
    assert all(sum(e.length for e in (*a, b[0])) > TOKENS_AT_ONCE for a, b in pairwise(parts))
