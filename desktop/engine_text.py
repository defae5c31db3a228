"""What the engine says, in the window's language. The engine itself speaks English and knows no translations.

An English text is recognised by the template it was made of (resources/translations/engine_texts.json, collected by
packaging/engine_texts.py); the translation of the template takes over what was filled in.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QCoreApplication

from desktop.places import RESOURCES

CONTEXT = "Engine"
LIST = RESOURCES / "translations" / "engine_texts.json"
_KNOWN = "Unknown error"  # one of the templates, to see whether there is a translation at all
_LONGEST = 4000  # characters; a longer text is a log rather than a sentence
_LONGEST_PART = 400
_DEEPEST = 3  # a reason within a reason within a sentence
_PLACE = re.compile(r"\{(\d+)\}")
_END = re.compile(r"(?<=[.!?]) (?=\S)")


@dataclass(frozen=True)
class Template:
    """A text with places: the fixed pieces around them."""

    source: str
    pieces: tuple[str, ...]

    def filled_with(self, text: str) -> list[str] | None:
        """What `text` has in the places, or None if it is not made of this template. Takes linear time."""
        first, last = self.pieces[0], self.pieces[-1]
        if len(self.pieces) == 1:
            return [] if text == first else None
        if not text.startswith(first) or not text.endswith(last):
            return None
        at, end, found = len(first), len(text) - len(last), []
        for piece in self.pieces[1:-1]:
            place = text.find(piece, at + 1, end)
            if place < 0:
                return None
            found.append(text[at:place])
            at = place + len(piece)
        return [*found, text[at:end]] if at < end else None


@cache
def known_templates() -> list[Template]:
    """All templates, those with most fixed text first."""
    sources: list[str] = json.loads(LIST.read_text(encoding="utf-8"))
    made = [Template(source, tuple(_PLACE.split(source)[::2])) for source in sources]
    return sorted(made, key=lambda template: -sum(map(len, template.pieces)))


def engine_text(text: str) -> str:
    """`text` of the engine in the window's language; unchanged where it is not known."""
    sign = QCoreApplication.translate(CONTEXT, _KNOWN)
    return text if sign == _KNOWN or len(text) > _LONGEST else _translated(text, sign)


@lru_cache(512)
def _translated(text: str, language: str) -> str:
    """`language` only tells the answers of one language from those of another."""
    return _told(text, _DEEPEST)


def _told(text: str, depth: int) -> str:
    """A text, several reasons, or several sentences, as far as they are known."""
    if (whole := _one(text, depth)) is not None:
        return whole
    if "; " in text:
        first, *others = text.split("; ")
        return _told(first, depth) + "".join(
            _one("; " + part, depth) or "; " + _told(part, depth) for part in others
        )
    what, colon, which = text.partition(": ")
    if colon and (known := _one(what, 0)) is not None:
        return f"{known}: {_told(which, depth - 1) if depth else which}"
    rest = _END.split(text)
    if len(rest) == 1:
        return text
    told: list[str] = []
    while rest:
        for count in range(min(len(rest), 4), 0, -1):  # as many sentences at once as are known together
            if (found := _one(" ".join(rest[:count]), depth)) is not None or count == 1:
                told.append(rest[0] if found is None else found)
                del rest[:count]
                break
    return " ".join(told)


def _one(text: str, depth: int) -> str | None:
    """The translation of a text that is made of one template."""
    for stop in (".", "") if text.endswith(".") else ("",):
        body = text.removesuffix(stop)
        for template in known_templates():
            if (parts := template.filled_with(body)) is not None:
                return _filled(template, parts, depth) + stop
    return None


def _filled(template: Template, parts: list[str], depth: int) -> str:
    shown = [
        part  # a name, or a text too long for a reason
        if before.endswith("“") or not depth or len(part) > _LONGEST_PART
        else _told(part, depth - 1)
        for before, part in zip(template.pieces, parts, strict=False)
    ]
    text = QCoreApplication.translate(CONTEXT, template.source)
    return _PLACE.sub(lambda place: shown[int(place[1])], text)
