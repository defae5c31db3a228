"""Conversations that are far longer than the others, or longer than training reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import median

from engine.datasets.doctor.findings import Hit, Hits, excerpt
from engine.datasets.doctor.words import parts
from engine.datasets.types import Example

_LEAST_ROWS = 20
_DEVIATIONS = 6.0
_TIMES = 8.0
_RARE = 0.01
_NORMAL = 1.4826  # of a normal distribution the median deviation times this is the standard deviation
_TURN_TOKENS = 16  # a template's marks around a turn, at most

Count = Callable[[Sequence[Example]], list[int]]
"""Tokens of each conversation, as training will see it."""


def outliers(examples: Sequence[Example]) -> Hits:
    """Conversations at least 8 times as long as the median and 6 robust deviations from it, if they are few.

    The deviation is that of the logarithm of the length in characters, by the median absolute deviation (Iglewicz &
    Hoaglin, “How to Detect and Handle Outliers”, 1993). Texts are learned in parts: their length matters to nobody.
    """
    sizes = {i: _characters(e) for i, e in enumerate(examples) if e.messages}
    if len(sizes) < _LEAST_ROWS:
        return {}
    middle = median(sizes.values())
    deviation = _NORMAL * median(abs(math.log(size / middle)) for size in sizes.values())
    limit = middle * max(math.exp(min(_DEVIATIONS * deviation, 20)), _TIMES)
    found = [i for i, size in sizes.items() if size > limit]
    if len(found) > max(3, _RARE * len(sizes)):
        return {}
    return {i: Hit(excerpt(examples[i].prompt())) for i in found}


def _characters(example: Example) -> int:
    return max(1, sum(len(text) for _, text in parts(example)))


def too_long(examples: Sequence[Example], limit: int, count: Count) -> tuple[Hits, dict[int, int]]:
    """Conversations of more than `limit` tokens, and the tokens of each.

    A token has a byte at least, so only those are counted that have as many bytes.
    """
    least = [i for i, e in enumerate(examples) if e.messages]
    if not least:
        return {}, {}
    shortest = min(
        (examples[i] for i in least), key=lambda e: (e.messages[0].role == "system", _most_tokens(e))
    )
    overhead = count([shortest])[0]  # a default system prompt, say
    least = [i for i in least if _most_tokens(examples[i]) + overhead > limit]
    sizes = dict(zip(least, count([examples[i] for i in least]), strict=True)) if least else {}
    sizes = {i: size for i, size in sizes.items() if size > limit}
    return {i: Hit(excerpt(examples[i].prompt())) for i in sizes}, sizes


def _bytes(example: Example) -> int:
    return sum(len(text) if text.isascii() else len(text.encode()) for _, text in parts(example))


def _most_tokens(example: Example) -> int:
    return _bytes(example) + _TURN_TOKENS * len(example.messages)


def shortened(example: Example, limit: int, count: Count) -> Example | None:
    """The conversation without as many of its last turns as it takes to stay within `limit`; None if all would go.

    Whole turns: an answer cut off teaches to stop in the middle of a sentence. A rejected answer belongs to the last
    turn alone, so a pair cannot be shortened.
    """
    ends = [i + 1 for i, m in enumerate(example.messages[:-1]) if m.role == "assistant"]
    if example.rejected or not ends:
        return None
    tries = [example.model_copy(update={"messages": example.messages[:end]}) for end in ends]
    fitting = [made for made, size in zip(tries, count(tries), strict=True) if size <= limit]
    return fitting[-1] if fitting else None
