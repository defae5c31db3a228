"""Answers from passages: the prompt that grounds them, and whether what came back is in the passages.

The prompt is short and simple, for the starter model has 135 million parameters. What a document says is
data: it is fenced, and nothing in it can end the fence, look like a citation or become a control token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.library.stop_words import STOP_WORDS
from engine.library.types import Passage
from engine.types import Citation

MAX_PASSAGES = 3
MAX_WORDS = 60
"""Words of one passage in the prompt: the starter model answered 9 of the 20 sample questions rightly with
60 and 3 with 120, all else equal. A larger model may be given more."""
MAX_TOKENS = 700
"""Tokens of the whole prompt."""
ENOUGH_SUPPORT = 0.34
"""Share of a sentence's telling words that must be in a passage. Not more: a persona adds words of its own."""

_FENCE = '"""'
_HARMLESS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "|": "¦"})
_MARK = re.compile(r"[ \t]*\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*(?:[ \t]*\[[\d, ]+\])*(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class GroundedPrompt:
    """The user's turn for the model, and the passages in it under the numbers that it shows."""

    text: str
    passages: list[Passage]


@dataclass(frozen=True)
class CheckedAnswer:
    """An answer whose marks all point somewhere.

    `invalid` are numbers the model made up; their marks are gone from `text`. `support` is, for the best
    sentence, the share of its telling words that a passage has, in [0, 1]; `supported` that it is enough.
    """

    text: str
    citations: list[Citation] = field(default_factory=list)
    invalid: list[int] = field(default_factory=list)
    support: float = 0.0
    supported: bool = False


def words_estimate(text: str) -> int:
    """Tokens of `text` where no tokenizer is at hand, rather too many than too few."""
    return len(text.split()) * 3 // 2 + 1


def grounded_prompt(
    question: str,
    passages: Sequence[Passage],
    *,
    count_tokens: Callable[[str], int] = words_estimate,
    max_tokens: int = MAX_TOKENS,
    max_passages: int = MAX_PASSAGES,
    max_words: int = MAX_WORDS,
) -> GroundedPrompt:
    """The question after as many of the best passages as fit; at least one, cut if it must be."""
    used: list[Passage] = []
    text = question
    for passage in passages[:max_passages]:
        numbered = passage.model_copy(update={"number": len(used) + 1})
        longer = _compose(question, [*used, numbered], max_words)
        if used and count_tokens(longer) > max_tokens:
            break
        used.append(numbered)
        text = longer
    words = max_words
    while used and words > 10 and count_tokens(text) > max_tokens:
        words = words * 2 // 3
        text = _compose(question, used, words)
    return GroundedPrompt(text, used)


def _compose(question: str, passages: Sequence[Passage], words: int) -> str:
    # The passages first, the question last. Of seven wordings tried with the starter model on the 20 sample
    # questions it got 9 right with this one and 4 to 8 with the others, so the lead is within the noise.
    blocks = [_block(passage, excerpt(passage.text, question, words)) for passage in passages]
    return (
        "\n\n".join(blocks)
        + "\n\nAnswer only from the passages above, in one sentence, and cite like [1].\n\n"
        + f"Question: {question.strip()}"
    )


def _block(passage: Passage, text: str) -> str:
    text = text.translate(_HARMLESS).replace(_FENCE, "“")
    return f"[{passage.number}] {place(passage).translate(_HARMLESS)}\n{_FENCE}\n{text}\n{_FENCE}"


def place(passage: Passage | Citation) -> str:
    """File and page for people: “handbook.pdf, page 3”."""
    return passage.file if passage.page is None else f"{passage.file}, page {passage.page}"


def excerpt(text: str, question: str, max_words: int) -> str:
    """The run of whole sentences, `max_words` long at most, that has most of the question's words."""
    sentences = _sentences(text)
    wanted = telling_words(question)
    best, best_score = text, -1.0
    for first in range(len(sentences)):
        run: list[str] = []
        length = 0
        for sentence in sentences[first:]:
            length += len(sentence.split())
            if run and length > max_words:
                break
            run.append(sentence)
        score = len(wanted & telling_words(" ".join(run))) - first / 1000
        if score > best_score:
            best, best_score = "\n".join(run), score
    words = best.split(" ")
    return best if len(best.split()) <= max_words else " ".join(words[:max_words]) + " …"


def check_citations(answer: str, passages: Sequence[Passage], question: str = "") -> CheckedAnswer:
    """Keep the marks that stand for a passage, and add one where the model forgot it.

    If no valid mark is left, the sentence that a passage supports best gets one, flagged `added`; if none
    is supported well enough, the answer has no citation.
    """
    by_number = {passage.number: passage for passage in passages}
    invalid: list[int] = []
    cited: dict[int, str] = {}

    def keep_valid(mark: re.Match[str]) -> str:
        numbers = list(dict.fromkeys(int(number) for number in mark[1].split(",")))
        invalid.extend(number for number in numbers if number not in by_number)
        return "".join(f" [{number}]" for number in numbers if number in by_number)

    text = _MARK.sub(keep_valid, answer).strip()
    sentences = _sentences(text)
    best: tuple[float, str, Passage] | None = None
    for sentence in sentences:
        marks = [int(number) for mark in _MARK.findall(sentence) for number in mark.split(",")]
        plain = _MARK.sub("", sentence)
        for number in marks:
            cited.setdefault(number, plain)
        for passage in [by_number[number] for number in marks] or passages:
            score = support(plain, passage, question)
            if best is None or score > best[0]:
                best = (score, sentence, passage)
    score = best[0] if best else 0.0
    supported = score >= ENOUGH_SUPPORT
    if not cited and best and supported:
        _, sentence, passage = best
        text = text.replace(sentence, f"{sentence} [{passage.number}]", 1)
        citation = _citation(passage, sentence, added=True)
        return CheckedAnswer(text, [citation], invalid, score, True)
    citations = [_citation(by_number[number], sentence) for number, sentence in sorted(cited.items())]
    return CheckedAnswer(text, citations, invalid, score, supported)


def support(sentence: str, passage: Passage, question: str = "") -> float:
    """How much of a sentence a passage says, in [0, 1]: the share of its telling words that it has.

    0 if the sentence has a number that the passage has not, or nothing beyond the question's own words.
    """
    words, known = telling_words(sentence), telling_words(passage.text) | telling_words(passage.heading)
    shared = words & known
    if not shared - telling_words(question):
        return 0.0
    numbers = set(_NUMBER.findall(sentence)) - set(_NUMBER.findall(question))
    if not numbers <= set(_NUMBER.findall(passage.text)):
        return 0.0
    return len(shared) / len(words)


def telling_words(text: str) -> set[str]:
    """The words that tell something, without their commonest English endings."""
    return {_stem(word) for word in _WORD.findall(text.lower()) if word not in STOP_WORDS}


def matching_words(text: str, query: str) -> list[tuple[int, int]]:
    """Where `text` has the telling words of `query`, as spans of characters."""
    wanted = telling_words(query)
    return [
        word.span()
        for word in _WORD.finditer(text)
        if (lower := word[0].lower()) not in STOP_WORDS and _stem(lower) in wanted
    ]


def _stem(word: str) -> str:
    word = re.sub(r"['’]s$", "", word)
    for ending, least in (("ing", 3), ("ied", 2), ("ies", 2), ("ed", 3), ("es", 3), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _citation(passage: Passage, sentence: str, *, added: bool = False) -> Citation:
    """With the one sentence of the passage that is closest to the citing one as its quote."""
    wanted = telling_words(sentence)
    quotes = _sentences(passage.text) or [passage.text]
    quote = max(quotes, key=lambda text: len(wanted & telling_words(text)))
    return Citation(number=passage.number, file=passage.file, page=passage.page, quote=quote, added=added)


def _sentences(text: str) -> list[str]:
    parts, at = [], 0
    for match in _SENTENCE_END.finditer(text):
        parts.append(text[at : match.end()].strip())
        at = match.end()
    parts.append(text[at:].strip())
    return [part for part in parts if part]
