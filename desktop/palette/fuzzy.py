"""Fuzzy matching: the letters of a query in order, best where words begin and where they are together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_WORD_START, _TOGETHER, _GAP, _FIRST = 8, 5, -1, 4


@dataclass(frozen=True)
class Match:
    """How well a text fits, higher is better, and which of its characters did."""

    score: int
    places: frozenset[int]


def fold(text: str) -> str:
    """Lower case without accents, one character for each of `text`."""
    return "".join(unicodedata.normalize("NFD", character)[0].lower()[0] for character in text)


def match(query: str, text: str, words: str = "") -> Match | None:
    """Every word of `query` must be in `text` as a subsequence, or begin a word of `words`; else None."""
    folded, score, places = fold(text), 0, set[int]()
    more = fold(words).split()
    for part in fold(query).split():
        found = _best(part, folded)
        if found is not None:
            score += found.score
            places |= found.places
        elif any(word.startswith(part) for word in more):
            score += 1
        else:
            return None
    return Match(score, frozenset(places))


def _best(part: str, text: str) -> Match | None:
    """The best of the ways to find `part` in `text`, one from each place where it can begin."""
    best: Match | None = None
    for start, character in enumerate(text):
        if (
            character == part[0]
            and (found := _greedy(part, text, start))
            and (best is None or found.score > best.score)
        ):
            best = found
    if best is None or (best.score < 0 and len(part) > 2):  # scattered letters are no match
        return None
    return best


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
