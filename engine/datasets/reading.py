"""Read a dataset of any known format, with every bad row reported by line and reason."""

from __future__ import annotations

from pathlib import Path

from engine.datasets.detect import detect, json_layout
from engine.datasets.read_csv import csv_rows
from engine.datasets.read_dialogue import dialogue_rows
from engine.datasets.read_json import document_rows, line_rows
from engine.datasets.read_text import text_rows
from engine.datasets.source import Source
from engine.datasets.types import Dataset, Example, Format, Problem
from engine.errors import BadFile

_SHOWN = 5


def read_dataset(path: Path, *, format: Format | None = None, strict: bool = True) -> Dataset:
    """Read `path`, telling its format by its contents unless `format` names it.

    With `strict` a single bad row refuses the whole file: nothing is half-imported. Without it the bad
    rows are in `problems` and the good ones in `examples`. Raises `BadFile` for a file that is missing,
    empty, binary or of no known kind, and for bad rows when strict (naming the first and their number).
    """
    path = Path(path)
    with Source(path) as source:
        if format is None:
            format, layout = detect(source.sample, path)
        else:
            layout = json_layout(source.sample)
        if format == "csv":
            rows = csv_rows(source)
        elif format == "text":
            rows = text_rows(source)
        elif format == "dialogue":
            rows = dialogue_rows(source)
        elif layout == "document":
            rows = document_rows(source, format)
        else:
            rows = line_rows(source, format)
        examples: list[Example] = []
        problems: list[Problem] = []
        for row in rows:
            if isinstance(row, Example):
                examples.append(row)
            else:
                problems.append(row)
        digest = source.sha256
    if not examples and not problems:
        raise BadFile(f"“{path}” has no rows.", fix="Add at least one example.")
    if strict and problems:
        raise refusal(path, len(examples), problems)
    return Dataset(examples, format, problems, digest)


def refusal(path: Path, good: int, problems: list[Problem]) -> BadFile:
    """The error for a file with bad rows, naming the first of them."""
    bad = len(problems)
    rows = "one bad row" if bad == 1 else f"{bad} bad rows"
    more = f"; and {bad - _SHOWN} more" if bad > _SHOWN else ""
    encoding = any("UTF-8" in problem.reason for problem in problems)
    return BadFile(
        f"“{path}” has {rows} of {good + bad}; nothing was imported.",
        cause="; ".join(map(str, problems[:_SHOWN])) + more + ".",
        fix="Correct or remove them, then try again." + " (Save the file as UTF-8.)" * encoding,
    )
