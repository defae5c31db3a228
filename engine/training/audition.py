"""Hearing a voice change: the same question, answered again and again by the model under training."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from engine.datasets import Example
from engine.inference.llama import Vocabulary
from engine.models.chat_template import ChatTemplate
from engine.types import Message

MAX_TOKENS = 40  # an answer is a glimpse: it costs a second or two of training
_SHORT = 160  # characters of a question that fits beside a chart
_WORDS = 8  # how much of a plain text is given as its beginning
_ANSWER = 25  # words in which a voice can be heard, and which an audition has time for


@runtime_checkable
class Speaks(Protocol):
    """A `TrainableModel` that can also continue a text. Optional: without it a run is trained unheard."""

    def sample(self, prompt: Sequence[int], max_tokens: int) -> Iterator[int]:
        """The most likely next tokens after `prompt`, one by one. Draws no random numbers, keeps no gradients."""


@dataclass(frozen=True)
class Audition:
    """The fixed prompt, as a person reads it and as tokens."""

    prompt: str
    ids: list[int]
    vocabulary: Vocabulary

    def answer(self, model: Speaks, between: Callable[[], None] = lambda: None) -> str:
        """What `model` says now, at most `MAX_TOKENS` long; `between` tokens somebody else may have a word."""
        said = b""
        for token in model.sample(self.ids, MAX_TOKENS):
            between()
            if self.vocabulary.ends_generation(token):
                break
            said += self.vocabulary.piece(token)
        return said.decode(errors="ignore").strip()


def audition(
    examples: Sequence[Example],
    system_prompt: str,
    template: ChatTemplate,
    vocabulary: Vocabulary,
    max_seq_length: int,
) -> Audition | None:
    """A prompt for the voice, best from held-out `examples`: a short question, or a text's beginning."""
    if not examples:
        return None
    chosen = min(examples, key=_unsuited)
    if chosen.messages:
        prompt = chosen.prompt()
        messages = [Message(role="user", content=prompt)]
        first = chosen.messages[0]
        if first.role == "system":
            messages.insert(0, first)
        elif system_prompt:
            messages.insert(0, Message(role="system", content=system_prompt))
        ids = vocabulary.encode(template.render([(messages, True)])[0])
    else:
        prompt = " ".join(chosen.text.split()[:_WORDS])
        ids = vocabulary.encode(prompt)
    return Audition(prompt, ids, vocabulary) if 0 < len(ids) < max_seq_length else None


def _unsuited(example: Example) -> tuple[int, bool, bool, int]:
    """Sorts first what lets a voice be heard: a short question, answered in a sentence or two of prose."""
    prompt = example.prompt()
    code = any("```" in message.content for message in example.messages)
    answer = example.messages[-1].content.split() if example.messages else []
    unlike = abs(len(answer) - _ANSWER)
    return len(prompt) if len(prompt) > _SHORT else 0, code, not prompt.rstrip().endswith("?"), unlike
