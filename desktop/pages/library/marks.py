"""Marked words in plain text: never HTML, for the text comes from anyone's documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from desktop.theme import theme
from desktop.widgets.utf16 import utf16

Spans = Sequence[tuple[int, int]]
_LEAD = 60


def mark_format() -> QTextCharFormat:
    """How a matched word looks: the theme's highlight behind it."""
    made = QTextCharFormat()
    made.setBackground(QColor(theme.colors.highlight))
    made.setForeground(QColor(theme.colors.text))
    return made


def format_ranges(text: str, spans: Spans) -> list[QTextLayout.FormatRange]:
    """The spans for a text layout."""
    ranges = []
    for start, end in spans:
        made = QTextLayout.FormatRange()
        made.start = utf16(text, start)
        made.length = utf16(text, end) - made.start
        made.format = mark_format()
        ranges.append(made)
    return ranges


def snippet(text: str, spans: Spans, most: int) -> tuple[str, list[tuple[int, int]]]:
    """About `most` characters of `text` on one line, where most of the spans lie, and those spans in them."""
    text = "".join(" " if character.isspace() else character for character in text)
    first = 0
    if len(text) > most and spans:
        starts = [start for start, _ in spans]
        # The window that begins shortly before a span and holds as many as any; the earliest of those.
        best = max(starts, key=lambda at: (sum(at <= start <= at + most - _LEAD for start in starts), -at))
        first = max(0, best - _LEAD)
        while 0 < first < best and not text[first - 1].isspace():
            first += 1
    lead = "… " if first else ""
    shown = text[first : first + most].rstrip()
    if first + most < len(text):
        shown = shown.rsplit(" ", 1)[0] + " …"
    shift = first - len(lead)
    inside = [(start - shift, end - shift) for start, end in spans if start >= first and end <= first + most]
    return lead + shown, [(start, end) for start, end in inside if end <= len(lead + shown)]
