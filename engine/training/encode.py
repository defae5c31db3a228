"""Conversations to token ids and labels: loss on every assistant turn and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.datasets import Example
from engine.errors import InputError
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.types import Message, TrainSettings

IGNORE = -100  # torch's own label for "no loss here"


@dataclass(frozen=True)
class Encoded:
    """One training sequence. `labels[i]` is `ids[i]` where it is learned, else `IGNORE`; `label` is its row's.

    With `anchored` the base's own answer is to be kept there, whatever the row's says: see `objectives.Anchored`.
    """

    ids: list[int]
    labels: list[int]
    label: str = ""
    anchored: bool = False

    @property
    def length(self) -> int:
        return len(self.ids)

    @property
    def targets(self) -> int:
        """Tokens that carry loss; the first token of a sequence never does."""
        return sum(label != IGNORE for label in self.labels[1:])


def encode_examples(
    examples: Sequence[Example],
    system_prompt: str,
    template: ChatTemplate,
    vocabulary: Vocabulary,
    settings: TrainSettings,
) -> list[Encoded]:
    """Examples as training sequences. With the method `text` every token of a conversation is learned, the
    questions and the template's marks too; plain texts are learned whole by either method."""
    texts = [example.text for example in examples if example.text]
    chats = [with_system_prompt(example, system_prompt) for example in examples if example.messages]
    limit = settings.max_seq_length
    if settings.method == "text":
        whole = template.render([(messages, False) for messages in chats])
        return encode_texts([*texts, *whole], vocabulary, limit)
    return encode_texts(texts, vocabulary, limit) + encode_chats(chats, template, vocabulary, limit)


@dataclass(frozen=True)
class Pair:
    """Two answers to one prompt, the first of which is preferred."""

    chosen: Encoded
    rejected: Encoded
    label: str = ""

    @property
    def length(self) -> int:
        return self.chosen.length + self.rejected.length

    @property
    def targets(self) -> int:
        return self.chosen.targets + self.rejected.targets


def encode_for_run(
    examples: Sequence[Example],
    system_prompt: str,
    template: ChatTemplate,
    vocabulary: Vocabulary,
    settings: TrainSettings,
) -> Sequence[Encoded | Pair]:
    """What the method asked for learns from, with its rows' labels where these are to be balanced.

    Raises `InputError` for `dpo` on data without rejected answers.
    """
    if settings.method == "dpo" and examples and not any(example.rejected for example in examples):
        raise InputError(
            "The data has no rejected answers to learn a preference from.",
            cause="The method dpo needs rows with “prompt”, “chosen” and “rejected”.",
            fix="Use such data, or the method sft.",
        )
    encode = encode_pairs if settings.method == "dpo" else encode_examples
    if settings.balance == "none":
        return encode(examples, system_prompt, template, vocabulary, settings)
    by_label: dict[str, list[Example]] = {}
    for example in examples:
        by_label.setdefault(example.label, []).append(example)
    return [
        replace(item, label=label)
        for label, group in by_label.items()
        for item in encode(group, system_prompt, template, vocabulary, settings)
    ]


def encode_pairs(
    examples: Sequence[Example],
    system_prompt: str,
    template: ChatTemplate,
    vocabulary: Vocabulary,
    settings: TrainSettings,
) -> list[Pair]:
    """Examples that have a rejected answer. Only last answers count; a pair that is cut before they differ, or
    whose halves would lose their last answer, is left out."""
    jobs: list[tuple[Sequence[Message], bool]] = []
    for example in examples:
        if example.rejected and example.messages:
            better = [_trimmed(message) for message in with_system_prompt(example, system_prompt)]
            worse = Message(role="assistant", content=example.rejected.strip())
            jobs += [(better[:-1], True), (better, False), ([*better[:-1], worse], False)]
    texts = iter(template.render(jobs))
    pairs: list[Pair] = []
    for asked, better_text, worse_text in zip(texts, texts, texts, strict=True):
        chosen, rejected = (
            next(_labelled(text, [(asked, text)], vocabulary, settings.max_seq_length), None)
            for text in (better_text, worse_text)
        )
        if chosen and rejected and chosen.ids != rejected.ids:
            pairs.append(Pair(chosen, rejected))
    return pairs


def with_system_prompt(example: Example, system_prompt: str) -> list[Message]:
    """The messages, with the persona's system prompt where the row brings none."""
    messages = list(example.messages)
    if system_prompt and messages[0].role != "system":
        messages.insert(0, Message(role="system", content=system_prompt))
    return messages


def encode_chats(
    conversations: Sequence[Sequence[Message]],
    template: ChatTemplate,
    vocabulary: Vocabulary,
    max_seq_length: int,
) -> list[Encoded]:
    """Encode conversations exactly as chat will render them; longer ones are cut at the end.

    Sequences in which nothing is left to learn after cutting are dropped. White space around an answer is
    left out: its first tokens would melt into the template's line break, where chat's prompt already ends.
    """
    conversations = [[_trimmed(message) for message in messages] for messages in conversations]
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


def _trimmed(message: Message) -> Message:
    if message.role != "assistant" or message.content == message.content.strip():
        return message
    return message.model_copy(update={"content": message.content.strip()})


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
