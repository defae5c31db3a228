"""Rows of a CSV table with a header that names a pair of columns to learn from."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from engine.datasets.detect import COLUMNS, csv_delimiter, header
from engine.datasets.rows import checked, pair_in
from engine.datasets.source import MAX_LINE, Line, Source
from engine.datasets.types import Example, Problem
from engine.errors import BadFile


def csv_rows(source: Source) -> Iterator[Example | Problem]:
    """The records under the header, each with the line it starts on; blank lines are skipped.

    Raises `BadFile` when the header names no known pair of columns, or one of them twice.
    """
    delimiter = csv_delimiter(source.sample)
    if not delimiter:
        raise BadFile(
            f"“{source.path}” has no header with columns to learn from.",
            fix=f"Begin it with a line that names two columns {COLUMNS}.",
        )
    faults: dict[int, str] = {}
    lines = source.lines()
    first = next(line for line in lines if line.text.strip())  # the sample has it
    names = header(first.text, delimiter)
    for name in (*(pair_in(names) or ()), "system", "input"):
        if names.count(name) > 1:
            raise BadFile(f"“{source.path}” has two columns named “{name}”.", fix="Rename one of them.")
    csv.field_size_limit(MAX_LINE)
    reader = csv.reader(_texts(lines, faults), delimiter=delimiter, strict=True)
    while True:
        start = first.number + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(line=start, reason=faults.pop(start, "") or _reason(error))
            continue
        end = first.number + reader.line_num
        fault = next((faults.pop(number) for number in range(start, end + 1) if number in faults), "")
        if fault:
            yield Problem(line=start, reason=fault)
        elif any(map(str.strip, cells)):  # spreadsheets end tables with rows of empty cells
            yield _record(cells, names, start)


def _texts(lines: Iterator[Line], faults: dict[int, str]) -> Iterator[str]:
    """The text of each line, as `csv` takes only strings; faults are kept aside by line number."""
    for line in lines:
        if line.fault:
            faults[line.number] = line.fault
        yield line.text.replace("\0", "\N{REPLACEMENT CHARACTER}") + "\n"


def _record(cells: list[str], names: list[str], line: int) -> Example | Problem:
    if len(cells) == len(names):
        return checked(dict(zip(names, cells, strict=True)), "csv", line)
    reason = f"has {len(cells)} of the header's {len(names)} cells"
    if len(cells) > len(names):
        reason = (
            f"has {len(cells)} cells, the header only {len(names)}"
            " (text that contains the delimiter needs quotes around it)"
        )
    return Problem(line=line, reason=reason)


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text:
        return "opens a quote that is never closed"
    if "field larger" in text:
        return f"has a cell longer than {MAX_LINE // 2**20} MB, or opens a quote that is never closed"
    return f"is not valid CSV: {text}"
