"""What outweighs the rest: labels, sources, long answers among the preferred ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from engine.datasets.split import normalised
from engine.datasets.types import Example

_LEAST_ROWS = 50
_MOST_VALUES = 50  # more are names of rows rather than of kinds
_LABELLED = 0.9
_TIMES = 10
_LONGER, _MOSTLY = 1.25, 0.9


class Imbalance(NamedTuple):
    """The commonest and the rarest value, and the count of each value."""

    most: str
    least: str
    counts: dict[str, int]


def imbalance(values: Sequence[str]) -> Imbalance | None:
    """Whether one label (or source) has ten times the examples of another."""
    counts = dict(Counter(filter(None, values)).most_common())
    labelled = sum(counts.values())
    if labelled < max(_LEAST_ROWS, _LABELLED * len(values)) or not 2 <= len(counts) <= _MOST_VALUES:
        return None
    most, least = next(iter(counts)), list(counts)[-1]
    return Imbalance(most, least, counts) if counts[most] >= _TIMES * counts[least] else None


def longer_preferred(examples: Sequence[Example]) -> int:
    """How many preferred answers are clearly longer than the rejected ones, if nearly all of many are; else 0.

    DPO then learns length (Park et al., “Disentangling Length from Quality in Direct Preference Optimization”, 2024).
    """
    pairs = [e for e in examples if e.rejected]
    longer = sum(len(e.messages[-1].content) > _LONGER * len(e.rejected) for e in pairs)
    return longer if len(pairs) >= _LEAST_ROWS and longer >= _MOSTLY * len(pairs) else 0


def contradictions(examples: Sequence[Example]) -> dict[int, int]:
    """Preference pairs that another one turns round: index -> index of the other, both ways."""
    known: dict[tuple[int, int, int], int] = {}
    found: dict[int, int] = {}
    for i, example in enumerate(examples):
        if example.rejected:
            *before, last = example.messages
            asked = hash(tuple(normalised(m.content) for m in before))
            better, worse = hash(normalised(last.content)), hash(normalised(example.rejected))
            known.setdefault((asked, better, worse), i)
            other = known.get((asked, worse, better))
            if better == worse:
                found[i] = i
            elif other is not None:
                found[other], found[i] = i, other
    return dict(sorted(found.items()))
