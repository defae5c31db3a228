"""The texts of an example, and their words."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.datasets.split import normalised
from engine.datasets.types import Example

# Scripts written without blanks: each character is a word of its own.
_SOLID = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_SOLID}]|[^\W_{_SOLID}]+|[+*/=<>%^|&~#-]")


def words(text: str) -> list[str]:
    """Words and operators of `text` without regard to case, Unicode form and punctuation.

    Operators count: “5 + 3” is not “5 - 3”, nor “C++” “C#”.
    """
    return _WORD.findall(normalised(text))


def parts(example: Example) -> list[tuple[str, str]]:
    """All texts of an example with who says them: its turns or its text, then its rejected answer."""
    found: list[tuple[str, str]] = [(m.role, m.content) for m in example.messages] or [("text", example.text)]
    return [*found, ("rejected", example.rejected)] if example.rejected else found


def answer(example: Example) -> str:
    """The last answer, or the text itself."""
    return example.messages[-1].content if example.messages else example.text


def rewritten(example: Example, rewrite: Callable[[str], str]) -> Example:
    """The example with `rewrite` applied to every text of it."""
    return example.model_copy(
        update={
            "messages": tuple(m.model_copy(update={"content": rewrite(m.content)}) for m in example.messages),
            "text": rewrite(example.text) if example.text else "",
            "rejected": rewrite(example.rejected) if example.rejected else "",
        }
    )
