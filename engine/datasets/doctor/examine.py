"""The examination: every check over a dataset, the worst findings first; and the fixes.

Runs in a worker, for it takes seconds of pure Python. What tests/benchmarks/data_doctor.py showed (100,000 rows,
54 MB): reading is a third of the time, splitting texts into words another; regular expressions, ftfy and numpy are
cheap as long as a plain test (`str.isascii`, `"@" in text`, seven digits in a row) spares most texts the dear one. The
examples take 320 MB, the checks 80 MB more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from engine.datasets.doctor.checks import CHECKS, Examined, say
from engine.datasets.doctor.findings import SHOWN_PROBLEMS, Finding, FoundRow
from engine.datasets.doctor.overall import overall
from engine.datasets.doctor.wording import WORDING
from engine.datasets.types import Dataset, Example, Problem
from engine.errors import InputError

REFUSED = ("bad_rows", "wrong_roles")
FIXES = (*REFUSED, *CHECKS)
_ORDER = {"stop": 0, "warn": 1, "note": 2}
_MOST_ROUNDS = 10

OnCheck = Callable[[str, int, int], None]
"""Hears a check's key, how many are done, and how many there are."""


def _ignore(key: str, done: int, total: int) -> None:
    """For callers who do not follow along."""


def examine(dataset: Dataset, seen: Examined, on_check: OnCheck = _ignore) -> list[Finding]:
    """All findings on a dataset that was read leniently. `on_check` may raise to stop."""
    found = [*refused(dataset.problems)]
    for done, (key, check) in enumerate(CHECKS.items()):
        on_check(key, done, len(CHECKS))
        if hits := check.find(seen):
            found.append(say(key, seen, hits))
    found += overall(seen)
    return sorted(found, key=lambda finding: _ORDER[finding.level])


def refused(problems: Sequence[Problem]) -> Iterator[Finding]:
    """Rows that the reader refuses: those whose turns can be put in order, and the others."""
    for key, mendable in (("bad_rows", False), ("wrong_roles", True)):
        if rows := [problem for problem in problems if bool(problem.mended) == mendable]:
            words = WORDING[key]
            yield Finding(
                key=key,
                level=words.level,
                title=words.titled(len(rows)),
                why=words.why,
                count=len(rows),
                rows=[FoundRow(line=row.line, reason=row.reason) for row in rows[:SHOWN_PROBLEMS]],
                fix=words.fixed(len(rows)),
            )


def checked_keys(keys: Collection[str]) -> list[str]:
    """`keys` in the order in which they are fixed. Raises `InputError` for one that has no fix."""
    for key in keys:
        if key not in FIXES:
            raise InputError(f"There is no fix called “{key}”.", fix=f"Known: {', '.join(FIXES)}.")
    if not keys:
        raise InputError("No fix is named.", fix=f"Known: {', '.join(FIXES)}.")
    return [key for key in FIXES if key in keys]


def fix(seen: Examined, keys: Collection[str]) -> tuple[list[Example], dict[str, int]]:
    """The examples without the faults `keys` (of `CHECKS`), and how many of each were put right.

    One fix can lay bare what another is for (two texts are the same once both are masked): they are made again until
    none of `keys` is found any more.
    """
    counts = dict.fromkeys(keys, 0)
    for _ in range(_MOST_ROUNDS):
        before = seen
        for key in keys:
            check = CHECKS[key]
            if hits := check.find(seen):
                counts[key] += len(hits)
                seen = replace(seen, examples=check.fix(seen, hits), _near=None)
        if seen is before:
            break
    return seen.examples, counts
