"""Which format a file is in, told by its contents; its name plays no part."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Literal

from engine.datasets.read_dialogue import is_dialogue
from engine.datasets.rows import PAIRS, pair_in, recognise
from engine.datasets.types import Format
from engine.errors import BadFile

Layout = Literal["lines", "document"]
DELIMITERS = (",", ";", "\t", "|")
_ROWS = 100  # JSON rows looked at
COLUMNS = " or ".join(f"{user}/{assistant}" for user, assistant in PAIRS)
_PARTNER = dict(reversed(PAIRS))
_KEY = re.compile(rf'"(messages|conversations|text|{"|".join(_PARTNER)})"\s*:')
_COLUMN = re.compile(r"[\w][\w .#/-]{0,39}")


def detect(sample: str, path: Path) -> tuple[Format, Layout]:
    """Format and layout of the file that begins with `sample`; `path` only names it in errors.

    `lines` means one row (or CSV record, or line of text) after the other, `document` one or more JSON
    values that span lines. Raises `BadFile` when it is JSON or CSV with nothing in it that we know.
    """
    text = sample.lstrip()
    if _is_json(text):
        return _json_format(text, path)
    delimiter = csv_delimiter(sample)
    if delimiter:
        return "csv", "lines"
    columns = _unknown_table(sample)
    if columns:
        raise BadFile(
            f"“{path}” is a table without columns to learn from.",
            cause=f"Its columns are {', '.join(columns[:8])}.",
            fix=f"Name two of them {COLUMNS}, or ask for the format “text” to use it as plain text.",
        )
    return ("dialogue" if is_dialogue(sample) else "text"), "lines"


def json_layout(sample: str) -> Layout:
    """`document` for a JSON array or for objects that span lines, else `lines` (JSONL)."""
    text = sample.lstrip()
    lines = [line for line in text.split("\n") if line.strip()][:_ROWS]
    whole = bool(lines) and _parses(lines[0])
    if text.startswith("["):
        return "lines" if whole and len(lines) > 1 else "document"
    # When the first line is no whole value, a later line that is a row by itself tells JSONL with a bad row.
    rows = whole or len(lines) < 2 or any(recognise(_value(line)) for line in lines)
    return "lines" if rows else "document"


def csv_delimiter(sample: str) -> str:
    """The delimiter with which the first line is a header that names a known pair of columns, or ""."""
    return next((d for d in DELIMITERS if pair_in(header(_first_line(sample), d))), "")


def header(line: str, delimiter: str) -> list[str]:
    """Column names of a header line, in lower case and stripped; none when it is no CSV."""
    try:
        return [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _first_line(sample: str) -> str:
    # csv refuses NUL and over-long fields; as a header such a line is unknown anyway.
    return next((line for line in sample.split("\n") if line.strip()), "")[:10_000].replace("\0", "")


def _is_json(text: str) -> bool:
    if text.startswith("{"):
        return True
    # “[1] A footnote” is text; “[{”, “["” or “[[” is not.
    return bool(re.match(r"\[\s*[\[{\"\]]", text)) or (text.startswith("[") and _parses(text))


def _json_format(text: str, path: Path) -> tuple[Format, Layout]:
    layout = json_layout(text)
    lines = text.split("\n")[:_ROWS]
    values = _values(text) if layout == "document" else [_value(line) for line in lines]
    found = Counter(kind for kind in map(recognise, values) if kind)
    if found:
        return found.most_common(1)[0][0], layout
    rows = [value for value in values if isinstance(value, dict)]
    if not rows:
        # No row could be read here, be it broken or longer than the sample: go by the first known key,
        # and let the reader report each bad row with its line.
        key = _KEY.search(text)
        return (recognise({key[1]: "", _PARTNER.get(key[1], ""): ""}) or "chat") if key else "chat", layout
    raise BadFile(
        f"“{path}” is JSON of a kind not known here.",
        cause=f"Its rows have the keys {', '.join(map(str, list(rows[0])[:8])) or '(none)'}.",
        fix=f"Use “messages” (chat), “conversations” (ShareGPT), “text” or {COLUMNS}.",
    )


def _unknown_table(sample: str) -> list[str]:
    """Column names if the sample is a table all the same: tidy names, every row as wide as the header."""
    lines = [line for line in sample.split("\n") if line.strip()][:50]
    for delimiter in DELIMITERS:
        names = [name.strip() for name in _first_line(sample).split(delimiter)]
        if len(names) < 2 or len(set(names)) < len(names) or not all(map(_COLUMN.fullmatch, names)):
            continue
        if f"{delimiter} " in _first_line(sample):
            continue  # “Dear Ann, how are you” is prose
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if len(widths) >= 3 and set(widths) == {len(names)}:
            return names
    return []


def _values(text: str) -> list[object]:
    """The first JSON values of a document, as many as the sample holds whole."""
    decoder = json.JSONDecoder()
    found: list[object] = []
    at = int(text.startswith("["))
    while len(found) < _ROWS:
        at = _skip(text, at)
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


def _value(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
