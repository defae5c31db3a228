"""Held-out examples that training has seen in other words: validation would look better than it is."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from engine.datasets.doctor.findings import Hit, Hits
from engine.datasets.doctor.words import words
from engine.datasets.split import split
from engine.datasets.types import Example

_LEAST_WORDS = 3


def leaks(examples: Sequence[Example], near: Hits, seed: int = 0) -> Hits:
    """Examples that a split by `seed` holds out while training (or, for a test example, validation) has one that asks
    the same with other punctuation, or that is nearly the same (`near`).

    The split itself keeps equal questions together (`engine.datasets.split`): these are the ones it cannot see.
    """
    index = {id(example): i for i, example in enumerate(examples)}
    parts = split(examples, seed=seed)
    seen: dict[bytes | int, int] = {}
    found: dict[int, Hit] = {}
    leaders = {hit.like for hit in near.values()}
    for part in (parts.train, parts.valid, parts.test):
        keys = []
        for example in part:
            i = index[id(example)]
            asked = words(example.prompt())
            of_it: list[bytes | int] = [near[i].like] if i in near else [i] if i in leaders else []
            if len(asked) >= _LEAST_WORDS:
                of_it.append(blake2b("\n".join(asked).encode(), digest_size=12).digest())
            keys.append((i, of_it))
            hit = next((seen[key] for key in of_it if key in seen), None)
            if hit is not None:
                found[i] = Hit(like=hit)
        for i, of_it in keys:  # after the whole part, for within one nothing leaks
            for key in of_it:
                seen.setdefault(key, i)
    return {i: found[i] for i in sorted(found)}
