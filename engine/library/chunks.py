"""Cuts a document into chunks of about 200 tokens along its own structure.

A chunk never crosses a heading or a page, so its citation is exact. Paragraphs are kept whole while they
fit; one that does not is cut between sentences, and then the last of them is repeated in the next chunk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.library.documents import Document, Section

TARGET = 200
"""Tokens a chunk aims at; MiniLM was trained on 256 at most."""
LIMIT = 250
"""Tokens of a section that stays in one chunk, and of the last chunk of a longer one: no tiny rests."""
OVERLAP = 40
"""Tokens repeated at most where a paragraph had to be cut."""
_CONTEXT = 60
_CHARACTERS_PER_TOKEN = 16  # at most: a tokenizer counts a long unknown word as one token
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]{0,3}[ \t]+|\n+|(?<=[。！？])")

TokenCounter = Callable[[str], int]


@dataclass(frozen=True)
class Chunk:
    """A piece of a document: `text` is exactly the document's text from `start` to `end` (characters)."""

    text: str
    page: int | None
    heading: str
    start: int
    end: int

    def embedding_text(self, title: str) -> str:
        """What is embedded: the title and the headings that the chunk does not itself begin with, then it."""
        parts = [part for part in [title, *self.heading.split(" > ")] if part and part not in self.text]
        context = " > ".join(parts)[: _CONTEXT * 4]
        return f"{context}\n{self.text}" if context else self.text


@dataclass(frozen=True)
class _Piece:
    """A sentence or a part of one, from `start` to `end` in its section."""

    start: int
    end: int
    tokens: int
    opens_paragraph: bool


def split(document: Document, count_tokens: TokenCounter) -> list[Chunk]:
    """The chunks of a document in order. `count_tokens` is the embedder's, without special tokens."""

    def count(text: str) -> int:
        return max(count_tokens(text), -(-len(text) // _CHARACTERS_PER_TOKEN))

    return [chunk for section in document.sections for chunk in _split_section(section, count)]


def _split_section(section: Section, count: TokenCounter) -> Iterator[Chunk]:
    pieces = list(_pieces(section.text, count))
    first = 0
    while first < len(pieces):
        last = _last(pieces, first)
        start, end = pieces[first].start, pieces[last].end
        place = section.start + start
        yield Chunk(section.text[start:end], section.page, section.heading, place, place + end - start)
        if last + 1 == len(pieces):
            return
        first = _overlap(pieces, first, last)


def _last(pieces: list[_Piece], first: int) -> int:
    """The last piece of the chunk that begins with `first`: where the target is reached, or a little
    before, where a paragraph ends."""
    tokens, last, paragraph_end = 0, first, -1
    for index in range(first, len(pieces)):
        tokens += pieces[index].tokens
        if tokens <= TARGET:
            last = index
            if index + 1 < len(pieces) and pieces[index + 1].opens_paragraph and tokens >= TARGET // 2:
                paragraph_end = index
        if tokens > LIMIT:
            return paragraph_end if paragraph_end >= 0 else last
    return len(pieces) - 1


def _overlap(pieces: list[_Piece], first: int, last: int) -> int:
    """Where the next chunk begins: after `last`, or some sentences earlier if a paragraph was cut."""
    start, tokens = last + 1, 0
    while not pieces[start].opens_paragraph and start - 1 > first:
        tokens += pieces[start - 1].tokens
        if tokens > OVERLAP:
            break
        start -= 1
    return start


def _pieces(text: str, count: TokenCounter) -> Iterator[_Piece]:
    for start, end in _spans(_PARAGRAPH, text, 0, len(text)):
        tokens = count(text[start:end]) if end - start <= TARGET * _CHARACTERS_PER_TOKEN else TARGET + 1
        if tokens <= TARGET:
            yield _Piece(start, end, tokens, True)
            continue
        opens = True
        for sentence in _spans(_SENTENCE, text, start, end):
            for part in _halves(text, *sentence, count):
                yield _Piece(*part, count(text[part[0] : part[1]]), opens)
                opens = False


def _spans(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What lies between the separators, without white space at its ends."""
    at = start
    for match in separator.finditer(text, start, end):
        # Closing quotes belong to the sentence before them.
        stop = match.start() + len(match[0].rstrip())
        if stop > at and not text[at:stop].isspace():
            yield at, stop
        at = match.end()
    if at < end and not text[at:end].isspace():
        yield at, end


def _halves(text: str, start: int, end: int, count: TokenCounter) -> Iterator[tuple[int, int]]:
    """Cut a sentence that is longer than a chunk, at the white space nearest to its middle."""
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        small = end - start <= TARGET * _CHARACTERS_PER_TOKEN and count(text[start:end]) <= TARGET
        if small or end - start < 2:
            yield start, end
            continue
        middle = (start + end) // 2
        reach = min(200, middle - start)
        space = max(text.rfind(mark, middle - reach, middle) for mark in " \n\t")
        cut = space + 1 if space > start else middle
        waiting += [(cut, end), (start, cut)]
