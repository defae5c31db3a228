"""Conversations written as people write them: “Q: …” and “A: …”, each at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.datasets.rows import checked
from engine.datasets.source import MAX_LINE, Line, Source
from engine.datasets.types import Example, Problem

_ASKED, _SPOKEN, _ANSWERED = ("q", "question", "frage"), ("user",), ("a", "answer", "antwort", "assistant")
_LABEL = re.compile(
    rf"\s*(?:\*\*)?({'|'.join((*_ASKED, *_SPOKEN, *_ANSWERED))})[ \t]?\d{{0,6}}[ \t]?(?::\*\*|\*\*:|:)[ \t]*",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\n[ \t\r]*\n\s*")


def is_dialogue(sample: str) -> bool:
    """Whether a text is one: it begins with a question, has an answer, and most of its paragraphs a label.

    An answer may have paragraphs of its own, but not as many as there are labelled ones.
    """
    first = _LABEL.match(sample)
    if first is None or _role(first) != "user":
        return False
    blocks = _BLOCK.split(sample.strip())
    labelled = sum(bool(_LABEL.match(block)) for block in blocks)
    labels = (_LABEL.match(line) for line in sample.split("\n"))
    return labelled * 2 > len(blocks) and any(label and _role(label) == "assistant" for label in labels)


def dialogue_rows(source: Source) -> Iterator[Example | Problem]:
    """The conversations, each with the line it starts on.

    A question begins a new one; what is labelled “User” does so after an empty line only, else it goes on.
    """
    talk, blank = _Talk(), True
    for line in source.lines():
        label = _LABEL.match(line.text)
        if label and _role(label) == "user" and talk.start and (blank or label[1].lower() in _ASKED):
            yield talk.row()
            talk = _Talk()
        if talk.start or line.fault or line.text.strip():
            talk.add(line, label)
        blank = not (line.fault or line.text.strip())
    if talk.start:
        yield talk.row()


def _role(label: re.Match[str]) -> str:
    return "assistant" if label[1].lower() in _ANSWERED else "user"


class _Talk:
    """Lines of one conversation; once something is wrong with it, only the reason is kept."""

    def __init__(self) -> None:
        self.start = 0
        self._turns: list[tuple[str, list[str]]] = []
        self._size = 0
        self._fault = ""

    def add(self, line: Line, label: re.Match[str] | None) -> None:
        self.start = self.start or line.number
        self._size += len(line.text) + 1
        if self._fault:
            return
        if line.fault:
            self._fault = line.fault if line.number == self.start else f"its line {line.number} {line.fault}"
        elif self._size > MAX_LINE:
            self._fault = f"begins a conversation longer than {MAX_LINE // 2**20} MB"
        elif label:
            self._turns.append((_role(label), [line.text[label.end() :]]))
        elif self._turns:
            self._turns[-1][1].append(line.text)
        else:
            self._fault = "does not begin with a question, such as “Q: …”"
        if self._fault:
            self._turns.clear()

    def row(self) -> Example | Problem:
        if self._fault:
            return Problem(line=self.start, reason=self._fault)
        messages = [{"role": role, "content": "\n".join(lines).strip()} for role, lines in self._turns]
        return checked({"messages": messages}, "chat", self.start)
