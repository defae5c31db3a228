"""All checks by key: how each finds, and how it is put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.datasets.doctor import balance, duplicates, languages, leakage, lengths, personal, quality
from engine.datasets.doctor.findings import Finding, Hit, Hits, rows_of
from engine.datasets.doctor.lengths import Count
from engine.datasets.doctor.wording import WORDING
from engine.datasets.doctor.words import rewritten
from engine.datasets.types import Example

Examples = list[Example]


@dataclass
class Examined:
    """Examples under examination, and what several checks want to know of them.

    `limit` is max_seq_length and `count` counts tokens; without `count` none are counted. `seed` is the split's.
    """

    examples: Examples
    limit: int = 0
    count: Count | None = None
    seed: int = 0
    sizes: dict[int, int] = field(default_factory=dict)
    """Tokens of the conversations that are too long."""
    languages: dict[str, int] = field(default_factory=dict)
    _near: Hits | None = None

    @property
    def near(self) -> Hits:
        """Near duplicates, looked for once."""
        if self._near is None:
            self._near = duplicates.near(self.examples)
        return self._near


@dataclass(frozen=True)
class Check:
    """`find` names the examples at fault, `fix` gives the examples without the fault."""

    find: Callable[[Examined], Hits]
    fix: Callable[[Examined, Hits], Examples]


def say(key: str, seen: Examined, hits: Hits) -> Finding:
    """The finding that tells of `hits`."""
    words, count, kinds = WORDING[key], len(hits), dict[str, int]()
    why = words.why
    if key == "personal":
        kinds = personal.kinds(seen.examples, hits)
    elif key == "language":
        kinds = seen.languages
    elif key == "too_long":
        top = max(seen.sizes, key=lambda i: seen.sizes[i])
        kinds, line = {"longest": seen.sizes[top]}, seen.examples[top].line
        why = f"max_seq_length is {seen.limit} tokens; the longest, at line {line}, has {seen.sizes[top]}."
    return Finding(
        key=key,
        level=words.level,
        title=words.titled(count),
        why=why,
        count=count,
        rows=rows_of(seen.examples, hits),
        kinds=kinds,
        fix=words.fixed(count),
    )


def _without(seen: Examined, hits: Hits) -> Examples:
    return [example for i, example in enumerate(seen.examples) if i not in hits]


def _changed(change: Callable[[Example], Example | None]) -> Callable[[Examined, Hits], Examples]:
    """A fix that changes each example at fault; None leaves it out."""

    def fix(seen: Examined, hits: Hits) -> Examples:
        changed = (change(e) if i in hits else e for i, e in enumerate(seen.examples))
        return [example for example in changed if example is not None]

    return fix


def _strays(seen: Examined) -> Hits:
    hits, seen.languages = languages.strays(seen.examples)
    return hits


def _too_long(seen: Examined) -> Hits:
    if seen.count is None:
        return {}
    hits, seen.sizes = lengths.too_long(seen.examples, seen.limit, seen.count)
    return hits


def _shorten(seen: Examined, hits: Hits) -> Examples:
    assert seen.count is not None
    count = seen.count
    return _changed(lambda example: lengths.shortened(example, seen.limit, count))(seen, hits)


def _contradictions(seen: Examined) -> Hits:
    return {i: Hit(like=-1 if i == j else j) for i, j in balance.contradictions(seen.examples).items()}


# In the order in which fixes are made: what changes texts first, for it can make two examples the same.
CHECKS: Mapping[str, Check] = {
    "mojibake": Check(
        lambda seen: quality.mojibake(seen.examples),
        _changed(lambda example: rewritten(example, quality.restored)),
    ),
    "lost_letters": Check(lambda seen: quality.lost_letters(seen.examples), _without),
    "personal": Check(
        lambda seen: personal.personal(seen.examples),
        _changed(lambda example: rewritten(example, personal.masked)),
    ),
    "empty_answers": Check(lambda seen: quality.empty_answers(seen.examples), _without),
    "cut_answers": Check(lambda seen: quality.cut_answers(seen.examples), _changed(quality.whole_sentences)),
    "contradictions": Check(_contradictions, _without),
    "duplicates": Check(lambda seen: duplicates.exact(seen.examples), _without),
    "near_duplicates": Check(lambda seen: seen.near, _without),
    "language": Check(_strays, _without),
    "too_long": Check(_too_long, _shorten),
    "outliers": Check(lambda seen: lengths.outliers(seen.examples), _without),
    "leakage": Check(lambda seen: leakage.leaks(seen.examples, seen.near, seen.seed), _without),
}
