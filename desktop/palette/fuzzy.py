"""Fuzzy matching: the letters of a query in order, best where words begin and where they are together."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD_START, _TOGETHER, _GAP, _FIRST = 8, 5, -1, 4


@dataclass(frozen=True)
class Searchable:
    """A text as it is searched, folded once, and further words it is found by."""

    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """How well a text fits, higher is better, and which of its characters did."""

    score: int
    places: frozenset[int]


def fold(text: str) -> str:
    """Lower case without accents, one character for each of `text`."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@lru_cache(4096)
def _fold_character(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0].lower()[0]


def searchable(text: str, words: str = "") -> Searchable:
    """`text` and `words` for `match`."""
    return Searchable(fold(text), _fold_words(words))


@lru_cache(256)
def _fold_words(words: str) -> tuple[str, ...]:
    return tuple(fold(words).split())


def match(parts: Sequence[str], inside: Searchable) -> Match | None:
    """Every one of `parts` (the folded words of a query) must be in the text as a subsequence, or begin one
    of its words; else None."""
    score, places = 0, set[int]()
    for part in parts:
        found = _best(part, inside.text)
        if found is not None:
            score += found.score
            places |= found.places
        elif any(word.startswith(part) for word in inside.words):
            score += 1
        else:
            return None
    return Match(score, frozenset(places))


def _best(part: str, text: str) -> Match | None:
    """The best of the ways to find `part` in `text`, one from each place where it can begin."""
    best: Match | None = None
    start = text.find(part[0]) if _is_inside(part, text) else -1
    while start >= 0:
        found = _greedy(part, text, start)
        if found and (best is None or found.score > best.score):
            best = found
        start = text.find(part[0], start + 1)
    if best is None or (best.score < 0 and len(part) > 2):  # scattered letters are no match
        return None
    return best


def _is_inside(part: str, text: str) -> bool:
    """Whether the letters are there in their order at all: most texts are ruled out by this."""
    at = -1
    for character in part:
        at = text.find(character, at + 1)
        if at < 0:
            return False
    return True


def _greedy(part: str, text: str, start: int) -> Match | None:
    places, at = [start], start
    for character in part[1:]:
        # A word's beginning is preferred to the next best place.
        following = text.find(character, at + 1)
        if following < 0:
            return None
        if following != at + 1:
            jump = text.find(" " + character, at + 1)
            following = jump + 1 if jump >= 0 else following
        at = following
        places.append(at)
    score = _FIRST if start == 0 else 0
    for before, place in zip([None, *places], places, strict=False):
        if place == 0 or not text[place - 1].isalnum():
            score += _WORD_START
        elif before is not None and place == before + 1:
            score += _TOGETHER
        elif before is None:
            score -= 3
        else:
            score += max(-6, _GAP * (place - before))
    return Match(score - len(text) // 20, frozenset(places))
