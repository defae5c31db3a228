"""Rows of JSON: one object per line (JSONL), an array, or objects that each span lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from engine.datasets.rows import checked
from engine.datasets.source import MAX_LINE, Source
from engine.datasets.types import Example, Format, Problem

_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPED = re.compile("[\udc80-\udcff]")  # how `Source.document` shows bytes that are no UTF-8


def line_rows(source: Source, format: Format) -> Iterator[Example | Problem]:
    """The rows of JSONL; blank lines are skipped."""
    for line in source.lines():
        if line.fault:
            yield Problem(line=line.number, reason=line.fault)
        elif line.text and not line.text.isspace():
            try:
                value = json.loads(line.text)
            except (ValueError, RecursionError) as error:
                yield Problem(line=line.number, reason=_reason(error))
            else:
                yield checked(value, format, line.number)


def document_rows(source: Source, format: Format) -> Iterator[Example | Problem]:
    """The elements of a JSON array, or JSON objects one after the other, each with the line it starts on.

    Behind a syntax error nothing can be told apart any more: that problem is the last and says so.
    """
    document = _Document(source.document())
    try:
        for value, start, end in document.elements():
            line = document.line(start)
            if found := _ESCAPED.search(document.text, start, end):
                byte = ord(found[0]) - 0xDC00
                yield Problem(line=line, reason=f"is not valid UTF-8: it has the byte 0x{byte:02x}")
            elif end - start > MAX_LINE:
                yield Problem(line=line, reason=f"is longer than {MAX_LINE // 2**20} MB")
            else:
                yield checked(value, format, line)
    except _Broken as broken:
        reason = f"{broken.reason}; the rest of the file was not read"
        yield Problem(line=document.line(broken.at), reason=reason)


class _Broken(Exception):
    """The document's syntax ends at character `at`."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


class _Document:
    """JSON values within one text, decoded one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._decoder = json.JSONDecoder()
        self._line, self._counted = 1, 0

    def line(self, at: int) -> int:
        """The 1-based line of character `at`; asked in rising order, so that each is counted once."""
        self._line += self.text.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self._line

    def elements(self) -> Iterator[tuple[object, int, int]]:
        """Each value with its first character and the one behind its last. Raises `_Broken`."""
        at = self._skip(0)
        if not self.text.startswith("[", at):
            while at < len(self.text):
                value, end = self._decode(at)
                yield value, at, end
                at = self._skip(end)
            return
        at = self._skip(at + 1)
        while not self.text.startswith("]", at):
            value, end = self._decode(at)
            yield value, at, end
            at = self._skip(end)
            if self.text.startswith(",", at):
                at = self._skip(at + 1)
            elif at == len(self.text):
                raise _Broken(end, "is not valid JSON: the array is never closed")
            elif not self.text.startswith("]", at):
                raise _Broken(at, "is not valid JSON: a comma is missing before it")
        at = self._skip(at + 1)
        if at < len(self.text):
            raise _Broken(at, "is not valid JSON: more follows the end of the array")

    def _decode(self, at: int) -> tuple[object, int]:
        try:
            return self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise _Broken(error.pos, _reason(error)) from None
        except (ValueError, RecursionError) as error:
            raise _Broken(at, _reason(error)) from None

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is not valid JSON: {error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "is not usable JSON: nested too deeply"
    return "is not usable JSON: a number is too long"
