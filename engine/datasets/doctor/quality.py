"""Texts that came to harm: mojibake, lost letters, answers that are empty or stop in the middle of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from engine.datasets.doctor.findings import Hit, Hits, excerpt
from engine.datasets.doctor.words import parts
from engine.datasets.types import Example

_LOST = "\N{REPLACEMENT CHARACTER}"
_PLACEHOLDERS = {
    "n/a", "#n/a", "#ref!", "#value!", "nan", "tbd", "todo", "[deleted]", "[removed]", "undefined",
}  # fmt: skip
_FEW = 0.1  # of the answers: if more look so, they are meant so
_LEAST_ANSWERS = 20
_LONG_ANSWER, _LONG_LINE = 200, 60  # characters
_LIST = re.compile(r"\s*(?:[-*•–#>|+]|\d{1,3}[.)]|https?:)")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]»]*(?=\s|$)")


def mojibake(examples: Sequence[Example]) -> Hits:
    """Examples with text that was decoded in a wrong way (“cafÃ©”) and can be put right."""
    found: dict[int, Hit] = {}
    for i, example in enumerate(examples):
        for _, text in parts(example):
            if not text.isascii() and (hurt := _hurt(text)):
                found[i] = Hit(hurt)
                break
    return found


def restored(text: str) -> str:
    """`text` as it was meant, line by line: one line may be hurt and the next not."""
    if text.isascii():
        return text
    from ftfy.badness import is_bad

    return "".join(map(_restored_line, text.splitlines(keepends=True))) if is_bad(text) else text


def _restored_line(line: str) -> str:
    from ftfy import fix_encoding

    fixed = line if line.isascii() else fix_encoding(line)
    # “Ã ” by itself may be meant: São Paulo begins with it.
    return line if fixed in (line.replace("Ã ", "à "), line.replace("Ã ", "à")) else fixed


def _hurt(text: str) -> str:
    """The place in `text` that can be put right; empty if there is none."""
    from ftfy.badness import BADNESS_RE

    if BADNESS_RE.search(text):
        for line in text.splitlines(keepends=True):
            if _restored_line(line) != line:
                at = BADNESS_RE.search(line)
                return excerpt(line, *(at.span() if at else (0, 0)))
    return ""


def lost_letters(examples: Sequence[Example]) -> Hits:
    """Examples with “\N{REPLACEMENT CHARACTER}”, which stands for letters that nobody knows any more."""
    found: dict[int, Hit] = {}
    for i, example in enumerate(examples):
        text = next((text for _, text in parts(example) if _LOST in text), "")
        # Asked about by name, as in a lesson on Unicode, it stands alone or in quotes.
        if at := re.search(rf"\w{_LOST}|{_LOST}\w", text):
            found[i] = Hit(excerpt(text, *at.span()))
    return found


def empty_answers(examples: Sequence[Example]) -> Hits:
    """Conversations with an answer that says nothing: punctuation, invisible characters, “N/A”."""
    found: dict[int, Hit] = {}
    for i, example in enumerate(examples):
        for message in example.messages:
            if message.role == "assistant" and _says_nothing(message.content):
                found[i] = Hit(excerpt(example.prompt()) + " → " + excerpt(message.content))
                break
    conversations = sum(1 for example in examples if example.messages)
    return found if len(found) <= max(3, _FEW * conversations) else {}


def _says_nothing(answer: str) -> bool:
    if len(answer) > 100:
        return False
    text = answer.strip().casefold()
    return text in _PLACEHOLDERS or all(unicodedata.category(c)[0] in "PZC" for c in text)


def cut_answers(examples: Sequence[Example]) -> Hits:
    """Long answers that stop in the middle of a sentence, where nearly all others end with one."""
    long = [(i, e.messages[-1].content) for i, e in enumerate(examples) if e.messages]
    long = [(i, text.rstrip()) for i, text in long if len(text) >= _LONG_ANSWER]
    ends = sum(not _open(text) for _, text in long)
    if len(long) < _LEAST_ANSWERS or ends < (1 - _FEW) * len(long):
        return {}
    return {i: Hit("…" + excerpt(text[-90:])) for i, text in long if _open(text) and _prose(text)}


def _open(text: str) -> bool:
    last = text[-1:]
    return last.isalnum() or last in {",", ";", "("}


def _prose(text: str) -> bool:
    line = text.rsplit("\n", 1)[-1]
    return (
        len(line) >= _LONG_LINE
        and not _LIST.match(line)
        and text.count("```") % 2 == 0
        and _SENTENCE_END.search(text) is not None
    )


def whole_sentences(example: Example) -> Example | None:
    """The example with its last answer ended at its last whole sentence."""
    *before, last = example.messages
    ends = [match.end() for match in _SENTENCE_END.finditer(last.content)]
    if not ends:
        return None
    return example.model_copy(
        update={"messages": (*before, last.model_copy(update={"content": last.content[: ends[-1]]}))}
    )
