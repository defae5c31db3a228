"""A passage with the text around it, so that a person can judge it where it stands."""

from __future__ import annotations

from engine.library.types import Surroundings

_SNAP = 200


def around(text: str, start: int, end: int, reach: int) -> Surroundings:
    """The characters `start` to `end` of `text` with about `reach` more on both sides, cut where a
    paragraph, else a line, else a word ends."""
    start, end = max(0, start), min(len(text), end)
    first, last = max(0, start - reach), min(len(text), end + reach)
    if first:
        first = _after(text, first, min(start, first + _SNAP))
    if last < len(text):
        last = _before(text, max(end, last - _SNAP), last)
    return Surroundings(
        before=text[first:start],
        text=text[start:end],
        after=text[end:last],
        first=first == 0,
        last=last == len(text),
    )


def _after(text: str, low: int, high: int) -> int:
    """The earliest good place to begin between `low` and `high`."""
    for mark in ("\n\n", "\n", " "):
        if (at := text.find(mark, low, high)) >= 0:
            return at + len(mark)
    return low


def _before(text: str, low: int, high: int) -> int:
    """The latest good place to end between `low` and `high`."""
    for mark in ("\n\n", "\n", " "):
        if (at := text.rfind(mark, low, high)) >= 0:
            return at
    return high
