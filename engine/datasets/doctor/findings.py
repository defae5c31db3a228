"""What the data doctor reports: findings with rows, a reason, an excerpt and, where there is one, a fix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.datasets.types import Description, Example, Format, Problem

Level = Literal["stop", "warn", "note"]
SHOWN = 10  # rows of a finding that are named; `count` tells of the rest
SHOWN_PROBLEMS = 200  # refused rows need to be seen one by one
_WIDTH = 100  # characters of an excerpt


class FoundRow(BaseModel):
    """A row of a finding: where it starts, the row it repeats (0 for none), and what is wrong or written there."""

    model_config = ConfigDict(frozen=True)

    line: int
    like: int = 0
    reason: str = ""
    """Our words: why the reader refuses the row."""
    excerpt: str = ""
    """The data's own words."""


class Finding(BaseModel):
    """One fault of a dataset. `stop` means that training would refuse the file, `note` that it may be meant so.

    `count` is of rows (of which `rows` are the first), `kinds` counts what was found by kind. `why` says in a
    sentence what it does to training. `fix` names what `fix_data` with this `key` does, or is empty; then
    `advice` says what to do instead.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    level: Level
    title: str
    why: str
    count: int
    rows: list[FoundRow] = Field(default_factory=list)
    kinds: dict[str, int] = Field(default_factory=dict)
    fix: str = ""
    advice: str = ""


class DataReport(BaseModel):
    """A dataset looked at from all sides: what it is, its refused rows, and its findings, the worst first.

    `max_seq_length` and `base` are what lengths were counted against; 0 and empty if none was counted.
    """

    format: Format
    description: Description
    problems: list[Problem]
    findings: list[Finding]
    base: str = ""
    max_seq_length: int = 0
    seconds: float = 0


class FixReport(BaseModel):
    """What a fix did: examples written, and per key how many rows were changed or left out."""

    examples: int
    fixed: dict[str, int]


@dataclass(frozen=True)
class Hit:
    """Why an example is in a finding: the words at fault, and the index of the example it repeats (-1 for none)."""

    excerpt: str = ""
    like: int = -1


Hits = Mapping[int, Hit]  # by index into the examples, in rising order


def rows_of(examples: list[Example], hits: Hits) -> list[FoundRow]:
    """The first rows of a finding."""
    return [
        FoundRow(
            line=examples[i].line,
            like=examples[hit.like].line if hit.like >= 0 else 0,
            excerpt=hit.excerpt or excerpt(examples[i].prompt()),
        )
        for i, hit in list(hits.items())[:SHOWN]
    ]


def excerpt(text: str, start: int = 0, end: int = 0) -> str:
    """About 100 characters of `text` around `start` to `end`, on one line."""
    room = max(0, _WIDTH - (end - start)) // 2
    first = max(0, start - room) if end else 0
    part = text[first : first + _WIDTH]
    shown = " ".join("".join(c if c.isprintable() else " " for c in part).split())
    return "…" * (first > 0) + shown + "…" * (first + _WIDTH < len(text))
