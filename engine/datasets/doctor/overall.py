"""Findings on the examples as a whole, which only a person can put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.datasets.doctor import balance, languages
from engine.datasets.doctor.checks import Examined
from engine.datasets.doctor.findings import Finding, Hit, rows_of


def overall(seen: Examined) -> Iterator[Finding]:
    """Imbalance, several languages, length that decides what is preferred. Asked after the checks."""
    for key, values in (
        ("label_balance", [example.label for example in seen.examples]),
        ("source_balance", [example.source for example in seen.examples]),
    ):
        if uneven := balance.imbalance(values):
            yield _uneven(key, uneven, values, seen)
    counts = seen.languages
    if len(counts) > 1 and max(counts.values()) < languages.MAIN * sum(counts.values()):
        yield Finding(
            key="languages",
            level="note",
            title=f"The answers are in {len(counts)} languages",
            why="A small model learns one language better than several.",
            count=sum(counts.values()) - max(counts.values()),
            kinds=counts,
            advice="If that is not meant so, train a voice for each language.",
        )
    if longer := balance.longer_preferred(seen.examples):
        yield Finding(
            key="longer_preferred",
            level="note",
            title=f"{longer} preferred answers are clearly longer than the rejected ones",
            why="Where nearly always the longer answer wins, length is what is learned.",
            count=longer,
            advice="Add pairs in which the shorter answer is the better one.",
        )


def _uneven(key: str, found: balance.Imbalance, values: Sequence[str], seen: Examined) -> Finding:
    rare = {i: Hit() for i, value in enumerate(values) if value == found.least}
    advice = f"Add examples of “{found.least}”, or give fewer of “{found.most}”."
    if key == "label_balance":
        advice = (
            f"Add examples of “{found.least}”, or train with “balance” set to “label”: "
            "each is then seen equally often."
        )
    return Finding(
        key=key,
        level="note",
        title=f"“{found.most}” has {found.counts[found.most]} examples, “{found.least}” only {len(rare)}",
        why="What is rare among the examples is hardly learned beside what is common.",
        count=len(rare),
        rows=rows_of(seen.examples, rare),
        kinds=found.counts,
        advice=advice,
    )
