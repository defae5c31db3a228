"""Plain text: each block of lines between blank ones is an example, for continued pretraining."""

from __future__ import annotations

from collections.abc import Iterator

from engine.datasets.rows import checked
from engine.datasets.source import MAX_LINE, Line, Source
from engine.datasets.types import Example, Problem


def text_rows(source: Source) -> Iterator[Example | Problem]:
    """The blocks, each with the line it starts on."""
    block = _Block()
    for line in source.lines():
        if line.fault or line.text.strip():
            block.add(line)
        elif block.start:
            yield block.row()
            block = _Block()
    if block.start:
        yield block.row()


class _Block:
    """Lines of one paragraph; once something is wrong with it, only the reason is kept."""

    def __init__(self) -> None:
        self.start = 0
        self._lines: list[str] = []
        self._size = 0
        self._fault = ""

    def add(self, line: Line) -> None:
        self.start = self.start or line.number
        self._size += len(line.text) + 1
        if line.fault and not self._fault:
            self._fault = line.fault if line.number == self.start else f"its line {line.number} {line.fault}"
        elif self._size > MAX_LINE and not self._fault:
            self._fault = f"begins a paragraph longer than {MAX_LINE // 2**20} MB"
        if self._fault:
            self._lines.clear()
        else:
            self._lines.append(line.text)

    def row(self) -> Example | Problem:
        if self._fault:
            return Problem(line=self.start, reason=self._fault)
        return checked({"text": "\n".join(self._lines)}, "text-jsonl", self.start)
