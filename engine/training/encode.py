"""Conversations to token ids and labels: loss on every assistant turn and on nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.types import Message

IGNORE = -100  # torch's own label for "no loss here"
_BUCKET = 16  # batches' worth of examples sorted by length together: little padding, still well mixed


@dataclass(frozen=True)
class Encoded:
    """One training sequence. `labels[i]` is `ids[i]` where it is learned, else `IGNORE`."""

    ids: list[int]
    labels: list[int]

    @property
    def targets(self) -> int:
        """Tokens that carry loss; the first token of a sequence never does."""
        return sum(label != IGNORE for label in self.labels[1:])


def encode_chats(
    conversations: Sequence[Sequence[Message]],
    template: ChatTemplate,
    vocabulary: Vocabulary,
    max_seq_length: int,
) -> list[Encoded]:
    """Encode conversations exactly as chat will render them; longer ones are cut at the end.

    Sequences in which nothing is left to learn after cutting are dropped.
    """
    jobs: list[tuple[Sequence[Message], bool]] = []
    for messages in conversations:
        for i, message in enumerate(messages):
            if message.role == "assistant":
                jobs += [(messages[:i], True), (messages[: i + 1], False)]
        jobs.append((messages, False))
    texts = iter(template.render(jobs))

    encoded: list[Encoded] = []
    for messages in conversations:
        turns = [(next(texts), next(texts)) for message in messages if message.role == "assistant"]
        encoded += _encode_one(next(texts), turns, vocabulary, max_seq_length)
    return encoded


def _encode_one(
    whole: str, turns: list[tuple[str, str]], vocabulary: Vocabulary, max_seq_length: int
) -> Iterator[Encoded]:
    """`turns`: for every assistant turn the text up to its first and up to its last character."""
    if all(whole.startswith(end) and end.startswith(start) for start, end in turns):
        yield from _labelled(whole, turns, vocabulary, max_seq_length)
    else:
        # The template writes past turns differently once others follow (it drops thinking blocks,
        # say), so each turn is a sequence of its own, as it stood when it was the last.
        for start, end in turns:
            yield from _labelled(end, [(start, end)], vocabulary, max_seq_length)


def _labelled(
    text: str, spans: list[tuple[str, str]], vocabulary: Vocabulary, max_seq_length: int
) -> Iterator[Encoded]:
    ids = vocabulary.encode(text)
    labels = [IGNORE] * len(ids)
    for start, end in spans:
        first = _common_prefix(ids, vocabulary.encode(start))
        last = _common_prefix(ids, vocabulary.encode(end))
        # The template's line break after the end-of-turn token is never generated: don't teach it.
        while last > first and vocabulary.piece(ids[last - 1], special=True).isspace():
            last -= 1
        labels[first:last] = ids[first:last]
    cut = Encoded(ids[:max_seq_length], labels[:max_seq_length])
    if cut.targets:
        yield cut


def encode_texts(texts: Sequence[str], vocabulary: Vocabulary, max_seq_length: int) -> list[Encoded]:
    """Plain text for continued pretraining: every token is learned; long texts become several sequences."""
    encoded: list[Encoded] = []
    for text in texts:
        ids = vocabulary.encode(text)
        for start in range(0, len(ids), max_seq_length):
            part = ids[start : start + max_seq_length]
            if len(part) > 1:
                encoded.append(Encoded(part, part))
    return encoded


def _common_prefix(a: Sequence[int], b: Sequence[int]) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def batches(examples: Sequence[Encoded], size: int, seed: int, epoch: int) -> list[list[Encoded]]:
    """One epoch's batches: shuffled by (seed, epoch), then grouped by length within large buckets."""
    order = list(examples)
    rng = random.Random(f"{seed}/{epoch}")
    rng.shuffle(order)
    grouped: list[list[Encoded]] = []
    for start in range(0, len(order), size * _BUCKET):
        bucket = sorted(order[start : start + size * _BUCKET], key=lambda e: len(e.ids))
        grouped += [bucket[i : i + size] for i in range(0, len(bucket), size)]
    rng.shuffle(grouped)
    return grouped
