"""Copies: examples that are the same, or the same but for a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from engine.datasets.doctor.findings import Hit, Hits
from engine.datasets.doctor.minhash import SHINGLE, candidates, signatures
from engine.datasets.doctor.words import parts, words
from engine.datasets.drafts import content_key
from engine.datasets.types import Example

ALIKE = 0.8  # Jaccard similarity of the word shingles
_LEAST_WORDS = 10  # of a shorter example every word counts
_ROUNDS = 8
# One of these makes two texts that are alike say different things.
_TELLING = {"not", "no", "never", "without", "nicht", "kein", "keine", "nie", "ohne", "pas", "jamais", "sans"}
_END = "\n"  # between turns; no word


def exact(examples: Sequence[Example]) -> Hits:
    """Examples that are there already, but for case and white space."""
    first: dict[bytes, int] = {}
    found: dict[int, Hit] = {}
    for i, example in enumerate(examples):
        at = first.setdefault(content_key(example), i)
        if at != i:
            found[i] = Hit(like=at)
    return found


def near(examples: Sequence[Example]) -> Hits:
    """Examples that are nearly the same as an earlier one that stays; exact copies are not among them.

    Alike means: a Jaccard similarity of at least 0.8 of all word triples, and of those of the answers alone, with
    the same numbers and negations. So one question with two answers is no duplicate, nor are forms filled in anew.
    Without the rows found, none are alike any more.
    """
    import numpy as np

    copies = exact(examples)
    alive: list[int] = []

    def long_enough() -> Iterator[list[str]]:
        for i, example in enumerate(examples):
            if i not in copies and len(tokens := _tokens(example)) >= _LEAST_WORDS + 2 * len(parts(example)):
                alive.append(i)
                yield tokens

    signed = signatures(long_enough())
    found = np.zeros((len(examples), signed.shape[1]), np.uint16)
    found[alive] = signed

    @lru_cache(4096)
    def known(i: int) -> _Shingled:
        return _Shingled(examples[i])

    like: dict[int, int] = {}
    differ: set[tuple[int, int]] = set()
    for _ in range(_ROUNDS):
        before = len(like)
        among = np.array([i for i in alive if i not in like], np.int64)
        for earlier, later in candidates(found, among):
            kept = like.get(earlier, earlier)
            if later in like or kept == later or (kept, later) in differ:
                continue
            if known(kept).is_like(known(later)):
                like[later] = kept
            else:
                differ.add((kept, later))
        if len(like) == before:
            break
    return {i: Hit(like=like[i]) for i in sorted(like)}


def _tokens(example: Example) -> list[str]:
    """All words, with marks for who speaks."""
    found: list[str] = []
    for role, text in parts(example):
        found += (_END + role, *words(text), _END)
    return found


class _Shingled:
    """An example as two sets of word triples: all of it, and its answers."""

    def __init__(self, example: Example) -> None:
        self.all = _shingles(_tokens(example))
        self.answers = _shingles(
            [
                w
                for role, text in parts(example)
                if role in ("assistant", "text")
                for w in (_END, *words(text), _END)
            ]
        )
        telling = [w for role, text in parts(example) for w in words(text) if w in _TELLING or _numeral(w)]
        self.telling = Counter(telling)

    def is_like(self, other: _Shingled) -> bool:
        return (
            jaccard(self.all, other.all) >= ALIKE
            and jaccard(self.answers, other.answers) >= ALIKE
            and self.telling == other.telling
        )


def _numeral(word: str) -> bool:
    return any(map(str.isdigit, word))


def _shingles(tokens: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(tokens[i:] for i in range(SHINGLE)), strict=False))


def jaccard(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Shared members over all members; 1 for two empty sets."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if a or b else 1.0
